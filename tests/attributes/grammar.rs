//! Every combination of the grammar is one with a meaning, or is refused with the reason when a plan is made.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use credit_bureau::AccountKind;
use credit_bureau::attributes::{
    Across, AcrossInquiries, AcrossMonths, Attribute, AttributeError, Catalogue, Derived, Direction, Filter,
    LiabilityValue, Measure, MonthTest, Operation, OverAccounts, OverInquiries, OverLiabilities, OverMonths, Plan,
    RowFault, SeveritySet, Value, Within, WithinMonth,
};
use credit_bureau::history::{DelinquencyBucket, Severity};
use credit_bureau::month::Window;
use credit_bureau::report::{InquiryReason, KindSet, LiabilityRole};

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

fn tests() -> Vec<MonthTest> {
    let of = |severities: &[Severity]| MonthTest::Severities(severities.iter().copied().collect());
    let late = DelinquencyBucket::ALL.into_iter().map(MonthTest::Late);
    let others = [MonthTest::OnTime, MonthTest::Reported, MonthTest::NothingDue];
    late.chain(others).chain([of(&[]), of(&[Severity::PaidAsAgreed]), of(&Severity::ALL)]).collect()
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

#[test]
fn what_is_refused_is_known() {
    let mut told = Told::default();
    let mut line = |shape: String, fault: Option<RowFault>| told.add(shape, fault);
    for across in ACROSS {
        for of in withins() {
            line(format!("{across:?} of {}", shape(of)), fault(accounts(across, of, Window::ALL)));
        }
    }
    for across in ACROSS_MONTHS {
        let mut all = vec![WithinMonth::Overdue, WithinMonth::Worst];
        for test in tests() {
            all.extend([WithinMonth::Any(test), WithinMonth::None(test), WithinMonth::Accounts(test)]);
        }
        for of in all {
            line(format!("months: {across:?} of {}", shape(of)), fault(months(across, of)));
        }
    }
    for some in tests() {
        for none in tests() {
            let of = WithinMonth::AnyAndNone(some, none);
            line(format!("months: Count of {}", shape(of)), fault(months(AcrossMonths::Count, of)));
        }
    }
    let sides = [
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
        (
            "money",
            Measure::Liabilities(OverLiabilities { sum: LiabilityValue::Amount, roles: LiabilityRole::ALL.to_vec() }),
        ),
    ];
    for operation in OPERATIONS {
        for (left_unit, left) in &sides {
            for (right_unit, right) in &sides {
                let (left, right) = (left.clone(), right.clone());
                let derived = Measure::Derived(Box::new(Derived { operation, left, right }));
                line(format!("{operation:?} of {left_unit} and {right_unit}"), fault(derived));
            }
        }
    }
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
    let loan = || vec![InquiryReason::LoanApproval];
    line("inquiries of no reason".to_owned(), fault(inquiries(Vec::new(), 0, Window::last(6))));
    line("inquiries of one month without 31 days".to_owned(), fault(inquiries(loan(), 31, Window::last(1))));
    line("inquiries of one month without 30 days".to_owned(), fault(inquiries(loan(), 30, Window::last(1))));
    let sum = LiabilityValue::Balance;
    line("liabilities of no role".to_owned(), fault(Measure::Liabilities(OverLiabilities { sum, roles: Vec::new() })));
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
