//! Rules of any conditions, for tests of what they decide.

use credit_bureau::scoring::outcome::ReasonText;
use credit_bureau::scoring::strategies::Rules;
use credit_bureau::scoring::strategies::rules::{Condition, Decision, Rule, RulesData};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What they look at.
pub const NAMES: [&str; 4] = ["accounts", "card_utilisation", "late_months_1_60", "oldest_account_age"];

/// Conditions over [`NAMES`] and a score, in one another.
pub fn conditions() -> impl Strategy<Value = Condition> {
    conditions_over(&NAMES)
}

/// Conditions over some attributes and a score, in one another.
fn conditions_over(names: &'static [&'static str]) -> impl Strategy<Value = Condition> {
    let name = move || select(names).prop_map(str::to_owned);
    let leaf = prop_oneof![
        (name(), -1i64..6).prop_map(|(name, bound)| Condition::AtLeast(name, bound)),
        (name(), -1i64..6).prop_map(|(name, bound)| Condition::Below(name, bound)),
        (name(), any::<bool>()).prop_map(|(name, absent)| Condition::Absent(name, absent)),
        (300i32..800).prop_map(Condition::ScoreAtLeast),
        (300i32..800).prop_map(Condition::ScoreBelow),
        any::<bool>().prop_map(Condition::Scored),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(Condition::All),
            vec(inner.clone(), 1..4).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

/// Rules over [`NAMES`] and a score.
pub fn rules() -> impl Strategy<Value = Rules> {
    rules_over(&NAMES)
}

/// Rules over some attributes and a score.
pub fn rules_over(names: &'static [&'static str]) -> impl Strategy<Value = Rules> {
    let decision = || select(vec![Decision::Approve, Decision::Refer, Decision::Decline]);
    (vec((conditions_over(names), decision()), 0..6), decision()).prop_map(|(given, otherwise)| {
        let mut data = RulesData::new("random".into(), "1".into(), "a property test".into(), otherwise);
        let rule =
            |(place, (when, then))| Rule::new(format!("rule {place}"), when, then, ReasonText::new("a reason", "原因"));
        data.rules = given.into_iter().enumerate().map(rule).collect();
        Rules::new(data).unwrap()
    })
}
