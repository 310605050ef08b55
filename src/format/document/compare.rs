//! Equality of documents, as far as both JSON and XML can show it.

use std::borrow::Cow;

use super::node::Node;
use crate::format::place::{Place, PlaceStep};

/// Whether two documents state the same.
///
/// Null, the empty text, a list or group that holds nothing but such, and what is missing count as one; the order of
/// members does not matter, that of items does; a list of one item is its item, because XML cannot tell them apart.
#[must_use]
pub fn equal_documents(one: &Node<'_>, two: &Node<'_>) -> bool {
    difference(one, two).is_none()
}

/// The first place where two documents are not [equal](equal_documents); `None` if they are equal.
///
/// Members are compared in the order of their tags.
#[must_use]
pub fn difference(one: &Node<'_>, two: &Node<'_>) -> Option<Place> {
    let mut steps = Vec::new();
    differ(one, two, &mut steps).then(|| Place::from_steps(steps.into_iter().rev()))
}

/// Whether two nodes differ; if so, the steps to the place are added, innermost first.
fn differ(one: &Node<'_>, two: &Node<'_>, steps: &mut Vec<PlaceStep<'static>>) -> bool {
    match (essence(one), essence(two)) {
        (None, None) => false,
        (Some(Node::Text(one)), Some(Node::Text(two))) => one != two,
        (Some(Node::Bare(one)), Some(Node::Bare(two))) => one != two,
        (Some(Node::List(one)), Some(Node::List(two))) => {
            let shorter = one.len().min(two.len());
            let at = one.iter().zip(two).position(|(one, two)| differ(one, two, steps));
            let at = at.or((one.len() != two.len()).then_some(shorter));
            steps.extend(at.map(PlaceStep::Index));
            at.is_some()
        }
        (Some(Node::Group(one)), Some(Node::Group(two))) => {
            let (one, two) = (sorted(one), sorted(two));
            let at = one.iter().zip(&two).find_map(|((tag, one), (other, two))| {
                if tag != other {
                    return Some(tag.min(other));
                }
                differ(one, two, steps).then_some(tag)
            });
            let longer = if one.len() > two.len() { &one } else { &two };
            let left = || longer.get(one.len().min(two.len())).map(|(tag, _)| tag);
            let at = at.or_else(left);
            steps.extend(at.map(|tag| PlaceStep::Tag(Cow::Owned((*tag).to_owned()))));
            at.is_some()
        }
        _ => true,
    }
}

/// The node to compare: the one item of a list in its place, none if it is empty.
fn essence<'n, 'a>(node: &'n Node<'a>) -> Option<&'n Node<'a>> {
    match node {
        Node::List(items) if items.len() == 1 => items.first().and_then(essence),
        node => (!node.is_empty()).then_some(node),
    }
}

/// The members that are not empty, in the order of their tags.
fn sorted<'n, 'a>(members: &'n [(Cow<'a, str>, Node<'a>)]) -> Vec<(&'n str, &'n Node<'a>)> {
    let mut members: Vec<_> =
        members.iter().filter(|(_, node)| !node.is_empty()).map(|(tag, node)| (&**tag, node)).collect();
    members.sort_by_key(|(tag, _)| *tag);
    members
}
