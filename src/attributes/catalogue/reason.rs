//! Reason codes of an attribute: the factors of PBOC's digital reading and the principal reasons of the US sample
//! notice.

use serde::Serialize;

use crate::attributes::row::{Reading, SpecialValue};
use crate::language::Language;
use crate::report::ReadingFactor;

/// A principal reason for adverse action, from sample form C-1 of Regulation B (12 CFR 1002, appendix C).
///
/// The form also lists reasons that no credit file can give, such as income; they are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AdverseActionReason {
    /// No credit file.
    NoCreditFile,
    /// Limited credit experience.
    LimitedExperience,
    /// Delinquent past or present credit obligations with others.
    DelinquentWithOthers,
    /// Collection action or judgment.
    CollectionOrJudgment,
    /// Excessive obligations.
    ExcessiveObligations,
    /// Number of recent inquiries on the credit report.
    RecentInquiries,
    /// Other, to be specified.
    Other,
}

impl AdverseActionReason {
    /// The reason in words.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::NoCreditFile => ("No credit file", "无信用档案"),
            Self::LimitedExperience => ("Limited credit experience", "信用经历有限"),
            Self::DelinquentWithOthers => {
                ("Delinquent past or present credit obligations with others", "对他人的债务现在或曾经逾期")
            }
            Self::CollectionOrJudgment => ("Collection action or judgment", "被追偿或有判决"),
            Self::ExcessiveObligations => ("Excessive obligations", "负债过多"),
            Self::RecentInquiries => ("Number of recent inquiries on the credit report", "近期查询次数"),
            Self::Other => ("Other", "其他"),
        };
        language.pick(english, chinese)
    }
}

/// The reason codes for a loss of points on one attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ReasonCodes {
    /// The codes where the attribute is known.
    pub(crate) known: CodePair,
    /// The factor where the attribute is absent; the US reason is then limited experience.
    pub(crate) absent: ReadingFactor,
}

/// A factor of PBOC's digital reading and a reason of the US sample notice.
pub(crate) type CodePair = (ReadingFactor, AdverseActionReason);

impl ReasonCodes {
    /// The codes for a loss on this reading.
    pub(crate) fn of(self, reading: Reading) -> CodePair {
        match reading {
            // An event that never happened is knowledge of the person, not a lack of it.
            Reading::Known(_) | Reading::Absent(SpecialValue::NeverHappened) => self.known,
            Reading::Absent(_) => (self.absent, AdverseActionReason::LimitedExperience),
        }
    }
}
