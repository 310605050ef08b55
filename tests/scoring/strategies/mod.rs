//! What the strategies of the silos promise, each in a file of its own.

mod external;
mod interest;
mod joined;
mod ladders;
mod listing;
mod loyalty;
mod pooled;
mod registries;
