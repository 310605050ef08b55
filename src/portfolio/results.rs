//! Results: columns of attributes, a chunk of subjects at a time.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use super::columns::Chunk;
use super::error::PortfolioError;
use crate::attributes::{Attribute, AttributeError, Attributes, Plan, Reading, SpecialValue};
use crate::month::Month;
use crate::policy::Regime;

/// The attributes of one chunk of subjects, some thousand: a column for each row of the plan.
pub struct AttributeChunk<'a> {
    chunk: &'a Chunk,
    first: usize,
    month: Month,
    plan: &'a Plan,
    regime: &'a Regime,
    results: Results,
    pool: Pool,
}

/// Columns of results, one per row of the plan, in two allocations that are reused: see [`Pool`].
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Results {
    rows: usize,
    subjects: usize,
    /// The numbers, row by row; 0 where absent.
    values: Vec<i64>,
    special_values: Vec<Option<SpecialValue>>,
    /// The subjects and rows whose number does not fit 64 bits, in order. Their value is 0, without a special value.
    pub(super) out_of_range: Vec<(usize, usize)>,
}

/// A pool of results' memory: allocating new memory costs more than filling it.
#[derive(Debug, Clone, Default)]
pub(super) struct Pool(Arc<Mutex<Vec<Results>>>);

impl Pool {
    /// Results of a given size, with arbitrary content.
    pub(super) fn results(&self, rows: usize, subjects: usize) -> Results {
        let mut results = self.0.lock().ok().and_then(|mut free| free.pop()).unwrap_or_default();
        let size = rows.saturating_mul(subjects);
        (results.rows, results.subjects) = (rows, subjects);
        results.values.resize(size, 0);
        results.special_values.resize(size, None);
        results.out_of_range.clear();
        results
    }

    /// Returns results to the pool.
    pub(super) fn take_back(&self, results: Results) {
        if let Ok(mut free) = self.0.lock()
            && free.len() < FREE_MAX
        {
            free.push(results);
        }
    }
}

impl Results {
    pub(super) const fn rows(&self) -> usize {
        self.rows
    }

    /// The column of a row, by place.
    pub(super) fn column(&self, row: usize) -> Option<AttributeColumn<'_>> {
        let range = self.range(row);
        Some(AttributeColumn {
            values: self.values.get(range.clone())?,
            special_values: self.special_values.get(range)?,
        })
    }

    /// The values and special values of every row, in order.
    pub(super) fn columns_mut(&mut self) -> impl Iterator<Item = (&mut [i64], &mut [Option<SpecialValue>])> {
        let size = self.subjects.max(1);
        self.values.chunks_mut(size).zip(self.special_values.chunks_mut(size))
    }

    /// Stores one reading; `None` marks a number that does not fit 64 bits.
    pub(super) fn put(&mut self, row: usize, subject: usize, slot: Option<Reading>) {
        let (value, special_value) = match slot {
            Some(Reading::Known(value)) => (value, None),
            Some(Reading::Absent(special_value)) => (0, Some(special_value)),
            None => {
                self.out_of_range.push((subject, row));
                (0, None)
            }
        };
        let place = self.range(row).start.saturating_add(subject);
        if let (Some(to), Some(why)) = (self.values.get_mut(place), self.special_values.get_mut(place)) {
            (*to, *why) = (value, special_value);
        }
    }

    fn range(&self, row: usize) -> Range<usize> {
        let start = row.saturating_mul(self.subjects);
        start..start.saturating_add(self.subjects)
    }
}

impl<'a> AttributeChunk<'a> {
    pub(super) fn new(
        chunk: &'a Chunk,
        first: usize,
        month: Month,
        plan: &'a Plan,
        regime: &'a Regime,
        mut results: Results,
        pool: Pool,
    ) -> AttributeChunk<'a> {
        results.out_of_range.sort_unstable();
        AttributeChunk { chunk, first, month, plan, regime, results, pool }
    }

    /// The number in the portfolio of the chunk's first subject.
    #[must_use]
    pub const fn first(&self) -> usize {
        self.first
    }

    /// The number of subjects.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chunk.subjects()
    }

    /// Whether the chunk has no subjects.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The column of the attribute called `name`.
    ///
    /// # Errors
    ///
    /// [`AttributeError::Unknown`] if the plan has no such attribute.
    pub fn column(&self, name: &str) -> Result<AttributeColumn<'_>, AttributeError> {
        let column = self.plan.rows.place(name).and_then(|place| self.results.column(place));
        column.ok_or_else(|| AttributeError::unknown(name, self.plan.names()))
    }

    /// Every name with its column, in the order of the plan.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = (&str, AttributeColumn<'_>)> {
        let columns = (0..self.results.rows()).map(|row| self.results.column(row).unwrap_or_default());
        self.plan.rows().iter().map(|row| row.name.as_str()).zip(columns)
    }

    /// The pseudonym of a subject, counted from the chunk's first; `subject` and its number in the portfolio if names
    /// are not kept.
    #[must_use]
    pub fn subject(&self, index: usize) -> String {
        match self.chunk.names.as_ref().and_then(|names| names.get(index)) {
            Some(name) => name.to_owned(),
            None => format!("subject {}", self.first.saturating_add(index)),
        }
    }

    /// All attributes of one subject, counted from the chunk's first; `None` past the last.
    #[must_use]
    pub fn attributes(&self, index: usize) -> Option<Attributes> {
        if index >= self.len() {
            return None;
        }
        let slots = (0..self.results.rows()).map(|row| self.slot(index, row)).collect();
        Some(Attributes::new(self.plan, self.month, self.regime, &self.subject(index), slots))
    }

    /// One reading, by place; `None` where the number does not fit 64 bits.
    pub(crate) fn slot(&self, index: usize, row: usize) -> Option<Reading> {
        let reading = self.results.column(row)?.get(index)?;
        self.fits(index, row).then_some(reading)
    }

    /// The readings of a row for every subject, 0 where a number does not fit 64 bits.
    pub(crate) fn readings(&self, row: usize) -> impl Iterator<Item = Reading> {
        self.results.column(row).unwrap_or_default().iter()
    }

    /// Whether a number fits 64 bits.
    pub(crate) fn fits(&self, index: usize, row: usize) -> bool {
        let out_of_range = &self.results.out_of_range;
        out_of_range.is_empty() || out_of_range.binary_search(&(index, row)).is_err()
    }

    /// The place of an attribute, and its row.
    pub(crate) fn find(&self, name: &str) -> Option<(usize, &'a Attribute)> {
        let place = self.plan.rows.place(name)?;
        Some((place, self.plan.rows().get(place)?))
    }

    /// The chunk's subjects in blocks whose columns stay in the first-level cache while they are processed.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = Block<'_>> {
        let (len, out_of_range) = (self.len(), &self.results.out_of_range);
        (0..len).step_by(BLOCK).map(move |start| {
            let subjects = start..start.saturating_add(BLOCK).min(len);
            let before = |end: usize| out_of_range.partition_point(|&(subject, _)| subject < end);
            let of_block = out_of_range.get(before(subjects.start)..before(subjects.end)).unwrap_or_default();
            Block::new(&self.results, of_block, subjects)
        })
    }

    /// The chunk, or an error if a number in it does not fit 64 bits.
    pub(super) fn checked(self) -> Result<AttributeChunk<'a>, PortfolioError> {
        let Some(&(index, row)) = self.results.out_of_range.first() else { return Ok(self) };
        let attribute = self.plan.rows().get(row).map(|row| row.name.clone()).unwrap_or_default();
        Err(AttributeError::OutOfRange { subject: self.subject(index), attribute }.into())
    }
}

impl Drop for AttributeChunk<'_> {
    fn drop(&mut self) {
        self.pool.take_back(std::mem::take(&mut self.results));
    }
}

impl fmt::Debug for AttributeChunk<'_> {
    /// Writes the numbers of subjects and columns, no names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("AttributeChunk");
        shown.field("first", &self.first).field("len", &self.len()).field("columns", &self.results.rows());
        shown.finish_non_exhaustive()
    }
}

/// One attribute for every subject of a chunk: numbers and special values side by side.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct AttributeColumn<'a> {
    values: &'a [i64],
    special_values: &'a [Option<SpecialValue>],
}

impl<'a> AttributeColumn<'a> {
    /// The numbers, one per subject; 0 where absent.
    #[must_use]
    pub const fn values(self) -> &'a [i64] {
        self.values
    }

    /// The special values, one per subject; `None` where there is a number.
    #[must_use]
    pub const fn special_values(self) -> &'a [Option<SpecialValue>] {
        self.special_values
    }

    /// The reading of a subject, counted from the chunk's first; `None` past the last.
    #[must_use]
    pub fn get(self, index: usize) -> Option<Reading> {
        let (value, special_value) = (self.values.get(index)?, self.special_values.get(index)?);
        Some(special_value.map_or(Reading::Known(*value), Reading::Absent))
    }

    /// The readings of all subjects, in order.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Reading> + 'a {
        let readings = self.values.iter().zip(self.special_values);
        readings.map(|(value, special_value)| special_value.map_or(Reading::Known(*value), Reading::Absent))
    }
}

/// Most subjects of a block: a column of that many numbers takes 8 KiB.
const BLOCK: usize = 1024;

/// Most results whose memory is kept: each thread, or regime, uses one at a time.
const FREE_MAX: usize = 16;

/// The attributes of a block of subjects under one regime, a column for each row of the plan.
pub(crate) struct Block<'a> {
    results: &'a Results,
    out_of_range: &'a [(usize, usize)],
    subjects: Range<usize>,
}

impl<'a> Block<'a> {
    /// Makes a block of a range of the results' subjects, with their numbers that are out of range.
    pub(super) fn new(results: &'a Results, out_of_range: &'a [(usize, usize)], subjects: Range<usize>) -> Block<'a> {
        Block { results, out_of_range, subjects }
    }

    /// The number of subjects.
    pub(crate) fn len(&self) -> usize {
        self.subjects.len()
    }

    /// The numbers of a row; 0 where absent.
    pub(crate) fn values(&self, row: usize) -> &'a [i64] {
        self.column(row).values().get(self.subjects.clone()).unwrap_or_default()
    }

    /// The special values of a row; `None` where there is a number.
    pub(crate) fn special_values(&self, row: usize) -> &'a [Option<SpecialValue>] {
        self.column(row).special_values().get(self.subjects.clone()).unwrap_or_default()
    }

    /// The subjects, counted from the block's first, and rows whose number does not fit 64 bits.
    pub(crate) fn out_of_range(&self) -> impl Iterator<Item = (usize, usize)> {
        let first = self.subjects.start;
        self.out_of_range.iter().map(move |&(subject, row)| (subject.saturating_sub(first), row))
    }

    fn column(&self, row: usize) -> AttributeColumn<'a> {
        self.results.column(row).unwrap_or_default()
    }
}
