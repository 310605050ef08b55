//! Outcomes of a scorecard over a table.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::row::TableCell;
use crate::scoring::outcome::{StrategyId, StrategyOutcome, shared_text};
use crate::text::quoted;

/// Outcome for a row: a score, or every variable that prevents one.
///
/// It displays as the score or as `no score`; the alternate form (`{:#}`) adds the reasons or refusals.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TableOutcome {
    /// The score.
    Scored(TableScore),
    /// Every variable that prevents a score; at least one.
    Refused(Vec<Refusal>),
}

impl TableOutcome {
    /// Returns the score, if there is one.
    #[must_use]
    pub fn score(&self) -> Option<&TableScore> {
        match self {
            Self::Scored(score) => Some(score),
            Self::Refused(_) => None,
        }
    }

    /// Returns the score's number, if there is a score.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.score().map(TableScore::value)
    }

    /// Returns why the score is not better, strongest reason first; empty without a score.
    #[must_use]
    pub fn reasons(&self) -> Vec<TableReason<'_>> {
        self.score().map(TableScore::reasons).unwrap_or_default()
    }

    /// Returns the variables that prevent a score; empty if there is one.
    #[must_use]
    pub fn refusals(&self) -> &[Refusal] {
        match self {
            Self::Scored(_) => &[],
            Self::Refused(refusals) => refusals,
        }
    }
}

impl StrategyOutcome for TableOutcome {
    fn number(&self) -> Option<f64> {
        self.value()
    }
}

impl fmt::Display for TableOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list: Vec<String> = match self {
            Self::Scored(score) => {
                score.value.fmt(f)?;
                score.reasons().iter().map(ToString::to_string).collect()
            }
            Self::Refused(refusals) => {
                f.write_str("no score")?;
                refusals.iter().map(ToString::to_string).collect()
            }
        };
        if f.alternate() && !list.is_empty() { write!(f, ": {}", list.join("; ")) } else { Ok(()) }
    }
}

/// Score of a row: the base plus the points of all contributions, added up in the card's order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableScore {
    pub(super) value: f64,
    pub(super) strategy: StrategyId,
    pub(super) base: f64,
    pub(super) contributions: Vec<TableContribution>,
}

impl TableScore {
    /// Returns the score's number.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Returns the name and version of the card.
    #[must_use]
    pub fn strategy(&self) -> &StrategyId {
        &self.strategy
    }

    /// Returns the points at which the sum starts.
    #[must_use]
    pub fn base(&self) -> f64 {
        self.base
    }

    /// Returns the contribution of each characteristic, in the card's order.
    #[must_use]
    pub fn contributions(&self) -> &[TableContribution] {
        &self.contributions
    }

    /// Returns why the score is not better: reason codes by points lost, most first, ties in the card's order.
    ///
    /// Characteristics with the same code are added up, losses and gains beyond a baseline alike, as PMML evaluators
    /// do. A characteristic without a code stands for itself, even if another's code equals its name. A sum of at most
    /// a billionth of the largest loss in it is rounding error and not a reason.
    #[must_use]
    pub fn reasons(&self) -> Vec<TableReason<'_>> {
        // Each reason with the size of the largest loss in it.
        let mut reasons: Vec<(TableReason<'_>, f64)> = Vec::new();
        let mut places = HashMap::new();
        for one in &self.contributions {
            let code = one.reason().unwrap_or(&one.name);
            // Keyed by whether it is a code, too: a code and a characteristic of the same name are different reasons.
            let place = *places.entry((one.reason.is_some(), code)).or_insert(reasons.len());
            match reasons.get_mut(place) {
                Some((reason, largest)) => {
                    reason.points_lost += one.points_lost;
                    *largest = largest.max(one.points_lost.abs());
                }
                None => reasons.push((TableReason { code, points_lost: one.points_lost }, one.points_lost.abs())),
            }
        }
        reasons.retain(|(one, largest)| one.points_lost > largest * ROUNDING);
        reasons.sort_by(|(one, _), (other, _)| other.points_lost.total_cmp(&one.points_lost));
        reasons.into_iter().map(|(one, _)| one).collect()
    }
}

/// Largest share of a loss that counts as rounding error: far more than a thousand additions can err by, and far less
/// than any intended loss.
const ROUNDING: f64 = 1e-9;

/// Reason why a score is not better.
///
/// It displays as its code.
#[derive(Clone, Copy, PartialEq, Serialize)]
pub struct TableReason<'a> {
    code: &'a str,
    points_lost: f64,
}

impl<'a> TableReason<'a> {
    /// Returns the reason code; the characteristic's name if the card has no code for it.
    #[must_use]
    pub fn code(self) -> &'a str {
        self.code
    }

    /// Returns the points lost for this reason, above zero.
    #[must_use]
    pub fn points_lost(self) -> f64 {
        self.points_lost
    }
}

impl fmt::Debug for TableReason<'_> {
    /// Writes the code only: the points are personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableReason").field("code", &self.code).finish_non_exhaustive()
    }
}

impl fmt::Display for TableReason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

/// Contribution of one characteristic to a score.
#[derive(Clone, PartialEq, Serialize)]
pub struct TableContribution {
    #[serde(serialize_with = "shared_text")]
    pub(super) name: Arc<str>,
    #[serde(serialize_with = "shared_text")]
    pub(super) variable: Arc<str>,
    pub(super) value: TableCell,
    pub(super) points: f64,
    pub(super) points_lost: f64,
    #[serde(serialize_with = "optional_text", skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<Arc<str>>,
}

impl TableContribution {
    /// Returns the characteristic's name, which is its variable's unless the card gives another.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the variable's name.
    #[must_use]
    pub fn variable(&self) -> &str {
        &self.variable
    }

    /// Returns the variable's value in this row.
    #[must_use]
    pub fn value(&self) -> &TableCell {
        &self.value
    }

    /// Returns the points given; may be negative.
    #[must_use]
    pub fn points(&self) -> f64 {
        self.points
    }

    /// Returns the points lost: those missing from the baseline or the best, or, where lower is better, those in
    /// excess. Below zero if the row is better than a baseline.
    #[must_use]
    pub fn points_lost(&self) -> f64 {
        self.points_lost
    }

    /// Returns the reason code, if the card has one.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

impl fmt::Debug for TableContribution {
    /// Writes the name only: the value, and the points that reveal it, are personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, variable, .. } = self;
        f.debug_struct("TableContribution").field("name", name).field("variable", variable).finish_non_exhaustive()
    }
}

/// Refusal: a variable for which the card has no points, with the cause.
#[derive(Clone, PartialEq, Serialize)]
pub struct Refusal {
    #[serde(serialize_with = "shared_text")]
    pub(super) variable: Arc<str>,
    /// Value in the row; none if the row has no such variable.
    pub(super) value: Option<TableCell>,
    /// Whether the value is one that the card declares not valid.
    pub(super) is_invalid: bool,
}

impl Refusal {
    /// Returns the variable's name.
    #[must_use]
    pub fn variable(&self) -> &str {
        &self.variable
    }

    /// Returns the value in the row; none if the row has no such variable.
    #[must_use]
    pub fn value(&self) -> Option<&TableCell> {
        self.value.as_ref()
    }
}

impl fmt::Debug for Refusal {
    /// Writes the variable only: the value is personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal").field("variable", &self.variable).finish_non_exhaustive()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let variable = quoted(&self.variable);
        match &self.value {
            None => write!(f, "the row has no `{variable}`"),
            Some(cell) if self.is_invalid => {
                write!(f, "`{variable}` is `{}`, which the card does not allow", cell.shown())
            }
            Some(cell) if cell.is_missing() => {
                write!(f, "`{variable}` is missing, and the card has no points for that")
            }
            Some(cell) => write!(f, "`{variable}` is `{}`, which is in no case of the card", cell.shown()),
        }
    }
}

fn optional_text<S: serde::Serializer>(text: &Option<Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
    text.as_deref().serialize(serializer)
}
