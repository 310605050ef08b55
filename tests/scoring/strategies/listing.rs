//! A listing begins and ends by the terms of its law, and stays in its own domain.

use credit_bureau::Language;
use credit_bureau::report::{Award, EnforcementOutcome, PublicRecord, Qualification};
use credit_bureau::scoring::evidence::{DefaulterGround, PenaltyClass, Published};
use credit_bureau::scoring::strategies::Listing;
use credit_bureau::scoring::strategies::listing::{Domain, LegalBasis, ListState, PublicList, RestrictionStatus};
use credit_bureau::scoring::{Strategy as _, StrategyOutcome as _};
use credit_bureau::testkit::{looks_at, reports_with_public_records};
use proptest::prelude::*;
use proptest::sample::select;

use crate::people::{LISTED, case, day, penalty, records};

#[test]
fn a_listing_begins_and_ends_by_the_terms_of_its_law() {
    use EnforcementOutcome::{AssignedToOtherCourt, NotEnforced, SettlementPerformed};
    use Published::{Class, Dismissed, Ground, Repaired};
    let open = || case(LISTED, Some("2025-03-01"), None, None);
    let closed = |outcome| case(LISTED, Some("2025-03-01"), Some(outcome), Some("2026-02-10"));
    let fined = || penalty(Some("2025-03"), None, None);
    let evades = Ground(DefaulterGround::Evades, 0);
    let (serious, repaired) = (Class(PenaltyClass::Serious), Repaired(day("2026-06-15")));
    let mut award = Award::default();
    (award.from, award.to) = ("2026-01".parse().ok(), "2026-05".parse().ok());
    let mut licence = Qualification::default();
    licence.revoked = "2026-02".parse().ok();
    let cases: Vec<(&str, PublicRecord, Vec<Published>)> = vec![
        ("defaulter, ground unknown", open(), vec![]),
        ("defaulter, able and refuses", open(), vec![Ground(DefaulterGround::RefusesThoughAble, 0)]),
        ("defaulter, evades", open(), vec![evades]),
        ("defaulter, obstructs, 3 years longer", open(), vec![Ground(DefaulterGround::Obstructs, 3)]),
        ("defaulter, settlement performed", closed(SettlementPerformed), vec![]),
        ("defaulter, not enforced", closed(NotEnforced), vec![]),
        ("defaulter, another court", closed(AssignedToOtherCourt), vec![]),
        ("defaulter, performed on an unknown day", case(LISTED, None, Some(SettlementPerformed), None), vec![]),
        ("defaulter, closed in no way told", case(LISTED, Some("2025-03-01"), None, Some("2026-02-10")), vec![]),
        ("defaulter, closed otherwise", closed(EnforcementOutcome::Other), vec![]),
        ("not a defaulter", case("未列入失信被执行人名单", Some("2025-03-01"), None, None), vec![]),
        ("an enforcement", case("已结案", Some("2025-03-01"), None, None), vec![]),
        ("penalty", fined(), vec![]),
        ("penalty with a last month", penalty(Some("2025-03"), Some("2026-05"), None), vec![]),
        ("penalty, minor", fined(), vec![Class(PenaltyClass::Minor)]),
        ("penalty, general", fined(), vec![Class(PenaltyClass::General)]),
        ("penalty, repaired", fined(), vec![repaired]),
        ("penalty, serious, repaired in time", fined(), vec![Repaired(day("2026-03-01")), serious]),
        ("penalty, serious, repaired too early", fined(), vec![Repaired(day("2026-02-28")), serious]),
        ("penalty, serious, repaired twice", fined(), vec![serious, Repaired(day("2025-04-01")), repaired]),
        ("penalty, repaired before it began", fined(), vec![Repaired(day("2025-02-01"))]),
        ("penalty without a month, repaired", penalty(None, None, None), vec![serious, repaired]),
        ("penalty, dismissed", fined(), vec![Dismissed(day("2026-06-15"))]),
        ("penalty, set aside by a review", penalty(Some("2025-03"), None, Some("撤销")), vec![]),
        ("penalty, upheld by a review", penalty(Some("2025-03"), None, Some("维持")), vec![]),
        ("penalty without a month", penalty(None, None, None), vec![]),
        ("penalty without a first month", penalty(None, Some("2026-05"), None), vec![]),
        ("award", PublicRecord::Award(award), vec![]),
        ("licence revoked", PublicRecord::Qualification(licence), vec![]),
        ("licence", PublicRecord::Qualification(Qualification::default()), vec![]),
    ];
    let mut page = String::new();
    for (name, record, published) in cases {
        page.push_str(&format!("{name:<40}"));
        for on in ["2025-02-28", "2025-03-01", "2026-06-30", "2028-03-01", "2030-03-01"] {
            let mut evidence = records(vec![record.clone()], on);
            for says in &published {
                evidence = evidence.with(0, *says).unwrap();
            }
            let listed = Listing::new().evaluate(&evidence);
            let state = listed.entries().first().map_or("none".to_owned(), |entry| format!("{:?}", entry.state));
            page.push_str(&format!("{state:<11}"));
        }
        page = page.trim_end().to_owned() + "\n";
    }
    insta::assert_snapshot!(page, @r"
    defaulter, ground unknown               NotYet     Current    Current    Current    Current
    defaulter, able and refuses             NotYet     Current    Current    Current    Current
    defaulter, evades                       NotYet     Current    Current    Ended      Ended
    defaulter, obstructs, 3 years longer    NotYet     Current    Current    Current    Ended
    defaulter, settlement performed         NotYet     Current    Ended      Ended      Ended
    defaulter, not enforced                 NotYet     Current    Dismissed  Dismissed  Dismissed
    defaulter, another court                NotYet     Current    Current    Current    Current
    defaulter, performed on an unknown day  Ended      Ended      Ended      Ended      Ended
    defaulter, closed in no way told        NotYet     Current    Ended      Ended      Ended
    defaulter, closed otherwise             NotYet     Current    Current    Current    Current
    not a defaulter                         none       none       none       none       none
    an enforcement                          none       none       none       none       none
    penalty                                 NotYet     Current    Current    Ended      Ended
    penalty with a last month               NotYet     Current    Ended      Ended      Ended
    penalty, minor                          NotYet     Current    Ended      Ended      Ended
    penalty, general                        NotYet     Current    Ended      Ended      Ended
    penalty, repaired                       NotYet     Current    Repaired   Repaired   Repaired
    penalty, serious, repaired in time      NotYet     Current    Repaired   Repaired   Repaired
    penalty, serious, repaired too early    NotYet     Current    Current    Ended      Ended
    penalty, serious, repaired twice        NotYet     Current    Repaired   Repaired   Repaired
    penalty, repaired before it began       NotYet     Current    Current    Ended      Ended
    penalty without a month, repaired       Current    Current    Repaired   Repaired   Repaired
    penalty, dismissed                      NotYet     Current    Dismissed  Dismissed  Dismissed
    penalty, set aside by a review          NotYet     Dismissed  Dismissed  Dismissed  Dismissed
    penalty, upheld by a review             NotYet     Current    Current    Ended      Ended
    penalty without a month                 Current    Current    Current    Current    Current
    penalty without a first month           Current    Current    Ended      Ended      Ended
    award                                   NotYet     NotYet     Ended      Ended      Ended
    licence revoked                         NotYet     NotYet     Current    Current    Current
    licence                                 none       none       none       none       none
    ");
}

#[test]
fn a_judgment_defaulter_is_told_by_the_whole_text() {
    let entries = |state: &str| {
        Listing::new().evaluate(&records(vec![case(state, None, None, None)], "2026-06-30")).entries().len()
    };
    let listed = [LISTED, " 已列入失信被执行人名单\u{3000}", "已纳入失信被执行人名单", "失信被执行人"];
    assert_eq!(listed.map(entries), [1; 4]);
    for before in ["未", "不予", "拟", "曾", "撤销", "已撤销", "尚未"] {
        assert_eq!(entries(&format!("{before}{LISTED}")), 0, "{before}");
    }
    assert_eq!(["非失信被执行人", "列入失信被执行人名单后撤销", "已结案", ""].map(entries), [0; 4]);
}

#[test]
fn what_a_publisher_cannot_say_is_refused() {
    let evidence = || records(vec![case(LISTED, None, None, None), penalty(None, None, None)], "2026-06-30");
    let refused = |record, says| evidence().with(record, says).unwrap_err().to_string();
    let seen = [
        refused(2, Published::Class(PenaltyClass::Minor)),
        refused(0, Published::Class(PenaltyClass::Minor)),
        refused(1, Published::Ground(DefaulterGround::Evades, 0)),
        refused(0, Published::Ground(DefaulterGround::Evades, 4)),
        refused(0, Published::Ground(DefaulterGround::RefusesThoughAble, 1)),
        LegalBasis::new(" ", PublicList::Penalty, Domain::Lending).unwrap_err().to_string(),
    ];
    insta::assert_snapshot!(seen.join("\n"), @r"
    no public record 2: the report has 2, counted from 0
    public record 0 is of another kind: expected an enforcement for a ground, a penalty for a class
    public record 1 is of another kind: expected an enforcement for a ground, a penalty for a class
    extended by 4 years: expected at most 3, and none for a ground without a term
    extended by 1 years: expected at most 3, and none for a ground without a term
    the legal basis has no name: expected the law and its article
    ");
}

#[test]
fn an_answer_says_what_restricts_and_by_what_law() {
    let punished = vec![case(LISTED, Some("2025-03-01"), None, None), penalty(None, Some("2026-12"), None)];
    let listed = Listing::new().evaluate(&records(punished, "2026-06-30"));
    let free = Listing::new().evaluate(&records(Vec::new(), "2026-06-30"));
    let law = [LegalBasis::new("a lease act, article 7", PublicList::JudgmentDefaulter, Domain::Housing).unwrap()];
    let answers = [
        listed.restricts(Domain::Spending, &[]),
        listed.restricts(Domain::PenaltyMatter, &law),
        listed.restricts(Domain::Housing, &[]),
        listed.restricts(Domain::Housing, &law),
        free.restricts(Domain::Housing, &law),
    ];
    let texts = answers.iter().flat_map(|answer| [answer.to_string(), answer.text(Language::Chinese)]);
    insta::assert_snapshot!(texts.collect::<Vec<_>>().join("\n"), @r"
    restricted in high spending: judgment defaulter since 2025-03-01
    受限制：高消费；失信被执行人，自2025-03-01起
    restricted in the matter of the penalty: administrative penalty since an unknown day, not from 2027-01-01 on
    受限制：处罚所涉事项；行政处罚，起始日不详，至2027-01-01止（不含当日）
    not generalised: judgment defaulter is about high spending; administrative penalty is about the matter of the penalty, and no legal basis is named for renting a home
    不予推及：失信被执行人仅涉及高消费；行政处罚仅涉及处罚所涉事项，未指明及于租房的法律依据
    restricted in renting a home: judgment defaulter since 2025-03-01, carried over by a lease act, article 7
    受限制：租房；失信被执行人，自2025-03-01起，依据a lease act, article 7
    not restricted in renting a home
    不受限制：租房
    ");
    let over = vec![case(LISTED, None, Some(EnforcementOutcome::Completed), None)];
    let over = Listing::new().evaluate(&records(over, "2026-06-30"));
    assert_eq!((over.entries()[0].state, over.entries()[0].ends), (ListState::Ended, None));
}

proptest! {
    #[test]
    fn a_listing_restricts_in_its_own_domain_and_elsewhere_by_a_named_law_only(
        evidence in reports_with_public_records().prop_flat_map(|report| looks_at(&report)),
        domain in select(Domain::ALL.to_vec()),
        list in select(PublicList::ALL.to_vec()),
    ) {
        let on = evidence.day();
        let listed = Listing::new().evaluate(&evidence);
        prop_assert_eq!(listed.number(), None);
        let applies: Vec<_> = listed.entries().iter().filter(|entry| entry.state == ListState::Current).collect();
        for entry in &applies {
            prop_assert!(entry.begins.is_none_or(|begins| begins <= on) && entry.ends.is_none_or(|ends| on < ends));
        }
        let punishing = || applies.iter().filter(|entry| !entry.list.is_honour());
        let own = punishing().any(|entry| entry.domain == domain);
        prop_assert_eq!(listed.restricts(domain, &[]).is_restricted(), own);
        let law = [LegalBasis::new("a law", list, domain).unwrap()];
        let carried = punishing().any(|entry| entry.list == list);
        prop_assert_eq!(listed.restricts(domain, &law).is_restricted(), own || carried);
        prop_assert_eq!(listed.honours().count(), applies.len() - punishing().count());
        let refuses = matches!(listed.restricts(domain, &[]), RestrictionStatus::NotGeneralised { .. });
        prop_assert_eq!(refuses, !own && punishing().count() > 0);
    }
}
