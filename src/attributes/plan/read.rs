//! Where each row is read in a tally.

use super::recipe::{Fold, Group, Held, MonthCell, MonthRecipe, Recipe, Side, Taken};
use crate::attributes::row::{Across, AcrossInquiries, AcrossMonths, Operation, OverInquiries};
use crate::history::Months;
use crate::month::Window;

/// A recipe by the places in a tally.
#[derive(Debug, Clone)]
pub(crate) enum Read {
    /// A sum or a number of accounts that is known wherever the group is.
    Count {
        group: usize,
        source: Source,
    },
    Accounts {
        group: usize,
        source: Source,
        across: Across,
        taken: Taken,
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

/// Where a number over accounts is read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source {
    /// How many accounts pass.
    Matched,
    Fold(usize),
    /// A set, and the fold that says whether it is known.
    Furnishers(usize, usize),
    /// The sum of a cell of accounts.
    Accounts(usize, Months),
    /// The worst of a cell of severities.
    Worst(usize, Months),
    /// The latest of a cell of months.
    Latest(usize, Months),
}

/// One side of a combination, as [`Side`].
#[derive(Debug, Clone)]
pub(crate) struct ReadSide {
    pub(crate) read: Read,
    pub(crate) group: Option<usize>,
    pub(crate) reported: Option<(usize, Months)>,
}

impl Read {
    /// A recipe of groups that are settled.
    pub(crate) fn of(recipe: &Recipe, groups: &[Group]) -> Read {
        match recipe {
            Recipe::Accounts { group, probe, fold, across, taken } => {
                let source = groups.get(*group).and_then(|group| Source::of(group, *probe, *fold));
                if let (Some(source @ (Source::Matched | Source::Accounts(..))), Across::Sum | Across::Count) =
                    (source, across)
                {
                    return Read::Count { group: *group, source };
                }
                // There is always one.
                Read::Accounts {
                    group: *group,
                    source: source.unwrap_or(Source::Matched),
                    across: *across,
                    taken: *taken,
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
    fn of(group: &Group, probe: usize, fold: usize) -> Option<Source> {
        let probe = group.probes.get(probe)?;
        let fold = *probe.folds.get(fold)?;
        Some(match probe.taken.held(fold) {
            None => {
                let place = probe.kept().find_map(|(place, kept)| (kept == fold).then_some(place))?;
                if fold == Fold::Furnishers { Source::Furnishers(probe.furnishers, place) } else { Source::Fold(place) }
            }
            Some(Held::Matched) => Source::Matched,
            Some(Held::Cell(cell)) => {
                let place = group.first_cell.saturating_add(group.cells.iter().position(|held| *held == cell)?);
                match cell {
                    MonthCell::Accounts(_) => Source::Accounts(place, probe.window),
                    MonthCell::Any(_) => Source::Latest(place, probe.window),
                    MonthCell::Worst | MonthCell::Overdue => Source::Worst(place, probe.window),
                }
            }
        })
    }
}

/// What a row asks of inquiries.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InquiryQuery {
    pub(crate) across: AcrossInquiries,
    /// A bit for each reason.
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
