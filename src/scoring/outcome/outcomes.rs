//! Outcomes of a strategy: a score, or the causes of having none.

use std::fmt;

use serde::Serialize;

use super::reason::Reason;
use super::score::Score;
use super::unscorable::{Unscorable, listed};
use crate::language::Language;

/// Outcome of a strategy for one person. Each kind of strategy has an outcome type of its own, and none converts to
/// another: a platform's reward is not a credit score.
pub trait StrategyOutcome {
    /// Returns the number on the strategy's own scale; none if the strategy gives no numbers, or none for this person.
    fn number(&self) -> Option<f64>;
}

impl StrategyOutcome for Outcome {
    fn number(&self) -> Option<f64> {
        self.value().map(f64::from)
    }
}

impl StrategyOutcome for Option<f64> {
    /// Returns itself: the outcome is only a number, or none.
    fn number(&self) -> Option<f64> {
        *self
    }
}

/// Outcome of a credit strategy: a score, or every cause of having none.
///
/// It displays as the score or as `unscorable`; the alternate form (`{:#}`) adds the reasons or causes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The score.
    Scored(Score),
    /// Every cause of having no score; at least one.
    Unscorable(Vec<Unscorable>),
}

impl Outcome {
    /// Returns the score, if there is one.
    #[must_use]
    pub fn score(&self) -> Option<&Score> {
        match self {
            Self::Scored(score) => Some(score),
            Self::Unscorable(_) => None,
        }
    }

    /// Returns the score's number, if there is a score.
    #[must_use]
    pub fn value(&self) -> Option<i32> {
        self.score().map(Score::value)
    }

    /// Returns why the score is not higher, strongest reason first; empty without a score.
    #[must_use]
    pub fn reasons(&self) -> Vec<Reason<'_>> {
        self.score().map(Score::reasons).unwrap_or_default()
    }

    /// Returns the causes of having no score; empty if there is one.
    #[must_use]
    pub fn special_values(&self) -> &[Unscorable] {
        match self {
            Self::Scored(_) => &[],
            Self::Unscorable(causes) => causes,
        }
    }
}

impl From<Score> for Outcome {
    fn from(score: Score) -> Self {
        Self::Scored(score)
    }
}

impl From<Unscorable> for Outcome {
    fn from(cause: Unscorable) -> Self {
        Self::Unscorable(vec![cause])
    }
}

impl From<Result<Score, Unscorable>> for Outcome {
    fn from(result: Result<Score, Unscorable>) -> Self {
        result.map_or_else(Self::from, Self::from)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scored(score) => score.fmt(f),
            Self::Unscorable(_) if !f.alternate() => f.pad("unscorable"),
            Self::Unscorable(causes) => {
                f.write_str("unscorable: ")?;
                f.write_str(&listed(causes, "; ", |cause| cause.text(Language::English)))
            }
        }
    }
}
