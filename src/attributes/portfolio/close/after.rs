//! What the columns become when a month is closed: each is read once and written once.

use super::MonthColumns;
use crate::attributes::portfolio::columns::{Amounts, Chunk, DaysBefore, Overdue, Sparse, range};
use crate::attributes::portfolio::draft::number;
use crate::history::Months;

impl Chunk {
    /// Histories with one more month.
    pub(super) fn shift(&mut self, severities: &[u8]) {
        for (bit, plane) in (0..).zip(&mut self.planes) {
            for (word, &severity) in plane.iter_mut().zip(severities) {
                *word = (*word << 1 | u64::from(severity.wrapping_shr(bit) & 1)) & Months::ALL.bits();
            }
        }
    }

    /// The amounts of the month, but for accounts that report nothing.
    pub(super) fn take_amounts(&mut self, batch: &MonthColumns) {
        let keeps = batch.keeps();
        self.balance.replace(&batch.balance, &keeps);
        self.past_due.replace(&batch.past_due, &keeps);
        self.scheduled.replace(&batch.scheduled, &keeps);
        self.used.replace(&batch.used, &keeps);
        self.actual.replace(&batch.actual, &keeps);
    }
}

impl MonthColumns {
    /// Whether each account keeps its amounts; nothing if all have new ones.
    fn keeps(&self) -> Vec<bool> {
        if self.standings.iter().all(Option::is_some) {
            return Vec::new();
        }
        let silent: Vec<bool> = self.standings.iter().map(Option::is_none).collect();
        self.standing.iter().map(|&place| silent.get(usize::from(place)).copied().unwrap_or(true)).collect()
    }
}

impl Overdue {
    /// The amounts, a month further back, with those of the month.
    pub(super) fn after(&self, of_month: &Sparse) -> Overdue {
        match (&self.amounts, &of_month.amounts) {
            (Amounts::Narrow(old), Amounts::Narrow(new)) => {
                let (after, amounts) = self.merged(old, &of_month.accounts, new);
                Overdue { amounts: Amounts::Narrow(amounts), ..after }
            }
            (old, new) => {
                let (after, amounts) = self.merged(&old.to_wide(), &of_month.accounts, &new.to_wide());
                Overdue { amounts: Amounts::new(&amounts), ..after }
            }
        }
    }

    fn merged<T: Copy>(&self, old: &[T], accounts: &[u16], new: &[T]) -> (Overdue, Vec<T>) {
        let (months, ends) = (self.ago.len().saturating_add(new.len()), self.starts.len().saturating_add(new.len()));
        let mut after = Overdue {
            accounts: Vec::with_capacity(ends),
            starts: Vec::with_capacity(ends),
            ago: Vec::with_capacity(months),
            amounts: Amounts::default(),
        };
        after.starts.push(0);
        let mut amounts = Vec::with_capacity(months);
        let mut new = accounts.iter().zip(new).peekable();
        for (rank, &account) in self.accounts.iter().enumerate() {
            while let Some((&other, &amount)) = new.next_if(|&(&other, _)| other < account) {
                amounts.push(amount);
                after.ago.push(0);
                after.end(other, amounts.len());
            }
            if let Some((_, &amount)) = new.next_if(|&(&other, _)| other == account) {
                amounts.push(amount);
                after.ago.push(0);
            }
            let (start, end) = range(&self.starts, rank).unwrap_or_default();
            let months = self.ago.get(start..end).unwrap_or_default();
            for (&ago, &amount) in months.iter().zip(old.get(start..end).unwrap_or_default()) {
                let ago = ago.saturating_add(1);
                if Months::ALL.contains(ago.into()) {
                    after.ago.push(ago);
                    amounts.push(amount);
                }
            }
            after.end(account, amounts.len());
        }
        for (&account, &amount) in new {
            amounts.push(amount);
            after.ago.push(0);
            after.end(account, amounts.len());
        }
        (after, amounts)
    }

    /// Ends an account that has any amounts.
    fn end(&mut self, account: u16, amounts: usize) {
        let end = number(amounts);
        if self.starts.last() != Some(&end) {
            self.accounts.push(account);
            self.starts.push(end);
        }
    }
}

impl Amounts {
    /// Takes other amounts, but where the old ones are kept.
    fn replace(&mut self, new: &Amounts, keeps: &[bool]) {
        match (&mut *self, new) {
            (Self::Narrow(old), Self::Narrow(new)) if keeps.is_empty() => old.copy_from_slice(new),
            (Self::Narrow(old), Self::Narrow(new)) => {
                for ((old, &new), &keeps) in old.iter_mut().zip(new).zip(keeps) {
                    *old = if keeps { *old } else { new };
                }
            }
            _ => {
                let kept = |account| keeps.get(account).copied().unwrap_or(false);
                let amount = |account| if kept(account) { self.get(account) } else { new.get(account) };
                let amounts: Vec<_> = (0..new.len()).map(|account| amount(account).unwrap_or(0)).collect();
                *self = Amounts::new(&amounts);
            }
        }
    }
}

impl Sparse {
    /// Takes other amounts, but those of accounts that keep the old ones.
    fn replace(&mut self, new: &Sparse, keeps: &[bool]) {
        if keeps.is_empty() {
            *self = Sparse { accounts: new.accounts.clone(), amounts: new.amounts.clone().narrowed() };
            return;
        }
        let kept = |account: u16| keeps.get(usize::from(account)).copied().unwrap_or(false);
        let mut news = (0..).zip(&new.accounts).peekable();
        let (mut accounts, mut amounts) = (Vec::new(), Vec::new());
        for (place, &account) in self.accounts.iter().enumerate().filter(|&(_, &account)| kept(account)) {
            while let Some((place, &account)) = news.next_if(|&(_, &other)| other < account) {
                accounts.push(account);
                amounts.extend(new.amounts.get(place));
            }
            accounts.push(account);
            amounts.extend(self.amounts.get(place));
        }
        for (place, &account) in news {
            accounts.push(account);
            amounts.extend(new.amounts.get(place));
        }
        *self = Sparse { accounts, amounts: Amounts::new(&amounts) };
    }
}

impl DaysBefore {
    /// Counts back from that many days later.
    pub(super) fn add(&mut self, days: i32) {
        match self {
            Self::Wide(all) => all.iter_mut().for_each(|day| *day = day.saturating_add(days)),
            Self::Narrow(all) => {
                let days = u16::try_from(days).unwrap_or(u16::MAX);
                if all.iter().all(|day| day.checked_add(days).is_some()) {
                    all.iter_mut().for_each(|day| *day = day.saturating_add(days));
                } else {
                    let days = |&day: &u16| i32::from(day).saturating_add(days.into());
                    *self = Self::Wide(all.iter().map(days).collect());
                }
            }
        }
    }
}
