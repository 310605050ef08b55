//! Why a file could not be read as a report.

use super::document::DocumentError;
use super::problem::Problem;
use crate::problems::{Problems, Summary};
use crate::report::ReportError;

/// Why a file could not be read as a report.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// It is no document: not well formed, or over one of the limits.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// It is a document with problems, at least one. [`problems`](ReadError::problems) has them all, one a line.
    #[error("{}", Summary::from(.0))]
    Problems(Problems<Problem>),
    /// It is not a report in the native form.
    #[error("{reason} at line {line}, column {column}")]
    #[non_exhaustive]
    Native {
        /// What is wrong, and what was expected.
        reason: String,
        /// The line, counted from 1.
        line: usize,
        /// The byte in the line, counted from 1.
        column: usize,
    },
    /// It is a report in the native form with problems across its fields.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// It is in none of the formats.
    #[error("the file is in no known format: expected a PBOC report in JSON or XML, or the native form")]
    Unrecognised,
    /// It is in a format whose feature is off.
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
    /// The problems of a document that could be taken apart, as places in it; `None` of any other error.
    #[must_use]
    pub fn problems(&self) -> Option<&Problems<Problem>> {
        match self {
            Self::Problems(problems) => Some(problems),
            _ => None,
        }
    }

    /// All that is wrong, one a line, with `… and n more` at the end if there is more than was kept.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Problems(problems) => problems.to_string().lines().map(str::to_owned).collect(),
            Self::Report(error) => error.problems().iter().map(ToString::to_string).collect(),
            other => vec![other.to_string()],
        }
    }
}
