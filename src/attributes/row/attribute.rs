//! The grammar of attributes: the types of which a row is made.
//!
//! A row reduces a table of accounts and months to one number in two steps, and names both in order; or it counts
//! inquiries, sums liabilities, or combines two rows. Rows are plain data with a JSON form; nothing here computes.

use serde::{Deserialize, Serialize};

use crate::history::{DelinquencyBucket, Severity};
use crate::language::Language;
use crate::month::Window;
use crate::report::{
    AccountState, BusinessKind, Guarantee, HolderRole, InquiryReason, InstitutionType, KindSet, LiabilityRole,
};

/// One attribute as a row of data: its name, its measure, and which direction is better.
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
    /// The name: 1 to 64 lower-case letters, digits and underscores, starting with a letter.
    pub name: String,
    /// Which direction is better for the person.
    #[serde(default)]
    pub direction: Direction,
    /// How the number is computed.
    pub measure: Measure,
}

/// Which direction of an attribute is better for the person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A higher value is better.
    HigherIsBetter,
    /// A lower value is better.
    LowerIsBetter,
    /// Neither direction is better in itself.
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

/// How an attribute's number is computed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Reduces each account over its months, then the accounts.
    Accounts(OverAccounts),
    /// Reduces each month over the accounts, then the months.
    Months(OverMonths),
    /// Counts or dates inquiries.
    Inquiries(OverInquiries),
    /// Sums liabilities for other people's debts.
    Liabilities(OverLiabilities),
    /// Combines two measures.
    Derived(Box<Derived>),
}

/// A number for each account that passes the filter, then one number of all these: `across(within(months | value))`, in
/// the window.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverAccounts {
    /// How the accounts' numbers are reduced to one.
    pub across: Across,
    /// The number of each account.
    pub of: Within,
    /// The filter that an account must pass.
    #[serde(rename = "where")]
    pub filter: Filter,
    /// The months that are read. A value or the account itself has no months, and so no window of its own: the whole
    /// history.
    #[serde(rename = "in", default = "whole_history")]
    pub window: Window,
}

/// How the numbers of several accounts are reduced to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Across {
    /// The sum of the stated numbers; 0 if no account matches.
    Sum,
    /// The number of accounts whose number is true or above zero.
    Count,
    /// The highest number.
    Highest,
    /// The lowest number.
    Lowest,
    /// The average of the stated numbers, rounded down.
    Average,
    /// The number of distinct furnishers, by code as reported, of the accounts whose number is true or above zero.
    DistinctFurnishers,
}

/// The number that one account contributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// The account itself: 1.
    Account,
    /// The number of months that pass the test.
    Count(MonthTest),
    /// Whether a month passes the test: 1 or 0.
    Any(MonthTest),
    /// Whether no month passes the test: 1 or 0.
    Never(MonthTest),
    /// The longest run of months that pass the test. The highest run over no accounts is 0.
    LongestRun(MonthTest),
    /// Months since the latest month that passes the test; 0 is the as-of month. Never happened if none passes.
    MonthsSince(MonthTest),
    /// The number of the worst severity. Not stated if every month is outside the account's life (severity 0).
    Worst,
    /// The number of the severity of the latest reported month. Not stated if no month is reported.
    Latest,
    /// Whether the latest reported month passes the test: 1 or 0.
    LatestIs(MonthTest),
    /// A value that the account states.
    Value(Value),
    /// A value that the account states, or 0 where it is negative.
    AtLeastZero(Value),
}

/// A value that an account states, or that follows from two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Credit limit, minor units.
    Limit,
    /// Principal: the amount lent, minor units.
    Principal,
    /// Balance, minor units.
    Balance,
    /// Used amount where stated, otherwise the balance, minor units.
    Used,
    /// Amount past due, minor units.
    PastDue,
    /// Payment due in the month, minor units.
    Scheduled,
    /// Payment made in the month, minor units.
    Actual,
    /// Months from the month of opening to the as-of month.
    Age,
    /// Used amount (0 where negative) ÷ limit, in basis points, rounded down. Stated where both the used amount and a
    /// limit above 0 are stated.
    Utilisation,
}

/// A test that one month of an account passes or fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthTest {
    /// Past due in this bucket or a worse one, by the rule of the account's kind.
    Late(DelinquencyBucket),
    /// Paid as agreed.
    OnTime,
    /// Reported at all: severity 3 or more.
    Reported,
    /// Nothing due.
    NothingDue,
    /// One of a set of severities. A month that is not visible has severity 0.
    Severities(SeveritySet),
}

/// A number for each month over the accounts that pass, then one number of all months: `across(within(accounts))`, in
/// the window.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverMonths {
    /// How the months' numbers are reduced to one.
    pub across: AcrossMonths,
    /// The number of each month.
    pub of: WithinMonth,
    /// The filter that an account must pass.
    #[serde(rename = "where")]
    pub filter: Filter,
    /// The months that are read.
    #[serde(rename = "in", default = "whole_history")]
    pub window: Window,
}

/// How the numbers of several months are reduced to one. `Count`, the runs and `MonthsSince` look at months whose
/// number is true or above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcrossMonths {
    /// The sum of the numbers.
    Sum,
    /// The number of months.
    Count,
    /// The highest number.
    Highest,
    /// The lowest number.
    Lowest,
    /// The average over all months of the window, rounded down.
    Average,
    /// The length of the longest run of months.
    LongestRun,
    /// The length of the current run: from the latest month of the window in which an account of the filter is on time
    /// or late, backwards.
    CurrentRun,
    /// Months since the latest month; 0 is the as-of month.
    MonthsSince,
}

/// The number that one month contributes, over the accounts that pass the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithinMonth {
    /// Whether an account passes the test: 1 or 0.
    Any(MonthTest),
    /// Whether no account passes the test: 1 or 0.
    None(MonthTest),
    /// Whether an account passes the first test and none passes the second: 1 or 0.
    AnyAndNone(MonthTest, MonthTest),
    /// The sum of overdue amounts of the accounts late in the month, minor units.
    Overdue,
    /// The number of the worst severity of any account; of the highest and the lowest, a month that is outside the
    /// life of every account has none.
    Worst,
    /// The number of accounts that pass the test.
    Accounts(MonthTest),
}

/// A condition that decides which accounts a row looks at.
///
/// A part that asks for something the account does not state is false, and `not` negates that. A part that asks for
/// something a mask hides, or that is not known at the month, is unknown, by Kleene's logic: false and unknown is
/// false, true or unknown is true, everything else with unknown is unknown. If the whole filter is unknown for one
/// account, the attribute is absent; hidden takes precedence over not known. Kind, furnisher, month of opening,
/// business, guarantee and role are never hidden. What a regime itself hides is decided for the whole row and every
/// person alike: see [`Attribute::fed_by`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// The account is of one of these kinds.
    Kinds(KindSet),
    /// The account is open.
    Open,
    /// The account is not open.
    Closed,
    /// The account was opened in the last *n* months, the as-of month included.
    OpenedWithin(u16),
    /// A month of the last *n*, the as-of month included, is reported (severity 3 or more). It keeps out an account
    /// whose furnisher has stopped reporting, and with it amounts that are out of date; 1 to 60 months.
    ReportedWithin(u16),
    /// A value of the account is above zero.
    Above(Value),
    /// The used amount is at least this percentage of a limit above zero.
    UsedAtLeastPercent(u16),
    /// The account's business is one of these.
    Business(Vec<BusinessKind>),
    /// The account's guarantee is one of these.
    Guarantee(Vec<Guarantee>),
    /// The account's furnisher is one of these types of institution.
    FurnisherType(Vec<InstitutionType>),
    /// The person's role in the account is one of these.
    Role(Vec<HolderRole>),
    /// The account is in one of these states. Where a regime shows only "open" or "closed", the answer is known if all
    /// states that the word can stand for are in the list, or none is.
    State(Vec<AccountState>),
    /// The account states a state that is known at the as-of month; unknown where the state is hidden.
    StateKnown,
    /// The last month (the latest visible one of severity 1 or more) has one of these severities. Where a regime shows
    /// only what went wrong, any month shown has: such a bureau does not see a recovery.
    LastMonth(SeveritySet),
    /// All of these hold; an empty list passes every account.
    All(Vec<Filter>),
    /// At least one of these holds; an empty list passes no account.
    Any(Vec<Filter>),
    /// The inner filter does not hold.
    Not(Box<Filter>),
}

/// A measure over the inquiries made for some reasons, in a window of months.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverInquiries {
    /// How the inquiries are counted.
    pub across: AcrossInquiries,
    /// The reasons whose inquiries count.
    pub reasons: Vec<InquiryReason>,
    /// The months whose inquiries count.
    #[serde(rename = "in", default = "whole_history")]
    pub window: Window,
    /// Leaves out the inquiries of this many days up to the as-of day: 7 leaves out the day itself and the six before.
    #[serde(default, skip_serializing_if = "crate::record::is_unstated")]
    pub excluding_days: u16,
}

/// How inquiries are counted.
///
/// Duplicates are suppressed before the window is applied: in order of date, an inquiry counts unless one was counted
/// for the same reason 14 days or less before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcrossInquiries {
    /// All inquiries, repeats included.
    Count,
    /// All but duplicates by the same inquirer.
    WithoutDuplicates,
    /// All but duplicates by any inquirer, as a person shopping for credit causes them.
    Shopping,
    /// The number of distinct inquirers, by code as reported.
    DistinctInquirers,
    /// Months since the latest inquiry; never happened if there is none.
    MonthsSince,
}

/// A measure that sums the person's liabilities for other people's debts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverLiabilities {
    /// The amount that is summed.
    pub sum: LiabilityValue,
    /// The roles whose liabilities are summed.
    pub roles: Vec<LiabilityRole>,
}

/// An amount of one liability, minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LiabilityValue {
    /// The amount of the liability.
    Amount,
    /// The balance of the debt.
    Balance,
}

/// A measure made of two others. It is absent if either is, for the reason of the left one first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// How the two are combined.
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
    /// Left ÷ right in basis points, rounded down. If the right is 0: no such account if its filter matches none,
    /// otherwise nothing to divide by.
    Ratio,
    /// Left − right.
    Difference,
    /// Left − right, for two windows of one measure. Absent if a window has no reported month of an account in the
    /// filter (no such account if there is none, otherwise not stated). Inquiries need no reported month.
    Change,
    /// The greater of the two.
    Greater,
    /// The smaller of the two.
    Smaller,
}

/// A set of severities; in serde, a list of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Severity>", into = "Vec<Severity>")]
pub struct SeveritySet(u16);

impl SeveritySet {
    /// Whether a severity is in the set.
    #[must_use]
    pub const fn contains(self, severity: Severity) -> bool {
        self.0 & (1 << severity.number()) != 0
    }

    /// Whether no severity is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether every severity of the set is in another.
    #[must_use]
    pub(crate) const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The severities of the set, mildest first.
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
