//! The page's facts as one JSON document.

use credit_bureau::attributes::{Attributes, Unit};
use credit_bureau::reconcile::{Finding, reconcile};
use credit_bureau::scoring::Outcome;
use credit_bureau::{Language, Money, Report};
use serde_json::{Map, Value, json};

use crate::compare::{Comparison, reasons};
use crate::page::accounts_by_kind;

/// Accounts by kind, attributes by name (a number, or the cause of its absence: `"no_such_account"`), the report's own summary beside its detail, and an outcome a regime.
///
/// # Errors
///
/// Every attribute that does not fit 64 bits, one a line.
pub fn document(
    report: &Report,
    regime: &str,
    attributes: &Attributes,
    comparison: &Comparison,
    language: Language,
) -> Result<Value, Vec<String>> {
    let mut values = Map::new();
    let mut problems = Vec::new();
    for (name, reading) in attributes.iter() {
        match reading {
            Ok(reading) => drop(values.insert(name.to_owned(), json!(reading))),
            Err(error) => problems.push(error.to_string()),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let accounts: Map<String, Value> =
        accounts_by_kind(report).map(|(kind, count)| (kind.to_owned(), Value::from(count))).collect();
    let outcomes: Map<String, Value> = comparison
        .rows
        .iter()
        .map(|row| (row.regime.name().to_owned(), outcome(&row.outcome, row.accounts, language)))
        .collect();
    Ok(json!({
        "date": report.date().to_string(),
        "month": attributes.month().to_string(),
        "regime": regime,
        "accounts": accounts,
        "currency": report.currency.code(),
        "attributes": values,
        "reconciliation": reconciliation(report, language),
        "scorecard": comparison.scorecard.to_string(),
        "outcomes": outcomes,
    }))
}

/// The report's own summary beside its detail. Amounts are in whole units of the currency, as a report prints them.
fn reconciliation(report: &Report, language: Language) -> Vec<Value> {
    let number = |unit, number: Option<i64>| match (unit, number) {
        (Unit::MinorUnits, Some(minor)) => {
            serde_json::from_str(&Money::from_minor(minor, report.currency).plain()).unwrap_or_default()
        }
        (_, number) => Value::from(number),
    };
    reconcile(report)
        .iter()
        .map(|row| {
            let unit = row.unit();
            json!({
                "place": row.place(),
                "label": row.label(language),
                "unit": if unit == Unit::MinorUnits { report.currency.code() } else { unit.text(language) },
                "stated": number(unit, row.stated()),
                "computed": number(unit, row.computed()),
                "agrees": match row.finding() {
                    Finding::Agrees => Some(true),
                    Finding::Differs => Some(false),
                    Finding::NoRule | Finding::NotStated => None,
                },
                "verdict": row.finding(),
                "rule": row.rule(language),
            })
        })
        .collect()
}

fn outcome(outcome: &Outcome, accounts: usize, language: Language) -> Value {
    json!({
        "accounts": accounts,
        "score": outcome.value(),
        "reasons": reasons(outcome, language),
    })
}
