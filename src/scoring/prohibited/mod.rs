//! Characteristics that must not be scored, and a check that finds them in variables' names and a card's texts.
//!
//! ```
//! use credit_bureau::scoring::prohibited::{Prohibited, Tripwire};
//! let names = ["income", "personal_status_and_sex", "年龄", "average_balance"];
//! let found = Tripwire::new().check(names);
//! let names: Vec<_> =
//!     found.iter().map(|one| (one.name(), one.characteristic())).collect();
//! assert_eq!(names, [
//!     ("personal_status_and_sex", Prohibited::Sex),
//!     ("personal_status_and_sex", Prohibited::MaritalStatus),
//!     ("年龄", Prohibited::Age),
//! ]);
//! assert!(Tripwire::new().allowing_age().check(["age_in_years"]).is_empty());
//! ```
//!
//! The check is a tripwire, not a proof. It catches a forgotten or misunderstood column and makes the author look at
//! it. It cannot see what a harmless name hides, nor a proxy that does not name the characteristic (a postcode, a first
//! name). English is matched by whole words, Chinese by the listed terms. Names of the [standard
//! catalogue](crate::attributes::Catalogue::standard) are exempt, because their definitions are known. Some harmless
//! names are refused all the same (`financial_health`, the age of an account) and must be renamed.
//!
//! Sources: China's Regulation on the Administration of the Credit Reporting Industry (2013), article 14 (religion,
//! genes, fingerprints, blood type, illness and medical history may not be collected); the US Equal Credit Opportunity
//! Act and Regulation B, 12 CFR 1002.2(z), 1002.4 and 1002.6 (race, colour, religion, national origin, sex, marital
//! status, age, income from public assistance).
//! Regulation B allows age in an empirically derived, sound system; here it must be allowed in code.

mod characteristic;
mod terms;
mod tripwire;

pub use self::characteristic::Prohibited;
pub use self::tripwire::{ProhibitedName, Tripwire};
