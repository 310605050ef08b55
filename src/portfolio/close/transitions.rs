//! Finds each account's profile after a month, and its permissions, in one pass over the accounts.

use super::after::Keeping;
use super::check::allowed;
use super::loops;
use super::month::{MonthColumns, Standing};
use super::table::{Column, NO_TRANSITION, Row, SLOTS, Table, Transition, slot_of};
use crate::portfolio::chunk_builder::{Dictionary, number};
use crate::portfolio::columns::{Accounts, SubjectNames};
use crate::portfolio::columns::{ChunkRef, Profile, stated};
use crate::portfolio::error::PortfolioError;
use crate::report::AccountState;

/// The changes to a chunk, computed while nothing is changed yet.
pub(super) struct Plan {
    pub(super) profile: Vec<u16>,
    pub(super) dictionary: u32,
    pub(super) keeping: Keeping,
}

/// The profiles of the next month, found from those of the last and the reported standings.
///
/// A month keeps of a profile only what was agreed, in which few profiles differ; few standings differ, too. So each
/// result is cached in a table of the one by the other.
pub(super) struct Transitions {
    /// The dictionary of the last chunk, and for each place in it the number of what was agreed.
    source: Option<u32>,
    agreed: Vec<u16>,
    rows: Vec<Row>,
    /// The number of each standing, by its code, and how many standings have one.
    numbers: Vec<Option<u16>>,
    standings: u16,
    /// The number of standings for which a row has room.
    width: u16,
    /// The cached results, in the slot of the low bits of their key.
    found: Vec<Transition>,
    /// The accounts' permissions; the memory is reused for each chunk.
    may: Vec<u16>,
    /// The full dictionaries of the next month.
    full: Vec<Vec<Profile>>,
    /// The dictionary under construction.
    dictionary: Dictionary,
    /// For each place in it, the place of the same profile with overdue amounts.
    with_overdue: Vec<Option<u16>>,
}

impl Default for Transitions {
    fn default() -> Transitions {
        Transitions {
            source: None,
            agreed: Vec::new(),
            rows: Vec::new(),
            numbers: vec![None; CODES],
            standings: 0,
            width: 0,
            found: vec![NO_TRANSITION; SLOTS],
            may: Vec::new(),
            full: Vec::new(),
            dictionary: Dictionary::default(),
            with_overdue: Vec::new(),
        }
    }
}

impl Transitions {
    /// Checks the month of a chunk and computes its changes. `first` is the number of the chunk's first subject in the
    /// portfolio.
    pub(super) fn plan(
        &mut self,
        chunk: ChunkRef<'_>,
        first: usize,
        batch: &MonthColumns,
    ) -> Result<Plan, PortfolioError> {
        let columns = chunk.chunk;
        let named = SubjectNames { starts: &columns.starts, names: columns.names.as_ref(), first };
        batch.check_standings(named, columns.accounts())?;
        let columns_of: Vec<_> = batch.standings.iter().map(|&standing| self.column(standing)).collect();
        self.lay_out(columns.dictionary, chunk.profiles);
        let before = self.dictionary.profiles.len();
        let mut accounts = Accounts { named, may: std::mem::take(&mut self.may) };
        let mut profile = self.find(chunk, batch, &columns_of, &mut accounts.may);
        batch.check(&accounts, chunk)?;
        let keeps_some = batch.standings.iter().any(Option::is_none);
        let keeping = if keeps_some { Keeping::of(&accounts.may) } else { Keeping::default() };
        self.may = accounts.may;
        let overdue = || columns.overdue.staying().chain(batch.overdue.accounts.iter().copied());
        self.add_overdue(&mut profile, overdue());
        // Too many profiles: they go into a new dictionary, entered account by account, and the cached places are void.
        if !self.dictionary.keeps(before) {
            self.full.push(std::mem::take(&mut self.dictionary).profiles);
            self.found.fill(NO_TRANSITION);
            self.with_overdue.clear();
            profile = self.place_each(chunk, batch, overdue());
        }
        Ok(Plan { profile, dictionary: number(self.full.len()), keeping })
    }

    pub(super) fn into_dictionaries(mut self) -> Vec<Vec<Profile>> {
        self.full.push(self.dictionary.profiles);
        self.full
    }

    fn column(&mut self, standing: Option<Standing>) -> Column {
        let Some(number) = standing.and_then(|standing| self.numbers.get_mut(code(standing))) else {
            return Column { keeps: u32::MAX, number: 0 };
        };
        let number = *number.get_or_insert_with(|| {
            self.standings = self.standings.saturating_add(1);
            self.standings.saturating_sub(1)
        });
        Column { keeps: 0, number: number.into() }
    }

    /// Lays the table out, with room for every known standing in the row of everything agreed in a dictionary.
    fn lay_out(&mut self, dictionary: u32, profiles: &[Profile]) {
        if self.source == Some(dictionary) && self.standings <= self.width {
            return;
        }
        if self.source != Some(dictionary) {
            let mut numbers = Dictionary::default();
            self.agreed = profiles.iter().map(|profile| numbers.place(profile.agreed())).collect();
            self.source = Some(dictionary);
        }
        // A power of two, so that the layout, which empties the cache, is repeated only when the standings have
        // doubled.
        self.width = self.standings.next_power_of_two();
        let (width, kept) = (u32::from(self.width), number(profiles.len()));
        let first = |agreed: u16| u32::from(agreed).saturating_mul(width).saturating_add(kept);
        let row = |(place, &agreed)| Row { first: first(agreed), kept: place };
        self.rows = (0..).zip(&self.agreed).map(row).collect();
        self.found.fill(NO_TRANSITION);
    }

    /// Finds the places of the accounts' profiles without overdue amounts, and the accounts' permissions.
    fn find(
        &mut self,
        chunk: ChunkRef<'_>,
        batch: &MonthColumns,
        columns: &[Column],
        allowed: &mut Vec<u16>,
    ) -> Vec<u16> {
        let accounts = chunk.chunk.accounts();
        let mut places = vec![0; accounts];
        allowed.clear();
        allowed.resize(accounts, 0);
        let of_accounts = chunk.chunk.profile.chunks(BLOCK).zip(batch.standing.chunks(BLOCK));
        let results = places.chunks_mut(BLOCK).zip(allowed.chunks_mut(BLOCK));
        for ((profile, standing), (places, allowed)) in of_accounts.zip(results) {
            let table = Table { rows: &self.rows, columns, found: &self.found };
            if loops::look_up(profile, standing, table, places, allowed) {
                continue;
            }
            let results = places.iter_mut().zip(allowed);
            for ((&profile, &standing), (place, may)) in profile.iter().zip(standing).zip(results) {
                let table = Table { rows: &self.rows, columns, found: &self.found };
                let Some(key) = table.key(profile, standing) else { continue };
                let mut found = table.at(key);
                if found.key != key {
                    let profile = chunk.profiles.get(usize::from(profile));
                    let standing = batch.standings.get(usize::from(standing)).copied().flatten();
                    found = self.enter(key, profile, standing);
                }
                (*place, *may) = (found.place, found.may);
            }
        }
        places
    }

    /// Computes and caches a result.
    #[cold]
    fn enter(&mut self, key: u32, before: Option<&Profile>, standing: Option<Standing>) -> Transition {
        let Some(before) = before else { return NO_TRANSITION };
        let place = self.dictionary.place(before.after(standing));
        let found = Transition { key, place, may: allowed(before.kind, standing) };
        if let Some(slot) = self.found.get_mut(slot_of(key)) {
            *slot = found;
        }
        found
    }

    /// Gives accounts with overdue amounts the profile that states them.
    fn add_overdue(&mut self, profile: &mut [u16], accounts: impl Iterator<Item = u16>) {
        for account in accounts {
            let Some(place) = profile.get_mut(usize::from(account)) else { continue };
            let index = usize::from(*place);
            if self.with_overdue.len() <= index {
                self.with_overdue.resize(index.saturating_add(1), None);
            }
            let Some(with) = self.with_overdue.get_mut(index) else { continue };
            let without = self.dictionary.profiles.get(index).copied();
            *place = *with.get_or_insert_with(|| {
                let with = without.map(|profile| Profile { stated: profile.stated | stated::OVERDUE, ..profile });
                with.map_or(0, |profile| self.dictionary.place(profile))
            });
        }
    }
}

impl Transitions {
    /// Enters the accounts' profiles one by one and returns their places: no more than there are accounts, for which an
    /// empty dictionary has room.
    fn place_each(
        &mut self,
        chunk: ChunkRef<'_>,
        batch: &MonthColumns,
        overdue: impl Iterator<Item = u16>,
    ) -> Vec<u16> {
        let mut bits = vec![0; chunk.chunk.accounts()];
        for account in overdue {
            bits.get_mut(usize::from(account)).into_iter().for_each(|bit| *bit = stated::OVERDUE);
        }
        let accounts = chunk.chunk.profile.iter().zip(&batch.standing).zip(bits);
        let places = accounts.map(|((&profile, &standing), bit)| {
            let standing = batch.standings.get(usize::from(standing)).copied().flatten();
            let after = chunk.profiles.get(usize::from(profile)).map(|profile| profile.after(standing));
            after.map_or(0, |after| self.dictionary.place(Profile { stated: after.stated | bit, ..after }))
        });
        places.collect()
    }
}

impl Profile {
    /// The part of a profile that a month does not change.
    const fn agreed(self) -> Profile {
        Profile { state: None, known: true, stated: self.stated & stated::GRANTED, ..self }
    }

    /// The profile after a month, without overdue amounts.
    fn after(self, standing: Option<Standing>) -> Profile {
        match standing {
            None => Profile { stated: self.stated & !stated::OVERDUE, ..self },
            Some(Standing { state, stated }) => {
                let agreed = self.agreed();
                Profile { state, stated: agreed.stated | stated, ..agreed }
            }
        }
    }
}

/// The code of a standing: its state and stated bits as one number.
fn code(standing: Standing) -> usize {
    let state = standing.state.map_or(0, |state| usize::from(state as u8).saturating_add(1));
    state << 8 | usize::from(standing.stated)
}

/// The number of codes.
const CODES: usize = (AccountState::ALL.len() + 1) << 8;

/// Accounts that are looked up together, and again one by one if a result is not cached yet.
const BLOCK: usize = 1 << 10;
