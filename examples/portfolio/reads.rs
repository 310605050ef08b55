//! Which columns a plan reads: what its cost in bytes is.

use credit_bureau::attributes::{
    Across, AcrossInquiries, Filter, Measure, OverAccounts, OverMonths, Value, Within, WithinMonth,
};
use credit_bureau::policy::Disclosure;
use credit_bureau::{AccountKind, Plan, Regime};

/// The names of the columns that a plan needs under some regimes.
pub fn columns_of(plan: &Plan, regimes: &[&Regime]) -> Vec<&'static str> {
    let mut names = vec!["starts", "profile"];
    plan.rows().iter().for_each(|row| of_measure(&row.measure, &mut names));
    let negative =
        |regime: &&Regime| AccountKind::ALL.iter().any(|&kind| regime.disclosure(kind) == Disclosure::NegativeOnly);
    if regimes.iter().any(negative) {
        // Whether anything is shown of an account is decided by these.
        names.extend(PLANES.iter().chain(&["past_due"]));
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn of_measure(measure: &Measure, names: &mut Vec<&'static str>) {
    match measure {
        Measure::Accounts(OverAccounts { across, of, filter, .. }) => {
            if *across == Across::DistinctFurnishers {
                names.push("furnisher");
            }
            match of {
                Within::Account => {}
                Within::Value(value) | Within::AtLeastZero(value) => of_value(*value, names),
                _ => names.extend(PLANES),
            }
            of_filter(filter, names);
        }
        Measure::Months(OverMonths { of, filter, .. }) => {
            names.extend(PLANES);
            if *of == WithinMonth::Overdue {
                names.extend(["overdue_accounts", "overdue_starts", "overdue_ago", "overdue"]);
            }
            of_filter(filter, names);
        }
        Measure::Inquiries(row) => {
            names.extend(["inquiry_starts", "inquiry_days", "inquiry_reason"]);
            if row.across == AcrossInquiries::DistinctInquirers {
                names.push("inquirer");
            }
        }
        Measure::Liabilities(_) => {
            names.extend(["liability_subject", "liability_role", "liability_amount", "liability_balance"]);
        }
        Measure::Derived(row) => {
            of_measure(&row.left, names);
            of_measure(&row.right, names);
        }
    }
}

fn of_filter(filter: &Filter, names: &mut Vec<&'static str>) {
    match filter {
        Filter::Above(value) => of_value(*value, names),
        Filter::UsedAtLeastPercent(_) => of_value(Value::Utilisation, names),
        Filter::OpenedWithin(_) => of_value(Value::Age, names),
        Filter::Open | Filter::Closed | Filter::LastMonth(_) => names.extend(PLANES),
        Filter::All(parts) | Filter::Any(parts) => parts.iter().for_each(|part| of_filter(part, names)),
        Filter::Not(part) => of_filter(part, names),
        // In the profile.
        _ => {}
    }
}

fn of_value(value: Value, names: &mut Vec<&'static str>) {
    names.extend(match value {
        Value::Limit | Value::Principal => ["granted"].as_slice(),
        Value::Balance => &["balance"],
        Value::Used => &["balance", "used_accounts", "used"],
        Value::Utilisation => &["granted", "balance", "used_accounts", "used"],
        Value::PastDue => &["past_due"],
        Value::Scheduled => &["scheduled"],
        Value::Actual => &["scheduled", "actual_accounts", "actual"],
        Value::Age => &["opened"],
    });
}

const PLANES: [&str; 4] = ["plane_0", "plane_1", "plane_2", "plane_3"];
