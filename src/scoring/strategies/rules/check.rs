//! Checks rules and reports every problem with its place.

use std::collections::HashMap;

use super::condition::Condition;
use super::data::RulesData;
use crate::attributes::Plan;
use crate::scoring::scorecards::{CardFault, Checker, ScoringError};

pub(super) fn check(data: &RulesData) -> Result<Plan, ScoringError> {
    let mut checker = Checker::default();
    for (place, text) in [("name", &data.name), ("version", &data.version), ("origin", &data.origin)] {
        checker.text(text, place);
    }
    checker.own_attributes(&data.attributes);
    let mut first = HashMap::new();
    let mut conditions = 0;
    for (index, rule) in checker.limited(&data.rules, "rules", RULES_MAX).iter().enumerate() {
        let place = format!("rules[{index}]");
        checker.text(&rule.name, &format!("{place}.name"));
        checker.texts(Some(&rule.reason), format!("{place}.reason"));
        if let Some(first) = first.insert(rule.name.as_str(), place.clone()) {
            checker.refuse(format!("{place}.name"), CardFault::Duplicate { name: rule.name.clone(), first });
        }
        condition(&mut checker, &rule.when, format!("{place}.when"), &mut conditions, 0);
    }
    checker.finish()
}

fn condition<'a>(checker: &mut Checker<'a>, asked: &'a Condition, place: String, seen: &mut usize, depth: usize) {
    if depth > DEPTH_MAX {
        return checker.refuse(place, CardFault::TooDeep { limit: DEPTH_MAX });
    }
    let below = depth.saturating_add(1);
    if *seen >= CONDITIONS_MAX {
        if *seen == CONDITIONS_MAX {
            *seen = seen.saturating_add(1);
            checker.refuse("rules", CardFault::TooMany { found: *seen, limit: CONDITIONS_MAX });
        }
        return;
    }
    *seen = seen.saturating_add(1);
    let (parts, word) = match asked {
        Condition::AtLeast(name, _) | Condition::Below(name, _) | Condition::Absent(name, _) => {
            checker.attribute(name, format!("{place}.attribute"));
            return;
        }
        Condition::ScoreAtLeast(_) | Condition::ScoreBelow(_) | Condition::Scored(_) => return,
        Condition::Not(part) => return condition(checker, part, format!("{place}.not"), seen, below),
        Condition::All(parts) => (parts, "all"),
        Condition::Any(parts) => (parts, "any"),
    };
    if parts.is_empty() {
        checker.refuse(format!("{place}.{word}"), CardFault::Empty { expected: "at least one condition" });
    }
    for (index, part) in parts.iter().enumerate().take(CONDITIONS_MAX) {
        condition(checker, part, format!("{place}.{word}[{index}]"), seen, below);
    }
}

const RULES_MAX: usize = 1_000;
/// Depth to which conditions may be nested. Checking and deciding recurse, so the bound keeps them off the stack's end.
const DEPTH_MAX: usize = 16;
/// Conditions in all rules together, however nested, so that the work on rules from outside stays bounded.
const CONDITIONS_MAX: usize = 10_000;
