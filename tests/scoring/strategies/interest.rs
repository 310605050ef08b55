//! How much a score is about spending with its owner is measured as a fitted line would tell.

use credit_bureau::scoring::evidence::{CustomerProfile, Joined, ProfileMeasure};
use credit_bureau::scoring::explain::ConflictOfInterest;
use credit_bureau::scoring::points::Ladder;
use credit_bureau::scoring::strategies::pooled::Weight;
use credit_bureau::scoring::strategies::{Loyalty, Pooled};
use credit_bureau::scoring::{Strategy as _, StrategyOutcome as _};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::people::{Lender, Shop, borrower, no_text, permit, pool, profile, sauce};

fn shoppers(spendings: &[u64]) -> Vec<CustomerProfile<Shop>> {
    spendings.iter().map(|&spending| profile(&[(ProfileMeasure::SpendingYear, spending)])).collect()
}

fn spending(profile: &CustomerProfile<Shop>) -> f64 {
    profile.get(ProfileMeasure::SpendingYear).known().unwrap() as f64
}

proptest! {
    #[test]
    fn interest_is_what_a_fitted_line_explains(pairs in vec((0u64..5_000, -500i32..500), 3..40)) {
        let customers = shoppers(&pairs.iter().map(|pair| pair.0).collect::<Vec<_>>());
        let y: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.1)).collect();
        let x: Vec<f64> = pairs.iter().map(|pair| pair.0 as f64).collect();
        // A score for each customer by its place: the first call of each pair is for the customer, the second for more.
        let calls = std::cell::Cell::new(0);
        let interest = ConflictOfInterest::by(&customers, 100, |_| {
            let place = calls.replace(calls.get() + 1) / 2;
            Some(y[place])
        });
        let n = x.len() as f64;
        let (mx, my) = (x.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
        let sxx: f64 = x.iter().map(|x| (x - mx).powi(2)).sum();
        let syy: f64 = y.iter().map(|y| (y - my).powi(2)).sum();
        if sxx > 0.0 && syy > 0.0 {
            let slope = x.iter().zip(&y).map(|(x, y)| (x - mx) * (y - my)).sum::<f64>() / sxx;
            let left: f64 = x.iter().zip(&y).map(|(x, y)| (y - my - slope * (x - mx)).powi(2)).sum();
            prop_assert!((interest.explained().unwrap() - (1.0 - left / syy)).abs() < 1e-9);
        } else {
            prop_assert_eq!(interest.explained(), None);
        }
        prop_assert_eq!(interest.points_per_unit(), Some(0.0));
    }
}

#[test]
fn interest_is_whole_in_a_score_of_spending_and_none_in_a_score_of_something_else() {
    let customers = shoppers(&[0, 40_000, 90_000, 10_000]);
    let all = ConflictOfInterest::by(&customers, 100, |profile| Some(300.0 + spending(profile) / 1_000.0));
    assert!((all.explained().unwrap() - 1.0).abs() < 1e-12 && (all.points_per_unit().unwrap() - 0.1).abs() < 1e-9);
    assert_eq!(
        all.to_string(),
        "spending with its owner explains 100 % of the score's variance; 100 minor units more spent give 0.1 points"
    );
    let none = ConflictOfInterest::by(&customers, 100, |_| Some(500.0));
    assert_eq!((none.explained(), none.points_per_unit()), (None, Some(0.0)));
    let empty = ConflictOfInterest::by(&shoppers(&[]), 100, |_| Some(500.0));
    assert_eq!((empty.customers(), empty.explained(), empty.points_per_unit()), (0, None, None));
    let untold = [profile::<Shop>(&[]), profile(&[(ProfileMeasure::SpendingYear, 1)])];
    assert_eq!(ConflictOfInterest::by(&untold, 100, |_| Some(f64::NAN)).customers(), 0);
    assert_eq!(ConflictOfInterest::of(&Loyalty::sample(), &untold, 100).customers(), 1);
}

#[test]
fn interest_in_a_pooled_score_is_measured_with_a_permit_for_each_look() {
    let mut terms = sauce();
    terms.own[0] = Weight::new(ProfileMeasure::SpendingYear, Ladder::new([(1_000, 10), (2_000, 20)]), no_text());
    let strategy = Pooled::<Lender>::new(&pool(), terms).unwrap();
    let number = |profile: &CustomerProfile<Lender>| {
        let record = pool().record(&borrower("NN"), strategy.plan());
        strategy.evaluate(&Joined::new(record, profile.clone(), permit("Lender")).unwrap()).number()
    };
    let customers = [0, 1_000, 2_000].map(|spending| profile(&[(ProfileMeasure::SpendingYear, spending)]));
    let interest = ConflictOfInterest::by(&customers, 1_000, number);
    assert_eq!((interest.customers(), interest.points_per_unit()), (3, Some(20.0 / 3.0)));
    assert!((interest.explained().unwrap() - 1.0).abs() < 1e-12);
}
