//! The tables of fields as PBOC reports have them: with the two grids as the state of the reader.

use super::cells::Grids;
use crate::format::table;

pub(super) type Reader = table::reader::Reader<Grids>;

/// A table of fields of a PBOC report: see [`table::row`].
macro_rules! fields {
    ($($table:tt)*) => { $crate::format::table::row::fields! { $crate::format::pboc::cells::Grids; $($table)* } };
}
pub(super) use fields;
