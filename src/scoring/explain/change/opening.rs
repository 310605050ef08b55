//! Accounts that a person can open to build a history.

use serde::{Deserialize, Serialize};

use super::error::ChangeError;
use crate::report::{AccountKind, InquiryReason};

/// Kind of account that a person can open to build a history without borrowing at interest.
///
/// Loans and quasi-credit cards are left out: what is reported of them is money borrowed. Rent is an action of its own,
/// [`ReportRent`](super::Action::ReportRent), and nobody opens a debt in collection.
///
/// In serde it is the tag of its [`AccountKind`], such as `"r2"`.
///
/// ```
/// use credit_bureau::AccountKind;
/// use credit_bureau::scoring::explain::change::OpenableKind;
/// assert_eq!(OpenableKind::try_from(AccountKind::Telecom), Ok(OpenableKind::Telecom));
/// let error = OpenableKind::try_from(AccountKind::Collection).unwrap_err();
/// let text = "`c1` is not a kind of account that a person can open: expected r2, prepaid, utility or telecom";
/// assert_eq!(error.to_string(), text);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "AccountKind", try_from = "AccountKind")]
#[non_exhaustive]
pub enum OpenableKind {
    /// Credit card 贷记卡: the issuer makes a hard inquiry.
    CreditCard,
    /// Prepaid card 预付卡.
    PrepaidCard,
    /// Utility paid after use 公用事业后付费.
    Utility,
    /// Telecom service paid after use 电信后付费.
    Telecom,
}

impl OpenableKind {
    /// Every value, in the order of declaration.
    pub const ALL: &'static [Self] = &[Self::CreditCard, Self::PrepaidCard, Self::Utility, Self::Telecom];

    /// Returns the kind of the account.
    #[must_use]
    pub const fn kind(self) -> AccountKind {
        match self {
            Self::CreditCard => AccountKind::CreditCard,
            Self::PrepaidCard => AccountKind::PrepaidCard,
            Self::Utility => AccountKind::Utility,
            Self::Telecom => AccountKind::Telecom,
        }
    }

    /// Returns the furnisher that the new account is given in a report.
    pub(super) const fn furnisher(self) -> &'static str {
        match self {
            Self::CreditCard => "card issuer",
            Self::PrepaidCard => "prepaid card issuer",
            Self::Utility => "utility",
            Self::Telecom => "telecom company",
        }
    }

    /// Returns the reason of the inquiry that the application causes; none if it causes none.
    pub(super) const fn inquiry(self) -> Option<InquiryReason> {
        match self {
            Self::CreditCard => Some(InquiryReason::CardApproval),
            Self::PrepaidCard | Self::Utility | Self::Telecom => None,
        }
    }
}

impl From<OpenableKind> for AccountKind {
    fn from(kind: OpenableKind) -> Self {
        kind.kind()
    }
}

impl TryFrom<AccountKind> for OpenableKind {
    type Error = ChangeError;

    fn try_from(kind: AccountKind) -> Result<Self, ChangeError> {
        Self::ALL.iter().copied().find(|one| one.kind() == kind).ok_or(ChangeError::NotOpenable { kind })
    }
}

/// Price of opening an account of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct OpeningPrice {
    /// Most months for which the account is paid as agreed.
    pub months_max: u8,
    /// Price, in minor units, for any number of months, such as a yearly fee. The months have their own price.
    pub price: u64,
}

/// Prices of the kinds of account that may be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct OpeningPrices([Option<OpeningPrice>; OpenableKind::ALL.len()]);

impl OpeningPrices {
    pub(super) const NONE: Self = Self([None; OpenableKind::ALL.len()]);

    pub(super) fn of(&self, kind: OpenableKind) -> Option<OpeningPrice> {
        self.0.get(kind as usize).copied().flatten()
    }

    pub(super) fn set(&mut self, kind: OpenableKind, price: OpeningPrice) {
        if let Some(place) = self.0.get_mut(kind as usize) {
            *place = Some(price);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (OpenableKind, OpeningPrice)> {
        OpenableKind::ALL.iter().zip(self.0).filter_map(|(&kind, price)| Some((kind, price?)))
    }
}
