//! The tally: the numbers that a plan gathers. Parts may be tallied anywhere and merged in any order.

mod block;
mod bytes;
mod cell;
mod counter;
mod fold;
mod inquiries;
mod liabilities;
mod serial;

use std::sync::Arc;

use chrono::NaiveDate;

pub(crate) use self::block::Block;
use self::block::ones;
pub(crate) use self::cell::{CellTally, OverdueTally};
pub(crate) use self::counter::Counter;
use self::fold::FoldTally;
pub(crate) use self::inquiries::{CountedInquiries, InquiryTally, is_duplicate};
pub(crate) use self::liabilities::{LiabilityFacts, LiabilityTally};
pub use self::serial::TallyBytes;
use super::filter::{Filters, Withheld};
use super::plan::{Action, Group, Plan, TallyStep};
use super::row::{AttributeError, Furnishers};
use crate::machine::for_every_machine;
use crate::month::Month;
use crate::policy::{AccountFacts, AccountView, Disclosed, DisclosedAccount, Regime};
use crate::report::{Inquiry, Liability};

/// The numbers that a [`Plan`] gathers from accounts, inquiries and liabilities of one person, as of one month, under
/// one regime.
///
/// Tallies form a commutative monoid: [`empty`](Tally::empty) is the identity, [`merge`](Tally::merge) is associative
/// and commutative, and the merged tallies of two parts are the tally of the whole.
///
/// ```
/// use credit_bureau::attributes::{Plan, Tally};
/// use credit_bureau::{AccountKind, Regime, Report};
/// let report = Report::builder("2024-06-30")
///     .account(AccountKind::CreditCard, "a", |card| {
///         card.limit(10_000).balance(4_000).paid("NN1N")
///     })
///     .account(AccountKind::CreditCard, "b", |card| {
///         card.limit(30_000).balance(0).paid("NNNN")
///     })
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
    pub(crate) plan: u64,
    pub(crate) month: Month,
    pub(crate) regime: u64,
    pub(crate) shows_inquiries: bool,
    pub(crate) shows_liabilities: bool,
    /// The groups of the plan, which say which number is which.
    pub(crate) layout: Arc<[Group]>,
    /// One tally for each group.
    pub(crate) groups: Vec<GroupTally>,
    /// The folds of all groups, in the plan's order.
    pub(crate) folds: Vec<FoldTally>,
    /// The cells of all groups.
    pub(crate) cells: Vec<CellTally>,
    pub(crate) furnishers: Furnishers,
    pub(crate) inquiries: InquiryTally,
    pub(crate) liabilities: Vec<LiabilityTally>,
}

impl Tally {
    /// Makes an empty tally, for a view of that month and regime.
    #[must_use]
    pub fn empty(plan: &Plan, month: Month, regime: &Regime) -> Tally {
        let shows = (regime.shows_inquiries(), regime.shows_liabilities());
        Tally::nothing(plan, month, regime.fingerprint(), shows)
    }

    /// As [`empty`](Self::empty), from the regime's fingerprint and whether it shows inquiries and liabilities.
    pub(crate) fn nothing(plan: &Plan, month: Month, regime: u64, shows: (bool, bool)) -> Tally {
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

    /// The as-of month.
    #[must_use]
    pub const fn month(&self) -> Month {
        self.month
    }

    /// Adds an account as seen in a view of the tally's month and regime.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Mismatch`] if the tally is of another plan, or the view of another month or regime.
    pub fn fold(&mut self, plan: &Plan, account: &AccountView<'_>) -> Result<(), AttributeError> {
        self.check_plan(plan)?;
        if account.month() != self.month {
            return Err(AttributeError::Mismatch { what: "months" });
        }
        if account.regime_fingerprint() != self.regime {
            return Err(AttributeError::Mismatch { what: "regimes" });
        }
        self.add_all(plan, std::iter::once(*account.shown()), &mut Block::default());
        Ok(())
    }

    /// Adds an inquiry that the regime shows and that was made by the as-of day.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Mismatch`] if the tally is of another plan, its regime hides inquiries, or the inquiry was made
    /// after its month.
    pub fn fold_inquiry(&mut self, plan: &Plan, inquiry: &Inquiry) -> Result<(), AttributeError> {
        self.check_plan(plan)?;
        self.may_see(self.shows_inquiries, Some(inquiry.date))?;
        self.add_inquiry(plan, inquiry);
        Ok(())
    }

    /// Adds a liability that the regime shows.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Mismatch`] if the tally is of another plan, its regime hides liabilities, or the liability was
    /// opened after its month.
    pub fn fold_liability(&mut self, plan: &Plan, liability: &Liability) -> Result<(), AttributeError> {
        self.check_plan(plan)?;
        self.may_see(self.shows_liabilities, liability.opened)?;
        self.add_liability(plan, &LiabilityFacts::of(liability, self.month));
        Ok(())
    }

    /// Merges the tallies of two parts that have nothing in common into the tally of both.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Mismatch`] if they are of different plans, months or regimes.
    pub fn merge(mut self, other: Tally) -> Result<Tally, AttributeError> {
        let mismatch = |what| Err(AttributeError::Mismatch { what });
        if self.plan != other.plan {
            return mismatch("plans");
        }
        if self.month != other.month {
            return mismatch("months");
        }
        if self.regime != other.regime {
            return mismatch("regimes");
        }
        for (mine, theirs) in self.groups.iter_mut().zip(other.groups) {
            mine.matched = mine.matched.saturating_add(theirs.matched);
            mine.withheld = mine.withheld.max(theirs.withheld);
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

    /// Empties the tally and keeps its memory.
    pub(crate) fn clear(&mut self) {
        self.groups.fill(GroupTally::default());
        self.folds.fill(FoldTally::default());
        self.cells.iter_mut().for_each(CellTally::clear);
        self.furnishers.clear();
        self.inquiries.clear();
        self.liabilities.fill(LiabilityTally::default());
    }

    /// Adds accounts as [`fold`](Self::fold) does, without checking that they belong. The block is working memory,
    /// reused between calls.
    pub(crate) fn add_all<F: AccountFacts>(
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

    /// Puts an account into the block, decides which groups it passes, and adds its furnisher to their sets.
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
            for (doubtful, withheld) in [(decided.hidden, Withheld::Hidden), (decided.not_known, Withheld::NotKnown)] {
                for at in ones(doubtful) {
                    tallies
                        .get_mut(at)
                        .into_iter()
                        .for_each(|tally| tally.withheld = tally.withheld.max(Some(withheld)));
                }
            }
            first = first.saturating_add(groups.len());
        }
        // The sets are in ascending order, so that the code is looked up once for 64 of them.
        let mut furnisher = self.furnishers.put(account.facts.furnisher());
        for set in &plan.furnishers {
            let passes = block.groups.get(set.group).is_some_and(|accounts| accounts >> place & 1 == 1);
            if passes && matches!(block.contribution(place, set.contribution, set.window), Disclosed::Known(1..)) {
                furnisher.add(set.set);
            }
        }
        furnisher.end();
    }

    /// Takes the steps of all groups for the accounts of a block.
    #[inline(always)]
    fn take_steps(&mut self, plan: &Plan, block: &Block) {
        let groups = plan.groups.iter().zip(&mut self.groups).zip(&block.groups);
        for ((group, tally), &members) in groups.filter(|(_, members)| **members != 0) {
            tally.matched = tally.matched.saturating_add(members.count_ones().into());
            for TallyStep { woken_by, action } in &group.steps {
                // Most accounts never pass a test of lateness: their steps end here, with one operation on sets.
                let accounts = woken_by.map_or(members, |test| block.with_any(test, members));
                if accounts == 0 {
                    continue;
                }
                match *action {
                    Action::Fold { contribution, window, fold, stated, place } => {
                        if let Some(tally) = self.folds.get_mut(place) {
                            tally.add_block((contribution, window), fold, stated, accounts, block);
                        }
                    }
                    Action::Cell { cell, place } => {
                        if let Some(tally) = self.cells.get_mut(place) {
                            tally.add_block(cell, accounts, block);
                        }
                    }
                }
            }
        }
    }

    pub(crate) fn add_inquiry(&mut self, plan: &Plan, inquiry: &Inquiry) {
        // Rows name the reasons that they look at, so an inquiry without one is never counted.
        if let Some(reason) = inquiry.reason {
            self.inquiries.add(plan, inquiry.date, reason, &inquiry.inquirer);
        }
    }

    pub(crate) fn add_liability(&mut self, plan: &Plan, owed: &LiabilityFacts) {
        for (row, tally) in plan.liabilities.iter().zip(&mut self.liabilities) {
            tally.add(row, owed);
        }
    }

    /// Checks that the regime shows such an item, and that it existed by the end of the month.
    fn may_see(&self, shown: bool, day: Option<NaiveDate>) -> Result<(), AttributeError> {
        match day {
            _ if !shown => Err(AttributeError::Mismatch { what: "regimes" }),
            Some(day) if day > self.month.last_day() => Err(AttributeError::Mismatch { what: "months" }),
            _ => Ok(()),
        }
    }

    /// Fails if the tally is of another plan.
    pub(super) fn check_plan(&self, plan: &Plan) -> Result<(), AttributeError> {
        match self.plan == plan.fingerprint {
            true => Ok(()),
            false => Err(AttributeError::Mismatch { what: "plans" }),
        }
    }
}

for_every_machine! {
    /// Adds the accounts of a block to a tally.
    fn add_block(tally: &mut Tally, plan: &Plan, block: &Block) {
        tally.take_steps(plan, block);
    }
}

/// How many accounts pass one filter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct GroupTally {
    /// The number of accounts that pass.
    pub(crate) matched: u64,
    /// Why it is unknown for some account whether it passes, if it is.
    pub(crate) withheld: Option<Withheld>,
}
