//! Which profile each account has after a month, and what it may report by it: one pass over the accounts.

use std::collections::HashMap;

use super::check::allowed;
use super::{MonthColumns, Standing};
use crate::attributes::portfolio::check::{Accounts, Named};
use crate::attributes::portfolio::columns::{ChunkRef, Overdue, Profile, stated};
use crate::attributes::portfolio::draft::{Dictionary, number};
use crate::attributes::portfolio::error::PortfolioError;

/// What becomes of a chunk, found while nothing is changed yet.
pub(super) struct Plan {
    pub(super) profile: Vec<u16>,
    pub(super) dictionary: u32,
    pub(super) overdue: Overdue,
}

/// The profiles of the next month, by those of the last and what was reported.
///
/// What a month leaves of a profile is what was agreed, and few profiles differ in that. So what has been found is
/// remembered by the number of that and the number of the standing.
pub(super) struct Transitions {
    /// The dictionary of the chunks before, and by place in it: what was agreed, as a number.
    source: Option<u32>,
    agreed: Vec<u16>,
    standings: HashMap<Option<Standing>, u16>,
    /// What was found for keys that fall together: the last two.
    found: Vec<[Found; 2]>,
    /// Dictionaries of the next month that are full.
    full: Vec<Vec<Profile>>,
    /// The one that is being filled.
    dictionary: Dictionary,
    /// By place in it: the place of the same with overdue amounts.
    with_overdue: Vec<Option<u16>>,
}

#[derive(Clone, Copy)]
struct Found {
    /// Number of the standing, and of what was agreed.
    key: u32,
    /// Place of the profile without overdue amounts.
    place: u16,
    /// What such an account may report.
    may: u16,
}

impl Default for Transitions {
    fn default() -> Transitions {
        Transitions {
            source: None,
            agreed: Vec::new(),
            standings: HashMap::new(),
            found: vec![[NOT_FOUND; 2]; FOUND],
            full: Vec::new(),
            dictionary: Dictionary::default(),
            with_overdue: Vec::new(),
        }
    }
}

impl Transitions {
    /// Checks what is reported of a chunk's accounts, and says what becomes of it. Its first subject has that number in
    /// the portfolio.
    pub(super) fn plan(
        &mut self,
        chunk: ChunkRef<'_>,
        first: usize,
        batch: &MonthColumns,
    ) -> Result<Plan, PortfolioError> {
        let columns = chunk.chunk;
        let named = Named { starts: &columns.starts, names: columns.names.as_ref(), first };
        batch.check_standings(named, columns.accounts())?;
        if self.source != Some(columns.dictionary) {
            self.source = Some(columns.dictionary);
            let mut numbers = Dictionary::default();
            self.agreed = chunk.profiles.iter().map(|profile| numbers.place(profile.agreed())).collect();
            self.found.fill([NOT_FOUND; 2]);
        }
        let before = self.dictionary.profiles.len();
        let (mut profile, may) = self.find(chunk, batch);
        batch.check(&Accounts { named, may }, chunk)?;
        let overdue = columns.overdue.after(&batch.overdue);
        self.add_overdue(&mut profile, &overdue);
        if !self.dictionary.keeps(before) {
            self.full.push(std::mem::take(&mut self.dictionary).profiles);
            self.found.fill([NOT_FOUND; 2]);
            self.with_overdue.clear();
            profile = self.place_each(chunk, batch, &overdue);
        }
        Ok(Plan { profile, dictionary: number(self.full.len()), overdue })
    }

    pub(super) fn into_dictionaries(mut self) -> Vec<Vec<Profile>> {
        self.full.push(self.dictionary.profiles);
        self.full
    }

    /// The places of the accounts' profiles without overdue amounts, and what the accounts may report.
    fn find(&mut self, chunk: ChunkRef<'_>, batch: &MonthColumns) -> (Vec<u16>, Vec<u16>) {
        let number = |standing: &Option<Standing>| (self.number(*standing), standing.is_none());
        let standings: Vec<_> = batch.standings.iter().map(number).collect();
        let accounts = chunk.chunk.accounts();
        let (mut places, mut allowed) = (vec![0; accounts], vec![0; accounts]);
        let results = places.iter_mut().zip(&mut allowed);
        for ((&profile, &standing), (place, may)) in chunk.chunk.profile.iter().zip(&batch.standing).zip(results) {
            let agreed = self.agreed.get(usize::from(profile));
            let (Some(&agreed), Some(&(number, keeps))) = (agreed, standings.get(usize::from(standing))) else {
                continue;
            };
            // An account that reports nothing keeps all of its profile.
            let key = u32::from(number) << 16 | u32::from(if keeps { profile } else { agreed });
            let slot = usize::try_from(key.wrapping_mul(SPREAD) >> FOUND_SHIFT).unwrap_or(0);
            let Some([last, other]) = self.found.get(slot) else { continue };
            let mut found = if other.key == key { *other } else { *last };
            if found.key != key {
                let profile = chunk.profiles.get(usize::from(profile));
                let standing = batch.standings.get(usize::from(standing)).copied().flatten();
                found = self.enter(key, slot, profile, standing);
            }
            (*place, *may) = (found.place, found.may);
        }
        (places, allowed)
    }

    /// The number of a standing.
    fn number(&mut self, standing: Option<Standing>) -> u16 {
        let next = self.standings.len();
        *self.standings.entry(standing).or_insert(u16::try_from(next).unwrap_or(u16::MAX))
    }

    /// Enters what was not found.
    #[cold]
    fn enter(&mut self, key: u32, slot: usize, before: Option<&Profile>, standing: Option<Standing>) -> Found {
        let Some(before) = before else { return NOT_FOUND };
        let place = self.dictionary.place(before.after(standing));
        let found = Found { key, place, may: allowed(before.kind, standing) };
        if let Some(slot) = self.found.get_mut(slot) {
            let [last, _] = *slot;
            *slot = [found, last];
        }
        found
    }

    /// Gives accounts with overdue amounts the profile that says so.
    fn add_overdue(&mut self, profile: &mut [u16], overdue: &Overdue) {
        for &account in &overdue.accounts {
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
    /// The places of the accounts' profiles, entered one by one: no more than there are accounts, for which a dictionary
    /// has room.
    fn place_each(&mut self, chunk: ChunkRef<'_>, batch: &MonthColumns, overdue: &Overdue) -> Vec<u16> {
        let mut with_overdue = overdue.accounts.iter().copied().map(usize::from).peekable();
        let accounts = chunk.chunk.profile.iter().zip(&batch.standing).enumerate();
        let places = accounts.map(|(account, (&profile, &standing))| {
            let bit = if with_overdue.next_if_eq(&account).is_some() { stated::OVERDUE } else { 0 };
            let standing = batch.standings.get(usize::from(standing)).copied().flatten();
            let after = chunk.profiles.get(usize::from(profile)).map(|profile| profile.after(standing));
            after.map_or(0, |after| self.dictionary.place(Profile { stated: after.stated | bit, ..after }))
        });
        places.collect()
    }
}

impl Profile {
    /// What a month does not change.
    const fn agreed(self) -> Profile {
        Profile { state: None, known: true, stated: self.stated & stated::GRANTED, ..self }
    }

    /// What becomes of it in a month, without overdue amounts.
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

/// Slots of what is remembered: 64 kibibytes.
const FOUND: usize = 1 << 12;
const FOUND_SHIFT: u32 = 32 - 12;
/// No key is that large: there are but a thousand standings.
const NOT_FOUND: Found = Found { key: u32::MAX, place: 0, may: 0 };
/// Spreads keys over their high bits: 2³² over the golden ratio.
const SPREAD: u32 = 0x9E37_79B1;
