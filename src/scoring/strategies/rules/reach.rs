//! Search for rules that can never decide.
//!
//! Of each operand (attribute or score) only the distinctions made by the conditions matter: hidden, absent, and a few
//! cells between their bounds. The search assigns a cell to one operand after the other, and abandons a branch as soon as an
//! earlier rule must hold or the rule in question cannot.

use super::condition::{IndexedCondition, Operand};

/// Returns the indexes of rules that can never be the first that holds. Rules that are undecided at the limit of work
/// count as reachable.
pub(super) fn unreachable(rules: &[IndexedCondition], operands: usize) -> Vec<usize> {
    let cells = cells(rules, operands);
    let work = WORK_MAX.checked_div(rules.len()).unwrap_or_default();
    let is_unreachable = |&place: &usize| {
        let Some((rule, before)) = rules.get(..=place).and_then(<[_]>::split_last) else { return false };
        // Operands of the rule itself are assigned first: they decide soonest whether it can hold, which prunes most.
        let (mut order, mut seen) = (Vec::new(), vec![false; cells.len()]);
        let mut list = |operand: usize, _| {
            if seen.get_mut(operand).is_some_and(|seen| !std::mem::replace(seen, true)) {
                order.push(operand);
            }
        };
        std::iter::once(rule).chain(before).for_each(|rule| each_operand(rule, &mut list));
        let assigned = vec![None; cells.len()];
        Search { rule, before, cells: &cells, order, assigned, work }.find(0) == Reachability::Unreachable
    };
    (0..rules.len()).filter(is_unreachable).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reachability {
    Reachable,
    Unreachable,
    Undecided,
}

/// Visits every operand that a condition looks at, with the bound that it compares with.
fn each_operand(condition: &IndexedCondition, take: &mut impl FnMut(usize, Option<i64>)) {
    match condition {
        IndexedCondition::AtLeast(operand, bound) | IndexedCondition::Below(operand, bound) => {
            take(*operand, Some(*bound))
        }
        IndexedCondition::Absent(operand, _) => take(*operand, None),
        IndexedCondition::All(parts) | IndexedCondition::Any(parts) => {
            parts.iter().for_each(|part| each_operand(part, take))
        }
        IndexedCondition::Not(part) => each_operand(part, take),
    }
}

/// Builds the cells of each operand, with a representative of each: hidden (but for the score, the last operand), absent,
/// below the first bound, and from each bound on.
fn cells(rules: &[IndexedCondition], operands: usize) -> Vec<Vec<Operand>> {
    let mut bounds = vec![Vec::new(); operands];
    let mut add = |operand: usize, bound| bounds.get_mut(operand).into_iter().for_each(|bounds| bounds.extend(bound));
    rules.iter().for_each(|rule| each_operand(rule, &mut add));
    let score = operands.saturating_sub(1);
    let of = |(operand, mut bounds): (usize, Vec<i64>)| {
        bounds.sort_unstable();
        bounds.dedup();
        // Nothing lies below the lowest integer, so a bound there leaves no cell below it. Without bounds any number
        // will do.
        let lowest = bounds.first().map_or(Some(0), |first| first.checked_sub(1));
        let hidden = (operand != score).then_some(Operand::Hidden);
        let numbers = lowest.into_iter().chain(bounds).map(Operand::Number);
        hidden.into_iter().chain([Operand::Absent]).chain(numbers).collect()
    };
    bounds.into_iter().enumerate().map(of).collect()
}

/// Answers that a condition may still have under the cells assigned so far.
#[derive(Clone, Copy, PartialEq, Eq)]
struct StillPossible {
    hold: bool,
    fail: bool,
    be_unknown: bool,
}

impl StillPossible {
    const ANYTHING: StillPossible = StillPossible { hold: true, fail: true, be_unknown: true };

    const fn just(holds: Option<bool>) -> StillPossible {
        StillPossible {
            hold: matches!(holds, Some(true)),
            fail: matches!(holds, Some(false)),
            be_unknown: holds.is_none(),
        }
    }

    const fn not(self) -> StillPossible {
        StillPossible { hold: self.fail, fail: self.hold, be_unknown: self.be_unknown }
    }

    const fn and(self, other: StillPossible) -> StillPossible {
        StillPossible {
            hold: self.hold && other.hold,
            fail: self.fail || other.fail,
            be_unknown: self.be_unknown && (other.be_unknown || other.hold) || other.be_unknown && self.hold,
        }
    }
}

struct Search<'a> {
    rule: &'a IndexedCondition,
    before: &'a [IndexedCondition],
    cells: &'a [Vec<Operand>],
    /// Operands in the order of assignment.
    order: Vec<usize>,
    assigned: Vec<Option<Operand>>,
    /// Conditions that may still be evaluated.
    work: usize,
}

impl<'a> Search<'a> {
    fn find(&mut self, depth: usize) -> Reachability {
        let (rule, before) = (self.rule, self.before);
        if !self.possible(rule).hold
            || before.iter().any(|earlier| self.possible(earlier) == StillPossible::just(Some(true)))
        {
            // If the work ran out inside these checks, their answers are not final.
            return if self.work == 0 { Reachability::Undecided } else { Reachability::Unreachable };
        }
        if self.work == 0 {
            return Reachability::Undecided;
        }
        let cells: &'a [Vec<Operand>] = self.cells;
        let Some((operand, cells)) = self.order.get(depth).and_then(|&operand| Some((operand, cells.get(operand)?)))
        else {
            return Reachability::Reachable;
        };
        let mut all = Reachability::Unreachable;
        for &cell in cells {
            self.assign(operand, Some(cell));
            let found = self.find(depth.saturating_add(1));
            self.assign(operand, None);
            match found {
                Reachability::Unreachable => {}
                Reachability::Reachable => return Reachability::Reachable,
                Reachability::Undecided => all = Reachability::Undecided,
            }
        }
        all
    }

    fn assign(&mut self, operand: usize, cell: Option<Operand>) {
        self.assigned.get_mut(operand).into_iter().for_each(|assigned| *assigned = cell);
    }

    /// Returns the answers that a condition may still have; all of them once the work is used up, which is the safe
    /// side.
    fn possible(&mut self, condition: &IndexedCondition) -> StillPossible {
        if self.work == 0 {
            return StillPossible::ANYTHING;
        }
        self.work = self.work.saturating_sub(1);
        let on = |operand: usize, holds: &dyn Fn(Operand) -> Option<bool>| {
            let cell = self.assigned.get(operand).copied().flatten();
            cell.map_or(StillPossible::ANYTHING, |cell| StillPossible::just(holds(cell)))
        };
        match condition {
            IndexedCondition::AtLeast(operand, least) => {
                on(*operand, &|cell| cell.number().map(|value| value >= *least))
            }
            IndexedCondition::Below(operand, end) => on(*operand, &|cell| cell.number().map(|value| value < *end)),
            IndexedCondition::Absent(operand, absent) => {
                on(*operand, &|cell| cell.is_absent().map(|is_absent| is_absent == *absent))
            }
            IndexedCondition::All(parts) => self.all(parts, false),
            // De Morgan: some part holds unless all parts fail.
            IndexedCondition::Any(parts) => self.all(parts, true).not(),
            IndexedCondition::Not(part) => self.possible(part).not(),
        }
    }

    /// Combines all parts, or the negation of all parts.
    fn all(&mut self, parts: &[IndexedCondition], turned: bool) -> StillPossible {
        let mut all = StillPossible::just(Some(true));
        for part in parts {
            let may = self.possible(part);
            all = all.and(if turned { may.not() } else { may });
        }
        all
    }
}

/// Conditions evaluated for all rules together. The search may be exponential in the operands, and rules may come from
/// outside.
const WORK_MAX: usize = 5_000_000;
