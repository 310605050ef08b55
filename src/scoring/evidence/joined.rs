//! Evidence of two silos, joined with the person's consent.

use std::fmt;

use chrono::NaiveDate;

use super::pool::PoolRecord;
use super::profile::{Company, CustomerProfile};
use super::silo::{CreditEvidence, Evidence, InSilo, sealed};
use crate::attributes::Attributes;
use crate::language::Language;
use crate::policy::{Permit, Purpose, Silo};
use crate::text::quoted;

/// Evidence of two silos about one person, joined for a single look that the person permitted.
///
/// ```
/// use chrono::NaiveDate;
/// use credit_bureau::policy::{Consent, Purpose, Silo};
/// use credit_bureau::scoring::evidence::{Company, CustomerProfile, Joined, ProfileMeasure};
/// # use credit_bureau::{Regime, Report};
/// struct HarbourLoans;
/// impl Company for HarbourLoans {
///     const NAME: &'static str = "Harbour Loans";
/// }
///
/// let report = Report::builder("2026-06-30").subject("P-17").build()?;
/// let attributes = report.under(Regime::holistic()).attributes();
/// let profile = CustomerProfile::<HarbourLoans>::new("P-17", "2026-06".parse()?)
///     .with(ProfileMeasure::TenureMonths, 30);
///
/// let day = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap_or_default();
/// let mut consent = Consent::new("P-17".into(), "Harbour Loans".into(), day, day);
/// consent.purposes = vec![Purpose::CreditApplication];
/// consent.silos = vec![Silo::CreditFile, Silo::Commercial];
/// let purpose = Purpose::CreditApplication;
/// let permit = consent.permit("P-17", "Harbour Loans", purpose, &consent.silos, day)?;
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
    /// Joins two pieces of evidence and consumes the permit.
    ///
    /// # Errors
    ///
    /// [`JoinError`] if the permit is another person's, does not open one of the silos, was not given to the company
    /// whose own data is joined, is for an earlier day than the evidence, or is for a purpose for which the two silos
    /// are not joined:
    ///
    /// | joined | for |
    /// |---|---|
    /// | a credit file, be it a pool's, with a company's own data | [credit](Purpose::is_credit) only: it is [evidence for lending](super::CreditEvidence) |
    /// | credit files, public records, or a credit file with public records | all but a reward |
    /// | public records with a company's own data | credit, a tenancy, or the person's own inspection |
    /// | a company's own data with itself | all |
    ///
    /// Monthly evidence (a credit file, a profile) counts as of the first day of its month, so it is joined in the
    /// permit's own month and later, even if some of it is newer than the permit's day. Daily evidence (public records)
    /// must not be later than the permit's day.
    pub fn new(first: A, second: B, permit: Permit) -> Result<Self, JoinError> {
        check_permit(&first, &permit)?;
        check_permit(&second, &permit)?;
        let (silos, found) = ([A::SILO, B::SILO], permit.purpose());
        let expected = purposes(silos);
        match expected.contains(&found) {
            true => Ok(Self { first, second, permit }),
            false => Err(JoinError::OtherPurpose { silos, found, expected }),
        }
    }

    /// Returns the first piece of evidence.
    #[must_use]
    pub fn first(&self) -> &A {
        &self.first
    }

    /// Returns the second piece of evidence.
    #[must_use]
    pub fn second(&self) -> &B {
        &self.second
    }

    /// Returns the permit, as proof of the person's consent.
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

/// Checks that the permit covers one of the two pieces of evidence.
fn check_permit<E: InSilo>(evidence: &E, permit: &Permit) -> Result<(), JoinError> {
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

/// Error for evidence that cannot be joined. Messages do not name the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JoinError {
    /// The evidence is about another person than the permit.
    #[error("the permit and the {} are of different persons: expected the same person", .silo.text(Language::English))]
    OtherSubject {
        /// Silo of the evidence.
        silo: Silo,
    },
    /// The permit does not open the silo of the evidence.
    #[error("the permit does not open the silo: {}", .silo.text(Language::English))]
    OtherSilo {
        /// Silo of the evidence.
        silo: Silo,
    },
    /// A company's own data is joined under another company's permit.
    #[error("`{owner}` may not join its own data with a permit of `{grantee}`: expected one given to `{owner}`")]
    OtherOwner {
        /// Company whose data it is.
        owner: String,
        /// Company that the permit was given to.
        grantee: String,
    },
    /// The evidence is later than the permit's day.
    #[error("the permit is for {day}, the evidence is as of {as_of}: expected evidence that is not later")]
    AfterPermit {
        /// Day of the evidence.
        as_of: NaiveDate,
        /// Day of the permit.
        day: NaiveDate,
    },
    /// The two silos are not joined for this purpose, even with consent.
    #[error(
        "the permit is for {}: {} and {} are joined for one of {} only",
        .found.text(Language::English), .silos[0].text(Language::English), .silos[1].text(Language::English),
        listed(.expected)
    )]
    OtherPurpose {
        /// Silos of the two pieces of evidence.
        silos: [Silo; 2],
        /// Purpose of the permit.
        found: Purpose,
        /// Purposes for which the two silos are joined.
        expected: &'static [Purpose],
    },
}

fn listed(purposes: &[Purpose]) -> String {
    purposes.iter().map(|purpose| purpose.text(Language::English)).collect::<Vec<_>>().join(", ")
}

/// Returns the purposes for which two silos may be joined, in either order; none if the table lacks the pair.
fn purposes([one, other]: [Silo; 2]) -> &'static [Purpose] {
    let row = PURPOSES.iter().find(|(silos, _)| *silos == [one, other] || *silos == [other, one]);
    row.map_or(&[], |(_, purposes)| purposes)
}

/// Purposes of each pair of silos. A test checks that every pair stands here once.
const PURPOSES: &[([Silo; 2], &[Purpose])] = &[
    ([Silo::CreditFile, Silo::CreditFile], REPORT_PURPOSES),
    ([Silo::CreditFile, Silo::SharedPool], REPORT_PURPOSES),
    ([Silo::CreditFile, Silo::PublicRecords], REPORT_PURPOSES),
    ([Silo::CreditFile, Silo::Commercial], CREDIT_PURPOSES),
    ([Silo::SharedPool, Silo::SharedPool], REPORT_PURPOSES),
    ([Silo::SharedPool, Silo::PublicRecords], REPORT_PURPOSES),
    ([Silo::SharedPool, Silo::Commercial], CREDIT_PURPOSES),
    ([Silo::PublicRecords, Silo::PublicRecords], REPORT_PURPOSES),
    ([Silo::PublicRecords, Silo::Commercial], CONTRACT_PURPOSES),
    ([Silo::Commercial, Silo::Commercial], Purpose::ALL),
];

/// Purposes [about credit](Purpose::is_credit), for which alone a lender may weigh its own data with a credit file.
const CREDIT_PURPOSES: &[Purpose] = &[Purpose::CreditApplication, Purpose::AccountReview, Purpose::Collection];

/// Permissible purposes of a credit report or public record. A reward is not one: no consent opens a credit file for
/// marketing.
const REPORT_PURPOSES: &[Purpose] = &[
    Purpose::CreditApplication,
    Purpose::AccountReview,
    Purpose::Collection,
    Purpose::Tenancy,
    Purpose::Employment,
    Purpose::Insurance,
    Purpose::LicenceOrBenefit,
    Purpose::OwnInspection,
];

/// Purposes that arise from a contract between a company and its customer.
const CONTRACT_PURPOSES: &[Purpose] = &[
    Purpose::CreditApplication,
    Purpose::AccountReview,
    Purpose::Collection,
    Purpose::Tenancy,
    Purpose::OwnInspection,
];

impl<A: InSilo, B: InSilo> Evidence for Joined<A, B> {}

impl<C: Company> sealed::Sealed for Joined<Attributes, CustomerProfile<C>> {}

impl<C: Company> CreditEvidence for Joined<Attributes, CustomerProfile<C>> {
    fn credit_file(&self) -> &Attributes {
        self.first()
    }
}

impl<M: Company> sealed::Sealed for Joined<PoolRecord, CustomerProfile<M>> {}

impl<M: Company> CreditEvidence for Joined<PoolRecord, CustomerProfile<M>> {
    fn credit_file(&self) -> &Attributes {
        self.first().attributes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_silos_is_in_the_table_once_and_a_reward_is_for_a_companys_own_data_only() {
        for (place, &one) in Silo::ALL.iter().enumerate() {
            for &other in &Silo::ALL[place..] {
                let rows = PURPOSES.iter().filter(|(silos, _)| *silos == [one, other] || *silos == [other, one]);
                assert_eq!(rows.count(), 1, "{one:?} and {other:?}");
                assert_eq!(purposes([one, other]), purposes([other, one]));
                let own = (one, other) == (Silo::Commercial, Silo::Commercial);
                assert_eq!(purposes([one, other]).contains(&Purpose::Reward), own);
            }
        }
        assert!(Purpose::ALL.iter().all(|purpose| CREDIT_PURPOSES.contains(purpose) == purpose.is_credit()));
        assert!(Purpose::ALL.iter().all(|purpose| REPORT_PURPOSES.contains(purpose) == (*purpose != Purpose::Reward)));
    }
}
