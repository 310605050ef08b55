//! Exact points, points by value, score ranges, and the odds that a score stands for.
//!
//! ```
//! use credit_bureau::attributes::Reading;
//! use credit_bureau::scoring::points::{Better, Ladder, Points, Scaling, ScoreRange};
//! let tenure = Ladder::new([(12, 20), (36, 45)]);
//! let score = Points::from(600) + tenure.points(Reading::Known(40));
//! assert!(ScoreRange::new(300, 850)?.contains(645) && score == 645);
//! let scaling = Scaling::new(600.into(), 50.into(), 45.into());
//! assert_eq!(scaling.good_to_bad_odds_at(score, Better::Higher), 100.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Points are decimal numbers, so a sum depends neither on its order nor on the machine. Which attribute gives which
//! points is defined in [`scorecards`](super::scorecards); the other parts of a score are in
//! [`outcome`](super::outcome).

mod ladder;
mod number;
mod range;
mod scaling;
mod terms;

pub use self::ladder::{Ladder, LadderStep};
pub(in crate::scoring) use self::ladder::{check_reach, last_reached, reached};
pub(in crate::scoring) use self::number::{MILLIONTHS, rounded};
pub use self::number::{Points, PointsError};
pub use self::range::{RangeError, ScoreRange};
pub use self::scaling::{Better, Scaling};
pub use self::terms::TermsError;
pub(in crate::scoring) use self::terms::{check_length, check_text};
