//! Checks that the month reported by furnishers fits the accounts of a chunk.

use super::loops::{self, KEEPS, STANDS};
use super::month::{MonthColumns, Standing};
use crate::history::{DelinquencyBucket, Severity};
use crate::portfolio::columns::{Accounts, Checked, HISTORY, SubjectNames, length, of_kind};
use crate::portfolio::columns::{Amounts, ChunkRef, stated};
use crate::report::{AccountKind, kinds_stating};

impl MonthColumns {
    /// Checks the lengths and the list of standings, on which all other checks depend.
    pub(super) fn check_standings(&self, named: SubjectNames<'_>, accounts: usize) -> Checked {
        length("severity", self.severity.len(), accounts)?;
        length("standing", self.standing.len(), accounts)?;
        for (place, standing) in self.standings.iter().enumerate() {
            let Some(standing) = standing else { continue };
            let other = standing.stated & !Standing::BITS;
            if other != 0 {
                let expected = "no bits other than those that a month states anew";
                return Err(named.fault("standings", place, None, other, expected));
            }
            let apart = standing.states(stated::ACTUAL_APART);
            let alone = standing.states(stated::ACTUAL) && !apart && !standing.states(stated::SCHEDULED);
            if alone || apart && !standing.states(stated::ACTUAL) {
                let expected = "ACTUAL with ACTUAL_APART, and SCHEDULED or ACTUAL_APART with ACTUAL";
                return Err(named.fault("standings", place, None, standing.stated, expected));
            }
        }
        Ok(())
    }

    /// Checks every account's values against its permissions.
    ///
    /// A fast pass over all columns at once decides whether anything is wrong; only then is each column searched, to
    /// name the fault. A property test holds the two to the same answer.
    pub(super) fn check(&self, accounts: &Accounts<'_>, chunk: ChunkRef<'_>) -> Checked {
        if !self.fit(accounts) {
            self.check_each(accounts)?;
        }
        accounts.amounts_apart((&self.balance, &self.scheduled), (&self.used, &self.actual))?;
        self.check_overdue(accounts.named, chunk)
    }

    /// Whether the columns with one value per account are free of faults; `false` also for wide columns, which the fast
    /// pass cannot read.
    fn fit(&self, accounts: &Accounts<'_>) -> bool {
        let [Amounts::Narrow(balance), Amounts::Narrow(past_due), Amounts::Narrow(scheduled)] =
            [&self.balance, &self.past_due, &self.scheduled]
        else {
            return false;
        };
        let whole = [balance, past_due, scheduled].iter().all(|amounts| amounts.len() == accounts.may.len());
        whole && loops::fits(&accounts.may, &self.severity, balance, past_due, scheduled)
    }

    fn check_each(&self, accounts: &Accounts<'_>) -> Checked {
        let named = accounts.named;
        if let Some(account) = accounts.first_bad(&self.standing, |may, _| may & STANDS == 0) {
            let expected = "a place in `standings` whose standing the account's kind may have";
            return Err(named.of_account("standing", account, self.standing.get(account), expected));
        }
        let bad = |may, &severity: &u8| (severity > 15) | ((severity != 0) & (may & HISTORY == 0));
        if let Some(account) = accounts.first_bad(&self.severity, bad) {
            let expected = "a severity from 0 to 15, and 0 on an account without a history";
            return Err(named.of_account("severity", account, self.severity.get(account), expected));
        }
        accounts.amounts_of_each(&self.balance, &self.past_due, &self.scheduled)
    }

    fn check_overdue(&self, named: SubjectNames<'_>, chunk: ChunkRef<'_>) -> Checked {
        length("overdue", self.overdue.amounts.len(), self.overdue.accounts.len())?;
        let mut next = 0;
        for (place, &account) in self.overdue.accounts.iter().enumerate() {
            let account = usize::from(account);
            let from = chunk
                .profile_of(account)
                .map(|profile| profile.kind.late_from(DelinquencyBucket::DAYS_1_TO_30).severity());
            let severity = self.severity.get(account).copied().and_then(Severity::from_number);
            if account < next || from.is_none() || severity < from {
                let expected = "accounts late in the month, ascending";
                return Err(named.of_account("overdue", account, Some(account), expected));
            }
            let amount = self.overdue.amounts.get(place);
            if amount.is_some_and(|amount| amount < 0) {
                return Err(named.of_account("overdue", account, amount, "0 or more"));
            }
            next = account.saturating_add(1);
        }
        Ok(())
    }
}

/// The permissions of an account of a kind that ends the month with this standing: see [`Accounts`].
pub(super) fn allowed(kind: AccountKind, standing: Option<Standing>) -> u16 {
    let Some(standing) = standing else { return of_kind(kind) | STANDS | KEEPS };
    let rules = [
        (stated::PAST_DUE, "monthly.past_due"),
        (stated::SCHEDULED, "monthly.scheduled_payment"),
        (stated::USED_APART, "monthly.used"),
    ];
    let stands = rules.iter().all(|&(bit, fact)| !standing.states(bit) || kinds_stating(fact).contains(kind));
    of_kind(kind) | u16::from(standing.stated) | if stands { STANDS } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// Mostly what an account may have, so that there are columns without a fault.
    fn account() -> impl Strategy<Value = (u16, u8, [i32; 3])> {
        let amount = || prop_oneof![6 => Just(0), 4 => 1..=i32::MAX, 1 => any::<i32>()];
        let may = prop_oneof![12 => Just(u16::MAX >> 4), 1 => any::<u16>()];
        let severity = prop_oneof![12 => 0..16_u8, 1 => any::<u8>()];
        (may, severity, [amount(), amount(), amount()]).prop_map(|(may, severity, amounts)| {
            let states = |bit: u8, amount| if may & u16::from(bit) == 0 && amount % 16 != 0 { 0 } else { amount };
            let [balance, past_due, scheduled] = amounts;
            let amounts = [
                states(stated::BALANCE, balance),
                states(stated::PAST_DUE, past_due),
                states(stated::SCHEDULED, scheduled),
            ];
            // The bits above are not permissions.
            (may & u16::MAX >> 4, severity, amounts)
        })
    }

    proptest! {
        #[test]
        fn columns_fit_just_if_nothing_is_wrong_with_any_of_them(rows in vec(account(), 0..80), shorter in 0..40_usize) {
            let mut month = MonthColumns::default();
            let (mut may, mut amounts) = (Vec::new(), [const { Vec::new() }; 3]);
            for (of_account, severity, of_month) in rows {
                may.push(of_account);
                month.severity.push(severity);
                month.standing.push(0);
                amounts.iter_mut().zip(of_month).for_each(|(amounts, amount)| amounts.push(amount));
            }
            if let Some(amounts) = amounts.get_mut(shorter) {
                amounts.pop();
            }
            [month.balance, month.past_due, month.scheduled] = amounts.map(Amounts::Narrow);
            let accounts = Accounts { named: SubjectNames { starts: &[0], names: None, first: 0 }, may };
            prop_assert_eq!(month.fit(&accounts), month.check_each(&accounts).is_ok());
        }
    }
}
