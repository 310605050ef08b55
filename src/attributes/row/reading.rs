//! What an attribute reads: a whole number, or why there is none.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// What one attribute says of one person: a whole number in the attribute's [`Unit`], or the cause of its absence.
///
/// Absent is not zero: somebody without a card has no utilisation, which is not a utilisation of nothing.
///
/// In serde the number, or the name of the cause: `17`, `"never_happened"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Reading {
    /// The number.
    Known(i64),
    /// Why there is none.
    Absent(SpecialValue),
}

impl Reading {
    /// The number, where there is one.
    #[must_use]
    pub const fn known(self) -> Option<i64> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent(_) => None,
        }
    }

    /// The cause of absence, where there is no number.
    #[must_use]
    pub const fn special_value(self) -> Option<SpecialValue> {
        match self {
            Self::Known(_) => None,
            Self::Absent(cause) => Some(cause),
        }
    }
}

impl From<i64> for Reading {
    fn from(value: i64) -> Reading {
        Reading::Known(value)
    }
}

impl From<SpecialValue> for Reading {
    fn from(cause: SpecialValue) -> Reading {
        Reading::Absent(cause)
    }
}

impl fmt::Display for Reading {
    /// `17`, `absent (never happened)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(value) => value.fmt(f),
            Self::Absent(cause) => f.pad(&format!("absent ({cause})")),
        }
    }
}

/// Why an attribute is absent. The list is closed, so that a scorecard can give points for every cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpecialValue {
    /// No account that the attribute looks at.
    NoSuchAccount,
    /// Such accounts, but none states what is asked for.
    NotStated,
    /// The regime or a mask hides what is asked for.
    Hidden,
    /// What is dated never happened.
    NeverHappened,
    /// The report states it for a month after the as-of month.
    NotKnownAtMonth,
    /// The whole of a share is zero.
    NothingToDivideBy,
}

impl SpecialValue {
    /// All six.
    pub const ALL: [SpecialValue; 6] = [
        SpecialValue::NoSuchAccount,
        SpecialValue::NotStated,
        SpecialValue::Hidden,
        SpecialValue::NeverHappened,
        SpecialValue::NotKnownAtMonth,
        SpecialValue::NothingToDivideBy,
    ];

    /// Its name in files: `no_such_account`.
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

    /// The cause of that [`name`](Self::name).
    #[must_use]
    pub fn from_name(name: &str) -> Option<SpecialValue> {
        Self::ALL.into_iter().find(|cause| cause.name() == name)
    }

    /// What it says.
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

/// What an attribute counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Accounts, inquiries, or people who furnish or ask.
    Count,
    /// Months, or account-months.
    Months,
    /// The number of a [`Severity`](crate::history::Severity), 0 to 15.
    Severity,
    /// Minor units of the report's currency.
    MinorUnits,
    /// Hundredths of a percent.
    BasisPoints,
}

impl Unit {
    /// Its name.
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
    fn a_reading_is_a_number_or_a_cause_in_files() {
        for cause in SpecialValue::ALL {
            assert_eq!(SpecialValue::from_name(cause.name()), Some(cause));
            let json = serde_json::to_string(&Reading::Absent(cause)).unwrap();
            assert_eq!(json, format!("\"{}\"", cause.name()));
            assert_eq!(serde_json::from_str::<Reading>(&json).unwrap(), Reading::Absent(cause));
        }
        assert_eq!(serde_json::from_str::<Reading>("-17").unwrap(), Reading::Known(-17));
        assert_eq!(
            format!("{} {}", Reading::Known(0), Reading::Absent(SpecialValue::NeverHappened)),
            "0 absent (never happened)"
        );
    }
}
