//! What does it cost to ask a strategy, and to ask eight at once? Results are checked to be equal before anything is timed.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may panic")]

mod common;

use std::hint::black_box;

use common::{eight_strategies, portfolio, report_of_twelve, sample_card};
use credit_bureau::Regime;
use credit_bureau::scoring::{
    Condition, CreditStrategy as _, Decision, DigitalReading, ReasonText, Reference, Rule, Rules, RulesData,
    Strategy as _, Verdict as _,
};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const CONSUMERS: u64 = 20_000;

fn what_does_one_person_cost(bench: &mut Criterion) {
    let (report, regime, registry) = (report_of_twelve(), Regime::holistic(), eight_strategies());
    let evidence = report.under(&regime).attributes();
    let mut group = bench.benchmark_group("one person, from attributes");
    for (entry, strategy) in registry.iter() {
        assert!(strategy.evaluate(&evidence).number().is_some());
        group.bench_function(entry.to_string(), |bench| {
            bench.iter(|| black_box(strategy.evaluate(black_box(&evidence)).number()));
        });
    }
    group.finish();
}

fn what_does_a_portfolio_cost(bench: &mut Criterion) {
    let (portfolio, regime, registry) = (portfolio(CONSUMERS), Regime::holistic(), eight_strategies());
    let together = registry.numbers(&portfolio, &regime).unwrap();
    let mut group = bench.benchmark_group("a portfolio");
    group.sample_size(10).throughput(Throughput::Elements(CONSUMERS));
    for (entry, _) in registry.iter() {
        let alone = registry.only(&[entry]).unwrap();
        assert_eq!(alone.numbers(&portfolio, &regime).unwrap()[entry], together[entry]);
        group.bench_function(entry.to_string(), |bench| {
            bench.iter(|| black_box(alone.numbers(&portfolio, &regime).unwrap()));
        });
    }
    group.bench_function("all eight", |bench| bench.iter(|| black_box(registry.numbers(&portfolio, &regime).unwrap())));
    group.finish();
}

fn what_do_other_verdicts_cost(bench: &mut Criterion) {
    let (report, regime, portfolio) = (report_of_twelve(), Regime::holistic(), portfolio(CONSUMERS));
    let others = Reference::new(&sample_card(), portfolio.score(&sample_card(), &regime)).unwrap();
    let digital = DigitalReading::new(sample_card(), others).unwrap();
    let evidence = report.under(&regime).attributes_of(digital.plan());
    assert!(digital.evaluate(&evidence).number().is_some());
    let mut group = bench.benchmark_group("a digital reading");
    group.bench_function("one person", |bench| bench.iter(|| black_box(digital.evaluate(black_box(&evidence)))));
    group.sample_size(10).throughput(Throughput::Elements(CONSUMERS));
    group.bench_function("a portfolio", |bench| {
        bench.iter(|| {
            for chunk in portfolio.attributes(digital.plan(), &regime).chunks() {
                black_box(digital.numbers(&chunk.unwrap()).unwrap());
            }
        });
    });
    group.finish();

    let rules = cut_off_rules();
    let evidence = report.under(&regime).attributes();
    assert!(rules.decide_with(&sample_card(), &evidence).causes().is_empty());
    let (card, mut group) = (sample_card(), bench.benchmark_group("a lender's rules"));
    group.bench_function("one person, with a score", |bench| {
        bench.iter(|| black_box(rules.decide_with(&card, black_box(&evidence))));
    });
    group.bench_function("what nobody can meet", |bench| bench.iter(|| black_box(rules.unreachable())));
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

criterion_group!(benches, what_do_other_verdicts_cost, what_does_one_person_cost, what_does_a_portfolio_cost);
criterion_main!(benches);
