//! A portfolio reads as its reports do one by one: every attribute, regime and month, to the last bit.
#![cfg(feature = "json")]

use crate::common;
use crate::rows;

use std::sync::LazyLock;

use chrono::NaiveDate;
use common::{huge_reports, many_people, people, regimes, reports};
use credit_bureau::attributes::{Attribute, AttributeError, Attributes, ExecutionPath, Plan};
use credit_bureau::portfolio::PortfolioError;
use credit_bureau::report::{Inquiry, InquiryReason, ReportData};
use credit_bureau::scoring::scorecards::{Absence, Bin, Characteristic, MinimumCriteria, PointsAward};
use credit_bureau::scoring::{Points, ScoreRange, Scorecard, ScorecardData};
use credit_bureau::{
    Account, AccountKind, AccountState, Currency, Money, Month, Portfolio, Regime, Report, Strategy as _,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rows::Choices;

fn portfolio(reports: &[Report], month: Month) -> Portfolio {
    let currency = reports.first().map_or(Currency::CNY, |report| report.currency);
    let mut builder = Portfolio::builder(month, currency);
    for report in reports {
        builder.push(report).unwrap();
    }
    builder.build()
}

fn one_by_one(reports: &[Report], month: Month, plan: &Plan, regime: &Regime) -> Vec<Attributes> {
    reports.iter().map(|report| report.under(regime).at(month).attributes_of(plan)).collect()
}

/// That a portfolio gives these attributes, or the first error among them; every column and every subject.
fn judge(portfolio: &Portfolio, plan: &Plan, regime: &Regime, expected: &[Attributes]) -> Result<(), TestCaseError> {
    let mut subjects = 0;
    for chunk in portfolio.attributes(plan, regime).chunks() {
        let chunk = match chunk {
            Ok(chunk) => chunk,
            Err(error) => {
                let first = expected.iter().flat_map(Attributes::iter).find_map(|(_, reading)| reading.err());
                prop_assert_eq!(Some(error), first.map(PortfolioError::from));
                return Ok(());
            }
        };
        prop_assert_eq!(chunk.first(), subjects);
        let of_chunk = &expected[subjects..subjects + chunk.len()];
        for (index, one) in of_chunk.iter().enumerate() {
            prop_assert_eq!(&chunk.attributes(index).unwrap(), one);
        }
        prop_assert!(chunk.attributes(chunk.len()).is_none());
        for (name, column) in chunk.columns() {
            prop_assert_eq!(chunk.column(name).unwrap(), column);
            let readings: Vec<_> = of_chunk.iter().map(|one| one.get(name).unwrap()).collect();
            prop_assert_eq!(column.iter().collect::<Vec<_>>(), readings);
        }
        subjects += chunk.len();
    }
    prop_assert_eq!(subjects, expected.len());
    Ok(())
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// Bins, absences without a score, and minimum evidence of every form.
static OWN_CARD: LazyLock<Scorecard> = LazyLock::new(|| {
    let mut data = ScorecardData::new(
        "own".into(),
        "1".into(),
        "a test".into(),
        ScoreRange::new(-2000, 2000).unwrap(),
        100.into(),
    );
    data.minimum_criteria = Some(MinimumCriteria::Any(vec![
        MinimumCriteria::All(vec![
            MinimumCriteria::at_least("accounts", 2),
            MinimumCriteria::at_least("reported_months_60", 6),
        ]),
        MinimumCriteria::at_least("positive_depth", 3),
        MinimumCriteria::at_least("total_balance", 1_000_000),
    ]));
    let points = |text: &str| text.parse::<Points>().unwrap();
    let characteristic = |attribute: &str, bins, award: Option<i32>| {
        let mut one = Characteristic::new(attribute.into(), bins);
        one.absent = Absence::new().otherwise(award.map_or(PointsAward::NoScore, PointsAward::of));
        one
    };
    data.characteristics = vec![
        characteristic("worst_status_12", vec![Bin::new(..5, 50), Bin::new(5..9, -20), Bin::new(9.., -200)], Some(7)),
        characteristic(
            "card_utilisation",
            vec![Bin::new(..3000, points("30.25")), Bin::new(3000.., points("-30.75"))],
            Some(-5),
        ),
        characteristic("total_limit", vec![Bin::new(..1, 0), Bin::new(1.., 15)], None),
        characteristic("hard_inquiries_12", vec![Bin::new(..2, 3), Bin::new(2.., -3)], Some(0)),
    ];
    Scorecard::new(data).unwrap()
});

static TEACHING_CARD: LazyLock<Scorecard> = LazyLock::new(common::teaching);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_attribute_of_the_catalogue_reads_as_one_by_one(
        (reports, month) in people(reports()),
        regime in regimes(),
        other in regimes(),
    ) {
        let (portfolio, plan) = (portfolio(&reports, month), Plan::standard());
        for regime in [regime, other] {
            judge(&portfolio, plan, &regime, &one_by_one(&reports, month, plan, &regime))?;
        }
    }

    #[test]
    fn every_row_of_the_grammar_reads_as_one_by_one(
        (reports, month) in people(reports()),
        regime in regimes(),
        choices in vec(any::<u8>(), 0..600),
    ) {
        let plan = Plan::new(Choices(&choices).rows(12)).unwrap();
        judge(&portfolio(&reports, month), &plan, &regime, &one_by_one(&reports, month, &plan, &regime))?;
    }

    #[test]
    fn sums_past_64_bits_are_the_errors_of_one_by_one(
        (reports, month) in people(huge_reports()),
        regime in regimes(),
        choices in vec(any::<u8>(), 0..300),
    ) {
        let portfolio = portfolio(&reports, month);
        for plan in [Plan::standard(), &Plan::new(Choices(&choices).rows(6)).unwrap()] {
            judge(&portfolio, plan, &regime, &one_by_one(&reports, month, plan, &regime))?;
        }
    }

    #[test]
    fn scores_are_those_of_evaluate(
        (reports, month) in people(prop_oneof![3 => reports().boxed(), 1 => huge_reports().boxed()]),
        regime in regimes(),
    ) {
        let portfolio = portfolio(&reports, month);
        for card in [&*TEACHING_CARD, &*OWN_CARD] {
            let expected: Vec<_> = one_by_one(&reports, month, card.plan(), &regime)
                .iter()
                .map(|attributes| card.evaluate(attributes))
                .collect();
            let outcomes: Vec<_> = portfolio.outcomes(card, &regime).collect();
            prop_assert_eq!(&outcomes, &expected);
            let values: Vec<_> = expected.iter().map(credit_bureau::Outcome::value).collect();
            prop_assert_eq!(portfolio.score(card, &regime), values);
        }
    }

    #[test]
    fn all_given_regimes_at_many_months((reports, _) in people(reports())) {
        let plan = Plan::standard();
        for back in [0, 1, 7, 30, 61, -2] {
            let month = reports[0].month().checked_add(-back).unwrap();
            let portfolio = portfolio(&reports, month);
            for name in Regime::PRESET_NAMES {
                let regime = Regime::preset(name).unwrap();
                judge(&portfolio, plan, regime, &one_by_one(&reports, month, plan, regime))?;
            }
        }
    }
}

#[test]
fn chunks_hold_whole_subjects_in_order() {
    let (reports, month) = many_people(20_000);
    let portfolio = portfolio(&reports, month);
    let plan = Plan::new(
        ["accounts", "furnishers", "total_balance", "hard_inquiries_24", "highest_monthly_past_due_60"]
            .map(|name| credit_bureau::Catalogue::standard().get(name).unwrap()),
    )
    .unwrap();
    let regime = Regime::holistic();
    assert_eq!(portfolio.subjects(), reports.len());
    assert!(portfolio.attributes(&plan, regime).chunks().len() > 1);
    judge(&portfolio, &plan, regime, &one_by_one(&reports, month, &plan, regime)).unwrap();
}

#[cfg(feature = "rayon")]
#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    use rayon::iter::ParallelIterator;

    let (reports, month) = many_people(20_000);
    let (portfolio, regime) = (portfolio(&reports, month), Regime::pboc());
    let card = &*TEACHING_CARD;
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let chunks = portfolio.attributes(card.plan(), regime).par_chunks().map(|chunk| {
                let chunk = chunk.unwrap();
                let columns = chunk.columns().map(|(_, column)| column.iter().collect::<Vec<_>>());
                (chunk.first(), columns.collect::<Vec<_>>())
            });
            (chunks.collect::<Vec<_>>(), portfolio.score(card, regime))
        })
    };
    let one = with(1);
    assert!(one.0.len() > 1);
    assert_eq!(one, with(2));
    let in_order: Vec<_> = portfolio.outcomes(card, regime).map(|outcome| outcome.value()).collect();
    assert_eq!(one.1, in_order);
}

#[test]
fn an_empty_portfolio_has_no_results() {
    let portfolio = Portfolio::from_reports(month("2024-06"), Currency::CNY, Vec::<Report>::new()).unwrap();
    let regime = Regime::holistic();
    assert_eq!((portfolio.subjects(), portfolio.accounts(), portfolio.bytes_per_account()), (0, 0, 0));
    assert_eq!(portfolio.attributes(Plan::standard(), regime).chunks().count(), 0);
    assert!(portfolio.score(&TEACHING_CARD, regime).is_empty());
    assert_eq!(portfolio.outcomes(&TEACHING_CARD, regime).count(), 0);
    assert_eq!(format!("{portfolio:?}"), "Portfolio { month: 2024-06, currency: CNY, subjects: 0, accounts: 0, .. }");
}

/// A report of 2024-06-30 about somebody, with cards.
fn cards(subject: &str, balances: impl IntoIterator<Item = i64>) -> Report {
    let day = NaiveDate::from_ymd_opt(2024, 6, 30).unwrap();
    let mut data = ReportData::new(day.and_hms_opt(12, 0, 0).unwrap(), Currency::CNY);
    data.subject = Some(subject.to_owned());
    for (index, balance) in balances.into_iter().enumerate() {
        let mut account = Account::new(AccountKind::CreditCard, format!("{index}").into());
        account.opened = NaiveDate::from_ymd_opt(2020, 1, 1);
        account.furnisher = format!("bank {index}");
        account.latest.balance = Some(Money::from_minor(balance, Currency::CNY));
        account.limit = Some(Money::from_minor(balance.max(0), Currency::CNY));
        data.accounts.push(account);
    }
    Report::new(data).unwrap()
}

#[test]
fn the_odd_subjects_read_as_one_by_one() {
    let day = NaiveDate::from_ymd_opt(2024, 6, 30).unwrap();
    let mut asked = cards("asked", []).into_data();
    asked.inquiries = (0..900_u64)
        .map(|step| {
            let mut inquiry = Inquiry::new(day - chrono::Days::new(step * step), format!("asker {}", step % 7));
            inquiry.reason = Some(InquiryReason::ALL[step as usize % InquiryReason::ALL.len()]);
            inquiry
        })
        .collect();
    let reports = [
        cards("nothing", []),
        cards("many", (0..5000).map(|balance| balance * 1000)),
        cards("wide", [i64::MAX, -i64::MAX, i64::MIN]),
        Report::new(asked).unwrap(),
        cards("nothing", []),
    ];
    let plan = Plan::standard();
    for at in ["2024-06", "2019-12", "0001-01", "2024-09", "5460-12"] {
        let portfolio = portfolio(&reports, month(at));
        for regime in [Regime::holistic(), Regime::negative_only()] {
            judge(&portfolio, plan, regime, &one_by_one(&reports, month(at), plan, regime)).unwrap();
        }
    }
    assert_eq!(portfolio(&reports, month("2019-12")).accounts(), 0);
    assert_eq!(portfolio(&reports, month("2024-06")).accounts(), 5003);
}

#[test]
fn a_settled_month_of_an_account_once_late_hides_no_worse_one_of_another() {
    let report = Report::builder("2024-06-30")
        .account(AccountKind::NonRevolvingLoan, "once late", |loan| loan.as_of("2024-04").paid("CN1NN"))
        .account(AccountKind::CreditCard, "unused", |card| card.paid("*******"))
        .build()
        .unwrap();
    let (plan, regime) = (Plan::standard(), Regime::holistic());
    let reports = [report];
    let month = month("2024-06");
    let expected = one_by_one(&reports, month, plan, regime);
    assert_eq!(expected[0].get("worst_status_3").unwrap().known(), Some(3));
    judge(&portfolio(&reports, month), plan, regime, &expected).unwrap();
}

#[test]
fn a_sum_that_overflows_names_subject_and_attribute() {
    let reports = [cards("modest", [1]), cards("rich", [i64::MAX, 1])];
    let regime = Regime::holistic();
    let row: Vec<Attribute> = vec![credit_bureau::Catalogue::standard().get("total_balance").unwrap().clone()];
    let plan = Plan::new(row).unwrap();
    let error = |portfolio: &Portfolio| portfolio.attributes(&plan, regime).chunks().find_map(Result::err).unwrap();
    assert_eq!(
        error(&portfolio(&reports, month("2024-06"))),
        AttributeError::OutOfRange { subject: "rich".into(), attribute: "total_balance".into() }.into()
    );
    let mut builder = Portfolio::builder(month("2024-06"), Currency::CNY).without_names();
    reports.iter().for_each(|report| builder.push(report).unwrap());
    assert_eq!(
        error(&builder.build()).to_string(),
        "attribute `total_balance` of subject 1 is out of range: expected it to fit 64 bits"
    );
}

#[test]
fn a_report_that_does_not_belong_is_refused_by_name() {
    let mut builder = Portfolio::builder(month("2024-06"), Currency::USD);
    let error = builder.push(&cards("stranger", [])).unwrap_err();
    assert_eq!(error.to_string(), "the report of `stranger` is in CNY: expected USD, as is the portfolio");

    let mut asked = cards("popular", []).into_data();
    let day = NaiveDate::from_ymd_opt(2024, 6, 30).unwrap();
    asked.inquiries = vec![Inquiry::new(day, "bank".into()); 65_536];
    let mut builder = Portfolio::builder(month("2024-06"), Currency::CNY);
    let error = builder.push(&Report::new(asked).unwrap()).unwrap_err();
    assert_eq!(error.to_string(), "the report of `popular` has 65536 inquiries: expected at most 65535");
    assert_eq!(builder.build().subjects(), 0);
}

/// Some hundred subjects, so that blocks are full and their ends fall anywhere.
fn crowd(seed: u64) -> (Vec<Report>, Month) {
    let mut runner = TestRunner::new_with_rng(
        ProptestConfig::default(),
        proptest::test_runner::TestRng::from_seed(
            proptest::test_runner::RngAlgorithm::ChaCha,
            &std::array::from_fn::<u8, 32, _>(|place| (seed >> (place % 8)) as u8),
        ),
    );
    let draws = reports();
    let mut drawn: Vec<Report> = (0..700).map(|_| draws.new_tree(&mut runner).unwrap().current()).collect();
    let currency = drawn[0].currency;
    drawn.retain(|report| report.currency == currency);
    // Each of them several times, never in the same company.
    let drawn: Vec<Report> = (0..drawn.len() * 7).map(|place| drawn[place * place % drawn.len()].clone()).collect();
    let mut months: Vec<Month> = drawn.iter().map(Report::month).collect();
    months.sort_unstable();
    (drawn, months[months.len() / 2])
}

/// Rows from the whole grammar, of more filters than fit one word.
fn random_plan(rows: usize) -> Plan {
    let mut state = 1_u64;
    let mut byte = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    };
    let bytes: Vec<u8> = (0..rows * 60).map(|_| byte()).collect();
    Plan::new(Choices(&bytes).rows(rows)).unwrap()
}

#[test]
fn many_subjects_read_as_one_by_one_wherever_blocks_end() {
    for seed in [3, 77] {
        let (reports, month) = crowd(seed);
        let portfolio = portfolio(&reports, month);
        assert!(portfolio.accounts() > 2_100, "{}", portfolio.accounts());
        let own = random_plan(200);
        let by_blocks = own.execution_paths().filter(|&(_, path)| path == ExecutionPath::Blocks).count();
        assert!(by_blocks > 120 && by_blocks < 200, "{by_blocks} of 200 rows go by blocks, the others one by one");
        let regimes: Vec<_> = regimes_of_presets();
        for plan in [Plan::standard(), &own] {
            for regime in &regimes {
                judge(&portfolio, plan, regime, &one_by_one(&reports, month, plan, regime)).unwrap();
            }
        }
        let both: Vec<_> = portfolio.attributes_under(Plan::standard(), &regimes).collect();
        for (place, regime) in regimes.iter().enumerate() {
            let alone = portfolio.attributes(Plan::standard(), regime).chunks();
            for (together, alone) in both.iter().zip(alone) {
                let (together, alone) = (together[place].as_ref().unwrap(), alone.unwrap());
                assert!(together.columns().eq(alone.columns()), "{}", regime.name());
            }
        }
    }
}

fn regimes_of_presets() -> Vec<&'static Regime> {
    Regime::PRESET_NAMES.iter().map(|name| Regime::preset(name).unwrap()).collect()
}

#[test]
fn several_cards_and_regimes_at_once_score_as_each_by_itself() {
    let (reports, month) = crowd(5);
    let portfolio = portfolio(&reports, month);
    let (cards, regimes) = ([&*OWN_CARD, &*TEACHING_CARD, &*OWN_CARD], regimes_of_presets());
    let scores = portfolio.score_under(&cards, &regimes);
    assert_eq!((scores.regimes(), scores.cards()), (regimes.len(), cards.len()));
    for (of_regime, regime) in regimes.iter().enumerate() {
        for (of_card, card) in cards.into_iter().enumerate() {
            let of_card = scores.column(of_regime, of_card);
            assert_eq!(of_card, portfolio.score(card, regime));
            let values =
                |report: &Report| card.evaluate(&report.under(regime).at(month).attributes_of(card.plan())).value();
            assert_eq!(of_card, reports.iter().map(values).collect::<Vec<_>>());
            let of_chunk = |chunk: Result<_, _>| card.scores(&chunk.unwrap()).unwrap();
            let of_chunks = portfolio.attributes(Plan::standard(), regime).chunks().flat_map(of_chunk);
            assert_eq!(of_card, of_chunks.collect::<Vec<_>>());
        }
    }
    let (no_cards, no_regimes) = (portfolio.score_under(&[], &regimes), portfolio.score_under(&cards, &[]));
    assert_eq!((no_cards.regimes(), no_cards.cards()), (regimes.len(), 0));
    assert_eq!((no_regimes.regimes(), no_regimes.cards()), (0, cards.len()));
    assert_eq!(
        (no_cards.column(0, 0), no_regimes.column(0, 0), scores.column(0, cards.len())),
        (&[][..], &[][..], &[][..])
    );
}

#[test]
fn a_chunk_of_other_attributes_gives_no_score() {
    let portfolio = portfolio(&[cards("one", [1])], month("2024-06"));
    let row = |name: &str, of: &str| {
        let mut row = credit_bureau::attributes::Catalogue::standard().find(of).unwrap().clone();
        row.name = name.to_owned();
        row
    };
    let regime = Regime::holistic();
    let plan = Plan::new([row("worst_status_12", "worst_status_12")]).unwrap();
    let chunk = portfolio.attributes(&plan, regime).chunks().next().unwrap().unwrap();
    assert!(OWN_CARD.scores(&chunk).unwrap_err().to_string().contains("not computed"));
    // An attribute of the card's own, under its name with another meaning.
    let mut data = OWN_CARD.data().clone();
    data.attributes = vec![row("own_limit", "total_limit")];
    data.characteristics[2].attribute = "own_limit".into();
    let card = Scorecard::new(data).unwrap();
    let other = |name: &str| row(name, if name == "own_limit" { "accounts" } else { name });
    let plan = Plan::new(card.plan().names().map(other)).unwrap();
    let chunk = portfolio.attributes(&plan, regime).chunks().next().unwrap().unwrap();
    assert!(card.scores(&chunk).unwrap_err().to_string().contains("defined differently"));
}

/// Where a block ends (1,024 accounts), where small numbers would no longer fit 16 bits, and where amounts are too large
/// for sums of 64 bits: on either side the results are the same.
#[test]
fn the_bounds_of_a_block_are_not_seen() {
    let most = (1_i64 << 39) - 1;
    for accounts in [1_023, 1_024, 1_025, 1_100] {
        for used in [most, most + 1, i64::MAX / 2_000] {
            let mut report = Report::builder("2024-06-30");
            for account in 0..accounts {
                report = report.account(AccountKind::CreditCard, &format!("{account}"), |card| {
                    card.paid(&"7".repeat(60)).state(AccountState::Normal)
                });
            }
            let mut data = ReportData::clone(&report.build().unwrap());
            for account in &mut data.accounts {
                account.limit = Some(Money::from_minor(1, Currency::CNY));
                account.latest.balance = Some(Money::from_minor(used, Currency::CNY));
            }
            let reports = [Report::new(data).unwrap(), cards("another", [7])];
            let (month, regime) = (month("2024-06"), Regime::holistic());
            let expected = one_by_one(&reports, month, Plan::standard(), regime);
            judge(&portfolio(&reports, month), Plan::standard(), regime, &expected).unwrap();
        }
    }
}
