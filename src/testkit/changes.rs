//! Changed reports, as the [laws](super::laws) need them.

use crate::Report;
use crate::history::{PaymentHistory, PaymentStatus, Severity};
use crate::month::Month;
use crate::policy::{AccountView, DisclosedState, Disclosure, Fields, Regime};
use crate::report::{Account, AccountKind, AccountState, OverdueAmounts, ReportData, ReportError};

/// Returns a report with a change applied.
pub(super) fn changed(report: &Report, change: impl FnOnce(&mut ReportData)) -> Result<Report, ReportError> {
    let mut data = ReportData::clone(report);
    change(&mut data);
    Report::new(data)
}

/// Returns a report with its lists in another order.
pub(super) fn ordered(report: &Report, order: Order) -> Result<Report, ReportError> {
    changed(report, |data| {
        order.of(&mut data.accounts);
        order.of(&mut data.inquiries);
        order.of(&mut data.liabilities);
        order.of(&mut data.public_records);
    })
}

/// Reordering of a list.
#[derive(Clone, Copy)]
pub(super) enum Order {
    /// Reversed.
    Reversed,
    /// The first item moved to the end.
    FirstToLast,
}

impl Order {
    fn of<T>(self, items: &mut [T]) {
        match self {
            Self::Reversed => items.reverse(),
            Self::FirstToLast if items.is_empty() => {}
            Self::FirstToLast => items.rotate_left(1),
        }
    }
}

/// Returns the report as if everything that a regime hides had never been reported. If it hides anything, the bureau's
/// own statements about the whole are removed too: summaries, score and credit agreements, which would reveal it.
pub(super) fn without_hidden(report: &Report, regime: &Regime) -> Result<Report, ReportError> {
    let all = AccountKind::ALL.iter().all(|&kind| regime.disclosure(kind) == Disclosure::Full);
    let view = report.under(regime);
    changed(report, |data| {
        data.accounts = view.accounts().map(|seen| as_seen(&seen, regime.disclosure(seen.kind()))).collect();
        data.inquiries.retain(|_| regime.shows_inquiries());
        data.liabilities.retain(|_| regime.shows_liabilities());
        if !(all && regime.shows_inquiries() && regime.shows_liabilities()) {
            (data.credit_summary, data.inquiry_summary, data.digital_reading) = (None, None, None);
            data.post_paid_summary.clear();
            data.agreements.clear();
        }
    })
}

/// Returns an account with only those facts that a view shows.
fn as_seen(seen: &AccountView<'_>, disclosure: Disclosure) -> Account {
    let mut account = seen.account().clone();
    if disclosure == Disclosure::Full {
        return account;
    }
    let (month, visible) = (seen.month(), seen.visible());
    let is_visible = |other: Month| u32::try_from(month.months_since(other)).is_ok_and(|ago| visible.contains(ago));
    if let Some(payments) = &mut account.payments {
        let history = payments.history;
        let statuses =
            history.iter().map(|(month, status)| if is_visible(month) { status } else { PaymentStatus::OUTSIDE });
        payments.history = PaymentHistory::collect(history.latest(), statuses).unwrap_or(history);
        let months: Vec<Month> = history.iter().map(|(month, _)| month).collect();
        let told = |ago: u8| months.get(usize::from(ago)).is_some_and(|&month| is_visible(month));
        let overdue = payments.overdue.iter().filter(|&(ago, _)| told(ago) && seen.fields().contains(Fields::PAST_DUE));
        payments.overdue = OverdueAmounts::new(overdue.collect());
        (payments.grid_24, payments.grid_60) = (None, None);
    }
    // Both repeat what the history says, hidden months included.
    (account.worst_ever, account.latest.payment_status) = (None, None);
    let as_seen = |state: &mut Option<AccountState>| {
        *state = match seen.state().known() {
            Some(DisclosedState::Exact(state)) => Some(state),
            Some(DisclosedState::Open) => Some(AccountState::Normal),
            Some(DisclosedState::Closed) => Some(AccountState::Closed),
            None => None,
        };
    };
    as_seen(&mut account.latest.state);
    (account.latest.balance, account.latest.last_payment) = (None, None);
    if let Some(monthly) = &mut account.monthly {
        as_seen(&mut monthly.state);
        (monthly.balance, monthly.used) = (None, None);
        (monthly.scheduled_payment, monthly.actual_payment) = (None, None);
        if !seen.fields().contains(Fields::PAST_DUE) {
            monthly.past_due = None;
        }
    }
    (account.principal, account.limit, account.shared_limit) = (None, None, None);
    if let Some(lease) = &mut account.lease {
        (lease.monthly_rent, lease.deposit) = (None, None);
    }
    if let Some(prepaid) = &mut account.prepaid {
        prepaid.monthly_load = None;
    }
    account
}

/// Lists the months that can get worse, as the account's index, the month, its severity, and the worse severities to
/// try in turn, up to bad debt. Ending the account otherwise than by settlement is left out for the last late month: an
/// ended account is no longer late, which is not worse.
pub(super) fn worse_months(report: &Report) -> impl Iterator<Item = (usize, Month, Severity, Vec<Severity>)> {
    let histories = report.accounts.iter().map(|account| account.payments.as_ref().map(|payments| payments.history));
    histories.enumerate().filter_map(|(place, history)| Some((place, history?))).flat_map(|(place, history)| {
        let all = || history.iter().map(|(month, status)| (month, status.severity()));
        let last_late = all().find(|&(_, severity)| severity > Severity::PaidAsAgreed).map(|(month, _)| month);
        let months = all().filter(|&(_, severity)| severity >= Severity::PaidAsAgreed);
        let worse = move |(month, from): (Month, Severity)| {
            let ends = |severity| severity == Severity::AbnormalEnd && last_late.is_none_or(|last| month >= last);
            let severities = Severity::ALL.iter().copied().filter(|&severity| severity > from && !ends(severity));
            (place, month, from, if ends(from) { Vec::new() } else { severities.collect() })
        };
        months.map(worse).collect::<Vec<_>>()
    })
}

/// Returns the report with one month of an account at a worse severity.
pub(super) fn worsened(report: &Report, place: usize, worse: Month, severity: Severity) -> Result<Report, ReportError> {
    changed(report, |data| {
        let Some(account) = data.accounts.get_mut(place) else { return };
        let Some(payments) = &account.payments else { return };
        let ago = u8::try_from(payments.history.latest().months_since(worse)).ok();
        let overdue = ago.and_then(|ago| payments.overdue.at(ago));
        // The month is from the history itself, so it is always found.
        let _ = account.set_month(worse, PaymentStatus::of(severity), overdue);
    })
}
