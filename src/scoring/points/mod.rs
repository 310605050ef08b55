//! Points and scores as numbers: exact points, points by value, the range of a score, and what a score says of odds.

mod ladder;
mod number;
mod range;
mod scaling;
mod terms;

pub(in crate::scoring) use self::ladder::reach;
pub use self::ladder::{Ladder, LadderStep};
pub(in crate::scoring) use self::number::{MILLIONTHS, rounded};
pub use self::number::{Points, PointsError};
pub use self::range::{RangeError, ScoreRange};
pub use self::scaling::{Better, Scaling};
pub use self::terms::TermsError;
pub(in crate::scoring) use self::terms::{limited, named};
