//! Points by value, as steps.

use serde::{Deserialize, Serialize};

use super::number::Points;
use super::range::ScoreRange;
use super::terms::{TermsError, check_length};
use crate::attributes::Reading;

/// Table of steps that turns a number into points: the highest step that the number reaches gives its points.
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
    /// The steps, in ascending order of [`from`](LadderStep::from).
    pub steps: Vec<LadderStep>,
    /// Points of a number below the first step.
    #[serde(default)]
    pub below: Points,
    /// Points of an absent reading.
    #[serde(default)]
    pub absent: Points,
}

/// One step of a [`Ladder`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LadderStep {
    /// Lowest number on the step, in the unit of the reading.
    pub from: i64,
    /// Points of the numbers on the step.
    pub points: Points,
}

impl Ladder {
    /// Creates a ladder from pairs of a lowest number and its points, ascending; [`below`](Self::below) and
    /// [`absent`](Self::absent) start at zero.
    pub fn new<P: Into<Points>>(steps: impl IntoIterator<Item = (i64, P)>) -> Self {
        let steps = steps.into_iter().map(|(from, points)| LadderStep { from, points: points.into() }).collect();
        Self { steps, below: Points::ZERO, absent: Points::ZERO }
    }

    /// Sets the points of a number below the first step.
    #[must_use]
    pub fn below(self, points: impl Into<Points>) -> Self {
        Self { below: points.into(), ..self }
    }

    /// Sets the points of an absent reading.
    #[must_use]
    pub fn absent(self, points: impl Into<Points>) -> Self {
        Self { absent: points.into(), ..self }
    }

    /// Returns the points of a reading.
    #[must_use]
    pub fn points(&self, reading: Reading) -> Points {
        let Reading::Known(value) = reading else { return self.absent };
        last_reached(&self.steps, |step| step.from, value).map_or(self.below, |step| step.points)
    }

    /// Returns the fewest points that any reading gives.
    #[must_use]
    pub fn lowest(&self) -> Points {
        self.all().min().unwrap_or_default()
    }

    /// Returns the most points that any reading gives.
    #[must_use]
    pub fn highest(&self) -> Points {
        self.all().max().unwrap_or_default()
    }

    fn all(&self) -> impl Iterator<Item = Points> {
        [self.below, self.absent].into_iter().chain(self.steps.iter().map(|step| step.points))
    }

    /// Checks that the steps ascend and are not too many; `place` leads the path in the error.
    pub(in crate::scoring) fn check(&self, place: &str) -> Result<(), TermsError> {
        check_length(&self.steps, &format!("{place}.steps"))?;
        match self.steps.iter().zip(self.steps.iter().skip(1)).position(|(one, next)| one.from >= next.from) {
            None => Ok(()),
            Some(before) => Err(TermsError::Order { place: format!("{place}.steps[{}]", before.saturating_add(1)) }),
        }
    }
}

/// Counts the bounds, ascending, that a value reaches. That is the index of its bin, where bin 0 lies below the first
/// bound and one bin begins at each bound.
pub(in crate::scoring) fn reached<T, V: PartialOrd>(bounds: &[T], from: impl Fn(&T) -> V, value: V) -> usize {
    bounds.partition_point(|bound| from(bound) <= value)
}

/// Returns the last of the bounds, ascending, that a value reaches.
pub(in crate::scoring) fn last_reached<T, V: PartialOrd>(bounds: &[T], from: impl Fn(&T) -> V, value: V) -> Option<&T> {
    bounds.get(..reached(bounds, from, value)).and_then(<[T]>::last)
}

/// Checks that the base and the ladders together cannot leave the range, whatever the readings are.
pub(in crate::scoring) fn check_reach<'a>(
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
