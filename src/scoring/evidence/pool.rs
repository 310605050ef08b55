//! Pools: credit files that several companies keep together.

use std::fmt;
use std::sync::Arc;

use super::silo::{Evidence, InSilo, sealed};
use crate::attributes::{Attributes, Plan};
use crate::policy::{AccountView, Disclosure, Regime, Silo};
use crate::report::Report;
use crate::scoring::points::{TermsError, check_length, check_text};
use chrono::NaiveDate;

/// Pool of credit records outside the banks, held in equal parts by its members.
///
/// It is modelled on 百行征信 Baihang, China's first market-run bureau: eight companies hold 8 % each (the association NIFA
/// holds the rest), and its records come from consumer finance, online lenders and other lending outside the banks. The
/// pool keeps the records; each member decides by itself how to weigh them
/// ([`Pooled`](crate::scoring::strategies::Pooled)).
///
/// ```
/// use credit_bureau::scoring::evidence::Pool;
/// use credit_bureau::Regime;
/// let pool = Pool::new("Harbour Pool", ["Harbour Loans", "Hill Finance"], Regime::holistic())?;
/// assert!(pool.is_held_by("Hill Finance"));
/// # Ok::<(), credit_bureau::scoring::points::TermsError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Pool {
    name: Arc<str>,
    holders: Vec<String>,
    regime: Regime,
}

impl Pool {
    /// Creates a pool with its holders; its records are seen under the regime.
    ///
    /// # Errors
    ///
    /// [`TermsError::Empty`] without a name or without holders, [`TermsError::Duplicate`] for a holder given twice,
    /// [`TermsError::TooMany`] for more than 1,000.
    pub fn new<H: Into<String>>(
        name: &str,
        holders: impl IntoIterator<Item = H>,
        regime: &Regime,
    ) -> Result<Self, TermsError> {
        check_text(name, "name")?;
        let holders: Vec<String> = holders.into_iter().map(Into::into).collect();
        check_length(&holders, "holders")?;
        if holders.is_empty() {
            return Err(TermsError::Empty { place: "holders".to_owned(), expected: "at least one company" });
        }
        let mut seen = std::collections::HashSet::new();
        for (index, holder) in holders.iter().enumerate() {
            let place = format!("holders[{index}]");
            check_text(holder, &place)?;
            if !seen.insert(holder) {
                return Err(TermsError::Duplicate { place, name: holder.clone() });
            }
        }
        Ok(Self { name: name.into(), holders, regime: regime.clone() })
    }

    /// Returns the pool's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the holders, all with equal parts.
    #[must_use]
    pub fn holders(&self) -> &[String] {
        &self.holders
    }

    /// Whether a company is a holder.
    #[must_use]
    pub fn is_held_by(&self, company: &str) -> bool {
        self.holders.iter().any(|holder| holder == company)
    }

    /// Computes the pool's record of a person by a plan. If the regime shows none of the report's accounts, the pool
    /// does not know the person.
    #[must_use]
    pub fn record(&self, report: &Report, plan: &Plan) -> PoolRecord {
        let view = report.under(&self.regime);
        let (is_known, attributes) = (view.accounts().next().is_some(), view.attributes_of(plan));
        let for_wrongs_only =
            |account: &AccountView<'_>| self.regime.disclosure(account.kind()) == Disclosure::NegativeOnly;
        let has_file = !view.accounts().all(|account| for_wrongs_only(&account));
        PoolRecord { pool: Arc::clone(&self.name), is_known, has_file, attributes }
    }

    pub(in crate::scoring) fn shared_name(&self) -> Arc<str> {
        Arc::clone(&self.name)
    }
}

/// Record of one person in a [`Pool`]: the computed credit file, which may be empty.
///
/// Its values cannot be read directly. It becomes evidence when it is [joined](super::Joined) with a member's own data,
/// with the person's consent.
///
/// ```compile_fail
/// # fn of(record: &credit_bureau::scoring::evidence::PoolRecord) {
/// let attributes = record.attributes(); // not without a permit
/// # }
/// ```
#[derive(Clone, PartialEq)]
pub struct PoolRecord {
    pool: Arc<str>,
    is_known: bool,
    has_file: bool,
    attributes: Attributes,
}

impl PoolRecord {
    /// Returns the pool's name.
    #[must_use]
    pub fn pool(&self) -> &str {
        &self.pool
    }

    /// Whether the pool knows the person.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.is_known
    }

    /// Whether an account is on record for more than what went wrong of it. Of somebody without one, that nothing went
    /// wrong is no sign of a file: a late payment, by which the pool would know the person, must not be better.
    pub(in crate::scoring) const fn has_file(&self) -> bool {
        self.has_file
    }

    pub(in crate::scoring) const fn attributes(&self) -> &Attributes {
        &self.attributes
    }
}

impl Evidence for PoolRecord {}
impl sealed::InSilo for PoolRecord {}

impl InSilo for PoolRecord {
    const SILO: Silo = Silo::SharedPool;

    fn subject(&self) -> &str {
        self.attributes().subject()
    }

    fn as_of(&self) -> NaiveDate {
        self.attributes().month().first_day()
    }
}

impl fmt::Debug for PoolRecord {
    /// Writes the pool's name and nothing about the person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PoolRecord({}, ‹private›)", self.pool)
    }
}
