//! The state of reading one document, and the reading of texts and lists, which needs no table.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Bound;

use super::form::TextForm;
use super::forms::Count;
use super::kept::kept;
use crate::format::{DocumentPath, Node, PlaceStep, Problem, ProblemKind, Problems};
use crate::report::Kept;

/// The state of reading one document: the problems so far, and the nodes kept as they stand.
///
/// `S` is the state that a format carries from one field of a record to another; it starts as its default.
pub(in crate::format) struct Reader<S> {
    lenient: bool,
    pub(in crate::format) problems: Problems<Problem>,
    pub(in crate::format) kept: Vec<Kept>,
    pub(in crate::format) state: S,
    /// Whether the list just read has items that are not in the record, so that its count cannot be checked.
    pub(in crate::format) spoiled: bool,
    pub(in crate::format) origins: Origins,
    /// Places of items that were taken out of the document, so that they are not reported as missing.
    pub(super) taken_out: BTreeSet<String>,
}

/// The list and position in the document of every record of the report, by its position in the report: the two differ
/// where a lenient reader has left an item out.
#[derive(Default)]
pub(in crate::format) struct Origins {
    pub(in crate::format) accounts: Vec<Origin>,
    pub(in crate::format) public_records: Vec<Origin>,
    pub(in crate::format) agreements: Vec<Origin>,
    pub(in crate::format) liabilities: Vec<Origin>,
    pub(in crate::format) inquiries: Vec<Origin>,
}

/// The place of a list, and a position in it: `("PDA.PD01", 17)`.
pub(in crate::format) type Origin = (&'static str, usize);

impl<S: Default> Reader<S> {
    pub(super) fn new(lenient: bool, problems_max: usize, taken_out: BTreeSet<String>) -> Self {
        Self {
            lenient,
            problems: Problems::new(problems_max),
            kept: Vec::new(),
            state: S::default(),
            spoiled: false,
            origins: Origins::default(),
            taken_out,
        }
    }
}

impl<S> Reader<S> {
    /// Calls `read` for the items of a list that are not empty, with their positions. An item that `read` refuses, with
    /// `false` and a problem, is kept as a whole.
    pub(in crate::format) fn each(
        &mut self,
        node: &Node<'_>,
        path: &DocumentPath<'_>,
        mut read: impl FnMut(&mut Self, usize, &Node<'_>, &DocumentPath<'_>) -> bool,
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

    /// Reports the empty items of a list that has others: each has lost its content. A list of nothing but empty items
    /// counts as none. Returns whether the list has items that are not in the record.
    #[cold]
    fn empty_items(&mut self, node: &Node<'_>, path: &DocumentPath<'_>, full: usize) -> bool {
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

    /// Whether the parts that are missing from an item were taken out of it.
    fn was_emptied(&self, path: &DocumentPath<'_>) -> bool {
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
    pub(in crate::format) fn text<T: TextForm>(
        &mut self,
        form: &T,
        node: &Node<'_>,
        path: &DocumentPath<'_>,
    ) -> Option<T::Value> {
        if let Node::Text(text) = node
            && let Some(value) = form.read(text)
        {
            return Some(value);
        }
        self.unreadable(form, node, path);
        None
    }

    /// Reads a list of at most `max` texts; a lone text is a list of one, since XML cannot tell them apart.
    pub(in crate::format) fn texts<T: TextForm>(
        &mut self,
        form: &T,
        node: &Node<'_>,
        path: &DocumentPath<'_>,
        max: usize,
    ) -> Vec<T::Value> {
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
            } else if item.is_blank() && items.len() > 1 {
                self.missing(&path, "an item");
            } else if !item.is_blank() {
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

    /// Checks the number of a list's items against the count that the document states. A stated zero means the same as
    /// none, so it is kept to be written again.
    pub(in crate::format) fn count(&mut self, length: usize, node: &Node<'_>, path: &DocumentPath<'_>) {
        let spoiled = std::mem::take(&mut self.spoiled);
        if node.is_blank() {
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

    /// Reads the text below these tags that a record cannot be without; a problem if it is missing.
    pub(in crate::format) fn required<T: TextForm>(
        &mut self,
        form: &T,
        what: &'static str,
        node: &Node<'_>,
        path: &DocumentPath<'_>,
        tags: &[&'static str],
    ) -> Option<T::Value> {
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

    /// Refuses a text that speaks of a month where no month is named.
    #[cold]
    pub(in crate::format) fn without_month(&mut self, node: &Node<'_>, path: &DocumentPath<'_>) {
        self.missing(path, "the month that it speaks of");
        self.keep(node, path);
    }

    #[cold]
    pub(in crate::format) fn missing(&mut self, path: &DocumentPath<'_>, what: &'static str) {
        self.problems.add(ProblemKind::Missing, path, "", what, "");
    }

    /// Adds a problem with a node that stays out of the record, and keeps the node if the reader is lenient.
    #[cold]
    pub(in crate::format) fn refuse(
        &mut self,
        kind: ProblemKind,
        node: &Node<'_>,
        path: &DocumentPath<'_>,
        found: &str,
        what: &'static str,
        expected: impl Into<Cow<'static, str>>,
    ) {
        self.problems.add(kind, path, found, what, expected);
        self.keep(node, path);
    }

    /// Keeps a node with a problem, if the reader is lenient.
    #[cold]
    pub(in crate::format) fn keep(&mut self, node: &Node<'_>, path: &DocumentPath<'_>) {
        if self.lenient {
            self.keep_silently(node, path);
        }
    }

    /// Keeps a node that is no problem and yet has no place in the domain.
    fn keep_silently(&mut self, node: &Node<'_>, path: &DocumentPath<'_>) {
        self.kept.push(kept(path.place(), node));
    }

    #[cold]
    fn unreadable<T: TextForm>(&mut self, form: &T, node: &Node<'_>, path: &DocumentPath<'_>) {
        match node {
            Node::Text(text) if form.says_nothing(text) => self.keep_silently(node, path),
            _ => {
                self.report(form, node, path);
                self.keep(node, path);
            }
        }
    }

    /// Adds the problem that a node does not have a form.
    #[cold]
    fn report<T: TextForm>(&mut self, form: &T, node: &Node<'_>, path: &DocumentPath<'_>) {
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
    pub(super) fn wrong_type(&mut self, node: &Node<'_>, path: &DocumentPath<'_>, what: &'static str) {
        self.problems.add_with(|| Problem::new(ProblemKind::WrongType, path, &node.describe(), what, ""));
        self.keep(node, path);
    }

    #[cold]
    pub(super) fn unknown(&mut self, node: &Node<'_>, path: &DocumentPath<'_>) {
        if !node.is_empty() {
            let place = path.place();
            let found = match place.steps().last() {
                Some(PlaceStep::Tag(tag)) => tag.into_owned(),
                _ => String::new(),
            };
            self.problems.add(ProblemKind::UnknownField, path, &found, "a field of this part", "");
            self.keep(node, path);
        }
    }
}
