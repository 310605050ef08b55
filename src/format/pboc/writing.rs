//! Writing a report as a document, and listing the facts that have no field.

use super::root::PBOC;
use crate::format::Node;
use crate::format::table::writer::{Omission, Writer};
use crate::language::Language;
use crate::money::Currency;
use crate::report::{Account, AccountKind, Item, Report, ReportData};

/// Converts a report to a document, and lists the facts that it cannot carry.
///
/// The 24 blocks are all there, the empty ones as null. [Kept](crate::report::Kept) nodes are put back at their places.
/// Two facts are not in such a document, since nothing depends on them: the order of accounts and of public records
/// across their blocks, and that a history was reported without grids (it is written as both).
#[must_use]
pub fn to_document(report: &Report) -> (Node<'_>, Vec<Omission>) {
    let data: &ReportData = report;
    let mut writer = Writer::new();
    for fact in REPORT_FACTS.iter().filter(|fact| (fact.is_stated)(data)) {
        writer.omit(fact.name, None, NO_FIELD);
    }
    for (index, account) in data.accounts.iter().enumerate() {
        writer.item = Item::Account(index, account.id.clone());
        omit_of_account(account, &mut writer);
    }
    writer.item = Item::Report;
    let document = PBOC.write(data, &mut writer);
    (document, writer.omissions)
}

/// Notes which facts of an account have no field.
fn omit_of_account(account: &Account, writer: &mut Writer) {
    match account.kind {
        AccountKind::Rent | AccountKind::PrepaidCard => {
            let kind = account.kind.text(Language::English);
            return writer.omit("kind", None, format!("PBOC reports have no {kind} accounts"));
        }
        AccountKind::Utility | AccountKind::Telecom => {
            for fact in POST_PAID_FACTS.iter().filter(|fact| (fact.is_stated)(account)) {
                writer.omit(fact.name, None, NO_FIELD);
            }
        }
        _ => {}
    }
    for fact in ACCOUNT_FACTS.iter().filter(|fact| (fact.is_stated)(account)) {
        writer.omit(fact.name, None, NO_FIELD);
    }
}

/// A fact of the domain for which PBOC reports have no field.
struct Fact<R> {
    name: &'static str,
    is_stated: fn(&R) -> bool,
}

const fn fact<R>(name: &'static str, is_stated: fn(&R) -> bool) -> Fact<R> {
    Fact { name, is_stated }
}

static REPORT_FACTS: &[Fact<ReportData>] = &[
    fact("known_at", |report| report.known_at.is_some()),
    fact("subject", |report| report.subject.is_some()),
    fact("frozen", |report| report.frozen),
    fact("currency", |report| report.currency != Currency::CNY),
];

static ACCOUNT_FACTS: &[Fact<Account>] = &[
    fact("origin", |account| account.origin.is_some()),
    fact("first_delinquency", |account| account.first_delinquency.is_some()),
    fact("worst_ever", |account| account.worst_ever.is_some()),
    fact("disputed", |account| account.disputed),
];

/// Facts of a post-paid account for which a report's unit PE01 has no field.
static POST_PAID_FACTS: &[Fact<Account>] = &[
    fact("furnisher_type", |account| account.furnisher_type.is_some()),
    fact("mark", |account| account.mark.is_some()),
    fact("currency", |account| account.currency.is_some()),
    fact("frequency", |account| account.frequency.is_some()),
    fact("role", |account| account.role.is_some()),
    fact("latest", |account| account.latest != crate::report::LatestState::default()),
    fact("monthly", |account| {
        account.monthly.as_ref().is_some_and(|monthly| {
            let mut carried = crate::report::MonthlyState::new(monthly.month);
            (carried.state, carried.past_due) = (monthly.state, monthly.past_due);
            carried != *monthly
        })
    }),
    fact("payments", |account| {
        account.payments.as_ref().is_some_and(|payments| {
            !payments.overdue.is_empty() || payments.grid_24.is_some() || payments.grid_60.is_some()
        })
    }),
];

const NO_FIELD: &str = "PBOC reports have no field for it";
