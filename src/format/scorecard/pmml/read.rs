//! Reading a card from a PMML document.

use std::collections::{HashMap, HashSet};
use std::ops::Bound;

use super::extensions::{BASELINE, LABEL, VARIABLE};
use super::fields::{Fields, of, unknown};
use super::tree::{self, Spot};
use crate::format::scorecard::builder::CardBuilder;
use crate::format::scorecard::error::{CardReadError, ElementFault};
use crate::format::scorecard::options::CardOptions;
use crate::scoring::Better;
use crate::scoring::scorecards::table::{Case, NumberRange, Predicate, TableCard, TableCharacteristic};
use crate::text::{quoted, without_mark};

pub(in crate::format::scorecard) fn read(text: &str, options: &CardOptions) -> Result<TableCard, CardReadError> {
    let root = tree::read(without_mark(text))?;
    let root = Spot::root(&root);
    let version = root.needed("version")?;
    if !["4.1", "4.2", "4.3", "4.4"].iter().any(|known| version == *known || version.starts_with(&format!("{known}.")))
    {
        return Err(root.wrong("version", version, "a version from 4.1 to 4.4"));
    }
    let fields = root.only("DataDictionary", Fields::of)?;
    let transformed = root.at("TransformationDictionary", is_used)?;
    if transformed == Some(true) {
        return Err(root.unsupported("a derived field"));
    }
    let mut header = Header::default();
    root.at("Header", |spot| {
        header.version = spot.attribute("modelVersion").map(str::to_owned);
        spot.each(|part| {
            if part.tag() == "Annotation" && !part.text().trim().is_empty() {
                header.notes.push(part.text().trim().to_owned());
            }
            Ok(())
        })
    })?;
    root.each(|spot| match spot.tag() {
        "Header" | "MiningBuildTask" | "DataDictionary" | "TransformationDictionary" | "Scorecard" => Ok(()),
        _ => Err(unknown(spot, "a `Scorecard` and no other model")),
    })?;
    root.only("Scorecard", |spot| Model { spot, fields, header }.read(options))
}

#[derive(Default)]
struct Header {
    version: Option<String>,
    notes: Vec<String>,
}

fn is_used(spot: Spot<'_>) -> Result<bool, CardReadError> {
    let mut used = false;
    spot.each(|_| {
        used = true;
        Ok(())
    })?;
    Ok(used)
}

struct Model<'p> {
    spot: Spot<'p>,
    fields: Fields,
    header: Header,
}

impl Model<'_> {
    fn read(self, options: &CardOptions) -> Result<TableCard, CardReadError> {
        let Model { spot, mut fields, header } = self;
        if spot.yes("isScorable")? == Some(false) {
            return Err(spot.unsupported("a model that says it is not for scoring"));
        }
        spot.only("MiningSchema", |schema| fields.mine(schema))?;
        spot.each(check_part)?;
        let reasons =
            Reasons { used: spot.yes("useReasonCodes")?.unwrap_or(true), baseline: spot.number("baselineScore")? };
        let said = spot.word(
            "reasonCodeAlgorithm",
            &[("pointsBelow", Better::Higher), ("pointsAbove", Better::Lower)],
            "`pointsBelow` or `pointsAbove`",
        )?;
        let better = said.filter(|_| reasons.used);
        let base = spot.number("initialScore")?.unwrap_or_default();
        let name = spot.attribute("modelName").filter(|name| !name.trim().is_empty()).unwrap_or("PMML");
        let version = header.version.filter(|version| !version.trim().is_empty());
        let mut builder = CardBuilder::new(name, version.as_deref().unwrap_or("1"), base, options);
        match better {
            Some(better) => builder.better(better),
            None if options.better.is_none() => {
                builder.note("the file does not say whether higher scores are better; they are taken to be");
            }
            None => {}
        }
        header.notes.iter().for_each(|note| builder.note(note));
        let mut names = Names::default();
        let mut without_baseline = false;
        spot.only("Characteristics", |all| {
            all.each(|one| {
                let read = characteristic(one, &fields, reasons, &mut names)?;
                without_baseline |= read.one.baseline.is_none();
                builder.add(read.one, one.line(), read.lines);
                Ok(())
            })?;
            match names.taken.is_empty() {
                true => Err(all.fail(ElementFault::Times { tag: "Characteristic", times: 0 })),
                false => Ok(()),
            }
        })?;
        if !reasons.used {
            builder.note("the file asks for no reasons; here they are measured against the best points");
        } else if without_baseline {
            builder.note(
                "the file has no baseline for some characteristics; reasons are measured against the best points",
            );
        }
        builder.inputs(fields.into_inputs());
        builder.finish()
    }
}

/// Refuses parts of a model that change a score and are not supported.
fn check_part(part: Spot<'_>) -> Result<(), CardReadError> {
    match part.tag() {
        "MiningSchema" | "Characteristics" | "Output" | "ModelStats" | "ModelExplanation" | "ModelVerification" => {
            Ok(())
        }
        "LocalTransformations" => match is_used(part)? {
            true => Err(part.unsupported("a derived field")),
            false => Ok(()),
        },
        "Targets" => part.each(|target| {
            let neutral = |name, number: f64| {
                Ok::<_, CardReadError>(target.number(name)?.is_none_or(|found| found.total_cmp(&number).is_eq()))
            };
            let is_plain = ["min", "max", "castInteger"].iter().all(|name| target.attribute(name).is_none());
            let is_plain = is_plain && !is_used(target)?;
            if is_plain && neutral("rescaleConstant", 0.0)? && neutral("rescaleFactor", 1.0)? {
                return Ok(());
            }
            Err(target.unsupported("a score that is changed afterwards, or stands in for one"))
        }),
        _ => Err(unknown(part, "a part of a scorecard")),
    }
}

/// The settings for reasons of the whole card.
#[derive(Clone, Copy)]
struct Reasons {
    used: bool,
    baseline: Option<f64>,
}

/// A characteristic, and the line of each of its cases.
struct Read {
    one: TableCharacteristic,
    lines: Vec<u64>,
}

fn characteristic(spot: Spot<'_>, fields: &Fields, reasons: Reasons, names: &mut Names) -> Result<Read, CardReadError> {
    if spot.tag() != "Characteristic" {
        return Err(unknown(spot, "a `Characteristic`"));
    }
    let variable = spot.extension(VARIABLE, true).or_else(|| spot.first("field"));
    let variable = variable.ok_or_else(|| spot.unsupported("a characteristic that looks at no field"))?;
    let field = fields.get(spot, variable)?;
    let codes = |spot: Spot<'_>| spot.attribute("reasonCode").filter(|_| reasons.used).map(str::to_owned);
    let mut cases = Vec::new();
    let mut lines = Vec::new();
    spot.each(|part| {
        if part.tag() != "Attribute" {
            return Err(unknown(part, "an `Attribute`"));
        }
        let (when, points) = attribute(part, fields, variable)?;
        let mut case = Case::new(when, points);
        case.reason = codes(part);
        case.label = part.extension(LABEL, true).map(str::to_owned);
        if reasons.used {
            // The standard has a baseline for characteristics only; some tools give one here.
            let own = part.attribute("baselineScore").or_else(|| part.extension(BASELINE, false));
            case.baseline = own.map(|value| part.as_number("baselineScore", value)).transpose()?;
        }
        cases.push(case);
        lines.push(part.line());
        Ok(())
    })?;
    if cases.is_empty() {
        return Err(spot.fail(ElementFault::Times { tag: "Attribute", times: 0 }));
    }
    let mut one = TableCharacteristic::new(variable.to_owned(), cases);
    one.reason = codes(spot);
    one.about.clone_from(&field.display);
    if reasons.used {
        one.baseline = spot.number("baselineScore")?.or(reasons.baseline);
    }
    let name = spot.attribute("name").filter(|name| !name.trim().is_empty());
    let name = match name {
        Some(name) if !names.taken.insert(name.to_owned()) => {
            return Err(spot.fail(ElementFault::Duplicate { name: name.to_owned() }));
        }
        Some(name) => name.to_owned(),
        None => names.free(variable),
    };
    one.name = Some(name).filter(|name| name != variable);
    Ok(Read { one, lines })
}

/// The names of characteristics, each once.
#[derive(Default)]
struct Names {
    taken: HashSet<String>,
    /// The number of characteristics without a name, by the variable they look at.
    unnamed: HashMap<String, u64>,
}

impl Names {
    /// A name for a characteristic without one: its variable, with a number if others look at that too.
    fn free(&mut self, variable: &str) -> String {
        let count = self.unnamed.entry(variable.to_owned()).or_default();
        loop {
            *count = count.saturating_add(1);
            let name = if *count == 1 { variable.to_owned() } else { format!("{variable} {count}") };
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// Reads the predicate of an attribute, and its points.
fn attribute(spot: Spot<'_>, fields: &Fields, variable: &str) -> Result<(Predicate, f64), CardReadError> {
    let mut when = None;
    spot.each(|part| {
        if part.tag() == "ComplexPartialScore" {
            return Err(part.unsupported("a computed partial score"));
        }
        match when.replace(predicate(part, fields, variable)?) {
            None => Ok(()),
            Some(_) => Err(unknown(part, "one predicate in an attribute")),
        }
    })?;
    let when = when.ok_or_else(|| spot.fail(ElementFault::Times { tag: "predicate", times: 0 }))?;
    let points = spot.number("partialScore")?;
    let points = points.ok_or_else(|| spot.fail(ElementFault::NoAttribute { name: "partialScore" }))?;
    Ok((when, points))
}

/// Reads a predicate on a variable.
fn predicate(spot: Spot<'_>, fields: &Fields, variable: &str) -> Result<Predicate, CardReadError> {
    match spot.tag() {
        "True" => Ok(Predicate::True),
        "False" => Ok(Predicate::False),
        "SimplePredicate" => simple(spot, fields, variable),
        "SimpleSetPredicate" => set(spot, fields, variable),
        "CompoundPredicate" => {
            type Made = fn(Vec<Predicate>) -> Predicate;
            let words: [(&str, Made); 4] =
                [("and", all), ("or", Predicate::Any), ("xor", Predicate::Xor), ("surrogate", Predicate::Surrogate)];
            let expected = "`and`, `or`, `xor` or `surrogate`";
            let made = spot.needed_word("booleanOperator", &words, expected)?;
            let mut parts = Vec::new();
            spot.each(|part| {
                parts.push(predicate(part, fields, variable)?);
                Ok(())
            })?;
            match parts.is_empty() {
                true => Err(spot.fail(ElementFault::Times { tag: "predicate", times: 0 })),
                false => Ok(made(parts)),
            }
        }
        _ => Err(unknown(spot, "a predicate")),
    }
}

fn simple(spot: Spot<'_>, fields: &Fields, variable: &str) -> Result<Predicate, CardReadError> {
    let name = spot.needed("field")?;
    let field = fields.get(spot, name)?;
    let value = || spot.attribute("value").ok_or_else(|| spot.fail(ElementFault::NoAttribute { name: "value" }));
    let literals = || field.kind.literals(spot, "value", value()?);
    let range = |range: fn(f64) -> (Bound<f64>, Bound<f64>)| {
        if !field.kind.is_number() {
            return Err(spot.unsupported("an order of texts"));
        }
        let (low, high) = range(spot.as_number("value", value()?)?);
        Ok(Predicate::Range(NumberRange { low, high }))
    };
    let holds = match spot.needed("operator")? {
        "equal" => Predicate::In(literals()?),
        "notEqual" => Predicate::NotIn(literals()?),
        "lessThan" => range(|edge| (Bound::Unbounded, Bound::Excluded(edge)))?,
        "lessOrEqual" => range(|edge| (Bound::Unbounded, Bound::Included(edge)))?,
        "greaterThan" => range(|edge| (Bound::Excluded(edge), Bound::Unbounded))?,
        "greaterOrEqual" => range(|edge| (Bound::Included(edge), Bound::Unbounded))?,
        "isMissing" => Predicate::Missing,
        "isNotMissing" => Predicate::Present,
        other => return Err(spot.wrong("operator", other, "an operator of a `SimplePredicate`")),
    };
    Ok(of(name, variable, holds))
}

fn set(spot: Spot<'_>, fields: &Fields, variable: &str) -> Result<Predicate, CardReadError> {
    let name = spot.needed("field")?;
    let field = fields.get(spot, name)?;
    let words = [("isIn", true), ("isNotIn", false)];
    let is_in = spot.needed_word("booleanOperator", &words, "`isIn` or `isNotIn`")?;
    let these = spot.only("Array", |array| {
        let items = items(array.text()).map_err(|fault| array.fail(fault))?;
        let said = array.number("n")?;
        #[expect(clippy::cast_precision_loss, reason = "a list is not that long")]
        if said.is_some_and(|said| said.total_cmp(&(items.len() as f64)).is_ne()) {
            let expected = format!("as many as `n` says, {}", quoted(array.attribute("n").unwrap_or_default()));
            return Err(array.fail(ElementFault::Array { found: format!("{} values", items.len()), expected }));
        }
        let mut these = Vec::with_capacity(items.len());
        for item in &items {
            these.extend(field.kind.literals(array, "Array", item)?);
        }
        Ok(these)
    })?;
    let holds = if is_in { Predicate::In(these) } else { Predicate::NotIn(these) };
    Ok(of(name, variable, holds))
}

/// Splits an array into its items: separated by white space, in double quotes where they contain some, with a backslash
/// before a quote within those.
fn items(text: &str) -> Result<Vec<String>, ElementFault> {
    let mut items = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(next) = chars.next() {
        if next.is_ascii_whitespace() {
            continue;
        }
        let mut item = String::new();
        if next == '"' {
            loop {
                match chars.next() {
                    Some('"') => break,
                    Some('\\') if chars.peek() == Some(&'"') => item.extend(chars.next()),
                    Some(other) => item.push(other),
                    None => {
                        let found = "a quote that does not close".to_owned();
                        return Err(ElementFault::Array { found, expected: "a closing quote".to_owned() });
                    }
                }
            }
        } else {
            item.push(next);
            item.extend(std::iter::from_fn(|| chars.next_if(|next| !next.is_ascii_whitespace())));
        }
        items.push(item);
    }
    Ok(items)
}

/// Joins predicates, all of which hold; the two ends of a range of numbers become that range.
fn all(mut parts: Vec<Predicate>) -> Predicate {
    if let [Predicate::Range(one), Predicate::Range(other)] = parts.as_slice() {
        let range = match (one, other) {
            (NumberRange { low, high: Bound::Unbounded }, NumberRange { low: Bound::Unbounded, high })
            | (NumberRange { low: Bound::Unbounded, high }, NumberRange { low, high: Bound::Unbounded }) => {
                Some(NumberRange { low: *low, high: *high })
            }
            _ => None,
        };
        return match range {
            // Two ends that leave no number are not the same as false: of a missing value neither is known, as `xor` sees.
            Some(range) if !range.is_empty() => Predicate::Range(range),
            _ => Predicate::All(parts),
        };
    }
    match (parts.len(), parts.pop()) {
        (1, Some(lone)) => lone,
        (_, last) => {
            parts.extend(last);
            Predicate::All(parts)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_is_parted_by_white_space_outside_quotes() {
        for (text, expected) in [
            ("", &[][..]),
            (" a  b\nc ", &["a", "b", "c"]),
            (r#""a b" c"d "" 'e f'"#, &["a b", "c\"d", "", "'e", "f'"]),
            (r#""say \"no\"" "\n""#, &["say \"no\"", "\\n"]),
            ("\"好 坏\"1", &["好 坏", "1"]),
        ] {
            assert_eq!(items(text).unwrap(), expected, "{text}");
        }
        assert!(items("a \"b").is_err());
    }
}
