//! The causes for which a row can be absent.

use super::attribute::{
    Across, AcrossInquiries, AcrossMonths, Attribute, Filter, Measure, Operation, OverAccounts, OverInquiries,
    OverLiabilities, OverMonths, Value, Within, WithinMonth,
};
use super::reading::Cause;

impl Attribute {
    /// The causes for which it can be absent under some regime, in the order of [`Cause::ALL`]; no other cause occurs.
    #[must_use]
    pub fn causes(&self) -> Vec<Cause> {
        let mut causes = self.measure.causes();
        causes.sort_unstable();
        causes.dedup();
        causes
    }
}

impl Measure {
    fn causes(&self) -> Vec<Cause> {
        match self {
            Self::Accounts(row) => row.causes(),
            Self::Months(row) => row.causes(),
            Self::Inquiries(row) => row.causes(),
            Self::Liabilities(row) => row.causes(),
            Self::Derived(row) => {
                let mut causes = row.left.causes();
                causes.extend(row.right.causes());
                let over_accounts = |side: &Measure| matches!(side, Self::Accounts(_) | Self::Months(_));
                match row.operation {
                    Operation::Ratio => {
                        causes.extend(over_accounts(&row.right).then_some(Cause::NoSuchAccount));
                        causes.extend((!row.right.is_zero_of_none_only()).then_some(Cause::NothingToDivideBy));
                    }
                    Operation::Change if over_accounts(&row.left) || over_accounts(&row.right) => {
                        causes.extend([Cause::NoSuchAccount, Cause::NotStated]);
                    }
                    Operation::Change | Operation::Difference | Operation::Greater | Operation::Smaller => {}
                }
                causes
            }
        }
    }

    /// Whether it is 0 just if no account matches: the number of accounts, or the sum of what the filter wants above 0.
    fn is_zero_of_none_only(&self) -> bool {
        let Self::Accounts(row) = self else { return false };
        match (row.across, row.of) {
            (Across::Count | Across::Sum | Across::DistinctFurnishers, Within::Account) => true,
            (Across::Sum, Within::Value(value) | Within::AtLeastZero(value)) => row.filter.wants_above_zero(value),
            _ => false,
        }
    }
}

impl OverAccounts {
    fn causes(&self) -> Vec<Cause> {
        let mut causes = self.filter.causes();
        let value = match self.of {
            Within::Value(value) | Within::AtLeastZero(value) => Some(value),
            _ => None,
        };
        causes.extend(value.into_iter().flat_map(Value::causes));
        match (self.across, self.of) {
            (Across::Count | Across::DistinctFurnishers, _) => return causes,
            (Across::Sum, _) | (Across::Highest, Within::LongestRun(_)) => {}
            (Across::Highest | Across::Lowest | Across::Average, _) => causes.push(Cause::NoSuchAccount),
        }
        match self.of {
            Within::MonthsSince(_) => causes.push(Cause::NeverHappened),
            Within::Latest => causes.push(Cause::NotStated),
            Within::Value(value) | Within::AtLeastZero(value) if !self.filter.wants_above_zero(value) => {
                causes.push(Cause::NotStated);
            }
            _ => {}
        }
        causes
    }
}

impl OverMonths {
    fn causes(&self) -> Vec<Cause> {
        let mut causes = self.filter.causes();
        match (self.across, self.of) {
            (AcrossMonths::MonthsSince, _) => causes.extend([Cause::NoSuchAccount, Cause::NeverHappened]),
            (AcrossMonths::Highest | AcrossMonths::Lowest | AcrossMonths::Average, WithinMonth::Worst) => {
                causes.push(Cause::NoSuchAccount);
            }
            _ => {}
        }
        if self.of == WithinMonth::Overdue {
            causes.extend([Cause::Hidden, Cause::NotStated]);
        }
        causes
    }
}

impl OverInquiries {
    fn causes(&self) -> Vec<Cause> {
        match self.across {
            AcrossInquiries::MonthsSince => vec![Cause::Hidden, Cause::NeverHappened],
            _ => vec![Cause::Hidden],
        }
    }
}

impl OverLiabilities {
    fn causes(&self) -> Vec<Cause> {
        vec![Cause::Hidden, Cause::NotStated, Cause::NotKnownAtMonth]
    }
}

impl Value {
    /// Why it may be withheld of an account that matches.
    fn causes(self) -> Vec<Cause> {
        match self {
            Self::Age => Vec::new(),
            Self::Limit | Self::Principal => vec![Cause::Hidden],
            Self::Balance | Self::Used | Self::PastDue | Self::Scheduled | Self::Actual | Self::Utilisation => {
                vec![Cause::Hidden, Cause::NotKnownAtMonth]
            }
        }
    }
}

impl Filter {
    /// Why it may be unknown of an account.
    fn causes(&self) -> Vec<Cause> {
        match self {
            Self::Open | Self::Closed | Self::StateKnown => vec![Cause::Hidden],
            Self::State(_) | Self::UsedAtLeastPercent(_) => vec![Cause::Hidden, Cause::NotKnownAtMonth],
            Self::Above(value) => value.causes(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::causes).collect(),
            Self::Not(part) => part.causes(),
            Self::Kinds(_) | Self::OpenedWithin(_) | Self::Business(_) | Self::Guarantee(_) => Vec::new(),
            Self::FurnisherType(_) | Self::Role(_) | Self::LastMonth(_) => Vec::new(),
        }
    }

    /// Whether every account that matches states the value, above zero.
    fn wants_above_zero(&self, value: Value) -> bool {
        match self {
            Self::Above(wanted) => *wanted == value,
            Self::All(parts) => parts.iter().any(|part| part.wants_above_zero(value)),
            _ => false,
        }
    }
}
