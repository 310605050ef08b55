//! Numbers and truth values of a JSON document.

use std::fmt;

use serde::{Serialize, Serializer};

/// A number, `true` or `false`: the values that JSON spells without quotes.
///
/// A whole number within 64 bits keeps its digits; any other number is the nearest 64-bit float, and shown in its
/// shortest spelling.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bare(Value);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Value {
    Truth(bool),
    Unsigned(u64),
    Negative(i64),
    /// The bits of a finite float.
    Float(u64),
}

impl Bare {
    /// The number that a text spells; `None` if it spells none, or one beyond the 64-bit floats.
    #[must_use]
    pub fn number(text: &str) -> Option<Bare> {
        if !text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return None;
        }
        let whole = text.parse::<u64>().map(Bare::from).ok();
        let negative = || text.parse::<i64>().ok().filter(|number| *number < 0).map(Bare::from);
        whole.or_else(negative).or_else(|| text.parse().ok().and_then(Bare::float))
    }

    /// The value of a float; `None` if it is infinite or NaN, which JSON cannot spell.
    #[must_use]
    pub fn float(number: f64) -> Option<Bare> {
        number.is_finite().then_some(Bare(Value::Float(number.to_bits())))
    }

    /// Whether it is a number; else it is `true` or `false`.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        !matches!(self.0, Value::Truth(_))
    }
}

/// Shown as JSON spells it.
impl fmt::Display for Bare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Truth(truth) => write!(f, "{truth}"),
            Value::Unsigned(number) => write!(f, "{number}"),
            Value::Negative(number) => write!(f, "{number}"),
            Value::Float(bits) => write!(f, "{:?}", f64::from_bits(bits)),
        }
    }
}

impl fmt::Debug for Bare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_number() { "number" } else { "true or false" })
    }
}

impl From<bool> for Bare {
    fn from(truth: bool) -> Bare {
        Bare(Value::Truth(truth))
    }
}

impl From<i64> for Bare {
    fn from(number: i64) -> Bare {
        Bare(u64::try_from(number).map_or(Value::Negative(number), Value::Unsigned))
    }
}

impl From<u64> for Bare {
    fn from(number: u64) -> Bare {
        Bare(Value::Unsigned(number))
    }
}

impl Serialize for Bare {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Truth(truth) => to.serialize_bool(truth),
            Value::Unsigned(number) => to.serialize_u64(number),
            Value::Negative(number) => to.serialize_i64(number),
            Value::Float(bits) => to.serialize_f64(f64::from_bits(bits)),
        }
    }
}
