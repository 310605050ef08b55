//! The core of attributes reads as the naive interpreter does: the catalogue, rows made up from the whole grammar,
//! merged tallies, and views through every mask.
//!
//! Every law is tried on 10,000 reports, or on as many as `PROPTEST_CASES` says if that is more.

use crate::common;
use crate::naive;

use std::collections::{BTreeMap, BTreeSet};

use credit_bureau::attributes::{
    AcrossMonths, Attribute, AttributeError, Attributes, Catalogue, Derived, Measure, MonthTest, Plan, Reading,
    SpecialValue, Tally, Within, WithinMonth,
};
use credit_bureau::month::Window;
use credit_bureau::policy::{AccountMask, Disclosed, DisclosedState, Disclosure, Fields, View};
use credit_bureau::{AccountKind, Language, Money, Month, Regime, Report};
use naive::catalogue;
use naive::interpret::{Answer, Interpreter, Passes, Why, passes};
use naive::plain::{Field, MONTHS, PlainMask, PlainRegime, PlainReport, Shown, is_open};
use naive::rows::Choices;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

proptest! {
    #![proptest_config(cases())]

    /// Rows of the catalogue, under every regime, as of any month, through any masks.
    #[test]
    fn every_row_of_the_catalogue_reads_as_its_words_say(scene in scenes()) {
        let (attributes, plain) = both_of(&scene, Plan::standard());
        for row in Catalogue::standard().iter() {
            judge(row, &attributes, &plain)?;
        }
    }

    /// Names of the catalogue, each worked out from the page that describes it and not from its row.
    #[test]
    fn every_name_of_the_catalogue_means_what_its_page_says(scene in scenes()) {
        let (attributes, plain) = both_of(&scene, Plan::standard());
        for (name, answer) in catalogue::answers(&plain) {
            prop_assert!(agree(answer, &attributes, &name), "{name}: {answer:?}, not {:?}", attributes.get(&name));
        }
    }

    /// Rows made up from the whole grammar, under every regime, as of any month, through any masks.
    #[test]
    fn every_row_of_the_grammar_reads_as_its_words_say(scene in scenes(), choices in choices()) {
        let rows = Choices(&choices).rows(12);
        let (attributes, plain) = both_of(&scene, &Plan::new(&rows).unwrap());
        for row in &rows {
            judge(row, &attributes, &plain)?;
        }
    }

    /// A row and its normal form have the same readings, also when a judge reads them that knows of no rewrites.
    #[test]
    fn a_normal_form_reads_as_its_row(scene in scenes(), choices in choices()) {
        let plain = plain_of(&scene);
        for row in Choices(&choices).rows(12) {
            let (as_written, normal) = (row.measure.clone(), row.normalised().measure);
            let answers = [as_written, normal].map(|measure| Interpreter::default().measure(&measure, &plain));
            prop_assert_eq!(answers[0], answers[1], "{}", serde_json::to_string(&row).unwrap());
        }
    }

    /// Two rows that are defined alike are one row in normal form. The second differs from the first in one choice, or in
    /// all of them.
    #[test]
    fn a_definition_is_of_one_row_only(
        choices in vec(any::<u8>(), 1..24),
        (place, choice) in any::<(prop::sample::Index, u8)>(),
        others in vec(any::<u8>(), 0..4),
    ) {
        let mut changed = choices.clone();
        changed[place.index(choices.len())] = choice;
        let [row, near, far] = [&choices, &changed, &others].map(|choices| Choices(choices).rows(1).remove(0));
        for other in [near, far] {
            for language in [Language::English, Language::Chinese] {
                let (one, two) = (row.definition(language), other.definition(language));
                prop_assert!(one != two || plainest(&row) == plainest(&other), "{one}\n{row}\n{other}");
            }
        }
    }

    /// A row written down is the row read back.
    #[test]
    fn a_row_survives_its_json_form(choices in choices()) {
        for row in Choices(&choices).rows(12) {
            let text = serde_json::to_string(&row).unwrap();
            prop_assert_eq!(serde_json::from_str::<Attribute>(&text).unwrap(), row, "{}", text);
        }
    }

    /// Sums that do not fit 64 bits are errors, and no others are.
    #[test]
    fn only_what_does_not_fit_is_out_of_range(report in common::huge_reports(), choices in choices()) {
        let rows = Choices(&choices).rows(8);
        let month = report.month();
        let (attributes, plain) = both_of(&(report, Regime::holistic().clone(), month, Vec::new()), &Plan::new(&rows).unwrap());
        for row in &rows {
            judge(row, &attributes, &plain)?;
        }
    }

    /// However the parts of a report are dealt out, and in whatever order the tallies are merged.
    #[test]
    fn merged_tallies_of_parts_are_the_tally_of_the_whole(
        scene in scenes(),
        choices in choices(),
        deal in vec(any::<u8>(), 40),
    ) {
        let rows = Choices(&choices).rows(8);
        let plan = Plan::new(&rows).unwrap();
        let view = seen(&scene);
        let whole = view.tally(&plan);
        let merged = dealt_out_and_merged(view, &plan, &mut Choices(&deal));
        prop_assert_eq!(&merged, &whole);
        let attributes = merged.read(&plan, view.regime(), "generated", view.as_of_day()).unwrap();
        prop_assert!(attributes == view.attributes_of(&plan));
        let (_, plain) = both_of(&scene, &plan);
        for row in &rows {
            judge(row, &attributes, &plain)?;
        }
    }

    /// What a view shows is what the tables leave.
    #[test]
    fn a_view_shows_what_the_tables_leave(scene in scenes()) {
        let (view, plain) = (seen(&scene), plain_of(&scene));
        prop_assert_eq!(view.accounts().count(), plain.accounts.len());
        for (account, plain) in view.accounts().zip(&plain.accounts) {
            for ago in 0..MONTHS {
                prop_assert_eq!(account.planes().severity(ago as u32).number(), plain.severity(ago));
            }
            let state = field(account.state(), |state| match state {
                DisclosedState::Exact(state) => (Some(state), is_open(state)),
                DisclosedState::Open => (None, true),
                DisclosedState::Closed => (None, false),
            });
            let expected = match &plain.state {
                Field::Known(may_be) => Field::Known(((may_be.len() == 1).then_some(may_be[0]), is_open(may_be[0]))),
                Field::NotStated => Field::NotStated,
                Field::Hidden => Field::Hidden,
                Field::NotKnown => Field::NotKnown,
            };
            prop_assert_eq!(state, expected);
            prop_assert_eq!(&field(account.possible_states(), Iterator::collect), &plain.state);
            let minor = |seen: Disclosed<Money>| field(seen, |money| i128::from(money.minor()));
            for (name, seen, plain) in [
                ("limit", account.limit(), &plain.limit),
                ("principal", account.principal(), &plain.principal),
                ("balance", account.balance(), &plain.balance),
                ("used", account.used(), &plain.used),
                ("past due", account.past_due(), &plain.past_due),
                ("scheduled", account.scheduled(), &plain.scheduled),
                ("actual", account.actual(), &plain.actual),
            ] {
                prop_assert_eq!(&minor(seen), plain, "{}", name);
            }
        }
        let inquiries = view.inquiries().map(|all| all.map(|one| (one.date, one.inquirer.as_str(), one.reason)).collect());
        let expected = plain.inquiries.as_ref().map(|all| {
            all.iter().map(|one| (one.date, one.inquirer.as_str(), one.reason)).collect::<Vec<_>>()
        });
        prop_assert_eq!(inquiries, expected);
        prop_assert_eq!(view.liabilities().map(Iterator::count), plain.liabilities.map(|all| all.len()));
        prop_assert_eq!(view.as_of_day(), plain.day);
    }
}

/// The judge knows every name of the catalogue but two, which its page leaves to a public data set, and those of the
/// summary blocks of the PBOC report, which it leaves to the report; these are judged as rows.
#[test]
fn every_name_of_the_catalogue_is_judged() {
    let report = Report::builder("2024-06-30").build().unwrap();
    let plain = PlainReport::of(&report, &plain_regime(Regime::holistic()), report.month(), &[]);
    let judged: Vec<String> = catalogue::answers(&plain).into_iter().map(|(name, _)| name).collect();
    let names: Vec<&str> = Catalogue::standard().iter().map(|row| row.name.as_str()).collect();
    for name in &judged {
        assert!(names.contains(&name.as_str()), "the catalogue lacks `{name}`");
    }
    let others: Vec<&str> = names.into_iter().filter(|name| !judged.iter().any(|one| one == name)).collect();
    assert_eq!(others.join(" "), NOT_OF_THE_PAGE);
}

/// Judges that are wrong about one kind of month are found out, so a wrong core would be.
#[test]
fn a_wrong_judge_is_noticed() {
    let wrong: [(&str, Passes); 8] = [
        ("a quasi-credit card is late like any other", |test, _, severity| {
            passes(test, AccountKind::CreditCard, severity)
        }),
        ("late is exactly so late", |test, kind, severity| match test {
            MonthTest::Late(bucket) => severity == 4 + kind.late_from(bucket).number(),
            _ => passes(test, kind, severity),
        }),
        ("what is worse than late is not late", |test, kind, severity| match test {
            MonthTest::Late(_) => severity < 12 && passes(test, kind, severity),
            _ => passes(test, kind, severity),
        }),
        ("late is later by one bucket", |test, kind, severity| match test {
            MonthTest::Late(_) => severity > 0 && passes(test, kind, severity - 1),
            _ => passes(test, kind, severity),
        }),
        ("nothing due is on time", |test, kind, severity| match test {
            MonthTest::OnTime => severity == 3 || severity == 4,
            _ => passes(test, kind, severity),
        }),
        ("unknown is reported", |test, kind, severity| match test {
            MonthTest::Reported => severity >= 2,
            _ => passes(test, kind, severity),
        }),
        ("nothing due is anything better", |test, kind, severity| match test {
            MonthTest::NothingDue => severity <= 3,
            _ => passes(test, kind, severity),
        }),
        ("what is not visible is in no set", |test, kind, severity| match test {
            MonthTest::Severities(_) => severity != 0 && passes(test, kind, severity),
            _ => passes(test, kind, severity),
        }),
    ];
    let mut unnoticed = wrong.to_vec();
    for_each_scene(10_000, |scene, rows| {
        let (attributes, plain) = both_of(scene, &Plan::new(rows).unwrap());
        unnoticed.retain(|&(_, passes)| {
            rows.iter().all(|row| agree(Interpreter { passes }.measure(&row.measure, &plain), &attributes, &row.name))
        });
    });
    let unnoticed: Vec<&str> = unnoticed.into_iter().map(|(name, _)| name).collect();
    assert_eq!(unnoticed, [""; 0]);
}

/// The scenes and rows that are drawn reach numbers and every cause of absence, in plenty; and each way to reduce, with
/// each thing that is reduced, reads something other than 0.
#[test]
fn every_kind_of_reading_is_drawn() {
    let mut drawn = BTreeMap::new();
    let mut shapes = BTreeSet::new();
    for_each_scene(10_000, |scene, rows| {
        let (_, plain) = both_of(scene, Plan::standard());
        for row in rows.iter().chain(Catalogue::standard().iter()) {
            let answer = Interpreter::default().measure(&row.measure, &plain);
            *drawn.entry(answer.map(i128::signum)).or_insert(0) += 1;
            if answer.is_ok_and(|number| number != 0) {
                shapes.insert(shape(&row.measure));
            }
        }
    });
    let causes =
        [Why::NothingToDivideBy, Why::NeverHappened, Why::NotStated, Why::NoSuchAccount, Why::NotKnown, Why::Hidden];
    for kind in [Ok(-1), Ok(0), Ok(1)].into_iter().chain(causes.map(Err)) {
        assert!(drawn.get(&kind).is_some_and(|&times: &u32| times >= 100), "{kind:?}: {drawn:?}");
    }
    // All combinations but those that have no meaning: see `grammar`.
    assert_eq!(shapes.len(), (6 * 11 - 13) + (8 * 6 - 5) + 5 + 2 + 5, "{shapes:?}");
}

fn shape(measure: &Measure) -> String {
    let text = match measure {
        Measure::Accounts(row) => format!("accounts {:?} {:?}", row.across, row.of),
        Measure::Months(row) => format!("months {:?} {:?}", row.across, row.of),
        Measure::Inquiries(row) => format!("inquiries {:?}", row.across),
        Measure::Liabilities(row) => format!("liabilities {:?}", row.sum),
        Measure::Derived(row) => format!("derived {:?}", row.operation),
    };
    text.split('(').next().unwrap().to_owned()
}

pub type Scene = (Report, Regime, Month, Vec<AccountMask>);

fn cases() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases.max(10_000), ..config }
}

/// Reports under any regime, as of any month and through any masks; and as they are.
fn scenes() -> impl Strategy<Value = Scene> {
    let open = common::reports().prop_map(|report| {
        let month = report.month();
        (report, Regime::holistic().clone(), month, Vec::new())
    });
    prop_oneof![2 => common::scenes(), 1 => open]
}

fn choices() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..700)
}

/// Scenes without end, the same in every run.
pub fn same_scenes() -> impl Iterator<Item = Scene> {
    let mut runner = TestRunner::deterministic();
    std::iter::repeat_with(move || scenes().new_tree(&mut runner).unwrap().current())
}

/// Some scenes, each with rows, the same in every run.
fn for_each_scene(number: usize, mut each: impl FnMut(&Scene, &[Attribute])) {
    let mut runner = TestRunner::deterministic();
    let scenes = (scenes(), choices());
    for _ in 0..number {
        let (scene, choices) = scenes.new_tree(&mut runner).unwrap().current();
        each(&scene, &Choices(&choices).rows(12));
    }
}

pub fn seen((report, regime, month, masks): &Scene) -> View<'_> {
    let view = report.under(regime).at(*month);
    if masks.is_empty() { view } else { view.masked(masks).unwrap() }
}

/// What the core reads, and what the judge looks at.
fn both_of(scene: &Scene, plan: &Plan) -> (Attributes, PlainReport) {
    (seen(scene).attributes_of(plan), plain_of(scene))
}

/// What the judge looks at.
pub fn plain_of((report, regime, month, masks): &Scene) -> PlainReport {
    PlainReport::of(report, &plain_regime(regime), *month, &plain_masks(masks))
}

/// The normal form, with what is the same reading in several forms in one of them: what has no months has no window, and
/// of months that are true or not the sum is the count and the average is the lowest.
fn plainest(row: &Attribute) -> Measure {
    fn of(measure: Measure) -> Measure {
        match measure {
            Measure::Accounts(mut row) => {
                if matches!(row.of, Within::Account | Within::Value(_) | Within::AtLeastZero(_)) {
                    row.window = Window::ALL;
                }
                Measure::Accounts(row)
            }
            Measure::Months(mut row) => {
                let truth = matches!(row.of, WithinMonth::Any(_) | WithinMonth::None(_) | WithinMonth::AnyAndNone(..));
                row.across = match row.across {
                    AcrossMonths::Sum if truth => AcrossMonths::Count,
                    AcrossMonths::Average if truth => AcrossMonths::Lowest,
                    across => across,
                };
                Measure::Months(row)
            }
            Measure::Derived(row) => {
                let Derived { operation, left, right } = *row;
                Measure::Derived(Box::new(Derived { operation, left: of(left), right: of(right) }))
            }
            other => other,
        }
    }
    of(row.normalised().measure)
}

fn judge(row: &Attribute, attributes: &Attributes, plain: &PlainReport) -> Result<(), TestCaseError> {
    let answer = Interpreter::default().measure(&row.measure, plain);
    let found = attributes.get(&row.name);
    let text = || format!("judge {answer:?}, core {found:?}: {}", serde_json::to_string(row).unwrap());
    prop_assert!(agree(answer, attributes, &row.name), "{}", text());
    if let Ok(Reading::Absent(cause)) = found {
        prop_assert!(row.special_values().contains(&cause), "not among the causes of the row: {}", text());
    }
    Ok(())
}

/// Whether a reading is what the judge found.
fn agree(answer: Answer, attributes: &Attributes, name: &str) -> bool {
    let reading = attributes.get(name);
    match answer.map(i64::try_from) {
        Ok(Ok(number)) => reading == Ok(Reading::Known(number)),
        Ok(Err(_)) => matches!(reading, Err(AttributeError::OutOfRange { .. })),
        Err(why) => {
            let cause = match why {
                Why::NoSuchAccount => SpecialValue::NoSuchAccount,
                Why::NotStated => SpecialValue::NotStated,
                Why::Hidden => SpecialValue::Hidden,
                Why::NeverHappened => SpecialValue::NeverHappened,
                Why::NotKnown => SpecialValue::NotKnownAtMonth,
                Why::NothingToDivideBy => SpecialValue::NothingToDivideBy,
            };
            reading == Ok(Reading::Absent(cause))
        }
    }
}

/// Deals accounts, inquiries and liabilities out to four tallies, and merges them in a chosen order and grouping.
fn dealt_out_and_merged(view: View<'_>, plan: &Plan, choices: &mut Choices<'_>) -> Tally {
    let mut hands: Vec<Tally> = (0..4).map(|_| Tally::empty(plan, view.month(), view.regime())).collect();
    let mut accounts: Vec<_> = view.accounts().collect();
    while !accounts.is_empty() {
        let account = accounts.swap_remove(choices.next(accounts.len()));
        hands[choices.next(4)].fold(plan, &account).unwrap();
    }
    for inquiry in view.inquiries().into_iter().flatten() {
        hands[choices.next(4)].fold_inquiry(plan, inquiry).unwrap();
    }
    for liability in view.liabilities().into_iter().flatten() {
        hands[choices.next(4)].fold_liability(plan, liability).unwrap();
    }
    while hands.len() > 1 {
        let one = hands.swap_remove(choices.next(hands.len()));
        let other = hands.swap_remove(choices.next(hands.len()));
        hands.push(one.merge(other).unwrap());
    }
    hands.remove(0)
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

fn field<T, U>(seen: Disclosed<T>, change: impl FnOnce(T) -> U) -> Field<U> {
    match seen {
        Disclosed::Known(value) => Field::Known(change(value)),
        Disclosed::NotStated => Field::NotStated,
        Disclosed::Hidden => Field::Hidden,
        Disclosed::NotKnown => Field::NotKnown,
    }
}

const NOT_OF_THE_PAGE: &str = "open_accounts_d1 furnishers_d1 open_accounts_r4 furnishers_r4 open_accounts_r1 furnishers_r1 \
     open_accounts_r2 furnishers_r2 open_accounts_r3 furnishers_r3 bad_debt_balance principal_d1 balance_d1 \
     highest_monthly_past_due_60_d1 principal_r4 balance_r4 highest_monthly_past_due_60_r4 limit_r1 balance_r1 \
     highest_monthly_past_due_60_r1 limit_r2 balance_r2 highest_monthly_past_due_60_r2 limit_r3 balance_r3 \
     highest_monthly_past_due_60_r3 used_r2 used_r3 distinct_late_months_60_d1 distinct_late_months_60_r4 \
     distinct_late_months_60_r1 distinct_late_months_60_r2 distinct_late_months_60_r3 accounts_ever_late_1_d1 \
     accounts_ever_late_1_r4 accounts_ever_late_1_r1 accounts_ever_late_1_r2 accounts_ever_late_1_r3 \
     satisfactory_accounts utility_accounts_in_arrears utility_past_due telecom_accounts_in_arrears \
     telecom_past_due own_inquiries_1 guarantee_inquiries_24 merchant_inquiries_24 \
     months_since_hard_inquiry_excluding_7_days";
