//! What a strategy may look at: a silo is a type.

use crate::attributes::Attributes;

/// What a strategy may see.
///
/// The kinds of evidence stand apart, and nothing turns one into another: the credit file under a regime
/// ([`Attributes`]), public records, a company's own data of its customers. Joining two takes the consent of the person
/// whom they are about. A strategy of the caller's own may have evidence of its own kind.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not evidence that a strategy may see",
    note = "each silo is a type of its own: the credit file under a regime (`Attributes`), public records, a company's own data"
)]
pub trait Evidence {}

/// Evidence on which credit may be given or refused: the credit file, and what a consent joined to it.
///
/// A public record is none, nor is what a platform knows of its customers' purchases. The list is closed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no evidence for a lending decision",
    note = "credit is decided on the credit file (`Attributes`), alone or joined with a lender's own data by a consent; \
            what one does in another silo must not decide it"
)]
pub trait CreditEvidence: Evidence + sealed::Sealed {
    /// The credit file in it.
    fn credit_file(&self) -> &Attributes;
}

impl Evidence for Attributes {}

impl CreditEvidence for Attributes {
    fn credit_file(&self) -> &Attributes {
        self
    }
}

pub(super) mod sealed {
    /// Closes [`CreditEvidence`](super::CreditEvidence).
    pub trait Sealed {}

    impl Sealed for crate::attributes::Attributes {}
}
