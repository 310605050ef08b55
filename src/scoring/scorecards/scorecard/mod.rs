//! Scorecard over attributes: a table of points, the oldest form of credit score and one that explains itself.

mod card;
mod check;
mod data;
mod line;
mod portfolio;
mod scores;

pub use self::card::Scorecard;
pub use self::data::{Absence, Bin, Characteristic, MinimumCriteria, PointsAward, Provenance, ScorecardData};
pub use self::scores::PortfolioScores;
