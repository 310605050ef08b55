//! The page's facts as one JSON document.

use credit_bureau::attributes::Attributes;
use credit_bureau::scoring::Outcome;
use credit_bureau::{Language, Report};
use serde_json::{Map, Value, json};

use crate::compare::{Comparison, reasons};
use crate::page::accounts_by_kind;

/// Accounts by kind, attributes by name, the report's own summary beside its detail, and an outcome a regime.
pub fn document(
    report: &Report,
    regime: &str,
    attributes: &Attributes,
    comparison: &Comparison,
    language: Language,
) -> Value {
    let accounts: Map<String, Value> =
        accounts_by_kind(report).map(|(kind, count)| (kind, Value::from(count))).collect();
    let outcomes: Map<String, Value> = comparison
        .rows
        .iter()
        .map(|row| (row.regime.name().to_owned(), outcome(&row.outcome, row.accounts, language)))
        .collect();
    json!({
        "date": report.date().to_string(),
        "month": attributes.month().to_string(),
        "regime": regime,
        "accounts": accounts,
        "attributes": attributes,

        "scorecard": comparison.scorecard,
        "outcomes": outcomes,
    })
}

fn outcome(outcome: &Outcome, accounts: usize, language: Language) -> Value {
    json!({
        "accounts": accounts,
        "score": outcome.value(),
        "reasons": reasons(outcome, language),
    })
}
