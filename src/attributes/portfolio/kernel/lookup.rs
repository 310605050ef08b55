//! What the profiles of a dictionary say under a regime: every leaf that a profile decides, decided once.

use super::program::{Leaf, Program};
use crate::attributes::portfolio::columns::{Profile, stated};
use crate::attributes::row::Value;
use crate::attributes::truth::{Truth, Veil, holds, value_of};
use crate::month::Month;
use crate::policy::{Disclosure, Facts, Fields, Regime, Seen, SeenState, Shown};
use crate::report::{AccountKind, AccountState, BusinessKind, Guarantee, HolderRole, InstitutionType, KindSet};

/// Tables by profile.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    pub(super) disclosures: Vec<Disclosure>,
    /// Bits of [`rule`].
    pub(super) rules: Vec<u8>,
    /// For eight leaves each, a bit a leaf of every profile.
    pub(super) eights: Vec<Eight>,
    /// Whether everything is shown of every profile.
    pub(super) all_shown: bool,
    /// Whether no leaf is ever hidden or not known.
    pub(super) all_known: bool,
    /// Whether there is a quasi-credit card.
    pub(super) any_quasi: bool,
}

/// Bits of [`Lookup::rules`].
pub(super) mod rule {
    /// A quasi-credit card is late from grade 3 on.
    pub(in crate::attributes::portfolio::kernel) const QUASI: u8 = 1;
    /// Derogatory whatever its months and amounts.
    pub(in crate::attributes::portfolio::kernel) const DEROGATORY: u8 = 1 << 1;
    /// Derogatory if its amount past due is above zero.
    pub(in crate::attributes::portfolio::kernel) const BY_PAST_DUE: u8 = 1 << 2;
}

/// What the profiles say of eight leaves.
#[derive(Debug)]
pub(super) struct Eight {
    pub(super) yes: Vec<u8>,
    pub(super) not_known: Vec<u8>,
    pub(super) hidden: Vec<u8>,
    /// It depends on the account's numbers or months.
    pub(super) open: Vec<u8>,
    pub(super) any_unknown: bool,
    pub(super) any_open: bool,
}

impl Lookup {
    pub(super) fn new(program: &Program, profiles: &[Profile], month: Month, regime: &Regime) -> Lookup {
        let seen: Vec<_> = profiles.iter().map(|profile| shown(profile, month, regime)).collect();
        let mut lookup = Lookup {
            disclosures: profiles.iter().map(|profile| regime.disclosure(profile.kind)).collect(),
            rules: profiles.iter().map(|profile| rules(profile, month)).collect(),
            all_shown: AccountKind::ALL.iter().all(|&kind| regime.disclosure(kind) == Disclosure::Full),
            all_known: true,
            ..Lookup::default()
        };
        lookup.any_quasi = lookup.rules.iter().any(|rules| rules & rule::QUASI != 0);
        for leaves in program.leaves.chunks(8) {
            let table = || vec![0; profiles.len()];
            let (mut yes, mut not_known, mut hidden, mut open) = (table(), table(), table(), table());
            for (place, shown) in seen.iter().enumerate() {
                for (bit, leaf) in leaves.iter().enumerate() {
                    let table = match decide(leaf, shown) {
                        Some(Truth::True) => &mut yes,
                        Some(Truth::False) => continue,
                        Some(Truth::Unknown(Veil::NotKnown)) => &mut not_known,
                        Some(Truth::Unknown(Veil::Hidden)) => &mut hidden,
                        None => &mut open,
                    };
                    table[place] |= 1 << bit;
                }
            }
            let any = |table: &[u8]| table.iter().any(|&bits| bits != 0);
            let (any_unknown, any_open) = (any(&not_known) || any(&hidden), any(&open));
            lookup.all_known &= !any_unknown;
            lookup.eights.push(Eight { yes, not_known, hidden, open, any_unknown, any_open });
        }
        lookup
    }
}

/// What a leaf is of every account of a profile; `None` if the profile does not tell.
fn decide(leaf: &Leaf, shown: &Shown<Sample>) -> Option<Truth> {
    match leaf {
        Leaf::Profile(filter) => Some(holds(filter, shown)),
        Leaf::Open => match shown.state() {
            Seen::Known(_) | Seen::Hidden => Some(match shown.is_open() {
                Seen::Known(open) => open.into(),
                _ => Truth::Unknown(Veil::Hidden),
            }),
            Seen::NotStated | Seen::NotKnown => None,
        },
        Leaf::OpenedWithin(_) | Leaf::LastMonth(_) | Leaf::Above(Value::Age) | Leaf::Stated(Value::Age) => None,
        Leaf::Above(value) => undecided(value_of(*value, shown)),
        Leaf::Used(_) => undecided(value_of(Value::Used, shown)),
        Leaf::Stated(value) => Some(undecided(value_of(*value, shown)).unwrap_or(Truth::True)),
        Leaf::Overdue if shown.fields.contains(Fields::PAST_DUE) => Some(Truth::True),
        Leaf::Overdue => Some(Truth::Unknown(Veil::Hidden)),
    }
}

/// A missing number decides, a known one does not.
fn undecided(value: Seen<i128>) -> Option<Truth> {
    match value {
        Seen::Known(_) => None,
        Seen::NotStated => Some(Truth::False),
        Seen::Hidden => Some(Truth::Unknown(Veil::Hidden)),
        Seen::NotKnown => Some(Truth::Unknown(Veil::NotKnown)),
    }
}

fn shown(profile: &Profile, month: Month, regime: &Regime) -> Shown<Sample> {
    Shown::visible(Sample(*profile), month, profile.known, regime.disclosure(profile.kind))
}

fn rules(profile: &Profile, month: Month) -> u8 {
    let full = Shown::visible(Sample(*profile), month, profile.known, Disclosure::Full);
    let bad_debt = full.state().known().and_then(SeenState::exact) == Some(AccountState::BadDebt);
    let by_past_due = full.past_due().known().is_some();
    let mut rules = 0;
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
struct Sample(Profile);

impl Sample {
    fn states(&self, bits: u8) -> Option<i64> {
        (self.0.stated & bits != 0).then_some(1)
    }

    fn granted(&self, revolving: bool) -> Option<i64> {
        (KindSet::REVOLVING.contains(self.0.kind) == revolving).then(|| self.states(stated::GRANTED)).flatten()
    }
}

impl Facts for Sample {
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

    fn overdue(&self, _: Month, _: u32) -> Option<i64> {
        None
    }
}
