//! A report's own summary is reconciled with its detail, row by row, and a difference is shown.

use crate::common::data;

use credit_bureau::attributes::{Catalogue, Unit};
use credit_bureau::reconcile::{Finding, Reconciled, reconcile};
use credit_bureau::report::{
    AccountBuilder, BorrowerClass, BusinessKind, BusinessSummary, CardSummary, CreditSummary, Enforcement,
    InquiryReason, InquirySummary, Liability, LiabilityClass, LiabilityRole, LiabilitySummary, LoanSummary,
    OverdueSummary, PostPaidClass, PostPaidSummary, PublicRecord, PublicRecordKind, PublicSummary, RecoverySummary,
    RecoveryType, ReportBuilder, TaxArrears,
};
use credit_bureau::{AccountKind, AccountState, Currency, Language, Money, Report};

use AccountKind::{Collection, CreditCard, NonRevolvingLoan, QuasiCreditCard, Rent, Telecom, Utility};
use Finding::{Agrees, Differs, NoRule, NotStated};

fn report() -> ReportBuilder {
    Report::builder("2024-06-30")
}

fn yuan(amount: i32) -> Option<Money> {
    Some(Money::whole(amount, Currency::CNY))
}

/// The rows whose place ends with that field, as stated, computed and whether they agree.
fn rows(report: ReportBuilder, field: &str) -> Vec<(Option<i64>, Option<i64>, Finding)> {
    let rows = reconcile(&report.build().unwrap());
    let of_field: Vec<_> = rows.iter().filter(|row| row.place().ends_with(field)).collect();
    assert!(!of_field.is_empty(), "{field}");
    of_field.into_iter().map(|row| (row.stated(), row.computed(), row.finding())).collect()
}

/// What the detail adds up to, where the summary states nothing.
fn computed(report: ReportBuilder, field: &str) -> i64 {
    let row = rows(report, field)[0];
    assert_eq!((row.0, row.2), (None, NotStated), "{field}");
    row.1.unwrap()
}

fn with_summary(report: ReportBuilder, state: impl FnOnce(&mut CreditSummary)) -> ReportBuilder {
    report.with(|data| state(data.credit_summary.get_or_insert_default()))
}

#[test]
fn accounts_are_those_of_credit_and_stand_by_type_of_business_too() {
    let report = || {
        report()
            .account(NonRevolvingLoan, "a", |loan| loan)
            .account(CreditCard, "b", |card| card.state(AccountState::Closed))
            .account(Collection, "c", |debt| debt)
            .account(Rent, "d", |rent| rent)
    };
    assert_eq!(computed(report(), "PC02AS01"), 2);
    let right = with_summary(report(), |summary| {
        summary.accounts = Some(2);
        for accounts in [1, 2] {
            let mut row = BusinessSummary::default();
            row.accounts = Some(accounts);
            summary.business.push(row);
        }
    });
    assert_eq!(rows(right.clone(), "PC02AS01"), [(Some(2), Some(2), Agrees)]);
    assert_eq!(rows(right, "PC02AS03"), [(Some(3), Some(2), Differs)]);
}

#[test]
fn recovered_and_bad_debts_are_summed_by_their_latest_balance() {
    let debt = |business, balance| {
        move |debt: AccountBuilder| debt.balance(balance).with(|account| account.business = Some(business))
    };
    let report = report()
        .account(Collection, "a", debt(BusinessKind::AssetDisposal, 100))
        .account(Collection, "b", debt(BusinessKind::CompensatedDebt, 30))
        .account(NonRevolvingLoan, "c", |loan| loan.state(AccountState::BadDebt).balance(500))
        .account(CreditCard, "d", |card| card.state(AccountState::BadDebt).balance(7));
    let report = with_summary(report, |summary| {
        summary.recovered_accounts = Some(2);
        summary.recovered_balance = yuan(131);
        let mut advances = RecoverySummary::default();
        advances.kind = Some(RecoveryType::Advance);
        (advances.accounts, advances.balance) = (Some(1), yuan(30));
        summary.recovered = vec![advances];
        (summary.bad_debt_accounts, summary.bad_debt_balance) = (Some(2), yuan(507));
    });
    assert_eq!(rows(report.clone(), "PC02BS01"), [(Some(2), Some(2), Agrees)]);
    assert_eq!(rows(report.clone(), "PC02BJ01"), [(Some(13_100), Some(13_000), Differs)]);
    assert_eq!(rows(report.clone(), "PC02BH.PC02BS03"), [(None, Some(1), NotStated)]);
    assert_eq!(rows(report.clone(), "PC02BH[0].PC02BS03"), [(Some(1), Some(1), Agrees)]);
    assert_eq!(rows(report.clone(), "PC02BH[0].PC02BJ02"), [(Some(3_000), Some(3_000), Agrees)]);
    assert_eq!(rows(report.clone(), "PC02CS01"), [(Some(2), Some(2), Agrees)]);
    assert_eq!(rows(report, "PC02CJ01"), [(Some(50_700), Some(50_700), Agrees)]);
}

#[test]
fn past_due_is_a_digit_and_on_an_overdraft_a_three() {
    let report = || {
        report()
            .account(NonRevolvingLoan, "a", |loan| loan.paid("12#").overdue(&[(0, 10), (1, 20), (2, 900)]))
            .account(NonRevolvingLoan, "b", |loan| loan.as_of("2024-05").paid("7N").overdue(&[(0, 15)]))
            .account(NonRevolvingLoan, "c", |loan| loan.paid("BD"))
            .account(QuasiCreditCard, "d", |card| card.paid("N3212").overdue(&[(1, 50), (2, 80)]))
            .account(QuasiCreditCard, "e", |card| card.paid("21").overdue(&[(0, 99)]))
    };
    for (kind, accounts, months, highest, longest) in [(0, 2, 2, 3_500, 7), (4, 1, 1, 5_000, 3), (1, 0, 0, 0, 0)] {
        let of_kind = |field| rows(report(), field)[kind].1;
        assert_eq!(of_kind("PC02DS02"), Some(accounts));
        assert_eq!(of_kind("PC02DS03"), Some(months));
        assert_eq!(of_kind("PC02DJ01"), Some(highest));
        assert_eq!(of_kind("PC02DS04"), Some(longest));
    }
    let stated = with_summary(report(), |summary| {
        for (kind, months) in [(QuasiCreditCard, 1), (NonRevolvingLoan, 3)] {
            let mut row = OverdueSummary::default();
            (row.kind, row.months) = (Some(kind), Some(months));
            summary.overdue.push(row);
        }
    });
    assert_eq!(rows(stated.clone(), "PC02DH[0].PC02DS03"), [(Some(1), Some(1), Agrees)]);
    assert_eq!(rows(stated.clone(), "PC02DH[1].PC02DS03"), [(Some(3), Some(2), Differs)]);
    assert_eq!(rows(stated, "PC02DH[1].PC02DS02"), [(None, Some(2), NotStated)]);
}

#[test]
fn open_is_neither_settled_nor_closed_and_a_balance_is_the_months_else_the_latest() {
    let report = || {
        report()
            .account(NonRevolvingLoan, "a", |loan| loan.furnisher("A").balance(100))
            .account(NonRevolvingLoan, "b", |loan| loan.furnisher("A").state(AccountState::BadDebt).balance(20))
            .account(NonRevolvingLoan, "c", |loan| loan.furnisher("B").state(AccountState::Settled).balance(3))
            .account(NonRevolvingLoan, "d", |loan| loan.furnisher("C").state(AccountState::TransferredOut))
            .account(CreditCard, "e", |card| card.furnisher("A").balance(700).used(600))
            .account(CreditCard, "f", |card| card.furnisher("B").state(AccountState::BadDebt).balance(50))
            .account(CreditCard, "g", |card| card.furnisher("B").state(AccountState::Closed).balance(5))
            .account(QuasiCreditCard, "h", |card| card.furnisher("A").balance(44))
    };
    assert_eq!((computed(report(), "PC02ES01"), computed(report(), "PC02ES02")), (2, 3));
    assert_eq!((computed(report(), "PC02HS01"), computed(report(), "PC02HS02")), (2, 2));
    assert_eq!(computed(report(), "PC02EJ02"), 12_000);
    assert_eq!(computed(report(), "PC02HJ04"), 65_000, "of a credit card, the used amount");
    assert_eq!((computed(report(), "PC02IJ04"), computed(report(), "PC02FS02")), (4_400, 0));

    let stated = with_summary(report(), |summary| {
        let mut loans = LoanSummary::default();
        (loans.accounts, loans.granted, loans.average_payment) = (Some(3), yuan(999), yuan(10));
        summary.non_revolving_loans = Some(loans);
        let mut cards = CardSummary::default();
        (cards.used, cards.highest) = (yuan(651), yuan(1));
        summary.credit_cards = Some(cards);
    });
    assert_eq!(rows(stated.clone(), "PC02ES02"), [(Some(3), Some(3), Agrees)]);
    assert_eq!(rows(stated.clone(), "PC02EJ01"), [(Some(99_900), None, NoRule)]);
    assert_eq!(rows(stated.clone(), "PC02EJ03"), [(Some(1_000), None, NoRule)]);
    assert_eq!(rows(stated.clone(), "PC02HJ02"), [(Some(100), None, NoRule)]);
    assert_eq!(rows(stated, "PC02HJ04"), [(Some(65_100), Some(65_000), Differs)]);
}

#[test]
fn liabilities_go_by_borrower_and_by_guarantee_or_other() {
    let liability = |borrower, role, amount| {
        let mut liability = Liability::default();
        (liability.borrower, liability.role) = (Some(borrower), Some(role));
        (liability.amount, liability.balance) = (yuan(amount), yuan(amount * 2));
        liability
    };
    let (person, firm) = (BorrowerClass::Person, BorrowerClass::Organisation);
    let report = with_summary(report(), |summary| {
        let mut row = LiabilitySummary::default();
        (row.borrower, row.class) = (Some(person), Some(LiabilityClass::Other));
        (row.accounts, row.amount, row.balance) = (Some(2), yuan(30), yuan(61));
        summary.liabilities = vec![row];
    })
    .with(|data| {
        data.liabilities = vec![
            liability(person, LiabilityRole::CoBorrower, 10),
            liability(person, LiabilityRole::Other, 20),
            liability(person, LiabilityRole::Guarantor, 4),
            liability(firm, LiabilityRole::Guarantor, 5),
        ];
    });
    assert_eq!(rows(report.clone(), "PC02KH[0].PC02KS02"), [(Some(2), Some(2), Agrees)]);
    assert_eq!(rows(report.clone(), "PC02KH[0].PC02KJ01"), [(Some(3_000), Some(3_000), Agrees)]);
    assert_eq!(rows(report.clone(), "PC02KH[0].PC02KJ02"), [(Some(6_100), Some(6_000), Differs)]);
    let counts: Vec<_> = rows(report, "PC02KS02").into_iter().map(|row| row.1.unwrap()).collect();
    assert_eq!(counts, [1, 2, 1, 0]);
}

#[test]
fn arrears_are_of_post_paid_accounts_whose_state_says_so() {
    let report = report()
        .account(Telecom, "a", |line| line.state(AccountState::Overdue).past_due(40))
        .account(Telecom, "b", |line| line.state(AccountState::Normal).past_due(5))
        .account(Utility, "c", |water| water.state(AccountState::Overdue).past_due(7))
        .with(|data| {
            let mut row = PostPaidSummary::default();
            (row.class, row.accounts, row.arrears) = (Some(PostPaidClass::Utility), Some(1), yuan(8));
            data.post_paid_summary = vec![row];
        });
    assert_eq!(rows(report.clone(), "PC030H.PC030S02"), [(None, Some(1), NotStated)]);
    assert_eq!(rows(report.clone(), "PC030H.PC030J01"), [(None, Some(4_000), NotStated)]);
    assert_eq!(rows(report.clone(), "PC030H[0].PC030S02"), [(Some(1), Some(1), Agrees)]);
    assert_eq!(rows(report, "PC030H[0].PC030J01"), [(Some(800), Some(700), Differs)]);
}

#[test]
fn an_enforcement_counts_with_what_was_enforced() {
    let report = report().with(|data| {
        let mut enforcement = Enforcement::default();
        (enforcement.amount_claimed, enforcement.amount_enforced) = (yuan(900), yuan(600));
        let mut tax = TaxArrears::default();
        tax.amount = yuan(11);
        let silent = TaxArrears::default();
        data.public_records = vec![
            PublicRecord::Enforcement(enforcement),
            PublicRecord::TaxArrears(tax),
            PublicRecord::TaxArrears(silent),
        ];
        let mut row = PublicSummary::default();
        (row.kind, row.records, row.amount) = (Some(PublicRecordKind::Enforcement), Some(1), yuan(600));
        data.public_summary = vec![row];
    });
    assert_eq!(rows(report.clone(), "PC040H[0].PC040S02"), [(Some(1), Some(1), Agrees)]);
    assert_eq!(rows(report.clone(), "PC040H[0].PC040J01"), [(Some(60_000), Some(60_000), Agrees)]);
    let by_kind = |field| rows(report.clone(), field).into_iter().map(|row| row.1.unwrap()).collect::<Vec<_>>();
    assert_eq!((by_kind("PC040S02"), by_kind("PC040J01")), (vec![2, 0, 1, 0], vec![1_100, 0, 60_000, 0]));
}

#[test]
fn inquiries_of_the_last_month_are_later_than_its_day_in_the_month_before() {
    use InquiryReason::{CardApproval, LoanApproval};
    let report = Report::builder("2024-06-16")
        .inquiry("2024-05-16", "A", LoanApproval)
        .inquiry("2024-05-17", "A", LoanApproval)
        .inquiry("2024-06-16", "A", LoanApproval)
        .inquiry("2024-06-01", "B", CardApproval)
        .with(|data| {
            let mut summary = InquirySummary::default();
            (summary.loan_inquirers, summary.loan_inquiries) = (Some(2), Some(2));
            (summary.card_inquiries, summary.review_inquiries) = (Some(1), Some(74));
            data.inquiry_summary = Some(summary);
        });
    assert_eq!(rows(report.clone(), "PC05BS01"), [(Some(2), Some(1), Differs)]);
    assert_eq!(rows(report.clone(), "PC05BS03"), [(Some(2), Some(2), Agrees)]);
    assert_eq!(rows(report.clone(), "PC05BS04"), [(Some(1), Some(1), Agrees)]);
    assert_eq!(rows(report.clone(), "PC05BS06"), [(Some(74), None, NoRule)]);
    assert_eq!(rows(report.clone(), "PC05BS02"), [(None, Some(1), NotStated)]);
    assert_eq!(rows(report, "PC05BS08"), [(None, None, NotStated)]);
}

#[test]
fn every_row_has_a_place_of_its_own_a_label_and_a_rule_in_two_languages() {
    let rows = reconcile(&report().build().unwrap());
    let mut texts: Vec<&str> = rows.iter().map(|row| row.label(Language::English)).collect();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), rows.len());
    for row in &rows {
        assert_eq!(row.finding(), NotStated);
        assert!(row.place().starts_with('P') && row.place().contains(".PC0"), "{}", row.place());
        for chinese in [row.label(Language::Chinese), row.rule(Language::Chinese)] {
            assert!(chinese.chars().any(|c| c > '\u{2E80}'), "{chinese}");
        }
        assert!(!row.rule(Language::English).is_empty());
        assert!(matches!(row.unit(), Unit::Count | Unit::Months | Unit::MinorUnits));
        assert!(Catalogue::standard().get(row.label(Language::English)).is_none());
    }
}

#[test]
fn sums_past_64_bits_differ_and_do_not_fail() {
    let report =
        report().account(NonRevolvingLoan, "a", |loan| loan).account(NonRevolvingLoan, "b", |loan| loan).with(|data| {
            for account in &mut data.accounts {
                account.latest.balance = Some(Money::from_minor(i64::MAX, Currency::CNY));
            }
            let mut loans = LoanSummary::default();
            loans.balance = yuan(1);
            let mut summary = CreditSummary::default();
            summary.non_revolving_loans = Some(loans);
            data.credit_summary = Some(summary);
        });
    let row = |rows: Vec<Reconciled>| rows.into_iter().find(|row| row.place().ends_with("PC02EJ02")).unwrap();
    let row = row(reconcile(&report.build().unwrap()));
    assert_eq!((row.computed(), row.finding()), (None, Differs));
}

/// The test report's own summary against its own detail, as computed by hand: the figures that agree, in order, those
/// that differ, and those for which no rule is known.
#[test]
fn the_real_report_agrees_with_itself_where_it_does() {
    let Some(file) = data("pboc/sample_report.json") else { return };
    let report = credit_bureau::format::read(file).unwrap();
    let rows = reconcile(&report);
    let figure = |row: &Reconciled, minor: Option<i64>| match row.unit() {
        Unit::MinorUnits => minor.map(|minor| minor / 100),
        _ => minor,
    };
    let told = |verdict| {
        rows.iter()
            .filter(|row| row.finding() == verdict)
            .map(|row| {
                let tag = row.place().rsplit('.').next().unwrap();
                (tag.to_owned(), figure(row, row.stated()), figure(row, row.computed()))
            })
            .collect::<Vec<_>>()
    };
    let differs: Vec<_> = [
        ("PC02DS03", 17, 16),
        ("PC02DS03", 16, 15),
        ("PC02DS03", 16, 15),
        ("PC02DS03", 13, 12),
        ("PC02DJ01", 23_200, 23_100),
        ("PC02DS02", 8, 7),
        ("PC02HJ04", 11_606, 10_606),
        ("PC02KJ01", 7_950, 3_006),
        ("PC02KJ02", 158_815, 60_009),
        ("PC05BS01", 23, 20),
        ("PC05BS02", 18, 15),
    ]
    .map(|(tag, stated, computed)| (tag.to_owned(), Some(stated), Some(computed)))
    .into();
    assert_eq!(told(Finding::Differs), differs);

    let agree: Vec<i64> = told(Finding::Agrees).into_iter().filter_map(|(_, stated, _)| stated).collect();
    #[rustfmt::skip]
    assert_eq!(agree, [
        239, 239, 5, 300, 3, 200, 2, 100, 34, 11_434, // accounts, recovered debts, bad debts
        38, 1_500, 7, 36, 1_500, 7, 37, 1_500, 7, 15, 7, 7, 100_000, 7, // past due, by kind
        3, 43, 6_515_964, 1, 37, 6_513_958, 1, 38, 6_514_961, 2, 20, 1, 13, 143_002, // open, by kind
        6, 8_505, 30_005, 10, 15_210, 80_108, 1, 1_000, 10_000, 6, // liabilities
        2, 440, 1, 100, 3, 3_000, 1, 110, 8, 4_800, 8, 15_000, 46, 37, // post-paid, public records, inquiries
    ]);

    let no_rule: Vec<String> = told(Finding::NoRule).into_iter().map(|(tag, ..)| tag).collect();
    assert_eq!(
        no_rule,
        [
            "PC02EJ01", "PC02EJ03", "PC02FJ01", "PC02FJ03", "PC02GJ01", "PC02GJ03", "PC02HJ01", "PC02HJ02", "PC02HJ03",
            "PC02HJ05", "PC02IJ01", "PC02IJ02", "PC02IJ03", "PC02IJ05", "PC05BS05", "PC05BS06", "PC05BS07", "PC05BS08",
        ]
    );
}
