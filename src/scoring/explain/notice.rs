//! Adverse-action notice for a declined applicant, as data in English and Chinese.
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
//! It contains what US law requires for a decision on a credit file: FCRA 615(a) (15 USC 1681m) and 609(f), and
//! Regulation B (12 CFR 1002.9). Left to the sender: the layout, the creditor's other duties (the notice of the Equal
//! Credit Opportunity Act names an agency), and the deadline. Nothing here is legal advice.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::attributes::Reading;
use crate::language::Language;
use crate::scoring::outcome::{
    AdverseActionReason, Contribution, Outcome, Reason, ReasonText, Score, StrategyId, Unscorable,
};
use crate::scoring::points::ScoreRange;

/// Adverse-action notice: the content of a letter about a decision that rests on a credit file.
///
/// Plain data; every text is in English and Chinese.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AdverseNotice {
    /// Creditor that decided.
    pub creditor: Party,
    /// Action taken, in words.
    pub action: ReasonText,
    /// Day of the decision.
    pub decided_on: NaiveDate,
    /// Principal reasons, strongest first; one to four (Regulation B, 1002.9(b)(2) and comment).
    pub principal_reasons: Vec<PrincipalReason>,
    /// Score that was used, if there was one.
    pub score: Option<ScoreUsed>,
    /// Causes of having no score; empty if there was one.
    pub no_score: Vec<ReasonText>,
    /// Bureau that furnished the file.
    pub bureau: Party,
    /// Statement that the bureau took no part in the decision.
    pub bureau_part: ReasonText,
    /// Rights of the person.
    pub rights: Vec<Right>,
}

/// Facts that a notice needs beside the outcome.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct NoticeFacts {
    /// Creditor that decided.
    pub creditor: Party,
    /// Bureau that furnished the file.
    pub bureau: Party,
    /// Day of the decision.
    pub decided_on: NaiveDate,
    /// Day on which the score was computed.
    pub scored_on: NaiveDate,
    /// Provider of the score; the bureau if left out.
    pub score_provider: Option<String>,
    /// Action taken, in words; that credit was not granted if left out.
    pub action: Option<ReasonText>,
    /// Reasons of the creditor's own, such as income; they come before those of the score.
    pub own_reasons: Vec<PrincipalReason>,
}

impl NoticeFacts {
    /// Creates the required facts, with the defaults for all others.
    #[must_use]
    pub fn new(creditor: Party, bureau: Party, decided_on: NaiveDate, scored_on: NaiveDate) -> Self {
        let (score_provider, action, own_reasons) = (None, None, Vec::new());
        Self { creditor, bureau, decided_on, scored_on, score_provider, action, own_reasons }
    }
}

/// Creditor or bureau, with its address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Party {
    /// Name.
    pub name: String,
    /// Address; a notice must give the creditor's and the bureau's (FCRA 615(a)(3)(A), Regulation B 1002.9(a)(2)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Telephone number; toll-free if the bureau serves the whole country (FCRA 615(a)(3)(A)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
}

impl Party {
    /// Creates a party with a name only.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Adds an address and a telephone number.
    #[must_use]
    pub fn at(self, address: impl Into<String>, telephone: impl Into<String>) -> Self {
        Self { address: Some(address.into()), telephone: Some(telephone.into()), ..self }
    }
}

/// Principal reason: a reason of the model form, and a text of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PrincipalReason {
    /// Reason of the model form that it falls under.
    pub model: AdverseActionReason,
    /// Text of the model form.
    pub model_text: ReasonText,
    /// Text of the reason itself, which is more specific.
    pub text: ReasonText,
}

impl PrincipalReason {
    /// Creates a reason of the creditor's own.
    #[must_use]
    pub fn new(model: AdverseActionReason, text: ReasonText) -> Self {
        Self { model, model_text: in_both(|language| model.text(language).to_owned()), text }
    }
}

/// Score that was used, with what FCRA 609(f)(1) requires.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ScoreUsed {
    /// The score.
    pub value: i32,
    /// Range of possible scores.
    pub range: ScoreRange,
    /// Day on which the score was computed.
    pub created_on: NaiveDate,
    /// Strategy and version that computed it.
    pub strategy: StrategyId,
    /// Provider of the score.
    pub provided_by: String,
    /// Key factors against the score, strongest first: at most four, and inquiries as a fifth if they lost points and
    /// are not among the four (FCRA 609(f)(1)(C), 609(f)(9)).
    pub key_factors: Vec<KeyFactor>,
}

/// Key factor that adversely affected a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KeyFactor {
    /// Rank among the key factors, from 1.
    pub rank: usize,
    /// Name of the attribute that lost the points.
    pub attribute: String,
    /// The person's reading of it.
    pub reading: Reading,
    /// Reason of the model form that it falls under.
    pub model: AdverseActionReason,
    /// Text of the factor.
    pub text: ReasonText,
}

/// Right of a declined applicant.
///
/// In serde it is tagged by `right`, such as `{"right": "free_copy", "days": 60, "text": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "right", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Right {
    /// Free copy of the file from the bureau (FCRA 612(b), 615(a)(4)(A)).
    FreeCopy {
        /// Days after receipt of the notice for which it is free.
        days: u32,
        /// Text of the right.
        text: ReasonText,
    },
    /// Dispute of inaccurate or incomplete information with the bureau (FCRA 615(a)(4)(B), 611).
    Dispute {
        /// Text of the right.
        text: ReasonText,
    },
}

impl Right {
    /// Returns the text of the right.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match self {
            Self::FreeCopy { text, .. } | Self::Dispute { text } => text.pick(language),
        }
    }
}

impl AdverseNotice {
    /// Most principal reasons; more are not likely to be helpful (Regulation B, comment 9(b)(2)-1).
    pub const REASONS_MAX: usize = 4;
    /// Days after receipt of the notice for which a copy of the file is free (FCRA 612(b)).
    pub const FREE_COPY_DAYS: u32 = 60;

    /// Creates the notice for an outcome.
    ///
    /// # Errors
    ///
    /// [`NoticeError::NoReason`] if neither the outcome nor the facts give a specific reason; that the score is too low
    /// is not one (Regulation B, 1002.9(b)(2)). [`NoticeError::ScoredLater`] for a score computed after the decision,
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
            .map(|cause| PrincipalReason::new(AdverseActionReason::of_unscorable(cause), cause_text(cause)));
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
            no_score: outcome.special_values().iter().map(cause_text).collect(),
            bureau_part: bureau_part(&bureau.name),
            rights: rights(&bureau.name),
            creditor,
            bureau,
        })
    }
}

/// Error for a notice that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoticeError {
    /// There is no specific reason to give.
    #[error("no reason for the decision: expected a score with reasons, or a reason of the creditor's own")]
    NoReason,
    /// A party has no name.
    #[error("the {what} has no name: expected one")]
    NoName {
        /// The party: `creditor` or `bureau`.
        what: &'static str,
    },
    /// The score was computed after the decision.
    #[error("the score was made on {scored_on}, after the decision of {decided_on}: expected a score that was used")]
    ScoredLater {
        /// Day of the score.
        scored_on: NaiveDate,
        /// Day of the decision.
        decided_on: NaiveDate,
    },
}

/// Selects the strongest reasons, and inquiries as a fifth if they lost points and are not among them.
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

fn cause_text(cause: &Unscorable) -> ReasonText {
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
        format!("You may dispute with {bureau} any information in it that is inaccurate or incomplete."),
        format!("您认为报告内容有误或不完整的，可向{bureau}提出异议。"),
    );
    vec![Right::FreeCopy { days, text: copy }, Right::Dispute { text: dispute }]
}

fn in_both(text: impl Fn(Language) -> String) -> ReasonText {
    ReasonText::new(text(Language::English), text(Language::Chinese))
}
