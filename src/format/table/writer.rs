//! The state of writing one document: which part of the report it is at, and what the format cannot carry.

use std::borrow::Cow;
use std::fmt;

use super::form::TextForm;
use crate::format::{DocumentPath, Node, Place};
use crate::report::Item;

/// A fact of a report that a format cannot carry, and that is left out of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omission {
    item: Item,
    fact: Cow<'static, str>,
    place: Option<Place>,
    reason: Cow<'static, str>,
}

impl Omission {
    /// The part of the report.
    #[must_use]
    pub fn item(&self) -> &Item {
        &self.item
    }

    /// The fact, by its name in the native form.
    #[must_use]
    pub fn fact(&self) -> &str {
        &self.fact
    }

    /// The place in the document where it would have stood; `None` if there is no such place.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// The reason.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// Shown on one line: part, fact, place, reason.
impl fmt::Display for Omission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, `{}`", self.item, self.fact)?;
        if let Some(place) = &self.place {
            write!(f, " at {place}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// The state of writing one document.
pub(in crate::format) struct Writer {
    /// The part of the report being written.
    pub(in crate::format) item: Item,
    pub(in crate::format) omissions: Vec<Omission>,
}

impl Writer {
    pub(in crate::format) fn new() -> Self {
        Self { item: Item::Report, omissions: Vec::new() }
    }

    pub(in crate::format) fn omit(
        &mut self,
        fact: impl Into<Cow<'static, str>>,
        path: Option<&DocumentPath<'_>>,
        reason: impl Into<Cow<'static, str>>,
    ) {
        let (item, place) = (self.item.clone(), path.map(DocumentPath::place));
        self.omissions.push(Omission { item, fact: fact.into(), place, reason: reason.into() });
    }

    /// Writes a text, or notes the reason why the format cannot state the value.
    pub(in crate::format) fn text<'a, T: TextForm>(
        &mut self,
        fact: &'static str,
        form: &T,
        value: Option<&'a T::Value>,
        path: &DocumentPath<'_>,
    ) -> Node<'a> {
        match value.map(|value| form.write(value)) {
            None => Node::Null,
            Some(Ok(text)) if text.is_empty() => Node::Null,
            Some(Ok(text)) => Node::Text(text),
            Some(Err(reason)) => {
                self.omit(fact, Some(path), reason);
                Node::Null
            }
        }
    }

    /// The text of a number of items; null for none.
    pub(in crate::format) fn count(length: usize) -> Node<'static> {
        if length == 0 { Node::Null } else { Node::text(length.to_string()) }
    }
}
