//! Which public lists somebody stands on, and what that restricts.

use std::fmt;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::record::{gloss_in, vocabulary};
use crate::report::{Award, Enforcement, EnforcementOutcome, Penalty, PublicRecord, Qualification};
use crate::scoring::evidence::{PenaltyClass, PublicRecords, Published};
use crate::scoring::outcome::{Strategy, StrategyId, StrategyOutcome};

/// A rule-based view of public records: which lists a person stands on as of a day, what each is about, on what basis,
/// from when and until when.
///
/// It is no score, and gives no number. A listing restricts something *in its own domain*: a judgment defaulter may not
/// spend on flights and hotels, somebody whose qualification was revoked may not practise. Asked about another domain it
/// refuses to generalise, unless a legal basis is named that carries this listing there. What has ended, was repaired or
/// was dismissed restricts nothing.
///
/// A report does not say on which ground a judgment defaulter is listed, nor how grave a penalty is. Without what the
/// publisher says of it ([`Published`]) a listing ends with the events of the case, and a penalty after the longest term.
/// A case that was closed in no way that the report tells is over. From an unknown day no term can be counted: a penalty
/// without a first month ends with its last month, or else with what the publisher says only; that it is of an unknown
/// day is said with it.
///
/// A judgment defaulter is one whose case has the very state of one, such as `列入失信被执行人名单`. What merely has these
/// words in it (`撤销列入…`, `拟列入…`, `曾列入…`) is no listing.
///
/// Civil judgments, enforcements without a listing, tax arrears, housing fund and social assistance are public records
/// but no lists.
///
/// ```
/// use credit_bureau::Report;
/// use credit_bureau::report::{Enforcement, PublicRecord};
/// use credit_bureau::scoring::Strategy;
/// use credit_bureau::scoring::evidence::PublicRecords;
/// use credit_bureau::scoring::strategies::Listing;
/// use credit_bureau::scoring::strategies::listing::{Domain, LegalBasis, PublicList};
/// let report = Report::builder("2026-06-30")
///     .with(|data| {
///         let mut case = Enforcement::default();
///         case.state = Some("列入失信被执行人名单".to_owned());
///         case.filed = "2025-03-01".parse().ok();
///         data.public_records.push(PublicRecord::Enforcement(case));
///     })
///     .build()?;
/// let listed = Listing::new().evaluate(&PublicRecords::of(&report, report.date()));
///
/// assert_eq!(
///     listed.restricts(Domain::Spending, &[]).to_string(),
///     "restricted in high spending: judgment defaulter since 2025-03-01"
/// );
/// assert_eq!(
///     listed.restricts(Domain::Housing, &[]).to_string(),
///     "not generalised: judgment defaulter is about high spending, and no legal basis is named for renting a home"
/// );
/// let basis = LegalBasis::new("an act of parliament, article 7", PublicList::JudgmentDefaulter, Domain::Housing)?;
/// assert!(listed.restricts(Domain::Housing, &[basis]).is_restricted());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    id: StrategyId,
    rows: Vec<ListingRow>,
}

vocabulary! {
    /// A public list.
    PublicList {
        JudgmentDefaulter "judgment defaulter 失信被执行人",
        Penalty "administrative penalty 行政处罚",
        ProfessionalBan "revoked qualification 执业资格被吊销",
        Award "administrative award 行政奖励（红名单）",
    }
}

vocabulary! {
    /// An area of life that a restriction can be about.
    Domain {
        Spending "high spending 高消费",
        PenaltyMatter "the matter of the penalty 处罚所涉事项",
        Profession "the practice of the profession 执业",
        Honours "honours 表彰奖励",
        Lending "lending 信贷",
        Housing "renting a home 租房",
        Employment "employment 就业",
        Insurance "insurance 保险",
        PublicOffice "public office 公职",
    }
}

vocabulary! {
    /// Whether a listing applies on the day.
    ListState {
        Current "current 有效",
        NotYet "not yet in force 尚未生效",
        Ended "ended 已到期或已退出",
        Repaired "repaired 已修复",
        Dismissed "dismissed 已撤销",
    }
}

/// What is said of all listings of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListingRow {
    /// The list.
    pub list: PublicList,
    /// What it is about.
    pub domain: Domain,
    /// The legal basis.
    pub basis: String,
}

impl PublicList {
    /// What it is called.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }

    /// Whether it honours: a red list, which restricts nothing.
    #[must_use]
    pub const fn is_honour(self) -> bool {
        matches!(self, Self::Award)
    }
}

impl Domain {
    /// What it is called.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }
}

impl ListState {
    /// What it is called.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }
}

impl Listing {
    /// By the law as of April 2026, as this library has it.
    #[must_use]
    pub fn new() -> Self {
        let row =
            |&(list, domain, basis): &(PublicList, Domain, &str)| ListingRow { list, domain, basis: basis.to_owned() };
        Self { id: StrategyId::new("listing", "1"), rows: LISTS.iter().map(row).collect() }
    }

    /// By other rows; a list without one is not looked at, and of two the first counts.
    #[must_use]
    pub fn by(id: StrategyId, rows: Vec<ListingRow>) -> Self {
        Self { id, rows }
    }

    /// What is said of the lists.
    #[must_use]
    pub fn rows(&self) -> &[ListingRow] {
        &self.rows
    }

    fn entry(&self, record: usize, one: &PublicRecord, published: &[Published], day: NaiveDate) -> Option<ListEntry> {
        let mut term = Term::of(one)?;
        let row = self.rows.iter().find(|row| row.list == term.list)?;
        for says in published {
            term.published(*says);
        }
        term.repair(published);
        term.expire();
        let state = term.state(day);
        let (list, begins, ends) = (term.list, term.begins, term.ends.filter(|&day| day > LONG_AGO));
        Some(ListEntry { record, list, domain: row.domain, basis: row.basis.clone(), begins, ends, state })
    }
}

impl Default for Listing {
    fn default() -> Self {
        Self::new()
    }
}

impl Strategy for Listing {
    type Evidence = PublicRecords;
    type Outcome = ListingOutcome;

    fn id(&self) -> StrategyId {
        self.id.clone()
    }

    fn evaluate(&self, evidence: &PublicRecords) -> ListingOutcome {
        let mut published = vec![Vec::new(); evidence.records().len()];
        for (record, says) in evidence.published() {
            if let Some(of) = published.get_mut(*record) {
                of.push(*says);
            }
        }
        let records = evidence.records().iter().zip(published).enumerate();
        let entries = records.filter_map(|(record, (one, says))| self.entry(record, one, &says, evidence.day()));
        ListingOutcome { day: evidence.day(), entries: entries.collect() }
    }
}

/// From when until when a listing applies.
struct Term {
    list: PublicList,
    begins: Option<NaiveDate>,
    /// For how many months it applies at least, before it can be repaired.
    least: u32,
    /// For how many months it applies at most.
    months: Option<u32>,
    /// The first day on which it no longer applies.
    ends: Option<NaiveDate>,
    repaired: Option<NaiveDate>,
    dismissed: Option<NaiveDate>,
}

impl Term {
    /// What the report says; nothing of a record that is no list.
    fn of(record: &PublicRecord) -> Option<Self> {
        let term =
            |list, begins| Self { list, begins, least: 0, months: None, ends: None, repaired: None, dismissed: None };
        match record {
            PublicRecord::Enforcement(Enforcement { state, filed, closed, outcome, .. }) => {
                state.as_ref().filter(|state| LISTED.contains(&state.trim()))?;
                let over = outcome.and_then(|outcome| OUTCOMES.iter().find(|(one, _)| *one == outcome));
                // A case that is over on an unknown day is over.
                let day = closed.or(*filed).unwrap_or(LONG_AGO);
                let mut term = term(PublicList::JudgmentDefaulter, *filed);
                match over {
                    Some((_, ListState::Dismissed)) => term.dismissed = Some(day),
                    Some(_) => term.ends = Some(day),
                    None if outcome.is_none() => term.ends = *closed,
                    None => {}
                }
                Some(term)
            }
            PublicRecord::Penalty(Penalty { from, to, review, .. }) => {
                let begins = from.map(|month| month.first_day());
                let ends = to.and_then(|month| month.last_day().succ_opt());
                let revoked = review.as_ref().is_some_and(|review| REVOKED.contains(&review.trim()));
                let dismissed = revoked.then(|| begins.unwrap_or(LONG_AGO));
                // The report does not say how grave it is: no penalty is published longer than a serious one.
                let months = Some(PenaltyClass::Serious.months().1);
                Some(Self { ends, dismissed, months, ..term(PublicList::Penalty, begins) })
            }
            PublicRecord::Qualification(Qualification { revoked, .. }) => {
                revoked.map(|month| term(PublicList::ProfessionalBan, Some(month.first_day())))
            }
            PublicRecord::Award(Award { from, to, .. }) => {
                let ends = to.and_then(|month| month.last_day().succ_opt());
                Some(Self { ends, ..term(PublicList::Award, from.map(|month| month.first_day())) })
            }
            _ => None,
        }
    }

    fn published(&mut self, says: Published) {
        match says {
            Published::Ground(ground, years) => {
                self.months = ground.months().map(|months| months.saturating_add(u32::from(years).saturating_mul(12)));
            }
            Published::Class(class) => {
                let (least, most) = class.months();
                (self.least, self.months) = (least, Some(most));
            }
            Published::Dismissed(day) => self.dismissed = earlier(self.dismissed, Some(day)),
            // Its class may be said after it.
            Published::Repaired(_) => {}
        }
    }

    /// It was repaired on the first day that can be believed: none before it applied for the least of its months.
    fn repair(&mut self, published: &[Published]) {
        let least = Months::new(self.least);
        // What began on an unknown day may have applied for long enough.
        let first = self.begins.map(|begins| begins.checked_add_months(least).unwrap_or(NaiveDate::MAX));
        let repairs = published.iter().filter_map(|says| match says {
            Published::Repaired(day) => Some(*day),
            _ => None,
        });
        self.repaired = repairs.filter(|day| first.is_none_or(|first| first <= *day)).min();
    }

    /// It ends with its longest term, if not before.
    fn expire(&mut self) {
        let last = self.begins.zip(self.months).and_then(|(from, months)| from.checked_add_months(Months::new(months)));
        self.ends = earlier(self.ends, last);
    }

    fn state(&self, day: NaiveDate) -> ListState {
        let reached = |since: Option<NaiveDate>| since.is_some_and(|since| since <= day);
        if reached(self.dismissed) {
            ListState::Dismissed
        } else if reached(self.repaired) {
            ListState::Repaired
        } else if reached(self.ends) {
            ListState::Ended
        } else if self.begins.is_some_and(|begins| begins > day) {
            ListState::NotYet
        } else {
            ListState::Current
        }
    }
}

fn earlier(one: Option<NaiveDate>, other: Option<NaiveDate>) -> Option<NaiveDate> {
    one.into_iter().chain(other).min()
}

/// What public records say of a person as of a day. It has no number, and no [`Outcome`](crate::scoring::Outcome) comes of it.
/// `Debug` shows the day and how many listings there are.
#[derive(Clone, PartialEq, Serialize)]
pub struct ListingOutcome {
    day: NaiveDate,
    entries: Vec<ListEntry>,
}

/// One listing. `Debug` shows the place of its record only.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ListEntry {
    /// Place of the public record in the report, from 0.
    pub record: usize,
    /// The list.
    pub list: PublicList,
    /// What it is about.
    pub domain: Domain,
    /// The legal basis.
    pub basis: String,
    /// First day; nothing if the record does not say.
    pub begins: Option<NaiveDate>,
    /// First day on which it no longer applies; nothing if the day is not known.
    pub ends: Option<NaiveDate>,
    /// Whether it applies on the day.
    pub state: ListState,
}

impl ListingOutcome {
    /// The day.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// Every listing, whether it applies or not, in the report's order.
    #[must_use]
    pub fn entries(&self) -> &[ListEntry] {
        &self.entries
    }

    /// The honours that apply.
    pub fn honours(&self) -> impl Iterator<Item = &ListEntry> {
        self.current().filter(|entry| entry.list.is_honour())
    }

    /// Whether the person is restricted in a domain: by a listing about that domain, or by one about another that one of
    /// the legal bases carries over.
    #[must_use]
    pub fn restricts<'a>(&'a self, domain: Domain, bases: &'a [LegalBasis]) -> RestrictionStatus<'a> {
        let (mut restrictions, mut elsewhere) = (Vec::new(), Vec::new());
        for entry in self.current().filter(|entry| !entry.list.is_honour()) {
            let carried = || bases.iter().find(|basis| basis.list == entry.list && basis.domain == domain);
            if entry.domain == domain {
                restrictions.push(Restriction { entry, carried_by: None });
            } else if let Some(basis) = carried() {
                restrictions.push(Restriction { entry, carried_by: Some(basis) });
            } else {
                elsewhere.push(entry);
            }
        }
        match (restrictions.is_empty(), elsewhere.is_empty()) {
            (false, _) => RestrictionStatus::Restricted { domain, restrictions },
            (true, false) => RestrictionStatus::NotGeneralised { domain, elsewhere },
            (true, true) => RestrictionStatus::Free { domain },
        }
    }

    fn current(&self) -> impl Iterator<Item = &ListEntry> {
        self.entries.iter().filter(|entry| entry.state == ListState::Current)
    }
}

impl StrategyOutcome for ListingOutcome {
    /// None: public records do not add up to a number.
    fn number(&self) -> Option<f64> {
        None
    }
}

impl ListEntry {
    /// The listing in words: `judgment defaulter since 2025-03-01`, with the day on which it ends where that is known.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let list = self.list.text(language);
        let since = match (self.begins, language) {
            (Some(begins), Language::English) => format!(" since {begins}"),
            (Some(begins), Language::Chinese) => format!("，自{begins}起"),
            (None, _) => language.pick(" since an unknown day", "，起始日不详").to_owned(),
        };
        let until = self.ends.map(|ends| match language {
            Language::English => format!(", not from {ends} on"),
            Language::Chinese => format!("，至{ends}止（不含当日）"),
        });
        format!("{list}{since}{}", until.unwrap_or_default())
    }
}

impl fmt::Debug for ListingOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ListingOutcome({} as of {}, ‹private›)", self.entries.len(), self.day)
    }
}

impl fmt::Debug for ListEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ListEntry({}, ‹private›)", self.record)
    }
}

impl fmt::Display for ListEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

/// Law that carries a listing into a domain that it is not about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegalBasis {
    name: String,
    list: PublicList,
    domain: Domain,
}

impl LegalBasis {
    /// The law by its name, the list, and the domain into which the law carries it.
    ///
    /// # Errors
    ///
    /// [`UnnamedBasis`] without a name.
    pub fn new(name: impl Into<String>, list: PublicList, domain: Domain) -> Result<Self, UnnamedBasis> {
        let name = name.into();
        if name.trim().is_empty() { Err(UnnamedBasis) } else { Ok(Self { name, list, domain }) }
    }

    /// The law's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A legal basis without a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the legal basis has no name: expected the law and its article")]
pub struct UnnamedBasis;

/// Whether somebody is restricted in a domain.
#[derive(Debug, Clone, PartialEq)]
pub enum RestrictionStatus<'a> {
    /// Yes, by these.
    Restricted {
        /// The domain.
        domain: Domain,
        /// What restricts, at least one.
        restrictions: Vec<Restriction<'a>>,
    },
    /// Nothing restricts anything.
    Free {
        /// The domain.
        domain: Domain,
    },
    /// Not by what is known: there are listings, about other domains, and no legal basis is named that carries them over.
    NotGeneralised {
        /// The domain.
        domain: Domain,
        /// The listings about other domains, at least one.
        elsewhere: Vec<&'a ListEntry>,
    },
}

/// What restricts, and the law by which, if that is not the listing's own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Restriction<'a> {
    /// The listing.
    pub entry: &'a ListEntry,
    /// The law that carries it into the domain; nothing in the listing's own.
    pub carried_by: Option<&'a LegalBasis>,
}

impl RestrictionStatus<'_> {
    /// Whether it is yes.
    #[must_use]
    pub fn is_restricted(&self) -> bool {
        matches!(self, Self::Restricted { .. })
    }

    /// The answer in words, on one line.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let listed = |texts: Vec<String>| texts.join(language.pick("; ", "；"));
        match self {
            Self::Free { domain } => {
                format!("{}{}", language.pick("not restricted in ", "不受限制："), domain.text(language))
            }
            Self::Restricted { domain, restrictions } => {
                let lead = language.pick("restricted in ", "受限制：");
                let texts = listed(restrictions.iter().map(|one| one.text(language)).collect());
                format!("{lead}{}{}{texts}", domain.text(language), language.pick(": ", "；"))
            }
            Self::NotGeneralised { domain, elsewhere } => {
                let about = |one: &&ListEntry| {
                    let (list, domain) = (one.list.text(language), one.domain.text(language));
                    format!("{list}{}{domain}", language.pick(" is about ", "仅涉及"))
                };
                let texts = listed(elsewhere.iter().map(about).collect());
                match language {
                    Language::English => {
                        format!("not generalised: {texts}, and no legal basis is named for {}", domain.text(language))
                    }
                    Language::Chinese => format!("不予推及：{texts}，未指明及于{}的法律依据", domain.text(language)),
                }
            }
        }
    }
}

impl Restriction<'_> {
    fn text(&self, language: Language) -> String {
        let law = self.carried_by.map(|law| format!("{}{}", language.pick(", carried over by ", "，依据"), law.name));
        self.entry.text(language) + &law.unwrap_or_default()
    }
}

impl fmt::Display for RestrictionStatus<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

/// Each list, what it is about, and on what basis.
const LISTS: &[(PublicList, Domain, &str)] = &[
    (
        PublicList::JudgmentDefaulter,
        Domain::Spending,
        "Supreme People's Court, 法释〔2013〕17号 as amended by 法释〔2017〕7号; limits of spending of 2010, amended 2015",
    ),
    (PublicList::Penalty, Domain::PenaltyMatter, "the penalty itself; published by 信用修复管理办法 (NDRC Order 36)"),
    (PublicList::ProfessionalBan, Domain::Profession, "the revocation itself"),
    (PublicList::Award, Domain::Honours, "the award itself"),
];

/// How an enforcement ends a listing (法释〔2017〕7号, article 10); what is not here, such as another court's taking over or
/// a pause for want of assets, does not.
const OUTCOMES: &[(EnforcementOutcome, ListState)] = &[
    (EnforcementOutcome::NotEnforced, ListState::Dismissed),
    (EnforcementOutcome::PerformedVoluntarily, ListState::Ended),
    (EnforcementOutcome::SettlementPerformed, ListState::Ended),
    (EnforcementOutcome::Completed, ListState::Ended),
    (EnforcementOutcome::Terminated, ListState::Ended),
];

/// A day that is past and not known.
const LONG_AGO: NaiveDate = NaiveDate::MIN;

/// What the state of a case says of somebody who is listed, word for word.
const LISTED: &[&str] = &[
    "列入失信被执行人名单",
    "已列入失信被执行人名单",
    "纳入失信被执行人名单",
    "已纳入失信被执行人名单",
    "失信被执行人",
];

/// What an administrative review says of a penalty that it set aside.
const REVOKED: &[&str] = &["撤销", "已撤销", "撤销处罚", "撤销原处罚", "撤销行政处罚"];
