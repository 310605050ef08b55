//! A lender's rules decide on what a customer buys: the verdict is an outcome, the evidence no credit evidence.

#[path = "common.rs"]
mod common;

use common::MemberA;
use credit_bureau::Outcome;
use credit_bureau::scoring::{Strategy, StrategyId};
use credit_bureau::scoring::evidence::CustomerProfile;
use credit_bureau::scoring::strategies::Rules;

struct Basket;

impl Strategy for Basket {
    type Evidence = CustomerProfile<MemberA>;
    type Outcome = Outcome;

    fn id(&self) -> StrategyId {
        StrategyId::new("basket", "1")
    }

    fn evaluate(&self, _: &CustomerProfile<MemberA>) -> Outcome {
        Outcome::Unscorable(Vec::new())
    }
}

fn decide(rules: &Rules, profile: &CustomerProfile<MemberA>) {
    rules.decide_with(&Basket, profile);
}

fn main() {}
