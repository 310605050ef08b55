//! Finds which inquiries of a subject count when duplicates are suppressed.

use crate::attributes::tally::is_duplicate;
use crate::report::InquiryReason;

/// The reason of an inquiry, and whether it counts when duplicates are suppressed: see
/// [`AcrossInquiries`](crate::attributes::AcrossInquiries). Neither a window nor the reasons asked for change that,
/// which is why it can be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::portfolio) struct InquiryClass(u8);

impl InquiryClass {
    /// Set if it counts when duplicates by the same inquirer are suppressed.
    pub(in crate::portfolio) const FIRST: u8 = 1 << 7;
    /// Set if it counts when duplicates by any inquirer are suppressed.
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

/// The day of the last inquiry that counted, by reason and inquirer.
///
/// A table instead of a hash map, as codes are places in a dictionary. It is not cleared between subjects: an entry
/// carries the number of its subject.
#[derive(Clone)]
pub(in crate::portfolio) struct Duplicates {
    subject: u32,
    by_anyone: [Counted; REASONS],
    /// One row for each inquirer, one entry per reason.
    by_inquirer: Vec<[Counted; REASONS]>,
}

/// The subject and the day of the last inquiry that counted.
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

    /// Starts the next subject.
    pub(in crate::portfolio) const fn next_subject(&mut self) {
        self.subject = self.subject.saturating_add(1);
    }

    /// The class of the subject's next inquiry, made `days` before the end of the month. Inquiries must come in order
    /// of day.
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
