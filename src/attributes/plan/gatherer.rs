//! The gatherer of rows: every month test, filter and number that they share once, in a fixed order.
//!
//! Compiling takes time in proportion to the number of rows, since shared parts are found by their hash. It makes two
//! passes over the rows. The first lists the parts in the order in which rows ask for them; the lists are then sorted
//! by content, and the second pass finds each row's places. So the bytes of a tally do not depend on the order in which
//! this file visits the parts of a row.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use super::recipe::{Contribution, Fold, Group, MonthCell, MonthRecipe, Probe, Recipe, Side, Stored};
use crate::attributes::row::{
    Across, AcrossMonths, Attribute, Feeds, Filter, Measure, MonthTest, Operation, OverAccounts, OverLiabilities,
    OverMonths, Sources, Within, WithinMonth,
};
use crate::history::{DelinquencyBucket, Months};
use crate::report::InquiryReason;

/// The parts that rows need, each listed once.
#[derive(Default)]
pub(crate) struct Gatherer {
    pub(crate) tests: Vec<MonthTest>,
    pub(crate) groups: Vec<Group>,
    pub(crate) reasons: BTreeSet<InquiryReason>,
    pub(crate) liabilities: Vec<OverLiabilities>,
    /// What each row looks at.
    pub(crate) sources: Vec<Sources>,
    /// The place of each part in those lists; of probes and cells, in the lists of their group.
    places: Index,
}

#[derive(Default)]
struct Index {
    tests: HashMap<MonthTest, usize>,
    groups: HashMap<(Filter, Feeds), usize>,
    probes: HashMap<(usize, Contribution, Months), usize>,
    cells: HashMap<(usize, MonthCell), usize>,
    liabilities: HashMap<OverLiabilities, usize>,
}

impl Gatherer {
    /// Compiles rows in normal form: the shared parts, and a recipe for each row.
    pub(crate) fn compile(rows: &[Attribute]) -> (Gatherer, Vec<Recipe>) {
        let mut gathered = Gatherer::default();
        let sources: Vec<Sources> = rows.iter().map(|row| Sources::of(&row.measure)).collect();
        for (row, sources) in rows.iter().zip(&sources) {
            gathered.measure(&row.measure, sources.feeds);
        }
        gathered.hold_in_cells();
        let mut gatherer = gathered.sorted();
        let recipes = rows.iter().zip(&sources).map(|(row, of)| gatherer.measure(&row.measure, of.feeds)).collect();
        gatherer.sources = sources;
        (gatherer, recipes)
    }

    /// Sorts the lists by content; [`Tally::to_bytes`] documents the order.
    ///
    /// [`Tally::to_bytes`]: crate::attributes::Tally::to_bytes
    fn sorted(mut self) -> Gatherer {
        let mut gatherer = Gatherer { reasons: self.reasons, ..Gatherer::default() };
        let mut tests = self.tests.clone();
        tests.sort_by_cached_key(MonthTest::to_string);
        for test in tests {
            gatherer.test(test);
        }
        self.groups.sort_by_cached_key(|group| (group.filter.to_string(), group.feeds.order()));
        for Group { filter, feeds, mut probes, mut cells, .. } in self.groups {
            let place_of_group = gatherer.group(&filter, feeds);
            let mut place_of_test = |test: usize| self.tests.get(test).map_or(0, |test| gatherer.test(*test));
            for probe in &mut probes {
                probe.contribution = probe.contribution.with_tests(&mut place_of_test);
                probe.folds.sort_unstable();
            }
            for cell in &mut cells {
                *cell = cell.with_tests(&mut place_of_test);
            }
            probes.sort_unstable_by_key(|probe| (probe.contribution, probe.window.bits()));
            cells.sort_unstable();
            let keys = probes.iter().map(|probe| (place_of_group, probe.contribution, probe.window));
            gatherer.places.probes.extend(keys.zip(0..));
            gatherer.places.cells.extend(cells.iter().map(|&cell| (place_of_group, cell)).zip(0..));
            if let Some(group) = gatherer.groups.get_mut(place_of_group) {
                (group.probes, group.cells) = (probes, cells);
            }
        }
        self.liabilities.sort_by_cached_key(OverLiabilities::to_string);
        gatherer.places.liabilities.extend(self.liabilities.iter().cloned().zip(0..));
        gatherer.liabilities = self.liabilities;
        gatherer
    }

    /// The recipe of a measure, of a row that these kinds feed.
    fn measure(&mut self, measure: &Measure, feeds: Feeds) -> Recipe {
        match measure {
            Measure::Accounts(row) => self.accounts(row, feeds),
            Measure::Months(row) => self.months(row, feeds),
            Measure::Inquiries(row) => {
                self.reasons.extend(&row.reasons);
                Recipe::Inquiries(row.clone())
            }
            Measure::Liabilities(row) => {
                Recipe::Liabilities(place(&mut self.places.liabilities, row, &mut self.liabilities, || row.clone()))
            }
            Measure::Derived(row) => Recipe::Derived {
                operation: row.operation,
                left: Box::new(self.side(&row.left, row.operation, feeds)),
                right: Box::new(self.side(&row.right, row.operation, feeds)),
            },
        }
    }

    fn accounts(&mut self, row: &OverAccounts, feeds: Feeds) -> Recipe {
        let contribution = self.contribution(row.of);
        // A number that reads no months ignores the window, so that two rows that differ in it alone share the number.
        let window = match contribution {
            Contribution::Account | Contribution::Value(_) | Contribution::AtLeastZero(_) => Months::ALL,
            _ => Months::of(row.window),
        };
        let wanted = match row.across {
            Across::Sum | Across::Average => Fold::Total,
            Across::Count => Fold::Positive,
            Across::Highest => Fold::Highest,
            Across::Lowest => Fold::Lowest,
            Across::DistinctFurnishers => Fold::Furnishers,
        };
        let place_of_group = self.group(&row.filter, feeds);
        let (mut probe, mut fold) = (0, 0);
        if let Some(group) = self.groups.get_mut(place_of_group) {
            let new = || Probe { contribution, window, folds: Vec::new(), first_fold: 0, furnishers: 0 };
            probe = place(&mut self.places.probes, &(place_of_group, contribution, window), &mut group.probes, new);
            if let Some(Probe { folds, .. }) = group.probes.get_mut(probe) {
                // A linear search: there are five folds.
                fold = folds.iter().position(|fold| *fold == wanted).unwrap_or(folds.len());
                if fold == folds.len() {
                    folds.push(wanted);
                }
            }
        }
        Recipe::Accounts { group: place_of_group, probe, fold, across: row.across, contribution }
    }

    fn months(&mut self, row: &OverMonths, feeds: Feeds) -> Recipe {
        let group = self.group(&row.filter, feeds);
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

    fn side(&mut self, measure: &Measure, operation: Operation, feeds: Feeds) -> Side {
        let recipe = self.measure(measure, feeds);
        let (filter, window) = match measure {
            Measure::Accounts(row) => (&row.filter, row.window),
            Measure::Months(row) => (&row.filter, row.window),
            Measure::Inquiries(_) | Measure::Liabilities(_) | Measure::Derived(_) => {
                return Side { recipe, group: None, reported: None };
            }
        };
        let group = self.group(filter, feeds);
        let reported =
            (operation == Operation::Change).then(|| (self.any(group, MonthTest::Reported), Months::of(window)));
        Side { recipe, group: Some(group), reported }
    }

    /// Adds the cells that hold a fold which some row reads.
    fn hold_in_cells(&mut self) {
        let mut stored = Vec::new();
        for (place, group) in self.groups.iter().enumerate() {
            for Probe { contribution, folds, .. } in &group.probes {
                let cells = folds.iter().filter_map(|fold| match contribution.stored(*fold)? {
                    Stored::Cell(cell) => Some((place, cell)),
                    Stored::Matched => None,
                });
                stored.extend(cells);
            }
        }
        for (group, cell) in stored {
            self.cell(group, cell);
        }
    }

    fn contribution(&mut self, of: Within) -> Contribution {
        match of {
            Within::Account => Contribution::Account,
            Within::Count(test) => Contribution::Count(self.test(test)),
            Within::Any(test) => Contribution::Any(self.test(test)),
            Within::Never(test) => Contribution::Never(self.test(test)),
            Within::LongestRun(test) => Contribution::LongestRun(self.test(test)),
            Within::MonthsSince(test) => Contribution::MonthsSince(self.test(test)),
            Within::Worst => Contribution::Worst,
            Within::Latest => Contribution::Latest,
            Within::LatestIs(test) => Contribution::LatestIs(self.test(test)),
            Within::Value(value) => Contribution::Value(value),
            Within::AtLeastZero(value) => Contribution::AtLeastZero(value),
        }
    }

    fn group(&mut self, filter: &Filter, feeds: Feeds) -> usize {
        let feeds = feeds.of_kinds(filter.kinds());
        let new = || Group {
            filter: filter.clone(),
            feeds,
            probes: Vec::new(),
            cells: Vec::new(),
            first_cell: 0,
            steps: Vec::new(),
        };
        place(&mut self.places.groups, &(filter.clone(), feeds), &mut self.groups, new)
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

/// The place of the item with this key; appends it if there is none.
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
