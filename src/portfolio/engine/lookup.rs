//! What the profiles of a dictionary say under a regime: every leaf that a profile decides, decided once.

use crate::attributes::Value;
use crate::attributes::filter::{Truth, Withheld, holds, value_of};
use crate::attributes::plan::program::{Decided, Leaf, Literal, Program, Tree};
use crate::history::Severity;
use crate::month::Month;
use crate::policy::{AccountFacts, Disclosed, DisclosedAccount, DisclosedState, Disclosure, Regime};
use crate::portfolio::columns::{Profile, stated};
use crate::report::{AccountKind, AccountState, BusinessKind, Guarantee, HolderRole, InstitutionType, KindSet};

/// Tables by profile.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    /// Bits of [`rule`].
    pub(super) rules: Vec<u8>,
    /// What the last month of an account may be to the leaves that look at it: a class of every severity, four bits each.
    pub(super) class_of: u64,
    pub(super) classes: usize,
    /// Member words of every profile and class, one table a word: those that an account is unless a literal of numbers
    /// fails, and those that it might be.
    pub(super) yes: Vec<Vec<u64>>,
    pub(super) not_known: Vec<Vec<u64>>,
    /// For each literal, whether it is asked row by row although profile and last month decide it, because an account
    /// of which only what went wrong is shown is asked about any of its months.
    any_month: Vec<bool>,
    /// For each member, whether kinds that are shown in part feed its rows.
    pub(super) in_part: Vec<bool>,
    /// Leaves of the literals that are decided by leaves, and what the profiles say of eight each.
    pub(super) leaves: Vec<usize>,
    pub(super) eights: Vec<Eight>,
    /// Whether everything is shown of every profile.
    pub(super) all_shown: bool,
    /// Whether no leaf is ever not known.
    pub(super) all_known: bool,
    /// Whether there is a quasi-credit card.
    pub(super) any_quasi: bool,
}

/// Bits of [`Lookup::rules`].
pub(super) mod rule {
    /// A quasi-credit card is late from grade 3 on.
    pub(in crate::portfolio::engine) const QUASI: u8 = 1;
    /// Derogatory whatever its months and amounts.
    pub(in crate::portfolio::engine) const DEROGATORY: u8 = 1 << 1;
    /// Derogatory if its amount past due is above zero.
    pub(in crate::portfolio::engine) const BY_PAST_DUE: u8 = 1 << 2;
    /// Shown in full, only what went wrong, or only what went right; hidden if none of these.
    pub(in crate::portfolio::engine) const FULL: u8 = 1 << 3;
    pub(in crate::portfolio::engine) const NEGATIVE: u8 = 1 << 4;
    pub(in crate::portfolio::engine) const POSITIVE: u8 = 1 << 5;
}

/// What the profiles say of eight leaves.
#[derive(Debug)]
pub(super) struct Eight {
    pub(super) yes: Vec<u8>,
    pub(super) not_known: Vec<u8>,
    /// It depends on the account's numbers or months.
    pub(super) open: Vec<u8>,
    pub(super) any_unknown: bool,
    pub(super) any_open: bool,
}

impl Lookup {
    pub(super) fn new(program: &Program, profiles: &[Profile], month: Month, regime: &Regime) -> Lookup {
        let decided: Vec<Vec<Option<Truth>>> = profiles
            .iter()
            .map(|profile| shown(profile, month, regime))
            .map(|shown| program.leaves.iter().map(|leaf| decide(leaf, &shown)).collect())
            .collect();
        let unknown = |truth: &Option<Truth>| matches!(truth, Some(Truth::Unknown(_)));
        let disclosures: Vec<_> =
            profiles.iter().map(|profile| (profile.kind, regime.disclosure(profile.kind))).collect();
        let shown = regime.disclosed_kinds();
        let mut lookup = Lookup {
            any_month: program.literals.iter().map(|literal| asks_any_month(program, literal, &disclosures)).collect(),
            in_part: program.members.iter().map(|member| !member.feeds.in_part(&shown).is_empty()).collect(),
            rules: profiles.iter().map(|profile| rules(profile, month, regime)).collect(),
            all_shown: AccountKind::ALL.iter().all(|&kind| regime.disclosure(kind) == Disclosure::Full),
            all_known: !decided.iter().flatten().any(unknown),
            ..Lookup::default()
        };
        lookup.any_quasi = lookup.rules.iter().any(|rules| rules & rule::QUASI != 0);
        lookup.look_up_members(program, &decided, &disclosures);
        lookup.look_up_leaves(program, &decided);
        lookup
    }

    fn look_up_members(
        &mut self,
        program: &Program,
        decided: &[Vec<Option<Truth>>],
        disclosures: &[(AccountKind, Disclosure)],
    ) {
        let of_last_month: Vec<usize> = (0..program.leaves.len())
            .filter(|&leaf| matches!(program.leaves[leaf], Leaf::Open | Leaf::LastMonth(_)))
            .collect();
        let mut classes: Vec<Vec<bool>> = Vec::new();
        for severity in Severity::ALL {
            let says: Vec<_> = of_last_month.iter().map(|&leaf| last_is(&program.leaves[leaf], severity)).collect();
            let class = classes.iter().position(|class| *class == says).unwrap_or(classes.len());
            if class == classes.len() {
                classes.push(says);
            }
            self.class_of |= (class as u64) << (4 * severity.number());
        }
        self.classes = classes.len();
        let words = program.members.len().div_ceil(64);
        let table = || vec![vec![0; decided.len() * classes.len()]; words];
        self.yes = table();
        if !self.all_known {
            self.not_known = table();
        }
        for (profile, (decided, &(kind, disclosure))) in decided.iter().zip(disclosures).enumerate() {
            for (class, says) in classes.iter().enumerate() {
                let place = profile * classes.len() + class;
                let depends = of_last_month.iter().any(|&leaf| decided[leaf].is_none());
                if class > 0 && !depends {
                    for table in [&mut self.yes, &mut self.not_known].into_iter().flatten() {
                        table[place] = table[place - class];
                    }
                    continue;
                }
                let mut known = decided.clone();
                for (&leaf, &says) in of_last_month.iter().zip(says) {
                    if disclosure != Disclosure::NegativeOnly {
                        known[leaf] = known[leaf].or(Some(says.into()));
                    }
                }
                let literals: Vec<_> = program.literals.iter().map(|literal| literal.tree.decide(&known)).collect();
                let fed = program.members.iter().enumerate().filter(|(_, rule)| rule.feeds.takes(kind, disclosure));
                for (member, rule) in fed {
                    let all = |parts: &[usize]| {
                        let truths = parts.iter().map(|&literal| literals[literal].unwrap_or(Truth::True));
                        truths.fold(Truth::True, Truth::and)
                    };
                    let truth = match all(&rule.filter) {
                        Truth::True => all(&rule.seen),
                        unknown if rule.seen.is_empty() => unknown,
                        _ => Truth::False,
                    };
                    let table = match truth {
                        Truth::False => continue,
                        Truth::True => &mut self.yes,
                        Truth::Unknown(_) => &mut self.not_known,
                    };
                    table[member / 64][place] |= 1 << (member % 64);
                }
            }
        }
    }

    /// The literals that are decided by leaves: if a leaf can be in doubt, so can be every literal of numbers.
    pub(super) fn is_by_leaves(&self, place: usize, literal: &Literal) -> bool {
        match literal.decided {
            Decided::Looked => self.any_month[place],
            Decided::ByLeaf(_) => !self.all_known,
            Decided::ByLeaves => true,
        }
    }

    fn look_up_leaves(&mut self, program: &Program, decided: &[Vec<Option<Truth>>]) {
        let mut leaves = Vec::new();
        let literals = program.literals.iter().enumerate();
        literals.filter(|(place, one)| self.is_by_leaves(*place, one)).for_each(|(_, one)| one.tree.list(&mut leaves));
        leaves.sort_unstable();
        leaves.dedup();
        for eight in leaves.chunks(8) {
            let table = || vec![0; decided.len()];
            let (mut yes, mut not_known, mut open) = (table(), table(), table());
            for (place, decided) in decided.iter().enumerate() {
                for (bit, &leaf) in eight.iter().enumerate() {
                    let table = match decided[leaf] {
                        Some(Truth::True) => &mut yes,
                        Some(Truth::False) => continue,
                        Some(Truth::Unknown(_)) => &mut not_known,
                        None => &mut open,
                    };
                    table[place] |= 1 << bit;
                }
            }
            let any = |table: &[u8]| table.iter().any(|&bits| bits != 0);
            let (any_unknown, any_open) = (any(&not_known), any(&open));
            self.eights.push(Eight { yes, not_known, open, any_unknown, any_open });
        }
        self.leaves = leaves;
    }
}

/// Whether a literal looks at the last month and some member that it is a part of is fed by accounts of which only what
/// went wrong is shown.
fn asks_any_month(program: &Program, literal: &Literal, disclosures: &[(AccountKind, Disclosure)]) -> bool {
    let mut leaves = Vec::new();
    literal.tree.list(&mut leaves);
    let negative = || {
        let of_kinds = disclosures.iter().filter(|(_, disclosure)| *disclosure == Disclosure::NegativeOnly);
        of_kinds.map(|&(kind, _)| kind)
    };
    let has = |place: usize| literal.fails[place / 64] >> (place % 64) & 1 != 0;
    let mut members = program.members.iter().enumerate().filter(|(place, _)| has(*place));
    leaves.iter().any(|&leaf| matches!(program.leaves[leaf], Leaf::LastMonth(_)))
        && members.any(|(_, member)| negative().any(|kind| member.feeds.takes(kind, Disclosure::NegativeOnly)))
}

/// What a leaf that looks at the last month says of one of a severity; of none for the severity of no month.
fn last_is(leaf: &Leaf, last: Severity) -> bool {
    match leaf {
        Leaf::LastMonth(severities) => last != Severity::Outside && severities.contains(last),
        _ => !matches!(last, Severity::Settled | Severity::AbnormalEnd),
    }
}

impl Tree {
    /// What it is if leaves are decided; `None` if it depends on those that are not.
    fn decide(&self, leaves: &[Option<Truth>]) -> Option<Truth> {
        match self {
            Self::Leaf(leaf) => leaves[*leaf],
            Self::Not(part) => part.decide(leaves).map(Truth::not),
            Self::All(parts) => all(parts.iter().map(|part| part.decide(leaves))),
            // Some part holds unless all of them do not.
            Self::Any(parts) => all(parts.iter().map(|part| part.decide(leaves).map(Truth::not))).map(Truth::not),
        }
    }

    /// Adds its leaves to a list.
    fn list(&self, leaves: &mut Vec<usize>) {
        match self {
            Self::Leaf(leaf) => leaves.push(*leaf),
            Self::Not(part) => part.list(leaves),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.list(leaves)),
        }
    }
}

/// One that fails decides; else one that is not decided leaves it open.
fn all(truths: impl Iterator<Item = Option<Truth>>) -> Option<Truth> {
    let (mut whole, mut open) = (Truth::True, false);
    for truth in truths {
        match truth {
            Some(truth) => whole = whole.and(truth),
            None => open = true,
        }
    }
    if open && whole != Truth::False { None } else { Some(whole) }
}

/// What a leaf is of every account of a profile; `None` if the profile does not tell.
///
/// A portfolio has no masks, and what a regime hides of an account is asked by no row that the account feeds: there the
/// answer does not matter.
fn decide(leaf: &Leaf, shown: &DisclosedAccount<Sample>) -> Option<Truth> {
    match leaf {
        Leaf::Profile(filter) => Some(match holds(filter, shown) {
            Truth::Unknown(Withheld::Hidden) => Truth::False,
            truth => truth,
        }),
        Leaf::Open => match shown.state() {
            Disclosed::NotStated | Disclosed::NotKnown if shown.disclosure() != Disclosure::NegativeOnly => None,
            _ => Some((shown.is_open() == Disclosed::Known(true)).into()),
        },
        Leaf::OpenedWithin(_) | Leaf::ReportedWithin(_) | Leaf::LastMonth(_) => None,
        Leaf::Above(Value::Age) | Leaf::Stated(Value::Age) => None,
        Leaf::Above(value) => undecided(value_of(*value, shown)),
        Leaf::Used(_) => undecided(value_of(Value::Used, shown)),
        Leaf::Stated(value) => Some(undecided(value_of(*value, shown)).unwrap_or(Truth::True)),
    }
}

/// A missing number decides, a known one does not.
fn undecided(value: Disclosed<i128>) -> Option<Truth> {
    match value {
        Disclosed::Known(_) => None,
        Disclosed::NotStated | Disclosed::Hidden => Some(Truth::False),
        Disclosed::NotKnown => Some(Truth::Unknown(Withheld::NotKnown)),
    }
}

fn shown(profile: &Profile, month: Month, regime: &Regime) -> DisclosedAccount<Sample> {
    DisclosedAccount::visible(Sample(*profile), month, profile.known, regime.disclosure(profile.kind))
}

fn rules(profile: &Profile, month: Month, regime: &Regime) -> u8 {
    let shown = match regime.disclosure(profile.kind) {
        Disclosure::Full => rule::FULL,
        Disclosure::NegativeOnly => rule::NEGATIVE,
        Disclosure::PositiveOnly => rule::POSITIVE,
        Disclosure::Hidden => 0,
    };
    let full = DisclosedAccount::visible(Sample(*profile), month, profile.known, Disclosure::Full);
    let bad_debt = full.state().known().and_then(DisclosedState::exact) == Some(AccountState::BadDebt);
    let by_past_due = full.past_due().known().is_some();
    let mut rules = shown;
    for (holds, bit) in [
        (profile.kind == AccountKind::QuasiCreditCard, rule::QUASI),
        (profile.kind == AccountKind::Collection || bad_debt, rule::DEROGATORY),
        (by_past_due, rule::BY_PAST_DUE),
    ] {
        rules |= if holds { bit } else { 0 };
    }
    rules
}

/// Any account of a profile: every amount that it states is 1, and there are no months.
#[derive(Clone, Copy)]
pub(crate) struct Sample(pub(crate) Profile);

impl Sample {
    fn states(&self, bits: u8) -> Option<i64> {
        (self.0.stated & bits != 0).then_some(1)
    }

    fn granted(&self, revolving: bool) -> Option<i64> {
        (KindSet::REVOLVING.contains(self.0.kind) == revolving).then(|| self.states(stated::GRANTED)).flatten()
    }
}

impl AccountFacts for Sample {
    type Amount = i64;

    fn kind(&self) -> AccountKind {
        self.0.kind
    }

    fn furnisher(&self) -> &str {
        ""
    }

    fn furnisher_type(&self) -> Option<InstitutionType> {
        self.0.furnisher_type
    }

    fn business(&self) -> Option<BusinessKind> {
        self.0.business
    }

    fn guarantee(&self) -> Option<Guarantee> {
        self.0.guarantee
    }

    fn role(&self) -> Option<HolderRole> {
        self.0.role
    }

    fn opened(&self) -> Option<Month> {
        None
    }

    fn state(&self) -> Option<AccountState> {
        self.0.state
    }

    fn limit(&self) -> Option<i64> {
        self.granted(true)
    }

    fn principal(&self) -> Option<i64> {
        self.granted(false)
    }

    fn balance(&self) -> Option<i64> {
        self.states(stated::BALANCE)
    }

    fn used(&self) -> Option<i64> {
        self.states(stated::USED_APART | stated::BALANCE)
    }

    fn past_due(&self) -> Option<i64> {
        self.states(stated::PAST_DUE)
    }

    fn scheduled(&self) -> Option<i64> {
        self.states(stated::SCHEDULED)
    }

    fn actual(&self) -> Option<i64> {
        self.states(stated::ACTUAL)
    }

    fn states_overdue(&self) -> bool {
        false
    }

    fn overdue(&self, _: Month, _: u32) -> Option<i64> {
        None
    }
}
