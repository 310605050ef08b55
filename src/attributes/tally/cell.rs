//! The part of a tally that is gathered month by month.

use super::block::Block;
use super::counter::Counter;
use crate::attributes::filter::Withheld;
use crate::attributes::plan::MonthCell;
use crate::history::{Months, Planes};

/// One value per month, gathered over the accounts of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CellTally {
    Any(Months),
    Worst(Planes),
    /// The number of accounts in each month.
    Accounts(Counter),
    Overdue(OverdueTally),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct OverdueTally {
    /// The sum of each month, by months back; empty while no amount is stated.
    pub(crate) sums: Vec<i128>,
    /// The months in which an account is late.
    pub(crate) late: Months,
    /// The months in which an account is late and states the amount.
    pub(crate) stated: Months,
    pub(crate) withheld: Option<Withheld>,
}

impl CellTally {
    pub(super) fn empty(cell: &MonthCell) -> CellTally {
        match cell {
            MonthCell::Any(_) => CellTally::Any(Months::NONE),
            MonthCell::Worst => CellTally::Worst(Planes::EMPTY),
            MonthCell::Accounts(_) => CellTally::Accounts(Counter::default()),
            MonthCell::Overdue => CellTally::Overdue(OverdueTally::default()),
        }
    }

    pub(super) fn clear(&mut self) {
        match self {
            Self::Any(months) => *months = Months::NONE,
            Self::Worst(planes) => *planes = Planes::EMPTY,
            Self::Accounts(counts) => counts.clear(),
            Self::Overdue(tally) => {
                // The vector's memory is kept: a tally is cleared once per subject.
                tally.sums.clear();
                *tally = OverdueTally { sums: std::mem::take(&mut tally.sums), ..OverdueTally::default() };
            }
        }
    }

    #[inline(always)]
    pub(super) fn add_block(&mut self, cell: MonthCell, accounts: u64, block: &Block) {
        match (self, cell) {
            (Self::Any(months), MonthCell::Any(test)) => *months |= block.union(test, accounts),
            (Self::Worst(planes), _) => *planes = block.worst(accounts, *planes),
            (Self::Accounts(counter), MonthCell::Accounts(test)) => block.count(test, accounts, counter),
            (Self::Overdue(tally), _) => tally.add_block(accounts, block),
            _ => {}
        }
    }

    pub(super) fn merge(&mut self, other: CellTally) {
        match (self, other) {
            (Self::Any(months), Self::Any(other)) => *months |= other,
            (Self::Worst(planes), Self::Worst(other)) => *planes = planes.max(other),
            (Self::Accounts(counter), Self::Accounts(other)) => counter.merge(&other),
            (Self::Overdue(tally), Self::Overdue(other)) => {
                for (ago, other) in (0..).zip(other.sums) {
                    at(&mut tally.sums, ago).into_iter().for_each(|sum| *sum = sum.saturating_add(other));
                }
                tally.late |= other.late;
                tally.stated |= other.stated;
                tally.withheld = tally.withheld.max(other.withheld);
            }
            _ => {}
        }
    }
}

impl OverdueTally {
    fn add_block(&mut self, accounts: u64, block: &Block) {
        let hidden = block.overdue_hidden() & accounts;
        if hidden != 0 {
            self.withheld = self.withheld.max(Some(Withheld::Hidden));
        }
        let accounts = accounts & !hidden;
        self.late |= block.late(accounts);
        for (ago, amount) in block.overdue(accounts) {
            let sum = at(&mut self.sums, ago);
            sum.into_iter().for_each(|sum| *sum = sum.saturating_add(amount.into()));
            self.stated |= Months::single(ago);
        }
    }
}

/// The sum for one month; allocates all months on first use.
pub(super) fn at(months: &mut Vec<i128>, ago: u32) -> Option<&mut i128> {
    if months.is_empty() {
        months.resize(MONTHS, 0);
    }
    months.get_mut(usize::try_from(ago).ok()?)
}

const MONTHS: usize = 60;
