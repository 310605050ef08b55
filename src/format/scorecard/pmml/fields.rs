//! The fields of a PMML document: the type of their values, and the treatment of missing and invalid ones.

use std::collections::HashMap;
use std::ops::Bound;

use super::tree::Spot;
use crate::format::scorecard::error::{CardReadError, ElementFault};
use crate::scoring::scorecards::table::{Input, InvalidValueTreatment, Literal, NumberRange, Predicate};
use crate::text::quoted;

/// The fields by name.
pub(super) struct Fields {
    all: HashMap<String, Field>,
    /// The model's inputs in their order.
    inputs: Vec<Input>,
}

pub(super) struct Field {
    pub(super) kind: Kind,
    /// The display name that its author gave it.
    pub(super) display: Option<String>,
    /// The ranges of valid values, and the other valid ones; every value is valid if there are neither.
    ranges: Vec<NumberRange>,
    values: Vec<Literal>,
    is_input: bool,
}

/// The type of a field's values.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Number,
    Whole,
    Text,
    Truth,
}

impl Kind {
    pub(super) const fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Whole)
    }

    /// The values that a document spells as this text.
    pub(super) fn literals(
        self,
        spot: Spot<'_>,
        name: &'static str,
        text: &str,
    ) -> Result<Vec<Literal>, CardReadError> {
        match self {
            Self::Number | Self::Whole => Ok(vec![Literal::Number(spot.as_number(name, text)?)]),
            Self::Text => Ok(vec![Literal::from(text)]),
            Self::Truth => {
                let spelled = TRUTHS.iter().find(|spelled| spelled.contains(&text));
                let spelled = spelled.ok_or_else(|| spot.wrong(name, text, "true or false"))?;
                Ok(spelled.iter().copied().map(Literal::from).collect())
            }
        }
    }
}

/// The spellings of the truth values.
const TRUTHS: [[&str; 2]; 2] = [["true", "1"], ["false", "0"]];

impl Fields {
    /// Reads the fields of a data dictionary.
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
        Ok(Fields { all, inputs: Vec::new() })
    }

    /// Reads a mining schema: the treatment of the values of the model's inputs.
    pub(super) fn mine(&mut self, schema: Spot<'_>) -> Result<(), CardReadError> {
        schema.each(|spot| {
            if spot.tag() != "MiningField" {
                return Err(unknown(spot, "a `MiningField`"));
            }
            let name = spot.needed("name")?;
            let field = self.all.get_mut(name).ok_or_else(|| no_field(spot, name, "data dictionary"))?;
            match spot.attribute("usageType") {
                None | Some("active") => {}
                Some(_) => return Ok(()),
            }
            if std::mem::replace(&mut field.is_input, true) {
                return Err(spot.fail(ElementFault::Duplicate { name: name.to_owned() }));
            }
            self.inputs.extend(field.input(name, spot)?);
            Ok(())
        })
    }

    /// The inputs whose values are not taken as they are.
    pub(super) fn into_inputs(self) -> Vec<Input> {
        self.inputs
    }

    /// The field of this name, which must be among the model's inputs.
    pub(super) fn get(&self, spot: Spot<'_>, name: &str) -> Result<&Field, CardReadError> {
        let field = self.all.get(name).ok_or_else(|| no_field(spot, name, "data dictionary"))?;
        match field.is_input {
            true => Ok(field),
            false => Err(no_field(spot, name, "mining schema")),
        }
    }
}

impl Field {
    fn of(spot: Spot<'_>) -> Result<Field, CardReadError> {
        let kind = match spot.needed("dataType")? {
            "integer" => Kind::Whole,
            "float" | "double" => Kind::Number,
            "string" => Kind::Text,
            "boolean" => Kind::Truth,
            other => return Err(spot.unsupported(format!("a field of the type `{}`", quoted(other)))),
        };
        let mut ranges = Vec::new();
        let mut values = Vec::new();
        spot.each(|part| match (part.tag(), part.attribute("property")) {
            ("Interval", _) if kind.is_number() => {
                ranges.push(interval(part)?);
                Ok(())
            }
            ("Interval", _) => Err(part.unsupported("an interval of a field that is not numeric")),
            ("Value", None | Some("valid")) => {
                values.extend(kind.literals(part, "value", part.needed("value")?)?);
                Ok(())
            }
            ("Value", Some(_)) => Err(part.unsupported("a value that stands for a missing or an invalid one")),
            _ => Err(unknown(part, "an `Interval` or a `Value`")),
        })?;
        if ranges.is_empty() && values.is_empty() {
            match kind {
                Kind::Number | Kind::Whole => ranges.push(NumberRange::new(..)),
                Kind::Truth => values.extend(TRUTHS.iter().flatten().copied().map(Literal::from)),
                Kind::Text => {}
            }
        }
        let display = spot.attribute("displayName").map(str::to_owned);
        Ok(Field { kind, display, ranges, values, is_input: false })
    }

    /// The treatment of its values by a model; `None` if they are taken as they are.
    fn input(&self, name: &str, spot: Spot<'_>) -> Result<Option<Input>, CardReadError> {
        let words = [
            ("returnInvalid", Some(InvalidValueTreatment::Refused)),
            ("asIs", None),
            ("asMissing", Some(InvalidValueTreatment::Missing)),
        ];
        if spot.attribute("invalidValueTreatment") == Some("asValue") {
            return Err(spot.unsupported("a field whose invalid values are replaced"));
        }
        let expected = "`returnInvalid`, `asIs` or `asMissing`";
        let invalid =
            spot.word("invalidValueTreatment", &words, expected)?.unwrap_or(Some(InvalidValueTreatment::Refused));
        if spot.attribute("missingValueTreatment") == Some("returnInvalid") {
            return Err(spot.unsupported("a field whose missing values are invalid"));
        }
        if !matches!(spot.attribute("outliers"), None | Some("asIs")) {
            return Err(spot.unsupported("a field whose outliers are replaced"));
        }
        let mut input = Input::new(name.to_owned());
        if let Some(value) = spot.attribute("missingValueReplacement") {
            let literals = self.kind.literals(spot, "missingValueReplacement", value)?;
            input.replacement = literals.into_iter().next();
        }
        if let Some(invalid) = invalid {
            input.invalid = invalid;
            (input.ranges, input.values) = (self.ranges.clone(), self.values.clone());
            input.whole = self.kind == Kind::Whole;
        }
        Ok(Some(input).filter(|input| !input.takes_all() || input.replacement.is_some()))
    }
}

/// A predicate on a field, within a characteristic of a variable.
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

fn interval(spot: Spot<'_>) -> Result<NumberRange, CardReadError> {
    // Whether the left and the right margin are in it.
    let words = [
        ("openOpen", (false, false)),
        ("openClosed", (false, true)),
        ("closedOpen", (true, false)),
        ("closedClosed", (true, true)),
    ];
    let closed = spot.needed_word("closure", &words, "one of the four closures")?;
    let margin = |name, endless: &[&str], closed: bool| {
        if spot.attribute(name).is_none_or(|value| endless.contains(&value.trim())) {
            return Ok(Bound::Unbounded);
        }
        let edge = spot.number(name)?.unwrap_or_default();
        Ok::<_, CardReadError>(if closed { Bound::Included(edge) } else { Bound::Excluded(edge) })
    };
    let low = margin("leftMargin", &["-INF"], closed.0)?;
    Ok(NumberRange { low, high: margin("rightMargin", &["INF", "+INF"], closed.1)? })
}
