//! Facts of one account that cannot both be true.

use super::account::Account;
use super::fault::Fault;
use crate::history::Severity;
use crate::month::Month;

/// Finds the contradictions of an account: the field that is refused, and why.
///
/// * An overdue amount above zero in a month that was settled, had nothing due or was paid as agreed (severity 1, 3, 4).
/// * A month of which something is known (severity 3 or more) before the month of opening.
/// * An amount past due above zero for the latest known month, when that month was paid as agreed.
///
/// A month with an overdraft on a quasi-credit card (R3, grades 1 and 2: not yet late there), an unknown month `#`, one
/// outside the account's life `/`, and a history that is not reported contradict nothing.
pub(super) fn contradictions(account: &Account, mut found: impl FnMut(&'static str, Fault)) {
    let Some(payments) = &account.payments else { return };
    let history = payments.history;
    let (latest, planes) = (history.latest(), history.planes());
    for (ago, amount) in payments.overdue.iter() {
        let Some(month) = latest.back(ago.into()) else { continue };
        let Some(status) = history.status(month) else { continue };
        if owes_nothing(status.severity()) && amount.minor() > 0 {
            found("payments.overdue", Fault::OverdueContradicts { month, amount, status });
        }
    }
    let reported = planes.reported();
    let opened = account.opened.and_then(|day| Month::of(day).ok());
    let first = reported.earliest().and_then(|ago| latest.back(ago));
    if let (Some(day), Some(opened), Some(month)) = (account.opened, opened, first)
        && month < opened
        && let Some(status) = history.status(month)
    {
        found("opened", Fault::OpenedContradicts { opened: day, month, status });
    }
    let last = reported.latest().and_then(|ago| latest.back(ago));
    if let (Some(monthly), Some(month)) = (&account.monthly, last)
        && monthly.month == month
        && let Some(amount) = monthly.past_due.filter(|amount| amount.minor() > 0)
        && history.status(month).is_some_and(|status| status.severity() == Severity::PaidAsAgreed)
    {
        found("monthly.past_due", Fault::PastDueContradicts { month, amount });
    }
}

/// `true` for the severities of months in which nothing can be overdue.
pub(crate) const fn owes_nothing(severity: Severity) -> bool {
    matches!(severity, Severity::Settled | Severity::NothingDue | Severity::PaidAsAgreed)
}
