//! Treatment of a variable's values before a card looks at them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::predicate::{Literal, NumberRange};
use super::row::TableCell;
use crate::record::record_of;

record_of! {
    /// Treatment of a variable's values: which are valid, what becomes of others, and what replaces a missing one.
    /// Cards of most tools have none; PMML states it for every field.
    ///
    /// A value is valid if it is in one of the ranges or is one of the values; if neither are given, every value is.
    #[serde(expecting = "an input")]
    Input {
        /// Name of the variable; each is given once in a card.
        variable: String,
        ..
        /// Ranges of valid numbers.
        ranges: Vec<NumberRange>,
        /// Further valid values.
        values: Vec<Literal>,
        /// Whether valid values must also be whole numbers.
        whole: bool,
        /// Treatment of a value that is not valid.
        invalid: InvalidValueTreatment,
        /// Replacement of a missing value.
        replacement: Option<Literal>,
    }
}

/// Treatment of a value that is not valid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvalidValueTreatment {
    /// The row has no score.
    #[default]
    Refused,
    /// The value counts as missing.
    Missing,
}

impl Input {
    /// Whether every value is valid.
    pub(crate) fn takes_all(&self) -> bool {
        self.ranges.is_empty() && self.values.is_empty() && !self.whole
    }

    /// Returns the numbers at which a value may begin or cease to be valid.
    pub(super) fn edges(&self) -> impl Iterator<Item = f64> {
        let ranges = self.ranges.iter().flat_map(|range| range.edges());
        ranges.chain(self.values.iter().filter_map(|value| TableCell::from(value).number()))
    }

    /// Returns the value that cases look at; none if a row with this value has no score.
    pub(super) fn take<'a>(&self, cell: &'a TableCell) -> Option<Cow<'a, TableCell>> {
        let is_missing = cell.is_missing();
        if !is_missing && self.is_valid(cell) {
            return Some(Cow::Borrowed(cell));
        }
        if !is_missing && self.invalid == InvalidValueTreatment::Refused {
            return None;
        }
        let replacement = self.replacement.as_ref().map_or(TableCell::Missing, TableCell::from);
        Some(Cow::Owned(replacement))
    }

    fn is_valid(&self, cell: &TableCell) -> bool {
        let number = cell.number();
        let is_among = || {
            self.ranges.is_empty() && self.values.is_empty()
                || self.ranges.iter().any(|range| number.is_some_and(|number| range.contains(number)))
                || self.values.iter().any(|value| cell.is(value))
        };
        (!self.whole || number.is_some_and(|number| number.fract() == 0.0)) && is_among()
    }
}
