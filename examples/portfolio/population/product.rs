//! What lenders, landlords and others offer: a row for each sort of account, and who furnishes it.

use credit_bureau::AccountKind as Kind;
use credit_bureau::report::{BusinessKind as Business, Guarantee as By, InstitutionType as Institution};

/// A sort of account. Amounts are whole units: the principal, the limit, or what is due in a month.
pub struct Product {
    /// How often it is met.
    pub weight: u32,
    pub kind: Kind,
    pub pool: Pool,
    pub business: Option<Business>,
    pub guarantee: Option<By>,
    /// Least and most.
    pub amount: (i64, i64),
    /// Months until it is repaid, least and most; 0 for an account without an end.
    pub term: (u32, u32),
    /// Of a thousand, how many were closed before their end.
    pub closed: u32,
}

/// Furnishers of one sort: how many there are, and how their codes begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Pool {
    pub code: &'static str,
    pub number: u32,
    pub institution: Option<Institution>,
}

/// All furnishers, in the order of their numbers, which is that of their codes.
pub const POOLS: [Pool; 12] =
    [ASSETS, AUTO, BANKS, CONSUMER, FUNDS, LANDLORDS, MICRO, PHONE, POWER, SURETIES, VILLAGE_BANKS, WALLETS];

const BANKS: Pool = pool("BANK", 48, Institution::CommercialBank);
const VILLAGE_BANKS: Pool = pool("VILLAGE", 16, Institution::VillageBank);
const CONSUMER: Pool = pool("CONSUMER", 12, Institution::ConsumerFinance);
const AUTO: Pool = pool("AUTO", 6, Institution::AutoFinance);
const MICRO: Pool = pool("MICRO", 20, Institution::MicroLender);
const FUNDS: Pool = pool("FUND", 8, Institution::HousingFundCentre);
const ASSETS: Pool = pool("ASSETS", 5, Institution::AssetManagement);
const SURETIES: Pool = pool("SURETY", 4, Institution::GuaranteeCompany);
const LANDLORDS: Pool = Pool { institution: None, ..pool("LANDLORD", 60, Institution::Other) };
const WALLETS: Pool = pool("WALLET", 9, Institution::Other);
const POWER: Pool = Pool { institution: None, ..pool("POWER", 14, Institution::Other) };
const PHONE: Pool = Pool { institution: None, ..pool("PHONE", 4, Institution::Other) };

/// Loans and cards.
pub static CREDIT: [Product; 14] = [
    Product { amount: (300_000, 3_000_000), term: (180, 360), ..loan(12, BANKS, Business::HousingLoan, By::Mortgage) },
    Product { amount: (200_000, 800_000), term: (120, 300), ..loan(5, FUNDS, Business::HousingFundLoan, By::Mortgage) },
    Product { amount: (50_000, 300_000), term: (24, 60), ..loan(6, AUTO, Business::CarLoan, By::Mortgage) },
    Product { amount: (50_000, 2_000_000), term: (12, 60), ..loan(3, BANKS, Business::BusinessLoan, By::Surety) },
    Product { amount: (5_000, 40_000), term: (60, 180), ..loan(2, BANKS, Business::StateStudentLoan, By::Unsecured) },
    loan(6, BANKS, Business::OtherConsumerLoan, By::Unsecured),
    loan(10, CONSUMER, Business::OtherConsumerLoan, By::Unsecured),
    Product { kind: Kind::SubAccount, ..loan(8, CONSUMER, Business::OtherConsumerLoan, By::Unsecured) },
    Product { kind: Kind::SubAccount, ..loan(2, VILLAGE_BANKS, Business::FarmerBusinessLoan, By::FarmersJointSurety) },
    line(6, Kind::RevolvingLoan, MICRO, Business::OtherConsumerLoan, (2_000, 80_000)),
    Product {
        guarantee: Some(By::Mortgage),
        ..line(3, Kind::RevolvingLoan, BANKS, Business::BusinessLoan, (100_000, 1_000_000))
    },
    line(40, Kind::CreditCard, BANKS, Business::CreditCard, (3_000, 100_000)),
    line(3, Kind::CreditCard, BANKS, Business::LargeInstalmentCard, (50_000, 500_000)),
    line(4, Kind::QuasiCreditCard, BANKS, Business::QuasiCreditCard, (1_000, 20_000)),
];

/// Debts that passed to a collector.
pub static COLLECTIONS: [Product; 2] = [
    Product { kind: Kind::Collection, guarantee: None, ..loan(3, ASSETS, Business::AssetDisposal, By::Unsecured) },
    Product { kind: Kind::Collection, guarantee: None, ..loan(1, SURETIES, Business::CompensatedDebt, By::Unsecured) },
];

/// What people pay that is no debt.
pub static POSITIVE: [Product; 4] = [
    positive(30, Kind::Rent, LANDLORDS, (800, 8_000), 250),
    positive(25, Kind::PrepaidCard, WALLETS, (50, 3_000), 100),
    positive(25, Kind::Utility, POWER, (40, 900), 60),
    positive(20, Kind::Telecom, PHONE, (20, 300), 120),
];

const fn pool(code: &'static str, number: u32, institution: Institution) -> Pool {
    Pool { code, number, institution: Some(institution) }
}

/// A small loan drawn once.
const fn loan(weight: u32, pool: Pool, business: Business, guarantee: By) -> Product {
    let (kind, amount, term, closed) = (Kind::NonRevolvingLoan, (1_000, 50_000), (6, 36), 60);
    Product { weight, kind, pool, business: Some(business), guarantee: Some(guarantee), amount, term, closed }
}

/// A limit that may be used again and again.
const fn line(weight: u32, kind: Kind, pool: Pool, business: Business, amount: (i64, i64)) -> Product {
    Product { kind, amount, term: (0, 0), closed: 160, ..loan(weight, pool, business, By::Unsecured) }
}

const fn positive(weight: u32, kind: Kind, pool: Pool, amount: (i64, i64), closed: u32) -> Product {
    Product { weight, kind, pool, business: None, guarantee: None, amount, term: (0, 0), closed }
}
