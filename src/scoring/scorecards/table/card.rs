//! Checked scorecards over a table.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::check;
use super::data::{TableCardData, TableCharacteristic};
use super::error::TableError;
use super::outcome::{Refusal, TableContribution, TableOutcome, TableScore};
use super::row::{NamedRow, TableCell};
use crate::scoring::outcome::{Strategy, StrategyId};
use crate::scoring::points::Better;
#[cfg(feature = "json")]
use crate::scoring::scorecards::json;

/// Scorecard over the rows of a table.
///
/// In serde it is its [`TableCardData`], which is checked when read; every number is preserved exactly. As JSON:
///
/// ```json
/// {
///   "name": "two lines", "version": "1", "base": 448.0,
///   "inputs": [                                                            // optional
///     {"variable": "housing", "values": ["own", "rent", "lodge"], "invalid": "missing"}
///   ],
///   "characteristics": [
///     {
///       "variable": "duration_in_month", "exhaustive": true,
///       "cases": [
///         {
///           "when": {"any": ["missing", {"range": {"below": 8.5}}]}, "points": 64.25,
///           "label": "[-inf,8.5)%,%missing"
///         },
///         {"when": {"range": {"from": 8.5}}, "points": -0.0, "reason": "LONG"}
///       ]
///     },
///     {
///       "variable": "housing", "cases": [{"when": {"in": ["own", "rent"]}, "points": 7}],
///       "missing": 0, "otherwise": -16
///     }
///   ]
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "TableCardData", into = "TableCardData")]
pub struct TableCard {
    pub(super) data: TableCardData,
    id: StrategyId,
    lines: Vec<TableLine>,
}

/// Characteristic compiled for evaluation.
#[derive(Debug, Clone, PartialEq)]
struct TableLine {
    name: Arc<str>,
    variable: Arc<str>,
    /// Other variables that its cases look at.
    others: Vec<Arc<str>>,
    /// Points against which losses are counted.
    baseline: f64,
    reason: Option<Arc<str>>,
    /// Reason code and own baseline of each case.
    cases: Vec<(Option<Arc<str>>, Option<f64>)>,
}

impl TableCard {
    /// Checks the data and creates the card.
    ///
    /// # Errors
    ///
    /// [`TableError::Card`] with every problem and its place, the first 100: a number that is not finite or too large,
    /// an empty range, a variable given twice, an empty list or name, predicates nested deeper than 16, and, in a
    /// characteristic whose cases must be bins, a gap or an overlap with the two bins.
    pub fn new(data: TableCardData) -> Result<TableCard, TableError> {
        check::check(&data)?;
        let id = StrategyId::new(data.name.as_str(), data.version.as_str());
        let lines = data.characteristics.iter().map(|one| TableLine::of(one, data.better)).collect();
        Ok(TableCard { data, id, lines })
    }

    /// Reads a card from JSON text.
    ///
    /// # Errors
    ///
    /// [`TableError::Json`] with line and column if the text cannot be read, else those of [`new`](Self::new).
    #[cfg(feature = "json")]
    pub fn from_json(json: &str) -> Result<TableCard, TableError> {
        TableCard::new(serde_json::from_str(json).map_err(|error| not_json(&error))?)
    }

    /// Writes the card as indented JSON text, in the form that [`from_json`](Self::from_json) reads.
    ///
    /// # Errors
    ///
    /// [`TableError::Json`] if it cannot be written, which no card is known to cause.
    #[cfg(feature = "json")]
    pub fn to_json(&self) -> Result<String, TableError> {
        serde_json::to_string_pretty(&self.data).map_err(|error| not_json(&error))
    }

    /// Returns the content of the card.
    #[must_use]
    pub fn data(&self) -> &TableCardData {
        &self.data
    }

    /// Returns the notes on facts that the card's file did not state.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.data.notes
    }

    /// Returns the points against which the losses of each characteristic are counted.
    #[cfg(feature = "pmml")]
    pub(crate) fn baselines(&self) -> impl Iterator<Item = f64> {
        self.lines.iter().map(|line| line.baseline)
    }

    /// Returns the variables that the card looks at, each once, in its order.
    #[must_use]
    pub fn variables(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        let each = self.data.characteristics.iter().flat_map(|one| std::iter::once(&*one.variable).chain(one.others()));
        each.filter(|name| seen.insert(*name)).collect()
    }
}

impl Strategy for TableCard {
    type Evidence = NamedRow;
    type Outcome = TableOutcome;

    fn id(&self) -> StrategyId {
        self.id.clone()
    }

    /// Returns the score, or every variable that the row lacks, or whose value is not valid or has no points.
    fn evaluate(&self, row: &NamedRow) -> TableOutcome {
        let mut value = self.data.base;
        let mut contributions = Vec::with_capacity(self.lines.len());
        let mut refusals = Vec::new();
        let mut refused = HashSet::new();
        let mut refuse = |variable: &Arc<str>, value: Option<&TableCell>, is_invalid: bool| {
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
                // Replaced in the row itself and not per characteristic: cases of other variables see the replacement
                // too.
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
            let cell = row.get(&line.variable).unwrap_or(&TableCell::Missing);
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

impl TableLine {
    fn of(one: &TableCharacteristic, better: Better) -> TableLine {
        let given = one.cases.iter().map(|case| case.points).chain(one.missing).chain(one.otherwise);
        let end = match better {
            Better::Higher => given.reduce(f64::max),
            Better::Lower => given.reduce(f64::min),
        };
        // Codes are shared, so that a contribution of each row does not copy them.
        let code = |code: &Option<String>| code.as_deref().map(Arc::from);
        TableLine {
            name: one.called().into(),
            variable: one.variable.as_str().into(),
            others: one.others().map(Arc::from).collect(),
            baseline: one.baseline.or(end).unwrap_or_default(),
            reason: code(&one.reason),
            cases: one.cases.iter().map(|case| (code(&case.reason), case.baseline)).collect(),
        }
    }

    fn contribution(&self, cell: &TableCell, points: f64, case: Option<usize>, better: Better) -> TableContribution {
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
    let (line, column, message) = json::position_and_message(error);
    TableError::Json { line, column, message }
}
