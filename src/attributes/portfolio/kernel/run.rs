//! One block: which of its accounts belong to which group, and what is gathered of them.

use super::bits::{Bits, Truths, WORD};
use super::lookup::Lookup;
use super::loops;
use super::program::{Gathered, LATE, Leaf, NO_HIGHEST, Number, Program, Step, Test, Tree};
use super::table::Table;
use super::values::{Source, Values};
use super::{PADDED, ROWS, SUBJECTS};
use crate::attributes::portfolio::columns::ChunkRef;
use crate::attributes::row::{AcrossMonths, Value};
use crate::history::{Months, Planes, Severity};
use crate::month::Month;

/// Memory that is used block after block.
#[derive(Debug)]
pub(super) struct Scratch {
    pub(super) table: Table,
    /// Rows of the table that were ever late.
    late: Table,
    /// Which they are.
    late_rows: Bits,
    profile: Vec<u16>,
    bytes: Vec<u8>,
    pub(super) leaves: Vec<Truths>,
    pub(super) groups: Vec<Truths>,
    pub(super) stated: Vec<Truths>,
    values: Values,
    /// A number of each row, and which it is, and which rows state it.
    numbers: Vec<i64>,
    numbered: Option<(Number, Bits)>,
    words: Vec<u64>,
    /// Which test and windows the words count, of which table.
    counted: Option<(usize, [u64; 4])>,
    /// Of each slot a number a subject: see [`Scratch::slot`].
    slots: Vec<u64>,
}

impl Scratch {
    pub(super) fn new(program: &Program) -> Scratch {
        Scratch {
            table: Table::new(program.tests.len()),
            late: Table::new(program.tests.len()),
            late_rows: Bits::NONE,
            profile: Vec::with_capacity(ROWS),
            bytes: vec![0; ROWS],
            leaves: vec![Truths::NO; program.leaves.len().next_multiple_of(8)],
            groups: vec![Truths::NO; program.groups.len()],
            stated: vec![Truths::NO; program.stated.len()],
            values: Values::new(),
            numbers: vec![0; PADDED],
            numbered: None,
            words: vec![0; PADDED],
            counted: None,
            slots: vec![0; program.slots * SUBJECTS],
        }
    }

    /// What a step left of each subject.
    pub(super) fn slot(&self, slot: usize) -> &[u64] {
        &self.slots[slot * SUBJECTS..(slot + 1) * SUBJECTS]
    }

    /// Fills the slots for the subjects of a block, which start at these accounts of the chunk.
    pub(super) fn run(
        &mut self,
        program: &Program,
        lookup: &Lookup,
        chunk: ChunkRef<'_>,
        starts: &[u32],
        month: Month,
    ) {
        let (first, end) =
            (starts.first().copied().unwrap_or(0) as usize, starts.last().copied().unwrap_or(0) as usize);
        let source = Source { chunk: chunk.chunk, first, accounts: end - first, month };
        self.values.clear();
        self.counted = None;
        self.numbered = None;
        self.show(source, lookup, starts);
        self.ask_leaves(program, lookup, source);
        self.ask_groups(program, lookup);
        let planes = self.table.planes(source.chunk, first);
        self.late_rows = Bits::NONE;
        loops::late_rows(planes, &mut self.late_rows);
        self.late.take_rows(&self.late_rows, &self.table, planes);
        for step in &program.steps {
            self.step(step, program, source);
        }
    }

    /// Takes the accounts that are shown.
    fn show(&mut self, source: Source<'_>, lookup: &Lookup, starts: &[u32]) {
        let Source { chunk, first, accounts, .. } = source;
        let profile = &chunk.profile[first..first + accounts];
        self.profile.clear();
        if lookup.all_shown {
            self.table.take_all(starts, profile, lookup);
            self.profile.extend_from_slice(profile);
        } else {
            let planes = chunk.planes.each_ref().map(|plane| &plane[first..first + accounts]);
            let past_due = |account: usize| chunk.past_due.get(first + account).unwrap_or(0);
            self.table.take_shown(starts, profile, planes, past_due, lookup);
            self.profile.extend(self.table.places.iter().map(|&account| profile[usize::from(account)]));
        }
    }

    /// Decides every leaf of every row.
    fn ask_leaves(&mut self, program: &Program, lookup: &Lookup, source: Source<'_>) {
        let rows = self.table.rows;
        for ((eighth, leaves), truths) in
            lookup.eights.iter().zip(program.leaves.chunks(8)).zip(self.leaves.chunks_mut(8))
        {
            let mut bits = |table: &[u8]| {
                let bytes = &mut self.bytes[..rows.next_multiple_of(WORD)];
                bytes[rows..].fill(0);
                loops::look_up(table, &self.profile, &mut bytes[..rows]);
                let mut eight = [Bits::NONE; 8];
                loops::transpose(bytes, &mut eight);
                eight
            };
            for (truths, yes) in truths.iter_mut().zip(bits(&eighth.yes)) {
                *truths = Truths::yes(yes);
            }
            if eighth.any_unknown {
                for (truths, not_known) in truths.iter_mut().zip(bits(&eighth.not_known)) {
                    truths.not_known = not_known;
                }
                for (truths, hidden) in truths.iter_mut().zip(bits(&eighth.hidden)) {
                    truths.hidden = hidden;
                }
            }
            if eighth.any_open {
                let open = bits(&eighth.open);
                for ((leaf, truths), open) in leaves.iter().zip(truths).zip(open) {
                    if !open.is_empty() {
                        let holds = of_numbers(leaf, open, source, &self.table, &mut self.values);
                        truths.yes = truths.yes.or(open.and(holds));
                    }
                }
            }
        }
    }

    fn ask_groups(&mut self, program: &Program, lookup: &Lookup) {
        let all = self.table.all();
        let trees = program.groups.iter().chain(&program.stated);
        for (tree, truths) in trees.zip(self.groups.iter_mut().chain(&mut self.stated)) {
            *truths = match lookup.all_known {
                true => Truths::yes(tree.yes(&self.leaves, all)),
                false => tree.truths(&self.leaves, all),
            };
        }
    }

    fn step(&mut self, step: &Step, program: &Program, source: Source<'_>) {
        let subjects = self.table.starts.len() - 1;
        match step {
            Step::One { group, what, slot } => {
                let rows = self.groups[*group].yes;
                let start = slot * SUBJECTS;
                let mut out = std::mem::take(&mut self.slots);
                self.gather(what, rows, program, source, &mut out[start..start + subjects]);
                self.slots = out;
            }
            Step::Months { group, test, windows, slot } => {
                let rows = self.groups[*group].yes;
                let out = &mut self.slots[slot * SUBJECTS..][..subjects];
                let late = program.tests[*test].is_late();
                let table = if late { &mut self.late } else { &mut self.table };
                if self.counted != Some((*test, *windows)) {
                    table.make(*test, program.tests[*test], source.chunk, source.first);
                    loops::count_in_windows(&table.months(*test)[..table.rows], *windows, &mut self.words);
                    self.counted = Some((*test, *windows));
                }
                let rows = if late { chosen(&rows, table) } else { rows };
                loops::sums(&self.words, &rows, &table.starts, out);
            }
            Step::Worst { group, slot } => {
                let rows = chosen(&self.groups[*group].yes, &self.late);
                let planes = self.late.planes(source.chunk, source.first);
                for (subject, row) in self.late.starts.windows(2).enumerate() {
                    let (start, end) = (usize::from(row[0]), usize::from(row[1]));
                    let mut worst = Planes::EMPTY;
                    for row in (start..end).filter(|&row| rows.contains(row)) {
                        worst = worst.max(Planes::from_words(planes.map(|plane| plane[row])));
                    }
                    for (plane, word) in worst.words().into_iter().enumerate() {
                        self.slots[(slot + plane) * SUBJECTS + subject] = word;
                    }
                }
            }
            Step::Overdue { group, wanted } => self.add_up_overdue(*group, wanted, program, source),
        }
    }

    /// One number a subject of the rows of a group.
    fn gather(&mut self, what: &Gathered, rows: Bits, program: &Program, source: Source<'_>, out: &mut [u64]) {
        match *what {
            Gathered::Matched => loops::counts(&rows, &self.table.starts, out),
            Gathered::Stated(place) => loops::counts(&rows.and(self.stated[place].yes), &self.table.starts, out),
            Gathered::Positive(number) => self.count_positive(number, rows, program, source, out),
            Gathered::Known(number) => {
                let known = self.number(number, rows, program, source);
                loops::counts(&rows.and(known), &self.table.starts, out);
            }
            Gathered::Sum(number) => {
                let known = rows.and(self.number(number, rows, program, source));
                loops::totals(&self.numbers, &known, &self.table.starts, out);
            }
            Gathered::Highest(number) | Gathered::Lowest(number) => {
                let known = rows.and(self.number(number, rows, program, source));
                match what {
                    Gathered::Highest(_) => loops::highest(&self.numbers, &known, &self.table.starts, out),
                    _ => loops::lowest(&self.numbers, &known, &self.table.starts, out),
                }
            }
            Gathered::Union(test) => {
                let late = program.tests[test].is_late();
                let table = if late { &mut self.late } else { &mut self.table };
                table.make(test, program.tests[test], source.chunk, source.first);
                let rows = if late { chosen(&rows, table) } else { rows };
                loops::unions(table.months(test), &rows, &table.starts, out);
            }
            Gathered::Furnishers(number) => {
                let mut positive = rows;
                if number != Number::One {
                    positive = self.positive(number, rows, program, source);
                }
                self.count_furnishers(positive, source, out);
            }
            // Steps of their own.
            Gathered::Months(..) | Gathered::Worst(_) | Gathered::Overdue(..) | Gathered::OverdueMissing(_) => {}
        }
    }

    fn count_positive(&mut self, number: Number, rows: Bits, program: &Program, source: Source<'_>, out: &mut [u64]) {
        match number {
            Number::Any(test, window) | Number::Count(test, window) | Number::LongestRun(test, window)
                if program.tests[test].is_late() =>
            {
                self.late.make(test, program.tests[test], source.chunk, source.first);
                let mut positive = Bits::NONE;
                loops::any_in_window(&self.late.months(test)[..self.late.rows], window, &mut positive);
                loops::counts(&chosen(&rows, &self.late).and(positive), &self.late.starts, out);
            }
            number => {
                let positive = self.positive(number, rows, program, source);
                loops::counts(&positive, &self.table.starts, out);
            }
        }
    }

    /// Those of the rows whose number is above zero.
    fn positive(&mut self, number: Number, rows: Bits, program: &Program, source: Source<'_>) -> Bits {
        let mut positive = Bits::NONE;
        match number {
            Number::Any(test, window)
            | Number::Count(test, window)
            | Number::LongestRun(test, window)
            | Number::Never(test, window) => {
                self.table.make(test, program.tests[test], source.chunk, source.first);
                loops::any_in_window(&self.table.months(test)[..self.table.rows], window, &mut positive);
                if matches!(number, Number::Never(..)) { rows.without(positive) } else { rows.and(positive) }
            }
            number => {
                let known = self.number(number, rows, program, source);
                loops::above_zero(&self.numbers[..self.table.rows], &mut positive);
                rows.and(known).and(positive)
            }
        }
    }

    /// Makes a number of each row, unless it is made, and says which rows state it. Utilisation is made of some rows only.
    fn number(&mut self, number: Number, rows: Bits, program: &Program, source: Source<'_>) -> Bits {
        match self.numbered {
            Some((made, known)) if made == number && !number.is_utilisation() => known,
            _ => {
                let known = self.make_number(number, rows, program, source);
                self.numbered = Some((number, known));
                known
            }
        }
    }

    fn make_number(&mut self, number: Number, rows: Bits, program: &Program, source: Source<'_>) -> Bits {
        let count = self.table.rows;
        let all = self.table.all();
        if let Number::Count(test, _)
        | Number::Any(test, _)
        | Number::Never(test, _)
        | Number::LongestRun(test, _)
        | Number::MonthsSince(test, _)
        | Number::LatestIs(test, _) = number
        {
            self.table.make(test, program.tests[test], source.chunk, source.first);
        }
        let planes = self.table.planes(source.chunk, source.first);
        let severities = |row: usize| Planes::from_words(planes.map(|plane| plane[row]));
        let numbers = &mut self.numbers[..count];
        match number {
            Number::One => numbers.fill(1),
            Number::Count(test, window) => {
                for (number, months) in numbers.iter_mut().zip(self.table.months(test)) {
                    *number = i64::from((months & window).count_ones());
                }
            }
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
                for (row, number) in numbers.iter_mut().enumerate() {
                    *number = severities(row).masked(Months::from_bits(window)).worst().number().into();
                }
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
            Number::Value(value) | Number::AtLeastZero(value) => {
                let place = program.stated_values.iter().position(|&one| one == Some(value));
                let known = place.map_or(Bits::NONE, |place| self.stated[place].yes);
                if value == Value::Utilisation {
                    self.values.make_utilisation(&rows.and(known), source, &self.table);
                } else {
                    self.values.make(value, source, &self.table);
                }
                let least = if matches!(number, Number::Value(_)) { i64::MIN } else { 0 };
                for (number, &value) in numbers.iter_mut().zip(self.values.of(value)) {
                    *number = value.max(least);
                }
                return known;
            }
        }
        all
    }

    /// How many furnishers some rows have.
    fn count_furnishers(&self, rows: Bits, source: Source<'_>, out: &mut [u64]) {
        let account = |row: usize| match self.table.places.get(row) {
            Some(&place) => source.first + usize::from(place),
            None => source.first + row,
        };
        let furnisher = |row: usize| source.chunk.furnisher.get(account(row)).copied();
        for (out, row) in out.iter_mut().zip(self.table.starts.windows(2)) {
            let (start, end) = (usize::from(row[0]), usize::from(row[1]));
            let of_subject = || (start..end).filter(|&row| rows.contains(row));
            let new = |&row: &usize| {
                let code = furnisher(row);
                of_subject().take_while(|&before| before < row).all(|before| furnisher(before) != code)
            };
            *out = of_subject().filter(new).count() as u64;
        }
    }

    /// The overdue amounts of late months, added up month by month.
    fn add_up_overdue(&mut self, group: usize, wanted: &[(Gathered, usize)], program: &Program, source: Source<'_>) {
        let subjects = self.table.starts.len() - 1;
        for (_, slot) in wanted {
            self.slots[slot * SUBJECTS..][..subjects].fill(0);
        }
        let Some(test) = program.tests.iter().position(|&test| test == Test::LATE) else { return };
        self.late.make(test, program.tests[test], source.chunk, source.first);
        let shown = program.stated_values.iter().position(Option::is_none);
        let shown = shown.map_or(Bits::NONE, |place| self.stated[place].yes);
        let rows = chosen(&self.groups[group].yes.and(shown), &self.late);
        let overdue = &source.chunk.overdue;
        let mut place = overdue.accounts.partition_point(|&account| usize::from(account) < source.first);
        let mut sums = [0_i64; 60];
        for (subject, row) in self.late.starts.windows(2).enumerate() {
            let (start, end) = (usize::from(row[0]), usize::from(row[1]));
            let (mut late, mut stated) = (0_u64, 0_u64);
            for row in (start..end).filter(|&row| rows.contains(row)) {
                let months = self.late.months(test)[row];
                late |= months;
                let in_table = usize::from(self.late.places[row]);
                let in_block = self.table.places.get(in_table).map_or(in_table, |&account| usize::from(account));
                let account = source.first + in_block;
                while overdue.accounts.get(place).is_some_and(|&one| usize::from(one) < account) {
                    place += 1;
                }
                if overdue.accounts.get(place).map(|&one| usize::from(one)) != Some(account) {
                    continue;
                }
                for entry in overdue.starts[place] as usize..overdue.starts[place + 1] as usize {
                    let ago = usize::from(overdue.ago[entry]);
                    if months >> ago & 1 != 0 {
                        if stated >> ago & 1 == 0 {
                            sums[ago] = 0;
                        }
                        stated |= 1 << ago;
                        sums[ago] += overdue.amounts.get(entry).unwrap_or(0);
                    }
                }
            }
            if late == 0 {
                continue;
            }
            for (what, slot) in wanted {
                let out = &mut self.slots[slot * SUBJECTS + subject];
                match *what {
                    Gathered::OverdueMissing(window) => {
                        *out = u64::from(late & window != 0 && stated & window == 0);
                    }
                    Gathered::Overdue(across, window) => {
                        let within = Months::from_bits(stated & window);
                        let amounts = within.iter().map(|ago| sums[ago as usize]);
                        // Months without an amount are 0.
                        let least = if stated & window == window { NO_HIGHEST } else { 0 };
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
}

/// The rows of a table that were chosen from another, among some rows of that other.
fn chosen(rows: &Bits, table: &Table) -> Bits {
    let mut bits = Bits::NONE;
    for (place, &row) in table.places.iter().enumerate() {
        if rows.contains(usize::from(row)) {
            bits.insert(place);
        }
    }
    bits
}

/// Of which rows a leaf holds that a profile does not decide; only of those in `open` is it asked.
fn of_numbers(leaf: &Leaf, open: Bits, source: Source<'_>, table: &Table, values: &mut Values) -> Bits {
    let rows = table.rows;
    let mut holds = Bits::NONE;
    let last_month = |row: usize| {
        let planes = Planes::from_words(table.planes(source.chunk, source.first).map(|plane| plane[row]));
        planes.present().latest().map(|ago| planes.severity(ago))
    };
    match leaf {
        Leaf::Above(value) => {
            values.make(*value, source, table);
            loops::above_zero(&values.of(*value)[..rows], &mut holds);
            if *value == Value::Age {
                holds = holds.and(has_opened(open, source, table));
            }
        }
        Leaf::Stated(Value::Age) => holds = has_opened(open, source, table),
        Leaf::OpenedWithin(months) => {
            values.make(Value::Age, source, table);
            let ages = values.of(Value::Age);
            for row in has_opened(open, source, table).iter().filter(|&row| ages[row] < i64::from(*months)) {
                holds.insert(row);
            }
        }
        Leaf::Used(basis_points) => {
            values.make(Value::Used, source, table);
            values.make(Value::Limit, source, table);
            let (used, limit) = (values.of(Value::Used), values.of(Value::Limit));
            for row in open.iter() {
                // Both are below 2⁴⁰, and there are no more than 2²³ basis points.
                let least = i128::from(limit[row]) * i128::from(*basis_points);
                if i128::from(used[row].max(0)) * 10_000 >= least {
                    holds.insert(row);
                }
            }
        }
        Leaf::Open => {
            for row in open.iter() {
                if !matches!(last_month(row), Some(Severity::Settled | Severity::AbnormalEnd)) {
                    holds.insert(row);
                }
            }
        }
        Leaf::LastMonth(severities) => {
            let late_only = severities.iter().all(|severity| severity.number() >= LATE);
            let mut asked = open;
            if late_only {
                let mut late = Bits::NONE;
                loops::late_rows(table.planes(source.chunk, source.first), &mut late);
                asked = asked.and(late);
            }
            for row in asked.iter() {
                if last_month(row).is_some_and(|last| severities.contains(last)) {
                    holds.insert(row);
                }
            }
        }
        // A profile decides these.
        Leaf::Profile(_) | Leaf::Stated(_) | Leaf::Overdue => {}
    }
    holds
}

/// The rows that state when they were opened.
fn has_opened(rows: Bits, source: Source<'_>, table: &Table) -> Bits {
    let mut stated = Bits::NONE;
    let opened = &source.chunk.opened;
    for row in rows.iter() {
        let account = table.places.get(row).map_or(row, |&place| usize::from(place));
        if opened[source.first + account] != 0 {
            stated.insert(row);
        }
    }
    stated
}

impl Tree {
    /// Of which rows it holds, if no leaf is hidden or not known.
    fn yes(&self, leaves: &[Truths], all: Bits) -> Bits {
        match self {
            Self::Leaf(leaf) => leaves[*leaf].yes,
            Self::All(parts) => parts.iter().fold(all, |holds, part| holds.and(part.yes(leaves, all))),
            Self::Any(parts) => parts.iter().fold(Bits::NONE, |holds, part| holds.or(part.yes(leaves, all))),
            Self::Not(part) => all.without(part.yes(leaves, all)),
        }
    }

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
