//! Payments of an account: its history, and the overdue amount of each month.

use serde::{Deserialize, Serialize};

use crate::history::PaymentHistory;
use crate::money::Money;
use crate::month::Month;
use crate::record::debug_what_is_stated;

/// The payment record of one account: one history, with the overdue amounts where they are stated.
///
/// A PBOC report shows the same months in two grids, 24 months of statuses and up to 60 months of statuses with
/// amounts. One history holds both; the range of each is kept for writing.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Payments {
    /// The statuses, latest month first.
    pub history: PaymentHistory,
    /// Overdue (overdraft) totals by month.
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

/// Overdue totals by month 逾期（透支）总额, where they are stated; a stated zero is not the same as nothing stated.
///
/// Months are counted back from the latest month of the history beside it.
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

    /// Whether no month states an amount.
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
