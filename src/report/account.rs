//! Accounts of a report: terms, current state and payments.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};

use super::inquiry::InstitutionType;
use super::payments::Payments;
use super::private::Private;
use super::statement::Note;
use super::words::{
    AccountKind, AccountState, BusinessKind, FiveClass, Guarantee, HolderRole, IssueForm, PostPaidService,
    RepaymentFrequency, RepaymentMode, SpecialEventKind, SpecialTransactionKind, TransferStatus,
};
use crate::history::PaymentStatus;
use crate::money::{Currency, Money};
use crate::month::Month;
use crate::record::{record, record_of};

/// Number of an account, unique in its report 账户编号: 1 to 64 characters, none a control character.
///
/// It is cheap to copy, and private: `Debug` hides it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(from = "String")]
pub struct AccountId(Arc<str>);

impl AccountId {
    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `true` for a text of valid length without control characters; a report checks it.
    pub(super) fn is_sound(&self) -> bool {
        self.0.chars().take(ID_CHARS_MAX.saturating_add(1)).count() <= ID_CHARS_MAX
            && !self.0.contains(char::is_control)
    }
}

impl From<&str> for AccountId {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for AccountId {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl Serialize for AccountId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccountId(‹private›)")
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

record_of! {
    /// One account 借贷账户 or positive history, as its furnisher reports it.
    ///
    /// Which facts apply to which kind is checked when the report is built: see [`Report::new`](super::Report::new).
    Account {
        /// Kind of account.
        kind: AccountKind,
        /// Number in this report, unique.
        id: AccountId,
        ..
        /// Code of the furnisher as reported, masked or not 业务管理机构代码. A code, which `Debug` shows: a landlord who
        /// is a person is given a pseudonym here.
        furnisher: String,
        /// Kind of the furnisher 业务管理机构类型.
        furnisher_type: Option<InstitutionType>,
        /// The furnisher's own mark of the account 账户标识.
        mark: Option<Private>,
        /// Number of the credit agreement it draws on 授信协议编号.
        agreement: Option<Private>,
        /// Purpose for which it was opened 业务种类.
        business: Option<BusinessKind>,
        /// The service behind a post-paid account.
        service: Option<PostPaidService>,
        /// Currency of the account 币种. The amounts of a PBOC report are in CNY all the same.
        currency: Option<Currency>,
        /// Day of opening 开立日期.
        opened: Option<NaiveDate>,
        /// Day on which it ends 到期日期.
        due: Option<NaiveDate>,
        /// Amount lent, or the claim of a collection 借款金额.
        principal: Option<Money>,
        /// Credit limit of the account 账户授信额度.
        limit: Option<Money>,
        /// Limit shared with other accounts 共享授信额度.
        shared_limit: Option<Money>,
        /// Mode of repayment 还款方式.
        repayment: Option<RepaymentMode>,
        /// Frequency of repayment 还款频率.
        frequency: Option<RepaymentFrequency>,
        /// Number of instalments 还款期数.
        instalments: Option<u32>,
        /// Security for the debt 担保方式.
        guarantee: Option<Guarantee>,
        /// Form in which the loan was issued 贷款发放形式.
        issue: Option<IssueForm>,
        /// Role of the person 共同借款标志.
        role: Option<HolderRole>,
        /// Payment status when the debt passed to the collector 债权转移时的还款状态.
        status_at_transfer: Option<TransferStatus>,
        /// Code of the furnisher that first held a transferred debt.
        origin: Option<String>,
        /// Latest state 最新表现信息.
        latest: LatestState,
        /// State in the last month reported in full 最近一次月度表现信息.
        monthly: Option<MonthlyState>,
        /// Payments month by month.
        payments: Option<Payments>,
        /// First day of the delinquency that still runs, or with which the account ended (US retention clocks).
        first_delinquency: Option<NaiveDate>,
        /// Worst status ever and its month; the account may be older than its history.
        worst_ever: Option<WorstEver>,
        /// `true` if the person disputes the account.
        disputed: bool,
        /// Terms of the lease, of a rent account.
        lease: Option<Lease>,
        /// Use of a prepaid card.
        prepaid: Option<PrepaidUse>,
        /// Special transactions 特殊交易信息.
        special_transactions: Vec<SpecialTransaction>,
        /// Special events 特殊事件说明信息.
        special_events: Vec<SpecialEvent>,
        /// Large special instalments of a credit card 大额专项分期信息.
        large_instalments: Vec<LargeInstalment>,
        /// Notes on the account 标注及声明.
        notes: Vec<Note>,
    }
}

impl Account {
    /// The state: of the last month reported in full (segment C) if there is one, else the latest (segment B).
    #[must_use]
    pub fn state(&self) -> Option<AccountState> {
        self.stands(|monthly| monthly.state, |latest| latest.state)
    }

    /// The balance: of the last month reported in full if there is one, else the latest.
    #[must_use]
    pub fn balance(&self) -> Option<Money> {
        self.stands(|monthly| monthly.balance, |latest| latest.balance)
    }

    /// The used amount where it is stated, else the balance.
    #[must_use]
    pub fn used(&self) -> Option<Money> {
        self.stands(|monthly| monthly.used.or(monthly.balance), |latest| latest.balance)
    }

    /// The amount past due in the last month reported in full.
    #[must_use]
    pub fn past_due(&self) -> Option<Money> {
        self.stands(|monthly| monthly.past_due, |_| None)
    }

    /// The payment due in the last month reported in full.
    #[must_use]
    pub fn scheduled_payment(&self) -> Option<Money> {
        self.stands(|monthly| monthly.scheduled_payment, |_| None)
    }

    /// The amount paid in the last month reported in full if there is one, else the latest payment.
    #[must_use]
    pub fn actual_payment(&self) -> Option<Money> {
        self.stands(|monthly| monthly.actual_payment, |latest| latest.last_payment)
    }

    /// The month that [`state`](Self::state) and the amounts speak of; nothing if the report does not date them.
    #[must_use]
    pub fn state_month(&self) -> Option<Month> {
        match &self.monthly {
            Some(monthly) => Some(monthly.month),
            None => self.latest.reported.and_then(|date| Month::of(date).ok()),
        }
    }

    /// Reads a fact off the segment that holds. The two are never mixed: each speaks of its own month.
    fn stands<T>(
        &self,
        of_month: impl FnOnce(&MonthlyState) -> Option<T>,
        of_latest: impl FnOnce(&LatestState) -> Option<T>,
    ) -> Option<T> {
        match &self.monthly {
            Some(monthly) => of_month(monthly),
            None => of_latest(&self.latest),
        }
    }
}

record! {
    /// Latest state of an account 最新表现信息 (segment B).
    LatestState {
        /// State 账户状态; a PBOC report gives only states in which nothing more is due here.
        state: Option<AccountState>,
        /// Five-class grade 五级分类.
        grade: Option<FiveClass>,
        /// Repayment status 还款状态.
        payment_status: Option<PaymentStatus>,
        /// Balance 余额.
        balance: Option<Money>,
        /// Amount of the last payment 最近一次还款金额.
        last_payment: Option<Money>,
        /// Day of the last payment 最近一次还款日期.
        last_paid: Option<NaiveDate>,
        /// Day of closing 账户关闭日期.
        closed: Option<NaiveDate>,
        /// Day of this information 信息报告日期.
        reported: Option<NaiveDate>,
        /// Month in which it moved to another lender 转出月份.
        transferred: Option<Month>,
    }
}

record_of! {
    /// State of an account in the last month reported in full 最近一次月度表现信息 (segment C).
    MonthlyState {
        /// The month 月份.
        month: Month,
        ..
        /// State 账户状态.
        state: Option<AccountState>,
        /// Five-class grade 五级分类.
        grade: Option<FiveClass>,
        /// Balance 余额.
        balance: Option<Money>,
        /// Used amount of a credit card 已用额度.
        used: Option<Money>,
        /// Balance of large instalments not yet billed 未出单的大额专项分期余额.
        unbilled_instalments: Option<Money>,
        /// Instalments left 剩余还款期数.
        instalments_left: Option<u32>,
        /// Day on which payment was due 本月应还款日.
        due: Option<NaiveDate>,
        /// Payment due in the month 本月应还款.
        scheduled_payment: Option<Money>,
        /// Paid in the month 本月实还款.
        actual_payment: Option<Money>,
        /// Day of the last payment 最近一次还款日期.
        last_paid: Option<NaiveDate>,
        /// Day of this information 信息报告日期.
        reported: Option<NaiveDate>,
        /// Instalments past due 当前逾期期数.
        instalments_past_due: Option<u32>,
        /// Amount past due 当前逾期总额.
        past_due: Option<Money>,
        /// Principal unpaid for 31 to 60 days.
        unpaid_31_to_60: Option<Money>,
        /// Principal unpaid for 61 to 90 days.
        unpaid_61_to_90: Option<Money>,
        /// Principal unpaid for 91 to 180 days.
        unpaid_91_to_180: Option<Money>,
        /// Principal unpaid for more than 180 days.
        unpaid_over_180: Option<Money>,
        /// Overdraft unpaid for more than 180 days (R3) 透支180天以上未付余额.
        overdraft_over_180: Option<Money>,
        /// Average used amount over six months (R2) 最近6个月平均使用额度.
        average_used: Option<Money>,
        /// Average overdraft over six months (R3) 最近6个月平均透支余额.
        average_overdraft: Option<Money>,
        /// Highest used amount (R2) 最大使用额度.
        highest_used: Option<Money>,
        /// Highest overdraft (R3) 最大透支余额.
        highest_overdraft: Option<Money>,
    }
}

/// The worst status that an account ever had, and its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorstEver {
    /// The status.
    pub status: PaymentStatus,
    /// The month in which it was first reached.
    pub month: Month,
}

record! {
    /// Terms of a lease: a rent account.
    Lease {
        /// Rent a month.
        monthly_rent: Option<Money>,
        /// Deposit held by the landlord.
        deposit: Option<Money>,
        /// First day of the lease.
        from: Option<NaiveDate>,
        /// Last day of the lease.
        to: Option<NaiveDate>,
    }
}

record! {
    /// Use of a prepaid card in the last month reported.
    PrepaidUse {
        /// Loaded a month.
        monthly_load: Option<Money>,
        /// Spent a month.
        monthly_spending: Option<Money>,
        /// Fees a month.
        monthly_fees: Option<Money>,
        /// Times that the card was declined.
        times_declined: Option<u32>,
    }
}

record! {
    /// A special transaction 特殊交易 (FH).
    SpecialTransaction {
        /// Kind 特殊交易类型.
        kind: Option<SpecialTransactionKind>,
        /// Day 特殊交易发生日期.
        date: Option<NaiveDate>,
        /// Number of months by which the end moved 到期日期变更月数.
        months_moved: Option<u32>,
        /// Amount 特殊交易发生金额.
        amount: Option<Money>,
        /// Remark 特殊交易明细记录. A lender writes what it likes in it, so it is private.
        remark: Option<Private>,
    }
}

record! {
    /// A special event 特殊事件 (GH).
    SpecialEvent {
        /// Month 特殊事件发生月份.
        month: Option<Month>,
        /// Kind 特殊事件类型.
        kind: Option<SpecialEventKind>,
    }
}

record! {
    /// A large special instalment 大额专项分期 (HH).
    LargeInstalment {
        /// Limit 大额专项分期额度.
        limit: Option<Money>,
        /// First day 分期额度生效日期.
        from: Option<NaiveDate>,
        /// Last day 分期额度到期日期.
        to: Option<NaiveDate>,
        /// Used 已用分期金额.
        used: Option<Money>,
    }
}

/// Most characters that the number of an account may have.
pub(super) const ID_CHARS_MAX: usize = 64;
