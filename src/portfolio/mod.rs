//! Portfolios: the accounts of many people in columns, as of one month, for the batch runs of a bureau or lender.
//!
//! ```
//! use credit_bureau::attributes::Plan;
//! use credit_bureau::portfolio::Portfolio;
//! use credit_bureau::{AccountKind, Currency, Regime, Report};
//! let renter = Report::builder("2024-06-30")
//!     .account(AccountKind::Rent, "flat", |rent| {
//!         rent.opened("2023-01-15").paid("NNNNNN1NNNNN")
//!     })
//!     .build()?;
//! let mut builder = Portfolio::builder("2024-06".parse()?, Currency::CNY);
//! builder.push(&renter)?;
//! let portfolio = builder.build();
//! let mut chunks = portfolio.attributes(Plan::standard(), Regime::holistic()).chunks();
//! let chunk = chunks.next().unwrap()?;
//! assert_eq!(chunk.column("rent_on_time_months_12")?.values(), [11]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A [`Portfolio`] holds the part of each report that attributes read, and no more; a *subject* is the person of one
//! report. [`Portfolio::attributes`] computes, in chunks of a few thousand subjects, bit for bit the attributes that
//! each report's own view gives. What attributes are worth in points is decided in [`scoring`](crate::scoring), with
//! [`Portfolio::score`].
//!
//! A portfolio is also built from the columns of a data warehouse, by [`Portfolio::from_columns`], and gives them back
//! by [`Portfolio::columns`]; [`mod@columns`] describes them. It need not be rebuilt when something changes:
//! [`close_month`](Portfolio::close_month) moves it on by a month; [`correct`](Portfolio::correct),
//! [`replace`](Portfolio::replace) and [`remove`](Portfolio::remove) change one subject;
//! [`into_builder`](Portfolio::into_builder) adds subjects. In every case the result equals the portfolio built from
//! the reports so changed.

mod account;
mod chunk_builder;
mod close;
pub mod columns;
mod edit;
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "places are a program's or a block's own, and sums and what is divided are bounded: the columns were checked when the portfolio was built"
)]
mod engine;
mod equal;
mod error;
mod reference;
mod results;
mod rewrite;
mod scan;
mod store;

pub use self::close::{MonthColumns, Standing};
pub use self::edit::MonthCorrection;
pub use self::error::PortfolioError;
pub(crate) use self::results::Block;
pub use self::results::{AttributeChunk, AttributeColumn};
pub use self::scan::PortfolioAttributes;
pub(crate) use self::scan::Scan;
pub use self::store::{Portfolio, PortfolioBuilder};
