//! One month of one account as its furnisher reports it, and the one way in which it joins the account.

use chrono::NaiveDate;
use thiserror::Error;

use super::account::{Account, LatestState, MonthlyState, WorstEver};
use super::payments::Payments;
use crate::history::{PaymentHistory, PaymentStatus, Severity};
use crate::money::Money;
use crate::month::Month;
use crate::record::record_of;

record_of! {
    /// A furnisher's report of one account for one month 月度报送: the status of the month and the state of the account.
    ///
    /// [`Account::append`] adds it to an account, [`Report::append_month`](super::Report::append_month) to an account of
    /// a checked report. A furnisher that says nothing of how the month was paid leaves the history as it is, and one that
    /// says nothing of how the account stands leaves that; an update that says neither is refused.
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

impl MonthlyUpdate {
    /// `true` if it says how the account stands.
    pub(super) fn has_state(&self) -> bool {
        self.monthly.is_some() || self.latest.is_some()
    }
}

impl Account {
    /// Appends a month: history, overdue amounts, PBOC grids and states move together.
    ///
    /// * The month must follow the history's latest. Missing months are an error or become `#`, as `gap` says.
    /// * An update without a status leaves the history. Its month is the history's latest or the one after; with
    ///   [`Gap::Unknown`] it may be a later one.
    /// * An account without a history begins with this month.
    /// * Beyond sixty months, the oldest falls off with its overdue amount.
    /// * An update that states either [`monthly`](MonthlyUpdate::monthly) or [`latest`](MonthlyUpdate::latest) replaces
    ///   both, since what was said of an earlier month no longer holds; one with neither leaves both.
    /// * No state is replaced by that of an earlier month. The month of a latest state is known by its
    ///   [`reported`](LatestState::reported) only, which must be a day of the update's month; a furnisher that leaves it
    ///   out is compared with the history alone.
    /// * A status worse than a stated [`worst_ever`](Account::worst_ever) takes its place.
    ///
    /// The report that holds the account checks that its kind may state these facts, and that they agree.
    ///
    /// # Errors
    ///
    /// [`UpdateError`] if the month does not fit the account, which then stays as it was.
    pub fn append(&mut self, update: MonthlyUpdate, gap: Gap) -> Result<(), UpdateError> {
        let has_state = update.has_state();
        let MonthlyUpdate { month, status, overdue, monthly, latest } = update;
        if let Some(of_state) = monthly.as_ref().map(|monthly| monthly.month).filter(|&of_state| of_state != month) {
            return Err(UpdateError::OtherMonth { month, of_state });
        }
        let reported = latest.as_ref().and_then(|latest| latest.reported);
        if let Some(reported) = reported.filter(|&day| Month::of(day).ok() != Some(month)) {
            return Err(UpdateError::ReportedElsewhere { month, reported });
        }
        if let Some(known) = self.state_month().filter(|&known| has_state && known > month) {
            return Err(UpdateError::StateKnown { month, known });
        }
        match status {
            Some(status) => self.append_status(month, status, overdue, gap)?,
            None if overdue.is_some() => return Err(UpdateError::OverdueAlone { month }),
            None if !has_state => return Err(UpdateError::Nothing { month }),
            None => self.check_state_month(month, gap)?,
        }
        if has_state {
            (self.monthly, self.latest) = (monthly, latest.unwrap_or_default());
        }
        Ok(())
    }

    /// Replaces the status and the overdue amount of a month of the history. PBOC grids grow where the amount needs a
    /// place.
    ///
    /// A status worse than a stated [`worst_ever`](Account::worst_ever) takes its place, as on appending. One that
    /// corrects the worst month itself to a better status leaves it: the account may be older than its history, so the
    /// next worst month is not known here. Where it is, set the field.
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
        let (earliest, latest) = (payments.history.earliest(), payments.history.latest());
        let changed = payments.with_month(month, status, overdue);
        *payments = changed.ok_or(UpdateError::NoSuchMonth { month, earliest, latest })?;
        self.raise_worst_ever(month, status);
        Ok(())
    }

    /// Checks the month of a state that comes without a status.
    fn check_state_month(&self, month: Month, gap: Gap) -> Result<(), UpdateError> {
        let Some(payments) = &self.payments else { return Ok(()) };
        let latest = payments.history.latest();
        match month.months_since(latest) {
            ..0 => Err(UpdateError::StateBeforeHistory { month, latest }),
            2.. if gap == Gap::Refuse => Err(UpdateError::Gap { month, latest }),
            _ => Ok(()),
        }
    }

    fn raise_worst_ever(&mut self, month: Month, status: PaymentStatus) {
        if self.worst_ever.is_some_and(|worst| worst.status.severity() < status.severity()) {
            self.worst_ever = Some(WorstEver { status, month });
        }
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
                let mut begun = Payments::from(PaymentHistory::of_month(month, status));
                begun.overdue.set(0, overdue);
                self.payments = Some(begun);
            }
            Some(payments) => {
                let latest = payments.history.latest();
                let after = month.months_since(latest);
                let not_after = UpdateError::NotAfter { month, latest };
                if after < 1 {
                    return Err(not_after);
                }
                if after > 1 && gap == Gap::Refuse {
                    return Err(UpdateError::Gap { month, latest });
                }
                let missing = (1..after).map(|_| (PaymentStatus::of(Severity::Unknown), None));
                let mut longer = payments.clone();
                for (status, overdue) in missing.chain([(status, overdue)]) {
                    // At the end of the calendar nothing is after the latest month.
                    longer = longer.followed_by(status, overdue).ok_or_else(|| not_after.clone())?;
                }
                *payments = longer;
            }
        }
        self.raise_worst_ever(month, status);
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
    /// A latest state reported on a day outside the update's month.
    #[error("the update for {month} has a latest state reported on {reported}: expected a day in {month}")]
    ReportedElsewhere {
        /// The update's month.
        month: Month,
        /// The day of the state.
        reported: NaiveDate,
    },
    /// A state without a status, of a month before the history's latest.
    #[error("the state of {month} is older than the history, which goes to {latest}: expected {latest} or later")]
    StateBeforeHistory {
        /// The month.
        month: Month,
        /// The history's latest.
        latest: Month,
    },
    /// An update with neither a status nor a state.
    #[error("the update for {month} says nothing: expected a status or a state")]
    Nothing {
        /// The month.
        month: Month,
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
}
