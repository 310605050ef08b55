//! What a report adds up to: attributes, each a row of data.

mod row;

pub use self::row::{
    Across, AcrossInquiries, AcrossMonths, Attribute, Derived, Direction, Filter, LiabilityValue, Measure, MonthTest,
    Operation, OverAccounts, OverInquiries, OverLiabilities, OverMonths, SeveritySet, Value, Within, WithinMonth,
};
