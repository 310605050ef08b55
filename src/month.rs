//! Calendar months, and windows of them counted back from a month.
//!
//! A credit report speaks in months: one payment status a month, "the last 24 months", "as of 2024-06". A [`Month`] is
//! two bytes, and the distance between two is a subtraction:
//!
//! ```
//! use credit_bureau::Month;
//! use credit_bureau::month::Window;
//! let now: Month = "2024-06".parse()?;
//! assert_eq!(now.months_since(Month::new(2022, 12)?), 18);
//! assert!(Window::last(24).contains(18) && !Window::last(12).contains(18));
//! # Ok::<(), credit_bureau::month::MonthError>(())
//! ```
//!
//! Days are `chrono`'s [`NaiveDate`]; there is no clock: which month is "now" is always said by the caller.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{self, quoted};

mod window;

pub use window::Window;

/// A calendar month of the years 1 to 5460: the number of months since year 0, in two bytes.
///
/// Shown, read and in serde as `2024-06`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(u16);

impl Month {
    /// The first month there is, 0001-01.
    pub const FIRST: Month = Month(ORDINAL_MIN);
    /// The last month there is, 5460-12.
    pub const LAST: Month = Month(ORDINAL_MAX);

    /// Month `month` (1 to 12) of `year` (1 to 5460).
    ///
    /// # Errors
    ///
    /// [`MonthError::Number`] or [`MonthError::Year`] outside these.
    pub fn new(year: i32, month: u32) -> Result<Month, MonthError> {
        if !(1..=12).contains(&month) {
            return Err(MonthError::Number { year, month });
        }
        u16::try_from(year)
            .ok()
            .zip(u16::try_from(month).ok())
            .and_then(|(year, month)| year.checked_mul(12)?.checked_add(month)?.checked_sub(1))
            .and_then(|ordinal| Month::from_ordinal(ordinal).ok())
            .ok_or(MonthError::Year { year })
    }

    /// The month `ordinal` months after 0000-01.
    ///
    /// # Errors
    ///
    /// [`MonthError::Ordinal`] outside 12 (0001-01) to 65531 (5460-12).
    pub const fn from_ordinal(ordinal: u16) -> Result<Month, MonthError> {
        match ordinal {
            ORDINAL_MIN..=ORDINAL_MAX => Ok(Month(ordinal)),
            _ => Err(MonthError::Ordinal { ordinal }),
        }
    }

    /// The month of a day.
    ///
    /// # Errors
    ///
    /// [`MonthError::Year`] if the year is not 1 to 5460.
    pub fn of(day: NaiveDate) -> Result<Month, MonthError> {
        Month::new(day.year(), day.month())
    }

    /// Months since 0000-01: 24293 for 2024-06.
    pub const fn ordinal(self) -> u16 {
        self.0
    }

    /// The year, 1 to 5460.
    pub const fn year(self) -> i32 {
        (self.0 / 12) as i32
    }

    /// The month's number in its year, 1 to 12.
    pub const fn number(self) -> u32 {
        (self.0 % 12).saturating_add(1) as u32
    }

    /// The first day of the month.
    pub fn first_day(self) -> NaiveDate {
        // Every year up to 5460 is one of chrono's, so the default is never taken.
        NaiveDate::from_ymd_opt(self.year(), self.number(), 1).unwrap_or_default()
    }

    /// The last day of the month: the 28th to the 31st.
    pub fn last_day(self) -> NaiveDate {
        let first = self.first_day();
        first.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first)
    }

    /// The month `months` later (earlier if negative); `None` outside the years 1 to 5460.
    pub fn checked_add(self, months: i32) -> Option<Month> {
        let ordinal = i32::from(self.0).checked_add(months)?;
        Month::from_ordinal(u16::try_from(ordinal).ok()?).ok()
    }

    /// The month `months` before this one; `None` if it would lie before 0001-01.
    ///
    /// ```
    /// # use credit_bureau::Month;
    /// assert_eq!(Month::new(2024, 2)?.back(3), Some(Month::new(2023, 11)?));
    /// assert_eq!(Month::FIRST.back(1), None);
    /// # Ok::<(), credit_bureau::month::MonthError>(())
    /// ```
    #[must_use]
    pub fn back(self, ago: u32) -> Option<Month> {
        self.checked_add(i32::try_from(ago).ok()?.saturating_neg())
    }

    /// Number of months from `earlier` to this one; negative if this one lies before it.
    pub const fn months_since(self, earlier: Month) -> i32 {
        (self.0 as i32).saturating_sub(earlier.0 as i32)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text(&mut [0; 7]))
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Month {
    type Err = MonthError;

    /// Reads exactly `YYYY-MM`, seven ASCII characters.
    fn from_str(text: &str) -> Result<Month, MonthError> {
        let [y1, y2, y3, y4, b'-', m1, m2] = text.as_bytes() else {
            return Err(MonthError::Format { found: quoted(text) });
        };
        let read = |digits: &[&u8]| {
            digits.iter().try_fold(0_u32, |value, &&byte| {
                byte.is_ascii_digit().then(|| value.saturating_mul(10).saturating_add(u32::from(byte & 0xF)))
            })
        };
        match (read(&[y1, y2, y3, y4]).map(i32::try_from), read(&[m1, m2])) {
            (Some(Ok(year)), Some(month)) => Month::new(year, month),
            _ => Err(MonthError::Format { found: quoted(text) }),
        }
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text(&mut [0; 7]))
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Month, D::Error> {
        text::deserialize(deserializer, "a month, as `2024-06`")
    }
}

/// An error in a month or a window.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MonthError {
    /// Text that is not of the form `YYYY-MM`.
    #[error("`{found}` is not a month: expected the form YYYY-MM")]
    Format {
        /// The text found.
        found: String,
    },
    /// A month of the year that is not 1 to 12.
    #[error("`{year:04}-{month:02}` is not a month: {month} is not from 1 to 12")]
    Number {
        /// The year.
        year: i32,
        /// The number that is not a month's.
        month: u32,
    },
    /// A year out of range.
    #[error("year {year} is out of range: expected 1 to 5460")]
    Year {
        /// The year.
        year: i32,
    },
    /// An ordinal out of range.
    #[error("month ordinal {ordinal} is out of range: expected 12 to 65531")]
    Ordinal {
        /// The ordinal.
        ordinal: u16,
    },
    /// A window that ends before it begins or reaches past 60 months.
    #[error("months {newest} to {oldest} back are not a window: expected newest ≤ oldest ≤ 59")]
    Window {
        /// The newest month, counted back.
        newest: u8,
        /// The oldest month, counted back.
        oldest: u8,
    },
}

impl Month {
    /// `YYYY-MM`, written into `buffer`.
    fn text(self, buffer: &mut [u8; 7]) -> &str {
        let (year, month) = (self.0 / 12, (self.0 % 12).saturating_add(1));
        *buffer = [
            digit(year / 1000),
            digit(year / 100),
            digit(year / 10),
            digit(year),
            b'-',
            digit(month / 10),
            digit(month),
        ];
        // Seven ASCII characters are text, so the default is never taken.
        std::str::from_utf8(buffer).unwrap_or_default()
    }
}

/// The last decimal digit of `number`, as ASCII.
fn digit(number: u16) -> u8 {
    u8::try_from(number % 10).map_or(b'0', |digit| digit | b'0')
}

// The calendar has no year 0, and 5460 is the last whole year whose months have an ordinal of 16 bits.
const ORDINAL_MIN: u16 = 12;
const ORDINAL_MAX: u16 = 5460 * 12 + 11;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_four_digits_a_dash_and_two_are_a_month() {
        for (text, year, month) in
            [("2024-06", 2024, 6), ("0001-01", 1, 1), ("5460-12", 5460, 12), ("2019-10", 2019, 10)]
        {
            assert_eq!(text.parse(), Month::new(year, month), "{text}");
            assert_eq!(Month::new(year, month).unwrap().to_string(), text);
        }
        for (text, message) in [
            ("2019-13", "`2019-13` is not a month: 13 is not from 1 to 12"),
            ("2019-00", "`2019-00` is not a month: 0 is not from 1 to 12"),
            ("0000-00", "`0000-00` is not a month: 0 is not from 1 to 12"),
            ("0000-01", "year 0 is out of range: expected 1 to 5460"),
            ("5461-01", "year 5461 is out of range: expected 1 to 5460"),
            ("2019-1", "`2019-1` is not a month: expected the form YYYY-MM"),
            (" 2019-01", "` 2019-01` is not a month: expected the form YYYY-MM"),
            ("2019-01 ", "`2019-01 ` is not a month: expected the form YYYY-MM"),
            ("2019-1 ", "`2019-1 ` is not a month: expected the form YYYY-MM"),
            ("2019-+1", "`2019-+1` is not a month: expected the form YYYY-MM"),
            ("-201-01", "`-201-01` is not a month: expected the form YYYY-MM"),
            ("2019/01", "`2019/01` is not a month: expected the form YYYY-MM"),
            ("2019.01", "`2019.01` is not a month: expected the form YYYY-MM"),
            ("201901", "`201901` is not a month: expected the form YYYY-MM"),
            ("2019-01-31", "`2019-01-31` is not a month: expected the form YYYY-MM"),
            ("２019-01", "`２019-01` is not a month: expected the form YYYY-MM"),
            ("", "`` is not a month: expected the form YYYY-MM"),
        ] {
            assert_eq!(text.parse::<Month>().unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn both_ends_of_the_calendar_hold() {
        assert_eq!((Month::FIRST.to_string(), Month::LAST.to_string()), ("0001-01".into(), "5460-12".into()));
        assert_eq!(Month::new(2024, 6).unwrap().ordinal(), 24_293);
        assert_eq!(Month::FIRST.checked_add(-1), None);
        assert_eq!(Month::LAST.checked_add(1), None);
        assert_eq!(Month::FIRST.checked_add(65_519), Some(Month::LAST));
        assert_eq!(Month::FIRST.checked_add(i32::MIN), None);
        assert_eq!(Month::LAST.checked_add(i32::MAX), None);
        assert!(Month::from_ordinal(11).is_err() && Month::from_ordinal(65_532).is_err());
        for (year, month) in [(0, 1), (-1, 1), (5461, 1), (i32::MAX, 12), (i32::MIN, 1), (2024, 0), (2024, u32::MAX)] {
            assert!(Month::new(year, month).is_err(), "{year} {month}");
        }
        assert!(Month::of(NaiveDate::MAX).is_err() && Month::of(NaiveDate::MIN).is_err());
    }

    #[test]
    fn the_last_day_knows_leap_years() {
        for (text, last) in
            [("2024-02", 29), ("2023-02", 28), ("2000-02", 29), ("1900-02", 28), ("2024-12", 31), ("5460-12", 31)]
        {
            let month: Month = text.parse().unwrap();
            assert_eq!(month.last_day().day(), last, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_month_reads_back_from_each_of_its_forms(ordinal in ORDINAL_MIN..=ORDINAL_MAX) {
            let month = Month::from_ordinal(ordinal).unwrap();
            prop_assert_eq!(Month::new(month.year(), month.number()), Ok(month));
            prop_assert_eq!(month.to_string().parse(), Ok(month));
            prop_assert_eq!(format!("{month:?}"), month.to_string());
            prop_assert_eq!(Month::of(month.first_day()), Ok(month));
            prop_assert_eq!(Month::of(month.last_day()), Ok(month));
            let next_day = month.last_day().succ_opt().unwrap();
            prop_assert_eq!(next_day.day(), 1);
            let json = serde_json::to_string(&month).unwrap();
            prop_assert_eq!(serde_json::from_str::<Month>(&json).unwrap(), month);
        }

        #[test]
        fn adding_a_distance_arrives(a in ORDINAL_MIN..=ORDINAL_MAX, b in ORDINAL_MIN..=ORDINAL_MAX) {
            let (a, b) = (Month::from_ordinal(a).unwrap(), Month::from_ordinal(b).unwrap());
            prop_assert_eq!(a.checked_add(b.months_since(a)), Some(b));
            prop_assert_eq!(a < b, a.to_string() < b.to_string());
        }

        #[test]
        fn no_text_makes_reading_panic(text in "\\PC{0,9}") {
            let _ = text.parse::<Month>();
        }
    }
}
