//! A scorecard sees a public record.

use credit_bureau::scoring::{Scorecard, Strategy};
use credit_bureau::scoring::evidence::PublicRecords;

fn score(card: &Scorecard, records: &PublicRecords) {
    card.evaluate(records);
}

fn main() {}
