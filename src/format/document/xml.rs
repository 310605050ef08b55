//! Documents in XML.
//!
//! An element is a member of its parent's group; elements of one tag in one parent are a list, an element alone is not.
//! An element that has elements is a group, one with text a text, one with neither [`Node::Null`]. Attributes, which no
//! PBOC document has, become members tagged `@name` (and the text beside them `#text`), so that no field table knows
//! them; namespace declarations are passed over.

use std::borrow::Cow;
use std::collections::HashMap;

use super::error::{DocumentError, Limits};
use super::node::{Member, Node};
use super::pieces::{Piece, Pieces, Root, Wrong, escape, is_name};
use super::visit::repeated;
use crate::format::place::{DocumentPath, Place, PlaceStep};
use crate::text::quoted;

impl<'a> Node<'a> {
    /// Reads a document in XML 1.0, in UTF-8, with the root `Document` (a byte order mark before it is passed over).
    ///
    /// Repeated elements become a list; an element without content is [`Null`](Node::Null); an attribute is a member
    /// tagged `@name`. Text is kept as written, save that white space between elements, and literal white space alone
    /// in an element, is passed over. Comments and processing instructions are passed over. Entities are the five of
    /// XML itself and character references: a document type declaration is refused, so no text can grow beyond the
    /// file.
    ///
    /// # Errors
    ///
    /// [`DocumentError`] with line, column and place: not UTF-8, not well formed, another root, a document type
    /// declaration, text beside elements, something after the document, or over one of the limits.
    pub fn from_xml(bytes: &'a [u8], limits: &Limits) -> Result<Node<'a>, DocumentError> {
        let root = Root {
            tag: ROOT,
            may_be_prefixed: false,
            expected: "the root `Document`",
            nothing_but: "nothing but the root `Document`",
        };
        let mut reader = XmlReader { pieces: Pieces::new(bytes, limits, root)?, open: Vec::new(), root: None };
        loop {
            match reader.read_piece() {
                Ok(true) => {}
                Ok(false) => return Ok(reader.root.unwrap_or_default()),
                Err(wrong) => return Err(reader.pieces.error(wrong, reader.place())),
            }
        }
    }

    /// Writes the document in XML with the root `Document`: on one line, or `pretty`, an element a line, two spaces a
    /// level.
    ///
    /// White space that a reader would pass over or change is written as character references. Null, an empty text and
    /// an empty group are an empty element; an empty list is not written; a [`Bare`](super::bare::Bare) value is
    /// written as text.
    ///
    /// # Errors
    ///
    /// [`DocumentError::Unwritable`] with the place, if XML has no form for a node: a root that is not a group, a list
    /// in a list, a tag that is not an XML name, a text with a character that XML does not allow (most control
    /// characters).
    pub fn to_xml(&self, pretty: bool) -> Result<String, DocumentError> {
        let mut out = String::from(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
        if !matches!(self, Node::Group(_) | Node::Null) {
            return Err(unwritable(&self.describe(), &DocumentPath::ROOT, "a group at the root"));
        }
        write_element(ROOT, self, pretty.then_some(0), &DocumentPath::ROOT, &mut out)?;
        if pretty {
            out.push('\n');
        }
        Ok(out)
    }
}

struct XmlReader<'a> {
    pieces: Pieces<'a>,
    open: Vec<Element<'a>>,
    root: Option<Node<'a>>,
}

/// An element that has not ended yet.
struct Element<'a> {
    tag: Cow<'a, str>,
    members: Vec<Member<'a>>,
    /// The number of members that are attributes; they come first.
    attributes: usize,
    text: Cow<'a, str>,
    /// Whether the text is more than literal white space.
    says_something: bool,
}

impl<'a> XmlReader<'a> {
    /// Reads one more piece; returns whether there was one.
    fn read_piece(&mut self) -> Result<bool, Wrong> {
        match self.pieces.next()? {
            Some(Piece::Start { tag, attributes }) => self.start(tag, attributes),
            Some(Piece::Text { text, says_something }) => self.text(text, says_something)?,
            Some(Piece::End) => self.end()?,
            None => return Ok(false),
        }
        Ok(true)
    }

    fn start(&mut self, tag: Cow<'a, str>, attributes: Vec<(String, String)>) {
        if let Some(parent) = self.open.last_mut()
            && !parent.says_something
        {
            parent.text = Cow::Borrowed("");
        }
        let member = |(name, text): (String, String)| (Cow::Owned(format!("@{name}")), Node::Text(Cow::Owned(text)));
        let members: Vec<Member<'a>> = attributes.into_iter().map(member).collect();
        let attributes = members.len();
        self.open.push(Element { tag, members, attributes, text: Cow::Borrowed(""), says_something: false });
    }

    fn text(&mut self, piece: Cow<'a, str>, says_something: bool) -> Result<(), Wrong> {
        let Some(element) = self.open.last_mut() else { return Ok(()) };
        self.pieces.append(&mut element.text, piece)?;
        element.says_something |= says_something;
        Ok(())
    }

    fn end(&mut self) -> Result<(), Wrong> {
        let Some(element) = self.open.last_mut() else { return Ok(()) };
        let text = std::mem::take(&mut element.text);
        let mut members = std::mem::take(&mut element.members);
        let has_elements = members.len() > element.attributes;
        let says_something = element.says_something;
        if says_something && (has_elements || self.open.len() == 1) {
            return Err(Wrong::malformed("text beside elements", "either text or elements in an element"));
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
            None => self.root = Some(node),
            Some(parent) => match parent.members.last_mut() {
                Some((last, before)) if *last == tag => before.append(node),
                _ => parent.members.push((tag, node)),
            },
        }
        Ok(())
    }

    /// The place of the innermost open element; one that follows others of its tag shows its position among them.
    fn place(&self) -> Place {
        let mut steps = Vec::new();
        for (parent, element) in self.open.iter().zip(self.open.iter().skip(1)) {
            steps.push(PlaceStep::Tag(element.tag.clone()));
            match parent.members.last() {
                Some((tag, Node::List(before))) if *tag == element.tag => steps.push(PlaceStep::Index(before.len())),
                Some((tag, _)) if *tag == element.tag => steps.push(PlaceStep::Index(1)),
                _ => {}
            }
        }
        Place::from_steps(steps)
    }
}

impl<'a> Node<'a> {
    /// Makes this a list of itself and one more node. Only for trees read from XML, in which a list is never an item.
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

/// Joins the members of one tag to one, at the place of the first.
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
    path: &DocumentPath<'_>,
    out: &mut String,
) -> Result<(), DocumentError> {
    if !is_name(tag) || tag.len() > Limits::TAG {
        return Err(unwritable(&format!("the tag `{}`", quoted(tag)), path, "a name as XML allows them"));
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
    path: &DocumentPath<'_>,
    out: &mut String,
) -> Result<(), DocumentError> {
    let Node::List(items) = node else { return write_element(tag, node, level, path, out) };
    items.iter().enumerate().try_for_each(|(i, item)| write_element(tag, item, level, &path.index(i), out))
}

fn write_attribute(tag: &str, node: &Node<'_>, path: &DocumentPath<'_>, out: &mut String) -> Result<(), DocumentError> {
    let name = tag.trim_start_matches('@');
    let text = match node {
        node if node.is_empty() => return Ok(()),
        Node::Text(text) => text,
        node => return Err(unwritable(&node.describe(), path, "text in an attribute")),
    };
    if !is_name(name) || name == "xmlns" || name.starts_with("xmlns:") {
        return Err(unwritable(&format!("the tag `{}`", quoted(tag)), path, "a name as XML allows them"));
    }
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    write_text(text, path, out)?;
    out.push('"');
    Ok(())
}

fn write_text(text: &str, path: &DocumentPath<'_>, out: &mut String) -> Result<(), DocumentError> {
    escape(text, out).map_err(|c| {
        let found = format!("the character {}", c.escape_unicode());
        unwritable(&found, path, "characters that XML allows")
    })
}

fn unwritable(found: &str, path: &DocumentPath<'_>, expected: &'static str) -> DocumentError {
    DocumentError::Unwritable { found: found.to_owned(), place: path.place(), expected }
}

/// The root of every PBOC document.
const ROOT: &str = "Document";

/// The tag of an element's text beside its attributes.
const TEXT: &str = "#text";
