//! A file as a tree of texts, lists and groups, the same for JSON and XML.
//!
//! ```
//! # #[cfg(feature = "json")] {
//! use credit_bureau::format::{Limits, Node};
//!
//! let file = br#"{ "PDA": { "PD01": [ { "PD01A": { "PD01AD01": "D1" } }, null ] } }"#;
//! let document = Node::from_json(file, &Limits::default())?;
//! let accounts = document.at(&"PDA.PD01".parse()?).map_or(&[][..], Node::each);
//! assert_eq!(accounts.len(), 2);
//! let kind = document.at(&"PDA.PD01[0].PD01A.PD01AD01".parse()?);
//! assert_eq!(kind.and_then(Node::as_text), Some("D1"));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Texts and tags borrow from the file wherever it spells them without escapes, so a tree costs 32 bytes a node and
//! 56 bytes a member beside the file itself. Reading keeps within [`Limits`]. The formats know what
//! tags and texts mean.

mod bare;
mod compare;
mod encoding;
mod error;
#[cfg(feature = "json")]
mod json;
mod node;
#[cfg(any(feature = "xml", feature = "pmml"))]
pub(in crate::format) mod pieces;
#[cfg(test)]
mod tests;
mod visit;
#[cfg(feature = "xml")]
mod xml;

pub use bare::Bare;
pub use compare::{difference, equal_documents};
pub(in crate::format) use encoding::text_of;
pub use error::{DocumentError, FilePosition, Limits};
#[cfg(feature = "json")]
pub(in crate::format) use json::reason;
pub use node::{Member, Node, PutError};
