//! A personal credit bureau's work as a library: it reads a credit report, shows it under a bureau's rules, adds it up,
//! and lets a scoring strategy of your choice judge the sum. A credit report lists what a person owes and how it was
//! paid; this crate records what the person does right beside it, rent paid on time and a prepaid card in order, and
//! shows what that changes for the person.
//!
//! ```standalone_crate
//! # #[cfg(feature = "json")] {
//! use credit_bureau::{AccountKind, Regime, Report, Scorecard, Strategy};
//!
//! let renter = Report::builder("2026-06-30")
//!     .account(AccountKind::Rent, "home", |rent| rent.paid(&"N".repeat(36)))
//!     .build()?;
//! // A scorecard of yours; this one is in the repository.
//! let text = include_str!("../examples/data/teaching_scorecard.json");
//! let card = Scorecard::from_json(text)?;
//!
//! let blind = card.evaluate(&renter.under(Regime::negative_only()).attributes());
//! let whole = card.evaluate(&renter.under(Regime::holistic()).attributes());
//! println!("{blind} → {whole}"); // unscorable → 692
//! # assert_eq!(format!("{blind} → {whole}"), "unscorable → 692");
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # From a file to a score
//!
//! ```text
//! a file ────► Report ────► View ────► Attributes ────► Strategy ────► Outcome
//! (format)    (report)    (policy)   (attributes)     (scoring)       a score and reasons,
//!                                                                     or why there is none
//! ```
//!
//! Data flows in one direction, and a module uses only those above it in this table:
//!
//! | layer | module | contents |
//! |---|---|---|
//! | 1 | [`money`], [`month`] | amounts in minor units of a currency, calendar months and windows of them |
//! | 2 | [`history`] | how one account was paid: up to 60 months in planes of bits |
//! | 3 | [`report`] | what a credit report says, all of it, checked once |
//! | 4 | [`policy`] | who may see what: a regime is a mask over a borrowed report |
//! | 5 | [`attributes`] | what the visible part adds up to: rows of data, and a catalogue of the usual ones |
//! | 5 | [`reconcile`] | a report's own summary, beside what its detail adds up to |
//! | 5 | [`portfolio`] | many people in columns, with the same attributes as each report by itself |
//! | 6 | [`scoring`] | strategies and what they say, scorecards, what would change a score |
//! | 7 | [`mod@format`] | files: the PBOC report in JSON and XML, the native form, scorecards of other tools |
//! | 7 | `testkit` | random people and the laws that every strategy keeps, for tests of your own |
//!
//! [`language`] names the two languages in which all of them explain themselves, English and Chinese.
//!
//! # The words, in the order a reader needs them
//!
//! * A [`Report`] lists one person's accounts and inquiries. It is read from a file ([`format::read`]) or built by hand
//!   ([`Report::builder`]), and once it exists its facts agree with each other.
//! * An [`Account`] is one debt or one positive history; its [`AccountKind`] says which, its [`AccountState`] how it
//!   stands. An inquiry says who asked for the report, and its [`InquiryReason`](report::InquiryReason)
//!   why.
//! * A [`PaymentHistory`] holds a [`PaymentStatus`] for each month. A
//!   [`DelinquencyBucket`](history::DelinquencyBucket) says how late a month was, in steps of thirty days.
//! * [`Money`] is a whole number of minor units of a [`Currency`]; a [`Month`] is a month of the calendar.
//! * A [`Regime`] says what a bureau shows of each kind of account. [`Report::under`] gives the [`View`] of a report
//!   under it.
//! * The [`Catalogue`] lists each [`Attribute`]; a [`Plan`] is such a list compiled. [`Attributes`] are what one view
//!   adds up to, and a [`Reading`] is one of them: a whole number, or the [`SpecialValue`] that says why there is none.
//! * A *silo* is a kind of data kept apart from the others; a *credit file* is what a view adds up to, [`Attributes`].
//!   Silos are joined only by a person's [`Consent`](policy::Consent).
//! * A [`Portfolio`] holds many people's reports as of one month.
//! * A [`Strategy`] turns its evidence into an [`Outcome`]: a [`Score`] with its reasons, or the causes
//!   ([`Unscorable`]) why there is none. A [`Scorecard`] is a strategy that is data: points by value.
//! * A [`Language`] is what reasons and definitions are asked for in.
//!
//! Everything else is found in its module. A lender's engineer starts at [`scoring`] and [`portfolio`]; a test author
//! at `testkit`, whose laws are functions; a teacher at [`policy`] and [`scoring::explain::change`]. Why the interface is
//! as it is, in questions and answers: [`_design`]. How it compares with the libraries next to it: [`_comparison`].
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
//! | feature | what it brings | what it costs |
//! |---|---|---|
//! | `json`, on by default | PBOC reports and the native form in JSON; scorecards and attribute rows as JSON | `serde_json` |
//! | `simd`, on by default | the loops over portfolios compiled for AVX2 and AVX-512 too, chosen when the program runs | `multiversion`; a larger program |
//! | `csv` | scorecards that other tools write as CSV, and rows to score in CSV | `csv` |
//! | `pmml` | scorecards in PMML, read and written | `quick-xml` |
//! | `xml` | PBOC reports in XML | `quick-xml` |
//! | `rayon` | portfolios on all threads | `rayon` |
//! | `testkit` | the module `testkit` | `proptest` |
//!
//! A feature adds to the interface and never changes a result. Without features the crate needs `serde`,
//! `rust_decimal`, `chrono` and `thiserror` only.

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

#[cfg(any(doc, doctest))]
pub mod _comparison;
#[cfg(any(doc, doctest))]
pub mod _design;
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
pub use self::attributes::{Attribute, Attributes, Catalogue, Plan, Reading, SpecialValue};
#[doc(inline)]
pub use self::history::{PaymentHistory, PaymentStatus};
#[doc(inline)]
pub use self::language::Language;
#[doc(inline)]
pub use self::money::{Currency, Money};
#[doc(inline)]
pub use self::month::Month;
#[doc(inline)]
pub use self::policy::{Regime, View};
#[doc(inline)]
pub use self::portfolio::Portfolio;
#[doc(inline)]
pub use self::report::{Account, AccountKind, AccountState, Report};
#[doc(inline)]
pub use self::scoring::{Outcome, Score, Scorecard, Strategy, Unscorable};
