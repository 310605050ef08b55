//! What a row says of a plain report.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use credit_bureau::AccountKind;
use credit_bureau::attributes::{
    Across, AcrossInquiries, AcrossMonths, Derived, Filter, LiabilityValue, Measure, MonthTest, Operation,
    OverAccounts, OverInquiries, OverLiabilities, OverMonths, Value, Within, WithinMonth,
};
use credit_bureau::history::Severity;
use credit_bureau::month::Window;

use super::feeds;
use super::plain::{Field, MONTHS, PlainAccount, PlainInquiry, PlainReport, Shown, is_open, late};

/// Why there is no number; a later one takes precedence over an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    NothingToDivideBy,
    NeverHappened,
    NotStated,
    NoSuchAccount,
    NotKnown,
    Hidden,
}

/// A number, or why there is none.
pub type Answer = Result<i128, Why>;

/// What a filter says of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    Yes,
    No,
    Unknown(Why),
}

/// The interpreter. Its test of a month can be replaced, to see whether a wrong one is noticed.
#[derive(Clone, Copy)]
pub struct Interpreter {
    pub passes: Passes,
}

/// A test of a month: which, on an account of which kind, of which severity.
pub type Passes = fn(MonthTest, AccountKind, u8) -> bool;

impl Default for Interpreter {
    fn default() -> Self {
        Self { passes }
    }
}

/// Whether a month of that severity passes the test on an account of that kind.
pub fn passes(test: MonthTest, kind: AccountKind, severity: u8) -> bool {
    match test {
        MonthTest::Late(bucket) => late(kind, bucket.number(), severity),
        MonthTest::OnTime => severity == 4,
        MonthTest::Reported => severity >= 3,
        MonthTest::NothingDue => severity == 3,
        MonthTest::Severities(set) => set.iter().map(Severity::number).any(|one| one == severity),
    }
}

impl Interpreter {
    /// What a measure says: nothing if no kind feeds it, else what it says of the accounts that do.
    pub fn measure(self, measure: &Measure, report: &PlainReport) -> Answer {
        let fed = feeds::fed(measure, &report.regime).ok_or(Why::Hidden)?;
        let accounts = report.accounts.iter().filter(|account| fed.contains(&account.kind)).cloned().collect();
        self.of_fed(measure, &PlainReport { accounts, ..report.clone() }, &fed)
    }

    /// What a measure says of a report that has only accounts of the kinds that feed the row.
    fn of_fed(self, measure: &Measure, report: &PlainReport, fed: &[AccountKind]) -> Answer {
        let answer = self.of_report(measure, report, fed);
        match (measure, answer) {
            (Measure::Accounts(row), Err(Why::NoSuchAccount | Why::NotStated)) if in_part(&row.filter, report, fed) => {
                match row.of {
                    Within::MonthsSince(_) | Within::Worst => Err(Why::NeverHappened),
                    _ => Ok(0),
                }
            }
            (Measure::Months(row), Err(Why::NoSuchAccount | Why::NotStated)) if in_part(&row.filter, report, fed) => {
                match (row.across, row.of) {
                    (AcrossMonths::MonthsSince, _) | (_, WithinMonth::Worst) => Err(Why::NeverHappened),
                    // The highest of months without an amount.
                    _ => Ok(0),
                }
            }
            _ => answer,
        }
    }

    fn of_report(self, measure: &Measure, report: &PlainReport, fed: &[AccountKind]) -> Answer {
        match measure {
            Measure::Accounts(row) => self.accounts(row, report),
            Measure::Months(row) => self.months(row, report),
            Measure::Inquiries(row) => inquiries(row, report),
            Measure::Liabilities(row) => liabilities(row, report),
            Measure::Derived(row) => self.derived(row, report, fed),
        }
    }

    fn accounts(self, row: &OverAccounts, report: &PlainReport) -> Answer {
        let (chosen, unknown) = select(&row.filter, report);
        let mut numbers = Vec::new();
        let mut furnishers = BTreeSet::new();
        let mut absent = Vec::from_iter(unknown);
        for account in &chosen {
            match self.within(row.of, account, row.window) {
                Ok(number) => {
                    numbers.push(number);
                    if number > 0 {
                        furnishers.insert(&account.furnisher);
                    }
                }
                Err(why) => absent.push(why),
            }
        }
        let gravest = absent.iter().copied().max();
        if let Some(why @ (Why::Hidden | Why::NotKnown)) = gravest {
            return Err(why);
        }
        match row.across {
            Across::Count => return Ok(numbers.iter().filter(|&&number| number > 0).count() as i128),
            Across::DistinctFurnishers => return Ok(furnishers.len() as i128),
            Across::Sum if chosen.is_empty() => return Ok(0),
            Across::Sum | Across::Highest | Across::Lowest | Across::Average => {}
        }
        if chosen.is_empty() {
            let streak = matches!((row.across, row.of), (Across::Highest, Within::LongestRun(_)));
            return if streak { Ok(0) } else { Err(Why::NoSuchAccount) };
        }
        if numbers.is_empty() {
            return Err(gravest.unwrap());
        }
        Ok(match row.across {
            Across::Highest => numbers.iter().copied().max().unwrap(),
            Across::Lowest => numbers.iter().copied().min().unwrap(),
            Across::Average => floor(numbers.iter().sum(), numbers.len() as i128),
            _ => numbers.iter().sum(),
        })
    }

    fn within(self, within: Within, account: &PlainAccount, window: Window) -> Answer {
        // Months of the window, latest first, as months back and severity.
        let months: Vec<(usize, u8)> = inside(window).map(|ago| (ago, account.severity(ago))).collect();
        let pass = |test: MonthTest| {
            months.iter().map(|&(_, severity)| (self.passes)(test, account.kind, severity)).collect::<Vec<bool>>()
        };
        let latest = months.iter().map(|&(_, severity)| severity).find(|&severity| severity >= 3);
        match within {
            Within::Account => Ok(1),
            Within::Count(test) => Ok(pass(test).iter().filter(|&&passed| passed).count() as i128),
            Within::Any(test) => Ok(i128::from(pass(test).contains(&true))),
            Within::Never(test) => Ok(i128::from(!pass(test).contains(&true))),
            Within::LongestRun(test) => Ok(longest_run(&pass(test))),
            Within::MonthsSince(test) => {
                let latest = pass(test).iter().position(|&passed| passed);
                latest.map(|position| months[position].0 as i128).ok_or(Why::NeverHappened)
            }
            Within::Worst => {
                let worst = months.iter().map(|&(_, severity)| severity).max();
                worst.filter(|&severity| severity > 0).map(i128::from).ok_or(Why::NotStated)
            }
            Within::Latest => latest.map(i128::from).ok_or(Why::NotStated),
            Within::LatestIs(test) => {
                Ok(i128::from(latest.is_some_and(|severity| (self.passes)(test, account.kind, severity))))
            }
            Within::Value(value) => stated(value_of(value, account)),
            Within::AtLeastZero(value) => stated(value_of(value, account)).map(|number| number.max(0)),
        }
    }

    fn months(self, row: &OverMonths, report: &PlainReport) -> Answer {
        let (chosen, unknown) = select(&row.filter, report);
        if row.of == WithinMonth::Overdue && chosen.iter().any(|account| account.overdue_hidden) {
            return Err(Why::Hidden);
        }
        if let Some(why) = unknown {
            return Err(why);
        }
        if row.of == WithinMonth::Overdue {
            let mut late_months = Vec::new();
            for ago in inside(row.window) {
                for account in chosen.iter().filter(|account| late(account.kind, 1, account.severity(ago))) {
                    late_months.push(account.overdue[ago]);
                }
            }
            if !late_months.is_empty() && late_months.iter().all(Option::is_none) {
                return Err(Why::NotStated);
            }
        }
        let numbers: Vec<i128> = inside(row.window).map(|ago| self.month(row.of, ago, &chosen)).collect();
        let trues: Vec<bool> = numbers.iter().map(|&number| number > 0).collect();
        if row.of == WithinMonth::Worst && matches!(row.across, AcrossMonths::Highest | AcrossMonths::Lowest) {
            let none = if chosen.is_empty() { Why::NoSuchAccount } else { Why::NotStated };
            let told = numbers.iter().copied().filter(|&number| number > 0);
            let extreme = if row.across == AcrossMonths::Highest { told.max() } else { told.min() };
            return extreme.ok_or(none);
        }
        match row.across {
            AcrossMonths::Sum => Ok(numbers.iter().sum()),
            AcrossMonths::Count => Ok(trues.iter().filter(|&&yes| yes).count() as i128),
            AcrossMonths::Highest => Ok(numbers.iter().copied().max().unwrap()),
            AcrossMonths::Lowest => Ok(numbers.iter().copied().min().unwrap()),
            AcrossMonths::Average => Ok(floor(numbers.iter().sum(), numbers.len() as i128)),
            AcrossMonths::LongestRun => Ok(longest_run(&trues)),
            AcrossMonths::CurrentRun => {
                let paid_or_late = |ago: usize| {
                    let told = |account: &&PlainAccount| {
                        let severity = account.severity(ago);
                        severity == 4 || late(account.kind, 1, severity)
                    };
                    chosen.iter().any(told)
                };
                let start = inside(row.window).position(paid_or_late);
                Ok(start.map_or(0, |start| trues[start..].iter().take_while(|&&yes| yes).count() as i128))
            }
            AcrossMonths::MonthsSince if chosen.is_empty() => Err(Why::NoSuchAccount),
            AcrossMonths::MonthsSince => {
                let since = inside(row.window).zip(&trues).find(|&(_, &yes)| yes);
                since.map(|(ago, _)| ago as i128).ok_or(Why::NeverHappened)
            }
        }
    }

    fn month(self, within: WithinMonth, ago: usize, accounts: &[&PlainAccount]) -> i128 {
        let passing = |test: MonthTest| {
            accounts.iter().filter(|account| (self.passes)(test, account.kind, account.severity(ago))).count() as i128
        };
        match within {
            WithinMonth::Any(test) => i128::from(passing(test) > 0),
            WithinMonth::None(test) => i128::from(passing(test) == 0),
            WithinMonth::AnyAndNone(some, none) => i128::from(passing(some) > 0 && passing(none) == 0),
            WithinMonth::Overdue => {
                let late = accounts.iter().filter(|account| late(account.kind, 1, account.severity(ago)));
                late.filter_map(|account| account.overdue[ago]).sum()
            }
            WithinMonth::Worst => accounts.iter().map(|account| i128::from(account.severity(ago))).max().unwrap_or(0),
            WithinMonth::Accounts(test) => passing(test),
        }
    }

    fn derived(self, row: &Derived, report: &PlainReport, fed: &[AccountKind]) -> Answer {
        let left = self.of_fed(&row.left, report, fed)?;
        let right = self.of_fed(&row.right, report, fed)?;
        match row.operation {
            Operation::Ratio if right == 0 && matches_none(&row.right, report) => Err(Why::NoSuchAccount),
            Operation::Ratio if right == 0 => Err(Why::NothingToDivideBy),
            Operation::Ratio => Ok(floor(10_000 * left, right)),
            Operation::Difference => Ok(left - right),
            Operation::Change => {
                for side in [&row.left, &row.right] {
                    reported_in_window(side, report)?;
                }
                Ok(left - right)
            }
            Operation::Greater => Ok(left.max(right)),
            Operation::Smaller => Ok(left.min(right)),
        }
    }
}

/// Whether a kind of a filter feeds the row although it is shown in part.
fn in_part(filter: &Filter, report: &PlainReport, fed: &[AccountKind]) -> bool {
    feeds::kinds(filter).into_iter().any(|kind| fed.contains(&kind) && report.regime.of(kind) != Shown::Full)
}

/// The accounts of a filter, and the gravest cause if it cannot be told of some account whether it is one.
fn select<'a>(filter: &Filter, report: &'a PlainReport) -> (Vec<&'a PlainAccount>, Option<Why>) {
    let mut chosen = Vec::new();
    let mut unknown = Vec::new();
    for account in &report.accounts {
        match holds(filter, account) {
            Truth::Yes => chosen.push(account),
            Truth::No => {}
            Truth::Unknown(why) => unknown.push(why),
        }
    }
    (chosen, unknown.into_iter().max())
}

/// What a filter says of an account, in the logic of three values.
pub fn holds(filter: &Filter, account: &PlainAccount) -> Truth {
    match filter {
        Filter::Kinds(kinds) => sure(kinds.iter().any(|kind| kind == account.kind)),
        Filter::Open => open(account),
        Filter::Closed => not(open(account)),
        Filter::OpenedWithin(months) => sure(account.age.is_some_and(|age| age < i128::from(*months))),
        Filter::Above(value) => match value_of(*value, account) {
            Field::Known(number) => sure(number > 0),
            Field::NotStated => Truth::No,
            Field::Hidden => Truth::Unknown(Why::Hidden),
            Field::NotKnown => Truth::Unknown(Why::NotKnown),
        },
        Filter::UsedAtLeastPercent(percent) => match used_of_limit(account) {
            Field::Known((used, limit)) => sure(used * 100 >= i128::from(*percent) * limit),
            Field::NotStated => Truth::No,
            Field::Hidden => Truth::Unknown(Why::Hidden),
            Field::NotKnown => Truth::Unknown(Why::NotKnown),
        },
        Filter::Business(list) => sure(account.business.is_some_and(|one| list.contains(&one))),
        Filter::Guarantee(list) => sure(account.guarantee.is_some_and(|one| list.contains(&one))),
        Filter::FurnisherType(list) => sure(account.furnisher_type.is_some_and(|one| list.contains(&one))),
        Filter::Role(list) => sure(account.role.is_some_and(|one| list.contains(&one))),
        Filter::State(list) => match &account.state {
            Field::Known(may_be) if may_be.iter().all(|state| list.contains(state)) => Truth::Yes,
            Field::Known(may_be) if may_be.iter().all(|state| !list.contains(state)) => Truth::No,
            Field::Known(_) | Field::Hidden => Truth::Unknown(Why::Hidden),
            Field::NotStated => Truth::No,
            Field::NotKnown => Truth::Unknown(Why::NotKnown),
        },
        Filter::StateKnown => match &account.state {
            Field::Known(_) => Truth::Yes,
            Field::NotStated | Field::NotKnown => Truth::No,
            Field::Hidden => Truth::Unknown(Why::Hidden),
        },
        Filter::ReportedWithin(months) => {
            sure((0..MONTHS.min(usize::from(*months))).any(|ago| account.severity(ago) >= 3))
        }
        Filter::LastMonth(set) => {
            sure(account.last_month_is(|last| set.iter().map(Severity::number).any(|one| one == last)))
        }
        Filter::All(list) => list.iter().fold(Truth::Yes, |all, one| and(all, holds(one, account))),
        Filter::Any(list) => list.iter().fold(Truth::No, |any, one| not(and(not(any), not(holds(one, account))))),
        Filter::Not(one) => not(holds(one, account)),
    }
}

fn sure(yes: bool) -> Truth {
    if yes { Truth::Yes } else { Truth::No }
}

fn not(truth: Truth) -> Truth {
    match truth {
        Truth::Yes => Truth::No,
        Truth::No => Truth::Yes,
        unknown @ Truth::Unknown(_) => unknown,
    }
}

fn and(left: Truth, right: Truth) -> Truth {
    match (left, right) {
        (Truth::No, _) | (_, Truth::No) => Truth::No,
        (Truth::Yes, other) | (other, Truth::Yes) => other,
        (Truth::Unknown(left), Truth::Unknown(right)) => Truth::Unknown(left.max(right)),
    }
}

/// By the state where the account has one, else by its last month.
pub fn open(account: &PlainAccount) -> Truth {
    match &account.state {
        Field::Known(may_be) => sure(is_open(may_be[0])),
        Field::Hidden => Truth::Unknown(Why::Hidden),
        Field::NotStated | Field::NotKnown if account.shown == Shown::NegativeOnly => Truth::Yes,
        Field::NotStated | Field::NotKnown => sure(!account.last_month_is(|last| matches!(last, 1 | 14))),
    }
}

pub fn value_of(value: Value, account: &PlainAccount) -> Field<i128> {
    match value {
        Value::Limit => account.limit.clone(),
        Value::Principal => account.principal.clone(),
        Value::Balance => account.balance.clone(),
        Value::Used => account.used.clone(),
        Value::PastDue => account.past_due.clone(),
        Value::Scheduled => account.scheduled.clone(),
        Value::Actual => account.actual.clone(),
        Value::Age => account.age.map_or(Field::NotStated, Field::Known),
        Value::Utilisation => match used_of_limit(account) {
            Field::Known((used, limit)) => Field::Known(floor(10_000 * used, limit)),
            Field::NotStated => Field::NotStated,
            Field::Hidden => Field::Hidden,
            Field::NotKnown => Field::NotKnown,
        },
    }
}

/// The used amount, cut off below at 0, and a limit above 0, where both are.
fn used_of_limit(account: &PlainAccount) -> Field<(i128, i128)> {
    match (&account.used, &account.limit) {
        (Field::Hidden, _) | (_, Field::Hidden) => Field::Hidden,
        (Field::NotStated, _) | (_, Field::NotStated) => Field::NotStated,
        (_, Field::Known(limit)) if *limit <= 0 => Field::NotStated,
        (Field::NotKnown, _) | (_, Field::NotKnown) => Field::NotKnown,
        (Field::Known(used), Field::Known(limit)) => Field::Known(((*used).max(0), *limit)),
    }
}

pub fn stated(field: Field<i128>) -> Answer {
    match field {
        Field::Known(number) => Ok(number),
        Field::NotStated => Err(Why::NotStated),
        Field::Hidden => Err(Why::Hidden),
        Field::NotKnown => Err(Why::NotKnown),
    }
}

fn inquiries(row: &OverInquiries, report: &PlainReport) -> Answer {
    let all = report.inquiries.as_ref().ok_or(Why::Hidden)?;
    let mut asked: Vec<&PlainInquiry> =
        all.iter().filter(|one| one.reason.is_some_and(|reason| row.reasons.contains(&reason))).collect();
    asked.sort_by_key(|one| one.date);
    let counted = match row.across {
        AcrossInquiries::WithoutDuplicates => without_duplicates(&asked, |a, b| a.inquirer == b.inquirer),
        AcrossInquiries::Shopping => without_duplicates(&asked, |_, _| true),
        _ => asked,
    };
    let inside: Vec<&PlainInquiry> = counted
        .into_iter()
        .filter(|one| u32::try_from(one.ago).is_ok_and(|ago| row.window.contains(ago)))
        .filter(|one| (report.day - one.date).num_days() >= i64::from(row.excluding_days))
        .collect();
    match row.across {
        AcrossInquiries::DistinctInquirers => {
            Ok(inside.iter().map(|one| &one.inquirer).collect::<BTreeSet<_>>().len() as i128)
        }
        AcrossInquiries::MonthsSince => inside.iter().map(|one| i128::from(one.ago)).min().ok_or(Why::NeverHappened),
        _ => Ok(inside.len() as i128),
    }
}

/// One counts unless one like it was counted for the same reason 14 days or less before.
fn without_duplicates<'a>(
    asked: &[&'a PlainInquiry],
    alike: fn(&PlainInquiry, &PlainInquiry) -> bool,
) -> Vec<&'a PlainInquiry> {
    let mut counted: Vec<&PlainInquiry> = Vec::new();
    for &one in asked {
        let repeats = |earlier: &&PlainInquiry| {
            earlier.reason == one.reason && alike(earlier, one) && one.date - earlier.date <= TimeDelta::days(14)
        };
        if !counted.iter().any(repeats) {
            counted.push(one);
        }
    }
    counted
}

fn liabilities(row: &OverLiabilities, report: &PlainReport) -> Answer {
    let all = report.liabilities.as_ref().ok_or(Why::Hidden)?;
    let mut sum = None;
    let mut absent = Vec::new();
    for one in all.iter().filter(|one| one.role.is_some_and(|role| row.roles.contains(&role))) {
        let value = match row.sum {
            LiabilityValue::Amount => one.amount.clone(),
            LiabilityValue::Balance => one.balance.clone(),
        };
        match stated(value) {
            Ok(number) => sum = Some(sum.unwrap_or(0) + number),
            Err(why) => absent.push(why),
        }
    }
    match (sum, absent.into_iter().max()) {
        (_, Some(Why::NotKnown)) => Err(Why::NotKnown),
        (Some(sum), _) => Ok(sum),
        (None, Some(why)) => Err(why),
        (None, None) => Ok(0),
    }
}

/// Whether a measure finds nothing to look at.
fn matches_none(measure: &Measure, report: &PlainReport) -> bool {
    match measure {
        Measure::Accounts(row) => select(&row.filter, report).0.is_empty(),
        Measure::Months(row) => select(&row.filter, report).0.is_empty(),
        Measure::Inquiries(_) | Measure::Liabilities(_) | Measure::Derived(_) => false,
    }
}

/// Whether an account of the filter has a reported month in the window; inquiries need none.
fn reported_in_window(measure: &Measure, report: &PlainReport) -> Result<(), Why> {
    let (filter, window) = match measure {
        Measure::Accounts(row) => (&row.filter, row.window),
        Measure::Months(row) => (&row.filter, row.window),
        Measure::Inquiries(_) | Measure::Liabilities(_) | Measure::Derived(_) => return Ok(()),
    };
    let (chosen, _) = select(filter, report);
    if chosen.is_empty() {
        return Err(Why::NoSuchAccount);
    }
    let reported = |account: &&PlainAccount| inside(window).any(|ago| account.severity(ago) >= 3);
    if chosen.iter().any(reported) { Ok(()) } else { Err(Why::NotStated) }
}

fn longest_run(passed: &[bool]) -> i128 {
    let mut longest = 0;
    let mut run = 0;
    for &yes in passed {
        run = if yes { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// Months back that are in a window, latest first.
fn inside(window: Window) -> impl Iterator<Item = usize> {
    (0..MONTHS).filter(move |&ago| window.contains(ago as u32))
}

/// The greatest whole number not above `part` / `whole`.
pub fn floor(part: i128, whole: i128) -> i128 {
    let quotient = part / whole;
    if part % whole != 0 && (part < 0) != (whole < 0) { quotient - 1 } else { quotient }
}
