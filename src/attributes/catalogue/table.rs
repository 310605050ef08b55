//! The standard catalogue as a table: one line for each attribute or family of attributes.
//!
//! The columns are name, direction, English title, Chinese title and measure; then the reason codes, where they differ
//! from those of the section or the kind: `known` for a loss on a known reading, `absent` for one on an absent reading.
//! `{kind}`, `{months}` and `{bucket}` stand for the values of the axes around the line.
//!
//! Sections look at credit accounts only, except the positive one and the inquiries. Collections are counted in
//! `accounts_c1`, `collections` and `collection_balance` only, positive accounts in the positive section only. So rent
//! adds evidence and never shortens an average age.

use super::entry::Entry;
use super::line::{Axis, Section, each, row, rows as rows_of};
use super::measures::{
    COLLECTION, LATE, abnormal_end, account_months, age, asked, bad_debt, card_used, change, count, credit, credit_and,
    current_run, furnishers, guarantor_paid, hard, highest_overdue, in_arrears, inquiries, loans_with_principal,
    longest_on_time, months_late, number, of, open, open_cards_used_75_percent, open_cards_with_limit, over,
    over_months, ratio, reasons, related_liability, satisfactory, sum, with_balance,
};
use super::reason::{AdverseActionReason as M, CodePair};
use crate::attributes::row::Direction::{HigherIsBetter as Higher, LowerIsBetter as Lower, Neither};
use crate::attributes::row::{
    Across, AcrossInquiries as Inquiries, Attribute, Family, Filter, MonthTest, Value, Within, WithinMonth,
};
use crate::history::DelinquencyBucket;
use crate::month::Window;
use crate::report::{AccountKind, InquiryReason, KindSet, ReadingFactor as F};

/// Every row of the catalogue in order, with its entry.
pub(super) fn rows() -> Vec<(Entry, Attribute)> {
    rows_of(TABLE)
}

const FEW_DEBT_KINDS: CodePair = (F::FewDebtKinds, M::LimitedExperience);
const SAME_ACTIVITY: CodePair = (F::ActivityUniform, M::LimitedExperience);
const MANY_DEBTS: CodePair = (F::ManyDebts, M::ExcessiveObligations);
const MANY_NEW_DEBTS: CodePair = (F::ManyNewDebts, M::ExcessiveObligations);
const MANY_CARD_DEBTS: CodePair = (F::ManyCardDebts, M::ExcessiveObligations);
const HIGH_DEBT: CodePair = (F::DebtHigh, M::ExcessiveObligations);
const HIGH_CARD_USE: CodePair = (F::CardUtilisationHigh, M::ExcessiveObligations);
const OVERDUE: CodePair = (F::Overdue, M::DelinquentWithOthers);
const COLLECTED: CodePair = (F::Overdue, M::CollectionOrJudgment);
const SHORT_HISTORY: CodePair = (F::ShortHistory, M::LimitedExperience);
const SHORT_CARD_HISTORY: CodePair = (F::ShortCardHistory, M::LimitedExperience);
const LITTLE_CREDIT: CodePair = (F::LittleCreditInformation, M::LimitedExperience);
const MANY_INQUIRIES: CodePair = (F::ManyHardInquiries, M::RecentInquiries);

const NO_CREDIT: F = F::LittleCreditInformation;
const NO_CARD: F = F::LittleCardInformation;
const NO_LOAN: F = F::LittleLoanInformation;

const RENT_AND_PREPAID: KindSet = KindSet::of(&[AccountKind::Rent, AccountKind::PrepaidCard]);
const REVOLVING_LOAN: KindSet = KindSet::of(&[AccountKind::RevolvingLoan]);

#[rustfmt::skip]
const TABLE: &[Section] = &[
    Section { family: Family::Accounts, known: FEW_DEBT_KINDS, absent: NO_CREDIT, lines: &[
        row("accounts", Neither, "credit accounts, open or closed", "信贷账户数", |_| number(credit())),
        row("open_accounts", Neither, "open credit accounts", "未结清信贷账户数",
            |_| number(open(KindSet::CREDIT))).known(MANY_DEBTS),
        row("closed_accounts", Neither, "closed credit accounts", "已结清信贷账户数", |_| number(credit_and(Filter::Closed))),
        each(Axis::Kinds(KindSet::CREDIT), &[
            row("accounts_{kind}", Neither, "{kind}, open or closed", "{kind}数", |at| number(of(at.kinds()))),
        ]),
        row("accounts_c1", Lower, "debts in collection, open or ended", "被追偿账户数",
            |_| number(of(COLLECTION))).known(COLLECTED),
        row("furnishers", Neither, "furnishers of credit accounts", "信贷账户的信息提供者数", |_| furnishers(credit())),
        each(Axis::Kinds(KindSet::CREDIT), &[
            row("open_accounts_{kind}", Neither, "open {kind}", "未结清{kind}数",
                |at| number(open(at.kinds()))).known(MANY_DEBTS),
            row("furnishers_{kind}", Neither, "furnishers of open {kind}", "未结清{kind}的信息提供者数",
                |at| furnishers(open(at.kinds()))),
        ]),
        each(Axis::Months(&[3, 6, 12, 24]), &[
            row("accounts_opened_{months}", Lower, "credit accounts opened, {months}", "{months}开立的信贷账户数",
                |at| number(credit_and(Filter::OpenedWithin(at.months())))).known(MANY_NEW_DEBTS),
        ]),
        row("percent_instalment_accounts", Neither, "share of instalment loans among credit accounts", "分期类贷款占信贷账户的比例",
            |_| ratio(number(of(KindSet::INSTALMENT)), number(credit()))).known(SAME_ACTIVITY).absent(NO_LOAN),
        row("revolving_accounts_with_balance", Neither, "revolving accounts with a balance", "有余额的循环类账户数",
            |_| number(with_balance(KindSet::REVOLVING))).known(MANY_CARD_DEBTS),
        row("instalment_accounts_with_balance", Neither, "instalment loans with a balance", "有余额的分期类贷款账户数",
            |_| number(with_balance(KindSet::INSTALMENT))).known(MANY_DEBTS).absent(NO_LOAN),
        row("percent_accounts_with_balance", Neither, "share of credit accounts with a balance", "有余额的信贷账户比例",
            |_| ratio(number(with_balance(KindSet::CREDIT)), number(credit()))).known(MANY_DEBTS),
    ] },

    Section { family: Family::Debt, known: HIGH_DEBT, absent: NO_CREDIT, lines: &[
        row("total_principal", Neither, "principal, open instalment loans", "未结清分期类贷款借款金额",
            |_| sum(Value::Principal, open(KindSet::INSTALMENT))),
        row("total_limit", Neither, "limit, open revolving accounts", "未结清循环类账户授信额度",
            |_| sum(Value::Limit, open(KindSet::REVOLVING))),
        row("total_balance", Lower, "balance, open credit accounts", "未结清信贷账户余额",
            |_| sum(Value::Balance, open(KindSet::CREDIT))),
        row("total_past_due", Lower, "amount past due, open credit accounts", "未结清信贷账户逾期总额",
            |_| sum(Value::PastDue, open(KindSet::CREDIT))).known(OVERDUE),
        row("card_limit", Neither, "limit, open cards", "未结清信用卡授信额度",
            |_| sum(Value::Limit, open_cards_with_limit())).absent(NO_CARD),
        row("card_used", Lower, "amount used, open cards", "未结清信用卡已用额度",
            |_| card_used()).known(MANY_CARD_DEBTS).absent(NO_CARD),
        row("scheduled_payment", Neither, "payments due, open credit accounts", "未结清信贷账户应还款",
            |_| sum(Value::Scheduled, open(KindSet::CREDIT))),
        row("collection_balance", Lower, "balance, open debts in collection", "未结清被追偿账户余额",
            |_| sum(Value::Balance, open(COLLECTION))).known(COLLECTED),
        row("related_liability", Lower, "liability for other people's debts", "相关还款责任金额", |_| related_liability()),
        each(Axis::Months(&[12, 24, 60]), &[
            row("highest_monthly_past_due_{months}", Lower, "highest monthly overdue, {months}", "{months}单月最高逾期总额",
                |at| highest_overdue(KindSet::CREDIT, at.window())).known(OVERDUE),
        ]),
        row("bad_debt_balance", Lower, "balance, bad debts", "呆账余额",
            |_| sum(Value::Balance, bad_debt())).known(COLLECTED),
        each(Axis::Kinds(KindSet::INSTALMENT), &[
            row("principal_{kind}", Neither, "principal, open {kind}", "未结清{kind}借款金额",
                |at| sum(Value::Principal, open(at.kinds()))),
            row("balance_{kind}", Lower, "balance, open {kind}", "未结清{kind}余额",
                |at| sum(Value::Balance, open(at.kinds()))),
            row("highest_monthly_past_due_60_{kind}", Lower,
                "highest monthly overdue, {kind}, last 60 months", "近60个月{kind}单月最高逾期总额",
                |at| highest_overdue(at.kinds(), Window::ALL)).known(OVERDUE),
        ]),
        each(Axis::Kinds(REVOLVING_LOAN), &[
            row("limit_{kind}", Neither, "limit, open {kind}", "未结清{kind}授信额度",
                |at| sum(Value::Limit, open(at.kinds()))),
            row("balance_{kind}", Lower, "balance, open {kind}", "未结清{kind}余额",
                |at| sum(Value::Balance, open(at.kinds()))),
            row("highest_monthly_past_due_60_{kind}", Lower,
                "highest monthly overdue, {kind}, last 60 months", "近60个月{kind}单月最高逾期总额",
                |at| highest_overdue(at.kinds(), Window::ALL)).known(OVERDUE),
        ]),
        each(Axis::Kinds(KindSet::CARDS), &[
            row("limit_{kind}", Neither, "limit, open {kind}", "未结清{kind}授信额度",
                |at| sum(Value::Limit, open(at.kinds()))),
            row("balance_{kind}", Lower, "balance, open {kind}", "未结清{kind}余额",
                |at| sum(Value::Balance, open(at.kinds()))).known(MANY_CARD_DEBTS),
            row("highest_monthly_past_due_60_{kind}", Lower,
                "highest monthly overdue, {kind}, last 60 months", "近60个月{kind}单月最高逾期总额",
                |at| highest_overdue(at.kinds(), Window::ALL)).known(OVERDUE),
        ]),
        each(Axis::Kinds(KindSet::CARDS), &[
            row("used_{kind}", Lower, "amount used, open {kind}", "未结清{kind}已用额度",
                |at| sum(Value::Used, open(at.kinds()))).known(MANY_CARD_DEBTS),
        ]),
    ] },

    Section { family: Family::Utilisation, known: HIGH_CARD_USE, absent: NO_CARD, lines: &[
        row("card_utilisation", Lower, "card utilisation", "信用卡使用率",
            |_| ratio(card_used(), sum(Value::Limit, open_cards_with_limit()))),
        row("highest_card_utilisation", Lower, "highest utilisation of one card", "单张信用卡最高使用率",
            |_| over(Across::Highest, Within::Value(Value::Utilisation), open_cards_with_limit())),
        row("instalment_burden", Lower, "share of the principal still owed, open instalment loans", "未结清分期类贷款未还比例",
            |_| ratio(sum(Value::Balance, loans_with_principal()), sum(Value::Principal, loans_with_principal())))
            .known(HIGH_DEBT).absent(NO_LOAN),
        row("cards_over_75_percent_used", Lower, "open cards at least 75% used", "使用率不低于75%的未结清信用卡数",
            |_| number(open_cards_used_75_percent())),
    ] },

    Section { family: Family::Lateness, known: OVERDUE, absent: NO_CREDIT, lines: &[
        each(Axis::Buckets(&[DelinquencyBucket::DAYS_1_TO_30, DelinquencyBucket::DAYS_31_TO_60, DelinquencyBucket::DAYS_61_TO_90, DelinquencyBucket::DAYS_91_TO_120]), &[
            each(Axis::Months(&[6, 12, 24, 60]), &[
                row("late_months_{bucket}_{months}", Lower, "months {bucket} late, {months}", "{months}逾期{bucket}的月数",
                    |at| account_months(at.late(), KindSet::CREDIT, at.window())),
            ]),
        ]),
        each(Axis::Months(&[24, 60]), &[
            row("distinct_late_months_{months}", Lower, "calendar months late, {months}", "{months}有逾期的日历月数",
                |at| months_late(KindSet::CREDIT, at.window())),
        ]),
        each(Axis::Kinds(KindSet::CREDIT), &[
            row("distinct_late_months_60_{kind}", Lower,
                "calendar months late, {kind}, last 60 months", "近60个月{kind}有逾期的日历月数",
                |at| months_late(at.kinds(), Window::ALL)),
        ]),
        each(Axis::Months(&[3, 6, 12, 24, 60]), &[
            row("worst_status_{months}", Lower, "worst payment status, {months}", "{months}最差还款状态",
                |at| over_months(Across::Highest, Within::Worst, credit(), at.window())),
        ]),
    ] },

    Section { family: Family::Derogatory, known: OVERDUE, absent: NO_CREDIT, lines: &[
        each(Axis::Buckets(&[DelinquencyBucket::DAYS_1_TO_30, DelinquencyBucket::DAYS_61_TO_90, DelinquencyBucket::DAYS_91_TO_120]), &[
            row("accounts_ever_late_{bucket}", Lower, "credit accounts ever {bucket} late", "曾逾期{bucket}的信贷账户数",
                |at| count(Within::Any(at.late()), credit())),
        ]),
        each(Axis::Kinds(KindSet::CREDIT), &[
            row("accounts_ever_late_1_{kind}", Lower, "{kind} ever late", "曾逾期的{kind}数",
                |at| count(Within::Any(LATE), of(at.kinds()))),
        ]),
        row("accounts_now_late", Lower, "open credit accounts late now", "当前逾期的未结清信贷账户数",
            |_| count(Within::LatestIs(LATE), open(KindSet::CREDIT))),
        row("bad_debts", Lower, "bad debts", "呆账账户数", |_| number(bad_debt())).known(COLLECTED),
        row("collections", Lower, "open debts in collection", "未结清被追偿账户数",
            |_| number(open(COLLECTION))).known(COLLECTED),
        row("abnormal_ends", Lower, "credit accounts ended other than by settlement", "非正常结束的信贷账户数",
            |_| number(abnormal_end())),
        row("guarantor_paid", Lower, "credit accounts ever repaid by a guarantor", "曾由担保人代还的信贷账户数",
            |_| count(Within::Any(guarantor_paid()), credit())),
        row("percent_accounts_never_late", Higher, "share of credit accounts never late", "从未逾期的信贷账户比例",
            |_| ratio(count(Within::Never(LATE), credit()), number(credit()))),
        row("satisfactory_accounts", Higher, "credit accounts in good standing", "状态良好的信贷账户数",
            |_| count(Within::LatestIs(satisfactory()), credit())),
    ] },

    Section { family: Family::Trend, known: OVERDUE, absent: NO_CREDIT, lines: &[
        row("late_months_change", Lower, "change in months late, last 12 months on the 12 before", "近12个月与此前12个月逾期月数之差",
            |_| change(12, |window| account_months(LATE, KindSet::CREDIT, window))),
        row("on_time_months_change", Higher,
            "change in months on time, last 12 months on the 12 before", "近12个月与此前12个月按时还款月数之差",
            |_| change(12, |window| account_months(MonthTest::OnTime, KindSet::CREDIT, window))).known(LITTLE_CREDIT),
        row("past_due_change", Lower,
            "change in highest overdue, last 12 months on the 12 before", "近12个月与此前12个月最高逾期总额之差",
            |_| change(12, |window| highest_overdue(KindSet::CREDIT, window))),
        row("hard_inquiries_change", Lower,
            "change in hard inquiries, last 6 months on the 6 before", "近6个月与此前6个月硬查询次数之差",
            |_| change(6, |window| hard(Inquiries::WithoutDuplicates, window, 0))).known(MANY_INQUIRIES),
    ] },

    Section { family: Family::Recency, known: OVERDUE, absent: NO_CREDIT, lines: &[
        each(Axis::Buckets(&[DelinquencyBucket::DAYS_1_TO_30, DelinquencyBucket::DAYS_61_TO_90, DelinquencyBucket::DAYS_91_TO_120]), &[
            row("months_since_late_{bucket}", Higher, "months since a payment {bucket} late", "距最近一次逾期{bucket}的月数",
                |at| over(Across::Lowest, Within::MonthsSince(at.late()), credit())),
        ]),
        row("longest_on_time_streak", Higher, "longest run of months on time", "最长连续按时还款月数",
            |_| longest_on_time(KindSet::CREDIT)).known(SHORT_HISTORY),
        row("current_on_time_streak", Higher, "current run of months on time", "当前连续按时还款月数",
            |_| current_run(WithinMonth::AnyAndNone(MonthTest::OnTime, LATE), KindSet::CREDIT)),
    ] },

    Section { family: Family::Depth, known: SHORT_HISTORY, absent: NO_CREDIT, lines: &[
        row("oldest_account_age", Higher, "age of the oldest credit account", "最早信贷账户的账龄",
            |_| age(Across::Highest, KindSet::CREDIT)),
        row("newest_account_age", Higher, "age of the newest credit account", "最新信贷账户的账龄",
            |_| age(Across::Lowest, KindSet::CREDIT)).known(MANY_NEW_DEBTS),
        row("average_account_age", Higher, "average age of credit accounts", "信贷账户的平均账龄",
            |_| age(Across::Average, KindSet::CREDIT)),
        row("oldest_card_age", Higher, "age of the oldest card", "最早信用卡的账龄", |_| age(Across::Highest, KindSet::CARDS))
            .known(SHORT_CARD_HISTORY).absent(NO_CARD),
        each(Axis::Months(&[12, 24, 60]), &[
            row("reported_months_{months}", Higher, "months reported, {months}", "{months}有还款记录的月数",
                |at| account_months(MonthTest::Reported, KindSet::CREDIT, at.window())),
            row("on_time_months_{months}", Higher, "months on time, {months}", "{months}按时还款的月数",
                |at| account_months(MonthTest::OnTime, KindSet::CREDIT, at.window())),
        ]),
    ] },

    Section { family: Family::Positive, known: LITTLE_CREDIT, absent: NO_CREDIT, lines: &[
        each(Axis::Kinds(RENT_AND_PREPAID), &[
            row("{kind}_accounts", Higher, "{kind}, open or closed", "{kind}数", |at| number(of(at.kinds()))),
            each(Axis::Months(&[12, 24, 60]), &[
                row("{kind}_on_time_months_{months}", Higher,
                    "months on time, {kind}, {months}", "{months}{kind}按时还款的月数",
                    |at| account_months(MonthTest::OnTime, at.kinds(), at.window())),
                row("{kind}_late_months_{months}", Lower, "months late, {kind}, {months}", "{months}{kind}逾期的月数",
                    |at| account_months(LATE, at.kinds(), at.window())).known(OVERDUE),
            ]),
        ]),
        each(Axis::Kinds(KindSet::POST_PAID), &[
            row("{kind}_accounts", Higher, "{kind}, open or closed", "{kind}数", |at| number(of(at.kinds()))),
            each(Axis::Months(&[12, 24, 60]), &[
                row("{kind}_on_time_months_{months}", Higher,
                    "months on time, {kind}, {months}", "{months}{kind}按时还款的月数",
                    |at| account_months(MonthTest::OnTime, at.kinds(), at.window())),
                row("{kind}_late_months_{months}", Lower, "months late, {kind}, {months}", "{months}{kind}逾期的月数",
                    |at| account_months(LATE, at.kinds(), at.window())),
            ]),
        ]),
        each(Axis::Months(&[12, 24, 60]), &[
            row("positive_on_time_months_{months}", Higher,
                "months on time, positive accounts, {months}", "{months}正面记录账户按时还款的月数",
                |at| account_months(MonthTest::OnTime, KindSet::POSITIVE, at.window())),
            row("positive_late_months_{months}", Lower,
                "months late, positive accounts, {months}", "{months}正面记录账户逾期的月数",
                |at| account_months(LATE, KindSet::POSITIVE, at.window())).known(OVERDUE),
        ]),
        row("positive_depth", Higher, "months reported, positive accounts", "正面记录账户有还款记录的月数",
            |_| account_months(MonthTest::Reported, KindSet::POSITIVE, Window::ALL)),
        row("longest_positive_streak", Higher, "longest run of months on time, positive accounts", "正面记录账户最长连续按时还款月数",
            |_| longest_on_time(KindSet::POSITIVE)),
        each(Axis::Kinds(KindSet::POST_PAID), &[
            row("{kind}_accounts_in_arrears", Lower, "{kind} in arrears", "欠费的{kind}数",
                |at| number(in_arrears(at.kinds()))),
            row("{kind}_past_due", Lower, "amount past due, {kind}", "{kind}欠费金额",
                |at| sum(Value::PastDue, in_arrears(at.kinds()))),
        ]),
    ] },

    Section { family: Family::Inquiries, known: MANY_INQUIRIES, absent: NO_CREDIT, lines: &[
        each(Axis::Months(&[1, 3, 6, 12, 24]), &[
            row("hard_inquiries_{months}", Lower, "hard inquiries, {months}", "{months}硬查询次数",
                |at| hard(Inquiries::WithoutDuplicates, at.window(), 0)),
        ]),
        each(Axis::Months(&[1, 3, 6, 12, 24]), &[
            row("hard_inquiries_raw_{months}", Lower,
                "hard inquiries, repeats included, {months}", "{months}硬查询次数（含重复）",
                |at| hard(Inquiries::Count, at.window(), 0)),
        ]),
        each(Axis::Months(&[1, 3, 6, 12, 24]), &[
            row("shopping_inquiries_{months}", Lower, "inquiries for credit, {months}", "{months}授信审批查询次数",
                |at| inquiries(Inquiries::Shopping, reasons(InquiryReason::is_shopping), at.window())),
        ]),
        row("hard_inquiries_6_excluding_7_days", Lower,
            "hard inquiries, last 6 months without the last 7 days", "近6个月硬查询次数（不含最近7天）",
            |_| hard(Inquiries::WithoutDuplicates, Window::last(6), 7)),
        row("loan_inquirers_1", Lower, "institutions asked for a loan, this month", "当月贷款审批查询机构数",
            |_| asked(Inquiries::DistinctInquirers, InquiryReason::LoanApproval, Window::last(1))).absent(NO_LOAN),
        row("card_inquirers_1", Lower, "institutions asked for a card, this month", "当月信用卡审批查询机构数",
            |_| asked(Inquiries::DistinctInquirers, InquiryReason::CardApproval, Window::last(1))).absent(NO_CARD),
        row("review_inquiries_24", Neither, "account reviews, last 24 months", "近24个月贷后及保后管理查询次数",
            |_| inquiries(Inquiries::Count, reasons(InquiryReason::is_review), Window::last(24))),
        row("own_inquiries_24", Neither, "the person's own inquiries, last 24 months", "近24个月本人查询次数",
            |_| asked(Inquiries::Count, InquiryReason::OwnInquiry, Window::last(24))),
        row("own_inquiries_1", Neither, "the person's own inquiries, this month", "当月本人查询次数",
            |_| asked(Inquiries::Count, InquiryReason::OwnInquiry, Window::last(1))),
        row("guarantee_inquiries_24", Neither, "guarantee checks, last 24 months", "近24个月担保资格审查次数",
            |_| asked(Inquiries::Count, InquiryReason::GuaranteeQualification, Window::last(24))),
        row("merchant_inquiries_24", Neither, "merchant checks, last 24 months", "近24个月特约商户实名审查次数",
            |_| asked(Inquiries::Count, InquiryReason::MerchantVerification, Window::last(24))),
        row("months_since_hard_inquiry", Higher, "months since a hard inquiry", "距最近一次硬查询的月数",
            |_| hard(Inquiries::MonthsSince, Window::ALL, 0)),
        row("months_since_hard_inquiry_excluding_7_days", Higher,
            "months since a hard inquiry, without the last 7 days", "距最近一次硬查询的月数（不含最近7天）",
            |_| hard(Inquiries::MonthsSince, Window::ALL, 7)),
    ] },
];
