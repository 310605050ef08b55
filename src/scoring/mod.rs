//! From attributes to a score with reasons: strategies.
//!
//! A [`Strategy`] names the evidence it may see and turns it into an [`Outcome`]: a [`Score`] with everything that made
//! it, or no score and the causes of that. The first strategy is the [`Scorecard`], a table of points that is data:
//!
//! ```
//! use credit_bureau::scoring::{Scorecard, Strategy};
//! use credit_bureau::{AccountKind, Regime, Report};
//! # #[cfg(feature = "json")] {
//! # let file = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/teaching_scorecard.json");
//! # let text = &std::fs::read_to_string(file)?;
//! let card = Scorecard::from_json(text)?; // examples/data/teaching_scorecard.json
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::Rent, "flat", |rent| rent.opened("2022-06-01").paid(&"N".repeat(24)))
//!     .build()?;
//!
//! let blind = card.evaluate(&report.under(Regime::negative_only()).attributes());
//! let whole = card.evaluate(&report.under(Regime::holistic()).attributes());
//! assert_eq!(format!("{blind} → {whole}"), "unscorable → 692");
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The names that every use needs stand here; the rest is found in its module. Each module uses only those above it, but
//! that neither [`strategies`] nor [`explain`] uses the other:
//!
//! | module | what is in it |
//! |---|---|
//! | [`points`] | exact points, points by value, the range of a score, what a score says of the odds |
//! | [`prohibited`] | what must not count, and the tripwire that finds its names |
//! | [`evidence`] | what a strategy may see: each silo a type, joined by a consent only |
//! | [`outcome`] | what a strategy is and what it says: scores, reasons, causes |
//! | [`scorecards`] | points as data, over a person's attributes or over a [plain table](scorecards::table) |
//! | [`strategies`] | the library's strategies beside the scorecard |
//! | [`explain`] | what would [change](explain::change) a score, the [notice](explain::notice) of a refusal, whose interest a score serves |
//! | [`registry`] | many strategies by company, product and version; a champion and its challenger |
//!
//! What the attributes are and how they are computed is said in [`attributes`](crate::attributes), who may see what in
//! [`policy`](crate::policy).

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
