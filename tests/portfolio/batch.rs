//! Of many people at once a strategy says what it says of each: a foreign model, a lender's rules, and strategies of
//! different verdicts side by side.

use crate::common;

use std::sync::Arc;

use common::rules::rules;
use common::{huge_reports, people, regimes};
use credit_bureau::attributes::{Attribute, Attributes, Catalogue, Plan, Reading, SpecialValue};
use credit_bureau::portfolio::AttributeChunk;
use credit_bureau::scoring::outcome::ReasonText;
use credit_bureau::scoring::registry::{ByNumber, Registry};
use credit_bureau::scoring::scorecards::{Absence, Bin, Characteristic, PointsAward, ScorecardData};
use credit_bureau::scoring::strategies::digital_reading::{DigitalReadingOutcome, ReferencePopulation};
use credit_bureau::scoring::strategies::external::ModelOutput;
use credit_bureau::scoring::strategies::{DigitalReadingModel, External, FiveFactor, Rules};
use credit_bureau::scoring::{
    CreditStrategy, Outcome, ScoreRange, Scorecard, Strategy as _, StrategyId, StrategyOutcome as _, Unscorable,
};
use credit_bureau::testkit::laws;
use credit_bureau::{Currency, Month, Portfolio, Regime, Report};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

/// A model of some inputs that now and then leaves its range, gives no number, or speaks of an input that is not there.
fn model() -> External<impl Fn(&[Reading]) -> ModelOutput + Send + Sync> {
    let names = ["total_balance", "late_months_1_60", "card_utilisation", "oldest_account_age", "furnishers"];
    let mut rows = names.map(|name| Catalogue::standard().get(name).unwrap().clone());
    // A row of the model's own, whose name others may give another meaning.
    rows[0].name = "own_total".to_owned();
    let plan = Plan::new(rows).unwrap();
    let says = |inputs: &[Reading]| {
        let number = |place: usize| inputs[place].known().unwrap_or(-1) as f64;
        let value = match inputs[2] {
            Reading::Absent(SpecialValue::Hidden) => f64::NAN,
            _ => number(0) / 1e5 + 7.0 * number(1) - number(2) / 300.0 + number(3) / 5.0,
        };
        match inputs[4].known() {
            Some(1) => ModelOutput::new(value),
            Some(7) => ModelOutput::new(value).because(9, 1.0, 1.0, ReasonText::new("of nothing", "无")),
            _ => ModelOutput::new(value).because(1, 7.0 * number(1), 0.0, ReasonText::new("paid late", "有逾期")),
        }
    };
    External::new(StrategyId::new("foreign", "1"), ScoreRange::new(-10, 200).unwrap(), plan, says).unwrap()
}

/// A card over one number, so that others of a digital reading may be out of range where its score is not.
fn few_inputs() -> Scorecard {
    let range = ScoreRange::new(0, 100).unwrap();
    let mut data = ScorecardData::new("few inputs".into(), "1".into(), "a test".into(), range, 20.into());
    let mut accounts = Characteristic::new("accounts".into(), vec![Bin::new(..2, 0), Bin::new(2.., 80)]);
    accounts.absent = Absence::new().otherwise(PointsAward::of(40));
    data.characteristics = vec![accounts];
    Scorecard::new(data).unwrap()
}

fn portfolio(reports: &[Report], month: Month) -> Portfolio {
    Portfolio::from_reports(month, reports[0].currency, reports).unwrap()
}

/// The rows of both, each once.
fn plan_of(rules: &Rules, strategy: &FiveFactor) -> Plan {
    let of_rules = rules.plan().rows();
    let others = strategy.plan().rows().iter().filter(|row| of_rules.iter().all(|one| one.name != row.name));
    Plan::new(of_rules.iter().chain(others)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_foreign_model_gives_everybody_the_same_number_in_a_portfolio(
        (reports, month) in people(huge_reports()),
        regime in regimes(),
    ) {
        laws::same_in_a_portfolio(&model(), &reports, &portfolio(&reports, month), &regime).unwrap();
    }

    #[test]
    fn rules_decide_on_many_as_on_each(
        rules in rules(),
        (reports, month) in people(huge_reports()),
        regime in regimes(),
    ) {
        let (strategy, portfolio) = (FiveFactor::new().unwrap(), portfolio(&reports, month));
        let plan = plan_of(&rules, &strategy);
        let alone = |evidence: &Attributes| rules.evaluate(evidence).decision();
        laws::decided_alike(&plan, alone, |chunk| rules.decisions(chunk), &reports, &portfolio, &regime).unwrap();
        let scored = |evidence: &Attributes| rules.decide_with(&strategy, evidence).decision();
        let together = |chunk: &AttributeChunk<'_>| rules.decisions_with(&strategy, chunk);
        laws::decided_alike(&plan, scored, together, &reports, &portfolio, &regime).unwrap();
        laws::same_in_a_portfolio(&rules, &reports, &portfolio, &regime).unwrap();
    }

    #[test]
    fn strategies_of_different_verdicts_stand_side_by_side(
        (reports, month) in people(huge_reports()),
        regime in regimes(),
    ) {
        let five_factors = FiveFactor::new().unwrap();
        let others = ReferencePopulation::new(&few_inputs(), [Some(40), Some(70)]).unwrap();
        let reading = DigitalReadingModel::new(few_inputs(), others).unwrap();
        let (portfolio, foreign) = (portfolio(&reports, month), model());
        let mut registry: Registry<dyn CreditStrategy<Outcome = Option<f64>>> = Registry::new();
        let entries = [
            registry.add("a", "cards", Arc::new(ByNumber(five_factors.clone()))).unwrap(),
            registry.add("b", "cards", Arc::new(ByNumber(reading.clone()))).unwrap(),
            registry.add("c", "cards", Arc::new(ByNumber(model()))).unwrap(),
        ];
        prop_assert_eq!(registry.get(&entries[1]).unwrap().id(), reading.id());
        let numbers = registry.numbers(&portfolio, &regime).unwrap();
        for (subject, report) in reports.iter().enumerate() {
            let of = |plan: &Plan| report.under(&regime).at(month).attributes_of(plan);
            let alone = [
                five_factors.evaluate(&of(five_factors.plan())).number(),
                reading.evaluate(&of(reading.plan())).number(),
                foreign.evaluate(&of(foreign.plan())).number(),
            ];
            prop_assert_eq!(entries.each_ref().map(|entry| numbers[entry][subject]), alone);
        }
        let [champion, _, challenger] = &entries;
        let moves = registry.challenge((champion, 600.0), (challenger, 20.0), &portfolio, &regime).unwrap();
        prop_assert_eq!(moves.people(), reports.len() as u64);
    }
}

#[test]
fn among_thousands_everybody_has_the_number_that_each_has_alone() {
    let (mut runner, five_factors, regime) =
        (TestRunner::deterministic(), FiveFactor::new().unwrap(), Regime::holistic());
    let others = ReferencePopulation::new(&few_inputs(), [Some(40), Some(70)]).unwrap();
    let reading = DigitalReadingModel::new(few_inputs(), others).unwrap();
    let mut draw = || huge_reports().new_tree(&mut runner).unwrap().current();
    let some: Vec<_> =
        std::iter::repeat_with(&mut draw).filter(|report| report.currency == Currency::CNY).take(400).collect();
    let month = some[0].month();
    let evidence = |report: &Report, plan: &Plan| report.under(regime).at(month).attributes_of(plan);
    let alone: Vec<_> = some.iter().map(|one| five_factors.evaluate(&evidence(one, five_factors.plan()))).collect();
    let read: Vec<_> = some.iter().map(|one| reading.evaluate(&evidence(one, reading.plan()))).collect();
    let is_out_of_range = |one: &Unscorable| matches!(one, Unscorable::OutOfRange { .. });
    assert!(alone.iter().any(|outcome| outcome.causes().iter().any(is_out_of_range)));
    assert!(read.iter().any(|outcome| outcome.outcome().causes().iter().any(is_out_of_range)));
    let portfolio = Portfolio::from_reports(month, Currency::CNY, some.iter().cycle().take(3_000)).unwrap();
    let mut registry: Registry<dyn CreditStrategy<Outcome = Option<f64>>> = Registry::new();
    let entries = [
        registry.add("a", "cards", Arc::new(ByNumber(five_factors.clone()))).unwrap(),
        registry.add("b", "cards", Arc::new(ByNumber(reading.clone()))).unwrap(),
    ];
    let numbers = registry.numbers(&portfolio, regime).unwrap();
    let expected: Vec<_> = alone.iter().map(Outcome::number).cycle().take(3_000).collect();
    assert_eq!(first_other(&numbers[&entries[0]], &expected), None);
    let expected: Vec<_> = read.iter().map(DigitalReadingOutcome::number).cycle().take(3_000).collect();
    assert_eq!(first_other(&numbers[&entries[1]], &expected), None);
}

/// The first place where two lists differ, with what they have there.
fn first_other<T: PartialEq + Copy>(found: &[T], expected: &[T]) -> Option<(usize, T, T)> {
    let mut pairs = found.iter().zip(expected).enumerate();
    pairs.find(|(_, (one, other))| one != other).map(|(place, (&one, &other))| (place, one, other))
}

#[test]
fn what_a_chunk_does_not_have_is_told() {
    let report = Report::builder("2024-06-30").build().unwrap();
    let (regime, month) = (Regime::holistic(), "2024-06".parse().unwrap());
    let portfolio = portfolio(&[report], month);
    let renamed = |row: &Attribute| match row.name.as_str() {
        "own_total" => {
            Attribute { measure: Catalogue::standard().get("accounts").unwrap().measure.clone(), ..row.clone() }
        }
        _ => row.clone(),
    };
    let foreign = model();
    let missing = Plan::new(foreign.plan().rows().iter().skip(1)).unwrap();
    let other = Plan::new(foreign.plan().rows().iter().map(renamed)).unwrap();
    let said = |plan: &Plan| {
        let mut numbers = Vec::new();
        let chunk = portfolio.attributes(plan, regime).chunks().next().unwrap().unwrap();
        foreign.numbers(&chunk, &mut numbers).map(|()| numbers)
    };
    assert_eq!(said(&missing), Err(Unscorable::not_computed("own_total")));
    assert_eq!(said(&other), Err(Unscorable::other_meaning("own_total")));
    assert_eq!(said(foreign.plan()), Ok(vec![Some(0.0)]));
}
