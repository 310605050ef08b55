//! The lines of the catalogue's table, and how they expand to rows.

use super::entry::{Entry, Title};
use super::reason::{CodePair, ReasonCodes};
use crate::attributes::row::{Attribute, Direction, Family, Measure, MonthTest};
use crate::history::DelinquencyBucket;
use crate::month::Window;
use crate::report::{AccountKind, KindSet, ReadingFactor};

/// The lines of one family, with reason codes for the lines that state none.
pub(super) struct Section {
    pub(super) family: Family,
    pub(super) known: CodePair,
    pub(super) absent: ReadingFactor,
    pub(super) lines: &'static [Line],
}

/// One row, or a block of lines that is repeated for each value of an axis.
pub(super) enum Line {
    One(Row),
    Each(Axis, &'static [Line]),
}

/// The values for which a block of lines is repeated. Names and titles contain a placeholder: `{kind}`, `{months}` or
/// `{bucket}`.
pub(super) enum Axis {
    Kinds(KindSet),
    Months(&'static [u8]),
    Buckets(&'static [DelinquencyBucket]),
}

/// One row as written in the table.
pub(super) struct Row {
    name: &'static str,
    direction: Direction,
    english: &'static str,
    chinese: &'static str,
    measure: fn(AxisValues) -> Measure,
    known: Option<CodePair>,
    absent: Option<ReadingFactor>,
}

/// The current values of the axes around a row.
#[derive(Clone, Copy, Default)]
pub(super) struct AxisValues {
    kind: Option<AccountKind>,
    months: Option<u8>,
    bucket: Option<DelinquencyBucket>,
}

/// A row with the reason codes of its kind or section.
pub(super) const fn row(
    name: &'static str,
    direction: Direction,
    english: &'static str,
    chinese: &'static str,
    measure: fn(AxisValues) -> Measure,
) -> Line {
    Line::One(Row { name, direction, english, chinese, measure, known: None, absent: None })
}

pub(super) const fn each(axis: Axis, lines: &'static [Line]) -> Line {
    Line::Each(axis, lines)
}

impl Line {
    /// Sets reason codes of its own for a known reading.
    pub(super) const fn known(self, codes: CodePair) -> Line {
        match self {
            Self::One(row) => Self::One(Row { known: Some(codes), ..row }),
            each @ Self::Each(..) => each,
        }
    }

    /// Sets a factor of its own for an absent reading.
    pub(super) const fn absent(self, factor: ReadingFactor) -> Line {
        match self {
            Self::One(row) => Self::One(Row { absent: Some(factor), ..row }),
            each @ Self::Each(..) => each,
        }
    }
}

impl AxisValues {
    pub(super) fn kinds(self) -> KindSet {
        self.kind.map_or(KindSet::ALL, KindSet::from)
    }

    pub(super) fn window(self) -> Window {
        self.months.map_or(Window::ALL, Window::last)
    }

    /// The length of the window in months.
    pub(super) fn months(self) -> u16 {
        self.window().len().into()
    }

    pub(super) fn late(self) -> MonthTest {
        MonthTest::Late(self.bucket.unwrap_or(DelinquencyBucket::DAYS_1_TO_30))
    }

    /// A template with the values of the axes filled in, spelled as in `column`.
    fn fill(self, template: &str, column: fn(Spelling) -> &'static str, window: fn(u8) -> String) -> String {
        let mut text = template.to_owned();
        if let Some(kind) = self.kind {
            text = text.replace("{kind}", column(spelling_of(kind).0));
        }
        if let Some(months) = self.months {
            text = text.replace("{months}", &window(months));
        }
        if let Some(bucket) = self.bucket {
            text = text.replace("{bucket}", column(spelling_of_bucket(bucket)));
        }
        text
    }
}

/// Expands the table: every row in order, with its entry.
pub(super) fn rows(table: &[Section]) -> Vec<(Entry, Attribute)> {
    let mut rows = Vec::new();
    for section in table {
        section.expand(section.lines, AxisValues::default(), &mut rows);
    }
    rows
}

impl Section {
    fn expand(&self, lines: &[Line], at: AxisValues, rows: &mut Vec<(Entry, Attribute)>) {
        for line in lines {
            match line {
                Line::One(row) => rows.push(self.row(row, at)),
                Line::Each(Axis::Kinds(kinds), lines) => {
                    kinds.iter().for_each(|kind| self.expand(lines, AxisValues { kind: Some(kind), ..at }, rows));
                }
                Line::Each(Axis::Months(all), lines) => {
                    all.iter().for_each(|&months| self.expand(lines, AxisValues { months: Some(months), ..at }, rows));
                }
                Line::Each(Axis::Buckets(all), lines) => {
                    all.iter().for_each(|&bucket| self.expand(lines, AxisValues { bucket: Some(bucket), ..at }, rows));
                }
            }
        }
    }

    fn row(&self, row: &Row, at: AxisValues) -> (Entry, Attribute) {
        let of_kind = at.kind.map(|kind| spelling_of(kind).1);
        let codes = ReasonCodes {
            known: row.known.unwrap_or(self.known),
            absent: row.absent.or(of_kind).unwrap_or(self.absent),
        };
        let title = Title {
            english: at.fill(row.english, |spelling| spelling.english, english_window),
            chinese: at.fill(row.chinese, |spelling| spelling.chinese, chinese_window),
        };
        let name = at.fill(row.name, |spelling| spelling.name, |months| months.to_string());
        let entry = Entry { family: self.family, title: Some(title), codes: Some(codes) };
        (entry, Attribute { name, direction: row.direction, measure: (row.measure)(at) })
    }
}

/// The spelling of an axis value in the columns name, English and Chinese.
struct Spelling {
    name: &'static str,
    english: &'static str,
    chinese: &'static str,
}

const fn spelling(name: &'static str, english: &'static str, chinese: &'static str) -> Spelling {
    Spelling { name, english, chinese }
}

/// The spelling of a kind, and the reason factor for an absent attribute of such accounts.
const fn spelling_of(kind: AccountKind) -> (Spelling, ReadingFactor) {
    use ReadingFactor::{
        LittleCardInformation as Card, LittleCreditInformation as Credit, LittleLoanInformation as Loan,
    };
    let (english, chinese, absent) = match kind {
        AccountKind::NonRevolvingLoan => ("non-revolving loans", "非循环贷账户", Loan),
        AccountKind::SubAccount => ("credit-line loans", "循环额度下分账户", Loan),
        AccountKind::RevolvingLoan => ("revolving loans", "循环贷账户", Loan),
        AccountKind::CreditCard => ("credit cards", "贷记卡账户", Card),
        AccountKind::QuasiCreditCard => ("quasi-credit cards", "准贷记卡账户", Card),
        AccountKind::Collection => ("debts in collection", "被追偿账户", Credit),
        AccountKind::Rent => ("rent accounts", "房租账户", Credit),
        AccountKind::PrepaidCard => ("prepaid cards", "预付卡账户", Credit),
        AccountKind::Utility => ("utility accounts", "公用事业账户", Credit),
        AccountKind::Telecom => ("telecom accounts", "电信账户", Credit),
    };
    (spelling(kind.tag(), english, chinese), absent)
}

fn spelling_of_bucket(bucket: DelinquencyBucket) -> Spelling {
    match bucket {
        DelinquencyBucket::DAYS_1_TO_30 => spelling("1", "1+ days", "1天以上"),
        DelinquencyBucket::DAYS_31_TO_60 => spelling("2", "31+ days", "31天以上"),
        DelinquencyBucket::DAYS_61_TO_90 => spelling("3", "61+ days", "61天以上"),
        DelinquencyBucket::DAYS_91_TO_120 => spelling("4", "91+ days", "91天以上"),
        DelinquencyBucket::DAYS_121_TO_150 => spelling("5", "121+ days", "121天以上"),
        DelinquencyBucket::DAYS_151_TO_180 => spelling("6", "151+ days", "151天以上"),
        _ => spelling("7", "181+ days", "181天以上"),
    }
}

fn english_window(months: u8) -> String {
    match months {
        1 => "this month".to_owned(),
        months => format!("last {months} months"),
    }
}

fn chinese_window(months: u8) -> String {
    match months {
        1 => "当月".to_owned(),
        months => format!("近{months}个月"),
    }
}
