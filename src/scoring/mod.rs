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
//! let blind = card.evaluate(&report.under(&Regime::negative_only()).attributes());
//! let whole = card.evaluate(&report.under(&Regime::holistic()).attributes());
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
//! | [`DigitalReading`] | the credit file | a [`Digital`]: a position in a population |
//! | [`Rules`] | the credit file, with what a strategy says of it | a [`Decided`] |
//! | [`External`] | the credit file | an outcome: a model of the caller's own |
//! | [`Pooled`] | a shared pool's record, joined with one member's own data | an outcome |
//! | [`Loyalty`] | a company's own data of its customer | a [`Standing`]: rewards, never a penalty |
//! | [`Listing`] | public records | a [`Listed`]: restrictions, each in its own domain |
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
    Company, CreditEvidence, DefaulterGround, Evidence, InSilo, JoinError, Joined, KnownTo, PenaltyClass, Pool,
    PoolRecord, Profile, ProfileMeasure, PublicRecords, Published, PublishedError,
};
pub use self::explain::{
    Action, AdverseNotice, Advice, Change, ChangeError, ConflictOfInterest, Cost, KeyFactor, MonthAhead, NoticeError,
    NoticeFacts, Party, Prices, PrincipalReason, RentPrice, Right, ScoreUsed, apply, cheapest, time_alone,
};
pub use self::outcome::{
    Basis, Contribution, CreditStrategy, ModelReason, Outcome, Reason, ReasonText, Score, ScoreOutOfRange, Shortfall,
    Strategy, StrategyId, Unscorable, Verdict, known, reading_factor,
};
pub use self::points::{Better, Ladder, Points, PointsError, RangeError, Scaling, ScoreRange, Step, TermsError};
pub use self::registry::{ByNumber, Entry, Moves, Registry, RegistryError};
pub use self::scorecards::{
    Absence, Award, Bin, CardFault, CardProblem, Characteristic, MinimumEvidence, Provenance, Scorecard, ScorecardData,
    ScoringError, table,
};
pub use self::strategies::{
    Answer, Band, Condition, Decided, Decision, Digital, DigitalReading, Domain, Earned, Earns, External, Factor,
    FiveFactor, Gift, LegalBasis, List, ListEntry, ListRow, ListState, Listed, Listing, Loyalty, LoyaltyTerms,
    Merchant, Pooled, PooledTerms, Reference, Restriction, Reward, Rule, Rules, RulesData, Said, Standing, Subscore,
    UnnamedBasis, Weight,
};
