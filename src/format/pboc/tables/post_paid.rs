//! Post-paid accounts, telecom and utility (PND). They have no number, so their position stands for it: `PE01[3]`.

use std::borrow::Cow;

use super::super::codes;
use super::super::field::{Reader, fields};
use super::super::forms::Amount;
use super::note::pe01;
use crate::format::table::forms::{CalendarMonth, Date, NameText};
use crate::format::table::writer::Writer;
use crate::format::{DocumentPath, Node, ProblemKind};
use crate::history::{HistoryForm, PaymentHistory};
use crate::report::{Account, AccountId, Item, MonthlyState, Payments, ReportData};

fields! {
    ACCOUNTS: ReportData, |report| {
        PE01 "后付费业务信息" List accounts by accounts lists ACCOUNT;
    }

    ACCOUNT: Account, |account| {
        PE01A "基本信息" in BASICS;
        PE01Z "标注及声明" in pe01::NOTES;
    }

    BASICS: Account, |account| {
        PE01AD01 "后付费账户类型" kind: codes::POST_PAID_KINDS;
        PE01AD02 "业务类型" service: codes::services(account.kind);
        PE01AD03 "当前缴费状态" monthly?.state: codes::states(account.kind);
        PE01AJ01 "当前欠费金额" monthly?.past_due: Amount;
        PE01AQ01 "机构名称" furnisher: NameText;
        PE01AQ02 "最近24个月缴费记录" Statuses payments by payments;
        PE01AR01 "业务开通日期" opened: Date;
        PE01AR02 "记账年月" monthly?.month: CalendarMonth;
    }
}

mod accounts {
    use super::*;

    pub(super) fn read(report: &mut ReportData, node: &Node<'_>, path: &DocumentPath<'_>, reader: &mut Reader) {
        reader.each(node, path, |reader, index, item, path| {
            let what = "the kind of post-paid account";
            let tags = &["PE01A", "PE01AD01"];
            let Some(kind) = reader.required(&codes::POST_PAID_KINDS, what, item, path, tags) else { return false };
            let mut account = Account::new(kind, number(index));
            let month = item.get("PE01A").and_then(|basics| basics.get("PE01AR02")).and_then(Node::as_text);
            account.monthly = month.and_then(|month| month.parse().ok()).map(MonthlyState::new);
            ACCOUNT.read(item, path, &mut account, reader);
            report.accounts.push(account);
            reader.origins.accounts.push(("PND.PE01", index));
            true
        });
    }

    pub(super) fn write<'a>(report: &'a ReportData, path: &DocumentPath<'_>, writer: &mut Writer) -> Node<'a> {
        let mut nodes = Vec::new();
        let left_out: Vec<&str> = report.kept.iter().map(|kept| &*kept.place).collect();
        let mut positions = (0..).map(number).filter(|id| !left_out.contains(&&*format!("PND.{id}")));
        for (index, account) in report.accounts.iter().enumerate() {
            if !matches!(account.kind, crate::AccountKind::Telecom | crate::AccountKind::Utility) {
                continue;
            }
            writer.item = Item::Account(index, account.id.clone());
            if let Some(expected) = positions.next()
                && account.id != expected
            {
                writer.omit("id", None, format!("a post-paid account has no number but its position, `{expected}`"));
            }
            nodes.push(ACCOUNT.write(account, &path.index(nodes.len()), writer));
        }
        writer.item = Item::Report;
        if nodes.is_empty() { Node::Null } else { Node::List(nodes) }
    }
}

/// PE01AQ02: the last of its 24 symbols is the month of PE01AR02.
mod payments {
    use super::*;

    pub(super) fn read(account: &mut Account, node: &Node<'_>, path: &DocumentPath<'_>, reader: &mut Reader) {
        let what = "a payment string";
        let Node::Text(text) = node else {
            reader.refuse(ProblemKind::WrongType, node, path, &node.describe(), "text", what);
            return;
        };
        let Some(month) = account.monthly.as_ref().map(|monthly| monthly.month) else {
            reader.without_month(node, path);
            return;
        };
        match PaymentHistory::read(HistoryForm::PostPaid24, text, month) {
            Ok(history) => account.payments = Some(Payments::from(history)),
            Err(error) => {
                let expected = format!("24 symbols of * N 0 1 2 3 4 5 6 C G # ({error})");
                reader.refuse(ProblemKind::BadText, node, path, text, what, expected);
            }
        }
    }

    pub(super) fn write<'a>(account: &'a Account, path: &DocumentPath<'_>, writer: &mut Writer) -> Node<'a> {
        let Some(payments) = &account.payments else { return Node::Null };
        if account.monthly.as_ref().map(|monthly| monthly.month) != Some(payments.history.latest()) {
            writer.omit("payments", Some(path), "the latest month is not that of the monthly state");
            return Node::Null;
        }
        let mut history = payments.history;
        if let Some(months) = HistoryForm::PostPaid24.months().filter(|&months| history.len() > months) {
            writer.omit("payments.history", Some(path), format!("months before the last {months} have no place"));
            let last = history.iter().map(|(_, status)| status).take(months);
            history = PaymentHistory::collect(history.latest(), last).unwrap_or(history);
        }
        match history.write(HistoryForm::PostPaid24) {
            Ok(text) => Node::Text(Cow::Owned(text)),
            Err(error) => {
                writer.omit("payments", Some(path), error.to_string());
                Node::Null
            }
        }
    }
}

/// The id of the post-paid account at a position: such accounts have no number of their own.
fn number(index: usize) -> AccountId {
    AccountId::from(format!("PE01[{index}]"))
}
