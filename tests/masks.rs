//! Every policy is a mask: what it hides is as if it had never been reported, and hiding more never shows more.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a test may panic: that is how it fails"
)]

mod common;

use common::{huge_reports, scenes};
use proptest::prelude::*;

proptest! {
    #[test]
    fn generated_reports_can_be_seen(scene in scenes(), huge in huge_reports()) {
        let (report, regime, month, masks) = scene;
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        prop_assert!(view.accounts().count() <= report.accounts.len());
        prop_assert!(huge.month() <= huge.under(&regime).month());
    }
}
