//! The evidence that a strategy may see: a silo is a type.
//!
//! | silo | type | decides on credit |
//! |---|---|---|
//! | the credit file under a regime | [`Attributes`](crate::attributes::Attributes) | yes |
//! | the credit file of a shared pool | [`PoolRecord`] | joined with a member's own data |
//! | public records | [`PublicRecords`] | no |
//! | a company's own data of a customer | [`CustomerProfile`] | joined with the credit file |
//!
//! The library turns none into another. Two meet in a [`Joined`], which takes a [`Permit`](crate::policy::Permit).
//!
//! ```
//! use credit_bureau::scoring::evidence::{Company, CustomerProfile, ProfileMeasure};
//! struct HarbourShop;
//! impl Company for HarbourShop {
//!     const NAME: &'static str = "Harbour Shop";
//! }
//! let profile = CustomerProfile::<HarbourShop>::new("P-17", "2026-06".parse()?).with(ProfileMeasure::TenureMonths, 30);
//! assert_eq!(profile.get(ProfileMeasure::TenureMonths).known(), Some(30)); // evidence for Harbour Shop's strategies only
//! # Ok::<(), credit_bureau::month::MonthError>(())
//! ```
//!
//! What the types refuse: a strategy over one silo cannot be given another's evidence, and
//! [`Rules::decide_with`](crate::scoring::strategies::Rules::decide_with) takes no strategy but one over
//! [`CreditEvidence`], which nobody can declare for a type of their own. What they do not: [`Evidence`] is open, so somebody may write a type that holds
//! anything, and a strategy that looks at it. Nothing of the library lends on such a strategy; what its owner does
//! with the number outside the library no type can hinder.

mod joined;
mod known_to;
mod pool;
mod profile;
mod public_records;
mod silo;

pub use self::joined::{JoinError, Joined};
pub use self::known_to::KnownTo;
pub use self::pool::{Pool, PoolRecord};
pub use self::profile::{Company, CustomerProfile, ProfileMeasure};
pub use self::public_records::{DefaulterGround, PenaltyClass, PublicRecords, Published, PublishedError};
pub use self::silo::{CreditEvidence, Evidence, InSilo};
