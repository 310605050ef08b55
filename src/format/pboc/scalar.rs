//! How one text of a document is read and written: amounts, dates, months, counts, codes.
//!
//! Every form is strict: a text is read only if writing its value gives the same text again, so nothing is lost
//! between reading and writing.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::codes::{Codes, Services, States};
use super::field::FieldKind;
use crate::format::ProblemKind;
use crate::history::{Notation, PaymentStatus};
use crate::language::Language;
use crate::money::{Currency, Money, MoneyError};
use crate::month::Month;
use crate::report::{
    AccountId, AccountState, BorrowerClass, LiabilityBusiness, PostPaidService, Private, expected_moment,
};

use super::codes::{BUSINESS_KINDS, ENTERPRISE_BUSINESS};

/// One form of text.
pub(super) trait Scalar {
    type Value;

    /// What the listing of fields calls it.
    const KIND: FieldKind;

    /// What such a text is, with its article: `an amount`.
    fn what(&self) -> &'static str;

    /// What is expected instead of a text that could not be read.
    fn expected(&self, text: &str) -> Cow<'static, str>;

    /// The value; `None` if the text does not have this form.
    fn read(&self, text: &str) -> Option<Self::Value>;

    /// The text; else why PBOC reports cannot say the value.
    fn write<'a>(&self, value: &'a Self::Value) -> Result<Cow<'a, str>, Cow<'static, str>>;

    /// Whether such a text says, in this place, that there is nothing to say: `--`, `0000-00`.
    fn says_nothing(&self, text: &str) -> bool {
        match Self::KIND {
            FieldKind::Date | FieldKind::Month => matches!(text, "--" | "0000-00" | "0000-00-00"),
            _ => text == "--",
        }
    }

    /// What sort of problem an unreadable text is.
    fn problem(&self) -> ProblemKind {
        match Self::KIND {
            FieldKind::Code | FieldKind::Status | FieldKind::Currency => ProblemKind::UnknownCode,
            _ => ProblemKind::BadText,
        }
    }
}

/// An amount in whole yuan.
pub(super) struct Amount;

impl Scalar for Amount {
    type Value = Money;
    const KIND: FieldKind = FieldKind::Amount;

    fn what(&self) -> &'static str {
        "an amount"
    }

    fn expected(&self, text: &str) -> Cow<'static, str> {
        Cow::Borrowed(match Money::parse(text, Currency::CNY) {
            Err(MoneyError::Exponent { .. }) => "whole yuan, all digits written out",
            Err(MoneyError::TooLarge { .. }) => "at most 92233720368547758 yuan",
            Err(MoneyError::Grouped { .. }) => "whole yuan, without commas",
            Err(MoneyError::Space { .. }) => "whole yuan, without spaces",
            Err(MoneyError::Character { .. } | MoneyError::NoDigits { .. }) => "whole yuan, digits only",
            Ok(_) | Err(MoneyError::Decimals { .. }) => "whole yuan, without decimals or leading zeros",
            Err(_) => "whole yuan",
        })
    }

    #[inline]
    fn read(&self, text: &str) -> Option<Money> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_plain = match digits.as_bytes() {
            [b'0'] => digits.len() == text.len(),
            [b'0', ..] => false,
            bytes => !bytes.contains(&b'.'),
        };
        if is_plain { Money::parse(text, Currency::CNY).ok() } else { None }
    }

    fn write<'a>(&self, value: &'a Money) -> Result<Cow<'a, str>, Cow<'static, str>> {
        if value.currency() != Currency::CNY {
            return Err(Cow::Owned(format!("{value} is not in CNY")));
        }
        if value.minor().checked_rem(100) != Some(0) {
            return Err(Cow::Owned(format!("{value} is not in whole yuan")));
        }
        Ok(Cow::Owned(value.plain()))
    }
}

/// A day, `2019-10-16`.
pub(super) struct Date;

impl Scalar for Date {
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
pub(super) struct CalendarMonth;

impl Scalar for CalendarMonth {
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
pub(super) struct Year;

impl Scalar for Year {
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
pub(super) struct Moment;

impl Scalar for Moment {
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
pub(super) struct Count;

impl Scalar for Count {
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

/// A repayment status, one PBOC symbol.
pub(super) struct Status;

impl Scalar for Status {
    type Value = PaymentStatus;
    const KIND: FieldKind = FieldKind::Status;

    fn what(&self) -> &'static str {
        "a payment status"
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        Cow::Borrowed("one of N 1–7 * # / M A C G D Z B")
    }

    #[inline]
    fn read(&self, text: &str) -> Option<PaymentStatus> {
        match *text.as_bytes() {
            [symbol] => PaymentStatus::from_symbol(Notation::Pboc, char::from(symbol)),
            _ => None,
        }
    }

    fn write<'a>(&self, value: &'a PaymentStatus) -> Result<Cow<'a, str>, Cow<'static, str>> {
        match value.symbol(Notation::Pboc) {
            Some(symbol) => Ok(Cow::Borrowed(symbol_text(symbol))),
            None => Err(Cow::Owned(format!("`{}` has no PBOC symbol", value.meaning()))),
        }
    }
}

/// A currency.
pub(super) struct CurrencyCode;

impl Scalar for CurrencyCode {
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

/// Any text that may be shown.
pub(super) struct Words;

/// Any text that says who or what somebody is.
pub(super) struct PrivateWords;

/// A name that the domain keeps as a text, empty if there is none.
pub(super) struct Name;

/// The number of an account.
pub(super) struct Number;

macro_rules! texts {
    ($($form:ident $value:ty, $as_str:expr, may_be_empty: $may_be_empty:literal;)+) => {
        $(impl Scalar for $form {
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
    Words String, |text| text, may_be_empty: false;
    PrivateWords Private, |text| text.expose(), may_be_empty: false;
    Name String, |text| text, may_be_empty: true;
    Number AccountId, |id| id.as_str(), may_be_empty: true;
}

impl<T: Copy + PartialEq> Scalar for Codes<T> {
    type Value = T;
    const KIND: FieldKind = FieldKind::Code;

    fn what(&self) -> &'static str {
        Codes::what(self)
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        Cow::Owned(Codes::expected(self))
    }

    #[inline]
    fn read(&self, text: &str) -> Option<T> {
        Codes::read(self, text)
    }

    fn write<'a>(&self, value: &'a T) -> Result<Cow<'a, str>, Cow<'static, str>> {
        self.code(*value).map(Cow::Borrowed).ok_or_else(|| without_code(self.text(*value, Language::English)))
    }
}

impl Scalar for States {
    type Value = AccountState;
    const KIND: FieldKind = FieldKind::Code;

    fn what(&self) -> &'static str {
        "a state of such an account"
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        Cow::Owned(States::expected(*self))
    }

    #[inline]
    fn read(&self, text: &str) -> Option<AccountState> {
        States::read(*self, text)
    }

    fn write<'a>(&self, value: &'a AccountState) -> Result<Cow<'a, str>, Cow<'static, str>> {
        self.code(*value).map(Cow::Borrowed).ok_or_else(|| without_code(self.text(*value, Language::English)))
    }
}

impl Scalar for Services {
    type Value = PostPaidService;
    const KIND: FieldKind = FieldKind::Code;

    fn what(&self) -> &'static str {
        "a service of such an account"
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        Cow::Owned(Services::expected(*self))
    }

    fn read(&self, text: &str) -> Option<PostPaidService> {
        Services::read(*self, text)
    }

    fn write<'a>(&self, value: &'a PostPaidService) -> Result<Cow<'a, str>, Cow<'static, str>> {
        self.code(*value).map(Cow::Borrowed).ok_or_else(|| without_code(self.text(*value, Language::English)))
    }
}

/// What a debt is for (PD03AD02): the code's meaning depends on whose debt it is.
pub(super) struct DebtBusiness(pub(super) Option<BorrowerClass>);

impl Scalar for DebtBusiness {
    type Value = LiabilityBusiness;
    const KIND: FieldKind = FieldKind::Code;

    fn what(&self) -> &'static str {
        match self.0 {
            Some(BorrowerClass::Organisation) => "a kind of enterprise business",
            _ => "a kind of business",
        }
    }

    fn expected(&self, _text: &str) -> Cow<'static, str> {
        match self.0 {
            Some(BorrowerClass::Person) => Cow::Owned(BUSINESS_KINDS.expected()),
            Some(BorrowerClass::Organisation) => Cow::Owned(ENTERPRISE_BUSINESS.expected()),
            None => Cow::Borrowed("PD03AD08 to say whose debt it is"),
        }
    }

    fn read(&self, text: &str) -> Option<LiabilityBusiness> {
        match self.0? {
            BorrowerClass::Person => BUSINESS_KINDS.read(text).map(LiabilityBusiness::Person),
            BorrowerClass::Organisation => ENTERPRISE_BUSINESS.read(text).map(LiabilityBusiness::Organisation),
        }
    }

    fn write<'a>(&self, value: &'a LiabilityBusiness) -> Result<Cow<'a, str>, Cow<'static, str>> {
        match (self.0, value) {
            (Some(BorrowerClass::Person), LiabilityBusiness::Person(business)) => BUSINESS_KINDS.write(business),
            (Some(BorrowerClass::Organisation), LiabilityBusiness::Organisation(business)) => {
                ENTERPRISE_BUSINESS.write(business)
            }
            _ => Err(Cow::Borrowed("the class of borrower does not go with it")),
        }
    }
}

fn without_code(text: &'static str) -> Cow<'static, str> {
    Cow::Owned(format!("`{text}` has no code"))
}

fn write_date(date: NaiveDate) -> Result<String, Cow<'static, str>> {
    match u16::try_from(date.year()) {
        Ok(year) if year <= YEAR_MAX => Ok(format!("{year:04}-{:02}-{:02}", date.month(), date.day())),
        _ => Err(Cow::Owned(format!("the year {} does not have four digits", date.year()))),
    }
}

/// The number that some digits spell; `None` if one of them is no digit.
#[inline]
fn digits<const N: usize>(bytes: [u8; N]) -> Option<u32> {
    bytes.iter().try_fold(0_u32, |number, &byte| {
        let digit = char::from(byte).to_digit(10)?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// A PBOC symbol as a text.
fn symbol_text(symbol: char) -> &'static str {
    SYMBOLS
        .char_indices()
        .find(|&(_, known)| known == symbol)
        .and_then(|(at, known)| SYMBOLS.get(at..at.saturating_add(known.len_utf8())))
        .unwrap_or("")
}

/// The symbols of the PBOC notation.
const SYMBOLS: &str = "/C#*ANM1234567DZGB";

/// The last year of four digits.
const YEAR_MAX: u16 = 9999;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::pboc::codes;
    use crate::report::AccountKind;

    /// What a text reads as and is written as again.
    fn again<S: Scalar>(form: &S, text: &str) -> Option<String> {
        form.read(text).map(|value| form.write(&value).unwrap().into_owned())
    }

    #[test]
    fn only_plain_texts_are_read() {
        for text in ["0", "5", "-5", "92233720368547758", "-92233720368547758"] {
            assert_eq!(again(&Amount, text).as_deref(), Some(text));
        }
        for text in ["", "-", "-0", "00", "05", "+5", "5.0", "1e9", "￥1", "1,000", " 1", "92233720368547759"] {
            assert_eq!(again(&Amount, text), None, "{text}");
        }
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

    #[test]
    fn every_symbol_of_the_notation_is_read_and_written() {
        for symbol in Notation::Pboc.symbols().map(String::from) {
            assert_eq!(again(&Status, &symbol), Some(symbol));
        }
        for status in PaymentStatus::all() {
            assert_eq!(Status.write(&status).is_ok(), status.symbol(Notation::Pboc).is_some());
        }
    }

    #[test]
    fn what_a_debt_is_for_depends_on_whose_it_is() {
        let person = DebtBusiness(Some(BorrowerClass::Person));
        let organisation = DebtBusiness(Some(BorrowerClass::Organisation));
        assert!(person.read("11").is_some() && person.read("11") != organisation.read("11"));
        assert_eq!(DebtBusiness(None).read("11"), None);
        assert!(organisation.write(&person.read("11").unwrap()).is_err());
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_as_it_was(text in "[-0-9T:.#*NA-Z]{0,19}|\\PC{0,12}") {
            macro_rules! check {
                ($($form:expr),+ $(,)?) => {
                    $(if let Some(again) = again(&$form, &text) { prop_assert_eq!(again, text.clone()); })+
                };
            }
            check!(Amount, Date, CalendarMonth, Year, Moment, Count, Status, CurrencyCode, Name, Number);
            check!(codes::INSTITUTION_TYPES, codes::states(AccountKind::CreditCard), codes::services(AccountKind::Telecom));
            if !text.is_empty() {
                check!(Words, PrivateWords);
            }
        }
    }
}
