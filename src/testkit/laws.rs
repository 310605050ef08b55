//! What should hold of a strategy over the credit file, whoever made it: each law a function, to be asked of many people.

use std::fmt;

use crate::attributes::{Attributes, Portfolio};
use crate::history::{PaymentHistory, PaymentStatus, Severity};
use crate::month::Month;
use crate::policy::{Disclosure, Regime};
use crate::report::{Account, AccountKind, Payments};
use crate::scoring::prohibited::Tripwire;
use crate::scoring::{CreditStrategy, Outcome, Points, Score, ScoreRange, Verdict};
use crate::{Report, ReportData};

/// A law that was broken, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    law: &'static str,
    how: String,
}

impl Broken {
    /// The law, as a sentence.
    #[must_use]
    pub const fn law(&self) -> &'static str {
        self.law
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.law, self.how)
    }
}

impl std::error::Error for Broken {}

/// Whether a law holds of one person.
pub type Kept = Result<(), Broken>;

/// The same evidence gives the same verdict, always.
///
/// # Errors
///
/// [`Broken`] if asking twice gives two verdicts.
pub fn deterministic<S>(strategy: &S, report: &Report, regime: &Regime) -> Kept
where
    S: CreditStrategy + ?Sized,
    S::Verdict: PartialEq,
{
    const LAW: &str = "the same evidence gives the same verdict";
    let evidence = seen(strategy, report, regime);
    let (first, second) = (strategy.evaluate(&evidence), strategy.evaluate(&evidence));
    keep(LAW, first == second, || {
        format!(
            "asked twice, it gave {} and then {}{}. A strategy has no clock, no randomness and no memory: all that it looks \
             at is in the evidence",
            in_words(first.number()),
            in_words(second.number()),
            if first.number() == second.number() { ", with another explanation" } else { "" }
        )
    })
}

/// A number lies within the range that the strategy says.
///
/// # Errors
///
/// [`Broken`] if it does not.
pub fn within<S>(strategy: &S, range: ScoreRange, report: &Report, regime: &Regime) -> Kept
where
    S: CreditStrategy + ?Sized,
{
    const LAW: &str = "a score lies within its range";
    let number = strategy.evaluate(&seen(strategy, report, regime)).number();
    let inside = |number: f64| f64::from(range.lowest()) <= number && number <= f64::from(range.highest());
    keep(LAW, number.is_none_or(inside), || {
        format!(
            "it gave {} where the range is {range}. Bring it into the range, or give no score and say why",
            in_words(number)
        )
    })
}

/// The order of accounts and of inquiries does not matter.
///
/// Attributes do not depend on it, so a strategy that looks at nothing else keeps the law.
///
/// # Errors
///
/// [`Broken`] if turning them round changes the number.
pub fn independent_of_order<S>(strategy: &S, report: &Report, regime: &Regime) -> Kept
where
    S: CreditStrategy + ?Sized,
{
    const LAW: &str = "the order of accounts does not matter";
    let turned = changed(LAW, report, |data| {
        data.accounts.reverse();
        data.inquiries.reverse();
        data.liabilities.reverse();
    })?;
    let [one, other] = [report, &turned].map(|report| strategy.evaluate(&seen(strategy, report, regime)).number());
    keep(LAW, one == other, || {
        format!(
            "{} became {} when accounts and inquiries were turned round. Add up and compare; do not take the first",
            in_words(one),
            in_words(other)
        )
    })
}

/// Base and contributions add up to the score, and the reasons are the strongest of what lost points, at most four.
///
/// A score without contributions explains nothing, and keeps the law.
///
/// # Errors
///
/// [`Broken`] if they do not.
pub fn explained<S>(strategy: &S, report: &Report, regime: &Regime) -> Kept
where
    S: CreditStrategy<Verdict = Outcome> + ?Sized,
{
    const LAW: &str = "all contributions add up to the score, and the reasons are the strongest";
    let outcome = strategy.evaluate(&seen(strategy, report, regime));
    let Some(score) = outcome.score() else { return Ok(()) };
    let sum = score.base() + score.contributions().iter().map(|one| one.points()).sum();
    keep(LAW, sum.rounded() == i64::from(score.value()), || {
        format!(
            "base and points add up to {sum}, and the score is {score}. Points that no attribute explains are not told"
        )
    })?;
    let reasons = score.reasons();
    let told = |name: &str| reasons.iter().any(|reason| reason.attribute() == name);
    let untold = score.contributions().iter().filter(|one| one.points_lost() > Points::ZERO && !told(one.attribute()));
    let Some(strongest) = untold.max_by_key(|one| one.points_lost()) else { return Ok(()) };
    let weakest = reasons.last().map(|reason| reason.points_lost());
    keep(
        LAW,
        reasons.len() <= Score::REASONS_MAX && weakest.is_some_and(|told| strongest.points_lost() <= told),
        || {
            let (name, lost) = (strongest.attribute(), strongest.points_lost());
            format!("`{name}` lost {lost} points and is no reason, while others that lost less are told, or none is")
        },
    )
}

/// A worse month never helps, where the strategy says that it is monotone: each month of each account that was paid as
/// agreed becomes late, one at a time, and the number is no better.
///
/// Who had no number may get one: a file of late payments is a file.
///
/// # Errors
///
/// [`Broken`] if it is better.
pub fn worse_never_helps<S>(strategy: &S, report: &Report, regime: &Regime) -> Kept
where
    S: CreditStrategy + ?Sized,
{
    const LAW: &str = "a worse month never helps";
    let before = strategy.evaluate(&seen(strategy, report, regime)).number();
    let Some(before) = before else { return Ok(()) };
    for (place, month) in paid_months(report) {
        let Some(worse) = worsened(LAW, report, place, month)? else { continue };
        let after = strategy.evaluate(&seen(strategy, &worse, regime)).number();
        keep(LAW, after.is_none_or(|after| strategy.better().is_as_good(before, after)), || {
            let account = report.accounts.get(place).map(|account| account.kind.tag()).unwrap_or_default();
            format!(
                "{before} became {} when a paid month of an account of kind `{account}` became late. Some attribute gives \
                 points for lateness",
                in_words(after)
            )
        })?;
    }
    Ok(())
}

/// A source that reports only what was paid on time never lowers a number, nor takes it away.
///
/// # Errors
///
/// [`Broken`] if showing on-time months of rent, prepaid cards, utilities and telecom lowers it.
pub fn positive_only_never_hurts<S>(strategy: &S, report: &Report, regime: &Regime) -> Kept
where
    S: CreditStrategy + ?Sized,
{
    const LAW: &str = "a positive-only source never lowers a score";
    let number = |disclosure| {
        let positive = AccountKind::ALL.iter().copied().filter(|kind| kind.is_positive());
        let showing = showing(LAW, regime, positive, disclosure);
        showing.map(|regime| strategy.evaluate(&seen(strategy, report, &regime)).number())
    };
    let (without, with) = (number(Disclosure::Hidden)?, number(Disclosure::PositiveOnly)?);
    keep(
        LAW,
        without.is_none_or(|without| with.is_some_and(|with| strategy.better().is_as_good(with, without))),
        || {
            format!(
                "{} became {} when rent, prepaid cards, utilities and telecom that were paid on time were shown. No such \
             account must be better than one that is paid",
                in_words(without),
                in_words(with)
            )
        },
    )
}

/// What a regime hides is as if it had never been reported.
///
/// A view shows nothing of it, so a strategy that looks at nothing else keeps the law.
///
/// # Errors
///
/// [`Broken`] if leaving the hidden accounts out of the report changes the number.
pub fn hidden_is_unreported<S>(strategy: &S, report: &Report, regime: &Regime) -> Kept
where
    S: CreditStrategy + ?Sized,
{
    const LAW: &str = "hiding by a regime equals never having been reported";
    let hidden = |kind: AccountKind| regime.disclosure(kind) == Disclosure::Hidden;
    let without = changed(LAW, report, |data| data.accounts.retain(|account| !hidden(account.kind)))?;
    let [one, other] = [report, &without].map(|report| strategy.evaluate(&seen(strategy, report, regime)).number());
    keep(LAW, one == other, || {
        format!(
            "{} became {} when accounts that the regime `{}` hides were left out of the report. The strategy sees what it \
             should not",
            in_words(one),
            in_words(other),
            regime.name()
        )
    })
}

/// Nothing that the strategy looks at is named after a characteristic that must not count.
///
/// # Errors
///
/// [`Broken`] if an attribute is, with what the [tripwire](crate::scoring::prohibited) says of it.
pub fn nothing_prohibited<S>(strategy: &S) -> Kept
where
    S: CreditStrategy + ?Sized,
{
    const LAW: &str = "nothing prohibited is named";
    let refused = Tripwire::new().check(strategy.plan().names());
    keep(LAW, refused.is_empty(), || {
        let names: Vec<_> = refused.iter().map(ToString::to_string).collect();
        format!("{}. What one may not be judged by must not be looked at, under any name", names.join("; "))
    })
}

/// In a portfolio everybody has the number that [`evaluate`](crate::scoring::Strategy::evaluate) gives.
///
/// # Errors
///
/// [`Broken`] if somebody has another.
pub fn same_in_a_portfolio<S>(strategy: &S, reports: &[Report], portfolio: &Portfolio, regime: &Regime) -> Kept
where
    S: CreditStrategy + ?Sized,
{
    const LAW: &str = "in a portfolio everybody has the number that each has alone";
    let mut people = reports.iter();
    for chunk in portfolio.attributes(strategy.plan(), regime).unchecked() {
        let numbers = strategy.numbers(&chunk).map_err(|cause| broken(LAW, cause.to_string()))?;
        keep(LAW, numbers.len() == chunk.len(), || {
            format!("it gave {} numbers to {} people", numbers.len(), chunk.len())
        })?;
        for (number, report) in numbers.into_iter().zip(&mut people) {
            let view = report.under(regime).at(portfolio.month());
            let alone = strategy.evaluate(&view.attributes_of(strategy.plan())).number();
            keep(LAW, alone == number, || {
                format!("somebody has {} alone and {} in a portfolio", in_words(alone), in_words(number))
            })?;
        }
    }
    Ok(())
}

fn seen<S: CreditStrategy + ?Sized>(strategy: &S, report: &Report, regime: &Regime) -> Attributes {
    report.under(regime).attributes_of(strategy.plan())
}

fn keep(law: &'static str, holds: bool, how: impl FnOnce() -> String) -> Kept {
    if holds { Ok(()) } else { Err(broken(law, how())) }
}

const fn broken(law: &'static str, how: String) -> Broken {
    Broken { law, how }
}

fn in_words(number: Option<f64>) -> String {
    number.map_or_else(|| "no score".to_owned(), |number| number.to_string())
}

/// A report with something changed.
fn changed(law: &'static str, report: &Report, change: impl FnOnce(&mut ReportData)) -> Result<Report, Broken> {
    let mut data = ReportData::clone(report);
    change(&mut data);
    Report::new(data).map_err(|error| broken(law, format!("the changed report does not hold together: {error}")))
}

/// Accounts by their place, and the months that each paid as agreed.
fn paid_months(report: &Report) -> impl Iterator<Item = (usize, Month)> {
    let of = |account: &Account| account.payments.as_ref().map(|payments| payments.history);
    let histories = report.accounts.iter().map(of).enumerate();
    histories.filter_map(|(place, history)| Some((place, history?))).flat_map(|(place, history)| {
        let paid = |&(_, status): &(Month, PaymentStatus)| status.severity() == Severity::PaidAsAgreed;
        history.iter().filter(paid).map(|(month, _)| (place, month)).collect::<Vec<_>>()
    })
}

/// The report with one month of an account late instead.
fn worsened(law: &'static str, report: &Report, place: usize, late: Month) -> Result<Option<Report>, Broken> {
    let Some(payments) = report.accounts.get(place).and_then(|account| account.payments.as_ref()) else {
        return Ok(None);
    };
    let late_at = |(month, status)| if month == late { PaymentStatus::of(Severity::Late31To60) } else { status };
    let statuses: Vec<PaymentStatus> = payments.history.iter().map(late_at).collect();
    let Ok(history) = PaymentHistory::new(payments.history.latest(), &statuses) else { return Ok(None) };
    let overdue = payments.overdue.clone();
    let worse = changed(law, report, |data| {
        if let Some(account) = data.accounts.get_mut(place) {
            let mut payments = Payments::from(history);
            payments.overdue = overdue;
            account.payments = Some(payments);
        }
    })?;
    Ok(Some(worse))
}

/// The regime with some kinds shown otherwise.
fn showing(
    law: &'static str,
    regime: &Regime,
    kinds: impl Iterator<Item = AccountKind>,
    disclosure: Disclosure,
) -> Result<Regime, Broken> {
    // The names of presets are taken.
    let start =
        Regime::builder("as a law asks").inquiries(regime.shows_inquiries()).liabilities(regime.shows_liabilities());
    let all = AccountKind::ALL.iter().fold(start, |builder, &kind| builder.show(kind, regime.disclosure(kind)));
    let built = kinds.fold(all, |builder, kind| builder.show(kind, disclosure)).build();
    built.map_err(|error| broken(law, format!("there is no such regime: {error}")))
}
