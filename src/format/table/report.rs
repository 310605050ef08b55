//! A format of reports as a whole: from a document to a report and back.

use std::collections::{BTreeSet, HashMap};

use super::form::FieldKind;
use super::kept::kept;
use super::locate::{CellOfFault, Locator, PartsOfFact};
use super::reader::{Origin, Origins, Reader};
use super::restore::{omit_hollow, restore};
use super::row::{Field, Listing, Table};
use super::writer::Writer;
use crate::format::{DocumentPath, Node, Place, Problem, Problems, ReadError};
use crate::report::{AccountId, Kept, KeptPart, Report, ReportData};

/// A format: its tables, and the few facts about them that no row states.
pub(in crate::format) struct ReportFormat<S: 'static> {
    /// The table of the whole report.
    pub(in crate::format) table: &'static Table<ReportData, S>,
    /// Starts a report with the facts that it cannot be without; `None` if one is missing, which is then a problem.
    pub(in crate::format) start: fn(&Node<'_>, &mut Reader<S>) -> Option<ReportData>,
    /// The parts that a lenient reader takes out, where it is not the one field of a fact.
    pub(in crate::format) parts: PartsOfFact,
    /// The cell of a month that a fault is about.
    pub(in crate::format) cell: CellOfFault,
    /// The part that a value belongs to which was kept at a place below an account.
    pub(in crate::format) part_of_account: fn(&str, AccountId) -> KeptPart,
    /// Tags of fields whose text is computed on writing, counts of items aside: a kept text stands over it.
    pub(in crate::format) computed: &'static [&'static str],
}

impl<S: Default> ReportFormat<S> {
    /// Every field, in the order of the document.
    pub(in crate::format) fn fields(&self) -> Vec<Field> {
        let mut fields = Vec::new();
        self.table.list(&mut Listing::new(&mut fields));
        fields
    }

    /// Reads a report, and lists the problems of the document; keeps at most `problems_max` of them.
    ///
    /// A strict reading fails on any problem. A lenient one keeps wrong fields as they stand: a field that is wrong by
    /// itself on the way, fields that contradict each other in a further round without them.
    ///
    /// # Errors
    ///
    /// [`ReadError::Problems`] if a strict reading found problems, or if [`start`](Self::start) failed.
    pub(in crate::format) fn read(
        &self,
        mut document: Node<'_>,
        lenient: bool,
        problems_max: usize,
    ) -> Result<(Report, Problems<Problem>), ReadError> {
        let mut taken_out = TakenOut::default();
        let mut all: Option<Problems<Problem>> = None;
        for _ in 0..ROUNDS_MAX {
            let mut reader = Reader::new(lenient, problems_max, taken_out.places);
            let data = self.read_data(&document, &taken_out.kept, &mut reader);
            // What is left after the first round has no problems that it did not have then.
            let problems = all.get_or_insert(reader.problems);
            let Some(data) = data else { break };
            // All problems, since a lenient reading takes them all out; each is a few words, whatever the document says.
            let error = match Report::checked(data, usize::MAX) {
                Ok(report) if lenient || problems.is_empty() => return Ok((report, std::mem::take(problems))),
                Ok(_) => break,
                Err(error) => error,
            };
            let fields = self.fields();
            let locator = Locator::new(&reader.origins, &fields, self.parts, self.cell);
            for problem in error.problems() {
                problems.add_with(|| locator.problem(problem, &document));
            }
            if !lenient {
                break;
            }
            taken_out.places = reader.taken_out;
            let mut now = BTreeSet::new();
            for problem in error.problems() {
                // One thing taken out may have several problems.
                if has_part_of(&now, &locator.place(problem, &document)) {
                    continue;
                }
                for place in locator.remedies(problem, &document) {
                    if let Ok(node) = document.put(&place, Node::Null) {
                        now.insert(place.as_str().to_owned());
                        taken_out.kept.push(kept(place, &node));
                    }
                }
            }
            if now.is_empty() {
                break;
            }
            taken_out.places.append(&mut now);
        }
        Err(ReadError::Problems(all.unwrap_or_default()))
    }

    /// Writes a report as a document: every block of the table, the empty ones as null, and the kept nodes back in
    /// their places.
    pub(in crate::format) fn write<'a>(&self, data: &'a ReportData, writer: &mut Writer) -> Node<'a> {
        let mut document = self.table.write_blocks(data, writer);
        let is_count = |field: &Field| field.kind == FieldKind::ItemCount;
        if !data.kept.is_empty() {
            let counts = self.fields().into_iter().filter(is_count).map(|field| field.tag);
            let computed: Vec<&str> = counts.chain(self.computed.iter().copied()).collect();
            restore(&mut document, &data.kept, &computed, writer);
        }
        // Looked up only for a list that has lost an item, which few documents have.
        let is_count_tag = |tag: &str| self.fields().iter().any(|field| field.tag == tag && is_count(field));
        omit_hollow(&mut document, &is_count_tag, &DocumentPath::ROOT, writer);
        document
    }

    /// Reads everything in one round; `None` if [`start`](Self::start) failed.
    fn read_data(&self, document: &Node<'_>, taken_out: &[Kept], reader: &mut Reader<S>) -> Option<ReportData> {
        let mut data = (self.start)(document, reader)?;
        self.table.read_in_order(document, &DocumentPath::ROOT, &mut data, reader);
        data.kept = std::mem::take(&mut reader.kept);
        data.kept.extend(taken_out.iter().cloned());
        self.state_parts(&mut data, &reader.origins);
        Some(data)
    }

    /// States of every kept value the part of the report that it belongs to.
    fn state_parts(&self, data: &mut ReportData, origins: &Origins) {
        if data.kept.is_empty() {
            return;
        }
        let accounts = origins.accounts.iter().copied().zip(&data.accounts);
        let accounts: HashMap<Origin, &AccountId> = accounts.map(|(at, account)| (at, &account.id)).collect();
        for kept in &mut data.kept {
            // Of `PDA.PD01[17].PD01A.PD01AD03`: the list, the position, and the place below the account.
            let of_account = kept.place.split_once('[').and_then(|(list, rest)| {
                let (index, below) = rest.split_once("].")?;
                Some((*accounts.get(&(list, index.parse().ok()?))?, below))
            });
            kept.part =
                Some(of_account.map_or(KeptPart::Elsewhere, |(id, below)| (self.part_of_account)(below, id.clone())));
        }
    }
}

/// The parts that a lenient reader has taken out of a document because they are wrong across fields.
#[derive(Default)]
struct TakenOut {
    places: BTreeSet<String>,
    kept: Vec<Kept>,
}

/// Whether one of these places is this one, or a part of the document that it is in.
fn has_part_of(places: &BTreeSet<String>, place: &Place) -> bool {
    let text = place.as_str();
    let ends = text.match_indices(['.', '[']).map(|(at, _)| at).chain([text.len()]);
    ends.filter_map(|end| text.get(..end)).any(|part| places.contains(part))
}

/// How often a lenient reader takes out of a document what is wrong across its fields. One round is enough unless what
/// is left has a problem of its own; the bound is for a document in which every round uncovers another.
const ROUNDS_MAX: usize = 8;
