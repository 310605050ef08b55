//! Credit lines that accounts draw on, and liability for other people's debts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::inquiry::InstitutionType;
use super::private::Private;
use super::statement::Note;
use super::words::{
    AccountKind, AgreementState, BorrowerClass, BusinessKind, EnterpriseBusiness, FiveClass, LiabilityRole, LinePurpose,
};
use crate::history::PaymentStatus;
use crate::money::{Currency, Money};
use crate::record::record;

record! {
    /// A credit agreement 授信协议 (PCA).
    Agreement {
        /// Number in this report, by which accounts refer to it 授信协议编号.
        number: Option<Private>,
        /// Code of the lender 业务管理机构.
        furnisher: Option<String>,
        /// Kind of the lender 业务管理机构类型.
        furnisher_type: Option<InstitutionType>,
        /// The lender's own mark of it 授信协议标识.
        mark: Option<Private>,
        /// Purpose of the line 授信额度用途.
        purpose: Option<LinePurpose>,
        /// Credit line 授信额度.
        line: Option<Money>,
        /// Ceiling over several lines 授信限额.
        ceiling: Option<Money>,
        /// Number of the ceiling 授信限额编号.
        ceiling_number: Option<Private>,
        /// Used 已用额度.
        used: Option<Money>,
        /// Currency 币种.
        currency: Option<Currency>,
        /// First day 生效日期.
        from: Option<NaiveDate>,
        /// Last day 到期日期.
        to: Option<NaiveDate>,
        /// State 授信协议状态.
        state: Option<AgreementState>,
        /// Notes on the agreement.
        notes: Vec<Note>,
    }
}

/// Business kind of a debt that the person is liable for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LiabilityBusiness {
    /// A person's debt.
    Person(BusinessKind),
    /// An organisation's debt.
    Organisation(EnterpriseBusiness),
}

record! {
    /// Liability for another party's debt 相关还款责任 (PCR).
    Liability {
        /// Whether the borrower is a person or an organisation 主借款人身份类别.
        borrower: Option<BorrowerClass>,
        /// Code of the lender 业务管理机构.
        furnisher: Option<String>,
        /// Kind of the lender 业务管理机构类型.
        furnisher_type: Option<InstitutionType>,
        /// Business kind of the debt 业务种类.
        business: Option<LiabilityBusiness>,
        /// Kind of the account 账户类型.
        account_kind: Option<AccountKind>,
        /// Role that makes the person liable 相关还款责任人类型.
        role: Option<LiabilityRole>,
        /// Amount of the liability 相关还款责任金额.
        amount: Option<Money>,
        /// Currency of the account 币种.
        currency: Option<Currency>,
        /// Number of the contract 保证合同编号.
        contract: Option<Private>,
        /// Day of opening 开立日期.
        opened: Option<NaiveDate>,
        /// Day on which it ends 到期日期.
        due: Option<NaiveDate>,
        /// Balance of the debt 余额.
        balance: Option<Money>,
        /// Five-class grade 五级分类.
        grade: Option<FiveClass>,
        /// Repayment status 还款状态.
        payment_status: Option<PaymentStatus>,
        /// Months past due 逾期月数.
        months_past_due: Option<u32>,
        /// Day of this information 信息报告日期.
        reported: Option<NaiveDate>,
        /// Notes on the liability.
        notes: Vec<Note>,
    }
}
