//! The two languages in which the library explains itself.

use serde::{Deserialize, Serialize};

/// A language of explanations: definitions, reasons, the texts of codes.
///
/// ```
/// use credit_bureau::{AccountKind, Language};
/// assert_eq!(AccountKind::CreditCard.text(Language::English), "credit card");
/// assert_eq!(AccountKind::CreditCard.text(Language::Chinese), "贷记卡");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese, in simplified characters.
    Chinese,
}

impl Language {
    /// The one of two texts that is in this language.
    #[must_use]
    pub const fn pick<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }
}
