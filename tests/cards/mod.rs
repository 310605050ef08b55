//! Random scorecards over a table, and rows for them.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic: that is how it fails; and no test uses everything"
)]

use credit_bureau::scoring::Better;
use credit_bureau::scoring::table::{
    Case, Cell, Characteristic, Literal, NamedRow, NumberRange, Predicate, TableCard, TableCardData,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Numbers of all sizes.
pub fn numbers() -> BoxedStrategy<f64> {
    prop_oneof![
        3 => (-40..40_i32).prop_map(|half| f64::from(half) / 2.0),
        1 => -1e100..1e100_f64,
        1 => any::<f64>().prop_filter("finite", |number| number.abs() <= 1e100),
    ]
    .boxed()
}

/// Numbers that come up often, so that edges are met.
pub fn halves() -> BoxedStrategy<f64> {
    (-8..9_i32).prop_map(|half| f64::from(half) / 2.0).boxed()
}

fn literals(numbers: BoxedStrategy<f64>) -> impl Strategy<Value = Literal> {
    prop_oneof![numbers.prop_map(Literal::Number), select(vec!["a", "b", "1", "it's"]).prop_map(Literal::from)]
}

fn ranges(numbers: BoxedStrategy<f64>) -> impl Strategy<Value = NumberRange> {
    (numbers.clone(), numbers, 0..7_u8).prop_filter_map("empty", |(a, b, kind)| {
        let (low, high) = (a.min(b), a.max(b));
        let range = match kind {
            0 => NumberRange::new(low..),
            1 => NumberRange::new(..high),
            2 => NumberRange::new(..=high),
            3 => NumberRange::new((std::ops::Bound::Excluded(low), std::ops::Bound::Unbounded)),
            4 => NumberRange::new(..),
            5 => NumberRange::new(low..=high),
            _ => NumberRange::new(low..high),
        };
        (kind < 6 || low < high).then_some(range)
    })
}

fn predicates(numbers: BoxedStrategy<f64>) -> impl Strategy<Value = Predicate> {
    let leaf = prop_oneof![
        4 => ranges(numbers.clone()).prop_map(Predicate::Range),
        2 => vec(literals(numbers.clone()), 1..4).prop_map(Predicate::In),
        1 => vec(literals(numbers.clone()), 1..4).prop_map(Predicate::NotIn),
        1 => select(vec![Predicate::True, Predicate::False, Predicate::Missing, Predicate::Present]),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(Predicate::All),
            vec(inner.clone(), 1..4).prop_map(Predicate::Any),
            vec(inner.clone(), 1..4).prop_map(Predicate::Xor),
            vec(inner.clone(), 1..4).prop_map(Predicate::Surrogate),
            inner.prop_map(|is| Predicate::Of { variable: "b".to_owned(), is: Box::new(is) }),
        ]
    })
}

/// Cards of one to three characteristics over `a`, `b` and `c`, of every sort of predicate.
pub fn cards(numbers: BoxedStrategy<f64>) -> impl Strategy<Value = TableCard> {
    let case =
        (predicates(numbers.clone()), numbers.clone(), option::of("[A-Z]{1,3}")).prop_map(|(when, points, reason)| {
            let mut case = Case::new(when, points);
            case.reason = reason;
            case
        });
    let one = (vec(case, 1..5), option::of(numbers.clone()), option::of(numbers.clone()), option::of(numbers.clone()));
    (numbers, any::<bool>(), vec(one, 1..4)).prop_map(|(base, lower, all)| {
        let mut data = TableCardData::new("generated".into(), "1".into(), base);
        data.better = if lower { Better::Lower } else { Better::Higher };
        data.characteristics = ["a", "b", "c"]
            .into_iter()
            .zip(all)
            .map(|(name, (cases, missing, otherwise, baseline))| {
                let mut one = Characteristic::new(name.to_owned(), cases);
                (one.missing, one.otherwise, one.baseline) = (missing, otherwise, baseline);
                one
            })
            .collect();
        TableCard::new(data).unwrap()
    })
}

/// Values of every sort.
pub fn cells() -> BoxedStrategy<Cell> {
    prop_oneof![
        numbers().prop_map(Cell::from),
        select(vec!["a", "b", "1", "2.5", "it's"]).prop_map(Cell::from),
        Just(Cell::Missing)
    ]
    .boxed()
}

/// Rows of `a`, `b` and `c`.
pub fn rows(cells: BoxedStrategy<Cell>) -> impl Strategy<Value = NamedRow> {
    vec(cells, 3).prop_map(|cells| NamedRow::new(["a", "b", "c"].into_iter().zip(cells)))
}
