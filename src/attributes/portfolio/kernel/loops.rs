//! The loops in which the time goes: short, without a branch that depends on data, and each compiled for several sets of
//! instructions, of which the machine's is chosen when the program runs.

use super::bits::{Bits, WORD, low};

/// Compiles functions for the instructions of today's machines too, if feature `simd` is on.
macro_rules! for_every_machine {
    ($($(#[$attribute:meta])* pub(super) fn $name:ident($($argument:ident: $type:ty),* $(,)?) $body:block)*) => {
        $(
            $(#[$attribute])*
            #[cfg_attr(
                feature = "simd",
                multiversion::multiversion(targets(
                    "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl+avx512vpopcntdq+bmi1+bmi2+lzcnt+popcnt",
                    "x86_64+avx2+bmi1+bmi2+lzcnt+popcnt",
                ))
            )]
            pub(super) fn $name($($argument: $type),*) $body
        )*
    };
}

for_every_machine! {
    /// Rows with a month of severity 5 or more.
    pub(super) fn late_rows(planes: [&[u64]; 4], rows: &mut Bits) {
        let [p0, p1, p2, p3] = planes.map(|plane| plane.chunks(WORD));
        for ((((p0, p1), p2), p3), word) in p0.zip(p1).zip(p2).zip(p3).zip(rows.words_mut()) {
            *word = 0;
            for (row, (((a, b), c), d)) in p0.iter().zip(p1).zip(p2).zip(p3).enumerate() {
                let late = d | c & (b | a);
                *word |= u64::from(late != 0) << row;
            }
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

    /// How many months lie in each of four windows, 16 bits each.
    pub(super) fn count_in_windows(months: &[u64], windows: [u64; 4], out: &mut [u64]) {
        let [a, b, c, d] = windows;
        for (out, months) in out.iter_mut().zip(months) {
            let count = |window: u64| u64::from((months & window).count_ones());
            *out = count(a) | count(b) << 16 | count(c) << 32 | count(d) << 48;
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

    /// Rows with a number above zero.
    pub(super) fn above_zero(numbers: &[i64], rows: &mut Bits) {
        for (numbers, word) in numbers.chunks(WORD).zip(rows.words_mut()) {
            *word = 0;
            for (row, &number) in numbers.iter().enumerate() {
                *word |= u64::from(number > 0) << row;
            }
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

    /// The sum of a subject's rows, of those in a set.
    pub(super) fn sums(numbers: &[u64], rows: &Bits, starts: &[u16], out: &mut [u64]) {
        fold(numbers, rows, starts, out, 0, u64::wrapping_add, |sum| sum);
    }

    /// As [`sums`], of numbers with a sign.
    pub(super) fn totals(numbers: &[i64], rows: &Bits, starts: &[u16], out: &mut [u64]) {
        fold(numbers, rows, starts, out, 0, i64::wrapping_add, i64::cast_unsigned);
    }

    /// The months of any of a subject's rows, of those in a set.
    pub(super) fn unions(months: &[u64], rows: &Bits, starts: &[u16], out: &mut [u64]) {
        fold(months, rows, starts, out, 0, |a, b| a | b, |months| months);
    }

    /// The highest of a subject's rows, of those in a set; `i64::MIN` if there is none.
    pub(super) fn highest(numbers: &[i64], rows: &Bits, starts: &[u16], out: &mut [u64]) {
        fold(numbers, rows, starts, out, i64::MIN, i64::max, i64::cast_unsigned);
    }

    /// The lowest of a subject's rows, of those in a set; `i64::MAX` if there is none.
    pub(super) fn lowest(numbers: &[i64], rows: &Bits, starts: &[u16], out: &mut [u64]) {
        fold(numbers, rows, starts, out, i64::MAX, i64::min, i64::cast_unsigned);
    }

    /// The number of a subject's rows in a set.
    pub(super) fn counts(rows: &Bits, starts: &[u16], out: &mut [u64]) {
        for (row, out) in starts.windows(2).zip(out) {
            *out = u64::from(rows.count(usize::from(row[0]), usize::from(row[1])));
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

    /// What a table says of each place.
    pub(super) fn look_up(table: &[u8], places: &[u16], out: &mut [u8]) {
        for (out, &place) in out.iter_mut().zip(places) {
            *out = table.get(usize::from(place)).copied().unwrap_or(0);
        }
    }
}

/// Folds a subject's rows eight at a time: most subjects have no more, so that the loop hardly ever surprises the
/// machine. The numbers go on for eight rows after the last.
#[inline(always)]
fn fold<T: Copy>(
    numbers: &[T],
    rows: &Bits,
    starts: &[u16],
    out: &mut [u64],
    none: T,
    op: impl Fn(T, T) -> T,
    word: impl Fn(T) -> u64,
) {
    for (row, out) in starts.windows(2).zip(out) {
        let (mut start, end) = (usize::from(row[0]), usize::from(row[1]));
        let mut lanes = [none; 8];
        while start < end {
            let live = rows.from(start) & low((end - start).min(8));
            let Some(numbers) = numbers[start..].first_chunk::<8>() else { break };
            for (lane, (folded, &number)) in lanes.iter_mut().zip(numbers).enumerate() {
                *folded = op(*folded, if live >> lane & 1 != 0 { number } else { none });
            }
            start += 8;
        }
        let [a, b, c, d, e, f, g, h] = lanes;
        *out = word(op(op(op(a, e), op(c, g)), op(op(b, f), op(d, h))));
    }
}

const ALL_MONTHS: u64 = u64::MAX >> 4;
