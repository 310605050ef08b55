//! Explains a score to the person: which actions would [`change`] it, the [`notice`] that a refusal takes, and whose interest
//! it serves.
//!
//! ```
//! use credit_bureau::scoring::explain::change::{Action, ActionPrices};
//! use credit_bureau::{AccountKind, Language, Report};
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::CreditCard, "card", |card| card.limit(20_000).balance(900).past_due(100).paid("1NN"))
//!     .build()?;
//! let clear = Action::ClearAllPastDue;
//! assert_eq!(clear.text(Language::English, report.currency), "clear what is past due on every account");
//! assert_eq!(clear.cost(&report, &ActionPrices::new(0))?.money, 10_000);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The reasons of a score are part of its [outcome](super::outcome); nothing here scores by itself.

pub mod change;
mod interest;
pub mod notice;

pub use self::interest::ConflictOfInterest;
