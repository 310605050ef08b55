//! The library's strategies beside the [scorecard](super::scorecards), each in a module.
//!
//! Each strategy has its own evidence and its own kind of outcome:
//!
//! | strategy | evidence | outcome |
//! |---|---|---|
//! | [`FiveFactor`] | credit file | [`Outcome`](super::Outcome), by published rules of the library |
//! | [`DigitalReadingModel`] | credit file | [`DigitalReadingOutcome`](digital_reading::DigitalReadingOutcome): a position in a population |
//! | [`Rules`] | credit file, and a strategy's score of it | [`DecisionOutcome`](rules::DecisionOutcome) |
//! | [`External`] | credit file | [`Outcome`](super::Outcome), by a model of the caller's |
//! | [`Pooled`] | a shared pool's record joined with one member's own data | [`Outcome`](super::Outcome) |
//! | [`Loyalty`] | a company's own data about its customer | [`RewardOutcome`](loyalty::RewardOutcome): rewards, never a penalty |
//! | [`Listing`] | public records | [`ListingOutcome`](listing::ListingOutcome): restrictions, each in its own domain |
//!
//! ```
//! use credit_bureau::scoring::Strategy;
//! use credit_bureau::scoring::strategies::FiveFactor;
//! use credit_bureau::{AccountKind, Regime, Report};
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::Rent, "flat", |rent| {
//!         rent.opened("2022-06-01").paid(&"N".repeat(24))
//!     })
//!     .build()?;
//! let attributes = report.under(Regime::holistic()).attributes();
//! let outcome = FiveFactor::new()?.evaluate(&attributes);
//! assert_eq!(outcome.value(), Some(587));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A strategy of the caller's own implements [`Strategy`](super::Strategy). Several strategies together are kept in a
//! [`Registry`](super::registry::Registry).

pub mod digital_reading;
pub mod external;
pub mod five_factor;
pub mod listing;
pub mod loyalty;
pub mod pooled;
pub mod rules;

#[doc(inline)]
pub use self::digital_reading::DigitalReadingModel;
#[doc(inline)]
pub use self::external::External;
#[doc(inline)]
pub use self::five_factor::FiveFactor;
#[doc(inline)]
pub use self::listing::Listing;
#[doc(inline)]
pub use self::loyalty::Loyalty;
#[doc(inline)]
pub use self::pooled::Pooled;
#[doc(inline)]
pub use self::rules::Rules;

/// Attributes of which one above 0 is enough of a file: something went wrong, whatever else is on record.
const ADVERSE: [&str; 6] =
    ["accounts_ever_late_1", "bad_debts", "collections", "abnormal_ends", "total_past_due", "positive_late_months_60"];
