//! Reading a PBOC report, with options.

use super::root::PBOC;
use crate::format::{Limits, Node, Problem, Problems, ReadError};
use crate::report::Report;

/// A reader of PBOC reports: strict or lenient, with the limits that it keeps.
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
    /// Limits of a document.
    pub limits: Limits,
    /// The number of problems kept at most; the others are counted.
    pub problems_max: usize,
    /// Whether a wrong field is kept as it stands, with a warning, instead of refusing the report.
    pub lenient: bool,
}

impl PbocReader {
    /// A reader that refuses a report with any problem.
    #[must_use]
    pub fn strict() -> Self {
        Self { limits: Limits::default(), problems_max: Problems::<Problem>::LIMIT, lenient: false }
    }

    /// A reader that leaves wrong fields out of the report, keeps them as they stand and lists each as a warning.
    #[must_use]
    pub fn lenient() -> Self {
        Self { lenient: true, ..Self::strict() }
    }

    /// Reads a report in JSON.
    ///
    /// # Errors
    ///
    /// [`ReadError::Document`] if the bytes are not a JSON document within the limits; [`ReadError::Problems`] if a
    /// strict reading found problems, or if the moment of the report (`PA01AR01`) is missing.
    #[cfg(feature = "json")]
    pub fn json(&self, bytes: impl AsRef<[u8]>) -> Result<(Report, Problems<Problem>), ReadError> {
        self.document(Node::from_json(bytes.as_ref(), &self.limits)?)
    }

    /// Reads a report in XML, with the root `Document`.
    ///
    /// # Errors
    ///
    /// [`ReadError::Document`] if the bytes are not an XML document within the limits; else as
    /// [`document`](Self::document).
    #[cfg(feature = "xml")]
    pub fn xml(&self, bytes: impl AsRef<[u8]>) -> Result<(Report, Problems<Problem>), ReadError> {
        self.document(Node::from_xml(bytes.as_ref(), &self.limits)?)
    }

    /// Reads a report from a document in memory.
    ///
    /// # Errors
    ///
    /// [`ReadError::Problems`] if a strict reading found problems, or if the moment of the report is missing.
    pub fn document(&self, document: Node<'_>) -> Result<(Report, Problems<Problem>), ReadError> {
        PBOC.read(document, self.lenient, self.problems_max)
    }
}

impl Default for PbocReader {
    fn default() -> Self {
        Self::strict()
    }
}
