//! The characteristics that must not count.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// A characteristic of a person that must not count in a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Prohibited {
    /// What somebody believes.
    Religion,
    /// Race, ethnic group, colour of the skin.
    Ethnicity,
    /// Sex or gender, pregnancy.
    Sex,
    /// Whom somebody loves.
    Sexuality,
    /// Parties and opinions.
    Politics,
    /// Illness, disability, medical history, blood type.
    Health,
    /// Genes.
    Genes,
    /// Fingerprints, the iris, the face.
    Biometrics,
    /// Whether somebody is married.
    MaritalStatus,
    /// How old somebody is.
    Age,
    /// Where somebody is a citizen, or comes from.
    Nationality,
    /// That the state supports somebody.
    PublicAssistance,
}

impl Prohibited {
    /// What people call it.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::Religion => ("religion", "宗教信仰"),
            Self::Ethnicity => ("race or ethnicity", "种族或民族"),
            Self::Sex => ("sex or gender", "性别"),
            Self::Sexuality => ("sexuality", "性取向"),
            Self::Politics => ("political opinion", "政治观点"),
            Self::Health => ("health", "健康与疾病"),
            Self::Genes => ("genes", "基因"),
            Self::Biometrics => ("biometrics", "生物特征"),
            Self::MaritalStatus => ("marital status", "婚姻状况"),
            Self::Age => ("age", "年龄"),
            Self::Nationality => ("nationality", "国籍"),
            Self::PublicAssistance => ("public assistance", "公共救助"),
        };
        language.pick(english, chinese)
    }
}
