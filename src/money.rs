//! Amounts of money, exact to the smallest unit of their currency.
//!
//! [`Money`] is a whole number of minor units (fen, cents, yen) and a [`Currency`]. There is no floating point and no
//! rounding: what cannot be held exactly is an error.
//!
//! ```
//! use credit_bureau::{Currency, Money};
//! let rent = Money::parse("3200.50", Currency::CNY)?;
//! let deposit = Money::whole(6400, Currency::CNY);
//! assert_eq!(rent.checked_add(deposit)?.to_string(), "9,600.50 CNY");
//! assert!(Money::parse("1e9", Currency::CNY).is_err());
//! # Ok::<(), credit_bureau::money::MoneyError>(())
//! ```
//!
//! Nothing here converts between currencies, and nothing knows what an amount is for: a report's fields and their units
//! are named where they stand.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{self, quoted};

mod currency;

pub use currency::Currency;

/// An amount: minor units (`i64`) of one [`Currency`], positive or negative.
///
/// 16 bytes. Two amounts are equal only in the same currency; there is no order between amounts, because there is none
/// between currencies: compare [`minor`](Money::minor) where the currency is known.
///
/// Shown as `1,234.50 CNY`; the serde form and [`FromStr`] are the same without the comma, `1234.50 CNY`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// `minor` minor units of `currency`: 123450 is 1,234.50 in CNY and 123,450 in JPY.
    pub const fn from_minor(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    /// `units` whole units of `currency`; cannot overflow, since no currency has more than four decimals.
    pub const fn whole(units: i32, currency: Currency) -> Money {
        Money { minor: (units as i64).saturating_mul(currency.minor_per_unit()), currency }
    }

    /// Nothing, in `currency`.
    pub const fn zero(currency: Currency) -> Money {
        Money { minor: 0, currency }
    }

    /// `amount` units of `currency`, exactly.
    ///
    /// # Errors
    ///
    /// [`MoneyError::Decimals`] if the amount has a fraction finer than the currency's minor unit,
    /// [`MoneyError::TooLarge`] if it does not fit 64 bits of minor units.
    pub fn from_decimal(amount: Decimal, currency: Currency) -> Result<Money, MoneyError> {
        let exact = amount.normalize();
        let Some(missing) = currency.decimals().checked_sub(exact.scale()) else {
            return Err(MoneyError::Decimals { found: amount.to_string(), currency });
        };
        10_i128
            .checked_pow(missing)
            .and_then(|factor| exact.mantissa().checked_mul(factor))
            .and_then(|minor| i64::try_from(minor).ok())
            .map(|minor| Money { minor, currency })
            .ok_or_else(|| MoneyError::TooLarge { found: amount.to_string(), currency })
    }

    /// The amount in whole units, with exactly the currency's decimals: 1234.50.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.decimals())
    }

    /// Reads plain decimal digits: an optional `-`, digits, and optionally `.` and more digits.
    ///
    /// At most the currency's decimals may differ from zero: `12.500` is CNY, `12.501` is not. Never allocates unless it
    /// fails.
    ///
    /// # Errors
    ///
    /// Anything else, each with its own [`MoneyError`]: an exponent (`1e9`), a currency sign (`￥100`), grouped digits
    /// (`1,000`), spaces, no digits, or an amount past 64 bits of minor units.
    pub fn parse(text: &str, currency: Currency) -> Result<Money, MoneyError> {
        match read_minor(text.as_bytes(), currency.decimals()) {
            Ok(minor) => Ok(Money { minor, currency }),
            Err(refusal) => Err(refusal.explain(text, currency)),
        }
    }

    /// The amount in minor units of its currency.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether the amount is zero.
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Whether the amount is below zero.
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// The sum of two amounts.
    ///
    /// # Errors
    ///
    /// [`MoneyError::Mismatch`] if the currencies differ, [`MoneyError::Overflow`] past 64 bits of minor units.
    pub fn checked_add(self, other: Money) -> Result<Money, MoneyError> {
        self.combine(other, i64::checked_add)
    }

    /// This amount less another.
    ///
    /// # Errors
    ///
    /// As [`checked_add`](Money::checked_add).
    pub fn checked_sub(self, other: Money) -> Result<Money, MoneyError> {
        self.combine(other, i64::checked_sub)
    }

    /// The sum of `amounts`, all in `currency`; zero if there are none.
    ///
    /// Summed in 128 bits and checked once at the end, so the order of the amounts never decides whether they can be
    /// summed.
    ///
    /// # Errors
    ///
    /// [`MoneyError::Mismatch`] at the first amount in another currency, [`MoneyError::Overflow`] if the sum is past 64
    /// bits of minor units.
    pub fn total(currency: Currency, amounts: impl IntoIterator<Item = Money>) -> Result<Money, MoneyError> {
        let mut sum = 0_i128;
        for amount in amounts {
            if amount.currency != currency {
                return Err(MoneyError::Mismatch { left: currency, right: amount.currency });
            }
            // Saturating is never reached: it would take 2^64 amounts.
            sum = sum.saturating_add(i128::from(amount.minor));
        }
        i64::try_from(sum).map(|minor| Money { minor, currency }).map_err(|_| MoneyError::Overflow { currency })
    }

    /// The amount in plain digits without its currency, as short as it can be said: `1234.50`, and `1234` where all
    /// decimals are zero.
    pub fn plain(self) -> String {
        let (units, fraction) = self.parts();
        if fraction == 0 {
            self.digits(units.to_string(), None)
        } else {
            self.digits(units.to_string(), Some(fraction))
        }
    }

    fn combine(self, other: Money, operation: fn(i64, i64) -> Option<i64>) -> Result<Money, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mismatch { left: self.currency, right: other.currency });
        }
        operation(self.minor, other.minor)
            .map(|minor| Money { minor, currency: self.currency })
            .ok_or(MoneyError::Overflow { currency: self.currency })
    }

    /// Whole units and minor units of the absolute amount.
    fn parts(self) -> (u64, u64) {
        let (amount, unit) = (self.minor.unsigned_abs(), self.currency.minor_per_unit().unsigned_abs());
        (amount.checked_div(unit).unwrap_or(amount), amount.checked_rem(unit).unwrap_or(0))
    }

    fn digits(self, units: String, fraction: Option<u64>) -> String {
        let sign = if self.is_negative() { "-" } else { "" };
        match (usize::try_from(self.currency.decimals()), fraction) {
            (Ok(places), Some(fraction)) if places > 0 => format!("{sign}{units}.{fraction:0places$}"),
            _ => format!("{sign}{units}"),
        }
    }

    /// The text form: all decimals, no grouping.
    fn exact(self) -> String {
        let (units, fraction) = self.parts();
        format!("{} {}", self.digits(units.to_string(), Some(fraction)), self.currency)
    }
}

impl fmt::Display for Money {
    /// `1,234.50 CNY`; honours width and alignment.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (units, fraction) = self.parts();
        f.pad(&format!("{} {}", self.digits(grouped(units), Some(fraction)), self.currency))
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    /// Reads `1234.50 CNY`: an amount as [`Money::parse`] reads it, one space, a currency code.
    fn from_str(text: &str) -> Result<Money, MoneyError> {
        let (amount, code) = text.rsplit_once(' ').ok_or_else(|| MoneyError::NoCurrency { found: quoted(text) })?;
        Money::parse(amount, Currency::from_code(code)?)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.exact())
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
        text::deserialize(deserializer, "an amount and its currency, as `1234.50 CNY`")
    }
}

/// An error in an amount or a currency.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoneyError {
    /// A code that is not a currency of ISO 4217.
    #[error("`{found}` is not a currency: expected an ISO 4217 code such as CNY")]
    UnknownCurrency {
        /// The text found.
        found: String,
    },
    /// An amount with currency, without its currency.
    #[error("`{found}` names no currency: expected an amount, a space and a code, as `1234.50 CNY`")]
    NoCurrency {
        /// The text found.
        found: String,
    },
    /// An empty amount.
    #[error("the amount is empty: expected digits")]
    Empty,
    /// A sign or a decimal point without digits beside it.
    #[error("`{found}` is not an amount: expected digits before and after each sign or point")]
    NoDigits {
        /// The text found.
        found: String,
    },
    /// A space in an amount.
    #[error("`{found}` is not an amount: it has a space at character {position}, expected digits only")]
    Space {
        /// The text found.
        found: String,
        /// Place of the space in the text, from 1.
        position: usize,
    },
    /// Digits in groups, as `1,000`.
    #[error("`{found}` is not an amount: its digits are grouped, expected them without commas")]
    Grouped {
        /// The text found.
        found: String,
    },
    /// An exponent, as `1e9`.
    #[error("`{found}` is not an amount: it has an exponent, expected all digits written out")]
    Exponent {
        /// The text found.
        found: String,
    },
    /// Any other character that is not a digit, as in `￥100`.
    #[error("`{found}` is not an amount: `{}` at character {position} is not a digit", .character.escape_debug())]
    Character {
        /// The text found.
        found: String,
        /// The first character that is not a digit.
        character: char,
        /// Position in the text, from 1.
        position: usize,
    },
    /// A fraction finer than the currency's minor unit.
    #[error("`{found}` is finer than {currency} can be: expected at most {} decimals", .currency.decimals())]
    Decimals {
        /// The text found.
        found: String,
        /// The currency it was read in.
        currency: Currency,
    },
    /// An amount past 64 bits of minor units.
    #[error("`{found}` is too large for an amount in {currency}: expected at most {}", Money::from_minor(i64::MAX, *.currency))]
    TooLarge {
        /// The text found.
        found: String,
        /// The currency it was read in.
        currency: Currency,
    },
    /// Two currencies where one is due.
    #[error("{left} and {right} cannot be added: expected one currency")]
    Mismatch {
        /// The currency so far.
        left: Currency,
        /// The currency that differs.
        right: Currency,
    },
    /// A sum past 64 bits of minor units.
    #[error("the sum is too large for an amount in {currency}")]
    Overflow {
        /// The currency of the sum.
        currency: Currency,
    },
}

/// The reason why [`read_minor`] stopped, without the text: explaining allocates, reading must not.
enum Refusal {
    NotDigits,
    Decimals,
    TooLarge,
}

/// Minor units of plain decimal digits, in a currency of `decimals` decimals.
fn read_minor(text: &[u8], decimals: u32) -> Result<i64, Refusal> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let mut value = 0_i64;
    let mut places: Option<u32> = None;
    let mut previous_is_digit = false;
    for &byte in digits {
        match byte {
            b'0'..=b'9' => {
                previous_is_digit = true;
                let digit = i64::from(byte & 0xF);
                match &mut places {
                    Some(read) if *read == decimals => {
                        // Zeros beyond the decimals change nothing, and other systems write them: `12.500` CNY.
                        if digit != 0 {
                            return Err(Refusal::Decimals);
                        }
                        continue;
                    }
                    Some(read) => *read = read.saturating_add(1),
                    None => {}
                }
                value = push_digit(value, digit)?;
            }
            b'.' if places.is_none() && previous_is_digit => {
                places = Some(0);
                previous_is_digit = false;
            }
            _ => return Err(Refusal::NotDigits),
        }
    }
    if !previous_is_digit {
        return Err(Refusal::NotDigits);
    }
    for _ in places.unwrap_or(0)..decimals {
        value = push_digit(value, 0)?;
    }
    if negative { Ok(value) } else { value.checked_neg().ok_or(Refusal::TooLarge) }
}

/// Grown below zero, where `i64` reaches one further than above.
fn push_digit(value: i64, digit: i64) -> Result<i64, Refusal> {
    value.checked_mul(10).and_then(|tens| tens.checked_sub(digit)).ok_or(Refusal::TooLarge)
}

impl Refusal {
    #[cold]
    fn explain(self, text: &str, currency: Currency) -> MoneyError {
        let found = quoted(text);
        match self {
            // A character that has no place in an amount explains more than the size of what stands before it.
            Refusal::Decimals | Refusal::TooLarge if !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-')) => {
                Refusal::NotDigits.explain(text, currency)
            }
            Refusal::Decimals => MoneyError::Decimals { found, currency },
            Refusal::TooLarge => MoneyError::TooLarge { found, currency },
            Refusal::NotDigits if text.is_empty() => MoneyError::Empty,
            Refusal::NotDigits => {
                let unsigned = text.strip_prefix('-').unwrap_or(text);
                let signs = text.len().saturating_sub(unsigned.len());
                match unsigned.chars().enumerate().find(|(_, c)| !c.is_ascii_digit() && *c != '.') {
                    None => MoneyError::NoDigits { found },
                    Some((_, ',' | '_' | '\'' | '，')) => MoneyError::Grouped { found },
                    Some((at, 'e' | 'E')) if at > 0 => MoneyError::Exponent { found },
                    Some((at, c)) => {
                        let position = at.saturating_add(signs).saturating_add(1);
                        if c.is_whitespace() {
                            MoneyError::Space { found, position }
                        } else {
                            MoneyError::Character { found, character: c, position }
                        }
                    }
                }
            }
        }
    }
}

/// Digits in groups of three, separated by commas.
fn grouped(units: u64) -> String {
    let digits = units.to_string();
    let mut shown = String::with_capacity(digits.len().saturating_mul(2));
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

const _: () = assert!(size_of::<Money>() == 16);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CNY: Currency = Currency::CNY;
    const JPY: Currency = Currency::JPY;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).unwrap()
    }

    #[test]
    fn plain_digits_are_read_exactly() {
        for (text, code, minor) in [
            ("0", "CNY", 0),
            ("-0", "CNY", 0),
            ("-0.00", "CNY", 0),
            ("1", "CNY", 100),
            ("007", "CNY", 700),
            ("00000000000000000000000000000012", "CNY", 1_200),
            ("12.5", "CNY", 1_250),
            ("12.05", "CNY", 1_205),
            ("-12.34", "CNY", -1_234),
            ("12.500", "CNY", 1_250),
            ("12.34000000000000000000000000", "CNY", 1_234),
            ("100", "JPY", 100),
            ("100.00", "JPY", 100),
            ("1.234", "KWD", 1_234),
            ("1.2345", "CLF", 12_345),
            ("92233720368547758.07", "CNY", i64::MAX),
            ("-92233720368547758.08", "CNY", i64::MIN),
            ("9223372036854775807", "JPY", i64::MAX),
            ("-9223372036854775808", "JPY", i64::MIN),
        ] {
            assert_eq!(
                Money::parse(text, currency(code)),
                Ok(Money::from_minor(minor, currency(code))),
                "{text} {code}"
            );
        }
    }

    #[test]
    fn what_is_no_plain_amount_is_refused_with_its_reason() {
        for (text, code, message) in [
            ("", "CNY", "the amount is empty: expected digits"),
            ("-", "CNY", "`-` is not an amount: expected digits before and after each sign or point"),
            (".5", "CNY", "`.5` is not an amount: expected digits before and after each sign or point"),
            ("5.", "CNY", "`5.` is not an amount: expected digits before and after each sign or point"),
            ("-.5", "CNY", "`-.5` is not an amount: expected digits before and after each sign or point"),
            ("1.2.3", "CNY", "`1.2.3` is not an amount: expected digits before and after each sign or point"),
            ("--5", "CNY", "`--5` is not an amount: `-` at character 2 is not a digit"),
            ("1-5", "CNY", "`1-5` is not an amount: `-` at character 2 is not a digit"),
            ("+5", "CNY", "`+5` is not an amount: `+` at character 1 is not a digit"),
            ("1e9", "CNY", "`1e9` is not an amount: it has an exponent, expected all digits written out"),
            ("1.5E3", "CNY", "`1.5E3` is not an amount: it has an exponent, expected all digits written out"),
            ("￥100", "CNY", "`￥100` is not an amount: `￥` at character 1 is not a digit"),
            ("-￥100", "CNY", "`-￥100` is not an amount: `￥` at character 2 is not a digit"),
            ("100元", "CNY", "`100元` is not an amount: `元` at character 4 is not a digit"),
            ("１００", "CNY", "`１００` is not an amount: `１` at character 1 is not a digit"),
            ("--", "CNY", "`--` is not an amount: `-` at character 2 is not a digit"),
            ("NaN", "CNY", "`NaN` is not an amount: `N` at character 1 is not a digit"),
            ("1,000", "CNY", "`1,000` is not an amount: its digits are grouped, expected them without commas"),
            ("100 000", "CNY", "`100 000` is not an amount: it has a space at character 4, expected digits only"),
            (" 1", "CNY", "`\u{20}1` is not an amount: it has a space at character 1, expected digits only"),
            ("1\n", "CNY", "`1\\n` is not an amount: it has a space at character 2, expected digits only"),
            ("12.345", "CNY", "`12.345` is finer than CNY can be: expected at most 2 decimals"),
            ("0.5", "JPY", "`0.5` is finer than JPY can be: expected at most 0 decimals"),
            (
                "12345678901234567890",
                "CNY",
                "`12345678901234567890` is too large for an amount in CNY: expected at most 92,233,720,368,547,758.07 CNY",
            ),
            (
                "9223372036854775808",
                "JPY",
                "`9223372036854775808` is too large for an amount in JPY: expected at most 9,223,372,036,854,775,807 JPY",
            ),
            (
                "1.2345678901234567890x",
                "CNY",
                "`1.2345678901234567890x` is not an amount: `x` at character 22 is not a digit",
            ),
        ] {
            assert_eq!(Money::parse(text, currency(code)).unwrap_err().to_string(), message, "{text} {code}");
        }
        assert!(matches!(Money::parse("-9223372036854775809", JPY), Err(MoneyError::TooLarge { .. })));
        assert!(matches!(Money::parse("92233720368547758.08", CNY), Err(MoneyError::TooLarge { .. })));
    }

    #[test]
    fn a_hostile_amount_is_quoted_short() {
        let message = Money::parse(&"9".repeat(1 << 20), CNY).unwrap_err().to_string();
        assert!(message.len() < 200, "{message}");
    }

    #[test]
    fn amounts_are_shown_in_groups_with_all_decimals() {
        for (minor, code, shown, plain) in [
            (0, "CNY", "0.00 CNY", "0"),
            (5, "CNY", "0.05 CNY", "0.05"),
            (-5, "CNY", "-0.05 CNY", "-0.05"),
            (123_450, "CNY", "1,234.50 CNY", "1234.50"),
            (123_400, "CNY", "1,234.00 CNY", "1234"),
            (-99_999, "CNY", "-999.99 CNY", "-999.99"),
            (-100_000_000, "CNY", "-1,000,000.00 CNY", "-1000000"),
            (1_000, "JPY", "1,000 JPY", "1000"),
            (1_234, "KWD", "1.234 KWD", "1.234"),
            (i64::MIN, "CNY", "-92,233,720,368,547,758.08 CNY", "-92233720368547758.08"),
        ] {
            let money = Money::from_minor(minor, currency(code));
            assert_eq!((money.to_string(), money.plain()), (shown.to_owned(), plain.to_owned()));
        }
        assert_eq!(format!("{:>12}|", Money::whole(7, CNY)), "    7.00 CNY|");
    }

    #[test]
    fn whole_units_never_overflow() {
        for &code in &["CNY", "JPY", "KWD", "CLF"] {
            for units in [i32::MIN, -1, 0, 1, i32::MAX] {
                let money = Money::whole(units, currency(code));
                assert_eq!(money.to_decimal(), Decimal::from(units), "{money}");
            }
        }
    }

    #[test]
    fn a_decimal_is_held_exactly_or_refused() {
        for (text, code, minor) in [
            ("12.5", "CNY", Some(1_250)),
            ("12.500", "CNY", Some(1_250)),
            ("12.345", "CNY", None),
            ("100.0", "JPY", Some(100)),
            ("0.1", "JPY", None),
            ("92233720368547758.07", "CNY", Some(i64::MAX)),
            ("92233720368547758.08", "CNY", None),
            ("-92233720368547758.08", "CNY", Some(i64::MIN)),
            ("79228162514264337593543950335", "CLF", None),
        ] {
            let money = Money::from_decimal(text.parse().unwrap(), currency(code));
            assert_eq!(money.ok().map(Money::minor), minor, "{text} {code}");
        }
    }

    #[test]
    fn currencies_do_not_mix() {
        let (yuan, yen) = (Money::whole(1, CNY), Money::whole(1, JPY));
        assert_eq!(
            yuan.checked_add(yen).unwrap_err().to_string(),
            "CNY and JPY cannot be added: expected one currency"
        );
        assert!(yuan.checked_sub(yen).is_err());
        assert!(Money::total(CNY, [yuan, yen]).is_err());
        assert_ne!(Money::zero(CNY), Money::zero(JPY));
    }

    #[test]
    fn a_sum_is_checked_at_its_end() {
        let (most, one) = (Money::from_minor(i64::MAX, CNY), Money::from_minor(1, CNY));
        let least = Money::from_minor(i64::MIN, CNY);
        assert_eq!(most.checked_add(one), Err(MoneyError::Overflow { currency: CNY }));
        assert_eq!(least.checked_sub(one), Err(MoneyError::Overflow { currency: CNY }));
        assert_eq!(Money::total(CNY, [most, one]), Err(MoneyError::Overflow { currency: CNY }));
        assert_eq!(Money::total(CNY, [most, one, least]), Ok(Money::zero(CNY)));
        assert_eq!(Money::total(CNY, []), Ok(Money::zero(CNY)));
    }

    #[test]
    fn the_text_form_needs_amount_space_and_code() {
        assert_eq!("1234.50 CNY".parse(), Ok(Money::from_minor(123_450, CNY)));
        for text in ["", "1234.50", "1234.50CNY", "1,234.50 CNY", "1234.50 cny", "1234.50  CNY", "CNY 1234.50", " CNY"]
        {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
        assert!(serde_json::from_str::<Money>("1234.5").is_err());
    }

    fn amounts() -> impl Strategy<Value = Money> {
        (any::<i64>(), proptest::sample::select(vec!["CNY", "JPY", "KWD", "CLF"]))
            .prop_map(|(minor, code)| Money::from_minor(minor, currency(code)))
    }

    proptest! {
        #[test]
        fn every_form_reads_back_as_the_amount(money in amounts()) {
            prop_assert_eq!(Money::parse(&money.plain(), money.currency()), Ok(money));
            prop_assert_eq!(Money::from_decimal(money.to_decimal(), money.currency()), Ok(money));
            prop_assert_eq!(money.exact().parse(), Ok(money));
            let json = serde_json::to_string(&money).unwrap();
            prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money);
        }

        #[test]
        fn reading_agrees_with_decimal(text in "-?[0-9]{1,12}(\\.[0-9]{1,5})?") {
            let decimal: Decimal = text.parse().unwrap();
            for currency in ["CNY", "JPY", "KWD", "CLF"].map(currency) {
                prop_assert_eq!(Money::parse(&text, currency).ok(), Money::from_decimal(decimal, currency).ok());
            }
        }

        #[test]
        fn no_text_makes_reading_panic(text in "\\PC{0,30}") {
            let _ = Money::parse(&text, CNY);
            let _ = text.parse::<Money>();
        }

        #[test]
        fn the_order_of_a_sum_never_matters(minors in proptest::collection::vec(any::<i64>(), 0..8)) {
            let forward = Money::total(CNY, minors.iter().map(|&minor| Money::from_minor(minor, CNY)));
            let backward = Money::total(CNY, minors.iter().rev().map(|&minor| Money::from_minor(minor, CNY)));
            prop_assert_eq!(forward, backward);
        }
    }
}
