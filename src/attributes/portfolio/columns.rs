//! The columns of a portfolio: whole subjects in chunks, severities in planes whose bit 0 is the as-of month.
//!
//! # Bytes an account, on paper
//!
//! ```text
//! severity planes           4 × 8          32
//! profile                   u16             2    kind, furnisher's type, business, guarantee, role, state: a dictionary
//! month of opening          u16             2
//! furnisher                 u16             2    a dictionary
//! what is stated            u8              1
//! granted (limit|principal) i32             4    i64 in a chunk that needs it
//! balance                   i32             4
//! past due                  i32             4
//! scheduled                 i32             4
//!                                          55
//! used, where not the balance           6 ×  5 %
//! actual, where not scheduled           6 × 20 %
//! overdue, in late months of 1 in 7     6 + 5 a month        about 4
//! starts, name, inquiries   4 + 12 + 4 + 5 an inquiry a subject of six accounts: 5
//!                                          about 65
//! ```
//!
//! Measured on 360,000 generated accounts of 60,000 subjects with such shares, names and three inquiries each: 67.0. What
//! is still there to save: past due as a sparse column (3), what is stated as a part of the profile (1), no names (2).
//!
//! A chunk holds about 32,768 accounts: few enough that a place in it fits 16 bits and a second regime finds it in the
//! cache, many enough that what is done once a chunk costs nothing. Amounts are minor units; a column is narrow where all of a chunk's amounts fit 32 bits, so
//! that no cent is lost. What depends on the as-of month is settled when the portfolio is built: accounts opened later
//! and inquiries made later are not in it, and a profile says whether its state and amounts are known by then. What
//! depends on the regime is not.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::{Days, NaiveDate};

use crate::attributes::tally::Owed;
use crate::history::{Grade, Months, Planes};
use crate::money::Money;
use crate::month::Month;
use crate::report::{
    Account, AccountKind, AccountState, BusinessKind, Guarantee, HolderRole, Inquiry, InquiryReason, InstitutionType,
    Liability, Report,
};

/// Whole subjects, as of one month.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Chunk {
    /// First account of each subject, and the end: one more than there are subjects.
    pub(super) starts: Vec<u32>,
    /// Severity planes, bit 0 the as-of month: plane by plane.
    pub(super) planes: [Vec<u64>; 4],
    /// Place in `profiles`.
    pub(super) profile: Vec<u16>,
    pub(super) profiles: Vec<Profile>,
    /// Ordinal of the month of opening, 0 where it is not stated.
    pub(super) opened: Vec<u16>,
    /// Place in `furnishers`.
    pub(super) furnisher: Vec<u16>,
    pub(super) furnishers: Vec<Box<str>>,
    /// Bits of [`stated`].
    pub(super) stated: Vec<u8>,
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

/// Bits of [`Chunk::stated`].
pub(super) mod stated {
    pub(in crate::attributes::portfolio) const GRANTED: u8 = 1;
    pub(in crate::attributes::portfolio) const BALANCE: u8 = 1 << 1;
    pub(in crate::attributes::portfolio) const PAST_DUE: u8 = 1 << 2;
    pub(in crate::attributes::portfolio) const SCHEDULED: u8 = 1 << 3;
    pub(in crate::attributes::portfolio) const ACTUAL: u8 = 1 << 4;
    /// The used amount stands in the sparse column, else it is the balance.
    pub(in crate::attributes::portfolio) const USED_APART: u8 = 1 << 5;
    /// The payment made stands in the sparse column, else it is the payment due.
    pub(in crate::attributes::portfolio) const ACTUAL_APART: u8 = 1 << 6;
    /// A late month states an overdue amount.
    pub(in crate::attributes::portfolio) const OVERDUE: u8 = 1 << 7;
}

/// What filters ask of an account that has few values: one row of a chunk's dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Profile {
    pub(super) kind: AccountKind,
    pub(super) furnisher_type: Option<InstitutionType>,
    pub(super) business: Option<BusinessKind>,
    pub(super) guarantee: Option<Guarantee>,
    pub(super) role: Option<HolderRole>,
    pub(super) state: Option<AccountState>,
    /// Whether state and amounts are dated no later than the as-of month.
    pub(super) known: bool,
}

/// Amounts in minor units.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Amounts {
    Narrow(Vec<i32>),
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

/// Amounts of some accounts, in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sparse {
    pub(super) accounts: Vec<u16>,
    pub(super) amounts: Amounts,
}

impl Sparse {
    fn new(amounts: &[(u16, i64)]) -> Sparse {
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
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Overdue {
    /// The accounts that have any, in order: those with [`stated::OVERDUE`].
    pub(super) accounts: Vec<u16>,
    /// First amount of each of them, and the end.
    pub(super) starts: Vec<u32>,
    /// Months back from the as-of month, ascending within an account.
    pub(super) ago: Vec<u8>,
    pub(super) amounts: Amounts,
}

impl Overdue {
    /// The amount of an account's month.
    pub(super) fn get(&self, account: usize, ago: u32) -> Option<i64> {
        let place = self.accounts.binary_search(&u16::try_from(account).ok()?).ok()?;
        let (first, end) = range(&self.starts, place)?;
        let months = self.ago.get(first..end)?;
        let month = months.binary_search(&u8::try_from(ago).ok()?).ok()?;
        self.amounts.get(first.checked_add(month)?)
    }

    fn bytes(&self) -> usize {
        let bytes = [bytes_of(&self.accounts), bytes_of(&self.starts), bytes_of(&self.ago), self.amounts.bytes()];
        bytes.into_iter().sum()
    }
}

/// Inquiries with a reason, made up to the subject's as-of day, in the order of the report.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Inquiries {
    /// First inquiry of each subject, and the end.
    pub(super) starts: Vec<u32>,
    /// Days before the last day of the as-of month.
    pub(super) days: DaysBefore,
    pub(super) reason: Vec<InquiryReason>,
    /// Place in `inquirers`.
    pub(super) inquirer: Vec<u16>,
    pub(super) inquirers: Vec<Box<str>>,
}

/// Days before the last day of the as-of month.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum DaysBefore {
    Narrow(Vec<u16>),
    Wide(Vec<i32>),
}

impl Default for DaysBefore {
    fn default() -> DaysBefore {
        DaysBefore::Narrow(Vec::new())
    }
}

impl DaysBefore {
    fn new(days: &[i32]) -> DaysBefore {
        let narrow: Result<Vec<u16>, _> = days.iter().map(|&days| u16::try_from(days)).collect();
        narrow.map_or_else(|_| DaysBefore::Wide(days.to_vec()), DaysBefore::Narrow)
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

/// The pseudonyms of subjects, one after the other.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Names {
    pub(super) text: String,
    /// Where each ends.
    pub(super) ends: Vec<u32>,
}

impl Names {
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
    pub(super) fn accounts_of(&self, subject: usize) -> std::ops::Range<usize> {
        range(&self.starts, subject).map_or(0..0, |(first, end)| first..end)
    }

    /// The inquiries of a subject.
    pub(super) fn inquiries_of(&self, subject: usize) -> std::ops::Range<usize> {
        range(&self.inquiries.starts, subject).map_or(0..0, |(first, end)| first..end)
    }

    /// The liabilities of a subject.
    pub(super) fn liabilities_of(&self, subject: usize) -> &[LiabilityRow] {
        let before = |row: &LiabilityRow| usize::try_from(row.subject).is_ok_and(|of| of < subject);
        let after = |row: &LiabilityRow| usize::try_from(row.subject).is_ok_and(|of| of <= subject);
        let first = self.liabilities.partition_point(before);
        let end = self.liabilities.partition_point(after);
        self.liabilities.get(first..end).unwrap_or_default()
    }

    /// A subject's as-of day.
    pub(super) fn as_of_day(&self, subject: usize, month: Month) -> NaiveDate {
        let place = self.as_of.binary_search_by_key(&u32::try_from(subject).ok(), |&(subject, _)| Some(subject));
        let before = place.ok().and_then(|place| self.as_of.get(place)).map_or(0, |&(_, days)| days);
        day_before(month, before)
    }

    #[inline]
    pub(super) fn planes_of(&self, account: usize) -> Planes {
        let word = |plane: &Vec<u64>| plane.get(account).copied().unwrap_or(0);
        let [p0, p1, p2, p3] = &self.planes;
        Planes::from_words([word(p0), word(p1), word(p2), word(p3)])
    }

    pub(super) fn profile_of(&self, account: usize) -> Option<&Profile> {
        self.profile.get(account).and_then(|&profile| self.profiles.get(usize::from(profile)))
    }

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
            bytes_of(&self.profiles),
            bytes_of(&self.opened),
            bytes_of(&self.furnisher),
            bytes_of_texts(&self.furnishers),
            bytes_of(&self.stated),
            amounts.into_iter().map(Amounts::bytes).sum(),
            self.used.bytes(),
            self.actual.bytes(),
            self.overdue.bytes(),
            bytes_of(&inquiries.starts),
            days,
            bytes_of(&inquiries.reason),
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
    let last = month.last_day();
    let apart = Days::new(days.unsigned_abs().into());
    let day = if days < 0 { last.checked_add_days(apart) } else { last.checked_sub_days(apart) };
    // The days were counted from a day there is.
    day.unwrap_or(last)
}

fn range(starts: &[u32], place: usize) -> Option<(usize, usize)> {
    let first = usize::try_from(*starts.get(place)?).ok()?;
    let end = usize::try_from(*starts.get(place.checked_add(1)?)?).ok()?;
    Some((first, end))
}

fn bytes_of<T>(column: &Vec<T>) -> usize {
    column.capacity().saturating_mul(size_of::<T>())
}

fn bytes_of_texts(texts: &Vec<Box<str>>) -> usize {
    texts.iter().fold(bytes_of(texts), |bytes, text| bytes.saturating_add(text.len()))
}

/// A chunk that is being filled: amounts not yet narrowed, dictionaries with their index.
#[derive(Clone)]
pub(super) struct Draft {
    month: Month,
    chunk: Chunk,
    profiles: HashMap<Profile, u16>,
    furnishers: HashMap<Box<str>, u16>,
    inquirers: HashMap<Box<str>, u16>,
    granted: Vec<i64>,
    balance: Vec<i64>,
    past_due: Vec<i64>,
    scheduled: Vec<i64>,
    used: Vec<(u16, i64)>,
    actual: Vec<(u16, i64)>,
    overdue: Vec<i64>,
    days: Vec<i32>,
}

impl Draft {
    pub(super) fn new(month: Month, names: bool) -> Draft {
        let mut chunk = Chunk { starts: vec![0], names: names.then(Names::default), ..Chunk::default() };
        chunk.overdue.starts.push(0);
        chunk.inquiries.starts.push(0);
        Draft {
            month,
            chunk,
            profiles: HashMap::new(),
            furnishers: HashMap::new(),
            inquirers: HashMap::new(),
            granted: Vec::new(),
            balance: Vec::new(),
            past_due: Vec::new(),
            scheduled: Vec::new(),
            used: Vec::new(),
            actual: Vec::new(),
            overdue: Vec::new(),
            days: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.chunk.subjects() == 0
    }

    /// Whether a report fits, or goes into the next chunk.
    pub(super) fn has_room_for(&self, report: &Report) -> bool {
        let after = |so_far: usize, more: usize, most: usize| so_far.saturating_add(more) <= most;
        let names = self.chunk.names.as_ref().map_or(0, |names| names.text.len());
        after(self.chunk.subjects(), 1, SUBJECTS_MAX)
            && after(self.chunk.accounts(), report.accounts.len(), ACCOUNTS)
            && after(self.days.len(), report.inquiries.len(), ITEMS_MAX)
            && after(self.chunk.liabilities.len(), report.liabilities.len(), ITEMS_MAX)
            && after(names, report.subject_name().len(), NAMES_MAX)
    }

    /// Adds a subject; the report has at most [`ITEMS_MAX`] of everything, and its currency is the portfolio's.
    pub(super) fn push(&mut self, report: &Report) {
        let day = self.month.last_day().min(report.date());
        let subject = number(self.chunk.subjects());
        let is_there = |account: &&Account| account.opened.is_none_or(|opened| opened <= day);
        for account in report.accounts.iter().filter(is_there) {
            self.push_account(account, report.month());
        }
        for inquiry in report.inquiries.iter().filter(|inquiry| inquiry.date <= day) {
            self.push_inquiry(inquiry);
        }
        let is_there = |liability: &&Liability| liability.opened.is_none_or(|opened| opened <= day);
        for liability in report.liabilities.iter().filter(is_there) {
            self.push_liability(subject, liability);
        }
        let before = self.days_before(day);
        if before != 0 {
            self.chunk.as_of.push((subject, before));
        }
        if let Some(names) = &mut self.chunk.names {
            names.text.push_str(report.subject_name());
            names.ends.push(number(names.text.len()));
        }
        self.chunk.inquiries.starts.push(number(self.days.len()));
        self.chunk.starts.push(number(self.chunk.accounts()));
    }

    fn push_account(&mut self, account: &Account, reported: Month) {
        let place = place_of(self.chunk.accounts());
        let kind = account.kind;
        let planes = account.payments.as_ref().map_or(Planes::EMPTY, |payments| payments.history.as_of(self.month));
        for (plane, word) in self.chunk.planes.iter_mut().zip(planes.words()) {
            plane.push(word);
        }
        let profile = Profile {
            kind,
            furnisher_type: account.furnisher_type,
            business: account.business,
            guarantee: account.guarantee,
            role: account.role,
            state: account.state(),
            known: account.state_month().unwrap_or(reported) <= self.month,
        };
        self.chunk.profile.push(listed(&mut self.profiles, &mut self.chunk.profiles, profile));
        self.chunk.furnisher.push(named(&mut self.furnishers, &mut self.chunk.furnishers, &account.furnisher));
        let opened = account.opened.and_then(|day| Month::of(day).ok());
        self.chunk.opened.push(opened.map_or(0, Month::ordinal));

        let minor = |amount: Option<Money>| amount.map(Money::minor);
        let (balance, used) = (minor(account.balance()), minor(account.used()));
        let (scheduled, actual) = (minor(account.scheduled_payment()), minor(account.actual_payment()));
        let mut bits = 0;
        let mut put = |column: &mut Vec<i64>, bit: u8, amount: Option<i64>| {
            bits |= if amount.is_some() { bit } else { 0 };
            column.push(amount.unwrap_or(0));
        };
        // No kind has both: a report is checked for it.
        put(&mut self.granted, stated::GRANTED, minor(account.limit.or(account.principal)));
        put(&mut self.balance, stated::BALANCE, balance);
        put(&mut self.past_due, stated::PAST_DUE, minor(account.past_due()));
        put(&mut self.scheduled, stated::SCHEDULED, scheduled);
        if let Some(used) = used.filter(|_| used != balance) {
            bits |= stated::USED_APART;
            self.used.push((place, used));
        }
        if let Some(actual) = actual {
            bits |= stated::ACTUAL;
            if scheduled != Some(actual) {
                bits |= stated::ACTUAL_APART;
                self.actual.push((place, actual));
            }
        }
        if self.push_overdue(account, place, planes.late(kind.late_from(Grade::DAYS_1_TO_30))) {
            bits |= stated::OVERDUE;
        }
        self.chunk.stated.push(bits);
    }

    /// Whether a late month states an amount.
    fn push_overdue(&mut self, account: &Account, place: u16, late: Months) -> bool {
        let Some(payments) = account.payments.as_ref().filter(|payments| !payments.overdue.is_empty()) else {
            return false;
        };
        let later = self.month.months_since(payments.history.latest());
        let before = self.overdue.len();
        for ago in late {
            let of_history = i64::from(ago).saturating_sub(later.into());
            let amount = u8::try_from(of_history).ok().and_then(|ago| payments.overdue.at(ago));
            if let (Some(amount), Ok(ago)) = (amount, u8::try_from(ago)) {
                self.chunk.overdue.ago.push(ago);
                self.overdue.push(amount.minor());
            }
        }
        let some = self.overdue.len() > before;
        if some {
            self.chunk.overdue.accounts.push(place);
            self.chunk.overdue.starts.push(number(self.overdue.len()));
        }
        some
    }

    fn push_inquiry(&mut self, inquiry: &Inquiry) {
        // No attribute asks for an inquiry without a reason.
        let Some(reason) = inquiry.reason else { return };
        self.days.push(self.days_before(inquiry.date));
        let inquiries = &mut self.chunk.inquiries;
        inquiries.reason.push(reason);
        inquiries.inquirer.push(named(&mut self.inquirers, &mut inquiries.inquirers, &inquiry.inquirer));
    }

    fn push_liability(&mut self, subject: u32, liability: &Liability) {
        let owed = Owed::of(liability, self.month);
        // No attribute asks for a liability without a role.
        if owed.role.is_some() {
            self.chunk.liabilities.push(LiabilityRow { subject, owed });
        }
    }

    /// Days before the last day of the month. All days of a calendar fit 32 bits, and so do their differences.
    fn days_before(&self, day: NaiveDate) -> i32 {
        i32::try_from(self.month.last_day().signed_duration_since(day).num_days()).unwrap_or(i32::MAX)
    }

    /// The chunk, its amounts as narrow as they may be.
    pub(super) fn finish(self) -> Chunk {
        let mut chunk = self.chunk;
        chunk.granted = Amounts::new(&self.granted);
        chunk.balance = Amounts::new(&self.balance);
        chunk.past_due = Amounts::new(&self.past_due);
        chunk.scheduled = Amounts::new(&self.scheduled);
        chunk.used = Sparse::new(&self.used);
        chunk.actual = Sparse::new(&self.actual);
        chunk.overdue.amounts = Amounts::new(&self.overdue);
        chunk.inquiries.days = DaysBefore::new(&self.days);
        chunk.shrink();
        chunk
    }
}

impl Chunk {
    fn shrink(&mut self) {
        self.starts.shrink_to_fit();
        self.planes.iter_mut().for_each(Vec::shrink_to_fit);
        for column in [&mut self.profile, &mut self.opened, &mut self.furnisher, &mut self.overdue.accounts] {
            column.shrink_to_fit();
        }
        self.profiles.shrink_to_fit();
        self.furnishers.shrink_to_fit();
        self.stated.shrink_to_fit();
        self.overdue.starts.shrink_to_fit();
        self.overdue.ago.shrink_to_fit();
        self.inquiries.starts.shrink_to_fit();
        self.inquiries.reason.shrink_to_fit();
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

/// The place of a value in a dictionary, entered if it is new. A chunk has fewer values than 2¹⁶.
fn listed<T: Copy + Eq + Hash>(index: &mut HashMap<T, u16>, list: &mut Vec<T>, value: T) -> u16 {
    *index.entry(value).or_insert_with(|| {
        list.push(value);
        place_of(list.len().saturating_sub(1))
    })
}

fn named(index: &mut HashMap<Box<str>, u16>, list: &mut Vec<Box<str>>, text: &str) -> u16 {
    if let Some(&place) = index.get(text) {
        return place;
    }
    let place = place_of(list.len());
    list.push(text.into());
    index.insert(text.into(), place);
    place
}

/// A place in a chunk: see [`ITEMS_MAX`].
fn place_of(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// A number of a chunk: at most [`ITEMS_MAX`] items, of overdue amounts sixty an account, and [`NAMES_MAX`] bytes.
fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Accounts of a chunk, unless one subject has more.
pub(super) const ACCOUNTS: usize = 32_768;
/// Most accounts, inquiries or liabilities of one subject, so that a place in a chunk fits 16 bits.
pub(super) const ITEMS_MAX: usize = 65_535;
/// Most bytes of one subject's name, and of a chunk's names.
pub(super) const NAMES_MAX: usize = 1 << 20;
const SUBJECTS_MAX: usize = 32_768;

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

    #[test]
    fn a_chunk_is_as_small_as_the_sketch_says() {
        let month: Month = "2024-06".parse().unwrap();
        let mut draft = Draft::new(month, false);
        let report = (0..100).fold(Report::builder("2024-06-30"), |report, index| {
            report
                .account(AccountKind::CreditCard, &format!("{index}"), |card| card.limit(9_000).balance(100).paid("NN"))
        });
        let report = report.build().unwrap();
        while draft.has_room_for(&report) {
            draft.push(&report);
        }
        let chunk = draft.finish();
        assert_eq!((chunk.accounts(), chunk.profiles.len(), chunk.furnishers.len()), (32_700, 1, 1));
        assert!(chunk.bytes() < 56 * chunk.accounts(), "{}", chunk.bytes());
    }
}
