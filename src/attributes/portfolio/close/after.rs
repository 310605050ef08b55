//! What the columns become when a month is closed: each is read once and written once.

use std::collections::HashMap;

use super::{MonthColumns, Standing};
use crate::attributes::portfolio::columns::{Amounts, Chunk, DaysBefore, Overdue, Profile, Sparse, range, stated};
use crate::attributes::portfolio::draft::{Dictionary, number};
use crate::history::Months;

impl Chunk {
    /// Histories with one more month.
    pub(super) fn shift(&mut self, severities: &[u8]) {
        for (bit, plane) in (0..).zip(&mut self.planes) {
            for (word, &severity) in plane.iter_mut().zip(severities) {
                *word = (*word << 1 | u64::from(severity.wrapping_shr(bit) & 1)) & Months::ALL.bits();
            }
        }
    }

    /// The amounts of the month, but for accounts that report nothing.
    pub(super) fn take_amounts(&mut self, batch: &MonthColumns) {
        let keeps = batch.keeps();
        self.balance.replace(&batch.balance, &keeps);
        self.past_due.replace(&batch.past_due, &keeps);
        self.scheduled.replace(&batch.scheduled, &keeps);
        self.used.replace(&batch.used, &keeps);
        self.actual.replace(&batch.actual, &keeps);
    }
}

impl MonthColumns {
    /// Whether each account keeps its amounts; nothing if all have new ones.
    fn keeps(&self) -> Vec<bool> {
        if self.standings.iter().all(Option::is_some) {
            return Vec::new();
        }
        let silent: Vec<bool> = self.standings.iter().map(Option::is_none).collect();
        self.standing.iter().map(|&place| silent.get(usize::from(place)).copied().unwrap_or(true)).collect()
    }
}

impl Overdue {
    /// The amounts, a month further back, with those of the month.
    pub(super) fn after(&self, of_month: &Sparse) -> Overdue {
        let most = self.ago.len().saturating_add(of_month.accounts.len());
        let mut after = Overdue { starts: vec![0], ago: Vec::with_capacity(most), ..Overdue::default() };
        let mut amounts = Vec::with_capacity(most);
        let mut new = (0..).zip(of_month.accounts.iter().copied()).peekable();
        let end_account = |after: &mut Overdue, amounts: &Vec<i64>, account| {
            let end = number(amounts.len());
            if after.starts.last() != Some(&end) {
                after.accounts.push(account);
                after.starts.push(end);
            }
        };
        for (rank, &account) in self.accounts.iter().enumerate() {
            while let Some((place, of)) = new.next_if(|&(_, of)| of <= account) {
                after.ago.push(0);
                amounts.extend(of_month.amounts.get(place));
                if of < account {
                    end_account(&mut after, &amounts, of);
                }
            }
            let (start, end) = range(&self.starts, rank).unwrap_or_default();
            for (place, &ago) in (start..end).zip(self.ago.get(start..end).unwrap_or_default()) {
                let ago = ago.saturating_add(1);
                if Months::ALL.contains(ago.into()) {
                    after.ago.push(ago);
                    amounts.extend(self.amounts.get(place));
                }
            }
            end_account(&mut after, &amounts, account);
        }
        for (place, account) in new {
            after.ago.push(0);
            amounts.extend(of_month.amounts.get(place));
            end_account(&mut after, &amounts, account);
        }
        after.amounts = Amounts::new(&amounts);
        after
    }
}

impl Amounts {
    /// Takes other amounts, but where the old ones are kept.
    fn replace(&mut self, new: &Amounts, keeps: &[bool]) {
        match (&mut *self, new) {
            (Self::Narrow(old), Self::Narrow(new)) if keeps.is_empty() => old.copy_from_slice(new),
            (Self::Narrow(old), Self::Narrow(new)) => {
                for ((old, &new), &keeps) in old.iter_mut().zip(new).zip(keeps) {
                    *old = if keeps { *old } else { new };
                }
            }
            _ => {
                let kept = |account| keeps.get(account).copied().unwrap_or(false);
                let amount = |account| if kept(account) { self.get(account) } else { new.get(account) };
                let amounts: Vec<_> = (0..new.len()).map(|account| amount(account).unwrap_or(0)).collect();
                *self = Amounts::new(&amounts);
            }
        }
    }
}

impl Sparse {
    /// Takes other amounts, but those of accounts that keep the old ones.
    fn replace(&mut self, new: &Sparse, keeps: &[bool]) {
        if keeps.is_empty() {
            *self = Sparse { accounts: new.accounts.clone(), amounts: new.amounts.clone().narrowed() };
            return;
        }
        let kept = |account: u16| keeps.get(usize::from(account)).copied().unwrap_or(false);
        let mut news = (0..).zip(&new.accounts).peekable();
        let (mut accounts, mut amounts) = (Vec::new(), Vec::new());
        for (place, &account) in self.accounts.iter().enumerate().filter(|&(_, &account)| kept(account)) {
            while let Some((place, &account)) = news.next_if(|&(_, &other)| other < account) {
                accounts.push(account);
                amounts.extend(new.amounts.get(place));
            }
            accounts.push(account);
            amounts.extend(self.amounts.get(place));
        }
        for (place, &account) in news {
            accounts.push(account);
            amounts.extend(new.amounts.get(place));
        }
        *self = Sparse { accounts, amounts: Amounts::new(&amounts) };
    }
}

impl DaysBefore {
    /// Counts back from that many days later.
    pub(super) fn add(&mut self, days: i32) {
        match self {
            Self::Wide(all) => all.iter_mut().for_each(|day| *day = day.saturating_add(days)),
            Self::Narrow(all) => {
                let days = u16::try_from(days).unwrap_or(u16::MAX);
                if all.iter().all(|day| day.checked_add(days).is_some()) {
                    all.iter_mut().for_each(|day| *day = day.saturating_add(days));
                } else {
                    let days = |&day: &u16| i32::from(day).saturating_add(days.into());
                    *self = Self::Wide(all.iter().map(days).collect());
                }
            }
        }
    }
}

/// The profiles of the next month, by those of the last and what was reported.
///
/// What a month leaves of a profile is what was agreed, and few profiles differ in that. So what has been found is
/// remembered by the number of that, the number of the standing, and whether an overdue amount is there.
pub(super) struct Transitions<'a> {
    before: &'a [Vec<Profile>],
    /// Which of them `agreed` is of.
    source: Option<u32>,
    /// By place in that: what was agreed, as a number.
    agreed: Vec<u16>,
    standings: HashMap<Option<Standing>, u32>,
    dictionary: Dictionary,
    /// What was found last for keys that end alike.
    found: Vec<(u64, u16)>,
}

impl<'a> Transitions<'a> {
    pub(super) fn new(before: &'a [Vec<Profile>]) -> Transitions<'a> {
        Transitions {
            before,
            source: None,
            agreed: Vec::new(),
            standings: HashMap::new(),
            dictionary: Dictionary::default(),
            found: vec![NOT_FOUND; FOUND],
        }
    }

    /// The last dictionary.
    pub(super) fn into_profiles(self) -> Vec<Profile> {
        self.dictionary.profiles
    }

    /// The profiles of a chunk's accounts, whose overdue amounts are those of the next month already; a dictionary that
    /// would be too full is put among the others first.
    pub(super) fn profiles_after(
        &mut self,
        chunk: &Chunk,
        batch: &MonthColumns,
        dictionaries: &mut Vec<Vec<Profile>>,
    ) -> Vec<u16> {
        let place = usize::try_from(chunk.dictionary).ok();
        let profiles = place.and_then(|place| self.before.get(place)).map_or(&[][..], Vec::as_slice);
        if self.source != Some(chunk.dictionary) {
            self.source = Some(chunk.dictionary);
            let mut numbers = Dictionary::default();
            self.agreed = profiles.iter().map(|profile| numbers.place(profile.agreed())).collect();
            self.found.fill(NOT_FOUND);
        }
        let before = self.dictionary.profiles.len();
        let places = self.find(chunk, profiles, batch);
        if self.dictionary.keeps(before) {
            return places;
        }
        dictionaries.push(std::mem::take(&mut self.dictionary).profiles);
        self.found.fill(NOT_FOUND);
        // A chunk has no more profiles than a dictionary has places.
        self.find(chunk, profiles, batch)
    }

    fn find(&mut self, chunk: &Chunk, profiles: &[Profile], batch: &MonthColumns) -> Vec<u16> {
        let mut number = |standing: &Option<Standing>| {
            let next = u32::try_from(self.standings.len()).unwrap_or(u32::MAX);
            let number = *self.standings.entry(*standing).or_insert(next);
            (u64::from(number), standing.is_none())
        };
        let standings: Vec<_> = batch.standings.iter().map(&mut number).collect();
        let mut has_overdue = vec![false; chunk.accounts()];
        for &account in &chunk.overdue.accounts {
            if let Some(has_overdue) = has_overdue.get_mut(usize::from(account)) {
                *has_overdue = true;
            }
        }
        let accounts = chunk.profile.iter().zip(&batch.standing).zip(&has_overdue);
        let places = accounts.map(|((&profile, &standing), &has_overdue)| {
            let (number, keeps) = standings.get(usize::from(standing)).copied().unwrap_or((0, true));
            // An account that reports nothing keeps all of its profile.
            let agreed = self.agreed.get(usize::from(profile)).copied().unwrap_or(0);
            let key = number << 17 | u64::from(if keeps { profile } else { agreed }) << 1 | u64::from(has_overdue);
            let slot = usize::try_from(key.wrapping_mul(SPREAD) >> FOUND_SHIFT).unwrap_or(0);
            let Some(found) = self.found.get_mut(slot) else { return 0 };
            if found.0 != key {
                let profile = profiles.get(usize::from(profile)).copied();
                let standing = batch.standings.get(usize::from(standing)).copied().flatten();
                let after = profile.map(|profile| profile.after(standing, has_overdue));
                *found = (key, after.map_or(0, |after| self.dictionary.place(after)));
            }
            found.1
        });
        places.collect()
    }
}

impl Profile {
    /// What a month does not change.
    const fn agreed(self) -> Profile {
        Profile { state: None, known: true, stated: self.stated & stated::GRANTED, ..self }
    }

    /// What becomes of it in a month.
    fn after(self, standing: Option<Standing>, has_overdue: bool) -> Profile {
        let overdue = if has_overdue { stated::OVERDUE } else { 0 };
        match standing {
            None => Profile { stated: self.stated & !stated::OVERDUE | overdue, ..self },
            Some(Standing { state, stated }) => {
                let agreed = self.agreed();
                Profile { state, stated: agreed.stated | stated | overdue, ..agreed }
            }
        }
    }
}

/// What is remembered of transitions at most: 128 kibibytes.
const FOUND: usize = 1 << 13;
const FOUND_SHIFT: u32 = 64 - 13;
/// No key is that large.
const NOT_FOUND: (u64, u16) = (u64::MAX, 0);
/// Spreads keys over their high bits: 2⁶⁴ over the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
