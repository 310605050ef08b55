//! The amounts of a block's rows, as wide as sums need them.

use std::ops::Range;

use super::loops;
use super::sizes::PADDED;
use super::table::Table;
use crate::attributes::Value;
use crate::month::Month;
use crate::portfolio::columns::{Amounts, Chunk, Sparse};

/// Where the amounts of a block's rows stand.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) chunk: &'a Chunk,
    /// The block's first account.
    pub(super) first: usize,
    /// The block's accounts, shown or not.
    pub(super) accounts: usize,
    pub(super) month: Month,
}

/// Numbers of the rows, made when they are first asked for.
#[derive(Debug)]
pub(super) struct Values {
    made: [bool; KINDS],
    numbers: [Vec<i64>; KINDS],
}

impl Values {
    pub(super) fn new() -> Values {
        Values { made: [false; KINDS], numbers: std::array::from_fn(|_| Vec::new()) }
    }

    #[inline(always)]
    pub(super) fn clear(&mut self) {
        self.made = [false; KINDS];
    }

    /// The numbers that are made; utilisation of the rows where it is stated.
    #[inline(always)]
    pub(super) fn of(&self, value: Value) -> &[i64] {
        &self.numbers[value as usize]
    }

    /// Makes the numbers of a value, unless they are made.
    #[inline(always)]
    pub(super) fn make(&mut self, value: Value, source: Source<'_>, table: &Table) {
        if self.made[value as usize] {
            return;
        }
        let mut out = std::mem::take(&mut self.numbers[value as usize]);
        out.resize(PADDED, 0);
        let chunk = source.chunk;
        match value {
            Value::Limit | Value::Principal => source.load(&chunk.granted, table, &mut out),
            Value::Balance => source.load(&chunk.balance, table, &mut out),
            Value::PastDue => source.load(&chunk.past_due, table, &mut out),
            Value::Scheduled => source.load(&chunk.scheduled, table, &mut out),
            Value::Used => {
                source.load(&chunk.balance, table, &mut out);
                source.patch(&chunk.used, table, &mut out);
            }
            Value::Actual => {
                source.load(&chunk.scheduled, table, &mut out);
                source.patch(&chunk.actual, table, &mut out);
            }
            Value::Age => {
                let opened = &chunk.opened[source.first..source.first + source.accounts];
                let month = source.month.ordinal();
                if table.places.is_empty() {
                    loops::ages(opened, month, &mut out);
                } else {
                    for (out, &account) in out.iter_mut().zip(&table.places) {
                        *out = age(opened[usize::from(account)], month);
                    }
                }
            }
            Value::Utilisation => self.make_utilisation(source, table, &mut out),
        }
        self.numbers[value as usize] = out;
        self.made[value as usize] = true;
    }

    /// Makes the utilisation of all rows: of those that state a limit above zero and the used amount it is one.
    #[inline(always)]
    fn make_utilisation(&mut self, source: Source<'_>, table: &Table, out: &mut [i64]) {
        self.make(Value::Limit, source, table);
        self.make(Value::Used, source, table);
        loops::shares(&self.of(Value::Used)[..table.rows], self.of(Value::Limit), out);
    }
}

impl Source<'_> {
    /// The amounts of all accounts of the block.
    #[inline(always)]
    pub(super) fn load_all(&self, amounts: &Amounts, out: &mut [i64]) {
        let range = self.first..self.first + self.accounts;
        match amounts {
            Amounts::Narrow(amounts) => loops::widen(&amounts[range], out),
            Amounts::Wide(amounts) => out[..self.accounts].copy_from_slice(&amounts[range]),
        }
    }

    #[inline(always)]
    fn load(&self, amounts: &Amounts, table: &Table, out: &mut [i64]) {
        if table.places.is_empty() {
            // There are no rows, or all accounts.
            return self.load_all(amounts, out);
        }
        let range = self.first..self.first + self.accounts;
        match amounts {
            Amounts::Narrow(amounts) => loops::take_amounts(&amounts[range], &table.places, out),
            Amounts::Wide(amounts) => {
                for (out, &account) in out.iter_mut().zip(&table.places) {
                    *out = amounts[range.start + usize::from(account)];
                }
            }
        }
    }

    /// Puts in amounts that stand apart.
    #[inline(always)]
    fn patch(&self, sparse: &Sparse, table: &Table, out: &mut [i64]) {
        let start = sparse.accounts.partition_point(|&account| usize::from(account) < self.first);
        for (place, &account) in sparse.accounts.iter().enumerate().skip(start) {
            let account = usize::from(account) - self.first;
            if account >= self.accounts {
                break;
            }
            let row = match table.places.is_empty() && table.rows > 0 {
                true => Some(account),
                false => table.places.binary_search(&(account as u16)).ok(),
            };
            if let (Some(row), Some(amount)) = (row, sparse.amounts.get(place)) {
                out[row] = amount;
            }
        }
    }

    /// Whether all amounts are small enough that no sum of a block's leaves 64 bits.
    #[inline(always)]
    pub(super) fn is_moderate(&self, subjects: &Range<usize>) -> bool {
        let chunk = self.chunk;
        let range = self.first..self.first + self.accounts;
        let within = |sparse: &Sparse| {
            let start = sparse.accounts.partition_point(|&account| usize::from(account) < range.start);
            let end = sparse.accounts.partition_point(|&account| usize::from(account) < range.end);
            moderate(&sparse.amounts, start..end)
        };
        let overdue = &chunk.overdue;
        let place = |account: usize| overdue.accounts.partition_point(|&one| usize::from(one) < account);
        let start = |place: usize| overdue.starts.get(place).copied().unwrap_or_default() as usize;
        let liabilities = || {
            let subject = |subject: usize| chunk.liabilities.partition_point(|one| (one.subject as usize) < subject);
            &chunk.liabilities[subject(subjects.start)..subject(subjects.end)]
        };
        let owed = || liabilities().iter().flat_map(|one| [one.amount, one.balance]).flatten();
        [&chunk.granted, &chunk.balance, &chunk.past_due, &chunk.scheduled]
            .into_iter()
            .all(|amounts| moderate(amounts, range.clone()))
            && within(&chunk.used)
            && within(&chunk.actual)
            && moderate(&overdue.amounts, start(place(range.start))..start(place(range.end)))
            && owed().all(|amount| amount.unsigned_abs() < MODERATE)
    }
}

#[inline(always)]
fn moderate(amounts: &Amounts, range: Range<usize>) -> bool {
    match amounts {
        Amounts::Narrow(_) => true,
        Amounts::Wide(amounts) => amounts[range].iter().all(|amount| amount.unsigned_abs() < MODERATE),
    }
}

/// Months from that of opening; [`NO_AGE`] if it is not stated.
#[inline(always)]
pub(super) fn age(opened: u16, month: u16) -> i64 {
    if opened == 0 { NO_AGE } else { i64::from(month) - i64::from(opened) }
}

const KINDS: usize = Value::Utilisation as usize + 1;
/// Amounts of a block are below this: as it has at most 1,024 accounts, their sum, in basis points, fits 64 bits.
const MODERATE: u64 = 1 << 39;
/// Age of an account that does not say when it was opened: no other is as high.
pub(super) const NO_AGE: i64 = 1 << 40;
