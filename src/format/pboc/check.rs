//! What is wrong only across fields: the report finds it, and here it gets its place in the document.

use super::field::Field;
use super::fields;
use super::reader::{Origins, is_blank};
use crate::format::{Node, Place, Problem, ProblemKind};
use crate::language::Language;
use crate::report::{Fault, Item, ReportProblem};

/// Knows where in a document the parts of its report stood.
pub(super) struct Locator<'o> {
    origins: &'o Origins,
    fields: Vec<Field>,
}

impl<'o> Locator<'o> {
    pub(super) fn new(origins: &'o Origins) -> Self {
        Self { origins, fields: fields() }
    }

    /// Where a problem of the report stands.
    pub(super) fn place(&self, problem: &ReportProblem, document: &Node<'_>) -> Place {
        let item = self.item(problem.item());
        overdue_cell(&item, problem, document).or_else(|| self.fact(&item, problem.field())).unwrap_or(item)
    }

    /// A problem of the report as a problem of the document.
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

    /// The places that are taken out of a document to be rid of a problem; none if that is not possible.
    pub(super) fn remedies(&self, problem: &ReportProblem, document: &Node<'_>) -> Vec<Place> {
        let item = self.item(problem.item());
        let fact = problem.field();
        let part = |tag: &str| format!("{item}.{tag}").parse::<Place>().ok();
        let parts = match (problem.item(), fact) {
            _ if matches!(problem.fault(), Fault::OverdueContradicts { .. }) => {
                vec![overdue_cell(&item, problem, document)]
            }
            (Item::Account(..), "monthly.month") => vec![part("PD01C")],
            (Item::Account(..), fact) if fact.starts_with("payments") => {
                vec![part("PD01D"), part("PD01E"), part("PE01A.PE01AQ02")]
            }
            (Item::Account(..), "id" | "kind") | (Item::Inquiry(_), "date") => Vec::new(),
            _ => vec![self.fact(&item, fact)],
        };
        let is_there = |place: &Place| document.at(place).is_some_and(|node| !is_blank(node));
        let parts: Vec<_> = parts.into_iter().flatten().filter(is_there).collect();
        if parts.is_empty() && !item.is_root() && is_there(&item) { vec![item] } else { parts }
    }

    /// Where a part of the report stands.
    fn item(&self, item: &Item) -> Place {
        let origins = self.origins;
        let found = match item {
            Item::Account(index, _) => origins.accounts.get(*index).copied(),
            Item::PublicRecord(index) => origins.public_records.get(*index).copied(),
            Item::Agreement(index) => origins.agreements.get(*index).map(|&index| ("PCA.PD02", index)),
            Item::Liability(index) => origins.liabilities.get(*index).map(|&index| ("PCR.PD03", index)),
            Item::Inquiry(index) => origins.inquiries.get(*index).map(|&index| ("POQ.PH01", index)),
            Item::Report => None,
        };
        found.and_then(|(list, index)| format!("{list}[{index}]").parse().ok()).unwrap_or_else(Place::root)
    }

    /// Where a fact of a part stands, or the part of the part that has it.
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

/// Where the overdue amount of a month stands that contradicts the month's status: in a cell of the five-year grid.
fn overdue_cell(item: &Place, problem: &ReportProblem, document: &Node<'_>) -> Option<Place> {
    let Fault::OverdueContradicts { month, .. } = problem.fault() else { return None };
    let grid = format!("{item}.PD01E.PD01EH");
    let cells = document.at(&grid.parse().ok()?)?.each();
    let month = month.to_string();
    let is_it = |cell: &Node<'_>| cell.get("PD01ER03").and_then(Node::as_text) == Some(month.as_str());
    format!("{grid}[{}].PD01EJ01", cells.iter().position(is_it)?).parse().ok()
}
