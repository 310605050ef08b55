//! The sizes of a block.

/// Most rows of a block.
pub(super) const ROWS: usize = 1024;
/// Most subjects of a block.
pub(in crate::portfolio) const SUBJECTS: usize = 256;
/// Rows, and as many more as a loop reads past the end.
pub(super) const PADDED: usize = ROWS + 8;
