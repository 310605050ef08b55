//! Rules as plain data.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use crate::attributes::Attribute;
use crate::record::record_of;
use crate::scoring::outcome::ReasonText;

record_of! {
    /// Content of a lender's rules, as plain data; [`Rules`](super::Rules) is its checked form.
    #[serde(expecting = "rules")]
    RulesData {
        /// Name.
        name: String,
        /// Version; rules that can decide otherwise have another version.
        version: String,
        /// Author, source and purpose.
        origin: String,
        /// Decision if no rule holds.
        otherwise: Decision,
        ..
        /// Attributes defined by the rules, in addition to the catalogue.
        attributes: Vec<Attribute>,
        /// The rules, in order.
        rules: Vec<Rule>,
    }
}

record_of! {
    /// Rule: a condition, and the decision if it holds.
    #[serde(expecting = "a rule")]
    Rule {
        /// Name for logs and statistics; unique among the rules.
        name: String,
        /// Condition.
        when: Condition,
        /// Decision if the condition holds.
        then: Decision,
        /// Reason for the person.
        reason: ReasonText,
        ..
    }
}

/// Decision on an application.
///
/// In serde `"approve"`, `"refer"`, `"decline"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Grant the application.
    Approve,
    /// Refer the application to a person for review.
    Refer,
    /// Refuse the application.
    Decline,
}
