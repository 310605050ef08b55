//! Traits of the evidence that a strategy may see.

use chrono::NaiveDate;

use crate::attributes::Attributes;
use crate::policy::Silo;

/// What a strategy may see.
///
/// The library's kinds of evidence stand apart: the credit file under a regime ([`Attributes`]), that of a shared pool,
/// public records, a company's own data of its customers. A strategy over one of them cannot be given another, and
/// joining two takes the consent of the person whom they are about.
///
/// The trait is open: a strategy of the caller's own may have evidence of its own kind. It promises nothing of what is in
/// it, and is no [`CreditEvidence`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not evidence that a strategy may see",
    note = "each silo is a type of its own: the credit file under a regime (`Attributes`), public records, a company's own data"
)]
pub trait Evidence {}

/// Evidence on which credit may be given or refused: the credit file, and what a consent joined to it.
///
/// A public record is none, nor is what a platform knows of its customers' purchases. The list is closed: what
/// [`Rules::decide_with`](crate::scoring::strategies::Rules::decide_with) asks for cannot be declared for another type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no evidence for a lending decision",
    note = "credit is decided on the credit file (`Attributes`), alone or joined with a lender's own data by a consent; \
            what one does in another silo must not decide it"
)]
pub trait CreditEvidence: Evidence + sealed::Sealed {
    /// The credit file in it.
    fn credit_file(&self) -> &Attributes;
}

/// Evidence that lies in one silo and is about one person: what can be [joined](super::Joined). The list is closed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` lies in no silo of its own, so nothing can be joined with it",
    note = "what can be joined: `Attributes`, `PoolRecord`, `PublicRecords`, a company's `CustomerProfile`"
)]
pub trait InSilo: Evidence + sealed::InSilo {
    /// The silo.
    const SILO: Silo;

    /// The person's pseudonym.
    fn subject(&self) -> &str;

    /// The day as of which it speaks. What speaks of a month has no day: of it this is the first.
    fn as_of(&self) -> NaiveDate;

    /// The company whose own data it is, if it is a company's. It is what the company's type
    /// [calls itself](super::Company::NAME).
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

/// Closes [`CreditEvidence`] and [`InSilo`]: a type is sealed beside its definition.
pub(super) mod sealed {
    pub trait Sealed {}
    pub trait InSilo {}
}

impl sealed::Sealed for Attributes {}
impl sealed::InSilo for Attributes {}
