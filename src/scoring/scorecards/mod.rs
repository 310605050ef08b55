//! Scorecards: points as data, over a person's attributes or over a plain table.

mod check;
mod error;
#[cfg(feature = "json")]
pub(in crate::scoring) mod json;
mod scorecard;
pub mod table;

pub(in crate::scoring) use self::check::Checker;
pub use self::error::{CardFault, CardProblem, ScoringError};
pub use self::scorecard::{
    Absence, Bin, Characteristic, MinimumCriteria, PointsAward, Provenance, Scorecard, ScorecardData,
};
