//! Ranges and dates in columns: where the values of a subject or an account are.

use std::ops::Range;

use chrono::{Days, NaiveDate};

use crate::month::Month;

/// The date a number of days before the last day of a month.
pub(in crate::portfolio) fn day_before(month: Month, days: i32) -> NaiveDate {
    // The default is never taken: the days were checked, or counted from a date.
    checked_day_before(month, days).unwrap_or(month.last_day())
}

/// The date a number of days before the last day of a month; `None` outside the calendar.
pub(in crate::portfolio) fn checked_day_before(month: Month, days: i32) -> Option<NaiveDate> {
    let (last, apart) = (month.last_day(), Days::new(days.unsigned_abs().into()));
    if days < 0 { last.checked_add_days(apart) } else { last.checked_sub_days(apart) }
}

/// The rows whose key is in a range; the rows are sorted by key.
pub(in crate::portfolio) fn among<'a, T>(rows: &'a [T], of: &Range<usize>, key: impl Fn(&T) -> usize) -> &'a [T] {
    let first = rows.partition_point(|row| key(row) < of.start);
    let end = rows.partition_point(|row| key(row) < of.end);
    rows.get(first..end).unwrap_or_default()
}

pub(super) const fn one(subject: usize) -> Range<usize> {
    subject..subject.saturating_add(1)
}

/// The range from the start of the first item to the end of the last, for a range of items.
pub(in crate::portfolio) fn span(starts: &[u32], of: &Range<usize>) -> Range<usize> {
    let start = |place: usize| starts.get(place).and_then(|&start| usize::try_from(start).ok());
    start(of.start).zip(start(of.end)).map_or(0..0, |(first, end)| first..end)
}

pub(in crate::portfolio) fn range(starts: &[u32], place: usize) -> Option<(usize, usize)> {
    let first = usize::try_from(*starts.get(place)?).ok()?;
    let end = usize::try_from(*starts.get(place.checked_add(1)?)?).ok()?;
    Some((first, end))
}

pub(in crate::portfolio) fn bytes_of<T>(column: &Vec<T>) -> usize {
    column.capacity().saturating_mul(size_of::<T>())
}

pub(super) fn bytes_of_texts(texts: &Vec<Box<str>>) -> usize {
    texts.iter().fold(bytes_of(texts), |bytes, text| bytes.saturating_add(text.len()))
}
