//! The object model that an ordinary programmer would write: a list of accounts, each with a list of statuses and decimal
//! amounts, and a function an attribute.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "written as an ordinary programmer would"
)]

use chrono::NaiveDate;
use credit_bureau::attributes::SpecialValue;
use credit_bureau::history::Severity;
use credit_bureau::report::{InquiryReason, KindSet};
use credit_bureau::scoring::ScorecardData;
use credit_bureau::scoring::scorecards::Bin;
use credit_bureau::{AccountKind, AccountState, Month, PaymentStatus, Report};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub struct Consumer {
    pub accounts: Vec<Account>,
    pub inquiries: Vec<(NaiveDate, InquiryReason)>,
}

pub struct Account {
    kind: AccountKind,
    state: Option<AccountState>,
    opened: Option<NaiveDate>,
    limit: Option<Decimal>,
    principal: Option<Decimal>,
    balance: Option<Decimal>,
    used: Option<Decimal>,
    past_due: Option<Decimal>,
    /// The latest month first, from the as-of month back.
    statuses: Vec<PaymentStatus>,
}

impl Consumer {
    pub fn of(report: &Report) -> Consumer {
        let month = report.month();
        let accounts = report.accounts.iter().map(|account| Account::of(account, month)).collect();
        let mut inquiries: Vec<_> =
            report.inquiries.iter().filter_map(|inquiry| Some((inquiry.date, inquiry.reason?))).collect();
        inquiries.sort();
        Consumer { accounts, inquiries }
    }

    fn credit(&self) -> impl Iterator<Item = &Account> + Clone {
        self.accounts.iter().filter(|account| account.kind.is_credit())
    }

    fn positive(&self) -> impl Iterator<Item = &Account> + Clone {
        self.accounts.iter().filter(|account| account.kind.is_positive())
    }

    fn open_cards(&self) -> impl Iterator<Item = &Account> + Clone {
        self.accounts
            .iter()
            .filter(|account| account.kind.is_card() && account.is_open())
            .filter(|account| account.limit.is_some_and(|limit| limit > Decimal::ZERO))
    }
}

impl Account {
    fn of(account: &credit_bureau::Account, month: Month) -> Account {
        let statuses = account.payments.as_ref().map_or(Vec::new(), |payments| {
            let history = &payments.history;
            let before = month.months_since(history.latest()) as usize;
            let statuses = history.iter().map(|(_, status)| status);
            std::iter::repeat_n(PaymentStatus::OUTSIDE, before).chain(statuses).take(60).collect()
        });
        Account {
            kind: account.kind,
            state: account.state(),
            opened: account.opened,
            limit: account.limit.map(|limit| limit.to_decimal()),
            principal: account.principal.map(|principal| principal.to_decimal()),
            balance: account.balance().map(|balance| balance.to_decimal()),
            used: account.used().map(|used| used.to_decimal()),
            past_due: account.past_due().map(|past_due| past_due.to_decimal()),
            statuses,
        }
    }

    fn is_open(&self) -> bool {
        match self.state {
            Some(state) => state.is_open(),
            None => !matches!(self.last_severity(), Some(Severity::Settled | Severity::AbnormalEnd)),
        }
    }

    fn last_severity(&self) -> Option<Severity> {
        self.statuses.iter().map(|status| status.severity()).find(|&severity| severity != Severity::Outside)
    }

    fn is_late(&self, status: PaymentStatus, grade: u8) -> bool {
        let grade = if self.kind == AccountKind::QuasiCreditCard { grade.max(3) } else { grade };
        status.severity().number() >= grade + 4
    }

    fn late_months(&self, grade: u8, window: usize) -> i64 {
        self.statuses.iter().take(window).filter(|&&status| self.is_late(status, grade)).count() as i64
    }

    fn months_since_late(&self, grade: u8) -> Option<i64> {
        self.statuses.iter().position(|&status| self.is_late(status, grade)).map(|ago| ago as i64)
    }

    fn on_time_months(&self, window: usize) -> i64 {
        self.statuses.iter().take(window).filter(|&&status| is_on_time(status)).count() as i64
    }

    fn reported_months(&self, window: usize) -> i64 {
        self.statuses.iter().take(window).filter(|status| status.severity() >= Severity::NothingDue).count() as i64
    }

    fn longest_on_time_streak(&self) -> i64 {
        let (mut longest, mut current) = (0, 0);
        for &status in &self.statuses {
            current = if is_on_time(status) { current + 1 } else { 0 };
            longest = longest.max(current);
        }
        longest
    }

    /// The worst severity; nothing where no month of the window is within the account's life.
    fn worst(&self, window: usize) -> Option<i64> {
        let severities = self.statuses.iter().take(window).map(|status| status.severity());
        severities.max().filter(|&worst| worst != Severity::Outside).map(|worst| worst.number().into())
    }

    fn age(&self, month: Month) -> Option<i64> {
        self.opened.and_then(|opened| Month::of(opened).ok()).map(|opened| month.months_since(opened).into())
    }

    fn used(&self) -> Decimal {
        self.used.unwrap_or_default().max(Decimal::ZERO)
    }
}

fn is_on_time(status: PaymentStatus) -> bool {
    status.severity() == Severity::PaidAsAgreed
}

fn late_months(consumer: &Consumer, grade: u8, window: usize) -> Option<i64> {
    Some(consumer.credit().map(|account| account.late_months(grade, window)).sum())
}

fn distinct_late_months(consumer: &Consumer, kinds: KindSet, window: usize) -> Option<i64> {
    let is_late = |ago: &usize| {
        let mut accounts = consumer.accounts.iter().filter(|account| kinds.contains(account.kind));
        accounts.any(|account| account.statuses.get(*ago).is_some_and(|&status| account.is_late(status, 1)))
    };
    Some((0..window).filter(is_late).count() as i64)
}

fn worst_status(consumer: &Consumer, window: usize) -> Option<i64> {
    consumer.credit().filter_map(|account| account.worst(window)).max()
}

fn months_since_late(consumer: &Consumer, grade: u8) -> Option<i64> {
    consumer.credit().filter_map(|account| account.months_since_late(grade)).min()
}

fn longest_streak<'a>(accounts: impl Iterator<Item = &'a Account>) -> Option<i64> {
    Some(accounts.map(Account::longest_on_time_streak).max().unwrap_or(0))
}

fn current_on_time_streak(consumer: &Consumer) -> Option<i64> {
    let mut streak = None;
    for ago in 0..60 {
        let statuses = || {
            let of = |account: &&Account| account.statuses.len() > ago;
            consumer.credit().filter(of).map(move |account| (account, account.statuses[ago]))
        };
        let on_time = statuses().any(|(_, status)| is_on_time(status));
        let late = statuses().any(|(account, status)| account.is_late(status, 1));
        match (on_time, late, streak) {
            (true, false, _) => streak = Some(streak.unwrap_or(0) + 1),
            (false, false, None) => {}
            _ => break,
        }
    }
    Some(streak.unwrap_or(0))
}

fn average_age(consumer: &Consumer, month: Month) -> Option<i64> {
    let ages: Vec<i64> = consumer.credit().filter_map(|account| account.age(month)).collect();
    ages.iter().sum::<i64>().checked_div(ages.len() as i64)
}

fn sum_of_months<'a>(accounts: impl Iterator<Item = &'a Account>, months: impl Fn(&Account) -> i64) -> Option<i64> {
    Some(accounts.map(months).sum())
}

fn basis_points(part: Decimal, whole: Decimal) -> Option<i64> {
    part.checked_mul(Decimal::from(10_000))?.checked_div(whole)?.floor().to_i64()
}

fn card_utilisation(consumer: &Consumer) -> Option<i64> {
    let used: Decimal = consumer.open_cards().map(Account::used).sum();
    basis_points(used, consumer.open_cards().filter_map(|card| card.limit).sum())
}

fn highest_card_utilisation(consumer: &Consumer) -> Option<i64> {
    consumer.open_cards().filter_map(|card| basis_points(card.used(), card.limit?)).max()
}

fn instalment_burden(consumer: &Consumer) -> Option<i64> {
    let loans = || {
        let loans = consumer.accounts.iter().filter(|loan| KindSet::INSTALMENT.contains(loan.kind) && loan.is_open());
        loans.filter(|loan| loan.principal.is_some_and(|principal| principal > Decimal::ZERO))
    };
    let balance: Decimal = loans().filter_map(|loan| loan.balance).sum();
    basis_points(balance, loans().filter_map(|loan| loan.principal).sum())
}

fn cards_over_75_percent_used(consumer: &Consumer) -> Option<i64> {
    let limit = |card: &Account| card.limit.unwrap_or_default();
    let over = |card: &&Account| card.used() * Decimal::from(100) >= limit(card) * Decimal::from(75);
    Some(consumer.open_cards().filter(over).count() as i64)
}

fn bad_debts(consumer: &Consumer) -> Option<i64> {
    let is_bad = |account: &&Account| {
        account.state == Some(AccountState::BadDebt) || account.last_severity() == Some(Severity::BadDebt)
    };
    Some(consumer.credit().filter(is_bad).count() as i64)
}

fn collections(consumer: &Consumer) -> Option<i64> {
    let collections = consumer.accounts.iter().filter(|account| account.kind == AccountKind::Collection);
    Some(collections.filter(|account| account.is_open()).count() as i64)
}

fn abnormal_ends(consumer: &Consumer) -> Option<i64> {
    let is_abnormal = |account: &&Account| match account.state {
        Some(state) => state == AccountState::EndedAbnormally,
        None => account.last_severity() == Some(Severity::AbnormalEnd),
    };
    Some(consumer.credit().filter(is_abnormal).count() as i64)
}

/// In hundredths; nothing where there are open accounts and none of them states an amount.
fn total_past_due(consumer: &Consumer) -> Option<i64> {
    let open = || consumer.credit().filter(|account| account.is_open());
    let stated = || open().filter_map(|account| account.past_due);
    if open().next().is_some() && stated().next().is_none() {
        return None;
    }
    stated().sum::<Decimal>().checked_mul(Decimal::from(100))?.to_i64()
}

fn accounts_ever_late(consumer: &Consumer) -> Option<i64> {
    Some(consumer.credit().filter(|account| account.months_since_late(1).is_some()).count() as i64)
}

fn shopping_inquiries(consumer: &Consumer, month: Month, window: i32) -> Option<i64> {
    let mut last_counted: Vec<(InquiryReason, NaiveDate)> = Vec::new();
    let mut count = 0;
    for &(date, reason) in consumer.inquiries.iter().filter(|(_, reason)| reason.is_shopping()) {
        match last_counted.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, last)) if date.signed_duration_since(*last).num_days() <= 14 => continue,
            Some((_, last)) => *last = date,
            None => last_counted.push((reason, date)),
        }
        if Month::of(date).is_ok_and(|of| month.months_since(of) < window) {
            count += 1;
        }
    }
    Some(count)
}

/// Every attribute, in the order of [`ATTRIBUTES`].
pub fn attributes(consumer: &Consumer, month: Month) -> [Option<i64>; ATTRIBUTES.len()] {
    let ages = || consumer.credit().filter_map(|account| account.age(month));
    let card_ages = consumer.accounts.iter().filter(|account| account.kind.is_card());
    [
        late_months(consumer, 1, 6),
        late_months(consumer, 1, 12),
        late_months(consumer, 1, 24),
        late_months(consumer, 1, 60),
        late_months(consumer, 2, 6),
        late_months(consumer, 2, 12),
        late_months(consumer, 2, 24),
        late_months(consumer, 2, 60),
        late_months(consumer, 3, 6),
        late_months(consumer, 3, 12),
        late_months(consumer, 3, 24),
        late_months(consumer, 3, 60),
        late_months(consumer, 4, 6),
        late_months(consumer, 4, 12),
        late_months(consumer, 4, 24),
        late_months(consumer, 4, 60),
        distinct_late_months(consumer, KindSet::CREDIT, 24),
        distinct_late_months(consumer, KindSet::CREDIT, 60),
        distinct_late_months(consumer, AccountKind::NonRevolvingLoan.into(), 60),
        distinct_late_months(consumer, AccountKind::SubAccount.into(), 60),
        distinct_late_months(consumer, AccountKind::RevolvingLoan.into(), 60),
        distinct_late_months(consumer, AccountKind::CreditCard.into(), 60),
        distinct_late_months(consumer, AccountKind::QuasiCreditCard.into(), 60),
        worst_status(consumer, 3),
        worst_status(consumer, 6),
        worst_status(consumer, 12),
        worst_status(consumer, 24),
        worst_status(consumer, 60),
        months_since_late(consumer, 1),
        months_since_late(consumer, 3),
        months_since_late(consumer, 4),
        longest_streak(consumer.credit()),
        current_on_time_streak(consumer),
        ages().max(),
        ages().min(),
        average_age(consumer, month),
        card_ages.filter_map(|account| account.age(month)).max(),
        sum_of_months(consumer.credit(), |account| account.reported_months(12)),
        sum_of_months(consumer.credit(), |account| account.reported_months(24)),
        sum_of_months(consumer.credit(), |account| account.reported_months(60)),
        sum_of_months(consumer.credit(), |account| account.on_time_months(12)),
        sum_of_months(consumer.credit(), |account| account.on_time_months(24)),
        sum_of_months(consumer.credit(), |account| account.on_time_months(60)),
        card_utilisation(consumer),
        highest_card_utilisation(consumer),
        instalment_burden(consumer),
        cards_over_75_percent_used(consumer),
        bad_debts(consumer),
        collections(consumer),
        abnormal_ends(consumer),
        total_past_due(consumer),
        accounts_ever_late(consumer),
        shopping_inquiries(consumer, month, 6),
        sum_of_months(consumer.positive(), |account| account.reported_months(60)),
        sum_of_months(consumer.positive(), |account| account.on_time_months(24)),
        sum_of_months(consumer.positive(), |account| account.late_months(1, 24)),
        sum_of_months(consumer.positive(), |account| account.late_months(1, 60)),
        longest_streak(consumer.positive()),
    ]
}

/// The score of the sample scorecard; nothing if too little is known.
pub fn score(consumer: &Consumer, values: &[Option<i64>], card: &ScorecardData) -> Option<i64> {
    let value = |name: &str| ATTRIBUTES.iter().position(|other| *other == name).and_then(|place| values[place]);
    let at_least = |name: &str, least: i64| value(name).is_some_and(|value| value >= least);
    let enough = at_least("reported_months_60", 6)
        || at_least("positive_depth", 6)
        || at_least("accounts_ever_late_1", 1)
        || at_least("bad_debts", 1)
        || at_least("collections", 1)
        || at_least("abnormal_ends", 1)
        || at_least("total_past_due", 1)
        || at_least("positive_late_months_60", 1);
    if !enough {
        return None;
    }
    let has_credit = consumer.credit().next().is_some();
    let mut score = card.base;
    for line in &card.characteristics {
        let points = match value(&line.attribute) {
            Some(value) => {
                let holds = |bin: &&Bin| {
                    bin.from.is_none_or(|from| value >= from) && bin.below.is_none_or(|below| value < below)
                };
                line.bins.iter().find(holds)?.points
            }
            None => {
                let cause = match line.attribute.as_str() {
                    "months_since_late_1" if has_credit => SpecialValue::NeverHappened,
                    "worst_status_24" | "oldest_account_age" if has_credit => SpecialValue::NotStated,
                    _ => SpecialValue::NoSuchAccount,
                };
                line.absent.award(cause)?.points()?
            }
        };
        score = score + points;
    }
    Some(score.rounded())
}

/// What all contenders compute: the families lateness (with the worst status), recency, depth and utilisation of the
/// catalogue, and what else the sample scorecard needs.
pub const ATTRIBUTES: [&str; 58] = [
    "late_months_1_6",
    "late_months_1_12",
    "late_months_1_24",
    "late_months_1_60",
    "late_months_2_6",
    "late_months_2_12",
    "late_months_2_24",
    "late_months_2_60",
    "late_months_3_6",
    "late_months_3_12",
    "late_months_3_24",
    "late_months_3_60",
    "late_months_4_6",
    "late_months_4_12",
    "late_months_4_24",
    "late_months_4_60",
    "distinct_late_months_24",
    "distinct_late_months_60",
    "distinct_late_months_60_d1",
    "distinct_late_months_60_r4",
    "distinct_late_months_60_r1",
    "distinct_late_months_60_r2",
    "distinct_late_months_60_r3",
    "worst_status_3",
    "worst_status_6",
    "worst_status_12",
    "worst_status_24",
    "worst_status_60",
    "months_since_late_1",
    "months_since_late_3",
    "months_since_late_4",
    "longest_on_time_streak",
    "current_on_time_streak",
    "oldest_account_age",
    "newest_account_age",
    "average_account_age",
    "oldest_card_age",
    "reported_months_12",
    "reported_months_24",
    "reported_months_60",
    "on_time_months_12",
    "on_time_months_24",
    "on_time_months_60",
    "card_utilisation",
    "highest_card_utilisation",
    "instalment_burden",
    "cards_over_75_percent_used",
    "bad_debts",
    "collections",
    "abnormal_ends",
    "total_past_due",
    "accounts_ever_late_1",
    "shopping_inquiries_6",
    "positive_depth",
    "positive_on_time_months_24",
    "positive_late_months_24",
    "positive_late_months_60",
    "longest_positive_streak",
];
