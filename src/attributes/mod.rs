//! What a report adds up to: attributes, each a row of data.
//!
//! ```
//! use credit_bureau::attributes::Reading;
//! use credit_bureau::{AccountKind, Regime, Report};
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::Rent, "flat", |rent| rent.opened("2023-01-15").paid("NNNNNN1NNNNN"))
//!     .build()?;
//! let attributes = report.under(Regime::holistic()).attributes();
//! assert_eq!(attributes.get("rent_on_time_months_12")?, Reading::Known(11));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An [`Attribute`] says what is counted, in a grammar that anybody can read; the [`Catalogue`] has more than a hundred
//! with names, and anybody may add their own, in code or in a file. A [`Plan`] compiles rows, so that all of them are
//! read off one [`Tally`]; tallies of parts merge into the tally of the whole. A [`Portfolio`] holds many people's accounts
//! in columns and gives the same attributes. What a person's [`Attributes`] are worth
//! is for a strategy to say.

pub(crate) mod catalogue;
pub(crate) mod filter;
pub(crate) mod plan;
mod read;
mod row;
pub(crate) mod tally;
mod values;
mod words;

pub use self::catalogue::{AdverseActionReason, Catalogue};
pub use self::plan::{ExecutionPath, Plan};
pub use self::row::{
    Across, AcrossInquiries, AcrossMonths, Attribute, AttributeError, Derived, Direction, Family, Filter,
    LiabilityValue, Measure, MonthTest, Operation, OverAccounts, OverInquiries, OverLiabilities, OverMonths, Reading,
    SeveritySet, SpecialValue, Unit, Value, Within, WithinMonth,
};
pub use self::tally::{Tally, TallyBytes};
pub use self::values::Attributes;
