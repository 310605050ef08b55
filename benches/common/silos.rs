//! Evidence of the other silos, of invented people: a company's own data, a pool's record joined with a member's, and
//! public records.

use credit_bureau::policy::{Consent, Purpose, Silo};
use credit_bureau::report::{Award, Enforcement, Penalty, PublicRecord};
use credit_bureau::scoring::ScoreRange;
use credit_bureau::scoring::evidence::{
    Company, CustomerProfile, InSilo as _, Joined, Pool, PoolRecord, ProfileMeasure, PublicRecords,
};
use credit_bureau::scoring::outcome::ReasonText;
use credit_bureau::scoring::points::Ladder;
use credit_bureau::scoring::strategies::Pooled;
use credit_bureau::scoring::strategies::pooled::{PooledTerms, Weight};
use credit_bureau::{Month, Regime, Report};

use super::SEED;
use super::population::Population;
use super::population::random::Random;

/// A company with customers, and a member of a pool.
pub struct Harbour;

impl Company for Harbour {
    const NAME: &'static str = "Harbour";
}

/// What the company knows of somebody.
pub fn profile(number: u64, subject: &str, month: Month) -> CustomerProfile<Harbour> {
    let mut random = Random::of(SEED, number);
    let measures = [
        (ProfileMeasure::TenureMonths, 80),
        (ProfileMeasure::PaidOnTimeYear, 13),
        (ProfileMeasure::PaidLateYear, 3),
        (ProfileMeasure::RentalsReturnedYear, 7),
        (ProfileMeasure::PurchasesYear, 40),
        (ProfileMeasure::SpendingYear, 4_000_000),
    ];
    measures.into_iter().fold(CustomerProfile::new(subject, month), |profile, (measure, end)| {
        profile.with(measure, random.below(end).into())
    })
}

/// A pool and a member's score for a product.
pub fn pooled() -> (Pool, Pooled<Harbour>) {
    let pool = Pool::new("Pool", [Harbour::NAME, "Hill"], Regime::holistic()).unwrap();
    let reason = || ReasonText::new("a reason", "原因");
    let mut terms = PooledTerms::new("cash loan", "1", ScoreRange::new(0, 1_000).unwrap(), 200);
    let weigh = |name: &str, steps: [(i64, i32); 2]| Weight::new(name.to_owned(), Ladder::new(steps), reason());
    terms.pool = vec![
        weigh("late_months_1_24", [(1, -40), (3, -120)]),
        weigh("card_utilisation", [(5_000, -20), (9_000, -60)]),
        weigh("positive_on_time_months_24", [(12, 60), (24, 140)]),
        weigh("oldest_account_age", [(24, 30), (60, 80)]),
    ];
    let own = |measure, steps: [(i64, i32); 2]| Weight::new(measure, Ladder::new(steps), reason());
    terms.own = vec![
        own(ProfileMeasure::TenureMonths, [(12, 50), (36, 120)]),
        own(ProfileMeasure::PaidOnTimeYear, [(3, 40), (9, 100)]),
    ];
    let strategy = Pooled::new(&pool, terms).unwrap();
    (pool, strategy)
}

/// What a member of a pool sees of somebody whom it knows, with that person's consent.
pub fn joined(
    population: &Population,
    number: u64,
    (pool, strategy): &(Pool, Pooled<Harbour>),
) -> Joined<PoolRecord, CustomerProfile<Harbour>> {
    let report = population.report(number).unwrap();
    let record = pool.record(&report, strategy.plan());
    let subject = record.subject().to_owned();
    let mut consent = Consent::new(subject.clone(), Harbour::NAME.into(), report.date(), report.date());
    (consent.purposes, consent.silos) = (vec![Purpose::CreditApplication], vec![Silo::SharedPool, Silo::Commercial]);
    let permit =
        consent.permit(&subject, Harbour::NAME, Purpose::CreditApplication, &consent.silos, report.date()).unwrap();
    Joined::new(record, profile(number, &subject, report.month()), permit).unwrap()
}

/// Public records of somebody: up to three.
pub fn public_records(number: u64) -> PublicRecords {
    let mut random = Random::of(SEED, number);
    let mut report = Report::builder("2026-06-30");
    for _ in 0..random.below(4) {
        let year = random.between(2019, 2026);
        let record = match random.below(3) {
            0 => {
                let mut case = Enforcement::default();
                case.state = Some("列入失信被执行人名单".to_owned());
                case.filed = format!("{year}-03-01").parse().ok();
                PublicRecord::Enforcement(case)
            }
            1 => {
                let mut penalty = Penalty::default();
                penalty.from = format!("{year}-02").parse().ok();
                PublicRecord::Penalty(penalty)
            }
            _ => {
                let mut award = Award::default();
                award.from = format!("{year}-01").parse().ok();
                PublicRecord::Award(award)
            }
        };
        report = report.with(|data| data.public_records.push(record));
    }
    let report = report.build().unwrap();
    PublicRecords::of(&report, report.date())
}
