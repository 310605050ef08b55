//! Whether a filter holds of an account: yes, no, or that one may not or cannot know.

use std::collections::HashMap;

use super::columns::Profile;
use super::portfolio::Sample;
use super::reading::Cause;
use super::row::{Filter, SeveritySet, Value};
use crate::history::{Planes, Severity};
use crate::month::Month;
use crate::policy::{AccountFacts, Disclosed, DisclosedAccount, DisclosedState, Disclosure, MinorAmount};
use crate::report::{AccountKind, AccountState};

/// Why an answer is withheld. What a regime hides comes before what the month does not know, whatever the order in
/// which they are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Veil {
    NotKnown,
    Hidden,
}

impl Veil {
    pub(super) const fn cause(self) -> Cause {
        match self {
            Self::NotKnown => Cause::NotKnownAtMonth,
            Self::Hidden => Cause::Hidden,
        }
    }
}

/// Kleene's three truths, the third with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    True,
    False,
    Unknown(Veil),
}

impl Truth {
    pub(super) fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, truth) | (truth, Truth::True) => truth,
            (Truth::Unknown(a), Truth::Unknown(b)) => Truth::Unknown(a.max(b)),
        }
    }

    pub(super) fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            unknown @ Truth::Unknown(_) => unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(truth: bool) -> Truth {
        if truth { Truth::True } else { Truth::False }
    }
}

/// Filters of a plan, decided together: a bit each, in their order.
///
/// A filter in normal form is a conjunction. Its kinds are looked up in a table; of its other parts each is decided once
/// for all filters that have it or its negation, and only if one of them is still open.
#[derive(Debug, Clone)]
pub(super) struct Filters {
    /// Those that an account of each kind may pass.
    kinds: [u64; AccountKind::ALL.len()],
    literals: Vec<Literal>,
    /// Those that look at the state and the last month alone.
    of_standing: Vec<Literal>,
    /// The filters that fail by them, by state and last month, where the state is shown as it is: see [`standing`].
    failed: Vec<u64>,
}

/// A part of filters.
#[derive(Debug, Clone)]
struct Literal {
    filter: Filter,
    /// The filters of which it is a part.
    with: u64,
    /// The filters of which its negation is a part.
    against: u64,
}

/// What an account is to some filters, a bit each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decided {
    pub(super) passed: u64,
    /// Whether it passes is hidden.
    pub(super) hidden: u64,
    /// Whether it passes the month does not know.
    pub(super) not_known: u64,
}

impl Filters {
    /// How many are decided together.
    pub(super) const AT_ONCE: usize = 64;

    /// Of that many filters at most.
    pub(super) fn of<'a>(filters: impl Iterator<Item = &'a Filter>) -> Filters {
        let (mut by_kind, mut literals) = ([0; AccountKind::ALL.len()], Vec::<Literal>::new());
        let mut places = HashMap::new();
        let mut literal = |part: &'a Filter, with, against| {
            let place = *places.entry(part).or_insert_with(|| {
                literals.push(Literal { filter: part.clone(), with: 0, against: 0 });
                literals.len().saturating_sub(1)
            });
            if let Some(literal) = literals.get_mut(place) {
                literal.with |= with;
                literal.against |= against;
            }
        };
        for (place, filter) in (0..u64::BITS).zip(filters) {
            let bit = 1 << place;
            let parts = match filter {
                Filter::All(parts) => parts.as_slice(),
                part => std::slice::from_ref(part),
            };
            by_kind.iter_mut().for_each(|filters| *filters |= bit);
            for part in parts {
                match part {
                    Filter::Kinds(kinds) => {
                        let others = AccountKind::ALL.iter().zip(&mut by_kind);
                        others.filter(|(kind, _)| !kinds.contains(**kind)).for_each(|(_, filters)| *filters &= !bit);
                    }
                    Filter::Not(part) => literal(part, 0, bit),
                    part => literal(part, bit, 0),
                }
            }
        }
        let (of_standing, literals) = literals.into_iter().partition(|literal| is_of_standing(&literal.filter));
        let mut filters = Filters { kinds: by_kind, literals, of_standing, failed: Vec::new() };
        filters.failed = standings().map(|account| filters.fail(&account)).collect();
        filters
    }

    /// Those that an account fails by its standing.
    fn fail<F: AccountFacts>(&self, account: &DisclosedAccount<F>) -> u64 {
        self.of_standing.iter().fold(0, |failed, literal| match holds(&literal.filter, account) {
            Truth::True => failed | literal.against,
            Truth::False => failed | literal.with,
            Truth::Unknown(_) => failed,
        })
    }

    pub(super) fn decide<F: AccountFacts>(&self, account: &DisclosedAccount<F>) -> Decided {
        let mut open = self.kinds.get(account.facts.kind() as usize).copied().unwrap_or(0);
        let (mut hidden, mut not_known) = (0, 0);
        let standing = account.whole_state().and_then(|state| {
            self.failed.get(standing(state, account.last_month().map_or(Severity::Outside, |(_, severity)| severity)))
        });
        // Where less is shown of the state, they are decided as all others.
        let of_standing = if standing.is_some() { &[] } else { self.of_standing.as_slice() };
        open &= !standing.copied().unwrap_or(0);
        let age = account.facts.opened().map(|opened| account.month.months_since(opened));
        for literal in self.literals.iter().chain(of_standing) {
            let asked = open & (literal.with | literal.against);
            if asked != 0 {
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
                    Truth::Unknown(Veil::Hidden) => hidden |= asked,
                    Truth::Unknown(Veil::NotKnown) => not_known |= asked,
                }
            }
        }
        let doubtful = hidden | not_known;
        Decided { passed: open & !doubtful, hidden: open & hidden, not_known: open & not_known }
    }
}

/// Whether a filter looks at the state and the last month alone.
fn is_of_standing(filter: &Filter) -> bool {
    match filter {
        Filter::Open | Filter::Closed | Filter::State(_) | Filter::StateKnown | Filter::LastMonth(_) => true,
        Filter::All(parts) | Filter::Any(parts) => parts.iter().all(is_of_standing),
        Filter::Not(part) => is_of_standing(part),
        _ => false,
    }
}

/// The place of a state and a last month among all of them; of none, [`Severity::Outside`].
fn standing(state: Option<AccountState>, last: Severity) -> usize {
    let of_state = state.map_or(0, |state| (state as usize).saturating_add(1));
    of_state.saturating_mul(Severity::ALL.len()).saturating_add(last.number().into())
}

/// An account of each standing, in the order of [`standing`].
fn standings() -> impl Iterator<Item = DisclosedAccount<Sample>> {
    let states = std::iter::once(None).chain(AccountState::ALL.iter().copied().map(Some));
    states.flat_map(|state| {
        Severity::ALL.iter().map(move |severity| {
            let profile = Profile { state, known: true, ..Profile::new(AccountKind::CreditCard) };
            let planes = [0, 1, 2, 3].map(|bit| u64::from(severity.number() >> bit & 1));
            let mut account = DisclosedAccount::visible(Sample(profile), Month::FIRST, true, Disclosure::Full);
            account.planes = Planes::from_words(planes);
            account
        })
    })
}

/// Whether an account passes the filter.
pub(super) fn holds<F: AccountFacts>(filter: &Filter, account: &DisclosedAccount<F>) -> Truth {
    match filter {
        Filter::Kinds(kinds) => kinds.contains(account.facts.kind()).into(),
        Filter::Open => test(account.is_open(), |open| open),
        Filter::Closed => test(account.is_open(), |open| !open),
        Filter::OpenedWithin(months) => {
            account.facts.opened().is_some_and(|opened| account.month.months_since(opened) < i32::from(*months)).into()
        }
        Filter::Above(value) => test(value_of(*value, account), |amount| amount > 0),
        Filter::UsedAtLeastPercent(percent) => used_at_least(account, *percent),
        Filter::Business(kinds) => account.facts.business().is_some_and(|kind| kinds.contains(&kind)).into(),
        Filter::Guarantee(kinds) => account.facts.guarantee().is_some_and(|kind| kinds.contains(&kind)).into(),
        Filter::FurnisherType(kinds) => account.facts.furnisher_type().is_some_and(|kind| kinds.contains(&kind)).into(),
        Filter::Role(roles) => account.facts.role().is_some_and(|role| roles.contains(&role)).into(),
        Filter::State(states) => in_state(account, states),
        Filter::StateKnown => match account.state() {
            Disclosed::Known(_) => Truth::True,
            Disclosed::NotStated | Disclosed::NotKnown => Truth::False,
            Disclosed::Hidden => Truth::Unknown(Veil::Hidden),
        },
        Filter::LastMonth(severities) => last_month(account, *severities).into(),
        Filter::All(parts) => all(parts.iter().map(|part| holds(part, account))),
        // Some part holds unless all of them do not.
        Filter::Any(parts) => all(parts.iter().map(|part| holds(part, account).not())).not(),
        Filter::Not(part) => holds(part, account).not(),
    }
}

/// Whether all hold; what comes after the first that does not is not looked at.
fn all(truths: impl Iterator<Item = Truth>) -> Truth {
    let mut whole = Truth::True;
    for truth in truths {
        whole = whole.and(truth);
        if whole == Truth::False {
            break;
        }
    }
    whole
}

/// A value of an account: minor units, months or basis points.
pub(super) fn value_of<F: AccountFacts>(value: Value, account: &DisclosedAccount<F>) -> Disclosed<i128> {
    match value {
        Value::Utilisation => utilisation_of(account),
        value => amount_of(value, account).map(i128::from),
    }
}

/// The same of all but utilisation, in 64 bits.
#[inline(always)]
pub(super) fn amount_of<F: AccountFacts>(value: Value, account: &DisclosedAccount<F>) -> Disclosed<i64> {
    let amount = match value {
        Value::Limit => account.limit(),
        Value::Principal => account.principal(),
        Value::Balance => account.balance(),
        Value::Used => account.used(),
        Value::PastDue => account.past_due(),
        Value::Scheduled => account.scheduled(),
        Value::Actual => account.actual(),
        Value::Age => {
            let age = account.facts.opened().map(|opened| i64::from(account.month.months_since(opened)));
            return age.map_or(Disclosed::NotStated, Disclosed::Known);
        }
        Value::Utilisation => return Disclosed::NotStated,
    };
    amount.map(MinorAmount::minor)
}

/// Used amount, cut off below at 0, over the limit; it may not fit 64 bits.
pub(super) fn utilisation_of<F: AccountFacts>(account: &DisclosedAccount<F>) -> Disclosed<i128> {
    let share = |(used, limit): (i128, i128)| {
        let part = used.saturating_mul(10_000);
        // Most fit 64 bits, in which division is several times faster.
        match (i64::try_from(part), i64::try_from(limit)) {
            (Ok(part), Ok(limit)) => part.checked_div(limit).unwrap_or(0).into(),
            _ => part.checked_div(limit).unwrap_or(0),
        }
    };
    used_and_limit(account).map(share)
}

/// A value that is missing fails the test; one that is withheld leaves it open.
fn test<T>(value: Disclosed<T>, passes: impl FnOnce(T) -> bool) -> Truth {
    match value {
        Disclosed::Known(value) => passes(value).into(),
        Disclosed::NotStated => Truth::False,
        Disclosed::Hidden => Truth::Unknown(Veil::Hidden),
        Disclosed::NotKnown => Truth::Unknown(Veil::NotKnown),
    }
}

/// Used amount and limit, of an account with a limit above zero.
fn used_and_limit<F: AccountFacts>(account: &DisclosedAccount<F>) -> Disclosed<(i128, i128)> {
    let limit = account.limit().map(|limit| i128::from(limit.minor()));
    let used = account.used().map(|used| i128::from(used.minor().max(0)));
    match (limit, used) {
        (Disclosed::NotStated, _) | (_, Disclosed::NotStated) => Disclosed::NotStated,
        (Disclosed::Known(limit), _) if limit <= 0 => Disclosed::NotStated,
        (Disclosed::Hidden, _) | (_, Disclosed::Hidden) => Disclosed::Hidden,
        (Disclosed::NotKnown, _) | (_, Disclosed::NotKnown) => Disclosed::NotKnown,
        (Disclosed::Known(limit), Disclosed::Known(used)) => Disclosed::Known((used, limit)),
    }
}

fn used_at_least<F: AccountFacts>(account: &DisclosedAccount<F>, percent: u16) -> Truth {
    test(used_and_limit(account), |(used, limit)| used.saturating_mul(100) >= limit.saturating_mul(i128::from(percent)))
}

/// Where only "open" or "closed" may be seen, the account is in one of several states: all of them are in the set, or
/// none, or it is hidden whether its own is.
fn in_state<F: AccountFacts>(account: &DisclosedAccount<F>, states: &[AccountState]) -> Truth {
    if let Disclosed::Known(DisclosedState::Exact(state)) = account.state() {
        return states.contains(&state).into();
    }
    let (mut inside, mut outside) = (false, false);
    let possible = account.possible_states().map(|possible| {
        possible.for_each(|state| if states.contains(&state) { inside = true } else { outside = true });
    });
    match (possible, inside, outside) {
        (Disclosed::Known(()), true, true) => Truth::Unknown(Veil::Hidden),
        (possible, inside, _) => test(possible, |()| inside),
    }
}

fn last_month<F: AccountFacts>(account: &DisclosedAccount<F>, severities: SeveritySet) -> bool {
    account.last_month().is_some_and(|(_, severity)| severities.contains(severity))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUTHS: [Truth; 4] =
        [Truth::True, Truth::False, Truth::Unknown(Veil::NotKnown), Truth::Unknown(Veil::Hidden)];

    #[test]
    fn false_and_unknown_is_false_and_hidden_comes_before_not_known() {
        let [yes, no, not_known, hidden] = TRUTHS;
        assert_eq!((hidden.and(no), no.and(not_known)), (no, no));
        assert_eq!((hidden.and(yes), yes.and(not_known)), (hidden, not_known));
        assert_eq!((hidden.and(not_known), not_known.and(hidden)), (hidden, hidden));
        assert_eq!((yes.not(), no.not(), hidden.not()), (no, yes, hidden));
    }

    #[test]
    fn and_is_associative_commutative_and_idempotent() {
        for a in TRUTHS {
            assert_eq!(a.and(a), a);
            for b in TRUTHS {
                assert_eq!(a.and(b), b.and(a));
                for c in TRUTHS {
                    assert_eq!(a.and(b).and(c), a.and(b.and(c)));
                    assert_eq!(all([a, b, c].into_iter()), a.and(b).and(c));
                }
            }
        }
    }
}
