//! Codes of the report's own summaries.

use crate::format::table::codes::codes;
use crate::report::{
    BusinessClass, BusinessType, LiabilityClass, PostPaidClass, PublicRecordKind, ReadingFactor, RecoveryType,
};

codes! {
    /// Factors of the digital reading 分数说明 (PC010D01).
    READING_FACTORS: ReadingFactor, "a factor of the score" {
        "00" None "无影响因素" "no factor",
        "01" Overdue "存在逾期还款记录" "overdue payments on file",
        "02" Extension "存在展期记录" "extension on file",
        "03" DebtHigh "当前债务相对较多" "debt relatively high",
        "04" ManyCardDebts "信用卡债务较多" "many card debts",
        "05" ManyDebts "债务笔数较多" "many debts",
        "06" CardUtilisationHigh "信用卡额度使用率较高" "card utilisation high",
        "07" ShortHistory "信用历史较短" "short credit history",
        "08" ShortCardHistory "信用卡历史较短" "short card history",
        "09" ManyNewDebts "近期新增债务较多" "many new debts recently",
        "10" ManyHardInquiries "近期硬查询次数较多" "many hard inquiries recently",
        "11" NoRecentActivity "近期无信贷活动" "no recent credit activity",
        "12" ActivityUniform "信贷活动单一" "credit activity uniform",
        "13" LittleCardInformation "近期信用卡信息较少" "little recent card information",
        "14" LittleLoanInformation "近期贷款信息较少" "little recent loan information",
        "15" LittleCreditInformation "近期信贷信息较少" "little recent credit information",
        "16" FewDebtKinds "债务种类较少" "few kinds of debt",
        "91" NoCreditRecord "无信贷记录" "no credit record",
        "92" HistoryUnderThreeMonths "信用历史不足三个月" "credit history under three months",
        "93" NothingInTwoYears "近两年无信贷信息" "no credit information in two years",
        "99" Other "其他" "other",
    }

    /// Classes of credit business 业务大类 (PC02AD02).
    BUSINESS_CLASSES: BusinessClass, "a class of business" {
        "1" Loan "贷款" "loan",
        "2" Card "信用卡" "card",
        "9" Other "其他" "other",
    }

    /// Types of credit business 业务类型 (PC02AD01).
    BUSINESS_TYPES: BusinessType, "a type of business" {
        "11" HousingLoan "个人住房贷款" "housing loan",
        "12" CommercialPropertyLoan "个人商用房（含商住两用）贷款" "commercial property loan",
        "19" OtherLoan "其他类贷款" "other loan",
        "21" CreditCard "贷记卡" "credit card",
        "22" QuasiCreditCard "准贷记卡" "quasi-credit card",
        "99" Other "其他" "other",
    }

    /// Types of recovered debts 被追偿业务类型 (PC02BD01).
    RECOVERY_TYPES: RecoveryType, "a type of recovery" {
        "1" AssetDisposal "资产处置业务" "disposal of assets",
        "2" Advance "垫款业务" "advance",
    }

    /// Classes of liability 相关还款责任类型 (PC02KD02).
    LIABILITY_CLASSES: LiabilityClass, "a class of liability" {
        "1" Guarantee "担保责任" "guarantee",
        "9" Other "其他相关还款责任" "other liability",
    }

    /// Classes of post-paid accounts 后付费业务类型 (PC030D01).
    POST_PAID_CLASSES: PostPaidClass, "a class of post-paid accounts" {
        "1" Telecom "电信业务" "telecom",
        "2" Utility "水电费等公用事业" "utility",
    }

    /// Kinds of public record 公共信息类型 (PC040D01).
    PUBLIC_RECORD_KINDS: PublicRecordKind, "a kind of public record" {
        "1" TaxArrears "欠税信息" "tax arrears",
        "2" Judgment "民事判决信息" "civil judgment",
        "3" Enforcement "强制执行信息" "enforcement",
        "4" Penalty "行政处罚信息" "administrative penalty",
    }
}
