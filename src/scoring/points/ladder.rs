//! Points for a number, step by step.

use serde::{Deserialize, Serialize};

use super::number::Points;
use super::range::ScoreRange;
use super::terms::{TermsError, limited};
use crate::attributes::Reading;

/// Points that a number gives: those of the highest step it reaches.
///
/// ```
/// use credit_bureau::attributes::{SpecialValue, Reading};
/// use credit_bureau::scoring::points::Ladder;
/// let tenure = Ladder::new([(12, 20), (36, 45)]).below(-10).absent(-5);
/// let points = |months: i64| tenure.points(Reading::Known(months));
/// assert_eq!([points(0), points(12), points(35), points(80)], [-10, 20, 20, 45]);
/// assert_eq!(tenure.points(Reading::Absent(SpecialValue::NotStated)), -5);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Ladder {
    /// The steps, lowest first.
    pub steps: Vec<LadderStep>,
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
pub struct LadderStep {
    /// The lowest number on it.
    pub from: i64,
    /// Points of the numbers on it.
    pub points: Points,
}

impl Ladder {
    /// Steps by their lowest number and their points; nothing below them and nothing where there is no number.
    pub fn new<P: Into<Points>>(steps: impl IntoIterator<Item = (i64, P)>) -> Self {
        let steps = steps.into_iter().map(|(from, points)| LadderStep { from, points: points.into() }).collect();
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
        last_reached(&self.steps, |step| step.from, value).map_or(self.below, |step| step.points)
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
    pub(in crate::scoring) fn check(&self, place: &str) -> Result<(), TermsError> {
        limited(&self.steps, &format!("{place}.steps"))?;
        match self.steps.iter().zip(self.steps.iter().skip(1)).position(|(one, next)| one.from >= next.from) {
            None => Ok(()),
            Some(before) => Err(TermsError::Order { place: format!("{place}.steps[{}]", before.saturating_add(1)) }),
        }
    }
}

/// How many of some bounds, ascending, a value reaches: the place of its bin, where a bin lies below the first bound and
/// others begin at each.
pub(in crate::scoring) fn reached<T, V: PartialOrd>(bounds: &[T], from: impl Fn(&T) -> V, value: V) -> usize {
    bounds.partition_point(|bound| from(bound) <= value)
}

/// The last of some bounds, ascending, that a value reaches.
pub(in crate::scoring) fn last_reached<T, V: PartialOrd>(bounds: &[T], from: impl Fn(&T) -> V, value: V) -> Option<&T> {
    bounds.get(..reached(bounds, from, value)).and_then(<[T]>::last)
}

/// Whether what the points add up to is in the range.
pub(in crate::scoring) fn reach<'a>(
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
