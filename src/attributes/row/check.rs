//! The rules that every row must satisfy: its name, its windows, how deep it nests, and that its parts have a meaning
//! together.

use super::attribute::{Attribute, Filter, Measure};
use super::error::AttributeError;
use crate::month::Window;

impl Attribute {
    /// Checks the row: a name of 1 to 64 lower-case letters, digits and underscores, starting with a letter; windows of
    /// at least one month; measures nested at most 8 deep, filters at most 16; and none of the combinations that
    /// [`RowFault`](crate::attributes::RowFault) lists.
    ///
    /// # Errors
    ///
    /// [`AttributeError`] names the rule that is broken.
    pub fn validate(&self) -> Result<(), AttributeError> {
        let mut letters = self.name.bytes();
        let begins = letters.next().is_some_and(|first| first.is_ascii_lowercase());
        let goes_on = letters.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if !begins || !goes_on || self.name.len() > NAME_BYTES_MAX {
            return Err(AttributeError::Name { found: self.name.clone() });
        }
        self.check(&self.measure, MEASURE_DEPTH_MAX)?;
        match self.measure.fault() {
            Some(fault) => Err(AttributeError::NoMeaning { name: self.name.clone(), fault }),
            None => Ok(()),
        }
    }

    fn check(&self, measure: &Measure, depth: usize) -> Result<(), AttributeError> {
        let (filter, window) = match measure {
            Measure::Accounts(row) => (Some(&row.filter), row.window),
            Measure::Months(row) => (Some(&row.filter), row.window),
            Measure::Inquiries(row) => (None, row.window),
            Measure::Liabilities(_) => (None, Window::ALL),
            Measure::Derived(row) => {
                let Some(depth) = depth.checked_sub(1) else {
                    let (what, limit) = ("measures", MEASURE_DEPTH_MAX);
                    return Err(AttributeError::TooDeep { name: self.name.clone(), what, limit });
                };
                self.check(&row.left, depth)?;
                return self.check(&row.right, depth);
            }
        };
        if window.is_empty() {
            return Err(AttributeError::EmptyWindow { name: self.name.clone() });
        }
        match filter.is_none_or(|filter| is_shallow(filter, FILTER_DEPTH_MAX)) {
            true => Ok(()),
            false => {
                let (what, limit) = ("filters", FILTER_DEPTH_MAX);
                Err(AttributeError::TooDeep { name: self.name.clone(), what, limit })
            }
        }
    }
}

/// Whether no part of the filter is nested deeper than `depth`.
fn is_shallow(filter: &Filter, depth: usize) -> bool {
    match (filter, depth.checked_sub(1)) {
        (Filter::All(parts) | Filter::Any(parts), Some(depth)) => parts.iter().all(|part| is_shallow(part, depth)),
        (Filter::Not(part), Some(depth)) => is_shallow(part, depth),
        (Filter::All(_) | Filter::Any(_) | Filter::Not(_), None) => false,
        _ => true,
    }
}

/// Most bytes of a name, so that it fits a column header and an error message.
const NAME_BYTES_MAX: usize = 64;
// Both depths bound the recursion over rows that come from a file: far more than a sensible row needs, far less than a
// stack holds.
const MEASURE_DEPTH_MAX: usize = 8;
const FILTER_DEPTH_MAX: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::{Across, Derived, Direction, Operation, OverAccounts, Within};

    fn named(name: &str) -> Attribute {
        row(name, Filter::Open, Window::ALL)
    }

    fn row(name: &str, filter: Filter, window: Window) -> Attribute {
        let measure = Measure::Accounts(OverAccounts { across: Across::Count, of: Within::Account, filter, window });
        Attribute { name: name.to_owned(), direction: Direction::Neither, measure }
    }

    #[test]
    fn a_name_is_a_word_of_small_letters_digits_and_underscores() {
        for name in ["a", "late_months_2_24", "x9", &"a".repeat(64)] {
            assert_eq!(named(name).validate(), Ok(()));
        }
        for name in ["", "9x", "_a", "A", "late-months", "a b", "额度", "a\n", &"a".repeat(65)] {
            let message = named(name).validate().unwrap_err().to_string();
            assert!(message.contains("cannot name an attribute: expected 1 to 64 small letters"), "{message}");
            assert!(!message.contains('\n') && message.len() < 200, "{message}");
        }
    }

    #[test]
    fn an_empty_window_is_refused() {
        let message = row("empty", Filter::Open, Window::last(0)).validate().unwrap_err().to_string();
        assert_eq!(message, "attribute `empty` looks at no month: expected a window of 1 to 60 months");
    }

    #[test]
    fn nesting_is_bounded() {
        let mut filter = Filter::Open;
        for _ in 0..FILTER_DEPTH_MAX {
            filter = Filter::Not(Box::new(filter));
        }
        assert_eq!(row("deep", filter.clone(), Window::ALL).validate(), Ok(()));
        let deeper = row("deep", Filter::Any(vec![Filter::Open, filter]), Window::ALL).validate();
        assert_eq!(
            deeper.unwrap_err().to_string(),
            "attribute `deep` nests filters deeper than 16: expected a shallower row"
        );

        let mut nested = named("deep");
        for depth in 1..=MEASURE_DEPTH_MAX + 1 {
            assert_eq!(nested.validate(), Ok(()), "{depth}");
            let (left, right) = (nested.measure, row("a", Filter::Closed, Window::ALL).measure);
            nested.measure = Measure::Derived(Box::new(Derived { operation: Operation::Ratio, left, right }));
        }
        let message = nested.validate().unwrap_err().to_string();
        assert_eq!(message, "attribute `deep` nests measures deeper than 8: expected a shallower row");
    }
}
