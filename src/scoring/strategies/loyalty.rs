//! Loyalty scores: rewards of a company for its own customers.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use crate::attributes::Reading;
use crate::language::Language;
use crate::money::{Currency, Money};
use crate::record::record_of;
use crate::scoring::evidence::{Company, CustomerProfile, ProfileMeasure};
use crate::scoring::outcome::{ReasonText, Strategy, StrategyId, StrategyOutcome};
use crate::scoring::points::{
    Ladder, Points, ScoreRange, TermsError, check_length, check_reach, check_text, last_reached,
};

/// Loyalty score of the company `C`, modelled on Sesame Credit 芝麻信用: 350 to 950 in the sample terms, in named bands.
///
/// It sees the company's own [`CustomerProfile`] and nothing else. It gives rewards and takes nothing away: a higher
/// measure never lowers it, and a person about whom nothing is known gets the lowest band and no reward. It is not a
/// credit score and does not predict repayment. Much of it is spending with the company, which
/// [`ConflictOfInterest`](crate::scoring::explain::ConflictOfInterest) measures. Its outcome is a [`RewardOutcome`],
/// which no lending decision accepts.
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
    /// Terms of a loyalty score, as plain data.
    LoyaltyTerms {
        /// Name of the programme.
        name: String,
        /// Version of these terms.
        version: String,
        /// Range of the score, from the points of a person about whom nothing is known.
        range: ScoreRange,
        ..
        /// Bands, lowest first; the first begins at the lowest score.
        bands: Vec<Band>,
        /// Rules that earn points.
        #[serde(rename = "earns")]
        earn_rules: Vec<EarnRule>,
        /// Rewards that points give.
        rewards: Vec<Reward>,
    }
}

/// Band: a named part of the range, which ends where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Lowest score of the band.
    pub from: i32,
    /// Name.
    pub name: ReasonText,
}

/// Rule that earns points for one measure of the profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarnRule {
    /// The measure.
    pub measure: ProfileMeasure,
    /// Points by its number: none at zero or if absent, and never fewer for a higher number.
    pub points: Ladder,
}

/// Reward that is given from a score on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reward {
    /// Lowest score with the reward.
    pub from: i32,
    /// Benefit that is given.
    #[serde(rename = "gift")]
    pub benefit: Benefit,
}

/// Benefit of a reward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Benefit {
    /// Waiver of rental deposits 免押金 up to an amount.
    DepositWaived(Money),
    /// Discount on fees 费用折扣, in basis points.
    FeeDiscount(u16),
}

impl LoyaltyTerms {
    /// Returns the library's sample terms, which are nobody's real terms. The bands are those reported for Sesame
    /// Credit.
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
        check_text(&self.name, "name")?;
        check_text(&self.version, "version")?;
        check_length(&self.bands, "bands")?;
        // Places name the fields of the JSON form, in which the rules are `earns`.
        check_length(&self.earn_rules, "earns")?;
        check_length(&self.rewards, "rewards")?;
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
            check_text(&band.name.english, &format!("bands[{index}].name.english"))?;
            check_text(&band.name.chinese, &format!("bands[{index}].name.chinese"))?;
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
            // Everyone has the lowest score, so a reward from there rewards nothing.
            if nothing || reward.from == range.lowest() {
                let found =
                    if nothing { found } else { format!("given for {} points, which everyone has", reward.from) };
                return Err(TermsError::NoReward { place: format!("rewards[{index}]"), found });
            }
        }
        check_reach(range, range.lowest().into(), self.earn_rules.iter().map(|rule| &rule.points))
    }
}

impl EarnRule {
    /// Checks that the rule only gives: nothing for a number of zero, and never fewer points for a higher number.
    fn check(&self, place: &str) -> Result<(), TermsError> {
        self.points.check(place)?;
        // A customer about whom nothing is known must get the lowest score, or the range would not begin at it.
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
    /// Creates a loyalty score from its terms.
    ///
    /// # Errors
    ///
    /// The first [`TermsError`] found: points below zero, for nothing, or fewer for a higher number; a reward that is
    /// worth nothing or that everyone has; bands out of order or outside the range; points beyond the range; a measure
    /// given twice; an empty name; a list of more than 1,000 entries.
    pub fn new(terms: LoyaltyTerms) -> Result<Self, TermsError> {
        terms.check()?;
        Ok(Self::of(terms))
    }

    /// Creates a loyalty score from the [sample terms](LoyaltyTerms::sample).
    #[must_use]
    pub fn sample() -> Self {
        Self::of(LoyaltyTerms::sample())
    }

    fn of(terms: LoyaltyTerms) -> Self {
        let id = StrategyId::new(format!("{}: {}", C::NAME, terms.name), terms.version.as_str());
        Self { terms, id, company: PhantomData }
    }

    /// Returns the terms, which customers may see.
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
        // The checked terms have a first band at the lowest score, so a band is always found; the fallback is never
        // used.
        let band = last_reached(&self.terms.bands, |band| band.from, value).cloned();
        let band = band.unwrap_or_else(|| Band { from: range.lowest(), name: ReasonText::new("", "") });
        let rewards = self.terms.rewards.iter().filter(|reward| reward.from <= value).cloned().collect();
        RewardOutcome { strategy: self.id(), range, value, exact, band, rewards, earned }
    }
}

/// Outcome of a [`Loyalty`] score: points, band and rewards. It does not convert to an
/// [`Outcome`](crate::scoring::Outcome).
///
/// It displays as the points, the range and the band. `Debug` shows the strategy and nothing about the customer.
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

/// Points that one measure earned. `Debug` shows the measure only.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EarnedPoints {
    /// The measure.
    pub measure: ProfileMeasure,
    /// The customer's number.
    pub reading: Reading,
    /// Points that it earned.
    pub points: Points,
    /// Most points that it can earn.
    pub best: Points,
}

impl RewardOutcome {
    /// Returns the strategy and its version.
    #[must_use]
    pub fn strategy(&self) -> &StrategyId {
        &self.strategy
    }

    /// Returns the score as a whole number.
    #[must_use]
    pub fn value(&self) -> i32 {
        self.value
    }

    /// Returns the range of the score.
    #[must_use]
    pub fn range(&self) -> ScoreRange {
        self.range
    }

    /// Returns the band of the score.
    #[must_use]
    pub fn band(&self) -> &Band {
        &self.band
    }

    /// Returns the rewards given.
    #[must_use]
    pub fn rewards(&self) -> &[Reward] {
        &self.rewards
    }

    /// Returns the points earned by each measure, in the order of the terms; with the lowest score, they add up to the
    /// score.
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

/// Merchant that waives deposits by loyalty score, above a threshold of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merchant {
    /// Name.
    pub name: String,
    /// Lowest score for which it waives a deposit.
    pub waives_from: i32,
    /// Highest deposit that it waives.
    pub up_to: Money,
}

impl Merchant {
    /// Creates a merchant with its threshold and highest waiver.
    pub fn new(name: impl Into<String>, waives_from: i32, up_to: Money) -> Self {
        Self { name: name.into(), waives_from, up_to }
    }

    /// Whether it waives this deposit. Without a waiver the customer pays the usual deposit and nothing more.
    #[must_use]
    pub fn waives(&self, outcome: &RewardOutcome, deposit: Money) -> bool {
        outcome.value >= self.waives_from
            && deposit.currency() == self.up_to.currency()
            && deposit.minor() <= self.up_to.minor()
    }
}

const RANGE: ScoreRange = ScoreRange::of_ours(350, 950);

/// Bands as reported for Sesame Credit. The reported bands share their border scores; here a border score belongs to
/// the upper band.
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
