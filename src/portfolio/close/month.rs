//! What furnishers report of one month, in columns.

use std::fmt;

use crate::portfolio::columns::{Amounts, Sparse, stated};
use crate::report::AccountState;

/// What furnishers report of one month about the accounts of one batch of [`Columns`](crate::portfolio::columns::Columns): the same
/// accounts, in the same order.
///
/// An account that reports nothing has severity 0 and a place in `standings` where there is nothing: it keeps its state
/// and amounts, and what is not known of it yet stays so. Amounts are minor units, 0 where not stated.
///
/// ```
/// use credit_bureau::portfolio::columns::{Amounts, stated};
/// use credit_bureau::attributes::Plan;
/// use credit_bureau::portfolio::{MonthColumns, Portfolio, Standing};
/// use credit_bureau::history::Severity;
/// use credit_bureau::{AccountKind, AccountState, Currency, Regime, Report};
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
    /// How the month went, an account: the number of its [`Severity`](crate::history::Severity).
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
    pub(super) const BITS: u8 = !(stated::GRANTED | stated::OVERDUE);

    /// A state, and the bits of what is stated.
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
