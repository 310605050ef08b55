//! Who is refused is told why, in both languages: the score and what told against it, or why there was none.
#![cfg(feature = "json")]

use crate::common::{self, teaching};

use std::fmt::Write as _;

use chrono::NaiveDate;
use common::{regimes, reports};
use credit_bureau::attributes::{Catalogue, Reading, SpecialValue};
use credit_bureau::report::InquiryReason;
use credit_bureau::scoring::explain::notice::{AdverseNotice, NoticeError, NoticeFacts, Party, PrincipalReason};
use credit_bureau::scoring::outcome::{AdverseActionReason, ReasonText, reading_factor};
use credit_bureau::scoring::{Outcome, Score, ScoreRange, Strategy as _, StrategyId};
use credit_bureau::{AccountKind, Language, Regime, Report};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn facts() -> NoticeFacts {
    let lender = Party::new("Harbour Lending").at("1 Quay Street, Springfield", "555-0100");
    let bureau = Party::new("Riverside Bureau").at("9 Mill Lane, Springfield", "800-555-0199");
    NoticeFacts::new(lender, bureau, day("2024-07-02"), day("2024-06-30"))
}

fn outcome(report: &Report, regime: &Regime) -> Outcome {
    teaching().evaluate(&report.under(regime).attributes())
}

fn in_debt() -> Report {
    Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "card", |card| {
            card.opened("2023-03-01").limit(20_000).balance(19_500).past_due(900).paid("2211NNNNNNNN")
        })
        .account(AccountKind::NonRevolvingLoan, "loan", |loan| {
            loan.opened("2023-09-01").principal(60_000).balance(48_000).paid("NNNNNNNNN")
        })
        .inquiry("2024-06-01", "bank 1", InquiryReason::LoanApproval)
        .inquiry("2024-05-01", "bank 2", InquiryReason::LoanApproval)
        .inquiry("2024-04-01", "bank 3", InquiryReason::CardApproval)
        .build()
        .unwrap()
}

/// The notice as a page of plain text.
fn page(notice: &AdverseNotice, language: Language) -> String {
    let mut page = String::new();
    let mut line = |text: &str| writeln!(page, "{text}").unwrap();
    line(&format!("{} · {}", notice.creditor.name, notice.decided_on));
    line(notice.action.pick(language));
    for reason in &notice.principal_reasons {
        line(&format!("- {} ({})", reason.text.pick(language), reason.model_text.pick(language)));
    }
    if let Some(score) = &notice.score {
        line(&format!(
            "{} of {}, {}, {} ({})",
            score.value, score.range, score.created_on, score.strategy, score.provided_by
        ));
        for factor in &score.key_factors {
            line(&format!("{}. {}", factor.rank, factor.text.pick(language)));
        }
    }
    for cause in &notice.no_score {
        line(cause.pick(language));
    }
    let bureau = &notice.bureau;
    let (address, telephone) = (bureau.address.as_deref(), bureau.telephone.as_deref());
    line(&format!("{}, {}, {}", bureau.name, address.unwrap_or("–"), telephone.unwrap_or("–")));
    line(notice.bureau_part.pick(language));
    for right in &notice.rights {
        line(right.text(language));
    }
    page
}

#[test]
fn who_has_a_score_is_told_what_told_against_it() {
    let notice = AdverseNotice::new(&outcome(&in_debt(), Regime::us_traditional()), facts()).unwrap();
    insta::assert_snapshot!("scored_json", serde_json::to_string_pretty(&notice).unwrap());
    insta::assert_snapshot!("scored_english", page(&notice, Language::English));
    insta::assert_snapshot!("scored_chinese", page(&notice, Language::Chinese));
}

#[test]
fn who_has_no_score_is_told_why() {
    let renter = Report::builder("2024-06-30").account(AccountKind::Rent, "flat", |rent| rent.paid("NNN")).build();
    let notice = AdverseNotice::new(&outcome(&renter.unwrap(), Regime::holistic()), facts()).unwrap();
    assert_eq!(notice.principal_reasons[0].model, AdverseActionReason::LimitedExperience);
    insta::assert_snapshot!("unscorable_json", serde_json::to_string_pretty(&notice).unwrap());
    insta::assert_snapshot!("unscorable_english", page(&notice, Language::English));
    let nobody = Report::builder("2024-06-30").build().unwrap();
    let notice = AdverseNotice::new(&outcome(&nobody, Regime::holistic()), facts()).unwrap();
    assert_eq!(notice.principal_reasons[0].model, AdverseActionReason::NoCreditFile);
}

/// The codes of version 1 of the catalogue: where a reading is known, and where it is absent.
#[test]
fn every_row_has_its_reason_codes() {
    let codes = |name: &str, reading| (reading_factor(name, reading), AdverseActionReason::of(name, reading));
    let mut text = String::new();
    for row in Catalogue::standard().iter() {
        let [known, absent] =
            [Reading::Known(3), SpecialValue::NotStated.into()].map(|reading| codes(&row.name, reading));
        for cause in SpecialValue::ALL {
            // An event that never happened is knowledge of the person.
            let expected = if cause == SpecialValue::NeverHappened { known } else { absent };
            assert_eq!(codes(&row.name, cause.into()), expected, "{}: {cause}", row.name);
        }
        writeln!(text, "{}: {:?} {:?}; absent: {:?} {:?}", row.name, known.0, known.1, absent.0, absent.1).unwrap();
    }
    insta::assert_snapshot!("reason_codes", text);
}

#[test]
fn a_score_that_does_not_explain_itself_is_no_reason() {
    let range = ScoreRange::new(0, 100).unwrap();
    let outcome = Outcome::from(Score::unexplained(StrategyId::new("box", "1"), range, 12));
    assert_eq!(AdverseNotice::new(&outcome, facts()), Err(NoticeError::NoReason));
    let mut given = facts();
    let income = ReasonText::new("income is too low for the amount", "收入不足以承担所申请金额");
    given.own_reasons = vec![PrincipalReason::new(AdverseActionReason::Other, income.clone())];
    given.score_provider = Some("Box Company".to_owned());
    let notice = AdverseNotice::new(&outcome, given).unwrap();
    assert_eq!(notice.principal_reasons[0].text, income);
    assert_eq!(notice.score.unwrap().provided_by, "Box Company");
}

#[test]
fn what_cannot_be_a_notice_is_refused() {
    let outcome = outcome(&in_debt(), Regime::holistic());
    let refused = |change: &dyn Fn(&mut NoticeFacts)| {
        let mut facts = facts();
        change(&mut facts);
        AdverseNotice::new(&outcome, facts).unwrap_err().to_string()
    };
    assert_eq!(refused(&|facts| facts.bureau.name = " ".to_owned()), "the bureau has no name: expected one");
    assert_eq!(refused(&|facts| facts.creditor.name.clear()), "the creditor has no name: expected one");
    assert_eq!(
        refused(&|facts| facts.scored_on = day("2024-07-03")),
        "the score was made on 2024-07-03, after the decision of 2024-07-02: expected a score that was used"
    );
}

proptest! {
    #[test]
    fn a_notice_names_four_factors_at_most_and_inquiries_beside_them(report in reports(), regime in regimes()) {
        let outcome = outcome(&report, &regime);
        let notice = match AdverseNotice::new(&outcome, facts()) {
            Ok(notice) => notice,
            Err(NoticeError::NoReason) => {
                prop_assert!(outcome.score().is_some_and(|score| score.reasons().is_empty()));
                return Ok(());
            }
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        };
        prop_assert!((1..=4).contains(&notice.principal_reasons.len()));
        prop_assert_eq!(notice.score.is_some(), notice.no_score.is_empty());
        let Some(used) = &notice.score else { return Ok(()) };
        let score = outcome.score().unwrap();
        let inquiries = |model: AdverseActionReason| model == AdverseActionReason::RecentInquiries;
        let lost = score.contributions().iter().any(|one| {
            one.points_lost() > 0.into() && inquiries(AdverseActionReason::of(one.attribute(), one.reading()))
        });
        prop_assert_eq!(lost, used.key_factors.iter().any(|factor| inquiries(factor.model)));
        for (factor, rank) in used.key_factors.iter().zip(1..) {
            prop_assert_eq!(factor.rank, rank);
            prop_assert!(rank <= 4 || rank == 5 && inquiries(factor.model));
        }
        for (factor, reason) in used.key_factors.iter().zip(score.reasons()) {
            prop_assert_eq!(&factor.attribute, reason.attribute());
        }
    }
}
