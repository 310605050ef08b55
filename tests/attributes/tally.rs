//! A tally is a commutative monoid: parts may be tallied anywhere and merged in any order, and agree to the last bit.

use crate::common;

use std::sync::LazyLock;

use common::{huge_reports, regimes, reports, scenes};
use credit_bureau::attributes::{Attribute, AttributeError, Catalogue, Plan, Tally, TallyBytes};
use credit_bureau::policy::View;
use credit_bureau::{Month, Regime, Report};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// The catalogue, and rows that need what it does not: every reduction, and what is counted month by month.
static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let own: Vec<Attribute> = serde_json::from_str(
        r#"[
            {"name": "own_furnishers", "measure": {"accounts": {
                "across": "distinct_furnishers", "of": {"value": "balance"}, "where": "open"}}},
            {"name": "own_lowest", "measure": {"accounts": {
                "across": "lowest", "of": {"value": "balance"}, "where": {"not": {"state": ["bad_debt"]}}}}},
            {"name": "own_average", "measure": {"accounts": {
                "across": "average", "of": {"longest_run": "reported"}, "where": {"all": []}, "in": 36}}},
            {"name": "own_accounts", "measure": {"months": {
                "across": "highest", "of": {"accounts": "reported"}, "where": {"all": []}}}},
            {"name": "own_worst", "measure": {"months": {
                "across": "lowest", "of": "worst", "where": {"opened_within": 24}, "in": {"newest": 3, "oldest": 40}}}},
            {"name": "own_liability", "measure": {"liabilities": {"sum": "balance", "roles": ["guarantor", "other"]}}}
        ]"#,
    )
    .unwrap();
    Catalogue::standard().extended_with(own).unwrap().plan()
});

/// What is to be tallied of a view: accounts, inquiries and liabilities, each with a number that says in which part.
fn parts(view: View<'_>, places: &[usize], parts: usize) -> Vec<Tally> {
    let plan = &*PLAN;
    let mut tallies = vec![Tally::empty(plan, view.month(), view.regime()); parts];
    let mut place = places.iter().cycle().map(|place| place % parts);
    for account in view.accounts() {
        tallies[place.next().unwrap()].fold(plan, &account).unwrap();
    }
    for inquiry in view.inquiries().into_iter().flatten() {
        tallies[place.next().unwrap()].fold_inquiry(plan, inquiry).unwrap();
    }
    for liability in view.liabilities().into_iter().flatten() {
        tallies[place.next().unwrap()].fold_liability(plan, liability).unwrap();
    }
    tallies
}

/// What arrives of a tally that is sent as bytes.
fn travelled(tally: &Tally) -> Tally {
    Tally::from_bytes(&PLAN, &tally.to_bytes()).unwrap()
}

/// The bytes with the checksum that they ought to have, so that what stands before it is looked at: FNV-1a in 64 bits.
fn sealed(body: &[u8]) -> Vec<u8> {
    let covered = b"tally 4\xFF".iter().chain(body);
    let sum =
        covered.fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3));
    [body, &sum.to_le_bytes()].concat()
}

fn merged(tallies: impl IntoIterator<Item = Tally>) -> Tally {
    tallies.into_iter().reduce(|all, one| all.merge(one).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn merging_tallies_of_disjoint_parts_is_tallying_their_union(
        (report, regime, month, masks) in scenes(),
        places in vec(0_usize..5, 1..40),
        number in 1_usize..6,
    ) {
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        let whole = view.tally(&PLAN);
        let merged = merged(parts(view, &places, number));
        prop_assert_eq!(&merged, &whole);
        let read = merged.read(&PLAN, &regime, report.subject_name(), view.as_of_day()).unwrap();
        prop_assert_eq!(read, view.attributes_of(&PLAN));
    }

    #[test]
    fn sums_past_64_bits_merge_as_well(
        report in huge_reports(),
        places in vec(0_usize..3, 1..40),
    ) {
        let regime = Regime::holistic();
        let view = report.under(regime);
        prop_assert_eq!(merged(parts(view, &places, 3)), view.tally(&PLAN));
    }

    #[test]
    fn merging_is_commutative((report, regime, month, masks) in scenes(), places in vec(0_usize..2, 1..40)) {
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        let [a, b] = parts(view, &places, 2).try_into().unwrap();
        prop_assert_eq!(a.clone().merge(b.clone()).unwrap(), b.merge(a).unwrap());
    }

    #[test]
    fn merging_is_associative((report, regime, month, masks) in scenes(), places in vec(0_usize..3, 1..40)) {
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        let [a, b, c] = parts(view, &places, 3).try_into().unwrap();
        let left = a.clone().merge(b.clone()).unwrap().merge(c.clone()).unwrap();
        prop_assert_eq!(left, a.merge(b.merge(c).unwrap()).unwrap());
    }

    #[test]
    fn the_empty_tally_is_the_identity((report, regime, month, masks) in scenes()) {
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        let (tally, empty) = (view.tally(&PLAN), Tally::empty(&PLAN, month, &regime));
        prop_assert_eq!(&empty.clone().merge(tally.clone()).unwrap(), &tally);
        prop_assert_eq!(tally.clone().merge(empty).unwrap(), tally);
    }

    #[test]
    fn the_order_of_a_report_does_not_matter(report in reports(), regime in regimes(), shift in 0_usize..6) {
        let mut data = report.clone().into_data();
        data.accounts.reverse();
        let turn = shift.min(data.accounts.len());
        data.accounts.rotate_left(turn);
        data.inquiries.reverse();
        data.liabilities.reverse();
        let turned = Report::new(data).unwrap();
        prop_assert_eq!(turned.under(&regime).tally(&PLAN), report.under(&regime).tally(&PLAN));
    }

    #[test]
    fn a_tally_arrives_as_it_was_sent((report, regime, month, masks) in scenes()) {
        let tally = report.under(&regime).at(month).masked(&masks).unwrap().tally(&PLAN);
        let arrived = travelled(&tally);
        prop_assert_eq!(arrived.to_bytes(), tally.to_bytes());
        prop_assert_eq!(arrived, tally);
    }

    #[test]
    fn sums_past_64_bits_travel_as_well(report in huge_reports(), other in huge_reports(), regime in regimes()) {
        let of = |report: &Report| report.under(&regime).at("2021-06".parse().unwrap()).tally(&PLAN);
        let tally = of(&report).merge(of(&other)).unwrap();
        prop_assert_eq!(travelled(&tally), tally);
    }

    /// Partial aggregates are sent at every stage, and come together as they happen to arrive.
    #[test]
    fn travelled_parts_merge_into_the_whole_in_any_order(
        (report, regime, month, masks) in scenes(),
        places in vec(0_usize..6, 1..40),
        number in 1_usize..7,
        order in vec(any::<(Index, Index)>(), 6),
    ) {
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        let mut waiting = parts(view, &places, number);
        for (one, other) in order {
            if waiting.len() > 1 {
                let one = waiting.swap_remove(one.index(waiting.len()));
                let other = waiting.swap_remove(other.index(waiting.len()));
                waiting.push(travelled(&one).merge(travelled(&other)).unwrap());
            }
        }
        prop_assert_eq!(waiting.len(), 1);
        prop_assert_eq!(travelled(&waiting[0]), view.tally(&PLAN));
    }

    #[test]
    fn equal_tallies_have_equal_bytes((report, regime, month, masks) in scenes(), places in vec(0_usize..3, 1..40)) {
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        prop_assert_eq!(merged(parts(view, &places, 3)).to_bytes(), view.tally(&PLAN).to_bytes());
    }

    #[test]
    fn serde_carries_a_tally_as_text_and_as_bytes((report, regime, month, masks) in scenes()) {
        let tally = report.under(&regime).at(month).masked(&masks).unwrap().tally(&PLAN);
        let json = serde_json::to_string(&tally).unwrap();
        let arrived: TallyBytes = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(serde_json::to_string(&arrived).unwrap(), json);
        prop_assert_eq!(&arrived.tally(&PLAN).unwrap(), &tally);

        let mut cbor = Vec::new();
        ciborium::into_writer(&tally, &mut cbor).unwrap();
        prop_assert!(cbor.ends_with(&tally.to_bytes()));
        let arrived: TallyBytes = ciborium::from_reader(cbor.as_slice()).unwrap();
        prop_assert_eq!(arrived.tally(&PLAN).unwrap(), tally);
    }
}

proptest! {
    // A case looks at every byte of a tally.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_changed_byte_is_found(
        (report, regime, month, masks) in scenes(),
        change in 1..=u8::MAX,
        place in any::<Index>(),
    ) {
        let bytes = report.under(&regime).at(month).masked(&masks).unwrap().tally(&PLAN).to_bytes();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= change;
            prop_assert!(Tally::from_bytes(&PLAN, &changed).is_err(), "byte {at}");
        }
        let place = place.index(bytes.len());
        for change in 1..=u8::MAX {
            let mut changed = bytes.clone();
            changed[place] ^= change;
            prop_assert!(Tally::from_bytes(&PLAN, &changed).is_err(), "byte {place} changed by {change}");
        }
    }

    #[test]
    fn every_missing_and_every_further_byte_is_found(
        (report, regime, month, masks) in scenes(),
        more in vec(any::<u8>(), 1..20),
    ) {
        let bytes = report.under(&regime).at(month).masked(&masks).unwrap().tally(&PLAN).to_bytes();
        for length in 0..bytes.len() {
            prop_assert!(Tally::from_bytes(&PLAN, &bytes[..length]).is_err(), "{length} bytes");
        }
        prop_assert!(Tally::from_bytes(&PLAN, &[bytes.as_slice(), &more].concat()).is_err());
        // Nor does it help to add the right checksum.
        let body = &bytes[..bytes.len() - 8];
        prop_assert_eq!(&sealed(body), &bytes);
        for length in 0..body.len() {
            prop_assert!(Tally::from_bytes(&PLAN, &sealed(&body[..length])).is_err(), "{length} bytes");
        }
        prop_assert!(Tally::from_bytes(&PLAN, &sealed(&[body, &more].concat())).is_err());
    }

    /// Whoever adds the right checksum to what they made up gets an error, or the one tally that has these bytes.
    #[test]
    fn bytes_that_are_read_are_those_of_what_was_read(
        (report, regime, month, masks) in scenes(),
        changes in vec((any::<Index>(), any::<u8>()), 1..4),
    ) {
        let view = report.under(&regime).at(month).masked(&masks).unwrap();
        let bytes = view.tally(&PLAN).to_bytes();
        let body = &bytes[..bytes.len() - 8];
        let forged = |changes: &[(usize, u8)]| {
            let mut forged = body.to_vec();
            changes.iter().for_each(|&(at, byte)| forged[at] = byte);
            sealed(&forged)
        };
        let at_once: Vec<_> = changes.iter().map(|(at, byte)| (at.index(body.len()), *byte)).collect();
        let one_by_one = (0..body.len()).map(|at| forged(&[(at, changes[0].1)]));
        for forged in one_by_one.chain([forged(&at_once)]) {
            if let Ok(tally) = Tally::from_bytes(&PLAN, &forged) {
                prop_assert_eq!(tally.to_bytes(), forged);
                let read = tally.read(&PLAN, &regime, "somebody", view.as_of_day());
                let strangers = Err(AttributeError::Mismatch { what: "regimes" });
                prop_assert!(read.is_ok() || read == strangers);
            }
        }
    }

    #[test]
    fn any_bytes_at_all_are_no_tally(body in vec(any::<u8>(), 0..200)) {
        let month = 24_293_u16.to_le_bytes();
        let header = [b"TALLY\x02", month.as_slice(), &PLAN.fingerprint().to_le_bytes()].concat();
        for bytes in [body.clone(), sealed(&body), sealed(&[header.as_slice(), &body].concat())] {
            prop_assert!(Tally::from_bytes(&PLAN, &bytes).is_err());
        }
    }
}

/// A plan with each sort of fold and of cell, small enough to write its tally down by hand.
fn small_plan() -> Plan {
    let rows: Vec<Attribute> = serde_json::from_str(
        r#"[
            {"name": "total", "measure": {"accounts": {"across": "sum", "of": {"value": "balance"}, "where": {"all": []}}}},
            {"name": "positive", "measure": {"accounts": {"across": "count", "of": {"value": "balance"}, "where": {"all": []}}}},
            {"name": "lowest", "measure": {"accounts": {"across": "lowest", "of": {"value": "balance"}, "where": {"all": []}}}},
            {"name": "since", "measure": {"accounts": {
                "across": "highest", "of": {"months_since": {"late": 1}}, "where": {"all": []}}}},
            {"name": "all_furnishers", "measure": {"accounts": {
                "across": "distinct_furnishers", "of": "account", "where": {"all": []}}}},
            {"name": "any", "measure": {"months": {"across": "count", "of": {"any": {"late": 1}}, "where": {"all": []}}}},
            {"name": "worst", "measure": {"months": {"across": "highest", "of": "worst", "where": {"all": []}}}},
            {"name": "most_accounts", "measure": {"months": {
                "across": "highest", "of": {"accounts": "reported"}, "where": {"all": []}}}},
            {"name": "overdue", "measure": {"months": {"across": "highest", "of": "overdue", "where": {"all": []}}}},
            {"name": "closed", "measure": {"accounts": {"across": "count", "of": "account", "where": "closed"}}},
            {"name": "inquiries", "measure": {"inquiries": {"across": "count", "reasons": ["card_approval"]}}},
            {"name": "liabilities", "measure": {"liabilities": {"sum": "balance", "roles": ["guarantor"]}}}
        ]"#,
    )
    .unwrap();
    Plan::new(rows).unwrap()
}

#[test]
fn tallies_of_strangers_are_not_merged() {
    let (plan, other_plan) = (Plan::standard(), &*PLAN);
    let (month, other_month): (Month, Month) = ("2024-06".parse().unwrap(), "2024-05".parse().unwrap());
    let (regime, other_regime) = (Regime::holistic(), Regime::pboc());
    let tally = || Tally::empty(plan, month, regime);
    for (stranger, what) in [
        (Tally::empty(other_plan, month, regime), "plans"),
        (Tally::empty(plan, other_month, regime), "months"),
        (Tally::empty(plan, month, other_regime), "regimes"),
    ] {
        let message = tally().merge(stranger.clone()).unwrap_err().to_string();
        assert_eq!(
            message,
            format!("the tallies are of different {what}: expected one plan, one month and one regime")
        );
        assert_eq!(stranger.merge(tally()).unwrap_err().to_string(), message);
    }
    assert!(tally().merge(tally()).is_ok());
}

#[test]
fn a_tally_takes_and_gives_only_what_is_its_own() {
    let report = Report::builder("2024-06-30")
        .account(credit_bureau::AccountKind::CreditCard, "card", |card| card.paid("NN"))
        .inquiry("2024-06-01", "A", credit_bureau::report::InquiryReason::LoanApproval)
        .build()
        .unwrap();
    let (plan, stranger, regime) = (Plan::standard(), &*PLAN, Regime::holistic());
    let view = report.under(regime);
    let account = view.accounts().next().unwrap();
    let mut tally = Tally::empty(plan, view.month(), regime);
    let plans = Err(AttributeError::Mismatch { what: "plans" });
    assert_eq!(tally.fold(stranger, &account), plans);
    assert_eq!(tally.fold_inquiry(stranger, &report.inquiries[0]), plans);
    assert_eq!(tally.fold_liability(stranger, &credit_bureau::report::Liability::default()), plans);
    let mut earlier = Tally::empty(plan, "2024-05".parse().unwrap(), regime);
    assert_eq!(earlier.fold(plan, &account), Err(AttributeError::Mismatch { what: "months" }));
    let read = |plan, regime: &Regime| tally.read(plan, regime, "somebody", view.as_of_day());
    assert_eq!(read(stranger, regime).unwrap_err(), AttributeError::Mismatch { what: "plans" });
    assert_eq!(read(plan, Regime::pboc()).unwrap_err(), AttributeError::Mismatch { what: "regimes" });
    assert!(read(plan, regime).is_ok());
}

/// A tally under a regime that hides it must not take what another regime shows, nor what its month does not know.
#[test]
fn a_tally_takes_only_what_its_regime_and_month_show() {
    let report = Report::builder("2024-06-30")
        .account(credit_bureau::AccountKind::CreditCard, "card", |card| card.paid("NN"))
        .inquiry("2024-06-01", "A", credit_bureau::report::InquiryReason::LoanApproval)
        .build()
        .unwrap();
    let (plan, holistic, negative) = (Plan::standard(), Regime::holistic(), Regime::negative_only());
    let account = report.under(holistic).accounts().next().unwrap();
    assert_eq!(account.regime_fingerprint(), holistic.fingerprint());
    let strangers = |what| Err(AttributeError::Mismatch { what });
    let mut liability = credit_bureau::report::Liability::default();

    let mut hides = Tally::empty(plan, report.month(), negative);
    assert_eq!(hides.fold(plan, &account), strangers("regimes"));
    assert_eq!(hides.fold_inquiry(plan, &report.inquiries[0]), strangers("regimes"));
    assert_eq!(hides.fold_liability(plan, &liability), strangers("regimes"));
    assert_eq!(hides, Tally::empty(plan, report.month(), negative));

    let mut earlier = Tally::empty(plan, "2024-05".parse().unwrap(), holistic);
    liability.opened = Some(report.date());
    assert_eq!(earlier.fold_inquiry(plan, &report.inquiries[0]), strangers("months"));
    assert_eq!(earlier.fold_liability(plan, &liability), strangers("months"));

    // A regime is what it shows, not what it is called.
    let renamed = Regime::builder("everything").build().unwrap();
    let mut shows = Tally::empty(plan, report.month(), &renamed);
    assert_eq!(shows.fold(plan, &account), Ok(()));
    assert_eq!(shows.fold_inquiry(plan, &report.inquiries[0]), Ok(()));
    assert_eq!(shows.fold_liability(plan, &liability), Ok(()));
}

/// A report that shows something in every part of a tally of [`small_plan`].
fn small_report() -> Report {
    let card = credit_bureau::AccountKind::CreditCard;
    let inquiry = credit_bureau::report::InquiryReason::CardApproval;
    Report::builder("2024-06-30")
        .account(card, "a", |card| card.furnisher("B").balance(150).paid("N1NN").overdue(&[(1, 20)]))
        .account(card, "b", |card| card.furnisher("A").balance(0).paid("NN"))
        .inquiry("2024-06-01", "bank", inquiry)
        .inquiry("2024-06-01", "bank", inquiry)
        .with(|data| {
            let mut liability = credit_bureau::report::Liability::default();
            liability.role = Some(credit_bureau::report::LiabilityRole::Guarantor);
            liability.balance = Some(credit_bureau::Money::whole(70, data.currency));
            data.liabilities.push(liability);
        })
        .build()
        .unwrap()
}

/// Written down by hand from the tables in the documentation. Whoever must change it raises the layout's version.
#[test]
fn the_layout_stays_what_it_is() {
    let (plan, regime) = (small_plan(), Regime::holistic());
    let tally = small_report().under(regime).tally(&plan);
    let body = [
        b"TALLY\x04".as_slice(),
        &[0xE5, 0x5E], // 2024-06
        &plan.fingerprint().to_le_bytes(),
        &regime.fingerprint().to_le_bytes(),
        &[0b11],
        // All accounts, of rows that only kinds shown in full feed.
        &[0, 2],                            // nothing withheld, two accounts
        &[0, 2, 1, b'A', 1, b'B'],          // furnishers
        &[0, 1, 2],                         // months since late 1: the highest 1
        &[0, 0xB0, 0xEA, 0x01, 2, 1, 1, 0], // balance: 150.00 in all of two, one above zero, the lowest 0.00
        &[0, 2],                            // the same, of rows that kinds shown for what went right feed too
        &[0b1111, 2, 2, 1, 1],              // accounts reported
        &[0, 2],                            // the same, of rows that kinds shown for what went wrong feed too
        &[0b10],                            // months with a late account
        &[0b10, 0, 0b1111, 0],              // worst: 4 5 4 4
        &[0, 0b10, 0b10, 0xA0, 0x1F],       // overdue: 20.00 a month back
        &[0, 0],                            // closed accounts: none
        &[1, 0xBC, 0x9B, 0x5A, 2, 4],       // inquiries: on 2024-06-01 for a card, by
        b"bank\x02",                        // the bank, twice
        &[0, 1, 1, 0xB0, 0x6D],             // liabilities: one of 70.00
    ]
    .concat();
    assert_eq!(tally.to_bytes(), sealed(&body));
}

/// Numbers that a cell holds anyway are not gathered beside it.
#[test]
fn all_windows_of_a_number_share_a_cell() {
    let rows: Vec<Attribute> = serde_json::from_str(
        r#"[
            {"name": "late_1", "measure": {"accounts": {
                "across": "sum", "of": {"count": {"late": 1}}, "where": {"all": []}, "in": 1}}},
            {"name": "late_2", "measure": {"accounts": {
                "across": "average", "of": {"count": {"late": 1}}, "where": {"all": []}, "in": 2}}},
            {"name": "worst", "measure": {"accounts": {
                "across": "highest", "of": "worst", "where": {"all": []}, "in": 1}}},
            {"name": "since", "measure": {"accounts": {
                "across": "lowest", "of": {"months_since": {"late": 1}}, "where": {"all": []}}}},
            {"name": "number", "measure": {"accounts": {"across": "count", "of": "account", "where": {"all": []}}}}
        ]"#,
    )
    .unwrap();
    let (plan, regime) = (Plan::new(rows).unwrap(), Regime::holistic());
    let report = small_report();
    let tally = report.under(regime).tally(&plan);
    let bytes = tally.to_bytes();
    let expected = [
        // What only accounts that are shown in full feed: the average and the number of accounts.
        0, 2, // nothing withheld, two accounts
        0b10, 1, // late: one account a month back
        // What a bureau of wrongs feeds too.
        0, 2,    // nothing withheld, two accounts
        0b10, // months with a late account
        0b10, 0, 0b1111, 0, // worst: 4 5 4 4
        0b10, 1, // late: one account a month back
        0, // no inquiries
    ];
    assert_eq!(bytes[25..bytes.len() - 8], expected);
    let attributes = tally.read(&plan, regime, "somebody", report.date()).unwrap();
    let readings: Vec<_> = attributes.iter().map(|(_, reading)| reading.unwrap().known().unwrap()).collect();
    assert_eq!(readings, [0, 0, 4, 1, 2]);
}

#[test]
fn bytes_that_cannot_be_read_say_why() {
    let (plan, regime) = (small_plan(), Regime::holistic());
    let bytes = small_report().under(regime).tally(&plan).to_bytes();
    let body = &bytes[..bytes.len() - 8];
    let error = |bytes: &[u8]| Tally::from_bytes(&plan, bytes).unwrap_err().to_string();
    let with = |at: usize, put: &[u8]| {
        let mut changed = body.to_vec();
        changed[at..at + put.len()].copy_from_slice(put);
        error(&sealed(&changed))
    };
    let corrupt = |rest: &str| format!("the bytes of the tally are corrupt at byte {rest}");
    let lost = "the checksum of the bytes before it: some are missing or were changed";
    assert_eq!(error(b""), corrupt("0: expected `TALLY`, with which all tallies begin"));
    assert_eq!(error(b"TALLY"), corrupt("5: expected the layout's version"));
    assert_eq!(error(b"TALLY\x02"), "the bytes of the tally are in layout 2: expected layout 4");
    assert_eq!(error(b"TALLY\x04"), corrupt("6: expected a checksum of 8 bytes"));
    assert_eq!(error(&bytes[..50]), corrupt(&format!("42: expected {lost}")));
    assert_eq!(error(&sealed(&body[..20])), corrupt("16: expected more bytes"));
    assert_eq!(
        error(&sealed(&[body, &[0]].concat())),
        corrupt("81: expected the checksum, since the tally is complete")
    );
    for (at, put, expected) in [
        (6, [0xFF, 0xFF].as_slice(), "6: expected a month"),
        (24, &[4], "24: expected flags 0 to 3"),
        (25, &[3], "25: expected whether something is withheld: 0, 1 or 2"),
        (40, &[3], "40: expected at most as many as there are accounts"),
        (37, &[0xB0, 0x80, 0], "37: expected a number in no more bytes than needed"),
        (42, &[2], "42: expected 0 for no value or 1 for a value"),
        (28, &[3], "28: expected at most as many as there are accounts"),
        (30, b"C", "31: expected ascending order, each once"),
        (30, &[0xFF], "30: expected a text in UTF-8"),
        (31, &[200, 1], "33: expected more bytes"),
        (47, &[0], "47: expected a month with at least one account"),
        (60, &[1], "60: expected amounts in months that are late"),
        (66, &[0xFF, 0xFF, 0xFF, 0xFF, 0x7F], "66: expected a day"),
        (69, &[1], "66: expected an inquiry for a reason that the plan looks at"),
        (75, &[0], "66: expected an inquiry that occurs at least once"),
        (78, &[2], "78: expected at most as many as there are liabilities"),
    ] {
        assert_eq!(with(at, put), corrupt(expected));
    }
    assert_eq!(
        Tally::from_bytes(&PLAN, &bytes).unwrap_err().to_string(),
        "the tallies are of different plans: expected one plan, one month and one regime"
    );
}

#[test]
fn damaged_bytes_are_refused_where_serde_reads_them_and_strangers_when_they_meet_the_plan() {
    let (plan, regime) = (small_plan(), Regime::holistic());
    let bytes = TallyBytes::from(&small_report().under(regime).tally(&plan));
    let json = serde_json::to_string(&bytes).unwrap();
    let error = |json: &str| serde_json::from_str::<TallyBytes>(json).unwrap_err().to_string();
    assert!(error(&json.replace("A", "B")).starts_with("the bytes of the tally are corrupt at byte"));
    assert_eq!(
        error("\"VEFMTFkE\""),
        "the bytes of the tally are corrupt at byte 6: expected a checksum of 8 bytes at line 1 column 10"
    );
    assert_eq!(error("\"VEFMTFk\""), "expected a tally in base64, padded with `=` at line 1 column 9");
    assert_eq!(bytes.tally(Plan::standard()), Err(AttributeError::Mismatch { what: "plans" }));
    assert_eq!(bytes.tally(&plan).unwrap().to_bytes(), bytes.as_ref());
    assert_eq!(format!("{bytes:?}"), format!("TallyBytes({} bytes)", bytes.as_ref().len()));
}

/// What arrives late or astray is refused when it is merged, as if it had never travelled.
#[test]
fn travelled_tallies_of_strangers_are_not_merged() {
    let (month, other_month): (Month, Month) = ("2024-06".parse().unwrap(), "2024-05".parse().unwrap());
    let here = Tally::empty(&PLAN, month, Regime::holistic());
    for (stranger, what) in [
        (Tally::empty(&PLAN, other_month, Regime::holistic()), "months"),
        (Tally::empty(&PLAN, month, Regime::pboc()), "regimes"),
    ] {
        assert_eq!(here.clone().merge(travelled(&stranger)), Err(AttributeError::Mismatch { what }));
    }
    assert_eq!(here.clone().merge(travelled(&here)), Ok(here));
}

/// Their places stand in the bytes: a new reason comes last, or the layout's version is raised.
#[test]
fn reasons_keep_their_places() {
    let json = serde_json::to_string(credit_bureau::report::InquiryReason::ALL).unwrap();
    let expected = "account_review loan_approval card_approval guarantee_qualification judicial_investigation \
        housing_fund_withdrawal index_futures_account merchant_verification before_insuring after_insuring \
        executive_review customer_admission financing_approval credit_review credit_line_approval own_inquiry \
        dispute_inquiry";
    assert_eq!(json, format!(r#"["{}"]"#, expected.replace(' ', r#"",""#)));
}
