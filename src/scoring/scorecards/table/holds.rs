//! Evaluation of predicates: true, false, or unknown, as in SQL.

use super::predicate::Predicate;
use super::row::{NamedRow, TableCell};

impl Predicate {
    /// Evaluates the predicate on a value in a row; none if the answer is unknown.
    pub(crate) fn holds(&self, cell: &TableCell, row: &NamedRow) -> Option<bool> {
        match self {
            Self::True => Some(true),
            Self::False => Some(false),
            Self::Missing => Some(cell.is_missing()),
            Self::Present => Some(!cell.is_missing()),
            Self::Range(range) => known(cell)?.number().map_or(Some(false), |number| Some(range.contains(number))),
            Self::In(these) => known(cell).map(|cell| these.iter().any(|one| cell.is(one))),
            Self::NotIn(these) => known(cell).map(|cell| !these.iter().any(|one| cell.is(one))),
            Self::All(parts) => settled(parts, cell, row, false),
            Self::Any(parts) => settled(parts, cell, row, true),
            Self::Xor(parts) => {
                parts.iter().try_fold(false, |odd, part| part.holds(cell, row).map(|holds| odd != holds))
            }
            Self::Surrogate(parts) => parts.iter().find_map(|part| part.holds(cell, row)),
            Self::Of { variable, is } => is.holds(row.get(variable).unwrap_or(&TableCell::Missing), row),
        }
    }
}

fn known(cell: &TableCell) -> Option<&TableCell> {
    (!cell.is_missing()).then_some(cell)
}

/// Evaluates a list in which one part with the answer `settles` decides; else the answer is unknown if one part's is,
/// and the opposite if none is.
fn settled(parts: &[Predicate], cell: &TableCell, row: &NamedRow, settles: bool) -> Option<bool> {
    let mut unknown = false;
    for part in parts {
        match part.holds(cell, row) {
            Some(answer) if answer == settles => return Some(settles),
            Some(_) => {}
            None => unknown = true,
        }
    }
    (!unknown).then_some(!settles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::scorecards::table::{Literal, NumberRange};

    #[test]
    fn what_is_unknown_is_not_true() {
        let (yes, no, unknown) = (|| Predicate::True, || Predicate::False, || Predicate::Range(NumberRange::new(..)));
        let holds =
            |predicate: Predicate| predicate.holds(&TableCell::Missing, &NamedRow::new([("x", TableCell::Missing)]));
        for (predicate, expected) in [
            (yes(), Some(true)),
            (no(), Some(false)),
            (unknown(), None),
            (Predicate::Missing, Some(true)),
            (Predicate::Present, Some(false)),
            (Predicate::one_of(["a"]), None),
            (Predicate::NotIn(vec!["a".into()]), None),
            (Predicate::All(vec![unknown(), no()]), Some(false)),
            (Predicate::All(vec![unknown(), yes()]), None),
            (Predicate::All(vec![yes(), yes()]), Some(true)),
            (Predicate::Any(vec![unknown(), yes()]), Some(true)),
            (Predicate::Any(vec![unknown(), no()]), None),
            (Predicate::Any(vec![no(), no()]), Some(false)),
            (Predicate::Xor(vec![yes(), yes(), yes()]), Some(true)),
            (Predicate::Xor(vec![yes(), yes()]), Some(false)),
            (Predicate::Xor(vec![yes(), unknown()]), None),
            (Predicate::Surrogate(vec![unknown(), no(), yes()]), Some(false)),
            (Predicate::Surrogate(vec![unknown(), unknown()]), None),
            (Predicate::Of { variable: "x".to_owned(), is: Box::new(Predicate::Missing) }, Some(true)),
        ] {
            assert_eq!(holds(predicate.clone()), expected, "{predicate:?}");
        }
    }

    #[test]
    fn a_text_that_spells_a_number_is_that_number() {
        let holds =
            |predicate: &Predicate, cell: TableCell| predicate.holds(&cell, &NamedRow::new([("x", 0.0)])).unwrap();
        let range = Predicate::Range(NumberRange::new(3.0..6.0));
        for (cell, expected) in [("3", true), ("5.99", true), ("6", false), ("three", false), ("inf", false)] {
            assert_eq!(holds(&range, cell.into()), expected, "{cell}");
        }
        let one = Predicate::In(vec![Literal::Text("1".to_owned())]);
        assert!(holds(&one, "1".into()) && holds(&one, 1.0.into()));
        assert!(!holds(&one, "1.0".into()), "texts are compared as written");
        assert!(holds(&Predicate::In(vec![1.0.into()]), "1.0".into()));
        assert!(holds(&Predicate::NotIn(vec![1.0.into()]), "one".into()));
    }
}
