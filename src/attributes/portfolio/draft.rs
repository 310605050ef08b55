//! A chunk while it is being filled, subject by subject.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::columns::{Amounts, Chunk, DaysBefore, LiabilityRow, Names, Profile, Sparse, among, stated};
use super::duplicates::Duplicates;
use crate::attributes::tally::Owed;
use crate::history::{DelinquencyBucket, Months, Planes};
use crate::money::Money;
use crate::month::Month;
use crate::report::{Account, Inquiry, Liability, Payments, Report};

/// A chunk that is being filled: amounts not yet narrowed, dictionaries of codes with their index.
#[derive(Clone)]
pub(super) struct Draft {
    month: Month,
    chunk: Chunk,
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
    duplicates: Duplicates,
}

impl Draft {
    pub(super) fn new(month: Month, dictionary: u32, names: bool) -> Draft {
        let mut chunk = Chunk { starts: vec![0], dictionary, names: names.then(Names::default), ..Chunk::default() };
        chunk.overdue.starts.push(0);
        chunk.inquiries.starts.push(0);
        Draft {
            month,
            chunk,
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
            duplicates: Duplicates::new(),
        }
    }

    pub(super) fn subjects(&self) -> usize {
        self.chunk.subjects()
    }

    /// Whether a report fits, or goes into the next chunk.
    pub(super) fn has_room_for(&self, report: &Report) -> bool {
        let name = report.subject_name().len();
        self.has_room(1, report.accounts.len(), report.inquiries.len(), report.liabilities.len(), name)
    }

    /// How many of some subjects of a chunk fit: the first of them.
    pub(super) fn room_among(&self, from: &Chunk, subjects: &Range<usize>) -> usize {
        let fits = |number: usize| {
            let some = subjects.start..subjects.start.saturating_add(number);
            let (accounts, inquiries) = (from.accounts_of_all(&some).len(), from.inquiries_of_all(&some).len());
            self.has_room(number, accounts, inquiries, from.liabilities_of_all(&some).len(), from.names_of(&some).len())
        };
        // The most that fit, found by halves: what fits does so without the last, too.
        let (mut most, mut too_many) = (0, subjects.len().saturating_add(1));
        while too_many.saturating_sub(most) > 1 {
            let middle = most.midpoint(too_many);
            if fits(middle) { most = middle } else { too_many = middle }
        }
        most
    }

    fn has_room(&self, subjects: usize, accounts: usize, inquiries: usize, liabilities: usize, names: usize) -> bool {
        let after = |so_far: usize, more: usize, most: usize| so_far.saturating_add(more) <= most;
        after(self.chunk.subjects(), subjects, SUBJECTS_MAX)
            && after(self.chunk.accounts(), accounts, ACCOUNTS)
            && after(self.days.len(), inquiries, ITEMS_MAX)
            && after(self.chunk.liabilities.len(), liabilities, ITEMS_MAX)
            && after(self.chunk.names_len(), names, NAMES_MAX)
    }

    /// Adds some subjects of a chunk that is read with the same dictionary.
    pub(super) fn copy(&mut self, from: &Chunk, subjects: &Range<usize>) {
        let accounts = from.accounts_of_all(subjects);
        let before = (self.chunk.subjects(), self.chunk.accounts());
        let moved =
            |account: u16| place_of(usize::from(account).saturating_sub(accounts.start).saturating_add(before.1));
        for (plane, words) in self.chunk.planes.iter_mut().zip(&from.planes) {
            plane.extend_from_slice(words.get(accounts.clone()).unwrap_or_default());
        }
        self.chunk.profile.extend_from_slice(from.profile.get(accounts.clone()).unwrap_or_default());
        self.chunk.opened.extend_from_slice(from.opened.get(accounts.clone()).unwrap_or_default());
        let places = from.furnisher.get(accounts.clone()).unwrap_or_default();
        let column = &mut self.chunk.furnisher;
        recoded(places, &from.furnishers, column, &mut self.chunk.furnishers, &mut self.furnishers);
        for (mine, theirs) in [
            (&mut self.granted, &from.granted),
            (&mut self.balance, &from.balance),
            (&mut self.past_due, &from.past_due),
            (&mut self.scheduled, &from.scheduled),
        ] {
            theirs.extend_into(mine, accounts.clone());
        }
        let place = |account: &u16| usize::from(*account);
        for (mine, theirs) in [(&mut self.used, &from.used), (&mut self.actual, &from.actual)] {
            let some = among(&theirs.accounts, &accounts, place);
            mine.extend(some.iter().filter_map(|&account| Some((moved(account), theirs.get(account.into())?))));
        }
        for &account in among(&from.overdue.accounts, &accounts, place) {
            let months = from.overdue.of(account.into());
            self.chunk.overdue.ago.extend_from_slice(from.overdue.ago.get(months.clone()).unwrap_or_default());
            from.overdue.amounts.extend_into(&mut self.overdue, months);
            self.chunk.overdue.accounts.push(moved(account));
            self.chunk.overdue.starts.push(number(self.overdue.len()));
        }

        let inquiries = from.inquiries_of_all(subjects);
        let days_before = self.days.len();
        self.days.extend(inquiries.clone().filter_map(|place| from.inquiries.days.get(place)));
        let mine = &mut self.chunk.inquiries;
        mine.class.extend_from_slice(from.inquiries.class.get(inquiries.clone()).unwrap_or_default());
        let places = from.inquiries.inquirer.get(inquiries.clone()).unwrap_or_default();
        recoded(places, &from.inquiries.inquirers, &mut mine.inquirer, &mut mine.inquirers, &mut self.inquirers);

        let moved = |subject: u32| {
            let subject = usize::try_from(subject).unwrap_or(usize::MAX);
            number(subject.saturating_sub(subjects.start).saturating_add(before.0))
        };
        let rows = from.liabilities_of_all(subjects).iter();
        self.chunk.liabilities.extend(rows.map(|row| LiabilityRow { subject: moved(row.subject), ..*row }));
        let as_of = among(&from.as_of, subjects, |&(subject, _)| usize::try_from(subject).unwrap_or(usize::MAX));
        self.chunk.as_of.extend(as_of.iter().map(|&(subject, days)| (moved(subject), days)));
        for subject in subjects.clone() {
            // Where each ends, by where it ended there.
            let end =
                |there: usize, begun: usize, here: usize| number(there.saturating_sub(begun).saturating_add(here));
            self.chunk.starts.push(end(from.accounts_of(subject).end, accounts.start, before.1));
            self.chunk.inquiries.starts.push(end(from.inquiries_of(subject).end, inquiries.start, days_before));
            if let Some(names) = &mut self.chunk.names {
                names.push(from.name_of(subject).unwrap_or_default());
            }
        }
    }

    /// Adds a subject; the report has at most [`ITEMS_MAX`] of everything, and its currency is the portfolio's. The
    /// places are those of its accounts' profiles.
    pub(super) fn push(&mut self, report: &Report, places: Vec<u16>) {
        let day = as_of_day(report, self.month);
        let subject = number(self.chunk.subjects());
        for account in accounts_of(report, self.month) {
            self.push_account(account);
        }
        self.chunk.profile.extend(places);
        self.push_inquiries(report.inquiries.iter().filter(|inquiry| inquiry.date <= day));
        let is_there = |liability: &&Liability| liability.opened.is_none_or(|opened| opened <= day);
        for liability in report.liabilities.iter().filter(is_there) {
            self.push_liability(subject, liability);
        }
        self.end_subject(self.days_before(day), report.subject_name());
    }

    /// What is said of a subject once its accounts and inquiries are there.
    fn end_subject(&mut self, as_of: i32, name: &str) {
        if as_of != 0 {
            self.chunk.as_of.push((number(self.chunk.subjects()), as_of));
        }
        if let Some(names) = &mut self.chunk.names {
            names.push(name);
        }
        self.chunk.inquiries.starts.push(number(self.days.len()));
        self.chunk.starts.push(number(self.chunk.accounts()));
    }

    fn push_account(&mut self, account: &Account) {
        let place = place_of(self.chunk.opened.len());
        let amounts = StatedAmounts::of(account);
        let planes = planes_of(account, self.month);
        for (plane, word) in self.chunk.planes.iter_mut().zip(planes.words()) {
            plane.push(word);
        }
        self.chunk.furnisher.push(named(&mut self.furnishers, &mut self.chunk.furnishers, &account.furnisher));
        let opened = account.opened.and_then(|day| Month::of(day).ok());
        self.chunk.opened.push(opened.map_or(0, Month::ordinal));
        self.granted.push(amounts.granted.unwrap_or(0));
        self.balance.push(amounts.balance.unwrap_or(0));
        self.past_due.push(amounts.past_due.unwrap_or(0));
        self.scheduled.push(amounts.scheduled.unwrap_or(0));
        self.used.extend(amounts.used_apart().map(|used| (place, used)));
        self.actual.extend(amounts.actual_apart().map(|actual| (place, actual)));
        let before = self.overdue.len();
        for (ago, amount) in overdue_of(account, self.month) {
            self.chunk.overdue.ago.push(ago);
            self.overdue.push(amount);
        }
        if self.overdue.len() > before {
            self.chunk.overdue.accounts.push(place);
            self.chunk.overdue.starts.push(number(self.overdue.len()));
        }
    }

    fn push_inquiries<'a>(&mut self, inquiries: impl Iterator<Item = &'a Inquiry>) {
        // No attribute asks for an inquiry without a reason.
        let with_reason = |inquiry: &'a Inquiry| Some((self.days_before(inquiry.date), inquiry.reason?, inquiry));
        let mut inquiries: Vec<_> = inquiries.filter_map(with_reason).collect();
        inquiries.sort_unstable_by_key(|&(days, reason, inquiry)| (Reverse(days), reason, &inquiry.inquirer));
        self.duplicates.next_subject();
        for (days, reason, inquiry) in inquiries {
            let inquirer = named(&mut self.inquirers, &mut self.chunk.inquiries.inquirers, &inquiry.inquirer);
            self.chunk.inquiries.class.push(self.duplicates.class(days, reason, inquirer));
            self.chunk.inquiries.inquirer.push(inquirer);
            self.days.push(days);
        }
    }

    fn push_liability(&mut self, subject: u32, liability: &Liability) {
        let owed = Owed::of(liability, self.month);
        // No attribute asks for a liability without a role.
        if owed.role.is_some() {
            self.chunk.liabilities.push(LiabilityRow { subject, owed });
        }
    }

    fn days_before(&self, day: NaiveDate) -> i32 {
        days_before(self.month, day)
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

/// The day as of which a report is read at the end of a month.
fn as_of_day(report: &Report, month: Month) -> NaiveDate {
    month.last_day().min(report.date())
}

/// The accounts of a report that are there at the end of a month.
fn accounts_of(report: &Report, month: Month) -> impl Iterator<Item = &Account> {
    let day = as_of_day(report, month);
    report.accounts.iter().filter(move |account| account.opened.is_none_or(|opened| opened <= day))
}

/// The profiles of a report's accounts that are there at the end of a month.
pub(super) fn profiles_of(report: &Report, month: Month) -> impl Iterator<Item = Profile> {
    accounts_of(report, month).map(move |account| Profile {
        kind: account.kind,
        furnisher_type: account.furnisher_type,
        business: account.business,
        guarantee: account.guarantee,
        role: account.role,
        state: account.state(),
        known: account.state_month().unwrap_or(report.month()) <= month,
        stated: StatedAmounts::of(account).bits()
            | if overdue_of(account, month).next().is_some() { stated::OVERDUE } else { 0 },
    })
}

/// The amounts of an account in minor units, where they are stated.
#[derive(Debug, Clone, Copy)]
struct StatedAmounts {
    granted: Option<i64>,
    balance: Option<i64>,
    past_due: Option<i64>,
    scheduled: Option<i64>,
    used: Option<i64>,
    actual: Option<i64>,
}

impl StatedAmounts {
    fn of(account: &Account) -> StatedAmounts {
        let minor = |amount: Option<Money>| amount.map(Money::minor);
        StatedAmounts {
            // No kind has both: a report is checked for it.
            granted: minor(account.limit.or(account.principal)),
            balance: minor(account.balance()),
            past_due: minor(account.past_due()),
            scheduled: minor(account.scheduled_payment()),
            used: minor(account.used()),
            actual: minor(account.actual_payment()),
        }
    }

    /// The used amount, if it is not the balance.
    fn used_apart(&self) -> Option<i64> {
        self.used.filter(|_| self.used != self.balance)
    }

    /// The payment made, if it is not the payment due.
    fn actual_apart(&self) -> Option<i64> {
        self.actual.filter(|_| self.actual != self.scheduled)
    }

    /// Bits of [`stated`].
    fn bits(&self) -> u8 {
        [
            (stated::GRANTED, self.granted),
            (stated::BALANCE, self.balance),
            (stated::PAST_DUE, self.past_due),
            (stated::SCHEDULED, self.scheduled),
            (stated::ACTUAL, self.actual),
            (stated::USED_APART, self.used_apart()),
            (stated::ACTUAL_APART, self.actual_apart()),
        ]
        .into_iter()
        .fold(0, |bits, (bit, amount)| if amount.is_some() { bits | bit } else { bits })
    }
}

fn planes_of(account: &Account, month: Month) -> Planes {
    account.payments.as_ref().map_or(Planes::EMPTY, |payments| payments.history.as_of(month))
}

/// Overdue amounts of the late months that state one, with the months back.
fn overdue_of(account: &Account, month: Month) -> impl Iterator<Item = (u8, i64)> {
    let payments = account.payments.as_ref().filter(|payments| !payments.overdue.is_empty());
    let late = |payments: &Payments| {
        payments.history.as_of(month).late(account.kind.late_from(DelinquencyBucket::DAYS_1_TO_30))
    };
    let months = payments.map_or(Months::NONE, late).into_iter();
    months.filter_map(move |ago| {
        let payments = payments?;
        let of_history = i64::from(ago).saturating_sub(month.months_since(payments.history.latest()).into());
        let amount = payments.overdue.at(u8::try_from(of_history).ok()?)?;
        Some((u8::try_from(ago).ok()?, amount.minor()))
    })
}

/// Days from a day to the last day of a month. All days of a calendar fit 32 bits, and so do their differences.
fn days_before(month: Month, day: NaiveDate) -> i32 {
    i32::try_from(month.last_day().signed_duration_since(day).num_days()).unwrap_or(i32::MAX)
}

/// The dictionary of profiles that is being filled.
#[derive(Clone, Default)]
pub(super) struct Dictionary {
    pub(super) profiles: Vec<Profile>,
    index: HashMap<Profile, u16>,
}

impl Dictionary {
    /// Goes on with a dictionary that was let go.
    pub(super) fn of(profiles: Vec<Profile>) -> Dictionary {
        let index = (0..).zip(&profiles).map(|(place, profile)| (*profile, place_of(place))).collect();
        Dictionary { profiles, index }
    }

    /// The places of some profiles, new ones entered; nothing, and nothing entered, if the dictionary would have more
    /// than [`PROFILES_MAX`].
    pub(super) fn places(&mut self, profiles: impl IntoIterator<Item = Profile>) -> Option<Vec<u16>> {
        let before = self.profiles.len();
        let places = profiles.into_iter().map(|profile| self.place(profile)).collect();
        if self.keeps(before) { Some(places) } else { None }
    }

    /// Whether it is not too full; else what was entered after that many profiles is taken out.
    pub(super) fn keeps(&mut self, before: usize) -> bool {
        let keeps = self.profiles.len() <= PROFILES_MAX;
        if !keeps {
            for profile in self.profiles.drain(before..) {
                self.index.remove(&profile);
            }
        }
        keeps
    }

    /// The place of a profile; a wrong one past [`PROFILES_MAX`].
    pub(super) fn place(&mut self, profile: Profile) -> u16 {
        *self.index.entry(profile).or_insert_with(|| {
            self.profiles.push(profile);
            place_of(self.profiles.len().saturating_sub(1))
        })
    }
}

/// Extends a column by places in another dictionary of codes.
fn recoded(
    places: &[u16],
    codes: &[Box<str>],
    column: &mut Vec<u16>,
    list: &mut Vec<Box<str>>,
    index: &mut HashMap<Box<str>, u16>,
) {
    let mut found: Vec<Option<u16>> = vec![None; codes.len()];
    column.extend(places.iter().filter_map(|&place| {
        let (found, code) = (found.get_mut(usize::from(place))?, codes.get(usize::from(place))?);
        Some(*found.get_or_insert_with(|| named(index, list, code)))
    }));
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
pub(super) fn place_of(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// A number of a chunk: at most [`ITEMS_MAX`] items, of overdue amounts sixty an account, and [`NAMES_MAX`] bytes.
pub(super) fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Accounts of a chunk, unless one subject has more.
pub(super) const ACCOUNTS: usize = 32_768;
/// Most accounts, inquiries or liabilities of one subject, so that a place in a chunk fits 16 bits.
pub(super) const ITEMS_MAX: usize = 65_535;
/// Most bytes of one subject's name, and of a chunk's names.
pub(super) const NAMES_MAX: usize = 1 << 20;
/// Subjects of a chunk.
pub(super) const SUBJECTS_MAX: usize = 32_768;
/// Most profiles of a dictionary, so that a place in it fits 16 bits.
const PROFILES_MAX: usize = 65_536;

#[cfg(test)]
mod tests {
    use super::super::columns::InquiryClass;
    use super::*;
    use crate::report::{AccountKind, BusinessKind, Guarantee, InquiryReason};

    #[test]
    fn a_chunk_is_as_small_as_the_sketch_says() {
        let month: Month = "2024-06".parse().unwrap();
        let mut draft = Draft::new(month, 0, false);
        let report = (0..100).fold(Report::builder("2024-06-30"), |report, index| {
            report
                .account(AccountKind::CreditCard, &format!("{index}"), |card| card.limit(9_000).balance(100).paid("NN"))
        });
        let report = report.build().unwrap();
        let mut dictionary = Dictionary::default();
        while draft.has_room_for(&report) {
            draft.push(&report, dictionary.places(profiles_of(&report, month)).unwrap());
        }
        let chunk = draft.finish();
        assert_eq!((chunk.accounts(), dictionary.profiles.len(), chunk.furnishers.len()), (32_700, 1, 1));
        assert!(chunk.bytes() < 55 * chunk.accounts(), "{}", chunk.bytes());
    }

    #[test]
    fn a_dictionary_takes_all_profiles_of_a_report_or_none() {
        let one = |guarantee, stated, business| Profile {
            kind: AccountKind::CreditCard,
            furnisher_type: None,
            business,
            guarantee,
            role: None,
            state: None,
            known: true,
            stated,
        };
        let mut all = Vec::new();
        for &business in BusinessKind::ALL {
            for &guarantee in Guarantee::ALL {
                all.extend((0..=255).map(|stated| one(Some(guarantee), stated, Some(business))));
            }
        }
        let mut dictionary = Dictionary::default();
        assert_eq!(dictionary.places(all.iter().copied()).unwrap().last(), Some(&49_151));
        let more: Vec<_> = all.iter().map(|profile| Profile { known: false, ..*profile }).collect();
        assert_eq!(dictionary.places(more.iter().copied()), None);
        assert_eq!(dictionary.profiles.len(), 49_152);
        let places = dictionary.places(more[..16_384].iter().chain(&all[..1]).copied()).unwrap();
        assert_eq!((places[0], places[16_383], places[16_384]), (49_152, 65_535, 0));
        assert_eq!(dictionary.places(more[16_384..].iter().copied()), None);
    }

    #[test]
    fn inquiries_stand_in_order_and_say_whether_they_count() {
        let month: Month = "2024-06".parse().unwrap();
        let asked = |day: &str, inquirer: &str, reason| {
            let mut inquiry = Inquiry::new(day.parse().unwrap(), inquirer.to_owned());
            inquiry.reason = Some(reason);
            inquiry
        };
        let (loan, card) = (InquiryReason::LoanApproval, InquiryReason::CardApproval);
        let mut data = Report::builder("2024-06-30").build().unwrap().into_data();
        data.inquiries = vec![
            asked("2024-06-16", "b", loan),
            asked("2024-06-15", "b", loan),
            asked("2024-06-15", "a", loan),
            asked("2024-06-01", "b", loan),
            asked("2024-06-01", "b", card),
            asked("2024-06-01", "b", loan),
            asked("2024-06-15", "a", loan),
        ];
        let report = Report::new(data).unwrap();
        let mut draft = Draft::new(month, 0, false);
        draft.push(&report, Vec::new());
        let inquiries = draft.finish().inquiries;
        let codes = |place: &u16| &*inquiries.inquirers[usize::from(*place)];
        let (first, shopping) = (InquiryClass::FIRST, InquiryClass::SHOPPING_FIRST);
        let rows: Vec<_> = (0..7)
            .map(|index| {
                let class = inquiries.class[index];
                let flags = class.bits() & !InquiryClass::REASON;
                let inquirer = codes(&inquiries.inquirer[index]);
                (inquiries.days.get(index).unwrap(), class.reason().unwrap(), inquirer, flags)
            })
            .collect();
        assert_eq!(
            rows,
            [
                (29, loan, "b", first | shopping),
                (29, loan, "b", 0),
                (29, card, "b", first | shopping),
                (15, loan, "a", first),
                (15, loan, "a", 0),
                (15, loan, "b", 0),
                (14, loan, "b", first | shopping),
            ]
        );
    }
}
