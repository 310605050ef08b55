//! One month as furnishers report it, in columns.

use std::fmt;

use crate::portfolio::columns::{Amounts, Sparse, stated};
use crate::report::AccountState;

/// The month that furnishers report for the accounts of one batch of [`Columns`](crate::portfolio::columns::Columns):
/// the same accounts, in the same order.
///
/// An account that reports nothing has severity 0 and points to `None` in `standings`: it keeps its state and amounts,
/// and values that are not known yet stay so. Amounts are minor units, 0 where not stated.
///
/// ```
/// use credit_bureau::portfolio::columns::{Amounts, stated};
/// use credit_bureau::attributes::Plan;
/// use credit_bureau::portfolio::{MonthColumns, Portfolio, Standing};
/// use credit_bureau::history::Severity;
/// use credit_bureau::{AccountKind, AccountState, Currency, Regime, Report};
/// let report = Report::builder("2024-06-30")
///     .account(AccountKind::CreditCard, "a", |card| {
///         card.limit(20_000).balance(1_500).paid("NNN")
///     })
///     .account(AccountKind::CreditCard, "b", |card| {
///         card.limit(10_000).balance(0).paid("C")
///     })
///     .build()?;
/// let mut portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [report])?;
///
/// let mut july = MonthColumns::default();
/// july.severity = vec![Severity::Late1To30.number(), Severity::Outside.number()];
/// let overdue = Standing::new(Some(AccountState::Overdue), stated::BALANCE | stated::PAST_DUE);
/// july.standings = vec![Some(overdue), None];
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
    /// Number of the month's [`Severity`](crate::history::Severity), one per account.
    pub severity: Vec<u8>,
    /// Place in `standings`, one per account.
    pub standing: Vec<u16>,
    /// The standings at the end of the month that `standing` points to; `None` for accounts that report nothing.
    pub standings: Vec<Option<Standing>>,
    /// Balance, one per account.
    pub balance: Amounts,
    /// Amount past due, one per account.
    pub past_due: Amounts,
    /// Payment due in the month, one per account.
    pub scheduled: Amounts,
    /// Used amount, of accounts where it is stated and differs from the balance.
    pub used: Sparse,
    /// Payment made, of accounts where it is stated and differs from the payment due.
    pub actual: Sparse,
    /// Overdue amount of the month, of accounts that are late in it by the rule of their kind and state one.
    pub overdue: Sparse,
}

/// The standing of an account at the end of a month: its state, and which amounts it states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Standing {
    /// The state, where stated.
    pub state: Option<AccountState>,
    /// The amounts that are stated: bits of [`stated`], without `GRANTED` and `OVERDUE`.
    pub stated: u8,
}

impl Standing {
    /// The bits that a month states anew: what was granted does not change, and overdue months have a column.
    pub(super) const BITS: u8 = !(stated::GRANTED | stated::OVERDUE);

    /// Makes a standing from a state and the bits of the stated amounts.
    #[must_use]
    pub const fn new(state: Option<AccountState>, stated: u8) -> Standing {
        Standing { state, stated }
    }

    pub(super) const fn states(self, bit: u8) -> bool {
        self.stated & bit != 0
    }
}

impl fmt::Debug for MonthColumns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MonthColumns").field("accounts", &self.severity.len()).finish_non_exhaustive()
    }
}
