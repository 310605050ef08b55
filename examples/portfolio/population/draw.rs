//! One invented consumer: what is drawn, before it becomes a report or a part of columns.

use credit_bureau::report::{HolderRole, InquiryReason, KindSet, LiabilityRole};
use credit_bureau::{AccountKind, AccountState};

use super::history::{History, Outcome, state};
use super::product::{COLLECTIONS, CREDIT, POOLS, POSITIVE, Pool, Product};
use super::random::Random;

/// All that is drawn of one consumer; the room for it serves one after the other.
#[derive(Default)]
pub struct Consumer {
    pub accounts: Vec<Account>,
    /// Overdue amounts of all accounts in their order: months back, ascending within an account, and minor units.
    pub overdue: Vec<(u8, i64)>,
    /// Oldest first; those of one day by reason, then inquirer.
    pub inquiries: Vec<Inquiry>,
    pub liabilities: Vec<Liability>,
}

/// One account. Amounts are minor units, nothing where they are not stated; months are counted back from the as-of month.
pub struct Account {
    pub product: &'static Product,
    /// Number of the furnisher among all of them.
    pub furnisher: u16,
    pub role: Option<HolderRole>,
    /// Months since it was opened.
    pub age: Option<u32>,
    /// The month in which it was closed.
    pub closed: Option<u32>,
    pub history: History,
    pub state: AccountState,
    pub granted: Option<i64>,
    pub balance: Option<i64>,
    /// Where it is stated beside the balance.
    pub used: Option<i64>,
    pub past_due: Option<i64>,
    pub scheduled: Option<i64>,
    pub actual: Option<i64>,
    /// How many of the consumer's overdue amounts are its own.
    pub overdue: usize,
}

pub struct Inquiry {
    /// Days before the last day of the as-of month.
    pub days: u16,
    pub reason: InquiryReason,
    /// Number among all furnishers, or that of [`OWN`].
    pub inquirer: u16,
}

pub struct Liability {
    pub role: LiabilityRole,
    pub amount: Option<i64>,
    pub balance: Option<i64>,
}

/// The number, among inquirers, of the person.
pub const OWN: u16 = {
    let (mut number, mut place) = (0, 0);
    while place < POOLS.len() {
        number += POOLS[place].number;
        place += 1;
    }
    number as u16
};

impl Consumer {
    /// Draws the consumer of a number.
    pub fn draw(&mut self, seed: u64, number: u64) {
        self.accounts.clear();
        self.overdue.clear();
        self.inquiries.clear();
        self.liabilities.clear();
        let random = &mut Random::of(seed, number);
        let nothing = random.chance(20);
        let (credit, positive) = match random.chance(330) {
            _ if nothing => (0, 0),
            true => (0, random.between(1, 6)),
            false => (1 + random.below(5) + random.below(5), random.below(6)),
        };
        // Few people have most of the late payments.
        let careless = random.chance(200);
        let late = if careless { 550 } else { 80 };
        for _ in 0..credit {
            let product = random.pick(&CREDIT, |product| product.weight);
            self.account(random, product, late);
        }
        if credit > 0 && careless && random.chance(100) {
            self.collection(random);
        }
        for _ in 0..positive {
            let product = random.pick(&POSITIVE, |product| product.weight);
            self.account(random, product, late);
        }
        let asked = if credit > 0 { random.below(6) + random.below(2) } else { random.below(4) };
        self.inquiries(random, asked);
        if credit > 0 && random.chance(50) {
            self.liability(random);
        }
    }

    fn account(&mut self, random: &mut Random, product: &'static Product, late: u32) {
        let age = if product.term.1 > 120 { random.below(240) } else { random.skewed(36, 180) };
        let end = random.between(product.term.0, product.term.1);
        let closed = match product.term.1 {
            1.. if age >= end => Some(age - end),
            _ if random.chance(product.closed) => Some(random.below(age + 1)),
            _ => None,
        };
        let mut history = History::default();
        history.live(random, product.kind, age, closed);
        // Nobody is late with what is paid before it is used.
        if product.kind != AccountKind::PrepaidCard && random.chance(late) {
            for _ in 0..random.between(1, 3) {
                if history.spell(random, age, closed, product.kind.is_credit()) == Outcome::Ended {
                    break;
                }
            }
        }
        let (state, closed) = state(product.kind, &history, closed);
        let mut account = Account {
            product,
            furnisher: furnisher(random, product.pool),
            role: role(random, product.kind),
            age: (!random.chance(10)).then_some(age),
            closed,
            history,
            state,
            granted: None,
            balance: None,
            used: None,
            past_due: None,
            scheduled: None,
            actual: None,
            overdue: 0,
        };
        let instalment = account.amounts(random, age, end);
        if !random.chance(100) {
            account.overdue = account.history.overdue(product.kind, instalment, &mut self.overdue);
        }
        self.accounts.push(account);
    }

    fn collection(&mut self, random: &mut Random) {
        let product = random.pick(&COLLECTIONS, |product| product.weight);
        let age = random.below(80);
        let claim = cents(random, product.amount);
        let ended = random.chance(300);
        self.accounts.push(Account {
            product,
            furnisher: furnisher(random, product.pool),
            role: None,
            age: Some(age),
            closed: ended.then(|| random.below(age + 1)),
            history: History::default(),
            state: if ended { AccountState::Ended } else { AccountState::InCollection },
            granted: Some(claim),
            balance: Some(if ended { 0 } else { claim - claim / 3 }),
            used: None,
            past_due: None,
            scheduled: None,
            actual: None,
            overdue: 0,
        });
    }

    fn inquiries(&mut self, random: &mut Random, number: u32) {
        let mut left = number;
        while left > 0 {
            left -= 1;
            let &(_, reason) = random.pick(&REASONS, |&(weight, _)| weight);
            let own = reason == InquiryReason::OwnInquiry;
            let days = random.skewed(60, 1800);
            let inquirer = if own { OWN } else { random.below(OWN.into()) as u16 };
            self.inquiries.push(Inquiry { days: days as u16, reason, inquirer });
            // Who looks for credit asks at several places in the same weeks, or twice at one.
            if left > 0 && reason.is_shopping() && random.chance(300) {
                left -= 1;
                let days = days.saturating_sub(random.below(20)) as u16;
                let inquirer = if random.chance(300) { inquirer } else { random.below(OWN.into()) as u16 };
                self.inquiries.push(Inquiry { days, reason, inquirer });
            }
        }
        self.inquiries.sort_by_key(|inquiry| (std::cmp::Reverse(inquiry.days), inquiry.reason, inquiry.inquirer));
    }

    fn liability(&mut self, random: &mut Random) {
        let &(_, role) = random.pick(
            &[(3, LiabilityRole::CoBorrower), (6, LiabilityRole::Guarantor), (1, LiabilityRole::Other)],
            |&(weight, _)| weight,
        );
        let amount = cents(random, (10_000, 1_000_000));
        let balance = (!random.chance(100)).then(|| random.amount((0, amount)));
        self.liabilities.push(Liability { role, amount: Some(amount), balance });
    }
}

impl Account {
    /// Draws the amounts that its kind and its state have; gives what is due in a month.
    fn amounts(&mut self, random: &mut Random, age: u32, end: u32) -> i64 {
        let kind = self.product.kind;
        let granted = cents(random, self.product.amount);
        let open = self.state.is_open();
        let (balance, due) = if KindSet::INSTALMENT.contains(kind) {
            let (end, left) = (i64::from(end.max(1)), i64::from(end.saturating_sub(age)));
            (granted / end * left, granted / end + granted / 300)
        } else if KindSet::REVOLVING.contains(kind) {
            // Most people use little of their limit, some all of it.
            let parts = i64::from(random.skewed(1, 1050));
            let used = granted / 1000 * parts + i64::from(random.below(100));
            let overpaid = kind == AccountKind::CreditCard && random.chance(10);
            (if overpaid { -used / 50 } else { used }, used / 10 + 100)
        } else {
            (0, granted)
        };
        if KindSet::CREDIT.contains(kind) {
            self.granted = Some(granted);
            self.balance = Some(if open { balance } else { 0 });
        }
        if !open || self.state == AccountState::BadDebt {
            return due;
        }
        let late = i64::from(self.history.now_late(kind));
        if kind != AccountKind::QuasiCreditCard && kind != AccountKind::PrepaidCard {
            self.past_due = Some(late * due);
            self.scheduled = (!random.chance(30)).then_some(due);
        }
        if kind != AccountKind::PrepaidCard && !random.chance(80) {
            let otherwise = if late > 0 { 0 } else { due + i64::from(random.below(50_000)) };
            self.actual = Some(if late > 0 || random.chance(150) { otherwise } else { due });
        }
        if kind == AccountKind::CreditCard && random.chance(120) {
            self.used = Some(balance + balance.max(0) / 5);
        }
        due
    }
}

fn role(random: &mut Random, kind: AccountKind) -> Option<HolderRole> {
    match random.below(100) {
        _ if !kind.is_credit() => None,
        ..8 if kind == AccountKind::CreditCard => Some(HolderRole::AuthorisedUser),
        ..12 if kind == AccountKind::NonRevolvingLoan => Some(HolderRole::PrimaryBorrower),
        ..20 if kind == AccountKind::NonRevolvingLoan => Some(HolderRole::CoBorrower),
        _ => Some(HolderRole::Sole),
    }
}

/// One of a pool, by its number among all furnishers.
fn furnisher(random: &mut Random, pool: Pool) -> u16 {
    let before: u32 = POOLS.iter().take_while(|other| **other != pool).map(|other| other.number).sum();
    (before + random.below(pool.number)) as u16
}

/// Whole units and cents, in minor units.
fn cents(random: &mut Random, (first, last): (i64, i64)) -> i64 {
    random.amount((first * 100, last * 100))
}

const REASONS: [(u32, InquiryReason); 7] = [
    (30, InquiryReason::AccountReview),
    (26, InquiryReason::LoanApproval),
    (26, InquiryReason::CardApproval),
    (4, InquiryReason::GuaranteeQualification),
    (4, InquiryReason::MerchantVerification),
    (4, InquiryReason::BeforeInsuring),
    (6, InquiryReason::OwnInquiry),
];
