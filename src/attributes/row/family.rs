//! Families of attributes.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// What attributes of a catalogue are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Family {
    /// How many accounts there are, and of which sort.
    Accounts,
    /// What is owed.
    Debt,
    /// How much of what is granted is used.
    Utilisation,
    /// How often payments were late.
    Lateness,
    /// Accounts that went wrong.
    Derogatory,
    /// How this year differs from the last.
    Trend,
    /// How long ago, and for how long now.
    Recency,
    /// How long a history there is.
    Depth,
    /// Rent, prepaid cards, utilities and telecom.
    Positive,
    /// Who asked.
    Inquiries,
    /// A user's own.
    Own,
}

impl Family {
    /// What people call it.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::Accounts => ("accounts", "账户"),
            Self::Debt => ("debt", "负债"),
            Self::Utilisation => ("utilisation", "额度使用"),
            Self::Lateness => ("lateness", "逾期"),
            Self::Derogatory => ("derogatory", "不良"),
            Self::Trend => ("trend", "趋势"),
            Self::Recency => ("recency", "近期性"),
            Self::Depth => ("depth", "历史长度"),
            Self::Positive => ("positive history", "正面记录"),
            Self::Inquiries => ("inquiries", "查询"),
            Self::Own => ("own", "自定义"),
        };
        language.pick(english, chinese)
    }
}
