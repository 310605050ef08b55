//! Rules as plain data.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use crate::attributes::Attribute;
use crate::record::record_of;
use crate::scoring::outcome::ReasonText;

record_of! {
    /// What rules say, as plain data that anybody may fill in; [`Rules`](super::Rules) is the proof that they hold together.
    #[serde(expecting = "rules")]
    RulesData {
        /// Their name.
        name: String,
        /// Their version. Rules that decide otherwise are another version.
        version: String,
        /// Who made them, from what, and what for.
        origin: String,
        /// What is decided where no rule holds.
        otherwise: Decision,
        ..
        /// Attributes of the rules' own, beside those of the catalogue.
        attributes: Vec<Attribute>,
        /// The rules, in their order.
        rules: Vec<Rule>,
    }
}

record_of! {
    /// A condition, and what is decided where it holds.
    #[serde(expecting = "a rule")]
    Rule {
        /// Its name, for logs and statistics; no other has it.
        name: String,
        /// When it holds.
        when: Condition,
        /// What is then decided.
        then: Decision,
        /// Why, for the person.
        reason: ReasonText,
        ..
    }
}

/// What is decided on an application.
///
/// In serde `"approve"`, `"refer"`, `"decline"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It is granted.
    Approve,
    /// Somebody looks at it.
    Refer,
    /// It is refused.
    Decline,
}
