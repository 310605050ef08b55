//! Outcomes of rules.

use serde::Serialize;

use super::data::Decision;
use crate::scoring::outcome::{ReasonText, StrategyId, StrategyOutcome, Unscorable};

/// Outcome of rules: a decision, and the rule that made it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DecisionOutcome {
    pub(super) decision: Decision,
    pub(super) rule: Option<(String, ReasonText)>,
    pub(super) causes: Vec<Unscorable>,
    pub(super) rules: StrategyId,
}

impl DecisionOutcome {
    /// Returns the decision.
    #[must_use]
    pub const fn decision(&self) -> Decision {
        self.decision
    }

    /// Returns the name of the rule that decided; none if no rule held, or a required value is missing.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        self.rule.as_ref().map(|(name, _)| name.as_str())
    }

    /// Returns the reason of that rule.
    #[must_use]
    pub fn reason(&self) -> Option<&ReasonText> {
        self.rule.as_ref().map(|(_, reason)| reason)
    }

    /// Returns the missing values because of which the application is referred: attributes that were not computed, or a
    /// score that was not given.
    #[must_use]
    pub fn special_values(&self) -> &[Unscorable] {
        &self.causes
    }

    /// Returns the name and version of the rules.
    #[must_use]
    pub const fn rules(&self) -> &StrategyId {
        &self.rules
    }
}

impl StrategyOutcome for DecisionOutcome {
    fn number(&self) -> Option<f64> {
        None
    }
}
