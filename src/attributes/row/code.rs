//! Codes of furnishers and inquirers as reported, stored inline where they are short.

use std::cmp::Ordering;
use std::fmt;

/// A furnisher's or inquirer's code, ordered by its bytes.
#[derive(Clone)]
pub(crate) enum Code {
    /// Length and bytes of a code of up to 22 bytes, as most registers use.
    Short(u8, [u8; SHORT]),
    Long(Box<[u8]>),
}

impl Code {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Short(length, bytes) => bytes.get(..usize::from(*length)).unwrap_or(bytes),
            Self::Long(bytes) => bytes,
        }
    }
}

impl From<&str> for Code {
    fn from(code: &str) -> Code {
        let mut short = [0; SHORT];
        match (short.get_mut(..code.len()), u8::try_from(code.len())) {
            (Some(bytes), Ok(length)) => {
                bytes.copy_from_slice(code.as_bytes());
                Code::Short(length, short)
            }
            _ => Code::Long(code.as_bytes().into()),
        }
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Code {}

impl Ord for Code {
    fn cmp(&self, other: &Code) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Code) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        String::from_utf8_lossy(self.as_bytes()).fmt(f)
    }
}

/// Numbered sets of furnishers: each code is stored once for every 64 sets, with a bit per set.
///
/// Sorted by word and code: a person has few furnishers, and searching a short list is faster than a tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Furnishers(Vec<((usize, Code), u64)>);

impl Furnishers {
    /// Starts adding a furnisher to sets.
    pub(crate) const fn put<'a>(&'a mut self, code: &'a str) -> FurnisherWriter<'a> {
        FurnisherWriter { code, into: self, word: 0, sets: 0 }
    }

    /// The codes in a set, in byte order.
    pub(crate) fn of(&self, set: usize) -> impl Iterator<Item = &Code> {
        let (word, bit) = word_and_bit(set);
        let codes = self.0.iter().filter(move |((of, _), sets)| *of == word && sets & bit != 0);
        codes.map(|((_, code), _)| code)
    }

    /// Adds another collection's sets, as a merge of two sorted lists.
    pub(crate) fn merge(&mut self, other: Furnishers) {
        if other.0.is_empty() {
            return;
        }
        let mut merged = Vec::with_capacity(self.0.len().saturating_add(other.0.len()));
        let mut theirs = other.0.into_iter().peekable();
        for (code, mut sets) in std::mem::take(&mut self.0) {
            while let Some(before) = theirs.next_if(|(their, _)| *their < code) {
                merged.push(before);
            }
            if let Some((_, more)) = theirs.next_if(|(their, _)| *their == code) {
                sets |= more;
            }
            merged.push((code, sets));
        }
        merged.extend(theirs);
        self.0 = merged;
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// A furnisher that is being added to sets: its code is looked up once for the 64 sets of a word.
pub(crate) struct FurnisherWriter<'a> {
    code: &'a str,
    into: &'a mut Furnishers,
    word: usize,
    sets: u64,
}

impl FurnisherWriter<'_> {
    /// Adds the furnisher to a set; sets come in ascending order.
    pub(crate) fn add(&mut self, set: usize) {
        let (word, bit) = word_and_bit(set);
        if word != self.word {
            self.end();
            self.word = word;
        }
        self.sets |= bit;
    }

    /// Writes the sets of the current word; must be called after the last set.
    pub(crate) fn end(&mut self) {
        if self.sets != 0 {
            let (word, code, sets) = (self.word, self.code, std::mem::take(&mut self.sets));
            let codes = &mut self.into.0;
            match codes.binary_search_by(|((of, other), _)| (*of, other.as_bytes()).cmp(&(word, code.as_bytes()))) {
                Ok(place) => codes.get_mut(place).into_iter().for_each(|(_, of)| *of |= sets),
                Err(place) => codes.insert(place, ((word, code.into()), sets)),
            }
        }
    }
}

const fn word_and_bit(set: usize) -> (usize, u64) {
    (set / 64, 1 << (set % 64))
}

/// Bytes of a code that is stored inline: the enum is then 24 bytes, as large as a `Vec`.
const SHORT: usize = 22;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_compare_as_their_bytes_however_long() {
        let texts = ["", "\0", "A", "A\0", "AB", "B", &"C".repeat(21), &"C".repeat(22), &"C".repeat(23), "Ü"];
        for a in texts {
            assert_eq!(Code::from(a).as_bytes(), a.as_bytes());
            for b in texts {
                assert_eq!(Code::from(a).cmp(&Code::from(b)), a.cmp(b), "{a:?} {b:?}");
            }
        }
    }
}
