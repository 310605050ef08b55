//! Joint plans: attributes that several strategies share are computed once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::attributes::{Attribute, AttributeError, Plan};

/// Group of strategies with one plan that covers all their attributes.
pub(in crate::scoring) struct PlanGroup<T> {
    pub(in crate::scoring) plan: Plan,
    pub(in crate::scoring) members: Vec<T>,
}

/// Groups strategies by plans that can be computed together. Two plans cannot if they define one name differently. A
/// strategy joins the first group that it agrees with, so groups follow the order of the strategies.
///
/// # Errors
///
/// [`AttributeError`] from [`Plan::new`]; rows of valid plans with distinct names are not known to cause one.
pub(in crate::scoring) fn group_by_plan<'a, T>(
    strategies: impl IntoIterator<Item = (T, &'a Plan)>,
) -> Result<Vec<PlanGroup<T>>, AttributeError> {
    let mut groups: Vec<Group<'a, T>> = Vec::new();
    for (strategy, plan) in strategies {
        match groups.iter_mut().find(|group| group.agrees(plan)) {
            Some(group) => group.join(strategy, plan),
            None => groups.push(Group::of(strategy, plan)),
        }
    }
    groups.into_iter().map(Group::planned).collect()
}

struct Group<'a, T> {
    first: &'a Plan,
    /// Rows of all members, each once, starting with those of the first plan.
    rows: Vec<&'a Attribute>,
    by_name: HashMap<&'a str, &'a Attribute>,
    members: Vec<T>,
}

impl<'a, T> Group<'a, T> {
    fn of(member: T, plan: &'a Plan) -> Self {
        let mut group = Self { first: plan, rows: Vec::new(), by_name: HashMap::new(), members: Vec::new() };
        group.join(member, plan);
        group
    }

    fn agrees(&self, plan: &Plan) -> bool {
        plan.rows().iter().all(|row| self.by_name.get(row.name.as_str()).is_none_or(|other| other.means_as(row)))
    }

    fn join(&mut self, member: T, plan: &'a Plan) {
        for row in plan.rows() {
            if let Entry::Vacant(place) = self.by_name.entry(row.name.as_str()) {
                place.insert(row);
                self.rows.push(row);
            }
        }
        self.members.push(member);
    }

    fn planned(self) -> Result<PlanGroup<T>, AttributeError> {
        let plan = match self.rows.len() == self.first.rows().len() {
            // The other members add no row, so the first plan is taken as it is instead of compiling its rows again.
            true => self.first.clone(),
            false => Plan::new(self.rows.into_iter().cloned())?,
        };
        Ok(PlanGroup { plan, members: self.members })
    }
}
