//! Many people's accounts in columns, as of one month: what a bureau adds up every night.
//!
//! ```
//! use credit_bureau::attributes::{Plan, Portfolio};
//! use credit_bureau::{AccountKind, Currency, Regime, Report};
//! let renter = Report::builder("2024-06-30")
//!     .account(AccountKind::Rent, "flat", |rent| rent.opened("2023-01-15").paid("NNNNNN1NNNNN"))
//!     .build()?;
//! let mut builder = Portfolio::builder("2024-06".parse()?, Currency::CNY);
//! builder.push(&renter)?;
//! let portfolio = builder.build();
//! let regime = Regime::holistic();
//! let mut chunks = portfolio.attributes(Plan::standard(), regime).chunks();
//! let chunk = chunks.next().unwrap()?;
//! assert_eq!(chunk.column("rent_on_time_months_12")?.values(), [11]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A [`Portfolio`] holds what the attributes ask of each report and no more. [`Portfolio::attributes`] gives, in chunks
//! of some thousand subjects, bit for bit what each report's own view gives; how, and how fast, is told where it is done, in
//! `kernel`. What attributes are worth is for a scorecard to say: `Portfolio::score`, in [`scoring`](crate::scoring).
//!
//! Reports are not the only way in: [`Portfolio::from_columns`] takes the [`columns`](super::columns) of a data warehouse
//! as they are, and [`Portfolio::columns`] gives them back. Nor is a portfolio built anew when something changes:
//! [`close_month`](Portfolio::close_month) moves it on by a month, [`correct`](Portfolio::correct),
//! [`replace`](Portfolio::replace) and [`remove`](Portfolio::remove) change one subject,
//! [`into_builder`](Portfolio::into_builder) adds others. Whichever way, it is the portfolio of the reports so changed.

mod account;
mod batch;
mod check;
mod close;
mod columns;
mod draft;
mod duplicates;
mod edit;
mod equal;
mod error;
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "places are a program's or a block's own, and sums and what is divided are bounded: the columns were checked when the portfolio was built"
)]
mod kernel;
pub mod raw;
mod reference;
mod rewrite;
mod scan;

use std::borrow::Borrow;
use std::fmt;

pub use self::batch::{AttributeChunk, AttributeColumn, Batch};
use self::columns::{Chunk, ChunkRef, Profile, bytes_of};
use self::draft::{ACCOUNTS, Dictionary, Draft, ITEMS_MAX, NAMES_MAX, SUBJECTS_MAX, profiles_of};
pub use self::error::PortfolioError;
pub(super) use self::kernel::{Program, Sample};
use self::raw::Columns;
use self::rewrite::Rewrite;
pub(crate) use self::scan::{Block, Scan};
use crate::money::Currency;
use crate::month::Month;
use crate::report::Report;

/// The accounts, inquiries and liabilities of many subjects in columns, as of one month and in one currency.
///
/// Two portfolios are equal if they say the same of the same subjects in the same order, however they were put together.
#[derive(Clone)]
pub struct Portfolio {
    month: Month,
    currency: Currency,
    chunks: Vec<Chunk>,
    /// The profiles of accounts, most of them shared by all chunks: a new dictionary begins when one is full.
    dictionaries: Vec<Vec<Profile>>,
    /// The number of each chunk's first subject.
    firsts: Vec<usize>,
    subjects: usize,
    accounts: usize,
}

impl Portfolio {
    /// Starts a portfolio as of the end of a month.
    #[must_use]
    pub fn builder(month: Month, currency: Currency) -> PortfolioBuilder {
        let portfolio = Portfolio {
            month,
            currency,
            chunks: Vec::new(),
            dictionaries: Vec::new(),
            firsts: Vec::new(),
            subjects: 0,
            accounts: 0,
        };
        PortfolioBuilder {
            portfolio,
            draft: Draft::new(month, 0, true),
            dictionary: Dictionary::default(),
            names: true,
        }
    }

    /// The portfolio of some reports, as of the end of a month.
    ///
    /// # Errors
    ///
    /// As [`PortfolioBuilder::push`].
    pub fn from_reports<R: Borrow<Report>>(
        month: Month,
        currency: Currency,
        reports: impl IntoIterator<Item = R>,
    ) -> Result<Portfolio, PortfolioError> {
        let mut builder = Portfolio::builder(month, currency);
        reports.into_iter().try_for_each(|report| builder.push(report.borrow()))?;
        Ok(builder.build())
    }

    /// The portfolio of some columns, as of the end of a month.
    ///
    /// # Errors
    ///
    /// As [`PortfolioBuilder::push_columns`].
    pub fn from_columns(
        month: Month,
        currency: Currency,
        batches: impl IntoIterator<Item = Columns>,
    ) -> Result<Portfolio, PortfolioError> {
        let mut builder = Portfolio::builder(month, currency);
        batches.into_iter().try_for_each(|columns| builder.push_columns(columns))?;
        Ok(builder.build())
    }

    /// A copy of the columns, in batches of some thousand subjects: what [`from_columns`](Self::from_columns) takes.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = Columns> {
        self.chunks().map(|(_, chunk)| chunk.to_columns())
    }

    /// Goes on with the portfolio: what is pushed comes after the subjects that are there. Pseudonyms are kept if those of
    /// the last subject are.
    #[must_use]
    pub fn into_builder(mut self) -> PortfolioBuilder {
        let dictionary = Dictionary::of(self.dictionaries.pop().unwrap_or_default());
        let names = self.chunks.last().is_none_or(|chunk| chunk.names.is_some());
        let draft = Draft::new(self.month, 0, names);
        let mut builder = PortfolioBuilder { portfolio: self, draft, dictionary, names };
        builder.draft = builder.next_draft(names);
        builder.reopen();
        builder
    }

    /// The month as of which it speaks.
    #[must_use]
    pub const fn month(&self) -> Month {
        self.month
    }

    /// The currency of its amounts.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// The number of subjects.
    #[must_use]
    pub const fn subjects(&self) -> usize {
        self.subjects
    }

    /// The number of accounts; those opened after the as-of day are not in it.
    #[must_use]
    pub const fn accounts(&self) -> usize {
        self.accounts
    }

    /// Bytes in memory, dictionaries, inquiries and names included.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let chunks = self.chunks.iter().map(Chunk::bytes);
        let dictionaries = self.dictionaries.iter().map(bytes_of);
        let lists = [size_of::<Portfolio>(), bytes_of(&self.dictionaries), bytes_of(&self.firsts)];
        chunks.chain(dictionaries).chain(lists).fold(0, usize::saturating_add)
    }

    /// Bytes in memory an account, everything included, rounded up; 0 without accounts.
    #[must_use]
    pub fn bytes_per_account(&self) -> usize {
        if self.accounts == 0 { 0 } else { self.bytes().div_ceil(self.accounts) }
    }

    /// The chunks, each with the number of its first subject.
    fn chunks(&self) -> impl ExactSizeIterator<Item = (usize, ChunkRef<'_>)> {
        self.firsts.iter().copied().zip(self.chunks.iter().map(|chunk| self.with_profiles(chunk)))
    }

    /// A chunk of this portfolio with its profiles.
    fn with_profiles<'a>(&'a self, chunk: &'a Chunk) -> ChunkRef<'a> {
        let place = usize::try_from(chunk.dictionary).ok();
        let profiles = place.and_then(|place| self.dictionaries.get(place)).map_or(&[][..], Vec::as_slice);
        ChunkRef { chunk, profiles }
    }
}

impl fmt::Debug for Portfolio {
    /// Month, currency and sizes; nothing of a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Portfolio");
        shown.field("month", &self.month).field("currency", &self.currency);
        shown.field("subjects", &self.subjects).field("accounts", &self.accounts).finish_non_exhaustive()
    }
}

/// Builds a [`Portfolio`] subject by subject: a report is read and let go.
#[derive(Clone)]
pub struct PortfolioBuilder {
    portfolio: Portfolio,
    draft: Draft,
    /// The last of the portfolio's dictionaries.
    dictionary: Dictionary,
    names: bool,
}

impl PortfolioBuilder {
    /// The same without the subjects' pseudonyms: what is pushed from now on is named by its number, from 0.
    #[must_use]
    pub fn without_names(mut self) -> Self {
        self.seal();
        self.names = false;
        self.draft = self.next_draft(false);
        self
    }

    /// Adds a subject.
    ///
    /// # Errors
    ///
    /// [`PortfolioError::Currency`] for a report in another currency, [`PortfolioError::TooMany`] for one with more than
    /// 65,535 accounts, inquiries or liabilities, or a name of more than a mebibyte. The portfolio stays as it was.
    pub fn push(&mut self, report: &Report) -> Result<(), PortfolioError> {
        check_report(report, self.portfolio.currency)?;
        if !self.draft.has_room_for(report) {
            self.seal();
        }
        let month = self.portfolio.month;
        let places = self.dictionary.places(profiles_of(report, month)).unwrap_or_else(|| {
            self.seal();
            self.end_dictionary();
            // A report has no more accounts than a dictionary has places.
            self.dictionary.places(profiles_of(report, month)).unwrap_or_default()
        });
        self.draft.push(report, places);
        Ok(())
    }

    /// Adds whole subjects in columns, after those that are there.
    ///
    /// # Errors
    ///
    /// [`PortfolioError::Length`] and [`PortfolioError::Columns`] for columns that do not agree with each other or hold
    /// what no report could have given; [`PortfolioError::TooMany`] as in [`push`](Self::push). The portfolio stays as it
    /// was.
    pub fn push_columns(&mut self, mut columns: Columns) -> Result<(), PortfolioError> {
        let month = self.portfolio.month;
        columns.check(month, self.portfolio.subjects.saturating_add(self.draft.subjects()))?;
        self.seal();
        if !self.names {
            columns.names = None;
        }
        let used = raw::compact(&mut columns.profile, columns.profiles.len());
        let profiles = |place: &u16| columns.profiles.get(usize::from(*place)).copied();
        let places = self.dictionary.places(used.iter().filter_map(profiles)).unwrap_or_else(|| {
            self.end_dictionary();
            // A batch has no more profiles than a dictionary has places.
            self.dictionary.places(used.iter().filter_map(profiles)).unwrap_or_default()
        });
        for place in &mut columns.profile {
            *place = places.get(usize::from(*place)).copied().unwrap_or(0);
        }
        let chunk = columns.into_chunk(self.dictionary_number());
        if chunk.subjects() <= SUBJECTS_MAX && chunk.accounts() <= ACCOUNTS && chunk.names_len() <= NAMES_MAX {
            self.adopt(chunk);
        } else {
            let mut divided = Rewrite::new(month, chunk.dictionary, chunk.names.is_some());
            divided.copy(&chunk, 0..chunk.subjects());
            divided.finish().into_iter().for_each(|chunk| self.adopt(chunk));
        }
        Ok(())
    }

    /// The portfolio.
    #[must_use]
    pub fn build(mut self) -> Portfolio {
        self.seal();
        self.end_dictionary();
        self.portfolio.chunks.shrink_to_fit();
        self.portfolio.firsts.shrink_to_fit();
        self.portfolio.dictionaries.shrink_to_fit();
        self.portfolio
    }

    /// Puts the chunk that is being filled among the others.
    fn seal(&mut self) {
        let next = self.next_draft(self.names);
        let chunk = std::mem::replace(&mut self.draft, next).finish();
        self.adopt(chunk);
    }

    /// Takes the last chunk to be filled further, if it is not full.
    fn reopen(&mut self) {
        let (number, portfolio) = (self.dictionary_number(), &mut self.portfolio);
        let has_room = |chunk: &mut Chunk| chunk.dictionary == number && chunk.accounts() < ACCOUNTS;
        let Some(chunk) = portfolio.chunks.pop_if(has_room) else { return };
        portfolio.firsts.pop();
        portfolio.subjects = portfolio.subjects.saturating_sub(chunk.subjects());
        portfolio.accounts = portfolio.accounts.saturating_sub(chunk.accounts());
        self.draft.copy(&chunk, &(0..chunk.subjects()));
    }

    /// Puts a chunk among the others, if it holds anything.
    fn adopt(&mut self, chunk: Chunk) {
        if chunk.subjects() == 0 {
            return;
        }
        let portfolio = &mut self.portfolio;
        portfolio.firsts.push(portfolio.subjects);
        portfolio.subjects = portfolio.subjects.saturating_add(chunk.subjects());
        portfolio.accounts = portfolio.accounts.saturating_add(chunk.accounts());
        portfolio.chunks.push(chunk);
    }

    fn next_draft(&self, names: bool) -> Draft {
        Draft::new(self.portfolio.month, self.dictionary_number(), names)
    }

    /// Which of the portfolio's dictionaries is being filled.
    fn dictionary_number(&self) -> u32 {
        u32::try_from(self.portfolio.dictionaries.len()).unwrap_or(u32::MAX)
    }

    /// Puts the dictionary that is being filled among the others. No chunk is being filled that is read with it.
    fn end_dictionary(&mut self) {
        let mut profiles = std::mem::take(&mut self.dictionary).profiles;
        profiles.shrink_to_fit();
        self.portfolio.dictionaries.push(profiles);
        self.draft = self.next_draft(self.names);
    }
}

impl fmt::Debug for PortfolioBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PortfolioBuilder").field("month", &self.portfolio.month).finish_non_exhaustive()
    }
}

/// Whether a report may be in a portfolio of that currency.
fn check_report(report: &Report, expected: Currency) -> Result<(), PortfolioError> {
    if report.currency != expected {
        let subject = report.subject_name().to_owned();
        return Err(PortfolioError::Currency { subject, found: report.currency, expected });
    }
    for (what, found, most) in [
        ("accounts", report.accounts.len(), ITEMS_MAX),
        ("inquiries", report.inquiries.len(), ITEMS_MAX),
        ("liabilities", report.liabilities.len(), ITEMS_MAX),
        ("bytes in its name", report.subject_name().len(), NAMES_MAX),
    ] {
        if found > most {
            let subject = report.subject_name().to_owned();
            return Err(PortfolioError::TooMany { subject, what, found, most });
        }
    }
    Ok(())
}
