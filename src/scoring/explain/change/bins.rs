//! Positions of a person's attributes in a card's bins, on which alone the score depends.

use std::collections::HashMap;

use super::error::ChangeError;
use super::{effect, exact};
use crate::attributes::{Attributes, Reading, SpecialValue};
use crate::money::Money;
use crate::report::Account;
use crate::scoring::outcome::Strategy;
use crate::scoring::points::{Better, Points, reached};
use crate::scoring::scorecards::{MinimumCriteria, Scorecard};

/// Position of each row of a card's plan: the index of its interval between the card's edges, from 0; below 0, the
/// special value it has instead of a number.
pub(super) type BinPositions = Vec<i32>;

/// Edges of a card, which turn attributes into positions.
pub(super) struct CardEdges<'a> {
    card: &'a Scorecard,
    rows: Vec<RowEdges>,
    scores: HashMap<BinPositions, Option<i32>>,
    /// Shares of a limit, in percent, that filters of the card test.
    percents: Vec<u16>,
}

/// Edges of one row: the starts of its intervals, and the points in each.
struct RowEdges {
    from: Vec<i64>,
    /// Points in each interval, lowest first; one more than `from`.
    interval_points: Vec<Points>,
    /// Points of each special value; none where the card gives no score.
    absent: Vec<Option<Points>>,
}

impl<'a> CardEdges<'a> {
    pub(super) fn of(card: &'a Scorecard) -> CardEdges<'a> {
        let mut least = HashMap::new();
        if let Some(rule) = &card.data().minimum_criteria {
            collect_least(rule, &mut least);
        }
        let row = |name: &str| {
            // The minimum criteria compare values too, so their bounds are edges like those of the bins.
            let mut from: Vec<i64> = least.get(name).cloned().unwrap_or_default();
            let line = card.lines().iter().find(|line| *line.attribute == *name);
            from.extend(line.into_iter().flat_map(|line| &line.from));
            from.sort_unstable();
            from.dedup();
            let points = |reading| line.map_or(Some(Points::ZERO), |line| line.points(reading));
            // All values of an interval give the same points, so one stands for each: an edge, or below the first edge
            // its neighbour.
            let lowest = from.first().map_or(0, |first| first.saturating_sub(1));
            let starts = std::iter::once(lowest).chain(from.iter().copied());
            let interval_points = starts.map(|value| points(Reading::Known(value)).unwrap_or_default()).collect();
            RowEdges {
                interval_points,
                absent: SpecialValue::ALL.map(|cause| points(Reading::Absent(cause))).to_vec(),
                from,
            }
        };
        let rows = card.plan().names().map(row).collect();
        CardEdges { card, rows, scores: HashMap::new(), percents: exact::percents(card.plan()) }
    }

    /// Returns the positions of a person's attributes, which are in the order of the card's plan.
    pub(super) fn positions(&self, attributes: &Attributes) -> BinPositions {
        let place = |(row, reading): (&RowEdges, Result<Reading, _>)| match reading {
            Ok(Reading::Known(value)) => i32::try_from(reached(&row.from, |&from| from, value)).unwrap_or(i32::MAX),
            Ok(Reading::Absent(cause)) => NO_NUMBER.saturating_sub(cause as i32),
            Err(_) => OUT_OF_RANGE,
        };
        self.rows.iter().zip(attributes.iter().map(|(_, reading)| reading)).map(place).collect()
    }

    /// Returns the score at a position; `attributes` is any evidence that lies there. Many amounts share a position, so
    /// scores are kept and evaluated once.
    pub(super) fn score(&mut self, positions: &BinPositions, attributes: &Attributes) -> Option<i32> {
        if let Some(&score) = self.scores.get(positions) {
            return score;
        }
        let score = self.card.evaluate(attributes).value();
        if self.scores.len() < KNOWN_MAX {
            self.scores.insert(positions.clone(), score);
        }
        score
    }

    /// Returns an upper bound on the goodness of the score between two positions, where each row moves one way from the
    /// first to the second; none if no score is possible.
    ///
    /// Each row takes its best points independently of the others. No reachable combination is better, so a branch
    /// whose bound misses the goal can be left out without losing an answer.
    pub(super) fn bound(&self, one: &BinPositions, other: &BinPositions) -> Option<i64> {
        let better = self.card.data().better;
        let of_row = |(row, (&one, &other)): (&RowEdges, (&i32, &i32))| {
            let (low, high) = (one.min(other), one.max(other));
            let within = usize::try_from(low).ok().zip(usize::try_from(high).ok());
            let within =
                within.and_then(|(low, high)| row.interval_points.get(low..=high)).unwrap_or(&row.interval_points);
            let numbers = within.iter().copied().filter(|_| high >= OUT_OF_RANGE);
            let causes = [one, other].into_iter().filter_map(|place| {
                let cause = usize::try_from(NO_NUMBER.saturating_sub(place)).ok()?;
                row.absent.get(cause).copied().flatten()
            });
            match better {
                Better::Higher => numbers.chain(causes).max(),
                Better::Lower => numbers.chain(causes).min(),
            }
        };
        let most = self.rows.iter().zip(one.iter().zip(other)).map(of_row).sum::<Option<Points>>()?;
        let score: Points = [self.card.data().base, most].into_iter().sum();
        Some(goodness(better, score.rounded()))
    }

    /// Splits the amounts that may be repaid on an account into stretches, inside which the account changes by its
    /// amounts only: no filter of the card changes its answer, and nothing becomes or ceases to be owed or used.
    pub(super) fn stretches(&self, account: &Account) -> Vec<(u64, u64)> {
        let Some((least, most)) = effect::repayable(account) else { return Vec::new() };
        let amount = |amount: Option<Money>| amount.map_or(0, |amount| i128::from(amount.minor()));
        let (balance, used) = (amount(account.balance()), amount(account.used()));
        // From these amounts on nothing is owed or used any more.
        let mut turns = vec![balance, used];
        let limit = amount(account.limit);
        if limit > 0 {
            // Utilisation is in whole basis points, so a smaller share of the limit counts as none.
            let left = |so_many: i128, of: i128| so_many.saturating_sub(1).div_euclid(of);
            turns.push(used.saturating_sub(left(limit, 10_000)));
            let shares = self.percents.iter().map(|&percent| left(limit.saturating_mul(percent.into()), 100));
            turns.extend(shares.map(|left| used.saturating_sub(left)));
        }
        let mut starts: Vec<u64> = turns.into_iter().filter_map(|turn| u64::try_from(turn).ok()).collect();
        starts.push(least);
        starts.retain(|start| (least..=most).contains(start));
        starts.sort_unstable();
        starts.dedup();
        let ends = starts.iter().skip(1).map(|start| start.saturating_sub(1)).chain([most]).collect::<Vec<_>>();
        starts.into_iter().zip(ends).collect()
    }

    /// Checks that the search is exact for the card; any card will do if nothing can be repaid.
    pub(super) fn check(&self, accounts: &[Account]) -> Result<(), ChangeError> {
        let any = accounts.iter().any(|account| effect::repayable(account).is_some());
        let unclear = self.card.plan().rows().iter().find(|row| any && !exact::is_exact(&row.measure));
        unclear.map_or(Ok(()), |row| Err(ChangeError::NotExact { attribute: row.name.clone() }))
    }
}

/// Returns a score as goodness, of which higher is better.
pub(super) fn goodness(better: Better, score: i64) -> i64 {
    match better {
        Better::Higher => score,
        Better::Lower => score.saturating_neg(),
    }
}

fn collect_least<'a>(rule: &'a MinimumCriteria, least: &mut HashMap<&'a str, Vec<i64>>) {
    match rule {
        MinimumCriteria::AtLeast { attribute, at_least } => least.entry(attribute).or_default().push(*at_least),
        MinimumCriteria::Any(rules) | MinimumCriteria::All(rules) => {
            rules.iter().for_each(|rule| collect_least(rule, least))
        }
    }
}

const OUT_OF_RANGE: i32 = -1;
/// Position of the first special value; the others follow below.
const NO_NUMBER: i32 = -2;
/// Most positions kept with their score, of four bytes for each attribute of the card. Beyond it scores are evaluated
/// again.
const KNOWN_MAX: usize = 100_000;
