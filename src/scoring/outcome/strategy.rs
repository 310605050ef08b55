//! What every way of scoring has in common.

use super::id::StrategyId;
use super::outcomes::StrategyOutcome;
use super::unscorable::Unscorable;
use crate::attributes::{Attributes, Plan};
use crate::portfolio::AttributeChunk;
use crate::scoring::evidence::Evidence;
use crate::scoring::points::Better;

/// A way to turn evidence into a score with reasons, or to say why there is none.
///
/// A strategy names the evidence it may see. It sees nothing else: whoever evaluates it passes that one value, and
/// there is no field, clock or global state to look at beside it. The same evidence gives the same outcome, always.
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
///         known(evidence, "rent_on_time_months_60").map(|months| Score::unexplained(self.id(), self.0, months)).into()
///     }
/// }
///
/// # let report = Report::builder("2024-06-30").account(AccountKind::Rent, "flat", |rent| rent.paid("NNNN")).build()?;
/// let strategy = RentMonths(ScoreRange::new(0, 60)?);
/// assert_eq!(strategy.evaluate(&report.under(Regime::holistic()).attributes()).value(), Some(4));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Strategy: Send + Sync {
    /// What the strategy may see.
    type Evidence: Evidence + ?Sized;

    /// What it says: an [`Outcome`](super::Outcome) where it is a credit score.
    type Outcome: StrategyOutcome;

    /// Its name and version. Two strategies that can give different outcomes for the same evidence have different ids.
    fn id(&self) -> StrategyId;

    /// What it says of some evidence.
    fn evaluate(&self, evidence: &Self::Evidence) -> Self::Outcome;
}

/// A strategy over the credit file that says which attributes it needs, so that many can be planned together.
pub trait CreditStrategy: Strategy<Evidence = Attributes> {
    /// The attributes that it needs.
    fn plan(&self) -> &Plan;

    /// Which numbers are better.
    fn better(&self) -> Better {
        Better::Higher
    }

    /// Adds to a list the number of each subject of a chunk: what [`evaluate`](Strategy::evaluate) gives each, which is how
    /// it is found unless the strategy knows a faster way.
    ///
    /// # Errors
    ///
    /// [`Unscorable::NotComputed`] or [`Unscorable::OtherMeaning`] for an attribute that the chunk does not have, or has by
    /// another row of that name.
    fn numbers(&self, chunk: &AttributeChunk<'_>, numbers: &mut Vec<Option<f64>>) -> Result<(), Unscorable> {
        chunk.places_of(self.plan())?;
        let each = (0..chunk.len()).filter_map(|subject| chunk.attributes(subject));
        numbers.extend(each.map(|evidence| self.evaluate(&evidence).number()));
        Ok(())
    }
}
