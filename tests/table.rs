//! A scorecard over a table is refused with the place of what is wrong, and gives what a plain reading of it gives.
#![cfg(feature = "json")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "a test may panic: that is how it fails"
)]

use credit_bureau::scoring::table::{
    Case, Cell, Characteristic, Literal, NamedRow, NumberRange, Predicate, TableCard, TableCardData,
};
use credit_bureau::scoring::{Better, Strategy as _};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

fn small() -> Value {
    json!({
        "name": "small",
        "version": "1",
        "base": 448.0,
        "characteristics": [
            {
                "variable": "duration",
                "exhaustive": true,
                "cases": [
                    {"when": {"any": ["missing", {"range": {"below": 8.5}}]}, "points": 64.25, "label": "short"},
                    {"when": {"range": {"from": 8.5, "below": 20}}, "points": -0.0},
                    {"when": {"range": {"from": 20}}, "points": -5, "reason": "LONG"}
                ]
            },
            {
                "variable": "housing",
                "exhaustive": true,
                "cases": [
                    {"when": {"in": ["own", "for free"]}, "points": 7},
                    {"when": {"in": ["rent"]}, "points": -14}
                ],
                "missing": 0,
                "reason": "HOME"
            }
        ]
    })
}

fn card(value: &Value) -> TableCard {
    TableCard::from_json(&value.to_string()).unwrap()
}

fn refused(place: &str, value: Value) -> String {
    let mut changed = small();
    *changed.pointer_mut(place).unwrap() = value;
    TableCard::from_json(&changed.to_string()).unwrap_err().to_string()
}

#[test]
fn what_does_not_hold_together_is_refused_with_its_place() {
    let housing = |cases: Value| json!([{"variable": "housing", "exhaustive": true, "cases": cases}]);
    let range = |range: Value| json!({"when": {"range": range}, "points": 1});
    let faults = [
        refused("/name", json!(" ")),
        refused("/base", json!(1e200)),
        refused("/characteristics", json!([])),
        refused("/characteristics/0/cases", json!([])),
        refused("/characteristics/1/variable", json!("duration")),
        refused("/characteristics/1/variable", json!("")),
        refused("/characteristics/1/variable", json!("a\0b")),
        refused("/characteristics/0/cases/1/when", json!({"range": {"from": 9, "below": 20}})),
        refused("/characteristics/0/cases/1/when", json!({"range": {"from": 8, "to": 20}})),
        refused("/characteristics/0/cases/1/when", json!({"range": {"from": 20, "below": 8.5}})),
        refused("/characteristics/0/cases/2/when", json!({"range": {"from": 20, "below": 30}})),
        refused("/characteristics/0/cases/0/when", json!({"range": {"from": 0, "below": 8.5}})),
        refused("/characteristics/0/cases/2/when", json!({"not_in": ["a"]})),
        refused("/characteristics/1/cases/1/when", json!({"in": ["rent", "own"]})),
        refused("/characteristics/1/cases/1/when", json!({"in": []})),
        refused("/characteristics/1/cases/1/when", json!({"all": []})),
        refused("/characteristics/1/cases/1/when", json!({"range": {"from": 1, "above": 1}})),
        refused("/characteristics/1/cases/1/when", json!("sometimes")),
        refused("/characteristics/1/cases/1/points", json!("many")),
        refused("/characteristics", housing(json!([range(json!({"to": 1})), range(json!({"above": 2}))]))),
    ];
    insta::assert_snapshot!(faults.join("\n"));
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| {
        let deep = (1..depth).fold(Predicate::Missing, |inner, _| Predicate::All(vec![inner]));
        let mut data = TableCardData::new("deep".into(), "1".into(), 0.0);
        data.characteristics = vec![Characteristic::new("x".into(), vec![Case::new(deep, 1.0)])];
        TableCard::new(data)
    };
    assert!(nested(16).is_ok());
    let message = nested(17).unwrap_err().to_string();
    assert!(message.contains("characteristics[0].cases[0].when: predicates are nested deeper than 16"), "{message}");
    let text = format!("{}\"missing\"{}", "{\"all\":[".repeat(100_000), "]}".repeat(100_000));
    assert!(serde_json::from_str::<Predicate>(&text).is_err());
}

#[test]
fn a_score_says_what_made_it() {
    let card = card(&small());
    let row = |duration: Cell, housing: Cell| NamedRow::new([("duration", duration), ("housing", housing)]);
    let outcome = card.evaluate(&row(24.0.into(), "rent".into()));
    assert_eq!(outcome.value(), Some(429.0));
    let reasons: Vec<_> =
        outcome.reasons().iter().map(|one| (one.variable(), one.reason(), one.points_lost())).collect();
    assert_eq!(reasons, [("duration", Some("LONG"), 69.25), ("housing", Some("HOME"), 21.0)]);
    assert_eq!(format!("{outcome:#}"), "429: LONG; HOME");
    assert_eq!(
        serde_json::to_value(&outcome).unwrap(),
        json!({"scored": {
            "value": 429.0,
            "strategy": {"name": "small", "version": "1"},
            "base": 448.0,
            "contributions": [
                {"variable": "duration", "value": 24.0, "points": -5.0, "points_lost": 69.25, "reason": "LONG"},
                {"variable": "housing", "value": "rent", "points": -14.0, "points_lost": 21.0, "reason": "HOME"},
            ],
        }})
    );
    assert_eq!(card.evaluate(&row(Cell::Missing, Cell::Missing)).value(), Some(512.25));
    let refused = card.evaluate(&row("soon".into(), "castle".into()));
    assert_eq!(
        format!("{refused:#}"),
        "no score: `duration` is `soon`, which is in no case of the card; `housing` is `castle`, which is in no case of \
         the card"
    );
    let refused = card.evaluate(&NamedRow::new([("duration", 1.0)]));
    assert_eq!(format!("{refused:#}"), "no score: the row has no `housing`");
}

#[test]
fn reasons_go_by_the_baseline_and_by_which_scores_are_better() {
    let mut value = small();
    value["characteristics"][0]["baseline"] = json!(0);
    let row = NamedRow::new([("duration", Cell::from(3.0)), ("housing", "rent".into())]);
    let lost = |value: &Value| {
        let outcome = card(value).evaluate(&row);
        outcome.reasons().iter().map(|one| (one.variable().to_owned(), one.points_lost())).collect::<Vec<_>>()
    };
    assert_eq!(lost(&value), [("housing".to_owned(), 21.0)]);
    value["better"] = json!("lower");
    assert_eq!(lost(&value), [("duration".to_owned(), 64.25)]);
}

#[test]
fn another_variable_may_be_named() {
    let of = Predicate::Of { variable: "b".into(), is: Box::new(Predicate::Range(NumberRange::new(5.0..))) };
    let mut data = TableCardData::new("two".into(), "1".into(), 0.0);
    let both = Predicate::All(vec![Predicate::Range(NumberRange::new(1.0..)), of]);
    data.characteristics =
        vec![Characteristic::new("a".into(), vec![Case::new(both, 3.0), Case::new(Predicate::True, 1.0)])];
    let card = TableCard::new(data).unwrap();
    assert_eq!(card.variables(), ["a", "b"]);
    assert_eq!(card.evaluate(&NamedRow::new([("a", 1.0), ("b", 5.0)])).value(), Some(3.0));
    assert_eq!(card.evaluate(&NamedRow::new([("a", 1.0), ("b", f64::NAN)])).value(), Some(1.0));
    assert_eq!(card.evaluate(&NamedRow::new([("a", 1.0)])).refusals()[0].to_string(), "the row has no `b`");
}

fn numbers() -> impl Strategy<Value = f64> {
    prop_oneof![
        3 => (-40..40_i32).prop_map(|half| f64::from(half) / 2.0),
        1 => -1e100..1e100_f64,
        1 => any::<f64>().prop_filter("finite", |number| number.abs() <= 1e100),
    ]
}

fn literals() -> impl Strategy<Value = Literal> {
    prop_oneof![numbers().prop_map(Literal::Number), select(vec!["a", "b", "1", "it's"]).prop_map(Literal::from)]
}

fn ranges() -> impl Strategy<Value = NumberRange> {
    (numbers(), numbers(), 0..7_u8).prop_filter_map("empty", |(a, b, kind)| {
        let (low, high) = (a.min(b), a.max(b));
        let range = match kind {
            0 => NumberRange::new(low..),
            1 => NumberRange::new(..high),
            2 => NumberRange::new(..=high),
            3 => NumberRange::new((std::ops::Bound::Excluded(low), std::ops::Bound::Unbounded)),
            4 => NumberRange::new(..),
            5 => NumberRange::new(low..=high),
            _ => NumberRange::new(low..high),
        };
        (kind < 6 || low < high).then_some(range)
    })
}

fn predicates() -> impl Strategy<Value = Predicate> {
    let leaf = prop_oneof![
        4 => ranges().prop_map(Predicate::Range),
        2 => vec(literals(), 1..4).prop_map(Predicate::In),
        1 => vec(literals(), 1..4).prop_map(Predicate::NotIn),
        1 => select(vec![Predicate::True, Predicate::False, Predicate::Missing, Predicate::Present]),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(Predicate::All),
            vec(inner.clone(), 1..4).prop_map(Predicate::Any),
            vec(inner.clone(), 1..4).prop_map(Predicate::Xor),
            vec(inner.clone(), 1..4).prop_map(Predicate::Surrogate),
            inner.prop_map(|is| Predicate::Of { variable: "b".to_owned(), is: Box::new(is) }),
        ]
    })
}

fn cards() -> impl Strategy<Value = TableCard> {
    let case = (predicates(), numbers(), option::of("[A-Z]{1,3}")).prop_map(|(when, points, reason)| {
        let mut case = Case::new(when, points);
        case.reason = reason;
        case
    });
    let one = (vec(case, 1..5), option::of(numbers()), option::of(numbers()), option::of(numbers()));
    (numbers(), any::<bool>(), vec(one, 1..4)).prop_map(|(base, lower, all)| {
        let mut data = TableCardData::new("generated".into(), "1".into(), base);
        data.better = if lower { Better::Lower } else { Better::Higher };
        data.characteristics = ["a", "b", "c"]
            .into_iter()
            .zip(all)
            .map(|(name, (cases, missing, otherwise, baseline))| {
                let mut one = Characteristic::new(name.to_owned(), cases);
                (one.missing, one.otherwise, one.baseline) = (missing, otherwise, baseline);
                one
            })
            .collect();
        TableCard::new(data).unwrap()
    })
}

fn cells() -> impl Strategy<Value = Cell> {
    prop_oneof![
        numbers().prop_map(Cell::from),
        select(vec!["a", "b", "1", "2.5", "it's"]).prop_map(Cell::from),
        Just(Cell::Missing)
    ]
}

fn rows() -> impl Strategy<Value = NamedRow> {
    vec(cells(), 3).prop_map(|cells| NamedRow::new(["a", "b", "c"].into_iter().zip(cells)))
}

proptest! {
    #[test]
    fn a_card_comes_back_from_json_as_it_was(card in cards(), row in rows()) {
        let again = TableCard::from_json(&card.to_json().unwrap()).unwrap();
        prop_assert_eq!(&again, &card);
        let (one, other) = (card.evaluate(&row).value(), again.evaluate(&row).value());
        prop_assert_eq!(one.map(f64::to_bits), other.map(f64::to_bits));
    }

    #[test]
    fn base_and_points_add_up_and_every_refusal_has_its_variable(card in cards(), row in rows()) {
        let outcome = card.evaluate(&row);
        match outcome.score() {
            Some(score) => {
                let sum = score.contributions().iter().fold(score.base(), |sum, one| sum + one.points());
                prop_assert_eq!(sum.to_bits(), score.value().to_bits());
                prop_assert_eq!(score.contributions().len(), card.data().characteristics.len());
                let lost: Vec<f64> = score.reasons().iter().map(|one| one.points_lost()).collect();
                prop_assert!(lost.is_sorted_by(|a, b| a >= b) && lost.iter().all(|&lost| lost > 0.0));
            }
            None => prop_assert!(!outcome.refusals().is_empty()),
        }
    }

    /// Bins that are made by cutting the line are accepted, and refused with any of them left out or given twice.
    #[test]
    fn bins_tile_the_line_or_are_refused(
        mut cuts in vec((-50..50_i32, any::<bool>()), 1..6),
        at in any::<prop::sample::Index>(),
        rotate in any::<prop::sample::Index>(),
    ) {
        use std::ops::Bound::{Excluded, Included, Unbounded};
        cuts.sort_unstable();
        cuts.dedup_by_key(|cut| cut.0);
        let low = |&(cut, after): &(i32, bool)| if after { Excluded(f64::from(cut)) } else { Included(f64::from(cut)) };
        let high = |&(cut, after): &(i32, bool)| if after { Included(f64::from(cut)) } else { Excluded(f64::from(cut)) };
        let lows = std::iter::once(Unbounded).chain(cuts.iter().map(low));
        let highs = cuts.iter().map(high).chain([Unbounded]);
        let mut cases: Vec<_> = lows.zip(highs).map(|(low, high)| Case::new(Predicate::Range(NumberRange { low, high }), 1.0)).collect();
        let turns = rotate.index(cases.len());
        cases.rotate_left(turns);
        let card = |cases: Vec<Case>| {
            let mut one = Characteristic::new("x".into(), cases);
            one.exhaustive = true;
            let mut data = TableCardData::new("bins".into(), "1".into(), 0.0);
            data.characteristics = vec![one];
            TableCard::new(data)
        };
        prop_assert!(card(cases.clone()).is_ok());
        let (mut fewer, mut more) = (cases.clone(), cases.clone());
        more.push(fewer.remove(at.index(cases.len())));
        prop_assert!(card(fewer).unwrap_err().to_string().contains("no bin takes"));
        more.push(cases[at.index(cases.len())].clone());
        prop_assert!(card(more).unwrap_err().to_string().contains("both take"));
    }
}
