//! Intervals as the Python packages write them.

use std::ops::Bound;

use crate::scoring::scorecards::table::{NumberRange, Predicate, number};

/// Reads a range such as `[8.0,16.0)`, `(-inf, 25000.00)` or `[9 ~ 12)`; `None` for any other text.
pub(super) fn interval(text: &str, separator: char) -> Option<NumberRange> {
    let text = text.trim();
    let inner = text.strip_prefix(['[', '(']).and_then(|rest| rest.strip_suffix([']', ')']))?;
    let (low, high) = inner.split_once(separator)?;
    let edge = |text: &str, infinite: &str, closed: bool| match text.trim() {
        text if text.strip_prefix('+').unwrap_or(text) == infinite => Some(Bound::Unbounded),
        text => number(text).map(if closed { Bound::Included } else { Bound::Excluded }),
    };
    let low = edge(low, "-inf", text.starts_with('['))?;
    let high = edge(high, "inf", text.ends_with(']'))?;
    Some(NumberRange { low, high })
}

/// Whether a text looks like an interval: an opening bracket before a number. A broken one is an error, not a category.
pub(super) fn is_like_interval(text: &str, separator: char) -> bool {
    let text = text.trim();
    let starts = text.strip_prefix(['[', '(']).map(str::trim_start);
    starts.is_some_and(|rest| {
        let first = rest.split(separator).next().unwrap_or_default().trim();
        first == "-inf" || first == "inf" || number(first).is_some()
    })
}

/// Joins predicates: any of them holds.
pub(super) fn any(mut parts: Vec<Predicate>) -> Option<Predicate> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(Predicate::Any(parts)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_read_as_they_are_written() {
        for (text, separator, shown) in [
            ("[-inf,8.0)", ',', "(-inf, 8)"),
            ("[44.0,inf)", ',', "[44, inf)"),
            ("(-inf, 25000.00)", ',', "(-inf, 25000)"),
            ("[25000.00, inf)", ',', "[25000, inf)"),
            ("(1, 2]", ',', "(1, 2]"),
            ("[-inf ~ 9)", '~', "(-inf, 9)"),
            ("[-2.5 ~ 1e-3)", '~', "[-2.5, 0.001)"),
        ] {
            assert_eq!(interval(text, separator).unwrap().to_string(), shown, "{text}");
            assert!(is_like_interval(text, separator));
        }
        for text in
            ["", "[", "[,)", "[1,2", "1,2)", "[1;2)", "[a,b)", "[nan,2)", "[inf,2)", "[1,-inf)", "car (new)", "[1,2,3)"]
        {
            assert_eq!(interval(text, ','), None, "{text}");
        }
        assert!(is_like_interval("[1,2", ',') && is_like_interval("[8.0,1x.0)", ','));
        assert!(!is_like_interval("0 <= ... < 200 DM", ',') && !is_like_interval("[other], none", ','));
    }
}
