//! Errors of the terms of a score that is made of ladders.

use super::number::Points;
use super::range::ScoreRange;
use crate::text::{hint, quoted};

/// What is wrong with the terms of a [`Loyalty`](crate::scoring::strategies::Loyalty) or a [`Pooled`](crate::scoring::strategies::Pooled) score.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TermsError {
    /// Nothing is there.
    #[error("{place}: nothing there: expected {expected}")]
    Empty {
        /// Where, as a path: `rewards[1].from`.
        place: String,
        /// What was expected.
        expected: &'static str,
    },
    /// More than is looked at.
    #[error("{place}: {found} there: expected at most {limit}")]
    TooMany {
        /// Where.
        place: String,
        /// How many.
        found: usize,
        /// The most there may be.
        limit: usize,
    },
    /// Steps or bands that do not lie above each other.
    #[error("{place}: begins no higher than the one before: expected them in order, each once")]
    Order {
        /// Where.
        place: String,
    },
    /// Given twice.
    #[error("{place}: `{}` was given before", quoted(name))]
    Duplicate {
        /// Where.
        place: String,
        /// What.
        name: String,
    },
    /// A loyalty programme that takes away.
    #[error("{place}: {points} points: expected none below zero, none for nothing, and never less for more")]
    Penalty {
        /// Where.
        place: String,
        /// The points.
        points: Points,
    },
    /// A reward that is none.
    #[error("{place}: {found}: expected a reward above zero")]
    NoReward {
        /// Where.
        place: String,
        /// What stood there.
        found: String,
    },
    /// A threshold or band outside the range.
    #[error("{place}: {found} points: expected a number in the range of {range}, and the first band at its lowest")]
    Outside {
        /// Where.
        place: String,
        /// The number.
        found: i32,
        /// The range.
        range: ScoreRange,
    },
    /// Points that leave the range.
    #[error("points reach from {lowest} to {highest}, outside the range of {range}")]
    Reach {
        /// The lowest they add up to.
        lowest: Points,
        /// The highest.
        highest: Points,
        /// The range.
        range: ScoreRange,
    },
    /// A name that is not in the catalogue.
    #[error("{place}: `{}` is not in the catalogue{}", quoted(name), hint(nearest.as_deref()))]
    UnknownAttribute {
        /// Where.
        place: String,
        /// The name.
        name: String,
        /// The name that is most like it, if one is alike.
        nearest: Option<String>,
    },
    /// A company that holds no part of the pool.
    #[error("`{}` holds no part of the pool `{}`", quoted(company), quoted(pool))]
    NoHolder {
        /// The company.
        company: String,
        /// The pool.
        pool: String,
    },
}

pub(in crate::scoring) fn named(text: &str, place: &str) -> Result<(), TermsError> {
    match text.trim().is_empty() {
        false => Ok(()),
        true => Err(TermsError::Empty { place: place.to_owned(), expected: "a text" }),
    }
}

pub(in crate::scoring) fn limited<T>(list: &[T], place: &str) -> Result<(), TermsError> {
    match list.len() <= LIST_MAX {
        true => Ok(()),
        false => Err(TermsError::TooMany { place: place.to_owned(), found: list.len(), limit: LIST_MAX }),
    }
}

/// Most steps, lines, bands, rewards or holders.
const LIST_MAX: usize = 1_000;
