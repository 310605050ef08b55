//! One run over a portfolio: scores under some regimes, and what they cost.

use std::collections::BTreeMap;
use std::hint::black_box;

use credit_bureau::{Portfolio, Regime, Scorecard};
use serde_json::{Value, json};

use crate::reads::columns_of;
use crate::yardstick::{Yardstick, median};

/// What came out, and what it cost.
pub struct Run {
    pub threads: usize,
    /// Of one pass for all regimes.
    pub cost: Cost,
    /// Bytes a second that as many threads read of the same columns.
    pub read_bandwidth: f64,
    pub regimes: Vec<UnderRegime>,
}

/// One regime by itself.
pub struct UnderRegime {
    pub regime: &'static Regime,
    pub cost: Cost,
    pub scores: Vec<Option<i32>>,
}

/// What a pass costs.
#[derive(Clone, Copy)]
pub struct Cost {
    /// The median of some passes.
    pub seconds: f64,
    /// In the columns that a pass reads.
    pub bytes: usize,
}

impl Cost {
    pub fn bandwidth(self) -> f64 {
        self.bytes as f64 / self.seconds
    }
}

impl UnderRegime {
    pub fn unscorable(&self) -> f64 {
        self.scores.iter().filter(|score| score.is_none()).count() as f64 / self.scores.len().max(1) as f64
    }
}

impl Run {
    /// Scores a portfolio some times on so many threads.
    ///
    /// # Errors
    ///
    /// A number of threads that there cannot be.
    pub fn new(
        portfolio: &Portfolio,
        card: &Scorecard,
        regimes: &[&'static Regime],
        threads: usize,
    ) -> Result<Run, String> {
        let pass = |regimes: &[&Regime]| -> Result<Cost, String> {
            let bytes = Yardstick::of(&columns_of(card.plan(), regimes), portfolio.columns()).bytes();
            let seconds = on_threads(threads, || {
                median(PASSES, || {
                    black_box(portfolio.score_under(&[card], regimes));
                })
            })?;
            Ok(Cost { seconds, bytes })
        };
        let cost = pass(regimes)?;
        let yardstick = Yardstick::of(&columns_of(card.plan(), regimes), portfolio.columns());
        let read_bandwidth = on_threads(threads, || yardstick.bandwidth())?;
        let mut under = Vec::with_capacity(regimes.len());
        let scores = portfolio.score_under(&[card], regimes);
        for (place, &regime) in regimes.iter().enumerate() {
            let cost = if regimes.len() == 1 { cost } else { pass(&[regime])? };
            under.push(UnderRegime { regime, cost, scores: scores.column(place, 0).to_vec() });
        }
        Ok(Run { threads, cost, read_bandwidth, regimes: under })
    }

    /// The share of the read bandwidth that a pass reaches.
    pub fn share(&self, cost: Cost) -> f64 {
        cost.bandwidth() / self.read_bandwidth
    }

    /// The figures as one document; those of time and bytes are of one pass for all regimes.
    pub fn document(&self, portfolio: &Portfolio) -> Value {
        let unscorable: BTreeMap<_, _> =
            self.regimes.iter().map(|under| (under.regime.name(), under.unscorable())).collect();
        json!({
            "consumers": portfolio.subjects(),
            "accounts": portfolio.accounts(),
            "threads": self.threads,
            "seconds": self.cost.seconds,
            "bytes_read": self.cost.bytes,
            "read_bandwidth": self.read_bandwidth,
            "share_of_bandwidth": self.share(self.cost),
            "bytes_per_account": portfolio.bytes_per_account(),
            "unscorable": unscorable,
        })
    }
}

/// Does something on so many threads.
#[cfg(feature = "rayon")]
fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> Result<T, String> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| error.to_string())?;
    Ok(pool.install(work))
}

/// Does something on the one thread that there is.
#[cfg(not(feature = "rayon"))]
fn on_threads<T>(threads: usize, work: impl FnOnce() -> T) -> Result<T, String> {
    match threads {
        1 => Ok(work()),
        more => Err(format!("{more} threads: expected 1, or a build with `--features rayon`")),
    }
}

const PASSES: usize = 7;
