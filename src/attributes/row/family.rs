//! Families: the groups into which the catalogue sorts its attributes.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// The group of a catalogue to which an attribute belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Family {
    /// Numbers of accounts, by kind and status.
    Accounts,
    /// Amounts owed, granted and due.
    Debt,
    /// Shares of limits and principals in use.
    Utilisation,
    /// Late months and worst payment status.
    Lateness,
    /// Accounts that were ever late, bad debts, collections.
    Derogatory,
    /// Changes from one period to the next.
    Trend,
    /// Time since a late payment, and runs of months on time.
    Recency,
    /// Ages of accounts and months reported.
    Depth,
    /// Positive accounts: rent, prepaid cards, utilities and telecom.
    Positive,
    /// Inquiries.
    Inquiries,
    /// Rows that a user added to the catalogue.
    Own,
}

impl Family {
    /// The name of the family.
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
