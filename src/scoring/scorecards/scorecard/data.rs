//! What a scorecard says, as plain data.

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
    /// What a scorecard says, as plain data that anybody may fill in; a [`Scorecard`](super::Scorecard) is the proof
    /// that it holds together.
    #[serde(expecting = "a scorecard")]
    ScorecardData {
        /// Its name.
        name: String,
        /// Its version. A card with other points is another version.
        version: String,
        /// Who made it, from what, and what for.
        origin: String,
        /// Lowest and highest score. Base and points must not reach beyond it.
        range: ScoreRange,
        /// Where the sum of points starts.
        base: Points,
        ..
        /// Who developed it, when, and on what.
        provenance: Option<Provenance>,
        /// What its scores say of the odds.
        scaling: Option<Scaling>,
        /// Which scores are better; the higher ones if left out.
        better: Better,
        /// Attributes of the card's own, beside those of the catalogue.
        attributes: Vec<Attribute>,
        /// The minimum scoring criteria: the evidence that a person must have before there is a score; none if left out.
        #[serde(rename = "minimum_evidence")]
        minimum_criteria: Option<MinimumCriteria>,
        /// What too little evidence says to the person; what is short of the rule if left out.
        too_little_evidence: Option<ReasonText>,
        /// Most reasons a score gives, 1 to 4; 4 if left out.
        reasons_max: Option<u8>,
        /// What gives points, one attribute each.
        characteristics: Vec<Characteristic>,
    }
}

record_of! {
    /// Where the points of a card come from.
    #[derive(Eq)]
    #[serde(expecting = "a provenance")]
    Provenance {
        /// Who developed the card: a team or company.
        developed_by: String,
        /// The day of this version.
        developed_on: NaiveDate,
        /// On what: whose accounts, of which time, and how many.
        developed_from: String,
        ..
    }
}

record_of! {
    /// One attribute and the points it gives.
    #[serde(expecting = "a characteristic")]
    Characteristic {
        /// Name of the attribute, in the catalogue or of the card's own.
        attribute: String,
        /// Points by value. Together the bins hold every value, each once, in any order.
        bins: Vec<Bin>,
        ..
        /// The points against which a loss is counted; the best that the attribute can give if left out.
        baseline: Option<Points>,
        /// Points where the attribute is absent, by cause. Every cause that can occur must be spoken of.
        absent: Absence,
        /// What a loss of points says to the person; the attribute's definition if left out.
        reason: Option<ReasonText>,
        /// The same where the attribute is absent; the attribute's definition and the cause if left out.
        reason_if_absent: Option<ReasonText>,
    }
}

/// Points for values from one bound, included, to another, excluded. Values are whole numbers in the attribute's unit.
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
    /// The lowest value in it; without it, there is no lowest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// The first value above it; without it, there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<i64>,
    /// Points; may be negative.
    pub points: Points,
}

impl Bin {
    /// Points for the values of a range such as `3..6`, `..1` or `6..`.
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

/// What an absent attribute gives, by cause.
///
/// In serde `{"never_happened": 40, "hidden": null, "otherwise": 10}`: points, or null for no score.
///
/// ```
/// use credit_bureau::attributes::SpecialValue;
/// use credit_bureau::scoring::scorecards::{Absence, PointsAward};
/// let absent = Absence::new().on(SpecialValue::NeverHappened, PointsAward::of(40)).otherwise(PointsAward::of(10));
/// assert_eq!(absent.award(SpecialValue::NeverHappened), Some(PointsAward::of(40)));
/// assert_eq!(absent.award(SpecialValue::Hidden), Some(PointsAward::of(10)));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Absence {
    causes: Vec<(SpecialValue, PointsAward)>,
    otherwise: Option<PointsAward>,
}

impl Absence {
    /// Nothing said for any cause.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, and this for one cause; what was said for it before is forgotten.
    #[must_use]
    pub fn on(mut self, cause: SpecialValue, award: PointsAward) -> Self {
        self.causes.retain(|&(other, _)| other != cause);
        self.causes.push((cause, award));
        self
    }

    /// The same, and this for every cause that is not named.
    #[must_use]
    pub fn otherwise(self, award: PointsAward) -> Self {
        Self { otherwise: Some(award), ..self }
    }

    /// What one cause gives; none if nothing was said for it.
    #[must_use]
    pub fn award(&self, cause: SpecialValue) -> Option<PointsAward> {
        self.causes.iter().find(|&&(named, _)| named == cause).map(|&(_, award)| award).or(self.otherwise)
    }

    /// Every award that is named, that for other causes included.
    pub fn awards(&self) -> impl Iterator<Item = PointsAward> {
        self.causes.iter().map(|&(_, award)| award).chain(self.otherwise)
    }
}

impl Serialize for Absence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (cause, award) in &self.causes {
            map.serialize_entry(cause, award)?;
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
        f.write_str("points by cause of absence")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Absence, A::Error> {
        let mut absence = Absence::new();
        while let Some(key) = map.next_key::<String>()? {
            let key = quoted(&key);
            let before = if key == OTHERWISE {
                absence.otherwise.replace(map.next_value()?).is_some()
            } else {
                let cause = SpecialValue::deserialize(StrDeserializer::<A::Error>::new(&key))
                    .map_err(|error| A::Error::custom(format_args!("{error}, or `{OTHERWISE}`")))?;
                let before = absence.causes.iter().any(|&(named, _)| named == cause);
                absence.causes.push((cause, map.next_value()?));
                before
            };
            if before {
                return Err(A::Error::custom(format_args!("the cause `{key}` is given twice")));
            }
        }
        Ok(absence)
    }
}

/// What the absence of an attribute gives.
///
/// In serde a number of points, or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Option<Points>", into = "Option<Points>")]
pub enum PointsAward {
    /// Points; may be negative.
    Points(Points),
    /// No score at all.
    NoScore,
}

impl PointsAward {
    /// So many points; may be negative.
    pub fn of(points: impl Into<Points>) -> Self {
        Self::Points(points.into())
    }

    /// The points, if there are any.
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

/// What must be known of a person before a card gives a score.
///
/// In serde `{"attribute": "positive_depth", "at_least": 6}`, or a list of such rules as `{"any": […]}` or
/// `{"all": […]}`, one within the other as need be.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Rule", into = "Rule")]
pub enum MinimumCriteria {
    /// An attribute is known and at least so high.
    AtLeast {
        /// Its name, in the catalogue or of the card's own.
        attribute: String,
        /// The least that will do, in the attribute's unit.
        at_least: i64,
    },
    /// One of these will do.
    Any(Vec<MinimumCriteria>),
    /// All of these must hold.
    All(Vec<MinimumCriteria>),
}

impl MinimumCriteria {
    /// The rule that an attribute is at least so high.
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
            _ => Err("a rule says `attribute` and `at_least`, or `any`, or `all`"),
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
