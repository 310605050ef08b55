//! Payment histories: how one account was paid, month by month.
//!
//! A [`PaymentHistory`] holds up to 60 months as planes of bits, latest month first, so a question about all months at
//! once costs a handful of boolean operations:
//!
//! ```
//! use credit_bureau::history::DelinquencyBucket;
//! use credit_bureau::month::Window;
//! use credit_bureau::{Month, PaymentHistory};
//! let paid = PaymentHistory::parse("N N 1 2 N N", Month::new(2024, 6)?)?; // latest first
//! let late = paid.late(DelinquencyBucket::DAYS_31_TO_60).within(Window::last(12));
//! assert_eq!(late.count(), 1);
//! let last_late = paid.last_late_month(DelinquencyBucket::DAYS_1_TO_30);
//! assert_eq!(last_late, Some(Month::new(2024, 4)?));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The words, from the smallest: a [`Severity`] is how bad a month was, a [`PaymentStatus`] what was reported of it, a
//! [`Notation`] the alphabet it was reported in and a [`HistoryForm`] the text; [`Months`] is a set of months, and
//! [`Planes`] the severities of sixty of them.
//!
//! A history answers in raw delinquency buckets: that a quasi-credit card is late only from bucket 3 is known to the
//! account. What a month's status *means* for a policy is decided in [`policy`](crate::policy); nothing here hides
//! anything.

use std::fmt;

use crate::month::{Month, Window};

mod error;
mod months;
mod notation;
mod planes;
mod serial;
mod severity;
mod status;
mod text;

pub use error::HistoryError;
use months::MONTHS_MAX;
pub use months::{Months, MonthsIter};
pub use notation::{HistoryForm, Notation, Order};
pub use planes::Planes;
pub use severity::{DelinquencyBucket, Severity};
pub use status::PaymentStatus;

/// The payment statuses of 1 to 60 months without a gap, up to a latest month.
///
/// Sets of months that it answers with count back from its own latest month; [`as_of`](PaymentHistory::as_of) gives the
/// same severities counted back from any other.
///
/// In serde `{"latest":"2024-06","months":"NN1N"}`: PBOC symbols, latest first; if some status has none, `months` is a
/// list of pairs of severity and variant. No status is lost.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PaymentHistory {
    severities: Planes,
    variants: [u64; 2],
    latest: Month,
    length: u8,
}

impl PaymentHistory {
    /// The most months a history can hold.
    pub const MONTHS_MAX: usize = MONTHS_MAX;

    /// The history of `statuses`, latest month first.
    ///
    /// # Errors
    ///
    /// [`HistoryError::Empty`], [`HistoryError::TooLong`] past 60 months, [`HistoryError::BeforeCalendar`] if the first
    /// would lie before 0001-01.
    pub fn new(latest: Month, statuses: &[PaymentStatus]) -> Result<PaymentHistory, HistoryError> {
        PaymentHistory::collect(latest, statuses.iter().copied())
    }

    /// Builds a history as [`new`](PaymentHistory::new) does, from an iterator, of which it takes at most 61 statuses.
    ///
    /// # Errors
    ///
    /// As [`new`](PaymentHistory::new).
    pub fn collect(
        latest: Month,
        statuses: impl IntoIterator<Item = PaymentStatus>,
    ) -> Result<PaymentHistory, HistoryError> {
        let [mut v0, mut v1, mut p0, mut p1, mut p2, mut p3] = [0_u64; 6];
        let mut length = 0_u8;
        for status in statuses {
            if usize::from(length) == MONTHS_MAX {
                return Err(HistoryError::TooLong { latest });
            }
            // The latest month comes first and is bit 0 of every plane, so that windows count back with a plain shift.
            let bits = u64::from(status.bits());
            let place = u32::from(length);
            v0 |= (bits & 1).wrapping_shl(place);
            v1 |= (bits >> 1 & 1).wrapping_shl(place);
            p0 |= (bits >> 2 & 1).wrapping_shl(place);
            p1 |= (bits >> 3 & 1).wrapping_shl(place);
            p2 |= (bits >> 4 & 1).wrapping_shl(place);
            p3 |= (bits >> 5 & 1).wrapping_shl(place);
            length = length.saturating_add(1);
        }
        if length == 0 {
            return Err(HistoryError::Empty);
        }
        if latest.months_since(Month::FIRST) < i32::from(length).saturating_sub(1) {
            return Err(HistoryError::BeforeCalendar { latest, months: usize::from(length) });
        }
        Ok(PaymentHistory { severities: Planes::from_words([p0, p1, p2, p3]), variants: [v0, v1], latest, length })
    }

    /// The history of one month, which any month and status make.
    pub(crate) fn of_month(month: Month, status: PaymentStatus) -> PaymentHistory {
        PaymentHistory { severities: Planes::EMPTY, variants: [0; 2], latest: month, length: 1 }
            .with_status_back(0, status)
    }

    /// The latest month.
    pub const fn latest(&self) -> Month {
        self.latest
    }

    /// The earliest month.
    pub fn earliest(&self) -> Month {
        self.month_back(u32::from(self.length).saturating_sub(1))
    }

    /// Number of months, 1 to 60.
    #[expect(clippy::len_without_is_empty, reason = "a history is never empty")]
    pub const fn len(&self) -> usize {
        self.length as usize
    }

    /// The status of a month; `None` before the earliest and after the latest.
    pub fn status(&self, month: Month) -> Option<PaymentStatus> {
        let ago = u32::try_from(self.latest.months_since(month)).ok()?;
        (ago < u32::from(self.length)).then(|| self.status_back(ago))
    }

    /// Months and their statuses, latest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Month, PaymentStatus)> + ExactSizeIterator + '_ {
        (0..u16::from(self.length)).map(|ago| (self.month_back(u32::from(ago)), self.status_back(u32::from(ago))))
    }

    /// The severities, counted back from the history's own latest month.
    #[inline]
    pub const fn planes(&self) -> Planes {
        self.severities
    }

    /// The severities, counted back from `month`: what lies after it is left out, what lies beyond either end of the
    /// history is [`Severity::Outside`].
    ///
    /// ```text
    ///                      2024-08 ──────────────► 2024-01
    /// history to 2024-06          .  .  N  N  1  2  N  N
    /// as_of(2024-08)              /  /  N  N  1  2  N  N
    /// as_of(2024-04)                          1  2  N  N
    /// ```
    #[inline]
    pub const fn as_of(&self, month: Month) -> Planes {
        let later = month.months_since(self.latest);
        let months = later.unsigned_abs();
        if later < 0 { self.severities.shifted_forward(months) } else { self.severities.shifted_back(months) }
    }

    /// Months at least `bucket` past due, and all that is worse than any bucket; see [`Planes::late`].
    ///
    /// ```text
    ///              2024-06 ────────────────► 2023-07
    /// history        N  N  1  2  3  N  N  N  *  *  #  #
    /// late(1)        .  .  X  X  X  .  .  .  .  .  .  .
    /// late(3)        .  .  .  .  X  .  .  .  .  .  .  .
    /// ```
    #[inline]
    pub const fn late(&self, bucket: DelinquencyBucket) -> Months {
        self.severities.late(bucket)
    }

    /// Months paid as agreed.
    #[inline]
    pub const fn on_time(&self) -> Months {
        self.severities.on_time()
    }

    /// Months of which something is known: nothing due, paid, late or worse.
    #[inline]
    pub const fn reported(&self) -> Months {
        self.severities.reported()
    }

    /// The worst severity in a window that counts back from the latest month; [`Severity::Outside`] if the window holds
    /// no month of the account's life.
    #[inline]
    pub const fn worst(&self, window: Window) -> Severity {
        self.severities.masked(Months::of(window)).worst()
    }

    /// The latest month at least `bucket` past due or worse; `None` if there was none.
    pub fn last_late_month(&self, bucket: DelinquencyBucket) -> Option<Month> {
        self.late(bucket).latest().map(|ago| self.month_back(ago))
    }

    /// The longest run of months paid as agreed, in months; nothing else continues it, not even a month with nothing
    /// due.
    #[inline]
    pub const fn longest_on_time_streak(&self) -> u32 {
        self.on_time().longest_run()
    }

    /// The history with one more month after its latest; the 61st month falls off. `None` if the calendar has no later
    /// month.
    ///
    /// ```text
    ///                      2024-07 ──────► 2024-02
    /// history                    .  N  N  1  N
    /// followed_by(2)             2  N  N  1  N
    /// ```
    #[must_use]
    pub fn followed_by(&self, status: PaymentStatus) -> Option<PaymentHistory> {
        let latest = self.latest.checked_add(1)?;
        let [v0, v1] = self.variants;
        let length = usize::from(self.length).saturating_add(1).min(MONTHS_MAX);
        let shifted = PaymentHistory {
            severities: self.severities.shifted_back(1),
            variants: [planes::back(v0, 1), planes::back(v1, 1)],
            latest,
            length: u8::try_from(length).unwrap_or(self.length),
        };
        Some(shifted.with_status_back(0, status))
    }

    /// The history with another status for one of its months; `None` before the earliest and after the latest.
    #[must_use]
    pub fn with_status(&self, month: Month, status: PaymentStatus) -> Option<PaymentHistory> {
        let ago = u32::try_from(self.latest.months_since(month)).ok()?;
        (ago < u32::from(self.length)).then(|| self.with_status_back(ago, status))
    }

    fn with_status_back(&self, ago: u32, status: PaymentStatus) -> PaymentHistory {
        let months = Months::single(ago).bits();
        let bits = status.bits();
        let put = |plane: u64, bit: u32| {
            if bits.wrapping_shr(bit) & 1 == 0 { plane & !months } else { plane | months }
        };
        let ([v0, v1], [p0, p1, p2, p3]) = (self.variants, self.severities.words());
        PaymentHistory {
            severities: Planes::from_words([put(p0, 2), put(p1, 3), put(p2, 4), put(p3, 5)]),
            variants: [put(v0, 0), put(v1, 1)],
            ..*self
        }
    }

    /// The month `ago` months before the latest; only for months of the history, which all lie in the calendar.
    fn month_back(&self, ago: u32) -> Month {
        self.latest.back(ago).unwrap_or(Month::FIRST)
    }

    fn status_back(&self, ago: u32) -> PaymentStatus {
        let [v0, v1] = self.variants;
        PaymentStatus::from_bits(
            self.severities.severity(ago).number(),
            planes::bit(v1, ago) << 1 | planes::bit(v0, ago),
        )
    }
}

impl fmt::Debug for PaymentHistory {
    /// `2024-06: NN12NN`, latest first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.latest)?;
        for (_, status) in self.iter() {
            match status.symbol(Notation::Pboc) {
                Some(_) => write!(f, "{status}")?,
                None => write!(f, "({status})")?,
            }
        }
        Ok(())
    }
}

const _: () = assert!(size_of::<PaymentHistory>() == 56);
