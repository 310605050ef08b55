//! Conflict of interest in a company's score of its own customers.

use crate::scoring::evidence::{Company, CustomerProfile, ProfileMeasure};
use crate::scoring::outcome::{Strategy, StrategyOutcome};
use std::fmt;

/// Measurement of the conflict of interest in a score over profiles: its owner earns from the spending that raises it.
///
/// ```
/// # use credit_bureau::scoring::evidence::{Company, CustomerProfile, ProfileMeasure};
/// # struct HarbourShop;
/// # impl Company for HarbourShop { const NAME: &'static str = "Harbour Shop"; }
/// use credit_bureau::scoring::explain::ConflictOfInterest;
/// use credit_bureau::scoring::strategies::Loyalty;
/// let month = "2026-06".parse()?;
/// let shopper = CustomerProfile::<HarbourShop>::new("P-17", month);
/// let customers = [0, 200_000, 700_000, 900_000, 6_000_000]
///     .map(|spending| shopper.clone().with(ProfileMeasure::SpendingYear, spending));
/// let interest = ConflictOfInterest::of(&Loyalty::sample(), &customers, 100_000);
/// assert_eq!(interest.customers(), 5);
/// assert!(interest.explained().is_some_and(|share| share > 0.8));
/// # Ok::<(), credit_bureau::month::MonthError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConflictOfInterest {
    customers: usize,
    unit: u64,
    explained: Option<f64>,
    per_unit: Option<f64>,
}

impl ConflictOfInterest {
    /// Measures the conflict of interest of a profile strategy on a sample of profiles; `unit` is the extra spending,
    /// in minor units, that [`points_per_unit`](Self::points_per_unit) refers to.
    pub fn of<C, S>(strategy: &S, profiles: &[CustomerProfile<C>], unit: u64) -> Self
    where
        C: Company,
        S: Strategy<Evidence = CustomerProfile<C>>,
    {
        Self::by(profiles, unit, |profile| strategy.evaluate(profile).number())
    }

    /// Measures it for any function from profiles to numbers, such as a strategy over joined evidence. Profiles without
    /// a number or without the year's spending are not counted.
    pub fn by<C: Company>(
        profiles: &[CustomerProfile<C>],
        unit: u64,
        number: impl Fn(&CustomerProfile<C>) -> Option<f64>,
    ) -> Self {
        let number = |profile: &CustomerProfile<C>| number(profile).filter(|number| number.is_finite());
        let (mut seen, mut raised) = (Vec::new(), Vec::new());
        for profile in profiles {
            let spending = profile.get(ProfileMeasure::SpendingYear).known();
            let Some((spending, before)) = spending.zip(number(profile)) else { continue };
            seen.push((as_f64(spending), before));
            raised.extend(number(&spending_more(profile, unit)).map(|after| after - before));
        }
        Self { customers: seen.len(), unit, explained: explained(&seen), per_unit: mean(&raised) }
    }

    /// Returns the number of profiles counted.
    #[must_use]
    pub fn customers(&self) -> usize {
        self.customers
    }

    /// Returns the share of the score's variance, 0 to 1, that a straight line over the year's spending explains (R²);
    /// none if the scores or the spending do not vary.
    #[must_use]
    pub fn explained(&self) -> Option<f64> {
        self.explained
    }

    /// Returns the points gained by one more unit of spending, all else equal: each profile is scored again with one
    /// more unit, and the differences are averaged. None if no profile was counted.
    #[must_use]
    pub fn points_per_unit(&self) -> Option<f64> {
        self.per_unit
    }
}

impl fmt::Display for ConflictOfInterest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.explained {
            Some(share) => {
                write!(f, "spending with its owner explains {:.0} % of the score's variance", share * 100.0)?
            }
            None => f.write_str("there is no variance to explain by spending with the score's owner")?,
        }
        match self.per_unit {
            Some(points) => write!(f, "; {} minor units more spent give {points:.1} points", self.unit),
            None => Ok(()),
        }
    }
}

/// Copies a profile with more spent in every period it states.
fn spending_more<C: Company>(profile: &CustomerProfile<C>, unit: u64) -> CustomerProfile<C> {
    let mut more = profile.clone();
    for measure in [ProfileMeasure::SpendingQuarter, ProfileMeasure::SpendingYear] {
        if let Some(spent) = profile.get(measure).known() {
            more = more.with(measure, spent.unsigned_abs().saturating_add(unit));
        }
    }
    more
}

/// Returns the square of Pearson's correlation.
fn explained(pairs: &[(f64, f64)]) -> Option<f64> {
    let mean_x = mean(&pairs.iter().map(|(x, _)| *x).collect::<Vec<_>>())?;
    let mean_y = mean(&pairs.iter().map(|(_, y)| *y).collect::<Vec<_>>())?;
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (x, y) = (x - mean_x, y - mean_y);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    (xx > 0.0 && yy > 0.0).then(|| (xy * xy / xx / yy).clamp(0.0, 1.0))
}

fn mean(numbers: &[f64]) -> Option<f64> {
    let count = u32::try_from(numbers.len()).ok().filter(|count| *count > 0)?;
    Some(numbers.iter().sum::<f64>() / f64::from(count))
}

#[expect(clippy::cast_precision_loss, reason = "amounts are exact up to 2^53 minor units, and nearly so beyond")]
fn as_f64(amount: i64) -> f64 {
    amount as f64
}
