//! A table of what a profile becomes by what is reported of its account.

/// Where in a row a standing is found.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// All bits if all of a profile is kept, else none.
    pub(super) keeps: u32,
    pub(super) number: u32,
}

/// Where in the table a profile is found.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// Where the row begins of what was agreed.
    pub(super) first: u32,
    /// Where the profile stands that is kept.
    pub(super) kept: u32,
}

#[derive(Clone, Copy)]
pub(super) struct Found {
    /// Place in the table.
    pub(super) key: u32,
    /// Place of the profile without overdue amounts.
    pub(super) place: u16,
    /// What such an account may report.
    pub(super) may: u16,
}

/// What was found, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    pub(super) rows: &'a [Row],
    pub(super) columns: &'a [Column],
    pub(super) found: &'a [Found],
}

impl Table<'_> {
    /// Where in the table an account is found. One that reports nothing keeps all of its profile: no branch depends on
    /// that.
    #[inline]
    pub(super) fn key(self, profile: u16, standing: u16) -> Option<u32> {
        match (self.rows.get(usize::from(profile)), self.columns.get(usize::from(standing))) {
            (Some(row), Some(column)) => {
                Some((row.first & !column.keeps | row.kept & column.keeps).wrapping_add(column.number))
            }
            _ => None,
        }
    }

    #[inline]
    pub(super) fn at(self, key: u32) -> Found {
        match self.found.get(slot_of(key)) {
            Some(&found) => found,
            None => NOT_FOUND,
        }
    }
}

#[inline]
pub(super) fn slot_of(key: u32) -> usize {
    key as usize % FOUND
}

/// Slots of what is remembered, of eight bytes: what is not used of them stays out of the caches.
pub(super) const FOUND: usize = 1 << 16;

/// No key is that large: there are but some thousand standings.
pub(super) const NOT_FOUND: Found = Found { key: u32::MAX, place: 0, may: 0 };
