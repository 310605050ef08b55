//! One member's private data reaches another's strategy.

#[path = "common.rs"]
mod common;

use common::{MemberA, MemberB};
use credit_bureau::scoring::Strategy;
use credit_bureau::scoring::evidence::{CustomerProfile, Joined, PoolRecord};
use credit_bureau::scoring::strategies::Pooled;

fn score(of_b: &Pooled<MemberB>, evidence: &Joined<PoolRecord, CustomerProfile<MemberA>>) {
    of_b.evaluate(evidence);
}

fn main() {}
