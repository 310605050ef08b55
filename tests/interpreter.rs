//! The core of attributes answers as the naive interpreter does.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "a test may panic: that is how it fails"
)]

mod common;
mod naive;

use credit_bureau::attributes::{Attribute, AttributeError, Attributes, Catalogue, Cause, Plan, Reading};
use credit_bureau::policy::SeenState;
use credit_bureau::{AccountKind, AccountMask, Disclosure, Fields, Money, Regime, Seen};
use naive::catalogue;
use naive::interpret::{Answer, Interpreter, Why};
use naive::plain::{Field, MONTHS, PlainMask, PlainRegime, PlainReport, Shown, is_open};
use naive::rows::Choices;
use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    /// Rows of the catalogue, under every kind of regime, as of any month, with masks.
    #[test]
    fn every_row_of_the_catalogue_reads_as_its_words_say((report, regime, month, masks) in common::scenes()) {
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        let plain = PlainReport::of(&report, &plain_regime(&regime), month, Some(&plain_masks(&masks)));
        let attributes = view.attributes();
        for row in Catalogue::standard().iter() {
            let answer = Interpreter::default().measure(&row.measure, &plain);
            prop_assert!(agree(answer, &attributes, &row.name), "{}", difference(row, answer, &attributes));
        }
    }

    /// Names of the catalogue, each worked out from the page that names it and not from its row.
    #[test]
    fn every_name_of_the_catalogue_means_what_the_page_says((report, regime, month, _) in common::scenes()) {
        let attributes = report.under(&regime).at(month).attributes();
        let plain = PlainReport::of(&report, &plain_regime(&regime), month, None);
        for (name, answer) in catalogue::answers(&plain) {
            prop_assert!(agree(answer, &attributes, &name), "{name}: {answer:?} but {:?}", attributes.get(&name));
        }
    }

    /// Rows made up from the whole grammar.
    #[test]
    fn every_row_of_the_grammar_reads_as_its_words_say(
        (report, regime, month, masks) in common::scenes(),
        choices in vec(any::<u8>(), 600),
    ) {
        let rows = Choices(&choices).rows(12);
        let plan = Plan::new(&rows).unwrap();
        let attributes = report.under(&regime).at(month).masked(&masks).unwrap().attributes_of(&plan);
        let plain = PlainReport::of(&report, &plain_regime(&regime), month, Some(&plain_masks(&masks)));
        for row in &rows {
            let answer = Interpreter::default().measure(&row.measure, &plain);
            prop_assert!(agree(answer, &attributes, &row.name), "{}", difference(row, answer, &attributes));
        }
    }

    /// Sums past 64 bits are errors, and nothing else is.
    #[test]
    fn what_does_not_fit_is_out_of_range(report in common::huge_reports(), choices in vec(any::<u8>(), 300)) {
        let rows = Choices(&choices).rows(6);
        let plan = Plan::new(&rows).unwrap();
        let regime = Regime::holistic();
        let attributes = report.under(&regime).attributes_of(&plan);
        let plain = PlainReport::of(&report, &plain_regime(&regime), report.month(), None);
        for row in &rows {
            let answer = Interpreter::default().measure(&row.measure, &plain);
            prop_assert!(agree(answer, &attributes, &row.name), "{}", difference(row, answer, &attributes));
        }
    }

    /// The view shows what the tables say.
    #[test]
    fn a_view_shows_what_the_tables_leave(
        (report, regime, month, masks) in common::scenes(),
    ) {
        let view = report.under(&regime).at(month);
        let view = view.masked(&masks).unwrap();
        let plain = PlainReport::of(&report, &plain_regime(&regime), month, Some(&plain_masks(&masks)));
        let accounts: Vec<_> = view.accounts().collect();
        prop_assert_eq!(accounts.len(), plain.accounts.len());
        for (seen, plain) in accounts.iter().zip(&plain.accounts) {
            for ago in 0..MONTHS {
                prop_assert_eq!(seen.planes().severity(ago as u32).number(), plain.severity(ago));
            }
            let state = match seen.state() {
                Seen::Known(SeenState::Exact(state)) => Field::Known((Some(state), is_open(state))),
                Seen::Known(SeenState::Open) => Field::Known((None, true)),
                Seen::Known(SeenState::Closed) => Field::Known((None, false)),
                Seen::NotStated => Field::NotStated,
                Seen::Hidden => Field::Hidden,
                Seen::NotKnown => Field::NotKnown,
            };
            let expected = match &plain.state {
                Field::Known(may_be) => {
                    Field::Known(((may_be.len() == 1).then_some(may_be[0]), is_open(may_be[0])))
                }
                Field::NotStated => Field::NotStated,
                Field::Hidden => Field::Hidden,
                Field::NotKnown => Field::NotKnown,
            };
            prop_assert_eq!(state, expected);
            let amounts: [(&str, Seen<Money>, &Field<i128>); 7] = [
                ("limit", seen.limit(), &plain.limit),
                ("principal", seen.principal(), &plain.principal),
                ("balance", seen.balance(), &plain.balance),
                ("used", seen.used(), &plain.used),
                ("past due", seen.past_due(), &plain.past_due),
                ("scheduled", seen.scheduled(), &plain.scheduled),
                ("actual", seen.actual(), &plain.actual),
            ];
            for (name, seen, plain) in amounts {
                let seen = match seen {
                    Seen::Known(amount) => Field::Known(i128::from(amount.minor())),
                    Seen::NotStated => Field::NotStated,
                    Seen::Hidden => Field::Hidden,
                    Seen::NotKnown => Field::NotKnown,
                };
                prop_assert_eq!(&seen, plain, "{}", name);
            }
        }
        let inquiries = view.inquiries().map(|list| list.map(|one| (one.date, one.inquirer.clone(), one.reason)).collect::<Vec<_>>());
        let expected = plain.inquiries.map(|list| list.into_iter().map(|one| (one.date, one.inquirer, one.reason)).collect());
        prop_assert_eq!(inquiries, expected);
        prop_assert_eq!(view.liabilities().map(|list| list.count()), plain.liabilities.map(|list| list.len()));
        prop_assert_eq!(view.as_of_day(), plain.day);
    }
}

/// Whether a reading is what the judge found.
fn agree(answer: Answer, attributes: &Attributes, name: &str) -> bool {
    let reading = attributes.get(name);
    match answer.map(i64::try_from) {
        Ok(Ok(number)) => reading == Ok(Reading::Known(number)),
        Ok(Err(_)) => matches!(reading, Err(AttributeError::OutOfRange { .. })),
        Err(why) => {
            let cause = match why {
                Why::NoSuchAccount => Cause::NoSuchAccount,
                Why::NotStated => Cause::NotStated,
                Why::Hidden => Cause::Hidden,
                Why::NeverHappened => Cause::NeverHappened,
                Why::NotKnown => Cause::NotKnownAtMonth,
                Why::NothingToDivideBy => Cause::NothingToDivideBy,
            };
            reading == Ok(Reading::Absent(cause))
        }
    }
}

fn difference(row: &Attribute, answer: Answer, attributes: &Attributes) -> String {
    let found = attributes.get(&row.name);
    format!("the core reads {found:?}, the judge {answer:?}: {}", serde_json::to_string(row).unwrap())
}

/// A regime as the judge holds it: a preset by its name and the judge's own table, any other by what was built.
fn plain_regime(regime: &Regime) -> PlainRegime {
    if let Some((_, preset)) = PlainRegime::presets().into_iter().find(|(name, _)| *name == regime.name()) {
        return preset;
    }
    let mut shown = [Shown::Hidden; 10];
    for (&kind, shown) in AccountKind::ALL.iter().zip(&mut shown) {
        *shown = match regime.disclosure(kind) {
            Disclosure::Full => Shown::Full,
            Disclosure::NegativeOnly => Shown::NegativeOnly,
            Disclosure::PositiveOnly => Shown::PositiveOnly,
            Disclosure::Hidden => Shown::Hidden,
        };
    }
    PlainRegime { shown, inquiries: regime.shows_inquiries(), liabilities: regime.shows_liabilities() }
}

fn plain_masks(masks: &[AccountMask]) -> Vec<PlainMask> {
    let plain = |mask: &AccountMask| PlainMask {
        months: (0..MONTHS).map(|ago| mask.months.contains(ago as u32)).collect(),
        state: mask.fields.contains(Fields::STATE),
        past_due: mask.fields.contains(Fields::PAST_DUE),
        amounts: mask.fields.contains(Fields::AMOUNTS),
        present: mask.present,
    };
    masks.iter().map(plain).collect()
}
