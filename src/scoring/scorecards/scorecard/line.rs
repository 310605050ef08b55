//! Compiled characteristics of a scorecard.

use std::collections::HashMap;
use std::sync::Arc;

use crate::attributes::{Attribute, Attributes, Reading, SpecialValue};
use crate::language::Language;
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
    /// Whether the text for a value is the attribute's definition, since the card has none.
    pub(super) text_is_definition: bool,
    /// Likewise of the text for absence.
    pub(super) text_if_absent_is_definition: bool,
}

impl Line {
    /// Returns the points of a reading; none if the card gives no score for it.
    pub(in crate::scoring) fn points(&self, reading: Reading) -> Option<Points> {
        match reading {
            Reading::Known(value) => self.points.get(reached(&self.from, |&from| from, value)).copied(),
            Reading::Absent(cause) => self.absent.get(cause as usize).copied().flatten(),
        }
    }

    /// Returns the reason's text for a reading. A definition speaks of the kinds of account that the regime lets feed the
    /// attribute.
    fn text_of(&self, reading: Reading, evidence: &Attributes) -> Arc<ReasonText> {
        let absent = reading.special_value();
        let is_definition = if absent.is_some() { self.text_if_absent_is_definition } else { self.text_is_definition };
        if is_definition && let Some(row) = evidence.narrowed(&self.attribute) {
            return defined(&row, absent).into();
        }
        let if_absent = absent.and_then(|cause| self.text_if_absent.get(&cause));
        Arc::clone(if_absent.unwrap_or(&self.text))
    }

    /// Returns the best points that a contribution can become: its own where the bureau does not record the attribute.
    pub(super) fn within_reach(&self, contribution: &Contribution, better: Better) -> Points {
        match (contribution.reading() == SpecialValue::Hidden.into(), better) {
            (true, _) => contribution.points(),
            (false, Better::Higher) => self.most,
            (false, Better::Lower) => self.fewest,
        }
    }

    pub(super) fn contribution(
        &self,
        reading: Reading,
        better: Better,
        evidence: &Attributes,
    ) -> Result<Contribution, Unscorable> {
        let text = self.text_of(reading, evidence);
        match (self.points(reading), reading) {
            (Some(points), _) => {
                Ok(Contribution::counted(better, self.attribute.clone(), reading, (points, self.best), text))
            }
            (None, Reading::Absent(cause)) => Err(Unscorable::absent(&*self.attribute, cause)),
            // The bins contain every value, so a known value always has points.
            (None, Reading::Known(_)) => Err(Unscorable::out_of_range(&*self.attribute)),
        }
    }
}

/// Makes the definition of an attribute a reason; of an absent reading with its cause.
pub(super) fn defined(row: &Attribute, absent: Option<SpecialValue>) -> ReasonText {
    let in_words = |language: Language| {
        let definition = row.definition(language);
        match absent {
            Some(cause) => {
                let (open, close) = (language.pick(" (", "（"), language.pick(")", "）"));
                format!("{definition}{open}{}{close}", cause.text(language))
            }
            None => definition,
        }
    };
    ReasonText::new(in_words(Language::English), in_words(Language::Chinese))
}

/// Number of special values.
pub(super) const SPECIAL_VALUES: usize = SpecialValue::ALL.len();
