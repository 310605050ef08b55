//! What does it cost to ask a strategy, and to ask eight at once? Results are checked to be equal before anything is timed.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench may panic")]

mod common;

use std::hint::black_box;

use common::{eight_strategies, portfolio, report_of_twelve};
use credit_bureau::Regime;
use credit_bureau::scoring::Verdict as _;
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

criterion_group!(benches, what_does_one_person_cost, what_does_a_portfolio_cost);
criterion_main!(benches);
