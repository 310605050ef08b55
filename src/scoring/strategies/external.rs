//! Any model that the caller has.

use std::fmt;
use std::sync::Arc;

use crate::attributes::{Attributes, Plan, Reading};
use crate::portfolio::AttributeChunk;
use crate::problems::Problems;
use crate::scoring::outcome::{
    Basis, Contribution, CreditStrategy, Outcome, ReasonText, Score, Strategy, StrategyId, Unscorable, other_meanings,
    reading,
};
use crate::scoring::points::{Better, Points, ScoreRange};
use crate::scoring::prohibited::Tripwire;
use crate::scoring::scorecards::{CardFault, CardProblem, ScoringError};

/// A model of the caller's own: a function of a vector of attributes, in the order of a plan.
///
/// Absent values are in the vector with their cause; what they mean is the model's business. The range is declared, and a
/// number outside it, or none, is no score but a cause. What the model says of its reasons the score gives, ranked as
/// those of any other. That the function gives the same for the same is the caller's promise. A scorecard in PMML needs no
/// function: it is [read](crate::format::scorecard) as a [`TableCard`](crate::scoring::scorecards::table::TableCard) and
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
/// let plan = Plan::new(Catalogue::standard().iter().filter(|row| inputs.contains(&row.name.as_str())).cloned())?;
/// let late = plan.names().position(|name| name == "positive_late_months_12").unwrap_or_default();
///
/// let model = External::new(StrategyId::new("logistic", "7"), ScoreRange::new(0, 100)?, plan, move |inputs: &[Reading]| {
///     let months = inputs.get(late).and_then(|late| late.known()).unwrap_or(0) as f64;
///     let value = 100.0 / (1.0 + (months - 2.0).exp());
///     ModelOutput::new(value).because(late, value - 88.0, 0.0, ReasonText::new("rent paid late", "房租逾期"))
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
    /// A model with an id, the range of its numbers, the attributes it takes in their order, and the model itself. Its
    /// higher numbers are the better ones, unless it is [said otherwise](Self::where_lower_is_better).
    ///
    /// # Errors
    ///
    /// [`ScoringError::Scorecard`] with every attribute that is not of the catalogue and whose name says that it is about
    /// [what must not count](crate::scoring::prohibited).
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

    /// The same of a model whose lower numbers are the better ones, such as a probability of default: points beyond the
    /// best make a reason.
    #[must_use]
    pub fn where_lower_is_better(self) -> Self {
        Self { better: Better::Lower, ..self }
    }

    /// The attributes that the model takes.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The score of some inputs.
    fn score(&self, inputs: &[Reading]) -> Result<Score, Unscorable> {
        let (base, contributions) = self.explained(inputs)?;
        let sum = base + contributions.iter().map(Contribution::points).sum();
        Score::new(self.id(), self.range, base, contributions)
            .map_err(|_| Unscorable::Model { found: sum.to_string(), range: self.range })
    }

    /// Its number, or none.
    fn value(&self, inputs: &[Reading]) -> Option<i32> {
        let (base, contributions) = self.explained(inputs).ok()?;
        Score::value_of(self.range, base, &contributions).ok()
    }

    /// What the model says of some inputs, if it keeps to its range: what each did, and what that leaves.
    fn explained(&self, inputs: &[Reading]) -> Result<(Points, Vec<Contribution>), Unscorable> {
        let output = (self.model)(inputs);
        let fails = |found: String| Unscorable::Model { found, range: self.range };
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

    /// What the model says; no score if an attribute was not computed, is out of range or measures something else, or the
    /// model gives a number outside its range or none.
    fn evaluate(&self, evidence: &Attributes) -> Outcome {
        let mut causes = other_meanings(&self.plan, false, evidence);
        let mut inputs = Vec::with_capacity(self.names.len());
        for name in &self.names {
            match reading(evidence, name) {
                Ok(reading) => inputs.push(reading),
                Err(cause) => causes.push(cause),
            }
        }
        match causes.is_empty() {
            true => self.score(&inputs).map(|score| score.on(Basis::of(evidence))).into(),
            false => Outcome::Unscorable(causes),
        }
    }
}

impl<F: Fn(&[Reading]) -> ModelOutput + Send + Sync> CreditStrategy for External<F> {
    /// One vector of inputs serves all subjects. Of a model that gives reasons, they are checked as those of one person are.
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

/// What a model says: a number, and its reasons if it has any.
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
    /// A number without reasons.
    #[must_use]
    pub fn new(value: f64) -> Self {
        Self { value, reasons: Vec::new() }
    }

    /// The same with what one input did to the number: the points it gave, and the best it could have given, which are
    /// the most or, [where lower is better](External::where_lower_is_better), the fewest. The rest of the number is the
    /// score's base. Points are counted to six decimal places.
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
