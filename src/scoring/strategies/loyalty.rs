//! A platform's reward score: what a company gives its own good customers.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use crate::attributes::Reading;
use crate::language::Language;
use crate::money::{Currency, Money};
use crate::record::record_of;
use crate::scoring::evidence::{Company, CustomerProfile, ProfileMeasure};
use crate::scoring::outcome::{ReasonText, Strategy, StrategyId, StrategyOutcome};
use crate::scoring::points::{Ladder, Points, ScoreRange, TermsError, last_reached, limited, named, reach};

/// A loyalty score of the company `C`, after the manner of Sesame 芝麻信用: from 350 to 950, with named bands.
///
/// It sees the company's own [`CustomerProfile`] of its own customer and nothing else. It gives rewards and never takes
/// anything away: more of anything never lowers it, and of whom nothing is known it says the lowest band and no reward.
/// It is no credit score and says nothing of whether somebody repays a loan; much of it is spending with the company, how
/// much is told by [`ConflictOfInterest`](crate::scoring::explain::ConflictOfInterest). Its verdict is a [`RewardOutcome`], which no lending
/// decision takes.
///
/// ```
/// # use credit_bureau::scoring::Strategy;
/// # use credit_bureau::scoring::evidence::{Company, CustomerProfile, ProfileMeasure};
/// # use credit_bureau::{Currency, Money};
/// # struct HarbourShop;
/// # impl Company for HarbourShop { const NAME: &'static str = "Harbour Shop"; }
/// use credit_bureau::scoring::strategies::Loyalty;
/// use credit_bureau::scoring::strategies::loyalty::Merchant;
/// let profile = CustomerProfile::<HarbourShop>::new("P-17", "2026-06".parse()?)
///     .with(ProfileMeasure::TenureMonths, 40)
///     .with(ProfileMeasure::PaidOnTimeYear, 12)
///     .with(ProfileMeasure::RentalsReturnedYear, 6)
///     .with(ProfileMeasure::SpendingYear, 500_000);
/// let standing = Loyalty::sample().evaluate(&profile);
/// assert_eq!(standing.to_string(), "690 of 350 to 950: excellent");
///
/// // Whether a deposit is waived is the merchant's own threshold.
/// let bikes = Merchant::new("Harbour Bikes", 600, Money::whole(300, Currency::CNY));
/// let flats = Merchant::new("Harbour Flats", 700, Money::whole(10_000, Currency::CNY));
/// assert!(bikes.waives(&standing, Money::whole(300, Currency::CNY)));
/// assert!(!flats.waives(&standing, Money::whole(300, Currency::CNY)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Loyalty<C> {
    terms: LoyaltyTerms,
    id: StrategyId,
    company: PhantomData<fn() -> C>,
}

record_of! {
    /// What a loyalty score rewards, as plain data.
    LoyaltyTerms {
        /// Name of the programme.
        name: String,
        /// Version of these terms.
        version: String,
        /// From the points of somebody of whom nothing is known to the most.
        range: ScoreRange,
        ..
        /// The bands, lowest first; the first begins with the range.
        bands: Vec<Band>,
        /// What gives points.
        #[serde(rename = "earns")]
        earn_rules: Vec<EarnRule>,
        /// What is given for them.
        rewards: Vec<Reward>,
    }
}

/// A part of the range with a name, as an odometer shows it; it ends where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Its lowest score.
    pub from: i32,
    /// What it is called.
    pub name: ReasonText,
}

/// What one measure of the profile earns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarnRule {
    /// The measure.
    pub measure: ProfileMeasure,
    /// Points of its number: none at zero or where it is absent, and never less for more.
    pub points: Ladder,
}

/// Something that is given from a number of points on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reward {
    /// The lowest score that has it.
    pub from: i32,
    /// What is given.
    #[serde(rename = "gift")]
    pub benefit: Benefit,
}

/// What a reward consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Benefit {
    /// No deposit for what is rented, up to an amount 免押金.
    DepositWaived(Money),
    /// A discount on fees in hundredths of a percent 费用折扣.
    FeeDiscount(u16),
}

impl LoyaltyTerms {
    /// Terms of our own, published here; nobody's real ones. The bands are those that are told of Sesame.
    #[must_use]
    pub fn sample() -> Self {
        let rule = |&(measure, steps): &(ProfileMeasure, &[(i64, i32)])| {
            let points = Ladder::new(steps.iter().copied());
            EarnRule { measure, points }
        };
        let band =
            |&(from, english, chinese): &(i32, &str, &str)| Band { from, name: ReasonText::new(english, chinese) };
        let reward = |&(from, benefit): &(i32, Benefit)| Reward { from, benefit };
        Self {
            name: "sample loyalty".to_owned(),
            version: "1".to_owned(),
            range: RANGE,
            bands: BANDS.iter().map(band).collect(),
            earn_rules: EARN_RULES.iter().map(rule).collect(),
            rewards: REWARDS.iter().map(reward).collect(),
        }
    }

    fn check(&self) -> Result<(), TermsError> {
        named(&self.name, "name")?;
        named(&self.version, "version")?;
        limited(&self.bands, "bands")?;
        limited(&self.earn_rules, "earns")?;
        limited(&self.rewards, "rewards")?;
        let range = self.range;
        let outside = |place: String, found: i32| match range.contains(found) {
            true => Ok(()),
            false => Err(TermsError::Outside { place, found, range }),
        };
        match self.bands.first() {
            None => return Err(TermsError::Empty { place: "bands".to_owned(), expected: "at least one band" }),
            Some(first) if first.from != range.lowest() => {
                return Err(TermsError::Outside { place: "bands[0].from".to_owned(), found: first.from, range });
            }
            Some(_) => {}
        }
        let mut before = None;
        for (index, band) in self.bands.iter().enumerate() {
            named(&band.name.english, &format!("bands[{index}].name.english"))?;
            named(&band.name.chinese, &format!("bands[{index}].name.chinese"))?;
            outside(format!("bands[{index}].from"), band.from)?;
            if before.is_some_and(|before| before >= band.from) {
                return Err(TermsError::Order { place: format!("bands[{index}].from") });
            }
            before = Some(band.from);
        }
        let mut seen = Vec::new();
        for (index, rule) in self.earn_rules.iter().enumerate() {
            let place = format!("earns[{index}]");
            if seen.contains(&rule.measure) {
                return Err(TermsError::Duplicate { place, name: rule.measure.name().to_owned() });
            }
            seen.push(rule.measure);
            rule.check(&format!("{place}.points"))?;
        }
        for (index, reward) in self.rewards.iter().enumerate() {
            outside(format!("rewards[{index}].from"), reward.from)?;
            let (nothing, found) = match reward.benefit {
                Benefit::DepositWaived(money) => (money.minor() <= 0, money.to_string()),
                Benefit::FeeDiscount(basis_points) => (basis_points == 0, basis_points.to_string()),
            };
            if nothing || reward.from == range.lowest() {
                let found = if nothing { found } else { format!("given for {} points, to anybody", reward.from) };
                return Err(TermsError::NoReward { place: format!("rewards[{index}]"), found });
            }
        }
        reach(range, range.lowest().into(), self.earn_rules.iter().map(|rule| &rule.points))
    }
}

impl EarnRule {
    /// That it gives and never takes: nothing for nothing, and never less for more.
    fn check(&self, place: &str) -> Result<(), TermsError> {
        self.points.check(place)?;
        let for_nothing = [self.points.absent, self.points.below, self.points.points(Reading::Known(0))];
        if let Some(&points) = for_nothing.iter().find(|&&points| points != 0) {
            return Err(TermsError::Penalty { place: place.to_owned(), points });
        }
        let mut most = Points::ZERO;
        for (index, step) in self.points.steps.iter().enumerate() {
            if step.points < most {
                let place = format!("{place}.steps[{index}].points");
                return Err(TermsError::Penalty { place, points: step.points });
            }
            most = step.points;
        }
        Ok(())
    }
}

impl<C: Company> Loyalty<C> {
    /// A score by these terms.
    ///
    /// # Errors
    ///
    /// The first thing that does not hold together: points below zero, for nothing, or fewer for more; a reward that is
    /// none or that anybody has; bands out of order or outside the range; points beyond the range; a measure given twice;
    /// a name that is empty; more than 1,000 of anything.
    pub fn new(terms: LoyaltyTerms) -> Result<Self, TermsError> {
        terms.check()?;
        Ok(Self::of(terms))
    }

    /// By our [sample terms](LoyaltyTerms::sample).
    #[must_use]
    pub fn sample() -> Self {
        Self::of(LoyaltyTerms::sample())
    }

    fn of(terms: LoyaltyTerms) -> Self {
        let id = StrategyId::new(format!("{}: {}", C::NAME, terms.name), terms.version.as_str());
        Self { terms, id, company: PhantomData }
    }

    /// The terms: who is rewarded may know for what.
    #[must_use]
    pub fn terms(&self) -> &LoyaltyTerms {
        &self.terms
    }
}

impl<C> Clone for Loyalty<C> {
    fn clone(&self) -> Self {
        Self { terms: self.terms.clone(), id: self.id.clone(), company: PhantomData }
    }
}

impl<C> fmt::Debug for Loyalty<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loyalty").field("id", &self.id).field("terms", &self.terms).finish()
    }
}

impl<C: Company> Strategy for Loyalty<C> {
    type Evidence = CustomerProfile<C>;
    type Outcome = RewardOutcome;

    fn id(&self) -> StrategyId {
        self.id.clone()
    }

    fn evaluate(&self, evidence: &CustomerProfile<C>) -> RewardOutcome {
        let range = self.terms.range;
        let earned = self.terms.earn_rules.iter().map(|rule| {
            let reading = evidence.get(rule.measure);
            let (points, best) = (rule.points.points(reading), rule.points.highest());
            EarnedPoints { measure: rule.measure, reading, points, best }
        });
        let earned: Vec<_> = earned.collect();
        let exact = Points::from(range.lowest()) + earned.iter().map(|earned| earned.points).sum();
        let value = range.nearest(exact.rounded());
        // The first band begins with the range.
        let band = last_reached(&self.terms.bands, |band| band.from, value).cloned();
        let band = band.unwrap_or_else(|| Band { from: range.lowest(), name: ReasonText::new("", "") });
        let rewards = self.terms.rewards.iter().filter(|reward| reward.from <= value).cloned().collect();
        RewardOutcome { strategy: self.id(), range, value, exact, band, rewards, earned }
    }
}

/// What a loyalty score says of a customer: points, a band, rewards. It is no [`Outcome`](crate::scoring::Outcome), and nothing
/// turns it into one.
///
/// Displayed, it is the points, the range and the band. `Debug` shows the strategy, and nothing of the customer.
#[derive(Clone, PartialEq, Serialize)]
pub struct RewardOutcome {
    strategy: StrategyId,
    range: ScoreRange,
    value: i32,
    exact: Points,
    band: Band,
    rewards: Vec<Reward>,
    earned: Vec<EarnedPoints>,
}

/// What one measure earned a customer. `Debug` shows the measure only.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EarnedPoints {
    /// The measure.
    pub measure: ProfileMeasure,
    /// Its number.
    pub reading: Reading,
    /// Points for it.
    pub points: Points,
    /// The most points that were to be had.
    pub best: Points,
}

impl RewardOutcome {
    /// The strategy and its version.
    #[must_use]
    pub fn strategy(&self) -> &StrategyId {
        &self.strategy
    }

    /// The points, as a whole number.
    #[must_use]
    pub fn value(&self) -> i32 {
        self.value
    }

    /// The range they lie in.
    #[must_use]
    pub fn range(&self) -> ScoreRange {
        self.range
    }

    /// The band they lie in.
    #[must_use]
    pub fn band(&self) -> &Band {
        &self.band
    }

    /// Every reward that is given.
    #[must_use]
    pub fn rewards(&self) -> &[Reward] {
        &self.rewards
    }

    /// What earned the points, in the order of the terms: with the lowest of the range, they add up.
    #[must_use]
    pub fn earned(&self) -> &[EarnedPoints] {
        &self.earned
    }
}

impl fmt::Debug for RewardOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RewardOutcome({}, ‹private›)", self.strategy)
    }
}

impl fmt::Debug for EarnedPoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EarnedPoints({:?}, ‹private›)", self.measure)
    }
}

impl StrategyOutcome for RewardOutcome {
    fn number(&self) -> Option<f64> {
        Some(self.exact.as_f64())
    }
}

impl fmt::Display for RewardOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}: {}", self.value, self.range, self.band.name.pick(Language::English))
    }
}

/// A merchant that waives deposits by loyalty scores, from a threshold of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merchant {
    /// Its name.
    pub name: String,
    /// The lowest score for which it waives a deposit.
    pub waives_from: i32,
    /// The highest deposit that it waives.
    pub up_to: Money,
}

impl Merchant {
    /// One with this threshold.
    pub fn new(name: impl Into<String>, waives_from: i32, up_to: Money) -> Self {
        Self { name: name.into(), waives_from, up_to }
    }

    /// Whether it waives this deposit. What it does without a waiver is to ask for the deposit, as it does of anybody.
    #[must_use]
    pub fn waives(&self, outcome: &RewardOutcome, deposit: Money) -> bool {
        outcome.value >= self.waives_from
            && deposit.currency() == self.up_to.currency()
            && deposit.minor() <= self.up_to.minor()
    }
}

const RANGE: ScoreRange = ScoreRange::of_ours(350, 950);

/// As told of Sesame, where the bands overlap in one score: here a band begins with it.
const BANDS: &[(i32, &str, &str)] = &[
    (350, "basic", "较差"),
    (550, "medium", "中等"),
    (600, "good", "良好"),
    (650, "excellent", "优秀"),
    (700, "outstanding", "极好"),
];

const EARN_RULES: &[(ProfileMeasure, &[(i64, i32)])] = &[
    (ProfileMeasure::TenureMonths, &[(3, 20), (12, 60), (36, 100), (60, 120)]),
    (ProfileMeasure::PaidOnTimeYear, &[(1, 40), (6, 100), (12, 140)]),
    (ProfileMeasure::RentalsReturnedYear, &[(1, 20), (5, 40), (12, 60)]),
    (ProfileMeasure::PurchasesYear, &[(1, 20), (12, 50), (50, 80)]),
    (ProfileMeasure::SpendingYear, &[(100_000, 20), (500_000, 60), (2_000_000, 130), (5_000_000, 200)]),
];

const REWARDS: &[(i32, Benefit)] = &[
    (600, Benefit::DepositWaived(Money::whole(300, Currency::CNY))),
    (650, Benefit::DepositWaived(Money::whole(2_000, Currency::CNY))),
    (650, Benefit::FeeDiscount(500)),
    (700, Benefit::FeeDiscount(1_000)),
];
