//! The filters of a plan, decided together for each account.

use std::collections::HashMap;

use super::truth::{Truth, Withheld, amount_of, holds, test};
use crate::attributes::row::{Feeds, Filter, Value};
use crate::history::{Planes, Severity};
use crate::month::Month;
use crate::policy::{AccountFacts, DisclosedAccount, Disclosure};
use crate::report::{Account, AccountId, AccountKind, AccountState};

/// Up to 64 filters of a plan, decided together for an account: one bit per filter, in order.
///
/// A filter in normal form is a conjunction. Its kinds are looked up in a table. Each of its other parts is decided
/// once for all filters that contain it or its negation, and only if one of them is still open. The parts that depend
/// on the state and the last month alone are decided in advance for every combination of the two: deciding an account
/// is then one lookup for most filters of the catalogue.
#[derive(Debug, Clone)]
pub(crate) struct Filters {
    /// The filters that an account of each kind may pass, by what the regime discloses of it: in full, only what went
    /// wrong, only what went right.
    kinds: [[u64; AccountKind::ALL.len()]; 3],
    /// The parts that are decided account by account.
    literals: Vec<FilterPart>,
    /// The parts that depend on the state and the last month alone.
    of_standing: Vec<FilterPart>,
    /// The filters that fail because of those parts, by state and last month, where the state is shown in full: see
    /// [`standing`].
    failed: Vec<u64>,
}

/// A part that several filters share.
#[derive(Debug, Clone)]
struct FilterPart {
    filter: Filter,
    /// The filters that contain the part.
    with: u64,
    /// The filters that contain its negation.
    against: u64,
}

/// The filters that an account passes, or may pass, one bit per filter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Verdicts {
    pub(crate) passed: u64,
    /// The filters that are undecided because something is hidden.
    pub(crate) hidden: u64,
    /// The filters that are undecided because something is not known at the month.
    pub(crate) not_known: u64,
}

impl Filters {
    /// How many filters are decided together: the bits of a word.
    pub(crate) const AT_ONCE: usize = 64;

    /// Prepares at most [`AT_ONCE`](Self::AT_ONCE) filters, each with the kinds that feed its rows.
    pub(crate) fn of<'a>(filters: impl Iterator<Item = (&'a Filter, Feeds)>) -> Filters {
        let (mut by_kind, mut literals) = ([[0; AccountKind::ALL.len()]; 3], Vec::<FilterPart>::new());
        let mut places = HashMap::new();
        let mut literal = |part: &'a Filter, with, against| {
            let place = *places.entry(part).or_insert_with(|| {
                literals.push(FilterPart { filter: part.clone(), with: 0, against: 0 });
                literals.len().saturating_sub(1)
            });
            if let Some(literal) = literals.get_mut(place) {
                literal.with |= with;
                literal.against |= against;
            }
        };
        for (place, (filter, feeds)) in (0..u64::BITS).zip(filters) {
            let bit = 1 << place;
            let parts = match filter {
                Filter::All(parts) => parts.as_slice(),
                part => std::slice::from_ref(part),
            };
            for (filters, &disclosure) in by_kind.iter_mut().zip(Disclosure::ALL) {
                let kinds = AccountKind::ALL.iter().zip(filters);
                kinds.filter(|(kind, _)| feeds.takes(**kind, disclosure)).for_each(|(_, filters)| *filters |= bit);
            }
            for part in parts {
                match part {
                    Filter::Kinds(kinds) => {
                        for filters in &mut by_kind {
                            let others = AccountKind::ALL.iter().zip(filters);
                            others
                                .filter(|(kind, _)| !kinds.contains(**kind))
                                .for_each(|(_, filters)| *filters &= !bit);
                        }
                    }
                    Filter::Not(part) => literal(part, 0, bit),
                    part => literal(part, bit, 0),
                }
            }
        }
        // The table is filled by asking the general rule about a sample account in every state and last month, so that
        // it cannot differ from the rule.
        let (of_standing, literals) = literals.into_iter().partition(|literal| is_of_standing(&literal.filter));
        let mut filters = Filters { kinds: by_kind, literals, of_standing, failed: Vec::new() };
        let states = std::iter::once(None).chain(AccountState::ALL.iter().copied().map(Some));
        let mut account = Account::new(AccountKind::CreditCard, AccountId::from("sample"));
        for state in states {
            account.latest.state = state;
            let failed: Vec<u64> = in_each_standing(&account).map(|account| filters.fail(&account)).collect();
            filters.failed.extend(failed);
        }
        filters
    }

    /// The filters that an account fails by its state and last month.
    fn fail<F: AccountFacts>(&self, account: &DisclosedAccount<F>) -> u64 {
        self.of_standing.iter().fold(0, |failed, literal| match holds(&literal.filter, account) {
            Truth::True => failed | literal.against,
            Truth::False => failed | literal.with,
            Truth::Unknown(_) => failed,
        })
    }

    /// Decides every filter for an account.
    pub(crate) fn decide<F: AccountFacts>(&self, account: &DisclosedAccount<F>) -> Verdicts {
        let of_disclosure = self.kinds.get(account.disclosure() as usize);
        let of_kind = of_disclosure.and_then(|kinds| kinds.get(account.facts.kind() as usize));
        let mut open = of_kind.copied().unwrap_or(0);
        let (mut hidden, mut not_known) = (0, 0);
        let standing = account.whole_state().and_then(|state| {
            self.failed.get(standing(state, account.last_month().map_or(Severity::Outside, |(_, severity)| severity)))
        });
        // Where the state is not shown in full, the precomputed table does not apply: its parts are decided like all
        // others.
        let of_standing = if standing.is_some() { &[] } else { self.of_standing.as_slice() };
        open &= !standing.copied().unwrap_or(0);
        let age = account.facts.opened().map(|opened| account.month.months_since(opened));
        for literal in self.literals.iter().chain(of_standing) {
            let asked = open & (literal.with | literal.against);
            if asked != 0 {
                // The two most common parts are decided without the detour through `holds`.
                let truth = match literal.filter {
                    Filter::OpenedWithin(months) => age.is_some_and(|age| age < i32::from(months)).into(),
                    Filter::Above(value) if value != Value::Utilisation => {
                        test(amount_of(value, account), |amount| amount > 0)
                    }
                    ref filter => holds(filter, account),
                };
                match truth {
                    Truth::True => open &= !literal.against,
                    Truth::False => open &= !literal.with,
                    Truth::Unknown(Withheld::Hidden) => hidden |= asked,
                    Truth::Unknown(Withheld::NotKnown) => not_known |= asked,
                }
            }
        }
        // A part that is unknown leaves a filter undecided only if no other part, before or after it, fails it: false
        // and unknown is false.
        let doubtful = hidden | not_known;
        Verdicts { passed: open & !doubtful, hidden: open & hidden, not_known: open & not_known }
    }
}

/// Whether a filter depends on the state and the last month alone.
fn is_of_standing(filter: &Filter) -> bool {
    match filter {
        Filter::Open | Filter::Closed | Filter::State(_) | Filter::StateKnown | Filter::LastMonth(_) => true,
        Filter::All(parts) | Filter::Any(parts) => parts.iter().all(is_of_standing),
        Filter::Not(part) => is_of_standing(part),
        _ => false,
    }
}

/// The place of a state and a last month in the table; without a last month, that of [`Severity::Outside`].
fn standing(state: Option<AccountState>, last: Severity) -> usize {
    let of_state = state.map_or(0, |state| (state as usize).saturating_add(1));
    of_state.saturating_mul(Severity::ALL.len()).saturating_add(last.number().into())
}

/// The account with each severity as its last month, in the order of [`standing`].
fn in_each_standing(account: &Account) -> impl Iterator<Item = DisclosedAccount<&Account>> {
    Severity::ALL.iter().map(move |severity| {
        let planes = [0, 1, 2, 3].map(|bit| u64::from(severity.number() >> bit & 1));
        let mut shown = DisclosedAccount::visible(account, Month::FIRST, true, Disclosure::Full);
        shown.planes = Planes::from_words(planes);
        shown
    })
}
