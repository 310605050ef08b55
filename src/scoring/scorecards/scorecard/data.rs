//! Scorecards as plain data.

use std::fmt;
use std::ops::{Bound, RangeBounds};

use chrono::NaiveDate;
use serde::de::value::StrDeserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::attributes::{Attribute, SpecialValue};
use crate::record::record_of;
use crate::scoring::outcome::ReasonText;
use crate::scoring::points::{Better, Points, Scaling, ScoreRange};
use crate::text::quoted;

record_of! {
    /// Content of a scorecard, as plain data; [`Scorecard`](super::Scorecard) is its checked form.
    #[serde(expecting = "a scorecard")]
    ScorecardData {
        /// Name.
        name: String,
        /// Version; a card with other points has another version.
        version: String,
        /// Author, source and purpose.
        origin: String,
        /// Range of possible scores, which base and points must not leave.
        range: ScoreRange,
        /// Points at which the sum starts.
        base: Points,
        ..
        /// Development of the card: by whom, when, on which data.
        provenance: Option<Provenance>,
        /// Relation of its scores to the odds.
        scaling: Option<Scaling>,
        /// Direction of its scores; higher is better if left out.
        better: Better,
        /// Attributes defined by the card, in addition to the catalogue.
        attributes: Vec<Attribute>,
        /// Minimum scoring criteria: the evidence that a person must have to get a score; none if left out.
        #[serde(rename = "minimum_evidence")]
        minimum_criteria: Option<MinimumCriteria>,
        /// Text for a person who does not meet the criteria; the unmet criteria if left out.
        too_little_evidence: Option<ReasonText>,
        /// Most reasons that a score gives, 1 to 4; 4 if left out.
        reasons_max: Option<u8>,
        /// Characteristics: the points of one attribute each.
        characteristics: Vec<Characteristic>,
    }
}

record_of! {
    /// Development of a scorecard: the origin of its points.
    #[derive(Eq)]
    #[serde(expecting = "a provenance")]
    Provenance {
        /// Team or company that developed the card.
        developed_by: String,
        /// Day of this version.
        developed_on: NaiveDate,
        /// Development sample: whose accounts, of which period, how many.
        developed_from: String,
        ..
    }
}

record_of! {
    /// Characteristic: one attribute and the points that it gives.
    #[serde(expecting = "a characteristic")]
    Characteristic {
        /// Name of the attribute, from the catalogue or the card.
        attribute: String,
        /// Points by value. The bins together contain every value exactly once; they may be in any order.
        bins: Vec<Bin>,
        ..
        /// Points against which a loss is counted; the best available if left out.
        baseline: Option<Points>,
        /// Points where the attribute is absent, by special value. Every one that can occur must be covered, but for
        /// [`Hidden`](SpecialValue::Hidden), without which the card gives no score where the bureau does not show it.
        absent: Absence,
        /// Reason for the person if points are lost; the attribute's definition if left out.
        reason: Option<ReasonText>,
        /// Reason where the attribute is absent; the attribute's definition with the special value if left out.
        reason_if_absent: Option<ReasonText>,
    }
}

/// Bin: points for values from one bound, included, to another, excluded. Values are integers in the attribute's unit.
///
/// ```
/// use credit_bureau::scoring::scorecards::Bin;
/// let bins = [Bin::new(..1, 60), Bin::new(1..=2, 20), Bin::new(3.., 0)];
/// assert_eq!((bins[1].from, bins[1].below, bins[1].points), (Some(1), Some(3), 20.into()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a bin")]
#[non_exhaustive]
pub struct Bin {
    /// Lowest value; none for a bin without lower end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// First value above the bin; none for a bin without upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<i64>,
    /// Points; may be negative.
    pub points: Points,
}

impl Bin {
    /// Creates a bin for a range of values such as `3..6`, `..1` or `6..`.
    pub fn new(values: impl RangeBounds<i64>, points: impl Into<Points>) -> Self {
        let from = match values.start_bound() {
            Bound::Included(&from) => Some(from),
            Bound::Excluded(&before) => Some(before.saturating_add(1)),
            Bound::Unbounded => None,
        };
        let below = match values.end_bound() {
            Bound::Included(&last) => last.checked_add(1),
            Bound::Excluded(&below) => Some(below),
            Bound::Unbounded => None,
        };
        Self { from, below, points: points.into() }
    }
}

/// Points of an absent attribute, by special value.
///
/// In serde a map such as `{"never_happened": 40, "hidden": null, "otherwise": 10}`; `null` means no score.
///
/// ```
/// use credit_bureau::attributes::SpecialValue;
/// use credit_bureau::scoring::scorecards::{Absence, PointsAward};
/// let absent = Absence::new()
///     .on(SpecialValue::NeverHappened, PointsAward::of(40))
///     .otherwise(PointsAward::of(10));
/// assert_eq!(absent.award(SpecialValue::NeverHappened), Some(PointsAward::of(40)));
/// assert_eq!(absent.award(SpecialValue::Hidden), Some(PointsAward::of(10)));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Absence {
    special_values: Vec<(SpecialValue, PointsAward)>,
    otherwise: Option<PointsAward>,
}

impl Absence {
    /// Creates an empty table, in which no special value is covered.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the award for one special value.
    #[must_use]
    pub fn on(mut self, special_value: SpecialValue, award: PointsAward) -> Self {
        self.special_values.retain(|&(other, _)| other != special_value);
        self.special_values.push((special_value, award));
        self
    }

    /// Sets the award for every special value that is not named.
    #[must_use]
    pub fn otherwise(self, award: PointsAward) -> Self {
        Self { otherwise: Some(award), ..self }
    }

    /// Returns the award for one special value; none if it is not covered.
    #[must_use]
    pub fn award(&self, special_value: SpecialValue) -> Option<PointsAward> {
        self.special_values
            .iter()
            .find(|&&(named, _)| named == special_value)
            .map(|&(_, award)| award)
            .or(self.otherwise)
    }

    /// Returns all awards, including the one for special values that are not named.
    pub fn awards(&self) -> impl Iterator<Item = PointsAward> {
        self.special_values.iter().map(|&(_, award)| award).chain(self.otherwise)
    }
}

impl Serialize for Absence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (special_value, award) in &self.special_values {
            map.serialize_entry(special_value, award)?;
        }
        if let Some(award) = self.otherwise {
            map.serialize_entry(OTHERWISE, &award)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Absence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AbsenceVisitor)
    }
}

struct AbsenceVisitor;

impl<'de> Visitor<'de> for AbsenceVisitor {
    type Value = Absence;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("points by special_value of absence")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Absence, A::Error> {
        let mut absence = Absence::new();
        while let Some(key) = map.next_key::<String>()? {
            let key = quoted(&key);
            let before = if key == OTHERWISE {
                absence.otherwise.replace(map.next_value()?).is_some()
            } else {
                let special_value = SpecialValue::deserialize(StrDeserializer::<A::Error>::new(&key))
                    .map_err(|error| A::Error::custom(format_args!("{error}, or `{OTHERWISE}`")))?;
                let before = absence.special_values.iter().any(|&(named, _)| named == special_value);
                absence.special_values.push((special_value, map.next_value()?));
                before
            };
            if before {
                return Err(A::Error::custom(format_args!("`{key}` is given twice")));
            }
        }
        Ok(absence)
    }
}

/// Award for an absent attribute: points, or no score.
///
/// In serde a number of points, or `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Option<Points>", into = "Option<Points>")]
pub enum PointsAward {
    /// Points; may be negative.
    Points(Points),
    /// No score for the person.
    NoScore,
}

impl PointsAward {
    /// Creates an award of points; may be negative.
    pub fn of(points: impl Into<Points>) -> Self {
        Self::Points(points.into())
    }

    /// Returns the points; none for no score.
    #[must_use]
    pub const fn points(self) -> Option<Points> {
        match self {
            Self::Points(points) => Some(points),
            Self::NoScore => None,
        }
    }
}

impl From<Option<Points>> for PointsAward {
    fn from(points: Option<Points>) -> Self {
        points.map_or(Self::NoScore, Self::Points)
    }
}

impl From<PointsAward> for Option<Points> {
    fn from(award: PointsAward) -> Self {
        award.points()
    }
}

/// Minimum scoring criteria: the evidence that a person must have to get a score.
///
/// In serde `{"attribute": "positive_depth", "at_least": 6}`, or a list of criteria such as `{"any": […]}` or `{"all":
/// […]}`, nested as needed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Rule", into = "Rule")]
pub enum MinimumCriteria {
    /// An attribute is known and at least a number.
    AtLeast {
        /// Name of the attribute, from the catalogue or the card.
        attribute: String,
        /// Lowest value that is enough, in the attribute's unit.
        at_least: i64,
    },
    /// At least one of these is met.
    Any(Vec<MinimumCriteria>),
    /// All of these are met.
    All(Vec<MinimumCriteria>),
}

impl MinimumCriteria {
    /// Creates the criterion that an attribute is at least a number.
    pub fn at_least(attribute: impl Into<String>, at_least: i64) -> Self {
        Self::AtLeast { attribute: attribute.into(), at_least }
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "a rule")]
struct Rule {
    #[serde(skip_serializing_if = "Option::is_none")]
    attribute: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    any: Option<Vec<MinimumCriteria>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all: Option<Vec<MinimumCriteria>>,
}

impl TryFrom<Rule> for MinimumCriteria {
    type Error = &'static str;

    fn try_from(rule: Rule) -> Result<Self, &'static str> {
        match (rule.attribute, rule.at_least, rule.any, rule.all) {
            (Some(attribute), Some(at_least), None, None) => Ok(Self::AtLeast { attribute, at_least }),
            (None, None, Some(any), None) => Ok(Self::Any(any)),
            (None, None, None, Some(all)) => Ok(Self::All(all)),
            _ => Err("a rule has `attribute` and `at_least`, or `any`, or `all`"),
        }
    }
}

impl From<MinimumCriteria> for Rule {
    fn from(rule: MinimumCriteria) -> Self {
        match rule {
            MinimumCriteria::AtLeast { attribute, at_least } => {
                Self { attribute: Some(attribute), at_least: Some(at_least), ..Self::default() }
            }
            MinimumCriteria::Any(any) => Self { any: Some(any), ..Self::default() },
            MinimumCriteria::All(all) => Self { all: Some(all), ..Self::default() },
        }
    }
}

const OTHERWISE: &str = "otherwise";
