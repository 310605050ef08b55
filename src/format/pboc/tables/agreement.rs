//! Credit agreements (PCA) and liability for others (PCR).

use super::super::codes;
use super::super::field::{Reader, fields};
use super::super::forms::{Amount, DebtBusiness, Status};
use super::note::{pd02, pd03};
use crate::format::table::forms::{Count, CurrencyCode, Date, PlainText, PrivateText};
use crate::format::table::writer::Writer;
use crate::format::{DocumentPath, Node};
use crate::report::{Agreement, Item, Liability, ReportData};

fields! {
    AGREEMENTS: ReportData, |report| {
        PD02 "授信协议信息" List agreements by agreements lists AGREEMENT;
    }

    AGREEMENT: Agreement, |agreement| {
        PD02A "基本信息" in AGREEMENT_BASICS;
        PD02Z "标注及声明" in pd02::NOTES;
    }

    AGREEMENT_BASICS: Agreement, |agreement| {
        PD02AD01 "业务管理机构类型" furnisher_type: codes::INSTITUTION_TYPES;
        PD02AD02 "授信额度用途" purpose: codes::LINE_PURPOSES;
        PD02AD03 "币种" currency: CurrencyCode;
        PD02AD04 "授信协议状态" state: codes::AGREEMENT_STATES;
        PD02AI01 "授信协议编号" number: PrivateText;
        PD02AI02 "业务管理机构" furnisher: PlainText;
        PD02AI03 "授信协议标识" mark: PrivateText;
        PD02AI04 "授信限额编号" ceiling_number: PrivateText;
        PD02AJ01 "授信额度" line: Amount;
        PD02AJ03 "授信限额" ceiling: Amount;
        PD02AJ04 "已用额度" used: Amount;
        PD02AR01 "生效日期" from: Date;
        PD02AR02 "到期日期" to: Date;
    }

    LIABILITIES: ReportData, |report| {
        PD03 "相关还款责任信息" List liabilities by liabilities lists LIABILITY;
    }

    LIABILITY: Liability, |liability| {
        PD03A "基本信息" in LIABILITY_BASICS;
        PD03Z "标注及声明" in pd03::NOTES;
    }

    LIABILITY_BASICS: Liability, |liability| {
        PD03AD01 "业务管理机构类型" furnisher_type: codes::INSTITUTION_TYPES;
        PD03AD02 "业务种类" business: DebtBusiness(liability.borrower);
        PD03AD03 "相关还款责任人类型" role: codes::LIABILITY_ROLES;
        PD03AD04 "币种" currency: CurrencyCode;
        PD03AD05 "五级分类" grade: codes::FIVE_CLASSES;
        PD03AD06 "账户类型" account_kind: codes::ACCOUNT_KINDS;
        PD03AD07 "还款状态" payment_status: Status;
        PD03AD08 "主借款人身份类别" borrower: codes::BORROWER_CLASSES;
        PD03AJ01 "相关还款责任金额" amount: Amount;
        PD03AJ02 "余额" balance: Amount;
        PD03AQ01 "业务管理机构" furnisher: PlainText;
        PD03AQ02 "保证合同编号" contract: PrivateText;
        PD03AR01 "开立日期" opened: Date;
        PD03AR02 "到期日期" due: Date;
        PD03AR03 "信息报告日期" reported: Date;
        PD03AS01 "逾期月数" months_past_due: Count;
    }
}

mod agreements {
    use super::*;

    pub(super) fn read(report: &mut ReportData, node: &Node<'_>, path: &DocumentPath<'_>, reader: &mut Reader) {
        reader.each(node, path, |reader, index, item, path| {
            let mut agreement = Agreement::default();
            AGREEMENT.read(item, path, &mut agreement, reader);
            report.agreements.push(agreement);
            reader.origins.agreements.push(("PCA.PD02", index));
            true
        });
    }

    pub(super) fn write<'a>(report: &'a ReportData, path: &DocumentPath<'_>, writer: &mut Writer) -> Node<'a> {
        AGREEMENT.write_numbered(&report.agreements, path, Item::Agreement, writer)
    }
}

mod liabilities {
    use super::*;

    pub(super) fn read(report: &mut ReportData, node: &Node<'_>, path: &DocumentPath<'_>, reader: &mut Reader) {
        reader.each(node, path, |reader, index, item, path| {
            let mut liability = Liability::default();
            // What the code of the business means depends on whose debt it is, which stands after it.
            let borrower = item.get("PD03A").and_then(|basics| basics.get("PD03AD08")).and_then(Node::as_text);
            liability.borrower = borrower.and_then(|code| codes::BORROWER_CLASSES.read(code));
            LIABILITY.read(item, path, &mut liability, reader);
            report.liabilities.push(liability);
            reader.origins.liabilities.push(("PCR.PD03", index));
            true
        });
    }

    pub(super) fn write<'a>(report: &'a ReportData, path: &DocumentPath<'_>, writer: &mut Writer) -> Node<'a> {
        LIABILITY.write_numbered(&report.liabilities, path, Item::Liability, writer)
    }
}
