//! Whether a rule can ever decide.
//!
//! Of each attribute, and of the score, only that matters which the conditions tell apart: a few cells between their
//! bounds, and absence. The search assigns a cell to one after the other and stops as soon as an earlier rule is sure to
//! hold, or the rule in question is sure not to.

use super::Condition;

/// Whether the rule at a place can never be the first that holds. Within a limit of steps: what is not sure by then counts
/// as within reach.
pub(super) fn is_beyond(conditions: &[&Condition], place: usize) -> bool {
    let Some((rule, before)) = conditions.get(..=place).and_then(<[_]>::split_last) else { return false };
    let mut things = Things::default();
    // What the rule asks itself is assigned first: it rules out the most.
    std::iter::once(rule).chain(before).for_each(|condition| things.list(condition));
    let mut search = Search { rule, before, cells: things.cells(), assigned: Vec::new(), steps: 0 };
    search.find() == Found::Nobody
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Somebody,
    Nobody,
    Undecided,
}

/// What conditions look at, and the bounds that they tell apart.
#[derive(Default)]
struct Things<'a>(Vec<(Option<&'a str>, Vec<i64>)>);

/// A value that stands for a cell; none for absence.
type Cell = Option<i64>;

impl<'a> Things<'a> {
    fn list(&mut self, condition: &'a Condition) {
        match condition {
            Condition::AtLeast(name, bound) | Condition::Below(name, bound) => self.add(Some(name), Some(*bound)),
            Condition::Absent(name, _) => self.add(Some(name), None),
            Condition::ScoreAtLeast(bound) | Condition::ScoreBelow(bound) => self.add(None, Some((*bound).into())),
            Condition::Scored(_) => self.add(None, None),
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| self.list(part)),
            Condition::Not(part) => self.list(part),
        }
    }

    fn add(&mut self, name: Option<&'a str>, bound: Option<i64>) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, bounds)) => bounds.extend(bound),
            None => self.0.push((name, bound.into_iter().collect())),
        }
    }

    /// The cells of each: absence, below the first bound, and from each bound on.
    fn cells(self) -> Vec<(Option<&'a str>, Vec<Cell>)> {
        let of = |mut bounds: Vec<i64>| {
            bounds.sort_unstable();
            bounds.dedup();
            let lowest = bounds.first().map_or(Some(0), |first| first.checked_sub(1));
            [None].into_iter().chain(lowest.map(Some)).chain(bounds.into_iter().map(Some)).collect()
        };
        self.0.into_iter().map(|(name, bounds)| (name, of(bounds))).collect()
    }
}

struct Search<'a> {
    rule: &'a Condition,
    before: &'a [&'a Condition],
    cells: Vec<(Option<&'a str>, Vec<Cell>)>,
    /// The cells of the first things.
    assigned: Vec<Cell>,
    steps: usize,
}

impl Search<'_> {
    fn find(&mut self) -> Found {
        self.steps = self.steps.saturating_add(1);
        if self.steps > STEPS_MAX {
            return Found::Undecided;
        }
        if self.says(self.rule) == Some(false) || self.before.iter().any(|earlier| self.says(earlier) == Some(true)) {
            return Found::Nobody;
        }
        let Some((_, cells)) = self.cells.get(self.assigned.len()) else { return Found::Somebody };
        let mut all = Found::Nobody;
        for cell in cells.clone() {
            self.assigned.push(cell);
            let found = self.find();
            self.assigned.pop();
            match found {
                Found::Nobody => {}
                Found::Somebody => return Found::Somebody,
                Found::Undecided => all = Found::Undecided,
            }
        }
        all
    }

    /// What a condition is sure to be by what is assigned.
    fn says(&self, condition: &Condition) -> Option<bool> {
        let known =
            |name: Option<&str>, holds: &dyn Fn(i64) -> bool| self.cell(name).map(|cell| cell.is_some_and(holds));
        match condition {
            Condition::AtLeast(name, least) => known(Some(name), &|value| value >= *least),
            Condition::Below(name, end) => known(Some(name), &|value| value < *end),
            Condition::Absent(name, absent) => self.cell(Some(name)).map(|cell| cell.is_none() == *absent),
            Condition::ScoreAtLeast(least) => known(None, &|score| score >= (*least).into()),
            Condition::ScoreBelow(end) => known(None, &|score| score < (*end).into()),
            Condition::Scored(scored) => self.cell(None).map(|cell| cell.is_some() == *scored),
            Condition::All(parts) => self.all(parts, true),
            Condition::Any(parts) => self.all(parts, false).map(|none| !none),
            Condition::Not(part) => self.says(part).map(|holds| !holds),
        }
    }

    /// Whether all parts are `wanted`: sure as soon as one is sure not to be.
    fn all(&self, parts: &[Condition], wanted: bool) -> Option<bool> {
        let mut all = Some(true);
        for part in parts {
            match self.says(part) {
                Some(holds) if holds != wanted => return Some(false),
                Some(_) => {}
                None => all = None,
            }
        }
        all
    }

    fn cell(&self, name: Option<&str>) -> Option<Cell> {
        let place = self.cells.iter().position(|(known, _)| *known == name)?;
        self.assigned.get(place).copied()
    }
}

const STEPS_MAX: usize = 100_000;
