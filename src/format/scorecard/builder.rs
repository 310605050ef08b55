//! Building a card variable by variable, as its file is read.

#[cfg(feature = "json")]
use std::collections::HashSet;

use super::error::{CardReadError, LineFault};
use super::options::CardOptions;
#[cfg(any(feature = "csv", feature = "json"))]
use crate::scoring::scorecards::table::Case;
use crate::scoring::scorecards::table::{Predicate, TableCard, TableCardData, TableCharacteristic};

/// Builder of a card: its variables so far, and their lines for messages.
pub(super) struct CardBuilder<'o> {
    data: TableCardData,
    pub(super) options: &'o CardOptions,
    #[cfg(feature = "json")]
    names: HashSet<String>,
    /// Variables whose categories the file does not separate with certainty.
    #[cfg(feature = "json")]
    pub(super) unsure: Vec<String>,
    /// The line of each variable, and of each of its cases.
    lines: Vec<(u64, Vec<u64>)>,
}

impl<'o> CardBuilder<'o> {
    /// Starts a card without variables, with the name of the options, else that of the file.
    pub(super) fn new(name: &str, version: &str, base: f64, options: &'o CardOptions) -> CardBuilder<'o> {
        let (name, version) = options.name.clone().unwrap_or_else(|| (name.to_owned(), version.to_owned()));
        let mut data = TableCardData::new(name, version, base);
        data.better = options.better.unwrap_or_default();
        CardBuilder {
            data,
            options,
            #[cfg(feature = "json")]
            names: HashSet::new(),
            #[cfg(feature = "json")]
            unsure: Vec::new(),
            lines: Vec::new(),
        }
    }

    pub(super) fn note(&mut self, note: &str) {
        self.data.notes.push(note.to_owned());
    }

    #[cfg(feature = "json")]
    pub(super) fn has(&self, variable: &str) -> bool {
        self.names.contains(variable)
    }

    #[cfg(feature = "pmml")]
    pub(super) fn better(&mut self, better: crate::scoring::Better) {
        self.data.better = better;
    }

    #[cfg(feature = "pmml")]
    pub(super) fn inputs(&mut self, inputs: Vec<crate::scoring::scorecards::table::Input>) {
        self.data.inputs = inputs;
    }

    /// Adds a variable with its bins: the first line of the variable, and the line of each bin.
    #[cfg(any(feature = "csv", feature = "json"))]
    pub(super) fn add_bins(&mut self, variable: &str, cases: Vec<Case>, start: u64, lines: Vec<u64>) {
        let mut one = TableCharacteristic::new(variable.to_owned(), cases);
        one.exhaustive = true;
        #[cfg(feature = "json")]
        self.names.insert(variable.to_owned());
        self.add(one, start, lines);
    }

    /// Adds a characteristic: its first line, and the line of each case.
    pub(super) fn add(&mut self, mut one: TableCharacteristic, start: u64, lines: Vec<u64>) {
        fill_in(&mut one, self.options);
        self.data.characteristics.push(one);
        self.lines.push((start, lines));
    }

    /// Checks the last variable by itself, so that a fault is reported at its line.
    #[cfg(feature = "json")]
    pub(super) fn check_last(&self) -> Result<(), crate::scoring::scorecards::table::TableFault> {
        let mut lone = TableCardData::new("lone".to_owned(), "1".to_owned(), 0.0);
        lone.characteristics = self.data.characteristics.last().cloned().into_iter().collect();
        match TableCard::new(lone) {
            Err(crate::scoring::scorecards::table::TableError::Card { problems, .. }) => {
                match problems.into_iter().next() {
                    Some(problem) => Err(problem.fault().clone()),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    pub(super) fn finish(self) -> Result<TableCard, CardReadError> {
        if self.data.characteristics.is_empty() {
            return Err(LineFault::Empty.on(1));
        }
        let variables: Vec<String> = self.data.characteristics.iter().map(|one| one.variable.clone()).collect();
        let error = match TableCard::new(self.data) {
            Ok(card) => return Ok(card),
            Err(error) => error,
        };
        let Some((problem, index)) = error.problems().first().and_then(|one| Some((one, one.characteristic()?))) else {
            return Err(error.into());
        };
        let line = self
            .lines
            .get(index)
            .map(|(start, cases)| problem.case().and_then(|case| cases.get(case)).copied().unwrap_or(*start));
        Err(CardReadError::Card {
            line: line.unwrap_or(1),
            variable: variables.into_iter().nth(index).unwrap_or_default(),
            fault: problem.fault().clone(),
        })
    }
}

/// Fills in the points that the file leaves open.
fn fill_in(one: &mut TableCharacteristic, options: &CardOptions) {
    let mut waiting: Vec<&Predicate> = one.cases.iter().map(|case| &case.when).collect();
    let mut numeric = false;
    while let Some(next) = waiting.pop() {
        numeric |= matches!(next, Predicate::Range(_));
        waiting.extend(next.parts().0);
    }
    if one.missing.is_none() {
        one.missing = options.missing.and_then(|default| default.points(one));
    }
    if one.otherwise.is_none() && !numeric {
        one.otherwise = options.others.and_then(|default| default.points(one));
    }
}

/// A card of our own form with the points that it leaves open filled in.
#[cfg(feature = "json")]
pub(super) fn filled_in(
    card: TableCard,
    options: &CardOptions,
) -> Result<TableCard, crate::scoring::scorecards::table::TableError> {
    let mut data = TableCardData::from(card);
    if let Some((name, version)) = options.name.clone() {
        (data.name, data.version) = (name, version);
    }
    data.characteristics.iter_mut().for_each(|one| fill_in(one, options));
    TableCard::new(data)
}
