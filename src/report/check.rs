//! Checks across the fields of a report, made once for the whole of it.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::ReportData;
use super::account::Account;
use super::contradiction::contradictions;
use super::facts::{AMOUNTS, Amount, DATES, FACTS, Fact, When, day, month, public_amounts, public_dates};
use super::fault::{Fault, Item, ReportError, ReportProblem};
use super::inquiry::Inquiry;
use super::payments::Payments;
use crate::money::{Currency, Money};
use crate::month::Month;
use crate::problems::Problems;

/// Checks a whole report and gives its month. Keeps at most `limit` problems.
pub(super) fn check(data: &ReportData, limit: usize) -> Result<Month, ReportError> {
    let mut checker = Checker::new(data, limit);
    let month = checker.month();
    checker.accounts(&data.accounts);
    checker.others(data);
    checker.summaries(data);
    match month {
        Some(month) if checker.problems.is_empty() => Ok(month),
        _ => Err(checker.problems.into()),
    }
}

/// Checks one account as if it stood at position `index` of the report, whose own accounts are checked already.
pub(super) fn check_account(data: &ReportData, index: usize, account: &Account) -> Result<(), ReportError> {
    // An account that keeps its number is as unique as it was: looking through all of them would make edits of every
    // account take the square of their number.
    let keeps_number = data.accounts.get(index).is_some_and(|before| before.id == account.id);
    let mut others = data.accounts.iter().enumerate().filter(|&(other, _)| other != index && !keeps_number);
    let same = others.find(|(_, other)| other.id == account.id).map(|(other, _)| other);
    let mut checker = Checker::new(data, ReportError::LIMIT);
    checker.account(index, account, same);
    checker.finish()
}

/// Checks one inquiry as if it stood at position `index` of the report.
pub(super) fn check_inquiry(data: &ReportData, index: usize, inquiry: &Inquiry) -> Result<(), ReportError> {
    let mut checker = Checker::new(data, ReportError::LIMIT);
    checker.inquiry(index, inquiry);
    checker.finish()
}

struct Checker {
    date: NaiveDate,
    currency: Currency,
    problems: Problems<ReportProblem>,
}

impl Checker {
    fn new(data: &ReportData, limit: usize) -> Self {
        Self { date: data.made_at.date(), currency: data.currency, problems: Problems::new(limit) }
    }

    fn finish(self) -> Result<(), ReportError> {
        if self.problems.is_empty() { Ok(()) } else { Err(self.problems.into()) }
    }

    /// The month of the report.
    fn month(&mut self) -> Option<Month> {
        let month = Month::of(self.date).ok();
        if month.is_none() {
            let expected = "a year from 1 to 5460".to_owned();
            self.problem(Item::Report, "made_at", Fault::Unreadable { found: self.date.to_string(), expected });
        }
        month
    }

    fn problem(&mut self, item: Item, field: &'static str, fault: Fault) {
        self.problems.add(item, field, fault);
    }

    fn accounts(&mut self, accounts: &[Account]) {
        let mut first_with = HashMap::with_capacity(accounts.len());
        for (index, account) in accounts.iter().enumerate() {
            let first = first_with.get(&account.id).copied();
            if first.is_none() {
                first_with.insert(&account.id, index);
            }
            self.account(index, account, first);
        }
    }

    /// Checks an account by itself; `same` is the position of another with its number.
    fn account(&mut self, index: usize, account: &Account, same: Option<usize>) {
        let item = || Item::Account(index, account.id.clone());
        if account.id.as_str().is_empty() {
            self.problem(item(), "id", Fault::Empty);
        } else if !account.id.is_sound() {
            self.problem(item(), "id", Fault::Id);
        }
        if let Some(first) = same {
            self.problem(item(), "id", Fault::Duplicate { first });
        }
        for &Fact { field, kinds, stated } in FACTS {
            if !kinds.contains(account.kind) && stated(account) {
                self.problem(item(), field, Fault::DoesNotApply(account.kind));
            }
        }
        for &Amount { field, may_be_negative, get } in AMOUNTS {
            self.amount(&item, field, get(account), may_be_negative.contains(account.kind));
        }
        for transaction in &account.special_transactions {
            self.amount(&item, "special_transactions", transaction.amount, false);
        }
        for plan in &account.large_instalments {
            self.amount(&item, "large_instalments", plan.limit, false);
            self.amount(&item, "large_instalments", plan.used, false);
        }
        self.dates(&item, account);
        if let Some(payments) = &account.payments {
            self.payments(&item, payments);
        }
        contradictions(account, |field, fault| self.problem(item(), field, fault));
    }

    fn dates(&mut self, item: &impl Fn() -> Item, account: &Account) {
        for &(field, get) in DATES {
            self.not_after_report(item, field, get(account));
        }
        for transaction in &account.special_transactions {
            self.not_after_report(item, "special_transactions", day(transaction.date));
        }
        for event in &account.special_events {
            self.not_after_report(item, "special_events", month(event.month));
        }
        self.in_order(item, ("opened", account.opened), ("latest.closed", account.latest.closed));
        if let Some(lease) = &account.lease {
            self.in_order(item, ("lease.from", lease.from), ("lease.to", lease.to));
        }
    }

    fn payments(&mut self, item: &impl Fn() -> Item, payments: &Payments) {
        let length = payments.history.len();
        for (ago, amount) in payments.overdue.iter() {
            if usize::from(ago) >= length {
                self.problem(item(), "payments.overdue", Fault::OutsideHistory { ago, length });
            }
            self.amount(item, "payments.overdue", Some(amount), false);
        }
        for (field, range) in [("payments.grid_24", payments.grid_24), ("payments.grid_60", payments.grid_60)] {
            let Some((first, last)) = range else { continue };
            let (earliest, latest) = (payments.history.earliest(), payments.history.latest());
            if last < first {
                let (found, earlier) = (last.to_string(), first.to_string());
                self.problem(item(), field, Fault::Before { found, earlier, earlier_field: "first month" });
            } else if first < earliest || last > latest {
                self.problem(item(), field, Fault::OutsideGrid { first, last, earliest, latest });
            }
        }
    }

    fn others(&mut self, data: &ReportData) {
        for (index, agreement) in data.agreements.iter().enumerate() {
            let item = || Item::Agreement(index);
            self.amount(&item, "line", agreement.line, false);
            self.amount(&item, "ceiling", agreement.ceiling, false);
            self.amount(&item, "used", agreement.used, false);
        }
        for (index, liability) in data.liabilities.iter().enumerate() {
            let item = || Item::Liability(index);
            self.amount(&item, "amount", liability.amount, false);
            self.amount(&item, "balance", liability.balance, false);
            self.not_after_report(&item, "opened", day(liability.opened));
            self.not_after_report(&item, "reported", day(liability.reported));
        }
        for (index, record) in data.public_records.iter().enumerate() {
            let item = || Item::PublicRecord(index);
            for (field, amount) in public_amounts(record) {
                self.amount(&item, field, amount, false);
            }
            for (field, when) in public_dates(record) {
                self.not_after_report(&item, field, when);
            }
        }
        for (index, inquiry) in data.inquiries.iter().enumerate() {
            self.inquiry(index, inquiry);
        }
    }

    fn inquiry(&mut self, index: usize, inquiry: &Inquiry) {
        self.not_after_report(&|| Item::Inquiry(index), "date", Some(When::Day(inquiry.date)));
    }

    fn summaries(&mut self, data: &ReportData) {
        let item = &|| Item::Report;
        if let Some(credit) = &data.credit_summary {
            let loans = [&credit.non_revolving_loans, &credit.sub_accounts, &credit.revolving_loans];
            let cards = [&credit.credit_cards, &credit.quasi_credit_cards];
            let single = [credit.recovered_balance, credit.bad_debt_balance].into_iter();
            let amounts = single
                .chain(credit.recovered.iter().map(|row| row.balance))
                .chain(credit.overdue.iter().map(|row| row.highest_month))
                .chain(loans.into_iter().flatten().flat_map(|row| [row.granted, row.balance, row.average_payment]))
                .chain(
                    cards
                        .into_iter()
                        .flatten()
                        .flat_map(|row| [row.granted, row.highest, row.lowest, row.used, row.average_used]),
                )
                .chain(credit.liabilities.iter().flat_map(|row| [row.amount, row.balance]));
            for amount in amounts {
                self.amount(item, "credit_summary", amount, true);
            }
        }
        for row in &data.post_paid_summary {
            self.amount(item, "post_paid_summary", row.arrears, true);
        }
        for row in &data.public_summary {
            self.amount(item, "public_summary", row.amount, true);
        }
    }

    fn amount(&mut self, item: &impl Fn() -> Item, field: &'static str, amount: Option<Money>, may_be_negative: bool) {
        let Some(amount) = amount else { return };
        if amount.currency() != self.currency {
            let fault = Fault::Currency { found: amount.currency(), expected: self.currency };
            self.problem(item(), field, fault);
        }
        if amount.is_negative() && !may_be_negative {
            self.problem(item(), field, Fault::Negative(amount));
        }
    }

    fn not_after_report(&mut self, item: &impl Fn() -> Item, field: &'static str, when: Option<When>) {
        let (is_after, found) = match when {
            Some(When::Day(day)) => (day > self.date, day),
            Some(When::Month(month)) => (month.first_day() > self.date, month.first_day()),
            None => return,
        };
        if is_after {
            let found = match when {
                Some(When::Month(month)) => month.to_string(),
                _ => found.to_string(),
            };
            self.problem(item(), field, Fault::AfterReport { found, report: self.date });
        }
    }

    fn in_order(
        &mut self,
        item: &impl Fn() -> Item,
        (earlier_field, earlier): (&'static str, Option<NaiveDate>),
        (field, found): (&'static str, Option<NaiveDate>),
    ) {
        if let (Some(earlier), Some(found)) = (earlier, found)
            && found < earlier
        {
            let (found, earlier) = (found.to_string(), earlier.to_string());
            self.problem(item(), field, Fault::Before { found, earlier, earlier_field });
        }
    }
}
