//! Errors of histories, statuses and notations.

use super::{HistoryForm, Notation, PaymentStatus};
use crate::month::Month;

/// An error in a payment history, a status or a delinquency bucket.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// A character that the notation does not have.
    #[error(
        "`{}` at character {position} ({month}) is not a payment status: expected one of {}",
        .found.escape_debug(), .notation.allowed()
    )]
    UnknownSymbol {
        /// The character.
        found: char,
        /// Position in the text, from 1.
        position: usize,
        /// The month it speaks of.
        month: Month,
        /// The notation it was read in.
        notation: Notation,
    },
    /// A status the notation has no symbol for.
    #[error("{notation} has no symbol for `{}` in {month}", .status.meaning())]
    NoSymbol {
        /// The status.
        status: PaymentStatus,
        /// The month of the status.
        month: Month,
        /// The notation that lacks it.
        notation: Notation,
    },
    /// A history without a month.
    #[error("the payment history has no month: expected 1 to 60")]
    Empty,
    /// A history of more than 60 months.
    #[error("the payment history up to {latest} has more than 60 months: expected 1 to 60")]
    TooLong {
        /// The latest month.
        latest: Month,
    },
    /// A number of months the form does not have.
    #[error("{form} has {found} months: expected exactly {expected}")]
    Length {
        /// The form.
        form: HistoryForm,
        /// Months found; counted no further than 61.
        found: usize,
        /// Months the form has.
        expected: usize,
    },
    /// A history that would begin before the first month of the calendar.
    #[error("{months} months up to {latest} begin before the calendar does, in 0001-01")]
    BeforeCalendar {
        /// The latest month.
        latest: Month,
        /// Number of months.
        months: usize,
    },
    /// A severity and a variant that no row of the table of statuses has.
    #[error("severity {severity} has no variant {variant}")]
    UnknownStatus {
        /// Number of the severity.
        severity: u8,
        /// The variant.
        variant: u8,
    },
    /// A bucket that is not 1 to 7.
    #[error("{found} is not a delinquency bucket: expected 1 (1–30 days past due) to 7 (over 180)")]
    UnknownBucket {
        /// The number found.
        found: u8,
    },
    /// A text that is none of the kind of value it was read as.
    #[error("`{found}` is not {what}: expected {expected}")]
    Text {
        /// The text.
        found: String,
        /// The kind of value, with its article.
        what: &'static str,
        /// Description of a valid text.
        expected: String,
    },
}
