//! Documents in XML.
//!
//! An element is a member of its parent's group; elements of one tag in one parent are a list, an element alone is not.
//! An element that has elements is a group, one with text a text, one with neither [`Node::Null`]. Attributes, which no
//! PBOC document has, become members tagged `@name` (and the text beside them `#text`), so that no field table knows
//! them; namespace declarations are passed over.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use super::error::{DocumentError, Fault, Limits, Position};
use super::visit::repeated;
use super::{Member, Node};
use crate::format::place::{Path, Place, Step, breaks_lines};
use crate::format::problem::shortened;
use crate::format::recognise::BOM;

impl<'a> Node<'a> {
    /// Reads a document in XML 1.0, in UTF-8, with the root `Document` (a byte order mark before it is passed over).
    ///
    /// Repeated elements become a list; an element without content is [`Null`](Node::Null); an attribute is a member
    /// tagged `@name`. Text is kept as written, save that white space between elements, and literal white space alone in
    /// an element, is passed over. Comments and processing instructions are passed over. Entities are the five of XML
    /// itself and character references: a document type declaration is refused, so no text can grow beyond the file.
    ///
    /// # Errors
    ///
    /// [`DocumentError`] with line, column and place: not UTF-8, not well formed, another root, a document type
    /// declaration, text beside elements, something after the document, or over one of the limits.
    pub fn from_xml(bytes: &'a [u8], limits: &Limits) -> Result<Node<'a>, DocumentError> {
        if bytes.len() > limits.bytes {
            return Err(DocumentError::TooLong { bytes: bytes.len(), limit: limits.bytes });
        }
        let xml = bytes.strip_prefix(BOM).unwrap_or(bytes);
        let xml = std::str::from_utf8(xml).map_err(|error| DocumentError::NotUtf8 {
            position: Position::of(xml, error.valid_up_to()),
            hint: declared_encoding(xml),
        })?;
        let limits = &limits.of_file(bytes.len());
        XmlReader { xml, limits, reader: Reader::from_str(xml), open: Vec::new(), nodes: 0 }.read()
    }

    /// Writes the document in XML with the root `Document`: on one line, or `pretty`, an element a line, two spaces a
    /// level.
    ///
    /// White space that a reader would pass over or change is written as character references. Null, an empty text and
    /// an empty group are an empty element; an empty list is not written; a [`Bare`](super::Bare) value is written as
    /// text.
    ///
    /// # Errors
    ///
    /// [`DocumentError::Unwritable`] with the place, for what XML has no form for: a root that is not a group, a list in
    /// a list, a tag that is not an XML name, a text with a character that XML does not allow (most control
    /// characters).
    pub fn to_xml(&self, pretty: bool) -> Result<String, DocumentError> {
        let mut out = String::from(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
        if !matches!(self, Node::Group(_) | Node::Null) {
            return Err(unwritable(&self.describe(), &Path::ROOT, "a group at the root"));
        }
        write_element(ROOT, self, pretty.then_some(0), &Path::ROOT, &mut out)?;
        if pretty {
            out.push('\n');
        }
        Ok(out)
    }
}

struct XmlReader<'l, 'a> {
    xml: &'a str,
    limits: &'l Limits,
    reader: Reader<&'a [u8]>,
    open: Vec<Element<'a>>,
    nodes: usize,
}

/// An element that has not ended yet.
struct Element<'a> {
    tag: Cow<'a, str>,
    members: Vec<Member<'a>>,
    /// How many of the members are attributes; they come first.
    attributes: usize,
    text: Cow<'a, str>,
    /// Whether the text is more than literal white space.
    says_something: bool,
}

impl<'a> XmlReader<'_, 'a> {
    fn read(mut self) -> Result<Node<'a>, DocumentError> {
        let mut root = None;
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.malformed(lowered(&error), "well-formed XML")),
            };
            match event {
                Event::Start(start) => {
                    self.start(&start, false, root.is_some())?;
                }
                Event::Empty(start) => {
                    self.start(&start, true, root.is_some())?;
                    self.end(&mut root)?;
                }
                Event::End(_) => self.end(&mut root)?,
                Event::Text(text) => {
                    let says_something = !text.chars().all(is_space);
                    self.text(text.xml10_content(), says_something)?;
                }
                Event::CData(text) => self.text(text.xml10_content(), true)?,
                Event::GeneralRef(name) => {
                    let text = self.entity(&name)?;
                    self.text(text, true)?;
                }
                Event::Decl(declaration) => self.declaration(&declaration)?,
                Event::DocType(_) => {
                    return Err(self.malformed("a document type declaration", "none: entities cannot be declared"));
                }
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => break,
            }
        }
        match root {
            Some(root) if self.open.is_empty() => Ok(root),
            _ => Err(self.malformed("the file ends before its document does", "the end tag of every element")),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, is_empty: bool, ended: bool) -> Result<(), DocumentError> {
        let tag = self.borrowed_tag(start, is_empty);
        if !is_name(&tag) {
            let reason = format!("`{}` is not a name", shortened(&tag));
            return Err(self.malformed(reason, "a name as XML allows them"));
        }
        if tag.len() > Limits::TAG {
            return Err(self.fault(Fault::Tag { bytes: tag.len(), limit: Limits::TAG }));
        }
        if self.open.is_empty() {
            if ended {
                return Err(self.malformed(format!("a second root `{}`", shortened(&tag)), "one document in a file"));
            }
            if tag != ROOT {
                let reason = format!("the root is `{}`", shortened(&tag));
                return Err(self.malformed(reason, "the root `Document`"));
            }
        }
        if self.open.len() >= self.limits.depth().saturating_add(1) {
            return Err(self.fault(Fault::Depth(self.limits.depth())));
        }
        self.count()?;
        let members = self.attributes(start)?;
        let attributes = members.len();
        if let Some(parent) = self.open.last_mut()
            && !parent.says_something
        {
            parent.text = Cow::Borrowed("");
        }
        self.open.push(Element { tag, members, attributes, text: Cow::Borrowed(""), says_something: false });
        Ok(())
    }

    /// The tag as part of the file: the parser's own borrow ends with its event.
    fn borrowed_tag(&self, start: &BytesStart<'_>, is_empty: bool) -> Cow<'a, str> {
        let name = start.name();
        let name = name.as_ref();
        let close = if is_empty { 2 } else { 1 };
        let end = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).saturating_sub(close);
        let from = end.saturating_sub(start.len());
        match self.xml.get(from..from.saturating_add(name.len())) {
            Some(tag) if tag == name => Cow::Borrowed(tag),
            _ => Cow::Owned(name.to_owned()),
        }
    }

    fn attributes(&mut self, start: &BytesStart<'_>) -> Result<Vec<Member<'a>>, DocumentError> {
        let mut members: Vec<Member<'a>> = Vec::new();
        if start.attributes_raw().is_empty() {
            return Ok(members);
        }
        // The parser's own check for repeated attributes compares each with each.
        for attribute in start.attributes().with_checks(false) {
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(error) => {
                    return Err(self.malformed(lowered(&error), "attributes as `name=\"text\"`"));
                }
            };
            let name: &str = attribute.key.as_ref();
            if name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            if !is_name(name) {
                let reason = format!("`{}` is not a name", shortened(name));
                return Err(self.malformed(reason, "a name as XML allows them"));
            }
            if name.len() >= Limits::TAG {
                return Err(self.fault(Fault::Tag { bytes: name.len(), limit: Limits::TAG }));
            }
            self.count()?;
            let text = match attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0) {
                Ok(text) => text.into_owned(),
                Err(error) => return Err(self.malformed(lowered(&error), "text of XML's characters")),
            };
            self.check_text(&text, text.len())?;
            members.push((Cow::Owned(format!("@{name}")), Node::Text(Cow::Owned(text))));
        }
        if let Some(tag) = repeated(&members) {
            let reason = format!("the attribute `{}` is there twice", shortened(tag.trim_start_matches('@')));
            return Err(self.malformed(reason, "each attribute once"));
        }
        Ok(members)
    }

    fn text(&mut self, piece: Cow<'a, str>, says_something: bool) -> Result<(), DocumentError> {
        let Some(element) = self.open.last() else {
            if says_something {
                return Err(self.malformed("text outside the document", "nothing but the root `Document`"));
            }
            return Ok(());
        };
        self.check_text(&piece, element.text.len().saturating_add(piece.len()))?;
        if let Some(element) = self.open.last_mut() {
            element.says_something |= says_something;
            if element.text.is_empty() {
                element.text = piece;
            } else {
                element.text.to_mut().push_str(&piece);
            }
        }
        Ok(())
    }

    fn end(&mut self, root: &mut Option<Node<'a>>) -> Result<(), DocumentError> {
        let Some(element) = self.open.last_mut() else { return Ok(()) };
        let text = std::mem::take(&mut element.text);
        let mut members = std::mem::take(&mut element.members);
        let has_elements = members.len() > element.attributes;
        let says_something = element.says_something;
        if says_something && (has_elements || self.open.len() == 1) {
            return Err(self.malformed("text beside elements", "either text or elements in an element"));
        }
        let Some(Element { tag, .. }) = self.open.pop() else { return Ok(()) };
        let node = if members.is_empty() && says_something {
            Node::Text(text)
        } else if members.is_empty() && !self.open.is_empty() {
            Node::Null
        } else {
            if says_something {
                members.push((Cow::Borrowed(TEXT), Node::Text(text)));
            }
            Node::Group(gathered(members))
        };
        match self.open.last_mut() {
            None => *root = Some(node),
            Some(parent) => match parent.members.last_mut() {
                Some((last, before)) if *last == tag => before.append(node),
                _ => parent.members.push((tag, node)),
            },
        }
        Ok(())
    }

    fn entity(&self, name: &BytesRef<'a>) -> Result<Cow<'a, str>, DocumentError> {
        if let Ok(Some(c)) = name.resolve_char_ref() {
            return Ok(Cow::Owned(c.to_string()));
        }
        if !name.is_char_ref()
            && let Some(text) = quick_xml::escape::resolve_xml_entity(name)
        {
            return Ok(Cow::Borrowed(text));
        }
        let reason = format!("`&{};` stands for nothing", shortened(name));
        Err(self.malformed(reason, "one of &lt; &gt; &amp; &apos; &quot; or a character's number"))
    }

    fn declaration(&self, declaration: &BytesDecl<'_>) -> Result<(), DocumentError> {
        match declaration.encoding() {
            None => Ok(()),
            Some(Ok(encoding)) if ["utf-8", "utf8", "us-ascii"].iter().any(|n| encoding.eq_ignore_ascii_case(n)) => {
                Ok(())
            }
            Some(Ok(encoding)) => {
                Err(self.malformed(format!("the encoding is `{}`", shortened(&encoding)), "the encoding UTF-8"))
            }
            Some(Err(error)) => Err(self.malformed(lowered(&error), "an XML declaration")),
        }
    }

    fn count(&mut self) -> Result<(), DocumentError> {
        if self.nodes >= self.limits.nodes {
            return Err(self.fault(Fault::Nodes(self.limits.nodes)));
        }
        self.nodes = self.nodes.saturating_add(1);
        Ok(())
    }

    fn check_text(&self, piece: &str, bytes: usize) -> Result<(), DocumentError> {
        let limit = self.limits.text;
        if bytes > limit {
            return Err(self.fault(Fault::Text { bytes, limit }));
        }
        match piece.chars().find(|&c| !is_xml_char(c)) {
            None => Ok(()),
            Some(c) => {
                let reason = format!("the character {}", c.escape_unicode());
                Err(self.malformed(reason, "a character that XML allows"))
            }
        }
    }

    #[cold]
    fn malformed(&self, reason: impl Into<String>, expected: &'static str) -> DocumentError {
        DocumentError::Malformed { reason: reason.into(), position: self.position(), place: self.place(), expected }
    }

    #[cold]
    fn fault(&self, fault: Fault) -> DocumentError {
        fault.at(self.position(), self.place())
    }

    /// Where the reader is: after what it has just read, or at what it could not read.
    fn position(&self) -> Position {
        let read = self.reader.buffer_position().max(self.reader.error_position());
        Position::of(self.xml.as_bytes(), usize::try_from(read).unwrap_or(usize::MAX))
    }

    /// The place of the innermost open element; one that follows others of its tag shows its position among them.
    fn place(&self) -> Place {
        let mut steps = Vec::new();
        for (parent, element) in self.open.iter().zip(self.open.iter().skip(1)) {
            steps.push(Step::Tag(element.tag.clone()));
            match parent.members.last() {
                Some((tag, Node::List(before))) if *tag == element.tag => steps.push(Step::Index(before.len())),
                Some((tag, _)) if *tag == element.tag => steps.push(Step::Index(1)),
                _ => {}
            }
        }
        Place::from_steps(steps)
    }
}

impl<'a> Node<'a> {
    /// Makes this a list of what it is and one more. Only for trees read from XML, in which a list is never an item.
    fn append(&mut self, node: Node<'a>) {
        match (self, node) {
            (Node::List(items), Node::List(more)) => items.extend(more),
            (Node::List(items), node) => items.push(node),
            (lone, Node::List(more)) => {
                let mut items = vec![std::mem::take(lone)];
                items.extend(more);
                *lone = Node::List(items);
            }
            (lone, node) => *lone = Node::List(vec![std::mem::take(lone), node]),
        }
    }
}

/// Members of one tag as one, at the place of the first.
fn gathered(members: Vec<Member<'_>>) -> Vec<Member<'_>> {
    let ascending = members.is_sorted_by(|(one, _), (two, _)| one < two);
    if ascending || repeated(&members).is_none() {
        return members;
    }
    let mut places: HashMap<Cow<'_, str>, usize> = HashMap::new();
    let mut together: Vec<Member<'_>> = Vec::new();
    for (tag, node) in members {
        let at = *places.entry(tag.clone()).or_insert(together.len());
        match together.get_mut(at) {
            Some((_, before)) => before.append(node),
            None => together.push((tag, node)),
        }
    }
    together
}

/// Writes an element; `level` is the indentation, if there is any.
fn write_element(
    tag: &str,
    node: &Node<'_>,
    level: Option<usize>,
    path: &Path<'_>,
    out: &mut String,
) -> Result<(), DocumentError> {
    if !is_name(tag) || tag.len() > Limits::TAG {
        return Err(unwritable(&format!("the tag `{}`", shortened(tag)), path, "a name as XML allows them"));
    }
    if let Some(level) = level {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", level));
    }
    out.push('<');
    out.push_str(tag);
    match node {
        Node::Text(text) if !text.is_empty() => {
            out.push('>');
            write_text(text, path, out)?;
        }
        Node::Bare(bare) => {
            out.push('>');
            out.push_str(&bare.to_string());
        }
        Node::Null | Node::Text(_) => {
            out.push_str("/>");
            return Ok(());
        }
        Node::List(_) => return Err(unwritable(&node.describe(), path, "no list in a list")),
        Node::Group(members) => {
            for (name, node) in members.iter().filter(|(name, _)| name.starts_with('@')) {
                write_attribute(name, node, &path.tag(name), out)?;
            }
            let has_attributes = members.iter().any(|(name, node)| name.starts_with('@') && !node.is_empty());
            let texts = members.iter().filter(|(name, _)| !name.starts_with('@'));
            if has_attributes
                && let [(TEXT, Node::Text(text))] = texts.clone().map(|(t, n)| (&**t, n)).collect::<Vec<_>>()[..]
            {
                out.push('>');
                write_text(text, path, out)?;
            } else {
                let before = out.len();
                out.push('>');
                for (name, node) in texts {
                    write_member(name, node, level.map(|level| level.saturating_add(1)), &path.tag(name), out)?;
                }
                if out.len() == before.saturating_add(1) {
                    out.truncate(before);
                    out.push_str("/>");
                    return Ok(());
                }
                if let Some(level) = level {
                    out.push('\n');
                    out.extend(std::iter::repeat_n("  ", level));
                }
            }
        }
    }
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
    Ok(())
}

/// Writes a member of a group: an element, or one for each item of a list.
fn write_member(
    tag: &str,
    node: &Node<'_>,
    level: Option<usize>,
    path: &Path<'_>,
    out: &mut String,
) -> Result<(), DocumentError> {
    let Node::List(items) = node else { return write_element(tag, node, level, path, out) };
    items.iter().enumerate().try_for_each(|(i, item)| write_element(tag, item, level, &path.index(i), out))
}

fn write_attribute(tag: &str, node: &Node<'_>, path: &Path<'_>, out: &mut String) -> Result<(), DocumentError> {
    let name = tag.trim_start_matches('@');
    let text = match node {
        node if node.is_empty() => return Ok(()),
        Node::Text(text) => text,
        node => return Err(unwritable(&node.describe(), path, "text in an attribute")),
    };
    if !is_name(name) || name == "xmlns" || name.starts_with("xmlns:") {
        return Err(unwritable(&format!("the tag `{}`", shortened(tag)), path, "a name as XML allows them"));
    }
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    write_text(text, path, out)?;
    out.push('"');
    Ok(())
}

fn write_text(text: &str, path: &Path<'_>, out: &mut String) -> Result<(), DocumentError> {
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
            c => {
                let found = format!("the character {}", c.escape_unicode());
                return Err(unwritable(&found, path, "characters that XML allows"));
            }
        }
    }
    Ok(())
}

fn unwritable(found: &str, path: &Path<'_>, expected: &'static str) -> DocumentError {
    DocumentError::Unwritable { found: found.to_owned(), place: path.place(), expected }
}

/// What a file that is not UTF-8 says its encoding is.
fn declared_encoding(xml: &[u8]) -> String {
    if xml.starts_with(b"\xFF\xFE") || xml.starts_with(b"\xFE\xFF") {
        return " (it looks like UTF-16)".to_owned();
    }
    let head = String::from_utf8_lossy(xml.get(..DECLARATION_MAX).unwrap_or(xml));
    let declared = head.split_once("?>").and_then(|(declaration, _)| {
        let (_, value) = declaration.split_once("encoding")?;
        let value = value.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value.strip_prefix(quote)?.split_once(quote).map(|(name, _)| name.to_owned())
    });
    declared.map_or(String::new(), |name| format!(" (it says its encoding is `{}`)", shortened(&name)))
}

/// The parser's message as ours are: it begins in lower case, and is short, whatever it quotes of the file.
fn lowered(message: &impl ToString) -> String {
    let message = message.to_string();
    let mut chars = message.chars().take(MESSAGE_MAX).map(|c| if breaks_lines(c) { ' ' } else { c });
    chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}

/// Whether an element or attribute can have this name, a little more generous than XML beyond ASCII.
fn is_name(text: &str) -> bool {
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

/// The root of every PBOC document.
const ROOT: &str = "Document";

/// The tag of an element's text beside its attributes.
const TEXT: &str = "#text";

/// How far into a file its XML declaration may go.
const DECLARATION_MAX: usize = 256;

/// How much of the parser's message is shown, in characters.
const MESSAGE_MAX: usize = 200;
