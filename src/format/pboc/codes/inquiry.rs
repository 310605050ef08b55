//! Codes of who asks and why.

use crate::format::table::codes::codes;
use crate::report::{InquiryReason, InstitutionType};

codes! {
    /// Kinds of institution 机构类型 (PD01AD02, PD02AD01, PD03AD01, PC05AD01, PH010D01).
    INSTITUTION_TYPES: InstitutionType, "a kind of institution" {
        "11" CommercialBank "商业银行" "commercial bank",
        "12" VillageBank "村镇银行" "village bank",
        "14" HousingSavingsBank "住房储蓄银行" "housing savings bank",
        "15" ForeignBank "外资银行" "foreign bank",
        "16" FinanceCompany "财务公司" "finance company",
        "21" Trust "信托公司" "trust",
        "22" FinancialLeasing "融资租赁公司" "financial leasing",
        "23" AutoFinance "汽车金融公司" "auto finance",
        "24" ConsumerFinance "消费金融公司" "consumer finance",
        "25" LoanCompany "贷款公司" "loan company",
        "26" AssetManagement "金融资产管理公司" "financial asset management",
        "31" Securities "证券公司" "securities",
        "41" Insurance "保险公司" "insurance",
        "51" MicroLender "小额贷款公司" "micro-lender",
        "52" HousingFundCentre "公积金管理中心" "housing fund centre",
        "53" GuaranteeCompany "融资担保公司" "financing guarantee company",
        "54" Factoring "保理公司" "factoring",
        "99" Other "其他" "other",
    }

    /// Reasons for an inquiry 查询原因 (PA01BD02, PC05AQ01, PH010Q03). A person's own request and a dispute have a text in
    /// print and no code.
    INQUIRY_REASONS: InquiryReason, "a reason for an inquiry" {
        "01" AccountReview "贷后管理" "account review",
        "02" LoanApproval "贷款审批" "loan approval",
        "03" CardApproval "信用卡审批" "card approval",
        "08" GuaranteeQualification "担保资格审查" "guarantee qualification",
        "09" JudicialInvestigation "司法调查" "judicial investigation",
        "16" HousingFundWithdrawal "公积金提取复核查询" "check of a housing fund withdrawal",
        "18" IndexFuturesAccount "股指期货开户" "opening of an index futures account",
        "19" MerchantVerification "特约商户实名审查" "merchant verification",
        "20" BeforeInsuring "保前审查" "before insuring",
        "21" AfterInsuring "保后管理" "after insuring",
        "22" ExecutiveReview "法人代表、负责人、高管等资信审查" "review of executives",
        "23" CustomerAdmission "客户准入资格审查" "admission of a customer",
        "24" FinancingApproval "融资审批" "financing approval",
        "25" CreditReview "资信审查" "credit review",
        "26" CreditLineApproval "额度审批" "credit line approval",
        _ OwnInquiry "本人查询" "the person's own request",
        _ DisputeInquiry "异议查询" "check during a dispute",
    }
}
