//! Masks over one account: which months, which fields, or nothing at all.

use std::fmt;
use std::ops::{BitAnd, BitOr, Not};

use crate::history::Months;

/// A set of the fields of an account that a policy may hide.
///
/// Kind, furnisher and month of opening are not among them: where the account is there, so are they.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Fields(u8);

impl Fields {
    /// The empty set.
    pub const NONE: Fields = Fields(0);
    /// The state.
    pub const STATE: Fields = Fields(1);
    /// The amount past due, and the overdue amounts of the months.
    pub const PAST_DUE: Fields = Fields(1 << 1);
    /// Limit, principal, balance, used amount, payment due and payment made.
    pub const AMOUNTS: Fields = Fields(1 << 2);
    /// Every field.
    pub const ALL: Fields = Fields(Self::STATE.0 | Self::PAST_DUE.0 | Self::AMOUNTS.0);

    /// Whether all of `fields` are in the set.
    #[must_use]
    pub const fn contains(self, fields: Fields) -> bool {
        self.0 & fields.0 == fields.0
    }

    /// Whether no field is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The fields in both sets.
    #[must_use]
    pub const fn intersect(self, other: Fields) -> Fields {
        Fields(self.0 & other.0)
    }

    /// The fields in either set.
    #[must_use]
    pub const fn union(self, other: Fields) -> Fields {
        Fields(self.0 | other.0)
    }
}

impl BitAnd for Fields {
    type Output = Fields;

    fn bitand(self, other: Fields) -> Fields {
        self.intersect(other)
    }
}

impl BitOr for Fields {
    type Output = Fields;

    fn bitor(self, other: Fields) -> Fields {
        self.union(other)
    }
}

/// The fields that are not in the set.
impl Not for Fields {
    type Output = Fields;

    fn not(self) -> Fields {
        Fields(!self.0 & Self::ALL.0)
    }
}

impl fmt::Debug for Fields {
    /// `{"state", "amounts"}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = [(Self::STATE, "state"), (Self::PAST_DUE, "past due"), (Self::AMOUNTS, "amounts")];
        let held = names.iter().filter(|&&(field, _)| self.contains(field));
        f.debug_set().entries(held.map(|(_, name)| name)).finish()
    }
}

/// A mask over one account, independent of its content: retention, disputes and redactions are such masks.
///
/// Masks combine with `&`, in any order and any number of times: what one hides stays hidden.
///
/// ```
/// use credit_bureau::policy::{AccountMask, Fields};
/// use credit_bureau::history::Months;
/// use credit_bureau::month::Window;
/// let two_years = AccountMask { months: Months::of(Window::last(24)), ..AccountMask::ALL };
/// let no_amounts = AccountMask { fields: !Fields::AMOUNTS, ..AccountMask::ALL };
/// let both = two_years & no_amounts;
/// assert_eq!((both.months.count(), both.fields), (24, Fields::STATE | Fields::PAST_DUE));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AccountMask {
    /// The months that may be seen, counted back from the month of the view.
    pub months: Months,
    /// The fields that may be seen.
    pub fields: Fields,
    /// Whether the account is there at all.
    pub present: bool,
}

impl AccountMask {
    /// Everything may be seen.
    pub const ALL: AccountMask = AccountMask { months: Months::ALL, fields: Fields::ALL, present: true };
    /// The account is not there.
    pub const NONE: AccountMask = AccountMask { months: Months::NONE, fields: Fields::NONE, present: false };

    /// Whether `other` shows all that this shows.
    #[must_use]
    pub const fn is_within(self, other: AccountMask) -> bool {
        !self.present
            || other.present && other.fields.contains(self.fields) && self.months.without(other.months).is_empty()
    }
}

impl BitAnd for AccountMask {
    type Output = AccountMask;

    fn bitand(self, other: AccountMask) -> AccountMask {
        AccountMask {
            months: self.months.intersect(other.months),
            fields: self.fields & other.fields,
            present: self.present && other.present,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_a_set_of_three() {
        let mixed = Fields::STATE | Fields::AMOUNTS;
        assert_eq!(!mixed, Fields::PAST_DUE);
        assert_eq!((!Fields::NONE, !Fields::ALL), (Fields::ALL, Fields::NONE));
        assert_eq!(mixed & Fields::STATE, Fields::STATE);
        assert!(mixed.contains(Fields::STATE) && !mixed.contains(Fields::ALL) && mixed.contains(Fields::NONE));
        assert!(Fields::default().is_empty() && !Fields::PAST_DUE.is_empty());
        assert_eq!(format!("{mixed:?} {:?}", Fields::NONE), r#"{"state", "amounts"} {}"#);
    }

    #[test]
    fn a_mask_is_within_what_it_came_from() {
        let some = AccountMask { months: Months::first(3), ..AccountMask::ALL };
        let other = AccountMask { fields: Fields::STATE, ..AccountMask::ALL };
        assert_eq!((some & AccountMask::ALL, some & AccountMask::NONE), (some, AccountMask::NONE));
        assert!((some & other).is_within(some) && (some & other).is_within(other) && !some.is_within(other));
        assert!(AccountMask::NONE.is_within(some) && !some.is_within(AccountMask::NONE));
    }
}
