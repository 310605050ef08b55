//! A portfolio that is changed is the portfolio of the reports so changed: a month closed, a cell corrected, a subject
//! replaced or taken out.

use crate::common;

use std::time::Instant;

use common::{attributes_of, reports, reports_of};
use credit_bureau::history::{DelinquencyBucket, Planes, Severity};
use credit_bureau::portfolio::columns::{Amounts, Columns, DaysBefore, Names, Profile, stated};
use credit_bureau::portfolio::{MonthColumns, MonthCorrection, Standing};
use credit_bureau::report::{
    BusinessKind, Fault, Gap, Guarantee, HolderRole, InquiryReason, InstitutionType, LatestState, MonthlyState,
    MonthlyUpdate, OverdueAmounts, Payments,
};
use credit_bureau::{
    Account, AccountKind, AccountState, Currency, Money, Month, PaymentHistory, PaymentStatus, Portfolio, Report,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// Reports of one currency, and the month of the last or one of the next: nothing is known of later months.
fn scenes() -> impl Strategy<Value = (Vec<Report>, Month)> {
    (vec(reports(), 1..6), 0..4_i32).prop_map(|(mut reports, later)| {
        let currency = reports[0].currency;
        reports.retain(|report| report.currency == currency);
        let last = reports.iter().map(Report::month).max().unwrap();
        (reports, last.checked_add(later).unwrap())
    })
}

fn portfolio(reports: &[Report], month: Month) -> Portfolio {
    let currency = reports.first().map_or(Currency::CNY, |report| report.currency);
    Portfolio::from_reports(month, currency, reports).unwrap()
}

/// That both read alike under every given regime, and say the same.
fn judge(changed: &Portfolio, anew: &Portfolio) -> Result<(), TestCaseError> {
    prop_assert_eq!(attributes_of(changed), attributes_of(anew));
    prop_assert_eq!(changed, anew);
    let again = Portfolio::from_columns(changed.month(), changed.currency(), changed.columns());
    prop_assert_eq!(again.as_ref(), Ok(changed));
    Ok(())
}

/// What an account reports of a month, before it is known of which kind it is.
#[derive(Debug, Clone)]
struct News {
    severity: Severity,
    stands: Option<Stands>,
    overdue: Option<i64>,
}

#[derive(Debug, Clone)]
struct Stands {
    state: Option<AccountState>,
    balance: Option<i64>,
    used: Option<i64>,
    past_due: Option<i64>,
    scheduled: Option<i64>,
    actual: Option<i64>,
}

fn amounts() -> impl Strategy<Value = i64> + Clone {
    prop_oneof![Just(0), Just(1), 1..100_000_000_i64, 1..100_000_000_000_i64]
}

fn news() -> impl Strategy<Value = News> {
    let severity = prop_oneof![
        2 => Just(Severity::Outside),
        4 => Just(Severity::PaidAsAgreed),
        4 => select(Severity::ALL.to_vec()),
    ];
    let amount = || option::weighted(0.7, amounts());
    let stands = (option::of(select(AccountState::ALL)), amount(), amount(), amount(), amount(), amount()).prop_map(
        |(state, balance, used, past_due, scheduled, actual)| Stands {
            state,
            balance,
            used,
            past_due,
            scheduled,
            actual,
        },
    );
    (severity, option::weighted(0.7, stands), amount()).prop_map(|(severity, stands, overdue)| News {
        severity,
        stands,
        overdue,
    })
}

impl News {
    /// What an account of that kind can report.
    fn of(mut self, kind: AccountKind) -> News {
        if kind == AccountKind::Collection {
            self.severity = Severity::Outside;
        }
        if self.severity < kind.late_from(DelinquencyBucket::DAYS_1_TO_30).severity() {
            self.overdue = None;
        }
        if let Some(stands) = &mut self.stands {
            let billed = !matches!(kind, AccountKind::QuasiCreditCard | AccountKind::Collection);
            stands.past_due = stands.past_due.filter(|_| billed);
            stands.scheduled = stands.scheduled.filter(|_| billed);
            stands.used = stands.used.filter(|_| kind == AccountKind::CreditCard);
            // Paid as agreed, nothing is past due: a report refuses the contradiction.
            let agreed = self.severity == Severity::PaidAsAgreed;
            stands.past_due = stands.past_due.map(|amount| if agreed { 0 } else { amount });
        }
        self
    }

    /// Appends it to the account of a report. Months that nobody reported stay outside the account's life, as in the
    /// columns.
    fn append(&self, account: &mut Account, month: Month, currency: Currency) {
        let money = |minor: Option<i64>| minor.map(|minor| Money::from_minor(minor, currency));
        let latest = account.payments.as_ref().map_or(month, |payments| payments.history.latest());
        for later in 1..month.months_since(latest) {
            let mut silent = MonthlyUpdate::new(latest.checked_add(later).unwrap());
            silent.status = Some(PaymentStatus::OUTSIDE);
            account.append(silent, Gap::Refuse).unwrap();
        }
        let mut update = MonthlyUpdate::new(month);
        if account.kind != AccountKind::Collection {
            update.status = Some(PaymentStatus::of(self.severity));
            update.overdue = money(self.overdue);
        }
        if let Some(stands) = &self.stands {
            if account.kind == AccountKind::Collection {
                let mut latest = LatestState::default();
                latest.state = stands.state;
                latest.balance = money(stands.balance);
                latest.last_payment = money(stands.actual);
                latest.reported = Some(month.last_day());
                update.latest = Some(latest);
            } else {
                let mut monthly = MonthlyState::new(month);
                monthly.state = stands.state;
                monthly.balance = money(stands.balance);
                monthly.used = money(stands.used);
                monthly.past_due = money(stands.past_due);
                monthly.scheduled_payment = money(stands.scheduled);
                monthly.actual_payment = money(stands.actual);
                update.monthly = Some(monthly);
            }
        }
        // A collection of which nothing is reported; an update that says nothing is refused.
        if update != MonthlyUpdate::new(month) {
            account.append(update, Gap::Refuse).unwrap();
        }
    }
}

/// Puts a cell into the history of an account, which then ends with `month`.
fn put_cell(account: &mut Account, month: Month, ago: u32, cell: MonthCorrection, currency: Currency) {
    let old = account.payments.as_ref();
    let planes = old.map_or(Planes::EMPTY, |payments| payments.history.as_of(month));
    let mut statuses: Vec<_> = (0..60).map(|ago| PaymentStatus::of(planes.severity(ago))).collect();
    statuses[ago as usize] = PaymentStatus::of(cell.severity);
    let later = old.map_or(0, |payments| month.months_since(payments.history.latest()));
    let overdue = old.into_iter().flat_map(|payments| payments.overdue.iter());
    let overdue = overdue.map(|(ago, amount)| (i32::from(ago) + later, amount));
    let mut overdue: Vec<_> = overdue.filter(|&(of, _)| of < 60 && of != ago as i32).collect();
    overdue.extend(cell.overdue.map(|minor| (ago as i32, Money::from_minor(minor, currency))));
    let mut payments = Payments::from(PaymentHistory::new(month, &statuses).unwrap());
    payments.overdue = OverdueAmounts::new(overdue.into_iter().map(|(ago, amount)| (ago as u8, amount)).collect());
    account.payments = Some(payments);
}

fn is_contradiction(fault: &Fault) -> bool {
    matches!(fault, Fault::OpenedContradicts { .. } | Fault::PastDueContradicts { .. })
}

/// What accounts report, in columns.
fn columns_of<'a>(news: impl IntoIterator<Item = &'a News>) -> MonthColumns {
    let mut month = MonthColumns::default();
    let [mut balances, mut past_due, mut scheduled, mut used, mut actual, mut overdue] = [const { Vec::new() }; 6];
    for (account, one) in (0_u16..).zip(news) {
        month.severity.push(one.severity.number());
        let mut amounts = (0, 0, 0);
        let standing = one.stands.as_ref().map(|stands| {
            amounts = (stands.balance.unwrap_or(0), stands.past_due.unwrap_or(0), stands.scheduled.unwrap_or(0));
            let mut bits = 0;
            for (bit, here) in [
                (stated::BALANCE, stands.balance.is_some()),
                (stated::PAST_DUE, stands.past_due.is_some()),
                (stated::SCHEDULED, stands.scheduled.is_some()),
                (stated::ACTUAL, stands.actual.is_some()),
            ] {
                bits |= if here { bit } else { 0 };
            }
            if let Some(amount) = stands.used.filter(|_| stands.used != stands.balance) {
                bits |= stated::USED_APART;
                month.used.accounts.push(account);
                used.push(amount);
            }
            if let Some(amount) = stands.actual.filter(|_| stands.actual != stands.scheduled) {
                bits |= stated::ACTUAL_APART;
                month.actual.accounts.push(account);
                actual.push(amount);
            }
            Standing::new(stands.state, bits)
        });
        let known = month.standings.iter().position(|other| *other == standing);
        month.standing.push(known.unwrap_or(month.standings.len()) as u16);
        month.standings.extend(known.is_none().then_some(standing));
        if let Some(amount) = one.overdue {
            month.overdue.accounts.push(account);
            overdue.push(amount);
        }
        balances.push(amounts.0);
        past_due.push(amounts.1);
        scheduled.push(amounts.2);
    }
    let narrow = |amounts: Vec<i64>| match amounts.iter().map(|&amount| i32::try_from(amount)).collect() {
        Ok(narrow) => Amounts::Narrow(narrow),
        Err(_) => Amounts::Wide(amounts),
    };
    month.balance = narrow(balances);
    month.past_due = narrow(past_due);
    month.scheduled = narrow(scheduled);
    month.used.amounts = narrow(used);
    month.actual.amounts = narrow(actual);
    month.overdue.amounts = narrow(overdue);
    month
}

/// The reports of the next month, and its columns.
fn next_month(reports: &[Report], month: Month, news: &[News]) -> (Vec<Report>, MonthColumns) {
    let mut all = Vec::new();
    let mut draws = news.iter().cycle();
    let changed = reports.iter().map(|report| {
        let currency = report.currency;
        let made_at = month.last_day().and_hms_opt(12, 0, 0).unwrap();
        let mut data = report.clone().into_data();
        data.made_at = made_at;
        for account in &mut data.accounts {
            let one = draws.next().unwrap().clone().of(account.kind);
            one.append(account, month, currency);
            all.push(one);
        }
        Report::new(data).unwrap()
    });
    let changed = changed.collect();
    (changed, columns_of(&all))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_month_closed_is_a_month_reported((reports, month) in scenes(), months in vec(vec(news(), 7..8), 1..4)) {
        let (mut reports, mut month, mut changed) = (reports.clone(), month, portfolio(&reports, month));
        for news in months {
            month = month.checked_add(1).unwrap();
            let (next, columns) = next_month(&reports, month, &news);
            changed.close_month(&[columns]).unwrap();
            judge(&changed, &portfolio(&next, month))?;
            reports = next;
        }
    }

    #[test]
    fn a_cell_corrected_is_a_cell_reported(
        (reports, month) in scenes(),
        corrections in vec((any::<Index>(), any::<Index>(), 0..62_u8, select(Severity::ALL.to_vec()), option::of(amounts())), 1..6),
    ) {
        let (mut reports, mut changed) = (reports.clone(), portfolio(&reports, month));
        for (subject, account, ago, severity, overdue) in corrections {
            let subject = subject.index(reports.len());
            if reports[subject].accounts.is_empty() {
                continue;
            }
            let account = account.index(reports[subject].accounts.len());
            let (kind, currency) = (reports[subject].accounts[account].kind, reports[subject].currency);
            let late = severity >= kind.late_from(DelinquencyBucket::DAYS_1_TO_30).severity();
            let cell = MonthCorrection { severity, overdue: overdue.filter(|_| late) };
            let before = changed.clone();
            let last = reports[subject].month();
            let Ok(of_report) = u32::try_from(i32::from(ago) - month.months_since(last)) else {
                prop_assert_eq!(changed.correct(subject, account, ago, cell).is_ok(), severity == Severity::Outside && ago < 60);
                prop_assert_eq!(&changed, &before);
                continue;
            };
            let allowed = ago < 60 && (kind != AccountKind::Collection || severity == Severity::Outside);
            prop_assert_eq!(changed.correct(subject, account, ago, cell).is_ok(), allowed);
            if !allowed {
                prop_assert_eq!(&changed, &before);
            } else if kind != AccountKind::Collection {
                let mut data = reports[subject].clone().into_data();
                put_cell(&mut data.accounts[account], last, of_report, cell, currency);
                match Report::new(data) {
                    Ok(report) => reports[subject] = report,
                    // A report refuses months before the opening, and an amount past due where the month was paid as
                    // agreed: columns do not know the month of their amounts.
                    Err(error) => {
                        prop_assert!(error.problems().iter().all(|problem| is_contradiction(problem.fault())), "{error}");
                        changed = before;
                    }
                }
            }
            judge(&changed, &portfolio(&reports, month))?;
        }
    }

    #[test]
    fn a_subject_replaced_or_taken_out_is_as_if_it_had_been_so(
        (reports, month) in scenes(),
        changes in vec((any::<Index>(), option::of(reports())), 1..5),
    ) {
        let (mut reports, currency) = (reports.clone(), reports[0].currency);
        let mut changed = portfolio(&reports, month);
        for (subject, report) in changes {
            if reports.is_empty() {
                prop_assert!(changed.remove(0).is_err());
                break;
            }
            let subject = subject.index(reports.len());
            match report {
                Some(report) if report.currency == currency => {
                    changed.replace(subject, &report).unwrap();
                    reports[subject] = report;
                }
                Some(report) => prop_assert!(changed.replace(subject, &report).is_err()),
                None => {
                    changed.remove(subject).unwrap();
                    reports.remove(subject);
                }
            }
            let anew = Portfolio::from_reports(month, currency, &reports).unwrap();
            judge(&changed, &anew)?;
        }
        prop_assert!(changed.replace(reports.len(), &Report::builder("2024-06-30").build().unwrap()).is_err());
    }

    #[test]
    fn a_close_that_is_refused_changes_nothing(
        (reports, month) in scenes(),
        news in vec(news(), 7..8),
        (field, place) in (any::<Index>(), any::<Index>()),
        value in prop_oneof![-2..20_i64, any::<i64>()],
    ) {
        let before = portfolio(&reports, month);
        let (_, mut columns) = next_month(&reports, month.checked_add(1).unwrap(), &news);
        corrupt(&mut columns, field, place, value);
        let mut changed = before.clone();
        match changed.close_month(&[columns]) {
            Ok(()) => {
                let again = Portfolio::from_columns(changed.month(), changed.currency(), changed.columns());
                prop_assert_eq!(again.as_ref(), Ok(&changed));
            }
            Err(_) => prop_assert_eq!(changed, before),
        }
    }
}

/// Changes one number, or drops or doubles one.
fn corrupt(columns: &mut MonthColumns, field: Index, place: Index, value: i64) {
    fn put<T: Copy>(column: &mut Vec<T>, place: Index, value: T) {
        match place.index(column.len() + 2) {
            0 => column.push(value),
            1 => drop(column.pop()),
            place => column[place - 2] = value,
        }
    }
    fn amount(amounts: &mut Amounts, place: Index, value: i64) {
        let mut wide: Vec<i64> = match amounts {
            Amounts::Narrow(amounts) => amounts.iter().map(|&amount| amount.into()).collect(),
            Amounts::Wide(amounts) => amounts.clone(),
        };
        put(&mut wide, place, value);
        *amounts = Amounts::Wide(wide);
    }
    match field.index(12) {
        0 => put(&mut columns.severity, place, value as u8),
        1 => put(&mut columns.standing, place, value as u16),
        2 => put(&mut columns.standings, place, Some(Standing::new(None, value as u8))),
        3 => put(&mut columns.standings, place, None),
        4 => amount(&mut columns.balance, place, value),
        5 => amount(&mut columns.past_due, place, value),
        6 => amount(&mut columns.scheduled, place, value),
        7 => put(&mut columns.used.accounts, place, value as u16),
        8 => amount(&mut columns.used.amounts, place, value),
        9 => amount(&mut columns.actual.amounts, place, value),
        10 => put(&mut columns.overdue.accounts, place, value as u16),
        _ => amount(&mut columns.overdue.amounts, place, value),
    }
}

#[test]
fn months_that_a_late_furnisher_left_out_lie_outside_the_life_of_the_account() {
    let month = |text: &str| -> Month { text.parse().unwrap() };
    // The report is of June, its account was last reported for April.
    let report = |date: &str| {
        Report::builder(date).account(AccountKind::CreditCard, "card", |card| card.as_of("2024-04").paid("N1")).build()
    };
    let news = News { severity: Severity::PaidAsAgreed, stands: None, overdue: None };
    let mut closed = portfolio(&[report("2024-06-30").unwrap()], month("2024-06"));
    closed.close_month(&[columns_of([&news])]).unwrap();

    let mut july = MonthlyUpdate::new(month("2024-07"));
    july.status = Some(PaymentStatus::of(news.severity));
    let mut unknown = report("2024-07-31").unwrap();
    unknown.append_month("card", july, Gap::Unknown).unwrap();
    let mut outside = unknown.clone();
    for lagging in ["2024-05", "2024-06"] {
        outside.set_month("card", month(lagging), PaymentStatus::OUTSIDE, None).unwrap();
    }
    let history = |report: &Report| format!("{:?}", report.accounts[0].payments.as_ref().unwrap().history);
    assert_eq!((&*history(&outside), &*history(&unknown)), ("2024-07: N//N1", "2024-07: N##N1"));
    judge(&closed, &portfolio(&[outside], month("2024-07"))).unwrap();
    assert_ne!(closed, portfolio(&[unknown], month("2024-07")));
}

/// Columns do not know the month of their amounts, so that they cannot refuse what a report refuses.
#[test]
fn columns_accept_an_amount_past_due_beside_a_month_paid_as_agreed() {
    let june: Month = "2024-06".parse().unwrap();
    let refused = |error: &dyn std::error::Error| error.to_string().contains("is past due in 2024-0");
    let mut late = Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "card", |card| card.as_of("2024-06").past_due(400).paid("1N"))
        .build()
        .unwrap();
    let agreed = PaymentStatus::of(Severity::PaidAsAgreed);
    let before = portfolio(std::slice::from_ref(&late), june);
    assert!(refused(&late.set_month("card", june, agreed, None).unwrap_err()));
    let mut corrected = before.clone();
    corrected.correct(0, 0, 0, MonthCorrection { severity: Severity::PaidAsAgreed, overdue: None }).unwrap();
    assert_ne!(corrected, before);

    let stands = Stands { state: None, balance: None, used: None, past_due: Some(400), scheduled: None, actual: None };
    let news = News { severity: Severity::PaidAsAgreed, stands: Some(stands), overdue: None };
    late.advance_to("2024-07-31T12:00:00".parse().unwrap()).unwrap();
    let july = june.checked_add(1).unwrap();
    let mut update = MonthlyUpdate::new(july);
    (update.status, update.monthly) = (Some(agreed), Some(MonthlyState::new(july)));
    update.monthly.as_mut().unwrap().past_due = Some(Money::from_minor(400, Currency::CNY));
    assert!(refused(&late.append_month("card", update, Gap::Refuse).unwrap_err()));
    let mut closed = before;
    closed.close_month(&[columns_of([&news])]).unwrap();
    assert_eq!(closed.month(), july);
}

/// Many subjects of one currency, in several chunks.
fn many(subjects: usize) -> (Vec<Report>, Month) {
    let mut runner = TestRunner::deterministic();
    let mut samples = Vec::new();
    while samples.len() < 40 {
        let report = reports_of(0..9).new_tree(&mut runner).unwrap().current();
        if report.currency == Currency::CNY {
            samples.push(report);
        }
    }
    let month = samples.iter().map(Report::month).max().unwrap();
    ((0..subjects).map(|index: usize| samples[index % samples.len()].clone()).collect(), month)
}

#[test]
fn changes_of_many_subjects_stay_in_their_chunks() {
    let (mut reports, month) = many(20_000);
    let mut changed = portfolio(&reports, month);
    let before = changed.columns().len();
    assert!(before > 1);
    let large = (0..30_000).fold(Report::builder("2019-06-30"), |report, index| {
        report.account(AccountKind::Telecom, &format!("{index}"), |phone| phone.paid("N"))
    });
    let large = large.build().unwrap();
    for subject in [0, 1, 7_000, 13_001, 19_999] {
        let other = reports[subject + 1 - subject % 2].clone();
        changed.replace(subject, &other).unwrap();
        reports[subject] = other;
    }
    assert_eq!(changed.columns().len(), before);
    assert_eq!(changed, portfolio(&reports, month));
    changed.replace(5_000, &large).unwrap();
    reports[5_000] = large;
    for _ in 0..3 {
        changed.remove(5_001).unwrap();
        reports.remove(5_001);
    }
    assert_eq!(changed.columns().len(), before + 2);
    assert_eq!(changed, portfolio(&reports, month));
    let error = changed.remove(19_997).unwrap_err();
    assert_eq!(error.to_string(), "there is no subject 19997: expected a number below 19997, counted from 0");
}

#[test]
fn what_is_wrong_is_named() {
    let report = Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "a", |card| card.limit(100).balance(10).paid("NN1"))
        .account(AccountKind::QuasiCreditCard, "b", |card| card.paid("NN2"))
        .build()
        .unwrap();
    let mut data = report.into_data();
    data.subject = Some("zhang".into());
    let collection = Account::new(AccountKind::Collection, "c".into());
    data.accounts.push(collection);
    let report = Report::new(data).unwrap();
    let mut portfolio = portfolio(&[report], "2024-07".parse().unwrap());
    let before = portfolio.clone();
    let mut error = |account, ago, severity, overdue| {
        portfolio.correct(0, account, ago, MonthCorrection { severity, overdue }).unwrap_err().to_string()
    };
    assert_eq!(
        error(3, 0, Severity::BadDebt, None),
        "there is no account 3: expected a number below 3, counted from 0"
    );
    assert_eq!(
        error(0, 60, Severity::BadDebt, None),
        "there is no month 60: expected a number below 60, counted from 0"
    );
    assert_eq!(
        error(0, 0, Severity::BadDebt, None),
        "column `cell` has a month 0 back at place 0, of `zhang`: expected no month after that of its as-of day"
    );
    assert_eq!(
        error(1, 1, Severity::Late31To60, Some(5)),
        "column `cell` has 5 at place 1, of `zhang`: expected no overdue amount, since the month is not late"
    );
    assert_eq!(
        error(1, 1, Severity::Late61To90, Some(-5)),
        "column `cell` has -5 at place 1, of `zhang`: expected an overdue amount of 0 or more"
    );
    assert_eq!(
        error(2, 1, Severity::Settled, None),
        "column `cell` has `settled, closed normally` at place 2, of `zhang`: expected nothing, since an account of this \
         kind has no history"
    );
    assert_eq!(portfolio, before);

    let silent = News { severity: Severity::Outside, stands: None, overdue: None };
    let mut month = columns_of([&silent, &silent, &silent]);
    let mut close = |month: &MonthColumns| portfolio.close_month(std::slice::from_ref(month)).unwrap_err().to_string();
    month.severity[2] = 1;
    assert_eq!(
        close(&month),
        "column `severity` has 1 at place 2, of `zhang`: expected a severity from 0 to 15, and 0 on an account without \
         a history"
    );
    month.severity = vec![0; 2];
    assert_eq!(close(&month), "column `severity` has 2 values: expected 3");
    month.severity.push(0);
    month.standings = vec![Some(Standing::new(None, stated::PAST_DUE))];
    assert_eq!(
        close(&month),
        "column `standing` has 0 at place 1, of `zhang`: expected a place in `standings` whose standing the account's \
         kind may have"
    );
    month.standings = vec![Some(Standing::new(None, stated::GRANTED))];
    assert_eq!(
        close(&month),
        "column `standings` has 1 at place 0: expected no bits other than those that a month states anew"
    );
    month.standings = vec![None];
    assert_eq!(portfolio.close_month(&[]).unwrap_err().to_string(), "column `batches` has 0 values: expected 1");
    portfolio.close_month(&[month]).unwrap();
    assert_eq!(portfolio.month().to_string(), "2024-08");
    let mut last = Portfolio::builder(Month::LAST, Currency::CNY).build();
    assert_eq!(
        last.close_month(&[]).unwrap_err().to_string(),
        "the portfolio is of 5460-12: there is no month after it"
    );
}

#[test]
fn what_a_report_says_of_later_months_stays_left_out() {
    let (june, july): (Month, Month) = ("2024-06".parse().unwrap(), "2024-07".parse().unwrap());
    let report = Report::builder("2024-08-31")
        .account(AccountKind::CreditCard, "old", |card| card.opened("2023-01-05").limit(900).balance(500).paid("11N"))
        .account(AccountKind::CreditCard, "new", |card| card.opened("2024-07-10").paid("N"))
        .inquiry("2024-07-20", "bank", InquiryReason::LoanApproval)
        .build()
        .unwrap();
    let mut closed = portfolio(std::slice::from_ref(&report), june);
    assert_eq!(closed.accounts(), 1);
    let silent = News { severity: Severity::Outside, stands: None, overdue: None };
    closed.close_month(&[columns_of([&silent])]).unwrap();

    // The report speaks of July, of an account and an inquiry in it, and of a balance in August: the close does not.
    let columns = closed.columns().next().unwrap();
    let known = |columns: &Columns| columns.profiles[usize::from(columns.profile[0])].known;
    assert_eq!((closed.month(), closed.accounts()), (july, 1));
    assert_eq!(columns.planes.each_ref().map(|plane| plane[0]), [0, 0, 0b10, 0]);
    assert_eq!(columns.inquiries.reason, []);
    assert!(!known(&columns));
    let anew = portfolio(&[report], july);
    let of_report = anew.columns().next().unwrap();
    assert_eq!(of_report.planes.each_ref().map(|plane| plane[0]), [0b1, 0, 0b11, 0]);
    assert_eq!((anew.accounts(), of_report.inquiries.reason.len()), (2, 1));
    assert_ne!(closed, anew);

    // What the next month states is known.
    let mut month = columns_of([&silent]);
    month.standings = vec![Some(Standing::new(Some(AccountState::Normal), stated::BALANCE))];
    month.balance = Amounts::Narrow(vec![400]);
    closed.close_month(&[month]).unwrap();
    let columns = closed.columns().next().unwrap();
    assert!(known(&columns));
    assert_eq!(columns.balance, Amounts::Narrow(vec![400]));
}

/// As many accounts as asked for, no two with the same profile.
fn all_different(batches: usize) -> Vec<Columns> {
    let mut profiles = Vec::new();
    'all: for &business in BusinessKind::ALL {
        for &guarantee in Guarantee::ALL {
            for &furnisher_type in InstitutionType::ALL {
                for &role in HolderRole::ALL {
                    for &state in AccountState::ALL {
                        let mut profile = Profile::new(AccountKind::CreditCard);
                        profile.business = Some(business);
                        profile.guarantee = Some(guarantee);
                        profile.furnisher_type = Some(furnisher_type);
                        profile.role = Some(role);
                        profile.state = Some(state);
                        profiles.push(profile);
                        if profiles.len() == batches << 15 {
                            break 'all;
                        }
                    }
                }
            }
        }
    }
    let batch = |profiles: &[Profile]| {
        let mut columns = Columns::default();
        columns.starts = (0..=1 << 15).collect();
        columns.planes = [const { Vec::new() }; 4].map(|_: Vec<u64>| vec![0; 1 << 15]);
        columns.profiles = profiles.to_vec();
        columns.profile = (0..1 << 15).collect();
        (columns.opened, columns.furnisher) = (vec![0; 1 << 15], vec![0; 1 << 15]);
        columns.furnishers = vec!["bank".into()];
        let zero = Amounts::Narrow(vec![0; 1 << 15]);
        (columns.granted, columns.balance) = (zero.clone(), zero.clone());
        (columns.past_due, columns.scheduled) = (zero.clone(), zero);
        columns.inquiries.starts = vec![0; (1 << 15) + 1];
        columns
    };
    profiles.chunks(1 << 15).map(batch).collect()
}

#[test]
fn a_dictionary_that_is_full_is_followed_by_another() {
    let month: Month = "2024-06".parse().unwrap();
    let columns = all_different(3);
    let mut changed = Portfolio::from_columns(month, Currency::CNY, columns.clone()).unwrap();
    let late = MonthCorrection { severity: Severity::BadDebt, overdue: Some(9) };
    for subject in [5, 32_767, 40_000, 70_000, 5] {
        changed.correct(subject, 0, 3, late).unwrap();
        changed.correct(subject, 0, 2, MonthCorrection { severity: Severity::PaidAsAgreed, overdue: None }).unwrap();
    }
    let report = Report::builder("2024-06-30")
        .account(AccountKind::Rent, "flat", |rent| rent.paid("NNN"))
        .account(AccountKind::Telecom, "phone", |phone| phone.paid("1"))
        .build()
        .unwrap();
    changed.replace(6, &report).unwrap();
    changed.remove(7).unwrap();
    let mut builder = changed.into_builder();
    builder.push(&report).unwrap();
    let changed = builder.build();
    assert_eq!((changed.subjects(), changed.accounts()), (3 << 15, (3 << 15) + 2));

    let mut expected = columns;
    for (batch, account) in [(0, 5), (0, 32_767), (1, 40_000 - 32_768), (2, 70_000 - 65_536)] {
        let one = &mut expected[batch];
        one.profiles[account].stated = stated::OVERDUE;
        for (plane, word) in [0b1000, 0b1000, 0b1100, 0b1000].into_iter().enumerate() {
            one.planes[plane][account] = word;
        }
        one.overdue.accounts.push(account as u16);
        one.overdue.ago.push(3);
        let places = one.overdue.accounts.len() as u32;
        one.overdue.starts = (0..=places).collect();
        one.overdue.amounts = Amounts::Narrow(vec![9; places as usize]);
    }
    let mut anew = Portfolio::from_columns(month, Currency::CNY, expected).unwrap();
    anew.replace(6, &report).unwrap();
    anew.remove(7).unwrap();
    let mut anew = anew.into_builder();
    anew.push(&report).unwrap();
    let anew = anew.build();
    assert_eq!(changed, anew);

    // Every second account of a batch states an overdue amount from now on, which makes its profile another.
    let mut changed = changed;
    let silent = News { severity: Severity::Late31To60, stands: None, overdue: None };
    let before: Vec<_> = changed.columns().collect();
    let month = |columns: &Columns| {
        let accounts = columns.profile.len();
        let mut month = columns_of(std::iter::repeat_n(&silent, accounts));
        month.overdue.accounts = (0..accounts as u16).step_by(2).collect();
        month.overdue.amounts = Amounts::Narrow(vec![1; month.overdue.accounts.len()]);
        month
    };
    let months: Vec<_> = before.iter().map(month).collect();
    changed.close_month(&months).unwrap();
    assert_eq!(Portfolio::from_columns(changed.month(), Currency::CNY, changed.columns()).unwrap(), changed);
    for (before, after) in before.iter().zip(changed.columns()) {
        for account in 0..before.profile.len() {
            let profile = |columns: &Columns| columns.profiles[usize::from(columns.profile[account])];
            let mut expected = profile(before);
            expected.stated |= if account % 2 == 0 { stated::OVERDUE } else { 0 };
            assert_eq!(profile(&after), expected);
        }
    }
}

/// Batches as a bureau has them: six accounts a subject, an overdue month on one of seven, a used amount apart from the
/// balance on one of twenty, a payment apart from the payment due on one of five, three inquiries a subject.
fn usual(batches: usize) -> Vec<Columns> {
    const ACCOUNTS: usize = 32_766;
    const SUBJECTS: usize = ACCOUNTS / 6;
    let plain = stated::GRANTED | stated::BALANCE | stated::PAST_DUE | stated::SCHEDULED | stated::ACTUAL;
    let kinds = [AccountKind::CreditCard, AccountKind::NonRevolvingLoan, AccountKind::RevolvingLoan];
    let mut profiles = Vec::new();
    for &business in BusinessKind::ALL {
        for kind in kinds {
            for bits in 0..8 {
                let mut profile = Profile::new(kind);
                profile.business = Some(business);
                profile.state = Some(AccountState::Normal);
                profile.stated = plain
                    | if bits & 1 != 0 { stated::OVERDUE } else { 0 }
                    | if bits & 2 != 0 { stated::ACTUAL_APART } else { 0 }
                    | if bits & 4 != 0 && kind == AccountKind::CreditCard { stated::USED_APART } else { 0 };
                profiles.push(profile);
            }
        }
    }
    let batch = |number: usize| {
        let mut columns = Columns::default();
        columns.profiles = profiles.clone();
        columns.starts = (0..=SUBJECTS).map(|subject| subject as u32 * 6).collect();
        columns.furnishers = (0..50).map(|code| format!("bank {code}").into()).collect();
        columns.overdue.starts.push(0);
        let [mut used, mut actual, mut overdue] = [const { Vec::new() }; 3];
        let [mut granted, mut balance, mut past_due, mut scheduled] = [const { Vec::new() }; 4];
        for account in 0..ACCOUNTS {
            let mixed = (account + number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let (late, paid, drawn) = (mixed >> 8 & 0xff < 36, mixed >> 16 & 0xff < 51, mixed >> 24 & 0xff < 39);
            let kind = (mixed >> 40) % 3;
            let bits = usize::from(late) | usize::from(paid) << 1 | usize::from(drawn) << 2;
            columns.profile.push((((mixed >> 48) % BusinessKind::ALL.len() * 3 + kind) * 8 + bits) as u16);
            columns.opened.push(24_000 + (mixed >> 32 & 0xff) as u16);
            columns.furnisher.push((mixed >> 52) as u16 % 50);
            // Severity 4, and 5 in three months of a late account.
            columns.planes[2].push((1 << 48) - 1);
            columns.planes[0].push(if late { 0b1_0001_0010 } else { 0 });
            columns.planes[1].push(0);
            columns.planes[3].push(0);
            let amount = (mixed >> 36 & 0xf_ffff) as i32;
            granted.push(amount * 2);
            balance.push(amount);
            past_due.push(if late { amount / 8 } else { 0 });
            scheduled.push(amount / 10);
            if late {
                columns.overdue.accounts.push(account as u16);
                columns.overdue.ago.extend([1, 4, 8]);
                overdue.extend([amount / 9, amount / 8, amount / 7]);
                columns.overdue.starts.push(overdue.len() as u32);
            }
            if paid {
                columns.actual.accounts.push(account as u16);
                actual.push(amount / 10 + 7);
            }
            if drawn && kind == 0 {
                columns.used.accounts.push(account as u16);
                used.push(amount + 1);
            }
        }
        columns.granted = Amounts::Narrow(granted);
        columns.balance = Amounts::Narrow(balance);
        columns.past_due = Amounts::Narrow(past_due);
        columns.scheduled = Amounts::Narrow(scheduled);
        columns.used.amounts = Amounts::Narrow(used);
        columns.actual.amounts = Amounts::Narrow(actual);
        columns.overdue.amounts = Amounts::Narrow(overdue);
        columns.inquiries.starts = (0..=SUBJECTS).map(|subject| subject as u32 * 3).collect();
        columns.inquiries.inquirers = columns.furnishers.clone();
        let days = (0..SUBJECTS).flat_map(|subject| [700, 400 - subject as u16 % 300, 20]);
        columns.inquiries.days = DaysBefore::Narrow(days.collect());
        columns.inquiries.reason = (0..SUBJECTS * 3).map(|place| InquiryReason::ALL[place % 7]).collect();
        columns.inquiries.inquirer = (0..SUBJECTS * 3).map(|place| (place % 50) as u16).collect();
        let names: Vec<_> = (0..SUBJECTS).map(|subject| format!("{}", number * SUBJECTS + subject)).collect();
        let ends = names.iter().scan(0, |end, name| {
            *end += name.len() as u32;
            Some(*end)
        });
        columns.names = Some(Names { ends: ends.collect(), text: names.concat() });
        columns
    };
    (0..batches).map(batch).collect()
}

/// `cargo test --release --test portfolio month_close:: -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn how_long_columns_and_a_close_take() {
    let batches = usual(11);
    let months: Vec<_> = batches
        .iter()
        .enumerate()
        .map(|(number, columns)| {
            let one = |account: usize| {
                let mixed = (account + number).wrapping_mul(0xD134_2543_DE82_EF95) >> 20;
                let (late, silent) = (mixed & 0xff < 20, mixed >> 8 & 0xff < 26);
                let amount = (mixed >> 16 & 0xf_ffff) as i64;
                let stands = Stands {
                    state: Some(if late { AccountState::Overdue } else { AccountState::Normal }),
                    balance: Some(amount),
                    used: Some(amount + i64::from(mixed >> 28 & 0xff < 13)),
                    past_due: Some(if late { amount / 9 } else { 0 }),
                    scheduled: Some(amount / 10),
                    actual: Some(amount / 10 + i64::from(mixed >> 30 & 0xff < 51)),
                };
                let severity = if late { Severity::Late1To30 } else { Severity::PaidAsAgreed };
                let news = News { severity, stands: Some(stands), overdue: late.then_some(amount / 9) };
                let silence = News { severity: Severity::Outside, stands: None, overdue: None };
                let kind = columns.profiles[usize::from(columns.profile[account])].kind;
                if silent { silence } else { news.of(kind) }
            };
            columns_of(&(0..columns.profile.len()).map(one).collect::<Vec<_>>())
        })
        .collect();
    let month: Month = "2024-06".parse().unwrap();
    let [mut into, mut out, mut read, mut close] = [f64::MAX; 4];
    for _ in 0..20 {
        let columns = batches.clone();
        let accounts = columns.iter().map(|columns| columns.profile.len()).sum::<usize>() as f64;
        let measure =
            |least: &mut f64, since: Instant| *least = least.min(since.elapsed().as_nanos() as f64 / accounts);
        let start = Instant::now();
        let mut portfolio = Portfolio::from_columns(month, Currency::CNY, columns).unwrap();
        measure(&mut into, start);
        let start = Instant::now();
        let copy: Vec<_> = portfolio.columns().collect();
        measure(&mut out, start);
        let start = Instant::now();
        let planes = copy.iter().flat_map(|columns| &columns.planes).flatten().fold(0, |all, &word| all | word);
        let sum = |amounts: &Amounts| match amounts {
            Amounts::Narrow(amounts) => amounts.iter().fold(0_i32, |all, &amount| all.wrapping_add(amount)),
            Amounts::Wide(_) => 0,
        };
        let sums =
            copy.iter().map(|c| [&c.granted, &c.balance, &c.past_due, &c.scheduled].map(sum)).collect::<Vec<_>>();
        let places =
            copy.iter().flat_map(|c| [&c.profile, &c.opened, &c.furnisher]).flatten().fold(0, |all, &p| all ^ p);
        std::hint::black_box((planes, sums, places));
        measure(&mut read, start);
        let start = Instant::now();
        portfolio.close_month(&months).unwrap();
        measure(&mut close, start);
    }
    println!("ns an account: columns in {into:.1}, out {out:.1}, read once {read:.1}; a month closed {close:.1}");
}
