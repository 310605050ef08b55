//! The path that every row can take: each subject tallied as a report is, account by account.

use super::account::ColumnAccount;
use super::batch::{Column, Results};
use super::columns::{ChunkRef, day_before};
use crate::attributes::{Plan, Reading, Tally};
use crate::history::Months;
use crate::month::Month;
use crate::policy::Regime;

/// The attributes of a chunk's subjects.
pub(super) fn compute(chunk: ChunkRef<'_>, month: Month, plan: &Plan, regime: &Regime) -> Results {
    let (mut tally, mut scratch) = (Tally::empty(plan, month, regime), Vec::new());
    let subjects = chunk.chunk.subjects();
    let column = || Column { values: Vec::with_capacity(subjects), causes: Vec::with_capacity(subjects) };
    let mut columns: Vec<Column> = plan.rows().iter().map(|_| column()).collect();
    let mut out_of_range = Vec::new();
    for subject in 0..subjects {
        tally.clear();
        fill(&mut tally, &mut scratch, chunk, subject, plan, regime);
        let slots = tally.slots(plan, chunk.chunk.as_of_day(subject, month));
        for (row, (slot, column)) in slots.zip(&mut columns).enumerate() {
            let (value, cause) = match slot {
                Some(Reading::Known(value)) => (value, None),
                Some(Reading::Absent(cause)) => (0, Some(cause)),
                None => {
                    out_of_range.push((subject, row));
                    (0, None)
                }
            };
            column.values.push(value);
            column.causes.push(cause);
        }
    }
    Results { columns, out_of_range }
}

/// Tallies one subject.
fn fill(
    tally: &mut Tally,
    scratch: &mut Vec<Months>,
    chunk: ChunkRef<'_>,
    subject: usize,
    plan: &Plan,
    regime: &Regime,
) {
    let month = tally.month();
    let columns = chunk.chunk;
    for account in columns.accounts_of(subject) {
        if let Some(account) = ColumnAccount::shown(chunk, account, month, regime) {
            tally.add(plan, &account, scratch);
        }
    }
    if regime.shows_inquiries() {
        let inquiries = &columns.inquiries;
        for inquiry in columns.inquiries_of(subject) {
            let inquirer =
                inquiries.inquirer.get(inquiry).and_then(|&place| inquiries.inquirers.get(usize::from(place)));
            let reason = inquiries.class.get(inquiry).and_then(|class| class.reason());
            if let (Some(days), Some(reason), Some(inquirer)) = (inquiries.days.get(inquiry), reason, inquirer) {
                tally.inquiries.add(plan, day_before(month, days), reason, inquirer);
            }
        }
    }
    if regime.shows_liabilities() {
        for row in columns.liabilities_of(subject) {
            tally.add_liability(plan, &row.owed);
        }
    }
}
