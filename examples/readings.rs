//! Reads every attribute of many reports, under every regime and as of several months, for comparison with another
//! program's readings: file names on standard input, a line of JSON for each file, regime and month on standard output.
//!
//! ```sh
//! ls people/*.json | cargo run --release --example readings -- 0 1 7 18
//! ```
//!
//! The arguments are months before the report's own month. A file that cannot be read gives one line with its problems.

use std::io::{self, BufRead as _, Write as _};

use credit_bureau::{Regime, Report, format};
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let months_back: Vec<i32> = std::env::args().skip(1).map(|text| text.parse()).collect::<Result<_, _>>()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for file in io::stdin().lock().lines() {
        let file = file?;
        match format::read(std::fs::read(&file)?) {
            Ok(report) => write_readings(&file, &report, &months_back, &mut out)?,
            Err(error) => {
                writeln!(out, "{}", json!({"file": file, "error": error.lines()}))?;
            }
        }
    }
    Ok(())
}

fn write_readings(
    file: &str,
    report: &Report,
    months_back: &[i32],
    out: &mut impl io::Write,
) -> Result<(), Box<dyn std::error::Error>> {
    for name in Regime::PRESET_NAMES {
        let regime = Regime::preset(name)?;
        for back in months_back {
            let month = report.month().checked_add(back.saturating_neg()).ok_or("no such month")?;
            let mut readings = Map::new();
            for (attribute, reading) in report.under(regime).at(month).attributes().iter() {
                let reading = reading.map_or_else(|error| Value::String(error.to_string()), |reading| json!(reading));
                readings.insert(attribute.to_owned(), reading);
            }
            let month = month.to_string();
            writeln!(out, "{}", json!({"file": file, "regime": name, "month": month, "attributes": readings}))?;
        }
    }
    Ok(())
}
