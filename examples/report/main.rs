//! A person's credit report on one page: what is owed, how it was paid, what it adds up to, and how the same person
//! looks under every regime.
//!
//! ```sh
//! cargo run --example report                              # an invented person who rents and has never borrowed
//! cargo run --example report -- --sample over-indebted    # another one
//! cargo run --example report -- report.json --lang zh     # a report of your own: native or PBOC, JSON or XML
//! ```

mod compare;
mod document;
mod grid;
mod page;
mod samples;
mod table;
mod words;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use credit_bureau::{Language, Month, Regime, Report, Scorecard, format};

use crate::compare::Comparison;
use crate::page::{Length, Page};
use crate::samples::{SCORECARD, Sample};

/// Prints a credit report: a native or a PBOC document, told apart by its content; without FILE an invented person.
#[derive(Parser)]
#[command(name = "report")]
struct Arguments {
    /// A report: native JSON, PBOC JSON, or (with the feature xml) PBOC XML.
    file: Option<PathBuf>,
    /// Which invented person, without FILE.
    #[arg(long, value_enum, default_value = "renter", conflicts_with = "file")]
    sample: Sample,
    /// Language of the page: en or zh.
    #[arg(long, default_value = "en")]
    lang: Language,
    /// Under which regime the report is shown.
    #[arg(long, value_parser = |name: &str| Regime::preset(name), default_value = "holistic")]
    regime: &'static Regime,
    /// As of which month, YYYY-MM; the report's own unless another is asked for.
    #[arg(long)]
    month: Option<Month>,
    /// Prints one JSON document instead of a page.
    #[arg(long)]
    json: bool,
    /// Prints every account, payment grid and inquiry of a long report.
    #[arg(long)]
    all: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(text) => match anstream::stdout().write_all(text.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            // A reader that has seen enough closes the pipe.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => fail(&[error.to_string()]),
        },
        Err(problems) => fail(&problems),
    }
}

fn fail(problems: &[String]) -> ExitCode {
    for problem in problems {
        eprintln!("{problem}");
    }
    ExitCode::FAILURE
}

fn run(arguments: &Arguments) -> Result<String, Vec<String>> {
    let report = load(arguments)?;
    let scorecard = Scorecard::from_json(SCORECARD).map_err(|error| vec![error.to_string()])?;
    let month = arguments.month.unwrap_or_else(|| report.month());
    let view = report.under(arguments.regime).at(month);
    let attributes = view.attributes();
    let comparison = Comparison::new(&report, month, &scorecard);
    if arguments.json {
        let regime = arguments.regime.name();
        let document = document::document(&report, regime, &attributes, &comparison, arguments.lang)?;
        return Ok(format!("{document:#}\n"));
    }
    let length = if arguments.all { Length::ALL } else { Length::SHORT };
    Ok(Page { view, attributes: &attributes, comparison: &comparison, language: arguments.lang, length }.text())
}

fn load(arguments: &Arguments) -> Result<Report, Vec<String>> {
    let Some(file) = &arguments.file else {
        return format::read(arguments.sample.json()).map_err(|error| error.lines());
    };
    let named = |line: String| format!("{}: {line}", file.display());
    let bytes = std::fs::read(file).map_err(|error| vec![named(error.to_string())])?;
    format::read(bytes).map_err(|error| error.lines().into_iter().map(named).collect())
}
