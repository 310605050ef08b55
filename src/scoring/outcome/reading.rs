//! Reads attributes for a strategy, or gives the cause of having no score.

use super::unscorable::Unscorable;
use crate::attributes::{Attribute, AttributeError, Attributes, Plan, Reading};
use crate::portfolio::AttributeChunk;

/// Reads an attribute that a strategy cannot do without.
///
/// # Errors
///
/// [`Unscorable`] if the attribute is absent, out of range, or was not computed.
pub fn known(evidence: &Attributes, attribute: &str) -> Result<i64, Unscorable> {
    match reading(evidence, attribute)? {
        Reading::Known(value) => Ok(value),
        Reading::Absent(cause) => Err(Unscorable::absent(attribute, cause)),
    }
}

/// Returns a cause for each of a strategy's own attributes that the evidence holds under the same name but with another
/// definition. A name of the catalogue has one definition everywhere.
///
/// Comparing rows is slow beside reading them, so equal fingerprints end the comparison first.
pub(in crate::scoring) fn other_meanings(plan: &Plan, own: &[Attribute], evidence: &Attributes) -> Vec<Unscorable> {
    if own.is_empty() || evidence.plan_fingerprint() == plan.fingerprint() {
        return Vec::new();
    }
    let differs = |row: &&Attribute| {
        let mut others = evidence.rows().iter().filter(|other| other.name == row.name);
        others.any(|other| !other.means_as(row))
    };
    own.iter().filter(differs).map(|row| Unscorable::other_meaning(row.name.as_str())).collect()
}

/// Reads an attribute, or returns the cause why the evidence does not have it.
pub(in crate::scoring) fn reading(evidence: &Attributes, attribute: &str) -> Result<Reading, Unscorable> {
    evidence.get(attribute).map_err(|error| match error {
        AttributeError::OutOfRange { .. } => Unscorable::out_of_range(attribute),
        _ => Unscorable::not_computed(attribute),
    })
}

impl AttributeChunk<'_> {
    /// Returns the column index in the chunk of each attribute of a plan, in the plan's order.
    ///
    /// # Errors
    ///
    /// [`Unscorable`] for the first attribute that the chunk does not have, or has with another definition.
    pub(in crate::scoring) fn places_of(&self, plan: &Plan) -> Result<Vec<usize>, Unscorable> {
        let place = |row: &Attribute| match self.find(&row.name) {
            Some((place, found)) if found.means_as(row) => Ok(place),
            Some(_) => Err(Unscorable::other_meaning(row.name.as_str())),
            None => Err(Unscorable::not_computed(row.name.as_str())),
        };
        plan.rows().iter().map(place).collect()
    }
}
