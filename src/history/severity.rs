//! The severity of one month, and the seven delinquency buckets.

use std::fmt;
use std::str::FromStr;

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::HistoryError;
use crate::text::quoted;

/// Severity of one month's payment status, on a scale of sixteen: worse is greater.
///
/// The scale is what all notations agree on; what else a symbol says is the variant of a
/// [`PaymentStatus`](super::PaymentStatus). In serde the number, 0 to 15.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Severity {
    /// 0: outside the account's life.
    #[default]
    Outside = 0,
    /// 1: settled, closed normally.
    Settled = 1,
    /// 2: open, status unknown.
    Unknown = 2,
    /// 3: nothing due.
    NothingDue = 3,
    /// 4: paid as agreed.
    PaidAsAgreed = 4,
    /// 5: 1–30 days past due.
    Late1To30 = 5,
    /// 6: 31–60 days past due.
    Late31To60 = 6,
    /// 7: 61–90 days past due.
    Late61To90 = 7,
    /// 8: 91–120 days past due.
    Late91To120 = 8,
    /// 9: 121–150 days past due.
    Late121To150 = 9,
    /// 10: 151–180 days past due.
    Late151To180 = 10,
    /// 11: over 180 days past due.
    LateOver180 = 11,
    /// 12: repaid by the guarantor.
    GuarantorRepaid = 12,
    /// 13: settled by handing over collateral.
    CollateralSurrendered = 13,
    /// 14: ended other than by settlement.
    AbnormalEnd = 14,
    /// 15: bad debt.
    BadDebt = 15,
}

impl Severity {
    /// All sixteen, from the mildest.
    pub const ALL: [Severity; 16] = [
        Severity::Outside,
        Severity::Settled,
        Severity::Unknown,
        Severity::NothingDue,
        Severity::PaidAsAgreed,
        Severity::Late1To30,
        Severity::Late31To60,
        Severity::Late61To90,
        Severity::Late91To120,
        Severity::Late121To150,
        Severity::Late151To180,
        Severity::LateOver180,
        Severity::GuarantorRepaid,
        Severity::CollateralSurrendered,
        Severity::AbnormalEnd,
        Severity::BadDebt,
    ];

    /// Number of the severity, 0 to 15.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The severity of a number; `None` above 15.
    pub const fn from_number(number: u8) -> Option<Severity> {
        if number < 16 { Some(Severity::from_bits(number)) } else { None }
    }

    /// The severity of the low four bits.
    pub(super) const fn from_bits(bits: u8) -> Severity {
        #[expect(clippy::indexing_slicing, reason = "four bits are below 16")]
        Severity::ALL[(bits & 0xF) as usize]
    }

    /// The bucket of a month that was late in days; `None` for every other, bad debt included.
    pub const fn bucket(self) -> Option<DelinquencyBucket> {
        match self.number() {
            number @ 5..=11 => Some(DelinquencyBucket(number.saturating_sub(4))),
            _ => None,
        }
    }

    /// Meaning in English.
    pub const fn text(self) -> &'static str {
        self.texts().0
    }

    /// Meaning in Chinese.
    pub const fn text_zh(self) -> &'static str {
        self.texts().1
    }

    const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Severity::Outside => ("outside the account's life", "账户存续期外"),
            Severity::Settled => ("settled, closed normally", "结清或正常销户"),
            Severity::Unknown => ("open, status unknown", "账户已开立，当月状况未知"),
            Severity::NothingDue => ("nothing due", "当月无应还款"),
            Severity::PaidAsAgreed => ("paid as agreed", "正常还款"),
            Severity::Late1To30 => ("1–30 days past due", "逾期1—30天"),
            Severity::Late31To60 => ("31–60 days past due", "逾期31—60天"),
            Severity::Late61To90 => ("61–90 days past due", "逾期61—90天"),
            Severity::Late91To120 => ("91–120 days past due", "逾期91—120天"),
            Severity::Late121To150 => ("121–150 days past due", "逾期121—150天"),
            Severity::Late151To180 => ("151–180 days past due", "逾期151—180天"),
            Severity::LateOver180 => ("over 180 days past due", "逾期180天以上"),
            Severity::GuarantorRepaid => ("repaid by the guarantor", "担保人代还"),
            Severity::CollateralSurrendered => ("settled by handing over collateral", "以资抵债"),
            Severity::AbnormalEnd => ("ended other than by settlement", "结束"),
            Severity::BadDebt => ("bad debt", "呆账"),
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text())
    }
}

impl FromStr for Severity {
    type Err = HistoryError;

    /// Reads the text that is shown, or the number.
    fn from_str(text: &str) -> Result<Severity, HistoryError> {
        let named = || Severity::ALL.into_iter().find(|severity| severity.text() == text);
        text.parse().ok().and_then(Severity::from_number).or_else(named).ok_or_else(|| HistoryError::Text {
            found: quoted(text),
            what: "a severity",
            expected: "a number from 0 to 15, or its name as `paid as agreed`".to_owned(),
        })
    }
}

impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.number())
    }
}

impl<'de> Deserialize<'de> for Severity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Severity, D::Error> {
        let number = u8::deserialize(deserializer)?;
        Severity::from_number(number)
            .ok_or_else(|| D::Error::invalid_value(Unexpected::Unsigned(u64::from(number)), &"a severity from 0 to 15"))
    }
}

/// How late a payment was, in steps of thirty days: 1 (1–30 days) to 7 (over 180).
///
/// The digits of a PBOC grid. In serde the number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DelinquencyBucket(u8);

impl DelinquencyBucket {
    /// 1: 1–30 days past due.
    pub const DAYS_1_TO_30: DelinquencyBucket = DelinquencyBucket(1);
    /// 2: 31–60 days past due.
    pub const DAYS_31_TO_60: DelinquencyBucket = DelinquencyBucket(2);
    /// 3: 61–90 days past due.
    pub const DAYS_61_TO_90: DelinquencyBucket = DelinquencyBucket(3);
    /// 4: 91–120 days past due.
    pub const DAYS_91_TO_120: DelinquencyBucket = DelinquencyBucket(4);
    /// 5: 121–150 days past due.
    pub const DAYS_121_TO_150: DelinquencyBucket = DelinquencyBucket(5);
    /// 6: 151–180 days past due.
    pub const DAYS_151_TO_180: DelinquencyBucket = DelinquencyBucket(6);
    /// 7: over 180 days past due.
    pub const OVER_180: DelinquencyBucket = DelinquencyBucket(7);

    /// All seven, from the mildest.
    pub const ALL: [DelinquencyBucket; 7] = [
        DelinquencyBucket::DAYS_1_TO_30,
        DelinquencyBucket::DAYS_31_TO_60,
        DelinquencyBucket::DAYS_61_TO_90,
        DelinquencyBucket::DAYS_91_TO_120,
        DelinquencyBucket::DAYS_121_TO_150,
        DelinquencyBucket::DAYS_151_TO_180,
        DelinquencyBucket::OVER_180,
    ];

    /// The bucket of a number from 1 to 7.
    ///
    /// # Errors
    ///
    /// [`HistoryError::UnknownBucket`] for any other.
    pub const fn new(number: u8) -> Result<DelinquencyBucket, HistoryError> {
        match number {
            1..=7 => Ok(DelinquencyBucket(number)),
            found => Err(HistoryError::UnknownBucket { found }),
        }
    }

    /// Number of the bucket, 1 to 7.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The severity of a month late at just this bucket.
    pub const fn severity(self) -> Severity {
        Severity::from_bits(self.0.saturating_add(4))
    }
}

impl fmt::Display for DelinquencyBucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for DelinquencyBucket {
    type Err = HistoryError;

    /// Reads the number, a digit of a PBOC grid.
    fn from_str(text: &str) -> Result<DelinquencyBucket, HistoryError> {
        text.parse().ok().and_then(|number| DelinquencyBucket::new(number).ok()).ok_or_else(|| HistoryError::Text {
            found: quoted(text),
            what: "a delinquency bucket",
            expected: "1 (1–30 days past due) to 7 (over 180)".to_owned(),
        })
    }
}

impl fmt::Debug for DelinquencyBucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DelinquencyBucket({})", self.0)
    }
}

impl Serialize for DelinquencyBucket {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

impl<'de> Deserialize<'de> for DelinquencyBucket {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<DelinquencyBucket, D::Error> {
        DelinquencyBucket::new(u8::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_severities_are_one_to_one() {
        for (number, severity) in (0..).zip(Severity::ALL) {
            assert_eq!((severity.number(), Severity::from_number(number)), (number, Some(severity)));
            assert!(!severity.text().is_empty() && !severity.text_zh().is_empty());
            assert_eq!(
                severity.bucket().map(DelinquencyBucket::severity),
                (5..=11).contains(&number).then_some(severity)
            );
            let json = serde_json::to_string(&severity).unwrap();
            assert_eq!((json.as_str(), serde_json::from_str(&json).unwrap()), (number.to_string().as_str(), severity));
        }
        assert!((16..=u8::MAX).all(|number| Severity::from_number(number).is_none()));
        assert!(serde_json::from_str::<Severity>("16").is_err());
    }

    #[test]
    fn severities_and_buckets_read_back_as_they_are_shown() {
        for severity in Severity::ALL {
            assert_eq!(severity.to_string().parse(), Ok(severity));
            assert_eq!(severity.number().to_string().parse(), Ok(severity));
        }
        for bucket in DelinquencyBucket::ALL {
            assert_eq!(bucket.to_string().parse(), Ok(bucket));
        }
        assert_eq!(
            "16".parse::<Severity>().unwrap_err().to_string(),
            "`16` is not a severity: expected a number from 0 to 15, or its name as `paid as agreed`"
        );
        assert_eq!(
            "8".parse::<DelinquencyBucket>().unwrap_err().to_string(),
            "`8` is not a delinquency bucket: expected 1 (1–30 days past due) to 7 (over 180)"
        );
    }

    #[test]
    fn buckets_are_one_to_seven() {
        for (number, bucket) in (1..).zip(DelinquencyBucket::ALL) {
            assert_eq!((bucket.number(), DelinquencyBucket::new(number)), (number, Ok(bucket)));
            assert_eq!(bucket.severity().bucket(), Some(bucket));
        }
        for number in [0, 8, u8::MAX] {
            let message = DelinquencyBucket::new(number).unwrap_err().to_string();
            assert!(message.starts_with(&format!("{number} is not a delinquency bucket: expected 1 ")), "{message}");
            assert!(serde_json::from_str::<DelinquencyBucket>(&number.to_string()).is_err());
        }
    }
}
