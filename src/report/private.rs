//! Text that identifies a person, kept out of logs.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Text that identifies a person: a name, a number, an address.
///
/// It is written to documents as it is, but its `Debug` form shows nothing, so that no log or panic message
/// carries it by accident. To show it, call [`expose`](Private::expose).
///
/// ```
/// use credit_bureau::report::Private;
/// let name = Private::from("Zhang San");
/// assert_eq!(format!("{name:?}"), "‹private›");
/// assert_eq!(name.expose(), "Zhang San");
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Private(String);

impl Private {
    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("‹private›")
    }
}

impl From<&str> for Private {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Private {
    fn from(text: String) -> Self {
        Self(text)
    }
}
