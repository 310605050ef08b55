//! A scorecard sees a public record.

use credit_bureau::scoring::{PublicRecords, Scorecard, Strategy};

fn score(card: &Scorecard, records: &PublicRecords) {
    card.evaluate(records);
}

fn main() {}
