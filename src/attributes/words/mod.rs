//! What a row says of itself: its unit, the causes of its absence, and its definition in two languages.

mod chinese;
mod english;

use super::row::{
    Across, AcrossInquiries, AcrossMonths, Attribute, Direction, Filter, Measure, Operation, OverAccounts,
    OverInquiries, OverLiabilities, OverMonths, Value, Within, WithinMonth,
};
use super::row::{Cause, Unit};
use crate::language::Language;

impl Attribute {
    /// What it measures, in a phrase of that language.
    ///
    /// ```
    /// use credit_bureau::Language;
    /// use credit_bureau::attributes::Catalogue;
    /// let row = Catalogue::standard().get("late_months_2_24").unwrap();
    /// assert_eq!(
    ///     row.definition(Language::English),
    ///     "sum over credit accounts of the number of months 31–60 days past due or worse, last 24 months"
    /// );
    /// assert_eq!(row.definition(Language::Chinese), "信贷账户近24个月逾期31—60天及以上的月数之和");
    /// ```
    #[must_use]
    pub fn definition(&self, language: Language) -> String {
        match language {
            Language::English => english::measure(&self.measure),
            Language::Chinese => chinese::measure(&self.measure),
        }
    }

    /// What it counts.
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.measure.unit()
    }

    /// The causes for which it can be absent under some regime, in the order of [`Cause::ALL`]; a cause that is not here
    /// cannot occur.
    #[must_use]
    pub fn causes(&self) -> Vec<Cause> {
        let mut causes = self.measure.causes();
        causes.sort_unstable();
        causes.dedup();
        causes
    }
}

impl Direction {
    /// What it says.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::HigherIsBetter => ("higher is better", "越高越好"),
            Self::LowerIsBetter => ("lower is better", "越低越好"),
            Self::Neither => ("neither way is better", "无优劣之分"),
        };
        language.pick(english, chinese)
    }
}

impl Measure {
    fn unit(&self) -> Unit {
        match self {
            Self::Accounts(row) => row.unit(),
            Self::Months(row) => row.unit(),
            Self::Inquiries(row) => match row.across {
                AcrossInquiries::MonthsSince => Unit::Months,
                _ => Unit::Count,
            },
            Self::Liabilities(_) => Unit::MinorUnits,
            Self::Derived(row) => match row.operation {
                Operation::Ratio => Unit::BasisPoints,
                Operation::Difference | Operation::Change | Operation::Greater | Operation::Smaller => row.left.unit(),
            },
        }
    }

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
    fn unit(&self) -> Unit {
        match (self.across, self.of) {
            (Across::Count | Across::DistinctFurnishers, _) => Unit::Count,
            (_, Within::Account | Within::Any(_) | Within::Never(_) | Within::LatestIs(_)) => Unit::Count,
            (_, Within::Count(_) | Within::LongestRun(_) | Within::MonthsSince(_)) => Unit::Months,
            (_, Within::Worst | Within::Latest) => Unit::Severity,
            (_, Within::Value(value) | Within::AtLeastZero(value)) => value.unit(),
        }
    }

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
    fn unit(&self) -> Unit {
        match (self.across, self.of) {
            (AcrossMonths::Count | AcrossMonths::LongestRun, _)
            | (AcrossMonths::CurrentRun | AcrossMonths::MonthsSince, _) => Unit::Months,
            (_, WithinMonth::Overdue) => Unit::MinorUnits,
            (_, WithinMonth::Worst) => Unit::Severity,
            (AcrossMonths::Sum, _) => Unit::Months,
            (AcrossMonths::Highest | AcrossMonths::Lowest | AcrossMonths::Average, _) => Unit::Count,
        }
    }

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
    const fn unit(self) -> Unit {
        match self {
            Self::Limit | Self::Principal | Self::Balance | Self::Used => Unit::MinorUnits,
            Self::PastDue | Self::Scheduled | Self::Actual => Unit::MinorUnits,
            Self::Age => Unit::Months,
            Self::Utilisation => Unit::BasisPoints,
        }
    }

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
