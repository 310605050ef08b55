//! Reading attributes off the slots: the same rules as of a tally, a column of subjects at a time.

use super::lookup::Lookup;
use super::loops;
use super::run::Scratch;
use crate::attributes::plan::program::{Missing, Over, Part, Read, Row, Small};
use crate::attributes::tally::LiabilityTally;
use crate::attributes::{AcrossInquiries, AcrossMonths, Operation, OverInquiries, OverLiabilities};
use crate::attributes::{Plan, SpecialValue};
use crate::history::Months;
use crate::month::Month;
use crate::portfolio::columns::{Chunk, InquiryClass};

/// A block that was run, with what it takes to read it.
pub(super) struct Reader<'a> {
    pub(super) plan: &'a Plan,
    pub(super) lookup: &'a Lookup,
    pub(super) scratch: &'a Scratch,
    pub(super) inquiries: &'a Inquiries,
    pub(super) chunk: &'a Chunk,
    /// Number of the block's first subject in the chunk.
    pub(super) first: usize,
}

/// Where an attribute of the subjects goes.
pub(super) struct Out<'a> {
    pub(super) values: &'a mut [i64],
    pub(super) causes: &'a mut [Option<SpecialValue>],
}

impl Out<'_> {
    fn again(&mut self) -> Out<'_> {
        Out { values: self.values, causes: self.causes }
    }
}

impl Reader<'_> {
    /// Reads an attribute, with room for the other side of a combination. Subjects whose number does not fit 64 bits are
    /// pushed to the list, with 0 for a value.
    #[inline(always)]
    pub(super) fn read(&self, row: &Row, out: &mut Out<'_>, other: &mut Out<'_>, out_of_range: &mut Vec<usize>) {
        let sides = match &row.read {
            Read::Derived { left, right, .. } => [Some(&left.row), Some(&right.row)],
            _ => [Some(row), None],
        };
        for (place, side) in sides.into_iter().flatten().enumerate() {
            let mut out = if place == 0 { out.again() } else { other.again() };
            self.read_one(&side.read, &mut out);
            if side.withheld.first().is_some_and(|&group| self.lookup.in_part[group]) {
                never_missing(&side.read, &mut out);
            }
            if !self.lookup.all_known {
                side.withheld.iter().for_each(|&member| self.cover(member, &mut out));
            }
        }
        if let Read::Derived { operation, left, right } = &row.read {
            self.derive(*operation, (left, right), out, other, out_of_range);
        }
    }

    #[inline(always)]
    fn read_one(&self, read: &Read, out: &mut Out<'_>) {
        let slot = |slot: &usize| self.scratch.slot(*slot);
        let Out { values, causes } = out;
        causes.fill(None);
        match read {
            Read::Number(place) => loops::read_numbers(slot(place), values),
            Read::Small(small) => loops::read_small(slot(&small.slot), small.shift, values),
            // Where none states it the sum is 0.
            Read::Sum { sum, stated, group, missing } => {
                loops::read_numbers(slot(sum), values);
                loops::miss_sums(self.scratch.has(*stated), self.scratch.has(*group), *missing, causes);
            }
            Read::Average { sum, stated, group, missing } => {
                let (sums, counts) = (&slot(sum)[..values.len()], slot(&stated.slot));
                // Sums of utilisations may be higher.
                if sums.iter().fold(0, |any, sum| any | sum.cast_signed().unsigned_abs()) < loops::EXACT {
                    loops::averages(sums, counts, stated.shift, values);
                } else {
                    for ((value, &sum), &word) in values.iter_mut().zip(sums).zip(counts) {
                        *value = floor(sum.cast_signed(), stated.of(word).max(1));
                    }
                }
                loops::miss_averages((counts, stated.shift), self.scratch.has(*group), *missing, causes);
            }
            Read::Extreme { slot: place, sign, group, missing, zero_of_nobody } => {
                let group = self.scratch.has(*group);
                loops::read_extremes(slot(place), *sign, group, *missing, *zero_of_nobody, values, causes);
            }
            Read::Since { months, window, group } => {
                loops::read_since(slot(months), *window, self.scratch.has(*group), values, causes);
            }
            Read::Worst { at_least_4, planes, window, group } => {
                let planes = [0, 1, 2, 3].map(|plane| self.scratch.slot(planes + plane));
                let of_group = self.scratch.has(*group);
                loops::read_worst(slot(at_least_4), planes, *window, of_group, values, causes);
                for (subject, (value, cause)) in values.iter_mut().zip(causes.iter_mut()).enumerate() {
                    if *value == 0 && cause.is_none() {
                        *value = self.scratch.worst_of(subject, *group, *window, self.chunk).into();
                        *cause = (*value == 0).then_some(SpecialValue::NotStated);
                    }
                }
            }
            Read::Months { across, of, window, group, active } => {
                let (group, bit) = self.scratch.has(*group);
                let window = Months::from_bits(*window);
                for (subject, (value, cause)) in values.iter_mut().zip(causes.iter_mut()).enumerate() {
                    let at = |place: &usize| Months::from_bits(self.scratch.slot(*place)[subject]);
                    let months = match of {
                        Over::Any(any) => at(any),
                        Over::None(any) => !at(any),
                        Over::AnyAndNone(any, none) => at(any) - at(none),
                    };
                    let active = active.as_ref().map_or(Months::NONE, |(on_time, late)| at(on_time) | at(late));
                    let read = over_months(*across, months, window, active);
                    *value = read.unwrap_or(0);
                    *cause = match read {
                        _ if *across == AcrossMonths::MonthsSince && group[subject] >> bit & 1 == 0 => {
                            Some(SpecialValue::NoSuchAccount)
                        }
                        None => Some(SpecialValue::NeverHappened),
                        Some(_) => None,
                    };
                    if cause.is_some() {
                        *value = 0;
                    }
                }
            }
            Read::Overdue { slot: place, missing } => {
                let rows = slot(place).iter().zip(slot(missing));
                for ((value, cause), (&amount, &missing)) in values.iter_mut().zip(causes.iter_mut()).zip(rows) {
                    *value = if missing != 0 { 0 } else { amount.cast_signed() };
                    *cause = (missing != 0).then_some(SpecialValue::NotStated);
                }
            }
            Read::Inquiries(row) => self.inquiries.read(row, out),
            Read::Liabilities(place) => match self.plan.liabilities.get(*place) {
                Some(row) => self.read_liabilities(row, out),
                None => values.fill(0),
            },
            // Its sides are read, and others are put in from their own plan.
            Read::Derived { .. } | Read::Other => values.fill(0),
        }
    }

    /// Makes an attribute absent of whom it is not known.
    #[inline(always)]
    fn cover(&self, member: usize, out: &mut Out<'_>) {
        let (words, bit) = self.scratch.might_have(member);
        for ((value, cause), word) in out.values.iter_mut().zip(out.causes.iter_mut()).zip(words) {
            if word >> bit & 1 != 0 {
                (*value, *cause) = (0, Some(SpecialValue::NotKnownAtMonth));
            }
        }
    }

    /// Few people are liable for others: nobody's sum is 0.
    #[inline(always)]
    fn read_liabilities(&self, row: &OverLiabilities, out: &mut Out<'_>) {
        out.values.fill(0);
        let subjects = self.first..self.first + out.values.len();
        let start = self.chunk.liabilities.partition_point(|one| (one.subject as usize) < subjects.start);
        let liable = self.chunk.liabilities[start..].iter().take_while(|one| (one.subject as usize) < subjects.end);
        let mut last = None;
        for subject in liable.map(|one| one.subject as usize) {
            if last.replace(subject) == Some(subject) {
                continue;
            }
            let mut tally = LiabilityTally::default();
            self.chunk.liabilities_of(subject).iter().for_each(|one| tally.add(row, &one.owed()));
            let place = subject - self.first;
            match tally.total() {
                // The block's amounts are moderate.
                Ok(sum) => out.values[place] = i64::try_from(sum).unwrap_or_default(),
                Err(cause) => out.causes[place] = Some(cause),
            }
        }
    }

    #[inline(always)]
    fn derive(
        &self,
        operation: Operation,
        (left, right): (&Part, &Part),
        out: &mut Out<'_>,
        other: &Out<'_>,
        out_of_range: &mut Vec<usize>,
    ) {
        if operation == Operation::Change {
            // The left side's absence first, then the right's, then months that are not reported.
            for (cause, other) in out.causes.iter_mut().zip(other.causes.iter()) {
                *cause = cause.or(*other);
            }
            self.ask_reported(left, out);
            self.ask_reported(right, out);
        }
        let has = right.group.map(|group| self.scratch.has(group));
        if operation == Operation::Ratio && loops::are_plain(out.values, other.values) {
            loops::ratios(other.values, out.values);
            loops::miss_ratios(other.values, other.causes, has, out.values, out.causes);
            return;
        }
        let nobody = |subject: usize| has.is_some_and(|(words, bit)| words[subject] >> bit & 1 == 0);
        let sides = out.values.iter_mut().zip(out.causes.iter_mut()).zip(other.values.iter().zip(other.causes.iter()));
        for (subject, ((value, cause), (&b, &other))) in sides.enumerate() {
            *cause = cause.or(other);
            if cause.is_some() {
                *value = 0;
                continue;
            }
            let a = *value;
            let derived = match operation {
                Operation::Ratio if b == 0 => {
                    let why =
                        if nobody(subject) { SpecialValue::NoSuchAccount } else { SpecialValue::NothingToDivideBy };
                    *cause = Some(why);
                    Some(0)
                }
                Operation::Ratio => ratio(a, b),
                Operation::Difference | Operation::Change => a.checked_sub(b),
                Operation::Greater => Some(a.max(b)),
                Operation::Smaller => Some(a.min(b)),
            };
            *value = derived.unwrap_or(0);
            if derived.is_none() {
                out_of_range.push(subject);
            }
        }
    }

    /// Makes a change absent where a side has no reported month in its window.
    #[inline(always)]
    fn ask_reported(&self, side: &Part, out: &mut Out<'_>) {
        let Some((reported, window)) = side.reported else { return };
        let has = side.group.map(|group| self.scratch.has(group));
        let group = |subject: usize| has.map_or(0, |(words, bit)| words[subject] >> bit);
        for (subject, cause) in out.causes.iter_mut().enumerate() {
            if cause.is_none() && self.scratch.slot(reported)[subject] & window == 0 {
                *cause = Some(Missing::NotStated.of(group(subject)));
            }
        }
    }
}

impl Missing {
    #[inline(always)]
    pub(super) const fn special_value(self) -> SpecialValue {
        match self {
            Self::NotStated => SpecialValue::NotStated,
            Self::NeverHappened => SpecialValue::NeverHappened,
        }
    }

    /// What is missing of somebody whose lowest bit says whether there is an account.
    #[inline(always)]
    const fn of(self, group: u64) -> SpecialValue {
        if group & 1 == 0 { SpecialValue::NoSuchAccount } else { self.special_value() }
    }
}

impl Small {
    #[inline(always)]
    const fn of(self, word: u64) -> i64 {
        (word >> self.shift & 0xFFFF).cast_signed()
    }
}

/// Reads nothing on record as 0 or never happened, for a row fed by kinds that are shown in part: see the tally's reader.
#[inline(always)]
fn never_missing(read: &Read, out: &mut Out<'_>) {
    let is_dated = matches!(
        read,
        Read::Since { .. } | Read::Worst { .. } | Read::Months { across: AcrossMonths::MonthsSince, .. }
    );
    for cause in out.causes.iter_mut().filter(|cause| cause.is_some()) {
        *cause = is_dated.then_some(SpecialValue::NeverHappened);
    }
}

/// Makes an attribute absent of everybody, since the regime lets nothing feed it.
#[inline(always)]
pub(super) fn hide(out: &mut Out<'_>) {
    out.values.fill(0);
    out.causes.fill(Some(SpecialValue::Hidden));
}

#[inline(always)]
fn over_months(across: AcrossMonths, months: Months, window: Months, active: Months) -> Option<i64> {
    let within = months & window;
    let every = within == window;
    Some(match across {
        AcrossMonths::Sum | AcrossMonths::Count => within.count().into(),
        AcrossMonths::Highest if window.is_empty() => return None,
        AcrossMonths::Highest => i64::from(!within.is_empty()),
        AcrossMonths::Lowest | AcrossMonths::Average if window.is_empty() => return None,
        AcrossMonths::Lowest | AcrossMonths::Average => i64::from(every),
        AcrossMonths::LongestRun => within.longest_run().into(),
        AcrossMonths::CurrentRun => (active & window).latest().map_or(0, |ago| within.run_from(ago).into()),
        AcrossMonths::MonthsSince => return within.latest().map(i64::from),
    })
}

/// `a / b` in basis points, rounded down; `None` if it does not fit 64 bits. `b` is not 0.
#[inline(always)]
fn ratio(a: i64, b: i64) -> Option<i64> {
    match a.checked_mul(10_000) {
        Some(part) => Some(floor(part, b)),
        None => {
            let part = i128::from(a) * 10_000;
            let (quotient, rest) = (part / i128::from(b), part % i128::from(b));
            let inexact = rest != 0 && (rest < 0) != (b < 0);
            i64::try_from(quotient - i128::from(inexact)).ok()
        }
    }
}

/// `part / whole`, rounded towards negative infinity; 0 if the whole is.
#[inline(always)]
fn floor(part: i64, whole: i64) -> i64 {
    let (Some(quotient), Some(rest)) = (part.checked_div(whole), part.checked_rem(whole)) else { return 0 };
    quotient - i64::from(rest != 0 && (rest < 0) != (whole < 0))
}

/// The inquiries of a block's subjects.
#[derive(Debug, Default)]
pub(super) struct Inquiries {
    /// First inquiry of each subject, counted from the block's first, and the end.
    starts: Vec<u32>,
    /// Days before the as-of month's last day.
    days: Vec<i32>,
    /// Days from then back to the subject's as-of day.
    as_of: Vec<i32>,
    class: Vec<InquiryClass>,
    inquirer: Vec<u16>,
    /// Days before the as-of month's last day from which on each of the last 60 months lies, and the end.
    months: Vec<i32>,
}

impl Inquiries {
    pub(super) fn new(month: Month) -> Inquiries {
        let mut months = vec![0];
        for ago in 0..60 {
            // Before the calendar begins there are no months, and so no days in them.
            let days = month.back(ago).map(|earlier| (month.last_day() - earlier.first_day()).num_days() + 1);
            let last = months.last().copied().unwrap_or_default();
            months.push(days.and_then(|days| i32::try_from(days).ok()).unwrap_or(last));
        }
        Inquiries { months, ..Inquiries::default() }
    }

    /// Takes those of some subjects.
    #[inline(always)]
    pub(super) fn take(&mut self, chunk: &Chunk, subjects: std::ops::Range<usize>) {
        let inquiries = &chunk.inquiries;
        let starts = &inquiries.starts[subjects.start..=subjects.end];
        let (first, end) = (starts[0] as usize, starts[starts.len() - 1] as usize);
        self.starts.clear();
        self.starts.extend(starts.iter().map(|start| start - first as u32));
        inquiries.days.take(first..end, &mut self.days);
        self.class.clear();
        self.class.extend_from_slice(&chunk.classes[first..end]);
        self.inquirer.clear();
        self.inquirer.extend_from_slice(&inquiries.inquirer[first..end]);
        self.as_of.clear();
        let early = chunk.as_of.partition_point(|&(subject, _)| (subject as usize) < subjects.start);
        let early = chunk.as_of[early..].iter().take_while(|&&(subject, _)| (subject as usize) < subjects.end);
        for &(subject, days) in early {
            self.as_of.resize(end - first, 0);
            let place = subject as usize - subjects.start;
            self.as_of[self.starts[place] as usize..self.starts[place + 1] as usize].fill(days);
        }
    }

    #[inline(always)]
    fn read(&self, row: &OverInquiries, out: &mut Out<'_>) {
        let reasons = row.reasons.iter().fold(0_u32, |set, &reason| set | 1 << reason as u32);
        let flag = match row.across {
            AcrossInquiries::WithoutDuplicates => InquiryClass::FIRST,
            AcrossInquiries::Shopping => InquiryClass::SHOPPING_FIRST,
            AcrossInquiries::Count | AcrossInquiries::DistinctInquirers | AcrossInquiries::MonthsSince => 0,
        };
        // Days of the window: from the end of its newest month to before the end of the month before its oldest.
        let empty = row.window.is_empty();
        let newest = self.months[usize::from(row.window.newest())];
        let oldest = self.months[usize::from(row.window.oldest()) + 1];
        let excluded = i32::from(row.excluding_days);
        let counts = |place: usize| {
            let (class, days) = (self.class[place].bits(), self.days[place]);
            let as_of = self.as_of.get(place).copied().unwrap_or(0);
            let recent = excluded != 0 && days < as_of.saturating_add(excluded);
            reasons >> (class & InquiryClass::REASON) & 1 != 0
                && class & flag == flag
                && !empty
                && days >= newest
                && days < oldest
                && !recent
        };
        let by_count = !matches!(row.across, AcrossInquiries::MonthsSince | AcrossInquiries::DistinctInquirers);
        if by_count && !empty && (excluded == 0 || self.as_of.is_empty()) {
            let span = (newest.max(excluded), oldest);
            loops::count_inquiries(&self.class, &self.days, reasons, flag, span, &self.starts, out.values);
            return;
        }
        let subjects = self.starts.windows(2).map(|start| start[0] as usize..start[1] as usize);
        let rows = out.values.iter_mut().zip(out.causes.iter_mut()).zip(subjects);
        match row.across {
            AcrossInquiries::MonthsSince => {
                for ((value, cause), places) in rows {
                    // Oldest first: the last that counts is the latest.
                    let latest = places.rev().find(|&place| counts(place)).map(|place| self.days[place]);
                    let ago = latest.map(|days| self.months.partition_point(|&end| end <= days) - 1);
                    *value = ago.map_or(0, |ago| ago as i64);
                    *cause = ago.is_none().then_some(SpecialValue::NeverHappened);
                }
            }
            AcrossInquiries::DistinctInquirers => {
                let mut inquirers = Vec::new();
                for ((value, _), places) in rows {
                    inquirers.clear();
                    inquirers.extend(places.filter(|&place| counts(place)).map(|place| self.inquirer[place]));
                    inquirers.sort_unstable();
                    inquirers.dedup();
                    *value = inquirers.len() as i64;
                }
            }
            AcrossInquiries::Count | AcrossInquiries::WithoutDuplicates | AcrossInquiries::Shopping => {
                for ((value, _), places) in rows {
                    *value = places.map(|place| i64::from(counts(place))).sum();
                }
            }
        }
    }
}
