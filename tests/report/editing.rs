//! An edited report is the report of the edited data, checked as any other; and an edit that is refused changes nothing.
use crate::common;

use chrono::Days;
use common::{accounts, reports};
use credit_bureau::history::Severity;
use credit_bureau::report::{
    EditError, Fault, Gap, Inquiry, LatestState, MonthlyState, MonthlyUpdate, Payments, UpdateError,
};
use credit_bureau::{
    Account, AccountKind, AccountState, Currency, Money, Month, PaymentHistory, PaymentStatus, Report,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn status(severity: Severity) -> PaymentStatus {
    PaymentStatus::of(severity)
}

fn yuan(amount: i32) -> Money {
    Money::whole(amount, Currency::CNY)
}

/// A status in which an amount may be overdue.
fn late() -> impl Strategy<Value = PaymentStatus> {
    select(Severity::ALL.into_iter().filter(|&severity| severity >= Severity::Late1To30).collect::<Vec<_>>())
        .prop_map(PaymentStatus::of)
}

fn statuses() -> impl Strategy<Value = PaymentStatus> {
    select(PaymentStatus::all().collect::<Vec<_>>())
}

/// An update of the month that many months after what the account was last reported for, of all sorts: it may fit or not.
#[derive(Debug, Clone)]
struct Draft {
    after: i32,
    status: Option<PaymentStatus>,
    overdue: Option<i64>,
    past_due: Option<i64>,
    monthly: Option<i32>,
    latest: Option<AccountState>,
}

fn drafts() -> impl Strategy<Value = Draft> {
    (
        prop_oneof![6 => Just(1), 1 => -2..5_i32],
        option::weighted(0.85, statuses()),
        option::weighted(0.3, -1..900_i64),
        option::weighted(0.5, 0..900_i64),
        option::weighted(0.4, prop_oneof![9 => Just(0), 1 => -1..2_i32]),
        option::weighted(0.3, select(AccountState::ALL)),
    )
        .prop_map(|(after, status, overdue, past_due, monthly, latest)| Draft {
            after,
            status,
            overdue,
            past_due,
            monthly,
            latest,
        })
}

impl Draft {
    fn update(&self, account: &Account, currency: Currency, report: Month) -> MonthlyUpdate {
        let money = |minor: i64| Money::from_minor(minor, currency);
        let last = account.payments.as_ref().map_or(report, |payments| payments.history.latest());
        let mut update = MonthlyUpdate::new(last.checked_add(self.after).unwrap());
        (update.status, update.overdue) = (self.status, self.overdue.map(money));
        update.monthly = self.monthly.map(|apart| {
            let mut monthly = MonthlyState::new(update.month.checked_add(apart).unwrap());
            monthly.past_due = self.past_due.map(money);
            monthly
        });
        update.latest = self.latest.map(|state| {
            let mut latest = LatestState::default();
            latest.state = Some(state);
            latest
        });
        update
    }
}

/// An edit that may fit or not.
#[derive(Debug, Clone)]
enum Edit {
    Append(Index, Draft, bool),
    Set(Index, i32, PaymentStatus, Option<i64>),
    Inquiry(i64),
    Replace(Index, Box<Account>, Option<Index>),
}

fn edits() -> impl Strategy<Value = Edit> {
    let date = chrono::NaiveDate::from_ymd_opt(2019, 6, 30).unwrap();
    prop_oneof![
        4 => (any::<Index>(), drafts(), any::<bool>()).prop_map(|(account, draft, fill)| Edit::Append(account, draft, fill)),
        4 => (any::<Index>(), -1..62_i32, statuses(), option::of(0..900_i64))
            .prop_map(|(account, ago, status, overdue)| Edit::Set(account, ago, status, overdue)),
        1 => (-2..90_i64).prop_map(Edit::Inquiry),
        2 => (any::<Index>(), accounts(date, Currency::CNY), option::weighted(0.4, any::<Index>()))
            .prop_map(|(account, by, named)| Edit::Replace(account, Box::new(by), named)),
    ]
}

/// The edit of a report, and the same of its data, which is built again.
fn both(report: &Report, edit: &Edit) -> Option<(Result<Report, EditError>, Result<Report, EditError>)> {
    let (mut edited, mut data) = (report.clone(), report.clone().into_data());
    let currency = report.currency;
    let place = |index: &Index| (!report.accounts.is_empty()).then(|| index.index(report.accounts.len()));
    let mut ahead = None;
    let (edited_by, changed) = match edit {
        Edit::Append(account, draft, fill) => {
            let place = place(account)?;
            let account = &report.accounts[place];
            let update = draft.update(account, currency, report.month());
            let gap = if *fill { Gap::Unknown } else { Gap::Refuse };
            let month = update.month;
            ahead = (month > report.month()).then(|| EditError::Ahead { month, report: report.date() });
            let by = edited.append_month(account.id.as_str(), update.clone(), gap);
            (by, data.accounts[place].append(update, gap).map_err(EditError::from))
        }
        Edit::Set(account, ago, status, overdue) => {
            let place = place(account)?;
            let account = &report.accounts[place];
            let last = account.payments.as_ref().map_or(report.month(), |payments| payments.history.latest());
            let month = last.checked_add(-ago).unwrap();
            let overdue = overdue.map(|minor| Money::from_minor(minor, currency));
            let by = edited.set_month(account.id.as_str(), month, *status, overdue);
            (by, data.accounts[place].set_month(month, *status, overdue).map_err(EditError::from))
        }
        Edit::Inquiry(days) => {
            let day = report.date().checked_sub_days(Days::new(days.unsigned_abs()));
            let ahead = report.date().checked_add_days(Days::new(days.unsigned_abs()));
            let inquiry = Inquiry::new(if *days < 0 { ahead } else { day }.unwrap(), "bank".to_owned());
            data.inquiries.push(inquiry.clone());
            (edited.add_inquiry(inquiry), Ok(()))
        }
        Edit::Replace(account, by, named) => {
            let place = place(account)?;
            let mut by = Account::clone(by);
            if let Some(named) = named {
                by.id = report.accounts[named.index(report.accounts.len())].id.clone();
            }
            let before = std::mem::replace(&mut data.accounts[place], by.clone());
            let replaced = edited.replace_account(before.id.as_str(), by);
            assert!(replaced.as_ref().is_err() || replaced.as_ref() == Ok(&before));
            (replaced.map(drop), Ok(()))
        }
    };
    let rebuilt = changed.and_then(|()| Report::new(data).map_err(EditError::from));
    // A latest state need not state its month, so that the report alone does not show that it lies ahead.
    let rebuilt = rebuilt.and_then(|report| ahead.map_or(Ok(report), Err));
    // What was refused left the report as it was.
    assert!(edited_by.is_ok() || edited == *report);
    Some((edited_by.map(|()| edited), rebuilt))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn editing_equals_rebuilding_and_a_refused_edit_changes_nothing(report in reports(), edits in vec(edits(), 1..8)) {
        let mut report = report;
        for edit in edits {
            let Some((edited, rebuilt)) = both(&report, &edit) else { continue };
            match (edited, rebuilt) {
                (Ok(edited), Ok(rebuilt)) => {
                    prop_assert_eq!(&edited, &rebuilt);
                    report = edited;
                }
                // Of two accounts with one number the whole report names the second.
                (Err(edited), Err(rebuilt)) => {
                    prop_assert!(edited == rebuilt || matches!(edit, Edit::Replace(..)), "{edited} {rebuilt}");
                }
                (edited, rebuilt) => prop_assert!(false, "{:?}: {:?} and {:?}", edit, edited, rebuilt),
            }
        }
    }

    #[test]
    fn what_is_appended_is_read_back_and_the_other_months_stay(
        report in reports(),
        account in any::<Index>(),
        status in late(),
        overdue in option::of(1..900_i64),
    ) {
        prop_assume!(!report.accounts.is_empty());
        let place = account.index(report.accounts.len());
        let before = report.accounts[place].clone();
        prop_assume!(before.kind != AccountKind::Collection);
        let next = before.payments.as_ref().map_or(report.month(), |before| before.history.latest().checked_add(1).unwrap());
        let mut report = report;
        let later = report.made_at.checked_add_months(chrono::Months::new(1)).unwrap();
        report.advance_to(later.max(next.last_day().and_hms_opt(0, 0, 0).unwrap())).unwrap();
        let mut update = MonthlyUpdate::new(next);
        (update.status, update.overdue) = (Some(status), overdue.map(|minor| Money::from_minor(minor, report.currency)));
        // An account opened later than the month after its history is refused.
        let opened_later = before.opened.is_some_and(|day| Month::of(day).unwrap() > next);
        prop_assert_eq!(report.append_month(before.id.as_str(), update.clone(), Gap::Refuse).is_ok(), !opened_later);
        prop_assume!(!opened_later);

        let after = report.account(before.id.as_str()).unwrap().payments.clone().unwrap();
        prop_assert_eq!(after.history.latest(), next);
        prop_assert_eq!((after.history.status(next), after.overdue.at(0)), (Some(status), update.overdue));
        let Some(before) = before.payments else { return Ok(()) };
        prop_assert_eq!(after.history.len(), (before.history.len() + 1).min(PaymentHistory::MONTHS_MAX));
        for (month, status) in before.history.iter() {
            let ago = |payments: &Payments| payments.history.latest().months_since(month) as u8;
            if usize::from(ago(&after)) < PaymentHistory::MONTHS_MAX {
                prop_assert_eq!(after.history.status(month), Some(status));
                prop_assert_eq!(after.overdue.at(ago(&after)), before.overdue.at(ago(&before)));
            }
        }
        let amounts = before.overdue.iter().filter(|&(ago, _)| ago < 59).count() + usize::from(overdue.is_some());
        prop_assert_eq!(after.overdue.iter().count(), amounts);
    }

    #[test]
    fn months_appended_one_by_one_are_all_of_them_set(
        statuses in vec((statuses(), option::of(1..900_i64)), 1..70),
        begun in 1..60_usize,
    ) {
        let money = |minor: Option<i64>| minor.map(|minor| Money::from_minor(minor, Currency::CNY));
        let mut account = Account::new(AccountKind::Rent, "flat".into());
        let first = month("2019-12");
        account.payments = Some(PaymentHistory::new(first, &vec![status(Severity::NothingDue); begun]).unwrap().into());
        let (mut one_by_one, mut at_once) = (account.clone(), account);
        let months = || (1..).map(|later| first.checked_add(later).unwrap()).zip(&statuses);
        for (month, &(status, overdue)) in months() {
            let mut update = MonthlyUpdate::new(month);
            (update.status, update.overdue) = (Some(status), money(overdue));
            one_by_one.append(update, Gap::Refuse).unwrap();
        }
        let mut last = MonthlyUpdate::new(first.checked_add(statuses.len() as i32).unwrap());
        last.status = Some(status(Severity::Unknown));
        at_once.append(last, Gap::Unknown).unwrap();
        for (month, &(status, overdue)) in months() {
            let fell_off = statuses.len() as i32 - month.months_since(first) >= 60;
            prop_assert_eq!(at_once.set_month(month, status, money(overdue)).is_err(), fell_off);
        }
        prop_assert_eq!(one_by_one, at_once);
    }

    #[test]
    fn the_order_of_appends_to_different_accounts_does_not_matter(report in reports(), draft in drafts(), other in drafts()) {
        prop_assume!(report.accounts.len() > 1);
        let update = |place: usize, draft: &Draft| {
            let account = &report.accounts[place];
            (account.id.clone(), draft.update(account, report.currency, report.month()))
        };
        let updates = [update(0, &draft), update(1, &other)];
        let all = |updates: [&(_, MonthlyUpdate); 2]| {
            let mut report = report.clone();
            let made: Vec<_> = updates
                .into_iter()
                .map(|(id, update): &(credit_bureau::report::AccountId, _)| report.append_month(id.as_str(), update.clone(), Gap::Unknown))
                .collect();
            (report, made)
        };
        let [one, two] = updates.each_ref();
        let ((forward, made), (backward, mut made_back)) = (all([one, two]), all([two, one]));
        made_back.reverse();
        prop_assert_eq!(forward, backward);
        prop_assert_eq!(made, made_back);
    }
}

fn loan() -> Report {
    Report::builder("2024-08-31")
        .account(AccountKind::NonRevolvingLoan, "loan", |loan| {
            loan.opened("2024-03-10").as_of("2024-06").past_due(400).paid("1NN").overdue(&[(0, 400)])
        })
        .account(AccountKind::Rent, "flat", |rent| rent)
        .build()
        .unwrap()
}

fn update(text: &str, severity: Severity) -> MonthlyUpdate {
    let mut update = MonthlyUpdate::new(month(text));
    update.status = Some(status(severity));
    update
}

#[test]
fn the_amount_of_last_month_stays_with_it() {
    let mut report = loan();
    report.append_month("loan", update("2024-07", Severity::PaidAsAgreed), Gap::Refuse).unwrap();
    let payments = report.account("loan").unwrap().payments.as_ref().unwrap();
    assert_eq!(format!("{:?}", payments.history), "2024-07: N1NN");
    assert_eq!((payments.overdue.at(0), payments.overdue.at(1)), (None, Some(yuan(400))));
}

#[test]
fn a_gap_is_filled_only_where_that_is_asked_for() {
    let mut report = loan();
    let before = report.clone();
    let august = update("2024-08", Severity::Late1To30);
    assert_eq!(
        report.append_month("loan", august.clone(), Gap::Refuse).unwrap_err().to_string(),
        "2024-08 leaves a gap after 2024-06, the latest month of the history: expected the month after it"
    );
    assert_eq!(report, before);
    report.append_month("loan", august, Gap::Unknown).unwrap();
    let payments = report.account("loan").unwrap().payments.as_ref().unwrap();
    assert_eq!(format!("{:?}", payments.history), "2024-08: 1#1NN");
    assert_eq!(payments.overdue.iter().collect::<Vec<_>>(), [(2, yuan(400))]);
}

#[test]
fn an_account_without_a_history_begins_with_the_month() {
    let mut report = loan();
    report.append_month("flat", update("2024-07", Severity::PaidAsAgreed), Gap::Refuse).unwrap();
    let payments = report.account("flat").unwrap().payments.as_ref().unwrap();
    assert_eq!(format!("{:?}", payments.history), "2024-07: N");
}

#[test]
fn a_stated_segment_takes_the_place_of_both() {
    let mut account = loan().accounts[0].clone();
    let mut closed = update("2024-07", Severity::Settled);
    let mut latest = LatestState::default();
    latest.state = Some(AccountState::Settled);
    closed.latest = Some(latest.clone());
    account.append(closed, Gap::Refuse).unwrap();
    assert_eq!((account.monthly.as_ref(), &account.latest), (None, &latest));
    assert_eq!((account.state(), account.past_due()), (Some(AccountState::Settled), None));

    // A month that says nothing of how the account stands leaves that.
    account.append(update("2024-08", Severity::Settled), Gap::Refuse).unwrap();
    assert_eq!(account.state(), Some(AccountState::Settled));
}

#[test]
fn a_worse_status_than_the_worst_ever_takes_its_place() {
    let mut account = loan().accounts[0].clone();
    let worst = |text, severity| credit_bureau::report::WorstEver { status: status(severity), month: month(text) };
    account.worst_ever = Some(worst("2024-06", Severity::Late1To30));
    account.append(update("2024-07", Severity::Late1To30), Gap::Refuse).unwrap();
    assert_eq!(account.worst_ever, Some(worst("2024-06", Severity::Late1To30)));
    account.append(update("2024-08", Severity::Late31To60), Gap::Refuse).unwrap();
    assert_eq!(account.worst_ever, Some(worst("2024-08", Severity::Late31To60)));
}

#[test]
fn a_corrected_month_raises_the_worst_ever_and_never_lowers_it() {
    let mut account = loan().accounts[0].clone();
    let worst = |text, severity| credit_bureau::report::WorstEver { status: status(severity), month: month(text) };
    account.worst_ever = Some(worst("2024-06", Severity::Late1To30));
    account.set_month(month("2024-05"), status(Severity::Late31To60), None).unwrap();
    assert_eq!(account.worst_ever, Some(worst("2024-05", Severity::Late31To60)));
    account.set_month(month("2024-05"), status(Severity::PaidAsAgreed), None).unwrap();
    assert_eq!(account.worst_ever, Some(worst("2024-05", Severity::Late31To60)));
    account.worst_ever = None;
    account.set_month(month("2024-05"), status(Severity::Late61To90), None).unwrap();
    assert_eq!(account.worst_ever, None);
}

#[test]
fn a_state_without_a_status_is_of_the_latest_month_or_the_next() {
    let mut account = Account::new(AccountKind::NonRevolvingLoan, "loan".into());
    account.payments = Some(PaymentHistory::parse("1NN", month("2024-06")).unwrap().into());
    let states = |text| {
        let mut update = MonthlyUpdate::new(month(text));
        update.monthly = Some(MonthlyState::new(update.month));
        update
    };
    let appended = |text, gap| {
        let mut account = account.clone();
        account.append(states(text), gap).map(|()| account.state_month())
    };
    for gap in [Gap::Refuse, Gap::Unknown] {
        assert_eq!(appended("2024-06", gap), Ok(Some(month("2024-06"))));
        assert_eq!(appended("2024-07", gap), Ok(Some(month("2024-07"))));
        assert_eq!(
            appended("2024-05", gap).unwrap_err().to_string(),
            "the state of 2024-05 is older than the history, which goes to 2024-06: expected 2024-06 or later"
        );
    }
    let (month, latest) = (month("2024-08"), month("2024-06"));
    assert_eq!(appended("2024-08", Gap::Refuse), Err(UpdateError::Gap { month, latest }));
    assert_eq!(appended("2024-08", Gap::Unknown), Ok(Some(month)));
}

/// A latest state states its month by the day of the report alone.
#[test]
fn a_latest_state_is_of_the_month_of_its_update() {
    let latest = |text, reported: Option<&str>| {
        let mut update = MonthlyUpdate::new(month(text));
        let mut latest = LatestState::default();
        latest.state = Some(AccountState::Settled);
        latest.reported = reported.map(|day| day.parse().unwrap());
        update.latest = Some(latest);
        update
    };
    let mut report = loan();
    let error = |report: &mut Report, update| {
        let before = report.clone();
        let error = report.append_month("flat", update, Gap::Refuse).unwrap_err().to_string();
        assert_eq!(*report, before);
        error
    };
    assert_eq!(
        error(&mut report, latest("2024-08", Some("2024-07-31"))),
        "the update for 2024-08 has a latest state reported on 2024-07-31: expected a day in 2024-08"
    );
    for update in [latest("3000-01", None), latest("2024-09", None)] {
        let month = update.month;
        assert_eq!(
            error(&mut report, update),
            format!("the update for {month} is after the report of 2024-08-31: expected its month or an earlier one")
        );
    }
    assert_eq!(
        error(&mut report, MonthlyUpdate::new(month("3000-01"))),
        "the update for 3000-01 says nothing: expected a status or a state"
    );
    // What is dated is not replaced by an older one.
    report.append_month("flat", latest("2024-08", Some("2024-08-30")), Gap::Refuse).unwrap();
    assert_eq!(
        error(&mut report, latest("2024-07", None)),
        "the state of 2024-07 is older than that of 2024-08, which is known: expected 2024-08 or later"
    );
}

#[test]
fn what_does_not_fit_is_refused_with_what_was_expected() {
    let report = loan();
    let states = |text: &str, of: &str| {
        let mut update = MonthlyUpdate::new(month(text));
        update.monthly = Some(MonthlyState::new(month(of)));
        update
    };
    let overdue = |mut update: MonthlyUpdate, amount| {
        update.overdue = Some(yuan(amount));
        update
    };
    let past_due = |text| {
        let mut update = update(text, Severity::PaidAsAgreed);
        let mut monthly = MonthlyState::new(update.month);
        monthly.past_due = Some(yuan(400));
        update.monthly = Some(monthly);
        update
    };
    let silent = MonthlyUpdate::new(month("2024-07"));
    for (update, message) in [
        (
            update("2024-06", Severity::BadDebt),
            "2024-06 does not follow the history, which goes to 2024-06: expected a later month",
        ),
        (states("2024-07", "2024-08"), "the update for 2024-07 has the state of 2024-08: expected that of 2024-07"),
        (
            states("2024-05", "2024-05"),
            "the state of 2024-05 is older than that of 2024-06, which is known: expected 2024-06 or later",
        ),
        (overdue(silent, 5), "the update for 2024-07 has an overdue amount and no status: expected a status beside it"),
        (
            overdue(update("2024-07", Severity::PaidAsAgreed), 400),
            "account `loan`, field `payments.overdue`: states 400.00 CNY for 2024-07, which is reported as paid as agreed \
             (`N`): expected nothing overdue",
        ),
        (
            past_due("2024-07"),
            "account `loan`, field `monthly.past_due`: `400.00 CNY` is past due in 2024-07, which is reported as paid as \
             agreed: expected zero",
        ),
    ] {
        let mut edited = report.clone();
        assert_eq!(edited.append_month("loan", update, Gap::Refuse).unwrap_err().to_string(), message);
        assert_eq!(edited, report);
    }
    let mut edited = report.clone();
    let mut error = |id: &str, text: &str| {
        edited.set_month(id, month(text), status(Severity::NothingDue), None).unwrap_err().to_string()
    };
    assert_eq!(error("none", "2024-06"), "the report has no account `none`");
    assert_eq!(error("loan", "2024-03"), "the history has no 2024-03: expected 2024-04 to 2024-06");
    assert_eq!(error("loan", "2024-07"), "the history has no 2024-07: expected 2024-04 to 2024-06");
    assert_eq!(
        error("flat", "2024-06"),
        "the account has no history, so no 2024-06: expected a month to be appended first"
    );
    let after = Inquiry::new("2024-09-01".parse().unwrap(), "BANK".to_owned());
    assert_eq!(
        edited.add_inquiry(after).unwrap_err().to_string(),
        "inquiry 0, field `date`: `2024-09-01` is after the report of 2024-08-31"
    );
    assert_eq!(
        edited.advance_to("2024-08-30T00:00:00".parse().unwrap()).unwrap_err().to_string(),
        "`2024-08-30 00:00:00` is before the report of 2024-08-31 23:59:59: expected that moment or a later one"
    );
    let again = edited.accounts[1].clone();
    assert_eq!(
        edited.replace_account("loan", again).unwrap_err().to_string(),
        "account `flat`, field `id`: repeats the number of account 1: expected numbers to be unique"
    );
    assert_eq!(edited, report);
    assert!(matches!(
        edited.set_month("loan", Month::FIRST, PaymentStatus::OUTSIDE, None),
        Err(EditError::Month(UpdateError::NoSuchMonth { .. }))
    ));
}

#[test]
fn a_moment_past_the_calendar_is_refused() {
    let mut last = Report::builder("5460-12-31").build().unwrap();
    let before = last.clone();
    assert!(matches!(last.advance_to("5461-01-01T00:00:00".parse().unwrap()), Err(EditError::Report(_))));
    assert_eq!(last, before);
    let mut report = loan();
    report.advance_to("2024-09-01T08:00:00".parse().unwrap()).unwrap();
    assert_eq!((report.month(), report.date().to_string()), (month("2024-09"), "2024-09-01".to_owned()));
}

/// Reports that contradict themselves, and those that only look as if they did.
#[test]
fn contradictions_are_refused_and_what_only_looks_like_one_is_not() {
    use AccountKind::{CreditCard, NonRevolvingLoan, QuasiCreditCard, Rent};
    let faults =
        |kind, describe: &dyn Fn(credit_bureau::report::AccountBuilder) -> _| match Report::builder("2024-06-30")
            .account(kind, "a", describe)
            .build()
        {
            Ok(_) => Vec::new(),
            Err(error) => error.problems().iter().map(|problem| problem.fault().clone()).collect(),
        };
    // Amounts overdue, month by month of every severity.
    for severity in Severity::ALL {
        let built = faults(CreditCard, &|card| {
            card.overdue(&[(1, 5)]).paid("1N1").with(|card| {
                let payments = card.payments.as_mut().unwrap();
                payments.history = payments.history.with_status(month("2024-05"), status(severity)).unwrap();
            })
        });
        let refused = [Severity::Settled, Severity::NothingDue, Severity::PaidAsAgreed].contains(&severity);
        let expected = Fault::OverdueContradicts { month: month("2024-05"), amount: yuan(5), status: status(severity) };
        assert_eq!(built, if refused { vec![expected] } else { Vec::new() }, "{severity}");
    }
    // What a month before the opening is.
    for severity in Severity::ALL {
        let built = faults(Rent, &|rent| {
            rent.opened("2024-05-31").paid("NN#").with(|rent| {
                let payments = rent.payments.as_mut().unwrap();
                payments.history = payments.history.with_status(month("2024-04"), status(severity)).unwrap();
            })
        });
        let expected = Fault::OpenedContradicts {
            opened: "2024-05-31".parse().unwrap(),
            month: month("2024-04"),
            status: status(severity),
        };
        assert_eq!(built, if severity >= Severity::NothingDue { vec![expected] } else { Vec::new() }, "{severity}");
    }
    let past_due = |text| vec![Fault::PastDueContradicts { month: month(text), amount: yuan(7) }];
    for (paid, expected) in [
        ("NNN", past_due("2024-06")),
        ("MNN", past_due("2024-06")),
        ("*NN", Vec::new()),
        ("#NN", Vec::new()),
        ("/NN", Vec::new()),
        ("CNN", Vec::new()),
        ("1NN", Vec::new()),
    ] {
        assert_eq!(faults(NonRevolvingLoan, &|loan| loan.past_due(7).paid(paid)), expected, "{paid}");
        // The amount of the month before the last.
        let earlier = faults(NonRevolvingLoan, &|loan| {
            loan.as_of("2024-05").past_due(7).with(|_| {}).paid("N").with(|loan| {
                let history = PaymentHistory::parse(paid, month("2024-06")).unwrap();
                loan.payments = Some(history.into());
            })
        });
        let known = paid.starts_with(['#', '/', 'C']);
        assert_eq!(earlier, if known { past_due("2024-05") } else { Vec::new() }, "{paid}");
    }
    assert_eq!(faults(NonRevolvingLoan, &|loan| loan.past_due(7)), []);
    assert_eq!(faults(NonRevolvingLoan, &|loan| loan.past_due(0).paid("N").overdue(&[(0, 0)])), []);
    assert_eq!(faults(QuasiCreditCard, &|card| card.paid("12#").overdue(&[(0, 5), (1, 5), (2, 5)])), []);
}
