//! Compiled characteristics of a scorecard.

use std::collections::HashMap;
use std::sync::Arc;

use crate::attributes::{Reading, SpecialValue};
use crate::scoring::outcome::{Contribution, ReasonText, Unscorable};
use crate::scoring::points::{Better, Points, reached};

/// Characteristic compiled for evaluation.
#[derive(Debug, Clone)]
pub(in crate::scoring) struct Line {
    pub(in crate::scoring) attribute: Arc<str>,
    /// First value of each bin but the lowest, ascending.
    pub(in crate::scoring) from: Vec<i64>,
    /// Points of each bin, lowest bin first; one more than `from`.
    pub(super) points: Vec<Points>,
    /// Points of each special value, in the order of [`SpecialValue::ALL`]; none where the card gives no score.
    pub(super) absent: [Option<Points>; SPECIAL_VALUES],
    /// Fewest points that any value or absence gives; `most` is the greatest number.
    pub(super) fewest: Points,
    pub(super) most: Points,
    /// Points against which a loss is counted.
    pub(super) best: Points,
    pub(super) text: Arc<ReasonText>,
    pub(super) text_if_absent: HashMap<SpecialValue, Arc<ReasonText>>,
}

impl Line {
    /// Returns the points of a reading; none if the card gives no score for it.
    pub(in crate::scoring) fn points(&self, reading: Reading) -> Option<Points> {
        match reading {
            Reading::Known(value) => self.points.get(reached(&self.from, |&from| from, value)).copied(),
            Reading::Absent(cause) => self.absent.get(cause as usize).copied().flatten(),
        }
    }

    pub(super) fn contribution(&self, reading: Reading, better: Better) -> Result<Contribution, Unscorable> {
        let text = match reading {
            Reading::Known(_) => &self.text,
            Reading::Absent(cause) => self.text_if_absent.get(&cause).unwrap_or(&self.text),
        };
        match (self.points(reading), reading) {
            (Some(points), _) => {
                Ok(Contribution::counted(better, self.attribute.clone(), reading, (points, self.best), text.clone()))
            }
            (None, Reading::Absent(cause)) => Err(Unscorable::absent(&*self.attribute, cause)),
            // The bins contain every value, so a known value always has points.
            (None, Reading::Known(_)) => Err(Unscorable::out_of_range(&*self.attribute)),
        }
    }
}

/// Number of special values.
pub(super) const SPECIAL_VALUES: usize = SpecialValue::ALL.len();
