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
//! Each kind of score has its own evidence, and each says something else:
//!
//! | strategy | sees | says |
//! |---|---|---|
//! | [`Scorecard`] | the credit file | an outcome |
//! | [`FiveFactor`] | the credit file | an outcome: our own published rules |
//! | [`DigitalReadingModel`] | the credit file | a [`DigitalReadingOutcome`]: a position in a population |
//! | [`Rules`] | the credit file, with what a strategy says of it | a [`DecisionOutcome`] |
//! | [`External`] | the credit file | an outcome: a model of the caller's own |
//! | [`Pooled`] | a shared pool's record, joined with one member's own data | an outcome |
//! | [`Loyalty`] | a company's own data of its customer | a [`RewardOutcome`]: rewards, never a penalty |
//! | [`Listing`] | public records | a [`ListingOutcome`]: restrictions, each in its own domain |
//!
//! A card that another tool made is a [`TableCard`](table::TableCard), over plain rows; bound to attributes it becomes a
//! [`Scorecard`], unless it names what [must not count](prohibited).
//!
//! [`cheapest`] says what would change a score, [`AdverseNotice`] what somebody is told who was refused.
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

pub use self::evidence::{
    Company, CreditEvidence, CustomerProfile, DefaulterGround, Evidence, InSilo, JoinError, Joined, KnownTo,
    PenaltyClass, Pool, PoolRecord, ProfileMeasure, PublicRecords, Published, PublishedError,
};
pub use self::explain::{
    Action, ActionPrices, AdverseNotice, Advice, Change, ChangeCost, ChangeError, ConflictOfInterest, KeyFactor,
    MonthAhead, NoticeError, NoticeFacts, Party, PrincipalReason, RentPrice, Right, ScoreUsed, apply, cheapest,
    time_alone,
};
pub use self::outcome::{
    AdverseActionReason, Basis, Contribution, CreditStrategy, Outcome, Reason, ReasonText, Score, ScoreOutOfRange,
    Shortfall, Strategy, StrategyId, StrategyOutcome, Unscorable, known, reading_factor,
};
pub use self::points::{Better, Ladder, LadderStep, Points, PointsError, RangeError, Scaling, ScoreRange, TermsError};
pub use self::registry::{ByNumber, Registry, RegistryEntry, RegistryError, SwapSet};
pub use self::scorecards::{
    Absence, Bin, CardFault, CardProblem, Characteristic, MinimumCriteria, PointsAward, Provenance, Scorecard,
    ScorecardData, ScoringError, table,
};
pub use self::strategies::{
    Band, Benefit, Condition, Decision, DecisionOutcome, DigitalReadingModel, DigitalReadingOutcome, Domain, EarnRule,
    EarnedPoints, External, Factor, FiveFactor, LegalBasis, ListEntry, ListState, Listing, ListingOutcome, ListingRow,
    Loyalty, LoyaltyTerms, Merchant, ModelOutput, Pooled, PooledTerms, PublicList, ReferencePopulation, Restriction,
    RestrictionStatus, Reward, RewardOutcome, Rule, Rules, RulesData, Subscore, UnnamedBasis, Weight,
};
