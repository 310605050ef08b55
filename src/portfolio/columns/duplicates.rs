//! Which inquiries of a subject count where duplicates are suppressed.

use crate::attributes::tally::is_duplicate;
use crate::report::InquiryReason;

/// Why an inquiry was made, and whether it counts where duplicates are suppressed: see
/// [`AcrossInquiries`](crate::attributes::AcrossInquiries). It depends on neither a window nor the reasons asked for,
/// which is why it can be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::portfolio) struct InquiryClass(u8);

impl InquiryClass {
    /// It counts where duplicates by the same inquirer are suppressed.
    pub(in crate::portfolio) const FIRST: u8 = 1 << 7;
    /// It counts where duplicates are suppressed, whoever the inquirer.
    pub(in crate::portfolio) const SHOPPING_FIRST: u8 = 1 << 6;
    /// The bits of the reason: its place in [`InquiryReason::ALL`].
    pub(in crate::portfolio) const REASON: u8 = (1 << 5) - 1;

    pub(in crate::portfolio) const fn new(reason: InquiryReason, first: bool, shopping_first: bool) -> InquiryClass {
        let first = if first { Self::FIRST } else { 0 };
        InquiryClass(reason as u8 | first | if shopping_first { Self::SHOPPING_FIRST } else { 0 })
    }

    #[inline]
    pub(in crate::portfolio) const fn bits(self) -> u8 {
        self.0
    }
}

const _: () = assert!(InquiryReason::ALL.len() <= 1 << 5);

/// The inquiries that were counted, by reason and by whom: of those alike, the day of the last one.
///
/// A table instead of a hash: codes are places in a dictionary. What an earlier subject left in it is told by its number.
#[derive(Clone)]
pub(in crate::portfolio) struct Duplicates {
    subject: u32,
    by_anyone: [Counted; REASONS],
    /// A row of reasons for each inquirer.
    by_inquirer: Vec<[Counted; REASONS]>,
}

/// Of which subject an inquiry was counted last, and on which day.
#[derive(Clone, Copy, Default)]
struct Counted {
    subject: u32,
    day: i32,
}

impl Duplicates {
    pub(in crate::portfolio) const fn new() -> Duplicates {
        let none = Counted { subject: 0, day: 0 };
        Duplicates { subject: 0, by_anyone: [none; REASONS], by_inquirer: Vec::new() }
    }

    /// Goes on with another subject.
    pub(in crate::portfolio) const fn next_subject(&mut self) {
        self.subject = self.subject.saturating_add(1);
    }

    /// The class of the subject's next inquiry, in order of day: so many days before the end of the month.
    pub(in crate::portfolio) fn class(&mut self, days: i32, reason: InquiryReason, inquirer: u16) -> InquiryClass {
        let (row, column, subject) = (usize::from(inquirer), reason as usize, self.subject);
        if self.by_inquirer.len() <= row {
            self.by_inquirer.resize(row.saturating_add(1), [Counted::default(); REASONS]);
        }
        let by_inquirer = self.by_inquirer.get_mut(row).and_then(|row| row.get_mut(column));
        let counts = |counted: Option<&mut Counted>| {
            counted.is_some_and(|counted| counted.counts(subject, days.saturating_neg()))
        };
        let first = counts(by_inquirer);
        InquiryClass::new(reason, first, counts(self.by_anyone.get_mut(column)))
    }
}

impl Counted {
    fn counts(&mut self, subject: u32, day: i32) -> bool {
        let counts = self.subject != subject || !is_duplicate(self.day, day);
        if counts {
            *self = Counted { subject, day };
        }
        counts
    }
}

const REASONS: usize = InquiryReason::ALL.len();
