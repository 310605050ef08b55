//! A lender's rules: the first that holds decides, what is missing never does, and a rule that none can meet is told.
#![cfg(feature = "json")]

use crate::common;

use std::collections::HashMap;

use common::rules::{NAMES, conditions, rules};
use common::{regimes, reports};
use credit_bureau::attributes::{Attributes, Catalogue, Plan, Reading, SpecialValue};
use credit_bureau::report::{InquiryReason, ReportBuilder};
use credit_bureau::scoring::outcome::ReasonText;
use credit_bureau::scoring::strategies::rules::{Condition, Decision, DecisionOutcome, Rule, RulesData};
use credit_bureau::scoring::strategies::{FiveFactor, Rules};
use credit_bureau::scoring::{Better, Contribution, Outcome, Score, ScoreRange, Strategy, StrategyId, Unscorable};
use credit_bureau::{Language, Regime, Report};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::{Just, Strategy as _, prop_assert, prop_assert_eq, prop_assume, prop_oneof, proptest};
use serde_json::json;

/// What a condition is of readings, by name, and a score: 1 if it holds, −1 if not, 0 if that is not known. All of some is
/// then the least, any the greatest, and not the negative.
fn sign(condition: &Condition, read: &dyn Fn(&str) -> Reading, score: Option<i32>) -> i32 {
    let sign_of = |part: &Condition| sign(part, read, score);
    let yes = |holds: bool| if holds { 1 } else { -1 };
    match condition {
        Condition::AtLeast(name, least) => read(name).known().map_or(0, |value| yes(value >= *least)),
        Condition::Below(name, end) => read(name).known().map_or(0, |value| yes(value < *end)),
        Condition::Absent(name, _) if read(name) == HIDDEN => 0,
        Condition::Absent(name, absent) => yes(read(name).known().is_none() == *absent),
        Condition::ScoreAtLeast(least) => score.map_or(0, |score| yes(score >= *least)),
        Condition::ScoreBelow(end) => score.map_or(0, |score| yes(score < *end)),
        Condition::Scored(scored) => yes(score.is_some() == *scored),
        Condition::All(parts) => parts.iter().map(sign_of).min().unwrap(),
        Condition::Any(parts) => parts.iter().map(sign_of).max().unwrap(),
        Condition::Not(part) => -sign_of(part),
        _ => panic!("a condition that this test does not know"),
    }
}

const HIDDEN: Reading = Reading::Absent(SpecialValue::Hidden);
const ABSENT: Reading = Reading::Absent(SpecialValue::NoSuchAccount);

fn holds(condition: &Condition, read: &dyn Fn(&str) -> Reading, score: Option<i32>) -> bool {
    sign(condition, read, score) > 0
}

fn read(evidence: &Attributes) -> impl Fn(&str) -> Reading {
    |name| evidence.get(name).unwrap()
}

/// Every combination of what conditions of [`conditions`] tell apart.
fn everybody() -> Vec<[Reading; 4]> {
    let readings: Vec<Reading> = [HIDDEN, ABSENT].into_iter().chain((-2..6).map(Reading::Known)).collect();
    let mut all = vec![[HIDDEN; 4]];
    for place in 0..NAMES.len() {
        let with = |one: [Reading; 4]| readings.iter().map(move |&reading| (one, reading));
        let put = |(mut one, reading): ([Reading; 4], Reading)| {
            one[place] = reading;
            one
        };
        all = all.into_iter().flat_map(with).map(put).collect();
    }
    all
}

/// Whatever the attributes of [`NAMES`] may be.
fn readings() -> impl proptest::strategy::Strategy<Value = [Reading; 4]> {
    let one = || prop_oneof![Just(HIDDEN), Just(ABSENT), (-2i64..6).prop_map(Reading::Known)];
    [one(), one(), one(), one()]
}

proptest! {
    #[test]
    fn the_first_rule_that_holds_decides(rules in rules(), report in reports(), regime in regimes()) {
        let strategy = FiveFactor::new().unwrap();
        let evidence = report.under(&regime).attributes();
        prop_assume!(NAMES.iter().all(|name| evidence.get(name).is_ok()));
        let score = strategy.evaluate(&evidence).value();
        let decided = rules.decide_with(&strategy, &evidence);
        let met = rules.data().rules.iter().find(|rule| holds(&rule.when, &read(&evidence), score));
        prop_assert_eq!(decided.decision(), met.map_or(rules.data().otherwise, |rule| rule.then));
        prop_assert_eq!(decided.rule(), met.map(|rule| rule.name.as_str()));
        prop_assert_eq!(decided.reason(), met.map(|rule| &rule.reason));
        prop_assert!(decided.causes().is_empty());
        prop_assert_eq!(decided.rules(), Some(&rules.id()));
        prop_assert_eq!(decided.outcome(), Some(&strategy.evaluate(&evidence)));
    }

    /// Whatever the other attributes had been, and with any better score if it did not count, the rule would hold.
    #[test]
    fn a_rule_holds_by_the_attributes_that_decided(
        rules in rules(), report in reports(), regime in regimes(),
        others in readings(), other_score in of(300i32..850),
    ) {
        let strategy = FiveFactor::new().unwrap();
        let evidence = report.under(&regime).attributes();
        prop_assume!(NAMES.iter().all(|name| evidence.get(name).is_ok()));
        let decided = rules.decide_with(&strategy, &evidence);
        let readings: HashMap<&str, Reading> = decided.attributes().collect();
        prop_assert!(readings.iter().all(|(name, reading)| evidence.get(name).unwrap() == *reading));
        let rule = rules.data().rules.iter().find(|rule| decided.rule() == Some(&rule.name));
        prop_assert!(rule.is_some() || readings.is_empty());
        let value = |name: &str| match readings.get(name) {
            Some(reading) => *reading,
            None => others[NAMES.iter().position(|known| *known == name).unwrap()],
        };
        let score = strategy.evaluate(&evidence).value();
        let score = if decided.score_counted_against() { score } else { score.max(other_score) };
        prop_assert!(rule.is_none_or(|rule| holds(&rule.when, &value, score)));
    }

    #[test]
    fn a_score_that_did_not_count_is_decided_no_better_if_it_is_better(
        rules in rules(), report in reports(), regime in regimes(), other in of(300i32..850),
    ) {
        let evidence = report.under(&regime).attributes();
        prop_assume!(NAMES.iter().all(|name| evidence.get(name).is_ok()));
        let strategy = FiveFactor::new().unwrap();
        let (decided, score) = (rules.decide_with(&strategy, &evidence), strategy.evaluate(&evidence).value());
        let RulesData { rules, otherwise, .. } = rules.data();
        let met = rules.iter().find(|rule| holds(&rule.when, &read(&evidence), score.max(other)));
        let better = met.map_or(*otherwise, |rule| rule.then) < decided.decision();
        prop_assert!(decided.score_counted_against() || !better);
    }

    #[test]
    fn rules_come_back_from_json(rules in rules()) {
        prop_assert_eq!(Rules::from_json(&rules.to_json().unwrap()).unwrap(), rules);
    }

    #[test]
    fn a_rule_is_told_as_beyond_reach_if_nobody_meets_it(
        given in vec(conditions().prop_filter("of attributes", |one| !one_asks_for_score(one)), 1..5),
    ) {
        let mut data = RulesData::new("random".into(), "1".into(), "a property test".into(), Decision::Refer);
        let rule = |(place, when)| Rule::new(format!("{place}"), when, Decision::Refer, ReasonText::new("a", "甲"));
        data.rules = given.iter().cloned().enumerate().map(rule).collect();
        let mut met = vec![false; given.len()];
        for readings in everybody() {
            let read = |name: &str| readings[NAMES.iter().position(|known| *known == name).unwrap()];
            if let Some(place) = given.iter().position(|when| holds(when, &read, None)) {
                met[place] = true;
            }
        }
        let expected: Vec<usize> = (0..given.len()).filter(|&place| !met[place]).collect();
        prop_assert_eq!(Rules::new(data).unwrap().unreachable(), expected);
    }
}

fn one_asks_for_score(condition: &Condition) -> bool {
    match condition {
        Condition::ScoreAtLeast(_) | Condition::ScoreBelow(_) | Condition::Scored(_) => true,
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(one_asks_for_score),
        Condition::Not(part) => one_asks_for_score(part),
        _ => false,
    }
}

#[test]
fn what_is_absent_is_not_low_nor_not_high() {
    let mut data = RulesData::new("absent".into(), "1".into(), "a test".into(), Decision::Refer);
    let high = Condition::AtLeast("card_utilisation".into(), 9_000);
    let reason = || ReasonText::new("a", "甲");
    data.rules = vec![
        Rule::new("not high".into(), Condition::Not(Box::new(high)), Decision::Approve, reason()),
        Rule::new("no card".into(), Condition::Absent("card_utilisation".into(), true), Decision::Decline, reason()),
    ];
    let rules = Rules::new(data).unwrap();
    let nobody = Report::builder("2024-06-30").build().unwrap();
    let decided = rules.evaluate(&nobody.under(Regime::holistic()).attributes());
    assert_eq!((decided.decision(), decided.rule()), (Decision::Decline, Some("no card")));
    assert_eq!(rules.unreachable(), [0_usize; 0]);
}

/// A tenant is not declined for a card that the bureau would not show if there were one; nor is what hides it a sign of one.
#[test]
fn what_is_not_shown_is_neither_absent_nor_known() {
    let mut data = RulesData::new("hidden".into(), "1".into(), "a test".into(), Decision::Refer);
    let asks = |absent| Condition::Absent("positive_on_time_months_12".into(), absent);
    let reason = || ReasonText::new("no {kinds} on record", "无{kinds}记录");
    let rule = |name: &str, when| Rule::new(name.into(), when, Decision::Decline, reason());
    data.rules = vec![
        rule("absent", asks(true)),
        rule("not known", Condition::Not(Box::new(asks(false)))),
        rule("few", Condition::Below("positive_on_time_months_12".into(), 12)),
    ];
    let mut all = data.clone();
    all.rules.extend([rule("known", asks(false)), rule("hidden", Condition::Below("hard_inquiries_6".into(), 100))]);
    assert_eq!(Rules::new(all).unwrap().unreachable(), [1], "hidden passes by both");
    let rules = Rules::new(data).unwrap();
    let nobody = Report::builder("2024-06-30").build().unwrap();
    let decided = |regime: &Regime| rules.evaluate(&nobody.under(regime).attributes());
    let told = |decided: &DecisionOutcome| decided.reason().map(|reason| reason.pick(Language::English).to_owned());
    assert_eq!(decided(Regime::us_traditional()).decision(), Decision::Refer);
    let pboc = decided(Regime::pboc());
    assert_eq!((pboc.rule(), told(&pboc).as_deref()), (Some("few"), Some("no utility or telecom on record")));
    let all_kinds = decided(Regime::holistic());
    assert_eq!(told(&all_kinds).as_deref(), Some("no rent, prepaid card, utility or telecom on record"));
}

/// Gives everybody the same score, or none.
struct Fixed(Option<i32>, Better);

impl Strategy for Fixed {
    type Evidence = Attributes;
    type Outcome = Outcome;

    fn id(&self) -> StrategyId {
        StrategyId::new("fixed", "1")
    }

    fn evaluate(&self, _: &Attributes) -> Outcome {
        let Some(value) = self.0 else { return Unscorable::absent("accounts", SpecialValue::Hidden).into() };
        let (reading, text) = (Reading::Known(0), ReasonText::new("a", "甲"));
        let lost = match self.1 {
            Better::Higher => Contribution::new("accounts", reading, 0, 100, text),
            Better::Lower => Contribution::where_lower_is_better("accounts", reading, 0, -100, text),
        };
        let score = Score::new(self.id(), ScoreRange::new(0, 1_000).unwrap(), value, vec![lost]).unwrap();
        score.with_better(self.1).into()
    }
}

fn three_inquiries() -> Report {
    let days = ["2024-06-01", "2024-05-01", "2024-04-01"];
    let inquire = |report: ReportBuilder, day: &str| report.inquiry(day, day, InquiryReason::LoanApproval);
    days.into_iter().fold(Report::builder("2024-06-30"), inquire).build().unwrap()
}

#[test]
fn what_decided_is_told_from_what_was_looked_at() {
    let evidence = three_inquiries().under(Regime::holistic()).attributes();
    let inquiries = || json!({"attribute": "hard_inquiries_6", "at_least": 3});
    let debts = || json!({"attribute": "bad_debts", "at_least": 1});
    let (good, low) = (|| json!({"score_at_least": 700}), || json!({"score_below": 500}));
    let (approve, refer, decline) = ("approve", "refer", "decline");
    let (none, some) = (Vec::new, || vec!["hard_inquiries_6"]);
    let (middle, high) = (Fixed(Some(600), Better::Higher), Fixed(Some(800), Better::Higher));
    let (unscored, risk) = (Fixed(None, Better::Higher), Fixed(Some(600), Better::Lower));
    for (strategy, rules, attributes, against) in [
        (&middle, vec![(inquiries(), decline)], some(), false),
        (&middle, vec![(inquiries(), decline), (good(), approve)], some(), false),
        (&middle, vec![(good(), approve), (inquiries(), decline)], some(), true),
        (&unscored, vec![(good(), approve), (inquiries(), decline)], some(), true),
        // A cut-off that is passed, and a band that the score is too good for.
        (&middle, vec![(low(), decline), (inquiries(), decline)], some(), false),
        (&middle, vec![(low(), refer), (inquiries(), decline)], some(), false),
        (&unscored, vec![(low(), decline), (inquiries(), decline)], some(), false),
        (&risk, vec![(low(), approve), (inquiries(), decline)], some(), true),
        (&risk, vec![(good(), approve), (inquiries(), decline)], some(), false),
        // That there is a score is nothing against anybody; that there is none is.
        (&middle, vec![(json!({"scored": false}), refer), (inquiries(), decline)], some(), false),
        (&unscored, vec![(json!({"scored": true}), approve), (inquiries(), decline)], some(), true),
        // Parts of a condition.
        (&high, vec![(json!({"all": [good(), inquiries()]}), decline)], some(), false),
        (&middle, vec![(json!({"all": [{"not": good()}, inquiries()]}), decline)], some(), true),
        (&middle, vec![(json!({"any": [debts(), inquiries(), low()]}), decline)], some(), false),
        (&middle, vec![(json!({"all": [inquiries(), {"score_below": 700}, inquiries()]}), decline)], some(), true),
        (&unscored, vec![(json!({"any": [debts(), {"scored": false}]}), decline)], none(), true),
        (
            &middle,
            vec![(json!({"not": {"any": [debts(), {"not": inquiries()}]}}), decline)],
            vec!["bad_debts", "hard_inquiries_6"],
            false,
        ),
        // No rule holds.
        (&middle, vec![(good(), approve)], none(), true),
        (&middle, vec![(debts(), approve)], none(), false),
    ] {
        let reason = json!({"english": "a", "chinese": "甲"});
        let mut listed = Vec::new();
        for (place, (when, then)) in rules.iter().enumerate() {
            listed.push(json!({"name": format!("{place}"), "when": when, "then": then, "reason": reason}));
        }
        let data = json!({"name": "a", "version": "1", "origin": "a test", "otherwise": "decline", "rules": listed});
        let decided = Rules::from_json(&data.to_string()).unwrap().decide_with(strategy, &evidence);
        let names: Vec<_> = decided.attributes().map(|(name, _)| name).collect();
        let found = (decided.decision(), names, decided.score_counted_against());
        assert_eq!(found, (Decision::Decline, attributes, against), "{:?}: {rules:?}", strategy.0);
    }
}

#[test]
fn a_decision_has_a_form_in_json() {
    let rules = Rules::from_json(&cut_off().to_string()).unwrap();
    let evidence = Report::builder("2024-06-30").build().unwrap().under(Regime::holistic()).attributes();
    let strategy = FiveFactor::new().unwrap();
    let outcome = strategy.evaluate(&evidence);
    let text = json!({"english": "b", "chinese": "原因"});
    assert_eq!(
        serde_json::to_value(rules.decide_with(&strategy, &evidence)).unwrap(),
        json!({
            "decision": "refer",
            "rule": {"name": "thin", "reason": text, "attributes": []},
            "score_counted_against": true,
            "causes": [],
            "rules": {"name": "cut-off", "version": "1"},
            "outcome": outcome,
        })
    );
    assert_eq!(
        serde_json::to_value(DecisionOutcome::by_lender(Decision::Approve, None)).unwrap(),
        json!({
            "decision": "approve", "rule": null, "score_counted_against": false, "causes": [], "rules": null, "outcome": null
        })
    );
}

#[test]
fn a_great_many_rules_are_looked_at_within_a_limit() {
    let mut data = RulesData::new("many".into(), "1".into(), "a test".into(), Decision::Refer);
    let names: Vec<_> = Catalogue::standard().iter().map(|row| row.name.clone()).collect();
    let any = |from: usize| {
        let parts =
            (0..9).map(|step| Condition::AtLeast(names[(from * 7 + step * 13) % names.len()].clone(), step as i64));
        Condition::All(vec![Condition::Any(parts.collect()), Condition::ScoreAtLeast(from as i32)])
    };
    let rule = |place: usize| Rule::new(format!("{place}"), any(place), Decision::Refer, ReasonText::new("a", "甲"));
    data.rules = (0..800).map(rule).collect();
    drop(common::soon(|| Rules::new(data).unwrap().unreachable()));
}

fn cut_off() -> serde_json::Value {
    let text = |english: &str| json!({"english": english, "chinese": "原因"});
    json!({
        "name": "cut-off", "version": "1", "origin": "a test", "otherwise": "refer",
        "rules": [
            {"name": "bad debt", "when": {"attribute": "bad_debts", "at_least": 1}, "then": "decline", "reason": text("a")},
            {"name": "thin", "when": {"scored": false}, "then": "refer", "reason": text("b")},
            {"name": "good", "when": {"any": [{"score_at_least": 700}, {"attribute": "accounts", "at_least": 3, "below": 9}]},
             "then": "approve", "reason": text("c")},
            {"name": "never", "when": {"all": [{"score_at_least": 720}, {"not": {"score_below": 600}}]},
             "then": "approve", "reason": text("d")}
        ]
    })
}

#[test]
fn what_nobody_can_meet_is_told() {
    let rules = Rules::from_json(&cut_off().to_string()).unwrap();
    assert_eq!(rules.unreachable(), [3]);
}

#[test]
fn what_is_missing_refers_to_somebody() {
    let rules = Rules::from_json(&cut_off().to_string()).unwrap();
    let report = Report::builder("2024-06-30").build().unwrap();
    let regime = Regime::holistic();
    let alone = rules.evaluate(&report.under(regime).attributes());
    assert_eq!((alone.decision(), alone.causes()), (Decision::Refer, &[Unscorable::NoScoreGiven][..]));
    assert_eq!(alone.outcome(), None);
    let rows = Catalogue::standard().iter().filter(|row| row.name != "bad_debts").cloned();
    let plan = Plan::new(rows).unwrap();
    let thin = rules.decide_with(&FiveFactor::new().unwrap(), &report.under(regime).attributes_of(&plan));
    assert_eq!((thin.decision(), thin.rule()), (Decision::Refer, None));
    assert_eq!(thin.causes(), [Unscorable::not_computed("bad_debts")]);
}

#[test]
fn rules_that_do_not_hold_together_are_refused_with_the_place() {
    for (pointer, value, expected) in [
        ("/name", json!(""), "name: empty: expected a text"),
        (
            "/rules/0/when/attribute",
            json!("bad_debt"),
            "rules[0].when.attribute: `bad_debt` is neither in the catalogue nor defined here: did you mean \
             `bad_debts`?",
        ),
        ("/rules/1/name", json!("bad debt"), "rules[1].name: `bad debt` was given before, at rules[0]"),
        ("/rules/2/when/any", json!([]), "rules[2].when.any: empty: expected at least one condition"),
        (
            "/rules/3/when/all/1/not",
            json!({"all": []}),
            "rules[3].when.all[1].not.all: empty: expected at least \
                                                        one condition",
        ),
        ("/rules/0/when", json!({}), "the rules cannot be read at line 1, column "),
        ("/rules/0/when", json!({"at_least": 1}), "the rules cannot be read at line 1, column "),
        ("/rules/0/then", json!("maybe"), "the rules cannot be read at line 1, column "),
    ] {
        let mut broken = cut_off();
        *broken.pointer_mut(pointer).unwrap() = value;
        let message = Rules::from_json(&broken.to_string()).unwrap_err().to_string();
        assert!(message.starts_with(expected), "{pointer}\n  {message}\n  {expected}");
    }
    let deep = format!("{}{}{}", "{\"not\":".repeat(100_000), "{\"scored\":true}", "}".repeat(100_000));
    assert!(serde_json::from_str::<Condition>(&deep).is_err(), "not a stack that overflows");
    let within = (0..40).fold(Condition::Scored(true), |part, _| Condition::Not(Box::new(part)));
    let mut data = RulesData::new("deep".into(), "1".into(), "a test".into(), Decision::Refer);
    data.rules = vec![Rule::new("deep".into(), within, Decision::Approve, ReasonText::new("a", "甲"))];
    let message = Rules::new(data).unwrap_err().to_string();
    assert!(message.ends_with("not: nested too deep: expected at most 16 levels"), "{message}");
    let many = json!({"any": (0..20_000).map(|bound| json!({"score_below": bound})).collect::<Vec<_>>()});
    let mut long = cut_off();
    long["rules"][0]["when"] = many;
    assert_eq!(
        Rules::from_json(&long.to_string()).unwrap_err().to_string(),
        "rules: 10001 entries: expected at most 10000"
    );
}
