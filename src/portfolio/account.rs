//! One account of a chunk, as the facts that views and tallies read.

use super::columns::{Chunk, ChunkRef, Profile, stated};
use crate::history::Planes;
use crate::month::Month;
use crate::policy::{AccountFacts, DisclosedAccount, Fields, Regime};
use crate::report::{AccountKind, AccountState, BusinessKind, Guarantee, HolderRole, InstitutionType, KindSet};

/// An account, by its place in a chunk.
#[derive(Clone, Copy)]
pub(super) struct ColumnAccount<'a> {
    chunk: &'a Chunk,
    index: usize,
    profile: &'a Profile,
}

impl<'a> ColumnAccount<'a> {
    /// The account as a regime shows it; `None` if the regime hides it.
    pub(super) fn shown(
        chunk: ChunkRef<'a>,
        index: usize,
        month: Month,
        regime: &Regime,
    ) -> Option<DisclosedAccount<ColumnAccount<'a>>> {
        let (profile, chunk) = (chunk.profile_of(index)?, chunk.chunk);
        let planes: Planes = chunk.planes_of(index);
        let account = ColumnAccount { chunk, index, profile };
        DisclosedAccount::new(account, month, planes, Fields::ALL, profile.known, regime)
    }

    fn states(&self, bit: u8) -> bool {
        self.profile.stated & bit != 0
    }
}

impl AccountFacts for ColumnAccount<'_> {
    /// Amounts are minor units of the portfolio's currency.
    type Amount = i64;

    fn kind(&self) -> AccountKind {
        self.profile.kind
    }

    fn furnisher(&self) -> &str {
        self.chunk.furnisher_of(self.index)
    }

    fn furnisher_type(&self) -> Option<InstitutionType> {
        self.profile.furnisher_type
    }

    fn business(&self) -> Option<BusinessKind> {
        self.profile.business
    }

    fn guarantee(&self) -> Option<Guarantee> {
        self.profile.guarantee
    }

    fn role(&self) -> Option<HolderRole> {
        self.profile.role
    }

    fn opened(&self) -> Option<Month> {
        self.chunk.opened.get(self.index).and_then(|&ordinal| Month::from_ordinal(ordinal).ok())
    }

    fn state(&self) -> Option<AccountState> {
        self.profile.state
    }

    fn limit(&self) -> Option<i64> {
        let here = self.states(stated::GRANTED) && KindSet::REVOLVING.contains(self.profile.kind);
        here.then(|| self.chunk.granted.get(self.index)).flatten()
    }

    fn principal(&self) -> Option<i64> {
        let here = self.states(stated::GRANTED) && !KindSet::REVOLVING.contains(self.profile.kind);
        here.then(|| self.chunk.granted.get(self.index)).flatten()
    }

    fn balance(&self) -> Option<i64> {
        self.states(stated::BALANCE).then(|| self.chunk.balance.get(self.index)).flatten()
    }

    fn used(&self) -> Option<i64> {
        if self.states(stated::USED_APART) { self.chunk.used.get(self.index) } else { self.balance() }
    }

    fn past_due(&self) -> Option<i64> {
        self.states(stated::PAST_DUE).then(|| self.chunk.past_due.get(self.index)).flatten()
    }

    fn scheduled(&self) -> Option<i64> {
        self.states(stated::SCHEDULED).then(|| self.chunk.scheduled.get(self.index)).flatten()
    }

    fn actual(&self) -> Option<i64> {
        match (self.states(stated::ACTUAL), self.states(stated::ACTUAL_APART)) {
            (false, _) => None,
            (true, true) => self.chunk.actual.get(self.index),
            (true, false) => self.scheduled(),
        }
    }

    fn states_overdue(&self) -> bool {
        self.states(stated::OVERDUE)
    }

    /// The overdue amount of a late month; columns hold no other, since no row reads one.
    fn overdue(&self, _: Month, ago: u32) -> Option<i64> {
        self.states(stated::OVERDUE).then(|| self.chunk.overdue.get(self.index, ago)).flatten()
    }
}
