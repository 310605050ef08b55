//! A scorecard as SQL: one expression over the columns of a table.
//!
//! ```
//! use credit_bureau::format::scorecard::sql;
//! use credit_bureau::scoring::scorecards::table::{
//!     Case, Predicate, TableCard, TableCardData, TableCharacteristic,
//! };
//! let mut data = TableCardData::new("one line".into(), "1".into(), 448.0);
//! let owned = Case::new(Predicate::one_of(["own", "landlord's"]), 7.25);
//! let mut housing = TableCharacteristic::new("housing".into(), vec![owned]);
//! housing.missing = Some(0.0);
//! data.characteristics = vec![housing];
//! assert_eq!(
//!     sql::write(&TableCard::new(data)?),
//!     r#"448.0
//! + CASE
//!     WHEN "housing" IN ('own', 'landlord''s') THEN 7.25
//!     WHEN "housing" IS NULL THEN 0.0
//!   END"#
//! );
//! # Ok::<(), credit_bureau::scoring::scorecards::table::TableError>(())
//! ```
//!
//! The columns have the names of the variables, with numbers where the card has ranges and texts where it has
//! categories; `NULL` is a missing value. A row for which the card has no points, or with a value that the card does
//! not allow, has `NULL` for a score. Points are added up in the card's order. Where invalid values count as missing,
//! the list of valid ones is repeated wherever the column is used.
//!
//! Only standard SQL is used (`CASE`, `IN`, `COALESCE`), names stand in double quotes and texts in single
//! ones. MySQL needs `ANSI_QUOTES` and `NO_BACKSLASH_ESCAPES` for that; Microsoft's SQL Server cannot compare truth
//! values, so it cannot run the predicates that PMML calls `xor` and `surrogate`.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Bound;

use crate::scoring::scorecards::table::{
    Input, InvalidValueTreatment, Literal, NumberRange, Predicate, TableCard, TableCharacteristic,
};

/// Writes the score as an SQL expression, to stand after `SELECT`, with the table named after `FROM`.
#[must_use]
pub fn write(card: &TableCard) -> String {
    let data = card.data();
    let columns = Columns { inputs: data.inputs.iter().map(|input| (input.variable.as_str(), input)).collect() };
    let mut out = format!("{:?}", data.base);
    // No number is changed by adding a negative zero.
    for input in
        data.inputs.iter().filter(|input| input.invalid == InvalidValueTreatment::Refused && !input.takes_all())
    {
        let column = name(&input.variable);
        // Writing to a string cannot fail.
        let _ = write!(out, "\n+ CASE WHEN {column} IS NULL OR ({}) THEN -0.0 END", valid(input, &column));
    }
    for one in &data.characteristics {
        out.push_str("\n+ ");
        columns.characteristic(one, &mut out);
    }
    out
}

/// The columns of the table, and the treatment of their values.
struct Columns<'a> {
    inputs: HashMap<&'a str, &'a Input>,
}

impl Columns<'_> {
    /// The expression of a variable's value after the treatment of missing and invalid ones.
    fn column(&self, variable: &str) -> String {
        let column = name(variable);
        let Some(input) = self.inputs.get(variable) else { return column };
        let seen = match input.invalid {
            InvalidValueTreatment::Missing if !input.takes_all() => {
                format!("CASE WHEN {} THEN {column} END", valid(input, &column))
            }
            _ => column,
        };
        match &input.replacement {
            Some(value) => format!("COALESCE({seen}, {})", literal(value)),
            None if input.invalid == InvalidValueTreatment::Missing => format!("({seen})"),
            None => seen,
        }
    }

    fn characteristic(&self, one: &TableCharacteristic, out: &mut String) {
        let column = self.column(&one.variable);
        out.push_str("CASE");
        let mut when = |condition: &str, points: f64| {
            let _ = write!(out, "\n    WHEN {condition} THEN {points:?}");
        };
        for case in &one.cases {
            let mut condition = String::new();
            self.predicate(&case.when, &column, &mut condition);
            when(&condition, case.points);
        }
        if let Some(points) = one.missing {
            when(&format!("{column} IS NULL"), points);
        }
        if let Some(points) = one.otherwise {
            when(&format!("{column} IS NOT NULL"), points);
        }
        out.push_str("\n  END");
    }

    fn predicate(&self, what: &Predicate, column: &str, out: &mut String) {
        match what {
            Predicate::True => out.push_str("1 = 1"),
            Predicate::False => out.push_str("1 = 0"),
            Predicate::Missing => out.extend([column, " IS NULL"]),
            Predicate::Present => out.extend([column, " IS NOT NULL"]),
            Predicate::Range(range) => out.push_str(&within(*range, column)),
            Predicate::In(these) => out.push_str(&format!("{column} IN ({})", list(these))),
            Predicate::NotIn(these) => out.push_str(&format!("{column} NOT IN ({})", list(these))),
            Predicate::All(parts) => self.joined(parts, " AND ", column, out),
            Predicate::Any(parts) => self.joined(parts, " OR ", column, out),
            Predicate::Xor(parts) => {
                // One after the other: `a <> b <> c` is no SQL everywhere.
                out.extend(std::iter::repeat_n("(", parts.len()));
                for (place, part) in parts.iter().enumerate() {
                    out.push_str(if place == 0 { "(" } else { " <> (" });
                    self.predicate(part, column, out);
                    out.push_str("))");
                }
            }
            Predicate::Surrogate(parts) => {
                out.push_str("COALESCE(");
                self.joined(parts, ", ", column, out);
                // Some databases take no list of one.
                out.push_str(", NULL)");
            }
            Predicate::Of { variable, is } => self.predicate(is, &self.column(variable), out),
        }
    }

    fn joined(&self, parts: &[Predicate], between: &str, column: &str, out: &mut String) {
        for (place, part) in parts.iter().enumerate() {
            out.push_str(if place == 0 { "" } else { between });
            out.push('(');
            self.predicate(part, column, out);
            out.push(')');
        }
    }
}

/// The condition that a value is valid; unknown of a missing one.
fn valid(input: &Input, column: &str) -> String {
    let values = (!input.values.is_empty()).then(|| format!("{column} IN ({})", list(&input.values)));
    let ranges = input.ranges.iter().map(|range| format!("({})", within(*range, column)));
    let among = ranges.chain(values).collect::<Vec<_>>().join(" OR ");
    let whole = format!("CAST({column} AS INTEGER) = {column}");
    match (input.whole, among.is_empty()) {
        (false, _) => among,
        (true, true) => whole,
        (true, false) => format!("{whole} AND ({among})"),
    }
}

fn within(range: NumberRange, column: &str) -> String {
    let low = match range.low {
        Bound::Included(edge) => Some(format!("{column} >= {edge:?}")),
        Bound::Excluded(edge) => Some(format!("{column} > {edge:?}")),
        Bound::Unbounded => None,
    };
    let high = match range.high {
        Bound::Included(edge) => Some(format!("{column} <= {edge:?}")),
        Bound::Excluded(edge) => Some(format!("{column} < {edge:?}")),
        Bound::Unbounded => None,
    };
    match (low, high) {
        (Some(low), Some(high)) => format!("{low} AND {high}"),
        (Some(one), None) | (None, Some(one)) => one,
        // Every number, and unknown where there is none.
        (None, None) => format!("{column} = {column}"),
    }
}

fn list(these: &[Literal]) -> String {
    these.iter().map(literal).collect::<Vec<_>>().join(", ")
}

fn literal(one: &Literal) -> String {
    match one {
        Literal::Number(number) => format!("{number:?}"),
        Literal::Text(text) => format!("'{}'", text.replace('\'', "''")),
    }
}

fn name(variable: &str) -> String {
    format!("\"{}\"", variable.replace('"', "\"\""))
}
