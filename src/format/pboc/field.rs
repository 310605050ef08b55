//! The tables of fields, one row a field: its tag, its name, what it is, and the fact of the domain that it states.
//!
//! A row knows how to read its field into a record and how to write it from one; the tables of a report's parts nest as
//! the document does. Reading, writing, the place of a problem that is found later, and the [listing](super::fields)
//! all go by them.

use super::reader::Reader;
use super::writer::Writer;
use crate::format::{Node, Path};

/// A field of a PBOC report, for documentation: see [`fields`](super::fields).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// Its tag: `PD01AJ01`.
    pub tag: &'static str,
    /// Where it stands, `[]` for any position in a list: `PDA.PD01[].PD01A.PD01AJ01`.
    pub place: String,
    /// Its name in Chinese: `借款金额`.
    pub name: &'static str,
    /// What stands there.
    pub kind: FieldKind,
    /// The fact that it states, by its name in the native form, within its record: `principal`; empty for a part that
    /// states none of its own.
    pub fact: &'static str,
}

/// What stands in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FieldKind {
    /// A code of one of the [tables](super::codes).
    Code,
    /// An ISO 4217 code.
    Currency,
    /// Free text.
    Text,
    /// An amount in whole yuan, plain digits.
    Amount,
    /// A number, plain digits.
    Count,
    /// A day, `2019-10-16`.
    Date,
    /// A month, `2019-10`.
    Month,
    /// A year, `2019`.
    Year,
    /// A day and a time, `2019-10-16T17:46:36`.
    Moment,
    /// A repayment status, one symbol.
    Status,
    /// The payment string of a post-paid account, 24 symbols.
    Statuses,
    /// The number of items of the list beside it: checked on reading, computed on writing.
    ItemCount,
    /// A group of fields.
    Group,
    /// A list of groups, or of codes.
    List,
}

/// A row of a table: one field of a record of the domain.
pub(super) struct Row<R: 'static> {
    pub(super) tag: &'static str,
    pub(super) name: &'static str,
    pub(super) fact: &'static str,
    pub(super) kind: FieldKind,
    pub(super) read: fn(&mut R, &Node<'_>, &Path<'_>, &mut Reader),
    pub(super) write: for<'a> fn(&'a R, &Path<'_>, &mut Writer) -> Node<'a>,
    pub(super) list: fn(&mut Listing<'_>),
}

/// The rows of one part of a report.
pub(super) struct Table<R: 'static> {
    pub(super) rows: &'static [Row<R>],
    /// The row that counts the items of a list.
    pub(super) counter: Option<&'static Row<R>>,
}

impl<R> Table<R> {
    pub(super) const fn new(rows: &'static [Row<R>]) -> Self {
        let mut rest = rows;
        while let [row, others @ ..] = rest {
            if matches!(row.kind, FieldKind::ItemCount) {
                return Self { rows, counter: Some(row) };
            }
            rest = others;
        }
        Self { rows, counter: None }
    }

    pub(super) fn list(&self, listing: &mut Listing<'_>) {
        for row in self.rows {
            listing.row(row);
        }
    }
}

/// Collects the fields of the tables.
pub(super) struct Listing<'l> {
    pub(super) place: String,
    pub(super) fields: &'l mut Vec<Field>,
}

impl Listing<'_> {
    fn row<R>(&mut self, row: &Row<R>) {
        let parent = self.place.len();
        if parent > 0 {
            self.place.push('.');
        }
        self.place.push_str(row.tag);
        self.fields.push(Field {
            tag: row.tag,
            place: self.place.clone(),
            name: row.name,
            kind: row.kind,
            fact: row.fact,
        });
        if row.kind == FieldKind::List {
            self.place.push_str("[]");
        }
        (row.list)(self);
        self.place.truncate(parent);
    }
}

/// The facts of a record, whether they may be unstated or not.
pub(super) trait Stated<T> {
    fn stated(&self) -> Option<&T>;
}

impl<T> Stated<T> for T {
    fn stated(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T> Stated<T> for Option<T> {
    fn stated(&self) -> Option<&T> {
        self.as_ref()
    }
}

/// The [`FieldKind`] of the form that a row names.
pub(super) const fn kind_of<R, S: super::scalar::Scalar>(_: fn(&R) -> S) -> FieldKind {
    S::KIND
}

/// A table of fields. `fields! { TABLE: Record, |record| { rows } }`, where a row is one of
///
/// * `TAG "名" fact: form;` a text of that form (`record` may be used in it);
/// * `TAG "名" parent+.fact: form;` the same, of an optional part that is made when something is stated of it;
/// * `TAG "名" parent?.fact: form;` the same, of an optional part that must be there already;
/// * `TAG "名" count list;` the number of items of a list;
/// * `TAG "名" in TABLE;` a group of facts of the same record;
/// * `TAG "名" part fact: TABLE;` a group that is a record of its own;
/// * `TAG "名" each list: TABLE;` a list of records;
/// * `TAG "名" kind fact by module [lists TABLE];` anything else: `module::read` and `module::write`.
macro_rules! fields {
    ($(#[$meta:meta])* $table:ident: $record:ty, |$r:ident| { $($rows:tt)* }) => {
        $(#[$meta])*
        pub(in crate::format::pboc) static $table: $crate::format::pboc::field::Table<$record> = {
            const ROWS: &[$crate::format::pboc::field::Row<$record>] = &fields!(@rows $record, $r, [] $($rows)*);
            $crate::format::pboc::field::Table::new(ROWS)
        };
    };
    (@rows $record:ty, $r:ident, [$($done:expr,)*]) => { [$($done,)*] };

    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal $first:ident $(. $fact:ident)*: $form:expr; $($rest:tt)*
    ) => {
        fields!(@rows $record, $r, [$($done,)* $crate::format::pboc::field::Row {
            tag: stringify!($tag),
            name: $name,
            fact: concat!(stringify!($first), $(".", stringify!($fact)),*),
            kind: $crate::format::pboc::field::kind_of::<$record, _>(|$r| { let _ = $r; $form }),
            read: |$r, node, path, reader| {
                let form = $form;
                if let Some(value) = reader.text(&form, node, path) {
                    $r.$first $(.$fact)* = value.into();
                }
            },
            write: |$r, path, writer| {
                let form = $form;
                let value = $crate::format::pboc::field::Stated::stated(&$r.$first $(.$fact)*);
                writer.text(concat!(stringify!($first), $(".", stringify!($fact)),*), &form, value, path)
            },
            list: |_| {},
        },] $($rest)*)
    };

    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal $parent:ident+.$fact:ident: $form:expr; $($rest:tt)*
    ) => {
        fields!(@rows $record, $r, [$($done,)* $crate::format::pboc::field::Row {
            tag: stringify!($tag),
            name: $name,
            fact: concat!(stringify!($parent), ".", stringify!($fact)),
            kind: $crate::format::pboc::field::kind_of::<$record, _>(|$r| { let _ = $r; $form }),
            read: |$r, node, path, reader| {
                let form = $form;
                if let Some(value) = reader.text(&form, node, path) {
                    $r.$parent.get_or_insert_default().$fact = value.into();
                }
            },
            write: |$r, path, writer| {
                let form = $form;
                let value = $r.$parent.as_ref().and_then(|part| {
                    $crate::format::pboc::field::Stated::stated(&part.$fact)
                });
                writer.text(concat!(stringify!($parent), ".", stringify!($fact)), &form, value, path)
            },
            list: |_| {},
        },] $($rest)*)
    };

    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal $parent:ident?.$fact:ident: $form:expr; $($rest:tt)*
    ) => {
        fields!(@rows $record, $r, [$($done,)* $crate::format::pboc::field::Row {
            tag: stringify!($tag),
            name: $name,
            fact: concat!(stringify!($parent), ".", stringify!($fact)),
            kind: $crate::format::pboc::field::kind_of::<$record, _>(|$r| { let _ = $r; $form }),
            read: |$r, node, path, reader| {
                let form = $form;
                if let Some(value) = reader.text(&form, node, path) {
                    match &mut $r.$parent {
                        Some(part) => part.$fact = value.into(),
                        None => reader.without_month(node, path),
                    }
                }
            },
            write: |$r, path, writer| {
                let form = $form;
                let value = $r.$parent.as_ref().and_then(|part| {
                    $crate::format::pboc::field::Stated::stated(&part.$fact)
                });
                writer.text(concat!(stringify!($parent), ".", stringify!($fact)), &form, value, path)
            },
            list: |_| {},
        },] $($rest)*)
    };

    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal count $list:ident; $($rest:tt)*
    ) => {
        fields!(@rows $record, $r, [$($done,)* $crate::format::pboc::field::Row {
            tag: stringify!($tag),
            name: $name,
            fact: "",
            kind: $crate::format::pboc::field::FieldKind::ItemCount,
            read: |$r, node, path, reader| reader.count($r.$list.len(), node, path),
            write: |$r, _, _| $crate::format::pboc::writer::Writer::count($r.$list.len()),
            list: |_| {},
        },] $($rest)*)
    };

    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal in $part:expr; $($rest:tt)*
    ) => {
        fields!(@rows $record, $r, [$($done,)* $crate::format::pboc::field::Row {
            tag: stringify!($tag),
            name: $name,
            fact: "",
            kind: $crate::format::pboc::field::FieldKind::Group,
            read: |$r, node, path, reader| reader.group(&$part, node, path, $r),
            write: |$r, path, writer| writer.group(&$part, $r, path),
            list: |listing| $part.list(listing),
        },] $($rest)*)
    };

    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal part $fact:ident: $part:expr; $($rest:tt)*
    ) => {
        fields!(@rows $record, $r, [$($done,)* $crate::format::pboc::field::Row {
            tag: stringify!($tag),
            name: $name,
            fact: stringify!($fact),
            kind: $crate::format::pboc::field::FieldKind::Group,
            read: |$r, node, path, reader| reader.part(&$part, node, path, &mut $r.$fact),
            write: |$r, path, writer| writer.part(&$part, $r.$fact.as_ref(), path),
            list: |listing| $part.list(listing),
        },] $($rest)*)
    };

    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal each $list:ident: $part:expr; $($rest:tt)*
    ) => {
        fields!(@rows $record, $r, [$($done,)* $crate::format::pboc::field::Row {
            tag: stringify!($tag),
            name: $name,
            fact: stringify!($list),
            kind: $crate::format::pboc::field::FieldKind::List,
            read: |$r, node, path, reader| reader.items(&$part, node, path, &mut $r.$list),
            write: |$r, path, writer| writer.items(&$part, &$r.$list, path),
            list: |listing| $part.list(listing),
        },] $($rest)*)
    };

    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal $kind:ident $first:ident $(. $fact:ident)* by $by:ident $(lists $part:expr)?;
        $($rest:tt)*
    ) => {
        fields!(@rows $record, $r, [$($done,)* $crate::format::pboc::field::Row {
            tag: stringify!($tag),
            name: $name,
            fact: concat!(stringify!($first), $(".", stringify!($fact)),*),
            kind: $crate::format::pboc::field::FieldKind::$kind,
            read: $by::read,
            write: $by::write,
            list: |listing| { let _ = &listing; $($part.list(listing);)? },
        },] $($rest)*)
    };
}
pub(super) use fields;
