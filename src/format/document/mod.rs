//! A file as a tree: text, lists and groups, the same for JSON and XML.
//!
//! ```
//! # #[cfg(feature = "json")] {
//! use credit_bureau::format::{Limits, Node};
//!
//! let document = Node::from_json(br#"{ "PDA": { "PD01": [ { "PD01A": { "PD01AD01": "D1" } }, null ] } }"#, &Limits::default())?;
//! let accounts = document.get("PDA").and_then(|block| block.get("PD01")).map_or(&[][..], Node::each);
//! assert_eq!(accounts.len(), 2);
//! assert_eq!(document.at(&"PDA.PD01[0].PD01A.PD01AD01".parse()?).and_then(Node::as_text), Some("D1"));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Texts and tags borrow from the file wherever it spells them without escapes, so a tree costs 32 bytes a node and
//! 56 bytes a member beside the file itself. Reading goes by [`Limits`]. What tags and texts mean is left to the
//! formats.

mod compare;
mod encoding;
mod error;
#[cfg(feature = "json")]
mod json;
#[cfg(any(feature = "xml", feature = "pmml"))]
pub(in crate::format) mod pieces;
mod visit;
#[cfg(feature = "xml")]
mod xml;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};

use super::place::{Place, Step};
pub use compare::{difference, equal_documents};
pub(in crate::format) use encoding::text_of;
pub use error::{DocumentError, Limits, Position};
#[cfg(feature = "json")]
pub(in crate::format) use json::reason;

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

    /// What stands at a place below this node. Position 0 of what is not a list is that itself, as in
    /// [`each`](Node::each).
    #[must_use]
    pub fn at(&self, place: &Place) -> Option<&Node<'a>> {
        place.steps().try_fold(self, |node, step| match step {
            Step::Tag(tag) => node.get(&tag),
            Step::Index(index) => node.each().get(index),
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
            let fail = |done: &[Step<'_>], reason| {
                Err(PutError { place: place.clone(), at: Place::from_steps(done.iter().cloned()), reason })
            };
            spot = match &step {
                Step::Tag(tag) => match spot.member_mut(tag) {
                    Some(member) => member,
                    None => return fail(&done, "stands where a group is due"),
                },
                Step::Index(index) => match spot.item_mut(*index) {
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
            Node::Text(text) => format!("the text `{}`", super::problem::shortened(text)),
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

    /// Whether this holds a place for something else.
    fn is_blank(&self) -> bool {
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

/// Reads any self-describing form, within the default [`Limits`].
impl<'de> Deserialize<'de> for Node<'_> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let limits = Limits::default();
        let mut reader = visit::TreeReader::new(&limits);
        reader.read(from).map(Node::into_owned).map_err(|error| match reader.fault() {
            Some(fault) => de::Error::custom(fault),
            None => error,
        })
    }
}

/// A number, `true` or `false`: what JSON spells without quotes.
///
/// A whole number within 64 bits keeps its digits; any other number is the nearest 64-bit float, and shown in its
/// shortest spelling.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bare(Value);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Value {
    Truth(bool),
    Unsigned(u64),
    Negative(i64),
    /// The bits of a finite float.
    Float(u64),
}

impl Bare {
    /// The number that a text spells, `None` if it spells none or one beyond the floats.
    #[must_use]
    pub fn number(text: &str) -> Option<Bare> {
        if !text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return None;
        }
        let whole = text.parse::<u64>().map(Bare::from).ok();
        let negative = || text.parse::<i64>().ok().filter(|number| *number < 0).map(Bare::from);
        whole.or_else(negative).or_else(|| text.parse().ok().and_then(Bare::float))
    }

    /// A float; `None` if it is infinite or not a number, which JSON cannot spell.
    #[must_use]
    pub fn float(number: f64) -> Option<Bare> {
        number.is_finite().then_some(Bare(Value::Float(number.to_bits())))
    }

    /// Whether it is a number; else it is `true` or `false`.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        !matches!(self.0, Value::Truth(_))
    }
}

/// Shown as JSON spells it.
impl fmt::Display for Bare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Truth(truth) => write!(f, "{truth}"),
            Value::Unsigned(number) => write!(f, "{number}"),
            Value::Negative(number) => write!(f, "{number}"),
            Value::Float(bits) => write!(f, "{:?}", f64::from_bits(bits)),
        }
    }
}

impl fmt::Debug for Bare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_number() { "number" } else { "true or false" })
    }
}

impl From<bool> for Bare {
    fn from(truth: bool) -> Bare {
        Bare(Value::Truth(truth))
    }
}

impl From<i64> for Bare {
    fn from(number: i64) -> Bare {
        Bare(u64::try_from(number).map_or(Value::Negative(number), Value::Unsigned))
    }
}

impl From<u64> for Bare {
    fn from(number: u64) -> Bare {
        Bare(Value::Unsigned(number))
    }
}

impl Serialize for Bare {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Truth(truth) => to.serialize_bool(truth),
            Value::Unsigned(number) => to.serialize_u64(number),
            Value::Negative(number) => to.serialize_i64(number),
            Value::Float(bits) => to.serialize_f64(f64::from_bits(bits)),
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

#[cfg(test)]
mod tests;
