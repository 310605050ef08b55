//! Tables of fields, and everything that goes by them: reading, writing, the places in messages, the list of fields.
//!
//! A format of reports is a tree of [`Node`](super::Node)s and a set of tables, one row a field: its tag, its name, the
//! form of its text and the fact of the domain that it states. This folder knows no format: a format brings tables and
//! codes, and says the rest in one [`ReportFormat`]. The arrows between the files run one way:
//!
//! ```text
//! form ─► forms, codes
//!   └───► reader, writer ─► row (the tables) ─► locate, restore ─► report (a format as a whole)
//! ```
//!
//! * [`form`]: one text, read and written; [`forms`], [`codes`]: the forms that formats share;
//! * [`reader`], [`writer`]: the state of one reading or writing, and what can be done without a table;
//! * [`row`]: rows, tables, the macro `fields!` that makes them, and the way along them;
//! * [`locate`]: the place in the document of a problem that is found in the report;
//! * [`kept`], [`restore`]: what the domain has no place for, kept and put back;
//! * [`report`]: from a document to a report and back.

pub(in crate::format) mod codes;
pub(in crate::format) mod form;
pub(in crate::format) mod forms;
mod kept;
mod locate;
pub(in crate::format) mod reader;
pub(in crate::format) mod report;
mod restore;
pub(in crate::format) mod row;
pub(in crate::format) mod writer;
