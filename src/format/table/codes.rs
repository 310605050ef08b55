//! Tables of codes: one row a code.

use std::borrow::Cow;

use super::form::{FieldKind, TextForm};
use crate::language::Language;

/// A row of a table of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code<T> {
    /// The code; `None` if the domain has the word and the format has no code for it.
    pub code: Option<&'static str>,
    /// The value that it stands for.
    pub value: T,
    /// Its text in Chinese, as reports print it.
    pub chinese: &'static str,
    /// Its text in English.
    pub english: &'static str,
}

/// A table of codes: the value of every code, and its text in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Codes<T: 'static> {
    what: &'static str,
    rows: &'static [Code<T>],
}

impl<T: Copy + PartialEq> Codes<T> {
    pub(in crate::format) const fn new(what: &'static str, rows: &'static [Code<T>]) -> Self {
        Self { what, rows }
    }

    /// Name of the table's codes, with its article, for error messages: `a repayment mode`.
    #[must_use]
    pub const fn what(&self) -> &'static str {
        self.what
    }

    /// The rows, one a value.
    #[must_use]
    pub const fn rows(&self) -> &'static [Code<T>] {
        self.rows
    }

    /// The value that a code stands for; `None` if no row has it.
    #[must_use]
    pub fn read(&self, code: &str) -> Option<T> {
        self.rows.iter().find(|row| row.code == Some(code)).map(|row| row.value)
    }

    /// The code of a value; `None` if the format has none for it.
    #[must_use]
    pub fn code(&self, value: T) -> Option<&'static str> {
        self.row(value).and_then(|row| row.code)
    }

    /// The text of a value, for people; empty if no row has the value.
    #[must_use]
    pub fn text(&self, value: T, language: Language) -> &'static str {
        self.row(value).map_or("", |row| language.pick(row.english, row.chinese))
    }

    /// The list of the codes, for error messages: `one of 1 2 5 9`.
    #[must_use]
    pub fn expected(&self) -> String {
        listed(self.rows.iter().filter_map(|row| row.code))
    }

    fn row(&self, value: T) -> Option<&'static Code<T>> {
        self.rows.iter().find(|row| row.value == value)
    }
}

impl<T: Copy + PartialEq> TextForm for Codes<T> {
    type Value = T;
    const KIND: FieldKind = FieldKind::Code;

    fn what(&self) -> &'static str {
        Codes::what(self)
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        Cow::Owned(Codes::expected(self))
    }

    #[inline]
    fn read(&self, text: &str) -> Option<T> {
        Codes::read(self, text)
    }

    fn write<'a>(&self, value: &'a T) -> Result<Cow<'a, str>, Cow<'static, str>> {
        coded(self.code(*value), self.text(*value, Language::English))
    }
}

/// A value's code as a text to write; else the reason why there is none.
pub(in crate::format) fn coded<'a>(
    code: Option<&'static str>,
    text: &'static str,
) -> Result<Cow<'a, str>, Cow<'static, str>> {
    code.map(Cow::Borrowed).ok_or_else(|| Cow::Owned(format!("`{text}` has no code")))
}

/// A list of codes, for error messages: `one of 1 2 5 9`.
pub(in crate::format) fn listed(codes: impl Iterator<Item = &'static str>) -> String {
    codes.fold("one of".to_owned(), |mut list, code| {
        list.push(' ');
        list.push_str(code);
        list
    })
}

/// Tables of codes: `code variant chinese english` a row; a row with `_` for its code has none.
macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident: $value:ident, $what:literal {
        $($code:literal $variant:ident $chinese:literal $english:literal,)+
        $(_ $without:ident $without_chinese:literal $without_english:literal,)*
    })+) => {
        $($(#[$meta])*
        pub static $name: $crate::format::table::codes::Codes<$value> = $crate::format::table::codes::Codes::new($what, &[
            $($crate::format::table::codes::Code {
                code: Some($code),
                value: $value::$variant,
                chinese: $chinese,
                english: $english,
            },)+
            $($crate::format::table::codes::Code {
                code: None,
                value: $value::$without,
                chinese: $without_chinese,
                english: $without_english,
            },)*
        ]);)+
    };
}
pub(in crate::format) use codes;
