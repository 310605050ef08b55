//! The currencies of ISO 4217 and their decimals.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::MoneyError;
use crate::text::{self, quoted};

/// A currency of ISO 4217, one byte; ordered by its code.
///
/// Every current code that has a minor unit, and some withdrawn since 2018 (a report may be older than its reader).
/// Shown, and in serde, as its code.
///
/// ```
/// use credit_bureau::Currency;
/// assert_eq!(Currency::from_code("JPY")?, Currency::JPY);
/// assert_eq!((Currency::CNY.decimals(), Currency::JPY.decimals()), (2, 0));
/// # Ok::<(), credit_bureau::money::MoneyError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(Iso);

impl Currency {
    /// Chinese yuan 人民币: every amount of a PBOC report, whatever the account's own currency.
    pub const CNY: Currency = Currency(Iso::CNY);
    /// United States dollar.
    pub const USD: Currency = Currency(Iso::USD);
    /// Euro.
    pub const EUR: Currency = Currency(Iso::EUR);
    /// Japanese yen.
    pub const JPY: Currency = Currency(Iso::JPY);
    /// Pound sterling.
    pub const GBP: Currency = Currency(Iso::GBP);
    /// Hong Kong dollar.
    pub const HKD: Currency = Currency(Iso::HKD);
    /// New Taiwan dollar.
    pub const TWD: Currency = Currency(Iso::TWD);

    /// The currency of a code of three capital letters.
    ///
    /// # Errors
    ///
    /// [`MoneyError::UnknownCurrency`] for anything else, small letters included.
    pub fn from_code(code: &str) -> Result<Currency, MoneyError> {
        // Nearly every amount a Chinese bureau holds.
        if code == "CNY" {
            return Ok(Currency::CNY);
        }
        ALL.binary_search_by(|iso| iso.code().cmp(code))
            .ok()
            .and_then(|index| ALL.get(index))
            .map(|&iso| Currency(iso))
            .ok_or_else(|| MoneyError::UnknownCurrency { found: quoted(code) })
    }

    /// The code: three capital letters.
    pub const fn code(self) -> &'static str {
        self.0.code()
    }

    /// Decimals of an amount: 2 for CNY, 0 for JPY, at most 4 (ISO 4217, list one).
    pub const fn decimals(self) -> u32 {
        self.0.decimals()
    }

    /// Minor units in one unit: ten to the power of [`decimals`](Currency::decimals).
    pub(super) const fn minor_per_unit(self) -> i64 {
        match self.decimals() {
            0 => 1,
            1 => 10,
            2 => 100,
            3 => 1_000,
            _ => 10_000,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(code: &str) -> Result<Currency, MoneyError> {
        Currency::from_code(code)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Currency, D::Error> {
        text::deserialize(deserializer, "an ISO 4217 currency code, as `CNY`")
    }
}

macro_rules! currencies {
    ($($code:ident $decimals:literal,)*) => {
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[expect(clippy::upper_case_acronyms, reason = "the codes are written so")]
        enum Iso { $($code,)* }

        impl Iso {
            const fn code(self) -> &'static str {
                match self { $(Iso::$code => stringify!($code),)* }
            }

            const fn decimals(self) -> u32 {
                match self { $(Iso::$code => $decimals,)* }
            }
        }

        const ALL: &[Iso] = &[$(Iso::$code,)*];
    };
}

// Code and decimals, by code: the search in `from_code` relies on the order, and a test on both.
currencies! {
    AED 2,  AFN 2,  ALL 2,  AMD 2,  ANG 2,  AOA 2,  ARS 2,  AUD 2,  AWG 2,  AZN 2,
    BAM 2,  BBD 2,  BDT 2,  BGN 2,  BHD 3,  BIF 0,  BMD 2,  BND 2,  BOB 2,  BOV 2,
    BRL 2,  BSD 2,  BTN 2,  BWP 2,  BYN 2,  BZD 2,  CAD 2,  CDF 2,  CHE 2,  CHF 2,
    CHW 2,  CLF 4,  CLP 0,  CNY 2,  COP 2,  COU 2,  CRC 2,  CUC 2,  CUP 2,  CVE 2,
    CZK 2,  DJF 0,  DKK 2,  DOP 2,  DZD 2,  EGP 2,  ERN 2,  ETB 2,  EUR 2,  FJD 2,
    FKP 2,  GBP 2,  GEL 2,  GHS 2,  GIP 2,  GMD 2,  GNF 0,  GTQ 2,  GYD 2,  HKD 2,
    HNL 2,  HRK 2,  HTG 2,  HUF 2,  IDR 2,  ILS 2,  INR 2,  IQD 3,  IRR 2,  ISK 0,
    JMD 2,  JOD 3,  JPY 0,  KES 2,  KGS 2,  KHR 2,  KMF 0,  KPW 2,  KRW 0,  KWD 3,
    KYD 2,  KZT 2,  LAK 2,  LBP 2,  LKR 2,  LRD 2,  LSL 2,  LYD 3,  MAD 2,  MDL 2,
    MGA 2,  MKD 2,  MMK 2,  MNT 2,  MOP 2,  MRU 2,  MUR 2,  MVR 2,  MWK 2,  MXN 2,
    MXV 2,  MYR 2,  MZN 2,  NAD 2,  NGN 2,  NIO 2,  NOK 2,  NPR 2,  NZD 2,  OMR 3,
    PAB 2,  PEN 2,  PGK 2,  PHP 2,  PKR 2,  PLN 2,  PYG 0,  QAR 2,  RON 2,  RSD 2,
    RUB 2,  RWF 0,  SAR 2,  SBD 2,  SCR 2,  SDG 2,  SEK 2,  SGD 2,  SHP 2,  SLE 2,
    SLL 2,  SOS 2,  SRD 2,  SSP 2,  STN 2,  SVC 2,  SYP 2,  SZL 2,  THB 2,  TJS 2,
    TMT 2,  TND 3,  TOP 2,  TRY 2,  TTD 2,  TWD 2,  TZS 2,  UAH 2,  UGX 0,  USD 2,
    USN 2,  UYI 0,  UYU 2,  UYW 4,  UZS 2,  VED 2,  VES 2,  VND 0,  VUV 0,  WST 2,
    XAD 2,  XAF 0,  XCD 2,  XCG 2,  XOF 0,  XPF 0,  YER 2,  ZAR 2,  ZMW 2,  ZWG 2,  ZWL 2,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_finds_its_currency() {
        for &iso in ALL {
            let currency = Currency(iso);
            assert_eq!(Currency::from_code(currency.code()).unwrap(), currency);
            assert_eq!(10_i64.pow(currency.decimals()), currency.minor_per_unit(), "{currency}");
        }
    }

    #[test]
    fn the_table_is_sorted_by_code() {
        assert!(ALL.windows(2).all(|pair| pair[0].code() < pair[1].code()));
    }

    #[test]
    fn decimals_are_those_of_iso_4217() {
        for (code, decimals) in [("CNY", 2), ("USD", 2), ("TWD", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("CLF", 4)] {
            assert_eq!(Currency::from_code(code).unwrap().decimals(), decimals, "{code}");
        }
    }

    #[test]
    fn what_is_no_currency_is_refused_by_name() {
        for code in ["", "cny", "CN", "CNYY", "XXX", "RMB", "人民币", " CNY", "AAA", "ZZZ"] {
            let error = Currency::from_code(code).unwrap_err();
            assert_eq!(error.to_string(), format!("`{code}` is not a currency: expected an ISO 4217 code such as CNY"));
        }
    }

    #[test]
    fn serde_is_the_code() {
        assert_eq!(serde_json::to_string(&Currency::HKD).unwrap(), "\"HKD\"");
        assert_eq!(serde_json::from_str::<Currency>("\"HKD\"").unwrap(), Currency::HKD);
        assert!(serde_json::from_str::<Currency>("156").is_err());
    }
}
