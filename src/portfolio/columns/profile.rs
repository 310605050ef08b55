//! A dictionary of profiles: what has few values of an account.

use std::fmt;

use crate::report::{AccountKind, AccountState, BusinessKind, Guarantee, HolderRole, InstitutionType};

/// Bits of [`Profile::stated`]. What is not stated of an account is 0 in its column.
pub mod stated {
    /// The limit or the principal.
    pub const GRANTED: u8 = 1;
    /// The balance.
    pub const BALANCE: u8 = 1 << 1;
    /// The amount past due.
    pub const PAST_DUE: u8 = 1 << 2;
    /// The payment due.
    pub const SCHEDULED: u8 = 1 << 3;
    /// The payment made.
    pub const ACTUAL: u8 = 1 << 4;
    /// The used amount stands in the sparse column, else it is the balance.
    pub const USED_APART: u8 = 1 << 5;
    /// The payment made stands in the sparse column, else it is the payment due.
    pub const ACTUAL_APART: u8 = 1 << 6;
    /// A late month states an overdue amount.
    pub const OVERDUE: u8 = 1 << 7;
}

/// What has few values of an account: one row of a dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Profile {
    /// What sort of account it is.
    pub kind: AccountKind,
    /// Kind of the furnisher.
    pub furnisher_type: Option<InstitutionType>,
    /// What it was opened for.
    pub business: Option<BusinessKind>,
    /// What secures it.
    pub guarantee: Option<Guarantee>,
    /// What the person is to the account.
    pub role: Option<HolderRole>,
    /// How it stands.
    pub state: Option<AccountState>,
    /// Whether state and amounts are dated no later than the as-of month; where they are not, they are there and cannot
    /// be known yet.
    pub known: bool,
    /// Bits of [`stated`]: which amounts there are, and where.
    pub stated: u8,
}

impl Profile {
    /// The profile of an account of which nothing else is stated.
    #[must_use]
    pub const fn new(kind: AccountKind) -> Profile {
        Profile {
            kind,
            furnisher_type: None,
            business: None,
            guarantee: None,
            role: None,
            state: None,
            known: true,
            stated: 0,
        }
    }

    /// Whether it states all amounts of these bits.
    pub(in crate::portfolio) const fn states(&self, bits: u8) -> bool {
        self.stated & bits == bits
    }
}

/// The pseudonyms of subjects.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// One after the other.
    pub text: String,
    /// Where each ends, in bytes.
    pub ends: Vec<u32>,
}

impl fmt::Debug for Names {
    /// How many; none of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").field("len", &self.ends.len()).finish_non_exhaustive()
    }
}

impl Names {
    pub(in crate::portfolio) fn push(&mut self, name: &str) {
        self.text.push_str(name);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    pub(in crate::portfolio) fn get(&self, subject: usize) -> Option<&str> {
        let start = subject.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        let end = self.ends.get(subject).copied()?;
        self.text.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
    }
}
