//! The words of codes, from the tables of the PBOC format.
use credit_bureau::report::BusinessKind;
use credit_bureau::{AccountKind, AccountState, InquiryReason, Language};
fn low(t: String) -> &'static str {
    Box::leak(t.to_lowercase().into_boxed_str())
}
pub fn inquiry_reason(reason: InquiryReason, _: Language) -> &'static str {
    low(format!("{reason:?}"))
}
pub fn business(kind: BusinessKind, _: Language) -> &'static str {
    low(format!("{kind:?}"))
}
pub fn state(state: AccountState, _: AccountKind, _: Language) -> &'static str {
    low(format!("{state:?}"))
}
