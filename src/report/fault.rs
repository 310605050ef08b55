//! Problems of a report: where, in which field, and the fault.

use std::fmt;

use chrono::NaiveDate;
use thiserror::Error;

use super::account::{AccountId, ID_CHARS_MAX};
use super::words::AccountKind;
use crate::history::{HistoryError, PaymentStatus};
use crate::language::Language;
use crate::money::{Currency, Money};
use crate::month::Month;
use crate::problems::{Problems, Summary};
use crate::text::quoted;

/// The problems of a report, at least one: the first 100 are kept, the others are counted.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{}", Summary::from(.0))]
pub struct ReportError(Problems<ReportProblem>);

impl ReportError {
    /// How many problems are kept.
    pub const LIMIT: usize = Problems::<ReportProblem>::LIMIT;

    /// The number of problems, those beyond the limit too.
    #[must_use]
    pub fn total(&self) -> usize {
        self.0.total()
    }

    /// The problems kept, in the order of the report.
    #[must_use]
    pub fn problems(&self) -> &[ReportProblem] {
        self.0.as_slice()
    }

    /// The problems kept.
    #[must_use]
    pub fn into_problems(self) -> Vec<ReportProblem> {
        self.0.into_iter().collect()
    }
}

impl From<Problems<ReportProblem>> for ReportError {
    fn from(problems: Problems<ReportProblem>) -> Self {
        Self(problems)
    }
}

impl From<ReportError> for Problems<ReportProblem> {
    fn from(error: ReportError) -> Self {
        error.0
    }
}

impl Problems<ReportProblem> {
    pub(super) fn add(&mut self, item: Item, field: &'static str, fault: Fault) {
        self.add_with(|| ReportProblem::new(item, field, fault));
    }
}

/// A problem of a report: where, in which field, and what was expected.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{item}, field `{field}`: {fault}")]
pub struct ReportProblem {
    item: Item,
    field: &'static str,
    fault: Fault,
}

impl ReportProblem {
    fn new(item: Item, field: &'static str, fault: Fault) -> Self {
        Self { item, field, fault }
    }

    /// The part of the report.
    #[must_use]
    pub fn item(&self) -> &Item {
        &self.item
    }

    /// The field, by its name in the native form.
    #[must_use]
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// The fault in the field.
    #[must_use]
    pub fn fault(&self) -> &Fault {
        &self.fault
    }
}

/// A part of a report; positions count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Item {
    /// The report as a whole.
    Report,
    /// An account: its position and number.
    Account(usize, AccountId),
    /// A credit agreement.
    Agreement(usize),
    /// A liability.
    Liability(usize),
    /// A public record.
    PublicRecord(usize),
    /// An inquiry.
    Inquiry(usize),
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Report => f.write_str("report"),
            Self::Account(_, id) => write!(f, "account `{}`", quoted(id.as_str())),
            Self::Agreement(index) => write!(f, "agreement {index}"),
            Self::Liability(index) => write!(f, "liability {index}"),
            Self::PublicRecord(index) => write!(f, "public record {index}"),
            Self::Inquiry(index) => write!(f, "inquiry {index}"),
        }
    }
}

/// The fault in one field of a report.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum Fault {
    /// A text that could not be read.
    #[error("`{found}` cannot be read: expected {expected}")]
    Unreadable {
        /// The text.
        found: String,
        /// Description of a valid text.
        expected: String,
    },
    /// A text of statuses that is not a history.
    #[error("{0}")]
    History(HistoryError),
    /// A fact on an account of a kind that has no such fact.
    #[error("does not apply to an account of kind `{}` ({})", .0.tag(), .0.text(Language::English))]
    DoesNotApply(AccountKind),
    /// An amount in a currency that is not the report's.
    #[error("is in {found}: expected {expected}, the currency of the report")]
    Currency {
        /// The amount's.
        found: Currency,
        /// The report's.
        expected: Currency,
    },
    /// An amount below zero where that cannot be.
    #[error("`{0}` is negative: expected zero or more")]
    Negative(Money),
    /// A second account with the same number.
    #[error("repeats the number of account {first}: expected numbers to be unique")]
    Duplicate {
        /// Position of the first.
        first: usize,
    },
    /// A date after the report.
    #[error("`{found}` is after the report of {report}")]
    AfterReport {
        /// The date or month.
        found: String,
        /// The report's date.
        report: NaiveDate,
    },
    /// A date before one that it must not precede.
    #[error("`{found}` is before `{earlier}`, its `{earlier_field}`")]
    Before {
        /// The date or month.
        found: String,
        /// The date or month that it must not precede.
        earlier: String,
        /// The field that holds the earlier one.
        earlier_field: &'static str,
    },
    /// A month outside the history it belongs to.
    #[error("speaks of a month {ago} back: the history has {length} months")]
    OutsideHistory {
        /// Months back.
        ago: u8,
        /// Length of the history.
        length: usize,
    },
    /// A grid of months that the history it belongs to does not have.
    #[error("shows {first} to {last}: the history has {earliest} to {latest}")]
    OutsideGrid {
        /// First month of the grid.
        first: Month,
        /// Last month of the grid.
        last: Month,
        /// First month of the history.
        earliest: Month,
        /// Last month of the history.
        latest: Month,
    },
    /// An overdue amount in a month in which nothing can be overdue.
    #[error("states {amount} for {month}, which is reported as {} (`{status}`): expected nothing overdue", .status.meaning())]
    OverdueContradicts {
        /// The month.
        month: Month,
        /// The amount.
        amount: Money,
        /// Status of the month.
        status: PaymentStatus,
    },
    /// A day of opening after a month that is reported.
    #[error("`{opened}` is after {month}, which is reported as {} (`{status}`): expected a day in {month} or before", .status.meaning())]
    OpenedContradicts {
        /// The day of opening.
        opened: NaiveDate,
        /// The first month of which something is reported.
        month: Month,
        /// Status of that month.
        status: PaymentStatus,
    },
    /// An amount past due in a month that was paid as agreed.
    #[error("`{amount}` is past due in {month}, which is reported as paid as agreed: expected zero")]
    PastDueContradicts {
        /// The month.
        month: Month,
        /// The amount.
        amount: Money,
    },
    /// A number that cannot be an account's.
    #[error("is not the number of an account: expected 1 to {ID_CHARS_MAX} characters, none a control character")]
    Id,
    /// A text that must not be empty.
    #[error("is empty")]
    Empty,
}
