//! A payment history answers every question as a plain list of statuses would.
//!
//! The judge is [`Naive`]: a `Vec` of statuses and loops over it, written without a thought for speed. Every question of
//! `PaymentHistory`, `Planes` and `Months` is put to both, over every status and over random histories.

use credit_bureau::history::{DelinquencyBucket, HistoryError, HistoryForm, Months, Notation, Planes, Severity};
use credit_bureau::month::Window;
use credit_bureau::{Month, PaymentHistory, PaymentStatus};
use proptest::prelude::*;

/// The reference: statuses in a list, latest first.
#[derive(Clone, Debug)]
struct Naive {
    latest: Month,
    statuses: Vec<PaymentStatus>,
}

impl Naive {
    fn history(&self) -> PaymentHistory {
        PaymentHistory::new(self.latest, &self.statuses).unwrap()
    }

    fn status(&self, month: Month) -> Option<PaymentStatus> {
        let ago = usize::try_from(self.latest.months_since(month)).ok()?;
        self.statuses.get(ago).copied()
    }

    /// Severities of the sixty months up to `month`, latest first.
    fn as_of(&self, month: Month) -> Vec<Severity> {
        (0..60)
            .map(|ago| month.checked_add(-ago).and_then(|month| self.status(month)))
            .map(|status| status.map_or(Severity::Outside, PaymentStatus::severity))
            .collect()
    }

    fn longest_run(&self, holds: impl Fn(PaymentStatus) -> bool) -> u32 {
        let runs = self.statuses.split(|&status| !holds(status));
        runs.map(|run| run.len() as u32).max().unwrap_or(0)
    }

    fn last_month(&self, holds: impl Fn(PaymentStatus) -> bool) -> Option<Month> {
        let ago = self.statuses.iter().position(|&status| holds(status))?;
        self.latest.checked_add(-(ago as i32))
    }
}

/// Months of which `holds` is true, as months back.
fn where_true(severities: &[Severity], holds: impl Fn(Severity) -> bool) -> Vec<u32> {
    (0..).zip(severities).filter(|&(_, &severity)| holds(severity)).map(|(ago, _)| ago).collect()
}

fn listed(months: Months) -> Vec<u32> {
    months.iter().collect()
}

fn late(severity: Severity, bucket: DelinquencyBucket) -> bool {
    severity.number() >= 4 + bucket.number()
}

/// Puts every question about severities to `planes` and to the list.
fn assert_planes_agree(planes: Planes, severities: &[Severity]) {
    assert_eq!(severities.len(), 60);
    for (ago, &severity) in (0..).zip(severities) {
        assert_eq!(planes.severity(ago), severity, "{ago} months back");
    }
    for asked in Severity::ALL {
        assert_eq!(listed(planes.at_least(asked)), where_true(severities, |s| s >= asked), "at least {asked}");
        assert_eq!(listed(planes.exactly(asked)), where_true(severities, |s| s == asked), "exactly {asked}");
    }
    for bucket in DelinquencyBucket::ALL {
        assert_eq!(listed(planes.late(bucket)), where_true(severities, |s| late(s, bucket)), "late {bucket}");
    }
    assert_eq!(listed(planes.on_time()), where_true(severities, |s| s == Severity::PaidAsAgreed));
    assert_eq!(listed(planes.reported()), where_true(severities, |s| s >= Severity::NothingDue));
    assert_eq!(listed(planes.present()), where_true(severities, |s| s > Severity::Outside));
    assert_eq!(Some(planes.worst()), severities.iter().copied().max());
    assert_eq!(Planes::from_words(planes.words()), planes);
}

/// Puts every question about a history to it and to the list.
fn assert_histories_agree(naive: &Naive) {
    let history = naive.history();
    let months: Vec<Month> =
        (0..naive.statuses.len()).map(|ago| naive.latest.checked_add(-(ago as i32)).unwrap()).collect();

    assert_eq!((history.latest(), Some(history.earliest())), (naive.latest, months.last().copied()));
    assert_eq!(history.len(), naive.statuses.len());
    assert!(history.iter().eq(months.iter().copied().zip(naive.statuses.iter().copied())));
    assert!(history.iter().rev().eq(months.iter().copied().zip(naive.statuses.iter().copied()).rev()));
    for distance in -70..=70 {
        let month = naive.latest.checked_add(distance).unwrap();
        assert_eq!(history.status(month), naive.status(month), "{month}");
    }

    let severities = naive.as_of(naive.latest);
    assert_eq!(history.planes(), history.as_of(naive.latest));
    assert_planes_agree(history.planes(), &severities);
    for bucket in DelinquencyBucket::ALL {
        assert_eq!(listed(history.late(bucket)), where_true(&severities, |s| late(s, bucket)));
        assert_eq!(history.last_late_month(bucket), naive.last_month(|status| late(status.severity(), bucket)));
        assert_eq!(history.late(bucket).longest_run(), naive.longest_run(|status| late(status.severity(), bucket)));
    }
    assert_eq!(history.on_time(), history.planes().on_time());
    assert_eq!(history.reported(), history.planes().reported());
    let on_time = |status: PaymentStatus| status.severity() == Severity::PaidAsAgreed;
    assert_eq!(history.longest_on_time_streak(), naive.longest_run(on_time));
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn statuses() -> impl Strategy<Value = PaymentStatus> {
    let any = proptest::sample::select(PaymentStatus::all().collect::<Vec<_>>());
    let usual = proptest::sample::select("NNNN*#12".chars().collect::<Vec<_>>())
        .prop_map(|symbol| PaymentStatus::from_symbol(Notation::Pboc, symbol).unwrap());
    prop_oneof![any, usual]
}

fn latest_months() -> impl Strategy<Value = Month> {
    (1900..2100_i32, 1..=12_u32).prop_map(|(year, number)| Month::new(year, number).unwrap())
}

fn histories() -> impl Strategy<Value = Naive> {
    let run = (statuses(), 1..8_usize).prop_map(|(status, length)| vec![status; length]);
    let runs = proptest::collection::vec(run, 1..16).prop_map(|runs| {
        let mut statuses = runs.concat();
        statuses.truncate(60);
        statuses
    });
    let mixed = proptest::collection::vec(statuses(), 1..=60);
    (latest_months(), prop_oneof![runs, mixed]).prop_map(|(latest, statuses)| Naive { latest, statuses })
}

/// Histories that `form` can say.
fn histories_in(form: HistoryForm) -> impl Strategy<Value = Naive> {
    let symbols: Vec<PaymentStatus> =
        form.notation().symbols().map(|symbol| PaymentStatus::from_symbol(form.notation(), symbol).unwrap()).collect();
    let lengths = form.months().map_or(1..=60, |months| months..=months);
    (latest_months(), proptest::collection::vec(proptest::sample::select(symbols), lengths))
        .prop_map(|(latest, statuses)| Naive { latest, statuses })
}

fn windows() -> impl Strategy<Value = Window> {
    let between = (0..60_u8, 0..60_u8).prop_map(|(a, b)| Window::between(a.min(b), a.max(b)).unwrap());
    prop_oneof![(0..=61_u8).prop_map(Window::last), between]
}

#[test]
fn every_status_answers_alike_in_every_place() {
    for status in PaymentStatus::all() {
        for place in [0, 1, 2, 11, 12, 23, 24, 31, 32, 47, 48, 58, 59] {
            let mut statuses = vec![PaymentStatus::of(Severity::NothingDue); 60];
            statuses[place] = status;
            assert_histories_agree(&Naive { latest: month("2024-06"), statuses: statuses.clone() });
            statuses.truncate(place + 1);
            assert_histories_agree(&Naive { latest: month("2024-06"), statuses });
        }
    }
}

#[test]
fn every_symbol_of_every_form_reads_as_its_status() {
    for form in HistoryForm::ALL {
        for symbol in form.notation().symbols() {
            let text = symbol.to_string().repeat(form.months().unwrap_or(60));
            let history = PaymentHistory::read(form, &text, month("2024-06")).unwrap();
            let status = PaymentStatus::from_symbol(form.notation(), symbol).unwrap();
            assert!(history.iter().all(|(_, read)| read == status), "{symbol} in {form}");
            assert_eq!(history.write(form).unwrap(), text);
        }
    }
}

#[test]
fn a_history_may_begin_with_the_calendar_and_not_before() {
    let statuses = [PaymentStatus::of(Severity::PaidAsAgreed); 60];
    assert!(PaymentHistory::new(Month::FIRST, &statuses[..1]).is_ok());
    assert_eq!(PaymentHistory::new(month("0005-12"), &statuses).unwrap().earliest(), Month::new(1, 1).unwrap());
    let error = PaymentHistory::new(month("0005-11"), &statuses).unwrap_err();
    assert_eq!(error.to_string(), "60 months up to 0005-11 begin before the calendar does, in 0001-01");
    assert!(PaymentHistory::new(Month::LAST, &statuses).is_ok());
}

#[test]
fn a_history_has_one_to_sixty_months() {
    let latest = month("2024-06");
    let statuses = [PaymentStatus::of(Severity::PaidAsAgreed); 61];
    assert_eq!(PaymentHistory::new(latest, &[]), Err(HistoryError::Empty));
    assert_eq!(PaymentHistory::new(latest, &statuses[..60]).unwrap().len(), 60);
    assert_eq!(PaymentHistory::new(latest, &statuses), Err(HistoryError::TooLong { latest }));
    assert_eq!(PaymentHistory::collect(latest, std::iter::repeat(statuses[0])), Err(HistoryError::TooLong { latest }));
}

#[test]
fn serde_is_symbols_where_they_suffice_and_pairs_where_not() {
    let latest = month("2024-06");
    let plain = PaymentHistory::parse("NN1N", latest).unwrap();
    assert_eq!(serde_json::to_string(&plain).unwrap(), r#"{"latest":"2024-06","months":"NN1N"}"#);
    let blank = PaymentHistory::new(latest, &[PaymentStatus::new(Severity::Outside, 2).unwrap()]).unwrap();
    assert_eq!(serde_json::to_string(&blank).unwrap(), r#"{"latest":"2024-06","months":[[0,2]]}"#);
    let reversed: PaymentHistory = serde_json::from_str(r#"{"months":"NN1N","latest":"2024-06"}"#).unwrap();
    assert_eq!(reversed, plain);
    let long = format!(r#"{{"latest":"2024-06","months":"{}"}}"#, "N".repeat(61));
    let many = format!(r#"{{"latest":"2024-06","months":[{}]}}"#, vec!["[4,0]"; 61].join(","));
    for json in [
        r#"{"latest":"2024-06","months":""}"#,
        r#"{"latest":"2024-06","months":[]}"#,
        r#"{"latest":"2024-06","months":"NQ"}"#,
        r#"{"latest":"2024-06","months":"N N"}"#,
        r#"{"latest":"2024-06","months":[[4,3]]}"#,
        r#"{"latest":"2024-13","months":"N"}"#,
        r#"{"latest":"2024-06"}"#,
        r#"{"latest":"2024-06","months":"N","more":1}"#,
        &long,
        &many,
    ] {
        assert!(serde_json::from_str::<PaymentHistory>(json).is_err(), "{json}");
    }
    let error = serde_json::from_str::<PaymentHistory>(r#"{"latest":"2024-06","months":"NQ"}"#).unwrap_err();
    assert!(error.to_string().starts_with("`Q` at character 2 (2024-05) is not a payment status"), "{error}");
}

#[test]
fn a_history_draws_its_symbols() {
    let latest = month("2024-06");
    let charged_off = PaymentStatus::new(Severity::BadDebt, 1).unwrap();
    let statuses = [charged_off, PaymentStatus::of(Severity::LateOver180), PaymentStatus::of(Severity::PaidAsAgreed)];
    let history = PaymentHistory::new(latest, &statuses).unwrap();
    assert_eq!(format!("{history:?}"), "2024-06: (15.1)7N");
}

proptest! {
    #[test]
    fn every_question_is_answered_as_by_the_list(naive in histories()) {
        assert_histories_agree(&naive);
    }

    #[test]
    fn another_month_sees_the_same_months_from_there(naive in histories(), distance in -130..130) {
        let month = naive.latest.checked_add(distance).unwrap();
        assert_planes_agree(naive.history().as_of(month), &naive.as_of(month));
    }

    #[test]
    fn a_month_more_is_the_list_with_it(naive in histories(), status in statuses()) {
        let mut longer = naive.clone();
        longer.statuses.insert(0, status);
        longer.statuses.truncate(60);
        let history = naive.history().followed_by(status);
        match naive.latest.checked_add(1) {
            Some(next) => {
                longer.latest = next;
                prop_assert_eq!(history, Some(longer.history()));
            }
            None => prop_assert_eq!(history, None),
        }
    }

    #[test]
    fn a_month_changed_is_the_list_with_it(naive in histories(), ago in -2..62_i32, status in statuses()) {
        let mut changed = naive.clone();
        let place = usize::try_from(ago).ok().and_then(|ago| changed.statuses.get_mut(ago));
        let is_there = place.map(|place| *place = status).is_some();
        let Some(month) = naive.latest.checked_add(-ago) else { return Ok(()) };
        prop_assert_eq!(naive.history().with_status(month, status), is_there.then(|| changed.history()));
    }

    #[test]
    fn the_worst_of_a_window_is_the_worst_of_its_months(naive in histories(), window in windows()) {
        let severities = naive.as_of(naive.latest);
        let inside = (0..).zip(severities).filter(|&(ago, _)| window.contains(ago)).map(|(_, severity)| severity);
        prop_assert_eq!(naive.history().worst(window), inside.max().unwrap_or(Severity::Outside));
    }

    #[test]
    fn a_hidden_month_is_outside_and_the_others_are_as_they_were(naive in histories(), bits in any::<u64>()) {
        let shown = Months::from_bits(bits);
        let severities: Vec<Severity> = (0..)
            .zip(naive.as_of(naive.latest))
            .map(|(ago, severity)| if shown.contains(ago) { severity } else { Severity::Outside })
            .collect();
        assert_planes_agree(naive.history().planes().masked(shown), &severities);
    }

    #[test]
    fn masks_combine_by_intersection(naive in histories(), a in any::<u64>(), b in any::<u64>()) {
        let (planes, a, b) = (naive.history().planes(), Months::from_bits(a), Months::from_bits(b));
        prop_assert_eq!(planes.masked(a).masked(b), planes.masked(a & b));
        prop_assert_eq!(planes.masked(Months::ALL), planes);
        prop_assert_eq!(planes.masked(Months::NONE), Planes::EMPTY);
    }

    #[test]
    fn hiding_more_never_shows_more(naive in histories(), a in any::<u64>(), b in any::<u64>()) {
        let planes = naive.history().planes();
        let (more, less) = (planes.masked(Months::from_bits(a)), planes.masked(Months::from_bits(a & b)));
        prop_assert!(less.worst() <= more.worst());
        for severity in Severity::ALL.into_iter().skip(1) {
            prop_assert!((less.at_least(severity) - more.at_least(severity)).is_empty());
        }
    }

    #[test]
    fn the_worse_of_two_is_month_by_month(a in histories(), b in histories()) {
        let pairs = a.as_of(a.latest).into_iter().zip(b.as_of(b.latest));
        let worse: Vec<Severity> = pairs.map(|(a, b)| a.max(b)).collect();
        assert_planes_agree(a.history().planes().max(b.history().planes()), &worse);
    }

    #[test]
    fn the_worse_of_two_is_a_join(a in histories(), b in histories(), c in histories()) {
        let [a, b, c] = [a, b, c].map(|naive| naive.history().planes());
        prop_assert_eq!(a.max(b), b.max(a));
        prop_assert_eq!(a.max(b).max(c), a.max(b.max(c)));
        prop_assert_eq!(a.max(a), a);
        prop_assert_eq!(a.max(Planes::EMPTY), a);
    }

    #[test]
    fn late_at_a_bucket_is_late_at_every_lower_bucket(naive in histories()) {
        for pair in DelinquencyBucket::ALL.windows(2) {
            prop_assert!((naive.history().late(pair[1]) - naive.history().late(pair[0])).is_empty());
        }
    }

    #[test]
    fn each_month_is_just_one_severity(naive in histories()) {
        let planes = naive.history().planes();
        let counted: u32 = Severity::ALL.into_iter().map(|severity| planes.exactly(severity).count()).sum();
        prop_assert_eq!(counted, 60);
    }

    #[test]
    fn what_is_written_reads_back_in_every_form(
        naive in proptest::sample::select(HistoryForm::ALL.to_vec()).prop_flat_map(|form| (Just(form), histories_in(form)))
    ) {
        let (form, naive) = naive;
        let text = naive.history().write(form).unwrap();
        prop_assert_eq!(text.chars().count(), naive.statuses.len());
        prop_assert_eq!(PaymentHistory::read(form, &text, naive.latest), Ok(naive.history()));
    }

    #[test]
    fn white_space_between_symbols_says_nothing(naive in histories_in(HistoryForm::Cells60)) {
        let text = naive.history().write(HistoryForm::Cells60).unwrap();
        let spaced: String = text.chars().flat_map(|symbol| [' ', symbol, '\n']).collect();
        prop_assert_eq!(PaymentHistory::parse(&spaced, naive.latest), Ok(naive.history()));
        prop_assert_eq!(PaymentHistory::parse(&text, naive.latest), Ok(naive.history()));
    }

    #[test]
    fn writing_is_exact_or_an_error(naive in histories()) {
        for form in HistoryForm::ALL {
            match naive.history().write(form) {
                Ok(text) => prop_assert_eq!(PaymentHistory::read(form, &text, naive.latest), Ok(naive.history())),
                Err(HistoryError::NoSymbol { status, month, notation }) => {
                    prop_assert_eq!(naive.status(month), Some(status));
                    prop_assert_eq!(status.symbol(notation), None);
                }
                Err(HistoryError::Length { found, expected, .. }) => prop_assert_ne!(found, expected),
                Err(error) => panic!("{error}"),
            }
        }
    }

    #[test]
    fn serde_loses_no_status(naive in histories()) {
        let json = serde_json::to_string(&naive.history()).unwrap();
        prop_assert_eq!(serde_json::from_str::<PaymentHistory>(&json).unwrap(), naive.history());
    }

    #[test]
    fn histories_are_equal_just_if_their_months_are(a in histories(), b in histories()) {
        prop_assert_eq!(a.history() == b.history(), a.latest == b.latest && a.statuses == b.statuses);
        prop_assert_eq!(PaymentHistory::new(a.latest, &a.statuses), Ok(a.history()));
    }

    #[test]
    fn no_text_makes_reading_panic(text in "\\PC{0,70}", latest in latest_months()) {
        let _ = PaymentHistory::parse(&text, latest);
        for form in HistoryForm::ALL {
            let _ = PaymentHistory::read(form, &text, latest);
        }
    }
}
