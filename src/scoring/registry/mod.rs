//! Registry of strategies by company: scored together over a portfolio, and compared with each other.
//!
//! ```
//! use std::sync::Arc;
//! use credit_bureau::scoring::registry::{ByNumber, Registry};
//! use credit_bureau::scoring::strategies::FiveFactor;
//! use credit_bureau::scoring::{CreditStrategy, Strategy};
//! let mut registry: Registry<dyn CreditStrategy<Outcome = Option<f64>>> = Registry::new();
//! let entry = registry.add("a bank", "cards", Arc::new(ByNumber(FiveFactor::new()?)))?;
//! assert_eq!(entry.to_string(), "a bank, cards, version 2");
//! assert!(registry.get(&entry).is_some_and(|strategy| strategy.id().name() == "five factors"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A registry holds strategies, not people. The portfolio belongs to the caller, and so does any use of the numbers.

mod by_number;
mod entry;
mod error;
mod swap_set;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use self::by_number::ByNumber;
pub use self::entry::RegistryEntry;
pub use self::error::RegistryError;
pub use self::swap_set::SwapSet;
use crate::policy::Regime;
use crate::portfolio::Portfolio;
use crate::scoring::outcome::{CreditStrategy, PlanGroup, Strategy, group_by_plan};
use crate::scoring::points::Better;

/// Collection of strategies over one kind of evidence, by company, product and version.
///
/// A registry has one type of strategy, so that it cannot mix what must stay apart: `Registry<dyn
/// CreditStrategy<Outcome = Outcome>>` holds credit scores. Strategies over the credit file with different outcomes are
/// registered [by their numbers](ByNumber).
///
/// ```
/// use std::sync::Arc;
/// use credit_bureau::scoring::{CreditStrategy, Outcome};
/// use credit_bureau::scoring::registry::Registry;
/// use credit_bureau::scoring::strategies::FiveFactor;
/// use credit_bureau::{AccountKind, Currency, Portfolio, Regime, Report};
/// let mut registry: Registry<dyn CreditStrategy<Outcome = Outcome>> = Registry::new();
/// let entry = registry.add("a bank", "cards", Arc::new(FiveFactor::new()?))?;
///
/// let report = Report::builder("2024-06-30")
///     .account(AccountKind::Rent, "flat", |rent| {
///         rent.opened("2022-06-01").paid(&"N".repeat(24))
///     })
///     .build()?;
/// let portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [&report])?;
/// let numbers = registry.numbers(&portfolio, Regime::holistic())?;
/// assert_eq!(numbers[&entry], [Some(587.0)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Registry<S: ?Sized> {
    entries: BTreeMap<RegistryEntry, Arc<S>>,
}

impl<S: Strategy + ?Sized> Registry<S> {
    /// Creates an empty registry.
    #[must_use]
    pub const fn new() -> Registry<S> {
        Registry { entries: BTreeMap::new() }
    }

    /// Adds a company's strategy for a product, under the strategy's own version, and returns its key.
    ///
    /// # Errors
    ///
    /// [`RegistryError::Registered`] if that version is already there. It cannot be replaced, because past decisions by
    /// it must remain explicable.
    pub fn add(&mut self, company: &str, product: &str, strategy: Arc<S>) -> Result<RegistryEntry, RegistryError> {
        let version = strategy.id().version().to_owned();
        let entry = RegistryEntry { company: company.to_owned(), product: product.to_owned(), version };
        if self.entries.contains_key(&entry) {
            return Err(RegistryError::Registered { entry });
        }
        self.entries.insert(entry.clone(), strategy);
        Ok(entry)
    }

    /// Returns a strategy by its key.
    #[must_use]
    pub fn get(&self, entry: &RegistryEntry) -> Option<&S> {
        self.entries.get(entry).map(Arc::as_ref)
    }

    /// Creates a registry of the given strategies only.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRegistered`] for a key that is not there.
    pub fn only(&self, entries: &[&RegistryEntry]) -> Result<Registry<S>, RegistryError> {
        let one = |&entry: &&RegistryEntry| match self.entries.get(entry) {
            Some(strategy) => Ok((entry.clone(), Arc::clone(strategy))),
            None => Err(RegistryError::NotRegistered { entry: entry.clone() }),
        };
        Ok(Registry { entries: entries.iter().map(one).collect::<Result<_, _>>()? })
    }

    /// Iterates over all strategies, by company, product and version.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&RegistryEntry, &S)> {
        self.entries.iter().map(|(entry, strategy)| (entry, strategy.as_ref()))
    }

    /// Returns the number of strategies.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the registry is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<S: CreditStrategy + ?Sized> Registry<S> {
    /// Computes each strategy's number for each subject of a portfolio; attributes that several strategies need are
    /// computed once. The numbers are those of each strategy evaluated alone, in the portfolio's order.
    ///
    /// # Errors
    ///
    /// [`RegistryError::Attributes`] or [`RegistryError::Evidence`] if attributes do not form a valid plan, which
    /// registered strategies are not known to cause.
    pub fn numbers(
        &self,
        portfolio: &Portfolio,
        regime: &Regime,
    ) -> Result<BTreeMap<RegistryEntry, Vec<Option<f64>>>, RegistryError> {
        let mut numbers: BTreeMap<RegistryEntry, Vec<Option<f64>>> =
            self.entries.keys().map(|entry| (entry.clone(), Vec::with_capacity(portfolio.subjects()))).collect();
        for group in self.groups()? {
            // Unchecked: a value out of range takes the number from its subject only, and only with strategies that
            // need it.
            for chunk in portfolio.attributes(&group.plan, regime).unchecked() {
                for (entry, strategy) in &group.members {
                    if let Some(numbers) = numbers.get_mut(*entry) {
                        strategy.numbers(&chunk, numbers).map_err(RegistryError::Evidence)?;
                    }
                }
            }
        }
        Ok(numbers)
    }

    /// As [`numbers`](Self::numbers), but a few thousand subjects at a time and without keeping anything: `take`
    /// receives a strategy's key, the index of the chunk's first subject in the portfolio, and the numbers of the
    /// chunk.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use credit_bureau::scoring::{CreditStrategy, Outcome};
    /// # use credit_bureau::scoring::registry::Registry;
    /// # use credit_bureau::scoring::strategies::FiveFactor;
    /// # use credit_bureau::{AccountKind, Currency, Portfolio, Regime, Report};
    /// # let mut registry: Registry<dyn CreditStrategy<Outcome = Outcome>> = Registry::new();
    /// # registry.add("a bank", "cards", Arc::new(FiveFactor::new()?))?;
    /// # let report = Report::builder("2024-06-30").account(AccountKind::Rent, "flat", |rent| rent.paid("NNNN")).build()?;
    /// # let portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [&report])?;
    /// let mut without = 0;
    /// registry.each_chunk(&portfolio, Regime::negative_only(), |_entry, _first, numbers| {
    ///     without += numbers.iter().filter(|number| number.is_none()).count();
    /// })?;
    /// assert_eq!(without, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`numbers`](Self::numbers); chunks already passed to `take` are not taken back.
    pub fn each_chunk(
        &self,
        portfolio: &Portfolio,
        regime: &Regime,
        mut take: impl FnMut(&RegistryEntry, usize, &[Option<f64>]),
    ) -> Result<(), RegistryError> {
        let mut numbers = Vec::new();
        for group in self.groups()? {
            for chunk in portfolio.attributes(&group.plan, regime).unchecked() {
                for (entry, strategy) in &group.members {
                    numbers.clear();
                    strategy.numbers(&chunk, &mut numbers).map_err(RegistryError::Evidence)?;
                    take(entry, chunk.first(), &numbers);
                }
            }
        }
        Ok(())
    }

    /// Compares a challenger with a champion, each with a cut-off: an application is accepted if its number is as good
    /// as the cut-off, or better.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRegistered`] for a key that is not there, else those of [`numbers`](Self::numbers).
    pub fn challenge(
        &self,
        (champion, champion_from): (&RegistryEntry, f64),
        (challenger, challenger_from): (&RegistryEntry, f64),
        portfolio: &Portfolio,
        regime: &Regime,
    ) -> Result<SwapSet, RegistryError> {
        let numbers = self.only(&[champion, challenger])?.numbers(portfolio, regime)?;
        let of = |entry| numbers.get(entry).map(Vec::as_slice).unwrap_or_default();
        let better = |entry: &RegistryEntry| self.get(entry).map(CreditStrategy::better).unwrap_or_default();
        let accepts = |better: Better, from: f64| move |number: f64| better.is_as_good(number, from);
        let accepts = (accepts(better(champion), champion_from), accepts(better(challenger), challenger_from));
        Ok(SwapSet::of(of(champion), accepts.0, of(challenger), accepts.1))
    }

    /// Groups the strategies that can be planned together; strategies that define one name differently cannot.
    fn groups(&self) -> Result<Vec<PlanGroup<Member<'_, S>>>, RegistryError> {
        let members = self.iter().map(|(entry, strategy)| ((entry, strategy), strategy.plan()));
        group_by_plan(members).map_err(RegistryError::Attributes)
    }
}

type Member<'a, S> = (&'a RegistryEntry, &'a S);

impl<S: Strategy + ?Sized> Default for Registry<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: ?Sized> Clone for Registry<S> {
    fn clone(&self) -> Self {
        Registry { entries: self.entries.clone() }
    }
}

impl<S: ?Sized> fmt::Debug for Registry<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.entries.keys()).finish()
    }
}
