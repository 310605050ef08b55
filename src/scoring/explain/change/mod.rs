//! What would change a score: things a person can do, what they cost, and the score afterwards.
//!
//! An [`Action`] makes of a report the report as it would stand ([`apply`]), which is scored like any other.
//! [`cheapest`] finds the cheapest action, and the cheapest two, that reach a score; [`time_alone`] lets months pass:
//!
//! ```
//! use credit_bureau::scoring::explain::change::{ActionPrices, Change, cheapest};
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
//! let change = cheapest(&card, Regime::holistic(), &report, 720, &ActionPrices::new(10_000))?;
//! let Change::Possible { single: Some(single), .. } = change else { panic!("{change:?}") };
//! assert_eq!(single.text(Language::English, report.currency), "repay 13,000.01 CNY on account `card`");
//! assert_eq!((single.score, single.cost.money), (723, 1_300_001));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What a lender will make of a score is not said here.

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
    pub cost: ChangeCost,
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
/// use credit_bureau::scoring::explain::change::{Action, ActionPrices, Change, cheapest};
/// # use credit_bureau::{Regime, Report, Scorecard};
/// # #[cfg(feature = "json")] {
/// # let file = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/teaching_scorecard.json");
/// # let card = Scorecard::from_json(&std::fs::read_to_string(file)?)?;
/// let nobody = Report::builder("2024-06-30").build()?;
/// let prices = ActionPrices::new(10_000).with_rent(12, 5_000); // up to twelve months of rent, for 50.00
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

/// What was found, applied and scored again.
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
