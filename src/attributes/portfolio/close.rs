//! The close of a month: what furnishers report of one more month takes the place of what they reported of the last.

mod after;
mod check;
mod loops;
mod transitions;

use std::fmt;

use self::transitions::{Plan, Transitions};
use super::Portfolio;
use super::check::length;
use super::columns::{Amounts, Sparse, stated};
use super::error::PortfolioError;
use crate::report::AccountState;

/// What furnishers report of one month about the accounts of one batch of [`Columns`](super::raw::Columns): the same
/// accounts, in the same order.
///
/// An account that reports nothing has severity 0 and a place in `standings` where there is nothing: it keeps its state
/// and amounts, and what is not known of it yet stays so. Amounts are minor units, 0 where not stated.
///
/// ```
/// use credit_bureau::attributes::columns::{Amounts, MonthColumns, Standing, stated};
/// use credit_bureau::attributes::{Plan, Portfolio};
/// use credit_bureau::{AccountKind, AccountState, Currency, Regime, Report, Severity};
/// let report = Report::builder("2024-06-30")
///     .account(AccountKind::CreditCard, "a", |card| card.limit(20_000).balance(1_500).paid("NNN"))
///     .account(AccountKind::CreditCard, "b", |card| card.limit(10_000).balance(0).paid("C"))
///     .build()?;
/// let mut portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [report])?;
///
/// let mut july = MonthColumns::default();
/// july.severity = vec![Severity::Late1To30.number(), Severity::Outside.number()];
/// july.standings = vec![Some(Standing::new(Some(AccountState::Overdue), stated::BALANCE | stated::PAST_DUE)), None];
/// july.standing = vec![0, 1];
/// july.balance = Amounts::Narrow(vec![180_000, 0]);
/// july.past_due = Amounts::Narrow(vec![20_000, 0]);
/// july.scheduled = Amounts::Narrow(vec![0, 0]);
/// portfolio.close_month(&[july])?;
///
/// assert_eq!(portfolio.month(), "2024-07".parse()?);
/// let regime = Regime::holistic();
/// let chunk = portfolio.attributes(Plan::standard(), regime).chunks().next().unwrap()?;
/// assert_eq!(chunk.column("total_past_due")?.values(), [20_000]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MonthColumns {
    /// How the month went, an account: the number of its [`Severity`](crate::Severity).
    pub severity: Vec<u8>,
    /// Place in `standings`, an account.
    pub standing: Vec<u16>,
    /// How accounts stand at the end of the month: a dictionary; nothing for those that report nothing.
    pub standings: Vec<Option<Standing>>,
    /// Balance, an account.
    pub balance: Amounts,
    /// Amount past due, an account.
    pub past_due: Amounts,
    /// Payment due in the month, an account.
    pub scheduled: Amounts,
    /// The used amount where it is stated and is not the balance.
    pub used: Sparse,
    /// The payment made where it is stated and is not the payment due.
    pub actual: Sparse,
    /// The overdue amount of the month, where it is late by the rule of the account's kind and states one.
    pub overdue: Sparse,
}

/// How an account stands at the end of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Standing {
    /// The state.
    pub state: Option<AccountState>,
    /// Which amounts are stated: bits of [`stated`], but for what was granted and what was overdue month by month.
    pub stated: u8,
}

impl Standing {
    /// The bits that a month states anew.
    const BITS: u8 = !(stated::GRANTED | stated::OVERDUE);

    /// A state, and the bits of what is stated.
    #[must_use]
    pub const fn new(state: Option<AccountState>, stated: u8) -> Standing {
        Standing { state, stated }
    }

    const fn states(self, bit: u8) -> bool {
        self.stated & bit != 0
    }
}

impl fmt::Debug for MonthColumns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MonthColumns").field("accounts", &self.severity.len()).finish_non_exhaustive()
    }
}

impl Portfolio {
    /// Moves the portfolio to the end of the next month, with what was reported of it: a batch for each that
    /// [`columns`](Self::columns) gives.
    ///
    /// Every history gains a month and lets go of what is older than sixty; the as-of day of every subject is the last of
    /// the month. It is the portfolio of the reports with that month added if none of them spoke of a later month than the
    /// portfolio does: what lay after it was left out or not known, and stays so. What else is new, accounts and
    /// inquiries, comes with [`replace`](Self::replace) and [`into_builder`](Self::into_builder).
    ///
    /// # Errors
    ///
    /// [`PortfolioError::LastMonth`] if there is no next month; [`PortfolioError::Length`] and
    /// [`PortfolioError::Columns`] for batches that do not fit the accounts that are there. The portfolio stays as it
    /// was.
    pub fn close_month(&mut self, batches: &[MonthColumns]) -> Result<(), PortfolioError> {
        let month = self.month.checked_add(1).ok_or(PortfolioError::LastMonth)?;
        length("batches", batches.len(), self.chunks.len())?;
        let mut transitions = Transitions::default();
        let chunks = self.chunks().zip(batches);
        let plans: Vec<Plan> =
            chunks.map(|((first, chunk), batch)| transitions.plan(chunk, first, batch)).collect::<Result<_, _>>()?;

        // What no account is in any more is let go: all dictionaries are written anew.
        self.dictionaries = transitions.into_dictionaries();
        let days = i32::try_from(month.last_day().signed_duration_since(self.month.last_day()).num_days());
        for ((chunk, batch), plan) in self.chunks.iter_mut().zip(batches).zip(plans) {
            (chunk.profile, chunk.dictionary) = (plan.profile, plan.dictionary);
            chunk.shift(&batch.severity);
            chunk.take_amounts(batch, &plan.keeping);
            chunk.inquiries.days.add(days.unwrap_or(0));
            chunk.as_of.clear();
        }
        self.month = month;
        Ok(())
    }
}
