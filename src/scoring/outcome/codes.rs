//! Reasons in other people's lists: the factors of PBOC's digital reading, and the reasons of the US model notice.
//!
//! ```
//! use credit_bureau::attributes::{Cause, Reading};
//! use credit_bureau::report::ReadingFactor;
//! use credit_bureau::scoring::outcome::{AdverseActionReason, reading_factor};
//! assert_eq!(reading_factor("late_months_1_24", Reading::Known(3)), ReadingFactor::Overdue);
//! assert_eq!(AdverseActionReason::of("late_months_1_24", Reading::Known(3)), AdverseActionReason::DelinquentWithOthers);
//! let no_card = Reading::Absent(Cause::NoSuchAccount);
//! assert_eq!(reading_factor("card_utilisation", no_card), ReadingFactor::LittleCardInformation);
//! ```
//!
//! The two lists say less than an attribute does: what a person is told should be the reason's own text, and the code
//! beside it.

use serde::Serialize;

use super::unscorable::{Shortfall, Unscorable};
use crate::attributes::{Catalogue, Cause, Family, Reading};
use crate::language::Language;
use crate::report::ReadingFactor;

/// The factor of PBOC's digital reading 分数说明 (PC010D01) that a loss on a reading of an attribute of the catalogue falls
/// under; `Other` for attributes of a card's own.
#[must_use]
pub fn reading_factor(attribute: &str, reading: Reading) -> ReadingFactor {
    codes(attribute, reading).map_or(ReadingFactor::Other, |(factor, _)| factor)
}

/// A principal reason of the sample notice of adverse action, form C-1 of Regulation B (12 CFR 1002, appendix C).
///
/// Form C-1 has reasons that no credit file can give, such as income; they are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AdverseActionReason {
    /// No credit file.
    NoCreditFile,
    /// Limited credit experience.
    LimitedExperience,
    /// Delinquent past or present credit obligations with others.
    DelinquentWithOthers,
    /// Collection action or judgment.
    CollectionOrJudgment,
    /// Excessive obligations.
    ExcessiveObligations,
    /// Number of recent inquiries on the credit report.
    RecentInquiries,
    /// Other, to be specified.
    Other,
}

impl AdverseActionReason {
    /// The reason that a loss on a reading of an attribute of the catalogue falls under; `Other` for attributes of a
    /// card's own.
    #[must_use]
    pub fn of(attribute: &str, reading: Reading) -> AdverseActionReason {
        codes(attribute, reading).map_or(AdverseActionReason::Other, |(_, reason)| reason)
    }

    /// The reason that having no score falls under: no file where there is nothing at all of the evidence that was asked
    /// for, limited experience where there is some of it, or an attribute is absent.
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

    /// The reason in words.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::NoCreditFile => ("No credit file", "无信用档案"),
            Self::LimitedExperience => ("Limited credit experience", "信用经历有限"),
            Self::DelinquentWithOthers => {
                ("Delinquent past or present credit obligations with others", "对他人的债务现在或曾经逾期")
            }
            Self::CollectionOrJudgment => ("Collection action or judgment", "被追偿或有判决"),
            Self::ExcessiveObligations => ("Excessive obligations", "负债过多"),
            Self::RecentInquiries => ("Number of recent inquiries on the credit report", "近期查询次数"),
            Self::Other => ("Other", "其他"),
        };
        language.pick(english, chinese)
    }
}

/// Whether there is nothing at all of what was asked for.
fn is_nothing(shortfall: &Shortfall) -> bool {
    match shortfall {
        Shortfall::Any(parts) | Shortfall::All(parts) => parts.iter().all(is_nothing),
        Shortfall::Attribute { reading, .. } => {
            matches!(reading, Reading::Known(0) | Reading::Absent(Cause::NoSuchAccount | Cause::NeverHappened))
        }
    }
}

fn codes(attribute: &str, reading: Reading) -> Option<(ReadingFactor, AdverseActionReason)> {
    let exception = EXCEPTIONS.iter().find(|(start, ..)| attribute.starts_with(start));
    let mut families = Catalogue::standard().families();
    let (family, _) = families.find(|(_, row)| row.name == attribute)?;
    // Who has no card does not use much of it.
    if reading.cause().is_some_and(|cause| cause != Cause::NeverHappened) {
        let of = |word: &str| attribute.contains(word);
        let factor = if of("card") || of("_r2") || of("_r3") {
            F::LittleCardInformation
        } else if ["instalment", "loan", "_d1", "_r4", "_r1"].into_iter().any(of) {
            F::LittleLoanInformation
        } else {
            F::LittleCreditInformation
        };
        return Some((factor, M::LimitedExperience));
    }
    let of_family = || FAMILIES.iter().find(|(of, ..)| *of == family).map(|&(_, factor, reason)| (factor, reason));
    exception.map(|&(_, factor, reason)| (factor, reason)).or_else(of_family)
}

use AdverseActionReason as M;
use ReadingFactor as F;

const FAMILIES: &[(Family, F, M)] = &[
    (Family::Accounts, F::FewDebtKinds, M::LimitedExperience),
    (Family::Debt, F::DebtHigh, M::ExcessiveObligations),
    (Family::Utilisation, F::CardUtilisationHigh, M::ExcessiveObligations),
    (Family::Lateness, F::Overdue, M::DelinquentWithOthers),
    (Family::Derogatory, F::Overdue, M::DelinquentWithOthers),
    (Family::Trend, F::Overdue, M::DelinquentWithOthers),
    (Family::Recency, F::Overdue, M::DelinquentWithOthers),
    (Family::Depth, F::ShortHistory, M::LimitedExperience),
    (Family::Positive, F::LittleCreditInformation, M::LimitedExperience),
    (Family::Inquiries, F::ManyHardInquiries, M::RecentInquiries),
];

/// Attributes, by how their names start, that fall under another code than their family.
const EXCEPTIONS: &[(&str, F, M)] = &[
    ("accounts_opened_", F::ManyNewDebts, M::ExcessiveObligations),
    ("accounts_c1", F::Overdue, M::CollectionOrJudgment),
    ("open_accounts", F::ManyDebts, M::ExcessiveObligations),
    ("revolving_accounts_with_balance", F::ManyCardDebts, M::ExcessiveObligations),
    ("instalment_accounts_with_balance", F::ManyDebts, M::ExcessiveObligations),
    ("percent_accounts_with_balance", F::ManyDebts, M::ExcessiveObligations),
    ("percent_instalment_accounts", F::ActivityUniform, M::LimitedExperience),
    ("total_past_due", F::Overdue, M::DelinquentWithOthers),
    ("highest_monthly_past_due", F::Overdue, M::DelinquentWithOthers),
    ("bad_debt", F::Overdue, M::CollectionOrJudgment),
    ("collection", F::Overdue, M::CollectionOrJudgment),
    ("card_used", F::ManyCardDebts, M::ExcessiveObligations),
    ("used_", F::ManyCardDebts, M::ExcessiveObligations),
    ("balance_r2", F::ManyCardDebts, M::ExcessiveObligations),
    ("balance_r3", F::ManyCardDebts, M::ExcessiveObligations),
    ("instalment_burden", F::DebtHigh, M::ExcessiveObligations),
    ("on_time_months_change", F::LittleCreditInformation, M::LimitedExperience),
    ("hard_inquiries_change", F::ManyHardInquiries, M::RecentInquiries),
    ("longest_on_time_streak", F::ShortHistory, M::LimitedExperience),
    ("oldest_card_age", F::ShortCardHistory, M::LimitedExperience),
    ("newest_account_age", F::ManyNewDebts, M::ExcessiveObligations),
    ("positive_late_months", F::Overdue, M::DelinquentWithOthers),
    ("rent_late_months", F::Overdue, M::DelinquentWithOthers),
    ("prepaid_late_months", F::Overdue, M::DelinquentWithOthers),
    ("utility_", F::LittleCreditInformation, M::LimitedExperience),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Direction;

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
            (absent(Cause::NoSuchAccount), M::NoCreditFile),
            (absent(Cause::NeverHappened), M::NoCreditFile),
            (absent(Cause::Hidden), M::LimitedExperience),
            (Shortfall::Any(vec![none(), Shortfall::All(vec![none(), none()])]), M::NoCreditFile),
            (Shortfall::Any(vec![none(), Shortfall::All(vec![none(), some()])]), M::LimitedExperience),
        ] {
            let cause = Unscorable::TooLittleEvidence { shortfall, text: None };
            assert_eq!(M::of_unscorable(&cause), expected, "{cause}");
        }
        assert_eq!(M::of_unscorable(&Unscorable::absent("accounts", Cause::NotStated)), M::LimitedExperience);
        assert_eq!(M::of_unscorable(&Unscorable::not_computed("accounts")), M::Other);
    }

    #[test]
    fn every_exception_is_one() {
        let names: Vec<_> = Catalogue::standard().iter().map(|row| row.name.as_str()).collect();
        for (start, ..) in EXCEPTIONS {
            assert!(names.iter().any(|name| name.starts_with(start)), "{start}");
        }
    }
}
