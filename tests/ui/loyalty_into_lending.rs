//! A loyalty score decides on credit: its verdict is no outcome, its evidence no credit evidence.

#[path = "common.rs"]
mod common;

use common::{MemberA, lend};
use credit_bureau::scoring::{Loyalty, Profile};

fn decide(profile: &Profile<MemberA>) {
    lend(&Loyalty::<MemberA>::sample(), profile);
}

fn main() {}
