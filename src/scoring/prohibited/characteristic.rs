//! Characteristics that must not be scored.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// A trait of a person, such as sex or age, that must not be used in a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Prohibited {
    /// Religion or belief.
    Religion,
    /// Race, ethnic group or colour of skin.
    Ethnicity,
    /// Sex, gender or pregnancy.
    Sex,
    /// Sexual orientation.
    Sexuality,
    /// Political party or opinion.
    Politics,
    /// Illness, disability, medical history or blood type.
    Health,
    /// Genetic information.
    Genes,
    /// Fingerprints, iris or face.
    Biometrics,
    /// Marital status.
    MaritalStatus,
    /// Age or date of birth.
    Age,
    /// Citizenship or country of origin.
    Nationality,
    /// Receipt of public assistance.
    PublicAssistance,
}

impl Prohibited {
    /// Returns its name in one language.
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
