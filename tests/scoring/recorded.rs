//! What a bureau does not record neither helps nor hurts, and nobody is told that it did.
#![cfg(feature = "json")]

use crate::common::rules::rules_over;
use crate::common::teaching;
use crate::people::external;

use std::fmt::Write as _;
use std::sync::LazyLock;

use credit_bureau::attributes::{Catalogue, Reading};
use credit_bureau::report::KindSet;
use credit_bureau::scoring::explain::notice::{AdverseNotice, NoticeFacts, Party};
use credit_bureau::scoring::outcome::ReasonText;
use credit_bureau::scoring::scorecards::{Absence, Bin, Characteristic, PointsAward, ScorecardData};
use credit_bureau::scoring::strategies::external::ModelOutput;
use credit_bureau::scoring::strategies::rules::{Decision, DecisionOutcome};
use credit_bureau::scoring::strategies::{FiveFactor, Rules};
use credit_bureau::scoring::{CreditStrategy, Outcome, Points, ScoreRange, Scorecard, Strategy as _};
use credit_bureau::testkit::{built_regimes, reports};
use credit_bureau::{AccountKind, Language, Regime, Report};
use proptest::prelude::*;
use serde_json::json;

static TEACHING: LazyLock<Scorecard> = LazyLock::new(teaching);
static FIVE: LazyLock<FiveFactor> = LazyLock::new(|| FiveFactor::new().unwrap());
/// The teaching card without a text of its own: its reasons are the definitions of its attributes.
static WORDLESS: LazyLock<Scorecard> = LazyLock::new(|| {
    let mut data = teaching().data().clone();
    for one in &mut data.characteristics {
        (one.reason, one.reason_if_absent) = (None, None);
    }
    Scorecard::new(data).unwrap()
});

fn presets() -> Vec<&'static Regime> {
    Regime::PRESET_NAMES.iter().map(|name| Regime::preset(name).unwrap()).collect()
}

fn notice(outcome: Outcome) -> AdverseNotice {
    let (lender, bureau) = (Party::new("A Lender"), Party::new("A Bureau"));
    let facts = NoticeFacts::new(lender, bureau, "2040-01-01".parse().unwrap(), "2024-06-30".parse().unwrap());
    AdverseNotice::new(&DecisionOutcome::by_lender(Decision::Decline, outcome), facts).unwrap()
}

/// The groups of kinds that a text names.
fn named(text: &str) -> Vec<KindSet> {
    let (prepaid, rest) = (text.contains("prepaid"), text.replace("prepaid card", ""));
    let words = [
        ("loan", KindSet::LOANS),
        ("card", KindSet::CARDS),
        ("rent", AccountKind::Rent.into()),
        ("utility", AccountKind::Utility.into()),
        ("telecom", AccountKind::Telecom.into()),
    ];
    // "rent" is a part of "current".
    let said = |word: &str| rest.split(|c: char| !c.is_alphabetic()).any(|one| one.trim_end_matches('s') == word);
    let mut all: Vec<_> = words.into_iter().filter(|(word, _)| said(word)).map(|(_, kinds)| kinds).collect();
    all.extend(prepaid.then_some(KindSet::from(AccountKind::PrepaidCard)));
    all
}

/// Nothing in a notice is about what the regime could not show.
fn names_only_what_is_recorded<S>(strategy: &S, report: &Report, regime: &Regime) -> Result<(), TestCaseError>
where
    S: CreditStrategy<Outcome = Outcome>,
{
    let evidence = report.under(regime).attributes_of(strategy.plan());
    let outcome = strategy.evaluate(&evidence);
    let notice = notice(outcome.clone());
    let observable =
        |name: &str| strategy.plan().rows().iter().any(|row| row.name == name && row.is_observable(regime));
    for factor in notice.score.iter().flat_map(|score| &score.key_factors) {
        prop_assert!(observable(&factor.attribute), "{} under {}", factor.attribute, regime.name());
        let fed = evidence.fed_by(&factor.attribute).unwrap();
        for kinds in named(&factor.text.english) {
            prop_assert!(!(kinds & fed).is_empty(), "{} under {}", factor.text.english, regime.name());
        }
    }
    let texts = notice.principal_reasons.iter().map(|reason| &reason.text).chain(&notice.no_score);
    for text in texts {
        for row in Catalogue::standard().iter().filter(|row| !row.is_observable(regime)) {
            prop_assert!(!text.english.contains(&format!("`{}`", row.name)), "{}", text.english);
        }
        let unfilled = text.english.contains("{kinds}") || text.chinese.contains("{kinds}");
        prop_assert!(!unfilled, "{}", text.english);
    }
    if let Some(score) = outcome.score() {
        for one in score.contributions() {
            let hidden = one.reading() == Reading::Absent(credit_bureau::attributes::SpecialValue::Hidden);
            prop_assert!(observable(one.attribute()) || hidden);
            prop_assert!(!hidden || one.points_lost() == Points::ZERO);
        }
        if let Some(best) = score.best_reachable() {
            prop_assert!(score.value() <= best && best <= score.range().highest());
        }
        let nothing_lost = score.contributions().iter().all(|one| one.points_lost() == Points::ZERO);
        prop_assert_eq!(nothing_lost, notice.principal_reasons.is_empty());
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_notice_names_what_the_regime_could_not_show(report in reports(), built in built_regimes()) {
        for regime in presets().into_iter().chain([&built]) {
            names_only_what_is_recorded(&*TEACHING, &report, regime)?;
            names_only_what_is_recorded(&*FIVE, &report, regime)?;
            names_only_what_is_recorded(&*WORDLESS, &report, regime)?;
            let model = external(|inputs: &[Reading]| {
                let late = inputs[1].known().unwrap_or(0).min(20) as f64;
                let text = ReasonText::new("{kinds} were paid late", "{kinds}有逾期");
                ModelOutput::new(800.0 - 20.25 * late).because(1, -20.25 * late - 1.0, 0.0, text)
            });
            names_only_what_is_recorded(&model, &report, regime)?;
        }
    }
}

/// What the rules of the next property look at.
const LOOKED_AT: [&str; 4] =
    ["positive_on_time_months_12", "positive_late_months_24", "on_time_months_24", "hard_inquiries_6"];

proptest! {
    #[test]
    fn no_rule_decides_by_what_the_regime_could_not_show(
        rules in rules_over(&LOOKED_AT), report in reports(), built in built_regimes(),
    ) {
        let mut data = rules.data().clone();
        for rule in &mut data.rules {
            rule.reason = ReasonText::new("about {kinds}", "涉及{kinds}");
        }
        let rules = Rules::new(data).unwrap();
        for regime in presets().into_iter().chain([&built]) {
            let evidence = report.under(regime).attributes();
            let decided = rules.decide_with(&*FIVE, &evidence);
            let mut fed = KindSet::NONE;
            for (name, reading) in decided.attributes() {
                prop_assert!(Catalogue::standard().find(name).unwrap().is_observable(regime), "{} {}", name, reading);
                fed = fed | evidence.fed_by(name).unwrap();
            }
            for kinds in decided.reason().iter().flat_map(|reason| named(&reason.english)) {
                prop_assert!(!(kinds & fed).is_empty(), "{:?} under {}", decided.reason(), regime.name());
            }
        }
    }
}

/// A card that looks at rent and cards alike, and at nothing else.
fn two_sorts() -> Scorecard {
    let range = ScoreRange::new(0, 100).unwrap();
    let mut data = ScorecardData::new("two sorts".into(), "1".into(), "a test".into(), range, 0.into());
    let absent = Absence::new().otherwise(PointsAward::of(10));
    for name in ["positive_on_time_months_24", "late_months_1_24"] {
        let points = if name.starts_with("late") { [50, 0] } else { [0, 50] };
        let bins = vec![Bin::new(..1, points[0]), Bin::new(1.., points[1])];
        let mut one = Characteristic::new(name.into(), bins);
        one.absent = absent.clone();
        data.characteristics.push(one);
    }
    Scorecard::new(data).unwrap()
}

/// Of a model that gives some of its reasons only, no more is said than that they name nothing.
#[test]
fn a_notice_without_a_reason_says_so_and_what_is_not_shown() {
    let seen = tenant();
    let attributes = seen.under(Regime::us_traditional()).attributes();
    let told = |outcome: Outcome| serde_json::to_value(notice(outcome)).unwrap();
    let of_card = told(two_sorts().evaluate(&attributes));
    assert_eq!(of_card["score"]["value"], 60);
    assert_eq!(of_card["principal_reasons"], json!([]));
    let text = json!({"english": "Nothing on record counted against you.", "chinese": "记录中没有对您不利的信息。"});
    assert_eq!(of_card["nothing_against"], text);
    let title = json!({
        "english": "months on time, positive accounts, last 24 months",
        "chinese": "近24个月正面记录账户按时还款的月数",
    });
    assert_eq!(of_card["not_shown"], json!([title]));
    let model = external(|_: &[Reading]| {
        ModelOutput::new(500.0).because(0, 90.0, 90.0, ReasonText::new("few accounts", "账户较少"))
    });
    let of_model = told(model.evaluate(&seen.under(Regime::us_traditional()).attributes_of(model.plan())));
    let english = "The score names nothing on record that counted against you.";
    assert_eq!(of_model["nothing_against"]["english"], english);
}

/// Three cards, opened long ago and paid as agreed, the last of them late once if `late`.
fn three_cards(late: bool) -> Report {
    let paid = "N".repeat(48);
    let once = if late { format!("NN1{}", "N".repeat(45)) } else { paid.clone() };
    let card = |id: &str, opened: &'static str, paid: String| (id.to_owned(), opened, paid);
    let cards = [card("a", "2018-03-01", paid.clone()), card("b", "2019-05-01", paid), card("c", "2012-01-01", once)];
    let report = cards.into_iter().fold(Report::builder("2024-06-30"), |report, (id, opened, paid)| {
        report.account(AccountKind::CreditCard, &id, |card| {
            card.opened(opened).limit(20_000).balance(1_000).past_due(0).paid(&paid)
        })
    });
    report.build().unwrap()
}

/// A reading, or `–` and why there is none.
fn shown(reading: Reading) -> String {
    match reading {
        Reading::Known(number) => number.to_string(),
        Reading::Absent(cause) => format!("– {cause}"),
    }
}

fn score(outcome: &Outcome) -> String {
    match outcome.score() {
        Some(score) => format!("{} of {}", score.value(), score.best_reachable().unwrap()),
        None => "none".to_owned(),
    }
}

#[test]
fn three_cards_of_which_one_was_late_once_under_every_preset() {
    let names = [
        "accounts",
        "open_accounts",
        "furnishers",
        "oldest_account_age",
        "average_account_age",
        "accounts_opened_12",
        "reported_months_60",
        "on_time_months_24",
        "late_months_1_24",
        "accounts_ever_late_1",
        "percent_accounts_never_late",
        "months_since_late_1",
        "worst_status_24",
        "highest_monthly_past_due_24",
        "total_past_due",
        "card_utilisation",
        "current_on_time_streak",
        "positive_on_time_months_24",
        "positive_late_months_24",
        "hard_inquiries_6",
    ];
    let mut text = String::new();
    for regime in presets() {
        writeln!(text, "{}", regime.name()).unwrap();
        let [clean, late] = [false, true].map(|late| three_cards(late).under(regime).attributes());
        for name in names {
            let readings = [&clean, &late].map(|attributes| shown(attributes.get(name).unwrap()));
            writeln!(text, "  {name:<28}{:>18}{:>18}", readings[0], readings[1]).unwrap();
        }
        for (name, scores) in [
            ("five factors, of the best", [&clean, &late].map(|attributes| score(&FIVE.evaluate(attributes)))),
            ("teaching, of the best", [&clean, &late].map(|attributes| score(&TEACHING.evaluate(attributes)))),
        ] {
            writeln!(text, "  {name:<28}{:>18}{:>18}", scores[0], scores[1]).unwrap();
        }
    }
    insta::assert_snapshot!(text);
}

/// A tenant with five years of rent paid on time and a card of a year.
fn tenant() -> Report {
    Report::builder("2024-06-30")
        .account(AccountKind::Rent, "flat", |rent| rent.opened("2019-06-01").paid(&"N".repeat(60)))
        .account(AccountKind::CreditCard, "card", |card| {
            card.opened("2023-06-01").limit(10_000).balance(2_000).paid(&"N".repeat(12))
        })
        .build()
        .unwrap()
}

/// Score, reasons and notice of somebody under every preset.
fn told(report: &Report) -> String {
    let mut text = String::new();
    for regime in presets() {
        writeln!(text, "{}", regime.name()).unwrap();
        for (name, outcome) in [
            ("five factors", FIVE.evaluate(&report.under(regime).attributes())),
            ("teaching", TEACHING.evaluate(&report.under(regime).attributes())),
        ] {
            writeln!(text, "  {name}: {}", score(&outcome)).unwrap();
            let notice = notice(outcome);
            for reason in &notice.principal_reasons {
                writeln!(text, "    - {} · {}", reason.text.english, reason.text.chinese).unwrap();
            }
            if let Some(nothing) = &notice.nothing_against {
                writeln!(text, "    {} · {}", nothing.english, nothing.chinese).unwrap();
            }
            for one in &notice.not_shown {
                writeln!(text, "    not shown: {} · {}", one.english, one.chinese).unwrap();
            }
        }
    }
    text
}

#[test]
fn a_tenant_is_not_told_of_rent_that_nobody_records() {
    let report = tenant();
    let outcome = FIVE.evaluate(&report.under(Regime::us_traditional()).attributes());
    for reason in outcome.reasons() {
        assert!(!reason.text(Language::English).contains("rent"), "{reason}");
    }
    insta::assert_snapshot!("tenant_with_a_card", told(&report));
}

/// The tenant of the main page.
#[test]
fn the_tenant_of_the_main_page_is_told_what_is_not_recorded() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/renter.json");
    let report = credit_bureau::format::native::read(std::fs::read_to_string(file).unwrap()).unwrap();
    insta::assert_snapshot!("tenant_of_the_main_page", told(&report));
}

/// A late month on an account of which only what went wrong is recorded makes the account appear, and nothing better.
#[test]
fn a_late_month_does_not_help_by_making_an_account_appear() {
    let report = |last: &str| {
        Report::builder("2026-06-30")
            .account(AccountKind::NonRevolvingLoan, "a", |loan| loan.opened("2025-01-01").paid("NN2NNNNN"))
            .account(AccountKind::NonRevolvingLoan, "b", |loan| {
                loan.opened("2001-01-01").paid(&format!("{}{last}", "N".repeat(11)))
            })
            .build()
            .unwrap()
    };
    for regime in presets() {
        let [clean, late] = ["N", "1"].map(|last| FIVE.evaluate(&report(last).under(regime).attributes()).value());
        assert!(late <= clean, "{}: {clean:?}, then {late:?}", regime.name());
    }
}

/// Scores by hand: the half points of each row of the table, added up.
#[test]
fn five_factor_scores_are_those_of_the_table() {
    let seen = |report: &Report, regime: &Regime| FIVE.evaluate(&report.under(regime).attributes());
    // 300, and half of: worst 80, never late 100, 24 on time 80, no positive 0, positive late 30, bad debts 40,
    // collections 20; used 500 basis points 120, highest 50, past due none 90, no instalment loan 35; age 149 months 70,
    // average 95 40, depth 0; no inquiry 50, none opened 40, never asked 20; no instalment loan 20, one furnisher 16,
    // three cards 20.
    let halves = 80 + 100 + 80 + 30 + 40 + 20 + 120 + 50 + 90 + 35 + 70 + 40 + 50 + 40 + 20 + 20 + 16 + 20;
    let clean = seen(&three_cards(false), Regime::holistic());
    assert_eq!(clean.score().unwrap().exact().millionths(), (300 * 2 + halves) * 500_000);
    // A month late two months ago: worst 5 gives 50, since 2 months 0; of 72 months 71 are on time, still 80.
    let late = seen(&three_cards(true), Regime::holistic());
    let lost = (80 - 50) + 100;
    assert_eq!(late.score().unwrap().exact().millionths(), (300 * 2 + halves - lost) * 500_000);
    // The bureau records only what went wrong: never happened 80 and 100, hidden as the table says.
    let wrongs = seen(&three_cards(true), Regime::negative_only());
    let halves = 50 + 30 + 40 + 20 + 60 + 24 + 90 + 35 + 25 + 40 + 4;
    assert_eq!(wrongs.score().unwrap().exact().millionths(), (300 * 2 + halves) * 500_000);
}
