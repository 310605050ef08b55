//! Strategies and their outcomes: a score with its reasons, or no score and every cause of that.
//!
//! ```
//! use credit_bureau::Language;
//! use credit_bureau::attributes::{SpecialValue, Reading};
//! use credit_bureau::scoring::outcome::{Contribution, Outcome, ReasonText};
//! use credit_bureau::scoring::outcome::{Score, StrategyId, Unscorable};
//! use credit_bureau::scoring::points::ScoreRange;
//! let text = ReasonText::new("paid late", "有逾期");
//! let late = Contribution::new("late_months_1_12", Reading::Known(3), 10, 60, text);
//! let by_hand = StrategyId::new("by hand", "1");
//! let score = Score::new(by_hand, ScoreRange::new(0, 100)?, 20, vec![late])?;
//! assert_eq!(format!("{:#}", Outcome::from(score)), "30 of 0 to 100: paid late");
//! let cause = Unscorable::absent("late_months_1_12", SpecialValue::NoSuchAccount);
//! assert_eq!(Outcome::from(cause.clone()).causes(), [cause]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Strategies of other kinds have outcomes of their own: a reward, a decision, a list of restrictions. Those are
//! defined beside their strategies in [`strategies`](super::strategies). Texts for the person are made in
//! [`explain`](super::explain).

mod codes;
mod id;
mod outcomes;
mod reading;
mod reason;
mod score;
mod strategy;
mod together;
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
pub(in crate::scoring) use self::together::{PlanGroup, group_by_plan};
pub use self::unscorable::{Shortfall, Unscorable};
