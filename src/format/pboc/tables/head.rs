//! The head of a report (PRH): its number and moment, the inquirer, other documents, warnings.

use super::super::codes;
use super::super::field::fields;
use crate::format::table::forms::{Count, Date, Moment, PlainText, PrivateText};
use crate::report::{FraudAlert, Identity, IdentityDocument, ReportData};

fields! {
    HEAD: ReportData, |report| {
        PA01 "报告头" in UNIT;
    }

    UNIT: ReportData, |report| {
        PA01A "报告标识" in MARK;
        PA01B "本次查询请求" in REQUEST;
        PA01C "其他身份标识" part identity: OTHER_DOCUMENTS;
        PA01D "防欺诈警示" part fraud_alert: FRAUD_ALERT;
        PA01E "异议提示" in DISPUTES;
    }

    MARK: ReportData, |report| {
        PA01AI01 "报告编号" number: PrivateText;
        PA01AR01 "报告时间" made_at: Moment;
    }

    REQUEST: ReportData, |report| {
        PA01BD01 "被查询者证件类型" identity+.document_type: codes::DOCUMENT_TYPES;
        PA01BD02 "查询原因代码" reason: codes::INQUIRY_REASONS;
        PA01BI01 "被查询者证件号码" identity+.document_number: PrivateText;
        PA01BI02 "查询机构代码" inquirer: PlainText;
        PA01BQ01 "被查询者姓名" identity+.name: PrivateText;
    }

    OTHER_DOCUMENTS: Identity, |identity| {
        PA01CH "其他证件信息" each other_documents: DOCUMENT;
        PA01CS01 "身份标识个数" count other_documents;
    }

    DOCUMENT: IdentityDocument, |document| {
        PA01CD01 "证件类型" document_type: codes::DOCUMENT_TYPES;
        PA01CI01 "证件号码" number: PrivateText;
    }

    FRAUD_ALERT: FraudAlert, |alert| {
        PA01DQ01 "防欺诈警示标志" flag: PlainText;
        PA01DQ02 "防欺诈警示联系电话" phone: PrivateText;
        PA01DR01 "防欺诈警示生效日期" from: Date;
        PA01DR02 "防欺诈警示截止日期" to: Date;
    }

    DISPUTES: ReportData, |report| {
        PA01ES01 "异议标注数目" disputes: Count;
    }
}
