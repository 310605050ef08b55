//! Fingerprints that are the same on every machine and in every version of the compiler.

/// FNV-1a in 64 bits, fed in parts. It tells different things apart and is not cryptographic.
#[derive(Clone, Copy)]
pub(crate) struct Fingerprint(u64);

impl Fingerprint {
    /// Begins a fingerprint; the domain keeps apart things of different sorts that happen to have the same bytes.
    pub(crate) const fn of(domain: &str) -> Self {
        Self(OFFSET_BASIS).text(domain)
    }

    /// Adds bytes.
    pub(crate) const fn bytes(self, bytes: &[u8]) -> Self {
        let mut hash = self.0;
        let mut rest = bytes;
        while let [byte, others @ ..] = rest {
            hash = (hash ^ *byte as u64).wrapping_mul(PRIME);
            rest = others;
        }
        Self(hash)
    }

    /// Adds a text and its end, a byte that no text holds.
    pub(crate) const fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes()).bytes(&[0xFF])
    }

    pub(crate) const fn finish(self) -> u64 {
        self.0
    }
}

const OFFSET_BASIS: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0100_0000_01B3;

#[cfg(test)]
mod tests {
    use super::*;

    /// Test vectors of the FNV reference (Fowler, Noll, Vo).
    #[test]
    fn it_is_fnv_1a() {
        for (text, hash) in
            [("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8)]
        {
            assert_eq!(Fingerprint(OFFSET_BASIS).bytes(text.as_bytes()).finish(), hash, "{text}");
        }
    }

    #[test]
    fn where_one_text_ends_and_the_next_begins_matters() {
        let of = |a, b| Fingerprint::of("test").text(a).text(b).finish();
        assert_ne!(of("ab", "c"), of("a", "bc"));
        assert_ne!(Fingerprint::of("a").finish(), Fingerprint::of("b").finish());
    }
}
