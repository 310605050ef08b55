//! Actions of a person that may change a score, with their cost and the report afterwards.

use serde::Serialize;

use super::effect;
use super::error::ChangeError;
use crate::language::Language;
use crate::money::{Currency, Money};
use crate::report::{Account, AccountId, Report};
use crate::text::quoted;

/// Something a person can do about a score. Amounts are minor units of the report's currency.
///
/// In serde `{"repay": {"account": "card", "amount": 130000}}` and the like.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Action {
    /// Repay so much on an open loan or card: at least what is past due, at most what is owed.
    Repay {
        /// The account's number.
        account: AccountId,
        /// How much.
        amount: u64,
    },
    /// Clear what is past due on one account.
    ClearPastDue {
        /// The account's number.
        account: AccountId,
    },
    /// Clear what is past due on every account.
    ClearAllPastDue,
    /// Have rent reported that was paid on time for so many months, up to now; with none, from now on.
    ReportRent {
        /// How many, 0 to 60.
        months: u8,
    },
    /// Let months pass and pay everything as agreed.
    Wait {
        /// How many, 1 to 24.
        months: u8,
    },
}

impl Action {
    /// The most months that are waited.
    pub const MONTHS_MAX: u8 = 24;
    /// The most months of rent that are reported.
    pub const RENT_MONTHS_MAX: u8 = 60;

    /// What it costs somebody of that report.
    ///
    /// # Errors
    ///
    /// [`ChangeError::UnknownAccount`], and [`ChangeError::NothingPastDue`] where nothing is to be cleared.
    pub fn cost(&self, report: &Report, prices: &ActionPrices) -> Result<ChangeCost, ChangeError> {
        let money = match self {
            Self::Repay { amount, .. } => (*amount).into(),
            Self::ClearPastDue { account } => {
                let found = report.accounts.iter().find(|one| one.id == *account);
                arrears(found.ok_or_else(|| ChangeError::UnknownAccount { account: shown(account) })?)?.into()
            }
            Self::ClearAllPastDue => report.accounts.iter().filter_map(effect::arrears).map(u128::from).sum(),
            Self::ReportRent { .. } => prices.rent.map_or(0, |rent| rent.price.into()),
            Self::Wait { .. } => 0,
        };
        let months = match self {
            Self::Wait { months } => *months,
            _ => 0,
        };
        Ok(ChangeCost { money, months })
    }

    /// What to do, in words.
    #[must_use]
    pub fn text(&self, language: Language, currency: Currency) -> String {
        let money = |minor: u64| Money::from_minor(i64::try_from(minor).unwrap_or(i64::MAX), currency).to_string();
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
        }
    }
}

/// What actions cost: money now, in minor units of the report's currency, and months of waiting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct ChangeCost {
    /// Money, in minor units.
    pub money: u128,
    /// Months.
    pub months: u8,
}

impl ChangeCost {
    /// One number to compare: the money, and each month at its price, in minor units.
    #[must_use]
    pub fn priced(self, prices: &ActionPrices) -> u128 {
        self.money.saturating_add(u128::from(self.months).saturating_mul(prices.month.into()))
    }

    pub(super) fn and(self, other: ChangeCost) -> ChangeCost {
        ChangeCost { money: self.money.saturating_add(other.money), months: self.months.saturating_add(other.months) }
    }
}

/// What months and reports are worth to a person, in minor units of the report's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ActionPrices {
    /// What a month of waiting is worth to them.
    pub month: u64,
    /// What reporting rent costs them; none if they pay none, or its being reported is not to be had.
    pub rent: Option<RentPrice>,
}

impl ActionPrices {
    /// At so much a month, without rent.
    #[must_use]
    pub const fn new(month: u64) -> Self {
        Self { month, rent: None }
    }

    /// The same, and rent paid on time can be reported for up to so many months, 60 at most, at a price in all.
    #[must_use]
    pub fn with_rent(self, months_max: u8, price: u64) -> Self {
        let months_max = months_max.min(Action::RENT_MONTHS_MAX);
        Self { rent: Some(RentPrice { months_max, price }), ..self }
    }
}

/// What it costs to have rent reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RentPrice {
    /// The most months that can be shown to have been paid on time.
    pub months_max: u8,
    /// The price, whatever the months, in minor units.
    pub price: u64,
}

/// The report as it would stand after an action.
///
/// ```
/// use credit_bureau::scoring::explain::change::{Action, apply};
/// use credit_bureau::{AccountKind, Report};
/// let report = Report::builder("2024-06-30")
///     .account(AccountKind::CreditCard, "card", |card| card.limit(20_000).balance(900).past_due(100).paid("1NN"))
///     .build()?;
/// let late = apply(&report, &Action::Wait { months: 2 })?;
/// let paid = apply(&apply(&report, &Action::ClearAllPastDue)?, &Action::Wait { months: 2 })?;
/// let history = |report: &Report| report.accounts[0].payments.as_ref().map(|payments| payments.history);
/// assert_eq!(format!("{:?} {:?}", history(&late), history(&paid)), "Some(2024-08: 111NN) Some(2024-08: NN1NN)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # What is assumed
///
/// * A payment goes to what is past due first, and covers at least all of that: part of it would leave an account as late
///   as it was. What is past due on a debt in collection is all of it, and paying it ends the collection. A loan drawn
///   once is settled when nothing is owed on it.
/// * Of two actions the money is paid first, then rent is reported, and months pass last.
/// * A month in which everything is paid as agreed is reported as `N`, of a loan or card on which nothing is owed as `*`.
///   What is past due stays so until it is cleared: payments go to the oldest part, and the account is reported as late
///   as it was, with the same amount. Bad debt stays bad debt.
/// * What is owed stays as it is: a card is used again as much as it is paid, and how much of an instalment repays a loan
///   no report says. Nothing is opened, closed or asked for.
/// * Open accounts gain months if their histories reach the month of the report or the one before, or if they were opened
///   in it; of others it is taken that nobody reports them any more.
/// * Reported rent is an account of its own, opened in its first month.
/// * What is as old as a retention rule allows is not taken out; the summaries of a file are, since they would no longer
///   be true.
///
/// # Errors
///
/// [`ChangeError::UnknownAccount`]; [`ChangeError::NothingOwed`] or [`ChangeError::Amount`] for a repayment that cannot
/// be; [`ChangeError::NothingPastDue`] where nothing is to be cleared; [`ChangeError::Months`] for a number of months out
/// of range; [`ChangeError::RentReported`] if it is; [`ChangeError::Calendar`] at the ends of the calendar.
pub fn apply(report: &Report, action: &Action) -> Result<Report, ChangeError> {
    let now = report.month();
    let mut data = report.clone().into_data();
    // They speak of the report as it was made.
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
        Action::Wait { months } => {
            if !(1..=Action::MONTHS_MAX).contains(months) {
                return Err(ChangeError::Months { found: *months, least: 1, most: Action::MONTHS_MAX });
            }
            data.made_at = effect::later(data.made_at, *months)?;
            for account in &mut data.accounts {
                effect::wait(account, *months, now)?;
            }
        }
    }
    Ok(Report::new(data)?)
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

fn of_months(months: u8) -> &'static str {
    if months == 1 { "month" } else { "months" }
}
