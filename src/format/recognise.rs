//! The format of a file, told from its beginning, and reading in whichever it is.
//!
//! ```
//! use credit_bureau::format::FileForm;
//!
//! assert_eq!(FileForm::of(b"<Document><PRH/></Document>"), FileForm::PbocXml);
//! assert_eq!(FileForm::of(br#"{"PDA": {"PD01": []}}"#), FileForm::PbocJson);
//! assert_eq!(FileForm::of(br#"{"credit_report": 1}"#), FileForm::Native);
//! assert_eq!(FileForm::of(b"a,b,c"), FileForm::Unknown);
//! ```
//!
//! Only the names at the top are looked at: the reader of the format decides whether the file is valid.

use super::document::text_of;
use super::error::ReadError;
use super::pboc;
use crate::report::Report;
use crate::text::BOM;

/// Reads a report in any format, strictly: a PBOC report in JSON or XML, or the native form, told apart by content.
///
/// # Errors
///
/// [`ReadError::Unrecognised`] if it is none of these, [`ReadError::Document`] if it is not UTF-8 either,
/// [`ReadError::Unsupported`] if the feature that reads it is off;
/// else the errors of the format's own `read`.
pub fn read(bytes: impl AsRef<[u8]>) -> Result<Report, ReadError> {
    let bytes = bytes.as_ref();
    match FileForm::of(bytes) {
        #[cfg(feature = "json")]
        FileForm::PbocJson => pboc::read(bytes),
        #[cfg(feature = "json")]
        FileForm::Native => super::native::read(bytes),
        #[cfg(feature = "xml")]
        FileForm::PbocXml => pboc::read_xml(bytes),
        #[cfg(not(feature = "json"))]
        FileForm::PbocJson | FileForm::Native => Err(ReadError::Unsupported { form: "JSON", feature: "json" }),
        #[cfg(not(feature = "xml"))]
        FileForm::PbocXml => Err(ReadError::Unsupported { form: "XML", feature: "xml" }),
        FileForm::Unknown => Err(text_of(bytes).map_or_else(ReadError::from, |_| ReadError::Unrecognised)),
    }
}

/// The format of a file, told from the names at its top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileForm {
    /// A PBOC report in JSON: an object with one of the report's blocks, such as `PRH`.
    PbocJson,
    /// A PBOC report in XML: the file starts with `<`, and no other format is XML.
    PbocXml,
    /// A report in this crate's own form: a JSON object with `credit_report`.
    Native,
    /// A file in none of these forms.
    Unknown,
}

impl FileForm {
    /// The form of a file with these bytes. Looks at the names at the top of an object, in the first 64 KiB only.
    #[must_use]
    pub fn of(bytes: &[u8]) -> FileForm {
        let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes).trim_ascii_start();
        match bytes.first() {
            Some(b'<') => FileForm::PbocXml,
            Some(b'{') => top_names(bytes)
                .find_map(|name| match name {
                    b"credit_report" => Some(FileForm::Native),
                    _ if pboc::blocks().any(|block| block.as_bytes() == name) => Some(FileForm::PbocJson),
                    _ => None,
                })
                .unwrap_or(FileForm::Unknown),
            _ => FileForm::Unknown,
        }
    }
}

/// The names of a JSON object's members, as written, without looking into the values; in the first 64 KiB only.
pub(super) fn top_names(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    TopNames { rest: bytes.get(..LOOK_MAX).unwrap_or(bytes), depth: 0 }
}

struct TopNames<'a> {
    rest: &'a [u8],
    depth: u32,
}

impl<'a> Iterator for TopNames<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        while let Some((&byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            match byte {
                b'{' | b'[' => self.depth = self.depth.saturating_add(1),
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                b'"' => {
                    let text = self.text()?;
                    let is_name = self.depth == 1 && self.rest.trim_ascii_start().first() == Some(&b':');
                    if is_name {
                        return Some(text);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

impl<'a> TopNames<'a> {
    /// The text whose opening quote has just been passed; passes its closing quote.
    fn text(&mut self) -> Option<&'a [u8]> {
        let mut escaped = false;
        let end = self.rest.iter().position(|&byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        })?;
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest.get(1..)?;
        Some(text)
    }
}

/// How far into a file its names are looked for: reports begin with a block, so this is far beyond any.
const LOOK_MAX: usize = 64 << 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_beginning() {
        use FileForm::*;
        for (file, form) in [
            ("", Unknown),
            ("   ", Unknown),
            ("\u{feff} <?xml version=\"1.0\"?>", PbocXml),
            ("\u{feff}\n{ \"PRH\" : {", PbocJson),
            (r#"{"a": "PRH", "b": {"PRH": 1}, "c": ["PDA"], "d\"": "PRH:", "PDA": null}"#, PbocJson),
            (r#"{"a": "PRH", "b": {"PRH": 1}, "c": ["PDA"], "d": "\"PDA\":"}"#, Unknown),
            (r#"{"credit_report": 1, "PRH": 2}"#, Native),
            (r#"{"PRH"#, Unknown),
            (r#"{"PRH""#, Unknown),
            (r#"["PRH"]"#, Unknown),
            ("}}}}{{\"", Unknown),
        ] {
            assert_eq!(FileForm::of(file.as_bytes()), form, "{file}");
        }
    }

    #[test]
    fn a_long_file_is_only_looked_into() {
        let file = format!(r#"{{"a": "{}", "PRH": {{}}}}"#, "x".repeat(LOOK_MAX));
        assert_eq!(FileForm::of(file.as_bytes()), FileForm::Unknown);
    }
}
