//! Our strategies keep the laws that apply to them; a broken one fails each, with a message that teaches.
#![cfg(feature = "json")]

use crate::common::teaching;
use crate::people;

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use credit_bureau::attributes::{Attribute, Attributes, Catalogue, Plan, Reading};
use credit_bureau::history::Severity;
use credit_bureau::policy::{Consent, Disclosure, Purpose, Silo};
use credit_bureau::portfolio::AttributeChunk;
use credit_bureau::report::KindSet;
use credit_bureau::scoring::evidence::{
    Company, CustomerProfile, Joined, KnownTo, Pool, PoolRecord, ProfileMeasure, PublicRecords, Published,
};
use credit_bureau::scoring::outcome::ReasonText;
use credit_bureau::scoring::points::Ladder;
use credit_bureau::scoring::strategies::digital_reading::ReferencePopulation;
use credit_bureau::scoring::strategies::external::ModelOutput;
use credit_bureau::scoring::strategies::listing::{ListEntry, ListingOutcome};
use credit_bureau::scoring::strategies::loyalty::{Benefit, RewardOutcome};
use credit_bureau::scoring::strategies::pooled::{PooledTerms, Weight};
use credit_bureau::scoring::strategies::rules::Decision;
use credit_bureau::scoring::strategies::{DigitalReadingModel, External, FiveFactor, Listing, Loyalty, Pooled, Rules};
use credit_bureau::scoring::{
    Contribution, CreditStrategy, Evidence, Outcome, Points, Score, ScoreRange, Scorecard, Strategy, StrategyId,
    StrategyOutcome, Unscorable,
};
use credit_bureau::testkit::laws::{self, LawResult, StrategyUnderTest};
use credit_bureau::testkit::{built_regimes, looks_at, portfolios, profiles, reports, reports_with_public_records};
use credit_bureau::{AccountKind, Currency, Month, Portfolio, Regime, Report};
use people::{Lender, Shop, external, no_text, pool, sauce};
use proptest::prelude::*;
use proptest::strategy::Strategy as _;

static TEACHING: LazyLock<Scorecard> = LazyLock::new(teaching);
static FIVE: LazyLock<FiveFactor> = LazyLock::new(|| FiveFactor::new().unwrap());
static DIGITAL: LazyLock<DigitalReadingModel> = LazyLock::new(|| {
    let others = ReferencePopulation::new(&TEACHING, (300..=850).map(Some)).unwrap();
    DigitalReadingModel::new(TEACHING.clone(), others).unwrap()
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
fn model() -> External<impl Fn(&[Reading]) -> ModelOutput + Send + Sync> {
    external(|inputs: &[Reading]| {
        let late = inputs[1].known().unwrap_or(0).min(20) as f64;
        ModelOutput::new(800.0 - 20.25 * late).because(1, -20.25 * late, 0.0, no_text())
    })
}

fn range(lowest: i32, highest: i32) -> ScoreRange {
    ScoreRange::new(lowest, highest).unwrap()
}

fn seen(plan: &Plan, report: &Report) -> Attributes {
    report.under(Regime::holistic()).attributes_of(plan)
}

/// What a pool under a regime has of somebody, joined with a member's own data.
fn joined<M: Company>(
    strategy: &Pooled<M>,
    (report, own): (&Report, &CustomerProfile<M>),
    regime: &Regime,
) -> Joined<PoolRecord, CustomerProfile<M>> {
    let pool = Pool::new("the pool", ["Shop", "Lender"], regime).unwrap();
    let (subject, day, purpose) = (report.subject_name(), report.date(), Purpose::CreditApplication);
    let mut consent = Consent::new(subject.into(), M::NAME.into(), day, day);
    (consent.purposes, consent.silos) = (vec![purpose], vec![Silo::SharedPool, Silo::Commercial]);
    let permit = consent.permit(subject, M::NAME, purpose, &consent.silos, day).unwrap();
    Joined::new(pool.record(report, strategy.plan()), own.clone(), permit).unwrap()
}

/// Customers of a company, as of before any generated report.
fn customers<C: Company>() -> impl proptest::strategy::Strategy<Value = CustomerProfile<C>> {
    profiles("generated", "2018-12".parse::<Month>().unwrap())
}

/// What public records say of somebody, but for the place of each in the report.
#[derive(PartialEq)]
struct Stands(Vec<ListEntry>);

impl StrategyOutcome for Stands {
    fn number(&self) -> Option<f64> {
        None
    }
}

impl From<ListingOutcome> for Stands {
    fn from(listed: ListingOutcome) -> Stands {
        let mut all = listed.entries().to_vec();
        all.iter_mut().for_each(|entry| entry.record = 0);
        all.sort_by_key(|entry| (entry.list, entry.state, entry.begins, entry.ends));
        Stands(all)
    }
}

/// The records of a report, that holds those of a look in any order, with what their publisher said of each in the look.
fn looked_at(report: &Report, look: &PublicRecords) -> PublicRecords {
    let records = look.records();
    look.published().iter().fold(PublicRecords::of(report, look.day()), |all, &(place, says)| {
        // Of records that are alike the first stays the first.
        let before = records[..place].iter().filter(|&one| *one == records[place]).count();
        let alike = report.public_records.iter().enumerate().filter(|(_, one)| **one == records[place]);
        all.with(alike.map(|(place, _)| place).nth(before).unwrap(), says).unwrap()
    })
}

/// The highest deposit that is waived, and the highest discount.
fn gifts(standing: &RewardOutcome) -> Vec<i64> {
    let gifts = || standing.rewards().iter().map(|reward| reward.benefit);
    let waived =
        gifts().filter_map(|gift| if let Benefit::DepositWaived(most) = gift { Some(most.minor()) } else { None });
    let discounts =
        gifts().filter_map(|gift| if let Benefit::FeeDiscount(part) = gift { Some(part.into()) } else { None });
    vec![waived.max().unwrap_or(0), discounts.max().unwrap_or(0)]
}

/// What holds of every strategy over the credit file.
fn always<S>(strategy: &S, report: &Report, regime: &Regime) -> Result<(), TestCaseError>
where
    S: CreditStrategy + ?Sized,
    S::Outcome: PartialEq,
{
    let asked = laws::of(strategy);
    laws::nothing_prohibited(strategy.plan().names())?;
    laws::deterministic(strategy, &report.under(regime).attributes_of(strategy.plan()))?;
    laws::independent_of_order(&asked, report, regime)?;
    Ok(laws::hidden_is_unreported(&asked, report, regime)?)
}

/// What holds besides of those that give a score and all of its reasons.
fn explained<S>(strategy: &S, range: ScoreRange, one: &S::Evidence, other: &S::Evidence) -> LawResult
where
    S: Strategy<Outcome = Outcome> + ?Sized,
{
    laws::within(strategy, range, one)?;
    laws::explained(strategy, one)?;
    laws::nothing_unexplained(strategy, one, other)
}

/// What holds under every regime of the strategies over the credit file.
fn keep_the_laws(report: &Report, other: &Report, regime: &Regime) -> Result<(), TestCaseError> {
    always(&*TEACHING, report, regime)?;
    always(&*FIVE, report, regime)?;
    always(&*DIGITAL, report, regime)?;
    always(&*RULES, report, regime)?;
    always(&model(), report, regime)?;
    let evidence = |plan| (report.under(regime).attributes_of(plan), seen(plan, other));
    let (one, other) = evidence(TEACHING.plan());
    explained(&*TEACHING, range(300, 850), &one, &other)?;
    let (one, other) = evidence(FIVE.plan());
    explained(&*FIVE, range(300, 850), &one, &other)?;
    let model = model();
    let (one, other) = evidence(model.plan());
    explained(&model, range(300, 850), &one, &other)?;
    laws::within(&*DIGITAL, range(0, 1_000), &evidence(DIGITAL.plan()).0)?;
    Ok(())
}

fn presets() -> Vec<&'static Regime> {
    Regime::PRESET_NAMES.iter().map(|name| Regime::preset(name).unwrap()).collect()
}

proptest! {
    #[test]
    fn our_strategies_keep_the_laws(report in reports(), other in reports(), built in built_regimes()) {
        for regime in presets().into_iter().chain([&built]) {
            keep_the_laws(&report, &other, regime)?;
        }
    }

    #[test]
    fn a_portfolio_gives_what_each_has_alone((portfolio, reports) in portfolios(), built in built_regimes()) {
        for regime in presets().into_iter().chain([&built]) {
            laws::same_in_a_portfolio(&*TEACHING, &reports, &portfolio, regime)?;
            laws::same_in_a_portfolio(&*FIVE, &reports, &portfolio, regime)?;
            laws::same_in_a_portfolio(&*DIGITAL, &reports, &portfolio, regime)?;
            laws::same_in_a_portfolio(&model(), &reports, &portfolio, regime)?;
            let decided = |evidence: &Attributes| RULES.evaluate(evidence).decision();
            laws::decided_alike(RULES.plan(), decided, |chunk| RULES.decisions(chunk), &reports, &portfolio, regime)?;
        }
    }

    #[test]
    fn a_worse_month_never_helps(report in reports(), built in built_regimes()) {
        for regime in presets().into_iter().chain([&built]) {
            laws::worse_never_helps(&laws::of(&*TEACHING), &report, regime)?;
            laws::worse_never_helps(&laws::of(&*FIVE), &report, regime)?;
            laws::worse_never_helps(&laws::of(&*DIGITAL), &report, regime)?;
            laws::worse_never_helps(&laws::of(&model()), &report, regime)?;
        }
    }

    #[test]
    fn a_good_source_never_hurts(report in reports(), regime in built_regimes()) {
        laws::positive_only_never_hurts(&laws::of(&*TEACHING), &report, &regime)?;
        laws::positive_only_never_hurts(&laws::of(&*FIVE), &report, &regime)?;
        laws::positive_only_never_hurts(&laws::of(&*DIGITAL), &report, &regime)?;
        laws::positive_only_never_hurts(&laws::of(&model()), &report, &regime)?;
    }

    #[test]
    fn the_members_of_a_pool_keep_the_laws(
        (one, other) in (reports(), reports()),
        (lenders, shops) in (customers::<Lender>(), customers::<Shop>()),
        built in built_regimes(),
    ) {
        for regime in presets().into_iter().chain([&built]) {
            member(&*LENDERS, range(0, 1_000), (&one, &other), &lenders, regime)?;
            member(&*SHOPS, range(0, 200), (&one, &other), &shops, regime)?;
        }
    }

    #[test]
    fn a_loyalty_score_keeps_the_laws(profile in customers::<Shop>()) {
        let loyalty = Loyalty::<Shop>::sample();
        laws::nothing_prohibited(loyalty.terms().earn_rules.iter().map(|earns| earns.measure.name()))?;
        laws::deterministic(&loyalty, &profile)?;
        laws::within(&loyalty, range(350, 950), &profile)?;
        laws::more_never_lowers(&loyalty, gifts, &profile)?;
    }

    #[test]
    fn a_listing_keeps_the_laws(
        (report, look) in reports_with_public_records().prop_flat_map(|report| { let look = looks_at(&report); (Just(report), look) }),
    ) {
        laws::deterministic(&Listing::new(), &look)?;
        let listed = |report: &Report| Listing::new().evaluate(&looked_at(report, &look));
        let stands = laws::under_test(|report: &Report, _: &Regime| Stands::from(listed(report)));
        laws::independent_of_order(&stands, &report, Regime::holistic())?;
    }
}

/// What holds of a member of a pool.
fn member<M: Company>(
    strategy: &Pooled<M>,
    range: ScoreRange,
    (one, other): (&Report, &Report),
    own: &CustomerProfile<M>,
    regime: &Regime,
) -> LawResult {
    let evidence = |report: &Report, regime: &Regime| joined(strategy, (report, own), regime);
    let asked = laws::under_test(|report: &Report, regime: &Regime| strategy.evaluate(&evidence(report, regime)));
    let outcome = strategy.evaluate(&evidence(one, regime));
    let weighed = outcome.score().map(Score::contributions).unwrap_or_default();
    laws::nothing_prohibited(strategy.plan().names().chain(weighed.iter().map(Contribution::attribute)))?;
    laws::deterministic(strategy, &evidence(one, regime))?;
    explained(strategy, range, &evidence(one, regime), &evidence(other, Regime::holistic()))?;
    laws::independent_of_order(&asked, one, regime)?;
    laws::hidden_is_unreported(&asked, one, regime)?;
    laws::worse_never_helps(&asked, one, regime)?;
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
    type Outcome = Outcome;

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
    type Outcome = Outcome;

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
    type Evidence = CustomerProfile<Shop>;
    type Outcome = Outcome;

    fn id(&self) -> StrategyId {
        StrategyId::new("fines", "1")
    }

    fn evaluate(&self, evidence: &CustomerProfile<Shop>) -> Outcome {
        let late = evidence.get(ProfileMeasure::PaidLateYear).known().unwrap_or(0);
        Score::unexplained(self.id(), range(0, 1_000), 500_i64.saturating_sub(late)).into()
    }
}

/// What gives points for spending, and the less of a discount the more there are.
struct Cools;

/// Points, and a discount in percent.
struct Discount(f64, Option<i64>);

impl StrategyOutcome for Discount {
    fn number(&self) -> Option<f64> {
        Some(self.0)
    }
}

impl Strategy for Cools {
    type Evidence = CustomerProfile<Shop>;
    type Outcome = Discount;

    fn id(&self) -> StrategyId {
        StrategyId::new("cools", "1")
    }

    fn evaluate(&self, evidence: &CustomerProfile<Shop>) -> Discount {
        let spent = evidence.get(ProfileMeasure::SpendingYear).known().unwrap_or(0);
        Discount(spent as f64, (spent < 50).then(|| 20 - spent / 10))
    }
}

/// As many points as that counts of a report under a regime.
fn counting<F>(counts: F) -> StrategyUnderTest<impl Fn(&Report, &Regime) -> Outcome>
where
    F: Fn(&Report, &Regime) -> usize,
{
    laws::under_test(move |report: &Report, regime: &Regime| AsCounted.evaluate(&Counted(counts(report, regime))))
}

/// As many points as months are so bad, whoever may see them.
fn counting_months(bad: Severity) -> StrategyUnderTest<impl Fn(&Report, &Regime) -> Outcome> {
    counting(move |report, _| {
        let histories = report.accounts.iter().filter_map(|account| account.payments.as_ref());
        histories.flat_map(|paid| paid.history.iter()).filter(|(_, status)| status.severity() == bad).count()
    })
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
    let first = laws::under_test(|report: &Report, regime: &Regime| {
        let first = report.under(regime).accounts().next();
        AsCounted.evaluate(&Counted(first.map_or(0, |account| account.kind() as usize)))
    });
    // It counts accounts, whatever the regime hides.
    let all = laws::under_test(|report: &Report, _: &Regime| AsCounted.evaluate(&Counted(report.accounts.len())));
    let no_rent = Regime::builder("no rent")
        .show(KindSet::ALL, Disclosure::Full)
        .show(AccountKind::Rent, Disclosure::Hidden)
        .build()
        .unwrap();
    // A verdict without a number is compared too.
    let places = laws::under_test(|report: &Report, _: &Regime| {
        Listing::new().evaluate(&PublicRecords::of(report, report.date()))
    });
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
        laws::independent_of_order(&first, &person, whole),
        laws::independent_of_order(&places, &penalised, whole),
        laws::hidden_is_unreported(&all, &person, &no_rent),
        laws::worse_never_helps(&laws::of(&wrong(Fault::LikesOldLateness)), &person, whole),
        laws::positive_only_never_hurts(&laws::of(&wrong(Fault::PunishesRent)), &person, whole),
        laws::more_never_lowers(&Fines, |_| Vec::new(), &people::profile(&[])),
        laws::nothing_prohibited(religious.names()),
        laws::same_in_a_portfolio(&wrong(Fault::OtherInPortfolio), &people, &portfolio, whole),
    ];
    let messages = kept.map(|kept| kept.unwrap_err().to_string());
    insta::assert_snapshot!(messages.join("\n"));
}

/// What a law did not ask once, one strategy each.
#[test]
fn a_strategy_that_breaks_a_law_in_a_corner_fails_too() {
    let (person, whole) = (person(), Regime::holistic());
    let portfolio = Portfolio::from_reports("2024-06".parse().unwrap(), Currency::CNY, [&person]).unwrap();
    let two = [person.clone(), person.clone()];
    let numbers = |people: &[Report]| laws::same_in_a_portfolio(&*TEACHING, people, &portfolio, whole);
    let decided = |together: fn(&AttributeChunk<'_>) -> Vec<Decision>, people| {
        let alone = |evidence: &Attributes| RULES.evaluate(evidence).decision();
        laws::decided_alike(RULES.plan(), alone, |chunk| Ok(together(chunk)), people, &portfolio, whole)
    };
    // A bureau of what went wrong, and what is left of somebody there: a card with one late month, a summary beside it.
    let bad = Regime::negative_only();
    let late = Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "a", |card| card.limit(100).balance(5).paid("NNN2NN"))
        .with(|data| data.credit_summary.get_or_insert_default().accounts = Some(7))
        .build()
        .unwrap();
    let summary =
        counting(|report, _| report.credit_summary.as_ref().map_or(0, |all| all.accounts.unwrap_or(0) as usize));
    let limits = counting(|report, _| report.accounts.iter().filter(|account| account.limit.is_some()).count());
    // Rent takes 5 points and telecom gives 10; or each gives 10, and both together 5.
    let bills = Report::builder("2024-06-30")
        .account(AccountKind::Rent, "a", |rent| rent.paid("NN"))
        .account(AccountKind::Telecom, "b", |telecom| telecom.paid("NN"))
        .build()
        .unwrap();
    let shows = |report: &Report, regime: &Regime| {
        [AccountKind::Rent, AccountKind::Telecom]
            .map(|kind| report.under(regime).accounts().filter(|account| account.kind() == kind).count())
    };
    let offset = counting(move |report, regime| {
        let [rent, telecom] = shows(report, regime);
        100 - 5 * rent + 10 * telecom
    });
    let crowded = counting(move |report, regime| match shows(report, regime) {
        [0, 0] => 0,
        [1, 1] => 5,
        _ => 10,
    });
    // It takes what a publisher says to be of the first record, whichever that is.
    let first = laws::under_test(|report: &Report, _: &Regime| {
        let says = Published::Repaired("2024-06-01".parse().unwrap());
        Stands::from(Listing::new().evaluate(&PublicRecords::of(report, report.date()).with(0, says).unwrap()))
    });
    let mut penalised = person.clone().into_data();
    penalised.public_records =
        vec![people::penalty(Some("2024-01"), None, None), people::penalty(Some("2023-01"), None, None)];
    let discount = |given: &Discount| given.1.into_iter().collect();
    let kept = [
        numbers(&[]),
        numbers(&two),
        decided(|chunk| vec![Decision::Decline; chunk.len()], &two[..1]),
        decided(|_| Vec::new(), &two[..1]),
        laws::hidden_is_unreported(&summary, &late, bad),
        laws::hidden_is_unreported(&counting_months(Severity::PaidAsAgreed), &late, bad),
        laws::hidden_is_unreported(&limits, &late, bad),
        laws::worse_never_helps(&counting_months(Severity::Late61To90), &person, whole),
        laws::worse_never_helps(&counting_months(Severity::BadDebt), &person, whole),
        laws::positive_only_never_hurts(&offset, &bills, whole),
        laws::positive_only_never_hurts(&crowded, &bills, whole),
        laws::more_never_lowers(&Cools, discount, &people::profile(&[])),
        laws::more_never_lowers(&Cools, discount, &people::profile(&[(ProfileMeasure::SpendingYear, 49)])),
        laws::independent_of_order(&first, &Report::new(penalised).unwrap(), whole),
    ];
    let messages = kept.map(|kept| kept.unwrap_err().to_string());
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn a_law_goes_by_which_numbers_are_better() {
    let late = |inputs: &[Reading]| 300.0 + inputs[1].known().unwrap_or(0) as f64;
    let model = |sign: f64| external(move |inputs: &[Reading]| ModelOutput::new(575.0 + sign * (late(inputs) - 300.0)));
    let kept = |law: LawResult| law.is_ok();
    let (person, whole) = (person(), Regime::holistic());
    let worse = |sign, lower| {
        let model = if lower { model(sign).where_lower_is_better() } else { model(sign) };
        let asked = laws::under_test(|report: &Report, _: &Regime| model.evaluate(&seen(model.plan(), report)));
        let asked = if lower { asked.where_lower_is_better() } else { asked };
        let told = kept(laws::worse_never_helps(&laws::of(&model), &person, whole));
        assert_eq!(told, kept(laws::worse_never_helps(&asked, &person, whole)));
        told
    };
    assert_eq!([worse(-1.0, false), worse(1.0, false)], [true, false]);
    assert_eq!([worse(-1.0, true), worse(1.0, true)], [false, true]);
}
