//! Credit accounts and collections (PDA).

use super::super::codes;
use super::super::field::{Reader, fields};
use super::super::forms::{Amount, Status};
use super::super::grid::{self, GRID_24, GRID_60, months_24, months_60};
use super::note::pd01;
use crate::format::table::forms::{AccountNumber, CalendarMonth, Count, CurrencyCode, Date, NameText, PrivateText};
use crate::format::table::writer::Writer;
use crate::format::{DocumentPath, Node};
use crate::report::{Account, Item, LargeInstalment, MonthlyState, ReportData, SpecialEvent, SpecialTransaction};

fields! {
    ACCOUNTS: ReportData, |report| {
        PD01 "借贷账户信息" List accounts by accounts lists ACCOUNT;
    }

    ACCOUNT: Account, |account| {
        PD01A "基本信息" in BASICS;
        PD01B "最新表现信息" in LATEST;
        PD01C "最近一次月度表现信息" Group monthly by monthly lists MONTHLY;
        PD01D "最近24个月还款记录" Group payments.grid_24 by months_24 lists GRID_24;
        PD01E "最近5年内的历史表现" Group payments by months_60 lists GRID_60;
        PD01F "特殊交易信息" in TRANSACTIONS;
        PD01G "特殊事件说明信息" in EVENTS;
        PD01H "大额专项分期信息" in INSTALMENTS;
        PD01Z "标注及声明" in pd01::NOTES;
    }

    BASICS: Account, |account| {
        PD01AD01 "账户类型" kind: codes::ACCOUNT_KINDS;
        PD01AD02 "业务管理机构类型" furnisher_type: codes::INSTITUTION_TYPES;
        PD01AD03 "业务种类" business: codes::BUSINESS_KINDS;
        PD01AD04 "币种" currency: CurrencyCode;
        PD01AD05 "还款方式" repayment: codes::REPAYMENT_MODES;
        PD01AD06 "还款频率" frequency: codes::REPAYMENT_FREQUENCIES;
        PD01AD07 "担保方式" guarantee: codes::GUARANTEES;
        PD01AD08 "贷款发放形式" issue: codes::ISSUE_FORMS;
        PD01AD09 "共同借款标志" role: codes::HOLDER_ROLES;
        PD01AD10 "债权转移时的还款状态" status_at_transfer: codes::TRANSFER_STATUSES;
        PD01AI01 "账户编号" id: AccountNumber;
        PD01AI02 "业务管理机构代码" furnisher: NameText;
        PD01AI03 "账户标识" mark: PrivateText;
        PD01AI04 "授信协议编号" agreement: PrivateText;
        PD01AJ01 "借款金额" principal: Amount;
        PD01AJ02 "账户授信额度" limit: Amount;
        PD01AJ03 "共享授信额度" shared_limit: Amount;
        PD01AR01 "开立日期" opened: Date;
        PD01AR02 "到期日期" due: Date;
        PD01AS01 "还款期数" instalments: Count;
    }

    LATEST: Account, |account| {
        PD01BD01 "账户状态" latest.state: codes::states(account.kind);
        PD01BD03 "五级分类" latest.grade: codes::FIVE_CLASSES;
        PD01BD04 "还款状态" latest.payment_status: Status;
        PD01BJ01 "余额" latest.balance: Amount;
        PD01BJ02 "最近一次还款金额" latest.last_payment: Amount;
        PD01BR01 "账户关闭日期" latest.closed: Date;
        PD01BR02 "最近一次还款日期" latest.last_paid: Date;
        PD01BR03 "信息报告日期" latest.reported: Date;
        PD01BR04 "转出月份" latest.transferred: CalendarMonth;
    }

    MONTHLY: Account, |account| {
        PD01CD01 "账户状态" monthly?.state: codes::states(account.kind);
        PD01CD02 "五级分类" monthly?.grade: codes::FIVE_CLASSES;
        PD01CJ01 "余额" monthly?.balance: Amount;
        PD01CJ02 "已用额度" monthly?.used: Amount;
        PD01CJ03 "未出单的大额专项分期余额" monthly?.unbilled_instalments: Amount;
        PD01CJ04 "本月应还款" monthly?.scheduled_payment: Amount;
        PD01CJ05 "本月实还款" monthly?.actual_payment: Amount;
        PD01CJ06 "当前逾期总额" monthly?.past_due: Amount;
        PD01CJ07 "逾期31—60天未还本金" monthly?.unpaid_31_to_60: Amount;
        PD01CJ08 "逾期61—90天未还本金" monthly?.unpaid_61_to_90: Amount;
        PD01CJ09 "逾期91—180天未还本金" monthly?.unpaid_91_to_180: Amount;
        PD01CJ10 "逾期180天以上未还本金" monthly?.unpaid_over_180: Amount;
        PD01CJ11 "透支180天以上未付余额" monthly?.overdraft_over_180: Amount;
        PD01CJ12 "最近6个月平均使用额度" monthly?.average_used: Amount;
        PD01CJ13 "最近6个月平均透支余额" monthly?.average_overdraft: Amount;
        PD01CJ14 "最大使用额度" monthly?.highest_used: Amount;
        PD01CJ15 "最大透支余额" monthly?.highest_overdraft: Amount;
        PD01CR01 "月份" monthly?.month: CalendarMonth;
        PD01CR02 "结算/应还款日" monthly?.due: Date;
        PD01CR03 "最近一次还款日期" monthly?.last_paid: Date;
        PD01CR04 "信息报告日期" monthly?.reported: Date;
        PD01CS01 "剩余还款期数" monthly?.instalments_left: Count;
        PD01CS02 "当前逾期期数" monthly?.instalments_past_due: Count;
    }

    TRANSACTIONS: Account, |account| {
        PD01FH "特殊交易信息" each special_transactions: TRANSACTION;
        PD01FS01 "特殊交易个数" count special_transactions;
    }

    TRANSACTION: SpecialTransaction, |transaction| {
        PD01FD01 "特殊交易类型" kind: codes::SPECIAL_TRANSACTIONS;
        PD01FJ01 "特殊交易发生金额" amount: Amount;
        PD01FQ01 "特殊交易明细记录" remark: PrivateText;
        PD01FR01 "特殊交易发生日期" date: Date;
        PD01FS02 "到期日期变更月数" months_moved: Count;
    }

    EVENTS: Account, |account| {
        PD01GH "特殊事件说明" each special_events: EVENT;
        PD01GS01 "特殊事件说明个数" count special_events;
    }

    EVENT: SpecialEvent, |event| {
        PD01GD01 "特殊事件类型" kind: codes::SPECIAL_EVENTS;
        PD01GR01 "特殊事件发生月份" month: CalendarMonth;
    }

    INSTALMENTS: Account, |account| {
        PD01HH "大额专项分期信息" each large_instalments: INSTALMENT;
        PD01HS01 "大额专项分期笔数" count large_instalments;
    }

    INSTALMENT: LargeInstalment, |instalment| {
        PD01HJ01 "大额专项分期额度" limit: Amount;
        PD01HJ02 "已用分期金额" used: Amount;
        PD01HR01 "分期额度生效日期" from: Date;
        PD01HR02 "分期额度到期日期" to: Date;
    }
}

mod accounts {
    use super::*;

    pub(super) fn read(report: &mut ReportData, node: &Node<'_>, path: &DocumentPath<'_>, reader: &mut Reader) {
        report.accounts.reserve(node.each().len());
        reader.each(node, path, |reader, index, item, path| {
            let kind = reader.required(&codes::ACCOUNT_KINDS, "the account kind", item, path, &["PD01A", "PD01AD01"]);
            let id = reader.required(&AccountNumber, "the account number", item, path, &["PD01A", "PD01AI01"]);
            let (Some(kind), Some(id)) = (kind, id) else { return false };
            let mut account = Account::new(kind, id);
            ACCOUNT.read(item, path, &mut account, reader);
            grid::combine(&mut account, item, path, reader);
            report.accounts.push(account);
            reader.origins.accounts.push(("PDA.PD01", index));
            true
        });
    }

    pub(super) fn write<'a>(report: &'a ReportData, path: &DocumentPath<'_>, writer: &mut Writer) -> Node<'a> {
        let mut nodes = Vec::new();
        for (index, account) in report.accounts.iter().enumerate() {
            if account.kind.is_positive() {
                continue;
            }
            writer.item = Item::Account(index, account.id.clone());
            let path = path.index(nodes.len());
            nodes.push(ACCOUNT.write(account, &path, writer));
            grid::omit_hidden(account, &path, writer);
        }
        writer.item = Item::Report;
        if nodes.is_empty() { Node::Null } else { Node::List(nodes) }
    }
}

/// PD01C: the monthly state, refused without its month.
mod monthly {
    use super::*;

    pub(super) fn read(account: &mut Account, node: &Node<'_>, path: &DocumentPath<'_>, reader: &mut Reader) {
        if node.is_empty() {
            return;
        }
        let what = "the month of the monthly state";
        match reader.required(&CalendarMonth, what, node, path, &["PD01CR01"]) {
            Some(month) => {
                account.monthly = Some(MonthlyState::new(month));
                MONTHLY.read(node, path, account, reader);
            }
            None => reader.keep(node, path),
        }
    }

    pub(super) fn write<'a>(account: &'a Account, path: &DocumentPath<'_>, writer: &mut Writer) -> Node<'a> {
        MONTHLY.write(account, path, writer)
    }
}
