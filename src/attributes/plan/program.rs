//! What is done for a plan, block by block: a list of steps, each of which leaves a number for every subject in a slot,
//! and for every attribute how it is read off the slots.

use std::collections::HashMap;
use std::hash::Hash;

use super::recipe::{Contribution, Fold, Group, MonthCell, MonthRecipe, Recipe, Side};
use crate::attributes::row::{
    Across, AcrossMonths, Feeds, Filter, MonthTest, Operation, OverInquiries, SeveritySet, Value,
};
use crate::history::{DelinquencyBucket, Months, Severity};

/// A plan compiled for blocks.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) leaves: Vec<Leaf>,
    /// Of what the filters are conjunctions.
    pub(crate) literals: Vec<Literal>,
    /// Which accounts are told apart: a bit each of an account's member words.
    pub(crate) members: Vec<Member>,
    pub(crate) tests: Vec<Test>,
    pub(crate) steps: Vec<Step>,
    pub(crate) slots: usize,
    /// How each attribute is read.
    pub(crate) rows: Vec<Row>,
    /// Whether an attribute looks at inquiries.
    pub(crate) inquiries: bool,
    /// Whether a step looks at late months.
    pub(crate) late: bool,
}

/// A part of a conjunction.
#[derive(Debug)]
pub(crate) struct Literal {
    pub(crate) tree: Tree,
    /// How it is decided for an account whose profile and last month do not.
    pub(crate) decided: Decided,
    /// The members that it is a part of: those that an account is not if it fails.
    pub(crate) fails: Vec<u64>,
    /// Those of which it is then in doubt whether it is one, if the literal is not known.
    pub(crate) doubts: Vec<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Decided {
    /// By profile and last month always.
    Looked,
    /// By one leaf, and it is that leaf.
    ByLeaf(usize),
    /// By leaves.
    ByLeaves,
}

/// Accounts that pass a group's filter, and that state a value, if one is given.
#[derive(Debug)]
pub(crate) struct Member {
    /// Literals of the filter.
    pub(crate) filter: Vec<usize>,
    /// Literals of the value that is to be stated.
    pub(crate) seen: Vec<usize>,
    /// The kinds that feed its rows although a regime shows them in part.
    pub(crate) feeds: Feeds,
}

/// What can be asked of one account alone, from which filters are made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Leaf {
    /// Told by its profile.
    Profile(Filter),
    Open,
    OpenedWithin(u16),
    ReportedWithin(u16),
    LastMonth(SeveritySet),
    /// A value, not utilisation, is above zero.
    Above(Value),
    /// A value, not utilisation, is stated.
    Stated(Value),
    /// The used amount is so many basis points of the limit, or more.
    Used(u32),
}

impl Leaf {
    /// Whether it depends on an account's numbers.
    pub(crate) const fn is_of_numbers(&self) -> bool {
        match self {
            Self::OpenedWithin(_) | Self::ReportedWithin(_) | Self::Above(_) | Self::Used(_) => true,
            Self::Stated(Value::Age) => true,
            Self::Profile(_) | Self::Open | Self::LastMonth(_) | Self::Stated(_) => false,
        }
    }
}

/// A filter over leaves.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Tree {
    Leaf(usize),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
}

/// A set of months of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Test {
    /// By the rule of the account's kind.
    Late(DelinquencyBucket),
    AtLeast(u8),
    /// One of a set of severities.
    Of(u16),
}

impl Test {
    pub(crate) const LATE: Test = Test::Late(DelinquencyBucket::DAYS_1_TO_30);

    fn of(test: MonthTest) -> Test {
        match test {
            MonthTest::Late(bucket) => Test::Late(bucket),
            MonthTest::OnTime => Test::only(Severity::PaidAsAgreed),
            MonthTest::Reported => Test::AtLeast(Severity::NothingDue.number()),
            MonthTest::NothingDue => Test::only(Severity::NothingDue),
            MonthTest::Severities(set) => Test::Of(set.iter().fold(0, |set, one| set | 1 << one.number())),
        }
    }

    const fn only(severity: Severity) -> Test {
        Test::Of(1 << severity.number())
    }

    /// Whether only months of severity 5 or more pass it.
    pub(crate) const fn is_late(self) -> bool {
        match self {
            Self::Late(_) => true,
            Self::AtLeast(severity) => severity >= LATE,
            Self::Of(set) => set & ((1 << LATE) - 1) == 0,
        }
    }
}

/// A number of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Number {
    Count(usize, u64),
    Any(usize, u64),
    Never(usize, u64),
    LongestRun(usize, u64),
    /// Stated where there is such a month.
    MonthsSince(usize, u64),
    Worst(u64),
    /// Stated where a month of the window is reported.
    Latest(u64),
    LatestIs(usize, u64),
    One,
    Value(Value),
    AtLeastZero(Value),
}

impl Number {
    /// Whether it is stated only of accounts with such a month.
    pub(crate) const fn is_of_some(self) -> bool {
        matches!(self, Self::MonthsSince(..) | Self::Worst(_) | Self::Latest(_))
    }
}

/// What is gathered of a member's accounts for each subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Gathered {
    Counted(Counted),
    Sum(Number),
    /// As the loops leave it.
    Highest(Number),
    Lowest(Number),
    /// The months in which one passes a test.
    Union(usize),
    /// The worst severities of 5 or more, month by month: four planes.
    Worst,
    /// Distinct furnishers of those with a number above zero.
    Furnishers(Number),
    /// Of the overdue amounts of a month over the accounts, in a window.
    Overdue(AcrossMonths, u64),
    /// Whether a month in the window is late and none states an overdue amount.
    OverdueMissing(u64),
}

/// A small number of each account, to be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Counted {
    Accounts,
    /// Months of a test in a window.
    Months(usize, u64),
    /// Whether there is such a month, or whether there is none.
    Any(usize, u64),
    Never(usize, u64),
    /// Whether a number is above zero.
    Positive(Number),
    /// Whether a number is stated.
    Stated(Number),
}

/// A step: what it gathers of which member, and the slot, or the first of several, where it stands.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Up to four small numbers, 16 bits each, of all accounts or of those that were ever late.
    Counts {
        lanes: Vec<(usize, Counted)>,
        late: bool,
        slot: usize,
    },
    One {
        member: usize,
        what: Gathered,
        slot: usize,
    },
    /// Overdue amounts: a list of what is wanted, each with its slot.
    Overdue {
        member: usize,
        wanted: Vec<(Gathered, usize)>,
    },
}

/// How an attribute is read.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) read: Read,
    /// The members whose doubts make it absent.
    pub(crate) withheld: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(crate) enum Read {
    /// A number that is always known.
    Number(usize),
    /// A small number that is always known.
    Small(Small),
    /// A sum, 0 of nobody.
    Sum {
        sum: usize,
        stated: usize,
        group: usize,
        missing: Missing,
    },
    Average {
        sum: usize,
        stated: Small,
        group: usize,
        missing: Missing,
    },
    /// The highest or lowest, `none` where there is none.
    Extreme {
        slot: usize,
        sign: i64,
        group: usize,
        missing: Missing,
        zero_of_nobody: bool,
    },
    /// Months since the latest in a window.
    Since {
        months: usize,
        window: u64,
        group: usize,
    },
    /// The worst severity in a window: months of severity at least 4, and planes of those of 5 or more.
    Worst {
        at_least_4: usize,
        planes: usize,
        window: u64,
        group: usize,
    },
    /// Months over all accounts.
    Months {
        across: AcrossMonths,
        of: Over,
        window: u64,
        group: usize,
        active: Option<(usize, usize)>,
    },
    /// An overdue amount, and whether it is missing.
    Overdue {
        slot: usize,
        missing: usize,
    },
    Inquiries(OverInquiries),
    Liabilities(usize),
    Derived {
        operation: Operation,
        left: Box<Part>,
        right: Box<Part>,
    },
    /// Of the other plan.
    Other,
}

/// Where in a slot a small number begins, and its bits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Small {
    pub(crate) slot: usize,
    pub(crate) shift: u32,
}

/// What is missing if no account states it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Missing {
    NotStated,
    NeverHappened,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Over {
    Any(usize),
    None(usize),
    AnyAndNone(usize, usize),
}

/// A side of a combination.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) row: Row,
    /// The member of its group, if it has one.
    pub(crate) group: Option<usize>,
    /// For a change: reported months, and the window in which there must be one.
    pub(crate) reported: Option<(usize, u64)>,
}

impl Program {
    /// Whether each attribute is served by steps, in order.
    pub(crate) fn serves(&self) -> impl Iterator<Item = bool> {
        self.rows.iter().map(|row| !matches!(row.read, Read::Other))
    }

    /// Compiles the recipes of a plan, whose groups and tests they name by their places.
    pub(crate) fn compile(recipes: &[Recipe], groups: &[Group], tests: &[MonthTest]) -> Program {
        let mut compiler = Compiler::of(groups, tests);
        let mut rows = Vec::with_capacity(recipes.len());
        for recipe in recipes {
            let before = compiler.lengths();
            rows.push(compiler.row(recipe, 0).unwrap_or_else(|| {
                // What was listed for it is asked for by nobody.
                compiler.truncate(before);
                Row { read: Read::Other, withheld: Vec::new() }
            }));
        }
        compiler.finish(rows)
    }
}

struct Compiler<'a> {
    groups: &'a [Group],
    plan_tests: &'a [MonthTest],
    leaves: Interner<Leaf>,
    literals: Interner<Tree>,
    /// Groups with the value that an account is to state.
    members: Interner<(usize, Option<Value>)>,
    tests: Interner<Test>,
    gathered: Interner<(usize, Gathered)>,
    inquiries: bool,
}

/// A list without repeats.
struct Interner<T> {
    list: Vec<T>,
    index: HashMap<T, usize>,
}

impl<T: Clone + Eq + Hash> Interner<T> {
    fn new() -> Interner<T> {
        Interner { list: Vec::new(), index: HashMap::new() }
    }

    fn place(&mut self, item: T) -> usize {
        let next = self.list.len();
        let place = *self.index.entry(item.clone()).or_insert(next);
        if place == next {
            self.list.push(item);
        }
        place
    }

    fn truncate(&mut self, length: usize) {
        self.list.truncate(length);
        self.index.retain(|_, place| *place < length);
    }
}

impl<'a> Compiler<'a> {
    fn of(groups: &'a [Group], plan_tests: &'a [MonthTest]) -> Compiler<'a> {
        Compiler {
            groups,
            plan_tests,
            leaves: Interner::new(),
            literals: Interner::new(),
            members: Interner::new(),
            tests: Interner::new(),
            gathered: Interner::new(),
            inquiries: false,
        }
    }

    fn lengths(&self) -> [usize; 3] {
        [self.members.list.len(), self.tests.list.len(), self.gathered.list.len()]
    }

    fn truncate(&mut self, [members, tests, gathered]: [usize; 3]) {
        self.members.truncate(members);
        self.tests.truncate(tests);
        self.gathered.truncate(gathered);
    }

    /// `None` for what no step serves.
    fn row(&mut self, recipe: &Recipe, depth: usize) -> Option<Row> {
        match recipe {
            Recipe::Accounts { group, probe, fold, across, contribution } => {
                let probe = self.groups.get(*group)?.probes.get(*probe)?;
                self.accounts(*group, *contribution, probe.window.bits(), *probe.folds.get(*fold)?, *across)
            }
            Recipe::Months { group, across, of, window, active } => self.months(*group, *across, *of, *window, *active),
            Recipe::Inquiries(row) => {
                self.inquiries = true;
                Some(Row { read: Read::Inquiries(row.clone()), withheld: Vec::new() })
            }
            Recipe::Liabilities(place) => Some(Row { read: Read::Liabilities(*place), withheld: Vec::new() }),
            // A combination of combinations might not fit 64 bits on its way.
            Recipe::Derived { .. } if depth > 0 => None,
            Recipe::Derived { operation, left, right } => {
                let (left, right) = (self.side(left)?, self.side(right)?);
                let read = Read::Derived { operation: *operation, left: Box::new(left), right: Box::new(right) };
                Some(Row { read, withheld: Vec::new() })
            }
        }
    }

    fn side(&mut self, side: &Side) -> Option<Part> {
        let row = self.row(&side.recipe, 1)?;
        let group = side.group.map(|group| self.members.place((group, None)));
        let reported = match (side.group, side.reported) {
            (Some(group), Some((cell, window))) => Some((self.union(group, cell)?, window.bits())),
            _ => None,
        };
        Some(Part { row, group, reported })
    }

    fn accounts(
        &mut self,
        group: usize,
        contribution: Contribution,
        window: u64,
        fold: Fold,
        across: Across,
    ) -> Option<Row> {
        let of = group;
        let group = self.members.place((of, None));
        let missing = match contribution {
            Contribution::MonthsSince(_) => Missing::NeverHappened,
            _ => Missing::NotStated,
        };
        let number = match contribution {
            Contribution::Account => Number::One,
            Contribution::Count(test) => Number::Count(self.test(test)?, window),
            Contribution::Any(test) => Number::Any(self.test(test)?, window),
            Contribution::Never(test) => Number::Never(self.test(test)?, window),
            Contribution::LongestRun(test) => Number::LongestRun(self.test(test)?, window),
            Contribution::MonthsSince(test) => Number::MonthsSince(self.test(test)?, window),
            Contribution::Worst => Number::Worst(window),
            Contribution::Latest => Number::Latest(window),
            Contribution::LatestIs(test) => Number::LatestIs(self.test(test)?, window),
            Contribution::Value(value) => Number::Value(value),
            Contribution::AtLeastZero(value) => Number::AtLeastZero(value),
        };
        // The accounts that state the number, as far as a filter can tell.
        let (member, mut withheld) = match number {
            Number::Value(value) | Number::AtLeastZero(value) => {
                let member = self.members.place((of, Some(value)));
                (member, vec![group, member])
            }
            _ => (group, vec![group]),
        };
        let read = match (fold, number) {
            (Fold::Positive, _) => self.counted(member, Counted::positive(number)),
            (Fold::Total, Number::One) if across == Across::Sum => self.counted(member, Counted::Accounts),
            (Fold::Total, Number::Count(test, window)) if across == Across::Sum => {
                self.counted(member, Counted::Months(test, window))
            }
            (Fold::Total, _) => {
                let sum = self.slot(member, Gathered::Sum(number));
                let counted = if number.is_of_some() { Counted::Stated(number) } else { Counted::Accounts };
                match across {
                    Across::Average => {
                        let stated = Small { slot: self.slot(member, Gathered::Counted(counted)), shift: 0 };
                        Read::Average { sum, stated, group, missing }
                    }
                    _ => Read::Sum { sum, stated: member, group, missing },
                }
            }
            (Fold::Lowest, Number::MonthsSince(test, window)) => {
                Read::Since { months: self.slot(member, Gathered::Union(test)), window, group }
            }
            (Fold::Highest, Number::Worst(window)) => {
                let test = self.tests.place(Test::AtLeast(Severity::PaidAsAgreed.number()));
                let at_least_4 = self.slot(member, Gathered::Union(test));
                Read::Worst { at_least_4, planes: self.slot(member, Gathered::Worst), window, group }
            }
            (Fold::Highest, _) => Read::Extreme {
                slot: self.slot(member, Gathered::Highest(number)),
                sign: 1,
                group,
                missing,
                zero_of_nobody: matches!(number, Number::LongestRun(..)),
            },
            (Fold::Lowest, _) => Read::Extreme {
                slot: self.slot(member, Gathered::Lowest(number)),
                sign: -1,
                group,
                missing,
                zero_of_nobody: false,
            },
            (Fold::Furnishers, _) => Read::Number(self.slot(member, Gathered::Furnishers(number))),
        };
        withheld.dedup();
        Some(Row { read, withheld })
    }

    fn months(
        &mut self,
        of_group: usize,
        across: AcrossMonths,
        of: MonthRecipe,
        window: Months,
        active: Option<(usize, usize)>,
    ) -> Option<Row> {
        if window.is_empty() {
            return None;
        }
        let group = self.members.place((of_group, None));
        let window = window.bits();
        let of = match of {
            MonthRecipe::Any(cell) => Over::Any(self.union(of_group, cell)?),
            MonthRecipe::None(cell) => Over::None(self.union(of_group, cell)?),
            MonthRecipe::AnyAndNone(some, none) => {
                Over::AnyAndNone(self.union(of_group, some)?, self.union(of_group, none)?)
            }
            MonthRecipe::Worst(_) if across == AcrossMonths::Highest => {
                return self.accounts(of_group, Contribution::Worst, window, Fold::Highest, Across::Highest);
            }
            MonthRecipe::Overdue(_) if matches!(across, AcrossMonths::Highest | AcrossMonths::Sum) => {
                self.tests.place(Test::LATE);
                let slot = self.slot(group, Gathered::Overdue(across, window));
                let missing = self.slot(group, Gathered::OverdueMissing(window));
                return Some(Row { read: Read::Overdue { slot, missing }, withheld: vec![group] });
            }
            MonthRecipe::Worst(_) | MonthRecipe::Overdue(_) | MonthRecipe::Accounts(_) => return None,
        };
        let active = match active {
            Some((on_time, late)) => Some((self.union(of_group, on_time)?, self.union(of_group, late)?)),
            None => None,
        };
        Some(Row { read: Read::Months { across, of, window, group, active }, withheld: vec![group] })
    }

    /// The slot of the months of a cell.
    fn union(&mut self, group: usize, cell: usize) -> Option<usize> {
        match self.groups.get(group)?.cells.get(cell)? {
            MonthCell::Any(test) => {
                let test = self.test(*test)?;
                let member = self.members.place((group, None));
                Some(self.slot(member, Gathered::Union(test)))
            }
            MonthCell::Worst | MonthCell::Accounts(_) | MonthCell::Overdue => None,
        }
    }

    fn test(&mut self, test: usize) -> Option<usize> {
        Some(self.tests.place(Test::of(*self.plan_tests.get(test)?)))
    }

    fn slot(&mut self, member: usize, what: Gathered) -> usize {
        self.gathered.place((member, what))
    }

    /// Where in its slot a small number stands is known when all are.
    fn counted(&mut self, member: usize, counted: Counted) -> Read {
        Read::Small(Small { slot: self.slot(member, Gathered::Counted(counted)), shift: 0 })
    }

    fn leaf(&mut self, leaf: Leaf) -> Tree {
        Tree::Leaf(self.leaves.place(leaf))
    }

    fn tree(&mut self, filter: &Filter) -> Tree {
        match filter {
            Filter::Open => self.leaf(Leaf::Open),
            Filter::Closed => Tree::Not(Box::new(self.leaf(Leaf::Open))),
            Filter::OpenedWithin(months) => self.leaf(Leaf::OpenedWithin(*months)),
            Filter::ReportedWithin(months) => self.leaf(Leaf::ReportedWithin(*months)),
            Filter::LastMonth(severities) => self.leaf(Leaf::LastMonth(*severities)),
            Filter::UsedAtLeastPercent(percent) => self.used_at_least(u32::from(*percent) * 100),
            // A share is above zero from one basis point on.
            Filter::Above(Value::Utilisation) => self.used_at_least(1),
            Filter::Above(value) => self.leaf(Leaf::Above(*value)),
            Filter::All(parts) => Tree::All(parts.iter().map(|part| self.tree(part)).collect()),
            Filter::Any(parts) => Tree::Any(parts.iter().map(|part| self.tree(part)).collect()),
            Filter::Not(part) => Tree::Not(Box::new(self.tree(part))),
            Filter::Kinds(_)
            | Filter::Business(_)
            | Filter::Guarantee(_)
            | Filter::FurnisherType(_)
            | Filter::Role(_)
            | Filter::State(_)
            | Filter::StateKnown => self.leaf(Leaf::Profile(filter.clone())),
        }
    }

    fn used_at_least(&mut self, basis_points: u32) -> Tree {
        Tree::All(vec![self.leaf(Leaf::Above(Value::Limit)), self.leaf(Leaf::Used(basis_points))])
    }

    fn stated(&mut self, value: Value) -> Tree {
        match value {
            Value::Utilisation => {
                Tree::All(vec![self.leaf(Leaf::Above(Value::Limit)), self.leaf(Leaf::Stated(Value::Used))])
            }
            value => self.leaf(Leaf::Stated(value)),
        }
    }

    /// The parts of a conjunction.
    fn conjunction(&mut self, tree: Tree) -> Vec<usize> {
        match tree {
            Tree::All(parts) => parts.into_iter().flat_map(|part| self.conjunction(part)).collect(),
            other => vec![self.literals.place(other)],
        }
    }

    /// Lists the members with their literals, and the literals with their members.
    fn members(&mut self) -> (Vec<Member>, Vec<Literal>) {
        let groups = self.groups;
        let mut members = Vec::new();
        for (group, value) in std::mem::take(&mut self.members.list) {
            let feeds = groups.get(group).map(|group| group.feeds).unwrap_or_default();
            let filter = groups.get(group).map_or(Tree::Any(Vec::new()), |group| self.tree(&group.filter));
            let filter = self.conjunction(filter);
            let stated = value.map_or(Tree::All(Vec::new()), |value| self.stated(value));
            members.push(Member { filter, seen: self.conjunction(stated), feeds });
        }
        let words = members.len().div_ceil(64);
        let literals = self.literals.list.iter().map(|tree| Literal {
            tree: tree.clone(),
            decided: tree.decided(&self.leaves.list),
            fails: vec![0; words],
            doubts: vec![0; words],
        });
        let mut literals: Vec<Literal> = literals.collect();
        for (place, member) in members.iter().enumerate() {
            let (word, bit) = (place / 64, 1 << (place % 64));
            for &literal in member.filter.iter().chain(&member.seen) {
                literals[literal].fails[word] |= bit;
            }
            // A group in doubt says so itself.
            let doubts = if member.seen.is_empty() { &member.filter } else { &member.seen };
            for &literal in doubts.iter().filter(|&literal| member.seen.is_empty() || !member.filter.contains(literal))
            {
                literals[literal].doubts[word] |= bit;
            }
        }
        (members, literals)
    }

    /// Orders the steps, so that what several of them need is made once, and puts small numbers four to a slot.
    fn finish(mut self, mut rows: Vec<Row>) -> Program {
        let (members, literals) = self.members();
        let gathered = std::mem::take(&mut self.gathered.list);
        let is_late = |counted: Counted| match counted {
            Counted::Months(test, _) | Counted::Any(test, _) => self.tests.list[test].is_late(),
            Counted::Accounts | Counted::Never(..) | Counted::Positive(_) | Counted::Stated(_) => false,
        };
        let mut slots = gathered.len();
        let mut steps = Vec::new();
        let mut overdue: Vec<(usize, Vec<(Gathered, usize)>)> = Vec::new();
        let mut small: [Vec<(usize, Counted, usize)>; 2] = [Vec::new(), Vec::new()];
        let mut planes = HashMap::new();
        for (slot, &(member, what)) in gathered.iter().enumerate() {
            match what {
                Gathered::Counted(counted) => small[usize::from(is_late(counted))].push((member, counted, slot)),
                Gathered::Worst => {
                    planes.insert(slot, slots);
                    steps.push(Step::One { member, what, slot: slots });
                    slots += 4;
                }
                Gathered::Overdue(..) | Gathered::OverdueMissing(_) => {
                    match overdue.iter_mut().find(|(of, _)| *of == member) {
                        Some((_, wanted)) => wanted.push((what, slot)),
                        None => overdue.push((member, vec![(what, slot)])),
                    }
                }
                _ => steps.push(Step::One { member, what, slot }),
            }
        }
        // By what is made of each account.
        steps.sort_by_cached_key(|step| match step {
            Step::One {
                member,
                what: Gathered::Sum(number) | Gathered::Highest(number) | Gathered::Lowest(number),
                ..
            } => (format!("{number:?}"), *member),
            Step::One { member, what, .. } => (format!("{what:?}"), *member),
            Step::Counts { .. } | Step::Overdue { .. } => (String::new(), 0),
        });
        let mut lanes = HashMap::new();
        for (late, mut small) in [false, true].into_iter().zip(small) {
            small.sort_by_cached_key(|(member, counted, _)| (format!("{counted:?}"), *member));
            for four in small.chunks(4) {
                for (lane, (.., slot)) in four.iter().enumerate() {
                    lanes.insert(*slot, Small { slot: slots, shift: 16 * lane as u32 });
                }
                let counted = four.iter().map(|&(member, counted, _)| (member, counted)).collect();
                steps.push(Step::Counts { lanes: counted, late, slot: slots });
                slots += 1;
            }
        }
        steps.extend(overdue.into_iter().map(|(member, wanted)| Step::Overdue { member, wanted }));
        rows.iter_mut().for_each(|row| row.settle(&lanes, &planes));
        Program {
            late: steps.iter().any(|step| match step {
                Step::Counts { late, .. } => *late,
                Step::One { what: Gathered::Union(test), .. } => self.tests.list[*test].is_late(),
                Step::One { what, .. } => *what == Gathered::Worst,
                Step::Overdue { .. } => true,
            }),
            leaves: self.leaves.list,
            literals,
            members,
            tests: self.tests.list,
            steps,
            slots,
            rows,
            inquiries: self.inquiries,
        }
    }
}

impl Counted {
    /// Whether a number is above zero.
    const fn positive(number: Number) -> Counted {
        match number {
            Number::One => Counted::Accounts,
            Number::Count(test, window) | Number::Any(test, window) | Number::LongestRun(test, window) => {
                Counted::Any(test, window)
            }
            Number::Never(test, window) => Counted::Never(test, window),
            number => Counted::Positive(number),
        }
    }
}

impl Tree {
    fn decided(&self, leaves: &[Leaf]) -> Decided {
        match self {
            _ if !self.is_of_numbers(leaves) => Decided::Looked,
            Self::Leaf(leaf) => Decided::ByLeaf(*leaf),
            Self::All(_) | Self::Any(_) | Self::Not(_) => Decided::ByLeaves,
        }
    }

    fn is_of_numbers(&self, leaves: &[Leaf]) -> bool {
        match self {
            Self::Leaf(leaf) => leaves[*leaf].is_of_numbers(),
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.is_of_numbers(leaves)),
            Self::Not(part) => part.is_of_numbers(leaves),
        }
    }
}

impl Row {
    /// Puts the slots in that were not known when the row was compiled.
    fn settle(&mut self, lanes: &HashMap<usize, Small>, worst: &HashMap<usize, usize>) {
        match &mut self.read {
            Read::Small(small) | Read::Average { stated: small, .. } => {
                *small = lanes.get(&small.slot).copied().unwrap_or(*small);
            }
            Read::Worst { planes, .. } => *planes = worst.get(planes).copied().unwrap_or_default(),
            Read::Derived { left, right, .. } => {
                left.row.settle(lanes, worst);
                right.row.settle(lanes, worst);
            }
            _ => {}
        }
    }
}

/// Severities from here on are late for some kind of account.
const LATE: u8 = Severity::Late1To30.number();
