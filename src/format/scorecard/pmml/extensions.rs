//! The extensions of a document: what a card has and the standard has no place for.

/// The name that marks the extensions as ours.
pub(super) const EXTENDER: &str = "credit-bureau";

/// The extension that gives the baseline of a single case.
pub(super) const BASELINE: &str = "baselineScore";

/// The extension that says how its author writes a case.
pub(super) const LABEL: &str = "label";

/// The extension that names the variable of a characteristic, where it is not the first that its cases look at.
pub(super) const VARIABLE: &str = "variable";
