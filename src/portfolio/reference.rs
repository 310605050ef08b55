//! The slow path, which serves every row and every subject: a subject is tallied account by account, as a report is.

use super::account::ColumnAccount;
use super::columns::{ChunkRef, day_before};
use crate::attributes::tally::Block;
use crate::attributes::{Plan, Reading, Tally};
use crate::month::Month;
use crate::policy::Regime;

/// Tallies subjects one after the other, in the same memory.
#[derive(Debug)]
pub(super) struct OneByOne<'a> {
    plan: &'a Plan,
    regime: &'a Regime,
    tally: Tally,
    block: Block,
}

impl<'a> OneByOne<'a> {
    pub(super) fn new(plan: &'a Plan, month: Month, regime: &'a Regime) -> OneByOne<'a> {
        OneByOne { plan, regime, tally: Tally::empty(plan, month, regime), block: Block::default() }
    }

    /// Reads every row of the plan for a subject; `None` where a number does not fit 64 bits.
    pub(super) fn slots(&mut self, chunk: ChunkRef<'_>, subject: usize) -> impl Iterator<Item = Option<Reading>> {
        self.fill(chunk, subject);
        self.tally.slots(self.plan, self.regime, chunk.chunk.as_of_day(subject, self.tally.month())).into_iter()
    }

    fn fill(&mut self, chunk: ChunkRef<'_>, subject: usize) {
        let OneByOne { plan, regime, tally, block } = self;
        let (month, columns) = (tally.month(), chunk.chunk);
        tally.clear();
        let accounts = columns.accounts_of(subject);
        let shown = accounts.filter_map(|account| ColumnAccount::shown(chunk, account, month, regime));
        tally.add_all(plan, shown, block);
        if regime.shows_inquiries() {
            let inquiries = &columns.inquiries;
            for inquiry in columns.inquiries_of(subject) {
                let inquirer =
                    inquiries.inquirer.get(inquiry).and_then(|&place| inquiries.inquirers.get(usize::from(place)));
                let reason = inquiries.reason.get(inquiry).copied();
                if let (Some(days), Some(reason), Some(inquirer)) = (inquiries.days.get(inquiry), reason, inquirer) {
                    tally.inquiries.add(plan, day_before(month, days), reason, inquirer);
                }
            }
        }
        if regime.shows_liabilities() {
            for row in columns.liabilities_of(subject) {
                tally.add_liability(plan, &row.owed());
            }
        }
    }
}
