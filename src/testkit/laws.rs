//! Laws of strategies, as functions to call on many random people.
//!
//! Some laws take a strategy and its evidence. Others change a report or a regime and compare outcomes: they take a
//! strategy over the credit file through [`of`], or through [`under_test`] any function from a report and a regime to an
//! outcome, for evidence of any kind.
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
//! let asked = laws::under_test(|report: &Report, regime: &Regime| {
//!     let first = report.under(regime).accounts().next();
//!     strategy.evaluate(&FirstAccount(first.map_or(0, |account| account.reported().count() as usize)))
//! });
//! let broken = laws::independent_of_order(&asked, &report, Regime::holistic()).unwrap_err();
//! assert_eq!(broken.law(), "the order in a report does not matter");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The library's own strategies keep these laws, under every regime:
//!
//! | law | kept by | not applicable to |
//! |---|---|---|
//! | [`deterministic`] | all eight | |
//! | [`within`] | `Scorecard`, `FiveFactor`, `DigitalReading`, `External`, `Pooled`, `Loyalty` | `Rules`, `Listing`: no number |
//! | [`explained`], [`nothing_unexplained`] | `Scorecard`, `FiveFactor`, `Pooled`; `External` if its model gives all reasons | `DigitalReading`: its card is tested instead; `Rules`, `Loyalty`, `Listing`: no score |
//! | [`independent_of_order`] | all but `Loyalty`; `Listing` except for the index of each record in its outcome | `Loyalty`: a profile has no order |
//! | [`hidden_is_unreported`] | `Scorecard`, `FiveFactor`, `DigitalReading`, `Rules`, `External`, `Pooled` | `Loyalty`, `Listing`: no regime applies to their evidence |
//! | [`worse_never_helps`] | `Scorecard`, `FiveFactor`, `DigitalReading`, `External`, `Pooled`, if points, model or weights are monotone: see the exceptions below | `Rules`, `Listing`: no number; `Loyalty`: sees no report |
//! | [`positive_only_never_hurts`] | the same, if an attribute that is better high gives for *hidden* no more than for any value | the same |
//! | [`more_never_lowers`] | `Loyalty` | the others: see more than a profile, or none |
//! | [`nothing_prohibited`] | all that name their inputs: plans over the credit file or a pool's, measures of a profile | `Listing`: sees no attributes |
//! | [`same_in_a_portfolio`] | `Scorecard`, `FiveFactor`, `DigitalReading`, `External` | `Rules`: no number; the others: no portfolio holds their evidence |
//! | [`decided_alike`] | `Rules`, alone and with a score | the others: make no decisions |
//!
//! *Exceptions* to [`worse_never_helps`]. Monotone points are not enough where
//!
//! * an attribute is a difference of windows: `late_months_change` improves by a late month of last year, and so do
//!   `past_due_change` and `on_time_months_change`;
//! * an attribute counts single severities: `guarantor_paid` falls when a month that the guarantor paid becomes one
//!   settled by collateral, which is worse; `abnormal_ends` and `bad_debts` depend on the last month alone, and a test of
//!   some severities in the same way;
//! * lateness that *never happened* gives fewer points than a value: the first late month, of which a bureau that records
//!   only what went wrong learns that there is an account, would then help.

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

/// Violation of a law, with its circumstances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    law: &'static str,
    how: String,
}

impl Broken {
    /// Returns the law, as a sentence.
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

/// Result of checking a law on one person.
pub type LawResult = Result<(), Broken>;

/// Subject of a law: a function from a report and a regime to an outcome, made by [`of`] or [`under_test`].
#[derive(Debug, Clone, Copy)]
pub struct StrategyUnderTest<F> {
    says: F,
    better: Better,
}

/// Takes a strategy over the credit file, with its own [direction](CreditStrategy::better).
pub fn of<S>(strategy: &S) -> StrategyUnderTest<impl Fn(&Report, &Regime) -> S::Outcome>
where
    S: CreditStrategy + ?Sized,
{
    let says =
        |report: &Report, regime: &Regime| strategy.evaluate(&report.under(regime).attributes_of(strategy.plan()));
    StrategyUnderTest { says, better: strategy.better() }
}

/// Takes any function from a report and a regime to an outcome, such as a strategy over other evidence together with
/// the making of that evidence. Higher numbers are better unless [set otherwise](StrategyUnderTest::where_lower_is_better).
pub const fn under_test<V, F>(says: F) -> StrategyUnderTest<F>
where
    F: Fn(&Report, &Regime) -> V,
{
    StrategyUnderTest { says, better: Better::Higher }
}

impl<F> StrategyUnderTest<F> {
    /// Declares that lower numbers are better.
    #[must_use]
    pub fn where_lower_is_better(self) -> Self {
        Self { better: Better::Lower, ..self }
    }
}

/// Checks that the same evidence always gives the same outcome.
///
/// # Errors
///
/// [`Broken`] if two evaluations differ.
pub fn deterministic<S>(strategy: &S, evidence: &S::Evidence) -> LawResult
where
    S: Strategy + ?Sized,
    S::Outcome: PartialEq,
{
    const LAW: &str = "the same evidence gives the same outcome";
    let (first, second) = (strategy.evaluate(evidence), strategy.evaluate(evidence));
    keep(LAW, first == second, || {
        format!(
            "evaluated twice, {}. A strategy has no clock, no randomness and no memory: all that it may look at is in the evidence",
            difference(&first, &second)
        )
    })
}

/// Checks that a number is within the strategy's range.
///
/// # Errors
///
/// [`Broken`] if it is not.
pub fn within<S>(strategy: &S, range: ScoreRange, evidence: &S::Evidence) -> LawResult
where
    S: Strategy + ?Sized,
{
    const LAW: &str = "a score lies within its range";
    let number = strategy.evaluate(evidence).number();
    let inside = |number: f64| f64::from(range.lowest()) <= number && number <= f64::from(range.highest());
    keep(LAW, number.is_none_or(inside), || {
        format!(
            "it gave {}, outside the range {range}. Bring it into the range, or give no score and say why",
            in_words(number)
        )
    })
}

/// Checks that the reasons are the four strongest losses of points, or all if they are fewer.
///
/// A [`Score`] ranks its reasons itself, so the only possible fault is that some are kept back. A score without
/// contributions has no reasons and keeps this law; it breaks [`nothing_unexplained`].
///
/// # Errors
///
/// [`Broken`] if there are fewer reasons.
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
        format!(
            "{lost} attributes lost points, and {told} are given as reasons. A declined applicant is told up to four"
        )
    })
}

/// Checks that contributions explain all differences between two people: the base, on which no attribute has influence,
/// is the same for both.
///
/// Base and contributions of one [`Score`] always add up to it. The possible fault is a base with points that depend on
/// the person, which no reason can explain. A model that explains nothing, by [`Score::unexplained`], breaks the law,
/// and so does one that explains a part.
///
/// # Errors
///
/// [`Broken`] if the scores of the two have different bases.
pub fn nothing_unexplained<S>(strategy: &S, one: &S::Evidence, other: &S::Evidence) -> LawResult
where
    S: Strategy<Outcome = Outcome> + ?Sized,
{
    const LAW: &str = "contributions explain every difference between two people";
    let outcomes = [one, other].map(|evidence| strategy.evaluate(evidence));
    let [Some(one), Some(other)] = outcomes.each_ref().map(|outcome| outcome.score().map(Score::base)) else {
        return Ok(());
    };
    keep(LAW, one == other, || {
        format!(
            "one person starts from {one} and another from {other}. Points that depend on the person belong in a \
             contribution, where a reason can explain them"
        )
    })
}

/// Checks that the order of accounts, inquiries, liabilities and public records does not matter.
///
/// [`Attributes`] do not depend on it, so a strategy over them keeps the law. A caller's own evidence may depend on it.
///
/// # Errors
///
/// [`Broken`] if another order changes the outcome.
pub fn independent_of_order<V, F>(asked: &StrategyUnderTest<F>, report: &Report, regime: &Regime) -> LawResult
where
    V: StrategyOutcome + PartialEq,
    F: Fn(&Report, &Regime) -> V,
{
    const LAW: &str = "the order in a report does not matter";
    let before = (asked.says)(report, regime);
    for (order, how) in [(Order::Reversed, "reversed"), (Order::FirstToLast, "rotated by one")] {
        let after = (asked.says)(&valid(LAW, changes::ordered(report, order))?, regime);
        keep(LAW, before == after, || {
            let became = difference(&before, &after);
            format!("{became} when the lists of the report were {how}. Add up and compare; do not take the first")
        })?;
    }
    Ok(())
}

/// Checks that facts hidden by a regime have no more influence than facts never reported.
///
/// The comparison report lacks the accounts that a view does not show; the hidden months, amounts and states of
/// accounts shown in part; hidden inquiries and liabilities; and, if the regime hides anything, the bureau's statements
/// about the whole: summaries of credit, of post-paid accounts and of inquiries, its own score, and the credit
/// agreements. Facts for which a view has no method, such as a note or a dispute, stay. The report is seen as of its
/// own month. Masks are not covered by the law.
///
/// A strategy over [`Attributes`] keeps the law, because a view shows none of this. A caller's own evidence, made from
/// the report itself, may break it.
///
/// # Errors
///
/// [`Broken`] if leaving out the hidden facts changes the outcome.
pub fn hidden_is_unreported<V, F>(asked: &StrategyUnderTest<F>, report: &Report, regime: &Regime) -> LawResult
where
    V: StrategyOutcome + PartialEq,
    F: Fn(&Report, &Regime) -> V,
{
    const LAW: &str = "what a regime hides counts as never reported";
    let without = valid(LAW, changes::without_hidden(report, regime))?;
    let [before, after] = [report, &without].map(|report| (asked.says)(report, regime));
    keep(LAW, before == after, || {
        format!(
            "{} when facts that the regime `{}` hides were left out of the report. Look at the view \
             `report.under(regime)` only",
            difference(&before, &after),
            regime.name()
        )
    })
}

/// Checks that a worse month never improves the number, for a strategy that claims to be monotone.
///
/// Each month of each account that was paid as agreed, or worse, is made one [severity](crate::history::Severity) worse at a
/// time, up to bad debt. What breaks the law although points are monotone is listed in the
/// [module's documentation](self).
///
/// A person without a number may get one, since late payments make a file. An account that ends is no longer late, so
/// where no later month is late, "ended other than by settlement" is left out. Each month takes at most 11 evaluations.
///
/// # Errors
///
/// [`Broken`] if a step improves the number.
pub fn worse_never_helps<V, F>(asked: &StrategyUnderTest<F>, report: &Report, regime: &Regime) -> LawResult
where
    V: StrategyOutcome,
    F: Fn(&Report, &Regime) -> V,
{
    const LAW: &str = "a worse month never helps";
    let number = (asked.says)(report, regime).number();
    for (place, month, from, severities) in changes::worse_months(report) {
        let (mut before, mut was) = (number, from);
        for severity in severities {
            let worse = valid(LAW, changes::worsened(report, place, month, severity))?;
            let after = (asked.says)(&worse, regime).number();
            let holds = before.zip(after).is_none_or(|(before, after)| asked.better.is_as_good(before, after));
            keep(LAW, holds, || {
                let account = report.accounts.get(place).map(|account| account.kind.tag()).unwrap_or_default();
                format!(
                    "{} became {} when a month of an account of kind `{account}` went from `{was}` to `{severity}`. Some \
                     attribute gives points for a worse value",
                    in_words(before),
                    in_words(after)
                )
            })?;
            (before, was) = (after, severity);
        }
    }
    Ok(())
}

/// Checks that a source which reports only payments on time never lowers a number or removes it.
///
/// Rent, prepaid cards, utilities and telecom are shown one at a time and compared with none of them; then all are
/// shown and compared with each one.
///
/// # Errors
///
/// [`Broken`] if showing months on time lowers the number.
pub fn positive_only_never_hurts<V, F>(asked: &StrategyUnderTest<F>, report: &Report, regime: &Regime) -> LawResult
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
                "{} became {} when {shown}. Having no such account must not be better than paying one",
                in_words(without),
                in_words(with)
            )
        })
    };
    for kind in KindSet::POSITIVE.iter() {
        let (alone, name) = (number(kind.into())?, kind.text(Language::English));
        kept(none, alone, &format!("`{name}` paid on time was shown"))?;
        kept(alone, all, &format!("other accounts paid on time were shown beside `{name}`"))?;
    }
    Ok(())
}

/// Checks that a higher measure in a customer's profile never lowers or removes the number or a reward.
///
/// Each measure is raised, one at a time, by 1, 10, 100 and so on up to a billion.
///
/// `gives` lists the amount of each kind of reward in an outcome, such as the highest deposit waived and the discount,
/// always in the same order. Higher is better; a kind missing at the end counts as removed.
///
/// It is a law of rewards. A lender's own view of late payments need not keep it.
///
/// # Errors
///
/// [`Broken`] if a higher measure lowers one.
pub fn more_never_lowers<C, S>(
    strategy: &S,
    gives: impl Fn(&S::Outcome) -> Vec<i64>,
    profile: &CustomerProfile<C>,
) -> LawResult
where
    C: Company,
    S: Strategy<Evidence = CustomerProfile<C>> + ?Sized,
{
    const LAW: &str = "a higher measure never lowers a reward";
    let before = strategy.evaluate(profile);
    let (number, benefits) = (before.number(), gives(&before));
    for &measure in ProfileMeasure::ALL {
        let had = profile.get(measure).known().unwrap_or(0).unsigned_abs();
        for more in (0..=9).map(|zeros| 10_u64.saturating_pow(zeros)) {
            let after = strategy.evaluate(&profile.clone().with(measure, had.saturating_add(more)));
            let lower = |what: &str, before: &dyn fmt::Display, after: &dyn fmt::Display| {
                format!(
                    "{what}{before} became {after} with {more} more of `{}`. A reward only gives: let measures earn points, \
                     and take none away",
                    measure.name()
                )
            };
            let higher = after.number();
            keep(LAW, number.is_none_or(|number| higher.is_some_and(|higher| higher >= number)), || {
                lower("", &in_words(number), &in_words(higher))
            })?;
            let mut given = gives(&after).into_iter();
            for &benefit in &benefits {
                let other = given.next();
                keep(LAW, other.is_some_and(|other| other >= benefit), || {
                    lower("a reward of ", &benefit, &other.map_or_else(|| "none".to_owned(), |other| other.to_string()))
                })?;
            }
        }
    }
    Ok(())
}

/// Checks that no input of a strategy is named after a prohibited characteristic: the names of its
/// [plan](crate::attributes::Plan::names), or of whatever else it takes.
///
/// # Errors
///
/// [`Broken`] if one is, with the finding of the [tripwire](crate::scoring::prohibited).
pub fn nothing_prohibited<'a>(names: impl IntoIterator<Item = &'a str>) -> LawResult {
    const LAW: &str = "nothing prohibited is named";
    let refused = Tripwire::new().check(names);
    keep(LAW, refused.is_empty(), || {
        let names: Vec<_> = refused.iter().map(ToString::to_string).collect();
        format!("{}. A prohibited characteristic must not be an input under any name", names.join("; "))
    })
}

/// Checks that a portfolio gives each person the number of [`evaluate`](crate::scoring::Strategy::evaluate). The
/// reports are those that the portfolio was made from, in its order.
///
/// # Errors
///
/// [`Broken`] if a number differs, or if there are not as many reports as subjects.
pub fn same_in_a_portfolio<S>(strategy: &S, reports: &[Report], portfolio: &Portfolio, regime: &Regime) -> LawResult
where
    S: CreditStrategy + ?Sized,
{
    const LAW: &str = "a portfolio gives each person the number that the person has alone";
    let together = |chunk: &AttributeChunk<'_>| {
        let mut numbers = Vec::new();
        strategy.numbers(chunk, &mut numbers)?;
        Ok(numbers)
    };
    let alone = |evidence: &Attributes| strategy.evaluate(evidence).number();
    let in_words = |number: &Option<f64>| in_words(*number);
    of_each(LAW, (strategy.plan(), reports, portfolio, regime), alone, together, in_words)
}

/// Checks that a portfolio gives each person the same decision as alone. The reports are those that the portfolio was
/// made from, in its order.
///
/// ```
/// # #[cfg(feature = "json")] {
/// use credit_bureau::scoring::Strategy;
/// use credit_bureau::scoring::strategies::Rules;
/// use credit_bureau::testkit::laws;
/// use credit_bureau::portfolio::AttributeChunk;
/// use credit_bureau::{Currency, Portfolio, Regime, Report};
/// let rules = Rules::from_json(r#"{
///     "name": "late", "version": "1", "origin": "an example", "otherwise": "refer", "rules": []
/// }"#)?;
/// let reports = [Report::builder("2024-06-30").build()?];
/// let portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, &reports)?;
/// let alone = |evidence: &_| rules.evaluate(evidence).decision();
/// let (plan, regime) = (rules.plan(), Regime::holistic());
/// let decisions = |chunk: &AttributeChunk<'_>| rules.decisions(chunk);
/// laws::decided_alike(plan, alone, decisions, &reports, &portfolio, regime)?;
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`Broken`] if a decision differs, or if there are not as many reports as subjects.
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
    const LAW: &str = "a portfolio gives each person the decision that the person gets alone";
    of_each(LAW, (plan, reports, portfolio, regime), alone, together, |decision| format!("{decision:?}"))
}

/// Compares each person's result in a portfolio with the result alone.
fn of_each<T: PartialEq>(
    law: &'static str,
    (plan, reports, portfolio, regime): (&Plan, &[Report], &Portfolio, &Regime),
    alone: impl Fn(&Attributes) -> T,
    together: impl Fn(&AttributeChunk<'_>) -> Result<Vec<T>, Unscorable>,
    in_words: impl Fn(&T) -> String,
) -> LawResult {
    keep(law, reports.len() == portfolio.subjects(), || {
        format!(
            "{} reports were given for a portfolio of {}. Give the reports that it was made from",
            reports.len(),
            portfolio.subjects()
        )
    })?;
    let mut people = reports.iter();
    for chunk in portfolio.attributes(plan, regime).unchecked() {
        let all = together(&chunk).map_err(|cause| broken(law, cause.to_string()))?;
        keep(law, all.len() == chunk.len(), || format!("{} answers were given for {} people", all.len(), chunk.len()))?;
        for (one, report) in all.into_iter().zip(&mut people) {
            let view = report.under(regime).at(portfolio.month());
            let expected = alone(&view.attributes_of(plan));
            keep(law, expected == one, || {
                format!("one person has {} alone and {} in the portfolio", in_words(&expected), in_words(&one))
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

/// Describes how two outcomes differ.
fn difference<V: StrategyOutcome>(one: &V, other: &V) -> String {
    match (one.number(), other.number()) {
        (None, None) => "the outcome changed".to_owned(),
        (one, other) if one == other => format!("{} was explained otherwise", in_words(one)),
        (one, other) => format!("{} became {}", in_words(one), in_words(other)),
    }
}

/// Unwraps a changed report. The changes keep reports valid, so an error is a fault of the law, and is reported as one.
fn valid(law: &'static str, report: Result<Report, ReportError>) -> Result<Report, Broken> {
    report.map_err(|error| broken(law, format!("the changed report does not hold together: {error}")))
}

/// Returns the regime with only the given positive kinds, and of these only payments on time.
fn showing(law: &'static str, regime: &Regime, shown: KindSet) -> Result<Regime, Broken> {
    // The names of presets are reserved.
    let start =
        Regime::builder("as a law asks").inquiries(regime.shows_inquiries()).liabilities(regime.shows_liabilities());
    let all = AccountKind::ALL.iter().fold(start, |builder, &kind| builder.show(kind, regime.disclosure(kind)));
    let none = all.show(KindSet::POSITIVE, Disclosure::Hidden);
    let built = none.show(shown, Disclosure::PositiveOnly).build();
    built.map_err(|error| broken(law, format!("there is no such regime: {error}")))
}
