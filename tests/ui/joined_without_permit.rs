//! Silos are joined without the person's consent.

#[path = "common.rs"]
mod common;

use common::MemberA;
use credit_bureau::Attributes;
use credit_bureau::scoring::{Joined, Profile};

fn join(file: Attributes, profile: Profile<MemberA>) {
    let _ = Joined::new(file, profile);
}

fn main() {}
