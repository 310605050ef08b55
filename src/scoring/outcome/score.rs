//! Scores with everything that an audit asks for.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use thiserror::Error;

use super::id::StrategyId;
use super::reason::{Contribution, Reason};
use crate::attributes::Attributes;
use crate::month::Month;
use crate::scoring::points::{Better, Points, ScoreRange};

/// A score within its range, with its strategy and version, the credit file it was computed on, and every contribution.
///
/// The base and the points of all contributions add up to the [exact](Self::exact) score; the value is that sum rounded
/// to a whole number. A strategy that cannot explain itself has no contributions, and its base is its score.
///
/// In serde it also lists its reasons and the best score within reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    value: i32,
    range: ScoreRange,
    strategy: StrategyId,
    basis: Option<Basis>,
    base: Points,
    contributions: Vec<Contribution>,
    reasons_max: usize,
    better: Better,
    /// The best sum of points within reach, where the strategy tells.
    best: Option<Points>,
}

impl Score {
    /// Most reasons that a score gives: a declined applicant is told up to four key factors (FCRA 609(f), 615).
    pub const REASONS_MAX: usize = 4;

    /// Creates the score that `base` and the points of the contributions add up to, rounded to a whole number.
    ///
    /// # Errors
    ///
    /// [`ScoreOutOfRange`] if the sum is outside the range.
    pub fn new(
        strategy: StrategyId,
        range: ScoreRange,
        base: impl Into<Points>,
        contributions: Vec<Contribution>,
    ) -> Result<Self, ScoreOutOfRange> {
        let base = base.into();
        let value = Self::value_of(range, base, &contributions)?;
        let (basis, reasons_max, better, best) = (None, Self::REASONS_MAX, Better::Higher, None);
        Ok(Self { value, range, strategy, basis, base, contributions, reasons_max, better, best })
    }

    /// Returns the value that [`new`](Self::new) would give, without building the score.
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

    /// Creates a score without contributions, for a strategy that cannot explain itself. A value outside the range
    /// becomes the nearer end.
    #[must_use]
    pub fn unexplained(strategy: StrategyId, range: ScoreRange, value: i64) -> Self {
        let value = range.nearest(value);
        let (basis, base, contributions) = (None, value.into(), Vec::new());
        let (reasons_max, better, best) = (Self::REASONS_MAX, Better::Higher, None);
        Self { value, range, strategy, basis, base, contributions, reasons_max, better, best }
    }

    /// Records the credit file that the score was computed on, and fills `{kinds}` in the texts of its contributions
    /// with the kinds of account that feed each attribute there.
    #[must_use]
    pub fn on(mut self, file: &Attributes) -> Self {
        for contribution in &mut self.contributions {
            contribution.fill_kinds(file);
        }
        Self { basis: Some(Basis::of(file)), ..self }
    }

    /// Sets the best sum of points that the strategy gives to anybody with the same attributes hidden, or an upper bound.
    pub(in crate::scoring) fn with_best(self, best: Points) -> Self {
        Self { best: Some(best), ..self }
    }

    /// Sets whether higher or lower scores are better; higher ones are if it is not said.
    #[must_use]
    pub fn with_better(self, better: Better) -> Self {
        Self { better, ..self }
    }

    /// Limits the number of reasons; never to more than [`REASONS_MAX`](Self::REASONS_MAX).
    #[must_use]
    pub fn with_reasons_max(self, most: usize) -> Self {
        Self { reasons_max: most.min(Self::REASONS_MAX), ..self }
    }

    /// Returns the score as a whole number.
    #[must_use]
    pub fn value(&self) -> i32 {
        self.value
    }

    /// Returns the score before rounding.
    #[must_use]
    pub fn exact(&self) -> Points {
        self.base + self.contributions.iter().map(Contribution::points).sum()
    }

    /// Returns the range of possible scores.
    #[must_use]
    pub fn range(&self) -> ScoreRange {
        self.range
    }

    /// Returns whether higher or lower scores are better.
    #[must_use]
    pub fn better(&self) -> Better {
        self.better
    }

    /// Returns the strategy and its version.
    #[must_use]
    pub fn strategy(&self) -> &StrategyId {
        &self.strategy
    }

    /// Returns the credit file it was computed on; none if the strategy sees other evidence.
    #[must_use]
    pub fn basis(&self) -> Option<&Basis> {
        self.basis.as_ref()
    }

    /// Returns the best score within reach under this regime: the one that everybody's best points add up to, while what
    /// the bureau does not show gives what it gives here. Nobody can have a better one under this regime; attributes may
    /// be so related that nobody has it either. None if the strategy does not tell, as an
    /// [`External`](crate::scoring::strategies::External) model does not.
    #[must_use]
    pub fn best_reachable(&self) -> Option<i32> {
        self.best.map(|best| self.range.nearest(best.rounded()))
    }

    /// Returns the points at which the sum starts.
    #[must_use]
    pub fn base(&self) -> Points {
        self.base
    }

    /// Returns all contributions, in the strategy's order.
    #[must_use]
    pub fn contributions(&self) -> &[Contribution] {
        &self.contributions
    }

    /// Returns why the score is not better: the contributions that lost the most points, at most four. A score that
    /// lost no points has no reasons.
    #[must_use]
    pub fn reasons(&self) -> Vec<Reason<'_>> {
        Reason::ranked(&self.contributions, self.reasons_max)
    }
}

impl fmt::Display for Score {
    /// Writes `687`; the alternate form adds the range and the reasons.
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
        let mut fields = serializer.serialize_struct("Score", 8)?;
        fields.serialize_field("value", &self.value)?;
        fields.serialize_field("range", &self.range)?;
        fields.serialize_field("strategy", &self.strategy)?;
        fields.serialize_field("basis", &self.basis)?;
        fields.serialize_field("base", &self.base)?;
        fields.serialize_field("best_reachable", &self.best_reachable())?;
        fields.serialize_field("reasons", &self.reasons())?;
        fields.serialize_field("contributions", &self.contributions)?;
        fields.end()
    }
}

/// Identification of the credit file that a score was computed on.
///
/// In serde the plan is a text of 16 hexadecimal digits, because not every JSON reader keeps a 64-bit integer exactly.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Basis {
    /// Version of the catalogue that defines the attributes; `own-…` for rows that were given without one, as in
    /// [`Scorecard::plan`](crate::scoring::Scorecard::plan).
    pub catalogue: String,
    /// Fingerprint of the plan: the rows that were computed.
    #[serde(serialize_with = "hexadecimal")]
    pub plan: u64,
    /// Name of the regime under which the file was seen.
    pub regime: String,
    /// Month as of which the file was seen.
    pub month: Month,
}

impl Basis {
    /// Takes the identification from computed attributes.
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

/// Error for a score outside its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the score {score} is outside its range of {range}")]
#[non_exhaustive]
pub struct ScoreOutOfRange {
    /// The score.
    pub score: Points,
    /// Range of possible scores.
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
