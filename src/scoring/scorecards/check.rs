//! Checks shared by scorecards, rules and models: problems with their places, and names of attributes.
//!
//! Cards may come from outside, so the work is bounded by their size: lists have limits, only the first hundred
//! problems are kept and the rest counted, and only the first unknown names get a hint.

use std::collections::{HashMap, HashSet};

use super::error::{CardFault, CardProblem, ScoringError};
use crate::attributes::{Attribute, Catalogue, Plan};
use crate::problems::Problems;
use crate::scoring::outcome::ReasonText;
use crate::scoring::prohibited::Tripwire;
use crate::text::nearest;

/// State of a check.
#[derive(Default)]
pub(in crate::scoring) struct Checker<'a> {
    /// Attributes that the card defines itself, by name.
    known: HashMap<&'a str, &'a Attribute>,
    /// Attributes that the card uses, each once, in order of first use.
    needed: Vec<&'a Attribute>,
    needed_names: HashSet<&'a str>,
    /// Number of unknown names so far, for which a hint was sought.
    hints: usize,
    problems: Problems<CardProblem>,
}

impl<'a> Checker<'a> {
    pub(in crate::scoring) fn refuse(&mut self, place: impl Into<String>, fault: CardFault) {
        self.problems.add_with(|| CardProblem::new(place, fault));
    }

    /// Returns as much of a list as the limit allows; a longer list is a problem.
    pub(in crate::scoring) fn limited<T>(&mut self, list: &'a [T], place: &str, limit: usize) -> &'a [T] {
        if list.len() > limit {
            self.refuse(place, CardFault::TooMany { found: list.len(), limit });
        }
        list.get(..limit).unwrap_or(list)
    }

    pub(in crate::scoring) fn own_attributes(&mut self, rows: &'a [Attribute]) {
        let mut first = HashMap::new();
        for (index, row) in self.limited(rows, "attributes", ATTRIBUTES_MAX).iter().enumerate() {
            let place = format!("attributes[{index}]");
            if let Err(error) = row.validate() {
                self.refuse(&*place, CardFault::Attribute(error));
            } else {
                for refused in Tripwire::new().check([row.name.as_str()]) {
                    self.refuse(format!("{place}.name"), CardFault::Prohibited { refused });
                }
            }
            if Catalogue::standard().get(&row.name).is_some() {
                self.refuse(format!("{place}.name"), CardFault::NameTaken { name: row.name.clone() });
            }
            if let Some(first) = first.get(row.name.as_str()).cloned() {
                self.refuse(format!("{place}.name"), CardFault::Duplicate { name: row.name.clone(), first });
            } else {
                first.insert(row.name.as_str(), place);
                self.known.insert(&row.name, row);
            }
        }
    }

    pub(in crate::scoring) fn attribute(&mut self, name: &str, place: String) -> Option<&'a Attribute> {
        let found = self.known.get(name).copied().or_else(|| Catalogue::standard().get(name));
        match found {
            Some(row) if self.needed_names.insert(&row.name) => self.needed.push(row),
            Some(_) => {}
            None => {
                self.hints = self.hints.saturating_add(1);
                let names = self.known.keys().copied().chain(Catalogue::standard().iter().map(|row| row.name.as_str()));
                let nearest = if self.hints <= HINTS_MAX { nearest(name, names).map(str::to_owned) } else { None };
                self.refuse(place, CardFault::UnknownAttribute { name: name.to_owned(), nearest });
            }
        }
        found
    }

    /// Refuses a blank text.
    pub(in crate::scoring) fn text(&mut self, text: &str, place: &str) {
        if text.trim().is_empty() {
            self.refuse(place, CardFault::Empty { expected: "a text" });
        }
    }

    pub(in crate::scoring) fn texts(&mut self, text: Option<&ReasonText>, place: String) {
        let texts = text.into_iter().flat_map(|text| [(&text.english, "english"), (&text.chinese, "chinese")]);
        for (_, language) in texts.filter(|(text, _)| text.trim().is_empty()) {
            self.refuse(format!("{place}.{language}"), CardFault::Empty { expected: "a text" });
        }
    }

    /// Returns the plan of all attributes used, or every problem found.
    pub(in crate::scoring) fn finish(mut self) -> Result<Plan, ScoringError> {
        let error = |problems, unlisted| ScoringError::Scorecard { problems, unlisted };
        std::mem::take(&mut self.problems).none_or(error)?;
        Plan::new(self.needed.into_iter().cloned())
            .map_err(|fault| error(vec![CardProblem::new("attributes", CardFault::Attribute(fault))], 0))
    }

    /// Whether no problem was found so far.
    pub(in crate::scoring) fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

const ATTRIBUTES_MAX: usize = 1_000;
/// Unknown names that get a hint. Finding the nearest name compares with every known name, up to a thousand of the
/// card's own beside the catalogue's, so a card full of unknown names must not pay for it each time.
const HINTS_MAX: usize = 3;
