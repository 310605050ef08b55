//! Causes of having no score.

use std::fmt;

use serde::Serialize;

use super::reason::ReasonText;
use crate::attributes::{Reading, SpecialValue};
use crate::language::Language;
use crate::scoring::evidence::KnownTo;
use crate::scoring::points::ScoreRange;
use crate::text::quoted;

/// Cause of having no score.
///
/// In serde it is tagged by `why`, such as `{"why": "absent", "attribute": "card_utilisation", "cause": "hidden"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Unscorable {
    /// There is less evidence than the minimum scoring criteria: no file, or a thin one.
    TooLittleEvidence {
        /// The criteria that are not met.
        shortfall: Shortfall,
        /// The strategy's text for the person, if it has one.
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<ReasonText>,
    },
    /// An attribute is absent, and the strategy has no points for that special value.
    Absent {
        /// Name of the attribute.
        attribute: String,
        /// Special value that it has in place of a number.
        cause: SpecialValue,
    },
    /// An attribute's value does not fit into 64 bits.
    OutOfRange {
        /// Name of the attribute.
        attribute: String,
    },
    /// The evidence has an attribute of the same name, but with another definition than the strategy's.
    OtherMeaning {
        /// Name of the attribute.
        attribute: String,
    },
    /// The strategy needs the score of another strategy, and none was given.
    NoScoreGiven,
    /// The evidence was computed without an attribute that the strategy needs.
    NotComputed {
        /// Name of the attribute.
        attribute: String,
    },
    /// The person has no record with the pool or company that the strategy requires to know them.
    #[serde(rename = "stranger")]
    NotKnown {
        /// The requirement.
        needed: KnownTo,
        /// Whether the pool knows the person.
        pool: bool,
        /// Whether the company knows the person.
        company: bool,
    },
    /// The record belongs to another pool than the strategy's.
    OtherPool {
        /// Name of the record's pool.
        found: String,
        /// Name of the strategy's pool.
        expected: String,
    },
    /// A model did not give a number within its range.
    Model {
        /// Its result, as text.
        found: String,
        /// Its declared range.
        range: ScoreRange,
    },
}

impl Unscorable {
    /// Creates an [`Unscorable::Absent`].
    pub fn absent(attribute: impl Into<String>, cause: SpecialValue) -> Self {
        Self::Absent { attribute: attribute.into(), cause }
    }

    /// Creates an [`Unscorable::OutOfRange`].
    pub fn out_of_range(attribute: impl Into<String>) -> Self {
        Self::OutOfRange { attribute: attribute.into() }
    }

    /// Creates an [`Unscorable::NotComputed`].
    pub fn not_computed(attribute: impl Into<String>) -> Self {
        Self::NotComputed { attribute: attribute.into() }
    }

    /// Creates an [`Unscorable::OtherMeaning`].
    pub fn other_meaning(attribute: impl Into<String>) -> Self {
        Self::OtherMeaning { attribute: attribute.into() }
    }

    /// Returns the cause as text, on one line.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match (self, language) {
            (Self::TooLittleEvidence { shortfall, text }, _) => {
                let lead = language.pick("too little evidence: ", "信用记录不足：");
                let hidden =
                    language.pick("; the bureau does not show all that would count", "；该机构未提供可计入的全部信息");
                match text {
                    Some(text) if shortfall.is_hidden_in_part() => format!("{lead}{}{hidden}", text.pick(language)),
                    Some(text) => format!("{lead}{}", text.pick(language)),
                    None => format!("{lead}{}", shortfall.text(language)),
                }
            }
            (Self::Absent { attribute, cause }, Language::English) => {
                format!("`{attribute}` is absent ({}) and the strategy needs it", cause.text(language))
            }
            (Self::Absent { attribute, cause }, Language::Chinese) => {
                format!("缺少 `{attribute}`（{}），评分不能没有它", cause.text(language))
            }
            (Self::OutOfRange { attribute }, Language::English) => format!("`{attribute}` is out of range"),
            (Self::OutOfRange { attribute }, Language::Chinese) => format!("`{attribute}` 超出取值范围"),
            (Self::OtherMeaning { attribute }, Language::English) => {
                format!("`{attribute}` is defined differently here than in the strategy")
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
                format!("not known to {}, as the product requires", needed.text(language))
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

/// Part of the minimum scoring criteria that is not met.
///
/// In serde `{"attribute": "positive_depth", "at_least": 6, "reading": 2}`, or a list under `any` or `all`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shortfall {
    /// At least one of these would have been enough.
    Any(Vec<Shortfall>),
    /// All of these are needed and missing.
    All(Vec<Shortfall>),
    /// An attribute is too low, or absent.
    #[serde(untagged)]
    Attribute {
        /// Name of the attribute.
        attribute: String,
        /// Lowest value that is enough.
        at_least: i64,
        /// The person's reading.
        reading: Reading,
    },
}

impl Shortfall {
    /// Returns the shortfall as text, on one line. What the bureau does not show is not named: the person cannot lack it.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let within = |one: &Self| match one {
            Self::Attribute { .. } => one.text(language),
            Self::Any(_) | Self::All(_) => {
                language.pick("(", "（").to_owned() + &one.text(language) + language.pick(")", "）")
            }
        };
        match self {
            _ if self.is_hidden() => {
                language.pick("the bureau does not show what is asked for", "该机构未提供所要求的信息").to_owned()
            }
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
            Self::Any(these) => listed(shown(these), language.pick(", or ", "，或 "), within),
            Self::All(these) => listed(shown(these), language.pick(", and ", "，且 "), within),
        }
    }

    /// Whether the bureau leaves out any of what is asked for.
    fn is_hidden_in_part(&self) -> bool {
        match self {
            Self::Any(these) | Self::All(these) => these.iter().any(Self::is_hidden_in_part),
            Self::Attribute { .. } => self.is_hidden(),
        }
    }

    /// Whether the bureau shows nothing of what is asked for.
    pub(super) fn is_hidden(&self) -> bool {
        match self {
            Self::Any(these) | Self::All(these) => these.iter().all(Self::is_hidden),
            Self::Attribute { reading, .. } => *reading == SpecialValue::Hidden.into(),
        }
    }
}

fn shown(these: &[Shortfall]) -> impl Iterator<Item = &Shortfall> {
    these.iter().filter(|one| !one.is_hidden())
}

pub(super) fn listed<'a, T: 'a>(
    things: impl IntoIterator<Item = &'a T>,
    between: &str,
    text: impl Fn(&T) -> String,
) -> String {
    things.into_iter().map(text).collect::<Vec<_>>().join(between)
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
        let hidden = |attribute| short(attribute, 6, Reading::Absent(SpecialValue::Hidden));
        let some = Shortfall::Any(vec![hidden("positive_depth"), short("accounts", 1, Reading::Known(0))]);
        assert_eq!(some.text(Language::English), "`accounts` is 0, at least 1 needed");
        let none = Shortfall::Any(vec![hidden("a"), Shortfall::All(vec![hidden("b")])]);
        assert_eq!(none.text(Language::English), "the bureau does not show what is asked for");
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
