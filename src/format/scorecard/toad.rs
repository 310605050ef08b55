//! The cards that toad writes as JSON: points by bin, bins by variable.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer as _, Error as _, MapAccess, Visitor};

use super::bins::{any, interval, is_like_interval};
use super::builder::CardBuilder;
use super::error::CardReadError;
use super::options::CardOptions;
use crate::format::document::reason;
use crate::scoring::scorecards::table::{Case, Literal, Predicate, TableCard};
use crate::text::{quoted, without_mark};

pub(super) fn toad(text: &str, options: &CardOptions) -> Result<TableCard, CardReadError> {
    let mut builder = CardBuilder::new("toad", "1", 0.0, options);
    builder.note(
        "the file has no scaling: neither rate, nor base odds, nor base score; the base is spread over the points",
    );
    builder.note("the file has the points rounded to two decimal places: a score may differ by 0.005 a variable");
    let mut reader = serde_json::Deserializer::from_str(without_mark(text));
    let read = reader.deserialize_map(Variables { builder: &mut builder }).and_then(|()| reader.end());
    read.map_err(|error| CardReadError::Json {
        line: error.line(),
        column: error.column(),
        message: reason(&error).chars().take(400).collect(),
    })?;
    if !builder.unsure.is_empty() {
        let listed: Vec<String> = builder.unsure.iter().take(LISTED_MAX).map(|name| format!("`{name}`")).collect();
        let more = if builder.unsure.len() > LISTED_MAX { " and more" } else { "" };
        builder.note(&format!(
            "the file joins categories with commas, and a category may have one too: a comma before a space was taken to \
             be within a category, any other to stand between two; so in {}{more}",
            listed.join(", ")
        ));
    }
    builder.finish()
}

struct Variables<'a, 'o> {
    builder: &'a mut CardBuilder<'o>,
}

impl<'de> Visitor<'de> for Variables<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of variables")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if self.builder.has(&name) {
                return Err(A::Error::custom(format_args!("the variable `{}` was given before", quoted(&name))));
            }
            let bins = map.next_value_seed(Bins { variable: &name })?;
            let cases = cases(&name, bins, self.builder).map_err(A::Error::custom)?;
            self.builder.add_bins(&name, cases, 1, Vec::new());
            // What is wrong with this variable is told where it ends.
            self.builder
                .check_last()
                .map_err(|fault| A::Error::custom(format_args!("variable `{}`: {fault}", quoted(&name))))?;
        }
        Ok(())
    }
}

struct Bins<'a> {
    variable: &'a str,
}

impl<'de> DeserializeSeed<'de> for Bins<'_> {
    type Value = Vec<(String, f64)>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Bins<'_> {
    type Value = Vec<(String, f64)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of the bins of `{}` and their points", quoted(self.variable))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut bins = Vec::new();
        let mut seen = HashMap::new();
        while let Some(bin) = map.next_key::<String>()? {
            if seen.insert(bin.clone(), ()).is_some() {
                let (bin, variable) = (quoted(&bin), quoted(self.variable));
                return Err(A::Error::custom(format_args!("the bin `{bin}` of `{variable}` was given before")));
            }
            bins.push((bin, map.next_value()?));
        }
        Ok(bins)
    }
}

fn cases(variable: &str, bins: Vec<(String, f64)>, builder: &mut CardBuilder<'_>) -> Result<Vec<Case>, String> {
    let numeric =
        bins.iter().any(|(bin, _)| interval(bin, '~').is_some() || is_like_interval(bin, '~') && bin.contains('~'));
    let known = builder.options.categories.get(variable);
    let mut unsure = false;
    let mut cases = Vec::with_capacity(bins.len());
    for (bin, points) in bins {
        let wrong =
            |expected: &str| format!("the bin `{}` of `{}` cannot be read: {expected}", quoted(&bin), quoted(variable));
        let when = match bin.as_str() {
            missing if is_missing(missing) => Predicate::Missing,
            _ if numeric => Predicate::Range(
                interval(&bin, '~')
                    .ok_or_else(|| wrong("expected an interval such as [9 ~ 12), as its other bins are"))?,
            ),
            _ => {
                let members = match known {
                    Some(known) => known_members(&bin, known)
                        .ok_or_else(|| wrong("its parts are not all among the categories that were given"))?,
                    None => members(&bin),
                };
                unsure |= known.is_none() && bin.contains(',');
                category(members).ok_or_else(|| wrong("expected a category"))?
            }
        };
        let mut case = Case::new(when, points);
        case.label = Some(bin);
        cases.push(case);
    }
    if unsure {
        builder.unsure.push(quoted(variable));
    }
    Ok(cases)
}

/// Splits a bin at commas that no space follows.
fn members(bin: &str) -> Vec<&str> {
    let mut members = Vec::new();
    let mut start = 0;
    for (at, _) in bin.match_indices(',') {
        let after = at.saturating_add(1);
        if !bin.get(after..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')) {
            members.extend(bin.get(start..at));
            start = after;
        }
    }
    members.extend(bin.get(start..));
    members
}

/// Splits a bin so that every part is a known category, preferring the longest parts; `None` if there is no such split.
fn known_members<'a>(bin: &'a str, known: &BTreeSet<String>) -> Option<Vec<&'a str>> {
    let longest = known.iter().map(String::len).chain(MISSING.map(str::len)).max().unwrap_or_default();
    let ends: Vec<usize> = bin.match_indices(',').map(|(at, _)| at).chain([bin.len()]).collect();
    // For every start, from the last to the first: where its part ends, if the rest can be split.
    let mut next: HashMap<usize, usize> = HashMap::new();
    let starts = ends.iter().rev().skip(1).map(|at| at.saturating_add(1)).chain([0]);
    for start in starts {
        let within = |end: &&usize| **end >= start && end.saturating_sub(start) <= longest;
        let first = ends.partition_point(|&end| end < start);
        let candidates = ends.get(first..).unwrap_or_default().iter().take_while(within);
        let end = candidates.copied().filter(|&end| {
            let rest = end.saturating_add(1);
            let is_known = bin.get(start..end).is_some_and(|part| is_missing(part) || known.contains(part));
            is_known && (end == bin.len() || next.contains_key(&rest))
        });
        // The longest part that is known, for it may hold commas of its own.
        if let Some(end) = end.last() {
            next.insert(start, end);
        }
    }
    let mut members = Vec::new();
    let mut start = 0;
    loop {
        let end = *next.get(&start)?;
        members.push(bin.get(start..end)?);
        if end == bin.len() {
            return Some(members);
        }
        start = end.saturating_add(1);
    }
}

fn category(members: Vec<&str>) -> Option<Predicate> {
    let (missing, members): (Vec<&str>, Vec<&str>) = members.into_iter().partition(|member| is_missing(member));
    let mut parts = Vec::new();
    if !missing.is_empty() {
        parts.push(Predicate::Missing);
    }
    if !members.is_empty() {
        parts.push(Predicate::In(members.into_iter().map(Literal::from).collect()));
    }
    any(parts)
}

fn is_missing(member: &str) -> bool {
    MISSING.contains(&member)
}

/// The spellings of a missing value.
const MISSING: [&str; 3] = ["nan", "None", "NaN"];
const LISTED_MAX: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bin_is_split_between_categories() {
        for (bin, expected) in [
            ("none", &["none"][..]),
            ("retraining,car (used)", &["retraining", "car (used)"]),
            ("car or other, not in savings", &["car or other, not in savings"]),
            ("a,b, or c,d", &["a", "b, or c", "d"]),
            ("a,", &["a,"]),
            ("", &[""]),
        ] {
            assert_eq!(members(bin), expected, "{bin}");
        }
    }

    #[test]
    fn a_bin_is_split_only_where_every_part_is_known() {
        let known = |known: &[&str]| known.iter().map(|&one| one.to_owned()).collect::<BTreeSet<_>>();
        for (bin, categories, expected) in [
            ("a,b", &["a", "b"][..], Some(&["a", "b"][..])),
            ("a,b", &["a,b"], Some(&["a,b"])),
            ("a,b", &["a", "b", "a,b"], Some(&["a,b"])),
            ("a,b,c", &["a,b", "c"], Some(&["a,b", "c"])),
            ("a,b,c", &["a", "b,c", "a,b"], Some(&["a", "b,c"])),
            ("a,nan", &["a"], Some(&["a", "nan"])),
            ("a,b", &["a"], None),
            ("", &["a"], None),
            ("好,坏", &["好", "坏"], Some(&["好", "坏"])),
        ] {
            assert_eq!(known_members(bin, &known(categories)).as_deref(), expected, "{bin}");
        }
    }
}
