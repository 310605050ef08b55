//! Many strategies at once: each says what it says by itself, whoever else is asked.
#![cfg(feature = "json")]

use crate::common;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use common::{huge_reports, people, regimes, reports};
use credit_bureau::attributes::{Attribute, Catalogue, Plan, Reading};
use credit_bureau::portfolio::Portfolio;
use credit_bureau::scoring::registry::{Registry, RegistryEntry, RegistryError};
use credit_bureau::scoring::scorecards::{Absence, Bin, Characteristic, PointsAward};
use credit_bureau::scoring::strategies::digital_reading::ReferencePopulation;
use credit_bureau::scoring::strategies::external::ModelOutput;
use credit_bureau::scoring::strategies::{DigitalReadingModel, External, FiveFactor};
use credit_bureau::scoring::{
    Better, CreditStrategy, Outcome, ScoreRange, Scorecard, ScorecardData, Strategy as _, StrategyId,
    StrategyOutcome as _,
};
use credit_bureau::{Currency, Regime, Report};
use proptest::prelude::*;

static TEACHING: LazyLock<Scorecard> = LazyLock::new(common::teaching);

/// A card with one line of its own, an attribute of a name that means what the catalogue's attribute does.
fn own(name: &str, means: &str) -> Scorecard {
    let range = ScoreRange::new(-100, 100).unwrap();
    let mut data = ScorecardData::new(name.into(), "1".into(), "a test".into(), range, 0.into());
    let measure = Catalogue::standard().get(means).unwrap().clone();
    data.attributes = vec![Attribute { name: "mine".into(), ..measure }];
    let mut line = Characteristic::new("mine".into(), vec![Bin::new(..2, -7), Bin::new(2.., 9)]);
    line.absent = Absence::new().otherwise(PointsAward::NoScore);
    data.characteristics = vec![line];
    Scorecard::new(data).unwrap()
}

type Scores = Registry<dyn CreditStrategy<Outcome = Outcome>>;

/// Two of them give one name to two things.
fn registry() -> (Scores, Vec<RegistryEntry>) {
    let mut registry = Scores::new();
    let entries = vec![
        registry.add("a", "cards", Arc::new(TEACHING.clone())).unwrap(),
        registry.add("a", "loans", Arc::new(FiveFactor::new().unwrap())).unwrap(),
        registry.add("b", "cards", Arc::new(own("accounts", "accounts"))).unwrap(),
        registry.add("c", "cards", Arc::new(own("utilisation", "card_utilisation"))).unwrap(),
    ];
    (registry, entries)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn everybody_gets_of_each_what_it_says_by_itself((reports, month) in people(huge_reports()), regime in regimes()) {
        let portfolio = Portfolio::from_reports(month, reports[0].currency, &reports).unwrap();
        let (registry, _) = registry();
        let numbers = registry.numbers(&portfolio, &regime).unwrap();
        prop_assert_eq!(numbers.len(), registry.len());
        let mut by_chunk: BTreeMap<RegistryEntry, Vec<Option<f64>>> = BTreeMap::new();
        let take = |entry: &RegistryEntry, first: usize, numbers: &[Option<f64>]| {
            let all = by_chunk.entry(entry.clone()).or_default();
            assert_eq!(all.len(), first);
            all.extend(numbers);
        };
        registry.each_chunk(&portfolio, &regime, take).unwrap();
        prop_assert_eq!(&by_chunk, &numbers);
        for (entry, strategy) in registry.iter() {
            for (report, number) in reports.iter().zip(&numbers[entry]) {
                let evidence = report.under(&regime).at(month).attributes_of(strategy.plan());
                prop_assert_eq!(strategy.evaluate(&evidence).number(), *number, "{}", entry);
            }
        }
    }

    #[test]
    fn a_digital_reading_is_the_same_of_one_and_of_many((reports, month) in people(reports()), regime in regimes()) {
        let portfolio = Portfolio::from_reports(month, reports[0].currency, &reports).unwrap();
        let others = ReferencePopulation::new(&TEACHING, [Some(500)]).unwrap();
        let strategy = DigitalReadingModel::new(TEACHING.clone(), others).unwrap();
        let mut subject = 0;
        for chunk in portfolio.attributes(strategy.plan(), &regime).chunks() {
            let Ok(chunk) = chunk else { continue };
            let mut numbers = Vec::new();
            strategy.numbers(&chunk, &mut numbers).unwrap();
            for number in numbers {
                let evidence = reports[subject].under(&regime).at(month).attributes_of(strategy.plan());
                let alone = strategy.evaluate(&evidence);
                prop_assert_eq!(alone.number(), number);
                prop_assert_eq!(alone.printed().factors.is_empty(), false);
                prop_assert!(alone.printed().factors.len() <= 2);
                subject += 1;
            }
        }
    }
}

fn renters() -> Portfolio {
    let renter = |months: usize| {
        Report::builder("2024-06-30")
            .account(credit_bureau::AccountKind::Rent, "flat", |rent| {
                rent.opened("2020-01-01").paid(&"N".repeat(months))
            })
            .build()
            .unwrap()
    };
    Portfolio::from_reports("2024-06".parse().unwrap(), Currency::CNY, [2, 7, 30, 50].map(renter)).unwrap()
}

#[test]
fn who_moves_is_counted_once() {
    let (registry, entries) = registry();
    let (portfolio, regime) = (renters(), Regime::holistic());
    let numbers = registry.numbers(&portfolio, regime).unwrap();
    assert_eq!(numbers[&entries[0]].iter().map(Option::is_some).collect::<Vec<_>>(), [false, true, true, true]);
    let moves = registry.challenge((&entries[0], 690.0), (&entries[1], 570.0), &portfolio, regime).unwrap();
    assert_eq!(moves.people(), 4);
    assert_eq!((moves.scored_by_neither, moves.newly_scored, moves.no_longer_scored), (1, 0, 0));
    let accepted = |place: usize, from: f64| {
        numbers[&entries[place]].iter().filter(|number| number.is_some_and(|number| number >= from)).count() as u64
    };
    assert_eq!(moves.accepted_by_both + moves.accepted_by_champion, accepted(0, 690.0));
    assert_eq!(moves.accepted_by_both + moves.accepted_by_challenger, accepted(1, 570.0));
    let lost = registry.challenge((&entries[1], 570.0), (&entries[3], 0.0), &portfolio, regime).unwrap();
    assert_eq!((lost.no_longer_scored, lost.accepted_by_champion), (3, accepted(1, 570.0)));
}

#[test]
fn a_version_is_registered_once() {
    let (mut registry, entries) = registry();
    let error = registry.add("a", "cards", Arc::new(TEACHING.clone())).unwrap_err();
    assert_eq!(error.to_string(), "a strategy is already registered for a, cards, version 2: expected another version");
    assert_eq!(registry.get(&entries[0]).unwrap().id(), TEACHING.id());
    let nobody = RegistryEntry { company: "z".into(), ..entries[0].clone() };
    assert_eq!(
        registry.challenge((&nobody, 0.0), (&entries[0], 0.0), &renters(), Regime::holistic()),
        Err(RegistryError::NotRegistered { entry: nobody })
    );
}

#[test]
fn the_lower_the_better_is_accepted_from_below() {
    let mut data = TEACHING.data().clone();
    (data.better, data.version) = (Better::Lower, "3".into());
    let (mut registry, entries) = registry();
    let lower = registry.add("a", "cards", Arc::new(Scorecard::new(data).unwrap())).unwrap();
    let moves = registry.challenge((&entries[0], 690.0), (&lower, 690.0), &renters(), Regime::holistic()).unwrap();
    assert_eq!((moves.accepted_by_both, moves.accepted_by_neither), (0, 0));
    assert_eq!(moves.accepted_by_champion + moves.accepted_by_challenger, 3);
}

#[test]
fn a_foreign_model_whose_lower_numbers_are_better_is_read_the_right_way_round() {
    let rent = Catalogue::standard().get("rent_on_time_months_60").unwrap().clone();
    let risk = |inputs: &[Reading]| ModelOutput::new(60.0 - inputs[0].known().unwrap_or(0) as f64);
    let (id, range) = (StrategyId::new("risk", "1"), ScoreRange::new(0, 60).unwrap());
    let model = External::new(id, range, Plan::new([rent]).unwrap(), risk).unwrap().where_lower_is_better();
    let (mut registry, entries) = registry();
    let risk = registry.add("d", "cards", Arc::new(model)).unwrap();
    let (portfolio, regime) = (renters(), Regime::holistic());
    let numbers = registry.numbers(&portfolio, regime).unwrap();
    assert_eq!(numbers[&risk], [58.0, 53.0, 30.0, 10.0].map(Some));
    // At a risk of 30 and less: who has paid for 30 and for 50 months.
    let moves = registry.challenge((&risk, 30.0), (&entries[0], 0.0), &portfolio, regime).unwrap();
    assert_eq!((moves.accepted_by_both, moves.accepted_by_challenger, moves.accepted_by_champion), (2, 1, 0));
}

#[test]
fn months_on_record_are_counted_once() {
    let account = |report: credit_bureau::report::ReportBuilder, id: &str| {
        report.account(credit_bureau::AccountKind::CreditCard, id, |card| card.opened("2024-05-01").paid("NN"))
    };
    let start = Report::builder("2024-06-30");
    let report = ["a", "b", "c"].into_iter().fold(start, account).build().unwrap();
    let strategy =
        DigitalReadingModel::new(TEACHING.clone(), ReferencePopulation::new(&TEACHING, [Some(500)]).unwrap()).unwrap();
    let read = strategy.evaluate(&report.under(Regime::holistic()).attributes_of(strategy.plan()));
    assert_eq!(read.to_string(), "--: 92 信用历史不足三个月");
}

#[test]
fn a_registry_can_be_shared_between_threads() {
    fn is_shared<T: Send + Sync>(_: &T) {}
    is_shared(&registry().0);
}
