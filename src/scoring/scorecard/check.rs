//! Whether a scorecard holds together: everything that is wrong with it, each with its place.
//!
//! A card may come from anybody, so the work is in proportion to its size: lists have limits, of problems the first are
//! kept and the others counted, and only the first unknown names are met with a hint.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Line;
use super::data::{Award, Bin, Characteristic, MinimumEvidence, ScorecardData};
use crate::attributes::{Attribute, Catalogue, Cause, Plan};
use crate::language::Language;
use crate::scoring::{Better, CardFault, CardProblem, Points, ReasonText, Score, ScoringError};
use crate::text::nearest;

pub(super) struct Checked {
    pub(super) lines: Vec<Line>,
    pub(super) plan: Plan,
}

pub(super) fn check(data: &ScorecardData) -> Result<Checked, ScoringError> {
    let mut checker = Checker::default();
    for (place, text) in [("name", &data.name), ("version", &data.version), ("origin", &data.origin)] {
        if text.trim().is_empty() {
            checker.refuse(place, CardFault::Empty { expected: "a text" });
        }
    }
    if let Some(made) = &data.provenance {
        for (place, text) in [("developed_by", &made.developed_by), ("developed_from", &made.developed_from)] {
            if text.trim().is_empty() {
                checker.refuse(format!("provenance.{place}"), CardFault::Empty { expected: "a text" });
            }
        }
    }
    if let Some(scaling) = data.scaling {
        let above_zero =
            [("good_to_bad_odds", scaling.good_to_bad_odds), ("points_to_double", scaling.points_to_double)];
        for (place, found) in above_zero.into_iter().filter(|&(_, found)| found <= Points::ZERO) {
            checker.refuse(format!("scaling.{place}"), CardFault::NotAboveZero { found });
        }
    }
    checker.own_attributes(&data.attributes);
    if let Some(rule) = &data.minimum_evidence {
        checker.rule(rule, "minimum_evidence".to_owned());
    }
    checker.texts(data.too_little_evidence.as_ref(), "too_little_evidence".to_owned());
    if let Some(found) = data.reasons_max.filter(|&most| !(1..=Score::REASONS_MAX).contains(&usize::from(most))) {
        checker.refuse("reasons_max", CardFault::ReasonsMax { found });
    }
    let lines = checker.characteristics(&data.characteristics, data.better);
    if checker.problems.is_empty() {
        checker.reach(data, &lines);
    }
    if !checker.problems.is_empty() {
        return Err(ScoringError::Scorecard { problems: checker.problems, unlisted: checker.unlisted });
    }
    let needed = std::mem::take(&mut checker.needed);
    match Plan::new(needed.into_iter().cloned()) {
        Ok(plan) => Ok(Checked { lines, plan }),
        Err(error) => {
            let problems = vec![CardProblem::new("attributes", CardFault::Attribute(error))];
            Err(ScoringError::Scorecard { problems, unlisted: 0 })
        }
    }
}

#[derive(Default)]
struct Checker<'a> {
    /// The card's own attributes, and where each is given.
    known: HashMap<&'a str, &'a Attribute>,
    /// What the card looks at, each once.
    needed: Vec<&'a Attribute>,
    needed_names: HashSet<&'a str>,
    /// Rules of minimum evidence that were looked at.
    rules: usize,
    /// Names that were met with a hint, or with none that is similar.
    hints: usize,
    problems: Vec<CardProblem>,
    /// Problems beyond those.
    unlisted: usize,
}

impl<'a> Checker<'a> {
    fn refuse(&mut self, place: impl Into<String>, fault: CardFault) {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(CardProblem::new(place, fault));
        } else {
            self.unlisted = self.unlisted.saturating_add(1);
        }
    }

    /// As much of a list as is looked at; that there is more is a problem.
    fn limited<T>(&mut self, list: &'a [T], place: &str, limit: usize) -> &'a [T] {
        if list.len() > limit {
            self.refuse(place, CardFault::TooMany { found: list.len(), limit });
        }
        list.get(..limit).unwrap_or(list)
    }

    fn own_attributes(&mut self, rows: &'a [Attribute]) {
        let mut first = HashMap::new();
        for (index, row) in self.limited(rows, "attributes", ATTRIBUTES_MAX).iter().enumerate() {
            let place = format!("attributes[{index}]");
            if let Err(error) = row.validate() {
                self.refuse(&*place, CardFault::Attribute(error));
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

    fn attribute(&mut self, name: &str, place: String) -> Option<&'a Attribute> {
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

    fn rule(&mut self, rule: &'a MinimumEvidence, place: String) {
        if self.rules >= RULES_MAX {
            if self.rules == RULES_MAX {
                self.rules = self.rules.saturating_add(1);
                self.refuse("minimum_evidence", CardFault::TooMany { found: self.rules, limit: RULES_MAX });
            }
            return;
        }
        self.rules = self.rules.saturating_add(1);
        let (rules, word) = match rule {
            MinimumEvidence::AtLeast { attribute, .. } => {
                self.attribute(attribute, format!("{place}.attribute"));
                return;
            }
            MinimumEvidence::Any(rules) => (rules, "any"),
            MinimumEvidence::All(rules) => (rules, "all"),
        };
        if rules.is_empty() {
            self.refuse(format!("{place}.{word}"), CardFault::Empty { expected: "at least one rule" });
        }
        for (index, rule) in rules.iter().enumerate().take(RULES_MAX) {
            self.rule(rule, format!("{place}.{word}[{index}]"));
        }
    }

    fn texts(&mut self, text: Option<&ReasonText>, place: String) {
        let texts = text.into_iter().flat_map(|text| [(&text.english, "english"), (&text.chinese, "chinese")]);
        for (_, language) in texts.filter(|(text, _)| text.trim().is_empty()) {
            self.refuse(format!("{place}.{language}"), CardFault::Empty { expected: "a text" });
        }
    }

    fn characteristics(&mut self, characteristics: &'a [Characteristic], better: Better) -> Vec<Line> {
        if characteristics.is_empty() {
            self.refuse("characteristics", CardFault::Empty { expected: "at least one characteristic" });
        }
        let mut first = HashMap::new();
        let mut lines = Vec::new();
        let characteristics = self.limited(characteristics, "characteristics", CHARACTERISTICS_MAX);
        for (index, one) in characteristics.iter().enumerate() {
            let place = format!("characteristics[{index}]");
            let row = self.attribute(&one.attribute, format!("{place}.attribute"));
            let before = first.get(one.attribute.as_str()).cloned();
            let repeated = before.is_some();
            if let Some(first) = before {
                let name = one.attribute.clone();
                self.refuse(format!("{place}.attribute"), CardFault::Duplicate { name, first });
            } else {
                first.insert(one.attribute.as_str(), place.clone());
            }
            for (text, field) in [(&one.reason, "reason"), (&one.reason_if_absent, "reason_if_absent")] {
                self.texts(text.as_ref(), format!("{place}.{field}"));
            }
            let bins = self.bins(&one.bins, &place);
            // A row is looked through once, however often it is named.
            if let Some(row) = row.filter(|_| !repeated) {
                for cause in row.causes().into_iter().filter(|&cause| one.absent.award(cause).is_none()) {
                    self.refuse(format!("{place}.absent"), CardFault::NothingForCause { cause });
                }
                lines.push(line(one, row, &bins, better));
            }
        }
        lines
    }

    /// The bins, lowest first.
    fn bins(&mut self, bins: &'a [Bin], place: &str) -> Vec<Bin> {
        let at = |index: usize| format!("{place}.bins[{index}]");
        if bins.len() > BINS_MAX {
            self.refuse(format!("{place}.bins"), CardFault::TooMany { found: bins.len(), limit: BINS_MAX });
            return Vec::new();
        }
        if bins.is_empty() {
            self.refuse(format!("{place}.bins"), CardFault::Empty { expected: "at least one bin" });
            return Vec::new();
        }
        let mut sorted = Vec::with_capacity(bins.len());
        for (index, bin) in bins.iter().enumerate() {
            match (bin.from, bin.below) {
                (Some(from), Some(below)) if from >= below => {
                    self.refuse(at(index), CardFault::Reversed { from, below });
                }
                _ => sorted.push((index, *bin)),
            }
        }
        // A bin without values leaves a gap that is not the author's mistake.
        if sorted.len() < bins.len() {
            return Vec::new();
        }
        sorted.sort_by_key(|(_, bin)| bin.from);

        // The bin that reaches highest so far, and where it ends; none if it never does.
        let mut reach: Option<(usize, Option<i64>)> = None;
        for &(index, bin) in &sorted {
            match (reach, bin.from) {
                (None, None) => {}
                (None, Some(from)) => {
                    self.refuse(at(index) + ".from", CardFault::Gap { from: None, below: Some(from) });
                }
                (Some((_, Some(end))), Some(from)) if from == end => {}
                (Some((_, Some(end))), Some(from)) if from > end => {
                    self.refuse(at(index) + ".from", CardFault::Gap { from: Some(end), below: Some(from) });
                }
                (Some((other, end)), from) => {
                    let below = [end, bin.below].into_iter().flatten().min();
                    self.refuse(at(index) + ".from", CardFault::Overlap { from, below, other: at(other) });
                }
            }
            reach = match (reach, bin.below) {
                (Some((_, Some(end))), Some(below)) if below <= end => reach,
                (Some((_, None)), _) => reach,
                (_, below) => Some((index, below)),
            };
        }
        if let Some((index, Some(end))) = reach {
            self.refuse(at(index) + ".below", CardFault::Gap { from: Some(end), below: None });
        }
        sorted.into_iter().map(|(_, bin)| bin).collect()
    }

    fn reach(&mut self, data: &ScorecardData, lines: &[Line]) {
        let sum = |of: fn(&Line) -> Points| data.base + lines.iter().map(of).sum();
        let (lowest, highest) = (sum(|line| line.fewest), sum(|line| line.most));
        if lowest.rounded() < data.range.lowest().into() || highest.rounded() > data.range.highest().into() {
            self.refuse("range", CardFault::Reach { lowest, highest, range: data.range });
        }
    }
}

fn line(one: &Characteristic, row: &Attribute, bins: &[Bin], better: Better) -> Line {
    let given = || bins.iter().map(|bin| bin.points).chain(one.absent.awards().filter_map(Award::points));
    let (fewest, most) = (given().min().unwrap_or_default(), given().max().unwrap_or_default());
    let definition = |language| row.definition(language);
    let text = one
        .reason
        .clone()
        .unwrap_or_else(|| ReasonText::new(definition(Language::English), definition(Language::Chinese)));
    let text_if_absent = row.causes().into_iter().map(|cause| {
        let text = one.reason_if_absent.clone().unwrap_or_else(|| {
            let in_words = |language: Language| {
                let (open, close) = (language.pick(" (", "（"), language.pick(")", "）"));
                format!("{}{open}{}{close}", definition(language), cause.text(language))
            };
            ReasonText::new(in_words(Language::English), in_words(Language::Chinese))
        });
        (cause, Arc::new(text))
    });
    Line {
        attribute: one.attribute.as_str().into(),
        from: bins.iter().filter_map(|bin| bin.from).collect(),
        points: bins.iter().map(|bin| bin.points).collect(),
        absent: Cause::ALL.map(|cause| one.absent.award(cause).and_then(Award::points)),
        fewest,
        most,
        best: one.baseline.unwrap_or(if better == Better::Higher { most } else { fewest }),
        text: Arc::new(text),
        text_if_absent: text_if_absent.collect(),
    }
}

const ATTRIBUTES_MAX: usize = 1_000;
const CHARACTERISTICS_MAX: usize = 1_000;
const BINS_MAX: usize = 1_000;
/// Of all rules of minimum evidence, however nested.
const RULES_MAX: usize = 1_000;
const PROBLEMS_MAX: usize = 100;
/// A hint compares a name with all that are known.
const HINTS_MAX: usize = 3;
