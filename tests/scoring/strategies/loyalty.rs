//! A loyalty score only gives: rewards for what is known, and never a penalty.

use credit_bureau::scoring::evidence::ProfileMeasure;
use credit_bureau::scoring::points::Ladder;
use credit_bureau::scoring::strategies::Loyalty;
use credit_bureau::scoring::strategies::loyalty::{Benefit, EarnRule, LoyaltyTerms, Merchant, Reward};
use credit_bureau::scoring::{Points, Strategy as _, StrategyOutcome as _};
use credit_bureau::testkit::profiles;
use credit_bureau::{Currency, Money};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::people::{Shop, ladders, month, profile};

/// Ladders that give nothing for nothing, and mostly more for more.
fn rising_ladders() -> impl Strategy<Value = Ladder> {
    vec((1i64..60, 0i32..60), 0..4).prop_map(|steps| {
        let (mut numbers, mut points): (Vec<_>, Vec<_>) = steps.into_iter().unzip();
        numbers.sort_unstable();
        numbers.dedup();
        points.sort_unstable();
        Ladder::new(numbers.into_iter().zip(points))
    })
}

proptest! {
    #[test]
    fn a_loyalty_score_never_takes_anything_away(
        profile in profiles::<Shop>("P-17", month()),
        (measure, more) in (select(ProfileMeasure::ALL.to_vec()), any::<u64>()),
    ) {
        let loyalty = Loyalty::<Shop>::sample();
        let standing = loyalty.evaluate(&profile);
        prop_assert!(standing.range().contains(standing.value()));
        prop_assert_eq!(standing.number(), Some(f64::from(standing.value())));
        let earned: Points = standing.earned().iter().map(|earned| earned.points).sum();
        prop_assert_eq!(Points::from(350) + earned, Points::from(standing.value()));
        prop_assert!(standing.earned().iter().all(|earned| Points::ZERO <= earned.points && earned.points <= earned.best));
        prop_assert!(standing.rewards().iter().all(|reward| reward.from <= standing.value()));

        let had = profile.get(measure).known().unwrap_or(0).unsigned_abs();
        let richer = loyalty.evaluate(&profile.with(measure, had.saturating_add(more)));
        prop_assert!(richer.value() >= standing.value());
        prop_assert!(standing.rewards().iter().all(|reward| richer.rewards().contains(reward)));
    }

    #[test]
    fn whatever_terms_are_taken_reward_and_never_punish(
        ladders in vec(prop_oneof![9 => rising_ladders(), 1 => ladders(-5..60)], 1..4),
        profile in profiles::<Shop>("P-17", month()),
    ) {
        let mut terms = LoyaltyTerms::sample();
        let each = ladders.into_iter().zip(ProfileMeasure::ALL);
        terms.earn_rules = each.map(|(points, &measure)| EarnRule { measure, points }).collect();
        if let Ok(loyalty) = Loyalty::<Shop>::new(terms) {
            let standing = loyalty.evaluate(&profile);
            prop_assert!(standing.earned().iter().all(|earned| earned.points >= Points::ZERO));
            let nothing = loyalty.evaluate(&crate::people::profile(&[]));
            prop_assert_eq!((nothing.value(), nothing.rewards().len()), (350, 0));
        }
    }
}

#[test]
fn of_whom_nothing_is_known_a_loyalty_score_says_the_lowest_band_and_no_reward() {
    let zeros: Vec<_> = ProfileMeasure::ALL.iter().map(|&measure| (measure, 0)).collect();
    for values in [Vec::new(), zeros] {
        let standing = Loyalty::sample().evaluate(&profile::<Shop>(&values));
        assert_eq!(standing.to_string(), "350 of 350 to 950: basic");
        assert!(standing.rewards().is_empty());
        let most = Money::whole(1_000_000, Currency::CNY);
        assert!(!Merchant::new("a merchant", 351, most).waives(&standing, Money::whole(1, Currency::CNY)));
    }
}

#[test]
fn the_bands_are_those_of_the_odometer() {
    let mut terms = LoyaltyTerms::sample();
    let points = Ladder::new((1..=600).map(|number| (number.into(), number)));
    terms.earn_rules = vec![EarnRule { measure: ProfileMeasure::TenureMonths, points }];
    let loyalty = Loyalty::<Shop>::new(terms).unwrap();
    let band = |points: u64| {
        let standing = loyalty.evaluate(&profile(&[(ProfileMeasure::TenureMonths, points - 350)]));
        standing.band().name.chinese.clone()
    };
    let points = [350, 549, 550, 599, 600, 649, 650, 699, 700, 950];
    let bands = ["较差", "较差", "中等", "中等", "良好", "良好", "优秀", "优秀", "极好", "极好"];
    assert_eq!(points.map(band), bands);
}

#[test]
fn a_merchant_waives_up_to_its_own_amount_in_its_own_currency() {
    let standing = Loyalty::sample().evaluate(&profile::<Shop>(&[(ProfileMeasure::TenureMonths, 100)]));
    let cny = |amount| Money::whole(amount, Currency::CNY);
    let waives = |from, deposit| Merchant::new("a merchant", from, cny(300)).waives(&standing, deposit);
    assert_eq!(standing.value(), 470);
    assert!(waives(470, cny(300)) && waives(100, cny(0)));
    assert!(!waives(471, cny(300)) && !waives(470, cny(301)));
    assert!(!waives(470, Money::whole(1, Currency::USD)));
}

#[test]
fn terms_that_do_not_hold_together_are_refused_with_their_place() {
    type Change = fn(&mut LoyaltyTerms);
    let changes: &[Change] = &[
        |terms| terms.name = " ".into(),
        |terms| terms.bands.clear(),
        |terms| terms.bands[0].from = 400,
        |terms| terms.bands.swap(1, 2),
        |terms| terms.bands[4].from = 951,
        |terms| terms.earn_rules[0].points.steps[0].points = (-1).into(),
        |terms| terms.earn_rules[0].points.absent = 5.into(),
        |terms| terms.earn_rules[0].points.steps[0].from = 0,
        |terms| terms.earn_rules[1].points.steps[2].points = 10.into(),
        |terms| terms.earn_rules[1].points.steps[1].from = 1,
        |terms| terms.earn_rules[1].measure = ProfileMeasure::TenureMonths,
        |terms| terms.earn_rules[1].points.steps[2].points = 141.into(),
        |terms| {
            terms.rewards[0] = Reward { from: 700, benefit: Benefit::DepositWaived(Money::whole(-1, Currency::CNY)) }
        },
        |terms| terms.rewards[0] = Reward { from: 700, benefit: Benefit::FeeDiscount(0) },
        |terms| terms.rewards[0].from = 350,
        |terms| terms.rewards[0].from = 951,
        |terms| terms.rewards = vec![terms.rewards[0].clone(); 1_001],
    ];
    let refusals = changes.iter().map(|change| {
        let mut terms = LoyaltyTerms::sample();
        change(&mut terms);
        Loyalty::<Shop>::new(terms).unwrap_err().to_string()
    });
    insta::assert_snapshot!(refusals.collect::<Vec<_>>().join("\n"), @r"
    name: empty: expected a text
    bands: empty: expected at least one band
    bands[0].from: 400 points: expected a number in the range of 350 to 950, and the first band at its lowest
    bands[2].from: does not begin above the one before: expected ascending order, each once
    bands[4].from: 951 points: expected a number in the range of 350 to 950, and the first band at its lowest
    earns[0].points.steps[0].points: -1 points: expected none below zero, none for a number of zero, and never fewer for a higher number
    earns[0].points: 5 points: expected none below zero, none for a number of zero, and never fewer for a higher number
    earns[0].points: 20 points: expected none below zero, none for a number of zero, and never fewer for a higher number
    earns[1].points.steps[2].points: 10 points: expected none below zero, none for a number of zero, and never fewer for a higher number
    earns[1].points.steps[1]: does not begin above the one before: expected ascending order, each once
    earns[1]: `tenure_months` was given before
    points reach from 350 to 951, outside the range of 350 to 950
    rewards[0]: -1.00 CNY: expected a reward above zero
    rewards[0]: 0: expected a reward above zero
    rewards[0]: given for 350 points, which everyone has: expected a reward above zero
    rewards[0].from: 951 points: expected a number in the range of 350 to 950, and the first band at its lowest
    rewards: 1001 entries: expected at most 1000
    ");
}

#[test]
fn our_sample_terms_hold_together_and_come_back_from_json() {
    let terms = LoyaltyTerms::sample();
    assert!(Loyalty::<Shop>::new(terms.clone()).is_ok());
    assert_eq!(serde_json::from_str::<LoyaltyTerms>(&serde_json::to_string(&terms).unwrap()).unwrap(), terms);
}
