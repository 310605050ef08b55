//! Whatever a file holds that is to be a scorecard, reading it ends soon, with a card or with an error that says what is
//! wrong and in which line. Nothing is half read.
#![cfg(all(feature = "csv", feature = "json"))]

use crate::common::soon;

use std::fmt::Write as _;

use credit_bureau::format::scorecard::{CardOptions, DefaultPoints, read, recognise, rows, sql};
use credit_bureau::scoring::scorecards::table::TableCard;
use proptest::prelude::*;

const SCORECARDPY: &str = "variable,bin,points\n\
    basepoints,,448.0\n\
    duration,\"missing%,%[-inf,8.5)\",64.0\n\
    duration,\"[8.5,20.0)\",-0.0\n\
    duration,\"[20.0,inf)\",-5.0\n\
    housing,\"own%,%for free, or not\",7.0\n\
    housing,rent,-14.0\n";

const OPTBINNING: &str = "Variable,Bin,Points\n\
    duration,\"(-inf, 8.50)\",64.25\n\
    duration,\"[8.50, inf)\",-5.125\n\
    duration,Special,1.0\n\
    duration,Missing,1.0\n\
    housing,\"<StringArray>\n['own',\n 'free']\nLength: 2, dtype: str\",7.0\n\
    housing,['rent'],-14.0\n\
    housing,Special,1.0\n\
    housing,Missing,1.0\n";

const TOAD: &str = r#"{
 "duration": {
  "[-inf ~ 8)": 64.25,
  "[8 ~ inf)": -5.0,
  "nan": 3.0
 },
 "housing": {
  "own,free": 7.0,
  "rent": -14.0
 }
}"#;

fn error(text: &str) -> String {
    soon(|| read(text, &CardOptions::default())).map(|card| panic!("{card:?}")).unwrap_err().to_string()
}

/// What is said of a file with one thing in it changed.
fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    format!("{:<32} {}", to.replace('\n', "⏎"), error(&text.replacen(from, to, 1)))
}

#[test]
fn the_samples_are_sound() {
    for text in [SCORECARDPY, OPTBINNING, TOAD] {
        let card = read(text, &CardOptions::default()).unwrap();
        assert_eq!(read(&card.to_json().unwrap(), &CardOptions::default()).unwrap(), card);
        let marked = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(recognise(&marked), recognise(text));
        assert_eq!(read(&marked, &CardOptions::default()).unwrap().variables(), card.variables());
    }
}

#[test]
fn a_broken_file_of_scorecardpy_is_refused_with_its_line() {
    let text = SCORECARDPY;
    let faults = [
        changed(text, text, "variable,bin,points\n"),
        changed(text, text, "variable,bin,points\nbasepoints,,1\n"),
        changed(text, "-5.0\n", "-5.0\nhousing,\"ow"),
        changed(text, "-14.0\n", "-14.0\nhousing,ow"),
        changed(text, "duration,\"[20.0,inf)\",-5.0\n", ""),
        changed(text, "basepoints,,448.0\n", ""),
        changed(text, "basepoints,,448.0\n", "basepoints,,448.0\nbasepoints,,448.0\n"),
        changed(text, "448.0", "nan"),
        changed(text, "-5.0", "nan"),
        changed(text, "-5.0", "inf"),
        changed(text, "-5.0", ""),
        changed(text, "-5.0", "1e300"),
        changed(text, "[8.5,20.0)", "[9.5,20.0)"),
        changed(text, "[8.5,20.0)", "[7.5,20.0)"),
        changed(text, "[8.5,20.0)", "[8.5,8.5)"),
        changed(text, "[8.5,20.0)", "[8.5;20.0)"),
        changed(text, "[8.5,20.0)", "middling"),
        changed(text, "[8.5,20.0)", "missing%,%[8.5,20.0)"),
        changed(text, "rent", "own"),
        changed(text, "housing,rent", "duration,\"[20.0,inf)\""),
        changed(text, "housing,rent,-14.0", "housing,rent,-14.0\nduration,\"[20.0,inf)\",1"),
        changed(text, "housing,rent,-14.0", "housing,rent,-14.0,1"),
        changed(text, "variable,bin,points", "variable,bin,points,bin"),
        changed(text, "variable,bin,points", "variable,points"),
        format!("; for , {:>24} {}", "", error(&text.replace(',', ";"))),
        format!("tab for , {:>22} {}", "", error(&text.replace(',', "\t"))),
    ];
    insta::assert_snapshot!(faults.join("\n"));
}

#[test]
fn a_broken_file_of_optbinning_is_refused_with_its_line() {
    let text = OPTBINNING;
    let faults = [
        changed(text, "[8.50, inf)", "[8.51, inf)"),
        changed(text, "[8.50, inf)", "[8.49, inf)"),
        changed(text, "[8.50, inf)", "[8.50, inf"),
        changed(text, "[8.50, inf)", "[8.50, 9.00]"),
        changed(text, "['rent']", "['free']"),
        changed(text, "['rent']", "['rent'"),
        changed(text, "['rent']", "['rent' ... 'flat']"),
        changed(text, "['rent']", "rent"),
        changed(text, "['rent']", "[rent]"),
        changed(text, "['rent']", "[]"),
        changed(text, "Length: 2", "Length: 20"),
        changed(text, "\nLength: 2, dtype: str", ""),
        changed(text, "7.0", "NaN"),
        changed(text, "housing,Missing", "housing,Missing,1\nhousing,Missing"),
        changed(text, "housing,Missing,1.0\n", "housing,Missing,1.0\nhousing,Missing,1.0\n"),
        changed(text, "Variable,Bin", "Variable,Bins"),
    ];
    insta::assert_snapshot!(faults.join("\n"));
}

#[test]
fn a_broken_file_of_toad_is_refused_with_its_line() {
    let text = TOAD;
    let faults = [
        changed(text, text, "{}"),
        changed(text, text, "{"),
        changed(text, text, "[]"),
        changed(text, text, "{\"a\": {}}"),
        changed(text, text, "{\"a\": 1}"),
        changed(text, text, "{\"a\": {\"b\": \"many\"}}"),
        changed(text, "64.25", "NaN"),
        changed(text, "64.25", "1e999"),
        changed(text, "64.25", "1e200"),
        changed(text, "64.25", "null"),
        changed(text, "[8 ~ inf)", "[9 ~ inf)"),
        changed(text, "[8 ~ inf)", "[7 ~ inf)"),
        changed(text, "[8 ~ inf)", "[8 - inf)"),
        changed(text, "[8 ~ inf)", "[-inf ~ 8)"),
        changed(text, "\"rent\"", "\"free\""),
        changed(text, "\"housing\"", "\"duration\""),
        changed(text, "-14.0\n }\n}", "-14.0\n }"),
        changed(text, "-14.0\n }\n}", "-14.0\n }\n} {}"),
    ];
    insta::assert_snapshot!(faults.join("\n"));
}

#[test]
fn what_is_no_scorecard_is_said_so() {
    for text in ["", "\n", "score\n1\n", "<html/>", "<!-- PMML --", "a,b,c\n1,2,3\n", "variable\nbin\npoints\n"] {
        assert!(error(text).starts_with("the file is not a scorecard in a known form"), "{text}");
    }
    let own = error(r#"{"name": "x", "version": "1", "base": 0, "characteristics": [{"variable": "x"}]}"#);
    assert_eq!(own, "the scorecard cannot be read at line 1, column 78: missing field `cases`");
}

#[test]
fn open_questions_are_answered_or_the_row_is_refused() {
    let score = |options: &CardOptions, file: &str, row: &str| {
        use credit_bureau::scoring::Strategy as _;
        let card = read(file, options).unwrap();
        format!("{:#}", card.evaluate(&rows(row).unwrap().next().unwrap().unwrap()))
    };
    let (none, lowest) = (CardOptions::default(), CardOptions::default().missing(DefaultPoints::Lowest));
    let others = CardOptions::default().others(DefaultPoints::Points(-3.0));
    let (missing, unknown) = ("duration,housing\n9,\n", "duration,housing\n9,castle\n");
    assert_eq!(score(&none, TOAD, missing), "no score: `housing` is missing, and the card has no points for that");
    assert_eq!(score(&lowest, TOAD, missing), "-19: duration; housing");
    assert_eq!(score(&none, TOAD, unknown), "no score: `housing` is `castle`, which is in no case of the card");
    assert_eq!(score(&others, TOAD, unknown), "-8: duration; housing");
    // What a file says itself is not asked.
    assert_eq!(score(&lowest, OPTBINNING, missing), "-4.125: duration; housing");
    assert_eq!(score(&lowest, SCORECARDPY, "duration,housing\n,own\n"), "519");
    // Nor does an answer for categories stand for numbers.
    let soon = "duration,housing\nsoon,own\n";
    assert!(score(&others, TOAD, soon).starts_with("no score: `duration` is `soon`"));
}

#[test]
fn a_file_says_what_it_does_not_tell() {
    let notes = |text: &str| read(text, &CardOptions::default()).unwrap().notes().join("\n");
    let all = [SCORECARDPY, SCORECARDPY.trim_end(), OPTBINNING, TOAD].map(notes);
    insta::assert_snapshot!(all.join("\n--\n"));
}

#[test]
fn commas_within_categories_are_told_from_those_between_by_the_known_ones() {
    let text = r#"{"x": {"a,b,c, or d": 1.0, "e": 2.0}}"#;
    let members = |options: CardOptions| {
        serde_json::to_string(&read(text, &options).unwrap().data().characteristics[0].cases[0].when).unwrap()
    };
    assert_eq!(members(CardOptions::default()), r#"{"in":["a","b","c, or d"]}"#);
    assert_eq!(members(CardOptions::default().categories("x", ["a,b", "c, or d", "e"])), r#"{"in":["a,b","c, or d"]}"#);
    let unknown = read(text, &CardOptions::default().categories("x", ["a", "b", "e"])).unwrap_err();
    assert!(unknown.to_string().contains("not all among the categories that were given"), "{unknown}");
}

#[test]
fn a_million_lines_are_read_or_refused_soon() {
    const MANY: usize = 1_000_000;
    let mut bins = String::from("variable,bin,points\nbasepoints,,0\n");
    for place in 0..MANY {
        let low = if place == 0 { "-inf".to_owned() } else { place.to_string() };
        let high = if place + 1 == MANY { "inf".to_owned() } else { (place + 1).to_string() };
        writeln!(bins, "x,\"[{low},{high})\",1").unwrap();
    }
    assert_eq!(soon(|| read(&bins, &CardOptions::default())).unwrap().data().characteristics[0].cases.len(), MANY);

    let lines = |line: &dyn Fn(usize) -> String| {
        (0..MANY).fold("variable,bin,points\nbasepoints,,0\n".to_owned(), |text, place| text + &line(place) + "\n")
    };
    let variables = lines(&|place| format!("x{place},a,1"));
    assert_eq!(soon(|| read(&variables, &CardOptions::default())).unwrap().variables().len(), MANY);
    let same = lines(&|_| "x,a,1".to_owned());
    assert!(error(&same).starts_with("line 4, variable `x`: the bins `a` and `a` both take a"), "{}", error(&same));
    let turns = lines(&|place| format!("x{},a{place},1", place % 2));
    assert!(error(&turns).starts_with("line 5: the variable `x0` was given before"), "{}", error(&turns));
    let overlapping = lines(&|_| "x,\"[1,2)\",1".to_owned());
    assert!(error(&overlapping).contains("no bin takes the numbers (-inf, 1)"), "{}", error(&overlapping));

    // Many problems, each of which speaks of one long bin.
    let long = (0..MANY / 4).map(|place| format!("a{place}")).collect::<Vec<_>>().join("%,%");
    let again = lines(&|place| format!("x,a{place},1")).replacen(
        "basepoints,,0\n",
        &format!("basepoints,,0\nx,\"{long}\",1\n"),
        1,
    );
    assert!(error(&again).contains("both take a0"), "{}", error(&again));

    let members = (0..MANY).map(|place| format!("'{place}'")).collect::<Vec<_>>().join(" ");
    let one = format!("Variable,Bin,Points\nx,[{members}],1\n");
    assert!(soon(|| read(&one, &CardOptions::default())).is_ok());
    let toad =
        format!("{{\"x\": {{{}}}}}", (0..MANY).map(|place| format!("\"{place}\": 1")).collect::<Vec<_>>().join(","));
    assert!(soon(|| read(&toad, &CardOptions::default())).is_ok());
    let variables: Vec<_> = (0..MANY / 10).map(|place| format!("\"{place}\": {{\"a\": 1}}")).collect();
    assert!(soon(|| read(&format!("{{{}}}", variables.join(",")), &CardOptions::default())).is_ok());
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = read(&text, &CardOptions::default());
        let _ = rows(&text).map(Iterator::count);
    }

    /// Wherever a sound file is cut or a letter of it changed, the reader ends, and what it gives holds together.
    #[test]
    fn a_file_that_is_changed_is_read_or_refused(
        which in 0..3_usize,
        at in any::<prop::sample::Index>(),
        letter in prop_oneof![Just(None), prop::sample::select(vec![',', '"', '[', '\n', '9', '~', '%', '\'', '}', '好']).prop_map(Some)],
    ) {
        let text = [SCORECARDPY, OPTBINNING, TOAD][which];
        let at = at.index(text.len());
        let text = match letter {
            Some(letter) => format!("{}{letter}{}", &text[..at], &text[at + 1..]),
            None => text[..at].to_owned(),
        };
        if let Ok(card) = read(&text, &CardOptions::default()) {
            prop_assert_eq!(&TableCard::from_json(&card.to_json().unwrap()).unwrap(), &card);
            prop_assert!(!sql::write(&card).is_empty());
        }
    }
}
