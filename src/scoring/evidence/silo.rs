//! Traits of the evidence that a strategy may see.

use chrono::NaiveDate;

use crate::attributes::Attributes;
use crate::policy::Silo;

/// Evidence that a strategy may see.
///
/// The library has separate types for the credit file under a regime ([`Attributes`]), the credit file of a shared
/// pool, public records, and a company's own data about its customers. A strategy over one of them cannot be given
/// another, and joining two takes the consent of the person concerned.
///
/// The trait is open: a caller's strategy may have evidence of its own type. Such a type is not [`CreditEvidence`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not evidence that a strategy may see",
    note = "each silo is a type of its own: the credit file under a regime (`Attributes`), public records, a company's own data"
)]
pub trait Evidence {}

/// Evidence on which credit may be granted or refused: the credit file, alone or joined with a lender's own data by
/// consent.
///
/// Public records and purchase data are not. The trait is sealed, so
/// [`Rules::decide_with`](crate::scoring::strategies::Rules::decide_with) accepts no type of the caller's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not evidence for a lending decision",
    note = "credit is decided on the credit file (`Attributes`), alone or joined with a lender's own data by a consent; \
            what one does in another silo must not decide it"
)]
pub trait CreditEvidence: Evidence + sealed::Sealed {
    /// Returns the credit file.
    fn credit_file(&self) -> &Attributes;
}

/// Evidence from a single silo about one person, which can be [joined](super::Joined) with another. The trait is
/// sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not evidence from a single silo, so it cannot be joined",
    note = "evidence that can be joined: `Attributes`, `PoolRecord`, `PublicRecords`, a company's `CustomerProfile`"
)]
pub trait InSilo: Evidence + sealed::InSilo {
    /// Silo of the evidence.
    const SILO: Silo;

    /// Returns the person's pseudonym.
    fn subject(&self) -> &str;

    /// Returns the day of the evidence; for monthly evidence, the first day of its month.
    fn as_of(&self) -> NaiveDate;

    /// Returns the company whose own data this is, under its [declared name](super::Company::NAME); none for other
    /// evidence.
    fn owner(&self) -> Option<&str> {
        None
    }
}

impl Evidence for Attributes {}

impl CreditEvidence for Attributes {
    fn credit_file(&self) -> &Attributes {
        self
    }
}

impl InSilo for Attributes {
    const SILO: Silo = Silo::CreditFile;

    fn subject(&self) -> &str {
        self.subject()
    }

    fn as_of(&self) -> NaiveDate {
        self.month().first_day()
    }
}

/// Seals [`CreditEvidence`] and [`InSilo`]; each type is sealed beside its definition.
pub(super) mod sealed {
    pub trait Sealed {}
    pub trait InSilo {}
}

impl sealed::Sealed for Attributes {}
impl sealed::InSilo for Attributes {}
