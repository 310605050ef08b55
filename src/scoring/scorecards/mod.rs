//! Scorecards: points as data, over a person's attributes or over a [plain table](table).
//!
//! ```
//! use credit_bureau::scoring::scorecards::{Bin, Characteristic, Scorecard, ScorecardData};
//! use credit_bureau::scoring::{ScoreRange, Strategy};
//! # use credit_bureau::{AccountKind, Regime, Report};
//! let (origin, range) = ("an example".into(), ScoreRange::new(0, 100)?);
//! let mut data = ScorecardData::new("one line".into(), "1".into(), origin, range, 0.into());
//! let bins = vec![Bin::new(..12, 10), Bin::new(12.., 40)];
//! data.characteristics = vec![Characteristic::new("positive_on_time_months_12".into(), bins)];
//! let card = Scorecard::new(data)?;
//! # let report = Report::builder("2024-06-30").account(AccountKind::Rent, "flat", |rent| rent.paid("NNN")).build()?;
//! assert_eq!(card.evaluate(&report.under(Regime::holistic()).attributes()).value(), Some(10));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A card made by another tool is a [`TableCard`](table::TableCard) over plain rows; [binding](table::TableCard::bind)
//! it to attributes makes a [`Scorecard`], unless it names a [prohibited characteristic](super::prohibited). Files are
//! read and written in [`format::scorecard`](crate::format::scorecard); a portfolio is scored by
//! [`Portfolio::score`](crate::Portfolio::score).

mod check;
mod error;
#[cfg(feature = "json")]
pub(in crate::scoring) mod json;
mod scorecard;
pub mod table;

pub(in crate::scoring) use self::check::Checker;
pub use self::error::{CardFault, CardProblem, ScoringError};
pub use self::scorecard::{
    Absence, Bin, Characteristic, MinimumCriteria, PointsAward, PortfolioScores, Provenance, Scorecard, ScorecardData,
};
