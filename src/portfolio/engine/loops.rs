//! The loops in which the time goes: short, without a branch that depends on data, and each compiled for several sets of
//! instructions, of which the machine's is chosen when the program runs.
//!
//! A member is a bit of a member word. What is added up or united of a subject's rows runs on over all rows of the table,
//! and is read off where the subject ends: there is no loop whose length the machine would have to guess.

use super::bits::{Bits, WORD, WORDS, low};
use super::lookup::rule;
use super::sizes::SUBJECTS;
use super::values::age;
use crate::attributes::SpecialValue;
use crate::attributes::plan::program::Missing;
use crate::history::{DelinquencyBucket, Planes, Severity};
use crate::machine::for_every_machine;
use crate::portfolio::columns::InquiryClass;
use crate::report::AccountKind;

for_every_machine! {
    /// The rows with a month of severity 5 or more, in order and as a set; how many there are.
    pub(super) fn late_rows(planes: [&[u64]; 4], rows: &mut [u16], set: &mut Bits) -> usize {
        let (mut count, [p0, p1, p2, p3]) = (0, planes);
        *set = Bits::NONE;
        for (row, (((a, b), c), d)) in p0.iter().zip(p1).zip(p2).zip(p3).enumerate() {
            if let Some(place) = rows.get_mut(count) {
                *place = row as u16;
            }
            let late = (d | c & (b | a)) != 0;
            set.put(row, late);
            count += usize::from(late);
        }
        count
    }

    /// What the rules say of each account's profile.
    pub(super) fn rules(table: &[u8], profile: &[u16], out: &mut [u64]) {
        for (out, &place) in out.iter_mut().zip(profile) {
            *out = table.get(usize::from(place)).copied().unwrap_or(0).into();
        }
    }

    /// The visible months of each account, instead of its rules by [`rule`], and 1 for each that is there at all.
    pub(super) fn visible(planes: [&[u64]; 4], past_due: &[i64], rules: &mut [u64], there: &mut [u64]) {
        let [p0, p1, p2, p3] = planes;
        let accounts = rules.iter_mut().zip(there).zip(p0).zip(p1).zip(p2).zip(p3).zip(past_due);
        for ((((((rules, there), a), b), c), d), &past_due) in accounts {
            let is = |rule: u8| (*rules >> rule.trailing_zeros() & 1).wrapping_neg();
            // Late at 1: severity 5 or more, of quasi-credit cards 7 or more.
            let quasi = is(rule::QUASI);
            let late = d | c & ((b | a) & !quasi | b & a & quasi);
            let on_time = c & !(d | b | a);
            let overdue = u64::from(past_due > 0).wrapping_neg() & is(rule::BY_PAST_DUE);
            let visible = is(rule::FULL) | late & is(rule::NEGATIVE) | on_time & is(rule::POSITIVE);
            let derogatory = is(rule::NEGATIVE) & (is(rule::DEROGATORY) | overdue);
            *there = u64::from(visible | derogatory != 0);
            *rules = visible;
        }
    }

    /// The rows of those with a 1, in order and as a set; how many there are.
    pub(super) fn pick(there: &[u64], rows: &mut [u16], set: &mut Bits) -> usize {
        let mut count = 0;
        *set = Bits::NONE;
        for (row, &there) in there.iter().enumerate() {
            if let Some(place) = rows.get_mut(count) {
                *place = row as u16;
            }
            set.put(row, there != 0);
            count += there as usize;
        }
        count
    }

    /// The words of some rows, where others have them too.
    pub(super) fn take_words(words: &[u64], others: &[u64], rows: &[u16], out: &mut [u64]) {
        for (out, &row) in out.iter_mut().zip(rows) {
            *out = at(words, row) & at(others, row);
        }
    }

    /// The amounts of some rows.
    pub(super) fn take_amounts(amounts: &[i32], rows: &[u16], out: &mut [i64]) {
        for (out, &row) in out.iter_mut().zip(rows) {
            *out = at(amounts, row).into();
        }
    }

    /// Months of a severity or worse.
    pub(super) fn at_least(planes: [&[u64]; 4], severity: u8, out: &mut [u64]) {
        let or = [0, 1, 2, 3].map(|bit| if severity >> bit & 1 == 0 { u64::MAX } else { 0 });
        let [p0, p1, p2, p3] = planes;
        for ((((out, a), b), c), d) in out.iter_mut().zip(p0).zip(p1).zip(p2).zip(p3) {
            let mut reached = ALL_MONTHS;
            reached = a & reached | or[0] & (a | reached);
            reached = b & reached | or[1] & (b | reached);
            reached = c & reached | or[2] & (c | reached);
            *out = d & reached | or[3] & (d | reached);
        }
    }

    /// Adds the months of just a severity.
    pub(super) fn add_exactly(planes: [&[u64]; 4], severity: u8, out: &mut [u64]) {
        let flip = [0, 1, 2, 3].map(|bit| if severity >> bit & 1 == 0 { u64::MAX } else { 0 });
        let [p0, p1, p2, p3] = planes;
        for ((((out, a), b), c), d) in out.iter_mut().zip(p0).zip(p1).zip(p2).zip(p3) {
            *out |= (a ^ flip[0]) & (b ^ flip[1]) & (c ^ flip[2]) & (d ^ flip[3]) & ALL_MONTHS;
        }
    }

    /// Of some rows the other months instead.
    pub(super) fn choose(rows: &Bits, other: &[u64], out: &mut [u64]) {
        for ((out, other), &word) in out.chunks_mut(WORD).zip(other.chunks(WORD)).zip(rows.words()) {
            for (row, (out, &other)) in out.iter_mut().zip(other).enumerate() {
                let chosen = (word >> row & 1).wrapping_neg();
                *out = *out & !chosen | other & chosen;
            }
        }
    }

    /// Where the tables have each row: its profile, and the class of its last month, of so many.
    pub(super) fn places(
        profile: &[u16],
        planes: [&[u64]; 4],
        class_of: u64,
        classes: usize,
        out: &mut [u32],
    ) {
        let (classes, [p0, p1, p2, p3]) = (classes as u32, planes);
        for (((((out, &profile), a), b), c), d) in out.iter_mut().zip(profile).zip(p0).zip(p1).zip(p2).zip(p3) {
            let present = a | b | c | d;
            let last = present & present.wrapping_neg();
            let bit = |plane: u64, place: u32| u64::from(plane & last != 0) << place;
            let severity = bit(*a, 2) | bit(*b, 3) | bit(*c, 4) | bit(*d, 5);
            *out = u32::from(profile) * classes + (class_of >> severity & 0xF) as u32;
        }
    }

    /// What a table says of each place.
    pub(super) fn look_up(table: &[u64], places: &[u32], out: &mut [u64]) {
        for (out, &place) in out.iter_mut().zip(places) {
            *out = table.get(place as usize).copied().unwrap_or(0);
        }
    }

    /// Takes some members from the rows whose number is not above another.
    pub(super) fn keep_above(numbers: &[i64], other: i64, fails: u64, members: &mut [u64]) {
        for (members, &number) in members.iter_mut().zip(numbers) {
            *members &= !(fails & u64::from(number <= other).wrapping_neg());
        }
    }

    /// Takes some members from the rows that are not in a set.
    pub(super) fn keep(rows: &Bits, fails: u64, members: &mut [u64]) {
        for (members, &word) in members.chunks_mut(WORD).zip(rows.words()) {
            for (row, members) in members.iter_mut().enumerate() {
                *members &= !(fails & (word >> row & 1).wrapping_sub(1));
            }
        }
    }

    /// The rows that have a member.
    pub(super) fn rows_of(members: &[u64], bit: u32, rows: &mut Bits) {
        for (members, word) in members.chunks(WORD).zip(rows.words_mut()) {
            for (row, members) in members.iter().enumerate() {
                *word |= (members >> bit & 1) << row;
            }
        }
    }

    /// Adds 1 to the small number of each row that has a member.
    pub(super) fn add_accounts(members: &[u64], bit: u32, shift: u32, out: &mut [u64]) {
        for (out, members) in out.iter_mut().zip(members) {
            *out += (members >> bit & 1) << shift;
        }
    }

    /// Adds the months in a window.
    pub(super) fn add_months(months: &[u64], window: u64, members: &[u64], bit: u32, shift: u32, out: &mut [u64]) {
        for ((out, months), members) in out.iter_mut().zip(months).zip(members) {
            let member = (members >> bit & 1).wrapping_neg();
            *out += u64::from((months & window & member).count_ones()) << shift;
        }
    }

    /// Adds 1 where there is a month in a window, or where there is none.
    pub(super) fn add_any(
        months: &[u64],
        window: u64,
        none: bool,
        members: &[u64],
        bit: u32,
        shift: u32,
        out: &mut [u64],
    ) {
        for ((out, months), members) in out.iter_mut().zip(months).zip(members) {
            *out += (members >> bit & u64::from((months & window == 0) == none)) << shift;
        }
    }

    /// Adds 1 where a number is above zero.
    pub(super) fn add_positive(numbers: &[i64], members: &[u64], bit: u32, shift: u32, out: &mut [u64]) {
        for ((out, &number), members) in out.iter_mut().zip(numbers).zip(members) {
            *out += (members >> bit & u64::from(number > 0)) << shift;
        }
    }

    /// Adds 1 where a row is in a set.
    pub(super) fn add_in(rows: &Bits, members: &[u64], bit: u32, shift: u32, out: &mut [u64]) {
        for ((out, members), &word) in out.chunks_mut(WORD).zip(members.chunks(WORD)).zip(rows.words()) {
            for (row, (out, members)) in out.iter_mut().zip(members).enumerate() {
                *out += (word >> row & members >> bit & 1) << shift;
            }
        }
    }

    /// The words of the rows that have a member, 0 of others.
    pub(super) fn mask_words(words: &[u64], members: &[u64], bit: u32, out: &mut [u64]) {
        for ((out, word), members) in out.iter_mut().zip(words).zip(members) {
            *out = word & (members >> bit & 1).wrapping_neg();
        }
    }

    /// As [`mask_words`], of numbers that count as no less than another.
    pub(super) fn mask_numbers(numbers: &[i64], least: i64, members: &[u64], bit: u32, out: &mut [u64]) {
        for ((out, &number), members) in out.iter_mut().zip(numbers).zip(members) {
            *out = number.max(least).cast_unsigned() & (members >> bit & 1).wrapping_neg();
        }
    }

    /// As [`mask_numbers`], of numbers times 1 or -1 that are made positive by [`OFFSET`].
    pub(super) fn mask_positive(numbers: &[i64], least: i64, sign: i64, members: &[u64], bit: u32, out: &mut [u64]) {
        for ((out, &number), members) in out.iter_mut().zip(numbers).zip(members) {
            *out = (OFFSET + sign * number.max(least)).cast_unsigned() & (members >> bit & 1).wrapping_neg();
        }
    }

    /// What a subject's words add up to. All words are added up, and what came before the subject is subtracted.
    pub(super) fn totals(words: &[u64], starts: &[u16], up_to: &mut [u64], out: &mut [u64]) {
        let mut total = 0_u64;
        for (up_to, word) in up_to[1..].iter_mut().zip(words) {
            total = total.wrapping_add(*word);
            *up_to = total;
        }
        for (rows, out) in starts.windows(2).zip(out) {
            *out = up_to[usize::from(rows[1])].wrapping_sub(up_to[usize::from(rows[0])]);
        }
    }

    /// A subject's words, united.
    pub(super) fn unions(words: &[u64], same: &[u64], starts: &[u16], up_to: &mut [u64], out: &mut [u64]) {
        run_on(words, same, starts, up_to, out, |united, word, same| united & same | word);
    }

    /// The highest of a subject's words, that are below 2⁶³; 0 of none.
    pub(super) fn highest(words: &[u64], same: &[u64], starts: &[u16], up_to: &mut [u64], out: &mut [u64]) {
        run_on(words, same, starts, up_to, out, |highest, word, same| {
            let highest = (highest & same).cast_signed();
            // Without a comparison, which would become a branch.
            let more = word.cast_signed() - highest;
            (highest + (more & !(more >> 63))).cast_unsigned()
        });
    }

    /// Where the rows of each subject start that were taken from among those that start there.
    pub(super) fn ranks(set: &Bits, starts: &[u16], out: &mut Vec<u16>) {
        let mut before = [0_u16; WORDS + 1];
        let mut count = 0;
        for (before, word) in before[1..].iter_mut().zip(set.words()) {
            count += word.count_ones() as u16;
            *before = count;
        }
        out.extend(starts.iter().map(|&start| {
            let (word, bit) = (usize::from(start) / WORD, usize::from(start) % WORD);
            before[word] + (set.word(word) & low(bit)).count_ones() as u16
        }));
    }

    /// Month by month the worst severity of 5 or more of a subject's rows that have a member.
    pub(super) fn worst(
        planes: [&[u64]; 4],
        members: &[u64],
        bit: u32,
        same: &[u64],
        starts: &[u16],
        up_to: &mut [[u64; 4]],
        out: [&mut [u64]; 4],
    ) {
        let [p0, p1, p2, p3] = planes;
        let mut worst = Planes::EMPTY;
        let rows = p0.iter().zip(p1).zip(p2).zip(p3).zip(members).zip(same);
        for (up_to, (((((a, b), c), d), members), &same)) in up_to[1..].iter_mut().zip(rows) {
            let late = (d | c & (b | a)) & (members >> bit & 1).wrapping_neg();
            let before = Planes::from_words(worst.words().map(|plane| plane & same));
            worst = before.max(Planes::from_words([a & late, b & late, c & late, d & late]));
            *up_to = worst.words();
        }
        let [o0, o1, o2, o3] = out;
        for ((((rows, o0), o1), o2), o3) in starts.windows(2).zip(o0).zip(o1).zip(o2).zip(o3) {
            let any = u64::from(rows[0] != rows[1]).wrapping_neg();
            [*o0, *o1, *o2, *o3] = up_to[usize::from(rows[1])].map(|plane| plane & any);
        }
    }

    /// Counts each subject's inquiries of some reasons and flags that were made in a span of days.
    pub(super) fn count_inquiries(
        class: &[InquiryClass],
        days: &[i32],
        reasons: u32,
        flag: u8,
        span: (i32, i32),
        starts: &[u32],
        values: &mut [i64],
    ) {
        let mut up_to = Vec::with_capacity(class.len() + 1);
        up_to.push(0_u32);
        let mut total = 0;
        up_to.extend(class.iter().zip(days).map(|(class, &days)| {
            let wanted = reasons >> (class.bits() & InquiryClass::REASON) & u32::from(class.bits() & flag == flag);
            total += wanted & u32::from(span.0 <= days) & u32::from(days < span.1);
            total
        }));
        for (value, places) in values.iter_mut().zip(starts.windows(2)) {
            *value = i64::from(up_to[places[1] as usize] - up_to[places[0] as usize]);
        }
    }

    /// Rows with a number from one to another.
    pub(super) fn between(numbers: &[i64], least: i64, most: i64, rows: &mut Bits) {
        for (numbers, word) in numbers.chunks(WORD).zip(rows.words_mut()) {
            *word = 0;
            for (row, &number) in numbers.iter().enumerate() {
                *word |= u64::from(least <= number && number <= most) << row;
            }
        }
    }

    /// Rows whose used amount is at least so many basis points of the limit. Amounts are below 2³⁹, and there are fewer
    /// than 2²³ basis points.
    pub(super) fn used_at_least(used: &[i64], limit: &[i64], basis_points: i64, rows: &mut Bits) {
        for ((used, limit), word) in used.chunks(WORD).zip(limit.chunks(WORD)).zip(rows.words_mut()) {
            *word = 0;
            for (row, (&used, &limit)) in used.iter().zip(limit).enumerate() {
                *word |= u64::from(used.max(0) * 10_000 >= limit * basis_points) << row;
            }
        }
    }

    /// Rows with a month in a window.
    pub(super) fn any_in_window(months: &[u64], window: u64, rows: &mut Bits) {
        for (months, word) in months.chunks(WORD).zip(rows.words_mut()) {
            *word = 0;
            for (row, months) in months.iter().enumerate() {
                *word |= u64::from(months & window != 0) << row;
            }
        }
    }

    /// 1 for each with a month in a window.
    pub(super) fn touch(months: &[u64], window: u64, out: &mut [u64]) {
        for (out, months) in out.iter_mut().zip(months) {
            *out = u64::from(months & window != 0);
        }
    }

    /// How many months lie in a window.
    pub(super) fn count_in_window(months: &[u64], window: u64, out: &mut [i64]) {
        for (out, months) in out.iter_mut().zip(months) {
            *out = i64::from((months & window).count_ones());
        }
    }

    /// The longest run of months in a window: see `Months::longest_run`.
    pub(super) fn longest_runs(months: &[u64], window: u64, out: &mut [i64]) {
        for (out, months) in out.iter_mut().zip(months) {
            let runs_1 = months & window;
            let runs_2 = runs_1 & runs_1 >> 1;
            let runs_4 = runs_2 & runs_2 >> 2;
            let runs_8 = runs_4 & runs_4 >> 4;
            let runs_16 = runs_8 & runs_8 >> 8;
            let runs_32 = runs_16 & runs_16 >> 16;
            let (mut places, mut length) = (u64::MAX, 0_u64);
            for (runs, step) in [(runs_32, 32), (runs_16, 16), (runs_8, 8), (runs_4, 4), (runs_2, 2), (runs_1, 1)] {
                let longer = places & runs >> length;
                let found = u64::from(longer != 0).wrapping_neg();
                places = longer & found | places & !found;
                length += step & found;
            }
            *out = length.cast_signed();
        }
    }

    /// Used amounts in basis points of limits, rounded down: 0 of a negative one. Amounts are below 2³⁹, so that no number
    /// here is above 2⁵³; see [`floor_of`].
    pub(super) fn shares(used: &[i64], limit: &[i64], out: &mut [i64]) {
        for ((out, &used), &limit) in out.iter_mut().zip(used).zip(limit) {
            *out = floor_of(used.max(0) * 10_000, limit.max(1));
        }
    }

    /// Averages, rounded down, of sums below 2⁵³ of a count in a small number; of none the sum.
    pub(super) fn averages(sums: &[u64], counts: &[u64], shift: u32, out: &mut [i64]) {
        for ((out, &sum), &count) in out.iter_mut().zip(sums).zip(counts) {
            *out = floor_of(sum.cast_signed(), (count >> shift & 0xFFFF).cast_signed().max(1));
        }
    }

    /// Whether parts and wholes are such that [`ratios`] may divide them.
    pub(super) fn are_plain(parts: &[i64], wholes: &[i64]) -> bool {
        let parts = parts.iter().fold(0, |any, part| any | part.unsigned_abs());
        let wholes = wholes.iter().fold(0, |any, &whole| any | whole.cast_unsigned());
        parts < EXACT / 16_384 && wholes < EXACT
    }

    /// Parts in basis points of wholes, rounded down; of a whole of nothing anything.
    pub(super) fn ratios(wholes: &[i64], parts: &mut [i64]) {
        for (part, &whole) in parts.iter_mut().zip(wholes) {
            *part = floor_of(*part * 10_000, whole.max(1));
        }
    }

    /// Why there is no ratio: what is missing of the part, then of the whole, then a whole of nothing.
    pub(super) fn miss_ratios(
        wholes: &[i64],
        of_wholes: &[Option<SpecialValue>],
        group: Option<(&[u64], u32)>,
        values: &mut [i64],
        causes: &mut [Option<SpecialValue>],
    ) {
        let (words, bit) = group.unwrap_or((&[u64::MAX; SUBJECTS], 0));
        for ((((value, cause), &whole), of_whole), words) in
            values.iter_mut().zip(causes.iter_mut()).zip(wholes).zip(of_wholes).zip(words)
        {
            let nothing = if words >> bit & 1 == 0 { SpecialValue::NoSuchAccount } else { SpecialValue::NothingToDivideBy };
            let nothing = if whole == 0 { Some(nothing) } else { None };
            *cause = cause.or(of_whole.or(nothing));
            *value = if cause.is_some() { 0 } else { *value };
        }
    }

    /// Amounts as wide as their sums.
    pub(super) fn widen(amounts: &[i32], out: &mut [i64]) {
        for (out, &amount) in out.iter_mut().zip(amounts) {
            *out = amount.into();
        }
    }

    /// Months from those of opening to another.
    pub(super) fn ages(opened: &[u16], month: u16, out: &mut [i64]) {
        for (out, &opened) in out.iter_mut().zip(opened) {
            *out = age(opened, month);
        }
    }

    /// Reads numbers.
    pub(super) fn read_numbers(words: &[u64], values: &mut [i64]) {
        for (value, &word) in values.iter_mut().zip(words) {
            *value = word.cast_signed();
        }
    }

    /// Reads small numbers.
    pub(super) fn read_small(words: &[u64], shift: u32, values: &mut [i64]) {
        for (value, &word) in values.iter_mut().zip(words) {
            *value = (word >> shift & 0xFFFF).cast_signed();
        }
    }

    /// Who has accounts of a group, and none that states a value.
    pub(super) fn miss_sums(
        stated: (&[u64], u32),
        group: (&[u64], u32),
        missing: Missing,
        causes: &mut [Option<SpecialValue>],
    ) {
        for ((cause, stated_words), words) in causes.iter_mut().zip(stated.0).zip(group.0) {
            let missed = words >> group.1 & !(stated_words >> stated.1) & 1;
            *cause = if missed != 0 { Some(missing.special_value()) } else { None };
        }
    }

    /// Who has no account that states a value, by the small number of those that do.
    pub(super) fn miss_averages(
        stated: (&[u64], u32),
        group: (&[u64], u32),
        missing: Missing,
        causes: &mut [Option<SpecialValue>],
    ) {
        for ((cause, counts), words) in causes.iter_mut().zip(stated.0).zip(group.0) {
            let why = if words >> group.1 & 1 == 0 { SpecialValue::NoSuchAccount } else { missing.special_value() };
            *cause = if counts >> stated.1 & 0xFFFF == 0 { Some(why) } else { None };
        }
    }

    /// Reads the highest or lowest, as [`mask_positive`] left it; of nobody it is 0 if one says so.
    pub(super) fn read_extremes(
        words: &[u64],
        sign: i64,
        group: (&[u64], u32),
        missing: Missing,
        zero_of_nobody: bool,
        values: &mut [i64],
        causes: &mut [Option<SpecialValue>],
    ) {
        for (value, &word) in values.iter_mut().zip(words) {
            *value = if word == 0 { 0 } else { (word.cast_signed() - OFFSET) * sign };
        }
        for ((cause, &word), group_words) in causes.iter_mut().zip(words).zip(group.0) {
            let nobody = group_words >> group.1 & 1 == 0;
            let known = (word != 0) | (zero_of_nobody & nobody);
            let why = if nobody { SpecialValue::NoSuchAccount } else { missing.special_value() };
            *cause = if known { None } else { Some(why) };
        }
    }

    /// Reads months since the latest of a window.
    pub(super) fn read_since(
        words: &[u64],
        window: u64,
        group: (&[u64], u32),
        values: &mut [i64],
        causes: &mut [Option<SpecialValue>],
    ) {
        for (value, &word) in values.iter_mut().zip(words) {
            let months = word & window;
            *value = if months == 0 { 0 } else { i64::from(months.trailing_zeros()) };
        }
        for ((cause, &word), group_words) in causes.iter_mut().zip(words).zip(group.0) {
            let nobody = group_words >> group.1 & 1 == 0;
            let why = if nobody { SpecialValue::NoSuchAccount } else { SpecialValue::NeverHappened };
            *cause = if word & window != 0 { None } else { Some(why) };
        }
    }

    /// Reads the worst severity of a window, of those of 5 or more by their planes, or 4 where a month is at least that.
    pub(super) fn read_worst(
        at_least_4: &[u64],
        planes: [&[u64]; 4],
        window: u64,
        group: (&[u64], u32),
        values: &mut [i64],
        causes: &mut [Option<SpecialValue>],
    ) {
        let [p0, p1, p2, p3] = planes;
        for (((((value, mild), p0), p1), p2), p3) in values.iter_mut().zip(at_least_4).zip(p0).zip(p1).zip(p2).zip(p3) {
            // See `Planes::worst`.
            let mut worst = window;
            let mut number = 0;
            for (plane, bit) in [(p3, 8), (p2, 4), (p1, 2), (p0, 1)] {
                let narrower = worst & plane;
                let found = u64::from(narrower != 0).wrapping_neg();
                worst = narrower & found | worst & !found;
                number |= bit & found;
            }
            let mild = u64::from(mild & window != 0) * 4;
            *value = number.max(mild).cast_signed();
        }
        for (cause, group_words) in causes.iter_mut().zip(group.0) {
            *cause = if group_words >> group.1 & 1 == 0 { Some(SpecialValue::NoSuchAccount) } else { None };
        }
    }

    /// Bytes of eight rows after the other to words of eight leaves: bit `row` of word `leaf` is bit `leaf` of the row's
    /// byte.
    pub(super) fn transpose(bytes: &[u8], leaves: &mut [Bits; 8]) {
        for (word, rows) in bytes.chunks_exact(WORD).enumerate() {
            let mut words = [0_u64; 8];
            for (place, rows) in rows.chunks_exact(8).enumerate() {
                let rows: [u8; 8] = rows.try_into().unwrap_or_default();
                let mut square = u64::from_le_bytes(rows);
                let swap = (square ^ square >> 7) & 0x00AA_00AA_00AA_00AA;
                square ^= swap ^ swap << 7;
                let swap = (square ^ square >> 14) & 0x0000_CCCC_0000_CCCC;
                square ^= swap ^ swap << 14;
                let swap = (square ^ square >> 28) & 0x0000_0000_F0F0_F0F0;
                square ^= swap ^ swap << 28;
                for (leaf, word) in words.iter_mut().enumerate() {
                    *word |= (square >> (8 * leaf) & 0xFF) << (8 * place);
                }
            }
            for (leaf, bits) in words.into_iter().zip(leaves.iter_mut()) {
                bits.words_mut()[word] = leaf;
            }
        }
    }
}

/// What stands at a place that there is.
#[inline(always)]
fn at<T: Copy + Default>(all: &[T], place: u16) -> T {
    all.get(usize::from(place)).copied().unwrap_or_default()
}

/// `part / whole`, rounded down, where both are at most 2⁵³ and the whole is above 0. Numbers of that size are exact in
/// floating point, and a quotient is rounded over the next whole number at most, never under it: eight are divided in the
/// time of one in whole numbers.
#[inline(always)]
fn floor_of(part: i64, whole: i64) -> i64 {
    let near = (part as f64 / whole as f64).floor() as i64;
    near - i64::from(near * whole > part)
}

/// Runs on over all words: each comes after what stands before it, which counts if it is of the same subject. Two halves
/// are gone through side by side, since each waits for the one before it.
#[inline(always)]
fn run_on(
    words: &[u64],
    same: &[u64],
    starts: &[u16],
    up_to: &mut [u64],
    out: &mut [u64],
    after: impl Fn(u64, u64, u64) -> u64,
) {
    let half = starts.get(starts.len() / 2).map_or(0, |&start| usize::from(start)).min(words.len());
    let (words, more_words) = words.split_at(half);
    let (same, more_same) = same.split_at(half);
    let (to, more_to) = up_to[1..].split_at_mut(half);
    let (mut one, mut other) = (0, 0);
    let both = words.len().min(more_words.len());
    let firsts = to[..both].iter_mut().zip(&words[..both]).zip(&same[..both]);
    let seconds = more_to[..both].iter_mut().zip(&more_words[..both]).zip(&more_same[..both]);
    for (((to, &word), &same), ((more_to, &more_word), &more_same)) in firsts.zip(seconds) {
        one = after(one, word, same);
        other = after(other, more_word, more_same);
        (*to, *more_to) = (one, other);
    }
    for ((to, &word), &same) in to[both..].iter_mut().zip(&words[both..]).zip(&same[both..]) {
        one = after(one, word, same);
        *to = one;
    }
    for ((to, &word), &same) in more_to[both..].iter_mut().zip(&more_words[both..]).zip(&more_same[both..]) {
        other = after(other, word, same);
        *to = other;
    }
    at_ends(starts, up_to, out);
}

/// Reads off what stands at the end of each subject; 0 of one without rows.
#[inline(always)]
fn at_ends(starts: &[u16], up_to: &[u64], out: &mut [u64]) {
    for (rows, out) in starts.windows(2).zip(out) {
        *out = up_to[usize::from(rows[1])] & u64::from(rows[0] != rows[1]).wrapping_neg();
    }
}

/// Whole numbers up to here are exact in floating point.
pub(super) const EXACT: u64 = 1 << 53;
/// Added to numbers of which the highest is looked for: 0 is then none.
pub(super) const OFFSET: i64 = 1 << 62;
const ALL_MONTHS: u64 = u64::MAX >> 4;

// What `late_rows` and `visible` say in planes.
const _: () = {
    let late = DelinquencyBucket::DAYS_1_TO_30.severity().number();
    let quasi = AccountKind::QuasiCreditCard.late_from(DelinquencyBucket::DAYS_1_TO_30).severity().number();
    assert!(late == 5 && quasi == 7 && Severity::PaidAsAgreed.number() == 4);
};
