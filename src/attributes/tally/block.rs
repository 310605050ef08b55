//! A block of accounts side by side, with everything that a plan reads of each computed once.

use super::counter::Counter;
use crate::attributes::filter::{amount_of, utilisation_of};
use crate::attributes::plan::{Contribution, Plan};
use crate::attributes::row::{MonthTest, Value};
use crate::history::{DelinquencyBucket, Months, Planes, Severity};
use crate::policy::{AccountFacts, Disclosed, DisclosedAccount, Fields, MinorAmount};
use crate::report::AccountKind;

/// Up to sixteen accounts. A set of them is a word whose bit *n* is account *n*.
///
/// A step of a plan is taken for all of them together: the choice of what to do is made once, and what most accounts
/// share (nothing late, nothing withheld) is a single comparison of a set.
#[derive(Debug, Default)]
pub(crate) struct Block {
    accounts: usize,
    planes: [Planes; SIZE],
    /// For each test of the plan, the months that pass it.
    tests: Vec<Tests>,
    /// The values of the accounts, indexed by [`Value`].
    values: [Values; VALUES],
    /// The accounts whose utilisation does not fit 64 bits, with its value.
    wide: Vec<(usize, i128)>,
    /// For each group, the accounts that pass its filter.
    pub(crate) groups: Vec<u64>,
    /// The overdue amounts of late months: account, months back, minor units.
    overdue: Vec<(usize, u32, i64)>,
    late: [Months; SIZE],
    /// The accounts that state an overdue amount.
    overdue_stated: u64,
    /// The accounts whose overdue amounts are hidden.
    overdue_hidden: u64,
}

/// The months of each account that pass one test.
#[derive(Debug, Clone, Copy, Default)]
struct Tests {
    months: [Months; SIZE],
    /// The accounts with at least one such month.
    any: u64,
}

/// One value of each account, with the accounts for which it is known, hidden or not known.
#[derive(Debug, Clone, Copy, Default)]
struct Values {
    values: [i64; SIZE],
    known: u64,
    hidden: u64,
    not_known: u64,
}

impl Block {
    /// Removes all accounts and makes room for the lists of a plan.
    ///
    /// Months and values of earlier accounts stay in place: the sets, which are cleared, say which of them count.
    pub(crate) fn clear(&mut self, plan: &Plan) {
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

    pub(crate) const fn is_empty(&self) -> bool {
        self.accounts == 0
    }

    pub(crate) const fn is_full(&self) -> bool {
        self.accounts == SIZE
    }

    /// Appends an account and returns its place; the block must not be full.
    pub(crate) fn push<F: AccountFacts>(&mut self, plan: &Plan, account: &DisclosedAccount<F>) -> usize {
        let place = self.accounts;
        let bit = 1 << place;
        set(&mut self.planes, place, account.planes);
        // All "at least" sets are computed once per account, so that a test costs two lookups and a subtraction.
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
        // Written out instead of looped over, so that each call is compiled for its value.
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
                // The marker is never summed: `sum` excludes utilisation, and `value` looks into `wide` first.
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

    /// Stores one value of an account, and whether it is known, hidden or not known.
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

    /// Stores the overdue amounts of an account's late months.
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

    /// The months of an account that pass a test.
    #[inline(always)]
    pub(crate) fn passing(&self, test: usize, account: usize) -> Months {
        self.tests.get(test).and_then(|test| test.months.get(account)).copied().unwrap_or(Months::NONE)
    }

    /// The accounts of a set with at least one month that passes a test.
    #[inline(always)]
    pub(crate) fn with_any(&self, test: usize, accounts: u64) -> u64 {
        self.tests.get(test).map_or(0, |test| test.any & accounts)
    }

    /// The accounts of a set with at least one month in a window that passes a test.
    #[inline(always)]
    pub(crate) fn with_any_within(&self, test: usize, window: Months, accounts: u64) -> u64 {
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

    /// The months in which at least one account of a set passes a test.
    #[inline(always)]
    pub(crate) fn union(&self, test: usize, accounts: u64) -> Months {
        let mut months = Months::NONE;
        for account in ones(accounts) {
            months |= self.passing(test, account);
        }
        months
    }

    /// Counts the accounts of a set in each month that passes a test.
    #[inline(always)]
    pub(crate) fn count(&self, test: usize, accounts: u64, counter: &mut Counter) {
        // Sixteen accounts fit five planes: the numbers 0 to 16.
        let mut planes = [0; 5];
        for account in ones(accounts) {
            let mut carry = self.passing(test, account).bits();
            for plane in &mut planes {
                (*plane, carry) = (*plane ^ carry, *plane & carry);
            }
        }
        counter.add_few(planes);
    }

    /// Month by month, the worst severity of `worst` and the accounts of a set.
    #[inline(always)]
    pub(crate) fn worst(&self, accounts: u64, mut worst: Planes) -> Planes {
        for account in ones(accounts) {
            worst = worst.max(self.planes(account));
        }
        worst
    }

    #[inline(always)]
    fn planes(&self, account: usize) -> Planes {
        self.planes.get(account).copied().unwrap_or(Planes::EMPTY)
    }

    /// The months in which at least one account of a set is late.
    #[inline(always)]
    pub(crate) fn late(&self, accounts: u64) -> Months {
        let mut months = Months::NONE;
        for account in ones(accounts) {
            months |= self.late.get(account).copied().unwrap_or(Months::NONE);
        }
        months
    }

    /// The accounts whose overdue amounts are hidden.
    pub(crate) const fn overdue_hidden(&self) -> u64 {
        self.overdue_hidden
    }

    /// The overdue amounts of the accounts of a set, each with its months back.
    pub(crate) fn overdue(&self, accounts: u64) -> impl Iterator<Item = (u32, i64)> {
        let stated = if self.overdue_stated & accounts == 0 { &[] } else { self.overdue.as_slice() };
        stated.iter().filter(move |(account, ..)| accounts >> account & 1 == 1).map(|&(_, ago, amount)| (ago, amount))
    }

    /// The accounts of a set for which a value is hidden, and those for which it is not known.
    #[inline(always)]
    pub(crate) fn withheld(&self, value: Value, accounts: u64) -> (u64, u64) {
        let values = self.values.get(value as usize);
        values.map_or((0, 0), |values| (values.hidden & accounts, values.not_known & accounts))
    }

    /// The sum of a value, other than utilisation, over the accounts of a set that state it, and how many do.
    #[inline(always)]
    pub(crate) fn sum(&self, value: Value, accounts: u64) -> (i128, u32) {
        let Some(values) = self.values.get(value as usize) else { return (0, 0) };
        let known = values.known & accounts;
        let mut sum = 0_i128;
        for account in ones(known) {
            // Wrapping, which never happens: sixteen 64-bit amounts fit 68 bits.
            sum = sum.wrapping_add(values.values.get(account).copied().unwrap_or(0).into());
        }
        (sum, known.count_ones())
    }

    /// The number that an account contributes, in a window of months.
    #[inline(always)]
    pub(crate) fn contribution(&self, account: usize, contribution: Contribution, window: Months) -> Disclosed<i128> {
        let within = |test| self.passing(test, account) & window;
        let planes = self.planes(account);
        match contribution {
            Contribution::Account => Disclosed::Known(1),
            Contribution::Count(test) => Disclosed::Known(within(test).count().into()),
            Contribution::Any(test) => Disclosed::Known((!within(test).is_empty()).into()),
            Contribution::Never(test) => Disclosed::Known(within(test).is_empty().into()),
            Contribution::LongestRun(test) => Disclosed::Known(within(test).longest_run().into()),
            Contribution::MonthsSince(test) => stated(within(test).latest().map(i128::from)),
            Contribution::Worst => match planes.masked(window).worst() {
                Severity::Outside => Disclosed::NotStated,
                worst => Disclosed::Known(worst.number().into()),
            },
            Contribution::Latest => {
                let latest = (planes.reported() & window).latest();
                stated(latest.map(|ago| planes.severity(ago).number().into()))
            }
            Contribution::LatestIs(test) => {
                let latest = (planes.reported() & window).latest();
                Disclosed::Known(latest.is_some_and(|ago| self.passing(test, account).contains(ago)).into())
            }
            Contribution::Value(value) => self.value(value, account),
            Contribution::AtLeastZero(value) => self.value(value, account).map(|value| value.max(0)),
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

/// The positions of the set bits of a word, in ascending order.
pub(crate) fn ones(word: u64) -> Ones {
    Ones(word)
}

/// The iterator of [`ones`].
#[derive(Clone)]
pub(crate) struct Ones(u64);

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

/// The months of an account that pass a test: the general rule, for tests without a span.
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

/// Accounts of a block. Most people have no more, so one block tallies a person; the counter's planes depend on it.
const SIZE: usize = 16;
/// The number of values that an account can state.
const VALUES: usize = Value::Utilisation as usize + 1;
