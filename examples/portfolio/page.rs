//! What a run found, as a page.

use anstyle::Style;
use credit_bureau::{Language, Portfolio, Scorecard, Strategy as _};

use crate::run::{Run, UnderRegime};
use crate::table::{Cell, Side, Table};

/// The page.
pub fn page(portfolio: &Portfolio, card: &Scorecard, run: &Run) -> String {
    let bold = Style::new().bold();
    let mut lines = vec![
        format!("{bold}A PORTFOLIO OF INVENTED CONSUMERS{bold:#}   as of {}", portfolio.month()),
        format!(
            "  {} consumers · {} accounts · {} bytes an account, {} MB",
            grouped(portfolio.subjects() as u64),
            grouped(portfolio.accounts() as u64),
            portfolio.bytes_per_account(),
            grouped(portfolio.bytes() as u64 / 1_000_000),
        ),
        String::new(),
    ];
    let threads = if run.threads == 1 { "1 thread".to_owned() } else { format!("{} threads", run.threads) };
    lines.push(format!("{bold}Scores{bold:#}   {}, on {threads}", card.id()));
    lines.extend(costs(portfolio, run));
    let gigabytes = run.read_bandwidth / 1e9;
    lines.push(format!("  read bandwidth: {gigabytes:.1} GB/s, measured by adding up the same columns"));
    for under in &run.regimes {
        lines.push(String::new());
        let title = under.regime.title(Language::English);
        lines.push(format!("{bold}{}{bold:#}   {title}", under.regime.name()));
        lines.extend(histogram(under, card));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A line for each regime, and one for all of them in one pass.
fn costs(portfolio: &Portfolio, run: &Run) -> Vec<String> {
    let mut table = Table::new(&[
        ("regime", Side::Left),
        ("unscorable", Side::Right),
        ("ms", Side::Right),
        ("million accounts/s", Side::Right),
        ("GB/s", Side::Right),
        ("of the read bandwidth", Side::Right),
    ]);
    let accounts = portfolio.accounts() as f64;
    let mut row = |name: &str, unscorable: String, cost: crate::run::Cost| {
        table.row([
            Cell::from(name),
            unscorable.into(),
            format!("{:.1}", cost.seconds * 1e3).into(),
            format!("{:.1}", accounts / cost.seconds / 1e6).into(),
            format!("{:.1}", cost.bandwidth() / 1e9).into(),
            format!("{:.0} %", run.share(cost) * 100.0).into(),
        ]);
    };
    for under in &run.regimes {
        row(under.regime.name(), format!("{:.1} %", under.unscorable() * 100.0), under.cost);
    }
    if run.regimes.len() > 1 {
        row("all in one pass", String::new(), run.cost);
    }
    table.lines()
}

/// How many have which score.
fn histogram(under: &UnderRegime, card: &Scorecard) -> Vec<String> {
    let (lowest, highest) = (card.data().range.lowest(), card.data().range.highest());
    let width = ((highest - lowest) / BARS).max(1);
    // The last bar takes what is left of the range.
    let bar_of = |score: i32| ((score - lowest) / width).min(BARS - 1);
    let bars = (0..BARS).map(|bar| {
        let first = lowest + bar * width;
        let last = if bar == BARS - 1 { highest } else { first + width - 1 };
        let count = under.scores.iter().flatten().filter(|&&score| bar_of(score) == bar).count();
        (format!("{first}–{last}"), count as u64)
    });
    let none = under.scores.iter().filter(|score| score.is_none()).count() as u64;
    let bars: Vec<_> = bars.filter(|&(_, count)| count > 0).chain([("no score".to_owned(), none)]).collect();
    let most = bars.iter().map(|&(_, count)| count).max().unwrap_or(0).max(1);
    let line = |(name, count): (String, u64)| {
        let bar = "█".repeat((count * LENGTH).div_ceil(most) as usize);
        format!("  {name:>8}  {:>11}  {bar}", grouped(count)).trim_end().to_owned()
    };
    bars.into_iter().map(line).collect()
}

/// A number in groups of three digits.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

/// So many lines has a histogram at most, but for those without a score.
const BARS: i32 = 11;
/// So many characters has its longest line.
const LENGTH: u64 = 50;
