//! The outcome of a strategy: a score, or the reasons why there is none.

use std::fmt;

use serde::Serialize;

use super::reason::Reason;
use super::score::Score;
use super::unscorable::{Unscorable, listed};
use crate::language::Language;

/// What a strategy says of somebody. Kinds of strategy say different things, and none stands for another: a platform's
/// reward is no credit score.
pub trait StrategyOutcome {
    /// The number, on the strategy's own scale; none if it gives no number, or not to this person.
    fn number(&self) -> Option<f64>;
}

impl StrategyOutcome for Outcome {
    fn number(&self) -> Option<f64> {
        self.value().map(f64::from)
    }
}

impl StrategyOutcome for Option<f64> {
    /// Itself: a number alone, or none.
    fn number(&self) -> Option<f64> {
        *self
    }
}

/// What a strategy makes of some evidence: a score, or no score and why.
///
/// It displays as the score or as `unscorable`; in the alternate form (`{:#}`) the reasons or causes follow.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A score.
    Scored(Score),
    /// No score, and every cause of that; at least one.
    Unscorable(Vec<Unscorable>),
}

impl Outcome {
    /// The score, if there is one.
    #[must_use]
    pub fn score(&self) -> Option<&Score> {
        match self {
            Self::Scored(score) => Some(score),
            Self::Unscorable(_) => None,
        }
    }

    /// The number, if there is a score.
    #[must_use]
    pub fn value(&self) -> Option<i32> {
        self.score().map(Score::value)
    }

    /// Why the score is not higher, strongest first; nothing if there is no score.
    #[must_use]
    pub fn reasons(&self) -> Vec<Reason<'_>> {
        self.score().map(Score::reasons).unwrap_or_default()
    }

    /// Why there is no score; nothing if there is one.
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
