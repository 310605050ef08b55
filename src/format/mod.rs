//! Credit reports as files: the ground all formats stand on.
//!
//! ```
//! # #[cfg(feature = "json")] {
//! use credit_bureau::format::{FileForm, Limits, Node};
//!
//! let file = br#"{ "PRH": { "PA01": { "PA01A": { "PA01AR01": "2024-06-30T10:00:00" } } } }"#;
//! assert_eq!(FileForm::of(file), FileForm::PbocJson);
//! let document = Node::from_json(file, &Limits::default())?;
//! let written = document.at(&"PRH.PA01.PA01A.PA01AR01".parse()?).and_then(Node::as_text);
//! assert_eq!(written, Some("2024-06-30T10:00:00"));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! * [`document`]: a file as a tree of [`Node`]s, the same for JSON and XML, read within [`Limits`];
//! * [`place`]: where in it something stands;
//! * [`problem`]: what is wrong there, and what was expected;
//! * [`recognise`]: which format a file is in.
//!
//! Nothing here knows what a tag means: the formats themselves do, each in a module of its own.

pub mod document;
pub mod error;
pub mod pboc;
pub mod place;
pub mod problem;
pub mod recognise;

pub use document::{Bare, DocumentError, Limits, Member, Node, Position, PutError, difference, equal_documents};
pub use error::ReadError;
pub use place::{Path, Place, PlaceError, Step, Steps};
pub use problem::{Problem, ProblemKind, Problems};
pub use recognise::FileForm;
