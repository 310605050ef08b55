//! The columns after the close of a month: each is read once and updated in place.

use std::ops::Range;

use super::loops;
use super::month::MonthColumns;
use crate::history::Months;
use crate::portfolio::chunk_builder::number;
use crate::portfolio::columns::{Amounts, Columns, DaysBefore, Overdue, Sparse, range, span};

impl Columns {
    /// Adds a month to every history; the oldest of sixty falls out.
    pub(super) fn shift(&mut self, severities: &[u8]) {
        for (bit, plane) in (0..).zip(&mut self.planes) {
            loops::shift(plane, severities, bit);
        }
    }

    /// Takes the month's amounts, except for accounts that report nothing.
    pub(super) fn take_amounts(&mut self, batch: &MonthColumns, keeping: &Keeping) {
        self.balance.take(&batch.balance, keeping);
        self.past_due.take(&batch.past_due, keeping);
        self.scheduled.take(&batch.scheduled, keeping);
        self.used.take(&batch.used, keeping);
        self.actual.take(&batch.actual, keeping);
        // Before the month's own amounts, which are those of 0 months back.
        self.overdue.age();
        self.overdue.take(&batch.overdue);
    }
}

/// The accounts that report nothing and keep their amounts: one bit each; no bits at all if every account reports.
#[derive(Default)]
pub(super) struct Keeping(Vec<u32>);

impl Keeping {
    /// Collects the accounts from the permission bits.
    pub(super) fn of(may: &[u16]) -> Keeping {
        let mut words = Vec::with_capacity(may.len().div_ceil(loops::LANES).saturating_add(1));
        loops::keeping(may, &mut words);
        Keeping(words)
    }

    fn contains(&self, account: usize) -> bool {
        let bit = u32::try_from(account % loops::LANES).unwrap_or(0);
        self.0.get(account / loops::LANES).is_some_and(|word| word.wrapping_shr(bit) & 1 != 0)
    }
}

impl Amounts {
    /// Replaces the amounts, except those of accounts that keep theirs.
    fn take(&mut self, new: &Amounts, keeping: &Keeping) {
        match (&mut *self, new) {
            // Narrow columns, nearly all there are, are updated in place; a wide one is rebuilt, as its width may
            // change.
            (Self::Narrow(old), Self::Narrow(new)) if keeping.0.is_empty() => old.copy_from_slice(new),
            (Self::Narrow(old), Self::Narrow(new)) => loops::take(old, new, &keeping.0),
            _ => {
                let amount = |account| if keeping.contains(account) { self.get(account) } else { new.get(account) };
                let amounts: Vec<_> = (0..new.len()).map(|account| amount(account).unwrap_or(0)).collect();
                *self = Amounts::new(&amounts);
            }
        }
    }
}

impl Sparse {
    /// Replaces the amounts, except those of accounts that keep theirs.
    fn take(&mut self, new: &Sparse, keeping: &Keeping) {
        let kept = |&(_, &account): &(usize, &u16)| keeping.contains(account.into());
        let kept: Vec<_> = self.accounts.iter().enumerate().filter(kept).map(|(place, _)| place).collect();
        match (&mut self.amounts, &new.amounts) {
            (Amounts::Narrow(old), Amounts::Narrow(amounts)) if kept.is_empty() => {
                self.accounts.clone_from(&new.accounts);
                old.clone_from(amounts);
            }
            (Amounts::Narrow(old), Amounts::Narrow(amounts)) => {
                let (accounts, amounts) = merged((&self.accounts, old), &kept, (&new.accounts, amounts));
                *self = Sparse { accounts, amounts: Amounts::Narrow(amounts) };
            }
            (old, amounts) => {
                let (old, amounts) = (old.to_wide(), amounts.to_wide());
                let (accounts, amounts) = merged((&self.accounts, &old), &kept, (&new.accounts, &amounts));
                *self = Sparse { accounts, amounts: Amounts::new(&amounts) };
            }
        }
    }
}

/// Merges the old accounts and amounts at some places into the new ones; both are in ascending order.
fn merged<T: Copy>(
    (accounts, amounts): (&[u16], &[T]),
    places: &[usize],
    (mut new_accounts, mut new): (&[u16], &[T]),
) -> (Vec<u16>, Vec<T>) {
    let number = places.len().saturating_add(new.len());
    let (mut all_accounts, mut all) = (Vec::with_capacity(number), Vec::with_capacity(number));
    for &place in places {
        let (Some(&account), Some(&amount)) = (accounts.get(place), amounts.get(place)) else { continue };
        let before = new_accounts.partition_point(|&new| new < account);
        all_accounts.extend_from_slice(new_accounts.split_off(..before).unwrap_or_default());
        all.extend_from_slice(new.split_off(..before).unwrap_or_default());
        all_accounts.push(account);
        all.push(amount);
    }
    all_accounts.extend_from_slice(new_accounts);
    all.extend_from_slice(new);
    (all_accounts, all)
}

impl Overdue {
    /// The accounts that still have an amount a month later.
    pub(super) fn staying(&self) -> impl Iterator<Item = u16> {
        // An account's months ascend, so its first is its latest: if that one stays, the account does.
        let first = |start: u32| usize::try_from(start).ok().and_then(|start| self.ago.get(start));
        let stays = move |&(_, &start): &(&u16, &u32)| first(start).is_some_and(|&ago| ago < LAST);
        self.accounts.iter().zip(&self.starts).filter(stays).map(|(&account, _)| account)
    }

    /// Moves all amounts one month back; those that leave the history are dropped.
    fn age(&mut self) {
        if self.ago.iter().fold(0, |most, &ago| most.max(ago)) >= LAST {
            // Rare: only where a month 59 back has an amount. At most one month of an account falls out, its last.
            let mut after = Overdue { starts: vec![0], ..Overdue::default() };
            let mut out = Vec::new();
            for (rank, &account) in self.accounts.iter().enumerate() {
                let (_, end) = range(&self.starts, rank).unwrap_or_default();
                let last = end.saturating_sub(1);
                out.extend(self.ago.get(last).filter(|&&ago| ago >= LAST).map(|_| last));
                after.end(account, end.saturating_sub(out.len()));
            }
            (self.accounts, self.starts) = (after.accounts, after.starts);
            without(&mut self.ago, &out);
            match &mut self.amounts {
                Amounts::Narrow(amounts) => without(amounts, &out),
                Amounts::Wide(amounts) => without(amounts, &out),
            }
        }
        self.ago.iter_mut().for_each(|ago| *ago = ago.saturating_add(1));
    }

    /// Adds the amounts of the closed month in front of the others, all of which are further back.
    fn take(&mut self, of_month: &Sparse) {
        *self = match (&self.amounts, &of_month.amounts) {
            (Amounts::Narrow(_), new) if new.len() == 0 => return,
            (Amounts::Narrow(old), Amounts::Narrow(new)) => {
                let (after, amounts) = self.with_month(old, &of_month.accounts, new);
                Overdue { amounts: Amounts::Narrow(amounts), ..after }
            }
            (old, new) => {
                let (after, amounts) = self.with_month(&old.to_wide(), &of_month.accounts, &new.to_wide());
                Overdue { amounts: Amounts::new(&amounts), ..after }
            }
        };
    }

    fn with_month<T: Copy>(&self, old: &[T], accounts: &[u16], new: &[T]) -> (Overdue, Vec<T>) {
        let (months, ends) = (self.ago.len().saturating_add(new.len()), self.starts.len().saturating_add(new.len()));
        let mut after = Overdue {
            accounts: Vec::with_capacity(ends),
            starts: Vec::with_capacity(ends),
            ago: Vec::with_capacity(months),
            amounts: Amounts::default(),
        };
        after.starts.push(0);
        let (mut amounts, mut rank) = (Vec::with_capacity(months), 0);
        for (&account, &amount) in accounts.iter().zip(new) {
            let rest = self.accounts.get(rank..).unwrap_or_default();
            let before = rest.iter().take_while(|&&other| other < account).count();
            let (next, is_there) = (rank.saturating_add(before), rest.get(before) == Some(&account));
            after.copy(self, rank..next, &mut amounts, old);
            after.ago.push(0);
            amounts.push(amount);
            rank = next;
            if is_there {
                let (start, end) = range(&self.starts, rank).unwrap_or_default();
                after.ago.extend_from_slice(self.ago.get(start..end).unwrap_or_default());
                amounts.extend_from_slice(old.get(start..end).unwrap_or_default());
                rank = rank.saturating_add(1);
            }
            after.end(account, amounts.len());
        }
        after.copy(self, rank..self.accounts.len(), &mut amounts, old);
        (after, amounts)
    }

    /// Appends some accounts of another column, with their amounts.
    fn copy<T: Copy>(&mut self, from: &Overdue, ranks: Range<usize>, amounts: &mut Vec<T>, old: &[T]) {
        let months = span(&from.starts, &ranks);
        let begin = self.starts.last().copied().unwrap_or(0);
        let ends = from.starts.get(1..).and_then(|ends| ends.get(ranks.clone())).unwrap_or_default();
        let first = number(months.start);
        self.starts.extend(ends.iter().map(|end| end.saturating_sub(first).saturating_add(begin)));
        self.accounts.extend_from_slice(from.accounts.get(ranks).unwrap_or_default());
        self.ago.extend_from_slice(from.ago.get(months.clone()).unwrap_or_default());
        amounts.extend_from_slice(old.get(months).unwrap_or_default());
    }

    /// Closes an account whose amounts end here, if it has any.
    fn end(&mut self, account: u16, amounts: usize) {
        let end = number(amounts);
        if self.starts.last() != Some(&end) {
            self.accounts.push(account);
            self.starts.push(end);
        }
    }
}

/// Removes some places, given in ascending order, from a column.
fn without<T: Copy>(column: &mut Vec<T>, places: &[usize]) {
    let Some(&first) = places.first() else { return };
    let ends = places.iter().skip(1).copied().chain([column.len()]);
    let mut kept = first;
    for (&place, end) in places.iter().zip(ends) {
        let start = place.saturating_add(1);
        column.copy_within(start..end, kept);
        kept = kept.saturating_add(end.saturating_sub(start));
    }
    column.truncate(kept);
}

/// The oldest month of a history, counted back from the as-of month.
const LAST: u8 = 59;
const _: () = assert!(Months::ALL.contains(LAST as u32) && !Months::ALL.contains(LAST as u32 + 1));

impl DaysBefore {
    /// Counts the days back from a last day that is `days` later.
    pub(super) fn add(&mut self, days: i32) {
        match self {
            Self::Wide(all) => all.iter_mut().for_each(|day| *day = day.saturating_add(days)),
            Self::Narrow(all) => {
                let days = u16::try_from(days).unwrap_or(u16::MAX);
                if all.iter().fold(0, |most, &day| day.max(most)).checked_add(days).is_some() {
                    all.iter_mut().for_each(|day| *day = day.saturating_add(days));
                } else {
                    let days = |&day: &u16| i32::from(day).saturating_add(days.into());
                    *self = Self::Wide(all.iter().map(days).collect());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::collection::{btree_map, vec};
    use proptest::prelude::*;

    use super::*;

    type ByAccount = BTreeMap<u16, BTreeMap<u8, i64>>;

    /// Amounts that fit 32 bits, and now and then one that does not.
    fn amounts() -> impl Strategy<Value = i64> {
        prop_oneof![9 => 0..1000_i64, 1 => any::<i64>()]
    }

    fn column(of: &ByAccount) -> Overdue {
        let (mut overdue, mut amounts) = (Overdue { starts: vec![0], ..Overdue::default() }, Vec::new());
        for (&account, months) in of {
            overdue.ago.extend(months.keys());
            amounts.extend(months.values());
            overdue.end(account, amounts.len());
        }
        Overdue { amounts: Amounts::new(&amounts), ..overdue }
    }

    proptest! {
        #[test]
        fn overdue_amounts_age_by_a_month_and_take_those_of_the_next(
            before in btree_map(0..40_u16, btree_map(prop_oneof![0..60_u8, 57..60_u8], amounts(), 1..5), 0..30),
            month in btree_map(0..40_u16, amounts(), 0..30),
        ) {
            let mut after: ByAccount = before.clone();
            for months in after.values_mut() {
                *months = months.iter().filter(|&(&ago, _)| ago < 59).map(|(&ago, &amount)| (ago + 1, amount)).collect();
            }
            let mut overdue = column(&before);
            let mut stated: BTreeSet<_> = overdue.staying().collect();
            stated.extend(month.keys());
            for (&account, &amount) in &month {
                after.entry(account).or_default().insert(0, amount);
            }
            after.retain(|_, months| !months.is_empty());
            overdue.age();
            overdue.take(&Sparse::new(&month.into_iter().collect::<Vec<_>>()));
            prop_assert_eq!(&overdue, &column(&after));
            prop_assert!(stated.iter().eq(&overdue.accounts));
        }

        #[test]
        fn sparse_amounts_are_taken_but_those_of_accounts_that_keep_their_own(
            before in btree_map(0..70_u16, amounts(), 0..40),
            month in btree_map(0..70_u16, amounts(), 0..40),
            may in vec(prop_oneof![Just(0), Just(super::super::loops::KEEPS)], 70),
        ) {
            let keeps = |account: &u16| may[usize::from(*account)] != 0;
            let sparse = |of: &BTreeMap<u16, i64>| Sparse::new(&of.iter().map(|(&a, &b)| (a, b)).collect::<Vec<_>>());
            let month: BTreeMap<_, _> = month.into_iter().filter(|(account, _)| !keeps(account)).collect();
            let mut after = month.clone();
            after.extend(before.iter().filter(|&(account, _)| keeps(account)));
            let mut amounts = sparse(&before);
            amounts.take(&sparse(&month), &Keeping::of(&may));
            prop_assert_eq!(amounts, sparse(&after));
        }
    }
}
