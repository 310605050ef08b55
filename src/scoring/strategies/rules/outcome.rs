//! The outcome of rules: a decision, and the rule that made it.

use serde::Serialize;

use super::data::Decision;
use crate::scoring::outcome::{ReasonText, StrategyId, StrategyOutcome, Unscorable};

/// What rules decided, and by which of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DecisionOutcome {
    pub(super) decision: Decision,
    pub(super) rule: Option<(String, ReasonText)>,
    pub(super) causes: Vec<Unscorable>,
    pub(super) rules: StrategyId,
}

impl DecisionOutcome {
    /// What is decided.
    #[must_use]
    pub const fn decision(&self) -> Decision {
        self.decision
    }

    /// The name of the rule that decided; none if no rule held, or something that was asked for is missing.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        self.rule.as_ref().map(|(name, _)| name.as_str())
    }

    /// That rule's reason.
    #[must_use]
    pub fn reason(&self) -> Option<&ReasonText> {
        self.rule.as_ref().map(|(_, reason)| reason)
    }

    /// What is missing, so that somebody must look: attributes that were not computed, or a score that was not given.
    #[must_use]
    pub fn special_values(&self) -> &[Unscorable] {
        &self.causes
    }

    /// The rules and their version.
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
