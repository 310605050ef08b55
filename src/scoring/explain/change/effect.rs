//! Effects of actions on the facts of a report.

use chrono::Months;

use super::error::ChangeError;
use super::opening::OpenableKind;
use crate::history::{PaymentHistory, PaymentStatus, Severity};
use crate::language::Language;
use crate::money::Money;
use crate::month::Month;
use crate::report::{Account, AccountId, AccountKind, AccountState, Gap, Inquiry, KindSet, MonthlyUpdate, ReportData};

/// Returns the least and the most that may be repaid on an account: the amount past due, and everything owed. None for
/// an account that is not an open loan or card, owes nothing, or owes less than is past due.
pub(super) fn repayable(account: &Account) -> Option<(u64, u64)> {
    if !account.kind.is_credit() || !is_open(account) {
        return None;
    }
    let owed = minor(account.balance()).max(minor(account.used()));
    let least = minor(account.past_due()).max(1);
    (least <= owed).then_some((least, owed))
}

/// Returns the amount that clears an account, in minor units: for a debt in collection everything owed, else the amount
/// past due; none if that is nothing.
pub(super) fn arrears(account: &Account) -> Option<u64> {
    let amount = match account.kind {
        AccountKind::Collection if is_open(account) => minor(account.balance()),
        AccountKind::Collection => 0,
        _ => minor(account.past_due()),
    };
    (amount > 0).then_some(amount)
}

/// Pays an amount, of at least what is past due.
pub(super) fn pay(account: &mut Account, amount: u64) {
    let amount = i64::try_from(amount).unwrap_or(i64::MAX);
    let open = is_open(account);
    let lowered = |owed: &mut Option<Money>| {
        if let Some(owed) = owed.as_mut().filter(|owed| owed.minor() > 0) {
            *owed = Money::from_minor(owed.minor().saturating_sub(amount).max(0), owed.currency());
        }
    };
    match &mut account.monthly {
        Some(monthly) => {
            lowered(&mut monthly.balance);
            lowered(&mut monthly.used);
            // A payment covers at least everything past due, so each ageing bucket becomes zero.
            for unpaid in [
                &mut monthly.past_due,
                &mut monthly.unpaid_31_to_60,
                &mut monthly.unpaid_61_to_90,
                &mut monthly.unpaid_91_to_180,
                &mut monthly.unpaid_over_180,
            ] {
                *unpaid = unpaid.map(|amount| Money::zero(amount.currency()));
            }
            monthly.instalments_past_due = monthly.instalments_past_due.map(|_| 0);
        }
        None => lowered(&mut account.latest.balance),
    }
    let ended = match account.kind {
        AccountKind::Collection => Some(AccountState::Ended),
        kind if KindSet::INSTALMENT.contains(kind) => Some(AccountState::Settled),
        _ => None,
    };
    let owes_nothing = account.balance().is_some_and(|balance| balance.minor() <= 0);
    let state = match account.state() {
        _ if open && owes_nothing && ended.is_some() => ended,
        // Paid up, an overdue account is normal again; other states do not depend on payments.
        Some(AccountState::Overdue) => Some(AccountState::Normal),
        state => state,
    };
    match &mut account.monthly {
        Some(monthly) => monthly.state = state,
        None => account.latest.state = state,
    }
}

/// Lets months after `now` pass for everything in a report.
pub(super) fn pass(data: &mut ReportData, months: u8, now: Month) -> Result<(), ChangeError> {
    data.made_at = data.made_at.checked_add_months(Months::new(months.into())).ok_or(ChangeError::Calendar)?;
    data.accounts.iter_mut().try_for_each(|account| wait(account, months, now))
}

/// Lets months after `now` pass, in which everything is paid as agreed.
pub(super) fn wait(account: &mut Account, months: u8, now: Month) -> Result<(), ChangeError> {
    let past = u32::from(months);
    // A debt in collection has no monthly history that could grow.
    if past == 0 || !is_open(account) || account.kind == AccountKind::Collection {
        return Ok(());
    }
    let recent = |month: Month| now.months_since(month) <= LAG_MONTHS_MAX;
    let later = |month: Month| month.checked_add(i32::from(months)).ok_or(ChangeError::Calendar);
    let is_new = account.opened.and_then(|day| Month::of(day).ok()) == Some(now);
    let begins_at = match &account.payments {
        Some(payments) if recent(payments.history.latest()) => Some(payments.history.latest()),
        Some(_) => None,
        None => is_new.then_some(now),
    };
    if let Some(mut month) = begins_at {
        let (status, arrears) = next_month(account);
        // The first new month is the one after the history's latest, or for a new account the one after `now`.
        for _ in 0..months {
            month = month.checked_add(1).ok_or(ChangeError::Calendar)?;
            let mut update = MonthlyUpdate::new(month);
            (update.status, update.overdue) = (Some(status), arrears);
            // It follows the latest month, so that only the end of the calendar can stand in its way.
            account.append(update, Gap::Refuse).map_err(|_| ChangeError::Calendar)?;
        }
    }
    if let Some(monthly) = account.monthly.as_mut().filter(|monthly| recent(monthly.month)) {
        monthly.month = later(monthly.month)?;
    }
    Ok(())
}

/// Adds an account with rent paid on time for a number of months up to `now`; with 0, reporting begins now.
pub(super) fn report_rent(data: &mut ReportData, months: u8, now: Month) -> Result<(), ChangeError> {
    if has_rent(data) {
        return Err(ChangeError::RentReported);
    }
    let mut account = Account::new(AccountKind::Rent, free_id(data, "rent"));
    "landlord".clone_into(&mut account.furnisher);
    let first = now.back(u32::from(months).saturating_sub(1)).ok_or(ChangeError::Calendar)?;
    account.opened = Some(first.first_day());
    if months > 0 {
        let statuses = std::iter::repeat_n(PaymentStatus::of(Severity::PaidAsAgreed), usize::from(months));
        let history = PaymentHistory::collect(now, statuses).map_err(|_| ChangeError::Calendar)?;
        account.payments = Some(history.into());
    }
    data.accounts.push(account);
    Ok(())
}

/// Opens an account on the day of the report, and adds the inquiry that the application causes.
pub(super) fn open_account(data: &mut ReportData, kind: OpenableKind) {
    let today = data.made_at.date();
    let id = free_id(data, kind.kind().text(Language::English));
    let mut account = Account::new(kind.kind(), id);
    kind.furnisher().clone_into(&mut account.furnisher);
    account.opened = Some(today);
    data.accounts.push(account);
    if let Some(reason) = kind.inquiry() {
        let mut inquiry = Inquiry::new(today, kind.furnisher().to_owned());
        inquiry.reason = Some(reason);
        data.inquiries.push(inquiry);
    }
}

/// Returns an id that no account has: the name, or the name and a number.
fn free_id(data: &ReportData, name: &str) -> AccountId {
    let taken = |id: &str| data.accounts.iter().any(|account| account.id.as_str() == id);
    let ids = (2_u32..).map(|number| format!("{name} {number}"));
    // A report has fewer accounts than there are numbers.
    std::iter::once(name.to_owned()).chain(ids).find(|id| !taken(id)).unwrap_or_default().into()
}

/// Whether rent is already reported.
pub(super) fn has_rent(data: &ReportData) -> bool {
    data.accounts.iter().any(|account| account.kind == AccountKind::Rent && is_open(account))
}

/// Returns the status of a month in which everything is paid as agreed, and the amount that stays overdue in it.
fn next_month(account: &Account) -> (PaymentStatus, Option<Money>) {
    let last = account.payments.as_ref().and_then(|payments| payments.history.iter().next());
    let last = last.map_or(Severity::Outside, |(_, status)| status.severity());
    let owes_nothing = account.balance().is_some_and(|balance| balance.minor() <= 0);
    let past_due = account.past_due();
    let is_late = (Severity::Late1To30..=Severity::LateOver180).contains(&last);
    let in_arrears = past_due.map_or(is_late && !owes_nothing, |amount| amount.minor() > 0);
    let severity = if account.state() == Some(AccountState::BadDebt) {
        Severity::BadDebt
    } else if last > Severity::LateOver180 {
        last
    } else if in_arrears {
        last.max(Severity::Late1To30)
    } else if account.kind.is_credit() && (owes_nothing || account.state() == Some(AccountState::NotActivated)) {
        Severity::NothingDue
    } else {
        Severity::PaidAsAgreed
    };
    (PaymentStatus::of(severity), past_due.filter(|amount| in_arrears && amount.minor() > 0))
}

/// Whether an account is open: by its state, else by its last known month, as a view decides it.
fn is_open(account: &Account) -> bool {
    account.state().map_or_else(
        || {
            let months = account.payments.iter().flat_map(|payments| payments.history.iter());
            let mut told =
                months.map(|(_, status)| status.severity()).filter(|&severity| severity != Severity::Outside);
            !matches!(told.next(), Some(Severity::Settled | Severity::AbnormalEnd))
        },
        AccountState::is_open,
    )
}

/// Returns an amount in minor units; 0 if it is not stated or below zero.
fn minor(amount: Option<Money>) -> u64 {
    amount.and_then(|amount| u64::try_from(amount.minor()).ok()).unwrap_or(0)
}

/// Months by which a furnisher's reports may lag; beyond that, it has stopped reporting the account.
const LAG_MONTHS_MAX: i32 = 1;
