//! Rows in English.

use super::formula::word;
use super::row::{
    Across, AcrossInquiries, AcrossMonths, Filter, LiabilityValue, Measure, MonthTest, Operation, OverAccounts,
    OverInquiries, OverLiabilities, OverMonths, SeveritySet, Value, Within, WithinMonth,
};
use crate::history::{DelinquencyBucket, Severity};
use crate::language::Language;
use crate::report::{InquiryReason, KindSet};

/// What a measure is, in a phrase.
pub(super) fn measure(row: &Measure) -> String {
    match row {
        Measure::Accounts(row) => accounts(row),
        Measure::Months(row) => months(row),
        Measure::Inquiries(row) => inquiries(row),
        Measure::Liabilities(row) => liabilities(row),
        Measure::Derived(row) => {
            let (left, right) = (measure(&row.left), measure(&row.right));
            match row.operation {
                Operation::Ratio => format!("share in basis points of ({left}) in ({right})"),
                Operation::Difference | Operation::Change => format!("({left}) minus ({right})"),
                Operation::Greater => format!("the greater of ({left}) and ({right})"),
                Operation::Smaller => format!("the smaller of ({left}) and ({right})"),
            }
        }
    }
}

fn accounts(row: &OverAccounts) -> String {
    let which = accounts_where(&row.filter);
    let within = match row.of {
        Within::Account => String::new(),
        Within::Count(test) => format!("the number of months {}", passing(test)),
        Within::Any(test) => format!("with a month {}", passing(test)),
        Within::Never(test) => format!("without a month {}", passing(test)),
        Within::LongestRun(test) => format!("the longest run of months {}", passing(test)),
        Within::MonthsSince(test) => format!("the months since the latest month {}", passing(test)),
        Within::Worst => "the worst severity".to_owned(),
        Within::Latest => "the severity of the latest reported month".to_owned(),
        Within::LatestIs(test) => format!("whose latest reported month is {}", passing(test)),
        Within::Value(of) => format!("the {}", value(of)),
        Within::AtLeastZero(of) => format!("the {}, at least 0", value(of)),
    };
    let truth = matches!(row.of, Within::Account | Within::Any(_) | Within::Never(_) | Within::LatestIs(_));
    let phrase = match (row.across, truth) {
        (Across::Count | Across::Sum, true) => spaced(format!("number of {which}"), &within),
        (Across::DistinctFurnishers, true) => spaced(format!("number of distinct furnishers of {which}"), &within),
        (Across::Count, false) => format!("number of {which} with {within} above 0"),
        (Across::DistinctFurnishers, false) => {
            format!("number of distinct furnishers of {which} with {within} above 0")
        }
        (across, true) => spaced(format!("{} over {which} of 1 or 0: is it one", reduction(across)), &within),
        (across, false) => format!("{} over {which} of {within}", reduction(across)),
    };
    match row.of {
        Within::Account | Within::Value(_) | Within::AtLeastZero(_) => phrase,
        _ => format!("{phrase}, {}", row.window),
    }
}

fn months(row: &OverMonths) -> String {
    let which = accounts_where(&row.filter);
    let within = match row.of {
        WithinMonth::Any(test) => format!("in which one of the {which} is {}", passing(test)),
        WithinMonth::None(test) => format!("in which none of the {which} is {}", passing(test)),
        WithinMonth::AnyAndNone(some, none) => {
            format!("in which one of the {which} is {} and none is {}", passing(some), passing(none))
        }
        WithinMonth::Overdue => format!("the total overdue of {which} late in the month"),
        WithinMonth::Worst => format!("the worst severity of {which}"),
        WithinMonth::Accounts(test) => format!("the number of {which} {}", passing(test)),
    };
    let truth = matches!(row.of, WithinMonth::Any(_) | WithinMonth::None(_) | WithinMonth::AnyAndNone(..));
    let phrase = match (row.across, truth) {
        (AcrossMonths::Sum | AcrossMonths::Count, true) => format!("number of months {within}"),
        (AcrossMonths::Sum, false) => format!("sum over the months of {within}"),
        (AcrossMonths::Count, false) => format!("number of months with {within} above 0"),
        (AcrossMonths::Highest, true) => format!("1 if there is a month {within}, else 0"),
        (AcrossMonths::Lowest, true) => format!("1 if every month is one {within}, else 0"),
        (AcrossMonths::Average, true) => format!("1 if every month is one {within}, else 0"),
        (AcrossMonths::Highest, false) => format!("highest of any month of {within}"),
        (AcrossMonths::Lowest, false) => format!("lowest of any month of {within}"),
        (AcrossMonths::Average, false) => format!("average over the months of {within}"),
        (AcrossMonths::LongestRun, true) => format!("longest run of months {within}"),
        (AcrossMonths::LongestRun, false) => format!("longest run of months with {within} above 0"),
        (AcrossMonths::CurrentRun, true) => format!("run up to the latest month paid or late of months {within}"),
        (AcrossMonths::CurrentRun, false) => {
            format!("run up to the latest month paid or late of months with {within} above 0")
        }
        (AcrossMonths::MonthsSince, true) => format!("months since the latest month {within}"),
        (AcrossMonths::MonthsSince, false) => format!("months since the latest month with {within} above 0"),
    };
    format!("{phrase}, {}", row.window)
}

fn inquiries(row: &OverInquiries) -> String {
    let kind = kind_of_inquiry(&row.reasons);
    let phrase = match row.across {
        AcrossInquiries::Count => format!("number of {kind}"),
        AcrossInquiries::WithoutDuplicates => {
            format!("number of {kind}, one of the same inquirer and reason in 14 days")
        }
        AcrossInquiries::Shopping => format!("number of {kind}, one of the same reason in 14 days, whoever asks"),
        AcrossInquiries::DistinctInquirers => format!("number of distinct inquirers of {kind}"),
        AcrossInquiries::MonthsSince => format!("months since the latest of {kind}"),
    };
    match row.excluding_days {
        0 => format!("{phrase}, {}", row.window),
        days => format!("{phrase}, {}, without the last {days} days", row.window),
    }
}

fn kind_of_inquiry(reasons: &[InquiryReason]) -> String {
    let all_of = |which: fn(InquiryReason) -> bool| {
        InquiryReason::ALL.iter().all(|reason| which(*reason) == reasons.contains(reason))
    };
    if all_of(InquiryReason::is_hard) {
        "hard inquiries".to_owned()
    } else if all_of(InquiryReason::is_shopping) {
        "inquiries for credit".to_owned()
    } else if all_of(InquiryReason::is_review) {
        "inquiries to review an account".to_owned()
    } else {
        format!("inquiries ({})", words(reasons))
    }
}

fn liabilities(row: &OverLiabilities) -> String {
    let value = match row.sum {
        LiabilityValue::Amount => "amounts",
        LiabilityValue::Balance => "balances",
    };
    format!("sum of the {value} of liabilities for other people's debts ({})", words(&row.roles))
}

/// "open credit accounts with a limit above 0".
fn accounts_where(filter: &Filter) -> String {
    let mut parts = Vec::new();
    let parts_of = match filter {
        Filter::All(parts) => parts.iter().collect(),
        other => vec![other],
    };
    let (mut kinds, mut open) = (None, "");
    for part in parts_of {
        match part {
            Filter::Kinds(set) if kinds.is_none() => kinds = Some(kind_words(*set)),
            Filter::Open if open.is_empty() => open = "open ",
            Filter::Closed if open.is_empty() => open = "closed ",
            other => parts.push(condition(other)),
        }
    }
    let accounts = format!("{open}{}", kinds.unwrap_or_else(|| "accounts".to_owned()));
    match parts.is_empty() {
        true => accounts,
        false => format!("{accounts} with {}", parts.join(" and ")),
    }
}

fn kind_words(kinds: KindSet) -> String {
    for (set, name) in [
        (KindSet::ALL, "accounts"),
        (KindSet::NONE, "accounts of no kind"),
        (KindSet::CREDIT, "credit accounts"),
        (KindSet::CARDS, "cards"),
        (KindSet::INSTALMENT, "instalment loans"),
        (KindSet::REVOLVING, "revolving accounts"),
        (KindSet::LOANS, "loans"),
        (KindSet::POSITIVE, "positive accounts"),
    ] {
        if set == kinds {
            return name.to_owned();
        }
    }
    let names: Vec<_> = kinds.iter().map(|kind| kind.text(Language::English)).collect();
    format!("accounts of kind {}", names.join(", "))
}

fn condition(filter: &Filter) -> String {
    match filter {
        Filter::Kinds(kinds) => format!("kind among ({})", kind_words(*kinds)),
        Filter::Open => "state open".to_owned(),
        Filter::Closed => "state not open".to_owned(),
        Filter::OpenedWithin(months) => format!("opening in the last {months} months"),
        Filter::Above(of) => format!("{} above 0", value(*of)),
        Filter::UsedAtLeastPercent(percent) => format!("at least {percent} % of the limit used"),
        Filter::Business(kinds) => format!("business ({})", words(kinds)),
        Filter::Guarantee(kinds) => format!("guarantee ({})", words(kinds)),
        Filter::FurnisherType(kinds) => format!("furnisher of type ({})", words(kinds)),
        Filter::Role(roles) => format!("holder's role ({})", words(roles)),
        Filter::State(states) => format!("state ({})", words(states)),
        Filter::StateKnown => "a known state".to_owned(),
        Filter::LastMonth(set) => format!("last month {}", severities(*set)),
        Filter::All(parts) => joined(parts, " and ", "anything"),
        Filter::Any(parts) => joined(parts, " or ", "nothing"),
        Filter::Not(part) => format!("not ({})", condition(part)),
    }
}

fn joined(parts: &[Filter], by: &str, of_none: &str) -> String {
    match parts {
        [] => of_none.to_owned(),
        [one] => condition(one),
        parts => format!("({})", parts.iter().map(condition).collect::<Vec<_>>().join(by)),
    }
}

fn passing(test: MonthTest) -> String {
    match test {
        MonthTest::Late(DelinquencyBucket::OVER_180) => "over 180 days past due or worse".to_owned(),
        MonthTest::Late(bucket) => format!("{} or worse", bucket.severity().text()),
        MonthTest::OnTime => "paid as agreed".to_owned(),
        MonthTest::Reported => "reported".to_owned(),
        MonthTest::NothingDue => "with nothing due".to_owned(),
        MonthTest::Severities(set) => severities(set),
    }
}

fn severities(set: SeveritySet) -> String {
    match set.iter().map(Severity::text).collect::<Vec<_>>().as_slice() {
        [] => "of no status".to_owned(),
        texts => format!("“{}”", texts.join("” or “")),
    }
}

const fn value(value: Value) -> &'static str {
    match value {
        Value::Limit => "limit",
        Value::Principal => "principal",
        Value::Balance => "balance",
        Value::Used => "used amount",
        Value::PastDue => "amount past due",
        Value::Scheduled => "payment due in the month",
        Value::Actual => "payment made in the month",
        Value::Age => "age in months",
        Value::Utilisation => "share of the limit used, in basis points",
    }
}

const fn reduction(across: Across) -> &'static str {
    match across {
        Across::Sum => "sum",
        Across::Highest => "highest",
        Across::Lowest => "lowest",
        Across::Average => "average",
        Across::Count | Across::DistinctFurnishers => "number",
    }
}

fn spaced(phrase: String, rest: &str) -> String {
    if rest.is_empty() { phrase } else { format!("{phrase} {rest}") }
}

fn words<T: std::fmt::Debug>(words: &[T]) -> String {
    words.iter().map(|one| word(one).replace('_', " ")).collect::<Vec<_>>().join(", ")
}
