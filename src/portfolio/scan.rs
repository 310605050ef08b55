//! One pass over a portfolio, for one plan and any number of regimes: each block of accounts is read from memory once.

use std::fmt;
use std::ops::Range;

use super::columns::ChunkRef;
use super::engine::{Kernel, SUBJECTS, Worker, blocks};
use super::error::PortfolioError;
use super::results::{AttributeChunk, Block, Pool, Results};
use super::store::Portfolio;
use crate::attributes::Plan;
use crate::policy::Regime;

impl Portfolio {
    /// The attributes of a plan under a regime, computed chunk by chunk: bit for bit the same as
    /// [`View::attributes_of`](crate::policy::View::attributes_of) for each report.
    ///
    /// Nothing is computed until a chunk is asked for.
    ///
    /// ```
    /// use credit_bureau::attributes::{Plan, Reading};
    /// use credit_bureau::portfolio::Portfolio;
    /// use credit_bureau::{AccountKind, Currency, Regime, Report};
    /// let report = Report::builder("2024-06-30")
    ///     .account(AccountKind::CreditCard, "card", |card| {
    ///         card.limit(20_000).balance(1_500).paid("NN1N")
    ///     })
    ///     .build()?;
    /// let portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [&report])?;
    /// let regime = Regime::holistic();
    /// for chunk in portfolio.attributes(Plan::standard(), &regime).chunks() {
    ///     let chunk = chunk?;
    ///     let late = chunk.column("late_months_1_12")?;
    ///     assert_eq!(late.get(0), Some(Reading::Known(1)));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn attributes<'a>(&'a self, plan: &'a Plan, regime: &'a Regime) -> PortfolioAttributes<'a> {
        PortfolioAttributes { portfolio: self, plan, regime }
    }

    /// The attributes of a plan under several regimes in one pass: for each chunk of subjects one result per regime, in
    /// their order, as [`attributes`](Self::attributes) gives it.
    ///
    /// ```
    /// use credit_bureau::attributes::Plan;
    /// use credit_bureau::portfolio::Portfolio;
    /// use credit_bureau::{AccountKind, Currency, Regime, Report};
    /// let report = Report::builder("2024-06-30")
    ///     .account(AccountKind::Rent, "flat", |rent| {
    ///         rent.opened("2023-01-15").paid("NNNNNN1NNNNN")
    ///     })
    ///     .build()?;
    /// let portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [&report])?;
    /// let (blind, whole) = (Regime::pboc(), Regime::holistic());
    /// for chunks in portfolio.attributes_under(Plan::standard(), &[&blind, &whole]) {
    ///     let mut depths = Vec::new();
    ///     for chunk in chunks {
    ///         depths.push(chunk?.column("positive_depth")?.values()[0]);
    ///     }
    ///     assert_eq!(depths, [0, 12]);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn attributes_under<'a>(
        &'a self,
        plan: &'a Plan,
        regimes: &[&'a Regime],
    ) -> impl ExactSizeIterator<Item = Vec<Result<AttributeChunk<'a>, PortfolioError>>> {
        let scan = Scan::new(self, plan, regimes);
        let mut scanner = scan.scanner();
        let of_chunk =
            move |chunk| scan.attributes(chunk, &mut scanner).into_iter().map(AttributeChunk::checked).collect();
        (0..self.chunks.len()).map(of_chunk)
    }
}

/// The attributes of a [`Portfolio`] under a regime, computed chunk by chunk on demand.
#[derive(Clone, Copy)]
pub struct PortfolioAttributes<'a> {
    portfolio: &'a Portfolio,
    plan: &'a Plan,
    regime: &'a Regime,
}

impl<'a> PortfolioAttributes<'a> {
    /// Computes the chunks one after the other, in the order of the subjects.
    ///
    /// An item is [`PortfolioError::Attribute`] if a number in the chunk does not fit 64 bits; it names the first such
    /// subject and attribute.
    pub fn chunks(self) -> impl ExactSizeIterator<Item = Result<AttributeChunk<'a>, PortfolioError>> {
        self.unchecked().map(AttributeChunk::checked)
    }

    /// Computes the chunks as [`chunks`](Self::chunks) does, on the threads of rayon's pool.
    #[cfg(feature = "rayon")]
    pub fn par_chunks(
        self,
    ) -> impl rayon::iter::IndexedParallelIterator<Item = Result<AttributeChunk<'a>, PortfolioError>> {
        use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

        let scan = std::sync::Arc::new(self.scan());
        let of_thread = std::sync::Arc::clone(&scan);
        let chunks = self.portfolio.chunks.par_iter().zip(&self.portfolio.firsts);
        chunks.map_init(
            move || of_thread.scanner(),
            move |scanner, (chunk, &first)| {
                scan.attributes_of(self.portfolio.with_profiles(chunk), first, self.regime, scanner).checked()
            },
        )
    }

    /// Computes the chunks without checking that their numbers fit 64 bits.
    pub(crate) fn unchecked(self) -> impl ExactSizeIterator<Item = AttributeChunk<'a>> {
        let scan = self.scan();
        let mut scanner = scan.scanner();
        self.portfolio.chunks().map(move |(first, chunk)| scan.attributes_of(chunk, first, self.regime, &mut scanner))
    }

    fn scan(self) -> Scan<'a> {
        Scan::new(self.portfolio, self.plan, &[self.regime])
    }
}

impl fmt::Debug for PortfolioAttributes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("PortfolioAttributes");
        shown.field("portfolio", self.portfolio).field("regime", &self.regime.name()).finish_non_exhaustive()
    }
}

/// A plan compiled for some regimes and the chunks of a portfolio.
pub(crate) struct Scan<'a> {
    portfolio: &'a Portfolio,
    plan: &'a Plan,
    kernels: Vec<Kernel<'a>>,
    pool: Pool,
}

/// The working memory with which one thread scans chunks.
pub(crate) struct Scanner<'a> {
    /// One worker per regime.
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

    /// Computes the attributes of a chunk block by block, and hands each to `take` with the place of its regime.
    pub(crate) fn blocks(&self, chunk: usize, scanner: &mut Scanner<'a>, mut take: impl FnMut(usize, Block<'_>)) {
        let Some(chunk) = self.portfolio.chunks.get(chunk).map(|chunk| self.portfolio.with_profiles(chunk)) else {
            return;
        };
        let mut results = self.results(SUBJECTS);
        self.each_block(chunk, scanner, |regime, kernel, worker, subjects| {
            results.out_of_range.clear();
            kernel.run(worker, chunk, subjects.clone(), &mut results, 0);
            take(regime, Block::new(&results, &results.out_of_range, 0..subjects.len()));
        });
        self.pool.take_back(results);
    }

    /// Computes the attributes of a chunk, a result for each regime.
    fn attributes(&self, chunk: usize, scanner: &mut Scanner<'a>) -> Vec<AttributeChunk<'a>> {
        let (Some(chunk), Some(&first)) = (self.portfolio.chunks.get(chunk), self.portfolio.firsts.get(chunk)) else {
            return Vec::new();
        };
        let chunk = self.portfolio.with_profiles(chunk);
        let mut results: Vec<_> = self.kernels.iter().map(|_| self.results(chunk.chunk.subjects())).collect();
        self.each_block(chunk, scanner, |regime, kernel, worker, subjects| {
            let at = subjects.start;
            if let Some(results) = results.get_mut(regime) {
                kernel.run(worker, chunk, subjects, results, at);
            }
        });
        let kernels = self.kernels.iter().zip(results);
        kernels.map(|(kernel, results)| self.finished(chunk, first, kernel.regime(), results)).collect()
    }

    /// Computes the attributes of a chunk under the scan's only regime.
    fn attributes_of(
        &self,
        chunk: ChunkRef<'a>,
        first: usize,
        regime: &'a Regime,
        scanner: &mut Scanner<'a>,
    ) -> AttributeChunk<'a> {
        let mut results = self.results(chunk.chunk.subjects());
        self.each_block(chunk, scanner, |_, kernel, worker, subjects| {
            let at = subjects.start;
            kernel.run(worker, chunk, subjects, &mut results, at);
        });
        self.finished(chunk, first, regime, results)
    }

    /// The only loop over the blocks of a chunk: each block runs under every regime while it is in the cache.
    fn each_block(
        &self,
        chunk: ChunkRef<'_>,
        scanner: &mut Scanner<'a>,
        mut run: impl FnMut(usize, &Kernel<'a>, &mut Worker<'a>, Range<usize>),
    ) {
        for subjects in blocks(chunk) {
            for (regime, (kernel, worker)) in self.kernels.iter().zip(&mut scanner.workers).enumerate() {
                run(regime, kernel, worker, subjects.clone());
            }
        }
    }

    /// Memory for the results of that many subjects.
    fn results(&self, subjects: usize) -> Results {
        self.pool.results(self.plan.rows().len(), subjects)
    }

    fn finished(&self, chunk: ChunkRef<'a>, first: usize, regime: &'a Regime, results: Results) -> AttributeChunk<'a> {
        AttributeChunk::new(chunk.chunk, first, self.portfolio.month, self.plan, regime, results, self.pool.clone())
    }
}
