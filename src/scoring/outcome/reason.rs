//! What made a score what it is.

use std::fmt;
use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use crate::attributes::Reading;
use crate::language::Language;
use crate::scoring::points::{Better, Points};

/// What one attribute did to a score. Cheap to clone.
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
    /// `points` for the `reading` of `attribute`, where `best` was to be had: the most that any reading gives, or a
    /// baseline. A best below the points is taken to be the points.
    pub fn new(
        attribute: impl Into<Arc<str>>,
        reading: Reading,
        points: impl Into<Points>,
        best: impl Into<Points>,
        text: impl Into<Arc<ReasonText>>,
    ) -> Self {
        Self::counted(Better::Higher, attribute.into(), reading, (points.into(), best.into()), text.into())
    }

    /// As [`new`](Self::new), of a score of which the lower is the better: the best is the fewest points, and one above
    /// the points is taken to be the points.
    pub fn where_lower_is_better(
        attribute: impl Into<Arc<str>>,
        reading: Reading,
        points: impl Into<Points>,
        best: impl Into<Points>,
        text: impl Into<Arc<ReasonText>>,
    ) -> Self {
        Self::counted(Better::Lower, attribute.into(), reading, (points.into(), best.into()), text.into())
    }

    /// One whose loss is counted from the best towards the worse.
    pub(in crate::scoring) fn counted(
        better: Better,
        attribute: Arc<str>,
        reading: Reading,
        (points, best): (Points, Points),
        text: Arc<ReasonText>,
    ) -> Self {
        let best = match better {
            Better::Higher => best.max(points),
            Better::Lower => best.min(points),
        };
        Self { attribute, reading, points, best, text }
    }

    /// The attribute's name.
    #[must_use]
    pub fn attribute(&self) -> &str {
        &self.attribute
    }

    /// What the attribute was for this person.
    #[must_use]
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// Points it gave; may be negative.
    #[must_use]
    pub fn points(&self) -> Points {
        self.points
    }

    /// The best points that it could have given, or a baseline: those against which its loss is counted.
    #[must_use]
    pub fn best(&self) -> Points {
        self.best
    }

    /// Points missing from the best; where the lower is the better, those beyond it.
    #[must_use]
    pub fn points_lost(&self) -> Points {
        (self.best - self.points).max(self.points - self.best)
    }

    /// What it says about the person, for the person.
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

/// One of the strongest contributions: why a score is not higher.
///
/// Displayed, it is its English text; in serde, its [`Contribution`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason<'a> {
    rank: usize,
    contribution: &'a Contribution,
}

impl<'a> Reason<'a> {
    /// The contributions that lost points, most points lost first and in their own order where they lost the same; at
    /// most `most` of them.
    pub(in crate::scoring) fn ranked(contributions: &'a [Contribution], most: usize) -> Vec<Self> {
        let mut losses: Vec<_> = contributions.iter().filter(|one| one.points_lost() > Points::ZERO).collect();
        losses.sort_by_key(|one| std::cmp::Reverse(one.points_lost()));
        losses.into_iter().take(most).zip(1..).map(|(contribution, rank)| Self { rank, contribution }).collect()
    }

    /// Its place among the reasons; 1 is the strongest.
    #[must_use]
    pub fn rank(self) -> usize {
        self.rank
    }

    /// The contribution it is.
    #[must_use]
    pub fn contribution(self) -> &'a Contribution {
        self.contribution
    }

    /// The attribute's name.
    #[must_use]
    pub fn attribute(self) -> &'a str {
        self.contribution.attribute()
    }

    /// What the attribute was for this person.
    #[must_use]
    pub fn reading(self) -> Reading {
        self.contribution.reading()
    }

    /// Points it gave; may be negative.
    #[must_use]
    pub fn points(self) -> Points {
        self.contribution.points()
    }

    /// Points missing from the best, or beyond it; above 0.
    #[must_use]
    pub fn points_lost(self) -> Points {
        self.contribution.points_lost()
    }

    /// What it says about the person, for the person.
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

/// A reason in words, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a text in both languages")]
pub struct ReasonText {
    /// In English.
    pub english: String,
    /// In Chinese.
    pub chinese: String,
}

impl ReasonText {
    /// One text in both languages.
    pub fn new(english: impl Into<String>, chinese: impl Into<String>) -> Self {
        Self { english: english.into(), chinese: chinese.into() }
    }

    /// The text in one language.
    #[must_use]
    pub fn pick(&self, language: Language) -> &str {
        language.pick(&self.english, &self.chinese)
    }
}

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
