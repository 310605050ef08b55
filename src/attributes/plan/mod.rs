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

mod compiler;
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "places are the program's own, and there are few of everything"
)]
pub(crate) mod program;
mod read;
mod recipe;
mod rows;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use self::compiler::Compiler;
use self::program::Program;
pub(crate) use self::read::{InquiryQuery, Read, ReadSide, Source};
use self::recipe::NextPlaces;
pub(crate) use self::recipe::{Fold, FurnisherSet, Group, MonthCell, MonthRecipe, Recipe, Span, Step, Taken, What};
pub(crate) use self::rows::Rows;
use super::filter::Filters;
use super::row::{Attribute, AttributeError, MonthTest, OverLiabilities, Value};
use crate::fingerprint::Fingerprint;
use crate::report::InquiryReason;

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
    pub(crate) rows: Arc<Rows>,
    pub(crate) fingerprint: u64,
    /// Version of the catalogue that it was made from.
    pub(crate) catalogue: Arc<str>,
    pub(crate) tests: Vec<MonthTest>,
    /// What those tests are that ask for severities from one to another.
    pub(crate) spans: Vec<Option<Span>>,
    /// Their lists say what the numbers of a tally are, so tallies share them.
    pub(crate) groups: Arc<[Group]>,
    /// How many folds they have together, and all their cells.
    pub(crate) folds: usize,
    pub(crate) cells: Vec<MonthCell>,
    /// The filters of the groups, 64 at a time.
    pub(crate) filters: Vec<Filters>,
    /// Reasons of the inquiries that are gathered.
    pub(crate) reasons: BTreeSet<InquiryReason>,
    pub(crate) liabilities: Vec<OverLiabilities>,
    /// Whether utilisation is gathered.
    pub(crate) utilisation: bool,
    /// The sets of furnishers that are gathered.
    pub(crate) furnishers: Vec<FurnisherSet>,
    /// Whether overdue amounts are gathered.
    pub(crate) overdue: bool,
    pub(crate) recipes: Vec<Recipe>,
    /// The same by places in a tally.
    pub(crate) reads: Vec<Read>,
    /// The same for the blocks of a portfolio, compiled when it is first asked for.
    by_blocks: Arc<OnceLock<ByBlocks>>,
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
    pub(crate) fn compile(rows: Arc<Rows>, version: Option<&str>) -> Plan {
        let mut fingerprint = Fingerprint::of("plan 1");
        let normalised: Vec<Attribute> = rows.rows.iter().map(Attribute::normalised).collect();
        for row in &normalised {
            fingerprint = fingerprint.text(&row.to_string()).bytes(&[row.direction as u8]);
        }
        let (Compiler { tests, mut groups, reasons, liabilities, .. }, recipes) = Compiler::compile(&normalised);
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
            by_blocks: Arc::default(),
        }
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
    /// use credit_bureau::attributes::{ExecutionPath, Plan};
    /// assert!(Plan::standard().execution_paths().all(|(_, path)| path == ExecutionPath::Blocks));
    /// ```
    pub fn execution_paths(&self) -> impl Iterator<Item = (&str, ExecutionPath)> {
        let paths =
            self.program().serves().map(|served| if served { ExecutionPath::Blocks } else { ExecutionPath::OneByOne });
        self.names().zip(paths)
    }

    /// The program that computes the attributes for blocks of accounts.
    pub(crate) fn program(&self) -> &Program {
        &self.by_blocks().program
    }

    /// The plan of the attributes that no step of the program serves, if there are any.
    pub(crate) fn others(&self) -> Option<&Plan> {
        self.by_blocks().others.as_ref()
    }

    fn by_blocks(&self) -> &ByBlocks {
        self.by_blocks.get_or_init(|| {
            let program = Program::compile(&self.recipes, &self.groups, &self.tests);
            let others = self.rows().iter().zip(program.serves()).filter(|(_, served)| !served).map(|(row, _)| row);
            let others: Vec<&Attribute> = others.collect();
            // Rows of a plan are a plan.
            let others = if others.is_empty() { None } else { Plan::new(others).ok() };
            ByBlocks { program, others }
        })
    }

    /// Their names.
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

/// How a portfolio computes an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExecutionPath {
    /// For a block of accounts at a time: the fast way.
    Blocks,
    /// For one subject after the other, as a report is read.
    OneByOne,
}
