//! Rows made up from the whole grammar.

use credit_bureau::attributes::{
    Across, AcrossInquiries, AcrossMonths, Attribute, Derived, Direction, Filter, LiabilityValue, Measure, MonthTest,
    Operation, OverAccounts, OverInquiries, OverLiabilities, OverMonths, SeveritySet, Value, Within, WithinMonth,
};
use credit_bureau::history::{DelinquencyBucket, Severity};
use credit_bureau::month::Window;
use credit_bureau::report::{
    BusinessKind, Guarantee, HolderRole, InquiryReason, InstitutionType, KindSet, LiabilityRole,
};
use credit_bureau::{AccountKind, AccountState};

/// Choices read off a list of bytes: one that runs dry chooses the first of everything, so that a failing case shrinks
/// to the simplest row.
pub struct Choices<'a>(pub &'a [u8]);

impl Choices<'_> {
    /// The next choice of `n`.
    pub fn next(&mut self, n: usize) -> usize {
        let Some((&byte, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(byte) % n
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.next(of.len())]
    }

    /// Up to three of a list, some of them twice.
    fn some<T: Copy>(&mut self, of: &[T]) -> Vec<T> {
        (0..self.one(&[1, 2, 3, 1, 2, 3, 3, 0])).map(|_| self.one(of)).collect()
    }

    /// Rows named `row_0`, `row_1`, …, each with a meaning.
    pub fn rows(&mut self, number: usize) -> Vec<Attribute> {
        (0..number).map(|index| self.row(&format!("row_{index}"))).collect()
    }

    fn row(&mut self, name: &str) -> Attribute {
        loop {
            let row = Attribute { name: name.to_owned(), direction: Direction::Neither, measure: self.measure(2) };
            // The first of all choices has a meaning, so that the loop ends when the choices do.
            if row.validate().is_ok() {
                return row;
            }
        }
    }

    fn measure(&mut self, depth: usize) -> Measure {
        match self.next(if depth > 0 { 10 } else { 8 }) {
            0..=3 => Measure::Accounts(self.over_accounts()),
            4..=5 => Measure::Months(self.over_months()),
            6 => Measure::Inquiries(self.over_inquiries()),
            7 => Measure::Liabilities(self.over_liabilities()),
            _ => Measure::Derived(Box::new(self.derived(depth - 1))),
        }
    }

    fn over_accounts(&mut self) -> OverAccounts {
        let across = self.one(&[
            Across::Sum,
            Across::Count,
            Across::Highest,
            Across::Lowest,
            Across::Average,
            Across::DistinctFurnishers,
        ]);
        let of = match self.next(12) {
            0 => Within::Account,
            1 => Within::Count(self.test()),
            2 => Within::Any(self.test()),
            3 => Within::Never(self.test()),
            4 => Within::LongestRun(self.test()),
            5 => Within::MonthsSince(self.test()),
            6 => Within::Worst,
            7 => Within::Latest,
            8 => Within::LatestIs(self.test()),
            9 | 10 => Within::Value(self.value()),
            _ => Within::AtLeastZero(self.value()),
        };
        // What has no months has no window.
        let months = !matches!(of, Within::Account | Within::Value(_) | Within::AtLeastZero(_));
        let window = if months { self.window() } else { Window::ALL };
        OverAccounts { across, of, filter: self.accounts(), window }
    }

    fn over_months(&mut self) -> OverMonths {
        OverMonths {
            across: self.one(&[
                AcrossMonths::Sum,
                AcrossMonths::Count,
                AcrossMonths::Highest,
                AcrossMonths::Lowest,
                AcrossMonths::Average,
                AcrossMonths::LongestRun,
                AcrossMonths::CurrentRun,
                AcrossMonths::MonthsSince,
            ]),
            of: match self.next(6) {
                0 => WithinMonth::Any(self.test()),
                1 => WithinMonth::None(self.test()),
                2 => WithinMonth::AnyAndNone(self.test(), self.test()),
                3 => WithinMonth::Overdue,
                4 => WithinMonth::Worst,
                _ => WithinMonth::Accounts(self.test()),
            },
            filter: self.accounts(),
            window: self.window(),
        }
    }

    fn over_inquiries(&mut self) -> OverInquiries {
        OverInquiries {
            across: self.one(&[
                AcrossInquiries::Count,
                AcrossInquiries::WithoutDuplicates,
                AcrossInquiries::Shopping,
                AcrossInquiries::DistinctInquirers,
                AcrossInquiries::MonthsSince,
            ]),
            reasons: match self.next(3) {
                0 => InquiryReason::ALL.to_vec(),
                1 => InquiryReason::ALL.iter().copied().filter(|reason| reason.is_hard()).collect(),
                _ => self.some(InquiryReason::ALL),
            },
            window: self.window(),
            excluding_days: self.one(&[0, 0, 1, 7, 30, 400]),
        }
    }

    fn over_liabilities(&mut self) -> OverLiabilities {
        OverLiabilities {
            sum: self.one(&[LiabilityValue::Amount, LiabilityValue::Balance]),
            roles: self.some(LiabilityRole::ALL),
        }
    }

    fn derived(&mut self, depth: usize) -> Derived {
        let operation = self.one(&[
            Operation::Ratio,
            Operation::Difference,
            Operation::Change,
            Operation::Greater,
            Operation::Smaller,
        ]);
        let left = self.measure(depth);
        // Most changes compare two windows of one measure; the grammar allows any two.
        if operation == Operation::Change && self.next(4) > 0 {
            let mut right = left.clone();
            match &mut right {
                Measure::Accounts(row) => row.window = self.window(),
                Measure::Months(row) => row.window = self.window(),
                Measure::Inquiries(row) => row.window = self.window(),
                Measure::Liabilities(_) | Measure::Derived(_) => {}
            }
            return Derived { operation, left, right };
        }
        let right = self.measure(depth);
        Derived { operation, left, right }
    }

    /// A filter; half of them pass many accounts, so that there is something to read.
    fn accounts(&mut self) -> Filter {
        match self.next(8) {
            0 | 1 => Filter::All(Vec::new()),
            2 => Filter::Kinds(KindSet::CREDIT),
            3 => Filter::Open,
            _ => self.filter(3),
        }
    }

    pub fn filter(&mut self, depth: usize) -> Filter {
        match self.next(if depth > 0 { 24 } else { 16 }) {
            0 => Filter::All(Vec::new()),
            1 => Filter::Kinds(KindSet::CREDIT),
            2 => Filter::Kinds((0..self.next(7)).map(|_| self.one(AccountKind::ALL)).collect()),
            3 => Filter::Open,
            4 => Filter::Closed,
            5 => Filter::OpenedWithin(self.one(&[0, 1, 3, 6, 12, 24, 60, 600])),
            6 | 7 => Filter::Above(self.value()),
            8 => Filter::UsedAtLeastPercent(self.one(&[0, 1, 30, 75, 100, 150, u16::MAX])),
            22 | 23 => Filter::ReportedWithin(self.one(&[1, 2, 3, 6, 12, 24, 60])),
            9 => Filter::Business(self.some(BusinessKind::ALL)),
            10 => Filter::Guarantee(self.some(Guarantee::ALL)),
            11 => Filter::FurnisherType(self.some(InstitutionType::ALL)),
            12 => Filter::Role(self.some(HolderRole::ALL)),
            13 => {
                let open = AccountState::ALL.iter().copied().filter(|state| state.is_open());
                match self.next(4) {
                    0 => Filter::State(open.collect()),
                    _ => Filter::State(self.some(AccountState::ALL)),
                }
            }
            14 => Filter::StateKnown,
            15 => Filter::LastMonth(self.severities()),
            16 | 17 => Filter::All((0..self.next(4)).map(|_| self.filter(depth - 1)).collect()),
            18 | 19 => Filter::Any((0..self.next(4)).map(|_| self.filter(depth - 1)).collect()),
            _ => Filter::Not(Box::new(self.filter(depth - 1))),
        }
    }

    fn value(&mut self) -> Value {
        self.one(&[
            Value::Limit,
            Value::Principal,
            Value::Balance,
            Value::Used,
            Value::PastDue,
            Value::Scheduled,
            Value::Actual,
            Value::Age,
            Value::Utilisation,
        ])
    }

    fn test(&mut self) -> MonthTest {
        match self.next(5) {
            0 => MonthTest::Late(self.one(&DelinquencyBucket::ALL)),
            1 => MonthTest::OnTime,
            2 => MonthTest::Reported,
            3 => MonthTest::NothingDue,
            _ => MonthTest::Severities(self.severities()),
        }
    }

    fn severities(&mut self) -> SeveritySet {
        (0..self.next(6)).map(|_| self.one(&Severity::ALL)).collect()
    }

    fn window(&mut self) -> Window {
        let (newest, oldest) = match self.next(5) {
            0 => return Window::ALL,
            1 => return Window::last(self.one(&[1, 3, 6, 12, 24, 59])),
            2 => self.one(&[(0, 0), (12, 23), (6, 11), (1, 1), (59, 59), (24, 59)]),
            // A single recent month: what must hold in every month of a window happens there.
            3 => self.one(&[(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (6, 6)]),
            _ => (self.next(60) as u8, self.next(60) as u8),
        };
        Window::between(newest.min(oldest), newest.max(oldest)).unwrap()
    }
}
