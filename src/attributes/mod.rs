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

mod catalogue;
mod check;
mod chinese;
mod code;
mod define;
mod english;
mod error;
mod formula;
mod inquiries;
mod normal;
mod plan;
mod portfolio;
mod read;
mod reading;
mod reconcile;
mod row;
mod table;
mod tally;
mod truth;
mod values;

pub use self::catalogue::{Catalogue, Family};
pub use self::error::AttributeError;
pub use self::plan::{Path, Plan};
pub use self::portfolio::{
    AttributeChunk, AttributeColumn, Batch, Portfolio, PortfolioBuilder, PortfolioError, raw as columns,
};
pub(crate) use self::portfolio::{Block, Scan};
pub use self::reading::{Cause, Reading, Unit};
pub use self::reconcile::{Reconciled, Verdict, reconcile};
pub use self::row::{
    Across, AcrossInquiries, AcrossMonths, Attribute, Derived, Direction, Filter, LiabilityValue, Measure, MonthTest,
    Operation, OverAccounts, OverInquiries, OverLiabilities, OverMonths, SeveritySet, Value, Within, WithinMonth,
};
pub use self::tally::{Tally, TallyBytes};
pub use self::values::Attributes;
