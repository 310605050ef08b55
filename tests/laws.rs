//! Our strategies keep the laws that apply to them; a broken one fails each, with a message that teaches.
#![cfg(feature = "json")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "a test may panic: that is how it fails"
)]

#[path = "strategies/people.rs"]
mod people;

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::NaiveDate;
use credit_bureau::attributes::{Attribute, AttributeChunk, Attributes, Catalogue, Plan, Reading};
use credit_bureau::policy::{Consent, Disclosure, Purpose, Silo};
use credit_bureau::scoring::{
    Company, Contribution, CreditStrategy, DigitalReading, Evidence, External, FiveFactor, Joined, KnownTo, Ladder,
    List, ListState, Listed, Listing, Loyalty, Outcome, Points, Pool, PoolRecord, Pooled, PooledTerms, Profile,
    ProfileMeasure, PublicRecords, ReasonText, Reference, Rules, Said, Score, ScoreRange, Scorecard, Strategy,
    StrategyId, Unscorable, Verdict, Weight,
};
use credit_bureau::testkit::laws::{self, Kept};
use credit_bureau::testkit::{
    built_regimes, looks_at, portfolios, profiles, regimes, reports, reports_with_public_records,
};
use credit_bureau::{AccountKind, Currency, KindSet, Month, Portfolio, Regime, Report};
use people::{Lender, Shop, external, no_text, pool, sauce};
use proptest::prelude::*;
use proptest::strategy::Strategy as _;

static TEACHING: LazyLock<Scorecard> =
    LazyLock::new(|| Scorecard::from_json(include_str!("../examples/data/teaching_scorecard.json")).unwrap());
static FIVE: LazyLock<FiveFactor> = LazyLock::new(|| FiveFactor::new().unwrap());
static DIGITAL: LazyLock<DigitalReading> = LazyLock::new(|| {
    let others = Reference::new(&TEACHING, (300..=850).map(Some)).unwrap();
    DigitalReading::new(TEACHING.clone(), others).unwrap()
});
static RULES: LazyLock<Rules> = LazyLock::new(|| {
    Rules::from_json(
        r#"{"name": "r", "version": "1", "origin": "a test", "otherwise": "refer", "rules": [
            {"name": "late", "when": {"attribute": "accounts_now_late", "at_least": 1}, "then": "decline",
             "reason": {"english": "late", "chinese": "逾期"}}]}"#,
    )
    .unwrap()
});
static LENDERS: LazyLock<Pooled<Lender>> = LazyLock::new(|| Pooled::new(&pool(), sauce()).unwrap());
static SHOPS: LazyLock<Pooled<Shop>> = LazyLock::new(|| {
    let mut terms = PooledTerms::new("pay later", "1", range(0, 200), 50);
    terms.known_to = KnownTo::Pool;
    let rent = Ladder::new([(6, 10), (24, 60)]);
    terms.pool = vec![Weight::new("rent_on_time_months_60".into(), rent, no_text())];
    terms.own = vec![Weight::new(ProfileMeasure::SpendingYear, Ladder::new([(1_000, 5), (90_000, 40)]), no_text())];
    Pooled::new(&pool(), terms).unwrap()
});

/// A model that tells all that it does.
fn model() -> External<impl Fn(&[Reading]) -> Said + Send + Sync> {
    external(|inputs: &[Reading]| {
        let late = inputs[1].known().unwrap_or(0).min(20) as f64;
        Said::new(800.0 - 20.25 * late).because(1, -20.25 * late, 0.0, no_text())
    })
}

fn range(lowest: i32, highest: i32) -> ScoreRange {
    ScoreRange::new(lowest, highest).unwrap()
}

fn seen(plan: &Plan, report: &Report) -> Attributes {
    report.under(&Regime::holistic()).attributes_of(plan)
}

/// What a pool under a regime has of somebody, joined with a member's own data.
fn joined<M: Company>(
    strategy: &Pooled<M>,
    (report, own): (&Report, &Profile<M>),
    regime: &Regime,
) -> Joined<PoolRecord, Profile<M>> {
    let pool = Pool::new("the pool", ["Shop", "Lender"], regime.clone()).unwrap();
    let (subject, day, purpose) = (report.subject_name(), report.date(), Purpose::CreditApplication);
    let mut consent = Consent::new(subject.into(), M::NAME.into(), day, day);
    (consent.purposes, consent.silos) = (vec![purpose], vec![Silo::SharedPool, Silo::Commercial]);
    let permit = consent.permit(subject, M::NAME, purpose, &consent.silos, day).unwrap();
    Joined::new(pool.record(report, strategy.plan()), own.clone(), permit).unwrap()
}

/// Customers of a company, as of before any generated report.
fn customers<C: Company>() -> impl proptest::strategy::Strategy<Value = Profile<C>> {
    profiles("generated", "2018-12".parse::<Month>().unwrap())
}

/// What public records say of somebody, but for the place of each in the report.
#[derive(PartialEq)]
struct Stands(Vec<(List, ListState, Option<NaiveDate>, Option<NaiveDate>)>);

impl Verdict for Stands {
    fn number(&self) -> Option<f64> {
        None
    }
}

impl From<Listed> for Stands {
    fn from(listed: Listed) -> Stands {
        let mut all: Vec<_> =
            listed.entries().iter().map(|entry| (entry.list, entry.state, entry.begins, entry.ends)).collect();
        all.sort_by_key(|entry| format!("{entry:?}"));
        Stands(all)
    }
}

/// What holds of every strategy over the credit file.
fn always<S>(strategy: &S, report: &Report, regime: &Regime) -> Result<(), TestCaseError>
where
    S: CreditStrategy + ?Sized,
    S::Verdict: PartialEq,
{
    let asked = laws::of(strategy);
    laws::nothing_prohibited(strategy.plan().names())?;
    laws::deterministic(strategy, &report.under(regime).attributes_of(strategy.plan()))?;
    laws::independent_of_order(&asked, report, regime)?;
    Ok(laws::hidden_is_unreported(&asked, report, regime)?)
}

/// What holds besides of those that give a score and all of its reasons.
fn explained<S>(strategy: &S, range: ScoreRange, one: &S::Evidence, other: &S::Evidence) -> Kept
where
    S: Strategy<Verdict = Outcome> + ?Sized,
{
    laws::within(strategy, range, one)?;
    laws::explained(strategy, one)?;
    laws::nothing_unexplained(strategy, one, other)
}

proptest! {
    #[test]
    fn our_strategies_keep_the_laws(report in reports(), other in reports(), regime in regimes()) {
        always(&*TEACHING, &report, &regime)?;
        always(&*FIVE, &report, &regime)?;
        always(&*DIGITAL, &report, &regime)?;
        always(&*RULES, &report, &regime)?;
        always(&model(), &report, &regime)?;
        let evidence = |plan| (report.under(&regime).attributes_of(plan), seen(plan, &other));
        let (one, other) = evidence(TEACHING.plan());
        explained(&*TEACHING, range(300, 850), &one, &other)?;
        let (one, other) = evidence(FIVE.plan());
        explained(&*FIVE, range(300, 850), &one, &other)?;
        let model = model();
        let (one, other) = evidence(model.plan());
        explained(&model, range(300, 850), &one, &other)?;
        laws::within(&*DIGITAL, range(0, 1_000), &evidence(DIGITAL.plan()).0)?;
    }

    #[test]
    fn a_worse_month_never_helps_and_a_good_source_never_hurts(report in reports(), regime in built_regimes()) {
        let whole = Regime::holistic();
        laws::worse_never_helps(&laws::of(&*TEACHING), &report, &whole)?;
        laws::worse_never_helps(&laws::of(&*FIVE), &report, &whole)?;
        laws::worse_never_helps(&laws::of(&*DIGITAL), &report, &whole)?;
        laws::worse_never_helps(&laws::of(&model()), &report, &whole)?;
        laws::positive_only_never_hurts(&laws::of(&*TEACHING), &report, &regime)?;
        laws::positive_only_never_hurts(&laws::of(&*FIVE), &report, &regime)?;
        laws::positive_only_never_hurts(&laws::of(&*DIGITAL), &report, &regime)?;
        laws::positive_only_never_hurts(&laws::of(&model()), &report, &regime)?;
    }

    #[test]
    fn a_portfolio_gives_what_each_has_alone((portfolio, reports) in portfolios(), regime in regimes()) {
        laws::same_in_a_portfolio(&*TEACHING, &reports, &portfolio, &regime)?;
        laws::same_in_a_portfolio(&*FIVE, &reports, &portfolio, &regime)?;
        laws::same_in_a_portfolio(&*DIGITAL, &reports, &portfolio, &regime)?;
        laws::same_in_a_portfolio(&model(), &reports, &portfolio, &regime)?;
    }

    #[test]
    fn the_members_of_a_pool_keep_the_laws(
        (one, other) in (reports(), reports()),
        (lenders, shops) in (customers::<Lender>(), customers::<Shop>()),
        regime in regimes(),
    ) {
        member(&*LENDERS, range(0, 1_000), (&one, &other), &lenders, &regime)?;
        member(&*SHOPS, range(0, 200), (&one, &other), &shops, &regime)?;
    }

    #[test]
    fn a_loyalty_score_keeps_the_laws(profile in customers::<Shop>()) {
        let loyalty = Loyalty::<Shop>::sample();
        laws::nothing_prohibited(ProfileMeasure::ALL.iter().map(|measure| measure.name()))?;
        laws::deterministic(&loyalty, &profile)?;
        laws::within(&loyalty, range(350, 950), &profile)?;
        laws::more_never_lowers(&loyalty, &profile)?;
    }

    #[test]
    fn a_listing_keeps_the_laws(
        (report, look) in reports_with_public_records().prop_flat_map(|report| { let look = looks_at(&report); (Just(report), look) }),
    ) {
        laws::deterministic(&Listing::new(), &look)?;
        let listed = |report: &Report| Listing::new().evaluate(&PublicRecords::of(report, look.day()));
        let stands = laws::asked(|report: &Report, _: &Regime| Stands::from(listed(report)));
        laws::independent_of_order(&stands, &report, &Regime::holistic())?;
    }
}

/// What holds of a member of a pool.
fn member<M: Company>(
    strategy: &Pooled<M>,
    range: ScoreRange,
    (one, other): (&Report, &Report),
    own: &Profile<M>,
    regime: &Regime,
) -> Kept {
    let evidence = |report: &Report, regime: &Regime| joined(strategy, (report, own), regime);
    let asked = laws::asked(|report: &Report, regime: &Regime| strategy.evaluate(&evidence(report, regime)));
    laws::nothing_prohibited(strategy.plan().names())?;
    laws::deterministic(strategy, &evidence(one, regime))?;
    explained(strategy, range, &evidence(one, regime), &evidence(other, &Regime::holistic()))?;
    laws::independent_of_order(&asked, one, regime)?;
    laws::hidden_is_unreported(&asked, one, regime)?;
    laws::worse_never_helps(&asked, one, &Regime::holistic())?;
    laws::positive_only_never_hurts(&asked, one, regime)
}

/// A strategy over the credit file with one thing wrong.
struct Wrong(Fault, AtomicI64);

#[derive(Clone, Copy, PartialEq)]
enum Fault {
    Moody,
    Boundless,
    KeepsReasonsBack,
    HidesPointsInTheBase,
    LikesOldLateness,
    PunishesRent,
    OtherInPortfolio,
}

impl Strategy for Wrong {
    type Evidence = Attributes;
    type Verdict = Outcome;

    fn id(&self) -> StrategyId {
        StrategyId::new("wrong", "1")
    }

    fn evaluate(&self, evidence: &Attributes) -> Outcome {
        let number = |name: &str| evidence.get(name).unwrap().known().unwrap_or(0);
        let points = |number: i64| Points::from_millionths(number * 1_000_000).unwrap();
        let lost = |name: &str, lost| Contribution::new(name, Reading::Known(1), 0, lost, ReasonText::new("a", "甲"));
        let score = |base, contributions| Score::new(self.id(), range(-1_000, 1_000), base, contributions).unwrap();
        let unexplained = |value| Score::unexplained(self.id(), range(-1_000, 1_000), value).into();
        match self.0 {
            Fault::Moody => unexplained(self.1.fetch_add(1, Ordering::Relaxed)),
            Fault::Boundless => unexplained(900 + number("accounts")),
            Fault::LikesOldLateness => unexplained(number("late_months_1_60") - number("late_months_1_6")),
            Fault::PunishesRent => unexplained(-number("rent_on_time_months_60")),
            Fault::KeepsReasonsBack => {
                let all = ["a", "b", "c", "d", "e", "f"].map(|name| lost(name, 10));
                score(points(0), all.to_vec()).with_reasons_max(3).into()
            }
            Fault::HidesPointsInTheBase => score(points(number("accounts")), vec![lost("a", 10)]).into(),
            Fault::OtherInPortfolio => unexplained(5),
        }
    }
}

impl CreditStrategy for Wrong {
    fn plan(&self) -> &Plan {
        Plan::standard()
    }

    fn numbers(&self, chunk: &AttributeChunk<'_>, numbers: &mut Vec<Option<f64>>) -> Result<(), Unscorable> {
        let more = if self.0 == Fault::OtherInPortfolio { 1.0 } else { 0.0 };
        let each = (0..chunk.len()).map(|subject| self.evaluate(&chunk.attributes(subject).unwrap()));
        numbers.extend(each.map(|outcome| outcome.number().map(|number| number + more)));
        Ok(())
    }
}

/// Evidence of one's own: whatever was counted of a report.
struct Counted(usize);

impl Evidence for Counted {}

/// As many points as were counted.
struct AsCounted;

impl Strategy for AsCounted {
    type Evidence = Counted;
    type Verdict = Outcome;

    fn id(&self) -> StrategyId {
        StrategyId::new("counted", "1")
    }

    fn evaluate(&self, evidence: &Counted) -> Outcome {
        Score::unexplained(self.id(), range(0, 1_000), evidence.0 as i64).into()
    }
}

/// What calls itself loyalty and fines.
struct Fines;

impl Strategy for Fines {
    type Evidence = Profile<Shop>;
    type Verdict = Outcome;

    fn id(&self) -> StrategyId {
        StrategyId::new("fines", "1")
    }

    fn evaluate(&self, evidence: &Profile<Shop>) -> Outcome {
        let late = evidence.get(ProfileMeasure::PaidLateYear).known().unwrap_or(0);
        Score::unexplained(self.id(), range(0, 1_000), 500_i64.saturating_sub(late)).into()
    }
}

fn person() -> Report {
    Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "a", |card| card.limit(100).balance(5).paid("NNNNNNNNNNNN"))
        .account(AccountKind::Rent, "b", |rent| rent.opened("2023-01-01").paid("NNNNNN"))
        .build()
        .unwrap()
}

#[test]
fn a_broken_strategy_fails_with_a_message_that_teaches() {
    let (person, whole) = (person(), Regime::holistic());
    let stranger = Report::builder("2024-06-30").build().unwrap();
    let wrong = |fault| Wrong(fault, AtomicI64::new(0));
    let [known, unknown] = [&person, &stranger].map(|report| seen(Plan::standard(), report));
    // It takes the first account, by the regime.
    let first = laws::asked(|report: &Report, regime: &Regime| {
        let first = report.under(regime).accounts().next();
        AsCounted.evaluate(&Counted(first.map_or(0, |account| account.kind() as usize)))
    });
    // It counts accounts, whatever the regime hides.
    let all = laws::asked(|report: &Report, _: &Regime| AsCounted.evaluate(&Counted(report.accounts.len())));
    let no_rent = Regime::builder("no rent")
        .show(KindSet::ALL, Disclosure::Full)
        .show(AccountKind::Rent, Disclosure::Hidden)
        .build()
        .unwrap();
    // A verdict without a number is compared too.
    let places =
        laws::asked(|report: &Report, _: &Regime| Listing::new().evaluate(&PublicRecords::of(report, report.date())));
    let mut penalised = person.clone().into_data();
    penalised.public_records =
        vec![people::penalty(Some("2024-01"), None, None), people::penalty(Some("2023-01"), None, None)];
    let penalised = Report::new(penalised).unwrap();
    let measure = Catalogue::standard().get("accounts").unwrap().clone();
    let religious = Plan::new([Attribute { name: "years_in_religion".into(), ..measure }]).unwrap();
    let portfolio = Portfolio::from_reports("2024-06".parse().unwrap(), Currency::CNY, [&person]).unwrap();
    let people = [person.clone()];
    let kept = [
        laws::deterministic(&wrong(Fault::Moody), &known),
        laws::within(&wrong(Fault::Boundless), range(300, 850), &known),
        laws::explained(&wrong(Fault::KeepsReasonsBack), &known),
        laws::nothing_unexplained(&wrong(Fault::HidesPointsInTheBase), &known, &unknown),
        laws::independent_of_order(&first, &person, &whole),
        laws::independent_of_order(&places, &penalised, &whole),
        laws::hidden_is_unreported(&all, &person, &no_rent),
        laws::worse_never_helps(&laws::of(&wrong(Fault::LikesOldLateness)), &person, &whole),
        laws::positive_only_never_hurts(&laws::of(&wrong(Fault::PunishesRent)), &person, &whole),
        laws::more_never_lowers(&Fines, &people::profile(&[])),
        laws::nothing_prohibited(religious.names()),
        laws::same_in_a_portfolio(&wrong(Fault::OtherInPortfolio), &people, &portfolio, &whole),
    ];
    let messages = kept.map(|kept| kept.unwrap_err().to_string());
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn a_law_goes_by_which_numbers_are_better() {
    let late = |inputs: &[Reading]| 300.0 + inputs[1].known().unwrap_or(0) as f64;
    let model = |sign: f64| external(move |inputs: &[Reading]| Said::new(575.0 + sign * (late(inputs) - 300.0)));
    let kept = |law: Kept| law.is_ok();
    let (person, whole) = (person(), Regime::holistic());
    let worse = |sign, lower| {
        let model = if lower { model(sign).where_lower_is_better() } else { model(sign) };
        let asked = laws::asked(|report: &Report, _: &Regime| model.evaluate(&seen(model.plan(), report)));
        let asked = if lower { asked.where_lower_is_better() } else { asked };
        let told = kept(laws::worse_never_helps(&laws::of(&model), &person, &whole));
        assert_eq!(told, kept(laws::worse_never_helps(&asked, &person, &whole)));
        told
    };
    assert_eq!([worse(-1.0, false), worse(1.0, false)], [true, false]);
    assert_eq!([worse(-1.0, true), worse(1.0, true)], [false, true]);
}
