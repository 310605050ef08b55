//! A tally is a commutative monoid: parts may be tallied anywhere and merged in any order, and agree to the last bit.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "a test may panic: that is how it fails"
)]

mod common;

use std::sync::LazyLock;

use common::{huge_reports, regimes, reports, scenes};
use credit_bureau::attributes::{Attribute, AttributeError, Catalogue, Plan, Tally};
use credit_bureau::policy::View;
use credit_bureau::{Month, Regime, Report};
use proptest::collection::vec;
use proptest::prelude::*;

/// The catalogue, and rows that need what it does not: every reduction, and what is counted month by month.
static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let own: Vec<Attribute> = serde_json::from_str(
        r#"[
            {"name": "own_furnishers", "measure": {"accounts": {
                "across": "distinct_furnishers", "of": {"value": "balance"}, "where": "open"}}},
            {"name": "own_lowest", "measure": {"accounts": {
                "across": "lowest", "of": {"value": "balance"}, "where": {"not": {"state": ["bad_debt"]}}}}},
            {"name": "own_average", "measure": {"accounts": {
                "across": "average", "of": "latest", "where": {"all": []}, "in": 36}}},
            {"name": "own_accounts", "measure": {"months": {
                "across": "highest", "of": {"accounts": "reported"}, "where": {"all": []}}}},
            {"name": "own_worst", "measure": {"months": {
                "across": "average", "of": "worst", "where": {"opened_within": 24}, "in": {"newest": 3, "oldest": 40}}}},
            {"name": "own_liability", "measure": {"liabilities": {"sum": "balance", "roles": ["guarantor", "other"]}}}
        ]"#,
    )
    .unwrap();
    Catalogue::standard().extended_with(own).unwrap().plan()
});

/// What is to be tallied of a view: accounts, inquiries and liabilities, each with a number that says in which part.
fn parts(view: View<'_>, places: &[usize], parts: usize) -> Vec<Tally> {
    let plan = &*PLAN;
    let mut tallies = vec![Tally::empty(plan, view.month(), view.regime()); parts];
    let mut place = places.iter().cycle().map(|place| place % parts);
    for account in view.accounts() {
        tallies[place.next().unwrap()].fold(plan, &account).unwrap();
    }
    for inquiry in view.inquiries().into_iter().flatten() {
        tallies[place.next().unwrap()].fold_inquiry(plan, inquiry).unwrap();
    }
    for liability in view.liabilities().into_iter().flatten() {
        tallies[place.next().unwrap()].fold_liability(plan, liability).unwrap();
    }
    tallies
}

fn merged(tallies: impl IntoIterator<Item = Tally>) -> Tally {
    tallies.into_iter().reduce(|all, one| all.merge(one).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn merging_tallies_of_disjoint_parts_is_tallying_their_union(
        (report, regime, month, masks) in scenes(),
        places in vec(0_usize..5, 1..40),
        number in 1_usize..6,
    ) {
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        let whole = view.tally(&PLAN);
        let merged = merged(parts(view, &places, number));
        prop_assert_eq!(&merged, &whole);
        let read = merged.read(&PLAN, &regime, report.subject_name(), view.as_of_day()).unwrap();
        prop_assert_eq!(read, view.attributes_of(&PLAN));
    }

    #[test]
    fn sums_past_64_bits_merge_as_well(
        report in huge_reports(),
        places in vec(0_usize..3, 1..40),
    ) {
        let regime = Regime::holistic();
        let view = report.under(&regime);
        prop_assert_eq!(merged(parts(view, &places, 3)), view.tally(&PLAN));
    }

    #[test]
    fn merging_is_commutative((report, regime, month, masks) in scenes(), places in vec(0_usize..2, 1..40)) {
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        let [a, b] = parts(view, &places, 2).try_into().unwrap();
        prop_assert_eq!(a.clone().merge(b.clone()).unwrap(), b.merge(a).unwrap());
    }

    #[test]
    fn merging_is_associative((report, regime, month, masks) in scenes(), places in vec(0_usize..3, 1..40)) {
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        let [a, b, c] = parts(view, &places, 3).try_into().unwrap();
        let left = a.clone().merge(b.clone()).unwrap().merge(c.clone()).unwrap();
        prop_assert_eq!(left, a.merge(b.merge(c).unwrap()).unwrap());
    }

    #[test]
    fn the_empty_tally_is_the_identity((report, regime, month, masks) in scenes()) {
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        let (tally, empty) = (view.tally(&PLAN), Tally::empty(&PLAN, month, &regime));
        prop_assert_eq!(&empty.clone().merge(tally.clone()).unwrap(), &tally);
        prop_assert_eq!(tally.clone().merge(empty).unwrap(), tally);
    }

    #[test]
    fn the_order_of_a_report_does_not_matter(report in reports(), regime in regimes(), shift in 0_usize..6) {
        let mut data = report.clone().into_data();
        data.accounts.reverse();
        let turn = shift.min(data.accounts.len());
        data.accounts.rotate_left(turn);
        data.inquiries.reverse();
        data.liabilities.reverse();
        let turned = Report::new(data).unwrap();
        prop_assert_eq!(turned.under(&regime).tally(&PLAN), report.under(&regime).tally(&PLAN));
    }
}

#[test]
fn tallies_of_strangers_are_not_merged() {
    let (plan, other_plan) = (Plan::standard(), &*PLAN);
    let (month, other_month): (Month, Month) = ("2024-06".parse().unwrap(), "2024-05".parse().unwrap());
    let (regime, other_regime) = (Regime::holistic(), Regime::pboc());
    let tally = || Tally::empty(plan, month, &regime);
    for (stranger, what) in [
        (Tally::empty(other_plan, month, &regime), "plans"),
        (Tally::empty(plan, other_month, &regime), "months"),
        (Tally::empty(plan, month, &other_regime), "regimes"),
    ] {
        let message = tally().merge(stranger.clone()).unwrap_err().to_string();
        assert_eq!(
            message,
            format!("the tallies are of different {what}: expected one plan, one month and one regime")
        );
        assert_eq!(stranger.merge(tally()).unwrap_err().to_string(), message);
    }
    assert!(tally().merge(tally()).is_ok());
}

#[test]
fn a_tally_takes_and_gives_only_what_is_its_own() {
    let report = Report::builder("2024-06-30")
        .account(credit_bureau::AccountKind::CreditCard, "card", |card| card.paid("NN"))
        .inquiry("2024-06-01", "A", credit_bureau::InquiryReason::LoanApproval)
        .build()
        .unwrap();
    let (plan, stranger, regime) = (Plan::standard(), &*PLAN, Regime::holistic());
    let view = report.under(&regime);
    let account = view.accounts().next().unwrap();
    let mut tally = Tally::empty(plan, view.month(), &regime);
    let plans = Err(AttributeError::Strangers { what: "plans" });
    assert_eq!(tally.fold(stranger, &account), plans);
    assert_eq!(tally.fold_inquiry(stranger, &report.inquiries[0]), plans);
    assert_eq!(tally.fold_liability(stranger, &credit_bureau::report::Liability::default()), plans);
    let mut earlier = Tally::empty(plan, "2024-05".parse().unwrap(), &regime);
    assert_eq!(earlier.fold(plan, &account), Err(AttributeError::Strangers { what: "months" }));
    let read = |plan, regime: &Regime| tally.read(plan, regime, "somebody", view.as_of_day());
    assert_eq!(read(stranger, &regime).unwrap_err(), AttributeError::Strangers { what: "plans" });
    assert_eq!(read(plan, &Regime::pboc()).unwrap_err(), AttributeError::Strangers { what: "regimes" });
    assert!(read(plan, &regime).is_ok());
}

/// A tally under a regime that hides it must not take what another regime shows, nor what its month does not know.
#[test]
fn a_tally_takes_only_what_its_regime_and_month_show() {
    let report = Report::builder("2024-06-30")
        .account(credit_bureau::AccountKind::CreditCard, "card", |card| card.paid("NN"))
        .inquiry("2024-06-01", "A", credit_bureau::InquiryReason::LoanApproval)
        .build()
        .unwrap();
    let (plan, holistic, negative) = (Plan::standard(), Regime::holistic(), Regime::negative_only());
    let account = report.under(&holistic).accounts().next().unwrap();
    assert_eq!(account.regime_fingerprint(), holistic.fingerprint());
    let strangers = |what| Err(AttributeError::Strangers { what });
    let mut liability = credit_bureau::report::Liability::default();

    let mut hides = Tally::empty(plan, report.month(), &negative);
    assert_eq!(hides.fold(plan, &account), strangers("regimes"));
    assert_eq!(hides.fold_inquiry(plan, &report.inquiries[0]), strangers("regimes"));
    assert_eq!(hides.fold_liability(plan, &liability), strangers("regimes"));
    assert_eq!(hides, Tally::empty(plan, report.month(), &negative));

    let mut earlier = Tally::empty(plan, "2024-05".parse().unwrap(), &holistic);
    liability.opened = Some(report.date());
    assert_eq!(earlier.fold_inquiry(plan, &report.inquiries[0]), strangers("months"));
    assert_eq!(earlier.fold_liability(plan, &liability), strangers("months"));

    // A regime is what it shows, not what it is called.
    let renamed = Regime::builder("everything").build().unwrap();
    let mut shows = Tally::empty(plan, report.month(), &renamed);
    assert_eq!(shows.fold(plan, &account), Ok(()));
    assert_eq!(shows.fold_inquiry(plan, &report.inquiries[0]), Ok(()));
    assert_eq!(shows.fold_liability(plan, &liability), Ok(()));
}
