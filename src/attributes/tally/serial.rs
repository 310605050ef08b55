//! The serde form of a tally: its bytes, or base64 in formats that people read.

use std::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Tally, bytes};
use crate::attributes::plan::Plan;
use crate::attributes::row::AttributeError;

impl Serialize for Tally {
    /// Writes the [bytes](Tally::to_bytes), or base64 of them in a human-readable format; read back as [`TallyBytes`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        TallyBytes::from(self).serialize(serializer)
    }
}

/// A tally in transit: the [bytes](Tally::to_bytes) of a tally, not yet read with its plan.
///
/// The state that a partial aggregate keeps and sends to the next stage. In serde it is bytes, or base64 text (RFC
/// 4648, with padding) in human-readable formats such as JSON; a [`Tally`] is written in the same form. Damaged bytes
/// are refused on arrival, bytes of another plan by [`tally`](Self::tally).
///
/// ```
/// use credit_bureau::attributes::{Plan, TallyBytes};
/// use credit_bureau::{Regime, Report};
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Partial {
///     person: u64,
///     tally: TallyBytes,
/// }
///
/// let report = Report::builder("2024-06-30").build()?;
/// let tally = report.under(Regime::holistic()).tally(Plan::standard());
/// # #[cfg(feature = "json")] {
/// let sent = serde_json::to_string(&Partial { person: 7, tally: TallyBytes::from(&tally) })?;
/// let received: Partial = serde_json::from_str(&sent)?;
/// assert_eq!(received.tally.tally(Plan::standard())?.merge(tally)?.month(), report.month());
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TallyBytes(Vec<u8>);

impl TallyBytes {
    /// Reads the tally with its plan.
    ///
    /// # Errors
    ///
    /// As [`Tally::from_bytes`].
    pub fn tally(&self, plan: &Plan) -> Result<Tally, AttributeError> {
        Tally::from_bytes(plan, &self.0)
    }

    fn checked(bytes: Vec<u8>) -> Result<TallyBytes, AttributeError> {
        bytes::opened(&bytes)?;
        Ok(TallyBytes(bytes))
    }
}

impl From<&Tally> for TallyBytes {
    fn from(tally: &Tally) -> TallyBytes {
        TallyBytes(tally.to_bytes())
    }
}

impl AsRef<[u8]> for TallyBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for TallyBytes {
    /// Writes the number of bytes, nothing of a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TallyBytes({} bytes)", self.0.len())
    }
}

impl Serialize for TallyBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => serializer.serialize_str(&base64(&self.0)),
            false => serializer.serialize_bytes(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for TallyBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TallyBytes, D::Error> {
        match deserializer.is_human_readable() {
            true => deserializer.deserialize_str(TallyVisitor),
            false => deserializer.deserialize_byte_buf(TallyVisitor),
        }
    }
}

struct TallyVisitor;

impl<'de> Visitor<'de> for TallyVisitor {
    type Value = TallyBytes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the bytes of a tally, or base64 of them")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<TallyBytes, E> {
        let bytes = from_base64(text).ok_or_else(|| E::custom("expected a tally in base64, padded with `=`"))?;
        self.visit_byte_buf(bytes)
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<TallyBytes, E> {
        self.visit_byte_buf(bytes.to_vec())
    }

    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<TallyBytes, E> {
        TallyBytes::checked(bytes).map_err(E::custom)
    }

    /// Formats without bytes, such as some binary encoders, give them one by one. The announced length is ignored: it
    /// may be forged to exhaust memory.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<TallyBytes, A::Error> {
        let mut bytes = Vec::new();
        while let Some(byte) = seq.next_element()? {
            bytes.push(byte);
        }
        self.visit_byte_buf(bytes)
    }
}

/// Encodes base64 (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    for chunk in bytes.chunks(3) {
        let mut three = [0; 3];
        three.iter_mut().zip(chunk).for_each(|(slot, byte)| *slot = *byte);
        let [a, b, c] = three;
        let digits = [a >> 2, (a & 0x3) << 4 | b >> 4, (b & 0xF) << 2 | c >> 6, c & 0x3F];
        let letters = digits.map(|digit| ALPHABET.get(usize::from(digit)).copied().map_or(PADDING, char::from));
        text.extend(letters.into_iter().take(chunk.len().saturating_add(1)));
        text.extend((chunk.len()..3).map(|_| PADDING));
    }
    text
}

/// Decodes a text that [`base64`] writes; `None` for any other text, so that each has one spelling.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let (quads, []) = text.as_bytes().as_chunks::<4>() else { return None };
    let mut bytes = Vec::with_capacity(quads.len().saturating_mul(3));
    for (place, &[a, b, c, d]) in (1..).zip(quads) {
        let (a, b) = (digit(a)?, digit(b)?);
        let last = place == quads.len();
        match (c, d) {
            (b'=', b'=') if last && b & 0xF == 0 => bytes.push(a << 2 | b >> 4),
            (c, b'=') if last => {
                let c = digit(c).filter(|c| c & 0x3 == 0)?;
                bytes.extend([a << 2 | b >> 4, b << 4 | c >> 2]);
            }
            (c, d) => {
                let (c, d) = (digit(c)?, digit(d)?);
                bytes.extend([a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]);
            }
        }
    }
    Some(bytes)
}

fn digit(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter.wrapping_sub(b'A')),
        b'a'..=b'z' => Some(letter.wrapping_sub(b'a').wrapping_add(26)),
        b'0'..=b'9' => Some(letter.wrapping_sub(b'0').wrapping_add(52)),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PADDING: char = '=';

#[cfg(test)]
mod tests {
    use super::*;

    /// Test vectors of RFC 4648, section 10, and every digit.
    #[test]
    fn it_is_base64() {
        let digits: Vec<u8> = from_base64(std::str::from_utf8(ALPHABET).unwrap()).unwrap();
        assert_eq!(base64(&digits).as_bytes(), ALPHABET);
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
            assert_eq!(from_base64(text).unwrap(), bytes.as_bytes(), "{text}");
        }
    }

    #[test]
    fn a_text_in_base64_has_one_way_to_be_written() {
        for text in
            ["Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z===", "====", "Zg==Zg==", "Zm=v", "Zm9v\n", "Zm 9", "Zm-_"]
        {
            assert_eq!(from_base64(text), None, "{text}");
        }
    }
}
