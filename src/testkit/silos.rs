//! Random evidence of the other silos: public records and customer profiles.

use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::generate::{amounts, days_back, reports};
use crate::report::{
    AssistanceCategory, Award, Enforcement, EnforcementOutcome, HousingFund, HousingFundState, Judgment,
    JudgmentOutcome, Penalty, PublicRecord, Qualification, QualificationLevel, ReportData, SocialAssistance,
    TaxArrears,
};
use crate::scoring::evidence::{
    Company, CustomerProfile, DefaulterGround, PenaltyClass, ProfileMeasure, PublicRecords, Published,
};
use crate::{Currency, Money, Month, Report};

/// Generates reports with public records.
pub fn reports_with_public_records() -> impl Strategy<Value = Report> {
    reports().prop_flat_map(|report| {
        let records = vec(public_records(report.date(), report.currency), 0..5);
        records.prop_map(move |records| {
            let mut data = ReportData::clone(&report);
            data.public_records = records;
            Report::new(data).expect("a generated report is valid")
        })
    })
}

/// Generates one public record of any kind, lists more often. Its days are not after `date`; its last months may be.
pub fn public_records(date: NaiveDate, currency: Currency) -> impl Strategy<Value = PublicRecord> {
    let days = move || option::weighted(0.8, days_back().prop_map(move |days| date - Days::new(days)));
    let today = Month::of(date).unwrap();
    let months = move || option::weighted(0.7, (-60..24_i32).prop_map(move |ahead| today.checked_add(ahead).unwrap()));
    let amount = move || option::of(amounts().prop_map(move |minor| Money::from_minor(minor, currency)));
    // States that list a person as a judgment defaulter, and others that merely contain the words.
    let states = select(vec!["列入失信被执行人名单", "失信被执行人", "撤销列入失信被执行人名单", "已结案", ""]);
    let state = option::weighted(0.9, states.prop_map(str::to_owned));
    let review = option::weighted(0.3, select(vec!["维持", "撤销"]).prop_map(str::to_owned));
    let enforcement = (state, days(), days(), option::of(select(EnforcementOutcome::ALL)), amount()).prop_map(
        |(state, filed, closed, outcome, amount_claimed)| {
            let rest = Enforcement::default();
            PublicRecord::Enforcement(Enforcement { state, filed, closed, outcome, amount_claimed, ..rest })
        },
    );
    let penalty = (months(), months(), review, amount()).prop_map(|(from, to, review, fine)| {
        PublicRecord::Penalty(Penalty { from, to, review, fine, ..Penalty::default() })
    });
    let award = (months(), months()).prop_map(|(from, to)| PublicRecord::Award(Award { from, to, ..Award::default() }));
    let qualification = (months(), option::of(select(QualificationLevel::ALL))).prop_map(|(revoked, level)| {
        PublicRecord::Qualification(Qualification { revoked, level, ..Qualification::default() })
    });
    let judgment = (days(), option::of(select(JudgmentOutcome::ALL)), amount()).prop_map(|(filed, outcome, amount)| {
        PublicRecord::Judgment(Judgment { filed, outcome, amount, ..Judgment::default() })
    });
    let tax = (days(), amount())
        .prop_map(|(as_of, amount)| PublicRecord::TaxArrears(TaxArrears { as_of, amount, ..TaxArrears::default() }));
    let fund = (days(), option::of(select(HousingFundState::ALL)), amount()).prop_map(|(joined, state, amount)| {
        let rest = HousingFund::default();
        PublicRecord::HousingFund(HousingFund { joined, state, monthly_amount: amount, ..rest })
    });
    let assistance = (option::of(select(AssistanceCategory::ALL)), days()).prop_map(|(category, applied)| {
        PublicRecord::SocialAssistance(SocialAssistance { category, applied, ..SocialAssistance::default() })
    });
    prop_oneof![
        4 => enforcement,
        3 => penalty,
        1 => award,
        1 => qualification,
        1 => judgment,
        1 => tax,
        1 => fund,
        1 => assistance,
    ]
}

/// Generates looks at a report's public records on days around the report's, with a publisher's fact or without.
pub fn looks_at(report: &Report) -> impl Strategy<Value = PublicRecords> + use<> {
    let (report, date) = (report.clone(), report.date());
    (0..2_000_u64, vec((any::<prop::sample::Index>(), published(date)), 0..4)).prop_map(move |(days, said)| {
        let records = PublicRecords::of(&report, date - Days::new(500) + Days::new(days));
        said.into_iter().filter(|_| !report.public_records.is_empty()).fold(records, |records, (place, says)| {
            let place = place.index(report.public_records.len());
            // A fact that does not apply to the record is left out.
            records.clone().with(place, says).unwrap_or(records)
        })
    })
}

/// Generates profiles with any measures and numbers, of the subject and month of a report, so that the two can be
/// joined.
pub fn profiles<C: Company>(subject: &str, month: Month) -> impl Strategy<Value = CustomerProfile<C>> + use<C> {
    let subject = subject.to_owned();
    let value = prop_oneof![1 => Just(0), 4 => 0..100_u64, 3 => 0..10_000_000_u64, 1 => Just(u64::MAX)];
    vec((select(ProfileMeasure::ALL), value), 0..14).prop_map(move |values| {
        let nothing = CustomerProfile::new(subject.clone(), month);
        values.into_iter().fold(nothing, |profile, (measure, value)| profile.with(measure, value))
    })
}

fn published(date: NaiveDate) -> impl Strategy<Value = Published> {
    let days = || (0..2_000_u64).prop_map(move |days| date - Days::new(1_500) + Days::new(days));
    prop_oneof![
        (select(DefaulterGround::ALL), 0..4_u8).prop_map(|(ground, years)| Published::Ground(ground, years)),
        select(PenaltyClass::ALL).prop_map(Published::Class),
        days().prop_map(Published::Repaired),
        days().prop_map(Published::Dismissed),
    ]
}
