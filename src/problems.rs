//! Problems as they are found: the first of them, the number of all, and a summary on one line.
//!
//! Whatever is checked may come from anyone, so the cost of reporting stays bounded: beyond a limit a problem is
//! counted and not made.

use std::fmt;

/// A list of problems: the first up to a limit, in the order they were found, and the number of all.
///
/// Shown one a line, with `… and n more` at the end if there were more than the limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems<P> {
    kept: Vec<P>,
    limit: usize,
    total: usize,
}

impl<P> Problems<P> {
    /// The number of problems that [`Problems::default`] keeps: enough for a person to work through in one go.
    pub const LIMIT: usize = 100;

    /// Creates an empty list that keeps the first `limit` problems.
    #[must_use]
    pub const fn new(limit: usize) -> Self {
        Self { kept: Vec::new(), limit, total: 0 }
    }

    /// Adds a problem that is made already.
    pub fn push(&mut self, problem: P) {
        self.add_with(|| problem);
    }

    /// Adds a problem, and makes it only if it is kept.
    pub fn add_with(&mut self, problem: impl FnOnce() -> P) {
        self.total = self.total.saturating_add(1);
        if self.kept.len() < self.limit {
            self.kept.push(problem());
        }
    }

    /// Adds the problems of another list behind these.
    pub fn append(&mut self, others: Self) {
        self.total = self.total.saturating_add(others.total);
        let room = self.limit.saturating_sub(self.kept.len());
        self.kept.extend(others.kept.into_iter().take(room));
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

    /// The number of problems kept at most.
    #[must_use]
    pub const fn limit(&self) -> usize {
        self.limit
    }

    /// The problems kept, in the order they were found.
    #[must_use]
    pub fn as_slice(&self) -> &[P] {
        &self.kept
    }

    /// The problems kept, in the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, P> {
        self.kept.iter()
    }

    /// Returns `value` if nothing is wrong, else the problems.
    ///
    /// # Errors
    ///
    /// These problems, if there are any.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// Fails with the error made of the problems kept and the number of the others, if there are any problems.
    pub(crate) fn none_or<E>(self, error: impl FnOnce(Vec<P>, usize) -> E) -> Result<(), E> {
        if self.is_empty() {
            return Ok(());
        }
        let unlisted = self.total.saturating_sub(self.kept.len());
        Err(error(self.kept, unlisted))
    }
}

impl<P> Default for Problems<P> {
    fn default() -> Self {
        Self::new(Self::LIMIT)
    }
}

impl<P: fmt::Display> fmt::Display for Problems<P> {
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

impl<P: fmt::Debug + fmt::Display> std::error::Error for Problems<P> {}

impl<'s, P> IntoIterator for &'s Problems<P> {
    type Item = &'s P;
    type IntoIter = std::slice::Iter<'s, P>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.iter()
    }
}

impl<P> IntoIterator for Problems<P> {
    type Item = P;
    type IntoIter = std::vec::IntoIter<P>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.into_iter()
    }
}

/// Some problems on one line: the first of them, and how many more there are.
pub(crate) struct Summary<'a, P> {
    kept: &'a [P],
    total: usize,
}

impl<'a, P> Summary<'a, P> {
    /// Summarises the problems of an error, which keeps some and counts the others.
    pub(crate) fn new(kept: &'a [P], unlisted: usize) -> Self {
        Self { kept, total: kept.len().saturating_add(unlisted) }
    }
}

impl<'a, P> From<&'a Problems<P>> for Summary<'a, P> {
    fn from(problems: &'a Problems<P>) -> Self {
        Self { kept: &problems.kept, total: problems.total }
    }
}

impl<P: fmt::Display> fmt::Display for Summary<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(first) = self.kept.first() else { return write!(f, "{} problems", self.total) };
        first.fmt(f)?;
        match self.total.saturating_sub(1) {
            0 => Ok(()),
            1 => f.write_str(" (and 1 more problem)"),
            more => write!(f, " (and {more} more problems)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_beyond_the_limit_are_counted_and_not_made() {
        let mut problems = Problems::new(2);
        for found in ["a", "b", "c", "d"] {
            problems.push(found);
        }
        problems.add_with(|| panic!("made a problem that is not kept"));
        assert_eq!((problems.total(), problems.iter().count()), (5, 2));
        assert_eq!(problems.to_string(), "a\nb\n… and 3 more");
        assert!(problems.or(()).is_err());
        assert_eq!(Problems::<&str>::default().or(7), Ok(7));
    }

    #[test]
    fn a_summary_has_the_first_and_the_number_of_the_others() {
        for (found, line) in
            [(&["a"][..], "a"), (&["a", "b"], "a (and 1 more problem)"), (&["a", "b", "c"], "a (and 2 more problems)")]
        {
            let mut problems = Problems::new(1);
            found.iter().for_each(|one| problems.push(*one));
            assert_eq!(Summary::from(&problems).to_string(), line);
            assert_eq!(problems.none_or(|kept, unlisted| (kept.len(), unlisted)), Err((1, found.len() - 1)));
        }
        assert_eq!(Summary::from(&Problems::<&str>::new(0)).to_string(), "0 problems");
    }

    #[test]
    fn appended_problems_stand_behind_and_all_are_counted() {
        let (mut one, mut other) = (Problems::new(2), Problems::new(1));
        one.push("a");
        ["b", "c"].iter().for_each(|found| other.push(*found));
        one.append(other);
        assert_eq!((one.as_slice(), one.total()), (&["a", "b"][..], 3));
    }
}
