//! Adapter that reduces strategies with different outcomes to their numbers.

use crate::attributes::{Attributes, Plan};
use crate::portfolio::AttributeChunk;
use crate::scoring::outcome::{CreditStrategy, Strategy, StrategyId, StrategyOutcome, Unscorable};
use crate::scoring::points::Better;

/// Strategy over the credit file reduced to its number, so that strategies with different outcomes share one
/// [`Registry`](super::Registry) and can be compared.
///
/// Reasons, and causes of having no number, are dropped; the strategy itself gives them. A number alone decides on no
/// application: [`Rules::decide_with`](crate::scoring::strategies::Rules::decide_with) does not accept this type.
///
/// ```
/// use std::sync::Arc;
/// use credit_bureau::scoring::CreditStrategy;
/// use credit_bureau::scoring::registry::{ByNumber, Registry};
/// use credit_bureau::scoring::strategies::{DigitalReadingModel, FiveFactor};
/// use credit_bureau::scoring::strategies::digital_reading::ReferencePopulation;
/// use credit_bureau::{AccountKind, Currency, Portfolio, Regime, Report};
/// let five_factors = FiveFactor::new()?;
/// let others = ReferencePopulation::new(five_factors.card(), [Some(500), Some(620)])?;
/// let reading = DigitalReadingModel::new(five_factors.card().clone(), others)?;
///
/// let mut registry: Registry<dyn CreditStrategy<Outcome = Option<f64>>> = Registry::new();
/// let champion = registry.add("a bank", "cards", Arc::new(ByNumber(five_factors)))?;
/// let challenger = registry.add("a bureau", "reading", Arc::new(ByNumber(reading)))?;
///
/// let report = Report::builder("2024-06-30")
///     .account(AccountKind::Rent, "flat", |rent| {
///         rent.opened("2022-06-01").paid(&"N".repeat(24))
///     })
///     .build()?;
/// let portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [&report])?;
/// let numbers = registry.numbers(&portfolio, Regime::holistic())?;
/// assert_eq!(numbers[&champion], [Some(587.0)]);
/// assert_eq!(numbers[&challenger], [Some(522.0)]);
///
/// let cut_offs = ((&champion, 550.0), (&challenger, 600.0));
/// let swaps = registry.challenge(cut_offs.0, cut_offs.1, &portfolio, Regime::holistic())?;
/// assert_eq!(swaps.accepted_by_champion, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByNumber<S>(pub S);

impl<S: CreditStrategy> Strategy for ByNumber<S> {
    type Evidence = Attributes;
    type Outcome = Option<f64>;

    fn id(&self) -> StrategyId {
        self.0.id()
    }

    fn evaluate(&self, evidence: &Attributes) -> Option<f64> {
        self.0.evaluate(evidence).number()
    }
}

impl<S: CreditStrategy> CreditStrategy for ByNumber<S> {
    fn plan(&self) -> &Plan {
        self.0.plan()
    }

    fn better(&self) -> Better {
        self.0.better()
    }

    fn numbers(&self, chunk: &AttributeChunk<'_>, numbers: &mut Vec<Option<f64>>) -> Result<(), Unscorable> {
        self.0.numbers(chunk, numbers)
    }
}
