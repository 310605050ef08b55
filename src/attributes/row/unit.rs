//! The unit of an attribute, from its measure.

use super::attribute::{
    Across, AcrossInquiries, AcrossMonths, Attribute, Measure, Operation, OverAccounts, OverMonths, Value, Within,
    WithinMonth,
};
use super::reading::Unit;

impl Attribute {
    /// The unit of the attribute's readings.
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.measure.unit()
    }
}

impl Measure {
    pub(super) fn unit(&self) -> Unit {
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
}
