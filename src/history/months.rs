//! A set of months as one word, with the operators of sets.

use std::fmt;
use std::iter::FusedIterator;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Not, Sub, SubAssign};

use crate::month::Window;

/// A set of months among sixty, counted back from a latest month, which the set does not store: it is that of the
/// history or view that gave it.
///
/// Bit *n* of one word is the month *n* months before the latest, bit 0 the latest itself. Drawn latest first:
///
/// ```text
/// months back      0  1  2  3  4  5  6  7  8  9 10 11 … 59
/// a                X  X  .  .  X  .  .  .  .  .  .  .
/// b                .  X  X  .  .  .  .  .  .  .  .  .
/// a & b            .  X  .  .  .  .  .  .  .  .  .  .      in both
/// a | b            X  X  X  .  X  .  .  .  .  .  .  .      in either
/// a - b            X  .  .  .  X  .  .  .  .  .  .  .      in a, not in b
/// a ^ b            X  .  X  .  X  .  .  .  .  .  .  .      in just one
/// !a               .  .  X  X  .  X  X  X  X  X  X  X …    in none but within the sixty
/// ```
///
/// Sets with different latest months must not be mixed; [`PaymentHistory::as_of`](super::PaymentHistory::as_of) brings
/// histories to one.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Months(u64);

impl Months {
    /// The empty set.
    pub const NONE: Months = Months(0);
    /// All sixty months.
    pub const ALL: Months = Months(u64::MAX >> (u64::BITS - SIZE));

    /// The month `ago` months back alone; none if that is 60 or more.
    #[inline]
    pub const fn single(ago: u32) -> Months {
        Months(1).shifted_back(ago)
    }

    /// The anchor and the months before it, `months` in all; sixty at most.
    #[inline]
    pub const fn first(months: u32) -> Months {
        Months::ALL.without(Months::ALL.shifted_back(months))
    }

    /// The months of a window whose month T is the anchor.
    ///
    /// ```text
    /// months back               0  1  2  3  4  5  6  7
    /// of(last(3))               X  X  X  .  .  .  .  .
    /// of(between(2, 5))         .  .  X  X  X  X  .  .
    /// ```
    #[inline]
    pub const fn of(window: Window) -> Months {
        Months::first(window.len() as u32).shifted_back(window.newest() as u32)
    }

    /// The set of a word's low 60 bits; the others are dropped.
    #[inline]
    pub const fn from_bits(bits: u64) -> Months {
        Months(bits & Months::ALL.0)
    }

    /// The word: bit *n* is the month *n* months back, bits 60 to 63 are zero.
    #[inline]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Number of months in the set.
    #[inline]
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether the set is empty.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the month `ago` months back is in it.
    #[inline]
    pub const fn contains(self, ago: u32) -> bool {
        !Months::single(ago).intersect(self).is_empty()
    }

    /// Months back of the latest month in the set; `None` if it is empty.
    #[inline]
    pub const fn latest(self) -> Option<u32> {
        if self.is_empty() { None } else { Some(self.0.trailing_zeros()) }
    }

    /// Months back of the earliest month in the set; `None` if it is empty.
    #[inline]
    pub const fn earliest(self) -> Option<u32> {
        self.0.checked_ilog2()
    }

    /// Length of the longest run of months without a gap.
    ///
    /// ```text
    ///                  0  1  2  3  4  5  6  7  8
    /// set              X  .  X  X  X  .  X  X  .      longest_run 3
    /// ```
    ///
    /// The cost does not depend on the runs: `x & x >> 1` are the months that begin a run of two, and so doubling up to
    /// 32; the length is then found a binary digit at a time. About 40 operations, no branch.
    #[inline]
    pub const fn longest_run(self) -> u32 {
        let runs_1 = self.0;
        let runs_2 = runs_1 & runs_1 >> 1;
        let runs_4 = runs_2 & runs_2 >> 2;
        let runs_8 = runs_4 & runs_4 >> 4;
        let runs_16 = runs_8 & runs_8 >> 8;
        let runs_32 = runs_16 & runs_16 >> 16;

        let mut found = (u64::MAX, 0);
        found = lengthen(found, runs_32, 32);
        found = lengthen(found, runs_16, 16);
        found = lengthen(found, runs_8, 8);
        found = lengthen(found, runs_4, 4);
        found = lengthen(found, runs_2, 2);
        found = lengthen(found, runs_1, 1);
        found.1
    }

    /// Length of the run that begins `ago` months back and goes on into the past; 0 if that month is not in the set.
    ///
    /// ```text
    ///                  0  1  2  3  4  5
    /// set              X  .  X  X  X  .      run_from(0) 1, run_from(1) 0, run_from(3) 2
    /// ```
    #[inline]
    pub const fn run_from(self, ago: u32) -> u32 {
        self.shifted_forward(ago).0.trailing_ones()
    }

    /// The months of the set that lie in a window whose month T is the anchor.
    #[inline]
    pub const fn within(self, window: Window) -> Months {
        self.intersect(Months::of(window))
    }

    /// Counts the months back from an anchor `months` later: each moves further back; those past the sixtieth drop out.
    ///
    /// ```text
    ///                     0  1  2  3  4  5
    /// set                 X  .  X  .  .  .
    /// shifted_back(2)     .  .  X  .  X  .
    /// ```
    #[inline]
    pub const fn shifted_back(self, months: u32) -> Months {
        match self.0.checked_shl(months) {
            Some(bits) => Months::from_bits(bits),
            None => Months::NONE,
        }
    }

    /// Counts the months back from an anchor `months` earlier: each moves nearer; those past the anchor drop out.
    #[inline]
    pub const fn shifted_forward(self, months: u32) -> Months {
        match self.0.checked_shr(months) {
            Some(bits) => Months(bits),
            None => Months::NONE,
        }
    }

    /// Months in both sets, as `&` but in constants too.
    #[inline]
    pub const fn intersect(self, other: Months) -> Months {
        Months(self.0 & other.0)
    }

    /// Months in either set, as `|` but in constants too.
    #[inline]
    pub const fn union(self, other: Months) -> Months {
        Months(self.0 | other.0)
    }

    /// Months of this set that are not in `other`, as `-` but in constants too.
    #[inline]
    pub const fn without(self, other: Months) -> Months {
        Months(self.0 & !other.0)
    }

    /// Months among the sixty that are not in the set, as `!` but in constants too.
    #[inline]
    pub const fn complement(self) -> Months {
        Months::ALL.without(self)
    }

    /// The months in the set, as months back, latest first.
    pub const fn iter(self) -> MonthsIter {
        MonthsIter(self)
    }
}

/// Narrows the places where a run of `found.1` months begins to those where it goes on for `length` more, if any.
#[inline]
const fn lengthen(found: (u64, u32), runs: u64, length: u32) -> (u64, u32) {
    let (places, so_far) = found;
    let longer = places & runs.wrapping_shr(so_far);
    let any = (longer != 0) as u32;
    // All ones if any, else zero: a select without a branch.
    let choose = (any as u64).wrapping_neg();
    (longer & choose | places & !choose, so_far.saturating_add(any.saturating_mul(length)))
}

impl From<Window> for Months {
    fn from(window: Window) -> Months {
        Months::of(window)
    }
}

/// Months back; those of 60 and more are dropped.
impl FromIterator<u32> for Months {
    fn from_iter<I: IntoIterator<Item = u32>>(ago: I) -> Months {
        ago.into_iter().fold(Months::NONE, |set, ago| set.union(Months::single(ago)))
    }
}

impl IntoIterator for Months {
    type Item = u32;
    type IntoIter = MonthsIter;

    fn into_iter(self) -> MonthsIter {
        self.iter()
    }
}

macro_rules! operators {
    ($($operator:ident $method:ident $assign:ident $assign_method:ident = $function:ident;)*) => {$(
        impl $operator for Months {
            type Output = Months;

            #[inline]
            fn $method(self, other: Months) -> Months {
                self.$function(other)
            }
        }

        impl $assign for Months {
            #[inline]
            fn $assign_method(&mut self, other: Months) {
                *self = self.$function(other);
            }
        }
    )*};
}

operators! {
    BitAnd bitand BitAndAssign bitand_assign = intersect;
    BitOr bitor BitOrAssign bitor_assign = union;
    BitXor bitxor BitXorAssign bitxor_assign = differ;
    Sub sub SubAssign sub_assign = without;
}

impl Months {
    const fn differ(self, other: Months) -> Months {
        Months(self.0 ^ other.0)
    }
}

impl Not for Months {
    type Output = Months;

    #[inline]
    fn not(self) -> Months {
        self.complement()
    }
}

impl fmt::Debug for Months {
    /// Latest first, a year a group, up to the last year with a month in it: `X.X......... ...X........`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.earliest().unwrap_or(0);
        for ago in 0..SIZE {
            if ago % 12 == 0 {
                if ago > shown {
                    break;
                }
                if ago > 0 {
                    f.write_str(" ")?;
                }
            }
            f.write_str(if self.contains(ago) { "X" } else { "." })?;
        }
        Ok(())
    }
}

/// The months of a [`Months`] set, as months back, latest first.
#[derive(Clone, Debug)]
pub struct MonthsIter(Months);

impl Iterator for MonthsIter {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let ago = self.0.latest()?;
        self.0 = self.0.without(Months::single(ago));
        Some(ago)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::try_from(self.0.count()).unwrap_or_default();
        (left, Some(left))
    }
}

impl DoubleEndedIterator for MonthsIter {
    fn next_back(&mut self) -> Option<u32> {
        let ago = self.0.earliest()?;
        self.0 = self.0.without(Months::single(ago));
        Some(ago)
    }
}

impl ExactSizeIterator for MonthsIter {}

impl FusedIterator for MonthsIter {}

const SIZE: u32 = 60;

/// Five years, as PBOC shows them.
pub(super) const MONTHS_MAX: usize = 60;

const _: () = assert!(SIZE as usize == MONTHS_MAX);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_set_draws_itself_latest_first() {
        for (bits, drawing) in [
            (0, "............"),
            (0b101, "X.X........."),
            (1 << 11, "...........X"),
            (1 << 12 | 1, "X........... X..........."),
        ] {
            assert_eq!(format!("{:?}", Months::from_bits(bits)), drawing);
        }
        assert_eq!(format!("{:?}", Months::ALL), ["X".repeat(12).as_str(); 5].join(" "));
    }

    #[test]
    fn the_ends_of_the_sixty_months_hold() {
        assert_eq!(Months::ALL.count(), 60);
        assert_eq!(Months::from_bits(u64::MAX), Months::ALL);
        assert_eq!(Months::single(59).earliest(), Some(59));
        for ago in [60, 61, 63, 64, 65, 128, u32::MAX] {
            assert!(Months::single(ago).is_empty() && !Months::ALL.contains(ago), "{ago}");
            assert_eq!(Months::ALL.run_from(ago), 0, "{ago}");
            assert_eq!(Months::first(ago), Months::ALL, "{ago}");
            assert!(Months::ALL.shifted_back(ago).is_empty() && Months::ALL.shifted_forward(ago).is_empty(), "{ago}");
        }
    }

    #[test]
    fn every_single_run_is_measured() {
        for length in 0..=60 {
            for ago in 0..=60 - length {
                let run = Months::first(length).shifted_back(ago);
                assert_eq!(run.longest_run(), length, "{run:?}");
            }
        }
    }

    fn sets() -> impl Strategy<Value = Months> {
        prop_oneof![
            any::<u64>(),
            (any::<u64>(), any::<u64>()).prop_map(|(a, b)| a | b),
            (any::<u64>(), any::<u64>(), any::<u64>()).prop_map(|(a, b, c)| a | b | c),
            (any::<u64>(), any::<u64>()).prop_map(|(a, b)| a & b),
        ]
        .prop_map(Months::from_bits)
    }

    proptest! {
        #[test]
        fn a_set_is_the_months_it_lists(set in sets()) {
            let listed: Vec<u32> = (0..60).filter(|&ago| set.contains(ago)).collect();
            prop_assert_eq!(set.iter().collect::<Vec<u32>>(), listed.clone());
            prop_assert_eq!(set.iter().len(), listed.len());
            prop_assert_eq!(set.iter().rev().collect::<Vec<u32>>(), listed.iter().rev().copied().collect::<Vec<u32>>());
            prop_assert_eq!(listed.iter().copied().collect::<Months>(), set);
            prop_assert_eq!((set.latest(), set.earliest()), (listed.first().copied(), listed.last().copied()));
            prop_assert_eq!(Months::from_bits(set.bits()), set);
        }

        #[test]
        fn operators_are_those_of_sets(a in sets(), b in sets()) {
            for ago in 0..64 {
                let (in_a, in_b) = (a.contains(ago), b.contains(ago));
                prop_assert_eq!((a & b).contains(ago), in_a && in_b);
                prop_assert_eq!((a | b).contains(ago), in_a || in_b);
                prop_assert_eq!((a ^ b).contains(ago), in_a != in_b);
                prop_assert_eq!((a - b).contains(ago), in_a && !in_b);
                prop_assert_eq!((!a).contains(ago), !in_a && ago < 60);
            }
            let (mut and, mut or, mut xor, mut minus) = (a, a, a, a);
            and &= b;
            or |= b;
            xor ^= b;
            minus -= b;
            prop_assert_eq!((and, or, xor, minus), (a & b, a | b, a ^ b, a - b));
        }

        #[test]
        fn the_longest_run_is_the_longest_of_all_runs(set in sets()) {
            let mut longest = 0;
            let mut run = 0;
            for ago in 0..60 {
                run = if set.contains(ago) { run + 1 } else { 0 };
                longest = longest.max(run);
            }
            prop_assert_eq!(set.longest_run(), longest);
            prop_assert_eq!((0..60).map(|ago| set.run_from(ago)).max(), Some(longest));
        }

        #[test]
        fn a_run_goes_back_until_a_month_is_missing(set in sets(), ago in 0..60_u32) {
            let run = (ago..60).take_while(|&month| set.contains(month)).count();
            prop_assert_eq!(set.run_from(ago), run as u32);
        }

        #[test]
        fn shifting_moves_every_month(set in sets(), months in 0..130_u32) {
            for ago in 0..60_u32 {
                let came_from = ago.checked_sub(months);
                prop_assert_eq!(set.shifted_back(months).contains(ago), came_from.is_some_and(|ago| set.contains(ago)));
                prop_assert_eq!(set.shifted_forward(months).contains(ago), set.contains(ago + months));
            }
        }

        #[test]
        fn within_keeps_what_the_window_contains(set in sets(), newest in 0..60_u8, len in 0..61_u8) {
            let between = Window::between(newest, newest.saturating_add(len).min(59)).unwrap();
            for window in [Window::last(len), between] {
                for ago in 0..64 {
                    prop_assert_eq!(set.within(window).contains(ago), set.contains(ago) && window.contains(ago));
                    prop_assert_eq!(Months::from(window).contains(ago), window.contains(ago));
                }
            }
        }
    }
}
