//! Sets of account kinds.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::words::AccountKind;
use crate::language::Language;

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

    /// The kinds that are in both sets.
    #[must_use]
    pub const fn intersect(self, other: Self) -> Self {
        Self(self.0 & other.0)
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

    /// The kinds in words, as a sentence about their payments names them: `loans, cards or rent`; `accounts` for no kind.
    ///
    /// ```
    /// use credit_bureau::report::KindSet;
    /// use credit_bureau::{AccountKind, Language};
    /// let kinds = KindSet::LOANS | AccountKind::CreditCard.into() | AccountKind::Rent.into();
    /// assert_eq!(kinds.text(Language::English), "loans, credit cards or rent");
    /// assert_eq!(kinds.text(Language::Chinese), "贷款、贷记卡或房租");
    /// ```
    #[must_use]
    pub fn text(self, language: Language) -> String {
        let mut rest = self;
        let mut names = Vec::new();
        for &(group, english, chinese) in NAMES {
            if !group.is_empty() && group.without(rest).is_empty() {
                names.push(language.pick(english, chinese));
                rest = rest.without(group);
            }
        }
        let last = names.pop().unwrap_or(language.pick("accounts", "账户"));
        match names.is_empty() {
            true => last.to_owned(),
            false => format!("{}{}{last}", names.join(language.pick(", ", "、")), language.pick(" or ", "或")),
        }
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

impl std::ops::BitAnd for KindSet {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.intersect(other)
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

/// Names for sentences: all loans and all cards together, then each kind.
const NAMES: &[(KindSet, &str, &str)] = &[
    (KindSet::LOANS, "loans", "贷款"),
    (KindSet::of(&[AccountKind::NonRevolvingLoan]), "non-revolving loans", "非循环贷"),
    (KindSet::of(&[AccountKind::SubAccount]), "credit-line loans", "循环额度下分账户"),
    (KindSet::of(&[AccountKind::RevolvingLoan]), "revolving loans", "循环贷"),
    (KindSet::CARDS, "cards", "信用卡"),
    (KindSet::of(&[AccountKind::CreditCard]), "credit cards", "贷记卡"),
    (KindSet::of(&[AccountKind::QuasiCreditCard]), "quasi-credit cards", "准贷记卡"),
    (KindSet::of(&[AccountKind::Collection]), "debts in collection", "被追偿债务"),
    (KindSet::of(&[AccountKind::Rent]), "rent", "房租"),
    (KindSet::of(&[AccountKind::PrepaidCard]), "prepaid card", "预付卡"),
    (KindSet::of(&[AccountKind::Utility]), "utility", "公用事业"),
    (KindSet::of(&[AccountKind::Telecom]), "telecom", "电信"),
];
