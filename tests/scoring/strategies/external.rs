//! A foreign model is held to its range, sees what it declares and nothing else, and gives the reasons it has.

use credit_bureau::attributes::{Attribute, Catalogue, Plan, Reading, SpecialValue};
use credit_bureau::scoring::strategies::External;
use credit_bureau::scoring::strategies::external::ModelOutput;
use credit_bureau::scoring::{ScoreRange, Strategy as _, StrategyId, Unscorable};
use credit_bureau::{Outcome, Regime};
use proptest::prelude::*;
use proptest::sample::select;

use crate::people::{borrower, external, no_text};

proptest! {
    #[test]
    fn a_foreign_model_is_scored_within_its_range_and_never_else(
        value in prop_oneof![any::<f64>(), 299.0f64..851.0, select(vec![300.0, 850.0, 849.9999999, f64::NAN])],
        (points, best) in (prop_oneof![-100.0f64..100.0, any::<f64>()], -100.0f64..100.0),
        input in 0usize..4,
    ) {
        let attributes = borrower("N1").under(Regime::holistic()).attributes();
        let plain = external(|_: &[Reading]| ModelOutput::new(value)).evaluate(&attributes);
        prop_assert_eq!(plain.score().is_some(), (300.0..=850.0).contains(&value));
        if let Some(score) = plain.score() {
            prop_assert!((score.exact().as_f64() - value).abs() < 1e-5 && score.basis().is_some());
        }
        let reasoned = external(|_: &[Reading]| ModelOutput::new(value).because(input, points, best, no_text()));
        if let Some(score) = reasoned.evaluate(&attributes).score() {
            prop_assert_eq!(score.value(), plain.value().unwrap());
            prop_assert!(input < 3 && score.contributions()[0].reading() == attributes.get(score.contributions()[0].attribute()).unwrap());
        } else {
            prop_assert!(plain.score().is_none() || input == 3 || !points.is_finite() || points.abs() > 9e8);
        }
    }
}

#[test]
fn a_foreign_model_must_not_take_what_must_not_count() {
    let row = Catalogue::standard().get("accounts").unwrap().clone();
    let named = |name: &str| Attribute { name: name.into(), ..row.clone() };
    let plan = Plan::new([row.clone(), named("applicant_age"), named("my_own"), named("religion")]).unwrap();
    let model = |_: &[Reading]| ModelOutput::new(500.0);
    let id = StrategyId::new("foreign", "1");
    let error = External::new(id.clone(), ScoreRange::new(300, 850).unwrap(), plan, model).unwrap_err();
    let problems: Vec<_> = error.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "attributes[1].name: `applicant_age` is about age (`age`): expected another name, or no such attribute",
            "attributes[3].name: `religion` is about religion (`religion`): expected another name, or no such attribute"
        ]
    );
    // What the catalogue's own names measure is known, whatever words are in them.
    let plan = Plan::new(Catalogue::standard().iter().cloned()).unwrap();
    assert!(External::new(id, ScoreRange::new(300, 850).unwrap(), plan, model).is_ok());
}

#[test]
fn reasons_of_a_foreign_model_go_by_which_numbers_are_better() {
    let attributes = borrower("N1").under(Regime::holistic()).attributes();
    let model = || {
        external(|_: &[Reading]| {
            ModelOutput::new(500.0).because(0, 10.0, 40.0, no_text()).because(1, 25.5, 5.0, no_text())
        })
    };
    let lost = |outcome: Outcome| {
        let reasons = outcome.reasons();
        reasons.iter().map(|one| (one.attribute().to_owned(), one.points_lost().as_f64())).collect::<Vec<_>>()
    };
    assert_eq!(lost(model().evaluate(&attributes)), [("accounts".to_owned(), 30.0)]);
    let lower = model().where_lower_is_better().evaluate(&attributes);
    assert_eq!(lower.value(), Some(500));
    assert_eq!(lost(lower), [("late_months_1_24".to_owned(), 20.5)]);
}

#[test]
fn a_foreign_model_sees_its_inputs_in_order_and_what_is_absent() {
    let attributes = borrower("N1N").under(Regime::holistic()).attributes();
    let model = external(|inputs: &[Reading]| {
        assert_eq!(inputs, [Reading::Known(1), Reading::Known(1), Reading::Absent(SpecialValue::NoSuchAccount)]);
        500.4.into()
    });
    assert_eq!(model.evaluate(&attributes).to_string(), "500");
    let few = Plan::new([Catalogue::standard().get("accounts").unwrap().clone()]).unwrap();
    let outcome = model.evaluate(&borrower("N").under(Regime::holistic()).attributes_of(&few));
    assert_eq!(
        format!("{outcome:#}"),
        "unscorable: `late_months_1_24` was not computed; `card_utilisation` was not computed"
    );
    let outcome = external(|_: &[Reading]| f64::NAN.into()).evaluate(&attributes);
    assert_eq!(format!("{outcome:#}"), "unscorable: the model gave NaN, expected a number from 300 to 850");
    assert!(matches!(outcome.causes(), [Unscorable::Model { .. }]));
}
