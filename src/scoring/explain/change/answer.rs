//! Answers of the search: the cheapest change that reaches a score, or the best score that can be reached.

use serde::Serialize;

use super::action::{Action, ChangeCost};
use crate::language::Language;
use crate::money::Currency;

/// Change that reaches a score, or the best score that can be reached instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The score is reached already.
    Reached {
        /// The present score.
        score: i32,
    },
    /// The score can be reached.
    Possible {
        /// Cheapest one or two actions that reach it.
        cheapest: Advice,
        /// Cheapest single action that reaches it, if the cheapest are two and one does.
        single: Option<Advice>,
    },
    /// Neither one action nor two reach the score.
    Impossible {
        /// Best score that can be reached instead.
        best: BestReachable,
    },
}

impl Change {
    /// Returns the answer as text, with scores and costs.
    ///
    /// ```
    /// use credit_bureau::scoring::explain::change::{BestReachable, Change};
    /// use credit_bureau::{Currency, Language};
    /// let change = Change::Impossible { best: BestReachable::Present { score: 701 } };
    /// let text = change.text(Language::English, Currency::CNY);
    /// assert_eq!(text, "the score cannot be reached: the present score, 701, is the best within reach");
    /// ```
    #[must_use]
    pub fn text(&self, language: Language, currency: Currency) -> String {
        match self {
            Self::Reached { score } => match language {
                Language::English => format!("the score is reached already: it is {score}"),
                Language::Chinese => format!("目标评分已达到：目前为{score}"),
            },
            Self::Possible { cheapest, single } => {
                let cheapest = cheapest.text_with_score(language, currency);
                match single.as_ref().map(|single| single.text_with_score(language, currency)) {
                    None => cheapest,
                    Some(single) => {
                        format!("{cheapest}{}{single}", language.pick("; or, in one step: ", "；或者只做一步："))
                    }
                }
            }
            Self::Impossible { best } => {
                let best = best.text(language, currency);
                format!("{}{best}", language.pick("the score cannot be reached: ", "无法达到目标评分："))
            }
        }
    }
}

/// Best score that a person can reach with one action or two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BestReachable {
    /// A better score than the present one, by the cheapest actions that reach it.
    After(Advice),
    /// The present score: neither one action nor two improve it.
    Present {
        /// The present score.
        score: i32,
    },
    /// No score: the person has none, and neither one action nor two give one.
    NoScore,
}

impl BestReachable {
    /// Returns the score; none if the person has none and cannot reach one.
    #[must_use]
    pub fn score(&self) -> Option<i32> {
        match self {
            Self::After(advice) => Some(advice.score),
            Self::Present { score } => Some(*score),
            Self::NoScore => None,
        }
    }

    /// Returns the best score as text, with the actions that reach it and their cost.
    #[must_use]
    pub fn text(&self, language: Language, currency: Currency) -> String {
        match (self, language) {
            (Self::After(advice), Language::English) => {
                let (actions, cost) = (advice.text(language, currency), advice.cost.text(language, currency));
                format!("the best within reach is {}: {actions} (cost {cost})", advice.score)
            }
            (Self::After(advice), Language::Chinese) => {
                let (actions, cost) = (advice.text(language, currency), advice.cost.text(language, currency));
                format!("可达到的最佳评分为{}：{actions}（代价{cost}）", advice.score)
            }
            (Self::Present { score }, Language::English) => {
                format!("the present score, {score}, is the best within reach")
            }
            (Self::Present { score }, Language::Chinese) => format!("目前的评分{score}已是可达到的最佳评分"),
            (Self::NoScore, Language::English) => "there is no score, and no action gives one".to_owned(),
            (Self::NoScore, Language::Chinese) => "目前没有评分，采取任何行动后仍没有评分".to_owned(),
        }
    }
}

/// Advice: actions, their cost, and the score after them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Advice {
    /// Actions, in the order in which they are taken.
    pub actions: Vec<Action>,
    /// Total cost.
    pub cost: ChangeCost,
    /// Score of the report after them.
    pub score: i32,
}

impl Advice {
    /// Returns the actions as text.
    #[must_use]
    pub fn text(&self, language: Language, currency: Currency) -> String {
        let texts: Vec<_> = self.actions.iter().map(|action| action.text(language, currency)).collect();
        texts.join(language.pick(", and ", "，并"))
    }

    fn text_with_score(&self, language: Language, currency: Currency) -> String {
        let (actions, cost) = (self.text(language, currency), self.cost.text(language, currency));
        match language {
            Language::English => format!("{actions} (score {}, cost {cost})", self.score),
            Language::Chinese => format!("{actions}（评分{}，代价{cost}）", self.score),
        }
    }
}
