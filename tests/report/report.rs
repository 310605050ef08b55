//! A report is checked once, whole, and says everything that is wrong with it; its native form loses nothing; its
//! `Debug` form names nobody.

use credit_bureau::report::{
    Identity, InquiryReason, Kept, KeptValue, KindSet, Liability, Note, PublicRecord, ReportData, ReportError,
    Residence, TaxArrears,
};
use credit_bureau::{AccountKind, AccountState, Currency, Language, Money, Regime, Report};

fn problems(built: Result<Report, ReportError>) -> Vec<String> {
    built.unwrap_err().problems().iter().map(ToString::to_string).collect()
}

#[test]
fn what_does_not_apply_to_a_kind_is_refused_with_the_account_and_the_field() {
    let money = || Money::whole(1, Currency::CNY);
    let rows: &[(AccountKind, fn(&mut credit_bureau::Account, Money), &str)] = &[
        (AccountKind::CreditCard, |a, m| a.principal = Some(m), "principal"),
        (AccountKind::NonRevolvingLoan, |a, m| a.limit = Some(m), "limit"),
        (AccountKind::Rent, |a, m| a.limit = Some(m), "limit"),
        (AccountKind::PrepaidCard, |a, _| a.lease = Some(Default::default()), "lease"),
        (AccountKind::Collection, |a, _| a.payments = Some("N".parse_history().into()), "payments"),
    ];
    for (kind, change, field) in rows {
        let built = Report::builder("2024-06-30").account(*kind, "x", |a| a.with(|a| change(a, money()))).build();
        let kind = format!("`{}` ({})", kind.tag(), kind.text(Language::English));
        assert_eq!(
            problems(built),
            [format!("account `x`, field `{field}`: does not apply to an account of kind {kind}")]
        );
    }
}

trait ParseHistory {
    fn parse_history(&self) -> credit_bureau::PaymentHistory;
}

impl ParseHistory for str {
    fn parse_history(&self) -> credit_bureau::PaymentHistory {
        credit_bureau::PaymentHistory::parse(self, "2024-06".parse().unwrap()).unwrap()
    }
}

#[test]
fn every_problem_is_listed_at_once() {
    let built = Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "a", |a| a.opened("2024-07-01").limit(-5).paid("NQ"))
        .account(AccountKind::CreditCard, "a", |a| a.as_of("2024-08").paid("N"))
        .account(AccountKind::CreditCard, "b", |a| a.paid("NN").overdue(&[(2, 10), (1, -3)]))
        .account(AccountKind::Rent, "c", |a| {
            a.monthly_rent(10).with(|a| {
                let lease = a.lease.as_mut().unwrap();
                lease.from = "2024-02-01".parse().ok();
                lease.to = "2024-01-31".parse().ok();
            })
        })
        .inquiry("2024-07-02", "BANK", InquiryReason::LoanApproval)
        .inquiry("2024-7-2", "BANK", InquiryReason::LoanApproval)
        .build();
    insta::assert_snapshot!(problems(built).join("\n"), @r"
    account `a`, field `payments`: `Q` at character 2 (2024-05) is not a payment status: expected one of / C # * A N M 1 2 3 4 5 6 7 D Z G B
    inquiry 1, field `date`: `2024-7-2` cannot be read: expected a day as YYYY-MM-DD
    account `a`, field `limit`: `-5.00 CNY` is negative: expected zero or more
    account `a`, field `opened`: `2024-07-01` is after the report of 2024-06-30
    account `a`, field `id`: repeats the number of account 0: expected numbers to be unique
    account `a`, field `payments`: `2024-08` is after the report of 2024-06-30
    account `b`, field `payments.overdue`: `-3.00 CNY` is negative: expected zero or more
    account `b`, field `payments.overdue`: speaks of a month 2 back: the history has 2 months
    account `c`, field `lease.to`: `2024-01-31` is before `2024-02-01`, its `lease.from`
    inquiry 0, field `date`: `2024-07-02` is after the report of 2024-06-30
    ");
}

#[test]
fn an_amount_in_another_currency_is_refused_wherever_it_stands() {
    let dollars = Money::whole(7, Currency::USD);
    let mut arrears = TaxArrears::default();
    arrears.amount = Some(dollars);
    let mut liability = Liability::default();
    liability.balance = Some(dollars);
    let built = Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "a", |a| a.with(|a| a.limit = Some(dollars)))
        .with(|data| {
            data.public_records.push(PublicRecord::TaxArrears(arrears));
            data.liabilities.push(liability);
        })
        .build();
    assert_eq!(
        problems(built),
        [
            "account `a`, field `limit`: is in USD: expected CNY, the currency of the report",
            "liability 0, field `balance`: is in USD: expected CNY, the currency of the report",
            "public record 0, field `amount`: is in USD: expected CNY, the currency of the report",
        ]
    );
}

#[test]
fn an_overpaid_card_may_have_a_negative_balance_and_a_loan_may_not() {
    Report::builder("2024-06-30").account(AccountKind::CreditCard, "a", |a| a.balance(-5)).build().unwrap();
    let built = Report::builder("2024-06-30").account(AccountKind::RevolvingLoan, "a", |a| a.balance(-5)).build();
    assert_eq!(
        problems(built),
        ["account `a`, field `monthly.balance`: `-5.00 CNY` is negative: expected zero or more"]
    );
}

fn full() -> Report {
    Report::builder("2024-06-30")
        .subject("s-1")
        .account(AccountKind::CreditCard, "6222000011112222", |a| {
            a.furnisher("BANK").opened("2020-01-31").limit(9_000).state(AccountState::Normal).balance(10).paid("N1*")
        })
        .with(|data| {
            let mut identity = Identity::default();
            identity.name = Some("Zhang San".into());
            identity.document_number = Some("110101199001011234".into());
            identity.email = Some("zhang@example.invalid".into());
            data.identity = Some(identity);
            let mut home = Residence::default();
            home.address = Some("12 Elm Street".into());
            data.residences.push(home);
            let mut note = Note::default();
            note.text = Some("my neighbour Li Si stole my card".into());
            data.accounts[0].notes.push(note);
            data.accounts[0].mark = Some("mark-77".into());
            data.number = Some("R-998877".into());
            data.kept.push(Kept::new("PRH.PA01X".into(), KeptValue::Text("Wang Wu".into())));
        })
        .build()
        .unwrap()
}

#[test]
fn debug_prints_no_name_number_or_address() {
    let shown = format!("{:?}{:#?}", full(), full());
    for private in [
        "Zhang",
        "110101199001011234",
        "example.invalid",
        "Elm",
        "Li Si",
        "6222000011112222",
        "mark-77",
        "R-998877",
        "Wang",
    ] {
        assert!(!shown.contains(private), "`{private}` is in the Debug form");
    }
}

#[test]
fn debug_prints_no_private_text_or_birthday() {
    let mut data = full().into_data();
    let identity = data.identity.as_mut().unwrap();
    identity.born = "1990-01-02".parse().ok();
    let mut json = serde_json::to_value(Report::new(data).unwrap()).unwrap();
    // Every text of a person, an account's number and mark, a note, what was kept.
    fn mark(value: &mut serde_json::Value, inside: &str) {
        match value {
            serde_json::Value::String(text) if PRIVATE.contains(&inside) => *text = "MARKER".to_owned(),
            serde_json::Value::Array(items) => items.iter_mut().for_each(|item| mark(item, inside)),
            serde_json::Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| mark(value, name)),
            _ => {}
        }
    }
    mark(&mut json, "");
    let report: Report = serde_json::from_value(json).unwrap();
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(json.matches("MARKER").count(), 9, "{json}");
    let shown = format!("{report:?}{report:#?}");
    assert!(!shown.contains("MARKER") && !shown.contains("1990-01-02"), "{shown}");
}

const PRIVATE: [&str; 8] = ["name", "document_number", "email", "address", "text", "mark", "id", "number"];

#[test]
fn many_problems_of_a_long_number_are_few_and_short() {
    let id = format!("a\n{}", "9".repeat(100_000));
    let built = Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, &id, |card| {
            card.with(|card| {
                let mut negative = credit_bureau::report::SpecialTransaction::default();
                negative.amount = Some(Money::whole(-1, Currency::CNY));
                card.special_transactions = vec![negative; 2_000];
            })
        })
        .build();
    let error = built.unwrap_err();
    assert_eq!((error.problems().len(), error.total()), (ReportError::LIMIT, 2_001));
    assert_eq!(
        error.problems()[0].to_string(),
        format!(
            "account `a\\n{}…`, field `id`: is not the number of an account: expected 1 to 64 characters, none a control \
             character",
            "9".repeat(38)
        )
    );
    assert!(error.to_string().ends_with("(and 2000 more problems)"), "{error}");
}

#[test]
fn the_builder_takes_facts_in_any_order() {
    let built = |describe: fn(credit_bureau::report::AccountBuilder) -> credit_bureau::report::AccountBuilder| {
        Report::builder("2024-06-30").account(AccountKind::CreditCard, "a", describe).build().unwrap()
    };
    assert_eq!(
        built(|a| a
            .overdue(&[(1, 5)])
            .paid("N1")
            .balance(7)
            .state(AccountState::Normal)
            .state(AccountState::Closed)
            .as_of("2024-03")),
        built(|a| a.as_of("2024-03").state(AccountState::Closed).balance(7).paid("N1").overdue(&[(1, 5)])),
    );
    let late = built(|a| a.balance(7).state(AccountState::Closed));
    assert_eq!(late.accounts[0].state(), Some(AccountState::Closed));
    assert!(late.accounts[0].monthly.is_none());
    let debt = Report::builder("2024-06-30")
        .account(AccountKind::Collection, "c", |debt| debt.state(AccountState::InCollection).balance(100))
        .build()
        .unwrap();
    assert_eq!(debt.accounts[0].latest.state, Some(AccountState::InCollection));
}

#[test]
fn what_the_builder_cannot_place_is_a_problem() {
    let built = Report::builder("2024-06-30\n").build();
    assert_eq!(problems(built), [r"report, field `date`: `2024-06-30\n` cannot be read: expected a day as YYYY-MM-DD"]);
    let built = Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "a", |a| a.overdue(&[(0, 5)]))
        .account(AccountKind::CreditCard, "b", |a| a.paid("N").with(|_| {}).as_of("2024-03"))
        .build();
    assert_eq!(
        problems(built),
        [
            "account `a`, field `payments.overdue`: speaks of a month 0 back: the history has 0 months",
            "account `b`, field `month`: `2024-03` cannot be read: expected 2024-06: the month must be said before `with`",
        ]
    );
}

#[test]
fn what_happened_after_the_report_is_refused_and_what_lies_ahead_is_not() {
    let built = Report::builder("2024-06-30")
        .account(AccountKind::NonRevolvingLoan, "a", |a| {
            a.balance(1).paid("NN").with(|a| {
                let after = "2024-07-01".parse().ok();
                a.due = after;
                a.latest.last_paid = after;
                a.first_delinquency = after;
                let monthly = a.monthly.as_mut().unwrap();
                (monthly.due, monthly.reported) = (after, after);
                a.payments.as_mut().unwrap().grid_24 = Some(("2024-04".parse().unwrap(), "2024-06".parse().unwrap()));
            })
        })
        .build();
    assert_eq!(
        problems(built),
        [
            "account `a`, field `latest.last_paid`: `2024-07-01` is after the report of 2024-06-30",
            "account `a`, field `monthly.reported`: `2024-07-01` is after the report of 2024-06-30",
            "account `a`, field `first_delinquency`: `2024-07-01` is after the report of 2024-06-30",
            "account `a`, field `payments.grid_24`: shows 2024-04 to 2024-06: the history has 2024-05 to 2024-06",
        ]
    );
}

#[test]
fn the_two_segments_of_an_account_are_never_mixed() {
    let report = Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "a", |a| {
            a.as_of("2023-01").past_due(1).with(|a| {
                a.latest.balance = Some(Money::whole(7, Currency::CNY));
                a.latest.state = Some(AccountState::BadDebt);
                a.latest.reported = "2024-06-01".parse().ok();
            })
        })
        .build()
        .unwrap();
    let account = &report.accounts[0];
    assert_eq!((account.state(), account.balance(), account.used()), (None, None, None));
    assert_eq!(account.state_month(), "2023-01".parse().ok());
}

#[test]
fn the_version_is_looked_at_first() {
    let error = serde_json::from_str::<Report>(r#"{"credit_report":2,"novel":1}"#).unwrap_err().to_string();
    assert!(error.starts_with("native report of version 2: expected version 1"), "{error}");
}

#[test]
fn the_native_form_reads_back_equal_and_names_its_version() {
    let report = full();
    let json = serde_json::to_string(&report).unwrap();
    assert!(json.starts_with(r#"{"credit_report":1,"report":{"#), "{json}");
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
    let newer = json.replacen(":1,", ":2,", 1);
    let error = serde_json::from_str::<Report>(&newer).unwrap_err().to_string();
    assert!(error.starts_with("native report of version 2: expected version 1"), "{error}");
}

#[test]
fn a_kind_is_written_by_its_tag_and_read_by_its_name_in_full_too() {
    for (&kind, name) in AccountKind::ALL.iter().zip([
        "non_revolving_loan",
        "sub_account",
        "revolving_loan",
        "credit_card",
        "quasi_credit_card",
        "collection",
        "rent",
        "prepaid_card",
        "utility",
        "telecom",
    ]) {
        let report = Report::builder("2024-06-30").account(kind, "x", |account| account).build().unwrap();
        let json = serde_json::to_string(&report).unwrap();
        let written = format!(r#""kind":"{}""#, kind.tag());
        assert!(json.contains(&written), "{json}");
        let older = json.replace(&written, &format!(r#""kind":"{name}""#));
        assert_eq!(serde_json::from_str::<Report>(&older).unwrap(), report);

        let set = serde_json::to_string(&KindSet::from(kind)).unwrap();
        assert_eq!(set, format!(r#"["{kind}"]"#));
        assert_eq!(serde_json::from_str::<KindSet>(&format!(r#"["{name}"]"#)).unwrap(), kind.into());

        let regime = serde_json::to_string(Regime::pboc()).unwrap();
        let older = regime.replace(&format!(r#""{kind}":"#), &format!(r#""{name}":"#));
        assert_eq!(&serde_json::from_str::<Regime>(&older).unwrap(), Regime::pboc());

        assert_eq!((kind.to_string().parse(), name.parse()), (Ok(kind), Ok(kind)));
    }
    assert_eq!(
        "R2".parse::<AccountKind>().unwrap_err().to_string(),
        "`R2` is not an account kind: expected one of d1 r4 r1 r2 r3 c1 rent prepaid utility telecom"
    );
}

#[test]
fn a_day_stands_for_its_end_where_a_moment_is_asked_for() {
    let read = |made_at: &str, known_at: &str| {
        let data = format!(r#"{{"made_at": "{made_at}", "currency": "CNY", "known_at": "{known_at}"}}"#);
        serde_json::from_str::<ReportData>(&data).map_err(|error| error.to_string())
    };
    let data = read("2024-06-30", "2024-07-02").unwrap();
    assert_eq!(data.made_at, Report::builder("2024-06-30").build().unwrap().made_at);
    assert_eq!(data.known_at, "2024-07-02T23:59:59".parse().ok());
    assert_eq!(
        read("2024-06-30T10:00:00", "2024-06-30T10:00:00.5").unwrap().made_at.to_string(),
        "2024-06-30 10:00:00"
    );

    let day = "2024-06-30";
    let expected = "expected a moment as YYYY-MM-DDTHH:MM:SS";
    for (text, expected) in [
        ("2024-06-30T10:00:00Z", format!("{expected}, without a time zone, or a day")),
        ("2024-06-30T10:00:00+08:00", format!("{expected}, without a time zone, or a day")),
        ("2024-06-30T10:00:00.5Z", format!("{expected}, without a time zone, or a day")),
        ("2024-06-30T10:00+08:00", format!("{expected}, without a time zone, or a day")),
        ("2024-06-30Z", format!("{expected}, without a time zone, or a day")),
        ("2024-06-30-05:00", format!("{expected}, without a time zone, or a day")),
        ("2024-06-31Z", format!("{expected}, or a day")),
        ("2024-06-30T10:00", format!("{expected}, or a day")),
        ("2024-06-31", format!("{expected}, or a day")),
        ("2024-6-30", format!("{expected}, or a day")),
        ("yesterday", format!("{expected}, or a day")),
    ] {
        for error in [read(text, day), read(day, text)].map(Result::unwrap_err) {
            assert!(error.starts_with(&format!("`{text}` is not a date and time: {expected} at line 1")), "{error}");
        }
    }
}

#[test]
fn debug_shows_what_is_stated_and_nothing_else() {
    let report = Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "card", |card| card.limit(20_000).balance(300).paid("NN1"))
        .build()
        .unwrap();
    assert_eq!(
        format!("{:?}", report.accounts[0]),
        "Account { kind: CreditCard, id: AccountId(‹private›), limit: Some(20,000.00 CNY), \
         monthly: Some(MonthlyState { month: 2024-06, balance: Some(300.00 CNY) }), \
         payments: Some(Payments { history: 2024-06: NN1 }) }"
    );
    let whole = format!("{report:#?}");
    assert!(!whole.contains("None") && !whole.contains("[]"), "{whole}");
    assert_eq!(format!("{:?}", Residence::default()), "Residence");
}

#[test]
fn the_native_form_is_checked_like_any_other_report() {
    let json = serde_json::to_string(&full()).unwrap().replace("2020-01-31", "2030-01-31");
    let error = serde_json::from_str::<Report>(&json).unwrap_err().to_string();
    assert!(error.contains("`2030-01-31` is after the report of 2024-06-30"), "{error}");
}
