//! Reconciles post-paid accounts, public records and inquiries: PC03, PC04, PC05.

use std::collections::BTreeSet;

use chrono::Months;

use super::credit::{found, total};
use super::{Detail, Reconciliation, Rule, entry, label, number};
use crate::money::Money;
use crate::report::{
    AccountKind, AccountState, Inquiry, InquiryReason, InquirySummary, PostPaidClass, PublicRecord, PublicRecordKind,
};

impl Reconciliation<'_> {
    pub(super) fn others(&mut self) {
        self.post_paid();
        self.public_records();
        self.inquiries();
    }

    fn post_paid(&mut self) {
        let report = self.report;
        for (class, kind, english, chinese) in [
            (PostPaidClass::Telecom, AccountKind::Telecom, "telecom", "电信业务"),
            (PostPaidClass::Utility, AccountKind::Utility, "utility", "水电费等公用事业"),
        ] {
            let in_arrears = report
                .accounts
                .iter()
                .filter(|account| account.kind == kind && account.state() == Some(AccountState::Overdue));
            let arrears: Vec<_> = in_arrears.map(|account| account.past_due()).collect();
            let (position, row) = found(&report.post_paid_summary, |row| row.class == Some(class));
            let at = |field| entry("PNO.PC03.PC030H", position, field);
            let text = [format!("in arrears, {english}: accounts"), format!("欠费账户数，{chinese}")];
            let stated = row.and_then(|row| row.accounts);
            self.count(at("PC030S02"), text, stated, Detail::By(ARREARS, number(arrears.len())));
            let text = [format!("in arrears, {english}: amount"), format!("欠费金额，{chinese}")];
            let stated = row.and_then(|row| row.arrears);
            self.amount(at("PC030J01"), text, stated, Detail::By(ARREARS, total(arrears)));
        }
    }

    fn public_records(&mut self) {
        let report = self.report;
        for (kind, english, chinese, rule) in [
            (PublicRecordKind::TaxArrears, "tax arrears", "欠税信息", TAX),
            (PublicRecordKind::Judgment, "civil judgments", "民事判决信息", JUDGMENT),
            (PublicRecordKind::Enforcement, "enforcements", "强制执行信息", ENFORCEMENT),
            (PublicRecordKind::Penalty, "penalties", "行政处罚信息", PENALTY),
        ] {
            let amounts: Vec<_> = report
                .public_records
                .iter()
                .filter_map(counted_in)
                .filter(|&(of, _)| of == kind)
                .map(|(_, amount)| amount)
                .collect();
            let (position, row) = found(&report.public_summary, |row| row.kind == Some(kind));
            let at = |field| entry("PPO.PC04.PC040H", position, field);
            let text = [format!("public records, {english}"), format!("公共信息记录数，{chinese}")];
            self.count(at("PC040S02"), text, row.and_then(|row| row.records), Detail::By(rule, number(amounts.len())));
            let text = [format!("public records, {english}: amount"), format!("公共信息涉及金额，{chinese}")];
            self.amount(at("PC040J01"), text, row.and_then(|row| row.amount), Detail::By(rule, total(amounts)));
        }
    }

    fn inquiries(&mut self) {
        let report = self.report;
        let unstated = InquirySummary::default();
        let summary = report.inquiry_summary.as_ref().unwrap_or(&unstated);
        let day = report.date();
        // In chrono's first month there is no month before: all inquiries are then of the last month.
        let month_before = day.checked_sub_months(Months::new(1));
        let of_last_month = |inquiry: &&Inquiry| month_before.is_none_or(|before| inquiry.date > before);
        let of = |reason| {
            let asked = report.inquiries.iter().filter(of_last_month);
            let inquirers: Vec<_> =
                asked.filter(|one| one.reason == Some(reason)).map(|one| one.inquirer.as_str()).collect();
            let distinct = number(inquirers.iter().collect::<BTreeSet<_>>().len());
            (distinct, number(inquirers.len()))
        };
        let (loan_inquirers, loans) = of(InquiryReason::LoanApproval);
        let (card_inquirers, cards) = of(InquiryReason::CardApproval);
        let by = |rule, count| Detail::By(rule, count);
        let rows = [
            (
                "PC05BS01",
                "inquirers for loans, last month",
                "最近1个月内查询机构数，贷款审批",
                summary.loan_inquirers,
                by(INQUIRERS, loan_inquirers),
            ),
            (
                "PC05BS02",
                "inquirers for cards, last month",
                "最近1个月内查询机构数，信用卡审批",
                summary.card_inquirers,
                by(INQUIRERS, card_inquirers),
            ),
            (
                "PC05BS03",
                "inquiries for loans, last month",
                "最近1个月内查询次数，贷款审批",
                summary.loan_inquiries,
                by(INQUIRIES, loans),
            ),
            (
                "PC05BS04",
                "inquiries for cards, last month",
                "最近1个月内查询次数，信用卡审批",
                summary.card_inquiries,
                by(INQUIRIES, cards),
            ),
            (
                "PC05BS05",
                "own inquiries, last month",
                "最近1个月内查询次数，本人查询",
                summary.own_inquiries,
                Detail::Underivable(NOT_LISTED),
            ),
            (
                "PC05BS06",
                "account reviews, two years",
                "最近2年内查询次数，贷后管理",
                summary.review_inquiries,
                Detail::Underivable(NOT_LISTED),
            ),
            (
                "PC05BS07",
                "guarantee qualifications, two years",
                "最近2年内查询次数，担保资格审查",
                summary.guarantee_inquiries,
                Detail::Underivable(NOT_LISTED),
            ),
            (
                "PC05BS08",
                "merchant verifications, two years",
                "最近2年内查询次数，特约商户实名审查",
                summary.merchant_inquiries,
                Detail::Underivable(NOT_LISTED),
            ),
        ];
        for (field, english, chinese, stated, detail) in rows {
            self.count(format!("PQO.PC05.PC05B.{field}"), label(english, chinese), stated, detail);
        }
    }
}

/// The row of the summary in which a public record counts, with the amount that it adds there.
fn counted_in(record: &PublicRecord) -> Option<(PublicRecordKind, Option<Money>)> {
    match record {
        PublicRecord::TaxArrears(record) => Some((PublicRecordKind::TaxArrears, record.amount)),
        PublicRecord::Judgment(record) => Some((PublicRecordKind::Judgment, record.amount)),
        PublicRecord::Enforcement(record) => Some((PublicRecordKind::Enforcement, record.amount_enforced)),
        PublicRecord::Penalty(record) => Some((PublicRecordKind::Penalty, record.fine)),
        PublicRecord::HousingFund(_)
        | PublicRecord::SocialAssistance(_)
        | PublicRecord::Qualification(_)
        | PublicRecord::Award(_) => None,
    }
}

const ARREARS: Rule = (
    "post-paid accounts of the class whose state is in arrears; sum of the amounts past due",
    "该类后付费账户中当前状态为欠费者；欠费金额合计",
);
const TAX: Rule = ("records of tax arrears; sum of the amounts owed", "欠税记录；欠税总额合计");
const JUDGMENT: Rule = ("civil judgments; sum of the amounts at issue", "民事判决记录；诉讼标的金额合计");
const ENFORCEMENT: Rule = (
    "enforcements; sum of the amounts enforced, not of those claimed",
    "强制执行记录；已执行标的金额合计，非申请执行标的金额",
);
const PENALTY: Rule = ("administrative penalties; sum of the fines", "行政处罚记录；处罚金额合计");
const INQUIRIES: Rule = (
    "inquiries for the reason, later than the same day of the month before the report",
    "该原因的查询，晚于报告日上月同日",
);
const INQUIRERS: Rule = (
    "distinct inquirers of these inquiries, by code as reported; masked codes may collide",
    "上述查询的不同机构代码数；脱敏代码可能重合",
);
const NOT_LISTED: Rule =
    ("not derivable: the list does not show inquiries of every reason", "无法推算：查询记录明细不列示全部原因");
