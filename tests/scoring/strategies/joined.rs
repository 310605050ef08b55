//! Silos meet where a permit opens both for that purpose, and nowhere else; and nothing of them shows the person.

use credit_bureau::attributes::Plan;
use credit_bureau::policy::{Purpose, Silo};
use credit_bureau::scoring::Strategy as _;
use credit_bureau::scoring::evidence::{Joined, ProfileMeasure, PublicRecords};
use credit_bureau::scoring::strategies::{Listing, Loyalty};
use credit_bureau::{Regime, Report};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::people::{LISTED, Shop, borrower, case, consent, day, permit, pool, profile, stranger};

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
        let attributes = || borrower("NN").under(Regime::holistic()).attributes();
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
    let attributes = borrower("NN").under(Regime::holistic()).attributes();
    let refused = Joined::new(attributes, profile::<Shop>(&[]), permit(Silo::SharedPool)).unwrap_err();
    assert_eq!(refused.to_string(), "the permit does not open the silo: credit file");
}

#[test]
fn public_records_and_a_credit_file_are_not_joined_for_a_reward() {
    let permit = consent("Shop").permit("P-17", "Shop", Purpose::Reward, Silo::ALL, day("2026-06-30")).unwrap();
    let attributes = borrower("NN").under(Regime::holistic()).attributes();
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
        let attributes = borrower("NN").under(Regime::holistic()).attributes();
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
    let attributes = report.under(Regime::holistic()).attributes();
    let joined = Joined::new(attributes, profile::<Shop>(&[]), permit("Shop"));
    let expected = "the permit and the credit file are of different persons: expected the same person";
    assert_eq!(joined.unwrap_err().to_string(), expected);
}

#[test]
fn evidence_does_not_show_the_person() {
    let attributes = borrower("NN").under(Regime::holistic()).attributes();
    let joined = Joined::new(attributes, profile::<Shop>(&[(ProfileMeasure::SpendingYear, 4_711)]), permit("Shop"));
    let records = PublicRecords::of(&stranger(), day("2026-06-01"));
    let record = pool().record(&borrower("NN"), Plan::standard());
    let standing = Loyalty::sample().evaluate(&profile::<Shop>(&[(ProfileMeasure::TenureMonths, 4_711)]));
    let listed = [case(LISTED, Some("2025-03-01"), None, None)].to_vec();
    let listed = Listing::new().evaluate(&crate::people::records(listed, "2026-06-30"));
    let shown =
        [format!("{joined:?}"), format!("{records:?}"), format!("{record:?}"), format!("{:?}", consent("Shop"))];
    let verdicts = [format!("{standing:?}"), format!("{:?}", standing.earned()), format!("{listed:?}")];
    for shown in shown.iter().chain(&verdicts) {
        assert!(!shown.contains("P-17") && !shown.contains("4711"), "{shown}");
    }
    assert_eq!(shown[2], "PoolRecord(the pool, ‹private›)");
    assert_eq!(verdicts[0], "RewardOutcome(Shop: sample loyalty, version 1, ‹private›)");
    assert!(verdicts[1].starts_with("[EarnedPoints(TenureMonths, ‹private›), "), "{}", verdicts[1]);
    assert_eq!(verdicts[2], "ListingOutcome(1 as of 2026-06-30, ‹private›)");
    assert_eq!(format!("{:?}", listed.entries()), "[ListEntry(0, ‹private›)]");
}
