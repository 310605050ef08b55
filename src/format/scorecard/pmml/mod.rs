//! Scorecards in PMML, the form that most scoring engines read: writing them, and notes on reading.
//!
//! ```
//! use credit_bureau::format::scorecard::{self, CardOptions, pmml};
//! use credit_bureau::scoring::scorecards::table::{
//!     Case, NamedRow, Predicate, TableCard, TableCardData, TableCharacteristic,
//! };
//! use credit_bureau::scoring::Strategy;
//! let mut data = TableCardData::new("one line".into(), "1".into(), 448.0);
//! let own = Case::new(Predicate::one_of(["own"]), 7.25);
//! let others = Case::new(Predicate::one_of(["rent", "lodge"]), -14.0);
//! data.characteristics = vec![TableCharacteristic::new("housing".into(), vec![own, others])];
//! let text = pmml::write(&TableCard::new(data)?)?;
//! assert!(text.contains(r#"field="housing" operator="equal" value="own""#));
//! let again = scorecard::read(&text, &CardOptions::default())?;
//! let lodger = NamedRow::new([("housing", "lodge")]);
//! assert_eq!(again.evaluate(&lodger).value(), Some(434.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Out.** PMML 4.4: the base is `initialScore`; each case is an `Attribute`, with the points of missing and of other
//! values after the cases; the [better](crate::scoring::Better) direction is `reasonCodeAlgorithm`, and every
//! characteristic has its `baselineScore` and `reasonCode`. The four strongest reasons are among the outputs. Fields
//! take values as the card's [inputs](crate::scoring::scorecards::table::Input) say, and else as they are. Extensions hold what the
//! standard has no place for: labels, the baseline of a single case, and the variable of a characteristic that looks at
//! another first.
//!
//! **In.** PMML 4.1 to 4.4. All predicates are read, `xor` and `surrogate` too; the treatment of missing and invalid values
//! becomes [inputs](crate::scoring::scorecards::table::Input). A row with a value that no `Attribute` takes, or that is invalid,
//! has no score. Constructs that would change a score and are not supported are refused by name: derived fields,
//! computed points, scores that are changed afterwards, replaced outliers and invalid values, ordered texts, dates.
//! Elements with another prefix than the root's belong to another vocabulary and are passed over, as are outputs other
//! than the score, statistics and verification data.
//!
//! The format is that of the [Data Mining Group](https://dmg.org/pmml/v4-4/Scorecard.html). A document type declaration
//! is refused, so that no document grows while it is read.

mod extensions;
mod fields;
pub(super) mod read;
mod tree;
mod write;

pub use self::write::{PmmlError, write};
