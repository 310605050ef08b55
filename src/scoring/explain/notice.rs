//! What somebody is told who was refused: a notice of adverse action as data, in both languages.
//!
//! ```
//! use credit_bureau::scoring::Strategy;
//! use credit_bureau::scoring::explain::notice::{AdverseNotice, NoticeFacts, Party};
//! # use credit_bureau::{AccountKind, Language, Regime, Report, Scorecard};
//! # #[cfg(feature = "json")] {
//! # let file = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/teaching_scorecard.json");
//! # let card = Scorecard::from_json(&std::fs::read_to_string(file)?)?;
//! # let report = Report::builder("2024-06-30")
//! #     .account(AccountKind::CreditCard, "card", |card| card.limit(20_000).balance(19_000).paid("22NNNNNN"))
//! #     .build()?;
//! let outcome = card.evaluate(&report.under(Regime::us_traditional()).attributes());
//! let (lender, bureau) = (Party::new("A Lender"), Party::new("A Bureau"));
//! let facts = NoticeFacts::new(lender, bureau, "2024-07-01".parse()?, report.date());
//! let notice = AdverseNotice::new(&outcome, facts)?;
//! let score = notice.score.as_ref().ok_or("no score")?;
//! assert_eq!((score.value, score.key_factors.len(), notice.principal_reasons.len()), (505, 4, 4));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! It holds what the US asks for of a decision on a credit file: FCRA 615(a) (15 USC 1681m) and 609(f), and Regulation B
//! (12 CFR 1002.9). Left to whoever prints and sends it: the layout, the creditor's own duties beside these (the notice of
//! the Equal Credit Opportunity Act names an agency), and when it must be sent. Nothing here is legal advice.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::attributes::Reading;
use crate::language::Language;
use crate::scoring::outcome::{
    AdverseActionReason, Contribution, Outcome, Reason, ReasonText, Score, StrategyId, Unscorable,
};
use crate::scoring::points::ScoreRange;

/// What somebody is told of a decision against them that rests on a credit file.
///
/// Plain data: whatever has words has them in English and Chinese.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AdverseNotice {
    /// Who decided.
    pub creditor: Party,
    /// What was decided.
    pub action: ReasonText,
    /// When.
    pub decided_on: NaiveDate,
    /// The principal reasons, the strongest first; at least one, at most four (Regulation B, 1002.9(b)(2) and comment).
    pub principal_reasons: Vec<PrincipalReason>,
    /// The score that was used; none if there was none.
    pub score: Option<ScoreUsed>,
    /// Why there was no score; nothing if there was one.
    pub no_score: Vec<ReasonText>,
    /// The bureau that furnished the file.
    pub bureau: Party,
    /// That the bureau took no part in the decision.
    pub bureau_part: ReasonText,
    /// What the person may do now.
    pub rights: Vec<Right>,
}

/// What a notice says beside the outcome.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct NoticeFacts {
    /// Who decided.
    pub creditor: Party,
    /// The bureau that furnished the file.
    pub bureau: Party,
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// The day on which the score was made.
    pub scored_on: NaiveDate,
    /// Who provided the score; the bureau if it is left out.
    pub score_provider: Option<String>,
    /// What was decided; that credit was not granted if it is left out.
    pub action: Option<ReasonText>,
    /// Reasons of the creditor's own, such as income; they come before those of the score.
    pub own_reasons: Vec<PrincipalReason>,
}

impl NoticeFacts {
    /// What must be known, and nothing else.
    #[must_use]
    pub fn new(creditor: Party, bureau: Party, decided_on: NaiveDate, scored_on: NaiveDate) -> Self {
        let (score_provider, action, own_reasons) = (None, None, Vec::new());
        Self { creditor, bureau, decided_on, scored_on, score_provider, action, own_reasons }
    }
}

/// A creditor or a bureau.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Party {
    /// Its name.
    pub name: String,
    /// Its address; a notice must give that of both (FCRA 615(a)(3)(A), Regulation B 1002.9(a)(2)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Its telephone number, free of charge if the bureau serves the whole country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
}

impl Party {
    /// One of that name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The same with an address and a telephone number.
    #[must_use]
    pub fn at(self, address: impl Into<String>, telephone: impl Into<String>) -> Self {
        Self { address: Some(address.into()), telephone: Some(telephone.into()), ..self }
    }
}

/// A principal reason: what it is in the model form, and in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PrincipalReason {
    /// The reason of the model form that it falls under.
    pub model: AdverseActionReason,
    /// The model form's words.
    pub model_text: ReasonText,
    /// Its own words, which say more.
    pub text: ReasonText,
}

impl PrincipalReason {
    /// A reason of a creditor's own.
    #[must_use]
    pub fn new(model: AdverseActionReason, text: ReasonText) -> Self {
        Self { model, model_text: in_both(|language| model.text(language).to_owned()), text }
    }
}

/// The score that was used, as FCRA 609(f)(1) asks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ScoreUsed {
    /// The score.
    pub value: i32,
    /// Possible scores.
    pub range: ScoreRange,
    /// The day on which it was made.
    pub created_on: NaiveDate,
    /// The strategy that made it.
    pub strategy: StrategyId,
    /// Who provided it.
    pub provided_by: String,
    /// What told against it, the strongest first: at most four, and the number of inquiries as a fifth if that told
    /// against it and is not among them.
    pub key_factors: Vec<KeyFactor>,
}

/// One thing that told against a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KeyFactor {
    /// Its place among them, from 1.
    pub rank: usize,
    /// The attribute that lost the points.
    pub attribute: String,
    /// What it was for this person.
    pub reading: Reading,
    /// The reason of the model form that it falls under.
    pub model: AdverseActionReason,
    /// What it says, in both languages.
    pub text: ReasonText,
}

/// What somebody may do who was refused.
///
/// In serde `{"right": "free_copy", "days": 60, "text": {…}}` and the like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "right", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Right {
    /// Ask the bureau for a free copy of the file (FCRA 612(b), 615(a)(4)(A)).
    FreeCopy {
        /// For how many days after the notice is received.
        days: u32,
        /// The right in words.
        text: ReasonText,
    },
    /// Dispute with the bureau what is not right or not complete in it (FCRA 615(a)(4)(B), 611).
    Dispute {
        /// The right in words.
        text: ReasonText,
    },
}

impl Right {
    /// The right in words.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match self {
            Self::FreeCopy { text, .. } | Self::Dispute { text } => text.pick(language),
        }
    }
}

impl AdverseNotice {
    /// Most principal reasons; more are not helpful (Regulation B, comment 9(b)(2)-1).
    pub const REASONS_MAX: usize = 4;
    /// For how many days after the notice is received a copy of the file is free.
    pub const FREE_COPY_DAYS: u32 = 60;

    /// The notice of an outcome.
    ///
    /// # Errors
    ///
    /// [`NoticeError::NoReason`] if neither the outcome nor the facts give a reason: that a score is too low is none
    /// (Regulation B, 1002.9(b)(2)). [`NoticeError::ScoredLater`] for a score made after the decision,
    /// [`NoticeError::NoName`] for a party without a name.
    pub fn new(outcome: &Outcome, facts: NoticeFacts) -> Result<AdverseNotice, NoticeError> {
        let NoticeFacts { creditor, bureau, decided_on, scored_on, score_provider, action, own_reasons } = facts;
        for (party, what) in [(&creditor, "creditor"), (&bureau, "bureau")] {
            if party.name.trim().is_empty() {
                return Err(NoticeError::NoName { what });
            }
        }
        if scored_on > decided_on {
            return Err(NoticeError::ScoredLater { scored_on, decided_on });
        }
        let score = outcome.score().map(|score| ScoreUsed {
            value: score.value(),
            range: score.range(),
            created_on: scored_on,
            strategy: score.strategy().clone(),
            provided_by: score_provider.unwrap_or_else(|| bureau.name.clone()),
            key_factors: key_factors(score),
        });
        let factors = score.iter().flat_map(|score| &score.key_factors);
        let of_factors = factors.map(|factor| PrincipalReason::new(factor.model, factor.text.clone()));
        let of_causes = outcome
            .special_values()
            .iter()
            .map(|cause| PrincipalReason::new(AdverseActionReason::of_unscorable(cause), told(cause)));
        let principal_reasons: Vec<_> =
            own_reasons.into_iter().chain(of_factors).chain(of_causes).take(Self::REASONS_MAX).collect();
        if principal_reasons.is_empty() {
            return Err(NoticeError::NoReason);
        }
        Ok(AdverseNotice {
            action: action.unwrap_or_else(|| ReasonText::new("Credit was not granted.", "未予授信。")),
            decided_on,
            principal_reasons,
            score,
            no_score: outcome.special_values().iter().map(told).collect(),
            bureau_part: bureau_part(&bureau.name),
            rights: rights(&bureau.name),
            creditor,
            bureau,
        })
    }
}

/// Why there is no notice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoticeError {
    /// Nothing to give as a reason.
    #[error(
        "no reason for the decision: expected a score that says what told against it, or a reason of the creditor's"
    )]
    NoReason,
    /// A party without a name.
    #[error("the {what} has no name: expected one")]
    NoName {
        /// Which.
        what: &'static str,
    },
    /// A score made after the decision.
    #[error("the score was made on {scored_on}, after the decision of {decided_on}: expected a score that was used")]
    ScoredLater {
        /// The day of the score.
        scored_on: NaiveDate,
        /// The day of the decision.
        decided_on: NaiveDate,
    },
}

/// The strongest reasons, and inquiries if they lost points and are not among them.
fn key_factors(score: &Score) -> Vec<KeyFactor> {
    let mut reasons = score.reasons();
    let of_inquiries = |reason: &Reason<'_>| model_of(reason.contribution()) == AdverseActionReason::RecentInquiries;
    if !reasons.iter().any(of_inquiries) {
        let all = Reason::ranked(score.contributions(), usize::MAX);
        reasons.extend(all.into_iter().find(of_inquiries));
    }
    let factor = |(reason, rank): (Reason<'_>, usize)| KeyFactor {
        rank,
        attribute: reason.attribute().to_owned(),
        reading: reason.reading(),
        model: model_of(reason.contribution()),
        text: in_both(|language| reason.text(language).to_owned()),
    };
    reasons.into_iter().zip(1..).map(factor).collect()
}

fn model_of(contribution: &Contribution) -> AdverseActionReason {
    AdverseActionReason::of(contribution.attribute(), contribution.reading())
}

fn told(cause: &Unscorable) -> ReasonText {
    in_both(|language| cause.text(language))
}

fn bureau_part(bureau: &str) -> ReasonText {
    ReasonText::new(
        format!("{bureau} furnished the credit file. It took no part in the decision and cannot say why it was made."),
        format!("信用信息由{bureau}提供。该机构未参与决定，无法说明作出决定的原因。"),
    )
}

fn rights(bureau: &str) -> Vec<Right> {
    let days = AdverseNotice::FREE_COPY_DAYS;
    let copy = ReasonText::new(
        format!(
            "You may ask {bureau} for a free copy of your credit file within {days} days after receiving this notice."
        ),
        format!("您可在收到本通知后{days}日内向{bureau}免费索取一份本人信用报告。"),
    );
    let dispute = ReasonText::new(
        format!("You may dispute with {bureau} whatever in it is not accurate or not complete."),
        format!("您认为报告内容有误或不完整的，可向{bureau}提出异议。"),
    );
    vec![Right::FreeCopy { days, text: copy }, Right::Dispute { text: dispute }]
}

fn in_both(text: impl Fn(Language) -> String) -> ReasonText {
    ReasonText::new(text(Language::English), text(Language::Chinese))
}
