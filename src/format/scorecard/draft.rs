//! A card that is being read, variable by variable.

use std::collections::HashSet;

use super::error::{CardReadError, LineFault};
use super::reading::CardOptions;
use crate::scoring::table::{Case, Characteristic, Predicate, TableCard, TableCardData};

/// A card that is being read.
pub(super) struct Draft<'o> {
    data: TableCardData,
    pub(super) options: &'o CardOptions,
    names: HashSet<String>,
    /// Variables whose categories the file does not part beyond doubt.
    #[cfg(feature = "json")]
    pub(super) unsure: Vec<String>,
    /// The line of each variable, and of each of its cases.
    lines: Vec<(u64, Vec<u64>)>,
}

impl<'o> Draft<'o> {
    pub(super) fn new(tool: &str, base: f64, options: &'o CardOptions) -> Draft<'o> {
        let (name, version) = options.name.clone().unwrap_or_else(|| (tool.to_owned(), "1".to_owned()));
        let data = TableCardData::new(name, version, base);
        Draft {
            data,
            options,
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

    pub(super) fn add(&mut self, variable: &str, cases: Vec<Case>, start: u64, lines: Vec<u64>) {
        let mut one = Characteristic::new(variable.to_owned(), cases);
        one.exhaustive = true;
        answer(&mut one, self.options);
        self.names.insert(variable.to_owned());
        self.data.characteristics.push(one);
        self.lines.push((start, lines));
    }

    /// What is wrong with the last variable.
    #[cfg(feature = "json")]
    pub(super) fn check_last(&self) -> Result<(), crate::scoring::table::TableFault> {
        let mut lone = TableCardData::new("lone".to_owned(), "1".to_owned(), 0.0);
        lone.characteristics = self.data.characteristics.last().cloned().into_iter().collect();
        match TableCard::new(lone) {
            Err(crate::scoring::table::TableError::Card { problems, .. }) => match problems.into_iter().next() {
                Some(problem) => Err(problem.fault().clone()),
                None => Ok(()),
            },
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

/// Fills in what the file leaves open.
fn answer(one: &mut Characteristic, options: &CardOptions) {
    let mut parts = one.cases.iter().flat_map(|case| match &case.when {
        Predicate::Any(parts) => parts.as_slice(),
        lone => std::slice::from_ref(lone),
    });
    let numeric = parts.any(|part| matches!(part, Predicate::Range(_)));
    if one.missing.is_none() {
        one.missing = options.missing.and_then(|answer| answer.points(one));
    }
    if one.otherwise.is_none() && !numeric {
        one.otherwise = options.others.and_then(|answer| answer.points(one));
    }
}

/// A card of our own form with what it leaves open filled in.
#[cfg(feature = "json")]
pub(super) fn answered(card: TableCard, options: &CardOptions) -> Result<TableCard, crate::scoring::table::TableError> {
    let mut data = TableCardData::from(card);
    if let Some((name, version)) = options.name.clone() {
        (data.name, data.version) = (name, version);
    }
    data.characteristics.iter_mut().for_each(|one| answer(one, options));
    TableCard::new(data)
}
