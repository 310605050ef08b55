//! What a reader may see of a report, as plain lists.

use chrono::{Datelike, NaiveDate};
use credit_bureau::report::{BusinessKind, Guarantee, HolderRole, InquiryReason, InstitutionType, LiabilityRole};
use credit_bureau::{Account, AccountKind, AccountState, Month, PaymentStatus, Report};

/// How much a regime shows of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Full,
    NegativeOnly,
    PositiveOnly,
    Hidden,
}

/// A regime: how much it shows of each kind, in the order of [`AccountKind::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainRegime {
    pub shown: [Shown; 10],
    pub inquiries: bool,
    pub liabilities: bool,
}

impl PlainRegime {
    /// The table of presets: name, then credit; C1; rent and prepaid; utility and telecom.
    pub fn presets() -> Vec<(&'static str, PlainRegime)> {
        use Shown::{Full, Hidden, NegativeOnly, PositiveOnly};
        [
            ("negative-only", [NegativeOnly, Full, NegativeOnly, NegativeOnly], false),
            ("us-traditional", [Full, Full, NegativeOnly, NegativeOnly], true),
            ("pboc", [Full, Full, Hidden, Full], true),
            ("holistic", [Full, Full, Full, Full], true),
            ("holistic-positive-only", [Full, Full, PositiveOnly, PositiveOnly], true),
        ]
        .into_iter()
        .map(|(name, [credit, collection, rent_and_prepaid, post_paid], others)| {
            let mut shown = [Hidden; 10];
            for (kind, shown) in AccountKind::ALL.iter().zip(&mut shown) {
                *shown = match kind.tag() {
                    "d1" | "r4" | "r1" | "r2" | "r3" => credit,
                    "c1" => collection,
                    "rent" | "prepaid" => rent_and_prepaid,
                    _ => post_paid,
                };
            }
            (name, PlainRegime { shown, inquiries: others, liabilities: others })
        })
        .collect()
    }

    pub fn of(&self, kind: AccountKind) -> Shown {
        self.shown[AccountKind::ALL.iter().position(|&one| one == kind).unwrap()]
    }
}

/// What is hidden of one account without a look at what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainMask {
    /// Which of the sixty months, from the as-of month back, may be seen.
    pub months: Vec<bool>,
    pub state: bool,
    pub past_due: bool,
    pub amounts: bool,
    pub present: bool,
}

impl PlainMask {
    pub fn nothing_hidden() -> Self {
        Self { months: vec![true; MONTHS], state: true, past_due: true, amounts: true, present: true }
    }
}

/// A field as the reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field<T> {
    Known(T),
    NotStated,
    Hidden,
    /// Not known at the as-of month.
    NotKnown,
}

impl<T> Field<T> {
    /// An amount: one that is dated later is not known, whether it is stated or not.
    fn amount(visible: bool, dated_later: bool, value: Option<T>) -> Self {
        match value {
            _ if !visible => Field::Hidden,
            _ if dated_later => Field::NotKnown,
            None => Field::NotStated,
            Some(value) => Field::Known(value),
        }
    }

    /// A state: only one that is stated can be dated later.
    fn dated(visible: bool, dated_later: bool, value: Option<T>) -> Self {
        match value {
            None if visible => Field::NotStated,
            value => Field::amount(visible, dated_later, value),
        }
    }
}

/// An account as the reader sees it.
#[derive(Clone, Debug)]
pub struct PlainAccount {
    pub kind: AccountKind,
    pub shown: Shown,
    pub furnisher: String,
    pub furnisher_type: Option<InstitutionType>,
    pub business: Option<BusinessKind>,
    pub guarantee: Option<Guarantee>,
    pub role: Option<HolderRole>,
    /// Months from opening to the as-of month.
    pub age: Option<i128>,
    /// Sixty months, the as-of month first; nothing where nothing is seen.
    pub months: Vec<Option<PaymentStatus>>,
    /// Their overdue amounts.
    pub overdue: Vec<Option<i128>>,
    pub overdue_hidden: bool,
    /// The states that it may be in by what is seen: one if the state is shown as it is.
    pub state: Field<Vec<AccountState>>,
    pub limit: Field<i128>,
    pub principal: Field<i128>,
    pub balance: Field<i128>,
    pub used: Field<i128>,
    pub past_due: Field<i128>,
    pub scheduled: Field<i128>,
    pub actual: Field<i128>,
}

/// An inquiry as the reader sees it.
#[derive(Clone, Debug)]
pub struct PlainInquiry {
    pub date: NaiveDate,
    /// Months before the as-of month.
    pub ago: i32,
    pub inquirer: String,
    pub reason: Option<InquiryReason>,
}

/// A liability as the reader sees it.
#[derive(Clone, Debug)]
pub struct PlainLiability {
    pub role: Option<LiabilityRole>,
    pub amount: Field<i128>,
    pub balance: Field<i128>,
}

/// A report as the reader sees it.
#[derive(Clone, Debug)]
pub struct PlainReport {
    pub regime: PlainRegime,
    pub day: NaiveDate,
    pub accounts: Vec<PlainAccount>,
    /// Nothing if they are hidden.
    pub inquiries: Option<Vec<PlainInquiry>>,
    /// Nothing if they are hidden.
    pub liabilities: Option<Vec<PlainLiability>>,
}

impl PlainReport {
    /// What is left of a report under a regime as of a month, where `masks` has one for every account, or none.
    pub fn of(report: &Report, regime: &PlainRegime, month: Month, masks: &[PlainMask]) -> Self {
        let day = as_of_day(report, month);
        let blank = PlainMask::nothing_hidden();
        let accounts = report.accounts.iter().enumerate().filter_map(|(index, account)| {
            let mask = if masks.is_empty() { &blank } else { &masks[index] };
            let seen = without_policy(report, account, month, mask)?;
            under(regime.of(account.kind), seen)
        });
        let inquiries = report.inquiries.iter().filter(|inquiry| inquiry.date <= day).map(|inquiry| PlainInquiry {
            date: inquiry.date,
            ago: months_between(inquiry.date, month),
            inquirer: inquiry.inquirer.clone(),
            reason: inquiry.reason,
        });
        let there =
            report.liabilities.iter().filter(|one| one.opened.is_none_or(|day| months_between(day, month) >= 0));
        let liabilities = there.map(|one| {
            let later = one.reported.is_some_and(|day| months_between(day, month) < 0);
            PlainLiability {
                role: one.role,
                amount: Field::amount(true, later, one.amount.map(minor)),
                balance: Field::amount(true, later, one.balance.map(minor)),
            }
        });
        Self {
            regime: regime.clone(),
            day,
            accounts: accounts.collect(),
            inquiries: regime.inquiries.then(|| inquiries.collect()),
            liabilities: regime.liabilities.then(|| liabilities.collect()),
        }
    }
}

impl PlainAccount {
    /// The severity of a month by its number; 0 where nothing is seen.
    pub fn severity(&self, ago: usize) -> u8 {
        self.months[ago].map_or(0, |status| status.severity().number())
    }

    /// Whether the latest month of severity 1 or more passes a test; of an account of which only what went wrong is
    /// shown, whether any month shown does.
    pub fn last_month_is(&self, test: impl Fn(u8) -> bool) -> bool {
        let mut seen = (0..MONTHS).map(|ago| self.severity(ago)).filter(|&severity| severity >= 1);
        if self.shown == Shown::NegativeOnly { seen.any(test) } else { seen.next().is_some_and(test) }
    }
}

/// Late at a bucket, by the account's kind: only from bucket 3 on a quasi-credit card.
pub fn late(kind: AccountKind, bucket: u8, severity: u8) -> bool {
    let bucket = if kind == AccountKind::QuasiCreditCard { bucket.max(3) } else { bucket };
    severity >= 4 + bucket
}

/// The account by its month and its mask alone; nothing if it is not there.
fn without_policy(report: &Report, account: &Account, month: Month, mask: &PlainMask) -> Option<PlainAccount> {
    let age = account.opened.map(|day| i128::from(months_between(day, month)));
    if !mask.present || age.is_some_and(|age| age < 0) {
        return None;
    }
    let spoken_of = match (&account.monthly, account.latest.reported) {
        (Some(monthly), _) => monthly.month,
        (None, Some(day)) => month_of(day),
        (None, None) => month_of(report.made_at.date()),
    };
    let later = spoken_of > month;
    let monthly = account.monthly.as_ref();
    let latest = &account.latest;
    // Segment C if it is there, whatever it leaves out; else segment B.
    let (state, balance, used, actual) = match monthly {
        Some(c) => (c.state, c.balance, if c.used.is_some() { c.used } else { c.balance }, c.actual_payment),
        None => (latest.state, latest.balance, latest.balance, latest.last_payment),
    };
    let amount = |value| Field::amount(mask.amounts, later, value);
    let mut months = vec![None; MONTHS];
    let mut overdue = vec![None; MONTHS];
    if let Some(payments) = &account.payments {
        for ago in (0..MONTHS).filter(|&ago| mask.months[ago]) {
            let Some(then) = month.checked_add(-(ago as i32)) else { continue };
            months[ago] = payments.history.status(then);
            let before_latest = payments.history.latest().months_since(then);
            overdue[ago] = payments
                .overdue
                .iter()
                .find(|&(ago, _)| i32::from(ago) == before_latest)
                .map(|(_, amount)| minor(amount));
        }
    }
    Some(PlainAccount {
        kind: account.kind,
        shown: Shown::Full,
        furnisher: account.furnisher.clone(),
        furnisher_type: account.furnisher_type,
        business: account.business,
        guarantee: account.guarantee,
        role: account.role,
        age,
        months,
        overdue,
        overdue_hidden: !mask.past_due,
        state: Field::dated(mask.state, later, state.map(|state| vec![state])),
        limit: Field::amount(mask.amounts, later, account.limit.map(minor)),
        principal: Field::amount(mask.amounts, later, account.principal.map(minor)),
        balance: amount(balance.map(minor)),
        used: amount(used.map(minor)),
        past_due: Field::amount(mask.past_due, later, monthly.and_then(|monthly| monthly.past_due).map(minor)),
        scheduled: amount(monthly.and_then(|monthly| monthly.scheduled_payment).map(minor)),
        actual: amount(actual.map(minor)),
    })
}

/// What a regime leaves of an account that is there; nothing if it takes the account away.
fn under(shown: Shown, account: PlainAccount) -> Option<PlainAccount> {
    match shown {
        Shown::Full => Some(account),
        Shown::Hidden => None,
        Shown::NegativeOnly => derogatory(&account).then(|| negative(account)),
        Shown::PositiveOnly => (0..MONTHS).any(|ago| account.severity(ago) == 4).then(|| positive(account)),
    }
}

fn derogatory(account: &PlainAccount) -> bool {
    let late = (0..MONTHS).any(|ago| late(account.kind, 1, account.severity(ago)));
    let past_due = matches!(account.past_due, Field::Known(amount) if amount > 0);
    let bad_debt = account.state == Field::Known(vec![AccountState::BadDebt]);
    late || past_due || bad_debt || account.kind == AccountKind::Collection
}

fn negative(mut account: PlainAccount) -> PlainAccount {
    for ago in 0..MONTHS {
        if !late(account.kind, 1, account.severity(ago)) {
            account.months[ago] = None;
        }
    }
    account.state = coarse(account.state, &SHOWN_AS_NEGATIVE);
    account.shown = Shown::NegativeOnly;
    without_amounts(account)
}

fn positive(mut account: PlainAccount) -> PlainAccount {
    for ago in 0..MONTHS {
        if account.severity(ago) != 4 {
            account.months[ago] = None;
        }
    }
    account.state = coarse(account.state, &[]);
    account.shown = Shown::PositiveOnly;
    account.past_due = Field::Hidden;
    account.overdue_hidden = true;
    without_amounts(account)
}

fn without_amounts(account: PlainAccount) -> PlainAccount {
    PlainAccount {
        limit: Field::Hidden,
        principal: Field::Hidden,
        balance: Field::Hidden,
        used: Field::Hidden,
        scheduled: Field::Hidden,
        actual: Field::Hidden,
        ..account
    }
}

/// Only open or closed of a state, unless it is one of the `exact`: every state that it may then be.
fn coarse(state: Field<Vec<AccountState>>, exact: &[AccountState]) -> Field<Vec<AccountState>> {
    match state {
        Field::Known(states) if !exact.contains(&states[0]) => {
            let alike = |state: &AccountState| is_open(*state) == is_open(states[0]) && !exact.contains(state);
            Field::Known(AccountState::ALL.iter().copied().filter(alike).collect())
        }
        as_it_is => as_it_is,
    }
}

/// Whether an account in that state is open.
pub fn is_open(state: AccountState) -> bool {
    !NOT_OPEN.contains(&state)
}

fn as_of_day(report: &Report, month: Month) -> NaiveDate {
    let made = report.made_at.date();
    if month_of(made) == month { made } else { month.last_day().min(made) }
}

fn months_between(day: NaiveDate, month: Month) -> i32 {
    month.year() * 12 + month.number() as i32 - (day.year() * 12 + day.month() as i32)
}

fn month_of(day: NaiveDate) -> Month {
    Month::new(day.year(), day.month()).unwrap()
}

fn minor(money: credit_bureau::Money) -> i128 {
    i128::from(money.minor())
}

/// Months that a view shows at most.
pub const MONTHS: usize = 60;

const NOT_OPEN: [AccountState; 5] = [
    AccountState::Settled,
    AccountState::Closed,
    AccountState::TransferredOut,
    AccountState::Ended,
    AccountState::EndedAbnormally,
];

pub const SHOWN_AS_NEGATIVE: [AccountState; 3] =
    [AccountState::BadDebt, AccountState::InCollection, AccountState::EndedAbnormally];
