//! What does it cost to ask a strategy: of one person, of many, and eight at once? Results are checked to be equal before
//! anything is timed.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may panic")]

mod common;

use std::hint::black_box;

use common::population::Population;
use common::silos::{self, Harbour};
use common::{eight_strategies, portfolio, sample_card};
use credit_bureau::attributes::Attribute;
use credit_bureau::scoring::outcome::ReasonText;
use credit_bureau::scoring::strategies::rules::{Condition, Decision, Rule, RulesData};
use credit_bureau::scoring::strategies::{Listing, Loyalty, Rules};
use credit_bureau::scoring::{Evidence, Strategy, StrategyOutcome as _};
use credit_bureau::{Month, Portfolio, Regime};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Of a portfolio.
const CONSUMERS: u64 = 20_000;
/// One by one.
const PEOPLE: u64 = 1_000;

/// Scorecard, five factors, digital reading, a foreign model, four more cards, and all eight at once.
fn what_does_a_credit_score_cost(bench: &mut Criterion) {
    let (population, regime, registry) =
        (Population::new(CONSUMERS, common::SEED), Regime::holistic(), eight_strategies());
    let (portfolio, month) = (portfolio(CONSUMERS), population.month);
    let together = registry.numbers(&portfolio, regime).unwrap();
    for (entry, strategy) in registry.iter() {
        let evidence =
            |number| population.report(number).unwrap().under(regime).at(month).attributes_of(strategy.plan());
        let people: Vec<_> = (0..PEOPLE).map(evidence).collect();
        let alone = registry.only(&[entry]).unwrap();
        assert!(people.iter().zip(&together[entry]).all(|(one, number)| strategy.evaluate(one) == *number), "{entry}");
        assert_eq!(alone.numbers(&portfolio, regime).unwrap()[entry], together[entry]);
        assert!(together[entry].iter().any(Option::is_some), "{entry}");

        one_by_one(bench, &entry.company, strategy, &people);
        let mut group = bench.benchmark_group(&entry.company);
        group.sample_size(10).throughput(Throughput::Elements(CONSUMERS));
        group.bench_function("a portfolio", |bench| {
            bench.iter(|| black_box(alone.numbers(&portfolio, regime).unwrap()))
        });
        group.finish();
    }
    let mut group = bench.benchmark_group("eight strategies");
    let scores = CONSUMERS.saturating_mul(together.len().try_into().unwrap());
    group.sample_size(10).throughput(Throughput::Elements(scores));
    group
        .bench_function("a portfolio", |bench| bench.iter(|| black_box(registry.numbers(&portfolio, regime).unwrap())));
    group.finish();
}

fn what_does_a_decision_cost(bench: &mut Criterion) {
    let (rules, card, regime) = (cut_off_rules(), sample_card(), Regime::holistic());
    let (population, portfolio) = (Population::new(CONSUMERS, common::SEED), portfolio(CONSUMERS));
    let of_rules = rules.plan().rows().iter();
    let has = |row: &Attribute| card.plan().rows().iter().any(|one| one.name == row.name);
    let plan = credit_bureau::Plan::new(card.plan().rows().iter().chain(of_rules.filter(|row| !has(row)))).unwrap();
    let evidence = |number| population.report(number).unwrap().under(regime).at(population.month).attributes_of(&plan);
    let people: Vec<_> = (0..PEOPLE).map(evidence).collect();
    let alone = people.iter().map(|evidence| rules.decide_with(&card, evidence).decision());
    let decide = |portfolio: &Portfolio| -> Vec<Decision> {
        let chunks = portfolio.attributes(&plan, regime).chunks();
        chunks.flat_map(|chunk| rules.decisions_with(&card, &chunk.unwrap()).unwrap()).collect()
    };
    assert!(alone.eq(decide(&portfolio).into_iter().take(people.len())));
    let mut group = bench.benchmark_group("a lender's rules");
    group.throughput(Throughput::Elements(1));
    group.bench_function("one person, with a score", |bench| {
        bench.iter(|| black_box(rules.decide_with(&card, black_box(&people[0]))));
    });
    group.throughput(Throughput::Elements(CONSUMERS)).sample_size(10);
    group.bench_function("a portfolio, with a score", |bench| bench.iter(|| black_box(decide(&portfolio))));
    group.finish();
    let mut group = bench.benchmark_group("a lender's rules");
    group.bench_function("what nobody can meet", |bench| bench.iter(|| black_box(rules.unreachable())));
    group.finish();
}

/// A loyalty score, a pool member's, and a view of public records: no portfolio holds their evidence.
fn what_does_another_silo_cost(bench: &mut Criterion) {
    let month: Month = "2026-06".parse().unwrap();
    let customers: Vec<_> = (0..PEOPLE).map(|number| silos::profile(number, &format!("P-{number}"), month)).collect();
    let loyalty = Loyalty::<Harbour>::sample();
    assert!(customers.iter().any(|customer| !loyalty.evaluate(customer).rewards().is_empty()));
    one_by_one(bench, "loyalty", &loyalty, &customers);

    let (population, pooled) = (Population::new(PEOPLE, common::SEED), silos::pooled());
    let applicants: Vec<_> = (0..PEOPLE).map(|number| silos::joined(&population, number, &pooled)).collect();
    assert!(applicants.iter().all(|applicant| pooled.1.evaluate(applicant).number().is_some()));
    one_by_one(bench, "a pool's member", &pooled.1, &applicants);

    let listing = Listing::new();
    let people: Vec<_> = (0..PEOPLE).map(silos::public_records).collect();
    assert!(people.iter().any(|person| !listing.evaluate(person).entries().is_empty()));
    one_by_one(bench, "public records", &listing, &people);
}

/// One of the people, and all of them.
fn one_by_one<S>(bench: &mut Criterion, name: &str, strategy: &S, people: &[S::Evidence])
where
    S: Strategy + ?Sized,
    S::Evidence: Evidence + Sized,
{
    let mut group = bench.benchmark_group(name);
    group.throughput(Throughput::Elements(1));
    group.bench_function("one person", |bench| bench.iter(|| black_box(strategy.evaluate(black_box(&people[0])))));
    group.throughput(Throughput::Elements(PEOPLE)).sample_size(10);
    group.bench_function("one by one", |bench| {
        bench.iter(|| people.iter().for_each(|one| drop(black_box(strategy.evaluate(black_box(one))))));
    });
    group.finish();
}

fn cut_off_rules() -> Rules {
    let mut data = RulesData::new("cut-off".into(), "1".into(), "made up for a bench".into(), Decision::Refer);
    let rule = |name: &str, when, then| Rule::new(name.into(), when, then, ReasonText::new("a reason", "原因"));
    data.rules = vec![
        rule("bad debt", Condition::AtLeast("bad_debts".into(), 1), Decision::Decline),
        rule("late now", Condition::AtLeast("accounts_now_late".into(), 1), Decision::Decline),
        rule("no score", Condition::Scored(false), Decision::Refer),
        rule("good", Condition::ScoreAtLeast(700), Decision::Approve),
        rule("bad", Condition::ScoreBelow(500), Decision::Decline),
    ];
    Rules::new(data).unwrap()
}

criterion_group!(benches, what_does_a_credit_score_cost, what_does_a_decision_cost, what_does_another_silo_cost);
criterion_main!(benches);
