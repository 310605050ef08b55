//! A report seen as of an earlier month says what a report made then said, or that it is not known.

use crate::common::regimes;
use crate::naive::rows::Choices;

use credit_bureau::attributes::{Attribute, Catalogue, Measure, Plan, Reading, SpecialValue};
use credit_bureau::policy::{AccountView, View};
use credit_bureau::report::{AccountBuilder, InquiryReason, KindSet, Liability, LiabilityRole, ReportBuilder};
use credit_bureau::{AccountKind, AccountState, Currency, Money, Month, Regime, Report};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// One account as it truly went, month by month. It states its day of opening: an account that does not is there at
/// every month.
#[derive(Debug, Clone)]
struct Life {
    kind: AccountKind,
    /// The month of opening, counted from the first of all.
    opened: usize,
    /// The status of each month from that of opening on, as PBOC writes it.
    statuses: Vec<char>,
    /// After how many months it is settled (`C`) or ends abnormally (`G`).
    ends: Option<(usize, char)>,
    /// After how many months the furnisher stops reporting.
    stops: Option<usize>,
    /// Whether its furnisher states a state, then and now: of one that does not, the state counts as missing in every month.
    states: bool,
    overdue_amounts: bool,
    amounts: Amounts,
}

/// The amounts of an account. The limit and the principal change too: the one is raised, the other corrected.
#[derive(Debug, Clone)]
struct Amounts {
    granted: Course,
    balance: Course,
    used: Course,
    past_due: Course,
    scheduled: Course,
    actual: Course,
}

/// An amount from month to month.
#[derive(Debug, Clone, Copy)]
struct Course {
    first: i32,
    each_month: i32,
    stated: Stated,
}

/// The months in which something is stated, by their number modulo 8.
#[derive(Debug, Clone, Copy)]
struct Stated(u8);

impl Stated {
    fn after(self, months: usize) -> bool {
        self.0 >> (months % 8) & 1 == 1
    }
}

impl Course {
    /// The amount after some months, if it is stated then.
    fn after(self, months: usize) -> Option<i32> {
        self.stated.after(months).then(|| (self.first + self.each_month * months as i32).max(0))
    }
}

impl Life {
    /// Months from opening that are reported by a month.
    fn reported_by(&self, month: usize) -> usize {
        let ends = self.ends.map_or(usize::MAX, |(after, _)| after);
        (month + 1 - self.opened).min(ends).min(self.stops.unwrap_or(usize::MAX)).min(self.statuses.len())
    }

    /// The account in a report of a month, if it is open by then.
    fn add_to(&self, report: ReportBuilder, id: usize, month: usize) -> ReportBuilder {
        if self.opened > month {
            return report;
        }
        let months = self.reported_by(month);
        let mut statuses: Vec<char> = self.statuses[..months].to_vec();
        let ended =
            self.ends.filter(|&(after, _)| after < self.stops.unwrap_or(usize::MAX) && self.opened + after <= month);
        if let Some((_, end)) = ended {
            statuses.push(end);
        }
        report.account(self.kind, &format!("account {id}"), |account| {
            let account = account.furnisher(&format!("furnisher {}", id % 3)).opened(&first_day(self.opened));
            let last = self.opened + statuses.len() - 1;
            let account = self.with_months(account.as_of(&name(last)), &statuses);
            match ended.is_some() {
                true => self.with_end(account, &statuses, last),
                false => self.with_amounts(account, &statuses),
            }
        })
    }

    fn with_months(&self, account: AccountBuilder, statuses: &[char]) -> AccountBuilder {
        // A debt in collection has no months.
        if self.kind == AccountKind::Collection {
            return account;
        }
        let account = account.paid(&statuses.iter().rev().collect::<String>());
        let overdue: Vec<(u8, i32)> = statuses
            .iter()
            .rev()
            .enumerate()
            .filter_map(|(ago, status)| Some((u8::try_from(ago).ok()?, 100 * status.to_digit(10)? as i32)))
            .collect();
        if self.overdue_amounts { account.overdue(&overdue) } else { account }
    }

    /// The account without a monthly state: what is left of it is how it ended, and when.
    fn with_end(&self, account: AccountBuilder, statuses: &[char], last: usize) -> AccountBuilder {
        let state = self.state(statuses);
        let balance = self.amounts.balance.after(statuses.len());
        let paid = self.amounts.actual.after(statuses.len());
        self.with_granted(account, statuses.len()).with(|account| {
            account.latest.state = state;
            account.latest.balance = balance.map(yuan);
            account.latest.last_payment = paid.map(yuan);
            account.latest.reported = Some(month_of(last).last_day());
        })
    }

    fn with_amounts(&self, account: AccountBuilder, statuses: &[char]) -> AccountBuilder {
        let of = |course: Course| course.after(statuses.len());
        let mut account = self.with_granted(account, statuses.len());
        if let Some(state) = self.state(statuses) {
            account = account.state(state);
        }
        if let Some(balance) = of(self.amounts.balance) {
            account = account.balance(balance);
        }
        if self.kind == AccountKind::Collection {
            return account;
        }
        if let Some(used) = of(self.amounts.used).filter(|_| self.kind == AccountKind::CreditCard) {
            account = account.used(used);
        }
        if let Some(actual) = of(self.amounts.actual) {
            account = account.actual_payment(actual);
        }
        // A quasi-credit card (R3) is not due month by month, so that a payment due and an amount past due do not apply
        // to it: a report that states one is refused.
        if self.kind == AccountKind::QuasiCreditCard {
            return account;
        }
        if let Some(scheduled) = of(self.amounts.scheduled) {
            account = account.scheduled_payment(scheduled);
        }
        match (of(self.amounts.past_due), statuses.last()) {
            (None, _) => account,
            // Nothing is past due where nothing was due, or all was paid.
            (Some(_), Some('N' | '*')) => account.past_due(0),
            (Some(amount), _) => account.past_due(amount),
        }
    }

    /// The limit or the principal, whichever the kind has.
    fn with_granted(&self, account: AccountBuilder, months: usize) -> AccountBuilder {
        match self.amounts.granted.after(months) {
            Some(limit) if KindSet::REVOLVING.contains(self.kind) => account.limit(limit),
            Some(principal) if KindSet::INSTALMENT.contains(self.kind) => account.principal(principal),
            Some(claim) if self.kind == AccountKind::Collection => account.principal(claim),
            _ => account,
        }
    }

    /// The state, which says of being open, ended and bad debt what the last month says.
    fn state(&self, statuses: &[char]) -> Option<AccountState> {
        let state = match (self.kind, statuses.last()?) {
            (AccountKind::Collection, 'C' | 'G') => AccountState::Ended,
            (AccountKind::Collection, _) => AccountState::InCollection,
            (_, 'C') => AccountState::Settled,
            (_, 'G') => AccountState::EndedAbnormally,
            (_, 'B') => AccountState::BadDebt,
            (_, '1'..='7') => AccountState::Overdue,
            _ => AccountState::Normal,
        };
        self.states.then_some(state)
    }
}

/// A liability for another's debt, as it truly went.
#[derive(Debug, Clone)]
struct Debt {
    role: LiabilityRole,
    opened: usize,
    /// After how many months the lender stops reporting.
    stops: Option<usize>,
    amount: Course,
    balance: Course,
}

impl Debt {
    fn in_report_of(&self, month: usize) -> Option<Liability> {
        let months = month.checked_sub(self.opened)?.min(self.stops.unwrap_or(usize::MAX));
        let mut liability = Liability::default();
        liability.role = Some(self.role);
        liability.opened = Some(month_of(self.opened).first_day());
        liability.reported = Some(month_of(self.opened + months).last_day());
        liability.amount = self.amount.after(months).map(yuan);
        liability.balance = self.balance.after(months).map(yuan);
        Some(liability)
    }
}

/// All that happened, over sixty months.
#[derive(Debug, Clone)]
struct Past {
    lives: Vec<Life>,
    debts: Vec<Debt>,
    inquiries: Vec<usize>,
}

impl Past {
    /// The report that a bureau truly made at the end of a month.
    fn reported(&self, month: usize) -> Report {
        let report = Report::builder(&month_of(month).last_day().to_string());
        let report = self.lives.iter().enumerate().fold(report, |report, (id, life)| life.add_to(report, id, month));
        let asked = self.inquiries.iter().filter(|&&asked| asked <= month);
        let report =
            asked.fold(report, |report, &asked| report.inquiry(&first_day(asked), "bank", InquiryReason::LoanApproval));
        let owed = self.debts.iter().filter_map(|debt| debt.in_report_of(month));
        report.with(|data| data.liabilities = owed.collect()).build().unwrap()
    }

    /// The same, but that of all there was by a month nothing is reported afterwards.
    fn silent_after(mut self, month: usize) -> Past {
        for life in self.lives.iter_mut().filter(|life| life.opened <= month) {
            let by_then = month + 1 - life.opened;
            life.stops = Some(life.stops.unwrap_or(by_then).min(by_then));
        }
        for debt in self.debts.iter_mut().filter(|debt| debt.opened <= month) {
            let by_then = month - debt.opened;
            debt.stops = Some(debt.stops.unwrap_or(by_then).min(by_then));
        }
        self
    }
}

/// A month, counted from the first of all.
fn month_of(place: usize) -> Month {
    "2018-01".parse::<Month>().unwrap().checked_add(place as i32).unwrap()
}

fn name(place: usize) -> String {
    month_of(place).to_string()
}

fn first_day(place: usize) -> String {
    month_of(place).first_day().to_string()
}

fn yuan(amount: i32) -> Money {
    Money::whole(amount, Currency::CNY)
}

fn pasts() -> impl Strategy<Value = Past> {
    (vec(lives(), 1..6), vec(debts(), 0..3), vec(0_usize..60, 0..4)).prop_map(|(lives, debts, inquiries)| Past {
        lives,
        debts,
        inquiries,
    })
}

fn lives() -> impl Strategy<Value = Life> {
    let status = prop_oneof![
        6 => Just('N'), 1 => Just('*'), 1 => Just('#'), 1 => Just('1'), 1 => Just('2'), 1 => Just('4'), 1 => Just('B'),
    ];
    let end = option::of((1_usize..40, select(vec!['C', 'G'])));
    let amounts = (courses(), courses(), courses(), courses(), courses(), courses()).prop_map(
        |(granted, balance, used, past_due, scheduled, actual)| Amounts {
            granted,
            balance,
            used,
            past_due,
            scheduled,
            actual,
        },
    );
    let told = (prop::bool::weighted(0.75), prop::bool::weighted(0.75), amounts);
    (select(AccountKind::ALL), 0_usize..50, vec(status, 60), end, option::weighted(0.2, 1_usize..40), told).prop_map(
        |(kind, opened, statuses, ends, stops, (states, overdue_amounts, amounts))| Life {
            kind,
            opened,
            statuses,
            ends,
            stops,
            states,
            overdue_amounts,
            amounts,
        },
    )
}

fn debts() -> impl Strategy<Value = Debt> {
    (select(LiabilityRole::ALL), 0_usize..50, option::weighted(0.4, 0_usize..40), courses(), courses())
        .prop_map(|(role, opened, stops, amount, balance)| Debt { role, opened, stops, amount, balance })
}

fn courses() -> impl Strategy<Value = Course> {
    (0..200, -9..10, stated()).prop_map(|(first, each_month, stated)| Course { first, each_month, stated })
}

fn stated() -> impl Strategy<Value = Stated> {
    prop_oneof![4 => Just(u8::MAX), 1 => Just(0), 3 => any::<u8>()].prop_map(Stated)
}

/// The kinds of which a report has an account that was open by a month and is dated later.
fn dated_later(report: &Report, month: Month) -> KindSet {
    let later = report.accounts.iter().filter(|account| {
        let there = account.opened.is_none_or(|day| day <= month.last_day());
        there && account.state_month().unwrap_or(report.month()) > month
    });
    later.map(|account| account.kind).collect()
}

/// Whether a report has a liability of that sort.
fn owes_dated_later(report: &Report, month: Month) -> bool {
    report.liabilities.iter().any(|one| {
        let is_after = |day: chrono::NaiveDate| day > month.last_day();
        !one.opened.is_some_and(is_after) && one.reported.is_some_and(is_after)
    })
}

fn reads_liabilities(measure: &Measure) -> bool {
    match measure {
        Measure::Liabilities(_) => true,
        Measure::Derived(row) => reads_liabilities(&row.left) || reads_liabilities(&row.right),
        _ => false,
    }
}

/// Whether a row asks of an account that its state is known, which the month decides and not what is told of it. The
/// catalogue does so only to ask the last month instead, which says the same here.
fn asks_what_is_known(row: &Attribute) -> bool {
    Catalogue::standard().get(&row.name).is_none() && row.to_string().contains("state_known")
}

/// The kinds of accounts that were there then and are not as of then in the later report.
///
/// A bureau that records only what went wrong showed such an account for nothing but an amount past due, and of that
/// month the amount is not known. The account is not there, rather than in doubt: that an account exists must not show.
fn unseen_past_due(then: View<'_>, now: View<'_>) -> KindSet {
    let there: Vec<_> = now.accounts().map(|account| account.account().id.clone()).collect();
    let unseen = then.accounts().filter(|account| !there.contains(&account.account().id));
    let kind = |account: AccountView<'_>| {
        let past_due = account.past_due().known().is_some_and(|amount| amount.minor() > 0);
        assert!(past_due && account.visible().is_empty(), "{account:?} is not there");
        account.kind()
    };
    unseen.map(kind).collect()
}

/// What a later report says as of a month, against what was said then: the same, but for rows that read what the later
/// report dates afterwards, which may be not known.
fn judge(plan: &Plan, past: &Past, (then, later): (usize, usize), regime: &Regime) -> Result<(), TestCaseError> {
    let (truth, report, month) = (past.reported(then), past.reported(later), month_of(then));
    let (later_kinds, later_debts) = (dated_later(&report, month), owes_dated_later(&report, month));
    let (then, now) = (truth.under(regime), report.under(regime).at(month));
    let unseen = unseen_past_due(then, now);
    let (said, seen) = (then.attributes_of(plan), now.attributes_of(plan));
    for row in plan.rows() {
        if !(row.fed_by(regime) & unseen).is_empty() {
            continue;
        }
        let (said, seen) = (said.get(&row.name).unwrap(), seen.get(&row.name).unwrap());
        let reads_later = !(row.fed_by(regime) & later_kinds).is_empty()
            || later_debts && regime.shows_liabilities() && reads_liabilities(&row.measure);
        if asks_what_is_known(row) && reads_later {
            continue;
        }
        let unknown = Reading::Absent(SpecialValue::NotKnownAtMonth);
        prop_assert!(said != unknown, "{row} under {}: not known in its own month", regime.name());
        let may_be_unknown = reads_later && row.special_values().contains(&SpecialValue::NotKnownAtMonth);
        prop_assert!(
            seen == said || seen == unknown && may_be_unknown,
            "{row} under {}: {said} was said, {seen} is seen",
            regime.name()
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6_000))]

    #[test]
    fn what_is_known_as_of_an_earlier_month_is_what_was_said_then(
        past in pasts(),
        // A history holds sixty months: of a longer life the later report would not have the first.
        then in 5_usize..40,
        gap in 1_usize..20,
        regime in regimes(),
        choices in vec(any::<u8>(), 0..300),
    ) {
        let own = Plan::new(Choices(&choices).rows(8)).unwrap();
        for past in [past.clone(), past.silent_after(then)] {
            for plan in [Plan::standard(), &own] {
                judge(plan, &past, (then, then + gap), &regime)?;
            }
        }
    }
}

/// Two accounts of which one was 500 past due and is settled since, and one is 700 past due to this day.
#[test]
fn a_sum_that_is_known_but_incomplete_is_not_known() {
    let report = Report::builder("2023-09-30")
        .account(AccountKind::CreditCard, "a", |card| {
            card.opened("2020-01-01").as_of("2023-09").paid("CN11NN").with(|card| {
                card.monthly = None;
                card.latest.state = Some(AccountState::Settled);
                card.latest.reported = Some("2023-09-15".parse().unwrap());
            })
        })
        .account(AccountKind::CreditCard, "b", |card| {
            card.opened("2020-01-01").as_of("2023-06").paid("1NN").past_due(700)
        })
        .build()
        .unwrap();
    let at = |month: &str| report.under(Regime::holistic()).at(month.parse().unwrap()).attributes();
    let not_known = Ok(Reading::Absent(SpecialValue::NotKnownAtMonth));
    for name in ["total_past_due", "total_balance", "scheduled_payment"] {
        assert_eq!(at("2023-06").get(name), not_known, "{name}");
    }
    assert_eq!(at("2023-09").get("total_past_due"), Ok(Reading::Known(70_000)));
    assert!(Catalogue::standard().find("total_past_due").is_ok());
}

/// A liability whose amount was stated and is not now is not known, and with it the sum, whatever another states.
#[test]
fn a_liability_that_is_not_stated_afterwards_is_not_known_before() {
    let owed = |opened: &str, reported: &str, amount: Option<i32>| {
        let mut one = Liability::default();
        one.role = Some(LiabilityRole::Guarantor);
        (one.opened, one.reported) = (Some(opened.parse().unwrap()), Some(reported.parse().unwrap()));
        one.amount = amount.map(yuan);
        one
    };
    let report = Report::builder("2024-06-30")
        .with(|data| {
            let silent = owed("2020-01-01", "2024-03-31", Some(300));
            data.liabilities = vec![silent, owed("2020-01-01", "2024-06-30", None)];
        })
        .build()
        .unwrap();
    let at = |month: &str| report.under(Regime::holistic()).at(month.parse().unwrap()).attributes();
    let not_known = Ok(Reading::Absent(SpecialValue::NotKnownAtMonth));
    assert_eq!(at("2024-05").get("related_liability"), not_known);
    assert_eq!(at("2024-06").get("related_liability"), Ok(Reading::Known(30_000)));
}

/// An account that a bureau of what went wrong showed for an amount past due alone: as of then, a later report neither
/// shows it nor says that it might be there.
#[test]
fn an_account_past_due_without_a_late_month_is_not_there_afterwards() {
    let report = |day: &str, paid: &str, past_due: i32| {
        let loan = |loan: AccountBuilder| loan.opened("2024-04-01").paid(paid).past_due(past_due);
        Report::builder(day).account(AccountKind::NonRevolvingLoan, "loan", loan).build().unwrap()
    };
    let (then, now) = (report("2024-05-31", "#N", 500), report("2024-06-30", "N#N", 0));
    let (regime, month) = (Regime::negative_only(), then.month());
    assert_eq!(then.under(regime).attributes().get("total_past_due"), Ok(Reading::Known(50_000)));
    assert_eq!(now.under(regime).at(month).attributes().get("total_past_due"), Ok(Reading::Known(0)));
    let full = now.under(Regime::holistic()).at(month).attributes();
    assert_eq!(full.get("total_past_due"), Ok(Reading::Absent(SpecialValue::NotKnownAtMonth)));
}

/// A lender that stopped reporting: its last balance is kept out of a sum of what is reported.
#[test]
fn a_filter_keeps_out_amounts_that_are_out_of_date() {
    let report = Report::builder("2024-06-30")
        .account(AccountKind::NonRevolvingLoan, "stale", |loan| loan.as_of("2022-03").balance(900).paid("NNN"))
        .account(AccountKind::NonRevolvingLoan, "fresh", |loan| loan.as_of("2024-05").balance(400).paid("NNN"))
        .account(AccountKind::NonRevolvingLoan, "silent", |loan| loan.balance(50))
        .build()
        .unwrap();
    let total = |filter: &str| {
        let row = format!(
            r#"{{"name": "own", "measure": {{"accounts": {{"across": "sum", "of": {{"value": "balance"}}, "where": {filter}}}}}}}"#
        );
        let row: Attribute = serde_json::from_str(&row).unwrap();
        let plan = Plan::new([row]).unwrap();
        report.under(Regime::holistic()).attributes_of(&plan).get("own").unwrap()
    };
    assert_eq!(total(r#""open""#), Reading::Known(135_000));
    assert_eq!(total(r#"{"all": ["open", {"reported_within": 3}]}"#), Reading::Known(40_000));
    assert_eq!(total(r#"{"reported_within": 1}"#), Reading::Known(0));
    assert_eq!(total(r#"{"reported_within": 28}"#), Reading::Known(130_000));
    assert_eq!(total(r#"{"reported_within": 27}"#), Reading::Known(40_000));
    assert_eq!(total(r#"{"not": {"reported_within": 60}}"#), Reading::Known(5_000));
}
