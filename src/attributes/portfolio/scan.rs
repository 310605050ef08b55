//! One pass over a portfolio, for one plan and any number of regimes: a block is read from memory once.

use std::ops::Range;

use super::Portfolio;
use super::batch::{AttributeChunk, AttributeColumn, Pool, Results};
use super::kernel::{Kernel, SUBJECTS, Worker, blocks};
use crate::attributes::{Cause, Plan};
use crate::policy::Regime;

/// A plan under some regimes, ready for the chunks of a portfolio.
pub(crate) struct Scan<'a> {
    portfolio: &'a Portfolio,
    plan: &'a Plan,
    kernels: Vec<Kernel<'a>>,
    pool: Pool,
}

/// What one thread needs to scan chunks.
pub(crate) struct Scanner<'a> {
    /// One a regime.
    workers: Vec<Worker<'a>>,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(portfolio: &'a Portfolio, plan: &'a Plan, regimes: &[&'a Regime]) -> Scan<'a> {
        let kernels = regimes.iter().map(|regime| Kernel::new(portfolio, plan, regime)).collect();
        Scan { portfolio, plan, kernels, pool: Pool::default() }
    }

    pub(crate) fn scanner(&self) -> Scanner<'a> {
        Scanner { workers: self.kernels.iter().map(Kernel::worker).collect() }
    }

    /// The number of chunks.
    pub(crate) fn chunks(&self) -> usize {
        self.portfolio.chunks.len()
    }

    /// The attributes of a chunk's subjects, block by block: `take` gets the place of a regime and the block.
    pub(crate) fn blocks(&self, chunk: usize, scanner: &mut Scanner<'a>, mut take: impl FnMut(usize, Block<'_>)) {
        let Some(chunk) = self.portfolio.chunks.get(chunk).map(|chunk| self.portfolio.with_profiles(chunk)) else {
            return;
        };
        let mut results = self.pool.results(self.plan.rows().len(), SUBJECTS);
        for subjects in blocks(chunk) {
            for (regime, (kernel, worker)) in self.kernels.iter().zip(&mut scanner.workers).enumerate() {
                results.out_of_range.clear();
                kernel.run(worker, chunk, subjects.clone(), &mut results, 0);
                take(regime, Block::new(&results, &results.out_of_range, 0..subjects.len()));
            }
        }
        self.pool.take_back(results);
    }

    /// The attributes of a chunk, a result for each regime.
    pub(super) fn attributes(&self, chunk: usize, scanner: &mut Scanner<'a>) -> Vec<AttributeChunk<'a>> {
        let (Some(chunk), Some(&first)) = (self.portfolio.chunks.get(chunk), self.portfolio.firsts.get(chunk)) else {
            return Vec::new();
        };
        let (chunk, rows) = (self.portfolio.with_profiles(chunk), self.plan.rows().len());
        let mut results: Vec<_> =
            self.kernels.iter().map(|_| self.pool.results(rows, chunk.chunk.subjects())).collect();
        for subjects in blocks(chunk) {
            for ((kernel, worker), results) in self.kernels.iter().zip(&mut scanner.workers).zip(&mut results) {
                kernel.run(worker, chunk, subjects.clone(), results, subjects.start);
            }
        }
        let of_kernel = |(kernel, results): (&Kernel<'a>, Results)| {
            AttributeChunk::new(
                chunk.chunk,
                first,
                self.portfolio.month,
                self.plan,
                kernel.regime(),
                results,
                self.pool.clone(),
            )
        };
        self.kernels.iter().zip(results).map(of_kernel).collect()
    }
}

/// The attributes of some subjects under one regime, a column for each row of the plan.
pub(crate) struct Block<'a> {
    results: &'a Results,
    out_of_range: &'a [(usize, usize)],
    subjects: Range<usize>,
}

impl<'a> Block<'a> {
    /// Of some of the results' subjects, with what is out of range of theirs.
    pub(super) fn new(results: &'a Results, out_of_range: &'a [(usize, usize)], subjects: Range<usize>) -> Block<'a> {
        Block { results, out_of_range, subjects }
    }

    /// The number of subjects.
    pub(crate) fn len(&self) -> usize {
        self.subjects.len()
    }

    /// The numbers of a row, 0 where absent.
    pub(crate) fn values(&self, row: usize) -> &'a [i64] {
        self.column(row).values().get(self.subjects.clone()).unwrap_or_default()
    }

    /// Why there is no number, where there is none.
    pub(crate) fn causes(&self, row: usize) -> &'a [Option<Cause>] {
        self.column(row).causes().get(self.subjects.clone()).unwrap_or_default()
    }

    /// Subjects, counted from the block's first, and rows whose number does not fit 64 bits.
    pub(crate) fn out_of_range(&self) -> impl Iterator<Item = (usize, usize)> {
        let first = self.subjects.start;
        self.out_of_range.iter().map(move |&(subject, row)| (subject.saturating_sub(first), row))
    }

    fn column(&self, row: usize) -> AttributeColumn<'a> {
        self.results.column(row).unwrap_or_default()
    }
}
