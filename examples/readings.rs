//! Reads every attribute of many reports, under every regime and as of several months, for comparison with another
//! program's readings: file names on standard input, a line of JSON for each file, regime and month on standard output.
//!
//! ```sh
//! ls people/*.json | cargo run --release --example readings -- 0 1 7 18
//! ls people/*.json | cargo run --release --example readings -- 0 1 7 18 --portfolio
//! ```
//!
//! The numbers are months before the report's own month. Reports are read one by one; with `--portfolio`, those of one
//! month and currency are read together as a portfolio. A file that cannot be read gives one line with its problems.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, Write};

use credit_bureau::attributes::{Attributes, Plan};
use credit_bureau::{Month, Portfolio, Regime, Report, format};
use serde_json::{Map, Value, json};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let (options, numbers): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|text| text.starts_with("--"));
    if let Some(unknown) = options.iter().find(|&option| option != "--portfolio") {
        return Err(format!("{unknown}: the only option is --portfolio").into());
    }
    let months_back: Vec<i32> = numbers.iter().map(|text| text.parse()).collect::<Result<_, _>>()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut read = Vec::new();
    for file in io::stdin().lock().lines() {
        let file = file?;
        match format::read(std::fs::read(&file)?) {
            Ok(report) => read.push((file, report)),
            Err(error) => writeln!(out, "{}", json!({"file": file, "error": error.lines()}))?,
        }
    }
    match options.is_empty() {
        true => one_by_one(&read, &months_back, &mut out),
        false => by_portfolio(&read, &months_back, &mut out),
    }
}

fn one_by_one(reports: &[(String, Report)], months_back: &[i32], out: &mut impl Write) -> Result<(), Failure> {
    for (file, report) in reports {
        for regime in presets()? {
            for &back in months_back {
                write_readings(file, &report.under(regime).at(before(report.month(), back)?).attributes(), out)?;
            }
        }
    }
    Ok(())
}

fn by_portfolio(reports: &[(String, Report)], months_back: &[i32], out: &mut impl Write) -> Result<(), Failure> {
    let mut alike: BTreeMap<_, (Vec<_>, Vec<_>)> = BTreeMap::new();
    for (file, report) in reports {
        let (files, reports) = alike.entry((report.month(), report.currency)).or_default();
        files.push(file);
        reports.push(report);
    }
    for ((month, currency), (files, reports)) in alike {
        for &back in months_back {
            let portfolio = Portfolio::from_reports(before(month, back)?, currency, reports.iter().copied())?;
            for regime in presets()? {
                for chunk in portfolio.attributes(Plan::standard(), regime).chunks() {
                    let chunk = chunk?;
                    for (index, file) in files.iter().skip(chunk.first()).take(chunk.len()).enumerate() {
                        write_readings(file, &chunk.attributes(index).ok_or("no such subject")?, out)?;
                    }
                }
            }
        }
    }
    Ok(())
}

fn presets() -> Result<Vec<&'static Regime>, Failure> {
    Ok(Regime::PRESET_NAMES.into_iter().map(Regime::preset).collect::<Result<_, _>>()?)
}

fn before(month: Month, back: i32) -> Result<Month, Failure> {
    Ok(month.checked_add(back.saturating_neg()).ok_or("no such month")?)
}

fn write_readings(file: &str, attributes: &Attributes, out: &mut impl Write) -> Result<(), Failure> {
    let mut readings = Map::new();
    for (attribute, reading) in attributes.iter() {
        let reading = reading.map_or_else(|error| Value::String(error.to_string()), |reading| json!(reading));
        readings.insert(attribute.to_owned(), reading);
    }
    let (regime, month) = (attributes.regime(), attributes.month().to_string());
    writeln!(out, "{}", json!({"file": file, "regime": regime, "month": month, "attributes": readings}))?;
    Ok(())
}
