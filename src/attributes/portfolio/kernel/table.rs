//! The rows of a block: the accounts of some subjects that a regime shows, and those of them that were ever late.

use super::bits::Bits;
use super::lookup::{Lookup, rule};
use super::loops;
use super::program::Test;
use super::{PADDED, ROWS};
use crate::attributes::portfolio::columns::Chunk;
use crate::history::{Grade, Months, Planes};
use crate::policy::Disclosure;
use crate::report::AccountKind;

/// Accounts in the order of their subjects.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) rows: usize,
    /// First row of each subject, and the end.
    pub(super) starts: Vec<u16>,
    /// All bits for a row of the same subject as the row before it, none for the first of a subject.
    pub(super) same: Vec<u64>,
    /// The row of each in the table it was taken from, if not all were taken.
    pub(super) places: Vec<u16>,
    /// The planes of the rows, if they are not those of the chunk.
    planes: [Vec<u64>; 4],
    quasi: Bits,
    tests: Vec<Months64>,
    buffer: Vec<u64>,
}

/// The months of a test, if they are made.
#[derive(Debug, Clone, Default)]
struct Months64 {
    made: bool,
    months: Vec<u64>,
}

impl Table {
    pub(super) fn new(tests: usize) -> Table {
        Table {
            rows: 0,
            starts: Vec::with_capacity(ROWS + 1),
            same: vec![0; PADDED],
            places: Vec::with_capacity(ROWS),
            planes: [const { Vec::new() }; 4],
            quasi: Bits::NONE,
            tests: vec![Months64::default(); tests],
            buffer: vec![0; PADDED],
        }
    }

    #[inline(always)]
    fn clear(&mut self) {
        self.rows = 0;
        self.starts.clear();
        self.places.clear();
        self.planes.iter_mut().for_each(Vec::clear);
        self.tests.iter_mut().for_each(|test| test.made = false);
    }

    #[inline(always)]
    pub(super) fn all(&self) -> Bits {
        Bits::first(self.rows)
    }

    /// Planes of the rows: of the chunk from an account on, if none are of this table.
    #[inline(always)]
    pub(super) fn planes<'a>(&'a self, chunk: &'a Chunk, first: usize) -> [&'a [u64]; 4] {
        if self.planes[0].len() == self.rows {
            return self.planes.each_ref().map(Vec::as_slice);
        }
        chunk.planes.each_ref().map(|plane| &plane[first..first + self.rows])
    }

    /// Takes all accounts from one on, of subjects that start where the chunk says.
    #[inline(always)]
    pub(super) fn take_all(&mut self, starts: &[u32], profile: &[u16], lookup: &Lookup) {
        self.clear();
        let first = starts.first().copied().unwrap_or_default();
        self.starts.extend(starts.iter().map(|start| (start - first) as u16));
        self.rows = usize::from(self.starts.last().copied().unwrap_or_default());
        self.find_quasi(profile.iter().copied(), lookup);
        self.find_same();
    }

    /// Takes those of the accounts that a regime shows, with the months that it shows.
    #[inline(always)]
    pub(super) fn take_shown(
        &mut self,
        starts: &[u32],
        profile: &[u16],
        planes: [&[u64]; 4],
        past_due: impl Fn(usize) -> i64,
        lookup: &Lookup,
    ) {
        self.clear();
        let first = starts.first().copied().unwrap_or_default();
        self.starts.push(0);
        for subject in starts.windows(2) {
            for account in (subject[0] - first) as usize..(subject[1] - first) as usize {
                let place = usize::from(profile[account]);
                let (disclosure, rules) = (lookup.disclosures[place], lookup.rules[place]);
                let words = planes.map(|plane| plane[account]);
                let shown = match disclosure {
                    Disclosure::Full => Some(words),
                    Disclosure::Hidden => None,
                    Disclosure::NegativeOnly => {
                        let late = late(words, rules);
                        let by_past_due = || rules & rule::BY_PAST_DUE != 0 && past_due(account) > 0;
                        let there = late != 0 || rules & rule::DEROGATORY != 0 || by_past_due();
                        there.then(|| words.map(|word| word & late))
                    }
                    Disclosure::PositiveOnly => {
                        let on_time = Planes::from_words(words).on_time().bits();
                        (on_time != 0).then(|| words.map(|word| word & on_time))
                    }
                };
                if let Some(words) = shown {
                    self.places.push(account as u16);
                    for (plane, word) in self.planes.iter_mut().zip(words) {
                        plane.push(word);
                    }
                }
            }
            self.starts.push(self.places.len() as u16);
        }
        self.rows = self.places.len();
        let places = std::mem::take(&mut self.places);
        self.find_quasi(places.iter().map(|&account| profile[usize::from(account)]), lookup);
        self.places = places;
        self.find_same();
    }

    /// Takes some rows of another table.
    #[inline(always)]
    pub(super) fn take_rows(&mut self, rows: &[u16], of: &Table, planes: [&[u64]; 4]) {
        self.clear();
        self.quasi = Bits::NONE;
        let mut next = 0;
        for row in rows.iter().map(|&row| usize::from(row)) {
            while usize::from(of.starts[next]) <= row {
                self.starts.push(self.places.len() as u16);
                next += 1;
            }
            if of.quasi.contains(row) {
                self.quasi.insert(self.places.len());
            }
            self.places.push(row as u16);
            for (plane, from) in self.planes.iter_mut().zip(planes) {
                plane.push(from[row]);
            }
        }
        self.rows = self.places.len();
        self.starts.resize(of.starts.len(), self.rows as u16);
        self.find_same();
    }

    #[inline(always)]
    fn find_same(&mut self) {
        self.same[..self.rows].fill(u64::MAX);
        for &start in &self.starts {
            self.same[usize::from(start)] = 0;
        }
    }

    #[inline(always)]
    fn find_quasi(&mut self, profile: impl Iterator<Item = u16>, lookup: &Lookup) {
        self.quasi = Bits::NONE;
        if lookup.any_quasi {
            for (row, place) in profile.enumerate().take(self.rows) {
                if lookup.rules[usize::from(place)] & rule::QUASI != 0 {
                    self.quasi.insert(row);
                }
            }
        }
    }

    /// Makes the months of a test, unless they are made.
    #[inline(always)]
    pub(super) fn make(&mut self, place: usize, test: Test, chunk: &Chunk, first: usize) {
        if self.tests[place].made {
            return;
        }
        let mut out = std::mem::take(&mut self.tests[place].months);
        out.resize(PADDED, 0);
        let (mut buffer, rows) = (std::mem::take(&mut self.buffer), self.rows);
        let planes = self.planes(chunk, first);
        let months = &mut out[..rows];
        match test {
            Test::AtLeast(severity) => loops::at_least(planes, severity, months),
            Test::Of(set) => {
                months.fill(0);
                for severity in (0..16).filter(|severity| set >> severity & 1 != 0) {
                    loops::add_exactly(planes, severity, months);
                }
            }
            Test::Late(grade) => {
                loops::at_least(planes, grade.severity().number(), months);
                let quasi = AccountKind::QuasiCreditCard.late_from(grade);
                if quasi != grade && !self.quasi.is_empty() {
                    loops::at_least(planes, quasi.severity().number(), &mut buffer[..rows]);
                    loops::choose(&self.quasi, &buffer[..rows], months);
                }
            }
        }
        self.buffer = buffer;
        self.tests[place] = Months64 { made: true, months: out };
    }

    /// The months of a test that are made, and as many more words as a fold reads past the end.
    #[inline(always)]
    pub(super) fn months(&self, test: usize) -> &[u64] {
        &self.tests[test].months
    }
}

/// Late months of an account.
#[inline(always)]
fn late(words: [u64; 4], rules: u8) -> u64 {
    let planes = Planes::from_words(words);
    let grade = Grade::DAYS_1_TO_30;
    let months: Months = match rules & rule::QUASI {
        0 => planes.late(grade),
        _ => planes.late(AccountKind::QuasiCreditCard.late_from(grade)),
    };
    months.bits()
}
