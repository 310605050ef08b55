//! A scorecard over a table is refused with the place of what is wrong, and gives what a plain reading of it gives.
#![cfg(feature = "json")]

use credit_bureau::scoring::scorecards::table::{
    Case, NamedRow, NumberRange, Predicate, TableCard, TableCardData, TableCell, TableCharacteristic,
};

use crate::cards::{cards, cells, numbers, rows};
use credit_bureau::scoring::Strategy as _;
use proptest::collection::vec;
use proptest::prelude::*;
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
fn bins_of_numbers_and_of_what_spells_one_are_told_apart() {
    let read = |cases: Value| {
        let mut value = small();
        value["characteristics"] = json!([{"variable": "x", "exhaustive": true, "cases": cases}]);
        TableCard::from_json(&value.to_string()).map_err(|error| error.to_string())
    };
    let of = |members: Value| json!({"when": {"in": members}, "points": 1});
    let range = |range: Value| json!({"when": {"range": range}, "points": 1});
    let whole = || range(json!({}));
    let (below, above) = (|| range(json!({"below": 5})), || range(json!({"above": 5})));
    for (cases, both) in [
        (json!([whole(), of(json!([5]))]), "the bins `(-inf, inf)` and `cases[1]` both take 5"),
        (json!([of(json!([5])), whole()]), "the bins `cases[0]` and `(-inf, inf)` both take 5"),
        (json!([whole(), of(json!(["5"]))]), "the bins `(-inf, inf)` and `cases[1]` both take 5"),
        (json!([below(), range(json!({"from": 5})), of(json!([5]))]), "the bins `[5, inf)` and `cases[2]` both take 5"),
        (json!([of(json!([1])), of(json!(["1"]))]), "the bins `cases[0]` and `cases[1]` both take 1"),
        (json!([of(json!(["1.0", "one"])), of(json!(["1"]))]), "the bins `cases[0]` and `cases[1]` both take 1"),
        (json!([of(json!([0])), of(json!([-0.0]))]), "the bins `cases[0]` and `cases[1]` both take 0"),
        // A number is told once, even if a range takes it too.
        (json!([below(), above(), of(json!([5])), of(json!(["5"]))]), "the bins `cases[2]` and `cases[3]` both take 5"),
        (json!([below(), above(), of(json!(["five"]))]), "no bin takes the numbers [5, 5], between"),
    ] {
        let message = read(cases.clone()).unwrap_err();
        assert!(message.contains(both) && !message.contains("more problem"), "{cases}: {message}");
    }
    for cases in [
        json!([below(), above(), of(json!([5]))]),
        json!([of(json!(["5", "five"])), below(), above()]),
        json!([whole(), of(json!(["five"]))]),
        json!([of(json!([1, 3])), of(json!(["2", "two"]))]),
    ] {
        assert_eq!(read(cases).err(), None);
    }
}

#[test]
fn what_is_debugged_shows_nobodys_values() {
    let card = card(&small());
    let row = |duration: TableCell, housing: &str| NamedRow::new([("duration", duration), ("housing", housing.into())]);
    let scored = card.evaluate(&row(17.125.into(), "for free"));
    let refused = card.evaluate(&row("soon".into(), "castle"));
    for (outcome, expected) in [(&scored, "variable: \"housing\""), (&refused, "variable: \"duration\"")] {
        let shown = format!("{outcome:?} {outcome:#?}");
        assert!(shown.contains(expected), "{shown}");
        for value in ["17.125", "for free", "soon", "castle"] {
            assert!(!shown.contains(value), "{shown}");
        }
    }
    assert_eq!(
        format!("{:?}", [TableCell::from(17.125), "castle".into(), TableCell::Missing]),
        "[Number(..), Text(..), Missing]"
    );
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| {
        let deep = (1..depth).fold(Predicate::Missing, |inner, _| Predicate::All(vec![inner]));
        let mut data = TableCardData::new("deep".into(), "1".into(), 0.0);
        data.characteristics = vec![TableCharacteristic::new("x".into(), vec![Case::new(deep, 1.0)])];
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
    let row = |duration: TableCell, housing: TableCell| NamedRow::new([("duration", duration), ("housing", housing)]);
    let outcome = card.evaluate(&row(24.0.into(), "rent".into()));
    assert_eq!(outcome.value(), Some(429.0));
    let reasons: Vec<_> = outcome.reasons().iter().map(|one| (one.code(), one.points_lost())).collect();
    assert_eq!(reasons, [("LONG", 69.25), ("HOME", 21.0)]);
    assert_eq!(format!("{outcome:#}"), "429: LONG; HOME");
    assert_eq!(
        serde_json::to_value(&outcome).unwrap(),
        json!({"scored": {
            "value": 429.0,
            "strategy": {"name": "small", "version": "1"},
            "base": 448.0,
            "contributions": [
                {"name": "duration", "variable": "duration", "value": 24.0, "points": -5.0, "points_lost": 69.25, "reason": "LONG"},
                {"name": "housing", "variable": "housing", "value": "rent", "points": -14.0, "points_lost": 21.0, "reason": "HOME"},
            ],
        }})
    );
    assert_eq!(card.evaluate(&row(TableCell::Missing, TableCell::Missing)).value(), Some(512.25));
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
    let row = NamedRow::new([("duration", TableCell::from(3.0)), ("housing", "rent".into())]);
    let lost = |value: &Value| {
        let outcome = card(value).evaluate(&row);
        outcome.reasons().iter().map(|one| (one.code().to_owned(), one.points_lost())).collect::<Vec<_>>()
    };
    let codes = |value: &Value, expected: &[(&str, f64)]| {
        let found = lost(value);
        let found: Vec<_> = found.iter().map(|(code, points)| (code.as_str(), *points)).collect();
        assert_eq!(found, expected);
    };
    codes(&value, &[("HOME", 21.0)]);
    value["better"] = json!("lower");
    codes(&value, &[("duration", 64.25)]);

    // A case may be measured against a baseline of its own.
    value["better"] = json!("higher");
    value["characteristics"][0]["cases"][0]["baseline"] = json!(70);
    codes(&value, &[("HOME", 21.0), ("duration", 5.75)]);
    // What stands for one reason is added up, and what is won beyond a baseline taken off.
    value["characteristics"][0]["cases"][0]["reason"] = json!("HOME");
    codes(&value, &[("HOME", 26.75)]);
    value["characteristics"][0]["cases"][0]["baseline"] = json!(40);
    codes(&value, &[]);
}

#[test]
fn what_rounding_leaves_is_no_reason_and_a_name_is_nobodys_code() {
    let card = |lines: &[(&str, Option<&str>, f64)]| {
        let lines: Vec<_> = lines
            .iter()
            .map(|(name, code, lost)| {
                json!({"variable": name, "reason": code, "baseline": lost, "cases": [{"when": "true", "points": 0}]})
            })
            .collect();
        let card = card(&json!({"name": "lines", "version": "1", "base": 0, "characteristics": lines}));
        let outcome = card.evaluate(&NamedRow::new(["a", "b", "c"].map(|name| (name, 1.0))));
        outcome.reasons().iter().map(|one| (one.code().to_owned(), one.points_lost())).collect::<Vec<_>>()
    };
    let code = Some("CODE");
    assert_eq!(card(&[("a", code, 0.1), ("b", code, 0.2), ("c", code, -0.3)]), []);
    assert_eq!(card(&[("a", code, 1e12), ("b", code, -1e12), ("c", code, 10.0)]), []);
    // What is lost once is lost, however little; and what is left of a sum beyond rounding.
    assert_eq!(card(&[("a", code, 5e-17)]), [("CODE".to_owned(), 5e-17)]);
    assert_eq!(card(&[("a", code, 1.0), ("b", code, -0.999_999)]).len(), 1);
    // One whose code is what another is called is not that other.
    let apart = [("b".to_owned(), 2.0), ("b".to_owned(), 1.0)];
    assert_eq!(card(&[("a", Some("b"), 1.0), ("b", None, 2.0)]), apart);
    assert_eq!(card(&[("b", None, 2.0), ("c", Some("b"), 3.0), ("a", Some("b"), -2.0)]), apart);
}

#[test]
fn two_characteristics_may_look_at_one_variable_if_they_are_named() {
    let mut value = small();
    value["characteristics"][1]["variable"] = json!("duration");
    value["characteristics"][1]["name"] = json!("again");
    value["characteristics"][1]["cases"] = json!([{"when": "true", "points": 1}]);
    value["characteristics"][1]["exhaustive"] = json!(false);
    let outcome = card(&value).evaluate(&NamedRow::new([("duration", 30.0)]));
    let contributions = outcome.score().unwrap().contributions();
    let names: Vec<_> = contributions.iter().map(|one| (one.name(), one.variable())).collect();
    assert_eq!(names, [("duration", "duration"), ("again", "duration")]);
    assert_eq!(outcome.value(), Some(444.0));
    value["characteristics"][1]["name"] = json!("duration");
    let message = TableCard::from_json(&value.to_string()).unwrap_err().to_string();
    assert_eq!(message, "characteristics[1].name: `duration` was given before, as [0]");
}

#[test]
fn another_variable_may_be_named() {
    let of = Predicate::Of { variable: "b".into(), is: Box::new(Predicate::Range(NumberRange::new(5.0..))) };
    let mut data = TableCardData::new("two".into(), "1".into(), 0.0);
    let both = Predicate::All(vec![Predicate::Range(NumberRange::new(1.0..)), of]);
    data.characteristics =
        vec![TableCharacteristic::new("a".into(), vec![Case::new(both, 3.0), Case::new(Predicate::True, 1.0)])];
    let card = TableCard::new(data).unwrap();
    assert_eq!(card.variables(), ["a", "b"]);
    assert_eq!(card.evaluate(&NamedRow::new([("a", 1.0), ("b", 5.0)])).value(), Some(3.0));
    assert_eq!(card.evaluate(&NamedRow::new([("a", 1.0), ("b", f64::NAN)])).value(), Some(1.0));
    assert_eq!(card.evaluate(&NamedRow::new([("a", 1.0)])).refusals()[0].to_string(), "the row has no `b`");
}

proptest! {
    #[test]
    fn a_card_comes_back_from_json_as_it_was(card in cards(numbers()), row in rows(cells())) {
        let again = TableCard::from_json(&card.to_json().unwrap()).unwrap();
        prop_assert_eq!(&again, &card);
        let (one, other) = (card.evaluate(&row).value(), again.evaluate(&row).value());
        prop_assert_eq!(one.map(f64::to_bits), other.map(f64::to_bits));
    }

    #[test]
    fn base_and_points_add_up_and_every_refusal_has_its_variable(card in cards(numbers()), row in rows(cells())) {
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
            let mut one = TableCharacteristic::new("x".into(), cases);
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
