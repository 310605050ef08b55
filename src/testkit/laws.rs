//! What should hold of a strategy, whoever made it: each law a function, to be asked of many people.
//!
//! A law takes what it looks at. Some take a strategy and its evidence, whatever that is. Some change a report or a regime
//! and look at what becomes of the verdict: they take [`of`] a strategy over the credit file, or [`asked`] with a function
//! that goes all the way from the report to the verdict, through evidence of any kind.
//!
//! ```
//! use credit_bureau::scoring::{Evidence, Outcome, Score, ScoreRange, Strategy, StrategyId};
//! use credit_bureau::scoring::strategies::FiveFactor;
//! use credit_bureau::testkit::laws;
//! use credit_bureau::{AccountKind, Regime, Report};
//! # let report = Report::builder("2024-06-30")
//! #     .account(AccountKind::Rent, "flat", |rent| rent.paid("NNNN"))
//! #     .account(AccountKind::CreditCard, "card", |card| card.paid("NN"))
//! #     .build()?;
//! laws::worse_never_helps(&laws::of(&FiveFactor::new()?), &report, Regime::holistic())?;
//!
//! /// Evidence of one's own: how many months the first account has.
//! struct FirstAccount(usize);
//! impl Evidence for FirstAccount {}
//! # struct Months(ScoreRange);
//! # impl Strategy for Months {
//! #     type Evidence = FirstAccount;
//! #     type Outcome = Outcome;
//! #     fn id(&self) -> StrategyId { StrategyId::new("months", "1") }
//! #     fn evaluate(&self, evidence: &FirstAccount) -> Outcome {
//! #         Score::unexplained(self.id(), self.0, evidence.0 as i64).into()
//! #     }
//! # }
//! # let strategy = Months(ScoreRange::new(0, 60)?);
//! let asked = laws::asked(|report: &Report, regime: &Regime| {
//!     let first = report.under(regime).accounts().next();
//!     strategy.evaluate(&FirstAccount(first.map_or(0, |account| account.reported().count() as usize)))
//! });
//! let broken = laws::independent_of_order(&asked, &report, Regime::holistic()).unwrap_err();
//! assert_eq!(broken.law(), "the order in a report does not matter");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Which of our own strategies keeps which law, and why another law says nothing of it:
//!
//! | law | kept by | says nothing of |
//! |---|---|---|
//! | [`deterministic`] | all eight | |
//! | [`within`] | `Scorecard`, `FiveFactor`, `DigitalReading`, `External`, `Pooled`, `Loyalty` | `Rules`, `Listing`: no number |
//! | [`explained`], [`nothing_unexplained`] | `Scorecard`, `FiveFactor`, `Pooled`; `External` if its model tells all | `DigitalReading`: its card is asked; `Rules`, `Loyalty`, `Listing`: no score |
//! | [`independent_of_order`] | all but `Loyalty`; `Listing` but for the place of each record, which it tells | `Loyalty`: a profile has no order |
//! | [`hidden_is_unreported`] | `Scorecard`, `FiveFactor`, `DigitalReading`, `Rules`, `External`, `Pooled` | `Loyalty`, `Listing`: no regime shows or hides what they see |
//! | [`worse_never_helps`], [`positive_only_never_hurts`] | `Scorecard`, `FiveFactor`, `DigitalReading`, `External`, `Pooled`, where points, model or weights are so; but for the last late month that ends an account, which is late no more: it is not asked | `Rules`, `Listing`: no number; `Loyalty`: sees no report |
//! | [`more_never_lowers`] | `Loyalty` | the others: see more than a profile, or none |
//! | [`nothing_prohibited`] | all that name what they look at: the plans of the credit file's and the pool's, the measures of their terms | `Listing`: looks at no attributes |
//! | [`same_in_a_portfolio`] | `Scorecard`, `FiveFactor`, `DigitalReading`, `External` | `Rules`: no number; the others: no portfolio holds what they see |
//! | [`decided_alike`] | `Rules`, by themselves and with a score | the others: decide nothing |

use std::fmt;

use super::changes::{self, Order};
use crate::attributes::{Attributes, Plan};
use crate::language::Language;
use crate::policy::{Disclosure, Regime};
use crate::portfolio::{AttributeChunk, Portfolio};
use crate::report::{AccountKind, KindSet, Report, ReportError};
use crate::scoring::evidence::{Company, CustomerProfile, ProfileMeasure};
use crate::scoring::prohibited::Tripwire;
use crate::scoring::{
    Better, CreditStrategy, Outcome, Points, Score, ScoreRange, Strategy, StrategyOutcome, Unscorable,
};

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
pub type LawResult = Result<(), Broken>;

/// What a law asks of: what is said of a person, as a report and a regime show it. From [`of`] or [`asked`].
#[derive(Debug, Clone, Copy)]
pub struct Asked<F> {
    says: F,
    better: Better,
}

/// Asks of a strategy over the credit file. Which of its numbers are better it [says itself](CreditStrategy::better).
pub fn of<S>(strategy: &S) -> Asked<impl Fn(&Report, &Regime) -> S::Outcome>
where
    S: CreditStrategy + ?Sized,
{
    let says =
        |report: &Report, regime: &Regime| strategy.evaluate(&report.under(regime).attributes_of(strategy.plan()));
    Asked { says, better: strategy.better() }
}

/// Asks of anything that says something of a report under a regime: a strategy over other evidence, with what makes that
/// evidence. Its higher numbers are the better ones, unless it is [said otherwise](Asked::where_lower_is_better).
pub const fn asked<V, F>(says: F) -> Asked<F>
where
    F: Fn(&Report, &Regime) -> V,
{
    Asked { says, better: Better::Higher }
}

impl<F> Asked<F> {
    /// The same where lower numbers are the better ones.
    #[must_use]
    pub fn where_lower_is_better(self) -> Self {
        Self { better: Better::Lower, ..self }
    }
}

/// The same evidence gives the same verdict, always.
///
/// # Errors
///
/// [`Broken`] if asking twice gives two verdicts.
pub fn deterministic<S>(strategy: &S, evidence: &S::Evidence) -> LawResult
where
    S: Strategy + ?Sized,
    S::Outcome: PartialEq,
{
    const LAW: &str = "the same evidence gives the same verdict";
    let (first, second) = (strategy.evaluate(evidence), strategy.evaluate(evidence));
    keep(LAW, first == second, || {
        format!(
            "asked twice, {}. A strategy has no clock, no randomness and no memory: all that it looks at is in the evidence",
            became(&first, &second)
        )
    })
}

/// A number lies within the range that the strategy says.
///
/// # Errors
///
/// [`Broken`] if it does not.
pub fn within<S>(strategy: &S, range: ScoreRange, evidence: &S::Evidence) -> LawResult
where
    S: Strategy + ?Sized,
{
    const LAW: &str = "a score lies within its range";
    let number = strategy.evaluate(evidence).number();
    let inside = |number: f64| f64::from(range.lowest()) <= number && number <= f64::from(range.highest());
    keep(LAW, number.is_none_or(inside), || {
        format!(
            "it gave {} where the range is {range}. Bring it into the range, or give no score and say why",
            in_words(number)
        )
    })
}

/// The reasons are the strongest four of what lost points, or all if they are fewer.
///
/// A [`Score`] ranks its reasons by itself, so what can go wrong is that some are kept back. One without contributions has
/// no reasons and keeps the law; it breaks [`nothing_unexplained`].
///
/// # Errors
///
/// [`Broken`] if there are fewer.
pub fn explained<S>(strategy: &S, evidence: &S::Evidence) -> LawResult
where
    S: Strategy<Outcome = Outcome> + ?Sized,
{
    const LAW: &str = "the reasons are the strongest four of what lost points";
    let outcome = strategy.evaluate(evidence);
    let Some(score) = outcome.score() else { return Ok(()) };
    let lost = score.contributions().iter().filter(|one| one.points_lost() > Points::ZERO);
    let (lost, told) = (lost.count(), score.reasons().len());
    keep(LAW, told == lost.min(Score::REASONS_MAX), || {
        format!("{lost} attributes lost points, and {told} are told as reasons. Who is refused is told up to four")
    })
}

/// All contributions add up to what tells two people apart: the base, on which no attribute has a say, is the same for
/// everybody.
///
/// Base and contributions of one [`Score`] add up to it, for it cannot be made otherwise. What can go wrong is that the
/// base holds points that depend on the person; then no reason tells of them. A model that explains nothing, as one does
/// by [`Score::unexplained`], breaks the law, and so does one that explains a part.
///
/// # Errors
///
/// [`Broken`] if two people who have scores have two bases.
pub fn nothing_unexplained<S>(strategy: &S, one: &S::Evidence, other: &S::Evidence) -> LawResult
where
    S: Strategy<Outcome = Outcome> + ?Sized,
{
    const LAW: &str = "all contributions add up to what tells two people apart";
    let outcomes = [one, other].map(|evidence| strategy.evaluate(evidence));
    let [Some(one), Some(other)] = outcomes.each_ref().map(|outcome| outcome.score().map(Score::base)) else {
        return Ok(());
    };
    keep(LAW, one == other, || {
        format!(
            "one person starts from {one} and another from {other}. Points that depend on the person belong in a \
             contribution, where a reason can tell of them"
        )
    })
}

/// The order of accounts, inquiries, liabilities and public records does not matter.
///
/// [`Attributes`] do not depend on it, so a strategy over them keeps the law. Evidence of
/// one's own may.
///
/// # Errors
///
/// [`Broken`] if putting them in another order changes the verdict.
pub fn independent_of_order<V, F>(asked: &Asked<F>, report: &Report, regime: &Regime) -> LawResult
where
    V: StrategyOutcome + PartialEq,
    F: Fn(&Report, &Regime) -> V,
{
    const LAW: &str = "the order in a report does not matter";
    let before = (asked.says)(report, regime);
    for (order, how) in [(Order::Turned, "turned round"), (Order::FirstToLast, "told with the first of each last")] {
        let after = (asked.says)(&sound(LAW, changes::ordered(report, order))?, regime);
        keep(LAW, before == after, || {
            let became = became(&before, &after);
            format!("{became} when the report was {how}. Add up and compare; do not take the first")
        })?;
    }
    Ok(())
}

/// What a regime hides is as if it had never been reported.
///
/// Left out are accounts that a view does not show, and of those that it shows in part the months, amounts and states that
/// it hides; inquiries and liabilities. If the regime hides anything, what the bureau says of the whole is left out too:
/// its summaries of credit, of post-paid accounts and of inquiries, its own score, the credit agreements. What a view has
/// no method for, such as a note or whether an account is disputed, stays. The report is seen as of its own month. What
/// masks hide is not asked: retention is for whoever makes them.
///
/// A view shows nothing of it, so a strategy over [`Attributes`] keeps the law. Evidence of
/// one's own, made from the report itself, may not.
///
/// # Errors
///
/// [`Broken`] if leaving what is hidden out of the report changes the verdict.
pub fn hidden_is_unreported<V, F>(asked: &Asked<F>, report: &Report, regime: &Regime) -> LawResult
where
    V: StrategyOutcome + PartialEq,
    F: Fn(&Report, &Regime) -> V,
{
    const LAW: &str = "hiding by a regime equals never having been reported";
    let without = sound(LAW, changes::without_hidden(report, regime))?;
    let [before, after] = [report, &without].map(|report| (asked.says)(report, regime));
    keep(LAW, before == after, || {
        format!(
            "{} when what the regime `{}` hides was left out of the report. Look at a view, `report.under(regime)`, and at \
             nothing beside it",
            became(&before, &after),
            regime.name()
        )
    })
}

/// A worse month never helps, where the strategy says that it is monotone: each month of each account that was paid as
/// agreed, or is worse, becomes [one severity](crate::history::Severity) worse and worse again up to bad debt, one month at a time, and no
/// step makes the number better.
///
/// Who had no number may get one: a file of late payments is a file. An account that ends is late no more, so where no later
/// month is late none goes through "ended other than by settlement". It asks at most 11 times of each month.
///
/// # Errors
///
/// [`Broken`] if it is better.
pub fn worse_never_helps<V, F>(asked: &Asked<F>, report: &Report, regime: &Regime) -> LawResult
where
    V: StrategyOutcome,
    F: Fn(&Report, &Regime) -> V,
{
    const LAW: &str = "a worse month never helps";
    let number = (asked.says)(report, regime).number();
    for (place, month, from, severities) in changes::worse_months(report) {
        let (mut before, mut was) = (number, from);
        for severity in severities {
            let worse = sound(LAW, changes::worsened(report, place, month, severity))?;
            let after = (asked.says)(&worse, regime).number();
            let holds = before.zip(after).is_none_or(|(before, after)| asked.better.is_as_good(before, after));
            keep(LAW, holds, || {
                let account = report.accounts.get(place).map(|account| account.kind.tag()).unwrap_or_default();
                format!(
                    "{} became {} when a month of an account of kind `{account}` went from `{was}` to `{severity}`. Some \
                     attribute gives points for being worse",
                    in_words(before),
                    in_words(after)
                )
            })?;
            (before, was) = (after, severity);
        }
    }
    Ok(())
}

/// A source that reports only what was paid on time never lowers a number, nor takes it away.
///
/// Rent, prepaid cards, utilities and telecom are shown each alone, compared with none of them; then all, compared with
/// each alone.
///
/// # Errors
///
/// [`Broken`] if showing on-time months lowers it.
pub fn positive_only_never_hurts<V, F>(asked: &Asked<F>, report: &Report, regime: &Regime) -> LawResult
where
    V: StrategyOutcome,
    F: Fn(&Report, &Regime) -> V,
{
    const LAW: &str = "a positive-only source never lowers a score";
    let number = |shown: KindSet| {
        let regime = showing(LAW, regime, shown)?;
        Ok::<_, Broken>((asked.says)(report, &regime).number())
    };
    let (none, all) = (number(KindSet::NONE)?, number(KindSet::POSITIVE)?);
    let kept = |without: Option<f64>, with: Option<f64>, shown: &str| {
        let holds = without.is_none_or(|without| with.is_some_and(|with| asked.better.is_as_good(with, without)));
        keep(LAW, holds, || {
            format!(
                "{} became {} when {shown}. No such account must be better than one that is paid",
                in_words(without),
                in_words(with)
            )
        })
    };
    for kind in KindSet::POSITIVE.iter() {
        let (alone, name) = (number(kind.into())?, kind.text(Language::English));
        kept(none, alone, &format!("`{name}` paid on time was shown"))?;
        kept(alone, all, &format!("what else was paid on time was shown beside `{name}`"))?;
    }
    Ok(())
}

/// More of anything in a company's profile of a customer never lowers the number or a reward, nor takes it away: each
/// measure is raised, one at a time, by 1, 10, 100 and so on to a thousand million.
///
/// What is given for the number is told by `gives`: the amount of each kind of reward, such as the highest deposit that is
/// waived and the discount, always in the same order. More is better; a kind that is no longer told is gone.
///
/// It is a law of rewards. A lender's own view of late payments need not keep it.
///
/// # Errors
///
/// [`Broken`] if more of a measure lowers one.
pub fn more_never_lowers<C, S>(
    strategy: &S,
    gives: impl Fn(&S::Outcome) -> Vec<i64>,
    profile: &CustomerProfile<C>,
) -> LawResult
where
    C: Company,
    S: Strategy<Evidence = CustomerProfile<C>> + ?Sized,
{
    const LAW: &str = "more of anything never lowers a reward";
    let before = strategy.evaluate(profile);
    let (number, gifts) = (before.number(), gives(&before));
    for &measure in ProfileMeasure::ALL {
        let had = profile.get(measure).known().unwrap_or(0).unsigned_abs();
        for more in (0..=9).map(|zeros| 10_u64.saturating_pow(zeros)) {
            let after = strategy.evaluate(&profile.clone().with(measure, had.saturating_add(more)));
            let lower = |what: &str, before: &dyn fmt::Display, after: &dyn fmt::Display| {
                format!(
                    "{what}{before} became {after} with {more} more of `{}`. A reward only gives: count what earns points, \
                     and take none away",
                    measure.name()
                )
            };
            let higher = after.number();
            keep(LAW, number.is_none_or(|number| higher.is_some_and(|higher| higher >= number)), || {
                lower("", &in_words(number), &in_words(higher))
            })?;
            let mut given = gives(&after).into_iter();
            for &gift in &gifts {
                let other = given.next();
                keep(LAW, other.is_some_and(|other| other >= gift), || {
                    lower("a reward of ", &gift, &other.map_or_else(|| "none".to_owned(), |other| other.to_string()))
                })?;
            }
        }
    }
    Ok(())
}

/// Nothing that the strategy looks at is named after a characteristic that must not count: the names of its
/// [plan](crate::attributes::Plan::names), or of whatever else it takes.
///
/// # Errors
///
/// [`Broken`] if one is, with what the [tripwire](crate::scoring::prohibited) says of it.
pub fn nothing_prohibited<'a>(names: impl IntoIterator<Item = &'a str>) -> LawResult {
    const LAW: &str = "nothing prohibited is named";
    let refused = Tripwire::new().check(names);
    keep(LAW, refused.is_empty(), || {
        let names: Vec<_> = refused.iter().map(ToString::to_string).collect();
        format!("{}. What one may not be judged by must not be looked at, under any name", names.join("; "))
    })
}

/// In a portfolio everybody has the number that [`evaluate`](crate::scoring::Strategy::evaluate) gives. The reports are
/// those of which the portfolio was made, in its order.
///
/// # Errors
///
/// [`Broken`] if somebody has another, or if there are more reports than subjects of the portfolio, or fewer.
pub fn same_in_a_portfolio<S>(strategy: &S, reports: &[Report], portfolio: &Portfolio, regime: &Regime) -> LawResult
where
    S: CreditStrategy + ?Sized,
{
    const LAW: &str = "in a portfolio everybody has the number that each has alone";
    let together = |chunk: &AttributeChunk<'_>| {
        let mut numbers = Vec::new();
        strategy.numbers(chunk, &mut numbers)?;
        Ok(numbers)
    };
    let alone = |evidence: &Attributes| strategy.evaluate(evidence).number();
    let in_words = |number: &Option<f64>| in_words(*number);
    of_each(LAW, (strategy.plan(), reports, portfolio, regime), alone, together, in_words)
}

/// In a portfolio the same is decided of everybody as of each alone. The reports are those of which the portfolio was
/// made, in its order.
///
/// ```
/// # #[cfg(feature = "json")] {
/// use credit_bureau::scoring::Strategy;
/// use credit_bureau::scoring::strategies::Rules;
/// use credit_bureau::testkit::laws;
/// use credit_bureau::{Currency, Portfolio, Regime, Report};
/// let rules = Rules::from_json(r#"{"name": "late", "version": "1", "origin": "an example", "otherwise": "refer", "rules": []}"#)?;
/// let reports = [Report::builder("2024-06-30").build()?];
/// let portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, &reports)?;
/// let alone = |evidence: &_| rules.evaluate(evidence).decision();
/// laws::decided_alike(rules.plan(), alone, |chunk| rules.decisions(chunk), &reports, &portfolio, Regime::holistic())?;
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`Broken`] if something else is decided of somebody, or if there are more reports than subjects of the portfolio, or
/// fewer.
pub fn decided_alike<D>(
    plan: &Plan,
    alone: impl Fn(&Attributes) -> D,
    together: impl Fn(&AttributeChunk<'_>) -> Result<Vec<D>, Unscorable>,
    reports: &[Report],
    portfolio: &Portfolio,
    regime: &Regime,
) -> LawResult
where
    D: PartialEq + fmt::Debug,
{
    const LAW: &str = "in a portfolio the same is decided of everybody as of each alone";
    of_each(LAW, (plan, reports, portfolio, regime), alone, together, |decision| format!("{decision:?}"))
}

/// Whether all people of a portfolio have what each has alone.
fn of_each<T: PartialEq>(
    law: &'static str,
    (plan, reports, portfolio, regime): (&Plan, &[Report], &Portfolio, &Regime),
    alone: impl Fn(&Attributes) -> T,
    together: impl Fn(&AttributeChunk<'_>) -> Result<Vec<T>, Unscorable>,
    in_words: impl Fn(&T) -> String,
) -> LawResult {
    keep(law, reports.len() == portfolio.subjects(), || {
        format!(
            "{} reports were given for a portfolio of {}. Give those of which it was made, or nobody is asked about",
            reports.len(),
            portfolio.subjects()
        )
    })?;
    let mut people = reports.iter();
    for chunk in portfolio.attributes(plan, regime).unchecked() {
        let all = together(&chunk).map_err(|cause| broken(law, cause.to_string()))?;
        keep(law, all.len() == chunk.len(), || format!("{} answers were given of {} people", all.len(), chunk.len()))?;
        for (one, report) in all.into_iter().zip(&mut people) {
            let view = report.under(regime).at(portfolio.month());
            let expected = alone(&view.attributes_of(plan));
            keep(law, expected == one, || {
                format!("somebody has {} alone and {} in a portfolio", in_words(&expected), in_words(&one))
            })?;
        }
    }
    Ok(())
}

fn keep(law: &'static str, holds: bool, how: impl FnOnce() -> String) -> LawResult {
    if holds { Ok(()) } else { Err(broken(law, how())) }
}

const fn broken(law: &'static str, how: String) -> Broken {
    Broken { law, how }
}

fn in_words(number: Option<f64>) -> String {
    number.map_or_else(|| "no score".to_owned(), |number| number.to_string())
}

/// Of two verdicts that differ: how.
fn became<V: StrategyOutcome>(one: &V, other: &V) -> String {
    match (one.number(), other.number()) {
        (None, None) => "it said something else".to_owned(),
        (one, other) if one == other => format!("{} was explained otherwise", in_words(one)),
        (one, other) => format!("{} became {}", in_words(one), in_words(other)),
    }
}

/// The changed report, if it holds together.
fn sound(law: &'static str, report: Result<Report, ReportError>) -> Result<Report, Broken> {
    report.map_err(|error| broken(law, format!("the changed report does not hold together: {error}")))
}

/// The regime with only these of the positive kinds, and of them only what was paid on time.
fn showing(law: &'static str, regime: &Regime, shown: KindSet) -> Result<Regime, Broken> {
    // The names of presets are taken.
    let start =
        Regime::builder("as a law asks").inquiries(regime.shows_inquiries()).liabilities(regime.shows_liabilities());
    let all = AccountKind::ALL.iter().fold(start, |builder, &kind| builder.show(kind, regime.disclosure(kind)));
    let none = all.show(KindSet::POSITIVE, Disclosure::Hidden);
    let built = none.show(shown, Disclosure::PositiveOnly).build();
    built.map_err(|error| broken(law, format!("there is no such regime: {error}")))
}
