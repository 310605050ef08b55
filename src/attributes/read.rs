//! Reading a row off a tally.

use chrono::NaiveDate;

use super::plan::{MonthRecipe, Recipe, Side, Taken};
use super::reading::Cause;
use super::row::{Across, AcrossMonths, Operation};
use super::tally::{CellTally, FoldTally, GroupTally, OverdueTally, Tally};
use crate::history::{Months, Planes};

/// A number before its range is checked; `None` if it does not fit 128 bits either.
pub(super) type Wide = Result<Option<i128>, Cause>;

/// A tally with what it takes to read it.
pub(super) struct Reader<'a> {
    pub(super) tally: &'a Tally,
    pub(super) as_of_day: NaiveDate,
}

impl Reader<'_> {
    pub(super) fn read(&self, recipe: &Recipe) -> Wide {
        match recipe {
            Recipe::Accounts { group, probe, fold, across, taken } => {
                self.accounts((*group, *probe, *fold), *across, *taken).map(Some)
            }
            Recipe::Months { group, across, of, window, active } => {
                self.months(*group, *across, *of, *window, *active).map(Some)
            }
            Recipe::Inquiries(row) if self.tally.shows_inquiries => {
                let number = self.tally.inquiries.read(row, self.tally.month, self.as_of_day);
                number.map(Some).ok_or(Cause::NeverHappened)
            }
            Recipe::Liabilities(place) if self.tally.shows_liabilities => {
                self.tally.liabilities.get(*place).ok_or(Cause::NotStated)?.total().map(Some)
            }
            Recipe::Inquiries(_) | Recipe::Liabilities(_) => Err(Cause::Hidden),
            Recipe::Derived { operation, left, right } => self.derived(*operation, left, right),
        }
    }

    fn accounts(&self, place: (usize, usize, usize), across: Across, taken: Taken) -> Result<i128, Cause> {
        let (group, probe, fold) = place;
        let group = self.group(group)?;
        let probe = group.probes.get(probe).ok_or(Cause::NotStated)?;
        if let Some(veil) = group.veil.max(probe.veil) {
            return Err(veil.cause());
        }
        let missing = match taken {
            Taken::MonthsSince(_) => Cause::NeverHappened,
            _ => Cause::NotStated,
        };
        let nobody = group.matched == 0;
        let value = match (probe.folds.get(fold).ok_or(Cause::NotStated)?, across) {
            (FoldTally::Total { stated: 0, .. }, Across::Sum) if nobody => Some(0),
            (FoldTally::Total { sum, stated }, Across::Sum) => (*stated > 0).then_some(*sum),
            (FoldTally::Total { sum, stated }, _) => floor_of(*sum, (*stated).into()),
            (FoldTally::Positive(count), _) => Some((*count).into()),
            // Without data a streak is 0.
            (FoldTally::Highest(None), _) if nobody && matches!(taken, Taken::LongestRun(_)) => Some(0),
            (FoldTally::Highest(value) | FoldTally::Lowest(value), _) => *value,
            (FoldTally::Furnishers(codes), _) => i128::try_from(codes.len()).ok(),
        };
        value.ok_or(if nobody { Cause::NoSuchAccount } else { missing })
    }

    fn months(
        &self,
        group: usize,
        across: AcrossMonths,
        of: MonthRecipe,
        window: Months,
        active: Option<(usize, usize)>,
    ) -> Result<i128, Cause> {
        let group = self.group(group)?;
        let monthly = Monthly::of(group, of).ok_or(Cause::NotStated)?;
        let overdue_veil = match &monthly {
            Monthly::Overdue(tally) => tally.veil,
            _ => None,
        };
        if let Some(veil) = group.veil.max(overdue_veil) {
            return Err(veil.cause());
        }
        let nobody = group.matched == 0;
        match (&monthly, across) {
            (_, AcrossMonths::MonthsSince) if nobody => return Err(Cause::NoSuchAccount),
            (Monthly::Worst(_), AcrossMonths::Highest | AcrossMonths::Lowest | AcrossMonths::Average) if nobody => {
                return Err(Cause::NoSuchAccount);
            }
            (Monthly::Overdue(tally), _) if !(tally.late & window).is_empty() && (tally.stated & window).is_empty() => {
                return Err(Cause::NotStated);
            }
            _ => {}
        }
        let values = || window.iter().map(|ago| monthly.value(ago));
        let sum = || values().fold(0_i128, i128::saturating_add);
        let positive = || values().zip(window).filter(|&(value, _)| value > 0).map(|(_, ago)| ago).collect::<Months>();
        let value = match across {
            AcrossMonths::Sum => Some(sum()),
            AcrossMonths::Count => Some(positive().count().into()),
            AcrossMonths::Highest => values().max(),
            AcrossMonths::Lowest => values().min(),
            AcrossMonths::Average => floor_of(sum(), window.count().into()),
            AcrossMonths::LongestRun => Some(positive().longest_run().into()),
            AcrossMonths::CurrentRun => {
                let (on_time, late) = active.ok_or(Cause::NotStated)?;
                let begins = (any_in(group, on_time) | any_in(group, late)).intersect(window).latest();
                Some(begins.map_or(0, |ago| positive().run_from(ago).into()))
            }
            AcrossMonths::MonthsSince => positive().latest().map(i128::from),
        };
        value.ok_or(Cause::NeverHappened)
    }

    fn derived(&self, operation: Operation, left: &Side, right: &Side) -> Wide {
        let (a, b) = (self.read(&left.recipe)?, self.read(&right.recipe)?);
        if operation == Operation::Change {
            self.is_reported(left)?;
            self.is_reported(right)?;
        }
        let (Some(a), Some(b)) = (a, b) else { return Ok(None) };
        match operation {
            Operation::Ratio if b == 0 => {
                let nobody = right.group.map(|group| self.group(group).map(|group| group.matched == 0)).transpose()?;
                Err(if nobody == Some(true) { Cause::NoSuchAccount } else { Cause::NothingToDivideBy })
            }
            Operation::Ratio => Ok(a.checked_mul(BASIS_POINTS).and_then(|part| floor_of(part, b))),
            Operation::Difference | Operation::Change => Ok(a.checked_sub(b)),
            Operation::Greater => Ok(Some(a.max(b))),
            Operation::Smaller => Ok(Some(a.min(b))),
        }
    }

    /// Whether a side of a change has a reported month in its window.
    fn is_reported(&self, side: &Side) -> Result<(), Cause> {
        let (Some(group), Some((cell, window))) = (side.group, side.reported) else { return Ok(()) };
        let group = self.group(group)?;
        match group.cells.get(cell) {
            Some(CellTally::Any(reported)) if !(*reported & window).is_empty() => Ok(()),
            _ if group.matched == 0 => Err(Cause::NoSuchAccount),
            _ => Err(Cause::NotStated),
        }
    }

    /// A group of the tally. Recipes and tallies come from one plan, so the error is never taken.
    fn group(&self, place: usize) -> Result<&GroupTally, Cause> {
        self.tally.groups.get(place).ok_or(Cause::NotStated)
    }
}

/// What is read of each month.
enum Monthly<'a> {
    Any(Months),
    Overdue(&'a OverdueTally),
    Worst(&'a Planes),
    Accounts(&'a [u64]),
}

impl<'a> Monthly<'a> {
    /// From the cells of a group; `None` if they are of another plan.
    fn of(group: &'a GroupTally, of: MonthRecipe) -> Option<Monthly<'a>> {
        match of {
            MonthRecipe::Any(cell) => Some(Monthly::Any(any_in(group, cell))),
            MonthRecipe::None(cell) => Some(Monthly::Any(!any_in(group, cell))),
            MonthRecipe::AnyAndNone(some, none) => Some(Monthly::Any(any_in(group, some) - any_in(group, none))),
            MonthRecipe::Overdue(cell) | MonthRecipe::Worst(cell) | MonthRecipe::Accounts(cell) => {
                match group.cells.get(cell)? {
                    CellTally::Overdue(tally) => Some(Monthly::Overdue(tally)),
                    CellTally::Worst(planes) => Some(Monthly::Worst(planes)),
                    CellTally::Accounts(counts) => Some(Monthly::Accounts(counts.as_slice())),
                    CellTally::Any(_) => None,
                }
            }
        }
    }

    fn value(&self, ago: u32) -> i128 {
        let place = usize::try_from(ago).unwrap_or(usize::MAX);
        match self {
            Self::Any(months) => months.contains(ago).into(),
            Self::Overdue(tally) => tally.sums.get(place).copied().unwrap_or(0),
            Self::Worst(planes) => planes.severity(ago).number().into(),
            Self::Accounts(counts) => counts.get(place).copied().unwrap_or(0).into(),
        }
    }
}

/// The months of a cell of months. Recipes and tallies come from one plan, so there is always one.
fn any_in(group: &GroupTally, cell: usize) -> Months {
    match group.cells.get(cell) {
        Some(CellTally::Any(months)) => *months,
        _ => Months::NONE,
    }
}

/// `part / whole`, rounded towards negative infinity; `None` if the whole is 0.
fn floor_of(part: i128, whole: i128) -> Option<i128> {
    let quotient = part.checked_div(whole)?;
    let inexact = part.checked_rem(whole)? != 0;
    let negative = (part < 0) != (whole < 0);
    quotient.checked_sub(i128::from(inexact && negative))
}

const BASIS_POINTS: i128 = 10_000;
