//! Reading a row off a tally.

use chrono::NaiveDate;

use super::inquiries::Counting;
use super::plan::{Group, MonthRecipe, Recipe, Side, Taken};
use super::reading::{Cause, Reading};
use super::row::{Across, AcrossMonths, Operation};
use super::tally::{CellTally, GroupTally, OverdueTally, Tally};
use crate::history::{Months, Planes};

/// A number before its range is checked; `None` if it does not fit 128 bits either.
pub(super) type Wide = Result<Option<i128>, Cause>;

/// A tally with what it takes to read it.
pub(super) struct Reader<'a> {
    tally: &'a Tally,
    inquiries: Counting<'a>,
}

impl Reader<'_> {
    pub(super) fn new(tally: &Tally, as_of_day: NaiveDate) -> Reader<'_> {
        Reader { tally, inquiries: tally.inquiries.as_of(tally.month, as_of_day) }
    }

    /// What an attribute reads; nothing where the number is out of range.
    #[inline(always)]
    pub(super) fn slot(&self, recipe: &Recipe) -> Option<Reading> {
        match recipe {
            // Most are, and come in registers.
            Recipe::Accounts { group, probe, fold, across, taken } => {
                match self.accounts((*group, *probe, *fold), *across, *taken) {
                    (value, None) => i64::try_from(value).ok().map(Reading::Known),
                    (_, Some(cause)) => Some(Reading::Absent(cause)),
                }
            }
            recipe => match self.read(recipe) {
                Ok(value) => value.and_then(|value| i64::try_from(value).ok()).map(Reading::Known),
                Err(cause) => Some(Reading::Absent(cause)),
            },
        }
    }

    fn read(&self, recipe: &Recipe) -> Wide {
        match recipe {
            Recipe::Accounts { group, probe, fold, across, taken } => {
                match self.accounts((*group, *probe, *fold), *across, *taken) {
                    (value, None) => Ok(Some(value)),
                    (_, Some(cause)) => Err(cause),
                }
            }
            Recipe::Months { group, across, of, window, active } => {
                self.months(*group, *across, *of, *window, *active).map(Some)
            }
            Recipe::Inquiries(row) if self.tally.shows_inquiries => {
                self.inquiries.read(row).map(Some).ok_or(Cause::NeverHappened)
            }
            Recipe::Liabilities(place) if self.tally.shows_liabilities => {
                self.tally.liabilities.get(*place).ok_or(Cause::NotStated)?.total().map(Some)
            }
            Recipe::Inquiries(_) | Recipe::Liabilities(_) => Err(Cause::Hidden),
            Recipe::Derived { operation, left, right } => self.derived(*operation, left, right),
        }
    }

    /// The number, and why there is none.
    #[inline(always)]
    fn accounts(&self, place: (usize, usize, usize), across: Across, taken: Taken) -> (i128, Option<Cause>) {
        let (place, probe, fold) = place;
        let (groups, layout) = (self.tally.groups.get(place), self.tally.layout.get(place));
        let probe = layout.and_then(|group| group.probes.get(probe));
        let fold = probe.and_then(|probe| self.tally.folds.get(probe.first_fold.saturating_add(fold)));
        // Recipes and tallies come from one plan, so the error is never taken.
        let (Some(group), Some(probe), Some(fold)) = (groups, probe, fold) else { return (0, Some(Cause::NotStated)) };
        if let Some(veil) = group.veil.max(fold.veil) {
            return (0, Some(veil.cause()));
        }
        let nobody = group.matched == 0;
        let stated = fold.stated(taken, group.matched);
        let (value, known) = match across {
            Across::Count if taken == Taken::Account => (group.matched.into(), true),
            Across::Count => (fold.value, true),
            Across::Sum => (fold.value, nobody || stated > 0),
            // Without data a streak is 0.
            Across::Highest => (fold.value, stated > 0 || nobody && matches!(taken, Taken::LongestRun(_))),
            Across::Lowest => (fold.value, stated > 0),
            Across::Average => (floor_of(fold.value, stated.into()).unwrap_or(0), stated > 0),
            Across::DistinctFurnishers => (self.tally.furnishers.of(probe.furnishers).map(|_| 1).sum(), true),
        };
        let cause = match taken {
            _ if known => None,
            _ if nobody => Some(Cause::NoSuchAccount),
            Taken::MonthsSince(_) => Some(Cause::NeverHappened),
            _ => Some(Cause::NotStated),
        };
        (value, cause)
    }

    fn months(
        &self,
        group: usize,
        across: AcrossMonths,
        of: MonthRecipe,
        window: Months,
        active: Option<(usize, usize)>,
    ) -> Result<i128, Cause> {
        let (group, cells) = (self.group(group)?, self.cells(group));
        let monthly = Monthly::of(cells, of).ok_or(Cause::NotStated)?;
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
        let sum = || monthly.values(window).fold(0_i128, i128::saturating_add);
        let positive = || monthly.positive(window);
        let value = match across {
            AcrossMonths::Sum => Some(sum()),
            AcrossMonths::Count => Some(positive().count().into()),
            AcrossMonths::Highest => monthly.values(window).max(),
            AcrossMonths::Lowest => monthly.values(window).min(),
            AcrossMonths::Average => floor_of(sum(), window.count().into()),
            AcrossMonths::LongestRun => Some(positive().longest_run().into()),
            AcrossMonths::CurrentRun => {
                let (on_time, late) = active.ok_or(Cause::NotStated)?;
                let begins = (any_in(cells, on_time) | any_in(cells, late)).intersect(window).latest();
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
        match self.group(group)?.matched {
            _ if !(any_in(self.cells(group), cell) & window).is_empty() => Ok(()),
            0 => Err(Cause::NoSuchAccount),
            _ => Err(Cause::NotStated),
        }
    }

    /// A group of the tally. Recipes and tallies come from one plan, so the error is never taken.
    fn group(&self, place: usize) -> Result<&GroupTally, Cause> {
        self.tally.groups.get(place).ok_or(Cause::NotStated)
    }

    fn cells(&self, group: usize) -> &[CellTally] {
        let places = self.tally.layout.get(group).map(Group::places_of_cells);
        places.and_then(|places| self.tally.cells.get(places)).unwrap_or_default()
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
    fn of(cells: &'a [CellTally], of: MonthRecipe) -> Option<Monthly<'a>> {
        match of {
            MonthRecipe::Any(cell) => Some(Monthly::Any(any_in(cells, cell))),
            MonthRecipe::None(cell) => Some(Monthly::Any(!any_in(cells, cell))),
            MonthRecipe::AnyAndNone(some, none) => Some(Monthly::Any(any_in(cells, some) - any_in(cells, none))),
            MonthRecipe::Overdue(cell) | MonthRecipe::Worst(cell) | MonthRecipe::Accounts(cell) => {
                match cells.get(cell)? {
                    CellTally::Overdue(tally) => Some(Monthly::Overdue(tally)),
                    CellTally::Worst(planes) => Some(Monthly::Worst(planes)),
                    CellTally::Accounts(counts) => Some(Monthly::Accounts(counts.as_slice())),
                    CellTally::Any(_) => None,
                }
            }
        }
    }

    /// The months that may have another value than 0.
    fn touched(&self) -> Months {
        match self {
            Self::Any(months) => *months,
            Self::Overdue(tally) => tally.stated,
            Self::Worst(planes) => planes.present(),
            Self::Accounts([]) => Months::NONE,
            Self::Accounts(_) => Months::ALL,
        }
    }

    /// The values in a window; those of the months that are not touched, as one.
    fn values(&self, window: Months) -> impl Iterator<Item = i128> {
        let (touched, rest) = (window & self.touched(), window - self.touched());
        touched.iter().map(|ago| self.value(ago)).chain((!rest.is_empty()).then_some(0))
    }

    /// The months in a window with a value above zero.
    fn positive(&self, window: Months) -> Months {
        match self {
            Self::Any(months) => *months & window,
            Self::Worst(planes) => planes.present() & window,
            Self::Overdue(_) | Self::Accounts(_) => {
                (self.touched() & window).iter().filter(|&ago| self.value(ago) > 0).collect()
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
fn any_in(cells: &[CellTally], cell: usize) -> Months {
    match cells.get(cell) {
        Some(CellTally::Any(months)) => *months,
        _ => Months::NONE,
    }
}

/// `part / whole`, rounded towards negative infinity; `None` if the whole is 0.
fn floor_of(part: i128, whole: i128) -> Option<i128> {
    // Few numbers take 128 bits, and division in 64 is several times faster.
    if let (Ok(part), Ok(whole)) = (i64::try_from(part), i64::try_from(whole))
        && let (Some(quotient), Some(rest)) = (part.checked_div(whole), part.checked_rem(whole))
    {
        return Some(i128::from(quotient).saturating_sub((rest != 0 && (part < 0) != (whole < 0)).into()));
    }
    let quotient = part.checked_div(whole)?;
    let inexact = part.checked_rem(whole)? != 0;
    let negative = (part < 0) != (whole < 0);
    quotient.checked_sub(i128::from(inexact && negative))
}

const BASIS_POINTS: i128 = 10_000;
