//! A lender's rules decide on public records, by a strategy that somebody writes for it: its verdict is an outcome.

use credit_bureau::Outcome;
use credit_bureau::scoring::{Strategy, StrategyId};
use credit_bureau::scoring::evidence::PublicRecords;
use credit_bureau::scoring::strategies::Rules;

struct Grudge;

impl Strategy for Grudge {
    type Evidence = PublicRecords;
    type Outcome = Outcome;

    fn id(&self) -> StrategyId {
        StrategyId::new("grudge", "1")
    }

    fn evaluate(&self, _: &PublicRecords) -> Outcome {
        Outcome::Unscorable(Vec::new())
    }
}

fn decide(rules: &Rules, records: &PublicRecords) {
    rules.decide_with(&Grudge, records);
}

fn main() {}
