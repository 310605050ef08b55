//! The library's strategies beside the [scorecard](super::scorecards), each in its module.
//!
//! Each has its own evidence, and each says something else:
//!
//! | strategy | sees | says |
//! |---|---|---|
//! | [`FiveFactor`] | the credit file | an outcome: our own published rules |
//! | [`DigitalReadingModel`] | the credit file | a [`DigitalReadingOutcome`](digital_reading::DigitalReadingOutcome): a position in a population |
//! | [`Rules`] | the credit file, with what a strategy says of it | a [`DecisionOutcome`](rules::DecisionOutcome) |
//! | [`External`] | the credit file | an outcome: a model of the caller's own |
//! | [`Pooled`] | a shared pool's record, joined with one member's own data | an outcome |
//! | [`Loyalty`] | a company's own data of its customer | a [`RewardOutcome`](loyalty::RewardOutcome): rewards, never a penalty |
//! | [`Listing`] | public records | a [`ListingOutcome`](listing::ListingOutcome): restrictions, each in its own domain |
//!
//! ```
//! use credit_bureau::scoring::Strategy;
//! use credit_bureau::scoring::strategies::FiveFactor;
//! use credit_bureau::{AccountKind, Regime, Report};
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::Rent, "flat", |rent| rent.opened("2022-06-01").paid(&"N".repeat(24)))
//!     .build()?;
//! let outcome = FiveFactor::new()?.evaluate(&report.under(Regime::holistic()).attributes());
//! assert_eq!(outcome.value(), Some(587));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A strategy of the caller's own implements [`Strategy`](super::Strategy); many side by side stand in a
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
