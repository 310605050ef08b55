//! What a scorecard over a table says, as plain data.

use super::input::Input;
use super::predicate::Predicate;
use super::row::{NamedRow, TableCell};
use crate::record::record_of;
use crate::scoring::points::Better;

record_of! {
    /// What a scorecard over a table says, as plain data that anybody may fill in; a [`TableCard`](super::TableCard) is
    /// the proof that it holds together.
    #[serde(expecting = "a scorecard over a table")]
    TableCardData {
        /// Its name.
        name: String,
        /// Its version.
        version: String,
        /// Where the sum of points starts.
        base: f64,
        ..
        /// Which scores are better; the higher ones if left out. Where lower ones are, points beyond the baseline make a
        /// reason (PMML's `pointsAbove`), else points missing from it (`pointsBelow`).
        better: Better,
        /// How values are taken before any case looks at them, where it matters.
        inputs: Vec<Input>,
        /// What gives points, in the order in which they are added up.
        characteristics: Vec<TableCharacteristic>,
        /// What the file that it came from did not tell.
        notes: Vec<String>,
    }
}

record_of! {
    /// One variable of the table and the points it gives.
    #[serde(expecting = "a characteristic")]
    TableCharacteristic {
        /// The name of the variable.
        variable: String,
        /// Points by case; the first case that holds is taken.
        cases: Vec<Case>,
        ..
        /// What it is called, each in a card otherwise; as the variable, if left out. Two characteristics may so look at
        /// one variable.
        name: Option<String>,
        /// What its variable is about, in its author's words.
        about: Option<String>,
        /// Whether the cases are bins: together they take every number, or name every category they know, each once. A
        /// card with a gap between its bins, or with bins that overlap, is then refused. A text that spells a number is
        /// that number, as it is in a row.
        exhaustive: bool,
        /// Points of a missing value that no case takes; without them such a row is refused.
        missing: Option<f64>,
        /// Points of any other value that no case takes; without them such a row is refused.
        otherwise: Option<f64>,
        /// The points against which reasons are measured; the best that are to be had, if left out.
        baseline: Option<f64>,
        /// The code that its loss of points stands for; the variable's name speaks if left out.
        reason: Option<String>,
    }
}

record_of! {
    /// Points for the values of which something holds.
    #[serde(expecting = "a case")]
    Case {
        /// What holds of them.
        when: Predicate,
        /// Points; may be negative.
        points: f64,
        ..
        /// The points against which its own loss is measured; the baseline of the characteristic if left out.
        baseline: Option<f64>,
        /// How its author writes it.
        label: Option<String>,
        /// The code of the reason that it stands for; that of the characteristic if left out.
        reason: Option<String>,
    }
}

impl TableCharacteristic {
    /// What it is called.
    pub(crate) fn called(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.variable)
    }

    /// The points of a value of this row, and the case that takes it; nothing if the card has none for it.
    pub(super) fn points(&self, cell: &TableCell, row: &NamedRow) -> Option<(f64, Option<usize>)> {
        let taken = self.cases.iter().position(|case| case.when.holds(cell, row) == Some(true));
        match taken.and_then(|index| Some((self.cases.get(index)?.points, Some(index)))) {
            None if cell.is_missing() => self.missing.map(|points| (points, None)),
            None => self.otherwise.map(|points| (points, None)),
            taken => taken,
        }
    }

    /// The variables that cases name beside their characteristic's.
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
