//! Every combination of the grammar is one with a meaning, or is refused with the reason when a plan is made.

use crate::interpreter::{self, Scene};
use crate::naive::interpret::{Interpreter, Truth, holds};
use crate::naive::rows::Choices;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use credit_bureau::attributes::{
    Across, AcrossInquiries, AcrossMonths, Attribute, AttributeError, Catalogue, Derived, Direction, Filter,
    LiabilityValue, Measure, MonthTest, Operation, OverAccounts, OverInquiries, OverLiabilities, OverMonths, Plan,
    Reading, RowFault, SeveritySet, Value, Within, WithinMonth,
};
use credit_bureau::history::{DelinquencyBucket, Severity};
use credit_bureau::month::Window;
use credit_bureau::report::{
    BusinessKind, Guarantee, HolderRole, InquiryReason, InstitutionType, KindSet, LiabilityRole,
};
use credit_bureau::{AccountKind, AccountState, Regime, Report};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

const ACROSS: [Across; 6] =
    [Across::Sum, Across::Count, Across::Highest, Across::Lowest, Across::Average, Across::DistinctFurnishers];

const ACROSS_MONTHS: [AcrossMonths; 8] = [
    AcrossMonths::Sum,
    AcrossMonths::Count,
    AcrossMonths::Highest,
    AcrossMonths::Lowest,
    AcrossMonths::Average,
    AcrossMonths::LongestRun,
    AcrossMonths::CurrentRun,
    AcrossMonths::MonthsSince,
];

const ACROSS_INQUIRIES: [AcrossInquiries; 5] = [
    AcrossInquiries::Count,
    AcrossInquiries::WithoutDuplicates,
    AcrossInquiries::Shopping,
    AcrossInquiries::DistinctInquirers,
    AcrossInquiries::MonthsSince,
];

const VALUES: [Value; 9] = [
    Value::Limit,
    Value::Principal,
    Value::Balance,
    Value::Used,
    Value::PastDue,
    Value::Scheduled,
    Value::Actual,
    Value::Age,
    Value::Utilisation,
];

const OPERATIONS: [Operation; 5] =
    [Operation::Ratio, Operation::Difference, Operation::Change, Operation::Greater, Operation::Smaller];

const LATE: MonthTest = MonthTest::Late(DelinquencyBucket::DAYS_1_TO_30);

/// Sets of severities: none, one, all that are not reported, and all.
const SETS: [&[Severity]; 4] =
    [&[], &[Severity::NothingDue], &[Severity::Outside, Severity::Settled, Severity::Unknown], &Severity::ALL];

fn tests() -> Vec<MonthTest> {
    let of = |severities: &[Severity]| MonthTest::Severities(severities.iter().copied().collect());
    let late = DelinquencyBucket::ALL.into_iter().map(MonthTest::Late);
    let others = [MonthTest::OnTime, MonthTest::Reported, MonthTest::NothingDue];
    late.chain(others).chain(SETS.map(of)).collect()
}

/// Every number of one account, with every test and value.
fn withins() -> Vec<Within> {
    let mut all = vec![Within::Account, Within::Worst, Within::Latest];
    for test in tests() {
        all.extend([Within::Count(test), Within::Any(test), Within::Never(test), Within::LongestRun(test)]);
        all.extend([Within::MonthsSince(test), Within::LatestIs(test)]);
    }
    all.extend(VALUES.into_iter().flat_map(|value| [Within::Value(value), Within::AtLeastZero(value)]));
    all
}

fn accounts(across: Across, of: Within, window: Window) -> Measure {
    Measure::Accounts(OverAccounts { across, of, filter: Filter::All(Vec::new()), window })
}

fn months(across: AcrossMonths, of: WithinMonth) -> Measure {
    Measure::Months(OverMonths { across, of, filter: Filter::All(Vec::new()), window: Window::last(12) })
}

fn counted(filter: Filter) -> Measure {
    let (across, of) = (Across::Count, Within::Account);
    Measure::Accounts(OverAccounts { across, of, filter, window: Window::ALL })
}

fn inquiries(reasons: Vec<InquiryReason>, excluding_days: u16, window: Window) -> Measure {
    Measure::Inquiries(OverInquiries { across: AcrossInquiries::Count, reasons, window, excluding_days })
}

fn liabilities(sum: LiabilityValue, roles: &[LiabilityRole]) -> Measure {
    Measure::Liabilities(OverLiabilities { sum, roles: roles.to_vec() })
}

/// Why a plan of a measure is refused.
fn fault(measure: Measure) -> Option<RowFault> {
    let row = Attribute { name: "row".to_owned(), direction: Direction::Neither, measure };
    match (Plan::new([&row]), row.validate()) {
        (Ok(_), Ok(())) => None,
        (Err(error), Err(alike)) => {
            assert_eq!(error, alike, "{row}");
            let AttributeError::NoMeaning { fault, .. } = error else { panic!("{row}: {error}") };
            Some(fault)
        }
        (plan, row) => panic!("the plan says {plan:?}, the row {row:?}"),
    }
}

#[test]
fn a_number_without_months_takes_no_window() {
    for across in ACROSS {
        for of in withins() {
            let windows = [Window::last(1), Window::last(3), Window::last(59), Window::between(6, 11).unwrap()];
            let without_months = matches!(of, Within::Account | Within::Value(_) | Within::AtLeastZero(_));
            for window in windows {
                let fault = fault(accounts(across, of, window));
                assert_eq!(
                    fault == Some(RowFault::WindowWithoutMonths),
                    without_months,
                    "{across:?} of {of}: {fault:?}"
                );
            }
        }
    }
}

/// Every combination of the grammar over all accounts, with its shape.
fn combinations() -> Vec<(String, Measure)> {
    let mut all = Vec::new();
    for across in ACROSS {
        for of in withins() {
            all.push((format!("{across:?} of {}", shape(of)), accounts(across, of, Window::ALL)));
        }
    }
    for across in ACROSS_MONTHS {
        let mut of_month = vec![WithinMonth::Overdue, WithinMonth::Worst];
        for test in tests() {
            of_month.extend([WithinMonth::Any(test), WithinMonth::None(test), WithinMonth::Accounts(test)]);
        }
        for some in tests() {
            of_month.extend(tests().into_iter().map(|none| WithinMonth::AnyAndNone(some, none)));
        }
        all.extend(of_month.into_iter().map(|of| (format!("months: {across:?} of {}", shape(of)), months(across, of))));
    }
    for across in ACROSS_INQUIRIES {
        let reasons = InquiryReason::ALL.to_vec();
        let row = OverInquiries { across, reasons, window: Window::last(12), excluding_days: 7 };
        all.push((format!("inquiries: {across:?}"), Measure::Inquiries(row)));
    }
    for sum in [LiabilityValue::Amount, LiabilityValue::Balance] {
        all.push((format!("liabilities: {sum:?}"), liabilities(sum, LiabilityRole::ALL)));
    }
    let sides = sides();
    for operation in OPERATIONS {
        for (left_unit, left) in &sides {
            for (right_unit, right) in &sides {
                let (left, right) = (left.clone(), right.clone());
                let derived = Measure::Derived(Box::new(Derived { operation, left, right }));
                all.push((format!("{operation:?} of {left_unit} and {right_unit}"), derived));
            }
        }
    }
    all
}

/// Measures of every unit that are combined with each other.
fn sides() -> [(&'static str, Measure); 11] {
    [
        ("months", accounts(Across::Sum, Within::Count(LATE), Window::last(12))),
        ("months", accounts(Across::Sum, Within::Count(LATE), Window::between(12, 23).unwrap())),
        ("accounts", counted(Filter::All(Vec::new()))),
        ("accounts", counted(Filter::Kinds(KindSet::CARDS))),
        ("money", accounts(Across::Sum, Within::Value(Value::Balance), Window::ALL)),
        ("money", accounts(Across::Sum, Within::Value(Value::Limit), Window::ALL)),
        ("severity", accounts(Across::Highest, Within::Worst, Window::last(12))),
        ("severity", accounts(Across::Highest, Within::Worst, Window::between(12, 23).unwrap())),
        ("money by month", months(AcrossMonths::Highest, WithinMonth::Overdue)),
        ("inquiries", inquiries(vec![InquiryReason::LoanApproval], 0, Window::last(6))),
        ("money", liabilities(LiabilityValue::Amount, LiabilityRole::ALL)),
    ]
}

#[test]
fn what_is_refused_is_known() {
    let mut told = Told::default();
    for (shape, measure) in combinations() {
        told.add(shape, fault(measure));
    }
    let mut line = |shape: String, fault: Option<RowFault>| told.add(shape, fault);
    let none = SeveritySet::default();
    for filter in [
        Filter::Business(Vec::new()),
        Filter::Guarantee(Vec::new()),
        Filter::FurnisherType(Vec::new()),
        Filter::Role(Vec::new()),
        Filter::State(Vec::new()),
        Filter::OpenedWithin(0),
        Filter::ReportedWithin(0),
        Filter::ReportedWithin(61),
        Filter::LastMonth(none),
        Filter::Not(Box::new(Filter::LastMonth(none))),
        last_month(&[Severity::Outside]),
        Filter::Not(Box::new(last_month(&[Severity::Outside]))),
        last_month(&[Severity::Outside, Severity::Settled]),
        Filter::All(vec![Filter::Open, Filter::Closed]),
        Filter::Kinds(KindSet::NONE),
        Filter::Any(Vec::new()),
        Filter::Not(Box::new(Filter::All(Vec::new()))),
        Filter::All(vec![Filter::Open, Filter::Kinds(KindSet::CARDS), Filter::Kinds(AccountKind::Rent.into())]),
        Filter::All(vec![
            Filter::Kinds(AccountKind::Rent.into()),
            Filter::Any(vec![
                Filter::Kinds(KindSet::CARDS),
                Filter::All(vec![Filter::Open, Filter::Kinds(KindSet::LOANS)]),
            ]),
        ]),
    ] {
        line(format!("where {filter}"), fault(counted(filter)));
    }
    // An overdraft is late from the third bucket on.
    let late = Severity::ALL.into_iter().filter(|&one| one >= Severity::Late61To90);
    let paid_or_late = MonthTest::Severities(late.chain([Severity::PaidAsAgreed]).collect());
    for kinds in [KindSet::CARDS, AccountKind::QuasiCreditCard.into(), AccountKind::CreditCard.into()] {
        let (across, of, filter) = (AcrossMonths::CurrentRun, WithinMonth::None(paid_or_late), Filter::Kinds(kinds));
        let row = Measure::Months(OverMonths { across, of, filter, window: Window::last(12) });
        line(row.to_string(), fault(row));
    }
    let loan = || vec![InquiryReason::LoanApproval];
    line("inquiries of no reason".to_owned(), fault(inquiries(Vec::new(), 0, Window::last(6))));
    line("inquiries of one month without 31 days".to_owned(), fault(inquiries(loan(), 31, Window::last(1))));
    line("inquiries of one month without 30 days".to_owned(), fault(inquiries(loan(), 30, Window::last(1))));
    line("liabilities of no role".to_owned(), fault(liabilities(LiabilityValue::Balance, &[])));
    insta::assert_snapshot!(told.text());
}

/// How many of each shape have a meaning, and how many are refused for what.
#[derive(Default)]
struct Told(Vec<(String, BTreeMap<Option<RowFault>, usize>)>);

impl Told {
    fn add(&mut self, shape: String, fault: Option<RowFault>) {
        if !self.0.iter().any(|(one, _)| *one == shape) {
            self.0.push((shape.clone(), BTreeMap::new()));
        }
        let (_, faults) = self.0.iter_mut().find(|(one, _)| *one == shape).unwrap();
        *faults.entry(fault).or_default() += 1;
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for (shape, faults) in &self.0 {
            let faults = faults.iter().map(|(fault, number)| match fault {
                None => format!("{number} mean something"),
                Some(fault) => format!("{number} refused: {} (expected {})", fault.what(), fault.expected()),
            });
            writeln!(text, "{shape}: {}", faults.collect::<Vec<_>>().join("; ")).unwrap();
        }
        text
    }
}

/// The notation of a part without its test or value.
fn shape(of: impl fmt::Debug) -> String {
    format!("{of:?}").split('(').next().unwrap().to_owned()
}

#[test]
fn the_grammar_refuses_with_the_name_and_the_reason() {
    let row = r#"{"name": "paid", "measure": {"accounts": {
        "across": "sum", "of": {"value": "actual"}, "where": "open", "in": 3}}}"#;
    let row: Attribute = serde_json::from_str(row).unwrap();
    assert_eq!(
        Plan::new([&row]).unwrap_err().to_string(),
        "attribute `paid` has no meaning: a window has no effect on a number without months: expected no window"
    );
}

/// A name of the standard catalogue means the same everywhere.
#[test]
fn a_name_of_the_catalogue_has_one_meaning() {
    let ours = Catalogue::standard().find("late_months_1_24").unwrap();
    assert!(Plan::new([ours]).is_ok());
    let mut other = ours.clone();
    let Measure::Accounts(row) = &mut other.measure else { panic!("{other}") };
    row.window = Window::last(12);
    let message = "attribute `late_months_1_24` is another in the standard catalogue: expected a name of its own, since \
                   one name with two meanings misleads whoever reads it";
    assert_eq!(Plan::new([&other]).unwrap_err().to_string(), message);
    assert_eq!(Catalogue::from_rows(vec![other]).unwrap_err().to_string(), message);
    let mut written_otherwise = ours.clone();
    let Measure::Accounts(row) = &mut written_otherwise.measure else { panic!("{ours}") };
    row.filter = Filter::All(vec![row.filter.clone()]);
    assert!(Plan::new([&written_otherwise]).is_ok(), "it says the same in other words");
}

/// A row that always reads the same number says nothing.
#[test]
fn what_is_accepted_reads_two_numbers() {
    let accepted = combinations().into_iter().map(|(_, measure)| measure).filter(|one| fault(one.clone()).is_none());
    let constant: Vec<String> = constant(accepted.collect()).iter().map(Measure::to_string).collect();
    assert_eq!(constant, [""; 0]);
}

#[test]
fn what_is_refused_because_it_never_happens_reads_one_number_at_most() {
    let never = [RowFault::Contradiction, RowFault::LatestNotReported, RowFault::RunOfNone];
    let refused = combinations().into_iter().map(|(_, measure)| measure);
    let refused: Vec<Measure> =
        refused.filter(|one| fault(one.clone()).is_some_and(|fault| never.contains(&fault))).collect();
    let mut numbers = vec![BTreeSet::new(); refused.len()];
    for scene in interpreter::same_scenes().take(100) {
        let plain = interpreter::plain_of(&scene);
        for (row, numbers) in refused.iter().zip(&mut numbers) {
            numbers.extend(Interpreter::default().measure(row, &plain).ok());
        }
    }
    for (row, numbers) in refused.iter().zip(numbers) {
        assert!(numbers.len() <= 1, "{row}: {numbers:?}");
    }
}

/// Filters that are accepted pass some account, but for those that the check does not find.
#[test]
fn two_parts_of_a_filter_pass_an_account_or_are_refused() {
    let accepted = pairs().into_iter().map(counted).filter(|one| fault(one.clone()).is_none());
    let passed_by_none: Vec<String> = constant(accepted.collect())
        .into_iter()
        .map(|measure| match measure {
            Measure::Accounts(row) => row.filter.to_string(),
            other => panic!("{other}"),
        })
        .collect();
    let listed: Vec<&str> = PASSED_BY_NONE.iter().flat_map(|(_, filters)| filters.iter().copied()).collect();
    assert_eq!(passed_by_none, listed);
}

/// Filters that no account passes and that are accepted all the same, by the reason why none does.
const PASSED_BY_NONE: [(&str, &[&str]); 3] = [
    (
        "a rent states no limit, nothing used, no business and no guarantee",
        &[
            "all(kinds(rent) limit > 0)",
            "all(kinds(rent) used >= 10%)",
            "all(kinds(rent) used >= 75%)",
            "all(kinds(rent) business(car_loan credit_card))",
            "all(kinds(rent) business(credit_card other_loan))",
            "all(kinds(rent) guarantee(mortgage))",
            "all(kinds(rent) guarantee(pledge))",
        ],
    ),
    (
        "a share is used only of a limit above zero",
        &["all(not(limit > 0) used >= 10%)", "all(not(limit > 0) used >= 75%)"],
    ),
    (
        "only an account of which nothing but late months is shown has several last months",
        &["all(last_month(4) last_month(5))", "all(last_month(4) last_month(6))"],
    ),
];

#[test]
fn what_excludes_what_is_known() {
    let parts = literals();
    let excludes = |one: &Filter, other: &Filter| {
        let both = Filter::All(vec![one.clone(), other.clone()]);
        matches!(fault(counted(both)), Some(RowFault::NoAccount | RowFault::NoKind))
    };
    let mut text = String::new();
    for one in &parts {
        let excluded = parts.iter().filter(|other| excludes(one, other)).map(Filter::to_string);
        writeln!(text, "{one}: {}", excluded.collect::<Vec<_>>().join(", ")).unwrap();
    }
    insta::assert_snapshot!(text);
}

/// The judge finds no account that passes a filter that is refused.
#[test]
fn what_contradicts_itself_passes_no_account() {
    let bytes = vec(any::<u8>(), 100..200);
    let mut runner = TestRunner::deterministic();
    let made_up = std::iter::repeat_with(|| {
        let bytes = bytes.new_tree(&mut runner).unwrap().current();
        let mut choices = Choices(&bytes);
        Filter::All((0..3).map(|_| choices.filter(3)).collect())
    });
    let contradicts = |filter: &Filter| fault(counted(filter.clone())) == Some(RowFault::NoAccount);
    let made_up: Vec<Filter> = made_up.take(4_000).filter(contradicts).collect();
    assert!(made_up.len() > 100, "{}", made_up.len());
    let mut refused = vec![last_month(&[Severity::Outside])];
    refused.extend(pairs().into_iter().filter(contradicts).chain(made_up));
    for scene in interpreter::same_scenes().take(300) {
        for account in interpreter::plain_of(&scene).accounts {
            for filter in &refused {
                assert!(holds(filter, &account) != Truth::Yes, "{filter} passes {account:?}");
            }
        }
    }
}

/// A filter contradicts itself however it is written, and not if one of several ways to pass it is left.
#[test]
fn a_contradiction_is_found_within_other_parts() {
    let not = |part: Filter| Filter::Not(Box::new(part));
    let either = || Filter::Any(vec![Filter::StateKnown, Filter::Above(Value::Balance)]);
    let turned = || Filter::Any(vec![Filter::Above(Value::Balance), Filter::StateKnown]);
    let closed_and_open = || Filter::All(vec![Filter::Closed, Filter::Open]);
    let state = |states: &[AccountState]| Filter::State(states.to_vec());
    use AccountState::{BadDebt, Closed, Normal};
    for (filter, contradicts) in [
        (Filter::All(vec![either(), not(turned())]), true),
        (Filter::All(vec![either(), not(Filter::StateKnown)]), false),
        (Filter::All(vec![not(not(Filter::Open)), Filter::All(vec![Filter::StateKnown, Filter::Closed])]), true),
        (not(Filter::Any(vec![Filter::Open, Filter::Closed])), true),
        (not(closed_and_open()), false),
        (Filter::Any(vec![closed_and_open(), Filter::All(vec![state(&[Normal]), state(&[Closed])])]), true),
        (Filter::Any(vec![closed_and_open(), Filter::Open]), false),
        (Filter::All(vec![state(&[Normal, BadDebt]), state(&[BadDebt, Closed]), state(&[Closed, Normal])]), true),
        (Filter::All(vec![state(&[Normal, BadDebt]), not(state(&[BadDebt])), not(state(&[Normal]))]), true),
        (not(state(AccountState::ALL)), false),
        (Filter::All(vec![Filter::OpenedWithin(24), not(Filter::OpenedWithin(3))]), false),
        (Filter::All(vec![Filter::UsedAtLeastPercent(10), not(Filter::UsedAtLeastPercent(75))]), false),
        (not(Filter::UsedAtLeastPercent(0)), false),
        (not(Filter::ReportedWithin(60)), false),
    ] {
        assert_eq!(fault(counted(filter.clone())), contradicts.then_some(RowFault::NoAccount), "{filter}");
    }
}

/// All filters of two parts, each of which must hold or must not.
fn pairs() -> Vec<Filter> {
    let parts = literals();
    let others = |place: usize| parts[place + 1..].iter();
    let pairs = parts.iter().enumerate().flat_map(|(place, one)| others(place).map(move |other| (one, other)));
    pairs.map(|(one, other)| Filter::All(vec![one.clone(), other.clone()])).collect()
}

/// One or two of every part of a filter, and their negations.
fn literals() -> Vec<Filter> {
    let parts = [
        Filter::Kinds(KindSet::CARDS),
        Filter::Kinds(AccountKind::Rent.into()),
        Filter::Open,
        Filter::OpenedWithin(3),
        Filter::OpenedWithin(24),
        Filter::ReportedWithin(1),
        Filter::ReportedWithin(12),
        Filter::Above(Value::Limit),
        Filter::Above(Value::Balance),
        Filter::UsedAtLeastPercent(10),
        Filter::UsedAtLeastPercent(75),
        Filter::Business(vec![BusinessKind::CarLoan, BusinessKind::CreditCard]),
        Filter::Business(vec![BusinessKind::CreditCard, BusinessKind::OtherLoan]),
        Filter::Guarantee(vec![Guarantee::Mortgage]),
        Filter::Guarantee(vec![Guarantee::Pledge]),
        Filter::FurnisherType(InstitutionType::ALL[..2].to_vec()),
        Filter::FurnisherType(InstitutionType::ALL[2..4].to_vec()),
        Filter::Role(vec![HolderRole::Sole]),
        Filter::Role(vec![HolderRole::Joint, HolderRole::Guarantor]),
        Filter::State(vec![AccountState::Normal, AccountState::BadDebt]),
        Filter::State(vec![AccountState::BadDebt, AccountState::Closed]),
        Filter::State(vec![AccountState::Closed, AccountState::Settled]),
        Filter::StateKnown,
        last_month(&[Severity::PaidAsAgreed]),
        last_month(&[Severity::Late1To30]),
        last_month(&[Severity::Late31To60]),
    ];
    parts.into_iter().flat_map(|part| [part.clone(), Filter::Not(Box::new(part))]).collect()
}

fn last_month(severities: &[Severity]) -> Filter {
    Filter::LastMonth(severities.iter().copied().collect())
}

/// The measures of which no two numbers are read in generated reports, under every regime, as of any month and through
/// any masks.
fn constant(measures: Vec<Measure>) -> Vec<Measure> {
    let named = |(index, measure)| Attribute { name: format!("row_{index}"), direction: Direction::Neither, measure };
    let mut open: Vec<(Attribute, Option<i64>)> =
        measures.into_iter().enumerate().map(|row| (named(row), None)).collect();
    let mut scenes = std::iter::once(late_for_a_year()).chain(interpreter::same_scenes());
    for _ in 0..SCENES / SCENES_AT_ONCE {
        if open.is_empty() {
            break;
        }
        let plan = Plan::new(open.iter().map(|(row, _)| row)).unwrap();
        let mut varied = BTreeSet::new();
        for scene in scenes.by_ref().take(SCENES_AT_ONCE) {
            let attributes = interpreter::seen(&scene).attributes_of(&plan);
            for (place, ((_, reading), (_, first))) in attributes.iter().zip(&mut open).enumerate() {
                if let Ok(Reading::Known(number)) = reading
                    && *first.get_or_insert(number) != number
                {
                    varied.insert(place);
                }
            }
        }
        let mut places = 0..;
        open.retain(|_| !varied.contains(&places.next().unwrap()));
    }
    open.into_iter().map(|(row, _)| row.measure).collect()
}

/// The scenes that are drawn for what is read of them.
const SCENES: usize = 4_000;
/// After so many scenes, what has been read twice is read no more.
const SCENES_AT_ONCE: usize = 40;

/// What is drawn too rarely: a person who is late in every month of a year, each with its overdue amount.
fn late_for_a_year() -> Scene {
    let amounts: Vec<(u8, i32)> = (0..12).map(|ago| (ago, 100)).collect();
    let report = Report::builder("2024-06-30")
        .account(AccountKind::CreditCard, "late", |card| card.paid("777777654321").overdue(&amounts))
        .build()
        .unwrap();
    let month = report.month();
    (report, Regime::holistic().clone(), month, Vec::new())
}
