//! Values of a file that the domain has no use for, kept so that the file can be written again as it was.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::account::AccountId;

/// One value of a file, as it stood there: an unknown code, an unknown field, a month `0000-00`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Kept {
    /// Place in the file, as the format names places: `PDA.PD01[17].PD01A.PD01AD03`.
    pub place: String,
    /// The value found.
    pub value: KeptValue,
    /// Part of the report that the value belongs to: an edit of that part drops it. A reader of files states it; a
    /// native file written before it was stated does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<KeptPart>,
}

impl Kept {
    /// A value and its place, of a part that is not stated.
    #[must_use]
    pub fn new(place: String, value: KeptValue) -> Self {
        Self { place, value, part: None }
    }
}

/// Part of a report that a kept value belongs to. In the native form: `{"state": "17"}`, `"elsewhere"`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum KeptPart {
    /// State of an account, monthly or latest, and what is dated by it.
    State(AccountId),
    /// Months of an account's payments that have dates of their own, as the cells of a grid have.
    Months(AccountId),
    /// Any other part of an account.
    Account(AccountId),
    /// A part outside the accounts, or an account that the report does not have because its file was wrong.
    Elsewhere,
}

impl KeptPart {
    /// The account that the value belongs to.
    #[must_use]
    pub fn account(&self) -> Option<&AccountId> {
        match self {
            Self::State(id) | Self::Months(id) | Self::Account(id) => Some(id),
            Self::Elsewhere => None,
        }
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
