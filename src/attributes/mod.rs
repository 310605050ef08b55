//! Credit attributes: numbers such as card utilisation or months late, computed from a report by rows of data.
//!
//! ```
//! use credit_bureau::attributes::Reading;
//! use credit_bureau::{AccountKind, Regime, Report};
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::Rent, "flat", |rent| {
//!         rent.opened("2023-01-15").paid("NNNNNN1NNNNN")
//!     })
//!     .build()?;
//! let attributes = report.under(Regime::holistic()).attributes();
//! assert_eq!(attributes.get("rent_on_time_months_12")?, Reading::Known(11));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An [`Attribute`] is one row: what is counted, over which accounts, in which months. The [`Catalogue`] lists more
//! than a hundred named rows, each with a short title and a definition in English and Chinese; a user adds rows in code
//! or in a file. A [`Plan`] compiles rows, and one pass over the accounts fills a [`Tally`], off which every row is
//! read. Tallies of parts merge into the tally of the whole. A reading is a number or, where there is none, a
//! [`SpecialValue`] that says why.
//!
//! A regime decides, kind by kind, which rows an account can feed ([`Attribute::fed_by`]). A row that nothing can feed is
//! absent for everybody, as [`SpecialValue::Hidden`]: what a bureau does not record is neither 0 nor a reason.
//!
//! [`Portfolio`](crate::portfolio::Portfolio) computes the same attributes for many people at once. What an attribute
//! is worth in points is decided in [`scoring`](crate::scoring); what a lender may see of a report, in
//! [`policy`](crate::policy).

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
    RowFault, SeveritySet, SpecialValue, Unit, Value, Within, WithinMonth,
};
pub use self::tally::{Tally, TallyBytes};
pub use self::values::Attributes;
