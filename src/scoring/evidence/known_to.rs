//! Requirement that the pool or the company has a record of a person.

use crate::language::Language;
use crate::record::{gloss_in, vocabulary};

vocabulary! {
    /// Requirement of a record: whether the pool, the company or both must know a person before a score is given.
    KnownTo {
        Either "the pool or the company 信息池或本企业",
        Pool "the pool 信息池",
        Company "the company 本企业",
        Both "the pool and the company 信息池和本企业",
    }
}

impl Default for KnownTo {
    /// The pool or the company.
    fn default() -> Self {
        Self::Either
    }
}

impl KnownTo {
    /// Returns its name in one language.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }

    /// Whether the requirement is met, given which of the two has a record.
    pub(in crate::scoring) const fn is_met(self, pool: bool, company: bool) -> bool {
        match self {
            Self::Either => pool || company,
            Self::Pool => pool,
            Self::Company => company,
            Self::Both => pool && company,
        }
    }
}
