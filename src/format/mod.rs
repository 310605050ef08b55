//! Files in and out: credit reports, in JSON and XML, and the scorecards of other tools.
//!
//! ```
//! # #[cfg(feature = "json")] {
//! use credit_bureau::{Report, format};
//!
//! let file = r#"{ "PRH": { "PA01": { "PA01A": { "PA01AR01": "2024-06-30T10:00:00" } } } }"#;
//! let report = format::read(file)?; // whichever format it is in
//! assert_eq!(report.month().to_string(), "2024-06");
//! assert_eq!(format::read(format::native::write(&report))?, report);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Two formats of reports, each in a module of its own:
//!
//! * [`pboc`]: the report of China's central bank, read strictly or leniently, written without loss;
//! * `native` (feature `json`): everything that a [`Report`](crate::Report) says, rent and prepaid cards included.
//!
//! Scorecards that other tools export are read in [`scorecard`], which knows nothing of reports.
//!
//! The types here serve every format and know no tag's meaning. A [`Node`] is a file as a tree, the same for JSON and XML,
//! read within [`Limits`]; a [`Place`] is a place in it. A [`Problem`] says what is wrong at a place and what was expected
//! there. [`FileForm`] is the format of a file, told from its content, and a [`ReadError`] why it could not be read.

mod document;
mod error;
#[cfg(feature = "json")]
pub mod native;
pub mod pboc;
mod place;
mod problem;
mod recognise;
pub mod scorecard;
mod table;

pub use document::{Bare, DocumentError, FilePosition, Limits, Member, Node, PutError, difference, equal_documents};
pub use error::ReadError;
pub use place::{DocumentPath, Place, PlaceError, PlaceStep, PlaceSteps};
pub use problem::{Problem, ProblemKind};
pub use recognise::{FileForm, read};

pub use crate::problems::Problems;
