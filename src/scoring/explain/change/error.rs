//! Errors of actions and of the search for the cheapest.

use crate::attributes::AttributeError;
use crate::report::{AccountKind, ReportError};

/// Error of an action, or of the search for the cheapest change.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeError {
    /// The report does not have the account.
    #[error("the report has no account `{account}`")]
    UnknownAccount {
        /// Id of the account.
        account: String,
    },
    /// Nothing can be repaid on the account.
    #[error("nothing can be repaid on account `{account}`: expected an open loan or card on which something is owed")]
    NothingOwed {
        /// Id of the account.
        account: String,
    },
    /// The repayment is too small or too large.
    #[error(
        "{found} cannot be repaid on account `{account}`: expected {least} (what is past due) to {most} minor units"
    )]
    Amount {
        /// Id of the account.
        account: String,
        /// Amount as given, in minor units.
        found: u64,
        /// Smallest possible amount.
        least: u64,
        /// Largest possible amount.
        most: u64,
    },
    /// Nothing is past due on the account.
    #[error("nothing is past due on account `{account}`")]
    NothingPastDue {
        /// Id of the account.
        account: String,
    },
    /// The number of months is too small or too large.
    #[error("{found} months: expected {least} to {most}")]
    Months {
        /// Number as given.
        found: u8,
        /// Smallest number.
        least: u8,
        /// Largest number.
        most: u8,
    },
    /// A person cannot open an account of the kind.
    #[error("`{kind}` is not a kind of account that a person can open: expected r2, prepaid, utility or telecom")]
    NotOpenable {
        /// Kind as given.
        kind: AccountKind,
    },
    /// Rent is already reported.
    #[error("rent is already reported")]
    RentReported,
    /// Time would pass the first or last month of the calendar.
    #[error("the action leaves the calendar: expected the years 1 to 5460")]
    Calendar,
    /// The report after the action would not be valid.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// Attributes could not be computed.
    #[error(transparent)]
    Attributes(#[from] AttributeError),
    /// The search does not know how an attribute moves with repayments.
    #[error(
        "`{attribute}` changes with repayments in a way that the search does not know: expected sums, averages, highest and \
         lowest of balances or used amounts, and ratios and differences with values that do not change"
    )]
    NotExact {
        /// Name of the attribute.
        attribute: String,
    },
    /// The search would take longer than is allowed.
    #[error("more than {limit} scores would have to be tried: expected fewer accounts or bins")]
    TooMuch {
        /// Most scores that are tried.
        limit: usize,
    },
    /// An answer failed its verification on the changed report; none is known to.
    #[error("an answer failed when it was applied and scored again")]
    NotVerified,
}
