//! What a plan gathers: a sum in the algebraic sense, so that parts may be tallied anywhere and merged in any order.

mod bytes;
mod serial;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::error::AttributeError;
use super::inquiries::InquiryTally;
use super::plan::{Fold, Group, MonthCell, Plan, Probe, Taken};
use super::reading::Cause;
use super::row::{LiabilityValue, MonthTest, OverLiabilities};
use super::truth::{Truth, Veil, holds, value_of};
use super::values::Attributes;
use crate::history::{Grade, Months, Planes, Severity};
use crate::money::Money;
use crate::month::Month;
use crate::policy::{AccountView, Facts, Fields, Minor, Regime, Seen, Shown};
use crate::report::{Inquiry, Liability, LiabilityRole};

pub use self::serial::TallyBytes;

/// What a [`Plan`] gathered of some accounts, inquiries and liabilities of one person, as of one month, under one
/// regime.
///
/// Tallies are a commutative monoid: [`empty`](Tally::empty) is the identity, [`merge`](Tally::merge) is associative
/// and commutative, and the merged tallies of two parts are the tally of the whole.
///
/// ```
/// use credit_bureau::attributes::{Plan, Tally};
/// use credit_bureau::{AccountKind, Regime, Report};
/// let report = Report::builder("2024-06-30")
///     .account(AccountKind::CreditCard, "a", |card| card.limit(10_000).balance(4_000).paid("NN1N"))
///     .account(AccountKind::CreditCard, "b", |card| card.limit(30_000).balance(0).paid("NNNN"))
///     .build()?;
/// let (plan, holistic) = (Plan::standard(), Regime::holistic());
/// let view = report.under(&holistic);
/// let mut parts = view.accounts().map(|account| {
///     let mut tally = Tally::empty(plan, view.month(), &holistic);
///     tally.fold(plan, &account)?;
///     Ok::<_, credit_bureau::attributes::AttributeError>(tally)
/// });
/// let (a, b) = (parts.next().unwrap()?, parts.next().unwrap()?);
/// assert_eq!(b.merge(a)?, view.tally(plan));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub(super) plan: u64,
    pub(super) month: Month,
    pub(super) regime: u64,
    pub(super) shows_inquiries: bool,
    pub(super) shows_liabilities: bool,
    pub(super) groups: Vec<GroupTally>,
    pub(super) inquiries: InquiryTally,
    pub(super) liabilities: Vec<LiabilityTally>,
}

impl Tally {
    /// The tally of nothing.
    #[must_use]
    pub fn empty(plan: &Plan, month: Month, regime: &Regime) -> Tally {
        Tally {
            plan: plan.fingerprint,
            month,
            regime: regime.fingerprint(),
            shows_inquiries: regime.shows_inquiries(),
            shows_liabilities: regime.shows_liabilities(),
            groups: plan.groups.iter().map(GroupTally::empty).collect(),
            inquiries: InquiryTally::default(),
            liabilities: vec![LiabilityTally::default(); plan.liabilities.len()],
        }
    }

    /// The month as of which it speaks.
    #[must_use]
    pub const fn month(&self) -> Month {
        self.month
    }

    /// Adds an account, as a view of the tally's month and regime shows it.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Strangers`] if the tally is of another plan, or the account is seen as of another month or under
    /// another regime.
    pub fn fold(&mut self, plan: &Plan, account: &AccountView<'_>) -> Result<(), AttributeError> {
        self.is_of(plan)?;
        if account.month() != self.month {
            return Err(AttributeError::Strangers { what: "months" });
        }
        if account.regime_fingerprint() != self.regime {
            return Err(AttributeError::Strangers { what: "regimes" });
        }
        self.add(plan, account.shown(), &mut Vec::new());
        Ok(())
    }

    /// Adds an inquiry that the regime shows, made up to the as-of day.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Strangers`] if the tally is of another plan, its regime hides inquiries, or the inquiry was made
    /// after its month.
    pub fn fold_inquiry(&mut self, plan: &Plan, inquiry: &Inquiry) -> Result<(), AttributeError> {
        self.is_of(plan)?;
        self.may_see(self.shows_inquiries, Some(inquiry.date))?;
        self.add_inquiry(plan, inquiry);
        Ok(())
    }

    /// Adds a liability that the regime shows.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Strangers`] if the tally is of another plan, its regime hides liabilities, or the liability was
    /// opened after its month.
    pub fn fold_liability(&mut self, plan: &Plan, liability: &Liability) -> Result<(), AttributeError> {
        self.is_of(plan)?;
        self.may_see(self.shows_liabilities, liability.opened)?;
        self.add_liability(plan, &Owed::of(liability, self.month));
        Ok(())
    }

    /// The tally of both parts, if none of them is in both.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Strangers`] if they are of different plans, months or regimes.
    pub fn merge(mut self, other: Tally) -> Result<Tally, AttributeError> {
        let strangers = |what| Err(AttributeError::Strangers { what });
        if self.plan != other.plan {
            return strangers("plans");
        }
        if self.month != other.month {
            return strangers("months");
        }
        if self.regime != other.regime {
            return strangers("regimes");
        }
        for (mine, theirs) in self.groups.iter_mut().zip(other.groups) {
            mine.merge(theirs);
        }
        self.inquiries.merge(other.inquiries);
        for (mine, theirs) in self.liabilities.iter_mut().zip(other.liabilities) {
            mine.merge(theirs);
        }
        Ok(self)
    }

    /// Reads the attributes off. The subject names the person in errors; the as-of day is the view's, from which
    /// inquiries of the last days are told.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Strangers`] if the tally is of another plan or another regime.
    pub fn read(
        &self,
        plan: &Plan,
        regime: &Regime,
        subject: &str,
        as_of_day: NaiveDate,
    ) -> Result<Attributes, AttributeError> {
        self.is_of(plan)?;
        if self.regime != regime.fingerprint() {
            return Err(AttributeError::Strangers { what: "regimes" });
        }
        Ok(self.attributes(plan, regime, subject, as_of_day))
    }

    /// Makes it the tally of nothing again, in the memory that it has.
    pub(super) fn clear(&mut self) {
        self.groups.iter_mut().for_each(GroupTally::clear);
        self.inquiries.clear();
        self.liabilities.fill(LiabilityTally::default());
    }

    /// As [`fold`](Self::fold), of an account known to belong; the scratch is for any number of accounts.
    pub(super) fn add<F: Facts>(&mut self, plan: &Plan, account: &Shown<F>, scratch: &mut Vec<Months>) {
        scratch.clear();
        scratch.extend(plan.tests.iter().map(|test| passing(*test, account)));
        let seen = Account { shown: account, tests: scratch };
        for (group, tally) in plan.groups.iter().zip(&mut self.groups) {
            match holds(&group.filter, account) {
                Truth::True => tally.add(group, &seen),
                Truth::False => {}
                Truth::Unknown(veil) => tally.veil = tally.veil.max(Some(veil)),
            }
        }
    }

    pub(super) fn add_inquiry(&mut self, plan: &Plan, inquiry: &Inquiry) {
        // No row asks for an inquiry without a reason.
        if let Some(reason) = inquiry.reason {
            self.inquiries.add(plan, inquiry.date, reason, &inquiry.inquirer);
        }
    }

    pub(super) fn add_liability(&mut self, plan: &Plan, owed: &Owed) {
        for (row, tally) in plan.liabilities.iter().zip(&mut self.liabilities) {
            tally.add(row, owed);
        }
    }

    /// Whether the regime shows such a thing, and it was there by the end of the month.
    fn may_see(&self, shown: bool, day: Option<NaiveDate>) -> Result<(), AttributeError> {
        match day {
            _ if !shown => Err(AttributeError::Strangers { what: "regimes" }),
            Some(day) if day > self.month.last_day() => Err(AttributeError::Strangers { what: "months" }),
            _ => Ok(()),
        }
    }

    fn is_of(&self, plan: &Plan) -> Result<(), AttributeError> {
        match self.plan == plan.fingerprint {
            true => Ok(()),
            false => Err(AttributeError::Strangers { what: "plans" }),
        }
    }
}

/// An account on its way into the tally.
struct Account<'a, F> {
    shown: &'a Shown<F>,
    /// The months that pass each test of the plan.
    tests: &'a [Months],
}

impl<F: Facts> Account<'_, F> {
    fn passing(&self, test: usize) -> Months {
        self.tests.get(test).copied().unwrap_or(Months::NONE)
    }

    /// What is taken of the account in a window.
    fn taken(&self, taken: Taken, window: Months) -> Seen<i128> {
        let within = |test| self.passing(test) & window;
        let planes = self.shown.planes;
        match taken {
            Taken::Account => Seen::Known(1),
            Taken::Count(test) => Seen::Known(within(test).count().into()),
            Taken::Any(test) => Seen::Known((!within(test).is_empty()).into()),
            Taken::Never(test) => Seen::Known(within(test).is_empty().into()),
            Taken::LongestRun(test) => Seen::Known(within(test).longest_run().into()),
            Taken::MonthsSince(test) => stated(within(test).latest().map(i128::from)),
            Taken::Worst => Seen::Known(planes.masked(window).worst().number().into()),
            Taken::Latest => {
                let latest = (planes.reported() & window).latest();
                stated(latest.map(|ago| planes.severity(ago).number().into()))
            }
            Taken::LatestIs(test) => {
                let latest = (planes.reported() & window).latest();
                Seen::Known(latest.is_some_and(|ago| self.passing(test).contains(ago)).into())
            }
            Taken::Value(value) => value_of(value, self.shown),
            Taken::AtLeastZero(value) => value_of(value, self.shown).map(|value| value.max(0)),
        }
    }
}

fn stated(value: Option<i128>) -> Seen<i128> {
    value.map_or(Seen::NotStated, Seen::Known)
}

fn passing<F: Facts>(test: MonthTest, account: &Shown<F>) -> Months {
    match test {
        MonthTest::Late(grade) => account.late(grade),
        MonthTest::OnTime => account.planes.on_time(),
        MonthTest::Reported => account.planes.reported(),
        MonthTest::NothingDue => account.planes.exactly(Severity::NothingDue),
        MonthTest::Severities(set) => {
            set.iter().fold(Months::NONE, |months, severity| months | account.planes.exactly(severity))
        }
    }
}

/// What is gathered of the accounts that pass one filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GroupTally {
    /// Accounts that pass.
    pub(super) matched: u64,
    /// Why it is not known of some account whether it passes.
    pub(super) veil: Option<Veil>,
    pub(super) probes: Vec<ProbeTally>,
    pub(super) cells: Vec<CellTally>,
}

impl GroupTally {
    fn empty(group: &Group) -> GroupTally {
        GroupTally {
            matched: 0,
            veil: None,
            probes: group.probes.iter().map(ProbeTally::empty).collect(),
            cells: group.cells.iter().map(CellTally::empty).collect(),
        }
    }

    fn clear(&mut self) {
        self.veil = None;
        // What no account passed into was not written to.
        if std::mem::take(&mut self.matched) > 0 {
            for probe in &mut self.probes {
                probe.veil = None;
                probe.folds.iter_mut().for_each(FoldTally::clear);
            }
            self.cells.iter_mut().for_each(CellTally::clear);
        }
    }

    fn add<F: Facts>(&mut self, group: &Group, account: &Account<'_, F>) {
        self.matched = self.matched.saturating_add(1);
        for (probe, tally) in group.probes.iter().zip(&mut self.probes) {
            tally.add(probe, account);
        }
        for (cell, tally) in group.cells.iter().zip(&mut self.cells) {
            tally.add(*cell, account);
        }
    }

    fn merge(&mut self, other: GroupTally) {
        self.matched = self.matched.saturating_add(other.matched);
        self.veil = self.veil.max(other.veil);
        for (mine, theirs) in self.probes.iter_mut().zip(other.probes) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.cells.iter_mut().zip(other.cells) {
            mine.merge(theirs);
        }
    }
}

/// What one probe found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ProbeTally {
    /// Why the value of some account is not known.
    pub(super) veil: Option<Veil>,
    pub(super) folds: Vec<FoldTally>,
}

impl ProbeTally {
    fn empty(probe: &Probe) -> ProbeTally {
        ProbeTally { veil: None, folds: probe.folds.iter().copied().map(FoldTally::empty).collect() }
    }

    fn add<F: Facts>(&mut self, probe: &Probe, account: &Account<'_, F>) {
        let value = match account.taken(probe.taken, probe.window) {
            Seen::Known(value) => value,
            Seen::NotStated => return,
            Seen::Hidden => {
                self.veil = self.veil.max(Some(Veil::Hidden));
                return;
            }
            Seen::NotKnown => {
                self.veil = self.veil.max(Some(Veil::NotKnown));
                return;
            }
        };
        for fold in &mut self.folds {
            fold.add(value, account);
        }
    }

    fn merge(&mut self, other: ProbeTally) {
        self.veil = self.veil.max(other.veil);
        for (mine, theirs) in self.folds.iter_mut().zip(other.folds) {
            mine.merge(theirs);
        }
    }
}

/// One number, folded. Sums of 64-bit amounts over fewer than 2⁶³ accounts fit 128 bits, so that saturation is never
/// reached and order never matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FoldTally {
    Total { sum: i128, stated: u64 },
    Positive(u64),
    Highest(Option<i128>),
    Lowest(Option<i128>),
    Furnishers(BTreeSet<Box<str>>),
}

impl FoldTally {
    const fn empty(fold: Fold) -> FoldTally {
        match fold {
            Fold::Total => FoldTally::Total { sum: 0, stated: 0 },
            Fold::Positive => FoldTally::Positive(0),
            Fold::Highest => FoldTally::Highest(None),
            Fold::Lowest => FoldTally::Lowest(None),
            Fold::Furnishers => FoldTally::Furnishers(BTreeSet::new()),
        }
    }

    fn clear(&mut self) {
        match self {
            Self::Total { sum, stated } => (*sum, *stated) = (0, 0),
            Self::Positive(count) => *count = 0,
            Self::Highest(value) | Self::Lowest(value) => *value = None,
            Self::Furnishers(codes) => codes.clear(),
        }
    }

    fn add<F: Facts>(&mut self, value: i128, account: &Account<'_, F>) {
        match self {
            Self::Total { sum, stated } => {
                *sum = sum.saturating_add(value);
                *stated = stated.saturating_add(1);
            }
            Self::Positive(count) => *count = count.saturating_add(u64::from(value > 0)),
            Self::Highest(highest) => *highest = (*highest).max(Some(value)),
            Self::Lowest(lowest) => *lowest = Some(lowest.map_or(value, |lowest| lowest.min(value))),
            Self::Furnishers(codes) => {
                let code = account.shown.facts.furnisher();
                if value > 0 && !codes.contains(code) {
                    codes.insert(code.into());
                }
            }
        }
    }

    fn merge(&mut self, other: FoldTally) {
        match (self, other) {
            (Self::Total { sum, stated }, Self::Total { sum: other_sum, stated: other_stated }) => {
                *sum = sum.saturating_add(other_sum);
                *stated = stated.saturating_add(other_stated);
            }
            (Self::Positive(count), Self::Positive(other)) => *count = count.saturating_add(other),
            (Self::Highest(highest), Self::Highest(other)) => *highest = (*highest).max(other),
            (Self::Lowest(lowest), Self::Lowest(other)) => {
                *lowest = match (*lowest, other) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
            }
            (Self::Furnishers(codes), Self::Furnishers(mut other)) => codes.append(&mut other),
            // Tallies of one plan have the same folds in the same places.
            _ => {}
        }
    }
}

/// What is gathered month by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CellTally {
    Any(Months),
    Worst(Planes),
    Accounts(Box<[u64; MONTHS]>),
    Overdue(Box<OverdueTally>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OverdueTally {
    pub(super) sums: [i128; MONTHS],
    /// Months in which an account is late.
    pub(super) late: Months,
    /// Months in which an account is late and states the amount.
    pub(super) stated: Months,
    pub(super) veil: Option<Veil>,
}

impl CellTally {
    fn empty(cell: &MonthCell) -> CellTally {
        match cell {
            MonthCell::Any(_) => CellTally::Any(Months::NONE),
            MonthCell::Worst => CellTally::Worst(Planes::EMPTY),
            MonthCell::Accounts(_) => CellTally::Accounts(Box::new([0; MONTHS])),
            MonthCell::Overdue => CellTally::Overdue(Box::new(OverdueTally::EMPTY)),
        }
    }

    fn clear(&mut self) {
        match self {
            Self::Any(months) => *months = Months::NONE,
            Self::Worst(planes) => *planes = Planes::EMPTY,
            Self::Accounts(counts) => counts.fill(0),
            Self::Overdue(tally) => **tally = OverdueTally::EMPTY,
        }
    }

    fn add<F: Facts>(&mut self, cell: MonthCell, account: &Account<'_, F>) {
        match (self, cell) {
            (Self::Any(months), MonthCell::Any(test)) => *months |= account.passing(test),
            (Self::Worst(planes), _) => *planes = planes.max(account.shown.planes),
            (Self::Accounts(counts), MonthCell::Accounts(test)) => {
                for ago in account.passing(test) {
                    if let Some(count) = at(counts.as_mut_slice(), ago) {
                        *count = count.saturating_add(1);
                    }
                }
            }
            (Self::Overdue(tally), _) => tally.add(account.shown),
            _ => {}
        }
    }

    fn merge(&mut self, other: CellTally) {
        match (self, other) {
            (Self::Any(months), Self::Any(other)) => *months |= other,
            (Self::Worst(planes), Self::Worst(other)) => *planes = planes.max(other),
            (Self::Accounts(counts), Self::Accounts(other)) => {
                for (count, other) in counts.iter_mut().zip(*other) {
                    *count = count.saturating_add(other);
                }
            }
            (Self::Overdue(tally), Self::Overdue(other)) => {
                for (sum, other) in tally.sums.iter_mut().zip(other.sums) {
                    *sum = sum.saturating_add(other);
                }
                tally.late |= other.late;
                tally.stated |= other.stated;
                tally.veil = tally.veil.max(other.veil);
            }
            _ => {}
        }
    }
}

impl OverdueTally {
    const EMPTY: OverdueTally =
        OverdueTally { sums: [0; MONTHS], late: Months::NONE, stated: Months::NONE, veil: None };

    fn add<F: Facts>(&mut self, account: &Shown<F>) {
        if !account.fields.contains(Fields::PAST_DUE) {
            self.veil = self.veil.max(Some(Veil::Hidden));
            return;
        }
        let late = account.late(Grade::DAYS_1_TO_30);
        self.late |= late;
        for ago in late {
            if let (Some(amount), Some(sum)) = (account.overdue(ago).known(), at(&mut self.sums, ago)) {
                *sum = sum.saturating_add(amount.minor().into());
                self.stated |= Months::single(ago);
            }
        }
    }
}

fn at<T>(months: &mut [T], ago: u32) -> Option<&mut T> {
    months.get_mut(usize::try_from(ago).ok()?)
}

/// What is asked of a liability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Owed {
    pub(super) role: Option<LiabilityRole>,
    /// Minor units.
    pub(super) amount: Option<i64>,
    pub(super) balance: Option<i64>,
    /// Whether the amounts are dated no later than the as-of month.
    pub(super) known: bool,
}

impl Owed {
    pub(super) fn of(liability: &Liability, month: Month) -> Owed {
        let reported = liability.reported.and_then(|day| Month::of(day).ok());
        Owed {
            role: liability.role,
            amount: liability.amount.map(Money::minor),
            balance: liability.balance.map(Money::minor),
            known: reported.is_none_or(|reported| reported <= month),
        }
    }
}

/// What is gathered of liabilities.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct LiabilityTally {
    pub(super) matched: u64,
    pub(super) stated: u64,
    pub(super) sum: i128,
    pub(super) veil: Option<Veil>,
}

impl LiabilityTally {
    pub(super) fn add(&mut self, row: &OverLiabilities, owed: &Owed) {
        if !owed.role.is_some_and(|role| row.roles.contains(&role)) {
            return;
        }
        self.matched = self.matched.saturating_add(1);
        let amount = match row.sum {
            LiabilityValue::Amount => owed.amount,
            LiabilityValue::Balance => owed.balance,
        };
        let Some(amount) = amount else { return };
        if !owed.known {
            self.veil = self.veil.max(Some(Veil::NotKnown));
            return;
        }
        self.stated = self.stated.saturating_add(1);
        self.sum = self.sum.saturating_add(amount.into());
    }

    /// The sum, 0 of none.
    pub(super) fn total(&self) -> Result<i128, Cause> {
        match self.veil {
            Some(veil) => Err(veil.cause()),
            None if self.matched > 0 && self.stated == 0 => Err(Cause::NotStated),
            None => Ok(self.sum),
        }
    }

    fn merge(&mut self, other: LiabilityTally) {
        self.matched = self.matched.saturating_add(other.matched);
        self.stated = self.stated.saturating_add(other.stated);
        self.sum = self.sum.saturating_add(other.sum);
        self.veil = self.veil.max(other.veil);
    }
}

const MONTHS: usize = 60;
