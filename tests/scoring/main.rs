//! Scorecards, rules, notices and strategies: a module a promise.
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

mod binding;
#[path = "../cards/mod.rs"]
mod cards;
mod change;
#[path = "../common/mod.rs"]
mod common;
mod laws;
mod notice;
mod people;
mod recorded;
mod registry;
mod rules;
mod scorecards;
mod silos;
mod strategies;
mod table;
