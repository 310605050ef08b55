//! Profiles, the facts of an account that take few values, and the names of subjects.

use std::fmt;

use crate::report::{AccountKind, AccountState, BusinessKind, Guarantee, HolderRole, InstitutionType};

/// Bits of [`Profile::stated`]: the amounts that an account states. An amount that is not stated is 0 in its column.
pub mod stated {
    /// The limit or the principal is stated.
    pub const GRANTED: u8 = 1;
    /// The balance is stated.
    pub const BALANCE: u8 = 1 << 1;
    /// The amount past due is stated.
    pub const PAST_DUE: u8 = 1 << 2;
    /// The payment due is stated.
    pub const SCHEDULED: u8 = 1 << 3;
    /// The payment made is stated.
    pub const ACTUAL: u8 = 1 << 4;
    /// The used amount is in the sparse column; without this bit it is the balance.
    pub const USED_APART: u8 = 1 << 5;
    /// The payment made is in the sparse column; without this bit it is the payment due.
    pub const ACTUAL_APART: u8 = 1 << 6;
    /// At least one late month states an overdue amount.
    pub const OVERDUE: u8 = 1 << 7;
}

/// The facts of an account that take few values: one entry of a dictionary that accounts share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Profile {
    /// Kind of the account.
    pub kind: AccountKind,
    /// Type of institution of the furnisher.
    pub furnisher_type: Option<InstitutionType>,
    /// Business for which the account was opened.
    pub business: Option<BusinessKind>,
    /// Guarantee that secures it.
    pub guarantee: Option<Guarantee>,
    /// Role of the person in the account.
    pub role: Option<HolderRole>,
    /// State of the account.
    pub state: Option<AccountState>,
    /// Whether state and amounts are dated no later than the as-of month; if not, they are stored but not known yet.
    pub known: bool,
    /// Bits of [`stated`]: which amounts are stated, and in which column.
    pub stated: u8,
}

impl Profile {
    /// The profile of an account of this kind that states nothing else.
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

    /// Whether all amounts of these bits are stated.
    pub(in crate::portfolio) const fn states(&self, bits: u8) -> bool {
        self.stated & bits == bits
    }
}

/// The pseudonyms of subjects, in one text.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// All pseudonyms, one after the other.
    pub text: String,
    /// The end of each pseudonym in the text, in bytes.
    pub ends: Vec<u32>,
}

impl fmt::Debug for Names {
    /// Writes how many there are, none of them.
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
