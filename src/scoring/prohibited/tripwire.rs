//! Tripwire for names of prohibited characteristics.

use std::fmt;

use serde::Serialize;

use super::characteristic::Prohibited;
use super::terms::{HARMLESS, TERMS};
use crate::attributes::Catalogue;
use crate::language::Language;
use crate::text::quoted;

/// Check that finds prohibited characteristics by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tripwire {
    age_allowed: bool,
}

impl Tripwire {
    /// Creates a check for all prohibited characteristics.
    #[must_use]
    pub const fn new() -> Tripwire {
        Tripwire { age_allowed: false }
    }

    /// Exempts age, for an empirically derived, demonstrably and statistically sound system that does not disadvantage
    /// elderly applicants (12 CFR 1002.6(b)(2)). It can be set in code only, never in a file.
    #[must_use]
    pub const fn allowing_age(self) -> Tripwire {
        Tripwire { age_allowed: true }
    }

    /// Returns the prohibited characteristics in these names, in the order of the names, each characteristic of a name
    /// once.
    pub fn check<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Vec<ProhibitedName> {
        names.into_iter().flat_map(|name| self.refused(name)).collect()
    }

    fn refused(self, name: &str) -> Vec<ProhibitedName> {
        if Catalogue::standard().get(name).is_some() {
            return Vec::new();
        }
        let words = words(name);
        // Chinese terms are found anywhere in the name, across spaces too. Phrases that contain one by accident are
        // blanked out first, in one space so that their neighbours do not join to a new term.
        let mut plain: String = name.split_whitespace().collect();
        for harmless in HARMLESS {
            plain = plain.replace(harmless, " ");
        }
        let rows = TERMS.iter().filter(|row| !(self.age_allowed && row.characteristic == Prohibited::Age));
        let found = rows.filter_map(|row| {
            let english = row.english.iter().find(|phrase| holds_phrase(&words, phrase));
            let term = english.or_else(|| row.chinese.iter().find(|term| plain.contains(**term)))?;
            Some(ProhibitedName { name: name.to_owned(), characteristic: row.characteristic, word: term })
        });
        found.collect()
    }
}

/// Name that refers to a prohibited characteristic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProhibitedName {
    name: String,
    characteristic: Prohibited,
    word: &'static str,
}

impl ProhibitedName {
    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the characteristic.
    #[must_use]
    pub fn characteristic(&self) -> Prohibited {
        self.characteristic
    }

    /// Returns the listed word or term that matched.
    #[must_use]
    pub fn word(&self) -> &'static str {
        self.word
    }
}

impl fmt::Display for ProhibitedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, about) = (quoted(&self.name), self.characteristic.text(Language::English));
        write!(f, "`{name}` is about {about} (`{}`)", self.word)
    }
}

/// Splits a name into lower-case words: at every character that is not a letter, where a capital begins a word
/// (`ageInYears`, `SEXCode`), and between scripts with and without capitals (`是否HIV阳性`).
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before: Option<char> = None;
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let begins = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase() || before.is_uppercase() && letters.peek().is_some_and(|next| next.is_lowercase())
            });
        let has_capitals = |letter: char| letter.is_uppercase() || letter.is_lowercase();
        let another_script = before.is_some_and(|before| has_capitals(before) != has_capitals(letter));
        if begins || another_script || !letter.is_alphabetic() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphabetic()) {
            word.extend(letter.to_lowercase());
        }
        before = Some(letter);
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether the words of a phrase stand in the name one after the other; each may be a plural.
fn holds_phrase(words: &[String], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    let is = |word: &str, wanted: &str| {
        let plural = |ending| word.strip_suffix(ending);
        let of_y = || plural("ies").is_some_and(|stem| wanted.strip_suffix('y') == Some(stem));
        word == wanted || plural("s") == Some(wanted) || plural("es") == Some(wanted) || of_y()
    };
    words.windows(phrase.len()).any(|part| part.iter().zip(&phrase).all(|(word, wanted)| is(word, wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str) -> Vec<Prohibited> {
        Tripwire::new().check([name]).iter().map(ProhibitedName::characteristic).collect()
    }

    #[test]
    fn names_are_matched_by_whole_words() {
        use Prohibited::*;
        for (name, expected) in [
            ("age", &[Age][..]),
            ("age_in_years", &[Age]),
            ("Age", &[Age]),
            ("AGE2", &[Age]),
            ("ageInYears", &[Age]),
            ("applicantAge", &[Age]),
            ("AGEBand", &[Age]),
            ("customer-age", &[Age]),
            ("age (years)", &[Age]),
            ("ages", &[Age]),
            ("date_of_birth", &[Age]),
            ("birthDate", &[Age]),
            ("account_age", &[Age]),
            ("personal_status_and_sex", &[Sex, MaritalStatus]),
            ("sex_code", &[Sex]),
            ("isFemale", &[Sex]),
            ("foreign_worker", &[Nationality]),
            ("foreign_currency", &[]),
            ("country_of_birth", &[Nationality]),
            ("place_of_birth", &[Nationality]),
            ("blood_type", &[Health]),
            ("religion_code", &[Religion]),
            ("party_membership", &[Politics]),
            ("third_party", &[]),
            ("Race", &[Ethnicity]),
            ("sexual-orientation", &[Sexuality]),
            ("dna_test", &[Genes]),
            ("fingerprint_hash", &[Biometrics]),
            ("homepage", &[]),
            ("package", &[]),
            ("average_balance", &[]),
            ("essex", &[]),
            ("sexagesimal", &[]),
            ("stage", &[]),
            ("mortgage", &[]),
            ("usage_percentage", &[]),
            ("trace", &[]),
            ("general", &[]),
            ("generation", &[]),
            ("female_", &[Sex]),
            ("skill_level", &[]),
            ("terrace", &[]),
            ("visa_card", &[]),
            ("is_disabled", &[Health]),
            ("disabilities", &[Health]),
            ("minorities", &[Ethnicity]),
            ("churches_near", &[Religion]),
            ("sexes", &[Sex]),
            ("number_of_wives", &[MaritalStatus]),
            ("D.O.B.", &[Age]),
            ("public_assistance_income", &[PublicAssistance]),
            ("native-language", &[Nationality]),
            ("xingbie", &[Sex]),
            ("nianling_duan", &[Age]),
            ("youngest_account", &[]),
            ("face_value", &[]),
            ("blacklist_hits", &[]),
            ("days_in_arrears", &[]),
            ("series", &[]),
            ("single_payment", &[]),
            ("partyline", &[]),
            ("", &[]),
            ("___", &[]),
        ] {
            assert_eq!(found(name), expected, "{name}");
        }
    }

    #[test]
    fn chinese_names_are_matched_by_their_terms() {
        use Prohibited::*;
        for (name, expected) in [
            ("性别", &[Sex][..]),
            ("客户性別", &[Sex]),
            ("年龄", &[Age]),
            ("申请人年龄段", &[Age]),
            ("年 龄", &[Age]),
            ("出生日期", &[Age]),
            ("婚姻状况", &[MaritalStatus]),
            ("配偶姓名", &[MaritalStatus]),
            ("民族", &[Ethnicity]),
            ("宗教信仰", &[Religion]),
            ("国籍", &[Nationality]),
            ("政治面貌", &[Politics]),
            ("健康状况", &[Health]),
            ("既往疾病", &[Health]),
            ("血型", &[Health]),
            ("基因检测", &[Genes]),
            ("指纹", &[Biometrics]),
            ("账龄", &[]),
            ("子女数", &[]),
            ("男装消费", &[]),
            ("居住年限", &[]),
            ("贷款余额", &[]),
            ("is_男性", &[Sex]),
            ("是否HIV阳性", &[Health]),
            ("客户age", &[Age]),
            ("AGE段", &[Age]),
            ("籍贯", &[Nationality]),
            ("是否领取低保", &[PublicAssistance]),
            ("残障等级", &[Health]),
            ("属相", &[Age]),
            ("客户称谓", &[Sex]),
            ("生日", &[Age]),
            ("逾期发生日期", &[]),
            ("费用产生日", &[]),
            ("集团员工数", &[]),
            ("债务整体重组", &[]),
            ("共同居住人数", &[]),
            ("资产假设值", &[]),
            ("发生日年龄", &[Age]),
        ] {
            assert_eq!(found(name), expected, "{name}");
        }
    }

    #[test]
    fn the_catalogue_is_exempt_and_age_may_be_allowed() {
        assert!(Tripwire::new().check(Catalogue::standard().iter().map(|row| row.name.as_str())).is_empty());
        assert!(Catalogue::standard().get("oldest_account_age").is_some());
        let names = ["age_in_years", "年龄", "sex", "oldest_account_age"];
        let refused = |tripwire: Tripwire| tripwire.check(names).iter().map(ToString::to_string).collect::<Vec<_>>();
        let sex = "`sex` is about sex or gender (`sex`)";
        assert_eq!(
            refused(Tripwire::new()),
            ["`age_in_years` is about age (`age`)", "`年龄` is about age (`年龄`)", sex]
        );
        assert_eq!(refused(Tripwire::new().allowing_age()), [sex]);
    }

    #[test]
    fn the_table_has_every_characteristic_once_and_no_term_twice() {
        assert!(TERMS.is_sorted_by(|one, other| one.characteristic < other.characteristic));
        assert_eq!(TERMS.len(), 12);
        let mut all: Vec<_> = TERMS.iter().flat_map(|row| row.english.iter().chain(row.chinese)).collect();
        let terms = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), terms);
        for phrase in TERMS.iter().flat_map(|row| row.english) {
            assert_eq!(words(phrase).join(" "), *phrase);
        }
        for term in TERMS.iter().flat_map(|row| row.chinese) {
            assert!(term.chars().count() >= 2, "{term}: one character is in too many words");
        }
    }
}
