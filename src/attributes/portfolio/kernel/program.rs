//! What is done for a plan, block by block: a list of steps, each of which leaves a number for every subject in a slot,
//! and for every attribute how it is read off the slots.

use std::collections::HashMap;
use std::hash::Hash;

use crate::attributes::Plan;
use crate::attributes::plan::{Fold, Group, MonthCell, MonthRecipe, Recipe, Side, Taken};
use crate::attributes::row::{Across, AcrossMonths, Filter, MonthTest, Operation, OverInquiries, SeveritySet, Value};
use crate::history::{Grade, Months, Severity};

/// A plan compiled for blocks.
#[derive(Debug)]
pub(in crate::attributes) struct Program {
    pub(super) leaves: Vec<Leaf>,
    /// The filter of each group of the plan.
    pub(super) groups: Vec<Tree>,
    /// Of which accounts a value, or overdue amounts, can be seen: see [`Gathered::Stated`].
    pub(super) stated: Vec<Tree>,
    /// Which value that is; none for overdue amounts.
    pub(super) stated_values: Vec<Option<Value>>,
    pub(super) tests: Vec<Test>,
    pub(super) steps: Vec<Step>,
    pub(super) slots: usize,
    /// How each attribute is read.
    pub(super) rows: Vec<Row>,
    /// The attributes that no step serves, as a plan of their own.
    pub(super) others: Option<Plan>,
    /// Whether an attribute looks at inquiries.
    pub(super) inquiries: bool,
}

/// What can be asked of one account alone, from which filters are made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Leaf {
    /// Told by its profile.
    Profile(Filter),
    Open,
    OpenedWithin(u16),
    LastMonth(SeveritySet),
    /// A value, not utilisation, is above zero.
    Above(Value),
    /// A value, not utilisation, is stated.
    Stated(Value),
    /// The used amount is so many basis points of the limit, or more.
    Used(u32),
    /// Overdue amounts are not hidden.
    Overdue,
}

/// A filter over leaves.
#[derive(Debug, Clone)]
pub(super) enum Tree {
    Leaf(usize),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
}

/// A set of months of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Test {
    /// By the rule of the account's kind.
    Late(Grade),
    AtLeast(u8),
    /// One of a set of severities.
    Of(u16),
}

impl Test {
    pub(super) const LATE: Test = Test::Late(Grade::DAYS_1_TO_30);

    fn of(test: MonthTest) -> Test {
        match test {
            MonthTest::Late(grade) => Test::Late(grade),
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
    pub(super) const fn is_late(self) -> bool {
        match self {
            Self::Late(_) => true,
            Self::AtLeast(severity) => severity >= LATE,
            Self::Of(set) => set & ((1 << LATE) - 1) == 0,
        }
    }
}

/// A number of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Number {
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
    pub(super) const fn is_utilisation(self) -> bool {
        matches!(self, Self::Value(Value::Utilisation) | Self::AtLeastZero(Value::Utilisation))
    }
}

/// What is gathered of the accounts of a group for each subject.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Gathered {
    /// How many there are.
    Matched,
    /// How many state a value: a place in [`Program::stated`].
    Stated(usize),
    /// Account-months of a test in a window.
    Months(usize, u64),
    /// How many have a number above zero.
    Positive(Number),
    Sum(Number),
    /// How many state a number.
    Known(Number),
    /// [`NO_HIGHEST`] and [`NO_LOWEST`] if none states it.
    Highest(Number),
    Lowest(Number),
    /// The months in which one passes a test.
    Union(usize),
    /// One of the planes of the worst severities, of those of 5 or more.
    Worst(u8),
    Furnishers(Number),
    /// Of the overdue amounts of a month over the accounts, in a window. With `Late`, whether a month is late of which
    /// none is stated.
    Overdue(AcrossMonths, u64),
    OverdueMissing(u64),
}

/// A step: what it gathers of which group, and the slot, or the first of several, where it stands.
#[derive(Debug, Clone)]
pub(super) enum Step {
    One {
        group: usize,
        what: Gathered,
        slot: usize,
    },
    /// Account-months in four windows, 16 bits each.
    Months {
        group: usize,
        test: usize,
        windows: [u64; 4],
        slot: usize,
    },
    /// Four planes.
    Worst {
        group: usize,
        slot: usize,
    },
    /// Overdue amounts: a list of what is wanted, each with its slot.
    Overdue {
        group: usize,
        wanted: Vec<(Gathered, usize)>,
    },
}

/// How an attribute is read.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) read: Read,
    /// Whose doubts make it absent: a group, and a place in [`Program::stated`] of the accounts of the group.
    pub(super) veils: Vec<(usize, Option<usize>)>,
}

#[derive(Debug, Clone)]
pub(super) enum Read {
    /// A number that is always known: a slot, where in it the number begins, and its bits.
    Number {
        slot: usize,
        shift: u32,
        mask: u64,
    },
    /// A sum, 0 of nobody, not stated if none states it.
    Sum {
        sum: usize,
        stated: usize,
        matched: usize,
        missing: Missing,
    },
    Average {
        sum: usize,
        stated: usize,
        matched: usize,
        missing: Missing,
    },
    /// The highest or lowest, `none` where there is none.
    Extreme {
        slot: usize,
        none: i64,
        matched: usize,
        missing: Missing,
        zero_of_nobody: bool,
    },
    /// Months since the latest in a window.
    Since {
        months: usize,
        window: u64,
        matched: usize,
    },
    /// The worst severity in a window: months of severity at least 1, 2, 3 and 4, and planes of those of 5 or more.
    Worst {
        at_least: [usize; 4],
        planes: usize,
        window: u64,
        matched: usize,
    },
    /// Months over all accounts.
    Months {
        across: AcrossMonths,
        of: Over,
        window: u64,
        matched: usize,
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

/// What is missing if no account states it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Missing {
    NotStated,
    NeverHappened,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Over {
    Any(usize),
    None(usize),
    AnyAndNone(usize, usize),
}

/// A side of a combination.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) row: Row,
    /// Where the accounts of its group are counted, if it has one.
    pub(super) matched: Option<usize>,
    /// For a change: reported months, and the window in which there must be one.
    pub(super) reported: Option<(usize, u64)>,
}

impl Program {
    pub(in crate::attributes) fn compile(plan: &Plan) -> Program {
        let mut compiler = Compiler::of(plan);
        let mut rows = Vec::with_capacity(plan.recipes.len());
        let mut others = Vec::new();
        for (recipe, row) in plan.recipes.iter().zip(plan.rows()) {
            rows.push(compiler.row(recipe, 0).unwrap_or_else(|| {
                others.push(row.clone());
                Row { read: Read::Other, veils: Vec::new() }
            }));
        }
        // Rows of a plan are a plan.
        let others = if others.is_empty() { None } else { Plan::new(others).ok() };
        compiler.finish(rows, others)
    }
}

struct Compiler<'a> {
    plan: &'a Plan,
    leaves: Places<Leaf>,
    /// Values, and overdue amounts as none.
    stated: Places<Option<Value>>,
    stated_trees: Vec<Tree>,
    tests: Places<Test>,
    gathered: Places<(usize, Gathered)>,
    inquiries: bool,
}

/// A list without repeats.
struct Places<T> {
    list: Vec<T>,
    index: HashMap<T, usize>,
}

impl<T: Clone + Eq + Hash> Places<T> {
    fn new() -> Places<T> {
        Places { list: Vec::new(), index: HashMap::new() }
    }

    fn place(&mut self, item: T) -> usize {
        let next = self.list.len();
        let place = *self.index.entry(item.clone()).or_insert(next);
        if place == next {
            self.list.push(item);
        }
        place
    }
}

impl<'a> Compiler<'a> {
    fn of(plan: &'a Plan) -> Compiler<'a> {
        Compiler {
            plan,
            leaves: Places::new(),
            stated: Places::new(),
            stated_trees: Vec::new(),
            tests: Places::new(),
            gathered: Places::new(),
            inquiries: false,
        }
    }

    /// `None` for what no step serves.
    fn row(&mut self, recipe: &Recipe, depth: usize) -> Option<Row> {
        match recipe {
            Recipe::Accounts { group, probe, fold, across, taken } => {
                let Group { probes, .. } = self.plan.groups.get(*group)?;
                let probe = probes.get(*probe)?;
                self.accounts(*group, *taken, probe.window.bits(), *probe.folds.get(*fold)?, *across)
            }
            Recipe::Months { group, across, of, window, active } => self.months(*group, *across, *of, *window, *active),
            Recipe::Inquiries(row) => {
                self.inquiries = true;
                Some(Row { read: Read::Inquiries(row.clone()), veils: Vec::new() })
            }
            Recipe::Liabilities(place) => Some(Row { read: Read::Liabilities(*place), veils: Vec::new() }),
            // A combination of combinations might not fit 64 bits on its way.
            Recipe::Derived { .. } if depth > 0 => None,
            Recipe::Derived { operation, left, right } => {
                let (left, right) = (self.side(left)?, self.side(right)?);
                let read = Read::Derived { operation: *operation, left: Box::new(left), right: Box::new(right) };
                Some(Row { read, veils: Vec::new() })
            }
        }
    }

    fn side(&mut self, side: &Side) -> Option<Part> {
        let row = self.row(&side.recipe, 1)?;
        let matched = side.group.map(|group| self.slot(group, Gathered::Matched));
        let reported = match (side.group, side.reported) {
            (Some(group), Some((cell, window))) => Some((self.union(group, cell)?, window.bits())),
            _ => None,
        };
        Some(Part { row, matched, reported })
    }

    fn accounts(&mut self, group: usize, taken: Taken, window: u64, fold: Fold, across: Across) -> Option<Row> {
        let matched = self.slot(group, Gathered::Matched);
        let missing = match taken {
            Taken::MonthsSince(_) => Missing::NeverHappened,
            _ => Missing::NotStated,
        };
        let value = match taken {
            Taken::Value(value) | Taken::AtLeastZero(value) => Some(self.stated(Some(value))),
            _ => None,
        };
        let number = match taken {
            Taken::Account => Number::One,
            Taken::Count(test) => Number::Count(self.test(test)?, window),
            Taken::Any(test) => Number::Any(self.test(test)?, window),
            Taken::Never(test) => Number::Never(self.test(test)?, window),
            Taken::LongestRun(test) => Number::LongestRun(self.test(test)?, window),
            Taken::MonthsSince(test) => Number::MonthsSince(self.test(test)?, window),
            Taken::Worst => Number::Worst(window),
            Taken::Latest => Number::Latest(window),
            Taken::LatestIs(test) => Number::LatestIs(self.test(test)?, window),
            Taken::Value(value) => Number::Value(value),
            Taken::AtLeastZero(value) => Number::AtLeastZero(value),
        };
        let always = |slot| Read::Number { slot, shift: 0, mask: u64::MAX };
        let read = match (fold, number) {
            (Fold::Positive | Fold::Total, Number::One) if across != Across::Average => always(matched),
            (Fold::Positive, _) => always(self.slot(group, Gathered::Positive(number))),
            (Fold::Total, Number::Count(test, window)) if across == Across::Sum => {
                // Its place among four windows is known when all windows are.
                always(self.slot(group, Gathered::Months(test, window)))
            }
            (Fold::Total, _) => {
                let sum = self.slot(group, Gathered::Sum(number));
                let stated = match (value, number) {
                    (Some(value), _) => self.slot(group, Gathered::Stated(value)),
                    (None, Number::MonthsSince(..) | Number::Latest(_)) => self.slot(group, Gathered::Known(number)),
                    (None, _) => matched,
                };
                match across {
                    Across::Average => Read::Average { sum, stated, matched, missing },
                    _ => Read::Sum { sum, stated, matched, missing },
                }
            }
            (Fold::Lowest, Number::MonthsSince(test, window)) => {
                Read::Since { months: self.slot(group, Gathered::Union(test)), window, matched }
            }
            (Fold::Highest, Number::Worst(window)) => {
                let at_least = [1, 2, 3, 4].map(|severity| {
                    let test = self.tests.place(Test::AtLeast(severity));
                    self.slot(group, Gathered::Union(test))
                });
                Read::Worst { at_least, planes: self.slot(group, Gathered::Worst(0)), window, matched }
            }
            (Fold::Highest, _) => Read::Extreme {
                slot: self.slot(group, Gathered::Highest(number)),
                none: NO_HIGHEST,
                matched,
                missing,
                zero_of_nobody: matches!(number, Number::LongestRun(..)),
            },
            (Fold::Lowest, _) => Read::Extreme {
                slot: self.slot(group, Gathered::Lowest(number)),
                none: NO_LOWEST,
                matched,
                missing,
                zero_of_nobody: false,
            },
            (Fold::Furnishers, _) => always(self.slot(group, Gathered::Furnishers(number))),
        };
        let mut veils = vec![(group, None)];
        veils.extend(value.map(|value| (group, Some(value))));
        Some(Row { read, veils })
    }

    fn months(
        &mut self,
        group: usize,
        across: AcrossMonths,
        of: MonthRecipe,
        window: Months,
        active: Option<(usize, usize)>,
    ) -> Option<Row> {
        if window.is_empty() {
            return None;
        }
        let matched = self.slot(group, Gathered::Matched);
        let window = window.bits();
        let mut veils = vec![(group, None)];
        let of = match of {
            MonthRecipe::Any(cell) => Over::Any(self.union(group, cell)?),
            MonthRecipe::None(cell) => Over::None(self.union(group, cell)?),
            MonthRecipe::AnyAndNone(some, none) => Over::AnyAndNone(self.union(group, some)?, self.union(group, none)?),
            MonthRecipe::Worst(_) if across == AcrossMonths::Highest => {
                return self.accounts(group, Taken::Worst, window, Fold::Highest, Across::Highest);
            }
            MonthRecipe::Overdue(_) if matches!(across, AcrossMonths::Highest | AcrossMonths::Sum) => {
                let slot = self.slot(group, Gathered::Overdue(across, window));
                let missing = self.slot(group, Gathered::OverdueMissing(window));
                self.tests.place(Test::LATE);
                veils.push((group, Some(self.stated(None))));
                return Some(Row { read: Read::Overdue { slot, missing }, veils });
            }
            MonthRecipe::Worst(_) | MonthRecipe::Overdue(_) | MonthRecipe::Accounts(_) => return None,
        };
        let active = match active {
            Some((on_time, late)) => Some((self.union(group, on_time)?, self.union(group, late)?)),
            None => None,
        };
        Some(Row { read: Read::Months { across, of, window, matched, active }, veils })
    }

    /// The slot of the months of a cell.
    fn union(&mut self, group: usize, cell: usize) -> Option<usize> {
        match self.plan.groups.get(group)?.cells.get(cell)? {
            MonthCell::Any(test) => {
                let test = self.test(*test)?;
                Some(self.slot(group, Gathered::Union(test)))
            }
            MonthCell::Worst | MonthCell::Accounts(_) | MonthCell::Overdue => None,
        }
    }

    fn test(&mut self, test: usize) -> Option<usize> {
        Some(self.tests.place(Test::of(*self.plan.tests.get(test)?)))
    }

    fn slot(&mut self, group: usize, what: Gathered) -> usize {
        self.gathered.place((group, what))
    }

    /// Where it is told of which accounts a value, or overdue amounts, can be seen.
    fn stated(&mut self, value: Option<Value>) -> usize {
        let next = self.stated.list.len();
        let place = self.stated.place(value);
        if place == next {
            let tree = match value {
                Some(Value::Utilisation) => {
                    Tree::All(vec![self.leaf(Leaf::Above(Value::Limit)), self.leaf(Leaf::Stated(Value::Used))])
                }
                Some(value) => self.leaf(Leaf::Stated(value)),
                None => self.leaf(Leaf::Overdue),
            };
            self.stated_trees.push(tree);
        }
        place
    }

    fn leaf(&mut self, leaf: Leaf) -> Tree {
        Tree::Leaf(self.leaves.place(leaf))
    }

    fn tree(&mut self, filter: &Filter) -> Tree {
        let above_limit = |this: &mut Self| this.leaf(Leaf::Above(Value::Limit));
        match filter {
            Filter::Open => self.leaf(Leaf::Open),
            Filter::Closed => Tree::Not(Box::new(self.leaf(Leaf::Open))),
            Filter::OpenedWithin(months) => self.leaf(Leaf::OpenedWithin(*months)),
            Filter::LastMonth(severities) => self.leaf(Leaf::LastMonth(*severities)),
            Filter::UsedAtLeastPercent(percent) => {
                let used = self.leaf(Leaf::Used(u32::from(*percent) * 100));
                Tree::All(vec![above_limit(self), used])
            }
            // A share is above zero from one basis point on.
            Filter::Above(Value::Utilisation) => {
                let used = self.leaf(Leaf::Used(1));
                Tree::All(vec![above_limit(self), used])
            }
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
}

impl Compiler<'_> {
    /// Orders the steps, so that what several of them need is made once, and puts account-months of up to four windows
    /// into one slot.
    fn finish(mut self, mut rows: Vec<Row>, others: Option<Plan>) -> Program {
        let plan = self.plan;
        let groups = plan.groups.iter().map(|group| self.tree(&group.filter)).collect();
        let gathered = std::mem::take(&mut self.gathered.list);
        let mut slots = gathered.len();
        let mut steps = Vec::new();
        let mut months: Vec<(usize, Vec<u64>, Vec<usize>)> = vec![(0, Vec::new(), Vec::new()); self.tests.list.len()];
        let mut overdue: Vec<(usize, Vec<(Gathered, usize)>)> = Vec::new();
        let mut planes = HashMap::new();
        for (slot, (group, what)) in gathered.iter().enumerate() {
            match what {
                Gathered::Months(test, window) => {
                    let (_, windows, groups) = &mut months[*test];
                    if !windows.contains(window) {
                        windows.push(*window);
                    }
                    if !groups.contains(group) {
                        groups.push(*group);
                    }
                }
                Gathered::Worst(_) => {
                    planes.insert(slot, slots);
                    steps.push(Step::Worst { group: *group, slot: slots });
                    slots += 4;
                }
                Gathered::Overdue(..) | Gathered::OverdueMissing(_) => {
                    match overdue.iter_mut().find(|(of, _)| of == group) {
                        Some((_, wanted)) => wanted.push((what.clone(), slot)),
                        None => overdue.push((*group, vec![(what.clone(), slot)])),
                    }
                }
                _ => steps.push(Step::One { group: *group, what: what.clone(), slot }),
            }
        }
        // By what is made of each account first, then by group.
        steps.sort_by_cached_key(|step| match step {
            Step::One { group, what, .. } => (format!("{what:?}"), *group),
            Step::Months { group, .. } | Step::Worst { group, .. } | Step::Overdue { group, .. } => {
                (String::new(), *group)
            }
        });
        let mut lanes = HashMap::new();
        for (test, (_, windows, groups)) in months.into_iter().enumerate() {
            for four in windows.chunks(4) {
                for &group in &groups {
                    let mut wanted = false;
                    for (slot, (of, what)) in gathered.iter().enumerate() {
                        if let Gathered::Months(of_test, window) = what
                            && (*of, *of_test) == (group, test)
                            && let Some(lane) = four.iter().position(|one| one == window)
                        {
                            lanes.insert(slot, (slots, 16 * lane as u32));
                            wanted = true;
                        }
                    }
                    if wanted {
                        let mut all = [0; 4];
                        all[..four.len()].copy_from_slice(four);
                        steps.push(Step::Months { group, test, windows: all, slot: slots });
                        slots += 1;
                    }
                }
            }
        }
        steps.extend(overdue.into_iter().map(|(group, wanted)| Step::Overdue { group, wanted }));
        rows.iter_mut().for_each(|row| row.settle(&lanes, &planes));
        Program {
            leaves: self.leaves.list,
            groups,
            stated: self.stated_trees,
            stated_values: self.stated.list,
            tests: self.tests.list,
            steps,
            slots,
            rows,
            others,
            inquiries: self.inquiries,
        }
    }
}

impl Row {
    /// Puts the slots in that were not known when the row was compiled.
    fn settle(&mut self, lanes: &HashMap<usize, (usize, u32)>, worst: &HashMap<usize, usize>) {
        match &mut self.read {
            Read::Number { slot, shift, mask } => {
                if let Some(&(pack, lane)) = lanes.get(slot) {
                    (*slot, *shift, *mask) = (pack, lane, 0xFFFF);
                }
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
pub(super) const LATE: u8 = Severity::Late1To30.number();
pub(super) const NO_HIGHEST: i64 = i64::MIN;
pub(super) const NO_LOWEST: i64 = i64::MAX;
