//! Reconciliation: the summary that a report states, compared with what its own details add up to.
//!
//! A PBOC report opens with blocks of counts and sums (PC02 to PC05). [`reconcile`] computes each of them from the
//! accounts, liabilities, public records and inquiries of the same report, by a rule that the row names, and says
//! whether the two agree:
//!
//! ```
//! use credit_bureau::Language::English;
//! use credit_bureau::reconcile::{Finding, reconcile};
//! use credit_bureau::report::CreditSummary;
//! use credit_bureau::{AccountKind, Report};
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::CreditCard, "card", |card| {
//!         card.limit(9_000).balance(5_000).paid("NN1N")
//!     })
//!     .with(|data| {
//!         let mut summary = CreditSummary::default();
//!         summary.accounts = Some(2);
//!         data.credit_summary = Some(summary);
//!     })
//!     .build()?;
//! let rows = reconcile(&report);
//! assert_eq!((rows[0].stated(), rows[0].computed()), (Some(2), Some(1)));
//! assert_eq!(rows[0].finding(), Finding::Differs);
//! let rule = rows[0].rule(English);
//! assert_eq!(rule, "accounts of all kinds of credit, without collections");
//! # Ok::<(), credit_bureau::report::ReportError>(())
//! ```
//!
//! The rules are the report's, not the [catalogue](crate::attributes::Catalogue)'s: here an account is open unless its
//! latest state is settled or closed, and past due only in months with a digit. No row shares a name with an attribute.
//! A difference is shown and left to the reader to explain.

mod credit;
mod others;

use std::fmt;

use crate::attributes::Unit;
use crate::language::Language;
use crate::report::Report;

/// Compares every row of the summary, stated or not, with the report's details, in the order of the report.
///
/// The whole report is read as its institution sees it: no regime applies, and no as-of month.
#[must_use]
pub fn reconcile(report: &Report) -> Vec<Reconciled> {
    let mut reconciliation = Reconciliation { report, rows: Vec::new() };
    reconciliation.credit();
    reconciliation.others();
    reconciliation.rows
}

/// One row of a report's summary, compared with its details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconciled {
    place: String,
    label: [String; 2],
    unit: Unit,
    stated: Option<i64>,
    computed: Option<i64>,
    finding: Finding,
    rule: Rule,
}

impl Reconciled {
    /// The place of the row in a PBOC document, with positions from 0: `PCO.PC02.PC02D.PC02DH[2].PC02DS03`.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The label of the row: what is counted or summed.
    #[must_use]
    pub fn label(&self, language: Language) -> &str {
        let [english, chinese] = &self.label;
        language.pick(english, chinese)
    }

    /// The unit of the two numbers.
    #[must_use]
    pub const fn unit(&self) -> Unit {
        self.unit
    }

    /// The number that the summary states, or `None`.
    #[must_use]
    pub const fn stated(&self) -> Option<i64> {
        self.stated
    }

    /// The number computed from the details; `None` if no rule is known or the number does not fit 64 bits.
    #[must_use]
    pub const fn computed(&self) -> Option<i64> {
        self.computed
    }

    /// The finding: whether the two numbers agree.
    #[must_use]
    pub const fn finding(&self) -> Finding {
        self.finding
    }

    /// The rule by which the number is computed, or the reason why there is none.
    #[must_use]
    pub const fn rule(&self, language: Language) -> &'static str {
        let (english, chinese) = self.rule;
        language.pick(english, chinese)
    }
}

impl fmt::Display for Reconciled {
    /// Writes `PCO.PC02.PC02A.PC02AS01 accounts of credit: stated 2, computed 1: differs`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |number: Option<i64>| number.map_or_else(|| "nothing".to_owned(), |number| number.to_string());
        let (label, stated) = (self.label(Language::English), shown(self.stated));
        write!(f, "{} {label}: stated {stated}, computed {}: ", self.place, shown(self.computed))?;
        f.write_str(self.finding.text(Language::English))
    }
}

/// The finding of a reconciliation: whether a summary and its details agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// The two numbers are equal.
    Agrees,
    /// The two numbers differ.
    Differs,
    /// The summary states a number, but no rule is known by which it follows from the details.
    NoRule,
    /// The summary states no number.
    NotStated,
}

impl Finding {
    /// The text for people: `agrees`.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::Agrees => ("agrees", "一致"),
            Self::Differs => ("differs", "不一致"),
            Self::NoRule => ("no rule", "无规则"),
            Self::NotStated => ("not stated", "未列示"),
        };
        language.pick(english, chinese)
    }
}

/// A rule in English and Chinese.
type Rule = (&'static str, &'static str);

/// The details' side of a row: a number with its rule, or the reason why there is no rule.
enum Detail {
    By(Rule, i128),
    Underivable(Rule),
}

/// The rows of a report's summary, as they are collected.
struct Reconciliation<'a> {
    report: &'a Report,
    rows: Vec<Reconciled>,
}

impl Reconciliation<'_> {
    fn row(&mut self, place: String, label: [String; 2], unit: Unit, stated: Option<i64>, detail: Detail) {
        let (rule, computed) = match detail {
            Detail::By(rule, computed) => (rule, Some(computed)),
            Detail::Underivable(rule) => (rule, None),
        };
        let finding = match (stated.map(i128::from), computed) {
            (None, _) => Finding::NotStated,
            (Some(_), None) => Finding::NoRule,
            (Some(stated), Some(computed)) if stated == computed => Finding::Agrees,
            (Some(_), Some(_)) => Finding::Differs,
        };
        let computed = computed.and_then(|computed| i64::try_from(computed).ok());
        self.rows.push(Reconciled { place, label, unit, stated, computed, finding, rule });
    }

    fn count(&mut self, place: String, label: [String; 2], stated: Option<u32>, detail: Detail) {
        self.row(place, label, Unit::Count, stated.map(i64::from), detail);
    }
}

fn label(english: &str, chinese: &str) -> [String; 2] {
    [english.to_owned(), chinese.to_owned()]
}

/// The place of a field in a repeated group, with the position of the entry if the summary has one.
fn entry(group: &str, position: Option<usize>, field: &str) -> String {
    match position {
        Some(position) => format!("{group}[{position}].{field}"),
        None => format!("{group}.{field}"),
    }
}

/// A count, which is never near 64 bits.
fn number(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}
