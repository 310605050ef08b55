//! The inquiries of a tally, kept day by day, so that duplicates are found the same way however the tally was put
//! together.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::attributes::plan::{InquiryQuery, Plan};
use crate::attributes::row::{AcrossInquiries, Code};
use crate::month::Month;
use crate::report::InquiryReason;

/// The inquiries that a plan looks at, in order of day, reason and inquirer, each with its number of occurrences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct InquiryTally(pub(crate) BTreeMap<(NaiveDate, InquiryReason, Code), u64>);

impl InquiryTally {
    pub(crate) fn add(&mut self, plan: &Plan, date: NaiveDate, reason: InquiryReason, inquirer: &str) {
        if plan.reasons.contains(&reason) {
            self.put((date, reason, inquirer.into()), 1);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn merge(&mut self, other: InquiryTally) {
        for (inquiry, times) in other.0 {
            self.put(inquiry, times);
        }
    }

    fn put(&mut self, inquiry: (NaiveDate, InquiryReason, Code), times: u64) {
        let count = self.0.entry(inquiry).or_default();
        *count = count.saturating_add(times);
    }

    /// Prepares the inquiries for reading, as of a month and a day: sorts out which of them are duplicates.
    pub(crate) fn as_of(&self, month: Month, as_of_day: NaiveDate) -> CountedInquiries<'_> {
        let mut inquiries: Vec<Inquiry<'_>> = Vec::with_capacity(self.0.len());
        let mut last_by_anyone = [None; InquiryReason::ALL.len()];
        for ((day, reason, inquirer), &times) in &self.0 {
            let number = day.num_days_from_ce();
            // The map is in order of day, so duplicates by any inquirer are found in the same pass.
            let counts_by_anyone = last_by_anyone.get_mut(*reason as usize).is_some_and(|last| counts(last, number));
            inquiries.push(Inquiry {
                day: number,
                ago: months_back(*day, month),
                reason: *reason,
                inquirer,
                times,
                counts: false,
                counts_by_anyone,
            });
        }
        // A stable sort: within a reason and inquirer the order of day remains.
        let mut alike: Vec<&mut Inquiry<'_>> = inquiries.iter_mut().collect();
        alike.sort_by_key(|inquiry| (inquiry.reason, inquiry.inquirer));
        for alike in alike.chunk_by_mut(|a, b| (a.reason, a.inquirer) == (b.reason, b.inquirer)) {
            let mut last = None;
            alike.iter_mut().for_each(|inquiry| inquiry.counts = counts(&mut last, inquiry.day));
        }
        CountedInquiries { inquiries, as_of_day: as_of_day.num_days_from_ce() }
    }
}

/// The inquiries of a tally in order of day, each marked where it counts.
pub(crate) struct CountedInquiries<'a> {
    inquiries: Vec<Inquiry<'a>>,
    as_of_day: i32,
}

struct Inquiry<'a> {
    /// Days since the first of the year 1.
    day: i32,
    /// Months back from the as-of month; `None` if after it.
    ago: Option<u32>,
    reason: InquiryReason,
    inquirer: &'a Code,
    /// How often the inquiry occurs.
    times: u64,
    /// Whether it counts when duplicates by the same inquirer are suppressed.
    counts: bool,
    /// Whether it counts when duplicates by any inquirer are suppressed.
    counts_by_anyone: bool,
}

impl CountedInquiries<'_> {
    /// Reads a row; `None` if it dates an inquiry that never happened.
    pub(crate) fn read(&self, row: &InquiryQuery) -> Option<u64> {
        let last = match row.excluding_days {
            0 => i32::MAX,
            days => self.as_of_day.saturating_sub(days.into()),
        };
        let mut asked = self.inquiries.iter().filter(|inquiry| {
            row.reasons & 1 << inquiry.reason as u32 != 0
                && inquiry.ago.is_some_and(|ago| row.window.contains(ago))
                && inquiry.day <= last
        });
        let count = |times: fn(&Inquiry<'_>) -> u64| {
            asked.clone().fold(0, |count: u64, inquiry| count.saturating_add(times(inquiry)))
        };
        match row.across {
            AcrossInquiries::Count => Some(count(|inquiry| inquiry.times)),
            AcrossInquiries::WithoutDuplicates => Some(count(|inquiry| inquiry.counts.into())),
            AcrossInquiries::Shopping => Some(count(|inquiry| inquiry.counts_by_anyone.into())),
            AcrossInquiries::DistinctInquirers => {
                let mut inquirers: Vec<&Code> = asked.map(|inquiry| inquiry.inquirer).collect();
                inquirers.sort_unstable();
                inquirers.dedup();
                u64::try_from(inquirers.len()).ok()
            }
            AcrossInquiries::MonthsSince => asked.next_back().and_then(|inquiry| inquiry.ago).map(u64::from),
        }
    }
}

/// Whether an inquiry counts, given the day of the last one alike that did; if so, updates that day.
fn counts(last: &mut Option<i32>, day: i32) -> bool {
    let counts = last.is_none_or(|last| !is_duplicate(last, day));
    if counts {
        *last = Some(day);
    }
    counts
}

/// Whether an inquiry repeats one that was counted before it; both days count from the same day.
pub(crate) const fn is_duplicate(counted: i32, day: i32) -> bool {
    day.saturating_sub(counted) <= DUPLICATE_DAYS_MAX
}

fn months_back(day: NaiveDate, month: Month) -> Option<u32> {
    u32::try_from(month.months_since(Month::of(day).ok()?)).ok()
}

/// Most days between an inquiry and its duplicate: see [`AcrossInquiries`].
const DUPLICATE_DAYS_MAX: i32 = 14;
