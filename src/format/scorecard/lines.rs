//! Records of a CSV text, each with its line.

use std::collections::HashSet;

use super::error::{CardReadError, LineFault};
use crate::scoring::scorecards::table::number;
use crate::text::without_mark;

/// One bin of a variable: a line of a file.
pub(super) struct Entry {
    pub(super) line: u64,
    pub(super) variable: String,
    pub(super) bin: String,
    pub(super) points: f64,
}

/// Reads the entries of a file with these columns: variable, bin and points. Other columns are passed over.
pub(super) fn entries(text: &str, columns: [&'static str; 3]) -> Result<Vec<Entry>, CardReadError> {
    let mut reader = reader(text);
    let names = reader.headers().map_err(|error| fault(&error))?;
    let mut places = [0; 3];
    for (place, name) in places.iter_mut().zip(columns) {
        let mut found = names.iter().enumerate().filter(|(_, other)| other.trim() == name).map(|(index, _)| index);
        *place = match (found.next(), found.count()) {
            (Some(index), 0) => index,
            (first, more) => {
                let times = more.saturating_add(usize::from(first.is_some()));
                return Err(LineFault::Column { name: name.to_owned(), times }.on(1));
            }
        };
    }
    let [variable, bin, points] = places;
    let mut entries = Vec::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| fault(&error))? {
        let line = record.position().map_or(1, csv::Position::line);
        let field = |index| record.get(index).unwrap_or_default();
        let points = number(field(points).trim())
            .ok_or_else(|| LineFault::Points { found: field(points).to_owned() }.on(line))?;
        entries.push(Entry { line, variable: field(variable).to_owned(), bin: field(bin).to_owned(), points });
    }
    Ok(entries)
}

/// Groups the entries by variable, in order; fails if the entries of a variable are not together.
pub(super) fn by_variable(entries: &[Entry]) -> Result<Vec<&[Entry]>, CardReadError> {
    let groups: Vec<&[Entry]> = entries.chunk_by(|one, other| one.variable == other.variable).collect();
    let mut seen = std::collections::HashMap::new();
    for group in &groups {
        if let [first, .., last] | [first @ last] = group
            && let Some(before) = seen.insert(first.variable.as_str(), last.line)
        {
            return Err(LineFault::Duplicate { name: first.variable.clone(), before }.on(first.line));
        }
    }
    Ok(groups)
}

/// Reads the names of the columns; fails if one occurs twice.
pub(super) fn names(reader: &mut csv::Reader<&[u8]>) -> Result<Vec<String>, CardReadError> {
    let names: Vec<String> =
        reader.headers().map_err(|error| fault(&error))?.iter().map(|name| name.trim().to_owned()).collect();
    let mut seen = HashSet::new();
    match names.iter().find(|name| !seen.insert(name.as_str())) {
        Some(name) => {
            let times = names.iter().filter(|other| *other == name).count();
            Err(LineFault::Column { name: name.clone(), times }.on(1))
        }
        None => Ok(names),
    }
}

pub(super) fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().from_reader(without_mark(text).as_bytes())
}

pub(super) fn fault(error: &csv::Error) -> CardReadError {
    let line = error.position().map_or(1, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            LineFault::Fields { found: *len, expected: *expected_len }.on(line)
        }
        csv::ErrorKind::Utf8 { .. } => LineFault::NotText.on(line),
        _ => LineFault::Csv(error.to_string()).on(line),
    }
}
