//! The compiler of rows: which few numbers must be gathered so that all attributes can be read off.
//!
//! Rows share most of what they need. A [`Plan`] lists it once: the month tests (a set of months each, computed once an
//! account), the filters (decided once an account), and for every filter what is gathered of the accounts that pass:
//!
//! ```text
//! accounts_ever_late_1 = count of any(late 1)  where credit in 60 ─┐  filter credit
//! late_months_1_12     = sum of count(late 1)  where credit in 12 ─┼─►  any(late 1) in 60: count
//! late_months_1_60     = sum of count(late 1)  where credit in 60 ─┤    accounts late 1: months
//! distinct_late_months_12 = count of any(late 1) month by month   ─┘    any account late 1: months
//! ```
//!
//! What is gathered stands in a [`Tally`](super::Tally); a row is read off it by its recipe, and all windows of a number
//! off the same months. Accounts are taken sixteen at a time: each costs the distinct parts of the filters, all together
//! the steps of the filters that any of them passes. Steps that could not change a number are left out: most wait for a
//! month that passes their test.
//!
//! Compiling takes time in proportion to the rows: what is shared is found by its hash.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

use super::catalogue::Catalogue;
use super::error::AttributeError;
use super::inquiries::Asked;
use super::portfolio::Program;
use super::row::{
    Across, AcrossMonths, Attribute, Filter, Measure, MonthTest, Operation, OverAccounts, OverInquiries,
    OverLiabilities, OverMonths, Value, Within, WithinMonth,
};
use super::truth::Filters;
use crate::fingerprint::Fingerprint;
use crate::history::{DelinquencyBucket, Months, Severity};
use crate::report::{AccountKind, InquiryReason};

/// A list of attributes, compiled.
///
/// ```
/// use credit_bureau::attributes::{Catalogue, Plan};
/// let plan = Plan::new(Catalogue::standard().get("late_months_2_24"))?;
/// assert_eq!(plan.names().collect::<Vec<_>>(), ["late_months_2_24"]);
/// # Ok::<(), credit_bureau::attributes::AttributeError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Plan {
    pub(super) rows: Arc<Rows>,
    pub(super) fingerprint: u64,
    /// Version of the catalogue that it was made from.
    pub(super) catalogue: Arc<str>,
    pub(super) tests: Vec<MonthTest>,
    /// What those tests are that ask for severities from one to another.
    pub(super) spans: Vec<Option<Span>>,
    /// Their lists say what the numbers of a tally are, so tallies share them.
    pub(super) groups: Arc<[Group]>,
    /// How many folds they have together, and all their cells.
    pub(super) folds: usize,
    pub(super) cells: Vec<MonthCell>,
    /// The filters of the groups, 64 at a time.
    pub(super) filters: Vec<Filters>,
    /// Reasons of the inquiries that are gathered.
    pub(super) reasons: BTreeSet<InquiryReason>,
    pub(super) liabilities: Vec<OverLiabilities>,
    /// Whether utilisation is gathered.
    pub(super) utilisation: bool,
    /// The sets of furnishers that are gathered.
    pub(super) furnishers: Vec<FurnisherSet>,
    /// Whether overdue amounts are gathered.
    pub(super) overdue: bool,
    pub(super) recipes: Vec<Recipe>,
    /// The same by places in a tally.
    pub(super) reads: Vec<Read>,
    /// The same for the blocks of a portfolio, compiled when it is first asked for.
    program: Arc<OnceLock<Program>>,
}

impl Plan {
    /// Compiles rows. They are a catalogue of their own, with the version that
    /// [`Catalogue::from_rows`] gives them, whatever catalogue they were taken from.
    ///
    /// # Errors
    ///
    /// What [`Attribute::validate`] finds, and [`AttributeError::Duplicate`] for two rows of one name.
    pub fn new<A: Into<Attribute>>(rows: impl IntoIterator<Item = A>) -> Result<Plan, AttributeError> {
        Ok(Self::compile(Arc::new(Rows::new(rows.into_iter().map(Into::into).collect())?), None))
    }

    /// Compiles the rows of a catalogue of that version, or loose ones.
    pub(super) fn compile(rows: Arc<Rows>, version: Option<&str>) -> Plan {
        let mut fingerprint = Fingerprint::of("plan 1");
        let mut compiler = Compiler::default();
        let mut recipes = Vec::with_capacity(rows.rows.len());
        for row in &rows.rows {
            let row = row.normalised();
            fingerprint = fingerprint.text(&row.to_string()).bytes(&[row.direction as u8]);
            recipes.push(compiler.measure(&row.measure));
        }
        compiler.hold_in_cells();
        let Compiler { tests, mut groups, reasons, liabilities, .. } = compiler;
        let mut next = NextPlaces::default();
        groups.iter_mut().for_each(|group| group.settle(&mut next));
        let reads = recipes.iter().map(|recipe| Read::of(recipe, &groups)).collect();
        let mut probes = groups.iter().flat_map(|group| &group.probes);
        let utilisation = probes.any(|probe| {
            matches!(probe.taken, Taken::Value(Value::Utilisation) | Taken::AtLeastZero(Value::Utilisation))
        });
        let furnishers = FurnisherSet::all_of(&groups).collect();
        let overdue = groups.iter().any(|group| group.cells.contains(&MonthCell::Overdue));
        let filters =
            groups.chunks(Filters::AT_ONCE).map(|groups| Filters::of(groups.iter().map(|group| &group.filter)));
        let cells = groups.iter().flat_map(|group| &group.cells).copied().collect();
        let (filters, folds, groups) = (filters.collect(), next.fold, groups.into());
        let fingerprint = fingerprint.finish();
        let catalogue = version.map_or_else(|| format!("own-{fingerprint:016x}").into(), Arc::from);
        let program = Arc::default();
        Plan {
            rows,
            fingerprint,
            catalogue,
            spans: tests.iter().map(|test| Span::of(*test)).collect(),
            tests,
            groups,
            folds,
            cells,
            filters,
            reasons,
            liabilities,
            utilisation,
            furnishers,
            overdue,
            recipes,
            reads,
            program,
        }
    }

    /// The plan of the whole standard catalogue.
    #[must_use]
    pub fn standard() -> &'static Plan {
        &STANDARD
    }

    /// What tells this plan from every other: equal for plans of the same rows in the same order, on every machine.
    ///
    /// FNV-1a in 64 bits over the text `plan 1` and a byte FF; then for each row its normal form as `Display` writes it,
    /// a byte FF, and its direction as a byte (0 higher is better, 1 lower is better, 2 neither).
    #[must_use]
    pub const fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Version of the catalogue that the plan was made from, that says what each name means.
    #[must_use]
    pub fn catalogue_version(&self) -> &str {
        &self.catalogue
    }

    /// The attributes, in the order in which they were given.
    #[must_use]
    pub fn rows(&self) -> &[Attribute] {
        &self.rows.rows
    }

    /// Each name with the way in which a [`Portfolio`](super::Portfolio) computes it.
    ///
    /// ```
    /// use credit_bureau::attributes::{Path, Plan};
    /// assert!(Plan::standard().paths().all(|(_, path)| path == Path::Blocks));
    /// ```
    pub fn paths(&self) -> impl Iterator<Item = (&str, Path)> {
        self.names().zip(self.program().paths())
    }

    pub(super) fn program(&self) -> &Program {
        self.program.get_or_init(|| Program::compile(self))
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.rows.iter().map(|row| row.name.as_str())
    }
}

impl From<&Attribute> for Attribute {
    fn from(row: &Attribute) -> Attribute {
        row.clone()
    }
}

/// The months of a severity or worse, but not of another or worse; severities by their numbers, from 16 on none is so
/// bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: u8,
    /// The same of a quasi-credit card.
    pub(super) from_of_quasi: u8,
    pub(super) below: u8,
}

impl Span {
    fn of(test: MonthTest) -> Option<Span> {
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

/// How a portfolio computes an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Path {
    /// For a block of accounts at a time: the fast way.
    Blocks,
    /// For one subject after the other, as a report is read.
    OneByOne,
}

/// Checked rows, found by name.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Rows {
    pub(super) rows: Vec<Attribute>,
    index: HashMap<String, usize>,
}

impl Rows {
    pub(super) fn new(rows: Vec<Attribute>) -> Result<Rows, AttributeError> {
        let mut index = HashMap::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            row.validate()?;
            if index.insert(row.name.clone(), place).is_some() {
                return Err(AttributeError::Duplicate { name: row.name.clone() });
            }
        }
        Ok(Rows { rows, index })
    }

    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }
}

/// What is gathered of the accounts that pass one filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) filter: Filter,
    pub(super) probes: Vec<Probe>,
    pub(super) cells: Vec<MonthCell>,
    /// Where its cells begin among all cells of the plan.
    pub(super) first_cell: usize,
    /// What is done with the accounts that pass.
    pub(super) steps: Vec<Step>,
}

impl Group {
    /// Where its cells stand among all cells of the plan.
    pub(super) fn places_of_cells(&self) -> Range<usize> {
        self.first_cell..self.first_cell.saturating_add(self.cells.len())
    }

    /// Gives its folds and cells their places, and lists what is to be done with its accounts.
    fn settle(&mut self, next: &mut NextPlaces) {
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
struct NextPlaces {
    fold: usize,
    cell: usize,
    furnishers: usize,
}

/// A set of the furnishers of accounts of a group of which a number is above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FurnisherSet {
    pub(super) group: usize,
    pub(super) taken: Taken,
    pub(super) window: Months,
    /// Which set it is.
    pub(super) set: usize,
}

impl FurnisherSet {
    /// Those of groups that are settled.
    fn all_of(groups: &[Group]) -> impl Iterator<Item = FurnisherSet> {
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
pub(super) struct Step {
    /// The test that an account must pass in some month to change anything.
    pub(super) woken: Option<usize>,
    pub(super) what: What,
}

/// What a step does, and its place in the tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
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
pub(super) struct Probe {
    pub(super) taken: Taken,
    pub(super) window: Months,
    pub(super) folds: Vec<Fold>,
    /// Where its folds begin among all folds of the plan.
    pub(super) first_fold: usize,
    /// Which set of furnishers is its own, if it has one.
    pub(super) furnishers: usize,
}

impl Probe {
    /// Its folds that are not held elsewhere, with their places among all folds of the plan.
    pub(super) fn kept(&self) -> impl Iterator<Item = (usize, Fold)> {
        let kept = self.folds.iter().copied().filter(|fold| self.taken.held(*fold).is_none());
        (self.first_fold..).zip(kept)
    }
}

/// [`Within`], with month tests by their place in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Taken {
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
    /// Whether every account states it.
    pub(super) const fn is_of_every_account(self) -> bool {
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
    pub(super) const fn held(self, fold: Fold) -> Option<Held> {
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
pub(super) enum Held {
    /// How many accounts pass.
    Matched,
    Cell(MonthCell),
}

/// How one number an account is folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    /// Sum, and how many state it.
    Total,
    /// How many are above zero.
    Positive,
    Highest,
    Lowest,
    Furnishers,
}

/// What is gathered month by month, for all windows at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum MonthCell {
    /// Months in which an account passes a test.
    Any(usize),
    /// The worst severity of any account.
    Worst,
    /// The number of accounts that pass a test.
    Accounts(usize),
    /// The sum of overdue amounts.
    Overdue,
}

/// How a row is read off a tally; places are those of the plan. A current run begins where a month is on time or late,
/// by the `active` cells.
#[derive(Debug, Clone)]
pub(super) enum Recipe {
    Accounts { group: usize, probe: usize, fold: usize, across: Across, taken: Taken },
    Months { group: usize, across: AcrossMonths, of: MonthRecipe, window: Months, active: Option<(usize, usize)> },
    Inquiries(OverInquiries),
    Liabilities(usize),
    Derived { operation: Operation, left: Box<Side>, right: Box<Side> },
}

/// What is read of each month, by the places of the group's cells.
#[derive(Debug, Clone, Copy)]
pub(super) enum MonthRecipe {
    Any(usize),
    None(usize),
    AnyAndNone(usize, usize),
    Overdue(usize),
    Worst(usize),
    Accounts(usize),
}

/// One side of a combination.
#[derive(Debug, Clone)]
pub(super) struct Side {
    pub(super) recipe: Recipe,
    /// The group whose accounts it looks at, if it looks at accounts.
    pub(super) group: Option<usize>,
    /// For a change: the cell of reported months, and the window in which there must be one.
    pub(super) reported: Option<(usize, Months)>,
}

/// A recipe by the places in a tally.
#[derive(Debug, Clone)]
pub(super) enum Read {
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
    Inquiries(Asked),
    Liabilities(usize),
    Derived {
        operation: Operation,
        left: Box<ReadSide>,
        right: Box<ReadSide>,
    },
}

/// Where a number over accounts is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source {
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
pub(super) struct ReadSide {
    pub(super) read: Read,
    pub(super) group: Option<usize>,
    pub(super) reported: Option<(usize, Months)>,
}

impl Read {
    /// A recipe of groups that are settled.
    fn of(recipe: &Recipe, groups: &[Group]) -> Read {
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
            Recipe::Inquiries(row) => Read::Inquiries(Asked::of(row)),
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

#[derive(Default)]
struct Compiler {
    tests: Vec<MonthTest>,
    groups: Vec<Group>,
    reasons: BTreeSet<InquiryReason>,
    liabilities: Vec<OverLiabilities>,
    /// Where each thing stands in those lists; probes and cells, in the list of their group.
    places: Places,
}

#[derive(Default)]
struct Places {
    tests: HashMap<MonthTest, usize>,
    groups: HashMap<Filter, usize>,
    probes: HashMap<(usize, Taken, Months), usize>,
    cells: HashMap<(usize, MonthCell), usize>,
    liabilities: HashMap<OverLiabilities, usize>,
}

impl Compiler {
    fn measure(&mut self, measure: &Measure) -> Recipe {
        match measure {
            Measure::Accounts(row) => self.accounts(row),
            Measure::Months(row) => self.months(row),
            Measure::Inquiries(row) => {
                self.reasons.extend(&row.reasons);
                Recipe::Inquiries(row.clone())
            }
            Measure::Liabilities(row) => {
                Recipe::Liabilities(place(&mut self.places.liabilities, row, &mut self.liabilities, || row.clone()))
            }
            Measure::Derived(row) => Recipe::Derived {
                operation: row.operation,
                left: Box::new(self.side(&row.left, row.operation)),
                right: Box::new(self.side(&row.right, row.operation)),
            },
        }
    }

    fn accounts(&mut self, row: &OverAccounts) -> Recipe {
        let taken = self.taken(row.of);
        // What is not taken of months takes no window: two rows that differ in it alone share what they gather.
        let window = match taken {
            Taken::Account | Taken::Value(_) | Taken::AtLeastZero(_) => Months::ALL,
            _ => Months::of(row.window),
        };
        let wanted = match row.across {
            Across::Sum | Across::Average => Fold::Total,
            Across::Count => Fold::Positive,
            Across::Highest => Fold::Highest,
            Across::Lowest => Fold::Lowest,
            Across::DistinctFurnishers => Fold::Furnishers,
        };
        let place_of_group = self.group(&row.filter);
        let (mut probe, mut fold) = (0, 0);
        if let Some(group) = self.groups.get_mut(place_of_group) {
            let new = || Probe { taken, window, folds: Vec::new(), first_fold: 0, furnishers: 0 };
            probe = place(&mut self.places.probes, &(place_of_group, taken, window), &mut group.probes, new);
            if let Some(Probe { folds, .. }) = group.probes.get_mut(probe) {
                // There are but five folds.
                fold = folds.iter().position(|fold| *fold == wanted).unwrap_or(folds.len());
                if fold == folds.len() {
                    folds.push(wanted);
                }
            }
        }
        Recipe::Accounts { group: place_of_group, probe, fold, across: row.across, taken }
    }

    fn months(&mut self, row: &OverMonths) -> Recipe {
        let group = self.group(&row.filter);
        let of = match row.of {
            WithinMonth::Any(test) => MonthRecipe::Any(self.any(group, test)),
            WithinMonth::None(test) => MonthRecipe::None(self.any(group, test)),
            WithinMonth::AnyAndNone(any, none) => MonthRecipe::AnyAndNone(self.any(group, any), self.any(group, none)),
            WithinMonth::Overdue => MonthRecipe::Overdue(self.cell(group, MonthCell::Overdue)),
            WithinMonth::Worst => MonthRecipe::Worst(self.cell(group, MonthCell::Worst)),
            WithinMonth::Accounts(test) => {
                let test = self.test(test);
                MonthRecipe::Accounts(self.cell(group, MonthCell::Accounts(test)))
            }
        };
        let active = (row.across == AcrossMonths::CurrentRun).then(|| {
            let late = MonthTest::Late(DelinquencyBucket::DAYS_1_TO_30);
            (self.any(group, MonthTest::OnTime), self.any(group, late))
        });
        Recipe::Months { group, across: row.across, of, window: Months::of(row.window), active }
    }

    fn side(&mut self, measure: &Measure, operation: Operation) -> Side {
        let recipe = self.measure(measure);
        let (filter, window) = match measure {
            Measure::Accounts(row) => (&row.filter, row.window),
            Measure::Months(row) => (&row.filter, row.window),
            Measure::Inquiries(_) | Measure::Liabilities(_) | Measure::Derived(_) => {
                return Side { recipe, group: None, reported: None };
            }
        };
        let group = self.group(filter);
        let reported =
            (operation == Operation::Change).then(|| (self.any(group, MonthTest::Reported), Months::of(window)));
        Side { recipe, group: Some(group), reported }
    }

    /// Adds the cells that hold folds.
    fn hold_in_cells(&mut self) {
        let mut held = Vec::new();
        for (place, group) in self.groups.iter().enumerate() {
            for Probe { taken, folds, .. } in &group.probes {
                let cells = folds.iter().filter_map(|fold| match taken.held(*fold)? {
                    Held::Cell(cell) => Some((place, cell)),
                    Held::Matched => None,
                });
                held.extend(cells);
            }
        }
        for (group, cell) in held {
            self.cell(group, cell);
        }
    }

    fn taken(&mut self, of: Within) -> Taken {
        match of {
            Within::Account => Taken::Account,
            Within::Count(test) => Taken::Count(self.test(test)),
            Within::Any(test) => Taken::Any(self.test(test)),
            Within::Never(test) => Taken::Never(self.test(test)),
            Within::LongestRun(test) => Taken::LongestRun(self.test(test)),
            Within::MonthsSince(test) => Taken::MonthsSince(self.test(test)),
            Within::Worst => Taken::Worst,
            Within::Latest => Taken::Latest,
            Within::LatestIs(test) => Taken::LatestIs(self.test(test)),
            Within::Value(value) => Taken::Value(value),
            Within::AtLeastZero(value) => Taken::AtLeastZero(value),
        }
    }

    fn group(&mut self, filter: &Filter) -> usize {
        let new = || Group {
            filter: filter.clone(),
            probes: Vec::new(),
            cells: Vec::new(),
            first_cell: 0,
            steps: Vec::new(),
        };
        place(&mut self.places.groups, filter, &mut self.groups, new)
    }

    fn test(&mut self, test: MonthTest) -> usize {
        place(&mut self.places.tests, &test, &mut self.tests, || test)
    }

    fn any(&mut self, group: usize, test: MonthTest) -> usize {
        let test = self.test(test);
        self.cell(group, MonthCell::Any(test))
    }

    fn cell(&mut self, group: usize, cell: MonthCell) -> usize {
        let Some(Group { cells, .. }) = self.groups.get_mut(group) else { return 0 };
        place(&mut self.places.cells, &(group, cell), cells, || cell)
    }
}

/// The place of what has this key, added at the end if nothing has.
fn place<K: Clone + Eq + Hash, T>(
    places: &mut HashMap<K, usize>,
    key: &K,
    list: &mut Vec<T>,
    new: impl FnOnce() -> T,
) -> usize {
    if let Some(&place) = places.get(key) {
        return place;
    }
    let place = list.len();
    list.push(new());
    places.insert(key.clone(), place);
    place
}

static STANDARD: LazyLock<Plan> = LazyLock::new(|| Catalogue::standard().plan());
