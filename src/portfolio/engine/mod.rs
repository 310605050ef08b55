//! The fast path: a block of about a thousand accounts at a time, a step at a time over all of them.
//!
//! Its reference is beside it, in `reference`: one subject after the other by the [`Tally`](crate::attributes::Tally).
//! Both give the same to the last bit, which the tests of portfolios hold them to; a subject of more than a block's accounts,
//! amounts of 2³⁹ and more, and the few rows of the grammar that no step serves go the reference's way.
//!
//! # How
//!
//! 1. **Membership.** A filter is a conjunction of literals. What a profile and the last month decide of them is looked up:
//!    one load gives an account its *member word*, a bit for each filter of the plan whose rows it feeds, and for each filter
//!    with a value that must be stated. A literal that depends on numbers then clears the bits of the filters that it is a
//!    part of. What the month does not know stands in another word, made only where there is such a thing.
//! 2. **Steps.** One loop makes a word of each account (months late, a balance, a run), masks it by a member's bit, and a
//!    second runs on over all accounts and is read off where a subject ends: sums by subtraction, unions and highest
//!    numbers by starting anew. Small numbers go four to a word, 16 bits each. Lateness is looked for among the accounts
//!    that were ever late only, one in seven.
//! 3. **Reading.** A column of subjects is read off the slots that the steps left, or points are added up, while they are
//!    in the first cache.
//!
//! The loops over all accounts, in `loops`, have no branch that depends on data and no length that differs from subject to
//! subject: a wrong guess costs as much as eight accounts' sums. Loops are compiled for AVX-512, for AVX2 and for the plain target, see
//! [`machine`](crate::machine).
//!
//! # On paper, an account
//!
//! ```text
//! bytes read by the sample scorecard    planes 32, profile 2, opened 2, granted 4, balance 4, and inquiries: 46
//! at 28 GB/s                                                                              1.6 ns
//! instructions, eight accounts a vector
//!   last month, class, look-up of the member word           20 / 8 + 4                    6
//!   tests of months, 2 to 4                                  8 / 8 each                    3
//!   late accounts found and gathered, one in seven           6 + 40 / 7                   12
//!   small numbers, 9                                         7 / 8 each                    8
//!   sums, runs, ages, widened and masked                    90 / 8                        11
//!   scans: 2 packs, 2 unions, 2 sums, 2 highest              4 to 6 each                  40
//!   15 columns and 12 characteristics of a sixth of a subject                             20
//! about 100 instructions at 3 a cycle and 2.6 GHz                                         13 ns
//! ```
//!
//! So the memory would allow six to eight times as much: it is the scans, which go from account to account and cannot be
//! done eight at a time, and what is done a subject, that stand in the way.
//!
//! # What was tried
//!
//! *Slower than a scan's 0.3 to 0.4 ns an account and number:* folding each subject's accounts eight lanes at a time (0.8
//! to 1.1), all lanes of a subject side by side (1.3 for eight sums, no gain for fewer than three). *No faster:* running sums
//! of pairs or fours of accounts with the rest added at a subject's end (0.44 and 0.38 against 0.37), several parts of the
//! block side by side (a scan stores a word an account, and the machine stores one a clock: 0.27), running sums within a
//! vector by shifts and additions (0.32 to 0.37, as each waits for the last lane of the one before). *Faster, and kept:*
//! two halves side by side where a step waits for more than one operation; masks in a loop of their own, since the compiler
//! makes a branch of a mask within a scan; division in floating point, exact up to 2⁵³, eight at a time; late months'
//! amounts from those that there are, instead of subject by subject. One function with everything inlined into it is slower:
//! the loops lose what the compiler knows of their arguments. What is measured stands in `benches/README.md`.

mod bits;
mod lookup;
mod loops;
mod read;
mod run;
mod sizes;
mod table;
mod values;

use std::ops::Range;

use self::lookup::Lookup;
use self::read::{Inquiries, Out, Reader, hide};
use self::run::Scratch;
use self::sizes::ROWS;
pub(super) use self::sizes::SUBJECTS;
use self::values::Source;
use super::columns::ChunkRef;
use super::reference::OneByOne;
use super::results::Results;
use super::store::Portfolio;
use crate::attributes::Plan;
use crate::attributes::plan::program::{Program, Read};
use crate::machine::for_every_machine;
use crate::month::Month;
use crate::policy::Regime;

/// A plan under a regime, ready for a portfolio's blocks.
#[derive(Debug)]
pub(super) struct Kernel<'a> {
    plan: &'a Plan,
    program: &'a Program,
    regime: &'a Regime,
    month: Month,
    /// One a dictionary.
    lookups: Vec<Lookup>,
    /// For each row, whether the regime lets nothing feed it.
    hidden: Vec<bool>,
}

/// What one thread needs to run a [`Kernel`].
#[derive(Debug)]
pub(super) struct Worker<'a> {
    scratch: Scratch,
    inquiries: Inquiries,
    /// For subjects that a block does not hold.
    all: OneByOne<'a>,
    /// For attributes that no step serves.
    others: Option<OneByOne<'a>>,
    out_of_range: Vec<usize>,
}

impl<'a> Kernel<'a> {
    pub(super) fn new(portfolio: &Portfolio, plan: &'a Plan, regime: &'a Regime) -> Kernel<'a> {
        let (program, month) = (plan.program(), portfolio.month);
        let lookup = |profiles: &Vec<_>| Lookup::new(program, profiles, month, regime);
        let shown = regime.disclosed_kinds();
        let hidden = plan.sources.iter().map(|sources| !sources.are_observable(&shown)).collect();
        Kernel { plan, program, regime, month, lookups: portfolio.dictionaries.iter().map(lookup).collect(), hidden }
    }

    pub(super) const fn regime(&self) -> &'a Regime {
        self.regime
    }

    pub(super) fn worker(&self) -> Worker<'a> {
        Worker {
            scratch: Scratch::new(self.program),
            inquiries: Inquiries::new(self.month),
            all: OneByOne::new(self.plan, self.month, self.regime),
            others: self.plan.others().map(|plan| OneByOne::new(plan, self.month, self.regime)),
            out_of_range: Vec::new(),
        }
    }

    /// The attributes of a block's subjects, put into the results from a place on.
    pub(super) fn run(
        &self,
        worker: &mut Worker<'a>,
        chunk: ChunkRef<'_>,
        subjects: Range<usize>,
        results: &mut Results,
        at: usize,
    ) {
        let starts = &chunk.chunk.starts[subjects.start..=subjects.end];
        let (first, end) = (starts[0] as usize, starts[starts.len() - 1] as usize);
        let source = Source { chunk: chunk.chunk, first, accounts: end - first, month: self.month };
        let lookup = usize::try_from(chunk.chunk.dictionary).ok().and_then(|place| self.lookups.get(place));
        let Some(lookup) = lookup.filter(|_| end - first <= ROWS && source.is_moderate(&subjects)) else {
            for (place, subject) in subjects.enumerate() {
                for (row, slot) in worker.all.slots(chunk, subject).enumerate() {
                    results.put(row, at + place, slot);
                }
            }
            return;
        };
        let block = Block { kernel: self, lookup, source, subjects: subjects.clone() };
        compute(&block, worker, results, at);
        if let Some(others) = &mut worker.others {
            let places = || self.program.rows.iter().enumerate().filter(|(_, row)| matches!(row.read, Read::Other));
            for (place, subject) in subjects.enumerate() {
                for ((row, _), slot) in places().zip(others.slots(chunk, subject)) {
                    results.put(row, at + place, slot);
                }
            }
        }
    }
}

/// A block of a chunk.
struct Block<'a> {
    kernel: &'a Kernel<'a>,
    lookup: &'a Lookup,
    source: Source<'a>,
    subjects: Range<usize>,
}

for_every_machine! {
    /// All that is done for a block: whatever is called from here is compiled into it, or is a loop of its own.
    fn compute(block: &Block<'_>, worker: &mut Worker<'_>, results: &mut Results, at: usize) {
        let Block { kernel, lookup, source, subjects } = block;
        let starts = &source.chunk.starts[subjects.start..=subjects.end];
        worker.scratch.run(kernel.program, lookup, *source, starts);
        if kernel.program.inquiries && kernel.regime.shows_inquiries() {
            worker.inquiries.take(source.chunk, subjects.clone());
        }
        let reader = Reader {
            plan: kernel.plan,
            lookup,
            scratch: &worker.scratch,
            inquiries: &worker.inquiries,
            chunk: source.chunk,
            first: subjects.start,
        };
        let (mut values, mut causes) = ([0; SUBJECTS], [None; SUBJECTS]);
        let mut other = Out { values: &mut values[..subjects.len()], causes: &mut causes[..subjects.len()] };
        let mut out_of_range = std::mem::take(&mut results.out_of_range);
        for (place, (row, (values, causes))) in kernel.program.rows.iter().zip(results.columns_mut()).enumerate() {
            let range = at..at + subjects.len();
            let mut out = Out { values: &mut values[range.clone()], causes: &mut causes[range] };
            if kernel.hidden[place] {
                hide(&mut out);
                continue;
            }
            reader.read(row, &mut out, &mut other, &mut worker.out_of_range);
            out_of_range.extend(worker.out_of_range.drain(..).map(|subject| (at + subject, place)));
        }
        results.out_of_range = out_of_range;
    }
}

/// The blocks of a chunk: subjects of at most [`ROWS`] accounts together, or one subject alone.
pub(super) fn blocks(chunk: ChunkRef<'_>) -> impl Iterator<Item = Range<usize>> {
    let (starts, subjects) = (&chunk.chunk.starts, chunk.chunk.subjects());
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next;
        if start >= subjects {
            return None;
        }
        let most = starts[start] as usize + ROWS;
        let ends = &starts[start + 1..=subjects.min(start + SUBJECTS)];
        next = start + ends.partition_point(|&end| end as usize <= most).max(1);
        Some(start..next)
    })
}
