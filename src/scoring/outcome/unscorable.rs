//! Causes of having no score.

use std::fmt;

use serde::Serialize;

use super::reason::ReasonText;
use crate::attributes::{Reading, SpecialValue};
use crate::language::Language;
use crate::scoring::evidence::KnownTo;
use crate::scoring::points::ScoreRange;
use crate::text::quoted;

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
        cause: SpecialValue,
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
    /// The person is not known to whom the strategy asks for: without a record there is no score.
    #[serde(rename = "stranger")]
    NotKnown {
        /// To whom the person must be known.
        needed: KnownTo,
        /// Whether the pool knows the person.
        pool: bool,
        /// Whether the company knows the person.
        company: bool,
    },
    /// The record is of another pool than the strategy's.
    OtherPool {
        /// The pool it is of.
        found: String,
        /// The strategy's.
        expected: String,
    },
    /// A model gave no number within its range.
    Model {
        /// What it gave.
        found: String,
        /// Its range.
        range: ScoreRange,
    },
}

impl Unscorable {
    /// [`Unscorable::Absent`].
    pub fn absent(attribute: impl Into<String>, cause: SpecialValue) -> Self {
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
            (Self::NotKnown { pool: false, company: false, .. }, _) => {
                let text = language.pick("known neither to the pool nor to the company", "信息池和本企业均无此人记录");
                text.to_owned()
            }
            (Self::NotKnown { needed, .. }, Language::English) => {
                format!("not known to {}, as the product asks", needed.text(language))
            }
            (Self::NotKnown { needed, .. }, Language::Chinese) => {
                format!("产品要求{}有此人记录", needed.text(language))
            }
            (Self::OtherPool { found, expected }, Language::English) => {
                format!("the record is of the pool `{}`, expected one of `{}`", quoted(found), quoted(expected))
            }
            (Self::OtherPool { found, expected }, Language::Chinese) => {
                format!("记录来自信息池 `{}`，应来自 `{}`", quoted(found), quoted(expected))
            }
            (Self::Model { found, range }, Language::English) => {
                format!("the model gave {found}, expected a number from {range}")
            }
            (Self::Model { found, range }, Language::Chinese) => {
                format!("模型给出 {found}，应为 {} 至 {} 的数", range.lowest(), range.highest())
            }
        }
    }
}

impl fmt::Display for Unscorable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
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

pub(super) fn listed<T>(things: &[T], between: &str, text: impl Fn(&T) -> String) -> String {
    things.iter().map(text).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::super::outcomes::Outcome;
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
            outcome.special_values()[0].text(Language::Chinese),
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
                    short("b", 1, Reading::Absent(SpecialValue::Hidden)),
                ]),
                text: None,
            },
            Unscorable::absent("c", SpecialValue::NoSuchAccount),
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
