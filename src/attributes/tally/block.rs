//! Some accounts side by side, with all that is asked of each found once.

use super::counter::Counter;
use crate::attributes::plan::{Plan, Taken};
use crate::attributes::row::{MonthTest, Value};
use crate::attributes::truth::{amount_of, utilisation_of};
use crate::history::{DelinquencyBucket, Months, Planes, Severity};
use crate::policy::{AccountFacts, Disclosed, DisclosedAccount, Fields, MinorAmount};
use crate::report::AccountKind;

/// Up to sixteen accounts: in a set of them, bit *n* is the account *n*.
///
/// A step of a plan is taken for all of them at once, so that what it does is decided once, and what most accounts share
/// (nothing late, nothing withheld) is one comparison of a set.
#[derive(Debug, Default)]
pub(in crate::attributes) struct Block {
    accounts: usize,
    planes: [Planes; SIZE],
    /// The months that pass each test of the plan.
    tests: Vec<Tests>,
    /// By value.
    values: [Values; VALUES],
    /// Utilisations of accounts that do not fit 64 bits.
    wide: Vec<(usize, i128)>,
    /// Accounts that pass each group's filter.
    pub(super) groups: Vec<u64>,
    /// Of each late month with an overdue amount: the account, the month, minor units.
    overdue: Vec<(usize, u32, i64)>,
    late: [Months; SIZE],
    /// The accounts that state an overdue amount.
    overdue_stated: u64,
    /// The accounts whose overdue amounts are hidden.
    overdue_hidden: u64,
}

/// The months of each account that pass a test.
#[derive(Debug, Clone, Copy, Default)]
struct Tests {
    months: [Months; SIZE],
    /// Accounts with such a month.
    any: u64,
}

/// A value of each account, and of which accounts it is what.
#[derive(Debug, Clone, Copy, Default)]
struct Values {
    values: [i64; SIZE],
    known: u64,
    hidden: u64,
    not_known: u64,
}

impl Block {
    /// Takes all accounts out.
    pub(super) fn clear(&mut self, plan: &Plan) {
        self.accounts = 0;
        self.tests.resize(plan.tests.len(), Tests::default());
        self.tests.iter_mut().for_each(|test| test.any = 0);
        for values in &mut self.values {
            (values.known, values.hidden, values.not_known) = (0, 0, 0);
        }
        self.groups.clear();
        self.groups.resize(plan.groups.len(), 0);
        self.overdue.clear();
        self.wide.clear();
        (self.overdue_stated, self.overdue_hidden) = (0, 0);
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.accounts == 0
    }

    pub(super) const fn is_full(&self) -> bool {
        self.accounts == SIZE
    }

    /// Puts an account at the end, and returns its place.
    pub(super) fn push<F: AccountFacts>(&mut self, plan: &Plan, account: &DisclosedAccount<F>) -> usize {
        let place = self.accounts;
        let bit = 1 << place;
        set(&mut self.planes, place, account.planes);
        let levels = account.planes.levels();
        let level = |number: u8| levels.as_flattened().get(usize::from(number)).copied().unwrap_or(Months::NONE);
        let is_quasi = account.facts.kind() == AccountKind::QuasiCreditCard;
        for ((test, span), tests) in plan.tests.iter().zip(&plan.spans).zip(&mut self.tests) {
            let months = match span {
                Some(span) => level(if is_quasi { span.from_of_quasi } else { span.from }) - level(span.below),
                None => passing(*test, account),
            };
            set(&mut tests.months, place, months);
            tests.any |= if months.is_empty() { 0 } else { bit };
        }
        self.put(Value::Limit, place, amount_of(Value::Limit, account));
        self.put(Value::Principal, place, amount_of(Value::Principal, account));
        self.put(Value::Balance, place, amount_of(Value::Balance, account));
        self.put(Value::Used, place, amount_of(Value::Used, account));
        self.put(Value::PastDue, place, amount_of(Value::PastDue, account));
        self.put(Value::Scheduled, place, amount_of(Value::Scheduled, account));
        self.put(Value::Actual, place, amount_of(Value::Actual, account));
        self.put(Value::Age, place, amount_of(Value::Age, account));
        if plan.utilisation {
            let utilisation = utilisation_of(account).map(|wide| {
                i64::try_from(wide).unwrap_or_else(|_| {
                    self.wide.push((place, wide));
                    i64::MAX
                })
            });
            self.put(Value::Utilisation, place, utilisation);
        }
        if plan.overdue {
            self.push_overdue(place, account);
        }
        self.accounts = place.saturating_add(1);
        place
    }

    #[inline(always)]
    fn put(&mut self, value: Value, place: usize, seen: Disclosed<i64>) {
        let Some(values) = self.values.get_mut(value as usize) else { return };
        let is = |what: bool| u64::from(what) << place;
        values.known |= is(matches!(seen, Disclosed::Known(_)));
        values.hidden |= is(seen.is_hidden());
        values.not_known |= is(matches!(seen, Disclosed::NotKnown));
        if let Disclosed::Known(value) = seen {
            set(&mut values.values, place, value);
        }
    }

    fn push_overdue<F: AccountFacts>(&mut self, place: usize, account: &DisclosedAccount<F>) {
        let late = account.late(DelinquencyBucket::DAYS_1_TO_30);
        set(&mut self.late, place, late);
        if !account.fields.contains(Fields::PAST_DUE) {
            self.overdue_hidden |= 1 << place;
        } else if account.facts.states_overdue() {
            for ago in late {
                if let Some(amount) = account.overdue(ago).known() {
                    self.overdue.push((place, ago, amount.minor()));
                    self.overdue_stated |= 1 << place;
                }
            }
        }
    }

    #[inline(always)]
    pub(super) fn passing(&self, test: usize, account: usize) -> Months {
        self.tests.get(test).and_then(|test| test.months.get(account)).copied().unwrap_or(Months::NONE)
    }

    /// The accounts of a set with a month that passes a test.
    #[inline(always)]
    pub(super) fn with_any(&self, test: usize, accounts: u64) -> u64 {
        self.tests.get(test).map_or(0, |test| test.any & accounts)
    }

    /// The accounts of a set with a month in a window that passes a test.
    #[inline(always)]
    pub(super) fn with_any_within(&self, test: usize, window: Months, accounts: u64) -> u64 {
        let accounts = self.with_any(test, accounts);
        if window == Months::ALL {
            return accounts;
        }
        let mut within = 0;
        for account in ones(accounts) {
            within |= if (self.passing(test, account) & window).is_empty() { 0 } else { 1 << account };
        }
        within
    }

    /// Months in which any account of a set passes a test.
    #[inline(always)]
    pub(super) fn union(&self, test: usize, accounts: u64) -> Months {
        let mut months = Months::NONE;
        for account in ones(accounts) {
            months |= self.passing(test, account);
        }
        months
    }

    /// Adds the accounts of a set to a counter of the months that pass a test.
    #[inline(always)]
    pub(super) fn count(&self, test: usize, accounts: u64, counter: &mut Counter) {
        let mut planes = [0; 5];
        for account in ones(accounts) {
            let mut carry = self.passing(test, account).bits();
            for plane in &mut planes {
                (*plane, carry) = (*plane ^ carry, *plane & carry);
            }
        }
        counter.add_few(planes);
    }

    /// Month by month the worst of the accounts of a set and others.
    #[inline(always)]
    pub(super) fn worst(&self, accounts: u64, mut worst: Planes) -> Planes {
        for account in ones(accounts) {
            worst = worst.max(self.planes(account));
        }
        worst
    }

    #[inline(always)]
    fn planes(&self, account: usize) -> Planes {
        self.planes.get(account).copied().unwrap_or(Planes::EMPTY)
    }

    /// Months in which an account of a set is late.
    #[inline(always)]
    pub(super) fn late(&self, accounts: u64) -> Months {
        let mut months = Months::NONE;
        for account in ones(accounts) {
            months |= self.late.get(account).copied().unwrap_or(Months::NONE);
        }
        months
    }

    /// Accounts whose overdue amounts are hidden.
    pub(super) const fn overdue_hidden(&self) -> u64 {
        self.overdue_hidden
    }

    /// Months back and overdue amounts of the accounts of a set.
    pub(super) fn overdue(&self, accounts: u64) -> impl Iterator<Item = (u32, i64)> {
        let stated = if self.overdue_stated & accounts == 0 { &[] } else { self.overdue.as_slice() };
        stated.iter().filter(move |(account, ..)| accounts >> account & 1 == 1).map(|&(_, ago, amount)| (ago, amount))
    }

    /// The accounts of a set of which a value is hidden, and not known.
    #[inline(always)]
    pub(super) fn withheld(&self, value: Value, accounts: u64) -> (u64, u64) {
        let values = self.values.get(value as usize);
        values.map_or((0, 0), |values| (values.hidden & accounts, values.not_known & accounts))
    }

    /// The sum of a value over the accounts of a set that state it, utilisation not among them, and how many they are.
    #[inline(always)]
    pub(super) fn sum(&self, value: Value, accounts: u64) -> (i128, u32) {
        let Some(values) = self.values.get(value as usize) else { return (0, 0) };
        let known = values.known & accounts;
        let mut sum = 0_i128;
        for account in ones(known) {
            // As few amounts as a block has fit.
            sum = sum.wrapping_add(values.values.get(account).copied().unwrap_or(0).into());
        }
        (sum, known.count_ones())
    }

    /// What is taken of an account in a window.
    #[inline(always)]
    pub(super) fn taken(&self, account: usize, taken: Taken, window: Months) -> Disclosed<i128> {
        let within = |test| self.passing(test, account) & window;
        let planes = self.planes(account);
        match taken {
            Taken::Account => Disclosed::Known(1),
            Taken::Count(test) => Disclosed::Known(within(test).count().into()),
            Taken::Any(test) => Disclosed::Known((!within(test).is_empty()).into()),
            Taken::Never(test) => Disclosed::Known(within(test).is_empty().into()),
            Taken::LongestRun(test) => Disclosed::Known(within(test).longest_run().into()),
            Taken::MonthsSince(test) => stated(within(test).latest().map(i128::from)),
            Taken::Worst => Disclosed::Known(planes.masked(window).worst().number().into()),
            Taken::Latest => {
                let latest = (planes.reported() & window).latest();
                stated(latest.map(|ago| planes.severity(ago).number().into()))
            }
            Taken::LatestIs(test) => {
                let latest = (planes.reported() & window).latest();
                Disclosed::Known(latest.is_some_and(|ago| self.passing(test, account).contains(ago)).into())
            }
            Taken::Value(value) => self.value(value, account),
            Taken::AtLeastZero(value) => self.value(value, account).map(|value| value.max(0)),
        }
    }

    #[inline(always)]
    fn value(&self, value: Value, account: usize) -> Disclosed<i128> {
        let Some(values) = self.values.get(value as usize) else { return Disclosed::NotStated };
        let is = |set: u64| set >> account & 1 == 1;
        match value {
            _ if is(values.hidden) => Disclosed::Hidden,
            _ if is(values.not_known) => Disclosed::NotKnown,
            _ if !is(values.known) => Disclosed::NotStated,
            _ => {
                let wide = self.wide.iter().find(|(of, _)| *of == account && value == Value::Utilisation);
                let fits = || values.values.get(account).copied().map(i128::from);
                stated(wide.map(|(_, wide)| *wide).or_else(fits))
            }
        }
    }
}

/// The places of the ones in a word.
pub(super) fn ones(word: u64) -> Ones {
    Ones(word)
}

/// See [`ones`].
#[derive(Clone)]
pub(super) struct Ones(u64);

impl Iterator for Ones {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let place = usize::try_from(self.0.trailing_zeros()).ok().filter(|_| self.0 != 0);
        self.0 &= self.0.wrapping_sub(1);
        place
    }
}

fn set<T>(places: &mut [T], place: usize, value: T) {
    if let Some(slot) = places.get_mut(place) {
        *slot = value;
    }
}

fn stated(value: Option<i128>) -> Disclosed<i128> {
    value.map_or(Disclosed::NotStated, Disclosed::Known)
}

fn passing<F: AccountFacts>(test: MonthTest, account: &DisclosedAccount<F>) -> Months {
    match test {
        MonthTest::Late(bucket) => account.late(bucket),
        MonthTest::OnTime => account.planes.on_time(),
        MonthTest::Reported => account.planes.reported(),
        MonthTest::NothingDue => account.planes.exactly(Severity::NothingDue),
        MonthTest::Severities(set) => {
            set.iter().fold(Months::NONE, |months, severity| months | account.planes.exactly(severity))
        }
    }
}

/// Accounts of a block: as many as most people have.
const SIZE: usize = 16;
/// How many values an account may have.
const VALUES: usize = Value::Utilisation as usize + 1;
