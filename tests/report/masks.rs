//! Every policy is a mask: what it hides is as if it had never been reported, and hiding more never shows more.
//!
//! A view is judged by a [`Picture`], a plain list of all that can be read of it. [`naive`] draws the same picture from
//! the table in the documentation of `policy`, with loops over months, and must agree.

use crate::common;

use std::collections::BTreeSet;

use common::{masks_for, months_around, ordered_regimes, regimes, reports, reports_of, scenes};
use credit_bureau::history::{Months, Severity};
use credit_bureau::policy::{
    AccountMask, AccountView, Disclosed, DisclosedState, Disclosure, Fields, PolicyError, Regime, View,
};
use credit_bureau::report::{Inquiry, KindSet, Liability, OverdueAmounts, Payments, ReportProblem};
use credit_bureau::{Account, AccountKind, AccountState, Money, Month, PaymentHistory, PaymentStatus, Report};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// All that can be read of a view.
#[derive(Debug, Clone, PartialEq)]
struct Picture {
    accounts: Vec<Shown>,
    inquiries: Option<Vec<Inquiry>>,
    liabilities: Option<Vec<Liability>>,
}

/// All that can be read of an account in a view.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    id: String,
    kind: AccountKind,
    furnisher: String,
    opened: Option<Month>,
    months: Vec<(Month, Severity)>,
    overdue: Vec<(Month, Disclosed<Money>)>,
    state: Disclosed<DisclosedState>,
    past_due: Disclosed<Money>,
    /// Limit, principal, balance, used, payment due, payment made.
    amounts: [Disclosed<Money>; 6],
}

impl Picture {
    fn of(view: View<'_>) -> Picture {
        Picture {
            accounts: view.accounts().map(|account| Shown::of(&account, view.month())).collect(),
            inquiries: view.inquiries().map(|inquiries| inquiries.cloned().collect()),
            liabilities: view.liabilities().map(|liabilities| liabilities.cloned().collect()),
        }
    }

    /// Whether all that is shown here is shown there, and is the same there.
    fn is_within(&self, other: &Picture) -> bool {
        fn part_of<T: PartialEq>(some: Option<&Vec<T>>, all: Option<&Vec<T>>) -> bool {
            some.is_none_or(|some| all.is_some_and(|all| some.iter().all(|item| all.contains(item))))
        }
        let found = |account: &Shown| other.accounts.iter().find(|shown| shown.id == account.id);
        self.accounts.iter().all(|account| found(account).is_some_and(|shown| account.is_within(shown)))
            && part_of(self.inquiries.as_ref(), other.inquiries.as_ref())
            && part_of(self.liabilities.as_ref(), other.liabilities.as_ref())
    }
}

impl Shown {
    fn of(account: &AccountView<'_>, month: Month) -> Shown {
        let back = |ago: u32| month.checked_add(-(ago as i32)).unwrap();
        Shown {
            id: account.account().id.to_string(),
            kind: account.kind(),
            furnisher: account.furnisher().to_owned(),
            opened: account.opened(),
            months: account.visible().iter().map(|ago| (back(ago), account.planes().severity(ago))).collect(),
            overdue: account.visible().iter().map(|ago| (back(ago), account.overdue(ago))).collect(),
            state: account.state(),
            past_due: account.past_due(),
            amounts: [
                account.limit(),
                account.principal(),
                account.balance(),
                account.used(),
                account.scheduled(),
                account.actual(),
            ],
        }
    }

    /// Takes what is not known at the month for hidden: another month may know it.
    fn forget_what_is_not_known(&mut self) {
        if self.state == Disclosed::NotKnown {
            self.state = Disclosed::Hidden;
        }
        for amount in self.amounts.iter_mut().chain([&mut self.past_due]) {
            if *amount == Disclosed::NotKnown {
                *amount = Disclosed::Hidden;
            }
        }
    }

    fn is_within(&self, other: &Shown) -> bool {
        let no_more = |(some, all): (&Disclosed<Money>, &Disclosed<Money>)| some.is_hidden() || some == all;
        let state = match (self.state, other.state) {
            (Disclosed::Known(some), Disclosed::Known(all)) => some == all || some == all.blurred(),
            (some, all) => some.is_hidden() || some == all,
        };
        let overdue = self.overdue.iter().all(|(month, amount)| {
            let there = other.overdue.iter().find(|(other, _)| other == month);
            there.is_some_and(|(_, there)| no_more((amount, there)))
        });
        (self.kind, &self.furnisher, self.opened) == (other.kind, &other.furnisher, other.opened)
            && self.months.iter().all(|month| other.months.contains(month))
            && overdue
            && state
            && no_more((&self.past_due, &other.past_due))
            && self.amounts.iter().zip(&other.amounts).all(no_more)
    }
}

/// The picture of a report under a regime, as of a month, through masks: from the table, month by month.
fn naive(report: &Report, regime: &Regime, month: Month, masks: &[AccountMask]) -> Picture {
    let up_to = |day| Month::of(day).unwrap() <= month;
    let accounts = report.accounts.iter().zip(masks).filter(|(account, mask)| {
        mask.present && account.opened.is_none_or(up_to) && regime.disclosure(account.kind) != Disclosure::Hidden
    });
    let day = if month == report.month() { report.date() } else { month.last_day().min(report.date()) };
    Picture {
        accounts: accounts.filter_map(|(account, &mask)| naive_account(report, regime, month, account, mask)).collect(),
        inquiries: regime
            .shows_inquiries()
            .then(|| report.inquiries.iter().filter(|inquiry| inquiry.date <= day).cloned().collect()),
        liabilities: regime.shows_liabilities().then(|| {
            report.liabilities.iter().filter(|liability| liability.opened.is_none_or(up_to)).cloned().collect()
        }),
    }
}

fn naive_account(
    report: &Report,
    regime: &Regime,
    month: Month,
    account: &Account,
    mask: AccountMask,
) -> Option<Shown> {
    let disclosure = regime.disclosure(account.kind);
    let late_from = if account.kind == AccountKind::QuasiCreditCard { 7 } else { 5 };
    let is_late = |severity: Severity| severity.number() >= late_from;

    let mut months = Vec::new();
    if let Some(payments) = &account.payments {
        for (paid, status) in payments.history.iter() {
            let ago = month.months_since(paid);
            if (0..60).contains(&ago) && mask.months.contains(ago as u32) && status.severity() != Severity::Outside {
                months.push((paid, status.severity()));
            }
        }
    }
    let known = account.state_month().unwrap_or(report.month()) <= month;
    let state = account.state().filter(|_| known && mask.fields.contains(Fields::STATE));
    let past_due = account.past_due().filter(|_| known && mask.fields.contains(Fields::PAST_DUE));

    let derogatory = months.iter().any(|&(_, severity)| is_late(severity))
        || past_due.is_some_and(|amount| amount.minor() > 0)
        || state == Some(AccountState::BadDebt)
        || account.kind == AccountKind::Collection;
    match disclosure {
        Disclosure::Full => {}
        Disclosure::NegativeOnly if !derogatory => return None,
        Disclosure::NegativeOnly => months.retain(|&(_, severity)| is_late(severity)),
        _ => months.retain(|&(_, severity)| severity == Severity::PaidAsAgreed),
    }
    if disclosure == Disclosure::PositiveOnly && months.is_empty() {
        return None;
    }

    let show = |field: Fields, disclosures: &[Disclosure], dated: bool, amount: Option<Money>| {
        if !mask.fields.contains(field) || !disclosures.contains(&disclosure) {
            return Disclosed::Hidden;
        }
        match amount {
            _ if dated && !known => Disclosed::NotKnown,
            None => Disclosed::NotStated,
            Some(amount) => Disclosed::Known(amount),
        }
    };
    let full = |dated, amount| show(Fields::AMOUNTS, &[Disclosure::Full], dated, amount);
    let negative = |dated, amount| show(Fields::PAST_DUE, &[Disclosure::Full, Disclosure::NegativeOnly], dated, amount);
    let blurred = |state: AccountState| if state.is_open() { DisclosedState::Open } else { DisclosedState::Closed };
    let state = if !mask.fields.contains(Fields::STATE) {
        Disclosed::Hidden
    } else {
        match (account.state(), disclosure) {
            (None, _) => Disclosed::NotStated,
            _ if !known => Disclosed::NotKnown,
            (Some(state), Disclosure::Full) => Disclosed::Known(DisclosedState::Exact(state)),
            (
                Some(state @ (AccountState::BadDebt | AccountState::InCollection | AccountState::EndedAbnormally)),
                Disclosure::NegativeOnly,
            ) => Disclosed::Known(DisclosedState::Exact(state)),
            (Some(state), _) => Disclosed::Known(blurred(state)),
        }
    };
    let overdue = months.iter().map(|&(paid, _)| {
        let payments = account.payments.as_ref().unwrap();
        let ago = payments.history.latest().months_since(paid);
        (paid, negative(false, payments.overdue.at(ago as u8)))
    });
    Some(Shown {
        id: account.id.to_string(),
        kind: account.kind,
        furnisher: account.furnisher.clone(),
        opened: account.opened.map(|day| Month::of(day).unwrap()),
        overdue: overdue.collect(),
        state,
        past_due: negative(true, account.past_due()),
        amounts: [
            full(true, account.limit),
            full(true, account.principal),
            full(true, account.balance()),
            full(true, account.used()),
            full(true, account.scheduled_payment()),
            full(true, account.actual_payment()),
        ],
        months,
    })
}

/// The report with nothing in it but what the view shows; every value that is hidden is not stated. Nothing where what is
/// shown contradicts itself: an amount past due of a month paid as agreed, after which a month is hidden.
fn as_if_never_reported(view: View<'_>) -> Option<Report> {
    let mut data = view.report().clone().into_data();
    data.inquiries = view.inquiries().map(|inquiries| inquiries.cloned().collect()).unwrap_or_default();
    data.liabilities = view.liabilities().map(|liabilities| liabilities.cloned().collect()).unwrap_or_default();
    data.accounts = view
        .accounts()
        .map(|shown| {
            let mut account = shown.account().clone();
            let visible = |paid: Month| {
                u32::try_from(view.month().months_since(paid)).is_ok_and(|ago| shown.visible().contains(ago))
            };
            if let Some(Payments { history, overdue, .. }) = &mut account.payments {
                let latest = history.latest();
                let amounts = overdue.iter().filter(|&(ago, _)| visible(latest.checked_add(-i32::from(ago)).unwrap()));
                *overdue = OverdueAmounts::new(amounts.collect());
                let statuses = history.iter().map(|(paid, status)| match visible(paid) {
                    true => status,
                    false => PaymentStatus::OUTSIDE,
                });
                *history = PaymentHistory::collect(latest, statuses).unwrap();
            }
            if !shown.fields().contains(Fields::STATE) {
                account.latest.state = None;
            }
            if !shown.fields().contains(Fields::AMOUNTS) {
                (account.limit, account.principal) = (None, None);
                (account.latest.balance, account.latest.last_payment) = (None, None);
            }
            if let Some(monthly) = &mut account.monthly {
                if !shown.fields().contains(Fields::STATE) {
                    monthly.state = None;
                }
                if !shown.fields().contains(Fields::PAST_DUE) {
                    monthly.past_due = None;
                }
                if !shown.fields().contains(Fields::AMOUNTS) {
                    (monthly.balance, monthly.used) = (None, None);
                    (monthly.scheduled_payment, monthly.actual_payment) = (None, None);
                }
            }
            account
        })
        .collect();
    match Report::new(data) {
        Ok(report) => Some(report),
        Err(error) => {
            let past_due = |problem: &ReportProblem| problem.field() == "monthly.past_due";
            assert!(error.problems().iter().all(past_due), "{error}");
            None
        }
    }
}

proptest! {
    #[test]
    fn a_view_shows_what_the_table_says(scene in scenes()) {
        let (report, regime, month, masks) = scene;
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        prop_assert_eq!(Picture::of(view), naive(&report, &regime, month, &masks));
        for account in view.accounts() {
            let same = view.account(account.index()).unwrap();
            prop_assert_eq!(Shown::of(&same, month), Shown::of(&account, month));
        }
        let found = (0..=report.accounts.len()).filter_map(|index| view.account(index)).count();
        prop_assert_eq!(found, view.accounts().count());
    }

    #[test]
    fn hiding_more_never_shows_more(
        (report, regime, month, masks, others) in scenes().prop_flat_map(|(report, regime, month, masks)| {
            let others = masks_for(&report);
            (Just(report), Just(regime), Just(month), Just(masks), others)
        })
    ) {
        let both: Vec<_> = masks.iter().zip(&others).map(|(&one, &other)| one & other).collect();
        prop_assert!(both.iter().zip(&masks).all(|(less, &more)| less.is_within(more)));
        let view = report.under(&regime).at(month);
        let (less, more) = (Picture::of(view.masked(&both).unwrap()), Picture::of(view.masked(&masks).unwrap()));
        prop_assert!(less.is_within(&more), "{less:#?}\n{more:#?}");
        prop_assert!(more.is_within(&Picture::of(view)));
    }

    #[test]
    fn hidden_is_less_than_negative_only_and_positive_only_and_these_less_than_full(
        (report, _, month, masks) in scenes(),
        (less, more) in ordered_regimes(),
    ) {
        let picture = |regime| Picture::of(report.under(regime).at(month).masked(&masks).unwrap());
        prop_assert!(picture(&less).is_within(&picture(&more)));
        prop_assert!(picture(&more).is_within(&picture(Regime::holistic())));
    }

    #[test]
    fn what_is_hidden_might_as_well_never_have_been_reported((report, regime, month, masks) in scenes()) {
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        let rest = as_if_never_reported(view);
        prop_assume!(rest.is_some());
        let rest = rest.unwrap();
        let kept: Vec<_> = view
            .accounts()
            .map(|account| AccountMask { months: Months::ALL, ..masks[account.index()] })
            .collect();
        let seen_again = rest.under(&regime).at(month).masked(&kept).unwrap();
        prop_assert_eq!(Picture::of(seen_again), Picture::of(view));
        let open = |view: View<'_>| view.accounts().map(|account| account.is_open()).collect::<Vec<_>>();
        prop_assert_eq!(open(seen_again), open(view));
    }

    #[test]
    fn applying_a_mask_twice_is_applying_it_once((report, regime, month, masks) in scenes()) {
        let twice: Vec<_> = masks.iter().map(|&mask| mask & mask).collect();
        prop_assert_eq!(&twice, &masks);
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        prop_assert_eq!(view.masked(&masks).unwrap_err(), PolicyError::AlreadyMasked);
        let everything = vec![AccountMask::ALL; masks.len()];
        let whole = report.under(&regime).at(month);
        prop_assert_eq!(Picture::of(whole.masked(&everything).unwrap()), Picture::of(whole));
        prop_assert_eq!(Picture::of(whole.at(report.month()).at(month)), Picture::of(whole));
    }

    #[test]
    fn masks_combine_in_any_order(a in common::masks(), b in common::masks(), c in common::masks()) {
        prop_assert_eq!(a & b, b & a);
        prop_assert_eq!((a & b) & c, a & (b & c));
        prop_assert_eq!((a & a, a & AccountMask::ALL, a & AccountMask::NONE), (a, a, AccountMask::NONE));
        prop_assert_eq!(a.is_within(b), !a.present || a & b == a);
    }

    #[test]
    fn a_later_month_sees_all_that_an_earlier_one_does(
        (report, regime, earlier, later) in (reports(), regimes()).prop_flat_map(|(report, regime)| {
            let months = (months_around(&report), months_around(&report));
            (Just(report), Just(regime), months)
        }).prop_map(|(report, regime, (a, b))| (report, regime, a.min(b), a.max(b)))
    ) {
        // Months that have passed the sixtieth by then are the only thing that time takes away.
        let passed = later.months_since(earlier) as u32;
        let still = AccountMask { months: Months::first(60_u32.saturating_sub(passed)), ..AccountMask::ALL };
        let masks = vec![still; report.accounts.len()];
        let mut before = Picture::of(report.under(&regime).at(earlier).masked(&masks).unwrap());
        before.accounts.iter_mut().for_each(Shown::forget_what_is_not_known);
        let after = Picture::of(report.under(&regime).at(later));
        prop_assert!(before.is_within(&after), "{before:#?}\n{after:#?}");
    }

    #[test]
    fn masks_stay_with_their_calendar_months(
        (report, regime, month, masks, other) in scenes().prop_flat_map(|(report, regime, month, masks)| {
            let other = months_around(&report);
            (Just(report), Just(regime), Just(month), Just(masks), other)
        })
    ) {
        let moved: Vec<_> = masks.iter().map(|mask| {
            let months = (0..60_u32).filter(|&ago| {
                let ago_then = month.months_since(other) + ago as i32;
                u32::try_from(ago_then).is_ok_and(|ago| mask.months.contains(ago))
            });
            AccountMask { months: months.collect(), ..*mask }
        }).collect();
        let there = report.under(&regime).at(month).masked(&masks).unwrap().at(other);
        let here = report.under(&regime).at(other).masked(&moved).unwrap();
        prop_assert_eq!(Picture::of(there), Picture::of(here));
    }

    #[test]
    fn negative_only_shows_what_went_wrong_and_positive_only_what_went_right((report, _, month, masks) in scenes()) {
        let negative = Regime::builder("negative").show(KindSet::ALL, Disclosure::NegativeOnly).build().unwrap();
        for account in report.under(&negative).at(month).masked(&masks).unwrap().accounts() {
            prop_assert!(account.is_derogatory() && account.on_time().is_empty());
            prop_assert_eq!(account.visible(), account.late(credit_bureau::history::DelinquencyBucket::DAYS_1_TO_30));
        }
        let positive = Regime::builder("positive")
            .show(KindSet::ALL, Disclosure::Hidden)
            .show(KindSet::POSITIVE, Disclosure::PositiveOnly)
            .build()
            .unwrap();
        for account in report.under(&positive).at(month).masked(&masks).unwrap().accounts() {
            prop_assert!(!account.is_derogatory() && account.kind().is_positive());
            prop_assert!(account.past_due().is_hidden() && account.balance().is_hidden());
            prop_assert!(!account.visible().is_empty() && account.visible() == account.on_time());
        }
    }

    #[test]
    fn masks_of_another_number_than_the_accounts_are_refused(report in reports(), found in 0..9_usize) {
        let (masks, expected) = (vec![AccountMask::ALL; found], report.accounts.len());
        let refused = report.under(Regime::holistic()).masked(&masks).err();
        prop_assert_eq!(refused, (found != expected).then_some(PolicyError::MaskCount { found, expected }));
    }

    #[test]
    fn a_regime_reads_back_as_it_was_written(regime in regimes(), other in regimes()) {
        let json = serde_json::to_string(&regime).unwrap();
        let again: Regime = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(again.fingerprint(), regime.fingerprint());
        prop_assert_eq!(&again, &regime);
        let same = AccountKind::ALL.iter().all(|&kind| regime.disclosure(kind) == other.disclosure(kind))
            && regime.shows_inquiries() == other.shows_inquiries()
            && regime.shows_liabilities() == other.shows_liabilities();
        prop_assert_eq!(regime.fingerprint() == other.fingerprint(), same);
    }
}

/// A property test proves nothing about what its generator never makes.
#[test]
fn generated_reports_have_something_of_everything() {
    let mut runner = TestRunner::deterministic();
    let mut met: BTreeSet<String> = BTreeSet::new();
    let regime = Regime::holistic();
    for _ in 0..800 {
        let report = reports_of(1..7).new_tree(&mut runner).unwrap().current();
        let month = months_around(&report).new_tree(&mut runner).unwrap().current();
        let view = report.under(regime).at(month);
        for account in view.accounts() {
            let kind = account.kind().tag();
            met.insert(kind.to_owned());
            met.extend(account.visible().iter().map(|ago| format!("{:?}", account.planes().severity(ago))));
            met.insert(format!("state of {kind}: {}", word(account.state())));
            met.insert(format!("past due: {}", word(account.past_due())));
            met.insert(format!("balance: {}", word(account.balance())));
            met.insert(format!("limit: {}", word(account.limit())));
            met.extend(
                account.balance().known().filter(|balance| balance.is_negative()).map(|_| "overpaid".to_owned()),
            );
            met.extend(account.limit().known().filter(|limit| limit.is_zero()).map(|_| "limit of zero".to_owned()));
            met.insert(format!("opened: {}", account.opened().is_some()));
            let overdue = account
                .late(credit_bureau::history::DelinquencyBucket::DAYS_1_TO_30)
                .iter()
                .map(|ago| account.overdue(ago));
            met.extend(overdue.map(|amount| format!("overdue: {}", word(amount))));
        }
        met.insert(format!("accounts not there: {}", view.accounts().count() < report.accounts.len()));
        met.extend(report.liabilities.iter().map(|liability| format!("{:?}", liability.role)));
        met.extend(report.inquiries.iter().map(|inquiry| format!("{:?}", inquiry.reason)));
    }
    let expected = AccountKind::ALL.iter().flat_map(|kind| {
        let states = ["known", "not stated", "not known"].map(|word| format!("state of {}: {word}", kind.tag()));
        states.into_iter().chain([kind.tag().to_owned()])
    });
    let severities = Severity::ALL.iter().skip(1).map(|severity| format!("{severity:?}"));
    let others = [
        "past due: known",
        "past due: not known",
        "balance: not known",
        "limit: known",
        "limit: not stated",
        "overpaid",
        "limit of zero",
        "opened: false",
        "overdue: known",
        "overdue: not stated",
        "accounts not there: true",
        "Some(Guarantor)",
        "Some(OwnInquiry)",
        "None",
    ];
    let missing: Vec<_> =
        expected.chain(severities).chain(others.map(str::to_owned)).filter(|thing| !met.contains(thing)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn word<T>(seen: Disclosed<T>) -> &'static str {
    match seen {
        Disclosed::Known(_) => "known",
        Disclosed::NotStated => "not stated",
        Disclosed::Hidden => "hidden",
        Disclosed::NotKnown => "not known",
    }
}
