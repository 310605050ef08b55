//! Reason codes of official lists: PBOC's digital-reading factors and the US model form's reasons.
//!
//! Each attribute's codes are columns of the catalogue's table.
//!
//! ```
//! use credit_bureau::attributes::{SpecialValue, Reading};
//! use credit_bureau::report::ReadingFactor;
//! use credit_bureau::scoring::outcome::{AdverseActionReason, reading_factor};
//! assert_eq!(reading_factor("late_months_1_24", Reading::Known(3)), ReadingFactor::Overdue);
//! let reason = AdverseActionReason::of("late_months_1_24", Reading::Known(3));
//! assert_eq!(reason, AdverseActionReason::DelinquentWithOthers);
//! let no_card = Reading::Absent(SpecialValue::NoSuchAccount);
//! assert_eq!(reading_factor("card_utilisation", no_card), ReadingFactor::LittleCardInformation);
//! ```
//!
//! A code says less than the attribute does; a notice gives the person the reason's own text with the code beside it.

use super::unscorable::{Shortfall, Unscorable};
pub use crate::attributes::AdverseActionReason;
use crate::attributes::{Catalogue, Reading, SpecialValue};
use crate::report::ReadingFactor;

/// Returns the factor of PBOC's digital reading 分数说明 (PC010D01) for a loss of points on this reading of an attribute of
/// the standard catalogue; `Other` for any other attribute.
#[must_use]
pub fn reading_factor(attribute: &str, reading: Reading) -> ReadingFactor {
    Catalogue::standard().reason_codes(attribute, reading).map_or(ReadingFactor::Other, |(factor, _)| factor)
}

impl AdverseActionReason {
    /// Returns the reason for a loss of points on this reading of an attribute of the standard catalogue; `Other` for
    /// any other attribute.
    #[must_use]
    pub fn of(attribute: &str, reading: Reading) -> AdverseActionReason {
        Catalogue::standard().reason_codes(attribute, reading).map_or(Self::Other, |(_, reason)| reason)
    }

    /// Returns the reason for having no score: no file if there is none of the required evidence, limited experience if
    /// there is some of it or an attribute is absent.
    ///
    /// ```
    /// use credit_bureau::attributes::Reading;
    /// use credit_bureau::scoring::Unscorable;
    /// use credit_bureau::scoring::outcome::{AdverseActionReason, Shortfall};
    /// let months = |months| Unscorable::TooLittleEvidence {
    ///     shortfall: Shortfall::Attribute {
    ///         attribute: "reported_months_60".to_owned(),
    ///         at_least: 6,
    ///         reading: Reading::Known(months),
    ///     },
    ///     text: None,
    /// };
    /// assert_eq!(AdverseActionReason::of_unscorable(&months(0)), AdverseActionReason::NoCreditFile);
    /// assert_eq!(AdverseActionReason::of_unscorable(&months(2)), AdverseActionReason::LimitedExperience);
    /// ```
    #[must_use]
    pub fn of_unscorable(cause: &Unscorable) -> AdverseActionReason {
        match cause {
            Unscorable::TooLittleEvidence { shortfall, .. } if is_nothing(shortfall) => Self::NoCreditFile,
            Unscorable::TooLittleEvidence { .. } | Unscorable::Absent { .. } => Self::LimitedExperience,
            _ => Self::Other,
        }
    }
}

/// Whether the person has none of the required evidence that the bureau records, as against too little of it.
fn is_nothing(shortfall: &Shortfall) -> bool {
    match shortfall {
        Shortfall::Any(parts) | Shortfall::All(parts) => {
            !shortfall.is_hidden() && parts.iter().all(|part| part.is_hidden() || is_nothing(part))
        }
        Shortfall::Attribute { reading, .. } => {
            matches!(
                reading,
                Reading::Known(0) | Reading::Absent(SpecialValue::NoSuchAccount | SpecialValue::NeverHappened)
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::{Direction, Family};
    use AdverseActionReason as M;
    use ReadingFactor as F;

    #[test]
    fn every_attribute_of_the_catalogue_that_can_lose_points_has_codes() {
        for (family, row) in Catalogue::standard().families() {
            let late = row.name.contains("late_months") || row.name.contains("past_due");
            let known = Reading::Known(1);
            let (factor, reason) = (reading_factor(&row.name, known), AdverseActionReason::of(&row.name, known));
            assert!(factor != F::Other && reason != M::Other, "{family:?} {}", row.name);
            if late && family != Family::Positive && row.direction == Direction::LowerIsBetter {
                assert_eq!((factor, reason), (F::Overdue, M::DelinquentWithOthers), "{}", row.name);
            }
        }
        let known = Reading::Known(1);
        assert_eq!((reading_factor("mine", known), AdverseActionReason::of("mine", known)), (F::Other, M::Other));
    }

    #[test]
    fn no_score_falls_under_no_file_or_a_thin_one() {
        let short = |reading| Shortfall::Attribute { attribute: "accounts".to_owned(), at_least: 6, reading };
        let (none, some) = (|| short(Reading::Known(0)), || short(Reading::Known(2)));
        let absent = |cause| short(Reading::Absent(cause));
        for (shortfall, expected) in [
            (none(), M::NoCreditFile),
            (some(), M::LimitedExperience),
            (absent(SpecialValue::NoSuchAccount), M::NoCreditFile),
            (absent(SpecialValue::NeverHappened), M::NoCreditFile),
            (absent(SpecialValue::Hidden), M::LimitedExperience),
            (Shortfall::Any(vec![none(), absent(SpecialValue::Hidden)]), M::NoCreditFile),
            (Shortfall::Any(vec![absent(SpecialValue::Hidden)]), M::LimitedExperience),
            (Shortfall::Any(vec![none(), Shortfall::All(vec![none(), none()])]), M::NoCreditFile),
            (Shortfall::Any(vec![none(), Shortfall::All(vec![none(), some()])]), M::LimitedExperience),
        ] {
            let cause = Unscorable::TooLittleEvidence { shortfall, text: None };
            assert_eq!(M::of_unscorable(&cause), expected, "{cause}");
        }
        assert_eq!(M::of_unscorable(&Unscorable::absent("accounts", SpecialValue::NotStated)), M::LimitedExperience);
        assert_eq!(M::of_unscorable(&Unscorable::not_computed("accounts")), M::Other);
    }
}
