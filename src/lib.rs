//! Personal credit reports, read, understood and scored.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a test may panic: that is how it fails"
    )
)]

pub mod attributes;
mod fingerprint;
pub mod history;
pub mod language;
pub mod money;
pub mod month;
pub mod policy;
pub mod report;
mod text;

pub use self::attributes::{Attribute, AttributeError, Attributes, Catalogue, Cause, Plan, Reading, Tally};
pub use self::history::{Form, Grade, HistoryError, Months, Notation, PaymentHistory, PaymentStatus, Planes, Severity};
pub use self::language::Language;
pub use self::money::{Currency, Money, MoneyError};
pub use self::month::{Month, MonthError, Window};
pub use self::policy::{AccountMask, AccountView, Disclosure, Fields, PolicyError, Regime, Seen, View};
pub use self::report::{Account, AccountKind, AccountState, Inquiry, InquiryReason, KindSet, Report, ReportData};
