//! A score, or the reasons why there is none.

use std::fmt;

use serde::Serialize;

use super::reason::{Reason, ReasonText};
use super::score::Score;
use crate::attributes::{Attribute, AttributeError, Attributes, Cause, Plan, Reading};
use crate::language::Language;

/// What a strategy makes of some evidence: a score, or no score and why.
///
/// It displays as the score or as `unscorable`; in the alternate form (`{:#}`) the reasons or causes follow.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A score.
    Scored(Score),
    /// No score, and every cause of that; at least one.
    Unscorable(Vec<Unscorable>),
}

impl Outcome {
    /// The score, if there is one.
    #[must_use]
    pub fn score(&self) -> Option<&Score> {
        match self {
            Self::Scored(score) => Some(score),
            Self::Unscorable(_) => None,
        }
    }

    /// The number, if there is a score.
    #[must_use]
    pub fn value(&self) -> Option<i32> {
        self.score().map(Score::value)
    }

    /// Why the score is not higher, strongest first; nothing if there is no score.
    #[must_use]
    pub fn reasons(&self) -> Vec<Reason<'_>> {
        self.score().map(Score::reasons).unwrap_or_default()
    }

    /// Why there is no score; nothing if there is one.
    #[must_use]
    pub fn causes(&self) -> &[Unscorable] {
        match self {
            Self::Scored(_) => &[],
            Self::Unscorable(causes) => causes,
        }
    }
}

impl From<Score> for Outcome {
    fn from(score: Score) -> Self {
        Self::Scored(score)
    }
}

impl From<Unscorable> for Outcome {
    fn from(cause: Unscorable) -> Self {
        Self::Unscorable(vec![cause])
    }
}

impl From<Result<Score, Unscorable>> for Outcome {
    fn from(result: Result<Score, Unscorable>) -> Self {
        result.map_or_else(Self::from, Self::from)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scored(score) => score.fmt(f),
            Self::Unscorable(_) if !f.alternate() => f.pad("unscorable"),
            Self::Unscorable(causes) => {
                f.write_str("unscorable: ")?;
                f.write_str(&listed(causes, "; ", |cause| cause.text(Language::English)))
            }
        }
    }
}

/// One cause why there is no score.
///
/// In serde `{"why": "absent", "attribute": "card_utilisation", "cause": "hidden"}` and the like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Unscorable {
    /// There is less evidence than the strategy asks for: no file, or a thin one.
    TooLittleEvidence {
        /// What is short of the rule.
        shortfall: Shortfall,
        /// What that says to the person, if the strategy has words for it.
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<ReasonText>,
    },
    /// An attribute is absent, and the strategy has no points for that cause.
    Absent {
        /// Its name.
        attribute: String,
        /// Why it is absent.
        cause: Cause,
    },
    /// An attribute is too large a number to be held.
    OutOfRange {
        /// The attribute's name.
        attribute: String,
    },
    /// The evidence has an attribute of a name that the strategy knows, but measured otherwise.
    OtherMeaning {
        /// Its name.
        attribute: String,
    },
    /// The strategy asks for the score of another, and none was given to it.
    NoScoreGiven,
    /// The evidence was computed without an attribute that the strategy needs.
    NotComputed {
        /// Its name.
        attribute: String,
    },
}

impl Unscorable {
    /// [`Unscorable::Absent`].
    pub fn absent(attribute: impl Into<String>, cause: Cause) -> Self {
        Self::Absent { attribute: attribute.into(), cause }
    }

    /// [`Unscorable::OutOfRange`].
    pub fn out_of_range(attribute: impl Into<String>) -> Self {
        Self::OutOfRange { attribute: attribute.into() }
    }

    /// [`Unscorable::NotComputed`].
    pub fn not_computed(attribute: impl Into<String>) -> Self {
        Self::NotComputed { attribute: attribute.into() }
    }

    /// [`Unscorable::OtherMeaning`].
    pub fn other_meaning(attribute: impl Into<String>) -> Self {
        Self::OtherMeaning { attribute: attribute.into() }
    }

    /// The cause in words, on one line.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match (self, language) {
            (Self::TooLittleEvidence { shortfall, text }, _) => {
                let lead = language.pick("too little evidence: ", "信用记录不足：");
                match text {
                    Some(text) => format!("{lead}{}", text.pick(language)),
                    None => format!("{lead}{}", shortfall.text(language)),
                }
            }
            (Self::Absent { attribute, cause }, Language::English) => {
                format!("`{attribute}` is absent ({}) and the strategy cannot do without it", cause.text(language))
            }
            (Self::Absent { attribute, cause }, Language::Chinese) => {
                format!("缺少 `{attribute}`（{}），评分不能没有它", cause.text(language))
            }
            (Self::OutOfRange { attribute }, Language::English) => format!("`{attribute}` is out of range"),
            (Self::OutOfRange { attribute }, Language::Chinese) => format!("`{attribute}` 超出取值范围"),
            (Self::OtherMeaning { attribute }, Language::English) => {
                format!("`{attribute}` measures something else here than the strategy means")
            }
            (Self::OtherMeaning { attribute }, Language::Chinese) => format!("`{attribute}` 与评分所用含义不同"),
            (Self::NoScoreGiven, _) => language.pick("no score was given", "未提供评分").to_owned(),
            (Self::NotComputed { attribute }, Language::English) => format!("`{attribute}` was not computed"),
            (Self::NotComputed { attribute }, Language::Chinese) => format!("未计算 `{attribute}`"),
        }
    }
}

impl fmt::Display for Unscorable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

/// The value of an attribute.
///
/// # Errors
///
/// The cause why a strategy that cannot do without it gives no score: it is absent, out of range, or was not computed.
pub fn known(evidence: &Attributes, attribute: &str) -> Result<i64, Unscorable> {
    match reading(evidence, attribute)? {
        Reading::Known(value) => Ok(value),
        Reading::Absent(cause) => Err(Unscorable::absent(attribute, cause)),
    }
}

/// The attributes of a plan that the evidence has by name, but by other rows. A plan without rows of its own has those of
/// the catalogue.
pub(super) fn other_meanings(plan: &Plan, is_of_catalogue: bool, evidence: &Attributes) -> Vec<Unscorable> {
    let computed = evidence.plan_fingerprint();
    let standard = is_of_catalogue && computed == Plan::standard().fingerprint();
    if standard || computed == plan.fingerprint() {
        return Vec::new();
    }
    let differs = |row: &&Attribute| {
        let mut others = evidence.rows().iter().filter(|other| other.name == row.name);
        others.any(|other| !other.means_as(row))
    };
    plan.rows().iter().filter(differs).map(|row| Unscorable::other_meaning(row.name.as_str())).collect()
}

pub(super) fn reading(evidence: &Attributes, attribute: &str) -> Result<Reading, Unscorable> {
    evidence.get(attribute).map_err(|error| match error {
        AttributeError::OutOfRange { .. } => Unscorable::out_of_range(attribute),
        _ => Unscorable::not_computed(attribute),
    })
}

/// What is short of a minimum of evidence.
///
/// In serde `{"attribute": "positive_depth", "at_least": 6, "reading": 2}`, or a list under `any` or `all`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shortfall {
    /// One of these would have done.
    Any(Vec<Shortfall>),
    /// All of these are missing.
    All(Vec<Shortfall>),
    /// One attribute is too low, or absent.
    #[serde(untagged)]
    Attribute {
        /// Its name.
        attribute: String,
        /// What was asked for.
        at_least: i64,
        /// What it is.
        reading: Reading,
    },
}

impl Shortfall {
    /// The shortfall in words, on one line.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let within = |one: &Self| match one {
            Self::Attribute { .. } => one.text(language),
            Self::Any(_) | Self::All(_) => {
                language.pick("(", "（").to_owned() + &one.text(language) + language.pick(")", "）")
            }
        };
        match self {
            Self::Attribute { attribute, at_least, reading } => {
                let found = match reading {
                    Reading::Known(value) => value.to_string(),
                    Reading::Absent(cause) => cause.text(language).to_owned(),
                };
                match language {
                    Language::English => format!("`{attribute}` is {found}, at least {at_least} needed"),
                    Language::Chinese => format!("`{attribute}` 为 {found}，至少需要 {at_least}"),
                }
            }
            Self::Any(these) => listed(these, language.pick(", or ", "，或 "), within),
            Self::All(these) => listed(these, language.pick(", and ", "，且 "), within),
        }
    }
}

fn listed<T>(things: &[T], between: &str, text: impl Fn(&T) -> String) -> String {
    things.iter().map(text).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(attribute: &str, at_least: i64, reading: Reading) -> Shortfall {
        Shortfall::Attribute { attribute: attribute.to_owned(), at_least, reading }
    }

    #[test]
    fn no_score_says_why() {
        let outcome = Outcome::Unscorable(vec![
            Unscorable::TooLittleEvidence {
                shortfall: Shortfall::Any(vec![
                    short("positive_depth", 6, Reading::Known(2)),
                    Shortfall::All(vec![
                        short("accounts", 1, Reading::Known(0)),
                        short("furnishers", 1, Reading::Known(0)),
                    ]),
                ]),
                text: None,
            },
            Unscorable::not_computed("mine"),
        ]);
        assert_eq!(outcome.to_string(), "unscorable");
        assert_eq!(
            format!("{outcome:#}"),
            "unscorable: too little evidence: `positive_depth` is 2, at least 6 needed, or (`accounts` is 0, at least 1 \
             needed, and `furnishers` is 0, at least 1 needed); `mine` was not computed"
        );
        assert_eq!(
            outcome.causes()[0].text(Language::Chinese),
            "信用记录不足：`positive_depth` 为 2，至少需要 6，或 （`accounts` 为 0，至少需要 1，且 `furnishers` 为 0，至少需要 1）"
        );
        assert_eq!((outcome.value(), outcome.reasons().len()), (None, 0));
        let text = Some(ReasonText::new("no file", "无信贷记录"));
        let cause = Unscorable::TooLittleEvidence { shortfall: short("accounts", 1, Reading::Known(0)), text };
        assert_eq!(cause.to_string(), "too little evidence: no file");
        assert_eq!(cause.text(Language::Chinese), "信用记录不足：无信贷记录");
    }

    #[test]
    fn no_score_has_a_form_in_json() {
        let outcome = Outcome::Unscorable(vec![
            Unscorable::TooLittleEvidence {
                shortfall: Shortfall::Any(vec![
                    short("a", 6, Reading::Known(2)),
                    short("b", 1, Reading::Absent(Cause::Hidden)),
                ]),
                text: None,
            },
            Unscorable::absent("c", Cause::NoSuchAccount),
        ]);
        assert_eq!(
            serde_json::to_string(&outcome).unwrap(),
            concat!(
                r#"{"unscorable":[{"why":"too_little_evidence","shortfall":{"any":["#,
                r#"{"attribute":"a","at_least":6,"reading":2},{"attribute":"b","at_least":1,"reading":"hidden"}]}},"#,
                r#"{"why":"absent","attribute":"c","cause":"no_such_account"}]}"#
            )
        );
    }
}
