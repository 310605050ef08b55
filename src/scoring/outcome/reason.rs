//! Contributions to a score, and the reasons taken from them.

use std::fmt;
use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use crate::attributes::{Attributes, Reading, SpecialValue};
use crate::language::Language;
use crate::report::KindSet;
use crate::scoring::points::{Better, Points};

/// Contribution of one attribute to a score. Cheap to clone.
///
/// In serde `{"attribute", "reading", "points", "points_lost", "text": {"english", "chinese"}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    attribute: Arc<str>,
    reading: Reading,
    points: Points,
    best: Points,
    text: Arc<ReasonText>,
}

impl Contribution {
    /// Creates the contribution of an attribute where higher scores are better. `best` is the most points that any
    /// reading gives, or a baseline; it is raised to `points` if it lies below them. Of a reading that is
    /// [hidden](SpecialValue::Hidden) it is `points`: what a bureau does not record loses nothing.
    pub fn new(
        attribute: impl Into<Arc<str>>,
        reading: Reading,
        points: impl Into<Points>,
        best: impl Into<Points>,
        text: impl Into<Arc<ReasonText>>,
    ) -> Self {
        Self::counted(Better::Higher, attribute.into(), reading, (points.into(), best.into()), text.into())
    }

    /// As [`new`](Self::new), for a score where lower is better: `best` is the fewest points, and is lowered to
    /// `points` if it lies above them.
    pub fn where_lower_is_better(
        attribute: impl Into<Arc<str>>,
        reading: Reading,
        points: impl Into<Points>,
        best: impl Into<Points>,
        text: impl Into<Arc<ReasonText>>,
    ) -> Self {
        Self::counted(Better::Lower, attribute.into(), reading, (points.into(), best.into()), text.into())
    }

    /// Creates a contribution whose loss is counted from the best towards the worse in the given direction.
    pub(in crate::scoring) fn counted(
        better: Better,
        attribute: Arc<str>,
        reading: Reading,
        (points, best): (Points, Points),
        text: Arc<ReasonText>,
    ) -> Self {
        // What the bureau does not record is held against nobody.
        let best = if reading == SpecialValue::Hidden.into() { points } else { best };
        let best = match better {
            Better::Higher => best.max(points),
            Better::Lower => best.min(points),
        };
        Self { attribute, reading, points, best, text }
    }

    /// Fills `{kinds}` in the text with the kinds that feed the attribute in a credit file.
    pub(super) fn fill_kinds(&mut self, file: &Attributes) {
        if let Some(text) = self.text.filled(|| file.kinds_in_words(&self.attribute)) {
            self.text = Arc::new(text);
        }
    }

    /// Returns the attribute's name.
    #[must_use]
    pub fn attribute(&self) -> &str {
        &self.attribute
    }

    /// Returns the person's reading of the attribute.
    #[must_use]
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// Returns the points given; may be negative.
    #[must_use]
    pub fn points(&self) -> Points {
        self.points
    }

    /// Returns the best points available, or the baseline, against which the loss is counted.
    #[must_use]
    pub fn best(&self) -> Points {
        self.best
    }

    /// Returns the points lost against the best: those missing, or where lower is better, those in excess. Never below
    /// 0.
    #[must_use]
    pub fn points_lost(&self) -> Points {
        (self.best - self.points).max(self.points - self.best)
    }

    /// Returns the reason's text for the person.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        self.text.pick(language)
    }
}

impl Serialize for Contribution {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Contribution", 5)?;
        fields.serialize_field("attribute", &*self.attribute)?;
        fields.serialize_field("reading", &self.reading)?;
        fields.serialize_field("points", &self.points)?;
        fields.serialize_field("points_lost", &self.points_lost())?;
        fields.serialize_field("text", &*self.text)?;
        fields.end()
    }
}

/// Reason why a score is not better: one of its strongest contributions.
///
/// It displays as its English text and serializes as its [`Contribution`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason<'a> {
    rank: usize,
    contribution: &'a Contribution,
}

impl<'a> Reason<'a> {
    /// Ranks the contributions that lost points, most points lost first, ties in their own order; at most `most` of
    /// them.
    pub(in crate::scoring) fn ranked(contributions: &'a [Contribution], most: usize) -> Vec<Self> {
        let mut losses: Vec<_> = contributions.iter().filter(|one| one.points_lost() > Points::ZERO).collect();
        losses.sort_by_key(|one| std::cmp::Reverse(one.points_lost()));
        losses.into_iter().take(most).zip(1..).map(|(contribution, rank)| Self { rank, contribution }).collect()
    }

    /// Returns its rank among the reasons; 1 is the strongest.
    #[must_use]
    pub fn rank(self) -> usize {
        self.rank
    }

    /// Returns the contribution.
    #[must_use]
    pub fn contribution(self) -> &'a Contribution {
        self.contribution
    }

    /// Returns the attribute's name.
    #[must_use]
    pub fn attribute(self) -> &'a str {
        self.contribution.attribute()
    }

    /// Returns the person's reading of the attribute.
    #[must_use]
    pub fn reading(self) -> Reading {
        self.contribution.reading()
    }

    /// Returns the points given; may be negative.
    #[must_use]
    pub fn points(self) -> Points {
        self.contribution.points()
    }

    /// Returns the points lost against the best; above 0.
    #[must_use]
    pub fn points_lost(self) -> Points {
        self.contribution.points_lost()
    }

    /// Returns the reason's text for the person.
    #[must_use]
    pub fn text(self, language: Language) -> &'a str {
        self.contribution.text(language)
    }
}

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text(Language::English))
    }
}

impl Serialize for Reason<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.contribution.serialize(serializer)
    }
}

/// Text of a reason in English and Chinese.
///
/// In the reason of a contribution or of a rule, `{kinds}` is filled with the kinds of account that feed its attributes
/// under the regime, such as "rent or utility": so no reason speaks of a kind that the bureau does not record. Other texts
/// stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a text in both languages")]
pub struct ReasonText {
    /// English text.
    pub english: String,
    /// Chinese text.
    pub chinese: String,
}

impl ReasonText {
    /// Creates the text from its English and Chinese forms.
    pub fn new(english: impl Into<String>, chinese: impl Into<String>) -> Self {
        Self { english: english.into(), chinese: chinese.into() }
    }

    /// Returns the text with `{kinds}` filled; none if it has no such place.
    pub(in crate::scoring) fn filled(&self, kinds: impl FnOnce() -> KindSet) -> Option<Self> {
        if !self.english.contains(KINDS) && !self.chinese.contains(KINDS) {
            return None;
        }
        let kinds = kinds();
        let fill = |text: &str, language| text.replace(KINDS, &kinds.text(language));
        Some(Self::new(fill(&self.english, Language::English), fill(&self.chinese, Language::Chinese)))
    }

    /// Returns the text in one language.
    #[must_use]
    pub fn pick(&self, language: Language) -> &str {
        language.pick(&self.english, &self.chinese)
    }
}

/// Place in a text that is filled with kinds of account.
const KINDS: &str = "{kinds}";

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(attribute: &str, lost: i32) -> Contribution {
        Contribution::new(attribute, Reading::Known(0), 50 - lost, 50, ReasonText::new(attribute, attribute))
    }

    #[test]
    fn reasons_are_the_strongest_and_keep_their_order_where_they_tie() {
        let all = [lost("a", 10), lost("b", 0), lost("c", 30), lost("d", 10), lost("e", 20), lost("f", 10)];
        let names = |most| Reason::ranked(&all, most).iter().map(|one| one.attribute().to_owned()).collect::<Vec<_>>();
        assert_eq!(names(4), ["c", "e", "a", "d"]);
        assert_eq!(names(9), ["c", "e", "a", "d", "f"], "what lost nothing is no reason");
        assert_eq!(Reason::ranked(&all, 4).iter().map(|one| one.rank()).collect::<Vec<_>>(), [1, 2, 3, 4]);
    }

    #[test]
    fn points_above_the_best_lose_nothing() {
        let one = Contribution::new("a", Reading::Known(1), 9, 5, ReasonText::new("a", "甲"));
        assert_eq!((one.best(), one.points_lost()), (9.into(), 0.into()));
        let one = Contribution::new("a", Reading::Known(1), i32::MIN, i32::MAX, ReasonText::new("a", "甲"));
        assert_eq!(one.points_lost().rounded(), 2_000_000_000);
    }
}
