//! The judge of the attribute core: an interpreter of rows over plain lists.
//!
//! Written from the words of the catalogue and of the grammar alone, slow on purpose: a list of sixty months for each
//! account, a loop for each question, no bits. What a regime leaves of a report is worked out here as well ([`plain`]),
//! so that neither the views nor the core is trusted. [`feeds`] says which
//! kinds of account feed a row, [`interpret`] answers rows, [`rows`] makes some up.

pub mod catalogue;
pub mod feeds;
pub mod interpret;
pub mod plain;
pub mod rows;
