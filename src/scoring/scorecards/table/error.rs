//! Errors of scorecards over a table.

use std::fmt;

use thiserror::Error;

use super::predicate::NumberRange;
use crate::problems::Summary;
use crate::text::quoted;

/// Error of a scorecard over a table.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum TableError {
    /// The text of a card cannot be read: it is not JSON, or a field is unknown, missing or of the wrong type.
    #[error("the scorecard cannot be read at line {line}, column {column}: {message}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1; 0 at the very start.
        column: usize,
        /// Reason, with the expected content.
        message: String,
    },
    /// A card contradicts itself or is incomplete.
    #[error("{}", Summary::new(problems, *unlisted))]
    Card {
        /// Problems found, at least one; the first 100.
        problems: Vec<TableProblem>,
        /// Number of further problems.
        unlisted: usize,
    },
}

impl TableError {
    /// Returns the problems of a card, the first 100; empty for other errors.
    #[must_use]
    pub fn problems(&self) -> &[TableProblem] {
        match self {
            Self::Card { problems, .. } => problems,
            Self::Json { .. } => &[],
        }
    }
}

/// Problem of a card, with its place.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{}: {fault}", self.place())]
pub struct TableProblem {
    pub(super) at: At,
    pub(super) field: &'static str,
    pub(super) fault: TableFault,
}

/// Part of a card: a characteristic, a case of one, or an input, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Card,
    Input(usize),
    Characteristic(usize),
    Case(usize, usize),
}

impl TableProblem {
    /// Returns the place as a path from the card, such as `characteristics[3].cases[1].when`, counted from 0.
    #[must_use]
    pub fn place(&self) -> String {
        let dot = if self.field.is_empty() { "" } else { "." };
        match self.at {
            At::Card => self.field.to_owned(),
            At::Input(index) => format!("inputs[{index}]{dot}{}", self.field),
            At::Characteristic(index) => format!("characteristics[{index}]{dot}{}", self.field),
            At::Case(index, case) => format!("characteristics[{index}].cases[{case}]{dot}{}", self.field),
        }
    }

    /// Returns the index of the characteristic, from 0, if the place is in one.
    #[must_use]
    pub fn characteristic(&self) -> Option<usize> {
        match self.at {
            At::Card | At::Input(_) => None,
            At::Characteristic(index) | At::Case(index, _) => Some(index),
        }
    }

    /// Returns the index of the case in that characteristic, from 0, if the place is in one.
    #[must_use]
    pub fn case(&self) -> Option<usize> {
        match self.at {
            At::Card | At::Input(_) | At::Characteristic(_) => None,
            At::Case(_, case) => Some(case),
        }
    }

    /// Returns the fault.
    #[must_use]
    pub fn fault(&self) -> &TableFault {
        &self.fault
    }
}

/// Fault at one place of a card.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum TableFault {
    /// A text or list is empty.
    #[error("empty: expected {expected}")]
    Empty {
        /// Expected content.
        expected: &'static str,
    },
    /// A characteristic has the name of another, or an input the variable of another.
    #[error("`{}` was given before, as [{first}]", quoted(name))]
    Duplicate {
        /// Name as given.
        name: String,
        /// Index of the first one with it, from 0.
        first: usize,
    },
    /// A number is not finite, or too large.
    #[error("found {found:?}: expected a number between -1e100 and 1e100")]
    NotANumber {
        /// Number as given.
        found: f64,
    },
    /// A range contains no number.
    #[error("no number is in {range}")]
    EmptyRange {
        /// The range.
        range: NumberRange,
    },
    /// Numbers are in no bin. Bins are named by their labels, cut after 40 letters.
    #[error("no bin takes the numbers {range}{}", Between(below.as_deref(), above.as_deref()))]
    Gap {
        /// The numbers.
        range: NumberRange,
        /// Bin below them, if there is one.
        below: Option<String>,
        /// Bin above them, if there is one.
        above: Option<String>,
    },
    /// Values are in two bins. Bins are named by their labels, cut after 40 letters.
    #[error("the bins `{one}` and `{other}` both take {values}")]
    Overlap {
        /// The earlier bin.
        one: String,
        /// The later bin.
        other: String,
        /// The values.
        values: String,
    },
    /// A predicate in a list of bins is not a bin.
    #[error("the predicate is not a bin: expected a range, a list of values, a missing value, or any of these")]
    NotABin,
    /// Predicates are nested too deep.
    #[error("predicates are nested deeper than {limit}: expected a plainer one")]
    TooDeep {
        /// Greatest depth allowed.
        limit: usize,
    },
    /// A text contains the character NUL, which databases do not accept.
    #[error("`{}` contains the character NUL: expected a text without it", quoted(text))]
    Nul {
        /// The text.
        text: String,
    },
}

struct Between<'a>(Option<&'a str>, Option<&'a str>);

impl fmt::Display for Between<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, self.1) {
            (Some(below), Some(above)) => write!(f, ", between the bins `{below}` and `{above}`"),
            (Some(below), None) => write!(f, ", above the bin `{below}`"),
            (None, Some(above)) => write!(f, ", below the bin `{above}`"),
            (None, None) => Ok(()),
        }
    }
}
