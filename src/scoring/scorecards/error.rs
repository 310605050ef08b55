//! Errors of scoring and scorecards.

use std::fmt;

use thiserror::Error;

use crate::attributes::{AttributeError, SpecialValue};
use crate::problems::Summary;
use crate::scoring::points::{Points, PointsError, RangeError, ScoreRange};
use crate::scoring::prohibited::ProhibitedName;
use crate::text::{hint, quoted};

/// Error in scoring. A person without a score is not an error but an [`Outcome`](crate::scoring::Outcome).
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ScoringError {
    /// The text of a scorecard or of rules cannot be read: it is not JSON, or a field is unknown, missing or of the
    /// wrong type.
    #[error("the {what} cannot be read at line {line}, column {column}: {message}")]
    Json {
        /// Expected content: `scorecard` or `rules`.
        what: &'static str,
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1; 0 at the very start.
        column: usize,
        /// Reason, with the expected content.
        message: String,
    },
    /// A scorecard or rules contradict themselves or are incomplete.
    #[error("{}", ProblemList(problems, *unlisted))]
    Scorecard {
        /// Problems found, at least one; the first 100.
        problems: Vec<CardProblem>,
        /// Number of further problems.
        unlisted: usize,
    },
    /// The text of a scorecard or of rules is too long.
    #[error("the {what} is {bytes} bytes long: expected at most {limit}")]
    TooLong {
        /// Expected content: `scorecard` or `rules`.
        what: &'static str,
        /// Length in bytes.
        bytes: usize,
        /// Greatest length that is read.
        limit: usize,
    },
    /// A number of points is not valid.
    #[error(transparent)]
    Points(#[from] PointsError),
    /// A score range holds fewer than two scores.
    #[error(transparent)]
    Range(#[from] RangeError),
    /// Nobody in a reference population has a score.
    #[error("nobody in the reference population has a score: expected at least one person who has")]
    NoReference,
    /// Attributes do not form a valid plan.
    #[error(transparent)]
    Attributes(AttributeError),
}

impl ScoringError {
    /// Returns the problems of a scorecard or of rules, the first 100; empty for other errors.
    #[must_use]
    pub fn problems(&self) -> &[CardProblem] {
        match self {
            Self::Scorecard { problems, .. } => problems,
            _ => &[],
        }
    }
}

/// Displays the problems on one line; of exactly two, the second by its place only.
struct ProblemList<'a>(&'a [CardProblem], usize);

impl fmt::Display for ProblemList<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [one, another] => write!(f, "{one} (and 1 more problem, {})", another.place),
            problems => Summary::new(problems, self.1).fmt(f),
        }
    }
}

/// Problem of a scorecard or of rules, with its place.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{place}: {fault}")]
pub struct CardProblem {
    place: String,
    fault: CardFault,
}

impl CardProblem {
    pub(in crate::scoring) fn new(place: impl Into<String>, fault: CardFault) -> Self {
        Self { place: place.into(), fault }
    }

    /// Returns the place as a path from the card, such as `characteristics[3].bins[1].from`, counted from 0.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Returns the fault.
    #[must_use]
    pub fn fault(&self) -> &CardFault {
        &self.fault
    }
}

/// Fault at one place of a scorecard or of rules.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum CardFault {
    /// A text or list is empty.
    #[error("empty: expected {expected}")]
    Empty {
        /// Expected content.
        expected: &'static str,
    },
    /// An attribute is neither in the catalogue nor defined by the card.
    #[error("`{}` is neither in the catalogue nor defined here{}", quoted(name), hint(nearest.as_deref()))]
    UnknownAttribute {
        /// Name as given.
        name: String,
        /// Most similar known name, if one is similar.
        nearest: Option<String>,
    },
    /// An attribute that the card defines is not valid.
    #[error(transparent)]
    Attribute(AttributeError),
    /// An attribute that the card defines has a name of the catalogue.
    #[error("`{}` is the name of an attribute of the catalogue: expected another name", quoted(name))]
    NameTaken {
        /// Name as given.
        name: String,
    },
    /// An attribute that the card defines is named after a prohibited characteristic.
    #[error("{refused}: expected another name, or no such attribute")]
    Prohibited {
        /// The name, the characteristic, and the word that matched.
        refused: ProhibitedName,
    },
    /// An attribute is given twice.
    #[error("`{}` was given before, at {first}", quoted(name))]
    Duplicate {
        /// Name as given.
        name: String,
        /// Place of the first one.
        first: String,
    },
    /// A list is too long.
    #[error("{found} entries: expected at most {limit}")]
    TooMany {
        /// Length, as far as it was counted.
        found: usize,
        /// Greatest length allowed.
        limit: usize,
    },
    /// Rules or conditions are nested too deep.
    #[error("nested too deep: expected at most {limit} levels")]
    TooDeep {
        /// Greatest depth allowed.
        limit: usize,
    },
    /// A bin contains no value.
    #[error("no value is from {from} and below {below}")]
    Reversed {
        /// Lower bound as given.
        from: i64,
        /// Upper bound as given.
        below: i64,
    },
    /// Values are in no bin.
    #[error("values {} are in no bin", Span(*from, *below))]
    Gap {
        /// Lowest of these values; none if they have no lower end.
        from: Option<i64>,
        /// First value after them; none if they have no upper end.
        below: Option<i64>,
    },
    /// Values are in two bins.
    #[error("values {} are also in {other}", Span(*from, *below))]
    Overlap {
        /// Lowest of these values; none if they have no lower end.
        from: Option<i64>,
        /// First value after them; none if they have no upper end.
        below: Option<i64>,
        /// Place of the other bin.
        other: String,
    },
    /// A special value that the attribute can have, other than `hidden`, gets neither points nor `null`.
    #[error(
        "no award for the special value `{}`, which can occur: expected points, or null for no score, here or as `otherwise`",
        cause.name()
    )]
    NothingForCause {
        /// The special value.
        cause: SpecialValue,
    },
    /// The points can add up to a score outside the card's range.
    #[error("base and points reach from {lowest} to {highest}, outside the range of {range}")]
    Reach {
        /// Lowest possible sum.
        lowest: Points,
        /// Highest possible sum.
        highest: Points,
        /// Range of the card.
        range: ScoreRange,
    },
    /// A number is not above 0.
    #[error("found {found}: expected a number above 0")]
    NotAboveZero {
        /// Number as given.
        found: Points,
    },
    /// The greatest number of reasons is not from 1 to 4.
    #[error("{found} reasons at most: expected a number from 1 to 4")]
    ReasonsMax {
        /// Number as given.
        found: u8,
    },
}

struct Span(Option<i64>, Option<i64>);

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, self.1) {
            (None, None) => f.write_str("of every size"),
            (None, Some(below)) => write!(f, "below {below}"),
            (Some(from), None) => write!(f, "from {from}"),
            (Some(from), Some(below)) if from.checked_add(1) == Some(below) => write!(f, "of {from}"),
            (Some(from), Some(below)) => write!(f, "from {from} and below {below}"),
        }
    }
}
