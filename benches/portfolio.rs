//! What does a bureau's month cost? A group a question; results are checked to be equal before anything is timed.
//!
//! `CREDIT_BUREAU_BENCH_ACCOUNTS=10000000` lets growth go on to ten million accounts; with feature `rayon` the threads are
//! measured too. The table of targets is printed by the bench `targets`.
#![allow(missing_docs, clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a bench may panic")]

mod common;

use std::hint::black_box;

use common::yardstick::Yardstick;
use common::{
    compute, four_cards, next_month, plan_of, portfolio, random_rows, report_of_twelve, sample_card, yardstick_of,
};
use credit_bureau::attributes::{Catalogue, Plan};
use credit_bureau::{Portfolio, Regime, Strategy as _};
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn how_long_do_all_attributes_of_one_report_take(bench: &mut Criterion) {
    let (report, regime, card) = (report_of_twelve(), Regime::holistic(), sample_card());
    let view = report.under(regime);
    assert_eq!(card.evaluate(&view.attributes_of(card.plan())).value(), card.evaluate(&view.attributes()).value());
    let mut group = bench.benchmark_group("one report of 12 accounts");
    group.bench_function("all attributes", |bench| bench.iter(|| black_box(report.under(regime).attributes())));
    group.bench_function("the sample scorecard's attributes", |bench| {
        bench.iter(|| black_box(report.under(regime).attributes_of(card.plan())));
    });
    group.finish();
}

fn what_does_each_family_of_attributes_cost(bench: &mut Criterion) {
    let (portfolio, regime) = (portfolio(consumers()), Regime::holistic());
    let mut families: Vec<_> = Catalogue::standard().families().map(|(family, _)| family).collect();
    families.dedup();
    let mut group = bench.benchmark_group("a family");
    group.sample_size(10).throughput(per_account(&portfolio));
    for family in families {
        let plan = plan_of(&[family]);
        check_some(&portfolio, &plan, regime);
        let name = family.text(credit_bureau::Language::English);
        group.bench_function(name, |bench| bench.iter(|| compute(&portfolio, &plan, regime)));
    }
    let plan = Plan::standard();
    group.bench_function("all of them", |bench| bench.iter(|| compute(&portfolio, plan, regime)));
    group.finish();
}

fn what_does_a_score_cost(bench: &mut Criterion) {
    let (portfolio, regime, card) = (portfolio(consumers()), Regime::holistic(), sample_card());
    let scores: Vec<_> = portfolio.outcomes(&card, regime).map(|outcome| outcome.value()).collect();
    assert_eq!(portfolio.score(&card, regime), scores);
    let yardstick = yardstick_of(&portfolio, card.plan(), regime);
    let mut group = bench.benchmark_group("the sample scorecard");
    group.sample_size(20).throughput(per_account(&portfolio));
    group.bench_function("scores", |bench| bench.iter(|| black_box(portfolio.score(&card, regime))));
    group.bench_function("its columns added up", |bench| bench.iter(|| yardstick.sum()));
    group.bench_function("its columns copied", |bench| bench.iter(|| yardstick.copy()));
    group.finish();
}

fn what_does_a_second_regime_cost(bench: &mut Criterion) {
    let (portfolio, card) = (portfolio(consumers()), sample_card());
    let (holistic, negative) = (Regime::holistic(), Regime::negative_only());
    let both = [holistic, negative];
    let together = portfolio.score_under(&[&card], &both);
    for (place, regime) in both.into_iter().enumerate() {
        assert_eq!(together.column(place, 0), portfolio.score(&card, regime));
    }
    let mut group = bench.benchmark_group("regimes in one pass");
    group.sample_size(20).throughput(per_account(&portfolio));
    for (name, regimes) in [("holistic", &both[..1]), ("holistic and negative-only", &both)] {
        group.bench_function(name, |bench| bench.iter(|| black_box(portfolio.score_under(&[&card], regimes))));
    }
    group.finish();
}

fn what_do_more_scorecards_cost(bench: &mut Criterion) {
    let (portfolio, regime, cards) = (portfolio(consumers()), Regime::holistic(), four_cards());
    let cards = cards.each_ref();
    let together = portfolio.score_under(&cards, &[regime]);
    for (place, card) in cards.into_iter().enumerate() {
        assert_eq!(together.column(0, place), portfolio.score(card, regime));
    }
    let mut group = bench.benchmark_group("scorecards in one pass");
    group.sample_size(20).throughput(per_account(&portfolio));
    for (name, cards) in [("one", &cards[..1]), ("four", &cards)] {
        group.bench_function(name, |bench| bench.iter(|| black_box(portfolio.score_under(cards, &[regime]))));
    }
    group.finish();
}

fn what_does_a_row_cost_among_many(bench: &mut Criterion) {
    let (portfolio, regime) = (portfolio(consumers() / 10), Regime::holistic());
    let rows = random_rows(if is_test() { 50 } else { 1_000 });
    let mut group = bench.benchmark_group("random rows");
    group.sample_size(10);
    for number in [1, 10, rows.len()] {
        let plan = Plan::new(rows.iter().take(number)).unwrap();
        check_some(&portfolio, &plan, regime);
        group.throughput(Throughput::Elements((portfolio.accounts() * number) as u64));
        group.bench_function(BenchmarkId::from_parameter(number), |bench| {
            bench.iter(|| compute(&portfolio, &plan, regime));
        });
    }
    group.finish();
}

fn what_does_closing_a_month_cost(bench: &mut Criterion) {
    let portfolio = portfolio(consumers());
    let batches = next_month(&portfolio);
    let yardstick = Yardstick::of(&[], portfolio.columns());
    let mut group = bench.benchmark_group("month close");
    group.sample_size(10).throughput(per_account(&portfolio));
    group.bench_function("close", |bench| {
        bench.iter_batched_ref(
            || portfolio.clone(),
            |portfolio| portfolio.close_month(&batches).unwrap(),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("all columns added up", |bench| bench.iter(|| yardstick.sum()));
    group.finish();
}

fn does_the_time_an_account_grow(bench: &mut Criterion) {
    let (regime, card) = (Regime::holistic(), sample_card());
    let most = std::env::var("CREDIT_BUREAU_BENCH_ACCOUNTS").ok().and_then(|most| most.parse().ok());
    let most: u64 = if is_test() { 10_000 } else { most.unwrap_or(1_000_000) };
    let mut group = bench.benchmark_group("growth");
    group.sample_size(10);
    for accounts in [10_000_u64, 100_000, 1_000_000, 10_000_000].into_iter().take_while(|&accounts| accounts <= most) {
        // About six accounts each.
        let portfolio = portfolio(accounts / 6);
        group.throughput(per_account(&portfolio));
        group.bench_function(BenchmarkId::from_parameter(accounts), |bench| {
            bench.iter(|| black_box(portfolio.score(&card, regime)));
        });
    }
    group.finish();
}

#[cfg(feature = "rayon")]
fn what_does_a_second_thread_gain(bench: &mut Criterion) {
    let (portfolio, regime, card) = (portfolio(consumers()), Regime::holistic(), sample_card());
    let yardstick = yardstick_of(&portfolio, card.plan(), regime);
    let on = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let scores = on(1).install(|| portfolio.score(&card, regime));
    let mut group = bench.benchmark_group("threads");
    group.sample_size(20);
    for threads in [1, 2] {
        let pool = on(threads);
        assert_eq!(pool.install(|| portfolio.score(&card, regime)), scores);
        group.bench_function(BenchmarkId::new("the sample scorecard", threads), |bench| {
            pool.install(|| bench.iter(|| black_box(portfolio.score(&card, regime))));
        });
        group.bench_function(BenchmarkId::new("arithmetic alone", threads), |bench| {
            pool.install(|| bench.iter(|| common::arithmetic(consumers())));
        });
        group.bench_function(BenchmarkId::new("a plain sum", threads), |bench| {
            pool.install(|| bench.iter(|| yardstick.par_sum()));
        });
    }
    group.finish();
}

#[cfg(not(feature = "rayon"))]
fn what_does_a_second_thread_gain(_: &mut Criterion) {}

/// That a portfolio gives what the consumers' reports give, of the first chunk's first hundred.
fn check_some(portfolio: &Portfolio, plan: &Plan, regime: &Regime) {
    let population = common::population::Population::new(100, common::SEED);
    let chunk = portfolio.attributes(plan, regime).chunks().next().unwrap().unwrap();
    for (number, index) in (0..population.consumers).zip(0..) {
        let report = population.report(number).unwrap();
        let one_by_one = report.under(regime).attributes_of(plan);
        assert!(
            one_by_one
                .iter()
                .map(|(_, reading)| reading.unwrap())
                .eq(chunk.columns().map(|(_, column)| column.get(index).unwrap()))
        );
    }
}

fn per_account(portfolio: &Portfolio) -> Throughput {
    Throughput::Elements(portfolio.accounts() as u64)
}

fn consumers() -> u64 {
    if is_test() { 2_000 } else { 200_000 }
}

/// Whether it is only to be shown that the benches run.
fn is_test() -> bool {
    std::env::args().any(|argument| argument == "--test")
}

criterion_group!(
    benches,
    how_long_do_all_attributes_of_one_report_take,
    what_does_each_family_of_attributes_cost,
    what_does_a_score_cost,
    what_does_a_second_regime_cost,
    what_do_more_scorecards_cost,
    what_does_a_row_cost_among_many,
    what_does_a_second_thread_gain,
    what_does_closing_a_month_cost,
    does_the_time_an_account_grow,
);
criterion_main!(benches);
