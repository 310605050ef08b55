//! Files of reports and of scorecards, read and written: a module a promise.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a test may panic: that is how it fails"
)]

mod bad_input;
mod bad_scorecards;
mod bring_your_own;
#[path = "../cards/mod.rs"]
mod cards;
#[path = "../common/mod.rs"]
mod common;
#[cfg(feature = "json")]
#[path = "../common/documents.rs"]
mod documents;
mod edited;
mod pmml;
mod round_trip;
