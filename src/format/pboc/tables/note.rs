//! Notes on the units of a report (segment Z), and statements about the whole of it (POS).

use super::super::codes;
use super::super::field::fields;
use crate::format::table::forms::{Date, PrivateText};
use crate::report::{Note, ReportData, Statement};

fields! {
    STATEMENTS: ReportData, |report| {
        PG01 "其他标注及声明信息" each statements: STATEMENT;
    }

    STATEMENT: Statement, |statement| {
        PG010D01 "对象类型" scope: codes::STATEMENT_SCOPES;
        PG010D02 "对象标识" about: codes::STATEMENT_SUBJECTS;
        PG010H "标注及声明信息" each notes: STATEMENT_NOTE;
        PG010S01 "标注及声明个数" count notes;
    }

    STATEMENT_NOTE: Note, |note| {
        PG010D03 "标注及声明类型" kind: codes::NOTE_KINDS;
        PG010Q01 "标注或声明内容" text: PrivateText;
        PG010R01 "添加日期" added: Date;
    }
}

/// The notes of one unit, which have tags of their own.
macro_rules! notes {
    ($($unit:ident $record:ty: $kind:ident $text:ident $added:ident in $list:ident, $count:ident;)+) => {
        $(pub(super) mod $unit {
            use super::*;

            fields! {
                NOTE: Note, |note| {
                    $kind "标注及声明类型" kind: codes::NOTE_KINDS;
                    $text "标注或声明内容" text: PrivateText;
                    $added "添加日期" added: Date;
                }

                NOTES: $record, |record| {
                    $list "标注及声明信息" each notes: NOTE;
                    $count "标注及声明个数" count notes;
                }
            }
        })+
    };
}

notes! {
    pd01 crate::report::Account: PD01ZD01 PD01ZQ01 PD01ZR01 in PD01ZH, PD01ZS01;
    pd02 crate::report::Agreement: PD02ZD01 PD02ZQ01 PD02ZR01 in PD02ZH, PD02ZS01;
    pd03 crate::report::Liability: PD03ZD01 PD03ZQ01 PD03ZR01 in PD03ZH, PD03ZS01;
    pe01 crate::report::Account: PE01ZD01 PE01ZQ01 PE01ZR01 in PE01ZH, PE01ZS01;
    pf01 crate::report::TaxArrears: PF01ZD01 PF01ZQ01 PF01ZR01 in PF01ZH, PF01ZS01;
    pf02 crate::report::Judgment: PF02ZD01 PF02ZQ01 PF02ZR01 in PF02ZH, PF02ZS01;
    pf03 crate::report::Enforcement: PF03ZD01 PF03ZQ01 PF03ZR01 in PF03ZH, PF03ZS01;
    pf04 crate::report::Penalty: PF04ZD01 PF04ZQ01 PF04ZR01 in PF04ZH, PF04ZS01;
    pf05 crate::report::HousingFund: PF05ZD01 PF05ZQ01 PF05ZR01 in PF05ZH, PF05ZS01;
    pf06 crate::report::SocialAssistance: PF06ZD01 PF06ZQ01 PF06ZR01 in PF06ZH, PF06ZS01;
    pf07 crate::report::Qualification: PF07ZD01 PF07ZQ01 PF07ZR01 in PF07ZH, PF07ZS01;
    pf08 crate::report::Award: PF08ZD01 PF08ZQ01 PF08ZR01 in PF08ZH, PF08ZS01;
}
