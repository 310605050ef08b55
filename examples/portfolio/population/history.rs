//! How an invented account was paid: runs of months, spells of delinquency, and the state they lead to.

use credit_bureau::history::{DelinquencyBucket, Severity};
use credit_bureau::report::KindSet;
use credit_bureau::{AccountKind, AccountState};

use super::random::Random;

/// The severities of sixty months in planes, bit 0 the as-of month.
#[derive(Default, Clone, Copy)]
pub struct History(pub [u64; 4]);

impl History {
    /// Sets the months from `newest` to `oldest` back; what lies beyond the sixtieth is left out.
    fn set(&mut self, newest: u32, oldest: u32, severity: Severity) {
        if newest > oldest || newest >= MONTHS {
            return;
        }
        let up_to = (2_u64 << oldest.min(MONTHS - 1)) - 1;
        let months = up_to & !((1 << newest) - 1);
        for (bit, plane) in self.0.iter_mut().enumerate() {
            *plane = if severity.number() >> bit & 1 == 1 { *plane | months } else { *plane & !months };
        }
    }

    /// The number of a month's severity.
    pub fn severity(&self, ago: u32) -> u8 {
        let [p0, p1, p2, p3] = self.0.map(|plane| (plane >> ago & 1) as u8);
        p3 << 3 | p2 << 2 | p1 << 1 | p0
    }

    /// The first and the last month of which anything is known, counted back.
    pub fn ends(&self) -> Option<(u32, u32)> {
        let [p0, p1, p2, p3] = self.0;
        let known = p0 | p1 | p2 | p3;
        (known != 0).then(|| (known.trailing_zeros(), 63 - known.leading_zeros()))
    }

    /// From the opening to now or to the closing: paid as agreed, but for runs in which nothing was due or known.
    pub fn live(&mut self, random: &mut Random, kind: AccountKind, age: u32, closed: Option<u32>) {
        self.set(closed.map_or(0, |closed| closed + 1), age, Severity::PaidAsAgreed);
        let quiet = match kind {
            AccountKind::PrepaidCard => 500,
            AccountKind::CreditCard | AccountKind::QuasiCreditCard | AccountKind::RevolvingLoan => 350,
            _ => 40,
        };
        if random.chance(quiet) {
            for _ in 0..random.between(1, 3) {
                self.run(random, age, closed, 12, Severity::NothingDue);
            }
        }
        if random.chance(30) {
            self.run(random, age, closed, 3, Severity::Unknown);
        }
        if kind.is_credit() {
            self.set(age, age, Severity::NothingDue);
        }
        if let Some(closed) = closed {
            self.set(closed, closed, Severity::Settled);
        }
    }

    /// A run of one severity somewhere in the account's life.
    fn run(&mut self, random: &mut Random, age: u32, closed: Option<u32>, most: u32, severity: Severity) {
        let first = closed.map_or(0, |closed| closed + 1);
        if first > age {
            return;
        }
        let oldest = random.between(first, age.min(MONTHS - 1).max(first));
        self.set(oldest.saturating_sub(random.below(most)).max(first), oldest, severity);
    }

    /// A spell of delinquency: it begins, rolls on month by month or stands still, and is cured, or ends the account.
    pub fn spell(&mut self, random: &mut Random, age: u32, closed: Option<u32>, is_credit: bool) -> Outcome {
        let first = closed.map_or(0, |closed| closed + 1);
        if first >= age.min(MONTHS) {
            return Outcome::Cured;
        }
        let mut ago = random.between(first, age.min(MONTHS) - 1);
        let mut grade = 1;
        loop {
            self.set(ago, ago, Severity::ALL[4 + grade]);
            if ago == first {
                return Outcome::Cured;
            }
            ago -= 1;
            match random.below(100) {
                ..42 if grade < 7 => grade += 1,
                ..58 => {}
                _ if grade < 6 || closed.is_some() || !is_credit => return Outcome::Cured,
                58..85 => {
                    self.set(0, ago, Severity::BadDebt);
                    return Outcome::Ended;
                }
                end @ 85..95 => {
                    self.set(0, ago, Severity::Outside);
                    let last = if end < 90 { Severity::AbnormalEnd } else { Severity::CollateralSurrendered };
                    self.set(ago, ago, last);
                    return Outcome::Ended;
                }
                _ => {
                    self.set(ago, ago, Severity::GuarantorRepaid);
                    return Outcome::Cured;
                }
            }
        }
    }

    /// How many instalments are unpaid now, 0 to 7.
    pub fn now_late(&self, kind: AccountKind) -> u8 {
        let severity = self.severity(0);
        if severity >= late_from(kind) { (severity - 4).min(7) } else { 0 }
    }

    /// Puts the amounts that were overdue in each late month to others; gives how many.
    pub fn overdue(&self, kind: AccountKind, due: i64, amounts: &mut Vec<(u8, i64)>) -> usize {
        let [p0, p1, p2, p3] = self.0;
        let mut late = if late_from(kind) == 5 { p3 | p2 & (p1 | p0) } else { p3 | p2 & p1 & p0 };
        let before = amounts.len();
        while late != 0 {
            let ago = late.trailing_zeros();
            amounts.push((ago as u8, due * i64::from(self.severity(ago) - 4).min(7)));
            late &= late - 1;
        }
        amounts.len() - before
    }
}

/// How a spell of delinquency went out.
#[derive(PartialEq)]
pub enum Outcome {
    /// Payments go on as before, or the spell lasts.
    Cured,
    /// No month comes after it but those of a bad debt.
    Ended,
}

/// The severity from which a month is late: on a quasi-credit card from 61 days.
fn late_from(kind: AccountKind) -> u8 {
    kind.late_from(DelinquencyBucket::DAYS_1_TO_30).severity().number()
}

/// The state that a history has led to, and the month in which the account was closed, if it was.
pub fn state(kind: AccountKind, history: &History, closed: Option<u32>) -> (AccountState, Option<u32>) {
    let settled = if KindSet::INSTALMENT.contains(kind) { AccountState::Settled } else { AccountState::Closed };
    if closed.is_some() {
        return (settled, closed);
    }
    let Some((last, _)) = history.ends() else { return (AccountState::Normal, None) };
    match history.severity(last) {
        14 => (AccountState::EndedAbnormally, Some(last)),
        13 => (settled, Some(last)),
        15 => (AccountState::BadDebt, None),
        severity if severity >= late_from(kind) => (AccountState::Overdue, None),
        _ => (AccountState::Normal, None),
    }
}

const MONTHS: u32 = 60;
