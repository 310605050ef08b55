//! One month of one account as its furnisher reports it, and the one way in which it joins the account.

use thiserror::Error;

use super::account::{Account, LatestState, MonthlyState, WorstEver};
use super::payments::Payments;
use crate::history::{HistoryError, PaymentHistory, PaymentStatus, Severity};
use crate::money::Money;
use crate::month::Month;
use crate::record::record_of;

record_of! {
    /// A furnisher's report of one account for one month 月度报送: the status of the month and the state of the account.
    ///
    /// [`Account::append`] adds it to an account, [`Report::append_month`](super::Report::append_month) to an account of
    /// a checked report. Everything but the month may be left out: a furnisher that says nothing of how the month was
    /// paid leaves the history as it is, and one that says nothing of how the account stands leaves that.
    ///
    /// ```
    /// use credit_bureau::history::Severity;
    /// use credit_bureau::report::{Gap, MonthlyState, MonthlyUpdate};
    /// use credit_bureau::{AccountKind, Currency, Money, PaymentStatus, Report};
    ///
    /// let mut report = Report::builder("2024-07-31")
    ///     .account(AccountKind::NonRevolvingLoan, "loan", |loan| {
    ///         loan.as_of("2024-06").past_due(400).paid("1N").overdue(&[(0, 400)])
    ///     })
    ///     .build()?;
    ///
    /// let month = "2024-07".parse()?;
    /// let mut july = MonthlyUpdate::new(month);
    /// july.status = Some(PaymentStatus::of(Severity::PaidAsAgreed));
    /// let mut stands = MonthlyState::new(month);
    /// stands.past_due = Some(Money::zero(Currency::CNY));
    /// july.monthly = Some(stands);
    /// report.append_month("loan", july, Gap::Refuse)?;
    ///
    /// let payments = report.accounts[0].payments.as_ref().unwrap();
    /// assert_eq!(format!("{:?}", payments.history), "2024-07: N1N");
    /// assert_eq!(payments.overdue.at(0), None); // the 400 stay with June
    /// assert_eq!(payments.overdue.at(1), Some(Money::whole(400, Currency::CNY)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    MonthlyUpdate {
        /// The month.
        month: Month,
        ..
        /// Status of the month 还款状态.
        status: Option<PaymentStatus>,
        /// Overdue (overdraft) total of the month 逾期（透支）总额; only beside a status.
        overdue: Option<Money>,
        /// State and amounts of the month reported in full (segment C); it must name the same month.
        monthly: Option<MonthlyState>,
        /// Latest state (segment B), such as that of a closed account or a collection.
        latest: Option<LatestState>,
    }
}

/// Treatment of missing months between an account's latest month and the appended one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gap {
    /// A missing month refuses the update.
    Refuse,
    /// Missing months are recorded as open with unknown status, `#`.
    Unknown,
}

impl Account {
    /// Appends a month: history, overdue amounts, PBOC grids and states move together.
    ///
    /// * The month must follow the history's latest. Missing months are an error or become `#`, as `gap` says.
    /// * An account without a history begins with this month.
    /// * Beyond sixty months, the oldest falls off with its overdue amount.
    /// * An update that states either [`monthly`](MonthlyUpdate::monthly) or [`latest`](MonthlyUpdate::latest) replaces
    ///   both, since what was said of an earlier month no longer holds; one with neither leaves both.
    /// * A status worse than a stated [`worst_ever`](Account::worst_ever) takes its place.
    ///
    /// The report that holds the account checks that its kind may state these facts, and that they agree.
    ///
    /// # Errors
    ///
    /// [`UpdateError`] if the month does not fit the account, which then stays as it was.
    pub fn append(&mut self, update: MonthlyUpdate, gap: Gap) -> Result<(), UpdateError> {
        let MonthlyUpdate { month, status, overdue, monthly, latest } = update;
        if let Some(of_state) = monthly.as_ref().map(|monthly| monthly.month).filter(|&of_state| of_state != month) {
            return Err(UpdateError::OtherMonth { month, of_state });
        }
        let states = monthly.is_some() || latest.is_some();
        if let Some(known) = self.state_month().filter(|&known| states && known > month) {
            return Err(UpdateError::StateKnown { month, known });
        }
        match status {
            Some(status) => self.append_status(month, status, overdue, gap)?,
            None if overdue.is_some() => return Err(UpdateError::OverdueAlone { month }),
            None => {}
        }
        if states {
            (self.monthly, self.latest) = (monthly, latest.unwrap_or_default());
        }
        Ok(())
    }

    /// Replaces the status and the overdue amount of a month of the history.
    ///
    /// # Errors
    ///
    /// [`UpdateError::NoSuchMonth`] or [`UpdateError::NoHistory`] if the history does not have the month; the account
    /// then stays as it was.
    pub fn set_month(
        &mut self,
        month: Month,
        status: PaymentStatus,
        overdue: Option<Money>,
    ) -> Result<(), UpdateError> {
        let payments = self.payments.as_mut().ok_or(UpdateError::NoHistory { month })?;
        let history = payments.history;
        let ago = u8::try_from(history.latest().months_since(month)).ok();
        let Some((ago, changed)) = ago.zip(history.with_status(month, status)) else {
            let (earliest, latest) = (history.earliest(), history.latest());
            return Err(UpdateError::NoSuchMonth { month, earliest, latest });
        };
        payments.history = changed;
        payments.overdue.set(ago, overdue);
        Ok(())
    }

    fn append_status(
        &mut self,
        month: Month,
        status: PaymentStatus,
        overdue: Option<Money>,
        gap: Gap,
    ) -> Result<(), UpdateError> {
        match &mut self.payments {
            None => {
                let mut begun = Payments::from(PaymentHistory::new(month, &[status])?);
                begun.overdue.set(0, overdue);
                self.payments = Some(begun);
            }
            Some(payments) => {
                let latest = payments.history.latest();
                let after = month.months_since(latest);
                if after < 1 {
                    return Err(UpdateError::NotAfter { month, latest });
                }
                if after > 1 && gap == Gap::Refuse {
                    return Err(UpdateError::Gap { month, latest });
                }
                // The calendar goes at least to `month`, so no append is refused.
                for _ in 1..after {
                    payments.append(PaymentStatus::of(Severity::Unknown), None);
                }
                payments.append(status, overdue);
            }
        }
        if self.worst_ever.is_some_and(|worst| worst.status.severity() < status.severity()) {
            self.worst_ever = Some(WorstEver { status, month });
        }
        Ok(())
    }
}

/// The error of a monthly update that does not fit its account.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UpdateError {
    /// A month that the history has, or one before it.
    #[error("{month} does not follow the history, which goes to {latest}: expected a later month")]
    NotAfter {
        /// The month.
        month: Month,
        /// The history's latest.
        latest: Month,
    },
    /// A month that leaves a gap.
    #[error("{month} leaves a gap after {latest}, the latest month of the history: expected the month after it")]
    Gap {
        /// The month.
        month: Month,
        /// The history's latest.
        latest: Month,
    },
    /// A state of a month before the one that the account's state speaks of already.
    #[error("the state of {month} is older than that of {known}, which is known: expected {known} or later")]
    StateKnown {
        /// The month.
        month: Month,
        /// The month of the account's state.
        known: Month,
    },
    /// A state of another month than the update's.
    #[error("the update for {month} has the state of {of_state}: expected that of {month}")]
    OtherMonth {
        /// The update's month.
        month: Month,
        /// The state's month.
        of_state: Month,
    },
    /// An overdue amount beside no status.
    #[error("the update for {month} has an overdue amount and no status: expected a status beside it")]
    OverdueAlone {
        /// The month.
        month: Month,
    },
    /// A month that the history does not have.
    #[error("the history has no {month}: expected {earliest} to {latest}")]
    NoSuchMonth {
        /// The month.
        month: Month,
        /// The history's earliest month.
        earliest: Month,
        /// The history's latest month.
        latest: Month,
    },
    /// A month of an account without a history.
    #[error("the account has no history, so no {month}: expected a month to be appended first")]
    NoHistory {
        /// The month.
        month: Month,
    },
    /// A history that cannot be.
    #[error(transparent)]
    History(#[from] HistoryError),
}
