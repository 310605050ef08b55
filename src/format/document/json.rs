//! Documents in JSON.

use std::fmt::Write;

use super::encoding::text_of;
use super::error::{DocumentError, FilePosition, Limits};
use super::node::Node;
use super::visit::TreeReader;

impl<'a> Node<'a> {
    /// Reads a document in JSON (RFC 8259, in UTF-8; a byte order mark before it is passed over).
    ///
    /// # Errors
    ///
    /// [`DocumentError`] with line, column and place: not UTF-8, not JSON, something after the document, a tag twice
    /// in an object, or over one of the limits.
    pub fn from_json(bytes: &'a [u8], limits: &Limits) -> Result<Node<'a>, DocumentError> {
        if bytes.len() > limits.bytes {
            return Err(DocumentError::TooLong { bytes: bytes.len(), limit: limits.bytes });
        }
        let json = text_of(bytes)?;
        let limits = limits.of_file(bytes.len());
        let mut reader = TreeReader::new(&limits);
        let mut from = serde_json::Deserializer::from_str(json);
        let read = reader.read(&mut from).and_then(|node| from.end().map(|()| node));
        read.map_err(|error| {
            let position = FilePosition { line: error.line(), column: error.column() };
            match reader.fault() {
                Some(fault) => fault.at(position, reader.place()),
                None => DocumentError::Malformed {
                    reason: reason(&error),
                    position,
                    place: reader.place(),
                    expected: "a JSON document",
                },
            }
        })
    }

    /// Writes the document in JSON: on one line, or `pretty`, a member a line, two spaces a level.
    ///
    /// Members keep their order, so the same tree gives the same bytes.
    #[must_use]
    pub fn to_json(&self, pretty: bool) -> String {
        let mut out = String::new();
        write_node(self, pretty.then_some(0), &mut out);
        out
    }
}

/// The error without its position, which is shown apart.
pub(in crate::format) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    text.get(..end).unwrap_or(&text).replace("EOF while", "the file ends while")
}

/// Writes a node; `level` is the indentation, if there is any.
fn write_node(node: &Node<'_>, level: Option<usize>, out: &mut String) {
    let inner = level.map(|level| level.saturating_add(1));
    match node {
        Node::Null => out.push_str("null"),
        Node::Text(text) => write_text(text, out),
        Node::Bare(bare) => out.push_str(&bare.to_string()),
        Node::List(items) => {
            write_all('[', ']', items, level, out, |item, out| write_node(item, inner, out));
        }
        Node::Group(members) => write_all('{', '}', members, level, out, |(tag, node), out| {
            write_text(tag, out);
            out.push_str(if inner.is_some() { ": " } else { ":" });
            write_node(node, inner, out);
        }),
    }
}

fn write_all<T>(
    open: char,
    close: char,
    all: &[T],
    level: Option<usize>,
    out: &mut String,
    mut write: impl FnMut(&T, &mut String),
) {
    out.push(open);
    for (i, one) in all.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        if let Some(level) = level {
            new_line(level.saturating_add(1), out);
        }
        write(one, out);
    }
    if let Some(level) = level
        && !all.is_empty()
    {
        new_line(level, out);
    }
    out.push(close);
}

fn new_line(level: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", level));
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some((plain, special)) =
        rest.find(|c: char| c < ' ' || c == '"' || c == '\\').and_then(|at| rest.split_at_checked(at))
    {
        out.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some(c @ ('"' | '\\')) => out.extend(['\\', c]),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(c) => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.push('"');
}
