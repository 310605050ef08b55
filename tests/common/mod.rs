//! What several tests share, beside the library's own `testkit`.
#![allow(dead_code, unused_imports, reason = "no test uses everything")]

pub mod rules;

use credit_bureau::attributes::{Attributes, Plan};
use credit_bureau::policy::Disclosure;
use credit_bureau::portfolio::{Portfolio, PortfolioError};
use std::path::PathBuf;
use std::time::{Duration, Instant};

pub use credit_bureau::testkit::{
    accounts, built_regimes, huge_reports, masks, masks_for, months_around, regimes, reports, reports_of, scenes,
};
use credit_bureau::{AccountKind, Currency, Month, Regime, Report};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// A file of the data folder, if the environment names that folder.
pub fn data(file: &str) -> Option<Vec<u8>> {
    let Some(folder) = std::env::var_os("CREDIT_BUREAU_DATA") else {
        eprintln!("skipped: CREDIT_BUREAU_DATA does not name the folder of `{file}`");
        return None;
    };
    Some(std::fs::read(PathBuf::from(folder).join(file)).expect("CREDIT_BUREAU_DATA names the data folder"))
}

/// The sample scorecard of the examples.
#[cfg(feature = "json")]
pub fn teaching() -> credit_bureau::Scorecard {
    let card = include_str!("../../examples/data/teaching_scorecard.json");
    credit_bureau::Scorecard::from_json(card).unwrap()
}

/// The result of work that must not grow faster than its input: that would take minutes.
///
/// Time is that of the processor where the system tells it, so that other work on the machine does not count.
pub fn soon<T>(work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let processor = || std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok();
    let before: Option<u64> = processor();
    let result = work();
    let taken = match before.zip(processor()) {
        Some((before, after)) => Duration::from_nanos(after - before),
        None => start.elapsed(),
    };
    assert!(taken < Duration::from_secs(20), "took {taken:?}");
    result
}

/// Reports of one currency, and a month near those of the first.
pub fn people(reports: impl Strategy<Value = Report>) -> impl Strategy<Value = (Vec<Report>, Month)> {
    vec(reports, 1..6).prop_flat_map(|mut reports| {
        let (month, currency) = (months_around(&reports[0]), reports[0].currency);
        reports.retain(|report| report.currency == currency);
        (Just(reports), month)
    })
}

/// Two regimes, the first of which shows no more than the second of any kind.
pub fn ordered_regimes() -> impl Strategy<Value = (Regime, Regime)> {
    let choices = vec(select(Disclosure::ALL), AccountKind::ALL.len());
    (regimes(), choices, any::<(bool, bool)>()).prop_map(|(more, choices, (inquiries, liabilities))| {
        let start = Regime::builder("less")
            .inquiries(inquiries && more.shows_inquiries())
            .liabilities(liabilities && more.shows_liabilities());
        let kinds = AccountKind::ALL.iter().zip(choices);
        let less = kinds.fold(start, |builder, (&kind, choice)| {
            let disclosure = match (choice, more.disclosure(kind)) {
                (Disclosure::PositiveOnly, Disclosure::Full) if !kind.is_positive() => Disclosure::NegativeOnly,
                (choice, Disclosure::Full) => choice,
                (Disclosure::Hidden, _) => Disclosure::Hidden,
                (_, same) => same,
            };
            builder.show(kind, disclosure)
        });
        (less.build().unwrap(), more)
    })
}

/// So many subjects of one currency, the same forty over and over, and the month of the first.
pub fn many_people(subjects: usize) -> (Vec<Report>, Month) {
    let mut runner = TestRunner::deterministic();
    let mut samples = Vec::new();
    while samples.len() < 40 {
        let report = reports_of(0..9).new_tree(&mut runner).unwrap().current();
        if report.currency == Currency::CNY {
            samples.push(report);
        }
    }
    let month = samples[0].month();
    ((0..subjects).map(|index| samples[index % samples.len()].clone()).collect(), month)
}

/// Every attribute of every subject under every given regime; the first error where a number does not fit.
pub fn attributes_of(portfolio: &Portfolio) -> Vec<Result<Vec<Attributes>, PortfolioError>> {
    let regimes = Regime::PRESET_NAMES.iter().map(|name| Regime::preset(name).unwrap());
    regimes
        .map(|regime| {
            let mut all = Vec::new();
            for chunk in portfolio.attributes(Plan::standard(), regime).chunks() {
                let chunk = chunk?;
                all.extend((0..chunk.len()).map(|subject| chunk.attributes(subject).unwrap()));
            }
            Ok(all)
        })
        .collect()
}
