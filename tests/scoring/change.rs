//! What would change a score is found exactly: for a thousand people, trying every amount, every action and every two of
//! them finds nothing cheaper; and what is found holds when it is done.
#![cfg(feature = "json")]

use crate::common::{self, teaching};

use chrono::{Days, NaiveDate};
use common::{regimes, reports};
use credit_bureau::attributes::{Across, Attribute, Direction, Filter, Measure, OverAccounts, Value, Within};
use credit_bureau::history::Severity;
use credit_bureau::month::Window;
use credit_bureau::policy::Regime;
use credit_bureau::report::{
    Inquiry, InquiryReason, KindSet, Lease, MonthlyState, OverdueAmounts, Payments, ReportData,
};
use credit_bureau::scoring::explain::change::{
    Action, ActionPrices, Advice, BestReachable, Change, ChangeCost, ChangeError, OpenableKind, apply, cheapest,
    time_alone,
};
use credit_bureau::scoring::scorecards::{Absence, Bin, Characteristic, MinimumCriteria, PointsAward};
use credit_bureau::scoring::{Better, ScoreRange, Scorecard, ScorecardData, Strategy as _};
use credit_bureau::{Account, AccountKind, AccountState, Currency, Language, Money, Month, PaymentHistory, Report};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn score(card: &Scorecard, regime: &Regime, report: &Report) -> Option<i32> {
    card.evaluate(&report.under(regime).attributes_of(card.plan())).value()
}

// People who owe so little that every amount can be tried.

const MOST: i64 = 9;

fn accounts(date: NaiveDate) -> impl Strategy<Value = Account> {
    use AccountKind::{Collection, CreditCard, NonRevolvingLoan, QuasiCreditCard, Rent, RevolvingLoan, Utility};
    let kinds = vec![
        CreditCard,
        CreditCard,
        CreditCard,
        NonRevolvingLoan,
        NonRevolvingLoan,
        RevolvingLoan,
        QuasiCreditCard,
        Collection,
        Rent,
        Utility,
    ];
    let state = prop_oneof![
        2 => Just(None),
        3 => Just(Some(AccountState::Normal)),
        1 => select(vec![AccountState::Overdue, AccountState::BadDebt, AccountState::Settled, AccountState::NotActivated]).prop_map(Some)
    ];
    let paid = "[N*12NN#]{0,3}(N{1,14}|\\*{1,5}|1{1,2}|32)[N*1B]{0,2}";
    (
        (select(kinds), select(vec![0_u64, 20, 200, 900]), select(vec!["bank 1", "bank 2"]), state),
        (
            0..=MOST,
            prop::option::weighted(0.2, 0..=MOST),
            prop::option::weighted(0.4, 0..4_i64),
            select(vec![0_i64, 4, 9, 10, 12]),
        ),
        (prop::option::weighted(0.9, paid), select(vec![0_i32, 0, 0, 1, 3]), prop::bool::weighted(0.1)),
    )
        .prop_map(
            move |((kind, opened, furnisher, state), (balance, used, past_due, limit), (paid, back, overpaid))| {
                let money = |minor| Money::from_minor(minor, Currency::CNY);
                let month = Month::of(date).unwrap().checked_add(-back).unwrap();
                let mut account = Account::new(kind, "unnamed".into());
                account.opened = Some(date - Days::new(opened));
                furnisher.clone_into(&mut account.furnisher);
                let balance = Some(money(if overpaid && kind.is_card() { -balance } else { balance }));
                if kind == Collection {
                    account.latest.balance = balance;
                    return account;
                }
                if KindSet::REVOLVING.contains(kind) {
                    account.limit = Some(money(limit));
                }
                if kind == NonRevolvingLoan {
                    account.principal = Some(money(limit));
                }
                if kind == Rent {
                    account.lease = Some(Lease::default());
                }
                let mut monthly = MonthlyState::new(month);
                (monthly.state, monthly.balance) = (state, balance);
                if kind == CreditCard {
                    monthly.used = used.map(money);
                }
                // A month without a debt has nothing overdue, and one paid as agreed nothing past due.
                let unless = |symbols: &[char]| match &paid {
                    Some(paid) if paid.starts_with(symbols) => past_due.map(|_| 0),
                    _ => past_due,
                };
                if kind != QuasiCreditCard {
                    monthly.past_due = unless(&['N']).map(money);
                }
                account.monthly = Some(monthly);
                let overdue = unless(&['N', '*']);
                account.payments = paid.map(|paid| {
                    let mut payments = Payments::from(PaymentHistory::parse(&paid, month).unwrap());
                    payments.overdue = OverdueAmounts::new(overdue.into_iter().map(|due| (0, money(due))).collect());
                    payments
                });
                // Nothing is reported before an account is opened.
                if let Some(payments) = &account.payments {
                    account.opened = account.opened.min(Some(payments.history.earliest().last_day()));
                }
                account
            },
        )
}

fn people() -> impl Strategy<Value = Report> {
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    (0..366_u64).prop_flat_map(move |day| {
        let date = first + Days::new(day);
        let inquiries = vec((0..400_u64, select(vec![InquiryReason::LoanApproval, InquiryReason::CardApproval])), 0..3);
        (prop_oneof![1 => vec(accounts(date), 0..2), 3 => vec(accounts(date), 2..4)], inquiries).prop_map(
            move |(mut accounts, inquiries)| {
                for (account, number) in accounts.iter_mut().zip(1..) {
                    account.id = format!("account {number}").into();
                }
                let mut data = ReportData::new(date.and_hms_opt(23, 59, 59).unwrap(), Currency::CNY);
                data.accounts = accounts;
                let inquiry = |(days, reason)| {
                    let mut inquiry = Inquiry::new(date - Days::new(days), "bank".to_owned());
                    inquiry.reason = Some(reason);
                    inquiry
                };
                data.inquiries = inquiries.into_iter().map(inquiry).collect();
                Report::new(data).unwrap()
            },
        )
    })
}

/// Rows that the catalogue lacks and amounts move otherwise.
fn own_rows() -> Vec<Attribute> {
    let row = |name: &str, across, of, filter| Attribute {
        name: name.to_owned(),
        direction: Direction::Neither,
        measure: Measure::Accounts(OverAccounts { across, of, filter, window: Window::ALL }),
    };
    let credit = || Filter::Kinds(KindSet::CREDIT);
    let owing = || Filter::All(vec![credit(), Filter::Above(Value::Balance)]);
    vec![
        row("highest_balance", Across::Highest, Within::Value(Value::Balance), credit()),
        row("lowest_balance", Across::Lowest, Within::AtLeastZero(Value::Balance), owing()),
        row("average_used", Across::Average, Within::Value(Value::Used), owing()),
        row("half_used", Across::Count, Within::Account, Filter::UsedAtLeastPercent(50)),
        row("lowest_of_half", Across::Lowest, Within::Value(Value::Balance), Filter::UsedAtLeastPercent(50)),
        row("lenders_owed", Across::DistinctFurnishers, Within::Value(Value::Balance), credit()),
        row("lowest_share", Across::Lowest, Within::Value(Value::Utilisation), credit()),
    ]
}

const ATTRIBUTES: [(&str, i64); 17] = [
    ("card_utilisation", 12_000),
    ("percent_accounts_never_late", 10_001),
    ("total_balance", 2 * MOST),
    ("total_past_due", 6),
    ("collection_balance", MOST),
    ("highest_monthly_past_due_12", 6),
    ("past_due_change", 4),
    ("open_accounts", 4),
    ("collections", 2),
    ("accounts_now_late", 3),
    ("late_months_1_12", 8),
    ("worst_status_3", 10),
    ("on_time_months_24", 40),
    ("oldest_account_age", 40),
    ("current_on_time_streak", 20),
    ("hard_inquiries_6", 3),
    ("positive_on_time_months_12", 14),
];
/// Those that move with what is repaid.
const AMOUNTS: [(&str, i64); 14] = [
    ("card_utilisation", 12_000),
    ("highest_card_utilisation", 12_000),
    ("instalment_burden", 12_000),
    ("percent_accounts_with_balance", 10_001),
    ("total_balance", 2 * MOST),
    ("used_r2", 2 * MOST),
    ("cards_over_75_percent_used", 3),
    ("highest_balance", MOST),
    ("lowest_balance", MOST),
    ("average_used", MOST),
    ("half_used", 3),
    ("lowest_of_half", MOST),
    ("lenders_owed", 3),
    ("lowest_share", 11_000),
];

fn cards() -> impl Strategy<Value = Scorecard> {
    prop_oneof![2 => cards_of(ATTRIBUTES.to_vec()), 1 => cards_of(AMOUNTS.to_vec())]
}

/// Cards of some attributes: names, and up to where their edges lie.
fn cards_of(all: Vec<(&'static str, i64)>) -> impl Strategy<Value = Scorecard> {
    let awards = || prop_oneof![30 => (-30..=30_i32).prop_map(PointsAward::of), 1 => Just(PointsAward::NoScore)];
    (subsequence(all, 1..5), prop::bool::weighted(0.3), prop::bool::weighted(0.1)).prop_flat_map(
        move |(rows, lower, thin)| {
            let rows: Vec<_> = rows
                .into_iter()
                .map(|(name, most)| {
                    let sorted = prop::bool::weighted(0.7);
                    let given = (vec(0..=most, 1..4), vec(-30..=30_i32, 5), awards(), sorted);
                    given.prop_map(move |(mut cuts, mut points, absent, sorted)| {
                        cuts.sort_unstable();
                        cuts.dedup();
                        // Mostly the less is owed or late, and the longer is paid, the better.
                        if sorted {
                            points.sort_unstable();
                            let rises = name.contains("on_time") || name.contains("never_late") || name.contains("age");
                            if rises == lower {
                                points.reverse();
                            }
                        }
                        let starts = [None].into_iter().chain(cuts.iter().copied().map(Some));
                        let ends = cuts.iter().copied().map(Some).chain([None]);
                        points.truncate(cuts.len() + 1);
                        let bins = starts.zip(ends).zip(points).map(|((from, below), points)| {
                            let mut bin = Bin::new(.., points);
                            (bin.from, bin.below) = (from, below);
                            bin
                        });
                        let mut one = Characteristic::new(name.to_owned(), bins.collect());
                        one.absent = Absence::new().otherwise(absent);
                        one
                    })
                })
                .collect();
            rows.prop_map(move |characteristics| {
                let range = ScoreRange::new(0, 400).unwrap();
                let mut data = ScorecardData::new("random".into(), "1".into(), "a test".into(), range, 200.into());
                data.attributes = own_rows();
                data.characteristics = characteristics;
                data.minimum_criteria = thin.then(|| {
                    let rules = [("on_time_months_24", 12), ("positive_depth", 2)];
                    MinimumCriteria::Any(rules.map(|(name, least)| MinimumCriteria::at_least(name, least)).to_vec())
                });
                data.better = if lower { Better::Lower } else { Better::Higher };
                Scorecard::new(data).unwrap()
            })
        },
    )
}

fn prices() -> impl Strategy<Value = ActionPrices> {
    let rent = prop_oneof![Just(None), (0..3_u8, 0..6_u64).prop_map(Some)];
    let opening = (select(OpenableKind::ALL), 1..8_u8, 0..6_u64);
    let openings = prop_oneof![2 => Just(Vec::new()), 1 => vec(opening, 1..3)];
    (select(vec![0_u64, 1, 2, 5, 20]), rent, openings).prop_map(|(month, rent, openings)| {
        let mut prices = ActionPrices::new(month);
        if let Some((months, price)) = rent {
            prices = prices.with_rent(months, price);
        }
        openings.into_iter().fold(prices, |prices, (kind, months, price)| prices.with_opening(kind, months, price))
    })
}

// The search over everything.

/// Every action there is, in the order in which two are done.
fn actions(report: &Report, prices: &ActionPrices, waits: &[u8]) -> Vec<Action> {
    let mut all = Vec::new();
    for account in &report.accounts {
        all.push(Action::ClearPastDue { account: account.id.clone() });
    }
    all.push(Action::ClearAllPastDue);
    for account in &report.accounts {
        let amounts = 1..=u64::try_from(MOST).unwrap();
        all.extend(amounts.map(|amount| Action::Repay { account: account.id.clone(), amount }));
    }
    let rent = prices.rent.map(|rent| 0..=rent.months_max);
    all.extend(rent.into_iter().flatten().map(|months| Action::ReportRent { months }));
    all.extend(waits.iter().map(|&months| Action::Wait { months }));
    for &kind in OpenableKind::ALL {
        let months = prices.opening(kind).map(|opening| 1..=opening.months_max);
        all.extend(months.into_iter().flatten().map(|months| Action::OpenAccount { kind, months }));
    }
    all.retain(|action| apply(report, action).is_ok());
    all
}

/// Whether two actions are two, and not twice the same; months pass in one of them at most.
fn are_two(one: &Action, other: &Action) -> bool {
    match (one, other) {
        (Action::Repay { account: a, .. }, Action::Repay { account: b, .. }) => a != b,
        (Action::Wait { .. } | Action::OpenAccount { .. }, Action::Wait { .. } | Action::OpenAccount { .. })
        | (Action::ReportRent { .. }, Action::ReportRent { .. }) => false,
        _ => one != other,
    }
}

/// By what the answers are ordered: the price, the score (the better first), the months, and the actions by their places
/// in the list of all.
type Rank = (u128, i32, u8, Vec<usize>);

#[derive(Default)]
struct Everything {
    single: Option<Rank>,
    pair: Option<Rank>,
    /// Best score of all, whatever it costs, and the first answer that gives it.
    best: Option<(i32, u128)>,
    all: Vec<Action>,
}

/// What trying everything finds: only what is no dearer than the limit, if there is one.
fn everything(
    (card, regime, report, prices): (&Scorecard, &Regime, &Report, &ActionPrices),
    target: i32,
    limits: (Option<u128>, Option<u128>),
) -> Everything {
    let sign = sign(card);
    let waits: Vec<u8> = (1..=24).collect();
    let all = actions(report, prices, &waits);
    let mut best = None;
    let mut look = |after: &Report, cost: ChangeCost, places: Vec<usize>, least: &mut Option<Rank>| {
        let Some(score) = score(card, regime, after) else { return };
        let (worse, price) = (-score * sign, cost.priced(prices));
        best = Some(best.map_or((worse, price), |best: (i32, u128)| best.min((worse, price))));
        if score * sign >= target * sign {
            let rank = (price, worse, cost.months, places);
            *least = Some(least.take().map_or(rank.clone(), |before| before.min(rank)));
        }
    };
    let within = |cost: ChangeCost, limit: Option<u128>| limit.is_none_or(|limit| cost.priced(prices) <= limit);
    let (mut single, mut pair) = (None, None);
    for (place, one) in all.iter().enumerate() {
        let cost = one.cost(report, prices).unwrap();
        let now = apply(report, one).unwrap();
        if within(cost, limits.0) {
            look(&now, cost, vec![place], &mut single);
        }
        if !within(cost, limits.1) {
            continue;
        }
        for (other_place, other) in all.iter().enumerate().skip(place).filter(|(_, other)| are_two(one, other)) {
            let Ok(more) = other.cost(&now, prices) else { continue };
            let cost = sum(cost, more);
            if within(cost, limits.1)
                && let Ok(then) = apply(&now, other)
            {
                look(&then, cost, vec![place, other_place], &mut pair);
            }
        }
    }
    Everything { single, pair, best: best.map(|(worse, price)| (-worse * sign, price)), all }
}

fn sum(mut cost: ChangeCost, more: ChangeCost) -> ChangeCost {
    (cost.money, cost.months) = (cost.money + more.money, cost.months + more.months);
    cost
}

/// 1 for a card where higher scores are better, -1 where lower ones are.
fn sign(card: &Scorecard) -> i32 {
    if card.data().better == Better::Higher { 1 } else { -1 }
}

/// That an answer is what it says: its actions can be done, cost that, and lead to that score.
fn holds(card: &Scorecard, regime: &Regime, report: &Report, prices: &ActionPrices, advice: &Advice) {
    let (mut after, mut cost) = (report.clone(), ChangeCost::default());
    for action in &advice.actions {
        cost = sum(cost, action.cost(&after, prices).unwrap());
        after = apply(&after, action).unwrap();
    }
    assert_eq!((score(card, regime, &after), cost), (Some(advice.score), advice.cost), "{advice:?}");
}

fn check(card: &Scorecard, regime: &Regime, report: &Report, target: i32, prices: &ActionPrices) {
    let all = (card, regime, report, prices);
    let rank = |advice: &Advice, everything: &Everything| {
        let place = |action| everything.all.iter().position(|one| one == action).unwrap();
        let places = advice.actions.iter().map(place).collect();
        (advice.cost.priced(prices), -advice.score * sign(card), advice.cost.months, places)
    };
    match cheapest(card, regime, report, target, prices).unwrap() {
        Change::Reached { score: now } => assert_eq!(Some(now), score(card, regime, report)),
        Change::Possible { cheapest, single } => {
            for advice in [Some(&cheapest), single.as_ref()].into_iter().flatten() {
                holds(card, regime, report, prices, advice);
            }
            let price = |advice: &Advice| advice.cost.priced(prices);
            let limit = price(&cheapest);
            let naive = everything(all, target, (Some(single.as_ref().map_or(limit, price)), Some(limit)));
            let found = Some(rank(&cheapest, &naive));
            if cheapest.actions.len() == 1 {
                assert_eq!((found.as_ref(), single), (naive.single.as_ref(), None), "{cheapest:?} is not the cheapest");
                let value = |rank: Rank| (rank.0, rank.1);
                assert!(naive.pair.is_none_or(|pair| Some(value(pair)) >= found.map(value)), "a pair is better");
            } else {
                assert_eq!(found, naive.pair, "{cheapest:?} is not the cheapest pair");
                assert_eq!(
                    single.map(|single| rank(&single, &naive)),
                    naive.single,
                    "{cheapest:?} is not the only one"
                );
            }
        }
        Change::Impossible { best } => {
            let naive = everything(all, target, (None, None));
            assert_eq!((naive.single, naive.pair), (None, None));
            let now = score(card, regime, report);
            let good = |score: Option<i32>| score.map(|score| score * sign(card));
            assert_eq!(good(best.score()), good(now).max(good(naive.best.map(|best| best.0))));
            match best {
                BestReachable::After(advice) => {
                    assert!(good(Some(advice.score)) > good(now), "{advice:?} is no better");
                    assert_eq!(naive.best, Some((advice.score, advice.cost.priced(prices))));
                    holds(card, regime, report, prices, &advice);
                }
                BestReachable::Present { score } => assert_eq!(Some(score), now),
                BestReachable::NoScore => assert_eq!(now, None),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn trying_everything_finds_nothing_cheaper(
        card in cards(),
        report in people(),
        regime in prop_oneof![3 => Just(Regime::holistic().clone()), 1 => regimes()],
        more in prop_oneof![1 => 0..60_i32, 3 => 1..12_i32],
        prices in prices(),
    ) {
        let target = score(&card, &regime, &report).map_or(200, |now| now + more * sign(&card));
        check(&card, &regime, &report, target, &prices);
    }
}

proptest! {
    #[test]
    fn the_sample_card_is_searched_exactly_too(
        report in people(), regime in regimes(), more in 1..60_i32, prices in prices()
    ) {
        let card = teaching();
        let target = score(&card, &regime, &report).map_or(600, |now| now + more);
        check(&card, &regime, &report, target, &prices);
    }

    #[test]
    fn time_alone_is_waiting(report in reports(), regime in regimes()) {
        let card = teaching();
        let ahead = time_alone(&card, &regime, &report).unwrap();
        prop_assert_eq!(ahead.len(), 24);
        let renter = apply(&report, &Action::ReportRent { months: 0 }).ok();
        for (one, months) in ahead.iter().zip(1..) {
            let after = |report: &Report| score(&card, &regime, &apply(report, &Action::Wait { months }).unwrap());
            prop_assert_eq!(one.month, report.month().checked_add(i32::from(months)).unwrap());
            prop_assert_eq!(one.as_agreed.value(), after(&report));
            prop_assert_eq!(one.with_rent.as_ref().map(|outcome| outcome.value()), renter.as_ref().map(after));
        }
    }

    #[test]
    fn any_report_stays_one_whatever_is_done(report in reports(), regime in regimes(), target in 300..850_i32) {
        let card = teaching();
        let openings = OpenableKind::ALL.iter().map(|&kind| Action::OpenAccount { kind, months: 24 });
        let others = [Action::ClearAllPastDue, Action::ReportRent { months: 12 }, Action::Wait { months: 24 }];
        for action in openings.chain(others) {
            let after = apply(&report, &action);
            prop_assert!(after.is_ok() || after == Err(ChangeError::RentReported), "{:?}", after);
        }
        let prices = ActionPrices::new(100_000).with_rent(24, 0).with_opening(OpenableKind::CreditCard, 12, 5_000);
        match cheapest(&card, &regime, &report, target, &prices).unwrap() {
            Change::Possible { cheapest, single } => {
                for advice in [&cheapest].into_iter().chain(&single) {
                    prop_assert!(advice.score >= target);
                    holds(&card, &regime, &report, &prices, advice);
                }
            }
            Change::Impossible { best } => {
                prop_assert!(best.score() >= score(&card, &regime, &report) && best.score() < Some(target));
                if let BestReachable::After(advice) = best {
                    holds(&card, &regime, &report, &prices, &advice);
                }
            }
            Change::Reached { score } => prop_assert!(score >= target),
        }
    }

    #[test]
    fn opening_an_account_is_waiting_with_one_account_more(
        report in reports(), kind in select(OpenableKind::ALL), months in 1..=24_u8,
    ) {
        let opened = apply(&report, &Action::OpenAccount { kind, months }).unwrap();
        let waited = apply(&report, &Action::Wait { months }).unwrap();
        let (account, others) = opened.accounts.split_last().unwrap();
        prop_assert_eq!(others, &*waited.accounts);
        prop_assert_eq!(opened.made_at, waited.made_at);
        // It is opened today and has as many months paid as agreed, of which the last is the report's.
        prop_assert_eq!((account.kind, account.opened), (kind.kind(), Some(report.made_at.date())));
        let history = account.payments.as_ref().unwrap().history;
        prop_assert_eq!((history.len(), history.latest()), (usize::from(months), opened.month()));
        prop_assert!(history.iter().all(|(_, status)| status.severity() == Severity::PaidAsAgreed));
        // Nobody knows its amounts.
        prop_assert_eq!((account.limit, account.balance(), account.past_due()), (None, None, None));
        let hard = |report: &Report| {
            let reasons = report.inquiries.iter().filter_map(|inquiry| inquiry.reason);
            reasons.filter(|reason| reason.is_hard()).count()
        };
        let caused = usize::from(kind == OpenableKind::CreditCard);
        prop_assert_eq!((opened.inquiries.len(), hard(&opened)), (report.inquiries.len() + caused, hard(&report) + caused));
    }

    #[test]
    fn an_opened_account_that_is_paid_longer_was_opened_for_longer(
        report in reports(), kind in select(OpenableKind::ALL), a in 1..12_u8, b in 1..12_u8,
    ) {
        let open = |months| apply(&report, &Action::OpenAccount { kind, months }).unwrap();
        let later = apply(&open(a), &Action::Wait { months: b }).unwrap();
        prop_assert_eq!(&later.accounts, &open(a + b).accounts);
        prop_assert_eq!(&later.inquiries, &open(a + b).inquiries);
    }

    #[test]
    fn opening_an_account_costs_its_price_and_the_months(
        report in reports(), kind in select(OpenableKind::ALL), months in 1..=24_u8, a_month in 0..90_u64, price in 0..90_u64,
    ) {
        let prices = ActionPrices::new(a_month).with_opening(kind, 24, price);
        let cost = Action::OpenAccount { kind, months }.cost(&report, &prices).unwrap();
        let wait = Action::Wait { months }.cost(&report, &prices).unwrap();
        prop_assert_eq!((cost.money, cost.months), (u128::from(price), months));
        prop_assert_eq!(cost.priced(&prices), u128::from(price) + wait.priced(&prices));
    }

    #[test]
    fn an_action_comes_back_from_json(report in people(), prices in prices()) {
        for action in actions(&report, &prices, &[1, 24]) {
            let json = serde_json::to_string(&action).unwrap();
            prop_assert_eq!(serde_json::from_str::<Action>(&json).unwrap(), action, "{}", json);
        }
    }

    #[test]
    fn months_that_pass_one_after_the_other_pass_together(report in reports(), a in 1..12_u8, b in 1..12_u8) {
        let wait = |report: &Report, months| apply(report, &Action::Wait { months }).unwrap();
        let (two, one) = (wait(&wait(&report, a), b), wait(&report, a + b));
        for (two, one) in two.accounts.iter().zip(&one.accounts) {
            prop_assert_eq!(two, one);
        }
    }
}

// What is refused, and what people read.

fn card_holder() -> Report {
    Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "card", |card| {
            card.opened("2020-03-01").limit(20_000).balance(19_000).past_due(700).paid(&format!("1{}", "N".repeat(40)))
        })
        .account(AccountKind::NonRevolvingLoan, "old", |loan| loan.opened("2015-01-01").state(AccountState::Settled))
        .account(AccountKind::Rent, "flat", |rent| rent.opened("2023-01-01").paid("NNNNNN"))
        .build()
        .unwrap()
}

#[test]
fn what_cannot_be_done_is_refused() {
    let repay = |id: &str, amount| Action::Repay { account: id.into(), amount };
    for (action, message) in [
        (repay("none", 1), "the report has no account `none`"),
        (
            repay("old", 1),
            "nothing can be repaid on account `old`: expected an open loan or card on which something is owed",
        ),
        (
            repay("card", 69_999),
            "69999 cannot be repaid on account `card`: expected 70000 (what is past due) to 1900000 minor units",
        ),
        (
            repay("card", 1_900_001),
            "1900001 cannot be repaid on account `card`: expected 70000 (what is past due) to 1900000 minor units",
        ),
        (Action::ClearPastDue { account: "flat".into() }, "nothing is past due on account `flat`"),
        (Action::Wait { months: 0 }, "0 months: expected 1 to 24"),
        (Action::Wait { months: 25 }, "25 months: expected 1 to 24"),
        (Action::OpenAccount { kind: OpenableKind::Telecom, months: 0 }, "0 months: expected 1 to 24"),
        (Action::OpenAccount { kind: OpenableKind::Telecom, months: 25 }, "25 months: expected 1 to 24"),
        (Action::ReportRent { months: 61 }, "61 months: expected 0 to 60"),
        (Action::ReportRent { months: 1 }, "rent is already reported"),
    ] {
        assert_eq!(apply(&card_holder(), &action).unwrap_err().to_string(), message);
    }
    let last = Report::builder("5460-12-31").build().unwrap();
    for action in [Action::Wait { months: 1 }, Action::OpenAccount { kind: OpenableKind::Utility, months: 1 }] {
        let late = apply(&last, &action).unwrap_err().to_string();
        assert!(late.contains("expected") && late.contains("5460"), "{late}");
    }
}

/// Somebody without rent on record, whose arrears alone do not hold the score down.
#[test]
fn at_one_price_the_higher_score_wins() {
    let report = Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "card", |card| {
            card.opened("2020-03-01").limit(20_000).balance(19_000).paid(&format!("N1{}", "N".repeat(40)))
        })
        .build()
        .unwrap();
    let (card, regime) = (teaching(), Regime::holistic());
    // Six months of waiting cost as much as up to twelve months of rent reported.
    let prices = ActionPrices::new(10_000).with_rent(12, 60_000);
    let found = |target| match cheapest(&card, regime, &report, target, &prices).unwrap() {
        Change::Possible { cheapest, .. } => cheapest,
        other => panic!("{other:?}"),
    };
    let after = |action: &Action| score(&card, regime, &apply(&report, action).unwrap()).unwrap();
    let (waited, rented) = (after(&Action::Wait { months: 6 }), after(&Action::ReportRent { months: 12 }));
    let now = score(&card, regime, &report).unwrap();
    assert!(now < waited && waited < rented, "{now} {waited} {rented}");
    let advice = found(waited);
    assert_eq!((advice.actions, advice.score), (vec![Action::ReportRent { months: 12 }], rented));
}

/// The months without a score, and those with a hard inquiry, pass: a person without a file gets one.
#[test]
fn an_account_is_opened_where_nothing_else_gives_a_score() {
    let nobody = Report::builder("2024-06-30").build().unwrap();
    let (card, regime, prices) = (teaching(), Regime::us_traditional(), ActionPrices::new(10_000));
    let ask = |target, prices| cheapest(&card, regime, &nobody, target, &prices).unwrap();
    assert_eq!(ask(500, prices), Change::Impossible { best: BestReachable::NoScore });
    // Nobody sees a phone contract that is paid on time there.
    let phone = prices.with_opening(OpenableKind::Telecom, 24, 0);
    assert_eq!(ask(500, phone), Change::Impossible { best: BestReachable::NoScore });
    let prices = phone.with_opening(OpenableKind::CreditCard, 24, 5_000);
    let Change::Possible { cheapest: advice, single: None } = ask(500, prices) else { panic!("{prices:?}") };
    let [Action::OpenAccount { kind: OpenableKind::CreditCard, months }] = *advice.actions else {
        panic!("{advice:?}")
    };
    assert_eq!((advice.cost.money, advice.cost.months), (5_000, months));
    holds(&card, regime, &nobody, &prices, &advice);
}

/// The lowest balance falls below 5 with 2 repaid on the loan, which hides where much is repaid on the card; less than
/// half of the card's limit is used with 3 repaid.
#[test]
fn what_hides_behind_another_account_is_found() {
    let money = |minor| Some(Money::from_minor(minor, Currency::CNY));
    let state = |balance| {
        let mut monthly = MonthlyState::new("2024-06".parse().unwrap());
        monthly.balance = money(balance);
        Some(monthly)
    };
    let (mut loan, mut card) = (
        Account::new(AccountKind::NonRevolvingLoan, "loan".into()),
        Account::new(AccountKind::CreditCard, "card".into()),
    );
    (loan.monthly, card.monthly, card.limit) = (state(6), state(12), money(19));
    let report = Report::builder("2024-06-30").with(|data| data.accounts = vec![loan, card]).build().unwrap();
    let range = ScoreRange::new(0, 400).unwrap();
    let mut data = ScorecardData::new("two rows".into(), "1".into(), "a test".into(), range, 200.into());
    data.attributes = own_rows();
    data.characteristics = vec![
        Characteristic::new("lowest_balance".into(), vec![Bin::new(..5, 10), Bin::new(5.., 0)]),
        Characteristic::new("half_used".into(), vec![Bin::new(..1, 10), Bin::new(1.., 0)]),
    ];
    data.characteristics.iter_mut().for_each(|one| one.absent = Absence::new().otherwise(PointsAward::of(0)));
    let (scorecard, prices) = (Scorecard::new(data).unwrap(), ActionPrices::new(100));
    let change = cheapest(&scorecard, Regime::holistic(), &report, 220, &prices).unwrap();
    let Change::Possible { cheapest: pair, single: Some(single) } = change else { panic!("{change:?}") };
    let repay = |account: &str, amount| Action::Repay { account: account.into(), amount };
    assert_eq!(single.actions, [repay("card", 8)]);
    assert_eq!(pair.actions, [repay("loan", 2), repay("card", 3)]);
}

#[test]
fn a_card_of_which_the_search_does_not_know_how_it_moves_is_refused() {
    let mut data = teaching().data().clone();
    let share = Within::Value(Value::Utilisation);
    let measure = OverAccounts { across: Across::Average, of: share, filter: Filter::Open, window: Window::ALL };
    data.attributes = vec![Attribute {
        name: "average_share".to_owned(),
        direction: Direction::LowerIsBetter,
        measure: Measure::Accounts(measure),
    }];
    data.characteristics.truncate(1);
    let mut one = Characteristic::new("average_share".to_owned(), vec![Bin::new(..5_000, 9), Bin::new(5_000.., 0)]);
    one.absent = Absence::new().otherwise(PointsAward::of(0));
    data.characteristics.push(one);
    let card = Scorecard::new(data).unwrap();
    let ask = |report: &Report| cheapest(&card, Regime::holistic(), report, 850, &ActionPrices::new(0));
    assert_eq!(ask(&card_holder()), Err(ChangeError::NotExact { attribute: "average_share".to_owned() }));
    let renter = Report::builder("2024-06-30").account(AccountKind::Rent, "flat", |rent| rent.paid("N")).build();
    assert!(ask(&renter.unwrap()).is_ok(), "nothing can be repaid");
}

#[test]
fn an_answer_reads_in_both_languages_and_has_a_form_in_json() {
    let prices = ActionPrices::new(50_000).with_opening(OpenableKind::CreditCard, 24, 20_000);
    let nobody = Report::builder("2024-06-30").build().unwrap();
    let opens = ActionPrices::new(0).with_opening(OpenableKind::CreditCard, 24, 0);
    let answers = [
        (card_holder(), 500, prices),
        (card_holder(), 700, prices),
        (card_holder(), 640, prices),
        (card_holder(), 850, prices),
        (nobody.clone(), 850, ActionPrices::new(0)),
        (nobody, 600, opens),
    ]
    .map(|(report, target, prices)| cheapest(&teaching(), Regime::holistic(), &report, target, &prices).unwrap());
    let present = Change::Impossible { best: BestReachable::Present { score: 700 } };
    let texts: Vec<_> = answers
        .iter()
        .chain([&present])
        .flat_map(|answer| [Language::English, Language::Chinese].map(|language| answer.text(language, Currency::CNY)))
        .collect();
    insta::assert_snapshot!("answers_as_text", texts.join("\n"));
    let [_, possible, _, impossible, no_score, opens] = &answers;
    let json = serde_json::to_string_pretty(&[possible, impossible, no_score, opens]).unwrap();
    insta::assert_snapshot!("answers_as_json", json);
}

#[test]
fn an_action_reads_in_both_languages() {
    let texts: Vec<_> = OpenableKind::ALL
        .iter()
        .flat_map(|&kind| [1, 12].map(|months| Action::OpenAccount { kind, months }))
        .flat_map(|action| [Language::English, Language::Chinese].map(|language| action.text(language, Currency::CNY)))
        .collect();
    insta::assert_snapshot!("opening_as_text", texts.join("\n"));
    let json = serde_json::to_string(&Action::OpenAccount { kind: OpenableKind::CreditCard, months: 6 }).unwrap();
    assert_eq!(json, r#"{"open_account":{"kind":"r2","months":6}}"#);
    let refused = serde_json::from_str::<Action>(&json.replace("r2", "c1")).unwrap_err().to_string();
    assert!(refused.contains("expected r2, prepaid, utility or telecom"), "{refused}");
}

/// Hundreds of accounts, of which many owe something.
#[test]
fn many_accounts_are_searched_too() {
    let mut builder = Report::builder("2024-06-30");
    for number in 0..200 {
        builder = builder.account(AccountKind::CreditCard, &format!("card {number}"), |card| {
            let balance = if number % 4 == 0 { 10_000 + 40 * number } else { 0 };
            card.opened("2020-03-01").limit(20_000).balance(balance).paid(&"N".repeat(40))
        });
    }
    let report = builder.build().unwrap();
    let (card, regime, prices) = (teaching(), Regime::holistic(), ActionPrices::new(1_000_000));
    let now = score(&card, regime, &report).unwrap();
    for more in [5, 20, 200] {
        match cheapest(&card, regime, &report, now + more, &prices).unwrap() {
            Change::Possible { cheapest, single } => {
                for advice in [&cheapest].into_iter().chain(&single) {
                    holds(&card, regime, &report, &prices, advice);
                }
            }
            other => assert!(matches!(other, Change::Impossible { .. }), "{other:?}"),
        }
    }
}
