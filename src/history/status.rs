//! Payment statuses of one month, and the table of all of them.

use std::fmt;
use std::str::FromStr;

use super::{HistoryError, Notation, Severity};
use crate::text::quoted;

/// How one month was paid: its [`Severity`], and a variant where a notation has several symbols for one severity.
///
/// One byte. Only what stands in the table of statuses can be built, so every status has a meaning and a symbol in at
/// least one [`Notation`]. Ordered by severity, then variant. In serde, and shown as, its PBOC symbol, `"N"`; a status
/// that PBOC lacks is the pair of severity and variant, `[13,1]`.
///
/// ```
/// use credit_bureau::PaymentStatus;
/// use credit_bureau::history::{Notation, Severity};
/// let late = PaymentStatus::from_symbol(Notation::Pboc, '2').ok_or("no such symbol")?;
/// assert_eq!(late.severity(), Severity::Late31To60);
/// // The same month in a post-paid string is `1`: the symbols mean other things there.
/// assert_eq!(late.symbol(Notation::PostPaid), Some('1'));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaymentStatus(u8);

impl PaymentStatus {
    /// Outside the account's life: what stands beyond both ends of a history.
    pub const OUTSIDE: PaymentStatus = PaymentStatus::of(Severity::Outside);

    /// The status of a severity and a variant of it.
    ///
    /// # Errors
    ///
    /// [`HistoryError::UnknownStatus`] if the table has no such row.
    pub const fn new(severity: Severity, variant: u8) -> Result<PaymentStatus, HistoryError> {
        let severity = severity.number();
        if variant < 4 {
            let status = PaymentStatus::from_bits(severity, variant);
            if status.row_index() < ROWS.len() {
                return Ok(status);
            }
        }
        Err(HistoryError::UnknownStatus { severity, variant })
    }

    /// The plain status of a severity, variant 0: every severity has one.
    pub const fn of(severity: Severity) -> PaymentStatus {
        PaymentStatus::from_bits(severity.number(), 0)
    }

    /// The status a symbol stands for in `notation`; `None` if it stands for none there.
    pub const fn from_symbol(notation: Notation, symbol: char) -> Option<PaymentStatus> {
        let codepoint = symbol as usize;
        if codepoint >= ASCII {
            return None;
        }
        #[expect(clippy::indexing_slicing, reason = "a notation is below 3, the code point below 128")]
        match BY_SYMBOL[notation as usize][codepoint] {
            NO_STATUS => None,
            status => Some(PaymentStatus(status)),
        }
    }

    /// The status that a text of one PBOC symbol stands for.
    pub(super) fn from_pboc(text: &str) -> Option<PaymentStatus> {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(symbol), None) => PaymentStatus::from_symbol(Notation::Pboc, symbol),
            _ => None,
        }
    }

    /// Every status, in order of severity and variant.
    pub fn all() -> impl ExactSizeIterator<Item = PaymentStatus> {
        ROWS.iter().map(|row| PaymentStatus::from_bits(row.severity.number(), row.variant))
    }

    /// Severity of the status.
    pub const fn severity(self) -> Severity {
        Severity::from_bits(self.0 >> 2)
    }

    /// Variant of the severity, 0 to 3.
    pub const fn variant(self) -> u8 {
        self.0 & 3
    }

    /// The symbol for just this status in `notation`; `None` where it has none, never the symbol of another status.
    pub const fn symbol(self, notation: Notation) -> Option<char> {
        #[expect(clippy::indexing_slicing, reason = "a notation is below 3")]
        self.row().symbols[notation as usize]
    }

    /// Meaning in English.
    pub const fn meaning(self) -> &'static str {
        self.row().meaning
    }

    /// Meaning in Chinese.
    pub const fn meaning_zh(self) -> &'static str {
        self.row().meaning_zh
    }

    /// The six bits: severity above variant.
    pub(super) const fn bits(self) -> u8 {
        self.0
    }

    /// The status of four bits and two; only for bits that were a status before.
    pub(super) const fn from_bits(severity: u8, variant: u8) -> PaymentStatus {
        PaymentStatus(((severity & 0xF) << 2) | (variant & 3))
    }

    const fn row(self) -> &'static Row {
        #[expect(clippy::indexing_slicing, reason = "a status is only built from a row of the table")]
        &ROWS[self.row_index()]
    }

    const fn row_index(self) -> usize {
        #[expect(clippy::indexing_slicing, reason = "six bits are below 64")]
        let index = ROW_OF[(self.0 & 63) as usize];
        index as usize
    }
}

impl fmt::Display for PaymentStatus {
    /// The PBOC symbol, or else `13.1`: severity and variant.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.symbol(Notation::Pboc) {
            Some(symbol) => f.pad(symbol.encode_utf8(&mut [0; 4])),
            None => write!(f, "{}.{}", self.severity().number(), self.variant()),
        }
    }
}

impl FromStr for PaymentStatus {
    type Err = HistoryError;

    /// Reads what is shown: a PBOC symbol, or severity and variant as `13.1`. Other notations' symbols mean other things:
    /// see [`from_symbol`](PaymentStatus::from_symbol).
    fn from_str(text: &str) -> Result<PaymentStatus, HistoryError> {
        if let Some((severity, variant)) = text.split_once('.')
            && let (Ok(severity), Ok(variant)) = (severity.parse(), variant.parse())
        {
            let unknown = HistoryError::UnknownStatus { severity, variant };
            return PaymentStatus::new(Severity::from_number(severity).ok_or(unknown)?, variant);
        }
        PaymentStatus::from_pboc(text).ok_or_else(|| HistoryError::Text {
            found: quoted(text),
            what: "a payment status",
            expected: format!("one of {}, or severity and variant as 13.1", Notation::Pboc.allowed()),
        })
    }
}

impl fmt::Debug for PaymentStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A row of the table of statuses.
struct Row {
    severity: Severity,
    variant: u8,
    /// By `Notation`: PBOC, post-paid, Metro 2.
    symbols: [Option<char>; 3],
    meaning: &'static str,
    meaning_zh: &'static str,
}

macro_rules! statuses {
    ($($severity:ident $variant:literal $pboc:tt $post_paid:tt $metro2:tt $meaning:literal $meaning_zh:literal)*) => {
        static ROWS: &[Row] = &[$(Row {
            severity: Severity::$severity,
            variant: $variant,
            symbols: [symbol!($pboc), symbol!($post_paid), symbol!($metro2)],
            meaning: $meaning,
            meaning_zh: $meaning_zh,
        },)*];
    };
}

macro_rules! symbol {
    (_) => {
        None
    };
    ($symbol:literal) => {
        Some($symbol)
    };
}

// Sources: PBOC, the report's note on repayment status (还款状态); post-paid, the note on the 24-month payment record
// (缴费状态); Metro 2, field 25 of the base segment, the payment history profile. A row's order is severity, variant.
statuses! {
//  severity              variant
//                          PBOC post-paid Metro 2
    Outside               0 '/'  _    _    "not opened yet"                                      "未开立账户"
    Outside               1 _    _    'B'  "no history before this month"                        "本月之前无还款记录"
    Outside               2 _    _    ' '  "left blank"                                          "空白"
    Settled               0 'C'  'C'  _    "settled, closed normally"                            "结清或正常销户"
    Unknown               0 '#'  '#'  _    "open, status unknown"                                "账户已开立，当月状况未知"
    Unknown               1 _    _    'D'  "open, no history reported this month"                "当月未报送还款记录"
    Unknown               2 _    _    'Z'  "open, too new to rate"                               "新开立账户，尚无评价"
    NothingDue            0 '*'  '*'  _    "nothing due and nothing overdue"                     "当月无应还款且无逾期"
    NothingDue            1 'A'  _    _    "statement date moved, no bill this month"            "账单日调整，当月不出单"
    NothingDue            2 _    _    'E'  "zero balance and current"                            "余额为零，状态正常"
    PaidAsAgreed          0 'N'  'N'  '0'  "paid as agreed"                                      "正常还款"
    PaidAsAgreed          1 'M'  _    _    "paid after the agreed day, before the month's end"   "约定还款日后月底前还款"
    Late1To30             0 '1'  '0'  _    "1–30 days past due"                                  "逾期1—30天"
    Late31To60            0 '2'  '1'  '1'  "31–60 days past due"                                 "逾期31—60天"
    Late61To90            0 '3'  '2'  '2'  "61–90 days past due"                                 "逾期61—90天"
    Late91To120           0 '4'  '3'  '3'  "91–120 days past due"                                "逾期91—120天"
    Late121To150          0 '5'  '4'  '4'  "121–150 days past due"                               "逾期121—150天"
    Late151To180          0 '6'  '5'  '5'  "151–180 days past due"                               "逾期151—180天"
    LateOver180           0 '7'  '6'  '6'  "over 180 days past due"                              "逾期180天以上"
    GuarantorRepaid       0 'D'  _    _    "repaid by the guarantor"                             "担保人代还"
    CollateralSurrendered 0 'Z'  _    _    "settled by handing over collateral"                  "以资抵债"
    CollateralSurrendered 1 _    _    'H'  "foreclosure completed"                               "抵押物已被法拍"
    CollateralSurrendered 2 _    _    'J'  "collateral surrendered voluntarily"                  "自愿交出抵押物"
    CollateralSurrendered 3 _    _    'K'  "collateral repossessed"                              "抵押物被收回"
    AbnormalEnd           0 'G'  'G'  _    "ended other than by settlement"                      "结束（除结清外的其他终止）"
    AbnormalEnd           1 _    _    'G'  "handed to collection"                                "转入催收"
    BadDebt               0 'B'  _    _    "bad debt"                                            "呆账"
    BadDebt               1 _    _    'L'  "charged off"                                         "已核销"
}

/// Row of each status by its six bits; a number of `ROWS.len()` or more stands for no status.
#[expect(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "checked when it is compiled; 28 rows")]
static ROW_OF: [u8; 64] = {
    let mut rows = [NO_STATUS; 64];
    let mut index = 0;
    while index < ROWS.len() {
        let row = &ROWS[index];
        rows[PaymentStatus::from_bits(row.severity.number(), row.variant).0 as usize] = index as u8;
        index += 1;
    }
    rows
};

/// Six bits of each status by notation and symbol.
#[expect(clippy::indexing_slicing, reason = "checked when it is compiled")]
static BY_SYMBOL: [[u8; ASCII]; 3] = {
    let mut statuses = [[NO_STATUS; ASCII]; 3];
    let mut index = 0;
    while index < ROWS.len() {
        let row = &ROWS[index];
        let mut notation = 0;
        while notation < 3 {
            if let Some(symbol) = row.symbols[notation] {
                statuses[notation][symbol as usize] = PaymentStatus::from_bits(row.severity.number(), row.variant).0;
            }
            notation += 1;
        }
        index += 1;
    }
    statuses
};

const NO_STATUS: u8 = u8::MAX;
const ASCII: usize = 128;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_found_by_what_stands_in_it() {
        assert_eq!(PaymentStatus::all().len(), 28);
        for (status, row) in PaymentStatus::all().zip(ROWS) {
            assert_eq!(PaymentStatus::new(row.severity, row.variant), Ok(status));
            assert_eq!((status.severity(), status.variant()), (row.severity, row.variant));
            assert_eq!((status.meaning(), status.meaning_zh()), (row.meaning, row.meaning_zh));
            for notation in Notation::ALL {
                if let Some(symbol) = status.symbol(notation) {
                    assert_eq!(PaymentStatus::from_symbol(notation, symbol), Some(status));
                }
            }
            assert!(row.symbols.iter().any(Option::is_some), "{}", row.meaning);
        }
    }

    #[test]
    fn rows_stand_in_order_once_each() {
        let statuses: Vec<PaymentStatus> = PaymentStatus::all().collect();
        assert!(statuses.windows(2).all(|pair| pair[0] < pair[1]));
        for severity in Severity::ALL {
            assert!(statuses.contains(&PaymentStatus::of(severity)), "{severity}");
        }
    }

    #[test]
    fn what_is_not_in_the_table_cannot_be_built() {
        for severity in Severity::ALL {
            for variant in 0..=u8::MAX {
                let in_table = PaymentStatus::all().any(|s| (s.severity(), s.variant()) == (severity, variant));
                assert_eq!(PaymentStatus::new(severity, variant).is_ok(), in_table, "{severity} {variant}");
            }
        }
    }

    #[test]
    fn the_notations_have_the_symbols_of_their_formats() {
        for (notation, symbols) in [
            (Notation::Pboc, "/C#*ANM1234567DZGB"),
            (Notation::PostPaid, "C#*N0123456G"),
            (Notation::Metro2, "B DZE0123456HJKGL"),
        ] {
            assert_eq!(notation.symbols().collect::<String>(), symbols);
            for symbol in (0..0x250).filter_map(char::from_u32).chain(['￥', '\u{10FFFF}']) {
                let found = PaymentStatus::from_symbol(notation, symbol);
                assert_eq!(found.is_some(), symbols.contains(symbol), "{symbol:?} in {notation}");
            }
        }
    }

    #[test]
    fn the_same_symbol_means_other_things_elsewhere() {
        for (symbol, pboc, post_paid, metro_2) in [
            ('0', None, Some(Severity::Late1To30), Some(Severity::PaidAsAgreed)),
            ('1', Some(Severity::Late1To30), Some(Severity::Late31To60), Some(Severity::Late31To60)),
            ('6', Some(Severity::Late151To180), Some(Severity::LateOver180), Some(Severity::LateOver180)),
            ('B', Some(Severity::BadDebt), None, Some(Severity::Outside)),
            ('D', Some(Severity::GuarantorRepaid), None, Some(Severity::Unknown)),
            ('Z', Some(Severity::CollateralSurrendered), None, Some(Severity::Unknown)),
            ('G', Some(Severity::AbnormalEnd), Some(Severity::AbnormalEnd), Some(Severity::AbnormalEnd)),
            ('N', Some(Severity::PaidAsAgreed), Some(Severity::PaidAsAgreed), None),
        ] {
            let read = Notation::ALL.map(|notation| PaymentStatus::from_symbol(notation, symbol).map(|s| s.severity()));
            assert_eq!(read, [pboc, post_paid, metro_2], "{symbol}");
        }
    }

    #[test]
    fn a_status_reads_back_as_it_is_shown() {
        for status in PaymentStatus::all() {
            assert_eq!(status.to_string().parse(), Ok(status));
        }
        let expected = "expected one of / C # * A N M 1 2 3 4 5 6 7 D Z G B, or severity and variant as 13.1";
        for text in ["Q", "", "NN", "13", "13.", ".1", "13.1.1", "13,1", "256.1"] {
            let message = text.parse::<PaymentStatus>().unwrap_err().to_string();
            assert_eq!(message, format!("`{text}` is not a payment status: {expected}"));
        }
        for (text, message) in [("4.3", "severity 4 has no variant 3"), ("16.0", "severity 16 has no variant 0")] {
            assert_eq!(text.parse::<PaymentStatus>().unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn serde_is_the_symbol_or_a_pair() {
        for status in PaymentStatus::all() {
            let json = serde_json::to_string(&status).unwrap();
            assert_eq!(serde_json::from_str::<PaymentStatus>(&json).unwrap(), status, "{json}");
        }
        assert_eq!(serde_json::to_string(&PaymentStatus::of(Severity::Late31To60)).unwrap(), "\"2\"");
        assert_eq!(serde_json::to_string(&PaymentStatus::new(Severity::BadDebt, 1).unwrap()).unwrap(), "[15,1]");
        for json in ["\"Q\"", "\"\"", "\"NN\"", "[]", "[4]", "[4,2]", "[16,0]", "[4,0,0]", "4", "null"] {
            assert!(serde_json::from_str::<PaymentStatus>(json).is_err(), "{json}");
        }
    }
}
