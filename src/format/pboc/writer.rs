//! Goes along the tables and makes a document of a report, noting what a PBOC report cannot say.

use std::borrow::Cow;
use std::fmt;

use super::field::Table;
use super::scalar::Scalar;
use crate::format::{Member, Node, Path, Place};
use crate::report::Item;

/// Something of a report that a PBOC report cannot carry, and that is left out of the document.
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

    /// Where it would have stood in the document; `None` if there is no such place.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// Why it cannot.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// On one line: part, fact, place, reason.
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
pub(super) struct Writer {
    /// The part of the report being written.
    pub(super) item: Item,
    pub(super) omissions: Vec<Omission>,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self { item: Item::Report, omissions: Vec::new() }
    }

    pub(super) fn omit(
        &mut self,
        fact: impl Into<Cow<'static, str>>,
        path: Option<&Path<'_>>,
        reason: impl Into<Cow<'static, str>>,
    ) {
        let (item, place) = (self.item.clone(), path.map(Path::place));
        self.omissions.push(Omission { item, fact: fact.into(), place, reason: reason.into() });
    }

    /// Writes a record as a group; nothing if it states nothing.
    pub(super) fn group<'a, R>(&mut self, table: &'static Table<R>, record: &'a R, path: &Path<'_>) -> Node<'a> {
        let mut members: Vec<Member<'a>> = Vec::with_capacity(table.rows.len());
        for row in table.rows {
            let node = (row.write)(record, &path.tag(row.tag), self);
            if !matches!(node, Node::Null) {
                members.push((Cow::Borrowed(row.tag), node));
            }
        }
        if members.is_empty() { Node::Null } else { Node::Group(members) }
    }

    /// Writes a record of its own.
    pub(super) fn part<'a, R>(&mut self, table: &'static Table<R>, part: Option<&'a R>, path: &Path<'_>) -> Node<'a> {
        part.map_or(Node::Null, |record| self.group(table, record, path))
    }

    /// Writes a list whose records are parts of the report in their own right.
    pub(super) fn numbered<'a, R>(
        &mut self,
        table: &'static Table<R>,
        list: &'a [R],
        path: &Path<'_>,
        item: impl Fn(usize) -> Item,
    ) -> Node<'a> {
        let mut nodes = Vec::with_capacity(list.len());
        for (index, record) in list.iter().enumerate() {
            self.item = item(index);
            nodes.push(self.item_of_list(table, record, &path.index(index)));
        }
        self.item = Item::Report;
        if nodes.is_empty() { Node::Null } else { Node::List(nodes) }
    }

    /// Writes a list of records.
    pub(super) fn items<'a, R>(&mut self, table: &'static Table<R>, list: &'a [R], path: &Path<'_>) -> Node<'a> {
        let mut items = Vec::with_capacity(list.len());
        for (index, record) in list.iter().enumerate() {
            items.push(self.item_of_list(table, record, &path.index(index)));
        }
        if items.is_empty() { Node::Null } else { Node::List(items) }
    }

    /// Writes a record as an item of a list: one that states nothing keeps its position, and what was kept may fill it.
    pub(super) fn item_of_list<'a, R>(&mut self, table: &'static Table<R>, record: &'a R, path: &Path<'_>) -> Node<'a> {
        match self.group(table, record, path) {
            Node::Null => Node::Group(Vec::new()),
            node => node,
        }
    }

    /// Writes a text, or notes why that cannot be.
    pub(super) fn text<'a, S: Scalar>(
        &mut self,
        fact: &'static str,
        form: &S,
        value: Option<&'a S::Value>,
        path: &Path<'_>,
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

    /// The number of items of a list; a list of none has none.
    pub(super) fn count(length: usize) -> Node<'static> {
        if length == 0 { Node::Null } else { Node::text(length.to_string()) }
    }
}
