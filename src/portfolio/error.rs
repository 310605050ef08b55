//! What can be wrong with a portfolio.

use crate::attributes::AttributeError;
use crate::money::Currency;
use crate::month::Month;
use crate::text::quoted;

/// Why a portfolio was not built, or gave no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PortfolioError {
    /// A report in another currency than the portfolio.
    #[error("the report of `{}` is in {found}: expected {expected}, as is the portfolio", quoted(.subject))]
    Currency {
        /// The person, by pseudonym.
        subject: String,
        /// The report's currency.
        found: Currency,
        /// The portfolio's.
        expected: Currency,
    },
    /// More of one thing in one report than a portfolio holds.
    #[error("the report of `{}` has {found} {what}: expected at most {most}", quoted(.subject))]
    TooMany {
        /// The person, by pseudonym.
        subject: String,
        /// Accounts, inquiries, liabilities, or bytes in the name.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// A column that is longer or shorter than another says.
    #[error("column `{column}` has {found} values: expected {expected}")]
    Length {
        /// The column.
        column: &'static str,
        /// How many values it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// A value in a column that no report could have given.
    #[error("column `{column}` has {found} at place {place}{}: expected {expected}", of(.subject.as_deref()))]
    Columns {
        /// The column.
        column: &'static str,
        /// The place in it, or that of the account; from 0.
        place: usize,
        /// The person, by pseudonym or number, where it is about one.
        subject: Option<String>,
        /// What stands there.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// A subject, an account or a month that there is not.
    #[error("there is no {what} {found}: expected less than {there}, counted from 0")]
    Missing {
        /// Subject, account, or month.
        what: &'static str,
        /// Its number.
        found: usize,
        /// How many there are.
        there: usize,
    },
    /// The last month there is cannot be followed by another.
    #[error("the portfolio is of {}: there is no month after it", Month::LAST)]
    LastMonth,
    /// A result that is none: a number that does not fit 64 bits.
    #[error(transparent)]
    Attribute(#[from] AttributeError),
}

fn of(subject: Option<&str>) -> String {
    subject.map(|subject| format!(", of `{}`", quoted(subject))).unwrap_or_default()
}
