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
    reason = "a test may panic: that is how it fails"
)]

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use credit_bureau::attributes::{Attribute, AttributeChunk, Attributes, Catalogue, Plan, Reading};
use credit_bureau::scoring::{
    Contribution, CreditStrategy, DigitalReading, FiveFactor, Outcome, ReasonText, Reference, Rules, Score, ScoreRange,
    Scorecard, Strategy, StrategyId, Unscorable, Verdict as _,
};
use credit_bureau::testkit::laws::{self, Kept};
use credit_bureau::testkit::{built_regimes, portfolios, regimes, reports};
use credit_bureau::{AccountKind, Currency, Portfolio, Regime, Report};
use proptest::prelude::*;

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

/// What holds of every strategy over the credit file.
fn always<S>(strategy: &S, report: &Report, regime: &Regime) -> Result<(), TestCaseError>
where
    S: CreditStrategy + ?Sized,
    S::Verdict: PartialEq,
{
    laws::deterministic(strategy, report, regime)?;
    laws::independent_of_order(strategy, report, regime)?;
    Ok(laws::hidden_is_unreported(strategy, report, regime)?)
}

proptest! {
    #[test]
    fn our_strategies_keep_the_laws(report in reports(), regime in regimes()) {
        always(&*TEACHING, &report, &regime)?;
        always(&*FIVE, &report, &regime)?;
        always(&*DIGITAL, &report, &regime)?;
        always(&*RULES, &report, &regime)?;
        laws::within(&*TEACHING, ScoreRange::new(300, 850).unwrap(), &report, &regime)?;
        laws::within(&*FIVE, ScoreRange::new(300, 850).unwrap(), &report, &regime)?;
        laws::within(&*DIGITAL, ScoreRange::new(0, 1_000).unwrap(), &report, &regime)?;
        laws::explained(&*TEACHING, &report, &regime)?;
        laws::explained(&*FIVE, &report, &regime)?;
    }

    #[test]
    fn a_worse_month_never_helps_and_a_good_source_never_hurts(report in reports(), regime in built_regimes()) {
        laws::worse_never_helps(&*TEACHING, &report, &Regime::holistic())?;
        laws::worse_never_helps(&*FIVE, &report, &Regime::holistic())?;
        laws::worse_never_helps(&*DIGITAL, &report, &Regime::holistic())?;
        laws::positive_only_never_hurts(&*TEACHING, &report, &regime)?;
        laws::positive_only_never_hurts(&*FIVE, &report, &regime)?;
        laws::positive_only_never_hurts(&*DIGITAL, &report, &regime)?;
        laws::nothing_prohibited(&*TEACHING)?;
        laws::nothing_prohibited(&*FIVE)?;
        laws::nothing_prohibited(&*DIGITAL)?;
        laws::nothing_prohibited(&*RULES)?;
    }

    #[test]
    fn a_portfolio_gives_what_each_has_alone((portfolio, reports) in portfolios(), regime in regimes()) {
        laws::same_in_a_portfolio(&*TEACHING, &reports, &portfolio, &regime)?;
        laws::same_in_a_portfolio(&*FIVE, &reports, &portfolio, &regime)?;
        laws::same_in_a_portfolio(&*DIGITAL, &reports, &portfolio, &regime)?;
        laws::same_in_a_portfolio(&*RULES, &reports, &portfolio, &regime)?;
    }
}

static NAMES: LazyLock<Plan> = LazyLock::new(|| {
    let measure = Catalogue::standard().get("accounts").unwrap().clone();
    Plan::new([Attribute { name: "years_in_religion".into(), ..measure }]).unwrap()
});

/// A strategy with one thing wrong.
struct Wrong(Fault, AtomicI64);

#[derive(Clone, Copy, PartialEq)]
enum Fault {
    Moody,
    Boundless,
    Unexplained,
    LikesOldLateness,
    PunishesRent,
    NamesReligion,
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
        let range = ScoreRange::new(-1_000, 1_000).unwrap();
        let value = match self.0 {
            Fault::Moody => self.1.fetch_add(1, Ordering::Relaxed),
            Fault::Boundless => 900 + number("accounts"),
            Fault::LikesOldLateness => number("late_months_1_60") - number("late_months_1_6"),
            Fault::PunishesRent => -number("rent_on_time_months_60"),
            _ => 5,
        };
        match self.0 {
            Fault::Unexplained => {
                let text = ReasonText::new("a", "甲");
                let lost: Vec<_> = (0..6)
                    .map(|place| Contribution::new(format!("a{place}"), Reading::Known(1), 0, place * 10, text.clone()))
                    .collect();
                // The strongest are kept back: only four of six can be told, so one reason less is too few.
                Score::new(self.id(), range, 0, lost).unwrap().with_reasons_max(0).into()
            }
            _ => Score::unexplained(self.id(), range, value).into(),
        }
    }
}

impl CreditStrategy for Wrong {
    fn plan(&self) -> &Plan {
        if self.0 == Fault::NamesReligion { &NAMES } else { Plan::standard() }
    }

    fn numbers(&self, chunk: &AttributeChunk<'_>) -> Result<Vec<Option<f64>>, Unscorable> {
        let more = if self.0 == Fault::OtherInPortfolio { 1.0 } else { 0.0 };
        let each = (0..chunk.len()).map(|subject| self.evaluate(&chunk.attributes(subject).unwrap()));
        Ok(each.map(|outcome| outcome.number().map(|number| number + more)).collect())
    }
}

fn person() -> Report {
    Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "a", |card| card.limit(100).balance(5).paid("NNNNNNNNNNNN"))
        .account(AccountKind::Rent, "b", |rent| rent.opened("2023-01-01").paid("NNNNNN"))
        .build()
        .unwrap()
}

fn broken(fault: Fault, law: impl Fn(&Wrong) -> Kept) -> String {
    law(&Wrong(fault, AtomicI64::new(0))).unwrap_err().to_string()
}

#[test]
fn a_broken_strategy_fails_with_a_message_that_teaches() {
    let (person, whole) = (person(), Regime::holistic());
    let range = ScoreRange::new(300, 850).unwrap();
    let portfolio = Portfolio::from_reports("2024-06".parse().unwrap(), Currency::CNY, [&person]).unwrap();
    let people = [person.clone()];
    let messages = [
        broken(Fault::Moody, |one| laws::deterministic(one, &person, &whole)),
        broken(Fault::Moody, |one| laws::independent_of_order(one, &person, &whole)),
        broken(Fault::Moody, |one| laws::hidden_is_unreported(one, &person, &whole)),
        broken(Fault::Boundless, |one| laws::within(one, range, &person, &whole)),
        broken(Fault::Unexplained, |one| laws::explained(one, &person, &whole)),
        broken(Fault::LikesOldLateness, |one| laws::worse_never_helps(one, &person, &whole)),
        broken(Fault::PunishesRent, |one| laws::positive_only_never_hurts(one, &person, &whole)),
        broken(Fault::NamesReligion, laws::nothing_prohibited),
        broken(Fault::OtherInPortfolio, |one| laws::same_in_a_portfolio(one, &people, &portfolio, &whole)),
    ];
    insta::assert_snapshot!(messages.join("\n"));
}
