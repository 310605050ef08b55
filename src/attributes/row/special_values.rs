//! The special values that a row can have.

use super::attribute::{
    Across, AcrossInquiries, AcrossMonths, Attribute, Filter, Measure, Operation, OverAccounts, OverInquiries,
    OverLiabilities, OverMonths, Value, Within, WithinMonth,
};
use super::reading::SpecialValue;

impl Attribute {
    /// The special values that the attribute can have under some regime, in the order of [`SpecialValue::ALL`]; no
    /// other occurs.
    #[must_use]
    pub fn special_values(&self) -> Vec<SpecialValue> {
        let mut special_values = self.measure.special_values();
        special_values.sort_unstable();
        special_values.dedup();
        special_values
    }
}

impl Measure {
    /// The special values, [`Hidden`](SpecialValue::Hidden) always: some regime lets nothing feed the measure.
    fn special_values(&self) -> Vec<SpecialValue> {
        match self {
            Self::Accounts(row) => row.special_values(),
            Self::Months(row) => row.special_values(),
            Self::Inquiries(row) => row.special_values(),
            Self::Liabilities(row) => row.special_values(),
            Self::Derived(row) => {
                let mut special_values = row.left.special_values();
                special_values.extend(row.right.special_values());
                let over_accounts = |side: &Measure| matches!(side, Self::Accounts(_) | Self::Months(_));
                match row.operation {
                    Operation::Ratio => {
                        special_values.extend(over_accounts(&row.right).then_some(SpecialValue::NoSuchAccount));
                        special_values
                            .extend((!row.right.is_zero_of_none_only()).then_some(SpecialValue::NothingToDivideBy));
                    }
                    Operation::Change if over_accounts(&row.left) || over_accounts(&row.right) => {
                        special_values.extend([SpecialValue::NoSuchAccount, SpecialValue::NotStated]);
                    }
                    Operation::Change | Operation::Difference | Operation::Greater | Operation::Smaller => {}
                }
                special_values
            }
        }
    }

    /// Whether the measure is 0 only if no account matches: a number of accounts, or a sum of a value that the filter
    /// requires above 0.
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
    fn special_values(&self) -> Vec<SpecialValue> {
        let mut special_values = vec![SpecialValue::Hidden];
        special_values.extend(self.filter.special_values());
        let value = match self.of {
            Within::Value(value) | Within::AtLeastZero(value) => Some(value),
            _ => None,
        };
        special_values.extend(value.into_iter().flat_map(Value::special_values));
        match (self.across, self.of) {
            (Across::Count | Across::DistinctFurnishers, _) => return special_values,
            (Across::Sum, _) | (Across::Highest, Within::LongestRun(_)) => {}
            (Across::Highest | Across::Lowest | Across::Average, _) => special_values.push(SpecialValue::NoSuchAccount),
        }
        match self.of {
            Within::MonthsSince(_) => special_values.push(SpecialValue::NeverHappened),
            Within::Latest => special_values.push(SpecialValue::NotStated),
            Within::Worst => special_values.extend([SpecialValue::NotStated, SpecialValue::NeverHappened]),
            Within::Value(value) | Within::AtLeastZero(value) if !self.filter.wants_above_zero(value) => {
                special_values.push(SpecialValue::NotStated);
            }
            _ => {}
        }
        special_values
    }
}

impl OverMonths {
    fn special_values(&self) -> Vec<SpecialValue> {
        let mut special_values = vec![SpecialValue::Hidden];
        special_values.extend(self.filter.special_values());
        match (self.across, self.of) {
            (AcrossMonths::MonthsSince, _) => {
                special_values.extend([SpecialValue::NoSuchAccount, SpecialValue::NeverHappened]);
            }
            (AcrossMonths::Highest | AcrossMonths::Lowest, WithinMonth::Worst) => {
                let none = [SpecialValue::NoSuchAccount, SpecialValue::NotStated, SpecialValue::NeverHappened];
                special_values.extend(none);
            }
            _ => {}
        }
        if self.of == WithinMonth::Overdue {
            special_values.push(SpecialValue::NotStated);
        }
        special_values
    }
}

impl OverInquiries {
    fn special_values(&self) -> Vec<SpecialValue> {
        match self.across {
            AcrossInquiries::MonthsSince => vec![SpecialValue::Hidden, SpecialValue::NeverHappened],
            _ => vec![SpecialValue::Hidden],
        }
    }
}

impl OverLiabilities {
    fn special_values(&self) -> Vec<SpecialValue> {
        vec![SpecialValue::Hidden, SpecialValue::NotStated, SpecialValue::NotKnownAtMonth]
    }
}

impl Value {
    /// The special values that this value gives where it is withheld for an account that matches.
    fn special_values(self) -> Vec<SpecialValue> {
        match self {
            Self::Age => Vec::new(),
            Self::Limit | Self::Principal | Self::Balance | Self::Used | Self::PastDue => {
                vec![SpecialValue::Hidden, SpecialValue::NotKnownAtMonth]
            }
            Self::Scheduled | Self::Actual | Self::Utilisation => {
                vec![SpecialValue::Hidden, SpecialValue::NotKnownAtMonth]
            }
        }
    }
}

impl Filter {
    /// The special values that this filter gives where it is unknown for an account.
    fn special_values(&self) -> Vec<SpecialValue> {
        match self {
            Self::Open | Self::Closed | Self::StateKnown => vec![SpecialValue::Hidden],
            Self::State(_) | Self::UsedAtLeastPercent(_) => vec![SpecialValue::Hidden, SpecialValue::NotKnownAtMonth],
            Self::Above(value) => value.special_values(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::special_values).collect(),
            Self::Not(part) => part.special_values(),
            Self::Kinds(_) | Self::OpenedWithin(_) | Self::ReportedWithin(_) => Vec::new(),
            Self::Business(_) | Self::Guarantee(_) => Vec::new(),
            Self::FurnisherType(_) | Self::Role(_) | Self::LastMonth(_) => Vec::new(),
        }
    }

    /// Whether every account that passes states the value, above zero.
    fn wants_above_zero(&self, value: Value) -> bool {
        match self {
            Self::Above(wanted) => *wanted == value,
            Self::All(parts) => parts.iter().any(|part| part.wants_above_zero(value)),
            _ => false,
        }
    }
}
