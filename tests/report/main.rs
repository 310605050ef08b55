//! Reports, their payment histories, and what a policy leaves of them: a module a promise.
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
    clippy::type_complexity,
    reason = "a test may panic: that is how it fails"
)]

#[path = "../common/mod.rs"]
mod common;
mod editing;
mod history;
mod masks;
mod report;
