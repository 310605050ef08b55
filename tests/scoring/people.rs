//! Companies, people and evidence that the tests of the silos share.
#![allow(dead_code, reason = "no test uses everything")]

use chrono::NaiveDate;
use credit_bureau::attributes::{Catalogue, Plan, Reading};
use credit_bureau::policy::{Consent, Permit, Purpose, Silo};
use credit_bureau::report::{Enforcement, EnforcementOutcome, Penalty, PublicRecord};
use credit_bureau::scoring::evidence::{Company, CustomerProfile, Pool, ProfileMeasure, PublicRecords};
use credit_bureau::scoring::outcome::ReasonText;
use credit_bureau::scoring::points::Ladder;
use credit_bureau::scoring::strategies::External;
use credit_bureau::scoring::strategies::external::ModelOutput;
use credit_bureau::scoring::strategies::pooled::{PooledTerms, Weight};
use credit_bureau::scoring::{ScoreRange, StrategyId};
use credit_bureau::{AccountKind, Month, Regime, Report};
use proptest::collection::vec;
use proptest::prelude::*;

pub struct Shop;
impl Company for Shop {
    const NAME: &'static str = "Shop";
}

pub struct Lender;
impl Company for Lender {
    const NAME: &'static str = "Lender";
}

pub fn month() -> Month {
    "2026-06".parse().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn no_text() -> ReasonText {
    ReasonText::new("a reason", "原因")
}

pub fn profile<C: Company>(values: &[(ProfileMeasure, u64)]) -> CustomerProfile<C> {
    values.iter().fold(CustomerProfile::new("P-17", month()), |profile, &(measure, value)| profile.with(measure, value))
}

pub fn ladders(points: std::ops::Range<i32>) -> impl Strategy<Value = Ladder> {
    let numbers = || prop_oneof![-3i64..60, Just(i64::MIN), Just(i64::MAX)];
    (vec((numbers(), points.clone()), 0..5), points.clone(), points).prop_map(|(mut steps, below, absent)| {
        steps.sort_unstable();
        steps.dedup_by_key(|step| step.0);
        Ladder::new(steps).below(below).absent(absent)
    })
}

pub fn consent(grantee: &str) -> Consent {
    let mut consent = Consent::new("P-17".into(), grantee.into(), day("2026-01-01"), day("2026-12-31"));
    consent.purposes = Purpose::ALL.to_vec();
    consent.silos = Silo::ALL.to_vec();
    consent
}

pub fn permit(grantee: &str) -> Permit {
    consent(grantee).permit("P-17", grantee, Purpose::CreditApplication, Silo::ALL, day("2026-06-30")).unwrap()
}

pub fn borrower(paid: &str) -> Report {
    Report::builder("2026-06-30")
        .subject("P-17")
        .account(AccountKind::NonRevolvingLoan, "loan", |loan| loan.opened("2024-01-10").paid(paid))
        .build()
        .unwrap()
}

pub fn stranger() -> Report {
    Report::builder("2026-06-30").subject("P-17").build().unwrap()
}

pub fn pool() -> Pool {
    Pool::new("the pool", ["Shop", "Lender"], Regime::holistic()).unwrap()
}

pub fn sauce() -> PooledTerms {
    let mut terms = PooledTerms::new("cash loan", "1", ScoreRange::new(0, 1_000).unwrap(), 500);
    let late = Ladder::new([(1, -60), (3, -200)]).below(100).absent(-40);
    terms.pool = vec![Weight::new("late_months_1_24".into(), late, ReasonText::new("paid late", "有逾期"))];
    terms.own = vec![
        Weight::new(ProfileMeasure::TenureMonths, Ladder::new([(12, 30)]), ReasonText::new("new here", "新客户")),
        Weight::new(
            ProfileMeasure::PaidLateYear,
            Ladder::new([(1, -50)]),
            ReasonText::new("late with us", "本企业逾期"),
        ),
    ];
    terms
}

pub fn case(
    state: &str,
    filed: Option<&str>,
    outcome: Option<EnforcementOutcome>,
    closed: Option<&str>,
) -> PublicRecord {
    let mut case = Enforcement::default();
    case.state = Some(state.to_owned());
    (case.filed, case.outcome, case.closed) = (filed.map(day), outcome, closed.map(day));
    PublicRecord::Enforcement(case)
}

pub fn penalty(from: Option<&str>, to: Option<&str>, review: Option<&str>) -> PublicRecord {
    let mut penalty = Penalty::default();
    let month = |text: &str| text.parse::<Month>().unwrap();
    (penalty.from, penalty.to, penalty.review) = (from.map(month), to.map(month), review.map(str::to_owned));
    PublicRecord::Penalty(penalty)
}

pub fn records(records: Vec<PublicRecord>, on: &str) -> PublicRecords {
    let report = Report::builder("2026-06-30").with(|data| data.public_records = records).build().unwrap();
    PublicRecords::of(&report, day(on))
}

pub const LISTED: &str = "列入失信被执行人名单";

pub fn inputs() -> Plan {
    let names = ["accounts", "late_months_1_24", "card_utilisation"];
    Plan::new(names.map(|name| Catalogue::standard().get(name).unwrap().clone())).unwrap()
}

pub fn external<F: Fn(&[Reading]) -> ModelOutput + Send + Sync>(model: F) -> External<F> {
    External::new(StrategyId::new("foreign", "1"), ScoreRange::new(300, 850).unwrap(), inputs(), model).unwrap()
}
