//! The portfolio itself and its builder: whole subjects in chunks of columns, appended by report or in batches.

use std::borrow::Borrow;
use std::fmt;

use super::chunk_builder::{ACCOUNTS, ChunkBuilder, Dictionary, SUBJECTS_MAX, profiles_of};
use super::columns::{Chunk, ChunkRef, Columns, ITEMS_MAX, NAMES_MAX, Profile, bytes_of, compact};
use super::error::PortfolioError;
use super::rewrite::Rewrite;
use crate::money::Currency;
use crate::month::Month;
use crate::report::Report;

/// The accounts, inquiries and liabilities of many subjects in columns, as of one month and in one currency.
///
/// Two portfolios are equal if they hold the same subjects with the same content in the same order, however they were
/// built.
#[derive(Clone)]
pub struct Portfolio {
    pub(super) month: Month,
    pub(super) currency: Currency,
    pub(super) chunks: Vec<Chunk>,
    /// The dictionaries of profiles, each shared by many chunks: a new one begins when one is full.
    pub(super) dictionaries: Vec<Vec<Profile>>,
    /// The number of each chunk's first subject.
    pub(super) firsts: Vec<usize>,
    pub(super) subjects: usize,
    pub(super) accounts: usize,
}

impl Portfolio {
    /// Starts a portfolio as of the end of a month, in one currency.
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
            open_chunk: ChunkBuilder::new(month, 0, true),
            dictionary: Dictionary::default(),
            names: true,
        }
    }

    /// Builds a portfolio from reports, as of the end of a month.
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

    /// Builds a portfolio from columns, as of the end of a month.
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

    /// Copies the columns, in batches of some thousand subjects that [`from_columns`](Self::from_columns) accepts.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = Columns> {
        self.chunks().map(|(_, chunk)| chunk.to_columns())
    }

    /// Continues building: new subjects come after those that are there. Pseudonyms are kept if those of the last
    /// subject are.
    #[must_use]
    pub fn into_builder(mut self) -> PortfolioBuilder {
        let dictionary = Dictionary::of(self.dictionaries.pop().unwrap_or_default());
        let names = self.chunks.last().is_none_or(|chunk| chunk.names.is_some());
        let open_chunk = ChunkBuilder::new(self.month, 0, names);
        let mut builder = PortfolioBuilder { portfolio: self, open_chunk, dictionary, names };
        builder.open_chunk = builder.next_chunk(names);
        builder.reopen();
        builder
    }

    /// The as-of month.
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

    /// The number of accounts; those opened after a subject's as-of day are left out.
    #[must_use]
    pub const fn accounts(&self) -> usize {
        self.accounts
    }

    /// The size in memory in bytes, with dictionaries, inquiries and names.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let chunks = self.chunks.iter().map(Chunk::bytes);
        let dictionaries = self.dictionaries.iter().map(bytes_of);
        let lists = [size_of::<Portfolio>(), bytes_of(&self.dictionaries), bytes_of(&self.firsts)];
        chunks.chain(dictionaries).chain(lists).fold(0, usize::saturating_add)
    }

    /// The size in memory in bytes per account, rounded up; 0 without accounts.
    #[must_use]
    pub fn bytes_per_account(&self) -> usize {
        if self.accounts == 0 { 0 } else { self.bytes().div_ceil(self.accounts) }
    }

    /// The chunks, each with the number of its first subject.
    pub(super) fn chunks(&self) -> impl ExactSizeIterator<Item = (usize, ChunkRef<'_>)> {
        self.firsts.iter().copied().zip(self.chunks.iter().map(|chunk| self.with_profiles(chunk)))
    }

    /// A chunk of this portfolio with the profiles that it points to.
    pub(super) fn with_profiles<'a>(&'a self, chunk: &'a Chunk) -> ChunkRef<'a> {
        let place = usize::try_from(chunk.dictionary).ok();
        let profiles = place.and_then(|place| self.dictionaries.get(place)).map_or(&[][..], Vec::as_slice);
        ChunkRef { chunk, profiles }
    }
}

impl fmt::Debug for Portfolio {
    /// Writes the month, the currency and sizes, nothing of a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Portfolio");
        shown.field("month", &self.month).field("currency", &self.currency);
        shown.field("subjects", &self.subjects).field("accounts", &self.accounts).finish_non_exhaustive()
    }
}

/// Builds a [`Portfolio`] subject by subject; a report is not kept after it is pushed.
#[derive(Clone)]
pub struct PortfolioBuilder {
    portfolio: Portfolio,
    open_chunk: ChunkBuilder,
    /// The last of the portfolio's dictionaries.
    dictionary: Dictionary,
    names: bool,
}

impl PortfolioBuilder {
    /// Stops keeping pseudonyms: subjects that are pushed from now on are named by their number, from 0.
    #[must_use]
    pub fn without_names(mut self) -> Self {
        self.seal();
        self.names = false;
        self.open_chunk = self.next_chunk(false);
        self
    }

    /// Appends a subject from its report.
    ///
    /// # Errors
    ///
    /// [`PortfolioError::Currency`] for a report in another currency; [`PortfolioError::TooMany`] for one with more
    /// than 65,535 accounts, inquiries or liabilities, or a name of more than one mebibyte. The portfolio stays as it
    /// was.
    pub fn push(&mut self, report: &Report) -> Result<(), PortfolioError> {
        check_report(report, self.portfolio.currency)?;
        if !self.open_chunk.has_room_for(report) {
            self.seal();
        }
        let month = self.portfolio.month;
        let places = self.dictionary.places(profiles_of(report, month)).unwrap_or_else(|| {
            self.seal();
            self.end_dictionary();
            // Never fails: a report has no more accounts than an empty dictionary has places.
            self.dictionary.places(profiles_of(report, month)).unwrap_or_default()
        });
        self.open_chunk.push(report, places);
        Ok(())
    }

    /// Appends whole subjects from columns.
    ///
    /// # Errors
    ///
    /// [`PortfolioError::Length`] and [`PortfolioError::Columns`] for columns that do not agree with each other or hold
    /// values that no report could have produced; [`PortfolioError::TooMany`] as in [`push`](Self::push). The portfolio
    /// stays as it was.
    pub fn push_columns(&mut self, mut columns: Columns) -> Result<(), PortfolioError> {
        let month = self.portfolio.month;
        columns.check(month, self.portfolio.subjects.saturating_add(self.open_chunk.subjects()))?;
        self.seal();
        if !self.names {
            columns.names = None;
        }
        let used = compact(&mut columns.profile, columns.profiles.len());
        let profiles = |place: &u16| columns.profiles.get(usize::from(*place)).copied();
        let places = self.dictionary.places(used.iter().filter_map(profiles)).unwrap_or_else(|| {
            self.end_dictionary();
            // Never fails: places in a batch's list are 16 bits, so it uses no more profiles than an empty dictionary
            // has places.
            self.dictionary.places(used.iter().filter_map(profiles)).unwrap_or_default()
        });
        for place in &mut columns.profile {
            *place = places.get(usize::from(*place)).copied().unwrap_or(0);
        }
        let chunk = Chunk::new(columns, self.dictionary_number());
        if chunk.subjects() <= SUBJECTS_MAX && chunk.accounts() <= ACCOUNTS && chunk.names_len() <= NAMES_MAX {
            self.adopt(chunk);
        } else {
            let mut divided = Rewrite::new(month, chunk.dictionary, chunk.names.is_some());
            divided.copy(&chunk, 0..chunk.subjects());
            divided.finish().into_iter().for_each(|chunk| self.adopt(chunk));
        }
        Ok(())
    }

    /// Finishes the portfolio.
    #[must_use]
    pub fn build(mut self) -> Portfolio {
        self.seal();
        self.end_dictionary();
        self.portfolio.chunks.shrink_to_fit();
        self.portfolio.firsts.shrink_to_fit();
        self.portfolio.dictionaries.shrink_to_fit();
        self.portfolio
    }

    /// Finishes the chunk under construction and appends it.
    fn seal(&mut self) {
        let next = self.next_chunk(self.names);
        let chunk = std::mem::replace(&mut self.open_chunk, next).finish();
        self.adopt(chunk);
    }

    /// Takes the last chunk back under construction, if it is not full.
    fn reopen(&mut self) {
        let (number, portfolio) = (self.dictionary_number(), &mut self.portfolio);
        let has_room = |chunk: &mut Chunk| chunk.dictionary == number && chunk.accounts() < ACCOUNTS;
        let Some(chunk) = portfolio.chunks.pop_if(has_room) else { return };
        portfolio.firsts.pop();
        portfolio.subjects = portfolio.subjects.saturating_sub(chunk.subjects());
        portfolio.accounts = portfolio.accounts.saturating_sub(chunk.accounts());
        self.open_chunk.copy(&chunk, &(0..chunk.subjects()));
    }

    /// Appends a chunk, unless it is empty.
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

    fn next_chunk(&self, names: bool) -> ChunkBuilder {
        ChunkBuilder::new(self.portfolio.month, self.dictionary_number(), names)
    }

    /// The number of the dictionary under construction.
    fn dictionary_number(&self) -> u32 {
        u32::try_from(self.portfolio.dictionaries.len()).unwrap_or(u32::MAX)
    }

    /// Finishes the dictionary under construction and appends it. The chunk under construction must be empty, since a
    /// chunk is read with one dictionary.
    fn end_dictionary(&mut self) {
        let mut profiles = std::mem::take(&mut self.dictionary).profiles;
        profiles.shrink_to_fit();
        self.portfolio.dictionaries.push(profiles);
        self.open_chunk = self.next_chunk(self.names);
    }
}

impl fmt::Debug for PortfolioBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PortfolioBuilder").field("month", &self.portfolio.month).finish_non_exhaustive()
    }
}

/// Checks that a report may be in a portfolio of that currency.
pub(super) fn check_report(report: &Report, expected: Currency) -> Result<(), PortfolioError> {
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
