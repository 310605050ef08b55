//! Silos are joined without the person's consent.

#[path = "common.rs"]
mod common;

use common::MemberA;
use credit_bureau::Attributes;
use credit_bureau::scoring::evidence::{CustomerProfile, Joined};

fn join(file: Attributes, profile: CustomerProfile<MemberA>) {
    let _ = Joined::new(file, profile);
}

fn main() {}
