//! Exact search for the cheapest change of a score.
//!
//! The argument for its exactness is at [`cheapest`](super::cheapest); a test compares it with a search over every
//! amount.

use std::cmp::{Ordering, Reverse};

use super::action::{Action, ActionPrices, ChangeCost};
use super::bins::{BinPositions, CardEdges, goodness};
use super::effect;
use super::error::ChangeError;
use super::opening::OpenableKind;
use crate::attributes::Tally;
use crate::policy::Regime;
use crate::report::{Account, Report, ReportData};
use crate::scoring::scorecards::Scorecard;

/// Action by the account's index. The order of variants breaks ties, and is the order in which two actions are taken,
/// so payments come before rent and rent before the months that pass.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PlannedAction {
    Clear(usize),
    ClearAll,
    Repay(usize, u64),
    Rent(u8),
    Wait(u8),
    Open(OpenableKind, u8),
}

/// Result of the search. The derived order puts the cheapest first, and of equal prices the best score; then fewer
/// months, then the order of actions.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    value: CandidateValue,
    months: u8,
    steps: Vec<PlannedAction>,
}

/// Price of a candidate, months included, and the goodness of its score. The better of two comes first in the order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CandidateValue {
    pub(super) price: u128,
    pub(super) goodness: Reverse<i64>,
}

impl Candidate {
    /// Returns the price and the goodness.
    pub(super) fn value(&self) -> CandidateValue {
        self.value
    }

    /// Returns the actions, in order.
    pub(super) fn steps(&self) -> impl Iterator<Item = PlannedAction> {
        self.steps.iter().copied()
    }
}

/// Aim of the search.
#[derive(Clone, Copy, PartialEq)]
enum SearchAim {
    /// First candidate in the order with at least this goodness, and of a better value than the limit.
    Cheapest { goal: i64, limit: Option<CandidateValue> },
    /// Best goodness above this one, at any price.
    Best { above: i64 },
}

/// State of a search: its aim, the best candidate so far, and the work done.
pub(super) struct Search<'a> {
    pub(super) card: &'a Scorecard,
    pub(super) regime: &'a Regime,
    pub(super) report: &'a Report,
    pub(super) prices: &'a ActionPrices,
    edges: CardEdges<'a>,
    /// Indexes of accounts with an amount past due.
    in_arrears: Vec<usize>,
    /// Indexes of accounts on which an amount may be repaid.
    repayable: Vec<usize>,
    aim: SearchAim,
    found: Option<Candidate>,
    work: usize,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        card: &'a Scorecard,
        regime: &'a Regime,
        report: &'a Report,
        prices: &'a ActionPrices,
    ) -> Result<Self, ChangeError> {
        let edges = CardEdges::of(card);
        edges.check(&report.accounts)?;
        let accounts = || report.accounts.iter().zip(0..);
        let in_arrears = accounts().filter(|(one, _)| effect::arrears(one).is_some()).map(|(_, at)| at).collect();
        let repayable = accounts().filter(|(one, _)| effect::repayable(one).is_some()).map(|(_, at)| at).collect();
        let (aim, found) = (SearchAim::Best { above: i64::MIN }, None);
        Ok(Self { card, regime, report, prices, edges, in_arrears, repayable, aim, found, work: 0 })
    }

    /// Finds the cheapest one or two actions with at least the goal's goodness, and of those the best; if they are two,
    /// also the cheapest single action, if there is one.
    pub(super) fn cheapest(&mut self, goal: i64) -> Result<(Option<Candidate>, Option<Candidate>), ChangeError> {
        self.start(SearchAim::Cheapest { goal, limit: None });
        self.singles()?;
        let single = self.found.take();
        self.start(SearchAim::Cheapest { goal, limit: single.as_ref().map(Candidate::value) });
        self.pairs()?;
        Ok(match self.found.take() {
            Some(pair) => (Some(pair), single),
            None => (single, None),
        })
    }

    /// Finds the cheapest one or two actions with the best goodness above a bound.
    pub(super) fn best(&mut self, above: i64) -> Result<Option<Candidate>, ChangeError> {
        self.start(SearchAim::Best { above });
        self.singles()?;
        self.pairs()?;
        match self.aim {
            SearchAim::Best { above: best } if best > above => Ok(self.cheapest(best)?.0),
            _ => Ok(None),
        }
    }

    fn start(&mut self, aim: SearchAim) {
        (self.aim, self.found) = (aim, None);
    }

    fn singles(&mut self) -> Result<(), ChangeError> {
        // Actions without an amount come first: they are few, and the price of one found cuts off all higher amounts.
        for step in self.fixed_steps() {
            self.try_fixed(&[step])?;
        }
        let now = self.scenario(&[])?;
        for at in self.repayable.clone() {
            self.try_repaying(&now, at)?;
        }
        Ok(())
    }

    fn pairs(&mut self) -> Result<(), ChangeError> {
        let fixed = self.fixed_steps();
        for (index, &one) in fixed.iter().enumerate() {
            for &other in fixed.iter().skip(index.saturating_add(1)) {
                let apart = match (one, other) {
                    (PlannedAction::Clear(a), PlannedAction::Clear(b)) => a != b,
                    (PlannedAction::Clear(_), PlannedAction::ClearAll)
                    | (PlannedAction::Rent(_), PlannedAction::Rent(_)) => false,
                    // Months pass in one action only.
                    (
                        PlannedAction::Wait(_) | PlannedAction::Open(..),
                        PlannedAction::Wait(_) | PlannedAction::Open(..),
                    ) => false,
                    _ => true,
                };
                if apart {
                    self.try_fixed(&[one, other])?;
                }
            }
        }
        for step in fixed {
            if self.is_too_dear(self.price(&[step], 0)?) {
                continue;
            }
            let scenario = self.scenario(&[step])?;
            for at in self.repayable.clone() {
                if step != PlannedAction::Clear(at) {
                    self.try_repaying(&scenario, at)?;
                }
            }
        }
        let now = self.scenario(&[])?;
        let repayable = self.repayable.clone();
        let not_repayable = self.without(&now, &repayable)?;
        for (place, &one) in repayable.iter().enumerate() {
            let others = repayable.get(place.saturating_add(1)..).unwrap_or_default();
            // Running tallies of the accounts before and after the other one, so that the tally of all but two takes
            // one merge for each pair instead of a pass over all accounts.
            let mut before = self.with(&now, not_repayable.clone(), repayable.get(..place).unwrap_or_default())?;
            // A stack: on top the tally of the accounts after the next `other`.
            let mut after = vec![Tally::empty(self.card.plan(), self.report.month(), self.regime)];
            for &other in others.iter().skip(1).rev() {
                let last = after.last().cloned().unwrap_or_else(|| not_repayable.clone());
                after.push(self.with(&now, last, &[other])?);
            }
            for &other in others {
                let rest = before.clone().merge(after.pop().unwrap_or_else(|| not_repayable.clone()))?;
                self.try_repaying_two(&now, &rest, one, other)?;
                before = self.with(&now, before, &[other])?;
            }
        }
        Ok(())
    }

    /// Returns the actions without an amount to choose.
    fn fixed_steps(&self) -> Vec<PlannedAction> {
        let clear = self.in_arrears.iter().map(|&at| PlannedAction::Clear(at));
        let all = (self.in_arrears.len() > 1).then_some(PlannedAction::ClearAll);
        let rent = self.prices.rent.filter(|_| !effect::has_rent(self.report));
        let rent = rent.into_iter().flat_map(|rent| (0..=rent.months_max).map(PlannedAction::Rent));
        let wait = (1..=Action::MONTHS_MAX).map(PlannedAction::Wait);
        let open = self.prices.openings();
        let open = open.flat_map(|(kind, price)| (1..=price.months_max).map(move |months| (kind, months)));
        let open = open.map(|(kind, months)| PlannedAction::Open(kind, months));
        clear.chain(all).chain(rent).chain(wait).chain(open).collect()
    }

    fn try_fixed(&mut self, steps: &[PlannedAction]) -> Result<(), ChangeError> {
        let price = self.price(steps, 0)?;
        if self.is_too_dear(price) {
            return Ok(());
        }
        let scenario = self.scenario(steps)?;
        let rest = self.without(&scenario, &[])?;
        let position = self.position(&scenario, &rest, &[])?;
        self.offer(price, position.goodness, || (scenario.months, steps.to_vec()));
        Ok(())
    }

    fn try_repaying(&mut self, scenario: &Scenario, at: usize) -> Result<(), ChangeError> {
        let Some(account) = scenario.accounts.get(at) else { return Ok(()) };
        let stretches = self.edges.stretches(account);
        if stretches.is_empty() {
            return Ok(());
        }
        let rest = self.without(scenario, &[at])?;
        for (least, most) in stretches {
            self.halve(scenario, &rest, (least, most), &|amount| vec![(at, amount)])?;
        }
        Ok(())
    }

    /// Tries repayments on two accounts; `rest` is the tally of all other accounts.
    fn try_repaying_two(
        &mut self,
        scenario: &Scenario,
        rest: &Tally,
        one: usize,
        other: usize,
    ) -> Result<(), ChangeError> {
        let (Some(a), Some(b)) = (scenario.accounts.get(one), scenario.accounts.get(other)) else { return Ok(()) };
        let (of_one, of_other) = (self.edges.stretches(a), self.edges.stretches(b));
        for &(p0, p1) in &of_one {
            for &(q0, q1) in &of_other {
                if self.is_hopeless(scenario, rest, &|p, q| vec![(one, p), (other, q)], (p0, p1), (q0, q1))? {
                    continue;
                }
                let mut of_p = Vec::new();
                let mut of_q = Vec::new();
                for q in [q0, q1] {
                    self.turns(scenario, rest, (p0, p1), &|p| vec![(one, p), (other, q)], &mut of_p)?;
                }
                for p in [p0, p1] {
                    self.turns(scenario, rest, (q0, q1), &|q| vec![(one, p), (other, q)], &mut of_q)?;
                }
                for (p0, p1) in split_at(of_p, p1) {
                    for (q0, q1) in split_at(of_q.clone(), q1) {
                        let both = |p, q| vec![(one, p), (other, q)];
                        if self.is_hopeless(scenario, rest, &both, (p0, p1), (q0, q1))? {
                            continue;
                        }
                        // Where only the sum matters, one split of it stands for all: the least on the first account,
                        // which wins ties.
                        let split = |sum: u64| {
                            let p = sum.saturating_sub(q1).max(p0);
                            both(p, sum.saturating_sub(p))
                        };
                        let ends = (p0.saturating_add(q0), p1.saturating_add(q1));
                        self.halve(scenario, rest, ends, &split)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether no pair of amounts in two ranges can improve on what was found: the least of them is too expensive, or
    /// the bins between their ends are not good enough for that price.
    fn is_hopeless(
        &mut self,
        scenario: &Scenario,
        rest: &Tally,
        both: &dyn Fn(u64, u64) -> Vec<(usize, u64)>,
        (p0, p1): (u64, u64),
        (q0, q1): (u64, u64),
    ) -> Result<bool, ChangeError> {
        let price = self.price(&scenario.steps, p0.saturating_add(q0))?;
        if self.is_too_dear(price) {
            return Ok(true);
        }
        let low = self.position(scenario, rest, &both(p0, q0))?;
        let high = self.position(scenario, rest, &both(p1, q1))?;
        Ok(!self.may_improve(price, &low.positions, &high.positions))
    }

    /// Offers the least number of each stretch with constant positions between two numbers, along which every row moves
    /// one way.
    fn halve(
        &mut self,
        scenario: &Scenario,
        rest: &Tally,
        (low, high): (u64, u64),
        paid: &dyn Fn(u64) -> Vec<(usize, u64)>,
    ) -> Result<(), ChangeError> {
        let ends = (self.position(scenario, rest, &paid(low))?, self.position(scenario, rest, &paid(high))?);
        let mut open = vec![((low, ends.0), (high, ends.1))];
        while let Some(((low, at_low), (high, at_high))) = open.pop() {
            let price = self.price(&scenario.steps, low)?;
            if !self.may_improve(price, &at_low.positions, &at_high.positions) {
                continue;
            }
            if at_low.positions == at_high.positions {
                self.offer(price, at_low.goodness, || {
                    let repaid = paid(low).into_iter().map(|(at, amount)| PlannedAction::Repay(at, amount));
                    let mut steps: Vec<PlannedAction> = scenario.steps.iter().copied().chain(repaid).collect();
                    // The order in which actions are taken, which is that of `Scenario` and of `apply`.
                    steps.sort_unstable();
                    (scenario.months, steps)
                });
                continue;
            }
            let middle = low.midpoint(high);
            let next = middle.saturating_add(1);
            let (at_middle, at_next) =
                (self.position(scenario, rest, &paid(middle))?, self.position(scenario, rest, &paid(next))?);
            // The lower half is popped first: it is cheaper, and a find there cuts off the upper half.
            open.push(((next, at_next), (high, at_high)));
            open.push(((low, at_low), (middle, at_middle)));
        }
        Ok(())
    }

    /// Collects the numbers at which positions change, `low` included.
    fn turns(
        &mut self,
        scenario: &Scenario,
        rest: &Tally,
        (low, high): (u64, u64),
        paid: &dyn Fn(u64) -> Vec<(usize, u64)>,
        turns: &mut Vec<u64>,
    ) -> Result<(), ChangeError> {
        turns.push(low);
        let ends = (
            self.position(scenario, rest, &paid(low))?.positions,
            self.position(scenario, rest, &paid(high))?.positions,
        );
        let mut open = vec![((low, ends.0), (high, ends.1))];
        while let Some(((low, at_low), (high, at_high))) = open.pop() {
            if at_low == at_high {
                continue;
            }
            let middle = low.midpoint(high);
            let next = middle.saturating_add(1);
            let at_middle = self.position(scenario, rest, &paid(middle))?.positions;
            let at_next = self.position(scenario, rest, &paid(next))?.positions;
            if at_middle != at_next {
                turns.push(next);
            }
            open.push(((low, at_low), (middle, at_middle)));
            open.push(((next, at_next), (high, at_high)));
        }
        Ok(())
    }

    /// Returns the position and the score of a person who pays amounts on some accounts; `rest` is the tally of all
    /// others.
    ///
    /// Only the accounts paid on are tallied anew, which makes a try independent of the size of the file.
    fn position(&mut self, scenario: &Scenario, rest: &Tally, paid: &[(usize, u64)]) -> Result<Position, ChangeError> {
        self.work(1)?;
        let mut accounts = Vec::with_capacity(paid.len());
        for &(at, amount) in paid {
            if let Some(account) = scenario.accounts.get(at) {
                let mut account = account.clone();
                effect::pay(&mut account, amount);
                effect::wait(&mut account, scenario.months, self.report.month())?;
                accounts.push(account);
            }
        }
        let mut data = ReportData::new(scenario.report.made_at, scenario.report.currency);
        data.accounts = accounts;
        let part = Report::new(data)?;
        let view = part.under(self.regime);
        let mut tally = rest.clone();
        for account in view.accounts() {
            tally.fold(self.card.plan(), &account)?;
        }
        let attributes = tally.read(self.card.plan(), self.regime, "", view.as_of_day())?;
        let positions = self.edges.positions(&attributes);
        let better = self.card.data().better;
        let goodness = self.edges.score(&positions, &attributes).map(|score| goodness(better, score.into()));
        Ok(Position { positions, goodness })
    }

    /// Tallies a scenario without some accounts.
    fn without(&mut self, scenario: &Scenario, but: &[usize]) -> Result<Tally, ChangeError> {
        let (plan, view) = (self.card.plan(), scenario.report.under(self.regime));
        let mut tally = Tally::empty(plan, view.month(), self.regime);
        for inquiry in view.inquiries().into_iter().flatten() {
            tally.fold_inquiry(plan, inquiry)?;
        }
        for liability in view.liabilities().into_iter().flatten() {
            tally.fold_liability(plan, liability)?;
        }
        let all: Vec<_> = (0..scenario.accounts.len()).filter(|at| !but.contains(at)).collect();
        self.with(scenario, tally, &all)
    }

    /// Adds accounts of a scenario to a tally.
    fn with(&mut self, scenario: &Scenario, mut tally: Tally, more: &[usize]) -> Result<Tally, ChangeError> {
        self.work(more.len().div_ceil(ACCOUNTS_AT_ONCE))?;
        let view = scenario.report.under(self.regime);
        for account in more.iter().filter_map(|&at| view.account(at)) {
            tally.fold(self.card.plan(), &account)?;
        }
        Ok(tally)
    }

    fn scenario(&mut self, steps: &[PlannedAction]) -> Result<Scenario, ChangeError> {
        self.work(self.report.accounts.len().div_ceil(ACCOUNTS_AT_ONCE))?;
        let (mut months, now) = (0, self.report.month());
        let mut data = ReportData::new(self.report.made_at, self.report.currency);
        data.accounts.clone_from(&self.report.accounts);
        data.inquiries.clone_from(&self.report.inquiries);
        data.liabilities.clone_from(&self.report.liabilities);
        for &step in steps {
            match step {
                PlannedAction::Clear(at) => data.accounts.get_mut(at).into_iter().for_each(clear),
                PlannedAction::ClearAll => data.accounts.iter_mut().for_each(clear),
                PlannedAction::Repay(at, amount) => {
                    data.accounts.get_mut(at).into_iter().for_each(|one| effect::pay(one, amount));
                }
                PlannedAction::Rent(reported) => effect::report_rent(&mut data, reported, now)?,
                PlannedAction::Wait(later) => months = later,
                PlannedAction::Open(kind, later) => {
                    effect::open_account(&mut data, kind);
                    months = later;
                }
            }
        }
        let accounts = data.accounts.clone();
        effect::pass(&mut data, months, now)?;
        Ok(Scenario { steps: steps.to_vec(), months, accounts, report: Report::new(data)? })
    }

    /// Returns the price of steps together with an amount to repay.
    fn price(&self, steps: &[PlannedAction], repaid: u64) -> Result<u128, ChangeError> {
        let mut cost = ChangeCost { money: repaid.into(), months: 0 };
        for &step in steps {
            cost = cost.and(self.action(step)?.cost(self.report, self.prices)?);
        }
        Ok(cost.priced(self.prices))
    }

    /// Converts a step to a public action.
    pub(super) fn action(&self, step: PlannedAction) -> Result<Action, ChangeError> {
        let id = |at: usize| self.report.accounts.get(at).map(|account| account.id.clone());
        Ok(match step {
            PlannedAction::Clear(at) => Action::ClearPastDue { account: id(at).ok_or(ChangeError::Calendar)? },
            PlannedAction::ClearAll => Action::ClearAllPastDue,
            PlannedAction::Repay(at, amount) => Action::Repay { account: id(at).ok_or(ChangeError::Calendar)?, amount },
            PlannedAction::Rent(months) => Action::ReportRent { months },
            PlannedAction::Wait(months) => Action::Wait { months },
            PlannedAction::Open(kind, months) => Action::OpenAccount { kind, months },
        })
    }

    /// Whether no candidate of a price, or of a higher one, can improve on what was found.
    fn is_too_dear(&self, price: u128) -> bool {
        self.least_goodness(price).is_none()
    }

    /// Whether a candidate of a price, or of a higher one, whose positions lie between two may improve on what was found.
    fn may_improve(&self, price: u128, low: &BinPositions, high: &BinPositions) -> bool {
        let Some(least) = self.least_goodness(price) else { return false };
        self.edges.bound(low, high).is_some_and(|bound| bound >= least)
    }

    /// Returns the least goodness with which a candidate of a price, or of a higher one, may improve on what was found;
    /// none if no goodness would do.
    fn least_goodness(&self, price: u128) -> Option<i64> {
        let (goal, limit) = match self.aim {
            SearchAim::Best { above } => return Some(above.saturating_add(1)),
            SearchAim::Cheapest { goal, limit } => (goal, limit),
        };
        // At an equal price a better score wins. An equal score may still win the tie by its months or actions, but does
        // not pass the limit.
        let found = self.found.as_ref().map(|found| (found.value.price, found.value.goodness.0));
        let limit = limit.map(|limit| (limit.price, limit.goodness.0.saturating_add(1)));
        found.into_iter().chain(limit).try_fold(goal, |least, (of_price, goodness)| match price.cmp(&of_price) {
            Ordering::Less => Some(least),
            Ordering::Equal => Some(least.max(goodness)),
            Ordering::Greater => None,
        })
    }

    /// Takes a candidate if it improves on what was found; `plan` gives its months and actions.
    fn offer(&mut self, price: u128, goodness: Option<i64>, plan: impl FnOnce() -> (u8, Vec<PlannedAction>)) {
        let least = self.least_goodness(price);
        let Some(goodness) = goodness.filter(|&goodness| least.is_some_and(|least| goodness >= least)) else { return };
        if let SearchAim::Best { above } = &mut self.aim {
            *above = goodness;
            return;
        }
        let (months, steps) = plan();
        let found = Candidate { value: CandidateValue { price, goodness: Reverse(goodness) }, months, steps };
        // Strictly less: of equal candidates the first found stays.
        if self.found.as_ref().is_none_or(|before| found < *before) {
            self.found = Some(found);
        }
    }

    fn work(&mut self, more: usize) -> Result<(), ChangeError> {
        self.work = self.work.saturating_add(more.max(1));
        if self.work > WORK_MAX { Err(ChangeError::TooMuch { limit: WORK_MAX }) } else { Ok(()) }
    }
}

/// Person after some steps without amounts.
struct Scenario {
    steps: Vec<PlannedAction>,
    /// Months that pass after all payments.
    months: u8,
    /// Accounts after the payments, before months pass: repayments are applied to these.
    accounts: Vec<Account>,
    /// Report after those months: accounts, inquiries and liabilities.
    report: Report,
}

struct Position {
    positions: BinPositions,
    /// Goodness of the score; none without a score.
    goodness: Option<i64>,
}

fn clear(account: &mut Account) {
    if let Some(amount) = effect::arrears(account) {
        effect::pay(account, amount);
    }
}

/// Splits a range at the given starts; the last piece ends at `end`.
fn split_at(mut starts: Vec<u64>, end: u64) -> Vec<(u64, u64)> {
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).map(|start| start.saturating_sub(1)).chain([end]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).collect()
}

/// Most work of one search: a score counts one, and so does preparing a dozen accounts. Beyond it the search gives an
/// error and not an answer that may be wrong; a report from outside cannot keep a machine busy for hours.
const WORK_MAX: usize = 2_000_000;
const ACCOUNTS_AT_ONCE: usize = 12;
