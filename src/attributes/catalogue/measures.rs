//! Filters and measures that several rows of the catalogue's table share.

use crate::attributes::row::{
    Across, AcrossInquiries, AcrossMonths, Derived, Filter, LiabilityValue, Measure, MonthTest, Operation,
    OverAccounts, OverInquiries, OverLiabilities, OverMonths, SeveritySet, Value, Within, WithinMonth,
};
use crate::history::{DelinquencyBucket, Severity};
use crate::month::Window;
use crate::report::{AccountKind, AccountState, InquiryReason, KindSet, LiabilityRole};

pub(super) const COLLECTION: KindSet = KindSet::of(&[AccountKind::Collection]);
/// Late at all: at least one day past due.
pub(super) const LATE: MonthTest = MonthTest::Late(DelinquencyBucket::DAYS_1_TO_30);

/// The filter for accounts of some kinds.
pub(super) const fn of(kinds: KindSet) -> Filter {
    Filter::Kinds(kinds)
}

pub(super) const fn credit() -> Filter {
    of(KindSet::CREDIT)
}

pub(super) fn credit_and(filter: Filter) -> Filter {
    both(KindSet::CREDIT, filter)
}

pub(super) fn open(kinds: KindSet) -> Filter {
    both(kinds, Filter::Open)
}

pub(super) fn with_balance(kinds: KindSet) -> Filter {
    both(kinds, Filter::Above(Value::Balance))
}

fn both(kinds: KindSet, filter: Filter) -> Filter {
    all([of(kinds), filter])
}

pub(super) fn open_cards_with_limit() -> Filter {
    all([of(KindSet::CARDS), Filter::Open, Filter::Above(Value::Limit)])
}

pub(super) fn open_cards_used_75_percent() -> Filter {
    all([of(KindSet::CARDS), Filter::Open, Filter::UsedAtLeastPercent(75)])
}

pub(super) fn loans_with_principal() -> Filter {
    all([of(KindSet::INSTALMENT), Filter::Open, Filter::Above(Value::Principal)])
}

pub(super) fn bad_debt() -> Filter {
    let by_state = Filter::State(vec![AccountState::BadDebt]);
    credit_and(Filter::Any(vec![by_state, last_month([Severity::BadDebt])]))
}

/// The filter for accounts that ended abnormally: by the state where there is one, otherwise by the last month.
pub(super) fn abnormal_end() -> Filter {
    let stateless = Filter::Not(Box::new(Filter::StateKnown));
    let by_state = all([Filter::StateKnown, Filter::State(vec![AccountState::EndedAbnormally])]);
    let by_last_month = all([stateless, last_month([Severity::AbnormalEnd])]);
    credit_and(Filter::Any(vec![by_state, by_last_month]))
}

/// The filter for accounts whose last month is late, by the rule of most kinds, and that have an amount past due.
pub(super) fn in_arrears(kinds: KindSet) -> Filter {
    let from = Severity::Late1To30.number();
    let late = last_month((from..=Severity::BadDebt.number()).filter_map(Severity::from_number));
    all([of(kinds), late, Filter::Above(Value::PastDue)])
}

fn last_month(severities: impl IntoIterator<Item = Severity>) -> Filter {
    Filter::LastMonth(SeveritySet::from_iter(severities))
}

fn all<const N: usize>(parts: [Filter; N]) -> Filter {
    Filter::All(parts.into())
}

pub(super) fn number(filter: Filter) -> Measure {
    count(Within::Account, filter)
}

pub(super) fn count(of: Within, filter: Filter) -> Measure {
    over(Across::Count, of, filter)
}

pub(super) fn furnishers(filter: Filter) -> Measure {
    over(Across::DistinctFurnishers, Within::Account, filter)
}

pub(super) fn sum(value: Value, filter: Filter) -> Measure {
    over(Across::Sum, Within::Value(value), filter)
}

pub(super) fn card_used() -> Measure {
    over(Across::Sum, Within::AtLeastZero(Value::Used), open_cards_with_limit())
}

pub(super) fn age(across: Across, kinds: KindSet) -> Measure {
    over(across, Within::Value(Value::Age), of(kinds))
}

pub(super) fn longest_on_time(kinds: KindSet) -> Measure {
    over(Across::Highest, Within::LongestRun(MonthTest::OnTime), of(kinds))
}

/// A measure over accounts, with the whole history as its window.
pub(super) fn over(across: Across, of: Within, filter: Filter) -> Measure {
    over_months(across, of, filter, Window::ALL)
}

/// The number of account-months that pass the test.
pub(super) fn account_months(test: MonthTest, kinds: KindSet, window: Window) -> Measure {
    over_months(Across::Sum, Within::Count(test), of(kinds), window)
}

pub(super) fn over_months(across: Across, of: Within, filter: Filter, window: Window) -> Measure {
    Measure::Accounts(OverAccounts { across, of, filter, window })
}

/// The number of calendar months in which an account is late.
pub(super) fn months_late(kinds: KindSet, window: Window) -> Measure {
    monthly(AcrossMonths::Count, WithinMonth::Any(LATE), kinds, window)
}

pub(super) fn highest_overdue(kinds: KindSet, window: Window) -> Measure {
    monthly(AcrossMonths::Highest, WithinMonth::Overdue, kinds, window)
}

/// The run of months backwards from the latest month in which an account is paid or late.
pub(super) fn current_run(of: WithinMonth, kinds: KindSet) -> Measure {
    monthly(AcrossMonths::CurrentRun, of, kinds, Window::ALL)
}

fn monthly(across: AcrossMonths, of: WithinMonth, kinds: KindSet, window: Window) -> Measure {
    Measure::Months(OverMonths { across, of, filter: Filter::Kinds(kinds), window })
}

pub(super) fn satisfactory() -> MonthTest {
    MonthTest::Severities(SeveritySet::from_iter([Severity::NothingDue, Severity::PaidAsAgreed]))
}

pub(super) fn guarantor_paid() -> MonthTest {
    MonthTest::Severities(SeveritySet::from_iter([Severity::GuarantorRepaid]))
}

pub(super) fn related_liability() -> Measure {
    let roles = vec![LiabilityRole::CoBorrower, LiabilityRole::Guarantor];
    Measure::Liabilities(OverLiabilities { sum: LiabilityValue::Amount, roles })
}

/// Hard inquiries, without those of the last `excluding_days` days.
pub(super) fn hard(across: AcrossInquiries, window: Window, excluding_days: u16) -> Measure {
    Measure::Inquiries(OverInquiries { across, reasons: reasons(InquiryReason::is_hard), window, excluding_days })
}

/// Inquiries made for one reason.
pub(super) fn asked(across: AcrossInquiries, reason: InquiryReason, window: Window) -> Measure {
    inquiries(across, vec![reason], window)
}

pub(super) fn inquiries(across: AcrossInquiries, reasons: Vec<InquiryReason>, window: Window) -> Measure {
    Measure::Inquiries(OverInquiries { across, reasons, window, excluding_days: 0 })
}

pub(super) fn reasons(which: fn(InquiryReason) -> bool) -> Vec<InquiryReason> {
    InquiryReason::ALL.iter().copied().filter(|&reason| which(reason)).collect()
}

pub(super) fn ratio(left: Measure, right: Measure) -> Measure {
    derived(Operation::Ratio, left, right)
}

/// The change of a measure from the `months` before to the latest `months`.
pub(super) fn change(months: u8, of: impl Fn(Window) -> Measure) -> Measure {
    let oldest = months.saturating_mul(2).saturating_sub(1);
    // The default is never taken: a test compares every window of the table with the row's name.
    let before = Window::between(months, oldest).unwrap_or(Window::ALL);
    derived(Operation::Change, of(Window::last(months)), of(before))
}

fn derived(operation: Operation, left: Measure, right: Measure) -> Measure {
    Measure::Derived(Box::new(Derived { operation, left, right }))
}
