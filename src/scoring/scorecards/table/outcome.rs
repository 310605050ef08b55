//! What a scorecard over a table says of a row.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::row::TableCell;
use crate::scoring::outcome::{StrategyId, StrategyOutcome, shared_text};
use crate::text::quoted;

/// A score, or every variable for which the card has no points.
///
/// It displays as the score or as `no score`; in the alternate form (`{:#}`) the reasons or refusals follow.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TableOutcome {
    /// A score.
    Scored(TableScore),
    /// No score, and every variable that stands against one; at least one.
    Refused(Vec<Refusal>),
}

impl TableOutcome {
    /// The score, if there is one.
    #[must_use]
    pub fn score(&self) -> Option<&TableScore> {
        match self {
            Self::Scored(score) => Some(score),
            Self::Refused(_) => None,
        }
    }

    /// The number, if there is a score.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.score().map(TableScore::value)
    }

    /// Why the score is what it is, strongest first; nothing if there is no score.
    #[must_use]
    pub fn reasons(&self) -> Vec<TableReason<'_>> {
        self.score().map(TableScore::reasons).unwrap_or_default()
    }

    /// Why there is no score; nothing if there is one.
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

/// The score of a row: the base and the points of all contributions, added up in the card's order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableScore {
    pub(super) value: f64,
    pub(super) strategy: StrategyId,
    pub(super) base: f64,
    pub(super) contributions: Vec<TableContribution>,
}

impl TableScore {
    /// The number.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// The card and its version.
    #[must_use]
    pub fn strategy(&self) -> &StrategyId {
        &self.strategy
    }

    /// Where the sum starts.
    #[must_use]
    pub fn base(&self) -> f64 {
        self.base
    }

    /// What each variable did to it, in the card's order.
    #[must_use]
    pub fn contributions(&self) -> &[TableContribution] {
        &self.contributions
    }

    /// Why it is not better: the codes that stand for lost points, most points lost first, and in the card's order where
    /// they stand for the same. What several characteristics with one code lost, or won beyond a baseline, is added up,
    /// as PMML's evaluators do. A characteristic without a code stands for itself, even if another's code is what it is
    /// called. A sum of no more than a thousand-millionth of the largest number in it is what rounding left, and no reason.
    #[must_use]
    pub fn reasons(&self) -> Vec<TableReason<'_>> {
        // Each with the size of the largest loss in it.
        let mut reasons: Vec<(TableReason<'_>, f64)> = Vec::new();
        let mut places = HashMap::new();
        for one in &self.contributions {
            let code = one.reason().unwrap_or(&one.name);
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

/// What is left of losses that cancel out, as a part of the largest: far more than a thousand sums err by, and far less
/// than what anybody means to be a loss.
const ROUNDING: f64 = 1e-9;

/// Why a score is not better.
///
/// It displays as its code.
#[derive(Clone, Copy, PartialEq, Serialize)]
pub struct TableReason<'a> {
    code: &'a str,
    points_lost: f64,
}

impl<'a> TableReason<'a> {
    /// The code of the reason; what the characteristic is called, if the card has no code for it.
    #[must_use]
    pub fn code(self) -> &'a str {
        self.code
    }

    /// Points lost for it, above zero.
    #[must_use]
    pub fn points_lost(self) -> f64 {
        self.points_lost
    }
}

impl fmt::Debug for TableReason<'_> {
    /// Its code; the points are somebody's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableReason").field("code", &self.code).finish_non_exhaustive()
    }
}

impl fmt::Display for TableReason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

/// What one variable did to a score.
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
    /// What the characteristic is called: as its variable, if the card does not say otherwise.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The variable's name.
    #[must_use]
    pub fn variable(&self) -> &str {
        &self.variable
    }

    /// What it was in this row.
    #[must_use]
    pub fn value(&self) -> &TableCell {
        &self.value
    }

    /// Points it gave; may be negative.
    #[must_use]
    pub fn points(&self) -> f64 {
        self.points
    }

    /// Points missing from the baseline or the best; points beyond it where lower scores are better. Below zero where a
    /// baseline was surpassed.
    #[must_use]
    pub fn points_lost(&self) -> f64 {
        self.points_lost
    }

    /// The code of the reason, if the card has one.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

impl fmt::Debug for TableContribution {
    /// What it is called; the value, and the points that betray it, are somebody's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, variable, .. } = self;
        f.debug_struct("TableContribution").field("name", name).field("variable", variable).finish_non_exhaustive()
    }
}

/// A variable for which a card has no points, and why.
#[derive(Clone, PartialEq, Serialize)]
pub struct Refusal {
    #[serde(serialize_with = "shared_text")]
    pub(super) variable: Arc<str>,
    /// What the row has; none if it has no such name.
    pub(super) value: Option<TableCell>,
    /// Whether it is a value that the card does not allow.
    pub(super) is_invalid: bool,
}

impl Refusal {
    /// The variable's name.
    #[must_use]
    pub fn variable(&self) -> &str {
        &self.variable
    }

    /// What the row has; none if it has no such name.
    #[must_use]
    pub fn value(&self) -> Option<&TableCell> {
        self.value.as_ref()
    }
}

impl fmt::Debug for Refusal {
    /// The variable; the value is somebody's.
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
