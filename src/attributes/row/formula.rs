//! The notation of a row: one line of text, the same on every machine, by which rows are compared and fingerprinted.
//!
//! ```text
//! accounts: sum of count(late 2) where kinds(d1 r4 r1 r2 r3) in 0–23
//! months: highest of overdue where kinds(r2 r3) in 0–11
//! inquiries: count for (loan_approval) in 0–5 excluding 7 days
//! ratio(accounts: …, accounts: …)
//! ```

use std::fmt::{self, Debug, Formatter};

use super::attribute::{
    AcrossInquiries, Attribute, Filter, Measure, MonthTest, OverAccounts, OverInquiries, OverLiabilities, OverMonths,
    SeveritySet, Value, Within, WithinMonth,
};
use crate::history::Severity;
use crate::month::Window;
use crate::report::AccountKind;

impl fmt::Display for Attribute {
    /// Writes `name = notation`.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.name, self.measure)
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accounts(row) => write!(f, "{row}"),
            Self::Months(row) => write!(f, "{row}"),
            Self::Inquiries(row) => write!(f, "{row}"),
            Self::Liabilities(row) => write!(f, "{row}"),
            Self::Derived(row) => write!(f, "{}({}, {})", word(row.operation), row.left, row.right),
        }
    }
}

impl fmt::Display for OverAccounts {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let across = word(self.across);
        write!(f, "accounts: {across} of {} where {} in {}", self.of, self.filter, MonthSpan(self.window))
    }
}

impl fmt::Display for OverMonths {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let across = word(self.across);
        write!(f, "months: {across} of {} where {} in {}", self.of, self.filter, MonthSpan(self.window))
    }
}

impl fmt::Display for OverInquiries {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let across = word::<AcrossInquiries>(self.across);
        write!(f, "inquiries: {across} for ({}) in {}", words(&self.reasons), MonthSpan(self.window))?;
        match self.excluding_days {
            0 => Ok(()),
            days => write!(f, " excluding {days} days"),
        }
    }
}

impl fmt::Display for OverLiabilities {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "liabilities: sum of {} for ({})", word(self.sum), words(&self.roles))
    }
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account => f.write_str("account"),
            Self::Count(test) => write!(f, "count({test})"),
            Self::Any(test) => write!(f, "any({test})"),
            Self::Never(test) => write!(f, "never({test})"),
            Self::LongestRun(test) => write!(f, "longest_run({test})"),
            Self::MonthsSince(test) => write!(f, "months_since({test})"),
            Self::Worst => f.write_str("worst"),
            Self::Latest => f.write_str("latest"),
            Self::LatestIs(test) => write!(f, "latest_is({test})"),
            Self::Value(value) => write!(f, "{value}"),
            Self::AtLeastZero(value) => write!(f, "max({value}, 0)"),
        }
    }
}

impl fmt::Display for WithinMonth {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any(test) => write!(f, "any({test})"),
            Self::None(test) => write!(f, "none({test})"),
            Self::AnyAndNone(any, none) => write!(f, "any({any}) and none({none})"),
            Self::Overdue => f.write_str("overdue"),
            Self::Worst => f.write_str("worst"),
            Self::Accounts(test) => write!(f, "accounts({test})"),
        }
    }
}

impl fmt::Display for MonthTest {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Late(bucket) => write!(f, "late {bucket}"),
            Self::OnTime => f.write_str("on_time"),
            Self::Reported => f.write_str("reported"),
            Self::NothingDue => f.write_str("nothing_due"),
            Self::Severities(set) => write!(f, "severities {}", numbers(*set)),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&word(self))
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kinds(kinds) => write!(f, "kinds({})", listed(kinds.iter().map(AccountKind::tag))),
            Self::Open => f.write_str("open"),
            Self::Closed => f.write_str("closed"),
            Self::OpenedWithin(months) => write!(f, "opened_within({months})"),
            Self::ReportedWithin(months) => write!(f, "reported_within({months})"),
            Self::Above(value) => write!(f, "{value} > 0"),
            Self::UsedAtLeastPercent(percent) => write!(f, "used >= {percent}%"),
            Self::Business(kinds) => write!(f, "business({})", words(kinds)),
            Self::Guarantee(kinds) => write!(f, "guarantee({})", words(kinds)),
            Self::FurnisherType(kinds) => write!(f, "furnisher({})", words(kinds)),
            Self::Role(roles) => write!(f, "role({})", words(roles)),
            Self::State(states) => write!(f, "state({})", words(states)),
            Self::StateKnown => f.write_str("state_known"),
            Self::LastMonth(set) => write!(f, "last_month({})", numbers(*set)),
            Self::All(parts) => write!(f, "all({})", listed(parts.iter())),
            Self::Any(parts) => write!(f, "any({})", listed(parts.iter())),
            Self::Not(part) => write!(f, "not({part})"),
        }
    }
}

/// The word of a variant as its JSON form spells it: `MonthsSince` gives `months_since`.
pub(crate) fn word<T: Debug>(variant: T) -> String {
    let mut word = String::new();
    for c in format!("{variant:?}").chars() {
        if c.is_ascii_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(c.to_ascii_lowercase());
    }
    word
}

/// A window written as its first and last month, counted back from the as-of month.
struct MonthSpan(Window);

impl fmt::Display for MonthSpan {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0.is_empty() {
            true => f.write_str("no month"),
            false => write!(f, "{}–{}", self.0.newest(), self.0.oldest()),
        }
    }
}

fn words<T: Debug>(words: &[T]) -> String {
    listed(words.iter().map(word))
}

fn numbers(set: SeveritySet) -> String {
    listed(set.iter().map(Severity::number))
}

fn listed<T: ToString>(items: impl Iterator<Item = T>) -> String {
    items.map(|item| item.to_string()).collect::<Vec<_>>().join(" ")
}
