//! A PMML document as elements, each with its line.

use std::borrow::Cow;
use std::collections::HashMap;

use super::extensions::EXTENDER;
use crate::format::document::pieces::{Piece, Pieces, Root, Wrong};
use crate::format::document::{DocumentError, Limits};
use crate::format::place::{DocumentPath, Place, PlaceStep};
use crate::format::scorecard::error::{CardReadError, ElementFault};
use crate::scoring::scorecards::table::{NUMBER_MAX, number};
use crate::text::quoted;

/// An element and all that is in it.
#[derive(Default)]
pub(super) struct Element<'a> {
    /// The tag, without its prefix.
    tag: Cow<'a, str>,
    prefix: Option<Cow<'a, str>>,
    line: u64,
    attributes: Vec<(String, String)>,
    children: Vec<Element<'a>>,
    text: Cow<'a, str>,
    /// Whether the text is more than white space.
    says_something: bool,
}

impl Element<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
    }
}

/// The elements of a document, which has no byte order mark.
pub(super) fn read(text: &str) -> Result<Element<'_>, DocumentError> {
    let limits = Limits { nodes: NODES_MAX, text: TEXT_MAX, ..Limits::default() };
    let root = Root {
        tag: "PMML",
        may_be_prefixed: true,
        expected: "the root `PMML`",
        nothing_but: "nothing but the root `PMML`",
    };
    let mut pieces = Pieces::new(text.as_bytes(), &limits, root)?;
    let mut lines = Lines { text: text.as_bytes(), counted: 0, line: 1 };
    let mut open = Vec::new();
    let mut whole = Element::default();
    loop {
        match next(&mut pieces, &mut lines, &mut open, &mut whole) {
            Ok(true) => {}
            Ok(false) => return Ok(whole),
            Err(wrong) => {
                let within = open.iter().skip(1).map(|element: &Element<'_>| PlaceStep::Tag(element.tag.clone()));
                return Err(pieces.error(wrong, Place::from_steps(within)));
            }
        }
    }
}

/// Counts the lines of a text as it is read.
struct Lines<'a> {
    text: &'a [u8],
    counted: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line that ends at a byte, from 1.
    fn at(&mut self, byte: usize) -> u64 {
        let more = self.text.get(self.counted..byte).unwrap_or_default();
        let breaks = more.iter().filter(|&&byte| byte == b'\n').fold(0_u64, |sum, _| sum.saturating_add(1));
        (self.counted, self.line) = (byte.max(self.counted), self.line.saturating_add(breaks));
        self.line
    }
}

/// Reads one more piece; returns whether there was one.
fn next<'a>(
    pieces: &mut Pieces<'a>,
    lines: &mut Lines<'_>,
    open: &mut Vec<Element<'a>>,
    whole: &mut Element<'a>,
) -> Result<bool, Wrong> {
    match pieces.next()? {
        Some(Piece::Start { tag, attributes }) => {
            let (prefix, tag) = parted(tag);
            open.push(Element { tag, prefix, line: lines.at(pieces.read()), attributes, ..Element::default() });
        }
        Some(Piece::Text { text, says_something }) => {
            if let Some(element) = open.last_mut() {
                pieces.append(&mut element.text, text)?;
                element.says_something |= says_something;
            }
        }
        Some(Piece::End) => {
            let is_free = open.iter().any(|element| element.tag == EXTENSION);
            let mixed = |element: &Element<'_>| element.says_something && !element.children.is_empty();
            if !is_free && open.last().is_some_and(mixed) {
                return Err(Wrong::malformed("text beside elements", "either text or elements in an element"));
            }
            let ended = open.pop().unwrap_or_default();
            // An element with another prefix than the root belongs to another vocabulary.
            let is_foreign = open.first().is_some_and(|root| root.prefix != ended.prefix);
            match open.last_mut() {
                Some(_) if is_foreign => {}
                Some(parent) => parent.children.push(ended),
                None => *whole = ended,
            }
        }
        None => return Ok(false),
    }
    Ok(true)
}

/// The prefix and the rest of a tag.
fn parted(tag: Cow<'_, str>) -> (Option<Cow<'_, str>>, Cow<'_, str>) {
    match tag {
        Cow::Borrowed(tag) => match tag.rsplit_once(':') {
            Some((prefix, tag)) => (Some(prefix.into()), tag.into()),
            None => (None, tag.into()),
        },
        Cow::Owned(tag) => match tag.rsplit_once(':') {
            Some((prefix, local)) => (Some(prefix.to_owned().into()), local.to_owned().into()),
            None => (None, tag.into()),
        },
    }
}

/// An element and the way to it.
#[derive(Clone, Copy)]
pub(super) struct Spot<'p> {
    element: &'p Element<'p>,
    path: DocumentPath<'p>,
}

impl<'p> Spot<'p> {
    pub(super) fn root(element: &'p Element<'p>) -> Spot<'p> {
        Spot { element, path: DocumentPath::ROOT }
    }

    pub(super) fn tag(&self) -> &'p str {
        &self.element.tag
    }

    pub(super) fn line(&self) -> u64 {
        self.element.line
    }

    pub(super) fn text(&self) -> &'p str {
        &self.element.text
    }

    pub(super) fn fail(&self, fault: ElementFault) -> CardReadError {
        CardReadError::Element { line: self.element.line, place: self.path.place(), fault }
    }

    pub(super) fn unsupported(&self, what: impl Into<String>) -> CardReadError {
        self.fail(ElementFault::Unsupported { what: what.into() })
    }

    /// The value of an attribute; `None` if it is missing.
    pub(super) fn attribute(&self, name: &str) -> Option<&'p str> {
        self.element.attribute(name)
    }

    /// The value of a required attribute; fails if it is missing or empty.
    pub(super) fn needed(&self, name: &'static str) -> Result<&'p str, CardReadError> {
        self.attribute(name)
            .filter(|value| !value.is_empty())
            .ok_or_else(|| self.fail(ElementFault::NoAttribute { name }))
    }

    /// The value of an attribute as a number; `None` if it is missing.
    pub(super) fn number(&self, name: &'static str) -> Result<Option<f64>, CardReadError> {
        self.attribute(name).map(|value| self.as_number(name, value)).transpose()
    }

    /// Reads a value of an attribute as a number.
    pub(super) fn as_number(&self, name: &'static str, value: &str) -> Result<f64, CardReadError> {
        let number = number(value.trim()).filter(|number| number.abs() <= NUMBER_MAX);
        number.ok_or_else(|| self.wrong(name, value, "a number between -1e100 and 1e100"))
    }

    /// The meaning of an attribute's word; `None` if the attribute is missing.
    pub(super) fn word<T: Copy>(
        &self,
        name: &'static str,
        words: &[(&'static str, T)],
        expected: &'static str,
    ) -> Result<Option<T>, CardReadError> {
        let Some(value) = self.attribute(name) else { return Ok(None) };
        match words.iter().find(|(word, _)| *word == value) {
            Some(&(_, meaning)) => Ok(Some(meaning)),
            None => Err(self.wrong(name, value, expected)),
        }
    }

    /// The meaning of a required attribute's word.
    pub(super) fn needed_word<T: Copy>(
        &self,
        name: &'static str,
        words: &[(&'static str, T)],
        expected: &'static str,
    ) -> Result<T, CardReadError> {
        self.word(name, words, expected)?.ok_or_else(|| self.fail(ElementFault::NoAttribute { name }))
    }

    /// The truth value of an attribute; `None` if it is missing.
    pub(super) fn yes(&self, name: &'static str) -> Result<Option<bool>, CardReadError> {
        self.word(name, &[("true", true), ("1", true), ("false", false), ("0", false)], "true or false")
    }

    pub(super) fn wrong(&self, name: &'static str, found: &str, expected: &'static str) -> CardReadError {
        self.fail(ElementFault::Attribute { name, found: quoted(found), expected })
    }

    /// Visits each element in this one, except extensions.
    pub(super) fn each(
        &self,
        mut visit: impl FnMut(Spot<'_>) -> Result<(), CardReadError>,
    ) -> Result<(), CardReadError> {
        let mut places: HashMap<&str, usize> = HashMap::new();
        for element in &self.element.children {
            let tagged = self.path.tag(&element.tag);
            let place = places.entry(&element.tag).or_default();
            let spot = Spot { element, path: tagged.index(*place) };
            *place = place.saturating_add(1);
            if spot.tag() != EXTENSION {
                visit(spot)?;
            }
        }
        Ok(())
    }

    /// Visits the element with this tag in this one, if there is one; fails if there are several.
    pub(super) fn at<T>(
        &self,
        tag: &'static str,
        visit: impl FnOnce(Spot<'_>) -> Result<T, CardReadError>,
    ) -> Result<Option<T>, CardReadError> {
        let mut all = self.children(tag);
        let Some(element) = all.next() else { return Ok(None) };
        match all.count() {
            0 => visit(Spot { element, path: self.path.tag(tag) }).map(Some),
            more => Err(self.fail(ElementFault::Times { tag, times: more.saturating_add(1) })),
        }
    }

    /// Visits the element with this tag in this one; fails if it does not occur exactly once.
    pub(super) fn only<T>(
        &self,
        tag: &'static str,
        visit: impl FnOnce(Spot<'_>) -> Result<T, CardReadError>,
    ) -> Result<T, CardReadError> {
        self.at(tag, visit)?.ok_or_else(|| self.fail(ElementFault::Times { tag, times: 0 }))
    }

    /// The value of an extension with this name in this element; of any tool's extension, or of ours only.
    pub(super) fn extension(&self, name: &str, ours: bool) -> Option<&'p str> {
        let mut named = self.children(EXTENSION).filter(|one| one.attribute("name") == Some(name));
        named.find(|one| !ours || one.attribute("extender") == Some(EXTENDER))?.attribute("value")
    }

    /// The first attribute of this name in this element or those within it, except extensions.
    pub(super) fn first(&self, name: &str) -> Option<&'p str> {
        let mut waiting = vec![self.element];
        while let Some(element) = waiting.pop() {
            if let Some(value) = element.attribute(name) {
                return Some(value);
            }
            waiting.extend(element.children.iter().rev().filter(|child| child.tag != EXTENSION));
        }
        None
    }

    fn children(&self, tag: &'static str) -> impl Iterator<Item = &'p Element<'p>> + use<'p> {
        let element = self.element;
        element.children.iter().filter(move |child| child.tag == tag)
    }
}

/// The tag of extensions, which any tool may put anywhere and others pass over.
const EXTENSION: &str = "Extension";

/// Elements and attributes of a document at most: cards with many categories have one element for each.
const NODES_MAX: usize = 4 << 20;

/// Bytes of a text at most: a list of categories may be long.
const TEXT_MAX: usize = 16 << 20;
