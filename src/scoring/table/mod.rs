//! A scorecard over a plain row of a table: what other tools export, as it is.
//!
//! ```
//! use credit_bureau::scoring::table::{Case, Characteristic, NamedRow, NumberRange, Predicate, TableCard, TableCardData};
//! use credit_bureau::scoring::Strategy;
//! let bin = |range, points| Case::new(Predicate::Range(range), points);
//! let mut data = TableCardData::new("one line".into(), "1".into(), 448.0);
//! let bins = vec![bin(NumberRange::new(..12.5), 17.25), bin(NumberRange::new(12.5..), -5.0)];
//! data.characteristics = vec![Characteristic::new("duration".into(), bins)];
//! let card = TableCard::new(data)?;
//! assert_eq!(card.evaluate(&NamedRow::new([("duration", 6.0)])).value(), Some(465.25));
//! assert_eq!(card.evaluate(&NamedRow::new([("duration", f64::NAN)])).value(), None); // no points for a missing value
//! # Ok::<(), credit_bureau::scoring::table::TableError>(())
//! ```
//!
//! Points are added up as floating-point numbers in the card's order, so the sums are those of the tool that the card
//! is from, to the last digit. The files are read and written in [`format::scorecard`](crate::format::scorecard).
//!
//! A row is [evidence](crate::scoring::Evidence) of its own kind, and nobody's credit file. [`TableCard::bind`] makes a
//! [`Scorecard`](crate::scoring::Scorecard) over a person's attributes of a card; it refuses one that
//! [names](crate::scoring::prohibited) what must not count.

mod bind;
mod check;
mod data;
mod error;
mod holds;
mod input;
mod outcome;
mod row;

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::bind::{BindError, BindFault, BindProblem, Mapping};
#[cfg(feature = "pmml")]
pub(crate) use self::check::NUMBER_MAX;
pub use self::data::{Case, Characteristic, Literal, NumberRange, Predicate, TableCardData};
pub use self::error::{TableError, TableFault, TableProblem};
pub use self::input::{Input, Invalid};
pub use self::outcome::{Refusal, TableContribution, TableOutcome, TableReason, TableScore};
#[cfg(any(feature = "csv", feature = "json", feature = "pmml"))]
pub(crate) use self::row::number;
pub use self::row::{Cell, NamedRow, Names};
use super::scaling::Better;
use super::strategy::{Strategy, StrategyId};

/// A scorecard over a table that holds together.
///
/// In serde it is its [`TableCardData`]; reading checks it. Every number comes back as it was. As JSON:
///
/// ```json
/// {
///   "name": "two lines", "version": "1", "base": 448.0,
///   "inputs": [{"variable": "housing", "values": ["own", "rent", "lodge"], "invalid": "missing"}],   // optional
///   "characteristics": [
///     {
///       "variable": "duration_in_month", "exhaustive": true,
///       "cases": [
///         {"when": {"any": ["missing", {"range": {"below": 8.5}}]}, "points": 64.25, "label": "[-inf,8.5)%,%missing"},
///         {"when": {"range": {"from": 8.5}}, "points": -0.0, "reason": "LONG"}
///       ]
///     },
///     {"variable": "housing", "cases": [{"when": {"in": ["own", "rent"]}, "points": 7}], "missing": 0, "otherwise": -16}
///   ]
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "TableCardData", into = "TableCardData")]
pub struct TableCard {
    data: TableCardData,
    id: StrategyId,
    lines: Vec<Line>,
}

/// What a characteristic says, ready for use.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    name: Arc<str>,
    variable: Arc<str>,
    /// Other variables that its cases name.
    others: Vec<Arc<str>>,
    /// What reasons are measured against.
    baseline: f64,
    reason: Option<Arc<str>>,
    /// The reason of each case, and its own baseline.
    cases: Vec<(Option<Arc<str>>, Option<f64>)>,
}

impl TableCard {
    /// A card that says this.
    ///
    /// # Errors
    ///
    /// [`TableError::Card`] with everything that does not hold together and its place: a number that is none, a range
    /// without a number, a variable given twice, a list or name that is empty, predicates nested deeper than 16, and in a
    /// characteristic whose cases are to be bins a gap or an overlap, with the two bins. Of problems the first 100 are
    /// listed.
    pub fn new(data: TableCardData) -> Result<TableCard, TableError> {
        check::check(&data)?;
        let id = StrategyId::new(data.name.as_str(), data.version.as_str());
        let lines = data.characteristics.iter().map(|one| Line::of(one, data.better)).collect();
        Ok(TableCard { data, id, lines })
    }

    /// A card from its JSON text.
    ///
    /// # Errors
    ///
    /// [`TableError::Json`] with line and column if the text cannot be read, else those of [`new`](Self::new).
    #[cfg(feature = "json")]
    pub fn from_json(json: &str) -> Result<TableCard, TableError> {
        TableCard::new(serde_json::from_str(json).map_err(|error| not_json(&error))?)
    }

    /// The card as JSON text, indented, in the form that [`from_json`](Self::from_json) reads.
    ///
    /// # Errors
    ///
    /// [`TableError::Json`] if it cannot be written, which no card is known to cause.
    #[cfg(feature = "json")]
    pub fn to_json(&self) -> Result<String, TableError> {
        serde_json::to_string_pretty(&self.data).map_err(|error| not_json(&error))
    }

    /// What the card says.
    #[must_use]
    pub fn data(&self) -> &TableCardData {
        &self.data
    }

    /// What the file that the card came from did not tell.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.data.notes
    }

    /// What the reasons of each characteristic are measured against.
    #[cfg(feature = "pmml")]
    pub(crate) fn baselines(&self) -> impl Iterator<Item = f64> {
        self.lines.iter().map(|line| line.baseline)
    }

    /// The variables that the card looks at, each once, in its order.
    #[must_use]
    pub fn variables(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        let each = self.data.characteristics.iter().flat_map(|one| std::iter::once(&*one.variable).chain(others(one)));
        each.filter(|name| seen.insert(*name)).collect()
    }
}

impl Strategy for TableCard {
    type Evidence = NamedRow;
    type Verdict = TableOutcome;

    fn id(&self) -> StrategyId {
        self.id.clone()
    }

    /// The score, or every variable that the row does not have, or whose value it may not have or has no points for.
    fn evaluate(&self, row: &NamedRow) -> TableOutcome {
        let mut value = self.data.base;
        let mut contributions = Vec::with_capacity(self.lines.len());
        let mut refusals = Vec::new();
        let mut refused = HashSet::new();
        let mut refuse = |variable: &Arc<str>, value: Option<&Cell>, is_invalid: bool| {
            if refused.insert(variable.clone()) {
                refusals.push(Refusal { variable: variable.clone(), value: value.cloned(), is_invalid });
            }
        };
        let mut row = Cow::Borrowed(row);
        for input in &self.data.inputs {
            let Some(cell) = row.get(&input.variable) else { continue };
            match input.take(cell) {
                None => refuse(&input.variable.as_str().into(), Some(cell), true),
                Some(Cow::Borrowed(_)) => {}
                Some(Cow::Owned(other)) => row = Cow::Owned(row.into_owned().with(&input.variable, other)),
            }
        }
        let row = &*row;
        for (one, line) in self.data.characteristics.iter().zip(&self.lines) {
            let mut names = std::iter::once(&line.variable).chain(&line.others);
            if let Some(absent) = names.find(|name| row.get(name).is_none()) {
                refuse(absent, None, false);
                continue;
            }
            let cell = row.get(&line.variable).unwrap_or(&Cell::Missing);
            match one.points(cell, row) {
                Some((points, case)) => {
                    value += points;
                    contributions.push(line.contribution(cell, points, case, self.data.better));
                }
                None => refuse(&line.variable, Some(cell), false),
            }
        }
        if !refusals.is_empty() {
            return TableOutcome::Refused(refusals);
        }
        TableOutcome::Scored(TableScore { value, strategy: self.id(), base: self.data.base, contributions })
    }
}

impl Characteristic {
    /// The points of a value of this row, and the case that takes it; nothing if the card has none for it.
    fn points(&self, cell: &Cell, row: &NamedRow) -> Option<(f64, Option<usize>)> {
        let taken = self.cases.iter().position(|case| case.when.holds(cell, row) == Some(true));
        match taken.and_then(|index| Some((self.cases.get(index)?.points, Some(index)))) {
            None if cell.is_missing() => self.missing.map(|points| (points, None)),
            None => self.otherwise.map(|points| (points, None)),
            taken => taken,
        }
    }
}

impl Line {
    fn of(one: &Characteristic, better: Better) -> Line {
        let given = one.cases.iter().map(|case| case.points).chain(one.missing).chain(one.otherwise);
        let end = match better {
            Better::Higher => given.reduce(f64::max),
            Better::Lower => given.reduce(f64::min),
        };
        let code = |code: &Option<String>| code.as_deref().map(Arc::from);
        Line {
            name: one.called().into(),
            variable: one.variable.as_str().into(),
            others: others(one).map(Arc::from).collect(),
            baseline: one.baseline.or(end).unwrap_or_default(),
            reason: code(&one.reason),
            cases: one.cases.iter().map(|case| (code(&case.reason), case.baseline)).collect(),
        }
    }

    fn contribution(&self, cell: &Cell, points: f64, case: Option<usize>, better: Better) -> TableContribution {
        let (own, baseline) = case.and_then(|case| self.cases.get(case).cloned()).unwrap_or_default();
        let lost = baseline.unwrap_or(self.baseline) - points;
        TableContribution {
            name: self.name.clone(),
            variable: self.variable.clone(),
            value: cell.clone(),
            points,
            points_lost: match better {
                Better::Higher => lost,
                Better::Lower => -lost,
            },
            reason: own.or_else(|| self.reason.clone()),
        }
    }
}

/// The variables that cases name beside their characteristic's.
fn others(one: &Characteristic) -> impl Iterator<Item = &str> {
    let mut waiting: Vec<&Predicate> = one.cases.iter().rev().map(|case| &case.when).collect();
    std::iter::from_fn(move || {
        while let Some(next) = waiting.pop() {
            let (parts, variable) = next.parts();
            waiting.extend(parts.iter().rev());
            if variable.is_some() {
                return variable;
            }
        }
        None
    })
}

impl TryFrom<TableCardData> for TableCard {
    type Error = TableError;

    fn try_from(data: TableCardData) -> Result<TableCard, TableError> {
        TableCard::new(data)
    }
}

impl From<TableCard> for TableCardData {
    fn from(card: TableCard) -> TableCardData {
        card.data
    }
}

#[cfg(feature = "json")]
fn not_json(error: &serde_json::Error) -> TableError {
    let (line, column, message) = super::json::told(error);
    TableError::Json { line, column, message }
}
