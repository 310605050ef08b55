//! The person: identity (PIM), marriage (PMM), residences (PRM), occupations (POM).

use super::super::codes;
use super::super::field::fields;
use crate::format::table::forms::{Date, PrivateText, Year};
use crate::report::{Identity, Marriage, Mobile, Occupation, ReportData, Residence};

fields! {
    IDENTITY: ReportData, |report| {
        PB01 "身份信息" part identity: IDENTITY_UNIT;
    }

    IDENTITY_UNIT: Identity, |identity| {
        PB01A "基本概况" in BASICS;
        PB01B "手机号码" in MOBILES;
    }

    BASICS: Identity, |identity| {
        PB01AD01 "性别" sex: codes::SEXES;
        PB01AD02 "学历" education: codes::EDUCATIONS;
        PB01AD03 "学位" degree: codes::DEGREES;
        PB01AD04 "就业状况" employment: codes::EMPLOYMENTS;
        PB01AD05 "国籍" nationality: PrivateText;
        PB01AQ01 "电子邮箱" email: PrivateText;
        PB01AQ02 "通讯地址" postal_address: PrivateText;
        PB01AQ03 "户籍地址" registered_address: PrivateText;
        PB01AR01 "出生日期" born: Date;
    }

    MOBILES: Identity, |identity| {
        PB01BH "手机号码信息" each mobiles: MOBILE;
        PB01BS01 "手机号码个数" count mobiles;
    }

    MOBILE: Mobile, |mobile| {
        PB01BQ01 "手机号码" number: PrivateText;
        PB01BR01 "信息更新日期" updated: Date;
    }

    MARRIAGE: ReportData, |report| {
        PB02 "婚姻信息" part marriage: MARRIAGE_UNIT;
    }

    MARRIAGE_UNIT: Marriage, |marriage| {
        PB020D01 "婚姻状况" status: codes::MARITAL_STATUSES;
        PB020D02 "配偶证件类型" spouse_document_type: codes::DOCUMENT_TYPES;
        PB020I01 "配偶证件号码" spouse_document_number: PrivateText;
        PB020Q01 "配偶姓名" spouse_name: PrivateText;
        PB020Q02 "配偶工作单位" spouse_employer: PrivateText;
        PB020Q03 "配偶联系电话" spouse_phone: PrivateText;
    }

    RESIDENCES: ReportData, |report| {
        PB03 "居住信息" each residences: RESIDENCE;
    }

    RESIDENCE: Residence, |residence| {
        PB030D01 "居住状况" status: codes::RESIDENCE_STATUSES;
        PB030Q01 "居住地址" address: PrivateText;
        PB030Q02 "住宅电话" phone: PrivateText;
        PB030R01 "信息更新日期" updated: Date;
    }

    OCCUPATIONS: ReportData, |report| {
        PB04 "职业信息" each occupations: OCCUPATION;
    }

    OCCUPATION: Occupation, |occupation| {
        PB040D01 "就业状况" employment: codes::EMPLOYMENTS;
        PB040D02 "单位性质" employer_kind: codes::EMPLOYER_KINDS;
        PB040D03 "行业" industry: codes::INDUSTRIES;
        PB040D04 "职业" occupation: codes::OCCUPATIONS;
        PB040D05 "职务" position: codes::POSITIONS;
        PB040D06 "职称" title: codes::PROFESSIONAL_TITLES;
        PB040Q01 "工作单位" employer: PrivateText;
        PB040Q02 "单位地址" address: PrivateText;
        PB040Q03 "单位电话" phone: PrivateText;
        PB040R01 "进入本单位年份" joined_year: Year;
        PB040R02 "信息更新日期" updated: Date;
    }
}
