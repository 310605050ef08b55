//! The vocabulary of definitions: a table for each part of the grammar, English and Chinese side by side.
//!
//! Texts are templates. `{which}` is replaced by the accounts, `{test}` by the condition on a month, `{of}` by the
//! reduced number, `{when}` by the window. English names the window at the end of the phrase, Chinese within it, so
//! only Chinese templates contain `{when}`.

use crate::attributes::row::{
    Across, AcrossInquiries, AcrossMonths, Filter, LiabilityValue, MonthTest, Value, Within, WithinMonth,
};
use crate::history::DelinquencyBucket;
use crate::report::KindSet;

/// A text in English and in Chinese.
pub(super) type Pair = (&'static str, &'static str);

/// The grammatical sort of an account's number, which decides how a phrase over accounts is built.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Sort {
    /// The account itself.
    Account,
    /// A truth: 1 or 0.
    Truth,
    /// A number.
    Number,
}

pub(super) const fn sort(of: Within) -> Sort {
    match of {
        Within::Account => Sort::Account,
        Within::Any(_) | Within::Never(_) | Within::LatestIs(_) => Sort::Truth,
        _ => Sort::Number,
    }
}

pub(super) const fn within(of: Within) -> Pair {
    match of {
        Within::Account => ("", ""),
        Within::Count(_) => ("months {test}", "{when}{test}的月数"),
        Within::Any(_) => ("with a month {test}", "{when}有过{test}"),
        Within::Never(_) => ("without a month {test}", "{when}从无{test}"),
        Within::LongestRun(_) => ("longest run of months {test}", "{when}连续{test}的最长月数"),
        Within::MonthsSince(_) => ("months since the latest month {test}", "{when}距最近一次{test}的月数"),
        Within::Worst => ("worst severity", "{when}最严重状态"),
        Within::Latest => ("severity of the latest reported month", "{when}最近一个有记录的月份的状态"),
        Within::LatestIs(_) => ("whose latest reported month is {test}", "{when}最近一个有记录的月份为{test}"),
        Within::Value(_) => ("{value}", "{value}"),
        Within::AtLeastZero(_) => ("{value} (at least 0)", "{value}（不低于0）"),
    }
}

pub(super) const fn over_accounts(across: Across, sort: Sort) -> Pair {
    use Across::{Average, Count, DistinctFurnishers, Highest, Lowest, Sum};
    match (sort, across) {
        (Sort::Account, Count | Sum) => ("number of {which}", "{which}数"),
        (Sort::Account, DistinctFurnishers) => ("number of distinct furnishers of {which}", "{which}的信息提供者数"),
        (Sort::Account, Highest | Lowest | Average) => {
            ("1 for each, {reduced} {which}", "{which}数（每户计1）{reduced}")
        }
        (Sort::Truth, Count | Sum) => ("number of {which} {of}", "{of}的{which}数"),
        (Sort::Truth, DistinctFurnishers) => {
            ("number of distinct furnishers of {which} {of}", "{of}的{which}的信息提供者数")
        }
        (Sort::Truth, Highest | Lowest | Average) => {
            ("1 for one {of} and 0 for any other, {reduced} {which}", "{which}是否{of}（是为1，否为0）{reduced}")
        }
        (Sort::Number, Count) => ("number of {which} with {of} above 0", "{of}大于0的{which}数"),
        (Sort::Number, DistinctFurnishers) => {
            ("number of distinct furnishers of {which} with {of} above 0", "{of}大于0的{which}的信息提供者数")
        }
        (Sort::Number, Sum | Highest | Lowest | Average) => ("{of}, {reduced} {which}", "{which}{of}{reduced}"),
    }
}

pub(super) const fn reduced(across: Across, of: Within) -> Pair {
    match (across, of) {
        (Across::Sum, Within::Value(_) | Within::AtLeastZero(_)) => ("summed over", "合计"),
        (Across::Sum | Across::Count | Across::DistinctFurnishers, _) => ("summed over", "之和"),
        (Across::Highest, _) => ("highest among", "的最高值"),
        (Across::Lowest, _) => ("lowest among", "的最低值"),
        (Across::Average, _) => ("average over", "的平均值"),
    }
}

pub(super) const fn within_month(of: WithinMonth) -> Pair {
    match of {
        WithinMonth::Any(_) => ("in which one of the {which} is {test}", "有{which}{test}"),
        WithinMonth::None(_) => ("in which none of the {which} is {test}", "无{which}{test}"),
        WithinMonth::AnyAndNone(..) => {
            ("in which one of the {which} is {test} and none is {against}", "有{which}{test}且无一{against}")
        }
        WithinMonth::Overdue => ("total overdue of {which} late in the month", "{which}当月逾期总额"),
        WithinMonth::Worst => ("worst severity of {which} in the month", "{which}当月最严重状态"),
        WithinMonth::Accounts(_) => ("number of {which} {test} in the month", "当月{test}的{which}数"),
    }
}

pub(super) const fn over_months(across: AcrossMonths, truth: bool) -> Pair {
    use AcrossMonths::{Average, Count, CurrentRun, Highest, LongestRun, Lowest, MonthsSince, Sum};
    match (across, truth) {
        (Sum | Count, true) => ("number of months {of}", "{when}{of}的月数"),
        (Highest, true) => ("1 if there is a month {of}, else 0", "{when}是否有一个月{of}（是为1，否为0）"),
        (Lowest | Average, true) => ("1 if every month is one {of}, else 0", "{when}是否每个月{of}（是为1，否为0）"),
        (LongestRun, true) => ("longest run of months {of}", "{when}{of}的最长连续月数"),
        (CurrentRun, true) => (
            "run up to the latest month paid or late of months {of}",
            "{when}自最近一个正常或逾期月份起向前{of}的连续月数",
        ),
        (MonthsSince, true) => ("months since the latest month {of}", "{when}距最近一个{of}的月份的月数"),
        (Sum, false) => ("{of}, summed over the months", "{when}各月{of}之和"),
        (Count, false) => ("number of months with the {of} above 0", "{when}{of}大于0的月数"),
        (Highest, false) => ("{of}, highest of the months", "{when}各月{of}的最高值"),
        (Lowest, false) => ("{of}, lowest of the months", "{when}各月{of}的最低值"),
        (Average, false) => ("{of}, average of the months", "{when}各月{of}的平均值"),
        (LongestRun, false) => ("longest run of months with the {of} above 0", "{when}{of}大于0的最长连续月数"),
        (CurrentRun, false) => (
            "run up to the latest month paid or late of months with the {of} above 0",
            "{when}自最近一个正常或逾期月份起向前{of}大于0的连续月数",
        ),
        (MonthsSince, false) => {
            ("months since the latest month with the {of} above 0", "{when}距最近一个{of}大于0的月份的月数")
        }
    }
}

/// The template of a measure over inquiries; `{of}` is the sort of inquiries.
pub(super) const fn over_inquiries(across: AcrossInquiries) -> Pair {
    match across {
        AcrossInquiries::Count => ("number of {of}", "{when}{of}次数"),
        AcrossInquiries::WithoutDuplicates => (
            "number of {of}, counting one for the same inquirer and reason in 14 days",
            "{when}{of}次数（同一机构同一原因14天内计一次）",
        ),
        AcrossInquiries::Shopping => (
            "number of {of}, counting one for the same reason in 14 days, by any inquirer",
            "{when}{of}次数（同一原因14天内不论机构计一次）",
        ),
        AcrossInquiries::DistinctInquirers => ("number of distinct inquirers of {of}", "{when}{of}机构数"),
        AcrossInquiries::MonthsSince => ("months since the latest of {of}", "{when}距最近一次{of}的月数"),
    }
}

pub(super) const HARD_INQUIRIES: Pair = ("hard inquiries", "硬查询");
pub(super) const SHOPPING_INQUIRIES: Pair = ("inquiries for credit", "授信审批查询");
pub(super) const REVIEW_INQUIRIES: Pair = ("inquiries to review an account", "贷后及保后管理查询");
pub(super) const INQUIRIES_FOR: Pair = ("inquiries ({words})", "查询（{words}）");
pub(super) const WITHOUT_DAYS: Pair = (", without the last {days} days", "（不含最近{days}天）");

pub(super) const fn over_liabilities(sum: LiabilityValue) -> Pair {
    match sum {
        LiabilityValue::Amount => (
            "amount, summed over liabilities for other people's debts ({words})",
            "相关还款责任（{words}）责任金额合计",
        ),
        LiabilityValue::Balance => {
            ("balance, summed over liabilities for other people's debts ({words})", "相关还款责任（{words}）余额合计")
        }
    }
}

pub(super) const RATIO: Pair = ("{left} ÷ {right}", "{left}÷{right}");
/// A ratio of two sums over the same accounts.
pub(super) const RATIO_OVER: Pair = ("{left} ÷ {right}, over {which}", "{which}：{left}÷{right}");
/// A share: the accounts for which something is true, among all of them.
pub(super) const SHARE: Pair = ("share of {which} {of}", "{of}的{which}占比");
pub(super) const DIFFERENCE: Pair = ("{left} − {right}", "{left}−{right}");
/// A difference of one measure in two windows.
pub(super) const DIFFERENCE_OF: Pair = ("{of}: {left} − {right}", "{of}：{left}−{right}");
pub(super) const CHANGE: Pair = ("change, {left} − {right}", "变化，{left}−{right}");
pub(super) const CHANGE_OF: Pair = ("change in {of}: {left} − {right}", "{of}的变化：{left}−{right}");
pub(super) const GREATER: Pair = ("the greater of {left} and {right}", "{left}与{right}中较大者");
pub(super) const SMALLER: Pair = ("the smaller of {left} and {right}", "{left}与{right}中较小者");
pub(super) const OPERAND: Pair = ("({of})", "（{of}）");
/// A phrase with its window; Chinese has named the window already.
pub(super) const WINDOWED: Pair = ("{of}, {when}", "{of}");

pub(super) const OPEN_ACCOUNTS: Pair = ("open {kinds}", "未结清{kinds}");
pub(super) const CLOSED_ACCOUNTS: Pair = ("closed {kinds}", "已结清{kinds}");
pub(super) const ACCOUNTS_WHERE: Pair = ("{kinds} {conditions}", "{conditions}的{kinds}");
pub(super) const OF_KINDS: Pair = ("accounts of kind {words}", "{words}账户");

/// The sets of kinds that have a name.
pub(super) const KINDS: [(KindSet, Pair); 8] = [
    (KindSet::ALL, ("accounts", "账户")),
    (KindSet::NONE, ("accounts of no kind", "（无此类）账户")),
    (KindSet::CREDIT, ("credit accounts", "信贷账户")),
    (KindSet::CARDS, ("cards", "信用卡账户")),
    (KindSet::INSTALMENT, ("instalment loans", "分期类贷款账户")),
    (KindSet::REVOLVING, ("revolving accounts", "循环类账户")),
    (KindSet::LOANS, ("loans", "贷款账户")),
    (KindSet::POSITIVE, ("positive accounts", "正面记录账户")),
];

/// The condition on an account: after the noun in English, before it in Chinese.
pub(super) const fn condition(filter: &Filter) -> Pair {
    match filter {
        Filter::Kinds(_) => ("among the {kinds}", "类型为{kinds}"),
        Filter::Open => ("open", "未结清"),
        Filter::Closed => ("closed", "已结清"),
        Filter::OpenedWithin(_) => ("opened in the last {number} months", "近{number}个月开立"),
        Filter::ReportedWithin(_) => ("reported in the last {number} months", "近{number}个月有报送"),
        Filter::Above(value) => (above(*value), "{value}大于0"),
        Filter::UsedAtLeastPercent(_) => ("with at least {number} % of the limit used", "额度使用不低于{number}%"),
        Filter::Business(_) => ("of business ({words})", "业务种类为（{words}）"),
        Filter::Guarantee(_) => ("with guarantee ({words})", "担保方式为（{words}）"),
        Filter::FurnisherType(_) => ("of a furnisher of type ({words})", "机构类型为（{words}）"),
        Filter::Role(_) => ("with the person as ({words})", "借款人身份为（{words}）"),
        Filter::State(_) => ("in state ({words})", "账户状态为（{words}）"),
        Filter::StateKnown => ("in a known state", "账户状态已知"),
        Filter::LastMonth(_) => ("with last month {severities}", "最后一个月为{severities}"),
        Filter::All(_) => ("of any sort", "任意"),
        Filter::Any(_) => ("of no sort", "皆非"),
        Filter::Not(_) => ("not {operand}", "非{operand}"),
    }
}

pub(super) const AND: Pair = (" and ", "且");
pub(super) const OR: Pair = (" or ", "或");

/// The condition that a value is above zero: an amount of 0 counts as none, so "with a limit" is a limit above 0.
const fn above(value: Value) -> &'static str {
    match value {
        Value::Limit => "with a limit",
        Value::Principal => "with a principal",
        Value::Balance => "with a balance",
        Value::Used => "with a used amount",
        Value::PastDue => "with an amount past due",
        Value::Scheduled => "with a payment due in the month",
        Value::Actual => "with a payment made in the month",
        Value::Age => "at least a month old",
        Value::Utilisation => "with a share of the limit used",
    }
}

pub(super) const fn value(value: Value) -> Pair {
    match value {
        Value::Limit => ("limit", "授信额度"),
        Value::Principal => ("principal", "借款金额"),
        Value::Balance => ("balance", "余额"),
        Value::Used => ("used", "已用额度"),
        Value::PastDue => ("amount past due", "当前逾期总额"),
        Value::Scheduled => ("payment due in the month", "本月应还款"),
        Value::Actual => ("payment made in the month", "本月实还款"),
        Value::Age => ("age in months", "账龄（月）"),
        Value::Utilisation => ("share of the limit used, in basis points", "额度使用率（基点）"),
    }
}

pub(super) const fn test(test: MonthTest) -> Pair {
    match test {
        // Nothing in days past due is worse than the last bucket.
        MonthTest::Late(DelinquencyBucket::OVER_180) => ("over 180 days past due or worse", "逾期180天以上"),
        MonthTest::Late(_) => ("{severity} or worse", "{severity}及以上"),
        MonthTest::OnTime => ("paid as agreed", "正常还款"),
        MonthTest::Reported => ("reported", "有记录"),
        MonthTest::NothingDue => ("with nothing due", "无应还款"),
        MonthTest::Severities(_) => ("{severities}", "{severities}"),
    }
}

pub(super) const NO_SEVERITY: Pair = ("of no status", "（无此状态）");
pub(super) const SEVERITY: Pair = ("“{severity}”", "“{severity}”");
/// A set of one severity and everything worse.
pub(super) const SEVERITY_OR_WORSE: Pair = ("“{severity}” or worse", "“{severity}”及以上");
