//! Edits of single subjects: correct, replace, remove. Only the chunk that holds the subject is touched.

use super::chunk_builder::{Dictionary, number, place_of, profiles_of};
use super::columns::{Amounts, Checked, Chunk, Overdue, Profile, SubjectNames, checked_day_before, compact, stated};
use super::error::PortfolioError;
use super::rewrite::Rewrite;
use super::store::{Portfolio, check_report};
use crate::history::{DelinquencyBucket, Months, Severity};
use crate::month::Month;
use crate::report::{Report, kinds_stating};

/// The corrected content of one month of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthCorrection {
    /// The severity of the month.
    pub severity: Severity,
    /// The overdue amount, minor units, where stated: only in a month that is late by the rule of the account's kind.
    pub overdue: Option<i64>,
}

impl Portfolio {
    /// Corrects one month of one account, where the furnisher's report was wrong.
    ///
    /// `subject` is its number in the portfolio, `account` its place among the subject's accounts, `ago` the months
    /// back from the portfolio's month; all count from 0.
    ///
    /// A correction to paid as agreed, while an amount past due stands for the month, is accepted, though a report
    /// refuses it: columns do not know the month of their amounts.
    ///
    /// ```
    /// use credit_bureau::portfolio::MonthCorrection;
    /// use credit_bureau::attributes::Plan;
    /// use credit_bureau::portfolio::Portfolio;
    /// use credit_bureau::history::Severity;
    /// use credit_bureau::{AccountKind, Currency, Regime, Report};
    /// let report = Report::builder("2024-06-30")
    ///     .account(AccountKind::CreditCard, "card", |card| card.limit(20_000).paid("NN2N"))
    ///     .build()?;
    /// let mut portfolio =
    ///     Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [report])?;
    /// let on_time = MonthCorrection { severity: Severity::PaidAsAgreed, overdue: None };
    /// portfolio.correct(0, 0, 2, on_time)?;
    /// let regime = Regime::holistic();
    /// let chunk = portfolio.attributes(Plan::standard(), regime).chunks().next().unwrap()?;
    /// assert_eq!(chunk.column("late_months_1_12")?.values(), [0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`PortfolioError::Missing`] if there is no such subject, account or month; [`PortfolioError::Columns`] for a
    /// month that such an account cannot have. The portfolio stays as it was.
    pub fn correct(
        &mut self,
        subject: usize,
        account: usize,
        ago: u8,
        cell: MonthCorrection,
    ) -> Result<(), PortfolioError> {
        let (place, local) = self.find(subject)?;
        let chunk = self.chunks.get(place).ok_or_else(|| missing("subject", subject, self.subjects))?;
        let mut accounts = chunk.accounts_of(local);
        let none = missing("account", account, accounts.len());
        let Some(index) = accounts.nth(account) else { return Err(none) };
        let Some(&before) = self.with_profiles(chunk).profile_of(index) else { return Err(none) };
        let named =
            SubjectNames { starts: &chunk.starts, names: chunk.names.as_ref(), first: subject.saturating_sub(local) };
        self.check_cell(named, chunk.as_of_days(local), index, before, ago, cell)?;

        let mut overdue = chunk.overdue.clone();
        overdue.put(place_of(index), ago, cell.overdue);
        let bit = if overdue.of(index).is_empty() { 0 } else { stated::OVERDUE };
        let after = Profile { stated: before.stated & !stated::OVERDUE | bit, ..before };
        let profile = match after == before {
            true => chunk.profile.get(index).copied(),
            false => self.enter(chunk.dictionary, &[after]).and_then(|places| places.first().copied()),
        };
        let Some(profile) = profile else {
            // The dictionary is full. In a chunk of its own the subject gets a new dictionary, and the second attempt
            // succeeds.
            self.isolate(place, local);
            return self.correct(subject, account, ago, cell);
        };
        let Some(chunk) = self.chunks.get_mut(place) else { return Err(none) };
        chunk.columns.overdue = overdue;
        if let Some(of_account) = chunk.columns.profile.get_mut(index) {
            *of_account = profile;
        }
        let month = Months::single(ago.into()).bits();
        for (bit, plane) in (0..).zip(&mut chunk.columns.planes) {
            let is_set = cell.severity.number().wrapping_shr(bit) & 1 != 0;
            if let Some(word) = plane.get_mut(index) {
                *word = if is_set { *word | month } else { *word & !month };
            }
        }
        Ok(())
    }

    /// Replaces a subject by a report.
    ///
    /// Rewrites the chunk that holds the subject, some thousand subjects: about a millisecond. To replace many
    /// subjects, building the portfolio anew is faster.
    ///
    /// # Errors
    ///
    /// [`PortfolioError::Missing`] if there is no such subject; otherwise as
    /// [`PortfolioBuilder::push`](super::PortfolioBuilder::push). The portfolio stays as it was.
    pub fn replace(&mut self, subject: usize, report: &Report) -> Result<(), PortfolioError> {
        check_report(report, self.currency)?;
        let (place, local) = self.find(subject)?;
        let profiles: Vec<_> = profiles_of(report, self.month).collect();
        let Some(old) = self.chunks.get(place).map(|chunk| chunk.dictionary) else { return Ok(()) };
        let (dictionary, places) = match self.enter(old, &profiles) {
            Some(places) => (old, places),
            None => self.enter_anew(&profiles),
        };
        self.rewrite(place, |rewrite, chunk| {
            rewrite.copy(chunk, 0..local);
            rewrite.read_with(dictionary);
            rewrite.push(report, places);
            rewrite.read_with(old);
            rewrite.copy(chunk, local.saturating_add(1)..chunk.subjects());
        });
        Ok(())
    }

    /// Removes a subject; the subjects after it move up by one.
    ///
    /// # Errors
    ///
    /// [`PortfolioError::Missing`] if there is no such subject.
    pub fn remove(&mut self, subject: usize) -> Result<(), PortfolioError> {
        let (place, local) = self.find(subject)?;
        self.rewrite(place, |rewrite, chunk| {
            rewrite.copy(chunk, 0..local);
            rewrite.copy(chunk, local.saturating_add(1)..chunk.subjects());
        });
        Ok(())
    }

    /// The place of the chunk that holds a subject, and the subject's place in it.
    fn find(&self, subject: usize) -> Result<(usize, usize), PortfolioError> {
        let place = self.firsts.partition_point(|&first| first <= subject).checked_sub(1);
        let local = place.and_then(|place| self.firsts.get(place)).and_then(|first| subject.checked_sub(*first));
        match (place, local) {
            (Some(place), Some(local)) if subject < self.subjects => Ok((place, local)),
            _ => Err(missing("subject", subject, self.subjects)),
        }
    }

    /// Checks that an account of this profile can have such a month.
    fn check_cell(
        &self,
        named: SubjectNames<'_>,
        as_of_days: i32,
        account: usize,
        profile: Profile,
        ago: u8,
        cell: MonthCorrection,
    ) -> Checked {
        let calendar = usize::from(self.month.ordinal().saturating_sub(Month::FIRST.ordinal())).saturating_add(1);
        let months = calendar.min(MONTHS);
        if usize::from(ago) >= months {
            return Err(missing("month", ago.into(), months));
        }
        let wrong = |found: String, expected: &str| Err(named.of_account("cell", account, Some(found), expected));
        let as_of = checked_day_before(self.month, as_of_days).and_then(|day| Month::of(day).ok());
        let later = as_of.map_or(0, |as_of| self.month.months_since(as_of));
        let severity = cell.severity;
        if severity != Severity::Outside && i32::from(ago) < later {
            return wrong(format!("a month {ago} back"), "no month after that of its as-of day");
        }
        if severity != Severity::Outside && !kinds_stating("payments").contains(profile.kind) {
            return wrong(format!("`{severity}`"), "nothing, since an account of this kind has no history");
        }
        match cell.overdue {
            Some(amount) if amount < 0 => wrong(amount.to_string(), "an overdue amount of 0 or more"),
            Some(amount) if severity < profile.kind.late_from(DelinquencyBucket::DAYS_1_TO_30).severity() => {
                wrong(amount.to_string(), "no overdue amount, since the month is not late")
            }
            _ => Ok(()),
        }
    }

    /// Enters profiles into a dictionary and returns their places; `None` if it would be too full.
    fn enter(&mut self, dictionary: u32, profiles: &[Profile]) -> Option<Vec<u16>> {
        let list = self.dictionaries.get_mut(usize::try_from(dictionary).ok()?)?;
        let mut dictionary = Dictionary::of(std::mem::take(list));
        let places = dictionary.places(profiles.iter().copied());
        *list = dictionary.profiles;
        places
    }

    /// Starts a dictionary with some profiles, which must fit, and returns its number and their places.
    fn enter_anew(&mut self, profiles: &[Profile]) -> (u32, Vec<u16>) {
        let (mut dictionary, new) = (Dictionary::default(), number(self.dictionaries.len()));
        let places = dictionary.places(profiles.iter().copied()).unwrap_or_default();
        self.dictionaries.push(dictionary.profiles);
        (new, places)
    }

    /// Moves a subject into a chunk and a dictionary of its own.
    fn isolate(&mut self, place: usize, subject: usize) {
        let mut alone = 0;
        self.rewrite(place, |rewrite, chunk| {
            rewrite.copy(chunk, 0..subject);
            rewrite.cut();
            alone = place.saturating_add(rewrite.chunks());
            rewrite.copy(chunk, subject..subject.saturating_add(1));
            rewrite.cut();
            rewrite.copy(chunk, subject.saturating_add(1)..chunk.subjects());
        });
        let Some(chunk) = self.chunks.get(alone) else { return };
        let (read_with, mut profile) = (self.with_profiles(chunk).profiles, chunk.profile.clone());
        let used = compact(&mut profile, read_with.len());
        let used: Vec<_> = used.into_iter().filter_map(|place| read_with.get(usize::from(place)).copied()).collect();
        // `compact` numbers the profiles in order of occurrence, and a new dictionary enters them in that order: the
        // places agree.
        let (dictionary, _) = self.enter_anew(&used);
        if let Some(chunk) = self.chunks.get_mut(alone) {
            (chunk.columns.profile, chunk.dictionary) = (profile, dictionary);
        }
    }

    /// Replaces a chunk by the chunks that `make` builds from it.
    fn rewrite(&mut self, place: usize, make: impl FnOnce(&mut Rewrite, &Chunk)) {
        let Some(chunk) = self.chunks.get_mut(place).map(std::mem::take) else { return };
        let (names, dictionary) = (chunk.names.is_some(), chunk.dictionary);
        let mut rewrite = Rewrite::new(self.month, dictionary, names);
        make(&mut rewrite, &chunk);
        self.chunks.splice(place..place.saturating_add(1), rewrite.finish());
        self.count();
    }

    /// Recounts subjects and accounts, and the first subject of each chunk.
    fn count(&mut self) {
        (self.subjects, self.accounts) = (0, 0);
        self.firsts.clear();
        for chunk in &self.chunks {
            self.firsts.push(self.subjects);
            self.subjects = self.subjects.saturating_add(chunk.subjects());
            self.accounts = self.accounts.saturating_add(chunk.accounts());
        }
    }
}

impl Overdue {
    /// Sets or removes the amount of one month of an account.
    fn put(&mut self, account: u16, ago: u8, amount: Option<i64>) {
        let of_account = self.of(account.into());
        let months = self.ago.get(of_account.clone()).unwrap_or_default();
        let (place, is_there) = match months.binary_search(&ago) {
            Ok(place) => (place, true),
            Err(place) => (place, false),
        };
        let listed = self.accounts.binary_search(&account);
        let (Ok(rank) | Err(rank)) = listed;
        let begin = match listed {
            Ok(_) => of_account.start,
            Err(_) => self.starts.get(rank).and_then(|&start| usize::try_from(start).ok()).unwrap_or(0),
        };
        let place = begin.saturating_add(place);
        let mut amounts = self.amounts.to_wide();
        match (is_there, amount) {
            (true, Some(amount)) => {
                if let Some(there) = amounts.get_mut(place) {
                    *there = amount;
                }
            }
            (true, None) => {
                self.ago.remove(place);
                amounts.remove(place);
                self.starts.iter_mut().skip(rank).skip(1).for_each(|start| *start = start.saturating_sub(1));
                if of_account.len() == 1 {
                    self.accounts.remove(rank);
                    self.starts.remove(rank);
                }
            }
            (false, Some(amount)) => {
                self.ago.insert(place, ago);
                amounts.insert(place, amount);
                if listed.is_err() {
                    self.accounts.insert(rank, account);
                    self.starts.insert(rank, number(begin));
                }
                self.starts.iter_mut().skip(rank).skip(1).for_each(|start| *start = start.saturating_add(1));
            }
            (false, None) => {}
        }
        self.amounts = Amounts::new(&amounts);
    }
}

fn missing(what: &'static str, found: usize, there: usize) -> PortfolioError {
    PortfolioError::Missing { what, found, there }
}

/// Months of a history.
const MONTHS: usize = 60;
