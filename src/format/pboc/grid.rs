//! The two grids of a credit account, 24 months of statuses and five years of statuses with amounts, as one history.

use std::borrow::Cow;

use super::cells::{Cell, Grid, accept};
use super::field::{Reader, fields};
use super::forms::{Amount, Status};
use crate::format::table::form::TextForm;
use crate::format::table::forms::CalendarMonth;
use crate::format::table::writer::Writer;
use crate::format::{DocumentPath, Member, Node, ProblemKind};
use crate::history::{PaymentHistory, PaymentStatus, Severity};
use crate::month::Month;
use crate::report::{Account, OverdueAmounts, Payments};

fields! {
    /// A month of the 24-month grid (PD01DH).
    CELL_24: Cell, |cell| {
        PD01DD01 "还款状态" status: Status;
        PD01DR03 "月份" month: CalendarMonth;
    }

    /// The 24-month grid 最近24个月还款信息 (PD01D).
    GRID_24: Grid, |grid| {
        PD01DH "最近24个月还款状态" List cells by cells_24 lists CELL_24;
        PD01DR01 "起始年月" first: CalendarMonth;
        PD01DR02 "截止年月" last: CalendarMonth;
    }

    /// A month of the five-year grid (PD01EH).
    CELL_60: Cell, |cell| {
        PD01ED01 "还款状态" status: Status;
        PD01EJ01 "逾期（透支）总额" overdue: Amount;
        PD01ER03 "月份" month: CalendarMonth;
    }

    /// The five-year grid 最近5年内的历史表现信息 (PD01E).
    GRID_60: Grid, |grid| {
        PD01EH "最近5年内的历史表现" List cells by cells_60 lists CELL_60;
        PD01ER01 "起始年月" first: CalendarMonth;
        PD01ER02 "截止年月" last: CalendarMonth;
        PD01ES01 "月数" count cells;
    }
}

/// PD01D: kept in the reader's state until both grids are there.
pub(super) mod months_24 {
    use super::*;

    pub(in crate::format::pboc) fn read(
        _: &mut Account,
        node: &Node<'_>,
        path: &DocumentPath<'_>,
        reader: &mut Reader,
    ) {
        let kept_before = reader.kept.len();
        let mut grid = Grid::default();
        GRID_24.read(node, path, &mut grid, reader);
        reader.state.months_24 = accept(grid, &["PD01DR01", "PD01DR02"], kept_before, node, path, reader);
    }

    pub(in crate::format::pboc) fn write<'a>(
        account: &'a Account,
        path: &DocumentPath<'_>,
        writer: &mut Writer,
    ) -> Node<'a> {
        let Some((payments, range)) = account.payments.as_ref().zip(range_24(account)) else { return Node::Null };
        let cells = write_cells(payments, range, "payments.grid_24", MONTHS_24, path, writer, |status, month, _| {
            vec![("PD01DD01".into(), status), ("PD01DR03".into(), month)]
        });
        grid(cells, ["PD01DH", "PD01DR01", "PD01DR02"], None, range)
    }
}

/// PD01E: kept in the reader's state until both grids are there.
pub(super) mod months_60 {
    use super::*;

    pub(in crate::format::pboc) fn read(
        _: &mut Account,
        node: &Node<'_>,
        path: &DocumentPath<'_>,
        reader: &mut Reader,
    ) {
        let kept_before = reader.kept.len();
        let mut grid = Grid::default();
        GRID_60.read(node, path, &mut grid, reader);
        reader.state.months_60 = accept(grid, &["PD01ER01", "PD01ER02"], kept_before, node, path, reader);
    }

    pub(in crate::format::pboc) fn write<'a>(
        account: &'a Account,
        path: &DocumentPath<'_>,
        writer: &mut Writer,
    ) -> Node<'a> {
        let Some((payments, range)) = account.payments.as_ref().zip(range_60(account)) else { return Node::Null };
        let max = PaymentHistory::MONTHS_MAX;
        let cells = write_cells(payments, range, "payments.grid_60", max, path, writer, |status, month, overdue| {
            vec![("PD01ED01".into(), status), ("PD01EJ01".into(), overdue), ("PD01ER03".into(), month)]
        });
        grid(cells, ["PD01EH", "PD01ER01", "PD01ER02"], Some("PD01ES01"), range)
    }
}

/// PD01DH: written with its grid, from the account's history.
mod cells_24 {
    use super::*;

    pub(super) fn read(grid: &mut Grid, node: &Node<'_>, path: &DocumentPath<'_>, reader: &mut Reader) {
        reader.each(node, path, |reader, _, item, path| {
            let mut cell = Cell::default();
            CELL_24.read(item, path, &mut cell, reader);
            grid.cells.push(cell, item, path, ["PD01DD01", "", "PD01DR03"], MONTHS_24, reader);
            true
        });
        grid.cells.is_sound &= !reader.spoiled;
    }

    pub(super) fn write<'a>(_: &'a Grid, _: &DocumentPath<'_>, _: &mut Writer) -> Node<'a> {
        Node::Null
    }
}

/// PD01EH: written with its grid, from the account's history.
mod cells_60 {
    use super::*;

    pub(super) fn read(grid: &mut Grid, node: &Node<'_>, path: &DocumentPath<'_>, reader: &mut Reader) {
        reader.each(node, path, |reader, _, item, path| {
            let mut cell = Cell::default();
            CELL_60.read(item, path, &mut cell, reader);
            let tags = ["PD01ED01", "PD01EJ01", "PD01ER03"];
            grid.cells.push(cell, item, path, tags, PaymentHistory::MONTHS_MAX, reader);
            true
        });
        grid.cells.is_sound &= !reader.spoiled;
    }

    pub(super) fn write<'a>(_: &'a Grid, _: &DocumentPath<'_>, _: &mut Writer) -> Node<'a> {
        Node::Null
    }
}

/// Makes one history of the two grids in the reader's state. The five years take precedence; the 24 months fill the
/// gaps.
pub(super) fn combine(account: &mut Account, node: &Node<'_>, path: &DocumentPath<'_>, reader: &mut Reader) {
    let (mut short, long) = (reader.state.months_24.take(), reader.state.months_60.take());
    if let (Some(months), Some(years)) = (&short, &long)
        && let Err((kind, expected)) = fits(months.cells.range(), years.cells.range())
    {
        let found = months.cells.range().map_or_else(String::new, |(first, last)| format!("{first} to {last}"));
        let (node, path) = (node.get("PD01D").unwrap_or(&Node::Null), path.tag("PD01D"));
        reader.refuse(kind, node, &path, &found, "the months of both grids", expected);
        short = None;
    }
    let range = |grid: &Option<Grid>| grid.as_ref().and_then(|grid| grid.cells.range());
    let (grid_24, grid_60) = (range(&short), range(&long));
    let Some(latest) = grid_24.map(|(_, last)| last).max(grid_60.map(|(_, last)| last)) else { return };
    let back = |grid: &Grid| grid.cells.latest.and_then(|own| usize::try_from(latest.months_since(own)).ok());
    let mut months = [None; PaymentHistory::MONTHS_MAX];
    let mut overdue = Vec::new();
    if let Some(grid) = long {
        let offset = back(&grid).unwrap_or_default();
        months.iter_mut().skip(offset).zip(grid.cells.statuses()).for_each(|(place, status)| *place = status);
        overdue = grid.cells.overdue;
        let offset = u8::try_from(offset).unwrap_or(u8::MAX);
        overdue.iter_mut().for_each(|(ago, _)| *ago = ago.saturating_add(offset));
    }
    if let Some(grid) = short {
        let offset = back(&grid).unwrap_or_default();
        for (index, (place, status)) in months.iter_mut().skip(offset).zip(grid.cells.statuses()).enumerate() {
            match (&place, status) {
                (Some(known), Some(status)) if *known != status => {
                    contradiction(*known, status, index, node, path, reader);
                }
                _ => *place = place.or(status),
            }
        }
    }
    let first = grid_24.map(|(first, _)| first).into_iter().chain(grid_60.map(|(first, _)| first)).min();
    let length = first.and_then(|first| usize::try_from(latest.months_since(first)).ok()).unwrap_or_default();
    let statuses = months.iter().take(length.saturating_add(1)).map(|status| status.unwrap_or(UNKNOWN));
    match PaymentHistory::collect(latest, statuses) {
        Ok(history) => {
            let mut payments = Payments::from(history);
            payments.overdue = OverdueAmounts::new(overdue);
            (payments.grid_24, payments.grid_60) = (grid_24, grid_60);
            account.payments = Some(payments);
        }
        Err(error) => {
            let what = "the end of a payment history";
            reader.problems.add(ProblemKind::BadText, path, &latest.to_string(), what, error.to_string());
            for tag in ["PD01D", "PD01E"] {
                reader.keep(node.get(tag).unwrap_or(&Node::Null), &path.tag(tag));
            }
        }
    }
}

/// Whether the months of both grids make one row of at most 60.
fn fits(months: Option<(Month, Month)>, years: Option<(Month, Month)>) -> Result<(), (ProblemKind, &'static str)> {
    let (Some((first, last)), Some((years_first, years_last))) = (months, years) else { return Ok(()) };
    if first.months_since(years_last) > 1 || years_first.months_since(last) > 1 {
        return Err((ProblemKind::Gap, "months that follow those of the five years"));
    }
    match usize::try_from(last.max(years_last).months_since(first.min(years_first))) {
        Ok(months) if months < PaymentHistory::MONTHS_MAX => Ok(()),
        _ => Err((ProblemKind::TooMany, "at most 60 with those of the five years")),
    }
}

/// Reports a month for which the 24-month grid contradicts the five years.
#[cold]
fn contradiction(
    known: PaymentStatus,
    found: PaymentStatus,
    index: usize,
    node: &Node<'_>,
    path: &DocumentPath<'_>,
    reader: &mut Reader,
) {
    let cells = node.get("PD01D").and_then(|grid| grid.get("PD01DH"));
    let cell = cells.and_then(|cells| cells.each().get(index)).and_then(|cell| cell.get("PD01DD01"));
    let (grid, status) = (path.tag("PD01D"), "PD01DD01");
    let cells = grid.tag("PD01DH");
    let path = cells.index(index);
    let expected = known.to_string();
    reader.refuse(
        ProblemKind::Contradiction,
        cell.unwrap_or(&Node::Null),
        &path.tag(status),
        &found.to_string(),
        "the five-year grid",
        expected,
    );
}

/// The range of the 24-month grid: as stated, else the last 24 months of a history that came without grids.
fn range_24(account: &Account) -> Option<(Month, Month)> {
    let payments = account.payments.as_ref()?;
    match (payments.grid_24, payments.grid_60) {
        (None, None) => {
            let history = &payments.history;
            let back = i32::try_from(history.len().min(MONTHS_24)).unwrap_or(1).saturating_sub(1);
            Some((history.latest().checked_add(back.saturating_neg())?, history.latest()))
        }
        (range, _) => range,
    }
}

/// The range of the five-year grid: as stated, else all of a history that came without grids.
fn range_60(account: &Account) -> Option<(Month, Month)> {
    let payments = account.payments.as_ref()?;
    match (payments.grid_24, payments.grid_60) {
        (None, None) => Some((payments.history.earliest(), payments.history.latest())),
        (_, range) => range,
    }
}

/// Notes the months and amounts of a history that neither grid shows.
pub(super) fn omit_hidden(account: &Account, path: &DocumentPath<'_>, writer: &mut Writer) {
    let Some(payments) = &account.payments else { return };
    let is_in =
        |range: Option<(Month, Month)>, month| range.is_some_and(|(first, last)| first <= month && month <= last);
    let (months, years) = (range_24(account), range_60(account));
    if payments.history.iter().any(|(month, _)| !is_in(months, month) && !is_in(years, month)) {
        writer.omit("payments.history", Some(path), "months outside both grids have no place");
    }
    let latest = payments.history.latest();
    let month_of = |ago: u8| latest.checked_add(i32::from(ago).saturating_neg());
    if payments.overdue.iter().any(|(ago, _)| month_of(ago).is_none_or(|month| !is_in(years, month))) {
        writer.omit("payments.overdue", Some(path), "amounts outside the five-year grid have no place");
    }
}

/// Writes the cells of a range, latest first.
fn write_cells<'a>(
    payments: &'a Payments,
    (first, last): (Month, Month),
    fact: &'static str,
    max: usize,
    path: &DocumentPath<'_>,
    writer: &mut Writer,
    cell: impl Fn(Node<'a>, Node<'a>, Node<'a>) -> Vec<Member<'a>>,
) -> Vec<Node<'a>> {
    let months = usize::try_from(last.months_since(first)).map_or(0, |months| months.saturating_add(1));
    if months == 0 || months > max {
        writer.omit(fact, Some(path), format!("`{first} to {last}` is not a range of 1 to {max} months"));
        return Vec::new();
    }
    let latest = payments.history.latest();
    let mut cells = Vec::with_capacity(months);
    let mut month = last;
    for _ in 0..months {
        let status = payments.history.status(month);
        if status.is_none() {
            writer.omit(fact, Some(path), format!("the history does not have {month}"));
        }
        let symbol = match Status.write(&status.unwrap_or(UNKNOWN)) {
            // The symbols are static texts.
            Ok(symbol) => Node::Text(Cow::Owned(symbol.into_owned())),
            Err(reason) => {
                writer.omit("payments.history", Some(path), format!("{reason}, in {month}"));
                Node::text("#")
            }
        };
        let overdue = u8::try_from(latest.months_since(month)).ok().and_then(|ago| payments.overdue.at(ago));
        let overdue = match overdue.as_ref().map(|amount| Amount.write(amount).map(Cow::into_owned)) {
            None => Node::Null,
            Some(Ok(amount)) => Node::text(amount),
            Some(Err(reason)) => {
                writer.omit("payments.overdue", Some(path), format!("{reason}, in {month}"));
                Node::Null
            }
        };
        cells.push(Node::Group(cell(symbol, Node::text(month.to_string()), overdue)));
        let Some(before) = month.checked_add(-1) else { break };
        month = before;
    }
    cells
}

/// Builds a grid of these cells.
fn grid<'a>(
    cells: Vec<Node<'a>>,
    [cells_tag, first_tag, last_tag]: [&'static str; 3],
    count_tag: Option<&'static str>,
    (first, last): (Month, Month),
) -> Node<'a> {
    if cells.is_empty() {
        return Node::Null;
    }
    let count = cells.len().to_string();
    let mut members: Vec<Member<'a>> = vec![
        (Cow::Borrowed(cells_tag), Node::List(cells)),
        (Cow::Borrowed(first_tag), Node::text(first.to_string())),
        (Cow::Borrowed(last_tag), Node::text(last.to_string())),
    ];
    members.extend(count_tag.map(|tag| (Cow::Borrowed(tag), Node::text(count))));
    Node::Group(members)
}

/// The status of a month of which nothing is known, `#`.
const UNKNOWN: PaymentStatus = PaymentStatus::of(Severity::Unknown);

/// The months of the shorter grid.
const MONTHS_24: usize = 24;
