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

mod by_number;
mod change;
mod check;
mod codes;
mod digital_reading;
mod error;
mod evidence;
mod external;
mod five_factor;
mod interest;
mod joined;
#[cfg(feature = "json")]
mod json;
mod ladder;
mod listing;
mod loyalty;
mod notice;
mod outcome;
mod points;
mod pool;
mod pooled;
mod profile;
pub mod prohibited;
mod public_records;
mod reason;
mod registry;
mod rules;
mod scaling;
mod score;
mod scorecard;
mod strategy;
pub mod table;

pub use self::by_number::ByNumber;
pub use self::change::{
    Action, Advice, Change, ChangeError, Cost, MonthAhead, Prices, RentPrice, apply, cheapest, time_alone,
};
pub use self::codes::{AdverseActionReason, reading_factor};
pub use self::digital_reading::{Digital, DigitalReading, Reference};
pub use self::error::{CardFault, CardProblem, ScoringError};
pub use self::evidence::{CreditEvidence, Evidence, InSilo};
pub use self::external::{External, Said};
pub use self::five_factor::{Factor, FiveFactor, Subscore};
pub use self::interest::ConflictOfInterest;
pub use self::joined::{JoinError, Joined};
pub use self::ladder::{Ladder, Step, TermsError};
pub use self::listing::{
    Answer, Domain, LegalBasis, List, ListEntry, ListRow, ListState, Listed, Listing, Restriction, UnnamedBasis,
};
pub use self::loyalty::{Band, Earned, Earns, Gift, Loyalty, LoyaltyTerms, Merchant, Reward, Standing};
pub use self::notice::{AdverseNotice, KeyFactor, NoticeError, NoticeFacts, Party, PrincipalReason, Right, ScoreUsed};
pub use self::outcome::{Outcome, Shortfall, Unscorable, known};
pub use self::points::Points;
pub use self::pool::{Pool, PoolRecord};
pub use self::pooled::{KnownTo, Pooled, PooledTerms, Weight};
pub use self::profile::{Company, Profile, ProfileMeasure};
pub use self::public_records::{DefaulterGround, PenaltyClass, PublicRecords, Published, PublishedError};
pub use self::reason::{Contribution, Reason, ReasonText};
pub use self::registry::{CreditStrategy, Entry, Moves, Registry};
pub use self::rules::{Condition, Decided, Decision, Rule, Rules, RulesData};
pub use self::scaling::{Better, Scaling};
pub use self::score::{Basis, Score, ScoreRange};
pub use self::scorecard::{Absence, Award, Bin, Characteristic, MinimumEvidence, Provenance, Scorecard, ScorecardData};
pub use self::strategy::{Strategy, StrategyId, Verdict};
