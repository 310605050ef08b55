//! The sum of liabilities for other people's debts.

use crate::attributes::filter::Withheld;
use crate::attributes::row::{LiabilityValue, OverLiabilities, SpecialValue};
use crate::money::Money;
use crate::month::Month;
use crate::report::{Liability, LiabilityRole};

/// The facts of a liability that rows look at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LiabilityFacts {
    pub(crate) role: Option<LiabilityRole>,
    /// Minor units.
    pub(crate) amount: Option<i64>,
    pub(crate) balance: Option<i64>,
    /// Whether the amounts are dated no later than the as-of month.
    pub(crate) known: bool,
}

impl LiabilityFacts {
    /// The facts of a liability as of a month.
    pub(crate) fn of(liability: &Liability, month: Month) -> LiabilityFacts {
        let reported = liability.reported.and_then(|day| Month::of(day).ok());
        LiabilityFacts {
            role: liability.role,
            amount: liability.amount.map(Money::minor),
            balance: liability.balance.map(Money::minor),
            known: reported.is_none_or(|reported| reported <= month),
        }
    }
}

/// The sum that one row over liabilities gathers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LiabilityTally {
    pub(crate) matched: u64,
    pub(crate) stated: u64,
    pub(crate) sum: i128,
    pub(crate) withheld: Option<Withheld>,
}

impl LiabilityTally {
    pub(crate) fn add(&mut self, row: &OverLiabilities, owed: &LiabilityFacts) {
        if !owed.role.is_some_and(|role| row.roles.contains(&role)) {
            return;
        }
        self.matched = self.matched.saturating_add(1);
        let amount = match row.sum {
            LiabilityValue::Amount => owed.amount,
            LiabilityValue::Balance => owed.balance,
        };
        // If it is dated later, what it was before is not known, even if nothing is stated now; as of accounts.
        if !owed.known {
            self.withheld = self.withheld.max(Some(Withheld::NotKnown));
            return;
        }
        let Some(amount) = amount else { return };
        self.stated = self.stated.saturating_add(1);
        self.sum = self.sum.saturating_add(amount.into());
    }

    /// The sum, 0 without liabilities; an error with the special value where it is absent.
    pub(crate) fn total(&self) -> Result<i128, SpecialValue> {
        match self.withheld {
            Some(withheld) => Err(withheld.special_value()),
            None if self.matched > 0 && self.stated == 0 => Err(SpecialValue::NotStated),
            None => Ok(self.sum),
        }
    }

    pub(super) fn merge(&mut self, other: LiabilityTally) {
        self.matched = self.matched.saturating_add(other.matched);
        self.stated = self.stated.saturating_add(other.stated);
        self.sum = self.sum.saturating_add(other.sum);
        self.withheld = self.withheld.max(other.withheld);
    }
}
