//! The grammar of attributes: what a row may say.
//!
//! A row reduces a table of accounts and months in two steps and names both, in order; or it counts inquiries, sums
//! liabilities, or combines two rows. Rows are plain data with a JSON form; nothing here computes.

use serde::{Deserialize, Serialize};

use crate::history::{DelinquencyBucket, Severity};
use crate::language::Language;
use crate::month::Window;
use crate::report::{
    AccountState, BusinessKind, Guarantee, HolderRole, InquiryReason, InstitutionType, KindSet, LiabilityRole,
};

/// An attribute: a name, what it measures, and which way is better.
///
/// ```
/// use credit_bureau::attributes::Attribute;
/// # #[cfg(feature = "json")] {
/// let row: Attribute = serde_json::from_str(
///     r#"{
///         "name": "late_months_2_24",
///         "direction": "lower_is_better",
///         "measure": {"accounts": {
///             "across": "sum",
///             "of": {"count": {"late": 2}},
///             "where": {"kinds": ["d1", "r4", "r1", "r2", "r3"]},
///             "in": 24
///         }}
///     }"#,
/// )?;
/// assert_eq!(row.name, "late_months_2_24");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// The name: small letters, digits and underscores.
    pub name: String,
    /// Which way is better.
    #[serde(default)]
    pub direction: Direction,
    /// What it measures.
    pub measure: Measure,
}

/// Which way an attribute is better for the person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A higher value is better.
    HigherIsBetter,
    /// A lower value is better.
    LowerIsBetter,
    /// Neither way is better as such.
    #[default]
    Neither,
}

impl Direction {
    /// The direction in words.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::HigherIsBetter => ("higher is better", "越高越好"),
            Self::LowerIsBetter => ("lower is better", "越低越好"),
            Self::Neither => ("neither way is better", "无优劣之分"),
        };
        language.pick(english, chinese)
    }
}

/// What an attribute measures.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Each account is reduced over its months, then the accounts are.
    Accounts(OverAccounts),
    /// Each month is reduced over the accounts, then the months are.
    Months(OverMonths),
    /// Inquiries.
    Inquiries(OverInquiries),
    /// Liability for other people's debts.
    Liabilities(OverLiabilities),
    /// Two measures combined.
    Derived(Box<Derived>),
}

/// `across(within(months | value))` where filter, in window.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverAccounts {
    /// How the accounts are reduced.
    pub across: Across,
    /// What is taken of each account.
    pub of: Within,
    /// Which accounts.
    #[serde(rename = "where")]
    pub filter: Filter,
    /// Which months; a value or the account itself has none, and takes the whole history.
    #[serde(rename = "in", default = "whole_history")]
    pub window: Window,
}

/// How accounts are reduced to one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Across {
    /// The sum of what is stated; 0 if no account matches.
    Sum,
    /// The number of accounts for which it is true or above zero.
    Count,
    /// The highest.
    Highest,
    /// The lowest.
    Lowest,
    /// The average of those that state it, rounded down.
    Average,
    /// The number of distinct furnishers, by code as reported, of accounts for which it is true or above zero.
    DistinctFurnishers,
}

/// What is taken of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// The account itself: 1.
    Account,
    /// Number of months that pass the test.
    Count(MonthTest),
    /// Whether a month passes the test: 1 or 0.
    Any(MonthTest),
    /// Whether no month passes the test: 1 or 0.
    Never(MonthTest),
    /// The longest run of months that pass the test. Without data a streak is 0: so is the highest of no account.
    LongestRun(MonthTest),
    /// Months since the latest that passes the test; 0 is the as-of month. Never happened if none does.
    MonthsSince(MonthTest),
    /// The worst severity, by its number.
    Worst,
    /// The severity of the latest reported month, by its number. Not stated if no month is reported.
    Latest,
    /// Whether the latest reported month passes the test: 1 or 0.
    LatestIs(MonthTest),
    /// A value of the account.
    Value(Value),
    /// A value of the account, cut off below at 0.
    AtLeastZero(Value),
}

/// A value of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Credit limit, minor units.
    Limit,
    /// Amount lent, minor units.
    Principal,
    /// Balance, minor units.
    Balance,
    /// Used amount where stated, else the balance, minor units.
    Used,
    /// Amount past due, minor units.
    PastDue,
    /// Payment due in the month, minor units.
    Scheduled,
    /// Payment made in the month, minor units.
    Actual,
    /// Months from the month of opening to the as-of month.
    Age,
    /// Used amount, cut off below at 0, over the limit, in basis points, rounded down. Stated where the used amount and
    /// a limit above 0 are.
    Utilisation,
}

/// A test of one account's month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthTest {
    /// At least so late, by the rule of the account's kind.
    Late(DelinquencyBucket),
    /// Paid as agreed.
    OnTime,
    /// Severity 3 or more.
    Reported,
    /// Nothing due.
    NothingDue,
    /// One of a set of severities. Whatever is not visible has severity 0.
    Severities(SeveritySet),
}

/// `across(within(accounts))` month by month, where filter, in window.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverMonths {
    /// How the months are reduced.
    pub across: AcrossMonths,
    /// What is taken of each month.
    pub of: WithinMonth,
    /// Which accounts.
    #[serde(rename = "where")]
    pub filter: Filter,
    /// Which months.
    #[serde(rename = "in", default = "whole_history")]
    pub window: Window,
}

/// How months are reduced to one number. A month counts, runs or dates if its value is true or above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcrossMonths {
    /// The sum.
    Sum,
    /// The number of months.
    Count,
    /// The highest.
    Highest,
    /// The lowest.
    Lowest,
    /// The average over the window, rounded down.
    Average,
    /// The longest run.
    LongestRun,
    /// The run that starts at the latest month in the window in which an account of the filter is on time or late, and
    /// goes back.
    CurrentRun,
    /// Months since the latest.
    MonthsSince,
}

/// What is taken of one month over the accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithinMonth {
    /// Whether an account passes the test.
    Any(MonthTest),
    /// Whether no account passes the test.
    None(MonthTest),
    /// Whether an account passes the first test and none passes the second.
    AnyAndNone(MonthTest, MonthTest),
    /// The sum of overdue amounts of accounts late in the month, minor units.
    Overdue,
    /// The worst severity of any account.
    Worst,
    /// The number of accounts that pass the test.
    Accounts(MonthTest),
}

/// Which accounts a row looks at.
///
/// What an account does not state makes a part false, and `not` negates that. What a regime hides or the month does not
/// know makes a part unknown, by Kleene's logic: false and unknown is false, true or unknown is true, all else with it
/// is unknown. If the whole filter is unknown of one account, the attribute is absent; hidden comes before not known.
/// Kind, furnisher, month of opening, business, guarantee and role are never hidden.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// Accounts of these kinds.
    Kinds(KindSet),
    /// Open accounts.
    Open,
    /// Accounts that are not open.
    Closed,
    /// Opened in the last so many months, the as-of month included.
    OpenedWithin(u16),
    /// A value above zero.
    Above(Value),
    /// Used amount at least so many percent of a limit above zero.
    UsedAtLeastPercent(u16),
    /// Opened for one of these.
    Business(Vec<BusinessKind>),
    /// Secured by one of these.
    Guarantee(Vec<Guarantee>),
    /// Furnished by one of these kinds of institution.
    FurnisherType(Vec<InstitutionType>),
    /// The person is one of these to the account.
    Role(Vec<HolderRole>),
    /// In one of these states. Where a regime shows no more than "open" or "closed", it is known if all states that can
    /// stand behind the word are among these, or none is.
    State(Vec<AccountState>),
    /// A state is stated and known at the as-of month; where it is hidden, it is not known whether one is.
    StateKnown,
    /// The last month, the latest visible one of severity 1 or more, has one of these severities.
    LastMonth(SeveritySet),
    /// All of these; every account if there is none.
    All(Vec<Filter>),
    /// Any of these; no account if there is none.
    Any(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
}

/// Inquiries by reason, in window.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverInquiries {
    /// How they are counted.
    pub across: AcrossInquiries,
    /// For which reasons.
    pub reasons: Vec<InquiryReason>,
    /// In which months.
    #[serde(rename = "in", default = "whole_history")]
    pub window: Window,
    /// Leaves out those of the last so many days up to the as-of day: 7 leaves out the day itself and the six before.
    #[serde(default, skip_serializing_if = "crate::record::is_unstated")]
    pub excluding_days: u16,
}

/// How inquiries are counted. Duplicates are suppressed before the window is looked at: in order of date, an inquiry
/// counts unless one was counted for the same reason 14 days or less before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcrossInquiries {
    /// All of them.
    Count,
    /// Without duplicates by the same inquirer.
    WithoutDuplicates,
    /// Without duplicates, whoever the inquirer.
    Shopping,
    /// The number of distinct inquirers, by code as reported.
    DistinctInquirers,
    /// Months since the latest; never happened if there is none.
    MonthsSince,
}

/// The sum of what the person is liable for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverLiabilities {
    /// What is summed.
    pub sum: LiabilityValue,
    /// In which roles.
    pub roles: Vec<LiabilityRole>,
}

/// A value of one liability, minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LiabilityValue {
    /// The amount of the liability.
    Amount,
    /// The balance of the debt.
    Balance,
}

/// Two measures combined. If the left is absent so is the result, with its cause; then the right.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// How.
    pub operation: Operation,
    /// The left measure.
    pub left: Measure,
    /// The right measure.
    pub right: Measure,
}

/// How two measures are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Left over right in basis points, rounded down. If the right is 0: no such account if it matched none, else
    /// nothing to divide by.
    Ratio,
    /// Left minus right.
    Difference,
    /// Left minus right, two windows of one measure: absent if a window has no reported month of an account in the
    /// filter (no such account if there is none, else not stated). Inquiries need no months.
    Change,
    /// The greater.
    Greater,
    /// The smaller.
    Smaller,
}

/// A set of severities.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Severity>", into = "Vec<Severity>")]
pub struct SeveritySet(u16);

impl SeveritySet {
    /// Whether a severity is in the set.
    #[must_use]
    pub const fn contains(self, severity: Severity) -> bool {
        self.0 & (1 << severity.number()) != 0
    }

    /// The severities, least first.
    pub fn iter(self) -> impl Iterator<Item = Severity> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let number = u8::try_from(rest.trailing_zeros()).ok()?;
            rest &= rest.wrapping_sub(1);
            Severity::from_number(number)
        })
    }
}

impl FromIterator<Severity> for SeveritySet {
    fn from_iter<I: IntoIterator<Item = Severity>>(severities: I) -> Self {
        Self(severities.into_iter().fold(0, |set, severity| set | 1 << severity.number()))
    }
}

impl From<Vec<Severity>> for SeveritySet {
    fn from(severities: Vec<Severity>) -> Self {
        severities.into_iter().collect()
    }
}

impl From<SeveritySet> for Vec<Severity> {
    fn from(set: SeveritySet) -> Self {
        set.iter().collect()
    }
}

const fn whole_history() -> Window {
    Window::last(60)
}
