//! Reconciles the credit summary: PC02.

use std::collections::{BTreeMap, BTreeSet};

use super::{Detail, Reconciliation, Rule, entry, label, number};
use crate::attributes::Unit;
use crate::history::{DelinquencyBucket, Months, Severity};
use crate::language::Language;
use crate::money::Money;
use crate::month::Month;
use crate::report::{
    Account, AccountKind, AccountState, BorrowerClass, BusinessKind, CardSummary, CreditSummary, KindSet,
    LiabilityClass, LiabilityRole, LoanSummary, RecoveryType,
};

impl Reconciliation<'_> {
    pub(super) fn credit(&mut self) {
        let unstated = CreditSummary::default();
        let summary = self.report.credit_summary.as_ref().unwrap_or(&unstated);
        self.all_accounts(summary);
        self.recovered(summary);
        self.bad_debts(summary);
        for kind in KindSet::CREDIT.iter() {
            self.past_due(summary, kind);
        }
        self.open(AccountKind::NonRevolvingLoan, Stated::loan(&summary.non_revolving_loans));
        self.open(AccountKind::SubAccount, Stated::loan(&summary.sub_accounts));
        self.open(AccountKind::RevolvingLoan, Stated::loan(&summary.revolving_loans));
        self.open(AccountKind::CreditCard, Stated::card(&summary.credit_cards));
        self.open(AccountKind::QuasiCreditCard, Stated::card(&summary.quasi_credit_cards));
        self.liabilities(summary);
    }

    fn all_accounts(&mut self, summary: &CreditSummary) {
        let accounts = number(self.accounts(|account| account.kind.is_credit()).count());
        let place = "PCO.PC02.PC02A.PC02AS01".to_owned();
        self.count(
            place,
            label("accounts of credit", "信贷账户数"),
            summary.accounts,
            Detail::By(ALL_ACCOUNTS, accounts),
        );
        let by_business = summary.business.iter().filter_map(|row| row.accounts).map(i64::from);
        let stated = by_business.reduce(i64::saturating_add);
        let place = "PCO.PC02.PC02A.PC02AH.PC02AS03".to_owned();
        let sum = label("accounts of credit, summed over the types of business", "信贷账户数按业务类型合计");
        self.row(place, sum, Unit::Count, stated, Detail::By(ALL_ACCOUNTS, accounts));
    }

    fn recovered(&mut self, summary: &CreditSummary) {
        let group = "PCO.PC02.PC02B";
        let detail = |reconciliation: &Self, business: Option<BusinessKind>| {
            let accounts = reconciliation.accounts(|account| {
                account.kind == AccountKind::Collection && business.is_none_or(|kind| account.business == Some(kind))
            });
            let balances: Vec<_> = accounts.map(|account| account.latest.balance).collect();
            (number(balances.len()), total(balances))
        };
        let (accounts, balance) = detail(self, None);
        let text = label("recovered debts", "被追偿账户数");
        let place = format!("{group}.PC02BS01");
        self.count(place, text, summary.recovered_accounts, Detail::By(RECOVERED, accounts));
        let text = label("recovered debts: balance", "被追偿余额");
        self.amount(format!("{group}.PC02BJ01"), text, summary.recovered_balance, Detail::By(RECOVERED, balance));
        for (kind, business, english, chinese) in [
            (RecoveryType::AssetDisposal, BusinessKind::AssetDisposal, "disposed assets", "资产处置业务"),
            (RecoveryType::Advance, BusinessKind::CompensatedDebt, "advances", "垫款业务"),
        ] {
            let (accounts, balance) = detail(self, Some(business));
            let (position, row) = found(&summary.recovered, |row| row.kind == Some(kind));
            let at = |field| entry(&format!("{group}.PC02BH"), position, field);
            let text = [format!("recovered debts, {english}"), format!("被追偿账户数，{chinese}")];
            let stated = row.and_then(|row| row.accounts);
            self.count(at("PC02BS03"), text, stated, Detail::By(RECOVERED_BY_TYPE, accounts));
            let text = [format!("recovered debts, {english}: balance"), format!("被追偿余额，{chinese}")];
            let stated = row.and_then(|row| row.balance);
            self.amount(at("PC02BJ02"), text, stated, Detail::By(RECOVERED_BY_TYPE, balance));
        }
    }

    fn bad_debts(&mut self, summary: &CreditSummary) {
        let bad =
            self.accounts(|account| account.kind.is_credit() && account.latest.state == Some(AccountState::BadDebt));
        let balances: Vec<_> = bad.map(|account| account.latest.balance).collect();
        let (accounts, balance) = (number(balances.len()), total(balances));
        let (place, text) = ("PCO.PC02.PC02C.PC02CS01".to_owned(), label("bad debts", "呆账账户数"));
        self.count(place, text, summary.bad_debt_accounts, Detail::By(BAD_DEBT, accounts));
        let (place, text) = ("PCO.PC02.PC02C.PC02CJ01".to_owned(), label("bad debts: balance", "呆账余额"));
        self.amount(place, text, summary.bad_debt_balance, Detail::By(BAD_DEBT, balance));
    }

    fn past_due(&mut self, summary: &CreditSummary, kind: AccountKind) {
        let (mut accounts, mut longest) = (0_i128, 0_u8);
        let mut months: BTreeMap<Month, i128> = BTreeMap::new();
        for payments in self.accounts(|account| account.kind == kind).filter_map(|account| account.payments.as_ref()) {
            let planes = payments.history.planes();
            // A month with a digit: past due by days, nothing worse.
            let from = kind.late_from(DelinquencyBucket::DAYS_1_TO_30).severity();
            let digits = planes.at_least(from) - planes.at_least(Severity::GuarantorRepaid);
            accounts = accounts.saturating_add(i128::from(digits != Months::NONE));
            let worst = planes.masked(digits).worst().bucket();
            longest = longest.max(worst.map_or(0, DelinquencyBucket::number));
            for ago in digits {
                let Some(month) = payments.history.latest().back(ago) else { continue };
                let amount = u8::try_from(ago).ok().and_then(|ago| payments.overdue.at(ago));
                let sum = months.entry(month).or_default();
                *sum = sum.saturating_add(amount.map_or(0, |amount| amount.minor().into()));
            }
        }
        let highest = months.values().copied().max().unwrap_or(0);

        let (position, row) = found(&summary.overdue, |row| row.kind == Some(kind));
        let at = |field| entry("PCO.PC02.PC02D.PC02DH", position, field);
        let of = |what: &str, zh: &str| {
            let (english, chinese) = (kind.text(Language::English), kind.text(Language::Chinese));
            [format!("past due, {english}: {what}"), format!("逾期（透支），{chinese}：{zh}")]
        };
        let rule = if kind == AccountKind::QuasiCreditCard { PAST_DUE_R3 } else { PAST_DUE };
        let (stated, text) = (row.and_then(|row| row.accounts), of("accounts", "账户数"));
        self.count(at("PC02DS02"), text, stated, Detail::By(rule, accounts));
        let (stated, text) = (row.and_then(|row| row.months).map(i64::from), of("months", "月份数"));
        self.row(at("PC02DS03"), text, Unit::Months, stated, Detail::By(rule, number(months.len())));
        let (stated, text) = (row.and_then(|row| row.highest_month), of("highest month", "单月最高逾期（透支）总额"));
        self.amount(at("PC02DJ01"), text, stated, Detail::By(HIGHEST_MONTH, highest));
        let (stated, text) = (row.and_then(|row| row.longest).map(i64::from), of("longest", "最长逾期（透支）月数"));
        self.row(at("PC02DS04"), text, Unit::Months, stated, Detail::By(LONGEST, longest.into()));
    }

    fn open(&mut self, kind: AccountKind, stated: Stated) {
        let open: Vec<_> = self
            .accounts(|account| {
                let state = account.latest.state;
                account.kind == kind && !matches!(state, Some(AccountState::Settled | AccountState::Closed))
            })
            .collect();
        let accounts = number(open.len());
        let institutions: BTreeSet<_> = open.iter().map(|account| account.furnisher.as_str()).collect();
        let institutions = number(institutions.len());
        let balance = total(open.iter().map(|account| account.used()));

        let unit = unit_of(kind);
        let at = |field: &str| format!("PCO.PC02.{unit}.{unit}{field}");
        let of = |what: &str, zh: &str| {
            let (english, chinese) = (kind.text(Language::English), kind.text(Language::Chinese));
            [format!("open, {english}: {what}"), format!("未结清或未销户，{chinese}：{zh}")]
        };
        let text = of("institutions", "管理机构数");
        self.count(at("S01"), text, stated.institutions, Detail::By(INSTITUTIONS, institutions));
        self.count(at("S02"), of("accounts", "账户数"), stated.accounts, Detail::By(OPEN, accounts));
        self.amount(at("J01"), of("credit granted", "授信总额"), stated.granted, Detail::Underivable(GRANTED));
        let by_balance = Detail::By(if kind == AccountKind::CreditCard { USED } else { BALANCE }, balance);
        if !kind.is_card() {
            self.amount(at("J02"), of("balance", "余额"), stated.balance, by_balance);
            let text = of("average payment due, six months", "最近6个月平均应还款");
            return self.amount(at("J03"), text, stated.average, Detail::Underivable(AVERAGE));
        }
        let text = of("highest limit of one institution", "单家机构最高授信额");
        self.amount(at("J02"), text, stated.highest, Detail::Underivable(GRANTED));
        let text = of("lowest limit of one institution", "单家机构最低授信额");
        self.amount(at("J03"), text, stated.lowest, Detail::Underivable(GRANTED));
        self.amount(at("J04"), of("used amount or overdraft", "已用额度/透支余额"), stated.balance, by_balance);
        let text = of("average used amount or overdraft, six months", "最近6个月平均使用额度/透支余额");
        self.amount(at("J05"), text, stated.average, Detail::Underivable(AVERAGE));
    }

    fn liabilities(&mut self, summary: &CreditSummary) {
        for (borrower, of_whom, zh_whom) in
            [(BorrowerClass::Person, "persons", "个人"), (BorrowerClass::Organisation, "organisations", "企业")]
        {
            for (class, as_what, zh_what) in [
                (LiabilityClass::Guarantee, "guarantees", "担保责任"),
                (LiabilityClass::Other, "others", "其他相关还款责任"),
            ] {
                let of_class = self.report.liabilities.iter().filter(|liability| {
                    let guarantor = liability.role == Some(LiabilityRole::Guarantor);
                    liability.borrower == Some(borrower) && guarantor == (class == LiabilityClass::Guarantee)
                });
                let sums: Vec<_> = of_class.map(|liability| (liability.amount, liability.balance)).collect();
                let accounts = number(sums.len());
                let amount = total(sums.iter().map(|&(amount, _)| amount));
                let balance = total(sums.iter().map(|&(_, balance)| balance));

                let same =
                    |row: &crate::report::LiabilitySummary| row.borrower == Some(borrower) && row.class == Some(class);
                let (position, row) = found(&summary.liabilities, same);
                let at = |field| entry("PCO.PC02.PC02K.PC02KH", position, field);
                let of = |what: &str, zh: &str| {
                    [format!("liability for {of_whom}, {as_what}: {what}"), format!("为{zh_whom}{zh_what}：{zh}")]
                };
                let (stated, text) = (row.and_then(|row| row.accounts), of("accounts", "账户数"));
                self.count(at("PC02KS02"), text, stated, Detail::By(LIABILITIES, accounts));
                let (stated, text) = (row.and_then(|row| row.amount), of("amount", "还款责任金额"));
                self.amount(at("PC02KJ01"), text, stated, Detail::By(LIABILITIES, amount));
                let (stated, text) = (row.and_then(|row| row.balance), of("balance", "余额"));
                self.amount(at("PC02KJ02"), text, stated, Detail::By(LIABILITIES, balance));
            }
        }
    }

    fn accounts(&self, which: impl Fn(&Account) -> bool) -> impl Iterator<Item = &Account> {
        self.report.accounts.iter().filter(move |account| which(account))
    }

    pub(super) fn amount(&mut self, place: String, label: [String; 2], stated: Option<Money>, detail: Detail) {
        self.row(place, label, Unit::MinorUnits, stated.map(Money::minor), detail);
    }
}

/// The summary's numbers for the open accounts of one kind, loans and cards alike.
#[derive(Default)]
struct Stated {
    institutions: Option<u32>,
    accounts: Option<u32>,
    granted: Option<Money>,
    highest: Option<Money>,
    lowest: Option<Money>,
    balance: Option<Money>,
    average: Option<Money>,
}

impl Stated {
    fn loan(summary: &Option<LoanSummary>) -> Stated {
        summary.as_ref().map_or_else(Stated::default, |row| Stated {
            institutions: row.institutions,
            accounts: row.accounts,
            granted: row.granted,
            balance: row.balance,
            average: row.average_payment,
            ..Stated::default()
        })
    }

    fn card(summary: &Option<CardSummary>) -> Stated {
        summary.as_ref().map_or_else(Stated::default, |row| Stated {
            institutions: row.institutions,
            accounts: row.accounts,
            granted: row.granted,
            highest: row.highest,
            lowest: row.lowest,
            balance: row.used,
            average: row.average_used,
        })
    }
}

/// The sum of the stated amounts, minor units.
pub(super) fn total(amounts: impl IntoIterator<Item = Option<Money>>) -> i128 {
    amounts.into_iter().flatten().fold(0, |sum, amount| sum.saturating_add(amount.minor().into()))
}

/// The first row that matches, with its position.
pub(super) fn found<T>(rows: &[T], matches: impl Fn(&T) -> bool) -> (Option<usize>, Option<&T>) {
    rows.iter().enumerate().find(|(_, row)| matches(row)).unzip()
}

const fn unit_of(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::SubAccount => "PC02F",
        AccountKind::RevolvingLoan => "PC02G",
        AccountKind::CreditCard => "PC02H",
        AccountKind::QuasiCreditCard => "PC02I",
        _ => "PC02E",
    }
}

const ALL_ACCOUNTS: Rule = ("accounts of all kinds of credit, without collections", "除被追偿外的全部信贷账户");
const RECOVERED: Rule = ("accounts in collection; sum of their latest balances", "被追偿账户；最新余额合计");
const RECOVERED_BY_TYPE: Rule = (
    "accounts in collection by business: A1 is type 1, B1 is type 2; sum of their latest balances",
    "被追偿账户按业务种类：A1归类型1，B1归类型2；最新余额合计",
);
const BAD_DEBT: Rule = (
    "accounts whose latest state is bad debt (D1, R4, R1: 4; R2, R3: 5); sum of their latest balances",
    "最新账户状态为呆账的账户（D1、R4、R1为4，R2、R3为5）；最新余额合计",
);
const OPEN: Rule = (
    "accounts whose latest state is not settled (loans: 3) or closed (cards: 4); bad debts and cards not yet activated count",
    "最新账户状态非结清（贷款为3）或销户（卡为4）的账户，呆账与未激活计入",
);
const INSTITUTIONS: Rule =
    ("distinct furnishers of the open accounts, by code as reported", "未结清或未销户账户的不同管理机构代码数");
const BALANCE: Rule = (
    "sum over open accounts of the balance in the last month reported in full, else of the latest balance; bad debts count",
    "未结清或未销户账户余额合计：有最近一次月度表现的取其余额，否则取最新余额，呆账计入",
);
const USED: Rule = (
    "sum over open accounts of the used amount (the balance where it is not stated) in the last month reported in full, else of the latest balance; bad debts count",
    "未销户账户已用额度合计：有最近一次月度表现的取其已用额度（未列明的取其余额），否则取最新余额，呆账计入",
);
const GRANTED: Rule = (
    "no rule found: not the sum or extreme of principals or limits; agreements and shared limits enter",
    "未找到规则：并非借款金额或授信额度之和或极值，授信协议与共享额度亦计入",
);
const AVERAGE: Rule = ("no rule found: not the figures of the current month", "未找到规则：并非当月数据");
const PAST_DUE: Rule = (
    "accounts with a month of status 1 to 7, and the distinct months with one; bad debt alone does not count",
    "有还款状态1至7的账户，及出现该状态的不同月份数；仅有呆账不计",
);
const PAST_DUE_R3: Rule = (
    "accounts with a month of status 3 to 7, and the distinct months with one: an overdraft is past due from 61 days",
    "有还款状态3至7的账户，及出现该状态的不同月份数：透支61天起计",
);
const HIGHEST_MONTH: Rule = (
    "largest sum over the accounts of the overdue totals of one month, in months past due by the same rule",
    "各账户同一月份逾期（透支）总额之和的最大值，月份按同一规则",
);
const LONGEST: Rule = ("largest status digit", "最大的还款状态数字");
const LIABILITIES: Rule = (
    "liabilities by class of borrower; guarantors (2) are guarantees, all others the other class; sums of amounts and balances",
    "相关还款责任按主借款人身份类别；保证人（2）归担保责任，其余归其他；责任金额与余额合计",
);
