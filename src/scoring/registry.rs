//! Many strategies at once: who has which, planned together over a portfolio, and one against another.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::error::ScoringError;
use super::outcome::Unscorable;
use super::scaling::Better;
use super::strategy::{Strategy, Verdict};
use crate::attributes::{Attribute, AttributeChunk, Attributes, Plan, Portfolio};
use crate::policy::Regime;

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

/// Whose strategy, for which product, and which version of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Entry {
    /// The company.
    pub company: String,
    /// Its product: a company may have several, each with a score of its own.
    pub product: String,
    /// The strategy's version.
    pub version: String,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, version {}", self.company, self.product, self.version)
    }
}

/// Strategies of one kind of evidence, by company, product and version.
///
/// There is a registry for each kind of evidence and of what is said of it, so that none holds what must not be mixed:
/// `Registry<dyn CreditStrategy<Verdict = Outcome>>` has credit scores. Strategies over the credit file that say different
/// things stand in one by what they have in common, [their number](super::ByNumber).
///
/// ```
/// use std::sync::Arc;
/// use credit_bureau::scoring::{CreditStrategy, FiveFactor, Outcome, Registry};
/// use credit_bureau::{AccountKind, Currency, Portfolio, Regime, Report};
/// let mut registry: Registry<dyn CreditStrategy<Verdict = Outcome>> = Registry::new();
/// let entry = registry.add("a bank", "cards", Arc::new(FiveFactor::new()?))?;
///
/// let report = Report::builder("2024-06-30")
///     .account(AccountKind::Rent, "flat", |rent| rent.opened("2022-06-01").paid(&"N".repeat(24)))
///     .build()?;
/// let portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [&report])?;
/// let numbers = registry.numbers(&portfolio, Regime::holistic())?;
/// assert_eq!(numbers[&entry], [Some(587.0)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Registry<S: ?Sized> {
    entries: BTreeMap<Entry, Arc<S>>,
}

impl<S: Strategy + ?Sized> Registry<S> {
    /// An empty one.
    #[must_use]
    pub const fn new() -> Registry<S> {
        Registry { entries: BTreeMap::new() }
    }

    /// Adds a company's strategy for a product, under the strategy's own version, and gives its entry.
    ///
    /// # Errors
    ///
    /// [`ScoringError::Registered`] if there is one of that version: what was decided by it must stay explicable.
    pub fn add(&mut self, company: &str, product: &str, strategy: Arc<S>) -> Result<Entry, ScoringError> {
        let version = strategy.id().version().to_owned();
        let entry = Entry { company: company.to_owned(), product: product.to_owned(), version };
        if self.entries.contains_key(&entry) {
            return Err(ScoringError::Registered { entry });
        }
        self.entries.insert(entry.clone(), strategy);
        Ok(entry)
    }

    /// The strategy of an entry.
    #[must_use]
    pub fn get(&self, entry: &Entry) -> Option<&S> {
        self.entries.get(entry).map(Arc::as_ref)
    }

    /// A registry of some of its strategies.
    ///
    /// # Errors
    ///
    /// [`ScoringError::NotRegistered`] for an entry that is not there.
    pub fn only(&self, entries: &[&Entry]) -> Result<Registry<S>, ScoringError> {
        let one = |&entry: &&Entry| match self.entries.get(entry) {
            Some(strategy) => Ok((entry.clone(), Arc::clone(strategy))),
            None => Err(ScoringError::NotRegistered { entry: entry.clone() }),
        };
        Ok(Registry { entries: entries.iter().map(one).collect::<Result<_, _>>()? })
    }

    /// All of them, by company, product and version.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Entry, &S)> {
        self.entries.iter().map(|(entry, strategy)| (entry, strategy.as_ref()))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<S: CreditStrategy + ?Sized> Registry<S> {
    /// The numbers that each strategy gives to each subject of a portfolio, in one pass: attributes that several need are
    /// computed once. Each says what it says of each person by itself.
    ///
    /// # Errors
    ///
    /// [`ScoringError::Attributes`] or [`ScoringError::Evidence`] if attributes that two strategies ask for make no plan,
    /// which none of the registry's are known to cause.
    pub fn numbers(
        &self,
        portfolio: &Portfolio,
        regime: &Regime,
    ) -> Result<BTreeMap<Entry, Vec<Option<f64>>>, ScoringError> {
        let mut numbers: BTreeMap<Entry, Vec<Option<f64>>> =
            self.entries.keys().map(|entry| (entry.clone(), Vec::with_capacity(portfolio.subjects()))).collect();
        for group in self.groups()? {
            for chunk in portfolio.attributes(&group.plan, regime).unchecked() {
                for (entry, strategy) in &group.members {
                    if let Some(numbers) = numbers.get_mut(*entry) {
                        strategy.numbers(&chunk, numbers).map_err(ScoringError::Evidence)?;
                    }
                }
            }
        }
        Ok(numbers)
    }

    /// As [`numbers`](Self::numbers), some thousand subjects at a time, of which nothing is kept: each strategy's numbers go
    /// to `take` as soon as they are there, with the place of the first subject in the portfolio.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use credit_bureau::scoring::{CreditStrategy, FiveFactor, Outcome, Registry};
    /// # use credit_bureau::{AccountKind, Currency, Portfolio, Regime, Report};
    /// # let mut registry: Registry<dyn CreditStrategy<Verdict = Outcome>> = Registry::new();
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
    /// As there; what `take` was given by then stands.
    pub fn each_chunk(
        &self,
        portfolio: &Portfolio,
        regime: &Regime,
        mut take: impl FnMut(&Entry, usize, &[Option<f64>]),
    ) -> Result<(), ScoringError> {
        let mut numbers = Vec::new();
        for group in self.groups()? {
            for chunk in portfolio.attributes(&group.plan, regime).unchecked() {
                for (entry, strategy) in &group.members {
                    numbers.clear();
                    strategy.numbers(&chunk, &mut numbers).map_err(ScoringError::Evidence)?;
                    take(entry, chunk.first(), &numbers);
                }
            }
        }
        Ok(())
    }

    /// How people move if a challenger takes a champion's place, with a cut-off for each: an application is accepted if its
    /// number is as good as that, or better.
    ///
    /// # Errors
    ///
    /// [`ScoringError::NotRegistered`] for an entry that is not there, else those of [`numbers`](Self::numbers).
    pub fn challenge(
        &self,
        (champion, champion_from): (&Entry, f64),
        (challenger, challenger_from): (&Entry, f64),
        portfolio: &Portfolio,
        regime: &Regime,
    ) -> Result<Moves, ScoringError> {
        let numbers = self.only(&[champion, challenger])?.numbers(portfolio, regime)?;
        let of = |entry| numbers.get(entry).map(Vec::as_slice).unwrap_or_default();
        let better = |entry: &Entry| self.get(entry).map(CreditStrategy::better).unwrap_or_default();
        let accepts = |better: Better, from: f64| move |number: f64| better.is_as_good(number, from);
        let accepts = (accepts(better(champion), champion_from), accepts(better(challenger), challenger_from));
        Ok(Moves::of(of(champion), accepts.0, of(challenger), accepts.1))
    }

    /// Strategies whose attributes make one plan together: those that give one name to two different things cannot.
    fn groups(&self) -> Result<Vec<Group<'_, S>>, ScoringError> {
        let mut groups: Vec<(Vec<&Attribute>, Members<'_, S>)> = Vec::new();
        for (entry, strategy) in self.iter() {
            let rows = strategy.plan().rows();
            let agrees = |others: &[&Attribute]| {
                let same = |row: &Attribute, other: &&&Attribute| other.name == row.name;
                rows.iter()
                    .all(|row| others.iter().find(|other| same(row, other)).is_none_or(|other| other.means_as(row)))
            };
            let place = groups.iter().position(|(others, _)| agrees(others)).unwrap_or(groups.len());
            if place == groups.len() {
                groups.push((Vec::new(), Vec::new()));
            }
            if let Some((others, members)) = groups.get_mut(place) {
                let names: std::collections::HashSet<&str> = others.iter().map(|row| row.name.as_str()).collect();
                others.extend(rows.iter().filter(|row| !names.contains(row.name.as_str())));
                members.push((entry, strategy));
            }
        }
        let plan = |(rows, members): (Vec<&Attribute>, _)| {
            let plan = Plan::new(rows.into_iter().cloned()).map_err(ScoringError::Attributes)?;
            Ok(Group { plan, members })
        };
        groups.into_iter().map(plan).collect()
    }
}

struct Group<'a, S: ?Sized> {
    plan: Plan,
    members: Members<'a, S>,
}

type Members<'a, S> = Vec<(&'a Entry, &'a S)>;

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

/// How people move when one strategy takes the place of another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Moves {
    /// Accepted by both.
    pub accepted_by_both: u64,
    /// Accepted by the champion alone: they lose by the change.
    pub accepted_by_champion: u64,
    /// Accepted by the challenger alone: they gain.
    pub accepted_by_challenger: u64,
    /// Accepted by neither, though one of them scores them.
    pub accepted_by_neither: u64,
    /// Without a number by the champion, and with one by the challenger; they are counted above too.
    pub newly_scored: u64,
    /// With a number by the champion, and without one by the challenger; they are counted above too.
    pub no_longer_scored: u64,
    /// Without a number by either; they are counted nowhere else.
    pub scored_by_neither: u64,
}

impl Moves {
    fn of(
        champion: &[Option<f64>],
        accepts: impl Fn(f64) -> bool,
        challenger: &[Option<f64>],
        challenger_accepts: impl Fn(f64) -> bool,
    ) -> Moves {
        let mut moves = Moves::default();
        let count = |count: &mut u64, one: bool| *count = count.saturating_add(one.into());
        for (old, new) in champion.iter().zip(challenger) {
            let nobody = old.is_none() && new.is_none();
            count(&mut moves.scored_by_neither, nobody);
            if nobody {
                continue;
            }
            count(&mut moves.newly_scored, old.is_none());
            count(&mut moves.no_longer_scored, new.is_none());
            let accepted = (old.is_some_and(&accepts), new.is_some_and(&challenger_accepts));
            count(&mut moves.accepted_by_both, accepted == (true, true));
            count(&mut moves.accepted_by_champion, accepted == (true, false));
            count(&mut moves.accepted_by_challenger, accepted == (false, true));
            count(&mut moves.accepted_by_neither, accepted == (false, false));
        }
        moves
    }

    /// Everybody.
    #[must_use]
    pub const fn people(&self) -> u64 {
        self.accepted_by_both
            .saturating_add(self.accepted_by_champion)
            .saturating_add(self.accepted_by_challenger)
            .saturating_add(self.accepted_by_neither)
            .saturating_add(self.scored_by_neither)
    }
}
