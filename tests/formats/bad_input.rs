//! Whatever a file holds, reading it ends soon, with a report or with an error that says what is wrong, and where.
#![cfg(feature = "json")]

use crate::common::soon;

use credit_bureau::format::pboc::{self, PbocReader};
use credit_bureau::format::{Node, ReadError, native};
use credit_bureau::{AccountKind, Month, Report};
use proptest::prelude::*;

/// A report of two accounts and an inquiry, without a problem.
fn sound() -> String {
    let report = Report::builder("2019-10-16")
        .account(AccountKind::NonRevolvingLoan, "28803", |loan| {
            loan.furnisher("AB").opened("2015-06-01").principal(100_000).balance(60_000).paid("NN12NNNN*N#N")
        })
        .account(AccountKind::CreditCard, "36305", |card| card.opened("2016-01-10").limit(20_000).paid("NNN"))
        .inquiry("2019-10-12", "CM", credit_bureau::report::InquiryReason::LoanApproval)
        .build()
        .unwrap();
    pboc::write(&report).unwrap()
}

/// The report with one thing changed: what stands at a place, as a JSON value.
fn with(place: &str, value: &str) -> String {
    let text = sound();
    let mut document = Node::from_json(text.as_bytes(), &Default::default()).unwrap().into_owned();
    let value = Node::from_json(value.as_bytes(), &Default::default()).unwrap().into_owned();
    document.put(&place.parse().unwrap(), value).unwrap();
    document.to_json(true)
}

/// All that a strict reader says; the lenient one says the same and has a report.
fn problems(file: &str) -> Vec<String> {
    let strict = soon(|| pboc::read(file)).unwrap_err().lines();
    let (report, warnings) = soon(|| pboc::read_lenient(file)).unwrap();
    assert_eq!(warnings.iter().map(ToString::to_string).collect::<Vec<_>>(), strict);
    // What it kept comes back.
    let written = pboc::write(&report).unwrap();
    let (again, warnings) = pboc::read_lenient(&written).unwrap();
    assert_eq!((warnings.total(), &again), (strict.len(), &report));
    strict
}

const CELLS: &str = "PDA.PD01[0].PD01E.PD01EH";

#[test]
fn the_report_that_is_spoiled_below_has_no_problem() {
    assert_eq!(pboc::read(sound()).unwrap().accounts.len(), 2);
}

#[test]
fn truncated_json_is_named_with_line_and_column() {
    let file = sound();
    let file = &file[..file.find("PD01AI01").unwrap() + 12];
    let message = pboc::read(file).unwrap_err().to_string();
    assert!(message.starts_with("the file ends while parsing a string at line ") && message.contains("PDA.PD01[0]"));
    // Wherever it ends.
    for end in (0..file.len()).step_by(97).filter(|&end| file.is_char_boundary(end)) {
        assert!(matches!(pboc::read(&file[..end]), Err(ReadError::Document(_))));
    }
}

#[test]
fn a_number_where_a_text_is_due_is_named() {
    assert_eq!(
        problems(&with("PDA.PD01[0].PD01A.PD01AJ01", "100000")),
        ["the number `100000` is not text at PDA.PD01[0].PD01A.PD01AJ01: expected an amount"]
    );
    assert_eq!(
        problems(&with("PDA.PD01[0].PD01A.PD01AJ01", r#"{"a": "1"}"#)),
        ["a group is not text at PDA.PD01[0].PD01A.PD01AJ01: expected an amount"]
    );
    assert_eq!(problems(&with("PDA.PD01[0].PD01B", r#""x""#)), ["the text `x` is not a group at PDA.PD01[0].PD01B"]);
    assert_eq!(problems(&with("POQ.PH01", "true")), ["`true` without quotes is not a list at POQ.PH01"]);
}

#[test]
fn a_hundred_thousand_brackets_are_refused() {
    for open in ["[", "{\"PRH\":"] {
        let message = soon(|| pboc::read(open.repeat(100_000))).unwrap_err().to_string();
        assert!(message.contains("more than 32 nested groups and lists at line 1"), "{message}");
    }
    let nested = format!("{{\"credit_report\": 1, \"report\": {}", "[".repeat(100_000));
    assert!(matches!(soon(|| native::read(&nested)), Err(ReadError::Native { .. })));
}

#[test]
fn a_file_of_one_long_string_is_refused() {
    let mut file = String::from("{\"PRH\": {\"PA01\": \"");
    let rest = (64 << 20) - file.len() - 3;
    file.extend(std::iter::repeat_n('x', rest));
    file.push_str("\"}}");
    assert_eq!(file.len(), 64 << 20);
    let message = soon(|| pboc::read(&file)).unwrap_err().to_string();
    assert!(message.contains("PRH.PA01") && message.contains("expected at most 65536"), "{message}");
    file.push(' ');
    assert_eq!(pboc::read(&file).unwrap_err().to_string(), "the file has 67108865 bytes: expected at most 67108864");
    assert_eq!(pboc::read(&file).unwrap_err().to_string(), native::read(&file).unwrap_err().to_string());
}

#[test]
fn an_unknown_status_is_named_with_its_cell() {
    assert_eq!(
        problems(&with(&format!("{CELLS}[3].PD01ED01"), "\"Q\"")),
        ["`Q` is not a payment status at PDA.PD01[0].PD01E.PD01EH[3].PD01ED01: \
          expected one of N 1–7 * # / M A C G D Z B"]
    );
}

#[test]
fn a_month_that_is_none_is_named() {
    assert_eq!(
        problems(&with(&format!("{CELLS}[3].PD01ER03"), "\"2019-13\"")),
        [
            "`2019-13` is not a month at PDA.PD01[0].PD01E.PD01EH[3].PD01ER03: expected a month as YYYY-MM, from 01 to 12"
        ]
    );
}

#[test]
fn months_out_of_step_are_named() {
    for (month, line) in [
        ("2019-06", "`2019-06` leaves a gap in the months at P: expected 2019-07"),
        ("2019-09", "`2019-09` is a month of the grid for the second time at P: expected 2019-07"),
        ("2020-01", "`2020-01` contradicts the order of the months at P: expected 2019-07, the latest first"),
    ] {
        let place = format!("{CELLS}[3].PD01ER03");
        let lines = problems(&with(&place, &format!("\"{month}\"")));
        assert_eq!(lines[0], line.replace('P', &place).replace(&format!("{place}2"), "P2"));
    }
}

#[test]
fn sixty_one_months_are_too_many() {
    let last = Month::new(2019, 10).unwrap();
    let months: Vec<String> = (0..61).map(|ago| last.checked_add(-ago).unwrap().to_string()).collect();
    let cells: Vec<_> =
        months.iter().map(|month| format!(r#"{{"PD01ED01": "N", "PD01EJ01": "0", "PD01ER03": "{month}"}}"#)).collect();
    let grid = format!(
        r#"{{"PD01EH": [{}], "PD01ER01": "{}", "PD01ER02": "{last}", "PD01ES01": "61"}}"#,
        cells.join(","),
        months[60]
    );
    assert_eq!(
        problems(&with("PDA.PD01[0].PD01E", &grid)),
        ["`61` is too many for the months at PDA.PD01[0].PD01E.PD01EH[60]: expected at most 60"]
    );
}

#[test]
fn a_count_that_disagrees_is_named() {
    assert_eq!(
        problems(&with("PDA.PD01[0].PD01E.PD01ES01", "\"13\"")),
        ["`13` is not the number of items at PDA.PD01[0].PD01E.PD01ES01: expected 12"]
    );
    assert_eq!(
        problems(&with("PDA.PD01[0].PD01E.PD01ES01", "null")),
        ["the number of items is missing at PDA.PD01[0].PD01E.PD01ES01: expected 12"]
    );
    assert_eq!(
        problems(&with("PDA.PD01[0].PD01E.PD01ER01", "\"2018-01\"")),
        ["`2018-01` contradicts the months of the grid at PDA.PD01[0].PD01E.PD01ER01: expected 2018-11"]
    );
}

#[test]
fn amounts_that_are_none_are_named() {
    let place = "PDA.PD01[0].PD01A.PD01AJ01";
    for (amount, expected) in [
        ("12345678901234567890", "at most 92233720368547758 yuan"),
        ("1e9", "whole yuan, all digits written out"),
        ("￥100", "whole yuan, digits only"),
        ("1,000", "whole yuan, without commas"),
        (" 100", "whole yuan, without spaces"),
        ("100.50", "whole yuan, without decimals or leading zeros"),
        ("007", "whole yuan, without decimals or leading zeros"),
        ("-", "whole yuan, digits only"),
        ("-5", "zero or more"),
    ] {
        assert_eq!(
            problems(&with(place, &format!("\"{amount}\""))),
            [format!("`{amount}` is not an amount at {place}: expected {expected}")]
        );
    }
    let place = format!("{CELLS}[3].PD01EJ01");
    assert_eq!(
        problems(&with(&place, "\"-1\"")),
        [format!("`-1` is not an overdue amount at {place}: expected zero or more")]
    );
    // An overpaid card is nothing strange.
    assert!(pboc::read(with("PDA.PD01[1].PD01B.PD01BJ01", "\"-5\"")).is_ok());
}

#[test]
fn an_account_number_twice_is_named() {
    assert_eq!(
        problems(&with("PDA.PD01[1].PD01A.PD01AI01", "\"28803\"")),
        ["`28803` is an account number for the second time at PDA.PD01[1].PD01A.PD01AI01: \
          expected each once; the first is PDA.PD01[0]"]
    );
}

#[test]
fn a_report_from_before_its_accounts_opened_is_named() {
    let lines = problems(&with("PRH.PA01.PA01A.PA01AR01", "\"2015-01-01T10:00:00\""));
    assert!(lines.contains(
        &"`2015-06-01` contradicts the date of the report at PDA.PD01[0].PD01A.PD01AR01: expected 2015-01-01 or before"
            .to_owned()
    ));
}

#[test]
fn a_fact_of_another_kind_of_account_is_named() {
    assert_eq!(
        problems(&with("PDA.PD01[0].PD01A.PD01AJ02", "\"5\"")),
        ["`5` contradicts the account kind at PDA.PD01[0].PD01A.PD01AJ02: \
          expected nothing on an account of kind `d1` (loan)"]
    );
}

#[test]
fn an_overdue_amount_in_a_month_paid_as_agreed_is_named_with_its_cell_and_left_out() {
    // `NN12NNNN*N#N`, latest first: two cells contradict themselves, those of `1` and `#` do not.
    let mut file = sound();
    for (cell, amount) in [(0, "400"), (1, "0"), (2, "90"), (8, "7"), (10, "5")] {
        let mut document = Node::from_json(file.as_bytes(), &Default::default()).unwrap().into_owned();
        document.put(&format!("{CELLS}[{cell}].PD01EJ01").parse().unwrap(), Node::text(amount)).unwrap();
        file = document.to_json(true);
    }
    assert_eq!(
        problems(&file),
        [
            format!(
                "`400` contradicts the status of the month at {CELLS}[0].PD01EJ01: expected nothing overdue in a month reported as `N`"
            ),
            format!(
                "`7` contradicts the status of the month at {CELLS}[8].PD01EJ01: expected nothing overdue in a month reported as `*`"
            ),
        ]
    );
    let (report, _) = pboc::read_lenient(&file).unwrap();
    let payments = report.accounts[0].payments.as_ref().unwrap();
    let left: Vec<_> = payments.overdue.iter().map(|(ago, amount)| (ago, amount.minor())).collect();
    assert_eq!(left, [(1, 0), (2, 9_000), (10, 500)]);
    assert_eq!(format!("{:?}", payments.history), "2019-10: NN12NNNN*N#N");
    let again = Node::from_json(pboc::write(&report).unwrap().as_bytes(), &Default::default()).unwrap().into_owned();
    assert_eq!(again.at(&format!("{CELLS}[0].PD01EJ01").parse().unwrap()).and_then(Node::as_text), Some("400"));
}

#[test]
fn a_day_of_opening_after_what_is_reported_is_named_and_left_out() {
    let place = "PDA.PD01[0].PD01A.PD01AR01";
    let file = with(place, "\"2019-03-01\"");
    assert_eq!(
        problems(&file),
        [format!(
            "`2019-03-01` contradicts the payment history at {place}: expected 2018-11, of which something is reported, or before"
        )]
    );
    let account = pboc::read_lenient(&file).unwrap().0.accounts[0].clone();
    assert_eq!((account.opened, account.payments.map(|payments| payments.history.len())), (None, Some(12)));
    // The first month of which something is known is 2018-11 (`N`).
    assert!(pboc::read(with(place, "\"2018-11-30\"")).is_ok());
}

#[test]
fn an_amount_past_due_in_a_month_paid_as_agreed_is_named_and_left_out() {
    let monthly = |month: &str| format!(r#"{{"PD01CR01": "{month}", "PD01CJ06": "400", "PD01CJ01": "900"}}"#);
    let place = "PDA.PD01[0].PD01C.PD01CJ06";
    let file = with("PDA.PD01[0].PD01C", &monthly("2019-10"));
    assert_eq!(
        problems(&file),
        [format!("`400` contradicts the payment history at {place}: expected zero, since 2019-10 was paid as agreed")]
    );
    let account = pboc::read_lenient(&file).unwrap().0.accounts[0].clone();
    assert_eq!((account.past_due(), account.balance().map(|balance| balance.minor())), (None, Some(90_000)));
    // The amount of another month than the latest known.
    assert!(pboc::read(with("PDA.PD01[0].PD01C", &monthly("2019-09"))).is_ok());
}

#[test]
fn the_native_form_refuses_contradictions_with_their_account() {
    let text = native::write(&pboc::read(sound()).unwrap());
    let file = text.replacen("2015-06-01", "2019-03-01", 1);
    assert_ne!(file, text);
    assert_eq!(
        native::read(&file).unwrap_err().to_string(),
        "account `28803`, field `opened`: `2019-03-01` is after 2018-11, which is reported as paid as agreed (`N`): \
         expected a day in 2018-11 or before"
    );
}

#[test]
fn a_document_without_its_moment_is_no_report_to_anybody() {
    for value in ["null", "\"\"", "\"--\"", "\"yesterday\"", "5"] {
        let file = with("PRH.PA01.PA01A.PA01AR01", value);
        let place = "PRH.PA01.PA01A.PA01AR01";
        for error in [pboc::read(&file).unwrap_err(), pboc::read_lenient(&file).unwrap_err()] {
            assert_eq!(error.problems().unwrap().as_slice()[0].place().as_str(), place);
        }
    }
}

#[test]
fn all_problems_are_counted_and_the_first_kept() {
    let cells = format!("[{}]", vec![r#"{"PH010R01": "2019-99-99"}"#; 5_000].join(","));
    let error = pboc::read(with("POQ.PH01", &cells)).unwrap_err();
    let problems = error.problems().unwrap();
    assert_eq!((problems.total(), problems.iter().count()), (5_000, 100));
    assert_eq!(error.lines().last().unwrap(), "… and 4900 more");
    assert!(error.to_string().ends_with("(and 4999 more problems)"));
    let mut reading = PbocReader::strict();
    reading.problems_max = 3;
    assert_eq!(reading.json(with("POQ.PH01", &cells)).unwrap_err().lines().len(), 4);
}

#[test]
fn a_file_full_of_problems_takes_time_in_proportion_to_its_size() {
    // 40,000 accounts of one number, with a limit that a loan does not have and an amount below zero.
    let account = r#"{"PD01A": {"PD01AD01": "D1", "PD01AI01": "1", "PD01AJ01": "-1", "PD01AJ02": "1", "X": "1"}}"#;
    let file = with("PDA.PD01", &format!("[{}]", vec![account; 40_000].join(",")));
    assert!(soon(|| pboc::read(&file)).is_err());
    let (report, problems) = soon(|| pboc::read_lenient(&file)).unwrap();
    assert_eq!((report.accounts.len(), problems.total()), (1, 159_999));
    assert_eq!(report.kept.len(), 40_002);
    let text = soon(|| pboc::write(&report)).unwrap();
    assert_eq!(soon(|| pboc::read_lenient(&text)).unwrap().0, report);
}

#[cfg(feature = "xml")]
#[test]
fn an_xml_bomb_is_refused() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
        <Document><PRH>&b;</PRH></Document>"#;
    let message = pboc::read_xml(bomb).unwrap_err().to_string();
    assert!(message.contains("line 1"), "{message}");
    assert!(pboc::read_xml("<Document>".repeat(100_000)).is_err());
}

#[test]
fn what_is_in_no_format_is_said_so() {
    for file in ["", "name,amount\nx,1\n", "[]", "{}", "null"] {
        assert_eq!(credit_bureau::format::read(file), Err(ReadError::Unrecognised));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = credit_bureau::format::read(&bytes);
        let _ = pboc::read_lenient(&bytes);
        let _ = native::read(&bytes);
    }

    #[test]
    fn any_spoiled_report_is_read_or_refused(at in 0..3_000_usize, byte: u8) {
        let mut file = sound().into_bytes();
        let at = at % file.len();
        file[at] = byte;
        let _ = pboc::read(&file);
        if let Ok((report, _)) = pboc::read_lenient(&file) {
            let _ = pboc::write(&report);
        }
    }
}
