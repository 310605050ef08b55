//! The key of a strategy in a registry.

use std::fmt;

use serde::Serialize;

/// Whose strategy, for which product, and which version of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RegistryEntry {
    /// The company.
    pub company: String,
    /// Its product: a company may have several, each with a score of its own.
    pub product: String,
    /// The strategy's version.
    pub version: String,
}

impl fmt::Display for RegistryEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, version {}", self.company, self.product, self.version)
    }
}
