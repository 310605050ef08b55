//! The words a report uses: kinds, states, roles and reasons, each a closed list that may grow.
//!
//! The codes of a file format are not here; each format has its own tables, a row a code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::kinds::KindSet;
use crate::history::DelinquencyBucket;
use crate::language::Language;
use crate::record::{vocabulary, words};
use crate::text::{self, UnknownWord};

words! {
    /// Kind of account 账户类型: the six kinds of debt of the PBOC report, and rent, prepaid card, utility and telecom.
    ///
    /// In serde, shown and parsed as its [`tag`](Self::tag), `"r2"`: the field's own code, and the one that names
    /// attributes, regimes and rows, so that a kind is spelled one way in every document. The name in full,
    /// `"credit_card"`, which reports had, is read everywhere too.
    AccountKind {
        NonRevolvingLoan "D1: a loan drawn once 非循环贷账户",
        SubAccount "R4: one drawing under a revolving limit 循环额度下分账户",
        RevolvingLoan "R1: a revolving loan 循环贷账户",
        CreditCard "R2: a credit card 贷记卡账户",
        QuasiCreditCard "R3: a deposit card with an overdraft 准贷记卡账户",
        Collection "C1: a debt taken over by a collector 被追偿账户",
        Rent "rent of a home 房租",
        PrepaidCard "a prepaid card 预付卡",
        Utility "a utility paid after use, such as water or power 公用事业后付费",
        Telecom "a telecom service paid after use 电信后付费",
    }
}

impl AccountKind {
    /// Whether the account is credit: a loan or a card (D1, R4, R1, R2, R3).
    #[must_use]
    pub const fn is_credit(self) -> bool {
        KindSet::CREDIT.contains(self)
    }

    /// Whether the account is a card (R2, R3).
    #[must_use]
    pub const fn is_card(self) -> bool {
        KindSet::CARDS.contains(self)
    }

    /// Whether the account is positive history: rent, prepaid card, utility, telecom.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        KindSet::POSITIVE.contains(self)
    }

    /// The bucket from which an account of this kind counts as late when `bucket` is asked for: an overdraft on a
    /// quasi-credit card is late only from 61 days (PBOC report note 11), so its bucket is never below 3.
    #[must_use]
    pub const fn late_from(self, bucket: DelinquencyBucket) -> DelinquencyBucket {
        match self {
            Self::QuasiCreditCard if bucket.number() < DelinquencyBucket::DAYS_61_TO_90.number() => {
                DelinquencyBucket::DAYS_61_TO_90
            }
            _ => bucket,
        }
    }

    /// A short name for tables and attribute names: the PBOC code in small letters, or the word.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::NonRevolvingLoan => "d1",
            Self::SubAccount => "r4",
            Self::RevolvingLoan => "r1",
            Self::CreditCard => "r2",
            Self::QuasiCreditCard => "r3",
            Self::Collection => "c1",
            Self::Rent => "rent",
            Self::PrepaidCard => "prepaid",
            Self::Utility => "utility",
            Self::Telecom => "telecom",
        }
    }

    /// The kind with that [`tag`](Self::tag).
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.tag() == tag)
    }

    /// Name for readers.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::NonRevolvingLoan => ("loan", "非循环贷"),
            Self::SubAccount => ("loan under a credit line", "循环额度下分账户"),
            Self::RevolvingLoan => ("revolving loan", "循环贷"),
            Self::CreditCard => ("credit card", "贷记卡"),
            Self::QuasiCreditCard => ("quasi-credit card", "准贷记卡"),
            Self::Collection => ("debt in collection", "被追偿"),
            Self::Rent => ("rent", "房租"),
            Self::PrepaidCard => ("prepaid card", "预付卡"),
            Self::Utility => ("utility", "公用事业"),
            Self::Telecom => ("telecom", "电信"),
        };
        language.pick(english, chinese)
    }

    /// The name in full where it is not the tag, which reports were written with.
    const fn name_in_full(self) -> Option<&'static str> {
        match self {
            Self::NonRevolvingLoan => Some("non_revolving_loan"),
            Self::SubAccount => Some("sub_account"),
            Self::RevolvingLoan => Some("revolving_loan"),
            Self::CreditCard => Some("credit_card"),
            Self::QuasiCreditCard => Some("quasi_credit_card"),
            Self::Collection => Some("collection"),
            Self::PrepaidCard => Some("prepaid_card"),
            Self::Rent | Self::Utility | Self::Telecom => None,
        }
    }
}

impl fmt::Display for AccountKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}

impl FromStr for AccountKind {
    type Err = UnknownWord;

    /// Reads a [`tag`](Self::tag), or the name in full.
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let named = |kind: &&Self| kind.tag() == text || kind.name_in_full() == Some(text);
        let tags = || Self::ALL.iter().map(|kind| kind.tag());
        Self::ALL.iter().find(named).copied().ok_or_else(|| UnknownWord::new("AccountKind", text, tags()))
    }
}

impl Serialize for AccountKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}

impl<'de> Deserialize<'de> for AccountKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer, "an account kind, as `r2`")
    }
}

vocabulary! {
    /// The state of an account as its furnisher gives it 账户状态.
    ///
    /// [`Normal`](Self::Normal) says that the account is in use; a card keeps this state when it is late.
    AccountState {
        Normal "active 正常",
        Overdue "past due, or in arrears 逾期",
        Settled "a loan repaid in full 结清",
        Closed "a card or service closed 销户",
        BadDebt "written off or awaiting it 呆账",
        TransferredOut "moved to another lender 转出",
        InsufficientCollateral "the collateral no longer covers the debt 担保物不足",
        ForcedLiquidation "the collateral was sold by force 强制平仓",
        JudicialRecovery "recovery through a court 司法追偿",
        Frozen "a card frozen 冻结",
        PaymentStopped "a card blocked for payment 止付",
        PaymentStoppedByBank "blocked by the bank 银行止付",
        NotActivated "a card not yet activated 未激活",
        InCollection "a debt being collected 催收",
        Ended "a collection that ended 结束",
        EndedAbnormally "ended other than by settlement 非正常结束",
    }
}

impl AccountState {
    /// Whether the account is open in this state: settled, closed, transferred and ended are not; bad debt and
    /// not yet activated are.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Settled | Self::Closed | Self::TransferredOut | Self::Ended | Self::EndedAbnormally)
    }

    /// Whether the state itself says that something went wrong: bad debt, in collection, ended abnormally.
    #[must_use]
    pub(crate) const fn is_adverse(self) -> bool {
        matches!(self, Self::BadDebt | Self::InCollection | Self::EndedAbnormally)
    }
}

vocabulary! {
    /// Role of the person in an account.
    HolderRole {
        Sole "the only holder 无共同借款",
        Joint "a joint holder of equal standing",
        PrimaryBorrower "the first of several borrowers 主借款人",
        CoBorrower "another of several borrowers 从借款人",
        Guarantor "a guarantor 保证人",
        AuthorisedUser "may use the account, does not owe it 附属卡持有人",
    }
}

vocabulary! {
    /// The five-class grade that a lender gives a loan 五级分类.
    FiveClass {
        Normal "1 正常",
        SpecialMention "2 关注",
        Substandard "3 次级",
        Doubtful "4 可疑",
        Loss "5 损失",
        Default "6 违约",
        Unclassified "9 未分类",
    }
}

vocabulary! {
    /// Purpose for which a person's account was opened 业务种类.
    BusinessKind {
        HousingLoan "11 个人住房商业贷款",
        CommercialPropertyLoan "12 个人商用房（含商住两用）贷款",
        HousingFundLoan "13 个人住房公积金贷款",
        CarLoan "21 个人汽车消费贷款",
        StudentLoan "31 个人助学贷款",
        StateStudentLoan "32 国家助学贷款",
        CommercialStudentLoan "33 商业助学贷款",
        BusinessLoan "41 个人经营性贷款",
        StartUpLoan "42 个人创业担保贷款",
        FarmerLoan "51 农户贷款",
        FarmerBusinessLoan "52 经营性农户贷款",
        FarmerConsumerLoan "53 消费性农户贷款",
        OtherConsumerLoan "91 其他个人消费贷款",
        OtherLoan "99 其他贷款",
        QuasiCreditCard "71 准贷记卡",
        CreditCard "81 贷记卡",
        LargeInstalmentCard "82 大额专项分期卡",
        RepurchaseTrading "61 约定购回式证券交易",
        StockPledge "62 股票质押式回购",
        MarginTrading "63 融资融券",
        OtherSecuritiesFinancing "64 其他证券类融资",
        FinancialLease "92 融资租赁",
        AssetDisposal "A1 资产处置",
        CompensatedDebt "B1 代偿债务",
    }
}

vocabulary! {
    /// Business kind of an organisation's debt for which the person is liable 企业业务种类.
    EnterpriseBusiness {
        CorporateBond "10 企业债",
        Loan "11 贷款",
        TradeFinance "12 贸易融资",
        FactoringFinance "13 保理融资",
        FinancialLease "14 融资租赁",
        SecuritiesFinancing "15 证券类融资",
        Overdraft "16 透支",
        BillDiscount "21 票据贴现",
        GoldLending "31 黄金借贷",
        Advance "41 垫款",
        AssetDisposal "51 资产处置",
    }
}

vocabulary! {
    /// The service behind a post-paid account 后付费业务类型.
    PostPaidService {
        OtherTelecom "telecom 0 其他业务",
        FixedTelephone "telecom 1 固定电话",
        MobileTelephone "telecom 2 移动电话",
        Internet "telecom 3 互联网接入",
        DataLine "telecom 4 数据专线及集群业务",
        Satellite "telecom 5 卫星业务",
        Combined "telecom 6 组合业务",
        Utility "a public utility; the meaning of its code is not published",
    }
}

vocabulary! {
    /// Mode of repayment of a loan 还款方式.
    RepaymentMode {
        EqualInstalments "11 分期等额本息",
        EqualPrincipal "12 分期等额本金",
        InterestThenPrincipal "13 到期还本分期结息",
        GeometricProgression "14 等比累进分期还款",
        ArithmeticProgression "15 等额累进分期还款",
        OtherInstalments "19 其他类型分期还款",
        AtMaturity "21 到期一次还本付息",
        InterestInAdvance "22 预先付息到期还本",
        OnDemand "23 随时还",
        OtherNonInstalment "29 其他（非分期）",
        PeriodicInterestAtMaturity "31 按期结息，到期还本",
        PeriodicInterestFree "32 按期结息，自由还本",
        PeriodicPrincipalAndInterest "33 按期计算还本付息",
        OtherRevolving "39 循环贷款其他还款方式",
        NotDistinguished "90 不区分还款方式",
    }
}

vocabulary! {
    /// Frequency of payments 还款频率.
    RepaymentFrequency {
        Daily "01 日",
        Weekly "02 周",
        Monthly "03 月",
        Quarterly "04 季",
        HalfYearly "05 半年",
        Yearly "06 年",
        Once "07 一次性",
        Irregular "08 不定期",
        TenDaily "12 旬",
        Fortnightly "13 双周",
        TwoMonthly "14 双月",
        Other "99 其他",
    }
}

vocabulary! {
    /// Security for a debt 担保方式.
    Guarantee {
        Pledge "1 质押",
        Mortgage "2 抵押",
        Surety "3 保证",
        Unsecured "4 信用/免担保",
        CombinedWithSurety "5 组合（含保证）",
        CombinedWithoutSurety "6 组合（不含保证）",
        FarmersJointSurety "7 农户联保",
        Other "9 其他",
    }
}

vocabulary! {
    /// Form in which a loan was issued 贷款发放形式.
    IssueForm {
        New "1 新增",
        TakenOver "5 其他机构转入",
        Other "9 其他",
    }
}

vocabulary! {
    /// Payment status of a debt when it passed to the collector 债权转移时的还款状态.
    TransferStatus {
        AdvancedBeforeDefault "0 主动垫款，未发生违约",
        Late1To30 "1 逾期1–30天",
        Late31To60 "2 逾期31–60天",
        Late61To90 "3 逾期61–90天",
        Late91To120 "4 逾期91–120天",
        Late121To150 "5 逾期121–150天",
        Late151To180 "6 逾期151–180天",
        LateOver180 "7 逾期180天以上",
        Unknown "9 未知",
    }
}

vocabulary! {
    /// Something out of the ordinary that happened to an account 特殊交易类型.
    SpecialTransactionKind {
        Extension "1 展期",
        GuarantorRepaid "2 担保人（第三方）代偿",
        CollateralSurrendered "3 以资抵债",
        EarlyRepayment "4 提前还款",
        EarlySettlement "5 提前结清",
        LiquidationUnsettled "6 强制平仓，未结清",
        LiquidationSettled "7 强制平仓，已结清",
        JudicialRecovery "8 司法追偿",
        Other "9 其他",
        DebtForgiven "11 债务减免",
        AssetsCarvedOut "12 资产剥离",
        AssetsTransferred "13 资产转让",
        CardInstalmentPlan "14 信用卡个性化分期",
        BankDeferral "16 银行主动延期",
        ForcedLiquidation "17 强制平仓",
    }
}

vocabulary! {
    /// A special event of an account 特殊事件类型.
    SpecialEventKind {
        NoBillThisMonth "11 信用卡因调整账单日本月不出单",
        ClosedCardReopened "12 已注销信用卡账户重启",
        TransferredOut "21 转出",
    }
}

vocabulary! {
    /// Purpose of a credit line 授信额度用途.
    LinePurpose {
        RevolvingLoan "10 循环贷款额度",
        NonRevolvingLoan "20 非循环贷款额度",
        SharedCardLine "30 信用卡共享额度",
        SingleCardLine "31 信用卡独立额度",
    }
}

vocabulary! {
    /// Whether a credit agreement is in force 授信协议状态.
    AgreementState {
        InForce "1 有效",
        Expired "2 到期/失效",
    }
}

vocabulary! {
    /// Role that makes the person liable for another party's debt 相关还款责任人类型.
    LiabilityRole {
        CoBorrower "1 共同借款人",
        Guarantor "2 保证人",
        BillAcceptor "3 票据承兑人",
        ReceivableDebtor "4 应收账款债务人",
        SupplyChainCore "5 供应链中核心企业",
        Other "9 其他",
    }
}

vocabulary! {
    /// Whether a borrower is a person or an organisation 借款人身份类别.
    BorrowerClass {
        Person "1 自然人",
        Organisation "2 组织机构",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads_back<T>(words: &[T])
    where
        T: Copy + PartialEq + fmt::Debug + fmt::Display + FromStr<Err = UnknownWord> + Serialize,
    {
        for &word in words {
            assert_eq!(word.to_string().parse(), Ok(word));
            assert_eq!(serde_json::to_value(word).unwrap(), word.to_string());
            let spoilt = format!("{word}\n");
            let message = spoilt.parse::<T>().unwrap_err().to_string();
            assert!(message.starts_with(&format!("`{word}\\n` is not a")), "{message}");
            assert!(words.iter().all(|word| message.contains(&word.to_string())), "{message}");
        }
    }

    #[test]
    fn every_word_reads_back_as_it_is_shown() {
        reads_back(AccountKind::ALL);
        reads_back(AccountState::ALL);
        reads_back(HolderRole::ALL);
        reads_back(FiveClass::ALL);
        reads_back(BusinessKind::ALL);
        reads_back(PostPaidService::ALL);
        reads_back(TransferStatus::ALL);
        reads_back(super::super::EnforcementOutcome::ALL);
        reads_back(super::super::JudgmentOutcome::ALL);
        reads_back(super::super::InquiryReason::ALL);
    }
}
