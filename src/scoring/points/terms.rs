//! Errors in the terms of a score that is made of ladders.

use super::number::Points;
use super::range::ScoreRange;
use crate::text::{hint, quoted};

/// Error in the terms of a [`Loyalty`](crate::scoring::strategies::Loyalty) or
/// [`Pooled`](crate::scoring::strategies::Pooled) score.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TermsError {
    /// A text or list is empty.
    #[error("{place}: empty: expected {expected}")]
    Empty {
        /// Path of the faulty term, such as `rewards[1].from`.
        place: String,
        /// Expected content.
        expected: &'static str,
    },
    /// A list is longer than the limit.
    #[error("{place}: {found} entries: expected at most {limit}")]
    TooMany {
        /// Path of the list.
        place: String,
        /// Its length.
        found: usize,
        /// Longest length allowed.
        limit: usize,
    },
    /// Steps or bands are not in ascending order.
    #[error("{place}: does not begin above the one before: expected ascending order, each once")]
    Order {
        /// Path of the first one out of order.
        place: String,
    },
    /// A measure, attribute or company is given twice.
    #[error("{place}: `{}` was given before", quoted(name))]
    Duplicate {
        /// Path of the second one.
        place: String,
        /// Its name.
        name: String,
    },
    /// A loyalty programme takes points away.
    #[error(
        "{place}: {points} points: expected none below zero, none for a number of zero, and never fewer for a higher number"
    )]
    Penalty {
        /// Path of the earn rule.
        place: String,
        /// The points at fault.
        points: Points,
    },
    /// A reward is worth nothing, or everyone has it.
    #[error("{place}: {found}: expected a reward above zero")]
    NoReward {
        /// Path of the reward.
        place: String,
        /// The reward's value as given.
        found: String,
    },
    /// A threshold or band lies outside the range.
    #[error("{place}: {found} points: expected a number in the range of {range}, and the first band at its lowest")]
    Outside {
        /// Path of the threshold or band.
        place: String,
        /// The score given there.
        found: i32,
        /// Range of the score.
        range: ScoreRange,
    },
    /// The points can add up to a score outside the range.
    #[error("points reach from {lowest} to {highest}, outside the range of {range}")]
    Reach {
        /// Lowest possible sum.
        lowest: Points,
        /// Highest possible sum.
        highest: Points,
        /// Range of the score.
        range: ScoreRange,
    },
    /// An attribute is not in the catalogue.
    #[error("{place}: `{}` is not in the catalogue{}", quoted(name), hint(nearest.as_deref()))]
    UnknownAttribute {
        /// Path of the name.
        place: String,
        /// The name.
        name: String,
        /// Most similar name of the catalogue, if one is similar.
        nearest: Option<String>,
    },
    /// The company is not a holder of the pool.
    #[error("`{}` holds no part of the pool `{}`", quoted(company), quoted(pool))]
    NoHolder {
        /// Name of the company.
        company: String,
        /// Name of the pool.
        pool: String,
    },
}

/// Checks that a text is not blank.
pub(in crate::scoring) fn check_text(text: &str, place: &str) -> Result<(), TermsError> {
    match text.trim().is_empty() {
        false => Ok(()),
        true => Err(TermsError::Empty { place: place.to_owned(), expected: "a text" }),
    }
}

/// Checks that a list is no longer than [`LIST_MAX`].
pub(in crate::scoring) fn check_length<T>(list: &[T], place: &str) -> Result<(), TermsError> {
    match list.len() <= LIST_MAX {
        true => Ok(()),
        false => Err(TermsError::TooMany { place: place.to_owned(), found: list.len(), limit: LIST_MAX }),
    }
}

/// Longest list of steps, lines, bands, rewards or holders: far more than real terms have, and few enough that the
/// checks over all of them stay instant.
const LIST_MAX: usize = 1_000;
