//! What would change a score: things a person can do, what they cost, and the score afterwards.
//!
//! An [`Action`] makes of a report the report as it would stand ([`apply`]), which is scored like any other.
//! [`cheapest`] finds the cheapest action, and the cheapest two, that reach a score; [`time_alone`] lets months pass:
//!
//! ```
//! use credit_bureau::scoring::{Change, Prices, cheapest};
//! use credit_bureau::{AccountKind, Language, Regime, Report, Scorecard};
//! # #[cfg(feature = "json")] {
//! # let file = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/teaching_scorecard.json");
//! # let card = Scorecard::from_json(&std::fs::read_to_string(file)?)?;
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::CreditCard, "card", |card| {
//!         card.opened("2020-03-01").limit(20_000).balance(19_000).paid(&"N".repeat(48))
//!     })
//!     .build()?;
//! // card is examples/data/teaching_scorecard.json; a month of waiting is worth 100.00 to this person.
//! let change = cheapest(&card, Regime::holistic(), &report, 720, &Prices::new(10_000))?;
//! let Change::Possible { single: Some(single), .. } = change else { panic!("{change:?}") };
//! assert_eq!(single.text(Language::English, report.currency), "repay 13,000.01 CNY on account `card`");
//! assert_eq!((single.score, single.cost.money), (723, 1_300_001));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What a lender will make of a score is not said here.

mod effect;
mod error;
mod exact;
mod places;
mod search;

use serde::Serialize;

pub use self::error::ChangeError;
use self::places::goodness;
use self::search::{Found, Search};
use super::outcome::Outcome;
use super::scorecard::Scorecard;
use super::strategy::Strategy;
use crate::language::Language;
use crate::money::{Currency, Money};
use crate::month::Month;
use crate::policy::Regime;
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
    pub fn cost(&self, report: &Report, prices: &Prices) -> Result<Cost, ChangeError> {
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
        Ok(Cost { money, months })
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
pub struct Cost {
    /// Money, in minor units.
    pub money: u128,
    /// Months.
    pub months: u8,
}

impl Cost {
    /// One number to compare: the money, and each month at its price, in minor units.
    #[must_use]
    pub fn priced(self, prices: &Prices) -> u128 {
        self.money.saturating_add(u128::from(self.months).saturating_mul(prices.month.into()))
    }

    fn and(self, other: Cost) -> Cost {
        Cost { money: self.money.saturating_add(other.money), months: self.months.saturating_add(other.months) }
    }
}

/// What months and reports are worth to a person, in minor units of the report's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Prices {
    /// What a month of waiting is worth to them.
    pub month: u64,
    /// What reporting rent costs them; none if they pay none, or its being reported is not to be had.
    pub rent: Option<RentPrice>,
}

impl Prices {
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
/// use credit_bureau::scoring::{Action, apply};
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

/// What it takes to reach a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Nothing: the score is reached.
    Reached {
        /// The score as it is.
        score: i32,
    },
    /// It can be reached: at least one of the two is there.
    Possible {
        /// The cheapest single action that does.
        single: Option<Advice>,
        /// The cheapest two that do, if they cost less than the single action.
        pair: Option<Advice>,
    },
    /// No one or two actions reach it.
    Impossible {
        /// The best score that one or two reach, at the least cost; nothing if none betters the score as it is.
        best: Option<Advice>,
    },
}

/// What to do, what it costs, and the score afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Advice {
    /// The actions, in the order in which they are done.
    pub actions: Vec<Action>,
    /// What they cost together.
    pub cost: Cost,
    /// The score of the report after them.
    pub score: i32,
}

impl Advice {
    /// What to do, in words.
    #[must_use]
    pub fn text(&self, language: Language, currency: Currency) -> String {
        let texts: Vec<_> = self.actions.iter().map(|action| action.text(language, currency)).collect();
        texts.join(language.pick(", and ", "，并"))
    }
}

/// The cheapest action, and the cheapest two, after which somebody has at least a score (at most, by a card of which the
/// lower is the better).
///
/// Exactly the cheapest: there is none cheaper among repayments of any amount on any account, clearing, waiting 1 to 24
/// months and reporting rent as the prices allow, and no two that are. Of those that cost the same the first is given:
/// fewer months first, then in the order of [`Action`] and of the accounts, then the lesser amount. Two actions are not
/// twice the same: neither two waits nor two repayments on one account. Each answer was applied to the report and scored
/// again.
///
/// ```
/// use credit_bureau::scoring::{Action, Change, Prices, cheapest};
/// # use credit_bureau::{Regime, Report, Scorecard};
/// # #[cfg(feature = "json")] {
/// # let file = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/teaching_scorecard.json");
/// # let card = Scorecard::from_json(&std::fs::read_to_string(file)?)?;
/// let nobody = Report::builder("2024-06-30").build()?;
/// let prices = Prices::new(10_000).with_rent(12, 5_000); // up to twelve months of rent, for 50.00
/// let change = cheapest(&card, Regime::holistic(), &nobody, 600, &prices)?;
/// let Change::Possible { single: Some(single), .. } = change else { panic!("{change:?}") };
/// assert_eq!(single.actions, [Action::ReportRent { months: 6 }]);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Why the cheapest is the cheapest
///
/// All that is not an amount (what to clear, how long to wait, how much rent to report) is tried. Amounts are too many to
/// try, and need not be. Those of an account fall into stretches in which no filter of the card turns. Within one, a row
/// moves one way only: between two amounts at which it is in one bin it is in that bin, so halving finds the few amounts
/// at which bins change. The least of those between two of them stands for all: it costs the least, and the score is
/// the same.
///
/// Of two accounts, a row changes its bin at an amount of the one, at an amount of the other, or at a sum of both. What
/// changes at an amount of the one does so where the other's amount is least in its stretch, or where it is greatest: a
/// highest hides behind the other account at the former, a lowest at the latter, and nothing else hides. Between the
/// amounts so found only the sum matters, and the sum is what it costs; so it is halved in turn.
///
/// A branch is left out for two reasons, and for no other: all in it costs more than what was found, or the points of
/// the bins between its ends do not reach the goal. A card with a row that moves otherwise (the average of shares of
/// limits, one balance over another) is refused.
///
/// # Errors
///
/// [`ChangeError::NotExact`] for a card with an attribute of which the search does not know how it moves, if anything can
/// be repaid at all; [`ChangeError::TooMuch`] if there are so many accounts and bins that it would take too long, rather
/// than an answer that may be wrong; [`ChangeError::Calendar`] at the end of the calendar.
pub fn cheapest(
    card: &Scorecard,
    regime: &Regime,
    report: &Report,
    target: i32,
    prices: &Prices,
) -> Result<Change, ChangeError> {
    let better = card.data().better;
    let goal = goodness(better, target.into());
    let now = scored(card, regime, report).value();
    if let Some(score) = now.filter(|&score| goodness(better, score.into()) >= goal) {
        return Ok(Change::Reached { score });
    }
    let mut search = Search::new(card, regime, report, prices)?;
    let single = search.single(goal)?;
    let pair = search.pair(goal, single.as_ref().map(Found::price))?;
    let [single, pair] = [single, pair].map(|found| found.map(|found| advice(&search, &found, goal)).transpose());
    let (single, pair) = (single?, pair?);
    if single.is_some() || pair.is_some() {
        return Ok(Change::Possible { single, pair });
    }
    let Some(goal) = search.best(now.map_or(i64::MIN, |score| goodness(better, score.into())))? else {
        return Ok(Change::Impossible { best: None });
    };
    let single = search.single(goal)?;
    let found = search.pair(goal, single.as_ref().map(Found::price))?.or(single);
    Ok(Change::Impossible { best: found.map(|found| advice(&search, &found, goal)).transpose()? })
}

/// What a score becomes if months pass and everything is paid as agreed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MonthAhead {
    /// The month.
    pub month: Month,
    /// The outcome then.
    pub as_agreed: Outcome,
    /// The outcome then if rent is reported from now on too and paid on time; none if it is reported already.
    pub with_rent: Option<Outcome>,
}

/// The score month by month for the next 24 if everything is paid as agreed, and the same if rent is reported from now on
/// too: the outcome after [`Action::Wait`] of each length.
///
/// ```
/// use credit_bureau::scoring::time_alone;
/// # use credit_bureau::{AccountKind, Regime, Report, Scorecard};
/// # #[cfg(feature = "json")] {
/// # let file = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/teaching_scorecard.json");
/// # let card = Scorecard::from_json(&std::fs::read_to_string(file)?)?;
/// let nobody = Report::builder("2024-06-30").build()?;
/// let ahead = time_alone(&card, Regime::holistic(), &nobody)?;
/// let last = ahead.last().ok_or("24 months")?;
/// assert_eq!((ahead.len(), last.as_agreed.value()), (24, None));
/// assert!(last.with_rent.as_ref().is_some_and(|outcome| outcome.value().is_some()));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`ChangeError::Calendar`] at the end of the calendar.
pub fn time_alone(card: &Scorecard, regime: &Regime, report: &Report) -> Result<Vec<MonthAhead>, ChangeError> {
    let renter = match effect::has_rent(report) {
        true => None,
        false => Some(apply(report, &Action::ReportRent { months: 0 })?),
    };
    let after = |report: &Report, months| apply(report, &Action::Wait { months });
    let ahead = (1..=Action::MONTHS_MAX).map(|months| {
        let later = after(report, months)?;
        let with_rent = renter.as_ref().map(|renter| after(renter, months)).transpose()?;
        Ok(MonthAhead {
            month: later.month(),
            as_agreed: scored(card, regime, &later),
            with_rent: with_rent.map(|later| scored(card, regime, &later)),
        })
    });
    ahead.collect()
}

/// What was found, applied and scored again.
fn advice(search: &Search<'_>, found: &Found, goal: i64) -> Result<Advice, ChangeError> {
    let actions = found.steps().map(|step| search.action(step)).collect::<Result<Vec<_>, _>>()?;
    let (mut after, mut cost) = (search.report.clone(), Cost::default());
    for action in &actions {
        cost = cost.and(action.cost(&after, search.prices)?);
        after = apply(&after, action)?;
    }
    let score = scored(search.card, search.regime, &after).value();
    let holds = |score: &i32| goodness(search.card.data().better, (*score).into()) >= goal;
    match score.filter(holds) {
        Some(score) if cost.priced(search.prices) == found.price() => Ok(Advice { actions, cost, score }),
        _ => Err(ChangeError::NotVerified),
    }
}

fn scored(card: &Scorecard, regime: &Regime, report: &Report) -> Outcome {
    card.evaluate(&report.under(regime).attributes_of(card.plan()))
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
