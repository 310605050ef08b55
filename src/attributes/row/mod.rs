//! A row of the attribute table, as data: its grammar, its notation, its normal form, its rules, and what it reads.

mod attribute;
mod check;
mod code;
mod error;
mod family;
mod formula;
mod normal;
mod reading;

pub use self::attribute::{
    Across, AcrossInquiries, AcrossMonths, Attribute, Derived, Direction, Filter, LiabilityValue, Measure, MonthTest,
    Operation, OverAccounts, OverInquiries, OverLiabilities, OverMonths, SeveritySet, Value, Within, WithinMonth,
};
pub(crate) use self::code::{Code, Furnishers};
pub use self::error::AttributeError;
pub use self::family::Family;
pub(crate) use self::formula::word;
pub use self::reading::{Cause, Reading, Unit};
