//! Exact decimal points of a score.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};
use std::str::FromStr;

use serde::de::{Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// Number of points with at most six decimal places, from −1,000,000,000 to 1,000,000,000.
///
/// It is a decimal number, so sums depend neither on their order nor on the machine.
///
/// In serde a number: `20`, `17.220301`.
///
/// ```
/// use credit_bureau::scoring::Points;
/// let points: Points = "17.2203".parse()?;
/// assert_eq!((points + Points::from(2)).to_string(), "19.2203");
/// assert_eq!((points.rounded(), points.millionths()), (17, 17_220_300));
/// assert_eq!(Points::nearest(0.1 + 0.2)?.to_string(), "0.3");
/// # Ok::<(), credit_bureau::scoring::points::PointsError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(i64);

impl Points {
    /// Zero points.
    pub const ZERO: Points = Points(0);
    /// Bound of a single number, a billion points in millionths: small enough that 9,000 such numbers add up within 64
    /// bits, and that each survives the way into a 64-bit float and back, which a test checks.
    const MOST: i64 = 1_000_000_000 * MILLIONTHS;

    /// Creates points from a number of millionths.
    ///
    /// # Errors
    ///
    /// [`PointsError`] beyond a billion points either way.
    pub fn from_millionths(millionths: i64) -> Result<Points, PointsError> {
        match (-Self::MOST..=Self::MOST).contains(&millionths) {
            true => Ok(Points(millionths)),
            false => Err(PointsError { found: format!("{millionths} millionths") }),
        }
    }

    /// Returns the points nearest to a number, at six decimal places.
    ///
    /// # Errors
    ///
    /// [`PointsError`] if the number is not finite or lies beyond a billion either way.
    pub fn nearest(number: f64) -> Result<Points, PointsError> {
        let millionths = (number * MILLIONTHS_AS_FLOAT).round();
        if millionths.is_nan() || millionths.abs() > 1e15 {
            return Err(PointsError { found: number.to_string() });
        }
        #[expect(clippy::cast_possible_truncation, reason = "it is whole, and no more than 10^15")]
        let millionths = millionths as i64;
        Ok(Points(millionths))
    }

    /// Creates points from half points, for tables in code.
    pub(in crate::scoring) const fn halves(halves: i32) -> Points {
        Points((halves as i64).saturating_mul(MILLIONTHS / 2))
    }

    /// Returns the points in millionths.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// Returns the nearest whole number; of two equally near, the one further from zero.
    #[must_use]
    pub const fn rounded(self) -> i64 {
        rounded(self.0)
    }

    /// Whether the points have no decimal places.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.0 % MILLIONTHS == 0
    }

    /// Returns the points as a floating-point number.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "numbers up to 10^15 are exact, and sums of them nearly")]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / MILLIONTHS_AS_FLOAT
    }
}

impl From<i32> for Points {
    /// Numbers beyond a billion become a billion.
    fn from(points: i32) -> Points {
        Points(i64::from(points).saturating_mul(MILLIONTHS).clamp(-Self::MOST, Self::MOST))
    }
}

impl Add for Points {
    type Output = Points;

    fn add(self, other: Points) -> Points {
        Points(self.0.saturating_add(other.0))
    }
}

impl Sub for Points {
    type Output = Points;

    fn sub(self, other: Points) -> Points {
        Points(self.0.saturating_sub(other.0))
    }
}

impl Neg for Points {
    type Output = Points;

    fn neg(self) -> Points {
        Points(self.0.saturating_neg())
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Points>>(points: I) -> Points {
        points.fold(Points::ZERO, Points::add)
    }
}

impl PartialEq<i32> for Points {
    fn eq(&self, other: &i32) -> bool {
        *self == Points::from(*other)
    }
}

impl fmt::Display for Points {
    /// Writes the points without trailing zeros: `20`, `-17.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = ((self.0 / MILLIONTHS).unsigned_abs(), (self.0 % MILLIONTHS).unsigned_abs());
        let digits =
            if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:06}").trim_end_matches('0').to_owned() };
        f.pad_integral(self.0 >= 0, "", &digits)
    }
}

impl fmt::Debug for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Points {
    type Err = PointsError;

    /// Reads an optional sign, digits, and up to six decimal places.
    fn from_str(text: &str) -> Result<Points, PointsError> {
        let refused = || PointsError { found: crate::text::quoted(text) };
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(places) || places.len() > PLACES {
            return Err(refused());
        }
        let number = |digits: &str| digits.parse::<i64>().map_err(|_| refused());
        let rest = number(&format!("{places:0<PLACES$}"))?;
        let size =
            number(whole)?.checked_mul(MILLIONTHS).and_then(|size| size.checked_add(rest)).ok_or_else(refused)?;
        Points::from_millionths(if text.starts_with('-') { size.saturating_neg() } else { size }).map_err(|_| refused())
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_whole() {
            serializer.serialize_i64(self.0 / MILLIONTHS)
        } else {
            serializer.serialize_f64(self.as_f64())
        }
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Points, D::Error> {
        deserializer.deserialize_any(PointsVisitor)
    }
}

struct PointsVisitor;

impl Visitor<'_> for PointsVisitor {
    type Value = Points;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of points, up to a billion, with at most six decimal places")
    }

    fn visit_i64<E: serde::de::Error>(self, whole: i64) -> Result<Points, E> {
        let millionths = whole.checked_mul(MILLIONTHS).and_then(|millionths| Points::from_millionths(millionths).ok());
        millionths.ok_or_else(|| E::invalid_value(Unexpected::Signed(whole), &self))
    }

    fn visit_u64<E: serde::de::Error>(self, whole: u64) -> Result<Points, E> {
        match i64::try_from(whole) {
            Ok(whole) => self.visit_i64(whole),
            Err(_) => Err(E::invalid_value(Unexpected::Unsigned(whole), &self)),
        }
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Points, E> {
        // A fraction arrives as a binary float. It is accepted only if it is the very float of some number with six
        // places; a text with more places, such as 0.1234567, is refused and not rounded.
        match Points::nearest(number) {
            Ok(points) if points.as_f64() == number => Ok(points),
            _ => Err(E::invalid_value(Unexpected::Float(number), &self)),
        }
    }
}

/// Error for a text or number that is not a valid number of points.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{found}` is not a valid number of points: expected a number up to a billion with at most six decimal places")]
pub struct PointsError {
    found: String,
}

impl PointsError {
    /// Returns the text or number that was found.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }
}

/// Rounds millionths to the nearest whole number; of two equally near, to the one further from zero.
pub(in crate::scoring) const fn rounded(millionths: i64) -> i64 {
    let half = if millionths < 0 { -MILLIONTHS / 2 } else { MILLIONTHS / 2 };
    millionths.saturating_add(half) / MILLIONTHS
}

pub(in crate::scoring) const MILLIONTHS: i64 = 1_000_000;
const MILLIONTHS_AS_FLOAT: f64 = 1e6;
const PLACES: usize = 6;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn halves_are_exact() {
        let text = |halves| Points::halves(halves).to_string();
        assert_eq!([-3, -1, 0, 1, 2, 1_101].map(text), ["-1.5", "-0.5", "0", "0.5", "1", "550.5"]);
    }

    proptest! {
        #[test]
        fn points_come_back_from_text_and_json(millionths in -Points::MOST..=Points::MOST) {
            let points = Points::from_millionths(millionths).unwrap();
            prop_assert_eq!(points.to_string().parse::<Points>().unwrap(), points);
            let json = serde_json::to_string(&points).unwrap();
            prop_assert_eq!(serde_json::from_str::<Points>(&json).unwrap(), points);
            prop_assert_eq!(Points::nearest(points.as_f64()).unwrap(), points);
        }

        #[test]
        fn rounded_is_never_further_than_half(millionths in -Points::MOST..=Points::MOST) {
            let points = Points::from_millionths(millionths).unwrap();
            prop_assert!((points.rounded() * MILLIONTHS - millionths).abs() <= MILLIONTHS / 2);
            prop_assert_eq!((-points).rounded(), -points.rounded());
        }
    }

    #[test]
    fn what_is_no_number_of_points_is_refused() {
        for text in ["", "-", ".5", "5.", "1e3", "1.1234567", "1000000001", "99999999999999999999", " 1", "--1", "NaN"]
        {
            let error = text.parse::<Points>().unwrap_err().to_string();
            assert!(error.contains("expected a number up to a billion with at most six decimal places"), "{error}");
        }
        for json in ["0.1234567", "1e10", "\"1\"", "null", "18446744073709551615"] {
            assert!(serde_json::from_str::<Points>(json).is_err(), "{json}");
        }
        assert!(Points::nearest(f64::NAN).is_err() && Points::nearest(1.1e9).is_err());
        assert_eq!(Points::from(i32::MIN).rounded(), -1_000_000_000);
    }

    #[test]
    fn points_read_as_people_write_them() {
        let shown = |text: &str| text.parse::<Points>().unwrap().to_string();
        assert_eq!(["20", "-17.50", "+0.000001", "-0"].map(shown), ["20", "-17.5", "0.000001", "0"]);
        assert_eq!(
            ["0.5", "-0.5", "1.499999", "-2.5"].map(|text| text.parse::<Points>().unwrap().rounded()),
            [1, -1, 1, -3]
        );
        assert_eq!(format!("{:>6}|{:+}", Points::from(-3), Points::from(4)), "    -3|+4");
    }
}
