//! Adverse-action notice for a declined applicant, as data in English and Chinese.
//!
//! A notice tells what decided. It is made from a decision, which carries the score that it saw; here a rule declines for
//! three inquiries:
//!
//! ```
//! use credit_bureau::report::InquiryReason;
//! use credit_bureau::scoring::explain::notice::{AdverseNotice, NoticeFacts, Party};
//! use credit_bureau::scoring::strategies::{FiveFactor, Rules};
//! # use credit_bureau::{Language, Regime, Report};
//! # #[cfg(feature = "json")] {
//! let rules = Rules::from_json(r#"{
//!     "name": "cut-off", "version": "1", "origin": "an example", "otherwise": "refer",
//!     "rules": [
//!         {"name": "inquiries", "when": {"attribute": "hard_inquiries_6", "at_least": 3}, "then": "decline",
//!          "reason": {"english": "credit was asked for three times in six months", "chinese": "6个月内申请信贷3次"}}
//!     ]
//! }"#)?;
//! # let report = Report::builder("2024-06-30")
//! #     .inquiry("2024-06-01", "bank 1", InquiryReason::LoanApproval)
//! #     .inquiry("2024-05-01", "bank 2", InquiryReason::LoanApproval)
//! #     .inquiry("2024-04-01", "bank 3", InquiryReason::CardApproval)
//! #     .build()?;
//! let decided = rules.decide_with(&FiveFactor::new()?, &report.under(Regime::us_traditional()).attributes());
//! let (lender, bureau) = (Party::new("A Lender"), Party::new("A Bureau"));
//! let facts = NoticeFacts::new(lender, bureau, "2024-07-01".parse()?, report.date());
//! let notice = AdverseNotice::new(&decided, facts)?;
//! let [reason] = notice.principal_reasons.as_slice() else { return Err("not one reason".into()) };
//! assert_eq!(reason.text.english, "credit was asked for three times in six months");
//! assert_eq!(reason.model_text.english, "Number of recent inquiries on the credit report");
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A lender without rules makes the decision from an outcome:
//! [`DecisionOutcome::by_lender`]`(Decision::Decline, outcome)`.
//!
//! # Principal reasons
//!
//! What decided comes first. Each reason has its source in the decision or in the facts:
//!
//! | | reason | given if |
//! |---|---|---|
//! | 1 | of the rule | it holds by an attribute; that a score is too low is no specific reason (1002.9(b)(2)) |
//! | 2 | of the creditor's own | the facts give it |
//! | 3 | of the score, strongest first | the score [counted against](DecisionOutcome::score_counted_against) the applicant |
//! | 4 | causes of having no score | the lack of a score did |
//!
//! A score that the applicant passed, or that no rule came to, gives no principal reason: the reasons must come from the
//! component that the applicant failed (comment 9(b)(2)-7), and of an automatic denial it is the factor that caused it
//! (comment 9(b)(2)-8). The notice still contains the score and its key factors.
//!
//! What a bureau does not record loses no points and is no reason. If nothing that is on record lost any, no reason
//! remains: the notice then [says so](AdverseNotice::nothing_against), and [what is not shown](AdverseNotice::not_shown).
//! It also says that to somebody without a score, for whom it may be what is missing.
//!
//! No reason is given twice. A reason is left out if an earlier one has the same text in either language, or if earlier
//! ones look at all of its attributes: those by which the rule holds, the one that lost points, those that were too few
//! for a score. Attributes of inquiries count as one, whatever their window, as they do for the law (FCRA 609(f)(9)) and
//! in sample form C-1. Windows of other attributes are told apart: late recently and late years ago are two reasons.
//!
//! The notice contains what US law requires for a decision on a credit file: FCRA 615(a) (15 USC 1681m) and 609(f), and
//! Regulation B (12 CFR 1002.9). Left to the sender: the layout, the creditor's other duties (the notice of the Equal
//! Credit Opportunity Act names an agency), and the deadline. Nothing here is legal advice.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::attributes::{Catalogue, Reading, SpecialValue};
use crate::language::Language;
use crate::scoring::outcome::{
    AdverseActionReason, Contribution, Outcome, Reason, ReasonText, Score, Shortfall, StrategyId, Unscorable,
};
use crate::scoring::points::ScoreRange;
use crate::scoring::strategies::rules::{Decision, DecisionOutcome};

/// Adverse-action notice: the content of a letter about a decision that rests on a credit file.
///
/// Plain data; every text is in English and Chinese. In serde each field has its name, days are `2024-07-01`, and a
/// notice without a score has null.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AdverseNotice {
    /// Creditor that decided.
    pub creditor: Party,
    /// Action taken, in words.
    pub action: ReasonText,
    /// Day of the decision.
    pub decided_on: NaiveDate,
    /// Principal reasons, what decided first; at most four, none of them twice (Regulation B, 1002.9(b)(2) and comment).
    /// None of them is about what the bureau does not record.
    pub principal_reasons: Vec<PrincipalReason>,
    /// The statement that nothing on record counted against the person, if no reason remains.
    pub nothing_against: Option<ReasonText>,
    /// What the score looks at and the bureau does not show, because it does not record it or may not tell; given if no
    /// reason remains, or if the lack of a score counted.
    pub not_shown: Vec<ReasonText>,
    /// Score that the decision saw, if there was one.
    pub score: Option<ScoreUsed>,
    /// Causes of having no score; empty if there was one, or if the decision saw no strategy's outcome.
    pub no_score: Vec<ReasonText>,
    /// Bureau that furnished the file.
    pub bureau: Party,
    /// Statement that the bureau took no part in the decision.
    pub bureau_part: ReasonText,
    /// Rights of the person.
    pub rights: Vec<Right>,
}

/// Facts that a notice needs beside the decision.
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
    /// Reasons of the creditor's own, such as income; they come after that of a rule and before those of the score.
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
///
/// In serde `{"model": "recent_inquiries", "model_text": {"english": …, "chinese": …}, "text": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PrincipalReason {
    /// Reason of the model form that it falls under; of a rule, by the attributes by which it holds: that of the first
    /// one that has any but `Other`.
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

/// Score that the decision saw, with what FCRA 609(f)(1) requires.
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
    /// Most principal reasons; more are not likely to be helpful (Regulation B, comments 9(b)(2)-1 and -7). The place
    /// that inquiries have beyond four (FCRA 609(f)(9)) is one among the key factors of a score, not among these.
    pub const REASONS_MAX: usize = 4;
    /// Days after receipt of the notice for which a copy of the file is free (FCRA 612(b)).
    pub const FREE_COPY_DAYS: u32 = 60;

    /// Creates the notice for a decision to decline.
    ///
    /// An application that a person declines after a referral has a decision of its own:
    /// [`DecisionOutcome::by_lender`], with the outcome that the referral carries if the score counted.
    ///
    /// # Errors
    ///
    /// [`NoticeError::NotDeclined`] for an approval, which no notice is owed, and for a referral, which decides nothing
    /// yet. [`NoticeError::NoReason`] if neither the decision nor the facts give a specific reason, and the score does not
    /// explain itself; that the score is too low is not one (Regulation B, 1002.9(b)(2)).
    /// [`NoticeError::ScoredLater`] for a score computed after the decision, [`NoticeError::NoName`] for a party without a
    /// name.
    pub fn new(decision: &DecisionOutcome, facts: NoticeFacts) -> Result<AdverseNotice, NoticeError> {
        let NoticeFacts { creditor, bureau, decided_on, scored_on, score_provider, action, own_reasons } = facts;
        if decision.decision() != Decision::Decline {
            return Err(NoticeError::NotDeclined { decision: decision.decision() });
        }
        for (party, what) in [(&creditor, "creditor"), (&bureau, "bureau")] {
            if party.name.trim().is_empty() {
                return Err(NoticeError::NoName { what });
            }
        }
        if scored_on > decided_on {
            return Err(NoticeError::ScoredLater { scored_on, decided_on });
        }
        let score = decision.outcome().and_then(Outcome::score).map(|score| ScoreUsed {
            value: score.value(),
            range: score.range(),
            created_on: scored_on,
            strategy: score.strategy().clone(),
            provided_by: score_provider.unwrap_or_else(|| bureau.name.clone()),
            key_factors: key_factors(score),
        });
        let causes = decision.outcome().map(Outcome::causes).unwrap_or_default();
        let factors = score.as_ref().map(|score| score.key_factors.as_slice()).unwrap_or_default();
        let principal_reasons = principal_reasons(decision, own_reasons, factors, causes);
        let nothing_against = match principal_reasons.is_empty() {
            true => Some(nothing_against(decision).ok_or(NoticeError::NoReason)?),
            false => None,
        };
        let explains = nothing_against.is_some() || !causes.is_empty() && decision.score_counted_against();
        let not_shown = decision.outcome().filter(|_| explains).map(not_shown).unwrap_or_default();
        Ok(AdverseNotice {
            action: action.unwrap_or_else(|| ReasonText::new("Credit was not granted.", "未予授信。")),
            decided_on,
            principal_reasons,
            nothing_against,
            not_shown,
            score,
            no_score: causes.iter().map(cause_text).collect(),
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
    /// The application was not declined.
    #[error("the application was {}: expected one that was declined", in_words(*decision))]
    NotDeclined {
        /// The decision.
        decision: Decision,
    },
    /// There is no specific reason to give.
    #[error(
        "no reason for the decision: expected a rule about an attribute, a score that explains itself and counted against \
         the applicant, or a reason of the creditor's own"
    )]
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

const fn in_words(decision: Decision) -> &'static str {
    match decision {
        Decision::Approve => "approved",
        Decision::Refer => "referred to a person",
        Decision::Decline => "declined",
    }
}

/// Makes the statement that nothing on record counted against the person, of a score that explains itself and counted.
fn nothing_against(decision: &DecisionOutcome) -> Option<ReasonText> {
    let score = decision.outcome().and_then(Outcome::score).filter(|_| decision.score_counted_against())?;
    let all_is_told = score.best_reachable().is_some();
    match score.contributions() {
        [] => None,
        _ if all_is_told => {
            Some(ReasonText::new("Nothing on record counted against you.", "记录中没有对您不利的信息。"))
        }
        // A model may have reasons that it does not give.
        _ => Some(ReasonText::new(
            "The score names nothing on record that counted against you.",
            "评分未指出记录中有对您不利的信息。",
        )),
    }
}

/// Lists what the score looks at, or the minimum of evidence asks for, and the bureau does not show.
fn not_shown(outcome: &Outcome) -> Vec<ReasonText> {
    let mut names = Vec::new();
    match outcome {
        Outcome::Scored(score) => {
            let hidden = score.contributions().iter().filter(|one| one.reading() == SpecialValue::Hidden.into());
            names.extend(hidden.map(Contribution::attribute));
        }
        Outcome::Unscorable(causes) => {
            for cause in causes {
                match cause {
                    Unscorable::TooLittleEvidence { shortfall, .. } => {
                        each_attribute(shortfall, &mut |name, reading| {
                            names.extend((reading == SpecialValue::Hidden.into()).then_some(name));
                        })
                    }
                    Unscorable::Absent { attribute, cause: SpecialValue::Hidden } => names.push(attribute),
                    _ => {}
                }
            }
        }
    }
    let mut titles = Vec::new();
    for name in names {
        // A row that the catalogue does not have has no title but its name.
        let title = |language| Catalogue::standard().title(name, language).unwrap_or(name).to_owned();
        let title = in_both(title);
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles
}

/// Selects the principal reasons: what decided first, none twice, at most four.
fn principal_reasons(
    decision: &DecisionOutcome,
    own: Vec<PrincipalReason>,
    factors: &[KeyFactor],
    causes: &[Unscorable],
) -> Vec<PrincipalReason> {
    let own = own.into_iter().map(Candidate::of_creditor);
    let of_score = factors.iter().map(Candidate::of_factor).chain(causes.iter().map(Candidate::of_cause));
    let of_score = of_score.filter(|_| decision.score_counted_against());
    let mut chosen: Vec<Candidate<'_>> = Vec::new();
    for candidate in Candidate::of_rule(decision).into_iter().chain(own).chain(of_score) {
        if chosen.len() < AdverseNotice::REASONS_MAX && !candidate.repeats(&chosen) {
            chosen.push(candidate);
        }
    }
    chosen.into_iter().map(|candidate| candidate.reason).collect()
}

/// Reason that may become a principal one, and what it is about.
struct Candidate<'a> {
    reason: PrincipalReason,
    topics: Vec<Topic<'a>>,
}

/// What a reason is about, by which a repeated one is found.
#[derive(PartialEq)]
enum Topic<'a> {
    /// Inquiries of any kind and window.
    Inquiries,
    /// Any other attribute, by its name.
    Attribute(&'a str),
}

impl<'a> Topic<'a> {
    fn of(attribute: &'a str, reading: Reading) -> Self {
        match AdverseActionReason::of(attribute, reading) {
            AdverseActionReason::RecentInquiries => Self::Inquiries,
            _ => Self::Attribute(attribute),
        }
    }
}

impl<'a> Candidate<'a> {
    /// Takes the reason of the rule; none if it holds by the score alone, whose reasons or causes then speak for it.
    fn of_rule(decision: &'a DecisionOutcome) -> Option<Self> {
        let text = decision.reason().filter(|_| decision.attributes().next().is_some())?;
        let mut models = decision.attributes().map(|(name, reading)| AdverseActionReason::of(name, reading));
        let model = models.find(|model| *model != AdverseActionReason::Other).unwrap_or(AdverseActionReason::Other);
        let topics = decision.attributes().map(|(name, reading)| Topic::of(name, reading)).collect();
        Some(Self { reason: PrincipalReason::new(model, text.clone()), topics })
    }

    /// Takes a reason of the creditor's own, which has no attribute.
    fn of_creditor(reason: PrincipalReason) -> Self {
        let is_of_inquiries = reason.model == AdverseActionReason::RecentInquiries;
        Self { reason, topics: is_of_inquiries.then_some(Topic::Inquiries).into_iter().collect() }
    }

    fn of_factor(factor: &'a KeyFactor) -> Self {
        let reason = PrincipalReason::new(factor.model, factor.text.clone());
        Self { reason, topics: vec![Topic::of(&factor.attribute, factor.reading)] }
    }

    fn of_cause(cause: &'a Unscorable) -> Self {
        let mut topics = Vec::new();
        match cause {
            Unscorable::TooLittleEvidence { shortfall, .. } => each_attribute(shortfall, &mut |name, reading| {
                topics.extend((reading != SpecialValue::Hidden.into()).then(|| Topic::of(name, reading)));
            }),
            Unscorable::Absent { attribute, cause } => topics.push(Topic::of(attribute, (*cause).into())),
            _ => {}
        }
        Self { reason: PrincipalReason::new(AdverseActionReason::of_unscorable(cause), cause_text(cause)), topics }
    }

    /// Whether the reasons chosen before have its text, or look at all that it is about.
    fn repeats(&self, chosen: &[Self]) -> bool {
        let text = &self.reason.text;
        let same_text = |other: &ReasonText| other.english == text.english || other.chinese == text.chinese;
        let is_told = |topic: &Topic<'a>| chosen.iter().any(|other| other.topics.contains(topic));
        chosen.iter().any(|other| same_text(&other.reason.text))
            || !self.topics.is_empty() && self.topics.iter().all(is_told)
    }
}

/// Visits each attribute of a shortfall, with the person's reading.
fn each_attribute<'a>(shortfall: &'a Shortfall, take: &mut impl FnMut(&'a str, Reading)) {
    match shortfall {
        Shortfall::Any(parts) | Shortfall::All(parts) => parts.iter().for_each(|part| each_attribute(part, take)),
        Shortfall::Attribute { attribute, reading, .. } => take(attribute, *reading),
    }
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

/// Returns the text of a cause for the person, who cannot lack what the bureau does not show.
fn cause_text(cause: &Unscorable) -> ReasonText {
    match cause {
        Unscorable::Absent { cause: SpecialValue::Hidden, .. } => {
            ReasonText::new("the bureau does not show all that the score needs", "该机构未提供评分所需的全部信息")
        }
        cause => in_both(|language| cause.text(language)),
    }
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
