//! Scoring: strategies that turn evidence about a person into a score with reasons, a decision or a reward.
//!
//! A [`Strategy`] declares the evidence that it may see and turns it into an [`Outcome`]: a [`Score`] with all its
//! contributions, or no score and every cause of that. The basic strategy is the [`Scorecard`], a table of points kept
//! as data:
//!
//! ```
//! use credit_bureau::scoring::{Scorecard, Strategy};
//! use credit_bureau::{AccountKind, Regime, Report};
//! # #[cfg(feature = "json")] {
//! let text = std::fs::read_to_string("examples/data/teaching_scorecard.json")?;
//! let card = Scorecard::from_json(&text)?;
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::Rent, "flat", |rent| {
//!         rent.opened("2022-06-01").paid(&"N".repeat(24))
//!     })
//!     .build()?;
//!
//! let blind = card.evaluate(&report.under(Regime::negative_only()).attributes());
//! let whole = card.evaluate(&report.under(Regime::holistic()).attributes());
//! assert_eq!(format!("{blind} → {whole}"), "unscorable → 692");
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The names that every use needs are re-exported here; everything else is found in its module. A module uses only the
//! modules above it in this table.
//!
//! | module | contents | main types |
//! |---|---|---|
//! | [`points`] | exact points, points by value, score ranges, scores and odds | [`Points`], [`ScoreRange`], [`Ladder`](points::Ladder), [`Scaling`](points::Scaling) |
//! | [`prohibited`] | characteristics that must not be scored, and the check that finds them by name | [`Prohibited`](prohibited::Prohibited), [`Tripwire`](prohibited::Tripwire) |
//! | [`evidence`] | the evidence of each silo as a type; two are joined only by consent | [`CreditEvidence`], [`Joined`](evidence::Joined) |
//! | [`outcome`] | the strategy traits, scores, reasons, causes of having no score | [`Strategy`], [`Score`], [`Unscorable`] |
//! | [`scorecards`] | scorecards as data, over attributes or over a [plain table](scorecards::table) | [`Scorecard`], [`TableCard`](scorecards::table::TableCard) |
//! | [`strategies`] | the library's other strategies | [`FiveFactor`](strategies::FiveFactor), [`Rules`](strategies::Rules), [`Pooled`](strategies::Pooled) |
//! | [`explain`] | actions that would [change](explain::change) a score, the [adverse-action notice](explain::notice), conflicts of interest | [`AdverseNotice`](explain::notice::AdverseNotice) |
//! | [`registry`] | strategies by company, product and version; champion against challenger | [`Registry`](registry::Registry), [`SwapSet`](registry::SwapSet) |
//!
//! How attributes are defined and computed is described in [`attributes`](crate::attributes), who may see which
//! evidence in [`policy`](crate::policy).

pub mod evidence;
pub mod explain;
pub mod outcome;
pub mod points;
pub mod prohibited;
pub mod registry;
pub mod scorecards;
pub mod strategies;

#[doc(inline)]
pub use self::evidence::{CreditEvidence, Evidence};
#[doc(inline)]
pub use self::outcome::{
    Contribution, CreditStrategy, Outcome, Reason, Score, Strategy, StrategyId, StrategyOutcome, Unscorable,
};
#[doc(inline)]
pub use self::points::{Better, Points, ScoreRange};
#[doc(inline)]
pub use self::scorecards::{Scorecard, ScorecardData, ScoringError};
