//! A ladder of points gives those of the highest step that is reached.

use credit_bureau::attributes::{Reading, SpecialValue};
use proptest::prelude::*;

use crate::people::ladders;

proptest! {
    #[test]
    fn a_ladder_gives_the_points_of_the_highest_step_reached(
        ladder in ladders(-50..50),
        value in prop_oneof![-5i64..70, any::<i64>()],
    ) {
        let mut points = ladder.below;
        for step in &ladder.steps {
            if step.from <= value {
                points = step.points;
            }
        }
        prop_assert_eq!(ladder.points(Reading::Known(value)), points);
        prop_assert_eq!(ladder.points(Reading::Absent(SpecialValue::Hidden)), ladder.absent);
        prop_assert!(ladder.lowest() <= points && points <= ladder.highest());
    }
}
