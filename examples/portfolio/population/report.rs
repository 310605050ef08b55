//! An invented consumer as a report.

use chrono::NaiveTime;
use credit_bureau::history::Severity;
use credit_bureau::report::{
    Inquiry, KindSet, Liability, MonthlyState, OverdueAmounts, Payments, ReportData, ReportError,
};
use credit_bureau::{AccountKind, AccountState, Currency, Money, Month, PaymentHistory, PaymentStatus, Report};

use super::draw::{Account, Consumer};

/// The report of a consumer, made on the last day of the month; furnishers and inquirers by their numbers.
pub fn report(consumer: &Consumer, number: u64, month: Month, codes: &[Box<str>]) -> Result<Report, ReportError> {
    let day = month.last_day();
    let mut data = ReportData::new(day.and_time(NaiveTime::MIN), CURRENCY);
    data.subject = Some(format!("consumer {number}"));
    let mut overdue = consumer.overdue.as_slice();
    for (place, account) in consumer.accounts.iter().enumerate() {
        let (own, others) = overdue.split_at(account.overdue);
        overdue = others;
        data.accounts.push(of_account(account, place, own, month, codes));
    }
    for inquiry in &consumer.inquiries {
        let date = day - chrono::Days::new(inquiry.days.into());
        let mut stated = Inquiry::new(date, codes[usize::from(inquiry.inquirer)].to_string());
        stated.reason = Some(inquiry.reason);
        data.inquiries.push(stated);
    }
    for liability in &consumer.liabilities {
        let mut stated = Liability::default();
        stated.role = Some(liability.role);
        stated.amount = liability.amount.map(money);
        stated.balance = liability.balance.map(money);
        data.liabilities.push(stated);
    }
    Report::new(data)
}

fn of_account(
    account: &Account,
    place: usize,
    overdue: &[(u8, i64)],
    month: Month,
    codes: &[Box<str>],
) -> credit_bureau::Account {
    let product = account.product;
    let mut stated = credit_bureau::Account::new(product.kind, format!("{}", place + 1).into());
    stated.furnisher = codes[usize::from(account.furnisher)].to_string();
    stated.furnisher_type = product.pool.institution;
    (stated.business, stated.guarantee, stated.role) = (product.business, product.guarantee, account.role);
    let first_day_of = |ago: u32| month.back(ago).map(Month::first_day);
    stated.opened = account.age.and_then(first_day_of);
    let granted = account.granted.map(money);
    if KindSet::REVOLVING.contains(product.kind) {
        stated.limit = granted
    } else {
        stated.principal = granted
    }
    // A month reported in full, unless nothing more falls due: so does the report of the central bank.
    let is_full =
        account.state.is_open() && account.state != AccountState::BadDebt && product.kind != AccountKind::Collection;
    if is_full {
        let mut monthly = MonthlyState::new(month);
        monthly.state = Some(account.state);
        monthly.balance = account.balance.map(money);
        monthly.used = account.used.map(money);
        monthly.past_due = account.past_due.map(money);
        monthly.scheduled_payment = account.scheduled.map(money);
        monthly.actual_payment = account.actual.map(money);
        stated.monthly = Some(monthly);
    } else {
        stated.latest.state = Some(account.state);
        stated.latest.balance = account.balance.map(money);
        stated.latest.closed = account.closed.and_then(first_day_of);
        stated.latest.reported = Some(month.first_day());
    }
    if let Some((newest, oldest)) = account.history.ends() {
        let statuses =
            (newest..=oldest).map(|ago| PaymentStatus::of(Severity::ALL[usize::from(account.history.severity(ago))]));
        let history = month.back(newest).and_then(|latest| PaymentHistory::collect(latest, statuses).ok());
        stated.payments = history.map(|history| {
            let mut payments = Payments::from(history);
            payments.overdue =
                OverdueAmounts::new(overdue.iter().map(|&(ago, amount)| (ago - newest as u8, money(amount))).collect());
            payments
        });
    }
    stated
}

fn money(minor: i64) -> Money {
    Money::from_minor(minor, CURRENCY)
}

pub const CURRENCY: Currency = Currency::CNY;
