//! Rewrites that bring equivalent rows to one normal form, before they are compared, shared or fingerprinted.
//!
//! The list is short, and no rewrite changes a reading:
//!
//! 1. `closed` becomes `not(open)`; `not(not(x))` becomes `x`; `not(kinds …)` becomes the other kinds; all kinds become
//!    `all()`, which every account passes, and no kinds `any()`, which none passes.
//! 2. `all` within `all` and `any` within `any` are flattened; parts are sorted, and repeated parts dropped; kinds are
//!    intersected in `all` and united in `any`; a single part replaces the whole.
//! 3. A part that no account passes replaces the whole of `all`; one that every account passes, the whole of `any`. A
//!    part that every account passes is dropped from `all`; one that none passes, from `any`.
//! 4. Lists of words are sorted, and repeated words dropped.
//! 5. The sum of a truth (the account, any, never, latest is) becomes the count.

use std::fmt::Debug;

use super::attribute::{
    Across, Attribute, Derived, Filter, Measure, OverAccounts, OverInquiries, OverLiabilities, OverMonths, Within,
};
use crate::report::KindSet;

impl Attribute {
    /// Whether it measures the same as another row, whatever their names.
    pub(crate) fn means_as(&self, other: &Attribute) -> bool {
        self.measure == other.measure || measure(&self.measure) == measure(&other.measure)
    }

    /// The row in normal form: a row with the same readings and, where another row says the same by one of these
    /// rewrites, the same measure.
    ///
    /// * `closed` becomes `not(open)`; `not(not(x))` becomes `x`; `not` of kinds becomes the other kinds.
    /// * `all` within `all` and `any` within `any` are flattened, parts sorted, repeats dropped; kinds are intersected
    ///   in `all` and united in `any`; a part that every account or none passes is dropped, or replaces the whole.
    /// * Lists of words are sorted, repeats dropped.
    /// * The sum of a truth becomes the count.
    ///
    /// ```
    /// use credit_bureau::attributes::Catalogue;
    /// let row = Catalogue::standard().get("late_months_2_24").unwrap();
    /// assert_eq!(
    ///     row.normalised().to_string(),
    ///     "late_months_2_24 = accounts: sum of count(late 2) where kinds(d1 r4 r1 r2 r3) in 0–23"
    /// );
    /// ```
    #[must_use]
    pub fn normalised(&self) -> Attribute {
        Attribute { name: self.name.clone(), direction: self.direction, measure: measure(&self.measure) }
    }
}

/// The normal form of a measure.
pub(super) fn measure(row: &Measure) -> Measure {
    match row {
        Measure::Accounts(row) => Measure::Accounts(OverAccounts {
            across: match (row.across, row.of) {
                (Across::Sum, Within::Account | Within::Any(_) | Within::Never(_) | Within::LatestIs(_)) => {
                    Across::Count
                }
                (across, _) => across,
            },
            of: row.of,
            filter: filter(&row.filter),
            window: row.window,
        }),
        Measure::Months(row) => Measure::Months(OverMonths { filter: filter(&row.filter), ..row.clone() }),
        Measure::Inquiries(row) => Measure::Inquiries(OverInquiries { reasons: sorted(&row.reasons), ..row.clone() }),
        Measure::Liabilities(row) => Measure::Liabilities(OverLiabilities { roles: sorted(&row.roles), ..row.clone() }),
        Measure::Derived(row) => Measure::Derived(Box::new(Derived {
            operation: row.operation,
            left: measure(&row.left),
            right: measure(&row.right),
        })),
    }
}

/// The normal form of a filter.
pub(crate) fn filter(row: &Filter) -> Filter {
    match row {
        Filter::Closed => Filter::Not(Box::new(Filter::Open)),
        Filter::Business(words) => Filter::Business(sorted(words)),
        Filter::Guarantee(words) => Filter::Guarantee(sorted(words)),
        Filter::FurnisherType(words) => Filter::FurnisherType(sorted(words)),
        Filter::Role(words) => Filter::Role(sorted(words)),
        Filter::State(words) => Filter::State(sorted(words)),
        Filter::Not(part) => match filter(part) {
            Filter::Not(inner) => *inner,
            Filter::Kinds(kinds) => of_kinds(KindSet::ALL.without(kinds)),
            Filter::All(parts) if parts.is_empty() => Filter::Any(Vec::new()),
            Filter::Any(parts) if parts.is_empty() => Filter::All(Vec::new()),
            other => Filter::Not(Box::new(other)),
        },
        Filter::All(parts) => joined(parts, Join::All),
        Filter::Any(parts) => joined(parts, Join::Any),
        Filter::Kinds(kinds) => of_kinds(*kinds),
        Filter::Open
        | Filter::StateKnown
        | Filter::OpenedWithin(_)
        | Filter::ReportedWithin(_)
        | Filter::Above(_)
        | Filter::UsedAtLeastPercent(_)
        | Filter::LastMonth(_) => row.clone(),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Join {
    All,
    Any,
}

/// The normal form of `all` or `any` of some parts.
fn joined(parts: &[Filter], join: Join) -> Filter {
    let mut kinds: Option<KindSet> = None;
    let mut others = Vec::new();
    for part in parts.iter().map(filter) {
        let flat = match part {
            Filter::All(inner) if join == Join::All => inner,
            Filter::Any(inner) if join == Join::Any => inner,
            other => vec![other],
        };
        for part in flat {
            match part {
                Filter::Kinds(set) => {
                    kinds = Some(kinds.map_or(set, |so_far| match join {
                        Join::All => so_far.intersect(set),
                        Join::Any => so_far.union(set),
                    }));
                }
                other => others.push(other),
            }
        }
    }
    others.extend(kinds.map(of_kinds));
    // `decides` is the part that settles the whole (nothing passes `all`, everything passes `any`); `neutral` changes
    // nothing.
    let (decides, neutral) = match join {
        Join::All => (Filter::Any(Vec::new()), Filter::All(Vec::new())),
        Join::Any => (Filter::All(Vec::new()), Filter::Any(Vec::new())),
    };
    if others.contains(&decides) {
        return decides;
    }
    others.retain(|part| *part != neutral);
    // Sorted by notation, not by `Ord`: the fingerprint must not depend on the order in which variants are declared.
    others.sort_by_cached_key(Filter::to_string);
    others.dedup();
    match (others.len(), others.pop()) {
        (1, Some(part)) => part,
        (_, last) => {
            others.extend(last);
            match join {
                Join::All => Filter::All(others),
                Join::Any => Filter::Any(others),
            }
        }
    }
}

/// The filter for accounts of some kinds: all kinds are every account, no kind is no account.
fn of_kinds(kinds: KindSet) -> Filter {
    match kinds {
        KindSet::ALL => Filter::All(Vec::new()),
        KindSet::NONE => Filter::Any(Vec::new()),
        kinds => Filter::Kinds(kinds),
    }
}

fn sorted<T: Clone + Debug + Ord>(words: &[T]) -> Vec<T> {
    let mut words = words.to_vec();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Catalogue;
    use crate::report::{AccountKind, AccountState};

    fn kinds(kinds: &[AccountKind]) -> Filter {
        Filter::Kinds(kinds.iter().copied().collect())
    }

    fn not(part: Filter) -> Filter {
        Filter::Not(Box::new(part))
    }

    #[test]
    fn each_rewrite_does_what_the_list_says() {
        use AccountKind::{CreditCard, Rent};
        let (every, none) = (|| Filter::All(Vec::new()), || Filter::Any(Vec::new()));
        let bad = Filter::State(vec![AccountState::BadDebt]);
        for (row, normal) in [
            (Filter::Closed, not(Filter::Open)),
            (not(Filter::Closed), Filter::Open),
            (not(not(not(bad.clone()))), not(bad.clone())),
            (not(Filter::Kinds(KindSet::ALL)), none()),
            (not(kinds(&[Rent])), Filter::Kinds(KindSet::ALL.without(Rent.into()))),
            (Filter::All(vec![kinds(&[CreditCard, Rent]), kinds(&[Rent])]), kinds(&[Rent])),
            (Filter::All(vec![kinds(&[CreditCard]), Filter::Open, kinds(&[Rent])]), none()),
            (Filter::Any(vec![kinds(&[CreditCard]), kinds(&[Rent])]), kinds(&[CreditCard, Rent])),
            (Filter::All(vec![Filter::Open, every(), Filter::All(vec![Filter::Open])]), Filter::Open),
            (Filter::All(vec![Filter::Open, none()]), none()),
            (Filter::Any(vec![Filter::Open, not(none())]), every()),
            (Filter::Any(vec![Filter::Open, Filter::Any(vec![none()])]), Filter::Open),
            (
                Filter::All(vec![Filter::StateKnown, Filter::All(vec![Filter::Open, bad.clone()])]),
                Filter::All(vec![Filter::Open, bad.clone(), Filter::StateKnown]),
            ),
            (
                Filter::State(vec![AccountState::Ended, AccountState::Normal, AccountState::Ended]),
                Filter::State(vec![AccountState::Normal, AccountState::Ended]),
            ),
        ] {
            assert_eq!(filter(&row), normal, "{row}");
            assert_eq!(filter(&normal), normal, "{normal} is normal already");
        }
    }

    #[test]
    fn a_normal_row_is_normal() {
        for row in Catalogue::standard().iter() {
            let normal = row.normalised();
            assert_eq!(normal.normalised(), normal);
            assert_eq!(normal.unit(), row.unit(), "{}", row.name);
        }
    }
}
