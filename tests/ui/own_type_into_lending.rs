//! Evidence of somebody's own is declared to be such as credit is decided on.

use credit_bureau::Attributes;
use credit_bureau::scoring::{CreditEvidence, Evidence};

struct Gossip(Attributes);

impl Evidence for Gossip {}

impl CreditEvidence for Gossip {
    fn credit_file(&self) -> &Attributes {
        &self.0
    }
}

fn main() {}
