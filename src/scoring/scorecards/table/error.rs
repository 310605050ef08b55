//! What can be wrong with a scorecard over a table.

use std::fmt;

use thiserror::Error;

use super::predicate::NumberRange;
use crate::problems::Summary;
use crate::text::quoted;

/// Why there is no such scorecard.
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
        /// What was found and what was expected.
        message: String,
    },
    /// A card was read but does not hold together.
    #[error("{}", Summary::new(problems, *unlisted))]
    Card {
        /// What is wrong with it, at least one problem; everything, up to 100.
        problems: Vec<TableProblem>,
        /// How many problems there are beyond those.
        unlisted: usize,
    },
}

impl TableError {
    /// The problems of a card, the first 100; nothing if the error is another.
    #[must_use]
    pub fn problems(&self) -> &[TableProblem] {
        match self {
            Self::Card { problems, .. } => problems,
            Self::Json { .. } => &[],
        }
    }
}

/// One thing that is wrong with a card, and where.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{}: {fault}", self.place())]
pub struct TableProblem {
    pub(super) at: At,
    pub(super) field: &'static str,
    pub(super) fault: TableFault,
}

/// A characteristic of a card and a case of that, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Card,
    Input(usize),
    Characteristic(usize),
    Case(usize, usize),
}

impl TableProblem {
    /// Where, as a path from the card: `characteristics[3].cases[1].when`, counted from 0.
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

    /// The characteristic it is in, counted from 0.
    #[must_use]
    pub fn characteristic(&self) -> Option<usize> {
        match self.at {
            At::Card | At::Input(_) => None,
            At::Characteristic(index) | At::Case(index, _) => Some(index),
        }
    }

    /// The case of that characteristic, counted from 0.
    #[must_use]
    pub fn case(&self) -> Option<usize> {
        match self.at {
            At::Card | At::Input(_) | At::Characteristic(_) => None,
            At::Case(_, case) => Some(case),
        }
    }

    /// What is wrong there.
    #[must_use]
    pub fn fault(&self) -> &TableFault {
        &self.fault
    }
}

/// What is wrong at one place of a card.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum TableFault {
    /// Nothing is there.
    #[error("nothing there: expected {expected}")]
    Empty {
        /// What was expected.
        expected: &'static str,
    },
    /// A characteristic or an input that was given before: another is called the same, or is of the same variable.
    #[error("`{}` was given before, as [{first}]", quoted(name))]
    Duplicate {
        /// What it is called.
        name: String,
        /// Which is called so first, counted from 0.
        first: usize,
    },
    /// What is no number, or one beyond all measure.
    #[error("{found:?} there: expected a number between -1e100 and 1e100")]
    NotANumber {
        /// What is there.
        found: f64,
    },
    /// A range without a number in it.
    #[error("no number is in {range}")]
    EmptyRange {
        /// The range.
        range: NumberRange,
    },
    /// Numbers that are in no bin. Bins are called as they are labelled, in at most 40 letters.
    #[error("no bin takes the numbers {range}{}", Between(below.as_deref(), above.as_deref()))]
    Gap {
        /// The numbers.
        range: NumberRange,
        /// The bin below them, if there is one.
        below: Option<String>,
        /// The bin above them, if there is one.
        above: Option<String>,
    },
    /// Values that are in two bins. Bins are called as they are labelled, in at most 40 letters.
    #[error("the bins `{one}` and `{other}` both take {values}")]
    Overlap {
        /// The earlier bin.
        one: String,
        /// The later bin.
        other: String,
        /// The values.
        values: String,
    },
    /// What is no bin, in a list of bins.
    #[error("what it says is no bin: expected a range, one of some values, a missing value, or any of these")]
    NotABin,
    /// Predicates within predicates.
    #[error("predicates are nested deeper than {limit}: expected a plainer one")]
    TooDeep {
        /// The most.
        limit: usize,
    },
    /// A character that no database takes.
    #[error("`{}` has the character NUL in it: expected a text without", quoted(text))]
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
