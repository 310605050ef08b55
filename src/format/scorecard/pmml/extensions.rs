//! Names of the extensions that hold the facts of a card for which the standard has no place.

/// The name that marks the extensions as ours.
pub(super) const EXTENDER: &str = "credit-bureau";

/// The extension with the baseline of a single case.
pub(super) const BASELINE: &str = "baselineScore";

/// The extension with the label of a case.
pub(super) const LABEL: &str = "label";

/// The extension with the variable of a characteristic, where its cases look at another first.
pub(super) const VARIABLE: &str = "variable";
