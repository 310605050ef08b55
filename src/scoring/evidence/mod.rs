//! Evidence that a strategy may see: one type for each silo.
//!
//! | silo | type | may decide on credit |
//! |---|---|---|
//! | the credit file under a regime | [`Attributes`](crate::attributes::Attributes) | yes |
//! | the credit file of a shared pool | [`PoolRecord`] | only joined with a member's own data |
//! | public records | [`PublicRecords`] | no |
//! | a company's own data of a customer | [`CustomerProfile`] | only joined with the credit file |
//!
//! The library converts none of them into another. Two are combined in a [`Joined`] only, which takes a
//! [`Permit`](crate::policy::Permit).
//!
//! ```
//! use credit_bureau::scoring::evidence::{Company, CustomerProfile, ProfileMeasure};
//! struct HarbourShop;
//! impl Company for HarbourShop {
//!     const NAME: &'static str = "Harbour Shop";
//! }
//! // Evidence for Harbour Shop's strategies only.
//! let profile = CustomerProfile::<HarbourShop>::new("P-17", "2026-06".parse()?)
//!     .with(ProfileMeasure::TenureMonths, 30);
//! assert_eq!(profile.get(ProfileMeasure::TenureMonths).known(), Some(30));
//! # Ok::<(), credit_bureau::month::MonthError>(())
//! ```
//!
//! The compiler refuses to pass a strategy the evidence of another silo, and
//! [`Rules::decide_with`](crate::scoring::strategies::Rules::decide_with) accepts a strategy over [`CreditEvidence`]
//! only, a trait that callers cannot implement. [`Evidence`] itself is open: a caller may define a type with any
//! content and a strategy over it. The library takes no lending decision on such a strategy; the use of its numbers
//! outside the library is beyond the reach of types.

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
