//! One form of text: how a value is read from a text of a document and written as one.

use std::borrow::Cow;

use crate::format::problem::ProblemKind;

/// The kind of value in a field, for documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FieldKind {
    /// A code of one of the format's tables of codes.
    Code,
    /// An ISO 4217 code.
    Currency,
    /// Free text.
    Text,
    /// An amount in whole currency units, plain digits.
    Amount,
    /// A number, plain digits.
    Count,
    /// A day, `2019-10-16`.
    Date,
    /// A month, `2019-10`.
    Month,
    /// A year, `2019`.
    Year,
    /// A day and a time, `2019-10-16T17:46:36`.
    Moment,
    /// A repayment status, one symbol.
    Status,
    /// The payment string of an account, one symbol a month.
    Statuses,
    /// The number of items of the list beside it: checked on reading, computed on writing.
    ItemCount,
    /// A group of fields.
    Group,
    /// A list of groups, or of codes.
    List,
}

/// One form of text: amounts, dates, months, counts, codes.
///
/// Every form is strict: a text is read only if writing its value gives the same text again, so nothing is lost
/// between reading and writing.
pub(in crate::format) trait TextForm {
    type Value;

    /// The kind of such a field in the list of fields.
    const KIND: FieldKind;

    /// The name of such a text in messages, with its article: `an amount`.
    fn what(&self) -> &'static str;

    /// The text expected in place of one that could not be read.
    fn expected(&self, text: &str) -> Cow<'static, str>;

    /// The value; `None` if the text does not have this form.
    fn read(&self, text: &str) -> Option<Self::Value>;

    /// The text; else the reason why the format cannot state the value.
    fn write<'a>(&self, value: &'a Self::Value) -> Result<Cow<'a, str>, Cow<'static, str>>;

    /// Whether such a text states, in this place, that there is nothing to state: `--`, `0000-00`.
    fn says_nothing(&self, text: &str) -> bool {
        match Self::KIND {
            FieldKind::Date | FieldKind::Month => matches!(text, "--" | "0000-00" | "0000-00-00"),
            _ => text == "--",
        }
    }

    /// The kind of problem that an unreadable text is.
    fn problem(&self) -> ProblemKind {
        match Self::KIND {
            FieldKind::Code | FieldKind::Status | FieldKind::Currency => ProblemKind::UnknownCode,
            _ => ProblemKind::BadText,
        }
    }
}
