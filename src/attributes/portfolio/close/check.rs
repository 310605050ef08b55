//! Whether what furnishers report of a month fits the accounts that are there.

use super::{MonthColumns, Standing};
use crate::attributes::portfolio::check::{Accounts, Checked, HISTORY, Named, length, of_kind};
use crate::attributes::portfolio::columns::{Chunk, ChunkRef, Profile, stated};
use crate::history::{Grade, Severity};
use crate::report::{KindSet, kinds_stating};

impl MonthColumns {
    /// Checks every length, order, place and amount. The first subject of the chunk has that number in the portfolio.
    pub(super) fn check(&self, chunk: ChunkRef<'_>, first: usize) -> Checked {
        let ChunkRef { chunk, profiles } = chunk;
        let named = Named { starts: &chunk.starts, names: chunk.names.as_ref(), first };
        length("severity", self.severity.len(), chunk.accounts())?;
        length("standing", self.standing.len(), chunk.accounts())?;
        self.check_standings(named)?;

        let accounts = Accounts { named, may: self.allowed(chunk, profiles) };
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
        self.check_overdue(named, chunk, profiles)
    }

    fn check_standings(&self, named: Named<'_>) -> Checked {
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

    /// What each account may have.
    fn allowed(&self, chunk: &Chunk, profiles: &[Profile]) -> Vec<u16> {
        let of_profile = |profile: &Profile| (of_kind(profile.kind), 1_u16 << profile.kind as u16);
        let of_standing = |standing: &Option<Standing>| match standing {
            None => (0, u16::MAX),
            Some(standing) => {
                let kinds = standing.kinds().iter().fold(0, |kinds, kind| kinds | 1_u16 << kind as u16);
                (u16::from(standing.stated), kinds)
            }
        };
        let profiles: Vec<_> = profiles.iter().map(of_profile).collect();
        let standings: Vec<_> = self.standings.iter().map(of_standing).collect();
        let find = |list: &[(u16, u16)], place: u16| list.get(usize::from(place)).copied().unwrap_or((0, 0));
        let pairs = chunk.profile.iter().zip(&self.standing);
        let both = pairs.map(|(&profile, &standing)| (find(&profiles, profile), find(&standings, standing)));
        both.map(|((a, kind), (b, kinds))| a | b | if kind & kinds == 0 { 0 } else { STANDS }).collect()
    }

    fn check_overdue(&self, named: Named<'_>, chunk: &Chunk, profiles: &[Profile]) -> Checked {
        length("overdue", self.overdue.amounts.len(), self.overdue.accounts.len())?;
        let mut next = 0;
        for (place, &account) in self.overdue.accounts.iter().enumerate() {
            let account = usize::from(account);
            let profile = chunk.profile.get(account).and_then(|&place| profiles.get(usize::from(place)));
            let from = profile.map(|profile| profile.kind.late_from(Grade::DAYS_1_TO_30).severity());
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

impl Standing {
    /// The kinds of account that may stand so.
    fn kinds(self) -> KindSet {
        let rules = [
            (stated::PAST_DUE, "monthly.past_due"),
            (stated::SCHEDULED, "monthly.scheduled_payment"),
            (stated::USED_APART, "monthly.used"),
        ];
        let may = |kind| rules.iter().all(|&(bit, fact)| !self.states(bit) || kinds_stating(fact).contains(kind));
        KindSet::ALL.iter().filter(|&kind| may(kind)).collect()
    }
}

/// The account's kind may stand so.
const STANDS: u16 = 1 << 10;
