//! To whom a person must be known.

use crate::language::Language;
use crate::record::{gloss_in, vocabulary};

vocabulary! {
    /// To whom a person must be known to have a score.
    KnownTo {
        Either "the pool or the company 信息池或本企业",
        Pool "the pool 信息池",
        Company "the company 本企业",
        Both "the pool and the company 信息池和本企业",
    }
}

impl Default for KnownTo {
    /// Either.
    fn default() -> Self {
        Self::Either
    }
}

impl KnownTo {
    /// What it is called.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }

    /// Whether it is met by a pool or a company that knows the person.
    pub(in crate::scoring) const fn is_met(self, pool: bool, company: bool) -> bool {
        match self {
            Self::Either => pool || company,
            Self::Pool => pool,
            Self::Company => company,
            Self::Both => pool && company,
        }
    }
}
