//! What each strategy may see, it sees.

#[path = "common.rs"]
mod common;

use common::{MemberA, MemberB};
use credit_bureau::policy::{Consent, Purpose, Silo};
use credit_bureau::scoring::{ScoreRange, Strategy};
use credit_bureau::scoring::evidence::{CustomerProfile, Joined, Pool, ProfileMeasure, PublicRecords};
use credit_bureau::scoring::outcome::ReasonText;
use credit_bureau::scoring::points::Ladder;
use credit_bureau::scoring::strategies::{Listing, Loyalty, Pooled, Rules};
use credit_bureau::scoring::strategies::pooled::{PooledTerms, Weight};
use credit_bureau::scoring::strategies::rules::{Condition, Decision, Rule, RulesData};
use credit_bureau::{AccountKind, Regime, Report};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let report = Report::builder("2026-06-30")
        .subject("P-17")
        .account(AccountKind::NonRevolvingLoan, "loan", |loan| loan.opened("2025-01-10").paid("NNNN"))
        .build()?;
    let pool = Pool::new("the pool", ["Member A", "Member B"], Regime::holistic())?;
    let mut terms = PooledTerms::new("loan", "1", ScoreRange::new(300, 850)?, 500);
    let reason = ReasonText::new("a customer for a short time", "成为客户时间较短");
    terms.own = vec![Weight::new(ProfileMeasure::TenureMonths, Ladder::new([(12, 200)]), reason)];
    let strategy = Pooled::<MemberA>::new(&pool, terms)?;

    let profile = CustomerProfile::<MemberA>::new("P-17", report.month()).with(ProfileMeasure::TenureMonths, 20);
    assert_eq!(Loyalty::sample().evaluate(&profile).value(), 410);
    assert_eq!(Loyalty::sample().evaluate(&CustomerProfile::<MemberB>::new("P-17", report.month())).value(), 350);

    let mut consent = Consent::new("P-17".into(), "Member A".into(), report.date(), report.date());
    consent.purposes = vec![Purpose::CreditApplication];
    consent.silos = vec![Silo::SharedPool, Silo::Commercial];
    let permit = consent.permit("P-17", "Member A", Purpose::CreditApplication, &consent.silos, report.date())?;
    let joined = Joined::new(pool.record(&report, strategy.plan()), profile, permit)?;
    let mut data = RulesData::new("cut-off".into(), "1".into(), "a test".into(), Decision::Refer);
    let reason = ReasonText::new("the score is high enough", "评分达到要求");
    data.rules = vec![Rule::new("good score".into(), Condition::ScoreAtLeast(600), Decision::Approve, reason)];
    let rules = Rules::new(data)?;
    assert_eq!(rules.decide_with(&strategy, &joined).decision(), Decision::Approve);

    assert!(Listing::new().evaluate(&PublicRecords::of(&report, report.date())).entries().is_empty());
    Ok(())
}
