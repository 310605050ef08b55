//! Reading attributes for a strategy, or the cause why it cannot be done.

use super::unscorable::Unscorable;
use crate::attributes::{Attribute, AttributeError, Attributes, Plan, Reading};
use crate::portfolio::AttributeChunk;

/// The value of an attribute.
///
/// # Errors
///
/// The cause why a strategy that cannot do without it gives no score: it is absent, out of range, or was not computed.
pub fn known(evidence: &Attributes, attribute: &str) -> Result<i64, Unscorable> {
    match reading(evidence, attribute)? {
        Reading::Known(value) => Ok(value),
        Reading::Absent(cause) => Err(Unscorable::absent(attribute, cause)),
    }
}

/// The attributes of a plan that the evidence has by name, but by other rows. A plan without rows of its own has those of
/// the catalogue.
pub(in crate::scoring) fn other_meanings(plan: &Plan, is_of_catalogue: bool, evidence: &Attributes) -> Vec<Unscorable> {
    let computed = evidence.plan_fingerprint();
    let standard = is_of_catalogue && computed == Plan::standard().fingerprint();
    if standard || computed == plan.fingerprint() {
        return Vec::new();
    }
    let differs = |row: &&Attribute| {
        let mut others = evidence.rows().iter().filter(|other| other.name == row.name);
        others.any(|other| !other.means_as(row))
    };
    plan.rows().iter().filter(differs).map(|row| Unscorable::other_meaning(row.name.as_str())).collect()
}

/// The reading of an attribute, or why the evidence has none.
pub(in crate::scoring) fn reading(evidence: &Attributes, attribute: &str) -> Result<Reading, Unscorable> {
    evidence.get(attribute).map_err(|error| match error {
        AttributeError::OutOfRange { .. } => Unscorable::out_of_range(attribute),
        _ => Unscorable::not_computed(attribute),
    })
}

impl AttributeChunk<'_> {
    /// Where it has every attribute of a plan, by the same rows.
    pub(in crate::scoring) fn places_of(&self, plan: &Plan) -> Result<Vec<usize>, Unscorable> {
        let place = |row: &Attribute| match self.find(&row.name) {
            Some((place, found)) if found.means_as(row) => Ok(place),
            Some(_) => Err(Unscorable::other_meaning(row.name.as_str())),
            None => Err(Unscorable::not_computed(row.name.as_str())),
        };
        plan.rows().iter().map(place).collect()
    }
}
