//! There is a registry for each kind of evidence: it holds who has which strategy of it, and no other.

use std::sync::Arc;

use credit_bureau::report::EnforcementOutcome;
use credit_bureau::scoring::evidence::{CustomerProfile, Joined, PoolRecord, ProfileMeasure, PublicRecords};
use credit_bureau::scoring::registry::{Registry, RegistryEntry, RegistryError};
use credit_bureau::scoring::strategies::listing::{Domain, LegalBasis, ListingOutcome, ListingRow, PublicList};
use credit_bureau::scoring::strategies::loyalty::{LoyaltyTerms, RewardOutcome};
use credit_bureau::scoring::strategies::{Listing, Loyalty, Pooled};
use credit_bureau::scoring::{Evidence, Outcome, Strategy, StrategyId, StrategyOutcome};

use crate::people::{LISTED, Lender, Shop, borrower, case, permit, pool, profile, records, sauce};

/// Strategies of one evidence and one verdict.
type Kind<E, V> = dyn Strategy<Evidence = E, Outcome = V>;

/// What each strategy says of one person, in words, in the order of the registry.
fn said<E: Evidence, V: StrategyOutcome + ToString>(registry: &Registry<Kind<E, V>>, evidence: &E) -> Vec<String> {
    registry.iter().map(|(entry, strategy)| format!("{entry}: {}", strategy.evaluate(evidence).to_string())).collect()
}

/// Whether `get`, `only` and a second `add` do as they say.
fn holds_together<S: Strategy + ?Sized>(registry: &mut Registry<S>, entry: &RegistryEntry, same: Arc<S>) {
    assert_eq!(registry.get(entry).unwrap().id().version(), entry.version);
    let one = registry.only(&[entry]).unwrap();
    assert_eq!(one.iter().map(|(entry, _)| entry).collect::<Vec<_>>(), [entry]);
    let nobody = RegistryEntry { company: "nobody".into(), ..entry.clone() };
    assert!(registry.get(&nobody).is_none());
    assert_eq!(registry.only(&[entry, &nobody]).unwrap_err(), RegistryError::NotRegistered { entry: nobody });
    let again = registry.add(&entry.company, &entry.product, same);
    assert_eq!(again, Err(RegistryError::Registered { entry: entry.clone() }));
}

#[test]
fn a_platform_keeps_the_versions_of_its_loyalty_score() {
    let of_spending = |version: &str, earns: usize| {
        let mut terms = LoyaltyTerms::sample();
        terms.version = version.into();
        terms.earn_rules.truncate(earns);
        Arc::new(Loyalty::<Shop>::new(terms).unwrap())
    };
    let mut registry: Registry<Kind<CustomerProfile<Shop>, RewardOutcome>> = Registry::new();
    let first = registry.add("Shop", "loyalty", of_spending("1", 5)).unwrap();
    registry.add("Shop", "loyalty", of_spending("2", 1)).unwrap();
    holds_together(&mut registry, &first, of_spending("1", 5));
    let customer = profile(&[(ProfileMeasure::TenureMonths, 40), (ProfileMeasure::SpendingYear, 6_000_000)]);
    assert_eq!(
        said(&registry, &customer),
        [
            "Shop, loyalty, version 1: 650 of 350 to 950: excellent",
            "Shop, loyalty, version 2: 450 of 350 to 950: basic"
        ]
    );
}

#[test]
fn a_member_of_a_pool_has_several_products() {
    let strategy = |product: &str, base: i32| {
        let mut terms = sauce();
        (terms.product, terms.base) = (product.into(), base.into());
        Arc::new(Pooled::<Lender>::new(&pool(), terms).unwrap())
    };
    let mut registry: Registry<Kind<Joined<PoolRecord, CustomerProfile<Lender>>, Outcome>> = Registry::new();
    let loan = strategy("cash loan", 500);
    let entry = registry.add("Lender", "cash loan", loan.clone()).unwrap();
    registry.add("Lender", "pay later", strategy("pay later", 400)).unwrap();
    holds_together(&mut registry, &entry, loan.clone());
    let record = pool().record(&borrower("NN1N"), loan.plan());
    let evidence = Joined::new(record, profile(&[(ProfileMeasure::TenureMonths, 20)]), permit("Lender")).unwrap();
    assert_eq!(said(&registry, &evidence), ["Lender, cash loan, version 1: 470", "Lender, pay later, version 1: 370"]);
}

#[test]
fn listings_are_kept_by_the_law_of_their_time() {
    let older =
        ListingRow { list: PublicList::JudgmentDefaulter, domain: Domain::PublicOffice, basis: "an older law".into() };
    let older = Arc::new(Listing::by(StrategyId::new("listing", "0"), vec![older]));
    let mut registry: Registry<Kind<PublicRecords, ListingOutcome>> = Registry::new();
    let before = registry.add("an authority", "listing", older.clone()).unwrap();
    let now = registry.add("an authority", "listing", Arc::new(Listing::new())).unwrap();
    holds_together(&mut registry, &before, older);
    let open = records(vec![case(LISTED, Some("2025-03-01"), None, None)], "2026-06-30");
    let over = case(LISTED, Some("2025-03-01"), Some(EnforcementOutcome::Completed), Some("2026-01-01"));
    let restricts = |entry: &RegistryEntry, records: &PublicRecords, bases: &[LegalBasis]| {
        let listed = registry.get(entry).unwrap().evaluate(records);
        [Domain::PublicOffice, Domain::Spending].map(|domain| listed.restricts(domain, bases).is_restricted())
    };
    assert_eq!([restricts(&before, &open, &[]), restricts(&now, &open, &[])], [[true, false], [false, true]]);
    let over = records(vec![over], "2026-06-30");
    assert_eq!([restricts(&before, &over, &[]), restricts(&now, &over, &[])], [[false; 2]; 2]);
}
