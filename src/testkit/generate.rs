//! Random reports, regimes, months and masks.

use std::ops::Range;

use crate::history::{Months, Severity};
use crate::policy::{AccountMask, Disclosure, Fields, Regime};
use crate::report::{
    BusinessKind, Guarantee, HolderRole, Inquiry, InquiryReason, InstitutionType, KindSet, Lease, Liability,
    LiabilityRole, MonthlyState, OverdueAmounts, Payments, PrepaidUse, ReportData, owes_nothing,
};
use crate::{
    Account, AccountKind, AccountState, Currency, Money, Month, PaymentHistory, PaymentStatus, Portfolio, Report,
};
use chrono::{Datelike, Days, NaiveDate};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Generates reports of 0 to 6 accounts of all kinds, with inquiries and liabilities; amounts are below a billion major
/// units.
pub fn reports() -> impl Strategy<Value = Report> {
    reports_with(0..7, amounts().boxed())
}

/// Generates reports with amounts up to the largest possible, whose sums overflow 64 bits.
pub fn huge_reports() -> impl Strategy<Value = Report> {
    reports_with(0..7, prop_oneof![3 => amounts(), 1 => select(vec![i64::MAX, i64::MAX - 1, i64::MAX / 2])].boxed())
}

/// Generates reports with a number of accounts from a range.
pub fn reports_of(accounts: Range<usize>) -> impl Strategy<Value = Report> {
    reports_with(accounts, amounts().boxed())
}

/// Generates one account of any kind, as in [`reports`]; its dates are not after `date`.
pub fn accounts(date: NaiveDate, currency: Currency) -> impl Strategy<Value = Account> {
    account_parts(amounts().boxed()).prop_map(move |draft| draft.account(date, currency, "account".to_owned()))
}

/// Generates portfolios of a few people in one currency, with their reports.
pub fn portfolios() -> impl Strategy<Value = (Portfolio, Vec<Report>)> {
    vec(reports(), 1..6).prop_map(|mut reports| {
        let (month, currency) = (reports[0].month(), reports[0].currency);
        reports.retain(|report| report.currency == currency);
        (Portfolio::from_reports(month, currency, &reports).expect("generated reports are of one currency"), reports)
    })
}

/// Generates the preset regimes and others.
pub fn regimes() -> impl Strategy<Value = Regime> {
    let given = select(Regime::PRESET_NAMES.to_vec()).prop_map(|name| Regime::preset(name).unwrap().clone());
    prop_oneof![given, built_regimes()]
}

/// Generates regimes with any disclosure for each kind of account.
pub fn built_regimes() -> impl Strategy<Value = Regime> {
    let disclosures = vec(select(Disclosure::ALL), AccountKind::ALL.len());
    (disclosures, any::<bool>(), any::<bool>()).prop_map(|(disclosures, inquiries, liabilities)| {
        let start = Regime::builder("generated").inquiries(inquiries).liabilities(liabilities);
        let kinds = AccountKind::ALL.iter().zip(disclosures);
        let built = kinds.fold(start, |builder, (&kind, disclosure)| match disclosure {
            Disclosure::PositiveOnly if !kind.is_positive() => builder.show(kind, Disclosure::NegativeOnly),
            disclosure => builder.show(kind, disclosure),
        });
        built.build().unwrap()
    })
}

/// Generates months from long before the report to some time after it, most of them shortly before.
pub fn months_around(report: &Report) -> impl Strategy<Value = Month> + use<> {
    let month = report.month();
    prop_oneof![
        3 => Just(0),
        4 => -14..0_i32,
        2 => -75..0_i32,
        1 => 1..6_i32,
        1 => select(vec![-60, -59, 59, 60, 61]),
    ]
    .prop_map(move |months| month.checked_add(months).unwrap())
}

/// Generates a mask for each account of a report.
pub fn masks_for(report: &Report) -> impl Strategy<Value = Vec<AccountMask>> + use<> {
    vec(masks(), report.accounts.len())
}

/// Generates masks without regard to content; most hide little.
pub fn masks() -> impl Strategy<Value = AccountMask> {
    let months = prop_oneof![
        2 => Just(Months::ALL),
        1 => (0..61_u32).prop_map(Months::first),
        2 => any::<u64>().prop_map(Months::from_bits),
        2 => (any::<u64>(), any::<u64>()).prop_map(|(a, b)| Months::from_bits(a | b)),
        1 => Just(Months::NONE),
    ];
    let fields = prop_oneof![2 => Just(Fields::ALL), 3 => field_sets()];
    (months, fields, prop::bool::weighted(0.85)).prop_map(|(months, fields, present)| AccountMask {
        months,
        fields,
        present,
    })
}

/// Generates a report with all that a view takes: regime, month and masks.
pub fn scenes() -> impl Strategy<Value = (Report, Regime, Month, Vec<AccountMask>)> {
    (reports(), regimes()).prop_flat_map(|(report, regime)| {
        let (month, masks) = (months_around(&report), masks_for(&report));
        (Just(report), Just(regime), month, masks)
    })
}

fn field_sets() -> impl Strategy<Value = Fields> {
    (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(state, past_due, amounts)| {
        let of = |shown, field| if shown { field } else { Fields::NONE };
        of(state, Fields::STATE) | of(past_due, Fields::PAST_DUE) | of(amounts, Fields::AMOUNTS)
    })
}

fn reports_with(number: Range<usize>, amounts: BoxedStrategy<i64>) -> impl Strategy<Value = Report> {
    (
        report_days(),
        select(vec![Currency::CNY, Currency::CNY, Currency::USD, Currency::JPY]),
        vec(account_parts(amounts.clone()), number),
        inquiries(),
        vec(liabilities(amounts), 0..4),
    )
        .prop_map(|(date, currency, drafts, inquiries, liabilities)| {
            let mut data = ReportData::new(date.and_hms_opt(23, 59, 59).unwrap(), currency);
            data.subject = Some("generated".to_owned());
            let ids = (0..).map(|index| format!("A{index}"));
            data.accounts = drafts.into_iter().zip(ids).map(|(draft, id)| draft.account(date, currency, id)).collect();
            data.inquiries = inquiries.into_iter().map(|draft| draft.inquiry(date)).collect();
            data.liabilities = liabilities.into_iter().map(|draft| draft.liability(date, currency)).collect();
            Report::new(data).expect("a generated report is valid")
        })
}

/// Days over several years, month ends more often.
fn report_days() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2019, 1, 1).unwrap();
    prop_oneof![
        2 => (0..2500_u64).prop_map(move |days| first + Days::new(days)),
        1 => (0..80_i32).prop_map(move |months| Month::of(first).unwrap().checked_add(months).unwrap().last_day()),
        1 => (0..80_i32).prop_map(move |months| Month::of(first).unwrap().checked_add(months).unwrap().first_day()),
    ]
}

/// Amounts in minor units, zero or more.
pub(super) fn amounts() -> impl Strategy<Value = i64> {
    prop_oneof![
        2 => Just(0),
        1 => Just(1),
        4 => (1..500_i64).prop_map(|hundreds| hundreds * 10_000),
        3 => 1..100_000_000_i64,
        1 => 1..100_000_000_000_i64,
    ]
}

/// Raw facts of an account before its kind selects among them; days and months count back from the report.
#[derive(Debug, Clone)]
struct AccountParts {
    kind: AccountKind,
    furnisher: &'static str,
    opened: Option<u64>,
    about: About,
    principal: Option<i64>,
    limit: Option<i64>,
    latest: (Option<AccountState>, Option<i64>, Option<i64>, Option<u64>),
    monthly: Option<MonthlyDraft>,
    payments: Option<PaymentsDraft>,
    /// Whether card balances are below zero.
    overpaid: bool,
}

#[derive(Debug, Clone)]
struct About {
    business: Option<BusinessKind>,
    guarantee: Option<Guarantee>,
    furnisher_type: Option<InstitutionType>,
    role: Option<HolderRole>,
}

#[derive(Debug, Clone)]
struct MonthlyDraft {
    back: i32,
    state: Option<AccountState>,
    balance: Option<i64>,
    used: Option<i64>,
    past_due: Option<i64>,
    scheduled: Option<i64>,
    actual: Option<i64>,
}

#[derive(Debug, Clone)]
struct PaymentsDraft {
    back: i32,
    statuses: Vec<PaymentStatus>,
    overdue: Vec<(u8, i64)>,
}

impl AccountParts {
    fn account(self, date: NaiveDate, currency: Currency, id: String) -> Account {
        let kind = self.kind;
        let month = Month::of(date).unwrap();
        let money = |minor| Money::from_minor(minor, currency);
        let balance = |minor: i64| money(if self.overpaid && kind.is_card() { -minor } else { minor });
        let back = |months: i32| month.checked_add(-months).unwrap();

        let mut account = Account::new(kind, id.into());
        account.furnisher = self.furnisher.to_owned();
        account.furnisher_type = self.about.furnisher_type;
        account.role = self.about.role;
        account.opened = self.opened.map(|days| date - Days::new(days));
        if kind.is_credit() || kind == AccountKind::Collection {
            account.business = self.about.business;
        }
        if kind.is_credit() {
            account.guarantee = self.about.guarantee;
        }
        if KindSet::INSTALMENT.contains(kind) || kind == AccountKind::Collection {
            account.principal = self.principal.map(money);
        }
        if KindSet::REVOLVING.contains(kind) {
            account.limit = self.limit.map(money);
        }
        let (state, latest_balance, last_payment, reported) = self.latest;
        account.latest.state = state;
        account.latest.balance = latest_balance.map(balance);
        account.latest.last_payment = last_payment.map(money);
        account.latest.reported = reported.map(|days| date - Days::new(days));
        match kind {
            AccountKind::Rent => {
                account.lease = Some(Lease { monthly_rent: self.principal.map(money), ..Lease::default() });
            }
            AccountKind::PrepaidCard => {
                account.prepaid = Some(PrepaidUse { monthly_load: self.limit.map(money), ..PrepaidUse::default() });
            }
            _ => {}
        }
        if kind == AccountKind::Collection {
            return account;
        }
        account.monthly = self.monthly.map(|draft| {
            let mut monthly = MonthlyState::new(back(draft.back));
            monthly.state = draft.state;
            monthly.balance = draft.balance.map(balance);
            monthly.actual_payment = draft.actual.map(money);
            if kind == AccountKind::CreditCard {
                monthly.used = draft.used.map(balance);
            }
            if kind != AccountKind::QuasiCreditCard {
                monthly.past_due = draft.past_due.map(money);
                monthly.scheduled_payment = draft.scheduled.map(money);
            }
            monthly
        });
        account.payments = self.payments.map(|draft| {
            let history = PaymentHistory::new(back(draft.back), &draft.statuses).unwrap();
            // Some months cannot have an overdue amount, and reports that state one are refused. An amount drawn for
            // such a month moves to the next earlier month that can have one.
            let months = 0..draft.statuses.len();
            let placed = |&(ago, minor): &(u8, i64)| {
                let can = |&month: &usize| minor == 0 || !owes_nothing(draft.statuses[month].severity());
                let mut before = months.clone().cycle().skip(usize::from(ago)).take(months.len());
                before.find(can).map(|month| (u8::try_from(month).unwrap(), minor))
            };
            let overdue = draft.overdue.iter().filter_map(placed);
            let mut payments = Payments::from(history);
            payments.overdue = OverdueAmounts::new(overdue.map(|(ago, minor)| (ago, money(minor))).collect());
            payments
        });
        reconcile(&mut account);
        account
    }
}

/// Reconciles facts that were drawn independently and contradict each other.
fn reconcile(account: &mut Account) {
    let Some(payments) = &mut account.payments else { return };
    let history = payments.history;
    let reported = |(_, status): &(Month, PaymentStatus)| status.severity() >= Severity::NothingDue;
    // An account opened after a reported month is a contradiction. Half of these get an earlier opening; for the others
    // the months before it become unknown, as for a young account in a grid of 24 months. The day's parity decides, so
    // that shrinking stays deterministic.
    let first = history.iter().rev().find(reported).map(|(month, _)| month);
    if let (Some(day), Some(first)) = (account.opened, first)
        && first < Month::of(day).unwrap()
    {
        if day.num_days_from_ce() % 2 == 0 {
            account.opened = Some(first.last_day());
        } else {
            let known = |(month, status): (Month, PaymentStatus)| match month.last_day() < day {
                true if reported(&(month, status)) => PaymentStatus::of(Severity::Unknown),
                _ => status,
            };
            payments.history = PaymentHistory::collect(history.latest(), history.iter().map(known)).unwrap();
        }
    }
    let last = payments.history.iter().find(reported);
    if let (Some(monthly), Some((month, status))) = (&mut account.monthly, last)
        && monthly.month == month
        && status.severity() == Severity::PaidAsAgreed
    {
        monthly.past_due = monthly.past_due.map(|amount| Money::zero(amount.currency()));
    }
}

fn account_parts(amounts: BoxedStrategy<i64>) -> impl Strategy<Value = AccountParts> {
    let latest = (
        option::weighted(0.3, select(AccountState::ALL)),
        option::weighted(0.3, amounts.clone()),
        option::weighted(0.3, amounts.clone()),
        option::weighted(0.6, days_back()),
    );
    (
        select(AccountKind::ALL),
        // Masked furnisher codes still differ by their text, and an empty one is a code like any other.
        select(vec!["bank 1", "bank 1", "bank 2", "**", "", "landlord"]),
        option::weighted(0.85, days_back()),
        about(),
        option::weighted(0.8, amounts.clone()),
        option::weighted(0.8, amounts.clone()),
        latest,
        option::weighted(0.8, monthly_states(amounts.clone())),
        option::weighted(0.85, payments(amounts)),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(kind, furnisher, opened, about, principal, limit, latest, monthly, payments, overpaid)| {
            AccountParts { kind, furnisher, opened, about, principal, limit, latest, monthly, payments, overpaid }
        })
}

fn about() -> impl Strategy<Value = About> {
    (
        option::of(select(BusinessKind::ALL)),
        option::of(select(Guarantee::ALL)),
        option::of(select(InstitutionType::ALL)),
        option::of(select(HolderRole::ALL)),
    )
        .prop_map(|(business, guarantee, furnisher_type, role)| About {
            business,
            guarantee,
            furnisher_type,
            role,
        })
}

fn monthly_states(amounts: BoxedStrategy<i64>) -> impl Strategy<Value = MonthlyDraft> {
    let amount = move |weight| option::weighted(weight, amounts.clone());
    (
        months_back(),
        option::weighted(0.85, prop_oneof![2 => Just(AccountState::Normal), 3 => select(AccountState::ALL)]),
        amount(0.8),
        amount(0.5),
        amount(0.6),
        amount(0.6),
        amount(0.6),
    )
        .prop_map(|(back, state, balance, used, past_due, scheduled, actual)| MonthlyDraft {
            back,
            state,
            balance,
            used,
            past_due,
            scheduled,
            actual,
        })
}

/// Histories in runs of one status, as real ones are, and histories in random order.
fn payments(amounts: BoxedStrategy<i64>) -> impl Strategy<Value = PaymentsDraft> {
    let runs = vec((statuses(), 1..14_usize), 1..9).prop_map(|runs| {
        let months = runs.into_iter().flat_map(|(status, length)| std::iter::repeat_n(status, length));
        months.take(PaymentHistory::MONTHS_MAX).collect::<Vec<_>>()
    });
    let mixed = vec(statuses(), 1..=PaymentHistory::MONTHS_MAX);
    let overdue = prop_oneof![1 => Just(Vec::new()), 2 => vec((0..60_u8, amounts), 0..12)];
    (months_back(), prop_oneof![3 => runs, 1 => mixed], overdue).prop_map(|(back, statuses, overdue)| PaymentsDraft {
        back,
        statuses,
        overdue,
    })
}

/// All statuses, common ones more often.
fn statuses() -> impl Strategy<Value = PaymentStatus> {
    let plain = |severities: &[Severity]| select(severities.iter().copied().map(PaymentStatus::of).collect::<Vec<_>>());
    prop_oneof![
        4 => Just(PaymentStatus::of(Severity::PaidAsAgreed)),
        2 => plain(&[Severity::NothingDue, Severity::Late1To30, Severity::Late31To60, Severity::Late61To90]),
        3 => select(PaymentStatus::all().collect::<Vec<_>>()),
    ]
}

/// Months back from the report: mostly none or a few, sometimes many, and around 60, where histories end.
fn months_back() -> impl Strategy<Value = i32> {
    prop_oneof![4 => Just(0), 3 => 1..4_i32, 2 => 0..30_i32, 1 => 0..90_i32, 1 => 57..63_i32]
}

/// Days back from the report, from none to several years.
pub(super) fn days_back() -> impl Strategy<Value = u64> {
    prop_oneof![1 => Just(0), 2 => 0..40_u64, 2 => 0..800_u64, 2 => 0..4000_u64]
}

#[derive(Debug, Clone)]
struct InquiryDraft {
    days: u64,
    inquirer: &'static str,
    reason: Option<InquiryReason>,
}

impl InquiryDraft {
    fn inquiry(self, date: NaiveDate) -> Inquiry {
        let mut inquiry = Inquiry::new(date - Days::new(self.days), self.inquirer.to_owned());
        inquiry.reason = self.reason;
        inquiry
    }
}

/// Inquiries in random order: single ones, and groups about 14 days apart with the same inquirer and reason, around the
/// window within which inquiries count once.
fn inquiries() -> impl Strategy<Value = Vec<InquiryDraft>> {
    let single = (days_back(), inquirers(), reasons())
        .prop_map(|(days, inquirer, reason)| vec![InquiryDraft { days, inquirer, reason }]);
    let steps = select(vec![0_u64, 0, 1, 6, 7, 8, 13, 14, 14, 15, 28, 31]);
    let group = (days_back(), vec((steps, option::weighted(0.25, inquirers())), 1..5), inquirers(), reasons())
        .prop_map(|(mut days, steps, inquirer, reason)| {
            let mut group = vec![InquiryDraft { days, inquirer, reason }];
            for (step, other) in steps {
                days += step;
                group.push(InquiryDraft { days, inquirer: other.unwrap_or(inquirer), reason });
            }
            group
        });
    vec(prop_oneof![single, group], 0..4).prop_map(|groups| groups.concat()).prop_shuffle()
}

fn inquirers() -> impl Strategy<Value = &'static str> + Clone {
    select(vec!["bank 1", "bank 2", "**", ""])
}

fn reasons() -> impl Strategy<Value = Option<InquiryReason>> {
    prop_oneof![
        1 => Just(None),
        3 => select(vec![InquiryReason::LoanApproval, InquiryReason::CardApproval]).prop_map(Some),
        3 => select(InquiryReason::ALL).prop_map(Some),
    ]
}

#[derive(Debug, Clone)]
struct LiabilityDraft {
    role: Option<LiabilityRole>,
    amount: Option<i64>,
    balance: Option<i64>,
    opened: Option<u64>,
    reported: Option<u64>,
}

impl LiabilityDraft {
    fn liability(self, date: NaiveDate, currency: Currency) -> Liability {
        let money = |minor| Money::from_minor(minor, currency);
        Liability {
            role: self.role,
            amount: self.amount.map(money),
            balance: self.balance.map(money),
            opened: self.opened.map(|days| date - Days::new(days)),
            reported: self.reported.map(|days| date - Days::new(days)),
            ..Liability::default()
        }
    }
}

fn liabilities(amounts: BoxedStrategy<i64>) -> impl Strategy<Value = LiabilityDraft> {
    (
        option::weighted(0.9, select(LiabilityRole::ALL)),
        option::weighted(0.8, amounts.clone()),
        option::weighted(0.8, amounts),
        option::weighted(0.8, days_back()),
        option::weighted(0.8, prop_oneof![3 => 0..60_u64, 1 => 0..2000_u64]),
    )
        .prop_map(|(role, amount, balance, opened, reported)| LiabilityDraft {
            role,
            amount,
            balance,
            opened,
            reported,
        })
}
