//! From a document to a report.

use super::root::PBOC;
use crate::format::{Limits, Node, Problem, Problems, ReadError};
use crate::report::Report;

/// How a PBOC report is read: how much of it at most, and what to do with what is wrong.
///
/// ```
/// # #[cfg(feature = "json")] {
/// use credit_bureau::format::pboc::PbocReader;
///
/// let file = r#"{ "PRH": { "PA01": { "PA01A": { "PA01AR01": "2024-06-30T10:00:00" } } },
///                 "PSM": { "PC01": { "PC010Q01": "1e3" } } }"#;
/// assert!(PbocReader::strict().json(file).is_err());
/// let (report, problems) = PbocReader::lenient().json(file)?;
/// assert_eq!(report.digital_reading, None);
/// assert!(problems.to_string().starts_with("`1e3` is not a count at PSM.PC01.PC010Q01"));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct PbocReader {
    /// How much of a document is read.
    pub limits: Limits,
    /// How many problems are kept at most; the others are counted.
    pub problems_max: usize,
    /// Whether what is wrong is kept as it stands, with a warning, instead of refusing the report.
    pub lenient: bool,
}

impl PbocReader {
    /// Any problem refuses the report.
    #[must_use]
    pub fn strict() -> Self {
        Self { limits: Limits::default(), problems_max: Problems::<Problem>::LIMIT, lenient: false }
    }

    /// What is wrong stays out of the report: it is kept as it stands and listed as a warning.
    #[must_use]
    pub fn lenient() -> Self {
        Self { lenient: true, ..Self::strict() }
    }

    /// Reads a report in JSON.
    ///
    /// # Errors
    ///
    /// [`ReadError::Document`] if the bytes are no JSON document within the limits; [`ReadError::Problems`] if a strict
    /// reading found problems, or any reading no moment of the report (`PA01AR01`).
    #[cfg(feature = "json")]
    pub fn json(&self, bytes: impl AsRef<[u8]>) -> Result<(Report, Problems<Problem>), ReadError> {
        self.document(Node::from_json(bytes.as_ref(), &self.limits)?)
    }

    /// Reads a report in XML, with the root `Document`.
    ///
    /// # Errors
    ///
    /// [`ReadError::Document`] if the bytes are no XML document within the limits; else as [`document`](Self::document).
    #[cfg(feature = "xml")]
    pub fn xml(&self, bytes: impl AsRef<[u8]>) -> Result<(Report, Problems<Problem>), ReadError> {
        self.document(Node::from_xml(bytes.as_ref(), &self.limits)?)
    }

    /// Reads a report from a document in memory.
    ///
    /// # Errors
    ///
    /// [`ReadError::Problems`] if a strict reading found problems, or any reading no moment of the report.
    pub fn document(&self, document: Node<'_>) -> Result<(Report, Problems<Problem>), ReadError> {
        PBOC.read(document, self.lenient, self.problems_max)
    }
}

impl Default for PbocReader {
    fn default() -> Self {
        Self::strict()
    }
}
