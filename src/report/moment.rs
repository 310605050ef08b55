//! Moments as documents write them: a day and a time of day, in the place of the bureau.

use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Deserializer};

use crate::text::{self, quoted};

/// The last second of a day, for which a day stands where a moment is asked for: a report of that day knows all of it.
pub(crate) fn end_of_day(day: NaiveDate) -> NaiveDateTime {
    // There is such a second, so the default is never taken.
    day.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default())
}

/// Describes the moment that is expected in place of a text.
pub(crate) fn expected_moment(text: &str) -> &'static str {
    let day_and_rest = text.split_at_checked("YYYY-MM-DD".len());
    let rest = day_and_rest.filter(|(day, _)| read_day(day).is_some()).map_or("", |(_, rest)| rest);
    // The time of day may lack its seconds or all of it: a zone is named as the problem before the rest is.
    let zone = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ['T', 't', ' ', ':', '.'].contains(&c));
    if zone.starts_with(['Z', 'z', '+', '-', '[']) {
        "a moment as YYYY-MM-DDTHH:MM:SS, without a time zone"
    } else {
        "a moment as YYYY-MM-DDTHH:MM:SS"
    }
}

/// Reads a moment of the native form; a day stands for its end.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDateTime, D::Error> {
    text::deserialize(deserializer, EXPECTED).map(|Moment(moment)| moment)
}

/// Reads a moment that may be unstated, as [`deserialize`] does.
pub(super) fn deserialize_option<'de, D: Deserializer<'de>>(d: D) -> Result<Option<NaiveDateTime>, D::Error> {
    Ok(Option::<Moment>::deserialize(d)?.map(|Moment(moment)| moment))
}

struct Moment(NaiveDateTime);

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Moment, String> {
        let day = || read_day(text).map(end_of_day);
        let read = text.parse().ok().or_else(day).map(Moment);
        read.ok_or_else(|| {
            format!("`{}` is not a date and time: expected {}, or a day", quoted(text), expected_moment(text))
        })
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        text::deserialize(deserializer, EXPECTED)
    }
}

/// A day as `YYYY-MM-DD`, and nothing shorter.
pub(super) fn read_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == "YYYY-MM-DD".len())
}

const EXPECTED: &str = "a moment, as `2024-06-30T10:00:00`, or a day";
