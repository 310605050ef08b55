//! Puts what was kept of a document back where it stood.

use std::borrow::Cow;

use super::field::FieldKind;
use super::writer::Writer;
use crate::format::{Bare, Node, Path, Place, Step};
use crate::report::{Kept, KeptValue};

/// Puts kept values into a document that was written without them.
///
/// What the report states now stands over what was kept; only what is computed on writing (counts, ranges, the cells of
/// grids) yields to it. A kept item of a list moves the items after it by one, to where they stood before.
pub(super) fn restore<'a>(document: &mut Node<'a>, kept: &'a [Kept], writer: &mut Writer) {
    if kept.is_empty() {
        return;
    }
    let mut entries = Vec::with_capacity(kept.len());
    for kept in kept {
        match kept.place.parse::<Place>() {
            Ok(place) => entries.push(Entry { steps: owned(&place), value: &kept.value }),
            Err(error) => writer.omit("kept", None, error.to_string()),
        }
    }
    entries.sort_by(|one, two| one.steps.cmp(&two.steps));
    let computed = super::fields()
        .into_iter()
        .filter(|field| field.kind == FieldKind::ItemCount || COMPUTED.contains(&field.tag))
        .map(|field| field.tag)
        .collect();
    Restorer { computed, writer }.below(document, &entries, 0, &Path::ROOT);
}

/// Takes out the items of lists that state nothing, now that what was kept is back, and says so.
pub(super) fn omit_hollow(node: &mut Node<'_>, path: &Path<'_>, writer: &mut Writer) {
    match node {
        Node::Group(members) => {
            let mut length = None;
            for (tag, node) in members.iter_mut() {
                let before = node.each().len();
                omit_hollow(node, &path.tag(tag), writer);
                let after = node.each().len();
                length = length.or((after < before).then_some(after));
            }
            // The list and its count stand in one group.
            if let Some(length) = length
                && let Some((_, count)) = members.iter_mut().find(|(tag, _)| super::is_item_count(tag))
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
                omit_hollow(item, &path, writer);
                true
            });
        }
        _ => {}
    }
}

struct Entry<'a> {
    steps: Vec<Step<'static>>,
    value: &'a KeptValue,
}

struct Restorer<'w> {
    /// The tags of fields whose value is computed on writing.
    computed: Vec<&'static str>,
    writer: &'w mut Writer,
}

impl Restorer<'_> {
    /// Puts entries, whose first `depth` steps lead to this node, below it.
    fn below<'a>(&mut self, node: &mut Node<'a>, entries: &[Entry<'a>], depth: usize, path: &Path<'_>) {
        let step = |entry: &Entry<'a>| entry.steps.get(depth).cloned();
        match entries.first().and_then(step) {
            None => {}
            Some(Step::Tag(_)) => {
                if node.is_empty() && !matches!(node, Node::Group(_)) {
                    *node = Node::Group(Vec::new());
                }
                for run in entries.chunk_by(|one, two| step(one) == step(two)) {
                    match (run.first().and_then(step), &mut *node) {
                        (Some(Step::Tag(tag)), Node::Group(members)) => {
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
            Some(Step::Index(_)) => {
                if node.is_empty() && !matches!(node, Node::List(_)) {
                    *node = Node::List(Vec::new());
                }
                let Node::List(items) = node else { return self.misfit(path) };
                let mut before = std::mem::take(items).into_iter();
                for run in entries.chunk_by(|one, two| step(one) == step(two)) {
                    let Some(Step::Index(index)) = run.first().and_then(step) else {
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
    fn member<'a>(&mut self, member: &mut Node<'a>, tag: &str, run: &[Entry<'a>], depth: usize, path: &Path<'_>) {
        let at_or_below = run.iter().position(|entry| entry.steps.len() > depth).unwrap_or(run.len());
        let (here, below) = run.split_at_checked(at_or_below).unwrap_or((run, &[]));
        if let Some(entry) = here.first()
            && (member.is_empty() || self.computed.contains(&tag))
        {
            *member = node_of(entry.value);
        }
        self.below(member, below, depth, path);
    }

    fn misfit(&mut self, path: &Path<'_>) {
        self.writer.omit("kept", Some(path), "the report no longer has a part that the kept value belongs to");
    }
}

fn owned(place: &Place) -> Vec<Step<'static>> {
    place
        .steps()
        .map(|step| match step {
            Step::Tag(tag) => Step::Tag(Cow::Owned(tag.into_owned())),
            Step::Index(index) => Step::Index(index),
        })
        .collect()
}

fn node_of(value: &KeptValue) -> Node<'_> {
    match value {
        KeptValue::Text(text) => Node::text(&**text),
        KeptValue::Bare(text) => bare(text),
        KeptValue::List(items) => Node::List(items.iter().map(node_of).collect()),
        KeptValue::Group(members) => {
            Node::Group(members.iter().map(|(tag, value)| (Cow::Borrowed(&**tag), node_of(value))).collect())
        }
    }
}

/// A number or a truth; what is neither stays a text.
fn bare(text: &str) -> Node<'_> {
    let bare = match text {
        "true" => Some(Bare::from(true)),
        "false" => Some(Bare::from(false)),
        text => Bare::number(text),
    };
    bare.map_or_else(|| Node::text(text), Node::Bare)
}

/// Fields of the grids that are computed of the one history.
const COMPUTED: [&str; 6] = ["PD01DD01", "PD01DR01", "PD01DR02", "PD01ED01", "PD01ER01", "PD01ER02"];
