//! Errors of registries.

use thiserror::Error;

use super::entry::RegistryEntry;
use crate::attributes::AttributeError;
use crate::scoring::outcome::Unscorable;

/// An error of strategies that are registered, or planned together.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// A strategy of that company, product and version is registered.
    #[error("there is a strategy of {entry} already: expected another version")]
    Registered {
        /// The entry.
        entry: RegistryEntry,
    },
    /// There is no strategy of that company, product and version.
    #[error("there is no strategy of {entry}")]
    NotRegistered {
        /// The entry.
        entry: RegistryEntry,
    },
    /// Evidence that a strategy cannot look at.
    #[error("{0}")]
    Evidence(Unscorable),
    /// Attributes that make no plan.
    #[error(transparent)]
    Attributes(AttributeError),
}
