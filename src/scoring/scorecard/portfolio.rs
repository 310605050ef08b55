//! Scores of a portfolio: of each chunk's attributes, which are let go before the next chunk.

use super::{Line, MinimumEvidence, Scorecard};
use crate::attributes::{AttributeChunk, Plan, Portfolio, Reading};
use crate::policy::Regime;
use crate::scoring::{Outcome, Strategy};

impl Portfolio {
    /// The score of each subject under a regime, nothing where there is none: what
    /// [`evaluate`](Strategy::evaluate) says of each by itself, without the reasons. With feature `rayon` it is computed
    /// on the threads of its pool; the scores are the same.
    ///
    /// A subject of whom a number does not fit 64 bits has no score.
    ///
    /// ```
    /// # #[cfg(feature = "json")] {
    /// use credit_bureau::{AccountKind, Currency, Portfolio, Regime, Report, Scorecard};
    /// # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/teaching_scorecard.json"));
    /// let card = Scorecard::from_json(text)?; // examples/data/teaching_scorecard.json
    /// let report = Report::builder("2024-06-30")
    ///     .account(AccountKind::Rent, "flat", |rent| rent.opened("2022-06-01").paid(&"N".repeat(24)))
    ///     .build()?;
    /// let portfolio = Portfolio::from_reports("2024-06".parse()?, Currency::CNY, [&report])?;
    /// assert_eq!(portfolio.score(&card, &Regime::negative_only()), [None]);
    /// assert_eq!(portfolio.score(&card, &Regime::holistic()), [Some(692)]);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn score(&self, card: &Scorecard, regime: &Regime) -> Vec<Option<i32>> {
        let batch = self.attributes(card.plan(), regime);
        let sheet = Sheet::of(card);
        let of_chunk = |chunk: AttributeChunk<'_>| -> Vec<Option<i32>> {
            (0..chunk.len()).map(|subject| sheet.score(&chunk, subject)).collect()
        };
        #[cfg(feature = "rayon")]
        let scores: Vec<_> = rayon::iter::ParallelIterator::collect::<Vec<_>>(rayon::iter::ParallelIterator::map(
            batch.par_unchecked(),
            of_chunk,
        ));
        #[cfg(not(feature = "rayon"))]
        let scores: Vec<_> = batch.unchecked().map(of_chunk).collect();
        scores.concat()
    }

    /// As [`score`](Self::score), with all that a single evaluation gives: reasons, contributions, and why there is no
    /// score. One subject after the other, in order; nothing is computed before it is asked for.
    pub fn outcomes<'a>(&'a self, card: &'a Scorecard, regime: &'a Regime) -> impl Iterator<Item = Outcome> + 'a {
        self.attributes(card.plan(), regime).unchecked().flat_map(|chunk| {
            (0..chunk.len()).filter_map(move |subject| chunk.attributes(subject)).map(|one| card.evaluate(&one))
        })
    }
}

/// A card with its attributes by their places in its plan.
struct Sheet<'a> {
    base: i32,
    minimum: Option<Minimum>,
    lines: Vec<(usize, &'a Line)>,
}

/// [`MinimumEvidence`] by places.
enum Minimum {
    AtLeast(usize, i64),
    Any(Vec<Minimum>),
    All(Vec<Minimum>),
}

impl<'a> Sheet<'a> {
    fn of(card: &'a Scorecard) -> Sheet<'a> {
        let plan = card.plan();
        Sheet {
            base: card.data.base,
            minimum: card.data.minimum_evidence.as_ref().map(|rule| Minimum::of(rule, plan)),
            lines: card.lines.iter().map(|line| (place(plan, &line.attribute), line)).collect(),
        }
    }

    /// The score of a subject, counted from the chunk's first.
    fn score(&self, chunk: &AttributeChunk<'_>, subject: usize) -> Option<i32> {
        let read = |place: usize| chunk.slot(subject, place);
        if let Some(minimum) = &self.minimum
            && !minimum.is_met(&read)?
        {
            return None;
        }
        let (base, mut lines) = (i64::from(self.base), self.lines.iter());
        let sum = lines.try_fold(base, |sum, &(place, line)| {
            line.points(read(place)?).map(|points| sum.saturating_add(points.into()))
        });
        // The card was refused if its points reach beyond its range.
        i32::try_from(sum?).ok()
    }
}

impl Minimum {
    fn of(rule: &MinimumEvidence, plan: &Plan) -> Minimum {
        let each = |rules: &[MinimumEvidence]| rules.iter().map(|rule| Minimum::of(rule, plan)).collect();
        match rule {
            MinimumEvidence::AtLeast { attribute, at_least } => Minimum::AtLeast(place(plan, attribute), *at_least),
            MinimumEvidence::Any(rules) => Minimum::Any(each(rules)),
            MinimumEvidence::All(rules) => Minimum::All(each(rules)),
        }
    }

    /// Whether there is enough evidence; nothing if an attribute it looks at is out of range.
    fn is_met(&self, read: &impl Fn(usize) -> Option<Reading>) -> Option<bool> {
        match self {
            Self::AtLeast(place, least) => Some(matches!(read(*place)?, Reading::Known(value) if value >= *least)),
            Self::Any(rules) => rules.iter().try_fold(false, |met, rule| Some(rule.is_met(read)? | met)),
            Self::All(rules) => rules.iter().try_fold(true, |met, rule| Some(rule.is_met(read)? & met)),
        }
    }
}

/// The place of an attribute; a card's plan has all that it names.
fn place(plan: &Plan, attribute: &str) -> usize {
    plan.names().position(|name| name == attribute).unwrap_or(usize::MAX)
}
