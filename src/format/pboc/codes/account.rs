//! Codes of accounts: kinds, what was agreed, what happened.

use crate::format::table::codes::codes;
use crate::report::{
    AccountKind, BusinessKind, EnterpriseBusiness, FiveClass, Guarantee, HolderRole, IssueForm, RepaymentFrequency,
    RepaymentMode, SpecialEventKind, SpecialTransactionKind, TransferStatus,
};

codes! {
    /// Kinds of account 账户类型 (PD01AD01, PD03AD06).
    ACCOUNT_KINDS: AccountKind, "an account kind" {
        "D1" NonRevolvingLoan "非循环贷账户" "non-revolving loan",
        "R4" SubAccount "循环额度下分账户" "loan under a credit line",
        "R1" RevolvingLoan "循环贷账户" "revolving loan",
        "R2" CreditCard "贷记卡账户" "credit card",
        "R3" QuasiCreditCard "准贷记卡账户" "quasi-credit card",
        "C1" Collection "被追偿账户" "debt in collection",
        _ Rent "房租" "rent",
        _ PrepaidCard "预付卡" "prepaid card",
        _ Utility "公用事业" "utility",
        _ Telecom "电信" "telecom",
    }

    /// Kinds of account as the summary of overdue accounts numbers them (PC02DD01).
    OVERDUE_KINDS: AccountKind, "a kind of overdue account" {
        "1" NonRevolvingLoan "非循环贷账户" "non-revolving loan",
        "2" SubAccount "循环额度下分账户" "loan under a credit line",
        "3" RevolvingLoan "循环贷账户" "revolving loan",
        "4" CreditCard "贷记卡账户" "credit card",
        "5" QuasiCreditCard "准贷记卡账户" "quasi-credit card",
        _ Collection "被追偿账户" "debt in collection",
        _ Rent "房租" "rent",
        _ PrepaidCard "预付卡" "prepaid card",
        _ Utility "公用事业" "utility",
        _ Telecom "电信" "telecom",
    }

    /// Kinds of post-paid account 后付费账户类型 (PE01AD01).
    POST_PAID_KINDS: AccountKind, "a kind of post-paid account" {
        "UE" Utility "公用事业" "utility",
        "TE" Telecom "电信业务" "telecom",
        _ NonRevolvingLoan "非循环贷账户" "non-revolving loan",
        _ SubAccount "循环额度下分账户" "loan under a credit line",
        _ RevolvingLoan "循环贷账户" "revolving loan",
        _ CreditCard "贷记卡账户" "credit card",
        _ QuasiCreditCard "准贷记卡账户" "quasi-credit card",
        _ Collection "被追偿账户" "debt in collection",
        _ Rent "房租" "rent",
        _ PrepaidCard "预付卡" "prepaid card",
    }

    /// Business kinds of a person's accounts 业务种类 (PD01AD03; PD03AD02 of a person's debt).
    BUSINESS_KINDS: BusinessKind, "a kind of business" {
        "11" HousingLoan "个人住房商业贷款" "housing loan",
        "12" CommercialPropertyLoan "个人商用房（含商住两用）贷款" "commercial property loan",
        "13" HousingFundLoan "个人住房公积金贷款" "housing fund loan",
        "21" CarLoan "个人汽车消费贷款" "car loan",
        "31" StudentLoan "个人助学贷款" "student loan",
        "32" StateStudentLoan "国家助学贷款" "state student loan",
        "33" CommercialStudentLoan "商业助学贷款" "commercial student loan",
        "41" BusinessLoan "个人经营性贷款" "loan for a business",
        "42" StartUpLoan "个人创业担保贷款" "start-up guarantee loan",
        "51" FarmerLoan "农户贷款" "farmer loan",
        "52" FarmerBusinessLoan "经营性农户贷款" "farmer business loan",
        "53" FarmerConsumerLoan "消费性农户贷款" "farmer consumer loan",
        "91" OtherConsumerLoan "其他个人消费贷款" "other consumer loan",
        "99" OtherLoan "其他贷款" "other loan",
        "71" QuasiCreditCard "准贷记卡" "quasi-credit card",
        "81" CreditCard "贷记卡" "credit card",
        "82" LargeInstalmentCard "大额专项分期卡" "large instalment card",
        "61" RepurchaseTrading "约定购回式证券交易" "agreed repurchase of securities",
        "62" StockPledge "股票质押式回购" "pledge of stock with repurchase",
        "63" MarginTrading "融资融券" "margin trading and short selling",
        "64" OtherSecuritiesFinancing "其他证券类融资" "other financing of securities",
        "92" FinancialLease "融资租赁" "financial lease",
        "A1" AssetDisposal "资产处置" "asset disposal",
        "B1" CompensatedDebt "代偿债务" "debt paid by a guarantor",
    }

    /// Business kinds of an organisation's debts 业务种类 (PD03AD02 of an organisation's debt).
    ENTERPRISE_BUSINESS: EnterpriseBusiness, "a kind of enterprise business" {
        "10" CorporateBond "企业债" "corporate bond",
        "11" Loan "贷款" "loan",
        "12" TradeFinance "贸易融资" "trade finance",
        "13" FactoringFinance "保理融资" "factoring finance",
        "14" FinancialLease "融资租赁" "financial lease",
        "15" SecuritiesFinancing "证券类融资" "securities financing",
        "16" Overdraft "透支" "overdraft",
        "21" BillDiscount "票据贴现" "discounted bill",
        "31" GoldLending "黄金借贷" "gold lending",
        "41" Advance "垫款" "advance",
        "51" AssetDisposal "资产处置" "asset disposal",
    }

    /// Repayment modes of a loan 还款方式 (PD01AD05).
    REPAYMENT_MODES: RepaymentMode, "a repayment mode" {
        "11" EqualInstalments "分期等额本息" "equal instalments",
        "12" EqualPrincipal "分期等额本金" "instalments of equal principal",
        "13" InterestThenPrincipal "到期还本分期结息" "interest in instalments, principal at maturity",
        "14" GeometricProgression "等比累进分期还款" "instalments growing by a ratio",
        "15" ArithmeticProgression "等额累进分期还款" "instalments growing by an amount",
        "19" OtherInstalments "其他类型分期还款" "other instalments",
        "21" AtMaturity "到期一次还本付息" "principal and interest at maturity",
        "22" InterestInAdvance "预先付息到期还本" "interest in advance, principal at maturity",
        "23" OnDemand "随时还" "at any time",
        "29" OtherNonInstalment "其他（非分期）" "other, not in instalments",
        "31" PeriodicInterestAtMaturity "按期结息，到期还本" "interest by period, principal at maturity",
        "32" PeriodicInterestFree "按期结息，自由还本" "interest by period, principal freely",
        "33" PeriodicPrincipalAndInterest "按期计算还本付息" "principal and interest by period",
        "39" OtherRevolving "循环贷款其他还款方式" "other, of a revolving loan",
        "90" NotDistinguished "不区分还款方式" "not distinguished",
    }

    /// Frequencies of repayment 还款频率 (PD01AD06).
    REPAYMENT_FREQUENCIES: RepaymentFrequency, "a repayment frequency" {
        "01" Daily "日" "daily",
        "02" Weekly "周" "weekly",
        "03" Monthly "月" "monthly",
        "04" Quarterly "季" "quarterly",
        "05" HalfYearly "半年" "half-yearly",
        "06" Yearly "年" "yearly",
        "07" Once "一次性" "once",
        "08" Irregular "不定期" "irregular",
        "12" TenDaily "旬" "every ten days",
        "13" Fortnightly "双周" "fortnightly",
        "14" TwoMonthly "双月" "every two months",
        "99" Other "其他" "other",
    }

    /// Kinds of guarantee that secure a debt 担保方式 (PD01AD07).
    GUARANTEES: Guarantee, "a kind of guarantee" {
        "1" Pledge "质押" "pledge",
        "2" Mortgage "抵押" "mortgage",
        "3" Surety "保证" "surety",
        "4" Unsecured "信用/免担保" "unsecured",
        "5" CombinedWithSurety "组合（含保证）" "combined, with a surety",
        "6" CombinedWithoutSurety "组合（不含保证）" "combined, without a surety",
        "7" FarmersJointSurety "农户联保" "joint surety of farmers",
        "9" Other "其他" "other",
    }

    /// Forms in which a loan is issued 贷款发放形式 (PD01AD08).
    ISSUE_FORMS: IssueForm, "a form of issue" {
        "1" New "新增" "new",
        "5" TakenOver "其他机构转入" "taken over from another lender",
        "9" Other "其他" "other",
    }

    /// Roles of the person in the account 共同借款标志 (PD01AD09).
    HOLDER_ROLES: HolderRole, "a mark of joint borrowing" {
        "0" Sole "无共同借款" "only holder",
        "1" PrimaryBorrower "主借款人" "first of several borrowers",
        "2" CoBorrower "从借款人" "co-borrower",
        _ Joint "共同持有人" "joint holder",
        _ Guarantor "保证人" "guarantor",
        _ AuthorisedUser "附属卡持有人" "authorised user",
    }

    /// Payment statuses of a debt at its transfer to a collector 债权转移时的还款状态 (PD01AD10).
    TRANSFER_STATUSES: TransferStatus, "a status at transfer" {
        "0" AdvancedBeforeDefault "主动垫款，未发生违约" "advanced before any default",
        "1" Late1To30 "逾期1–30天" "1–30 days past due",
        "2" Late31To60 "逾期31–60天" "31–60 days past due",
        "3" Late61To90 "逾期61–90天" "61–90 days past due",
        "4" Late91To120 "逾期91–120天" "91–120 days past due",
        "5" Late121To150 "逾期121–150天" "121–150 days past due",
        "6" Late151To180 "逾期151–180天" "151–180 days past due",
        "7" LateOver180 "逾期180天以上" "over 180 days past due",
        "9" Unknown "未知" "unknown",
    }

    /// The five-class grade 五级分类 (PD01BD03, PD01CD02, PD03AD05); only one source has the code 6.
    FIVE_CLASSES: FiveClass, "a five-class grade" {
        "1" Normal "正常" "normal",
        "2" SpecialMention "关注" "special mention",
        "3" Substandard "次级" "substandard",
        "4" Doubtful "可疑" "doubtful",
        "5" Loss "损失" "loss",
        "6" Default "违约" "default",
        "9" Unclassified "未分类" "unclassified",
    }

    /// Special transactions 特殊交易类型 (PD01FD01).
    SPECIAL_TRANSACTIONS: SpecialTransactionKind, "a kind of special transaction" {
        "1" Extension "展期" "extension",
        "2" GuarantorRepaid "担保人（第三方）代偿" "repaid by a guarantor or third party",
        "3" CollateralSurrendered "以资抵债" "settled by handing over collateral",
        "4" EarlyRepayment "提前还款" "early repayment",
        "5" EarlySettlement "提前结清" "early settlement",
        "6" LiquidationUnsettled "强制平仓，未结清" "forced liquidation, not settled",
        "7" LiquidationSettled "强制平仓，已结清" "forced liquidation, settled",
        "8" JudicialRecovery "司法追偿" "recovery through a court",
        "9" Other "其他" "other",
        "11" DebtForgiven "债务减免" "debt forgiven",
        "12" AssetsCarvedOut "资产剥离" "assets carved out",
        "13" AssetsTransferred "资产转让" "assets transferred",
        "14" CardInstalmentPlan "信用卡个性化分期" "personal instalment plan of a card",
        "16" BankDeferral "银行主动延期" "deferred by the bank",
        "17" ForcedLiquidation "强制平仓" "forced liquidation",
    }

    /// Special events 特殊事件类型 (PD01GD01).
    SPECIAL_EVENTS: SpecialEventKind, "a kind of special event" {
        "11" NoBillThisMonth "信用卡因调整账单日本月不出单" "no bill this month, the statement date moved",
        "12" ClosedCardReopened "已注销信用卡账户重启" "closed card reopened",
        "21" TransferredOut "转出" "moved to another lender",
    }
}
