//! Inquiries: kept day by day, so that duplicates are told the same way however the tally came together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, Days, NaiveDate};

use super::plan::Plan;
use super::row::{AcrossInquiries, OverInquiries};
use crate::month::Month;
use crate::report::InquiryReason;

/// The inquiries that a plan looks at, in order of day, reason and inquirer; how often each stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct InquiryTally(pub(super) BTreeMap<(NaiveDate, InquiryReason, Box<str>), u64>);

impl InquiryTally {
    pub(super) fn add(&mut self, plan: &Plan, date: NaiveDate, reason: InquiryReason, inquirer: &str) {
        if plan.reasons.contains(&reason) {
            self.put((date, reason, inquirer.into()), 1);
        }
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn merge(&mut self, other: InquiryTally) {
        for (inquiry, times) in other.0 {
            self.put(inquiry, times);
        }
    }

    fn put(&mut self, inquiry: (NaiveDate, InquiryReason, Box<str>), times: u64) {
        let count = self.0.entry(inquiry).or_default();
        *count = count.saturating_add(times);
    }

    /// The number that a row asks for; `None` if it dates something that never happened.
    pub(super) fn read(&self, row: &OverInquiries, month: Month, as_of_day: NaiveDate) -> Option<i128> {
        let first_left_out = match row.excluding_days {
            0 => None,
            days => as_of_day.checked_sub_days(Days::new(u64::from(days).saturating_sub(1))),
        };
        let mut last_counted: HashMap<(InquiryReason, Option<&str>), i32> = HashMap::new();
        let mut inquirers = BTreeSet::new();
        let (mut count, mut latest) = (0_i128, None);
        for ((day, reason, inquirer), &times) in &self.0 {
            if !row.reasons.contains(reason) {
                continue;
            }
            let alike = match row.across {
                AcrossInquiries::WithoutDuplicates => Some((*reason, Some(&**inquirer))),
                AcrossInquiries::Shopping => Some((*reason, None)),
                AcrossInquiries::Count | AcrossInquiries::DistinctInquirers | AcrossInquiries::MonthsSince => None,
            };
            if let Some(alike) = alike {
                let day = day.num_days_from_ce();
                if last_counted.get(&alike).is_some_and(|last| is_duplicate(*last, day)) {
                    continue;
                }
                last_counted.insert(alike, day);
            }
            let Some(ago) = months_back(*day, month).filter(|&ago| row.window.contains(ago)) else { continue };
            if first_left_out.is_some_and(|first| *day >= first) {
                continue;
            }
            count = count.saturating_add(if alike.is_some() { 1 } else { times.into() });
            inquirers.insert(&**inquirer);
            latest = Some(ago);
        }
        match row.across {
            AcrossInquiries::Count | AcrossInquiries::WithoutDuplicates | AcrossInquiries::Shopping => Some(count),
            AcrossInquiries::DistinctInquirers => i128::try_from(inquirers.len()).ok(),
            AcrossInquiries::MonthsSince => latest.map(i128::from),
        }
    }
}

/// Whether an inquiry repeats one that was counted before it; days are numbered from any day.
pub(super) const fn is_duplicate(counted: i32, day: i32) -> bool {
    day.saturating_sub(counted) <= DUPLICATE_DAYS_MAX
}

fn months_back(day: NaiveDate, month: Month) -> Option<u32> {
    u32::try_from(month.months_since(Month::of(day).ok()?)).ok()
}

const DUPLICATE_DAYS_MAX: i32 = 14;
