//! One person under every regime, scored by one scorecard.

use anstyle::{AnsiColor, Style};
use credit_bureau::history::DelinquencyBucket;
use credit_bureau::policy::View;
use credit_bureau::scoring::{Outcome, ScoreRange, StrategyId};
use credit_bureau::{Language, Month, Regime, Report, Scorecard, Strategy};

use crate::table::{Cell, Side, Table};

/// What one regime shows, and what a scorecard makes of it.
pub struct Row {
    /// The regime.
    pub regime: &'static Regime,
    /// Number of accounts that it shows.
    pub accounts: usize,
    /// Months on time that it shows, over credit and positive accounts, 60 months.
    pub on_time: u32,
    /// Months late that it shows, likewise.
    pub late: u32,
    /// The outcome.
    pub outcome: Outcome,
}

/// A row a regime.
pub struct Comparison {
    /// Name and version of the scorecard.
    pub scorecard: StrategyId,
    /// The range of its scores.
    pub range: ScoreRange,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Comparison {
    /// Scores a report under every preset.
    pub fn new(report: &Report, month: Month, scorecard: &Scorecard) -> Self {
        let regimes = Regime::PRESET_NAMES.iter().filter_map(|name| Regime::preset(name).ok());
        let rows = regimes.map(|regime| Row::new(report, month, regime, scorecard)).collect();
        Self { scorecard: scorecard.id(), range: scorecard.data().range, rows }
    }

    /// The comparison as lines: a table, then the reasons of each outcome.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let title = Style::new().bold().fg_color(Some(AnsiColor::Cyan.into()));
        let mut lines = vec![format!(
            "{title}{}{title:#}{}",
            language.pick("The same person under each regime", "同一个人，不同规则"),
            self.by(language)
        )];
        let mut table = Table::new(&[
            (language.pick("regime", "规则"), Side::Left),
            (language.pick("accounts", "账户"), Side::Right),
            (language.pick("months on time, all shown", "展示的按时月数"), Side::Right),
            (language.pick("months late", "逾期月数"), Side::Right),
            (language.pick("score, of the best", "评分 / 最高"), Side::Right),
            (language.pick("it records", "记录内容"), Side::Left),
        ]);
        for row in &self.rows {
            table.row([
                row.regime.name().into(),
                row.accounts.to_string().into(),
                row.on_time.to_string().into(),
                row.late.to_string().into(),
                row.score(language),
                Cell::styled(row.regime.title(language), Style::new().dimmed()),
            ]);
        }
        lines.extend(table.lines());
        lines.extend(self.reasons(language));
        lines
    }

    /// Which scorecard it is by, and between which scores.
    fn by(&self, language: Language) -> String {
        let (name, version) = (self.scorecard.name(), self.scorecard.version());
        let (lowest, highest) = (self.range.lowest(), self.range.highest());
        match language {
            Language::English => format!(", by the scorecard `{name}`, version {version} ({lowest} to {highest})"),
            Language::Chinese => format!("：评分卡 {name}，版本 {version}（{lowest} 至 {highest}）"),
        }
    }

    /// The reasons, once for regimes that share them.
    fn reasons(&self, language: Language) -> Vec<String> {
        let dim = Style::new().dimmed();
        let title = language.pick(
            "why: points lost against the best, strongest first; or why there is no score",
            "原因：与最佳相比失去的分数，由大到小；或无评分的原因",
        );
        let mut lines = vec![format!("  {dim}{title}{dim:#}")];
        let mut groups: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
        for row in &self.rows {
            let reasons = reasons(&row.outcome, language);
            match groups.iter_mut().find(|(_, shared)| *shared == reasons) {
                Some((names, _)) => names.push(row.regime.name()),
                None => groups.push((vec![row.regime.name()], reasons)),
            }
        }
        for (names, reasons) in groups {
            lines.push(format!("  {}", names.join(", ")));
            lines.extend(reasons.into_iter().map(|reason| format!("    {reason}")));
        }
        lines
    }
}

impl Row {
    fn new(report: &Report, month: Month, regime: &'static Regime, scorecard: &Scorecard) -> Self {
        let view = report.under(regime).at(month);
        let attributes = view.attributes();
        let (accounts, on_time, late) = totals(view);
        let outcome = scorecard.evaluate(&attributes);
        Self { accounts, on_time, late, outcome, regime }
    }

    /// The score and the best that the card gives under the regime; where there is none, whether there is a file at all.
    fn score(&self, language: Language) -> Cell {
        match &self.outcome {
            Outcome::Scored(score) => {
                let best = score.best_reachable().map(|best| format!("{}{best}", language.pick(" of ", " / ")));
                Cell::styled(format!("{}{}", score.value(), best.unwrap_or_default()), Style::new().bold())
            }
            _ if self.accounts == 0 => Cell::styled(language.pick("no file", "无档案"), Style::new().dimmed()),
            _ => Cell::styled(language.pick("no score", "无评分"), Style::new().dimmed()),
        }
    }
}

fn totals(view: View) -> (usize, u32, u32) {
    let late = DelinquencyBucket::DAYS_1_TO_30;
    view.accounts().fold((0, 0, 0), |(accounts, on_time, lates), account| {
        (
            usize::saturating_add(accounts, 1),
            u32::saturating_add(on_time, account.on_time().count()),
            u32::saturating_add(lates, account.late(late).count()),
        )
    })
}

/// Why the outcome is what it is, strongest first.
pub fn reasons(outcome: &Outcome, language: Language) -> Vec<String> {
    match outcome {
        Outcome::Scored(_) => outcome
            .reasons()
            .iter()
            .map(|reason| {
                let contribution = reason.contribution();
                format!("−{} {}", contribution.points_lost(), contribution.text(language))
            })
            .collect(),
        _ => outcome.causes().iter().map(|cause| cause.text(language)).collect(),
    }
}
