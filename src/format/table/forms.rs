//! Forms of text that formats share: ISO dates and months, counts, currencies, free text.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::form::{FieldKind, TextForm};
use crate::money::Currency;
use crate::month::Month;
use crate::report::{AccountId, Private, expected_moment};

/// A day, `2019-10-16`.
pub(in crate::format) struct Date;

impl TextForm for Date {
    type Value = NaiveDate;
    const KIND: FieldKind = FieldKind::Date;

    fn what(&self) -> &'static str {
        "a date"
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        Cow::Borrowed("a day as YYYY-MM-DD")
    }

    #[inline]
    fn read(&self, text: &str) -> Option<NaiveDate> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else { return None };
        let year = i32::try_from(digits([y1, y2, y3, y4])?).ok()?;
        NaiveDate::from_ymd_opt(year, digits([m1, m2])?, digits([d1, d2])?)
    }

    fn write<'a>(&self, value: &'a NaiveDate) -> Result<Cow<'a, str>, Cow<'static, str>> {
        write_date(*value).map(Cow::Owned)
    }
}

/// A month, `2019-10`.
pub(in crate::format) struct CalendarMonth;

impl TextForm for CalendarMonth {
    type Value = Month;
    const KIND: FieldKind = FieldKind::Month;

    fn what(&self) -> &'static str {
        "a month"
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        Cow::Borrowed("a month as YYYY-MM, from 01 to 12")
    }

    #[inline]
    fn read(&self, text: &str) -> Option<Month> {
        text.parse().ok()
    }

    fn write<'a>(&self, value: &'a Month) -> Result<Cow<'a, str>, Cow<'static, str>> {
        Ok(Cow::Owned(value.to_string()))
    }
}

/// A year, `2019`.
pub(in crate::format) struct Year;

impl TextForm for Year {
    type Value = u16;
    const KIND: FieldKind = FieldKind::Year;

    fn what(&self) -> &'static str {
        "a year"
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        Cow::Borrowed("a year as YYYY")
    }

    fn read(&self, text: &str) -> Option<u16> {
        let year: [u8; 4] = text.as_bytes().try_into().ok()?;
        u16::try_from(digits(year)?).ok()
    }

    fn write<'a>(&self, value: &'a u16) -> Result<Cow<'a, str>, Cow<'static, str>> {
        if *value > YEAR_MAX {
            return Err(Cow::Owned(format!("the year {value} has more than four digits")));
        }
        Ok(Cow::Owned(format!("{value:04}")))
    }
}

/// A moment, `2019-10-16T17:46:36`.
pub(in crate::format) struct Moment;

impl TextForm for Moment {
    type Value = NaiveDateTime;
    const KIND: FieldKind = FieldKind::Moment;

    fn what(&self) -> &'static str {
        "a date and time"
    }

    fn expected(&self, text: &str) -> Cow<'static, str> {
        Cow::Borrowed(expected_moment(text))
    }

    fn read(&self, text: &str) -> Option<NaiveDateTime> {
        let (date, time) = text.split_once('T')?;
        let [h1, h2, b':', m1, m2, b':', s1, s2] = *time.as_bytes() else { return None };
        let time = NaiveTime::from_hms_opt(digits([h1, h2])?, digits([m1, m2])?, digits([s1, s2])?)?;
        Some(Date.read(date)?.and_time(time))
    }

    fn write<'a>(&self, value: &'a NaiveDateTime) -> Result<Cow<'a, str>, Cow<'static, str>> {
        if value.nanosecond() != 0 {
            return Err(Cow::Borrowed("a fraction of a second has no place"));
        }
        Ok(Cow::Owned(format!("{}T{}", write_date(value.date())?, value.format("%H:%M:%S"))))
    }
}

/// A count.
pub(in crate::format) struct Count;

impl TextForm for Count {
    type Value = u32;
    const KIND: FieldKind = FieldKind::Count;

    fn what(&self) -> &'static str {
        "a count"
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        Cow::Borrowed("a number from 0 to 4294967295 in plain digits")
    }

    #[inline]
    fn read(&self, text: &str) -> Option<u32> {
        match text.as_bytes() {
            [b'0'] => Some(0),
            [b'1'..=b'9', ..] => text.parse().ok(),
            _ => None,
        }
    }

    fn write<'a>(&self, value: &'a u32) -> Result<Cow<'a, str>, Cow<'static, str>> {
        Ok(Cow::Owned(value.to_string()))
    }
}

/// A currency.
pub(in crate::format) struct CurrencyCode;

impl TextForm for CurrencyCode {
    type Value = Currency;
    const KIND: FieldKind = FieldKind::Currency;

    fn what(&self) -> &'static str {
        "a currency"
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        Cow::Borrowed("an ISO 4217 code such as CNY")
    }

    fn read(&self, text: &str) -> Option<Currency> {
        Currency::from_code(text).ok()
    }

    fn write<'a>(&self, value: &'a Currency) -> Result<Cow<'a, str>, Cow<'static, str>> {
        Ok(Cow::Borrowed(value.code()))
    }
}

/// Free text that may be shown.
pub(in crate::format) struct PlainText;

/// Free text that identifies a person or a thing, hidden in `Debug` output.
pub(in crate::format) struct PrivateText;

/// A name; the domain has the empty text where there is none.
pub(in crate::format) struct NameText;

/// The number of an account.
pub(in crate::format) struct AccountNumber;

macro_rules! texts {
    ($($form:ident $value:ty, $as_str:expr, may_be_empty: $may_be_empty:literal;)+) => {
        $(impl TextForm for $form {
            type Value = $value;
            const KIND: FieldKind = FieldKind::Text;

            fn what(&self) -> &'static str {
                "a text"
            }

            fn expected(&self, _text: &str) -> Cow<'static, str> {
                Cow::Borrowed("a text")
            }

            #[inline]
            fn read(&self, text: &str) -> Option<$value> {
                Some(<$value>::from(text))
            }

            fn write<'a>(&self, value: &'a $value) -> Result<Cow<'a, str>, Cow<'static, str>> {
                let as_str: for<'v> fn(&'v $value) -> &'v str = $as_str;
                match as_str(value) {
                    "" if !$may_be_empty => Err(Cow::Borrowed("an empty text counts as nothing")),
                    text => Ok(Cow::Borrowed(text)),
                }
            }
        })+
    };
}

texts! {
    PlainText String, |text| text, may_be_empty: false;
    PrivateText Private, |text| text.expose(), may_be_empty: false;
    NameText String, |text| text, may_be_empty: true;
    AccountNumber AccountId, |id| id.as_str(), may_be_empty: true;
}

fn write_date(date: NaiveDate) -> Result<String, Cow<'static, str>> {
    match u16::try_from(date.year()) {
        Ok(year) if year <= YEAR_MAX => Ok(format!("{year:04}-{:02}-{:02}", date.month(), date.day())),
        _ => Err(Cow::Owned(format!("the year {} does not have four digits", date.year()))),
    }
}

/// The number that some digits spell; `None` if a byte is not a digit.
#[inline]
fn digits<const N: usize>(bytes: [u8; N]) -> Option<u32> {
    bytes.iter().try_fold(0_u32, |number, &byte| {
        let digit = char::from(byte).to_digit(10)?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// The last year of four digits.
const YEAR_MAX: u16 = 9999;

#[cfg(test)]
pub(in crate::format) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text that the value read from a text is written as.
    pub(in crate::format) fn again<S: TextForm>(form: &S, text: &str) -> Option<String> {
        form.read(text).map(|value| form.write(&value).unwrap().into_owned())
    }

    /// Checks that a text is not read, or is written as it was read.
    pub(in crate::format) fn is_written_as_read<S: TextForm>(form: &S, text: &str) -> Result<(), TestCaseError> {
        if let Some(again) = again(form, text) {
            prop_assert_eq!(again, text);
        }
        Ok(())
    }

    #[test]
    fn only_plain_texts_are_read() {
        for text in ["2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(again(&Date, text).as_deref(), Some(text));
        }
        for text in ["2023-02-29", "2024-2-1", "2024-02-1", "20240201", "+024-01-01", "2024-02-01 "] {
            assert_eq!(again(&Date, text), None, "{text}");
        }
        for text in ["2024-02-29T00:00:00", "2024-02-29T23:59:59"] {
            assert_eq!(again(&Moment, text).as_deref(), Some(text));
        }
        for text in ["2024-02-29", "2024-02-29T24:00:00", "2024-02-29T00:00", "2024-02-29T00:00:00Z"] {
            assert_eq!(again(&Moment, text), None, "{text}");
        }
        for text in ["0", "7", "4294967295"] {
            assert_eq!(again(&Count, text).as_deref(), Some(text));
        }
        for text in ["", "00", "07", "-1", "+1", "1.0", "4294967296"] {
            assert_eq!(again(&Count, text), None, "{text}");
        }
        for (text, read) in [("2024", true), ("0024", true), ("24", false), ("20240", false)] {
            assert_eq!(again(&Year, text).is_some(), read, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_as_it_was(text in "[-0-9T:.#*NA-Z]{0,19}|\\PC{0,12}") {
            is_written_as_read(&Date, &text)?;
            is_written_as_read(&CalendarMonth, &text)?;
            is_written_as_read(&Year, &text)?;
            is_written_as_read(&Moment, &text)?;
            is_written_as_read(&Count, &text)?;
            is_written_as_read(&CurrencyCode, &text)?;
            is_written_as_read(&NameText, &text)?;
            is_written_as_read(&AccountNumber, &text)?;
            if !text.is_empty() {
                is_written_as_read(&PlainText, &text)?;
                is_written_as_read(&PrivateText, &text)?;
            }
        }
    }
}
