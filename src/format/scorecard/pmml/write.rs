//! Writing a card as a PMML document.

use std::collections::{BTreeMap, HashSet};
use std::ops::Bound;

use thiserror::Error;

use super::extensions::{BASELINE, EXTENDER, LABEL, VARIABLE};
use crate::format::document::pieces::escape;
use crate::scoring::Better;
use crate::scoring::scorecards::table::{
    Input, InvalidValueTreatment, Literal, NumberRange, Predicate, TableCard, TableCharacteristic,
};
use crate::text::quoted;

/// An error of writing a card in PMML.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum PmmlError {
    /// A variable is compared with numbers and with a text.
    #[error(
        "`{}` is compared with numbers and with the text `{}`: expected one of both, for a field has one type",
        quoted(variable),
        quoted(text)
    )]
    Mixed {
        /// The variable.
        variable: String,
        /// The text.
        text: String,
    },
    /// A text has a character that XML does not allow.
    #[error("`{}` contains the character {}: expected characters that XML allows", quoted(text), character.escape_unicode())]
    Character {
        /// The text.
        text: String,
        /// The character.
        character: char,
    },
}

/// Writes a card as a document. Any reader that keeps to the standard gets the card's score for every row, and the
/// reasons, most points lost first. Evaluators differ in the order of reasons with equal points, and only ours knows
/// the baseline of a single case.
///
/// # Errors
///
/// [`PmmlError::Mixed`] for a variable that is compared with numbers and with texts, even one that spells a number,
/// since texts are compared as written; [`PmmlError::Character`] for a text with a control character.
pub fn write(card: &TableCard) -> Result<String, PmmlError> {
    let data = card.data();
    let inputs: BTreeMap<&str, &Input> = data.inputs.iter().map(|input| (input.variable.as_str(), input)).collect();
    // Those that no case looks at are checked too.
    let mut variables = card.variables();
    let mut taken: HashSet<&str> = variables.iter().copied().collect();
    variables.extend(data.inputs.iter().map(|input| input.variable.as_str()).filter(|name| taken.insert(name)));
    let kinds = kinds(card)?;
    let about = data.characteristics.iter().rev().filter_map(|one| Some((&*one.variable, one.about.as_deref()?)));
    let about: BTreeMap<&str, &str> = about.collect();
    let mut out = Writer { text: r#"<?xml version="1.0" encoding="UTF-8"?>"#.to_owned() + "\n", level: 0 };
    out.open("PMML", &[("xmlns", "http://www.dmg.org/PMML-4_4"), ("version", "4.4")])?;
    out.open("Header", &[("modelVersion", &data.version)])?;
    out.empty("Application", &[("name", env!("CARGO_PKG_NAME"))])?;
    for note in &data.notes {
        out.text("Annotation", &[], note)?;
    }
    out.close("Header");
    let score = free("score", &taken);
    out.open("DataDictionary", &[("numberOfFields", &variables.len().saturating_add(1).to_string())])?;
    for &variable in &variables {
        let input = inputs.get(variable).copied();
        let (optype, kind) = match kinds.get(variable) {
            Some(Kind::Numbers) if input.is_some_and(|input| input.whole) => ("continuous", "integer"),
            Some(Kind::Numbers) => ("continuous", "double"),
            _ => ("categorical", "string"),
        };
        let about = about.get(variable).map(|about| ("displayName", *about));
        let attributes = [("name", variable), ("optype", optype), ("dataType", kind)];
        let attributes: Vec<_> = attributes.into_iter().chain(about).collect();
        let parts = input.map(valid).unwrap_or_default();
        if parts.is_empty() {
            out.empty("DataField", &attributes)?;
            continue;
        }
        out.open("DataField", &attributes)?;
        for (tag, attributes) in parts {
            let attributes: Vec<_> = attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
            out.empty(tag, &attributes)?;
        }
        out.close("DataField");
    }
    out.empty("DataField", &[("name", &score), ("optype", "continuous"), ("dataType", "double")])?;
    out.close("DataDictionary");

    let algorithm = match data.better {
        Better::Higher => "pointsBelow",
        Better::Lower => "pointsAbove",
    };
    out.open(
        "Scorecard",
        &[
            ("modelName", &data.name),
            ("functionName", "regression"),
            ("initialScore", &format!("{:?}", data.base)),
            ("useReasonCodes", "true"),
            ("reasonCodeAlgorithm", algorithm),
        ],
    )?;
    out.open("MiningSchema", &[])?;
    for &variable in &variables {
        let input = inputs.get(variable).copied();
        let treatment = match input {
            Some(input) if !input.takes_all() && input.invalid == InvalidValueTreatment::Refused => "returnInvalid",
            Some(input) if !input.takes_all() => "asMissing",
            _ => "asIs",
        };
        let replacement = input.and_then(|input| input.replacement.as_ref()).map(spelled);
        let replacement = replacement.as_deref().map(|value| ("missingValueReplacement", value));
        let attributes = [("name", variable), ("invalidValueTreatment", treatment)];
        out.empty("MiningField", &attributes.into_iter().chain(replacement).collect::<Vec<_>>())?;
    }
    out.empty("MiningField", &[("name", &score), ("usageType", "target")])?;
    out.close("MiningSchema");
    out.open("Output", &[])?;
    let output = |name: &str| free(name, &taken);
    let continuous = [("optype", "continuous"), ("dataType", "double")];
    let categorical = [("optype", "categorical"), ("dataType", "string")];
    out.empty(
        "OutputField",
        &[&[("name", &*output("final_score")), ("feature", "predictedValue")], &continuous[..]].concat(),
    )?;
    for rank in ["1", "2", "3", "4"] {
        let name = output(&format!("reason_{rank}"));
        out.empty(
            "OutputField",
            &[&[("name", &*name), ("rank", rank), ("feature", "reasonCode")], &categorical[..]].concat(),
        )?;
    }
    out.close("Output");
    out.open("Characteristics", &[])?;
    for (one, baseline) in data.characteristics.iter().zip(card.baselines()) {
        Line { one, kinds: &kinds }.write(baseline, &mut out)?;
    }
    out.close("Characteristics");
    out.close("Scorecard");
    out.close("PMML");
    Ok(out.text)
}

/// The type of a field's values.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Numbers,
    Texts,
}

type Kinds<'a> = BTreeMap<&'a str, Kind>;

/// The type of each variable, by the values it is compared with.
fn kinds(card: &TableCard) -> Result<Kinds<'_>, PmmlError> {
    let mut kinds = Kinds::new();
    let mut texts: Vec<(&str, &str)> = Vec::new();
    let data = card.data();
    let cases = data.characteristics.iter().flat_map(|one| one.cases.iter().map(|case| (&*one.variable, &case.when)));
    let mut waiting: Vec<(&str, &Predicate)> = cases.collect();
    let mut literals: Vec<(&str, &Literal)> = Vec::new();
    while let Some((variable, next)) = waiting.pop() {
        let (parts, other) = next.parts();
        waiting.extend(parts.iter().map(|part| (other.unwrap_or(variable), part)));
        match next {
            Predicate::Range(_) => {
                kinds.insert(variable, Kind::Numbers);
            }
            Predicate::In(these) | Predicate::NotIn(these) => {
                literals.extend(these.iter().map(|one| (variable, one)));
            }
            _ => {}
        }
    }
    for input in &data.inputs {
        if input.whole || !input.ranges.is_empty() {
            kinds.insert(&input.variable, Kind::Numbers);
        }
        literals.extend(input.values.iter().chain(&input.replacement).map(|one| (&*input.variable, one)));
    }
    for (variable, literal) in literals {
        match literal {
            Literal::Number(_) => {
                kinds.insert(variable, Kind::Numbers);
            }
            Literal::Text(text) => texts.push((variable, text)),
        }
    }
    for (variable, text) in texts {
        if *kinds.entry(variable).or_insert(Kind::Texts) == Kind::Numbers {
            return Err(PmmlError::Mixed { variable: variable.to_owned(), text: text.to_owned() });
        }
    }
    Ok(kinds)
}

/// The spelling of a number or text in the document.
fn spelled(one: &Literal) -> String {
    match one {
        Literal::Number(number) => format!("{number:?}"),
        Literal::Text(text) => text.clone(),
    }
}

/// An empty element: its tag, and its attributes.
type Part = (&'static str, Vec<(&'static str, String)>);

/// The valid values of a field; none where all of its type are valid.
fn valid(input: &Input) -> Vec<Part> {
    let is_endless = |range: &NumberRange| *range == NumberRange::new(..);
    if input.ranges.iter().any(is_endless) {
        return Vec::new();
    }
    let interval = |range: &NumberRange| -> Part {
        let end = |bound: Bound<f64>| match bound {
            Bound::Included(edge) => ("closed", "Closed", Some(edge)),
            Bound::Excluded(edge) => ("open", "Open", Some(edge)),
            Bound::Unbounded => ("open", "Open", None),
        };
        let ((left, _, low), (_, right, high)) = (end(range.low), end(range.high));
        let margins = [("leftMargin", low), ("rightMargin", high)];
        let margins = margins.into_iter().filter_map(|(name, edge)| Some((name, format!("{:?}", edge?))));
        ("Interval", std::iter::once(("closure", format!("{left}{right}"))).chain(margins).collect())
    };
    let value = |value: &Literal| -> Part { ("Value", vec![("value", spelled(value))]) };
    input.ranges.iter().map(interval).chain(input.values.iter().map(value)).collect()
}

/// A name like this one that no variable has.
fn free(name: &str, taken: &HashSet<&str>) -> String {
    let mut name = name.to_owned();
    while taken.contains(name.as_str()) {
        name.push('_');
    }
    name
}

struct Line<'a> {
    one: &'a TableCharacteristic,
    kinds: &'a Kinds<'a>,
}

impl Line<'_> {
    fn write(&self, baseline: f64, out: &mut Writer) -> Result<(), PmmlError> {
        let one = self.one;
        let called = one.called();
        let reason = one.reason.as_deref().unwrap_or(called);
        let baseline = format!("{baseline:?}");
        out.open("Characteristic", &[("name", called), ("reasonCode", reason), ("baselineScore", &baseline)])?;
        if self.first() != Some(&one.variable) {
            out.extension(VARIABLE, &one.variable)?;
        }
        for case in &one.cases {
            let points = format!("{:?}", case.points);
            let reason = case.reason.as_deref().map(|reason| ("reasonCode", reason));
            let attributes: Vec<_> = std::iter::once(("partialScore", points.as_str())).chain(reason).collect();
            out.open("Attribute", &attributes)?;
            let baseline = case.baseline.map(|baseline| format!("{baseline:?}"));
            for (name, value) in [(BASELINE, baseline.as_deref()), (LABEL, case.label.as_deref())] {
                if let Some(value) = value {
                    out.extension(name, value)?;
                }
            }
            self.predicate(&case.when, &one.variable, out)?;
            out.close("Attribute");
        }
        for (points, when) in [(one.missing, Predicate::Missing), (one.otherwise, Predicate::Present)] {
            if let Some(points) = points {
                out.open("Attribute", &[("partialScore", &format!("{points:?}"))])?;
                self.predicate(&when, &one.variable, out)?;
                out.close("Attribute");
            }
        }
        out.close("Characteristic");
        Ok(())
    }

    /// The first field that the characteristic names in the document.
    fn first(&self) -> Option<&str> {
        let one = self.one;
        let last = [one.missing, one.otherwise].iter().flatten().next().map(|_| one.variable.as_str());
        one.cases.iter().find_map(|case| first(&case.when, &one.variable)).or(last)
    }

    fn predicate(&self, what: &Predicate, field: &str, out: &mut Writer) -> Result<(), PmmlError> {
        let bound = |operator: &str, edge: f64, out: &mut Writer| out.comparison(field, operator, &format!("{edge:?}"));
        let lone = |operator: &str, out: &mut Writer| {
            out.empty("SimplePredicate", &[("field", field), ("operator", operator)])
        };
        match what {
            Predicate::True => out.empty("True", &[]),
            Predicate::False => out.empty("False", &[]),
            Predicate::Missing => lone("isMissing", out),
            Predicate::Present => lone("isNotMissing", out),
            Predicate::Range(NumberRange { low, high }) => {
                let low = match low {
                    Bound::Included(edge) => Some(("greaterOrEqual", *edge)),
                    Bound::Excluded(edge) => Some(("greaterThan", *edge)),
                    Bound::Unbounded => None,
                };
                let high = match high {
                    Bound::Included(edge) => Some(("lessOrEqual", *edge)),
                    Bound::Excluded(edge) => Some(("lessThan", *edge)),
                    Bound::Unbounded => None,
                };
                let (join, one, other) = match (low, high) {
                    (Some(low), Some(high)) => ("and", low, high),
                    (Some((operator, edge)), None) | (None, Some((operator, edge))) => {
                        return bound(operator, edge, out);
                    }
                    // Every number, and unknown where there is none.
                    (None, None) => ("or", ("lessThan", 0.0), ("greaterOrEqual", 0.0)),
                };
                out.open("CompoundPredicate", &[("booleanOperator", join)])?;
                bound(one.0, one.1, out)?;
                bound(other.0, other.1, out)?;
                out.close("CompoundPredicate");
                Ok(())
            }
            Predicate::In(these) => self.one_of(these, field, ["equal", "isIn", "or"], out),
            Predicate::NotIn(these) => self.one_of(these, field, ["notEqual", "isNotIn", "and"], out),
            Predicate::All(parts) => self.compound("and", parts, field, out),
            Predicate::Any(parts) => self.compound("or", parts, field, out),
            Predicate::Xor(parts) => self.compound("xor", parts, field, out),
            Predicate::Surrogate(parts) => self.compound("surrogate", parts, field, out),
            Predicate::Of { variable, is } => self.predicate(is, variable, out),
        }
    }

    fn compound(&self, join: &str, parts: &[Predicate], field: &str, out: &mut Writer) -> Result<(), PmmlError> {
        // The standard wants two parts at least; one says the same by itself.
        if let [lone] = parts {
            return self.predicate(lone, field, out);
        }
        out.open("CompoundPredicate", &[("booleanOperator", join)])?;
        parts.iter().try_for_each(|part| self.predicate(part, field, out))?;
        out.close("CompoundPredicate");
        Ok(())
    }

    /// Writes the condition that a value is one of these, or none of them: as one comparison or a list, or as several
    /// comparisons where a text has characters that some readers do not take in a list.
    fn one_of(
        &self,
        these: &[Literal],
        field: &str,
        [operator, set, join]: [&str; 3],
        out: &mut Writer,
    ) -> Result<(), PmmlError> {
        let is_numbers = self.kinds.get(field) == Some(&Kind::Numbers);
        let texts: Vec<String> = these.iter().map(spelled).collect();
        if let [lone] = texts.as_slice() {
            return out.comparison(field, operator, lone);
        }
        let is_plain = |text: &String| {
            let spaces = text.starts_with(' ') || text.ends_with(' ') || text.contains("  ");
            !text.is_empty() && !spaces && !text.contains(['"', '\\']) && !text.chars().any(char::is_control)
        };
        if !texts.iter().all(is_plain) {
            out.open("CompoundPredicate", &[("booleanOperator", join)])?;
            texts.iter().try_for_each(|text| out.comparison(field, operator, text))?;
            out.close("CompoundPredicate");
            return Ok(());
        }
        out.open("SimpleSetPredicate", &[("field", field), ("booleanOperator", set)])?;
        let (kind, items) = match is_numbers {
            true => ("real", texts.join(" ")),
            false => ("string", texts.iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(" ")),
        };
        out.text("Array", &[("n", &texts.len().to_string()), ("type", kind)], &items)?;
        out.close("SimpleSetPredicate");
        Ok(())
    }
}

/// The first field that a predicate names.
fn first<'a>(what: &'a Predicate, field: &'a str) -> Option<&'a str> {
    let (parts, other) = what.parts();
    match what {
        Predicate::True | Predicate::False => None,
        _ if parts.is_empty() => Some(field),
        _ => parts.iter().find_map(|part| first(part, other.unwrap_or(field))),
    }
}

/// Writer of a document, an element a line.
struct Writer {
    text: String,
    level: usize,
}

impl Writer {
    fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) -> Result<(), PmmlError> {
        self.start(tag, attributes)?;
        self.text.push_str(">\n");
        self.level = self.level.saturating_add(1);
        Ok(())
    }

    fn empty(&mut self, tag: &str, attributes: &[(&str, &str)]) -> Result<(), PmmlError> {
        self.start(tag, attributes)?;
        self.text.push_str("/>\n");
        Ok(())
    }

    fn comparison(&mut self, field: &str, operator: &str, value: &str) -> Result<(), PmmlError> {
        self.empty("SimplePredicate", &[("field", field), ("operator", operator), ("value", value)])
    }

    fn extension(&mut self, name: &str, value: &str) -> Result<(), PmmlError> {
        self.empty("Extension", &[("extender", EXTENDER), ("name", name), ("value", value)])
    }

    fn text(&mut self, tag: &str, attributes: &[(&str, &str)], text: &str) -> Result<(), PmmlError> {
        self.start(tag, attributes)?;
        self.text.push('>');
        self.escaped(text)?;
        self.end(tag);
        Ok(())
    }

    fn close(&mut self, tag: &str) {
        self.level = self.level.saturating_sub(1);
        self.indent();
        self.end(tag);
    }

    fn start(&mut self, tag: &str, attributes: &[(&str, &str)]) -> Result<(), PmmlError> {
        self.indent();
        self.text.push('<');
        self.text.push_str(tag);
        for (name, value) in attributes {
            self.text.extend([" ", name, "=\""]);
            self.escaped(value)?;
            self.text.push('"');
        }
        Ok(())
    }

    fn end(&mut self, tag: &str) {
        self.text.extend(["</", tag, ">\n"]);
    }

    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n("  ", self.level));
    }

    fn escaped(&mut self, text: &str) -> Result<(), PmmlError> {
        escape(text, &mut self.text).map_err(|character| PmmlError::Character { text: text.to_owned(), character })
    }
}
