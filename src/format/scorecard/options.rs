//! Options of reading a card: its name, and the points that a file leaves open.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use crate::scoring::Better;
use crate::scoring::scorecards::table::{TableCharacteristic, number};
use crate::text::quoted;

/// Options of reading a card: the points that the file leaves open, and the name of the card.
///
/// ```
/// use credit_bureau::format::scorecard::{CardOptions, DefaultPoints};
/// let options = CardOptions::default()
///     .named("retail", "2024-06")
///     .missing(DefaultPoints::Lowest)
///     .others("0".parse()?);
/// # let _ = options;
/// # Ok::<(), credit_bureau::format::scorecard::DefaultPointsError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CardOptions {
    pub(super) name: Option<(String, String)>,
    pub(super) missing: Option<DefaultPoints>,
    pub(super) others: Option<DefaultPoints>,
    pub(super) better: Option<Better>,
    pub(super) categories: BTreeMap<String, BTreeSet<String>>,
}

impl CardOptions {
    /// Sets the name and version of the card; by default it is named after its tool, in version 1.
    #[must_use]
    pub fn named(self, name: impl Into<String>, version: impl Into<String>) -> Self {
        Self { name: Some((name.into(), version.into())), ..self }
    }

    /// Sets the points of a missing value, for variables to which the file gives none.
    #[must_use]
    pub fn missing(self, points: DefaultPoints) -> Self {
        Self { missing: Some(points), ..self }
    }

    /// Sets the points of a category that the file does not name.
    #[must_use]
    pub fn others(self, points: DefaultPoints) -> Self {
        Self { others: Some(points), ..self }
    }

    /// Sets which scores are better, for files that do not say; by default the higher ones.
    #[must_use]
    pub fn better(self, better: Better) -> Self {
        Self { better: Some(better), ..self }
    }

    /// Sets all categories of a variable. A file that joins categories with commas, and has commas within them, can
    /// then be split with certainty.
    #[must_use]
    pub fn categories<T: Into<String>>(
        mut self,
        variable: impl Into<String>,
        all: impl IntoIterator<Item = T>,
    ) -> Self {
        self.categories.insert(variable.into(), all.into_iter().map(Into::into).collect());
        self
    }
}

/// The points of a value for which a file gives none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DefaultPoints {
    /// This number of points.
    Points(f64),
    /// The fewest points of the variable, which toad gives a missing value.
    Lowest,
}

impl DefaultPoints {
    pub(super) fn points(self, one: &TableCharacteristic) -> Option<f64> {
        match self {
            Self::Points(points) => Some(points),
            Self::Lowest => one.cases.iter().map(|case| case.points).reduce(f64::min),
        }
    }
}

/// The error of a text that is not a [`DefaultPoints`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a valid default: expected a number of points, or `lowest`")]
pub struct DefaultPointsError {
    found: String,
}

impl FromStr for DefaultPoints {
    type Err = DefaultPointsError;

    /// Reads a number, or `lowest`.
    fn from_str(text: &str) -> Result<DefaultPoints, DefaultPointsError> {
        match (text, number(text)) {
            ("lowest", _) => Ok(DefaultPoints::Lowest),
            (_, Some(points)) => Ok(DefaultPoints::Points(points)),
            (_, None) => Err(DefaultPointsError { found: quoted(text) }),
        }
    }
}
