//! Helpers for text forms: quoting input in a message, and values whose serde form is a string.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::value::StrDeserializer;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// The byte order mark that some programs put before UTF-8 text.
pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The text without a byte order mark before it.
#[cfg(any(feature = "csv", feature = "json", feature = "pmml"))]
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// `input` as it may stand in a message: at most 40 characters, without line breaks or control characters.
pub(crate) fn quoted(input: &str) -> String {
    let mut shown = String::with_capacity(input.len().min(QUOTED_CHARS_MAX));
    let mut chars = input.chars();
    for c in chars.by_ref().take(QUOTED_CHARS_MAX) {
        if breaks_lines(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Whether a character would break a message's one line: control characters, and the two separators of Unicode.
pub(crate) fn breaks_lines(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The most similar of some names, for a hint; nothing if none is similar: a third of the letters may differ.
pub(crate) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > NEAREST_BYTES_MAX {
        return None;
    }
    let most = name.len().max(3).checked_div(3)?;
    // Texts differ by as many letters as their lengths, which is soon seen; a letter is 4 bytes at most.
    let alike = |other: &&str| other.len() <= name.len().saturating_add(most.saturating_mul(4));
    let differing = names.filter(alike).map(|other| (distance(name, other), other)).min_by_key(|&(letters, _)| letters);
    let (letters, nearest) = differing?;
    (letters <= most).then_some(nearest)
}

/// The most similar name as the end of a message; nothing where there is none.
pub(crate) fn hint(nearest: Option<&str>) -> String {
    nearest.map(|name| format!(": did you mean `{name}`?")).unwrap_or_default()
}

/// Edit distance: letters to put in, take out or exchange to make one text of the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i.saturating_add(1);
        let mut next = vec![left];
        for (to, &above) in b.chars().zip(row.iter().skip(1)) {
            let exchanged = diagonal.saturating_add(usize::from(from != to));
            left = exchanged.min(above.saturating_add(1)).min(left.saturating_add(1));
            diagonal = above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// Reads a value from a string through its [`FromStr`], without keeping the string; `expected` says what it should be.
pub(crate) fn deserialize<'de, T, D>(deserializer: D, expected: &'static str) -> Result<T, D::Error>
where
    T: FromStr<Err: fmt::Display>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(TextVisitor { expected, value: PhantomData })
}

struct TextVisitor<T> {
    expected: &'static str,
    value: PhantomData<T>,
}

impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

/// The error of a text that is not a word of its vocabulary.
///
/// ```
/// use credit_bureau::report::HolderRole;
/// assert_eq!("sole".parse(), Ok(HolderRole::Sole));
/// let message = "owner".parse::<HolderRole>().map_err(|error| error.to_string());
/// let expected = "sole joint primary_borrower co_borrower guarantor authorised_user";
/// let expected = format!("`owner` is not a holder role: expected one of {expected}");
/// assert_eq!(message, Err(expected));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not {}: expected one of {}", noun(name), expected.join(" "))]
pub struct UnknownWord {
    name: &'static str,
    found: String,
    expected: Vec<&'static str>,
}

impl UnknownWord {
    /// `text` is none of the words `expected` of the type called `name`.
    pub(crate) fn new(name: &'static str, text: &str, expected: impl IntoIterator<Item = &'static str>) -> Self {
        UnknownWord { name, found: quoted(text), expected: expected.into_iter().collect() }
    }
}

/// The words of a type's name with their article: `an account state`.
fn noun(name: &str) -> String {
    let vowel = name.starts_with(['A', 'E', 'I', 'O', 'U']);
    let mut noun = String::from(if vowel { "an" } else { "a" });
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            noun.push(' ');
        }
        noun.push(c.to_ascii_lowercase());
    }
    noun
}

/// Reads a word of the vocabulary called `name`.
pub(crate) fn parse_word<'de, T: Deserialize<'de>>(name: &'static str, text: &'de str) -> Result<T, UnknownWord> {
    T::deserialize(StrDeserializer::new(text))
        .map_err(|Words(words): Words| UnknownWord::new(name, text, words.iter().copied()))
}

/// The words that were expected, as serde's derived code passes them to its error.
#[derive(Debug)]
struct Words(&'static [&'static str]);

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

impl std::error::Error for Words {}

impl Error for Words {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Words(&[])
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Words(expected)
    }
}

const QUOTED_CHARS_MAX: usize = 40;
// The edit distance takes time in the product of two lengths; a longer text is hardly a name misspelt.
const NEAREST_BYTES_MAX: usize = 128;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_short_and_on_one_line() {
        assert_eq!(quoted("NN1"), "NN1");
        assert_eq!(quoted("a\nb\u{7}\u{2028}"), "a\\nb\\u{7}\\u{2028}");
        assert_eq!(quoted(&"好".repeat(100)), format!("{}…", "好".repeat(40)));
    }

    #[test]
    fn distance_counts_letters() {
        for (a, b, letters) in [("", "", 0), ("abc", "", 3), ("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 2)]
        {
            assert_eq!(distance(a, b), letters, "{a} {b}");
        }
    }

    #[test]
    fn a_hint_is_similar() {
        let names = || ["late_months_1_12", "late_months_1_24", "accounts"].into_iter();
        assert_eq!(nearest("late_month_1_24", names()), Some("late_months_1_24"));
        assert_eq!(nearest("acounts", names()), Some("accounts"));
        assert_eq!(nearest("religion", names()), None);
        assert_eq!(nearest(&"a".repeat(1000), names()), None);
    }
}
