//! The invented consumers of the portfolio example and the benches: as columns they are what they are as reports.

use crate::consumers;

use consumers::{CURRENCY, Population};
use credit_bureau::history::DelinquencyBucket;
use credit_bureau::{AccountKind, Plan, Portfolio, Regime};

#[test]
fn columns_hold_what_the_reports_say() {
    let population = Population::new(6_000, 7);
    let columns = Portfolio::from_columns(population.month, CURRENCY, population.batches()).unwrap();
    let mut reports = Portfolio::builder(population.month, CURRENCY).without_names();
    for number in 0..population.consumers {
        reports.push(&population.report(number).unwrap()).unwrap();
    }
    assert!(population.batches().count() > 1);
    assert_eq!(columns, reports.build());
}

#[test]
fn a_portfolio_of_columns_reads_as_the_reports_do() {
    let (population, plan) = (Population::new(6_000, 3), Plan::standard());
    let portfolio = Portfolio::from_columns(population.month, CURRENCY, population.batches()).unwrap();
    for name in Regime::PRESET_NAMES {
        let regime = Regime::preset(name).unwrap();
        let mut numbers = 0..population.consumers;
        for chunk in portfolio.attributes(plan, regime).chunks() {
            let chunk = chunk.unwrap();
            for (index, number) in (0..chunk.len()).zip(numbers.by_ref()) {
                let report = population.report(number).unwrap();
                let expected = report.under(regime).attributes();
                let found = chunk.columns().map(|(_, column)| column.get(index).unwrap());
                assert!(
                    found.eq(expected.iter().map(|(_, reading)| reading.unwrap())),
                    "consumer {number} under {name}"
                );
            }
        }
        assert_eq!(numbers.next(), None);
    }
}

#[test]
fn a_consumer_is_the_same_whoever_is_drawn_before() {
    let (few, many) = (Population::new(1, 7), Population::new(100, 7));
    assert_eq!(few.report(0).unwrap(), many.report(0).unwrap());
    assert_ne!(many.report(1).unwrap().accounts, Population::new(100, 8).report(1).unwrap().accounts);
}

#[test]
fn the_shares_are_those_of_a_bureau() {
    let population = Population::new(5_000, 7);
    let reports: Vec<_> = (0..population.consumers).map(|number| population.report(number).unwrap()).collect();
    let accounts = || reports.iter().flat_map(|report| &report.accounts);
    let share = |part: usize, whole: usize| part.saturating_mul(100).checked_div(whole).unwrap_or(0);
    let late = accounts().filter(|account| {
        account
            .payments
            .as_ref()
            .is_some_and(|payments| !payments.history.late(DelinquencyBucket::DAYS_1_TO_30).is_empty())
    });
    let never_borrowed =
        reports.iter().filter(|report| !report.accounts.iter().any(|account| account.kind.is_credit())).count();
    assert!((5..=6).contains(&accounts().count().checked_div(reports.len()).unwrap()));
    assert!((13..=15).contains(&share(late.count(), accounts().count())));
    assert!((31..=37).contains(&share(never_borrowed, reports.len())));
    assert!(reports.iter().any(|report| report.accounts.is_empty()));
    for &kind in AccountKind::ALL {
        assert!(accounts().any(|account| account.kind == kind), "{kind:?}");
    }
}
