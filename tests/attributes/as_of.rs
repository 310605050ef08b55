//! A report seen as of an earlier month says what a report made then said, or that it is not known.

use crate::common::regimes;
use crate::naive::rows::Choices;

use credit_bureau::attributes::{Attribute, Catalogue, Plan, Reading, SpecialValue};
use credit_bureau::report::{InquiryReason, KindSet};
use credit_bureau::{AccountKind, AccountState, Month, Regime, Report};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// One account as it truly went, month by month.
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
    states: bool,
    balances: bool,
    amounts_past_due: bool,
    overdue_amounts: bool,
}

impl Life {
    /// Months from opening that are reported by a month.
    fn reported_by(&self, month: usize) -> usize {
        let ends = self.ends.map_or(usize::MAX, |(after, _)| after);
        (month + 1 - self.opened).min(ends).min(self.stops.unwrap_or(usize::MAX)).min(self.statuses.len())
    }

    /// The account in a report of a month, if it is open by then.
    fn add_to(
        &self,
        report: credit_bureau::report::ReportBuilder,
        id: usize,
        month: usize,
    ) -> credit_bureau::report::ReportBuilder {
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
        let last = self.opened + statuses.len() - 1;
        let latest_first: String = statuses.iter().rev().collect();
        let status = *statuses.last().unwrap();
        let late = |status: char| status.to_digit(10).map(|days| 100 * days as i32);
        let overdue: Vec<(u8, i32)> = statuses
            .iter()
            .rev()
            .enumerate()
            .filter_map(|(ago, &status)| Some((u8::try_from(ago).ok()?, late(status)?)))
            .collect();
        let state = match status {
            'C' => AccountState::Settled,
            'G' => AccountState::EndedAbnormally,
            'B' => AccountState::BadDebt,
            '1'..='7' => AccountState::Overdue,
            _ => AccountState::Normal,
        };
        report.account(self.kind, &format!("account {id}"), |account| {
            let account = account.furnisher(&format!("furnisher {}", id % 3)).opened(&first_day(self.opened));
            let account = account.as_of(&name(last)).paid(&latest_first);
            let account = if self.overdue_amounts { account.overdue(&overdue) } else { account };
            let account = if self.states { account.state(state) } else { account };
            if ended.is_some() {
                // No monthly state is left of it, only how it ended and when.
                return account.with(|account| {
                    account.monthly = None;
                    account.latest.state = self.states.then_some(state);
                    account.latest.reported = Some(month_of(last).last_day());
                });
            }
            let account = if self.balances { account.balance(5_000 - 10 * statuses.len() as i32) } else { account };
            match self.amounts_past_due && self.kind != AccountKind::QuasiCreditCard {
                true => account.past_due(if status == 'B' { 900 } else { late(status).unwrap_or(0) }),
                false => account,
            }
        })
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

/// The report that a bureau truly made at the end of a month.
fn made(lives: &[Life], inquiries: &[usize], month: usize) -> Report {
    let report = Report::builder(&month_of(month).last_day().to_string());
    let report = lives.iter().enumerate().fold(report, |report, (id, life)| life.add_to(report, id, month));
    let asked = inquiries.iter().filter(|&&asked| asked <= month);
    let report =
        asked.fold(report, |report, &asked| report.inquiry(&first_day(asked), "bank", InquiryReason::LoanApproval));
    report.build().unwrap()
}

fn lives() -> impl Strategy<Value = Life> {
    // A debt in collection has no months.
    let kinds = select(KindSet::ALL.without(AccountKind::Collection.into()).iter().collect::<Vec<_>>());
    let status =
        prop_oneof![6 => Just('N'), 1 => Just('*'), 1 => Just('1'), 1 => Just('2'), 1 => Just('4'), 1 => Just('B')];
    let end = option::of((1_usize..40, select(vec!['C', 'G'])));
    let stated = || prop_oneof![3 => Just(true), 1 => Just(false)];
    (
        kinds,
        0_usize..50,
        vec(status, 60),
        end,
        option::weighted(0.2, 1_usize..40),
        stated(),
        stated(),
        stated(),
        stated(),
    )
        .prop_map(|(kind, opened, statuses, ends, stops, states, balances, amounts_past_due, overdue_amounts)| {
            Life { kind, opened, statuses, ends, stops, states, balances, amounts_past_due, overdue_amounts }
        })
}

/// What a later report says as of a month, against what was said then.
fn judge(
    plan: &Plan,
    lives: &[Life],
    inquiries: &[usize],
    (then, later): (usize, usize),
    regime: &Regime,
) -> Result<(), TestCaseError> {
    let (truth, report) = (made(lives, inquiries, then), made(lives, inquiries, later));
    let said = truth.under(regime).attributes_of(plan);
    let seen = report.under(regime).at(month_of(then)).attributes_of(plan);
    for row in plan.rows() {
        let (said, seen) = (said.get(&row.name).unwrap(), seen.get(&row.name).unwrap());
        let known = seen != Reading::Absent(SpecialValue::NotKnownAtMonth);
        prop_assert!(!known || seen == said, "{row} under {}: {said} was said, {seen} is seen", regime.name());
    }
    Ok(())
}

/// What is known depends on the month itself, not on what is told of it: whether a state is known, and whether an amount
/// is stated, which decides whether a number of none is absent.
fn asks_what_is_known(row: &Attribute) -> bool {
    row.to_string().contains("state_known")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_known_as_of_an_earlier_month_is_what_was_said_then(
        lives in vec(lives(), 1..6),
        inquiries in vec(0_usize..60, 0..4),
        // A history holds sixty months: of a longer life the later report would not have the first.
        then in 5_usize..40,
        gap in 1_usize..20,
        regime in regimes(),
        choices in vec(any::<u8>(), 0..300),
    ) {
        judge(Plan::standard(), &lives, &inquiries, (then, then + gap), &regime)?;
        let rows: Vec<_> = Choices(&choices).rows(8).into_iter().filter(|row| !asks_what_is_known(row)).collect();
        judge(&Plan::new(rows).unwrap(), &lives, &inquiries, (then, then + gap), &regime)?;
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
