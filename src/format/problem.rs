//! What is wrong in a document, where, and what was expected.
//!
//! Reading a document does not stop at the first thing that is wrong: a [`Problems`] collects them, up to a limit, and
//! shows one a line.
//!
//! ```
//! use credit_bureau::format::{Path, ProblemKind, Problems};
//!
//! let mut problems = Problems::default();
//! let place = Path::ROOT;
//! problems.add(ProblemKind::UnknownCode, &place.tag("PD01ED01"), "Q", "a payment status", "one of N 1–7 * #");
//! assert_eq!(problems.to_string(), "`Q` is not a payment status at PD01ED01: expected one of N 1–7 * #");
//! ```
//!
//! Whether a problem stops the reading or is a warning is the reader's decision; a text that is not JSON or XML at all
//! is a [`DocumentError`](crate::format::DocumentError).

use std::borrow::Cow;
use std::fmt;

use super::place::{Path, Place, breaks_lines};

/// What sort of thing is wrong. Decides how a [`Problem`] reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProblemKind {
    /// A code that no table has.
    UnknownCode,
    /// A tag that no table has.
    UnknownField,
    /// A number, list or group where text is due, or the like.
    WrongType,
    /// A text that cannot be read as what it must be: a date, a month, an amount, a count.
    BadText,
    /// A count that disagrees with what it counts.
    CountMismatch,
    /// Something that must be there and is not.
    Missing,
    /// Something that may occur once and occurs again.
    Duplicate,
    /// A step missing in a row that must be unbroken, such as months.
    Gap,
    /// Two fields that cannot both be right.
    Contradiction,
    /// More of something than there can be.
    TooMany,
}

/// One thing that is wrong in a document.
///
/// Shown on one line: what was found, what it should have been, where, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    kind: ProblemKind,
    place: Place,
    what: Cow<'static, str>,
    found: String,
    expected: Cow<'static, str>,
}

impl Problem {
    /// A problem of this kind at this place.
    ///
    /// * `what` names what is due there, in the domain's words and with its article: `a payment status`.
    /// * `found` is what stands there, from the document; more than 40 characters are cut, and line breaks and other
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
        Problem { kind, place: place.into(), what: what.into(), found: shortened(found), expected: expected.into() }
    }

    /// What sort of thing is wrong.
    #[must_use]
    pub const fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// Where.
    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// What is due there: `a payment status`.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// What was found, at most 40 characters of it and a `…`.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What was expected; may be empty.
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

/// The problems of one document: the first of them, up to a limit, and the number of all.
///
/// Shown one a line, with `… and n more` at the end if there were more than the limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    kept: Vec<Problem>,
    limit: usize,
    total: usize,
}

impl Problems {
    /// How many problems [`Problems::default`] keeps.
    pub const LIMIT: usize = 100;

    /// No problems yet; keeps the first `limit`.
    #[must_use]
    pub const fn new(limit: usize) -> Problems {
        Problems { kept: Vec::new(), limit, total: 0 }
    }

    /// Adds a problem, with the arguments of [`Problem::new`]. Beyond the limit it is only counted, so that a document
    /// with a million problems costs no million texts.
    pub fn add(
        &mut self,
        kind: ProblemKind,
        path: &Path<'_>,
        found: &str,
        what: impl Into<Cow<'static, str>>,
        expected: impl Into<Cow<'static, str>>,
    ) {
        self.add_with(|| Problem::new(kind, path, found, what, expected));
    }

    /// Adds a problem that is only made if it is kept.
    pub fn add_with(&mut self, problem: impl FnOnce() -> Problem) {
        self.total = self.total.saturating_add(1);
        if self.kept.len() < self.limit {
            self.kept.push(problem());
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// The number of problems, those beyond the limit too.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.total
    }

    /// How many problems are kept at most.
    #[must_use]
    pub const fn limit(&self) -> usize {
        self.limit
    }

    /// The problems kept, in the order they were found.
    #[must_use]
    pub fn as_slice(&self) -> &[Problem] {
        &self.kept
    }

    /// The problems kept, in the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.kept.iter()
    }

    /// `value` if nothing is wrong, else the problems.
    ///
    /// # Errors
    ///
    /// These problems, if there are any.
    pub fn or<T>(self, value: T) -> Result<T, Problems> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl Default for Problems {
    fn default() -> Problems {
        Problems::new(Problems::LIMIT)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.kept.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        match self.total.saturating_sub(self.kept.len()) {
            0 => Ok(()),
            more if self.kept.is_empty() => write!(f, "{more} problems"),
            more => write!(f, "\n… and {more} more"),
        }
    }
}

impl std::error::Error for Problems {}

impl<'s> IntoIterator for &'s Problems {
    type Item = &'s Problem;
    type IntoIter = std::slice::Iter<'s, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.iter()
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.into_iter()
    }
}

/// What a message shows of a document's text: at most 40 characters, on one line.
pub(super) fn shortened(text: &str) -> String {
    let mut shown = String::new();
    let mut chars = text.chars();
    for c in chars.by_ref().take(FOUND_MAX) {
        if breaks_lines(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

/// The characters of a document's text that a message shows.
const FOUND_MAX: usize = 40;

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

    #[test]
    fn problems_beyond_the_limit_are_counted_and_not_made() {
        let mut problems = Problems::new(2);
        for found in ["a", "b", "c", "d"] {
            problems.add(ProblemKind::BadText, &Path::ROOT, found, "a date", "");
        }
        problems.add_with(|| panic!("made a problem that is not kept"));
        assert_eq!((problems.total(), problems.iter().count()), (5, 2));
        assert_eq!(problems.to_string(), "`a` is not a date at the root\n`b` is not a date at the root\n… and 3 more");
        assert!(problems.or(()).is_err());
        assert_eq!(Problems::default().or(7), Ok(7));
    }
}
