//! Scores in the form of PBOC's digital reading 数字解读: 0 to 1000, a position in a population, at most two factors.

use serde::Serialize;

use super::ADVERSE;
use crate::attributes::{
    Across, AcrossMonths, Attribute, Attributes, Catalogue, Direction, Filter, Measure, MonthTest, OverAccounts,
    OverMonths, Plan, Reading, Within, WithinMonth,
};
use crate::month::Window;
use crate::portfolio::AttributeChunk;
use crate::record::Gloss as _;
use crate::report::{AccountKind, DigitalReading as Printed, ReadingFactor};
use crate::scoring::outcome::{
    CreditStrategy, Outcome, Score, Strategy, StrategyId, StrategyOutcome, Unscorable, reading, reading_factor,
};
use crate::scoring::points::{Better, ScoreRange};
use crate::scoring::scorecards::{Scorecard, ScorecardData, ScoringError};

/// Strategy that prints a scorecard's score in the form of the 数字解读 section of a PBOC report.
///
/// PBOC's own model is not public; only the form is used here: the card's score as a number from 0 (worst) to 1000
/// (best), the share of a reference population below it in whole percent, and at most two factors of the published list
/// (PC010D01). A code replaces the number for a person without any record (91), with a record of fewer than three
/// months (92), or with none in the last two years (93). A month counts once, however many accounts report it. Only
/// what the regime shows is a record: under a regime that shows rent, a rent payer has one. Somebody of whom a bad mark is
/// on record (a late month, a bad debt, a collection, an abnormal end, an amount past due) has no code, and what the
/// bureau does not record gives none.
///
/// ```
/// # #[cfg(feature = "json")] {
/// use credit_bureau::scoring::{Scorecard, Strategy};
/// use credit_bureau::scoring::strategies::DigitalReadingModel;
/// use credit_bureau::scoring::strategies::digital_reading::ReferencePopulation;
/// use credit_bureau::{AccountKind, Regime, Report};
/// let text = std::fs::read_to_string("examples/data/teaching_scorecard.json")?;
/// let card = Scorecard::from_json(&text)?;
/// let readings = [Some(500), Some(620), None, Some(700), Some(815)];
/// let others = ReferencePopulation::new(&card, readings)?;
/// let strategy = DigitalReadingModel::new(card, others)?;
/// let report = Report::builder("2024-06-30")
///     .account(AccountKind::Rent, "flat", |rent| {
///         rent.opened("2022-06-01").paid(&"N".repeat(24))
///     })
///     .build()?;
/// let holistic = report.under(Regime::holistic());
/// let whole = strategy.evaluate(&holistic.attributes_of(strategy.plan()));
/// assert_eq!(whole.to_string(), "713, >50%: 13 近期信用卡信息较少; 15 近期信贷信息较少");
/// let negative_only = report.under(Regime::negative_only());
/// let blind = strategy.evaluate(&negative_only.attributes_of(strategy.plan()));
/// assert_eq!(blind.to_string(), "--: 91 无信贷记录");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct DigitalReadingModel {
    card: Scorecard,
    reference: ReferencePopulation,
    plan: Plan,
}

/// Distribution of readings in a reference population.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferencePopulation {
    /// Number of people below each reading, followed by the number of all.
    below: Vec<u64>,
}

impl ReferencePopulation {
    /// Counts the scores that a card gives to people, such as those of [`Portfolio::score`](crate::Portfolio::score);
    /// people without a score are left out.
    ///
    /// # Errors
    ///
    /// [`ScoringError::NoReference`] if nobody has a score.
    pub fn new(
        card: &Scorecard,
        scores: impl IntoIterator<Item = Option<i32>>,
    ) -> Result<ReferencePopulation, ScoringError> {
        let mut below = vec![0_u64; usize::from(HIGHEST) + 2];
        for score in scores.into_iter().flatten() {
            let reading = position(score, card.data().range, card.data().better);
            if let Some(count) = below.get_mut(usize::from(reading).saturating_add(1)) {
                *count = count.saturating_add(1);
            }
        }
        let mut sum = 0_u64;
        for count in &mut below {
            sum = sum.saturating_add(*count);
            *count = sum;
        }
        if sum == 0 { Err(ScoringError::NoReference) } else { Ok(ReferencePopulation { below }) }
    }

    /// Returns the share of people with a lower reading, in whole percent, rounded down.
    #[must_use]
    pub fn percent_below(&self, reading: u16) -> u8 {
        let all = self.below.last().copied().unwrap_or_default();
        let below = self.below.get(usize::from(reading)).copied().unwrap_or(all);
        let percent = u128::from(below).saturating_mul(100).checked_div(u128::from(all));
        percent.and_then(|percent| u8::try_from(percent).ok()).unwrap_or(0)
    }
}

impl DigitalReadingModel {
    /// Creates the strategy from a card and a reference population scored by that card.
    ///
    /// # Errors
    ///
    /// [`ScoringError::Attributes`] if the card defines attributes of its own under the names of the three that tell
    /// whether there is a record.
    pub fn new(card: Scorecard, reference: ReferencePopulation) -> Result<DigitalReadingModel, ScoringError> {
        let mut rows: Vec<Attribute> = card.plan().rows().iter().cloned().chain(record()).collect();
        for name in ADVERSE {
            if !rows.iter().any(|row| row.name == name) {
                rows.extend(Catalogue::standard().get(name).cloned());
            }
        }
        let plan = Plan::new(rows).map_err(ScoringError::Attributes)?;
        Ok(DigitalReadingModel { card, reference, plan })
    }

    /// Returns the attributes it needs and no others: those of the card, three that tell whether there is a record, and
    /// those that tell whether something went wrong. Evidence must be computed by this plan.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Returns the code that replaces the number, if one does.
    fn no_score(evidence: &Attributes) -> Result<Option<ReadingFactor>, Unscorable> {
        let number = |name: &str| reading(evidence, name).map(Reading::known);
        let adverse: Vec<_> = ADVERSE.into_iter().map(number).collect::<Result<_, _>>()?;
        let [accounts, months, two_years] = RECORD.map(number);
        let code = code(accounts?, months?, two_years?);
        Ok(code.filter(|_| !adverse.iter().any(|number| *number > Some(0))))
    }
}

impl Strategy for DigitalReadingModel {
    type Evidence = Attributes;
    type Outcome = DigitalReadingOutcome;

    fn id(&self) -> StrategyId {
        let of_card = self.card.id();
        StrategyId::new(format!("{}, digital reading", of_card.name()), of_card.version())
    }

    fn evaluate(&self, evidence: &Attributes) -> DigitalReadingOutcome {
        let none = |factor, outcome| DigitalReadingOutcome { printed: printed(None, None, vec![factor]), outcome };
        let outcome = self.card.evaluate(evidence);
        match Self::no_score(evidence) {
            Err(cause) => return none(ReadingFactor::Other, cause.into()),
            Ok(Some(code)) => return none(code, outcome),
            Ok(None) => {}
        }
        let Some(score) = outcome.score() else { return none(ReadingFactor::Other, outcome) };
        let reading = position(score.value(), score.range(), self.card.data().better);
        let position = self.reference.percent_below(reading);
        let printed = printed(Some(reading), Some(position), factors(score));
        DigitalReadingOutcome { printed, outcome }
    }
}

impl CreditStrategy for DigitalReadingModel {
    fn plan(&self) -> &Plan {
        &self.plan
    }

    fn numbers(&self, chunk: &AttributeChunk<'_>, numbers: &mut Vec<Option<f64>>) -> Result<(), Unscorable> {
        chunk.places_of(&self.plan)?;
        let scores = self.card.scores(chunk)?;
        let column = |name: &str| chunk.column(name).unwrap_or_default();
        let mut adverse = vec![false; chunk.len()];
        for name in ADVERSE {
            let readings = adverse.iter_mut().zip(column(name).iter());
            readings.for_each(|(adverse, reading)| *adverse |= reading.known() > Some(0));
        }
        let asked = ADVERSE.into_iter().chain(RECORD).filter_map(|name| chunk.find(name));
        let places: Vec<usize> = asked.map(|(place, _)| place).collect();
        let [accounts, months, two_years] = RECORD.map(|name| column(name).iter());
        let each = scores.into_iter().zip(adverse).zip(accounts).zip(months).zip(two_years).enumerate();
        numbers.extend(each.map(|(subject, ((((score, adverse), accounts), months), two_years))| {
            let coded = !adverse && code(accounts.known(), months.known(), two_years.known()).is_some();
            let fits = || places.iter().all(|&place| chunk.fits(subject, place));
            let ScorecardData { range, better, .. } = *self.card.data();
            score.filter(|_| !coded && fits()).map(|score| f64::from(position(score, range, better)))
        }));
        Ok(())
    }
}

/// Returns the code that replaces the number, from the number of accounts, of months, and of months in the last two
/// years, each where the bureau records it.
const fn code(accounts: Option<i64>, months: Option<i64>, two_years: Option<i64>) -> Option<ReadingFactor> {
    match (accounts, months, two_years) {
        // An account that has not reported a month yet is a short record, not the lack of one.
        (Some(0), Some(0), _) => Some(ReadingFactor::NoCreditRecord),
        (_, Some(..3), _) => Some(ReadingFactor::HistoryUnderThreeMonths),
        (_, _, Some(0)) => Some(ReadingFactor::NothingInTwoYears),
        _ => None,
    }
}

/// Outcome of a [`DigitalReadingModel`]: the printed reading, and the outcome of the card behind it.
///
/// It displays as the printed reading: number, position and factors; `--` and the code where there is no number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DigitalReadingOutcome {
    printed: Printed,
    outcome: Outcome,
}

impl DigitalReadingOutcome {
    /// Returns the reading as a report prints it (PSM).
    #[must_use]
    pub const fn printed(&self) -> &Printed {
        &self.printed
    }

    /// Returns the card's outcome, with every contribution or every cause of having no score.
    #[must_use]
    pub const fn outcome(&self) -> &Outcome {
        &self.outcome
    }
}

impl StrategyOutcome for DigitalReadingOutcome {
    fn number(&self) -> Option<f64> {
        self.printed.score.map(f64::from)
    }
}

impl std::fmt::Display for DigitalReadingOutcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.printed.score, self.printed.relative_position) {
            (Some(score), Some(position)) => write!(f, "{score}, >{position}%")?,
            _ => f.write_str("--")?,
        }
        for (factor, lead) in self.printed.factors.iter().zip([": "].into_iter().chain(std::iter::repeat("; "))) {
            write!(f, "{lead}{}", factor.gloss())?;
        }
        Ok(())
    }
}

/// Scales a score to its position between the worst (0) and the best (1000) of its range, rounded to a whole number.
fn position(score: i32, range: ScoreRange, better: Better) -> u16 {
    let (lowest, highest) = (i64::from(range.lowest()), i64::from(range.highest()));
    let (span, score) = (highest.saturating_sub(lowest), i64::from(score).clamp(lowest, highest));
    let above = match better {
        Better::Higher => score.saturating_sub(lowest),
        Better::Lower => highest.saturating_sub(score),
    };
    let doubled = above.saturating_mul(i64::from(HIGHEST).saturating_mul(2)).saturating_add(span);
    let nearest = doubled.checked_div(span.saturating_mul(2)).unwrap_or_default();
    u16::try_from(nearest).unwrap_or(HIGHEST)
}

/// Returns at most two different factors, the strongest first.
fn factors(score: &Score) -> Vec<ReadingFactor> {
    let mut factors = Vec::new();
    for reason in score.reasons() {
        let factor = reading_factor(reason.attribute(), reason.reading());
        if !factors.contains(&factor) && factors.len() < FACTORS_MAX {
            factors.push(factor);
        }
    }
    if factors.is_empty() { vec![ReadingFactor::None] } else { factors }
}

fn printed(score: Option<u16>, position: Option<u8>, factors: Vec<ReadingFactor>) -> Printed {
    let mut printed = Printed::default();
    (printed.score, printed.relative_position) = (score.map(u32::from), position.map(u32::from));
    printed.factors = factors;
    printed
}

const HIGHEST: u16 = 1_000;
const FACTORS_MAX: usize = 2;
/// Attributes that tell whether there is a record: accounts of any kind, distinct months in which any of them reports,
/// and those of the last two years.
const RECORD: [&str; 3] = ["accounts_on_record", "months_on_record_60", "months_on_record_24"];

fn record() -> [Attribute; 3] {
    let every = || Filter::Kinds(AccountKind::ALL.iter().copied().collect());
    let months = |window| {
        let (across, of) = (AcrossMonths::Count, WithinMonth::Any(MonthTest::Reported));
        Measure::Months(OverMonths { across, of, filter: every(), window })
    };
    let (across, of) = (Across::Count, Within::Account);
    let accounts = Measure::Accounts(OverAccounts { across, of, filter: every(), window: Window::ALL });
    let [of_accounts, of_months, of_two_years] = RECORD;
    let row = |name: &str, measure| Attribute { name: name.to_owned(), direction: Direction::Neither, measure };
    [row(of_accounts, accounts), row(of_months, months(Window::last(60))), row(of_two_years, months(Window::last(24)))]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_reading_keeps_the_order_of_scores(a in 300i32..=850, b in 300i32..=850) {
            let range = ScoreRange::new(300, 850).unwrap();
            let [x, y] = [a, b].map(|score| position(score, range, Better::Higher));
            prop_assert_eq!(a < b, x < y);
            prop_assert_eq!(position(a, range, Better::Lower), 1_000 - x);
        }
    }

    #[test]
    fn the_ends_of_a_range_are_those_of_the_reading() {
        let range = ScoreRange::new(i32::MIN, i32::MAX).unwrap();
        assert_eq!([i32::MIN, 0, i32::MAX].map(|score| position(score, range, Better::Higher)), [0, 500, 1_000]);
    }

    #[test]
    fn the_position_counts_who_is_below() {
        let card = super::super::five_factor::FiveFactor::new().unwrap().card().clone();
        let others = ReferencePopulation::new(&card, [Some(300), Some(575), Some(575), None, Some(850)]).unwrap();
        assert_eq!([0, 1, 500, 501, 1_000].map(|reading| others.percent_below(reading)), [0, 25, 25, 75, 75]);
        assert_eq!(ReferencePopulation::new(&card, [None]), Err(ScoringError::NoReference));
    }
}
