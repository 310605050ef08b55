//! The plan: rows compiled to the few numbers that must be gathered for all of them.
//!
//! Rows share most of what they need, and a [`Plan`] lists each part once: the month tests (each gives a set of months,
//! computed once per account), the filters (each decided once per account), and for every filter, with the kinds that
//! feed its rows although a regime shows them in part, the numbers that are gathered over the accounts that pass:
//!
//! ```text
//! accounts_ever_late_1 = count of any(late 1)  where credit in 60 ─┐  filter credit
//! late_months_1_12     = sum of count(late 1)  where credit in 12 ─┼─►  any(late 1) in 60: count
//! late_months_1_60     = sum of count(late 1)  where credit in 60 ─┤    accounts late 1: months
//! distinct_late_months_12 = count of any(late 1) month by month   ─┘    any account late 1: months
//! ```
//!
//! The gathered numbers are a [`Tally`](super::Tally). Each row is read off it by its recipe, and every window of a
//! number is read off the same months. Accounts are processed sixteen at a time: each costs the distinct parts of the
//! filters; all sixteen together cost the steps of the filters that any of them passes. A step that cannot change a
//! number is skipped: most wait for a month that passes their test.
//!
//! Compiling takes time in proportion to the number of rows, since shared parts are found by their hash.

mod gatherer;
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "places are the program's own, and there are few of everything"
)]
pub(crate) mod program;
mod read;
mod recipe;
mod rows;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use self::gatherer::Gatherer;
use self::program::Program;
pub(crate) use self::read::{InquiryQuery, RowRead, RowReadSide, Source};
use self::recipe::NextPlaces;
pub(crate) use self::recipe::{
    Action, Contribution, Fold, FurnisherSet, Group, MonthCell, MonthRecipe, Recipe, SeveritySpan, TallyStep,
};
pub(crate) use self::rows::Rows;
use super::filter::Filters;
use super::row::{Attribute, MonthTest, OverLiabilities, Sources, Value};
use crate::fingerprint::Fingerprint;
use crate::report::InquiryReason;

/// A compiled list of attributes, with which tallies and portfolios are computed.
///
/// ```
/// use credit_bureau::attributes::{Catalogue, Plan};
/// let plan = Plan::new(Catalogue::standard().get("late_months_2_24"))?;
/// assert_eq!(plan.names().collect::<Vec<_>>(), ["late_months_2_24"]);
/// # Ok::<(), credit_bureau::attributes::AttributeError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Plan {
    pub(crate) rows: Arc<Rows>,
    pub(crate) fingerprint: u64,
    /// Version of the catalogue from which the plan was made.
    pub(crate) catalogue: Arc<str>,
    pub(crate) tests: Vec<MonthTest>,
    /// The span of each test that asks for a contiguous range of severities, by the test's place.
    pub(crate) spans: Vec<Option<SeveritySpan>>,
    /// The groups, whose lists say which number of a tally is which; shared with every tally of the plan.
    pub(crate) groups: Arc<[Group]>,
    /// Number of folds of all groups together.
    pub(crate) folds: usize,
    /// The cells of all groups together.
    pub(crate) cells: Vec<MonthCell>,
    /// The filters of the groups, in batches of 64.
    pub(crate) filters: Vec<Filters>,
    /// The reasons whose inquiries are gathered.
    pub(crate) reasons: BTreeSet<InquiryReason>,
    pub(crate) liabilities: Vec<OverLiabilities>,
    /// Whether utilisation is gathered.
    pub(crate) utilisation: bool,
    /// The sets of furnishers that are gathered.
    pub(crate) furnishers: Vec<FurnisherSet>,
    /// Whether overdue amounts are gathered.
    pub(crate) overdue: bool,
    pub(crate) recipes: Vec<Recipe>,
    /// What each row looks at, and so whether a regime lets it be read.
    pub(crate) sources: Arc<[Sources]>,
    /// The recipes, resolved to places in a tally.
    pub(crate) reads: Vec<RowRead>,
    /// The plan compiled for the blocks of a portfolio, on first use.
    by_blocks: Arc<OnceLock<ByBlocks>>,
}

impl Plan {
    /// Compiles the rows of the catalogue version given, or rows of no catalogue.
    pub(crate) fn compile(rows: Arc<Rows>, version: Option<&str>) -> Plan {
        let mut fingerprint = Fingerprint::of("plan 2");
        let normalised: Vec<Attribute> = rows.rows.iter().map(Attribute::normalised).collect();
        for row in &normalised {
            fingerprint = fingerprint.text(&row.to_string()).bytes(&[row.direction as u8]);
        }
        let (Gatherer { tests, mut groups, reasons, liabilities, sources, .. }, recipes) =
            Gatherer::compile(&normalised);
        let mut next = NextPlaces::default();
        groups.iter_mut().for_each(|group| group.settle(&mut next));
        let reads = recipes.iter().map(|recipe| RowRead::of(recipe, &groups)).collect();
        let mut probes = groups.iter().flat_map(|group| &group.probes);
        let utilisation = probes.any(|probe| {
            matches!(
                probe.contribution,
                Contribution::Value(Value::Utilisation) | Contribution::AtLeastZero(Value::Utilisation)
            )
        });
        let furnishers = FurnisherSet::all_of(&groups).collect();
        let overdue = groups.iter().any(|group| group.cells.contains(&MonthCell::Overdue));
        let filters = groups
            .chunks(Filters::AT_ONCE)
            .map(|groups| Filters::of(groups.iter().map(|group| (&group.filter, group.feeds))));
        let cells = groups.iter().flat_map(|group| &group.cells).copied().collect();
        let (filters, folds, groups) = (filters.collect(), next.fold, groups.into());
        let fingerprint = fingerprint.finish();
        let catalogue = version.map_or_else(|| format!("own-{fingerprint:016x}").into(), Arc::from);
        Plan {
            rows,
            fingerprint,
            catalogue,
            spans: tests.iter().map(|test| SeveritySpan::of(*test)).collect(),
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
            sources: sources.into(),
            reads,
            by_blocks: Arc::default(),
        }
    }

    /// A hash of the rows in order: equal for plans of the same rows in the same order, on every machine.
    ///
    /// FNV-1a in 64 bits over the text `plan 2` and a byte FF; then for each row its normal form as `Display` writes
    /// it, a byte FF, and its direction as a byte (0 higher is better, 1 lower is better, 2 neither).
    #[must_use]
    pub const fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// The version of the catalogue from which the plan was made, which fixes the meaning of each name.
    #[must_use]
    pub fn catalogue_version(&self) -> &str {
        &self.catalogue
    }

    /// The rows, in the order in which they were given.
    #[must_use]
    pub fn rows(&self) -> &[Attribute] {
        &self.rows.rows
    }

    /// Every name with the way in which a [`Portfolio`](crate::portfolio::Portfolio) computes it.
    ///
    /// ```
    /// use credit_bureau::attributes::{ExecutionPath, Plan};
    /// assert!(Plan::standard().execution_paths().all(|(_, path)| path == ExecutionPath::Blocks));
    /// ```
    pub fn execution_paths(&self) -> impl Iterator<Item = (&str, ExecutionPath)> {
        let paths =
            self.program().serves().map(|served| if served { ExecutionPath::Blocks } else { ExecutionPath::OneByOne });
        self.names().zip(paths)
    }

    /// The program that computes the attributes over blocks of accounts, compiled on first use.
    pub(crate) fn program(&self) -> &Program {
        &self.by_blocks().program
    }

    /// A plan of the rows that the program does not compute; `None` if it computes all of them.
    pub(crate) fn others(&self) -> Option<&Plan> {
        self.by_blocks().others.as_ref()
    }

    fn by_blocks(&self) -> &ByBlocks {
        self.by_blocks.get_or_init(|| {
            let program = Program::compile(&self.recipes, &self.groups, &self.tests);
            let others = self.rows().iter().zip(program.serves()).filter(|(_, served)| !served).map(|(row, _)| row);
            let others: Vec<Attribute> = others.cloned().collect();
            // Never fails: these rows were checked when this plan was made.
            let others = Some(others).filter(|others| !others.is_empty()).and_then(|others| Rows::new(others).ok());
            let others = others.map(|others| Plan::compile(Arc::new(others), None));
            ByBlocks { program, others }
        })
    }

    /// The names of the rows, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.rows.iter().map(|row| row.name.as_str())
    }
}

/// A plan compiled for blocks of accounts.
#[derive(Debug)]
struct ByBlocks {
    program: Program,
    others: Option<Plan>,
}

impl From<&Attribute> for Attribute {
    fn from(row: &Attribute) -> Attribute {
        row.clone()
    }
}

/// The way in which a portfolio computes an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExecutionPath {
    /// Over a block of accounts at a time: the fast path.
    Blocks,
    /// Subject by subject, as for a single report.
    OneByOne,
}
