//! The fields of a PBOC report, block by block, in the order in which reports list them.

mod account;
mod agreement;
mod head;
mod inquiry;
mod note;
mod person;
mod post_paid;
mod public;
mod summary;

use super::field::fields;
use crate::report::ReportData;

fields! {
    /// The whole report.
    REPORT: ReportData, |report| {
        PRH "报告头" in head::HEAD;
        PIM "身份信息" in person::IDENTITY;
        PMM "婚姻信息" in person::MARRIAGE;
        PRM "居住信息" in person::RESIDENCES;
        POM "职业信息" in person::OCCUPATIONS;
        PSM "评分信息" in summary::READING;
        PCO "信贷交易信息概要" in summary::CREDIT;
        PNO "非信贷交易信息概要" in summary::POST_PAID;
        PPO "公共信息概要" in summary::PUBLIC;
        PQO "查询记录概要" in summary::INQUIRIES;
        PDA "借贷账户信息" in account::ACCOUNTS;
        PCA "授信协议信息" in agreement::AGREEMENTS;
        PCR "相关还款责任信息" in agreement::LIABILITIES;
        PND "后付费业务信息" in post_paid::ACCOUNTS;
        POT "欠税记录" in public::TAX_ARREARS;
        PCJ "民事判决记录" in public::JUDGMENTS;
        PCE "强制执行记录" in public::ENFORCEMENTS;
        PAP "行政处罚记录" in public::PENALTIES;
        PHF "住房公积金参缴记录" in public::HOUSING_FUNDS;
        PBS "低保救助记录" in public::ASSISTANCE;
        PPQ "执业资格记录" in public::QUALIFICATIONS;
        PAH "行政奖励记录" in public::AWARDS;
        POS "其他标注及声明信息" in note::STATEMENTS;
        POQ "查询记录" in inquiry::INQUIRIES;
    }
}
