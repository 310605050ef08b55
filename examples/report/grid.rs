//! The payment grid: a line a year, newest first, a symbol a month, as the central bank's report prints it.

use anstyle::{AnsiColor, Style};
use credit_bureau::history::{Notation, Severity};
use credit_bureau::policy::AccountView;
use credit_bureau::{Language, Month};

/// The head of every grid.
pub fn head(language: Language) -> String {
    let dim = Style::new().dimmed();
    let months = (1..=12).map(|month| format!("{month:>3}")).collect::<String>();
    format!("  {dim}{}{months}{dim:#}", language.pick("year ", "年份 "))
}

/// What the symbols mean.
pub fn legend(language: Language) -> &'static str {
    language.pick(
        "N paid on time · 1 to 7: 1–30, 31–60, … over 180 days past due · * nothing due · # not known · \
         C settled · G ended abnormally · D guarantor paid · Z collateral taken · B bad debt · blank: not shown",
        "N 正常 · 1–7 逾期期数 · * 本月无需还款 · # 未知 · C 结清 · G 结束（未结清） · D 担保人代还 · Z 以资抵债 · B 呆账 · 空白：未展示",
    )
}

/// The grid of an account as a view shows it; nothing if no month is shown.
pub fn lines(account: &AccountView, month: Month) -> Vec<String> {
    let mut years: Vec<i32> = account.visible().iter().filter_map(|ago| month.back(ago)).map(Month::year).collect();
    years.dedup();
    years.into_iter().map(|year| line(account, month, year)).collect()
}

fn line(account: &AccountView, month: Month, year: i32) -> String {
    let cells: String = (1..=12)
        .filter_map(|number| Month::new(year, number).ok())
        .map(|cell| match u32::try_from(month.months_since(cell)) {
            Ok(ago) if ago < 60 => symbol(account, cell, account.planes().severity(ago)),
            _ => "   ".to_owned(),
        })
        .collect();
    format!("  {year} {}", cells.trim_end())
}

fn symbol(account: &AccountView, month: Month, severity: Severity) -> String {
    if severity == Severity::Outside {
        return "   ".to_owned();
    }
    let status = account.account().payments.as_ref().and_then(|payments| payments.history.status(month));
    let symbol = status.and_then(|status| status.symbol(Notation::Pboc)).unwrap_or('?');
    let style = style(severity);
    format!("  {style}{symbol}{style:#}")
}

/// Green for on time, yellow to red for late, dim for what says nothing.
fn style(severity: Severity) -> Style {
    let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    match severity {
        Severity::PaidAsAgreed => colour(AnsiColor::Green),
        Severity::Late1To30 | Severity::Late31To60 => colour(AnsiColor::Yellow).bold(),
        severity if severity > Severity::Late31To60 => colour(AnsiColor::Red).bold(),
        Severity::Settled => colour(AnsiColor::Blue),
        _ => Style::new().dimmed(),
    }
}
