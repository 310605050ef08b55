//! A set of the rows of a table, a bit each, and Kleene's truths of them.

use super::sizes::ROWS;

/// A set of rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bits([u64; WORDS + 1]);

impl Bits {
    pub(super) const NONE: Bits = Bits([0; WORDS + 1]);

    /// The first `rows`.
    #[inline(always)]
    pub(super) fn first(rows: usize) -> Bits {
        let mut bits = Bits::NONE;
        for (place, word) in bits.0.iter_mut().enumerate().take(WORDS) {
            let rest = rows.saturating_sub(place * WORD);
            *word = low(rest);
        }
        bits
    }

    /// Word by word, 64 rows each.
    #[inline(always)]
    pub(super) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.0[..WORDS]
    }

    #[inline(always)]
    pub(super) fn words(&self) -> &[u64] {
        &self.0[..WORDS]
    }

    #[inline(always)]
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().fold(0, |any, word| any | word) == 0
    }

    #[inline(always)]
    pub(super) fn contains(&self, row: usize) -> bool {
        self.0[row / WORD % WORDS] >> (row % WORD) & 1 != 0
    }

    #[inline(always)]
    pub(super) fn insert(&mut self, row: usize) {
        self.put(row, true);
    }

    /// Puts a row in that is not in it, or not.
    #[inline(always)]
    pub(super) fn put(&mut self, row: usize, there: bool) {
        self.0[row / WORD % WORDS] |= u64::from(there) << (row % WORD);
    }

    /// A word of 64 rows; none past the end.
    #[inline(always)]
    pub(super) fn word(&self, place: usize) -> u64 {
        self.0[place]
    }

    #[inline(always)]
    pub(super) fn and(self, other: Bits) -> Bits {
        self.zip(other, |a, b| a & b)
    }

    #[inline(always)]
    pub(super) fn or(self, other: Bits) -> Bits {
        self.zip(other, |a, b| a | b)
    }

    #[inline(always)]
    pub(super) fn without(self, other: Bits) -> Bits {
        self.zip(other, |a, b| a & !b)
    }

    #[inline(always)]
    fn zip(mut self, other: Bits, op: impl Fn(u64, u64) -> u64) -> Bits {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word = op(*word, other);
        }
        self
    }

    /// Rows in ascending order.
    #[inline(always)]
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(place, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                rest &= rest.checked_sub(1)?;
                Some(place * WORD + bit as usize)
            })
        })
    }
}

/// Of each row whether something holds of it, or that this is not known: at most one of the two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Truths {
    pub(super) yes: Bits,
    pub(super) not_known: Bits,
}

impl Truths {
    pub(super) const NO: Truths = Truths { yes: Bits::NONE, not_known: Bits::NONE };

    #[inline(always)]
    pub(super) fn yes(yes: Bits) -> Truths {
        Truths { yes, ..Truths::NO }
    }

    #[inline(always)]
    fn possible(self) -> Bits {
        self.yes.or(self.not_known)
    }

    /// Neither if one does not hold.
    #[inline(always)]
    pub(super) fn and(self, other: Truths) -> Truths {
        let yes = self.yes.and(other.yes);
        Truths { yes, not_known: self.possible().and(other.possible()).without(yes) }
    }

    #[inline(always)]
    pub(super) fn not(self, all: Bits) -> Truths {
        Truths { yes: all.without(self.possible()), ..self }
    }
}

/// The lowest bits of a word.
#[inline(always)]
pub(super) const fn low(bits: usize) -> u64 {
    if bits >= WORD { u64::MAX } else { (1 << bits) - 1 }
}

pub(super) const WORD: usize = 64;
pub(super) const WORDS: usize = ROWS / WORD;
