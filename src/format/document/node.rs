//! The tree: nodes and their members.

use std::borrow::Cow;
use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::bare::Bare;
use crate::format::place::{Place, PlaceStep};
use crate::text::quoted;

/// A member of a group: its tag and its node.
pub type Member<'a> = (Cow<'a, str>, Node<'a>);

/// A node of a document: a text, a list or a group of named nodes, with all below it.
///
/// Its `serde` form is the JSON it came from. `Debug` shows the shape and the tags, never a text: a text may name a
/// person.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Node<'a> {
    /// No value: JSON's `null`, an XML element without content.
    #[default]
    Null,
    /// A text, as written: nothing is trimmed.
    Text(Cow<'a, str>),
    /// A number, `true` or `false` of a JSON document. PBOC documents have none: all their values are texts.
    Bare(Bare),
    /// A list: a JSON array, XML elements of one tag side by side.
    List(Vec<Node<'a>>),
    /// A group of members, in the order of the document, no tag twice.
    Group(Vec<Member<'a>>),
}

const _: () = assert!(size_of::<Node<'_>>() == 32);

impl<'a> Node<'a> {
    /// Creates a text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Node<'a> {
        Node::Text(text.into())
    }

    /// The text of a text node, even an empty one; `None` for any other node.
    #[inline]
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The members of a group; none for any other node.
    #[inline]
    #[must_use]
    pub fn members(&self) -> &[Member<'a>] {
        match self {
            Node::Group(members) => members,
            _ => &[],
        }
    }

    /// The items of a list; none for [`Null`](Node::Null) and the empty text. Any other node is a list of itself alone,
    /// since XML cannot tell a list of one item from that item.
    #[inline]
    #[must_use]
    pub fn each(&self) -> &[Node<'a>] {
        match self {
            Node::List(items) => items,
            Node::Null => &[],
            Node::Text(text) if text.is_empty() => &[],
            lone => std::slice::from_ref(lone),
        }
    }

    /// The member of a group that has this tag. Takes time in proportion to the members: to read all of them, go
    /// through [`members`](Node::members) once instead.
    #[must_use]
    pub fn get(&self, tag: &str) -> Option<&Node<'a>> {
        self.members().iter().find(|(name, _)| name == tag).map(|(_, node)| node)
    }

    /// The node at a place below this node. Position 0 of a node that is not a list is that node itself, as in
    /// [`each`](Node::each).
    #[must_use]
    pub fn at(&self, place: &Place) -> Option<&Node<'a>> {
        place.steps().try_fold(self, |node, step| match step {
            PlaceStep::Tag(tag) => node.get(&tag),
            PlaceStep::Index(index) => node.each().get(index),
        })
    }

    /// Puts a node at a place below this one and returns the node that was there. Groups and lists on the way that are
    /// missing (or null, or the empty text) are made; a list can grow by one item, at its end.
    ///
    /// # Errors
    ///
    /// [`PutError`] if the way leads through a text, or past the end of a list. The document then may have empty
    /// groups and lists more than before.
    pub fn put(&mut self, place: &Place, node: Node<'a>) -> Result<Node<'a>, PutError> {
        let mut spot = self;
        let mut done = Vec::new();
        for step in place.steps() {
            let fail = |done: &[PlaceStep<'_>], reason| {
                Err(PutError { place: place.clone(), at: Place::from_steps(done.iter().cloned()), reason })
            };
            spot = match &step {
                PlaceStep::Tag(tag) => match spot.member_mut(tag) {
                    Some(member) => member,
                    None => return fail(&done, "is not a group"),
                },
                PlaceStep::Index(index) => match spot.item_mut(*index) {
                    Ok(item) => item,
                    Err(reason) => return fail(&done, reason),
                },
            };
            done.push(step);
        }
        Ok(std::mem::replace(spot, node))
    }

    /// Whether this states nothing: null, the empty text, or a list or group of nothing but such.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Node::Null => true,
            Node::Text(text) => text.is_empty(),
            Node::Bare(_) => false,
            Node::List(items) => items.iter().all(Node::is_empty),
            Node::Group(members) => members.iter().all(|(_, node)| node.is_empty()),
        }
    }

    /// A description for messages: ``the number `5` ``, `a list of 3`, `a group`.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Node::Null => "nothing".to_owned(),
            Node::Text(text) => format!("the text `{}`", quoted(text)),
            Node::Bare(bare) if bare.is_number() => format!("the number `{bare}`"),
            Node::Bare(bare) => format!("`{bare}` without quotes"),
            Node::List(items) => format!("a list of {}", items.len()),
            Node::Group(_) => "a group".to_owned(),
        }
    }

    /// The same node, without a borrow of the file it was read from.
    #[must_use]
    pub fn into_owned(self) -> Node<'static> {
        match self {
            Node::Null => Node::Null,
            Node::Text(text) => Node::Text(Cow::Owned(text.into_owned())),
            Node::Bare(bare) => Node::Bare(bare),
            Node::List(items) => Node::List(items.into_iter().map(Node::into_owned).collect()),
            Node::Group(members) => Node::Group(
                members.into_iter().map(|(tag, node)| (Cow::Owned(tag.into_owned()), node.into_owned())).collect(),
            ),
        }
    }

    /// The member with this tag, made if it is missing; `None` if this cannot be a group.
    fn member_mut(&mut self, tag: &str) -> Option<&mut Node<'a>> {
        if self.is_blank() {
            *self = Node::Group(Vec::new());
        }
        let Node::Group(members) = self else { return None };
        let at = members.iter().position(|(name, _)| name == tag).unwrap_or_else(|| {
            members.push((Cow::Owned(tag.to_owned()), Node::Null));
            members.len().saturating_sub(1)
        });
        members.get_mut(at).map(|(_, node)| node)
    }

    /// The item at this position, made if it is the next after the last; else the reason why there is none.
    fn item_mut(&mut self, index: usize) -> Result<&mut Node<'a>, &'static str> {
        if self.is_blank() {
            *self = Node::List(Vec::new());
        }
        match self {
            Node::List(items) => {
                if index == items.len() {
                    items.push(Node::Null);
                }
                items.get_mut(index).ok_or("has too few items")
            }
            lone if index == 0 => Ok(lone),
            _ => Err("is not a list"),
        }
    }

    /// Whether this is null or the empty text.
    #[inline]
    pub(in crate::format) fn is_blank(&self) -> bool {
        match self {
            Node::Null => true,
            Node::Text(text) => text.is_empty(),
            _ => false,
        }
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Null => f.write_str("null"),
            Node::Text(text) => write!(f, "text of {}", text.len()),
            Node::Bare(bare) => f.write_str(if bare.is_number() { "number" } else { "true or false" }),
            Node::List(items) => f.debug_list().entries(items).finish(),
            Node::Group(members) => f.debug_map().entries(members.iter().map(|(tag, node)| (tag, node))).finish(),
        }
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Null => to.serialize_unit(),
            Node::Text(text) => to.serialize_str(text),
            Node::Bare(bare) => bare.serialize(to),
            Node::List(items) => to.collect_seq(items),
            Node::Group(members) => {
                let mut map = to.serialize_map(Some(members.len()))?;
                for (tag, node) in members {
                    map.serialize_entry(tag, node)?;
                }
                map.end()
            }
        }
    }
}

/// The error of putting a node at a place that the document cannot have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no node can be put at {place}: {at} {reason}")]
pub struct PutError {
    place: Place,
    at: Place,
    reason: &'static str,
}

impl PutError {
    /// The place that the node was to be put at.
    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.place
    }
}
