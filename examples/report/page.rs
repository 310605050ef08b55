//! A credit report as a page for a terminal.

use anstyle::{AnsiColor, Style};
use credit_bureau::attributes::{Attribute, Attributes, Catalogue, Reading, Unit};
use credit_bureau::history::{DelinquencyBucket, Severity};
use credit_bureau::policy::{AccountView, Disclosed, DisclosedState, View};
use credit_bureau::reconcile::{Finding, reconcile};
use credit_bureau::report::{BusinessKind, Identity};
use credit_bureau::{AccountKind, Currency, Language, Money, Report};
use rust_decimal::Decimal;

use crate::compare::Comparison;
use crate::grid;
use crate::table::{Cell, Side, Table, plain};
use crate::words::{business, inquiry_reason, state};

/// How much of a long report is printed.
#[derive(Clone, Copy)]
pub struct Length {
    /// Rows of the debts table.
    pub debts: usize,
    /// Payment grids.
    pub grids: usize,
    /// Inquiries.
    pub inquiries: usize,
}

impl Length {
    /// Everything.
    pub const ALL: Self = Self { debts: usize::MAX, grids: usize::MAX, inquiries: usize::MAX };
    /// What one reads at a sitting.
    pub const SHORT: Self = Self { debts: 20, grids: 8, inquiries: 8 };
}

/// The page: what a view shows, what it adds up to, and the same person under every regime.
pub struct Page<'a> {
    /// What is shown.
    pub view: View<'a>,
    /// What it adds up to.
    pub attributes: &'a Attributes,
    /// The person under every regime.
    pub comparison: &'a Comparison,
    /// In which language.
    pub language: Language,
    /// How much of it.
    pub length: Length,
}

impl Page<'_> {
    /// The page as text, with colours.
    pub fn text(&self) -> String {
        let sections = [
            self.head(),
            self.debts(),
            self.payments(),
            self.positive_history(),
            self.inquiries(),
            self.key_attributes(),
            self.reconciliation(),
            self.comparison.lines(self.language),
        ];
        let sections = sections.into_iter().filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n"));
        let mut text = sections.collect::<Vec<_>>().join("\n\n");
        text.push('\n');
        text
    }

    fn say<'t>(&self, english: &'t str, chinese: &'t str) -> &'t str {
        self.language.pick(english, chinese)
    }

    fn head(&self) -> Vec<String> {
        let report = self.view.report();
        let title = Style::new().bold();
        let mut lines = vec![format!(
            "{title}{}{title:#}   {} {}",
            self.say("PERSONAL CREDIT REPORT", "个人信用报告"),
            self.say("as of", "截至"),
            self.view.month(),
        )];
        if let Some(identity) = &report.identity {
            lines.push(format!("  {}", who(identity)));
        }
        lines.push(format!(
            "  {} {} · {} {}",
            self.say("made", "报告日期"),
            report.date(),
            self.say("amounts in", "金额单位"),
            report.currency
        ));
        let colon = self.say(": ", "：");
        if let Some(inquirer) = &report.inquirer {
            let reason = report.reason.map(|reason| inquiry_reason(reason, self.language)).unwrap_or_default();
            lines.push(format!("  {} {}{colon}{reason}", self.say("asked for by", "查询机构"), plain(inquirer)));
        }
        let regime = self.view.regime();
        let (name, title) = (regime.name(), regime.title(self.language));
        lines.push(format!("  {} {name}{colon}{title}", self.say("shown under the regime", "展示规则")));
        lines
    }

    fn debts(&self) -> Vec<String> {
        let mut lines = vec![self.heading("Debts", "债务")];
        let mut accounts: Vec<_> = self.view.accounts().filter(|account| !account.kind().is_positive()).collect();
        if accounts.is_empty() {
            lines.push(self.note("  none on record", "  无记录"));
            return lines;
        }
        // What is owed comes first; the order is otherwise that of the report.
        accounts.sort_by_key(|account| std::cmp::Reverse(account.balance().known().map_or(0, Money::minor)));
        let mut table = Table::new(&[
            (self.say("account", "账户"), Side::Left),
            (self.say("kind", "类型"), Side::Left),
            (self.say("furnisher", "机构"), Side::Left),
            (self.say("opened", "开立"), Side::Left),
            (self.say("limit or loan", "额度/借款"), Side::Right),
            (self.say("balance", "余额"), Side::Right),
            (self.say("past due", "逾期"), Side::Right),
            (self.say("state", "状态"), Side::Left),
        ]);
        for account in accounts.iter().take(self.length.debts) {
            let granted = if account.kind().is_credit() && account.account().limit.is_some() {
                account.limit()
            } else {
                account.principal()
            };
            table.row([
                account.account().id.as_str().into(),
                self.kind(account).into(),
                account.furnisher().into(),
                account.opened().map(|month| month.to_string()).unwrap_or_default().into(),
                self.money(granted),
                self.money(account.balance()),
                self.past_due(account),
                self.state(account),
            ]);
        }
        lines.extend(table.lines());
        lines.extend(self.more(accounts.len(), self.length.debts));
        lines
    }

    fn payments(&self) -> Vec<String> {
        let mut lines = vec![self.heading("How it was paid", "还款记录")];
        let month = self.view.month();
        let grids: Vec<_> = self
            .view
            .accounts()
            .map(|account| (account, grid::lines(&account, month)))
            .filter(|(_, grid)| !grid.is_empty())
            .collect();
        if grids.is_empty() {
            lines.push(self.note("  no month on record", "  无记录"));
            return lines;
        }
        for (account, grid) in grids.iter().take(self.length.grids) {
            let id = account.account().id.as_str();
            lines.push(format!("  {} · {} · {}", plain(id), self.kind(account), plain(account.furnisher())));
            lines.push(grid::head(self.language));
            lines.extend(grid.iter().cloned());
        }
        lines.extend(self.more(grids.len(), self.length.grids));
        let dim = Style::new().dimmed();
        lines.push(format!("  {dim}{}{dim:#}", grid::legend(self.language)));
        lines
    }

    fn positive_history(&self) -> Vec<String> {
        let mut lines = vec![self.heading("Positive history", "正面记录")];
        let accounts: Vec<_> = self.view.accounts().filter(|account| account.kind().is_positive()).collect();
        if accounts.is_empty() {
            lines.push(self.note("  none on record under this regime", "  在此规则下无记录"));
            return lines;
        }
        let mut table = Table::new(&[
            (self.say("account", "账户"), Side::Left),
            (self.say("kind", "类型"), Side::Left),
            (self.say("furnisher", "机构"), Side::Left),
            (self.say("since", "开始"), Side::Left),
            (self.say("a month", "每月"), Side::Right),
            (self.say("on time", "按时月数"), Side::Right),
            (self.say("late", "逾期月数"), Side::Right),
            (self.say("longest run", "最长连续按时"), Side::Right),
        ]);
        for account in accounts.iter().take(self.length.debts) {
            let data = account.account();
            let monthly = match account.monthly_rent() {
                Disclosed::NotStated => account.prepaid_load(),
                rent => rent,
            };
            table.row([
                data.id.as_str().into(),
                self.kind(account).into(),
                account.furnisher().into(),
                account.opened().map(|month| month.to_string()).unwrap_or_default().into(),
                self.money(monthly),
                account.on_time().count().to_string().into(),
                account.late(DelinquencyBucket::DAYS_1_TO_30).count().to_string().into(),
                account.on_time().longest_run().to_string().into(),
            ]);
        }
        lines.extend(table.lines());
        lines.extend(self.more(accounts.len(), self.length.debts));
        lines
    }

    fn inquiries(&self) -> Vec<String> {
        let mut lines = vec![self.heading("Inquiries", "查询记录")];
        let Some(inquiries) = self.view.inquiries() else {
            lines.push(self.note("  hidden by the regime", "  规则不展示"));
            return lines;
        };
        let mut inquiries: Vec<_> = inquiries.collect();
        inquiries.sort_by_key(|inquiry| std::cmp::Reverse(inquiry.date));
        if inquiries.is_empty() {
            lines.push(self.note("  none on record", "  无记录"));
        }
        let mut table = Table::new(&[
            (self.say("day", "日期"), Side::Left),
            (self.say("inquirer", "机构"), Side::Left),
            (self.say("reason", "原因"), Side::Left),
        ]);
        for inquiry in inquiries.iter().take(self.length.inquiries) {
            let reason = inquiry.reason.map(|reason| inquiry_reason(reason, self.language)).unwrap_or_default();
            let inquirer = match inquiry.inquirer.as_str() {
                "self" => self.say("self", "本人"),
                other => other,
            };
            table.row([inquiry.date.to_string().into(), inquirer.into(), reason.into()]);
        }
        if !inquiries.is_empty() {
            lines.extend(table.lines());
        }
        lines.extend(self.more(inquiries.len(), self.length.inquiries));
        lines
    }

    fn key_attributes(&self) -> Vec<String> {
        let mut lines = vec![self.heading("What it adds up to", "指标")];
        let mut table = Table::new(&[
            (self.say("attribute", "指标"), Side::Left),
            (self.say("value", "数值"), Side::Right),
            (self.say("definition", "定义"), Side::Left),
        ]);
        for name in KEY_ATTRIBUTES {
            let Some(attribute) = Catalogue::standard().get(name) else { continue };
            let value = match self.attributes.get(name) {
                Ok(reading) => reading_text(attribute, reading, self.view.report().currency, self.language),
                Err(_) => self.say("out of range", "超出范围").to_owned(),
            };
            let definition = attribute.definition(self.language);
            let title = Catalogue::standard().title(name, self.language).unwrap_or(name);
            let mut cells = [Cell::from(title), Cell::from(value)];
            for line in textwrap::wrap(&definition, DEFINITION_WIDTH) {
                let [title, value] = std::mem::replace(&mut cells, ["".into(), "".into()]);
                table.row([title, value, Cell::styled(line, Style::new().dimmed())]);
            }
        }
        lines.extend(table.lines());
        lines
    }

    /// Where the report's own summary differs from its detail; nothing if it has no summary.
    fn reconciliation(&self) -> Vec<String> {
        let report = self.view.report();
        let rows = reconcile(report);
        let count = |verdict| rows.iter().filter(|row| row.finding() == verdict).count();
        let (agree, differ) = (count(Finding::Agrees), count(Finding::Differs));
        if agree == 0 && differ == 0 {
            return Vec::new();
        }
        let mut lines = vec![self.heading("The report's own summary against its detail", "信息概要与明细核对")];
        lines.push(match self.language {
            Language::English => format!("  {agree} figures agree, {differ} differ"),
            Language::Chinese => format!("  {agree} 项一致，{differ} 项不一致"),
        });
        let mut table = Table::new(&[
            (self.say("place", "位置"), Side::Left),
            (self.say("stated", "概要"), Side::Right),
            (self.say("computed", "明细"), Side::Right),
            (self.say("what", "内容"), Side::Left),
        ]);
        for row in rows.iter().filter(|row| row.finding() == Finding::Differs) {
            let number = |number: Option<i64>| match (row.unit(), number) {
                (_, None) => "–".to_owned(),
                (Unit::MinorUnits, Some(minor)) => whole(Money::from_minor(minor, report.currency)),
                (_, Some(number)) => number.to_string(),
            };
            let label = row.label(self.language);
            table.row([row.place().into(), number(row.stated()).into(), number(row.computed()).into(), label.into()]);
        }
        if differ > 0 {
            lines.extend(table.lines());
        }
        lines
    }

    fn heading(&self, english: &str, chinese: &str) -> String {
        let style = Style::new().bold().fg_color(Some(AnsiColor::Cyan.into()));
        format!("{style}{}{style:#}", self.say(english, chinese))
    }

    fn note(&self, english: &str, chinese: &str) -> String {
        self.say(english, chinese).to_owned()
    }

    fn more(&self, all: usize, shown: usize) -> Option<String> {
        let rest = all.checked_sub(shown).filter(|&rest| rest > 0)?;
        Some(match self.language {
            Language::English => format!("  … and {rest} more: --all shows them"),
            Language::Chinese => format!("  … 另有 {rest} 条：--all 显示全部"),
        })
    }

    fn kind(&self, account: &AccountView) -> String {
        let kind = account.kind().text(self.language);
        match account.business() {
            Some(purpose) if !matches!(purpose, BusinessKind::CreditCard | BusinessKind::QuasiCreditCard) => {
                format!("{kind}: {}", business(purpose, self.language))
            }
            _ => kind.to_owned(),
        }
    }

    fn money(&self, amount: Disclosed<Money>) -> Cell {
        match amount {
            Disclosed::Known(amount) => whole(amount).into(),
            Disclosed::NotStated => Cell::from("–"),
            Disclosed::Hidden => Cell::styled(self.say("hidden", "不展示"), Style::new().dimmed()),
            Disclosed::NotKnown => Cell::styled(self.say("not known", "未知"), Style::new().dimmed()),
        }
    }

    fn past_due(&self, account: &AccountView) -> Cell {
        match account.past_due() {
            Disclosed::Known(amount) if amount.minor() > 0 => {
                Cell::styled(whole(amount), Style::new().bold().fg_color(Some(AnsiColor::Red.into())))
            }
            amount => self.money(amount),
        }
    }

    fn state(&self, account: &AccountView) -> Cell {
        match account.state() {
            Disclosed::Known(DisclosedState::Exact(exact)) => state(exact, account.kind(), self.language).into(),
            Disclosed::Known(DisclosedState::Open) => self.say("open", "未结清").into(),
            Disclosed::Known(DisclosedState::Closed) => self.say("closed", "已结清").into(),
            Disclosed::NotStated => Cell::from("–"),
            Disclosed::Hidden => Cell::styled(self.say("hidden", "不展示"), Style::new().dimmed()),
            Disclosed::NotKnown => Cell::styled(self.say("not known", "未知"), Style::new().dimmed()),
        }
    }
}

/// The name, and the last four characters of the number.
fn who(identity: &Identity) -> String {
    let name = identity.name.as_ref().map(|name| name.expose()).unwrap_or_default();
    let number = identity.document_number.as_ref().map(|number| number.expose()).unwrap_or_default();
    let end: String = number.chars().skip(number.chars().count().saturating_sub(4)).collect();
    plain(&format!("{name} · ···· {end}"))
}

/// An amount without its currency, which the head states once.
fn whole(amount: Money) -> String {
    amount.to_string().split(' ').next().unwrap_or_default().trim_end_matches(".00").to_owned()
}

/// A reading as people write it: shares in percent, amounts in whole units.
pub fn reading_text(attribute: &Attribute, reading: Reading, currency: Currency, language: Language) -> String {
    let value = match reading {
        Reading::Known(value) => value,
        Reading::Absent(cause) => return format!("– ({})", cause.text(language)),
    };
    match attribute.unit() {
        Unit::BasisPoints => Decimal::new(value, 2).to_string() + " %",
        Unit::MinorUnits => whole(Money::from_minor(value, currency)),
        Unit::Severity => match u8::try_from(value).ok().and_then(Severity::from_number) {
            Some(severity) => language.pick(severity.text(), severity.text_zh()).to_owned(),
            None => value.to_string(),
        },
        _ => value.to_string(),
    }
}

/// Where a definition is broken into lines.
const DEFINITION_WIDTH: usize = 72;

/// What a reader looks at first.
const KEY_ATTRIBUTES: &[&str] = &[
    "accounts",
    "open_accounts",
    "total_balance",
    "total_past_due",
    "card_utilisation",
    "late_months_1_24",
    "late_months_3_60",
    "worst_status_24",
    "months_since_late_1",
    "accounts_now_late",
    "bad_debts",
    "collections",
    "oldest_account_age",
    "on_time_months_24",
    "hard_inquiries_6",
    "positive_on_time_months_24",
    "positive_late_months_24",
    "longest_positive_streak",
];

/// Accounts by kind, for the JSON form.
pub fn accounts_by_kind(report: &Report) -> impl Iterator<Item = (&'static str, usize)> + '_ {
    AccountKind::ALL.iter().filter_map(|&kind| {
        let count = report.accounts.iter().filter(|account| account.kind == kind).count();
        (count > 0).then_some((kind.tag(), count))
    })
}
