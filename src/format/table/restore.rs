//! Putting the kept nodes of a document back at their places.

use std::borrow::Cow;

use super::kept::node_of;
use super::writer::Writer;
use crate::format::{DocumentPath, Node, Place, PlaceStep};
use crate::report::{Kept, KeptValue};

/// Puts kept values into a document that was written without them.
///
/// A fact that the report states now takes precedence over a kept text; only fields whose tag is in `computed` (counts,
/// ranges, the cells of grids) yield to it. A kept item of a list moves the items after it by one, to where they stood
/// before.
pub(super) fn restore<'a>(document: &mut Node<'a>, kept: &'a [Kept], computed: &[&str], writer: &mut Writer) {
    let mut entries = Vec::with_capacity(kept.len());
    for kept in kept {
        match kept.place.parse::<Place>() {
            Ok(place) => entries.push(Entry { steps: owned(&place), value: &kept.value }),
            Err(error) => writer.omit("kept", None, error.to_string()),
        }
    }
    entries.sort_by(|one, two| one.steps.cmp(&two.steps));
    Restorer { computed, writer }.below(document, &entries, 0, &DocumentPath::ROOT);
}

/// Takes out the items of lists that state nothing, now that what was kept is back, and notes each as omitted.
///
/// `is_count` tells the tags of the fields that state the number of a list's items.
pub(super) fn omit_hollow(
    node: &mut Node<'_>,
    is_count: &dyn Fn(&str) -> bool,
    path: &DocumentPath<'_>,
    writer: &mut Writer,
) {
    match node {
        Node::Group(members) => {
            let mut length = None;
            for (tag, node) in members.iter_mut() {
                let before = node.each().len();
                omit_hollow(node, is_count, &path.tag(tag), writer);
                let after = node.each().len();
                length = length.or((after < before).then_some(after));
            }
            // The list and its count stand in one group.
            if let Some(length) = length
                && let Some((_, count)) = members.iter_mut().find(|(tag, _)| is_count(tag))
            {
                *count = Writer::count(length);
            }
        }
        Node::List(items) => {
            let mut index = 0_usize;
            items.retain_mut(|item| {
                let path = path.index(index);
                index = index.saturating_add(1);
                if matches!(item, Node::Group(members) if members.is_empty()) {
                    writer.omit("item of a list", Some(&path), "an item that states nothing counts as none");
                    return false;
                }
                omit_hollow(item, is_count, &path, writer);
                true
            });
        }
        _ => {}
    }
}

struct Entry<'a> {
    steps: Vec<PlaceStep<'static>>,
    value: &'a KeptValue,
}

struct Restorer<'w> {
    /// The tags of fields whose value is computed on writing.
    computed: &'w [&'w str],
    writer: &'w mut Writer,
}

impl Restorer<'_> {
    /// Puts entries, whose first `depth` steps lead to this node, below it.
    fn below<'a>(&mut self, node: &mut Node<'a>, entries: &[Entry<'a>], depth: usize, path: &DocumentPath<'_>) {
        let step = |entry: &Entry<'a>| entry.steps.get(depth).cloned();
        match entries.first().and_then(step) {
            None => {}
            Some(PlaceStep::Tag(_)) => {
                if node.is_empty() && !matches!(node, Node::Group(_)) {
                    *node = Node::Group(Vec::new());
                }
                for run in entries.chunk_by(|one, two| step(one) == step(two)) {
                    match (run.first().and_then(step), &mut *node) {
                        (Some(PlaceStep::Tag(tag)), Node::Group(members)) => {
                            let at = members.iter().position(|(known, _)| *known == tag).unwrap_or_else(|| {
                                members.push((tag.clone(), Node::Null));
                                members.len().saturating_sub(1)
                            });
                            if let Some((_, member)) = members.get_mut(at) {
                                self.member(member, &tag, run, depth.saturating_add(1), &path.tag(&tag));
                            }
                        }
                        _ => self.misfit(path),
                    }
                }
            }
            Some(PlaceStep::Index(_)) => {
                if node.is_empty() && !matches!(node, Node::List(_)) {
                    *node = Node::List(Vec::new());
                }
                let Node::List(items) = node else { return self.misfit(path) };
                let mut before = std::mem::take(items).into_iter();
                for run in entries.chunk_by(|one, two| step(one) == step(two)) {
                    let Some(PlaceStep::Index(index)) = run.first().and_then(step) else {
                        self.misfit(path);
                        continue;
                    };
                    let path = path.index(index);
                    items.extend(before.by_ref().take(index.saturating_sub(items.len())));
                    let is_whole = run.first().is_some_and(|entry| entry.steps.len() == depth.saturating_add(1));
                    let item = match run.first() {
                        Some(entry) if is_whole && items.len() == index => Some(node_of(entry.value)),
                        _ if items.len() == index => before.next(),
                        _ => None,
                    };
                    let Some(mut item) = item else {
                        self.misfit(&path);
                        continue;
                    };
                    let deeper = depth.saturating_add(1);
                    let rest = run.iter().position(|entry| entry.steps.len() > deeper).and_then(|at| run.get(at..));
                    self.below(&mut item, rest.unwrap_or_default(), deeper, &path);
                    items.push(item);
                }
                items.extend(before);
            }
        }
    }

    /// Puts entries at and below a member of a group.
    fn member<'a>(
        &mut self,
        member: &mut Node<'a>,
        tag: &str,
        run: &[Entry<'a>],
        depth: usize,
        path: &DocumentPath<'_>,
    ) {
        let at_or_below = run.iter().position(|entry| entry.steps.len() > depth).unwrap_or(run.len());
        let (here, below) = run.split_at_checked(at_or_below).unwrap_or((run, &[]));
        if let Some(entry) = here.first()
            && (member.is_empty() || self.computed.contains(&tag))
        {
            *member = node_of(entry.value);
        }
        self.below(member, below, depth, path);
    }

    fn misfit(&mut self, path: &DocumentPath<'_>) {
        self.writer.omit("kept", Some(path), "the report no longer has a part that the kept value belongs to");
    }
}

fn owned(place: &Place) -> Vec<PlaceStep<'static>> {
    place
        .steps()
        .map(|step| match step {
            PlaceStep::Tag(tag) => PlaceStep::Tag(Cow::Owned(tag.into_owned())),
            PlaceStep::Index(index) => PlaceStep::Index(index),
        })
        .collect()
}
