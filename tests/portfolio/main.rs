//! Many people at once: a module a promise.
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
    clippy::cast_precision_loss,
    reason = "a test may panic: that is how it fails"
)]

mod batch;
mod columns;
#[path = "../common/mod.rs"]
mod common;
#[path = "../../examples/portfolio/population/mod.rs"]
mod consumers;
mod month_close;
mod population;
mod portfolio;
#[cfg(feature = "json")]
#[path = "../naive/rows.rs"]
mod rows;
