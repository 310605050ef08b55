//! What the strategies of the silos promise: a loyalty score only gives, a pool's members score alike by their own
//! weights, a listing stays in its domain, a foreign model is held to its range.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    missing_docs,
    reason = "a test may panic: that is how it fails"
)]

use chrono::{Days, NaiveDate};
use credit_bureau::attributes::{Attribute, Catalogue, Cause, Plan, Reading};
use credit_bureau::policy::{Consent, Permit, Purpose, Silo};
use credit_bureau::report::{Award, Enforcement, EnforcementOutcome, Penalty, PublicRecord, Qualification};
use credit_bureau::scoring::{
    Company, ConflictOfInterest, DefaulterGround, Domain, Earns, External, Gift, Joined, KnownTo, Ladder, LegalBasis,
    List, ListState, Listing, Loyalty, LoyaltyTerms, Merchant, PenaltyClass, Points, Pool, Pooled, PooledTerms,
    Profile, ProfileMeasure, PublicRecords, Published, ReasonText, Reward, Said, ScoreRange, Strategy as _, StrategyId,
    TermsError, Unscorable, Verdict as _, Weight,
};
use credit_bureau::testkit::{self, laws};
use credit_bureau::{AccountKind, Currency, Language, Money, Month, Regime, Report};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

struct Shop;
impl Company for Shop {
    const NAME: &'static str = "Shop";
}

struct Lender;
impl Company for Lender {
    const NAME: &'static str = "Lender";
}

fn month() -> Month {
    "2026-06".parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn no_text() -> ReasonText {
    ReasonText::new("a reason", "原因")
}

fn profile<C: Company>(values: &[(ProfileMeasure, u64)]) -> Profile<C> {
    values.iter().fold(Profile::new("P-17", month()), |profile, &(measure, value)| profile.with(measure, value))
}

fn measures() -> impl Strategy<Value = Vec<(ProfileMeasure, u64)>> {
    let value = prop_oneof![0u64..100, 0u64..10_000_000, Just(u64::MAX)];
    vec((select(ProfileMeasure::ALL.to_vec()), value), 0..14)
}

fn ladders(points: std::ops::Range<i32>) -> impl Strategy<Value = Ladder> {
    let numbers = || prop_oneof![-3i64..60, Just(i64::MIN), Just(i64::MAX)];
    (vec((numbers(), points.clone()), 0..5), points.clone(), points).prop_map(|(mut steps, below, absent)| {
        steps.sort_unstable();
        steps.dedup_by_key(|step| step.0);
        Ladder::new(steps).below(below).absent(absent)
    })
}

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

// Ladders.

proptest! {
    #[test]
    fn a_ladder_gives_the_points_of_the_highest_step_reached(
        ladder in ladders(-50..50),
        value in prop_oneof![-5i64..70, any::<i64>()],
    ) {
        let mut points = ladder.below;
        for step in &ladder.steps {
            if step.from <= value {
                points = step.points;
            }
        }
        prop_assert_eq!(ladder.points(Reading::Known(value)), points);
        prop_assert_eq!(ladder.points(Reading::Absent(Cause::Hidden)), ladder.absent);
        prop_assert!(ladder.lowest() <= points && points <= ladder.highest());
    }
}

// Loyalty.

proptest! {
    #[test]
    fn a_loyalty_score_never_takes_anything_away(
        before in measures(),
        (measure, more) in (select(ProfileMeasure::ALL.to_vec()), any::<u64>()),
    ) {
        let loyalty = Loyalty::<Shop>::sample();
        let profile = profile::<Shop>(&before);
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
        values in measures(),
    ) {
        let mut terms = LoyaltyTerms::sample();
        let each = ladders.into_iter().zip(ProfileMeasure::ALL);
        terms.earns = each.map(|(points, &measure)| Earns { measure, points }).collect();
        if let Ok(loyalty) = Loyalty::<Shop>::new(terms) {
            let standing = loyalty.evaluate(&profile(&values));
            prop_assert!(standing.earned().iter().all(|earned| earned.points >= Points::ZERO));
            let nothing = loyalty.evaluate(&profile(&[]));
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
    terms.earns = vec![Earns { measure: ProfileMeasure::TenureMonths, points }];
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
        |terms| terms.earns[0].points.steps[0].points = (-1).into(),
        |terms| terms.earns[0].points.absent = 5.into(),
        |terms| terms.earns[0].points.steps[0].from = 0,
        |terms| terms.earns[1].points.steps[2].points = 10.into(),
        |terms| terms.earns[1].points.steps[1].from = 1,
        |terms| terms.earns[1].measure = ProfileMeasure::TenureMonths,
        |terms| terms.earns[1].points.steps[2].points = 141.into(),
        |terms| terms.rewards[0] = Reward { from: 700, gift: Gift::DepositWaived(Money::whole(-1, Currency::CNY)) },
        |terms| terms.rewards[0] = Reward { from: 700, gift: Gift::FeeDiscount(0) },
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
    name: nothing there: expected a text
    bands: nothing there: expected at least one band
    bands[0].from: 400 points: expected a number in the range of 350 to 950, and the first band at its lowest
    bands[2].from: begins no higher than the one before: expected them in order, each once
    bands[4].from: 951 points: expected a number in the range of 350 to 950, and the first band at its lowest
    earns[0].points.steps[0].points: -1 points: expected none below zero, none for nothing, and never less for more
    earns[0].points: 5 points: expected none below zero, none for nothing, and never less for more
    earns[0].points: 20 points: expected none below zero, none for nothing, and never less for more
    earns[1].points.steps[2].points: 10 points: expected none below zero, none for nothing, and never less for more
    earns[1].points.steps[1]: begins no higher than the one before: expected them in order, each once
    earns[1]: `tenure_months` was given before
    points reach from 350 to 951, outside the range of 350 to 950
    rewards[0]: -1.00 CNY: expected a reward above zero
    rewards[0]: 0: expected a reward above zero
    rewards[0]: given for 350 points, to anybody: expected a reward above zero
    rewards[0].from: 951 points: expected a number in the range of 350 to 950, and the first band at its lowest
    rewards: 1001 there: expected at most 1000
    ");
}

#[test]
fn our_sample_terms_hold_together_and_come_back_from_json() {
    let terms = LoyaltyTerms::sample();
    assert!(Loyalty::<Shop>::new(terms.clone()).is_ok());
    assert_eq!(serde_json::from_str::<LoyaltyTerms>(&serde_json::to_string(&terms).unwrap()).unwrap(), terms);
}

// Joining.

fn consent(grantee: &str) -> Consent {
    let mut consent = Consent::new("P-17".into(), grantee.into(), day("2026-01-01"), day("2026-12-31"));
    consent.purposes = Purpose::ALL.to_vec();
    consent.silos = Silo::ALL.to_vec();
    consent
}

fn permit(grantee: &str) -> Permit {
    consent(grantee).permit("P-17", grantee, Purpose::CreditApplication, Silo::ALL, day("2026-06-30")).unwrap()
}

fn borrower(paid: &str) -> Report {
    Report::builder("2026-06-30")
        .subject("P-17")
        .account(AccountKind::NonRevolvingLoan, "loan", |loan| loan.opened("2024-01-10").paid(paid))
        .build()
        .unwrap()
}

fn stranger() -> Report {
    Report::builder("2026-06-30").subject("P-17").build().unwrap()
}

proptest! {
    #[test]
    fn silos_are_joined_exactly_with_a_matching_permit(
        subject in select(vec!["P-17", "P-18"]),
        grantee in select(vec!["Shop", "Lender"]),
        purpose in select(Purpose::ALL.to_vec()),
        silos in subsequence(Silo::ALL.to_vec(), 1..=4),
        on in select(vec!["2026-05-31", "2026-06-01", "2026-07-01"]),
    ) {
        let permit = || {
            let mut consent = consent(grantee);
            consent.subject = subject.to_owned();
            consent.permit(subject, grantee, purpose, &silos, day(on)).unwrap()
        };
        let attributes = || borrower("NN").under(&Regime::holistic()).attributes();
        let own = || profile::<Shop>(&[]);
        let ours = subject == "P-17" && on != "2026-05-31";
        let open = |one| silos.contains(&one);
        let with_file = Joined::new(attributes(), own(), permit()).is_ok();
        let matches = ours && grantee == "Shop" && open(Silo::CreditFile) && open(Silo::Commercial);
        prop_assert_eq!(with_file, matches && purpose.is_credit());
        let with_records = Joined::new(attributes(), PublicRecords::of(&stranger(), day("2026-06-01")), permit()).is_ok();
        let opened = ours && open(Silo::CreditFile) && open(Silo::PublicRecords);
        prop_assert_eq!(with_records, opened && purpose != Purpose::Reward);
        let with_pool = Joined::new(pool().record(&borrower("NN"), Plan::standard()), own(), permit()).is_ok();
        let matches = ours && grantee == "Shop" && open(Silo::SharedPool) && open(Silo::Commercial);
        prop_assert_eq!(with_pool, matches && purpose.is_credit());
    }
}

#[test]
fn consent_to_the_credit_file_opens_no_pool_and_the_other_way_round() {
    let permit = |silo| {
        let mut consent = consent("Shop");
        consent.silos = vec![silo, Silo::Commercial];
        consent.permit("P-17", "Shop", Purpose::CreditApplication, &consent.silos, day("2026-06-30")).unwrap()
    };
    let record = pool().record(&borrower("NN"), Plan::standard());
    let refused = Joined::new(record.clone(), profile::<Shop>(&[]), permit(Silo::CreditFile)).unwrap_err();
    assert_eq!(refused.to_string(), "the permit does not open the silo: a shared pool's credit file");
    assert!(Joined::new(record, profile::<Shop>(&[]), permit(Silo::SharedPool)).is_ok());
    let attributes = borrower("NN").under(&Regime::holistic()).attributes();
    let refused = Joined::new(attributes, profile::<Shop>(&[]), permit(Silo::SharedPool)).unwrap_err();
    assert_eq!(refused.to_string(), "the permit does not open the silo: credit file");
}

#[test]
fn public_records_and_a_credit_file_are_not_joined_for_a_reward() {
    let permit = consent("Shop").permit("P-17", "Shop", Purpose::Reward, Silo::ALL, day("2026-06-30")).unwrap();
    let attributes = borrower("NN").under(&Regime::holistic()).attributes();
    let refused = Joined::new(attributes, PublicRecords::of(&stranger(), day("2026-06-01")), permit).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the permit is for reward programme: credit file and public records are joined for one of credit application, \
         account review, collection, tenancy, employment, insurance, a licence or public benefit, the person's own \
         inspection only"
    );
}

#[test]
fn a_month_is_joined_in_the_permits_own_month_and_after_and_a_day_not_before_itself() {
    let permit = |on| consent("Shop").permit("P-17", "Shop", Purpose::CreditApplication, Silo::ALL, day(on)).unwrap();
    let of_month = |on| {
        let attributes = borrower("NN").under(&Regime::holistic()).attributes();
        Joined::new(attributes, profile::<Shop>(&[]), permit(on)).is_ok()
    };
    let days = ["2026-05-31", "2026-06-01", "2026-06-29", "2026-06-30", "2026-07-01"];
    assert_eq!(days.map(of_month), [false, true, true, true, true]);
    let of_day = |on| {
        let records = PublicRecords::of(&stranger(), day("2026-06-30"));
        Joined::new(records, profile::<Shop>(&[]), permit(on)).is_ok()
    };
    assert_eq!(days.map(of_day), [false, false, false, true, true]);
}

#[test]
fn a_report_without_a_pseudonym_joins_nothing() {
    let report = Report::builder("2026-06-30").build().unwrap();
    let attributes = report.under(&Regime::holistic()).attributes();
    let joined = Joined::new(attributes, profile::<Shop>(&[]), permit("Shop"));
    let expected = "the permit is another person's than the credit file: expected one of the same person";
    assert_eq!(joined.unwrap_err().to_string(), expected);
}

#[test]
fn evidence_does_not_show_the_person() {
    let attributes = borrower("NN").under(&Regime::holistic()).attributes();
    let joined = Joined::new(attributes, profile::<Shop>(&[(ProfileMeasure::SpendingYear, 4_711)]), permit("Shop"));
    let records = PublicRecords::of(&stranger(), day("2026-06-01"));
    let record = pool().record(&borrower("NN"), Plan::standard());
    let standing = Loyalty::sample().evaluate(&profile::<Shop>(&[(ProfileMeasure::TenureMonths, 4_711)]));
    let listed = [case(LISTED, Some("2025-03-01"), None, None)].to_vec();
    let listed = Listing::new().evaluate(&self::records(listed, "2026-06-30"));
    let shown =
        [format!("{joined:?}"), format!("{records:?}"), format!("{record:?}"), format!("{:?}", consent("Shop"))];
    let verdicts = [format!("{standing:?}"), format!("{:?}", standing.earned()), format!("{listed:?}")];
    for shown in shown.iter().chain(&verdicts) {
        assert!(!shown.contains("P-17") && !shown.contains("4711"), "{shown}");
    }
    assert_eq!(shown[2], "PoolRecord(the pool, ‹private›)");
    assert_eq!(verdicts[0], "Standing(Shop: sample loyalty, version 1, ‹private›)");
    assert!(verdicts[1].starts_with("[Earned(TenureMonths, ‹private›), "), "{}", verdicts[1]);
    assert_eq!(verdicts[2], "Listed(1 as of 2026-06-30, ‹private›)");
    assert_eq!(format!("{:?}", listed.entries()), "[ListEntry(0, ‹private›)]");
}

// A pool and its members.

fn pool() -> Pool {
    Pool::new("the pool", ["Shop", "Lender"], Regime::holistic()).unwrap()
}

fn sauce() -> PooledTerms {
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

fn scored(terms: PooledTerms, report: &Report, own: Profile<Lender>) -> credit_bureau::Outcome {
    let strategy = Pooled::<Lender>::new(&pool(), terms).unwrap();
    let record = pool().record(report, strategy.plan());
    strategy.evaluate(&Joined::new(record, own, permit("Lender")).unwrap())
}

proptest! {
    #[test]
    fn a_pooled_score_is_its_base_and_what_each_ladder_gives(
        base in 400i32..600,
        pool_ladders in vec(ladders(-40..40), 0..3),
        own_ladders in vec(ladders(-40..40), 0..3),
        values in measures(),
        paid in "[N1*]{1,24}",
    ) {
        let names = ["late_months_1_24", "worst_status_24", "accounts"];
        let mut terms = PooledTerms::new("a loan", "1", ScoreRange::new(0, 1_000).unwrap(), base);
        let weighed = names.iter().zip(pool_ladders);
        terms.pool = weighed.map(|(name, ladder)| Weight::new((*name).to_owned(), ladder, no_text())).collect();
        let weighed = ProfileMeasure::ALL.iter().zip(own_ladders);
        terms.own = weighed.map(|(&measure, ladder)| Weight::new(measure, ladder, no_text())).collect();

        let (report, own) = (borrower(&paid), profile::<Lender>(&values));
        let attributes = report.under(&Regime::holistic()).attributes();
        let of_pool = terms.pool.iter().map(|weight| weight.points.points(attributes.get(&weight.of).unwrap()));
        let of_own = terms.own.iter().map(|weight| weight.points.points(own.get(weight.of)));
        let expected = Points::from(base) + of_pool.chain(of_own).sum();

        let json = serde_json::to_string(&terms).unwrap();
        prop_assert_eq!(&serde_json::from_str::<PooledTerms>(&json).unwrap(), &terms);
        let outcome = scored(terms, &report, own);
        prop_assert_eq!(outcome.score().unwrap().exact(), expected);
        prop_assert!(outcome.score().unwrap().basis().is_some());
    }
}

#[test]
fn who_is_known_to_nobody_has_no_score_and_else_the_member_says() {
    let known: fn() -> Profile<Lender> = || profile(&[(ProfileMeasure::TenureMonths, 40)]);
    let unknown: fn() -> Profile<Lender> = || profile(&[]);
    let cases = [(borrower("NN"), known), (borrower("NN"), unknown), (stranger(), known), (stranger(), unknown)];
    let rows = KnownTo::ALL.iter().map(|&known_to| {
        let each = cases.iter().map(|(report, own)| {
            let mut terms = sauce();
            terms.known_to = known_to;
            format!("{}", scored(terms, report, own()))
        });
        format!("{known_to:?}: {}", each.collect::<Vec<_>>().join(", "))
    });
    insta::assert_snapshot!(rows.collect::<Vec<_>>().join("\n"), @r"
    Either: 630, 600, 490, unscorable
    Pool: 630, 600, unscorable, unscorable
    Company: 630, unscorable, 490, unscorable
    Both: 630, unscorable, unscorable, unscorable
    ");
    let outcome = scored(sauce(), &stranger(), unknown());
    assert_eq!(format!("{outcome:#}"), "unscorable: known neither to the pool nor to the company");
    assert_eq!(outcome.causes()[0].text(Language::Chinese), "信息池和本企业均无此人记录");
    let mut terms = sauce();
    terms.known_to = KnownTo::Pool;
    let outcome = scored(terms, &stranger(), known());
    assert_eq!(format!("{outcome:#}"), "unscorable: not known to the pool, as the product asks");
}

#[test]
fn another_pools_record_is_not_scored_nor_one_computed_otherwise() {
    let strategy = Pooled::<Lender>::new(&pool(), sauce()).unwrap();
    let other = Pool::new("another pool", ["Lender"], Regime::holistic()).unwrap();
    let score = |record| strategy.evaluate(&Joined::new(record, profile(&[]), permit("Lender")).unwrap()).to_string();
    let full = |record| {
        let outcome = strategy.evaluate(&Joined::new(record, profile(&[]), permit("Lender")).unwrap());
        format!("{outcome:#}")
    };
    assert_eq!(
        full(other.record(&borrower("NN"), strategy.plan())),
        "unscorable: the record is of the pool `another pool`, expected one of `the pool`"
    );
    let accounts = Plan::new([Catalogue::standard().get("accounts").unwrap().clone()]).unwrap();
    assert_eq!(full(pool().record(&borrower("NN"), &accounts)), "unscorable: `late_months_1_24` was not computed");
    let mut row = Catalogue::standard().get("accounts").unwrap().clone();
    row.name = "late_months_1_24".into();
    let otherwise = full(pool().record(&borrower("NN"), &Plan::new([row]).unwrap()));
    assert!(otherwise.contains("measures something else"), "{otherwise}");
    assert_eq!(score(pool().record(&borrower("NN"), Plan::standard())), "600");
}

#[test]
fn pools_and_terms_that_do_not_hold_together_are_refused_and_weights_are_not_shown() {
    let refused = |change: fn(&mut PooledTerms)| {
        let mut terms = sauce();
        change(&mut terms);
        Pooled::<Lender>::new(&pool(), terms).unwrap_err().to_string()
    };
    let none: [&str; 0] = [];
    let alone = Pool::new("alone", ["Shop"], Regime::holistic()).unwrap();
    let seen = [
        refused(|terms| terms.product.clear()),
        refused(|terms| terms.pool[0].of = "late_month_1_24".into()),
        refused(|terms| terms.pool.push(terms.pool[0].clone())),
        refused(|terms| terms.own[1].of = ProfileMeasure::TenureMonths),
        refused(|terms| terms.own[0].points = Ladder::new([(12, 30), (12, 40)])),
        refused(|terms| terms.own[0].points.below = 401.into()),
        refused(|terms| terms.base = 200.into()),
        Pooled::<Lender>::new(&alone, sauce()).unwrap_err().to_string(),
        Pool::new(" ", ["Shop"], Regime::holistic()).unwrap_err().to_string(),
        Pool::new("a pool", none, Regime::holistic()).unwrap_err().to_string(),
        Pool::new("a pool", ["Shop", "Shop"], Regime::holistic()).unwrap_err().to_string(),
    ];
    insta::assert_snapshot!(seen.join("\n"), @r"
    product: nothing there: expected a text
    pool[0].of: `late_month_1_24` is not in the catalogue: did you mean `late_months_1_24`?
    pool[1].of: `late_months_1_24` was given before
    own[1].of: `tenure_months` was given before
    own[0].points.steps[1]: begins no higher than the one before: expected them in order, each once
    points reach from 250 to 1001, outside the range of 0 to 1000
    points reach from -50 to 330, outside the range of 0 to 1000
    `Lender` holds no part of the pool `alone`
    name: nothing there: expected a text
    holders: nothing there: expected at least one company
    holders[1]: `Shop` was given before
    ");
    let strategy = Pooled::<Lender>::new(&pool(), sauce()).unwrap();
    let shown = format!("{strategy:?} {:?} {:?}", sauce(), sauce().own[0]);
    let expected = "Pooled(Lender: cash loan, version 1, ‹private›) PooledTerms(cash loan, version 1, ‹private›) \
                    Weight(TenureMonths, ‹private›)";
    assert_eq!(shown, expected);
    assert_eq!(strategy.id().to_string(), "Lender: cash loan, version 1");
    assert!(matches!(Pooled::<Lender>::new(&alone, sauce()), Err(TermsError::NoHolder { .. })));
}

// Listings.

fn case(state: &str, filed: Option<&str>, outcome: Option<EnforcementOutcome>, closed: Option<&str>) -> PublicRecord {
    let mut case = Enforcement::default();
    case.state = Some(state.to_owned());
    (case.filed, case.outcome, case.closed) = (filed.map(day), outcome, closed.map(day));
    PublicRecord::Enforcement(case)
}

fn penalty(from: Option<&str>, to: Option<&str>, review: Option<&str>) -> PublicRecord {
    let mut penalty = Penalty::default();
    let month = |text: &str| text.parse::<Month>().unwrap();
    (penalty.from, penalty.to, penalty.review) = (from.map(month), to.map(month), review.map(str::to_owned));
    PublicRecord::Penalty(penalty)
}

fn records(records: Vec<PublicRecord>, on: &str) -> PublicRecords {
    let report = Report::builder("2026-06-30").with(|data| data.public_records = records).build().unwrap();
    PublicRecords::of(&report, day(on))
}

const LISTED: &str = "列入失信被执行人名单";

#[test]
fn a_listing_begins_and_ends_by_the_terms_of_its_law() {
    use EnforcementOutcome::{AssignedToOtherCourt, NotEnforced, SettlementPerformed};
    use Published::{Class, Dismissed, Ground, Repaired};
    let open = || case(LISTED, Some("2025-03-01"), None, None);
    let closed = |outcome| case(LISTED, Some("2025-03-01"), Some(outcome), Some("2026-02-10"));
    let fined = || penalty(Some("2025-03"), None, None);
    let evades = Ground(DefaulterGround::Evades, 0);
    let (serious, repaired) = (Class(PenaltyClass::Serious), Repaired(day("2026-06-15")));
    let mut award = Award::default();
    (award.from, award.to) = ("2026-01".parse().ok(), "2026-05".parse().ok());
    let mut licence = Qualification::default();
    licence.revoked = "2026-02".parse().ok();
    let cases: Vec<(&str, PublicRecord, Vec<Published>)> = vec![
        ("defaulter, ground unknown", open(), vec![]),
        ("defaulter, able and refuses", open(), vec![Ground(DefaulterGround::RefusesThoughAble, 0)]),
        ("defaulter, evades", open(), vec![evades]),
        ("defaulter, obstructs, 3 years longer", open(), vec![Ground(DefaulterGround::Obstructs, 3)]),
        ("defaulter, settlement performed", closed(SettlementPerformed), vec![]),
        ("defaulter, not enforced", closed(NotEnforced), vec![]),
        ("defaulter, another court", closed(AssignedToOtherCourt), vec![]),
        ("defaulter, performed on an unknown day", case(LISTED, None, Some(SettlementPerformed), None), vec![]),
        ("defaulter, closed in no way told", case(LISTED, Some("2025-03-01"), None, Some("2026-02-10")), vec![]),
        ("defaulter, closed otherwise", closed(EnforcementOutcome::Other), vec![]),
        ("not a defaulter", case("未列入失信被执行人名单", Some("2025-03-01"), None, None), vec![]),
        ("an enforcement", case("已结案", Some("2025-03-01"), None, None), vec![]),
        ("penalty", fined(), vec![]),
        ("penalty with a last month", penalty(Some("2025-03"), Some("2026-05"), None), vec![]),
        ("penalty, minor", fined(), vec![Class(PenaltyClass::Minor)]),
        ("penalty, general", fined(), vec![Class(PenaltyClass::General)]),
        ("penalty, repaired", fined(), vec![repaired]),
        ("penalty, serious, repaired in time", fined(), vec![Repaired(day("2026-03-01")), serious]),
        ("penalty, serious, repaired too early", fined(), vec![Repaired(day("2026-02-28")), serious]),
        ("penalty, serious, repaired twice", fined(), vec![serious, Repaired(day("2025-04-01")), repaired]),
        ("penalty, repaired before it began", fined(), vec![Repaired(day("2025-02-01"))]),
        ("penalty without a month, repaired", penalty(None, None, None), vec![serious, repaired]),
        ("penalty, dismissed", fined(), vec![Dismissed(day("2026-06-15"))]),
        ("penalty, set aside by a review", penalty(Some("2025-03"), None, Some("撤销")), vec![]),
        ("penalty, upheld by a review", penalty(Some("2025-03"), None, Some("维持")), vec![]),
        ("penalty without a month", penalty(None, None, None), vec![]),
        ("penalty without a first month", penalty(None, Some("2026-05"), None), vec![]),
        ("award", PublicRecord::Award(award), vec![]),
        ("licence revoked", PublicRecord::Qualification(licence), vec![]),
        ("licence", PublicRecord::Qualification(Qualification::default()), vec![]),
    ];
    let mut page = String::new();
    for (name, record, published) in cases {
        page.push_str(&format!("{name:<40}"));
        for on in ["2025-02-28", "2025-03-01", "2026-06-30", "2028-03-01", "2030-03-01"] {
            let mut evidence = records(vec![record.clone()], on);
            for says in &published {
                evidence = evidence.with(0, *says).unwrap();
            }
            let listed = Listing::new().evaluate(&evidence);
            let state = listed.entries().first().map_or("none".to_owned(), |entry| format!("{:?}", entry.state));
            page.push_str(&format!("{state:<11}"));
        }
        page = page.trim_end().to_owned() + "\n";
    }
    insta::assert_snapshot!(page, @r"
    defaulter, ground unknown               NotYet     Current    Current    Current    Current
    defaulter, able and refuses             NotYet     Current    Current    Current    Current
    defaulter, evades                       NotYet     Current    Current    Ended      Ended
    defaulter, obstructs, 3 years longer    NotYet     Current    Current    Current    Ended
    defaulter, settlement performed         NotYet     Current    Ended      Ended      Ended
    defaulter, not enforced                 NotYet     Current    Dismissed  Dismissed  Dismissed
    defaulter, another court                NotYet     Current    Current    Current    Current
    defaulter, performed on an unknown day  Ended      Ended      Ended      Ended      Ended
    defaulter, closed in no way told        NotYet     Current    Ended      Ended      Ended
    defaulter, closed otherwise             NotYet     Current    Current    Current    Current
    not a defaulter                         none       none       none       none       none
    an enforcement                          none       none       none       none       none
    penalty                                 NotYet     Current    Current    Ended      Ended
    penalty with a last month               NotYet     Current    Ended      Ended      Ended
    penalty, minor                          NotYet     Current    Ended      Ended      Ended
    penalty, general                        NotYet     Current    Ended      Ended      Ended
    penalty, repaired                       NotYet     Current    Repaired   Repaired   Repaired
    penalty, serious, repaired in time      NotYet     Current    Repaired   Repaired   Repaired
    penalty, serious, repaired too early    NotYet     Current    Current    Ended      Ended
    penalty, serious, repaired twice        NotYet     Current    Repaired   Repaired   Repaired
    penalty, repaired before it began       NotYet     Current    Current    Ended      Ended
    penalty without a month, repaired       Current    Current    Repaired   Repaired   Repaired
    penalty, dismissed                      NotYet     Current    Dismissed  Dismissed  Dismissed
    penalty, set aside by a review          NotYet     Dismissed  Dismissed  Dismissed  Dismissed
    penalty, upheld by a review             NotYet     Current    Current    Ended      Ended
    penalty without a month                 Current    Current    Current    Current    Current
    penalty without a first month           Current    Current    Ended      Ended      Ended
    award                                   NotYet     NotYet     Ended      Ended      Ended
    licence revoked                         NotYet     NotYet     Current    Current    Current
    licence                                 none       none       none       none       none
    ");
}

#[test]
fn a_judgment_defaulter_is_told_by_the_whole_text() {
    let entries = |state: &str| {
        Listing::new().evaluate(&records(vec![case(state, None, None, None)], "2026-06-30")).entries().len()
    };
    let listed = [LISTED, " 已列入失信被执行人名单\u{3000}", "已纳入失信被执行人名单", "失信被执行人"];
    assert_eq!(listed.map(entries), [1; 4]);
    for before in ["未", "不予", "拟", "曾", "撤销", "已撤销", "尚未"] {
        assert_eq!(entries(&format!("{before}{LISTED}")), 0, "{before}");
    }
    assert_eq!(["非失信被执行人", "列入失信被执行人名单后撤销", "已结案", ""].map(entries), [0; 4]);
}

#[test]
fn what_a_publisher_cannot_say_is_refused() {
    let evidence = || records(vec![case(LISTED, None, None, None), penalty(None, None, None)], "2026-06-30");
    let refused = |record, says| evidence().with(record, says).unwrap_err().to_string();
    let seen = [
        refused(2, Published::Class(PenaltyClass::Minor)),
        refused(0, Published::Class(PenaltyClass::Minor)),
        refused(1, Published::Ground(DefaulterGround::Evades, 0)),
        refused(0, Published::Ground(DefaulterGround::Evades, 4)),
        refused(0, Published::Ground(DefaulterGround::RefusesThoughAble, 1)),
        LegalBasis::new(" ", List::Penalty, Domain::Lending).unwrap_err().to_string(),
    ];
    insta::assert_snapshot!(seen.join("\n"), @r"
    no public record 2: the report has 2, counted from 0
    public record 0 is of another kind: expected an enforcement for a ground, a penalty for a class
    public record 1 is of another kind: expected an enforcement for a ground, a penalty for a class
    extended by 4 years: expected at most 3, and none for a ground without a term
    extended by 1 years: expected at most 3, and none for a ground without a term
    the legal basis has no name: expected the law and its article
    ");
}

#[test]
fn an_answer_says_what_restricts_and_by_what_law() {
    let punished = vec![case(LISTED, Some("2025-03-01"), None, None), penalty(None, Some("2026-12"), None)];
    let listed = Listing::new().evaluate(&records(punished, "2026-06-30"));
    let free = Listing::new().evaluate(&records(Vec::new(), "2026-06-30"));
    let law = [LegalBasis::new("a lease act, article 7", List::JudgmentDefaulter, Domain::Housing).unwrap()];
    let answers = [
        listed.restricts(Domain::Spending, &[]),
        listed.restricts(Domain::PenaltyMatter, &law),
        listed.restricts(Domain::Housing, &[]),
        listed.restricts(Domain::Housing, &law),
        free.restricts(Domain::Housing, &law),
    ];
    let texts = answers.iter().flat_map(|answer| [answer.to_string(), answer.text(Language::Chinese)]);
    insta::assert_snapshot!(texts.collect::<Vec<_>>().join("\n"), @r"
    restricted in high spending: judgment defaulter since 2025-03-01
    受限制：高消费；失信被执行人，自2025-03-01起
    restricted in the matter of the penalty: administrative penalty since an unknown day, not from 2027-01-01 on
    受限制：处罚所涉事项；行政处罚，起始日不详，至2027-01-01止（不含当日）
    not generalised: judgment defaulter is about high spending; administrative penalty is about the matter of the penalty, and no legal basis is named for renting a home
    不予推及：失信被执行人仅涉及高消费；行政处罚仅涉及处罚所涉事项，未指明及于租房的法律依据
    restricted in renting a home: judgment defaulter since 2025-03-01, carried over by a lease act, article 7
    受限制：租房；失信被执行人，自2025-03-01起，依据a lease act, article 7
    not restricted in renting a home
    不受限制：租房
    ");
    let over = vec![case(LISTED, None, Some(EnforcementOutcome::Completed), None)];
    let over = Listing::new().evaluate(&records(over, "2026-06-30"));
    assert_eq!((over.entries()[0].state, over.entries()[0].ends), (ListState::Ended, None));
}

fn any_record() -> impl Strategy<Value = PublicRecord> {
    let month = || prop::option::of(select(vec!["2024-01", "2025-06", "2026-05"]));
    let outcome = prop::option::of(select(EnforcementOutcome::ALL.to_vec()));
    prop_oneof![
        (select(vec![LISTED, "已结案"]), outcome).prop_map(|(state, outcome)| case(
            state,
            Some("2025-01-01"),
            outcome,
            None
        )),
        (month(), month()).prop_map(|(from, to)| penalty(from, to, None)),
        month().prop_map(|month| {
            let mut award = Award::default();
            award.from = month.and_then(|month| month.parse().ok());
            PublicRecord::Award(award)
        }),
        month().prop_map(|month| {
            let mut licence = Qualification::default();
            licence.revoked = month.and_then(|month| month.parse().ok());
            PublicRecord::Qualification(licence)
        }),
    ]
}

proptest! {
    #[test]
    fn a_listing_restricts_in_its_own_domain_and_elsewhere_by_a_named_law_only(
        all in vec(any_record(), 0..6),
        after in 0u64..2_000,
        domain in select(Domain::ALL.to_vec()),
        list in select(List::ALL.to_vec()),
    ) {
        let mut evidence = records(all, "2024-01-01");
        let on = day("2024-01-01") + Days::new(after);
        evidence = records(evidence.records().to_vec(), &on.to_string());
        let listed = Listing::new().evaluate(&evidence);
        prop_assert_eq!(listed.number(), None);
        let applies: Vec<_> = listed.entries().iter().filter(|entry| entry.state == ListState::Current).collect();
        for entry in &applies {
            prop_assert!(entry.begins.is_none_or(|begins| begins <= on) && entry.ends.is_none_or(|ends| on < ends));
        }
        let punishing = || applies.iter().filter(|entry| !entry.list.is_honour());
        let own = punishing().any(|entry| entry.domain == domain);
        prop_assert_eq!(listed.restricts(domain, &[]).is_restricted(), own);
        let law = [LegalBasis::new("a law", list, domain).unwrap()];
        let carried = punishing().any(|entry| entry.list == list);
        prop_assert_eq!(listed.restricts(domain, &law).is_restricted(), own || carried);
        prop_assert_eq!(listed.honours().count(), applies.len() - punishing().count());
        let refuses = matches!(listed.restricts(domain, &[]), credit_bureau::scoring::Answer::NotGeneralised { .. });
        prop_assert_eq!(refuses, !own && punishing().count() > 0);
    }
}

// Models of others.

fn inputs() -> Plan {
    let names = ["accounts", "late_months_1_24", "card_utilisation"];
    Plan::new(names.map(|name| Catalogue::standard().get(name).unwrap().clone())).unwrap()
}

fn external<F: Fn(&[Reading]) -> Said + Send + Sync>(model: F) -> External<F> {
    External::new(StrategyId::new("foreign", "1"), ScoreRange::new(300, 850).unwrap(), inputs(), model).unwrap()
}

proptest! {
    #[test]
    fn a_foreign_model_is_scored_within_its_range_and_never_else(
        value in prop_oneof![any::<f64>(), 299.0f64..851.0, select(vec![300.0, 850.0, 849.9999999, f64::NAN])],
        (points, best) in (prop_oneof![-100.0f64..100.0, any::<f64>()], -100.0f64..100.0),
        input in 0usize..4,
    ) {
        let attributes = borrower("N1").under(&Regime::holistic()).attributes();
        let plain = external(|_: &[Reading]| Said::new(value)).evaluate(&attributes);
        prop_assert_eq!(plain.score().is_some(), (300.0..=850.0).contains(&value));
        if let Some(score) = plain.score() {
            prop_assert!((score.exact().as_f64() - value).abs() < 1e-5 && score.basis().is_some());
        }
        let reasoned = external(|_: &[Reading]| Said::new(value).because(input, points, best, no_text()));
        if let Some(score) = reasoned.evaluate(&attributes).score() {
            prop_assert_eq!(score.value(), plain.value().unwrap());
            prop_assert!(input < 3 && score.contributions()[0].reading() == attributes.get(score.contributions()[0].attribute()).unwrap());
        } else {
            prop_assert!(plain.score().is_none() || input == 3 || !points.is_finite() || points.abs() > 9e8);
        }
    }
}

proptest! {
    #[test]
    fn a_foreign_model_is_held_to_the_laws_of_any_strategy(
        report in testkit::reports(),
        regime in testkit::built_regimes(),
    ) {
        let model = external(|inputs: &[Reading]| {
            let late = inputs[1].known().unwrap_or(0).min(20) as f64;
            Said::new(800.0 - 20.25 * late).because(1, -20.25 * late, 0.0, no_text())
        });
        laws::deterministic(&model, &report, &regime)?;
        laws::within(&model, ScoreRange::new(300, 850).unwrap(), &report, &regime)?;
        laws::independent_of_order(&model, &report, &regime)?;
        laws::hidden_is_unreported(&model, &report, &regime)?;
        laws::explained(&model, &report, &regime)?;
        laws::worse_never_helps(&model, &report, &Regime::holistic())?;
    }
}

#[test]
fn a_foreign_model_must_not_take_what_must_not_count() {
    let row = Catalogue::standard().get("accounts").unwrap().clone();
    let named = |name: &str| Attribute { name: name.into(), ..row.clone() };
    let plan = Plan::new([row.clone(), named("applicant_age"), named("my_own"), named("religion")]).unwrap();
    let model = |_: &[Reading]| Said::new(500.0);
    let id = StrategyId::new("foreign", "1");
    let error = External::new(id.clone(), ScoreRange::new(300, 850).unwrap(), plan, model).unwrap_err();
    let problems: Vec<_> = error.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "attributes[1].name: `applicant_age` is about age (`age`): expected another name, or no such attribute",
            "attributes[3].name: `religion` is about religion (`religion`): expected another name, or no such attribute"
        ]
    );
    // What the catalogue's own names measure is known, whatever words are in them.
    let plan = Plan::new(Catalogue::standard().iter().cloned()).unwrap();
    assert!(External::new(id, ScoreRange::new(300, 850).unwrap(), plan, model).is_ok());
}

#[test]
fn reasons_of_a_foreign_model_go_by_which_numbers_are_better() {
    let attributes = borrower("N1").under(&Regime::holistic()).attributes();
    let model = || {
        external(|_: &[Reading]| Said::new(500.0).because(0, 10.0, 40.0, no_text()).because(1, 25.5, 5.0, no_text()))
    };
    let lost = |outcome: credit_bureau::Outcome| {
        let reasons = outcome.reasons();
        reasons.iter().map(|one| (one.attribute().to_owned(), one.points_lost().as_f64())).collect::<Vec<_>>()
    };
    assert_eq!(lost(model().evaluate(&attributes)), [("accounts".to_owned(), 30.0)]);
    let lower = model().where_lower_is_better().evaluate(&attributes);
    assert_eq!(lower.value(), Some(500));
    assert_eq!(lost(lower), [("late_months_1_24".to_owned(), 20.5)]);
}

#[test]
fn a_foreign_model_sees_its_inputs_in_order_and_what_is_absent() {
    let attributes = borrower("N1N").under(&Regime::holistic()).attributes();
    let model = external(|inputs: &[Reading]| {
        assert_eq!(inputs, [Reading::Known(1), Reading::Known(1), Reading::Absent(Cause::NoSuchAccount)]);
        500.4.into()
    });
    assert_eq!(model.evaluate(&attributes).to_string(), "500");
    let few = Plan::new([Catalogue::standard().get("accounts").unwrap().clone()]).unwrap();
    let outcome = model.evaluate(&borrower("N").under(&Regime::holistic()).attributes_of(&few));
    assert_eq!(
        format!("{outcome:#}"),
        "unscorable: `late_months_1_24` was not computed; `card_utilisation` was not computed"
    );
    let outcome = external(|_: &[Reading]| f64::NAN.into()).evaluate(&attributes);
    assert_eq!(format!("{outcome:#}"), "unscorable: the model gave NaN, expected a number from 300 to 850");
    assert!(matches!(outcome.causes(), [Unscorable::Model { .. }]));
}

// Conflict of interest.

fn shoppers(spendings: &[u64]) -> Vec<Profile<Shop>> {
    spendings.iter().map(|&spending| profile(&[(ProfileMeasure::SpendingYear, spending)])).collect()
}

fn spending(profile: &Profile<Shop>) -> f64 {
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
    let number = |profile: &Profile<Lender>| {
        let record = pool().record(&borrower("NN"), strategy.plan());
        strategy.evaluate(&Joined::new(record, profile.clone(), permit("Lender")).unwrap()).number()
    };
    let customers = [0, 1_000, 2_000].map(|spending| profile(&[(ProfileMeasure::SpendingYear, spending)]));
    let interest = ConflictOfInterest::by(&customers, 1_000, number);
    assert_eq!((interest.customers(), interest.points_per_unit()), (3, Some(20.0 / 3.0)));
    assert!((interest.explained().unwrap() - 1.0).abs() < 1e-12);
}
