//! The close of a month: what furnishers report of one more month takes the place of what they reported of the last.

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
