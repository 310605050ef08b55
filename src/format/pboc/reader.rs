//! Goes down a document along the tables and fills records of the domain.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Bound;

use super::field::{FieldKind, Row, Table};
use super::grid::Grid;
use super::scalar::{Count, Scalar};
use crate::format::{Node, Path, Place, Problem, ProblemKind, Problems};
use crate::report::{Kept, KeptValue};

/// The state of reading one document: what is wrong so far, and what was kept as it stands.
pub(super) struct Reader {
    lenient: bool,
    pub(super) problems: Problems<Problem>,
    pub(super) kept: Vec<Kept>,
    /// The grids of the account being read: the 24 months and the five years.
    pub(super) grids: (Option<Grid>, Option<Grid>),
    /// Whether the list just read had items that are not in the record, so that its count proves nothing.
    pub(super) spoiled: bool,
    pub(super) origins: Origins,
    /// Places of items that were taken out of the document, so that nobody misses them.
    pub(super) taken_out: BTreeSet<String>,
}

/// Where the records of the report stood in their lists, by their position in the report: the two differ where a lenient
/// reader has left an item out.
#[derive(Default)]
pub(super) struct Origins {
    pub(super) accounts: Vec<(&'static str, usize)>,
    pub(super) public_records: Vec<(&'static str, usize)>,
    pub(super) agreements: Vec<usize>,
    pub(super) liabilities: Vec<usize>,
    pub(super) inquiries: Vec<usize>,
}

impl Reader {
    pub(super) fn new(lenient: bool, problems_max: usize, taken_out: BTreeSet<String>) -> Self {
        Self {
            lenient,
            problems: Problems::new(problems_max),
            kept: Vec::new(),
            grids: (None, None),
            spoiled: false,
            origins: Origins::default(),
            taken_out,
        }
    }

    /// Reads the members of a group, in whatever order they stand, into a record.
    pub(super) fn group<R>(&mut self, table: &'static Table<R>, node: &Node<'_>, path: &Path<'_>, record: &mut R) {
        let Node::Group(members) = node else {
            if !is_blank(node) {
                self.wrong_type(node, path, "a group");
            }
            return;
        };
        let mut next = 0_usize;
        let mut counted = &Node::Null;
        for (tag, node) in members {
            // Documents mostly have the order of the table: try the row after the last one first.
            let guess = table.rows.get(next).filter(|row| row.tag == tag);
            let row = match guess {
                Some(row) => {
                    next = next.saturating_add(1);
                    row
                }
                None => match find(table.rows, tag) {
                    Some((at, row)) => {
                        next = at.saturating_add(1);
                        row
                    }
                    None => {
                        self.unknown(node, &path.tag(tag));
                        continue;
                    }
                },
            };
            if row.kind == FieldKind::ItemCount {
                counted = node;
            } else if !is_blank(node) {
                (row.read)(record, node, &path.tag(row.tag), self);
            }
        }
        if let Some(row) = table.counter {
            (row.read)(record, counted, &path.tag(row.tag), self);
        }
        self.spoiled = false;
    }

    /// As [`group`](Self::group), but in the order of the table whatever the document's, for lists that several groups
    /// fill.
    pub(super) fn group_in_order<R>(
        &mut self,
        table: &'static Table<R>,
        node: &Node<'_>,
        path: &Path<'_>,
        record: &mut R,
    ) {
        for row in table.rows {
            if let Some(node) = node.get(row.tag)
                && !is_blank(node)
            {
                (row.read)(record, node, &path.tag(row.tag), self);
            }
        }
        match node {
            Node::Group(members) => {
                for (tag, node) in members {
                    if find(table.rows, tag).is_none() {
                        self.unknown(node, &path.tag(tag));
                    }
                }
            }
            node if is_blank(node) => {}
            node => self.wrong_type(node, path, "a group"),
        }
    }

    /// Reads a group that is a record of its own; nothing if nothing is stated.
    pub(super) fn part<R: Default + PartialEq>(
        &mut self,
        table: &'static Table<R>,
        node: &Node<'_>,
        path: &Path<'_>,
        part: &mut Option<R>,
    ) {
        let mut record = part.take().unwrap_or_default();
        self.group(table, node, path, &mut record);
        *part = (record != R::default()).then_some(record);
    }

    /// Reads a list of records.
    pub(super) fn items<R: Default + PartialEq>(
        &mut self,
        table: &'static Table<R>,
        node: &Node<'_>,
        path: &Path<'_>,
        list: &mut Vec<R>,
    ) {
        self.each(node, path, |reader, _, item, path| {
            let mut record = R::default();
            reader.group(table, item, path, &mut record);
            list.push(record);
            true
        });
    }

    /// Hands the items of a list that say something to `read`, with their positions. An item that `read` refuses, with
    /// `false` and a problem, is kept as a whole.
    pub(super) fn each(
        &mut self,
        node: &Node<'_>,
        path: &Path<'_>,
        mut read: impl FnMut(&mut Self, usize, &Node<'_>, &Path<'_>) -> bool,
    ) {
        if !matches!(node, Node::List(_) | Node::Group(_)) {
            self.wrong_type(node, path, "a list");
            return;
        }
        let (mut empty, mut full, mut spoiled) = (0_usize, 0_usize, false);
        for (index, item) in node.each().iter().enumerate() {
            let path = path.index(index);
            match item {
                Node::Group(_) if !item.is_empty() || self.was_emptied(&path) => {
                    full = full.saturating_add(1);
                    let kept_before = self.kept.len();
                    if !read(self, index, item, &path) {
                        self.kept.truncate(kept_before);
                        self.keep(item, &path);
                        spoiled = true;
                    }
                }
                item if item.is_empty() => empty = empty.saturating_add(1),
                item => {
                    full = full.saturating_add(1);
                    self.wrong_type(item, &path, "a group");
                    spoiled = true;
                }
            }
        }
        if empty > 0 && (full > 0 || !self.taken_out.is_empty()) {
            spoiled |= self.empty_items(node, path, full);
        }
        self.spoiled = spoiled;
    }

    /// A list of nothing but empty items is no list; an empty item beside others has lost what it said. Whether there
    /// are items that are not in the record.
    #[cold]
    fn empty_items(&mut self, node: &Node<'_>, path: &Path<'_>, full: usize) -> bool {
        let empty = node.each().iter().enumerate().filter(|(_, item)| item.is_empty());
        let empty = empty.filter(|(index, _)| !self.was_emptied(&path.index(*index)));
        let places: Vec<_> = empty.map(|(index, _)| (index, path.index(index).place())).collect();
        let lost = places.iter().filter(|(_, place)| !self.taken_out.contains(place.as_str()));
        let lost: Vec<_> = lost.map(|&(index, _)| index).collect();
        if full == 0 && lost.len() == places.len() {
            return false;
        }
        for index in lost {
            let path = path.index(index);
            self.missing(&path, "an item");
            self.keep(&Node::Null, &path);
        }
        true
    }

    /// Whether all that is missing of an item was taken out of it.
    fn was_emptied(&self, path: &Path<'_>) -> bool {
        if self.taken_out.is_empty() {
            return false;
        }
        let place = path.place();
        let after = (Bound::Excluded(place.as_str()), Bound::Unbounded);
        let next = self.taken_out.range::<str, _>(after).next();
        next.and_then(|next| next.strip_prefix(place.as_str())).is_some_and(|rest| rest.starts_with(['.', '[']))
    }

    /// Reads one text.
    #[inline]
    pub(super) fn text<S: Scalar>(&mut self, form: &S, node: &Node<'_>, path: &Path<'_>) -> Option<S::Value> {
        if let Node::Text(text) = node
            && let Some(value) = form.read(text)
        {
            return Some(value);
        }
        self.unreadable(form, node, path);
        None
    }

    /// Reads a list of texts; a lone text is one too, since XML cannot tell.
    pub(super) fn texts<S: Scalar>(&mut self, form: &S, node: &Node<'_>, path: &Path<'_>, max: usize) -> Vec<S::Value> {
        let items = node.each();
        let before = self.problems.total();
        let mut values = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let path = path.index(index);
            if index == max {
                let found = items.len().to_string();
                self.problems.add(ProblemKind::TooMany, &path, &found, "the list", format!("at most {max}"));
                break;
            }
            if let Node::Text(text) = item
                && let Some(value) = form.read(text)
            {
                values.push(value);
            } else if is_blank(item) && items.len() > 1 {
                self.missing(&path, "an item");
            } else if !is_blank(item) {
                self.report(form, item, &path);
            }
        }
        if self.problems.total() == before {
            return values;
        }
        self.keep(node, path);
        self.spoiled = true;
        Vec::new()
    }

    /// Checks the number of a list's items against what the document states. A stated zero says no more than nothing, so
    /// it is kept to be written again.
    pub(super) fn count(&mut self, length: usize, node: &Node<'_>, path: &Path<'_>) {
        let spoiled = std::mem::take(&mut self.spoiled);
        if is_blank(node) {
            if length > 0 {
                if !spoiled {
                    self.problems.add(ProblemKind::Missing, path, "", "the number of items", length.to_string());
                }
                self.keep(node, path);
            }
            return;
        }
        let Some(count) = self.text(&Count, node, path) else { return };
        let agrees = usize::try_from(count).is_ok_and(|count| count == length);
        if !agrees && !spoiled {
            let (found, expected) = (count.to_string(), length.to_string());
            self.problems.add(ProblemKind::CountMismatch, path, &found, "the number of items", expected);
        }
        if !agrees {
            self.keep(node, path);
        } else if count == 0 {
            self.keep_silently(node, path);
        }
    }

    /// Reads what a record cannot be without, at the end of these tags; a problem if it is not there.
    pub(super) fn required<S: Scalar>(
        &mut self,
        form: &S,
        what: &'static str,
        node: &Node<'_>,
        path: &Path<'_>,
        tags: &[&'static str],
    ) -> Option<S::Value> {
        match tags {
            [] => match node {
                Node::Text(text) if !text.is_empty() && !form.says_nothing(text) => {
                    let value = form.read(text);
                    if value.is_none() {
                        self.report(form, node, path);
                    }
                    value
                }
                Node::Null | Node::Text(_) => {
                    self.missing(path, what);
                    None
                }
                node => {
                    self.report(form, node, path);
                    None
                }
            },
            [tag, rest @ ..] => {
                let member = node.get(tag).unwrap_or(&Node::Null);
                self.required(form, what, member, &path.tag(tag), rest)
            }
        }
    }

    /// A text that states something of a month, where no month is named.
    #[cold]
    pub(super) fn without_month(&mut self, node: &Node<'_>, path: &Path<'_>) {
        self.missing(path, "the month that it speaks of");
        self.keep(node, path);
    }

    #[cold]
    pub(super) fn missing(&mut self, path: &Path<'_>, what: &'static str) {
        self.problems.add(ProblemKind::Missing, path, "", what, "");
    }

    /// A problem with a node that stays out of the record: a lenient reader keeps it.
    #[cold]
    pub(super) fn refuse(
        &mut self,
        kind: ProblemKind,
        node: &Node<'_>,
        path: &Path<'_>,
        found: &str,
        what: &'static str,
        expected: impl Into<Cow<'static, str>>,
    ) {
        self.problems.add(kind, path, found, what, expected);
        self.keep(node, path);
    }

    /// Keeps what a lenient reader has a problem with.
    #[cold]
    pub(super) fn keep(&mut self, node: &Node<'_>, path: &Path<'_>) {
        if self.lenient {
            self.keep_silently(node, path);
        }
    }

    /// Keeps what is no problem and yet has no place in the domain.
    fn keep_silently(&mut self, node: &Node<'_>, path: &Path<'_>) {
        self.kept.push(kept(path.place(), node));
    }

    #[cold]
    fn unreadable<S: Scalar>(&mut self, form: &S, node: &Node<'_>, path: &Path<'_>) {
        match node {
            Node::Text(text) if form.says_nothing(text) => self.keep_silently(node, path),
            _ => {
                self.report(form, node, path);
                self.keep(node, path);
            }
        }
    }

    /// The problem that a node does not have a form.
    #[cold]
    fn report<S: Scalar>(&mut self, form: &S, node: &Node<'_>, path: &Path<'_>) {
        match node {
            Node::Text(text) => {
                let problem = || Problem::new(form.problem(), path, text, form.what(), form.expected(text));
                self.problems.add_with(problem);
            }
            node => {
                let problem = || Problem::new(ProblemKind::WrongType, path, &node.describe(), "text", form.what());
                self.problems.add_with(problem);
            }
        }
    }

    #[cold]
    fn wrong_type(&mut self, node: &Node<'_>, path: &Path<'_>, what: &'static str) {
        self.problems.add_with(|| Problem::new(ProblemKind::WrongType, path, &node.describe(), what, ""));
        self.keep(node, path);
    }

    #[cold]
    fn unknown(&mut self, node: &Node<'_>, path: &Path<'_>) {
        if !node.is_empty() {
            let place = path.place();
            let found = match place.steps().last() {
                Some(crate::format::Step::Tag(tag)) => tag.into_owned(),
                _ => String::new(),
            };
            self.problems.add(ProblemKind::UnknownField, path, &found, "a field of this part", "");
            self.keep(node, path);
        }
    }
}

/// A node and its place, to be put back.
pub(super) fn kept(place: Place, node: &Node<'_>) -> Kept {
    Kept::new(place.into(), kept_value(node))
}

fn kept_value(node: &Node<'_>) -> KeptValue {
    match node {
        Node::Null => KeptValue::Text(String::new()),
        Node::Text(text) => KeptValue::Text(text.clone().into_owned()),
        Node::Bare(bare) => KeptValue::Bare(bare.to_string()),
        Node::List(items) => KeptValue::List(items.iter().map(kept_value).collect()),
        Node::Group(members) => {
            KeptValue::Group(members.iter().map(|(tag, node)| (tag.clone().into_owned(), kept_value(node))).collect())
        }
    }
}

/// Whether a member says nothing: null or the empty text.
#[inline]
pub(super) fn is_blank(node: &Node<'_>) -> bool {
    match node {
        Node::Null => true,
        Node::Text(text) => text.is_empty(),
        _ => false,
    }
}

fn find<R>(rows: &'static [Row<R>], tag: &str) -> Option<(usize, &'static Row<R>)> {
    rows.iter().enumerate().find(|(_, row)| row.tag == tag)
}
