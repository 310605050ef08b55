//! What can be wrong with a score or a scorecard.

use std::fmt;

use thiserror::Error;

use crate::attributes::{AttributeError, SpecialValue};
use crate::problems::Summary;
use crate::scoring::points::{Points, PointsError, RangeError, ScoreRange};
use crate::scoring::prohibited::ProhibitedName;
use crate::text::{hint, quoted};

/// What can go wrong in scoring. A person who cannot be scored is not an error but an [`Outcome`](crate::scoring::Outcome).
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ScoringError {
    /// The text of a scorecard or of rules cannot be read: it is not JSON, or a field is unknown, missing or of the wrong type.
    #[error("the {what} cannot be read at line {line}, column {column}: {message}")]
    Json {
        /// What it should have been.
        what: &'static str,
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1; 0 at the very start.
        column: usize,
        /// What was found and what was expected.
        message: String,
    },
    /// A scorecard, or rules, were read but do not hold together.
    #[error("{}", Listed(problems, *unlisted))]
    Scorecard {
        /// What is wrong with it, at least one problem; everything, up to 100.
        problems: Vec<CardProblem>,
        /// How many problems there are beyond those.
        unlisted: usize,
    },
    /// The text of a scorecard or of rules is longer than any need be.
    #[error("the {what} is {bytes} bytes long: expected at most {limit}")]
    TooLong {
        /// What it should have been.
        what: &'static str,
        /// Its length in bytes.
        bytes: usize,
        /// The most that is read.
        limit: usize,
    },
    /// A number of points that is none.
    #[error(transparent)]
    Points(#[from] PointsError),
    /// A range that holds fewer than two scores.
    #[error(transparent)]
    Range(#[from] RangeError),
    /// A reference population in which nobody has a score.
    #[error("nobody in the reference population has a score: expected at least one person who has")]
    NoReference,
    /// Attributes that make no plan.
    #[error(transparent)]
    Attributes(AttributeError),
}

impl ScoringError {
    /// The problems of a scorecard, the first 100; nothing if the error is another.
    #[must_use]
    pub fn problems(&self) -> &[CardProblem] {
        match self {
            Self::Scorecard { problems, .. } => problems,
            _ => &[],
        }
    }
}

/// The problems on one line; of two, the place of the second too.
struct Listed<'a>(&'a [CardProblem], usize);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [one, another] => write!(f, "{one} (and 1 more problem, {})", another.place),
            problems => Summary::new(problems, self.1).fmt(f),
        }
    }
}

/// One thing that is wrong with a scorecard, and where.
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

    /// Where, as a path from the card: `characteristics[3].bins[1].from`, counted from 0.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What is wrong there.
    #[must_use]
    pub fn fault(&self) -> &CardFault {
        &self.fault
    }
}

/// What is wrong at one place of a scorecard.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum CardFault {
    /// Nothing is there.
    #[error("nothing there: expected {expected}")]
    Empty {
        /// What was expected.
        expected: &'static str,
    },
    /// A name that is neither in the catalogue nor among the card's own attributes.
    #[error("`{}` is neither in the catalogue nor an attribute of its own{}", quoted(name), hint(nearest.as_deref()))]
    UnknownAttribute {
        /// The name.
        name: String,
        /// The known name that is most like it, if one is alike.
        nearest: Option<String>,
    },
    /// An attribute of the card's own that is not a valid row.
    #[error(transparent)]
    Attribute(AttributeError),
    /// An attribute of the card's own has the name of another in the catalogue.
    #[error("`{}` is the name of an attribute of the catalogue: expected another name", quoted(name))]
    NameTaken {
        /// The name.
        name: String,
    },
    /// An attribute of the card's own whose name says that it is about what must not count.
    #[error("{refused}: expected another name, or no such attribute")]
    Prohibited {
        /// The name, what it is about, and the word that says so.
        refused: ProhibitedName,
    },
    /// An attribute that was given before.
    #[error("`{}` was given before, at {first}", quoted(name))]
    Duplicate {
        /// The name.
        name: String,
        /// Where it was given first.
        first: String,
    },
    /// A list that is longer than is looked at.
    #[error("{found} there: expected at most {limit}")]
    TooMany {
        /// How many there are, as far as they were counted.
        found: usize,
        /// The most there may be.
        limit: usize,
    },
    /// One within the other, too deep.
    #[error("too many within each other: expected at most {limit}")]
    TooDeep {
        /// How many there may be.
        limit: usize,
    },
    /// A bin without any value in it.
    #[error("no value is from {from} and below {below}")]
    Reversed {
        /// Its lower bound.
        from: i64,
        /// Its upper bound.
        below: i64,
    },
    /// Values that are in no bin.
    #[error("values {} are in no bin", Span(*from, *below))]
    Gap {
        /// The lowest of them, if there is one.
        from: Option<i64>,
        /// The first value after them, if there is one.
        below: Option<i64>,
    },
    /// Values that are in two bins.
    #[error("values {} are also in {other}", Span(*from, *below))]
    Overlap {
        /// The lowest of them, if there is one.
        from: Option<i64>,
        /// The first value after them, if there is one.
        below: Option<i64>,
        /// The other bin.
        other: String,
    },
    /// A cause of absence that can occur, without a word on what to do then.
    #[error(
        "nothing said for the cause `{}`, which can occur: expected points, or null for no score, here or as `otherwise`",
        cause.name()
    )]
    NothingForCause {
        /// The cause.
        cause: SpecialValue,
    },
    /// Scores that are outside the range of the card.
    #[error("base and points reach from {lowest} to {highest}, outside the range of {range}")]
    Reach {
        /// The lowest score the points add up to.
        lowest: Points,
        /// The highest.
        highest: Points,
        /// The card's range.
        range: ScoreRange,
    },
    /// A number that must be above 0.
    #[error("{found} there: expected a number above 0")]
    NotAboveZero {
        /// The number.
        found: Points,
    },
    /// A number of reasons that cannot be given.
    #[error("{found} reasons at most: expected a number from 1 to 4")]
    ReasonsMax {
        /// The number.
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
