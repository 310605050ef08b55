//! Which inquiries of a subject count where duplicates are suppressed.

use super::columns::InquiryClass;
use crate::attributes::inquiries::is_duplicate;
use crate::report::InquiryReason;

/// The inquiries that were counted, by reason and by whom: of those alike, the day of the last one.
///
/// A table instead of a hash: codes are places in a dictionary. What an earlier subject left in it is told by its number.
#[derive(Clone)]
pub(super) struct Duplicates {
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
    pub(super) const fn new() -> Duplicates {
        let none = Counted { subject: 0, day: 0 };
        Duplicates { subject: 0, by_anyone: [none; REASONS], by_inquirer: Vec::new() }
    }

    /// Goes on with another subject.
    pub(super) const fn next_subject(&mut self) {
        self.subject = self.subject.saturating_add(1);
    }

    /// The class of the subject's next inquiry, in order of day: so many days before the end of the month.
    pub(super) fn class(&mut self, days: i32, reason: InquiryReason, inquirer: u16) -> InquiryClass {
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
