//! Profiles: a company's own data about its customers.

use std::fmt;
use std::marker::PhantomData;

use super::silo::{Evidence, InSilo, sealed};
use crate::attributes::{Reading, SpecialValue};
use crate::language::Language;
use crate::month::Month;
use crate::policy::Silo;
use crate::record::{gloss_in, vocabulary};
use chrono::NaiveDate;

/// Company as a type, so that its customer data cannot reach another company's strategy.
///
/// A company is declared as an empty type, and the compiler keeps the types apart. The name is a promise, not a proof:
/// consents are given to names, and a program could declare a second type with the same name and use a consent given to
/// the first. Which types may be declared is up to the operator of the program.
///
/// ```
/// use credit_bureau::scoring::evidence::Company;
/// struct HarbourShop;
/// impl Company for HarbourShop {
///     const NAME: &'static str = "Harbour Shop";
/// }
/// ```
pub trait Company: Send + Sync + 'static {
    /// Name of the company, as used in consents; no other company has it.
    const NAME: &'static str;
}

vocabulary! {
    /// Measure of a customer that a company may count itself. No measure covers identity, the goods bought, or social
    /// contacts.
    ProfileMeasure {
        PurchasesQuarter "purchases in the last 3 months 近3个月购买次数",
        PurchasesYear "purchases in the last 12 months 近12个月购买次数",
        SpendingQuarter "spending in the last 3 months, in minor units 近3个月消费金额",
        SpendingYear "spending in the last 12 months, in minor units 近12个月消费金额",
        PaidOnTimeYear "bills paid to the company on time in the last 12 months 近12个月按时付款次数",
        PaidLateYear "bills paid to the company late in the last 12 months 近12个月逾期付款次数",
        TenureMonths "months as a customer 成为客户月数",
        ReturnsYear "purchases sent back in the last 12 months 近12个月退货次数",
        RentalsReturnedYear "rented things brought back in order in the last 12 months 近12个月按约归还次数",
        DepositsKeptYear "deposits the company kept in the last 12 months 近12个月扣留押金次数",
    }
}

impl ProfileMeasure {
    /// Returns its name in files, such as `spending_year`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PurchasesQuarter => "purchases_quarter",
            Self::PurchasesYear => "purchases_year",
            Self::SpendingQuarter => "spending_quarter",
            Self::SpendingYear => "spending_year",
            Self::PaidOnTimeYear => "paid_on_time_year",
            Self::PaidLateYear => "paid_late_year",
            Self::TenureMonths => "tenure_months",
            Self::ReturnsYear => "returns_year",
            Self::RentalsReturnedYear => "rentals_returned_year",
            Self::DepositsKeptYear => "deposits_kept_year",
        }
    }

    /// Returns its description in one language.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }
}

/// Data of the company `C` about one of its own customers, as of a month: integers, never below zero.
///
/// A measure that was not given is absent, which is not zero. `Debug` shows the company and nothing about the customer.
///
/// ```
/// # use credit_bureau::scoring::evidence::Company;
/// # struct HarbourShop;
/// # impl Company for HarbourShop { const NAME: &'static str = "Harbour Shop"; }
/// use credit_bureau::scoring::evidence::{CustomerProfile, ProfileMeasure};
/// let profile = CustomerProfile::<HarbourShop>::new("P-17", "2026-06".parse()?)
///     .with(ProfileMeasure::TenureMonths, 30)
///     .with(ProfileMeasure::SpendingYear, 480_000);
/// assert_eq!(profile.get(ProfileMeasure::TenureMonths).known(), Some(30));
/// assert_eq!(profile.get(ProfileMeasure::ReturnsYear).known(), None);
/// assert_eq!(format!("{profile:?}"), "CustomerProfile(Harbour Shop, ‹private›)");
/// # Ok::<(), credit_bureau::month::MonthError>(())
/// ```
pub struct CustomerProfile<C> {
    subject: String,
    month: Month,
    /// Values in the order of [`ProfileMeasure::ALL`].
    values: [Option<i64>; MEASURES],
    company: PhantomData<fn() -> C>,
}

impl<C: Company> CustomerProfile<C> {
    /// Creates an empty profile of a customer, named by pseudonym.
    pub fn new(subject: impl Into<String>, month: Month) -> Self {
        Self { subject: subject.into(), month, values: [None; MEASURES], company: PhantomData }
    }

    /// Sets one measure; numbers above `i64::MAX` become `i64::MAX`.
    #[must_use]
    pub fn with(mut self, measure: ProfileMeasure, value: u64) -> Self {
        if let Some(slot) = self.values.get_mut(measure as usize) {
            *slot = Some(i64::try_from(value).unwrap_or(i64::MAX));
        }
        self
    }

    /// Returns a measure; absent if it was not given.
    #[must_use]
    pub fn get(&self, measure: ProfileMeasure) -> Reading {
        match self.values.get(measure as usize) {
            Some(&Some(value)) => Reading::Known(value),
            _ => Reading::Absent(SpecialValue::NotStated),
        }
    }

    /// Whether every measure is absent or zero, so that the company does not know the person.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.iter().all(|value| value.unwrap_or(0) == 0)
    }

    /// Returns the customer's pseudonym.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Returns the month of the profile.
    #[must_use]
    pub const fn month(&self) -> Month {
        self.month
    }
}

impl<C: Company> Evidence for CustomerProfile<C> {}
impl<C: Company> sealed::InSilo for CustomerProfile<C> {}

impl<C: Company> InSilo for CustomerProfile<C> {
    const SILO: Silo = Silo::Commercial;

    fn subject(&self) -> &str {
        self.subject()
    }

    fn as_of(&self) -> NaiveDate {
        self.month().first_day()
    }

    fn owner(&self) -> Option<&str> {
        Some(C::NAME)
    }
}

// Written by hand: a derived `Clone` would require `C: Clone`, though no value of `C` is stored.
impl<C> Clone for CustomerProfile<C> {
    fn clone(&self) -> Self {
        Self { subject: self.subject.clone(), month: self.month, values: self.values, company: PhantomData }
    }
}

impl<C: Company> fmt::Debug for CustomerProfile<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CustomerProfile({}, ‹private›)", C::NAME)
    }
}

const MEASURES: usize = ProfileMeasure::ALL.len();
