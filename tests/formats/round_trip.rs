//! What is read is written again as it was, and what is written is read again as it was.
#![cfg(feature = "json")]

use crate::common::{self, data};
use crate::documents;

use std::collections::{BTreeMap, HashSet};

use credit_bureau::format::pboc::{self, PbocReader, WriteError};
use credit_bureau::format::{FileForm, Limits, Node, Place, difference, native};
use credit_bureau::history::{DelinquencyBucket, Severity};
use credit_bureau::report::{Gap, Kept, MonthlyUpdate};
use credit_bureau::testkit;
use credit_bureau::{AccountKind, Currency, Money, Month, PaymentStatus, Report};
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_lenient_reading_loses_nothing(seed: u64, noise in 0..12_u64) {
        let document = documents::document(seed, noise);
        let (report, _) = PbocReader::lenient().document(document.clone()).unwrap();
        let (written, omissions) = pboc::to_document(&report);
        let place = difference(&document, &written);
        let at = |node: &Node<'_>| place.as_ref().and_then(|place| node.at(place)).map(|node| node.to_json(false));
        prop_assert!(place.is_none(), "{:?}: {:?} became {:?}", place, at(&document), at(&written));
        prop_assert!(omissions.is_empty(), "{:?}", omissions.iter().map(ToString::to_string).collect::<Vec<_>>());
    }

    #[test]
    fn a_strict_reading_refuses_what_a_lenient_one_warns_of(seed: u64, noise in 0..3_u64) {
        let document = documents::document(seed, noise);
        let (report, problems) = PbocReader::lenient().document(document.clone()).unwrap();
        match PbocReader::strict().document(document) {
            Ok((strict, _)) => prop_assert!(problems.is_empty() && strict == report),
            Err(error) => {
                let first = error.problems().and_then(|problems| problems.iter().next()).cloned();
                prop_assert!(first.is_some() && problems.iter().next() == first.as_ref());
            }
        }
    }

    #[test]
    fn what_a_pboc_report_can_carry_reads_back_equal(seed: u64) {
        let report = expressible(documents::document(seed, 1));
        let json = pboc::write(&report).unwrap();
        prop_assert_eq!(FileForm::of(json.as_bytes()), FileForm::PbocJson);
        prop_assert_eq!(&pboc::read(&json).unwrap(), &report);
        #[cfg(feature = "xml")]
        {
            let xml = pboc::write_xml(&report).unwrap();
            prop_assert_eq!(FileForm::of(xml.as_bytes()), FileForm::PbocXml);
            prop_assert_eq!(&pboc::read_xml(&xml).unwrap(), &report);
        }
    }

    #[test]
    fn a_report_with_a_month_more_is_written_and_reads_back_equal(seed: u64, months in 1..70_usize) {
        let mut report = expressible(documents::document(seed, 1));
        report.advance_to(report.made_at + chrono::Months::new(80)).unwrap();
        for _ in 0..months {
            append_to_all(&mut report);
        }
        let json = pboc::write(&report).unwrap();
        prop_assert_eq!(&pboc::read(&json).unwrap(), &report);
    }

    #[test]
    fn a_report_with_a_month_corrected_is_written_and_reads_back_equal(seed: u64, ago in 0..60_i32, stated: bool) {
        let mut report = expressible(documents::document(seed, 1));
        let credit: Vec<_> = report.accounts.iter().filter(|account| account.kind.is_credit()).cloned().collect();
        for account in credit {
            let Some(latest) = account.payments.as_ref().map(|payments| payments.history.latest()) else { continue };
            let overdue = stated.then(|| Money::whole(100, Currency::CNY));
            // Not every account was there in that month.
            let month = latest.checked_add(-ago).unwrap();
            let _ = report.set_month(account.id.as_str(), month, PaymentStatus::of(Severity::Late1To30), overdue);
        }
        let json = pboc::write(&report).unwrap();
        prop_assert_eq!(&pboc::read(&json).unwrap(), &report);
    }

    #[test]
    fn what_is_written_without_omission_reads_back_equal(report in common::reports()) {
        let (text, omissions) = pboc::write_with_omissions(&report);
        let again = pboc::read(&text).map_err(|error| TestCaseError::fail(error.lines().join("\n")))?;
        if omissions.is_empty() {
            prop_assert_eq!(sorted(again), sorted(report));
        } else {
            prop_assert_eq!(pboc::write(&report), Err(WriteError::Omissions(omissions)));
        }
    }

    #[test]
    fn the_native_form_loses_nothing(report in testkit::reports_with_public_records(), seed: u64) {
        prop_assert_eq!(&native::read(native::write(&report)).unwrap(), &report);
        let (report, _) = PbocReader::lenient().document(documents::document(seed, 5)).unwrap();
        let text = native::write(&report);
        prop_assert_eq!(FileForm::of(text.as_bytes()), FileForm::Native);
        prop_assert_eq!(&credit_bureau::format::read(&text).unwrap(), &report);
    }
}

/// Appends a late month, with an amount, to every credit account that has a history; gives how many.
fn append_to_all(report: &mut Report) -> usize {
    let credit: Vec<_> = report.accounts.iter().filter(|account| account.kind.is_credit()).cloned().collect();
    let mut appended = 0;
    for account in credit {
        let Some(payments) = &account.payments else { continue };
        let month = payments.history.latest().checked_add(1).unwrap();
        // Nothing is late before the account is opened.
        if account.opened.is_some_and(|day| Month::of(day).unwrap() > month) {
            continue;
        }
        let mut update = MonthlyUpdate::new(month);
        update.status = Some(PaymentStatus::of(Severity::Late1To30));
        update.overdue = Some(Money::whole(100, Currency::CNY));
        report.append_month(account.id.as_str(), update, Gap::Refuse).unwrap();
        appended += 1;
    }
    appended
}

/// A report that a PBOC report can carry: all that was understood of a random document, and nothing else.
fn expressible(document: Node<'_>) -> Report {
    let mut document = document.into_owned();
    for _ in 0..3 {
        let (report, _) = PbocReader::lenient().document(document).unwrap();
        let mut data = report.into_data();
        data.kept.clear();
        let report = Report::new(data).unwrap();
        let (written, omissions) = pboc::to_document(&report);
        if omissions.is_empty() {
            return report;
        }
        document = written.into_owned();
    }
    panic!("a report that was read cannot be written");
}

/// Without what such a report does not carry by design: grids that were never reported, the order across blocks.
pub(crate) fn sorted(report: Report) -> Report {
    let mut data = report.into_data();
    data.accounts.sort_by_key(|account| account.kind.is_positive());
    for account in &mut data.accounts {
        if let Some(payments) = account.payments.as_mut().filter(|_| !account.kind.is_positive()) {
            (payments.grid_24, payments.grid_60) = (None, None);
        }
    }
    Report::new(data).unwrap()
}

#[test]
fn kept_items_come_back_between_the_others() {
    let json = r#"{
        "PRH": { "PA01": { "PA01A": { "PA01AR01": "2019-10-16T17:46:36" } } },
        "PDA": { "PD01": [
            { "PD01A": { "PD01AD01": "??", "PD01AI01": "1" } },
            { "PD01A": { "PD01AD01": "R2", "PD01AI01": "2", "PD01AD03": "??", "XX": { "Y": ["1", "2"] } } },
            { "PD01A": { "PD01AD01": "D1", "PD01AI01": "3", "PD01AJ01": 5 } },
            { "PD01A": { "PD01AD01": "D1", "PD01AI01": "3", "PD01AJ01": "7" } },
            { "PD01A": { "PD01AD01": "D1", "PD01AI01": "4", "PD01AJ01": "8" } }
        ] },
        "POQ": { "PH01": [ { "PH010R01": "2019-10-17" }, { "PH010R01": "2019-10-15" }, { "PH010Q03": "02" } ] }
    }"#;
    let (report, problems) = pboc::read_lenient(json).unwrap();
    let lines = problems.to_string();
    assert_eq!(
        lines.lines().collect::<Vec<_>>(),
        [
            "`??` is not an account kind at PDA.PD01[0].PD01A.PD01AD01: expected one of D1 R4 R1 R2 R3 C1",
            "`??` is not a kind of business at PDA.PD01[1].PD01A.PD01AD03: expected one of 11 12 13 21 31 32 33 41 42 \
             51 52 53 91 99 71 81 82 61 62 63 64 92 A1 B1",
            "`XX` is not a field of this part at PDA.PD01[1].PD01A.XX",
            "the number `5` is not text at PDA.PD01[2].PD01A.PD01AJ01: expected an amount",
            "the date of the inquiry is missing at POQ.PH01[2].PH010R01",
            "`3` is an account number for the second time at PDA.PD01[3].PD01A.PD01AI01: expected each once; the first \
             is PDA.PD01[2]",
            "`2019-10-17` contradicts the date of the report at POQ.PH01[0].PH010R01: expected 2019-10-16 or before",
        ]
    );
    let ids: Vec<_> = report.accounts.iter().map(|account| account.id.as_str()).collect();
    assert_eq!(ids, ["2", "3", "4"]);
    assert_eq!(report.inquiries.len(), 1);
    let kept: HashSet<&str> = report.kept.iter().map(|kept: &Kept| &*kept.place).collect();
    assert!(kept.contains("PDA.PD01[0]") && kept.contains("PDA.PD01[3]") && kept.contains("POQ.PH01[0]"));
    same(json, &pboc::write(&report).unwrap());
    // The native form carries it all the same.
    same(json, &pboc::write(&native::read(native::write(&report)).unwrap()).unwrap());
}

#[test]
fn what_the_report_states_now_stands_over_what_was_kept() {
    let json = r#"{
        "PRH": { "PA01": { "PA01A": { "PA01AR01": "2019-10-16T17:46:36" }, "PA01B": { "PA01BD02": "77" } } }
    }"#;
    let (report, _) = pboc::read_lenient(json).unwrap();
    let mut data = report.into_data();
    data.reason = Some(credit_bureau::report::InquiryReason::LoanApproval);
    let text = pboc::write(&Report::new(data).unwrap()).unwrap();
    assert_eq!(pboc::read(text).unwrap().reason, Some(credit_bureau::report::InquiryReason::LoanApproval));
}

#[test]
fn what_a_pboc_report_cannot_carry_is_named() {
    let report = Report::builder("2024-06-30")
        .subject("somebody")
        .account(AccountKind::Rent, "flat", |rent| rent.monthly_rent(3_000).paid("NNN"))
        .account(AccountKind::Telecom, "phone", |phone| phone.paid("NNN"))
        .account(AccountKind::CreditCard, "card", |card| {
            card.limit(20_000).paid("NN").with(|account| {
                account.role = Some(credit_bureau::report::HolderRole::Joint);
                account.limit = Some(credit_bureau::Money::from_minor(150, credit_bureau::Currency::CNY));
            })
        })
        .inquiry("2024-06-01", "me", credit_bureau::report::InquiryReason::OwnInquiry)
        .build()
        .unwrap();
    let (text, omissions) = pboc::write_with_omissions(&report);
    let lines: Vec<_> = omissions.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "report, `subject`: PBOC reports have no field for it",
            "account `flat`, `kind`: PBOC reports have no rent accounts",
            "account `card`, `role` at PDA.PD01[0].PD01A.PD01AD09: `joint holder` has no code",
            "account `card`, `limit` at PDA.PD01[0].PD01A.PD01AJ02: 1.50 CNY is not in whole yuan",
            "account `phone`, `id`: a post-paid account has no number but its position, `PE01[0]`",
            "account `phone`, `payments` at PND.PE01[0].PE01A.PE01AQ02: the latest month is not that of the monthly \
             state",
            "inquiry 0, `reason` at POQ.PH01[0].PH010Q03: `the person's own request` has no code",
        ]
    );
    let error = pboc::write(&report).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a PBOC report cannot carry all of it: report, `subject`: PBOC reports have no field for it (and 6 more)"
    );
    // What is left is a report all the same.
    assert_eq!(pboc::read(text).unwrap().accounts.len(), 2);
}

#[test]
fn both_grids_of_an_account_are_one_history() {
    let grid = |prefix: &str, months: &[(&str, &str)]| {
        let cells: Vec<_> =
            months.iter().map(|(m, s)| format!(r#"{{"{prefix}D01": "{s}", "{prefix}R03": "{m}"}}"#)).collect();
        let (last, first) = (months[0].0, months[months.len() - 1].0);
        let count = if prefix == "PD01E" { format!(r#", "PD01ES01": "{}""#, months.len()) } else { String::new() };
        format!(
            r#""{prefix}": {{ "{prefix}H": [{}], "{prefix}R01": "{first}", "{prefix}R02": "{last}"{count} }}"#,
            cells.join(",")
        )
    };
    let file = |short: &[(&str, &str)], long: &[(&str, &str)]| {
        format!(
            r#"{{ "PRH": {{ "PA01": {{ "PA01A": {{ "PA01AR01": "2019-10-16T17:46:36" }} }} }},
                "PDA": {{ "PD01": [ {{ "PD01A": {{ "PD01AD01": "D1", "PD01AI01": "1" }}, {}, {} }} ] }} }}"#,
            grid("PD01D", short),
            grid("PD01E", long)
        )
    };
    let long = [("2018-03", "N"), ("2018-02", "1"), ("2018-01", "N")];
    let short = [("2018-04", "2"), ("2018-03", "N"), ("2018-02", "1"), ("2018-01", "N"), ("2017-12", "#")];
    let text = file(&short, &long);
    let report = pboc::read(&text).unwrap();
    let history = &report.accounts[0].payments.as_ref().unwrap().history;
    assert_eq!(format!("{history:?}"), "2018-04: 2N1N#");
    same(&text, &pboc::write(&report).unwrap());

    let text = file(&[("2018-02", "2"), ("2018-01", "N")], &long);
    let line = "`2` contradicts the five-year grid at PDA.PD01[0].PD01D.PD01DH[0].PD01DD01: expected 1";
    assert_eq!(pboc::read(&text).unwrap_err().lines(), [line]);
    let (report, problems) = pboc::read_lenient(&text).unwrap();
    assert_eq!(problems.to_string(), line);
    assert_eq!(format!("{:?}", report.accounts[0].payments.as_ref().unwrap().history), "2018-03: N1N");
    same(&text, &pboc::write(&report).unwrap());

    let text = file(&[("2016-02", "N")], &long);
    let line = "`2016-02 to 2016-02` leaves a gap in the months of both grids at PDA.PD01[0].PD01D: \
                expected months that follow those of the five years";
    assert_eq!(pboc::read(&text).unwrap_err().lines(), [line]);
    same(&text, &pboc::write(&pboc::read_lenient(&text).unwrap().0).unwrap());
}

#[test]
fn grids_move_with_an_appended_month_and_lose_none() {
    let month = |text: &str| -> Month { text.parse().unwrap() };
    // As the central bank shows a young account: 24 months, unknown before the opening, and five years since it.
    let mut report = Report::builder("2024-07-31")
        .account(AccountKind::NonRevolvingLoan, "young", |loan| {
            loan.opened("2024-04-02").as_of("2024-06").paid(&format!("1N*{}", "#".repeat(21))).overdue(&[(0, 40)]).with(
                |loan| {
                    let payments = loan.payments.as_mut().unwrap();
                    payments.grid_24 = Some((month("2022-07"), month("2024-06")));
                    payments.grid_60 = Some((month("2024-04"), month("2024-06")));
                },
            )
        })
        .account(AccountKind::NonRevolvingLoan, "old", |loan| {
            loan.as_of("2024-06").paid(&"1".repeat(60)).overdue(&[(0, 40), (59, 7)]).with(|loan| {
                let payments = loan.payments.as_mut().unwrap();
                payments.grid_24 = Some((month("2022-07"), month("2024-06")));
                payments.grid_60 = Some((month("2019-07"), month("2024-06")));
            })
        })
        .account(AccountKind::CreditCard, "short", |card| {
            card.as_of("2024-06").paid("NN").with(|card| {
                card.payments.as_mut().unwrap().grid_24 = Some((month("2024-05"), month("2024-06")));
            })
        })
        .build()
        .unwrap();
    assert_eq!(pboc::read(pboc::write(&report).unwrap()).unwrap(), report);
    assert_eq!(append_to_all(&mut report), 3);
    assert_eq!(pboc::read(pboc::write(&report).unwrap()).unwrap(), report);
    let payments = |id| report.account(id).and_then(|account| account.payments.as_ref()).unwrap();
    let range = |from: &str| Some((month(from), month("2024-07")));
    let grids = |id| (payments(id).grid_24, payments(id).grid_60);
    assert_eq!(grids("young"), (range("2022-08"), range("2022-07")), "the month that left is in the five years");
    assert_eq!(grids("old"), (range("2022-08"), range("2019-08")), "the 61st month fell off");
    assert_eq!(grids("short"), (range("2024-05"), range("2024-05")), "an amount needs the five years");
    let amounts: Vec<_> = payments("old").overdue.iter().map(|(ago, amount)| (ago, amount.minor())).collect();
    assert_eq!(amounts, [(0, 10_000), (1, 4_000)]);
}

#[test]
fn an_amount_that_was_left_out_is_not_written_into_another_month() {
    let report = Report::builder("2024-07-31")
        .account(AccountKind::NonRevolvingLoan, "loan", |loan| loan.as_of("2024-06").paid("1N").overdue(&[(0, 40)]))
        .account(AccountKind::Telecom, "PE01[0]", |phone| phone.as_of("2024-06").past_due(0).paid(&"N".repeat(24)))
        .build()
        .unwrap();
    let text = pboc::write(&report).unwrap().replacen("\"PD01ED01\": \"1\"", "\"PD01ED01\": \"*\"", 1);
    let text = text.replacen("\"PD01DD01\": \"1\"", "\"PD01DD01\": \"*\"", 1);
    let (mut report, problems) = pboc::read_lenient(&text).unwrap();
    assert_eq!((problems.total(), report.kept.len()), (1, 1));
    same(&text, &pboc::write(&report).unwrap());

    // The edit of an account that has no cells keeps what was kept of them.
    report.set_month("PE01[0]", "2024-06".parse().unwrap(), PaymentStatus::of(Severity::NothingDue), None).unwrap();
    assert_eq!(report.kept.len(), 1);
    let mut july = MonthlyUpdate::new("2024-07".parse().unwrap());
    july.status = Some(PaymentStatus::of(Severity::Late1To30));
    report.append_month("loan", july, Gap::Refuse).unwrap();
    let again = pboc::read(pboc::write(&report).unwrap()).unwrap();
    assert_eq!(again, report);
    assert!(again.accounts[0].payments.as_ref().unwrap().overdue.is_empty());
}

#[test]
fn of_a_post_paid_account_the_last_24_months_are_written() {
    let phone = |months: usize| {
        Report::builder("2024-06-30")
            .account(AccountKind::Telecom, "PE01[0]", |phone| phone.past_due(0).paid(&"N".repeat(months)))
            .build()
            .unwrap()
    };
    let (text, omissions) = pboc::write_with_omissions(&phone(25));
    assert_eq!(
        omissions.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "account `PE01[0]`, `payments.history` at PND.PE01[0].PE01A.PE01AQ02: months before the last 24 have no place"
        ]
    );
    assert_eq!(pboc::read(text).unwrap().accounts, phone(24).accounts);
}

#[test]
fn the_listing_names_every_field_once() {
    let fields = pboc::fields();
    assert!(fields.len() > 350, "{}", fields.len());
    let tags: HashSet<_> = fields.iter().map(|field| field.tag).collect();
    assert_eq!(tags.len(), fields.len());
    assert!(fields.iter().all(|field| !field.name.is_empty() && field.place.ends_with(field.tag)));
    assert_eq!(fields.iter().filter(|field| !field.place.contains('.')).count(), 24);
}

/// That two files say the same.
pub(crate) fn same(one: &str, other: &str) {
    let limits = Limits::default();
    let (one, other) =
        (Node::from_json(one.as_bytes(), &limits).unwrap(), Node::from_json(other.as_bytes(), &limits).unwrap());
    assert_eq!(difference(&one, &other), None);
}

#[test]
fn a_real_report_is_read_without_a_problem_and_written_as_it_was() {
    let Some(bytes) = data("pboc/sample_report.json") else { return };
    let report = pboc::read(&bytes).unwrap_or_else(|error| panic!("{}", error.lines().join("\n")));
    let mut kinds: BTreeMap<AccountKind, usize> = BTreeMap::new();
    for account in &report.accounts {
        *kinds.entry(account.kind).or_default() += 1;
    }
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        [
            (AccountKind::NonRevolvingLoan, 69),
            (AccountKind::SubAccount, 63),
            (AccountKind::RevolvingLoan, 64),
            (AccountKind::CreditCard, 25),
            (AccountKind::QuasiCreditCard, 18),
            (AccountKind::Collection, 5),
            (AccountKind::Utility, 1),
            (AccountKind::Telecom, 4),
        ]
    );
    let cells =
        |range: fn(&credit_bureau::report::Payments) -> Option<(credit_bureau::Month, credit_bureau::Month)>| {
            let payments = report.accounts.iter().filter_map(|account| account.payments.as_ref());
            payments.filter_map(range).map(|(first, last)| last.months_since(first) + 1).sum::<i32>()
        };
    assert_eq!(cells(|payments| payments.grid_60), 6_538);
    assert_eq!(cells(|payments| payments.grid_24), 4_320);
    assert_eq!(report.inquiries.len(), 101);
    assert_eq!((report.agreements.len(), report.liabilities.len(), report.public_records.len()), (14, 23, 32));

    let (lenient, problems) = pboc::read_lenient(&bytes).unwrap();
    assert!(problems.is_empty() && lenient == report);
    let original = Node::from_json(&bytes, &Limits::default()).unwrap();
    let (document, omissions) = pboc::to_document(&report);
    assert!(omissions.is_empty());
    assert_eq!(difference(&original, &document), None);
    let json = pboc::write(&report).unwrap();
    assert_eq!(pboc::read(&json).unwrap(), report);
    assert_eq!(native::read(native::write(&report)).unwrap(), report);
    #[cfg(feature = "xml")]
    {
        let xml = pboc::write_xml(&report).unwrap();
        let from_xml = pboc::read_xml(&xml).unwrap();
        assert_eq!(from_xml, report);
        same(std::str::from_utf8(&bytes).unwrap(), &pboc::write(&from_xml).unwrap());
    }
}

#[test]
fn a_real_report_with_a_month_more_is_written_and_reads_back_equal() {
    let Some(bytes) = data("pboc/sample_report.json") else { return };
    let mut report = pboc::read(&bytes).unwrap();
    let histories = report.accounts.iter().filter(|account| account.payments.is_some()).count();
    assert_eq!(append_to_all(&mut report) + 4, histories, "all but those of four post-paid accounts");
    assert_eq!(pboc::read(pboc::write(&report).unwrap()).unwrap(), report);
}

#[test]
fn a_real_report_has_what_looks_like_a_contradiction_and_is_none() {
    let Some(bytes) = data("pboc/sample_report.json") else { return };
    let report = pboc::read(&bytes).unwrap();
    let (mut unknown_before_opening, mut amounts) = (0, BTreeMap::new());
    for account in &report.accounts {
        let Some(payments) = &account.payments else { continue };
        let opened = account.opened.map(|day| Month::of(day).unwrap());
        let before = payments.history.iter().filter(|&(month, _)| Some(month) < opened);
        let unknown = before.filter(|(_, status)| status.severity() == Severity::Unknown);
        unknown_before_opening += if account.kind.is_credit() { unknown.count() } else { 0 };
        for (ago, _) in payments.overdue.iter().filter(|(_, amount)| amount.minor() > 0) {
            let month = payments.history.latest().back(ago.into()).unwrap();
            let status = payments.history.status(month).unwrap();
            let late_from = account.kind.late_from(DelinquencyBucket::DAYS_1_TO_30).severity();
            if status.severity() < late_from {
                *amounts.entry((account.kind, status.to_string())).or_insert(0) += 1;
            }
        }
    }
    assert_eq!(unknown_before_opening, 277, "in the cells of credit accounts");
    let expected = [
        ((AccountKind::CreditCard, "#"), 2),
        ((AccountKind::QuasiCreditCard, "#"), 2),
        ((AccountKind::QuasiCreditCard, "1"), 4),
        ((AccountKind::QuasiCreditCard, "2"), 2),
    ];
    let expected: BTreeMap<_, _> =
        expected.into_iter().map(|((kind, status), number)| ((kind, status.to_owned()), number)).collect();
    assert_eq!(amounts, expected);
}

#[test]
fn every_field_that_others_list_is_known() {
    let Some(csv) = data("pboc/fields.csv") else { return };
    let report = data("pboc/sample_report.json").unwrap();
    let document = Node::from_json(&report, &Limits::default()).unwrap();
    let mut used = HashSet::new();
    tags(&document, &mut used);
    let known: HashSet<_> = pboc::fields().iter().map(|field| field.tag).collect();
    let text = String::from_utf8(csv).unwrap();
    // A row may name one tag for several business types: `PC02AD01_11`.
    let listed: HashSet<&str> = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(1))
        .map(|key| key.split('_').next().unwrap_or(key))
        .collect();
    let missing: Vec<_> = listed.iter().filter(|tag| used.contains(**tag) && !known.contains(*tag)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let missing: Vec<_> = used.iter().filter(|tag| !known.contains(&***tag)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn tags(node: &Node<'_>, used: &mut HashSet<String>) {
    for (tag, member) in node.members() {
        used.insert(tag.to_string());
        tags(member, used);
    }
    if let Node::List(items) = node {
        items.iter().for_each(|item| tags(item, used));
    }
}

#[test]
fn a_kept_place_that_is_gone_is_an_omission() {
    let json = r#"{ "PRH": { "PA01": { "PA01A": { "PA01AR01": "2019-10-16T17:46:36" } } },
        "PDA": { "PD01": [ { "PD01A": { "PD01AD01": "R2", "PD01AI01": "2", "PD01AD03": "??" } } ] } }"#;
    let (report, _) = pboc::read_lenient(json).unwrap();
    let mut data = report.into_data();
    data.accounts.clear();
    let report = Report::new(data).unwrap();
    let (_, omissions) = pboc::write_with_omissions(&report);
    assert_eq!(omissions.len(), 1);
    assert_eq!(omissions[0].place(), Some(&"PDA.PD01[0]".parse::<Place>().unwrap()));
}
