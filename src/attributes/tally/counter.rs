//! A counter for each of sixty months, updated for all months at once.

use crate::history::Months;

/// Sixty numbers as bit planes: plane *b* holds bit *b* of every month's number.
///
/// Accounts are added by carrying through the planes, and the sum over a window is the weighted population count of the
/// planes within it.
///
/// The low planes count up to 15 accounts, as many as most people have, and are stored inline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counter {
    low: [u64; LOW],
    /// The planes above; the last is never empty, so that equal counters compare equal.
    high: Vec<u64>,
}

impl Counter {
    /// Adds the numbers of one block of accounts, whose planes count up to 31.
    #[inline(always)]
    pub(crate) fn add_few(&mut self, planes: [u64; LOW + 1]) {
        let [low @ .., high] = planes;
        if high != 0 || !self.high.is_empty() {
            return self.add(planes);
        }
        let mut carry = 0;
        for (mine, theirs) in self.low.iter_mut().zip(low) {
            carry = add_plane(mine, theirs, carry);
        }
        if carry != 0 {
            self.high.push(carry);
        }
    }

    /// Adds numbers given as planes, lowest first. A month saturates at the highest 64-bit number.
    pub(crate) fn add(&mut self, planes: impl IntoIterator<Item = u64>) {
        let (mut carry, mut theirs) = (0, planes.into_iter());
        for mine in self.low.iter_mut().chain(&mut self.high) {
            carry = add_plane(mine, theirs.next().unwrap_or(0), carry);
        }
        for plane in theirs {
            let mut mine = 0;
            carry = add_plane(&mut mine, plane, carry);
            self.high.push(mine);
        }
        if carry != 0 {
            if self.high.len() < HIGH {
                self.high.push(carry);
            } else {
                // The months that overflow get all bits: 2⁶⁴ − 1.
                self.low.iter_mut().chain(&mut self.high).for_each(|plane| *plane |= carry);
            }
        }
        while self.high.last() == Some(&0) {
            self.high.pop();
        }
    }

    pub(crate) fn merge(&mut self, other: &Counter) {
        self.add(other.planes());
    }

    /// Sets a month's number, which must be 0 before.
    pub(crate) fn put(&mut self, ago: u32, number: u64) {
        let month = Months::single(ago).bits();
        let bits = u64::BITS.saturating_sub(number.leading_zeros());
        self.add((0..bits).map(|bit| if number >> bit & 1 == 1 { month } else { 0 }));
    }

    pub(crate) fn clear(&mut self) {
        self.low = [0; LOW];
        self.high.clear();
    }

    /// The months whose number is above zero.
    pub(crate) fn any(&self) -> Months {
        Months::from_bits(self.planes().fold(0, |any, plane| any | plane))
    }

    pub(crate) fn at(&self, ago: u32) -> u64 {
        let month = Months::single(ago).bits();
        (0..).zip(self.planes()).fold(0, |number, (bit, plane)| number | u64::from(plane & month != 0) << bit)
    }

    /// The sum over a window, if only the low planes are in use.
    #[inline(always)]
    pub(crate) fn small_sum(&self, window: Months) -> Option<u32> {
        let (window, mut sum) = (window.bits(), 0_u32);
        for (bit, plane) in (0..).zip(self.low) {
            sum = sum.wrapping_add((plane & window).count_ones() << bit);
        }
        self.high.is_empty().then_some(sum)
    }

    /// The sum over a window.
    pub(crate) fn sum(&self, window: Months) -> i128 {
        let planes = (0_u32..).zip(self.planes());
        planes.fold(0, |sum: i128, (bit, plane)| {
            sum.saturating_add(i128::from((plane & window.bits()).count_ones()) << bit)
        })
    }

    fn planes(&self) -> impl Iterator<Item = u64> {
        self.low.iter().chain(&self.high).copied()
    }
}

/// Adds two planes and a carry, as a full adder in every bit, and returns the carry out.
const fn add_plane(mine: &mut u64, theirs: u64, carry: u64) -> u64 {
    let one = *mine ^ theirs;
    let carried = *mine & theirs | one & carry;
    *mine = one ^ carry;
    carried
}

/// Planes that are stored inline.
const LOW: usize = 4;
/// Most planes above: together with the low ones, the 64 bits of a number.
const HIGH: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_add_up_whatever_their_size() {
        let numbers = [0, 1, 2, 15, 16, 255, 256, u64::MAX / 2, u64::MAX - 1, u64::MAX];
        for a in numbers {
            for b in numbers {
                let counter = |number| {
                    let mut counter = Counter::default();
                    counter.put(3, number);
                    counter.put(59, 1);
                    counter
                };
                let (mut one, mut other) = (counter(a), counter(b));
                one.merge(&counter(b));
                other.merge(&counter(a));
                assert_eq!((&one, one.at(3), one.at(59)), (&other, a.saturating_add(b), 2), "{a} {b}");
                assert_eq!(one.sum(Months::first(4)), a.saturating_add(b).into());
                assert_eq!(one.any().contains(3), a | b != 0);
                one.clear();
                assert_eq!(one, Counter::default());
            }
        }
    }
}
