//! The close of a month: what furnishers report of one more month takes the place of what they reported of the last.

use std::fmt;

use super::Portfolio;
use super::check::{Checked, Named, length};
use super::columns::{Amounts, Chunk, ChunkRef, DaysBefore, Overdue, Profile, Sparse, stated};
use super::draft::{Dictionary, number};
use super::error::PortfolioError;
use crate::history::{Grade, Months, Severity};
use crate::report::{AccountKind, AccountState, KindSet, kinds_below_zero, kinds_stating};

/// What furnishers report of one month about the accounts of one batch of [`Columns`](super::raw::Columns): the same
/// accounts, in the same order.
///
/// An account that reports nothing has severity 0 and a place in `standings` where there is nothing: it keeps its state
/// and amounts, and what is not known of it yet stays so. Amounts are minor units, 0 where not stated.
///
/// ```
/// use credit_bureau::attributes::columns::{Amounts, MonthColumns, Standing, stated};
/// use credit_bureau::attributes::{Plan, Portfolio};
/// use credit_bureau::{AccountKind, AccountState, Currency, Regime, Report, Severity};
/// let report = Report::builder("2024-06-30")
///     .account(AccountKind::CreditCard, "a", |card| card.limit(20_000).balance(1_500).paid("NNN"))
///     .account(AccountKind::CreditCard, "b", |card| card.limit(10_000).balance(0).paid("C"))
///     .build()?;
/// let mut portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [report])?;
///
/// let mut july = MonthColumns::default();
/// july.severity = vec![Severity::Late1To30.number(), Severity::Outside.number()];
/// july.standings = vec![Some(Standing::new(Some(AccountState::Overdue), stated::BALANCE | stated::PAST_DUE)), None];
/// july.standing = vec![0, 1];
/// july.balance = Amounts::Narrow(vec![180_000, 0]);
/// july.past_due = Amounts::Narrow(vec![20_000, 0]);
/// july.scheduled = Amounts::Narrow(vec![0, 0]);
/// portfolio.close_month(&[july])?;
///
/// assert_eq!(portfolio.month(), "2024-07".parse()?);
/// let regime = Regime::holistic();
/// let chunk = portfolio.attributes(Plan::standard(), &regime).chunks().next().unwrap()?;
/// assert_eq!(chunk.column("total_past_due")?.values(), [20_000]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MonthColumns {
    /// How the month went, an account: the number of its [`Severity`].
    pub severity: Vec<u8>,
    /// Place in `standings`, an account.
    pub standing: Vec<u16>,
    /// How accounts stand at the end of the month: a dictionary; nothing for those that report nothing.
    pub standings: Vec<Option<Standing>>,
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
    /// The overdue amount of the month, where it is late by the rule of the account's kind and states one.
    pub overdue: Sparse,
}

/// How an account stands at the end of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Standing {
    /// The state.
    pub state: Option<AccountState>,
    /// Which amounts are stated: bits of [`stated`], but for what was granted and what was overdue month by month.
    pub stated: u8,
}

impl Standing {
    /// The bits that a month states anew.
    const BITS: u8 = !(stated::GRANTED | stated::OVERDUE);

    /// A state, and the bits of what is stated.
    #[must_use]
    pub const fn new(state: Option<AccountState>, stated: u8) -> Standing {
        Standing { state, stated }
    }

    const fn states(self, bit: u8) -> bool {
        self.stated & bit != 0
    }

    /// The kinds of account that may stand so.
    fn kinds(self) -> KindSet {
        let rules = [
            (stated::PAST_DUE, "monthly.past_due"),
            (stated::SCHEDULED, "monthly.scheduled_payment"),
            (stated::USED_APART, "monthly.used"),
        ];
        let may = |kind| rules.iter().all(|&(bit, fact)| !self.states(bit) || kinds_stating(fact).contains(kind));
        KindSet::ALL.iter().filter(|&kind| may(kind)).collect()
    }
}

impl fmt::Debug for MonthColumns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MonthColumns").field("accounts", &self.severity.len()).finish_non_exhaustive()
    }
}

impl Portfolio {
    /// Moves the portfolio to the end of the next month, with what was reported of it: a batch for each that
    /// [`columns`](Self::columns) gives.
    ///
    /// Every history gains a month and lets go of what is older than sixty; the as-of day of every subject is the last of
    /// the month. What else is new, accounts and inquiries, comes with [`replace`](Self::replace) and
    /// [`into_builder`](Self::into_builder).
    ///
    /// # Errors
    ///
    /// [`PortfolioError::LastMonth`] if there is no next month; [`PortfolioError::Length`] and
    /// [`PortfolioError::Columns`] for batches that do not fit the accounts that are there. The portfolio stays as it
    /// was.
    pub fn close_month(&mut self, batches: &[MonthColumns]) -> Result<(), PortfolioError> {
        let month = self.month.checked_add(1).ok_or(PortfolioError::LastMonth)?;
        length("batches", batches.len(), self.chunks.len())?;
        for ((first, chunk), batch) in self.chunks().zip(batches) {
            batch.check(chunk, first)?;
        }
        let days = i32::try_from(month.last_day().signed_duration_since(self.month.last_day()).num_days());
        // What no account is in any more is let go: all dictionaries are written anew.
        let before = std::mem::take(&mut self.dictionaries);
        let mut transitions = Transitions::default();
        for (chunk, batch) in self.chunks.iter_mut().zip(batches) {
            let profiles = usize::try_from(chunk.dictionary).ok().and_then(|place| before.get(place));
            let overdue = batch.overdue_after(chunk);
            let profiles = profiles.map_or(&[][..], Vec::as_slice);
            chunk.profile = transitions.profiles_after(chunk, profiles, batch, &overdue, &mut self.dictionaries);
            chunk.dictionary = number(self.dictionaries.len());
            chunk.overdue = overdue;
            batch.apply(chunk);
            chunk.inquiries.days.add(days.unwrap_or(0));
            chunk.as_of.clear();
        }
        self.dictionaries.push(transitions.dictionary.profiles);
        self.month = month;
        Ok(())
    }
}

impl MonthColumns {
    fn check(&self, chunk: ChunkRef<'_>, first: usize) -> Checked {
        let ChunkRef { chunk, profiles } = chunk;
        let accounts = chunk.accounts();
        let named = Named { starts: &chunk.starts, names: chunk.names.as_ref(), first };
        length("severity", self.severity.len(), accounts)?;
        length("standing", self.standing.len(), accounts)?;
        for (place, standing) in self.standings.iter().enumerate() {
            let Some(standing) = standing else { continue };
            let other = standing.stated & !Standing::BITS;
            if other != 0 {
                return Err(named.fault(
                    "standings",
                    place,
                    None,
                    other,
                    "no bits of what a month does not state anew",
                ));
            }
            let apart = standing.states(stated::ACTUAL_APART);
            let alone = standing.states(stated::ACTUAL) && !apart && !standing.states(stated::SCHEDULED);
            if alone || apart && !standing.states(stated::ACTUAL) {
                let expected = "ACTUAL with ACTUAL_APART, and SCHEDULED or ACTUAL_APART with ACTUAL";
                return Err(named.fault("standings", place, None, standing.stated, expected));
            }
        }
        let pairs = Pairs { profile: &chunk.profile, profiles, batch: self };
        let with_history = kinds_stating("payments");
        let severities = pairs.rules(|profile| if with_history.contains(profile.kind) { 15_u8 } else { 0 }, |_| ());
        if let Some(account) = severities.first(&self.severity, |most, (), &severity| severity > most) {
            let expected = "a severity from 0 to 15, and 0 on an account without a history";
            return Err(named.of_account("severity", account, self.severity.get(account), expected));
        }
        let kinds = pairs.rules(|profile| profile.kind, |standing| standing.map_or(KindSet::ALL, Standing::kinds));
        if let Some(account) = kinds.first(&self.standing, |kind, kinds, _| !kinds.contains(kind)) {
            let expected = "a place in `standings`, of one that the account's kind may have";
            return Err(named.of_account("standing", account, self.standing.get(account), expected));
        }
        let below_zero = kinds_below_zero("monthly.balance");
        for (column, amounts, bit, below_zero) in [
            ("balance", &self.balance, stated::BALANCE, below_zero),
            ("past_due", &self.past_due, stated::PAST_DUE, KindSet::NONE),
            ("scheduled", &self.scheduled, stated::SCHEDULED, KindSet::NONE),
        ] {
            length(column, amounts.len(), accounts)?;
            let least = |profile: &Profile| if below_zero.contains(profile.kind) { i64::MIN } else { 0 };
            let here = |standing: Option<Standing>| standing.is_some_and(|standing| standing.states(bit));
            let rules = pairs.rules(least, here);
            let bad = |least: i64, here: bool, amount: i64| amount != 0 && (!here || amount < least);
            let account = match amounts {
                Amounts::Narrow(amounts) => {
                    rules.first(amounts, |least, here, &amount| bad(least, here, amount.into()))
                }
                Amounts::Wide(amounts) => rules.first(amounts, |least, here, &amount| bad(least, here, amount)),
            };
            if let Some(account) = account {
                let expected = "0 or more, and 0 where the account's standing does not state it";
                return Err(named.of_account(column, account, amounts.get(account), expected));
            }
        }
        self.check_sparse(named, chunk, profiles)
    }

    fn check_sparse(&self, named: Named<'_>, chunk: &Chunk, profiles: &[Profile]) -> Checked {
        let kind = |account: usize| {
            let place = chunk.profile.get(account).copied().map(usize::from);
            place.and_then(|place| profiles.get(place)).map(|profile| profile.kind)
        };
        let below_zero = kinds_below_zero("monthly.used");
        let signed = |account| kind(account).is_some_and(|kind| below_zero.contains(kind));
        let states = |account, bit| self.standing_of(account).is_some_and(|standing| standing.states(bit));
        let balance = |account| if states(account, stated::BALANCE) { self.balance.get(account) } else { None };
        let scheduled = |account| if states(account, stated::SCHEDULED) { self.scheduled.get(account) } else { None };
        named.just_these("used", &self.used.accounts, self.accounts_with(stated::USED_APART))?;
        named.apart("used", &self.used, signed, balance)?;
        named.just_these("actual", &self.actual.accounts, self.accounts_with(stated::ACTUAL_APART))?;
        named.apart("actual", &self.actual, |_| false, scheduled)?;
        named.apart("overdue", &self.overdue, |_| false, |_| None)?;
        let mut next = 0;
        for &account in &self.overdue.accounts {
            let account = usize::from(account);
            let severity = self.severity.get(account).copied().and_then(Severity::from_number);
            let late = |kind: AccountKind| severity >= Some(kind.late_from(Grade::DAYS_1_TO_30).severity());
            if account < next || !kind(account).is_some_and(late) {
                return Err(named.of_account(
                    "overdue",
                    account,
                    Some(account),
                    "accounts late in the month, ascending",
                ));
            }
            next = account.saturating_add(1);
        }
        Ok(())
    }

    fn standing_of(&self, account: usize) -> Option<Standing> {
        let place = usize::from(*self.standing.get(account)?);
        self.standings.get(place).copied().flatten()
    }

    /// The accounts whose standing states something.
    fn accounts_with(&self, bit: u8) -> impl Iterator<Item = usize> {
        let has = |standing: &Option<Standing>| standing.is_some_and(|standing| standing.states(bit));
        let has: Vec<bool> = self.standings.iter().map(has).collect();
        let with = move |&(_, &place): &(usize, &u16)| has.get(usize::from(place)).copied().unwrap_or(false);
        self.standing.iter().enumerate().filter(with).map(|(account, _)| account)
    }

    /// The overdue amounts, a month further back, with those of the month.
    fn overdue_after(&self, chunk: &Chunk) -> Overdue {
        let before = &chunk.overdue;
        let mut after = Overdue { starts: vec![0], ..Overdue::default() };
        let mut amounts = Vec::with_capacity(before.ago.len().saturating_add(self.overdue.accounts.len()));
        let mut new = self.overdue.accounts.iter().copied().zip(0..).peekable();
        let mut put = |account: u16, of_month: Option<i64>, old: std::ops::Range<usize>| {
            after.ago.extend(of_month.map(|_| 0));
            amounts.extend(of_month);
            for (place, ago) in old.clone().zip(before.ago.get(old).unwrap_or_default()) {
                let ago = ago.saturating_add(1);
                if Months::ALL.contains(ago.into()) {
                    after.ago.push(ago);
                    amounts.extend(before.amounts.get(place));
                }
            }
            let end = number(amounts.len());
            if after.starts.last() != Some(&end) {
                after.accounts.push(account);
                after.starts.push(end);
            }
        };
        for &account in &before.accounts {
            while let Some((account, place)) = new.next_if(|&(other, _)| other < account) {
                put(account, self.overdue.amounts.get(place), 0..0);
            }
            let of_month = new.next_if(|&(other, _)| other == account);
            let of_month = of_month.and_then(|(_, place)| self.overdue.amounts.get(place));
            put(account, of_month, before.of(account.into()));
        }
        for (account, place) in new {
            put(account, self.overdue.amounts.get(place), 0..0);
        }
        after.amounts = Amounts::new(&amounts);
        after
    }

    /// Moves planes and amounts.
    fn apply(&self, chunk: &mut Chunk) {
        for (bit, plane) in (0..).zip(&mut chunk.planes) {
            for (word, &severity) in plane.iter_mut().zip(&self.severity) {
                *word = (*word << 1 | u64::from(severity.wrapping_shr(bit) & 1)) & Months::ALL.bits();
            }
        }
        let keeps = self.keeps();
        chunk.balance.replace(&self.balance, &keeps);
        chunk.past_due.replace(&self.past_due, &keeps);
        chunk.scheduled.replace(&self.scheduled, &keeps);
        chunk.used.replace(&self.used, &keeps);
        chunk.actual.replace(&self.actual, &keeps);
    }

    /// Whether each account keeps its amounts; nothing if all have new ones.
    fn keeps(&self) -> Vec<bool> {
        if self.standings.iter().all(Option::is_some) {
            return Vec::new();
        }
        let silent: Vec<bool> = self.standings.iter().map(Option::is_none).collect();
        self.standing.iter().map(|&place| silent.get(usize::from(place)).copied().unwrap_or(true)).collect()
    }
}

/// Accounts with what their profile and what their standing allow.
struct Pairs<'a> {
    profile: &'a [u16],
    profiles: &'a [Profile],
    batch: &'a MonthColumns,
}

impl<'a> Pairs<'a> {
    fn rules<P: Copy, S: Copy>(
        &self,
        of_profile: impl Fn(&Profile) -> P,
        of_standing: impl Fn(Option<Standing>) -> S,
    ) -> Rules<'a, P, S> {
        let profiles = self.profiles.iter().map(of_profile).collect();
        let standings = self.batch.standings.iter().map(|&standing| of_standing(standing)).collect();
        Rules { profile: self.profile, standing: &self.batch.standing, profiles, standings }
    }
}

/// A rule for each profile and each standing.
struct Rules<'a, P, S> {
    profile: &'a [u16],
    standing: &'a [u16],
    profiles: Vec<P>,
    standings: Vec<S>,
}

impl<P: Copy, S: Copy> Rules<'_, P, S> {
    /// The first account whose value breaks the rules, or that has none.
    fn first<T>(&self, column: &[T], bad: impl Fn(P, S, &T) -> bool) -> Option<usize> {
        let mut broken =
            self.profile.iter().zip(self.standing).zip(column).map(|((&profile, &standing), value)| {
                match (self.profiles.get(usize::from(profile)), self.standings.get(usize::from(standing))) {
                    (Some(&profile), Some(&standing)) => bad(profile, standing, value),
                    _ => true,
                }
            });
        if !broken.clone().fold(false, |found, broken| found | broken) {
            return None;
        }
        broken.position(|broken| broken)
    }
}

/// Profiles of one month, by those of the month before and what was reported.
struct Transitions {
    dictionary: Dictionary,
    /// What was found last for keys that end alike.
    cache: Vec<(u64, u16)>,
}

impl Default for Transitions {
    fn default() -> Transitions {
        Transitions { dictionary: Dictionary::default(), cache: vec![(u64::MAX, 0); CACHED] }
    }
}

impl Transitions {
    /// The profiles of a chunk's accounts; a dictionary that would be too full is put among the others first.
    fn profiles_after(
        &mut self,
        chunk: &Chunk,
        profiles: &[Profile],
        batch: &MonthColumns,
        overdue: &Overdue,
        dictionaries: &mut Vec<Vec<Profile>>,
    ) -> Vec<u16> {
        let before = self.dictionary.profiles.len();
        let places = self.try_profiles_after(chunk, profiles, batch, overdue);
        if self.dictionary.keeps(before) {
            return places;
        }
        dictionaries.push(std::mem::take(&mut self.dictionary).profiles);
        // A chunk has no more profiles than a dictionary has places.
        self.try_profiles_after(chunk, profiles, batch, overdue)
    }

    fn try_profiles_after(
        &mut self,
        chunk: &Chunk,
        profiles: &[Profile],
        batch: &MonthColumns,
        overdue: &Overdue,
    ) -> Vec<u16> {
        // Places mean other profiles in another dictionary.
        self.cache.fill((u64::MAX, 0));
        let mut with_overdue = overdue.accounts.iter().copied().map(usize::from).peekable();
        let pairs = chunk.profile.iter().zip(&batch.standing).enumerate();
        let places = pairs.map(|(account, (&profile, &standing))| {
            let has_overdue = with_overdue.next_if_eq(&account).is_some();
            let key = u64::from(profile) << 17 | u64::from(standing) << 1 | u64::from(has_overdue);
            let slot = usize::try_from(key.wrapping_mul(SPREAD) >> CACHED_SHIFT).unwrap_or(0);
            let Some(cached) = self.cache.get_mut(slot) else { return 0 };
            if cached.0 != key {
                let profile = profiles.get(usize::from(profile)).copied();
                let standing = batch.standings.get(usize::from(standing)).copied().flatten();
                let after = profile.map(|profile| profile.after(standing, has_overdue));
                *cached = (key, after.map_or(0, |after| self.dictionary.place(after)));
            }
            cached.1
        });
        places.collect()
    }
}

impl Profile {
    /// What becomes of it in a month.
    fn after(self, standing: Option<Standing>, has_overdue: bool) -> Profile {
        let overdue = if has_overdue { stated::OVERDUE } else { 0 };
        match standing {
            None => Profile { stated: self.stated & !stated::OVERDUE | overdue, ..self },
            Some(Standing { state, stated }) => {
                Profile { state, known: true, stated: self.stated & stated::GRANTED | stated | overdue, ..self }
            }
        }
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
        let rows = |sparse: &Sparse| -> Vec<(u16, i64)> {
            (0..).zip(&sparse.accounts).filter_map(|(place, &of)| Some((of, sparse.amounts.get(place)?))).collect()
        };
        let mut all = rows(self);
        all.retain(|&(account, _)| kept(account));
        all.extend(rows(new));
        all.sort_unstable_by_key(|&(account, _)| account);
        *self = Sparse::new(&all);
    }
}

impl DaysBefore {
    /// Counts back from that many days later.
    fn add(&mut self, days: i32) {
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

/// Transitions that are remembered at most: they take 64 kibibytes.
const CACHED: usize = 1 << 12;
const CACHED_SHIFT: u32 = 64 - 12;
/// Spreads keys over their high bits: 2⁶⁴ over the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
