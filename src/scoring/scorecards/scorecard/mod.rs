//! A table of points: the oldest kind of credit score, and the one that explains itself.

mod card;
mod check;
mod data;
mod line;
mod portfolio;
mod scores;

pub use self::card::Scorecard;
pub use self::data::{Absence, Bin, Characteristic, MinimumCriteria, PointsAward, Provenance, ScorecardData};
pub use self::scores::PortfolioScores;
