//! Attributes for which the search for the cheapest change is exact.

use crate::attributes::{Across, Filter, Measure, Operation, Plan, Value, Within};

/// Whether the search is exact for a measure: between changes of filters it moves one way with each amount repaid, and
/// reaches its edges at an amount of one account or at a sum of amounts.
pub(super) fn is_exact(measure: &Measure) -> bool {
    moves(measure).is_some()
}

/// Whether a measure moves with the amounts repaid; none if the search does not know how.
fn moves(measure: &Measure) -> Option<bool> {
    match measure {
        Measure::Accounts(row) => {
            let (Within::Value(value) | Within::AtLeastZero(value)) = row.of else { return Some(false) };
            match (value, row.across) {
                (_, Across::Count | Across::DistinctFurnishers) => Some(false),
                (Value::Balance | Value::Used, _) => Some(true),
                (Value::Utilisation, Across::Highest | Across::Lowest) => Some(true),
                // Shares of different limits do not add up to a share of the sum repaid, so edges lie at no sum of
                // amounts.
                (Value::Utilisation, Across::Sum | Across::Average) => None,
                (
                    Value::Limit | Value::Principal | Value::PastDue | Value::Scheduled | Value::Actual | Value::Age,
                    _,
                ) => Some(false),
            }
        }
        Measure::Months(_) | Measure::Inquiries(_) | Measure::Liabilities(_) => Some(false),
        // Two moving sides may move against each other, and a ratio over a moving side is not linear in the amounts.
        Measure::Derived(row) => match (moves(&row.left)?, moves(&row.right)?) {
            (true, true) => None,
            (false, true) if row.operation == Operation::Ratio => None,
            (left, right) => Some(left || right),
        },
    }
}

/// Returns the percentages of a limit that filters of the plan test.
pub(super) fn percents(plan: &Plan) -> Vec<u16> {
    let mut percents = Vec::new();
    plan.rows().iter().for_each(|row| of_measure(&row.measure, &mut percents));
    percents.sort_unstable();
    percents.dedup();
    percents
}

fn of_measure(measure: &Measure, percents: &mut Vec<u16>) {
    match measure {
        Measure::Accounts(row) => of_filter(&row.filter, percents),
        Measure::Months(row) => of_filter(&row.filter, percents),
        Measure::Inquiries(_) | Measure::Liabilities(_) => {}
        Measure::Derived(row) => [&row.left, &row.right].into_iter().for_each(|side| of_measure(side, percents)),
    }
}

fn of_filter(filter: &Filter, percents: &mut Vec<u16>) {
    match filter {
        Filter::UsedAtLeastPercent(percent) => percents.push(*percent),
        Filter::All(parts) | Filter::Any(parts) => parts.iter().for_each(|part| of_filter(part, percents)),
        Filter::Not(part) => of_filter(part, percents),
        _ => {}
    }
}
