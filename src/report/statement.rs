//! Notes on one part of a report, and statements about the whole of it.

use chrono::NaiveDate;

use super::private::Private;
use crate::record::{record, vocabulary};

record! {
    /// A note or statement 标注及声明 (segment Z of a unit, or PG01 for the report).
    Note {
        /// Kind of note, which says who wrote it.
        kind: Option<NoteKind>,
        /// The text. People write what they like in it, so it is private.
        text: Option<Private>,
        /// Day on which it was added 添加日期.
        added: Option<NaiveDate>,
    }
}

record! {
    /// Notes about the report or one of its person blocks 其他标注及声明信息 (POS).
    Statement {
        /// The report, or a block.
        scope: Option<StatementScope>,
        /// The block.
        about: Option<StatementSubject>,
        /// The notes.
        notes: Vec<Note>,
    }
}

vocabulary! {
    /// Kind of note, which says who wrote it 标注及声明类型.
    NoteKind {
        Dispute "1 异议标注",
        Special "2 特殊标注",
        SubjectStatement "3 个人声明",
        FurnisherStatement "4 机构说明",
        BureauStatement "5 征信中心说明",
    }
}

vocabulary! {
    /// Subject of a statement on the report as a whole 标注对象.
    StatementSubject {
        Report "1 报告",
        Identity "201 身份信息",
        Marriage "202 婚姻信息",
        Residence "203 居住信息",
        Occupation "204 职业信息",
    }
}

vocabulary! {
    /// Whether a statement is about the report or one block of it 标注对象类型.
    StatementScope {
        Report "1 报告",
        Block "2 数据块",
    }
}
