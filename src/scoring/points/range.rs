//! Range of the scores that a strategy can give.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Range of possible scores, from the lowest to the highest, both included.
///
/// ```
/// use credit_bureau::scoring::ScoreRange;
/// let range = ScoreRange::new(300, 850)?;
/// assert!(range.contains(850));
/// assert!(ScoreRange::new(850, 300).is_err());
/// # Ok::<(), credit_bureau::scoring::points::RangeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct ScoreRange {
    lowest: i32,
    highest: i32,
}

impl ScoreRange {
    /// Creates a range of at least two scores.
    ///
    /// # Errors
    ///
    /// [`RangeError`] unless `lowest` is below `highest`.
    pub const fn new(lowest: i32, highest: i32) -> Result<Self, RangeError> {
        if lowest < highest { Ok(Self { lowest, highest }) } else { Err(RangeError { lowest, highest }) }
    }

    /// Creates a range for the library's own tables, checked at compile time.
    pub(in crate::scoring) const fn of_ours(lowest: i32, highest: i32) -> Self {
        assert!(lowest < highest);
        Self { lowest, highest }
    }

    /// Returns the lowest score.
    #[must_use]
    pub const fn lowest(self) -> i32 {
        self.lowest
    }

    /// Returns the highest score.
    #[must_use]
    pub const fn highest(self) -> i32 {
        self.highest
    }

    /// Whether the range contains a score.
    #[must_use]
    pub const fn contains(self, score: i32) -> bool {
        self.lowest <= score && score <= self.highest
    }

    /// Returns the score in the range that is nearest to a number.
    #[must_use]
    pub fn nearest(self, number: i64) -> i32 {
        match i32::try_from(number) {
            Ok(score) => score.clamp(self.lowest, self.highest),
            Err(_) if number < 0 => self.lowest,
            Err(_) => self.highest,
        }
    }
}

impl fmt::Display for ScoreRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.lowest, self.highest)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a range")]
struct Ends {
    lowest: i32,
    highest: i32,
}

impl TryFrom<Ends> for ScoreRange {
    type Error = RangeError;

    fn try_from(ends: Ends) -> Result<Self, RangeError> {
        Self::new(ends.lowest, ends.highest)
    }
}

impl From<ScoreRange> for Ends {
    fn from(range: ScoreRange) -> Self {
        Self { lowest: range.lowest, highest: range.highest }
    }
}

/// Error for a range of fewer than two scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a range from {lowest} to {highest} holds fewer than two scores: expected the lowest below the highest")]
#[non_exhaustive]
pub struct RangeError {
    /// Lowest score that was given.
    pub lowest: i32,
    /// Highest score that was given.
    pub highest: i32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_its_ends_in_order() {
        let error = ScoreRange::new(5, 5).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a range from 5 to 5 holds fewer than two scores: expected the lowest below the highest"
        );
        let range: ScoreRange = serde_json::from_str(r#"{"lowest":-10,"highest":10}"#).unwrap();
        assert_eq!(serde_json::to_string(&range).unwrap(), r#"{"lowest":-10,"highest":10}"#);
        assert!(serde_json::from_str::<ScoreRange>(r#"{"lowest":10,"highest":-10}"#).is_err());
    }
}
