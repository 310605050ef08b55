//! Payments of an account: its history, and the overdue amount of each month.

use serde::{Deserialize, Serialize};

use crate::history::{PaymentHistory, PaymentStatus};
use crate::money::Money;
use crate::month::Month;
use crate::record::debug_what_is_stated;

/// Payment record of one account: one history, with the overdue amounts where they are stated.
///
/// A PBOC report shows the same months in two grids, 24 months of statuses and up to 60 months of statuses with
/// amounts. One history holds both; the range of each is kept for writing.
///
/// Months are appended and changed by [`Account::append`](super::Account::append) and
/// [`Account::set_month`](super::Account::set_month), which move all four fields together.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Payments {
    /// The statuses, latest month first.
    pub history: PaymentHistory,
    /// Overdue (overdraft) totals by month, counted back from the history's latest.
    #[serde(default, skip_serializing_if = "OverdueAmounts::is_empty")]
    pub overdue: OverdueAmounts,
    /// First and last month of the 24-month grid, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid_24: Option<(Month, Month)>,
    /// First and last month of the 60-month grid, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid_60: Option<(Month, Month)>,
}

debug_what_is_stated! { Payments { history .. overdue grid_24 grid_60 } }

impl From<PaymentHistory> for Payments {
    fn from(history: PaymentHistory) -> Self {
        Self { history, overdue: OverdueAmounts::default(), grid_24: None, grid_60: None }
    }
}

impl Payments {
    /// The payments with the month after the latest and its overdue amount, as [`PaymentHistory::followed_by`]; the 61st
    /// month falls off with its amount. `None` if the calendar has no later month.
    #[must_use]
    pub(super) fn followed_by(&self, status: PaymentStatus, overdue: Option<Money>) -> Option<Payments> {
        let mut longer = Self { history: self.history.followed_by(status)?, ..self.clone() };
        longer.overdue.shift(PaymentHistory::MONTHS_MAX);
        longer.overdue.set(0, overdue);
        longer.move_grids();
        Some(longer)
    }

    /// The payments with another status and overdue amount for one of the months, as [`PaymentHistory::with_status`];
    /// `None` before the earliest and after the latest.
    #[must_use]
    pub(super) fn with_month(&self, month: Month, status: PaymentStatus, overdue: Option<Money>) -> Option<Payments> {
        let ago = u8::try_from(self.history.latest().months_since(month)).ok()?;
        let mut changed = Self { history: self.history.with_status(month, status)?, ..self.clone() };
        changed.overdue.set(ago, overdue);
        changed.grow_grids();
        Some(changed)
    }

    /// Moves the grids to the history's latest month. A month that leaves the 24-month grid stays in the five-year grid,
    /// which begins or grows where it must.
    fn move_grids(&mut self) {
        let (earliest, latest) = (self.history.earliest(), self.history.latest());
        let first_of_24 = latest.back(GRID_24_MONTHS_MAX.saturating_sub(1)).unwrap_or(earliest).max(earliest);
        self.grid_24 = self.grid_24.map(|(first, _)| (first.max(first_of_24), latest));
        self.grid_60 = self.grid_60.map(|(first, _)| (first.max(earliest), latest));
        self.grow_grids();
    }

    /// Begins or grows the five-year grid, so that a file has a place for every month and amount. An account without
    /// grids has none to grow: all of its history is written.
    fn grow_grids(&mut self) {
        let firsts = [self.grid_24, self.grid_60].into_iter().flatten().map(|(first, _)| first);
        let Some(shown_from) = firsts.min() else { return };
        let (earliest, latest) = (self.history.earliest(), self.history.latest());
        let months = || self.overdue.iter().filter_map(|(ago, _)| latest.back(ago.into()));
        let has_place = |month| self.grid_60.is_some_and(|(first, last)| first <= month && month <= last);
        if shown_from > earliest || !months().all(has_place) {
            self.grid_60 = Some((earliest, latest));
        }
    }
}

/// Overdue totals by month 逾期（透支）总额, where they are stated; a stated zero is not the same as nothing stated.
///
/// Months are counted back from the latest month of the history beside it, so appending a month to that history must
/// shift them: [`Account::append`](super::Account::append) does both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(u8, Money)>", into = "Vec<(u8, Money)>")]
pub struct OverdueAmounts(Vec<(u8, Money)>);

impl OverdueAmounts {
    /// The amounts in order, latest month first; of two for one month the first stands.
    #[must_use]
    pub fn new(mut amounts: Vec<(u8, Money)>) -> Self {
        amounts.sort_by_key(|&(ago, _)| ago);
        amounts.dedup_by_key(|&mut (ago, _)| ago);
        Self(amounts)
    }

    /// `true` if no month states an amount.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The amount of the month `ago` months before the history's latest, if it states one.
    #[must_use]
    pub fn at(&self, ago: u8) -> Option<Money> {
        let index = self.0.binary_search_by_key(&ago, |&(ago, _)| ago).ok()?;
        self.0.get(index).map(|&(_, amount)| amount)
    }

    /// States an amount for the month that many months before the history's latest, or none.
    pub fn set(&mut self, ago: u8, amount: Option<Money>) {
        match (self.0.binary_search_by_key(&ago, |&(ago, _)| ago), amount) {
            (Ok(index), Some(amount)) => {
                if let Some(entry) = self.0.get_mut(index) {
                    entry.1 = amount;
                }
            }
            (Ok(index), None) => drop(self.0.remove(index)),
            (Err(index), Some(amount)) => self.0.insert(index, (ago, amount)),
            (Err(_), None) => {}
        }
    }

    /// Counts from a month later; an amount that comes to lie `months` back or more falls off.
    fn shift(&mut self, months: usize) {
        self.0.iter_mut().for_each(|(ago, _)| *ago = ago.saturating_add(1));
        self.0.retain(|&(ago, _)| usize::from(ago) < months);
    }

    /// Months back and amounts, latest month first.
    pub fn iter(&self) -> impl Iterator<Item = (u8, Money)> + '_ {
        self.0.iter().copied()
    }
}

impl From<Vec<(u8, Money)>> for OverdueAmounts {
    fn from(amounts: Vec<(u8, Money)>) -> Self {
        Self::new(amounts)
    }
}

impl From<OverdueAmounts> for Vec<(u8, Money)> {
    fn from(amounts: OverdueAmounts) -> Self {
        amounts.0
    }
}

/// Months of the shorter grid of a PBOC report.
const GRID_24_MONTHS_MAX: u32 = 24;
