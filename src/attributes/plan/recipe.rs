//! The numbers that a plan gathers of accounts, and how each row is made of them.

use std::ops::Range;

use crate::attributes::row::{Across, AcrossMonths, Filter, MonthTest, Operation, OverInquiries, Value};
use crate::history::{Months, Severity};
use crate::report::AccountKind;

/// The months of a severity or worse, but not of another or worse; severities by their numbers, from 16 on none is so
/// bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: u8,
    /// The same of a quasi-credit card.
    pub(crate) from_of_quasi: u8,
    pub(crate) below: u8,
}

impl Span {
    pub(crate) fn of(test: MonthTest) -> Option<Span> {
        let one = |severity: Severity| (severity.number(), severity.number().saturating_add(1));
        let (from, below) = match test {
            MonthTest::Late(bucket) => {
                let from_of_quasi = AccountKind::QuasiCreditCard.late_from(bucket).severity().number();
                return Some(Span { from: bucket.severity().number(), from_of_quasi, below: WORSE_THAN_ANY });
            }
            MonthTest::OnTime => one(Severity::PaidAsAgreed),
            MonthTest::Reported => (Severity::NothingDue.number(), WORSE_THAN_ANY),
            MonthTest::NothingDue => one(Severity::NothingDue),
            MonthTest::Severities(set) => {
                let (from, below) = (one(set.iter().next()?).0, one(set.iter().last()?).1);
                let whole = (from..below).filter_map(Severity::from_number).all(|severity| set.contains(severity));
                if !whole {
                    return None;
                }
                (from, below)
            }
        };
        Some(Span { from, from_of_quasi: from, below })
    }
}

/// One more than the number of the worst severity.
const WORSE_THAN_ANY: u8 = 16;

/// What is gathered of the accounts that pass one filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) filter: Filter,
    pub(crate) probes: Vec<Probe>,
    pub(crate) cells: Vec<MonthCell>,
    /// Where its cells begin among all cells of the plan.
    pub(crate) first_cell: usize,
    /// What is done with the accounts that pass.
    pub(crate) steps: Vec<Step>,
}

impl Group {
    /// Where its cells stand among all cells of the plan.
    pub(crate) fn places_of_cells(&self) -> Range<usize> {
        self.first_cell..self.first_cell.saturating_add(self.cells.len())
    }

    /// Gives its folds and cells their places, and lists what is to be done with its accounts.
    pub(crate) fn settle(&mut self, next: &mut NextPlaces) {
        let Group { probes, cells, first_cell, steps, .. } = self;
        for probe in probes {
            let Probe { taken, window, .. } = *probe;
            probe.first_fold = next.fold;
            for &fold in &probe.folds {
                if taken.held(fold).is_some() {
                    continue;
                }
                // Without a month it is 0, which changes neither a sum nor the highest.
                let woken = match (taken, fold) {
                    (Taken::MonthsSince(test), _) => Some(test),
                    (_, Fold::Lowest) => None,
                    (Taken::Count(test) | Taken::Any(test) | Taken::LongestRun(test) | Taken::LatestIs(test), _) => {
                        Some(test)
                    }
                    _ => None,
                };
                let stated = match fold {
                    Fold::Total | Fold::Highest => u64::from(!taken.is_of_every_account()),
                    Fold::Lowest => 1,
                    Fold::Positive | Fold::Furnishers => 0,
                };
                let place = next.fold;
                next.fold = next.fold.saturating_add(1);
                if fold == Fold::Furnishers {
                    probe.furnishers = next.furnishers;
                    next.furnishers = next.furnishers.saturating_add(1);
                    // Whether the set is known is all that is folded.
                    if taken.is_of_every_account() {
                        continue;
                    }
                }
                steps.push(Step { woken, what: What::Fold { taken, window, fold, stated, place } });
            }
        }
        *first_cell = next.cell;
        for (place, &cell) in (next.cell..).zip(&*cells) {
            let woken = match cell {
                MonthCell::Any(test) | MonthCell::Accounts(test) => Some(test),
                MonthCell::Worst | MonthCell::Overdue => None,
            };
            steps.push(Step { woken, what: What::Cell { cell, place } });
        }
        next.cell = next.cell.saturating_add(cells.len());
    }
}

/// Where the folds, cells and furnishers of the next group begin.
#[derive(Default)]
pub(crate) struct NextPlaces {
    pub(crate) fold: usize,
    cell: usize,
    furnishers: usize,
}

/// A set of the furnishers of accounts of a group of which a number is above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FurnisherSet {
    pub(crate) group: usize,
    pub(crate) taken: Taken,
    pub(crate) window: Months,
    /// Which set it is.
    pub(crate) set: usize,
}

impl FurnisherSet {
    /// Those of groups that are settled.
    pub(crate) fn all_of(groups: &[Group]) -> impl Iterator<Item = FurnisherSet> {
        let probes =
            groups.iter().enumerate().flat_map(|(group, of)| of.probes.iter().map(move |probe| (group, probe)));
        let with_set = probes.filter(|(_, probe)| probe.folds.contains(&Fold::Furnishers));
        with_set.map(|(group, probe)| FurnisherSet {
            group,
            taken: probe.taken,
            window: probe.window,
            set: probe.furnishers,
        })
    }
}

/// One thing to do with the accounts that pass a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    /// The test that an account must pass in some month to change anything.
    pub(crate) woken: Option<usize>,
    pub(crate) what: What,
}

/// What a step does, and its place in the tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// Folds what is taken of each, and adds 1 to how many state it, or 0 where that need not be told: where every account
    /// does.
    Fold {
        taken: Taken,
        window: Months,
        fold: Fold,
        stated: u64,
        place: usize,
    },
    Cell {
        cell: MonthCell,
        place: usize,
    },
}

/// What is taken of one account, and how it is folded over the accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Probe {
    pub(crate) taken: Taken,
    pub(crate) window: Months,
    pub(crate) folds: Vec<Fold>,
    /// Where its folds begin among all folds of the plan.
    pub(crate) first_fold: usize,
    /// Which set of furnishers is its own, if it has one.
    pub(crate) furnishers: usize,
}

impl Probe {
    /// Its folds that are not held elsewhere, with their places among all folds of the plan.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (usize, Fold)> {
        let kept = self.folds.iter().copied().filter(|fold| self.taken.held(*fold).is_none());
        (self.first_fold..).zip(kept)
    }
}

/// [`Within`], with month tests by their place in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Taken {
    Account,
    Count(usize),
    Any(usize),
    Never(usize),
    LongestRun(usize),
    MonthsSince(usize),
    Worst,
    Latest,
    LatestIs(usize),
    Value(Value),
    AtLeastZero(Value),
}

impl Taken {
    /// The same with month tests at other places.
    pub(super) fn with_tests(self, place: impl FnOnce(usize) -> usize) -> Taken {
        match self {
            Self::Count(test) => Self::Count(place(test)),
            Self::Any(test) => Self::Any(place(test)),
            Self::Never(test) => Self::Never(place(test)),
            Self::LongestRun(test) => Self::LongestRun(place(test)),
            Self::MonthsSince(test) => Self::MonthsSince(place(test)),
            Self::LatestIs(test) => Self::LatestIs(place(test)),
            Self::Account | Self::Worst | Self::Latest | Self::Value(_) | Self::AtLeastZero(_) => self,
        }
    }

    /// Whether every account states it.
    pub(crate) const fn is_of_every_account(self) -> bool {
        match self {
            Self::Account
            | Self::Count(_)
            | Self::Any(_)
            | Self::Never(_)
            | Self::LongestRun(_)
            | Self::Worst
            | Self::LatestIs(_) => true,
            Self::MonthsSince(_) | Self::Latest | Self::Value(_) | Self::AtLeastZero(_) => false,
        }
    }

    /// What holds a fold of it anyway, for all windows at once.
    pub(crate) const fn held(self, fold: Fold) -> Option<Held> {
        Some(match (self, fold) {
            (Self::Account, Fold::Total | Fold::Positive) => Held::Matched,
            (Self::Count(test), Fold::Total) => Held::Cell(MonthCell::Accounts(test)),
            (Self::Worst, Fold::Highest) => Held::Cell(MonthCell::Worst),
            (Self::MonthsSince(test), Fold::Lowest) => Held::Cell(MonthCell::Any(test)),
            _ => return None,
        })
    }
}

/// What holds a fold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// How many accounts pass.
    Matched,
    Cell(MonthCell),
}

/// How one number an account is folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fold {
    /// Sum, and how many state it.
    Total,
    /// How many are above zero.
    Positive,
    Highest,
    Lowest,
    Furnishers,
}

/// What is gathered month by month, for all windows at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum MonthCell {
    /// Months in which an account passes a test.
    Any(usize),
    /// The worst severity of any account.
    Worst,
    /// The number of accounts that pass a test.
    Accounts(usize),
    /// The sum of overdue amounts.
    Overdue,
}

impl MonthCell {
    /// The same with month tests at other places.
    pub(super) fn with_tests(self, place: impl FnOnce(usize) -> usize) -> MonthCell {
        match self {
            Self::Any(test) => Self::Any(place(test)),
            Self::Accounts(test) => Self::Accounts(place(test)),
            Self::Worst | Self::Overdue => self,
        }
    }
}

/// How a row is read off a tally; places are those of the plan. A current run begins where a month is on time or late,
/// by the `active` cells.
#[derive(Debug, Clone)]
pub(crate) enum Recipe {
    Accounts { group: usize, probe: usize, fold: usize, across: Across, taken: Taken },
    Months { group: usize, across: AcrossMonths, of: MonthRecipe, window: Months, active: Option<(usize, usize)> },
    Inquiries(OverInquiries),
    Liabilities(usize),
    Derived { operation: Operation, left: Box<Side>, right: Box<Side> },
}

/// What is read of each month, by the places of the group's cells.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MonthRecipe {
    Any(usize),
    None(usize),
    AnyAndNone(usize, usize),
    Overdue(usize),
    Worst(usize),
    Accounts(usize),
}

/// One side of a combination.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    pub(crate) recipe: Recipe,
    /// The group whose accounts it looks at, if it looks at accounts.
    pub(crate) group: Option<usize>,
    /// For a change: the cell of reported months, and the window in which there must be one.
    pub(crate) reported: Option<(usize, Months)>,
}
