//! Inquiries: who asked for the report, when and why.

use chrono::NaiveDate;

use crate::record::{record_of, vocabulary};

record_of! {
    /// One inquiry 查询记录 (POQ).
    Inquiry {
        /// Day 查询日期.
        date: NaiveDate,
        /// Code of the institution as reported, masked or not 查询机构.
        inquirer: String,
        ..
        /// Kind of the institution 查询机构类型.
        inquirer_type: Option<InstitutionType>,
        /// Reason 查询原因.
        reason: Option<InquiryReason>,
    }
}

vocabulary! {
    /// The kind of institution that furnishes or asks 机构类型.
    InstitutionType {
        CommercialBank "商业银行",
        VillageBank "村镇银行",
        HousingSavingsBank "住房储蓄银行",
        ForeignBank "外资银行",
        FinanceCompany "财务公司",
        Trust "信托公司",
        FinancialLeasing "融资租赁公司",
        AutoFinance "汽车金融公司",
        ConsumerFinance "消费金融公司",
        LoanCompany "贷款公司",
        AssetManagement "金融资产管理公司",
        Securities "证券公司",
        Insurance "保险公司",
        MicroLender "小额贷款公司",
        HousingFundCentre "公积金管理中心",
        GuaranteeCompany "融资担保公司",
        Factoring "保理公司",
        Other "其他",
    }
}

vocabulary! {
    /// Reason for an inquiry 查询原因.
    InquiryReason {
        AccountReview "01 贷后管理",
        LoanApproval "02 贷款审批",
        CardApproval "03 信用卡审批",
        GuaranteeQualification "08 担保资格审查",
        JudicialInvestigation "09 司法调查",
        HousingFundWithdrawal "16 公积金提取复核查询",
        IndexFuturesAccount "18 股指期货开户",
        MerchantVerification "19 特约商户实名审查",
        BeforeInsuring "20 保前审查",
        AfterInsuring "21 保后管理",
        ExecutiveReview "22 法人代表、负责人、高管等资信审查",
        CustomerAdmission "23 客户准入资格审查",
        FinancingApproval "24 融资审批",
        CreditReview "25 资信审查",
        CreditLineApproval "26 额度审批",
        OwnInquiry "本人查询: the person's own request; it has no code in a report",
        DisputeInquiry "异议查询: a check during a dispute; it has no code in a report",
    }
}

impl InquiryReason {
    /// Whether it is a hard inquiry, made to decide on an application (`PBOC` reasons 02, 03, 08, 16, 18, 20, 24, 26).
    #[must_use]
    pub const fn is_hard(self) -> bool {
        self.is_shopping()
            || matches!(self, Self::HousingFundWithdrawal | Self::IndexFuturesAccount | Self::BeforeInsuring)
    }

    /// Whether it belongs to shopping for credit: loan, card, financing, credit line or guarantee approval
    /// (02, 03, 24, 26, 08).
    #[must_use]
    pub const fn is_shopping(self) -> bool {
        matches!(
            self,
            Self::LoanApproval
                | Self::CardApproval
                | Self::FinancingApproval
                | Self::CreditLineApproval
                | Self::GuaranteeQualification
        )
    }

    /// Whether a creditor looks after an account that it already has (01, 21).
    #[must_use]
    pub const fn is_review(self) -> bool {
        matches!(self, Self::AccountReview | Self::AfterInsuring)
    }
}
