//! Traits of strategies.

use super::id::StrategyId;
use super::outcomes::StrategyOutcome;
use super::unscorable::Unscorable;
use crate::attributes::{Attributes, Plan};
use crate::portfolio::AttributeChunk;
use crate::scoring::evidence::Evidence;
use crate::scoring::points::Better;

/// A method that turns evidence into an outcome: a score with reasons, or the causes of having none.
///
/// A strategy declares the evidence that it may see and receives nothing else: no field, clock or global state. The
/// same evidence always gives the same outcome.
///
/// ```
/// use credit_bureau::attributes::Attributes;
/// use credit_bureau::scoring::{Outcome, Score, ScoreRange, Strategy, StrategyId};
/// use credit_bureau::scoring::outcome::known;
/// # use credit_bureau::{AccountKind, Regime, Report};
///
/// /// A point for every month of rent paid on time.
/// struct RentMonths(ScoreRange);
///
/// impl Strategy for RentMonths {
///     type Evidence = Attributes;
///     type Outcome = Outcome;
///
///     fn id(&self) -> StrategyId {
///         StrategyId::new("rent months", "1")
///     }
///
///     fn evaluate(&self, evidence: &Attributes) -> Outcome {
///         known(evidence, "rent_on_time_months_60")
///             .map(|months| Score::unexplained(self.id(), self.0, months))
///             .into()
///     }
/// }
///
/// # let report = Report::builder("2024-06-30").account(AccountKind::Rent, "flat", |rent| rent.paid("NNNN")).build()?;
/// let strategy = RentMonths(ScoreRange::new(0, 60)?);
/// assert_eq!(strategy.evaluate(&report.under(Regime::holistic()).attributes()).value(), Some(4));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Strategy: Send + Sync {
    /// Evidence that the strategy may see.
    type Evidence: Evidence + ?Sized;

    /// Outcome of the strategy: an [`Outcome`](super::Outcome) for a credit score.
    type Outcome: StrategyOutcome;

    /// Returns its name and version. Strategies that can differ on the same evidence have different ids.
    fn id(&self) -> StrategyId;

    /// Evaluates one person's evidence.
    fn evaluate(&self, evidence: &Self::Evidence) -> Self::Outcome;
}

/// Strategy over the credit file that declares its attributes, so that several strategies can be planned together.
pub trait CreditStrategy: Strategy<Evidence = Attributes> {
    /// Returns the attributes that the strategy needs.
    fn plan(&self) -> &Plan;

    /// Returns the direction of its numbers.
    fn better(&self) -> Better {
        Better::Higher
    }

    /// Appends the number of each subject of a chunk, in order; none where there is no number.
    ///
    /// The numbers equal those of [`evaluate`](Strategy::evaluate). The default calls it for each subject;
    /// implementations may be faster.
    ///
    /// # Errors
    ///
    /// [`Unscorable::NotComputed`] or [`Unscorable::OtherMeaning`] for an attribute that the chunk does not have, or
    /// has with another definition.
    fn numbers(&self, chunk: &AttributeChunk<'_>, numbers: &mut Vec<Option<f64>>) -> Result<(), Unscorable> {
        chunk.places_of(self.plan())?;
        let each = (0..chunk.len()).filter_map(|subject| chunk.attributes(subject));
        numbers.extend(each.map(|evidence| self.evaluate(&evidence).number()));
        Ok(())
    }
}
