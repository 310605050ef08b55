//! Checks a scorecard and reports every problem with its place.
//!
//! The bounds on the work are those of [`Checker`].

use std::collections::HashMap;
use std::sync::Arc;

use super::data::{Bin, Characteristic, MinimumCriteria, PointsAward, ScorecardData};
use super::line::{Line, defined};
use crate::attributes::{Attribute, Plan, SpecialValue};
use crate::scoring::outcome::Score;
use crate::scoring::points::{Better, Points};
use crate::scoring::scorecards::check::Checker;
use crate::scoring::scorecards::error::{CardFault, ScoringError};

pub(super) struct Checked {
    pub(super) lines: Vec<Line>,
    pub(super) plan: Plan,
}

pub(super) fn check(data: &ScorecardData) -> Result<Checked, ScoringError> {
    let mut checker = Checker::default();
    for (place, text) in [("name", &data.name), ("version", &data.version), ("origin", &data.origin)] {
        checker.text(text, place);
    }
    if let Some(made) = &data.provenance {
        for (place, text) in [("developed_by", &made.developed_by), ("developed_from", &made.developed_from)] {
            checker.text(text, &format!("provenance.{place}"));
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
    if let Some(rule) = &data.minimum_criteria {
        check_rule(&mut checker, rule, "minimum_evidence".to_owned(), &mut 0, 0);
    }
    checker.texts(data.too_little_evidence.as_ref(), "too_little_evidence".to_owned());
    if let Some(found) = data.reasons_max.filter(|&most| !(1..=Score::REASONS_MAX).contains(&usize::from(most))) {
        checker.refuse("reasons_max", CardFault::ReasonsMax { found });
    }
    let lines = characteristics(&mut checker, &data.characteristics, data.better);
    if checker.is_sound() {
        reach(&mut checker, data, &lines);
    }
    Ok(Checked { plan: checker.finish()?, lines })
}

fn check_rule<'a>(
    checker: &mut Checker<'a>,
    rule: &'a MinimumCriteria,
    place: String,
    rules_seen: &mut usize,
    depth: usize,
) {
    if depth > DEPTH_MAX {
        return checker.refuse(place, CardFault::TooDeep { limit: DEPTH_MAX });
    }
    if *rules_seen >= RULES_MAX {
        if *rules_seen == RULES_MAX {
            *rules_seen = rules_seen.saturating_add(1);
            checker.refuse("minimum_evidence", CardFault::TooMany { found: *rules_seen, limit: RULES_MAX });
        }
        return;
    }
    *rules_seen = rules_seen.saturating_add(1);
    let (rules, word) = match rule {
        MinimumCriteria::AtLeast { attribute, .. } => {
            checker.attribute(attribute, format!("{place}.attribute"));
            return;
        }
        MinimumCriteria::Any(rules) => (rules, "any"),
        MinimumCriteria::All(rules) => (rules, "all"),
    };
    if rules.is_empty() {
        checker.refuse(format!("{place}.{word}"), CardFault::Empty { expected: "at least one rule" });
    }
    for (index, rule) in rules.iter().enumerate().take(RULES_MAX) {
        check_rule(checker, rule, format!("{place}.{word}[{index}]"), rules_seen, depth.saturating_add(1));
    }
}

fn characteristics<'a>(checker: &mut Checker<'a>, characteristics: &'a [Characteristic], better: Better) -> Vec<Line> {
    if characteristics.is_empty() {
        checker.refuse("characteristics", CardFault::Empty { expected: "at least one characteristic" });
    }
    let mut first = HashMap::new();
    let mut lines = Vec::new();
    let characteristics = checker.limited(characteristics, "characteristics", CHARACTERISTICS_MAX);
    for (index, one) in characteristics.iter().enumerate() {
        let place = format!("characteristics[{index}]");
        let row = checker.attribute(&one.attribute, format!("{place}.attribute"));
        let before = first.get(one.attribute.as_str()).cloned();
        let repeated = before.is_some();
        if let Some(first) = before {
            let name = one.attribute.clone();
            checker.refuse(format!("{place}.attribute"), CardFault::Duplicate { name, first });
        } else {
            first.insert(one.attribute.as_str(), place.clone());
        }
        for (text, field) in [(&one.reason, "reason"), (&one.reason_if_absent, "reason_if_absent")] {
            checker.texts(text.as_ref(), format!("{place}.{field}"));
        }
        let bins = bins(checker, &one.bins, &place);
        // Listing the special values of an attribute takes time, so it is done once for each, however often a card
        // repeats it.
        if let Some(row) = row.filter(|_| !repeated) {
            // What a regime hides may be left unspoken: then the card gives no score under such a regime.
            let causes = row.special_values().into_iter().filter(|&cause| cause != SpecialValue::Hidden);
            for cause in causes.filter(|&cause| one.absent.award(cause).is_none()) {
                checker.refuse(format!("{place}.absent"), CardFault::NothingForCause { cause });
            }
            lines.push(line(one, row, &bins, better));
        }
    }
    lines
}

/// Sorts the bins, lowest first, and reports gaps and overlaps. Empty if the bins cannot be put in order.
fn bins(checker: &mut Checker<'_>, bins: &[Bin], place: &str) -> Vec<Bin> {
    let at = |index: usize| format!("{place}.bins[{index}]");
    if bins.len() > BINS_MAX {
        checker.refuse(format!("{place}.bins"), CardFault::TooMany { found: bins.len(), limit: BINS_MAX });
        return Vec::new();
    }
    if bins.is_empty() {
        checker.refuse(format!("{place}.bins"), CardFault::Empty { expected: "at least one bin" });
        return Vec::new();
    }
    let mut sorted = Vec::with_capacity(bins.len());
    for (index, bin) in bins.iter().enumerate() {
        match (bin.from, bin.below) {
            (Some(from), Some(below)) if from >= below => {
                checker.refuse(at(index), CardFault::Reversed { from, below });
            }
            _ => sorted.push((index, *bin)),
        }
    }
    // A bin without values makes a gap where it was meant to be. Reporting the gap too would blame the author twice, so
    // the check ends here.
    if sorted.len() < bins.len() {
        return Vec::new();
    }
    sorted.sort_by_key(|(_, bin)| bin.from);

    // Index of the bin that reaches highest so far, and its end; none if it has no end. The farthest bin counts, not
    // the last one: after a wide bin, narrow ones inside it overlap, but what follows the wide one is no gap.
    let mut reach: Option<(usize, Option<i64>)> = None;
    for &(index, bin) in &sorted {
        match (reach, bin.from) {
            (None, None) => {}
            (None, Some(from)) => {
                checker.refuse(at(index) + ".from", CardFault::Gap { from: None, below: Some(from) });
            }
            (Some((_, Some(end))), Some(from)) if from == end => {}
            (Some((_, Some(end))), Some(from)) if from > end => {
                checker.refuse(at(index) + ".from", CardFault::Gap { from: Some(end), below: Some(from) });
            }
            (Some((other, end)), from) => {
                let below = [end, bin.below].into_iter().flatten().min();
                checker.refuse(at(index) + ".from", CardFault::Overlap { from, below, other: at(other) });
            }
        }
        reach = match (reach, bin.below) {
            (Some((_, Some(end))), Some(below)) if below <= end => reach,
            (Some((_, None)), _) => reach,
            (_, below) => Some((index, below)),
        };
    }
    if let Some((index, Some(end))) = reach {
        checker.refuse(at(index) + ".below", CardFault::Gap { from: Some(end), below: None });
    }
    sorted.into_iter().map(|(_, bin)| bin).collect()
}

fn reach(checker: &mut Checker<'_>, data: &ScorecardData, lines: &[Line]) {
    // Any bin of one attribute is taken to occur with any of another. Real people may never reach these ends, but the
    // range then holds for everyone without further proof.
    let sum = |of: fn(&Line) -> Points| data.base + lines.iter().map(of).sum();
    let (lowest, highest) = (sum(|line| line.fewest), sum(|line| line.most));
    if lowest.rounded() < data.range.lowest().into() || highest.rounded() > data.range.highest().into() {
        checker.refuse("range", CardFault::Reach { lowest, highest, range: data.range });
    }
}

fn line(one: &Characteristic, row: &Attribute, bins: &[Bin], better: Better) -> Line {
    let given = || bins.iter().map(|bin| bin.points).chain(one.absent.awards().filter_map(PointsAward::points));
    let (fewest, most) = (given().min().unwrap_or_default(), given().max().unwrap_or_default());
    let text_if_absent = row.special_values().into_iter().map(|cause| {
        let text = one.reason_if_absent.clone().unwrap_or_else(|| defined(row, Some(cause)));
        (cause, Arc::new(text))
    });
    Line {
        attribute: one.attribute.as_str().into(),
        from: bins.iter().filter_map(|bin| bin.from).collect(),
        points: bins.iter().map(|bin| bin.points).collect(),
        absent: SpecialValue::ALL.map(|cause| one.absent.award(cause).and_then(PointsAward::points)),
        fewest,
        most,
        best: one.baseline.unwrap_or(if better == Better::Higher { most } else { fewest }),
        text: Arc::new(one.reason.clone().unwrap_or_else(|| defined(row, None))),
        text_if_absent: text_if_absent.collect(),
        text_is_definition: one.reason.is_none(),
        text_if_absent_is_definition: one.reason_if_absent.is_none(),
    }
}

const CHARACTERISTICS_MAX: usize = 1_000;
const BINS_MAX: usize = 1_000;
/// Minimum criteria in all, however nested: each costs a look-up of its attribute.
const RULES_MAX: usize = 1_000;
/// Depth to which criteria may be nested; checking and evaluating recurse.
const DEPTH_MAX: usize = 16;
