//! Scores and the odds that they stand for.

use serde::{Deserialize, Serialize};

use super::number::{Points, PointsError};
use crate::record::record_of;

record_of! {
    /// Relation of a score to the odds of payment: points at some odds, and points to double the odds (PDO).
    ///
    /// score = base score ± points to double × log2(odds ÷ odds at the base score); minus where [lower scores are
    /// better](Better::Lower).
    ///
    /// The odds are good to bad: people who pay for each one who does not, 50 for fifty to one. The field's name says
    /// so because tools use the word for either direction.
    ///
    /// ```
    /// use credit_bureau::scoring::Better;
    /// use credit_bureau::scoring::points::Scaling;
    /// let scaling = Scaling::new(600.into(), 50.into(), 20.into());
    /// assert_eq!(scaling.good_to_bad_odds_at(640.into(), Better::Higher), 200.0);
    /// assert_eq!(scaling.score_at(25.0, Better::Higher)?.to_string(), "580");
    /// assert_eq!(scaling.probability_of_bad(600.into(), Better::Higher), 1.0 / 51.0);
    /// # Ok::<(), credit_bureau::scoring::points::PointsError>(())
    /// ```
    #[derive(Copy, Eq)]
    #[serde(expecting = "a scaling")]
    Scaling {
        /// Score at [`good_to_bad_odds`](Self::good_to_bad_odds).
        base_score: Points,
        /// Odds at the base score, good to bad; above 0.
        good_to_bad_odds: Points,
        /// Points by which a score is better at twice the odds (PDO); above 0.
        points_to_double: Points,
        ..
    }
}

impl Scaling {
    /// Returns the odds at a score, good to bad.
    #[must_use]
    pub fn good_to_bad_odds_at(&self, score: Points, better: Better) -> f64 {
        let more = better.sign() * (score - self.base_score).as_f64();
        self.good_to_bad_odds.as_f64() * (more / self.points_to_double.as_f64()).exp2()
    }

    /// Returns the probability, 0 to 1, that a person with this score does not pay.
    #[must_use]
    pub fn probability_of_bad(&self, score: Points, better: Better) -> f64 {
        1.0 / (1.0 + self.good_to_bad_odds_at(score, better))
    }

    /// Returns the score at some odds, good to bad.
    ///
    /// # Errors
    ///
    /// [`PointsError`] if the odds are not above 0, or so far off that the score is beyond a billion.
    pub fn score_at(&self, good_to_bad_odds: f64, better: Better) -> Result<Points, PointsError> {
        let doublings = (good_to_bad_odds / self.good_to_bad_odds.as_f64()).log2();
        let more = better.sign() * doublings * self.points_to_double.as_f64();
        Points::nearest(self.base_score.as_f64() + more)
    }
}

/// Direction of a score: whether higher or lower numbers are better.
///
/// In serde `"higher"` or `"lower"`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// Higher is better, as for most scores.
    #[default]
    Higher,
    /// Lower is better: points count risk.
    Lower,
}

impl Better {
    /// Whether a number is as good as another, or better.
    pub(crate) fn is_as_good(self, number: f64, other: f64) -> bool {
        match self {
            Self::Higher => number >= other,
            Self::Lower => number <= other,
        }
    }

    const fn sign(self) -> f64 {
        match self {
            Self::Higher => 1.0,
            Self::Lower => -1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_score_comes_back_from_its_probability(
            (base, double, odds) in (-1_000i64..1_000, 1i64..200, 1i64..100_000),
            (steps, lower) in (-8_000i64..8_000, any::<bool>()),
        ) {
            let points = |thousandths: i64| Points::from_millionths(thousandths * 1_000).unwrap();
            let scaling = Scaling::new(points(base * 1_000), points(odds), points(double * 1_000));
            let better = if lower { Better::Lower } else { Better::Higher };
            // Up to eight doublings either way.
            let score = points(base * 1_000 + double * steps);
            let bad = scaling.probability_of_bad(score, better);
            let back = scaling.score_at((1.0 - bad) / bad, better).unwrap();
            prop_assert!((back - score).as_f64().abs() < 1e-3, "{score} became {back}");
            let improved = score + if lower { points(-1_000) } else { points(1_000) };
            prop_assert!(scaling.probability_of_bad(improved, better) < bad);
        }
    }

    #[test]
    fn odds_that_are_none_have_no_score() {
        let scaling = Scaling::new(600.into(), 50.into(), 20.into());
        for odds in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(scaling.score_at(odds, Better::Higher).is_err(), "{odds}");
        }
    }
}
