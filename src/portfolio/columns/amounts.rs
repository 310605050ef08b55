//! Columns of amounts and days, each as narrow as its values allow.

use std::ops::Range;

use super::places::{bytes_of, range};

/// A column of amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amounts {
    /// 32 bits each, where all of them fit.
    Narrow(Vec<i32>),
    /// 64 bits each.
    Wide(Vec<i64>),
}

impl Default for Amounts {
    fn default() -> Amounts {
        Amounts::Narrow(Vec::new())
    }
}

impl Amounts {
    pub(in crate::portfolio) fn new(amounts: &[i64]) -> Amounts {
        let narrow: Result<Vec<i32>, _> = amounts.iter().map(|&amount| i32::try_from(amount)).collect();
        narrow.map_or_else(|_| Amounts::Wide(amounts.to_vec()), Amounts::Narrow)
    }

    pub(in crate::portfolio) fn len(&self) -> usize {
        match self {
            Self::Narrow(amounts) => amounts.len(),
            Self::Wide(amounts) => amounts.len(),
        }
    }

    /// Appends a range of the amounts to others.
    pub(in crate::portfolio) fn extend_into(&self, amounts: &mut Vec<i64>, places: Range<usize>) {
        match self {
            Self::Narrow(narrow) => {
                amounts.extend(narrow.get(places).unwrap_or_default().iter().map(|&amount| i64::from(amount)));
            }
            Self::Wide(wide) => amounts.extend_from_slice(wide.get(places).unwrap_or_default()),
        }
    }

    pub(in crate::portfolio) fn to_wide(&self) -> Vec<i64> {
        match self {
            Self::Narrow(amounts) => amounts.iter().map(|&amount| amount.into()).collect(),
            Self::Wide(amounts) => amounts.clone(),
        }
    }

    /// Makes the column as narrow as its values allow.
    pub(super) fn narrow(&mut self) {
        if let Self::Wide(amounts) = self {
            *self = Amounts::new(amounts);
        }
    }

    #[inline]
    pub(in crate::portfolio) fn get(&self, index: usize) -> Option<i64> {
        match self {
            Self::Narrow(amounts) => amounts.get(index).map(|&amount| amount.into()),
            Self::Wide(amounts) => amounts.get(index).copied(),
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Narrow(amounts) => bytes_of(amounts),
            Self::Wide(amounts) => bytes_of(amounts),
        }
    }
}

/// A column of amounts that only some accounts have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sparse {
    /// Places of those accounts, ascending.
    pub accounts: Vec<u16>,
    /// The amount of each of those accounts.
    pub amounts: Amounts,
}

impl Sparse {
    pub(in crate::portfolio) fn new(amounts: &[(u16, i64)]) -> Sparse {
        let values: Vec<_> = amounts.iter().map(|&(_, amount)| amount).collect();
        Sparse { accounts: amounts.iter().map(|&(account, _)| account).collect(), amounts: Amounts::new(&values) }
    }

    pub(in crate::portfolio) fn get(&self, account: usize) -> Option<i64> {
        let account = u16::try_from(account).ok()?;
        self.amounts.get(self.accounts.binary_search(&account).ok()?)
    }

    pub(super) fn bytes(&self) -> usize {
        bytes_of(&self.accounts).saturating_add(self.amounts.bytes())
    }
}

/// Overdue amounts of late months (by the rule of the account's kind) that state one, zeros included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overdue {
    /// Places of the accounts that have any, ascending: those with [`stated::OVERDUE`](super::stated::OVERDUE).
    pub accounts: Vec<u16>,
    /// The first amount of each of those accounts, and the end.
    pub starts: Vec<u32>,
    /// Months back from the as-of month, ascending within an account.
    pub ago: Vec<u8>,
    /// The amount of each of those months.
    pub amounts: Amounts,
}

impl Overdue {
    /// The amount of one month of an account.
    pub(in crate::portfolio) fn get(&self, account: usize, ago: u32) -> Option<i64> {
        let of_account = self.of(account);
        let month = self.ago.get(of_account.clone())?.binary_search(&u8::try_from(ago).ok()?).ok()?;
        self.amounts.get(of_account.start.checked_add(month)?)
    }

    /// The range of an account's months and amounts; empty if it has none.
    pub(in crate::portfolio) fn of(&self, account: usize) -> Range<usize> {
        let place = u16::try_from(account).ok().and_then(|account| self.accounts.binary_search(&account).ok());
        place.and_then(|place| range(&self.starts, place)).map_or(0..0, |(first, end)| first..end)
    }

    pub(super) fn bytes(&self) -> usize {
        let bytes = [bytes_of(&self.accounts), bytes_of(&self.starts), bytes_of(&self.ago), self.amounts.bytes()];
        bytes.into_iter().sum()
    }
}

/// A column of days, each counted back from the last day of the as-of month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DaysBefore {
    /// 16 bits each, where all of them fit.
    Narrow(Vec<u16>),
    /// 32 bits each.
    Wide(Vec<i32>),
}

impl Default for DaysBefore {
    fn default() -> DaysBefore {
        DaysBefore::Narrow(Vec::new())
    }
}

impl DaysBefore {
    /// Copies a range of the days.
    pub(in crate::portfolio) fn take(&self, range: Range<usize>, out: &mut Vec<i32>) {
        out.clear();
        match self {
            Self::Narrow(days) => out.extend(days.get(range).unwrap_or_default().iter().map(|&days| i32::from(days))),
            Self::Wide(days) => out.extend_from_slice(days.get(range).unwrap_or_default()),
        }
    }

    pub(in crate::portfolio) fn new(days: &[i32]) -> DaysBefore {
        let narrow: Result<Vec<u16>, _> = days.iter().map(|&days| u16::try_from(days)).collect();
        narrow.map_or_else(|_| DaysBefore::Wide(days.to_vec()), DaysBefore::Narrow)
    }

    pub(in crate::portfolio) fn len(&self) -> usize {
        match self {
            Self::Narrow(days) => days.len(),
            Self::Wide(days) => days.len(),
        }
    }

    /// Makes the column as narrow as its values allow.
    pub(super) fn narrow(&mut self) {
        if let Self::Wide(days) = self {
            *self = DaysBefore::new(days);
        }
    }

    pub(in crate::portfolio) fn get(&self, index: usize) -> Option<i32> {
        match self {
            Self::Narrow(days) => days.get(index).map(|&days| days.into()),
            Self::Wide(days) => days.get(index).copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::month::Month;
    use crate::portfolio::columns::day_before;

    #[test]
    fn amounts_are_narrow_just_if_all_of_them_fit() {
        let ends = [i32::MIN.into(), 0, i32::MAX.into()];
        assert!(matches!(Amounts::new(&ends), Amounts::Narrow(_)));
        for beyond in [i64::from(i32::MAX) + 1, i64::from(i32::MIN) - 1, i64::MAX, i64::MIN] {
            let amounts = Amounts::new(&[1, beyond]);
            assert!(matches!(amounts, Amounts::Wide(_)));
            assert_eq!((amounts.get(0), amounts.get(1), amounts.get(2)), (Some(1), Some(beyond), None));
        }
    }

    #[test]
    fn days_come_back_whatever_the_column() {
        let month: Month = "2024-02".parse().unwrap();
        let back = |days| day_before(month, days).to_string();
        assert_eq!((back(0), back(29), back(-1)), ("2024-02-29".into(), "2024-01-31".into(), "2024-03-01".into()));
        assert!(matches!(DaysBefore::new(&[0, 65_535]), DaysBefore::Narrow(_)));
        for beyond in [-1, 65_536] {
            let days = DaysBefore::new(&[0, beyond]);
            assert!(matches!(days, DaysBefore::Wide(_)));
            assert_eq!((days.get(1), days.get(2)), (Some(beyond), None));
        }
    }
}
