//! Sets of account kinds.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::words::AccountKind;

/// A set of account kinds: what a rule, a filter or a field applies to.
///
/// ```
/// use credit_bureau::AccountKind;
/// use credit_bureau::report::KindSet;
/// assert!(KindSet::CREDIT.contains(AccountKind::CreditCard));
/// assert_eq!(KindSet::CARDS | KindSet::LOANS, KindSet::CREDIT);
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct KindSet(u16);

impl KindSet {
    /// The empty set.
    pub const NONE: Self = Self(0);
    /// Every kind.
    pub const ALL: Self = Self::of(AccountKind::ALL);
    /// Loans: D1, R4, R1.
    pub const LOANS: Self =
        Self::of(&[AccountKind::NonRevolvingLoan, AccountKind::SubAccount, AccountKind::RevolvingLoan]);
    /// Loans drawn once, with a principal: D1, R4.
    pub const INSTALMENT: Self = Self::of(&[AccountKind::NonRevolvingLoan, AccountKind::SubAccount]);
    /// Accounts with a limit: R1, R2, R3.
    pub const REVOLVING: Self =
        Self::of(&[AccountKind::RevolvingLoan, AccountKind::CreditCard, AccountKind::QuasiCreditCard]);
    /// Cards: R2, R3.
    pub const CARDS: Self = Self::of(&[AccountKind::CreditCard, AccountKind::QuasiCreditCard]);
    /// Credit: D1, R4, R1, R2, R3.
    pub const CREDIT: Self = Self::LOANS.union(Self::CARDS);
    /// Positive history: rent, prepaid card, utility, telecom.
    pub const POSITIVE: Self =
        Self::of(&[AccountKind::Rent, AccountKind::PrepaidCard, AccountKind::Utility, AccountKind::Telecom]);
    /// Paid after use: utility, telecom.
    pub const POST_PAID: Self = Self::of(&[AccountKind::Utility, AccountKind::Telecom]);

    /// The set of some kinds.
    #[must_use]
    pub const fn of(kinds: &[AccountKind]) -> Self {
        let mut set = 0;
        let mut rest = kinds;
        while let [kind, others @ ..] = rest {
            set |= 1 << (*kind as u16);
            rest = others;
        }
        Self(set)
    }

    /// Whether a kind is in the set.
    #[must_use]
    pub const fn contains(self, kind: AccountKind) -> bool {
        self.0 & Self::of(&[kind]).0 != 0
    }

    /// The kinds that are in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The kinds that are in this set and not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds in order.
    pub fn iter(self) -> impl Iterator<Item = AccountKind> {
        AccountKind::ALL.iter().copied().filter(move |&kind| self.contains(kind))
    }
}

impl std::ops::BitOr for KindSet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.union(other)
    }
}

impl From<AccountKind> for KindSet {
    fn from(kind: AccountKind) -> Self {
        Self::of(&[kind])
    }
}

impl FromIterator<AccountKind> for KindSet {
    fn from_iter<I: IntoIterator<Item = AccountKind>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::NONE, |set, kind| set | kind.into())
    }
}

/// A list of tags: `["r2", "r3"]`.
impl Serialize for KindSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(AccountKind::tag))
    }
}

impl<'de> Deserialize<'de> for KindSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<AccountKind>::deserialize(deserializer).map(Self::from_iter)
    }
}

impl fmt::Debug for KindSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(AccountKind::tag)).finish()
    }
}
