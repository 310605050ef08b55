//! Explanations of a score for the person: [`change`] finds actions that would raise it, [`notice`] writes the
//! adverse-action notice, and [`ConflictOfInterest`] measures how far a score rewards what its owner earns from.
//!
//! ```
//! use credit_bureau::scoring::explain::change::{Action, ActionPrices};
//! use credit_bureau::{AccountKind, Language, Report};
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::CreditCard, "card", |card| {
//!         card.limit(20_000).balance(900).past_due(100).paid("1NN")
//!     })
//!     .build()?;
//! let clear = Action::ClearAllPastDue;
//! let text = clear.text(Language::English, report.currency);
//! assert_eq!(text, "clear what is past due on every account");
//! assert_eq!(clear.cost(&report, &ActionPrices::new(0))?.money, 10_000);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The reasons of a score are part of its [outcome](super::outcome); nothing in this module computes scores of its own.

pub mod change;
mod interest;
pub mod notice;

pub use self::interest::ConflictOfInterest;
