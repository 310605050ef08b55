//! Numbers that look random and are the same on every machine, for ever.
//!
//! A generator of our own, of three lines, since the numbers of a crate may change with its version, and with them every
//! figure that was ever measured on a generated population.

/// The generator splitmix64: a counter, and a mix of its bits.
pub struct Random(u64);

impl Random {
    /// The numbers of one item of a series: any item may be drawn without those before it.
    pub fn of(seed: u64, item: u64) -> Random {
        let mut random = Random(seed ^ mixed(item.wrapping_add(STEP)));
        random.next();
        random
    }

    /// 64 random bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// A number from 0 up to and without `end`; 0 if that is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        // The upper half of a product spreads 32 bits evenly enough over any range.
        (((self.next() >> 32) * u64::from(end)) >> 32) as u32
    }

    /// A number from `first` to `last`.
    pub fn between(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last.saturating_sub(first) + 1)
    }

    /// A number below an end that is itself drawn: `least` and up to `more` beyond. Small numbers are more frequent.
    pub fn skewed(&mut self, least: u32, more: u32) -> u32 {
        let end = least + self.below(more);
        self.below(end)
    }

    /// An amount from `first` to `last`.
    pub fn amount(&mut self, (first, last): (i64, i64)) -> i64 {
        let span = last.saturating_sub(first).unsigned_abs() + 1;
        first + (self.next() % span) as i64
    }

    /// Whether something happens that does so `parts` times in a thousand.
    pub fn chance(&mut self, parts: u32) -> bool {
        self.below(1000) < parts
    }

    /// One of some items, each as often as its weight says.
    pub fn pick<'a, T>(&mut self, items: &'a [T], weight: impl Fn(&T) -> u32) -> &'a T {
        let mut left = self.below(items.iter().map(&weight).sum());
        let found = items.iter().find(|item| {
            let here = left < weight(item);
            left = left.saturating_sub(weight(item));
            here
        });
        found.unwrap_or(&items[0])
    }
}

fn mixed(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
