//! XML as a sequence of checked pieces, on which every reader of XML in the crate is built.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use super::encoding::text_of;
use super::error::{DocumentError, Fault, FilePosition, Limits};
use super::visit::repeated;
use crate::format::place::Place;
use crate::text::{breaks_lines, quoted};

/// A piece of a document. Comments and processing instructions are passed over.
pub(in crate::format) enum Piece<'a> {
    /// An element begins.
    Start {
        /// Its tag, as written.
        tag: Cow<'a, str>,
        /// Its attributes but for namespace declarations, each once.
        attributes: Vec<(String, String)>,
    },
    /// Text within an element.
    Text {
        /// The text, with literal white space.
        text: Cow<'a, str>,
        /// Whether the text is more than literal white space.
        says_something: bool,
    },
    /// The innermost open element ends.
    End,
}

/// The reason why a document cannot be read on, before its place is known.
pub(in crate::format) enum Wrong {
    Malformed { reason: String, expected: &'static str },
    Limit(Fault),
}

impl Wrong {
    pub(in crate::format) fn malformed(reason: impl Into<String>, expected: &'static str) -> Wrong {
        Wrong::Malformed { reason: reason.into(), expected }
    }
}

impl From<Fault> for Wrong {
    fn from(fault: Fault) -> Wrong {
        Wrong::Limit(fault)
    }
}

/// The pieces of an XML 1.0 document in UTF-8, within limits.
///
/// Entities are the five of XML itself and character references; a document type declaration is refused, so that no
/// text can grow beyond the file.
pub(in crate::format) struct Pieces<'a> {
    xml: &'a str,
    limits: Limits,
    root: Root,
    reader: Reader<&'a [u8]>,
    depth: usize,
    nodes: usize,
    /// Whether the element that began last has no content, and so ends next.
    is_empty: bool,
    /// Whether the root has begun.
    begun: bool,
}

/// The root that a kind of document must have.
#[derive(Clone, Copy)]
pub(in crate::format) struct Root {
    pub(in crate::format) tag: &'static str,
    /// Whether it may have a prefix.
    pub(in crate::format) may_be_prefixed: bool,
    /// The same in words, as what was expected.
    pub(in crate::format) expected: &'static str,
    pub(in crate::format) nothing_but: &'static str,
}

impl<'a> Pieces<'a> {
    /// The pieces of a file with this root; a byte order mark before it is passed over.
    pub(in crate::format) fn new(bytes: &'a [u8], limits: &Limits, root: Root) -> Result<Self, DocumentError> {
        if bytes.len() > limits.bytes {
            return Err(DocumentError::TooLong { bytes: bytes.len(), limit: limits.bytes });
        }
        let xml = text_of(bytes)?;
        let limits = limits.of_file(bytes.len());
        let reader = Reader::from_str(xml);
        Ok(Pieces { xml, limits, root, reader, depth: 0, nodes: 0, is_empty: false, begun: false })
    }

    /// The next piece; nothing once the document has ended.
    pub(in crate::format) fn next(&mut self) -> Result<Option<Piece<'a>>, Wrong> {
        if std::mem::take(&mut self.is_empty) {
            return Ok(Some(self.end()));
        }
        loop {
            let event = self.reader.read_event();
            let event = event.map_err(|error| Wrong::malformed(lowered(&error), "well-formed XML"))?;
            let (text, says_something) = match event {
                Event::Start(start) => return self.start(&start, false).map(Some),
                Event::Empty(start) => return self.start(&start, true).map(Some),
                Event::End(_) => return Ok(Some(self.end())),
                Event::Text(text) => {
                    let says_something = !text.chars().all(is_space);
                    (text.xml10_content(), says_something)
                }
                Event::CData(text) => (text.xml10_content(), true),
                Event::GeneralRef(name) => (entity(&name)?, true),
                Event::Decl(declaration) => {
                    check_declaration(&declaration)?;
                    continue;
                }
                Event::DocType(_) => {
                    return Err(Wrong::malformed("a document type declaration", "none: entities cannot be declared"));
                }
                Event::Comment(_) | Event::PI(_) => continue,
                Event::Eof if self.begun && self.depth == 0 => return Ok(None),
                Event::Eof => {
                    return Err(Wrong::malformed(
                        "the file ends before its document does",
                        "the end tag of every element",
                    ));
                }
            };
            if self.depth > 0 {
                self.check_text(&text, text.len())?;
                return Ok(Some(Piece::Text { text, says_something }));
            }
            if says_something {
                return Err(Wrong::malformed("text outside the document", self.root.nothing_but));
            }
        }
    }

    /// Converts a fault to an error at a place.
    #[cold]
    pub(in crate::format) fn error(&self, wrong: Wrong, place: Place) -> DocumentError {
        let position = self.position();
        match wrong {
            Wrong::Malformed { reason, expected } => DocumentError::Malformed { reason, position, place, expected },
            Wrong::Limit(fault) => fault.at(position, place),
        }
    }

    /// The position of the reader: after the last piece read, or at the one that could not be read.
    fn position(&self) -> FilePosition {
        let failed = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
        FilePosition::of(self.xml.as_bytes(), self.read().max(failed))
    }

    /// The number of bytes read, not counting a byte order mark.
    pub(in crate::format) fn read(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Adds a piece to the text of an element; fails if that gets longer than the limit.
    pub(in crate::format) fn append(&self, text: &mut Cow<'a, str>, piece: Cow<'a, str>) -> Result<(), Wrong> {
        self.check_length(text.len().saturating_add(piece.len()))?;
        match text.is_empty() {
            true => *text = piece,
            false => text.to_mut().push_str(&piece),
        }
        Ok(())
    }

    fn check_length(&self, bytes: usize) -> Result<(), Wrong> {
        let limit = self.limits.text;
        if bytes > limit { Err(Fault::Text { bytes, limit }.into()) } else { Ok(()) }
    }

    fn start(&mut self, start: &BytesStart<'_>, is_empty: bool) -> Result<Piece<'a>, Wrong> {
        let tag = self.borrowed_tag(start, is_empty);
        if !is_name(&tag) {
            let reason = format!("`{}` is not a name", quoted(&tag));
            return Err(Wrong::malformed(reason, "a name as XML allows them"));
        }
        if tag.len() > Limits::TAG {
            return Err(Fault::Tag { bytes: tag.len(), limit: Limits::TAG }.into());
        }
        if self.depth == 0 {
            if self.begun {
                return Err(Wrong::malformed(format!("a second root `{}`", quoted(&tag)), "one document in a file"));
            }
            let local = tag.rsplit(':').next().unwrap_or_default();
            if tag != self.root.tag && !(self.root.may_be_prefixed && local == self.root.tag) {
                return Err(Wrong::malformed(format!("the root is `{}`", quoted(&tag)), self.root.expected));
            }
        }
        if self.depth >= self.limits.depth().saturating_add(1) {
            return Err(Fault::Depth(self.limits.depth()).into());
        }
        self.count()?;
        let attributes = self.attributes(start)?;
        (self.begun, self.is_empty) = (true, is_empty);
        self.depth = self.depth.saturating_add(1);
        Ok(Piece::Start { tag, attributes })
    }

    fn end(&mut self) -> Piece<'a> {
        self.depth = self.depth.saturating_sub(1);
        Piece::End
    }

    /// The tag as part of the file: the parser's own borrow ends with its event.
    fn borrowed_tag(&self, start: &BytesStart<'_>, is_empty: bool) -> Cow<'a, str> {
        let name = start.name();
        let name = name.as_ref();
        let close = if is_empty { 2 } else { 1 };
        let end = self.read().saturating_sub(close);
        let from = end.saturating_sub(start.len());
        match self.xml.get(from..from.saturating_add(name.len())) {
            Some(tag) if tag == name => Cow::Borrowed(tag),
            _ => Cow::Owned(name.to_owned()),
        }
    }

    fn attributes(&mut self, start: &BytesStart<'_>) -> Result<Vec<(String, String)>, Wrong> {
        let mut attributes: Vec<(String, String)> = Vec::new();
        if start.attributes_raw().is_empty() {
            return Ok(attributes);
        }
        // The parser's own check for repeated attributes compares each with each.
        for attribute in start.attributes().with_checks(false) {
            let attribute =
                attribute.map_err(|error| Wrong::malformed(lowered(&error), "attributes as `name=\"text\"`"))?;
            let name: &str = attribute.key.as_ref();
            if name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            if !is_name(name) {
                let reason = format!("`{}` is not a name", quoted(name));
                return Err(Wrong::malformed(reason, "a name as XML allows them"));
            }
            if name.len() >= Limits::TAG {
                return Err(Fault::Tag { bytes: name.len(), limit: Limits::TAG }.into());
            }
            self.count()?;
            let text = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0);
            let text = text.map_err(|error| Wrong::malformed(lowered(&error), "text of XML's characters"))?;
            self.check_text(&text, text.len())?;
            attributes.push((name.to_owned(), text.into_owned()));
        }
        if let Some(name) = repeated(&attributes) {
            let reason = format!("the attribute `{}` occurs twice", quoted(name));
            return Err(Wrong::malformed(reason, "each attribute once"));
        }
        Ok(attributes)
    }

    fn count(&mut self) -> Result<(), Wrong> {
        if self.nodes >= self.limits.nodes {
            return Err(Fault::Nodes(self.limits.nodes).into());
        }
        self.nodes = self.nodes.saturating_add(1);
        Ok(())
    }

    fn check_text(&self, text: &str, bytes: usize) -> Result<(), Wrong> {
        self.check_length(bytes)?;
        match text.chars().find(|&c| !is_xml_char(c)) {
            None => Ok(()),
            Some(c) => {
                let reason = format!("the character {}", c.escape_unicode());
                Err(Wrong::malformed(reason, "a character that XML allows"))
            }
        }
    }
}

fn entity<'a>(name: &BytesRef<'a>) -> Result<Cow<'a, str>, Wrong> {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return Ok(Cow::Owned(c.to_string()));
    }
    if !name.is_char_ref()
        && let Some(text) = quick_xml::escape::resolve_xml_entity(name)
    {
        return Ok(Cow::Borrowed(text));
    }
    let reason = format!("`&{};` is not a known entity", quoted(name));
    Err(Wrong::malformed(reason, "one of &lt; &gt; &amp; &apos; &quot; or a character's number"))
}

fn check_declaration(declaration: &BytesDecl<'_>) -> Result<(), Wrong> {
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(encoding)) if ["utf-8", "utf8", "us-ascii"].iter().any(|n| encoding.eq_ignore_ascii_case(n)) => Ok(()),
        Some(Ok(encoding)) => {
            Err(Wrong::malformed(format!("the encoding is `{}`", quoted(&encoding)), "the encoding UTF-8"))
        }
        Some(Err(error)) => Err(Wrong::malformed(lowered(&error), "an XML declaration")),
    }
}

/// Writes a text as XML writes it, in an element or an attribute; white space that a reader would pass over or change
/// as character references. A character that XML does not allow is an error.
pub(in crate::format) fn escape(text: &str, out: &mut String) -> Result<(), char> {
    let is_blank = text.chars().all(is_space);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            ' ' if !is_blank => out.push(' '),
            c if is_space(c) => out.push_str(&format!("&#{};", u32::from(c))),
            c if is_xml_char(c) => out.push(c),
            c => return Err(c),
        }
    }
    Ok(())
}

/// The parser's message in the style of ours: in lower case at the beginning, on one line, and cut if it is long.
fn lowered(message: &impl ToString) -> String {
    let message = message.to_string();
    let mut chars = message.chars().take(MESSAGE_MAX).map(|c| if breaks_lines(c) { ' ' } else { c });
    chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}

/// Whether an element or attribute can have this name, a little more generous than XML beyond ASCII.
pub(in crate::format) fn is_name(text: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_' || c == ':';
    text.starts_with(starts) && text.chars().all(|c| starts(c) || c.is_alphanumeric() || matches!(c, '-' | '.' | '·'))
}

/// Whether a character is white space to XML.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Whether a character may stand in an XML 1.0 document.
fn is_xml_char(c: char) -> bool {
    is_space(c) || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
}

/// The characters of the parser's message that are shown: it may quote the file at any length.
const MESSAGE_MAX: usize = 200;
