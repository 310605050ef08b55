//! A cache of transitions: the profile after the month, by the profile before and the reported standing.

/// The column of the table that belongs to a standing.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// All bits set if the account keeps its whole profile, otherwise none.
    pub(super) keeps: u32,
    pub(super) number: u32,
}

/// The row of the table that belongs to a profile.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// Key of the row's first cell: profiles that agree in what was agreed share the row.
    pub(super) first: u32,
    /// Key of the cell for an account that keeps this very profile.
    pub(super) kept: u32,
}

/// One cached result: the profile after the month, and what the account may report.
#[derive(Clone, Copy)]
pub(super) struct Transition {
    /// The key of the cell that the slot holds.
    pub(super) key: u32,
    /// Place of the resulting profile, without overdue amounts.
    pub(super) place: u16,
    /// Permissions of such an account.
    pub(super) may: u16,
}

/// The cache with its rows and columns.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    pub(super) rows: &'a [Row],
    pub(super) columns: &'a [Column],
    pub(super) found: &'a [Transition],
}

impl Table<'_> {
    /// The key of an account's cell. A mask chooses between the row's cell and the kept profile, so that no branch
    /// depends on whether the account reports.
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
    pub(super) fn at(self, key: u32) -> Transition {
        match self.found.get(slot_of(key)) {
            Some(&found) => found,
            None => NO_TRANSITION,
        }
    }
}

#[inline]
pub(super) fn slot_of(key: u32) -> usize {
    key as usize % SLOTS
}

/// Slots of the cache, of eight bytes each. Slots that are not used stay out of the processor's caches.
pub(super) const SLOTS: usize = 1 << 16;

/// An empty slot: no key is that large, as there are only some thousand standings.
pub(super) const NO_TRANSITION: Transition = Transition { key: u32::MAX, place: 0, may: 0 };
