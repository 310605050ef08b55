//! The tables of fields as PBOC reports have them: with the two grids as the state of the reader.

use super::cells::Grids;
use crate::format::table;

pub(super) type Reader = table::reader::Reader<Grids>;

/// Tables of fields of a PBOC report: see [`table::row`].
macro_rules! fields {
    ($($tables:tt)*) => { $crate::format::table::row::fields! { $crate::format::pboc::cells::Grids; $($tables)* } };
}
pub(super) use fields;
