//! How the values of a variable are taken before a card looks at them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::predicate::{Literal, NumberRange};
use super::row::TableCell;
use crate::record::record_of;

record_of! {
    /// How the values of a variable are taken before any case looks at them: which it may have, what becomes of another,
    /// and what stands in for a missing one. A card of most tools has none; PMML says so of every field.
    ///
    /// A value is valid if it is in one of the ranges or is one of the values; where there are neither, every value is.
    #[serde(expecting = "an input")]
    Input {
        /// The variable; each once in a card.
        variable: String,
        ..
        /// Ranges of numbers in which a valid value is.
        ranges: Vec<NumberRange>,
        /// Further valid values.
        values: Vec<Literal>,
        /// Whether a valid value is a whole number beside that.
        whole: bool,
        /// What becomes of a value that is not valid.
        invalid: InvalidValueTreatment,
        /// What stands in for a missing value.
        replacement: Option<Literal>,
    }
}

/// What becomes of a value that a variable may not have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvalidValueTreatment {
    /// A row with it has no score.
    #[default]
    Refused,
    /// It counts as missing.
    Missing,
}

impl Input {
    /// Whether a variable may have more than some values.
    pub(crate) fn takes_all(&self) -> bool {
        self.ranges.is_empty() && self.values.is_empty() && !self.whole
    }

    /// The numbers at which a value may begin or cease to be valid.
    pub(super) fn edges(&self) -> impl Iterator<Item = f64> {
        let ranges = self.ranges.iter().flat_map(|range| range.edges());
        ranges.chain(self.values.iter().filter_map(|value| TableCell::from(value).number()))
    }

    /// The value that cases look at; nothing if a row with this one has no score.
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
