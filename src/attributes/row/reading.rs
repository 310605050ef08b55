//! The reading of an attribute: a whole number, or the special value that says why there is none.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// The value of one attribute for one person: a whole number in the attribute's [`Unit`], or a [`SpecialValue`] that
/// says why there is none.
///
/// Absent is not zero: a person without a card has no utilisation, which differs from a utilisation of 0.
///
/// In serde, the number or the name of the special value: `17`, `"never_happened"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Reading {
    /// The number.
    Known(i64),
    /// Why there is no number.
    Absent(SpecialValue),
}

impl Reading {
    /// The number, or `None` for an absent reading.
    #[must_use]
    pub const fn known(self) -> Option<i64> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent(_) => None,
        }
    }

    /// The special value of an absent reading, or `None` for a number.
    #[must_use]
    pub const fn special_value(self) -> Option<SpecialValue> {
        match self {
            Self::Known(_) => None,
            Self::Absent(special_value) => Some(special_value),
        }
    }
}

impl From<i64> for Reading {
    fn from(value: i64) -> Reading {
        Reading::Known(value)
    }
}

impl From<SpecialValue> for Reading {
    fn from(special_value: SpecialValue) -> Reading {
        Reading::Absent(special_value)
    }
}

impl fmt::Display for Reading {
    /// Writes `17` or `absent (never happened)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(value) => value.fmt(f),
            Self::Absent(special_value) => f.pad(&format!("absent ({special_value})")),
        }
    }
}

/// The reason why an attribute has no number: what scorecards call a special value.
///
/// The list is closed, so that a scorecard can assign points to each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpecialValue {
    /// The person has no account that the attribute looks at.
    NoSuchAccount,
    /// There are such accounts, but none states the value.
    NotStated,
    /// The regime lets nothing feed the attribute, whoever the person is, or a mask hides the value.
    Hidden,
    /// The event that the attribute dates never happened; of lateness, where a bureau records only what went wrong and
    /// nothing is on record.
    NeverHappened,
    /// The report states the value for a month after the as-of month.
    NotKnownAtMonth,
    /// The denominator of a ratio is zero.
    NothingToDivideBy,
}

impl SpecialValue {
    /// All six special values, in order.
    pub const ALL: [SpecialValue; 6] = [
        SpecialValue::NoSuchAccount,
        SpecialValue::NotStated,
        SpecialValue::Hidden,
        SpecialValue::NeverHappened,
        SpecialValue::NotKnownAtMonth,
        SpecialValue::NothingToDivideBy,
    ];

    /// The name in files: `no_such_account`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoSuchAccount => "no_such_account",
            Self::NotStated => "not_stated",
            Self::Hidden => "hidden",
            Self::NeverHappened => "never_happened",
            Self::NotKnownAtMonth => "not_known_at_month",
            Self::NothingToDivideBy => "nothing_to_divide_by",
        }
    }

    /// The special value with this [`name`](Self::name), or `None`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<SpecialValue> {
        Self::ALL.into_iter().find(|special_value| special_value.name() == name)
    }

    /// The text for people: `no such account`.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::NoSuchAccount => ("no such account", "无此类账户"),
            Self::NotStated => ("not stated", "未报送"),
            Self::Hidden => ("hidden", "不予展示"),
            Self::NeverHappened => ("never happened", "从未发生"),
            Self::NotKnownAtMonth => ("not known at that month", "截至当月未知"),
            Self::NothingToDivideBy => ("nothing to divide by", "分母为零"),
        };
        language.pick(english, chinese)
    }
}

impl fmt::Display for SpecialValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text(Language::English))
    }
}

/// The unit in which an attribute is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A number of accounts, inquiries, furnishers or inquirers.
    Count,
    /// Months, or account-months.
    Months,
    /// The number of a [`Severity`](crate::history::Severity), from 0 to 15.
    Severity,
    /// Minor units of the report's currency.
    MinorUnits,
    /// Basis points: hundredths of a percent.
    BasisPoints,
}

impl Unit {
    /// The name of the unit.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::Count => ("count", "个数"),
            Self::Months => ("months", "月"),
            Self::Severity => ("severity", "严重程度"),
            Self::MinorUnits => ("minor units", "最小货币单位"),
            Self::BasisPoints => ("basis points", "基点"),
        };
        language.pick(english, chinese)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text(Language::English))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_a_number_or_a_special_value_in_files() {
        for special_value in SpecialValue::ALL {
            assert_eq!(SpecialValue::from_name(special_value.name()), Some(special_value));
            let json = serde_json::to_string(&Reading::Absent(special_value)).unwrap();
            assert_eq!(json, format!("\"{}\"", special_value.name()));
            assert_eq!(serde_json::from_str::<Reading>(&json).unwrap(), Reading::Absent(special_value));
        }
        assert_eq!(serde_json::from_str::<Reading>("-17").unwrap(), Reading::Known(-17));
        assert_eq!(
            format!("{} {}", Reading::Known(0), Reading::Absent(SpecialValue::NeverHappened)),
            "0 absent (never happened)"
        );
    }
}
