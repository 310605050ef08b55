//! From a document to a report.

use std::collections::BTreeSet;

use super::check::Locator;
use super::reader::{Reader, kept};
use super::scalar::Moment;
use super::tables::REPORT;
use crate::format::{Limits, Node, Path, Place, Problems, ReadError};
use crate::money::Currency;
use crate::report::{Kept, Report, ReportData};

/// How a PBOC report is read: how much of it at most, and what to do with what is wrong.
///
/// ```
/// # #[cfg(feature = "json")] {
/// use credit_bureau::format::pboc::Reading;
///
/// let file = r#"{ "PRH": { "PA01": { "PA01A": { "PA01AR01": "2024-06-30T10:00:00" } } },
///                 "PSM": { "PC01": { "PC010Q01": "1e3" } } }"#;
/// assert!(Reading::strict().json(file).is_err());
/// let (report, problems) = Reading::lenient().json(file)?;
/// assert_eq!(report.digital_reading, None);
/// assert!(problems.to_string().starts_with("`1e3` is not a count at PSM.PC01.PC010Q01"));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Reading {
    /// How much of a document is read.
    pub limits: Limits,
    /// How many problems are kept at most; the others are counted.
    pub problems_max: usize,
    /// Whether what is wrong is kept as it stands, with a warning, instead of refusing the report.
    pub lenient: bool,
}

impl Reading {
    /// Any problem refuses the report.
    #[must_use]
    pub fn strict() -> Self {
        Self { limits: Limits::default(), problems_max: Problems::LIMIT, lenient: false }
    }

    /// What is wrong stays out of the report: it is kept as it stands and listed as a warning.
    #[must_use]
    pub fn lenient() -> Self {
        Self { lenient: true, ..Self::strict() }
    }

    /// Reads a report in JSON.
    ///
    /// # Errors
    ///
    /// [`ReadError::Document`] if the bytes are no JSON document within the limits; [`ReadError::Problems`] if a strict
    /// reading found problems, or any reading no moment of the report (`PA01AR01`).
    #[cfg(feature = "json")]
    pub fn json(&self, bytes: impl AsRef<[u8]>) -> Result<(Report, Problems), ReadError> {
        self.document(Node::from_json(bytes.as_ref(), &self.limits)?)
    }

    /// Reads a report in XML, with the root `Document`.
    ///
    /// # Errors
    ///
    /// [`ReadError::Document`] if the bytes are no XML document within the limits; else as [`document`](Self::document).
    #[cfg(feature = "xml")]
    pub fn xml(&self, bytes: impl AsRef<[u8]>) -> Result<(Report, Problems), ReadError> {
        self.document(Node::from_xml(bytes.as_ref(), &self.limits)?)
    }

    /// Reads a report from a document in memory.
    ///
    /// # Errors
    ///
    /// [`ReadError::Problems`] if a strict reading found problems, or any reading no moment of the report.
    pub fn document(&self, mut document: Node<'_>) -> Result<(Report, Problems), ReadError> {
        let mut taken_out = TakenOut::default();
        let mut all: Option<Problems> = None;
        for _ in 0..PASSES_MAX {
            let mut reader = Reader::new(self.lenient, self.problems_max, taken_out.places);
            let data = read_data(&document, &taken_out.kept, &mut reader);
            // What is left after the first round has no problems that it did not have then.
            let problems = all.get_or_insert(reader.problems);
            let Some(data) = data else { break };
            // All problems, since a lenient reading takes them all out; each is a few words, whatever the document says.
            let error = match Report::checked(data, usize::MAX) {
                Ok(report) if self.lenient || problems.is_empty() => return Ok((report, std::mem::take(problems))),
                Ok(_) => break,
                Err(error) => error,
            };
            let locator = Locator::new(&reader.origins);
            for problem in error.problems() {
                problems.add_with(|| locator.problem(problem, &document));
            }
            if !self.lenient {
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
}

impl Default for Reading {
    fn default() -> Self {
        Self::strict()
    }
}

/// Reads everything; `None` if it does not say of which moment it speaks.
fn read_data(document: &Node<'_>, taken_out: &[Kept], reader: &mut Reader) -> Option<ReportData> {
    let moment = ["PRH", "PA01", "PA01A", "PA01AR01"];
    let made_at = reader.required(&Moment, "the moment of the report", document, &Path::ROOT, &moment)?;
    let mut data = ReportData::new(made_at, Currency::CNY);
    reader.group_in_order(&REPORT, document, &Path::ROOT, &mut data);
    data.kept = std::mem::take(&mut reader.kept);
    data.kept.extend(taken_out.iter().cloned());
    Some(data)
}

/// What a lenient reader has taken out of a document, because it is wrong across fields.
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
/// is left has a problem of its own.
const PASSES_MAX: usize = 8;
