//! Why an action cannot be, and why there may be no answer.

use crate::attributes::AttributeError;
use crate::report::{ReportError, UpdateError};

/// Why an action cannot be, or the cheapest was not found.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeError {
    /// An account that the report does not have.
    #[error("the report has no account `{account}`")]
    UnknownAccount {
        /// Its number.
        account: String,
    },
    /// A repayment on an account on which nothing can be repaid.
    #[error("nothing can be repaid on account `{account}`: expected an open loan or card on which something is owed")]
    NothingOwed {
        /// Its number.
        account: String,
    },
    /// A repayment of too little or too much.
    #[error(
        "{found} cannot be repaid on account `{account}`: expected {least} (what is past due) to {most} minor units"
    )]
    Amount {
        /// Its number.
        account: String,
        /// The amount, in minor units.
        found: u64,
        /// The least that may be.
        least: u64,
        /// The most.
        most: u64,
    },
    /// Clearing an account on which nothing is past due.
    #[error("nothing is past due on account `{account}`")]
    NothingPastDue {
        /// Its number.
        account: String,
    },
    /// A number of months that is too small or too large.
    #[error("{found} months: expected {least} to {most}")]
    Months {
        /// The number.
        found: u8,
        /// The least.
        least: u8,
        /// The most.
        most: u8,
    },
    /// Reporting rent where rent is reported.
    #[error("rent is reported already")]
    RentReported,
    /// Time before the first or after the last month there is.
    #[error("the action leaves the calendar: expected the years 1 to 5460")]
    Calendar,
    /// A month that does not follow an account's history.
    #[error(transparent)]
    Month(#[from] UpdateError),
    /// The report as it would stand is not valid.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// Attributes that could not be computed.
    #[error(transparent)]
    Attributes(#[from] AttributeError),
    /// An attribute of which it is not known how it moves with what is repaid.
    #[error(
        "`{attribute}` moves with what is repaid in a way that is not searched: expected sums, averages, highest and \
         lowest of balances or used amounts, and ratios and differences with what does not move"
    )]
    NotExact {
        /// Its name.
        attribute: String,
    },
    /// A search that takes longer than is allowed.
    #[error("more than {limit} scores would have to be tried: expected fewer accounts or bins")]
    TooMuch {
        /// The most that are tried.
        limit: usize,
    },
    /// An answer that did not hold when it was applied and scored again; none is known to.
    #[error("an answer did not hold when it was scored again")]
    NotVerified,
}
