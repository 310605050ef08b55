//! Lists of categories as optbinning writes them: those of Python, NumPy and pandas.

use crate::scoring::scorecards::table::{Literal, number};

/// Reads the members of a Python list, as `repr` writes one: `['a', 'b']`, `['a' 'b']`, `[1 2]`, or any of these in the
/// frame that pandas 3 puts around it:
///
/// ```text
/// <StringArray>
/// ['a', 'b']
/// Length: 2, dtype: str
/// ```
pub(super) fn list(text: &str) -> Result<Vec<Literal>, &'static str> {
    let mut text = text.trim();
    let mut length = None;
    if let Some(rest) = text.strip_prefix('<') {
        let (_, rest) = rest.split_once('>').ok_or(UNCLOSED)?;
        let (rest, footer) = rest.rsplit_once("Length:").ok_or("the list has no length: it may be cut short")?;
        let digits = footer.split(',').next().unwrap_or_default().trim();
        length = Some(digits.parse::<usize>().map_err(|_| "the length of the list is not a valid number")?);
        text = rest.trim();
    }
    let inner = text.strip_prefix('[').ok_or("expected a list in brackets, or an interval")?;
    let inner = inner.strip_suffix(']').ok_or(UNCLOSED)?;
    let mut members = Vec::new();
    let mut rest = inner.trim_start();
    while let Some(first) = rest.chars().next() {
        let after = if matches!(first, '\'' | '"') {
            let (member, after) = quoted_member(rest, first)?;
            members.push(Literal::Text(member));
            after
        } else {
            let end = rest.find([',', ' ', '\n', '\r', '\t']).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if word.contains("...") || word.contains('…') {
                return Err("the list was cut short when it was written");
            }
            members.push(bare_member(word)?);
            after
        };
        let spaced = after.trim_start();
        let parted = spaced.strip_prefix(',');
        if parted.is_none() && spaced.len() == after.len() && !after.is_empty() {
            return Err("expected the next member after a comma or a space");
        }
        rest = parted.unwrap_or(spaced).trim_start();
    }
    match length {
        _ if members.is_empty() => Err("the list has no members"),
        Some(length) if length != members.len() => Err("the list has fewer or more members than its length says"),
        _ => Ok(members),
    }
}

/// Reads a member without quotes: a number, `True` or `False`.
fn bare_member(word: &str) -> Result<Literal, &'static str> {
    match (number(word), word) {
        (Some(number), _) => Ok(Literal::Number(number)),
        (None, "True" | "False") => Ok(Literal::from(word)),
        (None, _) => Err("expected members in quotes, or numbers"),
    }
}

/// Splits a text in quotes at the beginning from the rest. A quote within the text is either escaped or, as pandas
/// leaves it, followed by neither a space, a comma nor the end.
fn quoted_member(text: &str, quote: char) -> Result<(String, &str), &'static str> {
    let mut member = String::new();
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == quote {
            let after = text.get(at.saturating_add(quote.len_utf8())..).unwrap_or_default();
            if after.is_empty() || after.starts_with([',', ' ', '\n', '\r', '\t']) {
                return Ok((member, after));
            }
            member.push(letter);
        } else if letter == '\\' {
            let (_, escape) = letters.next().ok_or(UNCLOSED)?;
            let digits = match escape {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            member.push(match escape {
                '\\' | '\'' | '"' => escape,
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ if digits > 0 => {
                    let hexadecimal: String = letters.by_ref().take(digits).map(|(_, digit)| digit).collect();
                    let code = u32::from_str_radix(&hexadecimal, 16).ok().filter(|_| hexadecimal.len() == digits);
                    code.and_then(char::from_u32).ok_or(ESCAPE)?
                }
                _ => return Err(ESCAPE),
            });
        } else {
            member.push(letter);
        }
    }
    Err(UNCLOSED)
}

const UNCLOSED: &str = "the list, or a text in it, is not closed";
const ESCAPE: &str = "a backslash does not begin a Python escape";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_python_writes_them() {
        let texts = |members: &[&str]| members.iter().map(|&text| Literal::from(text)).collect::<Vec<_>>();
        for (text, members) in [
            ("['a']", texts(&["a"])),
            ("['a', 'b']", texts(&["a", "b"])),
            ("['a' 'b']", texts(&["a", "b"])),
            ("['a, b'\n 'c']", texts(&["a, b", "c"])),
            ("<StringArray>\n['a', 'b']\nLength: 2, dtype: str", texts(&["a", "b"])),
            (
                "<StringArray>\n[     'all paid',\n 'none ]taken']\nLength: 2, dtype: str",
                texts(&["all paid", "none ]taken"]),
            ),
            (r#"["it's" 'say "no"']"#, texts(&["it's", "say \"no\""])),
            ("['it's', 'b']", texts(&["it's", "b"])),
            ("['a''b']", texts(&["a''b"])),
            (r"['it\'s' 'a\\b' '\x41\u597d\n']", texts(&["it's", "a\\b", "A好\n"])),
            ("['']", texts(&[""])),
            ("['好' '坏']", texts(&["好", "坏"])),
            ("[1 2.5]", vec![Literal::Number(1.0), Literal::Number(2.5)]),
            ("[1, 2]", vec![Literal::Number(1.0), Literal::Number(2.0)]),
            ("[True]", texts(&["True"])),
        ] {
            assert_eq!(list(text), Ok(members), "{text}");
        }
        for text in [
            "",
            "a",
            "[",
            "[]",
            "['a'",
            "['a]",
            "[a]",
            "['a' ... 'b']",
            "['a'...]",
            "['a\\",
            r"['\q']",
            r"['\x4']",
            "[nan]",
            "<StringArray>\n['a', 'b']",
            "<StringArray>\n['a']\nLength: 2, dtype: str",
            "<StringArray",
            "<StringArray>\n['a', ..., 'b']\nLength: 20, dtype: str",
            "['dogs' home']",
        ] {
            assert!(list(text).is_err(), "{text}: {:?}", list(text));
        }
    }
}
