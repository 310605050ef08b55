//! The decisions of the catalogue that leave nothing to taste, each a test.

use crate::common;
use crate::naive::rows::Choices;

use std::collections::BTreeSet;

use common::{ordered_regimes, reports, scenes};
use credit_bureau::attributes::{
    Attribute, AttributeError, Catalogue, Direction, Family, Measure, Plan, Reading, SpecialValue, Unit,
};
use credit_bureau::policy::Disclosure;
use credit_bureau::report::{AccountBuilder, InquiryReason, KindSet, Liability, LiabilityRole, ReportBuilder};
use credit_bureau::{Account, AccountKind, AccountState, Currency, Language, Money, Regime, Report};
use proptest::collection::vec;
use proptest::prelude::*;

use AccountKind::{Collection, CreditCard, NonRevolvingLoan, QuasiCreditCard, Rent, RevolvingLoan, SubAccount};
use SpecialValue::{Hidden, NeverHappened, NoSuchAccount, NotKnownAtMonth, NotStated, NothingToDivideBy};

fn report() -> ReportBuilder {
    Report::builder("2024-06-30").subject("somebody")
}

/// A report of one account.
fn one(kind: AccountKind, describe: impl FnOnce(AccountBuilder) -> AccountBuilder) -> Report {
    report().account(kind, "one", describe).build().unwrap()
}

fn known(report: &Report, name: &str) -> i64 {
    match read(report, name) {
        Reading::Known(value) => value,
        Reading::Absent(cause) => panic!("{name} is absent: {cause}"),
    }
}

fn absent(report: &Report, name: &str) -> SpecialValue {
    read(report, name).special_value().unwrap()
}

fn read(report: &Report, name: &str) -> Reading {
    report.under(Regime::holistic()).attributes().get(name).unwrap()
}

/// What a row in JSON reads.
fn row(report: &Report, measure: &str) -> Result<Reading, AttributeError> {
    let measure: Measure = serde_json::from_str(measure).unwrap();
    let row = Attribute { name: "own".to_owned(), direction: Direction::Neither, measure };
    report.under(Regime::holistic()).attributes_of(&Plan::new([row]).unwrap()).get("own")
}

#[test]
fn the_as_of_month_is_in_every_window_and_a_window_ends_where_it_says() {
    let report = one(CreditCard, |card| card.paid("1NNNN2NNNNNN3"));
    assert_eq!([3, 6, 12, 24].map(|w| known(&report, &format!("worst_status_{w}"))), [5, 6, 6, 7]);
    assert_eq!([6, 12, 24, 60].map(|w| known(&report, &format!("late_months_1_{w}"))), [2, 2, 3, 3]);
    assert_eq!([6, 12, 24, 60].map(|w| known(&report, &format!("late_months_3_{w}"))), [0, 0, 1, 1]);
    assert_eq!(known(&report, "months_since_late_1"), 0);
    assert_eq!(known(&report, "months_since_late_3"), 12);
}

#[test]
fn an_overdraft_is_late_from_the_third_grade_only() {
    let report = one(QuasiCreditCard, |card| card.paid("N123"));
    for grade in [1, 2, 3] {
        assert_eq!(known(&report, &format!("late_months_{grade}_12")), 1, "grade {grade}");
    }
    assert_eq!(known(&report, "late_months_4_12"), 0);
    // What is neither late nor on time is reported all the same, and worst is the raw severity.
    assert_eq!((known(&report, "reported_months_12"), known(&report, "on_time_months_12")), (4, 1));
    assert_eq!(known(&one(QuasiCreditCard, |card| card.paid("N12")), "worst_status_3"), 6);
    assert_eq!(known(&one(QuasiCreditCard, |card| card.paid("2N")), "satisfactory_accounts"), 0);
    assert_eq!(known(&one(QuasiCreditCard, |card| card.paid("2N")), "accounts_now_late"), 0);
}

#[test]
fn what_is_worse_than_any_grade_is_late_at_every_grade() {
    for symbol in ["D", "Z", "G", "B"] {
        let report = one(NonRevolvingLoan, |loan| loan.paid(&format!("N{symbol}N")));
        for grade in [1, 2, 3, 4] {
            assert_eq!(known(&report, &format!("late_months_{grade}_6")), 1, "{symbol} at {grade}");
        }
    }
}

#[test]
fn nothing_is_carried_forward_past_the_end_of_a_history() {
    let report = one(CreditCard, |card| card.as_of("2024-03").paid("1NN"));
    assert_eq!(known(&report, "months_since_late_1"), 3);
    assert_eq!((known(&report, "reported_months_12"), absent(&report, "worst_status_3")), (3, NotStated));
    assert_eq!(known(&report, "late_months_1_6"), 1);
}

#[test]
fn months_after_the_as_of_month_do_not_exist() {
    let report = one(CreditCard, |card| card.opened("2024-01-31").paid("2N1NNN").limit(100).balance(50));
    let holistic = Regime::holistic();
    let at = |month: &str, name: &str| report.under(holistic).at(month.parse().unwrap()).attributes().get(name);
    assert_eq!(at("2024-04", "late_months_1_12"), Ok(Reading::Known(1)));
    assert_eq!(at("2024-03", "late_months_1_12"), Ok(Reading::Known(0)));
    assert_eq!(at("2024-03", "oldest_account_age"), Ok(Reading::Known(2)));
    assert_eq!(at("2023-12", "oldest_account_age"), Ok(Reading::Absent(NoSuchAccount)));
    // All amounts speak of June.
    assert_eq!(at("2024-03", "card_limit"), Ok(Reading::Absent(NotKnownAtMonth)));
    assert_eq!(at("2024-03", "card_used"), Ok(Reading::Absent(NotKnownAtMonth)));
    assert_eq!(at("2024-03", "card_utilisation"), Ok(Reading::Absent(NotKnownAtMonth)));
}

#[test]
fn streaks_are_runs_of_adjacent_months_and_zero_without_data() {
    let report = report()
        .account(CreditCard, "a", |card| card.paid("NN*NNNN1N"))
        .account(NonRevolvingLoan, "b", |loan| loan.as_of("2024-01").paid("NNNNN"))
        .build()
        .unwrap();
    // The longest is of one account: a ran 4 and b 5, though together they ran longer.
    assert_eq!(known(&report, "longest_on_time_streak"), 5);
    assert_eq!(known(&report, "current_on_time_streak"), 2);
    for name in ["longest_on_time_streak", "current_on_time_streak", "longest_positive_streak"] {
        assert_eq!(known(&self::report().build().unwrap(), name), 0, "{name}");
        assert_eq!(known(&one(CreditCard, |card| card), name), 0, "{name}");
    }
}

#[test]
fn the_current_streak_begins_at_the_latest_month_on_time_or_late() {
    // Months of which nothing is known, or with nothing due, do not begin it.
    assert_eq!(known(&one(CreditCard, |card| card.as_of("2024-04").paid("*#NNN*N")), "current_on_time_streak"), 3);
    assert_eq!(known(&one(CreditCard, |card| card.paid("1NNN")), "current_on_time_streak"), 0);
    // One account late breaks what another pays on time; a month that only the other pays does not.
    let both = report()
        .account(CreditCard, "a", |card| card.paid("NNNNN"))
        .account(CreditCard, "b", |card| card.paid("N*N2N"))
        .build()
        .unwrap();
    assert_eq!(known(&both, "current_on_time_streak"), 3);
    // An overdraft of few days is neither on time nor late.
    assert_eq!(known(&one(QuasiCreditCard, |card| card.paid("12NN")), "current_on_time_streak"), 2);
}

#[test]
fn ages_are_whole_months_of_all_accounts_that_state_their_opening() {
    let report = report()
        .account(CreditCard, "new", |card| card.opened("2024-06-01"))
        .account(NonRevolvingLoan, "settled", |loan| loan.opened("2023-05-31").state(AccountState::Settled))
        .account(RevolvingLoan, "odd", |loan| loan.opened("2023-01-01"))
        .account(SubAccount, "undated", |loan| loan)
        .account(Rent, "flat", |rent| rent.opened("2010-01-01"))
        .build()
        .unwrap();
    assert_eq!((known(&report, "newest_account_age"), known(&report, "oldest_account_age")), (0, 17));
    assert_eq!(known(&report, "average_account_age"), 10);
    assert_eq!(known(&report, "oldest_card_age"), 0);
    assert_eq!([3, 6, 12, 24].map(|w| known(&report, &format!("accounts_opened_{w}"))), [1, 1, 1, 3]);
    assert_eq!(absent(&one(CreditCard, |card| card), "average_account_age"), NotStated);
    assert_eq!(absent(&one(Rent, |rent| rent.opened("2010-01-01")), "oldest_account_age"), NoSuchAccount);
}

#[test]
fn an_account_is_open_by_its_state_else_by_its_last_month() {
    use AccountState::{
        BadDebt, Closed, Ended, EndedAbnormally, Frozen, Normal, NotActivated, Overdue, Settled, TransferredOut,
    };
    for (state, open) in [
        (Normal, 1),
        (Overdue, 1),
        (Frozen, 1),
        (BadDebt, 1),
        (NotActivated, 1),
        (Settled, 0),
        (Closed, 0),
        (TransferredOut, 0),
        (Ended, 0),
        (EndedAbnormally, 0),
    ] {
        // The state decides, whatever the last month says.
        let report = one(CreditCard, |card| card.paid(if open == 1 { "CN" } else { "NN" }).state(state));
        assert_eq!((known(&report, "open_accounts"), known(&report, "closed_accounts")), (open, 1 - open), "{state:?}");
    }
    for (paid, open) in [("CNN", 0), ("GNN", 0), ("NNC", 1), ("#C", 1), ("/C", 0), ("BNN", 1), ("*NN", 1)] {
        assert_eq!(known(&one(NonRevolvingLoan, |loan| loan.paid(paid)), "open_accounts"), open, "{paid}");
    }
    assert_eq!(known(&one(CreditCard, |card| card), "open_accounts"), 1);
}

#[test]
fn bad_debts_and_abnormal_ends_are_told_by_state_and_last_month() {
    let bad = |paid: &str, state: Option<AccountState>| {
        let report = one(NonRevolvingLoan, |loan| {
            let loan = loan.paid(paid);
            state.map_or(loan.clone(), |state| loan.state(state))
        });
        (known(&report, "bad_debts"), known(&report, "abnormal_ends"))
    };
    assert_eq!(bad("NN", Some(AccountState::BadDebt)), (1, 0));
    assert_eq!(bad("BN", None), (1, 0));
    assert_eq!(bad("BN", Some(AccountState::Normal)), (1, 0), "bad debt: the state or the last month");
    assert_eq!(bad("NB", None), (0, 0));
    assert_eq!(bad("#B", None), (0, 0), "the last month is the latest of severity 1 or more");
    assert_eq!(bad("GN", None), (0, 1));
    assert_eq!(bad("GN", Some(AccountState::Settled)), (0, 0), "abnormal end: the state first");
    assert_eq!(bad("CN", Some(AccountState::EndedAbnormally)), (0, 1));
    assert_eq!(bad("NG", None), (0, 0));
}

#[test]
fn an_abnormal_end_whose_state_is_not_known_yet_is_told_by_its_last_month() {
    let report = one(NonRevolvingLoan, |loan| loan.state(AccountState::Settled).paid("C*GN"));
    let holistic = Regime::holistic();
    let at = |month: &str| report.under(holistic).at(month.parse().unwrap()).attributes().get("abnormal_ends");
    assert_eq!((at("2024-06"), at("2024-04"), at("2024-03")), (Ok(0.into()), Ok(1.into()), Ok(0.into())));
}

#[test]
fn an_account_is_late_now_if_it_is_open_and_its_latest_reported_month_is_late() {
    for (paid, late) in [("1NN", 1), ("#1N", 1), ("*1N", 0), ("N1", 0), ("B", 1), ("GN", 0), ("#", 0)] {
        assert_eq!(known(&one(NonRevolvingLoan, |loan| loan.paid(paid)), "accounts_now_late"), late, "{paid}");
    }
    assert_eq!(known(&one(CreditCard, |card| card.paid("1").state(AccountState::Closed)), "accounts_now_late"), 0);
}

#[test]
fn derogatory_accounts_are_counted_once_each() {
    let report = report()
        .account(NonRevolvingLoan, "a", |loan| loan.paid("NDNN3N1"))
        .account(CreditCard, "b", |card| card.paid("NN1NN"))
        .account(CreditCard, "c", |card| card.paid("NNNNN"))
        .account(CreditCard, "d", |card| card)
        .build()
        .unwrap();
    assert_eq!([1, 3, 4].map(|k| known(&report, &format!("accounts_ever_late_{k}"))), [2, 1, 1]);
    assert_eq!(known(&report, "guarantor_paid"), 1);
    assert_eq!(known(&report, "percent_accounts_never_late"), 5_000, "an account without months was never late");
    assert_eq!(known(&report, "satisfactory_accounts"), 3);
}

#[test]
fn collections_enter_three_attributes_and_no_other() {
    let empty = report().build().unwrap();
    let report = report()
        .account(Collection, "running", |debt| debt.opened("2020-01-01").principal(900).balance(300))
        .account(Collection, "ended", |debt| debt.state(AccountState::Ended).balance(500))
        .build()
        .unwrap();
    assert_eq!(known(&report, "accounts_c1"), 2);
    assert_eq!((known(&report, "collections"), known(&report, "collection_balance")), (1, 30_000));
    let (without, with) = (empty.under(FULL).attributes(), report.under(FULL).attributes());
    for ((name, with), (_, without)) in with.iter().zip(without.iter()) {
        let enters = ["accounts_c1", "collections", "collection_balance"].contains(&name);
        assert_eq!(with != without, enters, "{name}");
    }
}

#[test]
fn amounts_are_those_of_the_monthly_state_else_of_the_latest() {
    let report = report()
        .account(NonRevolvingLoan, "monthly", |loan| {
            loan.balance(700).with(|account| account.latest.balance = Some(Money::whole(1, Currency::CNY)))
        })
        .account(NonRevolvingLoan, "latest", |loan| {
            loan.with(|account| account.latest.balance = Some(Money::whole(30, Currency::CNY)))
        })
        .build()
        .unwrap();
    assert_eq!(known(&report, "total_balance"), 73_000);
}

#[test]
fn sums_run_over_what_is_stated_and_absent_is_not_zero() {
    assert_eq!(known(&report().build().unwrap(), "total_balance"), 0, "no account matches");
    assert_eq!(absent(&one(CreditCard, |card| card), "total_balance"), NotStated, "one matches and states nothing");
    let report = report()
        .account(CreditCard, "a", |card| card.balance(5))
        .account(CreditCard, "b", |card| card.past_due(7))
        .account(NonRevolvingLoan, "settled", |loan| loan.state(AccountState::Settled).balance(1_000))
        .account(Rent, "flat", |rent| rent.past_due(900))
        .build()
        .unwrap();
    assert_eq!((known(&report, "total_balance"), known(&report, "total_past_due")), (500, 700));
    assert_eq!(absent(&report, "scheduled_payment"), NotStated);
    assert_eq!(known(&report, "total_principal"), 0, "settled loans are not open");
}

#[test]
fn used_is_the_used_amount_where_stated_else_the_balance() {
    let report = report()
        .account(CreditCard, "a", |card| card.limit(1_000).balance(900).used(300))
        .account(QuasiCreditCard, "b", |card| card.limit(1_000).balance(200))
        .build()
        .unwrap();
    assert_eq!(known(&report, "card_used"), 50_000);
    assert_eq!(known(&report, "card_utilisation"), 2_500);
    assert_eq!(known(&report, "highest_card_utilisation"), 3_000);
}

#[test]
fn utilisation_is_over_open_cards_with_a_limit_and_counts_an_overpaid_card_as_unused() {
    let report = report()
        .account(CreditCard, "overpaid", |card| card.limit(100).balance(-50))
        .account(CreditCard, "used", |card| card.limit(200).balance(199))
        .account(CreditCard, "no limit", |card| card.limit(0).balance(500))
        .account(CreditCard, "closed", |card| card.limit(900).state(AccountState::Closed).balance(900))
        .account(RevolvingLoan, "no card", |loan| loan.limit(900).balance(900))
        .build()
        .unwrap();
    assert_eq!((known(&report, "card_used"), known(&report, "card_limit")), (19_900, 30_000));
    assert_eq!(known(&report, "card_utilisation"), 6_633, "199 of 300, rounded down");
    assert_eq!(known(&report, "highest_card_utilisation"), 9_950);
    assert_eq!(known(&report, "cards_over_75_percent_used"), 1);
    let without = one(CreditCard, |card| card.limit(0).balance(10));
    for name in ["card_utilisation", "highest_card_utilisation"] {
        assert_eq!(absent(&without, name), NoSuchAccount);
    }
    assert_eq!(absent(&one(CreditCard, |card| card.limit(10)), "card_utilisation"), NotStated);
    assert_eq!(known(&one(CreditCard, |card| card.limit(100).balance(75)), "cards_over_75_percent_used"), 1);
    assert_eq!(known(&one(CreditCard, |card| card.limit(10_000).balance(7_499)), "cards_over_75_percent_used"), 0);
}

#[test]
fn burden_is_balance_over_original_principal_of_open_instalment_loans() {
    let report = report()
        .account(NonRevolvingLoan, "a", |loan| loan.principal(900).balance(300))
        .account(SubAccount, "b", |loan| loan.principal(600).balance(200))
        .account(NonRevolvingLoan, "no principal", |loan| loan.balance(77))
        .build()
        .unwrap();
    assert_eq!(known(&report, "instalment_burden"), 3_333);
    assert_eq!(absent(&one(NonRevolvingLoan, |loan| loan.balance(7)), "instalment_burden"), NoSuchAccount);
}

#[test]
fn shares_are_floors_in_128_bits() {
    let share = |part: i64, whole: i64| {
        let mut report = one(CreditCard, |card| card).into_data();
        report.accounts[0].limit = Some(Money::from_minor(whole, Currency::CNY));
        report.accounts[0].latest.balance = Some(Money::from_minor(part, Currency::CNY));
        let value = |name: &str| {
            format!(r#"{{"accounts": {{"across": "sum", "of": {{"value": "{name}"}}, "where": {{"all": []}}}}}}"#)
        };
        let (part, whole) = (value("balance"), value("limit"));
        let ratio = format!(r#"{{"derived": {{"operation": "ratio", "left": {part}, "right": {whole}}}}}"#);
        row(&Report::new(report).unwrap(), &ratio)
    };
    assert_eq!(share(2, 3), Ok(Reading::Known(6_666)));
    assert_eq!(share(-2, 3), Ok(Reading::Known(-6_667)), "rounded down, not towards zero");
    assert_eq!(share(i64::MAX, i64::MAX), Ok(Reading::Known(10_000)));
    assert_eq!(share(1, 0), Ok(Reading::Absent(NothingToDivideBy)));
    assert!(matches!(share(i64::MAX, 1), Err(AttributeError::OutOfRange { .. })));
}

#[test]
fn a_sum_past_64_bits_is_an_error_that_names_subject_and_attribute() {
    let mut data = report()
        .account(CreditCard, "a", |card| card)
        .account(CreditCard, "b", |card| card)
        .build()
        .unwrap()
        .into_data();
    for account in &mut data.accounts {
        account.limit = Some(Money::from_minor(i64::MAX, Currency::CNY));
        account.latest.balance = Some(Money::from_minor(i64::MAX / 2, Currency::CNY));
    }
    let attributes = Report::new(data).unwrap().under(FULL).attributes();
    let error = attributes.get("total_limit").unwrap_err();
    assert_eq!(error.to_string(), "attribute `total_limit` of somebody is out of range: expected it to fit 64 bits");
    assert_eq!(attributes.get("card_utilisation"), Ok(Reading::Known(4_999)), "its own range is not exceeded");
    assert_eq!(attributes.get("accounts"), Ok(Reading::Known(2)));
    let written = serde_json::to_string(&attributes).unwrap_err().to_string();
    assert!(written.contains("out of range"), "{written}");
}

#[test]
fn a_missing_field_is_false_and_not_negates_that() {
    let report = one(CreditCard, |card| card);
    let count = |filter: &str| {
        let measure = format!(r#"{{"accounts": {{"across": "count", "of": "account", "where": {filter}}}}}"#);
        row(&report, &measure).unwrap()
    };
    for atom in [
        r#"{"above": "balance"}"#,
        r#"{"opened_within": 600}"#,
        r#"{"used_at_least_percent": 0}"#,
        r#"{"business": ["credit_card"]}"#,
        r#"{"guarantee": ["unsecured"]}"#,
        r#"{"furnisher_type": ["other"]}"#,
        r#"{"role": ["sole"]}"#,
        r#"{"state": ["normal"]}"#,
        r#""state_known""#,
        r#"{"last_month": [0, 1, 2, 3, 4]}"#,
    ] {
        assert_eq!(count(atom), Reading::Known(0), "{atom}");
        assert_eq!(count(&format!(r#"{{"not": {atom}}}"#)), Reading::Known(1), "not {atom}");
    }
}

#[test]
fn overdue_amounts_count_in_late_months_and_are_zero_elsewhere() {
    let report = report()
        .account(NonRevolvingLoan, "a", |loan| loan.paid("#1N2").overdue(&[(0, 999), (1, 10), (3, 40)]))
        .account(CreditCard, "b", |card| card.paid("NB").overdue(&[(1, 7)]))
        .account(QuasiCreditCard, "c", |card| card.paid("123").overdue(&[(0, 500), (1, 500), (2, 20)]))
        .account(Rent, "d", |rent| rent.paid("1").overdue(&[(0, 5_000)]))
        .build()
        .unwrap();
    assert_eq!(known(&report, "highest_monthly_past_due_12"), 4_000);
    let of_months = |across: &str, window: u8| {
        let filter = r#"{"kinds": ["d1", "r4", "r1", "r2", "r3"]}"#;
        let measure =
            format!(r#"{{"months": {{"across": "{across}", "of": "overdue", "where": {filter}, "in": {window}}}}}"#);
        row(&report, &measure).unwrap()
    };
    assert_eq!(of_months("sum", 4), Reading::Known(1_700 + 2_000 + 4_000));
    assert_eq!(of_months("count", 60), Reading::Known(3));
    assert_eq!(of_months("average", 60), Reading::Known(7_700 / 60));
    assert_eq!(of_months("months_since", 60), Reading::Known(1));

    let name = "highest_monthly_past_due_12";
    assert_eq!(known(&self::report().build().unwrap(), name), 0);
    assert_eq!(known(&one(CreditCard, |card| card.paid("NN")), name), 0, "nothing was late");
    assert_eq!(absent(&one(CreditCard, |card| card.paid("N1")), name), NotStated, "late, and no amount stated");
    assert_eq!(known(&one(CreditCard, |card| card.paid("11").overdue(&[(1, 3)])), name), 300);
}

#[test]
fn distinct_late_months_count_a_month_once() {
    let report = report()
        .account(CreditCard, "a", |card| card.paid("1N1"))
        .account(NonRevolvingLoan, "b", |loan| loan.paid("NN2"))
        .account(QuasiCreditCard, "c", |card| card.paid("N2N"))
        .build()
        .unwrap();
    assert_eq!((known(&report, "late_months_1_24"), known(&report, "distinct_late_months_24")), (3, 2));
}

#[test]
fn furnishers_are_told_apart_by_their_code_as_reported() {
    let report = report()
        .account(CreditCard, "a", |card| card.furnisher("AB"))
        .account(CreditCard, "b", |card| card.furnisher("AB"))
        .account(NonRevolvingLoan, "c", |loan| loan.furnisher("ab"))
        .account(Rent, "d", |rent| rent.furnisher("landlord"))
        .build()
        .unwrap();
    assert_eq!(known(&report, "furnishers"), 2);
}

#[test]
fn the_same_inquirer_for_the_same_reason_counts_once_in_a_fortnight_of_one_that_counted() {
    use InquiryReason::{CardApproval, LoanApproval};
    let of = |days: &[(&str, &str, InquiryReason)]| {
        let report = days.iter().fold(report(), |report, &(day, who, why)| report.inquiry(day, who, why));
        report.build().unwrap()
    };
    let report = of(&[
        ("2024-06-20", "A", LoanApproval), // 19 days after the first, which counted: counts
        ("2024-06-01", "A", LoanApproval), // counts
        ("2024-06-10", "A", LoanApproval), // 9 days after the first: does not
        ("2024-06-10", "B", LoanApproval), // another inquirer
        ("2024-06-10", "A", CardApproval), // another reason
    ]);
    let counted = |name: &str| known(&report, name);
    assert_eq!((counted("hard_inquiries_1"), counted("hard_inquiries_raw_1")), (4, 5));
    assert_eq!(counted("shopping_inquiries_1"), 3, "whoever asks, one loan on the 1st and one on the 20th, one card");
    for (day, count) in [("2024-06-14", 1), ("2024-06-15", 1), ("2024-06-16", 2)] {
        let report = of(&[("2024-06-01", "A", LoanApproval), (day, "A", LoanApproval)]);
        assert_eq!(known(&report, "hard_inquiries_1"), count, "{day}");
    }
    // Duplicates are told before windows: the one of May counted, so that of June does not.
    let report = of(&[("2024-05-25", "A", LoanApproval), ("2024-06-03", "A", LoanApproval)]);
    assert_eq!((known(&report, "hard_inquiries_1"), known(&report, "hard_inquiries_3")), (0, 1));
    assert_eq!(known(&report, "hard_inquiries_raw_1"), 1);
}

#[test]
fn inquiries_are_counted_by_reason_day_and_inquirer() {
    use InquiryReason::{AccountReview, AfterInsuring, CardApproval, CreditReview, LoanApproval, OwnInquiry};
    let report = report()
        .inquiry("2024-06-24", "A", LoanApproval)
        .inquiry("2024-06-23", "B", LoanApproval)
        .inquiry("2024-06-02", "A", CardApproval)
        .inquiry("2024-06-02", "A", OwnInquiry)
        .inquiry("2024-02-02", "C", AccountReview)
        .inquiry("2022-07-01", "C", AfterInsuring)
        .inquiry("2022-06-30", "C", AccountReview)
        .inquiry("2024-06-02", "D", CreditReview)
        .build()
        .unwrap();
    assert_eq!((known(&report, "loan_inquirers_1"), known(&report, "card_inquirers_1")), (2, 1));
    assert_eq!((known(&report, "review_inquiries_24"), known(&report, "own_inquiries_24")), (2, 1));
    // The report is of the 30th: 7 days leave out the 24th to the 30th.
    assert_eq!((known(&report, "hard_inquiries_6"), known(&report, "hard_inquiries_6_excluding_7_days")), (3, 2));
    assert_eq!(known(&report, "months_since_hard_inquiry"), 0);
    let nobody = self::report().build().unwrap();
    assert_eq!(absent(&nobody, "months_since_hard_inquiry"), NeverHappened);
    assert_eq!((known(&nobody, "hard_inquiries_24"), known(&nobody, "hard_inquiries_change")), (0, 0));
}

#[test]
fn liability_counts_guarantees_and_co_borrowing() {
    let liability = |role, amount| {
        let mut liability = Liability::default();
        liability.role = Some(role);
        liability.amount = Some(Money::whole(amount, Currency::CNY));
        liability
    };
    let with = |liabilities: Vec<Liability>| report().with(|data| data.liabilities = liabilities).build().unwrap();
    let (guarantor, borrower) = (LiabilityRole::Guarantor, LiabilityRole::CoBorrower);
    let listed = vec![liability(guarantor, 5), liability(borrower, 7), liability(LiabilityRole::Other, 100)];
    assert_eq!(known(&with(listed), "related_liability"), 1_200);
    assert_eq!(known(&with(Vec::new()), "related_liability"), 0);
    let mut silent = liability(guarantor, 5);
    silent.amount = None;
    assert_eq!(absent(&with(vec![silent.clone()]), "related_liability"), NotStated);
    assert_eq!(known(&with(vec![silent, liability(guarantor, 2)]), "related_liability"), 200);

    let mut dated = liability(guarantor, 5);
    dated.reported = "2024-06-10".parse().ok();
    let report = with(vec![dated]);
    let at = |month: &str| report.under(FULL).at(month.parse().unwrap()).attributes().get("related_liability");
    assert_eq!((at("2024-06"), at("2024-05")), (Ok(500.into()), Ok(Reading::Absent(NotKnownAtMonth))));
}

#[test]
fn a_change_needs_a_reported_month_in_both_years() {
    let late = "N1N1NNNNNNNN1NNNNNN";
    let report = one(CreditCard, |card| card.paid(late).overdue(&[(1, 5), (12, 9)]));
    assert_eq!((known(&report, "late_months_change"), known(&report, "on_time_months_change")), (1, 10 - 6));
    assert_eq!(known(&report, "past_due_change"), 500 - 900);
    for name in ["late_months_change", "on_time_months_change", "past_due_change"] {
        assert_eq!(absent(&one(CreditCard, |card| card.paid("NNNNNNNNNNNN#")), name), NotStated);
        assert_eq!(absent(&one(CreditCard, |card| card.as_of("2023-06").paid("NNN")), name), NotStated);
        assert_eq!(absent(&one(Rent, |rent| rent.paid(late)), name), NoSuchAccount);
    }
}

#[test]
fn never_late_and_no_account_do_not_look_alike() {
    assert_eq!(absent(&one(CreditCard, |card| card.paid("NN")), "months_since_late_1"), NeverHappened);
    assert_eq!(absent(&report().build().unwrap(), "months_since_late_1"), NoSuchAccount);
    assert_eq!(absent(&report().build().unwrap(), "worst_status_12"), NoSuchAccount);
    assert_eq!(absent(&report().build().unwrap(), "percent_accounts_never_late"), NoSuchAccount);
    // Nothing on record is not the best that there can be.
    assert_eq!(absent(&one(CreditCard, |card| card), "worst_status_12"), NotStated);
    let sold = one(CreditCard, |card| card.as_of("2023-12").paid("BBB").state(AccountState::BadDebt));
    assert_eq!((absent(&sold, "worst_status_3"), known(&sold, "worst_status_12")), (NotStated, 15));
}

#[test]
fn hidden_is_not_zero() {
    let report = report()
        .account(CreditCard, "card", |card| card.limit(100).balance(20).paid("N1N").state(AccountState::Normal))
        .account(Rent, "flat", |rent| rent.paid("NNN"))
        .inquiry("2024-06-01", "A", InquiryReason::LoanApproval)
        .build()
        .unwrap();
    let blind = report.under(Regime::negative_only()).attributes();
    let cause = |name: &str| blind.special_value(name).unwrap();
    for name in ["card_limit", "card_utilisation", "total_balance", "hard_inquiries_12", "related_liability"] {
        assert_eq!(cause(name), Some(Hidden), "{name}");
    }
    // What went wrong is on record, and nothing else: not how many accounts there are, nor what was paid.
    assert_eq!((blind.get("late_months_1_12"), blind.get("bad_debts")), (Ok(1.into()), Ok(0.into())));
    for name in ["on_time_months_12", "open_accounts", "rent_accounts", "oldest_account_age", "positive_depth"] {
        assert_eq!(cause(name), Some(Hidden), "{name}");
    }
}

/// The page's table of rows under a bureau that records only what went wrong, and what it says of nobody.
#[test]
fn the_rows_that_a_negative_only_kind_feeds_are_those_of_the_page() {
    let wrongs = Regime::builder("wrongs").show(KindSet::ALL, Disclosure::NegativeOnly).build().unwrap();
    let is_fed = |row: &&Attribute| !row.fed_by(&wrongs).is_empty();
    let fed: Vec<&str> = Catalogue::standard().iter().filter(is_fed).map(|row| row.name.as_str()).collect();
    insta::assert_snapshot!("fed_by_negative_only", fed.join("\n"));
    let nobody = report().build().unwrap().under(&wrongs).attributes();
    for name in fed {
        let reading = nobody.get(name).unwrap();
        assert!(matches!(reading, Reading::Known(0) | Reading::Absent(NeverHappened)), "{name}: {reading}");
    }
}

/// Bounds of filters: zero is not above zero, just the share asked for is enough, and a month too old is too old.
#[test]
fn filters_stand_on_the_right_side_of_their_bounds() {
    let count = |report: &Report, filter: &str| {
        let row = format!(
            r#"{{"name": "own", "measure": {{"accounts": {{"across": "count", "of": "account", "where": {filter}}}}}}}"#
        );
        let plan = Plan::new([serde_json::from_str::<Attribute>(&row).unwrap()]).unwrap();
        report.under(FULL).attributes_of(&plan).get("own").unwrap()
    };
    let card =
        |used: i32| one(CreditCard, |card| card.opened("2024-06-30").limit(100).balance(used).past_due(used.max(0)));
    for (used, above) in [(-1, 0), (0, 0), (1, 1)] {
        for value in ["balance", "used", "past_due", "utilisation"] {
            assert_eq!(count(&card(used), &format!(r#"{{"above": "{value}"}}"#)), above.into(), "{value} of {used}");
        }
    }
    for (used, enough) in [(74, 0), (75, 1), (76, 1)] {
        assert_eq!(count(&card(used), r#"{"used_at_least_percent": 75}"#), enough.into());
    }
    let opened = |day: &'static str| one(CreditCard, |card| card.opened(day).limit(0));
    assert_eq!(count(&opened("2024-04-01"), r#"{"opened_within": 3}"#), Reading::Known(1));
    assert_eq!(count(&opened("2024-03-31"), r#"{"opened_within": 3}"#), Reading::Known(0));
    assert_eq!(count(&opened("2024-06-30"), r#"{"above": "age"}"#), Reading::Known(0));
    assert_eq!(count(&opened("2024-05-31"), r#"{"above": "age"}"#), Reading::Known(1));
    assert_eq!(count(&opened("2024-06-30"), r#"{"above": "limit"}"#), Reading::Known(0));
}

#[test]
fn a_state_shown_as_open_only_is_in_a_set_if_every_open_state_is() {
    let flat = one(Rent, |rent| rent.paid("NN").state(AccountState::Normal));
    let regime = Regime::holistic_positive_only();
    let count = |filter: &str| {
        let row = format!(
            r#"{{"name": "own", "measure": {{"accounts": {{
                "across": "count", "of": {{"any": "on_time"}}, "where": {{"all": [{{"kinds": ["rent"]}}, {filter}]}}}}}}}}"#
        );
        let row: Attribute = serde_json::from_str(&row).unwrap();
        flat.under(regime).attributes_of(&Plan::new([row]).unwrap()).get("own").unwrap()
    };
    let open: Vec<_> = AccountState::ALL.iter().filter(|state| state.is_open()).collect();
    let open = serde_json::to_string(&open).unwrap();
    assert_eq!(count(&format!(r#"{{"state": {open}}}"#)), Reading::Known(1));
    // Whether one is in some of the closed states cannot be told of anybody, so the row is not fed.
    assert_eq!(count(r#"{"state": ["settled", "ended"]}"#), Reading::Absent(Hidden));
    assert_eq!(count(r#"{"state": ["normal"]}"#), Reading::Absent(Hidden));
    assert_eq!(count(r#"{"any": [{"all": [{"state": ["normal"]}, {"kinds": ["r2"]}]}, "open"]}"#), Reading::Known(1));
    assert_eq!(count(r#"{"any": [{"state": ["normal"]}, {"kinds": ["rent"]}]}"#), Reading::Known(1));
}

#[test]
fn a_negative_only_regime_shows_negative_states_whatever_else_is_masked() {
    use credit_bureau::history::Months;
    use credit_bureau::policy::{AccountMask, Fields};
    let bad = one(CreditCard, |card| card.paid("BNN").state(AccountState::BadDebt));
    let good = one(CreditCard, |card| card.paid("1NN").state(AccountState::Normal));
    let masks = [AccountMask { months: Months::ALL, fields: Fields::STATE, present: true }];
    for (report, count) in [(bad, 1), (good, 0)] {
        let regime = Regime::negative_only();
        let attributes = report.under(regime).masked(&masks).unwrap().attributes();
        assert_eq!(attributes.get("bad_debts"), Ok(Reading::Known(count)));
    }
}

#[test]
fn the_names_of_the_page_are_in_the_catalogue() {
    let mut names = Vec::new();
    let mut add = |pattern: &str, w: &[u32]| match pattern.strip_suffix("_w") {
        Some(name) => names.extend(w.iter().map(|w| format!("{name}_{w}"))),
        None => names.push(pattern.to_owned()),
    };
    for name in "accounts open_accounts closed_accounts accounts_d1 accounts_r4 accounts_r1 accounts_r2 accounts_r3 \
                 accounts_c1 furnishers percent_instalment_accounts revolving_accounts_with_balance \
                 instalment_accounts_with_balance percent_accounts_with_balance total_principal total_limit \
                 total_balance total_past_due card_limit card_used scheduled_payment collection_balance \
                 related_liability card_utilisation highest_card_utilisation instalment_burden \
                 cards_over_75_percent_used accounts_now_late bad_debts collections abnormal_ends guarantor_paid \
                 percent_accounts_never_late late_months_change on_time_months_change past_due_change \
                 hard_inquiries_change longest_on_time_streak current_on_time_streak oldest_account_age \
                 newest_account_age average_account_age oldest_card_age positive_depth longest_positive_streak \
                 hard_inquiries_6_excluding_7_days loan_inquirers_1 card_inquirers_1 review_inquiries_24 \
                 own_inquiries_24 months_since_hard_inquiry"
        .split_whitespace()
    {
        add(name, &[]);
    }
    add("accounts_opened_w", &[3, 6, 12, 24]);
    add("highest_monthly_past_due_w", &[12, 24, 60]);
    (1..=4).for_each(|k| add(&format!("late_months_{k}_w"), &[6, 12, 24, 60]));
    add("distinct_late_months_w", &[24, 60]);
    add("worst_status_w", &[3, 6, 12, 24, 60]);
    add("accounts_ever_late_w", &[1, 3, 4]);
    add("months_since_late_w", &[1, 3, 4]);
    for sort in ["reported_months", "on_time_months", "positive_on_time_months", "positive_late_months"] {
        add(&format!("{sort}_w"), &[12, 24, 60]);
    }
    for kind in ["rent", "prepaid", "utility", "telecom"] {
        add(&format!("{kind}_accounts"), &[]);
        add(&format!("{kind}_on_time_months_w"), &[12, 24, 60]);
        add(&format!("{kind}_late_months_w"), &[12, 24, 60]);
    }
    for sort in ["hard_inquiries", "hard_inquiries_raw", "shopping_inquiries"] {
        add(&format!("{sort}_w"), &[1, 3, 6, 12, 24]);
    }
    for name in &names {
        assert!(Catalogue::standard().get(name).is_some(), "{name}");
    }
    // What the HELOC data and the summary of the PBOC report have and the page does not name.
    let more = ["satisfactory_accounts", "months_since_hard_inquiry_excluding_7_days"];
    assert_eq!(Catalogue::standard().len(), names.len() + more.len() + OF_SUMMARY_BLOCKS.split_whitespace().count());
}

/// Counts and sums of the PBOC summary have names here: PC02C, PC02D to PC02I, PC03 and PC05B.
#[test]
fn the_summary_blocks_of_the_pboc_report_have_names_here() {
    let report = Report::builder("2024-06-30")
        .account(NonRevolvingLoan, "d1", |loan| {
            let loan = loan.furnisher("A").state(AccountState::BadDebt).principal(900).balance(500);
            loan.paid("21N").overdue(&[(0, 70)])
        })
        .account(CreditCard, "r2", |card| card.furnisher("A").limit(100).balance(30).used(20).paid("1"))
        .account(CreditCard, "r2 of another", |card| card.furnisher("B").limit(50).balance(4).used(4).paid("NN"))
        .account(CreditCard, "closed", |card| card.furnisher("C").state(AccountState::Closed).limit(9).paid("C"))
        .account(AccountKind::Utility, "water", |water| water.past_due(44).paid("1"))
        .account(AccountKind::Telecom, "phone", |phone| phone.past_due(0).paid("N"))
        .inquiry("2024-06-02", "A", InquiryReason::OwnInquiry)
        .inquiry("2023-06-02", "B", InquiryReason::GuaranteeQualification)
        .inquiry("2023-06-03", "B", InquiryReason::MerchantVerification)
        .build()
        .unwrap();
    let attributes = report.under(FULL).attributes();
    for name in OF_SUMMARY_BLOCKS.split_whitespace() {
        assert!(Catalogue::standard().get(name).is_some(), "{name}");
    }
    for (name, value) in [
        ("bad_debt_balance", 50_000),
        ("open_accounts_d1", 1),
        ("open_accounts_r2", 2),
        ("furnishers_r2", 2),
        ("principal_d1", 90_000),
        ("limit_r2", 15_000),
        ("balance_r2", 3_400),
        ("used_r2", 2_400),
        ("accounts_ever_late_1_d1", 1),
        ("accounts_ever_late_1_r3", 0),
        ("distinct_late_months_60_d1", 2),
        ("distinct_late_months_60_r2", 1),
        ("highest_monthly_past_due_60_d1", 7_000),
        ("utility_accounts_in_arrears", 1),
        ("utility_past_due", 4_400),
        ("telecom_accounts_in_arrears", 0),
        ("telecom_past_due", 0),
        ("guarantee_inquiries_24", 1),
        ("merchant_inquiries_24", 1),
        ("own_inquiries_1", 1),
    ] {
        assert_eq!(attributes.get(name), Ok(Reading::Known(value)), "{name}");
    }
}

#[test]
fn the_attributes_of_the_heloc_data_have_names_here() {
    // FICO's public HELOC data (Explainable Machine Learning Challenge, 2018), all but the external score itself.
    let unit = |heloc: &str, name: &str, unit: Unit| {
        let row = Catalogue::standard().get(name).unwrap_or_else(|| panic!("{heloc} has no {name}"));
        assert_eq!(row.unit(), unit, "{heloc}");
    };
    for (heloc, name, of) in [
        ("MSinceOldestTradeOpen", "oldest_account_age", Unit::Months),
        ("MSinceMostRecentTradeOpen", "newest_account_age", Unit::Months),
        ("AverageMInFile", "average_account_age", Unit::Months),
        ("NumSatisfactoryTrades", "satisfactory_accounts", Unit::Count),
        ("NumTrades60Ever2DerogPubRec", "accounts_ever_late_3", Unit::Count),
        ("NumTrades90Ever2DerogPubRec", "accounts_ever_late_4", Unit::Count),
        ("PercentTradesNeverDelq", "percent_accounts_never_late", Unit::BasisPoints),
        ("MSinceMostRecentDelq", "months_since_late_1", Unit::Months),
        ("MaxDelq2PublicRecLast12M", "worst_status_12", Unit::Severity),
        ("MaxDelqEver", "worst_status_60", Unit::Severity),
        ("NumTotalTrades", "accounts", Unit::Count),
        ("NumTradesOpeninLast12M", "accounts_opened_12", Unit::Count),
        ("PercentInstallTrades", "percent_instalment_accounts", Unit::BasisPoints),
        ("MSinceMostRecentInqexcl7days", "months_since_hard_inquiry_excluding_7_days", Unit::Months),
        ("NumInqLast6M", "hard_inquiries_6", Unit::Count),
        ("NumInqLast6Mexcl7days", "hard_inquiries_6_excluding_7_days", Unit::Count),
        ("NetFractionRevolvingBurden", "card_utilisation", Unit::BasisPoints),
        ("NetFractionInstallBurden", "instalment_burden", Unit::BasisPoints),
        ("NumRevolvingTradesWBalance", "revolving_accounts_with_balance", Unit::Count),
        ("NumInstallTradesWBalance", "instalment_accounts_with_balance", Unit::Count),
        ("NumBank2NatlTradesWHighUtilization", "cards_over_75_percent_used", Unit::Count),
        ("PercentTradesWBalance", "percent_accounts_with_balance", Unit::BasisPoints),
    ] {
        unit(heloc, name, of);
    }
}

#[test]
fn rows_survive_json_and_unknown_words_are_refused() {
    let json = serde_json::to_string(Catalogue::standard()).unwrap();
    let back: Catalogue = serde_json::from_str(&json).unwrap();
    assert!(back.iter().eq(Catalogue::standard().iter()));
    assert_eq!(back.plan().fingerprint(), Plan::standard().fingerprint());
    assert_eq!(serde_json::to_string(&back).unwrap(), json);
    let good =
        r#"[{"name": "a", "measure": {"accounts": {"across": "highest", "of": "worst", "where": "open", "in": 12}}}]"#;
    assert!(serde_json::from_str::<Catalogue>(good).is_ok());
    for (from, to) in [
        ("\"highest\"", "\"total\""),
        ("\"open\"", "\"ajar\""),
        ("12", "61"),
        ("12", "0"),
        ("\"in\"", "\"inn\""),
        ("\"a\"", "\"A\""),
        ("}}}]", "}}, \"colour\": 1}]"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good);
        assert!(serde_json::from_str::<Catalogue>(&bad).is_err(), "{bad}");
    }
}

#[test]
fn a_users_own_rows_stand_beside_ours() {
    let row = |name: &str| -> Attribute {
        let json = r#"{"name": "NAME", "measure": {"accounts": {"across": "count", "of": {"any": {"severities": [13]}},
            "where": {"kinds": ["rent"]}}}}"#;
        serde_json::from_str(&json.replace("NAME", name)).unwrap()
    };
    let standard = Catalogue::standard();
    let wider = standard.extended_with(vec![row("evictions")]).unwrap();
    assert_eq!(wider.len(), standard.len() + 1);
    assert_eq!(wider.families().last().unwrap().0, Family::Own);
    assert!(wider.version().starts_with("2+"), "{}", wider.version());
    let report = one(Rent, |rent| rent.paid("NZN"));
    assert_eq!(report.under(FULL).attributes_of(&wider.plan()).get("evictions"), Ok(Reading::Known(1)));

    let message = standard.extended_with(vec![row("accounts")]).unwrap_err().to_string();
    assert!(message.starts_with("attribute `accounts` is another in the standard catalogue"), "{message}");
    let message = standard.extended_with(vec![standard.find("accounts").unwrap().clone()]).unwrap_err().to_string();
    assert_eq!(message, "two attributes are called `accounts`: expected each name once");
    let version_of = |plan: &Plan| report.under(FULL).attributes_of(plan).catalogue_version().to_owned();
    assert_eq!([standard, &wider].map(|catalogue| version_of(&catalogue.plan())), ["2", wider.version()]);
    // Loose rows are a catalogue of their own, wherever they come from.
    let own = Catalogue::from_rows(vec![row("x")]).unwrap();
    assert_eq!(version_of(&own.plan()), own.version());
    assert_eq!(version_of(&Plan::new([row("x")]).unwrap()), own.version());
    assert!(version_of(&Plan::new(standard.iter()).unwrap()).starts_with("own-"));
    assert!(Catalogue::from_rows(vec![row("x"), row("x")]).is_err());
    assert_eq!(Catalogue::from_rows(vec![row("x")]).unwrap().version().len(), "own-".len() + 16);
}

#[test]
fn an_unknown_name_is_met_with_the_most_similar_one() {
    let attributes = one(CreditCard, |card| card).under(FULL).attributes();
    let message = |name: &str| attributes.get(name).unwrap_err().to_string();
    assert_eq!(message("card_utilization"), "`card_utilization` is not an attribute: did you mean `card_utilisation`?");
    assert_eq!(message("religion"), "`religion` is not an attribute");
    let long = message(&"x\n".repeat(500));
    assert!(long.len() < 120 && !long.contains('\n'), "{long}");
}

#[test]
fn readings_are_written_as_a_map_with_null_for_absence() {
    let attributes = one(CreditCard, |card| card.limit(10).balance(5)).under(FULL).attributes();
    let map: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&serde_json::to_string(&attributes).unwrap()).unwrap();
    assert_eq!(map.len(), Catalogue::standard().len());
    assert_eq!(map["card_utilisation"], 5_000);
    assert_eq!(map["instalment_burden"], serde_json::Value::Null);
    let shown = format!("{attributes:?}");
    assert!(shown.contains("instalment_burden: absent (no such account)") && !shown.contains("somebody"), "{shown}");
}

#[test]
fn every_row_says_what_it_is_in_two_languages() {
    for row in Catalogue::standard().iter() {
        let (english, chinese) = (row.definition(Language::English), row.definition(Language::Chinese));
        assert!(english.is_ascii() || english.contains(['–', '“', '”', '÷', '−']), "{}: {english}", row.name);
        assert!(chinese.chars().any(|c| c > '\u{2E80}') && !chinese.contains('_'), "{}: {chinese}", row.name);
    }
    for language in [Language::English, Language::Chinese] {
        let distinct: BTreeSet<_> = Catalogue::standard().iter().map(|row| row.definition(language)).collect();
        assert_eq!(distinct.len(), Catalogue::standard().len(), "no two rows are defined alike");
    }
}

#[test]
fn a_formula_is_said_as_arithmetic() {
    for (name, english, chinese) in [
        (
            "card_utilisation",
            "used (at least 0) ÷ limit, over open cards with a limit",
            "授信额度大于0的未结清信用卡账户：已用额度（不低于0）÷授信额度",
        ),
        (
            "instalment_burden",
            "balance ÷ principal, over open instalment loans with a principal",
            "借款金额大于0的未结清分期类贷款账户：余额÷借款金额",
        ),
        (
            "percent_accounts_with_balance",
            "number of credit accounts with a balance ÷ number of credit accounts",
            "余额大于0的信贷账户数÷信贷账户数",
        ),
        (
            "percent_accounts_never_late",
            "share of credit accounts without a month 1–30 days past due or worse, last 60 months",
            "近60个月从无逾期1—30天及以上的信贷账户占比",
        ),
        ("total_limit", "limit, summed over open revolving accounts", "未结清循环类账户授信额度合计"),
        ("oldest_card_age", "age in months, highest among cards", "信用卡账户账龄（月）的最高值"),
        (
            "late_months_change",
            "change in months 1–30 days past due or worse, summed over credit accounts: last 12 months − months 12 to 23 back",
            "信贷账户逾期1—30天及以上的月数之和的变化：近12个月−12至23个月前",
        ),
        (
            "utility_past_due",
            "amount past due, summed over accounts of kind utility with last month “1–30 days past due” or worse and with an \
             amount past due",
            "最后一个月为“逾期1—30天”及以上且当前逾期总额大于0的公用事业账户当前逾期总额合计",
        ),
    ] {
        let row = Catalogue::standard().get(name).unwrap();
        assert_eq!(row.definition(Language::English), english);
        assert_eq!(row.definition(Language::Chinese), chinese);
    }
}

#[test]
fn every_row_has_a_short_title_of_its_own_that_says_the_window_of_its_name() {
    let catalogue = Catalogue::standard();
    for (language, length_max) in [(Language::English, 60), (Language::Chinese, 30)] {
        let title = |name: &str| catalogue.title(name, language).unwrap().to_owned();
        let titles: BTreeSet<_> = catalogue.iter().map(|row| title(&row.name)).collect();
        assert_eq!(titles.len(), catalogue.len(), "no two rows have one title");
        for row in catalogue.iter() {
            let title = title(&row.name);
            assert!((1..=length_max).contains(&title.chars().count()), "{}: {title}", row.name);
            assert!(!title.contains(['{', '}', '_']), "{}: {title}", row.name);
            match window_of(&row.name) {
                Some(1) => assert!(title.contains(language.pick("this month", "当月")), "{}: {title}", row.name),
                Some(months) => {
                    let (english, chinese) = (format!("last {months} months"), format!("近{months}个月"));
                    assert!(title.contains(language.pick(&english, &chinese)), "{}: {title}", row.name);
                }
                None if row.name.ends_with("_change") => {}
                None => assert!(!title.contains(", last") && !title.starts_with('近'), "{}: {title}", row.name),
            }
        }
    }
    let own = catalogue
        .extended_with(vec![Attribute { name: "mine".to_owned(), ..catalogue.get("accounts").unwrap().clone() }]);
    let own = own.unwrap();
    assert_eq!((own.title("mine", Language::English), own.title("nobody", Language::English)), (None, None));
    assert_eq!(own.title("bad_debts", Language::English), Some("bad debts"));
}

/// The months that a name says: its last number, but for how late a payment was and what is left out.
fn window_of(name: &str) -> Option<u8> {
    if name.contains("_ever_late_") || name.contains("_since_late_") || name.contains("_percent_") {
        return None;
    }
    let name = name.split("_excluding_").next().unwrap();
    name.split('_').filter_map(|word| word.parse().ok()).next_back()
}

/// Each with a filter and a test of its own, so that nothing is shared.
#[test]
fn a_plan_of_many_rows_is_compiled_in_time_in_proportion_to_their_number() {
    let row = |n: usize| -> Attribute {
        serde_json::from_value(serde_json::json!({"name": format!("row_{n}"), "measure": {"accounts": {
            "across": "count", "of": {"any": {"severities": [n % 16, n / 16 % 16]}},
            "where": {"all": ["open", {"opened_within": n + 1}, {"above": "balance"}]},
        }}}))
        .unwrap()
    };
    let rows: Vec<_> = (0..20_000).map(row).collect();
    let plan = common::soon(|| Plan::new(&rows).unwrap());
    let report = one(CreditCard, |card| card.opened("2024-06-01").balance(1).paid("1"));
    let attributes = report.under(FULL).attributes_of(&plan);
    // Severity 5 in its last month, in which it was opened.
    assert_eq!(
        [18, 5, 80, 85, 102].map(|n| attributes.get(&format!("row_{n}")).unwrap().known()),
        [Some(0), Some(1), Some(1), Some(1), Some(0)]
    );
}

#[test]
fn plans_of_rows_that_are_better_another_way_are_told_apart() {
    let row = |direction| Attribute { direction, ..Catalogue::standard().get("accounts").unwrap().clone() };
    let [higher, lower, neither] = [Direction::HigherIsBetter, Direction::LowerIsBetter, Direction::Neither]
        .map(|direction| Plan::new([row(direction)]).unwrap().fingerprint());
    assert!(higher != lower && lower != neither && neither != higher);
}

/// The rows of version 2 are what they are; if this fails, the catalogue needs another version.
#[test]
fn the_catalogue_of_a_version_never_changes() {
    assert_eq!(Catalogue::standard().version(), "2");
    assert_eq!(format!("{:016x}", Plan::standard().fingerprint()), FINGERPRINT_OF_VERSION_2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Rent adds evidence and never shortens an average age.
    #[test]
    fn a_positive_account_touches_the_positive_family_only((report, extra) in report_and_account()) {
        prop_assume!(extra.kind.is_positive());
        let with = with_account(&report, extra);
        let (before, after) = (report.under(FULL).attributes(), with.under(FULL).attributes());
        for (family, row) in Catalogue::standard().families() {
            if family != Family::Positive {
                prop_assert_eq!(before.get(&row.name), after.get(&row.name), "{}", row.name);
            }
        }
    }

    #[test]
    fn a_positive_only_source_raises_what_is_better_high_and_touches_nothing_else(report in reports()) {
        let hidden = Regime::builder("hidden").show(KindSet::POSITIVE, Disclosure::Hidden).build().unwrap();
        let without = report.under(&hidden).attributes();
        let with = report.under(Regime::holistic_positive_only()).attributes();
        for row in Catalogue::standard().iter() {
            let (before, after) = (without.get(&row.name), with.get(&row.name));
            match (row.direction, &before, &after) {
                (Direction::HigherIsBetter, Ok(Reading::Known(before)), Ok(Reading::Known(after))) => {
                    prop_assert!(after >= before, "{}", row.name);
                }
                // What nobody recorded may now be on record.
                (Direction::HigherIsBetter, Ok(Reading::Absent(Hidden)), Ok(Reading::Known(_))) => {}
                _ => prop_assert_eq!(&before, &after, "{}", row.name),
            }
        }
    }

    /// What a regime lets nothing feed, no stricter one lets anything feed.
    #[test]
    fn what_is_unobservable_stays_so_under_a_stricter_regime(
        (stricter, regime) in ordered_regimes(),
        choices in vec(any::<u8>(), 0..300),
    ) {
        for row in Catalogue::standard().iter().chain(&Choices(&choices).rows(20)) {
            prop_assert!(row.is_observable(&regime) || !row.is_observable(&stricter), "{row}");
            let (fed, less_fed) = (row.fed_by(&regime), row.fed_by(&stricter));
            prop_assert!(less_fed.without(fed).is_empty(), "{row}: {less_fed:?} and not {fed:?}");
        }
    }

    #[test]
    fn a_row_is_absent_for_no_cause_but_those_it_names((report, regime, month, masks) in scenes()) {
        let attributes = report.under(&regime).at(month).masked(&masks).unwrap().attributes();
        for (row, (name, reading)) in Catalogue::standard().iter().zip(attributes.iter()) {
            if let Some(cause) = reading.unwrap().special_value() {
                prop_assert!(row.special_values().contains(&cause), "{name}: {cause}");
            }
        }
    }
}

fn report_and_account() -> impl Strategy<Value = (Report, Account)> {
    reports().prop_flat_map(|report| {
        let account = common::accounts(report.date(), report.currency);
        (Just(report), account)
    })
}

fn with_account(report: &Report, account: Account) -> Report {
    let mut data = report.clone().into_data();
    data.accounts.push(account);
    Report::new(data).unwrap()
}

const OF_SUMMARY_BLOCKS: &str = "bad_debt_balance open_accounts_d1 open_accounts_r4 open_accounts_r1 open_accounts_r2 open_accounts_r3 \
     furnishers_d1 furnishers_r4 furnishers_r1 furnishers_r2 furnishers_r3 principal_d1 principal_r4 limit_r1 limit_r2 \
     limit_r3 balance_d1 balance_r4 balance_r1 balance_r2 balance_r3 used_r2 used_r3 accounts_ever_late_1_d1 \
     accounts_ever_late_1_r4 accounts_ever_late_1_r1 accounts_ever_late_1_r2 accounts_ever_late_1_r3 \
     distinct_late_months_60_d1 distinct_late_months_60_r4 distinct_late_months_60_r1 distinct_late_months_60_r2 \
     distinct_late_months_60_r3 highest_monthly_past_due_60_d1 highest_monthly_past_due_60_r4 \
     highest_monthly_past_due_60_r1 highest_monthly_past_due_60_r2 highest_monthly_past_due_60_r3 \
     utility_accounts_in_arrears utility_past_due telecom_accounts_in_arrears telecom_past_due guarantee_inquiries_24 \
     merchant_inquiries_24 own_inquiries_1";
const FULL: &Regime = Regime::holistic();
const FINGERPRINT_OF_VERSION_2: &str = "4e712a44c8ab795b";
