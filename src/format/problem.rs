//! Problems in a document: their kind, their place, and what was expected there.
//!
//! Reading a document does not stop at the first thing that is wrong: a [`Problems`] collects them, up to a limit, and
//! shows one a line.
//!
//! ```
//! use credit_bureau::format::{DocumentPath, ProblemKind, Problems};
//!
//! let mut problems = Problems::default();
//! let place = DocumentPath::ROOT;
//! let place = place.tag("PD01ED01");
//! let (what, expected) = ("a payment status", "one of N 1–7 * #");
//! problems.add(ProblemKind::UnknownCode, &place, "Q", what, expected);
//! assert_eq!(
//!     problems.to_string(),
//!     "`Q` is not a payment status at PD01ED01: expected one of N 1–7 * #"
//! );
//! ```
//!
//! A reader decides whether a problem stops the reading or is a warning. A text that is not JSON or XML at all is a
//! [`DocumentError`](crate::format::DocumentError) instead.

use std::borrow::Cow;
use std::fmt;

use super::place::{DocumentPath, Place};
use crate::problems::Problems;
use crate::text::quoted;

/// The kind of a [`Problem`], which decides the words of its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProblemKind {
    /// A code that is in no table.
    UnknownCode,
    /// A tag that is in no table.
    UnknownField,
    /// A node of the wrong type, such as a number, list or group in place of a text.
    WrongType,
    /// A text that does not have the form of its field: a date, a month, an amount, a count.
    BadText,
    /// A count that differs from the number of items.
    CountMismatch,
    /// A required field or item that is missing.
    Missing,
    /// A value that may occur once and occurs again.
    Duplicate,
    /// A gap in a sequence that must be unbroken, such as months.
    Gap,
    /// A field that contradicts another.
    Contradiction,
    /// More items than there can be.
    TooMany,
}

/// A problem at one place of a document.
///
/// Shown on one line: the text found, what it should have been, the place, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    kind: ProblemKind,
    place: Place,
    what: Cow<'static, str>,
    found: String,
    expected: Cow<'static, str>,
}

impl Problem {
    /// Creates a problem of this kind at this place.
    ///
    /// * `what` names the value that belongs there, in the domain's words and with its article: `a payment status`.
    /// * `found` is the text of the document there; more than 40 characters are cut, and line breaks and other
    ///   control characters shown as escapes. For [`WrongType`](ProblemKind::WrongType) give
    ///   [`Node::describe`](crate::format::Node::describe).
    /// * `expected` completes "expected …"; empty leaves it out.
    pub fn new(
        kind: ProblemKind,
        place: impl Into<Place>,
        found: &str,
        what: impl Into<Cow<'static, str>>,
        expected: impl Into<Cow<'static, str>>,
    ) -> Problem {
        Problem { kind, place: place.into(), what: what.into(), found: quoted(found), expected: expected.into() }
    }

    /// The kind of problem.
    #[must_use]
    pub const fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// The place in the document.
    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// The name of the value that belongs there: `a payment status`.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The text found, at most 40 characters of it and a `…`.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// The text expected; may be empty.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { kind, place, what, found, expected } = self;
        match kind {
            ProblemKind::UnknownCode
            | ProblemKind::UnknownField
            | ProblemKind::BadText
            | ProblemKind::CountMismatch => write!(f, "`{found}` is not {what} at {place}")?,
            ProblemKind::WrongType => write!(f, "{found} is not {what} at {place}")?,
            ProblemKind::Missing => write!(f, "{what} is missing at {place}")?,
            ProblemKind::Duplicate => write!(f, "`{found}` is {what} for the second time at {place}")?,
            ProblemKind::Gap => write!(f, "`{found}` leaves a gap in {what} at {place}")?,
            ProblemKind::Contradiction => write!(f, "`{found}` contradicts {what} at {place}")?,
            ProblemKind::TooMany => write!(f, "`{found}` is too many for {what} at {place}")?,
        }
        if expected.is_empty() { Ok(()) } else { write!(f, ": expected {expected}") }
    }
}

impl std::error::Error for Problem {}

impl Problems<Problem> {
    /// Adds a problem, with the arguments of [`Problem::new`]. Beyond the limit it is only counted, so that a document
    /// with a million problems costs no million texts.
    pub fn add(
        &mut self,
        kind: ProblemKind,
        path: &DocumentPath<'_>,
        found: &str,
        what: impl Into<Cow<'static, str>>,
        expected: impl Into<Cow<'static, str>>,
    ) {
        self.add_with(|| Problem::new(kind, path, found, what, expected));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell() -> Place {
        "PDA.PD01[17].PD01E.PD01EH[3].PD01ED01".parse().unwrap()
    }

    #[test]
    fn a_problem_says_what_where_and_what_was_expected() {
        use ProblemKind::*;
        for (kind, found, what, expected, line) in [
            (
                UnknownCode,
                "Q",
                "a payment status",
                "one of N 1–7",
                "`Q` is not a payment status at X: expected one of N 1–7",
            ),
            (UnknownField, "PD99", "a field of PDA", "", "`PD99` is not a field of PDA at X"),
            (WrongType, "the number `5`", "text", "a month", "the number `5` is not text at X: expected a month"),
            (BadText, "2019-13", "a month", "YYYY-MM", "`2019-13` is not a month at X: expected YYYY-MM"),
            (CountMismatch, "5", "the number of mobiles", "3", "`5` is not the number of mobiles at X: expected 3"),
            (Missing, "", "the report number", "", "the report number is missing at X"),
            (
                Duplicate,
                "A1",
                "an account id",
                "each once",
                "`A1` is an account id for the second time at X: expected each once",
            ),
            (Gap, "2019-05", "the months", "2019-04", "`2019-05` leaves a gap in the months at X: expected 2019-04"),
            (
                Contradiction,
                "2019-05",
                "the opening date",
                "a later month",
                "`2019-05` contradicts the opening date at X: expected a later month",
            ),
            (TooMany, "61", "the months", "at most 60", "`61` is too many for the months at X: expected at most 60"),
        ] {
            let problem = Problem::new(kind, "X".parse::<Place>().unwrap(), found, what, expected);
            assert_eq!(problem.to_string(), line);
        }
    }

    #[test]
    fn a_long_text_is_cut_and_stays_on_one_line() {
        let problem = Problem::new(ProblemKind::BadText, cell(), &"长\n".repeat(100), "a date", "");
        assert_eq!(problem.found(), format!("{}…", "长\\n".repeat(20)));
        assert_eq!(problem.place(), &cell());
    }
}
