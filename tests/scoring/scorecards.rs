//! A scorecard is data: it is refused with the place of what is wrong, gives what a plain reading of it gives, and adds
//! up. The sample card rewards what is better, and a positive-only source never lowers its score.
#![cfg(feature = "json")]

use crate::common::{self, teaching};

use std::cmp::Reverse;
use std::collections::HashSet;

use common::{built_regimes, regimes, reports};
use credit_bureau::attributes::{Attribute, Attributes, Catalogue, Direction, Plan, Reading, SpecialValue};
use credit_bureau::policy::{Disclosure, Regime};
use credit_bureau::report::{InquiryReason, KindSet};
use credit_bureau::scoring::scorecards::{
    Absence, Bin, CardFault, CardProblem, Characteristic, MinimumCriteria, PointsAward,
};
use credit_bureau::scoring::{
    Better, Outcome, Points, Score, ScoreRange, Scorecard, ScorecardData, ScoringError, Strategy as _, Unscorable,
};
use credit_bureau::{AccountKind, AccountState, Language, Report};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

// What is refused.

/// A small card that holds together.
fn small() -> Value {
    json!({
        "name": "small",
        "version": "1",
        "origin": "made for a test",
        "range": {"lowest": 0, "highest": 100},
        "base": 50,
        "minimum_evidence": {"any": [
            {"attribute": "positive_depth", "at_least": 6},
            {"all": [{"attribute": "accounts", "at_least": 1}, {"attribute": "own", "at_least": 1}]}
        ]},
        "attributes": [
            {"name": "own", "measure": {"accounts": {"across": "count", "of": "account", "where": {"kinds": ["rent"]}}}}
        ],
        "characteristics": [
            {
                "attribute": "positive_depth",
                "bins": [{"below": 6, "points": 0}, {"from": 6, "points": 30}],
                "absent": {"otherwise": null}
            },
            {
                "attribute": "worst_status_24",
                "bins": [
                    {"below": 5, "points": 20},
                    {"from": 5, "below": 8, "points": 10},
                    {"from": 8, "points": -50}
                ],
                "absent": {"no_such_account": 0, "otherwise": null}
            }
        ]
    })
}

fn refusal(card: &Value) -> ScoringError {
    match Scorecard::from_json(&card.to_string()) {
        Ok(_) => panic!("{card} was not refused"),
        Err(error) => error,
    }
}

/// The small card with one value put in or replaced.
fn with(pointer: &str, value: Value) -> Value {
    let mut card = small();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match card.pointer_mut(parent).unwrap() {
        Value::Object(fields) => drop(fields.insert(key.to_owned(), value)),
        Value::Array(items) if key == "-" => items.push(value),
        Value::Array(items) => items[key.parse::<usize>().unwrap()] = value,
        other => panic!("{other} has no part"),
    }
    card
}

#[test]
fn the_small_card_holds_together() {
    Scorecard::from_json(&small().to_string()).unwrap();
}

#[test]
fn a_card_that_does_not_hold_together_is_refused_with_the_place() {
    let bins = "/characteristics/1/bins";
    let rows = [
        // Names and texts.
        ("/name", json!(""), "name: empty: expected a text"),
        ("/version", json!(" "), "version: empty: expected a text"),
        (
            "/too_little_evidence",
            json!({"english": "", "chinese": "无"}),
            "too_little_evidence.english: empty: expected a text",
        ),
        ("/origin", json!(""), "origin: empty: expected a text"),
        (
            "/characteristics/1/reason",
            json!({"english": "late", "chinese": ""}),
            "characteristics[1].reason.chinese: empty: expected a text",
        ),
        (
            "/characteristics/1/reason_if_absent",
            json!({"english": "", "chinese": "无"}),
            "characteristics[1].reason_if_absent.english: empty: expected a text",
        ),
        ("/reasons_max", json!(0), "reasons_max: 0 reasons at most: expected a number from 1 to 4"),
        ("/reasons_max", json!(5), "reasons_max: 5 reasons at most: expected a number from 1 to 4"),
        // Attributes.
        (
            "/characteristics/0/attribute",
            json!("positve_depth"),
            "characteristics[0].attribute: `positve_depth` is neither in the catalogue nor defined here: did \
             you mean `positive_depth`?",
        ),
        (
            "/characteristics/0/attribute",
            json!("star_sign"),
            "characteristics[0].attribute: `star_sign` is neither in the catalogue nor defined here",
        ),
        (
            "/characteristics/1/attribute",
            json!("positive_depth"),
            "characteristics[1].attribute: `positive_depth` was given before, at characteristics[0]",
        ),
        (
            "/minimum_evidence/any/1/all/0/attribute",
            json!("account"),
            "minimum_evidence.any[1].all[0].attribute: `account` is neither in the catalogue nor defined here: \
             did you mean `accounts`?",
        ),
        ("/minimum_evidence/any/1/all", json!([]), "minimum_evidence.any[1].all: empty: expected at least one rule"),
        (
            "/attributes/-",
            json!({"name": "own", "measure": {"liabilities": {"sum": "balance", "roles": ["guarantor"]}}}),
            "attributes[1].name: `own` was given before, at attributes[0]",
        ),
        (
            "/attributes/-",
            json!({"name": "bad_debts", "measure": {"liabilities": {"sum": "balance", "roles": ["guarantor"]}}}),
            "attributes[1].name: `bad_debts` is the name of an attribute of the catalogue: expected another name",
        ),
        (
            "/attributes/-",
            json!({"name": "My own", "measure": {"liabilities": {"sum": "balance", "roles": ["guarantor"]}}}),
            "attributes[1]: `My own` cannot name an attribute: expected 1 to 64 small letters, digits and underscores, a \
             letter first",
        ),
        // Bins.
        ("/characteristics", json!([]), "characteristics: empty: expected at least one characteristic"),
        (bins, json!([]), "characteristics[1].bins: empty: expected at least one bin"),
        ("/characteristics/1/bins/1/from", json!(8), "characteristics[1].bins[1]: no value is from 8 and below 8"),
        ("/characteristics/1/bins/1/from", json!(9), "characteristics[1].bins[1]: no value is from 9 and below 8"),
        ("/characteristics/1/bins/1/from", json!(6), "characteristics[1].bins[1].from: values of 5 are in no bin"),
        (
            "/characteristics/1/bins/1/from",
            json!(7),
            "characteristics[1].bins[1].from: values from 5 and below 7 are in no bin",
        ),
        ("/characteristics/1/bins/0/from", json!(0), "characteristics[1].bins[0].from: values below 0 are in no bin"),
        (
            "/characteristics/1/bins/2/below",
            json!(16),
            "characteristics[1].bins[2].below: values from 16 are in no bin",
        ),
        (
            "/characteristics/1/bins/1/from",
            json!(4),
            "characteristics[1].bins[1].from: values of 4 are also in characteristics[1].bins[0]",
        ),
        (
            "/characteristics/1/bins/1/below",
            json!(12),
            "characteristics[1].bins[2].from: values from 8 and below 12 are also in characteristics[1].bins[1]",
        ),
        (
            bins,
            json!([{"below": 5, "points": 1}, {"points": 2}, {"from": 5, "points": 3}]),
            "characteristics[1].bins[1].from: values below 5 are also in characteristics[1].bins[0] (and 1 more problem, \
             characteristics[1].bins[2].from)",
        ),
        (
            bins,
            json!([{"from": 0, "points": 1}, {"points": 2}]),
            "characteristics[1].bins[0].from: values from 0 are also in characteristics[1].bins[1]",
        ),
        (
            bins,
            json!([{"points": 2}, {"points": 2}]),
            "characteristics[1].bins[1].from: values of every size are also in characteristics[1].bins[0]",
        ),
        // Absence and range.
        (
            "/characteristics/1/absent",
            json!({"hidden": 3}),
            "characteristics[1].absent: no award for the special value `no_such_account`, which can occur: expected points, or \
             null for no score, here or as `otherwise` (and 2 more problems)",
        ),
        (
            "/range",
            json!({"lowest": 1, "highest": 100}),
            "range: base and points reach from 0 to 100, outside the range of 1 to 100",
        ),
        (
            "/characteristics/1/bins/0/points",
            json!(70.5),
            "range: base and points reach from 0 to 150.5, outside the range of 0 to 100",
        ),
        ("/base", json!(51), "range: base and points reach from 1 to 101, outside the range of 0 to 100"),
        (
            "/characteristics/1/bins/0/points",
            json!(1_000_000_000),
            "range: base and points reach from 0 to 1000000080, outside the range of 0 to 100",
        ),
    ];
    for (pointer, value, expected) in rows {
        assert_eq!(refusal(&with(pointer, value)).to_string(), expected, "{pointer}");
    }
}

#[test]
fn a_card_that_cannot_be_read_is_refused_with_line_and_column() {
    let rows = [
        ("", "line 1, column 0: EOF while parsing a value"),
        ("[]", "line 1, column 2: invalid length 0, expected a scorecard"),
        ("{\n \"name\": 7", "line 2, column 10: invalid type: integer `7`, expected a string"),
        ("{\n \"name\": \"a\", \"name\": \"b\"}", "line 2, column 20: duplicate field `name`"),
        ("{\n \"colour\": 7}", "line 2, column 9: unknown field `colour`, expected one of `name`, `version`"),
        ("{\"name\": \"a\"}", "line 1, column 13: missing field `version`"),
        (
            "{\"range\":\n{\"lowest\": 5, \"highest\": 5}}",
            "line 2, column 28: a range from 5 to 5 holds fewer than two scores",
        ),
        ("{\"range\": {\"lowest\": 5}}", "line 1, column 23: missing field `highest`"),
        ("{\"reasons_max\": 2.0}", "line 1, column 19: invalid type: floating point `2.0`, expected u8"),
        (
            "{\"base\": 3000000000}",
            "line 1, column 19: invalid value: integer `3000000000`, expected a number of points",
        ),
        ("{\"reasons_max\": 256}", "line 1, column 19: invalid value: integer `256`, expected u8"),
        (
            "{\"minimum_evidence\": {\"attribute\": \"accounts\"}}",
            "line 1, column 47: a rule has `attribute` and `at_least`, or `any`, or `all`",
        ),
        (
            "{\"minimum_evidence\": {\"any\": [], \"all\": []}}",
            "line 1, column 44: a rule has `attribute` and `at_least`, or `any`, or `all`",
        ),
        (
            "{\"characteristics\": [{\"bins\": [{\"from\": 1.5}]}]}",
            "line 1, column 43: invalid type: floating point `1.5`, expected i64",
        ),
        ("{\"characteristics\": [{\"bins\": [{\"from\": 1}]}]}", "line 1, column 42: missing field `points`"),
        (
            "{\"characteristics\": [{\"bins\": [{\"points\": 0.1234567}]}]}",
            "line 1, column 51: invalid value: floating point `0.1234567`, expected a number of points, up to a billion, \
             with at most six decimal places",
        ),
        ("{\"characteristics\": [{\"bins\": [{\"to\": 1}]}]}", "line 1, column 36: unknown field `to`"),
        (
            "{\"characteristics\": [{\"absent\": {\"hiden\": 1}}]}",
            "line 1, column 40: unknown variant `hiden`, expected one of `no_such_account`, `not_stated`, `hidden`, \
             `never_happened`, `not_known_at_month`, `nothing_to_divide_by`, or `otherwise`",
        ),
        (
            "{\"characteristics\": [{\"absent\": {\"hidden\": 1, \"hidden\": 2}}]}",
            "line 1, column 58: `hidden` is given twice",
        ),
        (
            "{\"characteristics\": [{\"absent\": {\"otherwise\": 1, \"otherwise\": 2}}]}",
            "line 1, column 64: `otherwise` is given twice",
        ),
        ("{\"characteristics\": [{\"absent\": {\"hidden\": \"1\"}}]}", "line 1, column 46: invalid type: string"),
    ];
    for (text, expected) in rows {
        let error = Scorecard::from_json(text).unwrap_err();
        let message = error.to_string();
        let expected = format!("the scorecard cannot be read at {expected}");
        assert!(message.starts_with(&expected), "{text}\n  {message}\n  {expected}");
        assert!(error.problems().is_empty() && !message.contains('\n'));
    }
    assert!(serde_json::from_str::<Scorecard>("{}").is_err());
}

#[test]
fn a_truncated_card_is_refused_wherever_it_ends() {
    let text = small().to_string();
    for end in 0..text.len() {
        let error = Scorecard::from_json(&text[..end]).unwrap_err().to_string();
        assert!(error.contains("EOF while parsing"), "{error}");
    }
}

#[test]
fn hostile_cards_are_refused_in_few_words() {
    let nested = "{\"minimum_evidence\":".to_owned() + &"{\"any\":[".repeat(100_000);
    let long_field = format!("{{\"{}\": 1}}", "x".repeat(1 << 20));
    let long_cause = format!("{{\"characteristics\": [{{\"absent\": {{\"{}\": 1}}}}]}}", "\\n".repeat(1 << 20));
    for text in [nested, long_field, long_cause, "[".repeat(100_000)] {
        let error = Scorecard::from_json(&text).unwrap_err().to_string();
        assert!(error.len() < 1_000 && !error.contains('\n'), "{}", error.len());
    }
    let long_name = "x".repeat(1 << 20);
    let error = refusal(&with("/characteristics/0/attribute", json!(long_name))).to_string();
    assert!(error.len() < 1_000, "{}", error.len());
}

/// Each of these is wrong at thousands of places, and once took seconds to minutes, growing with the square of its size.
#[test]
fn hostile_cards_are_refused_in_time_and_memory_in_proportion_to_their_size() {
    let name = |n: usize, length: usize| format!("{}{n:06}", "late_months_".repeat(10).split_at(length - 6).0);
    let characteristic = |name: String| json!({"attribute": name, "bins": [{"points": 0}], "absent": {"otherwise": 0}});
    let own = |name: String| json!({"name": name, "measure": {"accounts": {"across": "count", "of": "account", "where": "open"}}});
    let many = |number: usize, of: &dyn Fn(usize) -> Value| Value::Array((0..number).map(of).collect());
    let unknown = many(2_000, &|n| characteristic(name(n, 100)));
    let repeated = many(2_000, &|_| characteristic("accounts".to_owned()));
    let rows = many(2_000, &|n| own(name(n, 60)));
    let known = many(1_000, &|n| characteristic(name(n, 60)));
    let rules = many(5_000, &|n| json!({"attribute": name(n, 60), "at_least": 1}));
    let bins = many(5_000, &|n| json!({"from": n % 7, "below": 9, "points": 0}));
    let mut both = with("/characteristics", unknown.clone());
    both["attributes"] = rows.clone();
    let mut all_known = with("/characteristics", known);
    all_known["attributes"] = rows;
    let mut wide = with("/characteristics/0/bins", bins);
    wide["minimum_evidence"] = json!({"any": rules});
    for card in [both, all_known, wide, with("/characteristics", repeated), with("/characteristics", unknown)] {
        let text = card.to_string();
        assert!(text.len() > 100_000, "{}", text.len());
        let error = common::soon(|| Scorecard::from_json(&text).unwrap_err());
        assert!(error.problems().len() <= 100 && error.to_string().len() < 1_000, "{error}");
        let too_many = |one: &CardProblem| matches!(one.fault(), CardFault::TooMany { limit: 1_000, .. });
        let more = matches!(error, ScoringError::Scorecard { unlisted: 1.., .. });
        assert!(more || error.problems().iter().any(too_many), "{error}");
    }
}

#[test]
fn problems_beyond_the_hundredth_are_counted() {
    let unknown: Vec<_> =
        (0..150).map(|n| json!({"attribute": format!("zodiac_{n}"), "bins": [{"points": 0}]})).collect();
    let error = refusal(&with("/characteristics", json!(unknown)));
    assert_eq!(error.problems().len(), 100);
    assert!(error.to_string().ends_with(" (and 149 more problems)"), "{error}");
    assert!(matches!(error, ScoringError::Scorecard { unlisted: 50, .. }), "{error:?}");
}

#[test]
fn a_text_longer_than_any_card_is_not_read() {
    let error = Scorecard::from_json(&" ".repeat((4 << 20) + 1)).unwrap_err().to_string();
    assert_eq!(error, "the scorecard is 4194305 bytes long: expected at most 4194304");
}

#[test]
fn all_problems_of_a_card_are_listed() {
    let mut card = with("/characteristics/1/bins/1/from", json!(6));
    card["name"] = json!("");
    card["characteristics"][0]["attribute"] = json!("positve_depth");
    let error = refusal(&card);
    let places: Vec<_> = error.problems().iter().map(|problem| problem.place()).collect();
    assert_eq!(places, ["name", "characteristics[0].attribute", "characteristics[1].bins[1].from"]);
    assert_eq!(error.to_string(), "name: empty: expected a text (and 2 more problems)");
}

// What is given.

fn row_of_ours() -> Attribute {
    Attribute { name: "of_ours".to_owned(), ..Catalogue::standard().get("accounts").unwrap().clone() }
}

fn seen(report: &Report, regime: &Regime) -> Attributes {
    report.under(regime).attributes()
}

/// Somebody with a card that was late twice, a loan, and two applications; worked through by hand below.
fn borrower() -> Report {
    Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "card", |card| {
            card.opened("2019-01-15").limit(20_000).balance(9_000).paid(&("NNNN21N".to_owned() + &"N".repeat(53)))
        })
        .account(AccountKind::NonRevolvingLoan, "loan", |loan| {
            loan.opened("2023-07-01").principal(50_000).balance(40_000).paid(&"N".repeat(12))
        })
        .inquiry("2024-03-10", "bank", InquiryReason::CardApproval)
        .inquiry("2024-03-20", "bank", InquiryReason::LoanApproval)
        .build()
        .unwrap()
}

#[test]
fn a_score_is_what_the_card_gives_by_hand() {
    let score = teaching().evaluate(&seen(&borrower(), Regime::holistic()));
    let score = score.score().unwrap();
    let by_hand = [
        ("late_months_1_24", Reading::Known(2), 22, 38),
        ("worst_status_24", Reading::Known(6), 25, 45),
        ("months_since_late_1", Reading::Known(4), 0, 50),
        ("bad_debts", Reading::Known(0), 50, 0),
        ("collections", Reading::Known(0), 30, 0),
        ("card_utilisation", Reading::Known(4_500), 28, 22),
        ("oldest_account_age", Reading::Known(65), 26, 9),
        ("reported_months_60", Reading::Known(72), 35, 0),
        ("shopping_inquiries_6", Reading::Known(2), 12, 18),
        ("positive_on_time_months_24", Reading::Known(0), 0, 70),
        ("positive_late_months_24", Reading::Known(0), 40, 0),
        ("longest_positive_streak", Reading::Known(0), 0, 30),
    ];
    let given: Vec<_> = score
        .contributions()
        .iter()
        .map(|one| (one.attribute(), one.reading(), one.points().rounded(), one.points_lost().rounded()))
        .collect();
    assert_eq!(given, by_hand);
    assert_eq!((score.base(), score.value()), (300.into(), 300 + 268));
    let reasons: Vec<_> =
        score.reasons().into_iter().map(|reason| (reason.rank(), reason.text(Language::English))).collect();
    assert_eq!(
        reasons,
        [
            (1, "few months of rent, prepaid card, utility or telecom paid on time are on record"),
            (2, "the last late payment on loans or cards is recent"),
            (3, "how late the worst payment on loans or cards was in the last 24 months"),
            (4, "loans or cards were paid late in the last 24 months"),
        ]
    );
    assert_eq!(score.reasons()[1].text(Language::Chinese), "最近一次逾期距今较近");
    assert_eq!(score.strategy().to_string(), "teaching, version 2");
    let basis = score.basis().unwrap();
    assert_eq!((basis.regime.as_str(), basis.month.to_string().as_str()), ("holistic", "2024-06"));
    assert_eq!(basis.catalogue, Catalogue::standard().version());
    let own = Catalogue::standard().extended_with(vec![row_of_ours()]).unwrap();
    let attributes = borrower().under(Regime::holistic()).attributes_of(&own.plan());
    let outcome = teaching().evaluate(&attributes);
    assert_eq!(outcome.score().and_then(Score::basis).unwrap().catalogue, own.version());
    assert_eq!(basis.plan, Plan::standard().fingerprint());
}

/// The last award for a cause is the one that counts, and no other cause loses its own.
#[test]
fn an_award_replaces_the_one_for_the_same_cause_only() {
    let [first, last, other] = [1, 2, 3].map(PointsAward::of);
    let absence = Absence::new()
        .on(SpecialValue::Hidden, first)
        .on(SpecialValue::NotStated, other)
        .on(SpecialValue::Hidden, last);
    assert_eq!(absence.award(SpecialValue::Hidden), Some(last));
    assert_eq!(absence.award(SpecialValue::NotStated), Some(other));
    assert_eq!(absence.award(SpecialValue::NeverHappened), None);
    assert_eq!(absence.awards().collect::<Vec<_>>(), [other, last]);
    assert_eq!(serde_json::to_value(&absence).unwrap(), json!({"not_stated": 3, "hidden": 2}));
}

/// What a regime hides may be left unspoken: the card loads, and gives no score where the cause arises.
#[test]
fn a_card_may_say_nothing_of_what_is_hidden() {
    let mut data = teaching().data().clone();
    data.minimum_criteria = None;
    data.characteristics.retain(|one| one.attribute == "positive_on_time_months_24");
    data.characteristics[0].absent = Absence::new();
    let card = Scorecard::new(data).unwrap();
    let report = borrower();
    let said = |regime| card.evaluate(&report.under(regime).attributes());
    assert_eq!(said(Regime::holistic()).value(), Some(300));
    let hidden = Unscorable::absent("positive_on_time_months_24", SpecialValue::Hidden);
    assert_eq!(said(Regime::us_traditional()).causes(), [hidden]);
}

#[test]
fn a_score_has_a_form_in_json() {
    let outcome = teaching().evaluate(&seen(&borrower(), Regime::holistic()));
    let json = serde_json::to_value(&outcome).unwrap();
    assert_eq!(json.pointer("/scored/value"), Some(&json!(568)));
    assert_eq!(json.pointer("/scored/strategy"), Some(&json!({"name": "teaching", "version": "2"})));
    assert_eq!(json.pointer("/scored/range"), Some(&json!({"lowest": 300, "highest": 850})));
    assert_eq!(json.pointer("/scored/basis/plan"), Some(&json!(format!("{:016x}", Plan::standard().fingerprint()))));
    assert_eq!(json.pointer("/scored/contributions").unwrap().as_array().unwrap().len(), 12);
    assert_eq!(
        json.pointer("/scored/reasons/1"),
        Some(&json!({
            "attribute": "months_since_late_1", "reading": 4, "points": 0, "points_lost": 50,
            "text": {
                "english": "the last late payment on loans or cards is recent",
                "chinese": "最近一次逾期距今较近"
            }
        }))
    );
}

/// So many months of rent and of a prepaid card, all paid on time, and never a loan.
fn renter(months: usize) -> Report {
    let paid = "N".repeat(months);
    Report::builder("2024-06-30")
        .account(AccountKind::Rent, "flat", |rent| rent.opened("2022-06-01").monthly_rent(3_000).paid(&paid))
        .account(AccountKind::PrepaidCard, "prepaid", |card| card.opened("2022-06-01").paid(&paid))
        .build()
        .unwrap()
}

#[test]
fn rent_and_prepaid_alone_are_no_file_under_negative_only_and_a_score_under_holistic() {
    let card = teaching();
    let outcome = |report: &Report, regime: &Regime| card.evaluate(&seen(report, regime));

    let blind = outcome(&renter(24), Regime::negative_only());
    assert_eq!(blind.to_string(), "unscorable");
    assert_eq!(
        format!("{blind:#}"),
        "unscorable: too little evidence: fewer than 6 months of payments are on record, and nothing unpaid; the bureau \
         does not show all that would count"
    );
    for regime in [Regime::us_traditional(), Regime::pboc()] {
        assert_eq!(outcome(&renter(24), regime).value(), None);
    }
    for regime in [Regime::holistic(), Regime::holistic_positive_only()] {
        assert_eq!(outcome(&renter(24), regime).value(), Some(692), "{}", regime.name());
    }
    assert_eq!(outcome(&renter(2), Regime::holistic()).value(), None, "four months are too few");
    assert!(outcome(&renter(3), Regime::holistic()).value().is_some());

    let whole = outcome(&renter(24), Regime::holistic());
    let reasons: Vec<_> = whole.reasons().into_iter().map(|reason| reason.text(Language::English)).collect();
    assert_eq!(
        reasons,
        [
            "no open card whose use of its limit could be seen",
            "no history of loans or cards yet",
            "few months of payments on loans or cards are on record",
            "no payment on loans or cards yet that could be seen"
        ]
    );
}

#[test]
fn an_absence_without_points_is_no_score() {
    let card = Scorecard::from_json(&small().to_string()).unwrap();
    let outcome = |regime: &Regime| card.evaluate(&borrower().under(regime).attributes_of(card.plan()));
    assert_eq!(outcome(Regime::holistic()).value(), None, "neither six months of rent nor an account of `own`");

    let mut data = card.data().clone();
    data.minimum_criteria = None;
    data.characteristics = vec![Characteristic::new("card_utilisation".into(), vec![Bin::new(.., 1)])];
    data.characteristics[0].absent = Absence::new().otherwise(PointsAward::NoScore);
    let card = Scorecard::new(data).unwrap();
    let outcome = card.evaluate(&seen(&renter(24), Regime::holistic()));
    assert_eq!(outcome, Unscorable::absent("card_utilisation", SpecialValue::NoSuchAccount).into());
    let outcome = card.evaluate(&seen(&borrower(), Regime::negative_only()));
    assert_eq!(outcome, Unscorable::absent("card_utilisation", SpecialValue::Hidden).into());
}

#[test]
fn a_card_with_attributes_of_its_own_needs_its_own_plan() {
    let mut card = small();
    card["characteristics"][0]["attribute"] = json!("own");
    let card = Scorecard::from_json(&card.to_string()).unwrap();
    let rent = renter(12);
    let regime = Regime::holistic();
    let view = rent.under(regime);
    assert_eq!(
        card.evaluate(&view.attributes_of(card.plan())).value(),
        Some(50),
        "one account of rent: 0, no credit: 0"
    );
    assert_eq!(card.evaluate(&view.attributes()).causes(), [Unscorable::not_computed("own")]);
}

#[test]
fn an_attribute_of_the_right_name_and_another_meaning_is_refused() {
    let mut data = teaching().data().clone();
    data.attributes = vec![row_of_ours()];
    let name = data.attributes[0].name.clone();
    data.minimum_criteria = Some(MinimumCriteria::at_least(name.as_str(), 0));
    let card = Scorecard::new(data).unwrap();
    let other = |row: &Attribute| match row.name == name {
        true => {
            Attribute { measure: Catalogue::standard().get("late_months_1_60").unwrap().measure.clone(), ..row.clone() }
        }
        false => row.clone(),
    };
    let plan = Plan::new(card.plan().rows().iter().map(other)).unwrap();
    let evidence = borrower().under(Regime::holistic()).attributes_of(&plan);
    assert_eq!(card.evaluate(&evidence).causes(), [Unscorable::other_meaning(name)]);
}

#[test]
fn amounts_beyond_64_bits_are_out_of_range_and_no_score() {
    let mut data = teaching().data().clone();
    data.minimum_criteria = Some(MinimumCriteria::at_least("total_balance", 0));
    data.characteristics = vec![Characteristic::new("total_balance".into(), vec![Bin::new(.., 1)])];
    data.characteristics[0].absent = Absence::new().otherwise(PointsAward::of(0));
    let card = Scorecard::new(data).unwrap();
    let largest = credit_bureau::Money::from_minor(i64::MAX, credit_bureau::Currency::CNY);
    let loan = |loan: credit_bureau::report::AccountBuilder| {
        loan.principal(1).balance(1).with(|loan| {
            if let Some(state) = &mut loan.monthly {
                state.balance = Some(largest);
            }
        })
    };
    let report = Report::builder("2024-06-30")
        .account(AccountKind::NonRevolvingLoan, "a", loan)
        .account(AccountKind::NonRevolvingLoan, "b", loan)
        .build()
        .unwrap();
    let outcome = card.evaluate(&seen(&report, Regime::holistic()));
    assert_eq!(outcome.causes(), [Unscorable::out_of_range("total_balance")]);
}

#[test]
fn unlike_people_get_unlike_scores() {
    let bad_debt = Report::builder("2024-06-30")
        .account(AccountKind::NonRevolvingLoan, "old", |loan| {
            loan.opened("2018-03-01")
                .principal(30_000)
                .balance(21_000)
                .paid(&"B".repeat(30))
                .state(AccountState::BadDebt)
        })
        .build()
        .unwrap();
    let score = |report: &Report, regime: &Regime| teaching().evaluate(&seen(report, regime)).value().unwrap();
    let bad = score(&bad_debt, Regime::holistic());
    assert!(bad < score(&borrower(), Regime::holistic()));
    assert!(score(&borrower(), Regime::holistic()) < score(&renter(24), Regime::holistic()));
    assert!(score(&bad_debt, Regime::negative_only()) <= bad, "a bad debt is seen under either");
}

// Laws of the sample card.

#[test]
fn the_sample_card_follows_the_directions_of_its_attributes() {
    for one in &teaching().data().characteristics {
        let points: Vec<_> = one.bins.iter().map(|bin| bin.points).collect();
        match Catalogue::standard().get(&one.attribute).unwrap().direction {
            Direction::HigherIsBetter => assert!(points.is_sorted(), "{}", one.attribute),
            Direction::LowerIsBetter => assert!(points.iter().rev().is_sorted(), "{}", one.attribute),
            Direction::Neither => panic!("{} has no direction", one.attribute),
        }
    }
}

#[test]
fn the_sample_card_never_prefers_an_absent_positive_attribute() {
    let positive: Vec<_> =
        teaching().data().characteristics.iter().filter(|one| one.attribute.contains("positive")).cloned().collect();
    assert_eq!(positive.len(), 3);
    for one in positive {
        let all = || one.bins.iter().map(|bin| bin.points);
        let (least, most) = (all().min().unwrap(), all().max().unwrap());
        let direction = Catalogue::standard().get(&one.attribute).unwrap().direction;
        let hidden = if direction == Direction::HigherIsBetter { least } else { most };
        assert_eq!(one.absent.award(SpecialValue::Hidden), Some(PointsAward::of(hidden)), "{}", one.attribute);
    }
}

#[test]
fn the_sample_card_uses_its_whole_range_and_says_everything_twice() {
    let card = teaching();
    let data = card.data();
    let best = |one: &Characteristic| one.bins.iter().map(|bin| bin.points).chain(points(&one.absent)).max().unwrap();
    let worst = |one: &Characteristic| one.bins.iter().map(|bin| bin.points).chain(points(&one.absent)).min().unwrap();
    assert_eq!(data.base + data.characteristics.iter().map(worst).sum(), data.range.lowest());
    assert_eq!(data.base + data.characteristics.iter().map(best).sum(), data.range.highest());
    assert!((8..=12).contains(&data.characteristics.len()));
    for one in &data.characteristics {
        let causes = Catalogue::standard().get(&one.attribute).unwrap().special_values();
        // What is hidden loses nothing, and so is no reason.
        let can_be_absent = causes.iter().any(|&cause| cause != SpecialValue::Hidden);
        assert!(one.reason.is_some() && one.reason_if_absent.is_some() >= can_be_absent, "{}", one.attribute);
    }
    assert!(data.too_little_evidence.is_some());
    assert!(data.origin.contains("by hand for teaching"));
}

fn points(absence: &Absence) -> impl Iterator<Item = Points> {
    absence.awards().filter_map(PointsAward::points)
}

#[test]
fn a_card_says_what_its_scores_mean_and_where_they_come_from() {
    let mut card = serde_json::to_value(teaching()).unwrap();
    assert_eq!(teaching().probability_of_bad(600), None);
    card["scaling"] = json!({"base_score": 600, "good_to_bad_odds": 30, "points_to_double": 20.5});
    card["provenance"] =
        json!({"developed_by": "us", "developed_on": "2026-01-31", "developed_from": "nobody's accounts"});
    let card = Scorecard::from_json(&card.to_string()).unwrap();
    assert_eq!(Scorecard::from_json(&card.to_json().unwrap()).unwrap(), card);
    assert_eq!(card.good_to_bad_odds(600), Some(30.0));
    assert_eq!(card.score_at(60.0).map(|score| score.to_string()).as_deref(), Some("620.5"));
    assert!((card.probability_of_bad(600).unwrap() - 1.0 / 31.0).abs() < 1e-12);
    for (pointer, value, expected) in [
        ("/scaling/points_to_double", json!(0), "scaling.points_to_double: found 0: expected a number above 0"),
        ("/scaling/good_to_bad_odds", json!(-1.5), "scaling.good_to_bad_odds: found -1.5: expected a number above 0"),
        ("/provenance/developed_by", json!(" "), "provenance.developed_by: empty: expected a text"),
    ] {
        let mut broken = serde_json::to_value(&card).unwrap();
        *broken.pointer_mut(pointer).unwrap() = value;
        assert_eq!(Scorecard::from_json(&broken.to_string()).unwrap_err().to_string(), expected);
    }
}

// The laws, on random people and random cards.

/// The outcome by a plain reading of the card: value and points, or the number of causes.
fn naive(card: &ScorecardData, evidence: &Attributes) -> Result<(i32, Vec<Points>), usize> {
    let mut causes = HashSet::new();
    match card.minimum_criteria.as_ref().map_or(Ok(true), |rule| enough(rule, evidence)) {
        Ok(true) => {}
        Ok(false) => drop(causes.insert("evidence".to_owned())),
        Err(name) => drop(causes.insert(name)),
    }
    let mut points = Vec::new();
    for one in &card.characteristics {
        let award = match evidence.get(&one.attribute) {
            Err(_) => None,
            Ok(Reading::Absent(cause)) => one.absent.award(cause).unwrap().points(),
            Ok(Reading::Known(value)) => {
                let holds = |bin: &&Bin| {
                    bin.from.is_none_or(|from| from <= value) && bin.below.is_none_or(|below| value < below)
                };
                let held: Vec<_> = one.bins.iter().filter(holds).collect();
                assert_eq!(held.len(), 1, "every value is in one bin");
                Some(held[0].points)
            }
        };
        match award {
            Some(award) => points.push(award),
            None => drop(causes.insert(one.attribute.clone())),
        }
    }
    if !causes.is_empty() {
        return Err(causes.len());
    }
    // In millionths, to the nearest whole number, halves away from zero.
    let millionths = points.iter().map(|points| i128::from(points.millionths())).sum::<i128>();
    let sum = i128::from(card.base.millionths()) + millionths;
    let nearest = (2 * sum.abs() + 1_000_000) / 2_000_000 * sum.signum();
    Ok((i32::try_from(nearest).unwrap(), points))
}

fn enough(rule: &MinimumCriteria, evidence: &Attributes) -> Result<bool, String> {
    match rule {
        MinimumCriteria::AtLeast { attribute, at_least } => {
            let reading = evidence.get(attribute).map_err(|_| attribute.clone())?;
            Ok(reading.known().is_some_and(|value| value >= *at_least))
        }
        MinimumCriteria::Any(rules) => {
            let each: Result<Vec<_>, _> = rules.iter().map(|rule| enough(rule, evidence)).collect();
            Ok(each?.contains(&true))
        }
        MinimumCriteria::All(rules) => {
            let each: Result<Vec<_>, _> = rules.iter().map(|rule| enough(rule, evidence)).collect();
            Ok(!each?.contains(&false))
        }
    }
}

fn names() -> Vec<String> {
    Catalogue::standard().iter().map(|row| row.name.clone()).collect()
}

fn rules() -> impl Strategy<Value = MinimumCriteria> {
    let leaf = (select(names()), -1i64..10).prop_map(|(name, at_least)| MinimumCriteria::at_least(name, at_least));
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(MinimumCriteria::Any),
            vec(inner, 1..4).prop_map(MinimumCriteria::All)
        ]
    })
}

fn awards() -> impl Strategy<Value = PointsAward> {
    prop_oneof![6 => some_points().prop_map(PointsAward::Points), 1 => Just(PointsAward::NoScore)]
}

/// Whole points, and others.
fn some_points() -> impl Strategy<Value = Points> {
    prop_oneof![
        2 => (-100i32..=100).prop_map(Points::from),
        1 => (-100_000_000i64..=100_000_000).prop_map(|millionths| Points::from_millionths(millionths).unwrap()),
        1 => (-200i64..=200).prop_map(|halves| Points::from_millionths(halves * 500_000).unwrap()),
    ]
}

fn absences() -> impl Strategy<Value = Absence> {
    (subsequence(SpecialValue::ALL.to_vec(), 0..=6), vec(awards(), 7)).prop_map(|(causes, awards)| {
        let start = Absence::new().otherwise(awards[6]);
        causes.into_iter().zip(awards).fold(start, |absence, (cause, award)| absence.on(cause, award))
    })
}

/// Bins that hold every value once, in any order.
fn bins() -> impl Strategy<Value = Vec<Bin>> {
    let cuts = prop_oneof![
        4 => vec(-5i64..70, 0..5),
        1 => vec(0i64..10_000, 0..5),
        1 => vec(select(vec![i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX]), 0..5)
    ];
    (cuts, vec(some_points(), 6))
        .prop_map(|(mut cuts, points)| {
            cuts.sort_unstable();
            cuts.dedup();
            let ends = cuts.iter().map(|&cut| Some(cut)).chain([None]);
            let starts = [None].into_iter().chain(cuts.iter().map(|&cut| Some(cut)));
            starts
                .zip(ends)
                .zip(points)
                .map(|((from, below), points)| {
                    let mut bin = Bin::new(.., points);
                    (bin.from, bin.below) = (from, below);
                    bin
                })
                .collect::<Vec<_>>()
        })
        .prop_shuffle()
}

fn cards() -> impl Strategy<Value = ScorecardData> {
    let given = vec((bins(), absences(), prop::option::weighted(0.3, some_points())), 6);
    let better = prop_oneof![3 => Just(Better::Higher), 1 => Just(Better::Lower)];
    (subsequence(names(), 1..6), given, prop::option::of(rules()), 300i32..500, 1u8..=4, better).prop_map(
        |(attributes, given, minimum_evidence, base, reasons_max, better)| {
            let range = ScoreRange::new(base - 600, base + 600).unwrap();
            let mut data =
                ScorecardData::new("random".into(), "1".into(), "a property test".into(), range, base.into());
            data.minimum_criteria = minimum_evidence;
            data.reasons_max = Some(reasons_max);
            data.better = better;
            data.characteristics = attributes
                .into_iter()
                .zip(given)
                .map(|(attribute, (bins, absent, baseline))| {
                    let mut one = Characteristic::new(attribute, bins);
                    (one.absent, one.baseline) = (absent, baseline);
                    one
                })
                .collect();
            data
        },
    )
}

/// Cards that follow the directions of their attributes and prefer no absence to a value.
fn monotone_cards() -> impl Strategy<Value = ScorecardData> {
    cards().prop_map(|mut card| {
        card.minimum_criteria = Some(MinimumCriteria::at_least("positive_depth", 0));
        for one in &mut card.characteristics {
            let mut points: Vec<_> = one.bins.iter().map(|bin| bin.points).collect();
            points.sort_unstable();
            if Catalogue::standard().get(&one.attribute).unwrap().direction == Direction::LowerIsBetter {
                points.reverse();
            }
            one.bins.sort_by_key(|bin| bin.from);
            let least = points.iter().copied().min().unwrap();
            for (bin, points) in one.bins.iter_mut().zip(points) {
                bin.points = points;
            }
            one.absent = Absence::new().otherwise(PointsAward::Points(least - 1.into()));
        }
        card
    })
}

/// A regime that hides all positive accounts, and the same with their on-time months shown.
fn with_and_without_positive_sources() -> impl Strategy<Value = (Regime, Regime)> {
    built_regimes().prop_map(|regime| {
        let positive = AccountKind::ALL.iter().copied().filter(|kind| kind.is_positive()).collect::<KindSet>();
        let showing = |disclosure| {
            let start = Regime::builder("generated")
                .inquiries(regime.shows_inquiries())
                .liabilities(regime.shows_liabilities());
            let all = AccountKind::ALL.iter().fold(start, |builder, &kind| builder.show(kind, regime.disclosure(kind)));
            all.show(positive, disclosure).build().unwrap()
        };
        (showing(Disclosure::Hidden), showing(Disclosure::PositiveOnly))
    })
}

/// Points lost by a plain reading of the card: against the baseline, or the best that there is.
fn lost(card: &Scorecard, one: &Characteristic, gave: Points, reading: Reading) -> Points {
    if reading == Reading::Absent(SpecialValue::Hidden) {
        return Points::ZERO;
    }
    let all = || one.bins.iter().map(|bin| bin.points).chain(points(&one.absent));
    match card.data().better {
        Better::Higher => (one.baseline.unwrap_or(all().max().unwrap()) - gave).max(Points::ZERO),
        Better::Lower => (gave - one.baseline.unwrap_or(all().min().unwrap())).max(Points::ZERO),
    }
}

/// What must hold of any outcome of a card.
fn check_outcome(card: &Scorecard, evidence: &Attributes, outcome: &Outcome) -> Result<(), TestCaseError> {
    match (outcome, naive(card.data(), evidence)) {
        (Outcome::Unscorable(causes), Err(expected)) => {
            prop_assert_eq!(causes.len(), expected);
        }
        (Outcome::Scored(score), Ok((value, points))) => {
            prop_assert_eq!(score.value(), value);
            prop_assert!(score.range().contains(value));
            let contributions = score.contributions();
            prop_assert_eq!(contributions.iter().map(|one| one.points()).collect::<Vec<_>>(), points);
            let lost: Vec<_> = card
                .data()
                .characteristics
                .iter()
                .zip(contributions)
                .map(|(one, gave)| lost(card, one, gave.points(), gave.reading()))
                .collect();
            prop_assert_eq!(contributions.iter().map(|one| one.points_lost()).collect::<Vec<_>>(), lost);
            let sum: Points = contributions.iter().map(|one| one.points()).sum();
            prop_assert_eq!(score.base() + sum, score.exact());
            prop_assert_eq!(score.exact().rounded(), i64::from(value));
            let mut losses: Vec<_> =
                contributions.iter().map(|one| one.points_lost()).filter(|&lost| lost > Points::ZERO).collect();
            losses.sort_by_key(|&lost| Reverse(lost));
            losses.truncate(usize::from(card.data().reasons_max.unwrap()));
            let reasons = score.reasons();
            prop_assert!(reasons.len() <= Score::REASONS_MAX);
            prop_assert_eq!(reasons.iter().map(|reason| reason.points_lost()).collect::<Vec<_>>(), losses);
        }
        (outcome, expected) => return Err(TestCaseError::fail(format!("{outcome:#} is not {expected:?}"))),
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_score_is_the_plain_reading_of_its_card(card in cards(), report in reports(), regime in regimes()) {
        let card = Scorecard::new(card).unwrap();
        let evidence = seen(&report, &regime);
        let outcome = card.evaluate(&evidence);
        check_outcome(&card, &evidence, &outcome)?;
        prop_assert_eq!(&outcome, &card.evaluate(&seen(&report, &regime)), "the same evidence gives the same outcome");
    }

    #[test]
    fn every_person_has_a_score_by_the_sample_card_or_too_thin_a_file(report in reports(), regime in regimes()) {
        let card = teaching();
        let evidence = seen(&report, &regime);
        let outcome = card.evaluate(&evidence);
        check_outcome(&card, &evidence, &outcome)?;
        let thin = |cause: &Unscorable| matches!(cause, Unscorable::TooLittleEvidence { .. });
        prop_assert!(outcome.causes().iter().all(thin), "it has points for every cause: {:#}", outcome);
    }

    #[test]
    fn the_plan_of_a_card_is_evidence_enough(card in cards(), report in reports(), regime in regimes()) {
        let card = Scorecard::new(card).unwrap();
        let view = report.under(&regime);
        let (own, whole) = (card.evaluate(&view.attributes_of(card.plan())), card.evaluate(&view.attributes()));
        prop_assert_eq!(own.causes(), whole.causes());
        prop_assert_eq!(own.score().map(Score::contributions), whole.score().map(Score::contributions));
    }

    #[test]
    fn a_card_comes_back_from_json_as_it_was(card in cards()) {
        let card = Scorecard::new(card).unwrap();
        prop_assert_eq!(&Scorecard::from_json(&card.to_json().unwrap()).unwrap(), &card);
        let short = serde_json::to_string(&card).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Scorecard>(&short).unwrap(), &card);
    }

    #[test]
    fn a_positive_only_source_never_lowers_a_score(
        card in monotone_cards(), report in reports(), (without, with) in with_and_without_positive_sources()
    ) {
        for card in [Scorecard::new(card).unwrap(), teaching()] {
            let before = card.evaluate(&seen(&report, &without));
            let after = card.evaluate(&seen(&report, &with));
            prop_assert!(before.value() <= after.value(), "{:#} → {:#}", before, after);
        }
    }
}
