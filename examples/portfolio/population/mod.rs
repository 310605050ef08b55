//! Invented consumers, any number of them: the same on every machine for the same seed.
//!
//! About six accounts each, of all kinds; a third have never borrowed and are known only for rent, prepaid cards and
//! bills; of some nothing is known. One account in seven was ever late. Nothing is taken from real people: the shares are
//! guesses that look like a bureau's, and no conclusion about anybody should be drawn from them.
#![allow(
    dead_code,
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "all numbers are drawn here, from ranges that fit; and no program uses everything"
)]

mod columns;
mod draw;
mod history;
mod product;
pub mod random;
mod report;

use credit_bureau::report::ReportError;
use credit_bureau::{Month, Report};

use self::columns::Batches;
use self::draw::Consumer;
use self::product::POOLS;
pub use self::report::CURRENCY;

/// A number of invented consumers as of one month.
pub struct Population {
    pub consumers: u64,
    pub seed: u64,
    pub month: Month,
    /// Codes of all furnishers, and last the person, who may ask too.
    codes: Vec<Box<str>>,
}

impl Population {
    pub fn new(consumers: u64, seed: u64) -> Population {
        let of_pool = |pool: &product::Pool| {
            let code = pool.code;
            (1..=pool.number).map(move |number| format!("{code}-{number:02}").into_boxed_str())
        };
        let codes = POOLS.iter().flat_map(of_pool).chain([Box::from("self")]).collect();
        Population { consumers, seed, month: Month::from_ordinal(AS_OF).unwrap_or(Month::LAST), codes }
    }

    /// All consumers as raw columns, in batches.
    pub fn batches(&self) -> Batches<'_> {
        Batches::new(self)
    }

    /// One consumer as a report.
    ///
    /// # Errors
    ///
    /// What is wrong with the report: nothing, unless the draw is.
    pub fn report(&self, number: u64) -> Result<Report, ReportError> {
        let mut consumer = Consumer::default();
        consumer.draw(self.seed, number);
        report::report(&consumer, number, self.month, &self.codes)
    }
}

/// 2026-06.
const AS_OF: u16 = 2026 * 12 + 5;
