//! Plain rows of a table: names and values.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::predicate::Literal;
use crate::scoring::evidence::Evidence;
use crate::text::quoted;

/// Row of a table with the names of its columns, the evidence of a [`TableCard`](super::TableCard).
///
/// It is evidence of its own kind and not a credit file: no lending decision accepts a strategy over it. Rows of one
/// table share their column names.
///
/// ```
/// use credit_bureau::scoring::scorecards::table::{ColumnNames, NamedRow, TableCell};
/// let names = ColumnNames::new(["income", "housing", "telephone"]);
/// let row = names.row([TableCell::from(3_200.0), TableCell::from("rent"), TableCell::Missing]);
/// assert_eq!(row.get("housing"), Some(&TableCell::from("rent")));
/// assert_eq!(row.get("telephone"), Some(&TableCell::Missing));
/// assert_eq!(row.get("religion"), None);
/// # assert_eq!(NamedRow::new([("income", 1.0)]).get("income"), Some(&TableCell::Number(1.0)));
/// ```
///
/// It is not evidence for a lending decision:
///
/// ```compile_fail,E0277
/// fn decide(evidence: &impl credit_bureau::scoring::CreditEvidence) {}
/// decide(&credit_bureau::scoring::scorecards::table::NamedRow::new([("income", 1.0)]));
/// ```
#[derive(Clone, PartialEq)]
pub struct NamedRow {
    names: ColumnNames,
    cells: Vec<TableCell>,
}

impl NamedRow {
    /// Creates a single row. Of two values with one name, the first counts.
    pub fn new<N: Into<String>, C: Into<TableCell>>(cells: impl IntoIterator<Item = (N, C)>) -> NamedRow {
        let (names, cells): (Vec<String>, Vec<TableCell>) =
            cells.into_iter().map(|(name, cell)| (name.into(), cell.into())).unzip();
        NamedRow { names: ColumnNames::new(names), cells }
    }

    /// Returns the value under a name; none if the row has no such name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&TableCell> {
        self.names.place(name).and_then(|place| self.cells.get(place))
    }

    /// Replaces the value under a name that the row has.
    pub(super) fn with(mut self, name: &str, value: TableCell) -> NamedRow {
        if let Some(cell) = self.names.place(name).and_then(|place| self.cells.get_mut(place)) {
            *cell = value;
        }
        self
    }

    /// Iterates over names and values in the order of the columns.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &TableCell)> {
        self.names.iter().zip(&self.cells)
    }
}

impl Evidence for NamedRow {}

impl fmt::Debug for NamedRow {
    /// Writes the names only: the values are personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names.iter()).finish()
    }
}

/// Names of a table's columns, in order. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnNames(Arc<Header>);

#[derive(Debug, PartialEq, Eq)]
struct Header {
    names: Vec<String>,
    places: HashMap<String, usize>,
}

impl ColumnNames {
    /// Creates the names. Of columns with the same name, look-ups find the first.
    pub fn new<N: Into<String>>(names: impl IntoIterator<Item = N>) -> ColumnNames {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        let mut places = HashMap::with_capacity(names.len());
        for (place, name) in names.iter().enumerate() {
            places.entry(name.clone()).or_insert(place);
        }
        ColumnNames(Arc::new(Header { names, places }))
    }

    /// Creates a row with these values: missing ones are filled up, surplus ones dropped.
    pub fn row(&self, cells: impl IntoIterator<Item = TableCell>) -> NamedRow {
        let filled = cells.into_iter().chain(std::iter::repeat(TableCell::Missing));
        NamedRow { names: self.clone(), cells: filled.take(self.0.names.len()).collect() }
    }

    /// Iterates over the names in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.names.iter().map(String::as_str)
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.0.places.get(name).copied()
    }
}

/// Value of a row: a number, a text, or missing.
///
/// A text that spells a number counts as that number where a number is needed, so a row may come straight from a text
/// file.
///
/// In serde a number, a text, or `null`.
#[derive(Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum TableCell {
    /// A number; NaN counts as missing.
    Number(f64),
    /// A text, as written.
    Text(String),
    /// No value.
    Missing,
}

impl TableCell {
    /// Whether there is no value.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Number(number) => number.is_nan(),
            Self::Text(_) => false,
            Self::Missing => true,
        }
    }

    /// Returns the number that it is or spells.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number).filter(|number| !number.is_nan()),
            Self::Text(text) => number(text),
            Self::Missing => None,
        }
    }

    /// Whether it equals a literal of a card.
    pub(super) fn is(&self, literal: &Literal) -> bool {
        match (self, literal) {
            (Self::Text(text), Literal::Text(named)) => text == named,
            (Self::Number(number), Literal::Text(named)) => self::number(named) == Some(*number),
            (_, Literal::Number(named)) => self.number() == Some(*named),
            (Self::Missing, Literal::Text(_)) => false,
        }
    }

    /// Returns the value as shown in messages.
    pub(super) fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Number(number) => number.to_string().into(),
            Self::Text(text) => quoted(text).into(),
            Self::Missing => "missing".into(),
        }
    }
}

impl fmt::Debug for TableCell {
    /// Writes the kind of value only: the value is personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number(_) => "Number(..)",
            Self::Text(_) => "Text(..)",
            Self::Missing => "Missing",
        })
    }
}

impl From<f64> for TableCell {
    fn from(number: f64) -> TableCell {
        TableCell::Number(number)
    }
}

impl From<&str> for TableCell {
    fn from(text: &str) -> TableCell {
        TableCell::Text(text.to_owned())
    }
}

impl From<String> for TableCell {
    fn from(text: String) -> TableCell {
        TableCell::Text(text)
    }
}

impl From<&Literal> for TableCell {
    fn from(literal: &Literal) -> TableCell {
        match literal {
            Literal::Number(number) => TableCell::Number(*number),
            Literal::Text(text) => TableCell::Text(text.clone()),
        }
    }
}

impl<T: Into<TableCell>> From<Option<T>> for TableCell {
    fn from(value: Option<T>) -> TableCell {
        value.map_or(TableCell::Missing, Into::into)
    }
}

/// Reads the number that a text spells: digits with an optional sign, point and exponent, but no words such as `inf`.
pub(crate) fn number(text: &str) -> Option<f64> {
    let spelled = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    spelled.then(|| text.parse().ok()).flatten().filter(|number: &f64| number.is_finite())
}
