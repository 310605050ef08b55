//! Errors of reading a file as a report.

use super::document::DocumentError;
use super::problem::Problem;
use crate::problems::{Problems, Summary};
use crate::report::ReportError;

/// An error of reading a file as a report.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file is not a document: not well formed, or over one of the limits.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The document has problems, at least one: see [`problems`](ReadError::problems). Shown is the first, and the
    /// number of the others.
    #[error("{}", Summary::from(.0))]
    Problems(Problems<Problem>),
    /// The file is not a report in the native form.
    #[error("{reason} at line {line}, column {column}")]
    #[non_exhaustive]
    Native {
        /// The problem found, and what was expected.
        reason: String,
        /// The line, counted from 1.
        line: usize,
        /// The byte in the line, counted from 1.
        column: usize,
    },
    /// The report has problems across its fields; of the native form only, since other formats know the places.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The file is in none of the formats.
    #[error("the file is in no known format: expected a PBOC report in JSON or XML, or the native form")]
    Unrecognised,
    /// The file is in a format whose feature is off.
    #[error("the file is in {form}, which this build cannot read: expected the feature `{feature}`")]
    #[non_exhaustive]
    Unsupported {
        /// The form of the file.
        form: &'static str,
        /// The feature that reads it.
        feature: &'static str,
    },
}

impl ReadError {
    /// The problems of a document, with their places; `None` for any other error.
    #[must_use]
    pub fn problems(&self) -> Option<&Problems<Problem>> {
        match self {
            Self::Problems(problems) => Some(problems),
            _ => None,
        }
    }

    /// The messages of all problems, one a line, with `… and n more` at the end if there are more than were kept.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Problems(problems) => problems.to_string().lines().map(str::to_owned).collect(),
            Self::Report(error) => error.problems().iter().map(ToString::to_string).collect(),
            other => vec![other.to_string()],
        }
    }
}
