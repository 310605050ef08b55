//! Conditions of rules.

use std::collections::HashMap;

use crate::attributes::{Reading, SpecialValue};
use crate::scoring::outcome::Unscorable;
use serde::{Deserialize, Serialize};

/// Condition on attributes and a score: true, false, or unknown if a value that it compares is absent.
///
/// Unknown stays unknown under `not`; only `absent` and `scored` turn it into true or false. What the bureau does not
/// show is neither absent nor known: a person has no part in that, so no condition on it holds or fails.
///
/// In serde `{"attribute": "bad_debts", "at_least": 1}`, `{"attribute": "card_utilisation", "below": 9000}`,
/// `{"attribute": "oldest_account_age", "absent": true}`, `{"score_at_least": 700}`, `{"score_below": 500}`,
/// `{"scored": false}`, and combinations such as `{"all": […]}`, `{"any": […]}` and `{"not": …}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
#[non_exhaustive]
pub enum Condition {
    /// The attribute is known and at least this number, in its unit.
    AtLeast(String, i64),
    /// The attribute is known and below this number, in its unit.
    Below(String, i64),
    /// The attribute is absent (`true`) or known (`false`); unknown if it is [hidden](SpecialValue::Hidden).
    Absent(String, bool),
    /// There is a score of at least this number.
    ScoreAtLeast(i32),
    /// There is a score below this number.
    ScoreBelow(i32),
    /// There is a score (`true`) or none (`false`).
    Scored(bool),
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
}

impl Condition {
    pub(super) fn asks_for_score(&self) -> bool {
        match self {
            Self::ScoreAtLeast(_) | Self::ScoreBelow(_) | Self::Scored(_) => true,
            Self::AtLeast(..) | Self::Below(..) | Self::Absent(..) => false,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::asks_for_score),
            Self::Not(part) => part.asks_for_score(),
        }
    }
}

/// What a condition compares: an attribute's reading, or the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operand {
    Number(i64),
    Absent,
    /// Not shown by the bureau, of which nothing follows.
    Hidden,
}

impl Operand {
    pub(super) const fn number(self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Absent | Self::Hidden => None,
        }
    }

    pub(super) const fn is_absent(self) -> Option<bool> {
        match self {
            Self::Number(_) => Some(false),
            Self::Absent => Some(true),
            Self::Hidden => None,
        }
    }
}

impl From<Reading> for Operand {
    fn from(reading: Reading) -> Self {
        match reading {
            Reading::Known(number) => Self::Number(number),
            Reading::Absent(SpecialValue::Hidden) => Self::Hidden,
            Reading::Absent(_) => Self::Absent,
        }
    }
}

impl From<Option<i64>> for Operand {
    /// Takes a score, which is never hidden.
    fn from(score: Option<i64>) -> Self {
        score.map_or(Self::Absent, Self::Number)
    }
}

/// Condition by operand index: attributes by their index in a plan, the score by the index after the last. The score is
/// then one more operand, and the evaluation and the search for unreachable rules need no case for it.
#[derive(Debug, Clone)]
pub(super) enum IndexedCondition {
    AtLeast(usize, i64),
    Below(usize, i64),
    Absent(usize, bool),
    All(Vec<IndexedCondition>),
    Any(Vec<IndexedCondition>),
    Not(Box<IndexedCondition>),
}

impl IndexedCondition {
    /// Resolves a condition by the indexes of attribute names.
    pub(super) fn of(condition: &Condition, places: &HashMap<&str, usize>) -> IndexedCondition {
        let score = places.len();
        // Rules with an unknown attribute were refused before, so the fallback is never used.
        let place = |name: &str| places.get(name).copied().unwrap_or(score);
        let each = |parts: &[Condition]| parts.iter().map(|part| Self::of(part, places)).collect();
        match condition {
            Condition::AtLeast(name, least) => Self::AtLeast(place(name), *least),
            Condition::Below(name, end) => Self::Below(place(name), *end),
            Condition::Absent(name, absent) => Self::Absent(place(name), *absent),
            Condition::ScoreAtLeast(least) => Self::AtLeast(score, (*least).into()),
            Condition::ScoreBelow(end) => Self::Below(score, (*end).into()),
            Condition::Scored(scored) => Self::Absent(score, !scored),
            Condition::All(parts) => Self::All(each(parts)),
            Condition::Any(parts) => Self::Any(each(parts)),
            Condition::Not(part) => Self::Not(Box::new(Self::of(part, places))),
        }
    }

    /// Evaluates the condition over operands; none if the answer is unknown because a compared value is absent.
    pub(super) fn holds<K>(&self, read: &K) -> Result<Option<bool>, Unscorable>
    where
        K: Fn(usize) -> Result<Operand, Unscorable>,
    {
        Ok(match self {
            Self::AtLeast(operand, least) => read(*operand)?.number().map(|value| value >= *least),
            Self::Below(operand, end) => read(*operand)?.number().map(|value| value < *end),
            Self::Absent(operand, absent) => read(*operand)?.is_absent().map(|is_absent| is_absent == *absent),
            Self::All(parts) => every(parts, true, read)?,
            Self::Any(parts) => every(parts, false, read)?.map(|none| !none),
            Self::Not(part) => part.holds(read)?.map(|holds| !holds),
        })
    }

    /// Visits every operand that decides whether the answer is `wanted`, with the bound that it is compared with: if it
    /// is, those of the parts that make it so, else those of the parts that keep it from being so.
    pub(super) fn each_deciding<K>(
        &self,
        wanted: bool,
        read: &K,
        take: &mut impl FnMut(usize, Option<i64>),
    ) -> Result<(), Unscorable>
    where
        K: Fn(usize) -> Result<Operand, Unscorable>,
    {
        match self {
            Self::AtLeast(operand, bound) | Self::Below(operand, bound) => take(*operand, Some(*bound)),
            Self::Absent(operand, _) => take(*operand, None),
            Self::Not(part) => part.each_deciding(!wanted, read, take)?,
            Self::All(parts) | Self::Any(parts) => {
                let is_so = self.holds(read)? == Some(wanted);
                for part in parts {
                    if (part.holds(read)? == Some(wanted)) == is_so {
                        part.each_deciding(wanted, read, take)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether all parts have the answer `wanted`: one with the other answer decides, else an unknown one leaves it open.
/// All parts are evaluated even after the answer is clear, so that an attribute that was not computed is always
/// reported.
fn every<K>(parts: &[IndexedCondition], wanted: bool, read: &K) -> Result<Option<bool>, Unscorable>
where
    K: Fn(usize) -> Result<Operand, Unscorable>,
{
    parts.iter().try_fold(Some(true), |all, part| {
        Ok(match (all, part.holds(read)?) {
            (Some(false), _) => Some(false),
            (_, Some(holds)) if holds != wanted => Some(false),
            (all, Some(_)) => all,
            (_, None) => None,
        })
    })
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "a condition")]
struct Written {
    #[serde(skip_serializing_if = "Option::is_none")]
    attribute: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score_at_least: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score_below: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scored: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all: Option<Vec<Condition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    any: Option<Vec<Condition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not: Option<Box<Condition>>,
}

impl TryFrom<Written> for Condition {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        let Written { attribute, at_least, below, absent, score_at_least, score_below, scored, all, any, not } =
            written;
        let of_attribute = attribute.map(|name| match (at_least, below, absent) {
            (Some(least), None, None) => Ok(Self::AtLeast(name, least)),
            (None, Some(end), None) => Ok(Self::Below(name, end)),
            (Some(least), Some(end), None) => {
                Ok(Self::All(vec![Self::AtLeast(name.clone(), least), Self::Below(name, end)]))
            }
            (None, None, Some(absent)) => Ok(Self::Absent(name, absent)),
            _ => Err("a condition on an attribute has `at_least`, `below`, both, or `absent`"),
        });
        let alone = at_least.is_some() || below.is_some() || absent.is_some();
        if of_attribute.is_none() && alone {
            return Err("`at_least`, `below` and `absent` need an `attribute`");
        }
        let mut found = [
            of_attribute.transpose()?,
            score_at_least.map(Self::ScoreAtLeast),
            score_below.map(Self::ScoreBelow),
            scored.map(Self::Scored),
            all.map(Self::All),
            any.map(Self::Any),
            not.map(Self::Not),
        ]
        .into_iter()
        .flatten();
        match (found.next(), found.next()) {
            (Some(condition), None) => Ok(condition),
            _ => Err(
                "a condition asks one operand: an `attribute`, `score_at_least`, `score_below`, `scored`, `all`, `any` \
                      or `not`",
            ),
        }
    }
}

impl From<Condition> for Written {
    fn from(condition: Condition) -> Self {
        let empty = Self::default();
        match condition {
            Condition::AtLeast(name, least) => Self { attribute: Some(name), at_least: Some(least), ..empty },
            Condition::Below(name, end) => Self { attribute: Some(name), below: Some(end), ..empty },
            Condition::Absent(name, absent) => Self { attribute: Some(name), absent: Some(absent), ..empty },
            Condition::ScoreAtLeast(least) => Self { score_at_least: Some(least), ..empty },
            Condition::ScoreBelow(end) => Self { score_below: Some(end), ..empty },
            Condition::Scored(scored) => Self { scored: Some(scored), ..empty },
            Condition::All(parts) => Self { all: Some(parts), ..empty },
            Condition::Any(parts) => Self { any: Some(parts), ..empty },
            Condition::Not(part) => Self { not: Some(part), ..empty },
        }
    }
}
