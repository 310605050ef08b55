//! Binding of a scorecard over a table to a person's attributes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::num::NonZeroU32;

use thiserror::Error;

use super::card::TableCard;
use super::data::TableCharacteristic;
use super::input::Input;
use super::predicate::{Literal, Predicate};
use super::row::{NamedRow, TableCell, number};
use crate::scoring::outcome::ReasonText;
use crate::scoring::points::{Points, PointsError, ScoreRange};
use crate::scoring::prohibited::{ProhibitedName, Tripwire};
use crate::scoring::scorecards::error::ScoringError;
use crate::scoring::scorecards::scorecard::{Absence, Bin, Characteristic, PointsAward, Scorecard, ScorecardData};
use crate::text::quoted;

/// Mapping of a card's variables to attributes, for [`TableCard::bind`].
///
/// ```
/// use credit_bureau::scoring::ScoreRange;
/// use credit_bureau::scoring::scorecards::table::{
///     Case, Mapping, NumberRange, Predicate, TableCard, TableCardData, TableCharacteristic,
/// };
/// let case = |range, points| Case::new(Predicate::Range(range), points);
/// let mut data = TableCardData::new("cards".into(), "1".into(), 300.0);
/// data.characteristics = vec![TableCharacteristic::new("yuan_used".into(), vec![
///     case(NumberRange::new(..12.345), 60.0),
///     case(NumberRange::new(12.345..), 10.5),
/// ])];
/// let mapping = Mapping::new("from our tool, for teaching", ScoreRange::new(0, 1000)?)
///     .variable_times("yuan_used", "card_used", 100);                 // the attribute counts fen
/// let card = TableCard::new(data)?.bind(&mapping)?;
/// assert_eq!(card.data().characteristics[0].bins[1].from, Some(1_235));   // fen are whole
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    origin: String,
    range: ScoreRange,
    name: Option<String>,
    /// Attribute and factor of each variable.
    variables: BTreeMap<String, (String, u32)>,
    tripwire: Tripwire,
}

impl Mapping {
    /// Creates a mapping without variables, from the new card's origin (author and purpose) and range of scores.
    pub fn new(origin: impl Into<String>, range: ScoreRange) -> Mapping {
        Mapping { origin: origin.into(), range, name: None, variables: BTreeMap::new(), tripwire: Tripwire::new() }
    }

    /// Renames the card.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Mapping {
        Mapping { name: Some(name.into()), ..self }
    }

    /// Maps a variable to an attribute; replaces an earlier mapping of that variable.
    #[must_use]
    pub fn variable(self, variable: impl Into<String>, attribute: impl Into<String>) -> Mapping {
        self.variable_times(variable, attribute, 1)
    }

    /// Maps a variable to an attribute that is a multiple of it: factor 100 for a variable in yuan and an attribute in
    /// fen.
    #[must_use]
    pub fn variable_times(mut self, variable: impl Into<String>, attribute: impl Into<String>, factor: u32) -> Mapping {
        self.variables.insert(variable.into(), (attribute.into(), factor));
        self
    }

    /// Sets another tripwire, such as one that [allows age](Tripwire::allowing_age).
    #[must_use]
    pub fn tripwire(self, tripwire: Tripwire) -> Mapping {
        Mapping { tripwire, ..self }
    }
}

/// Error in binding a card to attributes.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum BindError {
    /// The card names a prohibited characteristic. Mapping such a variable to an attribute does not help.
    #[error("the card must not be used on a person: {}", listed(refused))]
    Prohibited {
        /// Each name, with the characteristic and the word that matched.
        refused: Vec<ProhibitedName>,
    },
    /// Variables cannot be bound.
    #[error("{}", listed(problems))]
    Variables {
        /// Problem of each variable; at least one.
        problems: Vec<BindProblem>,
    },
    /// The base is not a valid number of points.
    #[error("the base of the card: {0}")]
    Base(PointsError),
    /// The bound card is not valid: an attribute is unknown, or its points reach beyond the range.
    #[error(transparent)]
    Card(#[from] ScoringError),
}

/// Problem of a variable that cannot be bound.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("`{}` {fault}", quoted(variable))]
#[non_exhaustive]
pub struct BindProblem {
    /// Name of the variable.
    pub variable: String,
    /// The fault.
    pub fault: BindFault,
}

/// Fault of a variable that cannot be bound.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum BindFault {
    /// The mapping lacks the variable.
    #[error("is in the card, but not in the mapping")]
    NotMapped,
    /// The mapping has a variable that the card does not have.
    #[error("is in the mapping, but not in the card")]
    NotInCard,
    /// A case names a text.
    #[error("is `{}` in one of the cases: expected numbers only, because attributes are numbers", quoted(text))]
    NotNumeric {
        /// The text.
        text: String,
    },
    /// A case looks at a second variable.
    #[error("has a case that looks at `{}` too: expected cases of one variable", quoted(other))]
    Others {
        /// Name of the second variable.
        other: String,
    },
    /// A case has another baseline than its characteristic.
    #[error("has a case with a baseline of its own: expected one baseline for all cases")]
    CaseBaseline,
    /// Values of one variable have different reasons; an attribute can have one only.
    #[error(
        "has the reason code `{}` at cases[{case}], where other values have {}: expected one code for all values",
        quoted(code),
        others.as_deref().map_or_else(|| "none".to_owned(), |others| format!("`{}`", quoted(others)))
    )]
    CaseReason {
        /// Index of the case in its characteristic.
        case: usize,
        /// Reason code of the case.
        code: String,
        /// Reason code of other values; none if they have none.
        others: Option<String>,
    },
    /// There are more cases, or numbers in them, than a scorecard has bins.
    #[error("has {found} cases or numbers in them: expected at most {limit}")]
    TooMany {
        /// Number found.
        found: usize,
        /// Most allowed.
        limit: usize,
    },
    /// Only whole numbers are valid, and the attribute is a multiple of the variable.
    #[error("takes whole numbers only, and is mapped with the factor {factor}: expected the factor 1")]
    Whole {
        /// Factor as given.
        factor: u32,
    },
    /// The factor is 0.
    #[error("is mapped with the factor 0: expected a whole number from 1")]
    Factor,
    /// The card has no points for some values.
    #[error("has no points for the attribute's values from {from}: expected points for every number")]
    NoPoints {
        /// Lowest such value of the attribute; the least integer if there is no lowest.
        from: i64,
    },
    /// The points cannot be held by a scorecard.
    #[error("has points that a scorecard cannot hold: {0}")]
    Points(PointsError),
}

fn listed<T: fmt::Display>(things: &[T]) -> String {
    things.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl TableCard {
    /// Makes a [`Scorecard`] over a person's attributes.
    ///
    /// Variables are replaced as the mapping says. Edges are rounded up to integers of the attribute's unit (for
    /// integers, from 12.5 is from 13), points to six decimal places. A value gives the same points as in the table's
    /// card, up to that rounding. An absent attribute gives the points of a missing value, or no score. The card's
    /// [notes](TableCard::notes) become part of the new card's origin.
    ///
    /// A reason code becomes the reason's text in both languages, and the code of a missing value the text for an
    /// absent attribute; without a code the attribute's definition is used. Characteristics with the same code remain
    /// separate reasons: their losses are not added up as they are [in the table](super::TableScore::reasons), so the
    /// text may appear twice.
    ///
    /// # Errors
    ///
    /// * [`BindError::Prohibited`], before anything else, with every text of the card that names a prohibited
    ///   characteristic: a variable, a characteristic's name or subject, a label or a code. Categories in labels count
    ///   (`married`).
    /// * [`BindError::Variables`] with every variable that is not mapped or not numeric, or whose cases have different
    ///   reasons or baselines.
    /// * [`BindError::Card`] with the problems that [`Scorecard::new`] finds.
    pub fn bind(&self, mapping: &Mapping) -> Result<Scorecard, BindError> {
        let refused = mapping.tripwire.check(self.names());
        if !refused.is_empty() {
            return Err(BindError::Prohibited { refused });
        }
        let mut problems = Vec::new();
        let mut refuse = |variable: &str, fault| problems.push(BindProblem { variable: variable.to_owned(), fault });
        let mut characteristics = Vec::new();
        for one in &self.data.characteristics {
            let input = self.data.inputs.iter().find(|input| input.variable == one.variable);
            match bound(one, mapping.variables.get(&one.variable), input) {
                Ok(bound) => characteristics.push(bound),
                Err(fault) => refuse(&one.variable, fault),
            }
        }
        let known: HashSet<&str> = self.variables().into_iter().collect();
        for variable in mapping.variables.keys().filter(|name| !known.contains(name.as_str())) {
            refuse(variable, BindFault::NotInCard);
        }
        if !problems.is_empty() {
            return Err(BindError::Variables { problems });
        }
        let name = mapping.name.clone().unwrap_or_else(|| self.data.name.clone());
        let base = Points::nearest(self.data.base).map_err(BindError::Base)?;
        let origin = self.origin(&mapping.origin);
        let mut data = ScorecardData::new(name, self.data.version.clone(), origin, mapping.range, base);
        data.better = self.data.better;
        data.characteristics = characteristics;
        Ok(Scorecard::new(data)?)
    }

    /// Returns every text in the card that may name a characteristic, each once, including inputs that no case uses: a
    /// card that merely carries such a column must not be bound silently.
    fn names(&self) -> Vec<&str> {
        let texts = self.data.characteristics.iter().flat_map(|one| {
            let cases = one.cases.iter().flat_map(|case| [&case.label, &case.reason]);
            [&one.name, &one.about, &one.reason].into_iter().chain(cases).filter_map(Option::as_deref)
        });
        let mut seen = HashSet::new();
        let inputs = self.data.inputs.iter().map(|input| input.variable.as_str());
        self.variables().into_iter().chain(texts).chain(inputs).filter(|name| seen.insert(*name)).collect()
    }

    /// Joins the new card's origin with the notes on the file.
    fn origin(&self, origin: &str) -> String {
        match self.notes() {
            [] => origin.to_owned(),
            notes => format!("{origin}; notes on its file: {}", notes.join("; ")),
        }
    }
}

fn bound(
    one: &TableCharacteristic,
    mapped: Option<&(String, u32)>,
    input: Option<&Input>,
) -> Result<Characteristic, BindFault> {
    let (attribute, factor) = mapped.ok_or(BindFault::NotMapped)?;
    let factor = NonZeroU32::new(*factor).ok_or(BindFault::Factor)?;
    if let Some(other) = one.others().find(|other| *other != one.variable) {
        return Err(BindFault::Others { other: other.to_owned() });
    }
    if one.cases.iter().any(|case| case.baseline.is_some() && case.baseline != one.baseline) {
        return Err(BindFault::CaseBaseline);
    }
    // First values of the attribute between which the same cases hold for every value, so one value per stretch tells
    // its points.
    let mut starts = BTreeSet::from([i64::MIN]);
    if input.is_some_and(|input| input.whole) && factor.get() != 1 {
        return Err(BindFault::Whole { factor: factor.get() });
    }
    let mut edges = edges(one)?;
    edges.extend(input.into_iter().flat_map(Input::edges));
    let found = edges.len().max(one.cases.len());
    if found > EDGES_MAX {
        return Err(BindFault::TooMany { found, limit: EDGES_MAX });
    }
    for edge in edges {
        // A case may include its edge or exclude it, so the first value at an edge and the first beyond it both start
        // a stretch.
        starts.extend(first_where(factor, |value| value >= edge));
        starts.extend(first_where(factor, |value| value > edge));
    }
    let mut bins: Vec<Bin> = Vec::with_capacity(starts.len());
    let mut reason = None;
    for from in starts {
        let taken = award(one, &TableCell::Number(value(from, factor)), input)?;
        let (points, case) = taken.ok_or(BindFault::NoPoints { from })?;
        same_code(one, *reason.get_or_insert(case), case)?;
        match bins.last_mut() {
            Some(last) if last.points == points => {}
            last => {
                if let Some(last) = last {
                    last.below = Some(from);
                }
                bins.push(Bin::new(from.., points));
            }
        }
    }
    if let Some(lowest) = bins.first_mut() {
        lowest.from = None;
    }
    let mut bound = Characteristic::new(attribute.clone(), bins);
    bound.baseline = one.baseline.map(Points::nearest).transpose().map_err(BindFault::Points)?;
    bound.reason = reason.and_then(|case| text(one, case));
    let missing = award(one, &TableCell::Missing, input)?;
    bound.reason_if_absent = missing.and_then(|(_, case)| text(one, case));
    bound.absent =
        Absence::new().otherwise(missing.map_or(PointsAward::NoScore, |(points, _)| PointsAward::Points(points)));
    Ok(bound)
}

/// Returns the reason code of a case, or of values in no case; a blank code counts as none.
fn code(one: &TableCharacteristic, case: Option<usize>) -> Option<&str> {
    let own = case.and_then(|case| one.cases.get(case)?.reason.as_deref());
    [own, one.reason.as_deref()].into_iter().flatten().find(|code| !code.trim().is_empty())
}

fn text(one: &TableCharacteristic, case: Option<usize>) -> Option<ReasonText> {
    code(one, case).map(|code| ReasonText::new(code, code))
}

/// Refuses two cases with different codes.
fn same_code(one: &TableCharacteristic, first: Option<usize>, next: Option<usize>) -> Result<(), BindFault> {
    if code(one, first) == code(one, next) {
        return Ok(());
    }
    // The codes differ, so one of the two is a case with a code of its own: otherwise both would have the
    // characteristic's. That case is the one to name.
    let own = |case: Option<usize>| case.and_then(|case| Some((case, code(one, Some(case))?)));
    let named = own(next).map(|own| (own, first)).or_else(|| own(first).map(|own| (own, next)));
    named.map_or(Ok(()), |((case, named), other)| {
        let others = code(one, other).map(str::to_owned);
        Err(BindFault::CaseReason { case, code: named.to_owned(), others })
    })
}

/// Returns the numbers at which a case may begin or cease to hold.
fn edges(one: &TableCharacteristic) -> Result<Vec<f64>, BindFault> {
    let mut edges = Vec::new();
    let mut waiting: Vec<&Predicate> = one.cases.iter().map(|case| &case.when).collect();
    while let Some(next) = waiting.pop() {
        waiting.extend(next.parts().0);
        match next {
            Predicate::Range(range) => edges.extend(range.edges()),
            Predicate::In(these) | Predicate::NotIn(these) => {
                for one in these {
                    edges.push(match one {
                        Literal::Number(number) => *number,
                        Literal::Text(text) => {
                            number(text).ok_or_else(|| BindFault::NotNumeric { text: text.clone() })?
                        }
                    });
                }
            }
            _ => {}
        }
    }
    Ok(edges)
}

/// Returns the points of a value and the case that takes it; none if the card has no points for it.
fn award(
    one: &TableCharacteristic,
    cell: &TableCell,
    input: Option<&Input>,
) -> Result<Option<(Points, Option<usize>)>, BindFault> {
    let Some(cell) = input.map_or(Some(Cow::Borrowed(cell)), |input| input.take(cell)) else { return Ok(None) };
    let cell = cell.into_owned();
    let row = NamedRow::new([(one.variable.as_str(), cell.clone())]);
    let points = one.points(&cell, &row).map(|(points, case)| Ok((Points::nearest(points)?, case)));
    points.transpose().map_err(BindFault::Points)
}

/// Returns the lowest value of the attribute at which `holds` is true of the variable; none if it never is. `holds`
/// must be monotone: once true, it stays true for higher numbers.
///
/// A search by halves over all integers takes 64 steps and asks `value` itself, so that the bins agree to the last
/// digit with the conversion. Dividing the edge by the factor instead would round on its own.
fn first_where(factor: NonZeroU32, holds: impl Fn(f64) -> bool) -> Option<i64> {
    if !holds(value(i64::MAX, factor)) {
        return None;
    }
    let (mut below, mut at) = (i64::MIN, i64::MAX);
    while below < at {
        let middle = below.saturating_add_unsigned(at.abs_diff(below) / 2);
        if holds(value(middle, factor)) {
            at = middle;
        } else {
            below = middle.saturating_add(1);
        }
    }
    Some(at)
}

/// Converts a value of the attribute to the variable's unit.
#[expect(clippy::cast_precision_loss, reason = "the table's numbers are no more exact than this")]
fn value(attribute: i64, factor: NonZeroU32) -> f64 {
    attribute as f64 / f64::from(factor.get())
}

/// A bin has two edges, and a characteristic at most 1,000 bins.
const EDGES_MAX: usize = 2_000;
