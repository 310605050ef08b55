//! A scorecard over a table that is bound to a person's credit file gives what the table's card gives; one that names
//! what must not count is refused.

use crate::common;

use common::reports;
use credit_bureau::attributes::{Attribute, Catalogue, Reading, SpecialValue};
use credit_bureau::scoring::outcome::ReasonText;
use credit_bureau::scoring::prohibited::{Prohibited, Tripwire};
use credit_bureau::scoring::scorecards::table::{
    BindError, Case, Literal, Mapping, NamedRow, NumberRange, Predicate, TableCard, TableCardData, TableCell,
    TableCharacteristic,
};
use credit_bureau::scoring::scorecards::{Bin, CardFault, Characteristic as Line, PointsAward};
use credit_bureau::scoring::{Points, ScoreRange, Scorecard, ScorecardData, Strategy as _};
use credit_bureau::{Regime, Report};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn range() -> ScoreRange {
    ScoreRange::new(-1_000_000, 1_000_000).unwrap()
}

fn card(characteristics: Vec<TableCharacteristic>) -> TableCard {
    let mut data = TableCardData::new("table".into(), "7".into(), 100.25);
    data.characteristics = characteristics;
    TableCard::new(data).unwrap()
}

fn one(variable: &str, cases: Vec<Case>) -> TableCharacteristic {
    TableCharacteristic::new(variable.to_owned(), cases)
}

fn in_range(range: NumberRange, points: f64) -> Case {
    Case::new(Predicate::Range(range), points)
}

fn always(points: f64) -> Vec<Case> {
    vec![Case::new(Predicate::True, points)]
}

#[test]
fn edges_are_rounded_up_as_whole_numbers_ask() {
    use std::ops::Bound::{Excluded, Unbounded};
    let bins = |low: NumberRange, factor| {
        let card = card(vec![one("x", vec![in_range(low, 1.0), Case::new(Predicate::True, 0.0)])]);
        let bound = card.bind(&Mapping::new("test", range()).variable_times("x", "accounts", factor)).unwrap();
        bound.data().characteristics[0].bins[1].from.unwrap()
    };
    for (low, factor, from) in [
        (NumberRange::new(12.5..), 1, 13),
        (NumberRange::new(13.0..), 1, 13),
        (NumberRange { low: Excluded(13.0), high: Unbounded }, 1, 14),
        (NumberRange { low: Excluded(12.5), high: Unbounded }, 1, 13),
        (NumberRange::new(-12.5..), 1, -12),
        (NumberRange::new(0.1..), 100, 10),
        (NumberRange::new(0.29..), 100, 29),
        (NumberRange::new(1.005..), 1_000, 1_005),
        (NumberRange { low: Excluded(0.29), high: Unbounded }, 100, 30),
        (NumberRange::new(12.345..), 100, 1_235),
        (NumberRange::new(9e15..), 1, 9_000_000_000_000_000),
    ] {
        assert_eq!(bins(low, factor), from, "{low} × {factor}");
    }
    // Beyond every whole number there is one bin.
    let card = card(vec![one("x", vec![in_range(NumberRange::new(1e30..), 1.0), Case::new(Predicate::True, 0.0)])]);
    let bound = card.bind(&Mapping::new("test", range()).variable("x", "accounts")).unwrap();
    assert_eq!(bound.data().characteristics[0].bins, [Bin::new(.., 0)]);
}

#[test]
fn what_must_not_count_is_refused_before_anything_else() {
    let card = card(
        ["accounts_seen", "age_in_years", "foreign_worker", "personal_status_and_sex"]
            .map(|name| one(name, always(1.0)))
            .into(),
    );
    let mapping = Mapping::new("test", range()).variable("age_in_years", "oldest_account_age");
    let refused = |mapping: &Mapping| match card.bind(mapping) {
        Err(BindError::Prohibited { refused }) => refused.iter().map(|one| one.characteristic()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    use Prohibited::{Age, MaritalStatus, Nationality, Sex};
    assert_eq!(refused(&mapping), [Age, Nationality, Sex, MaritalStatus]);
    assert_eq!(refused(&mapping.clone().tripwire(Tripwire::new().allowing_age())), [Nationality, Sex, MaritalStatus]);
    assert_eq!(
        card.bind(&mapping).unwrap_err().to_string(),
        "the card must not be used on a person: `age_in_years` is about age (`age`); `foreign_worker` is about \
         nationality (`foreign worker`); `personal_status_and_sex` is about sex or gender (`sex`); \
         `personal_status_and_sex` is about marital status (`personal status`)"
    );
}

#[test]
fn what_a_characteristic_is_called_counts_as_its_variable_does() {
    let mut line = one("x1", always(1.0));
    line.name = Some("age score".into());
    let named = card(vec![line]);
    let mapping = Mapping::new("test", range()).variable("x1", "accounts");
    let message = named.bind(&mapping).unwrap_err().to_string();
    assert_eq!(message, "the card must not be used on a person: `age score` is about age (`age`)");
    assert!(named.bind(&mapping.tripwire(Tripwire::new().allowing_age())).is_ok());
}

#[test]
fn what_a_card_says_of_a_variable_counts_as_its_name_does() {
    let says = |change: fn(&mut TableCharacteristic)| {
        let mut line = one("x", vec![in_range(NumberRange::new(..1.0), 1.0), Case::new(Predicate::True, 0.0)]);
        change(&mut line);
        let told = card(vec![line]).bind(&Mapping::new("test", range()).variable("x", "accounts"));
        told.map_err(|error| error.to_string().replace("the card must not be used on a person: ", ""))
    };
    let sex = "`Sex of the applicant` is about sex or gender (`sex`)";
    assert_eq!(says(|line| line.about = Some("Sex of the applicant".into())).unwrap_err(), sex);
    let female = "`APPLICANT_IS_FEMALE` is about sex or gender (`female`)";
    assert_eq!(says(|line| line.reason = Some("APPLICANT_IS_FEMALE".into())).unwrap_err(), female);
    assert_eq!(says(|line| line.cases[1].reason = Some("APPLICANT_IS_FEMALE".into())).unwrap_err(), female);
    let married = "`[-inf,1)%,%married` is about marital status (`married`)";
    assert_eq!(says(|line| line.cases[0].label = Some("[-inf,1)%,%married".into())).unwrap_err(), married);
    // Each text once, in the order of the card.
    assert_eq!(
        says(|line| {
            line.reason = Some("年龄".into());
            line.cases.iter_mut().for_each(|case| case.label = Some("married".into()));
            line.cases[1].reason = Some("年龄".into());
        })
        .unwrap_err(),
        "`年龄` is about age (`年龄`); `married` is about marital status (`married`)"
    );
    assert!(
        says(|line| {
            line.about = Some("how many accounts there are".into());
            line.reason = Some("FEW".into());
            line.cases[0].label = Some("[-inf,1)%,%missing".into());
        })
        .is_ok()
    );
}

/// What a card becomes that gives 1 below 1, 0 from 1, and 0.5 where the value is missing.
fn bound_with(change: impl Fn(&mut TableCharacteristic)) -> Result<Line, String> {
    let mut line = one("x", vec![in_range(NumberRange::new(..1.0), 1.0), in_range(NumberRange::new(1.0..), 0.0)]);
    line.cases.push(Case::new(Predicate::Missing, 0.5));
    change(&mut line);
    let bound = card(vec![line]).bind(&Mapping::new("test", range()).variable("x", "accounts"));
    bound.map(|card| card.data().characteristics[0].clone()).map_err(|error| error.to_string())
}

#[test]
fn codes_of_reasons_become_their_texts() {
    let texts = |change: &dyn Fn(&mut TableCharacteristic)| {
        let bound = bound_with(change)?;
        let text = |text: Option<ReasonText>| text.map(|text| (text.english, text.chinese));
        Ok::<_, String>((text(bound.reason), text(bound.reason_if_absent)))
    };
    let both = |code: &str| Some((code.to_owned(), code.to_owned()));
    let code = |code: &str| Some(code.to_owned());
    assert_eq!(texts(&|_| ()), Ok((None, None)));
    assert_eq!(texts(&|line| line.reason = code("FEW")), Ok((both("FEW"), both("FEW"))));
    assert_eq!(texts(&|line| line.reason = code(" ")), Ok((None, None)));
    // A missing value may stand for a reason of its own.
    let own = |line: &mut TableCharacteristic| {
        line.reason = code("FEW");
        line.cases[2].reason = code("NONE SEEN");
    };
    assert_eq!(texts(&own), Ok((both("FEW"), both("NONE SEEN"))));
    // One code for all values, wherever it stands; a case that takes no value says nothing.
    let everywhere = |line: &mut TableCharacteristic| {
        line.cases.iter_mut().take(2).for_each(|case| case.reason = code("FEW"));
        line.cases.push(Case::new(Predicate::True, 9.0));
        line.cases[3].reason = code("NEVER");
    };
    assert_eq!(texts(&everywhere), Ok((both("FEW"), None)));
    // Where there is no score there is no reason.
    let refusing = |line: &mut TableCharacteristic| {
        line.reason = code("FEW");
        line.cases.truncate(2);
    };
    assert_eq!(texts(&refusing), Ok((both("FEW"), None)));
}

#[test]
fn reasons_and_baselines_that_differ_with_the_value_are_refused() {
    let code = |code: &str| Some(code.to_owned());
    let told = |change: &dyn Fn(&mut TableCharacteristic)| bound_with(change).unwrap_err();
    assert_eq!(
        told(&|line| line.cases[1].reason = code("MANY")),
        "`x` has the reason code `MANY` at cases[1], where other values have none: expected one code for all values"
    );
    assert_eq!(
        told(&|line| (line.reason, line.cases[0].reason) = (code("FEW"), code("MANY"))),
        "`x` has the reason code `FEW` at cases[1], where other values have `MANY`: expected one code for all values"
    );
    let otherwise = |line: &mut TableCharacteristic| {
        line.cases.truncate(1);
        line.cases[0].reason = code("MANY");
        line.otherwise = Some(0.0);
    };
    assert_eq!(
        told(&otherwise),
        "`x` has the reason code `MANY` at cases[0], where other values have none: expected one code for all values"
    );
    // A baseline that says what the characteristic's does says nothing new.
    let same = |line: &mut TableCharacteristic| {
        line.baseline = Some(0.75);
        line.cases[1].baseline = Some(0.75);
    };
    assert_eq!(bound_with(same).unwrap().baseline, Some(Points::nearest(0.75).unwrap()));
    let own = "`x` has a case with a baseline of its own: expected one baseline for all cases";
    assert_eq!(told(&|line| line.cases[1].baseline = Some(0.75)), own);
    assert_eq!(told(&|line| (line.baseline, line.cases[1].baseline) = (Some(0.75), Some(0.5))), own);
}

#[test]
fn one_code_of_two_characteristics_is_two_reasons() {
    let lines = [("x", 3.0), ("y", 2.0)].map(|(name, best)| {
        let mut line = one(name, vec![in_range(NumberRange::new(1.0..), best), Case::new(Predicate::True, 0.0)]);
        line.reason = Some("FEW".into());
        line
    });
    let table = card(lines.into());
    let row = NamedRow::new([("x", 0.0), ("y", 0.0)]);
    let told: Vec<_> =
        table.evaluate(&row).reasons().iter().map(|one| (one.code().to_owned(), one.points_lost())).collect();
    assert_eq!(told, [("FEW".to_owned(), 5.0)]);
    let mapping = Mapping::new("test", range()).variable("x", "accounts").variable("y", "hard_inquiries_12");
    let bound = table.bind(&mapping).unwrap();
    let nobody = Report::builder("2024-06-30").subject("nobody").build().unwrap();
    let outcome = bound.evaluate(&nobody.under(Regime::holistic()).attributes());
    let told: Vec<_> = outcome.reasons().iter().map(|one| (one.to_string(), one.points_lost())).collect();
    assert_eq!(told, [("FEW".to_owned(), 3.into()), ("FEW".to_owned(), 2.into())]);
}

#[test]
fn what_the_file_did_not_tell_is_in_the_origin() {
    let mut data = card(vec![one("x", always(1.0))]).data().clone();
    let mapping = Mapping::new("from our tool", range()).variable("x", "accounts");
    let origin =
        |data: &TableCardData| TableCard::new(data.clone()).unwrap().bind(&mapping).unwrap().data().origin.clone();
    assert_eq!(origin(&data), "from our tool");
    data.notes = vec!["the file has no base".into(), "edges are rounded".into()];
    assert_eq!(origin(&data), "from our tool; notes on its file: the file has no base; edges are rounded");
}

#[test]
fn an_attribute_of_a_cards_own_must_not_be_named_so_either() {
    let row = Catalogue::standard().find("accounts").unwrap().clone();
    let mut data = ScorecardData::new("own".into(), "1".into(), "test".into(), range(), 0.into());
    data.attributes =
        vec![Attribute { name: "religion_of_holder".into(), ..row.clone() }, Attribute { name: "own".into(), ..row }];
    data.characteristics = vec![Line::new("own".into(), vec![Bin::new(.., 1)])];
    let error = Scorecard::new(data).unwrap_err();
    assert_eq!(
        error.to_string(),
        "attributes[0].name: `religion_of_holder` is about religion (`religion`): expected another name, or no such attribute"
    );
    assert!(matches!(error.problems()[0].fault(), CardFault::Prohibited { .. }));
}

#[test]
fn what_cannot_be_bound_is_said_of_every_variable() {
    let of = Predicate::Of { variable: "y".into(), is: Box::new(Predicate::True) };
    let card = card(vec![
        one("unmapped", always(1.0)),
        one("text", vec![Case::new(Predicate::one_of(["rent"]), 1.0)]),
        one("two", vec![Case::new(of, 1.0)]),
        one("gap", vec![in_range(NumberRange::new(..3.5), 1.0)]),
        one("nothing", always(1.0)),
        one("much", always(1e12)),
        one("y", always(1.0)),
        {
            let mut reasons =
                one("reasons", vec![in_range(NumberRange::new(..3.5), 1.0), Case::new(Predicate::True, 1.0)]);
            reasons.cases[0].reason = Some("FEW".into());
            reasons
        },
    ]);
    let mapping = ["text", "two", "gap", "much", "y", "reasons", "z"]
        .into_iter()
        .fold(Mapping::new("test", range()), |mapping, name| mapping.variable(name, "accounts"))
        .variable_times("nothing", "accounts", 0);
    let Err(BindError::Variables { problems }) = card.bind(&mapping) else { panic!("bound") };
    insta::assert_snapshot!(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));

    let card = self::card(vec![one("x", always(1.0))]);
    let message = card.bind(&Mapping::new("test", range()).variable("x", "acounts")).unwrap_err().to_string();
    assert!(message.contains("did you mean `accounts`?"), "{message}");
}

fn halves() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => (-20..60_i32).prop_map(|half| f64::from(half) / 2.0),
        2 => (-300..3_000_i32).prop_map(|cents| f64::from(cents) / 100.0),
        1 => -1e19..1e19_f64,
    ]
}

fn points() -> impl Strategy<Value = f64> {
    prop_oneof![-100.0..100.0_f64, (-50..50_i32).prop_map(f64::from)]
}

fn predicates() -> impl Strategy<Value = Predicate> {
    let range = (halves(), halves(), 0..4_u8).prop_map(|(a, b, kind)| {
        let (low, high) = (a.min(b), a.max(b));
        Predicate::Range(match kind {
            0 => NumberRange::new(low..),
            1 => NumberRange::new(..high),
            2 => NumberRange::new(..=high),
            _ => NumberRange::new(low..=high),
        })
    });
    let leaf = prop_oneof![
        6 => range,
        1 => vec(halves().prop_map(Literal::Number), 1..4).prop_map(Predicate::In),
        1 => vec(halves().prop_map(Literal::Number), 1..4).prop_map(Predicate::NotIn),
        1 => Just(Predicate::In(vec!["2".into()])),
        1 => Just(Predicate::Missing),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..3).prop_map(Predicate::All),
            vec(inner.clone(), 1..3).prop_map(Predicate::Any),
            vec(inner, 1..3).prop_map(Predicate::Xor)
        ]
    })
}

const NAMES: [&str; 3] = ["late_months_1_24", "total_balance", "months_since_late_1"];

/// A card over these attributes, with the factor of each.
fn cards() -> impl Strategy<Value = (TableCard, Vec<u32>)> {
    let parts = (vec((predicates(), points()), 0..4), points(), option::of(points()), select(vec![1, 1, 3, 100]));
    vec(parts, 3).prop_map(|all| {
        let factors = all.iter().map(|one| one.3).collect();
        let lines = NAMES.iter().zip(all).map(|(name, (cases, last, missing, _))| {
            let cases = cases.into_iter().map(|(when, points)| Case::new(when, points));
            let last = Case::new(Predicate::Present, last);
            let mut line = one(name, cases.chain([last]).collect());
            line.missing = missing;
            line
        });
        (card(lines.collect()), factors)
    })
}

fn mapping(factors: &[u32]) -> Mapping {
    NAMES
        .iter()
        .zip(factors)
        .fold(Mapping::new("test", range()), |mapping, (name, &factor)| mapping.variable_times(*name, *name, factor))
}

fn of(line: &Line, value: i64) -> f64 {
    let holds = |bin: &&Bin| bin.from.is_none_or(|from| from <= value) && bin.below.is_none_or(|below| value < below);
    let mut bins = line.bins.iter().filter(holds);
    let points = bins.next().unwrap().points.as_f64();
    assert!(bins.next().is_none());
    points
}

proptest! {
    #[test]
    fn every_value_gives_what_the_table_gives_for_it(
        (card, factors) in cards(),
        values in vec(prop_oneof![-100..4_000_i64, any::<i64>()], 20),
    ) {
        let bound = card.bind(&mapping(&factors)).unwrap();
        for ((line, one), &factor) in bound.data().characteristics.iter().zip(&card.data().characteristics).zip(&factors) {
            let mut lone = TableCardData::new("lone".into(), "1".into(), 0.0);
            lone.characteristics = vec![one.clone()];
            let lone = TableCard::new(lone).unwrap();
            let table = |cell: TableCell| lone.evaluate(&NamedRow::new([(one.variable.as_str(), cell)])).value();
            // The edges of the bins too, and their neighbours.
            let edges = line.bins.iter().filter_map(|bin| bin.from).flat_map(|from| [from.saturating_sub(1), from]);
            for value in values.iter().copied().chain(edges) {
                let table = table((value as f64 / f64::from(factor)).into()).unwrap();
                prop_assert!((of(line, value) - table).abs() <= 1e-6, "{value}: {} {table}", of(line, value));
            }
            let missing = line.absent.award(SpecialValue::Hidden).and_then(PointsAward::points).map(|points| points.as_f64());
            prop_assert_eq!(missing.is_some(), table(TableCell::Missing).is_some());
            prop_assert!((missing.unwrap_or(0.0) - table(TableCell::Missing).unwrap_or(0.0)).abs() <= 1e-6);
        }
    }

    #[test]
    fn the_score_of_a_report_is_that_of_its_row((card, factors) in cards(), report in reports()) {
        let bound = card.bind(&mapping(&factors)).unwrap();
        let attributes = report.under(Regime::holistic()).attributes();
        let row = NamedRow::new(NAMES.iter().zip(&factors).map(|(name, &factor)| match attributes.get(name).unwrap() {
            Reading::Known(value) => (*name, TableCell::from(value as f64 / f64::from(factor))),
            Reading::Absent(_) => (*name, TableCell::Missing),
        }));
        let (score, table) = (bound.evaluate(&attributes), card.evaluate(&row));
        prop_assert_eq!(score.score().is_some(), table.score().is_some());
        if let (Some(score), Some(table)) = (score.score(), table.value()) {
            prop_assert!((score.exact().as_f64() - table).abs() <= 1e-6 * 4.0, "{} {table}", score.exact());
        }
    }
}
