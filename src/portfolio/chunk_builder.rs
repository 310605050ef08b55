//! A chunk under construction: subjects are appended from reports or copied from other chunks.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::columns::{
    Amounts, Chunk, Columns, DaysBefore, Duplicates, ITEMS_MAX, LiabilityEntry, NAMES_MAX, Names, Profile, Sparse,
    among, stated,
};
use crate::attributes::tally::LiabilityFacts;
use crate::history::{DelinquencyBucket, Months, Planes};
use crate::money::Money;
use crate::month::Month;
use crate::report::{Account, Inquiry, Liability, Payments, Report};

/// A chunk under construction: amounts still 64 bits wide, and dictionaries of codes with their index.
#[derive(Clone)]
pub(super) struct ChunkBuilder {
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

impl ChunkBuilder {
    /// Starts a chunk that is read with the given dictionary of profiles, and keeps names if asked to.
    pub(super) fn new(month: Month, dictionary: u32, names: bool) -> ChunkBuilder {
        let mut columns = Columns { starts: vec![0], names: names.then(Names::default), ..Columns::default() };
        columns.overdue.starts.push(0);
        columns.inquiries.starts.push(0);
        let chunk = Chunk { columns, dictionary, ..Chunk::default() };
        ChunkBuilder {
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

    /// Whether a report fits into this chunk.
    pub(super) fn has_room_for(&self, report: &Report) -> bool {
        let name = report.subject_name().len();
        self.has_room(1, report.accounts.len(), report.inquiries.len(), report.liabilities.len(), name)
    }

    /// How many of a range of another chunk's subjects fit, from the first on.
    pub(super) fn room_among(&self, from: &Chunk, subjects: &Range<usize>) -> usize {
        let fits = |number: usize| {
            let some = subjects.start..subjects.start.saturating_add(number);
            let (accounts, inquiries) = (from.accounts_of_all(&some).len(), from.inquiries_of_all(&some).len());
            self.has_room(number, accounts, inquiries, from.liabilities_of_all(&some).len(), from.names_of(&some).len())
        };
        // Binary search: if some number of subjects fits, so does any smaller one.
        let (mut most, mut too_many) = (0, subjects.len().saturating_add(1));
        while too_many.saturating_sub(most) > 1 {
            let middle = most.midpoint(too_many);
            if fits(middle) { most = middle } else { too_many = middle }
        }
        most
    }

    /// Whether this many more items of each sort, and bytes of names, fit.
    fn has_room(&self, subjects: usize, accounts: usize, inquiries: usize, liabilities: usize, names: usize) -> bool {
        let after = |so_far: usize, more: usize, most: usize| so_far.saturating_add(more) <= most;
        after(self.chunk.subjects(), subjects, SUBJECTS_MAX)
            && after(self.chunk.accounts(), accounts, ACCOUNTS)
            && after(self.days.len(), inquiries, ITEMS_MAX)
            && after(self.chunk.columns.liabilities.len(), liabilities, ITEMS_MAX)
            && after(self.chunk.names_len(), names, NAMES_MAX)
    }

    /// Copies a range of subjects from a chunk that is read with the same dictionary.
    pub(super) fn copy(&mut self, from: &Chunk, subjects: &Range<usize>) {
        let accounts = from.accounts_of_all(subjects);
        let before = (self.chunk.subjects(), self.chunk.accounts());
        // Places count from the start of a chunk, so sparse columns need them moved; codes need their place in this
        // chunk's dictionary; everything else is copied as it is.
        let moved =
            |account: u16| place_of(usize::from(account).saturating_sub(accounts.start).saturating_add(before.1));
        for (plane, words) in self.chunk.columns.planes.iter_mut().zip(&from.planes) {
            plane.extend_from_slice(words.get(accounts.clone()).unwrap_or_default());
        }
        self.chunk.columns.profile.extend_from_slice(from.profile.get(accounts.clone()).unwrap_or_default());
        self.chunk.columns.opened.extend_from_slice(from.opened.get(accounts.clone()).unwrap_or_default());
        let places = from.furnisher.get(accounts.clone()).unwrap_or_default();
        let column = &mut self.chunk.columns.furnisher;
        recoded(places, &from.furnishers, column, &mut self.chunk.columns.furnishers, &mut self.furnishers);
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
            self.chunk.columns.overdue.ago.extend_from_slice(from.overdue.ago.get(months.clone()).unwrap_or_default());
            from.overdue.amounts.extend_into(&mut self.overdue, months);
            self.chunk.columns.overdue.accounts.push(moved(account));
            self.chunk.columns.overdue.starts.push(number(self.overdue.len()));
        }

        let inquiries = from.inquiries_of_all(subjects);
        let days_before = self.days.len();
        self.days.extend(inquiries.clone().filter_map(|place| from.inquiries.days.get(place)));
        self.chunk.classes.extend_from_slice(from.classes.get(inquiries.clone()).unwrap_or_default());
        let mine = &mut self.chunk.columns.inquiries;
        mine.reason.extend_from_slice(from.inquiries.reason.get(inquiries.clone()).unwrap_or_default());
        let places = from.inquiries.inquirer.get(inquiries.clone()).unwrap_or_default();
        recoded(places, &from.inquiries.inquirers, &mut mine.inquirer, &mut mine.inquirers, &mut self.inquirers);

        let moved = |subject: u32| {
            let subject = usize::try_from(subject).unwrap_or(usize::MAX);
            number(subject.saturating_sub(subjects.start).saturating_add(before.0))
        };
        let rows = from.liabilities_of_all(subjects).iter();
        self.chunk.columns.liabilities.extend(rows.map(|row| LiabilityEntry { subject: moved(row.subject), ..*row }));
        let as_of = among(&from.as_of, subjects, |&(subject, _)| usize::try_from(subject).unwrap_or(usize::MAX));
        self.chunk.columns.as_of.extend(as_of.iter().map(|&(subject, days)| (moved(subject), days)));
        for subject in subjects.clone() {
            // An end in this chunk, from the end in the other.
            let end =
                |there: usize, begun: usize, here: usize| number(there.saturating_sub(begun).saturating_add(here));
            self.chunk.columns.starts.push(end(from.accounts_of(subject).end, accounts.start, before.1));
            self.chunk.columns.inquiries.starts.push(end(from.inquiries_of(subject).end, inquiries.start, days_before));
            if let Some(names) = &mut self.chunk.columns.names {
                names.push(from.name_of(subject).unwrap_or_default());
            }
        }
    }

    /// Appends a subject from its report, which has at most [`ITEMS_MAX`] items of each sort and is in the portfolio's
    /// currency. `places` are those of its accounts' profiles in the dictionary.
    pub(super) fn push(&mut self, report: &Report, places: Vec<u16>) {
        let day = as_of_day(report, self.month);
        let subject = number(self.chunk.subjects());
        for account in accounts_of(report, self.month) {
            self.push_account(account);
        }
        self.chunk.columns.profile.extend(places);
        self.push_inquiries(report.inquiries.iter().filter(|inquiry| inquiry.date <= day));
        let is_there = |liability: &&Liability| liability.opened.is_none_or(|opened| opened <= day);
        for liability in report.liabilities.iter().filter(is_there) {
            self.push_liability(subject, liability);
        }
        self.end_subject(self.days_before(day), report.subject_name());
    }

    /// Closes a subject once its accounts and inquiries are appended.
    fn end_subject(&mut self, as_of: i32, name: &str) {
        if as_of != 0 {
            self.chunk.columns.as_of.push((number(self.chunk.subjects()), as_of));
        }
        if let Some(names) = &mut self.chunk.columns.names {
            names.push(name);
        }
        self.chunk.columns.inquiries.starts.push(number(self.days.len()));
        self.chunk.columns.starts.push(number(self.chunk.accounts()));
    }

    /// Appends an account; its profile has been appended by place.
    fn push_account(&mut self, account: &Account) {
        let place = place_of(self.chunk.columns.opened.len());
        let amounts = StatedAmounts::of(account);
        let planes = planes_of(account, self.month);
        for (plane, word) in self.chunk.columns.planes.iter_mut().zip(planes.words()) {
            plane.push(word);
        }
        self.chunk.columns.furnisher.push(named(
            &mut self.furnishers,
            &mut self.chunk.columns.furnishers,
            &account.furnisher,
        ));
        let opened = account.opened.and_then(|day| Month::of(day).ok());
        self.chunk.columns.opened.push(opened.map_or(0, Month::ordinal));
        self.granted.push(amounts.granted.unwrap_or(0));
        self.balance.push(amounts.balance.unwrap_or(0));
        self.past_due.push(amounts.past_due.unwrap_or(0));
        self.scheduled.push(amounts.scheduled.unwrap_or(0));
        self.used.extend(amounts.used_apart().map(|used| (place, used)));
        self.actual.extend(amounts.actual_apart().map(|actual| (place, actual)));
        let before = self.overdue.len();
        for (ago, amount) in overdue_of(account, self.month) {
            self.chunk.columns.overdue.ago.push(ago);
            self.overdue.push(amount);
        }
        if self.overdue.len() > before {
            self.chunk.columns.overdue.accounts.push(place);
            self.chunk.columns.overdue.starts.push(number(self.overdue.len()));
        }
    }

    fn push_inquiries<'a>(&mut self, inquiries: impl Iterator<Item = &'a Inquiry>) {
        // Rows name the reasons that they look at, so an inquiry without one is never counted.
        let with_reason = |inquiry: &'a Inquiry| Some((self.days_before(inquiry.date), inquiry.reason?, inquiry));
        let mut inquiries: Vec<_> = inquiries.filter_map(with_reason).collect();
        // By day, oldest first, as `Duplicates` requires; by reason and code, so that equal reports make equal columns.
        inquiries.sort_unstable_by_key(|&(days, reason, inquiry)| (Reverse(days), reason, &inquiry.inquirer));
        self.duplicates.next_subject();
        for (days, reason, inquiry) in inquiries {
            let inquirer = named(&mut self.inquirers, &mut self.chunk.columns.inquiries.inquirers, &inquiry.inquirer);
            self.chunk.classes.push(self.duplicates.class(days, reason, inquirer));
            self.chunk.columns.inquiries.reason.push(reason);
            self.chunk.columns.inquiries.inquirer.push(inquirer);
            self.days.push(days);
        }
    }

    fn push_liability(&mut self, subject: u32, liability: &Liability) {
        // Rows name the roles that they look at, so a liability without one is never counted.
        self.chunk.columns.liabilities.extend(LiabilityEntry::of(subject, LiabilityFacts::of(liability, self.month)));
    }

    fn days_before(&self, day: NaiveDate) -> i32 {
        days_before(self.month, day)
    }

    /// Finishes the chunk, with every column as narrow as its values allow.
    pub(super) fn finish(self) -> Chunk {
        let mut chunk = self.chunk;
        let columns = &mut chunk.columns;
        columns.granted = Amounts::new(&self.granted);
        columns.balance = Amounts::new(&self.balance);
        columns.past_due = Amounts::new(&self.past_due);
        columns.scheduled = Amounts::new(&self.scheduled);
        columns.used = Sparse::new(&self.used);
        columns.actual = Sparse::new(&self.actual);
        columns.overdue.amounts = Amounts::new(&self.overdue);
        columns.inquiries.days = DaysBefore::new(&self.days);
        chunk.shrink();
        chunk
    }
}

/// The day as of which a report is read at the end of a month: its last day, or the report's date if earlier.
fn as_of_day(report: &Report, month: Month) -> NaiveDate {
    month.last_day().min(report.date())
}

/// The accounts of a report that were opened by its as-of day, or state no day of opening.
fn accounts_of(report: &Report, month: Month) -> impl Iterator<Item = &Account> {
    let day = as_of_day(report, month);
    report.accounts.iter().filter(move |account| account.opened.is_none_or(|opened| opened <= day))
}

/// The profiles of those accounts, in the same order.
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

/// The amounts that an account states, in minor units.
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
            // No kind has both, as a report's validation guarantees.
            granted: minor(account.limit.or(account.principal)),
            balance: minor(account.balance()),
            past_due: minor(account.past_due()),
            scheduled: minor(account.scheduled_payment()),
            used: minor(account.used()),
            actual: minor(account.actual_payment()),
        }
    }

    /// The used amount, if it differs from the balance.
    fn used_apart(&self) -> Option<i64> {
        self.used.filter(|_| self.used != self.balance)
    }

    /// The payment made, if it differs from the payment due.
    fn actual_apart(&self) -> Option<i64> {
        self.actual.filter(|_| self.actual != self.scheduled)
    }

    /// The bits of [`stated`] for these amounts.
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

/// The overdue amounts of late months that state one, each with its months back.
fn overdue_of(account: &Account, month: Month) -> impl Iterator<Item = (u8, i64)> {
    let payments = account.payments.as_ref().filter(|payments| !payments.overdue.is_empty());
    let late = |payments: &Payments| {
        payments.history.as_of(month).late(account.kind.late_from(DelinquencyBucket::DAYS_1_TO_30))
    };
    let months = payments.map_or(Months::NONE, late).into_iter();
    months.filter_map(move |ago| {
        let payments = payments?;
        // A history counts back from its own latest month, a column from the as-of month.
        let of_history = i64::from(ago).saturating_sub(month.months_since(payments.history.latest()).into());
        let amount = payments.overdue.at(u8::try_from(of_history).ok()?)?;
        Some((u8::try_from(ago).ok()?, amount.minor()))
    })
}

/// Days from a day to the last day of a month. The calendar spans fewer than 2³¹ days, so they fit 32 bits.
fn days_before(month: Month, day: NaiveDate) -> i32 {
    i32::try_from(month.last_day().signed_duration_since(day).num_days()).unwrap_or(i32::MAX)
}

/// A dictionary of profiles under construction.
#[derive(Clone, Default)]
pub(super) struct Dictionary {
    pub(super) profiles: Vec<Profile>,
    index: HashMap<Profile, u16>,
}

impl Dictionary {
    /// Continues a finished dictionary.
    pub(super) fn of(profiles: Vec<Profile>) -> Dictionary {
        let index = (0..).zip(&profiles).map(|(place, profile)| (*profile, place_of(place))).collect();
        Dictionary { profiles, index }
    }

    /// The places of some profiles, which are entered if they are new. If the dictionary would exceed [`PROFILES_MAX`],
    /// returns `None` and enters nothing.
    pub(super) fn places(&mut self, profiles: impl IntoIterator<Item = Profile>) -> Option<Vec<u16>> {
        let before = self.profiles.len();
        let places = profiles.into_iter().map(|profile| self.place(profile)).collect();
        if self.keeps(before) { Some(places) } else { None }
    }

    /// Whether the dictionary is within its limit; otherwise removes the profiles that were entered after the first
    /// `before`.
    pub(super) fn keeps(&mut self, before: usize) -> bool {
        let keeps = self.profiles.len() <= PROFILES_MAX;
        if !keeps {
            for profile in self.profiles.drain(before..) {
                self.index.remove(&profile);
            }
        }
        keeps
    }

    /// The place of a profile, entered if it is new. Past [`PROFILES_MAX`] the place is wrong, and
    /// [`keeps`](Self::keeps) must be asked.
    pub(super) fn place(&mut self, profile: Profile) -> u16 {
        *self.index.entry(profile).or_insert_with(|| {
            self.profiles.push(profile);
            place_of(self.profiles.len().saturating_sub(1))
        })
    }
}

/// Extends a column by places in another dictionary of codes, which are translated to this one.
fn recoded(
    places: &[u16],
    codes: &[Box<str>],
    column: &mut Vec<u16>,
    list: &mut Vec<Box<str>>,
    index: &mut HashMap<Box<str>, u16>,
) {
    // Each code is looked up by its text once, then by its place in the other dictionary.
    let mut found: Vec<Option<u16>> = vec![None; codes.len()];
    column.extend(places.iter().filter_map(|&place| {
        let (found, code) = (found.get_mut(usize::from(place))?, codes.get(usize::from(place))?);
        Some(*found.get_or_insert_with(|| named(index, list, code)))
    }));
}

/// The place of a code in a dictionary, appended if it is new.
fn named(index: &mut HashMap<Box<str>, u16>, list: &mut Vec<Box<str>>, text: &str) -> u16 {
    if let Some(&place) = index.get(text) {
        return place;
    }
    let place = place_of(list.len());
    list.push(text.into());
    index.insert(text.into(), place);
    place
}

/// A place in a chunk, which fits 16 bits: see [`ITEMS_MAX`].
pub(super) fn place_of(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// A count in a chunk, which fits 32 bits: at most [`ITEMS_MAX`] items, sixty overdue amounts for each, and
/// [`NAMES_MAX`] bytes of names.
pub(super) fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Most accounts of a chunk, unless its only subject has more. Half of what a place of 16 bits can name, so that chunks
/// stay in the cache.
pub(super) const ACCOUNTS: usize = 32_768;
/// Most subjects of a chunk.
pub(super) const SUBJECTS_MAX: usize = 32_768;
/// Most profiles of a dictionary: a place in it fits 16 bits.
const PROFILES_MAX: usize = 65_536;

#[cfg(test)]
mod tests {
    use super::super::columns::InquiryClass;
    use super::*;
    use crate::report::{AccountKind, BusinessKind, Guarantee, InquiryReason};

    #[test]
    fn a_chunk_is_as_small_as_the_sketch_says() {
        let month: Month = "2024-06".parse().unwrap();
        let mut open_chunk = ChunkBuilder::new(month, 0, false);
        let report = (0..100).fold(Report::builder("2024-06-30"), |report, index| {
            report
                .account(AccountKind::CreditCard, &format!("{index}"), |card| card.limit(9_000).balance(100).paid("NN"))
        });
        let report = report.build().unwrap();
        let mut dictionary = Dictionary::default();
        while open_chunk.has_room_for(&report) {
            open_chunk.push(&report, dictionary.places(profiles_of(&report, month)).unwrap());
        }
        let chunk = open_chunk.finish();
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
        let mut open_chunk = ChunkBuilder::new(month, 0, false);
        open_chunk.push(&report, Vec::new());
        let chunk = open_chunk.finish();
        let inquiries = &chunk.inquiries;
        let codes = |place: &u16| &*inquiries.inquirers[usize::from(*place)];
        let (first, shopping) = (InquiryClass::FIRST, InquiryClass::SHOPPING_FIRST);
        let rows: Vec<_> = (0..7)
            .map(|index| {
                let class = chunk.classes[index];
                let flags = class.bits() & !InquiryClass::REASON;
                let inquirer = codes(&inquiries.inquirer[index]);
                (inquiries.days.get(index).unwrap(), inquiries.reason[index], inquirer, flags)
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
