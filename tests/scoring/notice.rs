//! A declined applicant is told what decided, in both languages: the rule, what told against the score, or why there was
//! none.
#![cfg(feature = "json")]

use crate::common::{self, teaching};

use std::fmt::Write as _;

use chrono::NaiveDate;
use common::rules::rules_over;
use common::{regimes, reports};
use credit_bureau::attributes::{Attributes, Catalogue, Reading, SpecialValue};
use credit_bureau::report::InquiryReason;
use credit_bureau::scoring::explain::notice::{AdverseNotice, NoticeError, NoticeFacts, Party, PrincipalReason};
use credit_bureau::scoring::outcome::{AdverseActionReason, ReasonText, known, reading_factor};
use credit_bureau::scoring::strategies::Rules;
use credit_bureau::scoring::strategies::rules::{Decision, DecisionOutcome};
use credit_bureau::scoring::{Outcome, Score, ScoreRange, Strategy, StrategyId};
use credit_bureau::{AccountKind, Language, Regime, Report};
use proptest::collection::vec;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;
use serde_json::{Value, json};

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

/// A decision to decline that rests on the teaching scorecard alone.
fn declined(report: &Report, regime: &Regime) -> DecisionOutcome {
    DecisionOutcome::by_lender(Decision::Decline, outcome(report, regime))
}

/// Rules by condition, decision and reason; what none of them meets is referred.
fn rules(given: &[(Value, &str, ReasonText)]) -> Rules {
    let mut listed = Vec::new();
    for (place, (when, then, reason)) in given.iter().enumerate() {
        listed.push(json!({"name": format!("rule {place}"), "when": when, "then": then, "reason": reason}));
    }
    let data = json!({"name": "cut-off", "version": "1", "origin": "a test", "otherwise": "refer", "rules": listed});
    Rules::from_json(&data.to_string()).unwrap()
}

fn good_score() -> (Value, &'static str, ReasonText) {
    (json!({"score_at_least": 700}), "approve", ReasonText::new("the score is high enough", "评分达到要求"))
}

fn three_inquiries() -> (Value, &'static str, ReasonText) {
    let reason = ReasonText::new("credit was asked for three times or more in 6 months", "6个月内申请信贷3次以上");
    (json!({"attribute": "hard_inquiries_6", "at_least": 3}), "decline", reason)
}

fn low_score() -> (Value, &'static str, ReasonText) {
    (json!({"score_below": 500}), "decline", ReasonText::new("the score is too low", "评分过低"))
}

fn income() -> ReasonText {
    ReasonText::new("income is too low for the amount", "收入不足以承担所申请金额")
}

fn texts(notice: &AdverseNotice) -> Vec<&str> {
    notice.principal_reasons.iter().map(|reason| reason.text.english.as_str()).collect()
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
    let notice = AdverseNotice::new(&declined(&in_debt(), Regime::us_traditional()), facts()).unwrap();
    insta::assert_snapshot!("scored_json", serde_json::to_string_pretty(&notice).unwrap());
    insta::assert_snapshot!("scored_english", page(&notice, Language::English));
    insta::assert_snapshot!("scored_chinese", page(&notice, Language::Chinese));
}

#[test]
fn who_has_no_score_is_told_why() {
    let renter = Report::builder("2024-06-30").account(AccountKind::Rent, "flat", |rent| rent.paid("NNN")).build();
    let notice = AdverseNotice::new(&declined(&renter.unwrap(), Regime::holistic()), facts()).unwrap();
    assert_eq!(notice.principal_reasons[0].model, AdverseActionReason::LimitedExperience);
    insta::assert_snapshot!("unscorable_json", serde_json::to_string_pretty(&notice).unwrap());
    insta::assert_snapshot!("unscorable_english", page(&notice, Language::English));
    let nobody = Report::builder("2024-06-30").build().unwrap();
    let notice = AdverseNotice::new(&declined(&nobody, Regime::holistic()), facts()).unwrap();
    assert_eq!(notice.principal_reasons[0].model, AdverseActionReason::NoCreditFile);
}

/// The score of 481 would have been approved at 700, so it counted too. The rule and the score's own reason
/// about inquiries are one reason.
#[test]
fn who_is_declined_for_three_inquiries_is_told_so_first() {
    let evidence = in_debt().under(Regime::us_traditional()).attributes();
    let decided = rules(&[good_score(), three_inquiries()]).decide_with(&teaching(), &evidence);
    let notice = AdverseNotice::new(&decided, facts()).unwrap();
    assert_eq!(notice.principal_reasons[0].text, three_inquiries().2);
    assert_eq!(notice.principal_reasons[0].model, AdverseActionReason::RecentInquiries);
    insta::assert_snapshot!("rule_english", page(&notice, Language::English));
    insta::assert_snapshot!("rule_chinese", page(&notice, Language::Chinese));
    let notice = AdverseNotice::new(&rules(&[three_inquiries()]).evaluate(&evidence), facts()).unwrap();
    assert_eq!(texts(&notice), [three_inquiries().2.english]);
    assert_eq!((notice.score, notice.no_score.len()), (None, 0));
}

#[test]
fn the_rule_and_the_score_s_reason_about_inquiries_are_one() {
    let payer = Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "card", |card| {
            card.opened("2021-03-01").limit(20_000).balance(9_500).paid(&"N".repeat(36))
        })
        .account(AccountKind::Rent, "flat", |rent| rent.opened("2021-06-01").paid(&"N".repeat(36)));
    let days = ["2024-06-01", "2024-05-01", "2024-04-01"];
    let payer = days.into_iter().fold(payer, |report, day| report.inquiry(day, day, InquiryReason::LoanApproval));
    let evidence = payer.build().unwrap().under(Regime::holistic()).attributes();
    let best = (json!({"score_at_least": 850}), "approve", income());
    let decided = rules(&[best, three_inquiries()]).decide_with(&teaching(), &evidence);
    let notice = AdverseNotice::new(&decided, facts()).unwrap();
    let factors = notice.score.as_ref().unwrap().key_factors.iter().map(|factor| factor.text.english.as_str());
    let inquiries = "new credit was asked for in the last 6 months";
    let rest: Vec<_> = factors.clone().filter(|text| *text != inquiries).collect();
    assert!(rest.len() < factors.len().min(4), "{:?}", factors.collect::<Vec<_>>());
    assert_eq!(texts(&notice), [vec![&*three_inquiries().2.english], rest].concat());
}

#[test]
fn a_score_that_did_not_count_gives_no_principal_reason() {
    let evidence = in_debt().under(Regime::us_traditional()).attributes();
    for given in
        [[three_inquiries(), good_score()], [(json!({"score_below": 400}), "decline", income()), three_inquiries()]]
    {
        let decided = rules(&given).decide_with(&teaching(), &evidence);
        let notice = AdverseNotice::new(&decided, facts()).unwrap();
        assert_eq!(texts(&notice), [three_inquiries().2.english]);
        assert_eq!(notice.score.unwrap().key_factors.len(), 5);
    }
}

#[test]
fn that_a_score_is_too_low_is_no_reason() {
    let evidence = in_debt().under(Regime::us_traditional()).attributes();
    let of_score = |rules: &Rules| AdverseNotice::new(&rules.decide_with(&teaching(), &evidence), facts()).unwrap();
    let (rule, lender) = (of_score(&rules(&[low_score()])), declined(&in_debt(), Regime::us_traditional()));
    assert_eq!(rule, AdverseNotice::new(&lender, facts()).unwrap());
    let unscored = (json!({"scored": false}), "decline", ReasonText::new("there is no score", "无评分"));
    let nobody = Report::builder("2024-06-30").build().unwrap().under(Regime::holistic()).attributes();
    let notice = AdverseNotice::new(&rules(&[unscored]).decide_with(&teaching(), &nobody), facts()).unwrap();
    assert_eq!(notice.principal_reasons[0].model, AdverseActionReason::NoCreditFile);
    assert_eq!(notice.principal_reasons.len(), notice.no_score.len());
    let both = json!({"all": [three_inquiries().0, low_score().0]});
    let notice = of_score(&rules(&[(both, "decline", income())]));
    assert_eq!((texts(&notice)[0], notice.principal_reasons.len()), (&*income().english, 4));
}

/// A strategy that has no score for somebody without a card.
struct NeedsCard;

impl Strategy for NeedsCard {
    type Evidence = Attributes;
    type Outcome = Outcome;

    fn id(&self) -> StrategyId {
        StrategyId::new("card", "1")
    }

    fn evaluate(&self, evidence: &Attributes) -> Outcome {
        let range = ScoreRange::new(0, 10_000).unwrap();
        known(evidence, "card_utilisation").map(|used| Score::unexplained(self.id(), range, used)).into()
    }
}

#[test]
fn a_rule_about_what_a_cause_of_no_score_is_about_is_one_reason() {
    let told = |given: &[(Value, &str, ReasonText)]| {
        let evidence = Report::builder("2024-06-30").build().unwrap().under(Regime::holistic()).attributes();
        let decided = rules(given).decide_with(&NeedsCard, &evidence);
        AdverseNotice::new(&decided, facts()).unwrap().principal_reasons.len()
    };
    let no_card = json!({"attribute": "card_utilisation", "absent": true});
    let no_loan = json!({"attribute": "instalment_burden", "absent": true});
    assert_eq!(told(&[good_score(), (no_card, "decline", income())]), 1);
    assert_eq!(told(&[good_score(), (no_loan, "decline", income())]), 2);
}

#[test]
fn only_a_decision_to_decline_has_a_notice() {
    for (decision, expected) in [
        (Decision::Approve, "the application was approved: expected one that was declined"),
        (Decision::Refer, "the application was referred to a person: expected one that was declined"),
    ] {
        let decided = DecisionOutcome::by_lender(decision, outcome(&in_debt(), Regime::holistic()));
        assert_eq!(AdverseNotice::new(&decided, facts()).unwrap_err().to_string(), expected);
    }
    // A person who reviews a referral makes the decision, and may rest it on the score that the rules saw.
    let evidence = in_debt().under(Regime::us_traditional()).attributes();
    let referred = rules(&[]).decide_with(&teaching(), &evidence);
    assert_eq!(AdverseNotice::new(&referred, facts()), Err(NoticeError::NotDeclined { decision: Decision::Refer }));
    let mut given = facts();
    given.own_reasons = vec![PrincipalReason::new(AdverseActionReason::Other, income())];
    let reviewed = DecisionOutcome::by_lender(Decision::Decline, referred.outcome().cloned());
    let notice = AdverseNotice::new(&reviewed, given.clone()).unwrap();
    assert_eq!((texts(&notice)[0], notice.principal_reasons.len()), (&*income().english, 4));
    let notice = AdverseNotice::new(&DecisionOutcome::by_lender(Decision::Decline, None), given).unwrap();
    assert_eq!(texts(&notice), [income().english]);
}

/// The codes of the catalogue: where a reading is known, and where it is absent.
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
    let decided = DecisionOutcome::by_lender(Decision::Decline, outcome);
    assert_eq!(AdverseNotice::new(&decided, facts()), Err(NoticeError::NoReason));
    let mut given = facts();
    given.own_reasons = vec![PrincipalReason::new(AdverseActionReason::Other, income())];
    given.score_provider = Some("Box Company".to_owned());
    let notice = AdverseNotice::new(&decided, given).unwrap();
    assert_eq!(notice.principal_reasons[0].text, income());
    assert_eq!(notice.score.unwrap().provided_by, "Box Company");
}

#[test]
fn what_cannot_be_a_notice_is_refused() {
    let decided = declined(&in_debt(), Regime::holistic());
    let refused = |change: &dyn Fn(&mut NoticeFacts)| {
        let mut facts = facts();
        change(&mut facts);
        AdverseNotice::new(&decided, facts).unwrap_err().to_string()
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
        let decided = DecisionOutcome::by_lender(Decision::Decline, outcome.clone());
        let notice = AdverseNotice::new(&decided, facts()).unwrap();
        prop_assert!(notice.principal_reasons.len() <= 4);
        prop_assert_eq!(notice.nothing_against.is_some(), notice.principal_reasons.is_empty());
        let nothing = outcome.score().is_some_and(|score| score.reasons().is_empty());
        prop_assert_eq!(notice.nothing_against.is_some(), nothing);
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

    #[test]
    fn a_notice_tells_what_decided_and_nothing_twice(
        rules in rules_over(&ATTRIBUTES), report in reports(), regime in regimes(), own in vec(own_reasons(), 0..3),
    ) {
        let evidence = report.under(&regime).attributes();
        let decided = rules.decide_with(&teaching(), &evidence);
        let mut given = facts();
        given.own_reasons.clone_from(&own);
        let by_attributes = decided.attributes().next().is_some();
        let notice = match AdverseNotice::new(&decided, given) {
            Ok(notice) => notice,
            Err(NoticeError::NotDeclined { decision }) => {
                prop_assert!(decision == decided.decision() && decision != Decision::Decline);
                return Ok(());
            }
            Err(error) => {
                prop_assert_eq!(error, NoticeError::NoReason);
                prop_assert!(own.is_empty() && !by_attributes);
                return Ok(());
            }
        };
        let told = &notice.principal_reasons;
        prop_assert!(told.len() <= 4);
        prop_assert_eq!(notice.nothing_against.is_some(), told.is_empty());
        for (place, one) in told.iter().enumerate() {
            for other in &told[..place] {
                prop_assert!(one.text.english != other.text.english && one.text.chinese != other.text.chinese);
                prop_assert!(one.model != other.model || one.model != AdverseActionReason::RecentInquiries);
            }
        }
        let rule = decided.reason().filter(|_| by_attributes);
        prop_assert!(rule.is_none_or(|reason| told[0].text == *reason));
        // The rest are reasons of the creditor's, then of the score, each in its order; of the score only if it counted.
        let used = notice.score.iter().flat_map(|score| &score.key_factors);
        let of_rule: Vec<_> = decided.attributes().map(|(name, _)| name).collect();
        let of_score = used.filter(|factor| !of_rule.contains(&&*factor.attribute)).map(|factor| &factor.text);
        let of_score = of_score.chain(&notice.no_score).filter(|_| decided.score_counted_against());
        let mut expected = own.iter().map(|reason| &reason.text).chain(of_score);
        for reason in &told[usize::from(rule.is_some())..] {
            prop_assert!(expected.any(|text| *text == reason.text), "{}", reason.text.english);
        }
    }
}

/// Attributes of the teaching scorecard, and inquiries of another window.
const ATTRIBUTES: [&str; 4] = ["hard_inquiries_6", "shopping_inquiries_6", "late_months_1_24", "card_utilisation"];

fn own_reasons() -> impl proptest::strategy::Strategy<Value = PrincipalReason> {
    let inquiries = ReasonText::new("credit was asked for elsewhere", "曾向他处申请信贷");
    select(vec![
        PrincipalReason::new(AdverseActionReason::Other, income()),
        PrincipalReason::new(AdverseActionReason::RecentInquiries, inquiries),
    ])
}
