//! Spans of months, counted back from a month that is said elsewhere.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::MonthError;

/// A span of months counted back from some month T: T itself is 0, the month before it 1, up to 59.
///
/// ```text
/// months back                 0  1  2  3  4  5  6  7  8  9 10 11 12 13 …
/// last(6)                     X  X  X  X  X  X  .  .  .  .  .  .  .  .
/// between(6, 11)              .  .  .  .  .  .  X  X  X  X  X  X  .  .
/// ```
///
/// In serde a number, `12`, for the last 12 months, and `{"newest":12,"oldest":23}` for any other.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    newest: u8,
    len: u8,
}

impl Window {
    /// All 60 months a history can hold.
    pub const ALL: Window = Window::last(MONTHS_MAX);

    /// T and the months before it, `months` in all; 0 is the empty window, more than 60 are 60.
    pub const fn last(months: u8) -> Window {
        Window { newest: 0, len: if months > MONTHS_MAX { MONTHS_MAX } else { months } }
    }

    /// From `newest` to `oldest` months back, both included.
    ///
    /// # Errors
    ///
    /// [`MonthError::Window`] unless `newest` ≤ `oldest` ≤ 59.
    pub const fn between(newest: u8, oldest: u8) -> Result<Window, MonthError> {
        if newest > oldest || oldest >= MONTHS_MAX {
            return Err(MonthError::Window { newest, oldest });
        }
        Ok(Window { newest, len: oldest.saturating_sub(newest).saturating_add(1) })
    }

    /// Months back of the newest month; 0 if the window is empty.
    pub const fn newest(self) -> u8 {
        self.newest
    }

    /// Months back of the oldest month; 0 if the window is empty.
    pub const fn oldest(self) -> u8 {
        self.newest.saturating_add(self.len.saturating_sub(1))
    }

    /// Number of months, 0 to 60.
    pub const fn len(self) -> u8 {
        self.len
    }

    /// Whether the window is empty.
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }

    /// Whether the month `ago` months back is in it.
    pub const fn contains(self, ago: u32) -> bool {
        let newest = self.newest as u32;
        ago >= newest && ago < newest.saturating_add(self.len as u32)
    }
}

impl fmt::Display for Window {
    /// `last 12 months`, `months 12 to 23 back`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.newest, self.len) {
            (_, 0) => write!(f, "no month"),
            (0, 1) => write!(f, "the month itself"),
            (0, len) => write!(f, "last {len} months"),
            (newest, 1) => write!(f, "month {newest} back"),
            (newest, _) => write!(f, "months {newest} to {} back", self.oldest()),
        }
    }
}

impl fmt::Debug for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Window({self})")
    }
}

impl Serialize for Window {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.newest == 0 {
            serializer.serialize_u8(self.len)
        } else {
            Bounds { newest: self.newest, oldest: self.oldest() }.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Window {
    /// A number above 60 is refused here: a row that asks for 84 months must not silently get 60.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Window, D::Error> {
        deserializer.deserialize_any(WindowVisitor)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bounds {
    newest: u8,
    oldest: u8,
}

struct WindowVisitor;

impl<'de> Visitor<'de> for WindowVisitor {
    type Value = Window;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of months from 0 to 60, or an object of `newest` and `oldest`")
    }

    fn visit_u64<E: Error>(self, months: u64) -> Result<Window, E> {
        match u8::try_from(months) {
            Ok(months) if months <= MONTHS_MAX => Ok(Window::last(months)),
            _ => Err(E::invalid_value(Unexpected::Unsigned(months), &self)),
        }
    }

    fn visit_i64<E: Error>(self, months: i64) -> Result<Window, E> {
        match u64::try_from(months) {
            Ok(months) => self.visit_u64(months),
            Err(_) => Err(E::invalid_value(Unexpected::Signed(months), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Window, A::Error> {
        let Bounds { newest, oldest } = Bounds::deserialize(MapAccessDeserializer::new(map))?;
        Window::between(newest, oldest).map_err(A::Error::custom)
    }
}

/// Five years: what a PBOC report shows, and what a history holds.
const MONTHS_MAX: u8 = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_holds_what_it_says() {
        for (window, months, shown, json) in [
            (Window::last(0), 0..0, "no month", "0"),
            (Window::last(1), 0..1, "the month itself", "1"),
            (Window::last(12), 0..12, "last 12 months", "12"),
            (Window::last(60), 0..60, "last 60 months", "60"),
            (Window::last(255), 0..60, "last 60 months", "60"),
            (Window::between(0, 11).unwrap(), 0..12, "last 12 months", "12"),
            (Window::between(12, 23).unwrap(), 12..24, "months 12 to 23 back", r#"{"newest":12,"oldest":23}"#),
            (Window::between(5, 5).unwrap(), 5..6, "month 5 back", r#"{"newest":5,"oldest":5}"#),
            (Window::between(59, 59).unwrap(), 59..60, "month 59 back", r#"{"newest":59,"oldest":59}"#),
        ] {
            assert_eq!(
                (0..300).filter(|&ago| window.contains(ago)).collect::<Vec<u32>>(),
                months.clone().collect::<Vec<u32>>()
            );
            assert_eq!(usize::from(window.len()), months.len());
            assert_eq!(window.is_empty(), months.is_empty());
            assert_eq!(window.to_string(), shown);
            assert_eq!(serde_json::to_string(&window).unwrap(), json);
            assert_eq!(serde_json::from_str::<Window>(json).unwrap(), window);
        }
    }

    #[test]
    fn what_is_no_window_is_refused() {
        for (newest, oldest) in [(1, 0), (0, 60), (60, 60), (0, 255)] {
            let message = Window::between(newest, oldest).unwrap_err().to_string();
            assert_eq!(
                message,
                format!("months {newest} to {oldest} back are not a window: expected newest ≤ oldest ≤ 59")
            );
        }
        for json in ["61", "-1", "84", "1.5", "\"12\"", "{}", r#"{"newest":1}"#, r#"{"newest":2,"oldest":1}"#] {
            assert!(serde_json::from_str::<Window>(json).is_err(), "{json}");
        }
        assert!(serde_json::from_str::<Window>(r#"{"newest":1,"oldest":2,"months":3}"#).is_err());
    }
}
