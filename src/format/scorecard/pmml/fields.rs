//! The fields of a PMML document, and what holds of a value of one: how missing and invalid values are to be taken is
//! worked into it, so that a plain card says the same.

use std::collections::HashMap;
use std::ops::Bound;

use super::tree::Spot;
use crate::format::scorecard::error::{CardReadError, ElementFault};
use crate::scoring::table::{Case, Cell, Literal, NamedRow, NumberRange, Predicate};

/// The fields by name.
pub(super) struct Fields {
    all: HashMap<String, Field>,
}

pub(super) struct Field {
    pub(super) is_number: bool,
    /// What holds of the values it may have, if not all that there are; unknown of a missing one.
    valid: Option<Valid>,
    /// Whether a model lists it among its inputs, and how it takes values.
    input: Option<Input>,
}

struct Valid {
    holds: Predicate,
    /// Whether all numbers are valid, and nothing else.
    is_any_number: bool,
}

#[derive(Clone)]
struct Input {
    invalid: Invalid,
    /// What stands in for a missing value.
    replacement: Option<Literal>,
}

/// What becomes of a value that the field may not have.
#[derive(Clone, Copy, PartialEq)]
enum Invalid {
    /// The row has no score.
    Refused,
    /// It is taken as it is.
    AsIs,
    /// It is taken to be missing.
    AsMissing,
}

impl Fields {
    /// The fields of a data dictionary.
    pub(super) fn of(dictionary: Spot<'_>) -> Result<Fields, CardReadError> {
        let mut all = HashMap::new();
        dictionary.each(|spot| match spot.tag() {
            "DataField" => {
                let name = spot.needed("name")?;
                match all.insert(name.to_owned(), Field::of(spot)?) {
                    Some(_) => Err(spot.fail(ElementFault::Duplicate { name: name.to_owned() })),
                    None => Ok(()),
                }
            }
            // Taxonomies are for association models.
            _ => Ok(()),
        })?;
        Ok(Fields { all })
    }

    /// Takes over how a model takes the values of its inputs.
    pub(super) fn mine(&mut self, schema: Spot<'_>) -> Result<(), CardReadError> {
        schema.each(|spot| {
            if spot.tag() != "MiningField" {
                return Err(unknown(spot, "a `MiningField`"));
            }
            let name = spot.needed("name")?;
            let field = self.all.get_mut(name).ok_or_else(|| no_field(spot, name, "data dictionary"))?;
            if matches!(spot.attribute("usageType"), Some("predicted" | "target")) {
                return Ok(());
            }
            if field.input.replace(Input::of(spot, field.is_number)?).is_some() {
                return Err(spot.fail(ElementFault::Duplicate { name: name.to_owned() }));
            }
            Ok(())
        })
    }

    /// The field of this name, which must be among the model's inputs.
    pub(super) fn get(&self, spot: Spot<'_>, name: &str) -> Result<&Field, CardReadError> {
        let field = self.all.get(name).ok_or_else(|| no_field(spot, name, "data dictionary"))?;
        if field.input.is_none() {
            return Err(no_field(spot, name, "mining schema"));
        }
        Ok(field)
    }

    /// Lets no case hold of a row in which a field that the cases look at has a value it may not have, if a row with such
    /// a value has no score.
    pub(super) fn refuse_invalid(&self, cases: &mut [Case], variable: &str) {
        let mut names = vec![variable.to_owned()];
        cases.iter().for_each(|case| collect_others(&case.when, &mut names));
        let fields = names.iter().filter_map(|name| Some((name, self.all.get(name)?)));
        let refusing = fields.filter_map(|(name, field)| {
            let refuses = field.input.as_ref().is_some_and(|input| input.invalid == Invalid::Refused);
            field.valid.as_ref().filter(|_| refuses).map(|valid| (name, valid))
        });
        let refusing: Vec<(&String, &Valid)> = refusing.collect();
        for case in cases {
            let loose =
                refusing.iter().filter(|(name, valid)| !excludes_invalid(&case.when, *name == variable, name, valid));
            let conditions = loose
                .map(|(name, valid)| of(name, variable, Predicate::Any(vec![Predicate::Missing, valid.holds.clone()])));
            let mut parts: Vec<Predicate> = conditions.collect();
            if case.when != Predicate::True {
                parts.push(case.when.clone());
            }
            match (parts.len(), parts.pop()) {
                (1, Some(lone)) => case.when = lone,
                (_, Some(last)) => {
                    parts.push(last);
                    case.when = Predicate::All(parts);
                }
                (_, None) => {}
            }
        }
    }
}

impl Field {
    fn of(spot: Spot<'_>) -> Result<Field, CardReadError> {
        let is_number = match spot.needed("dataType")? {
            "integer" | "float" | "double" => true,
            "string" | "boolean" => false,
            other => return Err(spot.unsupported(format!("a field of the type `{}`", crate::text::quoted(other)))),
        };
        let mut ranges = Vec::new();
        let mut values = Vec::new();
        spot.each(|part| match part.tag() {
            "Interval" => {
                ranges.push(Predicate::Range(interval(part)?));
                Ok(())
            }
            "Value" => match part.attribute("property") {
                None | Some("valid") => {
                    values.push(literal(part, "value", part.needed("value")?, is_number)?);
                    Ok(())
                }
                Some(_) => Err(part.unsupported("a value that stands for a missing or an invalid one")),
            },
            _ => Err(unknown(part, "an `Interval` or a `Value`")),
        })?;
        if !is_number && !ranges.is_empty() {
            return Err(spot.unsupported("an interval of texts"));
        }
        let is_any_number = is_number && ranges.is_empty() && values.is_empty();
        if is_any_number {
            ranges.push(Predicate::Range(NumberRange::new(..)));
        }
        if !values.is_empty() {
            ranges.push(Predicate::In(values));
        }
        let holds = if ranges.len() > 1 { Some(Predicate::Any(ranges)) } else { ranges.pop() };
        Ok(Field { is_number, valid: holds.map(|holds| Valid { holds, is_any_number }), input: None })
    }

    /// What a value is that a document writes as this text.
    pub(super) fn literal(&self, spot: Spot<'_>, name: &'static str, text: &str) -> Result<Literal, CardReadError> {
        literal(spot, name, text, self.is_number)
    }

    /// That what holds of a value holds once missing and invalid values are taken as the model takes them.
    ///
    /// `negated` says that what is unknown and what fails are not one and the same where it stands.
    pub(super) fn taken(&self, spot: Spot<'_>, holds: Predicate, negated: bool) -> Result<Predicate, CardReadError> {
        let Some(input) = &self.input else { return Ok(holds) };
        let invalid = self.valid.as_ref().filter(|_| input.invalid == Invalid::AsMissing);
        let missing = match invalid {
            Some(valid) => Predicate::Any(vec![Predicate::Missing, not(valid.holds.clone())]),
            None => Predicate::Missing,
        };
        if let Some(value) = &input.replacement {
            let present = if invalid.is_some() { not(missing.clone()) } else { Predicate::Present };
            return Ok(match (holds_of(&holds, value), holds) {
                (_, Predicate::Missing) => Predicate::False,
                (_, Predicate::Present) => Predicate::True,
                (true, holds) => Predicate::Any(vec![missing, holds]),
                (false, holds) => Predicate::All(vec![present, holds]),
            });
        }
        let Some(valid) = invalid else { return Ok(holds) };
        Ok(match holds {
            Predicate::Missing => missing,
            Predicate::Present => not(missing),
            _ if negated => {
                let what = "a field whose invalid values are missing, within `xor` or `surrogate`,";
                return Err(spot.unsupported(what));
            }
            holds if excludes_invalid(&holds, true, "", valid) => holds,
            holds => Predicate::All(vec![valid.holds.clone(), holds]),
        })
    }
}

impl Input {
    fn of(spot: Spot<'_>, is_number: bool) -> Result<Input, CardReadError> {
        let words = [("returnInvalid", Invalid::Refused), ("asIs", Invalid::AsIs), ("asMissing", Invalid::AsMissing)];
        let expected = "`returnInvalid`, `asIs` or `asMissing`";
        let invalid = spot.word("invalidValueTreatment", &words, expected)?.unwrap_or(Invalid::Refused);
        if spot.attribute("missingValueTreatment") == Some("returnInvalid") {
            return Err(spot.unsupported("a field whose missing values are invalid"));
        }
        if !matches!(spot.attribute("outliers"), None | Some("asIs")) {
            return Err(spot.unsupported("a field whose outliers are replaced"));
        }
        let replacement = spot.attribute("missingValueReplacement");
        let replacement =
            replacement.map(|value| literal(spot, "missingValueReplacement", value, is_number)).transpose()?;
        Ok(Input { invalid, replacement })
    }
}

/// What holds of a field, as it stands in a characteristic of a variable.
pub(super) fn of(field: &str, variable: &str, holds: Predicate) -> Predicate {
    match field == variable {
        true => holds,
        false => Predicate::Of { variable: field.to_owned(), is: Box::new(holds) },
    }
}

pub(super) fn unknown(spot: Spot<'_>, expected: &'static str) -> CardReadError {
    spot.fail(ElementFault::Unknown { found: spot.tag().to_owned(), expected })
}

fn no_field(spot: Spot<'_>, name: &str, list: &'static str) -> CardReadError {
    spot.fail(ElementFault::Field { name: name.to_owned(), list })
}

fn not(holds: Predicate) -> Predicate {
    Predicate::Xor(vec![holds, Predicate::True])
}

/// Whether it holds of a value that is there.
fn holds_of(holds: &Predicate, value: &Literal) -> bool {
    let cell = match value {
        Literal::Number(number) => Cell::Number(*number),
        Literal::Text(text) => Cell::Text(text.clone()),
    };
    let row = NamedRow::new([("", cell.clone())]);
    holds.holds(&cell, &row) == Some(true)
}

/// Whether what holds of a field can hold of none of its invalid values. `here` says that the field is the one that is
/// spoken of.
fn excludes_invalid(holds: &Predicate, here: bool, name: &str, valid: &Valid) -> bool {
    let within = |part: &Predicate| excludes_invalid(part, here, name, valid);
    match holds {
        Predicate::False => true,
        Predicate::Missing => here,
        Predicate::Range(_) => here && valid.is_any_number,
        Predicate::In(these) => here && these.iter().all(|one| holds_of(&valid.holds, one)),
        Predicate::All(parts) => parts.iter().any(within),
        Predicate::Any(parts) => parts.iter().all(within),
        Predicate::Of { variable, is } => excludes_invalid(is, variable == name, name, valid),
        _ => false,
    }
}

fn collect_others(holds: &Predicate, names: &mut Vec<String>) {
    let (parts, variable) = holds.parts();
    if let Some(name) = variable
        && !names.iter().any(|known| known == name)
    {
        names.push(name.to_owned());
    }
    parts.iter().for_each(|part| collect_others(part, names));
}

fn literal(spot: Spot<'_>, name: &'static str, text: &str, is_number: bool) -> Result<Literal, CardReadError> {
    match is_number {
        true => spot.as_number(name, text).map(Literal::Number),
        false => Ok(Literal::from(text)),
    }
}

fn interval(spot: Spot<'_>) -> Result<NumberRange, CardReadError> {
    // Whether the left and the right margin are in it.
    let words = [
        ("openOpen", (false, false)),
        ("openClosed", (false, true)),
        ("closedOpen", (true, false)),
        ("closedClosed", (true, true)),
    ];
    let closed = spot.needed_word("closure", &words, "one of the four closures")?;
    let margin = |name, closed: bool| {
        let bound = |edge| if closed { Bound::Included(edge) } else { Bound::Excluded(edge) };
        Ok::<_, CardReadError>(spot.number(name)?.map_or(Bound::Unbounded, bound))
    };
    Ok(NumberRange { low: margin("leftMargin", closed.0)?, high: margin("rightMargin", closed.1)? })
}
