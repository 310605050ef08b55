//! Errors of registries.

use thiserror::Error;

use super::entry::RegistryEntry;
use crate::attributes::AttributeError;
use crate::scoring::outcome::Unscorable;

/// Error in registering strategies or planning them together.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// The company, product and version are already registered.
    #[error("a strategy is already registered for {entry}: expected another version")]
    Registered {
        /// Key of the strategy.
        entry: RegistryEntry,
    },
    /// The company, product and version are not registered.
    #[error("no strategy is registered for {entry}")]
    NotRegistered {
        /// Key of the strategy.
        entry: RegistryEntry,
    },
    /// The evidence lacks an attribute that a strategy needs.
    #[error("{0}")]
    Evidence(Unscorable),
    /// The attributes of several strategies do not form a valid plan.
    #[error(transparent)]
    Attributes(AttributeError),
}
