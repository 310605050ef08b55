//! The aggregation core against its targets, as a table: ratios of medians of runs in turn, of results that are checked to
//! be equal.
//!
//! ```sh
//! cargo bench --features rayon --bench targets               # a million consumers: takes some minutes and 4 GB
//! cargo bench --features rayon --bench targets -- --quick    # a few thousand: shows that it runs, and no more
//! cargo bench --features rayon --bench targets -- month      # a part: naive, bandwidth, threads, several, rows, memory,
//!                                                            # report, growth, month
//! ```
//!
//! What needs Python (DuckDB, Polars) is in `benches/peers`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a bench may panic"
)]

mod common;
#[path = "peers/naive.rs"]
mod naive;

use std::hint::black_box;

use common::population::Population;
use common::yardstick::{Yardstick, median};
use common::{Times, compute, four_cards, in_turn, plan_of, portfolio, random_rows, sample_card, yardstick_of};
use credit_bureau::attributes::{Attribute, Catalogue, Family, Plan};
use credit_bureau::scoring::registry::RegistryEntry;
use credit_bureau::{Portfolio, Regime, Scorecard};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let quick = arguments.iter().any(|argument| argument == "--quick" || argument == "--test");
    // A word lets only the parts run whose name has it.
    let words: Vec<_> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let wanted = |part: &str| words.is_empty() || words.iter().any(|word| part.contains(word.as_str()));
    let size = if quick { Size::QUICK } else { Size::FULL };
    println!("{} consumers, medians of {} runs in turn\n", size.consumers, size.runs);
    println!("| against | measured | must | aim | |\n|---|---|---|---|---|");
    let (portfolio, card, mut out) = (portfolio(size.consumers), sample_card(), Findings::default());
    if wanted("naive") {
        against_the_naive_model(&mut out, &size, &portfolio, &card);
    }
    if wanted("bandwidth") {
        against_the_read_bandwidth(&mut out, &size, &portfolio, &card);
    }
    #[cfg(feature = "rayon")]
    if wanted("threads") {
        against_one_thread(&mut out, &size, &portfolio, &card);
    }
    if wanted("several") {
        several_at_once(&mut out, &size, &portfolio, &card);
    }
    if wanted("strategies") {
        eight_at_once(&mut out, &size, &portfolio);
    }
    if wanted("rows") {
        many_rows(&mut out, &size);
    }
    if wanted("memory") {
        memory(&mut out, &portfolio);
    }
    if wanted("report") {
        one_report(&mut out);
    }
    if wanted("growth") {
        growth(&mut out, &size, &card);
    }
    if wanted("month") {
        month_close(&mut out, &size, portfolio);
    }
    println!("\nMedian, fastest and slowest run:\n");
    out.notes.iter().for_each(|note| println!("* {note}"));
}

/// How much is measured.
struct Size {
    consumers: u64,
    /// For what takes longer.
    fewer: u64,
    /// Of 10⁷ accounts.
    most: u64,
    rows: usize,
    runs: usize,
}

impl Size {
    const FULL: Size = Size { consumers: 1_000_000, fewer: 100_000, most: 1_650_000, rows: 1_000, runs: 7 };
    const QUICK: Size = Size { consumers: 6_000, fewer: 2_000, most: 6_000, rows: 50, runs: 3 };
}

/// What a target says.
#[derive(Clone, Copy)]
enum Target {
    AtLeast(f64, f64),
    AtMost(f64, f64),
}

/// What is found: the table as it grows, and what lies behind its lines, for the end.
#[derive(Default)]
struct Findings {
    notes: Vec<String>,
}

impl Findings {
    /// Prints a line of the table. The form shows a number in the unit of the target.
    fn line(&mut self, against: &str, found: f64, target: Target, show: impl Fn(f64) -> String) {
        let (must, aim, met) = match target {
            Target::AtLeast(must, aim) => (must, aim, [found >= must, found >= aim]),
            Target::AtMost(must, aim) => (must, aim, [found <= must, found <= aim]),
        };
        let sign = if matches!(target, Target::AtLeast(..)) { "≥" } else { "≤" };
        let verdict = match met {
            [_, true] => "aim met",
            [true, false] => "met",
            [false, false] => "**not met**",
        };
        println!("| {against} | {} | {sign} {} | {sign} {} | {verdict} |", show(found), show(must), show(aim));
    }

    fn note(&mut self, what: &str, times: &Times) {
        let [median, least, most] = [times.median(), times.least(), times.most()].map(|seconds| seconds * 1e3);
        self.notes.push(format!("{what}: {median:.2} ms ({least:.2} – {most:.2})"));
    }
}

fn times(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.2}×") } else { format!("{ratio:.0}×") }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn against_the_naive_model(out: &mut Findings, size: &Size, portfolio: &Portfolio, card: &Scorecard) {
    let (regime, plan) = (Regime::holistic(), naive_plan());
    let population = Population::new(size.consumers, common::SEED);
    let report = |number| population.report(number).unwrap();
    let consumers: Vec<_> = (0..size.consumers).map(|number| naive::Consumer::of(&report(number))).collect();
    let (month, data) = (population.month, card.data());
    let with_scores = all_of(&plan, card);
    let scores = portfolio.score(card, regime);
    for chunk in portfolio.attributes(&plan, regime).chunks() {
        let chunk = chunk.unwrap();
        for index in 0..chunk.len() {
            let values = naive::attributes(&consumers[chunk.first() + index], month);
            for ((name, column), value) in chunk.columns().zip(values) {
                assert_eq!(column.get(index).unwrap().known(), value, "`{name}` of consumer {}", chunk.first() + index);
            }
            let score = naive::score(&consumers[chunk.first() + index], &values, data);
            assert_eq!(scores[chunk.first() + index].map(i64::from), score);
        }
    }
    let [ours, theirs] = in_turn(
        size.runs,
        [
            &mut || {
                for chunk in portfolio.attributes(&with_scores, regime).chunks() {
                    let chunk = chunk.unwrap();
                    black_box((card.scores(&chunk).unwrap(), chunk));
                }
            },
            &mut || {
                for consumer in &consumers {
                    let values = naive::attributes(consumer, month);
                    black_box((naive::score(consumer, &values, data), values));
                }
            },
        ],
    );
    out.note(&format!("{} attributes and the score", naive::ATTRIBUTES.len()), &ours);
    out.note("the naive object model", &theirs);
    let ratio = theirs.median() / ours.median();
    out.line("naive object model in Rust, 1 thread", ratio, Target::AtLeast(20.0, 50.0), times);
}

/// The rows of a plan and what a card needs besides.
fn all_of(plan: &Plan, card: &Scorecard) -> Plan {
    let has = |name: &str| plan.names().any(|one| one == name);
    Plan::new(plan.rows().iter().chain(card.plan().rows().iter().filter(|row| !has(&row.name)))).unwrap()
}

fn naive_plan() -> Plan {
    Plan::new::<&Attribute>(naive::ATTRIBUTES.map(|name| Catalogue::standard().find(name).unwrap())).unwrap()
}

fn against_the_read_bandwidth(out: &mut Findings, size: &Size, portfolio: &Portfolio, card: &Scorecard) {
    let regime = Regime::holistic();
    let families = plan_of(&FAMILIES);
    for (what, plan, target) in [
        ("share of the read bandwidth, 1 thread, the sample scorecard", None, Target::AtLeast(0.30, 0.60)),
        ("share of the read bandwidth, 1 thread, six families at once", Some(&families), Target::AtLeast(0.12, 0.25)),
    ] {
        let yardstick = yardstick_of(portfolio, plan.unwrap_or(card.plan()), regime);
        let [ours, sum, copy] = in_turn(
            size.runs,
            [
                &mut || match plan {
                    Some(plan) => compute(portfolio, plan, regime),
                    None => drop(black_box(portfolio.score(card, regime))),
                },
                &mut || yardstick.sum(),
                &mut || yardstick.copy(),
            ],
        );
        let read = sum.median().min(copy.median());
        let accounts = portfolio.accounts() as f64;
        out.notes.push(format!(
            "{:.2} ns an account, {} bytes of it read; the machine reads {:.1} GB/s",
            ours.median() * 1e9 / accounts,
            yardstick.bytes() / portfolio.accounts().max(1),
            yardstick.bytes() as f64 / read / 1e9,
        ));
        out.note("sum", &sum);
        out.note("copy", &copy);
        out.line(what, read / ours.median(), target, percent);
    }
}

/// The families of the target: the worst status is in that of lateness.
const FAMILIES: [Family; 5] = [Family::Lateness, Family::Recency, Family::Depth, Family::Debt, Family::Utilisation];

#[cfg(feature = "rayon")]
fn against_one_thread(out: &mut Findings, size: &Size, portfolio: &Portfolio, card: &Scorecard) {
    use rayon::iter::ParallelIterator as _;

    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let (one, two) = (pool(1), pool(2));
    let (regime, families) = (Regime::holistic(), plan_of(&FAMILIES));
    assert_eq!(one.install(|| portfolio.score(card, regime)), two.install(|| portfolio.score(card, regime)));
    let yardstick = yardstick_of(portfolio, &families, regime);
    let arithmetic = || common::arithmetic(size.consumers);
    let sum = || yardstick.par_sum();
    let attributes = || {
        portfolio.attributes(&families, regime).par_chunks().for_each(|chunk| {
            black_box(chunk.unwrap());
        });
    };
    let scores = || drop(black_box(portfolio.score(card, regime)));
    let mut gain = |what: &str, work: &(dyn Fn() + Sync)| {
        let [alone, both] = in_turn(size.runs, [&mut || one.install(work), &mut || two.install(work)]);
        out.note(&format!("{what}, 1 thread"), &alone);
        out.note(&format!("{what}, 2 threads"), &both);
        alone.median() / both.median()
    };
    let (loops, sums) = (gain("arithmetic", &arithmetic), gain("a sum", &sum));
    let (of_families, of_scores) = (gain("six families", &attributes), gain("the sample scorecard", &scores));
    let yardsticks = format!("arithmetic alone {}, a plain sum {}", times(loops), times(sums));
    let target = Target::AtLeast(1.5, 1.8);
    out.line(&format!("second thread, six families ({yardsticks})"), of_families, target, times);
    out.line("second thread, the sample scorecard", of_scores, target, times);
}

fn several_at_once(out: &mut Findings, size: &Size, portfolio: &Portfolio, card: &Scorecard) {
    let (holistic, negative) = (Regime::holistic(), Regime::negative_only());
    let regimes = [holistic, negative];
    let together = portfolio.score_under(&[card], &regimes);
    for (place, regime) in regimes.into_iter().enumerate() {
        assert_eq!(together.column(place, 0), portfolio.score(card, regime));
    }
    let [alone, both] = in_turn(
        size.runs,
        [&mut || drop(black_box(portfolio.score_under(&[card], &[holistic]))), &mut || {
            drop(black_box(portfolio.score_under(&[card], &regimes)))
        }],
    );
    out.note("holistic alone", &alone);
    out.note("holistic and negative-only", &both);
    let extra = both.median() / alone.median() - 1.0;
    out.line("a second regime in one pass, extra time", extra, Target::AtMost(0.6, 0.3), percent);

    let cards = four_cards();
    let cards = cards.each_ref();
    let together = portfolio.score_under(&cards, &[holistic]);
    for (place, card) in cards.into_iter().enumerate() {
        assert_eq!(together.column(0, place), portfolio.score(card, holistic));
    }
    let [alone, all] = in_turn(
        size.runs,
        [&mut || drop(black_box(portfolio.score_under(&[card], &[holistic]))), &mut || {
            drop(black_box(portfolio.score_under(&cards, &[holistic])))
        }],
    );
    out.note("the sample scorecard", &alone);
    out.note("four scorecards", &all);
    out.line("four scorecards at once", all.median() / alone.median(), Target::AtMost(1.6, 1.2), times);
}

/// Everybody's number by each strategy, let go as they come.
fn scored(registry: &common::Numbers, portfolio: &Portfolio, regime: &Regime) {
    let take = |_: &RegistryEntry, _: usize, numbers: &[Option<f64>]| {
        black_box(numbers);
    };
    registry.each_chunk(portfolio, regime, take).unwrap();
}

fn eight_at_once(out: &mut Findings, size: &Size, portfolio: &Portfolio) {
    let (holistic, registry) = (Regime::holistic(), common::eight_strategies());
    let together = registry.numbers(portfolio, holistic).unwrap();
    let (mut alone, mut attributes) = (Vec::new(), Vec::new());
    let mut rows: Vec<&Attribute> = Vec::new();
    for (entry, strategy) in registry.iter() {
        let one = registry.only(&[entry]).unwrap();
        assert_eq!(one.numbers(portfolio, holistic).unwrap()[entry], together[entry]);
        let [times, of_attributes] = in_turn(
            size.runs.min(3),
            [&mut || scored(&one, portfolio, holistic), &mut || compute(portfolio, strategy.plan(), holistic)],
        );
        out.note(&entry.to_string(), &times);
        alone.push(times.median());
        attributes.push(of_attributes.median());
        for row in strategy.plan().rows() {
            if rows.iter().all(|one| one.name != row.name) {
                rows.push(row);
            }
        }
    }
    let plan = Plan::new(rows).unwrap();
    let [all, of_attributes] = in_turn(
        size.runs.min(3),
        [&mut || scored(&registry, portfolio, holistic), &mut || compute(portfolio, &plan, holistic)],
    );
    out.note("eight strategies", &all);
    let mean = |times: &[f64]| times.iter().sum::<f64>() / times.len() as f64;
    out.notes.push(format!(
        "of that their {} attributes: {:.2} ms, {} the mean of one's {:.2} ms",
        plan.rows().len(),
        of_attributes.median() * 1e3,
        times(of_attributes.median() / mean(&attributes)),
        mean(&attributes) * 1e3,
    ));
    let mean = mean(&alone);
    let most = alone.iter().copied().fold(0.0, f64::max);
    let what = format!(
        "eight strategies at once, against the mean of one ({} against the slowest)",
        times(all.median() / most)
    );
    out.line(&what, all.median() / mean, Target::AtMost(2.0, 1.5), times);
}

fn many_rows(out: &mut Findings, size: &Size) {
    let (portfolio, regime) = (portfolio(size.fewer), Regime::holistic());
    let rows = random_rows(size.rows);
    let all = Plan::new(&rows).unwrap();
    // Every fortieth by itself stands for all of them.
    let some: Vec<_> = rows.iter().step_by(40).collect();
    let plans: Vec<_> = some.iter().map(|&row| Plan::new([row]).unwrap()).collect();
    let mut apart: Vec<_> = plans.iter().map(|plan| portfolio.attributes(plan, regime).chunks()).collect();
    for together in portfolio.attributes(&all, regime).chunks() {
        let together = together.unwrap();
        for (row, alone) in some.iter().zip(&mut apart) {
            let alone = alone.next().unwrap().unwrap();
            assert_eq!(together.column(&row.name).unwrap(), alone.column(&row.name).unwrap());
        }
    }
    let [together, alone] = in_turn(
        size.runs.min(5),
        [&mut || compute(&portfolio, &all, regime), &mut || {
            plans.iter().for_each(|plan| compute(&portfolio, plan, regime))
        }],
    );
    let per_row = [together.median() / rows.len() as f64, alone.median() / plans.len() as f64];
    out.note(&format!("{} rows at once", rows.len()), &together);
    out.note(&format!("{} of them one by one", plans.len()), &alone);
    let what = format!("{} random rows at once, time a row, against one alone ({} consumers)", size.rows, size.fewer);
    out.line(&what, per_row[0] / per_row[1], Target::AtMost(1.0 / 3.0, 0.1), |ratio| format!("{ratio:.2}"));
}

fn memory(out: &mut Findings, portfolio: &Portfolio) {
    let bytes = portfolio.bytes() as f64 / portfolio.accounts() as f64;
    out.line("memory an account, everything included", bytes, Target::AtMost(72.0, 56.0), |bytes| {
        format!("{bytes:.1} B")
    });
}

fn one_report(out: &mut Findings) {
    let (report, regime) = (common::report_of_twelve(), Regime::holistic());
    let seconds = median(7, || {
        for _ in 0..1_000 {
            black_box(black_box(&report).under(regime).attributes());
        }
    });
    let show = |nanoseconds: f64| format!("{nanoseconds:.0} ns");
    out.line("one report of 12 accounts, all attributes", seconds * 1e6, Target::AtMost(2_000.0, 500.0), show);
}

fn month_close(out: &mut Findings, size: &Size, mut portfolio: Portfolio) {
    let batches = common::next_month(&portfolio);
    let before: Vec<_> = portfolio.columns().take(1).collect();
    let yardstick = Yardstick::of(&[], portfolio.columns());
    portfolio.close_month(&batches).unwrap();
    let after = portfolio.columns().next().unwrap();
    let severities = before[0].planes[2].iter().zip(&batches[0].severity);
    let planes: Vec<_> =
        severities.map(|(plane, severity)| (plane << 1 & MONTHS) | u64::from(severity >> 2 & 1)).collect();
    assert_eq!(after.planes[2], planes);
    drop((before, after));
    // One month after the other: each run closes the next.
    let [close, sum, copy] = in_turn(
        size.runs,
        [&mut || portfolio.close_month(&batches).unwrap(), &mut || yardstick.sum(), &mut || yardstick.copy()],
    );
    out.note("close", &close);
    out.note("sum of all columns", &sum);
    out.notes.push(format!("{:.2} ns an account", close.median() * 1e9 / portfolio.accounts() as f64));
    let ratio = close.median() / sum.median().min(copy.median());
    out.line("month close against reading all columns once", ratio, Target::AtMost(4.0, 2.0), times);
}

/// The sixty months of a history.
const MONTHS: u64 = (1 << 60) - 1;

fn growth(out: &mut Findings, size: &Size, card: &Scorecard) {
    let regime = Regime::holistic();
    let (few, many) = (portfolio(size.most.div_ceil(100)), portfolio(size.most));
    let repeats = (many.accounts() / few.accounts()).max(1);
    let [small, large] = in_turn(
        size.runs,
        [&mut || (0..repeats).for_each(|_| drop(black_box(few.score(card, regime)))), &mut || {
            drop(black_box(many.score(card, regime)))
        }],
    );
    let per_account = [small.median() / (few.accounts() * repeats) as f64, large.median() / many.accounts() as f64];
    out.note(&format!("{} accounts, {repeats} times", few.accounts()), &small);
    out.note(&format!("{} accounts", many.accounts()), &large);
    let what = format!("time an account at {} against {} accounts", many.accounts(), few.accounts());
    out.line(&what, per_account[1] / per_account[0], Target::AtMost(1.2, 1.05), times);
}
