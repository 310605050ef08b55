//! The severities of sixty months as four planes of bits: the one place where bits are handled.

use std::fmt;

use super::{DelinquencyBucket, Months, Severity};

/// The severities of sixty months, counted back from a latest month, which the planes do not store: it
/// is that of the history or view that gave them.
///
/// Plane *b* is one word that holds bit *b* of every month's [`Severity`], bit 0 the latest:
///
/// ```text
/// months back       0  1  2  3  4  5
/// status            N  2  7  N  *  /
/// severity          4  6 11  4  3  0
/// plane 3           .  .  X  .  .  .
/// plane 2           X  X  .  X  .  .
/// plane 1           .  X  X  .  X  .
/// plane 0           .  .  X  .  X  .
/// ```
///
/// 32 bytes, half a cache line, and all that a batch reads of an account's history: a question about all months is one
/// load of the planes and at most eight boolean operations. Outside the account's life every plane is zero, so what is
/// hidden or has dropped out is [`Severity::Outside`].
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Planes([u64; 4]);

impl Planes {
    /// The severities of a history without any reported month.
    pub const EMPTY: Planes = Planes([0; 4]);

    /// The planes of four words; bits above the sixtieth month are dropped.
    #[inline]
    pub const fn from_words(words: [u64; 4]) -> Planes {
        let [p0, p1, p2, p3] = words;
        let all = Months::ALL.bits();
        Planes([p0 & all, p1 & all, p2 & all, p3 & all])
    }

    /// The four words, the lowest bit of the severities first.
    #[inline]
    pub const fn words(self) -> [u64; 4] {
        self.0
    }

    /// Months of `severity` or worse.
    #[inline]
    pub const fn at_least(self, severity: Severity) -> Months {
        let [p0, p1, p2, p3] = self.0;
        let number = severity.number();
        // From the lowest bit up: a bit asked for must be there too, one not asked for is enough by itself.
        let mut reached = Months::ALL.bits();
        reached = if number & 1 != 0 { p0 & reached } else { p0 | reached };
        reached = if number & 2 != 0 { p1 & reached } else { p1 | reached };
        reached = if number & 4 != 0 { p2 & reached } else { p2 | reached };
        reached = if number & 8 != 0 { p3 & reached } else { p3 | reached };
        Months::from_bits(reached)
    }

    /// Months of just `severity`.
    #[inline]
    pub const fn exactly(self, severity: Severity) -> Months {
        let [p0, p1, p2, p3] = self.0;
        let number = severity.number();
        let mut equal = Months::ALL.bits();
        equal &= if number & 1 != 0 { p0 } else { !p0 };
        equal &= if number & 2 != 0 { p1 } else { !p1 };
        equal &= if number & 4 != 0 { p2 } else { !p2 };
        equal &= if number & 8 != 0 { p3 } else { !p3 };
        Months::from_bits(equal)
    }

    /// Months at least `bucket` past due, and all that is worse than any bucket (guarantor, collateral, abnormal end, bad
    /// debt).
    ///
    /// ```text
    /// months back      0  1  2  3  4  5  6  7  8  9 10 11
    /// status           N  N  1  2  3  B  N  N  *  *  #  #
    /// late(1)          .  .  X  X  X  X  .  .  .  .  .  .
    /// late(3)          .  .  .  .  X  X  .  .  .  .  .  .
    /// ```
    #[inline]
    pub const fn late(self, bucket: DelinquencyBucket) -> Months {
        self.at_least(bucket.severity())
    }

    /// Months paid as agreed.
    ///
    /// ```text
    /// months back      0  1  2  3  4  5
    /// status           N  M  1  *  #  C
    /// on_time()        X  X  .  .  .  .
    /// ```
    #[inline]
    pub const fn on_time(self) -> Months {
        self.exactly(Severity::PaidAsAgreed)
    }

    /// Months of which something is known: nothing due, paid, late or worse.
    ///
    /// ```text
    /// months back      0  1  2  3  4  5
    /// status           N  1  *  #  C  /
    /// reported()       X  X  X  .  .  .
    /// present()        X  X  X  X  X  .
    /// ```
    #[inline]
    pub const fn reported(self) -> Months {
        self.at_least(Severity::NothingDue)
    }

    /// Months within the account's life, known or not.
    #[inline]
    pub const fn present(self) -> Months {
        self.at_least(Severity::Settled)
    }

    /// The worst severity of all sixty months; [`Severity::Outside`] if there is none.
    #[inline]
    pub const fn worst(self) -> Severity {
        let [p0, p1, p2, p3] = self.0;
        // Of the months that are worst so far, those with the next bit, if any; each such bit is one of the worst's.
        let (worst, b3) = narrow(Months::ALL.bits(), p3);
        let (worst, b2) = narrow(worst, p2);
        let (worst, b1) = narrow(worst, p1);
        let (_, b0) = narrow(worst, p0);
        Severity::from_bits(b3 << 3 | b2 << 2 | b1 << 1 | b0)
    }

    /// Computes [`at_least`](Self::at_least) for every severity at once, in two halves of eight, in some thirty
    /// operations.
    #[inline]
    pub(crate) fn levels(self) -> [[Months; 8]; 2] {
        let [p0, p1, p2, p3] = self.0;
        // From the lowest bit up: a bit asked for must be there too, one not asked for is enough by itself.
        let of_two_bits = [Months::ALL.bits(), p1 | p0, p1, p1 & p0];
        let [without, with] = [of_two_bits.map(|reached| p2 | reached), of_two_bits.map(|reached| p2 & reached)];
        let ([a, b, c, d], [e, f, g, h]) = (without, with);
        let of_three_bits = [a, b, c, d, e, f, g, h];
        [
            of_three_bits.map(|reached| Months::from_bits(p3 | reached)),
            of_three_bits.map(|reached| Months::from_bits(p3 & reached)),
        ]
    }

    /// The severity of the month `ago` months back; [`Severity::Outside`] from 60 on.
    #[inline]
    pub const fn severity(self, ago: u32) -> Severity {
        let [p0, p1, p2, p3] = self.0;
        Severity::from_bits(bit(p3, ago) << 3 | bit(p2, ago) << 2 | bit(p1, ago) << 1 | bit(p0, ago))
    }

    /// Keeps only `months`: every other month becomes [`Severity::Outside`].
    ///
    /// ```text
    /// status           N  2  7  N  *
    /// months           .  X  X  X  .
    /// masked           /  2  7  N  /
    /// ```
    #[inline]
    pub const fn masked(self, months: Months) -> Planes {
        let [p0, p1, p2, p3] = self.0;
        let mask = months.bits();
        Planes([p0 & mask, p1 & mask, p2 & mask, p3 & mask])
    }

    /// Month by month the worse of two.
    ///
    /// ```text
    /// a                N  2  7  N  /
    /// b                1  N  7  B  *
    /// a.max(b)         1  2  7  B  *
    /// ```
    #[inline]
    #[must_use]
    pub const fn max(self, other: Planes) -> Planes {
        let ([a0, a1, a2, a3], [b0, b1, b2, b3]) = (self.0, other.0);
        // Where `b` is worse, decided from the lowest bit up: the highest bit that differs has the last word.
        let mut worse = b0 & !a0;
        worse = b1 & !a1 | worse & !(a1 ^ b1);
        worse = b2 & !a2 | worse & !(a2 ^ b2);
        worse = b3 & !a3 | worse & !(a3 ^ b3);
        Planes([a0 & !worse | b0 & worse, a1 & !worse | b1 & worse, a2 & !worse | b2 & worse, a3 & !worse | b3 & worse])
    }

    /// Counts the months back from an anchor `months` later; those past the sixtieth drop out.
    #[inline]
    #[must_use]
    pub const fn shifted_back(self, months: u32) -> Planes {
        let [p0, p1, p2, p3] = self.0;
        Planes([back(p0, months), back(p1, months), back(p2, months), back(p3, months)])
    }

    /// Counts the months back from an anchor `months` earlier; those past the anchor drop out.
    #[inline]
    #[must_use]
    pub const fn shifted_forward(self, months: u32) -> Planes {
        let [p0, p1, p2, p3] = self.0;
        Planes([forward(p0, months), forward(p1, months), forward(p2, months), forward(p3, months)])
    }
}

impl fmt::Debug for Planes {
    /// One hexadecimal digit a month, latest first, up to the last month within the account's life: `46b43`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Planes(")?;
        for ago in 0..self.present().earliest().map_or(0, |earliest| earliest.saturating_add(1)) {
            write!(f, "{:x}", self.severity(ago).number())?;
        }
        f.write_str(")")
    }
}

/// The months of `worst` that have the plane's bit, and 1; or all of them and 0, if none has.
#[inline]
const fn narrow(worst: u64, plane: u64) -> (u64, u8) {
    let narrower = worst & plane;
    if narrower == 0 { (worst, 0) } else { (narrower, 1) }
}

#[inline]
pub(super) const fn bit(plane: u64, ago: u32) -> u8 {
    Months::from_bits(plane).contains(ago) as u8
}

#[inline]
pub(super) const fn back(plane: u64, months: u32) -> u64 {
    Months::from_bits(plane).shifted_back(months).bits()
}

#[inline]
const fn forward(plane: u64, months: u32) -> u64 {
    Months::from_bits(plane).shifted_forward(months).bits()
}

const _: () = assert!(size_of::<Planes>() == 32);

#[cfg(test)]
mod tests {
    use super::*;

    fn planes(severities: &[Severity]) -> Planes {
        let mut words = [0; 4];
        for (ago, severity) in severities.iter().enumerate() {
            for (bit, word) in words.iter_mut().enumerate() {
                *word |= u64::from(severity.number() >> bit & 1) << ago;
            }
        }
        Planes::from_words(words)
    }

    #[test]
    fn every_pair_of_severities_compares_as_its_numbers() {
        for a in Severity::ALL {
            let alone = planes(&[a]);
            assert_eq!((alone.severity(0), alone.worst()), (a, a));
            for b in Severity::ALL {
                assert_eq!(alone.at_least(b).contains(0), a >= b, "{a} at least {b}");
                assert_eq!(alone.levels().as_flattened()[usize::from(b.number())], alone.at_least(b), "{a} at {b}");
                assert_eq!(alone.exactly(b).contains(0), a == b, "{a} exactly {b}");
                assert_eq!(planes(&[a, b]).worst(), a.max(b), "worst of {a} and {b}");
                assert_eq!(alone.max(planes(&[b])), planes(&[a.max(b)]), "max of {a} and {b}");
            }
        }
    }

    #[test]
    fn months_are_drawn_as_digits() {
        let months = [Severity::PaidAsAgreed, Severity::BadDebt, Severity::Outside, Severity::LateOver180];
        assert_eq!(format!("{:?}", planes(&months)), "Planes(4f0b)");
        assert_eq!(format!("{:?}", Planes::EMPTY), "Planes()");
    }

    #[test]
    fn words_hold_no_month_past_the_sixtieth() {
        let full = Planes::from_words([u64::MAX; 4]);
        assert_eq!(full.words(), [Months::ALL.bits(); 4]);
        assert_eq!(full.shifted_back(1).words(), [Months::ALL.bits() - 1; 4]);
        assert_eq!(full.severity(60), Severity::Outside);
        assert_eq!(full.at_least(Severity::Outside), Months::ALL);
        assert_eq!(Planes::EMPTY.exactly(Severity::Outside), Months::ALL);
    }
}
