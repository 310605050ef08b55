//! Changes of a score: actions of a person, their costs, and the score after them.
//!
//! [`apply`] turns a report into the report after an [`Action`], which is scored like any other. [`cheapest`] finds the
//! cheapest action, and the cheapest two, that reach a score; [`time_alone`] lets months pass:
//!
//! ```
//! use credit_bureau::scoring::explain::change::{ActionPrices, Change, cheapest};
//! use credit_bureau::{AccountKind, Language, Regime, Report, Scorecard};
//! # #[cfg(feature = "json")] {
//! let text = std::fs::read_to_string("examples/data/teaching_scorecard.json")?;
//! let card = Scorecard::from_json(&text)?;
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::CreditCard, "card", |card| {
//!         card.opened("2020-03-01").limit(20_000).balance(19_000).paid(&"N".repeat(48))
//!     })
//!     .build()?;
//! let prices = ActionPrices::new(10_000); // a month of waiting is worth 100.00 to this person
//! let change = cheapest(&card, Regime::holistic(), &report, 720, &prices)?;
//! let Change::Possible { single: Some(single), .. } = change else {
//!     panic!("{change:?}")
//! };
//! let text = single.text(Language::English, report.currency);
//! assert_eq!(text, "repay 13,000.01 CNY on account `card`");
//! assert_eq!((single.score, single.cost.money), (723, 1_300_001));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing here predicts a lender's decision on the new score.

mod action;
mod bins;
mod effect;
mod error;
mod exact;
mod search;

use serde::Serialize;

pub use self::action::{Action, ActionPrices, ChangeCost, RentPrice, apply};
use self::bins::goodness;
pub use self::error::ChangeError;
use self::search::{Candidate, Search};
use crate::language::Language;
use crate::money::Currency;
use crate::month::Month;
use crate::policy::Regime;
use crate::report::Report;
use crate::scoring::outcome::{Outcome, Strategy};
use crate::scoring::scorecards::Scorecard;

/// Change that reaches a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The score is reached already.
    Reached {
        /// The present score.
        score: i32,
    },
    /// The score can be reached: at least one of the two is present.
    Possible {
        /// Cheapest single action that reaches it.
        single: Option<Advice>,
        /// Cheapest two actions that reach it, if they cost less than the single one.
        pair: Option<Advice>,
    },
    /// Neither one action nor two reach the score.
    Impossible {
        /// Best score that one or two actions reach, at the least cost; none if nothing improves the score.
        best: Option<Advice>,
    },
}

/// Advice: actions, their cost, and the score after them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Advice {
    /// Actions, in the order in which they are taken.
    pub actions: Vec<Action>,
    /// Total cost.
    pub cost: ChangeCost,
    /// Score of the report after them.
    pub score: i32,
}

impl Advice {
    /// Returns the actions as text.
    #[must_use]
    pub fn text(&self, language: Language, currency: Currency) -> String {
        let texts: Vec<_> = self.actions.iter().map(|action| action.text(language, currency)).collect();
        texts.join(language.pick(", and ", "，并"))
    }
}

/// Finds the cheapest action, and the cheapest two, after which a person has at least a target score (at most, for a
/// card where lower is better).
///
/// The result is exact: no cheaper one exists among repayments of any amount on any account, clearing, waiting 1 to 24
/// months and reporting rent within the prices, nor a cheaper pair of these. Ties are broken by fewer months, then by
/// the order of [`Action`] and of the accounts, then by the smaller amount. The two actions of a pair differ: not two
/// waits, and not two repayments on one account. Each answer is verified by applying it to the report and scoring
/// again.
/// again.
///
/// ```
/// use credit_bureau::scoring::explain::change::{Action, ActionPrices, Change, cheapest};
/// # use credit_bureau::{Regime, Report, Scorecard};
/// # #[cfg(feature = "json")] {
/// # let file = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/teaching_scorecard.json");
/// # let card = Scorecard::from_json(&std::fs::read_to_string(file)?)?;
/// let nobody = Report::builder("2024-06-30").build()?;
/// // A month of waiting at 100.00; up to twelve months of rent reported for 50.00.
/// let prices = ActionPrices::new(10_000).with_rent(12, 5_000);
/// let change = cheapest(&card, Regime::holistic(), &nobody, 600, &prices)?;
/// let Change::Possible { single: Some(single), .. } = change else { panic!("{change:?}") };
/// assert_eq!(single.actions, [Action::ReportRent { months: 6 }]);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Why the search is exact
///
/// Everything that is not an amount (which accounts to clear, how long to wait, how much rent to report) is tried.
/// Amounts are too many to try. The amounts of an account fall into stretches in which no filter of the card changes
/// its answer. Within a stretch each row moves one way only: if two amounts lie in the same bin, so does every amount
/// between them. Halving therefore finds the few amounts at which bins change. Between two of them the score is
/// constant, so the smallest amount stands for all: it is the cheapest.
///
/// With two accounts, a row changes its bin at an amount of the first, an amount of the second, or a sum of both. A
/// change at an amount of the first shows at one end or the other of the second's stretch: a maximum over accounts
/// shows it where the second is paid most, a minimum where it is paid least, and every other row at both. Between the
/// amounts found in this way only the sum matters, and the sum is also the cost, so the sum is halved in turn.
///
/// A branch is left out for two reasons only: everything in it costs more than an answer already found, or the best
/// points of the bins between its ends miss the goal. A card with a row that moves otherwise (the average of shares of
/// limits, one balance divided by another) is refused.
///
/// # Errors
///
/// [`ChangeError::NotExact`] for a card with an attribute whose movement the search does not know, if anything can be
/// repaid; [`ChangeError::TooMuch`] instead of a possibly wrong answer if there are too many accounts and bins;
/// [`ChangeError::Calendar`] at the end of the calendar.
pub fn cheapest(
    card: &Scorecard,
    regime: &Regime,
    report: &Report,
    target: i32,
    prices: &ActionPrices,
) -> Result<Change, ChangeError> {
    let better = card.data().better;
    let goal = goodness(better, target.into());
    let now = scored(card, regime, report).value();
    if let Some(score) = now.filter(|&score| goodness(better, score.into()) >= goal) {
        return Ok(Change::Reached { score });
    }
    let mut search = Search::new(card, regime, report, prices)?;
    let single = search.single(goal)?;
    let pair = search.pair(goal, single.as_ref().map(Candidate::price))?;
    let [single, pair] = [single, pair].map(|found| found.map(|found| advice(&search, &found, goal)).transpose());
    let (single, pair) = (single?, pair?);
    if single.is_some() || pair.is_some() {
        return Ok(Change::Possible { single, pair });
    }
    let Some(goal) = search.best(now.map_or(i64::MIN, |score| goodness(better, score.into())))? else {
        return Ok(Change::Impossible { best: None });
    };
    let single = search.single(goal)?;
    let found = search.pair(goal, single.as_ref().map(Candidate::price))?.or(single);
    Ok(Change::Impossible { best: found.map(|found| advice(&search, &found, goal)).transpose()? })
}

/// Score of a future month, if everything is paid as agreed until then.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MonthAhead {
    /// The month.
    pub month: Month,
    /// Outcome in that month.
    pub as_agreed: Outcome,
    /// Outcome if rent is also reported from now on and paid on time; none if it is reported already.
    pub with_rent: Option<Outcome>,
}

/// Forecasts the score for each of the next 24 months if everything is paid as agreed, and also if rent is reported
/// from now on: the outcomes after [`Action::Wait`] of each length.
///
/// ```
/// use credit_bureau::scoring::explain::change::time_alone;
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

/// Turns a found candidate into advice, after verifying it: the actions are applied one by one through the public
/// interface, and price and score must be those that the search computed its own way.
fn advice(search: &Search<'_>, found: &Candidate, goal: i64) -> Result<Advice, ChangeError> {
    let actions = found.steps().map(|step| search.action(step)).collect::<Result<Vec<_>, _>>()?;
    let (mut after, mut cost) = (search.report.clone(), ChangeCost::default());
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
