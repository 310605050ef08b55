//! Changes of a checked report that leave it checked: each looks at what it touches, with the checks of
//! [`Report::new`], and an edit that is refused changes nothing.

use chrono::{NaiveDate, NaiveDateTime};
use thiserror::Error;

use super::account::Account;
use super::check;
use super::fault::ReportError;
use super::inquiry::Inquiry;
use super::kept::KeptPart;
use super::monthly_update::{Gap, MonthlyUpdate, UpdateError};
use super::{Report, ReportData};
use crate::history::PaymentStatus;
use crate::money::Money;
use crate::month::Month;
use crate::text::quoted;

/// # Editing
///
/// An edit takes `&mut self` and leaves the report as it was if it is refused, as a `HashMap` or a `Vec` does: a program
/// that keeps reports in a collection edits them where they are, and has nothing to take back from an error. Only the
/// item that is touched is checked again, by the same code as in [`Report::new`]; editing therefore equals taking the
/// data out, changing it and building the report again, at the price of one account; only what was kept of a file differs.
///
/// The summaries and the score that a bureau put into the report are left as they are: they speak of the report as it
/// was made. What was [kept](ReportData::kept) of the file in the part that an edit replaces is dropped, since it would be
/// written beside facts that it does not belong to: what was kept of an account's months when a month is appended or set,
/// of its state when a state is appended, and of all of it when it is replaced. An account of another kind may stand in
/// another list of the file, so that the accounts after it move; replacing one by that drops what was kept of every
/// account. Of a value without a [`part`](super::Kept::part) the account is not known: it is dropped on an edit of any
/// account with a grid, if it was kept inside a list in a list, as the cells of grids are.
///
/// An account is found by its number by looking at one after the other, and kept values are looked through, so that an
/// edit takes a time linear in the number of accounts and of kept values.
///
/// ```
/// use credit_bureau::history::Severity;
/// use credit_bureau::report::{EditError, Gap, Inquiry, MonthlyUpdate};
/// use credit_bureau::{AccountKind, PaymentStatus, Report};
///
/// let mut report = Report::builder("2024-06-30")
///     .account(AccountKind::Rent, "flat", |rent| rent.paid("N2N"))
///     .build()?;
/// report.advance_to("2024-07-31T18:00:00".parse()?)?;
///
/// // June was paid late, and May on time after all.
/// let on_time = PaymentStatus::of(Severity::PaidAsAgreed);
/// report.set_month("flat", "2024-05".parse()?, on_time, None)?;
/// let mut july = MonthlyUpdate::new("2024-07".parse()?);
/// july.status = Some(PaymentStatus::of(Severity::Late1To30));
/// report.append_month("flat", july, Gap::Refuse)?;
/// report.add_inquiry(Inquiry::new("2024-07-20".parse()?, "BANK".to_owned()))?;
///
/// let flat = report.account("flat").ok_or("no such account")?;
/// assert_eq!(format!("{:?}", flat.payments.as_ref().unwrap().history), "2024-07: 1NNN");
///
/// let before = report.clone();
/// let mut august = MonthlyUpdate::new("2024-08".parse()?);
/// august.status = Some(on_time);
/// let error = report.append_month("flat", august, Gap::Refuse).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "account `flat`, field `payments`: `2024-08` is after the report of 2024-07-31"
/// );
/// assert_eq!(report, before);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Report {
    /// Finds an account by its number, in a time linear in the number of accounts.
    #[must_use]
    pub fn account(&self, id: &str) -> Option<&Account> {
        self.find(id).map(|(_, account)| account)
    }

    /// Appends a month to an account, as [`Account::append`] does.
    ///
    /// # Errors
    ///
    /// [`EditError::UnknownAccount`]; [`EditError::Month`] if the month does not fit the account;
    /// [`EditError::Report`] if the account then fails a check, such as a month after the report's date or an overdue
    /// amount in a month paid as agreed; [`EditError::Ahead`] for any other update of a month after the report. The
    /// report stays as it was.
    pub fn append_month(&mut self, id: &str, update: MonthlyUpdate, gap: Gap) -> Result<(), EditError> {
        let (month, months, states) = (update.month, update.status.is_some(), update.has_state());
        let (index, mut account) = self.copy_of(id)?;
        account.append(update, gap)?;
        check::check_account(&self.data, index, &account)?;
        // The check has seen every month that the account now states; a latest state may not state its own.
        if month > self.month {
            return Err(EditError::Ahead { month, report: self.date() });
        }
        self.put_account(index, account, |part| match part {
            KeptPart::Months(of) => months && of.as_str() == id,
            KeptPart::State(of) => states && of.as_str() == id,
            KeptPart::Account(_) | KeptPart::Elsewhere => false,
        });
        Ok(())
    }

    /// Replaces the status and the overdue amount of a month that an account's history has, as
    /// [`Account::set_month`] does.
    ///
    /// # Errors
    ///
    /// The errors of [`append_month`](Self::append_month).
    pub fn set_month(
        &mut self,
        id: &str,
        month: Month,
        status: PaymentStatus,
        overdue: Option<Money>,
    ) -> Result<(), EditError> {
        let (index, mut account) = self.copy_of(id)?;
        account.set_month(month, status, overdue)?;
        check::check_account(&self.data, index, &account)?;
        self.put_account(index, account, |part| matches!(part, KeptPart::Months(of) if of.as_str() == id));
        Ok(())
    }

    /// Puts an account in the place of the one with that number, which is returned. The new one may have another number.
    ///
    /// # Errors
    ///
    /// [`EditError::UnknownAccount`]; [`EditError::Report`] if the new account fails a check, or has the number of a
    /// third. The report stays as it was.
    pub fn replace_account(&mut self, id: &str, account: Account) -> Result<Account, EditError> {
        let (index, before) = self.find(id).ok_or_else(|| unknown(id))?;
        check::check_account(&self.data, index, &account)?;
        let moves_others = before.kind != account.kind;
        let is_dropped = |part: &KeptPart| part.account().is_some_and(|of| moves_others || of.as_str() == id);
        self.put_account(index, account, is_dropped).ok_or_else(|| unknown(id))
    }

    /// Adds an inquiry at the end of the list.
    ///
    /// # Errors
    ///
    /// [`EditError::Report`] if it fails a check: one made after the report. The report stays as it was.
    pub fn add_inquiry(&mut self, inquiry: Inquiry) -> Result<(), EditError> {
        check::check_inquiry(&self.data, self.data.inquiries.len(), &inquiry)?;
        self.data.inquiries.push(inquiry);
        Ok(())
    }

    /// Moves the moment of the report forward, so that what happened since can be added.
    ///
    /// Nothing in the report can lie after a later moment if it did not before, so nothing else is checked.
    ///
    /// # Errors
    ///
    /// [`EditError::Earlier`] for a moment before the report's; [`EditError::Report`] for one past the calendar's end, in
    /// the year 5460. The report stays as it was.
    pub fn advance_to(&mut self, made_at: NaiveDateTime) -> Result<(), EditError> {
        if made_at < self.data.made_at {
            return Err(EditError::Earlier { found: made_at, report: self.data.made_at });
        }
        // An empty report of that moment: the one check of a moment by itself.
        self.month = check::check(&ReportData::new(made_at, self.data.currency), ReportError::LIMIT)?;
        self.data.made_at = made_at;
        Ok(())
    }

    fn find(&self, id: &str) -> Option<(usize, &Account)> {
        self.data.accounts.iter().enumerate().find(|(_, account)| account.id.as_str() == id)
    }

    /// The position of an account, and a copy to be edited.
    fn copy_of(&self, id: &str) -> Result<(usize, Account), EditError> {
        self.find(id).map(|(index, account)| (index, account.clone())).ok_or_else(|| unknown(id))
    }

    /// Puts a checked account in the place of another, which is returned, and drops what was kept of the parts that
    /// `is_dropped` names.
    fn put_account(
        &mut self,
        index: usize,
        account: Account,
        is_dropped: impl Fn(&KeptPart) -> bool,
    ) -> Option<Account> {
        let before = self.data.accounts.get_mut(index)?;
        let has_grid = has_grid(before) || has_grid(&account);
        self.data.kept.retain(|kept| match &kept.part {
            Some(part) => !is_dropped(part),
            // A cell of a grid lies in a list of an account, which lies in a list: its place has two positions.
            None => !has_grid || kept.place.matches('[').count() < 2,
        });
        Some(std::mem::replace(before, account))
    }
}

fn has_grid(account: &Account) -> bool {
    account.payments.as_ref().is_some_and(|payments| payments.grid_24.is_some() || payments.grid_60.is_some())
}

fn unknown(id: &str) -> EditError {
    EditError::UnknownAccount { account: quoted(id) }
}

/// A refused edit; the report is as it was before.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum EditError {
    /// An account that the report does not have.
    #[error("the report has no account `{account}`")]
    UnknownAccount {
        /// The number asked for.
        account: String,
    },
    /// A month that does not fit the account.
    #[error(transparent)]
    Month(#[from] UpdateError),
    /// An update of a month after the report.
    #[error("the update for {month} is after the report of {report}: expected its month or an earlier one")]
    Ahead {
        /// The month.
        month: Month,
        /// The day of the report.
        report: NaiveDate,
    },
    /// A moment before the report's own.
    #[error("`{found}` is before the report of {report}: expected that moment or a later one")]
    Earlier {
        /// The moment.
        found: NaiveDateTime,
        /// The report's moment.
        report: NaiveDateTime,
    },
    /// Problems that the report's checks find in the edited item.
    #[error(transparent)]
    Report(#[from] ReportError),
}
