//! The report's own summaries: score (PSM), credit (PCO), post-paid (PNO), public records (PPO), inquiries (PQO).

use super::super::codes;
use super::super::field::{Reader, fields};
use super::super::forms::Amount;
use crate::format::table::forms::{CalendarMonth, Count, Date, PlainText};
use crate::format::table::writer::Writer;
use crate::format::{DocumentPath, Node};
use crate::report::{
    BusinessSummary, CardSummary, CreditSummary, DigitalReading, InquirySummary, LiabilitySummary, LoanSummary,
    OverdueSummary, PostPaidSummary, PublicSummary, RecoverySummary, ReportData,
};

fields! {
    READING: ReportData, |report| {
        PC01 "评分信息" part digital_reading: READING_UNIT;
    }

    READING_UNIT: DigitalReading, |reading| {
        PC010D01 "分数说明" List factors by factors;
        PC010Q01 "数字解读" score: Count;
        PC010Q02 "相对位置" relative_position: Count;
        PC010S01 "分数说明条数" count factors;
    }
}

/// PC010D01: a list of codes.
mod factors {
    use super::*;

    pub(super) fn read(reading: &mut DigitalReading, node: &Node<'_>, path: &DocumentPath<'_>, reader: &mut Reader) {
        reading.factors = reader.texts(&codes::READING_FACTORS, node, path, FACTORS_MAX);
    }

    pub(super) fn write<'a>(reading: &'a DigitalReading, path: &DocumentPath<'_>, writer: &mut Writer) -> Node<'a> {
        if reading.factors.len() > FACTORS_MAX {
            writer.omit("factors", Some(path), format!("a score has at most {FACTORS_MAX} factors"));
        }
        let factors = reading.factors.iter().take(FACTORS_MAX);
        let items: Vec<_> = factors
            .enumerate()
            .map(|(index, factor)| writer.text("factors", &codes::READING_FACTORS, Some(factor), &path.index(index)))
            .collect();
        if items.is_empty() { Node::Null } else { Node::List(items) }
    }

    /// The factors that explain one score.
    const FACTORS_MAX: usize = 2;
}

fields! {
    CREDIT: ReportData, |report| {
        PC02 "信贷交易信息概要" part credit_summary: CREDIT_UNIT;
    }

    CREDIT_UNIT: CreditSummary, |credit| {
        PC02A "信贷交易提示" in BUSINESS;
        PC02B "被追偿汇总" in RECOVERED;
        PC02C "呆账汇总" in BAD_DEBT;
        PC02D "逾期（透支）汇总" in OVERDUE;
        PC02E "非循环贷账户汇总" part non_revolving_loans: NON_REVOLVING;
        PC02F "循环额度下分账户汇总" part sub_accounts: SUB_ACCOUNTS;
        PC02G "循环贷账户汇总" part revolving_loans: REVOLVING;
        PC02H "贷记卡账户汇总" part credit_cards: CREDIT_CARDS;
        PC02I "准贷记卡账户汇总" part quasi_credit_cards: QUASI_CREDIT_CARDS;
        PC02K "相关还款责任汇总" in LIABILITIES;
    }

    BUSINESS: CreditSummary, |credit| {
        PC02AH "信贷交易提示信息" each business: BUSINESS_ROW;
        PC02AS01 "账户数合计" accounts: Count;
        PC02AS02 "业务类型数量" count business;
    }

    BUSINESS_ROW: BusinessSummary, |row| {
        PC02AD01 "业务类型" business: codes::BUSINESS_TYPES;
        PC02AD02 "业务大类" class: codes::BUSINESS_CLASSES;
        PC02AR01 "首笔业务发放月份" first_month: CalendarMonth;
        PC02AS03 "账户数" accounts: Count;
    }

    RECOVERED: CreditSummary, |credit| {
        PC02BH "被追偿汇总信息" each recovered: RECOVERED_ROW;
        PC02BJ01 "余额合计" recovered_balance: Amount;
        PC02BS01 "账户数合计" recovered_accounts: Count;
        PC02BS02 "业务类型数量" count recovered;
    }

    RECOVERED_ROW: RecoverySummary, |row| {
        PC02BD01 "业务类型" kind: codes::RECOVERY_TYPES;
        PC02BJ02 "余额" balance: Amount;
        PC02BS03 "账户数" accounts: Count;
    }

    BAD_DEBT: CreditSummary, |credit| {
        PC02CJ01 "余额" bad_debt_balance: Amount;
        PC02CS01 "账户数" bad_debt_accounts: Count;
    }

    OVERDUE: CreditSummary, |credit| {
        PC02DH "逾期（透支）汇总信息" each overdue: OVERDUE_ROW;
        PC02DS01 "账户类型数量" count overdue;
    }

    OVERDUE_ROW: OverdueSummary, |row| {
        PC02DD01 "账户类型" kind: codes::OVERDUE_KINDS;
        PC02DJ01 "单月最高逾期（透支）总额" highest_month: Amount;
        PC02DS02 "账户数" accounts: Count;
        PC02DS03 "月份数" months: Count;
        PC02DS04 "最长逾期（透支）月数" longest: Count;
    }

    NON_REVOLVING: LoanSummary, |loans| {
        PC02EJ01 "授信总额" granted: Amount;
        PC02EJ02 "余额" balance: Amount;
        PC02EJ03 "最近6个月平均应还款" average_payment: Amount;
        PC02ES01 "管理机构数" institutions: Count;
        PC02ES02 "账户数" accounts: Count;
    }

    SUB_ACCOUNTS: LoanSummary, |loans| {
        PC02FJ01 "授信总额" granted: Amount;
        PC02FJ02 "余额" balance: Amount;
        PC02FJ03 "最近6个月平均应还款" average_payment: Amount;
        PC02FS01 "管理机构数" institutions: Count;
        PC02FS02 "账户数" accounts: Count;
    }

    REVOLVING: LoanSummary, |loans| {
        PC02GJ01 "授信总额" granted: Amount;
        PC02GJ02 "余额" balance: Amount;
        PC02GJ03 "最近6个月平均应还款" average_payment: Amount;
        PC02GS01 "管理机构数" institutions: Count;
        PC02GS02 "账户数" accounts: Count;
    }

    CREDIT_CARDS: CardSummary, |cards| {
        PC02HJ01 "授信总额" granted: Amount;
        PC02HJ02 "单家机构最高授信额" highest: Amount;
        PC02HJ03 "单家机构最低授信额" lowest: Amount;
        PC02HJ04 "已用额度" used: Amount;
        PC02HJ05 "最近6个月平均使用额度" average_used: Amount;
        PC02HS01 "发卡机构数" institutions: Count;
        PC02HS02 "账户数" accounts: Count;
    }

    QUASI_CREDIT_CARDS: CardSummary, |cards| {
        PC02IJ01 "授信总额" granted: Amount;
        PC02IJ02 "单家机构最高授信额" highest: Amount;
        PC02IJ03 "单家机构最低授信额" lowest: Amount;
        PC02IJ04 "透支余额" used: Amount;
        PC02IJ05 "最近6个月平均透支余额" average_used: Amount;
        PC02IS01 "发卡机构数" institutions: Count;
        PC02IS02 "账户数" accounts: Count;
    }

    LIABILITIES: CreditSummary, |credit| {
        PC02KH "相关还款责任汇总信息" each liabilities: LIABILITY_ROW;
        PC02KS01 "相关还款责任类型数量" count liabilities;
    }

    LIABILITY_ROW: LiabilitySummary, |row| {
        PC02KD01 "借款人身份类别" borrower: codes::BORROWER_CLASSES;
        PC02KD02 "还款责任类型" class: codes::LIABILITY_CLASSES;
        PC02KJ01 "还款责任金额" amount: Amount;
        PC02KJ02 "余额" balance: Amount;
        PC02KS02 "账户数" accounts: Count;
    }

    POST_PAID: ReportData, |report| {
        PC03 "非信贷交易信息概要" in POST_PAID_UNIT;
    }

    POST_PAID_UNIT: ReportData, |report| {
        PC030H "后付费业务欠费信息汇总" each post_paid_summary: POST_PAID_ROW;
        PC030S01 "后付费业务类型数量" count post_paid_summary;
    }

    POST_PAID_ROW: PostPaidSummary, |row| {
        PC030D01 "后付费业务类型" class: codes::POST_PAID_CLASSES;
        PC030J01 "欠费金额" arrears: Amount;
        PC030S02 "欠费账户数" accounts: Count;
    }

    PUBLIC: ReportData, |report| {
        PC04 "公共信息概要" in PUBLIC_UNIT;
    }

    PUBLIC_UNIT: ReportData, |report| {
        PC040H "公共信息汇总" each public_summary: PUBLIC_ROW;
        PC040S01 "公共信息类型数量" count public_summary;
    }

    PUBLIC_ROW: PublicSummary, |row| {
        PC040D01 "公共信息类型" kind: codes::PUBLIC_RECORD_KINDS;
        PC040J01 "涉及金额" amount: Amount;
        PC040S02 "记录数" records: Count;
    }

    INQUIRIES: ReportData, |report| {
        PC05 "查询记录概要" part inquiry_summary: INQUIRY_UNIT;
    }

    INQUIRY_UNIT: InquirySummary, |summary| {
        PC05A "上一次查询信息" in LAST_INQUIRY;
        PC05B "查询记录汇总" in INQUIRY_COUNTS;
    }

    LAST_INQUIRY: InquirySummary, |summary| {
        PC05AD01 "上一次查询机构类型" last_inquirer_type: codes::INSTITUTION_TYPES;
        PC05AI01 "上一次查询机构代码" last_inquirer: PlainText;
        PC05AQ01 "上一次查询原因" last_reason: codes::INQUIRY_REASONS;
        PC05AR01 "上一次查询日期" last_date: Date;
    }

    INQUIRY_COUNTS: InquirySummary, |summary| {
        PC05BS01 "最近1个月内的查询机构数（贷款审批）" loan_inquirers: Count;
        PC05BS02 "最近1个月内的查询机构数（信用卡审批）" card_inquirers: Count;
        PC05BS03 "最近1个月内的查询次数（贷款审批）" loan_inquiries: Count;
        PC05BS04 "最近1个月内的查询次数（信用卡审批）" card_inquiries: Count;
        PC05BS05 "最近1个月内的查询次数（本人查询）" own_inquiries: Count;
        PC05BS06 "最近2年内的查询次数（贷后管理）" review_inquiries: Count;
        PC05BS07 "最近2年内的查询次数（担保资格审查）" guarantee_inquiries: Count;
        PC05BS08 "最近2年内的查询次数（特约商户实名审查）" merchant_inquiries: Count;
    }
}
