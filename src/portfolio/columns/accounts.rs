//! Checks that columns and month closes share: the accounts of a chunk, and which values each may have.

use std::fmt::Display;

use super::amounts::{Amounts, Sparse};
use super::profile::{Names, stated};
use crate::machine::for_every_machine;
use crate::portfolio::error::PortfolioError;
use crate::report::{AccountKind, kinds_below_zero, kinds_stating};

pub(in crate::portfolio) type Checked = Result<(), PortfolioError>;

/// The subjects of a chunk, by which errors name a place.
#[derive(Clone, Copy)]
pub(in crate::portfolio) struct SubjectNames<'a> {
    pub(in crate::portfolio) starts: &'a [u32],
    pub(in crate::portfolio) names: Option<&'a Names>,
    /// The number of the first subject in the portfolio.
    pub(in crate::portfolio) first: usize,
}

impl SubjectNames<'_> {
    /// The error for a value of an account; names its subject.
    pub(in crate::portfolio) fn of_account(
        self,
        column: &'static str,
        account: usize,
        found: Option<impl Display>,
        expected: impl Into<String>,
    ) -> PortfolioError {
        let begun = |&start: &u32| usize::try_from(start).is_ok_and(|start| start <= account);
        let subject = self.starts.partition_point(begun).checked_sub(1);
        let found = found.map_or("nothing".to_owned(), |found| found.to_string());
        self.fault(column, account, subject, found, expected)
    }

    /// The error for a value at a place of a column.
    pub(in crate::portfolio) fn fault(
        self,
        column: &'static str,
        place: usize,
        subject: Option<usize>,
        found: impl Display,
        expected: impl Into<String>,
    ) -> PortfolioError {
        let subject = subject.map(|subject| self.name(subject));
        PortfolioError::Columns { column, place, subject, found: found.to_string(), expected: expected.into() }
    }

    /// The name of a subject: its pseudonym, otherwise its number.
    pub(in crate::portfolio) fn name(self, subject: usize) -> String {
        let name = self.names.and_then(|names| names.get(subject));
        name.map_or_else(|| format!("subject {}", self.first.saturating_add(subject)), str::to_owned)
    }
}

/// The accounts of a chunk with their permissions: bits of [`stated`] for amounts that are stated, and the bits below.
/// They are computed once, so that each column is checked without branches.
pub(in crate::portfolio) struct Accounts<'a> {
    pub(in crate::portfolio) named: SubjectNames<'a>,
    /// One word of permission bits per account.
    pub(in crate::portfolio) may: Vec<u16>,
}

/// Permission bit: the account's kind has a history.
pub(in crate::portfolio) const HISTORY: u16 = 1 << 8;
/// Permission bit: balance and used amount may be below zero.
pub(in crate::portfolio) const SIGNED: u16 = 1 << 9;

/// The permissions of every account of a kind, whatever it states.
pub(in crate::portfolio) fn of_kind(kind: AccountKind) -> u16 {
    let signed = kinds_below_zero("monthly.balance").contains(kind) && kinds_below_zero("monthly.used").contains(kind);
    let history = if kinds_stating("payments").contains(kind) { HISTORY } else { 0 };
    if signed { history | SIGNED } else { history }
}

impl Accounts<'_> {
    /// Checks that balance, past-due and scheduled amounts are 0 where they are not stated.
    pub(in crate::portfolio) fn amounts_of_each(
        &self,
        balance: &Amounts,
        past_due: &Amounts,
        scheduled: &Amounts,
    ) -> Checked {
        self.amounts("balance", balance, stated::BALANCE, SIGNED)?;
        self.amounts("past_due", past_due, stated::PAST_DUE, 0)?;
        self.amounts("scheduled", scheduled, stated::SCHEDULED, 0)
    }

    /// Checks that used and paid amounts are listed exactly where they are stated apart from the balance and the
    /// scheduled amount.
    pub(in crate::portfolio) fn amounts_apart(
        &self,
        (balance, scheduled): (&Amounts, &Amounts),
        (used, actual): (&Sparse, &Sparse),
    ) -> Checked {
        self.apart("used", used, (stated::USED_APART, SIGNED), (balance, stated::BALANCE))?;
        self.apart("actual", actual, (stated::ACTUAL_APART, 0), (scheduled, stated::SCHEDULED))
    }

    /// Checks that amounts are 0 where not stated, and not below zero except where that is allowed.
    pub(in crate::portfolio) fn amounts(
        &self,
        column: &'static str,
        amounts: &Amounts,
        stated: u8,
        signed: u16,
    ) -> Checked {
        length(column, amounts.len(), self.may.len())?;
        let stated = u16::from(stated);
        let is_bad = |may, is_zero: bool, is_below| (!is_zero & (may & stated == 0)) | (is_below & (may & signed == 0));
        let place = match amounts {
            Amounts::Narrow(amounts) => self.first_bad(amounts, |may, &a| is_bad(may, a == 0, a < 0)),
            Amounts::Wide(amounts) => self.first_bad(amounts, |may, &a| is_bad(may, a == 0, a < 0)),
        };
        let Some(account) = place else { return Ok(()) };
        let expected = if self.may(account, stated) { "0 or more" } else { "0, since it is not stated" };
        Err(self.named.of_account(column, account, amounts.get(account), expected))
    }

    /// Checks that amounts are listed exactly where they are stated apart, are not below zero except where that is
    /// allowed, and differ from the other column.
    fn apart(
        &self,
        column: &'static str,
        sparse: &Sparse,
        (stated, signed): (u8, u16),
        (other, stated_other): (&Amounts, u8),
    ) -> Checked {
        self.just_these(column, &sparse.accounts, stated)?;
        length(column, sparse.amounts.len(), sparse.accounts.len())?;
        for (place, &account) in sparse.accounts.iter().enumerate() {
            let account = usize::from(account);
            let amount = sparse.amounts.get(place);
            if amount.is_some_and(|amount| amount < 0) && !self.may(account, signed) {
                return Err(self.named.of_account(column, account, amount, "0 or more"));
            }
            if self.may(account, stated_other.into()) && other.get(account) == amount {
                let expected = "an amount that differs from the one it stands apart from";
                return Err(self.named.of_account(column, account, amount, expected));
            }
        }
        Ok(())
    }

    /// Checks that a sparse column lists exactly the accounts that state it.
    pub(in crate::portfolio) fn just_these(&self, column: &'static str, accounts: &[u16], stated: u8) -> Checked {
        let stated = stated.into();
        // First a pass without branches; which account is wrong is searched only if one is.
        let pairs = accounts.iter().zip(accounts.get(1..).unwrap_or_default());
        let ascending = pairs.fold(true, |ascending, (account, next)| ascending & (account < next));
        let all = accounts.iter().fold(true, |all, &account| all & self.may(account.into(), stated));
        if ascending && all && usize::try_from(number_of(&self.may, stated)) == Ok(accounts.len()) {
            return Ok(());
        }
        let mut accounts = accounts.iter().map(|&account| usize::from(account));
        for account in (0..self.may.len()).filter(|&account| self.may(account, stated)) {
            let found = accounts.next();
            if found != Some(account) {
                let expected = format!("account {account}, the next that states it");
                let found = found.map_or("nothing".to_owned(), |found| format!("account {found}"));
                return Err(self.named.of_account(column, account, Some(found), expected));
            }
        }
        let account = accounts.next().unwrap_or(0);
        let found = format!("account {account}");
        Err(self.named.fault(column, account, None, found, "no further account, since no other states it"))
    }

    fn may(&self, account: usize, bit: u16) -> bool {
        self.may.get(account).is_some_and(|may| may & bit != 0)
    }

    /// The first account with a bad value. A pass without branches comes first, as most columns have none.
    pub(in crate::portfolio) fn first_bad<T>(&self, column: &[T], bad: impl Fn(u16, &T) -> bool) -> Option<usize> {
        let mut pairs = self.may.iter().zip(column).map(|(&may, value)| bad(may, value));
        if pairs.clone().fold(false, |found, bad| found | bad) { pairs.position(|bad| bad) } else { None }
    }
}

for_every_machine! {
    /// The number of accounts with a permission.
    fn number_of(may: &[u16], bit: u16) -> u32 {
        let mut number = 0_u32;
        for may in may {
            number = number.wrapping_add(u32::from(may & bit != 0));
        }
        number
    }
}

/// Checks the length of a column.
pub(in crate::portfolio) fn length(column: &'static str, found: usize, expected: usize) -> Checked {
    if found == expected { Ok(()) } else { Err(PortfolioError::Length { column, found, expected }) }
}
