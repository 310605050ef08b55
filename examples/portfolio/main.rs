//! A bureau's month on a laptop: many invented consumers in columns, scored under every regime.
//!
//! ```sh
//! cargo run --release --example portfolio                    # 200,000 consumers, generated in memory
//! cargo run --release --example portfolio -- generate --consumers 1000000 --out /tmp/consumers
//! cargo run --release --example portfolio -- run /tmp/consumers --regime pboc --regime holistic
//! cargo run --release --features rayon --example portfolio -- run /tmp/consumers --threads 2 --json
//! ```
#![allow(
    clippy::cast_precision_loss,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "numbers of consumers, bytes and seconds are far from any bound, and shown with few digits"
)]

mod page;
mod population;
mod progress;
mod reads;
mod run;
mod sections;
mod store;
#[path = "../report/table.rs"]
mod table;
mod yardstick;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use credit_bureau::portfolio::columns::Columns;
use credit_bureau::{Portfolio, Regime, Scorecard};

use crate::population::{CURRENCY, Population};
use crate::progress::Progress;
use crate::run::Run;
use crate::store::{Reader, Writer};

/// Scores a portfolio of invented consumers, and says how fast: by itself on consumers generated in memory.
#[derive(Parser)]
#[command(name = "portfolio", args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    population: OfPopulation,
    #[command(flatten)]
    options: Options,
}

#[derive(Subcommand)]
enum Command {
    /// Writes the columns of invented consumers to a folder.
    Generate {
        #[command(flatten)]
        population: OfPopulation,
        /// The folder; made if it is not there.
        #[arg(long)]
        out: PathBuf,
    },
    /// Scores the consumers of a folder.
    Run {
        /// A folder that `generate` wrote.
        folder: PathBuf,
        #[command(flatten)]
        options: Options,
    },
}

#[derive(Args)]
struct OfPopulation {
    /// How many consumers, of about six accounts each.
    #[arg(long, default_value_t = 200_000)]
    consumers: u64,
    /// The number from which they are drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Args)]
struct Options {
    /// A regime under which they are seen, by name; may be given several times. All five that are given unless said.
    #[arg(long = "regime", value_parser = |name: &str| Regime::preset(name))]
    regimes: Vec<&'static Regime>,
    /// How many threads compute; more than one with the feature rayon.
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// A scorecard as JSON, instead of the sample.
    #[arg(long)]
    card: Option<PathBuf>,
    /// Prints the figures as one JSON document.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Some(Command::Generate { population, out }) => generate(population, out),
        Some(Command::Run { folder, options }) => read(folder).and_then(|portfolio| score(&portfolio, options)),
        None => draw(&arguments.population).and_then(|portfolio| score(&portfolio, &arguments.options)),
    };
    let text = match done {
        Ok(text) => text,
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::FAILURE;
        }
    };
    match anstream::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
        // A reader that has seen enough closes the pipe.
        _ => ExitCode::SUCCESS,
    }
}

fn generate(population: &OfPopulation, folder: &Path) -> Result<String, String> {
    let population = Population::new(population.consumers, population.seed);
    let mut writer = Writer::new(folder, population.month, CURRENCY, population.seed).map_err(text)?;
    for mut batch in with_progress("writing", population.consumers, population.batches()) {
        writer.push(&mut batch).map_err(text)?;
    }
    let manifest = writer.finish().map_err(text)?;
    let (consumers, accounts) = (page::grouped(manifest.consumers), page::grouped(manifest.accounts));
    Ok(format!("{consumers} consumers with {accounts} accounts in {}\n", folder.display()))
}

/// A portfolio of consumers drawn in memory.
fn draw(population: &OfPopulation) -> Result<Portfolio, String> {
    let population = Population::new(population.consumers, population.seed);
    let batches = with_progress("drawing", population.consumers, population.batches());
    Portfolio::from_columns(population.month, CURRENCY, batches).map_err(text)
}

/// A portfolio of the columns in a folder.
fn read(folder: &Path) -> Result<Portfolio, String> {
    let reader = Reader::open(folder).map_err(text)?;
    let mut progress = Progress::new("reading", reader.manifest.consumers);
    reader.portfolio(|consumers| progress.at(consumers)).map_err(text)
}

fn score(portfolio: &Portfolio, options: &Options) -> Result<String, String> {
    let card = match &options.card {
        None => Scorecard::from_json(SAMPLE).map_err(text)?,
        Some(file) => {
            let named = |problem: String| format!("{}: {problem}", file.display());
            let json = std::fs::read_to_string(file).map_err(|error| named(error.to_string()))?;
            Scorecard::from_json(&json).map_err(|error| named(error.to_string()))?
        }
    };
    let regimes = match options.regimes.as_slice() {
        [] => Regime::PRESET_NAMES.iter().map(|name| Regime::preset(name)).collect::<Result<_, _>>().map_err(text)?,
        regimes => regimes.to_vec(),
    };
    let run = Run::new(portfolio, &card, &regimes, options.threads)?;
    Ok(if options.json { format!("{:#}\n", run.document(portfolio)) } else { page::page(portfolio, &card, &run) })
}

/// The batches, with a bar that says how many of the consumers have passed.
fn with_progress(
    what: &'static str,
    consumers: u64,
    batches: impl Iterator<Item = Columns>,
) -> impl Iterator<Item = Columns> {
    let (mut progress, mut done) = (Progress::new(what, consumers), 0);
    batches.inspect(move |batch| {
        done += subjects(batch);
        progress.at(done);
    })
}

fn subjects(batch: &Columns) -> u64 {
    batch.starts.len().saturating_sub(1) as u64
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// The scorecard of the examples: made by hand, for teaching.
const SAMPLE: &str = include_str!("../data/teaching_scorecard.json");
