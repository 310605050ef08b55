//! Changes of a score: actions of a person, their costs, and the score after them.
//!
//! [`apply`] turns a report into the report after an [`Action`], which is scored like any other. [`cheapest`] finds the
//! cheapest one or two actions that reach a score, or else the best score that can be reached; [`time_alone`] lets months
//! pass:
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
//! let text = change.text(Language::English, report.currency);
//! assert_eq!(text, "repay 13,000.01 CNY on account `card` (score 723, cost 13,000.01 CNY)");
//!
//! let change = cheapest(&card, Regime::holistic(), &report, 850, &prices)?;
//! let Change::Impossible { best } = change else { panic!("{change:?}") };
//! assert_eq!(best.score(), Some(741));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing here predicts a lender's decision on the new score.

mod action;
mod answer;
mod bins;
mod effect;
mod error;
mod exact;
mod opening;
mod search;

use std::cmp::Reverse;

use serde::Serialize;

pub use self::action::{Action, ActionPrices, ChangeCost, RentPrice, apply};
pub use self::answer::{Advice, BestReachable, Change};
use self::bins::goodness;
pub use self::error::ChangeError;
pub use self::opening::{OpenableKind, OpeningPrice};
use self::search::{Candidate, CandidateValue, Search};
use crate::month::Month;
use crate::policy::Regime;
use crate::report::Report;
use crate::scoring::outcome::{Outcome, Strategy};
use crate::scoring::scorecards::Scorecard;

/// Finds the cheapest one or two actions after which a person has at least a target score (at most, for a card where
/// lower is better); if there are none, the best score that one or two actions reach.
///
/// The result is exact: no cheaper one exists among repayments of any amount on any account, clearing, waiting 1 to 24
/// months, and reporting rent and opening accounts within the prices, nor a cheaper pair of these. Of all that cost the
/// least, the one with the best score is given. Further ties are broken by a single action before two, then by fewer
/// months, then by the kind of action (one account cleared, all cleared, repaid, rent, waiting, an account opened), by the
/// order of the accounts, and by the smaller number. The two actions of a pair differ: not two repayments on one
/// account, and not two in which months pass. Each answer is verified by applying it to the report and scoring again.
///
/// ```
/// use credit_bureau::scoring::explain::change::{Action, ActionPrices, Change, OpenableKind, cheapest};
/// # use credit_bureau::{Regime, Report, Scorecard};
/// # #[cfg(feature = "json")] {
/// # let file = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/teaching_scorecard.json");
/// # let card = Scorecard::from_json(&std::fs::read_to_string(file)?)?;
/// let nobody = Report::builder("2024-06-30").build()?;
/// // A month of waiting at 100.00; up to twelve months of rent reported for 50.00.
/// let prices = ActionPrices::new(10_000).with_rent(12, 5_000);
/// let change = cheapest(&card, Regime::holistic(), &nobody, 600, &prices)?;
/// let Change::Possible { cheapest: advice, .. } = change else { panic!("{change:?}") };
/// // Six months would do, at the same price; twelve give a better score.
/// assert_eq!(advice.actions, [Action::ReportRent { months: 12 }]);
///
/// // No rent, but a phone contract, whose months cost 100.00 each like all months.
/// let prices = ActionPrices::new(10_000).with_opening(OpenableKind::Telecom, 24, 0);
/// let change = cheapest(&card, Regime::holistic(), &nobody, 600, &prices)?;
/// let Change::Possible { cheapest: advice, .. } = change else { panic!("{change:?}") };
/// assert_eq!(advice.actions, [Action::OpenAccount { kind: OpenableKind::Telecom, months: 6 }]);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Why the search is exact
///
/// Everything that is not an amount (which accounts to clear or open, how long to wait, how much rent to report) is tried.
/// Amounts are too many to try. The amounts of an account fall into stretches in which no filter of the card changes
/// its answer. Within a stretch each row moves one way only: if two amounts lie in the same bin, so does every amount
/// between them. Halving therefore finds the few amounts at which bins change. Between two of them the score is
/// constant, so the smallest amount stands for all: it is the cheapest, and none of the others has a better score.
///
/// With two accounts, a row changes its bin at an amount of the first, an amount of the second, or a sum of both. A
/// change at an amount of the first shows at one end or the other of the second's stretch: a maximum over accounts
/// shows it where the second is paid most, a minimum where it is paid least, and every other row at both. Between the
/// amounts found in this way only the sum matters, and the sum is also the cost, so the sum is halved in turn.
///
/// A branch is left out for two reasons only: everything in it costs more than an answer already found, or the best
/// points of the bins between its ends miss the goal. Where the least that it costs equals the price of that answer, the
/// goal is the answer's score: the branch may hold a better one. A card with a row that moves otherwise (the average of
/// shares of limits, one balance divided by another) is refused.
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
    if let (Some(found), single) = search.cheapest(goal)? {
        let cheapest = advice(&search, &found)?;
        let single = single.map(|single| advice(&search, &single)).transpose()?;
        return Ok(Change::Possible { cheapest, single });
    }
    let best = match (search.best(now.map_or(i64::MIN, |score| goodness(better, score.into())))?, now) {
        (Some(found), _) => BestReachable::After(advice(&search, &found)?),
        (None, Some(score)) => BestReachable::Present { score },
        (None, None) => BestReachable::NoScore,
    };
    Ok(Change::Impossible { best })
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
fn advice(search: &Search<'_>, found: &Candidate) -> Result<Advice, ChangeError> {
    let actions = found.steps().map(|step| search.action(step)).collect::<Result<Vec<_>, _>>()?;
    let (mut after, mut cost) = (search.report.clone(), ChangeCost::default());
    for action in &actions {
        cost = cost.and(action.cost(&after, search.prices)?);
        after = apply(&after, action)?;
    }
    let score = scored(search.card, search.regime, &after).value().ok_or(ChangeError::NotVerified)?;
    let goodness = Reverse(goodness(search.card.data().better, score.into()));
    if found.value() == (CandidateValue { price: cost.priced(search.prices), goodness }) {
        Ok(Advice { actions, cost, score })
    } else {
        Err(ChangeError::NotVerified)
    }
}

fn scored(card: &Scorecard, regime: &Regime, report: &Report) -> Outcome {
    card.evaluate(&report.under(regime).attributes_of(card.plan()))
}
