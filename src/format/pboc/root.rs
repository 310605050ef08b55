//! The PBOC format as a whole: its tables, its moment and currency, and what else its fields have of their own.

use super::cells::Grids;
use super::field::Reader;
use super::tables::REPORT;
use crate::format::table::forms::Moment;
use crate::format::table::report::ReportFormat;
use crate::format::table::row::Field;
use crate::format::{DocumentPath, Node, Place};
use crate::money::Currency;
use crate::report::{AccountId, Fault, Item, KeptPart, ReportData};

pub(super) static PBOC: ReportFormat<Grids> =
    ReportFormat { table: &REPORT, start, parts, cell: overdue_cell, part_of_account, computed: &COMPUTED };

/// Every field of a PBOC report, in the order of its blocks: tag, place, Chinese name, kind of value.
///
/// ```
/// use credit_bureau::format::pboc::{FieldKind, fields};
/// let fields = fields();
/// let limit = fields.iter().find(|field| field.tag == "PD01AJ02").unwrap();
/// assert_eq!(limit.place, "PDA.PD01[].PD01A.PD01AJ02");
/// assert_eq!((limit.name, limit.kind), ("账户授信额度", FieldKind::Amount));
/// ```
#[must_use]
pub fn fields() -> Vec<Field> {
    PBOC.fields()
}

/// The tags of the report's blocks, one of which stands first in a file.
pub(in crate::format) fn blocks() -> impl Iterator<Item = &'static str> {
    REPORT.tags()
}

/// Starts a report with its moment, which is required. Amounts are CNY, whatever an account's currency is.
fn start(document: &Node<'_>, reader: &mut Reader) -> Option<ReportData> {
    let moment = ["PRH", "PA01", "PA01A", "PA01AR01"];
    let made_at = reader.required(&Moment, "the moment of the report", document, &DocumentPath::ROOT, &moment)?;
    Some(ReportData::new(made_at, Currency::CNY))
}

/// A month of the monthly state and a history stand in several fields; without its number, kind or date an item is
/// none.
fn parts(item: &Item, fact: &str) -> Option<&'static [&'static str]> {
    match (item, fact) {
        (Item::Account(..), "monthly.month") => Some(&["PD01C"]),
        (Item::Account(..), fact) if fact.starts_with("payments") => Some(&["PD01D", "PD01E", "PE01A.PE01AQ02"]),
        (Item::Account(..), "id" | "kind") | (Item::Inquiry(_), "date") => Some(&[]),
        _ => None,
    }
}

/// The cell of the five-year grid with an overdue amount that contradicts the month's status.
fn overdue_cell(item: &Place, fault: &Fault, document: &Node<'_>) -> Option<Place> {
    let Fault::OverdueContradicts { month, .. } = fault else { return None };
    let grid = format!("{item}.PD01E.PD01EH");
    let cells = document.at(&grid.parse().ok()?)?.each();
    let month = month.to_string();
    let is_it = |cell: &Node<'_>| cell.get("PD01ER03").and_then(Node::as_text) == Some(month.as_str());
    format!("{grid}[{}].PD01EJ01", cells.iter().position(is_it)?).parse().ok()
}

/// The part of an account at a place below it.
fn part_of_account(below: &str, account: AccountId) -> KeptPart {
    let is_in =
        |part: &str| below.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    if STATE.into_iter().any(is_in) {
        KeptPart::State(account)
    } else if MONTHS.into_iter().any(is_in) {
        KeptPart::Months(account)
    } else {
        KeptPart::Account(account)
    }
}

/// Places of an account's state. The payment string of a post-paid account (PE01AQ02) has no month but that of the
/// state (PE01AR02): beside another state it would speak of other months.
const STATE: [&str; 6] = ["PD01B", "PD01C", "PE01A.PE01AD03", "PE01A.PE01AJ01", "PE01A.PE01AQ02", "PE01A.PE01AR02"];

/// Places of an account's months.
const MONTHS: [&str; 2] = ["PD01D", "PD01E"];

/// Fields of the grids: their text is computed of the one history.
const COMPUTED: [&str; 6] = ["PD01DD01", "PD01DR01", "PD01DR02", "PD01ED01", "PD01ER01", "PD01ER02"];
