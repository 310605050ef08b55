//! Characteristics of a person that must not count, told by the names of variables and by what else a card says of them.
//!
//! ```
//! use credit_bureau::scoring::prohibited::{Prohibited, Tripwire};
//! let found = Tripwire::new().check(["income", "personal_status_and_sex", "年龄", "average_balance"]);
//! let names: Vec<_> = found.iter().map(|one| (one.name(), one.characteristic())).collect();
//! assert_eq!(names, [
//!     ("personal_status_and_sex", Prohibited::Sex),
//!     ("personal_status_and_sex", Prohibited::MaritalStatus),
//!     ("年龄", Prohibited::Age),
//! ]);
//! assert!(Tripwire::new().allowing_age().check(["age_in_years"]).is_empty());
//! ```
//!
//! It is a tripwire, not a proof. It catches whoever forgot what a column is, and makes them say so; it cannot see what
//! a harmless name hides, nor what stands in for a characteristic without naming it (a postcode, a first name). Names
//! are matched by whole words in English, and by the listed terms in Chinese. The names of the
//! [standard catalogue](crate::attributes::Catalogue::standard) are exempt: what they measure is known. Of other names some are refused
//! that mean no harm (`financial_health`, the age of an account); they want another name.
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
