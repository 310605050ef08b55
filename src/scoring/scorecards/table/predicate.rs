//! Predicates on the values of a table.

use std::fmt;
use std::ops::Bound;

use serde::{Deserialize, Serialize};

/// Predicate on a value: true, false, or unknown. Most predicates are unknown for a missing value, and unknown does not
/// count as true.
///
/// In serde `"missing"`, `{"range": {"from": 3, "below": 6}}`, `{"in": ["rent", "own"]}`, `{"any": ["missing", …]}` and
/// so on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Predicate {
    /// Always true.
    True,
    /// Always false.
    False,
    /// The value is missing.
    Missing,
    /// The value is present.
    Present,
    /// The value is a number in this range.
    Range(NumberRange),
    /// The value is one of these.
    In(Vec<Literal>),
    /// The value is none of these.
    NotIn(Vec<Literal>),
    /// All of these hold.
    All(Vec<Predicate>),
    /// At least one of these holds.
    Any(Vec<Predicate>),
    /// An odd number of these hold; unknown if one is.
    Xor(Vec<Predicate>),
    /// The answer of the first of these that is not unknown.
    Surrogate(Vec<Predicate>),
    /// A predicate holds for another variable.
    Of {
        /// Name of the other variable.
        variable: String,
        /// Predicate on its value.
        is: Box<Predicate>,
    },
}

impl Predicate {
    /// Creates the predicate that a value is one of these.
    pub fn one_of<T: Into<Literal>>(these: impl IntoIterator<Item = T>) -> Predicate {
        Predicate::In(these.into_iter().map(Into::into).collect())
    }

    /// Returns the predicates that it consists of, and the other variable of [`Of`](Self::Of).
    pub(crate) fn parts(&self) -> (&[Predicate], Option<&str>) {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::Xor(parts) | Self::Surrogate(parts) => (parts, None),
            Self::Of { variable, is } => (std::slice::from_ref(&**is), Some(variable)),
            _ => (&[], None),
        }
    }
}

/// Literal value in a card.
///
/// In serde a number or a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a number or a text")]
pub enum Literal {
    /// A number.
    Number(f64),
    /// A text, as written.
    Text(String),
}

impl From<f64> for Literal {
    fn from(number: f64) -> Literal {
        Literal::Number(number)
    }
}

impl From<&str> for Literal {
    fn from(text: &str) -> Literal {
        Literal::Text(text.to_owned())
    }
}

impl From<String> for Literal {
    fn from(text: String) -> Literal {
        Literal::Text(text)
    }
}

/// Range of numbers; each end is included, excluded or open.
///
/// In serde `{"from": 3, "below": 6}`; `"above"` and `"to"` are the other kinds of end.
///
/// ```
/// use credit_bureau::scoring::scorecards::table::NumberRange;
/// let range = NumberRange::new(3.0..6.0);
/// assert!(range.contains(3.0) && !range.contains(6.0));
/// assert_eq!(range.to_string(), "[3, 6)");
/// assert_eq!(NumberRange::new(..=2.5).to_string(), "(-inf, 2.5]");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct NumberRange {
    /// Lower end.
    pub low: Bound<f64>,
    /// Upper end.
    pub high: Bound<f64>,
}

impl NumberRange {
    /// Creates the range from a Rust range such as `3.0..6.0`.
    pub fn new(range: impl std::ops::RangeBounds<f64>) -> NumberRange {
        NumberRange { low: range.start_bound().cloned(), high: range.end_bound().cloned() }
    }

    /// Whether the range contains a number.
    #[must_use]
    pub fn contains(self, number: f64) -> bool {
        std::ops::RangeBounds::contains(&(self.low, self.high), &number)
    }

    /// Whether no number is in it, however fine.
    pub(crate) fn is_empty(self) -> bool {
        match (self.low, self.high) {
            (Bound::Unbounded, _) | (_, Bound::Unbounded) => false,
            (Bound::Included(low), Bound::Included(high)) => low > high,
            (Bound::Included(low) | Bound::Excluded(low), Bound::Included(high) | Bound::Excluded(high)) => low >= high,
        }
    }

    /// Returns the ends that are not open.
    pub(super) fn edges(self) -> impl Iterator<Item = f64> {
        let edge = |bound| match bound {
            Bound::Included(edge) | Bound::Excluded(edge) => Some(edge),
            Bound::Unbounded => None,
        };
        [edge(self.low), edge(self.high)].into_iter().flatten()
    }
}

impl fmt::Display for NumberRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.low {
            Bound::Included(edge) => write!(f, "[{edge}, "),
            Bound::Excluded(edge) => write!(f, "({edge}, "),
            Bound::Unbounded => f.write_str("(-inf, "),
        }?;
        match self.high {
            Bound::Included(edge) => write!(f, "{edge}]"),
            Bound::Excluded(edge) => write!(f, "{edge})"),
            Bound::Unbounded => f.write_str("inf)"),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a range")]
struct Ends {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    above: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    below: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<f64>,
}

impl TryFrom<Ends> for NumberRange {
    type Error = &'static str;

    fn try_from(ends: Ends) -> Result<NumberRange, &'static str> {
        let end = |included: Option<f64>, excluded: Option<f64>| match (included, excluded) {
            (Some(edge), None) => Ok(Bound::Included(edge)),
            (None, Some(edge)) => Ok(Bound::Excluded(edge)),
            (None, None) => Ok(Bound::Unbounded),
            (Some(_), Some(_)) => Err("a range has `from` or `above`, and `below` or `to`, not both"),
        };
        Ok(NumberRange { low: end(ends.from, ends.above)?, high: end(ends.to, ends.below)? })
    }
}

impl From<NumberRange> for Ends {
    fn from(range: NumberRange) -> Ends {
        let end = |bound| match bound {
            Bound::Included(edge) => (Some(edge), None),
            Bound::Excluded(edge) => (None, Some(edge)),
            Bound::Unbounded => (None, None),
        };
        let ((from, above), (to, below)) = (end(range.low), end(range.high));
        Ends { from, above, below, to }
    }
}
