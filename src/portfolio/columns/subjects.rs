//! The public column types: whole subjects with accounts, inquiries and liabilities.

use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;

use super::amounts::{Amounts, DaysBefore, Overdue, Sparse};
use super::duplicates::{Duplicates, InquiryClass};
use super::places::{among, day_before, one, span};
use super::profile::{Names, Profile};
use crate::attributes::tally::LiabilityFacts;
use crate::history::Planes;
use crate::month::Month;
use crate::report::{InquiryReason, LiabilityRole};

/// A batch of whole subjects in columns, as of a month that the context gives.
///
/// A column has one value per account, or one per subject; accounts are in the order of subjects. An account's place
/// counts from 0 in its batch. Amounts are minor units of the portfolio's currency, 0 where not stated.
///
/// A batch of at most 32,768 subjects and accounts becomes a chunk of the portfolio without a copy of large columns. A
/// larger batch is divided; as places in `used`, `actual` and `overdue` are 16 bits, accounts past the 65,536th cannot
/// be listed there. Batches of a few subjects make a portfolio slow; some thousand are enough.
///
/// ```
/// use credit_bureau::portfolio::Portfolio;
/// use credit_bureau::portfolio::columns::{Amounts, Columns, Profile, stated};
/// use credit_bureau::{AccountKind, Currency};
/// let mut card = Profile::new(AccountKind::CreditCard);
/// card.stated = stated::GRANTED | stated::BALANCE;
/// let mut columns = Columns::default();
/// columns.starts = vec![0, 1, 3]; // two subjects, with one account and two
/// columns.planes[2] = vec![0b111, 0b110, 0b1]; // severity 4, paid as agreed, in these months
/// columns.planes[0] = vec![0b000, 0b010, 0b0]; // and 5, 1–30 days past due, in one
/// columns.planes[1] = vec![0; 3];
/// columns.planes[3] = vec![0; 3];
/// columns.profiles = vec![card];
/// columns.profile = vec![0; 3];
/// columns.opened = vec![0; 3];
/// columns.furnishers = vec!["bank".into()];
/// columns.furnisher = vec![0; 3];
/// columns.granted = Amounts::Narrow(vec![900_000, 500_000, 100_000]);
/// columns.balance = Amounts::Narrow(vec![12_000, 0, 99_000]);
/// columns.past_due = Amounts::Narrow(vec![0; 3]);
/// columns.scheduled = Amounts::Narrow(vec![0; 3]);
/// columns.inquiries.starts = vec![0; 3];
/// let portfolio = Portfolio::from_columns("2024-06".parse()?, Currency::CNY, [columns])?;
/// assert_eq!((portfolio.subjects(), portfolio.accounts()), (2, 3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Columns {
    /// First account of each subject, and the end: one more than there are subjects, or empty without subjects.
    pub starts: Vec<u32>,
    /// The severities of sixty months as bit planes, as [`Planes`](crate::history::Planes) hold them: bit 0 is the as-of
    /// month; each plane has one word per account.
    pub planes: [Vec<u64>; 4],
    /// Place in `profiles`, one per account.
    pub profile: Vec<u16>,
    /// The profiles that `profile` points to: facts of accounts that take few values.
    pub profiles: Vec<Profile>,
    /// Ordinal of the month of opening, one per account; 0 where not stated. An account opened after its subject's
    /// as-of day is in no portfolio.
    pub opened: Vec<u16>,
    /// Place in `furnishers`, one per account.
    pub furnisher: Vec<u16>,
    /// Codes of furnishers as reported, each once.
    pub furnishers: Vec<Box<str>>,
    /// Limit of a revolving account, principal of any other, one per account.
    pub granted: Amounts,
    /// Balance, one per account.
    pub balance: Amounts,
    /// Amount past due, one per account.
    pub past_due: Amounts,
    /// Payment due in the month, one per account.
    pub scheduled: Amounts,
    /// Used amount, of accounts where it is stated and differs from the balance.
    pub used: Sparse,
    /// Payment made, of accounts where it is stated and differs from the payment due.
    pub actual: Sparse,
    /// Overdue amounts of late months.
    pub overdue: Overdue,
    /// Inquiries.
    pub inquiries: InquiryColumns,
    /// Liabilities, in the order of subjects.
    pub liabilities: Vec<LiabilityEntry>,
    /// Subjects whose as-of day is earlier than the last day of the month, ascending, each with the number of days
    /// between the two, 1 or more. Nothing later is known of them.
    pub as_of: Vec<(u32, i32)>,
    /// Pseudonyms, one per subject; `None` if they are not kept.
    pub names: Option<Names>,
}

/// The inquiries of a batch, in columns: those with a reason, made by the subject's as-of day.
///
/// A subject's inquiries are in order of day, oldest first, then of reason, then of the inquirer's code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InquiryColumns {
    /// First inquiry of each subject, and the end.
    pub starts: Vec<u32>,
    /// Day of each inquiry.
    pub days: DaysBefore,
    /// Reason of each inquiry.
    pub reason: Vec<InquiryReason>,
    /// Place in `inquirers` of each inquiry.
    pub inquirer: Vec<u16>,
    /// Codes of inquirers as reported, each once.
    pub inquirers: Vec<Box<str>>,
}

/// A subject's liability for another's debt, opened by the as-of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LiabilityEntry {
    /// The subject, by its place in the batch.
    pub subject: u32,
    /// The role of the subject.
    pub role: LiabilityRole,
    /// Amount of the liability, minor units.
    pub amount: Option<i64>,
    /// Balance of the debt, minor units.
    pub balance: Option<i64>,
    /// Whether the amounts are dated no later than the as-of month.
    pub known: bool,
}

impl Columns {
    /// The number of subjects.
    pub(in crate::portfolio) fn subjects(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The number of accounts.
    pub(in crate::portfolio) fn accounts(&self) -> usize {
        self.profile.len()
    }

    /// The accounts of one subject.
    pub(in crate::portfolio) fn accounts_of(&self, subject: usize) -> Range<usize> {
        self.accounts_of_all(&one(subject))
    }

    /// The accounts of a range of subjects.
    pub(in crate::portfolio) fn accounts_of_all(&self, subjects: &Range<usize>) -> Range<usize> {
        span(&self.starts, subjects)
    }

    /// The inquiries of one subject.
    pub(in crate::portfolio) fn inquiries_of(&self, subject: usize) -> Range<usize> {
        self.inquiries_of_all(&one(subject))
    }

    /// The inquiries of a range of subjects.
    pub(in crate::portfolio) fn inquiries_of_all(&self, subjects: &Range<usize>) -> Range<usize> {
        span(&self.inquiries.starts, subjects)
    }

    /// The liabilities of one subject.
    pub(in crate::portfolio) fn liabilities_of(&self, subject: usize) -> &[LiabilityEntry] {
        self.liabilities_of_all(&one(subject))
    }

    /// The liabilities of a range of subjects.
    pub(in crate::portfolio) fn liabilities_of_all(&self, subjects: &Range<usize>) -> &[LiabilityEntry] {
        among(&self.liabilities, subjects, |row| usize::try_from(row.subject).unwrap_or(usize::MAX))
    }

    /// Days from a subject's as-of day to the last day of the month.
    pub(in crate::portfolio) fn as_of_days(&self, subject: usize) -> i32 {
        let place = self.as_of.binary_search_by_key(&u32::try_from(subject).ok(), |&(subject, _)| Some(subject));
        place.ok().and_then(|place| self.as_of.get(place)).map_or(0, |&(_, days)| days)
    }

    /// A subject's as-of day.
    pub(in crate::portfolio) fn as_of_day(&self, subject: usize, month: Month) -> NaiveDate {
        day_before(month, self.as_of_days(subject))
    }

    /// The pseudonyms of a range of subjects, one after the other.
    pub(in crate::portfolio) fn names_of(&self, subjects: &Range<usize>) -> &str {
        let Some(names) = &self.names else { return "" };
        let end = |before: usize| match before.checked_sub(1) {
            None => Some(0),
            Some(place) => names.ends.get(place).and_then(|&end| usize::try_from(end).ok()),
        };
        end(subjects.start).zip(end(subjects.end)).and_then(|(from, to)| names.text.get(from..to)).unwrap_or_default()
    }

    /// The number of bytes of all pseudonyms.
    pub(in crate::portfolio) fn names_len(&self) -> usize {
        self.names.as_ref().map_or(0, |names| names.text.len())
    }

    /// A subject's pseudonym, if it is kept.
    pub(in crate::portfolio) fn name_of(&self, subject: usize) -> Option<&str> {
        self.names.as_ref().and_then(|names| names.get(subject))
    }

    #[inline]
    pub(in crate::portfolio) fn planes_of(&self, account: usize) -> Planes {
        let word = |plane: &Vec<u64>| plane.get(account).copied().unwrap_or(0);
        let [p0, p1, p2, p3] = &self.planes;
        Planes::from_words([word(p0), word(p1), word(p2), word(p3)])
    }

    /// The code of an account's furnisher.
    pub(in crate::portfolio) fn furnisher_of(&self, account: usize) -> &str {
        let place = self.furnisher.get(account).copied().map(usize::from);
        place.and_then(|place| self.furnishers.get(place)).map_or("", |code| code)
    }
}

impl LiabilityEntry {
    /// Makes an entry of a subject's liability; `None` if it states no role.
    pub(in crate::portfolio) fn of(subject: u32, owed: LiabilityFacts) -> Option<LiabilityEntry> {
        let LiabilityFacts { role, amount, balance, known } = owed;
        Some(LiabilityEntry { subject, role: role?, amount, balance, known })
    }

    /// The facts of the liability, without the subject.
    pub(in crate::portfolio) const fn owed(&self) -> LiabilityFacts {
        let LiabilityEntry { role, amount, balance, known, .. } = *self;
        LiabilityFacts { role: Some(role), amount, balance, known }
    }
}

impl InquiryColumns {
    /// The class of each inquiry, which says whether it counts when duplicates are suppressed.
    pub(in crate::portfolio) fn classes(&self) -> Vec<InquiryClass> {
        let mut duplicates = Duplicates::new();
        let mut classes = Vec::with_capacity(self.reason.len());
        let ends = self.starts.iter().skip(1).map(|&end| usize::try_from(end).unwrap_or(usize::MAX));
        let mut rows = (0..).zip(self.reason.iter().zip(&self.inquirer));
        for end in ends {
            duplicates.next_subject();
            for (index, (&reason, &inquirer)) in rows.by_ref().take(end.saturating_sub(classes.len())) {
                let days = self.days.get(index).unwrap_or(0);
                classes.push(duplicates.class(days, reason, inquirer));
            }
        }
        classes
    }
}

impl fmt::Debug for Columns {
    /// Writes sizes, nothing of a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Columns");
        shown.field("subjects", &self.subjects()).field("accounts", &self.profile.len()).finish_non_exhaustive()
    }
}

/// Renumbers the places of a column in order of first occurrence, and returns the old places in that order.
pub(in crate::portfolio) fn compact(column: &mut [u16], values: usize) -> Vec<u16> {
    let mut numbers: Vec<Option<u16>> = vec![None; values];
    let mut list = Vec::new();
    for place in column {
        let Some(number) = numbers.get_mut(usize::from(*place)) else { continue };
        let new = u16::try_from(list.len()).unwrap_or(u16::MAX);
        *place = *number.get_or_insert_with(|| {
            list.push(*place);
            new
        });
    }
    list
}
