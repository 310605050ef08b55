//! Amounts of money, exact to the smallest unit of their currency.
//!
//! [`Money`] is a whole number of minor units (fen, cents, yen) and a [`Currency`]. There is no floating point and no
//! rounding: what cannot be held exactly is an error.
//!
//! ```
//! # use credit_bureau::{Currency, Money};
//! let rent = Money::parse("3200.50", Currency::CNY)?;
//! let deposit = Money::whole(6400, Currency::CNY);
//! assert_eq!(rent.checked_add(deposit)?.to_string(), "9,600.50 CNY");
//! assert!(Money::parse("1e9", Currency::CNY).is_err());
//! # Ok::<(), credit_bureau::MoneyError>(())
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

/// Why an amount or a currency was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoneyError {
    /// A code that is not a currency of ISO 4217.
    #[error("`{found}` is not a currency: expected an ISO 4217 code such as CNY")]
    UnknownCurrency {
        /// What stood there.
        found: String,
    },
    /// An amount with currency, without its currency.
    #[error("`{found}` names no currency: expected an amount, a space and a code, as `1234.50 CNY`")]
    NoCurrency {
        /// What stood there.
        found: String,
    },
    /// An empty amount.
    #[error("the amount is empty: expected digits")]
    Empty,
    /// A sign or a decimal point without digits beside it.
    #[error("`{found}` is not an amount: expected digits before and after each sign or point")]
    NoDigits {
        /// What stood there.
        found: String,
    },
    /// A space in an amount.
    #[error("`{found}` is not an amount: it has a space at character {position}, expected digits only")]
    Space {
        /// What stood there.
        found: String,
        /// Place of the space in the text, from 1.
        position: usize,
    },
    /// Digits in groups, as `1,000`.
    #[error("`{found}` is not an amount: its digits are grouped, expected them without commas")]
    Grouped {
        /// What stood there.
        found: String,
    },
    /// An exponent, as `1e9`.
    #[error("`{found}` is not an amount: it has an exponent, expected all digits written out")]
    Exponent {
        /// What stood there.
        found: String,
    },
    /// Any other character that is no digit, as in `￥100`.
    #[error("`{found}` is not an amount: `{}` at character {position} is not a digit", .character.escape_debug())]
    Character {
        /// What stood there.
        found: String,
        /// The first character that is not a digit.
        character: char,
        /// Its place in the text, from 1.
        position: usize,
    },
    /// A fraction finer than the currency's minor unit.
    #[error("`{found}` is finer than {currency} can be: expected at most {} decimals", .currency.decimals())]
    Decimals {
        /// What stood there.
        found: String,
        /// The currency it was read in.
        currency: Currency,
    },
    /// An amount past 64 bits of minor units.
    #[error("`{found}` is too large for an amount in {currency}: expected at most {}", Money::from_minor(i64::MAX, *.currency))]
    TooLarge {
        /// What stood there.
        found: String,
        /// The currency it was read in.
        currency: Currency,
    },
    /// Two currencies where one is due.
    #[error("{left} and {right} cannot be added: expected one currency")]
    Mismatch {
        /// The currency so far.
        left: Currency,
        /// The one that differs.
        right: Currency,
    },
    /// A sum past 64 bits of minor units.
    #[error("the sum is too large for an amount in {currency}")]
    Overflow {
        /// The currency of the sum.
        currency: Currency,
    },
}

/// Why [`read_minor`] stopped, without the text: explaining allocates, reading must not.
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
