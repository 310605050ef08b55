//! The serde forms of a status and of a history: PBOC symbols where they suffice, pairs of numbers where not.

use std::fmt;

use serde::de::{Deserializer, Error, SeqAccess, Unexpected, Visitor};
use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};

use super::{HistoryForm, MONTHS_MAX, Notation, PaymentHistory, PaymentStatus, Severity};
use crate::month::Month;

impl Serialize for PaymentStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.symbol(Notation::Pboc) {
            Some(symbol) => serializer.serialize_char(symbol),
            None => Pair::from(*self).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for PaymentStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PaymentStatus, D::Error> {
        deserializer.deserialize_any(StatusVisitor)
    }
}

impl Serialize for PaymentHistory {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut history = serializer.serialize_struct("PaymentHistory", 2)?;
        history.serialize_field("latest", &self.latest())?;
        match self.write(HistoryForm::Cells60) {
            Ok(text) => history.serialize_field("months", &text)?,
            Err(_) => {
                let pairs: Vec<Pair> = self.iter().map(|(_, status)| Pair::from(status)).collect();
                history.serialize_field("months", &pairs)?;
            }
        }
        history.end()
    }
}

impl<'de> Deserialize<'de> for PaymentHistory {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PaymentHistory, D::Error> {
        let Raw { latest, months } = Raw::deserialize(deserializer)?;
        match months {
            Cells::Text(text) => PaymentHistory::read(HistoryForm::Cells60, &text, latest),
            Cells::Pairs(statuses) => PaymentHistory::new(latest, &statuses),
        }
        .map_err(D::Error::custom)
    }
}

/// Severity and variant: `[13,1]`.
#[derive(Serialize, Deserialize)]
struct Pair(Severity, u8);

impl From<PaymentStatus> for Pair {
    fn from(status: PaymentStatus) -> Pair {
        Pair(status.severity(), status.variant())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    latest: Month,
    months: Cells,
}

/// The months before they are read: the text needs the latest month, which may stand after it.
enum Cells {
    Text(String),
    Pairs(Vec<PaymentStatus>),
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cells, D::Error> {
        deserializer.deserialize_any(CellsVisitor)
    }
}

struct CellsVisitor;

impl<'de> Visitor<'de> for CellsVisitor {
    type Value = Cells;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PBOC symbols, latest month first, or a list of pairs of severity and variant")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cells, E> {
        Ok(Cells::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Cells, E> {
        Ok(Cells::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Cells, A::Error> {
        let mut statuses = Vec::with_capacity(seq.size_hint().unwrap_or(0).min(MONTHS_MAX));
        while let Some(status) = seq.next_element()? {
            if statuses.len() == MONTHS_MAX {
                return Err(A::Error::custom("the payment history has more than 60 months: expected 1 to 60"));
            }
            statuses.push(status);
        }
        Ok(Cells::Pairs(statuses))
    }
}

struct StatusVisitor;

impl<'de> Visitor<'de> for StatusVisitor {
    type Value = PaymentStatus;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "one of {}, or a pair of severity and variant", Notation::Pboc.allowed())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<PaymentStatus, E> {
        let status = PaymentStatus::from_pboc(text);
        status.ok_or_else(|| E::invalid_value(Unexpected::Str(&crate::text::quoted(text)), &self))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<PaymentStatus, A::Error> {
        let severity = seq.next_element()?.ok_or_else(|| A::Error::invalid_length(0, &self))?;
        let variant = seq.next_element()?.ok_or_else(|| A::Error::invalid_length(1, &self))?;
        PaymentStatus::new(severity, variant).map_err(A::Error::custom)
    }
}
