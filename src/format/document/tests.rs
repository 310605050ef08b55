//! Laws of documents in every form.

use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::format::place::Place;
use serde::Deserialize;

fn leaf() -> impl Strategy<Value = Node<'static>> {
    prop_oneof![
        1 => Just(Node::Null),
        4 => "[ -~\n\t\r中文é\"\\\\<&>]{0,8}".prop_map(Node::text),
        1 => Just(Node::text("  \n")),
    ]
}

fn bare() -> impl Strategy<Value = Node<'static>> {
    prop_oneof![
        any::<bool>().prop_map(Bare::from),
        any::<u64>().prop_map(Bare::from),
        any::<i64>().prop_map(Bare::from),
        any::<f64>().prop_filter_map("JSON has no infinity", Bare::float),
    ]
    .prop_map(Node::Bare)
}

fn group(
    tag: impl Strategy<Value = String>,
    node: impl Strategy<Value = Node<'static>>,
) -> impl Strategy<Value = Node<'static>> {
    prop::collection::vec((tag, node), 0..5).prop_map(|mut members| {
        let mut seen = std::collections::HashSet::new();
        members.retain(|(tag, _)| seen.insert(tag.clone()));
        Node::Group(members.into_iter().map(|(tag, node)| (Cow::Owned(tag), node)).collect())
    })
}

/// Any document.
fn any_node() -> impl Strategy<Value = Node<'static>> {
    prop_oneof![4 => leaf(), 1 => bare(), 1 => any::<String>().prop_map(Node::text)].prop_recursive(5, 64, 5, |node| {
        prop_oneof![
            prop::collection::vec(node.clone(), 0..5).prop_map(Node::List),
            group(prop_oneof!["[A-F]{1,2}", any::<String>().prop_filter("short", |t| t.len() <= 256)], node),
        ]
    })
}

/// A document that XML can carry: a group at the root, no list in a list, names as tags.
fn xml_node() -> impl Strategy<Value = Node<'static>> {
    let node = leaf().prop_recursive(5, 64, 5, |node| {
        let list = prop::collection::vec(node.clone(), 0..4)
            .prop_map(|items| Node::List(items.into_iter().filter(|item| !matches!(item, Node::List(_))).collect()));
        prop_oneof![list, group("[A-C1-2é_-]{0,2}".prop_map(|t| format!("P{t}")), node), attributed()]
    });
    group("[A-D]{1,2}", node)
}

/// A text beside attributes.
fn attributed() -> impl Strategy<Value = Node<'static>> {
    ("[a-c\n\"'<&]{1,3}", "[ a-c\n\r]{1,3}").prop_map(|(attribute, text)| {
        Node::Group(vec![("@id".into(), Node::text(attribute)), ("#text".into(), Node::text(text))])
    })
}

proptest! {
    #[test]
    fn equality_of_documents_is_reflexive(node in any_node()) {
        prop_assert_eq!(difference(&node, &node), None);
    }

    #[test]
    fn an_owned_document_is_the_same(node in any_node()) {
        prop_assert_eq!(node.clone().into_owned(), node);
    }

    #[test]
    fn what_is_put_at_a_place_stands_there(
        mut node in any_node(),
        place in "[AB]([.][AB]|\\[0\\]){0,3}",
        text in "[a-z]{1,3}",
    ) {
        let place: Place = place.parse().unwrap();
        match node.put(&place, Node::text(text.clone())) {
            Ok(_) => prop_assert_eq!(node.at(&place).and_then(Node::as_text), Some(&*text)),
            Err(error) => prop_assert_eq!(error.place(), &place),
        }
    }

    #[test]
    fn a_change_of_a_text_is_found_where_it_is(node in xml_node(), text in "[a-z]{20}") {
        let mut changed = node.clone();
        let place: Place = "A.B".parse().unwrap();
        if changed.put(&place, Node::text(text)).is_ok() {
            let was_empty = node.get("A").is_none_or(Node::is_empty);
            let expected = if node.is_empty() { "the root" } else if was_empty { "A" } else { "A.B" };
            prop_assert_eq!(difference(&node, &changed), Some(expected.parse().unwrap()));

        }
    }
}

#[test]
fn null_empty_and_missing_count_as_one() {
    let full = |members: Vec<Member<'static>>| Node::Group(members);
    let x = || ("X".into(), Node::text("1"));
    for (one, two) in [
        (Node::Null, Node::text("")),
        (Node::Null, Node::List(vec![])),
        (Node::Null, Node::List(vec![Node::Null, Node::text("")])),
        (Node::Null, full(vec![("A".into(), full(vec![("B".into(), Node::Null)]))])),
        (full(vec![x(), ("A".into(), Node::Null)]), full(vec![x()])),
        (full(vec![x(), ("A".into(), Node::text("2"))]), full(vec![("A".into(), Node::text("2")), x()])),
        (Node::List(vec![full(vec![x()])]), full(vec![x()])),
        (Node::List(vec![Node::List(vec![Node::text("a")])]), Node::text("a")),
    ] {
        assert!(equal_documents(&one, &two), "{one:?} and {two:?}");
        assert!(equal_documents(&two, &one), "{two:?} and {one:?}");
    }
    for (one, two, place) in [
        (Node::Null, Node::text(" "), "the root"),
        (Node::text("1"), Node::Bare(Bare::from(1_u64)), "the root"),
        (Node::List(vec![Node::text("a"), Node::Null]), Node::text("a"), "the root"),
        (Node::List(vec![Node::text("a"), Node::Null]), Node::List(vec![Node::text("a"); 2]), "[1]"),
        (Node::List(vec![Node::text("a"); 2]), Node::List(vec![Node::text("a"); 3]), "[2]"),
        (full(vec![x()]), full(vec![("Y".into(), Node::text("1"))]), "X"),
        (full(vec![x()]), full(vec![x(), ("Y".into(), Node::text("1"))]), "Y"),
        (
            full(vec![("A".into(), full(vec![x()]))]),
            full(vec![("A".into(), Node::List(vec![full(vec![x()]); 2]))]),
            "A",
        ),
    ] {
        for found in [difference(&one, &two), difference(&two, &one)] {
            assert_eq!(found.map(|place| place.to_string()).as_deref(), Some(place), "{one:?} and {two:?}");
        }
    }
}

#[test]
fn a_lone_group_counts_as_a_list_of_one() {
    let group = Node::Group(vec![("A".into(), Node::text("1"))]);
    assert_eq!(group.each(), std::slice::from_ref(&group));
    assert_eq!(Node::List(vec![group.clone()]).each(), group.each());
    assert!(Node::Null.each().is_empty() && Node::text("").each().is_empty());
    assert_eq!(group.at(&"[0].A".parse().unwrap()), Some(&Node::text("1")));
}

#[test]
fn nothing_is_put_through_a_text_or_past_the_end_of_a_list() {
    let mut node = Node::Group(vec![("A".into(), Node::text("1")), ("L".into(), Node::List(vec![Node::Null]))]);
    for (place, message) in [
        ("A.B", "no node can be put at A.B: A is not a group"),
        ("A[1]", "no node can be put at A[1]: A is not a list"),
        ("L[2].X", "no node can be put at L[2].X: L has too few items"),
    ] {
        assert_eq!(node.put(&place.parse().unwrap(), Node::Null).unwrap_err().to_string(), message);
    }
    assert_eq!(node.put(&"L[1].X".parse().unwrap(), Node::text("2")), Ok(Node::Null));
    assert_eq!(node.put(&"L[1].X".parse().unwrap(), Node::text("3")), Ok(Node::text("2")));
}

#[test]
fn debug_shows_no_text() {
    let node = Node::Group(vec![("PB01AQ01".into(), Node::List(vec![Node::text("Zhang San"), Node::Null]))]);
    assert_eq!(format!("{node:?}"), r#"{"PB01AQ01": [text of 9, null]}"#);
    assert_eq!(format!("{:?}", Node::Bare(Bare::from(13_u64))), "number");
}

#[test]
fn a_number_is_what_json_calls_one() {
    for (text, shown) in [
        ("0", "0"),
        ("-7", "-7"),
        ("18446744073709551615", "18446744073709551615"),
        ("18446744073709551616", "1.8446744073709552e19"),
        ("1.50", "1.5"),
        ("-0", "-0.0"),
    ] {
        assert_eq!(Bare::number(text).map(|n| n.to_string()).as_deref(), Some(shown), "{text}");
    }
    for text in ["", "x", "+1", "inf", "NaN", "-inf", "1e999", "1 "] {
        assert_eq!(Bare::number(text), None, "{text}");
    }
}

/// How serde_json hands over a number when another crate in the build wants arbitrary precision.
#[test]
fn a_number_of_arbitrary_precision_is_a_number() {
    use serde::de::{IntoDeserializer, value::MapDeserializer};
    let read = |text: &'static str| {
        let map = [("$serde_json::private::Number", text)].into_iter();
        let from: MapDeserializer<'_, _, serde::de::value::Error> = MapDeserializer::new(map);
        Node::deserialize(from.into_deserializer())
    };
    assert_eq!(read("12"), Ok(Node::Bare(Bare::from(12_u64))));
    assert!(read("twelve").is_err());
}

#[cfg(feature = "json")]
mod json {
    use super::*;

    fn read(json: &str) -> Result<Node<'_>, DocumentError> {
        Node::from_json(json.as_bytes(), &Limits::default())
    }

    fn refused(json: &str) -> String {
        read(json).unwrap_err().to_string()
    }

    proptest! {
        #[test]
        fn a_document_comes_back_from_json_as_it_went(node in any_node(), pretty: bool) {
            let json = node.to_json(pretty);
            prop_assert_eq!(read(&json), Ok(node.clone()));
            prop_assert_eq!(serde_json::from_str::<Node<'static>>(&json).unwrap(), node);
        }

        #[test]
        fn json_is_written_as_serde_json_writes_it(node in any_node()) {
            let theirs: serde_json::Value = serde_json::from_str(&node.to_json(true)).unwrap();
            prop_assert_eq!(&serde_json::to_value(&node).unwrap(), &theirs);
            prop_assert!(equal_documents(&serde_json::from_value(theirs).unwrap(), &node));
        }

        #[test]
        fn what_serde_json_refuses_is_refused(node in any_node(), at: prop::sample::Index, byte: u8) {
            let mut json = node.to_json(false).into_bytes();
            *at.get_mut(&mut json) = byte;
            let theirs = serde_json::from_slice::<serde_json::Value>(&json);
            match (Node::from_json(&json, &Limits::default()), theirs) {
                (Ok(node), Ok(theirs)) => prop_assert_eq!(serde_json::to_value(&node).unwrap(), theirs),
                (Err(DocumentError::Duplicate { .. }), Ok(_)) | (Err(_), Err(_)) => {}
                (ours, theirs) => prop_assert!(false, "{ours:?} but {theirs:?}"),
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _ = Node::from_json(&bytes, &Limits::default());
        }
    }

    #[test]
    fn texts_and_tags_borrow_from_the_file() {
        let document = read(r#"{"PRH": "a", "b\u0063": "\n"}"#).unwrap();
        let Node::Group(members) = &document else { panic!("{document:?}") };
        assert!(matches!(members[0], (Cow::Borrowed("PRH"), Node::Text(Cow::Borrowed("a")))));
        assert_eq!(members[1], ("bc".into(), Node::text("\n")));
    }

    #[test]
    fn a_file_that_is_not_json_says_where() {
        for (json, message) in [
            ("", "the file ends while parsing a value at line 1, column 0, in the root: expected a JSON document"),
            (
                "{\"PDA\": {\n \"PD01\": [1, {\"A\": x}]}}",
                "expected value at line 2, column 20, in PDA.PD01[1].A: expected a JSON document",
            ),
            (
                "{\"PDA\": {\"PD01\": [{}",
                "the file ends while parsing a list at line 1, column 20, in PDA.PD01[1]: expected a JSON document",
            ),
            (
                "{\"PDA\": \"x",
                "the file ends while parsing a string at line 1, column 10, in PDA: expected a JSON document",
            ),
            ("{} {}", "trailing characters at line 1, column 4, in the root: expected a JSON document"),
            ("{\"A\": 1e999}", "number out of range at line 1, column 11, in A: expected a JSON document"),
            (
                "{\"A\": {\"B\": 1,\n\"C\": 1, \"B\": 2}}",
                "A.B occurs twice (its group ends at line 2, column 15): expected each tag once in a group",
            ),
        ] {
            assert_eq!(refused(json), message, "{json}");
        }
        assert_eq!(
            Node::from_json(b"{\"A\":\n \"\xB4\xF3\"}", &Limits::default()).unwrap_err().to_string(),
            "the file is not UTF-8 text at line 2, column 3: expected UTF-8"
        );
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        assert_eq!(read("\u{feff}{}"), Ok(Node::Group(vec![])));
        assert!(read("\u{feff}\u{feff}{}").is_err());
    }

    #[test]
    fn a_file_cut_anywhere_is_refused() {
        let json = r#"{"PDA": {"PD01": [{"A": "tex\u0074", "B": null}, -1.5, true]}, "é": ""}"#;
        assert!(read(json).is_ok());
        for end in 0..json.len() {
            let error = Node::from_json(&json.as_bytes()[..end], &Limits::default()).unwrap_err();
            assert!(matches!(error, DocumentError::Malformed { .. } | DocumentError::NotUtf8 { .. }), "{error}");
        }
    }

    #[test]
    fn a_hundred_thousand_brackets_are_refused() {
        for json in ["[".repeat(100_000), "{\"A\":".repeat(100_000), "[{\"A\":".repeat(100_000)] {
            let message = refused(&json);
            assert!(message.starts_with("more than 32 nested groups and lists at line 1, column "), "{message}");
        }
        let limits = Limits { depth: usize::MAX, ..Limits::default() };
        let error = Node::from_json("[".repeat(100_000).as_bytes(), &limits).unwrap_err();
        assert!(error.to_string().starts_with("more than 100 nested groups"), "{error}");
        assert!(read(&format!("{}{}", "[".repeat(32), "]".repeat(32))).is_ok());
    }

    #[test]
    fn one_long_string_is_refused() {
        let json = format!(r#"{{"PDA": "{}"}}"#, "x".repeat(64 << 20));
        assert_eq!(refused(&json), "the file has 67108875 bytes: expected at most 67108864");
        let json = format!(r#"{{"PDA": {{"X": "{}"}}}}"#, "x".repeat(63 << 20));
        assert_eq!(
            refused(&json),
            "a text of 66060288 bytes: expected at most 65536 at line 1, column 66060304, in PDA.X"
        );
        let json = format!(r#"{{"{}": 1}}"#, "x".repeat(300));
        assert_eq!(refused(&json), "a tag of 300 bytes: expected at most 256 at line 1, column 303, in the root");
    }

    #[test]
    fn many_nodes_and_many_members_take_no_more_than_their_time() {
        let message = refused(&format!("[{}0]", "0,".repeat(2 << 20)));
        assert!(message.starts_with("more than 1048576 nodes in a document at line 1"), "{message}");
        let message = refused(&format!("[{}0]", "0,".repeat(100_000)));
        assert!(message.starts_with("more than 54096 nodes in a document at line 1"), "{message}");
        let members: Vec<_> = (0..200_000).rev().map(|i| format!(r#""{i}":"""#)).collect();
        assert!(read(&format!("{{{}}}", members.join(","))).is_ok());
        assert!(refused(&format!("{{{},\"7\":0}}", members.join(","))).starts_with("7 occurs twice"));
    }

    #[test]
    fn the_real_report_comes_back() {
        let Some(folder) = std::env::var_os("CREDIT_BUREAU_DATA") else { return };
        let file = std::fs::read(std::path::Path::new(&folder).join("pboc/sample_report.json")).unwrap();
        let report = Node::from_json(&file, &Limits::default()).unwrap();
        assert_eq!(report.at(&"PDA.PD01".parse().unwrap()).map(|list| list.each().len()), Some(244));
        assert_eq!(read(&report.to_json(true)), Ok(report.clone()));
        #[cfg(feature = "xml")]
        {
            let xml = report.to_xml(true).unwrap();
            let again = Node::from_xml(xml.as_bytes(), &Limits::default()).unwrap();
            assert_eq!(difference(&report, &again), None);
            assert_eq!(difference(&report, &read(&again.to_json(false)).unwrap()), None);
        }
    }
}

#[cfg(feature = "xml")]
mod xml {
    use super::*;

    fn read(xml: &str) -> Result<Node<'_>, DocumentError> {
        Node::from_xml(xml.as_bytes(), &Limits::default())
    }

    fn refused(xml: &str) -> String {
        read(xml).unwrap_err().to_string()
    }

    fn group(members: Vec<(&'static str, Node<'static>)>) -> Node<'static> {
        Node::Group(members.into_iter().map(|(tag, node)| (tag.into(), node)).collect())
    }

    proptest! {
        #[test]
        fn a_document_comes_back_from_xml_saying_the_same(node in xml_node(), pretty: bool) {
            let xml = node.to_xml(pretty).unwrap();
            let again = read(&xml).unwrap();
            prop_assert_eq!(difference(&node, &again), None, "{}", xml);
            prop_assert_eq!(again.to_xml(pretty).unwrap().len(), again.clone().into_owned().to_xml(pretty).unwrap().len());
        }

        #[test]
        fn any_document_is_written_whole_or_refused(node in any_node()) {
            match node.to_xml(false) {
                Ok(xml) => {
                    let again = read(&xml).unwrap();
                    prop_assert_eq!(difference(&unquoted(node), &again), None, "{}", xml);
                }
                Err(error) => prop_assert!(matches!(error, DocumentError::Unwritable { .. }), "{}", error),
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, text in "<Document>[<>/&;#a! \\[\\]CDAT?\"='-]{0,20}") {
            let _ = Node::from_xml(&bytes, &Limits::default());
            let _ = read(&text);
        }

        #[test]
        fn a_changed_byte_is_read_or_refused(node in xml_node(), at: prop::sample::Index, byte: u8) {
            let mut xml = node.to_xml(true).unwrap().into_bytes();
            *at.get_mut(&mut xml) = byte;
            if let Ok(node) = Node::from_xml(&xml, &Limits::default()) {
                prop_assert_eq!(difference(&node, &read(&node.to_xml(false).unwrap()).unwrap()), None);
            }
        }
    }

    /// XML has numbers as texts.
    fn unquoted(node: Node<'_>) -> Node<'_> {
        match node {
            Node::Bare(bare) => Node::text(bare.to_string()),
            Node::List(items) => Node::List(items.into_iter().map(unquoted).collect()),
            Node::Group(members) => Node::Group(members.into_iter().map(|(tag, node)| (tag, unquoted(node))).collect()),
            node => node,
        }
    }

    #[test]
    fn elements_are_groups_lists_and_texts() {
        let xml = "\u{feff}<?xml version='1.0' encoding='utf-8'?>\r\n<!-- c --><Document xmlns='urn:x'>\r\n <A>\t</A><B> x &lt;&#x4e2d;<![CDATA[<&]]>\r\n</B>
            <P><Q>1</Q></P><P/><C/><P><Q>2</Q><Q>3</Q></P><?pi?><D k='v&amp;'>t</D><E k=''/></Document>\n";
        let expected = group(vec![
            ("A", Node::Null),
            ("B", Node::text(" x <中<&\n")),
            (
                "P",
                Node::List(vec![
                    group(vec![("Q", Node::text("1"))]),
                    Node::Null,
                    group(vec![("Q", Node::List(vec![Node::text("2"), Node::text("3")]))]),
                ]),
            ),
            ("C", Node::Null),
            ("D", group(vec![("@k", Node::text("v&")), ("#text", Node::text("t"))])),
            ("E", group(vec![("@k", Node::text(""))])),
        ]);
        let read = read(xml).unwrap();
        assert_eq!(difference(&read, &expected), None);
        assert_eq!(read, expected);
        assert!(
            matches!(&read.members()[0].0, Cow::Borrowed("A")) && matches!(&read.members()[3].0, Cow::Borrowed("C"))
        );
    }

    #[test]
    fn white_space_between_many_elements_is_no_long_text() {
        let xml = format!("<Document>{}</Document>", format!("{}<A>1</A>", " ".repeat(100)).repeat(10_000));
        assert_eq!(read(&xml).unwrap().get("A").map(|list| list.each().len()), Some(10_000));
    }

    #[test]
    fn a_file_that_is_not_such_xml_says_where() {
        for (xml, message) in [
            (
                "",
                "the file ends before its document does at line 1, column 1, in the root: expected the end tag of every element",
            ),
            (
                "<Document><A>",
                "the file ends before its document does at line 1, column 14, in A: expected the end tag of every element",
            ),
            ("<Report/>", "the root is `Report` at line 1, column 10, in the root: expected the root `Document`"),
            (
                "<Document/><Document/>",
                "a second root `Document` at line 1, column 23, in the root: expected one document in a file",
            ),
            (
                "<Document/>x",
                "text outside the document at line 1, column 13, in the root: expected nothing but the root `Document`",
            ),
            (
                "<Document>x</Document>",
                "text beside elements at line 1, column 23, in the root: expected either text or elements in an element",
            ),
            (
                "<Document><A/>\n<A><B/>x</A></Document>",
                "text beside elements at line 2, column 13, in A[1]: expected either text or elements in an element",
            ),
            (
                "<Document><A>&nbsp;</A></Document>",
                "`&nbsp;` is not a known entity at line 1, column 20, in A: expected one of &lt; &gt; &amp; &apos; &quot; or a character's number",
            ),
            (
                "<Document><A>&#0;</A></Document>",
                "`&#0;` is not a known entity at line 1, column 18, in A: expected one of &lt; &gt; &amp; &apos; &quot; or a character's number",
            ),
            (
                "<Document><A>&#1;</A></Document>",
                "the character \\u{1} at line 1, column 18, in A: expected a character that XML allows",
            ),
            (
                "<Document a='1' a='2'/>",
                "the attribute `a` occurs twice at line 1, column 24, in the root: expected each attribute once",
            ),
            (
                "<Document><1/></Document>",
                "`1` is not a name at line 1, column 15, in the root: expected a name as XML allows them",
            ),
            (
                "<?xml version='1.0' encoding='GBK'?><Document/>",
                "the encoding is `GBK` at line 1, column 37, in the root: expected the encoding UTF-8",
            ),
            (
                "<!DOCTYPE x><Document/>",
                "a document type declaration at line 1, column 13, in the root: expected none: entities cannot be declared",
            ),
        ] {
            assert_eq!(refused(xml), message, "{xml}");
        }
        assert_eq!(
            Node::from_xml(b"<?xml version='1.0' encoding=\"GBK\"?><Document>\xB4\xF3</Document>", &Limits::default())
                .unwrap_err()
                .to_string(),
            "the file is not UTF-8 text at line 1, column 47 (it says its encoding is `GBK`): expected UTF-8"
        );
        assert_eq!(
            Node::from_xml(b"\xFF\xFE<\0D\0", &Limits::default()).unwrap_err().to_string(),
            "the file is not UTF-8 text at line 1, column 1 (it looks like UTF-16): expected UTF-8"
        );
    }

    #[test]
    fn a_file_cut_anywhere_is_refused() {
        let xml = "<?xml version='1.0'?><!-- x --><Document a='1'><A>é&amp;<![CDATA[x]]></A><A/></Document>";
        assert!(read(xml).is_ok());
        for end in 0..xml.len() {
            assert!(Node::from_xml(&xml.as_bytes()[..end], &Limits::default()).is_err(), "{end}");
        }
    }

    #[test]
    fn an_xml_bomb_is_refused() {
        let bomb = r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;">]><Document>&lol1;</Document>"#;
        assert!(refused(bomb).starts_with("a document type declaration at line 1"));
        assert!(refused("<Document><A>&lol;</A></Document>").starts_with("`&lol;` is not a known entity"));
    }

    #[test]
    fn hostile_xml_is_refused_in_time() {
        let deep = format!("<Document>{}", "<A>".repeat(100_000));
        assert!(refused(&deep).starts_with("more than 32 nested groups and lists"));
        let long = format!("<Document><A>{}</A></Document>", "x".repeat(1 << 20));
        assert_eq!(refused(&long), "a text of 1048576 bytes: expected at most 65536 at line 1, column 1048590, in A");
        let name = "x".repeat(1 << 20);
        assert!(refused(&format!("<Document><{name}/></Document>")).len() < 300);
        assert!(refused(&format!("<Document></{name}>")).len() < 500);
        assert!(refused(&format!("<Document><A>&{name};</A></Document>")).len() < 300);
        assert!(refused(&format!("<Document><A {name}='{name}'/></Document>")).len() < 300);
        let many: String = (0..100_000).map(|i| format!("<A{i}/><B/>")).collect();
        let read = read(&format!("<Document>{many}</Document>")).unwrap().into_owned();
        assert_eq!((read.members().len(), read.get("B").unwrap().each().len()), (100_001, 100_000));
        let attributes: String = (0..100_000).map(|i| format!(" a{i}=''")).collect();
        assert!(super::xml::read(&format!("<Document{attributes}/>")).is_ok());
    }

    #[test]
    fn what_xml_cannot_carry_is_an_error_with_its_place() {
        let text = Node::text;
        for (node, message) in [
            (text("x"), "the text `x` at the root cannot be written: expected a group at the root"),
            (
                group(vec![("a b", text("x"))]),
                "the tag `a b` at [\"a b\"] cannot be written: expected a name as XML allows them",
            ),
            (
                group(vec![("#text", text("x"))]),
                "the tag `#text` at #text cannot be written: expected a name as XML allows them",
            ),
            (
                group(vec![("@a", group(vec![("B", text("x"))]))]),
                "a group at @a cannot be written: expected text in an attribute",
            ),
            (
                group(vec![("A", text("\u{1}"))]),
                "the character \\u{1} at A cannot be written: expected characters that XML allows",
            ),
            (
                group(vec![("A", Node::List(vec![Node::Null, Node::List(vec![])]))]),
                "a list of 0 at A[1] cannot be written: expected no list in a list",
            ),
        ] {
            assert_eq!(node.to_xml(false).unwrap_err().to_string(), message);
        }
        assert_eq!(
            group(vec![("A", text("<")), ("B", Node::List(vec![Node::Null; 2])), ("C", Node::List(vec![]))])
                .to_xml(true)
                .unwrap(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document>\n  <A>&lt;</A>\n  <B/>\n  <B/>\n</Document>\n"
        );
    }
}
