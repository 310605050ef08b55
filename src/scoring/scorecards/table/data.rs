//! Scorecards over a table, as plain data.

use super::input::Input;
use super::predicate::Predicate;
use super::row::{NamedRow, TableCell};
use crate::record::record_of;
use crate::scoring::points::Better;

record_of! {
    /// Content of a scorecard over a table, as plain data; [`TableCard`](super::TableCard) is its checked form.
    #[serde(expecting = "a scorecard over a table")]
    TableCardData {
        /// Name.
        name: String,
        /// Version.
        version: String,
        /// Points at which the sum starts.
        base: f64,
        ..
        /// Direction of the scores; higher is better if left out. Where lower is better, points above the baseline make
        /// a reason (PMML's `pointsAbove`), else points below it (`pointsBelow`).
        better: Better,
        /// Treatment of values before any case looks at them, for the variables that need one.
        inputs: Vec<Input>,
        /// Characteristics, in the order in which points are added up.
        characteristics: Vec<TableCharacteristic>,
        /// Notes on facts that the card's file did not state.
        notes: Vec<String>,
    }
}

record_of! {
    /// Characteristic of a table card: one variable and the points that it gives.
    #[serde(expecting = "a characteristic")]
    TableCharacteristic {
        /// Name of the variable.
        variable: String,
        /// Points by case; the first case that holds is used.
        cases: Vec<Case>,
        ..
        /// Name, unique in the card; the variable's if left out. With names, two characteristics may look at one
        /// variable.
        name: Option<String>,
        /// Subject of the variable, in its author's words.
        about: Option<String>,
        /// Whether the cases must be bins: together they take every number, or name each known category, exactly once.
        /// Gaps and overlaps are then refused. A text that spells a number counts as that number, as it does in a row.
        exhaustive: bool,
        /// Points of a missing value that no case takes; without them such a row has no score.
        missing: Option<f64>,
        /// Points of any other value that no case takes; without them such a row has no score.
        otherwise: Option<f64>,
        /// Points against which losses are counted; the best available if left out.
        baseline: Option<f64>,
        /// Reason code of its lost points; the characteristic's name if left out.
        reason: Option<String>,
    }
}

record_of! {
    /// Case: points for the values that meet a predicate.
    #[serde(expecting = "a case")]
    Case {
        /// The predicate.
        when: Predicate,
        /// Points; may be negative.
        points: f64,
        ..
        /// Points against which its own loss is counted; the characteristic's baseline if left out.
        baseline: Option<f64>,
        /// Label, as its author writes it.
        label: Option<String>,
        /// Reason code of the case; the characteristic's if left out.
        reason: Option<String>,
    }
}

impl TableCharacteristic {
    /// Returns its name: its own, or else the variable's.
    pub(crate) fn called(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.variable)
    }

    /// Returns the points of a value in a row, and the case that takes it; none if the card has no points for it.
    pub(super) fn points(&self, cell: &TableCell, row: &NamedRow) -> Option<(f64, Option<usize>)> {
        let taken = self.cases.iter().position(|case| case.when.holds(cell, row) == Some(true));
        match taken.and_then(|index| Some((self.cases.get(index)?.points, Some(index)))) {
            None if cell.is_missing() => self.missing.map(|points| (points, None)),
            None => self.otherwise.map(|points| (points, None)),
            taken => taken,
        }
    }

    /// Returns the variables that cases look at beside the characteristic's own.
    pub(super) fn others(&self) -> impl Iterator<Item = &str> {
        let mut waiting: Vec<&Predicate> = self.cases.iter().rev().map(|case| &case.when).collect();
        std::iter::from_fn(move || {
            while let Some(next) = waiting.pop() {
                let (parts, variable) = next.parts();
                waiting.extend(parts.iter().rev());
                if variable.is_some() {
                    return variable;
                }
            }
            None
        })
    }
}
