//! What the benches share: invented consumers in columns, plans, scorecards, and a clock that lets contenders take turns.
#![allow(
    dead_code,
    unused_imports,
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a bench may panic; and none uses everything"
)]

#[path = "../../examples/portfolio/population/mod.rs"]
pub mod population;
#[path = "../../examples/portfolio/reads.rs"]
pub mod reads;
#[path = "../../tests/naive/rows.rs"]
mod rows;
#[path = "../../examples/portfolio/sections.rs"]
pub mod sections;
pub mod silos;
#[path = "../../examples/portfolio/yardstick.rs"]
pub mod yardstick;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use credit_bureau::attributes::{Attribute, Catalogue, Family, Plan, Reading};
use credit_bureau::portfolio::columns::{Amounts, Columns, Profile, Sparse, stated};
use credit_bureau::portfolio::{MonthColumns, Standing};
use credit_bureau::report::InquiryReason;
use credit_bureau::scoring::registry::{ByNumber, Registry};
use credit_bureau::scoring::scorecards::{Absence, Bin, Characteristic, PointsAward};
use credit_bureau::scoring::strategies::digital_reading::ReferencePopulation;
use credit_bureau::scoring::strategies::external::ModelOutput;
use credit_bureau::scoring::strategies::{DigitalReadingModel, External, FiveFactor};
use credit_bureau::scoring::{CreditStrategy, ScoreRange, Scorecard, ScorecardData, StrategyId};
use credit_bureau::{AccountKind, AccountState, Portfolio, Regime, Report};

use self::population::random::Random;
use self::population::{CURRENCY, Population};
use self::reads::columns_of;
use self::yardstick::Yardstick;

/// So many invented consumers.
pub fn portfolio(consumers: u64) -> Portfolio {
    let population = Population::new(consumers, SEED);
    Portfolio::from_columns(population.month, CURRENCY, population.batches()).unwrap()
}

/// The plan of whole families of the catalogue.
pub fn plan_of(families: &[Family]) -> Plan {
    let rows = Catalogue::standard().families().filter(|(family, _)| families.contains(family));
    Plan::new(rows.map(|(_, row)| row)).unwrap()
}

/// Rows made up from the whole grammar: the same ones every time.
pub fn random_rows(number: usize) -> Vec<Attribute> {
    let mut random = Random::of(SEED, 0);
    let choices: Vec<u8> = (0..number * 64).map(|_| random.below(256) as u8).collect();
    rows::Choices(&choices).rows(number)
}

/// The sample scorecard.
pub fn sample_card() -> Scorecard {
    Scorecard::from_json(include_str!("../../examples/data/teaching_scorecard.json")).unwrap()
}

/// The sample scorecard and three others: one of payments, one of debts, one of what is no debt.
pub fn four_cards() -> [Scorecard; 4] {
    let payments = [
        ("late_months_1_12", 1),
        ("late_months_2_24", 1),
        ("late_months_3_60", 1),
        ("worst_status_12", 5),
        ("months_since_late_3", 24),
        ("distinct_late_months_24", 2),
        ("accounts_now_late", 1),
        ("on_time_months_24", 20),
        ("longest_on_time_streak", 24),
        ("reported_months_60", 12),
    ];
    let debts = [
        ("total_balance", 10_000_000),
        ("total_past_due", 1),
        ("scheduled_payment", 500_000),
        ("card_utilisation", 5_000),
        ("highest_card_utilisation", 9_000),
        ("instalment_burden", 8_000),
        ("open_accounts", 3),
        ("accounts_opened_12", 2),
        ("hard_inquiries_6", 2),
        ("bad_debts", 1),
    ];
    let no_debts = [
        ("rent_on_time_months_24", 12),
        ("positive_on_time_months_12", 12),
        ("positive_late_months_12", 1),
        ("positive_late_months_60", 1),
        ("positive_depth", 24),
        ("longest_positive_streak", 24),
        ("telecom_accounts_in_arrears", 1),
        ("oldest_account_age", 60),
        ("hard_inquiries_12", 3),
        ("collections", 1),
    ];
    [sample_card(), card("payments", &payments), card("debts", &debts), card("no debts", &no_debts)]
}

/// What eight companies say of a person, by number.
pub type Numbers = Registry<dyn CreditStrategy<Outcome = Option<f64>>>;

/// Eight credit strategies of as many companies over the same credit file: the sample scorecard, five factors, a digital
/// reading by the sample scorecard, a logistic model, and cards of payments, of debts, of what is no debt, and of how much
/// is known.
pub fn eight_strategies() -> Numbers {
    let mut registry = Numbers::new();
    add(&mut registry, "sample", sample_card());
    add(&mut registry, "five factors", FiveFactor::new().unwrap());
    add(&mut registry, "digital reading", digital_reading());
    add(&mut registry, "logistic model", logistic_model());
    let [_, payments, debts, no_debts] = four_cards();
    add(&mut registry, "payments", payments);
    add(&mut registry, "debts", debts);
    add(&mut registry, "no debts", no_debts);
    add(&mut registry, "what is known", card("what is known", &KNOWN));
    registry
}

fn add(registry: &mut Numbers, company: &str, strategy: impl CreditStrategy + 'static) {
    registry.add(company, "cards", Arc::new(ByNumber(strategy))).unwrap();
}

/// The sample scorecard's reading among people of whom each score has one.
pub fn digital_reading() -> DigitalReadingModel {
    let (card, range) = (sample_card(), sample_card().data().range);
    let others = ReferencePopulation::new(&card, (range.lowest()..=range.highest()).map(Some)).unwrap();
    DigitalReadingModel::new(card, others).unwrap()
}

/// A model of somebody's own: a weighted sum of eight attributes, made a number from 0 to 100, without reasons.
pub fn logistic_model() -> External<impl Fn(&[Reading]) -> ModelOutput + Send + Sync> {
    let plan = Plan::new::<&Attribute>(WEIGHTS.map(|(name, ..)| Catalogue::standard().get(name).unwrap())).unwrap();
    let model = |inputs: &[Reading]| {
        let term = |(input, (_, weight, otherwise)): (&Reading, &(&str, f64, f64))| {
            input.known().map_or(*otherwise, |value| value as f64 * weight)
        };
        let sum: f64 = inputs.iter().zip(&WEIGHTS).map(term).sum();
        ModelOutput::new(100.0 / (1.0 + (-sum).exp()))
    };
    External::new(StrategyId::new("logistic", "1"), ScoreRange::new(0, 100).unwrap(), plan, model).unwrap()
}

/// What a reading weighs, and what its absence does.
const WEIGHTS: [(&str, f64, f64); 8] = [
    ("late_months_1_24", -0.4, 0.0),
    ("worst_status_24", -0.3, -1.2),
    ("on_time_months_24", 0.02, 0.0),
    ("card_utilisation", -0.000_1, -0.2),
    ("total_past_due", -0.000_002, 0.0),
    ("oldest_account_age", 0.01, -0.5),
    ("hard_inquiries_6", -0.2, 0.0),
    ("positive_on_time_months_24", 0.03, 0.0),
];

const KNOWN: [(&str, i64); 10] = [
    ("reported_months_60", 24),
    ("positive_depth", 12),
    ("furnishers", 3),
    ("open_accounts", 2),
    ("oldest_account_age", 60),
    ("average_account_age", 36),
    ("accounts_opened_12", 1),
    ("months_since_hard_inquiry", 6),
    ("longest_positive_streak", 24),
    ("late_months_1_12", 1),
];

/// A card with two bins an attribute.
fn card(name: &str, lines: &[(&str, i64)]) -> Scorecard {
    let range = ScoreRange::new(0, 1_000).unwrap();
    let mut data = ScorecardData::new(name.into(), "1".into(), "made up for a bench".into(), range, 100.into());
    data.characteristics = (0..)
        .zip(lines)
        .map(|(place, &(attribute, from))| {
            let bins = vec![Bin::new(..from, 10 + place), Bin::new(from.., 30 - place)];
            let mut line = Characteristic::new(attribute.into(), bins);
            line.absent = Absence::new().otherwise(PointsAward::of(20));
            line
        })
        .collect();
    Scorecard::new(data).unwrap()
}

/// A report of twelve accounts and five inquiries.
pub fn report_of_twelve() -> Report {
    let kinds = [
        AccountKind::NonRevolvingLoan,
        AccountKind::CreditCard,
        AccountKind::CreditCard,
        AccountKind::Rent,
        AccountKind::SubAccount,
        AccountKind::Telecom,
    ];
    let report =
        (0..12).zip(kinds.into_iter().cycle()).fold(Report::builder("2026-06-30"), |report, (number, kind)| {
            let paid: String = "NNNN*NNNNN1NNNNNNNNN2NNN".chars().cycle().skip(number).take(12 + number * 4).collect();
            report.account(kind, &number.to_string(), |account| {
                let account = account.furnisher(&format!("BANK-{}", number % 5)).opened("2019-03-01").paid(&paid);
                match kind {
                    AccountKind::CreditCard => account.limit(30_000).balance(4_000).past_due(0),
                    AccountKind::NonRevolvingLoan | AccountKind::SubAccount => {
                        account.principal(80_000).balance(20_000).scheduled_payment(1_500).actual_payment(1_500)
                    }
                    _ => account.past_due(0),
                }
            })
        });
    let asked = ["2026-06-20", "2026-06-02", "2026-01-15", "2025-08-01", "2024-12-24"];
    let asked =
        asked.into_iter().fold(report, |report, day| report.inquiry(day, "BANK-1", InquiryReason::LoanApproval));
    asked.build().unwrap()
}

/// All attributes of a plan, let go as they come.
pub fn compute(portfolio: &Portfolio, plan: &Plan, regime: &Regime) {
    portfolio.attributes(plan, regime).chunks().for_each(|chunk| {
        black_box(chunk.unwrap());
    });
}

/// Arithmetic that reads no memory, on the threads of rayon's pool: what a second thread gains at best.
#[cfg(feature = "rayon")]
pub fn arithmetic(amount: u64) {
    use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

    let steps = |number: u64| (0..10_000).fold(number, |number, _| number.wrapping_mul(number | 5));
    black_box((0..amount.div_ceil(400)).into_par_iter().map(steps).sum::<u64>());
}

/// What furnishers report of the next month, for each batch of a portfolio: open accounts as in the month before, with
/// less to repay.
pub fn next_month(portfolio: &Portfolio) -> Vec<MonthColumns> {
    portfolio.columns().map(|columns| month_after(&columns)).collect()
}

fn month_after(columns: &Columns) -> MonthColumns {
    let reports =
        |profile: &Profile| profile.kind != AccountKind::Collection && profile.state.is_some_and(AccountState::is_open);
    let mut month = MonthColumns::default();
    let anew = !(stated::GRANTED | stated::OVERDUE);
    month.standings = columns
        .profiles
        .iter()
        .map(|profile| reports(profile).then(|| Standing::new(profile.state, profile.stated & anew)))
        .collect();
    month.standing.clone_from(&columns.profile);
    let here = |account: usize| month.standings[usize::from(columns.profile[account])].is_some();
    let severity =
        |account: usize| (0..4).fold(0, |number, bit| number | (columns.planes[bit][account] as u8 & 1) << bit);
    month.severity =
        (0..columns.profile.len()).map(|account| if here(account) { severity(account) } else { 0 }).collect();
    let changed = |amounts: &Amounts, change: fn(i32) -> i32| {
        let Amounts::Narrow(amounts) = amounts else { panic!("no amount of the population needs 64 bits") };
        let one = |(account, &amount): (usize, &i32)| if here(account) { change(amount) } else { 0 };
        Amounts::Narrow(amounts.iter().enumerate().map(one).collect())
    };
    month.balance = changed(&columns.balance, |balance| balance - balance / 20);
    month.past_due = changed(&columns.past_due, |amount| amount);
    month.scheduled = changed(&columns.scheduled, |amount| amount);
    let still = |sparse: &Sparse| {
        let Amounts::Narrow(amounts) = &sparse.amounts else { panic!("no amount of the population needs 64 bits") };
        let pairs = sparse.accounts.iter().zip(amounts).filter(|&(&account, _)| here(account.into()));
        let (accounts, amounts) = pairs.map(|(&account, &amount)| (account, amount)).unzip();
        let mut still = Sparse::default();
        (still.accounts, still.amounts) = (accounts, Amounts::Narrow(amounts));
        still
    };
    (month.used, month.actual) = (still(&columns.used), still(&columns.actual));
    month
}

/// A yardstick over the columns that a plan reads.
pub fn yardstick_of(portfolio: &Portfolio, plan: &Plan, regime: &Regime) -> Yardstick {
    Yardstick::of(&columns_of(plan, &[regime]), portfolio.columns())
}

/// What one contender took, in seconds, the fastest first.
pub struct Times(Vec<f64>);

impl Times {
    pub fn median(&self) -> f64 {
        self.0[self.0.len() / 2]
    }

    pub fn least(&self) -> f64 {
        self.0[0]
    }

    pub fn most(&self) -> f64 {
        self.0[self.0.len() - 1]
    }
}

/// Times contenders in turn, so that what disturbs the machine disturbs them alike; the first round is not counted.
pub fn in_turn<const N: usize>(runs: usize, mut contenders: [&mut dyn FnMut(); N]) -> [Times; N] {
    let mut times = [const { Vec::new() }; N];
    for run in 0..=runs {
        for (contender, times) in contenders.iter_mut().zip(&mut times) {
            let start = Instant::now();
            contender();
            if run > 0 {
                times.push(start.elapsed().as_secs_f64());
            }
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        Times(times)
    })
}

/// The number from which all consumers are drawn.
pub const SEED: u64 = 1;
