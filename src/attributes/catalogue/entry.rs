//! The columns of the catalogue's table that are not part of the attribute itself.

use super::reason::ReasonCodes;
use crate::attributes::row::Family;
use crate::language::Language;

/// The catalogue's columns for one attribute: its family, title and reason codes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) family: Family,
    pub(crate) title: Option<Title>,
    pub(crate) codes: Option<ReasonCodes>,
}

impl Entry {
    /// The entry of a user's own row, which has neither title nor codes.
    pub(crate) const OWN: Entry = Entry { family: Family::Own, title: None, codes: None };
}

/// A short title for pages that people read, in both languages.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Title {
    pub(crate) english: String,
    pub(crate) chinese: String,
}

impl Title {
    pub(crate) fn text(&self, language: Language) -> &str {
        language.pick(&self.english, &self.chinese)
    }
}
