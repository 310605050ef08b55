//! This library's side of the comparison with the peers, and that of the naive object model: run by `run.sh`.
//!
//! `peers FOLDER CONSUMERS SEED` draws the consumers, writes their columns to the folder for the others, computes
//! everything in both ways, checks that the results are equal to the last one, and writes them there too. Then it answers
//! commands, a line each: `ours 1`, `ours 2`, `naive 1` run a contender on so many threads and print the seconds.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a bench may panic; and what the example reads is only written here"
)]

mod naive;
#[path = "../../examples/portfolio/population/mod.rs"]
mod population;
#[path = "../../examples/portfolio/sections.rs"]
mod sections;
#[path = "../../examples/portfolio/store.rs"]
mod store;

use std::hint::black_box;
use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::time::Instant;

use self::population::{CURRENCY, Population};
use credit_bureau::attributes::{Attribute, Catalogue, Plan};
use credit_bureau::{Portfolio, Regime, Scorecard};

const CARD: &str = include_str!("../../examples/data/teaching_scorecard.json");

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        [what] if what == "--where" => println!("{}", std::env::current_exe().unwrap().display()),
        [folder, consumers, seed] => {
            serve(Path::new(folder), &Population::new(consumers.parse().unwrap(), seed.parse().unwrap()));
        }
        // Under a runner of all benches there is nothing to do: `run.sh` has the arguments.
        _ => eprintln!("peers: run by benches/peers/run.sh"),
    }
}

fn serve(folder: &Path, population: &Population) {
    let ours = Ours::new(folder, population);
    let naive: Vec<_> =
        (0..population.consumers).map(|number| naive::Consumer::of(&population.report(number).unwrap())).collect();
    let card = ours.card.data();
    let attributes = ours.results();
    let mut expected = vec![Vec::with_capacity(naive.len()); naive::ATTRIBUTES.len() + 1];
    for (number, consumer) in naive.iter().enumerate() {
        let values = naive::attributes(consumer, population.month);
        let score = naive::score(consumer, &values, card);
        for (place, value) in values.into_iter().chain([score]).enumerate() {
            let name = naive::ATTRIBUTES.get(place).unwrap_or(&"score");
            assert_eq!(attributes[place][number], value, "`{name}` of consumer {number}");
            expected[place].push(value);
        }
    }
    let bytes: Vec<u8> = expected.iter().flatten().flat_map(|value| value.unwrap_or(i64::MIN).to_le_bytes()).collect();
    std::fs::write(folder.join("expected"), bytes).unwrap();
    let names: Vec<_> = naive::ATTRIBUTES.iter().chain(&["score"]).collect();
    let accounts = ours.portfolio.accounts();
    println!("{}", serde_json::json!({ "accounts": accounts, "consumers": population.consumers, "names": names }));

    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let (contender, threads) = line.split_once(' ').unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.parse().unwrap()).build().unwrap();
        let start = Instant::now();
        match contender {
            "ours" => pool.install(|| ours.run()),
            "naive" => naive.iter().for_each(|consumer| {
                let values = naive::attributes(consumer, population.month);
                black_box((naive::score(consumer, &values, card), values));
            }),
            other => panic!("no contender `{other}`"),
        }
        println!("{}", start.elapsed().as_secs_f64());
        std::io::stdout().flush().unwrap();
    }
}

struct Ours {
    portfolio: Portfolio,
    card: Scorecard,
    plan: Plan,
    regime: &'static Regime,
}

impl Ours {
    /// Draws the consumers and writes them to the folder on the way.
    fn new(folder: &Path, population: &Population) -> Ours {
        let mut writer = store::Writer::new(folder, population.month, CURRENCY, population.seed).unwrap();
        let batches = population.batches().map(|mut batch| {
            writer.push(&mut batch).unwrap();
            batch
        });
        let portfolio = Portfolio::from_columns(population.month, CURRENCY, batches).unwrap();
        writer.finish().unwrap();
        let rows = naive::ATTRIBUTES.map(|name| Catalogue::standard().find(name).unwrap());
        let (card, plan) = (Scorecard::from_json(CARD).unwrap(), Plan::new::<&Attribute>(rows).unwrap());
        Ours { portfolio, card, plan, regime: Regime::holistic() }
    }

    /// All attributes and the scores, let go as they come.
    fn run(&self) {
        use rayon::iter::ParallelIterator as _;

        self.portfolio.attributes(&self.plan, self.regime).par_chunks().for_each(|chunk| {
            let chunk = chunk.unwrap();
            black_box((self.card.scores(&chunk).unwrap(), chunk));
        });
    }

    /// A column for each attribute, and the scores.
    fn results(&self) -> Vec<Vec<Option<i64>>> {
        let mut columns = vec![Vec::new(); self.plan.rows().len()];
        let mut scores = Vec::new();
        for chunk in self.portfolio.attributes(&self.plan, self.regime).chunks() {
            let chunk = chunk.unwrap();
            scores.extend(self.card.scores(&chunk).unwrap());
            for (column, (_, readings)) in columns.iter_mut().zip(chunk.columns()) {
                column.extend(readings.iter().map(|reading| reading.known()));
            }
        }
        columns.push(scores.into_iter().map(|score| score.map(i64::from)).collect());
        columns
    }
}
