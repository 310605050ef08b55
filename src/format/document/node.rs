//! The tree: nodes and their members.

use std::borrow::Cow;
use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::bare::Bare;
use crate::format::place::{Place, PlaceStep};
use crate::text::quoted;

/// A member of a group: its tag and what stands there.
pub type Member<'a> = (Cow<'a, str>, Node<'a>);

/// One part of a document and all below it.
///
/// Its `serde` form is the JSON it came from. `Debug` shows the shape and the tags, never a text: a text may name a
/// person.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Node<'a> {
    /// Nothing: JSON's `null`, an XML element without content.
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
    /// A text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Node<'a> {
        Node::Text(text.into())
    }

    /// The text, if this is one; the empty text too.
    #[inline]
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The members, if this is a group, else none.
    #[inline]
    #[must_use]
    pub fn members(&self) -> &[Member<'a>] {
        match self {
            Node::Group(members) => members,
            _ => &[],
        }
    }

    /// The items of a list; nothing for [`Null`](Node::Null) and the empty text; anything else as the one item of a
    /// list that XML cannot show as a list.
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

    /// The member of a group that has this tag. Looks at one member after another: whoever reads all members goes
    /// through [`members`](Node::members) once instead.
    #[must_use]
    pub fn get(&self, tag: &str) -> Option<&Node<'a>> {
        self.members().iter().find(|(name, _)| name == tag).map(|(_, node)| node)
    }

    /// What stands at a place below this node. FilePosition 0 of what is not a list is that itself, as in
    /// [`each`](Node::each).
    #[must_use]
    pub fn at(&self, place: &Place) -> Option<&Node<'a>> {
        place.steps().try_fold(self, |node, step| match step {
            PlaceStep::Tag(tag) => node.get(&tag),
            PlaceStep::Index(index) => node.each().get(index),
        })
    }

    /// Puts a node at a place below this one, making the groups and lists on the way that are missing (or null, or the
    /// empty text); what stood there is returned. A list can grow by one item, at its end.
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
                    None => return fail(&done, "stands where a group is due"),
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

    /// Whether this says nothing: null, the empty text, a list or group of nothing but such.
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

    /// What this is, in a message's words: ``the number `5` ``, `a list of 3`, `a group`.
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

    /// The same, free of the file it was read from.
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

    /// The member of this tag, made if it is missing; `None` if this cannot be a group.
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

    /// The item at this position, made if it is the next.
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
            _ => Err("stands where a list is due"),
        }
    }

    /// Whether this says nothing by itself: null or the empty text.
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

/// Why a node cannot be put at a place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing can be put at {place}: what is at {at} {reason}")]
pub struct PutError {
    place: Place,
    at: Place,
    reason: &'static str,
}

impl PutError {
    /// Where the node was to go.
    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.place
    }
}
