//! The facts of an account as tables: which kinds may state them, which are amounts, which are dates.

use chrono::NaiveDate;

use super::account::{Account, MonthlyState};
use super::kinds::KindSet;
use super::public::PublicRecord;
use super::words::AccountKind;
use crate::money::Money;
use crate::month::Month;

pub(super) fn public_amounts(record: &PublicRecord) -> Vec<(&'static str, Option<Money>)> {
    match record {
        PublicRecord::TaxArrears(record) => vec![("amount", record.amount)],
        PublicRecord::Judgment(record) => vec![("amount", record.amount)],
        PublicRecord::Enforcement(record) => {
            vec![("amount_claimed", record.amount_claimed), ("amount_enforced", record.amount_enforced)]
        }
        PublicRecord::Penalty(record) => vec![("fine", record.fine)],
        PublicRecord::HousingFund(record) => vec![("monthly_amount", record.monthly_amount)],
        PublicRecord::SocialAssistance(record) => vec![("household_income", record.household_income)],
        PublicRecord::Qualification(_) | PublicRecord::Award(_) => Vec::new(),
    }
}

pub(super) fn public_dates(record: &PublicRecord) -> Vec<(&'static str, Option<When>)> {
    match record {
        PublicRecord::TaxArrears(record) => vec![("as_of", day(record.as_of))],
        PublicRecord::Judgment(record) => vec![("filed", day(record.filed))],
        PublicRecord::Enforcement(record) => vec![("filed", day(record.filed)), ("closed", day(record.closed))],
        PublicRecord::HousingFund(record) => vec![("joined", day(record.joined)), ("updated", day(record.updated))],
        PublicRecord::SocialAssistance(record) => {
            vec![("applied", day(record.applied)), ("approved", day(record.approved)), ("updated", day(record.updated))]
        }
        PublicRecord::Qualification(record) => vec![("obtained", month(record.obtained))],
        PublicRecord::Penalty(_) | PublicRecord::Award(_) => Vec::new(),
    }
}

/// A day or a month.
#[derive(Clone, Copy)]
pub(super) enum When {
    Day(NaiveDate),
    Month(Month),
}

pub(super) fn day(day: Option<NaiveDate>) -> Option<When> {
    day.map(When::Day)
}

pub(super) fn month(month: Option<Month>) -> Option<When> {
    month.map(When::Month)
}

/// A fact, the kinds of account that may state it, and whether an account does.
pub(super) struct Fact {
    pub(super) field: &'static str,
    pub(super) kinds: KindSet,
    pub(super) stated: fn(&Account) -> bool,
}

/// An amount of an account and the kinds on which it may be below zero (an overpaid card).
pub(super) struct Amount {
    pub(super) field: &'static str,
    pub(super) may_be_negative: KindSet,
    pub(super) get: fn(&Account) -> Option<Money>,
}

const fn fact(field: &'static str, kinds: KindSet, stated: fn(&Account) -> bool) -> Fact {
    Fact { field, kinds, stated }
}

const fn amount(field: &'static str, may_be_negative: KindSet, get: fn(&Account) -> Option<Money>) -> Amount {
    Amount { field, may_be_negative, get }
}

fn monthly<T>(account: &Account, get: impl FnOnce(&MonthlyState) -> Option<T>) -> Option<T> {
    account.monthly.as_ref().and_then(get)
}

const NONE: KindSet = KindSet::NONE;
const LOANS: KindSet = KindSet::LOANS;
const CARDS: KindSet = KindSet::CARDS;
const CREDIT: KindSet = KindSet::CREDIT;
const D1: KindSet = KindSet::of(&[AccountKind::NonRevolvingLoan]);
const R2: KindSet = KindSet::of(&[AccountKind::CreditCard]);
const R3: KindSet = KindSet::of(&[AccountKind::QuasiCreditCard]);
const C1: KindSet = KindSet::of(&[AccountKind::Collection]);
const RENT: KindSet = KindSet::of(&[AccountKind::Rent]);
const PREPAID: KindSet = KindSet::of(&[AccountKind::PrepaidCard]);
/// The kinds that state what falls due month by month: all but R3 and collections.
const BILLED: KindSet = KindSet::ALL.without(R3).without(C1);

/// Which facts apply to which kind; what is not listed applies to every kind. The rows for credit follow the fields
/// of the PBOC report's unit PD01.
pub(super) static FACTS: &[Fact] = &[
    fact("service", KindSet::POST_PAID, |a| a.service.is_some()),
    fact("business", CREDIT.union(C1), |a| a.business.is_some()),
    fact("agreement", CREDIT, |a| a.agreement.is_some()),
    fact("due", CREDIT, |a| a.due.is_some()),
    fact("principal", KindSet::INSTALMENT.union(C1), |a| a.principal.is_some()),
    fact("limit", KindSet::REVOLVING, |a| a.limit.is_some()),
    fact("shared_limit", CARDS, |a| a.shared_limit.is_some()),
    fact("repayment", LOANS, |a| a.repayment.is_some()),
    fact("instalments", KindSet::INSTALMENT, |a| a.instalments.is_some()),
    fact("guarantee", CREDIT, |a| a.guarantee.is_some()),
    fact("issue", D1, |a| a.issue.is_some()),
    fact("status_at_transfer", C1, |a| a.status_at_transfer.is_some()),
    fact("latest.grade", LOANS, |a| a.latest.grade.is_some()),
    fact("latest.payment_status", CREDIT, |a| a.latest.payment_status.is_some()),
    fact("latest.transferred", CREDIT, |a| a.latest.transferred.is_some()),
    fact("monthly", KindSet::ALL.without(C1), |a| a.monthly.is_some()),
    fact("monthly.grade", LOANS, |a| monthly(a, |m| m.grade).is_some()),
    fact("monthly.used", R2, |a| monthly(a, |m| m.used).is_some()),
    fact("monthly.unbilled_instalments", R2, |a| monthly(a, |m| m.unbilled_instalments).is_some()),
    fact("monthly.instalments_left", LOANS.union(R2), |a| monthly(a, |m| m.instalments_left).is_some()),
    fact("monthly.scheduled_payment", BILLED, |a| monthly(a, |m| m.scheduled_payment).is_some()),
    fact("monthly.instalments_past_due", BILLED, |a| monthly(a, |m| m.instalments_past_due).is_some()),
    fact("monthly.past_due", BILLED, |a| monthly(a, |m| m.past_due).is_some()),
    fact("monthly.unpaid_31_to_60", LOANS, |a| monthly(a, |m| m.unpaid_31_to_60).is_some()),
    fact("monthly.unpaid_61_to_90", LOANS, |a| monthly(a, |m| m.unpaid_61_to_90).is_some()),
    fact("monthly.unpaid_91_to_180", LOANS, |a| monthly(a, |m| m.unpaid_91_to_180).is_some()),
    fact("monthly.unpaid_over_180", LOANS, |a| monthly(a, |m| m.unpaid_over_180).is_some()),
    fact("monthly.overdraft_over_180", R3, |a| monthly(a, |m| m.overdraft_over_180).is_some()),
    fact("monthly.average_used", R2, |a| monthly(a, |m| m.average_used).is_some()),
    fact("monthly.average_overdraft", R3, |a| monthly(a, |m| m.average_overdraft).is_some()),
    fact("monthly.highest_used", R2, |a| monthly(a, |m| m.highest_used).is_some()),
    fact("monthly.highest_overdraft", R3, |a| monthly(a, |m| m.highest_overdraft).is_some()),
    fact("payments", KindSet::ALL.without(C1), |a| a.payments.is_some()),
    fact("lease", RENT, |a| a.lease.is_some()),
    fact("prepaid", PREPAID, |a| a.prepaid.is_some()),
    fact("special_transactions", CREDIT.union(C1), |a| !a.special_transactions.is_empty()),
    fact("special_events", CREDIT, |a| !a.special_events.is_empty()),
    fact("large_instalments", R2, |a| !a.large_instalments.is_empty()),
];

pub(super) static AMOUNTS: &[Amount] = &[
    amount("principal", NONE, |a| a.principal),
    amount("limit", NONE, |a| a.limit),
    amount("shared_limit", NONE, |a| a.shared_limit),
    amount("latest.balance", CARDS, |a| a.latest.balance),
    amount("latest.last_payment", NONE, |a| a.latest.last_payment),
    amount("monthly.balance", CARDS, |a| monthly(a, |m| m.balance)),
    amount("monthly.used", CARDS, |a| monthly(a, |m| m.used)),
    amount("monthly.unbilled_instalments", NONE, |a| monthly(a, |m| m.unbilled_instalments)),
    amount("monthly.scheduled_payment", NONE, |a| monthly(a, |m| m.scheduled_payment)),
    amount("monthly.actual_payment", NONE, |a| monthly(a, |m| m.actual_payment)),
    amount("monthly.past_due", NONE, |a| monthly(a, |m| m.past_due)),
    amount("monthly.unpaid_31_to_60", NONE, |a| monthly(a, |m| m.unpaid_31_to_60)),
    amount("monthly.unpaid_61_to_90", NONE, |a| monthly(a, |m| m.unpaid_61_to_90)),
    amount("monthly.unpaid_91_to_180", NONE, |a| monthly(a, |m| m.unpaid_91_to_180)),
    amount("monthly.unpaid_over_180", NONE, |a| monthly(a, |m| m.unpaid_over_180)),
    amount("monthly.overdraft_over_180", NONE, |a| monthly(a, |m| m.overdraft_over_180)),
    amount("monthly.average_used", CARDS, |a| monthly(a, |m| m.average_used)),
    amount("monthly.average_overdraft", CARDS, |a| monthly(a, |m| m.average_overdraft)),
    amount("monthly.highest_used", CARDS, |a| monthly(a, |m| m.highest_used)),
    amount("monthly.highest_overdraft", CARDS, |a| monthly(a, |m| m.highest_overdraft)),
    amount("lease.monthly_rent", NONE, |a| a.lease.as_ref().and_then(|lease| lease.monthly_rent)),
    amount("lease.deposit", NONE, |a| a.lease.as_ref().and_then(|lease| lease.deposit)),
    amount("prepaid.monthly_load", NONE, |a| a.prepaid.as_ref().and_then(|prepaid| prepaid.monthly_load)),
    amount("prepaid.monthly_spending", NONE, |a| a.prepaid.as_ref().and_then(|prepaid| prepaid.monthly_spending)),
    amount("prepaid.monthly_fees", NONE, |a| a.prepaid.as_ref().and_then(|prepaid| prepaid.monthly_fees)),
];

/// The kinds of account that may state a fact, by its name in the table.
pub(crate) fn kinds_stating(field: &str) -> KindSet {
    FACTS.iter().find(|fact| fact.field == field).map_or(KindSet::ALL, |fact| fact.kinds)
}

/// The kinds of account on which an amount may be below zero, by its name in the table.
pub(crate) fn kinds_below_zero(field: &str) -> KindSet {
    AMOUNTS.iter().find(|amount| amount.field == field).map_or(KindSet::NONE, |amount| amount.may_be_negative)
}

/// Reads a date of an account.
pub(super) type DateOf = fn(&Account) -> Option<When>;

/// When something happened: a report cannot know of it before. What may lie ahead (the end of a loan, the day on which a
/// payment is due, the end of a lease) is not listed.
pub(super) static DATES: &[(&str, DateOf)] = &[
    ("opened", |a| day(a.opened)),
    ("latest.closed", |a| day(a.latest.closed)),
    ("latest.reported", |a| day(a.latest.reported)),
    ("latest.last_paid", |a| day(a.latest.last_paid)),
    ("latest.transferred", |a| month(a.latest.transferred)),
    ("monthly.month", |a| monthly(a, |m| Some(When::Month(m.month)))),
    ("monthly.reported", |a| day(monthly(a, |m| m.reported))),
    ("monthly.last_paid", |a| day(monthly(a, |m| m.last_paid))),
    ("payments", |a| a.payments.as_ref().map(|payments| When::Month(payments.history.latest()))),
    ("first_delinquency", |a| day(a.first_delinquency)),
    ("worst_ever", |a| a.worst_ever.map(|worst| When::Month(worst.month))),
];
