//! The standard catalogue, row by row.
//!
//! Which accounts a family looks at: all but the positive and the inquiries at credit accounts only; collections enter
//! `accounts_c1`, `collections` and `collection_balance` only; positive accounts the positive family only. So rent adds
//! evidence and never shortens an average age.

use super::catalogue::Family;
use super::row::Direction::{HigherIsBetter as Higher, LowerIsBetter as Lower, Neither};
use super::row::{
    Across, AcrossInquiries, AcrossMonths, Attribute, Derived, Direction, Filter, LiabilityValue, Measure, MonthTest,
    Operation, OverAccounts, OverInquiries, OverLiabilities, OverMonths, SeveritySet, Value, Within, WithinMonth,
};
use crate::history::{DelinquencyBucket, Severity};
use crate::month::Window;
use crate::report::{AccountKind, AccountState, InquiryReason, KindSet, LiabilityRole};

/// Every row with its family, in order.
pub(super) fn rows() -> Vec<(Family, Attribute)> {
    let mut table = Table::default();
    table.accounts();
    table.debt();
    table.utilisation();
    table.lateness();
    table.derogatory();
    table.trend();
    table.recency();
    table.depth();
    table.positive();
    table.inquiries();
    table.rows
}

#[derive(Default)]
struct Table {
    rows: Vec<(Family, Attribute)>,
}

impl Table {
    fn row(&mut self, family: Family, direction: Direction, name: impl Into<String>, measure: Measure) {
        self.rows.push((family, Attribute { name: name.into(), direction, measure }));
    }

    fn accounts(&mut self) {
        let mut row = |direction, name: &str, measure| self.row(Family::Accounts, direction, name, measure);
        row(Neither, "accounts", number(credit()));
        row(Neither, "open_accounts", number(credit_and(Filter::Open)));
        row(Neither, "closed_accounts", number(credit_and(Filter::Closed)));
        for kind in KindSet::CREDIT.union(COLLECTION).iter() {
            let direction = if kind == AccountKind::Collection { Lower } else { Neither };
            row(direction, &format!("accounts_{}", kind.tag()), number(Filter::Kinds(kind.into())));
        }
        row(Neither, "furnishers", over(Across::DistinctFurnishers, Within::Account, credit()));
        for kind in KindSet::CREDIT.iter() {
            row(Neither, &format!("open_accounts_{}", kind.tag()), number(open_of(kind)));
            let furnishers = over(Across::DistinctFurnishers, Within::Account, open_of(kind));
            row(Neither, &format!("furnishers_{}", kind.tag()), furnishers);
        }
        for months in [3, 6, 12, 24] {
            let opened = credit_and(Filter::OpenedWithin(months));
            row(Lower, &format!("accounts_opened_{months}"), number(opened));
        }
        row(
            Neither,
            "percent_instalment_accounts",
            ratio(number(Filter::Kinds(KindSet::INSTALMENT)), number(credit())),
        );
        let with_balance = || Filter::Above(Value::Balance);
        let revolving = [Filter::Kinds(KindSet::REVOLVING), with_balance()];
        row(Neither, "revolving_accounts_with_balance", number(all(revolving)));
        let instalment = [Filter::Kinds(KindSet::INSTALMENT), with_balance()];
        row(Neither, "instalment_accounts_with_balance", number(all(instalment)));
        row(Neither, "percent_accounts_with_balance", ratio(number(credit_and(with_balance())), number(credit())));
    }

    fn debt(&mut self) {
        let mut row = |direction, name: &str, measure| self.row(Family::Debt, direction, name, measure);
        let open = |kinds| all([Filter::Kinds(kinds), Filter::Open]);
        row(Neither, "total_principal", sum(Value::Principal, open(KindSet::INSTALMENT)));
        row(Neither, "total_limit", sum(Value::Limit, open(KindSet::REVOLVING)));
        row(Lower, "total_balance", sum(Value::Balance, open(KindSet::CREDIT)));
        row(Lower, "total_past_due", sum(Value::PastDue, open(KindSet::CREDIT)));
        row(Neither, "card_limit", sum(Value::Limit, open_cards_with_limit()));
        row(Lower, "card_used", card_used());
        row(Neither, "scheduled_payment", sum(Value::Scheduled, open(KindSet::CREDIT)));
        row(Lower, "collection_balance", sum(Value::Balance, open(COLLECTION)));
        let roles = vec![LiabilityRole::CoBorrower, LiabilityRole::Guarantor];
        let liability = OverLiabilities { sum: LiabilityValue::Amount, roles };
        row(Lower, "related_liability", Measure::Liabilities(liability));
        for months in [12, 24, 60] {
            let overdue = monthly(AcrossMonths::Highest, WithinMonth::Overdue, credit(), Window::last(months));
            row(Lower, &format!("highest_monthly_past_due_{months}"), overdue);
        }
        row(Lower, "bad_debt_balance", sum(Value::Balance, bad_debt()));
        for kind in KindSet::CREDIT.iter() {
            let tag = kind.tag();
            let (granted, value) = if KindSet::REVOLVING.contains(kind) {
                ("limit", Value::Limit)
            } else {
                ("principal", Value::Principal)
            };
            row(Neither, &format!("{granted}_{tag}"), sum(value, open_of(kind)));
            row(Lower, &format!("balance_{tag}"), sum(Value::Balance, open_of(kind)));
            let overdue = monthly(AcrossMonths::Highest, WithinMonth::Overdue, Filter::Kinds(kind.into()), Window::ALL);
            row(Lower, &format!("highest_monthly_past_due_60_{tag}"), overdue);
        }
        for kind in KindSet::CARDS.iter() {
            row(Lower, &format!("used_{}", kind.tag()), sum(Value::Used, open_of(kind)));
        }
    }

    fn utilisation(&mut self) {
        let mut row = |name: &str, measure| self.row(Family::Utilisation, Lower, name, measure);
        row("card_utilisation", ratio(card_used(), sum(Value::Limit, open_cards_with_limit())));
        let utilisation = Within::Value(Value::Utilisation);
        row("highest_card_utilisation", over(Across::Highest, utilisation, open_cards_with_limit()));
        let loans = || all([Filter::Kinds(KindSet::INSTALMENT), Filter::Open, Filter::Above(Value::Principal)]);
        row("instalment_burden", ratio(sum(Value::Balance, loans()), sum(Value::Principal, loans())));
        let cards = [Filter::Kinds(KindSet::CARDS), Filter::Open, Filter::UsedAtLeastPercent(75)];
        row("cards_over_75_percent_used", number(all(cards)));
    }

    fn lateness(&mut self) {
        let mut row = |name: &str, measure| self.row(Family::Lateness, Lower, name, measure);
        for bucket in [BUCKET_1, BUCKET_2, BUCKET_3, BUCKET_4] {
            for months in [6, 12, 24, 60] {
                let late = account_months(MonthTest::Late(bucket), credit(), Window::last(months));
                row(&format!("late_months_{bucket}_{months}"), late);
            }
        }
        for months in [24, 60] {
            let any = WithinMonth::Any(MonthTest::Late(BUCKET_1));
            let distinct = monthly(AcrossMonths::Count, any, credit(), Window::last(months));
            row(&format!("distinct_late_months_{months}"), distinct);
        }
        for kind in KindSet::CREDIT.iter() {
            let any = WithinMonth::Any(MonthTest::Late(BUCKET_1));
            let distinct = monthly(AcrossMonths::Count, any, Filter::Kinds(kind.into()), Window::ALL);
            row(&format!("distinct_late_months_60_{}", kind.tag()), distinct);
        }
        for months in [3, 6, 12, 24, 60] {
            let worst = over_months(Across::Highest, Within::Worst, credit(), Window::last(months));
            row(&format!("worst_status_{months}"), worst);
        }
    }

    fn derogatory(&mut self) {
        let mut row = |direction, name: &str, measure| self.row(Family::Derogatory, direction, name, measure);
        for bucket in [BUCKET_1, BUCKET_3, BUCKET_4] {
            let ever = over(Across::Count, Within::Any(MonthTest::Late(bucket)), credit());
            row(Lower, &format!("accounts_ever_late_{bucket}"), ever);
        }
        for kind in KindSet::CREDIT.iter() {
            let ever = over(Across::Count, Within::Any(MonthTest::Late(BUCKET_1)), Filter::Kinds(kind.into()));
            row(Lower, &format!("accounts_ever_late_1_{}", kind.tag()), ever);
        }
        let now_late = Within::LatestIs(MonthTest::Late(BUCKET_1));
        row(Lower, "accounts_now_late", over(Across::Count, now_late, credit_and(Filter::Open)));
        row(Lower, "bad_debts", number(bad_debt()));
        row(Lower, "collections", number(all([Filter::Kinds(COLLECTION), Filter::Open])));
        // By the state where there is one, else by the last month.
        let stateless = Filter::Not(Box::new(Filter::StateKnown));
        let by_state = all([Filter::StateKnown, Filter::State(vec![AccountState::EndedAbnormally])]);
        let by_last_month = all([stateless, last_month([Severity::AbnormalEnd])]);
        let abnormal_end = Filter::Any(vec![by_state, by_last_month]);
        row(Lower, "abnormal_ends", number(credit_and(abnormal_end)));
        let repaid = MonthTest::Severities(SeveritySet::from_iter([Severity::GuarantorRepaid]));
        row(Lower, "guarantor_paid", over(Across::Count, Within::Any(repaid), credit()));
        let never_late = over(Across::Count, Within::Never(MonthTest::Late(BUCKET_1)), credit());
        row(Higher, "percent_accounts_never_late", ratio(never_late, number(credit())));
        let satisfactory = SeveritySet::from_iter([Severity::NothingDue, Severity::PaidAsAgreed]);
        let latest = Within::LatestIs(MonthTest::Severities(satisfactory));
        row(Higher, "satisfactory_accounts", over(Across::Count, latest, credit()));
    }

    fn trend(&mut self) {
        let mut row = |direction, name: &str, measure| self.row(Family::Trend, direction, name, measure);
        let late = |window| account_months(MonthTest::Late(BUCKET_1), credit(), window);
        row(Lower, "late_months_change", change(late(THIS_YEAR), late(last_year())));
        let on_time = |window| account_months(MonthTest::OnTime, credit(), window);
        row(Higher, "on_time_months_change", change(on_time(THIS_YEAR), on_time(last_year())));
        let past_due = |window| monthly(AcrossMonths::Highest, WithinMonth::Overdue, credit(), window);
        row(Lower, "past_due_change", change(past_due(THIS_YEAR), past_due(last_year())));
        let hard = |window| inquiries(AcrossInquiries::WithoutDuplicates, hard(), window, 0);
        row(Lower, "hard_inquiries_change", change(hard(Window::last(6)), hard(span(6, 11))));
    }

    fn recency(&mut self) {
        let mut row = |name: &str, measure| self.row(Family::Recency, Higher, name, measure);
        for bucket in [BUCKET_1, BUCKET_3, BUCKET_4] {
            let since = over(Across::Lowest, Within::MonthsSince(MonthTest::Late(bucket)), credit());
            row(&format!("months_since_late_{bucket}"), since);
        }
        row("longest_on_time_streak", over(Across::Highest, Within::LongestRun(MonthTest::OnTime), credit()));
        let clean = WithinMonth::AnyAndNone(MonthTest::OnTime, MonthTest::Late(BUCKET_1));
        row("current_on_time_streak", monthly(AcrossMonths::CurrentRun, clean, credit(), Window::ALL));
    }

    fn depth(&mut self) {
        let mut row = |name: &str, measure| self.row(Family::Depth, Higher, name, measure);
        let age = || Within::Value(Value::Age);
        row("oldest_account_age", over(Across::Highest, age(), credit()));
        row("newest_account_age", over(Across::Lowest, age(), credit()));
        row("average_account_age", over(Across::Average, age(), credit()));
        row("oldest_card_age", over(Across::Highest, age(), Filter::Kinds(KindSet::CARDS)));
        for months in [12, 24, 60] {
            let window = Window::last(months);
            row(&format!("reported_months_{months}"), account_months(MonthTest::Reported, credit(), window));
            row(&format!("on_time_months_{months}"), account_months(MonthTest::OnTime, credit(), window));
        }
    }

    fn positive(&mut self) {
        let mut row = |direction, name: &str, measure| self.row(Family::Positive, direction, name, measure);
        let sides = KindSet::POSITIVE.iter().map(|kind| (kind.tag(), KindSet::from(kind)));
        for (tag, kinds) in sides.chain([("positive", KindSet::POSITIVE)]) {
            let of = || Filter::Kinds(kinds);
            if kinds != KindSet::POSITIVE {
                row(Higher, &format!("{tag}_accounts"), number(of()));
            }
            for months in [12, 24, 60] {
                let window = Window::last(months);
                let on_time = account_months(MonthTest::OnTime, of(), window);
                row(Higher, &format!("{tag}_on_time_months_{months}"), on_time);
                let late = account_months(MonthTest::Late(BUCKET_1), of(), window);
                row(Lower, &format!("{tag}_late_months_{months}"), late);
            }
        }
        let positive = || Filter::Kinds(KindSet::POSITIVE);
        row(Higher, "positive_depth", account_months(MonthTest::Reported, positive(), Window::ALL));
        let streak = over(Across::Highest, Within::LongestRun(MonthTest::OnTime), positive());
        row(Higher, "longest_positive_streak", streak);
        for kind in KindSet::POST_PAID.iter() {
            // The last month first: what shows on-time months only must leave these rows alone, not hide them.
            let in_arrears = || all([Filter::Kinds(kind.into()), late_last_month(), Filter::Above(Value::PastDue)]);
            row(Lower, &format!("{}_accounts_in_arrears", kind.tag()), number(in_arrears()));
            row(Lower, &format!("{}_past_due", kind.tag()), sum(Value::PastDue, in_arrears()));
        }
    }

    fn inquiries(&mut self) {
        let mut row = |direction, name: &str, measure| self.row(Family::Inquiries, direction, name, measure);
        for (name, across, reasons) in [
            ("hard_inquiries", AcrossInquiries::WithoutDuplicates, hard()),
            ("hard_inquiries_raw", AcrossInquiries::Count, hard()),
            ("shopping_inquiries", AcrossInquiries::Shopping, reasons(InquiryReason::is_shopping)),
        ] {
            for months in [1, 3, 6, 12, 24] {
                let counted = inquiries(across, reasons.clone(), Window::last(months), 0);
                row(Lower, &format!("{name}_{months}"), counted);
            }
        }
        let recent = inquiries(AcrossInquiries::WithoutDuplicates, hard(), Window::last(6), 7);
        row(Lower, "hard_inquiries_6_excluding_7_days", recent);
        for (name, reason) in
            [("loan_inquirers_1", InquiryReason::LoanApproval), ("card_inquirers_1", InquiryReason::CardApproval)]
        {
            row(Lower, name, inquiries(AcrossInquiries::DistinctInquirers, vec![reason], Window::last(1), 0));
        }
        let two_years = Window::last(24);
        let review = reasons(InquiryReason::is_review);
        row(Neither, "review_inquiries_24", inquiries(AcrossInquiries::Count, review, two_years, 0));
        let own = vec![InquiryReason::OwnInquiry];
        row(Neither, "own_inquiries_24", inquiries(AcrossInquiries::Count, own.clone(), two_years, 0));
        row(Neither, "own_inquiries_1", inquiries(AcrossInquiries::Count, own, Window::last(1), 0));
        for (name, reason) in [
            ("guarantee_inquiries_24", InquiryReason::GuaranteeQualification),
            ("merchant_inquiries_24", InquiryReason::MerchantVerification),
        ] {
            row(Neither, name, inquiries(AcrossInquiries::Count, vec![reason], two_years, 0));
        }
        for (name, days) in [("months_since_hard_inquiry", 0), ("months_since_hard_inquiry_excluding_7_days", 7)] {
            row(Higher, name, inquiries(AcrossInquiries::MonthsSince, hard(), Window::ALL, days));
        }
    }
}

fn credit() -> Filter {
    Filter::Kinds(KindSet::CREDIT)
}

fn credit_and(filter: Filter) -> Filter {
    all([credit(), filter])
}

fn open_of(kind: AccountKind) -> Filter {
    all([Filter::Kinds(kind.into()), Filter::Open])
}

fn bad_debt() -> Filter {
    let by_state = Filter::State(vec![AccountState::BadDebt]);
    credit_and(Filter::Any(vec![by_state, last_month([Severity::BadDebt])]))
}

/// Late at 1, by the rule of most kinds.
fn late_last_month() -> Filter {
    let from = Severity::Late1To30.number();
    last_month((from..=Severity::BadDebt.number()).filter_map(Severity::from_number))
}

fn last_month(severities: impl IntoIterator<Item = Severity>) -> Filter {
    Filter::LastMonth(SeveritySet::from_iter(severities))
}

fn open_cards_with_limit() -> Filter {
    all([Filter::Kinds(KindSet::CARDS), Filter::Open, Filter::Above(Value::Limit)])
}

fn all<const N: usize>(parts: [Filter; N]) -> Filter {
    Filter::All(parts.into())
}

fn number(filter: Filter) -> Measure {
    over(Across::Count, Within::Account, filter)
}

fn sum(value: Value, filter: Filter) -> Measure {
    over(Across::Sum, Within::Value(value), filter)
}

fn card_used() -> Measure {
    over(Across::Sum, Within::AtLeastZero(Value::Used), open_cards_with_limit())
}

fn account_months(test: MonthTest, filter: Filter, window: Window) -> Measure {
    over_months(Across::Sum, Within::Count(test), filter, window)
}

fn over(across: Across, of: Within, filter: Filter) -> Measure {
    over_months(across, of, filter, Window::ALL)
}

fn over_months(across: Across, of: Within, filter: Filter, window: Window) -> Measure {
    Measure::Accounts(OverAccounts { across, of, filter, window })
}

fn monthly(across: AcrossMonths, of: WithinMonth, filter: Filter, window: Window) -> Measure {
    Measure::Months(OverMonths { across, of, filter, window })
}

fn inquiries(across: AcrossInquiries, reasons: Vec<InquiryReason>, window: Window, excluding_days: u16) -> Measure {
    Measure::Inquiries(OverInquiries { across, reasons, window, excluding_days })
}

fn reasons(which: fn(InquiryReason) -> bool) -> Vec<InquiryReason> {
    InquiryReason::ALL.iter().copied().filter(|&reason| which(reason)).collect()
}

fn hard() -> Vec<InquiryReason> {
    reasons(InquiryReason::is_hard)
}

fn ratio(left: Measure, right: Measure) -> Measure {
    derived(Operation::Ratio, left, right)
}

fn change(left: Measure, right: Measure) -> Measure {
    derived(Operation::Change, left, right)
}

fn derived(operation: Operation, left: Measure, right: Measure) -> Measure {
    Measure::Derived(Box::new(Derived { operation, left, right }))
}

/// The twelve months before the last twelve.
fn last_year() -> Window {
    span(12, 23)
}

/// From `newest` to `oldest` months back; a test holds every window of the table to what its name says.
fn span(newest: u8, oldest: u8) -> Window {
    Window::between(newest, oldest).unwrap_or(Window::ALL)
}

const COLLECTION: KindSet = KindSet::of(&[AccountKind::Collection]);
const BUCKET_1: DelinquencyBucket = DelinquencyBucket::DAYS_1_TO_30;
const BUCKET_2: DelinquencyBucket = DelinquencyBucket::DAYS_31_TO_60;
const BUCKET_3: DelinquencyBucket = DelinquencyBucket::DAYS_61_TO_90;
const BUCKET_4: DelinquencyBucket = DelinquencyBucket::DAYS_91_TO_120;
const THIS_YEAR: Window = Window::last(12);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Plan;

    #[test]
    fn every_row_compiles_and_the_catalogue_holds_them_all() {
        let rows: Vec<_> = rows().into_iter().map(|(_, row)| row).collect();
        let plan = Plan::new(&rows).unwrap();
        assert_eq!(plan.rows(), rows);
        assert_eq!(crate::attributes::Catalogue::standard().len(), rows.len());
    }

    /// The last number of a name is its window, unless it says otherwise.
    #[test]
    fn every_window_is_what_the_name_says() {
        for (_, row) in rows() {
            let measure = row.measure.to_string();
            if row.name.ends_with("_change") {
                let (this, last) =
                    if row.name.starts_with("hard") { ("0–5", "6–11") } else { ("0–11", "12–23") };
                assert!(measure.contains(&format!("in {this},")) && measure.contains(&format!("in {last})")), "{row}");
                continue;
            }
            let last_word = row.name.rsplit('_').next().unwrap().parse::<u16>();
            let of_window = !row.name.contains("ever_late") && !row.name.contains("since_late");
            match last_word.ok().filter(|_| of_window) {
                Some(months) if row.name.starts_with("accounts_opened") => {
                    assert!(measure.contains(&format!("opened_within({months})")), "{row}");
                }
                Some(months) => assert!(measure.ends_with(&format!(" in 0–{}", months - 1)), "{row}"),
                None if row.name.contains("_excluding_") => {}
                None => assert!(!measure.contains(" in ") || measure.contains(" in 0–59"), "{row}"),
            }
        }
    }
}
