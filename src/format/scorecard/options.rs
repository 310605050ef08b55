//! The answers to what a file leaves open.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use crate::scoring::Better;
use crate::scoring::scorecards::table::{TableCharacteristic, number};
use crate::text::quoted;

/// What a file leaves open, and what the card is called.
///
/// ```
/// use credit_bureau::format::scorecard::{DefaultPoints, CardOptions};
/// let options = CardOptions::default().named("retail", "2024-06").missing(DefaultPoints::Lowest).others("0".parse()?);
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
    /// The same with a name and a version for the card; else it is called after its tool, in version 1.
    #[must_use]
    pub fn named(self, name: impl Into<String>, version: impl Into<String>) -> Self {
        Self { name: Some((name.into(), version.into())), ..self }
    }

    /// The same, and this is what a missing value gives where the file does not say.
    #[must_use]
    pub fn missing(self, answer: DefaultPoints) -> Self {
        Self { missing: Some(answer), ..self }
    }

    /// The same, and this is what a category gives that the file does not name.
    #[must_use]
    pub fn others(self, answer: DefaultPoints) -> Self {
        Self { others: Some(answer), ..self }
    }

    /// The same, and these scores are better, where the file does not say; else the higher ones are taken to be.
    #[must_use]
    pub fn better(self, better: Better) -> Self {
        Self { better: Some(better), ..self }
    }

    /// The same, and these are all categories of a variable: a file that joins categories with commas, and has commas
    /// within them, is then split without a doubt.
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

/// What a value gives of which a file does not speak.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DefaultPoints {
    /// So many points.
    Points(f64),
    /// The fewest points that the variable gives, as toad does where a value is missing.
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

/// What is no [`DefaultPoints`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no answer: expected a number of points, or `lowest`")]
pub struct DefaultPointsError {
    found: String,
}

impl FromStr for DefaultPoints {
    type Err = DefaultPointsError;

    /// A number, or `lowest`.
    fn from_str(text: &str) -> Result<DefaultPoints, DefaultPointsError> {
        match (text, number(text)) {
            ("lowest", _) => Ok(DefaultPoints::Lowest),
            (_, Some(points)) => Ok(DefaultPoints::Points(points)),
            (_, None) => Err(DefaultPointsError { found: quoted(text) }),
        }
    }
}
