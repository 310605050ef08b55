//! Recipes resolved to the places of a tally.

use super::recipe::{Contribution, Fold, Group, MonthCell, MonthRecipe, Recipe, Side, Stored};
use crate::attributes::row::{Across, AcrossInquiries, AcrossMonths, Operation, OverInquiries};
use crate::history::Months;
use crate::month::Window;

/// A recipe whose numbers are named by their places in a tally.
#[derive(Debug, Clone)]
pub(crate) enum Read {
    /// A sum or a count that is known whenever the group's accounts are.
    Count {
        group: usize,
        source: Source,
    },
    Accounts {
        group: usize,
        source: Source,
        across: Across,
        contribution: Contribution,
    },
    Months {
        group: usize,
        across: AcrossMonths,
        of: MonthRecipe,
        window: Months,
        active: Option<(usize, usize)>,
    },
    Inquiries(InquiryQuery),
    Liabilities(usize),
    Derived {
        operation: Operation,
        left: Box<ReadSide>,
        right: Box<ReadSide>,
    },
}

/// Where a tally holds a number over accounts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source {
    /// The number of accounts that pass the filter.
    Matched,
    /// A fold of the accounts.
    Fold(usize),
    /// A set of furnishers, and the fold that says whether the set is known.
    Furnishers(usize, usize),
    /// The sum over a cell of account counts.
    Accounts(usize, Months),
    /// The worst severity of a cell of severities.
    Worst(usize, Months),
    /// The latest month of a cell of months.
    Latest(usize, Months),
}

/// One side of a derived row, as [`Side`], with resolved places.
#[derive(Debug, Clone)]
pub(crate) struct ReadSide {
    pub(crate) read: Read,
    pub(crate) group: Option<usize>,
    pub(crate) reported: Option<(usize, Months)>,
}

impl Read {
    /// Resolves a recipe; the groups must have their places already.
    pub(crate) fn of(recipe: &Recipe, groups: &[Group]) -> Read {
        match recipe {
            Recipe::Accounts { group, probe, fold, across, contribution } => {
                let source = groups.get(*group).and_then(|group| Source::of(group, *probe, *fold));
                // The common case, read in 64 bits without a look at what is stated.
                if let (Some(source @ (Source::Matched | Source::Accounts(..))), Across::Sum | Across::Count) =
                    (source, across)
                {
                    return Read::Count { group: *group, source };
                }
                // Never the default: a recipe's probe and fold are listed in its group.
                Read::Accounts {
                    group: *group,
                    source: source.unwrap_or(Source::Matched),
                    across: *across,
                    contribution: *contribution,
                }
            }
            Recipe::Months { group, across, of, window, active } => {
                let first = groups.get(*group).map_or(0, |group| group.first_cell);
                let place = |cell: usize| first.saturating_add(cell);
                let of = match *of {
                    MonthRecipe::Any(cell) => MonthRecipe::Any(place(cell)),
                    MonthRecipe::None(cell) => MonthRecipe::None(place(cell)),
                    MonthRecipe::AnyAndNone(some, none) => MonthRecipe::AnyAndNone(place(some), place(none)),
                    MonthRecipe::Overdue(cell) => MonthRecipe::Overdue(place(cell)),
                    MonthRecipe::Worst(cell) => MonthRecipe::Worst(place(cell)),
                    MonthRecipe::Accounts(cell) => MonthRecipe::Accounts(place(cell)),
                };
                let active = active.map(|(on_time, late)| (place(on_time), place(late)));
                Read::Months { group: *group, across: *across, of, window: *window, active }
            }
            Recipe::Inquiries(row) => Read::Inquiries(InquiryQuery::of(row)),
            Recipe::Liabilities(place) => Read::Liabilities(*place),
            Recipe::Derived { operation, left, right } => {
                let side = |side: &Side| {
                    let first = side.group.and_then(|group| groups.get(group)).map_or(0, |group| group.first_cell);
                    let reported = side.reported.map(|(cell, window)| (first.saturating_add(cell), window));
                    Box::new(ReadSide { read: Read::of(&side.recipe, groups), group: side.group, reported })
                };
                Read::Derived { operation: *operation, left: side(left), right: side(right) }
            }
        }
    }
}

impl Source {
    /// The place of a probe's fold: a fold of its own, or the number that holds it anyway.
    fn of(group: &Group, probe: usize, fold: usize) -> Option<Source> {
        let probe = group.probes.get(probe)?;
        let fold = *probe.folds.get(fold)?;
        Some(match probe.contribution.stored(fold) {
            None => {
                let place = probe.kept().find_map(|(place, kept)| (kept == fold).then_some(place))?;
                if fold == Fold::Furnishers { Source::Furnishers(probe.furnishers, place) } else { Source::Fold(place) }
            }
            Some(Stored::Matched) => Source::Matched,
            Some(Stored::Cell(cell)) => {
                let place = group.first_cell.saturating_add(group.cells.iter().position(|stored| *stored == cell)?);
                match cell {
                    MonthCell::Accounts(_) => Source::Accounts(place, probe.window),
                    MonthCell::Any(_) => Source::Latest(place, probe.window),
                    MonthCell::Worst | MonthCell::Overdue => Source::Worst(place, probe.window),
                }
            }
        })
    }
}

/// A row over inquiries, with its reasons as a set of bits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InquiryQuery {
    pub(crate) across: AcrossInquiries,
    /// One bit per reason, by its place in `InquiryReason::ALL`.
    pub(crate) reasons: u32,
    pub(crate) window: Window,
    pub(crate) excluding_days: u16,
}

impl InquiryQuery {
    pub(crate) fn of(row: &OverInquiries) -> InquiryQuery {
        let reasons = row.reasons.iter().fold(0_u32, |reasons, reason| reasons | 1 << *reason as u32);
        InquiryQuery { across: row.across, reasons, window: row.window, excluding_days: row.excluding_days }
    }
}
