//! Reads the rows of a plan off a tally.

use chrono::NaiveDate;

use super::plan::{Contribution, MonthRecipe, Plan, RowRead, RowReadSide, Source};
use super::row::{Across, AcrossMonths, Operation, Reading, Sources, SpecialValue};
use super::tally::{CellTally, CountedInquiries, Counter, GroupTally, LiabilityTally, OverdueTally, Tally};
use crate::history::{Months, Planes};
use crate::machine::for_every_machine;
use crate::policy::{DisclosedKinds, Regime};

/// A number before its range is checked, or the special value in its place.
///
/// A plain pair instead of a `Result<Option<i128>, _>`: most attributes are read in a few nanoseconds, and passing the
/// nested form on costs as much again.
#[derive(Debug, Clone, Copy)]
struct WideReading {
    value: i128,
    status: Status,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Known,
    /// The number does not fit 128 bits.
    OutOfRange,
    Absent(SpecialValue),
}

impl WideReading {
    const OUT_OF_RANGE: WideReading = WideReading { value: 0, status: Status::OutOfRange };

    const fn known(value: i128) -> WideReading {
        WideReading { value, status: Status::Known }
    }

    const fn absent(special_value: SpecialValue) -> WideReading {
        WideReading { value: 0, status: Status::Absent(special_value) }
    }
}

/// A tally, with its inquiries sorted into those that count and those that are duplicates.
pub(crate) struct Reader<'a> {
    tally: &'a Tally,
    /// What the regime shows; `None` if it shows everything.
    shown: Option<DisclosedKinds>,
    inquiries: CountedInquiries<'a>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(tally: &'a Tally, regime: &Regime, as_of_day: NaiveDate) -> Reader<'a> {
        let shown = Some(regime.disclosed_kinds()).filter(|shown| !shown.is_everything());
        Reader { tally, shown, inquiries: tally.inquiries.as_of(tally.month, as_of_day) }
    }

    /// Whether the regime lets nothing feed the row.
    fn hides(&self, sources: &Sources) -> bool {
        self.shown.is_some_and(|shown| !sources.are_observable(&shown))
    }

    /// Whether kinds that are shown in part feed the group.
    ///
    /// That such an account exists is not recorded, so the group's rows must read the same with and without one: 0 for
    /// numbers and sums, never happened for dates and severities.
    fn is_in_part(&self, group: usize) -> bool {
        let feeds = self.tally.layout.get(group).map(|group| group.feeds);
        self.shown.zip(feeds).is_some_and(|(shown, feeds)| !feeds.in_part(&shown).is_empty())
    }

    /// Reads one row; `None` where the number does not fit 64 bits.
    #[inline(always)]
    fn slot(&self, read: &RowRead) -> Option<Reading> {
        let WideReading { value, status } = match read {
            // Nearly all rows of the standard catalogue are one of these two: they skip the general path.
            RowRead::Count { group, source } => return self.count(*group, *source),
            RowRead::Accounts { group, source, across, contribution } => {
                self.accounts(*group, *source, *across, *contribution)
            }
            read => self.read(read),
        };
        match status {
            Status::Known => i64::try_from(value).ok().map(Reading::Known),
            Status::OutOfRange => None,
            Status::Absent(special_value) => Some(Reading::Absent(special_value)),
        }
    }

    fn read(&self, read: &RowRead) -> WideReading {
        match read {
            RowRead::Count { group, source } => self.accounts(*group, *source, Across::Count, Contribution::Account),
            RowRead::Accounts { group, source, across, contribution } => {
                self.accounts(*group, *source, *across, *contribution)
            }
            RowRead::Months { group, across, of, window, active } => {
                self.months(*group, *across, *of, *window, *active).unwrap_or_else(WideReading::absent)
            }
            RowRead::Inquiries(asked) => match self.inquiries.read(asked) {
                Some(number) => WideReading::known(number.into()),
                None => WideReading::absent(SpecialValue::NeverHappened),
            },
            RowRead::Liabilities(place) => {
                let total =
                    self.tally.liabilities.get(*place).ok_or(SpecialValue::NotStated).and_then(LiabilityTally::total);
                total.map_or_else(WideReading::absent, WideReading::known)
            }
            RowRead::Derived { operation, left, right } => self.derived(*operation, left, right),
        }
    }

    /// Reads a sum or a count that every account states; `None` where it does not fit 64 bits.
    ///
    /// A shortcut for [`accounts`](Self::accounts): it stays in 64 bits, and such a number is never "not stated".
    #[inline(always)]
    fn count(&self, group: usize, source: Source) -> Option<Reading> {
        let number = match (self.tally.groups.get(group), source) {
            (Some(&GroupTally { withheld: Some(withheld), .. }), _) => {
                return Some(Reading::Absent(withheld.special_value()));
            }
            (Some(group), Source::Matched) => i64::try_from(group.matched).ok(),
            (Some(_), Source::Accounts(cell, window)) => match self.tally.cells.get(cell) {
                Some(CellTally::Accounts(counter)) => match counter.small_sum(window) {
                    Some(sum) => Some(sum.into()),
                    None => i64::try_from(counter.sum(window)).ok(),
                },
                _ => None,
            },
            // The read and the tally come from one plan, so this is never reached.
            _ => None,
        };
        number.map(Reading::Known)
    }

    #[inline(always)]
    fn accounts(&self, place: usize, source: Source, across: Across, contribution: Contribution) -> WideReading {
        // The read and the tally come from one plan, so this is never returned.
        let missing = WideReading::absent(SpecialValue::NotStated);
        let Some(&GroupTally { matched, withheld: of_group }) = self.tally.groups.get(place) else { return missing };
        let (value, stated, withheld) = match source {
            Source::Matched => (matched.into(), matched, None),
            Source::Fold(place) => {
                let Some(fold) = self.tally.folds.get(place) else { return missing };
                (fold.value, fold.stated(contribution, matched), fold.withheld)
            }
            Source::Furnishers(set, place) => {
                let Some(fold) = self.tally.folds.get(place) else { return missing };
                (self.tally.furnishers.of(set).map(|_| 1).sum(), matched, fold.withheld)
            }
            Source::Accounts(cell, window) => match self.tally.cells.get(cell) {
                Some(CellTally::Accounts(counter)) => (counter.sum(window), matched, None),
                _ => return missing,
            },
            Source::Worst(cell, window) => match self.tally.cells.get(cell) {
                Some(CellTally::Worst(planes)) => match planes.masked(window).worst().number() {
                    0 => (0, 0, None),
                    worst => (worst.into(), 1, None),
                },
                _ => return missing,
            },
            Source::Latest(cell, window) => match (self.any_in(cell) & window).latest() {
                Some(ago) => (ago.into(), 1, None),
                None => (0, 0, None),
            },
        };
        if let Some(withheld) = of_group.max(withheld) {
            return WideReading::absent(withheld.special_value());
        }
        let no_account = matched == 0;
        let (value, known) = match across {
            Across::Count | Across::DistinctFurnishers => (value, true),
            Across::Sum => (value, no_account || stated > 0),
            // A run of months over no accounts is 0, not absent: a person without accounts has no streak.
            Across::Highest => (value, stated > 0 || no_account && matches!(contribution, Contribution::LongestRun(_))),
            Across::Lowest => (value, stated > 0),
            Across::Average => (floor_of(value, stated.into()).unwrap_or(0), stated > 0),
        };
        if known {
            return WideReading::known(value);
        }
        match contribution {
            Contribution::MonthsSince(_) | Contribution::Worst if self.is_in_part(place) => {
                WideReading::absent(SpecialValue::NeverHappened)
            }
            _ if self.is_in_part(place) => WideReading::known(0),
            _ if no_account => WideReading::absent(SpecialValue::NoSuchAccount),
            Contribution::MonthsSince(_) => WideReading::absent(SpecialValue::NeverHappened),
            _ => WideReading::absent(SpecialValue::NotStated),
        }
    }

    fn months(
        &self,
        group: usize,
        across: AcrossMonths,
        of: MonthRecipe,
        window: Months,
        active: Option<(usize, usize)>,
    ) -> Result<WideReading, SpecialValue> {
        let (group, in_part) = (self.group(group)?, self.is_in_part(group));
        let monthly = self.monthly(of).ok_or(SpecialValue::NotStated)?;
        let overdue_withheld = match &monthly {
            Monthly::Overdue(tally) => tally.withheld,
            _ => None,
        };
        if let Some(withheld) = group.withheld.max(overdue_withheld) {
            return Err(withheld.special_value());
        }
        let no_account = group.matched == 0;
        let is_missing = |tally: &OverdueTally| !(tally.late & window).is_empty() && (tally.stated & window).is_empty();
        match (&monthly, across) {
            (_, AcrossMonths::MonthsSince) if no_account && !in_part => return Err(SpecialValue::NoSuchAccount),
            (Monthly::Worst(planes), AcrossMonths::Highest | AcrossMonths::Lowest) => {
                // A month outside the life of every account has no worst status.
                let severities = || (planes.present() & window).iter().map(|ago| planes.severity(ago).number());
                let extreme = if across == AcrossMonths::Highest { severities().max() } else { severities().min() };
                return extreme.map(|number| WideReading::known(number.into())).ok_or(match () {
                    () if in_part => SpecialValue::NeverHappened,
                    () if no_account => SpecialValue::NoSuchAccount,
                    () => SpecialValue::NotStated,
                });
            }
            (Monthly::Overdue(tally), _) if is_missing(tally) && !in_part => return Err(SpecialValue::NotStated),
            _ => {}
        }
        // Saturating: a sum past 128 bits stays far past 64 and is reported as out of range.
        let sum = || monthly.values(window).fold(0_i128, i128::saturating_add);
        let positive = || monthly.positive(window);
        Ok(WideReading::known(match across {
            AcrossMonths::Sum => sum(),
            AcrossMonths::Count => positive().count().into(),
            // No month of the window has a value, so all are 0. Common, and cheaper than the general case below.
            AcrossMonths::Highest if !window.is_empty() && (monthly.touched() & window).is_empty() => 0,
            AcrossMonths::Highest => monthly.values(window).max().ok_or(SpecialValue::NeverHappened)?,
            AcrossMonths::Lowest => monthly.values(window).min().ok_or(SpecialValue::NeverHappened)?,
            AcrossMonths::Average => floor_of(sum(), window.count().into()).ok_or(SpecialValue::NeverHappened)?,
            AcrossMonths::LongestRun => positive().longest_run().into(),
            AcrossMonths::CurrentRun => {
                let (on_time, late) = active.ok_or(SpecialValue::NotStated)?;
                let begins = (self.any_in(on_time) | self.any_in(late)).intersect(window).latest();
                begins.map_or(0, |ago| positive().run_from(ago)).into()
            }
            AcrossMonths::MonthsSince => positive().latest().ok_or(SpecialValue::NeverHappened)?.into(),
        }))
    }

    fn derived(&self, operation: Operation, left: &RowReadSide, right: &RowReadSide) -> WideReading {
        let (a, b) = (self.read(&left.read), self.read(&right.read));
        // The left side comes first: if both are absent, the result has the left's special value.
        for side in [a, b] {
            if let Status::Absent(_) = side.status {
                return side;
            }
        }
        // Two windows without a reported month would read as "no change" instead of "no data".
        if operation == Operation::Change {
            for side in [left, right] {
                if let Err(special_value) = self.is_reported(side) {
                    return WideReading::absent(special_value);
                }
            }
        }
        if (a.status, b.status) != (Status::Known, Status::Known) {
            return WideReading::OUT_OF_RANGE;
        }
        let (a, b) = (a.value, b.value);
        let number = match operation {
            Operation::Ratio if b == 0 => {
                let no_account =
                    right.group.and_then(|group| self.group(group).ok()).is_some_and(|group| group.matched == 0);
                return WideReading::absent(if no_account {
                    SpecialValue::NoSuchAccount
                } else {
                    SpecialValue::NothingToDivideBy
                });
            }
            Operation::Ratio => a.checked_mul(BASIS_POINTS).and_then(|part| floor_of(part, b)),
            Operation::Difference | Operation::Change => a.checked_sub(b),
            Operation::Greater => Some(a.max(b)),
            Operation::Smaller => Some(a.min(b)),
        };
        number.map_or(WideReading::OUT_OF_RANGE, WideReading::known)
    }

    /// Checks that a side of a change has a reported month in its window; the error is the special value otherwise.
    fn is_reported(&self, side: &RowReadSide) -> Result<(), SpecialValue> {
        let (Some(group), Some((cell, window))) = (side.group, side.reported) else { return Ok(()) };
        match self.group(group)?.matched {
            _ if !(self.any_in(cell) & window).is_empty() => Ok(()),
            0 => Err(SpecialValue::NoSuchAccount),
            _ => Err(SpecialValue::NotStated),
        }
    }

    /// The tally of a group. The read and the tally come from one plan, so the error is never returned.
    fn group(&self, place: usize) -> Result<&GroupTally, SpecialValue> {
        self.tally.groups.get(place).ok_or(SpecialValue::NotStated)
    }

    /// The months in a cell of months. The read and the tally come from one plan, so the cell is always there.
    fn any_in(&self, cell: usize) -> Months {
        match self.tally.cells.get(cell) {
            Some(CellTally::Any(months)) => *months,
            _ => Months::NONE,
        }
    }

    /// The values of each month that a recipe reads; `None` if the cells are of another plan.
    fn monthly(&self, of: MonthRecipe) -> Option<Monthly<'_>> {
        match of {
            MonthRecipe::Any(cell) => Some(Monthly::Any(self.any_in(cell))),
            MonthRecipe::None(cell) => Some(Monthly::Any(!self.any_in(cell))),
            MonthRecipe::AnyAndNone(some, none) => Some(Monthly::Any(self.any_in(some) - self.any_in(none))),
            MonthRecipe::Overdue(cell) | MonthRecipe::Worst(cell) | MonthRecipe::Accounts(cell) => {
                match self.tally.cells.get(cell)? {
                    CellTally::Overdue(tally) => Some(Monthly::Overdue(tally)),
                    CellTally::Worst(planes) => Some(Monthly::Worst(planes)),
                    CellTally::Accounts(counter) => Some(Monthly::Accounts(counter)),
                    CellTally::Any(_) => None,
                }
            }
        }
    }
}

for_every_machine! {
    /// Appends one reading per row; `None` where the number does not fit 64 bits.
    pub(crate) fn read_all(reader: &Reader<'_>, plan: &Plan, slots: &mut Vec<Option<Reading>>) {
        // `push` keeps each reading in registers, which measures faster than `extend` with an iterator.
        for (read, sources) in plan.reads.iter().zip(plan.sources.iter()) {
            slots.push(match reader.hides(sources) {
                true => Some(Reading::Absent(SpecialValue::Hidden)),
                false => reader.slot(read),
            });
        }
    }
}

/// One value per month, by how the tally stores it.
enum Monthly<'a> {
    Any(Months),
    Overdue(&'a OverdueTally),
    Worst(&'a Planes),
    Accounts(&'a Counter),
}

impl Monthly<'_> {
    /// The months whose value may differ from 0.
    fn touched(&self) -> Months {
        match self {
            Self::Any(months) => *months,
            Self::Overdue(tally) => tally.stated,
            Self::Worst(planes) => planes.present(),
            Self::Accounts(counter) => counter.any(),
        }
    }

    /// The values in a window. All untouched months together give a single 0: enough for a sum, a minimum and a
    /// maximum.
    fn values(&self, window: Months) -> impl Iterator<Item = i128> {
        let (touched, rest) = (window & self.touched(), window - self.touched());
        touched.iter().map(|ago| self.value(ago)).chain((!rest.is_empty()).then_some(0))
    }

    /// The months of a window whose value is above zero.
    fn positive(&self, window: Months) -> Months {
        match self {
            Self::Any(months) => *months & window,
            Self::Worst(planes) => planes.present() & window,
            Self::Accounts(counter) => counter.any() & window,
            Self::Overdue(_) => (self.touched() & window).iter().filter(|&ago| self.value(ago) > 0).collect(),
        }
    }

    fn value(&self, ago: u32) -> i128 {
        let place = usize::try_from(ago).unwrap_or(usize::MAX);
        match self {
            Self::Any(months) => months.contains(ago).into(),
            Self::Overdue(tally) => tally.sums.get(place).copied().unwrap_or(0),
            Self::Worst(planes) => planes.severity(ago).number().into(),
            Self::Accounts(counter) => counter.at(ago).into(),
        }
    }
}

/// `part / whole`, rounded towards negative infinity; `None` if the whole is 0.
fn floor_of(part: i128, whole: i128) -> Option<i128> {
    // Few numbers need 128 bits, and 64-bit division is several times faster.
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
