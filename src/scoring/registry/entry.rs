//! Keys of a registry.

use std::fmt;

use serde::Serialize;

/// Key of a strategy in a registry: company, product and version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RegistryEntry {
    /// Name of the company.
    pub company: String,
    /// Name of the product; a company may have several, each with a strategy of its own.
    pub product: String,
    /// Version of the strategy.
    pub version: String,
}

impl fmt::Display for RegistryEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, version {}", self.company, self.product, self.version)
    }
}
