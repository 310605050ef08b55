//! Policies, which decide who may see what: regimes and masks over a borrowed report.
//!
//! A [`Regime`] says what a bureau shows of each kind of account. A [`View`] is a report under a regime: it borrows
//! both and copies nothing of the report. A hidden account is left out; a hidden value of a shown account is answered
//! as [`Disclosed::Hidden`], never as zero.
//!
//! ```
//! use credit_bureau::{AccountKind, Regime, Report};
//! let renter = Report::builder("2024-06-30")
//!     .account(AccountKind::Rent, "flat", |rent| rent.paid("NNNNNNNNNNNN"))
//!     .build()?;
//! assert_eq!(renter.under(Regime::negative_only()).accounts().count(), 0);
//! let seen = renter.under(Regime::holistic());
//! assert_eq!(seen.account(0).map(|flat| flat.on_time().count()), Some(12));
//! # Ok::<(), credit_bureau::report::ReportError>(())
//! ```
//!
//! A [`Consent`] says what a person allowed, and a [`Permit`] that one look is covered by it. Data of two silos can be
//! joined only with a permit.
//!
//! # What a regime leaves of an account
//!
//! Masks that do not look at content come first: the as-of month ([`View::at`]) and an [`AccountMask`] for each account
//! ([`View::masked`]). Then the regime decides from what remains:
//!
//! | | `Full` | `NegativeOnly` | `PositiveOnly` | `Hidden` |
//! |---|---|---|---|---|
//! | the account is there | yes | only if derogatory | if it has an on-time month | no |
//! | kind, furnisher, month of opening | yes | yes | yes | – |
//! | business, guarantee, role, kind of furnisher | yes | yes | yes | – |
//! | months | all | late (1–30 days or more) | on time | – |
//! | state | yes | bad debt, collection, abnormal end; else open or closed | open or closed | – |
//! | past due, overdue amounts | yes | yes | no | – |
//! | limit, principal, balance, used, payments | yes | no | no | – |
//! | may be set for these kinds of account | every kind | every kind | positive kinds only | every kind |
//!
//! An account is derogatory if a month is late (bucket 1 or worse, by the rule of its kind: see
//! [`AccountKind::late_from`]), if an amount past due is above zero, if its state is bad debt, or if it is a debt in
//! collection (C1). What a mask hides or the as-of month does not know does not make it so.
//!
//! **Hidden is not zero**: a value that the regime hides is [`Disclosed::Hidden`]. What a month's status or an amount
//! *adds up to* is decided in [`attributes`](crate::attributes), and so is which rows an account that is shown in part can
//! feed at all ([`Attribute::fed_by`](crate::attributes::Attribute::fed_by)): what a bureau does not record may neither help
//! nor hurt.
//!
//! A bureau that records only what went wrong does not see a recovery: where an account states no state it counts as open,
//! and a filter that asks for its last month is answered by any month shown.

mod consent;
mod disclosed;
mod disclosed_account;
mod fields;
mod regime;
mod view;

pub use self::consent::{Consent, ConsentError, Permit, Purpose, Silo};
pub use self::disclosed::{Disclosed, DisclosedState};
pub(crate) use self::disclosed_account::{AccountFacts, DisclosedAccount, MinorAmount};
pub use self::fields::{AccountMask, Fields};
pub(crate) use self::regime::DisclosedKinds;
pub use self::regime::{Disclosure, Regime, RegimeBuilder};
pub use self::view::{AccountView, View};
use crate::language::Language;
use crate::report::AccountKind;

/// An error in a regime or a mask.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// A name that is not a preset's.
    #[error("`{found}` is not a regime: expected one of {}", Regime::PRESET_NAMES.join(", "))]
    UnknownRegime {
        /// The name found.
        found: String,
    },
    /// A name that cannot be one.
    #[error("`{found}` cannot name a regime: expected 1 to 64 characters, none a control character")]
    Name {
        /// The name found.
        found: String,
    },
    /// The name of a preset on a regime that is another.
    #[error("`{name}` is the name of a preset that shows other things: expected another name")]
    PresetName {
        /// The name.
        name: &'static str,
    },
    /// Positive-only disclosure of a kind that is not positive history.
    #[error(
        "positive only is not for a {}: expected rent, prepaid card, utility or telecom",
        .kind.text(Language::English)
    )]
    PositiveOnly {
        /// The kind.
        kind: AccountKind,
    },
    /// A regime written without saying what it shows of a kind.
    #[error("the regime `{name}` does not say what it shows of `{}`: expected a word for each kind", .kind.tag())]
    KindMissing {
        /// The regime.
        name: String,
        /// The first kind that is missing.
        kind: AccountKind,
    },
    /// A regime written with two words for a kind, under its tag and under its name in full.
    #[error("the regime `{name}` says twice what it shows of `{}`: expected a word for each kind", .kind.tag())]
    KindTwice {
        /// The regime.
        name: String,
        /// The kind.
        kind: AccountKind,
    },
    /// Masks that are more or fewer than the accounts.
    #[error("{found} masks for {expected} accounts: expected one for each account of the report, in its order")]
    MaskCount {
        /// Masks given.
        found: usize,
        /// Accounts of the report.
        expected: usize,
    },
    /// Masks on a view that has masks.
    #[error("the view has masks already: expected both combined with `&` before")]
    AlreadyMasked,
}
