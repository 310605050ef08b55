//! The tables of fields, one row a field: its tag, its name, its kind, and the fact of the domain that it states.
//!
//! A row reads its field into a record and writes it from one; the tables of a report's parts nest as the document
//! does. Reading, writing, the place of a problem that is found later, and the list of fields all go by them.

use std::borrow::Cow;

use super::form::{FieldKind, TextForm};
use super::reader::Reader;
use super::writer::Writer;
use crate::format::{DocumentPath, Member, Node};
use crate::report::Item;

/// A field of a format, for documentation, as `pboc::fields` lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// Its tag: `PD01AJ01`.
    pub tag: &'static str,
    /// Its place, `[]` for any position in a list: `PDA.PD01[].PD01A.PD01AJ01`.
    pub place: String,
    /// Its name in Chinese: `借款金额`.
    pub name: &'static str,
    /// The kind of value in it.
    pub kind: FieldKind,
    /// The fact that it states, by its name in the native form, within its record: `principal`; empty for a part that
    /// states none of its own.
    pub fact: &'static str,
}

/// A row of a table: one field of a record of the domain. `S` is the state of the format's [`Reader`].
pub(in crate::format) struct Row<R: 'static, S: 'static> {
    tag: &'static str,
    name: &'static str,
    fact: &'static str,
    kind: FieldKind,
    read: ReadField<R, S>,
    write: WriteField<R>,
    list: fn(&mut Listing<'_>),
}

type ReadField<R, S> = fn(&mut R, &Node<'_>, &DocumentPath<'_>, &mut Reader<S>);
type WriteField<R> = for<'a> fn(&'a R, &DocumentPath<'_>, &mut Writer) -> Node<'a>;

impl<R, S> Row<R, S> {
    pub(in crate::format) const fn new(
        (tag, name, fact): (&'static str, &'static str, &'static str),
        kind: FieldKind,
        read: ReadField<R, S>,
        write: WriteField<R>,
        list: fn(&mut Listing<'_>),
    ) -> Self {
        Self { tag, name, fact, kind, read, write, list }
    }
}

/// The rows of one part of a report.
pub(in crate::format) struct Table<R: 'static, S: 'static> {
    rows: &'static [Row<R, S>],
    /// The row that counts the items of a list: it is read last, whatever its place in the document.
    counter: Option<&'static Row<R, S>>,
}

impl<R, S> Table<R, S> {
    pub(in crate::format) const fn new(rows: &'static [Row<R, S>]) -> Self {
        let mut rest = rows;
        while let [row, others @ ..] = rest {
            if matches!(row.kind, FieldKind::ItemCount) {
                return Self { rows, counter: Some(row) };
            }
            rest = others;
        }
        Self { rows, counter: None }
    }

    /// Adds the fields of this table and of those within it to a list.
    pub(in crate::format) fn list(&self, listing: &mut Listing<'_>) {
        for row in self.rows {
            listing.row(row);
        }
    }

    /// The tags of the rows.
    pub(in crate::format) fn tags(&self) -> impl Iterator<Item = &'static str> {
        self.rows.iter().map(|row| row.tag)
    }

    fn find(&self, tag: &str) -> Option<(usize, &'static Row<R, S>)> {
        self.rows.iter().enumerate().find(|(_, row)| row.tag == tag)
    }
}

/// Reading along a table.
impl<R, S> Table<R, S> {
    /// Reads the members of a group into a record, in any order.
    pub(in crate::format) fn read(
        &self,
        node: &Node<'_>,
        path: &DocumentPath<'_>,
        record: &mut R,
        reader: &mut Reader<S>,
    ) {
        let Node::Group(members) = node else {
            if !node.is_blank() {
                reader.wrong_type(node, path, "a group");
            }
            return;
        };
        let mut next = 0_usize;
        let mut counted = &Node::Null;
        for (tag, node) in members {
            // Documents mostly have the order of the table: try the row after the last one first.
            let guess = self.rows.get(next).filter(|row| row.tag == tag);
            let row = match guess {
                Some(row) => {
                    next = next.saturating_add(1);
                    row
                }
                None => match self.find(tag) {
                    Some((at, row)) => {
                        next = at.saturating_add(1);
                        row
                    }
                    None => {
                        reader.unknown(node, &path.tag(tag));
                        continue;
                    }
                },
            };
            if row.kind == FieldKind::ItemCount {
                counted = node;
            } else if !node.is_blank() {
                (row.read)(record, node, &path.tag(row.tag), reader);
            }
        }
        if let Some(row) = self.counter {
            (row.read)(record, counted, &path.tag(row.tag), reader);
        }
        reader.spoiled = false;
    }

    /// Reads as [`read`](Self::read), but in the order of the table, so that a list that several groups fill has an
    /// order that does not depend on the document's.
    pub(super) fn read_in_order(
        &self,
        node: &Node<'_>,
        path: &DocumentPath<'_>,
        record: &mut R,
        reader: &mut Reader<S>,
    ) {
        for row in self.rows {
            if let Some(node) = node.get(row.tag)
                && !node.is_blank()
            {
                (row.read)(record, node, &path.tag(row.tag), reader);
            }
        }
        match node {
            Node::Group(members) => {
                for (tag, node) in members {
                    if self.find(tag).is_none() {
                        reader.unknown(node, &path.tag(tag));
                    }
                }
            }
            node if node.is_blank() => {}
            node => reader.wrong_type(node, path, "a group"),
        }
    }

    /// Reads the items of a list, each a record of its own.
    pub(in crate::format) fn read_items(
        &self,
        node: &Node<'_>,
        path: &DocumentPath<'_>,
        list: &mut Vec<R>,
        reader: &mut Reader<S>,
    ) where
        R: Default,
    {
        reader.each(node, path, |reader, _, item, path| {
            let mut record = R::default();
            self.read(item, path, &mut record, reader);
            list.push(record);
            true
        });
    }

    /// Reads a group that is a record of its own; `None` if it states nothing.
    pub(in crate::format) fn read_part(
        &self,
        node: &Node<'_>,
        path: &DocumentPath<'_>,
        part: &mut Option<R>,
        reader: &mut Reader<S>,
    ) where
        R: Default + PartialEq,
    {
        let mut record = part.take().unwrap_or_default();
        self.read(node, path, &mut record, reader);
        *part = (record != R::default()).then_some(record);
    }
}

/// Writing along a table.
impl<R, S> Table<R, S> {
    /// Writes the blocks of a document, the empty ones as null.
    pub(super) fn write_blocks<'a>(&self, record: &'a R, writer: &mut Writer) -> Node<'a> {
        let blocks = self.rows.iter().map(|row| {
            let node = (row.write)(record, &DocumentPath::ROOT.tag(row.tag), writer);
            (Cow::Borrowed(row.tag), node)
        });
        Node::Group(blocks.collect())
    }

    /// Writes a record as a group; null if it states nothing.
    pub(in crate::format) fn write<'a>(&self, record: &'a R, path: &DocumentPath<'_>, writer: &mut Writer) -> Node<'a> {
        let mut members: Vec<Member<'a>> = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            let node = (row.write)(record, &path.tag(row.tag), writer);
            if !matches!(node, Node::Null) {
                members.push((Cow::Borrowed(row.tag), node));
            }
        }
        if members.is_empty() { Node::Null } else { Node::Group(members) }
    }

    /// Writes an optional record as a group; null if it is absent or states nothing.
    pub(in crate::format) fn write_part<'a>(
        &self,
        part: Option<&'a R>,
        path: &DocumentPath<'_>,
        writer: &mut Writer,
    ) -> Node<'a> {
        part.map_or(Node::Null, |record| self.write(record, path, writer))
    }

    /// Writes a list whose records are parts of the report in their own right.
    pub(in crate::format) fn write_numbered<'a>(
        &self,
        list: &'a [R],
        path: &DocumentPath<'_>,
        item: impl Fn(usize) -> Item,
        writer: &mut Writer,
    ) -> Node<'a> {
        let mut nodes = Vec::with_capacity(list.len());
        for (index, record) in list.iter().enumerate() {
            writer.item = item(index);
            nodes.push(self.write_item(record, &path.index(index), writer));
        }
        writer.item = Item::Report;
        if nodes.is_empty() { Node::Null } else { Node::List(nodes) }
    }

    /// Writes a list of records.
    pub(in crate::format) fn write_items<'a>(
        &self,
        list: &'a [R],
        path: &DocumentPath<'_>,
        writer: &mut Writer,
    ) -> Node<'a> {
        let mut items = Vec::with_capacity(list.len());
        for (index, record) in list.iter().enumerate() {
            items.push(self.write_item(record, &path.index(index), writer));
        }
        if items.is_empty() { Node::Null } else { Node::List(items) }
    }

    /// Writes a record as an item of a list. One that states nothing keeps its position, which a kept node may fill.
    pub(in crate::format) fn write_item<'a>(
        &self,
        record: &'a R,
        path: &DocumentPath<'_>,
        writer: &mut Writer,
    ) -> Node<'a> {
        match self.write(record, path, writer) {
            Node::Null => Node::Group(Vec::new()),
            node => node,
        }
    }
}

/// Collector of the fields of nested tables.
pub(in crate::format) struct Listing<'l> {
    place: String,
    fields: &'l mut Vec<Field>,
}

impl<'l> Listing<'l> {
    pub(super) fn new(fields: &'l mut Vec<Field>) -> Self {
        Self { place: String::new(), fields }
    }

    fn row<R, S>(&mut self, row: &Row<R, S>) {
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

/// A fact of a record, whether it is always stated or may be absent.
pub(in crate::format) trait Stated<T> {
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
pub(in crate::format) const fn kind_of<R, T: TextForm>(_: fn(&R) -> T) -> FieldKind {
    T::KIND
}

/// Tables of fields. `fields! { State; TABLE: Record, |record| { rows } … }`, where `State` is that of the format's
/// [`Reader`], and a row is one of
///
/// * `TAG "名" fact: form;` a text of that form (`record` may be used in it);
/// * `TAG "名" parent+.fact: form;` the same, of an optional part that is made when something is stated of it;
/// * `TAG "名" parent?.fact: form;` the same, of an optional part that must be there already;
/// * `TAG "名" count list;` the number of items of a list;
/// * `TAG "名" in TABLE;` a group of facts of the same record;
/// * `TAG "名" part fact: TABLE;` a group that is a record of its own;
/// * `TAG "名" each list: TABLE;` a list of records;
/// * `TAG "名" kind fact by module [lists TABLE];` anything else: `module::read` and `module::write`.
///
/// Every row ends in one call of [`Row::new`]; closures without a capture become the functions that it holds, so that a
/// table is a constant.
macro_rules! fields {
    ($state:ty; $($(#[$meta:meta])* $table:ident: $record:ty, |$r:ident| { $($rows:tt)* })+) => {
        $($(#[$meta])*
        pub(in crate::format) static $table: $crate::format::table::row::Table<$record, $state> = {
            #[allow(unused_imports, reason = "not every table has every kind of row")]
            use $crate::format::table::{form::FieldKind, row::{Row, Stated, Table, kind_of}};
            const ROWS: &[Row<$record, $state>] =
                &$crate::format::table::row::fields!(@rows $record, $r, [] $($rows)*);
            Table::new(ROWS)
        };)+
    };
    (@rows $record:ty, $r:ident, [$($done:expr,)*]) => { [$($done,)*] };

    // A text: how its fact is set and got.
    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal $first:ident $(. $fact:ident)*: $form:expr; $($rest:tt)*
    ) => {
        $crate::format::table::row::fields!(@text $record, $r, [$($done,)*] $tag $name
            concat!(stringify!($first), $(".", stringify!($fact)),*), $form,
            |$r, value, _, _, _| $r.$first $(.$fact)* = value.into(),
            $r.$first $(.$fact)*.stated();
        $($rest)*)
    };
    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal $parent:ident+.$fact:ident: $form:expr; $($rest:tt)*
    ) => {
        $crate::format::table::row::fields!(@text $record, $r, [$($done,)*] $tag $name
            concat!(stringify!($parent), ".", stringify!($fact)), $form,
            |$r, value, _, _, _| $r.$parent.get_or_insert_default().$fact = value.into(),
            $r.$parent.as_ref().and_then(|part| part.$fact.stated());
        $($rest)*)
    };
    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal $parent:ident?.$fact:ident: $form:expr; $($rest:tt)*
    ) => {
        $crate::format::table::row::fields!(@text $record, $r, [$($done,)*] $tag $name
            concat!(stringify!($parent), ".", stringify!($fact)), $form,
            |$r, value, node, path, reader| match &mut $r.$parent {
                Some(part) => part.$fact = value.into(),
                None => reader.without_month(node, path),
            },
            $r.$parent.as_ref().and_then(|part| part.$fact.stated());
        $($rest)*)
    };
    (@text $record:ty, $r:ident, [$($done:expr,)*] $tag:ident $name:literal
        $fact:expr, $form:expr, |$s:pat_param, $value:pat_param, $n:pat_param, $p:pat_param, $rd:pat_param| $set:expr, $get:expr;
        $($rest:tt)*
    ) => {
        $crate::format::table::row::fields!(@rows $record, $r, [$($done,)* Row::new(
            (stringify!($tag), $name, $fact),
            kind_of::<$record, _>(|$r| { let _ = $r; $form }),
            |$r, node, path, reader| {
                let form = $form;
                if let Some(value) = reader.text(&form, node, path) {
                    let ($s, $value, $n, $p, $rd) = ($r, value, node, path, reader);
                    $set
                }
            },
            |$r, path, writer| { let form = $form; writer.text($fact, &form, $get, path) },
            |_| {},
        ),] $($rest)*)
    };

    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal count $list:ident; $($rest:tt)*
    ) => {
        $crate::format::table::row::fields!(@rows $record, $r, [$($done,)* Row::new(
            (stringify!($tag), $name, ""),
            FieldKind::ItemCount,
            |$r, node, path, reader| reader.count($r.$list.len(), node, path),
            |$r, _, _| $crate::format::table::writer::Writer::count($r.$list.len()),
            |_| {},
        ),] $($rest)*)
    };

    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal in $part:expr; $($rest:tt)*
    ) => {
        $crate::format::table::row::fields!(@rows $record, $r, [$($done,)* Row::new(
            (stringify!($tag), $name, ""),
            FieldKind::Group,
            |$r, node, path, reader| $part.read(node, path, $r, reader),
            |$r, path, writer| $part.write($r, path, writer),
            |listing| $part.list(listing),
        ),] $($rest)*)
    };

    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal part $fact:ident: $part:expr; $($rest:tt)*
    ) => {
        $crate::format::table::row::fields!(@rows $record, $r, [$($done,)* Row::new(
            (stringify!($tag), $name, stringify!($fact)),
            FieldKind::Group,
            |$r, node, path, reader| $part.read_part(node, path, &mut $r.$fact, reader),
            |$r, path, writer| $part.write_part($r.$fact.as_ref(), path, writer),
            |listing| $part.list(listing),
        ),] $($rest)*)
    };

    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal each $list:ident: $part:expr; $($rest:tt)*
    ) => {
        $crate::format::table::row::fields!(@rows $record, $r, [$($done,)* Row::new(
            (stringify!($tag), $name, stringify!($list)),
            FieldKind::List,
            |$r, node, path, reader| $part.read_items(node, path, &mut $r.$list, reader),
            |$r, path, writer| $part.write_items(&$r.$list, path, writer),
            |listing| $part.list(listing),
        ),] $($rest)*)
    };

    (@rows $record:ty, $r:ident, [$($done:expr,)*]
        $tag:ident $name:literal $kind:ident $first:ident $(. $fact:ident)* by $by:ident $(lists $part:expr)?;
        $($rest:tt)*
    ) => {
        $crate::format::table::row::fields!(@rows $record, $r, [$($done,)* Row::new(
            (stringify!($tag), $name, concat!(stringify!($first), $(".", stringify!($fact)),*)),
            FieldKind::$kind,
            $by::read,
            $by::write,
            |listing| { let _ = &listing; $($part.list(listing);)? },
        ),] $($rest)*)
    };
}
pub(in crate::format) use fields;
