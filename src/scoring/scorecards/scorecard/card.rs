//! Checked scorecards.

use serde::{Deserialize, Serialize};

use super::check;
use super::data::{MinimumCriteria, ScorecardData};
use super::line::Line;
use crate::attributes::{Attributes, Plan, Reading};
use crate::scoring::outcome::{Outcome, Score, Shortfall, Strategy, StrategyId, Unscorable, other_meanings, reading};
use crate::scoring::points::Points;
use crate::scoring::scorecards::error::ScoringError;
#[cfg(feature = "json")]
use crate::scoring::scorecards::json;

/// A table of points: a base, plus points for each attribute's value or special value. The score is their sum, and is
/// always in the card's range.
///
/// In serde it is its [`ScorecardData`], which is checked when read. Cards are equal if their data are. As JSON:
///
/// ```json
/// {
///   "name": "two lines", "version": "1", "origin": "an example",
///   "range": {"lowest": 0, "highest": 100}, "base": 0,
///   "provenance": {                                                       // optional
///     "developed_by": "us", "developed_on": "2026-01-31", "developed_from": "nobody's accounts"
///   },
///   "scaling": {                                                          // optional
///     "base_score": 60, "good_to_bad_odds": 50, "points_to_double": 20
///   },
///   "better": "higher",                                                   // or "lower"; optional
///   "attributes": [],                                                     // of its own; optional
///   "minimum_evidence": {                                                 // optional
///     "any": [{"attribute": "positive_depth", "at_least": 6}]             // "any", "all" or one
///   },
///   "too_little_evidence": {"english": "no file", "chinese": "无信贷记录"},  // optional
///   "reasons_max": 4,                                                     // optional
///   "characteristics": [
///     {
///       "attribute": "months_since_late_1",
///       "bins": [{"below": 12, "points": 0}, {"from": 12, "points": 60}], // every value in one
///       "baseline": 100,                                                  // optional
///       "absent": {"never_happened": 100, "hidden": null, "otherwise": 30}, // null: no score
///       "reason": {"english": "late not long ago", "chinese": "近期有逾期"}, // optional
///       "reason_if_absent": {"english": "no account yet", "chinese": "尚无账户"} // optional
///     }
///   ]
/// }
/// ```
///
/// (The comments are not part of the file.) In code:
///
/// ```
/// use credit_bureau::scoring::{ScoreRange, Scorecard, ScorecardData, Strategy};
/// use credit_bureau::scoring::scorecards::{Bin, Characteristic, MinimumCriteria};
/// # use credit_bureau::{AccountKind, Regime, Report};
///
/// let (origin, range) = ("an example".into(), ScoreRange::new(0, 100)?);
/// let mut data = ScorecardData::new("two lines".into(), "1".into(), origin, range, 0.into());
/// data.minimum_criteria = Some(MinimumCriteria::at_least("positive_depth", 6));
/// data.characteristics = vec![
///     Characteristic::new(
///         "positive_late_months_12".into(),
///         vec![Bin::new(..1, 60), Bin::new(1.., 0)],
///     ),
///     Characteristic::new(
///         "positive_on_time_months_12".into(),
///         vec![Bin::new(..12, 10), Bin::new(12.., 40)],
///     ),
/// ];
/// let card = Scorecard::new(data)?;
///
/// # let rent = |paid: &str| Report::builder("2024-06-30").account(AccountKind::Rent, "flat", |rent| rent.paid(paid)).build();
/// let outcome = card.evaluate(&rent("NNN1NNNNNNNN")?.under(Regime::holistic()).attributes());
/// assert_eq!(outcome.value(), Some(10));
/// assert_eq!(outcome.reasons()[0].attribute(), "positive_late_months_12");
///
/// let outcome = card.evaluate(&rent("NNN")?.under(Regime::holistic()).attributes());
/// assert_eq!(
///     format!("{outcome:#}"),
///     "unscorable: too little evidence: `positive_depth` is 3, at least 6 needed"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "ScorecardData", into = "ScorecardData")]
pub struct Scorecard {
    pub(super) data: ScorecardData,
    id: StrategyId,
    pub(super) lines: Vec<Line>,
    pub(super) plan: Plan,
}

impl Scorecard {
    /// Checks the data and creates the card.
    ///
    /// # Errors
    ///
    /// [`ScoringError::Scorecard`] with every problem and its place, the first 100:
    /// * an unknown or repeated attribute;
    /// * values in no bin or in two, or a bin without values;
    /// * a special value other than `hidden` that can occur and gets neither points nor `null`;
    /// * sums outside the range;
    /// * an empty name, origin or list;
    /// * an attribute of its own named after a [prohibited characteristic](crate::scoring::prohibited);
    /// * more than 1,000 attributes of its own, characteristics, bins of one characteristic, or minimum criteria.
    pub fn new(data: ScorecardData) -> Result<Self, ScoringError> {
        let checked = check::check(&data)?;
        let id = StrategyId::new(data.name.as_str(), data.version.as_str());
        Ok(Self { id, lines: checked.lines, plan: checked.plan, data })
    }

    /// Reads a card from JSON text.
    ///
    /// # Errors
    ///
    /// [`ScoringError::TooLong`] for a text of more than 4 MiB, [`ScoringError::Json`] with line and column if the text
    /// cannot be read, else those of [`new`](Self::new).
    #[cfg(feature = "json")]
    pub fn from_json(json: &str) -> Result<Self, ScoringError> {
        Self::new(json::read("scorecard", json)?)
    }

    /// Writes the card as indented JSON text, in the form that [`from_json`](Self::from_json) reads.
    ///
    /// # Errors
    ///
    /// [`ScoringError::Json`] if it cannot be written, which no card is known to cause.
    #[cfg(feature = "json")]
    pub fn to_json(&self) -> Result<String, ScoringError> {
        json::write("scorecard", &self.data)
    }

    /// Returns the content of the card.
    #[must_use]
    pub fn data(&self) -> &ScorecardData {
        &self.data
    }

    /// Returns the odds at a score, good to bad; none if the card has no scaling.
    pub fn good_to_bad_odds(&self, score: impl Into<Points>) -> Option<f64> {
        Some(self.data.scaling?.good_to_bad_odds_at(score.into(), self.data.better))
    }

    /// Returns the probability, 0 to 1, that a person with this score does not pay; none if the card has no scaling.
    pub fn probability_of_bad(&self, score: impl Into<Points>) -> Option<f64> {
        Some(self.data.scaling?.probability_of_bad(score.into(), self.data.better))
    }

    /// Returns the score at some odds, good to bad, even beyond the card's range; none if the card has no scaling, or
    /// the odds have no score.
    #[must_use]
    pub fn score_at(&self, good_to_bad_odds: f64) -> Option<Points> {
        self.data.scaling?.score_at(good_to_bad_odds, self.data.better).ok()
    }

    /// Returns the attributes that the card needs and no others. Evidence computed by this plan suffices; a card with
    /// attributes of its own needs it.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Returns the compiled characteristics, in order.
    pub(in crate::scoring) fn lines(&self) -> &[Line] {
        &self.lines
    }
}

impl PartialEq for Scorecard {
    fn eq(&self, other: &Self) -> bool {
        self.data == other.data
    }
}

impl TryFrom<ScorecardData> for Scorecard {
    type Error = ScoringError;

    fn try_from(data: ScorecardData) -> Result<Self, ScoringError> {
        Self::new(data)
    }
}

impl From<Scorecard> for ScorecardData {
    fn from(card: Scorecard) -> Self {
        card.data
    }
}

impl Strategy for Scorecard {
    type Evidence = Attributes;
    type Outcome = Outcome;

    fn id(&self) -> StrategyId {
        self.id.clone()
    }

    /// Returns the score, or every cause of having none: the minimum scoring criteria are not met, an absence gives no
    /// score, an attribute is out of range, was not computed, or has another definition.
    fn evaluate(&self, evidence: &Attributes) -> Outcome {
        let mut causes = other_meanings(&self.plan, &self.data.attributes, evidence);
        if !causes.is_empty() {
            return Outcome::Unscorable(causes);
        }
        match self.data.minimum_criteria.as_ref().map(|rule| shortfall(rule, evidence)) {
            Some(Ok(Some(shortfall))) => {
                let text = self.data.too_little_evidence.clone();
                causes.push(Unscorable::TooLittleEvidence { shortfall, text });
            }
            Some(Err(cause)) => causes.push(cause),
            Some(Ok(None)) | None => {}
        }
        let mut contributions = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            match reading(evidence, &line.attribute)
                .and_then(|reading| line.contribution(reading, self.data.better, evidence))
            {
                Ok(contribution) => contributions.push(contribution),
                // An attribute that the criteria and a characteristic both lack is one cause.
                Err(cause) if causes.contains(&cause) => {}
                Err(cause) => causes.push(cause),
            }
        }
        if !causes.is_empty() {
            return Outcome::Unscorable(causes);
        }
        let best = self.data.base
            + self.lines.iter().zip(&contributions).map(|(line, one)| line.within_reach(one, self.data.better)).sum();
        match Score::new(self.id(), self.data.range, self.data.base, contributions) {
            Ok(score) => {
                let most = self.data.reasons_max.map_or(Score::REASONS_MAX, usize::from);
                score.with_better(self.data.better).with_reasons_max(most).with_best(best).on(evidence).into()
            }
            // A card whose points can leave its range was refused in `new`, so this is never reached.
            Err(_) => Unscorable::out_of_range(self.data.name.as_str()).into(),
        }
    }
}

fn shortfall(rule: &MinimumCriteria, evidence: &Attributes) -> Result<Option<Shortfall>, Unscorable> {
    let each = |rules: &[MinimumCriteria]| -> Result<Vec<Option<Shortfall>>, Unscorable> {
        rules.iter().map(|rule| shortfall(rule, evidence)).collect()
    };
    match rule {
        MinimumCriteria::AtLeast { attribute, at_least } => {
            let reading = reading(evidence, attribute)?;
            let enough = matches!(reading, Reading::Known(value) if value >= *at_least);
            let (attribute, at_least) = (attribute.clone(), *at_least);
            Ok((!enough).then_some(Shortfall::Attribute { attribute, at_least, reading }))
        }
        MinimumCriteria::Any(rules) => Ok(each(rules)?.into_iter().collect::<Option<Vec<_>>>().map(Shortfall::Any)),
        MinimumCriteria::All(rules) => {
            let mut short: Vec<_> = each(rules)?.into_iter().flatten().collect();
            Ok(match short.len() {
                0 | 1 => short.pop(),
                _ => Some(Shortfall::All(short)),
            })
        }
    }
}
