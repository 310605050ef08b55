//! The error of portfolios.

use crate::attributes::AttributeError;
use crate::money::Currency;
use crate::month::Month;
use crate::text::quoted;

/// The error of building, changing or reading a portfolio.
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
        /// The portfolio's currency.
        expected: Currency,
    },
    /// A report with more items of one sort than a portfolio can hold.
    #[error("the report of `{}` has {found} {what}: expected at most {most}", quoted(.subject))]
    TooMany {
        /// The person, by pseudonym.
        subject: String,
        /// The sort of item: accounts, inquiries, liabilities, or bytes in the name.
        what: &'static str,
        /// The number in the report.
        found: usize,
        /// The most that a portfolio can hold.
        most: usize,
    },
    /// A column whose length does not agree with the other columns.
    #[error("column `{column}` has {found} values: expected {expected}")]
    Length {
        /// The name of the column.
        column: &'static str,
        /// The number of values that it has.
        found: usize,
        /// The number of values that it should have.
        expected: usize,
    },
    /// A value in a column that no report could have produced.
    #[error("column `{column}` has {found} at place {place}{}: expected {expected}", of(.subject.as_deref()))]
    Columns {
        /// The name of the column.
        column: &'static str,
        /// The place in the column, or that of the account, from 0.
        place: usize,
        /// The person, by pseudonym or number, if the value belongs to one.
        subject: Option<String>,
        /// The value as found.
        found: String,
        /// The values that are accepted.
        expected: String,
    },
    /// A subject, an account or a month that does not exist.
    #[error("there is no {what} {found}: expected a number below {there}, counted from 0")]
    Missing {
        /// The missing item: `subject`, `account` or `month`.
        what: &'static str,
        /// The number that was asked for.
        found: usize,
        /// How many there are; numbers run from 0 to one less.
        there: usize,
    },
    /// A close of the last month that the calendar has.
    #[error("the portfolio is of {}: there is no month after it", Month::LAST)]
    LastMonth,
    /// An attribute whose number does not fit 64 bits, or that the plan does not have.
    #[error(transparent)]
    Attribute(#[from] AttributeError),
}

fn of(subject: Option<&str>) -> String {
    subject.map(|subject| format!(", of `{}`", quoted(subject))).unwrap_or_default()
}
