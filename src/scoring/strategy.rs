//! What every way of scoring has in common.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::evidence::Evidence;
use super::outcome::Outcome;

/// A way to turn evidence into a score with reasons, or to say why there is none.
///
/// A strategy names the evidence it may see. It sees nothing else: whoever evaluates it passes that one value, and
/// there is no field, clock or global state to look at beside it. The same evidence gives the same outcome, always.
///
/// ```
/// use credit_bureau::attributes::Attributes;
/// use credit_bureau::scoring::{Outcome, Score, ScoreRange, Strategy, StrategyId, known};
/// # use credit_bureau::{AccountKind, Regime, Report};
///
/// /// A point for every month of rent paid on time.
/// struct RentMonths(ScoreRange);
///
/// impl Strategy for RentMonths {
///     type Evidence = Attributes;
///     type Verdict = Outcome;
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

    /// What it says: an [`Outcome`] where it is a credit score.
    type Verdict: Verdict;

    /// Its name and version. Two strategies that can give different outcomes for the same evidence have different ids.
    fn id(&self) -> StrategyId;

    /// What it says of some evidence.
    fn evaluate(&self, evidence: &Self::Evidence) -> Self::Verdict;
}

/// What a strategy says of somebody. Kinds of strategy say different things, and none stands for another: a platform's
/// reward is no credit score.
pub trait Verdict {
    /// The number, on the strategy's own scale; none if it gives no number, or not to this person.
    fn number(&self) -> Option<f64>;
}

impl Verdict for Outcome {
    fn number(&self) -> Option<f64> {
        self.value().map(f64::from)
    }
}

impl Verdict for Option<f64> {
    /// Itself: a number alone, or none.
    fn number(&self) -> Option<f64> {
        *self
    }
}

/// Which strategy, and which version of it. Cheap to clone.
///
/// ```
/// use credit_bureau::scoring::StrategyId;
/// assert_eq!(StrategyId::new("teaching", "1").to_string(), "teaching, version 1");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct StrategyId {
    #[serde(serialize_with = "shared_text")]
    name: Arc<str>,
    #[serde(serialize_with = "shared_text")]
    version: Arc<str>,
}

impl StrategyId {
    /// Any name and version; both are the strategy's own choice.
    pub fn new(name: impl Into<Arc<str>>, version: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), version: version.into() }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}

impl fmt::Display for StrategyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, version {}", self.name, self.version)
    }
}

/// Writes a text that is shared.
pub(super) fn shared_text<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}
