//! Which accounts feed a row under a regime: decided once from the row and the regime, never from a person's accounts.
//!
//! A row is about what is on record. A kind of account that a regime shows in part feeds the rows about that part and
//! no others: a late month on an account of which only what went wrong is recorded adds to the rows about what went
//! wrong, and to no age, no number of accounts and no length of history. A row that nothing can feed is unobservable.
//!
//! | disclosure of the kind | feeds |
//! |---|---|
//! | [`Full`](Disclosure::Full) | every row |
//! | [`NegativeOnly`](Disclosure::NegativeOnly) | tests that only late months pass, the worst status, overdue amounts, amounts past due, and accounts that the filter requires to be derogatory |
//! | [`PositiveOnly`](Disclosure::PositiveOnly) | tests that only months on time pass, and months reported |
//! | [`Hidden`](Disclosure::Hidden) | none |
//!
//! Over accounts a kind that is shown in part feeds sums, counts, distinct furnishers and the highest number (of months
//! since: the lowest), over months sums, counts, the highest, the longest run and months since. It feeds no row whose
//! filter reads what is hidden, and no ratio, difference or change.

use super::attribute::{
    Across, AcrossMonths, Attribute, Derived, Filter, Measure, MonthTest, Operation, OverAccounts, OverMonths,
    SeveritySet, Value, Within, WithinMonth,
};
use crate::history::{DelinquencyBucket, Severity};
use crate::policy::{DisclosedKinds, Disclosure, Regime};
use crate::report::{AccountKind, AccountState, KindSet};

impl Attribute {
    /// The kinds of account that feed the row under a regime; empty if the row is about inquiries or liabilities, or
    /// [unobservable](Self::is_observable).
    ///
    /// ```
    /// use credit_bureau::attributes::Catalogue;
    /// use credit_bureau::report::KindSet;
    /// use credit_bureau::Regime;
    /// let on_time = Catalogue::standard().find("positive_on_time_months_24")?;
    /// assert_eq!(on_time.fed_by(Regime::holistic()), KindSet::POSITIVE);
    /// assert_eq!(on_time.fed_by(Regime::pboc()), KindSet::POST_PAID);
    /// assert!(!on_time.is_observable(Regime::us_traditional()));
    /// # Ok::<(), credit_bureau::attributes::AttributeError>(())
    /// ```
    #[must_use]
    pub fn fed_by(&self, regime: &Regime) -> KindSet {
        Sources::of(&self.normalised().measure).fed_by(&regime.disclosed_kinds())
    }

    /// The row with its filters narrowed to some kinds.
    pub(crate) fn over(&self, kinds: KindSet) -> Attribute {
        Attribute { measure: self.measure.over(kinds), ..self.clone() }.normalised()
    }

    /// Whether anything can feed the row under a regime. If not, it is absent for everybody, as
    /// [`Hidden`](super::SpecialValue::Hidden).
    #[must_use]
    pub fn is_observable(&self, regime: &Regime) -> bool {
        Sources::of(&self.normalised().measure).are_observable(&regime.disclosed_kinds())
    }
}

/// The kinds that feed a row although a regime shows them in part. Kinds that are shown in full feed every row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Feeds {
    /// The kinds that feed it where only what went wrong is shown.
    negative: KindSet,
    /// The kinds that feed it where only what went right is shown.
    positive: KindSet,
}

impl Feeds {
    /// Whether accounts of a kind feed the row, by what is disclosed of them.
    pub(crate) fn takes(self, kind: AccountKind, disclosure: Disclosure) -> bool {
        match disclosure {
            Disclosure::Full => true,
            Disclosure::NegativeOnly => self.negative.contains(kind),
            Disclosure::PositiveOnly => self.positive.contains(kind),
            Disclosure::Hidden => false,
        }
    }

    /// The kinds that feed the row and are shown in part.
    pub(crate) fn in_part(self, shown: &DisclosedKinds) -> KindSet {
        (shown.negative_only & self.negative) | (shown.positive_only & self.positive)
    }

    /// The part of it that is about some kinds, such as those that a filter of the row lets pass.
    pub(crate) fn of_kinds(self, kinds: KindSet) -> Feeds {
        Feeds { negative: self.negative & kinds, positive: self.positive & kinds }
    }

    fn both(self, other: Feeds) -> Feeds {
        Feeds { negative: self.negative & other.negative, positive: self.positive & other.positive }
    }

    /// The sets as lists, by which rows with the same filter are ordered.
    pub(crate) fn order(self) -> (Vec<AccountKind>, Vec<AccountKind>) {
        (self.negative.iter().collect(), self.positive.iter().collect())
    }
}

/// What a row looks at, and what of it a regime must show.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sources {
    pub(crate) feeds: Feeds,
    /// For each filter of the row, the kinds that it lets pass. One of them must feed the row.
    filters: Vec<KindSet>,
    /// The kinds in the whole of a ratio: all must be shown in full, or the share would be of something else.
    wholes: KindSet,
    inquiries: bool,
    liabilities: bool,
}

impl Sources {
    /// The sources of a measure in normal form.
    pub(crate) fn of(measure: &Measure) -> Sources {
        let mut sources = Sources { feeds: feeds(measure).1, ..Sources::default() };
        sources.list(measure);
        sources
    }

    fn list(&mut self, measure: &Measure) {
        match measure {
            Measure::Accounts(row) => self.filters.push(row.filter.kinds()),
            Measure::Months(row) => self.filters.push(row.filter.kinds()),
            Measure::Inquiries(_) => self.inquiries = true,
            Measure::Liabilities(_) => self.liabilities = true,
            Measure::Derived(row) => {
                if row.operation == Operation::Ratio {
                    self.wholes = self.wholes | row.right.kinds();
                }
                self.list(&row.left);
                self.list(&row.right);
            }
        }
    }

    pub(crate) fn are_observable(&self, shown: &DisclosedKinds) -> bool {
        let feeding = shown.full | self.feeds.in_part(shown);
        self.filters.iter().all(|&kinds| !(kinds & feeding).is_empty())
            && self.wholes.without(shown.full).is_empty()
            && (shown.inquiries || !self.inquiries)
            && (shown.liabilities || !self.liabilities)
    }

    pub(crate) fn fed_by(&self, shown: &DisclosedKinds) -> KindSet {
        match self.are_observable(shown) {
            true => self.kinds() & (shown.full | self.feeds.in_part(shown)),
            false => KindSet::NONE,
        }
    }

    /// The kinds that the row looks at.
    pub(crate) fn kinds(&self) -> KindSet {
        self.filters.iter().fold(KindSet::NONE, |all, &kinds| all | kinds)
    }
}

/// The kinds that a measure looks at, and those of them that feed it although they are shown in part.
fn feeds(measure: &Measure) -> (KindSet, Feeds) {
    match measure {
        Measure::Accounts(row) => (row.filter.kinds(), row.feeds()),
        Measure::Months(row) => (row.filter.kinds(), row.feeds()),
        Measure::Inquiries(_) | Measure::Liabilities(_) => (KindSet::NONE, Feeds::default()),
        Measure::Derived(row) => row.feeds(),
    }
}

impl Measure {
    fn kinds(&self) -> KindSet {
        feeds(self).0
    }

    fn over(&self, kinds: KindSet) -> Measure {
        let only = |filter: &Filter| Filter::All(vec![Filter::Kinds(kinds), filter.clone()]);
        match self {
            Self::Accounts(row) => Self::Accounts(OverAccounts { filter: only(&row.filter), ..row.clone() }),
            Self::Months(row) => Self::Months(OverMonths { filter: only(&row.filter), ..row.clone() }),
            Self::Inquiries(_) | Self::Liabilities(_) => self.clone(),
            Self::Derived(row) => Self::Derived(Box::new(Derived {
                operation: row.operation,
                left: row.left.over(kinds),
                right: row.right.over(kinds),
            })),
        }
    }
}

impl Derived {
    fn feeds(&self) -> (KindSet, Feeds) {
        let sides = [feeds(&self.left), feeds(&self.right)];
        let kinds = sides.iter().fold(KindSet::NONE, |all, side| all | side.0);
        match self.operation {
            Operation::Ratio | Operation::Difference | Operation::Change => (kinds, Feeds::default()),
            Operation::Greater | Operation::Smaller => {
                // A kind that a side does not look at takes nothing from that side.
                let of_side = |&(of, feeds): &(KindSet, Feeds)| {
                    let others = kinds.without(of);
                    Feeds { negative: feeds.negative | others, positive: feeds.positive | others }
                };
                (kinds, of_side(&sides[0]).both(of_side(&sides[1])))
            }
        }
    }
}

impl OverAccounts {
    fn feeds(&self) -> Feeds {
        let across = match self.across {
            Across::Sum | Across::Count | Across::DistinctFurnishers => true,
            Across::Highest => !matches!(self.of, Within::MonthsSince(_)),
            Across::Lowest => matches!(self.of, Within::MonthsSince(_)),
            Across::Average => false,
        };
        let of = |about: About, kind| match self.of {
            Within::Count(test) | Within::Any(test) | Within::LongestRun(test) | Within::MonthsSince(test) => {
                about.passes(test, kind)
            }
            Within::Worst | Within::Value(Value::PastDue) | Within::AtLeastZero(Value::PastDue) => {
                about == About::Wrong
            }
            Within::Account => about == About::Wrong && self.filter.holds_only_of_a_wrong(kind),
            Within::Never(_) | Within::Latest | Within::LatestIs(_) | Within::Value(_) | Within::AtLeastZero(_) => {
                false
            }
        };
        feeds_of(&self.filter, |about, kind| across && of(about, kind))
    }
}

impl OverMonths {
    fn feeds(&self) -> Feeds {
        let across = match self.across {
            AcrossMonths::Sum | AcrossMonths::Count | AcrossMonths::Highest => true,
            AcrossMonths::LongestRun | AcrossMonths::MonthsSince => true,
            AcrossMonths::Lowest | AcrossMonths::Average | AcrossMonths::CurrentRun => false,
        };
        let of = |about: About, kind| match self.of {
            WithinMonth::Any(test) | WithinMonth::Accounts(test) => about.passes(test, kind),
            WithinMonth::Overdue | WithinMonth::Worst => about == About::Wrong,
            WithinMonth::None(_) | WithinMonth::AnyAndNone(..) => false,
        };
        feeds_of(&self.filter, |about, kind| across && of(about, kind))
    }
}

/// The kinds of a filter that feed a row, as `fed` decides.
fn feeds_of(filter: &Filter, fed: impl Fn(About, AccountKind) -> bool) -> Feeds {
    let of = |about: About, kinds: KindSet| {
        kinds.iter().filter(|&kind| filter.is_disclosed(about, kind) && fed(about, kind)).collect()
    };
    let kinds = filter.kinds();
    // Only positive history may be shown positive-only.
    Feeds { negative: of(About::Wrong, kinds), positive: of(About::Right, kinds & KindSet::POSITIVE) }
}

/// The part of an account that a partial disclosure shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    /// What went wrong.
    Wrong,
    /// What went right.
    Right,
}

impl About {
    const fn disclosure(self) -> Disclosure {
        match self {
            Self::Wrong => Disclosure::NegativeOnly,
            Self::Right => Disclosure::PositiveOnly,
        }
    }

    /// Whether only months of this part pass the test, or it asks for reported months, of which those on time are a
    /// part that can only grow.
    fn passes(self, test: MonthTest, kind: AccountKind) -> bool {
        let passing = test.severities(kind);
        match self {
            Self::Wrong => passing.is_within(late(kind)),
            Self::Right => {
                let on_time = MonthTest::OnTime.severities(kind);
                passing.is_within(on_time) || passing == MonthTest::Reported.severities(kind)
            }
        }
    }
}

/// The severities of a late month.
fn late(kind: AccountKind) -> SeveritySet {
    MonthTest::Late(DelinquencyBucket::DAYS_1_TO_30).severities(kind)
}

impl MonthTest {
    /// The severities that pass the test on an account of a kind.
    pub(crate) fn severities(self, kind: AccountKind) -> SeveritySet {
        let from = |least: Severity| Severity::ALL.iter().copied().filter(move |&one| one >= least).collect();
        match self {
            Self::Late(bucket) => from(kind.late_from(bucket).severity()),
            Self::OnTime => [Severity::PaidAsAgreed].into_iter().collect(),
            Self::Reported => from(Severity::NothingDue),
            Self::NothingDue => [Severity::NothingDue].into_iter().collect(),
            Self::Severities(set) => set,
        }
    }
}

impl Filter {
    /// The kinds that may pass, by what the filter says of kinds.
    pub(crate) fn kinds(&self) -> KindSet {
        AccountKind::ALL.iter().copied().filter(|&kind| self.by_kind(kind) != Some(false)).collect()
    }

    /// What the kind alone decides; `None` if it leaves the answer open.
    fn by_kind(&self, kind: AccountKind) -> Option<bool> {
        // One part that fails decides `all`; one that holds decides `any`.
        let joined = |parts: &[Filter], decides: bool| {
            let mut open = false;
            for part in parts {
                match part.by_kind(kind) {
                    Some(holds) if holds == decides => return Some(decides),
                    Some(_) => {}
                    None => open = true,
                }
            }
            (!open).then_some(!decides)
        };
        match self {
            Self::Kinds(kinds) => Some(kinds.contains(kind)),
            Self::All(parts) => joined(parts, false),
            Self::Any(parts) => joined(parts, true),
            Self::Not(part) => part.by_kind(kind).map(|holds| !holds),
            _ => None,
        }
    }

    /// Whether the filter can be decided for an account of a kind of which only a part is shown.
    fn is_disclosed(&self, about: About, kind: AccountKind) -> bool {
        if self.by_kind(kind).is_some() {
            return true;
        }
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().all(|part| part.is_disclosed(about, kind)),
            Self::Not(part) => part.is_disclosed(about, kind),
            Self::Above(value) => match value {
                Value::Age => true,
                Value::PastDue => about == About::Wrong,
                _ => false,
            },
            Self::UsedAtLeastPercent(_) | Self::ReportedWithin(_) => false,
            Self::State(states) => are_told_apart(states, about.disclosure()),
            // Of the months only the late ones are shown, or only those on time: the last of all may be another.
            Self::LastMonth(severities) => about == About::Wrong && severities.is_within(late(kind)),
            Self::Kinds(_) | Self::Open | Self::Closed | Self::StateKnown | Self::OpenedWithin(_) => true,
            Self::Business(_) | Self::Guarantee(_) | Self::FurnisherType(_) | Self::Role(_) => true,
        }
    }

    /// Whether every account that passes is one of which something went wrong.
    fn holds_only_of_a_wrong(&self, kind: AccountKind) -> bool {
        if self.kinds().without(AccountKind::Collection.into()).is_empty() {
            return true;
        }
        match self {
            Self::Above(value) => *value == Value::PastDue,
            Self::State(states) => states.iter().all(|state| state.is_adverse()),
            Self::LastMonth(severities) => severities.is_within(late(kind)),
            Self::All(parts) => parts.iter().any(|part| part.holds_only_of_a_wrong(kind)),
            Self::Any(parts) => parts.iter().all(|part| part.holds_only_of_a_wrong(kind)),
            _ => false,
        }
    }
}

/// Whether a disclosure shows enough of a state to say whether it is in a list: of the states that it shows only as
/// open or as closed, all or none must be in the list.
fn are_told_apart(states: &[AccountState], disclosure: Disclosure) -> bool {
    [true, false].into_iter().all(|open| {
        let alike = || {
            let blurred = |state: &&AccountState| state.is_open() == open && !disclosure.shows_state(**state);
            AccountState::ALL.iter().filter(blurred)
        };
        alike().all(|state| states.contains(state)) || !alike().any(|state| states.contains(state))
    })
}
