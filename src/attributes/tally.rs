//! What a plan gathers: a sum in the algebraic sense, so that parts may be tallied anywhere and merged in any order.

mod block;
mod bytes;
mod counter;
mod serial;

use std::sync::Arc;

use chrono::NaiveDate;

use super::code::Furnishers;
use super::error::AttributeError;
use super::inquiries::InquiryTally;
use super::plan::{Fold, Group, MonthCell, Plan, Step, Taken, What};
use super::reading::Cause;
use super::row::{LiabilityValue, OverLiabilities, Value};
use super::truth::{Filters, Veil};
use super::values::Attributes;
use crate::history::{Months, Planes};
use crate::machine::for_every_machine;
use crate::money::Money;
use crate::month::Month;
use crate::policy::{AccountFacts, AccountView, Disclosed, DisclosedAccount, Regime};
use crate::report::{Inquiry, Liability, LiabilityRole};

pub(super) use self::block::Block;
use self::block::ones;
pub(super) use self::counter::Counter;

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
/// let view = report.under(holistic);
/// let mut parts = view.accounts().map(|account| {
///     let mut tally = Tally::empty(plan, view.month(), holistic);
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
    /// What its numbers are: the groups of its plan.
    pub(super) layout: Arc<[Group]>,
    /// One for each group.
    pub(super) groups: Vec<GroupTally>,
    /// The folds of all groups, in the plan's order.
    pub(super) folds: Vec<FoldTally>,
    /// The cells of all groups.
    pub(super) cells: Vec<CellTally>,
    pub(super) furnishers: Furnishers,
    pub(super) inquiries: InquiryTally,
    pub(super) liabilities: Vec<LiabilityTally>,
}

impl Tally {
    /// The tally of nothing.
    #[must_use]
    pub fn empty(plan: &Plan, month: Month, regime: &Regime) -> Tally {
        let shows = (regime.shows_inquiries(), regime.shows_liabilities());
        Tally::nothing(plan, month, regime.fingerprint(), shows)
    }

    /// As [`empty`](Self::empty), under a regime of that fingerprint that shows inquiries, or liabilities, or does not.
    pub(super) fn nothing(plan: &Plan, month: Month, regime: u64, shows: (bool, bool)) -> Tally {
        let (shows_inquiries, shows_liabilities) = shows;
        Tally {
            plan: plan.fingerprint,
            month,
            regime,
            shows_inquiries,
            shows_liabilities,
            layout: Arc::clone(&plan.groups),
            groups: vec![GroupTally::default(); plan.groups.len()],
            folds: vec![FoldTally::default(); plan.folds],
            cells: plan.cells.iter().map(CellTally::empty).collect(),
            furnishers: Furnishers::default(),
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
        self.add_all(plan, std::iter::once(*account.shown()), &mut Block::default());
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
            mine.matched = mine.matched.saturating_add(theirs.matched);
            mine.veil = mine.veil.max(theirs.veil);
        }
        let folds = self.layout.iter().flat_map(|group| &group.probes).flat_map(|probe| probe.kept());
        for ((mine, theirs), (_, fold)) in self.folds.iter_mut().zip(other.folds).zip(folds) {
            mine.merge(theirs, fold);
        }
        for (mine, theirs) in self.cells.iter_mut().zip(other.cells) {
            mine.merge(theirs);
        }
        self.furnishers.merge(other.furnishers);
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
        self.groups.fill(GroupTally::default());
        self.folds.fill(FoldTally::default());
        self.cells.iter_mut().for_each(CellTally::clear);
        self.furnishers.clear();
        self.inquiries.clear();
        self.liabilities.fill(LiabilityTally::default());
    }

    /// As [`fold`](Self::fold), of accounts known to belong; the block is for any number of them.
    pub(super) fn add_all<F: AccountFacts>(
        &mut self,
        plan: &Plan,
        accounts: impl IntoIterator<Item = DisclosedAccount<F>>,
        block: &mut Block,
    ) {
        block.clear(plan);
        for account in accounts {
            if block.is_full() {
                add_block(self, plan, block);
                block.clear(plan);
            }
            self.add(plan, &account, block);
        }
        if !block.is_empty() {
            add_block(self, plan, block);
        }
    }

    /// Puts an account into a block, decides its groups, and puts its furnisher into their sets.
    fn add<F: AccountFacts>(&mut self, plan: &Plan, account: &DisclosedAccount<F>, block: &mut Block) {
        let place = block.push(plan, account);
        let chunks = plan.groups.chunks(Filters::AT_ONCE).zip(self.groups.chunks_mut(Filters::AT_ONCE));
        let mut first = 0_usize;
        for (filters, (groups, tallies)) in plan.filters.iter().zip(chunks) {
            let decided = filters.decide(account);
            let members = block.groups.get_mut(first..).unwrap_or_default();
            for at in ones(decided.passed) {
                members.get_mut(at).into_iter().for_each(|accounts| *accounts |= 1 << place);
            }
            for (doubtful, veil) in [(decided.hidden, Veil::Hidden), (decided.not_known, Veil::NotKnown)] {
                for at in ones(doubtful) {
                    tallies.get_mut(at).into_iter().for_each(|tally| tally.veil = tally.veil.max(Some(veil)));
                }
            }
            first = first.saturating_add(groups.len());
        }
        let mut furnisher = self.furnishers.put(account.facts.furnisher());
        for set in &plan.furnishers {
            let passes = block.groups.get(set.group).is_some_and(|accounts| accounts >> place & 1 == 1);
            if passes && matches!(block.taken(place, set.taken, set.window), Disclosed::Known(1..)) {
                furnisher.add(set.set);
            }
        }
        furnisher.end();
    }

    /// Takes the steps of all groups with the accounts of a block.
    #[inline(always)]
    fn take_steps(&mut self, plan: &Plan, block: &Block) {
        let groups = plan.groups.iter().zip(&mut self.groups).zip(&block.groups);
        for ((group, tally), &members) in groups.filter(|(_, members)| **members != 0) {
            tally.matched = tally.matched.saturating_add(members.count_ones().into());
            for Step { woken, what } in &group.steps {
                let accounts = woken.map_or(members, |test| block.with_any(test, members));
                if accounts == 0 {
                    continue;
                }
                match *what {
                    What::Fold { taken, window, fold, stated, place } => {
                        if let Some(tally) = self.folds.get_mut(place) {
                            tally.add_block((taken, window), fold, stated, accounts, block);
                        }
                    }
                    What::Cell { cell, place } => {
                        if let Some(tally) = self.cells.get_mut(place) {
                            tally.add_block(cell, accounts, block);
                        }
                    }
                }
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

for_every_machine! {
    /// Adds the accounts of a block.
    fn add_block(tally: &mut Tally, plan: &Plan, block: &Block) {
        tally.take_steps(plan, block);
    }
}

/// The accounts that pass one filter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct GroupTally {
    /// How many pass.
    pub(super) matched: u64,
    /// Why it is not known of some account whether it passes.
    pub(super) veil: Option<Veil>,
}

/// One number, folded; how, the plan says. Sums of 64-bit amounts over fewer than 2⁶³ accounts fit 128 bits, so that
/// saturation is never reached and order never matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct FoldTally {
    /// The sum; how many are above zero, but not how many accounts there are; the highest or lowest, 0 of none.
    pub(super) value: i128,
    /// How many are in the sum; 1 for a highest or lowest that there is. Told only as the plan says: see
    /// [`stated`](Self::stated).
    pub(super) stated: u64,
    /// Why the number of some account is not known.
    pub(super) veil: Option<Veil>,
}

impl FoldTally {
    /// Adds what is taken of the accounts of a set.
    #[inline(always)]
    fn add_block(&mut self, (taken, window): (Taken, Months), fold: Fold, stated: u64, accounts: u64, block: &Block) {
        match (taken, fold) {
            (Taken::Any(test), Fold::Positive) => {
                self.count(block.with_any_within(test, window, accounts).count_ones().into());
            }
            (Taken::Never(test), Fold::Positive) => {
                let never = accounts & !block.with_any_within(test, window, accounts);
                self.count(never.count_ones().into());
            }
            (Taken::Value(value), Fold::Total) if value != Value::Utilisation => {
                self.withhold(block.withheld(value, accounts));
                let (sum, known) = block.sum(value, accounts);
                self.put(sum, known.into(), fold);
            }
            _ => {
                for account in ones(accounts) {
                    self.add(block.taken(account, taken, window), fold, stated);
                }
            }
        }
    }

    /// Adds what is seen of an account.
    fn add(&mut self, value: Disclosed<i128>, fold: Fold, stated: u64) {
        let value = match value {
            Disclosed::Known(value) => value,
            Disclosed::NotStated => return,
            Disclosed::Hidden => return self.veil = self.veil.max(Some(Veil::Hidden)),
            Disclosed::NotKnown => return self.veil = self.veil.max(Some(Veil::NotKnown)),
        };
        let value = match fold {
            Fold::Total | Fold::Highest | Fold::Lowest => value,
            Fold::Positive => (value > 0).into(),
            Fold::Furnishers => 0,
        };
        self.put(value, stated, fold);
    }

    /// Adds so many accounts.
    fn count(&mut self, accounts: i128) {
        self.value = self.value.saturating_add(accounts);
    }

    /// Of some accounts it is hidden, of some not known.
    fn withhold(&mut self, (hidden, not_known): (u64, u64)) {
        if hidden | not_known != 0 {
            self.veil = self.veil.max(Some(if hidden == 0 { Veil::NotKnown } else { Veil::Hidden }));
        }
    }

    /// How many state the number, where so many accounts pass; for a highest or lowest, 0 if none does.
    pub(super) const fn stated(&self, taken: Taken, matched: u64) -> u64 {
        if taken.is_of_every_account() { matched } else { self.stated }
    }

    fn merge(&mut self, other: FoldTally, fold: Fold) {
        self.veil = self.veil.max(other.veil);
        self.put(other.value, other.stated, fold);
    }

    fn put(&mut self, value: i128, stated: u64, fold: Fold) {
        // What is stated comes before what is not.
        let is_before = match fold {
            Fold::Total | Fold::Positive | Fold::Furnishers => {
                self.value = self.value.saturating_add(value);
                self.stated = self.stated.saturating_add(stated);
                return;
            }
            Fold::Highest => stated > self.stated || stated == self.stated && value > self.value,
            Fold::Lowest => stated > self.stated || stated == self.stated && value < self.value,
        };
        if is_before {
            (self.value, self.stated) = (value, stated);
        }
    }
}

/// What is gathered month by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CellTally {
    Any(Months),
    Worst(Planes),
    /// How many accounts each month.
    Accounts(Counter),
    Overdue(OverdueTally),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct OverdueTally {
    /// Of each month; nothing at all if no amount is stated.
    pub(super) sums: Vec<i128>,
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
            MonthCell::Accounts(_) => CellTally::Accounts(Counter::default()),
            MonthCell::Overdue => CellTally::Overdue(OverdueTally::default()),
        }
    }

    fn clear(&mut self) {
        match self {
            Self::Any(months) => *months = Months::NONE,
            Self::Worst(planes) => *planes = Planes::EMPTY,
            Self::Accounts(counts) => counts.clear(),
            Self::Overdue(tally) => {
                tally.sums.clear();
                *tally = OverdueTally { sums: std::mem::take(&mut tally.sums), ..OverdueTally::default() };
            }
        }
    }

    #[inline(always)]
    fn add_block(&mut self, cell: MonthCell, accounts: u64, block: &Block) {
        match (self, cell) {
            (Self::Any(months), MonthCell::Any(test)) => *months |= block.union(test, accounts),
            (Self::Worst(planes), _) => *planes = block.worst(accounts, *planes),
            (Self::Accounts(counter), MonthCell::Accounts(test)) => block.count(test, accounts, counter),
            (Self::Overdue(tally), _) => tally.add_block(accounts, block),
            _ => {}
        }
    }

    fn merge(&mut self, other: CellTally) {
        match (self, other) {
            (Self::Any(months), Self::Any(other)) => *months |= other,
            (Self::Worst(planes), Self::Worst(other)) => *planes = planes.max(other),
            (Self::Accounts(counter), Self::Accounts(other)) => counter.merge(&other),
            (Self::Overdue(tally), Self::Overdue(other)) => {
                for (ago, other) in (0..).zip(other.sums) {
                    at(&mut tally.sums, ago).into_iter().for_each(|sum| *sum = sum.saturating_add(other));
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
    fn add_block(&mut self, accounts: u64, block: &Block) {
        let hidden = block.overdue_hidden() & accounts;
        if hidden != 0 {
            self.veil = self.veil.max(Some(Veil::Hidden));
        }
        let accounts = accounts & !hidden;
        self.late |= block.late(accounts);
        for (ago, amount) in block.overdue(accounts) {
            let sum = at(&mut self.sums, ago);
            sum.into_iter().for_each(|sum| *sum = sum.saturating_add(amount.into()));
            self.stated |= Months::single(ago);
        }
    }
}

/// What stands for a month, where all begin at 0 as soon as one is asked for.
fn at(months: &mut Vec<i128>, ago: u32) -> Option<&mut i128> {
    if months.is_empty() {
        months.resize(MONTHS, 0);
    }
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
