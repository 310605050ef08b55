//! Public lists that a person is on, and the restrictions that follow.

use std::fmt;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::record::{gloss_in, vocabulary};
use crate::report::{Award, Enforcement, EnforcementOutcome, Penalty, PublicRecord, Qualification};
use crate::scoring::evidence::{PenaltyClass, PublicRecords, Published};
use crate::scoring::outcome::{Strategy, StrategyId, StrategyOutcome};

/// Strategy over public records: the lists a person is on as of a day, with domain, legal basis, first and last day of
/// each listing.
///
/// It is not a score and gives no number. A listing restricts something *in its own domain* only: a judgment defaulter
/// may not spend on flights and hotels; a person with a revoked qualification may not practise. For another domain it
/// refuses to generalise, unless a legal basis is given that carries this listing there. Listings that have ended, were
/// repaired or were dismissed restrict nothing.
///
/// A report states neither the ground of a judgment defaulter's listing nor the class of a penalty. Without these facts
/// from the publisher ([`Published`]) a listing ends with the events of its case, and a penalty after the longest term.
/// A case closed in a way the report does not state is over. No term can be counted from an unknown day: a penalty
/// without a first month ends with its last month, or else by the publisher's facts only, and its text says that the
/// day is unknown.
///
/// A judgment defaulter is recognised by the exact state of the case, such as `列入失信被执行人名单`. States that merely contain
/// these words (`撤销列入…`, `拟列入…`, `曾列入…`) are not listings.
///
/// Civil judgments, enforcements without a listing, tax arrears, housing fund and social assistance are public records
/// but not lists.
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
///     "not generalised: judgment defaulter is about high spending, \
///      and no legal basis is named for renting a home"
/// );
/// let list = PublicList::JudgmentDefaulter;
/// let basis = LegalBasis::new("an act of parliament, article 7", list, Domain::Housing)?;
/// assert!(listed.restricts(Domain::Housing, &[basis]).is_restricted());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    id: StrategyId,
    rows: Vec<ListingRow>,
}

vocabulary! {
    /// Public list.
    PublicList {
        JudgmentDefaulter "judgment defaulter 失信被执行人",
        Penalty "administrative penalty 行政处罚",
        ProfessionalBan "revoked qualification 执业资格被吊销",
        Award "administrative award 行政奖励（红名单）",
    }
}

vocabulary! {
    /// Area of life that a restriction applies to.
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
    /// State of a listing on the day.
    ListState {
        Current "current 有效",
        NotYet "not yet in force 尚未生效",
        Ended "ended 已到期或已退出",
        Repaired "repaired 已修复",
        Dismissed "dismissed 已撤销",
    }
}

/// Properties that all listings of one kind share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListingRow {
    /// The list.
    pub list: PublicList,
    /// Domain that it restricts.
    pub domain: Domain,
    /// Legal basis.
    pub basis: String,
}

impl PublicList {
    /// Returns its name in one language.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }

    /// Whether it is a red list (an honour), which restricts nothing.
    #[must_use]
    pub const fn is_honour(self) -> bool {
        matches!(self, Self::Award)
    }
}

impl Domain {
    /// Returns its name in one language.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }
}

impl ListState {
    /// Returns its name in one language.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        gloss_in(self, language)
    }
}

impl Listing {
    /// Creates the strategy with the library's table of lists, by the law as of April 2026.
    #[must_use]
    pub fn new() -> Self {
        let row =
            |&(list, domain, basis): &(PublicList, Domain, &str)| ListingRow { list, domain, basis: basis.to_owned() };
        Self { id: StrategyId::new("listing", "1"), rows: LISTS.iter().map(row).collect() }
    }

    /// Creates the strategy with another table; lists without a row are ignored, and the first row of a list counts.
    #[must_use]
    pub fn by(id: StrategyId, rows: Vec<ListingRow>) -> Self {
        Self { id, rows }
    }

    /// Returns the table of lists.
    #[must_use]
    pub fn rows(&self) -> &[ListingRow] {
        &self.rows
    }

    fn entry(&self, record: usize, one: &PublicRecord, published: &[Published], day: NaiveDate) -> Option<ListEntry> {
        let mut term = Term::of(one)?;
        let row = self.rows.iter().find(|row| row.list == term.list)?;
        // Order matters: the class sets the minimum term that a repair must respect, whichever fact was added first.
        for fact in published {
            term.apply(*fact);
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
        for (record, fact) in evidence.published() {
            if let Some(of) = published.get_mut(*record) {
                of.push(*fact);
            }
        }
        let records = evidence.records().iter().zip(published).enumerate();
        let entries = records.filter_map(|(record, (one, fact))| self.entry(record, one, &fact, evidence.day()));
        ListingOutcome { day: evidence.day(), entries: entries.collect() }
    }
}

/// Term of a listing, built up from the report and the publisher's facts.
struct Term {
    list: PublicList,
    begins: Option<NaiveDate>,
    /// Months for which it applies at least, before it can be repaired.
    least: u32,
    /// Months for which it applies at most; none for an indefinite term.
    months: Option<u32>,
    /// First day on which it no longer applies.
    ends: Option<NaiveDate>,
    repaired: Option<NaiveDate>,
    dismissed: Option<NaiveDate>,
}

impl Term {
    /// Reads the term from a report's record; none if the record is not a list.
    fn of(record: &PublicRecord) -> Option<Self> {
        let term =
            |list, begins| Self { list, begins, least: 0, months: None, ends: None, repaired: None, dismissed: None };
        match record {
            PublicRecord::Enforcement(Enforcement { state, filed, closed, outcome, .. }) => {
                state.as_ref().filter(|state| LISTED.contains(&state.trim()))?;
                let over = outcome.and_then(|outcome| OUTCOMES.iter().find(|(one, _)| *one == outcome));
                // A case that ended on an unknown day counts as ended long ago: an unknown day must not keep a person
                // listed.
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
                // The report does not state the class, so the longest publication term applies: the serious one's.
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

    fn apply(&mut self, fact: Published) {
        match fact {
            Published::Ground(ground, years) => {
                self.months = ground.months().map(|months| months.saturating_add(u32::from(years).saturating_mul(12)));
            }
            Published::Class(class) => {
                let (least, most) = class.months();
                (self.least, self.months) = (least, Some(most));
            }
            Published::Dismissed(day) => self.dismissed = earlier(self.dismissed, Some(day)),
            // Decided in `repair`, after all facts are read: the class that sets the minimum term may come later.
            Published::Repaired(_) => {}
        }
    }

    /// Sets the day of repair: the first stated day that is not before the minimum term.
    fn repair(&mut self, published: &[Published]) {
        let least = Months::new(self.least);
        // From an unknown first day the minimum term cannot be counted, so every day of repair is accepted.
        let first = self.begins.map(|begins| begins.checked_add_months(least).unwrap_or(NaiveDate::MAX));
        let repairs = published.iter().filter_map(|fact| match fact {
            Published::Repaired(day) => Some(*day),
            _ => None,
        });
        self.repaired = repairs.filter(|day| first.is_none_or(|first| first <= *day)).min();
    }

    /// Ends the listing after its longest term, if it has not ended before.
    fn expire(&mut self) {
        let last = self.begins.zip(self.months).and_then(|(from, months)| from.checked_add_months(Months::new(months)));
        self.ends = earlier(self.ends, last);
    }

    fn state(&self, day: NaiveDate) -> ListState {
        let reached = |since: Option<NaiveDate>| since.is_some_and(|since| since <= day);
        // The strongest fact wins: dismissed means that it never applied, repaired that it was made good, ended only
        // that time passed.
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

/// Outcome of a [`Listing`]: every listing of a person as of a day. It has no number and does not convert to an
/// [`Outcome`](crate::scoring::Outcome).
///
/// `Debug` shows the day and the number of listings only.
#[derive(Clone, PartialEq, Serialize)]
pub struct ListingOutcome {
    day: NaiveDate,
    entries: Vec<ListEntry>,
}

/// One entry: a list that the person is on, from when to when, and the record that says so. `Debug` shows the index
/// of its record only.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ListEntry {
    /// Index of the public record in the report, from 0.
    pub record: usize,
    /// The list.
    pub list: PublicList,
    /// Domain that it restricts.
    pub domain: Domain,
    /// Legal basis.
    pub basis: String,
    /// First day; none if the record does not state it.
    pub begins: Option<NaiveDate>,
    /// First day on which it no longer applies; none if it is not known.
    pub ends: Option<NaiveDate>,
    /// State on the day.
    pub state: ListState,
}

impl ListingOutcome {
    /// Returns the day as of which the records were looked at.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// Returns every listing, in force or not, in the report's order.
    #[must_use]
    pub fn entries(&self) -> &[ListEntry] {
        &self.entries
    }

    /// Returns the honours in force.
    pub fn honours(&self) -> impl Iterator<Item = &ListEntry> {
        self.current().filter(|entry| entry.list.is_honour())
    }

    /// Answers whether the person is restricted in a domain: by a listing in that domain, or by one in another domain
    /// that a given legal basis carries over.
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
    /// Returns none: public records do not add up to a number.
    fn number(&self) -> Option<f64> {
        None
    }
}

impl ListEntry {
    /// Returns the listing as text, such as `judgment defaulter since 2025-03-01`, with its last day where that is
    /// known.
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

/// Legal basis that carries a listing into another domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegalBasis {
    name: String,
    list: PublicList,
    domain: Domain,
}

impl LegalBasis {
    /// Creates a legal basis from the law's name, the list, and the domain into which the law carries it.
    ///
    /// # Errors
    ///
    /// [`UnnamedBasis`] if the name is blank.
    pub fn new(name: impl Into<String>, list: PublicList, domain: Domain) -> Result<Self, UnnamedBasis> {
        let name = name.into();
        if name.trim().is_empty() { Err(UnnamedBasis) } else { Ok(Self { name, list, domain }) }
    }

    /// Returns the law's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Error for a legal basis without a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the legal basis has no name: expected the law and its article")]
pub struct UnnamedBasis;

/// Answer to whether a person is restricted in a domain.
#[derive(Debug, Clone, PartialEq)]
pub enum RestrictionStatus<'a> {
    /// The person is restricted.
    Restricted {
        /// The domain asked about.
        domain: Domain,
        /// Restrictions that apply, at least one.
        restrictions: Vec<Restriction<'a>>,
    },
    /// The person has no listing that restricts anything.
    Free {
        /// The domain asked about.
        domain: Domain,
    },
    /// The person is listed in other domains only, and no given legal basis carries those listings over.
    NotGeneralised {
        /// The domain asked about.
        domain: Domain,
        /// Listings in other domains, at least one.
        elsewhere: Vec<&'a ListEntry>,
    },
}

/// Restriction: a listing, with the law that carries it over if it is of another domain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Restriction<'a> {
    /// The listing.
    pub entry: &'a ListEntry,
    /// Law that carries it into the domain; none in the listing's own domain.
    pub carried_by: Option<&'a LegalBasis>,
}

impl RestrictionStatus<'_> {
    /// Whether the person is restricted.
    #[must_use]
    pub fn is_restricted(&self) -> bool {
        matches!(self, Self::Restricted { .. })
    }

    /// Returns the answer as text, on one line.
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

/// Table of lists: the domain and the legal basis of each.
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

/// Outcomes of an enforcement that end a listing (法释〔2017〕7号, article 10). Outcomes that are missing here, such as a
/// transfer to another court or a pause for want of assets, do not end it.
const OUTCOMES: &[(EnforcementOutcome, ListState)] = &[
    (EnforcementOutcome::NotEnforced, ListState::Dismissed),
    (EnforcementOutcome::PerformedVoluntarily, ListState::Ended),
    (EnforcementOutcome::SettlementPerformed, ListState::Ended),
    (EnforcementOutcome::Completed, ListState::Ended),
    (EnforcementOutcome::Terminated, ListState::Ended),
];

/// Day that stands for an unknown day in the past.
const LONG_AGO: NaiveDate = NaiveDate::MIN;

/// States of a case that mean a listing as a judgment defaulter, compared word for word.
const LISTED: &[&str] = &[
    "列入失信被执行人名单",
    "已列入失信被执行人名单",
    "纳入失信被执行人名单",
    "已纳入失信被执行人名单",
    "失信被执行人",
];

/// Review results that mean that a penalty was set aside, compared word for word.
const REVOKED: &[&str] = &["撤销", "已撤销", "撤销处罚", "撤销原处罚", "撤销行政处罚"];
