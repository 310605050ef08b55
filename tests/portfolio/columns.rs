//! A portfolio's columns go out and come in as they are; what no report could have given is refused by its place.

use crate::common;

use common::{attributes_of, huge_reports, many_people, people, reports};
use credit_bureau::attributes::Plan;
use credit_bureau::portfolio::PortfolioError;
use credit_bureau::portfolio::columns::{Amounts, Columns, DaysBefore, Names, Profile, stated};
use credit_bureau::{AccountKind, Currency, Month, Portfolio, Regime, Report};
use proptest::prelude::*;

/// Reports of one currency, and a month near those of the first.
fn scenes() -> impl Strategy<Value = (Vec<Report>, Month)> {
    people(prop_oneof![3 => reports().boxed(), 1 => huge_reports().boxed()])
}

fn portfolio(reports: &[Report], month: Month) -> Portfolio {
    Portfolio::from_reports(month, reports[0].currency, reports).unwrap()
}

fn from_columns(like: &Portfolio, columns: impl IntoIterator<Item = Columns>) -> Result<Portfolio, PortfolioError> {
    Portfolio::from_columns(like.month(), like.currency(), columns)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn columns_that_come_out_go_in((reports, month) in scenes()) {
        let portfolio = portfolio(&reports, month);
        let columns: Vec<_> = portfolio.columns().collect();
        let again = from_columns(&portfolio, columns.clone()).unwrap();
        prop_assert_eq!(&again, &portfolio);
        prop_assert_eq!(again.columns().collect::<Vec<_>>(), columns);
        prop_assert_eq!(attributes_of(&again), attributes_of(&portfolio));
    }

    #[test]
    fn reports_and_columns_mix_in_order((reports, month) in scenes(), at in any::<prop::sample::Index>()) {
        let whole = portfolio(&reports, month);
        let at = at.index(reports.len() + 1);
        let mut builder = Portfolio::builder(month, whole.currency());
        reports[..at].iter().for_each(|report| builder.push(report).unwrap());
        for report in &reports[at..] {
            for columns in portfolio(std::slice::from_ref(report), month).columns() {
                builder.push_columns(columns).unwrap();
            }
        }
        reports.iter().for_each(|report| builder.push(report).unwrap());
        let twice: Vec<_> = reports.iter().chain(&reports).cloned().collect();
        let mixed = builder.build();
        prop_assert_eq!(&mixed, &portfolio(&twice, month));
        prop_assert_eq!(attributes_of(&mixed), attributes_of(&portfolio(&twice, month)));
        prop_assert_ne!(mixed, whole);
    }

    #[test]
    fn a_portfolio_goes_on_where_it_ended((reports, month) in scenes(), at in any::<prop::sample::Index>()) {
        let whole = portfolio(&reports, month);
        let (before, after) = reports.split_at(at.index(reports.len()));
        let mut builder = Portfolio::from_reports(month, whole.currency(), before).unwrap().into_builder();
        after.iter().for_each(|report| builder.push(report).unwrap());
        let portfolio = builder.build();
        prop_assert_eq!(&portfolio, &whole);
        prop_assert_eq!(portfolio.columns().len(), 1);
        prop_assert_eq!(portfolio.bytes(), whole.bytes());
        prop_assert_eq!(attributes_of(&portfolio), attributes_of(&whole));
    }

    #[test]
    fn portfolios_are_equal_just_if_their_reports_read_alike((reports, month) in scenes()) {
        let (ours, mut changed) = (portfolio(&reports, month), reports.clone());
        changed.reverse();
        let theirs = portfolio(&changed, month);
        let all = |portfolio: &Portfolio| plain(&portfolio.columns().next().unwrap());
        prop_assert_eq!(ours == theirs, all(&ours) == all(&theirs));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn a_number_that_is_not_as_it_was_is_refused_or_kept(
        (reports, month) in scenes(),
        (field, place) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        value in prop_oneof![
            2 => 0..4_i64,
            2 => -2..70_i64,
            1 => any::<i64>(),
            1 => (0..64_u32).prop_map(|bit| (1_u64 << bit) as i64),
        ],
    ) {
        let portfolio = portfolio(&reports, month);
        let mut columns = portfolio.columns().next().unwrap();
        corrupt(&mut columns, field, place, value);
        match from_columns(&portfolio, [columns.clone()]) {
            Ok(other) => {
                let out = other.columns().next().unwrap();
                prop_assert_eq!(plain(&out), plain(&columns));
                prop_assert_eq!(&from_columns(&other, [out]).unwrap(), &other);
                attributes_of(&other);
            }
            Err(error) => prop_assert!(!error.to_string().contains('\n')),
        }
    }
}

/// Columns without what they leave open: the order of a dictionary of profiles, how wide a column is, and where nothing
/// ends.
fn plain(columns: &Columns) -> impl PartialEq + std::fmt::Debug + use<> {
    let wide = |amounts: &Amounts| match amounts {
        Amounts::Narrow(amounts) => amounts.iter().map(|&amount| amount.into()).collect(),
        Amounts::Wide(amounts) => amounts.clone(),
    };
    let days: Vec<i32> = match &columns.inquiries.days {
        DaysBefore::Narrow(days) => days.iter().map(|&days| days.into()).collect(),
        DaysBefore::Wide(days) => days.clone(),
    };
    let mut rest = columns.clone();
    let all = [&columns.granted, &columns.balance, &columns.past_due, &columns.scheduled].map(wide);
    let some = [&columns.used.amounts, &columns.actual.amounts, &columns.overdue.amounts].map(wide);
    for amounts in [&mut rest.granted, &mut rest.balance, &mut rest.past_due, &mut rest.scheduled] {
        *amounts = Amounts::default();
    }
    for amounts in [&mut rest.used.amounts, &mut rest.actual.amounts, &mut rest.overdue.amounts] {
        *amounts = Amounts::default();
    }
    rest.inquiries.days = DaysBefore::default();
    if rest.overdue.starts.is_empty() {
        rest.overdue.starts.push(0);
    }
    let profiles: Vec<Profile> = rest.profile.iter().map(|&place| rest.profiles[usize::from(place)]).collect();
    (rest.profile, rest.profiles) = (Vec::new(), Vec::new());
    let debug_hides_all = format!("{:?}", rest.names);
    (rest, debug_hides_all, all, some, days, profiles)
}

/// Changes one number, or drops or doubles one.
fn corrupt(columns: &mut Columns, field: prop::sample::Index, place: prop::sample::Index, value: i64) {
    fn put<T: Copy>(column: &mut Vec<T>, place: prop::sample::Index, value: T) {
        match place.index(column.len() + 2) {
            0 => column.push(value),
            1 => drop(column.pop()),
            place => column[place - 2] = value,
        }
    }
    fn amount(amounts: &mut Amounts, place: prop::sample::Index, value: i64) {
        let mut wide: Vec<i64> = match amounts {
            Amounts::Narrow(amounts) => amounts.iter().map(|&amount| amount.into()).collect(),
            Amounts::Wide(amounts) => amounts.clone(),
        };
        put(&mut wide, place, value);
        *amounts = Amounts::Wide(wide);
    }
    let (small, short, byte) = (value as u32, value as u16, value as u8);
    match field.index(29) {
        0 => put(&mut columns.starts, place, small),
        plane @ 1..=4 => put(&mut columns.planes[plane - 1], place, value as u64),
        5 => put(&mut columns.profile, place, short),
        6 if !columns.profiles.is_empty() => {
            let place = place.index(columns.profiles.len());
            columns.profiles[place].stated = byte;
        }
        7 if !columns.profiles.is_empty() => {
            let place = place.index(columns.profiles.len());
            columns.profiles[place].stated ^= 1 << (byte % 8);
        }
        8 if !columns.profiles.is_empty() => {
            let place = place.index(columns.profiles.len());
            columns.profiles[place].kind = AccountKind::ALL[usize::from(byte) % AccountKind::ALL.len()];
        }
        9 if !columns.profiles.is_empty() => {
            let place = place.index(columns.profiles.len());
            columns.profiles[place].known ^= true;
        }
        10 => put(&mut columns.opened, place, short),
        11 => put(&mut columns.furnisher, place, short),
        12 => amount(&mut columns.granted, place, value),
        13 => amount(&mut columns.balance, place, value),
        14 => amount(&mut columns.past_due, place, value),
        15 => amount(&mut columns.scheduled, place, value),
        16 => put(&mut columns.used.accounts, place, short),
        17 => amount(&mut columns.used.amounts, place, value),
        18 => put(&mut columns.actual.accounts, place, short),
        19 => amount(&mut columns.actual.amounts, place, value),
        20 => put(&mut columns.overdue.accounts, place, short),
        21 => put(&mut columns.overdue.starts, place, small),
        22 => put(&mut columns.overdue.ago, place, byte),
        23 => amount(&mut columns.overdue.amounts, place, value),
        24 => put(&mut columns.inquiries.starts, place, small),
        25 => {
            let mut days = match &columns.inquiries.days {
                DaysBefore::Narrow(days) => days.iter().map(|&days| days.into()).collect(),
                DaysBefore::Wide(days) => days.clone(),
            };
            put(&mut days, place, value as i32);
            columns.inquiries.days = DaysBefore::Wide(days);
        }
        26 => put(&mut columns.inquiries.inquirer, place, short),
        27 => put(&mut columns.as_of, place, (small % 4, value as i32)),
        _ => put(&mut columns.names.as_mut().unwrap().ends, place, small),
    }
}

/// Two subjects with three accounts: a card, a late card, a loan of which nothing is stated.
fn few() -> Columns {
    let mut card = Profile::new(AccountKind::CreditCard);
    card.stated = stated::GRANTED | stated::BALANCE | stated::USED_APART | stated::OVERDUE;
    let mut columns = Columns::default();
    columns.starts = vec![0, 1, 3];
    columns.planes = [vec![0, 0b10, 0], vec![0; 3], vec![0b111, 0b110, 0], vec![0; 3]];
    columns.profiles = vec![Profile::new(AccountKind::NonRevolvingLoan), card];
    columns.profile = vec![0, 1, 0];
    columns.opened = vec![0, 24_200, 24_293];
    columns.furnishers = vec!["bank".into()];
    columns.furnisher = vec![0; 3];
    columns.granted = Amounts::Narrow(vec![0, 500, 0]);
    columns.balance = Amounts::Narrow(vec![0, -20, 0]);
    columns.past_due = Amounts::Narrow(vec![0; 3]);
    columns.scheduled = Amounts::Narrow(vec![0; 3]);
    columns.used.accounts = vec![1];
    columns.used.amounts = Amounts::Wide(vec![7]);
    columns.overdue.accounts = vec![1];
    columns.overdue.starts = vec![0, 1];
    columns.overdue.ago = vec![1];
    columns.overdue.amounts = Amounts::Narrow(vec![90]);
    columns.inquiries.starts = vec![0; 3];
    columns.as_of = vec![(0, 3)];
    columns.names = Some(Names { text: "anndé".into(), ends: vec![3, 6] });
    columns
}

fn few_with(change: impl FnOnce(&mut Columns)) -> Result<Portfolio, PortfolioError> {
    let mut columns = few();
    change(&mut columns);
    Portfolio::from_columns("2024-06".parse().unwrap(), Currency::CNY, [columns])
}

#[test]
fn what_is_wrong_is_named_with_column_place_and_subject() {
    assert!(few_with(|_| ()).is_ok());
    type Change = fn(&mut Columns);
    let cases: &[(Change, &str)] = &[
        (|c| c.starts[0] = 1, "column `starts` has 1 at place 0: expected 0"),
        (|c| c.starts[1] = 4, "column `starts` has 3 at place 2: expected 4 or more"),
        (|c| c.starts[2] = 2, "column `starts` has 2 at place 2: expected 3, the number of accounts"),
        (|c| c.starts.clear(), "column `starts` has 3 values: expected 0"),
        (|c| c.opened.truncate(2), "column `opened` has 2 values: expected 3"),
        (|c| c.planes[3].push(0), "column `planes` has 4 values: expected 3"),
        (
            |c| c.planes[3][1] = 1 << 60,
            "column `planes` has 1152921504606846976 at place 1, of `dé`: expected no bit outside the months that a \
             history of this kind can have",
        ),
        (|c| c.planes[2][0] = 1, ""),
        (
            |c| c.profile[2] = 2,
            "column `profile` has 2 at place 2, of `dé`: expected a place among the 2 of `profiles`",
        ),
        (
            |c| c.furnisher[0] = 1,
            "column `furnisher` has 1 at place 0, of `ann`: expected a place among the 1 of `furnishers`",
        ),
        (
            |c| c.furnishers.push("bank".into()),
            "column `furnishers` has a repeated code at place 1: expected each code once",
        ),
        (
            |c| c.opened[2] = 24_294,
            "column `opened` has 24294 at place 2, of `dé`: expected 0, or a month's ordinal from 12 to 24293",
        ),
        (
            |c| (c.as_of, c.opened[0]) = (vec![(0, 40)], 24_293),
            "column `opened` has 24293 at place 0, of `ann`: expected no month after 24292, that of its as-of day",
        ),
        (
            |c| c.as_of[0].1 = 40,
            "column `planes` has a later month at place 0, of `ann`: expected no month after that of its as-of day",
        ),
        (
            |c| c.profiles[0].known = false,
            "column `profile` has values that are not known yet at place 0, of `ann`: expected known values, since \
             nothing comes after the as-of day",
        ),
        (|c| c.as_of[0].1 = 0, "column `as_of` has 0 at place 0, of `ann`: expected 1 day or more, since the year 1"),
        (|c| c.as_of[0].0 = 2, "column `as_of` has 2 at place 0: expected a subject from 0 to 1"),
        (
            |c| c.granted = Amounts::Narrow(vec![0, -500, 0]),
            "column `granted` has -500 at place 1, of `dé`: expected 0 or more",
        ),
        (
            |c| c.scheduled = Amounts::Wide(vec![1, 0, 0]),
            "column `scheduled` has 1 at place 0, of `ann`: expected 0, since it is not stated",
        ),
        (
            |c| c.used.amounts = Amounts::Narrow(vec![-20]),
            "column `used` has -20 at place 1, of `dé`: expected an amount that differs from the one it stands apart from",
        ),
        (
            |c| c.used.accounts = vec![2],
            "column `used` has account 2 at place 1, of `dé`: expected account 1, the next that states it",
        ),
        (
            |c| c.used.accounts.clear(),
            "column `used` has nothing at place 1, of `dé`: expected account 1, the next that states it",
        ),
        (
            |c| c.profiles[1].stated ^= stated::USED_APART,
            "column `used` has account 1 at place 1: expected no further account, since no other states it",
        ),
        (
            |c| c.profiles[0].stated = stated::USED_APART,
            "column `profiles` has a used amount at place 0: expected none on an account of kind `d1`",
        ),
        (
            |c| c.profiles[1].stated |= stated::ACTUAL,
            "column `profiles` has ACTUAL alone at place 1: expected SCHEDULED or ACTUAL_APART with it",
        ),
        (|c| c.overdue.ago[0] = 0, "column `overdue.ago` has 0 at place 1, of `dé`: expected late months, ascending"),
        (
            |c| c.names.as_mut().unwrap().ends[0] = 5,
            "column `names` has 5 at place 0: expected a place in the text, between two characters",
        ),
        (|c| c.names.as_mut().unwrap().ends.truncate(1), "column `names` has 1 values: expected 2"),
    ];
    for (change, message) in cases {
        let found = few_with(change).err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(&found, message);
    }
    let error = few_with(|c| (c.names, c.opened[2]) = (None, 1)).unwrap_err().to_string();
    assert!(error.contains("of `subject 1`"), "{error}");
}

#[test]
fn a_builder_that_refused_columns_is_as_it_was() {
    let mut builder = Portfolio::builder("2024-06".parse().unwrap(), Currency::CNY);
    builder.push_columns(few()).unwrap();
    let mut wrong = few();
    wrong.opened[0] = 1;
    builder.push_columns(wrong).unwrap_err();
    builder.push_columns(Columns::default()).unwrap();
    builder.push_columns(few()).unwrap();
    let portfolio = builder.build();
    assert_eq!((portfolio.subjects(), portfolio.accounts()), (4, 6));
    assert_eq!(format!("{:?}", few()), "Columns { subjects: 2, accounts: 3, .. }");
}

#[test]
fn a_batch_that_is_too_large_is_divided() {
    let (reports, month) = many_people(30_000);
    let portfolio = portfolio(&reports, month);
    let mut one = Columns::default();
    for columns in portfolio.columns() {
        append(&mut one, &columns);
    }
    assert!(one.profile.len() > 65_536 && portfolio.columns().len() > 1);
    // What stands in sparse columns has places of 16 bits.
    for profile in &mut one.profiles {
        profile.stated &= !(stated::USED_APART | stated::ACTUAL | stated::ACTUAL_APART | stated::OVERDUE);
    }
    let divided = from_columns(&portfolio, [one]).unwrap();
    let sizes = |portfolio: &Portfolio| (portfolio.subjects(), portfolio.accounts(), portfolio.columns().len());
    assert_eq!(sizes(&divided), sizes(&portfolio));
    let places: Vec<_> = (0..portfolio.subjects()).step_by(997).collect();
    let regime = Regime::holistic();
    let read = |portfolio: &Portfolio| {
        let mut all = Vec::new();
        for chunk in portfolio.attributes(Plan::standard(), regime).chunks() {
            let chunk = chunk.unwrap();
            for place in places.iter().filter_map(|place| place.checked_sub(chunk.first())) {
                if let Some(one) = chunk.attributes(place) {
                    all.push(["accounts", "hard_inquiries_12", "total_balance"].map(|name| one.get(name).unwrap()));
                }
            }
        }
        all
    };
    assert_eq!(read(&divided), read(&portfolio));

    let names = |portfolio: &Portfolio| portfolio.columns().map(|columns| columns.names).collect::<Vec<_>>();
    let mut nameless = Portfolio::builder(month, Currency::CNY).without_names();
    portfolio.columns().for_each(|columns| nameless.push_columns(columns).unwrap());
    assert!(names(&nameless.build()).iter().all(Option::is_none));
}

/// The subjects of both, without sparse columns, liabilities and as-of days.
fn append(to: &mut Columns, from: &Columns) {
    let (accounts, inquiries) = (to.profile.len() as u32, to.inquiries.reason.len() as u32);
    if to.starts.is_empty() {
        (to.starts, to.inquiries.starts, to.names) = (vec![0], vec![0], Some(Names::default()));
    }
    to.starts.extend(from.starts[1..].iter().map(|start| start + accounts));
    to.inquiries.starts.extend(from.inquiries.starts[1..].iter().map(|start| start + inquiries));
    for (to, from) in to.planes.iter_mut().zip(&from.planes) {
        to.extend(from);
    }
    to.opened.extend(&from.opened);
    for place in &from.profile {
        let profile = from.profiles[usize::from(*place)];
        let known = to.profiles.iter().position(|&other| other == profile);
        to.profile.push(known.unwrap_or(to.profiles.len()) as u16);
        to.profiles.extend(known.is_none().then_some(profile));
    }
    let code = |to: &mut Vec<Box<str>>, code: &str| {
        let known = to.iter().position(|other| **other == *code);
        to.extend(known.is_none().then(|| code.into()));
        known.unwrap_or(to.len() - 1) as u16
    };
    for place in &from.furnisher {
        to.furnisher.push(code(&mut to.furnishers, &from.furnishers[usize::from(*place)]));
    }
    for place in &from.inquiries.inquirer {
        to.inquiries.inquirer.push(code(&mut to.inquiries.inquirers, &from.inquiries.inquirers[usize::from(*place)]));
    }
    to.inquiries.reason.extend(&from.inquiries.reason);
    let mut days = match &to.inquiries.days {
        DaysBefore::Wide(days) => days.clone(),
        DaysBefore::Narrow(_) => Vec::new(),
    };
    match &from.inquiries.days {
        DaysBefore::Wide(more) => days.extend(more),
        DaysBefore::Narrow(more) => days.extend(more.iter().map(|&days| i32::from(days))),
    }
    to.inquiries.days = DaysBefore::Wide(days);
    for (to, from) in [
        (&mut to.granted, &from.granted),
        (&mut to.balance, &from.balance),
        (&mut to.past_due, &from.past_due),
        (&mut to.scheduled, &from.scheduled),
    ] {
        let mut all = match to {
            Amounts::Wide(amounts) => std::mem::take(amounts),
            Amounts::Narrow(_) => Vec::new(),
        };
        match from {
            Amounts::Wide(more) => all.extend(more),
            Amounts::Narrow(more) => all.extend(more.iter().map(|&amount| i64::from(amount))),
        }
        *to = Amounts::Wide(all);
    }
    let (to, from) = (to.names.as_mut().unwrap(), from.names.as_ref().unwrap());
    let before = to.text.len() as u32;
    to.ends.extend(from.ends.iter().map(|end| end + before));
    to.text.push_str(&from.text);
}
