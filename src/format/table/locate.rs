//! The place in the document of a problem that shows only across fields, and so is found by the report.

use super::reader::Origins;
use super::row::Field;
use crate::format::{Node, Place, Problem, ProblemKind};
use crate::language::Language;
use crate::report::{Fault, Item, ReportProblem};

/// Finds the place in a document of a part of its report.
pub(super) struct Locator<'o> {
    origins: &'o Origins,
    /// The fields of the format, in the order of the document.
    fields: &'o [Field],
    parts: PartsOfFact,
    cell: CellOfFault,
}

/// The parts of an item that a lenient reader removes because of a problem with one of its facts, as places below the
/// item: `&["PD01C"]`. `None` stands for the one field of that fact, an empty list for the whole item.
pub(in crate::format) type PartsOfFact = fn(&Item, &str) -> Option<&'static [&'static str]>;

/// The place of a fault in one month, in a document with a cell for each month. The place of the item is given first;
/// `None` if the fault is not about a month.
pub(in crate::format) type CellOfFault = fn(&Place, &Fault, &Node<'_>) -> Option<Place>;

impl<'o> Locator<'o> {
    pub(super) fn new(origins: &'o Origins, fields: &'o [Field], parts: PartsOfFact, cell: CellOfFault) -> Self {
        Self { origins, fields, parts, cell }
    }

    /// The place of a problem of the report.
    pub(super) fn place(&self, problem: &ReportProblem, document: &Node<'_>) -> Place {
        let item = self.item(problem.item());
        (self.cell)(&item, problem.fault(), document).or_else(|| self.fact(&item, problem.field())).unwrap_or(item)
    }

    /// Converts a problem of the report to a problem of the document.
    pub(super) fn problem(&self, problem: &ReportProblem, document: &Node<'_>) -> Problem {
        let place = self.place(problem, document);
        let stands = document.at(&place).map_or_else(String::new, |node| match node.as_text() {
            Some(text) => text.to_owned(),
            None => node.describe(),
        });
        match problem.fault() {
            Fault::Unreadable { found, expected } => {
                Problem::new(ProblemKind::BadText, place, found, "readable", expected.clone())
            }
            Fault::History(error) => {
                Problem::new(ProblemKind::BadText, place, &stands, "a payment history", error.to_string())
            }
            Fault::DoesNotApply(kind) => {
                let expected =
                    format!("nothing on an account of kind `{}` ({})", kind.tag(), kind.text(Language::English));
                Problem::new(ProblemKind::Contradiction, place, &stands, "the account kind", expected)
            }
            Fault::Currency { found, expected } => {
                Problem::new(ProblemKind::BadText, place, found.code(), "the report's currency", expected.code())
            }
            Fault::Negative(amount) => {
                Problem::new(ProblemKind::BadText, place, &amount.plain(), "an amount", "zero or more")
            }
            Fault::Duplicate { first } => {
                let first = self.origins.accounts.get(*first);
                let expected = first.map(|(list, index)| format!("each once; the first is {list}[{index}]"));
                let expected = expected.unwrap_or_else(|| "each once".to_owned());
                Problem::new(ProblemKind::Duplicate, place, &stands, "an account number", expected)
            }
            Fault::AfterReport { found, report } => {
                let expected = format!("{report} or before");
                Problem::new(ProblemKind::Contradiction, place, found, "the date of the report", expected)
            }
            Fault::Before { found, earlier, earlier_field } => {
                let expected = format!("{earlier} (`{earlier_field}`) or after");
                Problem::new(ProblemKind::Contradiction, place, found, "an earlier date", expected)
            }
            Fault::OutsideHistory { ago, length } => {
                let expected = format!("less than {length} months back");
                Problem::new(ProblemKind::Contradiction, place, &ago.to_string(), "the length of the history", expected)
            }
            Fault::OutsideGrid { first, last, earliest, latest } => {
                let (found, expected) = (format!("{first} to {last}"), format!("months of {earliest} to {latest}"));
                Problem::new(ProblemKind::Contradiction, place, &found, "the months of a grid", expected)
            }
            Fault::OverdueContradicts { amount, status, .. } => {
                let expected = format!("nothing overdue in a month reported as `{status}`");
                let what = "the status of the month";
                Problem::new(ProblemKind::Contradiction, place, &amount.plain(), what, expected)
            }
            Fault::OpenedContradicts { opened, month, .. } => {
                let expected = format!("{month}, of which something is reported, or before");
                let what = "the payment history";
                Problem::new(ProblemKind::Contradiction, place, &opened.to_string(), what, expected)
            }
            Fault::PastDueContradicts { month, amount } => {
                let expected = format!("zero, since {month} was paid as agreed");
                let what = "the payment history";
                Problem::new(ProblemKind::Contradiction, place, &amount.plain(), what, expected)
            }
            Fault::Id => {
                let expected = "1 to 64 characters, none a control character";
                Problem::new(ProblemKind::BadText, place, &stands, "an account number", expected)
            }
            Fault::Empty => Problem::new(ProblemKind::Missing, place, "", "a text", ""),
        }
    }

    /// The places to take out of a document to be rid of a problem; none if that is not possible.
    pub(super) fn remedies(&self, problem: &ReportProblem, document: &Node<'_>) -> Vec<Place> {
        let item = self.item(problem.item());
        let fact = problem.field();
        let cell = (self.cell)(&item, problem.fault(), document);
        let parts = match (self.parts)(problem.item(), fact) {
            _ if cell.is_some() => vec![cell],
            Some(parts) => parts.iter().map(|part| format!("{item}.{part}").parse().ok()).collect(),
            None => vec![self.fact(&item, fact)],
        };
        let is_there = |place: &Place| document.at(place).is_some_and(|node| !node.is_blank());
        let parts: Vec<_> = parts.into_iter().flatten().filter(is_there).collect();
        if parts.is_empty() && !item.is_root() && is_there(&item) { vec![item] } else { parts }
    }

    /// The place of a part of the report; the root if the document has no such part.
    fn item(&self, item: &Item) -> Place {
        let origins = self.origins;
        let found = match item {
            Item::Account(index, _) => origins.accounts.get(*index),
            Item::PublicRecord(index) => origins.public_records.get(*index),
            Item::Agreement(index) => origins.agreements.get(*index),
            Item::Liability(index) => origins.liabilities.get(*index),
            Item::Inquiry(index) => origins.inquiries.get(*index),
            Item::Report => None,
        };
        found.and_then(|(list, index)| format!("{list}[{index}]").parse().ok()).unwrap_or_else(Place::root)
    }

    /// The place of a fact of a part, or of the group within the part that has it.
    fn fact(&self, item: &Place, fact: &str) -> Option<Place> {
        // Of any item, `PDA.PD01[17]` is `PDA.PD01[]` in the listing.
        let list = item.as_str().split_once('[').map(|(list, _)| format!("{list}[]."));
        let inside = |place: &str| match &list {
            Some(list) => place.strip_prefix(list.as_str()).map(str::to_owned),
            None => Some(place.to_owned()),
        };
        let mut fact = fact;
        loop {
            let found = self.fields.iter().filter(|field| field.fact == fact).find_map(|field| {
                let inside = inside(&field.place).filter(|inside| !inside.contains("[]"))?;
                let place = if item.is_root() { inside } else { format!("{item}.{inside}") };
                place.parse().ok()
            });
            if found.is_some() {
                return found;
            }
            fact = fact.rsplit_once('.')?.0;
        }
    }
}
