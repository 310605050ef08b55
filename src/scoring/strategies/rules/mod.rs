//! Decision rules of a lender, as data: conditions over attributes and a score, of which the first that holds decides.

mod check;
mod condition;
mod data;
mod outcome;
mod reach;

use serde::{Deserialize, Serialize};

pub use self::condition::Condition;
use self::condition::{IndexedCondition, Operand};
pub use self::data::{Decision, Rule, RulesData};
pub use self::outcome::DecisionOutcome;
use self::outcome::{DecidingAttribute, DecidingRule};
use crate::attributes::{Attribute, Attributes, Plan};
use crate::portfolio::AttributeChunk;
use crate::report::KindSet;
use crate::scoring::evidence::CreditEvidence;
use crate::scoring::outcome::{
    CreditStrategy, Outcome, Score, Strategy, StrategyId, Unscorable, other_meanings, reading,
};
use crate::scoring::points::Better;
use crate::scoring::scorecards::ScoringError;
#[cfg(feature = "json")]
use crate::scoring::scorecards::json;

/// Decision rules of a lender: the first rule whose condition holds decides and gives the reason.
///
/// A condition looks at attributes, or at the score of a strategy used with the rules. Unknown values decide nothing:
/// an absent attribute is neither low nor high nor *not* high, though a rule may ask whether it is absent; one that the
/// bureau does not show is not even absent. An attribute that was not computed, or a score that was not given, refers
/// the application to a person. As JSON:
///
/// ```
/// # #[cfg(feature = "json")] {
/// use credit_bureau::scoring::Strategy;
/// use credit_bureau::scoring::strategies::{FiveFactor, Rules};
/// use credit_bureau::scoring::strategies::rules::Decision;
/// use credit_bureau::{AccountKind, Regime, Report};
/// let rules = Rules::from_json(r#"{
///     "name": "cut-off", "version": "1", "origin": "an example", "otherwise": "refer",
///     "rules": [
///         {"name": "bad debt", "when": {"attribute": "bad_debts", "at_least": 1}, "then": "decline",
///          "reason": {"english": "a bad debt is on record", "chinese": "有呆账"}},
///         {"name": "good score", "when": {"score_at_least": 700}, "then": "approve",
///          "reason": {"english": "the score is high enough", "chinese": "评分达到要求"}}
///     ]
/// }"#)?;
/// let report = Report::builder("2024-06-30")
///     .account(AccountKind::CreditCard, "a", |card| {
///         card.opened("2014-03-01").limit(20_000).balance(1_000).paid(&"N".repeat(60))
///     })
///     .build()?;
/// let attributes = report.under(Regime::holistic()).attributes();
/// let decided = rules.decide_with(&FiveFactor::new()?, &attributes);
/// assert_eq!((decided.decision(), decided.rule()), (Decision::Approve, Some("good score")));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [`unreachable`](Self::unreachable) finds rules that can never decide because earlier ones do.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "RulesData", into = "RulesData")]
pub struct Rules {
    data: RulesData,
    plan: Plan,
    /// Conditions of the rules, by indexes into the plan.
    conditions: Vec<IndexedCondition>,
    asks_for_score: bool,
}

impl Rules {
    /// Checks the data and creates the rules.
    ///
    /// # Errors
    ///
    /// [`ScoringError::Scorecard`] with every problem and its place: an unknown or repeated attribute, an empty
    /// condition, an empty or repeated name, a list that is too long.
    pub fn new(data: RulesData) -> Result<Rules, ScoringError> {
        let plan = check::check(&data)?;
        let asks_for_score = data.rules.iter().any(|rule| rule.when.asks_for_score());
        let places = plan.names().zip(0..).collect();
        let conditions = data.rules.iter().map(|rule| IndexedCondition::of(&rule.when, &places)).collect();
        Ok(Rules { plan, conditions, asks_for_score, data })
    }

    /// Reads rules from JSON text.
    ///
    /// # Errors
    ///
    /// [`ScoringError::TooLong`] for a text of more than 4 MiB, [`ScoringError::Json`] with line and column if the text
    /// cannot be read, else those of [`new`](Self::new).
    #[cfg(feature = "json")]
    pub fn from_json(json: &str) -> Result<Rules, ScoringError> {
        Self::new(json::read("rules", json)?)
    }

    /// Writes the rules as indented JSON text, in the form that [`from_json`](Self::from_json) reads.
    ///
    /// # Errors
    ///
    /// [`ScoringError::Json`] if they cannot be written, which no rules are known to cause.
    #[cfg(feature = "json")]
    pub fn to_json(&self) -> Result<String, ScoringError> {
        json::write("rules", &self.data)
    }

    /// Returns the content of the rules.
    #[must_use]
    pub const fn data(&self) -> &RulesData {
        &self.data
    }

    /// Returns the attributes that the rules need and no others.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Decides with the score of a credit strategy.
    ///
    /// Only strategies over [`CreditEvidence`] are accepted: a platform's reward or a
    /// public record gives no score that a lending decision may use.
    pub fn decide_with<S>(&self, strategy: &S, evidence: &S::Evidence) -> DecisionOutcome
    where
        S: Strategy<Outcome = Outcome> + ?Sized,
        S::Evidence: CreditEvidence,
    {
        self.decide(evidence.credit_file(), Some(strategy.evaluate(evidence)))
    }

    /// Decides on each subject of a chunk, from attributes that are already computed; the decisions equal those of
    /// [`evaluate`](Strategy::evaluate). Rules that need a score refer everyone.
    ///
    /// ```
    /// # #[cfg(feature = "json")] {
    /// use credit_bureau::scoring::strategies::Rules;
    /// use credit_bureau::scoring::strategies::rules::Decision;
    /// use credit_bureau::{AccountKind, Currency, Portfolio, Regime, Report};
    /// let rules = Rules::from_json(r#"{
    ///     "name": "rent", "version": "1", "origin": "an example", "otherwise": "refer",
    ///     "rules": [{
    ///         "name": "a year",
    ///         "when": {"attribute": "positive_on_time_months_12", "at_least": 12},
    ///         "then": "approve",
    ///         "reason": {"english": "rent paid for a year", "chinese": "按时缴租一年"}
    ///     }]
    /// }"#)?;
    /// let renter = |paid: &str| {
    ///     let report = Report::builder("2024-06-30");
    ///     report.account(AccountKind::Rent, "flat", |rent| rent.paid(paid)).build()
    /// };
    /// let reports = [renter("NNNNNNNNNNNN")?, renter("N1N")?];
    /// let portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, &reports)?;
    /// for chunk in portfolio.attributes(rules.plan(), Regime::holistic()).chunks() {
    ///     let decisions = rules.decisions(&chunk?).map_err(|cause| cause.to_string())?;
    ///     assert_eq!(decisions, [Decision::Approve, Decision::Refer]);
    /// }
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Unscorable::NotComputed`] or [`Unscorable::OtherMeaning`] for an attribute that the chunk does not have, or
    /// has with another definition.
    pub fn decisions(&self, chunk: &AttributeChunk<'_>) -> Result<Vec<Decision>, Unscorable> {
        self.decide_each(chunk, (!self.asks_for_score).then_some(&[]))
    }

    /// Decides on each subject of a chunk with the score that a strategy gives; the decisions equal those of
    /// [`decide_with`](Self::decide_with). The chunk needs the attributes of both.
    ///
    /// # Errors
    ///
    /// As [`decisions`](Self::decisions), and those of [`CreditStrategy::numbers`].
    pub fn decisions_with<S>(&self, strategy: &S, chunk: &AttributeChunk<'_>) -> Result<Vec<Decision>, Unscorable>
    where
        S: CreditStrategy<Outcome = Outcome> + ?Sized,
    {
        let mut numbers = Vec::with_capacity(chunk.len());
        strategy.numbers(chunk, &mut numbers)?;
        self.decide_each(chunk, Some(&numbers))
    }

    /// Returns the indexes of rules that can never decide, in order: earlier rules always decide before them, or their
    /// condition contradicts itself.
    ///
    /// Attributes are treated as independent of each other. A rule returned here can therefore never decide; a rule
    /// that is not returned may still be unreachable because of relations between attributes. The work is bounded, and
    /// rules left undecided by then are not returned.
    #[must_use]
    pub fn unreachable(&self) -> Vec<usize> {
        reach::unreachable(&self.conditions, self.plan.rows().len().saturating_add(1))
    }

    fn decide(&self, evidence: &Attributes, outcome: Option<Outcome>) -> DecisionOutcome {
        // Unusable evidence refers the application before any rule is tried: a rule must not decide on an attribute
        // with another meaning, nor on the lack of a score that nobody computed.
        let mut causes = other_meanings(&self.plan, &self.data.attributes, evidence);
        if self.asks_for_score && outcome.is_none() {
            causes.push(Unscorable::NoScoreGiven);
        }
        let score = outcome.as_ref().and_then(Outcome::value).map(i64::from);
        let better = outcome.as_ref().and_then(Outcome::score).map(Score::better).unwrap_or_default();
        let referred = DecisionOutcome {
            decision: Decision::Refer,
            rule: None,
            score_counted_against: false,
            causes,
            rules: Some(self.id()),
            outcome,
        };
        if !referred.causes.is_empty() {
            return referred;
        }
        let read = |operand: usize| match self.plan.rows().get(operand) {
            Some(row) => reading(evidence, &row.name).map(Operand::from),
            None => Ok(score.into()),
        };
        // A bound that decided counts against the applicant if the score is on its worse side, or if there is none. That
        // there is one explains nothing, so a condition on that alone does not count.
        let is_against = |bound: Option<i64>| match (score, bound) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(score), Some(bound)) => (score < bound) == (better == Better::Higher),
        };
        let decided = self.first_met(&read).and_then(|met| {
            let rule = met.map(|(place, rule)| self.deciding(place, rule, evidence, &read)).transpose()?;
            let decision = met.map_or(self.data.otherwise, |(_, rule)| rule.then);
            let against = self.score_counted_against(decision, met.map(|(place, _)| place), &read, is_against)?;
            Ok((decision, rule, against))
        });
        match decided {
            Ok((decision, rule, score_counted_against)) => {
                DecisionOutcome { decision, rule, score_counted_against, ..referred }
            }
            Err(cause) => DecisionOutcome { causes: vec![cause], ..referred },
        }
    }

    /// Returns the rule that decided, with the attributes by which its condition holds.
    fn deciding<K>(
        &self,
        place: usize,
        rule: &Rule,
        evidence: &Attributes,
        read: &K,
    ) -> Result<DecidingRule, Unscorable>
    where
        K: Fn(usize) -> Result<Operand, Unscorable>,
    {
        let mut operands = Vec::new();
        if let Some(condition) = self.conditions.get(place) {
            condition.each_deciding(true, read, &mut |operand, _| {
                if !operands.contains(&operand) {
                    operands.push(operand);
                }
            })?;
        }
        // The operand after the last attribute is the score.
        let rows: Vec<_> = operands.into_iter().filter_map(|operand| self.plan.rows().get(operand)).collect();
        let kinds = || rows.iter().fold(KindSet::NONE, |all, row| all | evidence.kinds_in_words(&row.name));
        let with_reading = |row: &&Attribute| {
            Ok(DecidingAttribute { attribute: row.name.clone(), reading: reading(evidence, &row.name)? })
        };
        Ok(DecidingRule {
            name: rule.name.clone(),
            reason: rule.reason.filled(kinds).unwrap_or_else(|| rule.reason.clone()),
            attributes: rows.iter().map(with_reading).collect::<Result<_, _>>()?,
        })
    }

    /// Whether the score counted against the applicant: in the rule at `met`, or in what keeps an earlier rule with a
    /// better decision from holding.
    fn score_counted_against<K>(
        &self,
        decision: Decision,
        met: Option<usize>,
        read: &K,
        is_against: impl Fn(Option<i64>) -> bool,
    ) -> Result<bool, Unscorable>
    where
        K: Fn(usize) -> Result<Operand, Unscorable>,
    {
        if !self.asks_for_score {
            return Ok(false);
        }
        let (score, mut against) = (self.plan.rows().len(), false);
        for (place, (condition, rule)) in self.conditions.iter().zip(&self.data.rules).enumerate() {
            if met.is_some_and(|met| met < place) {
                break;
            }
            if met == Some(place) || rule.then < decision {
                let mut take = |operand: usize, bound| against |= operand == score && is_against(bound);
                condition.each_deciding(true, read, &mut take)?;
            }
        }
        Ok(against)
    }

    /// Decides on each subject of a chunk with the scores given; `scores` is none if the rules need scores and none are
    /// at hand, which refers everyone.
    fn decide_each(
        &self,
        chunk: &AttributeChunk<'_>,
        scores: Option<&[Option<f64>]>,
    ) -> Result<Vec<Decision>, Unscorable> {
        let places = chunk.places_of(&self.plan)?;
        let Some(scores) = scores else { return Ok(vec![Decision::Refer; chunk.len()]) };
        let decision = |subject: usize| {
            let score = scores.get(subject).copied().flatten().map(integer);
            let read = |operand: usize| match places.get(operand) {
                Some(&place) => chunk.slot(subject, place).map(Operand::from).ok_or_else(|| self.out_of_range(operand)),
                None => Ok(score.into()),
            };
            self.first_met(&read).map_or(Decision::Refer, |met| met.map_or(self.data.otherwise, |(_, rule)| rule.then))
        };
        Ok((0..chunk.len()).map(decision).collect())
    }

    /// Returns the first rule that holds, and its place. `read` gives the operand at an index: an attribute of the
    /// plan, or the score after the last.
    fn first_met<K>(&self, read: &K) -> Result<Option<(usize, &Rule)>, Unscorable>
    where
        K: Fn(usize) -> Result<Operand, Unscorable>,
    {
        for (place, (condition, rule)) in self.conditions.iter().zip(&self.data.rules).enumerate() {
            if condition.holds(read)? == Some(true) {
                return Ok(Some((place, rule)));
            }
        }
        Ok(None)
    }

    fn out_of_range(&self, place: usize) -> Unscorable {
        Unscorable::out_of_range(self.plan.rows().get(place).map(|row| row.name.as_str()).unwrap_or_default())
    }
}

/// Converts the number of an [`Outcome`], which is always whole.
#[expect(clippy::cast_possible_truncation, reason = "it came from 32 bits")]
const fn integer(number: f64) -> i64 {
    number as i64
}

impl PartialEq for Rules {
    fn eq(&self, other: &Self) -> bool {
        self.data == other.data
    }
}

impl TryFrom<RulesData> for Rules {
    type Error = ScoringError;

    fn try_from(data: RulesData) -> Result<Self, ScoringError> {
        Self::new(data)
    }
}

impl From<Rules> for RulesData {
    fn from(rules: Rules) -> Self {
        rules.data
    }
}

impl Strategy for Rules {
    type Evidence = Attributes;
    type Outcome = DecisionOutcome;

    fn id(&self) -> StrategyId {
        StrategyId::new(self.data.name.as_str(), self.data.version.as_str())
    }

    /// Decides on attributes alone; rules that need a score refer the application.
    fn evaluate(&self, evidence: &Attributes) -> DecisionOutcome {
        self.decide(evidence, None)
    }
}

impl CreditStrategy for Rules {
    fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Gives no numbers: rules decide, they do not score.
    fn numbers(&self, chunk: &AttributeChunk<'_>, numbers: &mut Vec<Option<f64>>) -> Result<(), Unscorable> {
        chunk.places_of(&self.plan)?;
        numbers.extend(std::iter::repeat_n(None, chunk.len()));
        Ok(())
    }
}
