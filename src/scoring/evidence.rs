//! What a strategy may look at: a silo is a type.
//!
//! | silo | type | decides on credit |
//! |---|---|---|
//! | the credit file under a regime | [`Attributes`] | yes |
//! | the credit file of a shared pool | [`PoolRecord`] | joined with a member's own data |
//! | public records | [`PublicRecords`] | no |
//! | a company's own data of a customer | [`Profile`] | joined with the credit file |
//!
//! The library turns none into another. Two meet in a [`Joined`], which takes a [`Permit`](crate::policy::Permit).
//!
//! What the types refuse: a strategy over one silo cannot be given another's evidence, and
//! [`Rules::decide_with`](super::Rules::decide_with) takes no strategy but one over [`CreditEvidence`], which nobody can
//! declare for a type of their own. What they do not: [`Evidence`] is open, so somebody may write a type that holds
//! anything, and a strategy that looks at it. Nothing of the library lends on such a strategy; what its owner does
//! with the number outside the library no type can hinder.

use chrono::NaiveDate;

use super::joined::Joined;
use super::pool::PoolRecord;
use super::profile::{Company, Profile};
use super::public_records::PublicRecords;
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
/// [`Rules::decide_with`](super::Rules::decide_with) asks for cannot be declared for another type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no evidence for a lending decision",
    note = "credit is decided on the credit file (`Attributes`), alone or joined with a lender's own data by a consent; \
            what one does in another silo must not decide it"
)]
pub trait CreditEvidence: Evidence + sealed::Sealed {
    /// The credit file in it.
    fn credit_file(&self) -> &Attributes;
}

/// Evidence that lies in one silo and is about one person: what can be [joined](Joined). The list is closed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` lies in no silo of its own, so nothing can be joined with it",
    note = "what can be joined: `Attributes`, `PoolRecord`, `PublicRecords`, a company's `Profile`"
)]
pub trait InSilo: Evidence + sealed::InSilo {
    /// The silo.
    const SILO: Silo;

    /// The person's pseudonym.
    fn subject(&self) -> &str;

    /// The day as of which it speaks. What speaks of a month has no day: of it this is the first.
    fn as_of(&self) -> NaiveDate;

    /// The company whose own data it is, if it is a company's. It is what the company's type
    /// [calls itself](Company::NAME).
    fn owner(&self) -> Option<&str> {
        None
    }
}

impl Evidence for Attributes {}
impl Evidence for PoolRecord {}
impl Evidence for PublicRecords {}
impl<C: Company> Evidence for Profile<C> {}
impl<A: InSilo, B: InSilo> Evidence for Joined<A, B> {}

impl CreditEvidence for Attributes {
    fn credit_file(&self) -> &Attributes {
        self
    }
}

impl<C: Company> CreditEvidence for Joined<Attributes, Profile<C>> {
    fn credit_file(&self) -> &Attributes {
        self.first()
    }
}

impl<M: Company> CreditEvidence for Joined<PoolRecord, Profile<M>> {
    fn credit_file(&self) -> &Attributes {
        self.first().attributes()
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

impl InSilo for PoolRecord {
    const SILO: Silo = Silo::SharedPool;

    fn subject(&self) -> &str {
        self.attributes().subject()
    }

    fn as_of(&self) -> NaiveDate {
        self.attributes().month().first_day()
    }
}

impl InSilo for PublicRecords {
    const SILO: Silo = Silo::PublicRecords;

    fn subject(&self) -> &str {
        self.subject()
    }

    fn as_of(&self) -> NaiveDate {
        self.day()
    }
}

impl<C: Company> InSilo for Profile<C> {
    const SILO: Silo = Silo::Commercial;

    fn subject(&self) -> &str {
        self.subject()
    }

    fn as_of(&self) -> NaiveDate {
        self.month().first_day()
    }

    fn owner(&self) -> Option<&str> {
        Some(C::NAME)
    }
}

pub(super) mod sealed {
    use super::{Attributes, Company, Joined, PoolRecord, Profile, PublicRecords};

    /// Closes [`CreditEvidence`](super::CreditEvidence).
    pub trait Sealed {}

    impl Sealed for Attributes {}
    impl<C: Company> Sealed for Joined<Attributes, Profile<C>> {}
    impl<M: Company> Sealed for Joined<PoolRecord, Profile<M>> {}

    /// Closes [`InSilo`](super::InSilo).
    pub trait InSilo {}

    impl InSilo for Attributes {}
    impl InSilo for PoolRecord {}
    impl InSilo for PublicRecords {}
    impl<C: Company> InSilo for Profile<C> {}
}
