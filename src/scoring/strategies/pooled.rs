//! Scores from a shared pool's record and one member's own data.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::attributes::{Catalogue, Plan, Reading, SpecialValue};
use crate::scoring::evidence::{Company, CustomerProfile, Joined, KnownTo, Pool, PoolRecord, ProfileMeasure};
use crate::scoring::outcome::{Contribution, Outcome, ReasonText, Score, Strategy, StrategyId, Unscorable, reading};
use crate::scoring::points::{Ladder, Points, ScoreRange, TermsError, check_length, check_reach, check_text};
use crate::text::nearest;

/// Credit score of one member of a [`Pool`] for one product: the pool's record of a person, joined with the member's
/// own profile of the customer, weighed by the member's own terms.
///
/// All members see the same record and weigh it differently, so a person has a different score with each. One member's
/// profile cannot reach another's strategy, because the types differ. A person known neither to the pool nor to the
/// member has no score. The weights stay with the member: `Debug` does not show them.
///
/// ```
/// use chrono::NaiveDate;
/// use credit_bureau::policy::{Consent, Purpose, Silo};
/// use credit_bureau::scoring::{ScoreRange, Strategy};
/// use credit_bureau::scoring::evidence::{Company, CustomerProfile, Joined, Pool, ProfileMeasure};
/// use credit_bureau::scoring::outcome::ReasonText;
/// use credit_bureau::scoring::points::Ladder;
/// use credit_bureau::scoring::strategies::Pooled;
/// use credit_bureau::scoring::strategies::pooled::{PooledTerms, Weight};
/// use credit_bureau::{AccountKind, Regime, Report};
/// struct HarbourLoans;
/// impl Company for HarbourLoans {
///     const NAME: &'static str = "Harbour Loans";
/// }
///
/// let pool = Pool::new("Harbour Pool", ["Harbour Loans", "Hill Finance"], Regime::holistic())?;
/// let mut terms = PooledTerms::new("cash loan", "1", ScoreRange::new(0, 100)?, 20);
/// let late = ReasonText::new("paid late in the last year", "近一年有逾期");
/// let on_time = Ladder::new([(1, -20)]).below(40);
/// terms.pool = vec![Weight::new("late_months_1_12".to_owned(), on_time, late)];
/// let tenure = ReasonText::new("a customer for a short time only", "成为客户时间较短");
/// terms.own = vec![Weight::new(ProfileMeasure::TenureMonths, Ladder::new([(12, 30)]), tenure)];
/// let cash_loan = Pooled::<HarbourLoans>::new(&pool, terms)?;
///
/// let report = Report::builder("2026-06-30")
///     .subject("P-17")
///     .account(AccountKind::NonRevolvingLoan, "loan", |loan| {
///         loan.opened("2025-01-10").paid("NNNNNNNNNNNN")
///     })
///     .build()?;
/// let record = pool.record(&report, cash_loan.plan());
/// let profile = CustomerProfile::new("P-17", "2026-06".parse()?);
/// let profile = profile.with(ProfileMeasure::TenureMonths, 4);
/// let day = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap_or_default();
/// # let mut consent = Consent::new("P-17".into(), "Harbour Loans".into(), day, day);
/// # consent.purposes = vec![Purpose::CreditApplication];
/// # consent.silos = vec![Silo::SharedPool, Silo::Commercial];
/// let purpose = Purpose::CreditApplication;
/// let permit = consent.permit("P-17", "Harbour Loans", purpose, &consent.silos, day)?;
/// let outcome = cash_loan.evaluate(&Joined::new(record, profile, permit)?);
/// assert_eq!(format!("{outcome:#}"), "60 of 0 to 100: a customer for a short time only");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Pooled<M> {
    pool: Arc<str>,
    terms: PooledTerms,
    id: StrategyId,
    plan: Plan,
    member: PhantomData<fn() -> M>,
}

/// Terms of a [`Pooled`] score, as plain data. `Debug` shows the product and version only.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PooledTerms {
    /// Name of the product; a member may have several.
    pub product: String,
    /// Version of these terms.
    pub version: String,
    /// Range of possible scores.
    pub range: ScoreRange,
    /// Points at which the sum starts.
    pub base: Points,
    /// Requirement of who must know the person.
    #[serde(default)]
    pub known_to: KnownTo,
    /// Weights of the catalogue's attributes in the pool's record. Those about accounts are absent of somebody who has none
    /// there, but for what the pool would record if it went wrong and did not: that reads as of anybody.
    #[serde(default)]
    pub pool: Vec<Weight<String>>,
    /// Weights of the member's own measures.
    #[serde(default)]
    pub own: Vec<Weight<ProfileMeasure>>,
}

/// Weight of one attribute or measure. `Debug` shows the attribute or measure only.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight<T> {
    /// The attribute or measure.
    pub of: T,
    /// Points by its number.
    pub points: Ladder,
    /// Reason for the person if points are lost.
    pub reason: ReasonText,
}

impl<T> Weight<T> {
    /// Creates a weight.
    pub fn new(of: T, points: Ladder, reason: ReasonText) -> Self {
        Self { of, points, reason }
    }
}

impl PooledTerms {
    /// Creates terms without weights.
    pub fn new(
        product: impl Into<String>,
        version: impl Into<String>,
        range: ScoreRange,
        base: impl Into<Points>,
    ) -> Self {
        let (product, version, base, known_to) = (product.into(), version.into(), base.into(), KnownTo::Either);
        Self { product, version, range, base, known_to, pool: Vec::new(), own: Vec::new() }
    }
}

impl<M: Company> Pooled<M> {
    /// Creates a member's score for a product.
    ///
    /// # Errors
    ///
    /// The first [`TermsError`] found: a company that is not a holder of the pool; an empty name, or an attribute that
    /// is not in the catalogue; an attribute or measure given twice; steps out of order; points beyond the range; a
    /// list of more than 1,000 entries.
    pub fn new(pool: &Pool, terms: PooledTerms) -> Result<Self, TermsError> {
        if !pool.is_held_by(M::NAME) {
            return Err(TermsError::NoHolder { company: M::NAME.to_owned(), pool: pool.name().to_owned() });
        }
        check_text(&terms.product, "product")?;
        check_text(&terms.version, "version")?;
        weights(&terms.pool, "pool", String::as_str)?;
        weights(&terms.own, "own", |measure| measure.name())?;
        check_reach(terms.range, terms.base, ladders(&terms))?;
        let mut rows = Vec::with_capacity(terms.pool.len());
        for (index, weight) in terms.pool.iter().enumerate() {
            match Catalogue::standard().get(&weight.of) {
                Some(row) => rows.push(row.clone()),
                None => {
                    let names = Catalogue::standard().iter().map(|row| row.name.as_str());
                    let nearest = nearest(&weight.of, names).map(str::to_owned);
                    let (place, name) = (format!("pool[{index}].of"), weight.of.clone());
                    return Err(TermsError::UnknownAttribute { place, name, nearest });
                }
            }
        }
        // Distinct rows of the catalogue always form a plan.
        let plan = Plan::new(rows).map_err(|_| TermsError::Empty { place: "pool".to_owned(), expected: "a plan" })?;
        let id = StrategyId::new(format!("{}: {}", M::NAME, terms.product), terms.version.as_str());
        Ok(Self { pool: pool.shared_name(), terms, id, plan, member: PhantomData })
    }

    /// Returns the attributes that the member weighs and no others, the plan for computing a [record](Pool::record).
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    fn score(&self, evidence: &Joined<PoolRecord, CustomerProfile<M>>) -> Result<Score, Unscorable> {
        let (record, profile) = (evidence.first(), evidence.second());
        if record.pool() != &*self.pool {
            return Err(Unscorable::OtherPool { found: record.pool().to_owned(), expected: (*self.pool).to_owned() });
        }
        let (pool, company) = (record.is_known(), !profile.is_empty());
        let needed = self.terms.known_to;
        if !needed.is_met(pool, company) {
            return Err(Unscorable::NotKnown { needed, pool, company });
        }
        let mut contributions = Vec::new();
        for weight in &self.terms.pool {
            let reading = match reading(record.attributes(), &weight.of)? {
                hidden @ Reading::Absent(SpecialValue::Hidden) => hidden,
                reading if record.has_file() || !record.attributes().needs_account(&weight.of) => reading,
                _ => Reading::Absent(SpecialValue::NoSuchAccount),
            };
            contributions.push(weight.contribution(&weight.of, reading));
        }
        let own = self.terms.own.iter();
        contributions.extend(own.map(|weight| weight.contribution(weight.of.name(), profile.get(weight.of))));
        let (range, base) = (self.terms.range, self.terms.base);
        let sum = base + contributions.iter().map(Contribution::points).sum();
        let best = base + contributions.iter().map(Contribution::best).sum();
        // Terms whose points can leave the range were refused in `new`.
        let score = Score::new(self.id(), range, base, contributions)
            .map_err(|_| Unscorable::Model { found: sum.to_string(), range })?;
        Ok(score.with_best(best).on(record.attributes()))
    }
}

impl<M: Company> Strategy for Pooled<M> {
    type Evidence = Joined<PoolRecord, CustomerProfile<M>>;
    type Outcome = Outcome;

    fn id(&self) -> StrategyId {
        self.id.clone()
    }

    /// Returns the score, or why there is none: a record of another pool, a person not known as the product requires,
    /// an attribute that was not computed or is out of range.
    fn evaluate(&self, evidence: &Joined<PoolRecord, CustomerProfile<M>>) -> Outcome {
        self.score(evidence).into()
    }
}

impl<T> Weight<T> {
    fn contribution(&self, name: &str, reading: Reading) -> Contribution {
        let (points, best) = (self.points.points(reading), self.points.highest());
        Contribution::new(name, reading, points, best, self.reason.clone())
    }
}

impl<M> fmt::Debug for Pooled<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pooled({}, ‹private›)", self.id)
    }
}

impl fmt::Debug for PooledTerms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PooledTerms({}, version {}, ‹private›)", self.product, self.version)
    }
}

impl<T: fmt::Debug> fmt::Debug for Weight<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Weight({:?}, ‹private›)", self.of)
    }
}

fn ladders(terms: &PooledTerms) -> impl Iterator<Item = &Ladder> + Clone {
    terms.pool.iter().map(|weight| &weight.points).chain(terms.own.iter().map(|weight| &weight.points))
}

fn weights<T>(weights: &[Weight<T>], place: &str, name: impl Fn(&T) -> &str) -> Result<(), TermsError> {
    check_length(weights, place)?;
    let mut seen = std::collections::HashSet::new();
    for (index, weight) in weights.iter().enumerate() {
        weight.points.check(&format!("{place}[{index}].points"))?;
        let name = name(&weight.of);
        if !seen.insert(name) {
            return Err(TermsError::Duplicate { place: format!("{place}[{index}].of"), name: name.to_owned() });
        }
    }
    Ok(())
}
