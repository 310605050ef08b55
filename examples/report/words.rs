//! The words of codes, from the tables of the PBOC format.

use credit_bureau::format::pboc::codes;
use credit_bureau::report::{BusinessKind, InquiryReason};
use credit_bureau::{AccountKind, AccountState, Language};

/// Why somebody asked.
pub fn inquiry_reason(reason: InquiryReason, language: Language) -> &'static str {
    codes::INQUIRY_REASONS.text(reason, language)
}

/// What an account was opened for.
pub fn business(kind: BusinessKind, language: Language) -> &'static str {
    codes::BUSINESS_KINDS.text(kind, language)
}

/// The state of an account of a kind.
pub fn state(state: AccountState, kind: AccountKind, language: Language) -> &'static str {
    codes::states(kind).text(state, language)
}
