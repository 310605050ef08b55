//! Values of a file that the domain has no use for, kept so that the file can be written again as it was.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One value of a file, as it stood there: an unknown code, an unknown field, a month `0000-00`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Kept {
    /// Place in the file, as the format names places: `PDA.PD01[17].PD01A.PD01AD03`.
    pub place: String,
    /// The value found.
    pub value: KeptValue,
}

impl Kept {
    /// A value and its place.
    #[must_use]
    pub fn new(place: String, value: KeptValue) -> Self {
        Self { place, value }
    }
}

/// The shape of a kept value. `Debug` hides texts, since they may name a person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptValue {
    /// A text.
    Text(String),
    /// A number, `true` or `false` that stood without quotes, as it is spelled.
    Bare(String),
    /// A list.
    List(Vec<KeptValue>),
    /// Fields by name, in order.
    Group(Vec<(String, KeptValue)>),
}

impl fmt::Debug for KeptValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) | Self::Bare(_) => f.write_str("‹private›"),
            Self::List(items) => write!(f, "list of {}", items.len()),
            Self::Group(fields) => write!(f, "group of {}", fields.len()),
        }
    }
}
