//! What a strategy is and what it says: a score with its reasons, or no score and the causes of that.

mod codes;
mod id;
mod outcomes;
mod reading;
mod reason;
mod score;
mod strategy;
mod unscorable;

pub use self::codes::{AdverseActionReason, reading_factor};
pub use self::id::StrategyId;
pub(in crate::scoring) use self::id::shared_text;
pub use self::outcomes::{Outcome, StrategyOutcome};
pub use self::reading::known;
pub(in crate::scoring) use self::reading::{other_meanings, reading};
pub use self::reason::{Contribution, Reason, ReasonText};
pub use self::score::{Basis, Score, ScoreOutOfRange};
pub use self::strategy::{CreditStrategy, Strategy};
pub use self::unscorable::{Shortfall, Unscorable};
