//! What each name of the catalogue means, worked out from its words and not from its row.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use credit_bureau::report::{InquiryReason, LiabilityRole};
use credit_bureau::{AccountKind, AccountState};

use super::interpret::{Answer, Truth, Why, floor, open, stated};
use super::plain::{Field, MONTHS, PlainAccount, PlainInquiry, PlainReport, Shown, late};

/// Every name with its answer for one report: by the accounts that feed it.
pub fn answers(report: &PlainReport) -> Vec<(String, Answer)> {
    let shown = |about: About, kind: AccountKind| match report.regime.of(kind) {
        Shown::Full => true,
        Shown::NegativeOnly => about == About::Wrong,
        Shown::PositiveOnly => about == About::Right,
        Shown::Hidden => false,
    };
    let answers = [About::Whole, About::Wrong, About::Right].map(|about| {
        let accounts = report.accounts.iter().filter(|account| shown(about, account.kind)).cloned().collect();
        answers_of(&PlainReport { accounts, ..report.clone() })
    });
    let names = answers[0].iter().map(|(name, _)| name.clone());
    let all = names.enumerate().map(|(place, name)| {
        let (about, answer) = (About::of(&name), |about: About| answers[about as usize][place].1);
        let kinds = looked_at(&name);
        let full = |&kind: &AccountKind| report.regime.of(kind) == Shown::Full;
        let unobservable = if is_share(&name) {
            !kinds.iter().all(full)
        } else {
            !kinds.is_empty() && !kinds.iter().any(|&kind| shown(about, kind))
        };
        let in_part = kinds.iter().any(|kind| !full(kind) && shown(about, *kind));
        let dated = name.starts_with("months_since") || name.starts_with("worst_status");
        let answer = match answer(about) {
            _ if unobservable => Err(Why::Hidden),
            Err(Why::NoSuchAccount | Why::NotStated) if in_part && dated => Err(Why::NeverHappened),
            Err(Why::NoSuchAccount | Why::NotStated) if in_part => Ok(0),
            answer => answer,
        };
        (name, answer)
    });
    all.collect()
}

/// What a name is about: accounts as they are, what went wrong, or what went right.
#[derive(Clone, Copy, PartialEq)]
enum About {
    Whole,
    Wrong,
    Right,
}

impl About {
    fn of(name: &str) -> Self {
        let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
        let one_of = |names: &[&str]| names.contains(&name);
        if name.ends_with("_change") {
            return Self::Whole;
        }
        if one_of(&["bad_debts", "abnormal_ends", "guarantor_paid", "collections", "accounts_c1", "total_past_due"])
            || starts(&["highest_monthly_past_due", "late_months", "distinct_late_months", "worst_status"])
            || starts(&["months_since_late", "accounts_ever_late"])
            || of_positive(name) && name.contains("_late_months_")
        {
            return Self::Wrong;
        }
        let right = of_positive(name) && name.contains("_on_time_months_");
        if right || one_of(&["positive_depth", "longest_positive_streak"]) { Self::Right } else { Self::Whole }
    }
}

fn of_positive(name: &str) -> bool {
    ["rent_", "prepaid_", "utility_", "telecom_", "positive_"].iter().any(|prefix| name.starts_with(prefix))
}

/// Shares, of which every kind of the whole must be shown.
fn is_share(name: &str) -> bool {
    name.starts_with("percent_") || matches!(name, "card_utilisation" | "instalment_burden")
}

/// The kinds of account that a name looks at; none for inquiries and liabilities.
fn looked_at(name: &str) -> Vec<AccountKind> {
    let of = |tags: &[&str]| AccountKind::ALL.iter().copied().filter(|kind| tags.contains(&kind.tag())).collect();
    let first = name.split('_').next().unwrap();
    let last = name.split('_').next_back().unwrap();
    match name {
        "related_liability" => Vec::new(),
        _ if name.contains("inquir") => Vec::new(),
        "collections" | "collection_balance" | "accounts_c1" => of(&["c1"]),
        "longest_positive_streak" => of(&["rent", "prepaid", "utility", "telecom"]),
        _ if first == "positive" => of(&["rent", "prepaid", "utility", "telecom"]),
        _ if of_positive(name) => of(&[first]),
        "total_principal" | "instalment_accounts_with_balance" | "instalment_burden" => of(&["d1", "r4"]),
        "total_limit" | "revolving_accounts_with_balance" => of(&["r1", "r2", "r3"]),
        "card_limit" | "card_used" | "card_utilisation" | "highest_card_utilisation" => of(&["r2", "r3"]),
        "cards_over_75_percent_used" | "oldest_card_age" => of(&["r2", "r3"]),
        _ if ["d1", "r4", "r1", "r2", "r3"].contains(&last) => of(&[last]),
        _ => of(&["d1", "r4", "r1", "r2", "r3"]),
    }
}

/// Every name with its answer for one report, of which every account feeds it.
fn answers_of(report: &PlainReport) -> Vec<(String, Answer)> {
    let mut page = Page { report, answers: Vec::new() };
    page.accounts();
    page.debt();
    page.utilisation();
    page.lateness();
    page.derogatory();
    page.trend();
    page.recency();
    page.depth();
    page.positive();
    page.inquiries();
    page.answers
}

struct Page<'a> {
    report: &'a PlainReport,
    answers: Vec<(String, Answer)>,
}

impl Page<'_> {
    fn says(&mut self, name: impl Into<String>, answer: Answer) {
        self.answers.push((name.into(), answer));
    }

    fn accounts(&mut self) {
        self.says("accounts", self.count(credit));
        self.says("open_accounts", self.count(|a| both(credit(a), open(a))));
        self.says("closed_accounts", self.count(|a| both(credit(a), opposite(open(a)))));
        for tag in ["d1", "r4", "r1", "r2", "r3", "c1"] {
            self.says(format!("accounts_{tag}"), self.count(|a| yes(a.kind.tag() == tag)));
        }
        let furnishers =
            self.chosen(credit).map(|list| list.iter().map(|a| &a.furnisher).collect::<BTreeSet<_>>().len() as i128);
        self.says("furnishers", furnishers);
        for w in [3, 6, 12, 24] {
            let opened = |a: &PlainAccount| both(credit(a), yes(a.age.is_some_and(|age| age < w)));
            self.says(format!("accounts_opened_{w}"), self.count(opened));
        }
        self.says("percent_instalment_accounts", self.share(instalment, credit));
        let revolving = |a: &PlainAccount| both(of(a, &["r1", "r2", "r3"]), above(&a.balance));
        self.says("revolving_accounts_with_balance", self.count(revolving));
        self.says("instalment_accounts_with_balance", self.count(|a| both(instalment(a), above(&a.balance))));
        self.says("percent_accounts_with_balance", self.share(|a| both(credit(a), above(&a.balance)), credit));
    }

    fn debt(&mut self) {
        let open_credit = |a: &PlainAccount| both(credit(a), open(a));
        self.says("total_principal", self.sum(|a| both(instalment(a), open(a)), |a| &a.principal));
        self.says("total_limit", self.sum(|a| both(of(a, &["r1", "r2", "r3"]), open(a)), |a| &a.limit));
        self.says("total_balance", self.sum(open_credit, |a| &a.balance));
        self.says("total_past_due", self.sum(open_credit, |a| &a.past_due));
        self.says("card_limit", self.sum(open_card_with_limit, |a| &a.limit));
        self.says("card_used", self.card_used());
        self.says("scheduled_payment", self.sum(open_credit, |a| &a.scheduled));
        self.says("collection_balance", self.sum(running_collection, |a| &a.balance));
        self.says("related_liability", self.related_liability());
        for w in [12, 24, 60] {
            self.says(format!("highest_monthly_past_due_{w}"), self.highest_monthly_past_due(0..w));
        }
    }

    fn card_used(&self) -> Answer {
        self.total(open_card_with_limit, |a| stated(a.used.clone()).map(|used| used.max(0)))
    }

    /// Guarantees and co-borrowing.
    fn related_liability(&self) -> Answer {
        let all = self.report.liabilities.as_ref().ok_or(Why::Hidden)?;
        let related = |role| matches!(role, LiabilityRole::Guarantor | LiabilityRole::CoBorrower);
        let chosen = all.iter().filter(|one| one.role.is_some_and(related));
        let amounts: Vec<Answer> = chosen.map(|one| stated(one.amount.clone())).collect();
        let sum: i128 = amounts.iter().filter_map(|amount| amount.ok()).sum();
        match amounts.iter().filter_map(|amount| amount.err()).max() {
            Some(Why::NotKnown) => Err(Why::NotKnown),
            Some(why) if amounts.iter().all(Result::is_err) => Err(why),
            _ => Ok(sum),
        }
    }

    fn utilisation(&mut self) {
        let ratio = |part: Answer, whole: Answer| match (part?, whole?) {
            (_, 0) => Err(Why::NoSuchAccount),
            (part, whole) => Ok(floor(10_000 * part, whole)),
        };
        self.says("card_utilisation", ratio(self.card_used(), self.sum(open_card_with_limit, |a| &a.limit)));
        let highest = self.chosen(open_card_with_limit).and_then(|cards| {
            let shares: Vec<Answer> = cards.iter().map(|card| used_share(card)).collect();
            let grave = shares.iter().filter_map(|share| share.err()).max();
            match (grave, shares.iter().filter_map(|share| share.ok()).max()) {
                (Some(why @ (Why::Hidden | Why::NotKnown)), _) => Err(why),
                (_, Some(highest)) => Ok(highest),
                (Some(why), None) => Err(why),
                (None, None) => Err(Why::NoSuchAccount),
            }
        });
        self.says("highest_card_utilisation", highest);
        let over_75 = |a: &PlainAccount| {
            let used = match used_share(a) {
                // The share is rounded down, so that it is at least 75 % if and only if it reads so.
                Ok(share) => yes(share >= 7_500),
                Err(why @ (Why::Hidden | Why::NotKnown)) => Truth::Unknown(why),
                Err(_) => Truth::No,
            };
            both(open_card_with_limit(a), used)
        };
        self.says("cards_over_75_percent_used", self.count(over_75));
        let lent = |a: &PlainAccount| both(both(instalment(a), open(a)), above(&a.principal));
        self.says("instalment_burden", ratio(self.sum(lent, |a| &a.balance), self.sum(lent, |a| &a.principal)));
    }

    fn lateness(&mut self) {
        for w in [6, 12, 24, 60] {
            for k in [1, 2, 3, 4] {
                let months = self.account_months(credit, 0..w, |a, severity| late(a.kind, k, severity));
                self.says(format!("late_months_{k}_{w}"), months);
            }
        }
        for w in [24, 60] {
            let distinct = self.chosen(credit).map(|accounts| {
                let late_in = |ago: &usize| accounts.iter().any(|a| late(a.kind, 1, a.severity(*ago)));
                (0..w).filter(late_in).count() as i128
            });
            self.says(format!("distinct_late_months_{w}"), distinct);
        }
        for w in [3, 6, 12, 24, 60] {
            let worst = self.chosen(credit).and_then(|accounts| {
                let worst = accounts.iter().filter_map(|a| (0..w).map(|ago| a.severity(ago)).max()).max();
                match worst {
                    None => Err(Why::NoSuchAccount),
                    Some(0) => Err(Why::NotStated),
                    Some(worst) => Ok(i128::from(worst)),
                }
            });
            self.says(format!("worst_status_{w}"), worst);
        }
    }

    fn derogatory(&mut self) {
        for k in [1, 3, 4] {
            let ever = |a: &PlainAccount| both(credit(a), yes(ever_late(a, k)));
            self.says(format!("accounts_ever_late_{k}"), self.count(ever));
        }
        let now_late = |a: &&PlainAccount| {
            let latest = (0..MONTHS).map(|ago| a.severity(ago)).find(|&severity| severity >= 3);
            latest.is_some_and(|severity| late(a.kind, 1, severity))
        };
        let open_accounts = self.chosen(|a| both(credit(a), open(a)));
        let now_late = open_accounts.map(|accounts| accounts.into_iter().filter(now_late).count() as i128);
        self.says("accounts_now_late", now_late);
        let bad = |a: &PlainAccount| {
            both(credit(a), either(state(a, &[AccountState::BadDebt]), yes(a.last_month_is(|last| last == 15))))
        };
        self.says("bad_debts", self.count(bad));
        self.says("collections", self.count(running_collection));
        let abnormal = |a: &PlainAccount| {
            let by_state = match &a.state {
                Field::NotStated | Field::NotKnown => yes(a.last_month_is(|last| last == 14)),
                _ => state(a, &[AccountState::EndedAbnormally]),
            };
            both(credit(a), by_state)
        };
        self.says("abnormal_ends", self.count(abnormal));
        let guarantor = |a: &PlainAccount| both(credit(a), yes((0..MONTHS).any(|ago| a.severity(ago) == 12)));
        self.says("guarantor_paid", self.count(guarantor));
        let never = |a: &PlainAccount| both(credit(a), yes(!ever_late(a, 1)));
        self.says("percent_accounts_never_late", self.share(never, credit));
    }

    fn trend(&mut self) {
        let late_in = |months| self.account_months(credit, months, |a, severity| late(a.kind, 1, severity));
        let on_time_in = |months| self.account_months(credit, months, |_, severity| severity == 4);
        let changes = [
            ("late_months_change", [0..12, 12..24].map(late_in)),
            ("on_time_months_change", [0..12, 12..24].map(on_time_in)),
            ("past_due_change", [0..12, 12..24].map(|months| self.highest_monthly_past_due(months))),
        ];
        for (name, [new, old]) in changes {
            self.says(name, self.change(new, old));
        }
        let change = self.hard(0..6).and_then(|new| Ok(new - self.hard(6..12)?));
        self.says("hard_inquiries_change", change);
    }

    fn change(&self, new: Answer, old: Answer) -> Answer {
        let (new, old) = (new?, old?);
        let accounts = self.chosen(credit)?;
        let reported =
            |mut months: std::ops::Range<usize>| months.any(|ago| accounts.iter().any(|a| a.severity(ago) >= 3));
        match (accounts.len(), reported(0..12) && reported(12..24)) {
            (0, _) => Err(Why::NoSuchAccount),
            (_, false) => Err(Why::NotStated),
            (_, true) => Ok(new - old),
        }
    }

    fn recency(&mut self) {
        for k in [1, 3, 4] {
            let since = self.chosen(credit).and_then(|accounts| {
                let late_in = |ago: &usize| accounts.iter().any(|a| late(a.kind, k, a.severity(*ago)));
                match (0..MONTHS).find(late_in) {
                    Some(ago) => Ok(ago as i128),
                    None if accounts.is_empty() => Err(Why::NoSuchAccount),
                    None => Err(Why::NeverHappened),
                }
            });
            self.says(format!("months_since_late_{k}"), since);
        }
        self.says("longest_on_time_streak", self.longest_streak(credit));
        let current = self.chosen(credit).map(|accounts| {
            let on_time = |ago: usize| accounts.iter().any(|a| a.severity(ago) == 4);
            let late = |ago: usize| accounts.iter().any(|a| late(a.kind, 1, a.severity(ago)));
            let told = (0..MONTHS).skip_while(|&ago| !on_time(ago) && !late(ago));
            told.take_while(|&ago| on_time(ago) && !late(ago)).count() as i128
        });
        self.says("current_on_time_streak", current);
    }

    fn longest_streak(&self, which: impl Fn(&PlainAccount) -> Truth) -> Answer {
        let longest = |a: &PlainAccount| {
            let run_from = |start: usize| (start..MONTHS).take_while(|&ago| a.severity(ago) == 4).count();
            (0..MONTHS).map(run_from).max().unwrap() as i128
        };
        Ok(self.chosen(which)?.into_iter().map(longest).max().unwrap_or(0))
    }

    fn depth(&mut self) {
        let ages = |which: fn(&PlainAccount) -> Truth| -> Result<Vec<i128>, Why> {
            let accounts = self.chosen(which)?;
            let ages: Vec<i128> = accounts.iter().filter_map(|a| a.age).collect();
            match (accounts.len(), ages.len()) {
                (0, _) => Err(Why::NoSuchAccount),
                (_, 0) => Err(Why::NotStated),
                _ => Ok(ages),
            }
        };
        let card = |a: &PlainAccount| of(a, &["r2", "r3"]);
        let answers = [
            ("oldest_account_age", ages(credit).map(|ages| *ages.iter().max().unwrap())),
            ("newest_account_age", ages(credit).map(|ages| *ages.iter().min().unwrap())),
            ("average_account_age", ages(credit).map(|ages| floor(ages.iter().sum(), ages.len() as i128))),
            ("oldest_card_age", ages(card).map(|ages| *ages.iter().max().unwrap())),
        ];
        for (name, answer) in answers {
            self.says(name, answer);
        }
        for w in [12, 24, 60] {
            let reported = self.account_months(credit, 0..w, |_, severity| severity >= 3);
            self.says(format!("reported_months_{w}"), reported);
            self.says(format!("on_time_months_{w}"), self.account_months(credit, 0..w, |_, severity| severity == 4));
        }
    }

    fn positive(&mut self) {
        for tag in ["rent", "prepaid", "utility", "telecom"] {
            let which = |a: &PlainAccount| of(a, &[tag]);
            self.says(format!("{tag}_accounts"), self.count(which));
            for w in [12, 24, 60] {
                self.paid_and_late(&format!("{tag}_"), w, which);
            }
        }
        let positive = |a: &PlainAccount| of(a, &["rent", "prepaid", "utility", "telecom"]);
        for w in [12, 24, 60] {
            self.paid_and_late("positive_", w, positive);
        }
        self.says("positive_depth", self.account_months(positive, 0..60, |_, severity| severity >= 3));
        self.says("longest_positive_streak", self.longest_streak(positive));
    }

    fn paid_and_late(&mut self, prefix: &str, w: usize, which: impl Fn(&PlainAccount) -> Truth) {
        let on_time = self.account_months(&which, 0..w, |_, severity| severity == 4);
        let late = self.account_months(&which, 0..w, |a, severity| late(a.kind, 1, severity));
        self.says(format!("{prefix}on_time_months_{w}"), on_time);
        self.says(format!("{prefix}late_months_{w}"), late);
    }

    fn inquiries(&mut self) {
        for w in [1, 3, 6, 12, 24] {
            self.says(format!("hard_inquiries_{w}"), self.hard(0..w));
            self.says(format!("hard_inquiries_raw_{w}"), self.asked(0..w, hard).map(|list| list.len() as i128));
            let shopping = self.counted(shopping, |_, _| true);
            self.says(format!("shopping_inquiries_{w}"), shopping.map(|list| within(&list, 0..w).len() as i128));
        }
        let earlier = self.counted(hard, |a, b| a.inquirer == b.inquirer).map(|list| {
            let old = |one: &&PlainInquiry| one.date <= self.report.day - TimeDelta::days(7);
            within(&list, 0..6).into_iter().filter(old).count() as i128
        });
        self.says("hard_inquiries_6_excluding_7_days", earlier);
        for (name, reason) in
            [("loan_inquirers_1", InquiryReason::LoanApproval), ("card_inquirers_1", InquiryReason::CardApproval)]
        {
            let inquirers = self.asked(0..1, |one| one == reason);
            let distinct = inquirers.map(|list| list.iter().map(|one| &one.inquirer).collect::<BTreeSet<_>>().len());
            self.says(name, distinct.map(|number| number as i128));
        }
        let review = |one| matches!(one, InquiryReason::AccountReview | InquiryReason::AfterInsuring);
        self.says("review_inquiries_24", self.asked(0..24, review).map(|list| list.len() as i128));
        let own = self.asked(0..24, |one| one == InquiryReason::OwnInquiry);
        self.says("own_inquiries_24", own.map(|list| list.len() as i128));
        let since = self
            .asked(0..MONTHS, hard)
            .and_then(|list| list.iter().map(|one| i128::from(one.ago)).min().ok_or(Why::NeverHappened));
        self.says("months_since_hard_inquiry", since);
    }

    fn hard(&self, months: std::ops::Range<usize>) -> Answer {
        let counted = self.counted(hard, |a, b| a.inquirer == b.inquirer)?;
        Ok(within(&counted, months).len() as i128)
    }

    fn asked(
        &self,
        months: std::ops::Range<usize>,
        reason: impl Fn(InquiryReason) -> bool,
    ) -> Result<Vec<&PlainInquiry>, Why> {
        let all: Vec<&PlainInquiry> = self.report.inquiries.as_ref().ok_or(Why::Hidden)?.iter().collect();
        Ok(within(&all, months).into_iter().filter(|one| one.reason.is_some_and(&reason)).collect())
    }

    /// Inquiries of the whole history without those that repeat a counted one.
    fn counted(
        &self,
        reason: impl Fn(InquiryReason) -> bool,
        alike: fn(&PlainInquiry, &PlainInquiry) -> bool,
    ) -> Result<Vec<&PlainInquiry>, Why> {
        let all = self.report.inquiries.as_ref().ok_or(Why::Hidden)?;
        let mut asked: Vec<&PlainInquiry> = all.iter().filter(|one| one.reason.is_some_and(&reason)).collect();
        asked.sort_by_key(|one| one.date);
        let mut counted: Vec<&PlainInquiry> = Vec::new();
        for one in asked {
            let near = |other: &PlainInquiry| other.date >= one.date - TimeDelta::days(14);
            if !counted.iter().any(|other| near(other) && other.reason == one.reason && alike(other, one)) {
                counted.push(one);
            }
        }
        Ok(counted)
    }

    fn chosen(&self, which: impl Fn(&PlainAccount) -> Truth) -> Result<Vec<&PlainAccount>, Why> {
        let mut chosen = Vec::new();
        let mut unknown = None;
        for account in &self.report.accounts {
            match which(account) {
                Truth::Yes => chosen.push(account),
                Truth::No => {}
                Truth::Unknown(why) => unknown = unknown.max(Some(why)),
            }
        }
        unknown.map_or(Ok(chosen), Err)
    }

    fn count(&self, which: impl Fn(&PlainAccount) -> Truth) -> Answer {
        Ok(self.chosen(which)?.len() as i128)
    }

    fn share(&self, part: impl Fn(&PlainAccount) -> Truth, whole: impl Fn(&PlainAccount) -> Truth) -> Answer {
        match (self.count(part)?, self.count(whole)?) {
            (_, 0) => Err(Why::NoSuchAccount),
            (part, whole) => Ok(10_000 * part / whole),
        }
    }

    fn sum(&self, which: impl Fn(&PlainAccount) -> Truth, field: fn(&PlainAccount) -> &Field<i128>) -> Answer {
        self.total(which, |a| stated(field(a).clone()))
    }

    /// The sum of what is stated; 0 of no account.
    fn total(&self, which: impl Fn(&PlainAccount) -> Truth, value: impl Fn(&PlainAccount) -> Answer) -> Answer {
        let accounts = self.chosen(which)?;
        let values: Vec<Answer> = accounts.into_iter().map(value).collect();
        for why in [Why::Hidden, Why::NotKnown] {
            if values.contains(&Err(why)) {
                return Err(why);
            }
        }
        let stated: Vec<i128> = values.iter().filter_map(|value| value.ok()).collect();
        if stated.is_empty() && !values.is_empty() { Err(Why::NotStated) } else { Ok(stated.iter().sum()) }
    }

    fn account_months(
        &self,
        which: impl Fn(&PlainAccount) -> Truth,
        months: std::ops::Range<usize>,
        passes: impl Fn(&PlainAccount, u8) -> bool,
    ) -> Answer {
        let accounts = self.chosen(which)?;
        Ok(accounts.iter().map(|a| months.clone().filter(|&ago| passes(a, a.severity(ago))).count() as i128).sum())
    }

    fn highest_monthly_past_due(&self, months: std::ops::Range<usize>) -> Answer {
        let accounts = self.chosen(credit)?;
        if accounts.iter().any(|a| a.overdue_hidden) {
            return Err(Why::Hidden);
        }
        let late_cells =
            |ago: usize| accounts.iter().filter(move |a| late(a.kind, 1, a.severity(ago))).map(move |a| a.overdue[ago]);
        let cells: Vec<Option<i128>> = months.clone().flat_map(late_cells).collect();
        if !cells.is_empty() && cells.iter().all(Option::is_none) {
            return Err(Why::NotStated);
        }
        Ok(months.map(|ago| late_cells(ago).flatten().sum()).max().unwrap())
    }
}

fn credit(a: &PlainAccount) -> Truth {
    of(a, &["d1", "r4", "r1", "r2", "r3"])
}

fn instalment(a: &PlainAccount) -> Truth {
    of(a, &["d1", "r4"])
}

fn open_card_with_limit(a: &PlainAccount) -> Truth {
    both(both(of(a, &["r2", "r3"]), open(a)), above(&a.limit))
}

/// Used amount over the limit of a card that has one, in basis points.
fn used_share(card: &PlainAccount) -> Answer {
    let limit = stated(card.limit.clone())?;
    let used = stated(card.used.clone())?.max(0);
    if limit > 0 { Ok(10_000 * used / limit) } else { Err(Why::NotStated) }
}

/// A collection that has not ended.
fn running_collection(a: &PlainAccount) -> Truth {
    both(yes(a.kind == AccountKind::Collection), open(a))
}

fn ever_late(a: &PlainAccount, k: u8) -> bool {
    (0..MONTHS).any(|ago| late(a.kind, k, a.severity(ago)))
}

fn of(a: &PlainAccount, tags: &[&str]) -> Truth {
    yes(tags.contains(&a.kind.tag()))
}

fn above(field: &Field<i128>) -> Truth {
    match field {
        Field::Known(number) => yes(*number > 0),
        Field::NotStated => Truth::No,
        Field::Hidden => Truth::Unknown(Why::Hidden),
        Field::NotKnown => Truth::Unknown(Why::NotKnown),
    }
}

fn state(a: &PlainAccount, wanted: &[AccountState]) -> Truth {
    match &a.state {
        Field::Known(may_be) if may_be.iter().all(|one| wanted.contains(one)) => Truth::Yes,
        Field::Known(may_be) if !may_be.iter().any(|one| wanted.contains(one)) => Truth::No,
        Field::Known(_) | Field::Hidden => Truth::Unknown(Why::Hidden),
        Field::NotStated => Truth::No,
        Field::NotKnown => Truth::Unknown(Why::NotKnown),
    }
}

fn yes(holds: bool) -> Truth {
    if holds { Truth::Yes } else { Truth::No }
}

fn opposite(truth: Truth) -> Truth {
    match truth {
        Truth::Yes => Truth::No,
        Truth::No => Truth::Yes,
        unknown @ Truth::Unknown(_) => unknown,
    }
}

fn both(one: Truth, other: Truth) -> Truth {
    match (one, other) {
        (Truth::No, _) | (_, Truth::No) => Truth::No,
        (Truth::Yes, Truth::Yes) => Truth::Yes,
        (Truth::Unknown(a), Truth::Unknown(b)) => Truth::Unknown(a.max(b)),
        (unknown, Truth::Yes) | (Truth::Yes, unknown) => unknown,
    }
}

fn either(one: Truth, other: Truth) -> Truth {
    opposite(both(opposite(one), opposite(other)))
}

fn hard(reason: InquiryReason) -> bool {
    use InquiryReason::{BeforeInsuring, HousingFundWithdrawal, IndexFuturesAccount};
    shopping(reason) || matches!(reason, HousingFundWithdrawal | IndexFuturesAccount | BeforeInsuring)
}

fn shopping(reason: InquiryReason) -> bool {
    use InquiryReason::{CardApproval, CreditLineApproval, FinancingApproval, GuaranteeQualification, LoanApproval};
    matches!(reason, LoanApproval | CardApproval | FinancingApproval | CreditLineApproval | GuaranteeQualification)
}

fn within<'a>(inquiries: &[&'a PlainInquiry], months: std::ops::Range<usize>) -> Vec<&'a PlainInquiry> {
    let inside = |one: &&&PlainInquiry| usize::try_from(one.ago).is_ok_and(|ago| months.contains(&ago));
    inquiries.iter().filter(inside).copied().collect()
}
