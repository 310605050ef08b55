//! Whether a rule can ever decide.
//!
//! Of each attribute, and of the score, only that matters which the conditions tell apart: a few cells between their
//! bounds, and absence. The search assigns a cell to one after the other and stops as soon as an earlier rule is sure to
//! hold, or the rule in question is sure not to.

use std::collections::HashMap;

use super::Condition;

/// The rules that can never be the first that holds, by place. Within a limit of work: what is not sure by then counts as
/// within reach.
pub(super) fn beyond<'a>(conditions: impl Iterator<Item = &'a Condition>) -> Vec<usize> {
    let mut things = Things::default();
    let compiled: Vec<Compiled> = conditions.map(|condition| things.compile(condition)).collect();
    let cells = things.cells();
    let work = WORK_MAX.checked_div(compiled.len()).unwrap_or_default();
    let is_beyond = |&place: &usize| {
        let Some((rule, before)) = compiled.get(..=place).and_then(<[_]>::split_last) else { return false };
        // What the rule asks itself is assigned first: it rules out the most.
        let (mut order, mut seen) = (Vec::new(), vec![false; cells.len()]);
        std::iter::once(rule).chain(before).for_each(|condition| condition.list(&mut order, &mut seen));
        let assigned = vec![None; cells.len()];
        Search { rule, before, cells: &cells, order, assigned, work }.find(0) == Found::Nobody
    };
    (0..compiled.len()).filter(is_beyond).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Somebody,
    Nobody,
    Undecided,
}

/// A condition with what it looks at by number.
enum Compiled {
    AtLeast(usize, i64),
    Below(usize, i64),
    Absent(usize, bool),
    All(Vec<Compiled>),
    Any(Vec<Compiled>),
    Not(Box<Compiled>),
}

impl Compiled {
    /// Adds what it looks at to a list, each once.
    fn list(&self, order: &mut Vec<usize>, seen: &mut [bool]) {
        match self {
            Self::AtLeast(thing, _) | Self::Below(thing, _) | Self::Absent(thing, _) => {
                if seen.get_mut(*thing).is_some_and(|seen| !std::mem::replace(seen, true)) {
                    order.push(*thing);
                }
            }
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.list(order, seen)),
            Self::Not(part) => part.list(order, seen),
        }
    }
}

/// What conditions look at, the score under no name, and the bounds that they tell apart.
#[derive(Default)]
struct Things<'a> {
    numbers: HashMap<Option<&'a str>, usize>,
    bounds: Vec<Vec<i64>>,
}

/// A value that stands for a cell; none for absence.
type Cell = Option<i64>;

impl<'a> Things<'a> {
    fn compile(&mut self, condition: &'a Condition) -> Compiled {
        let mut each = |parts: &'a [Condition]| parts.iter().map(|part| self.compile(part)).collect();
        match condition {
            Condition::All(parts) => Compiled::All(each(parts)),
            Condition::Any(parts) => Compiled::Any(each(parts)),
            Condition::Not(part) => Compiled::Not(Box::new(self.compile(part))),
            Condition::AtLeast(name, least) => Compiled::AtLeast(self.thing(Some(name), Some(*least)), *least),
            Condition::Below(name, end) => Compiled::Below(self.thing(Some(name), Some(*end)), *end),
            Condition::Absent(name, absent) => Compiled::Absent(self.thing(Some(name), None), *absent),
            Condition::ScoreAtLeast(least) => {
                Compiled::AtLeast(self.thing(None, Some((*least).into())), (*least).into())
            }
            Condition::ScoreBelow(end) => Compiled::Below(self.thing(None, Some((*end).into())), (*end).into()),
            Condition::Scored(scored) => Compiled::Absent(self.thing(None, None), !scored),
        }
    }

    fn thing(&mut self, name: Option<&'a str>, bound: Option<i64>) -> usize {
        let thing = *self.numbers.entry(name).or_insert(self.bounds.len());
        if thing == self.bounds.len() {
            self.bounds.push(Vec::new());
        }
        self.bounds.get_mut(thing).into_iter().for_each(|bounds| bounds.extend(bound));
        thing
    }

    /// The cells of each: absence, below the first bound, and from each bound on.
    fn cells(self) -> Vec<Vec<Cell>> {
        let of = |mut bounds: Vec<i64>| {
            bounds.sort_unstable();
            bounds.dedup();
            let lowest = bounds.first().map_or(Some(0), |first| first.checked_sub(1));
            [None].into_iter().chain(lowest.map(Some)).chain(bounds.into_iter().map(Some)).collect()
        };
        self.bounds.into_iter().map(of).collect()
    }
}

/// What a condition may still turn out to be.
#[derive(Clone, Copy, PartialEq, Eq)]
struct May {
    hold: bool,
    fail: bool,
    be_unknown: bool,
}

impl May {
    const ANYTHING: May = May { hold: true, fail: true, be_unknown: true };

    const fn just(holds: Option<bool>) -> May {
        May { hold: matches!(holds, Some(true)), fail: matches!(holds, Some(false)), be_unknown: holds.is_none() }
    }

    const fn not(self) -> May {
        May { hold: self.fail, fail: self.hold, be_unknown: self.be_unknown }
    }

    const fn and(self, other: May) -> May {
        May {
            hold: self.hold && other.hold,
            fail: self.fail || other.fail,
            be_unknown: self.be_unknown && (other.be_unknown || other.hold) || other.be_unknown && self.hold,
        }
    }
}

struct Search<'a> {
    rule: &'a Compiled,
    before: &'a [Compiled],
    cells: &'a [Vec<Cell>],
    /// What is assigned first, second and so on.
    order: Vec<usize>,
    assigned: Vec<Option<Cell>>,
    /// How many conditions may still be looked at.
    work: usize,
}

impl<'a> Search<'a> {
    fn find(&mut self, depth: usize) -> Found {
        let (rule, before) = (self.rule, self.before);
        if !self.may(rule).hold || before.iter().any(|earlier| self.may(earlier) == May::just(Some(true))) {
            return if self.work == 0 { Found::Undecided } else { Found::Nobody };
        }
        if self.work == 0 {
            return Found::Undecided;
        }
        let cells: &'a [Vec<Cell>] = self.cells;
        let Some((thing, cells)) = self.order.get(depth).and_then(|&thing| Some((thing, cells.get(thing)?))) else {
            return Found::Somebody;
        };
        let mut all = Found::Nobody;
        for &cell in cells {
            self.assign(thing, Some(cell));
            let found = self.find(depth.saturating_add(1));
            self.assign(thing, None);
            match found {
                Found::Nobody => {}
                Found::Somebody => return Found::Somebody,
                Found::Undecided => all = Found::Undecided,
            }
        }
        all
    }

    fn assign(&mut self, thing: usize, cell: Option<Cell>) {
        self.assigned.get_mut(thing).into_iter().for_each(|assigned| *assigned = cell);
    }

    /// What a condition may still be by what is assigned; anything, when the work is at its end.
    fn may(&mut self, condition: &Compiled) -> May {
        if self.work == 0 {
            return May::ANYTHING;
        }
        self.work = self.work.saturating_sub(1);
        let cell = |thing: usize| self.assigned.get(thing).copied().flatten();
        match condition {
            Compiled::AtLeast(thing, least) => {
                cell(*thing).map_or(May::ANYTHING, |cell| May::just(cell.map(|value| value >= *least)))
            }
            Compiled::Below(thing, end) => {
                cell(*thing).map_or(May::ANYTHING, |cell| May::just(cell.map(|value| value < *end)))
            }
            Compiled::Absent(thing, absent) => match cell(*thing) {
                Some(cell) => May::just(Some(cell.is_none() == *absent)),
                None => May { be_unknown: false, ..May::ANYTHING },
            },
            Compiled::All(parts) => self.all(parts, false),
            // Some part holds unless all of them do not.
            Compiled::Any(parts) => self.all(parts, true).not(),
            Compiled::Not(part) => self.may(part).not(),
        }
    }

    /// All parts together, or all parts turned round.
    fn all(&mut self, parts: &[Compiled], turned: bool) -> May {
        let mut all = May::just(Some(true));
        for part in parts {
            let may = self.may(part);
            all = all.and(if turned { may.not() } else { may });
        }
        all
    }
}

/// Of all rules together, in conditions looked at.
const WORK_MAX: usize = 5_000_000;
