//! Reading a tree from any serde data format, within limits.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::bare::Bare;
use super::error::{Fault, Limits};
use super::node::{Member, Node};
use crate::format::place::{Place, PlaceStep};
use crate::text::quoted;

/// Reads any self-describing form, within the default [`Limits`].
impl<'de> Deserialize<'de> for Node<'_> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let limits = Limits::default();
        let mut reader = TreeReader::new(&limits);
        reader.read(from).map(Node::into_owned).map_err(|error| match reader.fault() {
            Some(fault) => D::Error::custom(fault),
            None => error,
        })
    }
}

/// Reads one tree.
///
/// Groups are small and many. Their members gather on one stack for the whole document and move to a vector of the
/// exact size when the group ends, so no vector ever grows.
pub(super) struct TreeReader<'l, 'de> {
    limits: &'l Limits,
    nodes: usize,
    members: Vec<Member<'de>>,
    /// The place of an error, from the innermost step outwards: written only while an error is on its way out.
    trail: Vec<PlaceStep<'de>>,
    fault: Option<Fault>,
}

impl<'l, 'de> TreeReader<'l, 'de> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        TreeReader { limits, nodes: 0, members: Vec::new(), trail: Vec::new(), fault: None }
    }

    /// Reads the tree. After an error, [`fault`](Self::fault) says which limit it is, if it is one.
    pub(super) fn read<D: Deserializer<'de>>(&mut self, from: D) -> Result<Node<'de>, D::Error> {
        NodeSeed { reader: self, depth: 0 }.deserialize(from)
    }

    /// The limit that ended the reading.
    pub(super) fn fault(&mut self) -> Option<Fault> {
        self.fault.take()
    }

    /// The place that the reading ended in.
    #[cfg_attr(not(feature = "json"), expect(dead_code, reason = "only JSON asks"))]
    pub(super) fn place(&self) -> Place {
        Place::from_steps(self.trail.iter().rev().cloned())
    }

    #[cold]
    fn refuse<E: Error>(&mut self, fault: Fault) -> E {
        let error = E::custom(&fault);
        self.fault = Some(fault);
        error
    }
}

struct NodeSeed<'r, 'l, 'de> {
    reader: &'r mut TreeReader<'l, 'de>,
    /// The number of groups and lists around this node.
    depth: usize,
}

impl<'de> NodeSeed<'_, '_, 'de> {
    fn text<E: Error>(self, text: Cow<'de, str>) -> Result<Node<'de>, E> {
        let limit = self.reader.limits.text;
        if text.len() > limit {
            return Err(self.reader.refuse(Fault::Text { bytes: text.len(), limit }));
        }
        Ok(Node::Text(text))
    }

    /// The depth inside a group or list that starts here.
    fn deeper<E: Error>(&mut self) -> Result<usize, E> {
        let limit = self.reader.limits.depth();
        if self.depth >= limit {
            return Err(self.reader.refuse(Fault::Depth(limit)));
        }
        Ok(self.depth.saturating_add(1))
    }
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_, '_, 'de> {
    type Value = Node<'de>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Node<'de>, D::Error> {
        let limit = self.reader.limits.nodes;
        if self.reader.nodes >= limit {
            return Err(self.reader.refuse(Fault::Nodes(limit)));
        }
        self.reader.nodes = self.reader.nodes.saturating_add(1);
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_, '_, 'de> {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, null, a list or a group")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Node<'de>, E> {
        self.text(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node<'de>, E> {
        self.text(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Node<'de>, E> {
        self.text(Cow::Owned(text))
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Node<'de>, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Node<'de>, E> {
        Ok(Node::Bare(truth.into()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Node<'de>, E> {
        Ok(Node::Bare(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Node<'de>, E> {
        Ok(Node::Bare(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Node<'de>, E> {
        Bare::float(number).map(Node::Bare).ok_or_else(|| E::custom(format!("`{number}` is not a number")))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<Node<'de>, A::Error> {
        let depth = self.deeper()?;
        let reader = self.reader;
        let mut items = Vec::new();
        loop {
            match list.next_element_seed(NodeSeed { reader, depth }) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => return Ok(Node::List(items)),
                Err(error) => {
                    reader.trail.push(PlaceStep::Index(items.len()));
                    return Err(error);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut group: A) -> Result<Node<'de>, A::Error> {
        let depth = self.deeper()?;
        let reader = self.reader;
        let start = reader.members.len();
        let mut ascending = true;
        while let Some(tag) = group.next_key_seed(TagSeed { reader })? {
            if reader.members.len() == start && tag == ANY_NUMBER {
                return group.next_value().and_then(|text: Cow<'de, str>| {
                    Bare::number(&text)
                        .map(Node::Bare)
                        .ok_or_else(|| A::Error::custom(format!("`{text}` is not a number")))
                });
            }
            match group.next_value_seed(NodeSeed { reader, depth }) {
                Ok(node) => {
                    ascending &= reader.members.get(start..).and_then(<[_]>::last).is_none_or(|(last, _)| *last < tag);
                    reader.members.push((tag, node));
                }
                Err(error) => {
                    reader.trail.push(PlaceStep::Tag(tag));
                    return Err(error);
                }
            }
        }
        if !ascending && let Some(tag) = reader.members.get(start..).and_then(repeated) {
            let tag = tag.clone();
            let error = reader.refuse(Fault::Duplicate(quoted(&tag)));
            reader.trail.push(PlaceStep::Tag(tag));
            return Err(error);
        }
        Ok(Node::Group(reader.members.drain(start..).collect()))
    }
}

/// Reads a tag.
struct TagSeed<'r, 'l, 'de> {
    reader: &'r mut TreeReader<'l, 'de>,
}

impl<'de> TagSeed<'_, '_, 'de> {
    #[inline]
    fn tag<E: Error>(self, tag: Cow<'de, str>) -> Result<Cow<'de, str>, E> {
        if tag.len() > Limits::TAG {
            return Err(self.reader.refuse(Fault::Tag { bytes: tag.len(), limit: Limits::TAG }));
        }
        Ok(tag)
    }
}

impl<'de> DeserializeSeed<'de> for TagSeed<'_, '_, 'de> {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Cow<'de, str>, D::Error> {
        from.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for TagSeed<'_, '_, 'de> {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a tag")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, tag: &'de str) -> Result<Cow<'de, str>, E> {
        self.tag(Cow::Borrowed(tag))
    }

    fn visit_str<E: Error>(self, tag: &str) -> Result<Cow<'de, str>, E> {
        self.tag(Cow::Owned(tag.to_owned()))
    }
}

/// A name that two of these have. Sorts them, since a hostile file may have a million in one group.
pub(super) fn repeated<K: Ord, V>(named: &[(K, V)]) -> Option<&K> {
    let mut tags: Vec<_> = named.iter().map(|(tag, _)| tag).collect();
    tags.sort_unstable();
    tags.windows(2).find_map(|pair| match pair {
        [one, two] if one == two => Some(*two),
        _ => None,
    })
}

/// The key under which serde_json hands over a number if a crate in the build enables its arbitrary precision.
const ANY_NUMBER: &str = "$serde_json::private::Number";
