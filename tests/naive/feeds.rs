//! Which kinds of account feed a row under a regime, kind by kind, from the page's table.

use credit_bureau::attributes::{
    Across, AcrossMonths, Filter, Measure, MonthTest, Operation, Value, Within, WithinMonth,
};
use credit_bureau::history::Severity;
use credit_bureau::{AccountKind, AccountState};

use super::interpret::passes;
use super::plain::{PlainRegime, SHOWN_AS_NEGATIVE, Shown, is_open, late};

/// The kinds that feed a row; nothing if the row is unobservable.
pub fn fed(row: &Measure, regime: &PlainRegime) -> Option<Vec<AccountKind>> {
    let feeding: Vec<AccountKind> =
        AccountKind::ALL.iter().copied().filter(|&kind| feeds(row, kind, regime.of(kind))).collect();
    is_observable(row, regime, &feeding).then_some(feeding)
}

/// Whether every part of a row has a kind that feeds the whole row, and every whole of a ratio is fed by all of its
/// kinds.
fn is_observable(part: &Measure, regime: &PlainRegime, feeding: &[AccountKind]) -> bool {
    let any_of = |filter: &Filter| kinds(filter).iter().any(|kind| feeding.contains(kind));
    match part {
        Measure::Accounts(row) => any_of(&row.filter),
        Measure::Months(row) => any_of(&row.filter),
        Measure::Inquiries(_) => regime.inquiries,
        Measure::Liabilities(_) => regime.liabilities,
        Measure::Derived(row) => {
            let whole = row.operation != Operation::Ratio
                || kinds_of(&row.right).into_iter().all(|kind| regime.of(kind) == Shown::Full);
            whole && is_observable(&row.left, regime, feeding) && is_observable(&row.right, regime, feeding)
        }
    }
}

/// Whether accounts of a kind feed a row, where they are shown so.
fn feeds(row: &Measure, kind: AccountKind, shown: Shown) -> bool {
    if shown == Shown::Full || !kinds_of(row).contains(&kind) {
        return shown == Shown::Full;
    }
    match row {
        _ if shown == Shown::Hidden => false,
        Measure::Accounts(row) => {
            let dates = matches!(row.of, Within::MonthsSince(_));
            let across = match row.across {
                Across::Sum | Across::Count | Across::DistinctFurnishers => true,
                Across::Highest => !dates,
                Across::Lowest => dates,
                Across::Average => false,
            };
            let of = match row.of {
                Within::Count(test) | Within::Any(test) | Within::LongestRun(test) | Within::MonthsSince(test) => {
                    only(test, kind, shown)
                }
                Within::Worst | Within::Value(Value::PastDue) | Within::AtLeastZero(Value::PastDue) => {
                    shown == Shown::NegativeOnly
                }
                Within::Account => shown == Shown::NegativeOnly && of_a_wrong(&row.filter, kind),
                _ => false,
            };
            across && of && !reads_hidden(&row.filter, kind, shown)
        }
        Measure::Months(row) => {
            let across = !matches!(row.across, AcrossMonths::Lowest | AcrossMonths::Average | AcrossMonths::CurrentRun);
            let of = match row.of {
                WithinMonth::Any(test) | WithinMonth::Accounts(test) => only(test, kind, shown),
                WithinMonth::Worst | WithinMonth::Overdue => shown == Shown::NegativeOnly,
                WithinMonth::None(_) | WithinMonth::AnyAndNone(..) => false,
            };
            across && of && !reads_hidden(&row.filter, kind, shown)
        }
        Measure::Derived(row) => {
            let feeds_side = |side: &Measure| !kinds_of(side).contains(&kind) || feeds(side, kind, shown);
            matches!(row.operation, Operation::Greater | Operation::Smaller)
                && feeds_side(&row.left)
                && feeds_side(&row.right)
        }
        Measure::Inquiries(_) | Measure::Liabilities(_) => false,
    }
}

/// Whether only months pass that are shown: late ones, or those on time; or what is asked for is reported months.
fn only(test: MonthTest, kind: AccountKind, shown: Shown) -> bool {
    let passing: Vec<u8> = (0..16).filter(|&severity| passes(test, kind, severity)).collect();
    match shown {
        Shown::NegativeOnly => passing.iter().all(|&severity| late(kind, 1, severity)),
        _ => passing.iter().all(|&severity| severity == 4) || passing == (3..16).collect::<Vec<u8>>(),
    }
}

/// The kinds that a measure looks at.
fn kinds_of(measure: &Measure) -> Vec<AccountKind> {
    match measure {
        Measure::Accounts(row) => kinds(&row.filter),
        Measure::Months(row) => kinds(&row.filter),
        Measure::Derived(row) => {
            let sides = [kinds_of(&row.left), kinds_of(&row.right)].concat();
            AccountKind::ALL.iter().copied().filter(|kind| sides.contains(kind)).collect()
        }
        Measure::Inquiries(_) | Measure::Liabilities(_) => Vec::new(),
    }
}

/// The kinds that a filter does not rule out.
pub fn kinds(filter: &Filter) -> Vec<AccountKind> {
    AccountKind::ALL.iter().copied().filter(|&kind| says(filter, kind) != Some(false)).collect()
}

/// What a filter says of a kind, if the kind is enough to say.
fn says(filter: &Filter, kind: AccountKind) -> Option<bool> {
    match filter {
        Filter::Kinds(set) => Some(set.iter().any(|one| one == kind)),
        Filter::Not(part) => says(part, kind).map(|yes| !yes),
        Filter::All(parts) => {
            let all: Vec<_> = parts.iter().map(|part| says(part, kind)).collect();
            if all.contains(&Some(false)) { Some(false) } else { all.iter().all(Option::is_some).then_some(true) }
        }
        Filter::Any(parts) => {
            let any: Vec<_> = parts.iter().map(|part| says(part, kind)).collect();
            if any.contains(&Some(true)) { Some(true) } else { any.iter().all(Option::is_some).then_some(false) }
        }
        _ => None,
    }
}

/// Whether a filter asks something of an account of a kind that is not shown.
fn reads_hidden(filter: &Filter, kind: AccountKind, shown: Shown) -> bool {
    if says(filter, kind).is_some() {
        return false;
    }
    let negative = shown == Shown::NegativeOnly;
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().any(|part| reads_hidden(part, kind, shown)),
        Filter::Not(part) => reads_hidden(part, kind, shown),
        Filter::Above(Value::Age) => false,
        Filter::Above(Value::PastDue) => !negative,
        Filter::Above(_) | Filter::UsedAtLeastPercent(_) | Filter::ReportedWithin(_) => true,
        Filter::LastMonth(set) => {
            !negative || set.iter().map(Severity::number).any(|severity| !late(kind, 1, severity))
        }
        Filter::State(list) => {
            let blurred = |state: &&AccountState| !negative || !SHOWN_AS_NEGATIVE.contains(*state);
            [true, false].iter().any(|&open| {
                let alike = AccountState::ALL.iter().filter(blurred).filter(|&&state| is_open(state) == open);
                let (listed, others): (Vec<&AccountState>, Vec<&AccountState>) =
                    alike.partition(|state| list.contains(state));
                !listed.is_empty() && !others.is_empty()
            })
        }
        _ => false,
    }
}

/// Whether a part of a filter holds only of accounts of which something went wrong.
fn of_a_wrong(filter: &Filter, kind: AccountKind) -> bool {
    if kinds(filter).iter().all(|&kind| kind == AccountKind::Collection) {
        return true;
    }
    match filter {
        Filter::Above(Value::PastDue) => true,
        Filter::State(list) => list.iter().all(|state| SHOWN_AS_NEGATIVE.contains(state)),
        Filter::LastMonth(set) => set.iter().map(Severity::number).all(|severity| late(kind, 1, severity)),
        Filter::All(parts) => parts.iter().any(|part| of_a_wrong(part, kind)),
        Filter::Any(parts) => parts.iter().all(|part| of_a_wrong(part, kind)),
        Filter::Not(part) => match &**part {
            Filter::Not(inner) => of_a_wrong(inner, kind),
            _ => false,
        },
        _ => false,
    }
}
