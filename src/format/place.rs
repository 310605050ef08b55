//! Places in a document: paths of tags and positions.
//!
//! A [`Place`] is a path written down: tags joined by dots, positions in a list in brackets, counted from 0.
//!
//! ```
//! use credit_bureau::format::{DocumentPath, Place};
//!
//! let accounts = DocumentPath::ROOT;
//! let (block, accounts) = (accounts.tag("PDA"), "PD01");
//! let place = block.tag(accounts).index(17).tag("PD01A").place();
//! assert_eq!(place.to_string(), "PDA.PD01[17].PD01A");
//! assert_eq!("PDA.PD01[17].PD01A".parse(), Ok(place));
//! ```
//!
//! While a reader goes down a document it holds a [`DocumentPath`], which costs two words on the stack a level and no
//! allocation; only a problem turns it into a [`Place`]. The node at a place is found by the
//! [document](crate::format::document).

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::{breaks_lines, quoted};

/// A step down a document: into a group by tag, or into a list by position.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceStep<'p> {
    /// Into the member of a group that has this tag.
    Tag(Cow<'p, str>),
    /// Into the item of a list at this position, counted from 0.
    Index(usize),
}

/// A path from the root of a document to a reader's present position, kept on its stack and never allocated.
///
/// Each level borrows the level above: make the next with [`tag`](DocumentPath::tag) or [`index`](DocumentPath::index),
/// and write it down with [`place`](DocumentPath::place) for a message.
#[derive(Clone, Copy, Debug)]
pub struct DocumentPath<'p> {
    link: Link<'p>,
}

#[derive(Clone, Copy, Debug)]
enum Link<'p> {
    Root,
    Tag(&'p DocumentPath<'p>, &'p str),
    Index(&'p DocumentPath<'p>, usize),
}

impl DocumentPath<'static> {
    /// The root of a document.
    pub const ROOT: DocumentPath<'static> = DocumentPath { link: Link::Root };
}

impl<'p> DocumentPath<'p> {
    /// The path of the member that has this tag.
    #[inline]
    pub const fn tag(&'p self, tag: &'p str) -> DocumentPath<'p> {
        DocumentPath { link: Link::Tag(self, tag) }
    }

    /// The path of the item at this position, counted from 0.
    #[inline]
    pub const fn index(&'p self, index: usize) -> DocumentPath<'p> {
        DocumentPath { link: Link::Index(self, index) }
    }

    /// This path, written down.
    #[must_use]
    pub fn place(&self) -> Place {
        let mut steps = Vec::new();
        let mut path = self;
        loop {
            path = match path.link {
                Link::Root => break,
                Link::Tag(parent, tag) => {
                    steps.push(PlaceStep::Tag(Cow::Borrowed(tag)));
                    parent
                }
                Link::Index(parent, index) => {
                    steps.push(PlaceStep::Index(index));
                    parent
                }
            };
        }
        Place::from_steps(steps.into_iter().rev())
    }
}

/// A place in a document, such as `PDA.PD01[17].PD01E.PD01EH[3].PD01ED01`.
///
/// The number in brackets is a position in a list, counted from 0 as in JSON tools. The root is the empty text and is
/// shown as `the root`. A tag that is more than letters, digits, `_ - : @ #` is shown in brackets and quotes
/// (`PDA["odd.tag"]`, with `\"`, `\\` and `\u{a}` for what would break the line), so every place can be read back.
/// Its `serde` form is its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Place(String);

/// The error of a text that is not a place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlaceError {
    /// The text is not a place from a byte on.
    #[error("`{text}` is not a place in a document from byte {at} on: expected a path such as `PDA.PD01[17].PD01A`")]
    #[non_exhaustive]
    Unreadable {
        /// The text, shortened if it is long.
        text: String,
        /// The number of bytes before it that make sense.
        at: usize,
    },
}

impl Place {
    /// The root of a document.
    #[must_use]
    pub const fn root() -> Place {
        Place(String::new())
    }

    /// The place that these steps lead to from the root.
    pub fn from_steps<'s>(steps: impl IntoIterator<Item = PlaceStep<'s>>) -> Place {
        let mut place = Place::root();
        for step in steps {
            match step {
                PlaceStep::Tag(tag) => place.push_tag(&tag),
                PlaceStep::Index(index) => place.push_index(index),
            }
        }
        place
    }

    /// The steps that lead from the root to this place.
    #[must_use]
    pub fn steps(&self) -> PlaceSteps<'_> {
        PlaceSteps { text: &self.0, rest: &self.0 }
    }

    /// Whether this is the root of the document.
    #[must_use]
    pub const fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The place as text; empty at the root.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn push_index(&mut self, index: usize) {
        self.0.push('[');
        self.0.push_str(&index.to_string());
        self.0.push(']');
    }

    fn push_tag(&mut self, tag: &str) {
        if !tag.is_empty() && tag.chars().all(is_plain) {
            if !self.0.is_empty() {
                self.0.push('.');
            }
            self.0.push_str(tag);
            return;
        }
        self.0.push_str("[\"");
        for c in tag.chars() {
            match c {
                '"' | '\\' => self.0.extend(['\\', c]),
                c if breaks_lines(c) => self.0.extend(c.escape_unicode()),
                c => self.0.push(c),
            }
        }
        self.0.push_str("\"]");
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_root() { "the root" } else { &self.0 })
    }
}

impl FromStr for Place {
    type Err = PlaceError;

    /// Reads a place as [`Display`](fmt::Display) writes it; the root is the empty text or `the root`.
    fn from_str(text: &str) -> Result<Place, PlaceError> {
        if text == "the root" {
            return Ok(Place::root());
        }
        let mut steps = PlaceSteps { text, rest: text };
        let place = Place::from_steps(&mut steps);
        if steps.rest.is_empty() {
            return Ok(place);
        }
        let at = text.len().saturating_sub(steps.rest.len());
        Err(PlaceError::Unreadable { text: quoted(text), at })
    }
}

impl TryFrom<String> for Place {
    type Error = PlaceError;

    fn try_from(text: String) -> Result<Place, PlaceError> {
        text.parse()
    }
}

impl From<Place> for String {
    fn from(place: Place) -> String {
        place.0
    }
}

impl From<&DocumentPath<'_>> for Place {
    fn from(path: &DocumentPath<'_>) -> Place {
        path.place()
    }
}

/// The steps of a [`Place`], from the root down.
#[derive(Clone, Debug)]
pub struct PlaceSteps<'p> {
    text: &'p str,
    rest: &'p str,
}

impl<'p> Iterator for PlaceSteps<'p> {
    type Item = PlaceStep<'p>;

    /// The next step; `None` at the end, and at the first byte that makes no sense, at which `rest` then begins.
    fn next(&mut self) -> Option<PlaceStep<'p>> {
        let (step, rest) = if let Some(quoted) = self.rest.strip_prefix("[\"") {
            let (tag, rest) = unquote(quoted)?;
            (PlaceStep::Tag(tag), rest)
        } else if let Some(inside) = self.rest.strip_prefix('[') {
            let (digits, rest) = inside.split_once(']')?;
            if !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            (PlaceStep::Index(digits.parse().ok()?), rest)
        } else {
            let first = self.rest.len() == self.text.len();
            let tag = if first { self.rest } else { self.rest.strip_prefix('.')? };
            let (tag, rest) = tag.split_at_checked(tag.find(|c| !is_plain(c)).unwrap_or(tag.len()))?;
            if tag.is_empty() {
                return None;
            }
            (PlaceStep::Tag(Cow::Borrowed(tag)), rest)
        };
        self.rest = rest;
        Some(step)
    }
}

/// Splits a quoted tag, without its opening, from what follows it.
fn unquote(quoted: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut tag = String::new();
    let mut rest = quoted;
    loop {
        let (plain, special) = rest.split_at_checked(rest.find(['"', '\\'])?)?;
        if let Some(after) = special.strip_prefix("\"]") {
            if tag.is_empty() {
                return Some((Cow::Borrowed(plain), after));
            }
            tag.push_str(plain);
            return Some((Cow::Owned(tag), after));
        }
        tag.push_str(plain);
        let escape = special.strip_prefix('\\')?;
        rest = if let Some(hex) = escape.strip_prefix("u{") {
            let (hex, after) = hex.split_once('}')?;
            tag.push(char::from_u32(u32::from_str_radix(hex, 16).ok()?)?);
            after
        } else {
            let c = escape.chars().next().filter(|c| matches!(c, '"' | '\\'))?;
            tag.push(c);
            escape.strip_prefix(c)?
        };
    }
}

/// Whether a tag may show this character outside quotes.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '@' | '#')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_path_is_written_from_the_root_down() {
        let (root, five) = (DocumentPath::ROOT, "PD01E");
        let (block, list) = (root.tag("PDA"), root.tag("PDA"));
        assert_eq!(block.place(), list.place());
        let (accounts, account) = (block.tag("PD01"), block.tag("PD01"));
        let account = (accounts.index(17), account).0;
        let grid = account.tag(five);
        let cells = grid.tag("PD01EH");
        let cell = cells.index(3);
        assert_eq!(cell.tag("PD01ED01").place().as_str(), "PDA.PD01[17].PD01E.PD01EH[3].PD01ED01");
        assert_eq!(root.place().to_string(), "the root");
    }

    #[test]
    fn odd_tags_are_quoted_on_one_line() {
        let place = Place::from_steps([
            PlaceStep::Tag("a.b".into()),
            PlaceStep::Tag("".into()),
            PlaceStep::Tag("q\"\\\n".into()),
            PlaceStep::Index(0),
            PlaceStep::Tag("编号".into()),
        ]);
        assert_eq!(place.as_str(), r#"["a.b"][""]["q\"\\\u{a}"][0].编号"#);
    }

    #[test]
    fn what_is_not_a_place_says_from_where_on() {
        for (text, at) in [
            ("PDA..PD01", 3),
            (".PDA", 0),
            ("PDA.", 3),
            ("PDA[x]", 3),
            ("PDA[]", 3),
            ("PDA[+1]", 3),
            ("PDA[1", 3),
            ("PDA[1]PD01", 6),
            ("PDA[99999999999999999999]", 3),
            ("PDA[\"x]", 3),
            ("PDA[\"\\x\"]", 3),
            ("PDA PD01", 3),
        ] {
            let PlaceError::Unreadable { at: found, .. } = text.parse::<Place>().unwrap_err();
            assert_eq!(found, at, "{text}");
        }
    }

    fn steps() -> impl Strategy<Value = Vec<PlaceStep<'static>>> {
        let tag = prop_oneof!["[A-Z0-9]{1,8}", any::<String>(), r#"[\[\]"\\.\n{}u0-9]{0,6}"#];
        let step =
            prop_oneof![tag.prop_map(|t| PlaceStep::Tag(Cow::Owned(t))), (0..1000_usize).prop_map(PlaceStep::Index)];
        prop::collection::vec(step, 0..8)
    }

    proptest! {
        #[test]
        fn a_place_reads_back_as_the_steps_it_was_made_of(steps in steps()) {
            let place = Place::from_steps(steps.clone());
            prop_assert_eq!(place.steps().collect::<Vec<_>>(), steps);
            prop_assert!(!place.as_str().chars().any(breaks_lines));
            prop_assert_eq!(place.to_string().parse::<Place>(), Ok(place));
        }

        #[test]
        fn any_text_is_a_place_or_a_clear_error(text in any::<String>()) {
            if let Ok(place) = text.parse::<Place>() {
                let again: Place = place.to_string().parse().unwrap();
                prop_assert_eq!(again, place);
            }
        }
    }
}
