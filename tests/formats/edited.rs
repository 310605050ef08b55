//! A report that was read from a file, edited, and written again: what was kept of the file stays where it belongs.
#![cfg(feature = "json")]

use crate::round_trip::{same, sorted};

use credit_bureau::format::pboc;
use credit_bureau::format::{Node, native};
use credit_bureau::history::Severity;
use credit_bureau::report::{Gap, MonthlyState, MonthlyUpdate};
use credit_bureau::{Account, AccountKind, Currency, Money, Month, PaymentStatus, Report};

/// Reads a document leniently, with its problems counted.
fn lenient(text: &str, problems: usize) -> Report {
    let (report, found) = pboc::read_lenient(text).unwrap();
    assert_eq!(found.total(), problems, "{:?}", found.iter().map(ToString::to_string).collect::<Vec<_>>());
    report
}

/// The places of what a report keeps of its file.
fn kept_places(report: &Report) -> Vec<&str> {
    report.kept.iter().map(|kept| &*kept.place).collect()
}

/// A report of June with something wrong in every part of two loans: the state, the months, and the terms.
fn two_wrong_loans() -> Report {
    let loan = |id: &str| {
        format!(
            r#"{{ "PD01A": {{ "PD01AD01": "D1", "PD01AI01": "{id}", "PD01AD03": "??" }},
                "PD01B": {{ "PD01BD03": "??" }},
                "PD01C": {{ "PD01CR01": "2024-06", "PD01CJ06": "400" }},
                "PD01E": {{ "PD01ER01": "2024-05", "PD01ER02": "2024-06", "PD01ES01": "2", "PD01EH": [
                    {{ "PD01ER03": "2024-06", "PD01ED01": "N", "PD01EJ01": "7" }},
                    {{ "PD01ER03": "2024-05", "PD01ED01": "N", "PD01EJ01": "8" }} ] }} }}"#
        )
    };
    let text = format!(
        r#"{{ "PRH": {{ "PA01": {{ "PA01A": {{ "PA01AR01": "2024-07-31T10:00:00" }} }} }},
            "PDA": {{ "PD01": [ {}, {} ] }} }}"#,
        loan("one"),
        loan("two")
    );
    let report = lenient(&text, 10);
    same(&text, &pboc::write(&report).unwrap());
    assert_eq!(report.kept.len(), 10);
    report
}

/// Places of the second loan's kept values, and those of the first that are told to stay.
fn left(report: &Report, of_one: &[&str]) {
    let mut expected: Vec<_> = of_one.iter().map(|place| format!("PDA.PD01[0].{place}")).collect();
    let all = ["PD01A.PD01AD03", "PD01B.PD01BD03", "PD01C.PD01CJ06", CELLS[0], CELLS[1]];
    expected.extend(all.iter().map(|place| format!("PDA.PD01[1].{place}")));
    let mut found = kept_places(report);
    found.sort_unstable();
    assert_eq!(found, expected);
}

const CELLS: [&str; 2] = ["PD01E.PD01EH[0].PD01EJ01", "PD01E.PD01EH[1].PD01EJ01"];

#[test]
fn an_edit_drops_what_was_kept_of_the_part_that_it_replaces_and_of_nothing_else() {
    let on_time = PaymentStatus::of(Severity::PaidAsAgreed);
    let july: Month = "2024-07".parse().unwrap();
    let mut status = MonthlyUpdate::new(july);
    status.status = Some(on_time);
    let mut state = MonthlyUpdate::new(july);
    state.monthly = Some(MonthlyState::new(july));
    let mut both = state.clone();
    both.status = Some(on_time);
    let report = two_wrong_loans();
    let (terms, grade, past_due) = ("PD01A.PD01AD03", "PD01B.PD01BD03", "PD01C.PD01CJ06");
    for (update, stays) in
        [(status, vec![terms, grade, past_due]), (state, vec![terms, CELLS[0], CELLS[1]]), (both, vec![terms])]
    {
        let mut report = report.clone();
        report.append_month("one", update, Gap::Refuse).unwrap();
        left(&report, &stays);
        assert_eq!(native::read(native::write(&report)).unwrap(), report);
        // What the second loan kept is written where it was.
        let document = pboc::to_document(&report).0;
        let at = |place: &str| document.at(&place.parse().unwrap()).and_then(Node::as_text).map(str::to_owned);
        assert_eq!(at("PDA.PD01[1].PD01C.PD01CJ06").as_deref(), Some("400"));
        assert_eq!(at("PDA.PD01[1].PD01E.PD01EH[1].PD01EJ01").as_deref(), Some("8"));
        assert_eq!(at("PDA.PD01[0].PD01C.PD01CJ06").is_some_and(|text| !text.is_empty()), stays.contains(&past_due));
    }
    let mut corrected = report.clone();
    corrected.set_month("one", "2024-05".parse().unwrap(), on_time, None).unwrap();
    left(&corrected, &[terms, grade, past_due]);
}

#[test]
fn an_amount_past_due_that_was_left_out_is_not_written_into_another_month() {
    let report = Report::builder("2024-07-31")
        .account(AccountKind::NonRevolvingLoan, "loan", |loan| loan.as_of("2024-06").past_due(400).paid("1N"))
        .build()
        .unwrap();
    let text = pboc::write(&report).unwrap().replacen("\"PD01ED01\": \"1\"", "\"PD01ED01\": \"N\"", 1);
    let text = text.replacen("\"PD01DD01\": \"1\"", "\"PD01DD01\": \"N\"", 1);
    let mut report = lenient(&text, 1);
    assert_eq!(kept_places(&report), ["PDA.PD01[0].PD01C.PD01CJ06"]);
    let mut july = MonthlyUpdate::new("2024-07".parse().unwrap());
    july.status = Some(PaymentStatus::of(Severity::PaidAsAgreed));
    july.monthly = Some(MonthlyState::new(july.month));
    report.append_month("loan", july, Gap::Refuse).unwrap();
    assert_eq!(pboc::read(pboc::write(&report).unwrap()).unwrap(), report);
}

#[test]
fn a_payment_string_that_was_left_out_is_not_written_beside_another_month() {
    let text = r#"{ "PRH": { "PA01": { "PA01A": { "PA01AR01": "2024-07-31T10:00:00" } } },
        "PND": { "PE01": [ { "PE01A": { "PE01AD01": "TE", "PE01AR02": "2024-06", "PE01AQ02": "NN??" } } ] } }"#;
    let report = lenient(text, 1);
    assert_eq!(kept_places(&report), ["PND.PE01[0].PE01A.PE01AQ02"]);
    let july: Month = "2024-07".parse().unwrap();
    for status in [None, Some(PaymentStatus::of(Severity::PaidAsAgreed))] {
        let mut report = report.clone();
        let mut update = MonthlyUpdate::new(july);
        (update.status, update.monthly) = (status, Some(MonthlyState::new(july)));
        report.append_month("PE01[0]", update, Gap::Refuse).unwrap();
        assert_eq!(kept_places(&report), [] as [&str; 0]);
        let (text, omissions) = pboc::write_with_omissions(&report);
        assert!(!text.contains("NN??"), "{omissions:?}");
    }
}

#[test]
fn a_replaced_account_leaves_nothing_of_itself_in_its_successor() {
    let mut report = two_wrong_loans();
    let successor = Account::new(AccountKind::NonRevolvingLoan, "three".into());
    report.replace_account("one", successor).unwrap();
    left(&report, &[]);
    let document = pboc::to_document(&report).0;
    let business = |index| document.at(&format!("PDA.PD01[{index}].PD01A.PD01AD03").parse().unwrap()).cloned();
    assert_eq!((business(0), business(1)), (None, Some(Node::text("??"))));

    // An account of another kind may stand elsewhere in the file, and those after it move up.
    report.replace_account("three", Account::new(AccountKind::Rent, "flat".into())).unwrap();
    assert_eq!(kept_places(&report), [] as [&str; 0]);
}

#[test]
fn what_an_older_native_file_kept_of_cells_is_dropped_with_any_grid() {
    let mut data = two_wrong_loans().into_data();
    for kept in &mut data.kept {
        assert_eq!(kept.part.take().unwrap().account().unwrap().as_str().len(), 3);
    }
    let report = Report::new(data).unwrap();
    let text = native::write(&report);
    assert!(!text.contains("\"part\""));
    let mut report = native::read(text).unwrap();
    let june = "2024-06".parse().unwrap();
    report.set_month("one", june, PaymentStatus::of(Severity::PaidAsAgreed), None).unwrap();
    assert_eq!((report.kept.len(), kept_places(&report).iter().any(|place| place.contains("PD01EH["))), (6, false));
}

#[test]
fn grids_grow_with_a_corrected_month() {
    let month = |text: &str| -> Month { text.parse().unwrap() };
    let report = |grid_24: Option<&str>, grid_60: Option<&str>| {
        let range = |first: Option<&str>| first.map(|first| (month(first), month("2024-06")));
        Report::builder("2024-06-30")
            .account(AccountKind::CreditCard, "card", |card| {
                card.paid("NNNN").with(|card| {
                    let payments = card.payments.as_mut().unwrap();
                    (payments.grid_24, payments.grid_60) = (range(grid_24), range(grid_60));
                })
            })
            .build()
            .unwrap()
    };
    let all = Some((month("2024-03"), month("2024-06")));
    for (grid_24, grid_60, overdue, expected) in [
        (Some("2024-03"), None, Some(40), all),
        (Some("2024-03"), None, None, None),
        (Some("2024-03"), Some("2024-05"), Some(40), all),
        (Some("2024-05"), Some("2024-03"), Some(40), all),
        (None, None, Some(40), None),
    ] {
        let mut report = report(grid_24, grid_60);
        let before = report.accounts[0].payments.clone().unwrap();
        let overdue = overdue.map(|amount| Money::whole(amount, Currency::CNY));
        report.set_month("card", month("2024-04"), PaymentStatus::of(Severity::Late1To30), overdue).unwrap();
        let payments = report.accounts[0].payments.as_ref().unwrap();
        assert_eq!((payments.grid_24, payments.grid_60), (before.grid_24, expected), "{grid_24:?} {grid_60:?}");
        let again = pboc::read(pboc::write(&report).unwrap()).unwrap();
        assert_eq!(sorted(again), sorted(report));
    }
}
