//! Building a report by hand, in a few lines, for tests and teaching.

use chrono::{NaiveDate, NaiveTime};

use super::account::{Account, AccountId, Lease, MonthlyState, PrepaidUse};
use super::check::{Fault, Item, ReportError, ReportProblem};
use super::inquiry::{Inquiry, InquiryReason};
use super::payments::{OverdueAmounts, Payments};
use super::words::{AccountKind, AccountState};
use super::{Report, ReportData};
use crate::history::PaymentHistory;
use crate::money::{Currency, Money};
use crate::month::Month;

/// Builds a [`Report`]: texts for dates, whole units for money, and one list of everything that is wrong at the end.
///
/// An account that states how it stands (a balance, an amount past due …) does so for the report's month unless
/// [`as_of`](AccountBuilder::as_of) names another.
#[derive(Debug, Clone)]
pub struct ReportBuilder {
    data: Option<ReportData>,
    problems: Vec<ReportProblem>,
}

impl ReportBuilder {
    pub(super) fn new(date: &str) -> Self {
        let mut problems = Vec::new();
        let data = read_date(date, Item::Report, "date", &mut problems).map(|date| {
            let end_of_day = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
            ReportData::new(date.and_time(end_of_day), Currency::CNY)
        });
        Self { data, problems }
    }

    /// Names the person by a pseudonym.
    #[must_use]
    pub fn subject(self, pseudonym: &str) -> Self {
        self.with(|data| data.subject = Some(pseudonym.to_owned()))
    }

    /// Sets the currency of every amount that follows; CNY until then.
    #[must_use]
    pub fn currency(self, currency: Currency) -> Self {
        self.with(|data| data.currency = currency)
    }

    /// Adds an account; the closure says what is known of it.
    #[must_use]
    pub fn account(
        mut self,
        kind: AccountKind,
        id: &str,
        describe: impl FnOnce(AccountBuilder) -> AccountBuilder,
    ) -> Self {
        let Some(data) = &mut self.data else { return self };
        let Ok(month) = Month::of(data.made_at.date()) else { return self };
        let item = Item::Account(data.accounts.len(), id.into());
        let built = describe(AccountBuilder {
            account: Account::new(kind, AccountId::from(id)),
            item,
            month,
            currency: data.currency,
            problems: Vec::new(),
        });
        self.problems.extend(built.problems);
        data.accounts.push(built.account);
        self
    }

    /// Adds an inquiry: day (`YYYY-MM-DD`), code of the inquirer, reason.
    #[must_use]
    pub fn inquiry(mut self, date: &str, inquirer: &str, reason: InquiryReason) -> Self {
        let Some(data) = &mut self.data else { return self };
        let item = Item::Inquiry(data.inquiries.len());
        if let Some(date) = read_date(date, item, "date", &mut self.problems) {
            let mut inquiry = Inquiry::new(date, inquirer.to_owned());
            inquiry.reason = Some(reason);
            data.inquiries.push(inquiry);
        }
        self
    }

    /// Changes the data in any other way.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut ReportData)) -> Self {
        if let Some(data) = &mut self.data {
            change(data);
        }
        self
    }

    /// Checks everything and builds the report.
    ///
    /// # Errors
    ///
    /// All that could not be read on the way, and all that [`Report::new`] finds.
    pub fn build(self) -> Result<Report, ReportError> {
        let mut problems = self.problems;
        let built = self.data.map(Report::new);
        match built {
            Some(Ok(report)) if problems.is_empty() => return Ok(report),
            Some(Err(error)) => problems.extend(error.into_problems()),
            _ => {}
        }
        Err(ReportError::new(problems))
    }
}

/// Says what is known of one account. Amounts are whole units of the report's currency.
#[derive(Debug, Clone)]
pub struct AccountBuilder {
    account: Account,
    item: Item,
    month: Month,
    currency: Currency,
    problems: Vec<ReportProblem>,
}

impl AccountBuilder {
    /// Code of the furnisher.
    #[must_use]
    pub fn furnisher(self, code: &str) -> Self {
        self.with(|account| account.furnisher = code.to_owned())
    }

    /// Day of opening, `YYYY-MM-DD`.
    #[must_use]
    pub fn opened(mut self, date: &str) -> Self {
        self.account.opened = read_date(date, self.item.clone(), "opened", &mut self.problems);
        self
    }

    /// The month that the history ends with and the amounts speak of, `YYYY-MM`. Call it before them; the report's
    /// month until then.
    #[must_use]
    pub fn as_of(mut self, month: &str) -> Self {
        match month.parse() {
            Ok(month) => self.month = month,
            Err(_) => self.problem("month", month, "a month as YYYY-MM"),
        }
        self
    }

    /// How it was paid, in PBOC symbols, latest month first: `NN1N*`.
    #[must_use]
    pub fn paid(mut self, statuses: &str) -> Self {
        match PaymentHistory::parse(statuses, self.month) {
            Ok(history) => self.account.payments = Some(Payments::from(history)),
            Err(error) => {
                let problem = ReportProblem::new(self.item.clone(), "payments", Fault::History(error));
                self.problems.push(problem);
            }
        }
        self
    }

    /// Overdue totals, months back from the latest month of the history and amount; after [`paid`](Self::paid).
    #[must_use]
    pub fn overdue(self, amounts: &[(u8, i32)]) -> Self {
        let currency = self.currency;
        let amounts = amounts.iter().map(|&(ago, amount)| (ago, Money::whole(amount, currency))).collect();
        self.with(|account| {
            if let Some(payments) = &mut account.payments {
                payments.overdue = OverdueAmounts::new(amounts);
            }
        })
    }

    /// State of the account.
    #[must_use]
    pub fn state(self, state: AccountState) -> Self {
        if state.is_open() && state != AccountState::BadDebt {
            self.monthly(|monthly, _| monthly.state = Some(state))
        } else {
            let month = self.month;
            self.with(|account| {
                account.latest.state = Some(state);
                account.latest.reported.get_or_insert(month.first_day());
            })
        }
    }

    /// Amount lent, or claimed by a collector.
    #[must_use]
    pub fn principal(self, amount: i32) -> Self {
        let amount = self.money(amount);
        self.with(|account| account.principal = Some(amount))
    }

    /// Credit limit.
    #[must_use]
    pub fn limit(self, amount: i32) -> Self {
        let amount = self.money(amount);
        self.with(|account| account.limit = Some(amount))
    }

    /// Balance.
    #[must_use]
    pub fn balance(self, amount: i32) -> Self {
        let (amount, month) = (self.money(amount), self.month);
        if self.account.kind == AccountKind::Collection || self.account.latest.state.is_some() {
            return self.with(|account| {
                account.latest.balance = Some(amount);
                account.latest.reported.get_or_insert(month.first_day());
            });
        }
        self.monthly(|monthly, _| monthly.balance = Some(amount))
    }

    /// Used amount of a credit card, where it is not the balance.
    #[must_use]
    pub fn used(self, amount: i32) -> Self {
        self.monthly(|monthly, currency| monthly.used = Some(Money::whole(amount, currency)))
    }

    /// Amount past due.
    #[must_use]
    pub fn past_due(self, amount: i32) -> Self {
        self.monthly(|monthly, currency| monthly.past_due = Some(Money::whole(amount, currency)))
    }

    /// Payment due this month.
    #[must_use]
    pub fn scheduled_payment(self, amount: i32) -> Self {
        self.monthly(|monthly, currency| monthly.scheduled_payment = Some(Money::whole(amount, currency)))
    }

    /// Paid this month.
    #[must_use]
    pub fn actual_payment(self, amount: i32) -> Self {
        self.monthly(|monthly, currency| monthly.actual_payment = Some(Money::whole(amount, currency)))
    }

    /// Rent a month, of a rent account.
    #[must_use]
    pub fn monthly_rent(self, amount: i32) -> Self {
        let amount = self.money(amount);
        self.with(|account| account.lease.get_or_insert_with(Lease::default).monthly_rent = Some(amount))
    }

    /// Deposit held by the landlord, of a rent account.
    #[must_use]
    pub fn deposit(self, amount: i32) -> Self {
        let amount = self.money(amount);
        self.with(|account| account.lease.get_or_insert_with(Lease::default).deposit = Some(amount))
    }

    /// Load, spending and fees a month and the times declined, of a prepaid card.
    #[must_use]
    pub fn prepaid(self, load: i32, spending: i32, fees: i32, times_declined: u32) -> Self {
        let prepaid = PrepaidUse {
            monthly_load: Some(self.money(load)),
            monthly_spending: Some(self.money(spending)),
            monthly_fees: Some(self.money(fees)),
            times_declined: Some(times_declined),
        };
        self.with(|account| account.prepaid = Some(prepaid))
    }

    /// Changes the account in any other way.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Account)) -> Self {
        change(&mut self.account);
        self
    }

    fn monthly(self, change: impl FnOnce(&mut MonthlyState, Currency)) -> Self {
        let (month, currency) = (self.month, self.currency);
        self.with(|account| change(account.monthly.get_or_insert_with(|| MonthlyState::new(month)), currency))
    }

    fn money(&self, amount: i32) -> Money {
        Money::whole(amount, self.currency)
    }

    fn problem(&mut self, field: &'static str, found: &str, expected: &str) {
        let fault = Fault::Unreadable { found: found.to_owned(), expected: expected.to_owned() };
        self.problems.push(ReportProblem::new(self.item.clone(), field, fault));
    }
}

fn read_date(text: &str, item: Item, field: &'static str, problems: &mut Vec<ReportProblem>) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == "YYYY-MM-DD".len());
    if date.is_none() {
        let fault = Fault::Unreadable { found: text.to_owned(), expected: "a day as YYYY-MM-DD".to_owned() };
        problems.push(ReportProblem::new(item, field, fault));
    }
    date
}
