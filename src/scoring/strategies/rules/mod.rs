//! A lender's cut-off rules: conditions over attributes and a score, as data; the first that holds decides.

mod check;
mod condition;
mod data;
mod outcome;
mod reach;

use serde::{Deserialize, Serialize};

pub use self::condition::Condition;
use self::condition::IndexedCondition;
pub use self::data::{Decision, Rule, RulesData};
pub use self::outcome::DecisionOutcome;
use crate::attributes::{Attributes, Plan, Reading};
use crate::portfolio::AttributeChunk;
use crate::scoring::evidence::CreditEvidence;
use crate::scoring::outcome::{CreditStrategy, Outcome, Strategy, StrategyId, Unscorable, other_meanings, reading};
use crate::scoring::scorecards::ScoringError;
#[cfg(feature = "json")]
use crate::scoring::scorecards::json;

/// A lender's rules: the first whose condition holds decides, and says why.
///
/// A condition looks at attributes, or at the score of a strategy that the lender uses with the rules. What is not known
/// never decides by itself: an attribute that is absent is neither low nor high nor *not* high, and a rule may ask for its
/// absence; an attribute that was not computed, or a score that was not given, refers the application to somebody. As JSON:
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
/// let decided = rules.decide_with(&FiveFactor::new()?, &report.under(Regime::holistic()).attributes());
/// assert_eq!((decided.decision(), decided.rule()), (Decision::Approve, Some("good score")));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [`unreachable`](Self::unreachable) tells the rules that no person can meet, since others before them decide.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "RulesData", into = "RulesData")]
pub struct Rules {
    data: RulesData,
    plan: Plan,
    /// The rules' conditions, by the places of attributes in the plan.
    conditions: Vec<IndexedCondition>,
    asks_for_score: bool,
}

impl Rules {
    /// Rules that say this.
    ///
    /// # Errors
    ///
    /// [`ScoringError::Scorecard`] with everything that does not hold together and its place: an unknown or repeated
    /// attribute, a condition that asks nothing, a name that is empty or given twice, a list that is too long.
    pub fn new(data: RulesData) -> Result<Rules, ScoringError> {
        let plan = check::check(&data)?;
        let asks_for_score = data.rules.iter().any(|rule| rule.when.asks_for_score());
        let places = plan.names().zip(0..).collect();
        let conditions = data.rules.iter().map(|rule| IndexedCondition::of(&rule.when, &places)).collect();
        Ok(Rules { plan, conditions, asks_for_score, data })
    }

    /// Rules from their JSON text.
    ///
    /// # Errors
    ///
    /// [`ScoringError::TooLong`] for a text of more than 4 MiB, [`ScoringError::Json`] with line and column if the text
    /// cannot be read, else those of [`new`](Self::new).
    #[cfg(feature = "json")]
    pub fn from_json(json: &str) -> Result<Rules, ScoringError> {
        Self::new(json::read("rules", json)?)
    }

    /// The rules as JSON text, indented, in the form that [`from_json`](Self::from_json) reads.
    ///
    /// # Errors
    ///
    /// [`ScoringError::Json`] if they cannot be written, which no rules are known to cause.
    #[cfg(feature = "json")]
    pub fn to_json(&self) -> Result<String, ScoringError> {
        json::write("rules", &self.data)
    }

    /// What the rules say.
    #[must_use]
    pub const fn data(&self) -> &RulesData {
        &self.data
    }

    /// The attributes the rules need and no others.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Decides with the score of a credit strategy.
    ///
    /// Only what is decided on the credit file is accepted: neither a platform's reward nor a public record has a score
    /// that a lending decision may look at.
    pub fn decide_with<S>(&self, strategy: &S, evidence: &S::Evidence) -> DecisionOutcome
    where
        S: Strategy<Outcome = Outcome> + ?Sized,
        S::Evidence: CreditEvidence,
    {
        self.decide(evidence.credit_file(), Some(&strategy.evaluate(evidence)))
    }

    /// What is decided of each subject of a chunk, from attributes that are computed anyway: what
    /// [`evaluate`](Strategy::evaluate) decides of each. Rules that ask for a score refer everybody.
    ///
    /// ```
    /// # #[cfg(feature = "json")] {
    /// use credit_bureau::scoring::strategies::Rules;
    /// use credit_bureau::scoring::strategies::rules::Decision;
    /// use credit_bureau::{AccountKind, Currency, Portfolio, Regime, Report};
    /// let rules = Rules::from_json(r#"{
    ///     "name": "rent", "version": "1", "origin": "an example", "otherwise": "refer",
    ///     "rules": [{"name": "a year", "when": {"attribute": "positive_on_time_months_12", "at_least": 12},
    ///                "then": "approve", "reason": {"english": "rent paid for a year", "chinese": "按时缴租一年"}}]
    /// }"#)?;
    /// let renter = |paid: &str| Report::builder("2024-06-30").account(AccountKind::Rent, "flat", |rent| rent.paid(paid)).build();
    /// let portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [&renter("NNNNNNNNNNNN")?, &renter("N1N")?])?;
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
    /// [`Unscorable::NotComputed`] or [`Unscorable::OtherMeaning`] for an attribute that the chunk does not have, or has by
    /// another row of that name.
    pub fn decisions(&self, chunk: &AttributeChunk<'_>) -> Result<Vec<Decision>, Unscorable> {
        self.decide_each(chunk, (!self.asks_for_score).then_some(&[]))
    }

    /// The same with the score that a strategy gives to each: what [`decide_with`](Self::decide_with) decides of each. The
    /// chunk needs the attributes of both.
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

    /// The rules that can never decide, whatever the attributes and the score are: others before them always do, or the
    /// condition contradicts itself. By place, in order.
    ///
    /// Attributes are taken to be independent of each other, so a rule that is told here can indeed never decide; one that
    /// is not told may still be beyond reach for a reason that lies in what attributes mean. The work has a limit, and a
    /// rule that is not decided by then is not told.
    #[must_use]
    pub fn unreachable(&self) -> Vec<usize> {
        reach::beyond(&self.conditions, self.plan.rows().len().saturating_add(1))
    }

    fn decide(&self, evidence: &Attributes, outcome: Option<&Outcome>) -> DecisionOutcome {
        let refer = |causes| DecisionOutcome { decision: Decision::Refer, rule: None, causes, rules: self.id() };
        let mut causes = other_meanings(&self.plan, self.data.attributes.is_empty(), evidence);
        if self.asks_for_score && outcome.is_none() {
            causes.push(Unscorable::NoScoreGiven);
        }
        if !causes.is_empty() {
            return refer(causes);
        }
        let score = outcome.and_then(Outcome::value).map(i64::from);
        let known = |thing: usize| match self.plan.rows().get(thing) {
            Some(row) => reading(evidence, &row.name).map(Reading::known),
            None => Ok(score),
        };
        let (decision, rule) = match self.first_met(&known) {
            Ok(Some(rule)) => (rule.then, Some((rule.name.clone(), rule.reason.clone()))),
            Ok(None) => (self.data.otherwise, None),
            Err(cause) => return refer(vec![cause]),
        };
        DecisionOutcome { decision, rule, causes: Vec::new(), rules: self.id() }
    }

    /// What is decided of each subject of a chunk with the scores that were given, if any were.
    fn decide_each(
        &self,
        chunk: &AttributeChunk<'_>,
        scores: Option<&[Option<f64>]>,
    ) -> Result<Vec<Decision>, Unscorable> {
        let places = chunk.places_of(&self.plan)?;
        let Some(scores) = scores else { return Ok(vec![Decision::Refer; chunk.len()]) };
        let decision = |subject: usize| {
            let score = scores.get(subject).copied().flatten().map(whole);
            let known = |thing: usize| match places.get(thing) {
                Some(&place) => chunk.slot(subject, place).map(Reading::known).ok_or_else(|| self.out_of_range(thing)),
                None => Ok(score),
            };
            self.first_met(&known).map_or(Decision::Refer, |rule| rule.map_or(self.data.otherwise, |rule| rule.then))
        };
        Ok((0..chunk.len()).map(decision).collect())
    }

    /// The first rule that holds of what is known of each attribute by its place in the plan, and of the score.
    fn first_met<K>(&self, known: &K) -> Result<Option<&Rule>, Unscorable>
    where
        K: Fn(usize) -> Result<Option<i64>, Unscorable>,
    {
        for (condition, rule) in self.conditions.iter().zip(&self.data.rules) {
            if condition.holds(known)? == Some(true) {
                return Ok(Some(rule));
            }
        }
        Ok(None)
    }

    fn out_of_range(&self, place: usize) -> Unscorable {
        Unscorable::out_of_range(self.plan.rows().get(place).map(|row| row.name.as_str()).unwrap_or_default())
    }
}

/// The number of an [`Outcome`], which is whole.
#[expect(clippy::cast_possible_truncation, reason = "it came from 32 bits")]
const fn whole(number: f64) -> i64 {
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

    /// Decides on attributes alone; rules that ask for a score refer everybody.
    fn evaluate(&self, evidence: &Attributes) -> DecisionOutcome {
        self.decide(evidence, None)
    }
}

impl CreditStrategy for Rules {
    fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Rules give no numbers.
    fn numbers(&self, chunk: &AttributeChunk<'_>, numbers: &mut Vec<Option<f64>>) -> Result<(), Unscorable> {
        chunk.places_of(&self.plan)?;
        numbers.extend(std::iter::repeat_n(None, chunk.len()));
        Ok(())
    }
}
