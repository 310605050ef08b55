//! Checks a scorecard over a table, in time proportional to its size.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::ops::Bound;

use super::data::{Case, TableCardData, TableCharacteristic};
use super::error::{At, TableError, TableFault, TableProblem};
use super::input::Input;
use super::predicate::{Literal, NumberRange, Predicate};
use super::row::number;
use crate::problems::Problems;
use crate::text::quoted;

pub(super) fn check(data: &TableCardData) -> Result<(), TableError> {
    let mut checker = Checker::default();
    for (field, text) in [("name", &data.name), ("version", &data.version)] {
        if text.trim().is_empty() {
            checker.refuse(At::Card, field, TableFault::Empty { expected: "a text" });
        }
    }
    checker.number(At::Card, "base", data.base);
    if data.characteristics.is_empty() {
        checker.refuse(At::Card, "characteristics", TableFault::Empty { expected: "at least one characteristic" });
    }
    let mut first = HashMap::new();
    for (index, input) in data.inputs.iter().enumerate() {
        checker.once(At::Input(index), "variable", &mut first, &input.variable, index);
        checker.input(index, input);
    }
    let mut first = HashMap::new();
    for (index, one) in data.characteristics.iter().enumerate() {
        let field = if one.name.is_some() { "name" } else { "variable" };
        checker.once(At::Characteristic(index), field, &mut first, one.called(), index);
        checker.characteristic(index, one);
    }
    checker.problems.none_or(|problems, unlisted| TableError::Card { problems, unlisted })
}

#[derive(Default)]
struct Checker {
    problems: Problems<TableProblem>,
}

impl Checker {
    fn refuse(&mut self, at: At, field: &'static str, fault: TableFault) {
        self.problems.push(TableProblem { at, field, fault });
    }

    fn number(&mut self, at: At, field: &'static str, found: f64) {
        if !(-NUMBER_MAX..=NUMBER_MAX).contains(&found) {
            self.refuse(at, field, TableFault::NotANumber { found });
        }
    }

    fn text(&mut self, at: At, field: &'static str, text: &str) {
        if text.contains('\0') {
            self.refuse(at, field, TableFault::Nul { text: text.to_owned() });
        }
    }

    /// Refuses a name that was given before.
    fn once<'a>(
        &mut self,
        at: At,
        field: &'static str,
        seen: &mut HashMap<&'a str, usize>,
        name: &'a str,
        index: usize,
    ) {
        match seen.entry(name) {
            Entry::Occupied(before) => {
                let fault = TableFault::Duplicate { name: name.to_owned(), first: *before.get() };
                self.refuse(at, field, fault);
            }
            Entry::Vacant(place) => {
                place.insert(index);
            }
        }
    }

    fn input(&mut self, index: usize, input: &Input) {
        let at = At::Input(index);
        self.variable(at, "variable", &input.variable);
        input.ranges.iter().for_each(|range| self.range(at, "ranges", *range));
        input.values.iter().for_each(|value| self.literal(at, "values", value));
        input.replacement.iter().for_each(|value| self.literal(at, "replacement", value));
    }

    fn range(&mut self, at: At, field: &'static str, range: NumberRange) {
        range.edges().for_each(|edge| self.number(at, field, edge));
        if range.is_empty() {
            self.refuse(at, field, TableFault::EmptyRange { range });
        }
    }

    fn literal(&mut self, at: At, field: &'static str, literal: &Literal) {
        match literal {
            Literal::Number(number) => self.number(at, field, *number),
            Literal::Text(text) => self.text(at, field, text),
        }
    }

    fn characteristic(&mut self, index: usize, one: &TableCharacteristic) {
        let at = At::Characteristic(index);
        self.variable(at, "variable", &one.variable);
        if one.name.as_ref().is_some_and(|name| name.trim().is_empty()) {
            self.refuse(at, "name", TableFault::Empty { expected: "a name" });
        }
        if one.cases.is_empty() {
            self.refuse(at, "cases", TableFault::Empty { expected: "at least one case" });
        }
        let optional = [("missing", one.missing), ("otherwise", one.otherwise), ("baseline", one.baseline)];
        for (field, number) in optional {
            self.number(at, field, number.unwrap_or_default());
        }
        let before = self.problems.total();
        for (place, case) in one.cases.iter().enumerate() {
            let at = At::Case(index, place);
            self.number(at, "points", case.points);
            self.number(at, "baseline", case.baseline.unwrap_or_default());
            self.predicate(at, &case.when, PREDICATE_DEPTH_MAX);
        }
        // Bins are compared only if each case is sound: an edge that is no number has no place among the others.
        if one.exhaustive && self.problems.total() == before {
            Bins { at: index, cases: &one.cases }.check(self);
        }
    }

    fn variable(&mut self, at: At, field: &'static str, name: &str) {
        if name.is_empty() {
            self.refuse(at, field, TableFault::Empty { expected: "the name of a variable" });
        }
        self.text(at, field, name);
    }

    fn predicate(&mut self, at: At, predicate: &Predicate, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            return self.refuse(at, "when", TableFault::TooDeep { limit: PREDICATE_DEPTH_MAX });
        };
        match predicate {
            Predicate::Range(range) => self.range(at, "when", *range),
            Predicate::In(these) | Predicate::NotIn(these) => {
                if these.is_empty() {
                    self.refuse(at, "when", TableFault::Empty { expected: "at least one value" });
                }
                these.iter().for_each(|one| self.literal(at, "when", one));
            }
            _ => {}
        }
        let compound = matches!(
            predicate,
            Predicate::All(_) | Predicate::Any(_) | Predicate::Xor(_) | Predicate::Surrogate(_) | Predicate::Of { .. }
        );
        let (parts, variable) = predicate.parts();
        if compound && parts.is_empty() {
            self.refuse(at, "when", TableFault::Empty { expected: "at least one predicate" });
        }
        if let Some(variable) = variable {
            self.variable(at, "when", variable);
        }
        parts.iter().for_each(|part| self.predicate(at, part, depth));
    }
}

/// Cases of a characteristic that must be bins.
struct Bins<'a> {
    at: usize,
    cases: &'a [Case],
}

impl<'a> Bins<'a> {
    fn check(&self, checker: &mut Checker) {
        let mut spans = Vec::new();
        let mut lone = Vec::new();
        let mut taken = HashMap::new();
        for (case, one) in self.cases.iter().enumerate() {
            let parts = match &one.when {
                Predicate::Any(parts) => parts.as_slice(),
                lone => std::slice::from_ref(lone),
            };
            for part in parts {
                match part {
                    Predicate::Range(range) => spans.push((Span::of(*range), case)),
                    Predicate::In(members) => {
                        for member in members.iter().map(Member::from) {
                            lone.extend(member.span().map(|span| (span, case)));
                            self.take(member, case, &mut taken, checker);
                        }
                    }
                    Predicate::Missing => self.take(Member::Missing, case, &mut taken, checker),
                    _ => checker.refuse(At::Case(self.at, case), "when", TableFault::NotABin),
                }
            }
        }
        // Single numbers alone are categories, between which nothing need lie. Beside ranges they are points on the
        // line that the ranges must leave out, or fill a gap of one number between them.
        if !spans.is_empty() {
            lone.sort_by_key(|(span, _)| span.low);
            lone.dedup_by_key(|(span, _)| span.low);
            spans.extend(lone);
            spans.sort_by_key(|(span, _)| span.low);
            self.tile(&spans, checker);
        }
    }

    fn take(&self, member: Member<'a>, case: usize, taken: &mut HashMap<Member<'a>, usize>, checker: &mut Checker) {
        match taken.entry(member) {
            Entry::Occupied(before) => self.overlap(*before.get(), case, before.key(), checker),
            Entry::Vacant(place) => {
                place.insert(case);
            }
        }
    }

    /// Checks that ranges, sorted by their lower ends, take every number exactly once.
    fn tile(&self, spans: &[(Span, usize)], checker: &mut Checker) {
        // The end of the ranges so far, and the case that reaches it.
        let mut reach: (Cut, Option<usize>) = (Cut::LOWEST, None);
        for &(span, case) in spans {
            match (span.low.cmp(&reach.0), reach.1) {
                (Ordering::Greater, below) => {
                    let range = Span { low: reach.0, high: span.low }.range();
                    let fault = TableFault::Gap {
                        range,
                        below: below.map(|below| self.label(below)),
                        above: Some(self.label(case)),
                    };
                    checker.refuse(At::Case(self.at, case), "when", fault);
                }
                (Ordering::Less, Some(other)) => {
                    let both = Span { low: span.low, high: reach.0.min(span.high) };
                    match both.lone() {
                        Some(number) => self.overlap(other, case, &number, checker),
                        None => self.overlap(other, case, &both.range(), checker),
                    }
                }
                _ => {}
            }
            if span.high > reach.0 {
                reach = (span.high, Some(case));
            }
        }
        if let (end, Some(case)) = reach
            && end < Cut::HIGHEST
        {
            let range = Span { low: end, high: Cut::HIGHEST }.range();
            let fault = TableFault::Gap { range, below: Some(self.label(case)), above: None };
            checker.refuse(At::Case(self.at, case), "when", fault);
        }
    }

    fn overlap(&self, one: usize, other: usize, values: &dyn fmt::Display, checker: &mut Checker) {
        let (earlier, later) = (one.min(other), one.max(other));
        let (one, other) = (self.label(earlier), self.label(later));
        let values = quoted(&values.to_string());
        checker.refuse(At::Case(self.at, later), "when", TableFault::Overlap { one, other, values });
    }

    /// Names a bin in a message, briefly, since many problems may name the same bin.
    fn label(&self, case: usize) -> String {
        match self.cases.get(case) {
            Some(Case { label: Some(label), .. }) => quoted(label),
            Some(Case { when: Predicate::Range(range), .. }) => range.to_string(),
            _ => format!("cases[{case}]"),
        }
    }
}

/// Single value of a bin, compared to find values in two bins.
#[derive(PartialEq, Eq, Hash)]
enum Member<'a> {
    Missing,
    Text(&'a str),
    Number(u64),
}

impl<'a> From<&'a Literal> for Member<'a> {
    fn from(literal: &'a Literal) -> Self {
        // A row may hold the number as a text, so a text that spells a number is that number here too.
        let spelled = match literal {
            Literal::Text(text) => number(text).ok_or(text),
            Literal::Number(number) => Ok(*number),
        };
        // Adding 0.0 turns −0.0 into 0.0: both zeros are one number, but differ in their bits.
        spelled.map_or_else(|text| Self::Text(text), |number| Self::Number((number + 0.0).to_bits()))
    }
}

impl Member<'_> {
    /// Returns a number as the range that contains nothing else.
    fn span(&self) -> Option<Span> {
        match self {
            Self::Number(bits) => Some(Span::of(NumberRange::new(f64::from_bits(*bits)..=f64::from_bits(*bits)))),
            Self::Missing | Self::Text(_) => None,
        }
    }
}

impl fmt::Display for Member<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("a missing value"),
            Self::Text(text) => f.write_str(text),
            Self::Number(bits) => f64::from_bits(*bits).fmt(f),
        }
    }
}

/// Cut of the number line: just before a number, or just after it. With cuts, open and closed ends compare alike, and
/// two ranges meet exactly if one's upper cut is the other's lower.
#[derive(Clone, Copy, PartialEq)]
struct Cut {
    number: f64,
    after: bool,
}

impl Cut {
    const LOWEST: Cut = Cut { number: f64::NEG_INFINITY, after: false };
    const HIGHEST: Cut = Cut { number: f64::INFINITY, after: true };
}

impl Eq for Cut {}

impl Ord for Cut {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.total_cmp(&other.number).then(self.after.cmp(&other.after))
    }
}

impl PartialOrd for Cut {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Range as the numbers between two cuts.
#[derive(Clone, Copy)]
struct Span {
    low: Cut,
    high: Cut,
}

impl Span {
    fn of(range: NumberRange) -> Span {
        // As in `Member`: both zeros are one number.
        let cut = |number: f64, after| Cut { number: number + 0.0, after };
        let low = match range.low {
            Bound::Included(edge) => cut(edge, false),
            Bound::Excluded(edge) => cut(edge, true),
            Bound::Unbounded => Cut::LOWEST,
        };
        let high = match range.high {
            Bound::Included(edge) => cut(edge, true),
            Bound::Excluded(edge) => cut(edge, false),
            Bound::Unbounded => Cut::HIGHEST,
        };
        Span { low, high }
    }

    fn is_empty(self) -> bool {
        self.low >= self.high
    }

    /// Returns the only number in the range, if there is just one.
    fn lone(self) -> Option<f64> {
        (self.low.number.total_cmp(&self.high.number).is_eq() && !self.is_empty()).then_some(self.low.number)
    }

    fn range(self) -> NumberRange {
        let low = match self.low {
            Cut::LOWEST => Bound::Unbounded,
            Cut { number, after: false } => Bound::Included(number),
            Cut { number, after: true } => Bound::Excluded(number),
        };
        let high = match self.high {
            Cut::HIGHEST => Bound::Unbounded,
            Cut { number, after: false } => Bound::Excluded(number),
            Cut { number, after: true } => Bound::Included(number),
        };
        NumberRange { low, high }
    }
}

const PREDICATE_DEPTH_MAX: usize = 16;
/// Largest number that a card may have: sums of a thousand stay far from infinity, and no real card comes near it.
pub(crate) const NUMBER_MAX: f64 = 1e100;
