//! A score, and all that an audit asks of it.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use thiserror::Error;

use super::id::StrategyId;
use super::reason::{Contribution, Reason};
use crate::attributes::Attributes;
use crate::month::Month;
use crate::scoring::points::{Points, ScoreRange};

/// A score within its range, with everything that made it: strategy and version, what it was computed on, and every
/// contribution.
///
/// The base and the points of all contributions add up to the [exact](Self::exact) score, and the score is that, rounded
/// to a whole number. A strategy that cannot explain itself has no contributions, and its base is its score.
///
/// In serde it also lists its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    value: i32,
    range: ScoreRange,
    strategy: StrategyId,
    basis: Option<Basis>,
    base: Points,
    contributions: Vec<Contribution>,
    reasons_max: usize,
}

impl Score {
    /// Most reasons a score gives: those who are refused are told up to four key factors (FCRA 609(f), 615).
    pub const REASONS_MAX: usize = 4;

    /// The score that `base` and the points of the contributions add up to, rounded to a whole number.
    ///
    /// # Errors
    ///
    /// [`ScoreOutOfRange`] if that is not in the range.
    pub fn new(
        strategy: StrategyId,
        range: ScoreRange,
        base: impl Into<Points>,
        contributions: Vec<Contribution>,
    ) -> Result<Self, ScoreOutOfRange> {
        let base = base.into();
        let value = Self::value_of(range, base, &contributions)?;
        Ok(Self { value, range, strategy, basis: None, base, contributions, reasons_max: Self::REASONS_MAX })
    }

    /// The number that [`new`](Self::new) gives, without the score.
    pub(in crate::scoring) fn value_of(
        range: ScoreRange,
        base: Points,
        contributions: &[Contribution],
    ) -> Result<i32, ScoreOutOfRange> {
        let sum = base + contributions.iter().map(Contribution::points).sum();
        match i32::try_from(sum.rounded()) {
            Ok(value) if range.contains(value) => Ok(value),
            _ => Err(ScoreOutOfRange { score: sum, range }),
        }
    }

    /// The score of a strategy that does not say how it came about; a value outside the range becomes the nearer end.
    #[must_use]
    pub fn unexplained(strategy: StrategyId, range: ScoreRange, value: i64) -> Self {
        let value = range.nearest(value);
        let (basis, contributions, reasons_max) = (None, Vec::new(), Self::REASONS_MAX);
        Self { value, range, strategy, basis, base: value.into(), contributions, reasons_max }
    }

    /// The same score, saying what it was computed on.
    #[must_use]
    pub fn on(self, basis: Basis) -> Self {
        Self { basis: Some(basis), ..self }
    }

    /// The same score, giving at most so many reasons; never more than [`REASONS_MAX`](Self::REASONS_MAX).
    #[must_use]
    pub fn with_reasons_max(self, most: usize) -> Self {
        Self { reasons_max: most.min(Self::REASONS_MAX), ..self }
    }

    /// The number.
    #[must_use]
    pub fn value(&self) -> i32 {
        self.value
    }

    /// The number before it was rounded.
    #[must_use]
    pub fn exact(&self) -> Points {
        self.base + self.contributions.iter().map(Contribution::points).sum()
    }

    /// The range it lies in.
    #[must_use]
    pub fn range(&self) -> ScoreRange {
        self.range
    }

    /// The strategy and its version.
    #[must_use]
    pub fn strategy(&self) -> &StrategyId {
        &self.strategy
    }

    /// The credit file it was computed on; none if the strategy looks at something else.
    #[must_use]
    pub fn basis(&self) -> Option<&Basis> {
        self.basis.as_ref()
    }

    /// Where the sum starts.
    #[must_use]
    pub fn base(&self) -> Points {
        self.base
    }

    /// What each attribute did to it: all of them, in the strategy's order.
    #[must_use]
    pub fn contributions(&self) -> &[Contribution] {
        &self.contributions
    }

    /// Why it is not better: the strongest contributions by points lost, at most four. A reason lost points; a score
    /// that lost none has none.
    #[must_use]
    pub fn reasons(&self) -> Vec<Reason<'_>> {
        Reason::ranked(&self.contributions, self.reasons_max)
    }
}

impl fmt::Display for Score {
    /// `687`; in the alternate form the range and the reasons follow.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return fmt::Display::fmt(&self.value, f);
        }
        write!(f, "{} of {}", self.value, self.range)?;
        for (reason, lead) in self.reasons().iter().zip([": "].into_iter().chain(std::iter::repeat("; "))) {
            write!(f, "{lead}{reason}")?;
        }
        Ok(())
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Score", 7)?;
        fields.serialize_field("value", &self.value)?;
        fields.serialize_field("range", &self.range)?;
        fields.serialize_field("strategy", &self.strategy)?;
        fields.serialize_field("basis", &self.basis)?;
        fields.serialize_field("base", &self.base)?;
        fields.serialize_field("reasons", &self.reasons())?;
        fields.serialize_field("contributions", &self.contributions)?;
        fields.end()
    }
}

/// The credit file a score was computed on.
///
/// In serde the plan is a text of 16 hexadecimal digits: not every reader of JSON keeps a whole number of that size.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Basis {
    /// Version of the catalogue that says what each attribute means; `own-…` for rows that were given without one, as
    /// those of [`Scorecard::plan`](crate::scoring::Scorecard::plan) are.
    pub catalogue: String,
    /// Fingerprint of the plan, the rows that were computed.
    #[serde(serialize_with = "hexadecimal")]
    pub plan: u64,
    /// Name of the regime under which the file was seen.
    pub regime: String,
    /// The month as of which it was seen.
    pub month: Month,
}

impl Basis {
    /// What these attributes were computed from.
    #[must_use]
    pub fn of(attributes: &Attributes) -> Self {
        Self {
            catalogue: attributes.catalogue_version().to_owned(),
            plan: attributes.plan_fingerprint(),
            regime: attributes.regime().to_owned(),
            month: attributes.month(),
        }
    }
}

/// A score outside its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the score {score} is outside its range of {range}")]
#[non_exhaustive]
pub struct ScoreOutOfRange {
    /// The score.
    pub score: Points,
    /// The range.
    pub range: ScoreRange,
}

fn hexadecimal<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{number:016x}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Reading;
    use crate::scoring::outcome::ReasonText;

    fn gives(points: i32) -> Contribution {
        Contribution::new("a", Reading::Known(1), points, 20, ReasonText::new("too few months", "月数太少"))
    }

    fn score(base: i32, points: &[i32]) -> Result<Score, ScoreOutOfRange> {
        let range = ScoreRange::new(300, 850).unwrap();
        Score::new(StrategyId::new("test", "1"), range, base, points.iter().map(|&points| gives(points)).collect())
    }

    #[test]
    fn base_and_contributions_add_up_to_the_score() {
        let score = score(300, &[10, -5, 20]).unwrap();
        assert_eq!(score.value(), 325);
        assert_eq!(score.to_string(), "325");
        assert_eq!(format!("{score:#}"), "325 of 300 to 850: too few months; too few months");
        assert_eq!(format!("{:#}", score.with_reasons_max(1)), "325 of 300 to 850: too few months");
    }

    #[test]
    fn a_score_outside_its_range_is_none() {
        assert_eq!(score(300, &[-1]).unwrap_err().to_string(), "the score 299 is outside its range of 300 to 850");
        assert_eq!(score(850, &[1]).unwrap_err().to_string(), "the score 851 is outside its range of 300 to 850");
        assert!(score(i32::MAX, &[i32::MAX; 9]).is_err());
    }

    #[test]
    fn an_unexplained_score_is_brought_into_its_range() {
        let value = |value| {
            let range = ScoreRange::new(-10, 850).unwrap();
            let score = Score::unexplained(StrategyId::new("test", "1"), range, value);
            assert_eq!((score.base(), score.reasons().len()), (score.value().into(), 0));
            score.value()
        };
        assert_eq!([i64::MIN, -11, -10, 0, 850, 851, i64::MAX].map(value), [-10, -10, -10, 0, 850, 850, 850]);
    }
}
