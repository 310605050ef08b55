//! Random scorecards over a table, and rows for them.
#![allow(dead_code, reason = "no test uses everything")]

use std::ops::Bound;

use credit_bureau::scoring::Better;
use credit_bureau::scoring::scorecards::table::{
    Case, Literal, NamedRow, NumberRange, Predicate, TableCard, TableCardData, TableCell, TableCharacteristic,
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

/// Texts that are hard to write down, and some that are not.
const TEXTS: [&str; 14] = [
    "a",
    "b",
    "1",
    "it's",
    "for free",
    " edges ",
    "two  spaces",
    "say \"no\"",
    "back\\slash\\",
    "<less",
    "this & that",
    "住房贷款",
    "]]>",
    "a\nb\tc",
];

fn texts() -> impl Strategy<Value = String> {
    select(TEXTS.to_vec()).prop_map(str::to_owned)
}

/// What a variable is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Numbers,
    Texts,
    Both,
}

/// A type for each of `a`, `b` and `c`; most variables have one, as they do in PMML.
fn kinds() -> impl Strategy<Value = [Kind; 3]> {
    let kind = || prop_oneof![10 => Just(Kind::Numbers), 9 => Just(Kind::Texts), 1 => Just(Kind::Both)];
    [kind(), kind(), kind()]
}

fn literals(kind: Kind, numbers: BoxedStrategy<f64>) -> BoxedStrategy<Literal> {
    let number = numbers.prop_map(Literal::Number);
    match kind {
        Kind::Numbers => number.boxed(),
        Kind::Texts => texts().prop_map(Literal::Text).boxed(),
        Kind::Both => {
            prop_oneof![number, texts().prop_map(Literal::Text), select(vec!["1", "-2.5"]).prop_map(Literal::from)]
                .boxed()
        }
    }
}

fn ranges_of(numbers: BoxedStrategy<f64>) -> impl Strategy<Value = NumberRange> {
    (numbers.clone(), numbers, 0..7_u8).prop_filter_map("empty", |(a, b, kind)| {
        let (low, high) = (a.min(b), a.max(b));
        let range = match kind {
            0 => NumberRange::new(low..),
            1 => NumberRange::new(..high),
            2 => NumberRange::new(..=high),
            3 => NumberRange::new((Bound::Excluded(low), Bound::Unbounded)),
            4 => NumberRange::new(..),
            5 => NumberRange::new(low..=high),
            _ => NumberRange::new(low..high),
        };
        (kind < 6 || low < high).then_some(range)
    })
}

fn leaf(kind: Kind, numbers: BoxedStrategy<f64>) -> BoxedStrategy<Predicate> {
    let literals = || vec(literals(kind, numbers.clone()), 1..4);
    let ranges = if kind == Kind::Texts { 0 } else { 4 };
    prop_oneof![
        ranges => ranges_of(numbers.clone()).prop_map(Predicate::Range),
        2 => literals().prop_map(Predicate::In),
        1 => literals().prop_map(Predicate::NotIn),
        1 => select(vec![Predicate::True, Predicate::False, Predicate::Missing, Predicate::Present]),
    ]
    .boxed()
}

fn deep(leaf: BoxedStrategy<Predicate>, other: Option<BoxedStrategy<Predicate>>) -> BoxedStrategy<Predicate> {
    let nested = leaf.prop_recursive(3, 12, 3, move |inner| {
        let parts = || vec(inner.clone(), 1..4);
        let compound = prop_oneof![
            parts().prop_map(all),
            parts().prop_map(Predicate::Any),
            parts().prop_map(Predicate::Xor),
            parts().prop_map(Predicate::Surrogate),
        ];
        let of = |is| Predicate::Of { variable: "b".to_owned(), is: Box::new(is) };
        match &other {
            Some(other) => prop_oneof![4 => compound, 1 => other.clone().prop_map(of)].boxed(),
            None => compound.boxed(),
        }
    });
    nested.boxed()
}

/// That all of these hold. Two ends of a range that is empty are no such pair: a reader of PMML refuses them, as it does an
/// empty range.
fn all(mut parts: Vec<Predicate>) -> Predicate {
    if let [one, other] = parts.as_slice()
        && let (Some(one), Some(other)) = (range_of(one), range_of(other))
        && [one.low, other.low].iter().any(|low| [one.high, other.high].iter().any(|high| !meet(*low, *high)))
    {
        parts.truncate(1);
    }
    Predicate::All(parts)
}

/// The range that a predicate is, if it is one.
fn range_of(predicate: &Predicate) -> Option<NumberRange> {
    match predicate {
        Predicate::Range(range) => Some(*range),
        Predicate::Of { is, .. } => range_of(is),
        Predicate::All(parts) | Predicate::Any(parts) | Predicate::Xor(parts) | Predicate::Surrogate(parts) => {
            if let [lone] = parts.as_slice() { range_of(lone) } else { None }
        }
        _ => None,
    }
}

/// Whether there is a number between two ends.
fn meet(low: Bound<f64>, high: Bound<f64>) -> bool {
    match (low, high) {
        (Bound::Included(low), Bound::Included(high)) => low <= high,
        (Bound::Included(low) | Bound::Excluded(low), Bound::Included(high) | Bound::Excluded(high)) => low < high,
        _ => true,
    }
}

/// Predicates of a variable of that kind; some look at `b` too, which is of the other kind.
fn predicates(kind: Kind, of_b: Kind, numbers: &BoxedStrategy<f64>) -> BoxedStrategy<Predicate> {
    deep(leaf(kind, numbers.clone()), Some(deep(leaf(of_b, numbers.clone()), None)))
}

/// A code of a reason: such that several are the same, and that no characteristic is called so.
fn codes() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[A-C]{1,2}", 1 => texts().prop_map(|text| format!("code {text}"))]
}

fn case(predicate: BoxedStrategy<Predicate>, numbers: BoxedStrategy<f64>) -> impl Strategy<Value = Case> {
    let said = (option::of(codes()), option::weighted(0.3, texts()), option::weighted(0.2, numbers.clone()));
    (predicate, numbers, said).prop_map(|(when, points, (reason, label, baseline))| {
        let mut case = Case::new(when, points);
        (case.reason, case.label, case.baseline) = (reason, label, baseline);
        case
    })
}

/// A characteristic that looks at this variable.
fn characteristic(
    variable: &'static str,
    predicate: BoxedStrategy<Predicate>,
    numbers: BoxedStrategy<f64>,
) -> impl Strategy<Value = TableCharacteristic> {
    let number = || option::of(numbers.clone());
    let said = (option::weighted(0.3, texts()), option::weighted(0.3, texts()), option::of(codes()));
    let cases = vec(case(predicate, numbers.clone()), 1..5);
    (cases, number(), number(), number(), said).prop_map(
        move |(cases, missing, otherwise, baseline, (name, about, reason))| {
            let mut one = TableCharacteristic::new(variable.to_owned(), cases);
            (one.missing, one.otherwise, one.baseline) = (missing, otherwise, baseline);
            // No two are called the same.
            one.name = name.map(|name| format!("{name} of {variable}"));
            (one.about, one.reason) = (about, reason);
            one
        },
    )
}

/// Cards of one to three characteristics over `a`, `b` and `c`, of every sort of predicate.
pub fn cards(numbers: BoxedStrategy<f64>) -> impl Strategy<Value = TableCard> {
    let lines = {
        let numbers = numbers.clone();
        kinds().prop_flat_map(move |[a, b, c]| {
            let line = |name, kind| characteristic(name, predicates(kind, b, &numbers), numbers.clone());
            (line("a", a), line("b", b), line("c", c))
        })
    };
    (numbers, any::<bool>(), lines, 1..4_usize).prop_map(|(base, lower, (a, b, c), length)| {
        let mut data = TableCardData::new("generated".into(), "1".into(), base);
        data.better = if lower { Better::Lower } else { Better::Higher };
        data.characteristics = [a, b, c].into_iter().take(length).collect();
        TableCard::new(data).unwrap()
    })
}

/// Values of every sort.
pub fn cells() -> BoxedStrategy<TableCell> {
    prop_oneof![
        numbers().prop_map(TableCell::from),
        texts().prop_map(TableCell::from),
        select(vec!["2.5", "-2.5"]).prop_map(TableCell::from),
        Just(TableCell::Missing)
    ]
    .boxed()
}

/// Rows of `a`, `b` and `c`.
pub fn rows(cells: BoxedStrategy<TableCell>) -> impl Strategy<Value = NamedRow> {
    vec(cells, 3).prop_map(|cells| NamedRow::new(["a", "b", "c"].into_iter().zip(cells)))
}
