//! Strategies around a model of the caller's.

use std::fmt;
use std::sync::Arc;

use crate::attributes::{Attributes, Plan, Reading};
use crate::portfolio::AttributeChunk;
use crate::problems::Problems;
use crate::scoring::outcome::{
    Contribution, CreditStrategy, Outcome, ReasonText, Score, Strategy, StrategyId, Unscorable, other_meanings, reading,
};
use crate::scoring::points::{Better, Points, ScoreRange};
use crate::scoring::prohibited::Tripwire;
use crate::scoring::scorecards::{CardFault, CardProblem, ScoringError};

/// Strategy around the caller's own model, a function of a vector of attributes.
///
/// The inputs are in the order of a plan; absent values are passed with their special value, and the model decides what
/// they mean. The range is declared: if the model gives a number outside it, or none, the outcome is a cause instead of
/// a score. Reasons that the model gives are ranked like those of any score. The caller promises that equal inputs give
/// equal results. A scorecard in PMML needs no function: it is [read](crate::format::scorecard) as a
/// [`TableCard`](crate::scoring::scorecards::table::TableCard) and
/// [bound](crate::scoring::scorecards::table::TableCard::bind) to attributes.
///
/// ```
/// use credit_bureau::attributes::{Catalogue, Plan, Reading};
/// use credit_bureau::scoring::{ScoreRange, Strategy, StrategyId};
/// use credit_bureau::scoring::outcome::ReasonText;
/// use credit_bureau::scoring::strategies::External;
/// use credit_bureau::scoring::strategies::external::ModelOutput;
/// # use credit_bureau::{AccountKind, Regime, Report};
/// let inputs = ["positive_on_time_months_12", "positive_late_months_12"];
/// let rows = Catalogue::standard().iter().filter(|row| inputs.contains(&row.name.as_str()));
/// let plan = Plan::new(rows.cloned())?;
/// let late = plan.names().position(|name| name == "positive_late_months_12").unwrap_or_default();
///
/// let (id, range) = (StrategyId::new("logistic", "7"), ScoreRange::new(0, 100)?);
/// let model = External::new(id, range, plan, move |inputs: &[Reading]| {
///     let months = inputs.get(late).and_then(|late| late.known()).unwrap_or(0) as f64;
///     let value = 100.0 / (1.0 + (months - 2.0).exp());
///     let text = ReasonText::new("rent paid late", "房租逾期");
///     ModelOutput::new(value).because(late, value - 88.0, 0.0, text)
/// })?;
///
/// # let report = Report::builder("2024-06-30").account(AccountKind::Rent, "flat", |rent| rent.paid("NN1NN1N")).build()?;
/// let attributes = report.under(Regime::holistic()).attributes_of(model.plan());
/// assert_eq!(format!("{:#}", model.evaluate(&attributes)), "50 of 0 to 100: rent paid late");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct External<F> {
    id: StrategyId,
    range: ScoreRange,
    better: Better,
    plan: Plan,
    names: Vec<Arc<str>>,
    model: F,
}

impl<F: Fn(&[Reading]) -> ModelOutput + Send + Sync> External<F> {
    /// Creates the strategy from an id, the range of the model's numbers, its attributes in the order of its inputs,
    /// and the model. Higher numbers are better unless [set otherwise](Self::where_lower_is_better).
    ///
    /// # Errors
    ///
    /// [`ScoringError::Scorecard`] with every attribute that is outside the catalogue and named after a [prohibited
    /// characteristic](crate::scoring::prohibited).
    pub fn new(id: StrategyId, range: ScoreRange, plan: Plan, model: F) -> Result<Self, ScoringError> {
        let names: Vec<Arc<str>> = plan.names().map(Arc::from).collect();
        let mut problems = Problems::default();
        for (index, name) in names.iter().enumerate() {
            for refused in Tripwire::new().check([&**name]) {
                problems.push(CardProblem::new(format!("attributes[{index}].name"), CardFault::Prohibited { refused }));
            }
        }
        problems.none_or(|problems, unlisted| ScoringError::Scorecard { problems, unlisted })?;
        Ok(Self { id, range, better: Better::Higher, plan, names, model })
    }

    /// Declares that lower numbers are better, as for a probability of default: points above the best become reasons.
    #[must_use]
    pub fn where_lower_is_better(self) -> Self {
        Self { better: Better::Lower, ..self }
    }

    /// Returns the attributes that the model takes.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Computes the score of a vector of inputs.
    fn score(&self, inputs: &[Reading]) -> Result<Score, Unscorable> {
        let (base, contributions) = self.explained(inputs)?;
        let sum = base + contributions.iter().map(Contribution::points).sum();
        Score::new(self.id(), self.range, base, contributions)
            .map(|score| score.with_better(self.better))
            .map_err(|_| Unscorable::Model { found: sum.to_string(), range: self.range })
    }

    /// Computes the score's value alone; none without a score.
    fn value(&self, inputs: &[Reading]) -> Option<i32> {
        let (base, contributions) = self.explained(inputs).ok()?;
        Score::value_of(self.range, base, &contributions).ok()
    }

    /// Runs the model and checks that its result keeps to the range; returns the base and the contributions. The base
    /// is the part of the number that the reasons leave unexplained.
    fn explained(&self, inputs: &[Reading]) -> Result<(Points, Vec<Contribution>), Unscorable> {
        let output = (self.model)(inputs);
        let fails = |found: String| Unscorable::Model { found, range: self.range };
        // Checked before rounding, so that a number just outside the range is not rounded into it.
        let within = f64::from(self.range.lowest())..=f64::from(self.range.highest());
        if !within.contains(&output.value) {
            return Err(fails(output.value.to_string()));
        }
        let value = Points::nearest(output.value).map_err(|_| fails(output.value.to_string()))?;
        let mut contributions = Vec::with_capacity(output.reasons.len());
        for OutputReason { input, points, best, text } in output.reasons {
            let (Some(name), Some(reading)) = (self.names.get(input), inputs.get(input)) else {
                return Err(fails(format!("a reason for input {input} of {}", inputs.len())));
            };
            let number = |points: f64| Points::nearest(points).map_err(|_| fails(points.to_string()));
            let points = (number(points)?, number(best)?);
            contributions.push(Contribution::counted(self.better, name.clone(), *reading, points, text.into()));
        }
        let explained = contributions.iter().map(Contribution::points).sum();
        Ok((value - explained, contributions))
    }
}

impl<F: Fn(&[Reading]) -> ModelOutput + Send + Sync> Strategy for External<F> {
    type Evidence = Attributes;
    type Outcome = Outcome;

    fn id(&self) -> StrategyId {
        self.id.clone()
    }

    /// Returns the model's score; no score if an attribute was not computed, is out of range or has another definition,
    /// or the model gives no number within its range.
    fn evaluate(&self, evidence: &Attributes) -> Outcome {
        let mut causes = other_meanings(&self.plan, self.plan.rows(), evidence);
        let mut inputs = Vec::with_capacity(self.names.len());
        for name in &self.names {
            match reading(evidence, name) {
                Ok(reading) => inputs.push(reading),
                Err(cause) => causes.push(cause),
            }
        }
        match causes.is_empty() {
            true => self.score(&inputs).map(|score| score.on(evidence)).into(),
            false => Outcome::Unscorable(causes),
        }
    }
}

impl<F: Fn(&[Reading]) -> ModelOutput + Send + Sync> CreditStrategy for External<F> {
    /// Reuses one vector of inputs for all subjects. Reasons are still built and checked, so that the numbers are
    /// exactly those of [`evaluate`](Strategy::evaluate).
    fn numbers(&self, chunk: &AttributeChunk<'_>, numbers: &mut Vec<Option<f64>>) -> Result<(), Unscorable> {
        let places = chunk.places_of(&self.plan)?;
        let mut columns: Vec<_> = places.iter().map(|&place| chunk.readings(place)).collect();
        let mut inputs = Vec::with_capacity(places.len());
        let number = |subject| {
            inputs.clear();
            inputs.extend(columns.iter_mut().filter_map(Iterator::next));
            let fit = places.iter().all(|&place| chunk.fits(subject, place));
            fit.then(|| self.value(&inputs)).flatten().map(f64::from)
        };
        numbers.extend((0..chunk.len()).map(number));
        Ok(())
    }

    fn plan(&self) -> &Plan {
        &self.plan
    }

    fn better(&self) -> Better {
        self.better
    }
}

impl<F> fmt::Debug for External<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("External").field("id", &self.id).field("range", &self.range).finish_non_exhaustive()
    }
}

/// Result of a model: a number, and reasons if it has any.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelOutput {
    value: f64,
    reasons: Vec<OutputReason>,
}

#[derive(Debug, Clone, PartialEq)]
struct OutputReason {
    input: usize,
    points: f64,
    best: f64,
    text: ReasonText,
}

impl ModelOutput {
    /// Creates a result without reasons.
    #[must_use]
    pub fn new(value: f64) -> Self {
        Self { value, reasons: Vec::new() }
    }

    /// Adds the contribution of one input, by its index: the points it gave and the best it could have given, which is
    /// the most or, [where lower is better](External::where_lower_is_better), the fewest. The rest of the number
    /// becomes the score's base. Points are rounded to six decimal places.
    #[must_use]
    pub fn because(mut self, input: usize, points: f64, best: f64, text: ReasonText) -> Self {
        self.reasons.push(OutputReason { input, points, best, text });
        self
    }
}

impl From<f64> for ModelOutput {
    fn from(value: f64) -> Self {
        Self::new(value)
    }
}
