//! Strategies and their outcomes: a score with its reasons, or no score and the causes of that.
//!
//! ```
//! use credit_bureau::Language;
//! use credit_bureau::attributes::{SpecialValue, Reading};
//! use credit_bureau::scoring::outcome::{Contribution, Outcome, ReasonText, Score, StrategyId, Unscorable};
//! use credit_bureau::scoring::points::ScoreRange;
//! let late = Contribution::new("late_months_1_12", Reading::Known(3), 10, 60, ReasonText::new("paid late", "有逾期"));
//! let score = Score::new(StrategyId::new("by hand", "1"), ScoreRange::new(0, 100)?, 20, vec![late])?;
//! assert_eq!(format!("{:#}", Outcome::from(score)), "30 of 0 to 100: paid late");
//! let cause = Unscorable::absent("late_months_1_12", SpecialValue::NoSuchAccount);
//! assert_eq!(Outcome::from(cause.clone()).special_values()[0].text(Language::English), cause.to_string());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Kinds of strategy that say something else have outcomes of their own: a reward, a decision, a list of restrictions. They
//! stand beside their strategies in [`strategies`](super::strategies); what people are told of an outcome is in
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
pub(in crate::scoring) use self::together::{Together, together};
pub use self::unscorable::{Shortfall, Unscorable};
