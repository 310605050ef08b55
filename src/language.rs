//! The two languages in which the library explains itself.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::UnknownWord;

/// A language of explanations: definitions, reasons, the texts of codes.
///
/// ```
/// use credit_bureau::{AccountKind, Language};
/// assert_eq!(AccountKind::CreditCard.text(Language::English), "credit card");
/// assert_eq!(AccountKind::CreditCard.text(Language::Chinese), "贷记卡");
/// assert_eq!("zh".parse(), Ok(Language::Chinese));
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
    /// Picks the text in this language.
    #[must_use]
    pub const fn pick<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }
}

impl fmt::Display for Language {
    /// The code of ISO 639: `en`, `zh`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.pick("en", "zh"))
    }
}

impl FromStr for Language {
    type Err = UnknownWord;

    /// Reads the code, or the name as in serde: `en`, `english`.
    fn from_str(text: &str) -> Result<Language, UnknownWord> {
        match text {
            "en" | "english" => Ok(Self::English),
            "zh" | "chinese" => Ok(Self::Chinese),
            _ => Err(UnknownWord::new("Language", text, ["en", "zh"])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_reads_back_from_each_of_its_names() {
        for language in [Language::English, Language::Chinese] {
            assert_eq!(language.to_string().parse(), Ok(language));
            let name = serde_json::to_value(language).unwrap();
            assert_eq!(name.as_str().unwrap().parse(), Ok(language));
        }
        let message = "de".parse::<Language>().unwrap_err().to_string();
        assert_eq!(message, "`de` is not a language: expected one of en zh");
    }
}
