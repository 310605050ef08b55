//! A scorecard as SQL: one expression over the columns of a table.
//!
//! ```
//! use credit_bureau::format::scorecard::sql;
//! use credit_bureau::scoring::table::{Case, Characteristic, Predicate, TableCard, TableCardData};
//! let mut data = TableCardData::new("one line".into(), "1".into(), 448.0);
//! let mut housing = Characteristic::new("housing".into(), vec![Case::new(Predicate::one_of(["own", "landlord's"]), 7.25)]);
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
//! # Ok::<(), credit_bureau::scoring::table::TableError>(())
//! ```
//!
//! The columns have the names of the variables, with numbers where the card has ranges and texts where it has
//! categories; `NULL` is a missing value. A row for which the card has no points has `NULL` for a score. Points are added
//! up in the card's order.
//!
//! Only what the standard has is used (`CASE`, `IN`, `COALESCE`), names stand in double quotes and texts in single
//! ones. MySQL needs `ANSI_QUOTES` and `NO_BACKSLASH_ESCAPES` for that; Microsoft's SQL Server has no truth values to
//! compare, so that it cannot run what PMML calls `xor` and `surrogate`.

use std::fmt::Write as _;
use std::ops::Bound;

use crate::scoring::table::{Characteristic, Literal, NumberRange, Predicate, TableCard};

/// The score as an expression: put it behind `SELECT`, and name the table behind `FROM`.
#[must_use]
pub fn write(card: &TableCard) -> String {
    let mut out = format!("{:?}", card.data().base);
    for one in &card.data().characteristics {
        out.push_str("\n+ ");
        characteristic(one, &mut out);
    }
    out
}

fn characteristic(one: &Characteristic, out: &mut String) {
    let column = name(&one.variable);
    out.push_str("CASE");
    let mut when = |condition: &str, points: f64| {
        // Writing to a string cannot fail.
        let _ = write!(out, "\n    WHEN {condition} THEN {points:?}");
    };
    for case in &one.cases {
        let mut condition = String::new();
        predicate(&case.when, &column, &mut condition);
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

fn predicate(what: &Predicate, column: &str, out: &mut String) {
    match what {
        Predicate::True => out.push_str("1 = 1"),
        Predicate::False => out.push_str("1 = 0"),
        Predicate::Missing => out.extend([column, " IS NULL"]),
        Predicate::Present => out.extend([column, " IS NOT NULL"]),
        Predicate::Range(range) => out.push_str(&within(*range, column)),
        Predicate::In(these) => out.push_str(&format!("{column} IN ({})", list(these))),
        Predicate::NotIn(these) => out.push_str(&format!("{column} NOT IN ({})", list(these))),
        Predicate::All(parts) => joined(parts, " AND ", column, out),
        Predicate::Any(parts) => joined(parts, " OR ", column, out),
        Predicate::Xor(parts) => {
            // One after the other: `a <> b <> c` is no SQL everywhere.
            out.extend(std::iter::repeat_n("(", parts.len()));
            for (place, part) in parts.iter().enumerate() {
                out.push_str(if place == 0 { "(" } else { " <> (" });
                predicate(part, column, out);
                out.push_str("))");
            }
        }
        Predicate::Surrogate(parts) => {
            out.push_str("COALESCE(");
            joined(parts, ", ", column, out);
            // Some databases take no list of one.
            out.push_str(", NULL)");
        }
        Predicate::Of { variable, is } => predicate(is, &name(variable), out),
    }
}

fn joined(parts: &[Predicate], between: &str, column: &str, out: &mut String) {
    for (place, part) in parts.iter().enumerate() {
        out.push_str(if place == 0 { "" } else { between });
        out.push('(');
        predicate(part, column, out);
        out.push(')');
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
    let one = |one: &Literal| match one {
        Literal::Number(number) => format!("{number:?}"),
        Literal::Text(text) => format!("'{}'", text.replace('\'', "''")),
    };
    these.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn name(variable: &str) -> String {
    format!("\"{}\"", variable.replace('"', "\"\""))
}
