//! A public record decides on credit: neither by a scorecard, nor by a strategy that somebody writes for it.

#[path = "common.rs"]
mod common;

use common::lend;
use credit_bureau::scoring::{Outcome, PublicRecords, Scorecard, Strategy, StrategyId};

struct Grudge;

impl Strategy for Grudge {
    type Evidence = PublicRecords;
    type Verdict = Outcome;

    fn id(&self) -> StrategyId {
        StrategyId::new("grudge", "1")
    }

    fn evaluate(&self, _: &PublicRecords) -> Outcome {
        Outcome::Unscorable(Vec::new())
    }
}

fn decide(card: &Scorecard, records: &PublicRecords) {
    card.evaluate(records);
    lend(&Grudge, records);
}

fn main() {}
