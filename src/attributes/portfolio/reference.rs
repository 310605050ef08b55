//! The path that every row can take: each subject tallied as a report is, account by account.

use super::account::ColumnAccount;
use super::batch::{Column, Results};
use super::columns::{Chunk, day_before};
use crate::attributes::{Plan, Reading, Tally};
use crate::history::Months;
use crate::month::Month;
use crate::policy::Regime;

/// The attributes of a chunk's subjects.
pub(super) fn compute(chunk: &Chunk, month: Month, plan: &Plan, regime: &Regime) -> Results {
    let (mut tally, mut scratch) = (Tally::empty(plan, month, regime), Vec::new());
    let subjects = chunk.subjects();
    let column = || Column { values: Vec::with_capacity(subjects), causes: Vec::with_capacity(subjects) };
    let mut columns: Vec<Column> = plan.rows().iter().map(|_| column()).collect();
    let mut out_of_range = Vec::new();
    for subject in 0..subjects {
        tally.clear();
        fill(&mut tally, &mut scratch, chunk, subject, plan, regime);
        let slots = tally.slots(plan, chunk.as_of_day(subject, month));
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
fn fill(tally: &mut Tally, scratch: &mut Vec<Months>, chunk: &Chunk, subject: usize, plan: &Plan, regime: &Regime) {
    let month = tally.month();
    for account in chunk.accounts_of(subject) {
        if let Some(account) = ColumnAccount::shown(chunk, account, month, regime) {
            tally.add(plan, &account, scratch);
        }
    }
    if regime.shows_inquiries() {
        let inquiries = &chunk.inquiries;
        for inquiry in chunk.inquiries_of(subject) {
            let inquirer =
                inquiries.inquirer.get(inquiry).and_then(|&place| inquiries.inquirers.get(usize::from(place)));
            let (days, reason) = (inquiries.days.get(inquiry), inquiries.reason.get(inquiry));
            if let (Some(days), Some(&reason), Some(inquirer)) = (days, reason, inquirer) {
                tally.inquiries.add(plan, day_before(month, days), reason, inquirer);
            }
        }
    }
    if regime.shows_liabilities() {
        for row in chunk.liabilities_of(subject) {
            tally.add_liability(plan, &row.owed);
        }
    }
}
