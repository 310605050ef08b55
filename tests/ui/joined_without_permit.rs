//! Silos are joined without the person's consent: not without a permit, not with one that was made up or used before.

#[path = "common.rs"]
mod common;

use common::MemberA;
use credit_bureau::Attributes;
use credit_bureau::policy::Permit;
use credit_bureau::scoring::{Joined, Profile};

fn none(file: Attributes, profile: Profile<MemberA>) {
    let _ = Joined::new(file, profile);
}

fn made_up(file: Attributes, profile: Profile<MemberA>) {
    let _ = Joined::new(file, profile, Permit::default());
}

fn literal(file: Attributes, profile: Profile<MemberA>) {
    let _ = Joined { first: file, second: profile };
}

fn again(permit: &Permit, file: Attributes, profile: Profile<MemberA>) {
    let _ = Joined::new(file, profile, permit.clone());
}

fn main() {}
