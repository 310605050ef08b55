//! A portfolio's columns as plain data: what a data warehouse holds goes in, and comes out, without a report in between.
//!
//! ```
//! use credit_bureau::attributes::Portfolio;
//! use credit_bureau::attributes::columns::{Amounts, Columns, Profile, stated};
//! use credit_bureau::{AccountKind, Currency};
//! let mut card = Profile::new(AccountKind::CreditCard);
//! card.stated = stated::GRANTED | stated::BALANCE;
//! let mut columns = Columns::default();
//! columns.starts = vec![0, 1, 3]; // two subjects, with one account and two
//! columns.planes[2] = vec![0b111, 0b110, 0b1]; // severity 4, paid as agreed, in these months
//! columns.planes[0] = vec![0b000, 0b010, 0b0]; // and 5, 1–30 days past due, in one
//! columns.planes[1] = vec![0; 3];
//! columns.planes[3] = vec![0; 3];
//! columns.profiles = vec![card];
//! columns.profile = vec![0; 3];
//! columns.opened = vec![0; 3];
//! columns.furnishers = vec!["bank".into()];
//! columns.furnisher = vec![0; 3];
//! columns.granted = Amounts::Narrow(vec![900_000, 500_000, 100_000]);
//! columns.balance = Amounts::Narrow(vec![12_000, 0, 99_000]);
//! columns.past_due = Amounts::Narrow(vec![0; 3]);
//! columns.scheduled = Amounts::Narrow(vec![0; 3]);
//! columns.inquiries.starts = vec![0; 3];
//! let portfolio = Portfolio::from_columns("2024-06".parse()?, Currency::CNY, [columns])?;
//! assert_eq!((portfolio.subjects(), portfolio.accounts()), (2, 3));
//!
//! let again = Portfolio::from_columns("2024-06".parse()?, Currency::CNY, portfolio.columns())?;
//! assert_eq!(again, portfolio);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;

pub use super::close::{MonthColumns, Standing};
pub use super::columns::{Amounts, DaysBefore, Names, Overdue, Profile, Sparse, stated};
use super::columns::{Chunk, ChunkRef, Inquiries, InquiryClass, LiabilityRow};
use super::duplicates::Duplicates;
pub use super::edit::Cell;
use crate::attributes::tally::Owed;
use crate::report::{InquiryReason, LiabilityRole};

/// Whole subjects in columns, as of a month that is known from the context.
///
/// `accounts` columns have a value an account, subject by subject; `subjects` columns a value a subject. An account's
/// place counts from 0 in its batch. Amounts are minor units of the portfolio's currency, 0 where not stated.
///
/// A batch of at most 32,768 subjects and accounts becomes a chunk of the portfolio as it is: nothing large is copied. A
/// larger one is divided; as places in `used`, `actual` and `overdue` are 16 bits, its accounts past the 65,536th have
/// none there. Batches of a few subjects make a portfolio slow; some thousand are enough.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Columns {
    /// First account of each subject, and the end: one more than there are subjects; or nothing, if there is none.
    pub starts: Vec<u32>,
    /// The severities of sixty months as [`Planes`](crate::Planes) hold them, bit 0 the as-of month: plane by plane,
    /// each with a word an account.
    pub planes: [Vec<u64>; 4],
    /// Place in `profiles`, an account.
    pub profile: Vec<u16>,
    /// What has few values of an account: a dictionary.
    pub profiles: Vec<Profile>,
    /// Ordinal of the month of opening, 0 where it is not stated, an account. An account opened after its subject's as-of
    /// day is in no portfolio.
    pub opened: Vec<u16>,
    /// Place in `furnishers`, an account.
    pub furnisher: Vec<u16>,
    /// Codes of furnishers as reported, each once.
    pub furnishers: Vec<Box<str>>,
    /// Limit of a revolving account, principal of any other, an account.
    pub granted: Amounts,
    /// Balance, an account.
    pub balance: Amounts,
    /// Amount past due, an account.
    pub past_due: Amounts,
    /// Payment due in the month, an account.
    pub scheduled: Amounts,
    /// The used amount where it is stated and is not the balance.
    pub used: Sparse,
    /// The payment made where it is stated and is not the payment due.
    pub actual: Sparse,
    /// Overdue amounts of late months.
    pub overdue: Overdue,
    /// Inquiries.
    pub inquiries: InquiryColumns,
    /// Liabilities, in the order of subjects.
    pub liabilities: Vec<LiabilityEntry>,
    /// Subjects whose as-of day is not the last day of the month, ascending; and the days from the one to the other, 1
    /// or more. Of them nothing is known that came later.
    pub as_of: Vec<(u32, i32)>,
    /// Pseudonyms, a subject; nothing if they are not kept.
    pub names: Option<Names>,
}

/// Inquiries with a reason, made up to the subject's as-of day. Those of a subject stand in order of day, oldest first,
/// then of reason, then of the inquirer's code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InquiryColumns {
    /// First inquiry of each subject, and the end.
    pub starts: Vec<u32>,
    /// The day of each.
    pub days: DaysBefore,
    /// The reason of each.
    pub reason: Vec<InquiryReason>,
    /// Place in `inquirers`.
    pub inquirer: Vec<u16>,
    /// Codes of inquirers as reported, each once.
    pub inquirers: Vec<Box<str>>,
}

/// What a subject is liable for, opened by the as-of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LiabilityEntry {
    /// The subject, by its place in the batch.
    pub subject: u32,
    /// In which role.
    pub role: LiabilityRole,
    /// Amount of the liability, minor units.
    pub amount: Option<i64>,
    /// Balance of the debt, minor units.
    pub balance: Option<i64>,
    /// Whether the amounts are dated no later than the as-of month.
    pub known: bool,
}

impl Columns {
    pub(super) fn subjects(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The chunk of columns that were checked, once their profiles have places in a dictionary.
    pub(super) fn into_chunk(mut self, dictionary: u32) -> Chunk {
        if self.overdue.starts.is_empty() {
            self.overdue.starts.push(0);
        }
        let class = self.inquiries.classes();
        let liability = |entry: LiabilityEntry| {
            let LiabilityEntry { subject, role, amount, balance, known } = entry;
            LiabilityRow { subject, owed: Owed { role: Some(role), amount, balance, known } }
        };
        Chunk {
            starts: self.starts,
            planes: self.planes,
            profile: self.profile,
            dictionary,
            opened: self.opened,
            furnisher: self.furnisher,
            furnishers: self.furnishers,
            granted: self.granted.narrowed(),
            balance: self.balance.narrowed(),
            past_due: self.past_due.narrowed(),
            scheduled: self.scheduled.narrowed(),
            used: Sparse { amounts: self.used.amounts.narrowed(), ..self.used },
            actual: Sparse { amounts: self.actual.amounts.narrowed(), ..self.actual },
            overdue: Overdue { amounts: self.overdue.amounts.narrowed(), ..self.overdue },
            inquiries: Inquiries {
                starts: self.inquiries.starts,
                days: self.inquiries.days.narrowed(),
                class,
                inquirer: self.inquiries.inquirer,
                inquirers: self.inquiries.inquirers,
            },
            liabilities: self.liabilities.into_iter().map(liability).collect(),
            as_of: self.as_of,
            names: self.names,
        }
    }
}

impl InquiryColumns {
    /// Which of them count where duplicates are suppressed.
    fn classes(&self) -> Vec<InquiryClass> {
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

impl ChunkRef<'_> {
    /// A copy of the columns, with the profiles that occur in it.
    pub(super) fn to_columns(self) -> Columns {
        let chunk = self.chunk;
        let mut profile = chunk.profile.clone();
        let profiles = compact(&mut profile, self.profiles.len());
        let inquiries = &chunk.inquiries;
        Columns {
            starts: chunk.starts.clone(),
            planes: chunk.planes.clone(),
            profile,
            profiles: profiles.into_iter().filter_map(|place| self.profiles.get(usize::from(place)).copied()).collect(),
            opened: chunk.opened.clone(),
            furnisher: chunk.furnisher.clone(),
            furnishers: chunk.furnishers.clone(),
            granted: chunk.granted.clone(),
            balance: chunk.balance.clone(),
            past_due: chunk.past_due.clone(),
            scheduled: chunk.scheduled.clone(),
            used: chunk.used.clone(),
            actual: chunk.actual.clone(),
            overdue: chunk.overdue.clone(),
            inquiries: InquiryColumns {
                starts: inquiries.starts.clone(),
                days: inquiries.days.clone(),
                reason: inquiries.class.iter().filter_map(|class| class.reason()).collect(),
                inquirer: inquiries.inquirer.clone(),
                inquirers: inquiries.inquirers.clone(),
            },
            liabilities: chunk.liabilities.iter().filter_map(LiabilityRow::entry).collect(),
            as_of: chunk.as_of.clone(),
            names: chunk.names.clone(),
        }
    }
}

impl LiabilityRow {
    fn entry(&self) -> Option<LiabilityEntry> {
        let Owed { role, amount, balance, known } = self.owed;
        Some(LiabilityEntry { subject: self.subject, role: role?, amount, balance, known })
    }
}

/// Numbers what a column points to in the order in which it first occurs, and lists it in that order.
pub(super) fn compact(column: &mut [u16], values: usize) -> Vec<u16> {
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

impl fmt::Debug for Columns {
    /// Sizes; nothing of a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Columns");
        shown.field("subjects", &self.subjects()).field("accounts", &self.profile.len()).finish_non_exhaustive()
    }
}
