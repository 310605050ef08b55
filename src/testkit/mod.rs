//! Tools for testing strategies: generators of random people, and [laws] as functions.
//!
//! ```
//! use credit_bureau::Regime;
//! use credit_bureau::scoring::strategies::FiveFactor;
//! use credit_bureau::testkit::{laws, reports};
//! use proptest::prelude::*;
//!
//! let strategy = FiveFactor::new()?;
//! proptest!(ProptestConfig::with_cases(32), |(report in reports())| {
//!     laws::worse_never_helps(&laws::of(&strategy), &report, Regime::holistic())?;
//! });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A generated report is valid: facts that do not apply to a kind of account are not stated. Otherwise it is as
//! difficult as files can be: histories that end long ago, months and states that disagree, overpaid cards, limits of
//! zero, repeated inquiries, missing dates. Needs feature `testkit`, and the crate `proptest`.

mod changes;
#[expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "it makes its own input, and a test may panic"
)]
mod generate;
pub mod laws;
#[expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    reason = "it makes its own input, and a test may panic"
)]
mod silos;

pub use self::generate::{
    accounts, built_regimes, huge_reports, masks, masks_for, months_around, portfolios, regimes, reports, reports_of,
    scenes,
};
pub use self::silos::{looks_at, profiles, public_records, reports_with_public_records};
