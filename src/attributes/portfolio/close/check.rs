//! Whether what furnishers report of a month fits the accounts that are there.

use super::{MonthColumns, Standing};
use crate::attributes::portfolio::check::{Accounts, Checked, HISTORY, Named, length, of_kind};
use crate::attributes::portfolio::columns::{ChunkRef, stated};
use crate::history::{Grade, Severity};
use crate::report::{AccountKind, kinds_stating};

impl MonthColumns {
    /// Checks lengths and standings, on which all else depends.
    pub(super) fn check_standings(&self, named: Named<'_>, accounts: usize) -> Checked {
        length("severity", self.severity.len(), accounts)?;
        length("standing", self.standing.len(), accounts)?;
        for (place, standing) in self.standings.iter().enumerate() {
            let Some(standing) = standing else { continue };
            let other = standing.stated & !Standing::BITS;
            if other != 0 {
                let expected = "no bits of what a month does not state anew";
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

    /// Checks what is reported of each account, of which is known what it may have.
    pub(super) fn check(&self, accounts: &Accounts<'_>, chunk: ChunkRef<'_>) -> Checked {
        let named = accounts.named;
        if let Some(account) = accounts.first_bad(&self.standing, |may, _| may & STANDS == 0) {
            let expected = "a place in `standings`, of one that the account's kind may have";
            return Err(named.of_account("standing", account, self.standing.get(account), expected));
        }
        let bad = |may, &severity: &u8| (severity > 15) | ((severity != 0) & (may & HISTORY == 0));
        if let Some(account) = accounts.first_bad(&self.severity, bad) {
            let expected = "a severity from 0 to 15, and 0 on an account without a history";
            return Err(named.of_account("severity", account, self.severity.get(account), expected));
        }
        accounts.amounts_of_month((&self.balance, &self.past_due, &self.scheduled), (&self.used, &self.actual))?;
        self.check_overdue(named, chunk)
    }

    fn check_overdue(&self, named: Named<'_>, chunk: ChunkRef<'_>) -> Checked {
        length("overdue", self.overdue.amounts.len(), self.overdue.accounts.len())?;
        let mut next = 0;
        for (place, &account) in self.overdue.accounts.iter().enumerate() {
            let account = usize::from(account);
            let from = chunk.profile_of(account).map(|profile| profile.kind.late_from(Grade::DAYS_1_TO_30).severity());
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

/// What an account of a kind may have that stands so.
pub(super) fn allowed(kind: AccountKind, standing: Option<Standing>) -> u16 {
    let Some(standing) = standing else { return of_kind(kind) | STANDS };
    let rules = [
        (stated::PAST_DUE, "monthly.past_due"),
        (stated::SCHEDULED, "monthly.scheduled_payment"),
        (stated::USED_APART, "monthly.used"),
    ];
    let stands = rules.iter().all(|&(bit, fact)| !standing.states(bit) || kinds_stating(fact).contains(kind));
    of_kind(kind) | u16::from(standing.stated) | if stands { STANDS } else { 0 }
}

/// The account's kind may stand so.
const STANDS: u16 = 1 << 10;
