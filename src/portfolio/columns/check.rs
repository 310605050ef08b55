//! Checks that columns hold only what the reports of their subjects could have produced.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::accounts::{Accounts, Checked, HISTORY, SubjectNames, length, of_kind};
use super::chunk::{ITEMS_MAX, NAMES_MAX};
use super::places::{checked_day_before, range};
use super::profile::{Profile, stated};
use super::subjects::Columns;
use crate::history::{DelinquencyBucket, Months, Planes};
use crate::month::Month;
use crate::portfolio::error::PortfolioError;
use crate::report::kinds_stating;

impl Columns {
    /// Checks every length, order, place and amount. `first` is the number of the first subject in the portfolio.
    pub(in crate::portfolio) fn check(&self, month: Month, first: usize) -> Result<(), PortfolioError> {
        let named = SubjectNames { starts: &self.starts, names: self.names.as_ref(), first };
        let check = Check { columns: self, month, named, subjects: self.subjects(), accounts: self.profile.len() };
        // The order matters: each check relies on what the ones before it have established, so that none of them has to
        // distrust a start, a place or a length again.
        check.subjects()?;
        check.dictionaries()?;
        check.places("profile", &self.profile, "profiles", self.profiles.len())?;
        let accounts = Accounts { named, may: check.allowed() };
        check.accounts(&accounts)?;
        accounts.amounts("granted", &self.granted, stated::GRANTED, 0)?;
        accounts.amounts_of_each(&self.balance, &self.past_due, &self.scheduled)?;
        accounts.amounts_apart((&self.balance, &self.scheduled), (&self.used, &self.actual))?;
        accounts.just_these("overdue", &self.overdue.accounts, stated::OVERDUE)?;
        check.overdue()?;
        check.inquiries()?;
        check.liabilities()?;
        // Last, as it reads accounts, profiles and liabilities by place.
        check.as_of()
    }
}

/// The columns being checked, with their sizes.
struct Check<'a> {
    columns: &'a Columns,
    month: Month,
    named: SubjectNames<'a>,
    subjects: usize,
    accounts: usize,
}

impl Check<'_> {
    /// Checks the starts, names and as-of days of the subjects.
    fn subjects(&self) -> Checked {
        let columns = self.columns;
        self.starts("starts", &columns.starts, self.subjects, self.accounts, "accounts", 0)?;
        self.at_most_each("accounts", &columns.starts)?;
        if let Some(names) = &columns.names {
            length("names", names.ends.len(), self.subjects)?;
            let mut before = 0;
            for (subject, &end) in names.ends.iter().enumerate() {
                let end = usize::try_from(end).unwrap_or(usize::MAX);
                let Some(name) = names.text.get(before..end) else {
                    return Err(self.named.fault(
                        "names",
                        subject,
                        None,
                        end,
                        "a place in the text, between two characters",
                    ));
                };
                self.at_most("bytes in its name", subject, name.len(), NAMES_MAX)?;
                before = end;
            }
            length("names", names.text.len(), before)?;
        }
        let mut next = 0;
        for (place, &(subject, days)) in columns.as_of.iter().enumerate() {
            let expected = format!("a subject from {next} to {}", self.subjects.saturating_sub(1));
            let subject = usize::try_from(subject).unwrap_or(usize::MAX);
            if !(next..self.subjects).contains(&subject) {
                return Err(self.named.fault("as_of", place, None, subject, expected));
            }
            // An as-of day must have a month, and the first month that the calendar has is in the year 1.
            if days < 1 || self.month_before(days).is_none() {
                return Err(self.named.fault("as_of", place, Some(subject), days, "1 day or more, since the year 1"));
            }
            next = subject.saturating_add(1);
        }
        Ok(())
    }

    /// Checks the lists that places point to: codes, each once, and profiles that a kind can have.
    fn dictionaries(&self) -> Checked {
        let columns = self.columns;
        self.codes("furnishers", &columns.furnishers)?;
        self.codes("inquirers", &columns.inquiries.inquirers)?;
        let granted = kinds_stating("limit") | kinds_stating("principal");
        for (place, profile) in columns.profiles.iter().enumerate() {
            let facts = [
                ("a purpose", profile.business.is_some(), kinds_stating("business")),
                ("a guarantee", profile.guarantee.is_some(), kinds_stating("guarantee")),
                ("a limit or a principal", profile.states(stated::GRANTED), granted),
                ("an amount past due", profile.states(stated::PAST_DUE), kinds_stating("monthly.past_due")),
                ("a payment due", profile.states(stated::SCHEDULED), kinds_stating("monthly.scheduled_payment")),
                ("a used amount", profile.states(stated::USED_APART), kinds_stating("monthly.used")),
                ("overdue amounts", profile.states(stated::OVERDUE), kinds_stating("payments")),
            ];
            if let Some((found, ..)) = facts.iter().find(|(_, here, kinds)| *here && !kinds.contains(profile.kind)) {
                let expected = format!("none on an account of kind `{}`", profile.kind.tag());
                return Err(self.named.fault("profiles", place, None, found, expected));
            }
            let apart = profile.states(stated::ACTUAL_APART);
            if apart && !profile.states(stated::ACTUAL) {
                return Err(self.named.fault("profiles", place, None, "ACTUAL_APART", "ACTUAL with it"));
            }
            if profile.states(stated::ACTUAL) && !apart && !profile.states(stated::SCHEDULED) {
                return Err(self.named.fault(
                    "profiles",
                    place,
                    None,
                    "ACTUAL alone",
                    "SCHEDULED or ACTUAL_APART with it",
                ));
            }
        }
        Ok(())
    }

    fn codes(&self, column: &'static str, codes: &[Box<str>]) -> Checked {
        let mut seen = HashSet::with_capacity(codes.len());
        match codes.iter().position(|code| !seen.insert(code)) {
            Some(place) => Err(self.named.fault(column, place, None, "a repeated code", "each code once")),
            None => Ok(()),
        }
    }

    /// The permissions of each account: see [`Accounts`].
    fn allowed(&self) -> Vec<u16> {
        let of_profile = |profile: &Profile| u16::from(profile.stated) | of_kind(profile.kind);
        let of_profiles: Vec<_> = self.columns.profiles.iter().map(of_profile).collect();
        let of_account = |&place: &u16| of_profiles.get(usize::from(place)).copied().unwrap_or(0);
        self.columns.profile.iter().map(of_account).collect()
    }

    /// Checks the columns with one value per account, except amounts.
    fn accounts(&self, accounts: &Accounts<'_>) -> Checked {
        let columns = self.columns;
        for plane in &columns.planes {
            length("planes", plane.len(), self.accounts)?;
        }
        length("opened", columns.opened.len(), self.accounts)?;
        length("furnisher", columns.furnisher.len(), self.accounts)?;
        self.places("furnisher", &columns.furnisher, "furnishers", columns.furnishers.len())?;

        let (earliest, latest) = (Month::FIRST.ordinal(), self.month.ordinal());
        if let Some(account) =
            first(&columns.opened, |&opened| (opened != 0) & ((opened < earliest) | (opened > latest)))
        {
            let expected = format!("0, or a month's ordinal from {earliest} to {latest}");
            return Err(self.named.of_account("opened", account, columns.opened.get(account), expected));
        }
        // A history begins no earlier than the calendar, and an account of a kind without a history has no months.
        let calendar = Months::first(u32::from(latest.saturating_sub(earliest)).saturating_add(1)).bits();
        for plane in &columns.planes {
            let bad = |may, &plane: &u64| (plane & !calendar != 0) | ((plane != 0) & (may & HISTORY == 0));
            if let Some(account) = accounts.first_bad(plane, bad) {
                let expected = "no bit outside the months that a history of this kind can have";
                return Err(self.named.of_account("planes", account, plane.get(account), expected));
            }
        }
        Ok(())
    }

    /// Checks that overdue amounts belong to late months, ascending within an account.
    fn overdue(&self) -> Checked {
        let overdue = &self.columns.overdue;
        self.starts("overdue.starts", &overdue.starts, overdue.accounts.len(), overdue.ago.len(), "months", 1)?;
        length("overdue.amounts", overdue.amounts.len(), overdue.ago.len())?;
        for (place, &account) in overdue.accounts.iter().enumerate() {
            let account = usize::from(account);
            let (Some((start, end)), Some(profile)) = (range(&overdue.starts, place), self.profile(account)) else {
                continue;
            };
            let late = self.planes(account).late(profile.kind.late_from(DelinquencyBucket::DAYS_1_TO_30));
            let mut next = 0;
            for (place, &ago) in overdue.ago.iter().enumerate().take(end).skip(start) {
                let ago = u32::from(ago);
                if ago < next || !late.contains(ago) {
                    return Err(self.named.of_account("overdue.ago", account, Some(ago), "late months, ascending"));
                }
                if overdue.amounts.get(place).is_some_and(|amount| amount < 0) {
                    let found = overdue.amounts.get(place);
                    return Err(self.named.of_account("overdue.amounts", account, found, "0 or more"));
                }
                next = ago.saturating_add(1);
            }
        }
        Ok(())
    }

    /// Checks lengths, places and days, and the order that [`Duplicates`](super::Duplicates) relies on.
    fn inquiries(&self) -> Checked {
        let inquiries = &self.columns.inquiries;
        let all = inquiries.reason.len();
        self.starts("inquiries.starts", &inquiries.starts, self.subjects, all, "inquiries", 0)?;
        self.at_most_each("inquiries", &inquiries.starts)?;
        length("inquiries.days", inquiries.days.len(), all)?;
        length("inquiries.inquirer", inquiries.inquirer.len(), all)?;
        let codes = inquiries.inquirers.len();
        if let Some(place) = first(&inquiries.inquirer, |&inquirer| usize::from(inquirer) >= codes) {
            let expected = format!("a place among the {codes} of `inquirers`");
            let found = inquiries.inquirer.get(place).copied().unwrap_or(0);
            return Err(self.named.fault("inquiries.inquirer", place, None, found, expected));
        }
        let code = |place: usize| {
            let inquirer = inquiries.inquirer.get(place).copied().map(usize::from);
            inquirer.and_then(|inquirer| inquiries.inquirers.get(inquirer))
        };
        // The calendar's first day bounds the days, so that each can be turned back into a date.
        let most = self.month.last_day().signed_duration_since(NaiveDate::MIN).num_days();
        let most = i32::try_from(most).unwrap_or(i32::MAX);
        let mut as_of = self.columns.as_of.iter().copied().peekable();
        for (subject, (start, end)) in ranges(&inquiries.starts).enumerate() {
            let is_this = |&(of, _): &(u32, i32)| usize::try_from(of) == Ok(subject);
            let least = as_of.next_if(is_this).map_or(0, |(_, days)| days);
            let mut before: Option<(i32, usize)> = None;
            for place in start..end {
                let days = inquiries.days.get(place).unwrap_or(0);
                if days < least || days > most {
                    let expected =
                        format!("{least} days before the end of the month or more, since the calendar began");
                    return Err(self.named.fault("inquiries.days", place, Some(subject), days, expected));
                }
                let in_order = before.is_none_or(|(days_before, before)| {
                    days < days_before
                        || days == days_before
                            && (inquiries.reason.get(before), code(before))
                                <= (inquiries.reason.get(place), code(place))
                });
                if !in_order {
                    let expected = "the inquiries of a subject in order of day, reason and code";
                    return Err(self.named.fault(
                        "inquiries",
                        place,
                        Some(subject),
                        "an inquiry out of order",
                        expected,
                    ));
                }
                before = Some((days, place));
            }
        }
        Ok(())
    }

    /// Checks that liabilities are in the order of subjects, with amounts not below zero.
    fn liabilities(&self) -> Checked {
        let (mut last, mut of_subject) = (0, 0_usize);
        for (place, entry) in self.columns.liabilities.iter().enumerate() {
            let subject = usize::try_from(entry.subject).unwrap_or(usize::MAX);
            if !(last..self.subjects).contains(&subject) {
                let expected = format!("a subject from {last} to {}", self.subjects.saturating_sub(1));
                return Err(self.named.fault("liabilities", place, None, subject, expected));
            }
            let amounts = [entry.amount, entry.balance];
            if let Some(amount) = amounts.into_iter().flatten().find(|&amount| amount < 0) {
                return Err(self.named.fault("liabilities", place, Some(subject), amount, "0 or more"));
            }
            of_subject = if subject == last { of_subject.saturating_add(1) } else { 1 };
            self.at_most("liabilities", subject, of_subject, ITEMS_MAX)?;
            last = subject;
        }
        Ok(())
    }

    /// Checks that nothing of a subject is later than its as-of day.
    fn as_of(&self) -> Checked {
        let columns = self.columns;
        let mut liabilities = columns.liabilities.iter().enumerate().peekable();
        for &(subject, days) in &columns.as_of {
            let Some(reported) = self.month_before(days) else { continue };
            while let Some((place, entry)) = liabilities.next_if(|(_, entry)| entry.subject <= subject) {
                if entry.subject == subject && !entry.known {
                    let subject = usize::try_from(subject).ok();
                    return Err(self.named.fault("liabilities", place, subject, NOT_KNOWN, KNOWN));
                }
            }
            let later = Months::first(u32::try_from(self.month.months_since(reported)).unwrap_or(0));
            let place = usize::try_from(subject).unwrap_or(usize::MAX);
            let (start, end) = range(&columns.starts, place).unwrap_or((0, 0));
            for account in start..end {
                let opened = columns.opened.get(account).copied().unwrap_or(0);
                if opened > reported.ordinal() {
                    let expected = format!("no month after {}, that of its as-of day", reported.ordinal());
                    return Err(self.named.of_account("opened", account, Some(opened), expected));
                }
                if !(self.planes(account).present() & later).is_empty() {
                    let expected = "no month after that of its as-of day";
                    return Err(self.named.of_account("planes", account, Some("a later month"), expected));
                }
                if self.profile(account).is_some_and(|profile| !profile.known) {
                    return Err(self.named.of_account("profile", account, Some(NOT_KNOWN), KNOWN));
                }
            }
        }
        Ok(())
    }

    /// Fails if a subject has more than [`ITEMS_MAX`] items.
    fn at_most_each(&self, what: &'static str, starts: &[u32]) -> Checked {
        ranges(starts)
            .enumerate()
            .try_for_each(|(subject, (start, end))| self.at_most(what, subject, end.saturating_sub(start), ITEMS_MAX))
    }

    /// Checks a column of starts: from 0 to `items`, each at least `least` after the one before.
    fn starts(
        &self,
        column: &'static str,
        starts: &[u32],
        of: usize,
        items: usize,
        what: &'static str,
        least: u32,
    ) -> Checked {
        // Without subjects there may be no column at all.
        if starts.is_empty() && of == 0 {
            return length(column, items, 0);
        }
        length(column, starts.len(), of.saturating_add(1))?;
        if let Some(&start) = starts.first().filter(|&&start| start != 0) {
            return Err(self.named.fault(column, 0, None, start, "0"));
        }
        for (place, pair) in starts.windows(2).enumerate() {
            let &[start, end] = pair else { continue };
            let next = place.saturating_add(1);
            match end.checked_sub(start) {
                Some(found) if found >= least => {}
                _ => {
                    return Err(self.named.fault(
                        column,
                        next,
                        None,
                        end,
                        format!("{} or more", start.saturating_add(least)),
                    ));
                }
            }
        }
        match starts.last() {
            Some(&end) if usize::try_from(end) != Ok(items) => {
                Err(self.named.fault(column, of, None, end, format!("{items}, the number of {what}")))
            }
            _ => Ok(()),
        }
    }

    fn at_most(&self, what: &'static str, subject: usize, found: usize, most: usize) -> Checked {
        if found <= most {
            return Ok(());
        }
        Err(PortfolioError::TooMany { subject: self.named.name(subject), what, found, most })
    }

    fn places(&self, column: &'static str, places: &[u16], dictionary: &'static str, values: usize) -> Checked {
        match first(places, |&place| usize::from(place) >= values) {
            Some(account) => {
                let expected = format!("a place among the {values} of `{dictionary}`");
                Err(self.named.of_account(column, account, places.get(account), expected))
            }
            None => Ok(()),
        }
    }

    fn profile(&self, account: usize) -> Option<&Profile> {
        self.columns.profile.get(account).and_then(|&place| self.columns.profiles.get(usize::from(place)))
    }

    fn planes(&self, account: usize) -> Planes {
        let [p0, p1, p2, p3] = &self.columns.planes;
        let word = |plane: &Vec<u64>| plane.get(account).copied().unwrap_or(0);
        Planes::from_words([word(p0), word(p1), word(p2), word(p3)])
    }

    fn month_before(&self, days: i32) -> Option<Month> {
        checked_day_before(self.month, days).and_then(|day| Month::of(day).ok())
    }
}

/// The first place with a bad value. A pass without branches comes first, as most columns have none.
fn first<T>(column: &[T], bad: impl Fn(&T) -> bool) -> Option<usize> {
    if column.iter().fold(false, |found, value| found | bad(value)) { column.iter().position(bad) } else { None }
}

/// The range of each item, from a column of starts.
fn ranges(starts: &[u32]) -> impl Iterator<Item = (usize, usize)> {
    (0..starts.len().saturating_sub(1)).filter_map(|place| range(starts, place))
}

const NOT_KNOWN: &str = "values that are not known yet";
const KNOWN: &str = "known values, since nothing comes after the as-of day";
