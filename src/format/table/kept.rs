//! Nodes as the report keeps them, and back.

use std::borrow::Cow;

use crate::format::{Bare, Node, Place};
use crate::report::{Kept, KeptValue};

/// A node with its place, in the form in which a report keeps it.
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

/// The node that a kept value was.
pub(super) fn node_of(value: &KeptValue) -> Node<'_> {
    match value {
        KeptValue::Text(text) => Node::text(&**text),
        KeptValue::Bare(text) => bare(text),
        KeptValue::List(items) => Node::List(items.iter().map(node_of).collect()),
        KeptValue::Group(members) => {
            Node::Group(members.iter().map(|(tag, value)| (Cow::Borrowed(&**tag), node_of(value))).collect())
        }
    }
}

/// A number or a truth value; any other text stays a text.
fn bare(text: &str) -> Node<'_> {
    let bare = match text {
        "true" => Some(Bare::from(true)),
        "false" => Some(Bare::from(false)),
        text => Bare::number(text),
    };
    bare.map_or_else(|| Node::text(text), Node::Bare)
}
