//! Two customers with the same credit behaviour and different spending, and how much a loyalty score is about the latter.
//!
//! ```sh
//! cargo run --example loyalty
//! ```
#![allow(clippy::arithmetic_side_effects, reason = "a few small numbers")]

use std::error::Error;

use credit_bureau::scoring::Strategy;
use credit_bureau::scoring::evidence::{Company, CustomerProfile, ProfileMeasure};
use credit_bureau::scoring::explain::ConflictOfInterest;
use credit_bureau::scoring::strategies::Loyalty;
use credit_bureau::scoring::strategies::loyalty::{Benefit, Merchant, RewardOutcome};
use credit_bureau::{AccountKind, Currency, Language, Money, Month, Regime, Report, Scorecard};

struct HarbourShop;

impl Company for HarbourShop {
    const NAME: &'static str = "Harbour Shop";
}

fn main() -> Result<(), Box<dyn Error>> {
    let card = Scorecard::from_json(include_str!("data/teaching_scorecard.json"))?;
    let loyalty = Loyalty::<HarbourShop>::sample();
    let month: Month = "2026-06".parse()?;

    println!("SAME CREDIT, DIFFERENT SPENDING   {}, as of {month}", loyalty.id());
    for (name, purchases, spent) in [("Ana", 9, 60_000u32), ("Bo", 55, 5_400_000)] {
        let report = Report::builder("2026-06-30")
            .subject(name)
            .account(AccountKind::CreditCard, "card", |card| {
                card.opened("2022-03-01").limit(20_000).balance(1_500).paid(&"N".repeat(36))
            })
            .account(AccountKind::Rent, "flat", |flat| flat.opened("2022-07-01").paid(&"N".repeat(36)))
            .build()?;
        let profile = CustomerProfile::new(name, month)
            .with(ProfileMeasure::TenureMonths, 40)
            .with(ProfileMeasure::PaidOnTimeYear, 12)
            .with(ProfileMeasure::RentalsReturnedYear, 4)
            .with(ProfileMeasure::PurchasesYear, purchases)
            .with(ProfileMeasure::SpendingYear, spent.into());
        let credit = card.evaluate(&report.under(Regime::holistic()).attributes());
        let standing = loyalty.evaluate(&profile);
        println!();
        println!("{name} pays everybody on time, and spent {} here in a year", yuan(spent));
        println!("  credit score   {credit}   ({}, on the credit file)", card.id());
        println!("  loyalty score  {standing}");
        println!("{}", odometer(&loyalty, &standing));
        for earned in standing.earned() {
            let (points, best) = (earned.points.to_string(), earned.best.to_string());
            println!("  {points:>5} of {best:>3}  {}", earned.measure.text(Language::English));
        }
        rewards(&standing);
    }

    let customers = invented(2_000, month);
    let interest = ConflictOfInterest::of(&loyalty, &customers, 100_000);
    println!();
    println!("Conflict of interest, over {} invented customers", interest.customers());
    println!(
        "  {:>5.1} %  of the score's variance is explained by what they spend here",
        percent(interest.explained())
    );
    println!("  {:>5.1}    points for each {} more spent, all else equal", number(interest), yuan(100_000));
    println!();
    println!(
        "Who owns the score sells what raises it. So it gives rewards, never a refusal: no lending decision takes it."
    );
    Ok(())
}

/// The range with its bands, and where the customer stands.
fn odometer(loyalty: &Loyalty<HarbourShop>, standing: &RewardOutcome) -> String {
    const POINTS_A_CELL: i32 = 10;
    let lowest = standing.range().lowest();
    let cells = (standing.range().highest() - lowest) / POINTS_A_CELL;
    let starts: Vec<i32> = loyalty.terms().bands.iter().map(|band| band.from).collect();
    let cell = |at: i32| {
        let here = lowest + at * POINTS_A_CELL;
        match (standing.value() - here, starts.contains(&here)) {
            (0..POINTS_A_CELL, _) => '▲',
            (_, true) => '|',
            _ => '─',
        }
    };
    let line: String = (0..=cells).map(cell).collect();
    format!("  350 {line} 950")
}

fn rewards(standing: &RewardOutcome) {
    let gifts = standing.rewards().iter().map(|reward| match reward.benefit {
        Benefit::DepositWaived(up_to) => format!("deposits waived up to {up_to}"),
        Benefit::FeeDiscount(basis_points) => format!("{} % off fees", basis_points / 100),
        _ => "a reward".to_owned(),
    });
    let gifts: Vec<_> = gifts.collect();
    println!("  rewards: {}", if gifts.is_empty() { "none yet".to_owned() } else { gifts.join("; ") });
    for (name, from, deposit) in [("Harbour Bikes", 600, 200), ("Harbour Flats", 700, 6_000)] {
        let deposit = Money::whole(deposit, Currency::CNY);
        let waives = Merchant::new(name, from, deposit).waives(standing, deposit);
        println!("  {name}, from {from} points: {}", if waives { "no deposit" } else { "the usual deposit" });
    }
}

/// Customers as a seed makes them: long-standing ones pay better, and all spend very differently.
fn invented(customers: u64, month: Month) -> Vec<CustomerProfile<HarbourShop>> {
    let mut seed = 17u64;
    let mut below = |limit: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % limit
    };
    let customer = |number| {
        let purchases = below(20) * below(6) / 2;
        CustomerProfile::new(format!("C-{number}"), month)
            .with(ProfileMeasure::TenureMonths, below(80))
            .with(ProfileMeasure::PaidOnTimeYear, below(13))
            .with(ProfileMeasure::RentalsReturnedYear, below(15) / 2)
            .with(ProfileMeasure::PurchasesYear, purchases)
            .with(ProfileMeasure::SpendingYear, purchases * (2_000 + below(200_000)))
    };
    (0..customers).map(customer).collect()
}

fn yuan(minor: u32) -> Money {
    Money::from_minor(minor.into(), Currency::CNY)
}

fn percent(share: Option<f64>) -> f64 {
    share.unwrap_or(0.0) * 100.0
}

fn number(interest: ConflictOfInterest) -> f64 {
    interest.points_per_unit().unwrap_or(0.0)
}
