//! The numbers that a plan gathers over accounts, and the recipe of each row that is made of them.

use std::ops::Range;

use crate::attributes::row::{Across, AcrossMonths, Feeds, Filter, MonthTest, Operation, OverInquiries, Value};
use crate::history::{Months, Severity};
use crate::report::AccountKind;

/// The months whose severity is at least `from` and below `below`, both by number.
///
/// A test of this shape costs two lookups and a subtraction of sets, however many severities it names: see
/// `Planes::levels`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SeveritySpan {
    pub(crate) from: u8,
    /// The bound `from` on a quasi-credit card, where an overdraft is late from a later bucket on.
    pub(crate) from_of_quasi: u8,
    pub(crate) below: u8,
}

impl SeveritySpan {
    /// The span of a month test; `None` for a set of severities with gaps.
    pub(crate) fn of(test: MonthTest) -> Option<SeveritySpan> {
        let one = |severity: Severity| (severity.number(), severity.number().saturating_add(1));
        let (from, below) = match test {
            MonthTest::Late(bucket) => {
                let from_of_quasi = AccountKind::QuasiCreditCard.late_from(bucket).severity().number();
                return Some(SeveritySpan { from: bucket.severity().number(), from_of_quasi, below: WORSE_THAN_ANY });
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
        Some(SeveritySpan { from, from_of_quasi: from, below })
    }
}

/// One more than the number of the worst severity, which is 15: nothing is that bad.
const WORSE_THAN_ANY: u8 = 16;

/// The numbers that are gathered over the accounts that pass one filter and feed the same rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) filter: Filter,
    /// The kinds that feed its rows although a regime shows them in part.
    pub(crate) feeds: Feeds,
    pub(crate) probes: Vec<Probe>,
    pub(crate) cells: Vec<MonthCell>,
    /// The place of its first cell among all cells of the plan.
    pub(crate) first_cell: usize,
    /// The steps that are taken with the accounts that pass.
    pub(crate) steps: Vec<TallyStep>,
}

impl Group {
    /// The places of its cells among all cells of the plan.
    pub(crate) fn places_of_cells(&self) -> Range<usize> {
        self.first_cell..self.first_cell.saturating_add(self.cells.len())
    }

    /// Assigns places to its folds and cells, and lists the steps to take with its accounts.
    pub(crate) fn settle(&mut self, next: &mut NextPlaces) {
        let Group { probes, cells, first_cell, steps, .. } = self;
        for probe in probes {
            let Probe { contribution, window, .. } = *probe;
            probe.first_fold = next.fold;
            for &fold in &probe.folds {
                if contribution.stored(fold).is_some() {
                    continue;
                }
                // An account without a month that passes the test contributes 0, which changes neither a sum nor a
                // highest, so the step may skip it. It would change a lowest, which therefore sees every account;
                // months since such a month are not stated at all then. The comparison with a naive interpreter,
                // `tests/attributes/interpreter.rs`, guards this.
                let woken_by = match (contribution, fold) {
                    (Contribution::MonthsSince(test), _) => Some(test),
                    (_, Fold::Lowest) => None,
                    (
                        Contribution::Count(test)
                        | Contribution::Any(test)
                        | Contribution::LongestRun(test)
                        | Contribution::LatestIs(test),
                        _,
                    ) => Some(test),
                    _ => None,
                };
                // Whether an account states the number is counted only where it can differ from "passes the filter".
                let stated = match fold {
                    Fold::Total | Fold::Highest => u64::from(!contribution.is_of_every_account()),
                    Fold::Lowest => 1,
                    Fold::Positive | Fold::Furnishers => 0,
                };
                let place = next.fold;
                next.fold = next.fold.saturating_add(1);
                if fold == Fold::Furnishers {
                    probe.furnishers = next.furnishers;
                    next.furnishers = next.furnishers.saturating_add(1);
                    // The fold of a furnisher set records only whether the set is known: without withheld numbers there
                    // is nothing to fold.
                    if contribution.is_of_every_account() {
                        continue;
                    }
                }
                steps.push(TallyStep { woken_by, action: Action::Fold { contribution, window, fold, stated, place } });
            }
        }
        *first_cell = next.cell;
        for (place, &cell) in (next.cell..).zip(&*cells) {
            let woken_by = match cell {
                MonthCell::Any(test) | MonthCell::Accounts(test) => Some(test),
                MonthCell::Worst | MonthCell::Overdue => None,
            };
            steps.push(TallyStep { woken_by, action: Action::Cell { cell, place } });
        }
        next.cell = next.cell.saturating_add(cells.len());
    }
}

/// The next free places for folds, cells and furnisher sets.
#[derive(Default)]
pub(crate) struct NextPlaces {
    pub(crate) fold: usize,
    cell: usize,
    furnishers: usize,
}

/// The furnishers of the group's accounts whose number is above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FurnisherSet {
    pub(crate) group: usize,
    pub(crate) contribution: Contribution,
    pub(crate) window: Months,
    /// The number of the set.
    pub(crate) set: usize,
}

impl FurnisherSet {
    /// All furnisher sets of groups that have their places.
    pub(crate) fn all_of(groups: &[Group]) -> impl Iterator<Item = FurnisherSet> {
        let probes =
            groups.iter().enumerate().flat_map(|(group, of)| of.probes.iter().map(move |probe| (group, probe)));
        let with_set = probes.filter(|(_, probe)| probe.folds.contains(&Fold::Furnishers));
        with_set.map(|(group, probe)| FurnisherSet {
            group,
            contribution: probe.contribution,
            window: probe.window,
            set: probe.furnishers,
        })
    }
}

/// One step to take with the accounts that pass a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TallyStep {
    /// The month test that wakes the step: an account that never passes it changes nothing.
    pub(crate) woken_by: Option<usize>,
    pub(crate) action: Action,
}

/// The number that a step updates, and its place in the tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Folds each account's number. `stated` is added to how many state it: 1, or 0 where every account does.
    Fold { contribution: Contribution, window: Months, fold: Fold, stated: u64, place: usize },
    /// Updates a cell month by month.
    Cell { cell: MonthCell, place: usize },
}

/// A number of each account, and the ways in which it is folded over the accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Probe {
    pub(crate) contribution: Contribution,
    pub(crate) window: Months,
    pub(crate) folds: Vec<Fold>,
    /// The place of its first own fold among all folds of the plan.
    pub(crate) first_fold: usize,
    /// The number of its furnisher set, if it has one.
    pub(crate) furnishers: usize,
}

impl Probe {
    /// The folds that need a place of their own, with their places among all folds of the plan.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (usize, Fold)> {
        let kept = self.folds.iter().copied().filter(|fold| self.contribution.stored(*fold).is_none());
        (self.first_fold..).zip(kept)
    }
}

/// The number that one account contributes: [`Within`](crate::attributes::Within), with month tests by their place in
/// the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Contribution {
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

impl Contribution {
    /// The same number, with month tests at other places.
    pub(super) fn with_tests(self, place: impl FnOnce(usize) -> usize) -> Contribution {
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

    /// Whether every account states the number.
    pub(crate) const fn is_of_every_account(self) -> bool {
        match self {
            Self::Account
            | Self::Count(_)
            | Self::Any(_)
            | Self::Never(_)
            | Self::LongestRun(_)
            | Self::LatestIs(_) => true,
            Self::MonthsSince(_) | Self::Worst | Self::Latest | Self::Value(_) | Self::AtLeastZero(_) => false,
        }
    }

    /// Where a fold's value is already stored, for all windows at once; `None` if it needs a place of its own.
    pub(crate) const fn stored(self, fold: Fold) -> Option<Stored> {
        Some(match (self, fold) {
            (Self::Account, Fold::Total | Fold::Positive) => Stored::Matched,
            (Self::Count(test), Fold::Total) => Stored::Cell(MonthCell::Accounts(test)),
            (Self::Worst, Fold::Highest) => Stored::Cell(MonthCell::Worst),
            (Self::MonthsSince(test), Fold::Lowest) => Stored::Cell(MonthCell::Any(test)),
            _ => return None,
        })
    }
}

/// Where a fold's value is already stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stored {
    /// The number of accounts that pass the filter.
    Matched,
    /// A cell of months.
    Cell(MonthCell),
}

/// How one number per account is folded over the accounts. The order of the variants is the order in a tally's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fold {
    /// The sum, and how many accounts state the number.
    Total,
    /// How many accounts have a number above zero.
    Positive,
    Highest,
    Lowest,
    Furnishers,
}

/// A value that is gathered month by month, for all windows at once. The order of the variants is the order in a
/// tally's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum MonthCell {
    /// The months in which an account passes a test.
    Any(usize),
    /// The worst severity of any account.
    Worst,
    /// The number of accounts that pass a test.
    Accounts(usize),
    /// The sum of overdue amounts.
    Overdue,
}

impl MonthCell {
    /// The same cell, with month tests at other places.
    pub(super) fn with_tests(self, place: impl FnOnce(usize) -> usize) -> MonthCell {
        match self {
            Self::Any(test) => Self::Any(place(test)),
            Self::Accounts(test) => Self::Accounts(place(test)),
            Self::Worst | Self::Overdue => self,
        }
    }
}

/// How a row is read off a tally, by places in the plan.
///
/// `active` names the two cells, months on time and months late, in the latest of which a current run begins.
#[derive(Debug, Clone)]
pub(crate) enum Recipe {
    Accounts { group: usize, probe: usize, fold: usize, across: Across, contribution: Contribution },
    Months { group: usize, across: AcrossMonths, of: MonthRecipe, window: Months, active: Option<(usize, usize)> },
    Inquiries(OverInquiries),
    Liabilities(usize),
    Derived { operation: Operation, left: Box<Side>, right: Box<Side> },
}

/// The value that is read of each month, by the places of the group's cells.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MonthRecipe {
    Any(usize),
    None(usize),
    AnyAndNone(usize, usize),
    Overdue(usize),
    Worst(usize),
    Accounts(usize),
}

/// One side of a derived row.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    pub(crate) recipe: Recipe,
    /// The group whose accounts the side looks at, if it looks at accounts.
    pub(crate) group: Option<usize>,
    /// For a change: the cell of reported months, and the window in which there must be one.
    pub(crate) reported: Option<(usize, Months)>,
}
