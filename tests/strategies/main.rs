//! What the strategies of the silos promise, each in a file of its own.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    reason = "a test may panic: that is how it fails"
)]

mod external;
mod interest;
mod joined;
mod ladders;
mod listing;
mod loyalty;
mod people;
mod pooled;
mod registries;
