//! Inquiries into the report (POQ).

use super::super::codes;
use super::super::field::{Reader, fields};
use crate::format::table::forms::{Date, NameText};
use crate::format::table::writer::Writer;
use crate::format::{DocumentPath, Node};
use crate::report::{Inquiry, Item, ReportData};

fields! {
    INQUIRIES: ReportData, |report| {
        PH01 "查询记录" List inquiries by inquiries lists INQUIRY;
    }

    INQUIRY: Inquiry, |inquiry| {
        PH010D01 "查询机构类型" inquirer_type: codes::INSTITUTION_TYPES;
        PH010Q02 "查询机构" inquirer: NameText;
        PH010Q03 "查询原因" reason: codes::INQUIRY_REASONS;
        PH010R01 "查询日期" date: Date;
    }
}

/// PH01: an inquiry without a date is refused.
mod inquiries {
    use super::*;

    pub(super) fn read(report: &mut ReportData, node: &Node<'_>, path: &DocumentPath<'_>, reader: &mut Reader) {
        reader.each(node, path, |reader, index, item, path| {
            let what = "the date of the inquiry";
            let Some(date) = reader.required(&Date, what, item, path, &["PH010R01"]) else { return false };
            let mut inquiry = Inquiry::new(date, String::new());
            INQUIRY.read(item, path, &mut inquiry, reader);
            report.inquiries.push(inquiry);
            reader.origins.inquiries.push(("POQ.PH01", index));
            true
        });
    }

    pub(super) fn write<'a>(report: &'a ReportData, path: &DocumentPath<'_>, writer: &mut Writer) -> Node<'a> {
        INQUIRY.write_numbered(&report.inquiries, path, Item::Inquiry, writer)
    }
}
