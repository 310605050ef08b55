//! Scorecards over the plain rows of a table, as other tools export them.
//!
//! ```
//! use credit_bureau::scoring::scorecards::table::{
//!     Case, NamedRow, NumberRange, Predicate, TableCard, TableCardData, TableCharacteristic,
//! };
//! use credit_bureau::scoring::Strategy;
//! let bin = |range, points| Case::new(Predicate::Range(range), points);
//! let mut data = TableCardData::new("one line".into(), "1".into(), 448.0);
//! let bins = vec![bin(NumberRange::new(..12.5), 17.25), bin(NumberRange::new(12.5..), -5.0)];
//! data.characteristics = vec![TableCharacteristic::new("duration".into(), bins)];
//! let card = TableCard::new(data)?;
//! assert_eq!(card.evaluate(&NamedRow::new([("duration", 6.0)])).value(), Some(465.25));
//! let missing = NamedRow::new([("duration", f64::NAN)]);
//! assert_eq!(card.evaluate(&missing).value(), None); // no points for a missing value
//! # Ok::<(), credit_bureau::scoring::scorecards::table::TableError>(())
//! ```
//!
//! Points are added up as floating-point numbers in the card's order, so that sums equal those of the original tool to
//! the last digit. Files are read and written in [`format::scorecard`](crate::format::scorecard).
//!
//! A row is [evidence](crate::scoring::Evidence) of its own kind and not a credit file. [`TableCard::bind`] makes a
//! [`Scorecard`](crate::scoring::Scorecard) over a person's attributes; it refuses a card that
//! [names](crate::scoring::prohibited) a prohibited characteristic.

mod bind;
mod card;
mod check;
mod data;
mod error;
mod holds;
mod input;
mod outcome;
mod predicate;
mod row;

pub use self::bind::{BindError, BindFault, BindProblem, Mapping};
pub use self::card::TableCard;
#[cfg(feature = "pmml")]
pub(crate) use self::check::NUMBER_MAX;
pub use self::data::{Case, TableCardData, TableCharacteristic};
pub use self::error::{TableError, TableFault, TableProblem};
pub use self::input::{Input, InvalidValueTreatment};
pub use self::outcome::{Refusal, TableContribution, TableOutcome, TableReason, TableScore};
pub use self::predicate::{Literal, NumberRange, Predicate};
#[cfg(any(feature = "csv", feature = "json", feature = "pmml"))]
pub(crate) use self::row::number;
pub use self::row::{ColumnNames, NamedRow, TableCell};
