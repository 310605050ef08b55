//! A permit is made without a consent.

use chrono::NaiveDate;
use credit_bureau::policy::{Permit, Purpose, Silo};

fn make_up(subject: String, grantee: String, silos: Vec<Silo>, day: NaiveDate) -> Permit {
    Permit { subject, grantee, purpose: Purpose::CreditApplication, silos, day }
}

fn main() {}
