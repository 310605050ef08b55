//! The bureau's own summary blocks. They are kept as stated; sums over the detail are computed elsewhere and may
//! differ.

use chrono::NaiveDate;

use super::inquiry::{InquiryReason, InstitutionType};
use super::words::BorrowerClass;
use crate::money::Money;
use crate::month::Month;
use crate::record::{record, vocabulary};

record! {
    /// The bureau's own score 数字解读 (PSM), 0 to 1000: higher is a lower predicted probability of default.
    DigitalReading {
        /// The score; absent when the report prints none.
        score: Option<u32>,
        /// Share of the population that scores lower, in percent 相对位置.
        relative_position: Option<u32>,
        /// Factors, at most two 影响因素.
        factors: Vec<ReadingFactor>,
    }
}

record! {
    /// Summary of credit 信贷交易信息概要 (PCO).
    CreditSummary {
        /// Number of accounts of all kinds but collections (PC02AS01).
        accounts: Option<u32>,
        /// Accounts by type of business (PC02AH).
        business: Vec<BusinessSummary>,
        /// Recovered debts: accounts (PC02BS01).
        recovered_accounts: Option<u32>,
        /// Recovered debts: balance (PC02BJ01).
        recovered_balance: Option<Money>,
        /// Recovered debts by type (PC02BH).
        recovered: Vec<RecoverySummary>,
        /// Bad debts: accounts (PC02CS01).
        bad_debt_accounts: Option<u32>,
        /// Bad debts: balance (PC02CJ01).
        bad_debt_balance: Option<Money>,
        /// Accounts past due by kind (PC02DH).
        overdue: Vec<OverdueSummary>,
        /// Open non-revolving loans, D1 (PC02E).
        non_revolving_loans: Option<LoanSummary>,
        /// Open sub-accounts, R4 (PC02F).
        sub_accounts: Option<LoanSummary>,
        /// Open revolving loans, R1 (PC02G).
        revolving_loans: Option<LoanSummary>,
        /// Open credit cards, R2 (PC02H).
        credit_cards: Option<CardSummary>,
        /// Open quasi-credit cards, R3 (PC02I).
        quasi_credit_cards: Option<CardSummary>,
        /// Liability for other people's debts (PC02KH).
        liabilities: Vec<LiabilitySummary>,
    }
}

record! {
    /// Accounts of one type of business (PC02AH).
    BusinessSummary {
        /// Class 业务大类 (AD02).
        class: Option<BusinessClass>,
        /// Type 业务类型 (AD01).
        business: Option<BusinessType>,
        /// Number of accounts (AS03).
        accounts: Option<u32>,
        /// Month of the first account 首笔业务发放月份 (AR01).
        first_month: Option<Month>,
    }
}

record! {
    /// Recovered debts of one type (PC02BH).
    RecoverySummary {
        /// Type (BD01).
        kind: Option<RecoveryType>,
        /// Number of accounts (BS03).
        accounts: Option<u32>,
        /// Balance (BJ02).
        balance: Option<Money>,
    }
}

record! {
    /// Accounts of one kind that were past due (PC02DH).
    OverdueSummary {
        /// Kind of account (DD01).
        kind: Option<super::words::AccountKind>,
        /// Number of accounts 账户数 (DS02).
        accounts: Option<u32>,
        /// Number of months 月份数 (DS03).
        months: Option<u32>,
        /// Highest total of one month 单月最高逾期（透支）总额 (DJ01).
        highest_month: Option<Money>,
        /// Longest run in months 最长逾期（透支）月数 (DS04).
        longest: Option<u32>,
    }
}

record! {
    /// Open loans of one kind (PC02E, F, G).
    LoanSummary {
        /// Institutions 管理机构数 (S01).
        institutions: Option<u32>,
        /// Accounts 账户数 (S02).
        accounts: Option<u32>,
        /// Total of credit granted 授信总额 (J01).
        granted: Option<Money>,
        /// Balance 余额 (J02).
        balance: Option<Money>,
        /// Average monthly payment due over six months 最近6个月平均应还款 (J03).
        average_payment: Option<Money>,
    }
}

record! {
    /// Open cards of one kind (PC02H, I).
    CardSummary {
        /// Issuers 发卡机构数 (S01).
        institutions: Option<u32>,
        /// Accounts 账户数 (S02).
        accounts: Option<u32>,
        /// Total of limits 授信总额 (J01).
        granted: Option<Money>,
        /// Highest limit of one issuer 单家机构最高授信额 (J02).
        highest: Option<Money>,
        /// Lowest limit of one issuer 单家机构最低授信额 (J03).
        lowest: Option<Money>,
        /// Used amount, or overdraft balance 已用额度/透支余额 (J04).
        used: Option<Money>,
        /// Average of that over six months 最近6个月平均使用额度/透支余额 (J05).
        average_used: Option<Money>,
    }
}

record! {
    /// Liability of one class (PC02KH).
    LiabilitySummary {
        /// Class of the borrower (KD01).
        borrower: Option<BorrowerClass>,
        /// Class of liability (KD02).
        class: Option<LiabilityClass>,
        /// Number of accounts (KS02).
        accounts: Option<u32>,
        /// Amount of liability (KJ01).
        amount: Option<Money>,
        /// Balance of the debts (KJ02).
        balance: Option<Money>,
    }
}

record! {
    /// Post-paid accounts of one class that are in arrears 非信贷交易信息概要 (PNO).
    PostPaidSummary {
        /// Class (D01).
        class: Option<PostPaidClass>,
        /// Accounts in arrears 欠费账户数 (S02).
        accounts: Option<u32>,
        /// Arrears 欠费金额 (J01).
        arrears: Option<Money>,
    }
}

record! {
    /// Public records of one kind 公共信息概要 (PPO).
    PublicSummary {
        /// Kind (D01).
        kind: Option<super::public::PublicRecordKind>,
        /// Number of records (S02).
        records: Option<u32>,
        /// Amount concerned (J01).
        amount: Option<Money>,
    }
}

record! {
    /// Summary of inquiries 查询记录概要 (PQO).
    InquirySummary {
        /// Day of the last inquiry (PC05AR01).
        last_date: Option<NaiveDate>,
        /// Kind of institution of the last inquiry (PC05AD01).
        last_inquirer_type: Option<InstitutionType>,
        /// Code of the institution of the last inquiry (PC05AI01).
        last_inquirer: Option<String>,
        /// Reason of the last inquiry (PC05AQ01).
        last_reason: Option<InquiryReason>,
        /// Institutions that asked for loan approval in the last month (PC05BS01).
        loan_inquirers: Option<u32>,
        /// Institutions that asked for card approval in the last month (PC05BS02).
        card_inquirers: Option<u32>,
        /// Inquiries for loan approval in the last month (PC05BS03).
        loan_inquiries: Option<u32>,
        /// Inquiries for card approval in the last month (PC05BS04).
        card_inquiries: Option<u32>,
        /// Inquiries by the person in the last month (PC05BS05).
        own_inquiries: Option<u32>,
        /// Account reviews in the last two years (PC05BS06).
        review_inquiries: Option<u32>,
        /// Guarantee qualifications in the last two years (PC05BS07).
        guarantee_inquiries: Option<u32>,
        /// Merchant verifications in the last two years (PC05BS08).
        merchant_inquiries: Option<u32>,
    }
}

vocabulary! {
    /// The two classes into which a summary sorts liabilities 相关还款责任类型.
    LiabilityClass {
        Guarantee "1 担保责任",
        Other "9 其他相关还款责任",
    }
}

vocabulary! {
    /// A factor of the digital reading 分数说明.
    ReadingFactor {
        None "00 无影响因素",
        Overdue "01 存在逾期还款记录",
        Extension "02 存在展期记录",
        DebtHigh "03 当前债务相对较多",
        ManyCardDebts "04 信用卡债务较多",
        ManyDebts "05 债务笔数较多",
        CardUtilisationHigh "06 信用卡额度使用率较高",
        ShortHistory "07 信用历史较短",
        ShortCardHistory "08 信用卡历史较短",
        ManyNewDebts "09 近期新增债务较多",
        ManyHardInquiries "10 近期硬查询次数较多",
        NoRecentActivity "11 近期无信贷活动",
        ActivityUniform "12 信贷活动单一",
        LittleCardInformation "13 近期信用卡信息较少",
        LittleLoanInformation "14 近期贷款信息较少",
        LittleCreditInformation "15 近期信贷信息较少",
        FewDebtKinds "16 债务种类较少",
        NoCreditRecord "91 无信贷记录",
        HistoryUnderThreeMonths "92 信用历史不足三个月",
        NothingInTwoYears "93 近两年无信贷信息",
        Other "99 其他",
    }
}

vocabulary! {
    /// Class of a summary of credit business 业务大类.
    BusinessClass {
        Loan "1 贷款",
        Card "2 信用卡",
        Other "9 其他",
    }
}

vocabulary! {
    /// Type of a summary of credit business 业务类型.
    BusinessType {
        HousingLoan "11 个人住房贷款",
        CommercialPropertyLoan "12 个人商用房（含商住两用）贷款",
        OtherLoan "19 其他类贷款",
        CreditCard "21 贷记卡",
        QuasiCreditCard "22 准贷记卡",
        Other "99 其他",
    }
}

vocabulary! {
    /// Type of a summary of recovered debts 被追偿业务类型.
    RecoveryType {
        AssetDisposal "1 资产处置业务",
        Advance "2 垫款业务",
    }
}

vocabulary! {
    /// Type of a summary of post-paid accounts 后付费业务类型.
    PostPaidClass {
        Telecom "1 电信业务",
        Utility "2 水电费等公用事业",
    }
}
