//! The columns of a portfolio: whole subjects in chunks, severities in planes whose bit 0 is the as-of month.
//!
//! # Bytes an account, on paper
//!
//! ```text
//! severity planes           4 × 8          32
//! profile                   u16             2    a dictionary: kind, furnisher's type, business, guarantee, role,
//!                                                state, what is stated
//! month of opening          u16             2
//! furnisher                 u16             2    a dictionary
//! granted (limit|principal) i32             4    i64 in a chunk that needs it
//! balance                   i32             4
//! past due                  i32             4
//! scheduled                 i32             4
//!                                          54
//! used, where not the balance           6 ×  5 %
//! actual, where not scheduled           6 × 20 %
//! overdue, in late months of 1 in 7     6 + 5 a month        about 4
//! starts, name, inquiries   4 + 12 + 4 + 5 an inquiry a subject of six accounts: 5
//!                                          about 64
//! ```
//!
//! Measured on 360,426 accounts of 60,071 subjects made up with such shares, with names and three inquiries each: 63.9.
//! What is still there to save: past due as a sparse column (3), no names (2).
//!
//! A chunk holds about 32,768 accounts: few enough that a place in it fits 16 bits and a second regime finds it in the
//! cache, many enough that what is done once a chunk costs nothing. Amounts are minor units; a column is narrow where all
//! of a chunk's amounts fit 32 bits, so that no cent is lost. What depends on the as-of month is settled when the portfolio is built: accounts opened later
//! and inquiries made later are not in it, and a profile says whether its state and amounts are known by then. What
//! depends on the regime is not.

use std::fmt;
use std::ops::Range;

use chrono::{Days, NaiveDate};

use crate::attributes::tally::Owed;
use crate::history::Planes;
use crate::month::Month;
use crate::report::{AccountKind, AccountState, BusinessKind, Guarantee, HolderRole, InquiryReason, InstitutionType};

/// Whole subjects, as of one month.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Chunk {
    /// First account of each subject, and the end: one more than there are subjects.
    pub(super) starts: Vec<u32>,
    /// Severity planes, bit 0 the as-of month: plane by plane.
    pub(super) planes: [Vec<u64>; 4],
    /// Place in the chunk's dictionary.
    pub(super) profile: Vec<u16>,
    /// Which of the portfolio's dictionaries of profiles that is.
    pub(super) dictionary: u32,
    /// Ordinal of the month of opening, 0 where it is not stated.
    pub(super) opened: Vec<u16>,
    /// Place in `furnishers`.
    pub(super) furnisher: Vec<u16>,
    pub(super) furnishers: Vec<Box<str>>,
    /// Limit of a revolving account, principal of any other; 0 where not stated, as all amounts.
    pub(super) granted: Amounts,
    pub(super) balance: Amounts,
    pub(super) past_due: Amounts,
    pub(super) scheduled: Amounts,
    /// The used amount where it is stated and is not the balance.
    pub(super) used: Sparse,
    /// The payment made where it is stated and is not the payment due.
    pub(super) actual: Sparse,
    /// Overdue amounts of late months.
    pub(super) overdue: Overdue,
    pub(super) inquiries: Inquiries,
    /// Liabilities that state a role, by subject.
    pub(super) liabilities: Vec<LiabilityRow>,
    /// The as-of day of each subject for which it is not the last day of the month: subject, days before it.
    pub(super) as_of: Vec<(u32, i32)>,
    /// Pseudonyms; none if they are not kept.
    pub(super) names: Option<Names>,
}

/// Bits of [`Profile::stated`]. What is not stated of an account is 0 in its column.
pub mod stated {
    /// The limit or the principal.
    pub const GRANTED: u8 = 1;
    /// The balance.
    pub const BALANCE: u8 = 1 << 1;
    /// The amount past due.
    pub const PAST_DUE: u8 = 1 << 2;
    /// The payment due.
    pub const SCHEDULED: u8 = 1 << 3;
    /// The payment made.
    pub const ACTUAL: u8 = 1 << 4;
    /// The used amount stands in the sparse column, else it is the balance.
    pub const USED_APART: u8 = 1 << 5;
    /// The payment made stands in the sparse column, else it is the payment due.
    pub const ACTUAL_APART: u8 = 1 << 6;
    /// A late month states an overdue amount.
    pub const OVERDUE: u8 = 1 << 7;
}

/// What has few values of an account: one row of a dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Profile {
    /// What sort of account it is.
    pub kind: AccountKind,
    /// Kind of the furnisher.
    pub furnisher_type: Option<InstitutionType>,
    /// What it was opened for.
    pub business: Option<BusinessKind>,
    /// What secures it.
    pub guarantee: Option<Guarantee>,
    /// What the person is to the account.
    pub role: Option<HolderRole>,
    /// How it stands.
    pub state: Option<AccountState>,
    /// Whether state and amounts are dated no later than the as-of month; where they are not, they are there and cannot
    /// be known yet.
    pub known: bool,
    /// Bits of [`stated`]: which amounts there are, and where.
    pub stated: u8,
}

impl Profile {
    /// The profile of an account of which nothing else is stated.
    #[must_use]
    pub const fn new(kind: AccountKind) -> Profile {
        Profile {
            kind,
            furnisher_type: None,
            business: None,
            guarantee: None,
            role: None,
            state: None,
            known: true,
            stated: 0,
        }
    }

    /// Whether it states all amounts of these bits.
    pub(super) const fn states(&self, bits: u8) -> bool {
        self.stated & bits == bits
    }
}

/// A chunk, and the profiles that its accounts point to.
#[derive(Clone, Copy)]
pub(super) struct ChunkRef<'a> {
    pub(super) chunk: &'a Chunk,
    pub(super) profiles: &'a [Profile],
}

impl<'a> ChunkRef<'a> {
    pub(super) fn profile_of(self, account: usize) -> Option<&'a Profile> {
        self.chunk.profile.get(account).and_then(|&profile| self.profiles.get(usize::from(profile)))
    }
}

/// Amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amounts {
    /// In 32 bits, where all of them fit.
    Narrow(Vec<i32>),
    /// In 64 bits.
    Wide(Vec<i64>),
}

impl Default for Amounts {
    fn default() -> Amounts {
        Amounts::Narrow(Vec::new())
    }
}

impl Amounts {
    pub(super) fn new(amounts: &[i64]) -> Amounts {
        let narrow: Result<Vec<i32>, _> = amounts.iter().map(|&amount| i32::try_from(amount)).collect();
        narrow.map_or_else(|_| Amounts::Wide(amounts.to_vec()), Amounts::Narrow)
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Narrow(amounts) => amounts.len(),
            Self::Wide(amounts) => amounts.len(),
        }
    }

    /// Puts some of them at the end of others.
    pub(super) fn extend_into(&self, amounts: &mut Vec<i64>, places: Range<usize>) {
        match self {
            Self::Narrow(narrow) => {
                amounts.extend(narrow.get(places).unwrap_or_default().iter().map(|&amount| i64::from(amount)));
            }
            Self::Wide(wide) => amounts.extend_from_slice(wide.get(places).unwrap_or_default()),
        }
    }

    pub(super) fn to_wide(&self) -> Vec<i64> {
        match self {
            Self::Narrow(amounts) => amounts.iter().map(|&amount| amount.into()).collect(),
            Self::Wide(amounts) => amounts.clone(),
        }
    }

    /// As narrow as they may be.
    pub(super) fn narrowed(self) -> Amounts {
        match self {
            Self::Narrow(_) => self,
            Self::Wide(amounts) => Amounts::new(&amounts),
        }
    }

    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<i64> {
        match self {
            Self::Narrow(amounts) => amounts.get(index).map(|&amount| amount.into()),
            Self::Wide(amounts) => amounts.get(index).copied(),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Narrow(amounts) => bytes_of(amounts),
            Self::Wide(amounts) => bytes_of(amounts),
        }
    }
}

/// Amounts of some accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sparse {
    /// Places of the accounts, ascending.
    pub accounts: Vec<u16>,
    /// The amount of each of them.
    pub amounts: Amounts,
}

impl Sparse {
    pub(super) fn new(amounts: &[(u16, i64)]) -> Sparse {
        let values: Vec<_> = amounts.iter().map(|&(_, amount)| amount).collect();
        Sparse { accounts: amounts.iter().map(|&(account, _)| account).collect(), amounts: Amounts::new(&values) }
    }

    pub(super) fn get(&self, account: usize) -> Option<i64> {
        let account = u16::try_from(account).ok()?;
        self.amounts.get(self.accounts.binary_search(&account).ok()?)
    }

    fn bytes(&self) -> usize {
        bytes_of(&self.accounts).saturating_add(self.amounts.bytes())
    }
}

/// Overdue amounts of the late months (by the rule of the account's kind) that state one, zeros included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overdue {
    /// Places of the accounts that have any, ascending: those with [`stated::OVERDUE`].
    pub accounts: Vec<u16>,
    /// First amount of each of them, and the end.
    pub starts: Vec<u32>,
    /// Months back from the as-of month, ascending within an account.
    pub ago: Vec<u8>,
    /// The amount of each such month.
    pub amounts: Amounts,
}

impl Overdue {
    /// The amount of an account's month.
    pub(super) fn get(&self, account: usize, ago: u32) -> Option<i64> {
        let of_account = self.of(account);
        let month = self.ago.get(of_account.clone())?.binary_search(&u8::try_from(ago).ok()?).ok()?;
        self.amounts.get(of_account.start.checked_add(month)?)
    }

    /// Where an account's months and amounts stand; an empty range if it has none.
    pub(super) fn of(&self, account: usize) -> Range<usize> {
        let place = u16::try_from(account).ok().and_then(|account| self.accounts.binary_search(&account).ok());
        place.and_then(|place| range(&self.starts, place)).map_or(0..0, |(first, end)| first..end)
    }

    fn bytes(&self) -> usize {
        let bytes = [bytes_of(&self.accounts), bytes_of(&self.starts), bytes_of(&self.ago), self.amounts.bytes()];
        bytes.into_iter().sum()
    }
}

/// Inquiries with a reason, made up to the subject's as-of day. Those of a subject stand in order of day, oldest first,
/// then of reason, then of the inquirer's code.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Inquiries {
    /// First inquiry of each subject, and the end.
    pub(super) starts: Vec<u32>,
    /// Days before the last day of the as-of month.
    pub(super) days: DaysBefore,
    pub(super) class: Vec<InquiryClass>,
    /// Place in `inquirers`.
    pub(super) inquirer: Vec<u16>,
    pub(super) inquirers: Vec<Box<str>>,
}

/// Why an inquiry was made, and whether it counts where duplicates are suppressed: see
/// [`AcrossInquiries`](crate::attributes::AcrossInquiries). It depends on neither a window nor the reasons asked for,
/// which is why it can be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InquiryClass(u8);

impl InquiryClass {
    /// It counts where duplicates by the same inquirer are suppressed.
    pub(super) const FIRST: u8 = 1 << 7;
    /// It counts where duplicates are suppressed, whoever the inquirer.
    pub(super) const SHOPPING_FIRST: u8 = 1 << 6;
    /// The bits of the reason: its place in [`InquiryReason::ALL`].
    pub(super) const REASON: u8 = (1 << 5) - 1;

    pub(super) const fn new(reason: InquiryReason, first: bool, shopping_first: bool) -> InquiryClass {
        let first = if first { Self::FIRST } else { 0 };
        InquiryClass(reason as u8 | first | if shopping_first { Self::SHOPPING_FIRST } else { 0 })
    }

    #[inline]
    pub(super) const fn bits(self) -> u8 {
        self.0
    }

    pub(super) fn reason(self) -> Option<InquiryReason> {
        InquiryReason::ALL.get(usize::from(self.bits() & Self::REASON)).copied()
    }
}

const _: () = assert!(InquiryReason::ALL.len() <= 1 << 5);

/// Days before the last day of the as-of month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DaysBefore {
    /// In 16 bits, where all of them fit.
    Narrow(Vec<u16>),
    /// In 32 bits.
    Wide(Vec<i32>),
}

impl Default for DaysBefore {
    fn default() -> DaysBefore {
        DaysBefore::Narrow(Vec::new())
    }
}

impl DaysBefore {
    /// Copies some of them.
    pub(super) fn take(&self, range: Range<usize>, out: &mut Vec<i32>) {
        out.clear();
        match self {
            Self::Narrow(days) => out.extend(days.get(range).unwrap_or_default().iter().map(|&days| i32::from(days))),
            Self::Wide(days) => out.extend_from_slice(days.get(range).unwrap_or_default()),
        }
    }

    pub(super) fn new(days: &[i32]) -> DaysBefore {
        let narrow: Result<Vec<u16>, _> = days.iter().map(|&days| u16::try_from(days)).collect();
        narrow.map_or_else(|_| DaysBefore::Wide(days.to_vec()), DaysBefore::Narrow)
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Narrow(days) => days.len(),
            Self::Wide(days) => days.len(),
        }
    }

    /// As narrow as they may be.
    pub(super) fn narrowed(self) -> DaysBefore {
        match self {
            Self::Narrow(_) => self,
            Self::Wide(days) => DaysBefore::new(&days),
        }
    }

    pub(super) fn get(&self, index: usize) -> Option<i32> {
        match self {
            Self::Narrow(days) => days.get(index).map(|&days| days.into()),
            Self::Wide(days) => days.get(index).copied(),
        }
    }
}

/// A liability that states a role and was opened by the as-of day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LiabilityRow {
    pub(super) subject: u32,
    pub(super) owed: Owed,
}

/// The pseudonyms of subjects.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// One after the other.
    pub text: String,
    /// Where each ends, in bytes.
    pub ends: Vec<u32>,
}

impl fmt::Debug for Names {
    /// How many; none of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").field("len", &self.ends.len()).finish_non_exhaustive()
    }
}

impl Names {
    pub(super) fn push(&mut self, name: &str) {
        self.text.push_str(name);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    pub(super) fn get(&self, subject: usize) -> Option<&str> {
        let start = subject.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        let end = self.ends.get(subject).copied()?;
        self.text.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
    }
}

impl Chunk {
    pub(super) fn subjects(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(super) fn accounts(&self) -> usize {
        self.profile.len()
    }

    /// The accounts of a subject.
    pub(super) fn accounts_of(&self, subject: usize) -> Range<usize> {
        self.accounts_of_all(&one(subject))
    }

    /// The accounts of some subjects.
    pub(super) fn accounts_of_all(&self, subjects: &Range<usize>) -> Range<usize> {
        span(&self.starts, subjects)
    }

    /// The inquiries of a subject.
    pub(super) fn inquiries_of(&self, subject: usize) -> Range<usize> {
        self.inquiries_of_all(&one(subject))
    }

    /// The inquiries of some subjects.
    pub(super) fn inquiries_of_all(&self, subjects: &Range<usize>) -> Range<usize> {
        span(&self.inquiries.starts, subjects)
    }

    /// The liabilities of a subject.
    pub(super) fn liabilities_of(&self, subject: usize) -> &[LiabilityRow] {
        self.liabilities_of_all(&one(subject))
    }

    /// The liabilities of some subjects.
    pub(super) fn liabilities_of_all(&self, subjects: &Range<usize>) -> &[LiabilityRow] {
        among(&self.liabilities, subjects, |row| usize::try_from(row.subject).unwrap_or(usize::MAX))
    }

    /// Days from a subject's as-of day to the last day of the month.
    pub(super) fn as_of_days(&self, subject: usize) -> i32 {
        let place = self.as_of.binary_search_by_key(&u32::try_from(subject).ok(), |&(subject, _)| Some(subject));
        place.ok().and_then(|place| self.as_of.get(place)).map_or(0, |&(_, days)| days)
    }

    /// A subject's as-of day.
    pub(super) fn as_of_day(&self, subject: usize, month: Month) -> NaiveDate {
        day_before(month, self.as_of_days(subject))
    }

    /// The pseudonyms of some subjects, one after the other.
    pub(super) fn names_of(&self, subjects: &Range<usize>) -> &str {
        let Some(names) = &self.names else { return "" };
        let end = |before: usize| match before.checked_sub(1) {
            None => Some(0),
            Some(place) => names.ends.get(place).and_then(|&end| usize::try_from(end).ok()),
        };
        end(subjects.start).zip(end(subjects.end)).and_then(|(from, to)| names.text.get(from..to)).unwrap_or_default()
    }

    /// Bytes of all pseudonyms.
    pub(super) fn names_len(&self) -> usize {
        self.names.as_ref().map_or(0, |names| names.text.len())
    }

    /// A subject's pseudonym, if it is kept.
    pub(super) fn name_of(&self, subject: usize) -> Option<&str> {
        self.names.as_ref().and_then(|names| names.get(subject))
    }

    #[inline]
    pub(super) fn planes_of(&self, account: usize) -> Planes {
        let word = |plane: &Vec<u64>| plane.get(account).copied().unwrap_or(0);
        let [p0, p1, p2, p3] = &self.planes;
        Planes::from_words([word(p0), word(p1), word(p2), word(p3)])
    }

    /// The code of an account's furnisher.
    pub(super) fn furnisher_of(&self, account: usize) -> &str {
        let place = self.furnisher.get(account).copied().map(usize::from);
        place.and_then(|place| self.furnishers.get(place)).map_or("", |code| code)
    }

    /// The days, class and inquirer's code of an inquiry.
    pub(super) fn inquiry(&self, place: usize) -> Option<(i32, InquiryClass, &str)> {
        let inquiries = &self.inquiries;
        let inquirer = inquiries.inquirers.get(usize::from(*inquiries.inquirer.get(place)?))?;
        Some((inquiries.days.get(place)?, *inquiries.class.get(place)?, inquirer))
    }

    /// Bytes in memory, without the dictionary.
    pub(super) fn bytes(&self) -> usize {
        let inquiries = &self.inquiries;
        let days = match &inquiries.days {
            DaysBefore::Narrow(days) => bytes_of(days),
            DaysBefore::Wide(days) => bytes_of(days),
        };
        let names = self.names.as_ref().map_or(0, |names| names.text.capacity().saturating_add(bytes_of(&names.ends)));
        let amounts = [&self.granted, &self.balance, &self.past_due, &self.scheduled];
        let bytes = [
            size_of::<Chunk>(),
            bytes_of(&self.starts),
            self.planes.iter().map(bytes_of).sum(),
            bytes_of(&self.profile),
            bytes_of(&self.opened),
            bytes_of(&self.furnisher),
            bytes_of_texts(&self.furnishers),
            amounts.into_iter().map(Amounts::bytes).sum(),
            self.used.bytes(),
            self.actual.bytes(),
            self.overdue.bytes(),
            bytes_of(&inquiries.starts),
            days,
            bytes_of(&inquiries.class),
            bytes_of(&inquiries.inquirer),
            bytes_of_texts(&inquiries.inquirers),
            bytes_of(&self.liabilities),
            bytes_of(&self.as_of),
            names,
        ];
        bytes.into_iter().sum()
    }
}

/// That many days before the last day of a month.
pub(super) fn day_before(month: Month, days: i32) -> NaiveDate {
    // The days were counted from a day there is.
    checked_day_before(month, days).unwrap_or(month.last_day())
}

/// That many days before the last day of a month; nothing past the ends of the calendar.
pub(super) fn checked_day_before(month: Month, days: i32) -> Option<NaiveDate> {
    let (last, apart) = (month.last_day(), Days::new(days.unsigned_abs().into()));
    if days < 0 { last.checked_add_days(apart) } else { last.checked_sub_days(apart) }
}

/// The rows of some subjects or accounts, by which they are sorted.
pub(super) fn among<'a, T>(rows: &'a [T], of: &Range<usize>, key: impl Fn(&T) -> usize) -> &'a [T] {
    let first = rows.partition_point(|row| key(row) < of.start);
    let end = rows.partition_point(|row| key(row) < of.end);
    rows.get(first..end).unwrap_or_default()
}

const fn one(subject: usize) -> Range<usize> {
    subject..subject.saturating_add(1)
}

/// From where the first of some things begins to where the last ends.
pub(super) fn span(starts: &[u32], of: &Range<usize>) -> Range<usize> {
    let start = |place: usize| starts.get(place).and_then(|&start| usize::try_from(start).ok());
    start(of.start).zip(start(of.end)).map_or(0..0, |(first, end)| first..end)
}

pub(super) fn range(starts: &[u32], place: usize) -> Option<(usize, usize)> {
    let first = usize::try_from(*starts.get(place)?).ok()?;
    let end = usize::try_from(*starts.get(place.checked_add(1)?)?).ok()?;
    Some((first, end))
}

pub(super) fn bytes_of<T>(column: &Vec<T>) -> usize {
    column.capacity().saturating_mul(size_of::<T>())
}

fn bytes_of_texts(texts: &Vec<Box<str>>) -> usize {
    texts.iter().fold(bytes_of(texts), |bytes, text| bytes.saturating_add(text.len()))
}

impl Chunk {
    /// Gives back what its columns do not need.
    pub(super) fn shrink(&mut self) {
        self.starts.shrink_to_fit();
        self.planes.iter_mut().for_each(Vec::shrink_to_fit);
        for column in [&mut self.profile, &mut self.opened, &mut self.furnisher, &mut self.overdue.accounts] {
            column.shrink_to_fit();
        }
        self.furnishers.shrink_to_fit();
        self.overdue.starts.shrink_to_fit();
        self.overdue.ago.shrink_to_fit();
        self.inquiries.starts.shrink_to_fit();
        self.inquiries.class.shrink_to_fit();
        self.inquiries.inquirer.shrink_to_fit();
        self.inquiries.inquirers.shrink_to_fit();
        self.liabilities.shrink_to_fit();
        self.as_of.shrink_to_fit();
        if let Some(names) = &mut self.names {
            names.text.shrink_to_fit();
            names.ends.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_narrow_just_if_all_of_them_fit() {
        let ends = [i32::MIN.into(), 0, i32::MAX.into()];
        assert!(matches!(Amounts::new(&ends), Amounts::Narrow(_)));
        for beyond in [i64::from(i32::MAX) + 1, i64::from(i32::MIN) - 1, i64::MAX, i64::MIN] {
            let amounts = Amounts::new(&[1, beyond]);
            assert!(matches!(amounts, Amounts::Wide(_)));
            assert_eq!((amounts.get(0), amounts.get(1), amounts.get(2)), (Some(1), Some(beyond), None));
        }
    }

    #[test]
    fn days_come_back_whatever_the_column() {
        let month: Month = "2024-02".parse().unwrap();
        let back = |days| day_before(month, days).to_string();
        assert_eq!((back(0), back(29), back(-1)), ("2024-02-29".into(), "2024-01-31".into(), "2024-03-01".into()));
        assert!(matches!(DaysBefore::new(&[0, 65_535]), DaysBefore::Narrow(_)));
        for beyond in [-1, 65_536] {
            let days = DaysBefore::new(&[0, beyond]);
            assert!(matches!(days, DaysBefore::Wide(_)));
            assert_eq!((days.get(1), days.get(2)), (Some(beyond), None));
        }
    }
}
