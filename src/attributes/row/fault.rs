//! Combinations of the grammar that have no meaning, each with its reason: a row that has one is refused.

use super::attribute::{
    Across, AcrossMonths, Derived, Filter, Measure, MonthTest, Operation, OverAccounts, OverInquiries, OverMonths,
    SeveritySet, Value, Within, WithinMonth,
};
use super::normal;
use super::reading::Unit;
use crate::history::{DelinquencyBucket, Severity};
use crate::month::Window;

/// Why a row has no meaning: parts of the grammar that do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RowFault {
    /// A window on a row that reads no months: the account itself, or a value.
    WindowWithoutMonths,
    /// The highest, lowest or average of accounts that count 1 each.
    ExtremeOfOnes,
    /// The average of truths, which rounded down is whether all are true.
    AverageOfTruths,
    /// Severities that are added up, averaged, subtracted or divided: they are ranks.
    ArithmeticOfRanks,
    /// A sum of months since an event.
    SumOfDates,
    /// A count of months since an event: "above zero" leaves out an event of the as-of month itself.
    CountOfDates,
    /// A sum of utilisations, which are shares of different limits.
    SumOfShares,
    /// A month that passes one test and fails the other, where every month that passes the first passes the second.
    Contradiction,
    /// A test that no month passes.
    NoSeverity,
    /// A test that every month passes, of every account.
    EverySeverity,
    /// A test of the latest reported month that no reported month passes.
    LatestNotReported,
    /// A last month outside the account's life, which is no month.
    LastMonthOutside,
    /// A current run that is always 0: it begins with a month on time or late, which it never counts.
    RunOfNone,
    /// A filter with an empty list of words, or a span of months that has none.
    EmptyList,
    /// A filter that no account of any kind passes.
    NoKind,
    /// A filter whose parts contradict each other, so that no account passes it.
    NoAccount,
    /// A filter for accounts reported in more months than a history holds.
    SpanTooLong,
    /// Inquiries that are left out on every day of the window.
    NoDay,
    /// A combination of two sides that measure the same.
    SameSides,
    /// A difference, a change or the greater or smaller of two numbers in different units.
    OtherUnits,
    /// A ratio of money to something that is not money.
    MoneyOverNumber,
    /// A change between measures that have no window.
    ChangeWithoutWindow,
}

impl RowFault {
    /// The fault in words.
    #[must_use]
    pub const fn what(self) -> &'static str {
        self.texts().0
    }

    /// The expected form in words.
    #[must_use]
    pub const fn expected(self) -> &'static str {
        self.texts().1
    }

    const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::WindowWithoutMonths => ("a window has no effect on a number without months", "no window"),
            Self::ExtremeOfOnes => ("every account counts 1", "a count of accounts"),
            Self::AverageOfTruths => {
                ("the average of yes and no, rounded down, is yes only if all are", "the lowest, or a ratio of counts")
            }
            Self::ArithmeticOfRanks => ("severities are ranks, not amounts", "the highest, the lowest or a count"),
            Self::SumOfDates => ("months since an event do not add up", "the lowest, the highest or the average"),
            Self::CountOfDates => (
                "months since an event are 0 in the as-of month, which would not count",
                "a count of accounts with any",
            ),
            Self::SumOfShares => ("shares of different limits do not add up", "a ratio of sums"),
            Self::Contradiction => ("every month that passes the first test passes the second", "two other tests"),
            Self::NoSeverity => ("no month passes a test without severities", "at least one severity"),
            Self::EverySeverity => ("every month passes a test of all severities", "fewer severities"),
            Self::LatestNotReported => {
                ("the latest reported month is never of a severity below 3", "at least one severity from 3 to 15")
            }
            Self::LastMonthOutside => ("the last month is never of severity 0", "at least one severity from 1 to 15"),
            Self::RunOfNone => {
                ("a current run begins with a month on time or late, which it never counts", "the longest run")
            }
            Self::EmptyList => ("a part of it lists nothing", "at least one"),
            Self::NoKind => ("no kind of account passes the filter", "a filter that some account passes"),
            Self::NoAccount => ("parts of the filter contradict each other", "a filter that some account passes"),
            Self::SpanTooLong => ("a history holds 60 months", "reported within 1 to 60 months"),
            Self::NoDay => ("the days left out cover the window", "fewer days, or a longer window"),
            Self::SameSides => ("both sides measure the same", "two measures"),
            Self::OtherUnits => ("its sides are in different units", "two measures in one unit"),
            Self::MoneyOverNumber => {
                ("a share of money is a share of money", "a ratio of two amounts, or of two numbers")
            }
            Self::ChangeWithoutWindow => ("a change compares two windows", "rows over months or inquiries"),
        }
    }
}

impl Measure {
    /// The first combination that has no meaning, if there is one.
    pub(super) fn fault(&self) -> Option<RowFault> {
        match self {
            Self::Accounts(row) => row.fault().or_else(|| row.filter.whole_fault()),
            Self::Months(row) => row.fault().or_else(|| row.filter.whole_fault()),
            Self::Inquiries(row) => row.fault(),
            Self::Liabilities(row) => row.roles.is_empty().then_some(RowFault::EmptyList),
            Self::Derived(row) => row.left.fault().or_else(|| row.right.fault()).or_else(|| row.fault()),
        }
    }

    /// Whether it reads the months of a window.
    fn has_window(&self) -> bool {
        match self {
            Self::Accounts(row) => row.of.reads_months(),
            Self::Months(_) | Self::Inquiries(_) => true,
            Self::Liabilities(_) | Self::Derived(_) => false,
        }
    }
}

impl Within {
    const fn reads_months(self) -> bool {
        !matches!(self, Self::Account | Self::Value(_) | Self::AtLeastZero(_))
    }

    fn fault(self) -> Option<RowFault> {
        match self {
            Self::Count(test) | Self::Any(test) | Self::Never(test) => test.fault(),
            Self::LongestRun(test) | Self::MonthsSince(test) => test.fault(),
            // A test of all severities is one of accounts that are reported at all.
            Self::LatestIs(MonthTest::Severities(set)) => {
                none_from(Severity::NothingDue, set, RowFault::LatestNotReported)
            }
            Self::LatestIs(_) | Self::Account | Self::Worst | Self::Latest => None,
            Self::Value(_) | Self::AtLeastZero(_) => None,
        }
    }
}

impl OverAccounts {
    fn fault(&self) -> Option<RowFault> {
        if !self.of.reads_months() && self.window != Window::ALL {
            return Some(RowFault::WindowWithoutMonths);
        }
        match (self.across, self.of) {
            (Across::Highest | Across::Lowest | Across::Average, Within::Account) => Some(RowFault::ExtremeOfOnes),
            (Across::Average, Within::Any(_) | Within::Never(_) | Within::LatestIs(_)) => {
                Some(RowFault::AverageOfTruths)
            }
            (Across::Sum | Across::Average, Within::Worst | Within::Latest) => Some(RowFault::ArithmeticOfRanks),
            (Across::Sum, Within::MonthsSince(_)) => Some(RowFault::SumOfDates),
            (Across::Count | Across::DistinctFurnishers, Within::MonthsSince(_)) => Some(RowFault::CountOfDates),
            (Across::Sum, Within::Value(Value::Utilisation) | Within::AtLeastZero(Value::Utilisation)) => {
                Some(RowFault::SumOfShares)
            }
            _ => self.of.fault(),
        }
    }
}

impl OverMonths {
    fn fault(&self) -> Option<RowFault> {
        let tests = match (self.across, self.of) {
            (AcrossMonths::Average, WithinMonth::Any(_) | WithinMonth::None(_) | WithinMonth::AnyAndNone(..)) => {
                Some(RowFault::AverageOfTruths)
            }
            (AcrossMonths::Sum | AcrossMonths::Average, WithinMonth::Worst) => Some(RowFault::ArithmeticOfRanks),
            (_, WithinMonth::Any(test) | WithinMonth::None(test) | WithinMonth::Accounts(test)) => test.fault(),
            (_, WithinMonth::AnyAndNone(some, none)) => match some.is_empty() || none.is_empty() {
                true => Some(RowFault::NoSeverity),
                // A first test of all severities is one of people that have an account.
                false => self.are_within(some, none).then_some(RowFault::Contradiction),
            },
            (_, WithinMonth::Overdue | WithinMonth::Worst) => None,
        };
        tests.or_else(|| match (self.across, self.of) {
            (AcrossMonths::CurrentRun, WithinMonth::None(none) | WithinMonth::AnyAndNone(_, none)) => {
                let begins = [MonthTest::OnTime, MonthTest::Late(DelinquencyBucket::DAYS_1_TO_30)];
                begins.into_iter().all(|test| self.are_within(test, none)).then_some(RowFault::RunOfNone)
            }
            _ => None,
        })
    }

    /// Whether every month that passes one test passes the other, of every kind that the filter lets pass.
    fn are_within(&self, one: MonthTest, other: MonthTest) -> bool {
        let kinds = self.filter.kinds();
        !kinds.is_empty() && kinds.iter().all(|kind| one.severities(kind).is_within(other.severities(kind)))
    }
}

impl OverInquiries {
    fn fault(&self) -> Option<RowFault> {
        let days_at_most = u16::from(self.window.oldest()).saturating_add(1).saturating_mul(DAYS_OF_A_MONTH);
        match self.reasons.is_empty() {
            true => Some(RowFault::EmptyList),
            false => (self.excluding_days >= days_at_most).then_some(RowFault::NoDay),
        }
    }
}

impl Derived {
    fn fault(&self) -> Option<RowFault> {
        let (left, right) = (self.left.unit(), self.right.unit());
        let is_rank = left == Unit::Severity || right == Unit::Severity;
        let is_money = |unit| unit == Unit::MinorUnits;
        if normal::measure(&self.left) == normal::measure(&self.right) {
            return Some(RowFault::SameSides);
        }
        match self.operation {
            Operation::Ratio if is_rank => Some(RowFault::ArithmeticOfRanks),
            Operation::Ratio => (is_money(left) != is_money(right)).then_some(RowFault::MoneyOverNumber),
            _ if left != right => Some(RowFault::OtherUnits),
            Operation::Difference | Operation::Change if is_rank => Some(RowFault::ArithmeticOfRanks),
            Operation::Change if !self.left.has_window() || !self.right.has_window() => {
                Some(RowFault::ChangeWithoutWindow)
            }
            Operation::Difference | Operation::Change | Operation::Greater | Operation::Smaller => None,
        }
    }
}

impl MonthTest {
    /// Only a set of severities may be passed by no month, or by every one.
    fn fault(self) -> Option<RowFault> {
        match self {
            Self::Severities(set) if set.is_empty() => Some(RowFault::NoSeverity),
            Self::Severities(set) if Severity::ALL.iter().all(|&one| set.contains(one)) => {
                Some(RowFault::EverySeverity)
            }
            _ => None,
        }
    }

    fn is_empty(self) -> bool {
        self.fault() == Some(RowFault::NoSeverity)
    }
}

/// The fault of a set for a month that is of a severity at least so high, if it has none of these.
fn none_from(least: Severity, set: SeveritySet, fault: RowFault) -> Option<RowFault> {
    match set.iter().last() {
        None => Some(RowFault::NoSeverity),
        Some(worst) => (worst < least).then_some(fault),
    }
}

impl Filter {
    fn whole_fault(&self) -> Option<RowFault> {
        // What no kind passes is told first: an empty list of kinds is one way to it.
        match self.kinds().is_empty() {
            true => Some(RowFault::NoKind),
            false => self.part_fault().or_else(|| self.contradicts_itself().then_some(RowFault::NoAccount)),
        }
    }

    fn part_fault(&self) -> Option<RowFault> {
        let empty = |is_empty: bool| is_empty.then_some(RowFault::EmptyList);
        match self {
            Self::Business(words) => empty(words.is_empty()),
            Self::Guarantee(words) => empty(words.is_empty()),
            Self::FurnisherType(words) => empty(words.is_empty()),
            Self::Role(words) => empty(words.is_empty()),
            Self::State(words) => empty(words.is_empty()),
            Self::OpenedWithin(months) => empty(*months == 0),
            Self::ReportedWithin(months) => match *months {
                0 => empty(true),
                months => (months > u16::from(Window::ALL.len())).then_some(RowFault::SpanTooLong),
            },
            Self::LastMonth(severities) => none_from(Severity::Settled, *severities, RowFault::LastMonthOutside),
            Self::All(parts) | Self::Any(parts) => parts.iter().find_map(Self::part_fault),
            Self::Not(part) => part.part_fault(),
            Self::Kinds(_) | Self::Open | Self::Closed | Self::StateKnown => None,
            Self::Above(_) | Self::UsedAtLeastPercent(_) => None,
        }
    }
}

/// Most days of a month.
const DAYS_OF_A_MONTH: u16 = 31;
