//! The columns of a portfolio as plain data: tables of a data warehouse become a portfolio, and back, without reports
//! in between.
//!
//! ```
//! use credit_bureau::portfolio::Portfolio;
//! use credit_bureau::portfolio::columns::Columns;
//! use credit_bureau::{AccountKind, Currency, Report};
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::CreditCard, "card", |card| {
//!         card.limit(9_000).balance(120).paid("NNN")
//!     })
//!     .build()?;
//! let portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [report])?;
//! let batches: Vec<Columns> = portfolio.columns().collect();
//! assert_eq!(batches[0].starts, [0, 1]); // one subject with one account
//! let again = Portfolio::from_columns("2024-06".parse()?, Currency::CNY, batches)?;
//! assert_eq!(again, portfolio);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Columns`] is one batch of whole subjects, and shows how to fill one by hand. Every batch is checked on the way in:
//! a portfolio holds only what reports could have produced. The next month of the same accounts comes as
//! [`MonthColumns`](super::MonthColumns). Reading files and tables is left to the caller.

mod accounts;
mod amounts;
mod check;
mod chunk;
mod duplicates;
mod places;
mod profile;
mod subjects;

pub(super) use self::accounts::{Accounts, Checked, HISTORY, SIGNED, SubjectNames, length, of_kind};
pub use self::amounts::{Amounts, DaysBefore, Overdue, Sparse};
pub(super) use self::chunk::{Chunk, ChunkRef, ITEMS_MAX, NAMES_MAX};
pub(super) use self::duplicates::{Duplicates, InquiryClass};
pub(super) use self::places::{among, bytes_of, checked_day_before, day_before, range, span};
pub use self::profile::{Names, Profile, stated};
pub(super) use self::subjects::compact;
pub use self::subjects::{Columns, InquiryColumns, LiabilityEntry};
