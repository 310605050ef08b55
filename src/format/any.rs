//! Reading a file whose format its content tells.

use super::document::text_of;
use super::error::ReadError;
use super::recognise::FileForm;
use crate::report::Report;

/// Reads a report in any format, strictly: a PBOC report in JSON or XML, or the native form, told apart by content.
///
/// # Errors
///
/// [`ReadError::Unrecognised`] if it is none of these, [`ReadError::Document`] if it is not UTF-8 either, [`ReadError::Unsupported`] if the feature that reads it is off;
/// else what the format's own `read` says.
pub fn read(bytes: impl AsRef<[u8]>) -> Result<Report, ReadError> {
    let bytes = bytes.as_ref();
    match FileForm::of(bytes) {
        #[cfg(feature = "json")]
        FileForm::PbocJson => super::pboc::read(bytes),
        #[cfg(feature = "json")]
        FileForm::Native => super::native::read(bytes),
        #[cfg(feature = "xml")]
        FileForm::PbocXml => super::pboc::read_xml(bytes),
        #[cfg(not(feature = "json"))]
        FileForm::PbocJson | FileForm::Native => Err(ReadError::Unsupported { form: "JSON", feature: "json" }),
        #[cfg(not(feature = "xml"))]
        FileForm::PbocXml => Err(ReadError::Unsupported { form: "XML", feature: "xml" }),
        FileForm::Unknown => Err(text_of(bytes).map_or_else(ReadError::from, |_| ReadError::Unrecognised)),
    }
}
