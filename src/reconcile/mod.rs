//! What a report's own summary states, beside what its detail adds up to.
//!
//! A PBOC report opens with blocks of counts and sums (PC02 to PC05). [`reconcile`] works each of them out from the
//! accounts, liabilities, public records and inquiries of the same report, by a rule that the row names, and says
//! whether the two agree:
//!
//! ```
//! use credit_bureau::Language::English;
//! use credit_bureau::reconcile::{Finding, reconcile};
//! use credit_bureau::report::CreditSummary;
//! use credit_bureau::{AccountKind, Report};
//! let report = Report::builder("2024-06-30")
//!     .account(AccountKind::NonRevolvingLoan, "loan", |loan| loan.principal(9_000).balance(5_000).paid("NN1N"))
//!     .with(|data| {
//!         let mut summary = CreditSummary::default();
//!         summary.accounts = Some(2);
//!         data.credit_summary = Some(summary);
//!     })
//!     .build()?;
//! let rows = reconcile(&report);
//! assert_eq!(rows[0].to_string(), "PCO.PC02.PC02A.PC02AS01 accounts of credit: stated 2, computed 1: differs");
//! assert_eq!(rows[0].rule(English), "accounts of all kinds of credit; collections are not among them");
//! # Ok::<(), credit_bureau::report::ReportError>(())
//! ```
//!
//! The rules are those of the report, not of the [catalogue](super::Catalogue): here an account is open unless its
//! latest state is settled or closed, and past due in months with a digit only. No row shares a name with an attribute.
//! A difference is shown, never explained away.

mod credit;
mod others;

use std::fmt;

use crate::attributes::Unit;
use crate::language::Language;
use crate::report::Report;

/// Every row of the summary, stated or not, beside what the detail adds up to, in the order of the report.
///
/// The whole report is read, as its institution sees it: no regime, no as-of month.
#[must_use]
pub fn reconcile(report: &Report) -> Vec<Reconciled> {
    let mut page = Page { report, rows: Vec::new() };
    page.credit();
    page.others();
    page.rows
}

/// One row of a report's summary, reconciled with its detail.
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
    /// Where it stands in a PBOC document, positions from 0: `PCO.PC02.PC02D.PC02DH[2].PC02DS03`.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What it counts or sums.
    #[must_use]
    pub fn label(&self, language: Language) -> &str {
        let [english, chinese] = &self.label;
        language.pick(english, chinese)
    }

    /// In what it is counted.
    #[must_use]
    pub const fn unit(&self) -> Unit {
        self.unit
    }

    /// What the summary states; nothing if it states nothing.
    #[must_use]
    pub const fn stated(&self) -> Option<i64> {
        self.stated
    }

    /// What the detail adds up to; nothing if no rule is known, or the sum does not fit 64 bits.
    #[must_use]
    pub const fn computed(&self) -> Option<i64> {
        self.computed
    }

    /// Whether the two agree.
    #[must_use]
    pub const fn finding(&self) -> Finding {
        self.finding
    }

    /// The rule on the detail, or why there is none.
    #[must_use]
    pub const fn rule(&self, language: Language) -> &'static str {
        let (english, chinese) = self.rule;
        language.pick(english, chinese)
    }
}

impl fmt::Display for Reconciled {
    /// `PCO.PC02.PC02A.PC02AS01 accounts of credit: stated 2, computed 1: differs`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |number: Option<i64>| number.map_or_else(|| "nothing".to_owned(), |number| number.to_string());
        let (label, stated) = (self.label(Language::English), shown(self.stated));
        write!(f, "{} {label}: stated {stated}, computed {}: ", self.place, shown(self.computed))?;
        f.write_str(self.finding.text(Language::English))
    }
}

/// Whether a summary and its detail agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// They are equal.
    Agrees,
    /// They are not equal.
    Differs,
    /// The summary states it, but no rule is known by which it follows from the detail.
    NoRule,
    /// The summary does not state it.
    NotStated,
}

impl Finding {
    /// What it says.
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

/// What the detail says: a number by a rule, or that there is no rule.
enum Detail {
    By(Rule, i128),
    Underivable(Rule),
}

/// The rows so far.
struct Page<'a> {
    report: &'a Report,
    rows: Vec<Reconciled>,
}

impl Page<'_> {
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

/// The place of a field in a repeated group: with the position of the entry, if the summary has one.
fn entry(group: &str, position: Option<usize>, field: &str) -> String {
    match position {
        Some(position) => format!("{group}[{position}].{field}"),
        None => format!("{group}.{field}"),
    }
}

/// A number of things, which is never near 64 bits.
fn number(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}
