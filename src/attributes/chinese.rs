//! Rows in Chinese.

use super::formula::word;
use super::row::{
    Across, AcrossInquiries, AcrossMonths, Filter, LiabilityValue, Measure, MonthTest, Operation, OverAccounts,
    OverInquiries, OverLiabilities, OverMonths, SeveritySet, Value, Within, WithinMonth,
};
use crate::history::{DelinquencyBucket, Severity};
use crate::language::Language;
use crate::month::Window;
use crate::record::{FIRST_CHINESE, Gloss};
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
                Operation::Ratio => format!("（{left}）占（{right}）的比例（基点）"),
                Operation::Difference | Operation::Change => format!("（{left}）减（{right}）"),
                Operation::Greater => format!("（{left}）与（{right}）中较大者"),
                Operation::Smaller => format!("（{left}）与（{right}）中较小者"),
            }
        }
    }
}

fn accounts(row: &OverAccounts) -> String {
    let which = accounts_where(&row.filter);
    let when = window(row.window);
    let of = match row.of {
        Within::Account => {
            return match row.across {
                Across::Count | Across::Sum => format!("{which}数"),
                Across::DistinctFurnishers => format!("{which}的信息提供者数"),
                across => format!("{which}数（每户计1）的{}", reduction(across)),
            };
        }
        Within::Any(test) => return truth(row.across, &which, &format!("{when}有过{}", passing(test))),
        Within::Never(test) => return truth(row.across, &which, &format!("{when}从无{}", passing(test))),
        Within::LatestIs(test) => {
            return truth(row.across, &which, &format!("{when}最近一个有记录的月份为{}", passing(test)));
        }
        Within::Count(test) => format!("{when}{}的月数", passing(test)),
        Within::LongestRun(test) => format!("{when}连续{}的最长月数", passing(test)),
        Within::MonthsSince(test) => format!("{when}距最近一次{}的月数", passing(test)),
        Within::Worst => format!("{when}最严重状态"),
        Within::Latest => format!("{when}最近一个有记录的月份的状态"),
        Within::Value(of) => value(of).to_owned(),
        Within::AtLeastZero(of) => format!("{}（不低于0）", value(of)),
    };
    match row.across {
        Across::Count => format!("{of}大于0的{which}数"),
        Across::DistinctFurnishers => format!("{of}大于0的{which}的信息提供者数"),
        Across::Sum if matches!(row.of, Within::Value(_) | Within::AtLeastZero(_)) => format!("{which}{of}合计"),
        across => format!("{which}{of}{}", reduction(across)),
    }
}

fn truth(across: Across, which: &str, condition: &str) -> String {
    match across {
        Across::Count | Across::Sum => format!("{condition}的{which}数"),
        Across::DistinctFurnishers => format!("{condition}的{which}的信息提供者数"),
        across => format!("{which}是否{condition}（是为1，否为0）{}", reduction(across)),
    }
}

fn months(row: &OverMonths) -> String {
    let which = accounts_where(&row.filter);
    let when = window(row.window);
    let (of, truth) = match row.of {
        WithinMonth::Any(test) => (format!("有{which}{}", passing(test)), true),
        WithinMonth::None(test) => (format!("无{which}{}", passing(test)), true),
        WithinMonth::AnyAndNone(some, none) => (format!("有{which}{}且无一{}", passing(some), passing(none)), true),
        WithinMonth::Overdue => (format!("{which}当月逾期总额"), false),
        WithinMonth::Worst => (format!("{which}当月最严重状态"), false),
        WithinMonth::Accounts(test) => (format!("当月{}的{which}数", passing(test)), false),
    };
    let above = if truth { String::new() } else { "大于0".to_owned() };
    match row.across {
        AcrossMonths::Count => format!("{when}{of}{above}的月数"),
        AcrossMonths::Sum if truth => format!("{when}{of}的月数"),
        AcrossMonths::Sum => format!("{when}各月{of}之和"),
        AcrossMonths::Highest if truth => format!("{when}是否有一个月{of}（是为1，否为0）"),
        AcrossMonths::Lowest | AcrossMonths::Average if truth => format!("{when}是否每个月{of}（是为1，否为0）"),
        AcrossMonths::Highest => format!("{when}各月{of}的最高值"),
        AcrossMonths::Lowest => format!("{when}各月{of}的最低值"),
        AcrossMonths::Average => format!("{when}各月{of}的平均值"),
        AcrossMonths::LongestRun => format!("{when}{of}{above}的最长连续月数"),
        AcrossMonths::CurrentRun => format!("{when}自最近一个正常或逾期月份起向前{of}{above}的连续月数"),
        AcrossMonths::MonthsSince => format!("{when}距最近一个{of}{above}的月份的月数"),
    }
}

fn inquiries(row: &OverInquiries) -> String {
    let when = window(row.window);
    let kind = kind_of_inquiry(&row.reasons);
    let excluding = match row.excluding_days {
        0 => String::new(),
        days => format!("（不含最近{days}天）"),
    };
    match row.across {
        AcrossInquiries::Count => format!("{when}{kind}次数{excluding}"),
        AcrossInquiries::WithoutDuplicates => {
            format!("{when}{kind}次数（同一机构同一原因14天内计一次）{excluding}")
        }
        AcrossInquiries::Shopping => format!("{when}{kind}次数（同一原因14天内不论机构计一次）{excluding}"),
        AcrossInquiries::DistinctInquirers => format!("{when}{kind}机构数{excluding}"),
        AcrossInquiries::MonthsSince => format!("{when}距最近一次{kind}的月数{excluding}"),
    }
}

fn kind_of_inquiry(reasons: &[InquiryReason]) -> String {
    let all_of = |which: fn(InquiryReason) -> bool| {
        InquiryReason::ALL.iter().all(|reason| which(*reason) == reasons.contains(reason))
    };
    if all_of(InquiryReason::is_hard) {
        "硬查询".to_owned()
    } else if all_of(InquiryReason::is_shopping) {
        "授信审批查询".to_owned()
    } else if all_of(InquiryReason::is_review) {
        "贷后及保后管理查询".to_owned()
    } else {
        format!("查询（{}）", words(reasons))
    }
}

fn liabilities(row: &OverLiabilities) -> String {
    let value = match row.sum {
        LiabilityValue::Amount => "责任金额",
        LiabilityValue::Balance => "余额",
    };
    format!("相关还款责任（{}）{value}合计", words(&row.roles))
}

fn accounts_where(filter: &Filter) -> String {
    let parts_of = match filter {
        Filter::All(parts) => parts.iter().collect(),
        other => vec![other],
    };
    let (mut kinds, mut open, mut parts) = (None, "", Vec::new());
    for part in parts_of {
        match part {
            Filter::Kinds(set) if kinds.is_none() => kinds = Some(kind_words(*set)),
            Filter::Open if open.is_empty() => open = "未结清",
            Filter::Closed if open.is_empty() => open = "已结清",
            other => parts.push(condition(other)),
        }
    }
    let accounts = format!("{open}{}", kinds.unwrap_or_else(|| "账户".to_owned()));
    match parts.is_empty() {
        true => accounts,
        false => format!("{}的{accounts}", parts.join("且")),
    }
}

fn kind_words(kinds: KindSet) -> String {
    for (set, name) in [
        (KindSet::ALL, "账户"),
        (KindSet::NONE, "（无此类）账户"),
        (KindSet::CREDIT, "信贷账户"),
        (KindSet::CARDS, "信用卡账户"),
        (KindSet::INSTALMENT, "分期类贷款账户"),
        (KindSet::REVOLVING, "循环类账户"),
        (KindSet::LOANS, "贷款账户"),
        (KindSet::POSITIVE, "正面记录账户"),
    ] {
        if set == kinds {
            return name.to_owned();
        }
    }
    let names: Vec<_> = kinds.iter().map(|kind| kind.text(Language::Chinese)).collect();
    format!("{}账户", names.join("、").trim_end_matches("账户"))
}

fn condition(filter: &Filter) -> String {
    match filter {
        Filter::Kinds(kinds) => format!("类型为{}", kind_words(*kinds)),
        Filter::Open => "未结清".to_owned(),
        Filter::Closed => "已结清".to_owned(),
        Filter::OpenedWithin(months) => format!("近{months}个月开立"),
        Filter::Above(of) => format!("{}大于0", value(*of)),
        Filter::UsedAtLeastPercent(percent) => format!("额度使用不低于{percent}%"),
        Filter::Business(kinds) => format!("业务种类为（{}）", words(kinds)),
        Filter::Guarantee(kinds) => format!("担保方式为（{}）", words(kinds)),
        Filter::FurnisherType(kinds) => format!("机构类型为（{}）", words(kinds)),
        Filter::Role(roles) => format!("借款人身份为（{}）", words(roles)),
        Filter::State(states) => format!("账户状态为（{}）", words(states)),
        Filter::StateKnown => "账户状态已知".to_owned(),
        Filter::LastMonth(set) => format!("最后一个月为{}", severities(*set)),
        Filter::All(parts) => joined(parts, "且", "任意"),
        Filter::Any(parts) => joined(parts, "或", "皆非"),
        Filter::Not(part) => format!("非（{}）", condition(part)),
    }
}

fn joined(parts: &[Filter], by: &str, of_none: &str) -> String {
    match parts {
        [] => of_none.to_owned(),
        [one] => condition(one),
        parts => format!("（{}）", parts.iter().map(condition).collect::<Vec<_>>().join(by)),
    }
}

fn passing(test: MonthTest) -> String {
    match test {
        MonthTest::Late(DelinquencyBucket::OVER_180) => "逾期180天以上".to_owned(),
        MonthTest::Late(bucket) => format!("{}及以上", bucket.severity().text_zh()),
        MonthTest::OnTime => "正常还款".to_owned(),
        MonthTest::Reported => "有记录".to_owned(),
        MonthTest::NothingDue => "无应还款".to_owned(),
        MonthTest::Severities(set) => severities(set),
    }
}

fn severities(set: SeveritySet) -> String {
    match set.iter().map(Severity::text_zh).collect::<Vec<_>>().as_slice() {
        [] => "（无此状态）".to_owned(),
        texts => format!("“{}”", texts.join("”或“")),
    }
}

const fn value(value: Value) -> &'static str {
    match value {
        Value::Limit => "授信额度",
        Value::Principal => "借款金额",
        Value::Balance => "余额",
        Value::Used => "已用额度",
        Value::PastDue => "当前逾期总额",
        Value::Scheduled => "本月应还款",
        Value::Actual => "本月实还款",
        Value::Age => "账龄（月）",
        Value::Utilisation => "额度使用率（基点）",
    }
}

const fn reduction(across: Across) -> &'static str {
    match across {
        Across::Sum => "之和",
        Across::Highest => "的最高值",
        Across::Lowest => "的最低值",
        Across::Average => "的平均值",
        Across::Count | Across::DistinctFurnishers => "数",
    }
}

/// "近24个月"，"倒数第12至23个月".
fn window(window: Window) -> String {
    match (window.newest(), window.oldest()) {
        (0, 0) => "当月".to_owned(),
        (0, _) => format!("近{}个月", window.len()),
        (newest, oldest) if newest == oldest => format!("{newest}个月前当月"),
        (newest, oldest) => format!("{newest}至{oldest}个月前"),
    }
}

/// Words of the report in Chinese, as their glosses say; a word without a Chinese term as files spell it.
fn words<T: Gloss + Copy + std::fmt::Debug>(words: &[T]) -> String {
    let chinese = |one: &T| {
        let gloss = one.gloss();
        let term = gloss.find(|c: char| c >= FIRST_CHINESE).and_then(|start| gloss.get(start..));
        term.and_then(|term| term.split(':').next()).map_or_else(|| word(one), str::to_owned)
    };
    words.iter().map(chinese).collect::<Vec<_>>().join("、")
}
