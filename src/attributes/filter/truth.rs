//! Whether a filter holds for an account: yes, no, or unknown with the reason.

use crate::attributes::row::{Filter, SpecialValue, Value};
use crate::history::Months;
use crate::month::Window;
use crate::policy::{AccountFacts, Disclosed, DisclosedAccount, DisclosedState, MinorAmount};
use crate::report::AccountState;

/// Why an answer is withheld. Hidden takes precedence over not known, in whatever order the two are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Withheld {
    NotKnown,
    Hidden,
}

impl Withheld {
    pub(crate) const fn special_value(self) -> SpecialValue {
        match self {
            Self::NotKnown => SpecialValue::NotKnownAtMonth,
            Self::Hidden => SpecialValue::Hidden,
        }
    }
}

/// Kleene's three truth values, the third with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truth {
    True,
    False,
    Unknown(Withheld),
}

impl Truth {
    pub(crate) fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, truth) | (truth, Truth::True) => truth,
            (Truth::Unknown(a), Truth::Unknown(b)) => Truth::Unknown(a.max(b)),
        }
    }

    pub(crate) fn not(self) -> Truth {
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

/// Whether an account passes the filter.
pub(crate) fn holds<F: AccountFacts>(filter: &Filter, account: &DisclosedAccount<F>) -> Truth {
    match filter {
        Filter::Kinds(kinds) => kinds.contains(account.facts.kind()).into(),
        Filter::Open => test(account.is_open(), |open| open),
        Filter::Closed => test(account.is_open(), |open| !open),
        Filter::OpenedWithin(months) => {
            account.facts.opened().is_some_and(|opened| account.month.months_since(opened) < i32::from(*months)).into()
        }
        Filter::ReportedWithin(months) => {
            let within = Months::of(Window::last(u8::try_from(*months).unwrap_or(u8::MAX)));
            (!(account.planes.reported() & within).is_empty()).into()
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
            Disclosed::Hidden => Truth::Unknown(Withheld::Hidden),
        },
        Filter::LastMonth(severities) => account.last_month_passes(|severity| severities.contains(severity)).into(),
        Filter::All(parts) => all(parts.iter().map(|part| holds(part, account))),
        // De Morgan: some part holds unless none does.
        Filter::Any(parts) => all(parts.iter().map(|part| holds(part, account).not())).not(),
        Filter::Not(part) => holds(part, account).not(),
    }
}

/// Whether all hold; stops at the first that does not.
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

/// The value of an account, as far as it is shown: minor units, months or basis points.
pub(crate) fn value_of<F: AccountFacts>(value: Value, account: &DisclosedAccount<F>) -> Disclosed<i128> {
    match value {
        Value::Utilisation => utilisation_of(account),
        value => amount_of(value, account).map(i128::from),
    }
}

/// The value of an account except utilisation, in 64 bits.
#[inline(always)]
pub(crate) fn amount_of<F: AccountFacts>(value: Value, account: &DisclosedAccount<F>) -> Disclosed<i64> {
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

/// The utilisation of an account: used amount (0 where negative) ÷ limit, in basis points. It may not fit 64 bits.
pub(crate) fn utilisation_of<F: AccountFacts>(account: &DisclosedAccount<F>) -> Disclosed<i128> {
    let share = |(used, limit): (i128, i128)| {
        let part = used.saturating_mul(10_000);
        // Most fit 64 bits, where division is several times faster.
        match (i64::try_from(part), i64::try_from(limit)) {
            (Ok(part), Ok(limit)) => part.checked_div(limit).unwrap_or(0).into(),
            _ => part.checked_div(limit).unwrap_or(0),
        }
    };
    used_and_limit(account).map(share)
}

/// Tests a value: a missing one fails, a withheld one leaves the answer open.
pub(crate) fn test<T>(value: Disclosed<T>, passes: impl FnOnce(T) -> bool) -> Truth {
    match value {
        Disclosed::Known(value) => passes(value).into(),
        Disclosed::NotStated => Truth::False,
        Disclosed::Hidden => Truth::Unknown(Withheld::Hidden),
        Disclosed::NotKnown => Truth::Unknown(Withheld::NotKnown),
    }
}

/// The used amount and the limit of an account with a limit above zero.
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

/// Whether the state is in a list. Where only "open" or "closed" is shown, the account may be in one of several states:
/// the answer is known if all of them are in the list, or none is, and hidden otherwise.
fn in_state<F: AccountFacts>(account: &DisclosedAccount<F>, states: &[AccountState]) -> Truth {
    if let Disclosed::Known(DisclosedState::Exact(state)) = account.state() {
        return states.contains(&state).into();
    }
    let (mut inside, mut outside) = (false, false);
    let possible = account.possible_states().map(|possible| {
        possible.for_each(|state| if states.contains(&state) { inside = true } else { outside = true });
    });
    match (possible, inside, outside) {
        (Disclosed::Known(()), true, true) => Truth::Unknown(Withheld::Hidden),
        (possible, inside, _) => test(possible, |()| inside),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUTHS: [Truth; 4] =
        [Truth::True, Truth::False, Truth::Unknown(Withheld::NotKnown), Truth::Unknown(Withheld::Hidden)];

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
