//! The columns of a batch by their names: one list, for all who write, read, count or sum them.

use credit_bureau::report::InquiryReason;
use credit_bureau::report::LiabilityRole;

use credit_bureau::portfolio::columns::{Amounts, Columns, DaysBefore, LiabilityEntry};

/// Somebody who is shown every column of a batch in turn, and may change it.
pub trait Visitor {
    fn numbers<N: Number>(&mut self, name: &'static str, column: &mut Vec<N>) -> Result<(), String>;

    /// Numbers that stand in one of two widths; whether there are any in the second decides.
    fn widths<N: Number, W: Number>(
        &mut self,
        name: &'static str,
        narrow: &mut Vec<N>,
        wide: &mut Vec<W>,
    ) -> Result<(), String> {
        if wide.is_empty() { self.numbers(name, narrow) } else { self.numbers(name, wide) }
    }
}

/// Shows all columns; the dictionaries of texts and profiles are not among them, nor are names, which are not generated.
///
/// # Errors
///
/// What the visitor finds, and places of words that there are not.
pub fn visit(columns: &mut Columns, visitor: &mut impl Visitor) -> Result<(), String> {
    visitor.numbers("starts", &mut columns.starts)?;
    for (name, plane) in ["plane_0", "plane_1", "plane_2", "plane_3"].into_iter().zip(&mut columns.planes) {
        visitor.numbers(name, plane)?;
    }
    visitor.numbers("profile", &mut columns.profile)?;
    visitor.numbers("opened", &mut columns.opened)?;
    visitor.numbers("furnisher", &mut columns.furnisher)?;
    amounts(visitor, "granted", &mut columns.granted)?;
    amounts(visitor, "balance", &mut columns.balance)?;
    amounts(visitor, "past_due", &mut columns.past_due)?;
    amounts(visitor, "scheduled", &mut columns.scheduled)?;
    visitor.numbers("used_accounts", &mut columns.used.accounts)?;
    amounts(visitor, "used", &mut columns.used.amounts)?;
    visitor.numbers("actual_accounts", &mut columns.actual.accounts)?;
    amounts(visitor, "actual", &mut columns.actual.amounts)?;
    visitor.numbers("overdue_accounts", &mut columns.overdue.accounts)?;
    visitor.numbers("overdue_starts", &mut columns.overdue.starts)?;
    visitor.numbers("overdue_ago", &mut columns.overdue.ago)?;
    amounts(visitor, "overdue", &mut columns.overdue.amounts)?;
    let inquiries = &mut columns.inquiries;
    visitor.numbers("inquiry_starts", &mut inquiries.starts)?;
    days(visitor, &mut inquiries.days)?;
    let mut reasons = inquiries.reason.iter().map(|&reason| reason as u8).collect();
    visitor.numbers("inquiry_reason", &mut reasons)?;
    inquiries.reason =
        reasons.into_iter().map(|place| word(InquiryReason::ALL, place)).collect::<Result<_, String>>()?;
    visitor.numbers("inquirer", &mut inquiries.inquirer)?;
    liabilities(visitor, &mut columns.liabilities)?;
    let (mut subjects, mut before): (Vec<_>, Vec<_>) = columns.as_of.iter().copied().unzip();
    visitor.numbers("as_of_subject", &mut subjects)?;
    visitor.numbers("as_of_days", &mut before)?;
    columns.as_of = subjects.into_iter().zip(before).collect();
    Ok(())
}

fn amounts(visitor: &mut impl Visitor, name: &'static str, column: &mut Amounts) -> Result<(), String> {
    let (mut narrow, mut wide) = match std::mem::take(column) {
        Amounts::Narrow(amounts) => (amounts, Vec::new()),
        Amounts::Wide(amounts) => (Vec::new(), amounts),
    };
    visitor.widths(name, &mut narrow, &mut wide)?;
    *column = if wide.is_empty() { Amounts::Narrow(narrow) } else { Amounts::Wide(wide) };
    Ok(())
}

fn days(visitor: &mut impl Visitor, column: &mut DaysBefore) -> Result<(), String> {
    let (mut narrow, mut wide) = match std::mem::take(column) {
        DaysBefore::Narrow(days) => (days, Vec::new()),
        DaysBefore::Wide(days) => (Vec::new(), days),
    };
    visitor.widths("inquiry_days", &mut narrow, &mut wide)?;
    *column = if wide.is_empty() { DaysBefore::Narrow(narrow) } else { DaysBefore::Wide(wide) };
    Ok(())
}

fn liabilities(visitor: &mut impl Visitor, entries: &mut Vec<LiabilityEntry>) -> Result<(), String> {
    let mut subjects: Vec<u32> = entries.iter().map(|entry| entry.subject).collect();
    let mut roles: Vec<u8> = entries.iter().map(|entry| entry.role as u8).collect();
    let mut owed: Vec<i64> = entries.iter().map(|entry| entry.amount.unwrap_or(NOT_STATED)).collect();
    let mut balances: Vec<i64> = entries.iter().map(|entry| entry.balance.unwrap_or(NOT_STATED)).collect();
    let mut known: Vec<u8> = entries.iter().map(|entry| entry.known.into()).collect();
    visitor.numbers("liability_subject", &mut subjects)?;
    visitor.numbers("liability_role", &mut roles)?;
    visitor.numbers("liability_amount", &mut owed)?;
    visitor.numbers("liability_balance", &mut balances)?;
    visitor.numbers("liability_known", &mut known)?;
    let stated = |amount: i64| (amount != NOT_STATED).then_some(amount);
    let numbers = subjects.into_iter().zip(roles).zip(owed.into_iter().zip(balances)).zip(known);
    *entries = numbers
        .map(|(((subject, role), (amount, balance)), known)| {
            let role = word(LiabilityRole::ALL, role)?;
            Ok(LiabilityEntry { subject, role, amount: stated(amount), balance: stated(balance), known: known != 0 })
        })
        .collect::<Result<_, String>>()?;
    Ok(())
}

fn word<W: Copy>(words: &[W], place: u8) -> Result<W, String> {
    let found = words.get(usize::from(place)).copied();
    found.ok_or_else(|| format!("{place} is no word: expected a place below {}", words.len()))
}

/// A number of a fixed size.
pub trait Number: Copy {
    /// As the manifest calls it.
    const NAME: &'static str;
    /// Appends its bytes, the lowest first.
    fn put(self, bytes: &mut Vec<u8>);
    /// The number of just as many bytes as it has; 0 of others.
    fn of(bytes: &[u8]) -> Self;
}

macro_rules! numbers {
    ($($number:ident)+) => {
        $(impl Number for $number {
            const NAME: &'static str = stringify!($number);

            fn put(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn of(bytes: &[u8]) -> Self {
                bytes.try_into().map_or(0, Self::from_le_bytes)
            }
        })+
    };
}

numbers! { u8 u16 u32 u64 i32 i64 }

/// An amount that is not stated, in a file: below every amount there is but one.
const NOT_STATED: i64 = i64::MIN;
