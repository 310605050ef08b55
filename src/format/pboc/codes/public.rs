//! Codes of public records, statements and notes.

use crate::format::table::codes::codes;
use crate::report::{
    AssistanceCategory, EnforcementOutcome, HousingFundState, JudgmentOutcome, NoteKind, QualificationLevel,
    StatementScope, StatementSubject,
};

codes! {
    /// How a civil case ended 民事判决结案方式 (PF02AD01).
    JUDGMENT_OUTCOMES: JudgmentOutcome, "an outcome of a judgment" {
        "1" Judgment "判决" "judgment",
        "2" Mediation "调解" "mediation",
        "3" Other "其他" "other",
    }

    /// How an enforcement ended 强制执行结案方式 (PF03AD01).
    ENFORCEMENT_OUTCOMES: EnforcementOutcome, "an outcome of an enforcement" {
        "001" NotEnforced "不予执行" "not enforced",
        "002" PerformedVoluntarily "自动履行" "performed voluntarily",
        "003" SettlementPerformed "和解履行完毕" "settlement performed",
        "004" Completed "执行完毕" "completed",
        "005" Terminated "终结执行" "terminated",
        "006" RaisedToHigherCourt "提级执行" "raised to a higher court",
        "007" AssignedToOtherCourt "指定执行" "assigned to another court",
        "255" Other "其他" "other",
    }

    /// Whether the housing fund is being paid 缴费状态 (PF05AD01).
    HOUSING_FUND_STATES: HousingFundState, "a state of the housing fund" {
        "1" Paying "缴交" "paying",
        "2" Suspended "封存" "suspended",
        "3" Closed "销户" "closed",
    }

    /// Categories of recipients of social assistance 人员类别 (PF06AD01).
    ASSISTANCE_CATEGORIES: AssistanceCategory, "a category of assistance" {
        "1" Employed "在职职工" "employed",
        "2" LeftPost "离岗人员" "left post",
        "3" Unemployed "失业人员" "unemployed",
        "4" Retired "离退休人员" "retired",
        "5" WithoutSupport "三无人员" "without work, income and support",
        "6" Resident "居民" "resident",
        "7" Student "学生" "student",
    }

    /// Levels of a professional qualification 执业资格等级 (PF07AD01).
    QUALIFICATION_LEVELS: QualificationLevel, "a level of qualification" {
        "1" National "国家级" "national",
        "2" Provincial "省级" "provincial",
        "3" City "市级" "city",
        "4" Association "独立的行业协会或标准制定机构" "independent association",
        "5" Other "其他" "other",
    }

    /// Authors of a note 标注及声明类型 (PG010D03, and ZD01 of every unit).
    NOTE_KINDS: NoteKind, "a kind of note" {
        "1" Dispute "异议标注" "dispute",
        "2" Special "特殊标注" "special note",
        "3" SubjectStatement "个人声明" "statement by the person",
        "4" FurnisherStatement "机构说明" "statement by the furnisher",
        "5" BureauStatement "征信中心说明" "statement by the bureau",
    }

    /// Whether a statement is about the report or a block 标注对象类型 (PG010D01).
    STATEMENT_SCOPES: StatementScope, "a scope of a statement" {
        "1" Report "报告" "report",
        "2" Block "数据块" "block",
    }

    /// Subjects of a statement 标注对象标识 (PG010D02).
    STATEMENT_SUBJECTS: StatementSubject, "a subject of a statement" {
        "1" Report "报告" "report",
        "201" Identity "身份信息" "identity",
        "202" Marriage "婚姻信息" "marriage",
        "203" Residence "居住信息" "residence",
        "204" Occupation "职业信息" "occupation",
    }
}
