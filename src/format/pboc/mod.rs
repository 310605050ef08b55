//! The second-generation personal credit report of China's central bank 二代个人信用报告, in JSON and XML.
//!
//! ```
//! # #[cfg(feature = "json")] {
//! use credit_bureau::format::pboc;
//!
//! let file = r#"{
//!     "PRH": { "PA01": { "PA01A": { "PA01AR01": "2024-06-30T10:00:00" } } },
//!     "PDA": { "PD01": [
//!         { "PD01A": { "PD01AD01": "R2", "PD01AI01": "1", "PD01AJ02": "20000" } }
//!     ] }
//! }"#;
//! let report = pboc::read(file)?;
//! assert_eq!(report.accounts[0].limit.map(|limit| limit.plain()).as_deref(), Some("20000"));
//! assert_eq!(pboc::read(pboc::write(&report)?)?, report);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The report has 24 blocks of tagged texts. One table, a row a field, drives reading, writing, the places in messages
//! and the list of [`fields`]; one table a code list, a row a code, gives the meaning of [`codes`] in both languages.
//!
//! * **Strict** reading (`read`) refuses a report with any problem and names all of them, each with its place and what
//!   was expected. **Lenient** reading (`read_lenient`) leaves what is wrong out of the report, keeps it as it stands
//!   in [`kept`](crate::report::ReportData::kept), and returns the same list as warnings.
//! * Nothing is lost: `write` gives a document equal to the one that was read (null, empty and missing count as one).
//! * Null, the empty text and a missing field all state nothing and are no problem; so do `--` (not applicable) and
//!   `0000-00` (unknown month), which are kept.
//! * A fact that this format has no field for (rent, prepaid cards, amounts that are not whole yuan) is an error that
//!   names it, or a list of [`Omission`]s if the caller accepts that (`write_with_omissions`).
//!
//! Amounts are CNY, whatever an account's currency is. [`reconcile`](crate::reconcile) compares the report's own
//! summaries with what its detail adds up to.

pub mod codes;

mod cells;
mod field;
mod forms;
mod grid;
mod reading;
mod root;
mod tables;
mod writing;

pub use reading::PbocReader;
pub(in crate::format) use root::blocks;
pub use root::fields;
pub use writing::to_document;

pub use crate::format::table::form::FieldKind;
pub use crate::format::table::row::Field;
pub use crate::format::table::writer::Omission;

use std::fmt;

use crate::format::DocumentError;
#[cfg(any(feature = "json", feature = "xml"))]
use crate::format::{Problem, Problems, ReadError};
#[cfg(any(feature = "json", feature = "xml"))]
use crate::report::Report;

/// Reads a report in JSON, strictly.
///
/// # Errors
///
/// As [`PbocReader::json`].
#[cfg(feature = "json")]
pub fn read(json: impl AsRef<[u8]>) -> Result<Report, ReadError> {
    PbocReader::strict().json(json).map(|(report, _)| report)
}

/// Reads a report in JSON, leniently; the problems are warnings.
///
/// # Errors
///
/// As [`PbocReader::json`]: only if the bytes are not a JSON document, or the moment of the report is missing.
#[cfg(feature = "json")]
pub fn read_lenient(json: impl AsRef<[u8]>) -> Result<(Report, Problems<Problem>), ReadError> {
    PbocReader::lenient().json(json)
}

/// Reads a report in XML, strictly.
///
/// # Errors
///
/// As [`PbocReader::xml`].
#[cfg(feature = "xml")]
pub fn read_xml(xml: impl AsRef<[u8]>) -> Result<Report, ReadError> {
    PbocReader::strict().xml(xml).map(|(report, _)| report)
}

/// Reads a report in XML, leniently; the problems are warnings.
///
/// # Errors
///
/// As [`PbocReader::xml`]: only if the bytes are not an XML document, or the moment of the report is missing.
#[cfg(feature = "xml")]
pub fn read_xml_lenient(xml: impl AsRef<[u8]>) -> Result<(Report, Problems<Problem>), ReadError> {
    PbocReader::lenient().xml(xml)
}

/// Writes a report in JSON, a member a line.
///
/// # Errors
///
/// [`WriteError::Omissions`] names everything that such a report cannot carry.
#[cfg(feature = "json")]
pub fn write(report: &Report) -> Result<String, WriteError> {
    match write_with_omissions(report) {
        (text, omissions) if omissions.is_empty() => Ok(text),
        (_, omissions) => Err(WriteError::Omissions(omissions)),
    }
}

/// Writes a report in JSON without the facts that such a report cannot carry, and lists those.
#[cfg(feature = "json")]
#[must_use]
pub fn write_with_omissions(report: &Report) -> (String, Vec<Omission>) {
    let (document, omissions) = to_document(report);
    (document.to_json(true), omissions)
}

/// Writes a report in XML, an element a line, with the root `Document`.
///
/// # Errors
///
/// [`WriteError::Omissions`] names everything that such a report cannot carry; [`WriteError::Document`] a text with a
/// character that XML does not allow.
#[cfg(feature = "xml")]
pub fn write_xml(report: &Report) -> Result<String, WriteError> {
    match write_xml_with_omissions(report)? {
        (text, omissions) if omissions.is_empty() => Ok(text),
        (_, omissions) => Err(WriteError::Omissions(omissions)),
    }
}

/// Writes a report in XML without the facts that such a report cannot carry, and lists those.
///
/// # Errors
///
/// [`WriteError::Document`] if a text has a character that XML does not allow.
#[cfg(feature = "xml")]
pub fn write_xml_with_omissions(report: &Report) -> Result<(String, Vec<Omission>), WriteError> {
    let (document, omissions) = to_document(report);
    Ok((document.to_xml(true)?, omissions))
}

/// An error of writing a report.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The report has facts that a PBOC report cannot carry, at least one.
    #[error("a PBOC report cannot carry all of it: {}", Summary(.0))]
    Omissions(Vec<Omission>),
    /// The document cannot be written in that form of file.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

struct Summary<'a>(&'a [Omission]);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [] => f.write_str("nothing"),
            [one] => one.fmt(f),
            [first, others @ ..] => write!(f, "{first} (and {} more)", others.len()),
        }
    }
}
