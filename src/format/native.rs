//! The native form of a report: JSON, lossless, versioned, with everything that other formats lack.
//!
//! ```
//! use credit_bureau::format::native;
//! use credit_bureau::{AccountKind, Report};
//!
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::Rent, "flat", |rent| rent.paid("NNN1"))
//!     .build()?;
//! let file = native::write(&report);
//! assert!(file.starts_with("{\n  \"credit_report\": 1,"));
//! assert_eq!(native::read(&file)?, report);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The fields have the names of [`ReportData`]'s; what is not stated is not written. Moments are written in full; where one
//! is asked for, a day is read as the end of that day. For another self-describing form, serialise the [`Report`]
//! itself.

use super::document::{DocumentError, Limits, reason, text_of};
use super::error::ReadError;
use crate::report::{Document, Report, ReportData};

/// Reads a report in the native form, of at most 64 MiB and 128 nested groups and lists; a byte order mark
/// before it is passed over.
///
/// # Errors
///
/// [`ReadError::Document`] if it is too long or not UTF-8. [`ReadError::Native`] with line and column: not JSON, another
/// version, an unknown field, an invalid value.
/// [`ReadError::Report`] with all that is wrong across fields.
pub fn read(json: impl AsRef<[u8]>) -> Result<Report, ReadError> {
    let bytes = json.as_ref();
    let limit = Limits::default().bytes;
    if bytes.len() > limit {
        return Err(DocumentError::TooLong { bytes: bytes.len(), limit }.into());
    }
    let document: Document<ReportData> = serde_json::from_str(text_of(bytes)?).map_err(|error| ReadError::Native {
        reason: one_line(&reason(&error)),
        line: error.line(),
        column: error.column(),
    })?;
    Ok(Report::new(document.report)?)
}

/// Writes a report in the native form, a fact a line.
#[must_use]
pub fn write(report: &Report) -> String {
    // Texts, numbers, lists and groups by name always have a JSON form.
    serde_json::to_string_pretty(report).unwrap_or_default()
}

/// A message on one line; what it quotes of the file may be long.
fn one_line(message: &str) -> String {
    match message.char_indices().nth(MESSAGE_MAX) {
        Some((at, _)) => format!("{}…", message.get(..at).unwrap_or_default()).replace(['\n', '\r'], " "),
        None => message.replace(['\n', '\r'], " "),
    }
}

/// How much of a message is shown, in characters: a list of all fields of a record is long.
const MESSAGE_MAX: usize = 600;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named_with_line_and_column() {
        let date = r#""made_at": "2024-06-30T10:00:00", "currency": "CNY""#;
        for (file, message) in [
            ("", "the file ends while parsing a value at line 1, column 0".to_owned()),
            ("{\n", "the file ends while parsing an object at line 2, column 0".to_owned()),
            (
                "{\"credit_report\": 2}",
                "native report of version 2: expected version 1 at line 1, column 20".to_owned(),
            ),
            ("{\"credit_report\": 1}", "missing field `report` at line 1, column 20".to_owned()),
            (
                &format!("{{\"credit_report\": 1, \"report\": {{{date}, \"accounts\": 5}}}}"),
                "invalid type: integer `5`, expected a sequence at line 1, column 98".to_owned(),
            ),
        ] {
            let error = read(file).unwrap_err();
            assert!(matches!(error, ReadError::Native { .. }));
            assert_eq!(error.to_string(), message);
        }
        let long = format!("{{\"credit_report\": 1, \"{}\": 1}}", "x\\n".repeat(1000));
        let message = read(&long).unwrap_err().to_string();
        assert!(message.starts_with("unknown field `x x x") && message.len() < 700, "{message}");
    }

    #[test]
    fn another_encoding_is_named_as_in_every_format() {
        let file = write(&Report::builder("2024-06-30").subject("张三").build().unwrap());
        for encode in [u16::to_le_bytes, u16::to_be_bytes] {
            let utf16: Vec<u8> = file.encode_utf16().flat_map(encode).collect();
            let marked: Vec<u8> = encode(0xFEFF).into_iter().chain(utf16.iter().copied()).collect();
            for bytes in [utf16, marked] {
                let message = "the file is not UTF-8 text at line 1, column 1 (it looks like UTF-16): expected UTF-8";
                assert_eq!(read(&bytes).unwrap_err().to_string(), message);
                assert_eq!(crate::format::read(&bytes).unwrap_err().to_string(), message);
            }
        }
        let gbk = b"{\"credit_report\": 1,\n\"report\": {\"subject\": \"\xD5\xC5\xC8\xFD\"}}";
        let message = "the file is not UTF-8 text at line 2, column 24: expected UTF-8";
        assert_eq!(read(gbk).unwrap_err().to_string(), message);
        assert_eq!(crate::format::read(gbk).unwrap_err().to_string(), message);
        assert_eq!(crate::format::read(b"a,b,c").unwrap_err(), ReadError::Unrecognised);
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let nested = format!("{{\"credit_report\": 1, \"report\": {}", "[".repeat(100_000));
        assert!(read(&nested).unwrap_err().to_string().starts_with("invalid type"));
        let kept = r#"{"kept": [{"place": "X", "value": "#;
        let report = r#"{"credit_report": 1, "report": {"made_at": "2024-06-30T10:00:00", "currency": "CNY", "#;
        let nested = format!("{report}{}{}", kept.trim_start_matches('{'), "{\"list\": [".repeat(100_000));
        assert!(read(&nested).unwrap_err().to_string().starts_with("recursion limit exceeded"));
    }

    #[test]
    fn what_is_wrong_across_fields_is_named_at_once() {
        let account = r#"{"kind": "rent", "id": "flat", "opened": "2025-01-01"}"#;
        let file = format!(
            r#"{{"credit_report": 1, "report": {{"made_at": "2024-06-30T10:00:00", "currency": "CNY",
                "accounts": [{account}, {account}]}}}}"#
        );
        let Err(ReadError::Report(error)) = read(&file) else { panic!("not an error of the report") };
        assert_eq!(error.problems().len(), 3);
    }
}
