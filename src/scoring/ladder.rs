//! Points for a number, step by step.

use serde::{Deserialize, Serialize};

use super::points::Points;
use super::score::ScoreRange;
use crate::attributes::Reading;
use crate::text::{hint, quoted};

/// Points that a number gives: those of the highest step it reaches.
///
/// ```
/// use credit_bureau::attributes::{Cause, Reading};
/// use credit_bureau::scoring::Ladder;
/// let tenure = Ladder::new([(12, 20), (36, 45)]).below(-10).absent(-5);
/// let points = |months: i64| tenure.points(Reading::Known(months));
/// assert_eq!([points(0), points(12), points(35), points(80)], [-10, 20, 20, 45]);
/// assert_eq!(tenure.points(Reading::Absent(Cause::NotStated)), -5);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Ladder {
    /// The steps, lowest first.
    pub steps: Vec<Step>,
    /// Points of a number that reaches no step.
    #[serde(default)]
    pub below: Points,
    /// Points where there is no number.
    #[serde(default)]
    pub absent: Points,
}

/// One step of a [`Ladder`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The lowest number on it.
    pub from: i64,
    /// Points of the numbers on it.
    pub points: Points,
}

impl Ladder {
    /// Steps by their lowest number and their points; nothing below them and nothing where there is no number.
    pub fn new<P: Into<Points>>(steps: impl IntoIterator<Item = (i64, P)>) -> Self {
        let steps = steps.into_iter().map(|(from, points)| Step { from, points: points.into() }).collect();
        Self { steps, below: Points::ZERO, absent: Points::ZERO }
    }

    /// The same with points for a number that reaches no step.
    #[must_use]
    pub fn below(self, points: impl Into<Points>) -> Self {
        Self { below: points.into(), ..self }
    }

    /// The same with points where there is no number.
    #[must_use]
    pub fn absent(self, points: impl Into<Points>) -> Self {
        Self { absent: points.into(), ..self }
    }

    /// Points of a reading.
    #[must_use]
    pub fn points(&self, reading: Reading) -> Points {
        let Reading::Known(value) = reading else { return self.absent };
        let reached = self.steps.partition_point(|step| step.from <= value);
        reached.checked_sub(1).and_then(|last| self.steps.get(last)).map_or(self.below, |step| step.points)
    }

    /// The fewest points that any reading gives.
    #[must_use]
    pub fn lowest(&self) -> Points {
        self.all().min().unwrap_or_default()
    }

    /// The most points that any reading gives.
    #[must_use]
    pub fn highest(&self) -> Points {
        self.all().max().unwrap_or_default()
    }

    fn all(&self) -> impl Iterator<Item = Points> {
        [self.below, self.absent].into_iter().chain(self.steps.iter().map(|step| step.points))
    }

    /// Whether the steps lie above each other.
    pub(super) fn check(&self, place: &str) -> Result<(), TermsError> {
        limited(&self.steps, &format!("{place}.steps"))?;
        match self.steps.iter().zip(self.steps.iter().skip(1)).position(|(one, next)| one.from >= next.from) {
            None => Ok(()),
            Some(before) => Err(TermsError::Order { place: format!("{place}.steps[{}]", before.saturating_add(1)) }),
        }
    }
}

/// What is wrong with the terms of a [`Loyalty`](super::Loyalty) or a [`Pooled`](super::Pooled) score.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TermsError {
    /// Nothing is there.
    #[error("{place}: nothing there: expected {expected}")]
    Empty {
        /// Where, as a path: `rewards[1].from`.
        place: String,
        /// What was expected.
        expected: &'static str,
    },
    /// More than is looked at.
    #[error("{place}: {found} there: expected at most {limit}")]
    TooMany {
        /// Where.
        place: String,
        /// How many.
        found: usize,
        /// The most there may be.
        limit: usize,
    },
    /// Steps or bands that do not lie above each other.
    #[error("{place}: begins no higher than the one before: expected them in order, each once")]
    Order {
        /// Where.
        place: String,
    },
    /// Given twice.
    #[error("{place}: `{}` was given before", quoted(name))]
    Duplicate {
        /// Where.
        place: String,
        /// What.
        name: String,
    },
    /// A loyalty programme that takes away.
    #[error("{place}: {points} points: expected none below zero, none for nothing, and never less for more")]
    Penalty {
        /// Where.
        place: String,
        /// The points.
        points: Points,
    },
    /// A reward that is none.
    #[error("{place}: {found}: expected a reward above zero")]
    NoReward {
        /// Where.
        place: String,
        /// What stood there.
        found: String,
    },
    /// A threshold or band outside the range.
    #[error("{place}: {found} points: expected a number in the range of {range}, and the first band at its lowest")]
    Outside {
        /// Where.
        place: String,
        /// The number.
        found: i32,
        /// The range.
        range: ScoreRange,
    },
    /// Points that leave the range.
    #[error("points reach from {lowest} to {highest}, outside the range of {range}")]
    Reach {
        /// The lowest they add up to.
        lowest: Points,
        /// The highest.
        highest: Points,
        /// The range.
        range: ScoreRange,
    },
    /// A name that is not in the catalogue.
    #[error("{place}: `{}` is not in the catalogue{}", quoted(name), hint(nearest.as_deref()))]
    UnknownAttribute {
        /// Where.
        place: String,
        /// The name.
        name: String,
        /// The name that is most like it, if one is alike.
        nearest: Option<String>,
    },
    /// A company that holds no part of the pool.
    #[error("`{}` holds no part of the pool `{}`", quoted(company), quoted(pool))]
    NoHolder {
        /// The company.
        company: String,
        /// The pool.
        pool: String,
    },
}

pub(super) fn named(text: &str, place: &str) -> Result<(), TermsError> {
    match text.trim().is_empty() {
        false => Ok(()),
        true => Err(TermsError::Empty { place: place.to_owned(), expected: "a text" }),
    }
}

pub(super) fn limited<T>(list: &[T], place: &str) -> Result<(), TermsError> {
    match list.len() <= LIST_MAX {
        true => Ok(()),
        false => Err(TermsError::TooMany { place: place.to_owned(), found: list.len(), limit: LIST_MAX }),
    }
}

/// Whether what the points add up to is in the range.
pub(super) fn reach<'a>(
    range: ScoreRange,
    base: Points,
    ladders: impl Iterator<Item = &'a Ladder> + Clone,
) -> Result<(), TermsError> {
    let lowest = base + ladders.clone().map(Ladder::lowest).sum();
    let highest = base + ladders.map(Ladder::highest).sum();
    match lowest.rounded() >= range.lowest().into() && highest.rounded() <= range.highest().into() {
        true => Ok(()),
        false => Err(TermsError::Reach { lowest, highest, range }),
    }
}

/// Most steps, lines, bands, rewards or holders.
const LIST_MAX: usize = 1_000;
