//! Public records: what courts and authorities published about the person.
//!
//! They are a silo of their own: no credit attribute reads them. Texts that may name people are private.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::private::Private;
use super::statement::Note;
use crate::money::Money;
use crate::month::Month;
use crate::record::{record, vocabulary};

/// One public record 公共信息, with the notes on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PublicRecord {
    /// Tax owed 欠税记录 (POT).
    TaxArrears(TaxArrears),
    /// A civil judgment 民事判决记录 (PCJ).
    Judgment(Judgment),
    /// An enforcement 强制执行记录 (PCE).
    Enforcement(Enforcement),
    /// An administrative penalty 行政处罚记录 (PAP).
    Penalty(Penalty),
    /// Contributions to the housing fund 住房公积金参缴记录 (PHF).
    HousingFund(HousingFund),
    /// Social assistance 低保救助记录 (PBS).
    SocialAssistance(SocialAssistance),
    /// A professional qualification 执业资格记录 (PPQ).
    Qualification(Qualification),
    /// An administrative award 行政奖励记录 (PAH).
    Award(Award),
}

record! {
    /// Tax owed 欠税记录.
    TaxArrears {
        /// Tax office 主管税务机关.
        office: Option<String>,
        /// Amount owed 欠税总额.
        amount: Option<Money>,
        /// Day of the statistics 欠税统计日期.
        as_of: Option<NaiveDate>,
        /// Notes on the record.
        notes: Vec<Note>,
    }
}

record! {
    /// A civil judgment 民事判决记录.
    Judgment {
        /// Court 立案法院.
        court: Option<String>,
        /// Cause of action 案由.
        cause: Option<String>,
        /// Result 判决/调解结果.
        result: Option<Private>,
        /// Subject matter 诉讼标的.
        subject_matter: Option<Private>,
        /// Day of filing 立案日期.
        filed: Option<NaiveDate>,
        /// Day on which it took effect 判决/调解生效日期.
        effective: Option<NaiveDate>,
        /// Outcome 结案方式.
        outcome: Option<JudgmentOutcome>,
        /// Amount at issue 诉讼标的金额.
        amount: Option<Money>,
        /// Notes on the record.
        notes: Vec<Note>,
    }
}

record! {
    /// An enforcement 强制执行记录.
    Enforcement {
        /// Court 执行法院.
        court: Option<String>,
        /// Cause 执行案由.
        cause: Option<String>,
        /// State of the case 案件状态; listed judgment defaulters are marked here.
        state: Option<String>,
        /// Claim 申请执行标的.
        claimed: Option<Private>,
        /// Part of the claim that was enforced 已执行标的.
        enforced: Option<Private>,
        /// Day of filing 立案日期.
        filed: Option<NaiveDate>,
        /// Day of closing 结案日期.
        closed: Option<NaiveDate>,
        /// Outcome 结案方式.
        outcome: Option<EnforcementOutcome>,
        /// Amount claimed 申请执行标的金额.
        amount_claimed: Option<Money>,
        /// Amount enforced 已执行标的金额.
        amount_enforced: Option<Money>,
        /// Notes on the record.
        notes: Vec<Note>,
    }
}

record! {
    /// An administrative penalty 行政处罚记录.
    Penalty {
        /// Authority 处罚机构.
        authority: Option<String>,
        /// Content of the penalty 处罚内容.
        content: Option<Private>,
        /// Fine 处罚金额.
        fine: Option<Money>,
        /// First month 处罚生效年月.
        from: Option<Month>,
        /// Last month 处罚截止年月.
        to: Option<Month>,
        /// Result of the administrative review 行政复议结果.
        review: Option<String>,
        /// Notes on the record.
        notes: Vec<Note>,
    }
}

record! {
    /// Contributions to the housing fund 住房公积金参缴记录.
    HousingFund {
        /// Place 参缴地.
        place: Option<String>,
        /// Day of joining 参缴日期.
        joined: Option<NaiveDate>,
        /// State 缴费状态.
        state: Option<HousingFundState>,
        /// First month paid 初缴月份.
        first_month: Option<Month>,
        /// Month paid up to 缴至月份.
        paid_to: Option<Month>,
        /// Employer's share of pay in percent 单位缴存比例.
        employer_percent: Option<u32>,
        /// Person's share of pay in percent 个人缴存比例.
        own_percent: Option<u32>,
        /// Monthly contribution 月缴存额.
        monthly_amount: Option<Money>,
        /// Employer 缴费单位.
        employer: Option<Private>,
        /// Day of the last update 信息更新日期.
        updated: Option<NaiveDate>,
        /// Notes on the record.
        notes: Vec<Note>,
    }
}

record! {
    /// Social assistance 低保救助记录.
    SocialAssistance {
        /// Category of the recipient 人员类别.
        category: Option<AssistanceCategory>,
        /// Area code 所在地.
        area: Option<String>,
        /// Employer 工作单位.
        employer: Option<Private>,
        /// Monthly income of the household 家庭月收入.
        household_income: Option<Money>,
        /// Day of application 申请日期.
        applied: Option<NaiveDate>,
        /// Day of approval 批准日期.
        approved: Option<NaiveDate>,
        /// Day of the last update 信息更新日期.
        updated: Option<NaiveDate>,
        /// Notes on the record.
        notes: Vec<Note>,
    }
}

record! {
    /// A professional qualification 执业资格记录.
    Qualification {
        /// Name 执业资格名称.
        name: Option<String>,
        /// Issuer 颁发机构.
        issuer: Option<String>,
        /// Level 等级.
        level: Option<QualificationLevel>,
        /// Area code of the issuer 机构所在地.
        area: Option<String>,
        /// Month in which it was obtained 获得年月.
        obtained: Option<Month>,
        /// Month in which it expires 到期年月.
        expires: Option<Month>,
        /// Month in which it was revoked 吊销年月.
        revoked: Option<Month>,
        /// Notes on the record.
        notes: Vec<Note>,
    }
}

record! {
    /// An administrative award 行政奖励记录.
    Award {
        /// Authority 奖励机构.
        authority: Option<String>,
        /// Content of the award 奖励内容.
        content: Option<Private>,
        /// First month 生效年月.
        from: Option<Month>,
        /// Last month 截止年月.
        to: Option<Month>,
        /// Notes on the record.
        notes: Vec<Note>,
    }
}

vocabulary! {
    /// Outcome of a civil case 民事判决结案方式.
    JudgmentOutcome {
        Judgment "1 判决",
        Mediation "2 调解",
        Other "3 其他",
    }
}

vocabulary! {
    /// Outcome of an enforcement 强制执行结案方式.
    EnforcementOutcome {
        NotEnforced "001 不予执行",
        PerformedVoluntarily "002 自动履行",
        SettlementPerformed "003 和解履行完毕",
        Completed "004 执行完毕",
        Terminated "005 终结执行",
        RaisedToHigherCourt "006 提级执行",
        AssignedToOtherCourt "007 指定执行",
        Other "255 其他",
    }
}

vocabulary! {
    /// Whether contributions to the housing fund are being paid 缴存状态.
    HousingFundState {
        Paying "1 缴交",
        Suspended "2 封存",
        Closed "3 销户",
    }
}

vocabulary! {
    /// Category of recipients of social assistance 人员类别.
    AssistanceCategory {
        Employed "1 在职职工",
        LeftPost "2 离岗人员",
        Unemployed "3 失业人员",
        Retired "4 离退休人员",
        WithoutSupport "5 三无人员",
        Resident "6 居民",
        Student "7 学生",
    }
}

vocabulary! {
    /// The level of a professional qualification 执业资格等级.
    QualificationLevel {
        National "1 国家级",
        Provincial "2 省级",
        City "3 市级",
        Association "4 独立的行业协会或标准制定机构",
        Other "5 其他",
    }
}

vocabulary! {
    /// The kinds of public record that a summary counts 公共信息类型.
    PublicRecordKind {
        TaxArrears "1 欠税信息",
        Judgment "2 民事判决信息",
        Enforcement "3 强制执行信息",
        Penalty "4 行政处罚信息",
    }
}
