//! Actions of a person that may change a score, their cost, and the report after them.

use serde::{Deserialize, Serialize};

use super::effect;
use super::error::ChangeError;
use super::opening::{OpenableKind, OpeningPrice, OpeningPrices};
use crate::language::Language;
use crate::money::{Currency, Money};
use crate::month::Month;
use crate::report::{Account, AccountId, Report, ReportData};
use crate::text::quoted;

/// Action that a person can take about a score. Amounts are in minor units of the report's currency.
///
/// In serde it is tagged by its kind, such as `{"repay": {"account": "card", "amount": 130000}}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Action {
    /// Repay an amount on an open loan or card: at least the amount past due, at most what is owed.
    Repay {
        /// Id of the account.
        account: AccountId,
        /// Amount, in minor units.
        amount: u64,
    },
    /// Pay the amount past due on one account.
    ClearPastDue {
        /// Id of the account.
        account: AccountId,
    },
    /// Pay the amounts past due on all accounts.
    ClearAllPastDue,
    /// Have rent reported that was paid on time for a number of months up to now; with 0, from now on.
    ReportRent {
        /// Number of months, 0 to 60.
        months: u8,
    },
    /// Wait, and pay everything as agreed meanwhile.
    Wait {
        /// Number of months, 1 to 24.
        months: u8,
    },
    /// Open an account, and pay it and everything else as agreed for a number of months. A credit card is applied for,
    /// which causes a hard inquiry.
    OpenAccount {
        /// Kind of the account.
        kind: OpenableKind,
        /// Number of months, 1 to 24.
        months: u8,
    },
}

impl Action {
    /// Most months that pass in one action.
    pub const MONTHS_MAX: u8 = 24;
    /// Most months of rent that can be reported.
    pub const RENT_MONTHS_MAX: u8 = 60;

    /// Returns the cost of the action for the person of a report.
    ///
    /// # Errors
    ///
    /// [`ChangeError::UnknownAccount`], and [`ChangeError::NothingPastDue`] if nothing is past due to clear.
    pub fn cost(&self, report: &Report, prices: &ActionPrices) -> Result<ChangeCost, ChangeError> {
        let money = match self {
            Self::Repay { amount, .. } => (*amount).into(),
            Self::ClearPastDue { account } => {
                let found = report.accounts.iter().find(|one| one.id == *account);
                arrears(found.ok_or_else(|| ChangeError::UnknownAccount { account: shown(account) })?)?.into()
            }
            Self::ClearAllPastDue => report.accounts.iter().filter_map(effect::arrears).map(u128::from).sum(),
            Self::ReportRent { .. } => prices.rent.map_or(0, |rent| rent.price.into()),
            Self::OpenAccount { kind, .. } => prices.opening(*kind).map_or(0, |opening| opening.price.into()),
            Self::Wait { .. } => 0,
        };
        let months = match self {
            Self::Wait { months } | Self::OpenAccount { months, .. } => *months,
            _ => 0,
        };
        Ok(ChangeCost { money, months })
    }

    /// Returns the action as text, in the imperative.
    #[must_use]
    pub fn text(&self, language: Language, currency: Currency) -> String {
        let money = |minor: u64| shown_money(minor.into(), currency);
        match (self, language) {
            (Self::Repay { account, amount }, Language::English) => {
                format!("repay {} on account `{}`", money(*amount), shown(account))
            }
            (Self::Repay { account, amount }, Language::Chinese) => {
                format!("账户`{}`还款{}", shown(account), money(*amount))
            }
            (Self::ClearPastDue { account }, Language::English) => {
                format!("clear what is past due on account `{}`", shown(account))
            }
            (Self::ClearPastDue { account }, Language::Chinese) => format!("还清账户`{}`的逾期款", shown(account)),
            (Self::ClearAllPastDue, Language::English) => "clear what is past due on every account".to_owned(),
            (Self::ClearAllPastDue, Language::Chinese) => "还清所有账户的逾期款".to_owned(),
            (Self::ReportRent { months: 0 }, Language::English) => "have rent reported from now on".to_owned(),
            (Self::ReportRent { months: 0 }, Language::Chinese) => "今后报送房租缴纳记录".to_owned(),
            (Self::ReportRent { months }, Language::English) => {
                format!("have {months} {} of rent reported that was paid on time", of_months(*months))
            }
            (Self::ReportRent { months }, Language::Chinese) => format!("报送按时缴纳的{months}个月房租"),
            (Self::Wait { months }, Language::English) => {
                format!("pay everything as agreed for {months} {}", of_months(*months))
            }
            (Self::Wait { months }, Language::Chinese) => format!("按时还款{months}个月"),
            (Self::OpenAccount { kind, months }, Language::English) => {
                let (kind, of_months) = (kind.kind().text(language), of_months(*months));
                format!("open a {kind} account and pay everything as agreed for {months} {of_months}")
            }
            (Self::OpenAccount { kind, months }, Language::Chinese) => {
                format!("开立{}账户，{months}个月内按时支付所有款项", kind.kind().text(language))
            }
        }
    }
}

/// Cost of actions: money, in minor units of the report's currency, and months of waiting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct ChangeCost {
    /// Money, in minor units.
    pub money: u128,
    /// Months of waiting.
    pub months: u8,
}

impl ChangeCost {
    /// Returns the cost as one number for comparison, in minor units: the money, plus each month at its price.
    #[must_use]
    pub fn priced(self, prices: &ActionPrices) -> u128 {
        self.money.saturating_add(u128::from(self.months).saturating_mul(prices.month.into()))
    }

    /// Returns the cost as text, such as `700.00 CNY and 18 months`.
    #[must_use]
    pub fn text(self, language: Language, currency: Currency) -> String {
        let money = (self.money > 0).then(|| shown_money(self.money, currency));
        let months = (self.months > 0).then(|| match language {
            Language::English => format!("{} {}", self.months, of_months(self.months)),
            Language::Chinese => format!("{}个月", self.months),
        });
        let parts: Vec<_> = money.into_iter().chain(months).collect();
        match parts.is_empty() {
            true => language.pick("nothing", "无").to_owned(),
            false => parts.join(language.pick(" and ", "和")),
        }
    }

    pub(super) fn and(self, other: ChangeCost) -> ChangeCost {
        ChangeCost { money: self.money.saturating_add(other.money), months: self.months.saturating_add(other.months) }
    }
}

/// Prices that turn months, reporting and new accounts into money, in minor units of the report's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ActionPrices {
    /// Price of a month of waiting.
    pub month: u64,
    /// Price of having rent reported; none if the person pays no rent or it cannot be reported.
    pub rent: Option<RentPrice>,
    openings: OpeningPrices,
}

impl ActionPrices {
    /// Creates prices with a price for a month, without rent and without accounts to open.
    #[must_use]
    pub const fn new(month: u64) -> Self {
        Self { month, rent: None, openings: OpeningPrices::NONE }
    }

    /// Adds that rent paid on time can be reported for up to a number of months, 60 at most, at a price in total.
    #[must_use]
    pub fn with_rent(self, months_max: u8, price: u64) -> Self {
        let months_max = months_max.min(Action::RENT_MONTHS_MAX);
        Self { rent: Some(RentPrice { months_max, price }), ..self }
    }

    /// Adds that an account of a kind may be opened and paid as agreed for up to a number of months, 24 at most, at a
    /// price in total beside that of the months.
    #[must_use]
    pub fn with_opening(mut self, kind: OpenableKind, months_max: u8, price: u64) -> Self {
        let months_max = months_max.min(Action::MONTHS_MAX);
        self.openings.set(kind, OpeningPrice { months_max, price });
        self
    }

    /// Returns the price of opening an account of a kind; none if none may be opened.
    #[must_use]
    pub fn opening(&self, kind: OpenableKind) -> Option<OpeningPrice> {
        self.openings.of(kind)
    }

    /// Returns the kinds of account that may be opened, with their prices.
    pub(super) fn openings(&self) -> impl Iterator<Item = (OpenableKind, OpeningPrice)> {
        self.openings.iter()
    }
}

/// Price of having rent reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RentPrice {
    /// Most months of payments on time that the person can prove.
    pub months_max: u8,
    /// Price, in minor units, for any number of months.
    pub price: u64,
}

/// Returns the report as it would stand after an action.
///
/// ```
/// use credit_bureau::scoring::explain::change::{Action, apply};
/// use credit_bureau::{AccountKind, Report};
/// let report = Report::builder("2024-06-30")
///     .account(AccountKind::CreditCard, "card", |card| {
///         card.limit(20_000).balance(900).past_due(100).paid("1NN")
///     })
///     .build()?;
/// let late = apply(&report, &Action::Wait { months: 2 })?;
/// let paid = apply(&apply(&report, &Action::ClearAllPastDue)?, &Action::Wait { months: 2 })?;
/// let history = |report: &Report| {
///     let payments = report.accounts[0].payments.as_ref();
///     payments.map(|payments| format!("{:?}", payments.history)).unwrap_or_default()
/// };
/// assert_eq!([history(&late), history(&paid)], ["2024-08: 111NN", "2024-08: NN1NN"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Assumptions
///
/// * A payment goes to the amount past due first and covers at least all of it: a part would leave the account as late
///   as before. On a debt in collection everything owed is past due, and paying it ends the collection. An instalment
///   loan is settled when nothing is owed on it.
/// * Of two actions, money is paid first, then rent is reported, and months pass last. An account is opened on the day of
///   the report, after which the months pass.
/// * A month paid as agreed is reported as `N`; as `*` on a loan or card on which nothing is owed. An amount past due
///   stays until it is cleared: payments go to its oldest part, and the account is reported as late as before with the
///   same amount. Bad debt stays bad debt.
/// * The balance stays the same: a card is used again as much as it is repaid, and a report does not state what part of
///   an instalment repays a loan. Nothing is closed, and nothing is opened or inquired about except by opening an
///   account.
/// * A new account is approved, which nothing here predicts. Its limit and its balance are not stated, since the issuer
///   sets the one and the person's use the other: it has a history, an age and a place in every count, but adds nothing
///   to sums of amounts or to utilisation. Each month is one in which something was due and was paid, `N`.
/// * Applying for a credit card causes a hard inquiry on the day of the report, by the furnisher of the new account. The
///   other kinds are taken to be opened without one; where a provider makes one, the score may be lower.
/// * Open accounts gain months if their histories reach the report's month or the one before, or if they were opened in
///   the report's month; other accounts are taken to be no longer reported.
/// * Reported rent is an account of its own, opened in its first month.
/// * Entries beyond a retention period are not removed. The file's summaries are, since they would no longer be true.
///
/// # Errors
///
/// [`ChangeError::UnknownAccount`]; [`ChangeError::NothingOwed`] or [`ChangeError::Amount`] for an impossible
/// repayment; [`ChangeError::NothingPastDue`] if nothing is past due to clear; [`ChangeError::Months`] for a number of
/// months out of range; [`ChangeError::RentReported`] if rent is already reported; [`ChangeError::Calendar`] at the
/// ends of the calendar.
pub fn apply(report: &Report, action: &Action) -> Result<Report, ChangeError> {
    let now = report.month();
    let mut data = report.clone().into_data();
    // The number, the summaries and the reading describe the report as it was made.
    (data.number, data.known_at, data.digital_reading, data.credit_summary) = (None, None, None, None);
    (data.inquiry_summary, data.kept) = (None, Vec::new());
    data.post_paid_summary.clear();
    data.public_summary.clear();
    match action {
        Action::Repay { account, amount } => {
            let account = find_mut(&mut data.accounts, account)?;
            let (least, most) =
                effect::repayable(account).ok_or_else(|| ChangeError::NothingOwed { account: shown(&account.id) })?;
            if !(least..=most).contains(amount) {
                return Err(ChangeError::Amount { account: shown(&account.id), found: *amount, least, most });
            }
            effect::pay(account, *amount);
        }
        Action::ClearPastDue { account } => {
            let account = find_mut(&mut data.accounts, account)?;
            let amount = arrears(account)?;
            effect::pay(account, amount);
        }
        Action::ClearAllPastDue => {
            for account in &mut data.accounts {
                if let Some(amount) = effect::arrears(account) {
                    effect::pay(account, amount);
                }
            }
        }
        Action::ReportRent { months } => {
            if *months > Action::RENT_MONTHS_MAX {
                return Err(ChangeError::Months { found: *months, least: 0, most: Action::RENT_MONTHS_MAX });
            }
            effect::report_rent(&mut data, *months, now)?;
        }
        Action::Wait { months } => pass(&mut data, *months, now)?,
        Action::OpenAccount { kind, months } => {
            effect::open_account(&mut data, *kind);
            pass(&mut data, *months, now)?;
        }
    }
    Ok(Report::new(data)?)
}

/// Lets 1 to 24 months pass.
fn pass(data: &mut ReportData, months: u8, now: Month) -> Result<(), ChangeError> {
    if !(1..=Action::MONTHS_MAX).contains(&months) {
        return Err(ChangeError::Months { found: months, least: 1, most: Action::MONTHS_MAX });
    }
    effect::pass(data, months, now)
}

fn find_mut<'a>(accounts: &'a mut [Account], id: &AccountId) -> Result<&'a mut Account, ChangeError> {
    let account = accounts.iter_mut().find(|account| account.id == *id);
    account.ok_or_else(|| ChangeError::UnknownAccount { account: shown(id) })
}

fn arrears(account: &Account) -> Result<u64, ChangeError> {
    effect::arrears(account).ok_or_else(|| ChangeError::NothingPastDue { account: shown(&account.id) })
}

fn shown(id: &AccountId) -> String {
    quoted(id.as_str())
}

fn shown_money(minor: u128, currency: Currency) -> String {
    Money::from_minor(i64::try_from(minor).unwrap_or(i64::MAX), currency).to_string()
}

fn of_months(months: u8) -> &'static str {
    if months == 1 { "month" } else { "months" }
}
