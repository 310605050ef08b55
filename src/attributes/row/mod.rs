//! The row of the attribute table as data: its grammar, notation, normal form and rules, its unit and special values,
//! and the readings it gives.

mod attribute;
mod check;
mod code;
mod contradiction;
mod error;
mod family;
mod fault;
mod formula;
mod normal;
mod reading;
mod sources;
mod special_values;
mod unit;

pub use self::attribute::{
    Across, AcrossInquiries, AcrossMonths, Attribute, Derived, Direction, Filter, LiabilityValue, Measure, MonthTest,
    Operation, OverAccounts, OverInquiries, OverLiabilities, OverMonths, SeveritySet, Value, Within, WithinMonth,
};
pub(crate) use self::code::{Code, Furnishers};
pub use self::error::AttributeError;
pub use self::family::Family;
pub use self::fault::RowFault;
pub(crate) use self::formula::word;
pub use self::reading::{Reading, SpecialValue, Unit};
pub(crate) use self::sources::{Feeds, Sources};
