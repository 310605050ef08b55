//! Why the interface is as it is, in questions and answers.
//!
//! * [Why is a report not a score?](#why-is-a-report-not-a-score)
//! * [Why is every policy a mask?](#why-is-every-policy-a-mask)
//! * [Why is hidden not zero?](#why-is-hidden-not-zero)
//! * [Why are attributes data?](#why-are-attributes-data)
//! * [Why do tallies merge?](#why-do-tallies-merge)
//! * [Why integers until a strategy?](#why-integers-until-a-strategy)
//! * [Why is a silo a type?](#why-is-a-silo-a-type)
//! * [Why does an unscorable person have no score?](#why-does-an-unscorable-person-have-no-score)
//! * [Why is time always passed in?](#why-is-time-always-passed-in)
//! * [Why is nothing async, and no file opened?](#why-is-nothing-async-and-no-file-opened)
//! * [Why does a report dereference to its data?](#why-does-a-report-dereference-to-its-data)
//! * [Why are the given regimes `&'static`?](#why-are-the-given-regimes-static)
//! * [Why sixty months in planes of bits?](#why-sixty-months-in-planes-of-bits)
//! * [Why do errors come all at once?](#why-do-errors-come-all-at-once)
//!
//! # Why is a report not a score?
//!
//! A report states facts: who lent, how much, which month was paid. A score is an opinion about them, and different
//! lenders hold different ones. So a [`Report`](crate::Report) has no score and no method that gives one. An opinion
//! is a [`Strategy`](crate::Strategy), named with its version in every score it gives, and two of them may look at the
//! same facts and disagree. A bureau's own score that a PBOC report prints is kept as one of the facts that the report
//! states ([`DigitalReading`](crate::report::DigitalReading)).
//!
//! # Why is every policy a mask?
//!
//! Whether a bureau records rent is a rule about what is seen, not about the person. If a rule changed the data, each
//! rule would need a copy, and comparing two rules would compare two copies. Instead a [`Regime`](crate::Regime)
//! decides which months, fields and accounts of a borrowed report are visible, and the rest of the library computes on
//! `data & mask`. The same report under two regimes costs one more pass, and nothing is copied. Retention, disputes
//! and redactions are masks too ([`AccountMask`](crate::policy::AccountMask)); they combine with `&`, in any order.
//!
//! ```
//! use credit_bureau::{AccountKind, Regime, Report};
//! let renter = Report::builder("2026-06-30")
//!     .account(AccountKind::Rent, "home", |rent| rent.paid("NNNNNN"))
//!     .build()?;
//! assert_eq!(renter.under(Regime::negative_only()).accounts().count(), 0);
//! assert_eq!(renter.under(Regime::holistic()).accounts().count(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Why is hidden not zero?
//!
//! A person without a card has no utilisation; one whose bureau hides cards has one that is not known. Zero would call
//! both of them people who use none of their limit, and that is the best reading there is. So a value is a number or
//! the cause of its absence ([`Reading`](crate::Reading), [`SpecialValue`](crate::attributes::SpecialValue)), and a
//! scorecard has to say how many points each cause gives, or has no score where it does not.
//!
//! ```
//! use credit_bureau::attributes::{Reading, SpecialValue};
//! use credit_bureau::{AccountKind, Regime, Report};
//! let report = Report::builder("2026-06-30")
//!     .account(AccountKind::Rent, "home", |rent| rent.paid("NNNNNN"))
//!     .build()?;
//! let attributes = report.under(Regime::holistic()).attributes();
//! assert_eq!(attributes.get("bad_debts")?, Reading::Known(0));
//! let utilisation = attributes.get("card_utilisation")?;
//! assert_eq!(utilisation, Reading::Absent(SpecialValue::NoSuchAccount));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Why are attributes data?
//!
//! Bureaus sell hundreds of attributes, and most are the same sentence with other words: *how many* months, *of which*
//! accounts, *how late*, *in which* window. An attribute here is that sentence as a row
//! ([`Attribute`](crate::attributes::Attribute)). A row can be read by the person it counts, printed as a definition
//! in two languages, checked, kept beside a scorecard in a file and added without a line of code. A
//! [`Plan`](crate::Plan) compiles rows, so that a row of yours runs as fast as the catalogue's; a plain interpreter of
//! the rows, in the tests, is the reference that the compiled form must equal.
//!
//! ```
//! use credit_bureau::{Catalogue, Language};
//! let row = Catalogue::standard().get("late_months_1_24").ok_or("no such row")?;
//! println!("{}", row.definition(Language::English)); // what it counts, in a sentence
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Why do tallies merge?
//!
//! A [`Tally`](crate::attributes::Tally) is what a plan gathers of some accounts. Two tallies of different accounts
//! merge into the tally of all of them, in any order, and there is an empty one. One definition therefore serves one
//! report, a pool of threads, a month added to a portfolio and a `GROUP BY` over machines, and they agree to the last
//! bit. A tally belongs to a plan, a month and a regime; merging two that differ in one of these is an error.
//!
//! # Why integers until a strategy?
//!
//! Sums of floating-point numbers depend on their order, and order differs between one report, a thread pool and a
//! cluster. Counts, months, minor units of a currency and basis points are whole numbers, so every route gives the same
//! bytes. Sums run in 128 bits and are checked when they are read off. A strategy may compute in any way it likes; its
//! inputs are the same everywhere.
//!
//! # Why is a silo a type?
//!
//! Credit, public records and a company's own data of its customers may not be mixed without the person's consent. A
//! rule in a manual is broken by one careless join; here the join does not compile. A strategy names its
//! [`Evidence`](crate::scoring::Evidence), and evidence of another silo does not fit:
//!
//! ```compile_fail,E0308
//! use credit_bureau::scoring::evidence::PublicRecords;
//! use credit_bureau::{Scorecard, Strategy};
//! fn score(card: &Scorecard, records: &PublicRecords) {
//!     card.evaluate(records); // a scorecard takes `Attributes` of a credit file
//! }
//! ```
//!
//! Two silos meet in a [`Joined`](crate::scoring::evidence::Joined) only, which uses up a
//! [`Permit`](crate::policy::Permit), and only a person's [`Consent`](crate::policy::Consent) that covers the company,
//! the purpose and the day makes one. There is no field anywhere for religion, genes, illness, political opinion,
//! friends or browsing: what has no field cannot leak into a score.
//!
//! # Why does an unscorable person have no score?
//!
//! A lowest score says "a bad risk"; nothing on file says nothing. An [`Outcome`](crate::Outcome) is therefore a score
//! with its reasons, or the causes why there is none. To read a number out of it a caller has to meet the other case,
//! and a portfolio counts such people instead of scoring them.
//!
//! # Why is time always passed in?
//!
//! A report made in June must add up in December as it did in June. "The last 24 months" counts back from a month that
//! the caller says, or from the report's own; there is no clock in the library. The same inputs give the same bytes on
//! every day and every machine, and a past decision can be worked out again.
//!
//! ```
//! use credit_bureau::{AccountKind, Regime, Report};
//! let report = Report::builder("2026-06-30")
//!     .account(AccountKind::Rent, "home", |rent| rent.paid(&"N".repeat(12)))
//!     .build()?;
//! // The report as of March.
//! let march = report.under(Regime::holistic()).at("2026-03".parse()?);
//! assert_eq!(march.attributes().get("positive_on_time_months_24")?.known(), Some(9));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Why is nothing async, and no file opened?
//!
//! The work is arithmetic on data in memory. Readers take bytes and writers give them, so the caller chooses the file,
//! socket or database, the runtime and the threads. Hence the library has no configuration and no state to share,
//! every function can be tested with a literal, and `unsafe` is forbidden.
//!
//! # Why does a report dereference to its data?
//!
//! [`ReportData`](crate::report::ReportData) has public fields and may say anything, as a file may. A
//! [`Report`](crate::Report) is such data after its check, and cannot be changed except by operations that check again
//! ([`append_month`](crate::Report::append_month), [`add_inquiry`](crate::Report::add_inquiry)). Reading it should
//! be short: `report.accounts` is the field of the data behind it. Only shared access is given; there is no
//! `DerefMut`.
//!
//! ```compile_fail,E0594
//! use credit_bureau::Report;
//! fn forget(report: &mut Report) {
//!     report.subject = None; // error: a checked report's fields cannot be assigned
//! }
//! ```
//!
//! # Why are the given regimes `&'static`?
//!
//! A view borrows its regime. If [`Regime::holistic`](crate::Regime::holistic) gave a value, the view in
//! `let view = report.under(&Regime::holistic())` would outlive it, and the line would not compile. The five regimes
//! that are given live as long as the program; one that you build is borrowed from where you keep it.
//!
//! # Why sixty months in planes of bits?
//!
//! A PBOC report carries sixty months of an account, and sixty bits fit into a `u64`. A status has one of sixteen
//! severities, ordered so that worse is greater: four planes of bits hold a whole history, in 32 bytes. "Months at
//! least 61 days late in the last 24" is a handful of boolean operations and one count of bits for all months at once.
//! [`Months`](crate::history::Months), a set of months, is the algebra in which the rest of the library asks.
//!
//! ```
//! use credit_bureau::history::DelinquencyBucket;
//! use credit_bureau::month::Window;
//! use credit_bureau::{Month, PaymentHistory};
//! // The latest month, June, comes first.
//! let paid = PaymentHistory::parse("N N 1 2 3 N", Month::new(2026, 6)?)?;
//! let late = paid.late(DelinquencyBucket::DAYS_61_TO_90).within(Window::last(24));
//! assert_eq!(late.count(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Why do errors come all at once?
//!
//! To repair a file of a thousand accounts one needs the whole list, not its first line. Reading and checking collect
//! up to a hundred problems and count the rest ([`Problems`](crate::format::Problems)), each with its place, the text
//! that stood there and what was expected. The caller decides whether they stop the reading (strict) or are warnings
//! (lenient).
//!
//! ```
//! # #[cfg(feature = "json")] {
//! use credit_bureau::format::pboc;
//! let file = r#"{ "PRH": { "PA01": { "PA01A": { "PA01AR01": "30 June" } } } }"#;
//! let problems = pboc::read(file).unwrap_err().to_string();
//! assert!(problems.contains("PRH.PA01.PA01A.PA01AR01"), "{problems}");
//! # }
//! ```
