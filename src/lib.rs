//! A personal credit bureau's work as a library: debt, repayment, and what a person does right.
//!
//! A credit report lists what a person owes and how it was paid; it is not a score. This crate reads such a report,
//! shows it under the rules of a bureau, adds it up, and lets a scoring strategy of your choice judge the sum. It
//! answers one question better than anything else: *what changes for a person when a bureau records rent paid on time
//! and a prepaid card kept in order, and not only what went wrong?*
//!
//! ```standalone_crate
//! # #[cfg(feature = "json")] {
//! use credit_bureau::{AccountKind, Regime, Report, Scorecard, Strategy};
//!
//! let renter = Report::builder("2026-06-30")
//!     .account(AccountKind::Rent, "home", |rent| rent.opened("2023-07-01").monthly_rent(3_200).paid(&"N".repeat(36)))
//!     .build()?;
//! let card = Scorecard::from_json(include_str!("../examples/data/teaching_scorecard.json"))?;
//!
//! let blind = card.evaluate(&renter.under(Regime::negative_only()).attributes());
//! let whole = card.evaluate(&renter.under(Regime::holistic()).attributes());
//! assert_eq!(blind.to_string(), "unscorable");
//! assert!(whole.score().is_some());
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # One way through the house
//!
//! Data flows in one direction, and each module uses only those before it:
//!
//! 1. [`money`] and [`month`]: amounts in minor units of a [`Currency`], and calendar months; [`language`], the two
//!    in which the library explains itself.
//! 2. [`history`]: how one account was paid, up to 60 months in planes of bits.
//! 3. [`report`]: what a credit report says, all of it, checked once. A [`Report`] is read from a file
//!    ([`mod@format`]) or built by hand ([`Report::builder`]).
//! 4. [`policy`]: who may see what. A [`Regime`] is a mask over a borrowed report: [`Report::under`]. What is kept apart
//!    is joined with the person's [`Consent`](policy::Consent) only.
//! 5. [`attributes`]: what the visible part adds up to. An attribute is a row of data that anybody can read, check
//!    and add; the catalogue has the field's usual ones. A [`Portfolio`] holds many people's reports in columns and
//!    answers for all of them as each report would.
//! 6. [`scoring`]: a [`Strategy`] turns its evidence into an outcome: a score with its reasons, or no score with the
//!    causes. [`Scorecard`] is the first: points as data. What a strategy may see is a type: a strategy over
//!    one silo cannot be given another's evidence (public records, one company's own data), and the library's lending
//!    rules take only evidence on which credit may be decided. Neither compiles.
//! 7. [`mod@format`]: the PBOC report in JSON and XML, and the native form; scorecards that other tools made.
//!
//! # What it is not
//!
//! It is not one general score of a citizen, and must not be made one. Financial credit, public records and a
//! company's own data are kept apart. There is no field for religion, politics, friends or browsing; where a report
//! must carry a person's particulars (the identity section), no attribute reads them. The library does no input or
//! output, has no clock and no state, and the same inputs give the same bytes everywhere. Nothing here is legal
//! advice.
//!
//! # Features
//!
//! `json` (on by default): the formats in JSON. `csv`: scorecards that other tools write as CSV, and rows to score in
//! CSV. `pmml`: scorecards in PMML, read and written. `xml`: the PBOC format in XML. `rayon`: portfolios on all threads. `simd` (on by default): instructions of today's
//! machines, chosen when the program runs; results are equal without. `testkit`: the module `testkit`, random people and
//! the laws that every strategy keeps, for tests of your own. Without features the crate needs `serde`, `rust_decimal`,
//! `chrono` and `thiserror` only.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a test may panic: that is how it fails"
    )
)]

/// The README, so that its snippets are compiled.
#[cfg(all(doctest, feature = "json"))]
#[doc = include_str!("../README.md")]
mod readme {}

pub mod attributes;
mod fingerprint;
pub mod format;
pub mod history;
pub mod language;
mod machine;
pub mod money;
pub mod month;
pub mod policy;
pub mod portfolio;
mod problems;
pub mod reconcile;
mod record;
pub mod report;
pub mod scoring;
#[cfg(feature = "testkit")]
pub mod testkit;
mod text;

#[doc(inline)]
pub use self::attributes::{Attributes, Catalogue, Plan, Reading};
#[doc(inline)]
pub use self::history::{DelinquencyBucket, PaymentHistory, PaymentStatus};
#[doc(inline)]
pub use self::language::Language;
#[doc(inline)]
pub use self::money::{Currency, Money};
#[doc(inline)]
pub use self::month::Month;
#[doc(inline)]
pub use self::policy::Regime;
#[doc(inline)]
pub use self::portfolio::Portfolio;
#[doc(inline)]
pub use self::report::{Account, AccountKind, AccountState, InquiryReason, Report};
#[doc(inline)]
pub use self::scoring::{Outcome, Score, Scorecard, Strategy};
