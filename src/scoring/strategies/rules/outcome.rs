//! Outcomes of rules.

use serde::Serialize;

use super::data::Decision;
use crate::attributes::Reading;
use crate::scoring::outcome::{Outcome, ReasonText, StrategyId, StrategyOutcome, Unscorable};

/// Decision on an application: the rule that made it, and the score's outcome that it saw.
///
/// In serde, with null for a rule, rules or an outcome that there is not:
///
/// ```text
/// {"decision": "decline",
///  "rule": {"name": …, "reason": {"english": …, "chinese": …},
///           "attributes": [{"attribute": "hard_inquiries_6", "reading": 3}]},
///  "score_counted_against": false,
///  "causes": [],
///  "rules": {"name": …, "version": …},
///  "outcome": {"scored": {…}}}
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DecisionOutcome {
    pub(super) decision: Decision,
    pub(super) rule: Option<DecidingRule>,
    pub(super) score_counted_against: bool,
    pub(super) causes: Vec<Unscorable>,
    pub(super) rules: Option<StrategyId>,
    pub(super) outcome: Option<Outcome>,
}

/// Rule that decided, with the attributes by which its condition holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct DecidingRule {
    pub(super) name: String,
    pub(super) reason: ReasonText,
    pub(super) attributes: Vec<DecidingAttribute>,
}

/// Attribute that decided, with the person's reading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct DecidingAttribute {
    pub(super) attribute: String,
    pub(super) reading: Reading,
}

impl DecisionOutcome {
    /// Creates a decision that the lender made without rules: with a cut-off on a score, or by a person who reviewed
    /// the application. Unless the decision is to approve, an outcome given here counted against the applicant.
    ///
    /// ```
    /// use credit_bureau::scoring::strategies::rules::{Decision, DecisionOutcome};
    /// use credit_bureau::scoring::{Outcome, Score, ScoreRange, StrategyId};
    /// let score = Score::unexplained(StrategyId::new("box", "1"), ScoreRange::new(300, 850)?, 512);
    /// let outcome = Outcome::from(score);
    /// let decision = if outcome.value() >= Some(600) { Decision::Approve } else { Decision::Decline };
    /// let decided = DecisionOutcome::by_lender(decision, outcome);
    /// assert_eq!((decided.decision(), decided.score_counted_against()), (Decision::Decline, true));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn by_lender(decision: Decision, outcome: impl Into<Option<Outcome>>) -> Self {
        let outcome = outcome.into();
        let against = decision != Decision::Approve && outcome.is_some();
        Self { decision, rule: None, score_counted_against: against, causes: Vec::new(), rules: None, outcome }
    }

    /// Returns the decision.
    #[must_use]
    pub const fn decision(&self) -> Decision {
        self.decision
    }

    /// Returns the name of the rule that decided; none if no rule held, or a required value is missing.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        self.rule.as_ref().map(|rule| rule.name.as_str())
    }

    /// Returns the reason of that rule.
    #[must_use]
    pub fn reason(&self) -> Option<&ReasonText> {
        self.rule.as_ref().map(|rule| &rule.reason)
    }

    /// Returns the attributes by which that rule's condition holds, with the person's readings, in the condition's
    /// order. Of an `any` they are those of the parts that hold; a condition that holds by the score alone has none.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, Reading)> {
        let attributes = self.rule.iter().flat_map(|rule| &rule.attributes);
        attributes.map(|one| (one.attribute.as_str(), one.reading))
    }

    /// Returns whether the score, or the lack of one, counted against the applicant: it is among what made the rule hold
    /// that decided, or kept an earlier rule with a better decision from holding.
    ///
    /// A score that is on the [better](crate::scoring::Score::better) side of a bound does not count against anybody: not
    /// in a rule to decline good scores with three inquiries, and not in a rule to refer low scores that a good one passes
    /// by.
    #[must_use]
    pub const fn score_counted_against(&self) -> bool {
        self.score_counted_against
    }

    /// Returns the missing values because of which the application is referred: attributes that were not computed, or a
    /// score that was not given.
    #[must_use]
    pub fn causes(&self) -> &[Unscorable] {
        &self.causes
    }

    /// Returns the name and version of the rules; none if the lender decided without.
    #[must_use]
    pub const fn rules(&self) -> Option<&StrategyId> {
        self.rules.as_ref()
    }

    /// Returns the score's outcome that the decision saw; none if none was given.
    #[must_use]
    pub const fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }
}

impl StrategyOutcome for DecisionOutcome {
    fn number(&self) -> Option<f64> {
        None
    }
}
