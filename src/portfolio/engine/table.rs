//! The rows of a block: the accounts of some subjects that a regime shows, and those of them that were ever late.

use super::bits::Bits;
use super::lookup::{Lookup, rule};
use super::loops;
use super::sizes::{PADDED, ROWS};
use super::values::Source;
use crate::attributes::plan::program::Test;
use crate::portfolio::columns::Chunk;
use crate::report::AccountKind;

/// Accounts in the order of their subjects.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) rows: usize,
    /// First row of each subject, and the end.
    pub(super) starts: Vec<u16>,
    /// Where subjects start among the accounts that are not all taken.
    all_starts: Vec<u16>,
    /// All bits for a row of the same subject as the row before it, none for the first of a subject.
    pub(super) same: Vec<u64>,
    /// The row of each in the table it was taken from, if not all were taken.
    pub(super) places: Vec<u16>,
    /// The planes of the rows, if they are not those of the chunk.
    planes: [Vec<u64>; 4],
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
            all_starts: Vec::new(),
            same: vec![0; PADDED],
            places: Vec::with_capacity(ROWS),
            planes: [const { Vec::new() }; 4],
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
    pub(super) fn take_all(&mut self, starts: &[u32]) {
        self.clear();
        let first = starts.first().copied().unwrap_or_default();
        self.starts.extend(starts.iter().map(|start| (start - first) as u16));
        self.rows = usize::from(self.starts.last().copied().unwrap_or_default());
        self.find_same();
    }

    /// Takes those of the accounts that a regime shows, with the months that it shows.
    #[inline(always)]
    pub(super) fn take_shown(&mut self, starts: &[u32], source: Source<'_>, past_due: &[i64], lookup: &Lookup) {
        self.clear();
        let range = source.first..source.first + source.accounts;
        let planes = source.chunk.planes.each_ref().map(|plane| &plane[range.clone()]);
        let (mut visible, mut rows) = (std::mem::take(&mut self.buffer), std::mem::take(&mut self.places));
        let mut set = Bits::NONE;
        rows.resize(ROWS, 0);
        let profile = &source.chunk.profile[range];
        let there = &mut self.same[..source.accounts];
        loops::rules(&lookup.rules, profile, &mut visible);
        loops::visible(planes, past_due, &mut visible, there);
        self.rows = loops::pick(there, &mut rows, &mut set);
        rows.truncate(self.rows);
        for (plane, from) in self.planes.iter_mut().zip(planes) {
            plane.resize(rows.len(), 0);
            loops::take_words(from, &visible, &rows, plane);
        }
        let first = starts.first().copied().unwrap_or_default();
        self.all_starts.clear();
        self.all_starts.extend(starts.iter().map(|start| (start - first) as u16));
        loops::ranks(&set, &self.all_starts, &mut self.starts);
        (self.buffer, self.places) = (visible, rows);
        self.find_same();
    }

    /// Takes some rows of another table, which are also given as a set.
    #[inline(always)]
    pub(super) fn take_rows(&mut self, rows: &[u16], set: &Bits, of: &Table, planes: [&[u64]; 4]) {
        self.clear();
        self.rows = rows.len();
        self.places.extend_from_slice(rows);
        for (plane, from) in self.planes.iter_mut().zip(planes) {
            plane.resize(rows.len(), 0);
            loops::take_words(from, from, rows, plane);
        }
        loops::ranks(set, &of.starts, &mut self.starts);
        self.find_same();
    }

    #[inline(always)]
    fn find_same(&mut self) {
        self.same[..self.rows].fill(u64::MAX);
        for &start in &self.starts {
            self.same[usize::from(start)] = 0;
        }
    }

    /// The rows that are quasi-credit cards; the profile of each is told.
    #[inline(always)]
    fn quasi(&self, lookup: &Lookup, profile: impl Fn(usize) -> u16) -> Bits {
        let mut quasi = Bits::NONE;
        for row in 0..self.rows {
            if lookup.rules[usize::from(profile(row))] & rule::QUASI != 0 {
                quasi.insert(row);
            }
        }
        quasi
    }

    /// Makes the months of a test, unless they are made.
    #[inline(always)]
    pub(super) fn make(
        &mut self,
        place: usize,
        test: Test,
        source: Source<'_>,
        lookup: &Lookup,
        profile: impl Fn(usize) -> u16,
    ) {
        if self.tests[place].made {
            return;
        }
        let mut out = std::mem::take(&mut self.tests[place].months);
        out.resize(PADDED, 0);
        let (mut buffer, rows) = (std::mem::take(&mut self.buffer), self.rows);
        let planes = self.planes(source.chunk, source.first);
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
                if quasi != grade && lookup.any_quasi {
                    loops::at_least(planes, quasi.severity().number(), &mut buffer[..rows]);
                    loops::choose(&self.quasi(lookup, profile), &buffer[..rows], months);
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
