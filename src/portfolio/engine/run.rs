//! One block: which of its accounts are which members, and what is gathered of them.

use std::ops::Range;

use super::bits::{Bits, Truths, WORD};
use super::lookup::{Lookup, rule};
use super::loops;
use super::sizes::{PADDED, ROWS, SUBJECTS};
use super::table::Table;
use super::values::{NO_AGE, Source, Values};
use crate::attributes::plan::program::{Counted, Decided, Gathered, Leaf, Number, Program, Step, Test, Tree};
use crate::attributes::{AcrossMonths, Value};
use crate::history::{Months, Planes, Severity};
use crate::month::Window;
use crate::portfolio::columns::Chunk;

/// Memory that is used block after block.
#[derive(Debug)]
pub(super) struct Scratch {
    pub(super) table: Table,
    /// Rows of the table that were ever late.
    late: Table,
    late_rows: Vec<u16>,
    /// The block's first account.
    first: usize,
    profile: Vec<u16>,
    places: Vec<u32>,
    /// The members that each row is, and those that it might be; a list for each word.
    members: Words,
    not_known: Words,
    late_members: Words,
    /// The members that a subject has, by word and subject: see [`Scratch::has`].
    has: [Vec<u64>; 2],
    leaves: Vec<Truths>,
    bytes: Vec<u8>,
    values: Values,
    /// A number of each row, and which it is, and which rows state it.
    numbers: Vec<i64>,
    numbered: Option<(Number, Bits)>,
    words: Vec<u64>,
    up_to: Vec<u64>,
    worst: Vec<[u64; 4]>,
    /// Months of each subject.
    united: Vec<u64>,
    /// What was ever late and states overdue amounts, if that is found.
    overdue: Vec<Overdue>,
    overdue_found: bool,
    /// The subject, of those that were seen so far, in which each furnisher was seen last.
    last_seen: Vec<u64>,
    subjects_seen: u64,
    /// Of each slot a number a subject: see [`Scratch::slot`].
    slots: Vec<u64>,
}

/// A block's work: what is to be done, and with what.
#[derive(Clone, Copy)]
struct Work<'a> {
    program: &'a Program,
    lookup: &'a Lookup,
    source: Source<'a>,
}

/// A row ever late with overdue amounts: entries of the chunk's.
#[derive(Debug)]
struct Overdue {
    row: usize,
    subject: usize,
    entries: Range<usize>,
}

/// A word of each row, for so many words.
type Words = Vec<Vec<u64>>;

impl Scratch {
    pub(super) fn new(program: &Program) -> Scratch {
        let words = program.members.len().div_ceil(WORD);
        let lists = || vec![vec![0; PADDED]; words];
        Scratch {
            table: Table::new(program.tests.len()),
            late: Table::new(program.tests.len()),
            late_rows: vec![0; ROWS],
            first: 0,
            profile: Vec::with_capacity(ROWS),
            places: vec![0; ROWS],
            members: lists(),
            not_known: lists(),
            late_members: lists(),
            has: std::array::from_fn(|_| vec![0; words * SUBJECTS]),
            leaves: vec![Truths::NO; program.leaves.len()],
            bytes: vec![0; ROWS],
            values: Values::new(),
            numbers: vec![0; PADDED],
            numbered: None,
            words: vec![0; PADDED],
            up_to: vec![0; PADDED],
            worst: vec![[0; 4]; PADDED],
            united: vec![0; SUBJECTS],
            overdue: Vec::new(),
            overdue_found: false,
            last_seen: Vec::new(),
            subjects_seen: 0,
            slots: vec![0; program.slots * SUBJECTS],
        }
    }

    /// What a step left of each subject.
    #[inline(always)]
    pub(super) fn slot(&self, slot: usize) -> &[u64] {
        &self.slots[slot * SUBJECTS..(slot + 1) * SUBJECTS]
    }

    /// The member words of the subjects that have a member's bit, and the bit.
    #[inline(always)]
    pub(super) fn has(&self, member: usize) -> (&[u64], u32) {
        (of_word(&self.has[0], member), (member % WORD) as u32)
    }

    /// As [`has`](Self::has), of accounts of which that is not known.
    #[inline(always)]
    pub(super) fn might_have(&self, member: usize) -> (&[u64], u32) {
        (of_word(&self.has[1], member), (member % WORD) as u32)
    }

    /// Fills the slots for the subjects of a block, which start at these accounts of the chunk.
    #[inline(always)]
    pub(super) fn run(&mut self, program: &Program, lookup: &Lookup, source: Source<'_>, starts: &[u32]) {
        self.first = source.first;
        self.values.clear();
        self.numbered = None;
        self.overdue_found = false;
        let work = Work { program, lookup, source };
        self.show(source, lookup, starts);
        self.find_members(work);
        if program.late {
            let planes = self.table.planes(source.chunk, source.first);
            let mut set = Bits::NONE;
            let count = loops::late_rows(planes, &mut self.late_rows, &mut set);
            self.late.take_rows(&self.late_rows[..count], &set, &self.table, planes);
            for (late, members) in self.late_members.iter_mut().zip(&self.members) {
                for (late, &row) in late.iter_mut().zip(&self.late_rows[..count]) {
                    *late = members[usize::from(row)];
                }
            }
        }
        for step in &program.steps {
            self.step(step, work);
        }
    }

    /// The worst severity of a subject's rows that are a member, one by one, in a window.
    pub(super) fn worst_of(&self, subject: usize, member: usize, window: u64, chunk: &Chunk) -> u8 {
        let planes = self.table.planes(chunk, self.first);
        let members = &self.members[member / WORD];
        let rows = usize::from(self.table.starts[subject])..usize::from(self.table.starts[subject + 1]);
        let rows = rows.filter(|&row| members[row] >> (member % WORD) & 1 != 0);
        let severities = |row: usize| Planes::from_words(planes.map(|plane| plane[row]));
        rows.map(|row| severities(row).masked(Months::from_bits(window)).worst().number()).max().unwrap_or(0)
    }

    /// Takes the accounts that are shown.
    #[inline(always)]
    fn show(&mut self, source: Source<'_>, lookup: &Lookup, starts: &[u32]) {
        let Source { chunk, first, accounts, .. } = source;
        let profile = &chunk.profile[first..first + accounts];
        self.profile.clear();
        if lookup.all_shown {
            self.table.take_all(starts);
            self.profile.extend_from_slice(profile);
        } else {
            source.load_all(&chunk.past_due, &mut self.numbers);
            self.table.take_shown(starts, source, &self.numbers, lookup);
            self.profile.extend(self.table.places.iter().map(|&account| profile[usize::from(account)]));
        }
    }

    /// Decides which members every row is.
    #[inline(always)]
    fn find_members(&mut self, work: Work<'_>) {
        let Work { program, lookup, source } = work;
        let rows = self.table.rows;
        let places = &mut self.places[..rows];
        if lookup.classes > 1 {
            let planes = self.table.planes(source.chunk, source.first);
            loops::places(&self.profile, planes, lookup.class_of, lookup.classes, places);
        } else {
            places.iter_mut().zip(&self.profile).for_each(|(place, &profile)| *place = profile.into());
        }
        let tables = [&lookup.yes, &lookup.not_known];
        let kinds = if lookup.all_known { 1 } else { 2 };
        for (tables, words) in tables.into_iter().zip([&mut self.members, &mut self.not_known]).take(kinds) {
            for (table, words) in tables.iter().zip(words) {
                loops::look_up(table, &self.places[..rows], &mut words[..rows]);
            }
        }
        self.ask_leaves(work);
        for (place, literal) in program.literals.iter().enumerate() {
            match literal.decided {
                _ if lookup.is_by_leaves(place, literal) => {
                    let truths = literal.tree.truths(&self.leaves, self.table.all());
                    self.doubt(&truths, &literal.fails, &literal.doubts, lookup);
                }
                Decided::ByLeaf(leaf) => self.ask_numbers(&program.leaves[leaf], &literal.fails, source),
                Decided::Looked | Decided::ByLeaves => {}
            }
        }
        for (words, has) in [&self.members, &self.not_known].into_iter().zip(&mut self.has).take(kinds) {
            for (words, has) in words.iter().zip(has.chunks_mut(SUBJECTS)) {
                let table = &self.table;
                loops::unions(&words[..rows], &table.same, &table.starts, &mut self.up_to, has);
            }
        }
    }

    /// Takes the members from the rows for which a leaf fails; it fails for all that do not state the number.
    #[inline(always)]
    fn ask_numbers(&mut self, leaf: &Leaf, fails: &[u64], source: Source<'_>) {
        let rows = self.table.rows;
        let lists = self.members.iter_mut().zip(fails).filter(|(_, fails)| **fails != 0);
        match leaf {
            Leaf::Above(value) if *value != Value::Age => {
                self.values.make(*value, source, &self.table);
                let numbers = &self.values.of(*value)[..rows];
                lists.for_each(|(members, &fails)| loops::keep_above(numbers, 0, fails, members));
            }
            leaf => {
                // Such leaves do not look at the last month.
                let holds = of_numbers(leaf, self.table.all(), source, &self.table, &mut self.values, &|_| false);
                lists.for_each(|(members, &fails)| loops::keep(&holds, fails, &mut members[..rows]));
            }
        }
    }

    /// Takes the members from the rows for which a literal fails, and puts them in doubt where it is.
    #[inline(always)]
    fn doubt(&mut self, truths: &Truths, fails: &[u64], doubts: &[u64], lookup: &Lookup) {
        let rows = self.table.rows;
        for (word, (&fails, &doubts)) in fails.iter().zip(doubts).enumerate().filter(|(_, (fails, _))| **fails != 0) {
            let members = &mut self.members[word][..rows];
            if lookup.all_known {
                loops::keep(&truths.yes, fails, members);
                continue;
            }
            for (row, (members, not_known)) in members.iter_mut().zip(&mut self.not_known[word]).enumerate() {
                if truths.yes.contains(row) {
                    continue;
                }
                if truths.not_known.contains(row) {
                    *not_known |= *members & doubts;
                    *not_known &= !(fails & !doubts);
                } else {
                    *not_known &= !fails;
                }
                *members &= !fails;
            }
        }
    }

    /// Decides the leaves of the literals that are decided by leaves.
    #[inline(always)]
    fn ask_leaves(&mut self, work: Work<'_>) {
        let Work { program, lookup, source } = work;
        let rows = self.table.rows;
        let profile = &self.profile;
        let negative = |row: usize| lookup.rules[usize::from(profile[row])] & rule::NEGATIVE != 0;
        for (eighth, leaves) in lookup.eights.iter().zip(lookup.leaves.chunks(8)) {
            let mut bits = |table: &[u8]| {
                let bytes = &mut self.bytes[..rows.next_multiple_of(WORD)];
                bytes[rows..].fill(0);
                for (byte, &profile) in bytes.iter_mut().zip(&self.profile) {
                    *byte = table[usize::from(profile)];
                }
                let mut eight = [Bits::NONE; 8];
                loops::transpose(bytes, &mut eight);
                eight
            };
            for (&leaf, yes) in leaves.iter().zip(bits(&eighth.yes)) {
                self.leaves[leaf] = Truths::yes(yes);
            }
            if eighth.any_unknown {
                for (&leaf, not_known) in leaves.iter().zip(bits(&eighth.not_known)) {
                    self.leaves[leaf].not_known = not_known;
                }
            }
            if eighth.any_open {
                for (&leaf, open) in leaves.iter().zip(bits(&eighth.open)).filter(|(_, open)| !open.is_empty()) {
                    let holds =
                        of_numbers(&program.leaves[leaf], open, source, &self.table, &mut self.values, &negative);
                    self.leaves[leaf].yes = self.leaves[leaf].yes.or(open.and(holds));
                }
            }
        }
    }

    #[inline(always)]
    fn step(&mut self, step: &Step, work: Work<'_>) {
        let Work { source, .. } = work;
        match step {
            Step::Counts { lanes, late, slot } => {
                let mut words = std::mem::take(&mut self.words);
                let rows = if *late { self.late.rows } else { self.table.rows };
                words[..rows].fill(0);
                for (lane, &(member, counted)) in lanes.iter().enumerate() {
                    self.add(counted, *late, member, 16 * lane as u32, &mut words[..rows], work);
                }
                let starts = if *late { &self.late.starts } else { &self.table.starts };
                loops::totals(&words[..rows], starts, &mut self.up_to, &mut self.slots[slot * SUBJECTS..][..SUBJECTS]);
                self.words = words;
            }
            Step::One { member, what: Gathered::Worst, slot } => self.find_worst(*member, *slot, source),
            Step::One { member, what, slot } => {
                let mut slots = std::mem::take(&mut self.slots);
                self.gather(*what, *member, work, &mut slots[slot * SUBJECTS..][..SUBJECTS]);
                self.slots = slots;
            }
            Step::Overdue { member, wanted } => self.add_up_overdue(*member, wanted, work),
        }
    }

    /// Makes the months of a test, of all rows or of those that were ever late.
    #[inline(always)]
    fn make(&mut self, test: usize, late: bool, work: Work<'_>) {
        let Work { program, lookup, source } = work;
        let profile = &self.profile;
        if late {
            let rows = &self.late_rows;
            self.late.make(test, program.tests[test], source, lookup, |row| profile[usize::from(rows[row])]);
        } else {
            self.table.make(test, program.tests[test], source, lookup, |row| profile[row]);
        }
    }

    /// Adds a small number of each row that is a member.
    #[inline(always)]
    fn add(&mut self, counted: Counted, late: bool, member: usize, shift: u32, out: &mut [u64], work: Work<'_>) {
        let bit = (member % WORD) as u32;
        if let Counted::Months(test, _) | Counted::Any(test, _) | Counted::Never(test, _) = counted {
            self.make(test, late, work);
        }
        let known = match counted {
            Counted::Positive(number) | Counted::Stated(number) => self.number(number, work),
            _ => Bits::NONE,
        };
        let table = if late { &self.late } else { &self.table };
        let members = if late { &self.late_members } else { &self.members };
        let members = &members[member / WORD];
        match counted {
            Counted::Accounts => loops::add_accounts(members, bit, shift, out),
            Counted::Months(test, window) => loops::add_months(table.months(test), window, members, bit, shift, out),
            Counted::Any(test, window) => {
                loops::add_any(table.months(test), window, false, members, bit, shift, out);
            }
            Counted::Never(test, window) => {
                loops::add_any(table.months(test), window, true, members, bit, shift, out);
            }
            Counted::Positive(number) if number.is_of_some() => {
                let mut positive = Bits::NONE;
                loops::between(&self.numbers(number).0[..table.rows], 1, i64::MAX, &mut positive);
                loops::add_in(&positive.and(known), members, bit, shift, out);
            }
            Counted::Positive(number) => loops::add_positive(self.numbers(number).0, members, bit, shift, out),
            Counted::Stated(_) => loops::add_in(&known, members, bit, shift, out),
        }
    }

    /// One number a subject of the rows that are a member.
    #[inline(always)]
    fn gather(&mut self, what: Gathered, member: usize, work: Work<'_>, out: &mut [u64]) {
        let Work { program, source, .. } = work;
        let (word, bit) = (member / WORD, (member % WORD) as u32);
        match what {
            Gathered::Sum(number) | Gathered::Highest(number) | Gathered::Lowest(number) => {
                let known = self.number(number, work);
                let mut words = std::mem::take(&mut self.words);
                let rows = &mut words[..self.table.rows];
                let ((numbers, least), members) = (self.numbers(number), &self.members[word]);
                match what {
                    Gathered::Sum(_) => loops::mask_numbers(numbers, least, members, bit, rows),
                    Gathered::Highest(_) => loops::mask_positive(numbers, least, 1, members, bit, rows),
                    _ => loops::mask_positive(numbers, least, -1, members, bit, rows),
                }
                if number.is_of_some() {
                    // Rows without such a month do not state it.
                    loops::keep(&known, u64::MAX, rows);
                }
                let Table { same, starts, .. } = &self.table;
                match what {
                    Gathered::Sum(_) => loops::totals(rows, starts, &mut self.up_to, out),
                    _ => loops::highest(rows, same, starts, &mut self.up_to, out),
                }
                self.words = words;
            }
            Gathered::Union(test) => {
                let late = program.tests[test].is_late();
                self.make(test, late, work);
                let table = if late { &self.late } else { &self.table };
                let members = if late { &self.late_members } else { &self.members };
                let words = &mut self.words[..table.rows];
                loops::mask_words(table.months(test), &members[word], bit, words);
                loops::unions(words, &table.same, &table.starts, &mut self.up_to, out);
            }
            Gathered::Furnishers(number) => {
                let known = self.number(number, work);
                let (mut rows, mut positive) = (Bits::NONE, Bits::NONE);
                loops::rows_of(&self.members[word][..self.table.rows], bit, &mut rows);
                loops::between(&self.numbers(number).0[..self.table.rows], 1, i64::MAX, &mut positive);
                self.count_furnishers(rows.and(known).and(positive), source, out);
            }
            // Steps of their own.
            Gathered::Counted(_) | Gathered::Worst | Gathered::Overdue(..) | Gathered::OverdueMissing(_) => {}
        }
    }

    /// Makes a number of each row, unless it is made, and says which rows have it.
    #[inline(always)]
    fn number(&mut self, number: Number, work: Work<'_>) -> Bits {
        match self.numbered {
            Some((made, known)) if made == number => known,
            _ => {
                let known = self.make_number(number, work);
                self.numbered = Some((number, known));
                known
            }
        }
    }

    #[inline(always)]
    fn make_number(&mut self, number: Number, work: Work<'_>) -> Bits {
        let Work { source, .. } = work;
        let count = self.table.rows;
        if let Number::Count(test, _)
        | Number::Any(test, _)
        | Number::Never(test, _)
        | Number::LongestRun(test, _)
        | Number::MonthsSince(test, _)
        | Number::LatestIs(test, _) = number
        {
            self.make(test, false, work);
        }
        let planes = self.table.planes(source.chunk, source.first);
        let severities = |row: usize| Planes::from_words(planes.map(|plane| plane[row]));
        let numbers = &mut self.numbers[..count];
        match number {
            Number::One => numbers.fill(1),
            Number::Count(test, window) => loops::count_in_window(self.table.months(test), window, numbers),
            Number::Any(test, window) | Number::Never(test, window) => {
                let none = matches!(number, Number::Never(..));
                for (number, months) in numbers.iter_mut().zip(self.table.months(test)) {
                    *number = i64::from((months & window == 0) == none);
                }
            }
            Number::LongestRun(test, window) => {
                loops::longest_runs(&self.table.months(test)[..count], window, numbers);
            }
            Number::MonthsSince(test, window) => {
                let mut known = Bits::NONE;
                let months = &self.table.months(test)[..count];
                loops::any_in_window(months, window, &mut known);
                for (number, months) in numbers.iter_mut().zip(months) {
                    *number = i64::from((months & window).trailing_zeros());
                }
                return known;
            }
            Number::Worst(window) => {
                let mut known = Bits::NONE;
                for (row, number) in numbers.iter_mut().enumerate() {
                    *number = severities(row).masked(Months::from_bits(window)).worst().number().into();
                    known.put(row, *number > 0);
                }
                return known;
            }
            Number::Latest(window) => {
                let mut known = Bits::NONE;
                for (row, number) in numbers.iter_mut().enumerate() {
                    let planes = severities(row);
                    if let Some(ago) = (planes.reported() & Months::from_bits(window)).latest() {
                        *number = planes.severity(ago).number().into();
                        known.insert(row);
                    }
                }
                return known;
            }
            Number::LatestIs(test, window) => {
                let months = self.table.months(test);
                for ((row, number), months) in numbers.iter_mut().enumerate().zip(months) {
                    let reported = severities(row).reported().bits() & window;
                    // The lowest bit of the reported months, if it passes.
                    *number = i64::from(reported & reported.wrapping_neg() & months != 0);
                }
            }
            Number::Value(value) | Number::AtLeastZero(value) => self.values.make(value, source, &self.table),
        }
        self.table.all()
    }

    /// The numbers that are made, and the least that one of them counts as.
    #[inline(always)]
    fn numbers(&self, number: Number) -> (&[i64], i64) {
        match number {
            Number::Value(value) => (self.values.of(value), i64::MIN),
            Number::AtLeastZero(value) => (self.values.of(value), 0),
            _ => (&self.numbers, i64::MIN),
        }
    }

    /// The worst severities of each subject's rows that were ever late and are a member.
    #[inline(always)]
    fn find_worst(&mut self, member: usize, slot: usize, source: Source<'_>) {
        let (word, bit) = (member / WORD, (member % WORD) as u32);
        let Table { same, starts, .. } = &self.late;
        let planes = self.late.planes(source.chunk, source.first);
        let mut slots = self.slots[slot * SUBJECTS..][..4 * SUBJECTS].chunks_mut(SUBJECTS);
        let out = std::array::from_fn(|_| slots.next().unwrap_or_default());
        loops::worst(planes, &self.late_members[word], bit, same, starts, &mut self.worst, out);
    }

    /// How many furnishers some rows have: one counts where none of the subject's rows before had it.
    #[inline(always)]
    fn count_furnishers(&mut self, rows: Bits, source: Source<'_>, out: &mut [u64]) {
        let Scratch { table, last_seen, subjects_seen, .. } = self;
        last_seen.resize(FURNISHERS, 0);
        let codes = &source.chunk.furnisher[source.first..source.first + source.accounts];
        for (out, row) in out.iter_mut().zip(table.starts.windows(2)) {
            *subjects_seen += 1;
            *out = 0;
            for row in usize::from(row[0])..usize::from(row[1]) {
                let code = codes[table.places.get(row).map_or(row, |&place| place.into())];
                let (last, counts) = (&mut last_seen[usize::from(code)], rows.contains(row));
                *out += u64::from(counts && *last != *subjects_seen);
                *last = if counts { *subjects_seen } else { *last };
            }
        }
    }

    /// The overdue amounts of late months, added up month by month.
    #[inline(always)]
    fn add_up_overdue(&mut self, member: usize, wanted: &[(Gathered, usize)], work: Work<'_>) {
        let Work { program, source, .. } = work;
        let Some(test) = program.tests.iter().position(|&test| test == Test::LATE) else { return };
        self.make(test, true, work);
        self.find_overdue(source);
        let (word, bit) = (member / WORD, (member % WORD) as u32);
        let (members, months) = (&self.late_members[word], self.late.months(test));
        let (words, late) = (&mut self.words[..self.late.rows], &mut self.united[..]);
        loops::mask_words(months, members, bit, words);
        loops::unions(words, &self.late.same, &self.late.starts, &mut self.up_to, late);
        for (what, slot) in wanted {
            let out = &mut self.slots[slot * SUBJECTS..][..SUBJECTS];
            match *what {
                // Few have amounts: what is stated of them comes after.
                Gathered::OverdueMissing(window) => loops::touch(late, window, out),
                _ => out.fill(0),
            }
        }
        let overdue = &source.chunk.overdue;
        let mut sums = [0_i64; 60];
        for of_subject in self.overdue.chunk_by(|one, other| one.subject == other.subject) {
            let mut stated = 0_u64;
            for one in of_subject {
                let months = months[one.row] & (members[one.row] >> bit & 1).wrapping_neg();
                for entry in one.entries.clone() {
                    let ago = usize::from(overdue.ago[entry]);
                    if months >> ago & 1 != 0 {
                        let before = if stated >> ago & 1 == 0 { 0 } else { sums[ago] };
                        stated |= 1 << ago;
                        sums[ago] = before + overdue.amounts.get(entry).unwrap_or(0);
                    }
                }
            }
            let [first, ..] = of_subject else { continue };
            if stated == 0 {
                continue;
            }
            for (what, slot) in wanted {
                let out = &mut self.slots[slot * SUBJECTS + first.subject];
                match *what {
                    Gathered::OverdueMissing(window) if stated & window != 0 => *out = 0,
                    Gathered::Overdue(across, window) => {
                        let amounts = Months::from_bits(stated & window).iter().map(|ago| sums[ago as usize]);
                        // Months without an amount are 0.
                        let least = if stated & window == window { i64::MIN } else { 0 };
                        let number = match across {
                            AcrossMonths::Sum => amounts.sum(),
                            _ => amounts.fold(least, i64::max),
                        };
                        *out = number.cast_unsigned();
                    }
                    _ => {}
                }
            }
        }
    }

    /// Finds the rows ever late that state overdue amounts, unless they are found.
    #[inline(always)]
    fn find_overdue(&mut self, source: Source<'_>) {
        if std::mem::replace(&mut self.overdue_found, true) {
            return;
        }
        self.overdue.clear();
        let Table { rows, starts, places, .. } = &self.late;
        let account = |row: usize| {
            let in_table = usize::from(places[row]);
            source.first + self.table.places.get(in_table).map_or(in_table, |&account| usize::from(account))
        };
        let overdue = &source.chunk.overdue;
        let start = overdue.accounts.partition_point(|&account| usize::from(account) < source.first);
        let end = overdue.accounts.partition_point(|&account| usize::from(account) < source.first + source.accounts);
        let (mut row, mut subject) = (0, 0);
        for place in start..end {
            let of = usize::from(overdue.accounts[place]);
            while row < *rows && account(row) < of {
                row += 1;
            }
            if row == *rows {
                break;
            }
            if account(row) == of {
                while usize::from(starts[subject + 1]) <= row {
                    subject += 1;
                }
                let entries = overdue.starts[place] as usize..overdue.starts[place + 1] as usize;
                self.overdue.push(Overdue { row, subject, entries });
            }
        }
    }
}

#[inline(always)]
fn of_word(words: &[u64], member: usize) -> &[u64] {
    &words[member / WORD * SUBJECTS..][..SUBJECTS]
}

/// The rows for which a leaf holds that a profile does not decide; only those in `open` are asked. `negative` tells
/// whether only what went wrong is shown of a row.
#[inline(always)]
fn of_numbers(
    leaf: &Leaf,
    open: Bits,
    source: Source<'_>,
    table: &Table,
    values: &mut Values,
    negative: &impl Fn(usize) -> bool,
) -> Bits {
    let rows = table.rows;
    let mut holds = Bits::NONE;
    let planes = |row: usize| Planes::from_words(table.planes(source.chunk, source.first).map(|plane| plane[row]));
    let last_month = |planes: Planes| planes.present().latest().map(|ago| planes.severity(ago));
    match leaf {
        Leaf::Above(value) => {
            values.make(*value, source, table);
            loops::between(&values.of(*value)[..rows], 1, NO_AGE - 1, &mut holds);
        }
        Leaf::Stated(Value::Age) => {
            values.make(Value::Age, source, table);
            loops::between(&values.of(Value::Age)[..rows], i64::MIN, NO_AGE - 1, &mut holds);
        }
        Leaf::OpenedWithin(months) => {
            values.make(Value::Age, source, table);
            loops::between(&values.of(Value::Age)[..rows], i64::MIN, i64::from(*months) - 1, &mut holds);
        }
        Leaf::ReportedWithin(months) => {
            let window = Months::of(Window::last(u8::try_from(*months).unwrap_or(u8::MAX)));
            for row in 0..rows {
                holds.put(row, !(planes(row).reported() & window).is_empty());
            }
        }
        Leaf::Used(basis_points) => {
            values.make(Value::Used, source, table);
            values.make(Value::Limit, source, table);
            let (used, limit) = (&values.of(Value::Used)[..rows], values.of(Value::Limit));
            loops::used_at_least(used, limit, i64::from(*basis_points), &mut holds);
        }
        Leaf::Open => {
            for row in open.iter() {
                if !matches!(last_month(planes(row)), Some(Severity::Settled | Severity::AbnormalEnd)) {
                    holds.insert(row);
                }
            }
        }
        Leaf::LastMonth(severities) => {
            for row in open.iter() {
                let planes = planes(row);
                let passes = match negative(row) {
                    true => severities.iter().any(|one| one != Severity::Outside && !planes.exactly(one).is_empty()),
                    false => last_month(planes).is_some_and(|last| severities.contains(last)),
                };
                holds.put(row, passes);
            }
        }
        // A profile decides these.
        Leaf::Profile(_) | Leaf::Stated(_) => {}
    }
    holds
}

impl Tree {
    // Recursive, and seldom asked.
    fn truths(&self, leaves: &[Truths], all: Bits) -> Truths {
        match self {
            Self::Leaf(leaf) => leaves[*leaf],
            Self::All(parts) => parts.iter().fold(Truths::yes(all), |holds, part| holds.and(part.truths(leaves, all))),
            // Some part holds unless all of them do not.
            Self::Any(parts) => {
                let none = |holds: Truths, part: &Tree| holds.and(part.truths(leaves, all).not(all));
                parts.iter().fold(Truths::yes(all), none).not(all)
            }
            Self::Not(part) => part.truths(leaves, all).not(all),
        }
    }
}

/// The codes that a chunk can give to furnishers.
const FURNISHERS: usize = 1 << u16::BITS;
