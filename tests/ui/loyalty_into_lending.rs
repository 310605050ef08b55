//! A lender's rules decide by a loyalty score: the evidence is the credit file, the verdict no outcome.

use credit_bureau::Attributes;
use credit_bureau::scoring::{Strategy, StrategyId};
use credit_bureau::scoring::strategies::Rules;
use credit_bureau::scoring::strategies::loyalty::RewardOutcome;

struct Disguised(RewardOutcome);

impl Strategy for Disguised {
    type Evidence = Attributes;
    type Outcome = RewardOutcome;

    fn id(&self) -> StrategyId {
        StrategyId::new("disguised", "1")
    }

    fn evaluate(&self, _: &Attributes) -> RewardOutcome {
        self.0.clone()
    }
}

fn decide(rules: &Rules, disguised: &Disguised, file: &Attributes) {
    rules.decide_with(disguised, file);
}

fn main() {}
