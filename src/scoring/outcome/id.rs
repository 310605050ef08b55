//! Names and versions of strategies.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// Name and version of a strategy. Cheap to clone.
///
/// ```
/// use credit_bureau::scoring::StrategyId;
/// assert_eq!(StrategyId::new("teaching", "1").to_string(), "teaching, version 1");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct StrategyId {
    #[serde(serialize_with = "shared_text")]
    name: Arc<str>,
    #[serde(serialize_with = "shared_text")]
    version: Arc<str>,
}

impl StrategyId {
    /// Creates an id from any name and version; both are the strategy's own choice.
    pub fn new(name: impl Into<Arc<str>>, version: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), version: version.into() }
    }

    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}

impl fmt::Display for StrategyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, version {}", self.name, self.version)
    }
}

/// Serializes a shared text; serde's `rc` feature is not enabled for this alone.
pub(in crate::scoring) fn shared_text<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}
