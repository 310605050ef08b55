//! Two silos in one hand, with the person's consent.

use std::fmt;

use chrono::NaiveDate;

use super::evidence::InSilo;
use crate::language::Language;
use crate::policy::{Permit, Purpose, Silo};
use crate::text::quoted;

/// Evidence of two silos about one person, joined for one look that the person allowed.
///
/// ```
/// use chrono::NaiveDate;
/// use credit_bureau::policy::{Consent, Purpose, Silo};
/// use credit_bureau::scoring::{Company, Joined, Profile, ProfileMeasure};
/// # use credit_bureau::{Regime, Report};
/// struct HarbourLoans;
/// impl Company for HarbourLoans {
///     const NAME: &'static str = "Harbour Loans";
/// }
///
/// let report = Report::builder("2026-06-30").subject("P-17").build()?;
/// let attributes = report.under(&Regime::holistic()).attributes();
/// let profile = Profile::<HarbourLoans>::new("P-17", "2026-06".parse()?).with(ProfileMeasure::TenureMonths, 30);
///
/// let day = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap_or_default();
/// let mut consent = Consent::new("P-17".into(), "Harbour Loans".into(), day, day);
/// consent.purposes = vec![Purpose::CreditApplication];
/// consent.silos = vec![Silo::CreditFile, Silo::Commercial];
/// let permit = consent.permit("P-17", "Harbour Loans", Purpose::CreditApplication, &consent.silos, day)?;
///
/// let joined = Joined::new(attributes, profile, permit)?;
/// assert_eq!(joined.second().get(ProfileMeasure::TenureMonths).known(), Some(30));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Joined<A, B> {
    first: A,
    second: B,
    permit: Permit,
}

impl<A: InSilo, B: InSilo> Joined<A, B> {
    /// Joins them, and uses the permit up.
    ///
    /// # Errors
    ///
    /// If the permit is another person's, does not open one of the silos, was not given to the company whose own data is
    /// joined, or is for an earlier day than the evidence speaks of. A credit file joined with a company's own data is
    /// [evidence for lending](super::CreditEvidence), so its purpose must [be credit](Purpose::is_credit).
    pub fn new(first: A, second: B, permit: Permit) -> Result<Self, JoinError> {
        part(&first, &permit)?;
        part(&second, &permit)?;
        let silos = [A::SILO, B::SILO];
        let lending = silos.contains(&Silo::CreditFile) && silos.contains(&Silo::Commercial);
        if lending && !permit.purpose().is_credit() {
            return Err(JoinError::NotForCredit { purpose: permit.purpose() });
        }
        Ok(Self { first, second, permit })
    }

    /// The first.
    #[must_use]
    pub fn first(&self) -> &A {
        &self.first
    }

    /// The second.
    #[must_use]
    pub fn second(&self) -> &B {
        &self.second
    }

    /// The proof that the person allowed it.
    #[must_use]
    pub fn permit(&self) -> &Permit {
        &self.permit
    }
}

impl<A: fmt::Debug, B: fmt::Debug> fmt::Debug for Joined<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Joined").field(&self.first).field(&self.second).field(&self.permit).finish()
    }
}

/// Whether the permit opens one of the two.
fn part<E: InSilo>(evidence: &E, permit: &Permit) -> Result<(), JoinError> {
    if evidence.subject() != permit.subject() {
        return Err(JoinError::OtherSubject { silo: E::SILO });
    }
    if !permit.silos().contains(&E::SILO) {
        return Err(JoinError::OtherSilo { silo: E::SILO });
    }
    if let Some(owner) = evidence.owner().filter(|&owner| owner != permit.grantee()) {
        return Err(JoinError::OtherOwner { owner: quoted(owner), grantee: quoted(permit.grantee()) });
    }
    match evidence.as_of() <= permit.day() {
        true => Ok(()),
        false => Err(JoinError::AfterPermit { as_of: evidence.as_of(), day: permit.day() }),
    }
}

/// Why evidence was not joined. Messages do not name the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JoinError {
    /// The evidence is about somebody else.
    #[error("the permit is another person's than the {}: expected one of the same person", .silo.text(Language::English))]
    OtherSubject {
        /// Where the evidence lies.
        silo: Silo,
    },
    /// The permit does not open the silo.
    #[error("the permit does not open the silo: {}", .silo.text(Language::English))]
    OtherSilo {
        /// The silo.
        silo: Silo,
    },
    /// One company's own data for another.
    #[error("`{owner}` may not join its own data with a permit of `{grantee}`: expected one given to `{owner}`")]
    OtherOwner {
        /// Whose data it is.
        owner: String,
        /// Who may look.
        grantee: String,
    },
    /// The evidence is newer than the look that was allowed.
    #[error("the permit is for {day}, the evidence is as of {as_of}: expected none that is later")]
    AfterPermit {
        /// As of when the evidence speaks.
        as_of: NaiveDate,
        /// The day of the look.
        day: NaiveDate,
    },
    /// A credit file joined with a company's own data, for another purpose than credit.
    #[error(
        "the permit is for {}: a credit file is joined with a company's own data for credit only",
        .purpose.text(Language::English)
    )]
    NotForCredit {
        /// The purpose.
        purpose: Purpose,
    },
}
