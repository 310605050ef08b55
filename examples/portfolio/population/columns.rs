//! Invented consumers as raw columns, batch by batch.

use std::collections::HashMap;

use credit_bureau::Month;

use super::Population;
use super::draw::{Account, Consumer};
use credit_bureau::portfolio::columns::{Amounts, Columns, DaysBefore, LiabilityEntry, Profile, stated};

/// Batches of whole consumers in order, each of as many accounts as fit [`ACCOUNTS`]; one batch at a time is in memory.
pub struct Batches<'a> {
    population: &'a Population,
    next: u64,
    consumer: Consumer,
    /// Every profile met so far, and its place: the same in all batches.
    profiles: Vec<Profile>,
    places: HashMap<Profile, u16>,
}

impl<'a> Batches<'a> {
    pub(super) fn new(population: &'a Population) -> Batches<'a> {
        let consumer = Consumer::default();
        Batches { population, next: 0, consumer, profiles: Vec::new(), places: HashMap::new() }
    }
}

impl Iterator for Batches<'_> {
    type Item = Columns;

    fn next(&mut self) -> Option<Columns> {
        let population = self.population;
        if self.next == population.consumers {
            return None;
        }
        let mut batch = Batch::new(population.month);
        while self.next < population.consumers {
            self.consumer.draw(population.seed, self.next);
            if batch.columns.profile.len() + self.consumer.accounts.len() > ACCOUNTS
                || batch.columns.starts.len() > ACCOUNTS
            {
                break;
            }
            batch.push(&self.consumer, |profile| {
                *self.places.entry(profile).or_insert_with(|| {
                    self.profiles.push(profile);
                    (self.profiles.len() - 1) as u16
                })
            });
            self.next += 1;
        }
        let mut columns = batch.finish();
        columns.profiles.clone_from(&self.profiles);
        let codes = &population.codes;
        columns.furnishers = codes[..codes.len() - 1].to_vec();
        columns.inquiries.inquirers.clone_from(codes);
        Some(columns)
    }
}

/// Columns on their way; those of amounts narrow, since no amount that is drawn needs more than 32 bits.
struct Batch {
    month: Month,
    columns: Columns,
    granted: Vec<i32>,
    balance: Vec<i32>,
    past_due: Vec<i32>,
    scheduled: Vec<i32>,
    used: Vec<i32>,
    actual: Vec<i32>,
    overdue: Vec<i32>,
    days: Vec<u16>,
}

impl Batch {
    fn new(month: Month) -> Batch {
        let mut columns = Columns::default();
        columns.starts.push(0);
        columns.overdue.starts.push(0);
        columns.inquiries.starts.push(0);
        Batch {
            month,
            columns,
            granted: Vec::new(),
            balance: Vec::new(),
            past_due: Vec::new(),
            scheduled: Vec::new(),
            used: Vec::new(),
            actual: Vec::new(),
            overdue: Vec::new(),
            days: Vec::new(),
        }
    }

    fn push(&mut self, consumer: &Consumer, mut place_of: impl FnMut(Profile) -> u16) {
        let mut overdue = consumer.overdue.as_slice();
        for account in &consumer.accounts {
            let (own, others) = overdue.split_at(account.overdue);
            overdue = others;
            let profile = self.amounts(account, own);
            self.columns.profile.push(place_of(profile));
            self.columns.furnisher.push(account.furnisher);
            let opened = account.age.map_or(0, |age| self.month.ordinal() - age as u16);
            self.columns.opened.push(opened);
            for (column, plane) in self.columns.planes.iter_mut().zip(account.history.0) {
                column.push(plane);
            }
        }
        let subject = (self.columns.starts.len() - 1) as u32;
        let inquiries = &mut self.columns.inquiries;
        for inquiry in &consumer.inquiries {
            self.days.push(inquiry.days);
            inquiries.reason.push(inquiry.reason);
            inquiries.inquirer.push(inquiry.inquirer);
        }
        inquiries.starts.push(self.days.len() as u32);
        for liability in &consumer.liabilities {
            let (role, amount, balance) = (liability.role, liability.amount, liability.balance);
            self.columns.liabilities.push(LiabilityEntry { subject, role, amount, balance, known: true });
        }
        self.columns.starts.push(self.columns.profile.len() as u32);
    }

    /// Adds the amounts of an account, and gives its profile.
    fn amounts(&mut self, account: &Account, overdue: &[(u8, i64)]) -> Profile {
        let place = self.columns.profile.len() as u16;
        let mut bits = 0;
        let mut put = |column: &mut Vec<i32>, bit: u8, amount: Option<i64>| {
            bits |= if amount.is_some() { bit } else { 0 };
            column.push(amount.unwrap_or(0) as i32);
        };
        put(&mut self.granted, stated::GRANTED, account.granted);
        put(&mut self.balance, stated::BALANCE, account.balance);
        put(&mut self.past_due, stated::PAST_DUE, account.past_due);
        put(&mut self.scheduled, stated::SCHEDULED, account.scheduled);
        if let Some(used) = account.used.filter(|_| account.used != account.balance) {
            bits |= stated::USED_APART;
            self.columns.used.accounts.push(place);
            self.used.push(used as i32);
        }
        if let Some(actual) = account.actual {
            bits |= stated::ACTUAL;
            if account.scheduled != account.actual {
                bits |= stated::ACTUAL_APART;
                self.columns.actual.accounts.push(place);
                self.actual.push(actual as i32);
            }
        }
        if !overdue.is_empty() {
            bits |= stated::OVERDUE;
            self.columns.overdue.accounts.push(place);
            self.columns.overdue.ago.extend(overdue.iter().map(|&(ago, _)| ago));
            self.overdue.extend(overdue.iter().map(|&(_, amount)| amount as i32));
            self.columns.overdue.starts.push(self.overdue.len() as u32);
        }
        let product = account.product;
        let mut profile = Profile::new(product.kind);
        profile.furnisher_type = product.pool.institution;
        (profile.business, profile.guarantee, profile.role) = (product.business, product.guarantee, account.role);
        (profile.state, profile.stated) = (Some(account.state), bits);
        profile
    }

    fn finish(self) -> Columns {
        let mut columns = self.columns;
        let narrow = |mut amounts: Vec<i32>| {
            amounts.shrink_to_fit();
            Amounts::Narrow(amounts)
        };
        columns.granted = narrow(self.granted);
        columns.balance = narrow(self.balance);
        columns.past_due = narrow(self.past_due);
        columns.scheduled = narrow(self.scheduled);
        columns.used.amounts = narrow(self.used);
        columns.actual.amounts = narrow(self.actual);
        columns.overdue.amounts = narrow(self.overdue);
        columns.inquiries.days = DaysBefore::Narrow(self.days);
        // A portfolio takes them as they are.
        for column in [&mut columns.starts, &mut columns.overdue.starts, &mut columns.inquiries.starts] {
            column.shrink_to_fit();
        }
        for column in [&mut columns.profile, &mut columns.opened, &mut columns.furnisher] {
            column.shrink_to_fit();
        }
        for column in [&mut columns.used.accounts, &mut columns.actual.accounts, &mut columns.overdue.accounts] {
            column.shrink_to_fit();
        }
        columns.planes.iter_mut().for_each(Vec::shrink_to_fit);
        columns.overdue.ago.shrink_to_fit();
        columns.inquiries.inquirer.shrink_to_fit();
        columns.inquiries.reason.shrink_to_fit();
        columns.liabilities.shrink_to_fit();
        columns
    }
}

/// Most accounts of a batch: what a chunk of a portfolio takes as it is.
pub const ACCOUNTS: usize = 32_768;
