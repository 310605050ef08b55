//! Attributes, their tallies, and a report's summary against its detail: a module a promise.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "a test may panic: that is how it fails"
)]

mod as_of;
mod attributes;
#[path = "../common/mod.rs"]
mod common;
mod grammar;
mod interpreter;
#[path = "../naive/mod.rs"]
mod naive;
mod reconcile;
mod tally;
