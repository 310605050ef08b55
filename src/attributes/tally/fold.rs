//! The fold of one number per account over the accounts.

use super::block::{Block, ones};
use crate::attributes::filter::Withheld;
use crate::attributes::plan::{Contribution, Fold};
use crate::attributes::row::Value;
use crate::history::Months;
use crate::policy::Disclosed;

/// One number, folded over accounts in the way that the plan says.
///
/// Sums of 64-bit amounts over fewer than 2⁶³ accounts fit 128 bits, so that saturation is never reached and the order
/// of the accounts does not matter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FoldTally {
    /// The sum, the number of accounts above zero, or the highest or lowest number (0 if there is none).
    pub(crate) value: i128,
    /// How many accounts are in the sum; 1 for a highest or lowest that exists. Kept only where the plan says so: see
    /// [`stated`](Self::stated).
    pub(crate) stated: u64,
    /// Why the number of some account is withheld, if it is.
    pub(crate) withheld: Option<Withheld>,
}

impl FoldTally {
    /// Adds the numbers of the accounts of a set.
    #[inline(always)]
    pub(super) fn add_block(
        &mut self,
        (contribution, window): (Contribution, Months),
        fold: Fold,
        stated: u64,
        accounts: u64,
        block: &Block,
    ) {
        // Three common folds work on sets of the block; all others go account by account. All give the same result.
        match (contribution, fold) {
            (Contribution::Any(test), Fold::Positive) => {
                self.count(block.with_any_within(test, window, accounts).count_ones().into());
            }
            (Contribution::Never(test), Fold::Positive) => {
                let never = accounts & !block.with_any_within(test, window, accounts);
                self.count(never.count_ones().into());
            }
            (Contribution::Value(value), Fold::Total) if value != Value::Utilisation => {
                self.withhold(block.withheld(value, accounts));
                let (sum, known) = block.sum(value, accounts);
                self.put(sum, known.into(), fold);
            }
            _ => {
                for account in ones(accounts) {
                    self.add(block.contribution(account, contribution, window), fold, stated);
                }
            }
        }
    }

    /// Adds the number of one account, as far as it is shown.
    fn add(&mut self, value: Disclosed<i128>, fold: Fold, stated: u64) {
        let value = match value {
            Disclosed::Known(value) => value,
            Disclosed::NotStated => return,
            Disclosed::Hidden => return self.withheld = self.withheld.max(Some(Withheld::Hidden)),
            Disclosed::NotKnown => return self.withheld = self.withheld.max(Some(Withheld::NotKnown)),
        };
        let value = match fold {
            Fold::Total | Fold::Highest | Fold::Lowest => value,
            Fold::Positive => (value > 0).into(),
            Fold::Furnishers => 0,
        };
        self.put(value, stated, fold);
    }

    /// Adds a number of accounts to the count.
    fn count(&mut self, accounts: i128) {
        self.value = self.value.saturating_add(accounts);
    }

    /// Records for which accounts the number is hidden, and for which it is not known.
    fn withhold(&mut self, (hidden, not_known): (u64, u64)) {
        if hidden | not_known != 0 {
            self.withheld = self.withheld.max(Some(if hidden == 0 { Withheld::NotKnown } else { Withheld::Hidden }));
        }
    }

    /// How many of the `matched` accounts state the number; for a highest or lowest, 0 if none does.
    pub(crate) const fn stated(&self, contribution: Contribution, matched: u64) -> u64 {
        if contribution.is_of_every_account() { matched } else { self.stated }
    }

    pub(super) fn merge(&mut self, other: FoldTally, fold: Fold) {
        self.withheld = self.withheld.max(other.withheld);
        self.put(other.value, other.stated, fold);
    }

    fn put(&mut self, value: i128, stated: u64, fold: Fold) {
        // A stated number wins against the 0 that stands for none, whichever is higher.
        let is_before = match fold {
            Fold::Total | Fold::Positive | Fold::Furnishers => {
                self.value = self.value.saturating_add(value);
                self.stated = self.stated.saturating_add(stated);
                return;
            }
            Fold::Highest => stated > self.stated || stated == self.stated && value > self.value,
            Fold::Lowest => stated > self.stated || stated == self.stated && value < self.value,
        };
        if is_before {
            (self.value, self.stated) = (value, stated);
        }
    }
}
