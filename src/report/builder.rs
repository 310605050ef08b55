//! Builders that make a report by hand, in a few lines, for tests and teaching.

use chrono::NaiveDate;

use super::account::{Account, AccountId, Lease, MonthlyState, PrepaidUse};
use super::fault::{Fault, Item, ReportError, ReportProblem};
use super::inquiry::{Inquiry, InquiryReason};
use super::moment::{end_of_day, read_day};
use super::payments::{OverdueAmounts, Payments};
use super::words::{AccountKind, AccountState};
use super::{Report, ReportData};
use crate::history::PaymentHistory;
use crate::money::{Currency, Money};
use crate::month::Month;
use crate::problems::Problems;
use crate::text::quoted;

/// Builds a [`Report`]: texts for dates, whole units for money, and one list of everything that is wrong at the end.
///
/// An account that states how it stands (a balance, an amount past due …) does so for the report's month unless
/// [`as_of`](AccountBuilder::as_of) names another.
#[derive(Debug, Clone)]
pub struct ReportBuilder {
    data: Option<ReportData>,
    problems: Problems<ReportProblem>,
}

impl ReportBuilder {
    pub(super) fn new(date: &str) -> Self {
        let mut problems = Problems::default();
        let data = read_date(date, Item::Report, "date", &mut problems)
            .map(|date| ReportData::new(end_of_day(date), Currency::CNY));
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

    /// Adds an account; the closure says what is known of it, in any order.
    #[must_use]
    pub fn account(
        mut self,
        kind: AccountKind,
        id: &str,
        describe: impl FnOnce(AccountBuilder) -> AccountBuilder,
    ) -> Self {
        let Some(data) = &mut self.data else { return self };
        let Ok(month) = Month::of(data.made_at.date()) else { return self };
        let account = Account::new(kind, AccountId::from(id));
        let item = Item::Account(data.accounts.len(), account.id.clone());
        let (currency, problems) = (data.currency, self.problems);
        let told = Told::default();
        let mut builder = describe(AccountBuilder { account, item, month, placed: None, currency, told, problems });
        builder.place();
        self.problems = builder.problems;
        data.accounts.push(builder.account);
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
    /// All that could not be read or placed on the way, and all that [`Report::new`] finds.
    pub fn build(self) -> Result<Report, ReportError> {
        let mut problems = self.problems;
        let built = self.data.map(Report::new);
        match built {
            Some(Ok(report)) if problems.is_empty() => return Ok(report),
            Some(Err(error)) => problems.append(error.into()),
            _ => {}
        }
        Err(problems.into())
    }
}

/// Builds one account of a [`ReportBuilder`]. Amounts are whole units of the report's currency.
///
/// The order of the calls does not matter, and of two that say the same thing the last stands; only
/// [`with`](Self::with) changes what was said before it.
#[derive(Debug, Clone)]
pub struct AccountBuilder {
    account: Account,
    item: Item,
    month: Month,
    /// The month for which something has its place in the account.
    placed: Option<Month>,
    currency: Currency,
    told: Told,
    problems: Problems<ReportProblem>,
}

/// Facts held back until the state and the month are known, which decide where they belong.
#[derive(Debug, Clone, Default)]
struct Told {
    paid: Option<String>,
    overdue: Option<Vec<(u8, Money)>>,
    state: Option<AccountState>,
    balance: Option<Money>,
    used: Option<Money>,
    past_due: Option<Money>,
    scheduled_payment: Option<Money>,
    actual_payment: Option<Money>,
}

impl AccountBuilder {
    /// Code of the furnisher.
    #[must_use]
    pub fn furnisher(mut self, code: &str) -> Self {
        self.account.furnisher = code.to_owned();
        self
    }

    /// Day of opening, `YYYY-MM-DD`.
    #[must_use]
    pub fn opened(mut self, date: &str) -> Self {
        self.account.opened = read_date(date, self.item.clone(), "opened", &mut self.problems);
        self
    }

    /// The month that the history ends with and the amounts speak of, `YYYY-MM`; the report's month unless it is said.
    #[must_use]
    pub fn as_of(mut self, month: &str) -> Self {
        match month.parse() {
            Ok(month) => self.month = month,
            Err(_) => self.unreadable("month", month, "a month as YYYY-MM"),
        }
        self
    }

    /// Sets the payment history, in PBOC symbols, latest month first: `NN1N*`.
    #[must_use]
    pub fn paid(mut self, statuses: &str) -> Self {
        self.told.paid = Some(statuses.to_owned());
        self
    }

    /// Overdue totals, months back from the latest month of the history and amount.
    #[must_use]
    pub fn overdue(mut self, amounts: &[(u8, i32)]) -> Self {
        self.told.overdue = Some(amounts.iter().map(|&(ago, amount)| (ago, self.money(amount))).collect());
        self
    }

    /// State of the account. One in which nothing more is due stands in the latest state, as that of a collection and
    /// bad debt do, unless something is stated that only the last month reported in full has.
    #[must_use]
    pub fn state(mut self, state: AccountState) -> Self {
        self.told.state = Some(state);
        self
    }

    /// Amount lent, or claimed by a collector.
    #[must_use]
    pub fn principal(mut self, amount: i32) -> Self {
        self.account.principal = Some(self.money(amount));
        self
    }

    /// Credit limit.
    #[must_use]
    pub fn limit(mut self, amount: i32) -> Self {
        self.account.limit = Some(self.money(amount));
        self
    }

    /// Balance.
    #[must_use]
    pub fn balance(mut self, amount: i32) -> Self {
        self.told.balance = Some(self.money(amount));
        self
    }

    /// Used amount of a credit card, where it is not the balance.
    #[must_use]
    pub fn used(mut self, amount: i32) -> Self {
        self.told.used = Some(self.money(amount));
        self
    }

    /// Amount past due.
    #[must_use]
    pub fn past_due(mut self, amount: i32) -> Self {
        self.told.past_due = Some(self.money(amount));
        self
    }

    /// Payment due this month.
    #[must_use]
    pub fn scheduled_payment(mut self, amount: i32) -> Self {
        self.told.scheduled_payment = Some(self.money(amount));
        self
    }

    /// Paid this month.
    #[must_use]
    pub fn actual_payment(mut self, amount: i32) -> Self {
        self.told.actual_payment = Some(self.money(amount));
        self
    }

    /// Rent a month, of a rent account.
    #[must_use]
    pub fn monthly_rent(mut self, amount: i32) -> Self {
        self.account.lease.get_or_insert_with(Lease::default).monthly_rent = Some(Money::whole(amount, self.currency));
        self
    }

    /// Deposit held by the landlord, of a rent account.
    #[must_use]
    pub fn deposit(mut self, amount: i32) -> Self {
        self.account.lease.get_or_insert_with(Lease::default).deposit = Some(Money::whole(amount, self.currency));
        self
    }

    /// Load, spending and fees a month and the times declined, of a prepaid card.
    #[must_use]
    pub fn prepaid(mut self, load: i32, spending: i32, fees: i32, times_declined: u32) -> Self {
        self.account.prepaid = Some(PrepaidUse {
            monthly_load: Some(self.money(load)),
            monthly_spending: Some(self.money(spending)),
            monthly_fees: Some(self.money(fees)),
            times_declined: Some(times_declined),
        });
        self
    }

    /// Changes the account in any other way. It sees what was said before, for the month said before.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Account)) -> Self {
        self.place();
        change(&mut self.account);
        self
    }

    /// Puts what was said where it belongs.
    fn place(&mut self) {
        if let Some(placed) = self.placed
            && placed != self.month
        {
            let expected = format!("{placed}: the month must be said before `with`");
            self.unreadable("month", &self.month.to_string(), &expected);
        }
        let told = std::mem::take(&mut self.told);
        if self.place_payments(told.paid, told.overdue)
            | self.place_state(
                told.state,
                told.balance,
                [told.used, told.past_due, told.scheduled_payment, told.actual_payment],
            )
        {
            self.placed = Some(self.month);
        }
    }

    /// Places the payment record; `true` if there is one.
    fn place_payments(&mut self, paid: Option<String>, overdue: Option<Vec<(u8, Money)>>) -> bool {
        let said = paid.is_some();
        if let Some(statuses) = paid {
            match PaymentHistory::parse(&statuses, self.month) {
                Ok(history) => self.account.payments = Some(Payments::from(history)),
                Err(error) => {
                    self.problems.add(self.item.clone(), "payments", Fault::History(error));
                    return true;
                }
            }
        }
        let Some(amounts) = overdue else { return said };
        match &mut self.account.payments {
            Some(payments) => payments.overdue = OverdueAmounts::new(amounts),
            None => {
                for (ago, _) in amounts {
                    let fault = Fault::OutsideHistory { ago, length: 0 };
                    self.problems.add(self.item.clone(), "payments.overdue", fault);
                }
            }
        }
        true
    }

    /// Places the state and amounts; `true` if there are any. `amounts` are those that only a month reported in full has:
    /// used, past due, scheduled, actual.
    fn place_state(
        &mut self,
        state: Option<AccountState>,
        balance: Option<Money>,
        amounts: [Option<Money>; 4],
    ) -> bool {
        let [used, past_due, scheduled_payment, actual_payment] = amounts;
        let is_full = amounts.iter().any(Option::is_some);
        if state.is_none() && balance.is_none() && !is_full {
            return false;
        }
        let (month, account) = (self.month, &mut self.account);
        let is_last = match state {
            _ if account.kind == AccountKind::Collection => true,
            Some(state) => !state.is_open() || state == AccountState::BadDebt,
            None => account.monthly.is_none() && account.latest.state.is_some(),
        };
        if is_last {
            account.latest.state = state.or(account.latest.state);
            account.latest.balance = balance.or(account.latest.balance);
            account.latest.reported.get_or_insert(month.first_day());
        }
        if is_full || !is_last || account.monthly.is_some() {
            let monthly = account.monthly.get_or_insert_with(|| MonthlyState::new(month));
            monthly.state = state.or(monthly.state);
            monthly.balance = balance.or(monthly.balance);
            monthly.used = used.or(monthly.used);
            monthly.past_due = past_due.or(monthly.past_due);
            monthly.scheduled_payment = scheduled_payment.or(monthly.scheduled_payment);
            monthly.actual_payment = actual_payment.or(monthly.actual_payment);
        }
        true
    }

    fn money(&self, amount: i32) -> Money {
        Money::whole(amount, self.currency)
    }

    fn unreadable(&mut self, field: &'static str, found: &str, expected: &str) {
        let fault = Fault::Unreadable { found: quoted(found), expected: expected.to_owned() };
        self.problems.add(self.item.clone(), field, fault);
    }
}

fn read_date(text: &str, item: Item, field: &'static str, problems: &mut Problems<ReportProblem>) -> Option<NaiveDate> {
    let date = read_day(text);
    if date.is_none() {
        let fault = Fault::Unreadable { found: quoted(text), expected: "a day as YYYY-MM-DD".to_owned() };
        problems.add(item, field, fault);
    }
    date
}
