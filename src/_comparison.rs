//! Facts about this crate and the libraries next to it.
//!
//! The five below do other work than this crate, and meet it at files. The tables say what each library does; where
//! several do the same, each says so. Versions were looked at in November 2026: the packages on PyPI with their
//! documentation, and for metro2 the repository at `fe80ca7` of 2026-08-18.
//!
//! | library | version | language, licence | what it does |
//! |---|---|---|---|
//! | this crate | 0.1.0 | Rust, Apache-2.0 | reads credit reports, computes attributes, scores and explains |
//! | [moov-io/metro2](#moov-iometro2) | 0.10.0 | Go, Apache-2.0 | reads, writes and validates files in the US Metro 2 format |
//! | [creforge](#creforge) | 1.3.0 | Python, Apache-2.0 | generates synthetic credit-bureau data |
//! | [scorecardpy](#scorecardpy) | 0.1.9.7 | Python, MIT | fits scorecards to a table of cases |
//! | [optbinning](#optbinning) | 1.0.0 | Python, Apache-2.0 | finds optimal bins, and fits scorecards on them |
//! | [toad](#toad) | 0.1.7 | Python, MIT | selects variables, bins them and fits scorecards |
//!
//! And which part of the way each covers:
//!
//! | | metro2 | creforge | scorecardpy | optbinning | toad | this crate |
//! |---|---|---|---|---|---|---|
//! | credit reports of a person | – | – | – | – | – | PBOC, native |
//! | files of furnishers | Metro 2 | its own | – | – | – | – |
//! | invented data | – | yes | a sample | – | – | `testkit` |
//! | attributes of a person | – | about 30 | – | – | – | more than 100, and your own |
//! | regimes of a bureau | – | – | – | – | – | yes |
//! | binning and fitting | – | – | yes | yes | yes | – |
//! | scoring a table with a card | – | – | yes | yes | yes | yes |
//! | reasons with a score | – | – | – | – | yes | yes |
//! | what would change a score | – | – | – | counterfactuals | – | yes |
//! | performance and stability measures | – | – | yes | yes | yes | – |
//! | command line, web server | both | command line | – | – | command line | – |
//!
//! # moov-io/metro2
//!
//! <https://github.com/moov-io/metro2>, version 0.10.0.
//!
//! Metro 2 is the format in which US furnishers report to bureaus: a header, one record an account with a 24-month
//! payment history profile, and a trailer of counts.
//!
//! * *Reads and writes* Metro 2, with records of fixed or variable length or packed, and its own JSON of the same
//!   fields.
//! * *Is* a Go library, a command line and an HTTP server (`convert`, `print`, `validator`). Its README says
//!   that it does not persist data.
//! * *Validates* fields against the format; types have the names of the file's segments (`BaseSegment`, `J1Segment`).
//!
//! This crate does not read Metro 2 files. It knows the alphabet of the payment history profile, so that a profile that
//! metro2 has read becomes a history here:
//!
//! ```
//! use credit_bureau::history::{DelinquencyBucket, HistoryForm};
//! use credit_bureau::{Month, PaymentHistory};
//! // `paymentHistoryProfile` in metro2's JSON: the latest month first.
//! let profile = "0001200000000000000BBBBB";
//! let june = Month::new(2026, 6)?;
//! let paid = PaymentHistory::read(HistoryForm::Metro2Profile, profile, june)?;
//! assert_eq!(paid.late(DelinquencyBucket::DAYS_31_TO_60).count(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # creforge
//!
//! <https://pypi.org/project/creforge/1.3.0/>, version 1.3.0.
//!
//! * *Generates* linked tables (borrowers, inquiries, accounts, months, parties to an account) from explicit rules and
//!   a seed; nothing is fitted to real records. The same seed gives the same bytes.
//! * *Writes* Parquet or CSV, table definitions for several databases, a table of features with a target, and monthly
//!   files of lenders that come late, twice or corrected, with the answer key.
//! * *Validates* a data set, and *reconciles* what a bureau rebuilt from the monthly files with the truth.
//!
//! This crate does not read creforge's files. The months of one account, `dpd_bucket` of `account_month`, map onto the
//! history's symbols:
//!
//! ```
//! use credit_bureau::{AccountKind, Regime, Report};
//! // The values of `dpd_bucket`, and PBOC's symbol for each. An approximation: creforge's
//! // bounds are a day lower, and 120+ does not say how late.
//! let symbol = |bucket: &str| match bucket {
//!     "0" => 'N',
//!     "1-29" => '1',
//!     "30-59" => '2',
//!     "60-89" => '3',
//!     "90-119" => '4',
//!     _ => '5', // 120+
//! };
//! let months = ["0", "30-59", "1-29", "0", "0", "0"]; // latest first
//! let paid: String = months.into_iter().map(symbol).collect();
//! let report = Report::builder("2026-06-30")
//!     .account(AccountKind::CreditCard, "A-1", |card| card.paid(&paid))
//!     .build()?;
//! let attributes = report.under(Regime::holistic()).attributes();
//! assert_eq!(attributes.get("late_months_1_24")?.known(), Some(2));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # scorecardpy
//!
//! <https://pypi.org/project/scorecardpy/0.1.9.7/>, version 0.1.9.7.
//!
//! * *Does* variable selection, weight-of-evidence binning, scaling, scoring (`scorecard_ply`), and measures of
//!   performance and stability. The regression is scikit-learn's.
//! * *Gives* the card as a pandas `DataFrame` with `variable`, `bin`, `points`; points are rounded to whole numbers. It
//!   has no file format: people write the frame as CSV.
//!
//! Read here with feature `csv`; scores are equal to scorecardpy's, in total and for each variable:
//!
//! ```
//! # #[cfg(feature = "csv")] {
//! use credit_bureau::format::scorecard::{self, CardOptions};
//! use credit_bureau::scoring::Strategy;
//! use credit_bureau::scoring::scorecards::table::NamedRow;
//! let file = "\
//! variable,bin,points
//! basepoints,,448.0
//! duration_in_month,\"[-inf,8.0)\",64.0
//! duration_in_month,\"[8.0,inf)\",-5.0
//! ";
//! let card = scorecard::read(file, &CardOptions::default())?;
//! let outcome = card.evaluate(&NamedRow::new([("duration_in_month", 6.0)]));
//! assert_eq!(outcome.value(), Some(512.0));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # optbinning
//!
//! <https://pypi.org/project/optbinning/1.0.0/>, version 1.0.0.
//!
//! * *Does* binning as an optimisation problem with constraints, for binary, continuous and multi-class targets, in one
//!   and two dimensions and over streams; scorecards over any linear estimator; monitoring; counterfactual explanations.
//! * *Gives* the card as a `DataFrame` (`Scorecard.table()`, with style `summary` or `detailed`), and saves a fitted
//!   object with `pickle`. The text of a bin shows edges with two decimal places by default
//!   (`show_digits`).
//!
//! Read here with feature `csv`, from the table written as CSV. What the text does not tell is among the card's notes:
//!
//! ```
//! # #[cfg(feature = "csv")] {
//! use credit_bureau::format::scorecard::{self, CardOptions};
//! use credit_bureau::scoring::Strategy;
//! use credit_bureau::scoring::scorecards::table::NamedRow;
//! let file = "\
//! Variable,Bin,Points
//! housing,['own'],41.5
//! housing,\"['rent', 'for free']\",12.25
//! housing,Special,0.0
//! housing,Missing,20.0
//! ";
//! let card = scorecard::read(file, &CardOptions::default())?;
//! let outcome = card.evaluate(&NamedRow::new([("housing", "for free")]));
//! assert_eq!(outcome.value(), Some(12.25));
//! assert!(!card.notes().is_empty());
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # toad
//!
//! <https://pypi.org/project/toad/0.1.7/>, version 0.1.7.
//!
//! * *Does* exploration, variable selection, binning, stepwise regression, scorecards with reasons (`get_reason`), and
//!   measures of performance and stability.
//! * *Gives* the card as a dictionary, `DataFrame`, JSON or CSV (`ScoreCard.export`), with points rounded to two
//!   decimal places, and loads it again; writes PMML through sklearn2pmml (`card2pmml`).
//!
//! Its JSON is read here with feature `json`. The file has no points for a missing value unless a bin is named `nan`,
//! so the caller may say how many it gets:
//!
//! ```
//! # #[cfg(feature = "json")] {
//! use credit_bureau::format::scorecard::{self, CardOptions, DefaultPoints};
//! use credit_bureau::scoring::Strategy;
//! use credit_bureau::scoring::scorecards::table::NamedRow;
//! let file = r#"{ "duration": { "[-inf ~ 9)": 93.97, "[9 ~ inf)": 54.57 } }"#;
//! let options = CardOptions::default().missing(DefaultPoints::Lowest);
//! let card = scorecard::read(file, &options)?;
//! let score = |months: f64| card.evaluate(&NamedRow::new([("duration", months)])).value();
//! assert_eq!(score(6.0), Some(93.97));
//! assert_eq!(score(f64::NAN), Some(54.57));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # And out again
//!
//! A card from any of them goes out as JSON, as PMML 4.4 with reason codes (feature `pmml`) or as one SQL expression:
//!
//! ```
//! # #[cfg(all(feature = "csv", feature = "pmml"))] {
//! use credit_bureau::format::scorecard::{self, CardOptions, pmml, sql};
//! let file = "variable,bin,points\nbasepoints,,448.0\nhousing,own,7.0\nhousing,rent,-14.0\n";
//! let card = scorecard::read(file, &CardOptions::default())?;
//! assert!(sql::write(&card).contains(r#"WHEN "housing" IN ('rent') THEN -14.0"#));
//! assert!(pmml::write(&card)?.contains(r#"reasonCode="housing""#));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Over a person's credit file such a card is bound by a mapping from its variables to attributes; one that names what
//! must not count (sex, nationality, marital status, …) is refused by name
//! ([`TableCard::bind`](crate::scoring::scorecards::table::TableCard::bind)).
