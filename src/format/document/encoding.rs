//! Files as UTF-8 text, and what a file in another encoding says of itself.

use super::error::{DocumentError, FilePosition};
use crate::text::{BOM, quoted};

/// The file as text; a byte order mark before it is passed over.
///
/// # Errors
///
/// [`DocumentError::NotUtf8`] with the position and, if the file tells, its encoding.
pub(in crate::format) fn text_of(bytes: &[u8]) -> Result<&str, DocumentError> {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let not_utf8 = |at| DocumentError::NotUtf8 { position: FilePosition::of(bytes, at), hint: encoding_hint(bytes) };
    match std::str::from_utf8(bytes) {
        // Its ASCII part would pass for UTF-8 with zeros, of which a parser's message says nothing useful.
        Ok(_) if is_utf16(bytes) => Err(not_utf8(0)),
        Ok(text) => Ok(text),
        Err(error) => Err(not_utf8(error.valid_up_to())),
    }
}

/// Whether a document looks like UTF-16: by its mark, or since it begins with an ASCII character padded with a zero.
fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || matches!(bytes, [0, _, ..] | [_, 0, ..])
}

/// The encoding that a file begins to speak of: by its first bytes, or by an XML declaration.
fn encoding_hint(bytes: &[u8]) -> String {
    if is_utf16(bytes) {
        return " (it looks like UTF-16)".to_owned();
    }
    let head = String::from_utf8_lossy(bytes.get(..DECLARATION_MAX).unwrap_or(bytes));
    let declared = head.split_once("?>").and_then(|(declaration, _)| {
        let (_, value) = declaration.split_once("encoding")?;
        let value = value.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value.strip_prefix(quote)?.split_once(quote).map(|(name, _)| name.to_owned())
    });
    declared.map_or(String::new(), |name| format!(" (it says its encoding is `{}`)", quoted(&name)))
}

/// How far a file is looked into for an XML declaration.
const DECLARATION_MAX: usize = 256;
