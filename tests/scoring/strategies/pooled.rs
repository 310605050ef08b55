//! Members of a pool score alike by their own weights, and score nobody who is known to neither.

use credit_bureau::attributes::{Catalogue, Plan};
use credit_bureau::scoring::evidence::{CustomerProfile, Joined, KnownTo, Pool, ProfileMeasure};
use credit_bureau::scoring::points::{Ladder, TermsError};
use credit_bureau::scoring::strategies::Pooled;
use credit_bureau::scoring::strategies::pooled::{PooledTerms, Weight};
use credit_bureau::scoring::{Points, ScoreRange, Strategy as _};
use credit_bureau::testkit::profiles;
use credit_bureau::{Language, Regime, Report};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::people::{Lender, borrower, ladders, month, no_text, permit, pool, profile, sauce, stranger};

fn scored(terms: PooledTerms, report: &Report, own: CustomerProfile<Lender>) -> credit_bureau::Outcome {
    let strategy = Pooled::<Lender>::new(&pool(), terms).unwrap();
    let record = pool().record(report, strategy.plan());
    strategy.evaluate(&Joined::new(record, own, permit("Lender")).unwrap())
}

proptest! {
    #[test]
    fn a_pooled_score_is_its_base_and_what_each_ladder_gives(
        base in 400i32..600,
        pool_ladders in vec(ladders(-40..40), 0..3),
        own_ladders in vec(ladders(-40..40), 0..3),
        own in profiles::<Lender>("P-17", month()),
        paid in "[N1*]{1,24}",
    ) {
        let names = ["late_months_1_24", "worst_status_24", "accounts"];
        let mut terms = PooledTerms::new("a loan", "1", ScoreRange::new(0, 1_000).unwrap(), base);
        let weighed = names.iter().zip(pool_ladders);
        terms.pool = weighed.map(|(name, ladder)| Weight::new((*name).to_owned(), ladder, no_text())).collect();
        let weighed = ProfileMeasure::ALL.iter().zip(own_ladders);
        terms.own = weighed.map(|(&measure, ladder)| Weight::new(measure, ladder, no_text())).collect();

        let report = borrower(&paid);
        let attributes = report.under(Regime::holistic()).attributes();
        let of_pool = terms.pool.iter().map(|weight| weight.points.points(attributes.get(&weight.of).unwrap()));
        let of_own = terms.own.iter().map(|weight| weight.points.points(own.get(weight.of)));
        let expected = Points::from(base) + of_pool.chain(of_own).sum();

        let json = serde_json::to_string(&terms).unwrap();
        prop_assert_eq!(&serde_json::from_str::<PooledTerms>(&json).unwrap(), &terms);
        let outcome = scored(terms, &report, own);
        prop_assert_eq!(outcome.score().unwrap().exact(), expected);
        prop_assert!(outcome.score().unwrap().basis().is_some());
    }
}

#[test]
fn who_is_known_to_nobody_has_no_score_and_else_the_member_says() {
    let known: fn() -> CustomerProfile<Lender> = || profile(&[(ProfileMeasure::TenureMonths, 40)]);
    let unknown: fn() -> CustomerProfile<Lender> = || profile(&[]);
    let cases = [(borrower("NN"), known), (borrower("NN"), unknown), (stranger(), known), (stranger(), unknown)];
    let rows = KnownTo::ALL.iter().map(|&known_to| {
        let each = cases.iter().map(|(report, own)| {
            let mut terms = sauce();
            terms.known_to = known_to;
            format!("{}", scored(terms, report, own()))
        });
        format!("{known_to:?}: {}", each.collect::<Vec<_>>().join(", "))
    });
    insta::assert_snapshot!(rows.collect::<Vec<_>>().join("\n"), @r"
    Either: 630, 600, 490, unscorable
    Pool: 630, 600, unscorable, unscorable
    Company: 630, unscorable, 490, unscorable
    Both: 630, unscorable, unscorable, unscorable
    ");
    let outcome = scored(sauce(), &stranger(), unknown());
    assert_eq!(format!("{outcome:#}"), "unscorable: known neither to the pool nor to the company");
    assert_eq!(outcome.causes()[0].text(Language::Chinese), "信息池和本企业均无此人记录");
    let mut terms = sauce();
    terms.known_to = KnownTo::Pool;
    let outcome = scored(terms, &stranger(), known());
    assert_eq!(format!("{outcome:#}"), "unscorable: not known to the pool, as the product requires");
}

#[test]
fn another_pools_record_is_not_scored_nor_one_computed_otherwise() {
    let strategy = Pooled::<Lender>::new(&pool(), sauce()).unwrap();
    let other = Pool::new("another pool", ["Lender"], Regime::holistic()).unwrap();
    let score = |record| strategy.evaluate(&Joined::new(record, profile(&[]), permit("Lender")).unwrap()).to_string();
    let full = |record| {
        let outcome = strategy.evaluate(&Joined::new(record, profile(&[]), permit("Lender")).unwrap());
        format!("{outcome:#}")
    };
    assert_eq!(
        full(other.record(&borrower("NN"), strategy.plan())),
        "unscorable: the record is of the pool `another pool`, expected one of `the pool`"
    );
    let accounts = Plan::new([Catalogue::standard().get("accounts").unwrap().clone()]).unwrap();
    assert_eq!(full(pool().record(&borrower("NN"), &accounts)), "unscorable: `late_months_1_24` was not computed");
    assert_eq!(score(pool().record(&borrower("NN"), Plan::standard())), "600");
}

#[test]
fn pools_and_terms_that_do_not_hold_together_are_refused_and_weights_are_not_shown() {
    let refused = |change: fn(&mut PooledTerms)| {
        let mut terms = sauce();
        change(&mut terms);
        Pooled::<Lender>::new(&pool(), terms).unwrap_err().to_string()
    };
    let none: [&str; 0] = [];
    let alone = Pool::new("alone", ["Shop"], Regime::holistic()).unwrap();
    let seen = [
        refused(|terms| terms.product.clear()),
        refused(|terms| terms.pool[0].of = "late_month_1_24".into()),
        refused(|terms| terms.pool.push(terms.pool[0].clone())),
        refused(|terms| terms.own[1].of = ProfileMeasure::TenureMonths),
        refused(|terms| terms.own[0].points = Ladder::new([(12, 30), (12, 40)])),
        refused(|terms| terms.own[0].points.below = 401.into()),
        refused(|terms| terms.base = 200.into()),
        Pooled::<Lender>::new(&alone, sauce()).unwrap_err().to_string(),
        Pool::new(" ", ["Shop"], Regime::holistic()).unwrap_err().to_string(),
        Pool::new("a pool", none, Regime::holistic()).unwrap_err().to_string(),
        Pool::new("a pool", ["Shop", "Shop"], Regime::holistic()).unwrap_err().to_string(),
    ];
    insta::assert_snapshot!(seen.join("\n"), @r"
    product: empty: expected a text
    pool[0].of: `late_month_1_24` is not in the catalogue: did you mean `late_months_1_24`?
    pool[1].of: `late_months_1_24` was given before
    own[1].of: `tenure_months` was given before
    own[0].points.steps[1]: does not begin above the one before: expected ascending order, each once
    points reach from 250 to 1001, outside the range of 0 to 1000
    points reach from -50 to 330, outside the range of 0 to 1000
    `Lender` holds no part of the pool `alone`
    name: empty: expected a text
    holders: empty: expected at least one company
    holders[1]: `Shop` was given before
    ");
    let strategy = Pooled::<Lender>::new(&pool(), sauce()).unwrap();
    let shown = format!("{strategy:?} {:?} {:?}", sauce(), sauce().own[0]);
    let expected = "Pooled(Lender: cash loan, version 1, ‹private›) PooledTerms(cash loan, version 1, ‹private›) \
                    Weight(TenureMonths, ‹private›)";
    assert_eq!(shown, expected);
    assert_eq!(strategy.id().to_string(), "Lender: cash loan, version 1");
    assert!(matches!(Pooled::<Lender>::new(&alone, sauce()), Err(TermsError::NoHolder { .. })));
}
