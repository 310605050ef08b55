//! What every module's text forms share: quoting input in a message, and values whose serde form is a string.

use std::fmt;
use std::fmt::Write as _;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserializer, Error, Visitor};

/// `input` as it may stand in a message: at most 40 characters, without line breaks or control characters.
pub(crate) fn quoted(input: &str) -> String {
    let mut shown = String::with_capacity(input.len().min(QUOTED_CHARS_MAX));
    let mut chars = input.chars();
    for c in chars.by_ref().take(QUOTED_CHARS_MAX) {
        if c.is_control() {
            // Writing to a string cannot fail.
            let _ = write!(shown, "{}", c.escape_default());
        } else {
            shown.push(c);
        }
    }
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
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

const QUOTED_CHARS_MAX: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_short_and_on_one_line() {
        assert_eq!(quoted("NN1"), "NN1");
        assert_eq!(quoted("a\nb\u{7}"), "a\\nb\\u{7}");
        assert_eq!(quoted(&"好".repeat(100)), format!("{}…", "好".repeat(40)));
    }
}
