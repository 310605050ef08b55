//! Public records: tax, courts, penalties (POT to PAP), housing fund, assistance, qualifications, awards (PHF to PAH).

use super::super::codes;
use super::super::field::{Reader, fields};
use super::super::forms::Amount;
use super::note::{pf01, pf02, pf03, pf04, pf05, pf06, pf07, pf08};
use crate::format::table::forms::{CalendarMonth, Count, Date, PlainText, PrivateText};
use crate::format::table::writer::Writer;
use crate::format::{DocumentPath, Node};
use crate::report::{
    Award, Enforcement, HousingFund, Item, Judgment, Penalty, PublicRecord, Qualification, ReportData,
    SocialAssistance, TaxArrears,
};

/// The block of one kind of record: one list of the report holds all kinds.
macro_rules! records {
    ($($block:ident $unit:ident $name:literal $module:ident: $record:ident, $table:ident at $place:literal;)+) => {
        $(fields! {
            $block: ReportData, |report| {
                $unit $name List public_records by $module lists $table;
            }
        }

        mod $module {
            use super::*;

            pub(super) fn read(report: &mut ReportData, node: &Node<'_>, path: &DocumentPath<'_>, reader: &mut Reader) {
                reader.each(node, path, |reader, index, item, path| {
                    let mut record = $record::default();
                    $table.read(item, path, &mut record, reader);
                    report.public_records.push(PublicRecord::$record(record));
                    reader.origins.public_records.push(($place, index));
                    true
                });
            }

            pub(super) fn write<'a>(report: &'a ReportData, path: &DocumentPath<'_>, writer: &mut Writer) -> Node<'a> {
                let records = report.public_records.iter().enumerate().filter_map(|(index, record)| match record {
                    PublicRecord::$record(record) => Some((index, record)),
                    _ => None,
                });
                let mut nodes = Vec::new();
                for (index, record) in records {
                    writer.item = Item::PublicRecord(index);
                    nodes.push($table.write_item(record, &path.index(nodes.len()), writer));
                }
                writer.item = Item::Report;
                if nodes.is_empty() { Node::Null } else { Node::List(nodes) }
            }
        })+
    };
}

records! {
    TAX_ARREARS PF01 "欠税记录" taxes: TaxArrears, TAX at "POT.PF01";
    JUDGMENTS PF02 "民事判决记录" judgments: Judgment, JUDGMENT at "PCJ.PF02";
    ENFORCEMENTS PF03 "强制执行记录" enforcements: Enforcement, ENFORCEMENT at "PCE.PF03";
    PENALTIES PF04 "行政处罚记录" penalties: Penalty, PENALTY at "PAP.PF04";
    HOUSING_FUNDS PF05 "住房公积金参缴记录" housing_funds: HousingFund, HOUSING_FUND at "PHF.PF05";
    ASSISTANCE PF06 "低保救助记录" assistance: SocialAssistance, SOCIAL_ASSISTANCE at "PBS.PF06";
    QUALIFICATIONS PF07 "执业资格记录" qualifications: Qualification, QUALIFICATION at "PPQ.PF07";
    AWARDS PF08 "行政奖励记录" awards: Award, AWARD at "PAH.PF08";
}

/// The unit of one kind of record: its facts and its notes.
macro_rules! units {
    ($($table:ident $record:ident: $basics:ident $facts:ident, $notes_tag:ident $notes:ident;)+) => {
        $(fields! {
            $table: $record, |record| {
                $basics "基本信息" in $facts;
                $notes_tag "标注及声明" in $notes::NOTES;
            }
        })+
    };
}

units! {
    TAX TaxArrears: PF01A TAX_FACTS, PF01Z pf01;
    JUDGMENT Judgment: PF02A JUDGMENT_FACTS, PF02Z pf02;
    ENFORCEMENT Enforcement: PF03A ENFORCEMENT_FACTS, PF03Z pf03;
    PENALTY Penalty: PF04A PENALTY_FACTS, PF04Z pf04;
    HOUSING_FUND HousingFund: PF05A HOUSING_FUND_FACTS, PF05Z pf05;
    SOCIAL_ASSISTANCE SocialAssistance: PF06A ASSISTANCE_FACTS, PF06Z pf06;
    QUALIFICATION Qualification: PF07A QUALIFICATION_FACTS, PF07Z pf07;
    AWARD Award: PF08A AWARD_FACTS, PF08Z pf08;
}

fields! {
    TAX_FACTS: TaxArrears, |record| {
        PF01AJ01 "欠税总额" amount: Amount;
        PF01AQ01 "主管税务机关" office: PlainText;
        PF01AR01 "欠税统计日期" as_of: Date;
    }

    JUDGMENT_FACTS: Judgment, |record| {
        PF02AD01 "结案方式" outcome: codes::JUDGMENT_OUTCOMES;
        PF02AJ01 "诉讼标的金额" amount: Amount;
        PF02AQ01 "立案法院" court: PlainText;
        PF02AQ02 "案由" cause: PlainText;
        PF02AQ03 "判决/调解结果" result: PrivateText;
        PF02AQ04 "诉讼标的" subject_matter: PrivateText;
        PF02AR01 "立案日期" filed: Date;
        PF02AR02 "判决/调解生效日期" effective: Date;
    }

    ENFORCEMENT_FACTS: Enforcement, |record| {
        PF03AD01 "结案方式" outcome: codes::ENFORCEMENT_OUTCOMES;
        PF03AJ01 "申请执行标的金额" amount_claimed: Amount;
        PF03AJ02 "已执行标的金额" amount_enforced: Amount;
        PF03AQ01 "执行法院" court: PlainText;
        PF03AQ02 "执行案由" cause: PlainText;
        PF03AQ03 "案件状态" state: PlainText;
        PF03AQ04 "申请执行标的" claimed: PrivateText;
        PF03AQ05 "已执行标的" enforced: PrivateText;
        PF03AR01 "立案日期" filed: Date;
        PF03AR02 "结案日期" closed: Date;
    }

    PENALTY_FACTS: Penalty, |record| {
        PF04AJ01 "处罚金额" fine: Amount;
        PF04AQ01 "处罚机构" authority: PlainText;
        PF04AQ02 "处罚内容" content: PrivateText;
        PF04AQ03 "行政复议结果" review: PlainText;
        PF04AR01 "处罚生效年月" from: CalendarMonth;
        PF04AR02 "处罚截止年月" to: CalendarMonth;
    }

    /// Two sources swap the shares; three agree that PF05AQ02 is the employer's.
    HOUSING_FUND_FACTS: HousingFund, |record| {
        PF05AD01 "缴费状态" state: codes::HOUSING_FUND_STATES;
        PF05AJ01 "月缴存额" monthly_amount: Amount;
        PF05AQ01 "参缴地" place: PlainText;
        PF05AQ02 "单位缴存比例" employer_percent: Count;
        PF05AQ03 "个人缴存比例" own_percent: Count;
        PF05AQ04 "缴费单位" employer: PrivateText;
        PF05AR01 "参缴日期" joined: Date;
        PF05AR02 "初缴月份" first_month: CalendarMonth;
        PF05AR03 "缴至月份" paid_to: CalendarMonth;
        PF05AR04 "信息更新日期" updated: Date;
    }

    ASSISTANCE_FACTS: SocialAssistance, |record| {
        PF06AD01 "人员类别" category: codes::ASSISTANCE_CATEGORIES;
        PF06AQ01 "所在地" area: PlainText;
        PF06AQ02 "工作单位" employer: PrivateText;
        PF06AQ03 "家庭月收入" household_income: Amount;
        PF06AR01 "申请日期" applied: Date;
        PF06AR02 "批准日期" approved: Date;
        PF06AR03 "信息更新日期" updated: Date;
    }

    QUALIFICATION_FACTS: Qualification, |record| {
        PF07AD01 "等级" level: codes::QUALIFICATION_LEVELS;
        PF07AD02 "机构所在地" area: PlainText;
        PF07AQ01 "执业资格名称" name: PlainText;
        PF07AQ02 "颁发机构" issuer: PlainText;
        PF07AR01 "获得年月" obtained: CalendarMonth;
        PF07AR02 "到期年月" expires: CalendarMonth;
        PF07AR03 "吊销年月" revoked: CalendarMonth;
    }

    AWARD_FACTS: Award, |record| {
        PF08AQ01 "奖励机构" authority: PlainText;
        PF08AQ02 "奖励内容" content: PrivateText;
        PF08AR01 "生效年月" from: CalendarMonth;
        PF08AR02 "截止年月" to: CalendarMonth;
    }
}
