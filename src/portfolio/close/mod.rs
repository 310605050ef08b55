//! The close of a month: the values that furnishers report for the next month replace those of the last.

mod after;
mod check;
mod loops;
mod month;
mod table;
mod transitions;

pub use self::month::{MonthColumns, Standing};
use self::transitions::{Plan, Transitions};
use super::columns::length;
use super::error::PortfolioError;
use super::store::Portfolio;

impl Portfolio {
    /// Moves the portfolio to the end of the next month, with the values reported for it: one batch for each that
    /// [`columns`](Self::columns) gives.
    ///
    /// Every history gains a month and drops the one that becomes older than sixty; the as-of day of every subject
    /// becomes the last day of the month. The result equals the portfolio of the reports with that month added,
    /// provided that none of them states anything for a month after the portfolio's: such values were left out or not
    /// known when it was built, and stay so. New accounts and inquiries are added by [`replace`](Self::replace) and
    /// [`into_builder`](Self::into_builder).
    ///
    /// Months between the latest month of an account, whose furnisher reports late, and the closed one lie outside the
    /// account's life: columns have nothing else for a month that was never reported. The equal report has them set to
    /// [`PaymentStatus::OUTSIDE`](crate::PaymentStatus::OUTSIDE). [`Gap::Unknown`](crate::report::Gap::Unknown), which
    /// states them as unknown (`#`), makes another history.
    ///
    /// An amount past due above zero beside a month paid as agreed, which a report refuses, is accepted: columns do not
    /// know the month of their amounts.
    ///
    /// # Errors
    ///
    /// [`PortfolioError::LastMonth`] if the calendar has no next month; [`PortfolioError::Length`] and
    /// [`PortfolioError::Columns`] for batches that do not fit the accounts. The portfolio stays as it was.
    pub fn close_month(&mut self, batches: &[MonthColumns]) -> Result<(), PortfolioError> {
        let month = self.month.checked_add(1).ok_or(PortfolioError::LastMonth)?;
        length("batches", batches.len(), self.chunks.len())?;
        let mut transitions = Transitions::default();
        let chunks = self.chunks().zip(batches);
        // Everything is checked before anything is changed, so that an error leaves the portfolio as it was.
        let plans: Vec<Plan> =
            chunks.map(|((first, chunk), batch)| transitions.plan(chunk, first, batch)).collect::<Result<_, _>>()?;

        // The dictionaries are rebuilt, so that profiles which no account has any more are dropped.
        self.dictionaries = transitions.into_dictionaries();
        let days = i32::try_from(month.last_day().signed_duration_since(self.month.last_day()).num_days());
        for ((chunk, batch), plan) in self.chunks.iter_mut().zip(batches).zip(plans) {
            (chunk.columns.profile, chunk.dictionary) = (plan.profile, plan.dictionary);
            chunk.columns.shift(&batch.severity);
            chunk.columns.take_amounts(batch, &plan.keeping);
            chunk.columns.inquiries.days.add(days.unwrap_or(0));
            chunk.columns.as_of.clear();
        }
        self.month = month;
        Ok(())
    }
}
