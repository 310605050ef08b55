//! A portfolio's columns as plain data: what a data warehouse holds goes in, and comes out, without a report in between.
//!
//! ```
//! use credit_bureau::portfolio::Portfolio;
//! use credit_bureau::portfolio::columns::{Amounts, Columns, Profile, stated};
//! use credit_bureau::{AccountKind, Currency};
//! let mut card = Profile::new(AccountKind::CreditCard);
//! card.stated = stated::GRANTED | stated::BALANCE;
//! let mut columns = Columns::default();
//! columns.starts = vec![0, 1, 3]; // two subjects, with one account and two
//! columns.planes[2] = vec![0b111, 0b110, 0b1]; // severity 4, paid as agreed, in these months
//! columns.planes[0] = vec![0b000, 0b010, 0b0]; // and 5, 1–30 days past due, in one
//! columns.planes[1] = vec![0; 3];
//! columns.planes[3] = vec![0; 3];
//! columns.profiles = vec![card];
//! columns.profile = vec![0; 3];
//! columns.opened = vec![0; 3];
//! columns.furnishers = vec!["bank".into()];
//! columns.furnisher = vec![0; 3];
//! columns.granted = Amounts::Narrow(vec![900_000, 500_000, 100_000]);
//! columns.balance = Amounts::Narrow(vec![12_000, 0, 99_000]);
//! columns.past_due = Amounts::Narrow(vec![0; 3]);
//! columns.scheduled = Amounts::Narrow(vec![0; 3]);
//! columns.inquiries.starts = vec![0; 3];
//! let portfolio = Portfolio::from_columns("2024-06".parse()?, Currency::CNY, [columns])?;
//! assert_eq!((portfolio.subjects(), portfolio.accounts()), (2, 3));
//!
//! let again = Portfolio::from_columns("2024-06".parse()?, Currency::CNY, portfolio.columns())?;
//! assert_eq!(again, portfolio);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accounts;
mod amounts;
mod check;
mod chunk;
mod duplicates;
mod places;
mod profile;
mod subjects;

pub(super) use self::accounts::{Accounts, Checked, HISTORY, Named, SIGNED, length, of_kind};
pub use self::amounts::{Amounts, DaysBefore, Overdue, Sparse};
pub(super) use self::chunk::{Chunk, ChunkRef, ITEMS_MAX, NAMES_MAX};
pub(super) use self::duplicates::{Duplicates, InquiryClass};
pub(super) use self::places::{among, bytes_of, checked_day_before, day_before, range, span};
pub use self::profile::{Names, Profile, stated};
pub(super) use self::subjects::compact;
pub use self::subjects::{Columns, InquiryColumns, LiabilityEntry};
