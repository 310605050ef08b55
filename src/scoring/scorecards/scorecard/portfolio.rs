//! Scores of a portfolio, computed block by block.
//!
//! A block's attributes fit into the processor's cache: they are scored right after they are computed and then dropped,
//! so no table of all attributes is ever written to memory.

use std::collections::HashMap;

use super::card::Scorecard;
use super::data::MinimumCriteria;
use super::line::{Line, SPECIAL_VALUES};
use super::scores::PortfolioScores;
use crate::attributes::{Plan, SpecialValue};
use crate::machine::for_every_machine;
use crate::policy::Regime;
use crate::portfolio::{AttributeChunk, Block, Portfolio, Scan};
use crate::scoring::outcome::{CreditStrategy, Outcome, Strategy, Unscorable, group_by_plan};
use crate::scoring::points::{Better, MILLIONTHS, Points, reached, rounded};

impl Portfolio {
    /// Scores each subject under a regime; none where there is no score.
    ///
    /// The scores equal those of [`evaluate`](Strategy::evaluate) on each subject alone, without the reasons. With
    /// feature `rayon` they are computed in parallel; the results are the same.
    ///
    /// A subject with an attribute that does not fit into 64 bits has no score; [`outcomes`](Self::outcomes) gives the
    /// cause.
    ///
    /// ```
    /// # #[cfg(feature = "json")] {
    /// use credit_bureau::{AccountKind, Currency, Portfolio, Regime, Report, Scorecard};
    /// let text = std::fs::read_to_string("examples/data/teaching_scorecard.json")?;
    /// let card = Scorecard::from_json(&text)?;
    /// let report = Report::builder("2024-06-30")
    ///     .account(AccountKind::Rent, "flat", |rent| {
    ///         rent.opened("2022-06-01").paid(&"N".repeat(24))
    ///     })
    ///     .build()?;
    /// let portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [&report])?;
    /// assert_eq!(portfolio.score(&card, Regime::negative_only()), [None]);
    /// assert_eq!(portfolio.score(&card, Regime::holistic()), [Some(692)]);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn score(&self, card: &Scorecard, regime: &Regime) -> Vec<Option<i32>> {
        self.score_under(&[card], &[regime]).into_only()
    }

    /// Scores each subject by several cards under several regimes; each column equals what [`score`](Self::score) gives.
    ///
    /// Cards that agree on the definition of every attribute are scored in one pass, and attributes that they share are
    /// computed once.
    #[must_use]
    pub fn score_under(&self, cards: &[&Scorecard], regimes: &[&Regime]) -> PortfolioScores {
        let mut scores = PortfolioScores::new(regimes.len(), cards.len(), self.subjects());
        let cards = cards.iter().enumerate().map(|(place, card)| ((place, *card), card.plan()));
        // Rows of valid plans form a valid plan. If they did not, the columns would be filled with none
        // below.
        for group in group_by_plan(cards).unwrap_or_default() {
            let places: HashMap<&str, usize> = group.plan.names().zip(0..).collect();
            let place = |name: &str| places.get(name).copied().unwrap_or(usize::MAX);
            let compiled: Vec<_> = group.members.iter().map(|(_, card)| CompiledCard::of(card, &place)).collect();
            let scan = Scan::new(self, &group.plan, regimes);
            for of_chunk in each_chunk(&scan, regimes.len(), &compiled) {
                for regime in 0..regimes.len() {
                    for (member, &(card, _)) in group.members.iter().enumerate() {
                        let scores = scores.column_mut(regime, card);
                        scores.into_iter().for_each(|scores| scores.extend(of_chunk.column(regime, member)));
                    }
                }
            }
        }
        scores.columns_mut().for_each(|scores| scores.resize(self.subjects(), None));
        scores
    }

    /// Evaluates each subject in order, with everything that a single evaluation gives: reasons, contributions and
    /// causes of having no score. Each is computed when the iterator reaches it.
    pub fn outcomes<'a>(&'a self, card: &'a Scorecard, regime: &'a Regime) -> impl Iterator<Item = Outcome> + 'a {
        self.attributes(card.plan(), regime).unchecked().flat_map(|chunk| {
            (0..chunk.len()).filter_map(move |subject| chunk.attributes(subject)).map(|one| card.evaluate(&one))
        })
    }
}

impl Scorecard {
    /// Scores the subjects of a chunk from attributes that are already computed; the scores equal those of
    /// [`Portfolio::score`].
    ///
    /// # Errors
    ///
    /// [`Unscorable::NotComputed`] or [`Unscorable::OtherMeaning`] for an attribute that the chunk does not have, or
    /// has with another definition.
    pub fn scores(&self, chunk: &AttributeChunk<'_>) -> Result<Vec<Option<i32>>, Unscorable> {
        let mut scores = Vec::with_capacity(chunk.len());
        self.add_scores(chunk, &mut scores)?;
        Ok(scores)
    }

    /// Appends the scores of a chunk's subjects to a list, as integers or a type that holds them.
    fn add_scores<T: From<i32>>(
        &self,
        chunk: &AttributeChunk<'_>,
        scores: &mut Vec<Option<T>>,
    ) -> Result<(), Unscorable> {
        chunk.places_of(&self.plan)?;
        let card = CompiledCard::of(self, &|name| chunk.find(name).map_or(usize::MAX, |(place, _)| place));
        let mut scratch = Scratch::default();
        for block in chunk.blocks() {
            card.score(&block, &mut scratch, scores);
        }
        Ok(())
    }
}

impl CreditStrategy for Scorecard {
    fn plan(&self) -> &Plan {
        &self.plan
    }

    fn better(&self) -> Better {
        self.data.better
    }

    fn numbers(&self, chunk: &AttributeChunk<'_>, numbers: &mut Vec<Option<f64>>) -> Result<(), Unscorable> {
        self.add_scores(chunk, numbers)
    }
}

/// Scores the subjects of each chunk. Chunks keep their order under `rayon` too.
fn each_chunk(scan: &Scan<'_>, regimes: usize, compiled: &[CompiledCard<'_>]) -> Vec<PortfolioScores> {
    let start = || (scan.scanner(), Scratch::default());
    let of_chunk = |(scanner, scratch): &mut (_, Scratch), chunk| {
        let mut scores = PortfolioScores::new(regimes, compiled.len(), 0);
        scan.blocks(chunk, scanner, |regime, block| {
            for (place, card) in compiled.iter().enumerate() {
                scores.column_mut(regime, place).into_iter().for_each(|scores| card.score(&block, scratch, scores));
            }
        });
        scores
    };
    #[cfg(feature = "rayon")]
    {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};

        (0..scan.chunks()).into_par_iter().map_init(start, of_chunk).collect()
    }
    #[cfg(not(feature = "rayon"))]
    {
        let mut state = start();
        (0..scan.chunks()).map(|chunk| of_chunk(&mut state, chunk)).collect()
    }
}

/// Scorecard with its attributes resolved to indexes in a plan.
struct CompiledCard<'a> {
    /// Millionths in one unit of the points below: a million if all the card's points are whole, else 1. Whole points
    /// keep the numbers small, and need no rounding at the end.
    unit: i64,
    base: i64,
    minimum: Option<CompiledCriteria>,
    lines: Vec<CompiledLine<'a>>,
}

/// Compiled [`Line`]: its attribute by index, its points in the card's unit.
struct CompiledLine<'a> {
    row: usize,
    from: &'a [i64],
    points: Vec<i64>,
    absent: [Option<i64>; SPECIAL_VALUES],
}

/// [`MinimumCriteria`] with attributes by index.
enum CompiledCriteria {
    AtLeast(usize, i64),
    Any(Vec<CompiledCriteria>),
    All(Vec<CompiledCriteria>),
}

/// Buffers reused from block to block, so that scoring a block allocates nothing.
#[derive(Default)]
struct Scratch {
    /// Sum of points so far, by subject.
    points: Vec<i64>,
    /// 1 for a subject with a score, 0 for one without. Bytes and not booleans, so that they combine with `&` many at a
    /// time.
    scored: Vec<u8>,
}

impl<'a> CompiledCard<'a> {
    fn of(card: &'a Scorecard, place: &dyn Fn(&str) -> usize) -> CompiledCard<'a> {
        let all = |line: &'a Line| line.points.iter().copied().chain(line.absent.into_iter().flatten());
        let whole = card.data.base.is_whole() && card.lines.iter().flat_map(all).all(Points::is_whole);
        let unit = if whole { MILLIONTHS } else { 1 };
        let in_units = |points: Points| points.millionths().checked_div(unit).unwrap_or_default();
        let line = |line: &'a Line| CompiledLine {
            row: place(&line.attribute),
            from: &line.from,
            points: line.points.iter().copied().map(in_units).collect(),
            absent: line.absent.map(|points| points.map(in_units)),
        };
        CompiledCard {
            unit,
            base: in_units(card.data.base),
            minimum: card.data.minimum_criteria.as_ref().map(|rule| CompiledCriteria::of(rule, place)),
            lines: card.lines.iter().map(line).collect(),
        }
    }

    /// Appends the scores of a block's subjects to a list.
    fn score<T: From<i32>>(&self, block: &Block<'_>, scratch: &mut Scratch, scores: &mut Vec<Option<T>>) {
        let Scratch { points, scored } = scratch;
        points.clear();
        points.resize(block.len(), self.base);
        scored.clear();
        scored.resize(block.len(), 1);
        if let Some(minimum) = &self.minimum {
            minimum.ask(block, scored);
        }
        for line in &self.lines {
            let (values, causes) = (block.values(line.row), block.special_values(line.row));
            if values.len() != points.len() {
                // The plan lacks the attribute: its index is beyond the plan, and the block gives no values for it.
                scored.fill(0);
            }
            add_points(values, causes, line.from, &line.points, &line.absent, points, scored);
        }
        // Values out of range are rare, so a block lists them instead of marking every value.
        for (subject, row) in block.out_of_range() {
            let asked = self.lines.iter().any(|line| line.row == row);
            if let Some(scored) = scored.get_mut(subject)
                && (asked || self.minimum.as_ref().is_some_and(|minimum| minimum.asks(row)))
            {
                *scored = 0;
            }
        }
        if self.unit == 1 {
            points.iter_mut().for_each(|points| *points = rounded(*points));
        }
        // A card whose points can leave its range was refused, so the sum fits. Subjects without a score may have any
        // sum, since absences of no score add nothing sensible to it.
        let score = |(&points, &scored): (&i64, &u8)| match i32::try_from(points) {
            Ok(points) if scored != 0 => Some(points.into()),
            _ => None,
        };
        scores.extend(points.iter().zip(&*scored).map(score));
    }
}

impl CompiledCriteria {
    fn of(rule: &MinimumCriteria, place: &dyn Fn(&str) -> usize) -> CompiledCriteria {
        let each = |rules: &[MinimumCriteria]| rules.iter().map(|rule| CompiledCriteria::of(rule, place)).collect();
        match rule {
            MinimumCriteria::AtLeast { attribute, at_least } => CompiledCriteria::AtLeast(place(attribute), *at_least),
            MinimumCriteria::Any(rules) => CompiledCriteria::Any(each(rules)),
            MinimumCriteria::All(rules) => CompiledCriteria::All(each(rules)),
        }
    }

    /// Sets 0 for the subjects that do not meet the criteria.
    fn ask(&self, block: &Block<'_>, scored: &mut [u8]) {
        match self {
            Self::AtLeast(row, _) if block.values(*row).len() != scored.len() => scored.fill(0),
            Self::AtLeast(row, least) => keep_at_least(block.values(*row), block.special_values(*row), *least, scored),
            Self::All(rules) => rules.iter().for_each(|rule| rule.ask(block, scored)),
            Self::Any(rules) => {
                let mut any = vec![0; scored.len()];
                for rule in rules {
                    let mut one = vec![1; scored.len()];
                    rule.ask(block, &mut one);
                    any.iter_mut().zip(one).for_each(|(any, one)| *any |= one);
                }
                scored.iter_mut().zip(any).for_each(|(scored, any)| *scored &= any);
            }
        }
    }

    /// Whether the criteria look at an attribute.
    fn asks(&self, row: usize) -> bool {
        match self {
            Self::AtLeast(place, _) => *place == row,
            Self::Any(rules) | Self::All(rules) => rules.iter().any(|rule| rule.asks(row)),
        }
    }
}

/// Adds the points of the bin that each value is in, without a search and without a branch: the points of the lowest
/// bin, plus at each bound that the value reaches the difference to the next bin.
///
/// The differences may wrap; their sum is the points of one bin again, so wrapping addition gives the exact result. A
/// test compares it with one evaluation at a time.
#[inline(always)]
fn climb<const N: usize>(values: &[i64; N], from: &[i64], points: &[i64], sums: &mut [i64; N]) {
    let mut before = points.first().copied().unwrap_or(0);
    let mut found = sums.map(|sum| sum.wrapping_add(before));
    for (&from, &points) in from.iter().zip(points.iter().skip(1)) {
        let more = points.wrapping_sub(before);
        before = points;
        for (found, &value) in found.iter_mut().zip(values) {
            *found = found.wrapping_add(if value >= from { more } else { 0 });
        }
    }
    *sums = found;
}

/// Subjects that are scored together: two vectors of eight 64-bit numbers on the widest machine.
const LANES: usize = 16;

for_every_machine! {
    /// Adds the points of one attribute, and clears `scored` where a special value gives no score.
    fn add_points(
        values: &[i64],
        causes: &[Option<SpecialValue>],
        from: &[i64],
        points: &[i64],
        absent: &[Option<i64>; SPECIAL_VALUES],
        sums: &mut [i64],
        scored: &mut [u8],
    ) {
        // Sixteen subjects at a time, so that their values and sums stay in registers from bin to bin.
        let (few, rest) = sums.as_chunks_mut::<LANES>();
        let (few_values, rest_values) = values.as_chunks::<LANES>();
        few.iter_mut().zip(few_values).for_each(|(sums, values)| climb(values, from, points, sums));
        rest.iter_mut().zip(rest_values).for_each(|(sum, value)| climb(&[*value], from, points, std::array::from_mut(sum)));
        if !causes.iter().fold(false, |any, cause| any | cause.is_some()) {
            return;
        }
        // An absent value is stored as 0, so `climb` has added the points of 0. The correction replaces them with those
        // of the special value. Index 0 is for values that are present, and corrects nothing.
        let of_zero = points.get(reached(from, |&from| from, 0)).copied().unwrap_or(0);
        let (mut instead, mut gives) = ([0; SPECIAL_VALUES + 1], [1; SPECIAL_VALUES + 1]);
        for ((instead, gives), points) in instead.iter_mut().zip(&mut gives).skip(1).zip(absent) {
            *instead = points.map_or(0, |points| points.wrapping_sub(of_zero));
            *gives = u8::from(points.is_some());
        }
        for ((sum, scored), cause) in sums.iter_mut().zip(scored).zip(causes) {
            let place = cause.map_or(0, |cause| (cause as usize).saturating_add(1));
            *sum = sum.wrapping_add(instead.get(place).copied().unwrap_or(0));
            *scored &= gives.get(place).copied().unwrap_or(0);
        }
    }

    /// Clears `scored` where a number is below the least or absent.
    fn keep_at_least(values: &[i64], causes: &[Option<SpecialValue>], least: i64, scored: &mut [u8]) {
        for ((scored, &value), cause) in scored.iter_mut().zip(values).zip(causes) {
            *scored &= u8::from(value >= least) & u8::from(cause.is_none());
        }
    }
}
